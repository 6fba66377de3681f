//! A series of points, in order, with gaps and with breaks where its definition changes.
//!
//! Owns what may be compared with what: figures are computed from the readings of one segment, so that no
//! trend, forecast, run chart or change from a baseline crosses a change of definition.

use std::sync::Arc;

use super::period::{Period, PeriodKind};

/// One point of a series as far as arithmetic needs it.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// What the value is for.
    pub period: Period,
    /// The measured value in the unit of the series; `None` is a gap that somebody left on purpose.
    pub value: Option<f64>,
    /// How many people or cases the value rests on, where that is known.
    pub n: Option<f64>,
    /// How the value was defined. `None` means "as the point before", so that only changes need naming.
    pub definition: Option<Arc<str>>,
}

impl Point {
    /// A measured value with nothing else known about it.
    pub fn new(period: Period, value: f64) -> Self {
        Self {
            period,
            value: Some(value),
            n: None,
            definition: None,
        }
    }
}

/// A measured value: a point that is not a gap.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Reading {
    /// What the value is for.
    pub period: Period,
    /// The value in the unit of the series; always finite.
    pub value: f64,
}

/// Why points do not make one series.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SeriesError {
    /// Two points are for the same period.
    #[error("two points for {0}")]
    Twice(Period),
    /// Periods of two kinds, say years and months, stand in one series.
    #[error("{first} and {other} are periods of different kinds")]
    Mixed {
        /// The first period, which set the kind.
        first: Period,
        /// The first one of another kind.
        other: Period,
    },
    /// A value is not a finite number.
    #[error("the value for {0} is not a number")]
    NotFinite(Period),
}

/// Points in order of their periods, all of one kind, one for each period.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Series {
    points: Vec<Point>,
    /// Index at which each segment begins; the first is 0 where there are points at all.
    starts: Vec<usize>,
}

impl Series {
    /// Puts points in order and finds where the definition changes.
    ///
    /// # Errors
    /// Two points for one period, periods of different kinds, or a value that is not finite.
    pub fn new(mut points: Vec<Point>) -> Result<Self, SeriesError> {
        if let Some(first) = points.first().map(|p| p.period)
            && let Some(other) = points.iter().find(|p| p.period.kind() != first.kind())
        {
            return Err(SeriesError::Mixed {
                first,
                other: other.period,
            });
        }
        if let Some(bad) = points
            .iter()
            .find(|p| p.value.is_some_and(|v| !v.is_finite()))
        {
            return Err(SeriesError::NotFinite(bad.period));
        }
        points.sort_by_key(|p| p.period.count());
        if let Some(pair) = points
            .windows(2)
            .find(|pair| pair[0].period == pair[1].period)
        {
            return Err(SeriesError::Twice(pair[0].period));
        }
        let mut starts = Vec::new();
        let mut current: Option<&str> = None;
        for (index, point) in points.iter().enumerate() {
            let named = point
                .definition
                .as_deref()
                .map(str::trim)
                .filter(|name| !name.is_empty());
            // The first point opens a segment whatever it is called; from then on a new name is a break.
            if index == 0 || named.is_some_and(|name| current != Some(name)) {
                starts.push(index);
                current = named;
            }
        }
        Ok(Self { points, starts })
    }

    /// All points, gaps included, in order.
    pub fn points(&self) -> &[Point] {
        &self.points
    }

    /// Whether there is no point at all.
    pub fn is_empty(&self) -> bool {
        self.points.is_empty()
    }

    /// The kind of its periods, where there is a point.
    pub fn kind(&self) -> Option<PeriodKind> {
        self.points.first().map(|p| p.period.kind())
    }

    /// The point for a period.
    pub fn get(&self, period: Period) -> Option<&Point> {
        self.points.iter().find(|p| p.period == period)
    }

    /// Periods from which a new definition holds.
    pub fn breaks(&self) -> impl Iterator<Item = Period> + '_ {
        self.starts
            .iter()
            .skip(1)
            .filter_map(|&start| self.points.get(start))
            .map(|p| p.period)
    }

    /// The stretches of one definition each, oldest first, gaps included.
    pub fn segments(&self) -> impl DoubleEndedIterator<Item = &[Point]> + '_ {
        (0..self.starts.len()).map(|i| {
            let end = self.starts.get(i + 1).copied().unwrap_or(self.points.len());
            &self.points[self.starts[i]..end]
        })
    }

    /// Every measured value, across definitions: for drawing and tables, never for figures.
    pub fn readings(&self) -> Vec<Reading> {
        readings(&self.points)
    }

    /// The measured values under the definition that holds now: what every figure is computed from.
    pub fn current(&self) -> Vec<Reading> {
        self.segments()
            .next_back()
            .map(readings)
            .unwrap_or_default()
    }

    /// The readings up to and with `period`, and those after it, both within the one definition that held
    /// at `period`. A forecast made then is fitted on the first and judged by the second.
    pub fn split_at(&self, period: Period) -> (Vec<Reading>, Vec<Reading>) {
        let segment = self
            .segments()
            .take_while(|s| s.first().is_some_and(|p| p.period <= period))
            .last();
        segment
            .map(readings)
            .unwrap_or_default()
            .into_iter()
            .partition(|r| r.period <= period)
    }
}

fn readings(points: &[Point]) -> Vec<Reading> {
    points
        .iter()
        .filter_map(|p| {
            p.value.map(|value| Reading {
                period: p.period,
                value,
            })
        })
        .collect()
}

/// The interval at which a series is usually measured, in units of its periods: the most frequent distance
/// between neighbours, the shorter of two equally frequent. `None` for fewer than two readings.
pub fn usual_interval(readings: &[Reading]) -> Option<i32> {
    let mut distances: Vec<i32> = readings
        .windows(2)
        .map(|w| w[1].period.count() - w[0].period.count())
        .collect();
    distances.sort_unstable();
    let mut best: Option<(usize, i32)> = None;
    for run in distances.chunk_by(|a, b| a == b) {
        if best.is_none_or(|(length, _)| run.len() > length) {
            best = run.first().map(|&distance| (run.len(), distance));
        }
    }
    best.map(|(_, distance)| distance)
}

/// The `ahead` periods that follow the last reading at the usual interval; a single reading steps by one.
pub fn periods_ahead(readings: &[Reading], ahead: usize) -> Vec<Period> {
    let Some(last) = readings.last() else {
        return Vec::new();
    };
    let interval = usual_interval(readings).unwrap_or(1);
    std::iter::successors(last.period.next(interval), |p| p.next(interval))
        .take(ahead)
        .collect()
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Readings for tests: `2011:79 2012:80`.
    pub(crate) fn read(text: &str) -> Vec<Reading> {
        text.split_whitespace()
            .map(|pair| {
                let (period, value) = pair.split_once(':').unwrap();
                Reading {
                    period: period.parse().unwrap(),
                    value: value.parse().unwrap(),
                }
            })
            .collect()
    }

    fn point(period: &str, value: Option<f64>, definition: Option<&str>) -> Point {
        Point {
            period: period.parse().unwrap(),
            value,
            n: None,
            definition: definition.map(Arc::from),
        }
    }

    #[test]
    fn points_are_put_in_order_and_gaps_stay() {
        let series = Series::new(vec![
            point("2013", Some(3.0), None),
            point("2011", Some(1.0), None),
            point("2012", None, None),
        ])
        .unwrap();
        assert_eq!(series.points().len(), 3);
        assert_eq!(series.current(), read("2011:1 2013:3"));
        assert_eq!(series.breaks().count(), 0);
    }

    #[test]
    fn a_named_definition_breaks_and_an_unnamed_one_continues() {
        let series = Series::new(vec![
            point("2011", Some(1.0), None),
            point("2012", Some(2.0), None),
            point("2013", Some(9.0), Some("new form")),
            point("2014", Some(8.0), None),
            point("2015", Some(7.0), Some("new form")),
        ])
        .unwrap();
        assert_eq!(
            series.breaks().map(|p| p.to_string()).collect::<Vec<_>>(),
            ["2013"]
        );
        assert_eq!(series.current(), read("2013:9 2014:8 2015:7"));
        assert_eq!(series.readings().len(), 5);
        let (fit, later) = series.split_at("2011".parse().unwrap());
        assert_eq!(
            (fit, later),
            (read("2011:1"), read("2012:2")),
            "2013 is measured in another way"
        );
        let (fit, later) = series.split_at("2010".parse().unwrap());
        assert!(fit.is_empty() && later.is_empty());
    }

    #[test]
    fn what_is_no_series_is_refused() {
        let mixed = Series::new(vec![
            point("2011", Some(1.0), None),
            point("2011-03", Some(1.0), None),
        ]);
        assert!(matches!(mixed, Err(SeriesError::Mixed { .. })));
        let twice = Series::new(vec![
            point("2011", Some(1.0), None),
            point("2011", None, None),
        ]);
        assert!(matches!(twice, Err(SeriesError::Twice(_))));
        let nan = Series::new(vec![point("2011", Some(f64::NAN), None)]);
        assert!(matches!(nan, Err(SeriesError::NotFinite(_))));
    }

    #[test]
    fn steps_follow_the_series_own_interval() {
        let biennial = read("1991:1 1993:1 1995:1 1999:1");
        assert_eq!(usual_interval(&biennial), Some(2));
        let ahead: Vec<String> = periods_ahead(&biennial, 2)
            .iter()
            .map(ToString::to_string)
            .collect();
        assert_eq!(ahead, ["2001", "2003"]);
        assert_eq!(
            usual_interval(&read("1991:1 1993:1 1994:1")),
            Some(1),
            "the shorter of two as frequent"
        );
        assert_eq!(periods_ahead(&read("2020:1"), 1).len(), 1);
        assert!(periods_ahead(&[], 3).is_empty());
    }
}
