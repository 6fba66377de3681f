//! The places of a talk that have a key of their own: the curve, the story behind it, the whys, and so on.
//!
//! What has a kind is known by it. The story, the partners and what works are pages of cards like others: they are known
//! by the ids that every shipped script gives them, and a script of one's own gets the same keys with the same ids.

use crate::{
    model::{Seen, Step, StepId},
    ui::keys::Action,
};

/// A place of a talk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The curve.
    Curve,
    /// The story behind it.
    Story,
    /// The causes of causes.
    Whys,
    /// Who could help.
    Partners,
    /// What works.
    Works,
    /// Who does what by when.
    Actions,
}

/// The place that an action leads to.
pub const fn of(action: Action) -> Option<Place> {
    Some(match action {
        Action::GoCurve => Place::Curve,
        Action::GoStory => Place::Story,
        Action::GoWhys => Place::Whys,
        Action::GoPartners => Place::Partners,
        Action::GoWorks => Place::Works,
        Action::GoActions => Place::Actions,
        _ => return None,
    })
}

/// The step of a place: of several the first in the same sitting of a programme, or else the first of all.
pub fn step(place: Place, here: &StepId, seen: Seen<'_>) -> Option<StepId> {
    let steps = &seen.script().steps;
    let is_there = |step: &&Step| match place {
        Place::Curve => step.kind.name() == "curve",
        Place::Story => own_name(&step.id) == "story",
        Place::Whys => step.kind.name() == "tree",
        Place::Partners => own_name(&step.id) == "partners",
        Place::Works => own_name(&step.id) == "works",
        Place::Actions => step.kind.name() == "plan",
    };
    let sitting = seen.step(here).and_then(|step| step.sitting.clone());
    let mut all = steps.iter().filter(is_there);
    let first = all.clone().next();
    all.find(|step| step.sitting == sitting)
        .or(first)
        .map(|step| step.id.clone())
}

/// The id of a step without that of its sitting.
fn own_name(id: &StepId) -> &str {
    let id = id.as_str();
    id.rsplit_once('.').map_or(id, |(_, own)| own)
}
