//! The sides from which causes are seen: which were used, which nobody has looked from, and for which group it is worse.

use std::sync::Arc;

use super::Tree;
use crate::{
    model::{
        advice::Advice,
        card::{LENSES, field},
        script::Step,
        seen::{CardSeen, Seen},
    },
    say,
};

/// A side, and the causes that were seen from it.
#[derive(Debug)]
pub struct Lens<'a> {
    /// What is stored.
    pub id: Arc<str>,
    /// What is shown.
    pub label: Arc<str>,
    /// The causes.
    pub causes: Vec<CardSeen<'a>>,
}

/// Every side of a tree, in the script's order: the choices of its field `lens`, or those of the program.
pub fn lenses<'a>(step: &Step, seen: &Seen<'a>) -> Vec<Lens<'a>> {
    let declared = step.field(field::LENS).map(|field| &field.choice[..]);
    let sides: Vec<(Arc<str>, Arc<str>)> = match declared {
        Some(choices) if !choices.is_empty() => choices
            .iter()
            .map(|one| (one.id.clone(), one.label.get(seen.lang()).clone()))
            .collect(),
        _ => LENSES.map(|word| (word.into(), word.into())).to_vec(),
    };
    let mut all: Vec<Lens<'a>> = sides
        .into_iter()
        .map(|(id, label)| Lens {
            id,
            label,
            causes: Vec::new(),
        })
        .collect();
    for card in seen.cards_on(&step.id) {
        let from = card.text_of(field::LENS);
        if let Some(lens) = all.iter_mut().find(|lens| *lens.id == *from) {
            lens.causes.push(card);
        }
    }
    all
}

/// The groups of people that the session knows: those that cards name, then those that figures are broken down by.
pub fn groups(seen: &Seen<'_>) -> Vec<Arc<str>> {
    let named = seen
        .all_cards()
        .map(|card| Arc::from(card.text_of(field::GROUP)));
    let counted = seen
        .measures()
        .flat_map(|measure| measure.points.keys().map(|key| key.group.clone()));
    let mut groups: Vec<Arc<str>> = Vec::new();
    for group in named.chain(counted) {
        if !group.is_empty() && !groups.contains(&group) {
            groups.push(group);
        }
    }
    groups
}

/// Sides that nobody has looked from yet, and the group that nobody has asked for.
pub(super) fn advice(tree: &Tree, step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
    let mut advice = Vec::new();
    let causes = seen
        .cards_on(&step.id)
        .filter(|card| card.parent().is_some())
        .count();
    if tree.sweep && causes >= 3 {
        let unused: Vec<Arc<str>> = lenses(step, seen)
            .into_iter()
            .filter(|lens| lens.causes.is_empty())
            .map(|lens| lens.label)
            .collect();
        if !unused.is_empty() {
            advice.push(Advice::new(say!(AskUnusedLenses, unused)));
        }
    }
    let any = || {
        let mut cards = seen.cards_on(&step.id);
        cards.any(|card| !card.text_of(field::GROUP).is_empty())
    };
    if !tree.worse_for.is_empty() && causes > 0 && !any() {
        let ask = tree.worse_for.get(seen.lang());
        advice.push(Advice::new(say!(AskWorseFor, ask)));
    }
    advice
}
