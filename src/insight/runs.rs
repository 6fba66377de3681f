//! The run chart: does a series show more than the noise of chance around its median?
//!
//! Shift and trend rules as improvement science teaches them (Perla, Provost & Murray, "The run chart: a
//! simple analytical tool for learning from variation in healthcare processes", BMJ Quality & Safety 2011);
//! the number of runs by the binomial limits of Anhøj & Olesen, "Run charts revisited", `PLoS` ONE 2014
//! (doi 10.1371/journal.pone.0113825), who also find that the trend rule alone barely detects a drift.

use super::change::{Direction, median_of};
use super::number;
use super::series::Reading;

/// Fewest readings for which a verdict is given; most yearly indicators stay below.
pub const FEWEST: usize = 10;
/// Readings in a row on one side of the median that make a shift.
const SHIFT: usize = 6;
/// Readings in a row that all rise, or all fall, and so make a trend.
const TREND: usize = 5;

/// What a run chart shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RunChart {
    /// The middle line.
    pub median: f64,
    /// Readings that do not lie on the median.
    pub useful: usize,
    /// The most readings in a row on one side of the median, those on it skipped.
    pub longest_side: usize,
    /// The most readings in a row that all rise or all fall, repeats counted once.
    pub longest_slope: usize,
    /// How often the series stays on one side of the median, as a count of stretches.
    pub runs: usize,
    /// Fewest and most runs that chance alone makes likely: the central 90 % of the binomial distribution
    /// of crossings.
    pub expected: (usize, usize),
    /// The reading farthest from all others, where one lies far out: everybody should agree that it is unusual.
    pub far: Option<Reading>,
}

impl RunChart {
    /// Six or more in a row on one side of the median.
    pub fn shift(&self) -> bool {
        self.longest_side >= SHIFT
    }

    /// Five or more in a row that all rise or all fall.
    pub fn trend(&self) -> bool {
        self.longest_slope >= TREND
    }

    /// Fewer runs than chance makes likely: the series drifts or has moved.
    pub fn too_few_runs(&self) -> bool {
        self.useful >= FEWEST && self.runs < self.expected.0
    }

    /// More runs than chance makes likely: the series swings, or two processes are mixed.
    pub fn too_many_runs(&self) -> bool {
        self.useful >= FEWEST && self.runs > self.expected.1
    }

    /// The verdict: more than chance is at work.
    pub fn signal(&self) -> bool {
        self.shift()
            || self.trend()
            || self.too_few_runs()
            || self.too_many_runs()
            || self.far.is_some()
    }
}

/// The run chart of readings; `None`, and so no verdict, under [`FEWEST`] of them.
pub fn run_chart(readings: &[Reading]) -> Option<RunChart> {
    if readings.len() < FEWEST {
        return None;
    }
    let mut values: Vec<f64> = readings.iter().map(|r| r.value).collect();
    let median = median_of(&mut values)?;

    let sides: Vec<Direction> = readings
        .iter()
        .map(|r| Direction::between(median, r.value))
        .filter(|side| *side != Direction::Flat)
        .collect();
    let runs: Vec<usize> = sides.chunk_by(|a, b| a == b).map(<[_]>::len).collect();

    let slopes: Vec<Direction> = readings
        .windows(2)
        .map(|w| Direction::between(w[0].value, w[1].value))
        .filter(|slope| *slope != Direction::Flat)
        .collect();
    // A slope joins two readings, so a run of slopes holds one reading more.
    let longest_slope = slopes
        .chunk_by(|a, b| a == b)
        .map(|run| run.len() + 1)
        .max()
        .unwrap_or(1);

    Some(RunChart {
        median,
        useful: sides.len(),
        longest_side: runs.iter().copied().max().unwrap_or(0),
        longest_slope,
        runs: runs.len(),
        expected: expected_runs(sides.len()),
        far: far_out(readings),
    })
}

/// The reading farthest beyond the outer fences of J. W. Tukey, “Exploratory Data Analysis” (1977): three times the
/// distance between the hinges, above the upper hinge or below the lower one. The run-chart rules leave it to the eye
/// which point is astronomical; this only says where to look. None where the middle half is all one value.
fn far_out(readings: &[Reading]) -> Option<Reading> {
    let mut values: Vec<f64> = readings.iter().map(|r| r.value).collect();
    values.sort_by(f64::total_cmp);
    // The hinges are the medians of the halves; the middle of an odd number belongs to both.
    let half = values.len().div_ceil(2);
    let upper = median_of(&mut values[readings.len() - half..].to_vec())?;
    let lower = median_of(&mut values[..half].to_vec())?;
    let reach = 3.0 * (upper - lower);
    if super::compare(reach, 0.0).is_eq() {
        return None;
    }
    let beyond = |r: &Reading| (r.value - upper - reach).max(lower - reach - r.value);
    readings
        .iter()
        .filter(|r| super::compare(beyond(r), 0.0).is_gt())
        .max_by(|a, b| beyond(a).total_cmp(&beyond(b)))
        .copied()
}

/// The runs to expect of `useful` readings: one more than the 5th and the 95th percentile of the number of
/// crossings, which is binomial with an even chance at each of the `useful − 1` places between neighbours.
fn expected_runs(useful: usize) -> (usize, usize) {
    let places = useful.saturating_sub(1);
    // In logarithms, so that half to the power of thousands does not vanish.
    let mut log_chance = -number(places) * std::f64::consts::LN_2;
    let mut below = 0.0;
    let mut low = None;
    for crossings in 0..=places {
        below += log_chance.exp();
        if low.is_none() && below >= 0.05 {
            low = Some(crossings);
        }
        if below >= 0.95 {
            return (low.unwrap_or(crossings) + 1, crossings + 1);
        }
        log_chance += (number(places - crossings) / number(crossings + 1)).ln();
    }
    (low.unwrap_or(0) + 1, places + 1)
}

#[cfg(test)]
mod tests {
    use super::super::series::tests::read;
    use super::*;

    #[test]
    fn no_verdict_under_ten() {
        assert_eq!(
            run_chart(&read(
                "2011:1 2012:2 2013:3 2014:4 2015:5 2016:6 2017:7 2018:8 2019:9"
            )),
            None
        );
    }

    #[test]
    fn sixteen_useful_points_give_five_to_twelve_runs() {
        assert_eq!(expected_runs(16), (5, 12));
        assert_eq!(expected_runs(10), (3, 8));
        let (low, high) = expected_runs(50_000);
        assert!(low > 24_000 && high < 26_000);
        assert_eq!(expected_runs(0), (1, 1));
    }

    #[test]
    fn points_on_the_median_neither_make_nor_break_a_shift() {
        let chart = run_chart(&read(
            "2001:1 2002:2 2003:1 2004:5 2005:2 2006:1 2007:2 2008:9 2009:8 2010:9 2011:8 2012:9 2013:8",
        ))
        .unwrap();
        assert!((chart.median - 5.0).abs() < f64::EPSILON);
        assert_eq!((chart.useful, chart.longest_side, chart.runs), (12, 6, 2));
        assert!(chart.shift() && chart.too_few_runs() && chart.signal() && !chart.trend());
    }

    #[test]
    fn repeats_count_once_in_a_trend() {
        let chart = run_chart(&read(
            "2001:5 2002:1 2003:2 2004:2 2005:3 2006:4 2007:4 2008:3 2009:6 2010:1",
        ))
        .unwrap();
        assert_eq!(chart.longest_slope, 4);
        assert!(!chart.trend());
        let chart = run_chart(&read(
            "2001:5 2002:1 2003:2 2004:2 2005:3 2006:4 2007:5 2008:3 2009:6 2010:1",
        ))
        .unwrap();
        assert!(chart.trend());
    }

    #[test]
    fn a_saw_has_too_many_runs() {
        let chart = run_chart(&read(
            "2001:1 2002:9 2003:1 2004:9 2005:1 2006:9 2007:1 2008:9 2009:1 2010:9",
        ))
        .unwrap();
        assert!(chart.too_many_runs() && !chart.shift() && !chart.trend());
    }

    /// By hand: of 1 to 9 and 40 the hinges are 3 and 8, the outer fences −12 and 23.
    #[test]
    fn a_point_far_out_is_pointed_at() {
        let chart = run_chart(&read(
            "2001:5 2002:2 2003:8 2004:1 2005:40 2006:3 2007:9 2008:4 2009:7 2010:6",
        ))
        .unwrap();
        let far = chart.far.unwrap();
        assert_eq!(far.period.to_string(), "2005");
        assert!(chart.signal() && !chart.shift() && !chart.trend());
        let near = run_chart(&read(
            "2001:5 2002:2 2003:8 2004:1 2005:23 2006:3 2007:9 2008:4 2009:7 2010:6",
        ))
        .unwrap();
        assert_eq!(near.far, None);
    }

    #[test]
    fn a_flat_line_has_no_runs_and_shifts_nowhere() {
        let chart = run_chart(&read(
            "2001:4 2002:4 2003:4 2004:4 2005:4 2006:4 2007:4 2008:4 2009:4 2010:4",
        ))
        .unwrap();
        assert_eq!((chart.useful, chart.runs, chart.longest_slope), (0, 0, 1));
        assert!(!chart.shift() && !chart.trend() && chart.far.is_none());
    }
}
