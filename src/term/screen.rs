//! The screen of one terminal: what it shows, and the difference to what it is to show next.
//!
//! A frame is painted on a sheet that all screens of a thread share, one after the other, and each keeps only what its
//! terminal shows. A sheet of 120 × 40 is 190 KB: 200 of them would be fetched from memory for each change, and one stays
//! where the processor is quick. Nothing of one screen can come to another by it: the sheet is wiped before it is painted on.

use std::{cell::RefCell, io};

use ratatui::{
    backend::Backend as _,
    buffer::{Buffer, Cell},
    layout::{Position, Rect, Size},
};

use super::wire::WireBackend;
use crate::cells;

/// So many sizes of sheets are kept; with more, the one that was not asked for longest is made anew.
const SIZES: usize = 4;

thread_local! {
    static SHEETS: RefCell<Vec<Buffer>> = const { RefCell::new(Vec::new()) };
}

/// One terminal, and what it shows.
#[derive(Debug)]
pub struct Screen<W> {
    backend: WireBackend<W>,
    shows: Buffer,
}

impl<W: io::Write> Screen<W> {
    /// A screen that is empty, as big as the terminal behind it.
    pub fn new(backend: WireBackend<W>) -> Self {
        let shows = Buffer::empty(area(backend.area()));
        Self { backend, shows }
    }

    /// What the frames are encoded by.
    pub fn backend(&self) -> &WireBackend<W> {
        &self.backend
    }

    /// What the frames are encoded by.
    pub fn backend_mut(&mut self) -> &mut WireBackend<W> {
        &mut self.backend
    }

    /// The terminal has this size from now on. It is cleared with the next frame.
    ///
    /// # Errors
    /// Where the terminal cannot be written to.
    pub fn resize(&mut self, size: Size) -> io::Result<()> {
        self.backend.resize(size);
        self.shows = Buffer::empty(area(size));
        self.backend.clear()
    }

    /// Draws a frame: it is painted on an empty sheet, in which every cell is this ground, and what is not shown already is
    /// sent. The painter answers where the cursor is to stand, where it is to be seen.
    ///
    /// # Errors
    /// Where the terminal cannot be written to.
    pub fn draw(
        &mut self,
        ground: Cell,
        paint: impl FnOnce(&mut Buffer) -> Option<Position>,
    ) -> io::Result<()> {
        // Taken, so that what a painter that fails leaves half done is on no other screen.
        let mut sheet = taken(self.shows.area, ground);
        let cursor = paint(&mut sheet);
        let sent = self.send(&sheet, cursor);
        SHEETS.with_borrow_mut(|sheets| sheets.insert(0, sheet));
        sent
    }

    fn send(&mut self, next: &Buffer, cursor: Option<Position>) -> io::Result<()> {
        let width = usize::from(self.shows.area.width).max(1);
        let rows = next.content.chunks(width);
        let shown = self.shows.content.chunks_mut(width);
        for (y, (next, shown)) in (0..).zip(rows.zip(shown)) {
            if next.iter().zip(&*shown).all(|(next, was)| same(next, was)) {
                continue;
            }
            self.backend.draw(Changed {
                next,
                shown,
                at: 0,
                anew: 0,
                y,
            })?;
            shown.clone_from_slice(next);
        }
        match cursor {
            Some(at) => {
                self.backend.show_cursor()?;
                self.backend.set_cursor_position(at)?;
            }
            None => self.backend.hide_cursor()?,
        }
        self.backend.flush()
    }
}

fn area(size: Size) -> Rect {
    Rect::new(0, 0, size.width, size.height)
}

/// A sheet of this size that holds nothing but its ground.
fn taken(area: Rect, ground: Cell) -> Buffer {
    let known = SHEETS.with_borrow_mut(|sheets| {
        sheets.truncate(SIZES);
        let at = sheets.iter().position(|sheet| sheet.area == area)?;
        Some(sheets.remove(at))
    });
    match known {
        Some(mut sheet) => {
            sheet.content.fill(ground);
            sheet
        }
        None => Buffer::filled(area, ground),
    }
}

/// Whether two cells look alike. What is asked 4,800 times for a frame is asked of the style first, which is plain numbers.
fn same(one: &Cell, other: &Cell) -> bool {
    one.modifier == other.modifier
        && one.fg == other.fg
        && one.bg == other.bg
        && match (one.symbol().as_bytes(), other.symbol().as_bytes()) {
            ([one], [other]) => one == other,
            (one, other) => one == other,
        }
}

fn width(cell: &Cell) -> usize {
    let symbol = cell.symbol();
    if symbol.len() == 1 {
        1
    } else {
        cells::width(symbol)
    }
}

/// The cells of a row that are to be sent.
struct Changed<'a> {
    next: &'a [Cell],
    shown: &'a [Cell],
    at: usize,
    /// Up to here everything is sent: a wide letter that was there may have left its other half.
    anew: usize,
    y: u16,
}

impl<'a> Iterator for Changed<'a> {
    type Item = (u16, u16, &'a Cell);

    fn next(&mut self) -> Option<Self::Item> {
        while let (Some(next), Some(was)) = (self.next.get(self.at), self.shown.get(self.at)) {
            let at = self.at;
            let wide = width(next).max(1);
            // What lies under a wide letter is not seen.
            self.at += wide;
            if at < self.anew || !same(next, was) {
                for (at, was) in self.shown.iter().enumerate().take(self.at).skip(at) {
                    self.anew = self.anew.max(at + width(was));
                }
                return Some((u16::try_from(at).ok()?, self.y, next));
            }
        }
        None
    }
}
