//! Words beside lines: names at their ends, latest values, the legend. Nothing overlaps; what has no room stays out.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::super::{Line, plain};
use super::{Entry, Frame, GAP, Label, Path, cell, cells};
use crate::insight::Period;

/// Shortens a text to `width` columns, with `…` where something is left out.
pub(super) fn clipped(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    for c in text.chars() {
        if short.width() + UnicodeWidthChar::width(c).unwrap_or(0) + 1 > width {
            break;
        }
        short.push(c);
    }
    if width > 0 {
        short.push('…');
    }
    short
}

/// Lines that reach the right edge, each with what stands behind it: its latest value and its name.
pub(super) fn at_the_end<'a>(lines: &[&'a Line], last: Period) -> Vec<(&'a Line, String)> {
    let label = |line: &'a Line| {
        let (_, value) = line.last().filter(|(period, _)| *period == last)?;
        Some((
            line,
            format!("{} {}", plain(value), line.label)
                .trim_end()
                .to_owned(),
        ))
    };
    lines.iter().filter_map(|line| label(line)).collect()
}

/// Labels at the ends of lines, moved apart until each has a row of its own, as near to its line as it can be.
pub(super) fn ends(ends: &[(&Line, String)], width: usize, frame: &Frame) -> Vec<Label> {
    let (top, bottom) = frame.rows;
    let column = frame.columns.1 + GAP - 1;
    let mut labels: Vec<(f64, &Line, &str)> = ends
        .iter()
        .filter_map(|(line, text)| {
            line.last()
                .map(|(_, value)| (frame.y(value), *line, text.as_str()))
        })
        .collect();
    labels.sort_by(|a, b| a.0.total_cmp(&b.0));
    let most = bottom - top;
    labels.truncate(most);
    let mut rows: Vec<usize> = Vec::with_capacity(labels.len());
    for (y, ..) in &labels {
        let free = rows.last().map_or(top, |row| row + 1);
        rows.push(cell(*y).max(free));
    }
    // What was pushed over the lower edge pushes the others back up.
    let mut limit = bottom;
    for row in rows.iter_mut().rev() {
        *row = (*row).min(limit.saturating_sub(1));
        limit = *row;
    }
    let room = width.saturating_sub(column);
    labels
        .iter()
        .zip(rows)
        .map(|((_, line, text), row)| Label {
            column,
            row,
            text: clipped(text, room),
            role: line.role,
        })
        .collect()
}

/// The latest value of measured lines that end before the right edge: beside their last point, in the order
/// of their values, on the nearest rows where no line runs. What finds no room is left out; the figures in
/// words have it.
pub(super) fn latest_values(
    lines: &[&Line],
    last: Period,
    paths: &[Path],
    frame: &Frame,
) -> Vec<Label> {
    let ((left, right), (top, bottom)) = (frame.columns, frame.rows);
    let mut ends: Vec<(f64, f64, &Line, f64)> = lines
        .iter()
        .zip(paths)
        .filter_map(|(line, path)| {
            let (period, value) = line
                .last()
                .filter(|(period, _)| line.measured() && *period < last)?;
            let (x, y) = *path.stretches.last()?.last()?;
            (period < last).then_some((x, y, *line, value))
        })
        .collect();
    ends.sort_by(|a, b| a.1.total_cmp(&b.1));
    let several = ends.len() > 1;
    let rows: Vec<usize> = ends.iter().map(|(_, y, ..)| cell(*y)).collect();
    let mut texts: Vec<Label> = Vec::new();
    for (x, y, line, value) in ends {
        let number = plain(value);
        let named = if several {
            format!("{number} {}", line.label)
        } else {
            number.clone()
        };
        let beside = [
            (&named, cell(x) + 2),
            (&number, cell(x) + 2),
            (&number, cell(x).saturating_sub(number.width() / 2)),
        ];
        let above = texts.iter().map(|text| text.row + 1).max().unwrap_or(top);
        let place = beside.into_iter().find_map(|(text, column)| {
            let end = column + text.width();
            let fits = column >= left && end < right;
            let near = |distance: usize| [cell(y).wrapping_sub(distance), cell(y) + distance];
            // On a row where another line ends, the label would be taken for that line's.
            let own = |row: &usize| {
                rows.iter().filter(|other| *other == row).count() == usize::from(*row == cell(y))
            };
            (0..3)
                .flat_map(near)
                .filter(|row| fits && own(row) && (top.max(above)..bottom).contains(row))
                .find(|row| {
                    !paths
                        .iter()
                        .any(|p| crosses(p, (column.saturating_sub(1), end + 1), *row))
                })
                .map(|row| Label {
                    column,
                    row,
                    text: text.clone(),
                    role: line.role,
                })
        });
        texts.extend(place);
    }
    texts
}

/// Whether a path runs through the cells of a row between two columns.
fn crosses(path: &Path, (from, to): (usize, usize), row: usize) -> bool {
    let (from, to) = (cells(from), cells(to));
    path.stretches.iter().any(|stretch| {
        let pairs = stretch
            .windows(2)
            .map(|w| (w[0], w[1]))
            .chain(stretch.first().map(|p| (*p, *p)));
        pairs.into_iter().any(|((x1, y1), (x2, y2))| {
            if x2 < from || x1 > to {
                return false;
            }
            let at = |x: f64| {
                if x2 > x1 {
                    y1 + (y2 - y1) * (x.clamp(x1, x2) - x1) / (x2 - x1)
                } else {
                    y1
                }
            };
            let (a, b) = (at(from), at(to));
            a.min(b) < cells(row + 1) && a.max(b) >= cells(row)
        })
    })
}

/// Legend entries in rows counted from 0; none for a single line, whose name stands at its end.
pub(super) fn legend(lines: &[&Line], width: usize) -> Vec<Entry> {
    if lines.len() < 2 {
        return Vec::new();
    }
    let mut entries = Vec::new();
    let (mut column, mut row) = (1, 0);
    for line in lines.iter().filter(|line| !line.label.is_empty()) {
        let text = clipped(&line.label, width.saturating_sub(6));
        let length = 3 + text.width();
        if column > 1 && column + length > width {
            (column, row) = (1, row + 1);
        }
        if row > 1 {
            break;
        }
        entries.push(Entry {
            column,
            row,
            role: line.role,
            text,
        });
        column += length + GAP + 1;
    }
    entries
}
