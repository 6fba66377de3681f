//! Line mode on a terminal: bytes in, lines out, over an SSH channel without a terminal or over standard input and output.
//!
//! What is written is only ever added at the end. Editing a line is the business of the terminal it is typed at, so whole
//! lines arrive; what others do is told between lines, never into the middle of one of which a part has arrived.

use std::{future::Future, io, sync::Arc, time::Duration};

use tokio::{
    sync::{mpsc, watch},
    time::Instant,
};
use uuid::Uuid;

use super::{
    driver::{
        Desk, DriverError, Ended, Start, ask, begin_now, changed, demo, refused, retitle, until,
    },
    line::{FromAfar, Outlet},
};
use crate::{
    journal::Health,
    model::{Command, CommandId, Member, Seen, Session, SessionId, presence::How},
    room::{Room, RoomError, lobby::Lobby, people::Seated},
    say,
    say::{Lang, Msg},
    ui::{
        home::Sessions,
        plain::Plain,
        seat::{Effect, Told, World},
    },
};

mod lines;
mod stdio;

pub use lines::Lines;
pub use stdio::{Output, Stdio};

/// How long what others do is gathered before it is told.
const GATHER: Duration = Duration::from_millis(1_000);

/// What stands before a line that is to be typed.
const PROMPT: &str = "> ";

/// Where lines go.
pub trait Way: io::Write {
    /// Waits until what was written is taken. Until then nothing more is read and nothing more is told, so that whoever
    /// does not listen owes no more than the newest.
    fn freed(&self) -> impl Future<Output = ()> + Send {
        async {}
    }
}

impl Way for Outlet {
    fn freed(&self) -> impl Future<Output = ()> + Send {
        Self::freed(self)
    }
}

/// One terminal in line mode.
pub struct PlainDriver<'d, W: Way> {
    desk: &'d dyn Desk,
    lobby: Lobby,
    me: Member,
    seat: Plain,
    out: W,
    /// Whether somebody types at a prompt; a file that is read has none.
    prompts: bool,
    /// Whether the prompt stands at the end of what was written.
    at_prompt: bool,
    room: Option<Room>,
    watch: Option<watch::Receiver<Arc<Session>>>,
    session: Arc<Session>,
    seated: Option<Seated>,
    home: Sessions,
    drafts_safe: bool,
}

impl<'d, W: Way> PlainDriver<'d, W> {
    /// A terminal at the lobby. `prompts` where somebody types at it.
    pub fn new(
        desk: &'d dyn Desk,
        lobby: Lobby,
        me: Member,
        lang: Lang,
        out: W,
        prompts: bool,
    ) -> Self {
        Self {
            desk,
            lobby,
            seat: Plain::new(me.id, lang),
            me,
            out,
            prompts,
            at_prompt: false,
            room: None,
            watch: None,
            session: Arc::new(Session::new(SessionId(Uuid::nil()))),
            seated: None,
            home: Sessions::default(),
            drafts_safe: true,
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
                self.open(id, step.map(|step| Command::Enter { step }))
                    .await?;
            }
        }
        Ok(())
    }

    /// Runs until the person leaves or the terminal is gone.
    ///
    /// # Errors
    /// Where the terminal cannot be written to.
    pub async fn run(
        &mut self,
        inputs: &mut mpsc::Receiver<FromAfar>,
    ) -> Result<Ended, DriverError> {
        let ended = self.turn(inputs).await;
        self.keep_drafts();
        ended
    }

    async fn turn(&mut self, inputs: &mut mpsc::Receiver<FromAfar>) -> Result<Ended, DriverError> {
        let mut lines = Lines::default();
        let mut health = self.lobby.journal().health();
        health.mark_changed();
        let mut news_due: Option<Instant> = None;
        self.write()?;
        loop {
            self.out.freed().await;
            tokio::select! {
                biased;
                input = inputs.recv() => {
                    let over = match input {
                        Some(FromAfar::Bytes(bytes)) => lines.take(&bytes),
                        // A line has no width: whoever reads it wraps it.
                        Some(FromAfar::Resize(_)) => false,
                        None => {
                            lines.end();
                            true
                        }
                    };
                    while let Some(line) = lines.next() {
                        self.at_prompt = false;
                        if line.cut {
                            self.seat.tell(&say!(PlainLineCut));
                        }
                        if self.line(&line.text).await {
                            self.write_without_prompt()?;
                            return Ok(Ended::Left);
                        }
                        news_due = None;
                        self.write()?;
                        self.out.freed().await;
                    }
                    if over {
                        return Ok(Ended::Gone);
                    }
                }
                () = changed(&mut self.watch) => {
                    self.look();
                    news_due.get_or_insert_with(|| Instant::now() + GATHER);
                }
                Ok(()) = health.changed() => {
                    let reason = match &*health.borrow_and_update() {
                        Health::Well => None,
                        Health::ReadOnly { reason } => Some(reason.clone()),
                    };
                    self.seat.health(reason);
                    self.write()?;
                }
                () = until(news_due.filter(|_| lines.is_between())) => {
                    news_due = None;
                    self.news();
                    self.write()?;
                }
            }
        }
    }

    /// Takes in a line; answers whether the person leaves.
    async fn line(&mut self, text: &str) -> bool {
        if !self.whole().await {
            return false;
        }
        let effects = self.told(|seat, told| seat.line(text, told));
        for effect in effects {
            if self.carry_out(effect).await {
                return true;
            }
        }
        self.news();
        self.keep_drafts();
        false
    }

    fn told<T>(&mut self, act: impl FnOnce(&mut Plain, &mut Told<'_>) -> T) -> T {
        let seen = Seen::new(&self.session, self.seat.viewer()).in_lang(self.seat.lang());
        let world = if self.room.is_some() {
            World::Table(seen)
        } else {
            World::Home(&self.home)
        };
        let mut ids = Uuid::now_v7;
        act(
            &mut self.seat,
            &mut Told {
                world,
                now: self.desk.now(),
                ids: &mut ids,
            },
        )
    }

    fn news(&mut self) {
        self.look();
        self.told(Plain::changed);
        if let (Some(seated), Some(step)) = (&self.seated, self.seat.step()) {
            seated.tell(
                Some(step).filter(|step| *step != self.session_step()),
                self.seat.is_asking(),
            );
        }
    }

    fn session_step(&self) -> &crate::model::StepId {
        Seen::new(&self.session, self.seat.viewer()).current()
    }

    async fn carry_out(&mut self, effect: Effect) -> bool {
        match effect {
            Effect::Send { id, command, form } => {
                let answer = self.send(id, command).await;
                self.told(|seat, told| seat.answered(answer, form, told));
            }
            Effect::Open(id) => self.open_or_tell(id).await,
            Effect::Begin { script, from } => {
                let lang = self.seat.lang();
                match begin_now(&self.lobby, self.desk, &self.me, &script, from, lang).await {
                    None => {}
                    Some(Ok(id)) => self.open_or_tell(id).await,
                    Some(Err(why)) => self.seat.tell(&why),
                }
            }
            Effect::Demo => match demo(&self.lobby, self.desk, &self.me).await {
                Ok(id) => self.open_or_tell(id).await,
                Err(error) => self.seat.tell(&say!(CannotOpen, error.to_string())),
            },
            Effect::Retitle { session, title } => {
                if let Err(why) = retitle(&self.lobby, self.desk, &self.me, session, title).await {
                    self.seat.tell(&why);
                }
                self.list().await;
            }
            Effect::Spoken if self.room.is_none() => self.list().await,
            Effect::Spoken => {}
            Effect::GoHome => self.go_home().await,
            Effect::Leave => return true,
            Effect::Export { what, path } => {
                let said = self
                    .desk
                    .export(&self.session, what, &path, self.seat.lang());
                self.seat.tell(&said.unwrap_or_else(|why| why));
            }
            Effect::Import {
                path,
                step,
                measure,
            } => {
                let seen = Seen::new(&self.session, self.seat.viewer()).in_lang(self.seat.lang());
                let read = self.desk.import(seen, &path, &step, measure);
                self.take_in(read).await;
            }
            Effect::ImportText {
                text,
                step,
                measure,
            } => {
                let seen = Seen::new(&self.session, self.seat.viewer()).in_lang(self.seat.lang());
                let read = self.desk.import_text(seen, &text, &step, measure);
                self.take_in(read).await;
            }
            Effect::Editor { .. } => self.seat.tell(&say!(PlainNoEditor)),
        }
        false
    }

    async fn take_in(&mut self, read: Result<Command, Msg>) {
        let answer = match read {
            Ok(command) => self.send(Uuid::now_v7(), command).await,
            Err(why) => Err(why),
        };
        self.told(|seat, told| seat.answered(answer, None, told));
    }

    async fn send(&mut self, id: Uuid, command: Command) -> Result<(), Msg> {
        let Some(room) = &self.room else {
            return Ok(());
        };
        let answer = ask(room, self.desk, &self.me, id, command).await;
        self.look();
        answer
    }

    /// Takes the newest session in.
    fn look(&mut self) {
        if let Some(watch) = &mut self.watch {
            self.session = Arc::clone(&watch.borrow_and_update());
        }
    }

    async fn whole(&mut self) -> bool {
        if let Some(room) = &self.room
            && !self.session.is_whole()
        {
            if let Err(error) = room.whole().await {
                self.go_home().await;
                self.seat.tell(&say!(CannotOpen, error.to_string()));
                return false;
            }
            self.look();
        }
        true
    }

    async fn open_or_tell(&mut self, id: SessionId) {
        if let Err(error) = self.open(id, None).await {
            self.seat.tell(&say!(CannotOpen, error.to_string()));
        }
    }

    /// Opens a session, and does this there before anything is said of it.
    async fn open(&mut self, id: SessionId, first: Option<Command>) -> Result<(), RoomError> {
        self.keep_drafts();
        let room = self.lobby.open(id).await?;
        let joined = room
            .join(CommandId(Uuid::now_v7()), self.desk.now(), self.me.clone())
            .await;
        room.whole().await?;
        let drafts = self.desk.drafts(id, &self.me);
        self.watch = Some(room.watch());
        self.seated = Some(room.people().sit(&self.me, How::Lines, false));
        self.room = Some(room);
        let moved = match first {
            Some(first) => self.send(Uuid::now_v7(), first).await,
            None => Ok(()),
        };
        self.look();
        self.told(|seat, told| seat.sit(told, &drafts));
        if let Err(refusal) = joined {
            self.seat.tell(&refused(refusal));
        }
        if let Err(why) = moved {
            self.seat.tell(&why);
        }
        Ok(())
    }

    async fn go_home(&mut self) {
        self.keep_drafts();
        (self.room, self.watch, self.seated) = (None, None, None);
        self.list().await;
        self.seat.go_home(&self.home);
    }

    async fn list(&mut self) {
        match self.lobby.list().await {
            Ok(listing) => self.home = self.desk.sessions(listing, self.seat.lang()),
            Err(error) => self.seat.tell(&say!(CannotOpen, error.to_string())),
        }
    }

    /// What was half answered is kept: a line that is half typed lies at the other end, and is not known here.
    fn keep_drafts(&mut self) {
        let Some(text) = self.room.as_ref().and_then(|_| self.seat.drafts_to_keep()) else {
            return;
        };
        self.drafts_safe = self.desk.keep_drafts(self.session.id(), &self.me, &text);
        if self.drafts_safe {
            self.seat.drafts_kept(text);
        } else {
            self.seat.tell(&say!(DraftNotKept));
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

    /// Writes what is to be said, and the prompt behind it.
    fn write(&mut self) -> io::Result<()> {
        self.write_without_prompt()?;
        if self.prompts && !self.at_prompt {
            self.out.write_all(PROMPT.as_bytes())?;
            self.at_prompt = true;
        }
        self.out.flush()
    }

    fn write_without_prompt(&mut self) -> io::Result<()> {
        let said = self.seat.said();
        if said.is_empty() {
            return Ok(());
        }
        let mut text = String::new();
        // What is told at the prompt begins on a line of its own.
        if self.at_prompt {
            text.push('\n');
            self.at_prompt = false;
        }
        for line in said {
            text.extend(line.chars().filter(|c| !c.is_control()));
            text.push('\n');
        }
        self.out.write_all(text.as_bytes())?;
        self.out.flush()
    }
}
