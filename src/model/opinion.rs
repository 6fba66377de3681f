//! What people think of cards: scores, and ballots.
//!
//! An opinion belongs to a voice, so that a show of hands counted by the facilitator, the paper dots of a table and the
//! dots of somebody at their own keyboard are the same thing. Words are never opinions; they are cards.

use std::sync::Arc;

use imbl::OrdMap;
use serde::{Deserialize, Serialize};

use super::{
    card::Kept,
    ids::{At, BallotId, CardId, FieldId, MemberId, Seq, StepId},
};

/// Whose opinion it is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    /// Somebody with a seat of their own.
    Member(MemberId),
    /// People whose hands or dots were counted and entered for them: a table, a color of dots, a named person; the whole
    /// room where the name is empty.
    For(Arc<str>),
}

impl Voice {
    /// The room, counted by whoever sits at the keyboard.
    pub fn room() -> Self {
        Self::For("".into())
    }
}

/// How many people said what: a mark, and how many. Each mark stands once, in the order of its scale.
pub type Tally = Vec<(Arc<str>, u32)>;

/// What one voice says of a card on one criterion.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// How many people of this voice gave which mark; empty where the score was taken back.
    pub tally: Tally,
    /// How they know, in their words; empty for nothing.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub note: Arc<str>,
}

impl Score {
    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.tally.is_empty() && self.note.is_empty()
    }
}

/// The criterion under which a step keeps which cards go on from it; its one mark is [`YES`].
pub const PICKED: &str = "picked";

/// The criterion under which a step leaves a card aside, because another that says the same stands for it; its one mark is
/// [`YES`]. Only kinds whose marks name it ask about cards in this way.
pub const LEFT_OUT: &str = "left-out";

/// The mark of a weight. What a criterion counts is kept as a score of no card ([`ScoreKey::weight`]): how many, of this
/// mark.
pub const WEIGHT: &str = "weight";

/// The most that a criterion can count.
pub const MOST_WEIGHT: u32 = 9;

/// The mark of agreement of every scale that has one.
pub const YES: &str = "yes";

/// Where a score lies. The order of these keys makes the scores of a card on a step one range.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct ScoreKey {
    /// The step that asks.
    pub step: StepId,
    /// The card that is judged; it may lie on another step's page.
    pub card: CardId,
    /// On what.
    pub criterion: FieldId,
    /// Who says so.
    pub voice: Voice,
}

impl ScoreKey {
    /// Where the room keeps how much a criterion counts in this session: under no card. A script says what it counts at
    /// first, and the log keeps what it counted before.
    pub fn weight(step: StepId, criterion: FieldId) -> Self {
        Self {
            step,
            card: CardId(uuid::Uuid::nil()),
            criterion,
            voice: Voice::room(),
        }
    }

    /// Whether it says what a criterion counts, and judges no card.
    pub fn is_weight(&self) -> bool {
        self.card.0.is_nil()
    }
}

/// What a ballot asks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Asks {
    /// Dots on cards.
    Dots {
        /// The cards, as they stood when it was opened; nothing joins or leaves them while it is open.
        options: Vec<CardId>,
        /// How many dots each person has.
        each: u32,
        /// How many of them may lie on one card.
        most: u32,
        /// Whether what a voice cast is never told, even when it is closed.
        secret: bool,
    },
    /// Fingers for a proposal, from 0 to 5.
    Fist {
        /// The card with the proposal.
        about: CardId,
        /// Its words at that time: a later version is another proposal.
        words: Arc<str>,
    },
}

/// The marks of a fist-to-five, from blocking to leading.
pub const FINGERS: [&str; 6] = ["0", "1", "2", "3", "4", "5"];

/// What one voice cast.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cast {
    /// How many people it speaks for.
    pub people: u32,
    /// Their constituency, where it is counted by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Arc<str>>,
    /// What they gave: the id of a card or a number of fingers, and how many; empty where the ballot was taken back.
    pub marks: Tally,
    /// Who entered it.
    pub by: MemberId,
}

/// What a constituency cast, counted when the ballot was closed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// The constituency; absent for those that named none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Arc<str>>,
    /// How many people.
    pub people: u32,
    /// What they gave together.
    pub marks: Tally,
}

/// One round of dots or fingers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ballot {
    /// Global.
    pub id: BallotId,
    /// On which step.
    pub step: StepId,
    /// What is asked.
    pub asks: Asks,
    /// When it was opened.
    pub opened: At,
    /// The record that opened it: ballots of a step follow one another in this order.
    pub seq: Seq,
    /// What was cast, by voice.
    #[serde(with = "super::pairs")]
    pub cast: OrdMap<Voice, Kept<Cast>>,
    /// When it was closed, and what was counted; absent while it is open.
    pub closed: Option<(At, Vec<Counted>)>,
    /// How many sealed records of it could not be read here.
    #[serde(default, skip_serializing_if = "super::silence::nothing")]
    pub lost: u32,
}

impl Asks {
    /// The cards it asks about.
    pub fn cards(&self) -> &[CardId] {
        match self {
            Self::Dots { options, .. } => options,
            Self::Fist { about, .. } => std::slice::from_ref(about),
        }
    }

    /// Whether what a voice cast is never told.
    pub fn is_secret(&self) -> bool {
        matches!(self, Self::Dots { secret: true, .. })
    }
}

impl Ballot {
    /// Whether people can still cast.
    pub fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// Whether what is cast is sealed on disk: it is secret, and not counted yet.
    pub fn is_sealed(&self) -> bool {
        self.is_open() && self.asks.is_secret()
    }

    /// How many people have cast so far, or were counted.
    pub fn people(&self) -> u32 {
        if let Some((_, counted)) = &self.closed {
            return counted
                .iter()
                .fold(0, |sum, one| sum.saturating_add(one.people));
        }
        self.cast
            .values()
            .filter(|cast| !cast.value.marks.is_empty())
            .fold(0, |sum: u32, cast| sum.saturating_add(cast.value.people))
    }

    /// What was cast, counted by constituency, those without one first; all in one where the vote is secret, because a
    /// constituency of one person would say what that person gave. Marks stand in the order in which the ballot names them.
    pub fn count(&self) -> Vec<Counted> {
        let mut counted: Vec<Counted> = Vec::new();
        let secret = self.asks.is_secret();
        let group = |cast: &Cast| cast.group.clone().filter(|_| !secret);
        let mut casts: Vec<&Cast> = self
            .cast
            .values()
            .map(|kept| &kept.value)
            .filter(|cast| !cast.marks.is_empty())
            .collect();
        casts.sort_by_cached_key(|cast| group(cast));
        for cast in casts {
            let found = counted.iter().position(|known| known.group == group(cast));
            let at = found.unwrap_or_else(|| {
                counted.push(Counted {
                    group: group(cast),
                    people: 0,
                    marks: Vec::new(),
                });
                counted.len() - 1
            });
            if let Some(into) = counted.get_mut(at) {
                into.people = into.people.saturating_add(cast.people);
                add(&mut into.marks, &cast.marks);
            }
        }
        for group in &mut counted {
            group
                .marks
                .sort_by_cached_key(|(mark, _)| self.place_of(mark));
        }
        counted
    }

    /// Where a mark stands among those that can be given; `None` for one that cannot.
    pub fn place_of(&self, mark: &str) -> Option<usize> {
        match &self.asks {
            Asks::Dots { options, .. } => {
                // An id can be written in several ways; a mark is written in one.
                let card = mark
                    .parse()
                    .ok()
                    .filter(|card: &CardId| card.to_string() == *mark)?;
                options.iter().position(|known| *known == card)
            }
            Asks::Fist { .. } => FINGERS.iter().position(|known| *known == mark),
        }
    }

    /// Whether a card is among what people choose from, or is the proposal itself.
    pub fn names(&self, card: CardId) -> bool {
        match &self.asks {
            Asks::Dots { options, .. } => options.contains(&card),
            Asks::Fist { about, .. } => *about == card,
        }
    }
}

/// Adds one tally to another. Counts stop at the largest number there is.
pub fn add(into: &mut Tally, tally: &[(Arc<str>, u32)]) {
    for (mark, count) in tally {
        match into.iter_mut().find(|(known, _)| known == mark) {
            Some((_, sum)) => *sum = sum.saturating_add(*count),
            None => into.push((Arc::clone(mark), *count)),
        }
    }
}
