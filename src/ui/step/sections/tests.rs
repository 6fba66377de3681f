use crate::{
    model::{Seen, Viewer, card::field, step::recap},
    report::{Look, text},
    say::Lang,
    ui::{keys, scene::Scene, step::tree::tests::chord_keys},
};

const SCRIPT: &str = r#"{
    "id": "t", "title": "T", "framework": "F", "minutes": 30,
    "steps": [
        {"id": "profile", "kind": "cards", "minutes": 15, "title": "Profile", "ask": "Who are we?",
            "fields": [{"id": "basis", "label": "How we know", "choice": ["data", "lived experience", "team insight"]}],
            "sections": [
                {"id": "people", "label": "People and place", "items": [
                    {"id": "where", "ask": "Where does the community begin and end?", "hint": "streets, rivers, districts"},
                    {"id": "who", "ask": "Who lives here, and how is that changing?"},
                    {"id": "identity", "ask": "What are people here proud of?"}]},
                {"id": "services", "label": "What there is", "items": [
                    {"id": "health", "ask": "What keeps people healthy here, and what is too far away?"},
                    {"id": "school", "ask": "Where do people learn?"}]}
            ]},
        {"id": "heard", "kind": "cards", "minutes": 10, "title": "Heard", "ask": "What did people say?"},
        {"id": "read", "kind": "recap", "minutes": 5, "ask": "Is this what we said?"}
    ]
}"#;

fn profile() -> Scene {
    let mut scene = Scene::of(SCRIPT);
    scene.press(
        "ana",
        "nFrom the river to route 9<tab><right><enter>The old mill too<enter><enter>",
    );
    scene.press(
        "ana",
        "<tab><tab><enter>The clinic closes at four<tab><right><right><enter><enter>",
    );
    scene
}

fn item_of(scene: &Scene, words: &str) -> String {
    let seen = scene.seen();
    let card = seen.all_cards().find(|card| card.text() == words);
    card.expect("a card").text_of(field::ITEM).to_owned()
}

#[test]
fn questions_are_answered_from_the_keyboard() {
    let mut scene = profile();
    assert_eq!(item_of(&scene, "From the river to route 9"), "where");
    assert_eq!(
        item_of(&scene, "The old mill too"),
        "where",
        "Enter goes on with the same question"
    );
    assert_eq!(
        item_of(&scene, "The clinic closes at four"),
        "identity",
        "Tab goes to what is open"
    );
    let step = scene
        .seen()
        .step(&"profile".into())
        .expect("a step")
        .clone();
    let standing = scene.seen().standing(&step).expect("a standing");
    assert_eq!(standing.render(Lang::En), "2 of 5 answered");
    let seen = scene.seen();
    let asked: Vec<String> = seen
        .advice(&step)
        .iter()
        .map(|one| one.msg.render(Lang::En))
        .collect();
    assert!(
        asked
            .iter()
            .any(|ask| ask.contains("3 questions are open") && ask.contains("Who lives here")),
        "{asked:?}"
    );
    assert!(
        asked.iter().any(|ask| ask.contains("team insight")),
        "{asked:?}"
    );
    insta::assert_snapshot!("sections_80x24", scene.text("ana"));
}

#[test]
fn the_page_fits_every_size() {
    let mut scene = profile();
    for (columns, rows) in [(40, 12), (60, 20), (120, 40)] {
        scene.resize("ana", columns, rows);
        insta::assert_snapshot!(format!("sections_{columns}x{rows}"), scene.text("ana"));
    }
    scene.resize("ana", 60, 20);
    scene.ascii("ana");
    scene.press("ana", "<home><left>");
    assert!(
        scene.text("ana").contains(">+ PEOPLE AND PLACE"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn sections_fold_and_what_is_open_is_found_in_them() {
    let mut scene = profile();
    scene.press("ana", "<home><enter>");
    let screen = scene.text("ana");
    assert!(
        !screen.contains("proud of") && screen.contains("Where do people learn?"),
        "{screen}"
    );
    scene.press("ana", "<tab>");
    assert!(
        scene.text("ana").contains("▸  ○ Who lives here"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "<shift-tab>");
    assert!(
        scene.text("ana").contains("▸  ○ Where do people learn?"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "/clinic<enter>");
    let screen = scene.text("ana");
    assert!(
        screen.contains("proud of") && !screen.contains("route 9"),
        "{screen}"
    );
}

#[test]
fn an_answer_goes_under_another_question_and_back() {
    let mut scene = profile();
    scene.press("ana", "QWhat keeps<enter>");
    assert_eq!(item_of(&scene, "The clinic closes at four"), "health");
    scene.press("ana", "u");
    assert_eq!(item_of(&scene, "The clinic closes at four"), "identity");
    // What comes from another page answers nothing yet, and is not lost.
    scene.press("ana", "]nParks are full<enter><enter>msProfile<enter>[");
    assert!(
        scene.text("ana").contains("UNDER NO QUESTION YET"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn pasted_lines_answer_the_question_with_the_cursor() {
    let mut scene = Scene::of(SCRIPT);
    scene.press("ana", "<down>");
    scene.paste("ana", "More old people\nMore newborns");
    scene.press("ana", "<enter>");
    assert_eq!(item_of(&scene, "More old people"), "who");
    assert_eq!(item_of(&scene, "More newborns"), "who");
}

#[test]
fn the_report_says_what_is_answered_and_what_is_open() {
    let scene = profile();
    let seen = Seen::new(&scene.session, Viewer::Minutes);
    let written = text(&recap::document(&seen), Lang::En, Look::default());
    insta::assert_snapshot!("sections_report", written);
}

#[test]
fn every_key_of_the_page_does_something_and_none_breaks_it() {
    for binding in keys::kinds::sections::KEYS.bindings {
        for chord in binding.chords {
            let mut scene = profile();
            scene.press("ana", &format!("<home><down>{}", chord_keys(chord)));
            assert!(
                !scene.text("ana").contains("That key does nothing here"),
                "{chord}"
            );
        }
    }
}

#[test]
fn five_hundred_answers_are_no_burden() {
    let mut scene = Scene::of(SCRIPT);
    let lines: Vec<String> = (0..500).map(|n| format!("answer number {n}")).collect();
    scene.paste("ana", &lines.join("\n"));
    scene.press("ana", "<enter><end><pageup><home><down><down>");
    assert!(
        scene.text("ana").contains("answer number 0"),
        "{}",
        scene.text("ana")
    );
}
