//! The driver: turns one terminal's inputs into a seat's, the seat's effects into the room's commands, and what changed
//! into at most one frame.
//!
//! It owns no session and draws nothing by itself. Reports, files and editors are the [`Desk`]'s: what a local terminal
//! may do there is not what a guest may.

use std::{io, sync::Arc, time::Duration};

use ratatui::layout::Size;
use tokio::{
    sync::{mpsc, watch},
    time::{Instant, sleep_until},
};
use uuid::Uuid;

use super::{line::Surface, screen::Screen};
use crate::{
    journal::Health,
    model::{Command, Member, Role, Seen, Session, SessionId, StepId, presence::How},
    room::{
        Refused, Room, RoomError,
        lobby::Lobby,
        people::{self, Seated},
    },
    say,
    say::{Lang, Msg},
    ui::{
        home::Sessions,
        input::{Chord, Input},
        seat::{Effect, Looks, Seat, Told, World},
    },
};

pub(super) mod aside;
mod begin;
mod closing;
mod demo;
mod desk;
mod effects;
pub(super) mod frames;
mod house;
mod pace;
mod past;
mod senses;
mod sessions;
#[cfg(test)]
mod tests;
mod throttle;

pub use begin::{Beginning, begin, begun_says};
pub(super) use closing::Closing;
pub use demo::demo;
pub use desk::{Answer, Desk};
pub(super) use house::{Arrival, Turn, arrive};
pub use house::{
    as_known, ask, ask_people, begin_now, guests, open_doors, retitle, seats_of_others, take_lead,
};
pub(super) use throttle::Throttle;

use pace::Pace;

/// How long what is being written may stay unkept.
const DRAFT_DELAY: Duration = Duration::from_millis(400);

/// How long until a draft that could not be kept is tried again.
const DRAFT_AGAIN: Duration = Duration::from_secs(5);

/// Where the driver begins.
#[derive(Debug, Clone)]
pub enum Start {
    /// At the home screen.
    Home,
    /// In a session, and at this step where one is named.
    Session(SessionId, Option<StepId>),
    /// In a session that was just begun, with what is said of that.
    Begun(SessionId, Msg),
}

/// Why the driver came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// The person left.
    Left,
    /// The terminal is gone, or the process was told to end. Everything is kept.
    Gone,
    /// Whoever leads sent them away, or did not let them in.
    SentAway,
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
#[expect(
    clippy::struct_excessive_bools,
    reason = "what a terminal is and was told is independent of each other"
)]
pub struct Driver<'d, W: Surface> {
    desk: &'d dyn Desk,
    lobby: Lobby,
    me: Member,
    seat: Seat,
    terminal: Screen<W>,
    /// What kind of terminal it is. Only one that is here has a home screen to go to.
    how: How,
    /// Whether another program can have the terminal for a while.
    lends: bool,
    room: Option<Room>,
    watch: Option<watch::Receiver<Arc<Session>>>,
    people: Option<watch::Receiver<people::Told>>,
    seated: Option<Seated>,
    /// The room at whose door the seat waits.
    waits: Option<Room>,
    throttle: Option<Throttle>,
    session: Arc<Session>,
    home: Sessions,
    drafts_due: Option<Instant>,
    drafts_safe: bool,
    frame_due: Option<Instant>,
    /// How soon after a frame the next is drawn that nobody at this seat caused.
    pace: Pace,
    /// When time alone makes another picture of the seat.
    tick_due: Option<Instant>,
    /// Since when the terminal has taken nothing, where others were told so.
    lagging: bool,
    /// Whether the terminal was told to hand on the mouse.
    mouse: bool,
    /// Whether it was said that others lose their seats.
    closing: Closing,
}

impl<'d, W: Surface> Driver<'d, W> {
    /// A terminal at the lobby.
    pub fn new(
        desk: &'d dyn Desk,
        lobby: Lobby,
        me: Member,
        looks: Looks,
        terminal: Screen<W>,
    ) -> Self {
        let size = terminal.backend().area();
        let nothing = Arc::new(Session::new(SessionId(Uuid::nil())));
        Self {
            desk,
            lobby,
            seat: {
                let seat = Seat::new(me.id, looks, size.width, size.height);
                seat.in_zone(desk.minutes_east()).used_to(desk.habits())
            },
            me,
            terminal,
            how: How::Here,
            lends: true,
            room: None,
            watch: None,
            people: None,
            seated: None,
            waits: None,
            throttle: None,
            session: nothing,
            home: Sessions::default(),
            drafts_due: None,
            drafts_safe: true,
            frame_due: None,
            pace: Pace::default(),
            tick_due: None,
            lagging: false,
            mouse: false,
            closing: Closing::at_a_screen(),
        }
    }

    /// A terminal that another process carries, so that no editor can have it. One that is elsewhere has one session and no
    /// home screen, waits where there is a waiting room, and whoever takes part there asks the room no more often than
    /// people can.
    #[must_use]
    pub fn of_guest(mut self, how: How) -> Self {
        self.how = how;
        self.lends = false;
        if how != How::Here {
            self.seat.of_guest();
        }
        self.throttle = (self.me.role != Role::Facilitator).then(Throttle::default);
        self
    }

    /// Says something at this seat before anything is done.
    pub fn say_first(&mut self, said: Msg) {
        self.seat.tell(said, true);
    }

    /// Shows something to be read before all else.
    pub fn welcome(&mut self, title: &Msg, words: &[Msg]) {
        self.seat.welcome(title, words);
    }

    /// Where frames go, for what is written before the first and behind the last.
    pub fn surface(&mut self) -> &mut W {
        self.terminal.backend_mut().writer_mut()
    }

    /// Goes to where it begins.
    ///
    /// # Errors
    /// Where the session cannot be opened.
    pub async fn start(&mut self, start: Start) -> Result<(), DriverError> {
        match start {
            Start::Home => self.go_home().await,
            Start::Begun(id, said) => {
                self.come_in(id).await?;
                self.seat.tell(said, false);
            }
            Start::Session(id, step) => {
                self.come_in(id).await?;
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
        // Somebody who was sent away earlier is shown nothing of what went on since.
        if self.look_around().await? {
            return Ok(Ended::SentAway);
        }
        self.tell_mouse()?;
        self.draw()?;
        loop {
            let (lags_at, owes_a_frame) = (self.lags_at(), self.owes_a_frame());
            tokio::select! {
                biased;
                input = inputs.recv() => {
                    let Some(input) = input else { return Ok(Ended::Gone) };
                    if let Some(ended) = self.take(input, inputs).await? {
                        return Ok(ended);
                    }
                    // What was asked of the room brought the news of it along.
                    if self.look_around().await? {
                        return Ok(Ended::SentAway);
                    }
                    self.tell_mouse()?;
                    self.draw()?;
                }
                () = changed(&mut self.watch) => {
                    self.look();
                    if self.look_around().await? {
                        return Ok(Ended::SentAway);
                    }
                    self.draw_soon()?;
                }
                () = changed(&mut self.people) => {
                    if self.look_around().await? {
                        return Ok(Ended::SentAway);
                    }
                    self.draw_soon()?;
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
                () = until(self.tick_due) => self.tick()?,
                () = until(self.drafts_due) => self.keep_drafts(),
                // What could not be drawn, because the terminal had not taken the frame before, is drawn now: once, as it
                // is now.
                () = self.terminal.backend().writer().freed(), if owes_a_frame => self.draw()?,
                () = until(lags_at) => self.tell_lagging(true),
            }
        }
    }

    /// Whether this seat is to go. One on the machine that holds the session stays: it is the house of whoever sits there, and
    /// all others would go with it.
    fn was_sent_away(&self) -> bool {
        if self.how == How::Here {
            return false;
        }
        let me = self
            .room
            .as_ref()
            .and_then(|_| look(&self.session, &self.seat).me());
        me.is_some_and(|me| me.out)
    }

    /// Takes in who else is here; answers whether this seat was turned away. One that waited and was let in comes in, and
    /// one that was called comes along.
    async fn look_around(&mut self) -> Result<bool, DriverError> {
        self.present();
        let goes_to = self.seat.presence().goes_to;
        let goes_to = goes_to.filter(|_| self.how != How::Here);
        let turn = Turn::of(
            self.seated.as_ref(),
            self.room.as_ref(),
            &mut self.waits,
            goes_to,
        );
        match turn {
            Turn::Stays => {}
            Turn::Goes => return Ok(true),
            Turn::ComesIn(room) => self.open(room).await?,
            Turn::GoesAlong(session, waits) => self.go_along(session, waits).await?,
        }
        Ok(self.was_sent_away())
    }

    /// Shows the seat who is here, and what opens the door to nobody but whoever leads.
    fn present(&mut self) {
        if let Some(people) = &mut self.people {
            let leads = self.room.is_some() && look(&self.session, &self.seat).leads();
            let shown = Arc::clone(people.borrow_and_update().to(leads));
            self.seat.present(shown);
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
        self.mouse = false;
        self.terminal.backend_mut().forget();
        self.resize(size)
    }

    fn resize(&mut self, size: Size) -> Result<(), DriverError> {
        self.terminal.resize(size)?;
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
            // Whether others lose their seats is asked for the key that leaves: any other takes the question back.
            let disarms = matches!(&input, Input::Key(chord) if *chord != Chord::ctrl('c'));
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
            if disarms && !effects.iter().any(|one| matches!(one, Effect::Leave)) {
                self.closing.forget();
            }
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
            self.tell_others();
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

    fn tell(&mut self, said: Result<Msg, Msg>) {
        match said {
            Ok(msg) => self.seat.tell(msg, false),
            Err(msg) => self.seat.tell(msg, true),
        }
    }

    async fn send(&mut self, id: Uuid, command: Command, form: Option<Box<crate::ui::form::Form>>) {
        let Some(room) = &self.room else { return };
        if let Some(throttle) = &mut self.throttle
            && !throttle.allows(Instant::now())
        {
            self.seat.answered(Err(say!(TooFast)), form);
            return;
        }
        let answer = ask(room, self.desk, &self.me, id, command).await;
        if form.is_some() && answer.is_ok() {
            // The words are on disk, and need no draft: after the next frame there is none. One of a secret round must not
            // outlive it.
            self.drafts_due = Some(Instant::now());
        }
        self.look();
        self.seat.answered(answer, form);
    }

    /// Tells the room what this seat is doing, where that has changed.
    fn tell_others(&self) {
        if let Some(seated) = &self.seated {
            seated.tell(self.seat.roams_at(), self.seat.is_writing());
        }
    }

    /// Takes the newest session in; the seat is drawn from it until the next.
    fn look(&mut self) {
        if let Some(watch) = &mut self.watch {
            self.session = Arc::clone(&watch.borrow_and_update());
            self.seat.changed();
            // Who leads now may be another.
            self.present();
        }
    }

    fn keep_drafts(&mut self) {
        self.drafts_due = None;
        let Some(text) = self.room.as_ref().and_then(|_| self.seat.drafts_to_keep()) else {
            return;
        };
        let (session, me) = (self.session.id(), &self.me);
        self.drafts_safe = aside::on_disk(|| self.desk.keep_drafts(session, me, &text));
        if self.drafts_safe {
            self.seat.drafts_kept(text);
        } else {
            self.seat.tell(say!(DraftNotKept), true);
            self.drafts_due = Some(Instant::now() + DRAFT_AGAIN);
        }
    }

    /// What its frames are written to, for what comes after the last of them.
    pub fn writer_mut(&mut self) -> &mut W {
        self.terminal.backend_mut().writer_mut()
    }

    /// The language that this terminal reads now.
    pub fn lang(&self) -> Lang {
        self.seat.lang()
    }

    /// Whether everything that was said and half said at this terminal is on disk.
    pub fn all_kept(&self) -> bool {
        self.drafts_safe && self.seat.is_saved()
    }
}

/// The session as a seat may see it, in its language.
fn look<'a>(session: &'a Session, seat: &Seat) -> Seen<'a> {
    Seen::new(session, seat.viewer())
        .in_lang(seat.lang())
        .looking_at(seat.roams_at())
}

/// A refusal in words for the person who asked.
pub fn refused(refusal: Refused) -> Msg {
    match refusal {
        Refused::No(rejection) => rejection.0,
        Refused::NotSaved(reason) => say!(CannotSave, reason),
        Refused::Gone => say!(RoomGone),
    }
}

pub(super) async fn changed<T>(watch: &mut Option<watch::Receiver<T>>) {
    if let Some(watch) = watch
        && watch.changed().await.is_ok()
    {
        return;
    }
    std::future::pending().await
}

pub(super) async fn until(due: Option<Instant>) {
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
