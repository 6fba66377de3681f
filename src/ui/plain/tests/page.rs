//! `docs/plain.md` tells what the program says: its commands and its transcript are made here.

use super::*;
use crate::ui::plain::page::commands;

const SCRIPT: &str = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 60, "steps": [
    {"id": "story", "kind": "cards", "minutes": 15, "title": "The story", "ask": "What is the story behind the curve?"},
    {"id": "vote", "kind": "vote", "minutes": 10, "title": "The vote", "ask": "Which causes matter most?", "draws_from": ["story"], "dots": 3},
    {"id": "plan", "kind": "plan", "minutes": 10, "title": "The plan", "ask": "Who will do what, by when?", "fields": [
        {"id": "who", "label": "Who"}, {"id": "due", "label": "Due"}]}]}"#;

/// An evening in a minute: Ana leads at a full screen, Devi listens and types.
fn transcript() -> String {
    let mut scene = Scene::of(SCRIPT);
    let mut devi = Typist::joins(&mut scene, "Devi", Role::Participant);
    devi.types(&mut scene, "Missed school days have doubled");
    scene.press("ana", "nBuses cut on the east side<enter><esc>");
    devi.hears(&scene);
    devi.types(&mut scene, "Parents on night shift");
    devi.types(&mut scene, "edit 3");
    devi.types(&mut scene, "Parents work at night");
    devi.types(&mut scene, "list");
    scene.press("ana", "]v<enter>");
    devi.hears(&scene);
    devi.types(&mut scene, "list");
    devi.types(&mut scene, "2");
    devi.types(&mut scene, "2");
    devi.types(&mut scene, "1");
    scene.press("ana", "vv]");
    devi.hears(&scene);
    devi.types(&mut scene, "Ask the district for one bus");
    devi.types(&mut scene, "who: Devi");
    devi.types(&mut scene, "due: 2027-03-01");
    devi.types(&mut scene, "time");
    devi.types(&mut scene, "quit");
    devi.transcript()
}

#[test]
fn the_page_is_fresh() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/plain.md");
    let written = std::fs::read_to_string(path).unwrap();
    let [session, home] = commands(Lang::En);
    let mut fresh = written.clone();
    for (name, text) in [
        ("transcript", format!("```\n{}\n```\n", transcript())),
        ("commands", session),
        ("home", home),
    ] {
        let (begin, end) = (
            format!("<!-- {name} -->\n"),
            format!("<!-- end of {name} -->"),
        );
        let from = fresh.find(&begin).expect("where it begins") + begin.len();
        let to = fresh.find(&end).expect("where it ends");
        fresh.replace_range(from..to, &text);
    }
    if std::env::var_os("UPTURN_BLESS").is_some_and(|v| v == "1") {
        std::fs::write(path, &fresh).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap();
    assert_eq!(written, fresh, "run the tests once with UPTURN_BLESS=1");
}
