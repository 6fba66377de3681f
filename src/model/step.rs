//! Step kinds: lenses over cards and measures. Each has parameters, advice, a recap, and nothing else.
//!
//! To add one: a file beside these, a line in `step_kinds!`, a screen in `ui/step/` and its line there. Nothing else in
//! the program matches on kinds.

use std::sync::Arc;

use super::{
    advice::Advice,
    script::{Column, Field, Step, shape::Key},
    seen::{CardSeen, Seen},
};
use crate::{document::Block, say::Msg};

pub mod cards;
pub mod checklist;
pub mod consent;
pub mod curve;
pub mod enough;
pub mod go_round;
pub mod grid;
pub mod matrix;
pub mod plan;
pub mod recap;
pub mod roster;
pub mod text;
pub mod tree;
pub mod vote;

/// What every step kind is asked.
pub trait StepKind {
    /// The fields that its cards declare.
    fn fields(&self) -> &[Field] {
        &[]
    }

    /// The columns of its page.
    fn columns(&self) -> &[Column] {
        &[]
    }

    /// Whether cards can lie on its page.
    fn takes_cards(&self) -> bool {
        true
    }

    /// Whether a card here hangs under another as a branch, so that it goes where its parent goes.
    fn branches(&self) -> bool {
        false
    }

    /// Whether the words of a card here may run over several lines.
    fn long_text(&self) -> bool {
        false
    }

    /// The marks that can be given to a card on a criterion; none where this kind does not ask for it.
    fn marks(&self, criterion: &str) -> &'static [&'static str] {
        let _ = criterion;
        &[]
    }

    /// Whether the cards that it drew itself go on from here too, because it weighs, chooses or places them.
    fn passes_on(&self) -> bool {
        false
    }

    /// The cards that later steps draw from this one: those picked here, and where none was picked, all of its own and,
    /// where it passes them on, all that it drew.
    fn hands_on<'a>(&self, step: &Step, seen: &Seen<'a>) -> Vec<CardSeen<'a>> {
        // Only whoever passes on looks further back: else every step would look at every path that leads to it.
        let all = if self.passes_on() {
            seen.at_hand(step)
        } else {
            seen.own_tops(step)
        };
        let picked: Vec<_> = all
            .iter()
            .filter(|card| seen.is_picked(&step.id, card.id()))
            .copied()
            .collect();
        if picked.is_empty() { all } else { picked }
    }

    /// Where the room stands, in a few words for the agenda and the home screen; `None` where nothing was said yet.
    fn standing(&self, step: &Step, seen: &Seen<'_>) -> Option<Msg>;

    /// Whether what the step is for has been done, as far as that can be seen; a tick in the agenda says so.
    fn is_settled(&self, step: &Step, seen: &Seen<'_>) -> bool {
        self.standing(step, seen).is_some()
    }

    /// Questions to the facilitator about what was said, beside the script's own rules.
    fn advice(&self, step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
        let _ = (step, seen);
        Vec::new()
    }

    /// What the step leaves, for the read-out and for reports; empty where nothing was said.
    fn recap(&self, step: &Step, seen: &Seen<'_>) -> Vec<Block>;
}

macro_rules! step_kinds {
    ($($variant:ident($params:ty) = $name:literal;)*) => {
        /// The lens of a step, with its parameters.
        #[derive(Clone, Debug, PartialEq)]
        pub enum Kind {
            $(#[doc = concat!("`", $name, "`")] $variant(Arc<$params>),)*
        }

        impl Kind {
            /// The names that scripts use.
            pub const NAMES: &'static [&'static str] = &[$($name),*];

            /// The name that scripts use.
            pub fn name(&self) -> &'static str {
                match self { $(Self::$variant(_) => $name,)* }
            }

            /// The keys a kind adds to those of every step.
            pub fn keys(name: &str) -> Option<&'static [Key]> {
                match name { $($name => Some(<$params>::KEYS),)* _ => None }
            }

            /// What the kind does.
            pub fn lens(&self) -> &dyn StepKind {
                match self { $(Self::$variant(params) => &**params,)* }
            }

            pub(in crate::model) fn from_value(name: &str, step: &serde_json::Value) -> Result<Self, serde_json::Error> {
                use serde::{Deserialize as _, de::Error as _};
                match name {
                    $($name => <$params>::deserialize(step).map(|params| Self::$variant(Arc::new(params))),)*
                    _ => Err(serde_json::Error::custom(format!("no step kind is called `{name}`"))),
                }
            }

            pub(in crate::model) fn to_value(&self) -> Result<serde_json::Value, serde_json::Error> {
                match self { $(Self::$variant(params) => serde_json::to_value(&**params),)* }
            }
        }
    };
}

step_kinds! {
    Text(text::Text) = "text";
    Cards(cards::Cards) = "cards";
    Tree(tree::Tree) = "tree";
    Curve(curve::Curve) = "curve";
    Plan(plan::Plan) = "plan";
    Recap(recap::Recap) = "recap";
    Matrix(matrix::Matrix) = "matrix";
    Vote(vote::Vote) = "vote";
    Consent(consent::Consent) = "consent";
    Grid(grid::Grid) = "grid";
    Enough(enough::Enough) = "enough";
    Roster(roster::Roster) = "roster";
    Checklist(checklist::Checklist) = "checklist";
    GoRound(go_round::GoRound) = "go_round";
}
