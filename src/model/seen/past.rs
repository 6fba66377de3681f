//! What was done, as one viewer may read it: their own undo, the history, and for the archive the records themselves.

use super::{Seen, Viewer};
use crate::{
    model::{
        event::Record,
        ids::{At, MemberId, Seq},
        member::Member,
    },
    say::Msg,
};

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
