//! Drawing by meaning: words, lines, frames and lists in the styles of a theme, on any size of screen.
//!
//! Owns the few strokes that every screen shares. Nothing here knows what is drawn, and nothing writes outside its area.

use ratatui::{
    buffer::{Buffer, Cell},
    layout::{Position, Rect},
    style::Style,
};

use super::{
    edit::Editor,
    hits::{Hit, Hits},
    keys::{Called, Keymap},
    theme::Theme,
};
use crate::{
    cells,
    content::slot::Slot,
    document::{Line, Weight},
    model::At,
    say,
    say::{Lang, Msg, MsgId},
};

/// What a drawing needs to know of the seat.
#[derive(Clone, Copy, Debug)]
pub struct Paint<'a> {
    /// How meanings look.
    pub theme: &'a Theme,
    /// The language of the seat.
    pub lang: Lang,
    /// Only ASCII can be shown.
    pub ascii: bool,
    /// Thick blocks instead of fine dots, for video calls.
    pub thick: bool,
    /// When the seat was told the time last: what is late is late as of then.
    pub now: At,
    /// How many minutes east of UTC the seat is.
    pub east: i32,
    /// In a window over the screen, whose ground may be another.
    pub in_window: bool,
    /// What lies where, for whoever clicks; nothing where nobody does.
    pub hits: Option<&'a Hits>,
    /// Which keys do what at this seat, for what names them.
    pub keys: &'a Keymap,
}

impl Paint<'_> {
    /// The same in a window over the screen.
    #[must_use]
    pub fn in_a_window(&self) -> Self {
        Self {
            in_window: true,
            ..*self
        }
    }

    /// The style of a meaning.
    pub fn style(&self, slot: Slot) -> Style {
        if self.in_window {
            self.theme.style_in_windows(slot)
        } else {
            self.theme.style(slot)
        }
    }

    /// Says what a click on an area means.
    pub fn hit(&self, area: Rect, hit: Hit) {
        if let Some(hits) = self.hits {
            hits.add(area, hit);
        }
    }

    /// A message without arguments that names no key, in words.
    pub fn text(&self, id: MsgId) -> &'static str {
        id.text(self.lang)
    }

    /// A message in words, with the keys of this seat.
    pub fn say(&self, msg: &Msg) -> String {
        msg.render_with(self.lang, &self.called())
    }

    /// A line in words, with the keys of this seat.
    pub fn words(&self, line: &Line) -> String {
        line.render_with(self.lang, &self.called())
    }

    /// How the keys of this seat are called.
    pub fn called(&self) -> Called<'_> {
        Called {
            keys: self.keys,
            ascii: self.ascii,
        }
    }

    /// The Unicode form, or the ASCII one where only that can be shown.
    pub fn glyph<'t>(&self, unicode: &'t str, ascii: &'t str) -> &'t str {
        if self.ascii { ascii } else { unicode }
    }

    /// Words on one line, clipped to the area; answers how many cells they took.
    pub fn line(&self, buf: &mut Buffer, area: Rect, text: &str, slot: Slot) -> u16 {
        self.styled(buf, area, text, self.style(slot))
    }

    /// Words on one line in a style of one's own.
    pub fn styled(&self, buf: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
        if area.width == 0 || area.height == 0 {
            return 0;
        }
        let clipped = cells::clip_with(text, usize::from(area.width), self.glyph("…", "~"));
        if cells::is_plain(&clipped) {
            return plain(buf, area, &clipped, style);
        }
        let (end, _) = buf.set_stringn(area.x, area.y, clipped, usize::from(area.width), style);
        end.saturating_sub(area.x)
    }

    /// Words at the right end of a line; answers the area left of them.
    pub fn right(&self, buf: &mut Buffer, area: Rect, text: &str, slot: Slot) -> Rect {
        let width = u16::try_from(cells::width(text))
            .unwrap_or(u16::MAX)
            .min(area.width);
        let at = Rect {
            x: area.right() - width,
            width,
            ..area
        };
        self.line(buf, at, text, slot);
        Rect {
            width: area.width - width,
            ..area
        }
    }

    /// Words wrapped over the area; answers how many lines they took.
    pub fn wrapped(&self, buf: &mut Buffer, area: Rect, text: &str, slot: Slot) -> u16 {
        let mut used = 0;
        for line in cells::wrap(text, usize::from(area.width))
            .into_iter()
            .take(usize::from(area.height))
        {
            self.line(buf, row(area, used), line, slot);
            used += 1;
        }
        used
    }

    /// A line of a document, wrapped over the area; answers how many lines it took. Weights keep their places.
    pub fn document_line(&self, buf: &mut Buffer, area: Rect, line: &Line, plain: Slot) -> u16 {
        let mut text = String::new();
        let mut ends: Vec<(usize, Weight)> = Vec::new();
        for span in &line.0 {
            text.push_str(&span.words.render_with(self.lang, &self.called()));
            ends.push((text.len(), span.weight));
        }
        let mut used = 0;
        for range in cells::wrap_ranges(&text, usize::from(area.width))
            .into_iter()
            .take(usize::from(area.height))
        {
            let mut at = row(area, used);
            let mut start = range.start;
            for (end, weight) in &ends {
                let end = (*end).min(range.end);
                if end > start {
                    let style = match weight {
                        Weight::Plain => self.style(plain),
                        Weight::Strong => self.style(Slot::Title),
                        Weight::Quiet => self.style(Slot::Muted),
                    };
                    let taken = self.styled(buf, at, &text[start..end], style);
                    at = Rect {
                        x: at.x + taken,
                        width: at.width.saturating_sub(taken),
                        ..at
                    };
                    start = end;
                }
            }
            used += 1;
        }
        used
    }

    /// Lines of a document under one another, as many as fit; an empty one keeps its place.
    pub fn document<'l>(
        &self,
        buf: &mut Buffer,
        area: Rect,
        lines: impl IntoIterator<Item = &'l (Slot, Line)>,
    ) {
        let mut rest = area;
        for (slot, line) in lines {
            if rest.height == 0 {
                break;
            }
            let used = self.document_line(buf, rest, line, *slot);
            rest = below(rest, used.max(1));
        }
    }

    /// Says over a page that only what holds these words is shown; answers what is left of the area, all of it where
    /// nothing is looked for.
    pub fn filtered(&self, buf: &mut Buffer, area: Rect, words: &str, found: usize) -> Rect {
        if words.trim().is_empty() {
            return area;
        }
        let said = self.say(&say!(FilteredBy, words, found));
        self.line(buf, row(area, 0), &said, Slot::Muted);
        below(area, 1)
    }

    /// A horizontal rule across the area's first line.
    pub fn rule(&self, buf: &mut Buffer, area: Rect) {
        let area = row(area, 0).intersection(buf.area);
        let style = self.style(Slot::Border);
        for cell in cells_of(buf, area) {
            cell.set_symbol(self.glyph("─", "-")).set_style(style);
        }
    }

    /// A vertical rule down the area's first column.
    pub fn upright(&self, buf: &mut Buffer, area: Rect) {
        for y in 0..area.height {
            self.line(
                buf,
                Rect {
                    y: area.y + y,
                    width: 1.min(area.width),
                    height: 1,
                    ..area
                },
                self.glyph("│", "|"),
                Slot::Border,
            );
        }
    }

    /// A frame around the area with a title in its upper edge; answers what is inside it. What was below is cleared.
    pub fn window(&self, buf: &mut Buffer, area: Rect, title: &str, slot: Slot) -> Rect {
        let area = area.intersection(buf.area);
        if area.width < 2 || area.height < 2 {
            return Rect {
                width: 0,
                height: 0,
                ..area
            };
        }
        // A frame on a page keeps the page's ground.
        let ground = if self.in_window {
            Slot::Overlay
        } else {
            Slot::Text
        };
        self.clear(buf, area, ground);
        self.hit(area, Hit::Nothing);
        let style = self.style(slot);
        let [corner_nw, corner_ne, corner_sw, corner_se, across, down] = if self.ascii {
            ["+", "+", "+", "+", "-", "|"]
        } else {
            ["┌", "┐", "└", "┘", "─", "│"]
        };
        for x in area.left()..area.right() {
            buf[(x, area.top())].set_symbol(across).set_style(style);
            buf[(x, area.bottom() - 1)]
                .set_symbol(across)
                .set_style(style);
        }
        for y in area.top()..area.bottom() {
            buf[(area.left(), y)].set_symbol(down).set_style(style);
            buf[(area.right() - 1, y)].set_symbol(down).set_style(style);
        }
        let corners = [
            (area.left(), area.top(), corner_nw),
            (area.right() - 1, area.top(), corner_ne),
            (area.left(), area.bottom() - 1, corner_sw),
            (area.right() - 1, area.bottom() - 1, corner_se),
        ];
        for (x, y, symbol) in corners {
            buf[(x, y)].set_symbol(symbol).set_style(style);
        }
        if !title.is_empty() && area.width > 6 {
            let at = Rect {
                x: area.x + 2,
                width: area.width - 4,
                height: 1,
                y: area.y,
            };
            self.line(
                buf,
                at,
                &format!(" {} ", cells::clip(title, usize::from(at.width) - 2)),
                Slot::Heading,
            );
        }
        inner(area)
    }

    /// Empties an area to the ground of a slot.
    pub fn clear(&self, buf: &mut Buffer, area: Rect, slot: Slot) {
        let mut blank = Cell::EMPTY;
        blank.set_style(self.style(slot));
        for y in area.top()..area.bottom() {
            cells_of(buf, Rect { y, ..area }).fill(blank.clone());
        }
    }

    /// Text being written, wrapped into the area so that the cursor's line is in it; answers where the cursor stands.
    pub fn editor(
        &self,
        buf: &mut Buffer,
        area: Rect,
        editor: &mut Editor,
        placeholder: &str,
    ) -> Option<Position> {
        if area.width < 2 || area.height == 0 {
            return None;
        }
        // The last cell stays free, so that a cursor behind a full line has a place.
        let width = usize::from(area.width) - 1;
        let (cursor_row, cursor_column) = editor.position(width);
        let height = usize::from(area.height);
        let first = (cursor_row + 1).saturating_sub(height);
        if editor.text().is_empty() {
            self.wrapped(buf, area, placeholder, Slot::Placeholder);
        }
        for (at, line) in editor.lines(width, first).take(height).enumerate() {
            self.line(
                buf,
                row(area, u16::try_from(at).unwrap_or(0)),
                line,
                Slot::Input,
            );
        }
        let x = u16::try_from(cursor_column).ok()?;
        let y = u16::try_from(cursor_row - first).ok()?;
        Some(Position {
            x: area.x + x.min(area.width - 1),
            y: area.y + y,
        })
    }
}

/// The cells of an area's first line, as far as it is on the screen.
fn cells_of(buf: &mut Buffer, area: Rect) -> &mut [Cell] {
    let area = area.intersection(buf.area);
    if area.is_empty() {
        return &mut [];
    }
    let first = buf.index_of(area.left(), area.top());
    &mut buf.content[first..first + usize::from(area.width)]
}

/// Words of which each character takes one cell; answers how many they took.
fn plain(buf: &mut Buffer, area: Rect, text: &str, style: Style) -> u16 {
    let mut taken = 0;
    for (cell, letter) in cells_of(buf, area).iter_mut().zip(text.chars()) {
        cell.set_char(letter).set_style(style);
        taken += 1;
    }
    taken
}

/// One line of an area, counted from its top; empty where the area has no such line.
pub fn row(area: Rect, at: u16) -> Rect {
    if at >= area.height {
        return Rect {
            y: area.bottom(),
            height: 0,
            ..area
        };
    }
    Rect {
        y: area.y + at,
        height: 1,
        ..area
    }
}

/// An area without its first lines.
pub fn below(area: Rect, lines: u16) -> Rect {
    let lines = lines.min(area.height);
    Rect {
        y: area.y + lines,
        height: area.height - lines,
        ..area
    }
}

/// An area without this many columns on either side.
pub fn inset(area: Rect, columns: u16) -> Rect {
    let columns = columns.min(area.width / 2);
    Rect {
        x: area.x + columns,
        width: area.width - 2 * columns,
        ..area
    }
}

/// An area without its frame.
pub fn inner(area: Rect) -> Rect {
    Rect {
        x: area.x + 1,
        y: area.y + 1,
        width: area.width.saturating_sub(2),
        height: area.height.saturating_sub(2),
    }
}

/// An area of at most this size in the middle of another.
pub fn middle(area: Rect, width: u16, height: u16) -> Rect {
    let (width, height) = (width.min(area.width), height.min(area.height));
    Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    }
}

/// The first line shown of a list, so that the cursor's line is on screen and the list moves as little as it can.
pub fn scrolled(first: usize, cursor: usize, height: usize, len: usize) -> usize {
    let lowest = cursor.saturating_sub(height.saturating_sub(1));
    first.clamp(lowest, cursor).min(len.saturating_sub(height))
}
