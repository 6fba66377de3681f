//! `go_round`: a word or a number from each person, and everybody may pass.

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

/// One turn for each person.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GoRound {
    /// What a card of this page holds beside its words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// What each person gives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// The smallest number; 0 where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<u32>,
    /// The largest number; 5 where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<u32>,
    /// What stands in an empty line.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub prompt: Words,
}

impl GoRound {
    /// The keys of this kind.
    pub const KEYS: &'static [shape::Key] = &[
        shape::FIELDS,
        shape::may(
            "answer",
            shape::Shape::OneOf(&["word", "number"]),
            "What each person gives; a word where it is left out.",
        ),
        shape::may(
            "min",
            shape::Shape::Count { min: 0, max: 1000 },
            "The smallest number; 0 where it is left out.",
        ),
        shape::may(
            "max",
            shape::Shape::Count { min: 1, max: 1000 },
            "The largest number; 5 where it is left out.",
        ),
        shape::PROMPT,
    ];
}

/// What each person gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// A word or a sentence.
    #[default]
    Word,
    /// A number.
    Number,
}

impl StepKind for GoRound {
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
