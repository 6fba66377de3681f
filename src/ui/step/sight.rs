//! Which columns of a table are in sight: those that fit, with the cursor's among them.

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    cells,
    content::slot::Slot,
    ui::paint::{Paint, row},
};

/// Cells before the words: the cursor's mark.
pub(super) const LEAD: usize = 2;
/// Cells between columns.
pub(super) const GAP: usize = 2;
/// The fewest cells in which a column that wants more can be read.
const SHORTEST: usize = 10;
/// The fewest cells for the words.
const WORDS: usize = 14;

/// Which columns are in sight, how wide.
#[derive(Debug, PartialEq)]
pub(super) struct Sight {
    /// Cells of the words, which stand always.
    pub words: usize,
    /// Index and cells of the others.
    pub others: Vec<(usize, usize)>,
    /// Whether columns are left out before these.
    pub before: bool,
    /// Whether columns are left out behind these.
    pub behind: bool,
}

/// The most lines that a head may take.
const HEAD_LINES: usize = 2;

/// From this many lines of a table on, its heads may take two of them.
const BROKEN: u16 = 8;

/// The cells that each column would like: where its head stands on one line, and where it may be broken.
#[derive(Debug, Default)]
pub(super) struct Widths {
    whole: Vec<usize>,
    broken: Vec<usize>,
}

impl Widths {
    /// Asks for each column what it would like, given the cells that its head takes.
    pub(super) fn of<C>(columns: &[C], wanted: impl Fn(&C, fn(&str) -> usize) -> usize) -> Self {
        let all = |head: fn(&str) -> usize| columns.iter().map(|one| wanted(one, head)).collect();
        Self {
            whole: all(cells::width),
            broken: all(head_width),
        }
    }

    /// Those for a table of so many lines.
    pub(super) fn at(&self, height: u16) -> &[usize] {
        if height < BROKEN {
            &self.whole
        } else {
            &self.broken
        }
    }
}

/// The fewest cells in which a head can be read whole: broken between its words, where it has several.
fn head_width(head: &str) -> usize {
    let word = head.split_whitespace().map(cells::width).max().unwrap_or(0);
    let whole = cells::width(head);
    (word.max(1)..whole)
        .find(|wide| cells::wrap(head, *wide).len() <= HEAD_LINES)
        .unwrap_or(whole)
}

impl Sight {
    /// How many lines the heads of the columns in sight take, where the screen has them to give.
    pub(super) fn head_lines(
        &self,
        height: u16,
        head: impl Fn(usize) -> Option<(String, bool)>,
    ) -> u16 {
        let breaks = |(index, wide): &(usize, usize)| {
            head(*index).is_some_and(|(name, _)| cells::width(&name) > *wide)
        };
        1 + u16::from(height >= BROKEN && self.others.iter().any(breaks))
    }

    /// The heads of the columns in sight, on as many lines as there are; `head` says what stands over a column and whether
    /// the cursor is in it.
    pub(super) fn draw_head(
        &self,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        at: Rect,
        head: impl Fn(usize) -> Option<(String, bool)>,
    ) {
        let wide_of = |n: usize| u16::try_from(n).unwrap_or(0);
        let mut x = at.x + wide_of(LEAD);
        for (index, wide) in std::iter::once(&(0, self.words)).chain(&self.others) {
            let Some((name, here)) = head(*index) else {
                continue;
            };
            let slot = if here { Slot::Heading } else { Slot::Muted };
            let width = wide_of(*wide).min(at.right().saturating_sub(x));
            let last = at.height.saturating_sub(1);
            for (y, range) in (0..=last).zip(cells::wrap_ranges(&name, usize::from(width))) {
                // The last line takes the rest, so that a cut shows.
                let end = if y == last { name.len() } else { range.end };
                let line = row(Rect { x, width, ..at }, y);
                paint.line(buf, line, &name[range.start..end], slot);
            }
            x += width + wide_of(GAP);
        }
        // There is more on either side: Tab goes there.
        if self.behind {
            paint.right(buf, at, paint.glyph("›", ">"), Slot::Accent);
        }
        if self.before {
            let x = at.x + wide_of(LEAD + self.words);
            let place = Rect {
                x: x.min(at.right().saturating_sub(1)),
                width: 1,
                ..at
            };
            paint.line(buf, place, paint.glyph("‹", "<"), Slot::Accent);
        }
    }

    /// The columns in sight on so many cells, where `widths` are the cells that each would like, `from` is the first that
    /// was shown last behind the words, and `cursor` must be among them. The last takes what is left, where that is
    /// enough to be read.
    pub(super) fn of(widths: &[usize], cells: usize, from: usize, cursor: usize) -> Self {
        // The last cell says that there is more.
        let cells = cells.saturating_sub(LEAD + 1);
        let words = widths.first().copied().unwrap_or(WORDS);
        let room = cells.saturating_sub(words.clamp(WORDS, (cells / 3).max(WORDS)));
        let last = widths.len().saturating_sub(1);
        let shows = |from: usize, at: usize| {
            fitting(widths, room, from)
                .iter()
                .any(|(other, _)| *other == at)
        };
        let mut from = from.clamp(1, last.max(1));
        if cursor > 0 {
            from = from.min(cursor);
            while !shows(from, cursor) && from < cursor {
                from += 1;
            }
        }
        // Nothing stays hidden on the left that has room.
        while from > 1 && shows(from - 1, last) {
            from -= 1;
        }
        let others = fitting(widths, room, from);
        let used: usize = others.iter().map(|(_, cells)| cells + GAP).sum();
        Self {
            words: cells.saturating_sub(used),
            before: from > 1,
            behind: others.last().is_some_and(|(at, _)| *at < last),
            others,
        }
    }

    /// The first column shown behind the words.
    pub(super) fn from(&self) -> usize {
        self.others.first().map_or(1, |(at, _)| *at)
    }
}

fn fitting(widths: &[usize], room: usize, from: usize) -> Vec<(usize, usize)> {
    let mut left = room;
    let mut others: Vec<(usize, usize)> = Vec::new();
    for (at, wanted) in widths.iter().copied().enumerate().skip(from) {
        let cells = wanted.min(left.saturating_sub(GAP));
        if cells < wanted.min(SHORTEST) && !others.is_empty() {
            break;
        }
        others.push((at, cells));
        left = left.saturating_sub(cells + GAP);
    }
    others
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn the_cursor_is_in_sight_and_nothing_is_wider_than_the_screen(
            widths in prop::collection::vec(4usize..60, 2..12),
            cells in 38usize..160,
            from in 0usize..12,
            cursor in 0usize..12,
        ) {
            let cursor = cursor % widths.len();
            let sight = Sight::of(&widths, cells, from, cursor);
            prop_assert!(cursor == 0 || sight.others.iter().any(|(at, _)| *at == cursor));
            let used: usize = sight.others.iter().map(|(_, cells)| cells + GAP).sum();
            prop_assert!(LEAD + sight.words + used < cells);
            prop_assert!(sight.words >= WORDS);
        }
    }

    #[test]
    fn what_has_room_is_all_in_sight() {
        let sight = Sight::of(&[20, 8, 12], 80, 2, 0);
        assert_eq!(sight.others, [(1, 8), (2, 12)]);
        assert!(!sight.before && !sight.behind);
    }
}
