//! Each kind of step in line mode: read what is there, add, judge, place, answer, take back.

use super::*;

const SCRIPT: &str = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 60, "steps": [
    {"id": "who", "kind": "roster", "minutes": 5, "ask": "Who is here?"},
    {"id": "word", "kind": "go_round", "minutes": 5, "ask": "How do you come in?", "draws_from": ["who"]},
    {"id": "sure", "kind": "go_round", "minutes": 5, "ask": "How sure are we?", "answer": "number", "min": 0, "max": 10},
    {"id": "ready", "kind": "checklist", "minutes": 5, "ask": "Are we ready?", "items": [
        {"id": "room", "ask": "Do we have a room?"}, {"id": "data", "ask": "Do we have data?"}]},
    {"id": "questions", "kind": "cards", "minutes": 5, "ask": "What do we know?", "sections": [
        {"id": "a", "label": "Numbers", "items": [{"id": "a1", "ask": "How many?"}, {"id": "a2", "ask": "Since when?"}]}]},
    {"id": "ideas", "kind": "cards", "minutes": 5, "ask": "What could work?"},
    {"id": "weigh", "kind": "matrix", "minutes": 5, "ask": "Which?", "draws_from": ["ideas"], "criteria": [
        {"id": "reach", "label": "Reach"}, {"id": "cost", "label": "Affordable", "scale": "yes-no"}]},
    {"id": "map", "kind": "grid", "minutes": 5, "ask": "Where?", "draws_from": ["ideas"], "across": "effort", "down": "effect",
        "fields": [
            {"id": "effort", "label": "Effort", "choice": [{"id": "low", "label": "little"}, {"id": "high", "label": "much"}]},
            {"id": "effect", "label": "Effect", "choice": [{"id": "big", "label": "big"}, {"id": "small", "label": "small"}]}]},
    {"id": "enough", "kind": "enough", "minutes": 5, "ask": "Is it enough?"}]}"#;

#[test]
fn a_roster_rounds_and_a_checklist_are_done_in_words() {
    let mut scene = Scene::of(SCRIPT);
    let mut ana = Typist::leading(&scene);
    let mut say = |line: &str| ana.types(&mut scene, line);
    holds(&say("Devi"), &["1 now says: Devi."]);
    holds(&say("Marta Ruiz"), &["2 now says: Marta Ruiz."]);
    holds(
        &say("details 2"),
        &["Type the answer. An empty line goes on, a hyphen empties it, /cancel stops."],
    );
    holds(&say("/cancel"), &[]);
    holds(&say("next"), &["Step 2 of 9"]);
    holds(
        &say("list"),
        &[
            "1 Devi. Has not spoken yet.",
            "2 Marta Ruiz. Has not spoken yet.",
        ],
    );
    // Whoever enters for the room speaks for the next, or names somebody.
    holds(
        &say("marta ruiz: tired, but here"),
        &["2 now says: Marta Ruiz: tired, but here."],
    );
    holds(&say("hopeful"), &["1 now says: Devi: hopeful."]);
    holds(&say("next"), &["Type your number, from 0 to 10."]);
    holds(&say("7"), &["now says: 7."]);
    holds(&say("12"), &["0", "10"]);
    ana.types(&mut scene, "/cancel");
    let mut say = |line: &str| ana.types(&mut scene, line);
    holds(&say("go 4"), &["Step 4 of 9", "Answers: 1 "]);
    holds(&say("list"), &["1 Do we have a room? Not answered yet."]);
    let yes = say("1 1");
    holds(&yes, &["1 now says: Do we have a room?"]);
    assert!(!yes.contains("Not answered"), "{yes}");
    holds(
        &say("2 9"),
        &["That is not one of them. Nothing was changed."],
    );
    holds(&say("2"), &["Question. Now: Do we have data?"]);
}

#[test]
fn questions_of_a_page_are_answered_by_their_number() {
    let mut scene = Scene::of(SCRIPT);
    let mut ana = Typist::leading(&scene);
    let mut say = |line: &str| ana.types(&mut scene, line);
    holds(&say("go 5"), &["Step 5 of 9", "Answering: How many?"]);
    holds(
        &say("list"),
        &[
            "1 How many? Not answered yet. Here begins Numbers, 0 of 2 answered.",
            "2 Since when?",
        ],
    );
    holds(
        &say("About forty"),
        &["3 now says: About forty. Answers 1."],
    );
    holds(&say("2"), &["Answering: Since when?"]);
    holds(
        &say("Since the mill closed"),
        &["4 now says: Since the mill closed. Answers 2."],
    );
    holds(&say("list"), &["1 How many? 1 answer."]);
}

#[test]
fn marks_and_places_are_given_by_number() {
    let mut scene = Scene::of(SCRIPT);
    let mut ana = Typist::leading(&scene);
    let mut say = |line: &str| ana.types(&mut scene, line);
    for line in ["go 6", "A walking bus", "A carpool"] {
        say(line);
    }
    holds(&say("next"), &["Step 7 of 9"]);
    holds(
        &say("list"),
        &["1 A walking bus. Reach: not judged yet. Affordable: not judged yet."],
    );
    holds(
        &say("score"),
        &["Reach of “A walking bus”: 1 low, 2 medium, 3 high."],
    );
    holds(&say("9"), &["That is not one of them."]);
    holds(
        &say("3"),
        &["Affordable of “A walking bus”: 1 yes, 2 no, 3 not sure."],
    );
    holds(&say("1"), &["Reach of “A carpool”"]);
    holds(&say("/cancel"), &["Nothing was changed."]);
    holds(
        &say("list"),
        &["1 A walking bus. Reach: high. Affordable: yes."],
    );
    holds(&say("pick 1"), &["Goes on."]);
    holds(&say("next"), &["Places: 1 "]);
    holds(&say("list"), &["1 A walking bus. No place yet."]);
    let put = say("1 1");
    holds(&put, &["1 now says: A walking bus."]);
    assert!(!put.contains("No place yet"), "{put}");
    holds(&say("1 7"), &["7"]);
    holds(&say("undo"), &["Took back"]);
    holds(&say("list"), &["1 A walking bus. No place yet."]);
    holds(&say("next"), &["Step 9 of 9"]);
    holds(&say("Free bus passes"), &["now says: Free bus passes."]);
    holds(&say("report"), &["."]);
}

#[test]
fn every_step_of_every_shipped_script_is_introduced_read_and_helped_with_in_both_languages() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/sessions");
    let mut scripts: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|one| one.unwrap().path())
        .collect();
    scripts.sort();
    assert!(scripts.len() > 10);
    for path in scripts {
        let text = std::fs::read_to_string(&path).unwrap();
        for lang in Lang::ALL {
            let mut scene = Scene::of(&text);
            let mut ana = Typist::of(&scene, "Ana", lang);
            for number in 1..=scene.seen().script().steps.len() {
                // What is heard is checked as it comes.
                for line in [
                    &format!("/go {number}"),
                    "/list",
                    "/more",
                    "/report",
                    "/help",
                    "/more",
                    "/more",
                    "/time",
                    "/guide",
                ] {
                    ana.types(&mut scene, line);
                }
                ana.types(&mut scene, "Algo que alguien dice aquí");
                ana.types(&mut scene, "/cancel");
                ana.types(&mut scene, "1");
                ana.types(&mut scene, "/cancel");
            }
            let heard = ana.transcript();
            assert!(!heard.contains('{'), "a place that nobody filled: {heard}");
        }
    }
}

#[test]
fn whoever_only_watches_reads_and_changes_nothing() {
    let mut scene = Scene::of(SCRIPT);
    let mut leads = Typist::leading(&scene);
    leads.types(&mut scene, "go 6");
    leads.types(&mut scene, "A walking bus");
    leads.types(&mut scene, "note");
    leads.types(&mut scene, "zanzibar");
    let mut eve = Typist::joins(&mut scene, "Eve", Role::Observer);
    let before = scene.seen().version();
    holds(&eve.types(&mut scene, "list"), &["1 A walking bus."]);
    for line in [
        "Mine", "remove 1", "next", "edit 1", "Mine too", "/cancel", "undo", "close", "yes",
        "/d 1", "/n",
    ] {
        eve.types(&mut scene, line);
    }
    assert_eq!(scene.seen().version(), before, "{}", eve.transcript());
    for line in ["guide", "note", "/cancel", "history", "more"] {
        eve.types(&mut scene, line);
    }
    assert!(
        !eve.transcript().contains("zanzibar"),
        "somebody else's note"
    );
}

#[test]
fn a_seat_speaks_spanish_from_its_first_sentence() {
    let mut scene = Scene::shipped("turn-the-curve");
    let mut ana = Typist::of(&scene, "Ana", Lang::Es);
    holds(&ana.transcript(), &["Paso 1 de 10"]);
    holds(
        &ana.types(&mut scene, "Todos los niños leen"),
        &["1 dice ahora: Todos los niños leen."],
    );
    holds(&ana.types(&mut scene, "deshacer"), &["Deshizo"]);
    holds(&ana.types(&mut scene, "idioma"), &["English"]);
    holds(&ana.types(&mut scene, "help"), &["help, /?"]);
}
