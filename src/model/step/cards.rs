//! `cards`: the room says things: declared fields, columns, groups under headings.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use super::StepKind;
use crate::{
    document::{Block, Item, Line, Phrase, Weight},
    model::{
        advice::Advice,
        card::{EVIDENCE, field},
        ids::ColumnId,
        likeness::alike,
        script::{Column, Field, Section, Step, Words, shape},
        seen::{CardSeen, Seen},
    },
    say,
    say::Msg,
};

pub mod sections;

/// A page of cards.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Cards {
    /// What a card holds beside its words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// The columns of the page.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<Column>,
    /// Sections with questions, in place of columns.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<Section>,
    /// What stands in an empty line.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub prompt: Words,
}

impl Cards {
    /// The keys of this kind.
    pub const KEYS: &'static [shape::Key] = &[
        shape::FIELDS,
        shape::COLUMNS,
        shape::may(
            "sections",
            shape::Shape::List(&shape::Shape::Object(shape::SECTION)),
            "Sections with questions, in place of columns; the page says how many are answered.",
        ),
        shape::PROMPT,
    ];
}

impl StepKind for Cards {
    fn fields(&self) -> &[Field] {
        &self.fields
    }

    fn columns(&self) -> &[Column] {
        &self.columns
    }

    fn standing(&self, step: &Step, seen: &Seen<'_>) -> Option<Msg> {
        if !self.sections.is_empty() {
            let answers = sections::answers(&self.sections, step, seen);
            let (done, all) = sections::progress(&self.sections, &answers);
            return (!answers.is_empty()).then(|| say!(StandsAnswered, done, all));
        }
        let count = seen
            .cards_on(&step.id)
            .filter(|card| !card.is_heading())
            .count();
        (count > 0).then(|| say!(StandsCards, count))
    }

    fn advice(&self, step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
        let mut advice = advice_on_groups(step, seen);
        if !self.sections.is_empty() {
            let asked = sections::advice(&self.sections, &self.fields, step, seen);
            advice.extend(asked);
        }
        if !self
            .fields
            .iter()
            .any(|declared| declared.id.as_str() == field::EVIDENCE)
        {
            return advice;
        }
        let hunch = EVIDENCE[EVIDENCE.len() - 1];
        let cards: Vec<_> = seen
            .cards_on(&step.id)
            .filter(|card| !card.is_heading())
            .collect();
        let hunches = cards
            .iter()
            .filter(|card| card.text_of(field::EVIDENCE) == hunch)
            .count();
        if !cards.is_empty() && hunches * 2 > cards.len() {
            advice.push(Advice::new(say!(AskMostlyHunches, hunches, cards.len())));
        }
        advice
    }

    fn recap(&self, step: &Step, seen: &Seen<'_>) -> Vec<Block> {
        if !self.sections.is_empty() {
            return sections::recap(&self.sections, step, seen);
        }
        if self.columns.is_empty() {
            return recap_flat(step, seen);
        }
        let column = |column: &Column| -> Vec<Block> {
            let items = items(step, seen, Some(&column.id));
            if items.is_empty() {
                return Vec::new();
            }
            let heading = Block::Heading(3, Line::said(column.label.get(seen.lang()).clone()));
            std::iter::once(heading).chain(list(items)).collect()
        };
        let columns: Vec<Vec<Block>> = self
            .columns
            .iter()
            .map(column)
            .filter(|blocks| !blocks.is_empty())
            .collect();
        if columns.is_empty() {
            Vec::new()
        } else {
            vec![Block::Beside(columns)]
        }
    }
}

/// What is asked of groups: names where they have none, and a report-back where several tables wrote.
fn advice_on_groups(step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
    let mut advice = Vec::new();
    let unnamed = seen.cards_on(&step.id).filter(CardSeen::is_unnamed).count();
    if unnamed > 0 {
        advice.push(Advice::new(say!(AskNameGroups, unnamed)));
    }
    let cards: Vec<_> = seen
        .tops(&step.id)
        .filter(|card| !card.is_heading())
        .collect();
    let tables: HashSet<&str> = cards
        .iter()
        .map(|card| card.text_of(field::TABLE))
        .filter(|table| !table.is_empty())
        .collect();
    if tables.len() > 1 {
        let pairs = alike(seen, &cards).len();
        if pairs > 0 {
            advice.push(Advice::new(say!(AskReportBack, tables.len(), pairs)));
        }
    }
    advice
}

/// The cards of a page as one list.
pub fn recap_flat(step: &Step, seen: &Seen<'_>) -> Vec<Block> {
    list(items(step, seen, None)).into_iter().collect()
}

fn list(items: Vec<Item>) -> Option<Block> {
    (!items.is_empty()).then_some(Block::List(items))
}

fn items(step: &Step, seen: &Seen<'_>, column: Option<&ColumnId>) -> Vec<Item> {
    let here = |card: &CardSeen<'_>| column.is_none() || card.column() == column;
    let tops = seen.children(&step.id, None).filter(here);
    tops.filter(on_page)
        .map(|card| item(&card, step, seen))
        .collect()
}

/// A card as an item, with everything that lies under it.
pub(super) fn item(card: &CardSeen<'_>, step: &Step, seen: &Seen<'_>) -> Item {
    let under = seen.children(card.step(), Some(card.id())).filter(on_page);
    Item {
        line: line(card, step, seen),
        under: under.map(|card| item(&card, step, seen)).collect(),
    }
}

fn on_page(card: &CardSeen<'_>) -> bool {
    !card.flag(field::PARKED)
}

/// A card as a line: its words, its detail, and in small words what else it holds.
pub fn line(card: &CardSeen<'_>, step: &Step, seen: &Seen<'_>) -> Line {
    let weight = if card.is_heading() {
        Weight::Strong
    } else {
        Weight::Plain
    };
    let mut line = Line::default().and(Phrase::Said(card.text().into()), weight);
    let detail = card.text_of(field::DETAIL);
    if !detail.is_empty() {
        line = line.and_said(format!(": {}", detail.replace('\n', " ")));
    }
    let mut notes: Vec<String> = Vec::new();
    for declared in step.kind.lens().fields() {
        let id = declared.id.as_str();
        if matches!(id, field::TEXT | field::DETAIL) {
            continue;
        }
        match card.get(id) {
            Some(crate::model::Value::Flag(true)) => {
                notes.push(declared.name(seen.lang()).to_string());
            }
            Some(crate::model::Value::Flag(false)) | None => {}
            Some(value) => {
                let stored = value.display();
                let is_choice = declared.chosen(&stored).is_some();
                let words = declared.shown(stored, seen.lang());
                notes.push(if is_choice {
                    words.to_string()
                } else {
                    format!("{}: {words}", declared.name(seen.lang()))
                });
            }
        }
    }
    let table = card.text_of(field::TABLE);
    if !table.is_empty() && step.field(field::TABLE).is_none() {
        notes.push(format!("@{table}"));
    }
    if card.is_unnamed() {
        line = line
            .and(Phrase::Said(" ".into()), Weight::Quiet)
            .and(Phrase::Msg(say!(NotNamedYet)), Weight::Quiet);
    }
    if !notes.is_empty() {
        line = line.and(
            Phrase::Said(format!(" ({})", notes.join(" · ")).into()),
            Weight::Quiet,
        );
    }
    if let Some(rival) = card.rival(field::TEXT) {
        line = line.and(
            Phrase::Msg(say!(AlsoWrittenShort, rival.display())),
            Weight::Quiet,
        );
    }
    line
}
