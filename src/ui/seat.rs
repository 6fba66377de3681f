//! The seat: one terminal at a table, and everything that only this screen knows.
//!
//! It is pure: what happens at the terminal comes in, effects go out, and a frame is drawn from what it may see. It never
//! waits, never reads a clock and never touches a disk; the driver does that, for a local terminal and for any other.

use std::sync::Arc;

use super::{
    form::Form,
    hits::{Hit, Hits},
    home::Home,
    input::{Chord, Input},
    keys::{self, Action, Called, Facts, Scope},
    overlay::Overlay,
    replay::Replay,
    table::{Console, Table},
};
use crate::{
    content::slot::Slot,
    document::Line,
    model::{At, MemberId, Presence, Seen, Seq, StepId},
    say,
    say::{Lang, Msg, MsgId},
};

mod act;
mod console;
mod draw;
mod effect;
mod habits;
mod hints;
mod lead;
mod looks;
mod mouse;
mod past;
mod people;
mod stray;
mod ticks;
mod told;
mod welcome;

pub use lead::{leaders, new_leaders};

pub use habits::Habits;
use hints::Hints;

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
    /// What this person is used to: keys, and whether they are explained.
    habits: Habits,
    /// When the menu on top shows itself, where it was opened by its key and does not yet.
    veiled: Option<At>,
    /// What lies where on the screen, for whoever clicks.
    hits: Hits,
    /// What an undo would take back, as of a version of the session.
    undoes: Option<(Seq, Option<Msg>)>,
    hints: Hints,
    /// What was run last, the newest first: the list of commands begins with it.
    used: Vec<Action>,
    /// What was clicked last: once more on the same is its Enter.
    clicked: Option<Hit>,
    /// Who leads, as this seat knows it, and what of that is still to be read.
    lead: lead::Lead,
    /// What whoever sits here was shown when they came in.
    welcome: Option<(Msg, Vec<Msg>)>,
    /// Letters typed quickly where nothing is open, which may be words.
    run: Option<stray::Run>,
    /// When time alone makes another picture of it, as it was drawn last.
    tick: Option<At>,
    /// The themes that are being chosen from.
    themes: Option<looks::Choosing>,
    stale: bool,
}

/// How soon the second Ctrl-C must follow the first, in milliseconds.
const TWICE: i64 = 2_000;

/// How long a menu waits for its second key before it shows itself, in milliseconds.
const VEILED: i64 = 300;

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
            habits: Habits::default(),
            veiled: None,
            hits: Hits::default(),
            undoes: None,
            hints: Hints::default(),
            used: Vec::new(),
            clicked: None,
            lead: lead::Lead::default(),
            welcome: None,
            run: None,
            tick: None,
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

    /// What this person is used to.
    #[must_use]
    pub fn used_to(mut self, habits: Habits) -> Self {
        self.habits = habits;
        self
    }

    /// Is used to something else from now on.
    #[cfg(test)]
    pub fn learn(&mut self, habits: Habits) {
        self.habits = habits;
        self.stale = true;
    }

    /// Whether the mouse is the program's.
    pub fn has_mouse(&self) -> bool {
        self.habits.mouse
    }

    /// When a menu shows itself.
    #[cfg(test)]
    pub fn wakes_at(&self) -> Option<At> {
        self.veiled
    }

    /// Says that it is this late: a menu that waited for it shows itself.
    pub(in crate::ui) fn wake(&mut self, now: At) {
        if self.veiled.is_some_and(|at| at <= now) {
            self.now = now;
            self.veiled = None;
            self.stale = true;
        }
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

    /// How the keys of this seat are called.
    pub(super) fn called(&self) -> Called<'_> {
        Called {
            keys: &self.habits.keys,
            ascii: self.looks.ascii,
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
        let words = msg.render_with(self.looks.lang, &self.called());
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

    /// The commands that the list on top offers.
    #[cfg(test)]
    pub fn offered(&self) -> Vec<Action> {
        match self.overlays.last() {
            Some(Overlay::Commands { all, .. }) => {
                all.iter().map(|active| active.binding.action).collect()
            }
            _ => Vec::new(),
        }
    }

    /// All that can be clicked on the frame that was drawn last.
    #[cfg(test)]
    pub fn clickable(&self) -> Vec<(ratatui::layout::Rect, Hit)> {
        self.hits.all()
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
        self.tell_time(told.now);
        self.follow(&told.world);
        self.present_overlay(&told.world);
        // Where nothing comes of it, what was to be drawn before is still to be drawn.
        let mut changes = true;
        match input {
            Input::Resize { columns, rows } => self.size = (columns, rows),
            Input::Key(chord) => {
                self.clicked = None;
                self.press(chord, told, &mut out);
            }
            Input::Paste { text, cut } => {
                self.paste(&text, told);
                if cut {
                    self.tell(say!(PasteCut), true);
                }
            }
            Input::Scroll { wheel, .. } => self.scroll(wheel, told, &mut out),
            Input::Click { column, row } if self.click_replay(column, row) => {}
            Input::Click { column, row } => changes = self.click((column, row), told, &mut out),
            Input::Focus(_) => changes = false,
        }
        self.stale |= changes;
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
        self.veiled = None;
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
        if self.replay.is_none()
            && (self.begins_line(chord, &facts, told) || self.is_stray(chord, &facts, told, out))
        {
            return;
        }
        let (before, windows) = (out.len(), self.overlays.len());
        match self.means_here(&facts, chord) {
            Some(Ok(Action::Cancel)) => self.cancel(was_leaving, told, out),
            Some(Ok(action)) => {
                let opened = !self.overlays.is_empty();
                self.run(action, told, out);
                self.veil(windows);
                self.explain(chord, action, opened, &out[before..], told);
            }
            Some(Err(why)) => self.tell(why.into(), false),
            None => self.type_key(chord, told, out),
        }
        self.note_letter(told, &out[before..]);
    }

    /// What a key means: in a menu what stands in it and nothing else, so that a wrong letter does nothing by accident.
    fn means_here(&self, facts: &Facts, chord: Chord) -> Option<Result<Action, MsgId>> {
        let scopes = match self.overlays.last() {
            Some(menu) if menu.is_menu() => menu.scopes(),
            _ => self.scopes(),
        };
        self.habits.keys.resolve(&scopes, facts, chord)
    }

    /// A menu that was opened by its key shows itself a little later: whoever knows the second key never sees it.
    fn veil(&mut self, windows: usize) {
        let opened = self.overlays.len() > windows;
        if opened && self.overlays.last().is_some_and(Overlay::is_menu) {
            self.veiled = Some(At(self.now.0 + VEILED));
        }
    }

    /// Keys that no binding takes belong to what is being written.
    fn type_key(&mut self, chord: Chord, told: &mut Told<'_>, out: &mut Vec<Effect>) {
        if let Some(overlay) = self.overlays.last_mut() {
            if overlay.is_menu() {
                let key = chord.label(self.looks.ascii, self.looks.lang);
                self.tell(say!(NotInMenu, key), false);
            } else {
                overlay.press(chord);
            }
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
