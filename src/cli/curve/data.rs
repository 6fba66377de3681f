//! The figures as one JSON object. Its field names are a contract with scripts that read them.

use serde::Serialize;

use super::{Findings, Group};
use crate::insight::{Direction, Figures, Forecast, Period, RunChart};
use crate::say::Lang;

/// The whole answer.
#[derive(Serialize)]
pub(super) struct Answer {
    #[serde(flatten)]
    summary: Summary,
    median: Option<f64>,
    run_chart: RunVerdict,
    forecasts: Vec<Expected>,
    actual_against_forecast: Vec<Judged>,
    /// Null where nothing was judged, or nobody said which way is better.
    turned: Option<bool>,
    groups: Vec<OfGroup>,
    /// The group that the figures are of; null where the file has none.
    group: Option<String>,
    definition_changes: Vec<Period>,
}

#[derive(Serialize)]
struct Summary {
    n: usize,
    first: Option<f64>,
    first_period: Option<Period>,
    last: Option<f64>,
    last_period: Option<Period>,
    change: Option<f64>,
    change_percent: Option<f64>,
    trend: Option<Trend>,
}

#[derive(Serialize)]
struct Trend {
    direction: Direction,
    periods: usize,
}

#[derive(Serialize, Default)]
struct RunVerdict {
    verdict: Option<&'static str>,
    shift: Option<bool>,
    trend: Option<bool>,
    runs: Option<usize>,
    runs_expected: Option<(usize, usize)>,
}

#[derive(Serialize)]
struct Expected {
    method: &'static str,
    n: usize,
    basis: String,
    points: Vec<ExpectedPoint>,
}

#[derive(Serialize)]
struct ExpectedPoint {
    period: Period,
    value: f64,
    low: f64,
    high: f64,
}

#[derive(Serialize)]
struct Judged {
    period: Period,
    forecast: f64,
    actual: f64,
    beats: Option<bool>,
}

#[derive(Serialize)]
struct OfGroup {
    name: String,
    #[serde(flatten)]
    summary: Summary,
    /// At the latest period that both were measured in.
    ratio_to: Option<f64>,
    gap_to: Option<f64>,
    compared_to: Option<String>,
    over_time: Vec<Distance>,
}

#[derive(Serialize)]
struct Distance {
    period: Period,
    ratio: Option<f64>,
    gap: f64,
}

/// Puts what was found into the form of the answer.
pub(super) fn answer(findings: &Findings) -> Answer {
    let figures = &findings.figures;
    let judged = &figures.judgement;
    let rows = judged.rows.iter().map(|row| Judged {
        period: row.period,
        forecast: number(row.forecast),
        actual: number(row.actual),
        beats: row.beats,
    });
    Answer {
        summary: summary(figures),
        median: figures.median.map(number),
        run_chart: figures.run_chart.as_ref().map(runs).unwrap_or_default(),
        forecasts: figures.forecasts.iter().map(expected).collect(),
        actual_against_forecast: rows.collect(),
        turned: (!judged.rows.is_empty() && findings.better.is_some()).then(|| judged.turned()),
        groups: findings
            .groups
            .iter()
            .map(|group| of_group(group, findings.reference.as_deref()))
            .collect(),
        group: findings.about.clone(),
        definition_changes: figures.breaks.clone(),
    }
}

fn summary(figures: &Figures) -> Summary {
    Summary {
        n: figures.n,
        first: figures.first.map(|reading| number(reading.value)),
        first_period: figures.first.map(|reading| reading.period),
        last: figures.last.map(|reading| number(reading.value)),
        last_period: figures.last.map(|reading| reading.period),
        change: figures.change.map(|change| number(change.difference)),
        change_percent: figures
            .change
            .and_then(|change| change.percent)
            .map(|percent| number(percent.0)),
        trend: figures.trend.map(|trend| Trend {
            direction: trend.direction,
            periods: trend.periods,
        }),
    }
}

fn runs(chart: &RunChart) -> RunVerdict {
    RunVerdict {
        verdict: Some(if chart.signal() {
            "signal"
        } else {
            "no_signal"
        }),
        shift: Some(chart.shift()),
        trend: Some(chart.trend()),
        runs: Some(chart.runs),
        runs_expected: Some(chart.expected),
    }
}

fn expected(forecast: &Forecast) -> Expected {
    let points = forecast.points.iter().map(|point| ExpectedPoint {
        period: point.period,
        value: number(point.value),
        low: number(point.low),
        high: number(point.high),
    });
    Expected {
        method: forecast.method.id(),
        n: forecast.n,
        // Data speak one language.
        basis: super::words::basis(forecast).render(Lang::En),
        points: points.collect(),
    }
}

fn of_group(group: &Group, reference: Option<&str>) -> OfGroup {
    let latest = group.gaps.last();
    let over_time = group.gaps.iter().map(|gap| Distance {
        period: gap.period,
        ratio: gap.ratio.map(number),
        gap: number(gap.gap),
    });
    OfGroup {
        name: group.name.clone(),
        summary: summary(&group.figures),
        ratio_to: latest.and_then(|gap| gap.ratio).map(number),
        gap_to: latest.map(|gap| number(gap.gap)),
        compared_to: latest.and(reference).map(str::to_owned),
        over_time: over_time.collect(),
    }
}

/// A number without the noise of its last bits: at least four places and at least six significant digits,
/// never −0.
fn number(value: f64) -> f64 {
    let places = if value.abs() >= 1.0 || value == 0.0 {
        4.0
    } else {
        5.0 - value.abs().log10().floor()
    };
    let factor = 10_f64.powf(places.min(300.0));
    let rounded = (value * factor).round() / factor;
    let kept = if rounded.is_finite() { rounded } else { value };
    kept + 0.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_never_minus_zero() {
        let text = |value: f64| serde_json::to_string(&number(value)).unwrap();
        assert_eq!(text(46.249_999_999_999_99), "46.25");
        assert_eq!(text(-0.0), "0.0");
        assert_eq!(text(-1e-17 * 0.0), "0.0");
        assert_eq!(text(-42.909_090_909), "-42.9091");
        assert_eq!(text(0.000_123_456_789), "0.000123457");
        assert_eq!(text(123_456_789.25), "123456789.25");
    }
}
