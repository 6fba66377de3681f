//! The session: what a stream of records has made, and the only place where it changes.
//!
//! A copy costs nothing to make and shares what did not change, so that a room can publish every version. Order, branches
//! and links are indexes kept up to date here, never computed while drawing. Reading from outside goes through
//! [`super::Seen`]; the fields are visible to the model alone.

use std::{collections::HashSet, sync::Arc};

use imbl::{OrdMap, OrdSet, Vector};

use super::{
    card::{Card, FieldState, Kept, Place, Rank, Value},
    event::{Event, Record},
    ids::{At, BallotId, CardId, FieldId, MeasureId, MemberId, Seq, SessionId, StepId},
    measure::{FrozenOn, Measure, Point, PointKey},
    member::Member,
    opinion::{Ballot, Cast, Score, ScoreKey, Voice},
    script::{Part, Script, Words},
};
use crate::insight::period::Period;

mod accept;
mod decide;
mod history;
mod opinions;

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
    pub(super) minutes: OrdMap<StepId, Kept<u32>>,
    pub(super) closed: bool,
    pub(super) members: OrdMap<MemberId, Arc<Member>>,
    pub(super) notes: OrdMap<(MemberId, StepId), Kept<Arc<str>>>,
    pub(super) cards: OrdMap<CardId, Arc<Card>>,
    pub(super) order: OrdSet<OrderKey>,
    pub(super) links: OrdMap<(CardId, CardId), Kept<bool>>,
    pub(super) linked_to: OrdSet<(CardId, CardId)>,
    pub(super) measures: OrdMap<MeasureId, Arc<Measure>>,
    pub(super) scores: OrdMap<ScoreKey, Kept<Score>>,
    pub(super) ballots: OrdMap<BallotId, Arc<Ballot>>,
    /// Who worded a part of a step last, where the room has changed it.
    pub(super) reworded: OrdMap<(StepId, Part), Seq>,
    pub(super) log: Vector<Arc<Logged>>,
    pub(super) hands: OrdMap<MemberId, Hand>,
    pub(super) newer: bool,
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

/// A record, and what each of its events found before it.
#[derive(Clone, Debug)]
pub(super) struct Logged {
    pub(super) record: Record,
    before: Vec<Before>,
}

/// What one member can take back, and do again.
#[derive(Clone, Debug, Default)]
pub(super) struct Hand {
    done: Vector<Seq>,
    undone: Vector<Seq>,
}

/// What stood in a place before an event wrote there: enough to put it back, its writer included.
#[derive(Clone, Debug)]
enum Before {
    Title(Kept<Arc<str>>),
    Minutes(StepId, Option<Kept<u32>>),
    Note(MemberId, StepId, Option<Kept<Arc<str>>>),
    NoCard(CardId),
    Field(CardId, FieldId, Option<FieldState>),
    Place(CardId, Kept<Place>),
    Removed(CardId, Kept<bool>),
    Link(CardId, CardId, Option<Kept<bool>>),
    NoMeasure(MeasureId),
    Described(MeasureId, FieldId, Option<FieldState>),
    Point(MeasureId, PointKey, Option<Kept<Option<Arc<Point>>>>),
    Guess(MeasureId, Period, Option<Kept<Option<f64>>>),
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
            closed: false,
            members: OrdMap::new(),
            notes: OrdMap::new(),
            cards: OrdMap::new(),
            order: OrdSet::new(),
            links: OrdMap::new(),
            linked_to: OrdSet::new(),
            measures: OrdMap::new(),
            scores: OrdMap::new(),
            ballots: OrdMap::new(),
            reworded: OrdMap::new(),
            log: Vector::new(),
            hands: OrdMap::new(),
            newer: false,
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

    /// Which session this is.
    pub fn id(&self) -> SessionId {
        self.id
    }

    /// How many records made it: the number of the next.
    pub fn len(&self) -> Seq {
        self.log.len() as Seq
    }

    /// Whether it has not begun.
    pub fn is_empty(&self) -> bool {
        self.log.is_empty()
    }

    /// Whether two sessions say the same, however they came to it: everything but the history and what can be undone.
    pub fn same_content(&self, other: &Self) -> bool {
        self.id == other.id
            && self.script == other.script
            && self.title == other.title
            && self.minutes == other.minutes
            && self.closed == other.closed
            && self.members == other.members
            && self.notes == other.notes
            && self.cards == other.cards
            && self.order == other.order
            && self.links == other.links
            && self.linked_to == other.linked_to
            && self.measures == other.measures
            && self.scores == other.scores
            && self.ballots == other.ballots
    }

    /// Takes in the next record. What it names and the session does not know is passed over: a history is never
    /// refused, [`Session::decide`] has done that.
    pub fn apply(&mut self, record: Record) {
        let seq = self.len();
        // Both lists stay in memory with the history: no longer than they must be.
        let mut before = Vec::with_capacity(record.ev.len());
        let mut history = false;
        for event in &record.ev {
            match event {
                Event::Undone { seq: of } => {
                    history = true;
                    self.take_back(record.by, *of);
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
            hand.undone.clear();
        }
        self.changed = self.changed.max(record.at);
        self.log.push_back(Arc::new(Logged { record, before }));
    }

    /// Writes what an event says, and answers what it found; `None` where it is not a change that can be taken back.
    fn perform(&mut self, event: &Event, record: &Record, seq: Seq) -> Option<Before> {
        match event {
            Event::Began { script, title } => {
                self.script = Some(Arc::clone(script));
                self.title = Kept {
                    value: Arc::clone(title),
                    by: seq,
                };
                self.began = record.at;
                if let Some(first) = script.steps.first() {
                    self.enter(&first.id);
                }
                None
            }
            Event::Retitled { title } => {
                let now = Kept {
                    value: Arc::clone(title),
                    by: seq,
                };
                Some(Before::Title(std::mem::replace(&mut self.title, now)))
            }
            Event::Entered { step } => {
                self.enter(step);
                None
            }
            Event::TimeAdjusted { step, minutes } => {
                let was = self.minutes.insert(
                    step.clone(),
                    Kept {
                        value: *minutes,
                        by: seq,
                    },
                );
                Some(Before::Minutes(step.clone(), was))
            }
            Event::Closed => {
                self.closed = true;
                None
            }
            Event::Reopened => {
                self.closed = false;
                None
            }
            Event::Joined { member } => {
                self.members.insert(member.id, Arc::new(member.clone()));
                None
            }
            Event::Noted { step, text } => {
                let now = Kept {
                    value: Arc::clone(text),
                    by: seq,
                };
                let was = self.notes.insert((record.by, step.clone()), now);
                Some(Before::Note(record.by, step.clone(), was))
            }
            Event::ForecastFrozen { measure, forecast } => {
                let at = record.at;
                self.with_measure(*measure, |measure| {
                    let frozen = FrozenOn {
                        at,
                        by: seq,
                        forecast: forecast.clone(),
                    };
                    measure.frozen.push_back(Arc::new(frozen));
                });
                None
            }
            Event::Undone { .. } | Event::Redone { .. } => None,
            Event::Unknown(_) => {
                self.newer = true;
                None
            }
            Event::MeasureAdded { .. }
            | Event::MeasureDescribed { .. }
            | Event::PointSet { .. }
            | Event::PointRemoved { .. }
            | Event::GuessGiven { .. } => self.perform_on_measure(event, record, seq),
            Event::StepReworded { .. }
            | Event::Scored { .. }
            | Event::BallotOpened { .. }
            | Event::BallotCast { .. }
            | Event::BallotClosed { .. } => self.perform_on_opinion(event, record, seq),
            _ => self.perform_on_card(event, record, seq),
        }
    }

    fn perform_on_card(&mut self, event: &Event, record: &Record, seq: Seq) -> Option<Before> {
        match event {
            Event::CardAdded {
                card,
                author,
                place,
                fields,
            } => {
                let state = |value: &Value| FieldState {
                    value: Some(value.clone()),
                    by: seq,
                    rival: None,
                };
                let made = Card {
                    id: *card,
                    author: *author,
                    at: record.at,
                    place: Kept {
                        value: place.clone(),
                        by: seq,
                    },
                    removed: Kept {
                        value: false,
                        by: seq,
                    },
                    fields: fields
                        .iter()
                        .map(|(id, value)| (id.clone(), state(value)))
                        .collect(),
                    touched: vec![seq],
                };
                self.order.insert(order_key(place, *card));
                if let Some(was) = self.cards.insert(*card, Arc::new(made))
                    && was.place.value != *place
                {
                    self.order.remove(&order_key(&was.place.value, *card));
                }
                Some(Before::NoCard(*card))
            }
            Event::CardChanged {
                card: id,
                field,
                from,
                now,
            } => {
                let unseen = |was: &&FieldState| {
                    was.by != *from
                        && was.value != *now
                        && self.who(was.by).is_some_and(|who| who != record.by)
                };
                let was = self.cards.get(id)?.fields.get(field.as_str());
                let state = FieldState {
                    value: now.clone(),
                    by: seq,
                    rival: was.filter(unseen).and_then(|was| was.value.clone()),
                };
                let card = self.card_mut(*id)?;
                let was = card.fields.insert(field.clone(), state);
                touch(card, seq);
                Some(Before::Field(*id, field.clone(), was))
            }
            Event::CardMoved { card: id, place } => {
                let card = self.card_mut(*id)?;
                let was = std::mem::replace(
                    &mut card.place,
                    Kept {
                        value: place.clone(),
                        by: seq,
                    },
                );
                touch(card, seq);
                if !card.removed.value {
                    self.order.remove(&order_key(&was.value, *id));
                    self.order.insert(order_key(place, *id));
                }
                Some(Before::Place(*id, was))
            }
            Event::CardRemoved { card } => self.set_removed(*card, true, seq),
            Event::CardRestored { card } => self.set_removed(*card, false, seq),
            Event::Linked { from, to } => Some(self.set_link(*from, *to, true, seq)),
            Event::Unlinked { from, to } => Some(self.set_link(*from, *to, false, seq)),
            _ => None,
        }
    }

    fn perform_on_measure(&mut self, event: &Event, record: &Record, seq: Seq) -> Option<Before> {
        match event {
            Event::MeasureAdded {
                measure,
                step,
                fields,
            } => {
                let state = |value: &Value| FieldState {
                    value: Some(value.clone()),
                    by: seq,
                    rival: None,
                };
                let made = Measure {
                    id: *measure,
                    step: step.clone(),
                    at: record.at,
                    by: seq,
                    fields: fields
                        .iter()
                        .map(|(id, value)| (id.clone(), state(value)))
                        .collect(),
                    points: OrdMap::new(),
                    guesses: OrdMap::new(),
                    frozen: Vector::new(),
                };
                self.measures.insert(*measure, Arc::new(made));
                Some(Before::NoMeasure(*measure))
            }
            Event::MeasureDescribed {
                measure,
                field,
                now,
            } => {
                let state = FieldState {
                    value: now.clone(),
                    by: seq,
                    rival: None,
                };
                let was = self.with_measure(*measure, |measure| {
                    measure.fields.insert(field.clone(), state)
                })?;
                Some(Before::Described(*measure, field.clone(), was))
            }
            Event::PointSet {
                measure,
                key,
                point,
            } => {
                let now = Kept {
                    value: Some(Arc::clone(point)),
                    by: seq,
                };
                let was =
                    self.with_measure(*measure, |measure| measure.points.insert(key.clone(), now))?;
                Some(Before::Point(*measure, key.clone(), was))
            }
            Event::PointRemoved { measure, key } => {
                let now = Kept {
                    value: None,
                    by: seq,
                };
                let was =
                    self.with_measure(*measure, |measure| measure.points.insert(key.clone(), now))?;
                Some(Before::Point(*measure, key.clone(), was))
            }
            Event::GuessGiven {
                measure,
                period,
                value,
            } => {
                let now = Kept {
                    value: *value,
                    by: seq,
                };
                let was =
                    self.with_measure(*measure, |measure| measure.guesses.insert(*period, now))?;
                Some(Before::Guess(*measure, *period, was))
            }
            _ => None,
        }
    }

    /// Who made a record.
    fn who(&self, seq: Seq) -> Option<MemberId> {
        let at = usize::try_from(seq).ok()?;
        self.log.get(at).map(|logged| logged.record.by)
    }

    fn enter(&mut self, step: &StepId) {
        self.step = step.clone();
        self.visited.insert(step.clone());
    }

    fn card_mut(&mut self, id: CardId) -> Option<&mut Card> {
        self.cards.get_mut(&id).map(Arc::make_mut)
    }

    fn with_measure<T>(
        &mut self,
        id: MeasureId,
        change: impl FnOnce(&mut Measure) -> T,
    ) -> Option<T> {
        self.measures
            .get_mut(&id)
            .map(|measure| change(Arc::make_mut(measure)))
    }

    fn set_removed(&mut self, id: CardId, removed: bool, seq: Seq) -> Option<Before> {
        let card = self.card_mut(id)?;
        let was = std::mem::replace(
            &mut card.removed,
            Kept {
                value: removed,
                by: seq,
            },
        );
        touch(card, seq);
        let key = order_key(&card.place.value, id);
        self.show(key, !removed);
        Some(Before::Removed(id, was))
    }

    fn show(&mut self, key: OrderKey, shown: bool) {
        if shown {
            self.order.insert(key);
        } else {
            self.order.remove(&key);
        }
    }

    fn set_link(&mut self, from: CardId, to: CardId, on: bool, seq: Seq) -> Before {
        let was = self.links.insert((from, to), Kept { value: on, by: seq });
        self.index_link(from, to, on);
        Before::Link(from, to, was)
    }

    fn index_link(&mut self, from: CardId, to: CardId, on: bool) {
        if on {
            self.linked_to.insert((to, from));
        } else {
            self.linked_to.remove(&(to, from));
        }
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

/// Kept in order: what is done again was done when it was done first.
fn touch(card: &mut Card, seq: Seq) {
    if let Err(at) = card.touched.binary_search(&seq) {
        card.touched.insert(at, seq);
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
