use super::*;
use crate::model::{CardId, Value, Viewer, testing::Room};

/// Two rosters around a page of strategies, and a vote behind them.
const SCRIPT: &str = r#"{
  "id": "t", "title": "T", "framework": "F", "minutes": 40,
  "steps": [
    {"id": "here", "kind": "roster", "minutes": 10, "title": "Who is here", "ask": "Who?",
     "fields": [
       {"id": "constituency", "label": "Side", "choice": ["institution", "connector", "resident"]},
       {"id": "generation", "label": "Age", "choice": ["under 25", "25 to 60", "over 60"]},
       {"id": "role", "label": "Role", "choice": ["facilitator", "timekeeper", "reporter", "coach"]},
       {"id": "second-hat", "label": "Second hat", "choice": ["institution", "connector", "resident", "timekeeper"]}]},
    {"id": "works", "kind": "cards", "minutes": 10, "title": "What works", "ask": "What works?"},
    {"id": "table", "kind": "roster", "minutes": 10, "title": "Who is missing", "ask": "Who is missing for these?",
     "draws_from": ["here", "works"],
     "fields": [{"id": "constituency", "label": "Side", "choice": ["institution", "connector", "resident"]}]},
    {"id": "vote", "kind": "vote", "minutes": 10, "title": "Vote", "ask": "Which?", "draws_from": ["works"]}
  ]
}"#;

fn person(room: &mut Room, name: &str, fields: &[(&str, &str)]) -> CardId {
    let fields: Vec<(&str, Value)> = fields
        .iter()
        .map(|(id, value)| (*id, Value::from(*value)))
        .collect();
    room.lay("here", None, None, name, &fields)
}

fn count(room: &Room, step: &str) -> Option<u32> {
    let seen = room.seen(Viewer::Projector);
    seen.voters(seen.step(&step.into()).expect("a step"))
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

#[test]
fn who_is_missing_and_who_coaches_has_no_vote() {
    let mut room = Room::of(SCRIPT, "T");
    assert_eq!(count(&room, "vote"), None, "nobody was entered");
    person(&mut room, "Ana", &[("role", "facilitator")]);
    person(&mut room, "Devi", &[]);
    person(&mut room, "Cora", &[("role", "coach")]);
    let teens = person(&mut room, "A teenager", &[]);
    assert_eq!(count(&room, "vote"), Some(3));
    room.set(teens, field::MISSING, Value::Flag(true));
    assert_eq!(count(&room, "vote"), Some(2));
    assert_eq!(
        count(&room, "here"),
        None,
        "the roster lies behind that step"
    );
    // The later roster shows the same people, and each counts once.
    let own = room.lay("table", None, None, "Tomas", &[]);
    assert_eq!(count(&room, "vote"), Some(3));
    room.set(own, field::PARKED, Value::Flag(true));
    assert_eq!(count(&room, "vote"), Some(2));
}

#[test]
fn a_table_of_coaches_says_nothing_of_who_votes() {
    let script = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 5, "steps": [
      {"id": "here", "kind": "roster", "minutes": 1, "title": "A", "ask": "?", "fields": [{"id": "role"}, {"id": "hat"}]},
      {"id": "vote", "kind": "vote", "minutes": 1, "title": "B", "ask": "?"}]}"#;
    let mut room = Room::of(script, "T");
    person(&mut room, "Cora", &[("role", "Coach")]);
    assert_eq!(count(&room, "vote"), None);
    person(
        &mut room,
        "Devi",
        &[("role", "scribe"), ("hat", "a coach, too")],
    );
    assert_eq!(count(&room, "vote"), None, "by either hat");
    person(&mut room, "Coach Lee", &[("role", "reporter")]);
    assert_eq!(count(&room, "vote"), Some(1), "a name is no role");
}

#[test]
fn a_sitting_counts_its_own_people_and_borrows_those_of_the_last_one() {
    let script = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 5, "steps": [
      {"id": "a", "kind": "roster", "minutes": 1, "title": "A", "ask": "?", "sitting": "one"},
      {"id": "b", "kind": "vote", "minutes": 1, "title": "B", "ask": "?", "sitting": "two"},
      {"id": "c", "kind": "roster", "minutes": 1, "title": "C", "ask": "?", "sitting": "three"},
      {"id": "d", "kind": "vote", "minutes": 1, "title": "D", "ask": "?", "sitting": "three"}]}"#;
    let mut room = Room::of(script, "T");
    room.card("a", "Ana");
    room.card("a", "Devi");
    assert_eq!(count(&room, "b"), Some(2));
    assert_eq!(
        count(&room, "d"),
        Some(2),
        "nobody was entered in the third"
    );
    room.card("c", "Tomas");
    assert_eq!(count(&room, "d"), Some(1));
}

#[test]
fn the_table_is_told_by_side_and_what_it_lacks_is_asked_for() {
    let mut room = Room::of(SCRIPT, "T");
    assert!(
        asked(&room, "here").is_empty(),
        "an empty page is not judged"
    );
    for name in ["Ana", "Bo", "Cy"] {
        person(
            &mut room,
            name,
            &[("constituency", "institution"), ("generation", "25 to 60")],
        );
    }
    person(
        &mut room,
        "Devi",
        &[
            ("constituency", "connector"),
            ("second-hat", "timekeeper"),
            ("role", "reporter"),
        ],
    );
    person(
        &mut room,
        "Eve",
        &[("role", "facilitator"), ("second-hat", "resident")],
    );
    let asked = asked(&room, "here");
    assert_eq!(asked.len(), 3, "{asked:?}");
    assert!(asked[0].contains("Nobody here has “resident”"), "{asked:?}");
    assert!(
        asked[1].contains("3 of 4 here are of one side, institution"),
        "{asked:?}"
    );
    // The timekeeper is taken by a second hat, and a coach is nobody that a table must have.
    assert!(
        asked[2].contains("“Age”: nobody here yet for under 25, over 60"),
        "{asked:?}"
    );

    let seen = room.seen(Viewer::Minutes);
    let step = seen.step(&"here".into()).expect("a step");
    let Kind::Roster(roster) = &step.kind else {
        panic!("a roster")
    };
    let lines: Vec<String> = roster
        .counts(step, &seen)
        .iter()
        .map(|count| leave::count_line(count, &seen).render(seen.lang()))
        .collect();
    assert_eq!(
        lines,
        [
            "Side: institution (3), connector (1), resident (0, and 1 as a second hat); nobody yet: resident",
            "Age: 25 to 60 (3); nobody yet: under 25, over 60",
            "Role: facilitator (1), timekeeper (0, and 1 as a second hat), reporter (1)",
        ]
    );
}

#[test]
fn a_missed_voice_is_named_with_who_brings_it_and_what_for() {
    let mut room = Room::of(SCRIPT, "T");
    person(&mut room, "Ana", &[]);
    let buses = room.card("works", "Rides to school");
    let teens = room.lay(
        "table",
        None,
        None,
        "Two teenagers",
        &[
            ("missing", Value::Flag(true)),
            ("constituency", Value::from("resident")),
        ],
    );
    assert!(
        asked(&room, "table")
            .iter()
            .any(|ask| ask.contains("nobody brings them yet"))
    );
    room.set(teens, field::WHO, Value::from("Devi"));
    room.link(teens, buses);
    assert!(
        !asked(&room, "table")
            .iter()
            .any(|ask| ask.contains("nobody brings them yet"))
    );
    let seen = room.seen(Viewer::Minutes);
    let step = seen.step(&"table".into()).expect("a step");
    assert_eq!(
        seen.standing(step)
            .map(|msg| msg.render(seen.lang()))
            .as_deref(),
        Some("1 here, 1 missing")
    );
    let names: Vec<&str> = people(step, &seen).iter().map(CardSeen::text).collect();
    assert_eq!(
        names,
        ["Two teenagers", "Ana"],
        "people alone, those from before among them"
    );
    assert_eq!(in_view(step, &seen).len(), 1);
    assert_eq!(step.kind.lens().hands_on(step, &seen).len(), 2);
    let said = format!("{:?}", seen.recap(step));
    for words in [
        "HeadMissing",
        "Two teenagers",
        "RosterBrings",
        "Devi",
        "RosterFor",
        "RosterInView",
    ] {
        assert!(said.contains(words), "{words}: {said}");
    }
}
