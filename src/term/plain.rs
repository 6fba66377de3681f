//! Line mode on a terminal: bytes in, lines out, over an SSH channel without a terminal or over standard input and output.
//!
//! What is written is only ever added at the end. Editing a line is the business of the terminal it is typed at, so whole
//! lines arrive; what others do is told between lines, never into the middle of one of which a part has arrived.

use std::{io, sync::Arc, time::Duration};

use tokio::{
    sync::{mpsc, watch},
    time::Instant,
};
use uuid::Uuid;

use super::{
    driver::{
        Closing, Desk, DriverError, Ended, Start, Throttle, aside, ask, ask_people, begin_now,
        changed, demo, retitle, until,
    },
    line::{FromAfar, Surface},
};
use crate::{
    journal::Health,
    model::{Command, Member, Role, Seen, Session, SessionId, text::is_unwanted},
    room::{
        Room,
        lobby::Lobby,
        people::{self, Seated},
    },
    say,
    say::{Lang, Msg},
    ui::{
        home::Sessions,
        plain::Plain,
        seat::{DoorAsk, Effect, RoomAsk, Told, World},
    },
};

mod afar;
mod along;
mod lines;
mod stdio;
mod ticks;

pub use afar::sit;
pub use lines::Lines;
pub use stdio::{Output, Stdio};

/// How long what others do is gathered before it is told.
const GATHER: Duration = Duration::from_secs(1);

/// What stands before a line that is to be typed.
const PROMPT: &str = "> ";

/// One terminal in line mode.
#[expect(
    clippy::struct_excessive_bools,
    reason = "what a terminal is and was told is independent of each other"
)]
pub struct PlainDriver<'d, W: Surface> {
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
    people: Option<watch::Receiver<people::Told>>,
    seated: Option<Seated>,
    /// The room at whose door the seat waits.
    waits: Option<Room>,
    /// How often a guest may ask the room; a seat that is here asks as it likes, and has a home screen.
    guest: bool,
    /// Asks of the room no more than people can, for those who do not lead.
    throttle: Option<Throttle>,
    home: Sessions,
    drafts_safe: bool,
    /// Whether it was said that others lose their seats.
    closing: Closing,
}

impl<'d, W: Surface> PlainDriver<'d, W> {
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
            seat: Plain::new(me.id, lang).in_zone(desk.minutes_east()),
            me,
            out,
            prompts,
            at_prompt: false,
            room: None,
            watch: None,
            session: Arc::new(Session::new(SessionId(Uuid::nil()))),
            people: None,
            seated: None,
            waits: None,
            guest: false,
            throttle: None,
            home: Sessions::default(),
            drafts_safe: true,
            closing: Closing::read_aloud(),
        }
    }

    /// Somebody who is elsewhere: they have one session and no home screen, wait where there is a waiting room, and ask the
    /// room no more often than people can.
    #[must_use]
    pub fn of_guest(mut self) -> Self {
        self.guest = true;
        self.throttle = (self.me.role != Role::Facilitator).then(Throttle::default);
        self
    }

    /// Goes to where it begins.
    ///
    /// # Errors
    /// Where the session cannot be opened.
    pub async fn start(&mut self, start: Start) -> Result<(), DriverError> {
        match start {
            Start::Home => self.go_home().await,
            Start::Begun(id, said) => {
                self.come_in(id, None).await?;
                self.seat.tell(&said);
            }
            Start::Session(id, step) => {
                self.come_in(id, step.map(|step| Command::Enter { step }))
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
        if self.look_around().await? {
            return Ok(Ended::SentAway);
        }
        self.write()?;
        loop {
            self.out.freed().await;
            let tick = self.tick_due().filter(|_| lines.is_between());
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
                    while let Some(line) = lines.pop() {
                        self.at_prompt = false;
                        if line.cut {
                            self.seat.tell(&say!(PlainLineCut));
                        }
                        if self.line(&line.text).await {
                            self.write_without_prompt()?;
                            return Ok(Ended::Left);
                        }
                        // What was asked of the room brought the news of it along.
                        if self.look_around().await? {
                            return Ok(Ended::SentAway);
                        }
                        news_due = None;
                        self.write()?;
                        self.out.freed().await;
                    }
                    if over {
                        return Ok(Ended::Gone);
                    }
                }
                () = changed(&mut self.people) => {
                    if self.look_around().await? {
                        return Ok(Ended::SentAway);
                    }
                    if self.room.is_some() {
                        self.told(Plain::changed);
                    }
                    self.write()?;
                }
                () = changed(&mut self.watch) => {
                    self.look();
                    if self.look_around().await? {
                        return Ok(Ended::SentAway);
                    }
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
                () = until(tick.filter(|_| !self.seat.waits())) => {
                    self.told(Plain::tick);
                    self.write()?;
                }
                () = until(news_due.filter(|_| lines.is_between() && !self.seat.waits())) => {
                    news_due = None;
                    self.news();
                    self.write()?;
                }
            }
        }
    }

    /// Takes in a line; answers whether the person leaves.
    async fn line(&mut self, text: &str) -> bool {
        if self.waits.is_some() {
            self.seat.tell(&say!(WaitsAtDoor));
            return self.seat.leaves(text);
        }
        if !self.whole().await {
            return false;
        }
        let effects = self.told(|seat, told| seat.line(text, told));
        // Whether others lose their seats was asked for what leaves: any other line takes the question back.
        if !effects.iter().any(|one| matches!(one, Effect::Leave)) {
            self.closing.forget();
        }
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
        let roams = self.seat.roams_at().cloned();
        let seen = look(&self.session, &self.seat).looking_at(roams.as_ref());
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

    /// Says what others did since, and tells them what this seat is doing.
    fn news(&mut self) {
        self.look();
        self.told(Plain::changed);
        if let Some(seated) = &self.seated {
            seated.tell(self.seat.roams_at(), self.seat.is_writing());
        }
    }

    fn was_sent_away(&self) -> bool {
        let me = self
            .room
            .as_ref()
            .and_then(|_| look(&self.session, &self.seat).me());
        me.is_some_and(|me| me.out)
    }

    /// Whether a guest was sent away before they came: they are read nothing of what went on since.
    fn is_shut_out(&self) -> bool {
        self.guest && self.was_sent_away()
    }

    fn leads(&self) -> bool {
        self.room.is_some() && look(&self.session, &self.seat).leads()
    }

    /// Shows the seat who is here, and what opens the door to nobody but whoever leads.
    fn present(&mut self) {
        let leads = self.leads();
        if let Some(people) = &mut self.people {
            self.seat
                .present(Arc::clone(people.borrow_and_update().to(leads)));
        }
    }

    /// Whoever leads, and nobody else, says something to all who sit in the room.
    fn ask_people(&self, ask: RoomAsk) {
        if let Some(room) = self.room.as_ref().filter(|_| self.leads()) {
            ask_people(room, ask);
        }
    }

    async fn ask_door(&mut self, ask: DoorAsk) {
        let Some(room) = self.room.clone().filter(|_| self.leads()) else {
            return;
        };
        let said = self.desk.door(&room, ask).await;
        self.seat.tell(&said.unwrap_or_else(|why| why));
    }

    async fn carry_out(&mut self, effect: Effect) -> bool {
        match effect {
            Effect::Send { id, command, form } => {
                let answer = self.send(id, command).await;
                self.told(|seat, told| seat.answered(answer, form, told));
            }
            // Only the home screen asks for these, and a guest has none.
            Effect::Open(_)
            | Effect::Begin { .. }
            | Effect::Demo
            | Effect::Retitle { .. }
            | Effect::CallMe(_)
                if self.guest => {}
            // In line mode a session is read again, not shown.
            Effect::Replay(_) | Effect::Copy { .. } => {}
            Effect::ReplayHere { .. } => self.replay_here().await,
            Effect::Open(id) => self.open_or_tell(id).await,
            Effect::Done(step) => {
                if let Some(seated) = &self.seated {
                    seated.done(step);
                }
                self.present();
            }
            Effect::TakeLead => self.take_lead().await,
            // Only windows ask for these, which line mode has not.
            Effect::BringAlong(_) | Effect::ShutDoor(_) => {}
            Effect::Room(ask) => self.ask_people(ask),
            Effect::Door(ask) => self.ask_door(ask).await,
            Effect::Begin { script, from } => {
                let lang = self.seat.lang();
                match begin_now(&self.lobby, self.desk, &self.me, &script, from, lang).await {
                    None => {}
                    Some(Ok((id, said))) => {
                        self.open_or_tell(id).await;
                        self.seat.tell(&said);
                    }
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
            Effect::CallMe(name) => {
                let said = self.desk.call_me(&name);
                let said = said.map_or_else(|why| why, |name| say!(CalledNow, &name));
                self.seat.tell(&said);
                self.list().await;
            }
            Effect::Spoken if self.room.is_none() => self.list().await,
            // Line mode draws nothing.
            Effect::Spoken | Effect::Themes | Effect::ThemeChosen(_) => {}
            Effect::GoHome if self.guest => return true,
            Effect::GoHome => self.go_home().await,
            Effect::Leave if !self.guest => {
                match self.closing.costs(&self.lobby, self.me.id).await {
                    Some(cost) => self.seat.tell(&cost),
                    None => return true,
                }
            }
            Effect::Leave => return true,
            Effect::Export { what, path } => {
                let (session, lang) = (&self.session, self.seat.lang());
                let said = aside::on_disk(|| self.desk.export(session, what, &path, lang));
                self.seat.tell(&said.unwrap_or_else(|why| why));
            }
            Effect::Import {
                path,
                step,
                measure,
            } => {
                let seen = look(&self.session, &self.seat);
                let read = aside::on_disk(|| self.desk.import(seen, &path, &step, measure));
                self.take_in(read).await;
            }
            Effect::ImportText {
                text,
                step,
                measure,
            } => {
                let seen = look(&self.session, &self.seat);
                let read = self.desk.import_text(seen, &text, &step, measure);
                self.take_in(read).await;
            }
            Effect::Clip { .. } => self.seat.tell(&say!(PlainNoClipboard)),
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
        if let Some(throttle) = &mut self.throttle
            && !throttle.allows(Instant::now())
        {
            return Err(say!(TooFast));
        }
        let answer = ask(room, self.desk, &self.me, id, command).await;
        self.look();
        answer
    }

    /// Takes the newest session in.
    fn look(&mut self) {
        if let Some(watch) = &mut self.watch {
            self.session = Arc::clone(&watch.borrow_and_update());
            // Who leads now may be another.
            self.present();
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

    async fn go_home(&mut self) {
        self.keep_drafts();
        (self.room, self.watch) = (None, None);
        (self.people, self.seated) = (None, None);
        self.list().await;
        self.seat.go_home(&self.home);
    }

    async fn list(&mut self) {
        match self.lobby.list().await {
            Ok(listing) => {
                self.home = self.desk.sessions(listing, self.seat.lang());
                if !self.home.name.is_empty() {
                    self.me.name = std::sync::Arc::clone(&self.home.name);
                }
            }
            Err(error) => self.seat.tell(&say!(CannotOpen, error.to_string())),
        }
    }

    /// What was half answered is kept: a line that is half typed lies at the other end, and is not known here.
    fn keep_drafts(&mut self) {
        let Some(text) = self.room.as_ref().and_then(|_| self.seat.drafts_to_keep()) else {
            return;
        };
        let (session, me) = (self.session.id(), &self.me);
        self.drafts_safe = aside::on_disk(|| self.desk.keep_drafts(session, me, &text));
        if self.drafts_safe {
            self.seat.drafts_kept(text);
        } else {
            self.seat.tell(&say!(DraftNotKept));
        }
    }

    /// Where lines go, for what is written behind the last.
    pub fn surface(&mut self) -> &mut W {
        &mut self.out
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
            text.extend(line.chars().filter(|c| !is_unwanted(*c)));
            text.push('\n');
        }
        self.out.write_all(text.as_bytes())?;
        self.out.flush()
    }
}

/// The session as a seat may see it, in its language.
fn look<'a>(session: &'a Session, seat: &Plain) -> Seen<'a> {
    Seen::new(session, seat.viewer()).in_lang(seat.lang())
}
