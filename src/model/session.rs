//! The session: what a stream of records has made, and the only place where it changes.
//!
//! A copy costs nothing to make and shares what did not change, so that a room can publish every version. Order, branches
//! and links are indexes kept up to date here, never computed while drawing. Reading from outside goes through
//! [`super::Seen`]; the fields are visible to the model alone.

use std::{collections::HashSet, sync::Arc};

use imbl::{OrdMap, OrdSet, Vector};
use serde::{Deserialize, Serialize};
use smallvec::SmallVec;

use super::{
    card::{Card, FieldState, Kept, Place, Rank},
    clock::{TimeBox, Times},
    common::Common,
    event::{Event, Record},
    ids::{At, BallotId, CardId, FieldId, MeasureId, MemberId, RoundId, Seq, SessionId, StepId},
    measure::{GuessKey, Measure, Point, PointKey},
    member::Member,
    opinion::{Ballot, Cast, Score, ScoreKey, Voice},
    script::{Part, Script, Words},
    silence::Silence,
};

mod accept;
mod clock;
mod decide;
mod did;
mod history;
mod log;
mod opinions;
mod past;
mod perform;
mod silence;
mod snapshot;

use log::{Log, Logged};
pub use past::{CopyAs, Past, Stop};

/// One run of a script by a group.
#[derive(Clone, Debug)]
pub struct Session {
    pub(super) id: SessionId,
    pub(super) script: Option<Arc<Script>>,
    pub(super) began: At,
    pub(super) changed: At,
    pub(super) title: Kept<Arc<str>>,
    pub(super) step: StepId,
    pub(super) visited: OrdSet<StepId>,
    pub(super) minutes: OrdMap<StepId, Kept<TimeBox>>,
    /// What the clock knows.
    pub(super) times: Times,
    pub(super) closed: bool,
    pub(super) locked: bool,
    pub(super) members: OrdMap<MemberId, Arc<Member>>,
    pub(super) notes: OrdMap<(MemberId, StepId), Kept<Arc<str>>>,
    pub(super) cards: OrdMap<CardId, Arc<Card>>,
    pub(super) order: OrdSet<OrderKey>,
    pub(super) links: OrdMap<(CardId, CardId), Kept<bool>>,
    pub(super) linked_to: OrdSet<(CardId, CardId)>,
    pub(super) measures: OrdMap<MeasureId, Arc<Measure>>,
    pub(super) scores: OrdMap<ScoreKey, Kept<Score>>,
    pub(super) ballots: OrdMap<BallotId, Arc<Ballot>>,
    /// Silent writing, now and before, by the id of each.
    pub(super) silences: OrdMap<RoundId, Arc<Silence>>,
    /// Who worded a part of a step last, where the room has changed it.
    pub(super) reworded: OrdMap<(StepId, Part), Seq>,
    pub(super) log: Log,
    pub(super) hands: OrdMap<MemberId, Hand>,
    pub(super) newer: bool,
    /// What was computed of this state for all who see the same.
    pub(super) common: Common,
}

/// Where a card stands in the order of everything that lies on a table.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct OrderKey {
    pub(super) step: StepId,
    pub(super) parent: Option<CardId>,
    pub(super) edge: Edge,
}

/// A card's rank among its neighbours, or either end of them all.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Edge {
    Low,
    At(Rank, CardId),
    High,
}

/// What one member can take back, and do again.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Hand {
    done: Vector<Seq>,
    undone: Vector<Seq>,
}

/// What stood in a place before an event wrote there: enough to put it back, its writer included.
#[derive(Clone, Debug)]
enum Before {
    Title(Kept<Arc<str>>),
    Minutes(StepId, Option<Kept<TimeBox>>),
    Note(MemberId, StepId, Option<Kept<Arc<str>>>),
    NoCard(CardId),
    Field(CardId, FieldId, Option<FieldState>),
    Place(CardId, Kept<Place>),
    Removed(CardId, Kept<bool>),
    Link(CardId, CardId, Option<Kept<bool>>),
    NoMeasure(MeasureId),
    Described(MeasureId, FieldId, Option<FieldState>),
    Point(MeasureId, PointKey, Option<Kept<Option<Arc<Point>>>>),
    Guess(MeasureId, GuessKey, Option<Kept<Option<f64>>>),
    Worded(StepId, Part, Words, Option<Seq>),
    Score(Box<ScoreKey>, Option<Kept<Score>>),
    Cast(BallotId, Voice, Option<Kept<Cast>>),
}

impl Session {
    /// A session before its first record.
    pub fn new(id: SessionId) -> Self {
        Self {
            id,
            script: None,
            began: At(0),
            changed: At(0),
            title: Kept {
                value: "".into(),
                by: 0,
            },
            step: "".into(),
            visited: OrdSet::new(),
            minutes: OrdMap::new(),
            times: Times::default(),
            closed: false,
            locked: false,
            members: OrdMap::new(),
            notes: OrdMap::new(),
            cards: OrdMap::new(),
            order: OrdSet::new(),
            links: OrdMap::new(),
            linked_to: OrdSet::new(),
            measures: OrdMap::new(),
            scores: OrdMap::new(),
            ballots: OrdMap::new(),
            silences: OrdMap::new(),
            reworded: OrdMap::new(),
            log: Log::default(),
            hands: OrdMap::new(),
            newer: false,
            common: Common::default(),
        }
    }

    /// The session that these records made, in their order.
    pub fn replay(id: SessionId, records: impl IntoIterator<Item = Record>) -> Self {
        let mut session = Self::new(id);
        for record in records {
            session.apply(record);
        }
        session
    }

    /// When it began.
    pub fn began(&self) -> At {
        self.began
    }

    /// Which session this is.
    pub fn id(&self) -> SessionId {
        self.id
    }

    /// How many records made it: the number of the next.
    pub fn len(&self) -> Seq {
        self.log.next()
    }

    /// Whether it has not begun.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether two sessions say the same, however they came to it: everything but the history and what can be undone.
    pub fn same_content(&self, other: &Self) -> bool {
        self.id == other.id
            && self.script == other.script
            && self.title == other.title
            && self.minutes == other.minutes
            && self.closed == other.closed
            && self.locked == other.locked
            && self.members == other.members
            && self.notes == other.notes
            && self.cards == other.cards
            && self.order == other.order
            && self.links == other.links
            && self.linked_to == other.linked_to
            && self.measures == other.measures
            && self.scores == other.scores
            && self.ballots == other.ballots
            && self.silences == other.silences
    }

    /// Takes in the next record. What it names and the session does not know is passed over: a history is never
    /// refused, [`Session::decide`] has done that.
    pub fn apply(&mut self, record: Record) {
        self.common = Common::default();
        let seq = self.len();
        let record = match record.ev.first() {
            Some(Event::Sealed { round, .. }) => {
                self.miss(*round);
                self.stub(seq, *round)
            }
            _ => record,
        };
        let round = self.seals(&record.ev);
        if round.is_none() {
            let minutes = self.minutes_of(&self.step);
            self.times.notice(record.at, &self.step, minutes);
        }
        if let Some(closed) = record.ev.iter().find_map(|event| self.closes(event)) {
            self.forget(closed);
        }
        // It stays in memory with the history: no longer than it must be.
        let mut before = SmallVec::with_capacity(record.ev.len());
        let mut history = false;
        for event in &record.ev {
            match event {
                Event::Undone { seq: of } => {
                    history = true;
                    self.take_back(*of);
                }
                Event::Redone { seq: of } => {
                    history = true;
                    self.do_again(record.by, *of);
                }
                event => before.extend(self.perform(event, &record, seq)),
            }
        }
        if !history && !before.is_empty() {
            let hand = self.hands.entry(record.by).or_default();
            hand.done.push_back(seq);
            if !hand.undone.is_empty() {
                hand.undone.clear();
            }
        }
        // When somebody cast their ballot is not told by a list of sessions either.
        let at = round.map_or(Some(record.at), |round| self.opened(round));
        self.changed = self.changed.max(at.unwrap_or(record.at));
        self.log.push(Logged {
            record,
            before,
            round,
        });
    }

    /// A card that is on a table: not deleted.
    pub(super) fn live(&self, id: CardId) -> Option<&Arc<Card>> {
        self.cards.get(&id).filter(|card| !card.removed.value)
    }

    /// The cards right under a parent (or at the top of a page), in order.
    pub(super) fn children<'a>(
        &'a self,
        step: &StepId,
        parent: Option<CardId>,
    ) -> impl DoubleEndedIterator<Item = &'a Arc<Card>> + use<'a> {
        let end = |edge| OrderKey {
            step: step.clone(),
            parent,
            edge,
        };
        self.order
            .range(end(Edge::Low)..end(Edge::High))
            .filter_map(|key| match &key.edge {
                Edge::At(_, id) => self.cards.get(id),
                _ => None,
            })
    }

    /// The cards of a step's page that have others under them.
    pub(super) fn branches(&self, step: &StepId) -> HashSet<CardId> {
        let from = OrderKey {
            step: step.clone(),
            parent: Some(CardId(uuid::Uuid::nil())),
            edge: Edge::Low,
        };
        let under = self.order.range(from..);
        under
            .take_while(|key| key.step == *step)
            .filter_map(|key| key.parent)
            .collect()
    }

    /// A card and everything that hangs under it, from the top down.
    pub(super) fn branch(&self, top: CardId) -> Vec<CardId> {
        let mut found = vec![top];
        let mut next = 0;
        while let Some(card) = found.get(next).and_then(|id| self.cards.get(id)) {
            let step = &card.place.value.step;
            found.extend(self.children(step, Some(card.id)).map(|child| child.id));
            next += 1;
            if found.len() > self.cards.len() {
                // Only a damaged history holds a ring; it must not hang the room.
                break;
            }
        }
        found
    }
}

fn order_key(place: &Place, card: CardId) -> OrderKey {
    OrderKey {
        step: place.step.clone(),
        parent: place.parent,
        edge: Edge::At(place.rank.clone(), card),
    }
}

#[cfg(test)]
mod tests;
