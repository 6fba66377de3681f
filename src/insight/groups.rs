//! One group beside another: ratio *and* gap, because one can rise while the other falls.
//!
//! The reference is always chosen by the room; nothing here has a default for it.

use super::period::Period;
use super::series::{Reading, Series};

/// Names under which data count everybody, where no line stands without a group.
const EVERYBODY: [&str; 8] = [
    "all",
    "total",
    "overall",
    "everyone",
    "everybody",
    "todos",
    "todas",
    "tous",
];

/// Whether a group of this name is everybody rather than some.
pub fn is_everybody(name: &str) -> bool {
    EVERYBODY.contains(&name.to_lowercase().as_str())
}

/// How far a group lies from the reference in one period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct GapAt {
    /// The period in which both were measured.
    pub period: Period,
    /// The group's value over the reference's; `None` where that is 0.
    pub ratio: Option<f64>,
    /// The group's value less the reference's, in the unit of the series.
    pub gap: f64,
}

/// Ratio and gap of `group` to `reference` in every period for which both have a reading under the
/// definition that holds now, oldest first; the last is the latest common period.
pub fn gaps(group: &Series, reference: &Series) -> Vec<GapAt> {
    let others = reference.current();
    group
        .current()
        .iter()
        .filter_map(|reading| gap(reading, &others))
        .collect()
}

fn gap(reading: &Reading, others: &[Reading]) -> Option<GapAt> {
    let at = others
        .binary_search_by_key(&reading.period.count(), |other| other.period.count())
        .ok()?;
    let other = others
        .get(at)
        .filter(|other| other.period == reading.period)?;
    let ratio = reading.value / other.value;
    Some(GapAt {
        period: reading.period,
        ratio: ratio.is_finite().then_some(ratio),
        gap: reading.value - other.value,
    })
}

#[cfg(test)]
mod tests {
    use super::super::series::Point;
    use super::super::series::tests::read;
    use super::*;

    fn series(text: &str) -> Series {
        Series::new(
            read(text)
                .into_iter()
                .map(|r| Point::new(r.period, r.value))
                .collect(),
        )
        .unwrap()
    }

    #[test]
    fn a_ratio_can_rise_while_the_gap_falls() {
        let white = series("2017:4.7 2018:4.6 2019:4.5 2020:4.4 2021:4.4");
        let black = series("2017:11.0 2018:10.6 2019:10.6 2020:10.4 2021:10.5");
        let over_time = gaps(&black, &white);
        let (first, last) = (over_time[0], over_time[4]);
        assert!(
            (first.ratio.unwrap() - 2.34).abs() < 0.005
                && (last.ratio.unwrap() - 2.39).abs() < 0.005
        );
        assert!((first.gap - 6.3).abs() < 1e-9 && (last.gap - 6.1).abs() < 1e-9);
    }

    #[test]
    fn only_common_periods_count_and_zero_has_no_ratio() {
        let compared = gaps(&series("2017:1 2019:2 2020:3"), &series("2018:1 2019:0"));
        assert_eq!(compared.len(), 1);
        assert_eq!(
            (compared[0].period.to_string().as_str(), compared[0].ratio),
            ("2019", None)
        );
    }
}
