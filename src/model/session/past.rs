//! The past: how a session stood after each of its records, as everybody in the room could see it then, and may see it now.
//!
//! What is played again may tell nothing that is told nowhere else. So a past session is made without notes, without the
//! records of secret rounds, not even their number, and with those cards hidden from the beginning that are hidden today.

use std::{collections::HashSet, sync::Arc};

use super::Session;
use crate::{
    model::{
        card::{Card, Value, field},
        command::Rejection,
        event::{Event, Record},
        ids::{At, CardId, CommandId, FieldId, MemberId, Seq, SessionId, StepId},
        member::Member,
        silence::Leaves,
        text,
    },
    say,
    say::Msg,
};

/// So many records lie between two states that are kept: to go back costs no more than to go so far forward.
const APART: Seq = 256;

/// A session's past: a place to stop at for each change that everybody could see.
#[derive(Debug)]
pub struct Past {
    /// The session as it is: its records are the ones that are gone through.
    end: Session,
    /// The cards that are hidden today.
    put_away: HashSet<CardId>,
    /// How it stood after every [`APART`] records, from none on.
    kept: Vec<Session>,
    /// How it stood at the place that was asked for last.
    then: Session,
    stops: Vec<Stop>,
}

/// A change that everybody could see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stop {
    /// The record that made it.
    pub seq: Seq,
    /// When.
    pub at: At,
    /// The step whose page it is on: that of the card, or where the room was.
    pub step: StepId,
    /// The step where the room was.
    pub room: StepId,
    /// The card that it is about, where that can be seen.
    pub card: Option<CardId>,
    /// How long it is worth looking at, beside others.
    pub weight: u32,
}

/// What a copy of a session as it once stood is to be.
#[derive(Debug)]
pub struct CopyAs<'a> {
    /// The new session.
    pub session: SessionId,
    /// What it is called.
    pub title: &'a str,
    /// Who makes it.
    pub by: MemberId,
    /// When.
    pub at: At,
}

impl Session {
    /// The past of this session; `None` before its whole history is at hand.
    pub(in crate::model) fn past(&self) -> Option<Past> {
        self.is_whole().then(|| Past::of(self.clone()))
    }

    /// A record as it may be gone through again: without notes and what belongs to a secret round, and cards that are put
    /// away are so from the beginning.
    fn told_again(&self, seq: Seq, put_away: &HashSet<CardId>) -> Option<Record> {
        let logged = self.log.get(seq)?;
        let sealed = match logged.record.ev.first() {
            Some(Event::Sealed { round, .. }) => Some(*round),
            _ => logged.round,
        };
        if let Some(round) = sealed {
            // Nothing happens at its place, so that those behind it keep theirs.
            return Some(Record {
                ev: Vec::new(),
                ..self.stub(seq, round)
            });
        }
        let told = |event: &&Event| match event {
            Event::Noted { .. } => false,
            Event::CardChanged { card, field, .. } => {
                field.as_str() != field::HIDDEN || !put_away.contains(card)
            }
            _ => true,
        };
        let events = logged.record.ev.iter().filter(told).cloned();
        Some(Record {
            ev: events.map(|event| hiding(event, put_away)).collect(),
            ..logged.record.clone()
        })
    }

    /// How the session stood after this record, or before it where this card was there no longer after it; notes and secret
    /// rounds left out.
    pub(in crate::model) fn as_of(&self, seq: Seq, card: CardId) -> Self {
        let none = HashSet::new();
        let mut then = Self::new(self.id);
        for at in 0..seq {
            if let Some(record) = self.told_again(at, &none) {
                then.apply(record);
            }
        }
        let before = then.clone();
        if let Some(record) = self.told_again(seq, &none) {
            then.apply(record);
        }
        let went = before.live(card).is_some() && then.live(card).is_none();
        if went { before } else { then }
    }

    /// The card that a record is about, and on whose page it lies; the first of several.
    pub(in crate::model) fn about(&self, seq: Seq) -> Option<CardId> {
        self.events_of(seq).iter().find_map(|event| match event {
            Event::CardAdded { card, .. }
            | Event::CardChanged { card, .. }
            | Event::CardMoved { card, .. }
            | Event::CardRemoved { card }
            | Event::CardRestored { card } => Some(*card),
            Event::Linked { from, .. } | Event::Unlinked { from, .. } => Some(*from),
            Event::Scored { key, .. } if !key.is_weight() => Some(key.card),
            Event::Undone { seq } | Event::Redone { seq } => self.about(*seq),
            _ => None,
        })
    }

    /// The step whose page a record changed, where it is not only where the room was.
    pub(in crate::model) fn page_of(&self, seq: Seq) -> Option<&StepId> {
        if let Some(card) = self.about(seq).and_then(|id| self.cards.get(&id)) {
            return Some(&card.place.value.step);
        }
        self.events_of(seq).iter().find_map(|event| match event {
            Event::MeasureAdded { step, .. }
            | Event::StepReworded { step, .. }
            | Event::BallotOpened { step, .. }
            | Event::SilenceBegun { step, .. } => Some(step),
            Event::MeasureDescribed { measure, .. }
            | Event::PointSet { measure, .. }
            | Event::PointRemoved { measure, .. }
            | Event::ForecastFrozen { measure, .. }
            | Event::GuessGiven { measure, .. } => Some(&self.measures.get(measure)?.step),
            Event::BallotClosed { ballot, .. } => Some(&self.ballots.get(ballot)?.step),
            Event::Revealed { round, .. } => Some(&self.silences.get(round)?.step),
            _ => None,
        })
    }
}

/// An event that lays down cards, with those hidden that are put away.
fn hiding(event: Event, put_away: &HashSet<CardId>) -> Event {
    let flag = || (FieldId::from(field::HIDDEN), Value::Flag(true));
    match event {
        Event::CardAdded {
            card,
            author,
            place,
            mut fields,
        } if put_away.contains(&card) => {
            fields.retain(|(id, _)| id.as_str() != field::HIDDEN);
            fields.push(flag());
            Event::CardAdded {
                card,
                author,
                place,
                fields,
            }
        }
        Event::Revealed { round, leaves }
            if leaves.cards.iter().any(|one| put_away.contains(&one.card)) =>
        {
            let mut leaves = Leaves::clone(&leaves);
            for laid in &mut leaves.cards {
                if put_away.contains(&laid.card) {
                    laid.fields.retain(|(id, _)| id.as_str() != field::HIDDEN);
                    laid.fields.push(flag());
                }
            }
            Event::Revealed {
                round,
                leaves: leaves.into(),
            }
        }
        event => event,
    }
}

impl Past {
    /// Goes through all of a session's records once.
    fn of(end: Session) -> Self {
        let hidden = end.cards.values().filter(|card| end.is_put_away(card));
        let put_away: HashSet<CardId> = hidden.map(|card| card.id).collect();
        let mut then = Session::new(end.id);
        let mut past = Self {
            kept: Vec::new(),
            stops: Vec::new(),
            then: then.clone(),
            put_away,
            end,
        };
        let mut before = None;
        for seq in 0..past.end.len() {
            if seq % APART == 0 {
                past.kept.push(then.clone());
            }
            if let Some(record) = past.end.told_again(seq, &past.put_away) {
                then.apply(record);
            }
            if past.is_told(seq, &then) {
                let stop = stop(seq, &then, before);
                before = Some(stop.at);
                past.stops.push(stop);
            }
        }
        past.then = then;
        past
    }

    /// Whether a change could be seen by everybody when it was made, and may be now.
    fn is_told(&self, seq: Seq, then: &Session) -> bool {
        let hides =
            |session: &Session| session.is_private(seq) || session.hides_record(seq, None, false);
        !then.events_of(seq).is_empty() && !hides(then) && !hides(&self.end)
    }

    /// The places to stop at, oldest first.
    pub fn stops(&self) -> &[Stop] {
        &self.stops
    }

    /// How the session stood at a place to stop at; as it stands now where there is none such. What it holds may be shown
    /// to everybody ([`super::super::Viewer::Projector`]).
    pub fn session(&mut self, at: usize) -> &Session {
        if let Some(seq) = self.stops.get(at).map(|stop| stop.seq) {
            self.go(seq + 1);
        }
        &self.then
    }

    /// Brings `then` to so many records: forward from where it is, or from what is kept.
    fn go(&mut self, records: Seq) {
        let near = usize::try_from(records / APART).unwrap_or(usize::MAX);
        if let Some(kept) = self.kept.get(near.min(self.kept.len().saturating_sub(1)))
            && (self.then.len() > records || self.then.len() < kept.len())
        {
            self.then = kept.clone();
        }
        while self.then.len() < records {
            let Some(record) = self.end.told_again(self.then.len(), &self.put_away) else {
                break;
            };
            self.then.apply(record);
        }
    }

    /// Who made the change at a place to stop at, and what it was, in the words of that time; nobody where that is never told.
    pub fn did(&mut self, at: usize) -> Option<(Option<String>, Msg)> {
        let seq = self.stops.get(at)?.seq;
        self.go(seq + 1);
        let hidden = self.end.hides_actor(seq) || self.then.hides_actor(seq);
        let by = self.then.log.get(seq)?.record.by;
        let name = self.then.members.get(&by).filter(|_| !hidden);
        Some((
            name.map(|member| member.name.to_string()),
            self.then.did(seq),
        ))
    }

    /// Which session.
    pub fn id(&self) -> SessionId {
        self.end.id
    }

    /// What the session is called now.
    pub fn title(&self) -> &str {
        &self.end.title.value
    }

    /// The records of a new session that stands as this one stood at a place to stop at. What was hidden since stays hidden in
    /// it, and who was sent away stays away.
    ///
    /// # Errors
    /// Where a secret round was open then: what was said in it is gone, and the copy could never close it.
    pub fn copy(
        &mut self,
        at: usize,
        to: &CopyAs<'_>,
        ids: &mut dyn FnMut() -> uuid::Uuid,
    ) -> Result<Vec<Record>, Rejection> {
        let last = self.stops.get(at).ok_or_else(|| say!(NothingToCopy))?.seq;
        if self.end.newer {
            return Err(say!(FromNewerVersion).into());
        }
        let mut copy = Session::new(to.session);
        for logged in self
            .end
            .log
            .iter()
            .take(usize::try_from(last + 1).unwrap_or(usize::MAX))
        {
            // A record of a round that is open still never leaves the room.
            let record = match logged.round {
                Some(round) => copy.stub(copy.len(), round),
                None => logged.record.clone(),
            };
            copy.apply(record);
        }
        if !copy.secret_rounds().is_empty() {
            return Err(say!(CopyInSecret).into());
        }
        let title = Event::Retitled {
            title: text::clean_line(to.title).into_string().into(),
        };
        let mut add = |copy: &mut Session, events: Vec<Event>| {
            for event in events {
                copy.apply(Record {
                    v: Record::VERSION,
                    id: CommandId(ids()),
                    at: to.at,
                    by: to.by,
                    ev: vec![event],
                });
            }
        };
        add(&mut copy, vec![title]);
        let end = &self.end.cards;
        let flagged = |id: &CardId| end.get(id).is_some_and(|card| card.flag(field::HIDDEN));
        let hidden = self.hidden_since(&copy, flagged);
        add(&mut copy, hidden);
        // What lay elsewhere then than under what was hidden is hidden by itself.
        let beside = self.hidden_since(&copy, |_| true);
        add(&mut copy, beside);
        let away = self.sent_away_since(&copy);
        add(&mut copy, away);
        Ok(copy.log.iter().map(|one| one.record.clone()).collect())
    }

    /// What hides those of these cards that are hidden today and are not in a copy.
    fn hidden_since(&self, copy: &Session, of: impl Fn(&CardId) -> bool) -> Vec<Event> {
        let cards = copy.cards.values();
        let shown = cards.filter(|card| {
            self.put_away.contains(&card.id) && of(&card.id) && !copy.is_put_away(card)
        });
        let hide = |card: &Arc<Card>| Event::CardChanged {
            card: card.id,
            field: field::HIDDEN.into(),
            from: card.version(field::HIDDEN),
            now: Some(Value::Flag(true)),
        };
        shown.map(hide).collect()
    }

    /// What keeps those away from a copy who were sent away since.
    fn sent_away_since(&self, copy: &Session) -> Vec<Event> {
        let away = self.end.members.values().filter(|member| {
            let was = copy.members.get(&member.id);
            member.out && was.is_some_and(|was| !was.out)
        });
        let stay = |member: &Arc<Member>| Event::MemberChanged {
            member: (**member).clone(),
        };
        away.map(stay).collect()
    }
}

/// The place to stop at that a record makes.
fn stop(seq: Seq, then: &Session, before: Option<At>) -> Stop {
    let record = then.log.get(seq).map(|logged| &logged.record);
    let at = record.map_or(then.changed, |record| record.at);
    let card = then.about(seq);
    let shown = |id: &CardId| then.live(*id).is_some_and(|card| !then.hides(card, None));
    let worth = record.map_or(0, |record| record.ev.iter().map(worth).max().unwrap_or(0));
    // A long pause is felt, and never waited for.
    let gap = before.map_or(0, |before| (at.0 - before.0) / 60_000);
    Stop {
        seq,
        at,
        step: then.page_of(seq).unwrap_or(&then.step).clone(),
        room: then.step.clone(),
        card: card.filter(shown),
        weight: worth + u32::try_from(gap.clamp(0, 3)).unwrap_or(0),
    }
}

/// How long an event is worth looking at.
fn worth(event: &Event) -> u32 {
    match event {
        Event::Revealed { .. } | Event::BallotClosed { .. } => 8,
        Event::Began { .. } | Event::Entered { .. } | Event::Closed => 6,
        Event::CardAdded { .. } | Event::MeasureAdded { .. } | Event::ForecastFrozen { .. } => 4,
        Event::Joined { .. } | Event::MemberChanged { .. } | Event::TimeAdjusted { .. } => 1,
        _ => 2,
    }
}
