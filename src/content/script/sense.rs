//! What the parts of a script say to each other: references that lead somewhere, minutes that add up, languages
//! that are all there, fields that the program can work with.

use std::collections::HashMap;

mod kinds;

use super::{
    found::{Found, Holds},
    programme::JOINT,
};
use crate::{
    content::located::suggest,
    model::{
        card::{EVIDENCE, STATUS, STOPS, field},
        script::shape::Side,
    },
};

/// Says everything that does not fit together.
pub(super) fn check(script: &Found<'_>) {
    languages(script);
    let steps = script.members("steps");
    if script.get("sittings").is_none() {
        minutes(script);
        if script.get("steps").is_none() && matches!(script.holds, Holds::Object(_)) {
            script
                .node
                .problem_with("“steps” is missing here", "add \"steps\": …");
        }
    }
    let mut ids: HashMap<&str, usize> = HashMap::new();
    for (position, step) in steps.iter().enumerate() {
        if let Some(id) = step.id() {
            ids.entry(id).or_insert(position);
        }
    }
    let mut kinds = HashMap::new();
    let programme = script.get("sittings").is_some();
    for (position, step) in steps.iter().enumerate() {
        step_references(step, position, &ids, programme);
        field_references(step);
        kinds::check(step);
        for declared in step.members("fields") {
            known_field(declared);
            same_kind(declared, &mut kinds);
        }
    }
}

/// The title says which languages a script speaks; all else speaks the same.
fn languages(script: &Found<'_>) {
    let spoken: Vec<&str> = match script.get("title").map(|title| &title.holds) {
        Some(Holds::Words(words)) => words.iter().map(|(lang, _)| lang.as_str()).collect(),
        _ => return,
    };
    script.each(&mut |found| {
        let Holds::Words(words) = &found.holds else {
            return;
        };
        let has = |lang: &str| words.iter().any(|(given, _)| given == lang);
        if !has("en") {
            found.node.problem_with(
                "English is missing here",
                "add \"en\": … ; it is read where another language is missing",
            );
        }
        for lang in spoken.iter().filter(|lang| **lang != "en" && !has(lang)) {
            found.node.problem_with(
                format!("“{lang}” is missing here"),
                "the script’s title has it, so all of its words need it",
            );
        }
        for (lang, _) in words {
            if lang != "en" && !spoken.contains(&lang.as_str()) {
                found.node.problem_with(
                    format!("the script’s title has no “{lang}”"),
                    "give all words of a script in the same languages",
                );
            }
        }
    });
}

/// The parts of a step stay within it, and the steps make up the whole.
fn minutes(script: &Found<'_>) {
    let steps = script.members("steps");
    for step in steps {
        let parts = step.members("recipe").iter().map(|part| match &part.holds {
            Holds::Object(entries) => entries.iter().filter_map(|(_, part)| part.count()).sum(),
            _ => 0,
        });
        let sum: u32 = parts.sum();
        if let (Some(box_), Some(recipe)) = (
            step.get("minutes").and_then(Found::count),
            step.get("recipe"),
        ) && sum > box_
        {
            recipe.node.problem_with(
                format!("the parts of this step take {sum} minutes, the step has {box_}"),
                "shorten a part, or give the step more time",
            );
        }
    }
    let boxes: Option<Vec<u32>> = steps
        .iter()
        .map(|step| step.get("minutes").and_then(Found::count))
        .collect();
    // Where a step's own minutes are wrong, the sum would only repeat that.
    if let (Some(boxes), Some(whole)) = (
        boxes.filter(|boxes| !boxes.is_empty()),
        script.get("minutes"),
    ) && let Some(minutes) = whole.count()
    {
        let sum: u32 = boxes.iter().sum();
        if sum != minutes {
            whole.node.problem_with(
                format!("the steps take {sum} minutes, not {minutes}"),
                format!("write {sum}, or change the minutes of a step"),
            );
        }
    }
}

/// Every step named in this one exists and lies on the side that the key asks for.
fn step_references(step: &Found<'_>, position: usize, ids: &HashMap<&str, usize>, programme: bool) {
    step.each(&mut |found| {
        let Holds::StepRef(name, side) = &found.holds else {
            return;
        };
        // Steps of sittings are known where the programme is put together.
        if programme && name.contains(JOINT) {
            return;
        }
        let Some(&at) = ids.get(name.as_str()) else {
            let mut known: Vec<_> = ids.iter().collect();
            known.sort_by_key(|(_, position)| **position);
            let hint = suggest(name, known.into_iter().map(|(id, _)| *id));
            found
                .node
                .problem_with(format!("there is no step “{name}”"), hint);
            return;
        };
        match side {
            Side::Before if at > position => found.node.problem_with(
                format!("“{name}” comes later than this step"),
                "only an earlier step can be named here: its cards are there already",
            ),
            Side::After if at < position => found.node.problem_with(
                format!("“{name}” comes earlier than this step"),
                "only a later step can be named here; an earlier one belongs to draws_from",
            ),
            _ if at == position => found.node.problem("a step cannot name itself here"),
            _ => {}
        }
    });
}

/// Every field named in a step's advice is one that its cards can have, with values that it can hold.
fn field_references(step: &Found<'_>) {
    let declared = step.members("fields");
    let known = || {
        let own = declared.iter().filter_map(Found::id);
        let others = field::EVERYWHERE;
        own.chain(others)
    };
    step.each(&mut |found| {
        if let Holds::FieldRef(name) = &found.holds
            && !known().any(|id| id == name)
        {
            let hint = suggest(name, known());
            found
                .node
                .problem_with(format!("no card of this step has a field “{name}”"), hint);
        }
    });
    for rule in step.members("advice") {
        let Some(rule) = rule.get("one_with") else {
            continue;
        };
        let Some(name) = rule.get("field").and_then(Found::text) else {
            continue;
        };
        let options = match declared.iter().find(|field| field.id() == Some(name)) {
            Some(field) => options(field),
            None => built_in_options(name),
        };
        for value in rule.members("is") {
            let Some(text) = value.text() else { continue };
            if let Some(options) = &options
                && !options.contains(&text)
            {
                let hint = suggest(text, options.iter().copied());
                value
                    .node
                    .problem_with(format!("“{name}” never holds “{text}”"), hint);
            }
        }
    }
}

/// What a declared field can hold, where that is a short list.
fn options<'f>(declared: &'f Found<'_>) -> Option<Vec<&'f str>> {
    match kind(declared) {
        "choice" => Some(
            declared
                .members("choice")
                .iter()
                .filter_map(Found::id)
                .collect(),
        ),
        "flag" => Some(vec!["true"]),
        _ => None,
    }
}

fn built_in_options(name: &str) -> Option<Vec<&'static str>> {
    match name {
        field::EVIDENCE => Some(EVIDENCE.to_vec()),
        field::STOP => Some(STOPS.to_vec()),
        field::ROOT | field::PARKED | field::HEADING | field::RESEARCH => Some(vec!["true"]),
        _ => None,
    }
}

/// What a declared field holds; one with choices holds one of them.
fn kind<'f>(declared: &'f Found<'_>) -> &'f str {
    if declared.get("choice").is_some() {
        return "choice";
    }
    declared.get("type").and_then(Found::text).unwrap_or("text")
}

/// A field that the program works with has the form it can work with, and a choice has choices.
fn known_field(declared: &Found<'_>) {
    let typed = declared.get("type");
    let named = typed.and_then(Found::text);
    match (typed, named, declared.get("choice")) {
        (Some(typed), Some("choice"), None) => {
            typed
                .node
                .problem_with("a choice needs choices", "add \"choice\": [\"…\", \"…\"]");
        }
        (Some(typed), Some(other), Some(_)) if other != "choice" => typed.node.problem_with(
            format!("a field with choices cannot be of type “{other}”"),
            "leave the type out, or the choices",
        ),
        _ => {}
    }
    let (Some(name), Some(at)) = (declared.id(), declared.get("id")) else {
        return;
    };
    if matches!(name, field::PARKED | field::HEADING | field::HIDDEN) {
        at.node.problem_with(
            format!("the program itself keeps “{name}”"),
            "choose another id for this field",
        );
        return;
    }
    let wants: &[&str] = match name {
        field::TEXT => &["text", "long"],
        field::DETAIL => &["long", "text"],
        field::ROOT | field::RESEARCH | field::OFF_WALL => &["flag"],
        field::START | field::DUE => &["date"],
        field::EVIDENCE | field::STOP | field::STATUS => &["choice"],
        _ => return,
    };
    if !wants.contains(&kind(declared)) {
        at.node.problem_with(
            format!(
                "“{name}” is known to the program and is of type “{}”",
                wants[0]
            ),
            "change its type, or choose another id",
        );
        return;
    }
    let words: &[&str] = match name {
        field::EVIDENCE => &EVIDENCE,
        field::STOP => &STOPS,
        field::STATUS => &STATUS,
        _ => return,
    };
    for choice in declared.members("choice") {
        if let Some(id) = choice.id().filter(|id| !words.contains(id)) {
            let hint = suggest(id, words.iter().copied());
            choice.get("id").unwrap_or(choice).node.problem_with(
                format!("“{id}” is none of the program’s words for “{name}”"),
                hint,
            );
        }
    }
}

/// A card that moves to another step takes its fields along, so an id is of one type throughout.
fn same_kind<'f>(declared: &'f Found<'_>, kinds: &mut HashMap<&'f str, (&'f str, usize)>) {
    let (Some(name), Some(at)) = (declared.id(), declared.get("id")) else {
        return;
    };
    let own = kind(declared);
    let (first, line) = *kinds
        .entry(name)
        .or_insert_with(|| (own, at.node.place().line));
    if first != own {
        at.node.problem_with(
            format!("“{name}” is of type “{own}” here and “{first}” on line {line}"),
            "an id means the same in every step: choose another id, or the same type",
        );
    }
}
