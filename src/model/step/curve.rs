//! `curve`: history, forecast if nothing changes, the room's guess, the target, and the groups behind the average.

use serde::{Deserialize, Serialize};

use super::StepKind;
use crate::{
    document::Block,
    model::{
        measure::about,
        script::{Step, shape},
        seen::Seen,
    },
    say,
    say::Msg,
};

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
}

impl StepKind for Curve {
    fn takes_cards(&self) -> bool {
        false
    }

    fn standing(&self, step: &Step, seen: &Seen<'_>) -> Option<Msg> {
        let measure = seen.measures_on(&step.id).next()?;
        let points = measure.series("").count();
        Some(say!(StandsCurve, measure.text_of(about::NAME), points))
    }

    fn recap(&self, _step: &Step, _seen: &Seen<'_>) -> Vec<Block> {
        Vec::new()
    }
}
