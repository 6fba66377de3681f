//! The read-out: the one-page result as lines to scroll through, and to read aloud from.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{Cx, StepScreen};
use crate::{
    content::slot::Slot,
    document::{
        Document, Line,
        page::{Ink, Look, PageLine, lay},
    },
    model::{Seen, Seq, Step},
    say,
    say::{Lang, MsgId},
    ui::{
        chart,
        keys::{self, Action, Facts, Scope},
        paint::{Paint, row},
    },
};

/// Lines wider than this are hard to read aloud.
const WIDEST: u16 = 100;

/// The screen.
#[derive(Debug, Default)]
pub struct RecapScreen {
    first: usize,
    page: usize,
    /// The lines, as of a version of the session and a look.
    lines: Vec<PageLine>,
    lines_of: Option<(Seq, Lang, Look)>,
    /// What is searched for; the page goes to it.
    search: String,
}

impl RecapScreen {
    /// Lays the page out; only where the session or the look changed since.
    fn sync(&mut self, step: &Step, seen: Seen<'_>, look: Look) {
        let wanted = (seen.version(), seen.lang(), look);
        if self.lines_of == Some(wanted) {
            return;
        }
        let document = Document {
            title: Line::said(seen.title().clone()),
            subtitle: Line::said(seen.script().title.get(seen.lang()).clone()),
            blocks: seen.recap(step),
        };
        self.lines = if document.blocks.is_empty() {
            Vec::new()
        } else {
            lay(&document, seen.lang(), look)
        };
        self.lines_of = Some(wanted);
    }

    fn scroll(&mut self, by: isize) {
        let last = self.lines.len().saturating_sub(self.page);
        self.first = self.first.saturating_add_signed(by).min(last);
    }

    /// Goes to the next heading, or the one before.
    fn part(&mut self, on: bool) {
        let heads = |line: &PageLine| matches!(line, PageLine::Words(pieces) if matches!(pieces.first(), Some((Ink::Heading(0..=2), _))));
        let found = if on {
            self.lines
                .iter()
                .skip(self.first + 1)
                .position(heads)
                .map(|at| at + self.first + 1)
        } else {
            self.lines.iter().take(self.first).rposition(heads)
        };
        let last = self.lines.len().saturating_sub(self.page);
        self.first = found.unwrap_or(if on { last } else { 0 }).min(last);
    }
}

fn slot(ink: Ink) -> Slot {
    match ink {
        Ink::Heading(0) | Ink::Strong | Ink::Statement => Slot::Title,
        Ink::Heading(_) => Slot::Heading,
        Ink::Plain => Slot::Text,
        Ink::Quiet => Slot::Muted,
        Ink::Frame => Slot::Border,
        Ink::Root => Slot::Root,
    }
}

/// Draws the lines of a page from the top of an area, as many as fit.
pub fn draw_lines(lines: &[PageLine], paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
    for (at, line) in (0..area.height).zip(lines) {
        let mut place = row(area, at);
        match line {
            PageLine::Chart(cells) => chart::row(cells, paint, buf, place),
            PageLine::Words(pieces) => {
                for (ink, text) in pieces {
                    let taken = paint.line(buf, place, text, slot(*ink));
                    place = Rect {
                        x: place.x + taken,
                        width: place.width.saturating_sub(taken),
                        ..place
                    };
                }
            }
        }
    }
}

impl StepScreen for RecapScreen {
    fn scopes(&self) -> &'static [&'static Scope] {
        static SCOPES: [&Scope; 1] = [&keys::kinds::recap::KEYS];
        &SCOPES
    }

    fn facts(&self, _facts: &mut Facts, _step: &Step, _seen: Seen<'_>) {}

    fn act(&mut self, action: Action, _step: &Step, _cx: &mut Cx<'_>) -> bool {
        let page = isize::try_from(self.page.saturating_sub(2))
            .unwrap_or(1)
            .max(1);
        match action {
            Action::Up => self.scroll(-1),
            Action::Down => self.scroll(1),
            Action::PageUp => self.scroll(-page),
            Action::PageDown => self.scroll(page),
            Action::First => self.first = 0,
            Action::Last => self.scroll(isize::MAX),
            Action::NextPane | Action::Right => self.part(true),
            Action::PrevPane | Action::Left => self.part(false),
            _ => return false,
        }
        true
    }

    fn filter(&mut self, words: &str) {
        if words == self.search {
            return;
        }
        words.clone_into(&mut self.search);
        let wanted = words.to_lowercase();
        let found = self
            .lines
            .iter()
            .position(|line| line.text().to_lowercase().contains(&wanted));
        if let Some(at) = found.filter(|_| !wanted.trim().is_empty()) {
            self.first = at.min(self.lines.len().saturating_sub(self.page));
        }
    }

    fn is_dense(&self) -> bool {
        true
    }

    fn draw(
        &mut self,
        step: &Step,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) -> Option<Position> {
        let area = Rect {
            width: area.width.min(WIDEST),
            ..area
        };
        let look = Look {
            width: usize::from(area.width),
            glyphs: chart::glyphs(paint),
            chart_height: (area.height * 2 / 3).clamp(8, 18),
        };
        self.sync(step, seen, look);
        if self.lines.is_empty() {
            paint.wrapped(
                buf,
                area,
                &paint.say(&MsgId::NothingToRead.into()),
                Slot::Placeholder,
            );
            return None;
        }
        self.page = usize::from(area.height);
        self.scroll(0);
        draw_lines(&self.lines[self.first..], paint, buf, area);
        let below = self.lines.len().saturating_sub(self.first + self.page);
        if below > 0 && area.height > 2 {
            let more = format!(
                " {} {} ",
                paint.glyph("▾", "v"),
                paint.say(&say!(LinesBelow, below))
            );
            paint.right(buf, row(area, area.height - 1), &more, Slot::Muted);
        }
        None
    }
}
