//! What each record did, in a few words, for the history and for undo.

use std::sync::Arc;

use super::Session;
use crate::{
    model::{
        event::{Event, Record},
        field,
        ids::{CardId, MeasureId, MemberId, Seq},
        measure::about,
        member::{Member, Role},
        opinion::Asks,
    },
    say,
    say::Msg,
};

impl Session {
    /// What a record did, in a few words: “added “Buses cut””.
    pub(in crate::model) fn did(&self, seq: Seq) -> Msg {
        let Some(logged) = self.log.get(seq) else {
            return say!(DidUnknown);
        };
        let events = &logged.record.ev;
        let points = events
            .iter()
            .filter(|event| matches!(event, Event::PointSet { .. } | Event::PointRemoved { .. }));
        let points = points.count();
        match events.first() {
            None => say!(DidUnknown),
            Some(Event::Undone { .. }) if events.len() > 1 => say!(DidUndoAll, events.len()),
            Some(Event::PointSet { measure, .. } | Event::PointRemoved { measure, .. })
                if points > 1 =>
            {
                say!(DidPoints, points, self.measure_name(*measure))
            }
            Some(Event::MemberChanged { .. }) => self.did_to_member(seq, &logged.record),
            Some(Event::TimeAdjusted { .. }) if events.len() > 1 => say!(DidReplan),
            Some(Event::CardChanged { field, now, .. }) if events.len() > 1 => {
                let (cards, on) = (events.len(), now.is_some());
                match (field.as_str(), on) {
                    (field::HIDDEN, true) => say!(DidHideAll, cards),
                    (field::HIDDEN, false) => say!(DidShowAll, cards),
                    (field::PARKED, true) => say!(DidParkAll, cards),
                    _ => self.did_one(&events[0]),
                }
            }
            Some(first) => self.did_one(first),
        }
    }

    /// What was decided about somebody: what it was before says what has changed.
    fn did_to_member(&self, seq: Seq, record: &Record) -> Msg {
        let was = |member: &Member| self.log.get(seq)?.members.as_ref()?.get(&member.id);
        let changes = record.ev.iter().filter_map(|event| match event {
            Event::MemberChanged { member } => Some((was(member), member)),
            _ => None,
        });
        let changes: Vec<_> = changes.collect();
        let leads = |member: &Member| member.role == Role::Facilitator;
        let given = changes
            .iter()
            .find(|(was, now)| leads(now) && was.is_some_and(|was| !leads(was)));
        if let Some((_, now)) = given {
            return if now.id == record.by {
                say!(DidTakeLead)
            } else {
                say!(DidGiveLead, &*now.name)
            };
        }
        let Some((was, now)) = changes.first() else {
            return say!(DidUnknown);
        };
        let name = &*now.name;
        match was {
            Some(was) if now.out && !was.out => say!(DidSendAway, name),
            Some(was) if !now.out && was.out => say!(DidLetBack, name),
            Some(was) if now.muted && !was.muted => say!(DidMute, name),
            Some(was) if !now.muted && was.muted => say!(DidUnmute, name),
            Some(was) if now.role != was.role => match now.role {
                Role::Scribe => say!(DidMakeScribe, name),
                Role::Observer => say!(DidMakeObserver, name),
                _ => say!(DidMakeParticipant, name),
            },
            Some(was) if now.name != was.name => say!(DidRename, &*was.name, name),
            _ => say!(DidChangeMember, name),
        }
    }

    /// The same for somebody: without the words of a card that is hidden from them since.
    pub(in crate::model) fn did_for(&self, member: Option<MemberId>, seq: Seq) -> Msg {
        let role = member
            .and_then(|id| self.members.get(&id))
            .map(|one| one.role);
        let enters = role.is_some_and(Role::enters_for_others);
        if self.hides_record(seq, member, enters) {
            say!(DidHidden)
        } else {
            self.did(seq)
        }
    }

    fn did_one(&self, event: &Event) -> Msg {
        let words = |card: &CardId| {
            self.cards
                .get(card)
                .map_or("", |card| card.text())
                .to_owned()
        };
        match event {
            Event::Began { .. } => say!(DidBegin),
            Event::Retitled { .. } => say!(DidRetitle),
            Event::Entered { step } => match self.script.as_ref().and_then(|all| all.step(step)) {
                Some((_, step)) => say!(DidEnter, step.named()),
                None => say!(DidEnter, step.as_str()),
            },
            Event::TimeAdjusted { step, minutes } => {
                match self.script.as_ref().and_then(|all| all.step(step)) {
                    Some((_, step)) => say!(DidTime, step.named(), *minutes),
                    None => say!(DidTime, step.as_str(), *minutes),
                }
            }
            Event::TimeStarted => say!(DidStartTime),
            Event::TimeStopped { minutes: 0 } => say!(DidStopTime),
            Event::TimeStopped { minutes } => say!(DidBreak, *minutes),
            Event::PhaseBegun { step, phase } => match self.phase_of(step, *phase) {
                Some(phase) => say!(DidPhase, phase.name()),
                None => say!(DidUnknown),
            },
            Event::PlanMoved { .. } => say!(DidMovePlan),
            Event::Closed => say!(DidClose),
            Event::Reopened => say!(DidReopen),
            Event::Joined { .. } => say!(DidJoin),
            Event::MemberChanged { member } if member.out => say!(DidSendAway, &*member.name),
            Event::MemberChanged { member } => say!(DidChangeMember, &*member.name),
            Event::Locked => say!(DidLock),
            Event::Unlocked => say!(DidUnlock),
            Event::Noted { .. } => say!(DidNote),
            Event::CardAdded { fields, .. } => {
                let text = fields.iter().find(|(id, _)| id.as_str() == field::TEXT);
                say!(
                    DidAdd,
                    text.map_or_else(|| "".into(), |(_, value)| value.display())
                )
            }
            Event::CardChanged {
                card, field, now, ..
            } => match (field.as_str(), now) {
                (field::HIDDEN, Some(_)) => say!(DidHide, words(card)),
                (field::HIDDEN, None) => say!(DidShow, words(card)),
                (field::PARKED, Some(_)) => say!(DidPark, words(card)),
                (field::PARKED, None) => say!(DidUnpark, words(card)),
                _ => say!(DidChange, words(card)),
            },
            Event::CardMoved { card, .. } => say!(DidMove, words(card)),
            Event::CardRemoved { card } => say!(DidRemove, words(card)),
            Event::CardRestored { card } => say!(DidRestore, words(card)),
            Event::Linked { from, .. } => say!(DidLink, words(from)),
            Event::Unlinked { from, .. } => say!(DidUnlink, words(from)),
            Event::MeasureAdded { measure, .. } => say!(DidMeasure, self.measure_name(*measure)),
            Event::MeasureDescribed { measure, .. } => {
                say!(DidDescribe, self.measure_name(*measure))
            }
            Event::PointSet { measure, key, .. } | Event::PointRemoved { measure, key } => {
                say!(
                    DidPoint,
                    key.period.to_string(),
                    self.measure_name(*measure)
                )
            }
            Event::ForecastFrozen { measure, .. } => say!(DidFreeze, self.measure_name(*measure)),
            Event::GuessGiven { period, .. } => say!(DidGuess, period.to_string()),
            Event::StepReworded { words, .. } => say!(DidReword, Arc::clone(words)),
            Event::Scored { key, .. } if key.is_weight() => say!(DidWeigh),
            Event::Scored { key, .. } => say!(DidScore, words(&key.card)),
            Event::BallotOpened { asks, .. } => match asks {
                Asks::Dots { .. } => say!(DidOpenVote),
                Asks::Fist { .. } => say!(DidOpenFist),
            },
            Event::BallotCast { .. } => say!(DidCast),
            Event::BallotClosed { .. } => say!(DidCloseBallot),
            Event::SilenceBegun { .. } => say!(DidSilence),
            Event::Revealed { .. } => say!(DidReveal),
            Event::Sealed { .. } => say!(DidSealed),
            Event::Undone { seq } => say!(DidUndo, self.did_once(*seq)),
            Event::Redone { seq } => say!(DidRedo, self.did_once(*seq)),
            Event::Unknown(_) => say!(DidUnknown),
        }
    }

    /// What an undone record did. An undo never undoes another undo, so this goes one deep.
    fn did_once(&self, seq: Seq) -> Msg {
        match self
            .log
            .get(seq)
            .and_then(|logged| logged.record.ev.first())
        {
            Some(Event::Undone { .. } | Event::Redone { .. }) | None => say!(DidUnknown),
            Some(_) => self.did(seq),
        }
    }

    fn measure_name(&self, id: MeasureId) -> String {
        self.measures
            .get(&id)
            .map_or("", |measure| measure.text_of(about::NAME))
            .to_owned()
    }
}
