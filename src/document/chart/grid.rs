//! A chart as cells of a terminal: braille, thick blocks for blurred video calls, or plain ASCII.

use std::fmt;

use unicode_normalization::UnicodeNormalization;
use unicode_width::UnicodeWidthChar;

use super::layout::{Layout, cell};
use super::{Chart, Role};
use crate::insight::Period;

/// Which characters a chart is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Glyphs {
    /// Fine: eight dots to a cell.
    #[default]
    Braille,
    /// Thick: four quarters to a cell, for projectors and video calls.
    Blocks,
    /// Letters that every terminal has.
    Ascii,
}

impl Glyphs {
    /// Dots to a cell, across and down.
    fn dots(self) -> (usize, usize) {
        match self {
            Self::Braille => (2, 4),
            Self::Blocks => (2, 2),
            Self::Ascii => (1, 1),
        }
    }

    /// The character for a cell's dots, one bit each, row by row from the top left.
    fn glyph(self, dots: u8, role: Role) -> char {
        const QUARTERS: [char; 16] = [
            ' ', '▘', '▝', '▀', '▖', '▌', '▞', '▛', '▗', '▚', '▐', '▜', '▄', '▙', '▟', '█',
        ];
        // Braille numbers its dots down the columns, with the bottom row added later.
        const BRAILLE: [u8; 8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80];
        match self {
            Self::Braille => {
                let bits = BRAILLE
                    .iter()
                    .enumerate()
                    .filter(|(bit, _)| dots >> bit & 1 == 1)
                    .map(|(_, code)| u32::from(*code));
                char::from_u32(0x2800 + bits.sum::<u32>()).unwrap_or(' ')
            }
            Self::Blocks => QUARTERS.get(usize::from(dots)).copied().unwrap_or(' '),
            Self::Ascii => ascii(role),
        }
    }

    /// The mark of a measured point.
    fn mark(self, role: Role) -> char {
        const MARKS: [char; 8] = ['●', '○', '◆', '◇', '▲', '△', '■', '□'];
        match (self, role) {
            (Self::Ascii, Role::History) => '#',
            (Self::Ascii, _) => ascii(role),
            // Everybody's curve, drawn beside the groups, has the first mark.
            (_, Role::Group(group)) => MARKS[(usize::from(group) + 1) % MARKS.len()],
            _ => MARKS[0],
        }
    }

    /// How a line looks, in three cells.
    fn sample(self, role: Role) -> [char; 3] {
        if self == Self::Ascii {
            let (line, mark) = (ascii(role), self.mark(role));
            return match role {
                Role::History => [line, mark, line],
                Role::Group(_) => [mark, ' ', ' '],
                _ => [line, ' ', line],
            };
        }
        match role {
            Role::History => ['━', '●', '━'],
            Role::Group(_) => ['─', self.mark(role), '─'],
            Role::Forecast => ['╍', '╍', ' '],
            Role::Frozen => ['━', '╍', ' '],
            Role::Guess => ['·', ' ', '·'],
            Role::Turn => ['┅', '┅', ' '],
            _ => ['╌', '╌', ' '],
        }
    }

    fn axes(self) -> Axes {
        if self == Self::Ascii {
            Axes {
                up: '|',
                tick: '+',
                corner: '+',
                along: '-',
                mark: '+',
                change: ':',
                mark_line: '!',
            }
        } else {
            Axes {
                up: '│',
                tick: '┤',
                corner: '└',
                along: '─',
                mark: '┬',
                change: '┊',
                mark_line: '╎',
            }
        }
    }
}

struct Axes {
    up: char,
    tick: char,
    corner: char,
    along: char,
    mark: char,
    change: char,
    mark_line: char,
}

fn ascii(role: Role) -> char {
    const GROUPS: [char; 8] = ['@', '%', '&', 'x', 'o', '$', '~', '='];
    match role {
        Role::History => '*',
        Role::Group(group) => GROUPS[usize::from(group) % GROUPS.len()],
        Role::Forecast => '+',
        Role::Frozen => 'f',
        Role::Guess => '.',
        Role::Turn => '^',
        _ => '-',
    }
}

/// Dots drawn and dots left out, in turn, measured along the line: how lines are told apart without colour.
fn dashes(role: Role, glyphs: Glyphs) -> (usize, usize) {
    match (glyphs, role) {
        (_, Role::History | Role::Group(_)) => (1, 0),
        (Glyphs::Ascii, Role::Guess | Role::Forecast | Role::Frozen | Role::Turn) => (1, 1),
        (Glyphs::Ascii, _) => (1, 2),
        (_, Role::Forecast) => (4, 3),
        (_, Role::Frozen) => (7, 2),
        (_, Role::Guess) => (1, 3),
        (_, Role::Turn) => (2, 2),
        (Glyphs::Braille | Glyphs::Blocks, _) => (3, 5),
    }
}

/// Whose colour a cell has that several lines run through.
fn rank(role: Role) -> u8 {
    match role {
        Role::Blank => 0,
        Role::Axis | Role::Break | Role::Mark => 1,
        Role::Target => 2,
        Role::Turn => 3,
        Role::Forecast => 4,
        Role::Frozen => 5,
        Role::Guess => 6,
        Role::Group(_) => 7,
        Role::History => 8,
        Role::Title | Role::Label => 9,
    }
}

/// One cell of a drawn chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GridCell {
    /// Its character; `\0` where the wide character before it reaches in.
    pub glyph: char,
    /// What it shows.
    pub role: Role,
}

/// A chart drawn in cells; `Display` writes it as lines of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    width: usize,
    cells: Vec<GridCell>,
    points: Vec<(Period, usize)>,
    high: (usize, usize),
}

impl Grid {
    fn blank(width: usize, height: usize) -> Self {
        Self {
            width,
            cells: vec![
                GridCell {
                    glyph: ' ',
                    role: Role::Blank
                };
                width * height
            ],
            points: Vec::new(),
            high: (0, 0),
        }
    }

    /// Its rows, from the top, each as wide as was asked for.
    pub fn rows(&self) -> impl Iterator<Item = &[GridCell]> + '_ {
        self.cells.chunks(self.width.max(1))
    }

    /// The periods that something was measured for, in order, each with its column.
    pub fn points(&self) -> &[(Period, usize)] {
        &self.points
    }

    /// The first row of the picture itself, without its axes and words, and the row behind its last.
    pub fn high(&self) -> (usize, usize) {
        self.high
    }

    fn put(&mut self, column: usize, row: usize, glyph: char, role: Role) {
        if column < self.width
            && let Some(cell) = self.cells.get_mut(row * self.width + column)
        {
            *cell = GridCell { glyph, role };
        }
    }

    fn write(&mut self, column: usize, row: usize, text: &str, role: Role, glyphs: Glyphs) {
        let mut at = column;
        for c in text.nfc() {
            let c = if glyphs == Glyphs::Ascii && c == '…' {
                '~'
            } else {
                c
            };
            let wide = c.width().unwrap_or(0);
            if at + wide > self.width {
                return;
            }
            if wide > 0 {
                self.put(at, row, c, role);
                for rest in 1..wide {
                    self.put(at + rest, row, '\0', role);
                }
                at += wide;
            }
        }
    }
}

impl fmt::Display for Grid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in self.rows() {
            let line: String = row
                .iter()
                .map(|cell| cell.glyph)
                .filter(|glyph| *glyph != '\0')
                .collect();
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

pub(super) fn draw(chart: &Chart, width: u16, height: u16, glyphs: Glyphs) -> Grid {
    let (width, height) = (usize::from(width), usize::from(height));
    let mut grid = Grid::blank(width, height);
    let Some(layout) = Layout::of(chart, width, height) else {
        return grid;
    };
    let points = layout.points.iter();
    grid.points = points.map(|(period, x)| (*period, cell(*x))).collect();
    grid.high = layout.rows;
    axes(&mut grid, &layout, glyphs);

    let mut raster = Raster::new(width, height, glyphs);
    for path in &layout.paths {
        let (on, off) = dashes(path.role, glyphs);
        for stretch in &path.stretches {
            raster.line(stretch, path.role, on, off);
        }
    }
    raster.put_on(&mut grid, &layout);

    // Marks of points that stand closer than two columns would hide the line between them.
    let room = layout.columns.1 - layout.columns.0;
    for path in layout.paths.iter().filter(|path| path.measured).rev() {
        let alone = path.stretches.iter().filter(|s| s.len() == 1).flatten();
        let all = path.stretches.iter().flatten();
        let count = path.stretches.iter().map(Vec::len).sum::<usize>();
        let marks: Vec<&(f64, f64)> = if count * 2 <= room {
            all.collect()
        } else {
            alone.collect()
        };
        for (x, y) in marks {
            grid.put(cell(*x), cell(*y), glyphs.mark(path.role), path.role);
        }
    }
    for text in &layout.texts {
        grid.write(text.column, text.row, &text.text, text.role, glyphs);
    }
    for entry in &layout.legend {
        for (i, glyph) in glyphs.sample(entry.role).into_iter().enumerate() {
            grid.put(entry.column + i, entry.row, glyph, entry.role);
        }
        grid.write(
            entry.column + 4,
            entry.row,
            &entry.text,
            Role::Label,
            glyphs,
        );
    }
    grid
}

fn axes(grid: &mut Grid, layout: &Layout, glyphs: Glyphs) {
    let marks = glyphs.axes();
    let axis = layout.columns.0 - 1;
    let (top, bottom) = layout.rows;
    for row in top..bottom {
        grid.put(axis, row, marks.up, Role::Axis);
        for change in &layout.breaks {
            grid.put(cell(*change), row, marks.change, Role::Break);
        }
        for mark in &layout.marks {
            grid.put(cell(*mark), row, marks.mark_line, Role::Mark);
        }
    }
    for (row, text) in &layout.y_ticks {
        let row = cell(*row);
        grid.put(axis, row, marks.tick, Role::Axis);
        let length = text.chars().count();
        grid.write(
            (axis - 1).saturating_sub(length),
            row,
            text,
            Role::Label,
            glyphs,
        );
    }
    grid.put(axis, bottom, marks.corner, Role::Axis);
    for column in layout.columns.0..layout.columns.1 {
        grid.put(column, bottom, marks.along, Role::Axis);
    }
    for column in &layout.x_ticks {
        grid.put(cell(*column), bottom, marks.mark, Role::Axis);
    }
    for text in &layout.x_labels {
        grid.write(text.column, text.row, &text.text, text.role, glyphs);
    }
}

/// Dots finer than cells, gathered before they become characters.
struct Raster {
    width: usize,
    glyphs: Glyphs,
    cells: Vec<(u8, Role)>,
}

impl Raster {
    fn new(width: usize, height: usize, glyphs: Glyphs) -> Self {
        Self {
            width,
            glyphs,
            cells: vec![(0, Role::Blank); width * height],
        }
    }

    fn dot(&mut self, x: usize, y: usize, role: Role) {
        let (across, down) = self.glyphs.dots();
        let (column, row) = (x / across, y / down);
        if column >= self.width {
            return;
        }
        if let Some((dots, owner)) = self.cells.get_mut(row * self.width + column) {
            *dots |= 1 << (y % down * across + x % across);
            if rank(role) > rank(*owner) {
                *owner = role;
            }
        }
    }

    /// Draws a line through points given in cells, `on` dots and `off` none in turn.
    fn line(&mut self, points: &[(f64, f64)], role: Role, on: usize, off: usize) {
        let (across, down) = self.glyphs.dots();
        let scale = |count: usize| f64::from(u32::try_from(count).unwrap_or(1));
        let fine = |&(x, y): &(f64, f64)| (cell(x * scale(across)), cell(y * scale(down)));
        let mut step = 0;
        for (from, to) in points.iter().map(fine).zip(points.iter().skip(1).map(fine)) {
            let (dx, dy) = (from.0.abs_diff(to.0), from.1.abs_diff(to.1));
            let length = dx.max(dy);
            for i in 0..=length {
                // The first dot of a stretch is the last of the one before it.
                if i == 0 && step > 0 {
                    continue;
                }
                let along = |a: usize, b: usize| {
                    let moved = (a.abs_diff(b) * i + length / 2) / length.max(1);
                    if b >= a { a + moved } else { a - moved }
                };
                if step % (on + off) < on {
                    self.dot(along(from.0, to.0), along(from.1, to.1), role);
                }
                step += 1;
            }
        }
    }

    fn put_on(&self, grid: &mut Grid, layout: &Layout) {
        for (at, (dots, role)) in self.cells.iter().enumerate() {
            let (column, row) = (at % self.width, at / self.width);
            let inside = (layout.columns.0..layout.columns.1).contains(&column)
                && (layout.rows.0..layout.rows.1).contains(&row);
            if *dots > 0 && inside {
                grid.put(column, row, self.glyphs.glyph(*dots, *role), *role);
            }
        }
    }
}
