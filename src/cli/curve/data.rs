//! The figures as one JSON object. Its field names are a contract with scripts that read them.

use serde_json::{Map, Value, json};

use super::{Findings, Group};
use crate::insight::{Direction, Figures, Forecast, RunChart, Trend};

/// The whole answer.
pub(super) fn object(findings: &Findings) -> Value {
    let figures = &findings.figures;
    let judged = &figures.judgement;
    let mut object = summary(figures);
    object.insert("median".into(), number(figures.median));
    object.insert("run_chart".into(), run_chart(figures.run_chart.as_ref()));
    object.insert(
        "forecasts".into(),
        figures.forecasts.iter().map(forecast).collect(),
    );
    let rows: Vec<Value> = judged
        .rows
        .iter()
        .map(|row| {
            json!({
                "period": row.period,
                "forecast": number(Some(row.forecast)),
                "actual": number(Some(row.actual)),
                "beats": row.beats,
            })
        })
        .collect();
    let turned = (!rows.is_empty() && findings.better.is_some()).then(|| judged.turned());
    object.insert("actual_against_forecast".into(), rows.into());
    object.insert("turned".into(), turned.into());
    object.insert(
        "groups".into(),
        findings
            .groups
            .iter()
            .map(|g| group(g, findings.reference.as_deref()))
            .collect(),
    );
    object.insert("group".into(), findings.about.clone().into());
    object.insert(
        "definition_changes".into(),
        figures.breaks.iter().map(ToString::to_string).collect(),
    );
    Value::Object(object)
}

fn summary(figures: &Figures) -> Map<String, Value> {
    let mut map = Map::new();
    map.insert("n".into(), figures.n.into());
    map.insert("first".into(), number(figures.first.map(|r| r.value)));
    map.insert(
        "first_period".into(),
        json!(figures.first.map(|r| r.period)),
    );
    map.insert("last".into(), number(figures.last.map(|r| r.value)));
    map.insert("last_period".into(), json!(figures.last.map(|r| r.period)));
    map.insert(
        "change".into(),
        number(figures.change.map(|c| c.difference)),
    );
    map.insert(
        "change_percent".into(),
        number(figures.change.and_then(|c| c.percent).map(|p| p.0)),
    );
    map.insert("trend".into(), trend(figures.trend));
    map
}

fn trend(trend: Option<Trend>) -> Value {
    trend.map_or(Value::Null, |trend| {
        let direction = match trend.direction {
            Direction::Up => "up",
            Direction::Down => "down",
            Direction::Flat => "flat",
        };
        json!({ "direction": direction, "periods": trend.periods })
    })
}

fn run_chart(chart: Option<&RunChart>) -> Value {
    match chart {
        None => json!({ "verdict": null, "shift": null, "trend": null, "runs": null }),
        Some(chart) => json!({
            "verdict": if chart.signal() { "signal" } else { "no_signal" },
            "shift": chart.shift(),
            "trend": chart.trend(),
            "runs": chart.runs,
            "runs_expected": [chart.expected.0, chart.expected.1],
        }),
    }
}

fn forecast(forecast: &Forecast) -> Value {
    let points: Vec<Value> = forecast
        .points
        .iter()
        .map(|p| {
            json!({
                "period": p.period,
                "value": number(Some(p.value)),
                "low": number(Some(p.low)),
                "high": number(Some(p.high)),
            })
        })
        .collect();
    json!({
        "method": forecast.method.id(),
        "n": forecast.n,
        "basis": super::words::basis(forecast),
        "points": points,
    })
}

fn group(group: &Group, reference: Option<&str>) -> Value {
    let mut map = Map::new();
    map.insert("name".into(), group.name.clone().into());
    map.append(&mut summary(&group.figures));
    let latest = group.gaps.last();
    map.insert("ratio_to".into(), number(latest.and_then(|gap| gap.ratio)));
    map.insert("gap_to".into(), number(latest.map(|gap| gap.gap)));
    map.insert("compared_to".into(), latest.and(reference).into());
    let over_time: Vec<Value> = group
        .gaps
        .iter()
        .map(|gap| json!({ "period": gap.period, "ratio": number(gap.ratio), "gap": number(Some(gap.gap)) }))
        .collect();
    map.insert("over_time".into(), over_time.into());
    Value::Object(map)
}

/// A number without the noise of its last bits: at least four places and at least six significant digits,
/// never −0.
fn number(value: Option<f64>) -> Value {
    let Some(value) = value.filter(|value| value.is_finite()) else {
        return Value::Null;
    };
    let places = if value.abs() >= 1.0 || value == 0.0 {
        4.0
    } else {
        5.0 - value.abs().log10().floor()
    };
    let factor = 10_f64.powf(places.min(300.0));
    let rounded = (value * factor).round() / factor;
    let kept = if rounded.is_finite() { rounded } else { value };
    json!(kept + 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_short_and_never_minus_zero() {
        let text = |value: f64| number(Some(value)).to_string();
        assert_eq!(text(46.249_999_999_999_99), "46.25");
        assert_eq!(text(-0.0), "0.0");
        assert_eq!(text(-1e-17 * 0.0), "0.0");
        assert_eq!(text(-42.909_090_909), "-42.9091");
        assert_eq!(text(0.000_123_456_789), "0.000123457");
        assert_eq!(text(123_456_789.25), "123456789.25");
        assert_eq!(number(Some(f64::NAN)), Value::Null);
    }
}
