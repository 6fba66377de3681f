//! Advice: what a script or a lens asks the facilitator, and nobody else. It never locks a step.

use super::{
    ids::CardId,
    script::{Rule, Step},
    seen::Seen,
};
use crate::{say, say::Msg};

/// A question to the facilitator.
#[derive(Clone, Debug, PartialEq)]
pub struct Advice {
    /// The question.
    pub msg: Msg,
    /// The card it is about.
    pub card: Option<CardId>,
}

impl Advice {
    /// A question about the step as a whole.
    pub fn new(msg: Msg) -> Self {
        Self { msg, card: None }
    }

    /// A question about one card.
    pub fn about(card: CardId, msg: Msg) -> Self {
        Self {
            msg,
            card: Some(card),
        }
    }
}

/// What the script's own rules have to say about a step.
pub(super) fn of_rules(step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
    step.advice
        .iter()
        .filter_map(|rule| of_rule(rule, step, seen))
        .map(Advice::new)
        .collect()
}

/// What the script's own rules ask for and is so.
pub(super) fn met(step: &Step, seen: &Seen<'_>) -> Vec<Msg> {
    let any = || seen.cards_on(&step.id).any(|card| !card.is_heading());
    let words = |rule: &Rule| {
        Some(match rule {
            Rule::AtLeast(n) => say!(MetAtLeast, *n),
            Rule::EachColumnHas(n) => say!(MetEachColumn, *n),
            Rule::EachHas(field) => {
                let declared = step.field(field.as_str());
                let name =
                    declared.map_or_else(|| field.0.clone(), |field| field.name(seen.lang()));
                say!(MetEachHas, name)
            }
            Rule::OneWith { ask, .. } => say!(AskInScriptWords, ask.get(seen.lang())),
            Rule::EachFrom(earlier) => {
                say!(
                    MetEachFrom,
                    seen.script().step(earlier)?.1.name(seen.lang())
                )
            }
        })
    };
    // Of no cards everything is true, and none of it says anything.
    let asked = step.advice.iter().filter(|_| any());
    asked
        .filter(|rule| of_rule(rule, step, seen).is_none())
        .filter_map(words)
        .collect()
}

fn of_rule(rule: &Rule, step: &Step, seen: &Seen<'_>) -> Option<Msg> {
    let cards = || seen.cards_on(&step.id).filter(|card| !card.is_heading());
    match rule {
        Rule::AtLeast(n) => {
            let have = cards().count();
            (have < *n as usize).then(|| say!(AskAtLeast, have, *n))
        }
        Rule::EachColumnHas(n) => {
            let lang = seen.lang();
            let thin: Vec<_> = (step.kind.lens().columns().iter())
                .filter(|column| {
                    cards().filter(|c| c.column() == Some(&column.id)).count() < *n as usize
                })
                .map(|column| column.label.get(lang))
                .collect();
            (!thin.is_empty()).then(|| say!(AskEachColumn, thin, *n))
        }
        Rule::EachHas(field) => {
            let bare = cards()
                .filter(|card| card.get(field.as_str()).is_none())
                .count();
            let declared = step.field(field.as_str());
            let name = declared.map_or_else(|| field.0.clone(), |field| field.name(seen.lang()));
            (bare > 0).then(|| say!(AskEachHas, bare, name))
        }
        Rule::OneWith { field, is, ask } => {
            let fits = |text: &str| is.iter().any(|one| **one == *text);
            let found = cards().any(|card| match card.get(field.as_str()) {
                Some(super::Value::Flag(flag)) => *flag && fits("true"),
                Some(value) => fits(&value.display()),
                None => false,
            });
            (!found).then(|| say!(AskInScriptWords, ask.get(seen.lang())))
        }
        Rule::EachFrom(earlier) => {
            let loose = cards()
                .filter(|card| {
                    !seen
                        .comes_from(card.id())
                        .any(|from| from.step() == earlier)
                })
                .count();
            let name = seen.script().step(earlier)?.1.name(seen.lang());
            (loose > 0).then(|| say!(AskEachFrom, loose, name))
        }
    }
}
