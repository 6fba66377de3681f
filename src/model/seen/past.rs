//! What was done, as one viewer may read it: their own undo, the history, how a card once was, and for the archive the
//! records themselves.

use std::collections::HashSet;

use super::{Seen, Viewer};
use crate::{
    model::{
        card::{Card, field},
        command::{After, Command, Rejection},
        event::{Event, Record},
        ids::{At, CardId, MemberId, RoundId, Seq, StepId},
        member::Member,
        session::Past,
        silence::Privacy,
    },
    say,
    say::Msg,
};

/// One line of the history.
#[derive(Clone, Debug, PartialEq)]
pub struct Done<'a> {
    /// The record.
    pub seq: Seq,
    /// When.
    pub at: At,
    /// Who; nobody where that is never told.
    pub by: Option<&'a Member>,
    /// What, in a few words.
    pub did: Msg,
    /// The step where the room was.
    pub step: StepId,
    /// The card that it is about, deleted or not; none where that was never laid down after all, or is not shown.
    pub card: Option<CardId>,
    /// Whether it was taken back since.
    pub undone: bool,
}

impl<'a> Seen<'a> {
    /// Whether the viewer has anything to take back; cheap enough for every frame.
    pub fn can_undo(&self) -> bool {
        self.me()
            .is_some_and(|me| self.session.last_done(me.id).is_some())
    }

    /// Whether the viewer has anything to do again; cheap enough for every frame.
    pub fn can_redo(&self) -> bool {
        self.me()
            .is_some_and(|me| self.session.redoable(me.id).is_some())
    }

    /// What the viewer did last, where an undo passes over it because someone else has changed it again.
    pub fn undo_passes_over(&self) -> Option<Msg> {
        let id = self.me()?.id;
        let last = self.session.last_done(id)?;
        (self.session.undoable(id) != Some(last)).then(|| self.session.did_for(self.looker(), last))
    }

    /// What the viewer's own undo would take back.
    pub fn undo_label(&self) -> Option<Msg> {
        let id = self.me()?.id;
        let seq = self.session.undoable(id)?;
        Some(self.session.did_for(self.looker(), seq))
    }

    /// What the viewer's own redo would do again.
    pub fn redo_label(&self) -> Option<Msg> {
        let id = self.me()?.id;
        let seq = self.session.redoable(id)?;
        Some(self.session.did_for(self.looker(), seq))
    }

    /// The history, newest first: when, who, and what in a few words; nobody where that is never told. Others' notes and
    /// ballots, and what was not shown yet, are not in it. None of it until all of it is at hand.
    pub fn history(&self) -> impl Iterator<Item = (Seq, At, Option<&'a Member>, Msg)> + use<'a> {
        let seen = *self;
        let known = if self.is_whole() {
            self.session.len()
        } else {
            0
        };
        (0..known).rev().filter_map(move |seq| {
            let record = &seen.session.log.get(seq)?.record;
            if seen.is_hidden_record(seq, record.by) {
                return None;
            }
            let by = seen.actor_of(seq, record.by);
            Some((seq, record.at, by, seen.session.did(seq)))
        })
    }

    /// The history in full, oldest first. What was written without names in a silence stands where it was shown, in the
    /// order of its words: who was at work just before and after would tell whose it was.
    pub fn log(&self) -> Vec<Done<'a>> {
        if !self.is_whole() {
            return Vec::new();
        }
        let session = self.session;
        let mut found: Vec<Done<'a>> = Vec::new();
        let mut waiting: Vec<(RoundId, Done<'a>)> = Vec::new();
        let mut undone: HashSet<Seq> = HashSet::new();
        let mut step = self.script().steps.first().map(|step| step.id.clone());
        for seq in 0..session.len() {
            let Some(record) = session.log.get(seq).map(|logged| &logged.record) else {
                continue;
            };
            for event in &record.ev {
                match event {
                    Event::Entered { step: to } => step = Some(to.clone()),
                    Event::Undone { seq } => _ = undone.insert(*seq),
                    Event::Redone { seq } => _ = undone.remove(seq),
                    Event::Revealed { round, .. } => {
                        let (mut shown, others): (Vec<_>, Vec<_>) =
                            waiting.into_iter().partition(|(of, _)| of == round);
                        waiting = others;
                        shown.sort_by_key(|(_, done)| done.did.render(self.lang));
                        found.extend(shown.into_iter().map(|(_, done)| Done {
                            at: record.at,
                            ..done
                        }));
                    }
                    _ => {}
                }
            }
            if self.is_hidden_record(seq, record.by) {
                continue;
            }
            let by = self.actor_of(seq, record.by);
            let card = session.about(seq);
            let done = Done {
                seq,
                at: record.at,
                by,
                did: session.did(seq),
                step: step.clone().unwrap_or_else(|| session.step.clone()),
                card: card.filter(|id| {
                    let known = session.cards.get(id);
                    known.is_some_and(|card| !self.is_hidden(card))
                }),
                undone: false,
            };
            let mut silences = session.silences.values();
            let round = silences.find(|one| one.privacy == Privacy::Anonymous && one.covers(seq));
            match round.filter(|_| by.is_none()) {
                Some(silence) => waiting.push((silence.round, done)),
                None => found.push(done),
            }
        }
        // What is not shown yet is among it only where it is the viewer's own.
        found.extend(waiting.into_iter().map(|(_, done)| done));
        for done in &mut found {
            done.undone = undone.contains(&done.seq);
        }
        found
    }

    /// How the session stood after each change, for everybody; `None` before its whole history is at hand.
    pub fn past(&self) -> Option<Past> {
        self.session.past()
    }

    /// What brings a card back to how it was after this record, or before it where the record deleted it: its fields, its
    /// place, and itself where it was deleted since.
    /// Whether somebody hid it meanwhile, and what it is connected with, stays.
    ///
    /// # Errors
    /// Where it was not there then, or not for this viewer's eyes, or is so still.
    pub fn as_it_was(&self, card: CardId, seq: Seq) -> Result<Command, Rejection> {
        let session = self.session;
        let now = session.cards.get(&card);
        let now = now.filter(|card| !self.is_hidden(card));
        let now = now.ok_or_else(|| say!(CardGone))?;
        let past = session.as_of(seq, card);
        let there = Seen {
            session: &past,
            here: None,
            ..*self
        };
        let was = past.live(card).filter(|card| !there.is_hidden(card));
        let was = was.ok_or_else(|| say!(NotThereThen))?;
        let mut commands = Vec::new();
        if now.removed.value {
            commands.push(Command::RestoreCard { card });
        }
        commands.extend(self.moved_back(now, was, &past));
        let old = was
            .fields
            .iter()
            .map(|(id, state)| (id, state.value.as_ref()));
        let new = now.fields.iter().map(|(id, _)| (id, None));
        let mut told = HashSet::from([field::HIDDEN]);
        for (id, value) in old.chain(new) {
            if told.insert(id.as_str()) && now.get(id.as_str()) != value {
                commands.push(Command::SetField {
                    card,
                    field: id.clone(),
                    from: now.version(id.as_str()),
                    value: value.cloned(),
                });
            }
        }
        if commands.is_empty() {
            return Err(say!(AsItWasAlready).into());
        }
        Ok(Command::Several(commands))
    }

    /// The words of a card, deleted or not; none where it is not shown.
    pub fn words_of(&self, card: CardId) -> String {
        let known = self.session.cards.get(&card);
        let known = known.filter(|card| !self.is_hidden(card));
        known.map_or_else(String::new, |card| card.text().to_owned())
    }

    /// What takes a card to where it lay: under the card that it hung under and behind its neighbour of then, where these are
    /// there still.
    fn moved_back(&self, now: &Card, was: &Card, past: &crate::model::Session) -> Option<Command> {
        let (here, there) = (&now.place.value, &was.place.value);
        if here.step == there.step && here.parent == there.parent && here.column == there.column {
            return None;
        }
        let lies = |id: CardId| {
            let known = self.session.live(id)?;
            (known.place.value.step == there.step && !self.is_hidden(known)).then_some(known)
        };
        let parent = there.parent.and_then(lies).map(|card| card.id);
        let before = past.children(&there.step, there.parent);
        let before = before.take_while(|card| card.id != was.id);
        let neighbour = before
            .filter_map(|card| lies(card.id))
            .filter(|card| card.place.value.parent == parent)
            .last();
        Some(Command::MoveCard {
            card: now.id,
            step: there.step.clone(),
            parent,
            column: there.column.clone(),
            after: neighbour.map_or(After::Last, |card| After::Card(card.id)),
        })
    }

    /// Every record as it is stored, oldest first; for the archive alone, nothing for anyone else, of half a history, or
    /// while anything in it is unseen ([`Seen::is_holding_back`]).
    pub fn records(&self) -> impl Iterator<Item = &'a Record> + use<'a> {
        let all =
            matches!(self.viewer, Viewer::Archive) && self.is_whole() && !self.is_holding_back();
        self.session
            .log
            .iter()
            .filter(move |_| all)
            .map(|logged| &logged.record)
    }

    /// Who made a record, where that may be told.
    pub(super) fn actor_of(&self, seq: Seq, by: MemberId) -> Option<&'a Member> {
        (!self.session.hides_actor(seq)).then(|| self.member(by))?
    }
}
