//! The seat: one terminal at a table, and everything that only this screen knows.
//!
//! It is pure: what happens at the terminal comes in, effects go out, and a frame is drawn from what it may see. It never
//! waits, never reads a clock and never touches a disk; the driver does that, for a local terminal and for any other.

use std::sync::Arc;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    form::Form,
    home::{Home, Sessions},
    input::{Chord, Input, Key, Wheel},
    keys::{self, Action, Active, Facts, Scope},
    overlay::{Overlay, Pressed},
    paint::{Paint, middle, row},
    table::Table,
    theme::Theme,
};
use crate::{
    content::slot::Slot,
    document::Line,
    model::{At, Command, MemberId, Seen, SessionId, Viewer},
    say,
    say::{Lang, Msg, MsgId},
};

/// What a seat asks of whoever drives it.
#[derive(Debug)]
pub enum Effect {
    /// Ask the room. The answer comes back through [`Seat::answered`]; until then the form it came from is kept.
    Send {
        /// The id the command has, so that sent again it changes nothing twice.
        id: Uuid,
        /// What is asked.
        command: Command,
        /// What was being written, to be opened again should the room say no.
        form: Option<Box<Form>>,
    },
    /// Open a session.
    Open(SessionId),
    /// Begin a session from a script.
    Begin {
        /// The script's id.
        script: Arc<str>,
    },
    /// Add the example, once, and open it.
    Demo,
    /// Give a session of the home screen another title.
    Retitle {
        /// Which session.
        session: SessionId,
        /// The new title.
        title: String,
    },
    /// Go back to the home screen.
    GoHome,
    /// Give the terminal back.
    Leave,
    /// Write a report.
    Export {
        /// Which.
        what: Report,
        /// Where to.
        path: String,
    },
    /// Read points from a file, for this step.
    Import {
        /// Where from.
        path: String,
        /// The step they are for.
        step: crate::model::StepId,
        /// The measure they go to; a new one where none is named.
        measure: Option<crate::model::MeasureId>,
    },
    /// Take points from a pasted table, for this step.
    ImportText {
        /// The table as a file of values, with its head.
        text: String,
        /// The step they are for.
        step: crate::model::StepId,
        /// The measure they go to; a new one where none is named.
        measure: Option<crate::model::MeasureId>,
    },
    /// Open what is being written in the person's own editor; the words come back through [`Seat::edited`].
    Editor {
        /// The words as they stand.
        text: String,
    },
}

/// A report that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Report {
    /// One page, ready to print.
    OnePage,
    /// All that was said, as a web page.
    Page,
    /// All that was said, as Markdown.
    Markdown,
    /// The chart.
    Chart,
    /// The why-tree.
    Tree,
    /// The session whole, to be taken in elsewhere.
    Archive,
}

impl Report {
    /// The ending of its file.
    pub fn ending(self) -> &'static str {
        match self {
            Self::OnePage | Self::Page => "html",
            Self::Markdown => "md",
            Self::Chart | Self::Tree => "svg",
            Self::Archive => "json",
        }
    }
}

/// What lies before the seat.
#[derive(Clone, Copy, Debug)]
pub enum World<'a> {
    /// The home screen.
    Home(&'a Sessions),
    /// A session.
    Table(Seen<'a>),
}

/// What a seat is told along with an input.
pub struct Told<'a> {
    /// What lies before it.
    pub world: World<'a>,
    /// The time.
    pub now: At,
    /// Makes ids.
    pub ids: &'a mut dyn FnMut() -> Uuid,
}

/// How a seat looks: its theme, its language, what its terminal can show.
#[derive(Clone, Debug)]
pub struct Looks {
    /// How meanings look.
    pub theme: Theme,
    /// The language.
    pub lang: Lang,
    /// Only ASCII can be shown.
    pub ascii: bool,
    /// Thick blocks instead of fine dots.
    pub thick: bool,
}

/// What was just said to this seat alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// The words.
    pub msg: Msg,
    /// Whether something went wrong.
    pub wrong: bool,
}

/// Which screen the seat is at.
#[derive(Debug)]
enum Place {
    Home(Box<Home>),
    Table(Box<Table>),
}

/// One terminal at a table.
#[derive(Debug)]
pub struct Seat {
    me: MemberId,
    looks: Looks,
    size: (u16, u16),
    at: Place,
    overlays: Vec<Overlay>,
    notice: Option<Notice>,
    not_saved: Option<String>,
    /// The time, as it was told last: drawing never reads a clock.
    now: At,
    /// When Ctrl-C was pressed, so that a second one soon after leaves.
    leaving: Option<At>,
    stale: bool,
}

/// How soon the second Ctrl-C must follow the first, in milliseconds.
const TWICE: i64 = 2_000;

/// Hints from here on keep their place however many others there are: the next step, and what opens everything else.
const KEPT: u8 = 69;

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
            overlays: Vec::new(),
            notice: None,
            not_saved: None,
            now: At(0),
            leaving: None,
            stale: true,
        }
    }

    /// Who looks from this seat.
    pub fn viewer(&self) -> Viewer {
        Viewer::Member(self.me)
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
        self.overlays.clear();
        self.at = Place::Table(Box::new(Table::new(seen, drafts)));
        self.stale = true;
        self.tell_of_words_from_before();
    }

    /// Goes to the home screen.
    pub fn go_home(&mut self) {
        self.overlays.clear();
        self.at = Place::Home(Box::default());
        self.stale = true;
    }

    /// What is being written, as it is to be kept on disk; `None` where nothing changed since it was asked last.
    pub fn drafts_to_keep(&self) -> Option<String> {
        match &self.at {
            Place::Table(table) => table.drafts_to_keep(),
            Place::Home(_) => None,
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
        self.notice = Some(Notice { msg, wrong });
        self.stale = true;
    }

    /// Says whether what is done can be saved now; the reason stands on the screen until it can.
    pub fn health(&mut self, not_saved: Option<String>) {
        if self.not_saved != not_saved {
            self.not_saved = not_saved;
            self.stale = true;
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
        self.follow(&told.world);
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
            Input::Click { .. } | Input::Focus(_) => self.stale = false,
        }
        self.tell_of_words_from_before();
        out
    }

    /// What lies before the seat may have changed since.
    fn follow(&mut self, world: &World<'_>) {
        match (&mut self.at, world) {
            (Place::Table(table), World::Table(seen)) => table.follow(*seen),
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
        match keys::resolve(&self.scopes(), &facts, chord) {
            Some(Ok(Action::Cancel)) => self.cancel(was_leaving, told, out),
            Some(Ok(action)) => self.run(action, told, out),
            Some(Err(why)) => self.tell(why.into(), false),
            None => self.type_key(chord, told, out),
        }
    }

    /// Keys that no binding takes belong to what is being written.
    fn type_key(&mut self, chord: Chord, told: &mut Told<'_>, out: &mut Vec<Effect>) {
        if let Some(overlay) = self.overlays.last_mut() {
            overlay.press(chord);
            return;
        }
        let width = usize::from(self.size.0);
        let taken = match &mut self.at {
            Place::Home(home) => home.press(chord),
            Place::Table(table) => table.press(chord, width),
        };
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
            (None, Place::Home(home), _) => home.paste(text),
            (None, Place::Table(table), World::Table(seen)) => {
                if let Some(overlay) = table.paste(text, *seen, told.ids) {
                    self.overlays.push(overlay);
                }
            }
            (None, Place::Table(_), World::Home(_)) => {}
        }
    }

    /// Ctrl-C: the first closes what is open and keeps its words, the second soon after leaves.
    fn cancel(&mut self, before: Option<At>, told: &mut Told<'_>, out: &mut Vec<Effect>) {
        if before.is_some_and(|at| told.now.0 - at.0 <= TWICE) {
            out.push(Effect::Leave);
            return;
        }
        self.overlays.clear();
        match &mut self.at {
            Place::Table(table) => table.stash(),
            Place::Home(home) => home.clear(),
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
                Pressed::Run(action) => {
                    self.overlays.clear();
                    self.run_below(action, told, out);
                }
                Pressed::Chosen(then, pick) => {
                    if !overlay.stays() {
                        self.overlays.pop();
                    }
                    if let (Place::Table(table), World::Table(seen)) = (&mut self.at, &told.world) {
                        let mut cx = table.cx(*seen, told.ids, out);
                        Table::chosen(&then, &pick, &mut cx);
                        let (overlay, msg) = (cx.overlay.take(), cx.notice.take());
                        let form = cx.form.take();
                        table.open(form);
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
            Action::AlreadySaved => self.tell(say!(AlreadySaved), false),
            action => match (&mut self.at, &told.world) {
                (Place::Home(home), World::Home(sessions)) => {
                    if let Some(msg) = home.act(action, sessions, out) {
                        self.tell(msg, false);
                    }
                }
                (Place::Table(table), World::Table(seen)) => {
                    let width = usize::from(self.size.0);
                    let (overlay, notice) = table.act(action, *seen, width, told.ids, out);
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
            Place::Home(home) => home.scopes(),
            Place::Table(table) => table.scopes(),
        };
        if let Some(overlay) = self.overlays.last() {
            scopes.push(overlay.scope());
        }
        scopes
    }

    fn facts(&self, world: &World<'_>) -> Facts {
        let mut facts = match (&self.at, world) {
            (Place::Home(home), World::Home(_)) => home.facts(),
            (Place::Table(table), World::Table(seen)) => table.facts(*seen),
            _ => Facts::default(),
        };
        if let Some(overlay) = self.overlays.last() {
            facts.typing = overlay.types();
        }
        facts
    }

    /// Draws the seat; answers where the cursor stands. What is drawn depends on nothing but the seat and what it sees.
    pub fn draw(&mut self, world: World<'_>, buf: &mut Buffer) -> Option<Position> {
        self.stale = false;
        self.follow(&world);
        let Looks {
            theme,
            lang,
            ascii,
            thick,
        } = &self.looks;
        let paint = Paint {
            theme,
            lang: *lang,
            ascii: *ascii,
            thick: *thick,
            now: self.now,
        };
        let area = buf.area;
        paint.clear(buf, area, Slot::Text);
        if self.is_too_small() {
            let at = middle(area, area.width, 4);
            paint.wrapped(buf, at, paint.text(MsgId::TooSmall), Slot::Title);
            return None;
        }
        let footer = hint_lines(area.height);
        let body = Rect {
            height: area.height - footer - 1,
            ..area
        };
        let cursor = match (&mut self.at, &world) {
            (Place::Home(home), World::Home(sessions)) => home.draw(sessions, &paint, buf, body),
            (Place::Table(table), World::Table(seen)) => {
                table.draw(*seen, self.not_saved.as_deref(), &paint, buf, body)
            }
            _ => None,
        };
        let foot = Rect {
            y: body.bottom(),
            height: footer + 1,
            ..area
        };
        paint.rule(buf, foot);
        // The screen has just learnt what it shows: only now is it known which keys work.
        let facts = self.facts(&world);
        let modal = facts.typing || !self.overlays.is_empty();
        let mut active = keys::active(&self.scopes(), &facts);
        active.retain(|active| active.on_top || !modal);
        hints(
            &active,
            &paint,
            buf,
            Rect {
                y: foot.y + 1,
                height: footer,
                ..foot
            },
        );
        if let Some(notice) = &self.notice {
            let at = row(foot, 0);
            let slot = if notice.wrong {
                Slot::Error
            } else {
                Slot::Notice
            };
            let mark = if notice.wrong { "! " } else { "" };
            let words = format!(" {mark}{} ", paint.say(&notice.msg));
            paint.line(buf, super::paint::inset(at, 1), &words, slot);
        }
        if let (Some(overlay), World::Table(seen)) = (self.overlays.last_mut(), world) {
            super::step::refresh(overlay, seen);
        }
        match self.overlays.last_mut() {
            Some(overlay) => overlay.draw(&paint, buf, body),
            None => cursor,
        }
    }
}

/// How many lines of hints fit a screen of this height.
fn hint_lines(height: u16) -> u16 {
    match height {
        0..16 => 1,
        16..30 => 2,
        _ => 3,
    }
}

/// The keys that work now, the most useful first, as many as fit.
fn hints(active: &[Active], paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
    // On a narrow screen what is new comes before what is next.
    let from = if area.width >= 60 { KEPT } else { KEPT + 1 };
    let mut shown: Vec<&Active> = active
        .iter()
        .filter(|active| active.binding.hint > 0 && active.off.is_none())
        .collect();
    shown.sort_by_key(|active| active.binding.hint);
    // The last hints open everything else: they keep their place however many others there are.
    let (mut x, mut y) = (area.x + 1, area.y);
    let right = area.right();
    let width = |active: &Active| {
        let key = active.key(paint.ascii);
        u16::try_from(
            crate::cells::width(&key) + 1 + crate::cells::width(active.binding.words(paint.lang)),
        )
        .unwrap_or(0)
    };
    let kept: Vec<&Active> = shown
        .iter()
        .copied()
        .filter(|active| active.binding.hint >= from)
        .collect();
    let reserve: u16 = kept.iter().map(|active| width(active) + 2).sum();
    let others: Vec<&Active> = shown
        .into_iter()
        .filter(|active| active.binding.hint < from)
        .collect();
    for active in others.into_iter().chain(kept) {
        let needed = width(active);
        let last_line = y + 1 >= area.bottom();
        let limit = if last_line && active.binding.hint < from {
            right.saturating_sub(reserve)
        } else {
            right
        };
        if x + needed > limit {
            if last_line {
                continue;
            }
            (x, y) = (area.x + 1, y + 1);
            let limit = if y + 1 >= area.bottom() && active.binding.hint < from {
                right.saturating_sub(reserve)
            } else {
                right
            };
            if x + needed > limit {
                continue;
            }
        }
        let at = Rect {
            x,
            y,
            width: right.saturating_sub(x),
            height: 1,
        };
        let key = paint.line(buf, at, &active.key(paint.ascii), Slot::HintKey);
        let at = Rect {
            x: x + key + 1,
            width: right.saturating_sub(x + key + 1),
            ..at
        };
        paint.line(buf, at, active.binding.words(paint.lang), Slot::HintLabel);
        x += needed + 2;
    }
}
