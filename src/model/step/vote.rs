//! `vote`: dots on cards, secret until closed; table seats and paper dots; more than one round.

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

/// A vote over the cards of this page and those at hand from earlier steps.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Vote {
    /// What a card of this page holds beside its words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// How many dots each person has; a third of the options, at most 20, where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dots: Option<u32>,
    /// How many dots of a person may lie on one card; 3 where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most: Option<u32>,
    /// Whether what a voice cast is never told, even when it is closed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub secret: bool,
    /// How many cards go on, as a suggestion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keep: Option<u32>,
    /// What stands in an empty line.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub prompt: Words,
}

impl Vote {
    /// The keys of this kind.
    pub const KEYS: &'static [shape::Key] = &[
        shape::FIELDS,
        shape::may(
            "dots",
            shape::Shape::Count { min: 1, max: 20 },
            "How many dots each person has; a third of the options, at most 20, where it is left out.",
        ),
        shape::may(
            "most",
            shape::Shape::Count { min: 1, max: 20 },
            "How many dots of a person may lie on one card; 3 where it is left out.",
        ),
        shape::may(
            "secret",
            shape::Shape::Flag,
            "What each person gave is never told, even when the vote is closed.",
        ),
        shape::may(
            "keep",
            shape::Shape::Count { min: 1, max: 100 },
            "How many cards go on, as a suggestion.",
        ),
        shape::PROMPT,
    ];
}

impl StepKind for Vote {
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
