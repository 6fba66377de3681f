//! `roster`: who is here and who is missing, by the choices that the script wants to see filled.

use serde::{Deserialize, Serialize};

use super::{StepKind, cards};
use crate::{
    document::Block,
    model::{
        ids::FieldId,
        script::{Field, Step, Words, shape},
        seen::Seen,
    },
    say,
    say::Msg,
};

/// The people at the table, and the voices that are not there yet.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Roster {
    /// What a card of this page holds beside its words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// The fields whose choices are counted: each choice that nobody here has is a missing voice.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub counts: Vec<FieldId>,
    /// What stands in an empty line.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub prompt: Words,
}

impl Roster {
    /// The keys of this kind.
    pub const KEYS: &'static [shape::Key] = &[
        shape::FIELDS,
        shape::may(
            "counts",
            shape::Shape::List(&shape::Shape::FieldRef),
            "The fields whose choices are counted; each choice that nobody here has is named as missing. All that have choices where it is left out.",
        ),
        shape::PROMPT,
    ];
}

impl StepKind for Roster {
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
