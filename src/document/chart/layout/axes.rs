//! The two axes: how far they reach, and which round values and periods are named on them.

use unicode_width::UnicodeWidthStr;

use super::super::{Line, Role, ticks};
use super::{Frame, GAP, Label, cell, cells};
use crate::insight::Period;

/// Strides at which periods are named, from every one up; those of months and quarters among them.
const EVERY: [i32; 22] = [
    1, 2, 3, 4, 5, 6, 10, 12, 20, 24, 25, 50, 60, 100, 120, 250, 500, 1_000, 5_000, 20_000,
    100_000, 1_000_000,
];

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
    if low > 0.0 && low < high * 0.35 {
        (0.0, high)
    } else {
        (low, high)
    }
}

/// The value axis.
pub(super) struct Values {
    /// Where it begins and ends.
    pub range: (f64, f64),
    /// The round values on it, with their text.
    pub ticks: Vec<(f64, String)>,
}

/// The value axis of lines, with a little air above and below.
pub(super) fn values(lines: &[&Line], rows: usize) -> Values {
    let (low, high) = value_range(lines);
    let mut values = ticks::round_values(low, high, (rows / 2).clamp(2, 6));
    let air = (high - low) * 0.04;
    let from = if low >= 0.0 {
        (low - air).max(0.0)
    } else {
        low - air
    };
    let within = |value: f64| (from..=high + air).contains(&value);
    if values.iter().filter(|(value, _)| within(*value)).count() >= 2 {
        values.retain(|(value, _)| within(*value));
        return Values {
            range: (from, high + air),
            ticks: values,
        };
    }
    let ends = (
        values.first().map_or(low, |(v, _)| *v),
        values.last().map_or(high, |(v, _)| *v),
    );
    Values {
        range: ends,
        ticks: values,
    }
}

/// The first and the last period of all lines.
pub(super) fn time_range(lines: &[&Line]) -> Option<(Period, Period)> {
    let periods = || {
        lines
            .iter()
            .flat_map(|line| line.points())
            .map(|(period, _)| period)
    };
    Some((periods().min()?, periods().max()?))
}

/// Marks of the time axis and the names that fit under them: every one, every second, every fifth...
pub(super) fn time_axis(
    lines: &[&Line],
    (first, last): (Period, Period),
    frame: &Frame,
    width: usize,
) -> (Vec<f64>, Vec<Label>) {
    let row = frame.rows.1 + 1;
    let mut counts: Vec<i32> = lines
        .iter()
        .flat_map(|line| line.points())
        .map(|(p, _)| p.count() - first.count())
        .collect();
    counts.push(last.count() - first.count());
    let interval = counts.into_iter().fold(0, gcd).max(1);
    let whole = (last.count() - first.count()) / interval;
    for every in EVERY {
        // Fewer periods than a mark needs columns can be seen at once, so that long series are cheap too.
        if cells(width) < f64::from(whole / every) * 2.0 {
            continue;
        }
        let periods = (0..=whole / every).filter_map(|i| first.next(i * every * interval));
        let mut ticks = Vec::new();
        let mut labels: Vec<Label> = Vec::new();
        let mut free_from = 0;
        let mut fits = true;
        for period in periods {
            let text = period.to_string();
            let at = cell(frame.x(period));
            let length = text.width();
            let column = at
                .saturating_sub(length / 2)
                .min(width.saturating_sub(length));
            fits &= labels.is_empty() || column >= free_from;
            free_from = column + length + GAP;
            ticks.push(frame.x(period));
            labels.push(Label {
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
