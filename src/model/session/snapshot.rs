//! A snapshot: a session as it stands, without its history, in a form that is read much faster than its records.
//!
//! It is a convenience and never the truth: what was made of it shows the first screen, and the records replace it. So it
//! has no upcasters; one of another form is passed over. What can be worked out from the rest is not in it.

use std::sync::Arc;

use imbl::{OrdMap, OrdSet};
use serde::{Deserialize, Serialize};

use super::{Hand, Log, Session, order_key};
use crate::model::{
    card::{Card, Kept},
    clock::{TimeBox, Times},
    common::Common,
    event::{Event, Record},
    ids::{At, CardId, MemberId, Seq, SessionId, StepId},
    measure::Measure,
    member::Member,
    opinion::{Ballot, Score, ScoreKey},
    pairs,
    script::{Part, Script},
    silence::Silence,
};

/// The form of today. It grows with every change of [`Shape`], and of what an event does.
const VERSION: u32 = 3;

/// Everything of a session but its history and what follows from the rest.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Shape {
    v: u32,
    id: SessionId,
    next: Seq,
    script: Option<Arc<Script>>,
    began: At,
    changed: At,
    title: Kept<Arc<str>>,
    step: StepId,
    visited: OrdSet<StepId>,
    #[serde(with = "pairs")]
    minutes: OrdMap<StepId, Kept<TimeBox>>,
    times: Times,
    closed: bool,
    locked: bool,
    members: Vec<Arc<Member>>,
    #[serde(with = "pairs")]
    notes: OrdMap<(MemberId, StepId), Kept<Arc<str>>>,
    cards: Vec<Arc<Card>>,
    #[serde(with = "pairs")]
    links: OrdMap<(CardId, CardId), Kept<bool>>,
    measures: Vec<Arc<Measure>>,
    #[serde(with = "pairs")]
    scores: OrdMap<ScoreKey, Kept<Score>>,
    ballots: Vec<Arc<Ballot>>,
    silences: Vec<Arc<Silence>>,
    #[serde(with = "pairs")]
    reworded: OrdMap<(StepId, Part), Seq>,
    #[serde(with = "pairs")]
    hands: OrdMap<MemberId, Hand>,
    newer: bool,
}

impl Session {
    /// The session as it stands, to be kept as a snapshot; `None` where a number in it is not finite, and while a secret
    /// round is open, of which no copy is made.
    pub fn freeze(&self) -> Option<Vec<u8>> {
        if !self.secret_rounds().is_empty() {
            return None;
        }
        // Named one by one: a field that is added later does not compile before someone has thought of it here.
        let Self {
            id,
            script,
            began,
            changed,
            title,
            step,
            visited,
            minutes,
            times,
            closed,
            locked,
            members,
            notes,
            cards,
            order: _,
            links,
            linked_to: _,
            measures,
            scores,
            ballots,
            silences,
            reworded,
            log,
            hands,
            newer,
            common: _,
        } = self;
        let shape = Shape {
            v: VERSION,
            id: *id,
            next: log.next(),
            script: script.clone(),
            began: *began,
            changed: *changed,
            title: title.clone(),
            step: step.clone(),
            visited: visited.clone(),
            minutes: minutes.clone(),
            times: times.clone(),
            closed: *closed,
            locked: *locked,
            members: members.values().cloned().collect(),
            notes: notes.clone(),
            cards: cards.values().cloned().collect(),
            links: links.clone(),
            measures: measures.values().cloned().collect(),
            scores: scores.clone(),
            ballots: ballots.values().cloned().collect(),
            silences: silences.values().cloned().collect(),
            reworded: reworded.clone(),
            hands: hands.clone(),
            newer: *newer,
        };
        serde_json::to_vec(&shape).ok()
    }

    /// The session that a snapshot holds, without its history: [`Session::is_whole`] is false, and it decides nothing.
    /// `None` where it is no snapshot of this session in the form of today.
    pub fn thaw(id: SessionId, snapshot: &[u8]) -> Option<Self> {
        let shape: Shape = serde_json::from_slice(snapshot).ok()?;
        if shape.v != VERSION || shape.id != id {
            return None;
        }
        let live = shape.cards.iter().filter(|card| !card.removed.value);
        let order = live.map(|card| order_key(&card.place.value, card.id));
        let linked = shape.links.iter().filter(|(_, kept)| kept.value);
        Some(Self {
            id,
            script: shape.script,
            began: shape.began,
            changed: shape.changed,
            title: shape.title,
            step: shape.step,
            visited: shape.visited,
            minutes: shape.minutes,
            times: shape.times,
            closed: shape.closed,
            locked: shape.locked,
            members: keyed(shape.members, |member| member.id),
            notes: shape.notes,
            order: order.collect(),
            cards: keyed(shape.cards, |card| card.id),
            linked_to: linked.map(|((from, to), _)| (*to, *from)).collect(),
            links: shape.links,
            measures: keyed(shape.measures, |measure| measure.id),
            scores: shape.scores,
            ballots: keyed(shape.ballots, |ballot| ballot.id),
            silences: keyed(shape.silences, |silence| silence.round),
            reworded: shape.reworded,
            log: Log::behind(shape.next),
            hands: shape.hands,
            newer: shape.newer,
            common: Common::default(),
        })
    }

    /// Takes in the next record where that asks for nothing behind the history at hand, and answers whether it did.
    pub fn follow(&mut self, record: Record) -> bool {
        let known = record.ev.iter().all(|event| !self.reaches_behind(event));
        if known {
            self.apply(record);
        }
        known
    }

    /// Whether it takes a record that is not at hand to say what an event does: one that is taken back or done again, one
    /// whose writer has to be known, because another wrote there meanwhile, or the one that began the session with its
    /// script.
    fn reaches_behind(&self, event: &Event) -> bool {
        match event {
            Event::Undone { seq } | Event::Redone { seq } => {
                let again = self.events_of(*seq);
                *seq < self.log.from() || again.iter().any(|event| self.reaches_behind(event))
            }
            Event::CardChanged {
                card, field, from, ..
            } => {
                let state = self
                    .cards
                    .get(card)
                    .and_then(|card| card.fields.get(field.as_str()));
                state.is_some_and(|state| state.by != *from && state.by < self.log.from())
            }
            // The words that a step had at first, in all of their languages, stand where the session begins.
            Event::StepReworded { .. } => self.log.from() > 0,
            // What a secret round did is forgotten by reading everything once more.
            Event::BallotClosed { .. } | Event::Revealed { .. } => {
                let round = self.closes(event);
                let mut records = self.log.iter();
                round.is_some() && records.any(|logged| logged.round == round)
            }
            _ => false,
        }
    }

    /// Whether its whole history is at hand. One that was made from a snapshot is only looked at: its cards, measures
    /// and people are right, what was before and what can be undone is not known.
    pub fn is_whole(&self) -> bool {
        self.log.from() == 0
    }
}

fn keyed<K: Ord + Clone, V>(all: Vec<Arc<V>>, key: impl Fn(&V) -> K) -> OrdMap<K, Arc<V>> {
    all.into_iter().map(|one| (key(&one), one)).collect()
}
