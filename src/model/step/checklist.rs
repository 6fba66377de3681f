//! `checklist`: yes, partly or no to a list of questions, with evidence and an owner.

use serde::{Deserialize, Serialize};

use super::{StepKind, cards};
use crate::{
    document::Block,
    model::{
        script::{Choice, Field, Item, Step, Words, shape},
        seen::Seen,
    },
    say,
    say::Msg,
};

/// Questions of the script, each answered by the room with a card.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Checklist {
    /// What a card of this page holds beside its words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// The questions; the room can add its own.
    pub items: Vec<Item>,
    /// The answers; yes, partly and no where they are left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Choice>,
    /// What stands in an empty line.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub prompt: Words,
}

impl Checklist {
    /// The keys of this kind.
    pub const KEYS: &'static [shape::Key] = &[
        shape::FIELDS,
        shape::needs(
            "items",
            shape::Shape::List(&shape::Shape::Object(shape::ITEM)),
            "The questions; the room can add its own.",
        ),
        shape::may(
            "answers",
            shape::Shape::List(&shape::Shape::IdOr(shape::CHOICE)),
            "The answers; yes, partly and no where they are left out.",
        ),
        shape::PROMPT,
    ];
}

impl StepKind for Checklist {
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
