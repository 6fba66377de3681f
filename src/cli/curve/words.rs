//! The figures in plain sentences: everything that `upturn curve` says of them.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::{Findings, Group};
use crate::{
    insight::{Better, Direction, Figures, Forecast, Judgement, Method, Scale, forecast},
    say,
    say::{Arg, Lang, Msg, MsgId},
};

/// On what a forecast rests.
pub(super) fn basis(forecast: &Forecast) -> Msg {
    let how = match (forecast.method, &forecast.model) {
        (Method::Line, _) => say!(MethodLine),
        (Method::DampedTrend, _) => say!(FiguresDamped),
        (Method::Ets, Some(model)) => say!(FiguresEts, model.as_str()),
        (Method::Ets, None) => say!(MethodEts),
    };
    say!(
        FiguresBasis,
        how,
        forecast.from.to_string(),
        forecast.to.to_string()
    )
}

/// All sentences in a language, one paragraph for each matter.
pub(super) fn tell(findings: &Findings, lang: Lang) -> String {
    let figures = &findings.figures;
    let mut lines: Vec<(&str, Msg)> = Vec::new();
    if let Some(about) = &findings.about {
        lines.push(("", say!(FiguresAbout, about.as_str())));
    }
    if let Some(last) = figures.breaks.last() {
        lines.push(("", say!(CurveBreak, last.to_string())));
    }
    change(findings, &mut lines);
    movement(figures, &mut lines);
    forecasts(findings, &mut lines);
    let mut text = String::from("\n");
    write(&mut text, &lines, lang);
    let (table, verdict) = judged(&figures.judgement, findings, lang);
    text.push_str(&table);
    let mut lines: Vec<(&str, Msg)> = verdict.map(|msg| ("", msg)).into_iter().collect();
    groups(findings, &mut lines);
    if !findings.ignored.is_empty() {
        lines.push(("", say!(FiguresIgnored, findings.ignored.clone())));
    }
    write(&mut text, &lines, lang);
    text
}

/// Writes each sentence on a line of its own, behind what it is indented by.
fn write(text: &mut String, lines: &[(&str, Msg)], lang: Lang) {
    for (indent, sentence) in lines {
        // Writing to a String cannot fail.
        let _ = writeln!(text, "{indent}{}", sentence.render(lang));
    }
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
fn value(findings: &Findings, value: f64) -> Msg {
    let number = exact(value);
    match (findings.scale, findings.unit.as_str()) {
        (Scale::Percent, _) => say!(ValuePercent, number),
        (_, "") => say!(ValueBare, number),
        (_, unit) => say!(ValueUnit, number, unit),
    }
}

/// How far two values lie apart.
fn distance(findings: &Findings, size: f64) -> Msg {
    let number = exact(size);
    match (findings.scale, findings.unit.as_str()) {
        (Scale::Percent, _) => {
            let one = Arg::Count(if number == "1" { 1 } else { 2 });
            Msg::new(MsgId::FiguresPoints, vec![number.into(), one])
        }
        (_, "") => say!(ValueBare, number),
        (_, unit) => say!(FiguresUnit, number, unit),
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

fn change(findings: &Findings, lines: &mut Vec<(&str, Msg)>) {
    let figures = &findings.figures;
    let (Some(first), Some(last)) = (figures.first, figures.last) else {
        lines.push(("", say!(FiguresNone)));
        return;
    };
    let Some(change) = figures.change else {
        let one = say!(
            FiguresOne,
            value(findings, last.value),
            last.period.to_string()
        );
        lines.push(("", one));
        return;
    };
    let size = distance(findings, change.difference.abs());
    let moved = match Direction::between(first.value, last.value) {
        Direction::Up => say!(MovedUp, size),
        Direction::Down => say!(MovedDown, size),
        Direction::Flat => say!(MovedNot),
    };
    let from_to = say!(
        FiguresChange,
        value(findings, first.value),
        first.period.to_string(),
        value(findings, last.value),
        last.period.to_string(),
        moved
    );
    let share = match change.percent {
        Some(percent) if percent.0.abs() >= 0.05 => {
            let size = format!("{:.1}", percent.0.abs());
            Some(if percent.0 > 0.0 {
                say!(FiguresHigher, size)
            } else {
                say!(FiguresLower, size)
            })
        }
        _ => None,
    };
    lines.push(("", after(from_to, share)));
    if let Some((period, target)) = findings.target {
        let away = distance(findings, (target - last.value).abs());
        let stand = match (Direction::between(last.value, target), findings.better) {
            (Direction::Flat, _) => say!(TargetReached),
            (Direction::Up, Some(Better::Higher)) | (Direction::Down, Some(Better::Lower)) => {
                say!(FiguresToGo, away)
            }
            (_, Some(_)) => say!(TargetPassed, away),
            (_, None) => say!(FiguresAway, away),
        };
        let wanted = value(findings, target);
        lines.push(("", say!(FiguresTarget, period.to_string(), wanted, stand)));
    }
}

/// A sentence, and another behind it where there is one.
fn after(first: Msg, second: Option<Msg>) -> Msg {
    match second {
        None => first,
        Some(second) => say!(FiguresAndMore, first, second),
    }
}

fn movement(figures: &Figures, lines: &mut Vec<(&str, Msg)>) {
    match figures.trend {
        Some(trend) => lines.push((
            "",
            match trend.direction {
                Direction::Up => say!(FiguresUp, trend.periods),
                Direction::Down => say!(FiguresDown, trend.periods),
                Direction::Flat => say!(FiguresFlat, trend.periods),
            },
        )),
        None if figures.n > 0 => lines.push(("", say!(FiguresNoTrend, figures.n))),
        None => {}
    }
    if let Some(median) = figures.median.filter(|_| figures.n > 1) {
        lines.push(("", say!(FiguresMedian, exact(median))));
    }
    let Some(chart) = figures.run_chart else {
        if figures.n > 0 {
            lines.push(("", say!(FiguresNoRuns, figures.n)));
        }
        return;
    };
    let mut signals = Vec::new();
    if chart.shift() {
        signals.push(say!(FiguresShift, chart.longest_side));
    }
    if chart.trend() {
        signals.push(say!(FiguresSlope, chart.longest_slope));
    }
    let (low, high) = chart.expected;
    if chart.too_few_runs() {
        signals.push(say!(FiguresFewRuns, chart.runs, low, high));
    } else if chart.too_many_runs() {
        signals.push(say!(FiguresManyRuns, chart.runs, low, high));
    }
    if let Some(far) = chart.far {
        signals.push(say!(FiguresFar, exact(far.value), far.period.to_string()));
    }
    let said = if signals.is_empty() {
        say!(FiguresChance)
    } else {
        say!(FiguresSignals, signals)
    };
    lines.push(("", said));
}

fn forecasts(findings: &Findings, lines: &mut Vec<(&str, Msg)>) {
    let figures = &findings.figures;
    if figures.forecasts.is_empty() {
        let fewest = forecast::FEWEST;
        let why = match findings.forecast_from {
            Some(from) => say!(FiguresTooFewTo, fewest, from.to_string()),
            None => say!(FiguresTooFew, fewest),
        };
        lines.push(("", why));
        return;
    }
    let head = if findings.forecast_from.is_some() {
        say!(FiguresFrozen)
    } else {
        say!(FiguresForecast)
    };
    lines.push(("", head));
    for forecast in &figures.forecasts {
        let Some(last) = forecast.points.last() else {
            continue;
        };
        let shown = match forecast.points.as_slice() {
            [first, .., last] if forecast.points.len() > 4 => vec![first, last],
            points => points.iter().collect(),
        };
        let shown: Vec<Msg> = shown
            .into_iter()
            .map(|point| say!(ValueIn, exact(point.value), point.period.to_string()))
            .collect();
        let line = say!(
            FiguresLine,
            basis(forecast),
            forecast.n,
            shown,
            last.period.to_string(),
            exact(last.low),
            exact(last.high)
        );
        let doubt = forecast.flat_despite_trend.then(|| say!(FiguresDoubt));
        lines.push(("  ", after(line, doubt)));
    }
    let few = |forecast: &Forecast| forecast.n < 2 * forecast::FEWEST_ETS;
    if figures.forecasts.iter().any(few) {
        lines.push(("  ", say!(FiguresNarrow)));
    }
}

/// The table of what came beside what was forecast, and what the two together say.
fn judged(judgement: &Judgement, findings: &Findings, lang: Lang) -> (String, Option<Msg>) {
    if judgement.rows.is_empty() {
        let forecast = findings.forecast_from.is_some() && !findings.figures.forecasts.is_empty();
        return (String::new(), forecast.then(|| say!(FiguresNoLater)));
    }
    let mut table = format!(
        "{:<12}{:>10}{:>10}\n",
        MsgId::FiguresJudged.text(lang),
        MsgId::FiguresForecastHead.text(lang),
        MsgId::FiguresActualHead.text(lang)
    );
    for row in &judgement.rows {
        let verdict = match row.beats {
            Some(true) => format!("  {}", MsgId::RowBetter.text(lang)),
            Some(false) => format!("  {}", MsgId::RowNotBetter.text(lang)),
            None => String::new(),
        };
        let _ = writeln!(
            table,
            "{:<12}{:>10}{:>10}{verdict}",
            format!("  {}", row.period),
            exact(row.forecast),
            exact(row.actual)
        );
    }
    let verdict = match judgement.beaten() {
        None => say!(FiguresSayBetter),
        Some(beaten) => {
            let turned = match (judgement.turned(), judgement.streak()) {
                (true, streak) => say!(FiguresTurned, streak),
                (false, 1) => say!(FiguresNotYet),
                (false, _) => say!(FiguresNotTurned),
            };
            say!(FiguresBeaten, beaten, judgement.rows.len(), turned)
        }
    };
    (table, Some(verdict))
}

fn groups(findings: &Findings, lines: &mut Vec<(&str, Msg)>) {
    if findings.groups.is_empty() {
        return;
    }
    let title = match &findings.reference {
        Some(reference) => say!(FiguresGroupsWith, reference.as_str()),
        None => say!(FiguresGroups),
    };
    lines.push(("", title));
    let said = findings.groups.iter();
    lines.extend(said.filter_map(|group| Some(("  ", one_group(group, findings)?))));
    if findings.reference.is_none() && findings.groups.len() > 1 {
        lines.push(("  ", say!(FiguresSayCompare)));
    }
}

fn one_group(group: &Group, findings: &Findings) -> Option<Msg> {
    let last = group.figures.last?;
    let now = say!(
        FiguresGroup,
        group.name.as_str(),
        value(findings, last.value),
        last.period.to_string()
    );
    let is_reference = findings.reference.as_deref() == Some(group.name.as_str());
    let stands = if let (Some(first), Some(latest)) = (group.gaps.first(), group.gaps.last()) {
        let ratio = |ratio: Option<f64>| {
            ratio.map_or_else(
                || say!(FiguresNoRatio),
                |ratio| say!(InWords, format!("{ratio:.2}")),
            )
        };
        let gap = match findings.scale {
            Scale::Percent => say!(FiguresGapPoints, exact(latest.gap)),
            _ => say!(InWords, exact(latest.gap)),
        };
        let now = say!(
            FiguresGap,
            ratio(latest.ratio),
            gap,
            latest.period.to_string()
        );
        let before = (first.period != latest.period).then(|| {
            say!(
                FiguresGapBefore,
                ratio(first.ratio),
                exact(first.gap),
                first.period.to_string()
            )
        });
        Some(after(now, before))
    } else if is_reference {
        Some(say!(FiguresReference))
    } else {
        findings.reference.as_ref().map(|_| say!(FiguresNoCommon))
    };
    Some(say!(ChainEnd, after(now, stands)))
}
