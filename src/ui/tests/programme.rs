//! A programme on screen: its sittings, and how far each is.

use crate::{document::Block, say::Lang, ui::scene::Scene};

/// Two sittings as the library puts them together, and a step of the programme's own.
const YEAR: &str = r#"{"id": "year", "title": "A year together", "framework": "F", "minutes": 50,
    "sittings": [
        {"id": "one", "script": "look", "title": "Look", "month": 1},
        {"id": "two", "script": "ask", "title": "Ask", "month": 3}],
    "steps": [
        {"id": "one.see", "sitting": "one", "kind": "cards", "minutes": 10, "title": "See", "ask": "What do we see?"},
        {"id": "one.hear", "sitting": "one", "kind": "cards", "minutes": 10, "title": "Hear", "ask": "What do we hear?"},
        {"id": "one.end", "sitting": "one", "kind": "recap", "minutes": 10, "title": "Read out", "ask": "So?"},
        {"id": "two.why", "sitting": "two", "kind": "tree", "minutes": 10, "title": "Why", "ask": "Why?"},
        {"id": "last", "kind": "text", "minutes": 10, "title": "What came of it", "ask": "What came of it?"}]}"#;

#[test]
fn the_agenda_shows_the_sittings_and_the_steps_of_this_one() {
    let mut scene = Scene::of(YEAR);
    scene.resize("ana", 120, 40);
    scene.press("ana", "nA closed school<enter><enter>");
    insta::assert_snapshot!("programme_first_sitting", scene.text("ana"));
    scene.press("ana", "]]]wNo bus<enter><esc>");
    insta::assert_snapshot!("programme_second_sitting", scene.text("ana"));
}

#[test]
fn one_goes_to_a_sitting_by_its_name() {
    let mut scene = Scene::of(YEAR);
    scene.press("ana", "nA closed school<enter><enter>gg");
    let text = scene.text("ana");
    assert!(
        text.contains("Look") && text.contains("1 of 2 · 20"),
        "{text}"
    );
    scene.press("ana", "ask<enter>");
    assert_eq!(scene.seen().current().as_str(), "two.why");
}

#[test]
fn the_report_has_a_heading_for_each_sitting() {
    let mut scene = Scene::of(YEAR);
    scene.press(
        "ana",
        "nA closed school<enter><enter>]]]]eWe know more<enter><esc>",
    );
    let document = crate::model::step::recap::document(&scene.seen());
    let heading = |block: &Block| match block {
        Block::Heading(level, line) => Some(format!("{level} {}", line.render(Lang::En))),
        _ => None,
    };
    let headings: Vec<String> = document.blocks.iter().filter_map(heading).collect();
    assert_eq!(headings, ["2 Look", "3 See", "2 What came of it"]);
}
