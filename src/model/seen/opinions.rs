//! What people think, as one viewer may see it: scores, and rounds of dots or fingers.

use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::{Seen, Viewer};
use crate::{
    insight::dots,
    model::{
        ids::{At, BallotId, CardId, FieldId, MemberId, StepId},
        member::{Member, Role},
        opinion::{
            self, Asks, Ballot, Cast, Counted, LEFT_OUT, PICKED, Score, ScoreKey, Tally, Voice,
        },
    },
};

impl<'a> Seen<'a> {
    /// What was said of a card on a criterion of a step, by each voice that this viewer may hear.
    pub fn scores(
        &self,
        step: &StepId,
        card: CardId,
        criterion: &FieldId,
    ) -> impl Iterator<Item = &'a Score> + use<'a> {
        self.voices(step, card, criterion).map(|(_, score)| score)
    }

    /// The same with whose it is, which is told to nobody: a voice hears itself alone.
    fn voices(
        &self,
        step: &StepId,
        card: CardId,
        criterion: &FieldId,
    ) -> impl Iterator<Item = (&'a Voice, &'a Score)> + use<'a> {
        let at = |voice| ScoreKey {
            step: step.clone(),
            card,
            criterion: criterion.clone(),
            voice,
        };
        // Voices order members before names, and there is no last name: the range ends where the key does.
        let seen = *self;
        let first = at(Voice::Member(MemberId(uuid::Uuid::nil())));
        let all = self.session.scores.range(first.clone()..);
        all.take_while(move |(key, _)| {
            key.step == first.step && key.card == first.card && key.criterion == first.criterion
        })
        .filter(move |(key, kept)| !kept.value.is_empty() && !seen.is_hidden_score(key, kept.by))
        .map(|(key, kept)| (&key.voice, &kept.value))
    }

    /// How many people gave a card which mark on a criterion, all voices together.
    pub fn tally(&self, step: &StepId, card: CardId, criterion: &FieldId) -> Tally {
        let mut sum = Tally::new();
        for score in self.scores(step, card, criterion) {
            opinion::add(&mut sum, &score.tally);
        }
        sum
    }

    /// Whether a card goes on from a step.
    pub fn is_picked(&self, step: &StepId, card: CardId) -> bool {
        self.has_mark(step, card, PICKED)
    }

    /// Whether a card stays aside at a step, because it was put together with one of another page.
    pub fn is_left_out(&self, step: &StepId, card: CardId) -> bool {
        self.has_mark(step, card, LEFT_OUT)
    }

    fn has_mark(&self, step: &StepId, card: CardId, criterion: &str) -> bool {
        self.scores(step, card, &criterion.into())
            .any(|score| !score.tally.is_empty())
    }

    /// The viewer, where they are somebody in the room.
    pub fn me(&self) -> Option<&'a Member> {
        match self.viewer {
            Viewer::Member(id) | Viewer::Shared(id) => self.member(id),
            Viewer::Projector | Viewer::Minutes | Viewer::Archive => None,
        }
    }

    /// Whether the viewer may say anything for now.
    pub fn may_write(&self) -> bool {
        let open = !self.is_closed() && !self.is_newer();
        open && self.me().is_some_and(|me| {
            let waits = self.is_locked() && me.role == Role::Participant;
            me.role != Role::Observer && !me.muted && !waits
        })
    }

    /// Whether the viewer may enter what others say, show or lay.
    pub fn enters_for_others(&self) -> bool {
        let role = self.me().map(|me| me.role);
        matches!(role, Some(Role::Facilitator | Role::Scribe))
    }

    /// How many people speak from this viewer's seat.
    pub fn speaks_for(&self) -> u32 {
        self.me().map_or(1, |me| me.people)
    }

    /// The voice in which this viewer judges: whoever leads, and a scribe, enter what the room says; others speak for
    /// themselves. Nobody else has a voice.
    pub fn voice(&self) -> Option<Voice> {
        let me = self.me()?;
        Some(match me.role {
            Role::Facilitator | Role::Scribe => Voice::room(),
            _ => Voice::Member(me.id),
        })
    }

    /// What one voice said of a card on a criterion; nothing where it said nothing.
    pub fn score_of(
        &self,
        step: &StepId,
        card: CardId,
        criterion: &FieldId,
        voice: &Voice,
    ) -> Score {
        self.voices(step, card, criterion)
            .find(|(known, _)| *known == voice)
            .map_or_else(Score::default, |(_, score)| score.clone())
    }

    /// How much a criterion counts, where the room changed it for this session.
    pub fn weight(&self, step: &StepId, criterion: &FieldId) -> Option<u32> {
        let key = ScoreKey::weight(step.clone(), criterion.clone());
        let score = &self.session.scores.get(&key)?.value;
        score.tally.first().map(|(_, weight)| *weight)
    }

    /// The rounds of dots or fingers of a step, the first first.
    pub fn ballots_on(&self, step: &StepId) -> Vec<BallotSeen<'a>> {
        let of = self.session.ballots.values();
        let mut found: Vec<_> = of
            .filter(|ballot| ballot.step == *step)
            .map(|ballot| BallotSeen {
                ballot,
                seen: *self,
            })
            .collect();
        found.sort_by_key(|seen| seen.ballot.seq);
        found
    }
}

/// A round of dots or fingers as one viewer may see it: while it is open nobody sees what others cast.
#[derive(Clone, Copy, Debug)]
pub struct BallotSeen<'a> {
    ballot: &'a Ballot,
    seen: Seen<'a>,
}

impl<'a> BallotSeen<'a> {
    /// Its id.
    pub fn id(&self) -> BallotId {
        self.ballot.id
    }

    /// What is asked.
    pub fn asks(&self) -> &'a Asks {
        &self.ballot.asks
    }

    /// Whether people can still cast.
    pub fn is_open(&self) -> bool {
        self.ballot.is_open()
    }

    /// The cards it asks about, in the order in which this viewer goes through them: as they were put, and for each seat
    /// that speaks for itself in an order of its own, so that no card is helped by being first. It follows from the seat and
    /// the round, and is stored nowhere.
    pub fn options(&self) -> Vec<CardId> {
        let mut all = self.ballot.asks.cards().to_vec();
        if let Some(me) = self.seen.me().filter(|me| !me.role.enters_for_others()) {
            all.sort_by_cached_key(|card| {
                let mut hash = Sha256::new();
                for part in [me.id.0, self.ballot.id.0, card.0] {
                    hash.update(part.as_bytes());
                }
                <[u8; 32]>::from(hash.finalize())
            });
        }
        all
    }

    /// When it was opened, and closed.
    pub fn times(&self) -> (At, Option<At>) {
        (
            self.ballot.opened,
            self.ballot.closed.as_ref().map(|(at, _)| *at),
        )
    }

    /// How many sealed entries of it cannot be read here, because the key of the round is gone.
    pub fn lost(&self) -> u32 {
        if self.is_open() { self.ballot.lost } else { 0 }
    }

    /// How many people have cast so far.
    pub fn people(&self) -> u32 {
        self.ballot.people()
    }

    /// What this viewer cast, and what they entered for others, while the round is open; nothing once it is closed. On a
    /// shared screen only hands that the room holds up, which everybody sees as it is.
    pub fn entered(&self) -> impl Iterator<Item = (&'a Voice, &'a Cast)> + use<'a> {
        let open = self.is_open();
        let me = self.seen.me().map(|me| me.id);
        let (shared, room) = (self.seen.is_shared(), Voice::room());
        let held_up = matches!(self.ballot.asks, Asks::Fist { .. });
        self.ballot
            .cast
            .iter()
            .map(|(voice, kept)| (voice, &kept.value))
            .filter(move |(_, cast)| open && me == Some(cast.by))
            .filter(move |(voice, _)| !shared || (held_up && **voice == room))
            .filter(|(_, cast)| !cast.marks.is_empty())
    }

    /// How many dots are left of those who have laid some, while the round is open: a number for whoever enters for others,
    /// never whose they are; and none of a secret round.
    pub fn unused(&self) -> u32 {
        let Asks::Dots { each, secret, .. } = &self.ballot.asks else {
            return 0;
        };
        if !self.is_open() || *secret || !self.seen.enters_for_others() {
            return 0;
        }
        let casts = self.ballot.cast.values().map(|kept| &kept.value);
        let laid = casts.filter(|cast| !cast.marks.is_empty());
        laid.fold(0, |sum: u32, cast| {
            let used = cast.marks.iter().map(|(_, dots)| *dots);
            let used = used.fold(0, u32::saturating_add);
            sum.saturating_add(each.saturating_mul(cast.people).saturating_sub(used))
        })
    }

    /// Whether something was cast with this voice; never what.
    pub fn has_cast(&self, voice: &Voice) -> bool {
        let cast = self.ballot.cast.get(voice);
        cast.is_some_and(|kept| !kept.value.marks.is_empty())
    }

    /// Whether what was entered under this name are the dots of a single person.
    pub fn is_one_person(&self, name: &Arc<str>) -> bool {
        let cast = self.ballot.cast.get(&Voice::For(Arc::clone(name)));
        cast.is_some_and(|kept| kept.value.people == 1 && !kept.value.marks.is_empty())
    }

    /// What all gave together, once the round is closed; `None` while it is open.
    pub fn total(&self) -> Option<Counted> {
        let (_, counted) = self.ballot.closed.as_ref()?;
        let mut all = Counted {
            group: None,
            people: 0,
            marks: Tally::new(),
        };
        for group in counted {
            all.people = all.people.saturating_add(group.people);
            opinion::add(&mut all.marks, &group.marks);
        }
        all.marks
            .sort_by_cached_key(|(mark, _)| self.ballot.place_of(mark));
        Some(all)
    }

    /// What constituencies gave, once the round is closed: only those that can be told without telling what a few people
    /// gave, and none of a vote that keeps it secret.
    pub fn by_group(&self) -> Vec<&'a Counted> {
        let secret = matches!(self.ballot.asks, Asks::Dots { secret: true, .. });
        let Some((_, counted)) = self.ballot.closed.as_ref().filter(|_| !secret) else {
            return Vec::new();
        };
        let named: Vec<&Counted> = counted.iter().filter(|one| one.group.is_some()).collect();
        let people: Vec<u32> = named.iter().map(|one| one.people).collect();
        let all = counted
            .iter()
            .fold(0, |sum: u32, one| sum.saturating_add(one.people));
        let told = dots::told(&people, all);
        let shown = named.into_iter().zip(told).filter(|(_, told)| *told);
        shown.map(|(one, _)| one).collect()
    }

    /// How many constituencies were named and are not told, since too few people would be behind what is shown.
    pub fn untold_groups(&self) -> usize {
        let counted = self.ballot.closed.as_ref().map(|(_, counted)| counted);
        let named = counted.map_or(0, |counted| {
            counted.iter().filter(|one| one.group.is_some()).count()
        });
        named - self.by_group().len()
    }

    /// The words of a card it asks about, also where the card was deleted since.
    pub fn words(&self, card: CardId) -> &'a str {
        let card = self.seen.session.cards.get(&card);
        let card = card.filter(|card| !self.seen.is_hidden(card));
        card.map_or("", |card| card.text())
    }
}
