//! Where everything of a chart goes, in cells: a cell is one character of a terminal, or its box in print.
//!
//! Owns every decision about place: scales, which labels fit, how labels at line ends make way for each
//! other. Drawing only puts things where this says.

use unicode_width::UnicodeWidthStr;

use super::{Chart, Line, Role, plain, ticks};
use crate::insight::Period;

/// A word or number and where it begins.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Text {
    /// Column of its first character.
    pub column: usize,
    /// Row.
    pub row: usize,
    /// What it says; it fits.
    pub text: String,
    /// What it belongs to.
    pub role: Role,
}

/// A line in cells: each stretch as points, from the top left corner.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Path {
    pub role: Role,
    pub measured: bool,
    pub stretches: Vec<Vec<(f64, f64)>>,
    /// Outline of the band, closed; empty for none.
    pub band: Vec<(f64, f64)>,
}

/// A legend entry: its sample begins at the column, its text three columns further.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    pub column: usize,
    pub row: usize,
    pub role: Role,
    pub text: String,
}

/// Everything in its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Layout {
    /// Columns of the plot: the first, and the one after the last.
    pub columns: (usize, usize),
    /// Rows of the plot: the first, and the one after the last.
    pub rows: (usize, usize),
    /// Title, end labels and value labels.
    pub texts: Vec<Text>,
    /// Rows of the value axis with their numbers, right-aligned before the axis.
    pub y_ticks: Vec<(usize, String)>,
    /// Columns of the time axis that carry a mark.
    pub x_ticks: Vec<usize>,
    /// Names of periods under the marks.
    pub x_labels: Vec<Text>,
    pub paths: Vec<Path>,
    /// Columns at which the definition changed.
    pub breaks: Vec<f64>,
    pub legend: Vec<Entry>,
}

/// Smallest picture that says anything.
const FEWEST: (usize, usize) = (12, 5);

/// Space between things that stand side by side.
const GAP: usize = 2;

struct Scale {
    from: f64,
    to: f64,
    start: f64,
    length: f64,
}

impl Scale {
    fn place(&self, value: f64) -> f64 {
        let share = if self.to > self.from {
            (value - self.from) / (self.to - self.from)
        } else {
            0.5
        };
        self.start + share.clamp(0.0, 1.0) * self.length
    }
}

#[expect(clippy::cast_precision_loss, reason = "columns and rows of a screen")]
fn cells(count: usize) -> f64 {
    count as f64
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "places inside a picture of at most 65,535 cells"
)]
pub(super) fn cell(place: f64) -> usize {
    place.max(0.0) as usize
}

/// Shortens a text to `width` columns, with `…` where something is left out.
fn clipped(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut short = String::new();
    for c in text.chars() {
        if short.width() + unicode_width::UnicodeWidthChar::width(c).unwrap_or(0) + 1 > width {
            break;
        }
        short.push(c);
    }
    if width > 0 {
        short.push('…');
    }
    short
}

impl Layout {
    /// Lays a chart out in `width` × `height` cells; `None` where that is too small, or nothing is to be seen.
    pub fn of(chart: &Chart, width: usize, height: usize) -> Option<Self> {
        let target = target_line(chart);
        let lines: Vec<&Line> = chart
            .lines
            .iter()
            .chain(&target)
            .filter(|line| line.last().is_some())
            .collect();
        if width < FEWEST.0 || height < FEWEST.1 || lines.is_empty() {
            return None;
        }
        let roomy = width >= 40 && height >= 10;
        let top = if chart.title.is_empty() && chart.unit.is_empty() || !roomy {
            0
        } else {
            2
        };
        let legend = if roomy {
            legend(&lines, width)
        } else {
            Vec::new()
        };
        let legend_rows = legend.last().map_or(0, |entry: &Entry| entry.row + 2);
        // The time axis takes two rows.
        let bottom = height.checked_sub(2 + legend_rows)?;
        if bottom < top + 3 {
            return None;
        }

        let (low, high) = value_range(&lines);
        let y_values = ticks::round_values(low, high, ((bottom - top) / 4).clamp(2, 8));
        let number_width = y_values
            .iter()
            .map(|(_, text)| text.width())
            .max()
            .unwrap_or(1);
        let left = number_width + 3;
        let (first, last) = time_range(&lines)?;
        let ends: Vec<(&Line, String)> = lines
            .iter()
            .filter_map(|line| end_label(line, last).map(|text| (*line, text)))
            .collect();
        let widest = ends.iter().map(|(_, text)| text.width()).max().unwrap_or(0);
        let gutter = if roomy {
            (widest + GAP).min(width * 2 / 5)
        } else {
            1
        };
        let right = width
            .checked_sub(gutter)
            .filter(|right| *right > left + 4)?;

        let y_low = y_values.first().map_or(low, |(v, _)| *v);
        let y_high = y_values.last().map_or(high, |(v, _)| *v);
        let plot_rows = cells(bottom - top - 1);
        // Counted from the bottom, because rows grow downwards and values upwards.
        let up = Scale {
            from: y_low,
            to: y_high,
            start: 0.0,
            length: plot_rows,
        };
        let y = |value: f64| cells(top) + 0.5 + plot_rows - up.place(value);
        let pad = 1.0;
        let x_scale = Scale {
            from: first.at(),
            to: last.at(),
            start: cells(left) + 0.5 + pad,
            length: cells(right - left - 1) - 2.0 * pad,
        };
        let x = |period: Period| x_scale.place(period.at());

        let paths: Vec<Path> = lines.iter().map(|line| path(line, &x, &y)).collect();
        let (x_ticks, x_labels) = time_axis(&lines, first, last, &x, bottom + 1, width);
        let mut texts = Vec::new();
        if top > 0 {
            let title = [chart.title.as_str(), chart.unit.as_str()]
                .into_iter()
                .filter(|t| !t.is_empty())
                .collect::<Vec<_>>();
            texts.push(Text {
                column: 1,
                row: 0,
                text: clipped(&title.join(", "), width - 1),
                role: Role::Title,
            });
        }
        if roomy {
            texts.extend(end_labels(&ends, right + GAP - 1, width, (top, bottom), &y));
        }
        texts.extend(latest_values(
            &lines,
            last,
            &paths,
            (left, right),
            (top, bottom),
        ));
        let breaks = chart
            .breaks
            .iter()
            .map(|(before, after)| {
                before.map_or_else(|| x(*after), |before| f64::midpoint(x(before), x(*after)))
            })
            .collect();
        Some(Self {
            columns: (left, right),
            rows: (top, bottom),
            texts,
            y_ticks: y_values
                .iter()
                .map(|(value, text)| (cell(y(*value)), text.clone()))
                .collect(),
            x_ticks,
            x_labels,
            paths,
            breaks,
            legend: legend
                .into_iter()
                .map(|entry| Entry {
                    row: entry.row + bottom + 3,
                    ..entry
                })
                .collect(),
        })
    }
}

/// The target as a level line over the whole time that is shown.
fn target_line(chart: &Chart) -> Option<Line> {
    let (value, label, until) = chart.target.as_ref()?;
    let first = chart
        .lines
        .iter()
        .filter_map(|line| line.points().next())
        .map(|(period, _)| period)
        .min();
    let last = chart
        .lines
        .iter()
        .filter_map(Line::last)
        .map(|(period, _)| period)
        .chain(*until)
        .max()?;
    let first = first.unwrap_or(last);
    let label = until.map_or_else(|| label.clone(), |period| format!("{label} {period}"));
    Some(Line {
        role: Role::Target,
        label,
        stretches: vec![vec![(first, *value), (last, *value)]],
        band: Vec::new(),
    })
}

/// Lowest and highest value; from 0 where that is near enough to keep the curve's shape.
fn value_range(lines: &[&Line]) -> (f64, f64) {
    let values = || {
        lines
            .iter()
            .flat_map(|line| line.points())
            .map(|(_, value)| value)
    };
    let (low, high) = (
        values().fold(f64::INFINITY, f64::min),
        values().fold(f64::NEG_INFINITY, f64::max),
    );
    if low > 0.0 && low < high * 0.5 {
        (0.0, high)
    } else {
        (low, high)
    }
}

fn time_range(lines: &[&Line]) -> Option<(Period, Period)> {
    let periods = || {
        lines
            .iter()
            .flat_map(|line| line.points())
            .map(|(period, _)| period)
    };
    Some((periods().min()?, periods().max()?))
}

/// What stands behind a line that reaches the right edge: its latest value and its name.
fn end_label(line: &Line, last: Period) -> Option<String> {
    let (period, value) = line.last()?;
    (period == last).then(|| {
        format!("{} {}", plain(value), line.label)
            .trim_end()
            .to_owned()
    })
}

fn path(line: &Line, x: &impl Fn(Period) -> f64, y: &impl Fn(f64) -> f64) -> Path {
    let upper = line
        .band
        .iter()
        .map(|(period, _, high)| (x(*period), y(*high)));
    let lower = line
        .band
        .iter()
        .rev()
        .map(|(period, low, _)| (x(*period), y(*low)));
    let start = line
        .points()
        .next()
        .map(|(period, value)| (x(period), y(value)))
        .filter(|_| !line.band.is_empty());
    Path {
        role: line.role,
        measured: line.measured(),
        stretches: line
            .stretches
            .iter()
            .map(|s| s.iter().map(|(p, v)| (x(*p), y(*v))).collect())
            .collect(),
        band: start.into_iter().chain(upper).chain(lower).collect(),
    }
}

/// Marks of the time axis and the names that fit under them: every one, every second, every fifth...
fn time_axis(
    lines: &[&Line],
    first: Period,
    last: Period,
    x: &impl Fn(Period) -> f64,
    row: usize,
    width: usize,
) -> (Vec<usize>, Vec<Text>) {
    let mut counts: Vec<i32> = lines
        .iter()
        .flat_map(|line| line.points())
        .map(|(p, _)| p.count() - first.count())
        .collect();
    counts.push(last.count() - first.count());
    let interval = counts.into_iter().fold(0, gcd).max(1);
    let whole = (last.count() - first.count()) / interval;
    for every in [
        1, 2, 3, 4, 5, 6, 10, 12, 20, 24, 25, 50, 60, 100, 120, 250, 500, 1_000, 5_000, 20_000,
        100_000, 1_000_000,
    ] {
        // Fewer periods than a mark needs columns can be seen at once, so that long series are cheap too.
        if cells(width) < f64::from(whole / every) * 2.0 {
            continue;
        }
        let periods = (0..=whole / every).filter_map(|i| first.next(i * every * interval));
        let mut ticks = Vec::new();
        let mut labels: Vec<Text> = Vec::new();
        let mut free_from = 0;
        let mut fits = true;
        for period in periods {
            let text = period.to_string();
            let at = cell(x(period));
            let length = text.width();
            let column = at
                .saturating_sub(length / 2)
                .min(width.saturating_sub(length));
            fits &= labels.is_empty() || column >= free_from;
            free_from = column + length + GAP;
            ticks.push(at);
            labels.push(Text {
                column,
                row,
                text,
                role: Role::Label,
            });
        }
        if fits {
            return (ticks, labels);
        }
    }
    (Vec::new(), Vec::new())
}

fn gcd(a: i32, b: i32) -> i32 {
    if b == 0 { a.abs() } else { gcd(b, a % b) }
}

/// Labels at the ends of lines, moved apart until each has a row of its own, as near to its line as it can be.
fn end_labels(
    ends: &[(&Line, String)],
    column: usize,
    width: usize,
    (top, bottom): (usize, usize),
    y: &impl Fn(f64) -> f64,
) -> Vec<Text> {
    let mut labels: Vec<(f64, &Line, &str)> = ends
        .iter()
        .filter_map(|(line, text)| {
            line.last()
                .map(|(_, value)| (y(value), *line, text.as_str()))
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
        .map(|((_, line, text), row)| Text {
            column,
            row,
            text: clipped(text, room),
            role: line.role,
        })
        .collect()
}

/// The latest measured value where the line ends before the right edge: above or below its last point,
/// wherever no line runs.
fn latest_values(
    lines: &[&Line],
    last: Period,
    paths: &[Path],
    (left, right): (usize, usize),
    (top, bottom): (usize, usize),
) -> Vec<Text> {
    let mut texts: Vec<Text> = Vec::new();
    for (line, path) in lines.iter().zip(paths) {
        let Some((period, value)) = line.last().filter(|_| line.measured()) else {
            continue;
        };
        let Some(&(x, y)) = path.stretches.last().and_then(|s| s.last()) else {
            continue;
        };
        if period == last {
            continue;
        }
        let text = plain(value);
        let length = text.width();
        let column = cell(x)
            .saturating_sub(length / 2)
            .clamp(left, right.saturating_sub(length).max(left));
        let rows = [
            cell(y).checked_sub(1),
            Some(cell(y) + 1),
            cell(y).checked_sub(2),
            Some(cell(y) + 2),
        ];
        let free = rows
            .into_iter()
            .flatten()
            .filter(|row| (top..bottom).contains(row))
            .find(|row| {
                let taken = texts.iter().any(|t| {
                    t.row == *row
                        && t.column < column + length + 1
                        && column < t.column + t.text.width() + 1
                });
                !taken
                    && !paths
                        .iter()
                        .any(|p| crosses(p, (column, column + length), *row))
            });
        if let Some(row) = free {
            texts.push(Text {
                column,
                row,
                text,
                role: line.role,
            });
        }
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
fn legend(lines: &[&Line], width: usize) -> Vec<Entry> {
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
