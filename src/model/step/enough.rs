//! `enough`: whether strategies add up: people needed against people reached.

use serde::{Deserialize, Serialize};

use super::{StepKind, cards};
use crate::{
    document::Block,
    model::{
        script::{Field, Step, Words, shape},
        seen::Seen,
    },
    say,
    say::Msg,
};

/// The gap in people, the strategies that should close it, and what each place has to do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Enough {
    /// What a card of this page holds beside its words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// Who is counted, in the plural.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub people: Words,
    /// What the rate is per: 100 for percent, where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per: Option<u32>,
    /// What a place is called, where targets are set for each; there are none where it is left out.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub places: Words,
    /// What stands in an empty line.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub prompt: Words,
}

impl Enough {
    /// The keys of this kind.
    pub const KEYS: &'static [shape::Key] = &[
        shape::FIELDS,
        shape::may(
            "people",
            shape::Shape::Words,
            "Who is counted, in the plural: “children”.",
        ),
        shape::may(
            "per",
            shape::Shape::Count {
                min: 1,
                max: 1_000_000,
            },
            "What the rate is per: 100 for percent, which it is where it is left out.",
        ),
        shape::may(
            "places",
            shape::Shape::Words,
            "What a place or group is called, in the plural (“schools”), where targets are set for each.",
        ),
        shape::PROMPT,
    ];
}

impl StepKind for Enough {
    fn fields(&self) -> &[Field] {
        &self.fields
    }

    fn standing(&self, step: &Step, seen: &Seen<'_>) -> Option<Msg> {
        let count = seen.cards_on(&step.id).count();
        (count > 0).then(|| say!(StandsCards, count))
    }

    fn recap(&self, step: &Step, seen: &Seen<'_>) -> Vec<Block> {
        cards::recap_flat(step, seen)
    }
}
