//! What each event does to a session, and what it found there, so that it can be taken back.
//!
//! One function for each topic: the session itself, cards, measures. Whether a command may do it was decided before.

use std::sync::Arc;

use imbl::{OrdMap, Vector};

use super::{Before, OrderKey, Session, order_key};
use crate::model::{
    card::{Card, FieldState, Kept, Value},
    event::{Event, Record},
    ids::{CardId, MeasureId, Seq, StepId},
    measure::{FrozenOn, GuessKey, Measure},
};

impl Session {
    /// Writes what an event says, and answers what it found; `None` where it is not a change that can be taken back.
    pub(super) fn perform(&mut self, event: &Event, record: &Record, seq: Seq) -> Option<Before> {
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
                self.times.count(record.at, &self.step);
                self.enter(step);
                self.plan(record.at);
                None
            }
            Event::TimeAdjusted { .. }
            | Event::TimeStarted
            | Event::TimeStopped { .. }
            | Event::PhaseBegun { .. }
            | Event::PlanMoved { .. } => self.perform_on_clock(event, record, seq),
            Event::Closed => {
                self.closed = true;
                self.stop_clock(record.at);
                None
            }
            Event::Reopened => {
                self.closed = false;
                None
            }
            Event::Joined { member } | Event::MemberChanged { member } => {
                self.members.insert(member.id, Arc::new(member.clone()));
                None
            }
            Event::Locked => {
                self.locked = true;
                None
            }
            Event::Unlocked => {
                self.locked = false;
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
            Event::Undone { .. } | Event::Redone { .. } | Event::Sealed { .. } => None,
            Event::SilenceBegun { .. } | Event::Revealed { .. } => {
                self.perform_on_silence(event, record, seq);
                None
            }
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
                let silence = self
                    .silence_at(&place.step, seq)
                    .map(|silence| silence.round);
                let made = Card {
                    id: *card,
                    author: *author,
                    at: record.at,
                    entered: silence.is_some().then_some(record.by),
                    silence,
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
                let log = &self.log;
                let unseen = |was: &&FieldState| {
                    was.by != *from
                        && was.value != *now
                        && log
                            .get(was.by)
                            .is_some_and(|logged| logged.record.by != record.by)
                };
                let card = self.cards.get_mut(id).map(Arc::make_mut)?;
                let state = FieldState {
                    value: now.clone(),
                    by: seq,
                    rival: None,
                };
                let was = card.fields.insert(field.clone(), state);
                if let Some(rival) = was
                    .as_ref()
                    .filter(unseen)
                    .and_then(|was| was.value.clone())
                {
                    card.fields.set_rival(field, rival);
                }
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
                scenario,
                period,
                value,
            } => {
                let now = Kept {
                    value: *value,
                    by: seq,
                };
                let key = GuessKey {
                    scenario: Arc::clone(scenario),
                    period: *period,
                };
                let was = self
                    .with_measure(*measure, |measure| measure.guesses.insert(key.clone(), now))?;
                Some(Before::Guess(*measure, key, was))
            }
            _ => None,
        }
    }

    fn enter(&mut self, step: &StepId) {
        self.step = step.clone();
        self.visited.insert(step.clone());
    }

    pub(super) fn card_mut(&mut self, id: CardId) -> Option<&mut Card> {
        self.cards.get_mut(&id).map(Arc::make_mut)
    }

    pub(super) fn with_measure<T>(
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

    pub(super) fn show(&mut self, key: OrderKey, shown: bool) {
        if shown {
            self.order.insert(key);
        } else {
            self.order.remove(&key);
        }
    }

    pub(super) fn set_link(&mut self, from: CardId, to: CardId, on: bool, seq: Seq) -> Before {
        let was = self.links.insert((from, to), Kept { value: on, by: seq });
        self.index_link(from, to, on);
        Before::Link(from, to, was)
    }

    pub(super) fn index_link(&mut self, from: CardId, to: CardId, on: bool) {
        if on {
            self.linked_to.insert((to, from));
        } else {
            self.linked_to.remove(&(to, from));
        }
    }
}

/// Kept in order: what is done again was done when it was done first.
fn touch(card: &mut Card, seq: Seq) {
    if card.touched.last().is_none_or(|last| *last < seq) {
        card.touched.push(seq);
    } else if let Err(at) = card.touched.binary_search(&seq) {
        card.touched.insert(at, seq);
    }
}
