//! `curve`: history, forecast if nothing changes, the room's guess, the target, and the groups behind the average.

use serde::{Deserialize, Serialize};

use super::StepKind;
use crate::{
    document::Block,
    model::{
        advice::Advice,
        measure::about,
        script::{Step, shape},
        seen::Seen,
    },
    say,
    say::Msg,
};

mod advise;
pub use advise::without_curve;
mod facts;
mod leave;
mod marks;
mod picture;
mod words;

pub use facts::{Expected, FROZEN_AHEAD, Facts, GroupFacts, InPeople, Tried};
pub use marks::Mark;
pub use picture::{group_name, method_in_full, method_name};
pub use words::{Matter, Sentence, difference, number, value};

/// A page with a measure's curve.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Curve {
    /// How many periods ahead is looked; 3 where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ahead: Option<u32>,
}

impl Curve {
    /// The keys of this kind.
    pub const KEYS: &'static [shape::Key] = &[shape::may(
        "ahead",
        shape::Shape::Count { min: 1, max: 30 },
        "How many periods ahead the forecast looks; 3 where it is left out.",
    )];

    /// How many periods ahead is looked.
    pub fn periods_ahead(&self) -> usize {
        self.ahead.map_or(3, |ahead| ahead as usize)
    }
}

impl StepKind for Curve {
    fn takes_cards(&self) -> bool {
        false
    }

    fn standing(&self, step: &Step, seen: &Seen<'_>) -> Option<Msg> {
        let mut all = seen.measures_on(&step.id);
        let measure = all.next()?;
        let more = all.count();
        if more > 0 {
            return Some(say!(StandsCurves, more + 1));
        }
        let group = measure.groups().into_iter().next().unwrap_or_default();
        let points = measure
            .series(&group)
            .filter(|(_, point)| point.value.is_some())
            .count();
        Some(say!(StandsCurve, measure.text_of(about::NAME), points))
    }

    fn advice(&self, step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
        advise::advice(self, step, seen)
    }

    fn recap(&self, step: &Step, seen: &Seen<'_>) -> Vec<Block> {
        leave::recap(self, step, seen)
    }
}
