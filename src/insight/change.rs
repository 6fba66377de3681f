//! How a curve has moved: change from its baseline, current trend, median.

use serde::{Deserialize, Serialize};

use super::series::Reading;
use super::{compare, number};

/// Per cent of an earlier value: from 80 to 60 is −25 %.
///
/// A type of its own, because from 80 % to 60 % is −25 per cent and −20 percentage points, and published
/// reports take one for the other. A difference in the series' own unit (percentage points where that unit
/// is per cent) is a plain number, [`Change::difference`].
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Percent(pub f64);

/// A change between two readings, both ways of saying it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Change {
    /// In the unit of the series; percentage points where that unit is per cent.
    pub difference: f64,
    /// In per cent of the first value; `None` where that was 0.
    pub percent: Option<Percent>,
}

/// The change from `first` to `last`: `(last − first) / |first|`, the "baseline % change" of Results-Based
/// Accountability scorecards.
pub fn change_between(first: f64, last: f64) -> Change {
    let difference = last - first;
    let share = difference / first.abs() * 100.0;
    Change {
        difference,
        percent: share.is_finite().then_some(Percent(share)),
    }
}

/// The change from the first reading to the last; `None` for fewer than two.
pub fn change(readings: &[Reading]) -> Option<Change> {
    match readings {
        [first, .., last] => Some(change_between(first.value, last.value)),
        _ => None,
    }
}

/// Which way a value went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// It rose.
    Up,
    /// It fell.
    Down,
    /// It stayed.
    Flat,
}

impl Direction {
    /// The direction from one value to the next; what only rounding moved stays flat.
    pub fn between(before: f64, after: f64) -> Self {
        match compare(after, before) {
            std::cmp::Ordering::Greater => Self::Up,
            std::cmp::Ordering::Less => Self::Down,
            std::cmp::Ordering::Equal => Self::Flat,
        }
    }
}

/// The latest direction and for how many changes in a row it has held.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Trend {
    /// Direction of the latest change.
    pub direction: Direction,
    /// How many consecutive changes, the latest included, went that way.
    pub periods: usize,
}

/// The current trend as scorecards count it: consecutive changes in the latest direction. `None` for fewer
/// than three readings: one change between two points is not a trend.
pub fn trend(readings: &[Reading]) -> Option<Trend> {
    if readings.len() < 3 {
        return None;
    }
    let mut directions = readings
        .windows(2)
        .rev()
        .map(|w| Direction::between(w[0].value, w[1].value));
    let direction = directions.next()?;
    Some(Trend {
        direction,
        periods: 1 + directions.take_while(|d| *d == direction).count(),
    })
}

/// The middle value; the mean of the two middle ones where their number is even.
pub fn median(readings: &[Reading]) -> Option<f64> {
    let mut values: Vec<f64> = readings.iter().map(|r| r.value).collect();
    median_of(&mut values)
}

/// The median of values, which are put in order.
pub(crate) fn median_of(values: &mut [f64]) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    let middle = values.len() / 2;
    match values.len() {
        0 => None,
        n if n % 2 == 1 => values.get(middle).copied(),
        // Halved first, so that two huge values do not overflow.
        _ => Some(values.get(middle - 1)? / 2.0 + values.get(middle)? / 2.0),
    }
}

/// The mean of values; 0 for none.
pub(crate) fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let n = number(values.len().max(1));
    values.sum::<f64>() / n
}

#[cfg(test)]
mod tests {
    use super::super::series::tests::read;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn percent_and_points_are_kept_apart() {
        // Published as "17 %": a fall from 27 % to 10 % is 17 points and 63.0 per cent.
        let binge = change_between(27.0, 10.0);
        assert!((binge.difference + 17.0).abs() < 1e-9);
        assert!((binge.percent.unwrap().0 + 62.963).abs() < 1e-3);
        // Immunisation, 63.2 % to 76.8 %: 13.6 points, 21.5 per cent.
        let vaccines = change_between(63.2, 76.8);
        assert!((vaccines.difference - 13.6).abs() < 1e-9);
        assert!((vaccines.percent.unwrap().0 - 21.519).abs() < 1e-3);
        assert_eq!(
            change_between(0.0, 5.0).percent,
            None,
            "nothing is a share of nothing"
        );
        assert!(
            change_between(-10.0, -5.0).percent.unwrap().0 > 0.0,
            "a rise is a rise under zero too"
        );
    }

    #[test]
    fn one_rise_is_two_figures() {
        // A rise of "11.5 percent" to 84.1 began at 72.6 if points were meant, at 75.4 if per cent.
        assert!((84.1_f64 - 11.5 - 72.6).abs() < 1e-9);
        assert!((change_between(75.4, 84.1).percent.unwrap().0 - 11.5).abs() < 0.05);
        assert!((change_between(72.6, 84.1).difference - 11.5).abs() < 1e-9);
    }

    #[test]
    fn ties_are_flat_and_rounding_is_a_tie() {
        let t = trend(&read("2017:5.8 2018:5.7 2019:5.6 2020:5.4 2021:5.4")).unwrap();
        assert_eq!(
            t,
            Trend {
                direction: Direction::Flat,
                periods: 1
            }
        );
        let mut noisy = read("2017:0.3 2018:0.3 2019:0.3");
        noisy[1].value = 0.1 + 0.2;
        assert_eq!(
            trend(&noisy).unwrap(),
            Trend {
                direction: Direction::Flat,
                periods: 2
            }
        );
    }

    #[test]
    fn two_points_are_no_trend() {
        // Teen pregnancies per 1,000 in a small county, 1990 and 1994.
        let tillamook = read("1990:24 1994:7.1");
        assert_eq!(trend(&tillamook), None);
        assert!((change(&tillamook).unwrap().difference + 16.9).abs() < 1e-9);
        assert_eq!(change(&tillamook[..1]), None);
    }

    #[test]
    fn median_of_odd_and_even() {
        assert_eq!(median(&read("2011:3 2012:1 2013:2")), Some(2.0));
        assert_eq!(median(&read("2011:3 2012:1")), Some(2.0));
        assert_eq!(median(&[]), None);
    }

    proptest! {
        #[test]
        fn never_more_changes_than_there_are(values in proptest::collection::vec(-1e6f64..1e6, 3..40)) {
            let start: crate::insight::Period = "1990".parse().unwrap();
            let readings: Vec<Reading> = values.iter().zip(0..).map(|(&value, i)| Reading { period: start.next(i).unwrap(), value }).collect();
            let t = trend(&readings).unwrap();
            prop_assert!(t.periods >= 1 && t.periods < readings.len());
            prop_assert!(change(&readings).unwrap().difference.is_finite());
            let m = median(&readings).unwrap();
            prop_assert!(values.iter().any(|v| *v <= m) && values.iter().any(|v| *v >= m));
        }
    }
}
