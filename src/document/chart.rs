//! A curve as a picture: what is drawn, laid out once, shown as cells of a terminal or as SVG.
//!
//! [`Chart`] says what is to be seen; `Layout` decides where everything goes, in cells; [`Grid`] and
//! [`Chart::svg`] only put it there, so that the terminal and the printed page agree. Every kind of line can
//! be told from the others without colour. Labels come in from outside, in whatever language.

mod grid;
mod layout;
mod svg;
mod ticks;

pub use grid::{Glyphs, Grid, GridCell};
pub use ticks::plain;

use crate::insight::{Forecast, Period, Series};

/// What something in a picture is; whoever draws it chooses the colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Nothing.
    Blank,
    /// The title.
    Title,
    /// Axes and their marks.
    Axis,
    /// Words and numbers beside axes and lines.
    Label,
    /// What was measured.
    History,
    /// What was measured for one of several groups, by its place among them.
    Group(u8),
    /// What a method expects if nothing changes.
    Forecast,
    /// A forecast that was frozen and now judges.
    Frozen,
    /// What the room expects if nothing changes.
    Guess,
    /// The turn that is wanted.
    Turn,
    /// The target.
    Target,
    /// A change of definition.
    Break,
    /// Something that happened.
    Mark,
}

/// One line of a chart.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// What it shows.
    pub role: Role,
    /// What it is called, at its end and in the legend.
    pub label: String,
    /// Its stretches, each drawn in one go; gaps and changes of definition lie between them.
    pub stretches: Vec<Vec<(Period, f64)>>,
    /// An 80 % band, as period, low and high; empty for none. Shown in print only.
    pub band: Vec<(Period, f64, f64)>,
}

impl Line {
    fn points(&self) -> impl Iterator<Item = (Period, f64)> + '_ {
        self.stretches.iter().flatten().copied()
    }

    fn last(&self) -> Option<(Period, f64)> {
        self.points().last()
    }

    /// Whether its points were measured, and are marked one by one.
    fn measured(&self) -> bool {
        matches!(self.role, Role::History | Role::Group(_))
    }
}

/// What is to be seen of a curve.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Chart {
    /// What the curve is of; empty for a picture without a title.
    pub title: String,
    /// Its unit, shown behind the title.
    pub unit: String,
    /// The lines, in the order of the legend.
    pub lines: Vec<Line>,
    /// The value aimed at, with its label and the period it is aimed at for, where there is one.
    pub target: Option<(f64, String, Option<Period>)>,
    /// Where the definition changed: the last period before it, if any, and the first after it.
    pub breaks: Vec<(Option<Period>, Period)>,
    /// What happened on the way, each with a short sign: a test that was made, a rule that changed.
    pub marks: Vec<(Period, String)>,
}

impl Chart {
    /// An empty picture.
    pub fn new(title: impl Into<String>, unit: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            unit: unit.into(),
            ..Self::default()
        }
    }

    /// Adds what was measured, with its gaps and its changes of definition.
    #[must_use]
    pub fn history(self, label: impl Into<String>, series: &Series) -> Self {
        self.measured(Role::History, label.into(), series)
    }

    /// Adds what was measured for a group.
    #[must_use]
    pub fn group(self, label: impl Into<String>, series: &Series) -> Self {
        let groups = self
            .lines
            .iter()
            .filter(|line| matches!(line.role, Role::Group(_)))
            .count();
        let role = Role::Group(u8::try_from(groups).unwrap_or(u8::MAX));
        self.measured(role, label.into(), series)
    }

    fn measured(mut self, role: Role, label: String, series: &Series) -> Self {
        let mut stretches: Vec<Vec<(Period, f64)>> = Vec::new();
        let mut before: Option<Period> = None;
        for segment in series.segments() {
            if let Some(first) = segment.first().filter(|_| before.is_some()) {
                let there = (before, first.period);
                if !self.breaks.contains(&there) {
                    self.breaks.push(there);
                }
            }
            stretches.push(Vec::new());
            for point in segment {
                match (point.value, stretches.last_mut()) {
                    (Some(value), Some(stretch)) => stretch.push((point.period, value)),
                    _ => stretches.push(Vec::new()),
                }
            }
            before = segment.last().map(|point| point.period);
        }
        stretches.retain(|stretch| !stretch.is_empty());
        self.lines.push(Line {
            role,
            label,
            stretches,
            band: Vec::new(),
        });
        self
    }

    /// Adds a computed forecast, joined to the reading it sets out from.
    #[must_use]
    pub fn forecast(self, label: impl Into<String>, forecast: &Forecast, history: &Series) -> Self {
        self.expected(Role::Forecast, label.into(), forecast, history)
    }

    /// Adds a forecast that was frozen, joined to the reading it set out from.
    #[must_use]
    pub fn frozen(self, label: impl Into<String>, forecast: &Forecast, history: &Series) -> Self {
        self.expected(Role::Frozen, label.into(), forecast, history)
    }

    fn expected(
        mut self,
        role: Role,
        label: String,
        forecast: &Forecast,
        history: &Series,
    ) -> Self {
        let points = forecast
            .points
            .iter()
            .map(|point| (point.period, point.value));
        let stretch = joined(history, Some(forecast.to), points);
        let band = forecast
            .points
            .iter()
            .map(|point| (point.period, point.low, point.high))
            .collect();
        self.lines.push(Line {
            role,
            label,
            stretches: vec![stretch],
            band,
        });
        self
    }

    /// Adds the room's own guess, joined to the latest reading before it.
    #[must_use]
    pub fn guess(
        self,
        label: impl Into<String>,
        points: &[(Period, f64)],
        history: &Series,
    ) -> Self {
        self.drawn(Role::Guess, label.into(), points, history)
    }

    /// Adds the turn that the room wants, joined to the latest reading before it.
    #[must_use]
    pub fn turn(
        self,
        label: impl Into<String>,
        points: &[(Period, f64)],
        history: &Series,
    ) -> Self {
        self.drawn(Role::Turn, label.into(), points, history)
    }

    fn drawn(
        mut self,
        role: Role,
        label: String,
        points: &[(Period, f64)],
        history: &Series,
    ) -> Self {
        let mut points = points.to_vec();
        points.sort_by_key(|(period, _)| *period);
        let stretch = joined(history, None, points.into_iter());
        if !stretch.is_empty() {
            self.lines.push(Line {
                role,
                label,
                stretches: vec![stretch],
                band: Vec::new(),
            });
        }
        self
    }

    /// Sets the target: a level line, to the period it is aimed at for where there is one.
    #[must_use]
    pub fn target(mut self, label: impl Into<String>, period: Option<Period>, value: f64) -> Self {
        self.target = value.is_finite().then(|| (value, label.into(), period));
        self
    }

    /// Draws it in cells.
    pub fn grid(&self, width: u16, height: u16, glyphs: Glyphs) -> Grid {
        grid::draw(self, width, height, glyphs)
    }

    /// Draws it as a self-contained SVG image for print: no script, no font, nothing from outside. `id` keeps
    /// the names inside apart where several pictures stand on one page; `describe` is read aloud by screen
    /// readers, and should say in words what the curve shows.
    pub fn svg(&self, id: &str, describe: &str) -> String {
        svg::write(self, id, describe, svg::SIZE)
    }

    /// The same on fewer columns and rows of text, so that its words stay readable where the picture is small.
    pub fn svg_of_size(&self, id: &str, describe: &str, columns: usize, rows: usize) -> String {
        svg::write(self, id, describe, (columns, rows))
    }
}

/// A line that begins at the reading of `from` (or the latest one before the line) and goes through `points`.
fn joined(
    history: &Series,
    from: Option<Period>,
    points: impl Iterator<Item = (Period, f64)>,
) -> Vec<(Period, f64)> {
    let mut points = points.filter(|(_, value)| value.is_finite()).peekable();
    let start = points.peek().and_then(|(first, _)| {
        let up_to = from.unwrap_or(*first);
        history
            .readings()
            .into_iter()
            .rfind(|reading| reading.period <= up_to && reading.period < *first)
    });
    start
        .map(|reading| (reading.period, reading.value))
        .into_iter()
        .chain(points)
        .collect()
}

#[cfg(test)]
mod tests;
