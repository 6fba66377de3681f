//! What a grid leaves: a table by place, its gaps and crowds in words, and what else was said of its cards.

use std::sync::Arc;

use super::{Grid, Laid, Place};
use crate::{
    document::{Block, Item, Line, Phrase, Table, Weight},
    model::{
        card::field,
        script::{Field, Step},
        seen::{CardSeen, Seen},
    },
    say,
    say::{Msg, MsgId},
};

pub(super) fn recap(grid: &Grid, step: &Step, seen: &Seen<'_>) -> Vec<Block> {
    let laid = grid.lay(step, seen);
    let flag = grid.flag_name(seen);
    if laid.placed() == 0 {
        // Cards that were only drawn in were not said here.
        let own: Vec<Item> = laid
            .loose
            .iter()
            .filter(|card| *card.step() == step.id)
            .map(|card| Item::new(card_line(grid, card, flag.as_ref())))
            .collect();
        return if own.is_empty() {
            Vec::new()
        } else {
            vec![Block::List(own)]
        };
    }
    let mut blocks = vec![Block::Table(by_place(grid, &laid, flag.as_ref(), seen))];
    let said = in_words(grid, &laid, seen);
    if !said.is_empty() {
        blocks.push(Block::List(said));
    }
    blocks.extend(details(grid, &laid, seen).map(Block::Table));
    blocks
}

/// The grid itself.
fn by_place(grid: &Grid, laid: &Laid<'_>, flag: Option<&Arc<str>>, seen: &Seen<'_>) -> Table {
    let lang = seen.lang();
    let [across, down] = grid
        .axes()
        .map(|axis| axis.map_or_else(|| "".into(), |field| field.name(lang)));
    let mut head = vec![Line::said(format!("{down} / {across}"))];
    head.extend(
        grid.columns()
            .iter()
            .map(|choice| Line::said(choice.label.get(lang).clone())),
    );
    // In a large grid most places are empty, and what lies in the others is to be found.
    let large = grid.places().count() > 9;
    let cell = |place: Place| {
        let mut line = Line::default();
        if let Some(named) = grid.cell(place) {
            let label = named.label.get(lang).clone();
            line = line.and(Phrase::Said(label), Weight::Strong);
        }
        if grid.is_aim(place) {
            let lead = if line.is_empty() { "" } else { " " };
            line = line
                .and_said(lead)
                .and(Phrase::Msg(MsgId::GridAimMark.into()), Weight::Strong);
        }
        if !line.is_empty() {
            line = line.and_said(" – ");
        }
        let cards = laid.at(place);
        if cards.is_empty() && large {
            return Line::said("–").weigh(Weight::Quiet);
        }
        if cards.is_empty() {
            return line.and(Phrase::Msg(MsgId::GridNothing.into()), Weight::Quiet);
        }
        for (at, card) in cards.iter().enumerate() {
            if at > 0 {
                line = line.and_said("; ");
            }
            line.0.extend(card_line(grid, card, flag).0);
        }
        line
    };
    let rows = grid.rows().iter().enumerate().map(|(row, choice)| {
        let name = Line::said(choice.label.get(lang).clone()).weigh(Weight::Strong);
        let cells = (0..grid.columns().len()).map(|column| cell(Place { row, column }));
        std::iter::once(name).chain(cells).collect()
    });
    Table {
        numbers: vec![false; head.len()],
        rows: rows.collect(),
        head,
    }
}

/// A card with its flag in words.
fn card_line(grid: &Grid, card: &CardSeen<'_>, flag: Option<&Arc<str>>) -> Line {
    let line = Line::said(card.text());
    match flag.filter(|_| grid.is_flagged(card)) {
        Some(flag) => line.and(Phrase::Said(format!(" ({flag})").into()), Weight::Quiet),
        None => line,
    }
}

/// The gaps, the crowds, and what has no place yet.
fn in_words(grid: &Grid, laid: &Laid<'_>, seen: &Seen<'_>) -> Vec<Item> {
    let lang = seen.lang();
    let mut items = Vec::new();
    let gaps: Vec<Msg> = grid
        .gaps(laid)
        .into_iter()
        .map(|gap| grid.gap_words(gap, lang))
        .collect();
    if !gaps.is_empty() {
        items.push(say!(GridGaps, gaps));
    }
    let crowds: Vec<Msg> = grid
        .crowds(laid)
        .into_iter()
        .map(|(place, count)| say!(GridCrowd, grid.name(place, lang), count))
        .collect();
    if !crowds.is_empty() {
        items.push(say!(GridCrowds, crowds));
    }
    if !laid.loose.is_empty() {
        let loose: Vec<&str> = laid.loose.iter().map(CardSeen::text).collect();
        items.push(say!(GridLoose, loose));
    }
    items
        .into_iter()
        .map(|msg| Item::new(Line::msg(msg)))
        .collect()
}

/// What the page asks of its cards beside their places; `None` where nothing of it was said.
fn details(grid: &Grid, laid: &Laid<'_>, seen: &Seen<'_>) -> Option<Table> {
    let lang = seen.lang();
    let told = |declared: &&Field| {
        let id = &declared.id;
        let shown = *id == grid.across
            || *id == grid.down
            || Some(id) == grid.shows.as_ref()
            || grid.also.contains(id);
        let said = |card: &CardSeen<'_>| card.get(id.as_str()).is_some();
        !shown && id.as_str() != field::TEXT && laid.all().any(said)
    };
    let fields: Vec<&Field> = grid.fields.iter().filter(told).collect();
    if fields.is_empty() {
        return None;
    }
    let mut head = vec![Line::msg(MsgId::HeadGridCard)];
    head.extend(
        fields
            .iter()
            .map(|declared| Line::said(declared.name(lang))),
    );
    let some = laid.all().filter(|card| {
        fields
            .iter()
            .any(|declared| card.get(declared.id.as_str()).is_some())
    });
    let row = |card: &CardSeen<'_>| {
        let words = |declared: &&Field| {
            let value = card
                .get(declared.id.as_str())
                .map_or_else(|| "".into(), crate::model::Value::display);
            Line::said(declared.shown(value, lang))
        };
        std::iter::once(Line::said(card.text()))
            .chain(fields.iter().map(words))
            .collect()
    };
    Some(Table {
        numbers: vec![false; head.len()],
        rows: some.map(row).collect(),
        head,
    })
}
