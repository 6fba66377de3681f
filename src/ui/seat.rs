//! The seat: one terminal at a table, and everything that only this screen knows.
//!
//! It is pure: what happens at the terminal comes in, effects go out, and a frame is drawn from what it may see. It never
//! waits, never reads a clock and never touches a disk; the driver does that, for a local terminal and for any other.

use std::sync::Arc;

use super::{
    form::Form,
    home::Home,
    input::{Chord, Input, Key, Wheel},
    keys::{self, Action, Facts, Scope},
    overlay::{Overlay, Pick, Pressed, Then},
    replay::Replay,
    table::{Console, Table},
};
use crate::{
    content::slot::Slot,
    document::Line,
    model::{At, MemberId, Presence, Seen, StepId},
    say,
    say::{Lang, Msg, MsgId},
};

mod console;
mod draw;
mod effect;
mod hints;
mod lead;
mod looks;
mod past;
mod people;
mod stray;
mod told;
mod welcome;

pub use lead::{leaders, new_leaders};

pub use effect::{DoorAsk, Effect, Report, RoomAsk};
pub use told::{Looks, Notice, Told, World};

/// Which screen the seat is at.
#[derive(Debug)]
enum Place {
    Home(Box<Home>),
    Table(Box<Table>),
    /// At the door of a session, until somebody opens.
    Door,
}

/// One terminal at a table.
#[derive(Debug)]
pub struct Seat {
    me: MemberId,
    looks: Looks,
    size: (u16, u16),
    at: Place,
    presence: Arc<Presence>,
    /// How the parts of a session share its screen, while none lies before it.
    console: Console,
    /// It has one session alone, and no home screen.
    guest: bool,
    overlays: Vec<Overlay>,
    /// A session that is played again, over what lies before the seat.
    replay: Option<Box<Replay>>,
    /// What the key types that is being acted on.
    typed: Option<char>,
    notice: Option<Notice>,
    not_saved: Option<String>,
    /// The time, as it was told last: drawing never reads a clock.
    now: At,
    /// How many minutes east of UTC the seat is, for the day that it is there.
    east: i32,
    /// When Ctrl-C was pressed, so that a second one soon after leaves.
    leaving: Option<At>,
    /// Who leads, as this seat knows it, and what of that is still to be read.
    lead: lead::Lead,
    /// What whoever sits here was shown when they came in.
    welcome: Option<(Msg, Vec<Msg>)>,
    /// Letters typed quickly where nothing is open, which may be words.
    run: Option<stray::Run>,
    /// The themes that are being chosen from.
    themes: Option<looks::Choosing>,
    stale: bool,
}

/// How soon the second Ctrl-C must follow the first, in milliseconds.
const TWICE: i64 = 2_000;

/// The smallest screen that can be worked on.
const SMALLEST: (u16, u16) = (40, 10);

impl Seat {
    /// A seat at the home screen.
    pub fn new(me: MemberId, looks: Looks, columns: u16, rows: u16) -> Self {
        Self {
            me,
            looks,
            size: (columns, rows),
            at: Place::Home(Box::default()),
            presence: Arc::default(),
            console: Console::default(),
            guest: false,
            overlays: Vec::new(),
            replay: None,
            typed: None,
            notice: None,
            not_saved: None,
            now: At(0),
            east: 0,
            leaving: None,
            lead: lead::Lead::default(),
            welcome: None,
            run: None,
            themes: None,
            stale: true,
        }
    }

    /// Says how many minutes east of UTC the seat is.
    #[must_use]
    pub fn in_zone(mut self, minutes_east: i32) -> Self {
        self.east = minutes_east;
        self
    }

    /// How it looks.
    #[cfg(test)]
    pub fn looks(&self) -> &Looks {
        &self.looks
    }

    /// Looks otherwise from now on.
    pub fn look(&mut self, looks: Looks) {
        self.looks = looks;
        self.stale = true;
    }

    /// The language of the seat.
    pub fn lang(&self) -> Lang {
        self.looks.lang
    }

    /// Sits down at a session, with what was being written there.
    pub fn sit(&mut self, seen: Seen<'_>, drafts: &str) {
        self.replay = None;
        // Who was let in while they still read, their return code most of all, reads on.
        if !matches!(self.at, Place::Door) {
            self.overlays.clear();
        }
        self.keep_console();
        let table = Table::new(seen, drafts).of_guest(self.guest);
        self.at = Place::Table(Box::new(table.with_console(self.console)));
        self.lead = lead::Lead::default();
        self.follow_lead(seen);
        self.stale = true;
        self.tell_of_words_from_before();
    }

    /// The seat has one session alone, and no home screen to go to.
    pub fn of_guest(&mut self) {
        self.guest = true;
    }

    /// Waits at the door of a session.
    pub fn wait(&mut self) {
        self.keep_console();
        self.replay = None;
        self.overlays.clear();
        self.at = Place::Door;
        self.stale = true;
    }

    /// Says who else is here. What is in it may be shown at this seat: codes are taken out for those who do not lead.
    pub fn present(&mut self, presence: Arc<Presence>) {
        // Nearly always it is the very same: then nothing is compared.
        if !Arc::ptr_eq(&self.presence, &presence) && self.presence != presence {
            self.presence = presence;
            self.stale = true;
        }
    }

    /// Who else is here.
    pub fn presence(&self) -> &Presence {
        &self.presence
    }

    /// Whether something is being written.
    pub fn is_writing(&self) -> bool {
        match &self.at {
            Place::Table(table) => table.is_writing(),
            Place::Home(_) | Place::Door => false,
        }
    }

    /// The step that this seat looks at, where it is not the room's.
    pub fn roams_at(&self) -> Option<&StepId> {
        match &self.at {
            Place::Table(table) => table.roams_at(),
            Place::Home(_) | Place::Door => None,
        }
    }

    /// Goes to the home screen.
    pub fn go_home(&mut self) {
        self.keep_console();
        self.replay = None;
        self.overlays.clear();
        self.at = Place::Home(Box::default());
        self.stale = true;
    }

    /// What is being written, as it is to be kept on disk; `None` where nothing changed since it was asked last.
    pub fn drafts_to_keep(&self) -> Option<String> {
        match &self.at {
            Place::Table(table) => table.drafts_to_keep(),
            Place::Home(_) | Place::Door => None,
        }
    }

    /// Says that this is on disk now.
    pub fn drafts_kept(&mut self, text: String) {
        if let Place::Table(table) = &mut self.at {
            table.drafts_kept(text);
        }
    }

    /// Whether all that was kept at this seat is saved, as far as the store says.
    pub fn is_saved(&self) -> bool {
        self.not_saved.is_none()
    }

    /// Whether something that this seat shows may have changed since it was drawn last.
    pub fn is_stale(&self) -> bool {
        self.stale
    }

    /// Says that what lies before the seat has changed.
    pub fn changed(&mut self) {
        self.stale = true;
    }

    /// Says something to this seat alone.
    pub fn tell(&mut self, msg: Msg, wrong: bool) {
        let words = msg.render(self.looks.lang);
        let room = usize::from(self.size.0).saturating_sub(8);
        if wrong && (words.contains('\n') || crate::cells::width(&words) > room) {
            // What does not fit on a line is not cut: it opens, to be read whole.
            let lines = words
                .lines()
                .map(|line| (Slot::Overlay, Line::said(line)))
                .collect();
            let title = MsgId::TitleWrong.text(self.looks.lang);
            self.overlays.push(Overlay::read(title, lines));
        }
        self.notice = Some(Notice {
            msg,
            wrong,
            at: self.now,
        });
        self.stale = true;
    }

    /// Says whether what is done can be saved now; the reason stands on the screen until it can.
    pub fn health(&mut self, not_saved: Option<String>) {
        if self.not_saved != not_saved {
            self.not_saved = not_saved;
            self.stale = true;
        }
    }

    /// The form that is open at the table.
    #[cfg(test)]
    pub fn form(&self) -> Option<&Form> {
        match &self.at {
            Place::Table(table) => table.form(),
            Place::Home(_) | Place::Door => None,
        }
    }

    /// The room's answer to what was sent. A no opens the form again, with every word.
    pub fn answered(&mut self, answer: Result<(), Msg>, form: Option<Box<Form>>) {
        if let Err(msg) = answer {
            self.tell(msg, true);
            if let (Place::Table(table), Some(form)) = (&mut self.at, form) {
                table.reopen(*form);
            }
        }
        self.stale = true;
    }

    /// The words that came back from the person's own editor.
    pub fn edited(&mut self, text: &str) {
        if let Place::Table(table) = &mut self.at {
            table.edited(text);
        }
        self.stale = true;
    }

    /// Takes in what happened at the terminal.
    pub fn update(&mut self, input: Input, told: &mut Told<'_>) -> Vec<Effect> {
        let mut out = Vec::new();
        self.stale = true;
        self.now = told.now;
        if let (Place::Table(table), Some(day)) = (&mut self.at, self.now.day(self.east)) {
            table.tell_day(day);
        }
        self.follow(&told.world);
        self.present_overlay(&told.world);
        match input {
            Input::Resize { columns, rows } => self.size = (columns, rows),
            Input::Key(chord) => self.press(chord, told, &mut out),
            Input::Paste { text, cut } => {
                self.paste(&text, told);
                if cut {
                    self.tell(say!(PasteCut), true);
                }
            }
            Input::Scroll { wheel, .. } => {
                let key = if wheel == Wheel::Up {
                    Key::Up
                } else {
                    Key::Down
                };
                self.press(Chord::plain(key), told, &mut out);
            }
            Input::Click { column, row } if self.click_replay(column, row) => {}
            Input::Click { .. } | Input::Focus(_) => self.stale = false,
        }
        self.preview();
        self.tell_of_words_from_before();
        out
    }

    /// What lies before the seat may have changed since.
    fn follow(&mut self, world: &World<'_>) {
        match (&mut self.at, world) {
            (Place::Table(table), World::Table(seen)) => {
                table.tell_columns(self.size.0);
                table.follow(*seen, &self.presence);
                self.follow_lead(*seen);
            }
            (Place::Home(home), World::Home(sessions)) => home.follow(sessions),
            _ => {}
        }
    }

    fn is_too_small(&self) -> bool {
        self.size.0 < SMALLEST.0 || self.size.1 < SMALLEST.1
    }

    fn tell_of_words_from_before(&mut self) {
        if let Place::Table(table) = &mut self.at
            && table.was_taken_up()
        {
            self.tell(say!(TakenUp), false);
        }
    }

    fn press(&mut self, chord: Chord, told: &mut Told<'_>, out: &mut Vec<Effect>) {
        let was_leaving = self.leaving.take();
        self.notice = None;
        if self.is_too_small() && chord != Chord::ctrl('c') {
            // Nobody works blind: what is hidden stays as it is.
            return;
        }
        let facts = self.facts(&told.world);
        self.read_lead(chord);
        let here = self.overlays.is_empty();
        self.typed = chord.typed().filter(|_| here);
        if let Place::Table(table) = &mut self.at {
            table.asked_with(here.then_some(chord));
        }
        if self.replay.is_none() && self.is_stray(chord, &facts, told, out) {
            return;
        }
        let before = out.len();
        match keys::resolve(&self.scopes(), &facts, chord) {
            Some(Ok(Action::Cancel)) => self.cancel(was_leaving, told, out),
            Some(Ok(action)) => self.run(action, told, out),
            Some(Err(why)) => self.tell(why.into(), false),
            None => self.type_key(chord, told, out),
        }
        self.note_letter(told, &out[before..]);
    }

    /// Keys that no binding takes belong to what is being written.
    fn type_key(&mut self, chord: Chord, told: &mut Told<'_>, out: &mut Vec<Effect>) {
        if let Some(overlay) = self.overlays.last_mut() {
            overlay.press(chord);
            return;
        }
        if self.replay.is_some() {
            self.tell(say!(NothingHere), false);
            return;
        }
        let taken = match &mut self.at {
            Place::Home(home) => home.press(chord),
            Place::Table(table) => table.press(chord),
            Place::Door => return,
        };
        if let Place::Table(table) = &mut self.at
            && let Some(label) = table.form_mut().and_then(Form::was_carried)
        {
            self.tell(say!(WordsCarried, &*label), false);
        }
        if taken {
            return;
        }
        // An empty editor has nothing to take back: then the key means what it means everywhere.
        if chord == Chord::ctrl('z') {
            self.run(Action::Undo, told, out);
        } else if chord == Chord::ctrl('y') {
            self.run(Action::Redo, told, out);
        } else if self.facts(&told.world).choosing {
            self.tell(say!(ArrowsChoose), false);
        } else if !self.facts(&told.world).typing {
            self.tell(say!(NothingHere), false);
        }
    }

    fn paste(&mut self, text: &str, told: &mut Told<'_>) {
        match (self.overlays.last_mut(), &mut self.at, &told.world) {
            (Some(overlay), ..) => overlay.paste(text),
            _ if self.replay.is_some() => {}
            (None, Place::Home(home), _) => home.paste(text),
            (None, Place::Table(table), World::Table(seen)) => {
                if let Some(overlay) = table.paste(text, *seen, told.ids) {
                    self.overlays.push(overlay);
                }
            }
            (None, Place::Table(_), World::Home(_)) | (None, Place::Door, _) => {}
        }
    }

    /// Says what leaving costs others. The key that was pressed leaves when it is pressed once more.
    pub fn ask_to_leave(&mut self, cost: &Msg) {
        self.leaving = Some(self.now);
        self.tell(cost.clone(), false);
    }

    /// Ctrl-C: the first closes what is open and keeps its words, the second soon after leaves.
    fn cancel(&mut self, before: Option<At>, told: &mut Told<'_>, out: &mut Vec<Effect>) {
        if before.is_some_and(|at| told.now.0 - at.0 <= TWICE) {
            out.push(Effect::Leave);
            return;
        }
        self.overlays.clear();
        self.replay = None;
        match &mut self.at {
            Place::Table(table) => table.stash(),
            Place::Home(home) => home.clear(),
            Place::Door => {}
        }
        self.leaving = Some(told.now);
        self.tell(say!(AgainToLeave), false);
    }

    fn run(&mut self, action: Action, told: &mut Told<'_>, out: &mut Vec<Effect>) {
        if let Some(overlay) = self.overlays.last_mut() {
            match overlay.act(action) {
                Pressed::Stay => {}
                Pressed::Close => {
                    self.overlays.pop();
                }
                Pressed::Through(action) => self.run_below(action, told, out),
                Pressed::Run(action) => {
                    self.overlays.clear();
                    self.run_below(action, told, out);
                }
                Pressed::People(ask) => self.ask_people(ask, told, out),
                Pressed::Join(ask) => Self::ask_door(ask, out),
                Pressed::History(ask) => self.ask_history(ask, told, out),
                Pressed::Chosen(Then::FromHere, pick) => {
                    self.overlays.pop();
                    self.chose_here(&pick, told, out);
                }
                Pressed::Chosen(then @ (Then::UndoAll(_) | Then::SendAway(_)), pick) => {
                    self.overlays.pop();
                    if pick != Pick::Word("".into()) {
                        self.confirmed(&then, told, out);
                    }
                }
                Pressed::Chosen(Then::Along(from), pick) => {
                    self.overlays.pop();
                    Self::chose_along(from, &pick, out);
                }
                Pressed::Chosen(Then::Theme, pick) => self.take_theme(&pick, out),
                Pressed::Chosen(then, pick) => {
                    if !overlay.stays() {
                        self.overlays.pop();
                    }
                    if let (Place::Table(table), World::Table(seen)) = (&mut self.at, &told.world) {
                        let (overlay, msg) = table.pick(&then, &pick, *seen, told.ids, out);
                        self.overlays.extend(overlay);
                        if let Some(msg) = msg {
                            self.tell(msg, false);
                        }
                    }
                }
            }
            return;
        }
        self.run_below(action, told, out);
    }

    /// Runs an action on the screen, whatever window it was chosen from.
    fn run_below(&mut self, action: Action, told: &mut Told<'_>, out: &mut Vec<Effect>) {
        match action {
            Action::Help | Action::Palette => {
                // What is being written is put away first when a command is run: all of them are offered.
                let facts = Facts {
                    typing: false,
                    ..self.facts(&told.world)
                };
                let all = keys::active(&self.scopes(), &facts);
                self.overlays.push(Overlay::commands(
                    all,
                    action == Action::Help,
                    self.looks.lang,
                ));
            }
            Action::Leave => out.push(Effect::Leave),
            Action::Thick => self.looks.thick = !self.looks.thick,
            Action::Language => {
                self.looks.lang = self.looks.lang.next();
                out.push(Effect::Spoken);
                self.tell(say!(NowSpeaks), false);
            }
            Action::Theme => out.push(Effect::Themes),
            Action::AlreadySaved => self.tell(say!(AlreadySaved), false),
            action if self.act_on_replay(action, told) => {}
            Action::History => self.open_history(told),
            Action::Replay if matches!(told.world, World::Table(_)) => {
                self.replay_table(None, told);
            }
            Action::People => self.open_people(told),
            Action::ReturnCode => self.open_welcome(),
            Action::Share => self.open_door(told),
            Action::Gather => {
                out.push(Effect::Room(RoomAsk::Gather));
                self.tell(say!(EverybodyCalled), false);
            }
            Action::NextWall => self.next_wall(out),
            Action::ShareSafe => self.share_safe(),
            Action::SayDone => self.say_done(told, out),
            action => match (&mut self.at, &told.world) {
                (Place::Home(home), World::Home(sessions)) => {
                    if let Some(msg) = home.act(action, sessions, out) {
                        self.tell(msg, false);
                    }
                }
                (Place::Table(table), World::Table(seen)) => {
                    let (overlay, notice) = table.act(action, *seen, told.ids, out);
                    self.overlays.extend(overlay);
                    if let Some(msg) = notice {
                        self.tell(msg, false);
                    }
                }
                _ => {}
            },
        }
    }

    fn scopes(&self) -> Vec<&'static Scope> {
        let mut scopes = match &self.at {
            _ if self.replay.is_some() => vec![Replay::scope()],
            Place::Home(home) => home.scopes(),
            Place::Table(table) => table.scopes(),
            Place::Door => vec![&keys::AT_THE_DOOR],
        };
        if let Some(overlay) = self.overlays.last() {
            scopes.extend(overlay.scopes());
        }
        scopes
    }

    fn facts(&self, world: &World<'_>) -> Facts {
        let mut facts = match (&self.at, world) {
            _ if self.replay.is_some() => Facts::default(),
            (Place::Home(home), World::Home(sessions)) => Facts {
                door: sessions.doors.iter().any(|door| door.open),
                ..home.facts()
            },
            (Place::Table(table), World::Table(seen)) => table.facts(*seen),
            _ => Facts::default(),
        };
        facts.welcomed = self.welcome.is_some();
        if let Some(overlay) = self.overlays.last() {
            overlay.facts(&mut facts);
        }
        facts
    }
}
