//! The figures in plain sentences: everything that `upturn curve` says in English stands here.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::{Findings, Group};
use crate::insight::{Better, Direction, Figures, Forecast, Judgement, Method, Scale, forecast};

/// Label of what was measured.
pub(super) const MEASURED: &str = "measured";
/// Label of a forecast from today.
pub(super) const NOTHING_CHANGES: &str = "if nothing changes";
/// Label of a forecast from an earlier day.
pub(super) const NOTHING_CHANGED: &str = "if nothing had changed";
/// Label of the target.
pub(super) const TARGET: &str = "target";

/// On what a forecast rests.
pub(super) fn basis(forecast: &Forecast) -> String {
    let how = match (forecast.method, &forecast.model) {
        (Method::Line, _) => "least squares".to_owned(),
        (Method::DampedTrend, _) => "damped Theil-Sen trend (phi 0.85)".to_owned(),
        (Method::Ets, Some(model)) => format!("exponential smoothing ({model})"),
        (Method::Ets, None) => "exponential smoothing".to_owned(),
    };
    format!("{how} on {} to {}", forecast.from, forecast.to)
}

/// All sentences, one paragraph for each matter.
pub(super) fn tell(findings: &Findings) -> String {
    let figures = &findings.figures;
    let mut text = String::from("\n");
    let mut line = |sentence: String| {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{sentence}");
    };
    if let Some(about) = &findings.about {
        line(format!("Figures are for {about}."));
    }
    if let Some(last) = figures.breaks.last() {
        line(format!(
            "The definition changed in {last}: all figures begin there, because nothing can be compared across it."
        ));
    }
    change(findings).into_iter().for_each(&mut line);
    movement(figures).into_iter().for_each(&mut line);
    forecasts(findings).into_iter().for_each(&mut line);
    judged(&figures.judgement, findings)
        .into_iter()
        .for_each(&mut line);
    groups(findings).into_iter().for_each(&mut line);
    if !findings.ignored.is_empty() {
        line(format!(
            "Columns left out because their names are not known: {}.",
            findings.ignored.join(", ")
        ));
    }
    text
}

/// Breaks long lines between words; what continues a line is indented a little further than it.
pub(super) fn wrapped(text: &str, width: usize) -> String {
    let mut out = String::new();
    for line in text.lines() {
        if line.width() <= width {
            let _ = writeln!(out, "{line}");
            continue;
        }
        let indent = line.len() - line.trim_start().len();
        let mut length = 0;
        for word in line.split_whitespace() {
            if length == 0 {
                let _ = write!(out, "{:indent$}{word}", "");
                length = indent + word.width();
            } else if length + 1 + word.width() > width {
                let _ = write!(out, "\n{:further$}{word}", "", further = indent + 2);
                length = indent + 2 + word.width();
            } else {
                let _ = write!(out, " {word}");
                length += 1 + word.width();
            }
        }
        out.push('\n');
    }
    out
}

/// A value with its unit.
fn value(findings: &Findings, value: f64) -> String {
    let number = exact(value);
    match (findings.scale, findings.unit.as_str()) {
        (Scale::Percent, _) => format!("{number} %"),
        (_, "") => number,
        (_, unit) => format!("{number} {unit}"),
    }
}

/// A measured or computed value with up to two places, more where it is small.
fn exact(value: f64) -> String {
    if value.abs() < 0.1 && value != 0.0 {
        return format!("{value:.4}")
            .trim_end_matches('0')
            .trim_end_matches('.')
            .to_owned();
    }
    let text = format!("{value:.2}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

fn change(findings: &Findings) -> Vec<String> {
    let figures = &findings.figures;
    let (Some(first), Some(last)) = (figures.first, figures.last) else {
        return vec!["There is no value yet.".to_owned()];
    };
    let Some(change) = figures.change else {
        return vec![format!(
            "One value: {} in {}.",
            value(findings, last.value),
            last.period
        )];
    };
    let size = exact(change.difference.abs());
    let unit = match findings.scale {
        Scale::Percent if size == "1" => "percentage point",
        Scale::Percent => "percentage points",
        _ => findings.unit.as_str(),
    };
    let size = format!("{size} {unit}").trim_end().to_owned();
    let moved = match Direction::between(first.value, last.value) {
        Direction::Up => format!("up {size}"),
        Direction::Down => format!("down {size}"),
        Direction::Flat => "unchanged".to_owned(),
    };
    let share = match change.percent {
        Some(percent) if percent.0.abs() >= 0.05 => {
            let way = if percent.0 > 0.0 { "higher" } else { "lower" };
            format!(
                " That is {:.1} per cent {way} than at the start.",
                percent.0.abs()
            )
        }
        _ => String::new(),
    };
    let from_to = format!(
        "From {} in {} to {} in {}: {moved}.{share}",
        value(findings, first.value),
        first.period,
        value(findings, last.value),
        last.period
    );
    let mut sentences = vec![from_to];
    if let Some((period, target)) = findings.target {
        let ahead = target - last.value;
        let distance = match findings.scale {
            Scale::Percent => format!("{} percentage points", exact(ahead.abs())),
            _ => format!("{} {}", exact(ahead.abs()), findings.unit)
                .trim_end()
                .to_owned(),
        };
        let stand = match (Direction::between(last.value, target), findings.better) {
            (Direction::Flat, _) => "reached exactly".to_owned(),
            (Direction::Up, Some(Better::Higher)) | (Direction::Down, Some(Better::Lower)) => {
                format!("{distance} still to go")
            }
            (_, Some(_)) => format!("surpassed by {distance}"),
            (_, None) => format!("{distance} from the latest value"),
        };
        sentences.push(format!(
            "Target for {period}: {}, {stand}.",
            value(findings, target)
        ));
    }
    sentences
}

fn movement(figures: &Figures) -> Vec<String> {
    let mut sentences = Vec::new();
    match figures.trend {
        Some(trend) => {
            let way = match trend.direction {
                Direction::Up => "up",
                Direction::Down => "down",
                Direction::Flat => "flat",
            };
            sentences.push(format!(
                "Current trend: {way} for {}.",
                counted(trend.periods, "period")
            ));
        }
        None if figures.n > 0 => sentences.push(format!(
            "No trend: {} cannot show one.",
            counted(figures.n, "point")
        )),
        None => {}
    }
    if let Some(median) = figures.median.filter(|_| figures.n > 1) {
        sentences.push(format!("Median: {}.", exact(median)));
    }
    let Some(chart) = figures.run_chart else {
        if figures.n > 0 {
            sentences.push(format!(
                "Run chart: no verdict on {}; it takes ten.",
                counted(figures.n, "point")
            ));
        }
        return sentences;
    };
    let mut signals = Vec::new();
    if chart.shift() {
        signals.push(format!(
            "a shift ({} in a row on one side of the median)",
            counted(chart.longest_side, "point")
        ));
    }
    if chart.trend() {
        signals.push(format!(
            "a trend ({} in a row going one way)",
            counted(chart.longest_slope, "point")
        ));
    }
    if chart.too_few_runs() || chart.too_many_runs() {
        let many = if chart.too_few_runs() { "few" } else { "many" };
        let (low, high) = chart.expected;
        signals.push(format!(
            "too {many} runs ({}, where chance makes {low} to {high})",
            chart.runs
        ));
    }
    if let Some(far) = chart.far {
        signals.push(format!(
            "{} in {} lies far out",
            exact(far.value),
            far.period
        ));
    }
    sentences.push(if signals.is_empty() {
        "Run chart: nothing that chance alone does not make.".to_owned()
    } else {
        format!(
            "Run chart: more than chance is at work: {}.",
            signals.join(", ")
        )
    });
    sentences
}

fn forecasts(findings: &Findings) -> Vec<String> {
    let figures = &findings.figures;
    if figures.forecasts.is_empty() {
        let why = match findings.forecast_from {
            Some(from) => format!("Too few points up to {from} for a computed forecast"),
            None => "Too few points for a computed forecast".to_owned(),
        };
        return vec![format!(
            "{why}; it takes {}. The room's own guess is all there is.",
            forecast::FEWEST
        )];
    }
    let mut sentences = vec![if findings.forecast_from.is_some() {
        "If nothing had changed:".to_owned()
    } else {
        "If nothing changes:".to_owned()
    }];
    for forecast in &figures.forecasts {
        let Some(last) = forecast.points.last() else {
            continue;
        };
        let shown: Vec<String> = match forecast.points.as_slice() {
            [first, .., last] if forecast.points.len() > 4 => {
                vec![
                    format!("{} in {}", exact(first.value), first.period),
                    format!("{} in {}", exact(last.value), last.period),
                ]
            }
            points => points
                .iter()
                .map(|p| format!("{} in {}", exact(p.value), p.period))
                .collect(),
        };
        let warning = if forecast.flat_despite_trend {
            " It stays flat although the curve was moving: doubt it."
        } else {
            ""
        };
        sentences.push(format!(
            "  {}, n = {}: {}. 80 % band in {}: {} to {}.{warning}",
            basis(forecast),
            forecast.n,
            shown.join(", "),
            last.period,
            exact(last.low),
            exact(last.high)
        ));
    }
    if figures
        .forecasts
        .iter()
        .any(|f| f.n < 2 * forecast::FEWEST_ETS)
    {
        sentences.push(
            "  So few points tell little about their own scatter: take the bands as too narrow."
                .to_owned(),
        );
    }
    sentences
}

fn judged(judgement: &Judgement, findings: &Findings) -> Vec<String> {
    if judgement.rows.is_empty() {
        return match findings.forecast_from {
            Some(_) if !findings.figures.forecasts.is_empty() => {
                vec!["No later point to judge the forecast by.".to_owned()]
            }
            _ => Vec::new(),
        };
    }
    let mut sentences = vec![format!(
        "{:<12}{:>10}{:>10}",
        "Judged", "forecast", "actual"
    )];
    for row in &judgement.rows {
        let verdict = match row.beats {
            Some(true) => "  better",
            Some(false) => "  not better",
            None => "",
        };
        sentences.push(format!(
            "{:<12}{:>10}{:>10}{verdict}",
            format!("  {}", row.period),
            exact(row.forecast),
            exact(row.actual)
        ));
    }
    sentences.push(match judgement.beaten() {
        None => "Say --better higher or --better lower to have the forecast judged.".to_owned(),
        Some(beaten) => {
            let turned = match (judgement.turned(), judgement.streak()) {
                (true, streak) => {
                    format!("The curve has turned: the latest {streak} in a row are better.")
                }
                (false, 1) => {
                    "Not turned yet: only the latest one is better; it takes two in a row."
                        .to_owned()
                }
                (false, _) => "Not turned: the latest one is not better.".to_owned(),
            };
            format!(
                "Better than forecast, {beaten} of {}. {turned}",
                judgement.rows.len()
            )
        }
    });
    sentences
}

fn groups(findings: &Findings) -> Vec<String> {
    if findings.groups.is_empty() {
        return Vec::new();
    }
    let mut sentences: Vec<String> = findings
        .groups
        .iter()
        .filter_map(|group| one_group(group, findings))
        .collect();
    let title = match &findings.reference {
        Some(reference) => format!("Groups, compared with {reference}:"),
        None => "Groups:".to_owned(),
    };
    sentences.insert(0, title);
    if findings.reference.is_none() && findings.groups.len() > 1 {
        sentences.push(
            "  Say --compare-to GROUP for ratios and gaps; nothing is compared unasked.".to_owned(),
        );
    }
    sentences
}

fn one_group(group: &Group, findings: &Findings) -> Option<String> {
    let last = group.figures.last?;
    let mut text = format!(
        "  {}: {} in {}",
        group.name,
        value(findings, last.value),
        last.period
    );
    if let (Some(first), Some(latest)) = (group.gaps.first(), group.gaps.last()) {
        let ratio = |ratio: Option<f64>| {
            ratio.map_or_else(|| "none".to_owned(), |ratio| format!("{ratio:.2}"))
        };
        let points = if findings.scale == Scale::Percent {
            " percentage points"
        } else {
            ""
        };
        let _ = write!(
            text,
            "; ratio {}, gap {}{points} in {}",
            ratio(latest.ratio),
            exact(latest.gap),
            latest.period
        );
        if first.period != latest.period {
            let _ = write!(
                text,
                " ({} and {} in {})",
                ratio(first.ratio),
                exact(first.gap),
                first.period
            );
        }
    } else if findings.reference.as_deref() == Some(group.name.as_str()) {
        text.push_str("; the reference");
    } else if findings.reference.is_some() {
        text.push_str("; no period in common with the reference");
    }
    Some(format!("{text}."))
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 {
        format!("1 {what}")
    } else {
        format!("{count} {what}s")
    }
}
