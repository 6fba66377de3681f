//! What the facilitator is asked about a matrix: who was not heard yet, and what goes on.

use super::{Cell, Criterion, Matrix, Row, Said, Verdict};
use crate::{
    insight::opinions::Standing,
    model::{
        advice::Advice,
        card::field,
        script::Step,
        seen::{CardSeen, Seen},
    },
    say,
};

/// How many cells are pointed out at once: a room talks about a few.
const MOST: usize = 3;

/// How many headline indicators are usual at most.
const HEADLINES: usize = 5;

pub(super) fn advice(matrix: &Matrix, step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
    let rows = matrix.rows(step, seen);
    let mut advice = Vec::new();
    let left = matrix.items_left(step, seen).len();
    if left > 0 {
        advice.push(Advice::new(say!(AskItemsLeft, left)));
    }
    if rows.is_empty() {
        return advice;
    }
    let begun = rows.iter().any(Row::is_begun);
    let open = rows.iter().filter(|row| !row.is_judged()).count();
    if !begun {
        advice.push(Advice::new(say!(AskJudge)));
    } else if open > 0 {
        advice.push(Advice::new(say!(AskUnjudged, open)));
    }
    advice.extend(apart(matrix, &rows, seen));
    advice.extend(not_sure(matrix, &rows, seen));
    if matrix.weakest {
        advice.extend(weakest(matrix, &rows, seen));
    }
    let bare = cells(matrix, &rows)
        .filter(|(_, _, cell)| cell.is_yes() && cell.notes.is_empty())
        .count();
    if bare > 0 {
        advice.push(Advice::new(say!(AskEvidence, bare)));
    }
    if matrix.verdict() == Verdict::Indicators {
        advice.extend(indicators(&rows, seen));
    }
    let picked = rows.iter().filter(|row| row.picked).count();
    let keep = matrix.keep.map_or(0, |keep| keep as usize);
    // A script that suggests more than there are suggests nothing.
    let keep = if keep < rows.len() { keep } else { 0 };
    if begun && open == 0 && picked == 0 && rows.len() > 1 {
        advice.push(Advice::new(if keep > 0 {
            say!(AskWhichOf, keep)
        } else {
            say!(AskWhich)
        }));
    } else if keep > 0 && picked > keep {
        advice.push(Advice::new(say!(AskFewer, picked, keep)));
    }
    advice
}

fn cells<'a>(
    matrix: &'a Matrix,
    rows: &'a [Row],
) -> impl Iterator<Item = (&'a Row, &'a Criterion, &'a Cell)> {
    rows.iter().flat_map(|row| {
        let cells = matrix.criteria.iter().zip(&row.cells);
        cells.map(move |(criterion, cell)| (row, criterion, cell))
    })
}

/// Where people are farthest apart.
fn apart<'a>(
    matrix: &'a Matrix,
    rows: &'a [Row],
    seen: &'a Seen<'_>,
) -> impl Iterator<Item = Advice> + 'a {
    let mut wide: Vec<_> = cells(matrix, rows)
        .filter(|(_, _, cell)| cell.is_wide())
        .collect();
    wide.sort_by(|(_, _, a), (_, _, b)| {
        let apart = |cell: &Cell| cell.apart.unwrap_or(0.0);
        apart(b).total_cmp(&apart(a))
    });
    wide.into_iter()
        .take(MOST)
        .filter_map(|(row, criterion, cell)| {
            let card = seen.card(row.card)?;
            let label = criterion.label.get(seen.lang());
            Some(Advice::about(
                row.card,
                say!(AskApart, card.text(), &**label, cell.counted()),
            ))
        })
}

fn not_sure<'a>(
    matrix: &'a Matrix,
    rows: &'a [Row],
    seen: &'a Seen<'_>,
) -> impl Iterator<Item = Advice> + 'a {
    cells(matrix, rows)
        .filter(|(_, _, cell)| cell.said == Some(Said::Unsure))
        .take(MOST)
        .filter_map(|(row, criterion, _)| {
            let card = seen.card(row.card)?;
            let label = criterion.label.get(seen.lang());
            Some(Advice::about(
                row.card,
                say!(AskUnsure, card.text(), &**label),
            ))
        })
}

/// On which criterion each card stands least firmly: a question, because it is the room that knows.
fn weakest<'a>(
    matrix: &'a Matrix,
    rows: &'a [Row],
    seen: &'a Seen<'_>,
) -> impl Iterator<Item = Advice> + 'a {
    rows.iter().filter_map(|row| {
        let names = matrix.weakest_names(row, seen.lang())?;
        let card = seen.card(row.card)?;
        Some(Advice::about(
            row.card,
            say!(AskWeakest, card.text(), names),
        ))
    })
}

fn indicators(rows: &[Row], seen: &Seen<'_>) -> Vec<Advice> {
    let mut advice = Vec::new();
    let of = |standing| rows.iter().filter(move |row| row.stands_as(standing));
    let headlines = of(Standing::Headline).count();
    if headlines > HEADLINES {
        advice.push(Advice::new(say!(AskHeadlines, headlines)));
    }
    let unasked = |card: &CardSeen<'_>| !card.flag(field::DATA_NEEDED);
    let weak = of(Standing::NeedsData)
        .filter_map(|row| seen.card(row.card))
        .filter(unasked);
    advice.extend(
        weak.take(MOST)
            .map(|card| Advice::about(card.id(), say!(AskDataNeeded, card.text()))),
    );
    advice
}
