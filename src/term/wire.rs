//! A drawing backend for a terminal at the other end of any wire: a channel, a socket, or this machine's own.
//!
//! It is told the terminal's size and never asks for it, reads no environment, and sends nothing that the
//! terminal would answer. It remembers the cursor and the style across frames, so that an unchanged screen
//! costs no byte and a typed character costs about one. Each frame is one write. Colours come mapped to the
//! terminal's depth already (see [`crate::ui::theme`]); here they are only encoded.
//!
//! Only sequences written here ever reach the terminal: a control character that got into a cell by any way
//! is drawn as a blank.

use std::io::{self, Write};

use ratatui::backend::{Backend, ClearType, WindowSize};
use ratatui::buffer::Cell;
use ratatui::layout::{Position, Size};
use unicode_width::UnicodeWidthChar as _;

use super::ascii;
use super::pen::Pen;
use crate::{cells, model::text::is_unwanted};

/// A frame of more bytes than this asks the terminal to show it at once, where both know how.
const WORTH_SYNCHRONISING: usize = 256;

/// What the terminal at the other end can do, as far as encoding goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WireOptions {
    /// The terminal shows UTF-8; otherwise every character is replaced by an ASCII one of the same width.
    pub utf8: bool,
    /// Wrap large frames in “synchronised update” marks (private mode 2026), which others ignore.
    pub synchronised: bool,
}

impl Default for WireOptions {
    fn default() -> Self {
        Self {
            utf8: true,
            synchronised: false,
        }
    }
}

/// Draws frames as bytes into `W`; see the module's description.
#[derive(Debug)]
pub struct WireBackend<W> {
    out: W,
    size: Size,
    options: WireOptions,
    /// The bytes of the frame being drawn.
    frame: Vec<u8>,
    /// Where the terminal's cursor is, while that is certain.
    at: Option<Position>,
    /// What the terminal draws with, while that is certain.
    pen: Option<Pen>,
    /// Whether the terminal shows its cursor, while that is certain.
    shows: Option<bool>,
    wants_shown: bool,
    wants_at: Position,
    /// For each cell of the screen the width of the wide character that starts there, or 0.
    wide: Vec<u8>,
    sent: u64,
}

impl<W: Write> WireBackend<W> {
    /// A backend for a terminal of `size` that was just cleared and about which nothing else is known.
    pub fn new(out: W, size: Size, options: WireOptions) -> Self {
        Self {
            out,
            size,
            options,
            frame: Vec::new(),
            at: None,
            pen: None,
            shows: None,
            wants_shown: false,
            wants_at: Position::ORIGIN,
            wide: vec![0; cells_of(size)],
            sent: 0,
        }
    }

    /// The terminal has a new size; the next draw uses it.
    pub fn resize(&mut self, size: Size) {
        self.size = size;
        self.wide = vec![0; cells_of(size)];
    }

    /// Forgets what the terminal is doing, because something else wrote to it. The screen itself is
    /// redrawn by [`super::screen::Screen::resize`].
    pub fn forget(&mut self) {
        self.at = None;
        self.pen = None;
        self.shows = None;
    }

    /// The size of the terminal.
    pub fn area(&self) -> Size {
        self.size
    }

    /// Bytes sent since the beginning.
    pub fn sent(&self) -> u64 {
        self.sent
    }

    /// What the frames are written to.
    pub fn writer(&self) -> &W {
        &self.out
    }

    /// What the frames are written to.
    pub fn writer_mut(&mut self) -> &mut W {
        &mut self.out
    }

    fn push(&mut self, text: &str) {
        self.frame.extend_from_slice(text.as_bytes());
    }

    fn move_to(&mut self, to: Position) {
        if self.at == Some(to) {
            return;
        }
        let moved = match self.at {
            Some(at) if at.y == to.y && to.x == 0 => "\r".to_owned(),
            Some(at) if at.y == to.y && to.x + 1 == at.x => "\x08".to_owned(),
            Some(at) if at.y == to.y && to.x == at.x + 1 => "\x1b[C".to_owned(),
            Some(at) if at.y == to.y && to.x > at.x => format!("\x1b[{}C", to.x - at.x),
            Some(at) if at.y == to.y => format!("\x1b[{}G", u32::from(to.x) + 1),
            Some(at) if at.y + 1 == to.y && to.x == 0 => "\r\n".to_owned(),
            _ if to == Position::ORIGIN => "\x1b[H".to_owned(),
            _ => format!("\x1b[{};{}H", u32::from(to.y) + 1, u32::from(to.x) + 1),
        };
        self.push(&moved);
        self.at = Some(to);
    }

    fn set_pen(&mut self, pen: Pen, blank: bool) {
        if blank && self.pen.is_some_and(|current| current.same_blank(pen)) {
            return;
        }
        pen.write(self.pen, &mut self.frame);
        self.pen = Some(pen);
    }

    /// Draws one cell and returns how many columns it took.
    fn put(&mut self, at: Position, cell: &Cell) -> u16 {
        let symbol = Symbol::of(cell.symbol(), self.options.utf8);
        self.clear_halves(at, symbol.width);
        self.move_to(at);
        self.set_pen(Pen::of(cell), symbol.text == " ");
        if !symbol.certain {
            // Terminals disagree on how far this moves the cursor: clear its room, draw, and go on from a
            // place that is given, not assumed.
            self.push(&" ".repeat(usize::from(symbol.width)));
            self.at = None;
            self.move_to(at);
        }
        self.push(&symbol.text);
        let next = at.x.saturating_add(symbol.width);
        // Past the last column a terminal waits with its cursor at a place that differs between makes.
        self.at = (symbol.certain && next < self.size.width).then_some(Position::new(next, at.y));
        symbol.width
    }

    /// Makes room for a symbol of `width` at `at`: a wide character of which it would leave a part behind is
    /// wiped first, because terminals fill that part with the colours of what is drawn next.
    fn clear_halves(&mut self, at: Position, width: u16) {
        for x in at.x..at.x.saturating_add(width).min(self.size.width) {
            let index = usize::from(at.y) * usize::from(self.size.width) + usize::from(x);
            let Some(old) = self
                .wide
                .get_mut(index)
                .map(std::mem::take)
                .filter(|&old| old > 0)
            else {
                continue;
            };
            if x + u16::from(old) > at.x.saturating_add(width) {
                self.move_to(Position::new(x, at.y));
                self.set_pen(Pen::PLAIN, true);
                self.push(&" ".repeat(usize::from(old)));
                self.at = None;
            }
        }
        let index = usize::from(at.y) * usize::from(self.size.width) + usize::from(at.x);
        if let Some(cell) = self.wide.get_mut(index) {
            *cell = if width > 1 {
                u8::try_from(width).unwrap_or(u8::MAX)
            } else {
                0
            };
        }
    }

    fn send(&mut self) -> io::Result<()> {
        if self.frame.is_empty() {
            return Ok(());
        }
        if self.options.synchronised && self.frame.len() > WORTH_SYNCHRONISING {
            self.frame.splice(0..0, *b"\x1b[?2026h");
            self.push("\x1b[?2026l");
        }
        let written = self
            .out
            .write_all(&self.frame)
            .and_then(|()| self.out.flush());
        self.sent += self.frame.len() as u64;
        self.frame.clear();
        if written.is_err() {
            self.forget();
        }
        written
    }
}

fn cells_of(size: Size) -> usize {
    usize::from(size.width) * usize::from(size.height)
}

/// What is sent for a cell.
struct Symbol<'a> {
    text: std::borrow::Cow<'a, str>,
    width: u16,
    /// Every terminal moves its cursor by `width` for it.
    certain: bool,
}

impl<'a> Symbol<'a> {
    fn of(symbol: &'a str, utf8: bool) -> Self {
        if let [byte] = symbol.as_bytes() {
            let text = if byte.is_ascii_control() { " " } else { symbol };
            return Self {
                text: text.into(),
                width: 1,
                certain: true,
            };
        }
        let width = u16::try_from(cells::width(symbol)).unwrap_or(u16::MAX);
        if width == 0 || symbol.chars().any(char::is_control) {
            return Self {
                text: " ".repeat(usize::from(width.max(1))).into(),
                width: width.max(1),
                certain: true,
            };
        }
        if !utf8 {
            return Self {
                text: ascii::replace(symbol, usize::from(width)).into(),
                width,
                certain: true,
            };
        }
        let mut chars = symbol.chars();
        let (first, more) = (chars.next().unwrap_or(' '), chars.next().is_some());
        if !more {
            // Pictures were given two cells over several versions of Unicode; letters have settled.
            let certain = u32::from(first) < 0x1_F000 && first.width() == Some(usize::from(width));
            return Self {
                text: symbol.into(),
                width,
                certain,
            };
        }
        if symbol.chars().any(is_unwanted) {
            // It hangs on to a letter in what was stored by other means: the letter is drawn alone.
            return Self {
                text: symbol.chars().filter(|c| !is_unwanted(*c)).collect(),
                width,
                certain: false,
            };
        }
        // A joined or toned picture is drawn as its first part: terminals without support for joining would
        // draw every part, over cells that belong to others.
        let end = symbol.find([
            '\u{200D}',
            '\u{1F3FB}',
            '\u{1F3FC}',
            '\u{1F3FD}',
            '\u{1F3FE}',
            '\u{1F3FF}',
        ]);
        let text = match end {
            Some(end) if end > 0 => &symbol[..end],
            _ => symbol,
        };
        let marks = width == 1
            && symbol
                .chars()
                .skip(1)
                .all(|c| c.width() == Some(0) && c != '\u{FE0F}');
        Self {
            text: text.into(),
            width,
            certain: marks && first.width() == Some(1),
        }
    }
}

impl<W: Write> Backend for WireBackend<W> {
    type Error = io::Error;

    fn draw<'a, I>(&mut self, content: I) -> io::Result<()>
    where
        I: Iterator<Item = (u16, u16, &'a Cell)>,
    {
        // The cells that the last wide character covers; what the buffer holds under it is not drawn.
        let mut covered = (0, 0..0);
        for (x, y, cell) in content {
            if x >= self.size.width
                || y >= self.size.height
                || (y == covered.0 && covered.1.contains(&x))
            {
                continue;
            }
            let width = self.put(Position::new(x, y), cell);
            covered = (y, x + 1..x.saturating_add(width));
        }
        Ok(())
    }

    fn hide_cursor(&mut self) -> io::Result<()> {
        self.wants_shown = false;
        Ok(())
    }

    fn show_cursor(&mut self) -> io::Result<()> {
        self.wants_shown = true;
        Ok(())
    }

    fn get_cursor_position(&mut self) -> io::Result<Position> {
        Ok(self.wants_at)
    }

    fn set_cursor_position<P: Into<Position>>(&mut self, position: P) -> io::Result<()> {
        self.wants_at = position.into();
        Ok(())
    }

    fn clear(&mut self) -> io::Result<()> {
        self.clear_region(ClearType::All)
    }

    fn clear_region(&mut self, clear_type: ClearType) -> io::Result<()> {
        let code = match clear_type {
            ClearType::All => "\x1b[2J",
            ClearType::AfterCursor => "\x1b[J",
            ClearType::BeforeCursor => "\x1b[1J",
            ClearType::CurrentLine => "\x1b[2K",
            ClearType::UntilNewLine => "\x1b[K",
        };
        // Terminals fill what they clear with the current background.
        self.set_pen(Pen::PLAIN, false);
        if clear_type != ClearType::All {
            self.move_to(self.wants_at);
        }
        self.push(code);
        if clear_type == ClearType::All {
            self.wide.fill(0);
        }
        Ok(())
    }

    fn size(&self) -> io::Result<Size> {
        Ok(self.size)
    }

    fn window_size(&mut self) -> io::Result<WindowSize> {
        Ok(WindowSize {
            columns_rows: self.size,
            pixels: Size::ZERO,
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.wants_shown {
            self.move_to(self.wants_at);
        }
        if self.shows != Some(self.wants_shown) {
            self.push(if self.wants_shown {
                "\x1b[?25h"
            } else {
                "\x1b[?25l"
            });
            self.shows = Some(self.wants_shown);
        }
        self.send()
    }
}

#[cfg(test)]
mod tests;
