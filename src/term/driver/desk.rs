//! What a driver asks of whoever sits at the host: files, time, and what is kept at home.
//!
//! A guest's terminal has another desk than the local one. Nothing here touches a session.

use std::{pin::Pin, sync::Arc};

use crate::{
    content::theme::Themes,
    model::{At, Command, MeasureId, Member, Request, Script, Seen, Session, SessionId, StepId},
    room::{Room, lobby::Listing},
    say,
    say::{Lang, Msg},
    ui::{
        home::Sessions,
        seat::{DoorAsk, Habits, Report},
    },
};

/// What a desk says later.
pub type Answer<'a> = Pin<Box<dyn Future<Output = Result<Msg, Msg>> + Send + 'a>>;

/// What a terminal may do beyond the session.
pub trait Desk: Send + Sync {
    /// The time.
    fn now(&self) -> At;

    /// Minutes east of UTC, for dates on the home screen.
    fn minutes_east(&self) -> i32;

    /// What whoever sits here is used to.
    fn habits(&self) -> Habits {
        Habits::default()
    }

    /// The sessions and the scripts they can be begun from, in a language, and what is wrong with others.
    /// A desk without a home screen has none.
    fn sessions(&self, listing: Listing, lang: Lang) -> Sessions {
        let _ = (listing, lang);
        Sessions::default()
    }

    /// Calls whoever sits here so from now on, and keeps that; answers with the name as it is kept.
    ///
    /// # Errors
    /// What to say where it cannot be kept.
    fn call_me(&self, name: &str) -> Result<Arc<str>, Msg> {
        let _ = name;
        Err(say!(SeatNameMissing))
    }

    /// The script of that id.
    fn script(&self, id: &str) -> Option<Arc<Script>> {
        let _ = id;
        None
    }

    /// The session of the example, and what makes it of an empty one.
    fn demo(&self, you: &Member) -> Option<(SessionId, Vec<Request>)> {
        let _ = you;
        None
    }

    /// Writes a report in a language; answers with what to say of it.
    ///
    /// # Errors
    /// What to say where it was not written.
    fn export(&self, session: &Session, what: Report, path: &str, lang: Lang) -> Result<Msg, Msg>;

    /// Reads points from a file; answers with the command that takes them in.
    ///
    /// # Errors
    /// What to say where they are not as they should be.
    fn import(
        &self,
        seen: Seen<'_>,
        path: &str,
        step: &StepId,
        measure: Option<MeasureId>,
    ) -> Result<Command, Msg>;

    /// Takes points from a pasted table; answers with the command that takes them in.
    ///
    /// # Errors
    /// What to say where they are not as they should be.
    fn import_text(
        &self,
        seen: Seen<'_>,
        text: &str,
        step: &StepId,
        measure: Option<MeasureId>,
    ) -> Result<Command, Msg>;

    /// Opens or shuts the door through which others join, or changes its codes; answers with what to say of it. How it
    /// stands then is told to the room.
    fn door<'a>(&'a self, room: &'a Room, ask: DoorAsk) -> Answer<'a>;

    /// The themes that can be chosen.
    fn themes(&self) -> Themes {
        Themes::shipped()
    }

    /// Keeps the theme of that name for the next start.
    ///
    /// # Errors
    /// Why it could not be kept.
    fn keep_theme(&self, id: &str) -> Result<(), String> {
        let _ = id;
        Ok(())
    }

    /// What was being written in a session.
    fn drafts(&self, session: SessionId, member: &Member) -> String;

    /// Keeps what is being written in a session; an empty text removes it. Answers whether it is on disk.
    fn keep_drafts(&self, session: SessionId, member: &Member, text: &str) -> bool;
}
