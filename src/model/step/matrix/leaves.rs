//! What a matrix leaves: the table in order, what goes on, where the room was divided, and how it knows.

use super::{Matrix, Outcome, Row, Verdict, in_order};
use crate::{
    document::{Block, Item, Line, Phrase, Table, Weight},
    insight::opinions::Standing,
    model::{
        card::field,
        script::Step,
        seen::{CardSeen, Seen},
    },
    say,
    say::{Arg, Msg, MsgId},
};

pub(super) fn recap(matrix: &Matrix, step: &Step, seen: &Seen<'_>) -> Vec<Block> {
    let mut rows = matrix.rows(step, seen);
    if rows.is_empty() {
        return Vec::new();
    }
    in_order(&mut rows);
    let mut blocks = vec![table(matrix, step, &rows, seen)];
    blocks.extend(weights(matrix, step, &rows, seen));
    if matrix.verdict() == Verdict::Indicators {
        for (standing, head) in [
            (Standing::Headline, MsgId::HeadHeadline),
            (Standing::Secondary, MsgId::HeadSecondary),
            (Standing::NeedsData, MsgId::HeadNeedsData),
        ] {
            let of = rows.iter().filter(|row| row.stands_as(standing));
            blocks.extend(list(head, of.filter_map(|row| words(row, seen)).collect()));
        }
    }
    let picked = rows.iter().filter(|row| row.picked);
    blocks.extend(list(
        MsgId::HeadGoesOn,
        picked.filter_map(|row| words(row, seen)).collect(),
    ));
    let needed = rows.iter().filter_map(|row| seen.card(row.card));
    blocks.extend(list(
        MsgId::HeadDataNeeded,
        needed
            .filter(|card| card.flag(field::DATA_NEEDED))
            .map(|card| Line::said(card.text()))
            .collect(),
    ));
    if matrix.weakest {
        let lines = rows.iter().filter_map(|row| {
            let names = matrix.weakest_names(row, seen.lang())?;
            let card = seen.card(row.card)?;
            Some(Line::msg(say!(WeakestOf, card.text(), names)))
        });
        blocks.extend(list(MsgId::HeadWeakest, lines.collect()));
    }
    blocks.extend(list(MsgId::HeadDivided, divided(matrix, &rows, seen)));
    blocks.extend(list(MsgId::HeadEvidence, evidence(matrix, &rows, seen)));
    blocks
}

fn words(row: &Row, seen: &Seen<'_>) -> Option<Line> {
    seen.card(row.card).map(|card| Line::said(card.text()))
}

fn list(head: MsgId, lines: Vec<Line>) -> Vec<Block> {
    if lines.is_empty() {
        return Vec::new();
    }
    vec![
        Block::Heading(3, Line::msg(head)),
        Block::List(lines.into_iter().map(Item::new).collect()),
    ]
}

fn table(matrix: &Matrix, step: &Step, rows: &[Row], seen: &Seen<'_>) -> Block {
    let lang = seen.lang();
    let weighted = matrix.is_weighted();
    let mut head = vec![Line::msg(say!(HeadCard))];
    for (criterion, weight) in matrix.criteria.iter().zip(matrix.weights(step, seen)) {
        let label = Line::said(criterion.label.get(lang).clone());
        head.push(if weighted && weight > 1 {
            label.and(Phrase::Msg(say!(TimesWeight, weight)), Weight::Quiet)
        } else {
            label
        });
    }
    head.push(Line::msg(matrix.head()));
    let row = |row: &Row| {
        let text = seen.card(row.card).map_or("", |card| card.text());
        let weight = if row.picked {
            Weight::Strong
        } else {
            Weight::Plain
        };
        let mut cells = vec![Line::default().and(Phrase::Said(text.into()), weight)];
        cells.extend(row.cells.iter().map(|cell| {
            let said = cell.words().map(Line::msg).unwrap_or_default();
            if cell.is_wide() {
                said.and(Phrase::Msg(say!(MarkDivided)), Weight::Quiet)
            } else {
                said
            }
        }));
        cells.push(
            row.outcome
                .map(|outcome| Line::msg(outcome.words()))
                .unwrap_or_default(),
        );
        cells
    };
    let mut numbers = vec![false; head.len()];
    if let (Some(last), Some(first)) = (numbers.last_mut(), rows.first()) {
        *last = matches!(first.outcome, Some(Outcome::Mean(_) | Outcome::Percent(_)));
    }
    Block::Table(Table {
        head,
        numbers,
        rows: rows.iter().map(row).collect(),
    })
}

/// What the criteria count, where the room changed that; and who would stand first as the script had it.
fn weights(matrix: &Matrix, step: &Step, rows: &[Row], seen: &Seen<'_>) -> Option<Block> {
    let (now, first) = (matrix.weights(step, seen), matrix.first_weights());
    if !matrix.is_weighted() || now == first {
        return None;
    }
    let part = |(criterion, weight): (&super::Criterion, &u32)| {
        let label = criterion.label.get(seen.lang());
        Arg::Msg(Box::new(say!(WeightOf, &**label, *weight)))
    };
    let told: Vec<Arg> = matrix.criteria.iter().zip(&now).map(part).collect();
    let mut line = Line::msg(say!(WeightsChanged, told));
    let mut before = rows.to_vec();
    for row in &mut before {
        row.outcome = matrix.outcome(&row.cells, &first);
    }
    in_order(&mut before);
    let top = |rows: &[Row]| {
        rows.first()
            .filter(|row| row.outcome.is_some())
            .map(|row| row.card)
    };
    if top(rows) != top(&before)
        && let Some(card) = top(&before).and_then(|card| seen.card(card))
    {
        line = line.and_msg(say!(WeightsFirst, card.text()));
    }
    Some(Block::Para(line))
}

fn divided(matrix: &Matrix, rows: &[Row], seen: &Seen<'_>) -> Vec<Line> {
    each(matrix, rows, seen, |card, label, cell| {
        let wide = cell.is_wide();
        wide.then(|| say!(DividedOn, card.text(), label, cell.counted()))
            .into_iter()
            .collect()
    })
}

fn evidence(matrix: &Matrix, rows: &[Row], seen: &Seen<'_>) -> Vec<Line> {
    each(matrix, rows, seen, |card, label, cell| {
        let note = |note: &std::sync::Arc<str>| say!(EvidenceOf, card.text(), label, &**note);
        cell.notes.iter().map(note).collect()
    })
}

fn each(
    matrix: &Matrix,
    rows: &[Row],
    seen: &Seen<'_>,
    of: impl Fn(&CardSeen<'_>, &str, &super::Cell) -> Vec<Msg>,
) -> Vec<Line> {
    let mut lines = Vec::new();
    for row in rows {
        let Some(card) = seen.card(row.card) else {
            continue;
        };
        for (criterion, cell) in matrix.criteria.iter().zip(&row.cells) {
            let label = criterion.label.get(seen.lang());
            lines.extend(of(&card, label, cell).into_iter().map(Line::msg));
        }
    }
    lines
}

impl Matrix {
    /// What stands over the verdicts.
    pub fn head(&self) -> MsgId {
        match self.verdict() {
            Verdict::Mean => MsgId::HeadVerdictMean,
            Verdict::Indicators => MsgId::HeadVerdictStands,
            Verdict::Spread => MsgId::HeadVerdictSpread,
            Verdict::Hanlon => MsgId::HeadVerdictPriority,
        }
    }
}
