//! The driver: turns one terminal's inputs into a seat's, the seat's effects into the room's commands, and what changed
//! into at most one frame.
//!
//! It owns no session and draws nothing by itself. Reports, files and editors are the [`Desk`]'s: what a local terminal
//! may do there is not what a guest may.

use std::{io, sync::Arc, time::Duration};

use ratatui::{Terminal, backend::Backend, layout::Size};
use tokio::{
    sync::{mpsc, watch},
    time::{Instant, sleep_until},
};
use uuid::Uuid;

use super::wire::WireBackend;
use crate::{
    journal::{Health, JournalError},
    model::{Command, CommandId, Member, Record, Request, Seen, Session, SessionId, StepId},
    room::{Refused, Room, RoomError, lobby::Lobby, stream},
    say,
    say::{Lang, Msg},
    ui::{
        home::Sessions,
        input::Input,
        seat::{Effect, Looks, Seat, Told, World},
    },
};

mod begin;
mod desk;

pub use begin::{Beginning, begin};
pub use desk::Desk;

/// How long what is being written may stay unkept.
const DRAFT_DELAY: Duration = Duration::from_millis(400);

/// How long until a draft that could not be kept is tried again.
const DRAFT_AGAIN: Duration = Duration::from_secs(5);

/// The least time between two frames that nobody at this seat caused.
const FRAME: Duration = Duration::from_millis(33);

/// Where the driver begins.
#[derive(Debug, Clone)]
pub enum Start {
    /// At the home screen.
    Home,
    /// In a session, and at this step where one is named.
    Session(SessionId, Option<StepId>),
}

/// Why the driver came back.
#[derive(Debug, PartialEq, Eq)]
pub enum Ended {
    /// The person left.
    Left,
    /// The terminal is gone, or the process was told to end. Everything is kept.
    Gone,
    /// The person wants to write in an editor of their own, which needs the terminal. The words go back through
    /// [`Driver::edited`], and the driver runs on after [`Driver::repaint`].
    Editor {
        /// The session in which it is written.
        session: SessionId,
        /// What is written already.
        text: String,
    },
}

/// One terminal, driven.
pub struct Driver<'d, W: io::Write> {
    desk: &'d dyn Desk,
    lobby: Lobby,
    me: Member,
    seat: Seat,
    terminal: Terminal<WireBackend<W>>,
    room: Option<Room>,
    watch: Option<watch::Receiver<Arc<Session>>>,
    session: Arc<Session>,
    home: Sessions,
    drafts_due: Option<Instant>,
    drafts_safe: bool,
    frame_due: Option<Instant>,
}

impl<'d, W: io::Write> Driver<'d, W> {
    /// A terminal at the lobby.
    pub fn new(
        desk: &'d dyn Desk,
        lobby: Lobby,
        me: Member,
        looks: Looks,
        terminal: Terminal<WireBackend<W>>,
    ) -> Self {
        let size = terminal.backend().size().unwrap_or(Size::new(80, 24));
        let nothing = Arc::new(Session::new(SessionId(Uuid::nil())));
        Self {
            desk,
            lobby,
            seat: Seat::new(me.id, looks, size.width, size.height).in_zone(desk.minutes_east()),
            me,
            terminal,
            room: None,
            watch: None,
            session: nothing,
            home: Sessions::default(),
            drafts_due: None,
            drafts_safe: true,
            frame_due: None,
        }
    }

    /// Goes to where it begins.
    ///
    /// # Errors
    /// Where the session cannot be opened.
    pub async fn start(&mut self, start: Start) -> Result<(), DriverError> {
        match start {
            Start::Home => self.go_home().await,
            Start::Session(id, step) => {
                self.open(id).await?;
                if let Some(step) = step {
                    self.send(Uuid::now_v7(), Command::Enter { step }, None)
                        .await;
                }
            }
        }
        Ok(())
    }

    /// Runs until the person leaves, the terminal is gone, or another program needs the terminal.
    ///
    /// # Errors
    /// Where the terminal cannot be written to.
    pub async fn run(&mut self, inputs: &mut mpsc::Receiver<Input>) -> Result<Ended, DriverError> {
        let ended = self.turn(inputs).await;
        // However it ended, a terminal that is gone included: what is half written is kept.
        self.keep_drafts();
        ended
    }

    /// Takes inputs and draws, until there is a reason to come back.
    async fn turn(&mut self, inputs: &mut mpsc::Receiver<Input>) -> Result<Ended, DriverError> {
        let mut health = self.lobby.journal().health();
        // What it is now counts too, not only what it becomes.
        health.mark_changed();
        self.draw()?;
        loop {
            tokio::select! {
                biased;
                input = inputs.recv() => {
                    let Some(input) = input else { return Ok(Ended::Gone) };
                    if let Some(ended) = self.take(input, inputs).await? {
                        return Ok(ended);
                    }
                    self.draw()?;
                }
                () = changed(&mut self.watch) => {
                    self.look();
                    self.frame_due.get_or_insert_with(|| Instant::now() + FRAME);
                }
                Ok(()) = health.changed() => {
                    let reason = match &*health.borrow_and_update() {
                        Health::Well => None,
                        Health::ReadOnly { reason } => Some(reason.clone()),
                    };
                    if let Some(reason) = &reason {
                        self.seat.tell(say!(CannotSave, reason.as_str()), true);
                    }
                    self.seat.health(reason);
                    self.draw()?;
                }
                () = until(self.frame_due) => {
                    self.frame_due = None;
                    self.draw()?;
                }
                () = until(self.drafts_due) => self.keep_drafts(),
            }
        }
    }

    /// The words that came back from the person's own editor, or why there are none. They are kept at once and need no
    /// terminal.
    pub fn edited(&mut self, words: Result<&str, &Msg>) {
        match words {
            Ok(words) => self.seat.edited(words),
            Err(msg) => self.seat.tell(msg.clone(), true),
        }
        self.keep_drafts();
    }

    /// Begins on a screen that another program has drawn on: all of that is gone with the next frame.
    ///
    /// # Errors
    /// Where the terminal cannot be written to.
    pub fn repaint(&mut self, size: Size) -> Result<(), DriverError> {
        self.seat.changed();
        self.terminal.backend_mut().forget();
        self.resize(size)
    }

    fn resize(&mut self, size: Size) -> Result<(), DriverError> {
        self.terminal.backend_mut().resize(size);
        self.terminal.autoresize()?;
        self.terminal.clear()?;
        Ok(())
    }

    /// Takes in an input and those that wait behind it, so that a burst costs one frame. Answers why to come
    /// back, where something asks for it.
    async fn take(
        &mut self,
        first: Input,
        inputs: &mut mpsc::Receiver<Input>,
    ) -> Result<Option<Ended>, DriverError> {
        if !self.whole().await {
            return Ok(None);
        }
        let mut next = Some(first);
        let mut taken = 0;
        while let Some(input) = next {
            if let Input::Resize { columns, rows } = input {
                self.resize(Size::new(columns.clamp(1, 500), rows.clamp(1, 200)))?;
            }
            let mut ids = Uuid::now_v7;
            let world = match self.room {
                Some(_) => World::Table(look(&self.session, &self.seat)),
                None => World::Home(&self.home),
            };
            let effects = self.seat.update(
                input,
                &mut Told {
                    world,
                    now: self.desk.now(),
                    ids: &mut ids,
                },
            );
            for effect in effects {
                if let Some(ended) = self.carry_out(effect).await {
                    return Ok(Some(ended));
                }
            }
            taken += 1;
            next = if taken < 512 {
                inputs.try_recv().ok()
            } else {
                None
            };
        }
        if self.room.is_some() {
            self.drafts_due
                .get_or_insert_with(|| Instant::now() + DRAFT_DELAY);
        }
        Ok(None)
    }

    /// A long session is drawn before its whole history is read. Whoever presses a key acts on all of it, so the first key
    /// waits for that, and the seat is never asked about half a past. Answers whether there is a session to act on.
    async fn whole(&mut self) -> bool {
        if let Some(room) = &self.room
            && !self.session.is_whole()
        {
            if let Err(error) = room.whole().await {
                self.go_home().await;
                self.seat.tell(say!(CannotOpen, error.to_string()), true);
                return false;
            }
            self.look();
        }
        true
    }

    async fn carry_out(&mut self, effect: Effect) -> Option<Ended> {
        match effect {
            Effect::Send { id, command, form } => self.send(id, command, form).await,
            Effect::Open(id) => self.open_or_tell(id).await,
            Effect::Begin { script, from } => self.begin(&script, from).await,
            Effect::Demo => self.demo().await,
            Effect::Retitle { session, title } => self.retitle(session, title).await,
            Effect::GoHome => self.go_home().await,
            // Titles of scripts on the home screen are read in the seat's language.
            Effect::Spoken if self.room.is_none() => self.list().await,
            Effect::Spoken => {}
            Effect::Leave => return Some(Ended::Left),
            Effect::Export { what, path } => {
                let said = self
                    .desk
                    .export(&self.session, what, &path, self.seat.lang());
                self.tell(said);
            }
            Effect::Import {
                path,
                step,
                measure,
            } => {
                let seen = look(&self.session, &self.seat);
                match self.desk.import(seen, &path, &step, measure) {
                    Ok(command) => self.send(Uuid::now_v7(), command, None).await,
                    Err(msg) => self.seat.tell(msg, true),
                }
            }
            Effect::ImportText {
                text,
                step,
                measure,
            } => {
                let seen = look(&self.session, &self.seat);
                match self.desk.import_text(seen, &text, &step, measure) {
                    Ok(command) => self.send(Uuid::now_v7(), command, None).await,
                    Err(msg) => self.seat.tell(msg, true),
                }
            }
            Effect::Editor { text } => {
                return Some(Ended::Editor {
                    session: self.session.id(),
                    text,
                });
            }
        }
        None
    }

    fn tell(&mut self, said: Result<Msg, Msg>) {
        match said {
            Ok(msg) => self.seat.tell(msg, false),
            Err(msg) => self.seat.tell(msg, true),
        }
    }

    async fn send(&mut self, id: Uuid, command: Command, form: Option<Box<crate::ui::form::Form>>) {
        let Some(room) = &self.room else { return };
        let request = Request {
            id: CommandId(id),
            by: self.me.id,
            at: self.desk.now(),
            command,
        };
        let answer = room.ask(request).await.map_err(refused);
        self.look();
        self.seat.answered(answer, form);
    }

    /// Takes the newest session in; the seat is drawn from it until the next.
    fn look(&mut self) {
        if let Some(watch) = &mut self.watch {
            self.session = Arc::clone(&watch.borrow_and_update());
            self.seat.changed();
        }
    }

    async fn open_or_tell(&mut self, id: SessionId) {
        if let Err(error) = self.open(id).await {
            self.seat.tell(say!(CannotOpen, error.to_string()), true);
        }
    }

    async fn open(&mut self, id: SessionId) -> Result<(), RoomError> {
        self.keep_drafts();
        let room = self.lobby.open(id).await?;
        let joined = room
            .join(CommandId(Uuid::now_v7()), self.desk.now(), self.me.clone())
            .await;
        let drafts = self.desk.drafts(id, &self.me);
        if !drafts.is_empty() {
            // Only the whole history knows which of them were said already.
            room.whole().await?;
        }
        self.watch = Some(room.watch());
        self.room = Some(room);
        self.look();
        self.seat.sit(look(&self.session, &self.seat), &drafts);
        if let Err(refusal) = joined {
            self.seat.tell(refused(refusal), true);
        }
        Ok(())
    }

    async fn begin(&mut self, script: &str, from: Option<SessionId>) {
        let Some(script) = self.desk.script(script) else {
            return;
        };
        let id = SessionId(Uuid::now_v7());
        let at = self.desk.now();
        let day = at.day(self.desk.minutes_east());
        let day = day.map(|day| day.to_string()).unwrap_or_default();
        let title = format!("{} {day}", script.title.get(self.seat.lang()));
        let beginning = Beginning {
            script,
            title,
            from,
            with: Vec::new(),
        };
        let begun = begin(&self.lobby, id, &self.me, at, beginning).await;
        match begun {
            Ok(()) => {
                self.open_or_tell(id).await;
                self.seat.tell(say!(BegunTitle), false);
            }
            Err(error) => self.seat.tell(say!(CannotOpen, error.to_string()), true),
        }
    }

    async fn demo(&mut self) {
        match demo(&self.lobby, self.desk, &self.me).await {
            Ok(id) => self.open_or_tell(id).await,
            Err(error) => self.seat.tell(say!(CannotOpen, error.to_string()), true),
        }
    }

    async fn retitle(&mut self, session: SessionId, title: String) {
        let renamed = async {
            let room = self
                .lobby
                .open(session)
                .await
                .map_err(|error| say!(CannotOpen, error.to_string()))?;
            let at = self.desk.now();
            room.join(CommandId(Uuid::now_v7()), at, self.me.clone())
                .await
                .map_err(refused)?;
            let command = Command::Retitle {
                title: title.into(),
            };
            room.ask(Request {
                id: CommandId(Uuid::now_v7()),
                by: self.me.id,
                at,
                command,
            })
            .await
            .map_err(refused)
        };
        if let Err(msg) = renamed.await {
            self.seat.tell(msg, true);
        }
        self.list().await;
    }

    async fn go_home(&mut self) {
        self.keep_drafts();
        (self.room, self.watch) = (None, None);
        self.seat.go_home();
        self.list().await;
    }

    async fn list(&mut self) {
        match self.lobby.list().await {
            Ok(listing) => self.home = self.desk.sessions(listing, self.seat.lang()),
            Err(error) => self.seat.tell(say!(CannotOpen, error.to_string()), true),
        }
        self.seat.changed();
    }

    fn keep_drafts(&mut self) {
        self.drafts_due = None;
        let Some(text) = self.room.as_ref().and_then(|_| self.seat.drafts_to_keep()) else {
            return;
        };
        self.drafts_safe = self.desk.keep_drafts(self.session.id(), &self.me, &text);
        if self.drafts_safe {
            self.seat.drafts_kept(text);
        } else {
            self.seat.tell(say!(DraftNotKept), true);
            self.drafts_due = Some(Instant::now() + DRAFT_AGAIN);
        }
    }

    /// The language that this terminal reads now.
    pub fn lang(&self) -> Lang {
        self.seat.lang()
    }

    /// Whether everything that was said and half said at this terminal is on disk.
    pub fn all_kept(&self) -> bool {
        self.drafts_safe && self.seat.is_saved()
    }

    fn draw(&mut self) -> io::Result<()> {
        if !self.seat.is_stale() {
            return Ok(());
        }
        let world = match self.room {
            Some(_) => World::Table(look(&self.session, &self.seat)),
            None => World::Home(&self.home),
        };
        let seat = &mut self.seat;
        self.terminal.draw(|frame| {
            if let Some(at) = seat.draw(world, frame.buffer_mut()) {
                frame.set_cursor_position(at);
            }
        })?;
        Ok(())
    }
}

/// Adds the example, once, and answers with its session. All of it is decided before anything is
/// saved; where an earlier call was cut off while saving, this one goes on from there.
///
/// # Errors
/// Where it cannot be saved, or was erased.
pub async fn demo(lobby: &Lobby, desk: &dyn Desk, you: &Member) -> Result<SessionId, RoomError> {
    let (id, requests) = desk.demo(you);
    let stored = lobby.journal().read(stream(id), 0).await;
    let stored = stored.map_err(|error| match error {
        JournalError::Erased { .. } => RoomError::ExampleErased,
        other => other.into(),
    })?;
    let mut session = Session::new(id);
    let mut records = Vec::with_capacity(requests.len());
    for request in requests {
        let ev = session.decide(&request).map_err(RoomError::NotBegun)?;
        let record = Record {
            v: Record::VERSION,
            id: request.id,
            at: request.at,
            by: request.by,
            ev,
        };
        session.apply(record.clone());
        records.push(record);
    }
    // What people went on with, or what another version told otherwise, is theirs and stays as it is.
    let begins_so = stored
        .iter()
        .zip(&records)
        .all(|(stored, record)| record.encode().is_ok_and(|body| body == stored.body));
    if begins_so && stored.len() < records.len() {
        lobby.take_in(id, &records).await?;
    }
    Ok(id)
}

/// The session as a seat may see it, in its language.
fn look<'a>(session: &'a Session, seat: &Seat) -> Seen<'a> {
    Seen::new(session, seat.viewer()).in_lang(seat.lang())
}

/// A refusal in words for the person who asked.
pub fn refused(refusal: Refused) -> Msg {
    match refusal {
        Refused::No(rejection) => rejection.0,
        Refused::NotSaved(reason) => say!(CannotSave, reason),
        Refused::Gone => say!(RoomGone),
    }
}

async fn changed(watch: &mut Option<watch::Receiver<Arc<Session>>>) {
    if let Some(watch) = watch
        && watch.changed().await.is_ok()
    {
        return;
    }
    std::future::pending().await
}

async fn until(due: Option<Instant>) {
    match due {
        Some(due) => sleep_until(due).await,
        None => std::future::pending().await,
    }
}

/// Why the driver stopped before its time.
#[derive(Debug, thiserror::Error)]
pub enum DriverError {
    /// The terminal cannot be written to.
    #[error("the terminal is gone: {0}")]
    Terminal(#[from] io::Error),
    /// The session cannot be opened.
    #[error(transparent)]
    Room(#[from] RoomError),
}
