//! Where everything of a chart goes, in cells: a cell is one character of a terminal, or its box in print.
//!
//! Owns every decision about place: scales, which labels fit, how labels at line ends make way for each
//! other. Drawing only puts things where this says.

mod axes;
mod labels;

use unicode_width::UnicodeWidthStr;

use super::{Chart, Line, Role};
use crate::insight::Period;

/// A word or number and where it begins.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Label {
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
    pub texts: Vec<Label>,
    /// Heights of the value axis with their numbers, right-aligned before the axis.
    pub y_ticks: Vec<(f64, String)>,
    /// Places of the time axis that carry a mark.
    pub x_ticks: Vec<f64>,
    /// Names of periods under the marks.
    pub x_labels: Vec<Label>,
    pub paths: Vec<Path>,
    /// Columns at which the definition changed.
    pub breaks: Vec<f64>,
    /// The periods that something was measured for, in order, each with its column.
    pub points: Vec<(Period, f64)>,
    /// Columns at which something happened.
    pub marks: Vec<f64>,
    pub legend: Vec<Entry>,
}

/// Smallest picture that says anything.
const FEWEST: (usize, usize) = (12, 5);

/// Space between things that stand side by side.
const GAP: usize = 2;

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

/// The plot and its two scales.
struct Frame {
    columns: (usize, usize),
    rows: (usize, usize),
    time: Scale,
    /// Counted from the bottom, because rows grow downwards and values upwards.
    up: Scale,
}

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

impl Frame {
    fn new(
        columns: (usize, usize),
        rows: (usize, usize),
        time: (Period, Period),
        values: (f64, f64),
    ) -> Self {
        // The first and the last point stand a column away from the edges.
        let pad = 1.0;
        let time = Scale {
            from: time.0.at(),
            to: time.1.at(),
            start: cells(columns.0) + 0.5 + pad,
            length: cells(columns.1 - columns.0 - 1) - 2.0 * pad,
        };
        let up = Scale {
            from: values.0,
            to: values.1,
            start: 0.0,
            length: cells(rows.1 - rows.0 - 1),
        };
        Self {
            columns,
            rows,
            time,
            up,
        }
    }

    fn x(&self, period: Period) -> f64 {
        self.time.place(period.at())
    }

    fn y(&self, value: f64) -> f64 {
        cells(self.rows.0) + 0.5 + self.up.length - self.up.place(value)
    }
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
        if width < FEWEST.0 || height < FEWEST.1 {
            return None;
        }
        let roomy = width >= 40 && height >= 10;
        let title = if roomy { title(chart, width) } else { None };
        let top = if title.is_some() { 2 } else { 0 };
        let legend = if roomy {
            labels::legend(&lines, width)
        } else {
            Vec::new()
        };
        let legend_rows = legend.last().map_or(0, |entry: &Entry| entry.row + 2);
        // The time axis takes two rows.
        let bottom = height
            .checked_sub(2 + legend_rows)
            .filter(|bottom| *bottom >= top + 3)?;

        let time = axes::time_range(&lines)?;
        let values = axes::values(&lines, bottom - top);
        let left = values
            .ticks
            .iter()
            .map(|(_, text)| text.width())
            .max()
            .unwrap_or(1)
            + 3;
        let ends = labels::at_the_end(&lines, time.1);
        let widest = ends.iter().map(|(_, text)| text.width()).max().unwrap_or(0);
        let gutter = if roomy {
            (widest + GAP).min(width * 2 / 5)
        } else {
            1
        };
        let right = width
            .checked_sub(gutter)
            .filter(|right| *right > left + 4)?;
        let frame = Frame::new((left, right), (top, bottom), time, values.range);

        let paths: Vec<Path> = lines.iter().map(|line| path(line, &frame)).collect();
        let points = points(&lines, &frame);
        let (x_ticks, x_labels) = axes::time_axis(&lines, time, &frame, width);
        let mut texts: Vec<Label> = title.into_iter().collect();
        if roomy {
            texts.extend(labels::ends(&ends, width, &frame));
        }
        texts.extend(labels::latest_values(&lines, time.1, &paths, &frame));
        let breaks = chart.breaks.iter().map(|(before, after)| {
            before.map_or_else(
                || frame.x(*after),
                |before| f64::midpoint(frame.x(before), frame.x(*after)),
            )
        });
        let marks = chart.marks.iter().filter(|(period, _)| {
            let at = period.at();
            (time.0.at()..=time.1.at()).contains(&at)
        });
        let mut columns = Vec::new();
        for (period, sign) in marks {
            let place = frame.x(*period);
            // Two on one day stand under each other.
            let below = columns.iter().filter(|one| cell(**one) == cell(place));
            let row = frame.rows.0 + below.count();
            if row < frame.rows.1 {
                texts.push(Label {
                    column: cell(place) + 1,
                    row,
                    text: sign.clone(),
                    role: Role::Mark,
                });
            }
            columns.push(place);
        }
        Some(Self {
            marks: columns,
            points,
            columns: frame.columns,
            rows: frame.rows,
            texts,
            y_ticks: values
                .ticks
                .iter()
                .map(|(value, text)| (frame.y(*value), text.clone()))
                .collect(),
            x_ticks,
            x_labels,
            paths,
            breaks: breaks.collect(),
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

/// The periods in which something was measured, each with where it lies.
fn points(lines: &[&Line], frame: &Frame) -> Vec<(Period, f64)> {
    let measured = lines.iter().filter(|line| line.measured());
    let mut periods: Vec<Period> = measured
        .flat_map(|line| line.points())
        .map(|(period, _)| period)
        .collect();
    periods.sort_unstable();
    periods.dedup();
    periods.into_iter().map(|at| (at, frame.x(at))).collect()
}

fn title(chart: &Chart, width: usize) -> Option<Label> {
    let parts: Vec<&str> = [chart.title.as_str(), chart.unit.as_str()]
        .into_iter()
        .filter(|t| !t.is_empty())
        .collect();
    let text = labels::clipped(&parts.join(", "), width - 1);
    (!parts.is_empty()).then_some(Label {
        column: 1,
        row: 0,
        text,
        role: Role::Title,
    })
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

fn path(line: &Line, frame: &Frame) -> Path {
    let (x, y) = (|period| frame.x(period), |value| frame.y(value));
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
