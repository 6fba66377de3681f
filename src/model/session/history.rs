//! Undo and redo.
//!
//! An undo takes back one command of its actor, place by place, and only where that command is still the last writer.

use std::sync::Arc;

use super::{Before, Hand, Logged, Session, decide::in_one_kind, order_key};
use crate::{
    model::{
        command::Rejection,
        event::Event,
        ids::{CardId, MeasureId, MemberId, Seq},
        member::Role,
    },
    say,
};

impl Session {
    /// The record that an undo by this member would take back: their last that nobody has built on, and where there is
    /// none such the last of all, which is then refused. What someone else has changed again is passed over for as long
    /// as that stands, so that it never bars the way to what came before it. Not known before the whole history is.
    pub(in crate::model) fn undoable(&self, member: MemberId) -> Option<Seq> {
        if !self.is_whole() {
            return None;
        }
        let done = &self.hands.get(&member)?.done;
        let free = done.iter().rev().find(|seq| self.is_free(**seq));
        free.or(done.last()).copied()
    }

    /// What this member did last, whether it can be taken back or not.
    pub(in crate::model) fn last_done(&self, member: MemberId) -> Option<Seq> {
        self.hands.get(&member)?.done.last().copied()
    }

    /// The record that a redo by this member would do again.
    pub(in crate::model) fn redoable(&self, member: MemberId) -> Option<Seq> {
        self.hands.get(&member)?.undone.last().copied()
    }

    pub(super) fn decide_undo(&self, member: MemberId) -> Result<Vec<Event>, Rejection> {
        let seq = self.undoable(member).ok_or_else(|| say!(NothingToUndo))?;
        if self.is_free(seq) {
            Ok(vec![Event::Undone { seq }])
        } else {
            Err(say!(UndoOvertaken, self.did_for(Some(member), seq)).into())
        }
    }

    /// All that a member did and nobody has built on, newest first: what lies under a later change of their own goes with
    /// it.
    pub(super) fn decide_undo_all(
        &self,
        by: MemberId,
        of: MemberId,
    ) -> Result<Vec<Event>, Rejection> {
        let mut then = self.clone();
        let mut events = Vec::new();
        let done = self.hands.get(&of).map(|hand| hand.done.clone());
        for seq in done.into_iter().flatten().rev() {
            // What is not told of somebody, or not yet, is not told by taking it back; and their notes are theirs.
            let told = !self.hides_actor(seq)
                && !self.hides_record(seq, Some(by), true)
                && !matches!(self.events_of(seq).first(), Some(Event::Noted { .. }))
                && self.log.get(seq).is_some_and(|one| one.round.is_none());
            if told && then.is_free(seq) {
                then.take_back(seq);
                events.push(Event::Undone { seq });
            }
        }
        if events.is_empty() {
            return Err(say!(NothingOfTheirs).into());
        }
        Ok(events)
    }

    /// One change, whoever made it: whoever leads takes back what others did, and everybody what they did themselves.
    pub(super) fn decide_undo_one(&self, by: MemberId, of: Seq) -> Result<Vec<Event>, Rejection> {
        let role = self.role(by);
        let enters = role.is_some_and(Role::enters_for_others);
        let seen = |logged: &&Arc<Logged>| {
            let own = logged.record.by == by;
            !self.hides_record(of, Some(by), enters) && (own || !self.is_private(of))
        };
        let logged = self.log.get(of).filter(seen);
        let logged = logged.ok_or_else(|| say!(NothingToUndo))?;
        if logged.record.by != by {
            if role != Some(Role::Facilitator) {
                return Err(say!(FacilitatorOnly).into());
            }
            if self.hides_actor(of) {
                // What is never told of somebody is not told by what they can do again.
                return Err(say!(OnlyTheirOwn).into());
            }
        }
        if self.is_undone(of) {
            return Err(say!(TakenBackAlready).into());
        }
        if logged.before.is_empty() {
            return Err(say!(NeverTakenBack).into());
        }
        if self.is_free(of) {
            return Ok(vec![Event::Undone { seq: of }]);
        }
        let did = self.did_for(Some(by), of);
        let touched = |before: &Before| match before {
            Before::NoCard(id) => self.cards.get(id)?.touched.last().copied(),
            other => self.writer(other),
        };
        let mut later = logged.before.iter().filter_map(touched);
        let later = later.find(|seq| *seq > of && !self.hides_record(*seq, Some(by), enters));
        Err(match later {
            Some(seq) => say!(BuiltOnBy, did, self.did_for(Some(by), seq)),
            None => say!(BuiltOn, did),
        }
        .into())
    }

    /// Whether a record was taken back and not done again.
    fn is_undone(&self, of: Seq) -> bool {
        let later = (of..self.len()).rev().flat_map(|seq| self.events_of(seq));
        let mut about = later.filter_map(|event| match event {
            Event::Undone { seq } if *seq == of => Some(true),
            Event::Redone { seq } if *seq == of => Some(false),
            _ => None,
        });
        about.next().unwrap_or(false)
    }

    /// Whether a record is still the last writer of all that it wrote, and can go without tearing anything apart.
    fn is_free(&self, seq: Seq) -> bool {
        self.log.get(seq).is_some_and(|logged| {
            logged.before.iter().all(|before| {
                self.writer(before) == Some(seq) && self.nothing_hangs_on(before, seq)
            }) && self.leaves_sound(&logged.before, |after| after.take_back(seq))
        })
    }

    pub(super) fn decide_redo(&self, member: MemberId) -> Result<Vec<Event>, Rejection> {
        let seq = self.redoable(member).ok_or_else(|| say!(NothingToRedo))?;
        let free = self.log.get(seq).is_some_and(|logged| {
            logged
                .before
                .iter()
                .all(|before| self.writer(before) == before.writer())
                && self.leaves_sound(&logged.before, |after| after.do_again(member, seq))
        });
        if free {
            Ok(vec![Event::Redone { seq }])
        } else {
            Err(say!(UndoOvertaken, self.did_for(Some(member), seq)).into())
        }
    }

    /// Whether a page still hangs together after a step back or forth: another may have moved or deleted meanwhile what a
    /// card would hang under, or laid something under a card that would be gone. Tried on a copy, which costs next to nothing.
    fn leaves_sound(&self, before: &[Before], step: impl FnOnce(&mut Self)) -> bool {
        let mut after = self.clone();
        step(&mut after);
        before.iter().all(|before| match before {
            Before::NoCard(id) | Before::Place(id, _) | Before::Removed(id, _) => {
                after.hangs_together(*id, self)
            }
            Before::NoMeasure(id) | Before::Point(id, ..) | Before::Guess(id, ..) => {
                after.measures.get(id).is_none_or(|now| in_one_kind(now))
            }
            // What was counted stays counted.
            Before::Cast(ballot, ..) => self
                .ballots
                .get(ballot)
                .is_some_and(|ballot| ballot.is_open()),
            _ => true,
        })
    }

    /// Whether a card lies within reach of its page, and nothing that hung under it was left behind.
    fn hangs_together(&self, id: CardId, earlier: &Self) -> bool {
        let card = self.live(id);
        let left_behind = [self, earlier]
            .into_iter()
            .filter_map(|session| session.cards.get(&id))
            .map(|card| &card.place.value.step)
            .filter(|step| card.is_none_or(|card| card.place.value.step != **step))
            .any(|step| self.children(step, Some(id)).next().is_some());
        let in_place = |card: &super::Card| {
            let place = &card.place.value;
            let parent = place.parent.map(|parent| {
                self.live(parent).filter(|parent| {
                    parent.place.value.step == place.step
                        && parent.place.value.column == place.column
                })
            });
            let in_reach = match parent {
                None => true,
                Some(None) => false,
                Some(Some(parent)) => {
                    self.above(card).all(|above| above.id != id)
                        && self.deep_enough(parent, self.height(card)).is_ok()
                }
            };
            in_reach
                && self
                    .children(&place.step, Some(id))
                    .all(|child| child.place.value.column == place.column)
        };
        !left_behind && card.is_none_or(|card| in_place(card))
    }

    /// The events of a record; none where it is not in the history.
    pub(super) fn events_of(&self, seq: Seq) -> &[Event] {
        self.log.get(seq).map_or(&[], |logged| &logged.record.ev)
    }

    /// Whether a record is about a member's own note or ballot, which is nobody else's business: written, taken back or
    /// done again.
    pub(in crate::model) fn is_private(&self, seq: Seq) -> bool {
        match self.events_of(seq).first() {
            Some(Event::Noted { .. } | Event::BallotCast { .. }) => true,
            Some(Event::Undone { seq } | Event::Redone { seq }) => {
                let of = self.events_of(*seq).first();
                matches!(of, Some(Event::Noted { .. } | Event::BallotCast { .. }))
            }
            _ => false,
        }
    }

    /// Puts back what a record found, and gives it to its own actor to do again, whoever took it back.
    pub(super) fn take_back(&mut self, seq: Seq) {
        let Some(logged) = self.log.get(seq).cloned() else {
            return;
        };
        let member = logged.record.by;
        for before in logged.before.iter().rev() {
            self.put_back(before, seq);
        }
        self.part(&logged.before);
        self.turn(member, seq, |hand| (&mut hand.done, &mut hand.undone));
    }

    pub(super) fn do_again(&mut self, member: MemberId, seq: Seq) {
        let Some(logged) = self.log.get(seq).cloned() else {
            return;
        };
        for event in &logged.record.ev {
            self.perform(event, &logged.record, seq);
        }
        self.part(&logged.before);
        self.turn(member, seq, |hand| (&mut hand.undone, &mut hand.done));
    }

    /// Moves a record from one pile of a member's hand to the other.
    fn turn(
        &mut self,
        member: MemberId,
        seq: Seq,
        piles: impl FnOnce(&mut Hand) -> (&mut imbl::Vector<Seq>, &mut imbl::Vector<Seq>),
    ) {
        let (from, to) = piles(self.hands.entry(member).or_default());
        if let Some(at) = from.iter().rposition(|known| *known == seq) {
            from.remove(at);
        }
        to.push_back(seq);
    }

    /// A card that came back may find its gap filled with the very key of order that it had. It then lies right behind
    /// whatever lies there, because between two equal keys nothing could ever be laid.
    fn part(&mut self, before: &[Before]) {
        for before in before {
            let (Before::NoCard(id) | Before::Place(id, _) | Before::Removed(id, _)) = before
            else {
                continue;
            };
            let Some(place) = self.live(*id).map(|card| &card.place.value) else {
                continue;
            };
            if !self.is_taken(place, *id) {
                continue;
            }
            let was = order_key(place, *id);
            let rank = self.gap_behind(place).rank();
            let Some(card) = self.card_mut(*id) else {
                continue;
            };
            card.place.value.rank = rank;
            let now = order_key(&card.place.value, *id);
            self.order.remove(&was);
            self.order.insert(now);
        }
    }

    /// Who wrote last in the place that an event wrote to.
    fn writer(&self, before: &Before) -> Option<Seq> {
        match before {
            Before::Title(_) => Some(self.title.by),
            Before::Minutes(step, _) => self.minutes.get(step).map(|kept| kept.by),
            Before::Note(member, step, _) => {
                self.notes.get(&(*member, step.clone())).map(|kept| kept.by)
            }
            Before::NoCard(card) => self.cards.get(card).map(|card| card.place.by),
            Before::Field(card, field, _) => self
                .cards
                .get(card)?
                .fields
                .get(field.as_str())
                .map(|state| state.by),
            Before::Place(card, _) => self.cards.get(card).map(|card| card.place.by),
            Before::Removed(card, _) => self.cards.get(card).map(|card| card.removed.by),
            Before::Link(from, to, _) => self.links.get(&(*from, *to)).map(|kept| kept.by),
            Before::NoMeasure(measure) => self.measures.get(measure).map(|measure| measure.by),
            Before::Described(measure, field, _) => self
                .measures
                .get(measure)?
                .fields
                .get(field.as_str())
                .map(|state| state.by),
            Before::Point(measure, key, _) => self
                .measures
                .get(measure)?
                .points
                .get(key)
                .map(|kept| kept.by),
            Before::Guess(measure, key, _) => self
                .measures
                .get(measure)?
                .guesses
                .get(key)
                .map(|kept| kept.by),
            Before::Worded(..) | Before::Score(..) | Before::Cast(..) => {
                self.writer_of_opinion(before)
            }
        }
    }

    /// What was newly made can only be unmade while nobody has built on it.
    fn nothing_hangs_on(&self, before: &Before, seq: Seq) -> bool {
        match before {
            Before::NoCard(id) => self.card_is_untouched(*id, seq),
            Before::NoMeasure(id) => self.measure_is_untouched(*id, seq),
            _ => true,
        }
    }

    fn card_is_untouched(&self, id: CardId, seq: Seq) -> bool {
        let Some(card) = self.cards.get(&id) else {
            return false;
        };
        let links = |from, to| {
            self.links
                .get(&(from, to))
                .is_none_or(|kept| kept.by == seq || !kept.value)
        };
        let judged = || {
            self.is_scored(id, seq)
                || self
                    .ballots
                    .values()
                    .any(|ballot| !ballot.is_open() && ballot.names(id))
        };
        card.removed.by == seq
            && !judged()
            && card.fields.values().all(|state| state.by == seq)
            && self
                .children(&card.place.value.step, Some(id))
                .all(|child| child.place.by == seq)
            && self
                .linked_to
                .range((id, CardId(uuid::Uuid::nil()))..=(id, CardId(uuid::Uuid::max())))
                .all(|(to, from)| links(*from, *to))
            && self
                .links
                .range((id, CardId(uuid::Uuid::nil()))..=(id, CardId(uuid::Uuid::max())))
                .all(|((from, to), _)| links(*from, *to))
    }

    fn measure_is_untouched(&self, id: MeasureId, seq: Seq) -> bool {
        let Some(measure) = self.measures.get(&id) else {
            return false;
        };
        measure.frozen.is_empty()
            && measure.fields.values().all(|state| state.by == seq)
            && measure.points.values().all(|kept| kept.by == seq)
            && measure.guesses.values().all(|kept| kept.by == seq)
    }

    fn put_back(&mut self, before: &Before, seq: Seq) {
        match before {
            Before::Title(was) => self.title = was.clone(),
            Before::Minutes(step, was) => put(&mut self.minutes, step.clone(), was.clone()),
            Before::Note(member, step, was) => {
                put(&mut self.notes, (*member, step.clone()), was.clone());
            }
            Before::NoCard(id) => {
                if let Some(card) = self.cards.remove(id) {
                    self.order.remove(&order_key(&card.place.value, *id));
                }
            }
            Before::Field(id, field, was) => {
                let Some(card) = self.card_mut(*id) else {
                    return;
                };
                match was {
                    Some(was) => card.fields.insert(field.clone(), was.clone()),
                    None => card.fields.remove(field),
                };
                untouch(card, seq);
            }
            Before::Place(id, was) => {
                let Some(card) = self.card_mut(*id) else {
                    return;
                };
                let now = std::mem::replace(&mut card.place, was.clone());
                untouch(card, seq);
                if !card.removed.value {
                    self.order.remove(&order_key(&now.value, *id));
                    self.order.insert(order_key(&was.value, *id));
                }
            }
            Before::Removed(id, was) => {
                let Some(card) = self.card_mut(*id) else {
                    return;
                };
                card.removed = was.clone();
                untouch(card, seq);
                let key = order_key(&card.place.value, *id);
                self.show(key, !was.value);
            }
            Before::Link(from, to, was) => {
                put(&mut self.links, (*from, *to), was.clone());
                self.index_link(*from, *to, was.as_ref().is_some_and(|kept| kept.value));
            }
            Before::NoMeasure(id) => {
                self.measures.remove(id);
            }
            Before::Described(id, field, was) => {
                self.with_measure(*id, |measure| match was {
                    Some(was) => measure.fields.insert(field.clone(), was.clone()),
                    None => measure.fields.remove(field),
                });
            }
            Before::Point(id, key, was) => {
                self.with_measure(*id, |measure| {
                    put(&mut measure.points, key.clone(), was.clone());
                });
            }
            Before::Guess(id, key, was) => {
                self.with_measure(*id, |measure| {
                    put(&mut measure.guesses, key.clone(), was.clone());
                });
            }
            Before::Worded(..) | Before::Score(..) | Before::Cast(..) => {
                self.put_back_opinion(before);
            }
        }
    }
}

impl Before {
    /// Who had written what stood there.
    fn writer(&self) -> Option<Seq> {
        match self {
            Self::Title(was) => Some(was.by),
            Self::Minutes(_, was) => was.as_ref().map(|kept| kept.by),
            Self::Note(_, _, was) => was.as_ref().map(|kept| kept.by),
            Self::NoCard(_) | Self::NoMeasure(_) => None,
            Self::Field(_, _, was) | Self::Described(_, _, was) => {
                was.as_ref().map(|state| state.by)
            }
            Self::Place(_, was) => Some(was.by),
            Self::Removed(_, was) => Some(was.by),
            Self::Link(_, _, was) => was.as_ref().map(|kept| kept.by),
            Self::Point(_, _, was) => was.as_ref().map(|kept| kept.by),
            Self::Guess(_, _, was) => was.as_ref().map(|kept| kept.by),
            Self::Worded(_, _, _, by) => *by,
            Self::Score(_, was) => was.as_ref().map(|kept| kept.by),
            Self::Cast(_, _, was) => was.as_ref().map(|kept| kept.by),
        }
    }
}

fn put<K: Ord + Clone, V: Clone>(map: &mut imbl::OrdMap<K, V>, key: K, value: Option<V>) {
    match value {
        Some(value) => map.insert(key, value),
        None => map.remove(&key),
    };
}

fn untouch(card: &mut super::Card, seq: Seq) {
    card.touched.retain(|touched| *touched != seq);
}
