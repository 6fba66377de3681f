//! A session in a few words: what a list of sessions shows of it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    card::field,
    ids::{At, SessionId},
    script::Words,
    seen::Seen,
    step::Kind,
};

/// Where a session stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// Which.
    pub id: SessionId,
    /// What it is called.
    pub title: Arc<str>,
    /// The name of the script it runs, in its languages.
    pub script: Words,
    /// The step where the room is, from 1.
    pub step: usize,
    /// How many steps there are.
    pub steps: usize,
    /// The name of that step, in the languages of its script.
    pub step_name: Words,
    /// When it was last changed.
    pub changed: At,
    /// Whether it is closed.
    pub closed: bool,
    /// Actions that are neither done nor dropped.
    pub open_actions: usize,
    /// The cards on its tables.
    pub cards: usize,
}

impl Summary {
    /// The summary of a session; nothing in it is private.
    pub fn of(seen: &Seen<'_>) -> Self {
        let script = seen.script();
        let (at, step_name) = match script.step(seen.current()) {
            Some((at, step)) => (at + 1, step.named().clone()),
            None => (0, Words::default()),
        };
        let plans = script
            .steps
            .iter()
            .filter(|step| matches!(step.kind, Kind::Plan(_)));
        let open = |card: &super::seen::CardSeen<'_>| {
            !card.is_heading() && !matches!(card.text_of(field::STATUS), "done" | "dropped")
        };
        Self {
            id: seen.id(),
            title: Arc::clone(seen.title()),
            script: script.title.clone(),
            step: at,
            steps: script.steps.len(),
            step_name,
            changed: seen.changed(),
            closed: seen.is_closed(),
            open_actions: plans
                .map(|step| seen.cards_on(&step.id).filter(open).count())
                .sum(),
            cards: seen.all_cards().count(),
        }
    }
}
