//! What the fields of a form may be, from what was said before: names of people, candidates that have no curve yet.

use std::sync::Arc;

use super::plan;
use crate::{
    model::{
        Seen, Step,
        card::field,
        measure::about,
        script::FieldKind,
        step::{Kind, curve::without_curve, roster},
    },
    ui::form::{Form, Target},
};

/// Fills in what the fields of a form may be; looked up once for each form, since names do not change while one writes.
pub fn look_up_offers(form: &mut Form, seen: Seen<'_>) {
    form.looked_up = true;
    let here = match &form.target {
        Target::NewCard { step, .. } | Target::Measure { step, .. } => seen.step(step),
        Target::Card { card } => seen.card(*card).and_then(|card| seen.step(card.step())),
        _ => None,
    };
    let Some(here) = here else { return };
    let names = matches!(form.target, Target::NewCard { .. }) && is_of_people(here);
    let asks_person = |id: &str, kind: FieldKind| {
        kind == FieldKind::Person
            || id == field::WHO
            || (names && id == field::TEXT && matches!(here.kind, Kind::Roster(_)))
    };
    let asks = |one: &crate::ui::form::FormField| asks_person(one.id.as_str(), one.kind);
    if form.fields.iter().any(asks) {
        let known = people(seen);
        let there = |name: &Arc<str>| {
            let mut on = seen.cards_on(&here.id);
            names && on.any(|card| same(card.text(), name))
        };
        let offers: Vec<Arc<str>> = known.into_iter().filter(|name| !there(name)).collect();
        for one in form.fields.iter_mut().filter(|one| asks(one)) {
            one.offers.clone_from(&offers);
        }
    }
    if let Kind::Plan(_) = &here.kind {
        let chosen = plan::chosen(here, &seen);
        // What leads to an action already needs no second one of the same words.
        let open = chosen.iter().filter(|card| {
            let mut actions = seen.leads_to(card.id());
            !actions.any(|action| *action.step() == here.id)
        });
        let open: Vec<Arc<str>> = open.map(|card| card.text().into()).collect();
        let new = matches!(form.target, Target::NewCard { .. });
        for one in &mut form.fields {
            match one.id.as_str() {
                field::TEXT if new => one.offers.clone_from(&open),
                plan::STRATEGY if one.kind == FieldKind::Text => {
                    one.offers = chosen.iter().map(|card| card.text().into()).collect();
                }
                _ => {}
            }
        }
    }
    if matches!(form.target, Target::Measure { measure: None, .. }) {
        let named = |one: &&mut crate::ui::form::FormField| one.id.as_str() == about::NAME;
        if let Some(name) = form.fields.iter_mut().find(named) {
            name.offers = without_curve(here, &seen);
        }
    }
}

fn is_of_people(step: &Step) -> bool {
    matches!(step.kind, Kind::Roster(_) | Kind::GoRound(_))
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// Everybody who was named so far: who is on a roster, who took a turn, who was asked to do something.
fn people(seen: Seen<'_>) -> Vec<Arc<str>> {
    let mut names: Vec<Arc<str>> = Vec::new();
    let mut add = |name: &str| {
        let name = name.trim();
        if !name.is_empty() && !names.iter().any(|known| same(known, name)) {
            names.push(name.into());
        }
    };
    let of_rosters = seen
        .all_cards()
        .filter(|card| roster::is_person(card, &seen));
    for card in of_rosters.filter(roster::is_here) {
        add(card.text());
    }
    for card in seen.all_cards() {
        let Some(step) = seen.step(card.step()) else {
            continue;
        };
        add(card.text_of(field::WHO));
        let declared = step.kind.lens().fields().iter();
        for one in declared.filter(|one| one.kind() == FieldKind::Person) {
            add(card.text_of(one.id.as_str()));
        }
    }
    names
}
