use super::*;
use crate::model::{CardId, Value, Viewer, seen::CardSeen, step::Kind, testing::Room};

/// Measures in quadrants, stakeholders by power and interest, assets by sector and kind.
const SCRIPT: &str = r#"{
  "id": "t", "title": "T", "framework": "F", "minutes": 40,
  "steps": [
    {"id": "heard", "kind": "cards", "minutes": 10, "title": "Heard", "ask": "Who?"},
    {"id": "people", "kind": "grid", "minutes": 10, "title": "Who has a say", "ask": "Who?", "draws_from": ["heard"],
     "across": "interest", "down": "power", "shows": "affected", "aim": {"across": "high", "down": "high"},
     "cells": [{"across": "high", "down": "high", "label": "Manage closely", "ask": "Who decides this with us?"},
               {"across": "low", "down": "high", "label": "Keep satisfied", "ask": "Who could stop this?"},
               {"across": "high", "down": "low", "label": "Keep informed"}],
     "fields": [{"id": "interest", "label": "Interest", "choice": ["low", "high"]},
                {"id": "power", "label": "Power", "choice": ["high", "low"]},
                {"id": "affected", "label": "most affected", "type": "flag"},
                {"id": "stance", "label": "Stance", "choice": [{"id": "for", "label": "in favor"}, "against"]}]},
    {"id": "assets", "kind": "grid", "minutes": 20, "title": "Assets", "ask": "What is there?",
     "across": "kind", "down": "sector", "crowded": 2,
     "fields": [{"id": "kind", "label": "Kind", "choice": ["people", "places", "money"]},
                {"id": "sector", "label": "Sector", "choice": ["schools", "health", "faith"]}]}
  ]
}"#;

fn place(room: &mut Room, card: CardId, fields: &[(&str, &str)]) {
    for (id, value) in fields {
        room.set(card, id, Value::from(*value));
    }
}

fn asked(room: &Room, step: &str) -> Vec<String> {
    let seen = room.seen(Viewer::Member(room.you()));
    let step = seen.step(&step.into()).expect("a step");
    let advice = seen.advice(step);
    advice
        .iter()
        .map(|advice| advice.msg.render(seen.lang()))
        .collect()
}

fn grid<'a>(seen: &Seen<'a>, step: &str) -> (&'a Step, &'a Grid) {
    let step = seen.step(&step.into()).expect("a step");
    let Kind::Grid(grid) = &step.kind else {
        panic!("a grid")
    };
    (step, grid)
}

#[test]
fn a_card_of_an_earlier_page_lies_where_its_fields_say_and_stays_on_its_page() {
    let mut room = Room::of(SCRIPT, "T");
    let council = room.card("heard", "The council");
    let parents = room.lay("people", None, None, "Parents", &[]);
    {
        let seen = room.seen(Viewer::Minutes);
        let (step, grid) = grid(&seen, "people");
        assert_eq!(grid.lay(step, &seen).loose.len(), 2);
        assert_eq!(
            seen.standing(step)
                .map(|msg| msg.render(seen.lang()))
                .as_deref(),
            Some("0 of 2 placed")
        );
        assert!(
            asked(&room, "people").is_empty(),
            "nothing lies anywhere yet"
        );
    }
    place(
        &mut room,
        council,
        &[("power", "high"), ("interest", "low")],
    );
    // One of the two is not enough.
    place(&mut room, parents, &[("power", "low")]);
    let seen = room.seen(Viewer::Minutes);
    let (step, grid) = grid(&seen, "people");
    let laid = grid.lay(step, &seen);
    let at = Place { row: 0, column: 0 };
    assert_eq!(
        laid.at(at).iter().map(CardSeen::text).collect::<Vec<_>>(),
        ["The council"]
    );
    assert_eq!(&*grid.name(at, seen.lang()), "Keep satisfied");
    assert_eq!(laid.loose.len(), 1);
    assert_eq!(
        seen.card(council)
            .map(|card| card.step().to_string())
            .as_deref(),
        Some("heard")
    );
    assert_eq!(
        seen.standing(step)
            .map(|msg| msg.render(seen.lang()))
            .as_deref(),
        Some("1 of 2 placed")
    );
}

#[test]
fn an_empty_place_is_asked_for_in_its_own_words_and_little_power_is_not_left_alone() {
    let mut room = Room::of(SCRIPT, "T");
    let parents = room.card("people", "Parents");
    place(
        &mut room,
        parents,
        &[("power", "low"), ("interest", "high")],
    );
    room.set(parents, "affected", Value::Flag(true));
    let told = asked(&room, "people");
    assert_eq!(
        told,
        [
            "Nothing at “Keep satisfied” yet. Who could stop this?",
            "Nothing at “Manage closely” yet, where it matters most. Who decides this with us?",
            "Nothing yet at “low · low”. Is that a gap, or only not said?",
            "“Parents” (most affected) has little power here. How do they get a say, rather than only being told?",
        ]
    );
    // With power of their own nobody needs to ask for them.
    place(&mut room, parents, &[("power", "high")]);
    assert!(
        !asked(&room, "people")
            .iter()
            .any(|ask| ask.contains("little power"))
    );
}

#[test]
fn gaps_are_told_by_row_and_column_and_crowds_by_place() {
    let mut room = Room::of(SCRIPT, "T");
    for name in ["Clinic", "Nurses"] {
        let card = room.card("assets", name);
        place(&mut room, card, &[("kind", "people"), ("sector", "health")]);
    }
    let gym = room.card("assets", "Gym");
    place(&mut room, gym, &[("kind", "places"), ("sector", "schools")]);
    room.card("assets", "Radio");
    let seen = room.seen(Viewer::Minutes);
    let (step, grid) = grid(&seen, "assets");
    let laid = grid.lay(step, &seen);
    let cell = |row, column| Gap::Cell(Place { row, column });
    assert_eq!(
        grid.gaps(&laid),
        [Gap::Column(2), Gap::Row(2), cell(0, 0), cell(1, 1)]
    );
    assert_eq!(grid.crowds(&laid), [(Place { row: 1, column: 0 }, 2)]);
    let words: Vec<String> = leave::recap(grid, step, &seen)
        .iter()
        .filter_map(|block| match block {
            Block::List(items) => Some(
                items
                    .iter()
                    .map(|item| item.line.render(seen.lang()))
                    .collect::<Vec<_>>(),
            ),
            _ => None,
        })
        .flatten()
        .collect();
    assert_eq!(
        words,
        [
            "Gaps, nothing yet: “money” as a whole, “faith” as a whole, “schools · people”, “health · places”.",
            "Crowded, perhaps overlapping: “health · people” (2).",
            "Without a place: Radio.",
        ]
    );
    assert!(
        asked(&room, "assets")
            .iter()
            .any(|ask| ask.starts_with("2 cards lie at “health · people”"))
    );
}

#[test]
fn a_grid_leaves_its_table_with_the_aim_the_flag_and_what_else_was_said() {
    let mut room = Room::of(SCRIPT, "T");
    let drawn = room.card("heard", "The council");
    let seen = room.seen(Viewer::Minutes);
    let (step, _) = grid(&seen, "people");
    assert!(
        seen.recap(step).is_empty(),
        "what was only drawn in was not said here"
    );
    assert!(seen.standing(step).is_none());
    place(
        &mut room,
        drawn,
        &[("power", "high"), ("interest", "high"), ("stance", "for")],
    );
    room.set(drawn, "affected", Value::Flag(true));
    let seen = room.seen(Viewer::Minutes);
    let (step, _) = grid(&seen, "people");
    let rows = |block: &Block| -> Vec<Vec<String>> {
        let Block::Table(table) = block else {
            panic!("a table: {block:?}")
        };
        std::iter::once(&table.head)
            .chain(&table.rows)
            .map(|row| row.iter().map(|line| line.render(seen.lang())).collect())
            .collect()
    };
    let left = seen.recap(step);
    assert_eq!(
        rows(&left[0]),
        [
            ["Power / Interest", "low", "high"],
            [
                "high",
                "Keep satisfied – nothing yet",
                "Manage closely (aim) – The council (most affected)"
            ],
            ["low", "nothing yet", "Keep informed – nothing yet"],
        ]
    );
    assert_eq!(
        rows(&left[2]),
        [["Card", "Stance"], ["The council", "in favor"]]
    );
}

#[test]
fn whoever_works_on_two_things_lies_in_both_columns_and_counts_in_both() {
    let script = SCRIPT
        .replace(
            r#""crowded": 2,"#,
            r#""crowded": 2, "also": ["kind-2"],"#,
        )
        .replace(
            r#"{"id": "sector","#,
            r#"{"id": "kind-2", "label": "And", "choice": ["people", "places", "money"]}, {"id": "sector","#,
        );
    let mut room = Room::of(&script, "T");
    let on = |room: &mut Room, words: &str, first: &str, second: &str| {
        let card = room.lay("assets", None, None, words, &[]);
        place(room, card, &[("kind", first), ("sector", "faith")]);
        if !second.is_empty() {
            place(room, card, &[("kind-2", second)]);
        }
    };
    on(&mut room, "The mosque", "people", "money");
    on(&mut room, "St. Ann", "people", "people");
    on(&mut room, "A loan circle", "money", "");
    let seen = room.seen(Viewer::Minutes);
    let (step, grid) = grid(&seen, "assets");
    let laid = grid.lay(step, &seen);
    let at = |column: usize| -> Vec<&str> {
        let cards = laid.at(Place { row: 2, column }).iter();
        cards.map(CardSeen::text).collect()
    };
    assert_eq!(at(0), ["The mosque", "St. Ann"]);
    assert_eq!(at(2), ["The mosque", "A loan circle"]);
    assert_eq!(laid.placed(), 3, "each is one card all the same");
    assert_eq!(laid.all().count(), 3);
    let crowds: Vec<usize> = grid.crowds(&laid).iter().map(|(_, count)| *count).collect();
    assert_eq!(crowds, [2, 2], "an overlap in both columns");
}
