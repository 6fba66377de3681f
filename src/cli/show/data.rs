//! A session as data: what everybody in the room may take home, in names that stay. `docs/data.md` is its reference.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::{
    cli::timestamp,
    insight::period::Period,
    model::{
        card::{Value, field},
        measure::{FrozenPoint, Measure},
        script::Step,
        seen::{CardSeen, Seen},
    },
};

/// The version of this shape; raised when a name goes or changes its meaning.
const VERSION: u32 = 1;

#[derive(Serialize)]
pub(super) struct SessionData<'a> {
    format: &'static str,
    v: u32,
    id: String,
    title: &'a str,
    script: ScriptData<'a>,
    began: String,
    changed: String,
    closed: bool,
    /// The step where the room is.
    at: &'a str,
    people: Vec<Person<'a>>,
    steps: Vec<StepData<'a>>,
}

#[derive(Serialize)]
struct ScriptData<'a> {
    id: &'a str,
    title: &'a str,
    framework: &'a str,
}

#[derive(Serialize)]
struct Person<'a> {
    id: String,
    name: &'a str,
    role: crate::model::Role,
}

#[derive(Serialize)]
struct StepData<'a> {
    id: &'a str,
    kind: &'a str,
    title: &'a str,
    ask: &'a str,
    minutes: u32,
    visited: bool,
    cards: Vec<CardData<'a>>,
    measures: Vec<MeasureData<'a>>,
}

#[derive(Serialize)]
struct CardData<'a> {
    id: String,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    author: Option<&'a str>,
    at: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<&'a str>,
    /// The card it lies under.
    #[serde(skip_serializing_if = "Option::is_none")]
    parent: Option<String>,
    /// The cards it comes from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    comes_from: Vec<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    fields: BTreeMap<&'a str, &'a Value>,
}

#[derive(Serialize)]
struct MeasureData<'a> {
    id: String,
    fields: BTreeMap<&'a str, &'a Value>,
    points: Vec<PointData<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    guesses: Vec<Guess<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    frozen: Vec<FrozenData<'a>>,
}

#[derive(Serialize)]
struct PointData<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    group: &'a str,
    period: Period,
    #[serde(flatten)]
    point: &'a crate::model::measure::Point,
}

#[derive(Serialize)]
struct Guess<'a> {
    #[serde(skip_serializing_if = "str::is_empty")]
    scenario: &'a str,
    period: Period,
    value: f64,
}

#[derive(Serialize)]
struct FrozenData<'a> {
    on: String,
    #[serde(skip_serializing_if = "str::is_empty")]
    group: &'a str,
    method: &'a str,
    n: u32,
    from: Period,
    to: Period,
    points: &'a [FrozenPoint],
}

/// The session as its viewer may see it.
pub(super) fn of<'a>(seen: &Seen<'a>) -> SessionData<'a> {
    let script = seen.script();
    let person = |member: &'a crate::model::Member| Person {
        id: member.id.to_string(),
        name: &member.name,
        role: member.role,
    };
    SessionData {
        format: "upturn-session",
        v: VERSION,
        id: seen.id().to_string(),
        title: seen.title(),
        script: ScriptData {
            id: &script.id,
            title: script.title.get(seen.lang()),
            framework: &script.framework,
        },
        began: timestamp(seen.began()),
        changed: timestamp(seen.changed()),
        closed: seen.is_closed(),
        at: seen.current().as_str(),
        people: seen.members().map(person).collect(),
        steps: script
            .steps
            .iter()
            .map(|step| of_step(seen, step))
            .collect(),
    }
}

fn of_step<'a>(seen: &Seen<'a>, step: &'a Step) -> StepData<'a> {
    StepData {
        id: step.id.as_str(),
        kind: step.kind.name(),
        title: step.name(seen.lang()),
        ask: step.ask.get(seen.lang()),
        minutes: seen.minutes(step),
        visited: seen.was_at(&step.id),
        cards: cards(seen, step),
        measures: seen.measures_on(&step.id).map(of_measure).collect(),
    }
}

/// The cards of a page from the top down, each before those under it; parked ones among them.
fn cards<'a>(seen: &Seen<'a>, step: &'a Step) -> Vec<CardData<'a>> {
    let mut found = Vec::new();
    let mut pending: Vec<CardSeen<'a>> = seen.children(&step.id, None).rev().collect();
    while let Some(card) = pending.pop() {
        pending.extend(seen.children(&step.id, Some(card.id())).rev());
        found.push(of_card(seen, card));
    }
    found
}

fn of_card<'a>(seen: &Seen<'a>, card: CardSeen<'a>) -> CardData<'a> {
    CardData {
        id: card.id().to_string(),
        text: card.text(),
        author: card.author().map(|member| &*member.name),
        at: timestamp(card.at()),
        column: card.column().map(crate::model::ids::ColumnId::as_str),
        parent: card.parent().map(|id| id.to_string()),
        comes_from: seen
            .comes_from(card.id())
            .map(|card| card.id().to_string())
            .collect(),
        fields: card.fields().filter(|(id, _)| *id != field::TEXT).collect(),
    }
}

fn of_measure(measure: &Measure) -> MeasureData<'_> {
    let fields = measure.fields.iter();
    let points = measure.points.iter();
    MeasureData {
        id: measure.id.to_string(),
        fields: fields
            .filter_map(|(id, state)| Some((id.as_str(), state.value.as_ref()?)))
            .collect(),
        points: points
            .filter_map(|(key, kept)| {
                Some(PointData {
                    group: &key.group,
                    period: key.period,
                    point: kept.value.as_deref()?,
                })
            })
            .collect(),
        guesses: measure
            .guesses
            .iter()
            .filter_map(|(key, kept)| {
                Some(Guess {
                    scenario: &key.scenario,
                    period: key.period,
                    value: kept.value?,
                })
            })
            .collect(),
        frozen: measure
            .frozen
            .iter()
            .map(|frozen| FrozenData {
                on: timestamp(frozen.at),
                group: &frozen.forecast.group,
                method: &frozen.forecast.method,
                n: frozen.forecast.n,
                from: frozen.forecast.from,
                to: frozen.forecast.to,
                points: &frozen.forecast.points,
            })
            .collect(),
    }
}
