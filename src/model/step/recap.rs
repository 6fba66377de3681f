//! `recap`: the one-page result, generated from all that was said, and read aloud.

use serde::{Deserialize, Serialize};

use super::StepKind;
use crate::{
    document::{Block, Document, Item, Line},
    model::{
        ids::StepId,
        script::{Step, shape},
        seen::Seen,
    },
    say,
    say::Msg,
};

/// The read-out.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Recap {
    /// Which steps it reads; all of them where none is named.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reads: Vec<StepId>,
}

impl Recap {
    /// The keys of this kind.
    pub const KEYS: &'static [shape::Key] = &[shape::may(
        "reads",
        shape::Shape::List(&shape::Shape::StepRef(shape::Side::Before)),
        "Which earlier steps are read out; all of them where none is named.",
    )];
}

/// Everything the session leaves: what a report shows, in every format.
pub fn document(seen: &Seen<'_>) -> Document {
    let script = seen.script();
    let mut blocks = Vec::new();
    let mut sitting = None;
    for step in &script.steps {
        let level = if step.sitting.is_some() { 3 } else { 2 };
        let said = section(step, seen, level);
        if !said.is_empty() && step.sitting != sitting {
            sitting.clone_from(&step.sitting);
            let of = script
                .sittings
                .iter()
                .find(|of| Some(&of.id) == step.sitting.as_ref());
            blocks.extend(
                of.map(|of| Block::Heading(2, Line::said(of.title.get(seen.lang()).clone()))),
            );
        }
        blocks.extend(said);
    }
    blocks.extend(agendas(seen));
    Document {
        title: Line::said(seen.title().clone()),
        subtitle: Line::said(script.title.get(seen.lang()).clone())
            .and_said(" · ")
            .and_said(script.framework.clone()),
        blocks,
    }
}

/// The steps that the script reads out at its end, in its order; all of them where it names none.
pub fn read_out<'a>(seen: &Seen<'a>) -> Vec<&'a Step> {
    let steps = &seen.script().steps;
    let named = steps.iter().find_map(|step| match &step.kind {
        super::Kind::Recap(recap) if !recap.reads.is_empty() => Some(&recap.reads),
        _ => None,
    });
    let read = |step: &&Step| named.is_none_or(|named| named.contains(&step.id));
    steps
        .iter()
        .filter(|step| !matches!(step.kind, super::Kind::Recap(_)))
        .filter(read)
        .collect()
}

/// What one step leaves, under its name; nothing where nothing was said.
fn section(step: &Step, seen: &Seen<'_>, level: u8) -> Vec<Block> {
    if matches!(step.kind, super::Kind::Recap(_)) {
        return Vec::new();
    }
    let recap = seen.recap(step);
    if recap.is_empty() {
        return Vec::new();
    }
    let heading = Block::Heading(level, Line::said(step.name(seen.lang()).clone()));
    let deeper = |block| below(block, level - 2);
    std::iter::once(heading)
        .chain(recap.into_iter().map(deeper))
        .collect()
}

/// A block of a recap with its headings so many levels further down than a step writes them.
fn below(block: Block, by: u8) -> Block {
    match block {
        Block::Heading(level, line) => Block::Heading(level + by, line),
        Block::Beside(columns) => {
            let column = |column: Vec<Block>| -> Vec<Block> {
                column.into_iter().map(|block| below(block, by)).collect()
            };
            Block::Beside(columns.into_iter().map(column).collect())
        }
        other => other,
    }
}

/// What evidence could not answer yet, which numbers are missing, and what was set aside.
fn agendas(seen: &Seen<'_>) -> Vec<Block> {
    let mut blocks = Vec::new();
    let research: Vec<Item> = seen
        .research_agenda()
        .map(|card| Item::new(Line::said(card.text())))
        .collect();
    if !research.is_empty() {
        blocks.push(Block::Heading(2, Line::msg(say!(HeadResearch))));
        blocks.push(Block::List(research));
    }
    let data: Vec<Item> = seen
        .data_agenda()
        .map(|card| Item::new(Line::said(card.text())))
        .collect();
    if !data.is_empty() {
        blocks.push(Block::Heading(2, Line::msg(say!(HeadDataAgenda))));
        blocks.push(Block::List(data));
    }
    // With what hangs under it: that is on no page either.
    let parked: Vec<Item> = seen
        .parked()
        .filter_map(|card| {
            let step = seen.step(card.step())?;
            Some(super::cards::item(&card, step, seen))
        })
        .collect();
    if !parked.is_empty() {
        blocks.push(Block::Heading(2, Line::msg(say!(HeadParked))));
        blocks.push(Block::List(parked));
    }
    blocks
}

impl StepKind for Recap {
    fn takes_cards(&self) -> bool {
        false
    }

    fn standing(&self, _step: &Step, _seen: &Seen<'_>) -> Option<Msg> {
        None
    }

    fn recap(&self, _step: &Step, seen: &Seen<'_>) -> Vec<Block> {
        let steps = seen.script().steps.iter();
        let read = |step: &&Step| self.reads.is_empty() || self.reads.contains(&step.id);
        steps
            .filter(read)
            .flat_map(|step| section(step, seen, 2))
            .collect()
    }
}
