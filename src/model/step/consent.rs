//! `consent`: fist-to-five on a proposal and its versions; whoever shows less than three is heard.

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

/// A proposal, the rounds of fingers it met with, and the words of those who could not go along.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Consent {
    /// What a card of this page holds beside its words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// How the proposal may begin.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub starter: Words,
}

impl Consent {
    /// The keys of this kind.
    pub const KEYS: &'static [shape::Key] = &[
        shape::FIELDS,
        shape::may(
            "starter",
            shape::Shape::Words,
            "How the proposal may begin; the first statement at hand from an earlier step where it is left out.",
        ),
    ];
}

impl StepKind for Consent {
    fn fields(&self) -> &[Field] {
        &self.fields
    }

    fn passes_on(&self) -> bool {
        true
    }

    fn standing(&self, step: &Step, seen: &Seen<'_>) -> Option<Msg> {
        let count = seen.cards_on(&step.id).count();
        (count > 0).then(|| say!(StandsCards, count))
    }

    fn recap(&self, step: &Step, seen: &Seen<'_>) -> Vec<Block> {
        cards::recap_flat(step, seen)
    }
}
