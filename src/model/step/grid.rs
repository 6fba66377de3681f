//! `grid`: cards placed on two axes, with the empty and the crowded places said in words.
//!
//! A card lies where its two fields say; nothing else keeps its place, so that a card of an earlier page is placed where it
//! stays. Which end of an axis is the low one is told by the ids of its choices alone.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::StepKind;
use crate::{
    document::Block,
    model::{
        advice::Advice,
        ids::FieldId,
        script::{Field, Step, Words, shape},
        seen::Seen,
    },
    say,
    say::Msg,
};

mod advise;
mod lay;
mod leave;

pub use lay::{Gap, Laid, Place};

/// Two axes, each a declared field with choices, and the cards that are placed on them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Grid {
    /// What a card of this page holds beside its words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// The field whose choices stand side by side, from left to right.
    pub across: FieldId,
    /// The field whose choices stand below each other, from the top.
    pub down: FieldId,
    /// Fields with the choices across that a card may lie under as well: whoever works on two things lies in two columns.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<FieldId>,
    /// Names and advice for single places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<Cell>,
    /// The place where cards matter most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aim: Option<Spot>,
    /// A flag that is shown on each card, wherever it lies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shows: Option<FieldId>,
    /// From how many cards on a place is said to be crowded; never where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crowded: Option<u32>,
    /// What stands in an empty line.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub prompt: Words,
}

impl Grid {
    /// The keys of this kind.
    pub const KEYS: &'static [shape::Key] = &[
        shape::FIELDS,
        shape::needs(
            "across",
            shape::Shape::FieldRef,
            "The field of this step whose choices stand side by side, from left to right.",
        ),
        shape::needs(
            "down",
            shape::Shape::FieldRef,
            "The field of this step whose choices stand below each other, from the top.",
        ),
        shape::may(
            "also",
            shape::Shape::List(&shape::Shape::FieldRef),
            "Fields with the same choices as the one across: a card lies in the columns that these name, too.",
        ),
        shape::may(
            "cells",
            shape::Shape::List(&shape::Shape::Object(CELL)),
            "Names and advice for single places.",
        ),
        shape::may(
            "aim",
            shape::Shape::Object(SPOT),
            "The place where cards matter most.",
        ),
        shape::may(
            "shows",
            shape::Shape::FieldRef,
            "A flag that is shown on each card, wherever it lies.",
        ),
        shape::may(
            "crowded",
            shape::Shape::Count { min: 2, max: 100 },
            "From how many cards on a place is said to be crowded.",
        ),
        shape::PROMPT,
    ];
}

/// The keys of a place on the grid.
pub const SPOT: &[shape::Key] = &[
    shape::needs(
        "across",
        shape::Shape::Text,
        "A choice of the field across.",
    ),
    shape::needs("down", shape::Shape::Text, "A choice of the field down."),
];

/// The keys of a named place.
pub const CELL: &[shape::Key] = &[
    shape::needs(
        "across",
        shape::Shape::Text,
        "A choice of the field across.",
    ),
    shape::needs("down", shape::Shape::Text, "A choice of the field down."),
    shape::needs("label", shape::Shape::Words, "Its name."),
    shape::may(
        "ask",
        shape::Shape::Words,
        "What is asked where nothing lies there.",
    ),
];

/// A place on the grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spot {
    /// A choice of the field across.
    pub across: Arc<str>,
    /// A choice of the field down.
    pub down: Arc<str>,
}

/// A place with a name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// A choice of the field across.
    pub across: Arc<str>,
    /// A choice of the field down.
    pub down: Arc<str>,
    /// Its name.
    pub label: Words,
    /// What is asked where nothing lies there.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub ask: Words,
}

impl StepKind for Grid {
    fn fields(&self) -> &[Field] {
        &self.fields
    }

    fn passes_on(&self) -> bool {
        true
    }

    fn standing(&self, step: &Step, seen: &Seen<'_>) -> Option<Msg> {
        let laid = self.lay(step, seen);
        let own = laid.all().any(|card| *card.step() == step.id);
        (own || laid.placed() > 0).then(|| say!(StandsGrid, laid.placed(), laid.all().count()))
    }

    fn advice(&self, step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
        advise::advice(self, step, seen)
    }

    fn recap(&self, step: &Step, seen: &Seen<'_>) -> Vec<Block> {
        leave::recap(self, step, seen)
    }
}

#[cfg(test)]
mod tests;
