//! A forecast that was frozen, against what came: the test of Results-Based Accountability, in which
//! success is to beat the baseline, so that slowing a worsening trend counts.

use super::forecast::ForecastPoint;
use super::period::Period;
use super::scale::Better;
use super::series::Reading;

/// One later reading beside what had been forecast for its period.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Judged {
    /// The period of both.
    pub period: Period,
    /// What was forecast.
    pub forecast: f64,
    /// What came.
    pub actual: f64,
    /// Whether what came is better; `None` where nobody has said which way is better.
    pub beats: Option<bool>,
}

/// A frozen forecast judged by what came later.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Judgement {
    /// Every reading for whose period there was a forecast, oldest first.
    pub rows: Vec<Judged>,
}

impl Judgement {
    /// The *k* of "better than forecast, k of n"; `None` where nobody has said which way is better.
    pub fn beaten(&self) -> Option<usize> {
        self.rows.iter().map(|row| row.beats.map(usize::from)).sum()
    }

    /// How many of the latest in a row are better than forecast.
    pub fn streak(&self) -> usize {
        self.rows
            .iter()
            .rev()
            .take_while(|row| row.beats == Some(true))
            .count()
    }

    /// Turned: the latest two or more in a row beat the forecast, even while the curve still worsens.
    pub fn turned(&self) -> bool {
        self.streak() >= 2
    }
}

/// Judges `forecast`, whose points are in order, by the readings that came `later`, period by period.
///
/// The caller passes readings under the definition that held when the forecast was made
/// ([`Series::split_at`](super::Series::split_at)); readings without a forecast are passed over.
pub fn judge(forecast: &[ForecastPoint], later: &[Reading], better: Option<Better>) -> Judgement {
    let rows = later
        .iter()
        .filter_map(|reading| {
            let at = forecast
                .binary_search_by_key(&reading.period, |point| point.period)
                .ok()?;
            let expected = forecast.get(at)?;
            Some(Judged {
                period: reading.period,
                forecast: expected.value,
                actual: reading.value,
                beats: better.map(|better| better.beats(reading.value, expected.value)),
            })
        })
        .collect();
    Judgement { rows }
}

#[cfg(test)]
mod tests {
    use super::super::series::tests::read;
    use super::*;

    fn frozen(text: &str) -> Vec<ForecastPoint> {
        read(text)
            .into_iter()
            .map(|r| ForecastPoint {
                period: r.period,
                value: r.value,
                low: r.value,
                high: r.value,
            })
            .collect()
    }

    #[test]
    fn a_worsening_curve_can_have_turned() {
        let judged = judge(
            &frozen("2018:30 2019:33 2020:36"),
            &read("2018:31 2019:32 2020:34"),
            Some(Better::Lower),
        );
        assert_eq!(
            (judged.beaten(), judged.streak(), judged.turned()),
            (Some(2), 2, true)
        );
        assert!(
            judged.rows[2].actual > judged.rows[1].actual,
            "and yet it still rises"
        );
    }

    #[test]
    fn one_good_year_is_not_a_turn() {
        let judged = judge(
            &frozen("2018:30 2019:33 2020:36"),
            &read("2018:29 2019:34 2020:34"),
            Some(Better::Lower),
        );
        assert_eq!((judged.beaten(), judged.turned()), (Some(2), false));
    }

    #[test]
    fn without_a_direction_nothing_is_beaten() {
        let judged = judge(&frozen("2018:30"), &read("2018:29 2019:1"), None);
        assert_eq!(
            (judged.rows.len(), judged.beaten(), judged.turned()),
            (1, None, false)
        );
    }
}
