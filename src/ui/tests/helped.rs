//! What helps while one writes: days read as people write them, and names that were said before.

use crate::ui::scene::Scene;

const SCRIPT: &str = r#"{"id": "talk", "title": "Talk", "framework": "ours", "minutes": 30, "steps": [
    {"id": "who", "title": "Who is here", "kind": "roster", "ask": "Who is here?", "minutes": 10},
    {"id": "plan", "title": "Plan", "kind": "plan", "ask": "Who does what by when?", "minutes": 10,
        "fields": [{"id": "who", "label": "Who", "type": "person"}, {"id": "due", "label": "By when", "type": "date"}]},
    {"id": "report", "title": "Report", "kind": "recap", "ask": "What stands?", "minutes": 10}]}"#;

fn shows(scene: &mut Scene, words: &str) {
    let text = scene.text("ana");
    assert!(text.contains(words), "no “{words}” in\n{text}");
}

fn due(scene: &Scene) -> Vec<String> {
    let plan = "plan".into();
    let seen = scene.seen();
    seen.children(&plan, None)
        .map(|card| card.text_of("due").to_owned())
        .collect()
}

#[test]
fn a_day_is_read_as_it_is_written_and_shown_back_with_its_weekday() {
    let mut scene = Scene::of(SCRIPT);
    // The scene lives in November 2023.
    scene.press("ana", "]nPaint the stop<tab><tab>12/15/2023");
    shows(&mut scene, "12/15/2023   → Friday 2023-12-15");
    scene.press("ana", "<enter>");
    shows(&mut scene, "By when: Friday 2023-12-15.");
    scene.press("ana", "Ask the council<tab><tab>15 dic<enter><esc>");
    assert_eq!(due(&scene), ["2023-12-15", "2023-12-15"]);
}

#[test]
fn a_day_with_two_readings_is_asked_back_with_both() {
    let mut scene = Scene::of(SCRIPT);
    scene.press("ana", "]nPaint the stop<tab><tab>03/04/2024");
    shows(&mut scene, "March 4, 2024, or April 3, 2024?");
    scene.press("ana", "<enter>");
    shows(
        &mut scene,
        "March 4, 2024 or April 3, 2024? Write it like 2024-03-04.",
    );
    assert!(due(&scene).is_empty());
    scene.press("ana", "<ctrl-u>4 march 2024<enter><esc>");
    assert_eq!(due(&scene), ["2024-03-04"]);
}

#[test]
fn what_is_no_day_is_refused_in_plain_words_and_stays_open() {
    let mut scene = Scene::of(SCRIPT);
    scene.press("ana", "]nPaint the stop<tab><tab>when it is warm<enter>");
    shows(
        &mut scene,
        "is not a date. Write 2027-03-31, 31 March or next Friday.",
    );
    shows(&mut scene, "when it is warm");
}

#[test]
fn who_was_named_before_is_offered_where_a_person_is_asked() {
    let mut scene = Scene::of(SCRIPT);
    scene.press("ana", "nRosa Díaz<enter>Lee Park<enter><esc>]");
    scene.press("ana", "nPaint the stop<tab>");
    shows(&mut scene, "Rosa Díaz →");
    scene.press("ana", "l");
    shows(&mut scene, "lee Park →");
    scene.press("ana", "<right><enter><esc>");
    let plan = "plan".into();
    let who: Vec<String> = scene
        .seen()
        .children(&plan, None)
        .map(|card| card.text_of("who").to_owned())
        .collect();
    assert_eq!(who, ["Lee Park"]);
}
