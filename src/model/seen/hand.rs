//! Which cards a step works with: its own, and those that earlier steps hand on to it.

use super::{CardSeen, Seen};
use crate::model::{StepId, card::field, script::Step};

impl<'a> Seen<'a> {
    /// The cards a step works with: those at the top of its own page, and behind them those that earlier steps hand on to
    /// it, each once. Headings and parked cards are not among them.
    pub fn at_hand(&self, step: &Step) -> Vec<CardSeen<'a>> {
        let mut known = std::collections::HashSet::new();
        let own = self.tops(&step.id).filter(|card| !card.is_heading());
        let mut all: Vec<CardSeen<'a>> = own.collect();
        all.extend(self.handed_to(step));
        all.retain(|card| known.insert(card.id()));
        all
    }

    /// The cards that earlier steps hand on to this one, in the order of those steps. A script names only earlier steps
    /// in `draws_from`, so this comes to an end.
    pub fn handed_to(&self, step: &Step) -> Vec<CardSeen<'a>> {
        let script = self.script();
        let here = script.step(&step.id).map_or(0, |(at, _)| at);
        let from = step.draws_from.iter().filter_map(|id| script.step(id));
        from.filter(|(at, _)| *at < here)
            .flat_map(|(_, from)| from.kind.lens().hands_on(from, self))
            .collect()
    }

    /// The cards at the top of a page; what lies under a heading counts as the top, parked cards do not.
    pub fn tops(&self, step: &StepId) -> impl Iterator<Item = CardSeen<'a>> + use<'a> {
        let heading = |card: &CardSeen<'a>| card.is_heading();
        let seen = *self;
        let of = step.clone();
        let mut under: Vec<CardSeen<'a>> = Vec::new();
        let mut tops = self.children(step, None);
        std::iter::from_fn(move || {
            loop {
                let card = under.pop().or_else(|| tops.next())?;
                if heading(&card) {
                    under.extend(seen.children(&of, Some(card.id())).rev());
                }
                if !card.flag(field::PARKED) {
                    return Some(card);
                }
            }
        })
    }
}
