//! Step kinds: lenses over cards and measures. Each has parameters, advice, a recap, and nothing else.
//!
//! To add one: a file beside these, a line in `step_kinds!`, a screen in `ui/step/` and its line there. Nothing else in
//! the program matches on kinds.

use std::sync::Arc;

use super::{
    advice::Advice,
    script::{Column, Field, Step, shape::Key},
    seen::Seen,
};
use crate::{document::Block, say::Msg};

pub mod cards;
pub mod curve;
pub mod plan;
pub mod recap;
pub mod text;
pub mod tree;

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

    /// Where the room stands, in a few words for the agenda and the home screen; `None` where nothing was said yet.
    fn standing(&self, step: &Step, seen: &Seen<'_>) -> Option<Msg>;

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
}
