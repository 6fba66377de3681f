//! What a guest's terminal may do beyond a session: keep what is being written, paste a table, and, where they lead, open and
//! shut the door. Files of this machine are none of their business.

use std::{
    future::ready,
    sync::{Arc, Weak},
};

use uuid::Uuid;

use super::listed;
use crate::{
    cli::{
        doors::Doors,
        store::{Paths, minutes_east, now},
    },
    intake::{csv, points::import_command},
    journal::Drafts,
    model::{At, Command, MeasureId, Member, Seen, Session, SessionId, StepId},
    room::{Room, stream},
    say,
    say::{Lang, Msg, MsgId},
    term::driver::{Answer, Desk},
    ui::{
        keys::{Keymap, preset::Preset},
        seat::{DoorAsk, Habits, Report},
    },
};

/// The name under which all drafts of a seat are kept.
const DRAFTS: &str = "seat";

/// The desk of somebody who came through a door.
pub struct GuestDesk {
    pub(super) drafts: Drafts,
    /// Under which name what is written at this seat is kept.
    seat: String,
    doors: Weak<Doors>,
    keys: Preset,
}

impl GuestDesk {
    /// The desk for a store, and the doors of the process that holds it.
    pub fn new(paths: &Paths, doors: Weak<Doors>) -> Self {
        Self {
            drafts: Drafts::new(&paths.store),
            seat: DRAFTS.to_owned(),
            doors,
            keys: Preset::Standard,
        }
    }

    /// The desk of somebody who is used to nothing yet: they get the keys that the settings of this house have for guests.
    #[must_use]
    pub fn with_keys(mut self, keys: Preset) -> Self {
        self.keys = keys;
        self
    }

    /// The desk of another seat of the same person, who may be writing at both.
    pub(super) fn beside(&mut self, number: usize) {
        self.seat = format!("{DRAFTS}-{number}");
    }

    /// Takes what was left half-written at other seats of this person to this one. To be called while there are none.
    pub(super) fn gather_drafts(&self, member: &Member) {
        let join = |there: &str, more: &str| {
            let list = |text: &str| match text {
                "" => Some(Vec::new()),
                text => serde_json::from_str::<Vec<serde_json::Value>>(text).ok(),
            };
            let (mut all, mut more) = (list(there)?, list(more)?);
            all.append(&mut more);
            serde_json::to_string(&all).ok()
        };
        let others = format!("{DRAFTS}-");
        let gathered = self.drafts.gather(member.id.0, &others, DRAFTS, join);
        if let Err(error) = gathered {
            tracing::warn!(%error, "what was being written at other seats could not be gathered");
        }
    }
}

impl Desk for GuestDesk {
    fn now(&self) -> At {
        now()
    }

    fn minutes_east(&self) -> i32 {
        minutes_east()
    }

    fn habits(&self) -> Habits {
        // The mouse stays their terminal's own, so that they can copy as they are used to; a command turns it on.
        Habits {
            keys: Arc::new(Keymap::of(self.keys)),
            ..Habits::default()
        }
    }

    fn export(&self, _: &Session, _: Report, _: &str, _: Lang) -> Result<Msg, Msg> {
        Err(say!(NotAtAGuest))
    }

    fn import(
        &self,
        _: Seen<'_>,
        _: &str,
        _: &StepId,
        _: Option<MeasureId>,
    ) -> Result<Command, Msg> {
        Err(say!(NotAtAGuest))
    }

    fn import_text(
        &self,
        seen: Seen<'_>,
        text: &str,
        step: &StepId,
        measure: Option<MeasureId>,
    ) -> Result<Command, Msg> {
        let name = MsgId::PastedTable.text(seen.lang());
        let table = csv::read(name, text.as_bytes())
            .map_err(|problems| say!(NotImported, listed(&problems)))?;
        let measure = measure.and_then(|id| seen.measure(id));
        let new = MeasureId(Uuid::now_v7());
        Ok(import_command(&table, step, measure, new, name))
    }

    fn door<'a>(&'a self, room: &'a Room, ask: DoorAsk) -> Answer<'a> {
        match Weak::upgrade(&self.doors) {
            Some(doors) => Box::pin(async move { doors.ask(room, ask).await }),
            None => Box::pin(ready(Err(say!(NoDoorHere)))),
        }
    }

    fn drafts(&self, session: SessionId, member: &Member) -> String {
        let kept = self.drafts.read(stream(session), member.id.0, &self.seat);
        kept.ok().flatten().unwrap_or_default()
    }

    fn keep_drafts(&self, session: SessionId, member: &Member, text: &str) -> bool {
        let stream = stream(session);
        let kept = if text.is_empty() {
            self.drafts.remove(stream, member.id.0, &self.seat)
        } else {
            // The ids of the commands to come stand in the text, one for each form.
            self.drafts.write(stream, member.id.0, &self.seat, text)
        };
        kept.inspect_err(|error| tracing::warn!(%error, "what is being written could not be kept"))
            .is_ok()
    }
}
