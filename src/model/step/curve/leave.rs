//! What a curve leaves: its picture, the figures in words, what was judged, the groups, and the room's answer.

use super::{
    Curve,
    facts::Facts,
    picture::group_name,
    words::{Matter, Sentence, number, value},
};
use crate::{
    document::{Block, Item, Line, Phrase, Table, Weight},
    model::{
        measure::{Measure, about},
        script::Step,
        seen::Seen,
    },
    say,
    say::{Arg, Msg, MsgId},
};

pub(super) fn recap(curve: &Curve, step: &Step, seen: &Seen<'_>) -> Vec<Block> {
    seen.measures_on(&step.id)
        .flat_map(|measure| of_measure(curve, measure, step, seen))
        .collect()
}

fn of_measure(curve: &Curve, measure: &Measure, step: &Step, seen: &Seen<'_>) -> Vec<Block> {
    let facts = Facts::of(measure, None, curve.periods_ahead()).with_marks(step, seen);
    let mut title = Line::said(&*facts.name);
    if !facts.unit.is_empty() {
        title = title.and_said(format!(", {}", facts.unit));
    }
    let mut blocks = Vec::new();
    if facts.figures.n > 0 || !facts.guesses.is_empty() {
        // The picture says what it is of, also where it stands alone.
        let mut chart = facts.chart(seen.lang());
        chart.title = facts.name.to_string();
        chart.unit = facts.unit.to_string();
        blocks.push(Block::Chart(Box::new(chart)));
    } else {
        blocks.push(Block::Heading(3, title));
    }
    if let Some(answer) = answer(measure) {
        blocks.push(Block::Statement(answer));
    }
    let item = |sentence: Sentence| {
        let weight = match sentence.matter {
            Matter::Verdict(Some(true)) => Weight::Strong,
            Matter::Doubt => Weight::Quiet,
            _ => Weight::Plain,
        };
        Item::new(Line::default().and(Phrase::Msg(sentence.msg), weight))
    };
    let sentences = facts.sentences().into_iter();
    blocks.push(Block::List(sentences.map(item).collect()));
    blocks.extend(judged(&facts));
    blocks.extend(groups(&facts));
    let source = measure.text_of(about::SOURCE);
    if !source.is_empty() {
        blocks.push(Block::Para(
            Line::msg(say!(CurveSource, source)).weigh(Weight::Quiet),
        ));
    }
    blocks
}

/// “Is this forecast OK?”, and why.
fn answer(measure: &Measure) -> Option<Line> {
    let word = match measure.text_of(about::OK) {
        "yes" => MsgId::ForecastIsOk,
        "no" => MsgId::ForecastIsNotOk,
        _ => return None,
    };
    let why = measure.text_of(about::OK_WHY);
    let line = Line::default().and(Phrase::Msg(word.into()), Weight::Strong);
    Some(if why.is_empty() {
        line
    } else {
        line.and_said(format!(" {why}"))
    })
}

fn cell(arg: Arg) -> Line {
    Line::msg(Msg::new(MsgId::ValueBare, vec![arg]))
}

/// Every later point beside the forecast that judges it.
fn judged(facts: &Facts) -> Option<Block> {
    let tried = facts.judging()?;
    let rows: Vec<Vec<Line>> = tried
        .judgement
        .rows
        .iter()
        .map(|row| {
            let verdict = match row.beats {
                Some(true) => Line::msg(MsgId::RowBetter),
                Some(false) => Line::msg(MsgId::RowNotBetter),
                None => Line::default(),
            };
            vec![
                Line::said(row.period.to_string()),
                cell(number(row.forecast)),
                cell(number(row.actual)),
                verdict,
            ]
        })
        .collect();
    (!rows.is_empty()).then(|| {
        Block::Table(Table {
            head: [
                MsgId::HeadPeriod,
                MsgId::HeadForecast,
                MsgId::HeadActual,
                MsgId::HeadVerdict,
            ]
            .map(Line::from)
            .into(),
            numbers: vec![false, true, true, false],
            rows,
        })
    })
}

/// The groups: the latest value of each, and both ways of saying how far it is from the one the room compares with.
fn groups(facts: &Facts) -> Option<Block> {
    if facts.groups.is_empty() {
        return None;
    }
    let mut head = vec![Line::from(MsgId::HeadGroup), Line::from(MsgId::HeadLatest)];
    let mut numbers = vec![false, true];
    if let Some(reference) = &facts.reference {
        head.push(say!(HeadRatioTo, reference).into());
        head.push(say!(HeadGapTo, reference).into());
        numbers.extend([true, true]);
    }
    let rows = facts.groups.iter().map(|group| {
        let latest = group.last.map(|last| {
            Line::msg(say!(
                ValueIn,
                value(facts.scale, &facts.unit, last.value),
                last.period.to_string()
            ))
        });
        let mut row = vec![
            Line::msg(group_name(&group.name)),
            latest.unwrap_or_default(),
        ];
        if facts.reference.is_some() {
            let last = group.gaps.last();
            row.push(
                last.and_then(|gap| gap.ratio)
                    .map_or_else(Line::default, |ratio| cell(Arg::Number(ratio, 2))),
            );
            row.push(last.map_or_else(Line::default, |gap| cell(number(gap.gap))));
        }
        row
    });
    Some(Block::Table(Table {
        rows: rows.collect(),
        head,
        numbers,
    }))
}
