//! Two windows of the golden thread: what a card comes from and what comes of it; and all that hangs loose, as it stands
//! now. Enter goes to what has the cursor, on its page.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Pick, Pressed, Then};
use crate::{
    cells,
    content::slot::Slot,
    model::{
        Seen, Seq, StepId,
        thread::{self, Bead, Slack},
    },
    say,
    say::{Lang, Msg, MsgId},
    ui::{
        keys::Action,
        paint::{Paint, below, inset, middle, row, scrolled},
    },
};

/// What it shows.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Of {
    /// The thread through this.
    Bead(Bead),
    /// What hangs loose.
    Loose,
}

/// One line.
#[derive(Debug)]
struct Row {
    depth: usize,
    words: String,
    about: String,
    slot: Slot,
    /// Whether the window is about this one.
    here: bool,
    /// Whether it is a cause marked as a root.
    root: bool,
    /// Where Enter goes; headings lead nowhere.
    goes: Option<Pick>,
}

/// A window of the golden thread.
#[derive(Debug)]
pub struct Thread {
    of: Of,
    rows: Vec<Row>,
    known: Option<(Seq, Lang)>,
    title: String,
    at: usize,
    first: usize,
    page: usize,
}

impl Thread {
    /// The thread through a card or a measure.
    pub fn through(bead: Bead, seen: Seen<'_>) -> Self {
        Self::new(Of::Bead(bead), seen)
    }

    /// All that hangs loose.
    pub fn loose(seen: Seen<'_>) -> Self {
        Self::new(Of::Loose, seen)
    }

    fn new(of: Of, seen: Seen<'_>) -> Self {
        let mut made = Self {
            of,
            rows: Vec::new(),
            known: None,
            title: String::new(),
            at: 0,
            first: 0,
            page: 1,
        };
        made.refresh(seen);
        let here = made.rows.iter().position(|row| row.here);
        made.at = here.or_else(|| made.next_from(0)).unwrap_or(0);
        made
    }

    /// Reads it anew, where the session has changed since. The cursor stays with what it was on.
    pub fn refresh(&mut self, seen: Seen<'_>) {
        let now = (seen.version(), seen.lang());
        if self.known.replace(now) == Some(now) {
            return;
        }
        let was = self.rows.get(self.at).and_then(|row| row.goes.clone());
        (self.title, self.rows) = match self.of {
            Of::Bead(bead) => (
                MsgId::TitleThread.text(seen.lang()).to_owned(),
                strands(bead, seen),
            ),
            Of::Loose => loose_ends(seen),
        };
        let same = |row: &Row| was.is_some() && row.goes == was;
        self.at = self
            .rows
            .iter()
            .position(same)
            .or_else(|| self.next_from(self.at.min(self.rows.len().saturating_sub(1))))
            .unwrap_or(0);
    }

    /// All of it as lines to be read one after the other.
    pub fn read(&self, lang: Lang) -> Vec<String> {
        let rows = self.rows.iter().filter(|row| !row.words.is_empty());
        let lines = rows.map(|row| match (row.here, row.about.is_empty()) {
            (_, true) => row.words.clone(),
            (false, false) => format!("{}: {}", row.about, row.words),
            (true, false) => say!(ThreadHere, &*row.about, &*row.words).render(lang),
        });
        let none = match self.of {
            Of::Loose => MsgId::NothingLoose,
            Of::Bead(_) => MsgId::NoThread,
        };
        let empty = self.rows.is_empty().then(|| none.text(lang).to_owned());
        std::iter::once(format!("{}.", self.title.trim_end_matches('.')))
            .chain(empty)
            .chain(lines)
            .collect()
    }

    /// The next line at or behind this one that leads somewhere, or the last before it.
    fn next_from(&self, at: usize) -> Option<usize> {
        let leads = |at: &usize| self.rows.get(*at).is_some_and(|row| row.goes.is_some());
        (at..self.rows.len())
            .find(leads)
            .or_else(|| (0..at).rev().find(leads))
    }

    pub(super) fn act(&mut self, action: Action) -> Pressed {
        let last = self.rows.len().saturating_sub(1);
        let page = self.page.max(1);
        let (to, down) = match action {
            Action::Up => (self.at.saturating_sub(1), false),
            Action::Down => ((self.at + 1).min(last), true),
            Action::PageUp => (self.at.saturating_sub(page), false),
            Action::PageDown => ((self.at + page).min(last), true),
            Action::First => (0, true),
            Action::Last => (last, false),
            Action::Open => {
                let goes = self.rows.get(self.at).and_then(|row| row.goes.clone());
                return goes.map_or(Pressed::Stay, |pick| Pressed::Chosen(Then::Jump, pick));
            }
            _ => return Pressed::Stay,
        };
        let leads = |at: &usize| self.rows.get(*at).is_some_and(|row| row.goes.is_some());
        let found = if down {
            (to..=last).find(leads)
        } else {
            (0..=to).rev().find(leads)
        };
        // Where only headings are left in that direction, they come into sight and the cursor stays.
        match found {
            Some(at) => self.at = at,
            None if !down => self.first = 0,
            None => {}
        }
        Pressed::Stay
    }

    pub(super) fn draw(&mut self, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
        let wanted = u16::try_from(self.rows.len() + 3).unwrap_or(u16::MAX);
        let at = middle(
            area,
            90,
            wanted.clamp(6, area.height.saturating_sub(1).max(6)),
        );
        let inside = inset(paint.window(buf, at, &self.title, Slot::OverlayBorder), 1);
        let list = below(inside, u16::from(inside.height > 6));
        if self.rows.is_empty() {
            let none = match self.of {
                Of::Loose => MsgId::NothingLoose,
                Of::Bead(_) => MsgId::NoThread,
            };
            paint.wrapped(buf, list, paint.text(none), Slot::Overlay);
            return;
        }
        let height = usize::from(list.height);
        self.page = height.saturating_sub(1);
        // The heading over the first line that can be gone to stays in sight with it.
        let top = if (0..self.at).all(|at| self.rows.get(at).is_some_and(|row| row.goes.is_none()))
        {
            0
        } else {
            self.at
        };
        self.first = scrolled(self.first.min(top), self.at, height, self.rows.len());
        let shown = self.rows.iter().enumerate().skip(self.first).take(height);
        for ((at, one), y) in shown.zip(0..list.height) {
            let line = row(list, y);
            draw_row(one, at == self.at, paint, buf, line);
        }
    }
}

fn draw_row(one: &Row, selected: bool, paint: &Paint<'_>, buf: &mut Buffer, line: Rect) {
    let width = usize::from(line.width);
    // A long thread is not pushed out of the window: what lies deep is moved in no further.
    let indent = (one.depth * 2).min(width / 4);
    let mark = match (selected, one.here) {
        (true, _) => paint.glyph("▸", ">"),
        (false, true) => paint.glyph("●", "*"),
        (false, false) => " ",
    };
    let root = if one.root {
        paint.glyph("◆ ", "* ")
    } else {
        ""
    };
    let lead = format!("{mark} {}{root}", " ".repeat(indent));
    let about = cells::clip_with(&one.about, width / 3, paint.glyph("…", "~"));
    let room = width.saturating_sub(cells::width(&lead) + cells::width(&about) + 2);
    let words = cells::clip_with(&one.words, room.max(1), paint.glyph("…", "~"));
    let slot = match (selected, one.here) {
        (true, _) => Slot::Selected,
        (false, true) => Slot::Title,
        (false, false) => one.slot,
    };
    if selected {
        let text = format!("{lead}{}  {about}", cells::fit(&words, room));
        paint.line(buf, line, &cells::fit(&text, width), slot);
        return;
    }
    paint.right(buf, line, &about, Slot::Muted);
    let words = Rect {
        width: u16::try_from(width.saturating_sub(cells::width(&about) + 1)).unwrap_or(0),
        ..line
    };
    paint.line(buf, words, &format!("{lead}{}", one.words), slot);
}

fn page_of(step: &StepId, seen: Seen<'_>) -> String {
    let step = seen.step(step);
    step.map(|step| step.name(seen.lang()).to_string())
        .unwrap_or_default()
}

fn strands(bead: Bead, seen: Seen<'_>) -> Vec<Row> {
    let strands = thread::of(&seen, bead).into_iter();
    strands
        .map(|strand| {
            let mut words = strand.text.replace('\n', " ");
            if !strand.about.is_empty() {
                words = format!("{words} ({})", strand.about.join(" · "));
            }
            Row {
                depth: strand.depth,
                words,
                about: page_of(&strand.step, seen),
                slot: Slot::Overlay,
                here: strand.here,
                root: strand.root,
                goes: Some(match strand.bead {
                    Bead::Card(card) => Pick::Card(card),
                    Bead::Measure(_) => Pick::Step(strand.step),
                }),
            }
        })
        .collect()
}

fn loose_ends(seen: Seen<'_>) -> (String, Vec<Row>) {
    let mut rows = Vec::new();
    let mut all = 0;
    for loose in thread::loose(&seen) {
        all += loose.ends.len();
        let heading = slack_count(loose.slack, loose.ends.len()).render(seen.lang());
        if !rows.is_empty() {
            rows.push(Row::heading(String::new()));
        }
        rows.push(Row::heading(heading));
        rows.extend(loose.ends.into_iter().map(|end| Row {
            depth: 0,
            words: end.text.replace('\n', " "),
            about: page_of(&end.step, seen),
            slot: Slot::Overlay,
            here: false,
            root: false,
            goes: Some(end.card.map_or(Pick::Step(end.step), Pick::Card)),
        }));
    }
    (say!(TitleLooseEnds, all).render(seen.lang()), rows)
}

impl Row {
    fn heading(words: String) -> Self {
        Self {
            depth: 0,
            words,
            about: String::new(),
            slot: Slot::Heading,
            here: false,
            root: false,
            goes: None,
        }
    }
}

/// How many hang loose in one way.
pub fn slack_count(slack: Slack, count: usize) -> Msg {
    match slack {
        Slack::Cause => say!(LooseCauses, count),
        Slack::Idea => say!(LooseIdeas, count),
        Slack::Owner => say!(LooseOwners, count),
        Slack::Date => say!(LooseDates, count),
        Slack::Measure => say!(LooseMeasures, count),
        Slack::Voice => say!(LooseVoices, count),
        Slack::Hunch => say!(LooseHunches, count),
    }
}
