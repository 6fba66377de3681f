use crate::{
    model::{CardId, Command, Seen, card::field, seen::CardSeen},
    ui::{keys, scene::Scene, step::tree::tests::chord_keys},
};

const SCRIPT: &str = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 20, "steps": [
    {"id": "check", "kind": "checklist", "minutes": 10, "title": "Ready?", "ask": "What do we have in place?", "items": [
        {"id": "convene", "ask": "Somebody can convene the partners", "hint": "A name, not an office."},
        {"id": "data", "ask": "The data can be had by group and by neighborhood, at least once a year"},
        {"id": "time", "ask": "Leaders have set time aside"}]},
    {"id": "plan", "kind": "plan", "minutes": 10, "title": "Plan", "ask": "Who does what?", "draws_from": ["check"]}
]}"#;

fn card<'a>(seen: Seen<'a>, item: &str) -> CardSeen<'a> {
    seen.all_cards()
        .find(|card| card.text_of(field::ITEM) == item)
        .unwrap_or_else(|| panic!("no answer to {item}"))
}

fn answered() -> Scene {
    let mut scene = Scene::of(SCRIPT);
    scene.press("ana", "123");
    scene.press(
        "ana",
        "<home><down><enter><tab>Yearly, county alone<tab>Lee<enter>",
    );
    scene.press("ana", "nA room is booked<enter><enter>");
    scene
}

#[test]
fn a_list_is_answered_with_a_digit_each() {
    let mut scene = answered();
    let of = |scene: &Scene, item: &str, id: &str| card(scene.seen(), item).text_of(id).to_owned();
    assert_eq!(of(&scene, "convene", field::ANSWER), "yes");
    assert_eq!(of(&scene, "data", field::ANSWER), "partly");
    assert_eq!(of(&scene, "data", field::DETAIL), "Yearly, county alone");
    assert_eq!(of(&scene, "data", field::WHO), "Lee");
    assert_eq!(of(&scene, "time", field::ANSWER), "no");
    scene.press("ana", "<home>");
    insta::assert_snapshot!("checklist_80x24", scene.text("ana"));
    insta::assert_snapshot!("checklist_80x24_styles", scene.styles("ana"));
    for (columns, rows) in [(40, 12), (60, 20), (120, 40)] {
        scene.resize("ana", columns, rows);
        insta::assert_snapshot!(format!("checklist_{columns}x{rows}"), scene.text("ana"));
    }
}

#[test]
fn space_goes_through_the_answers_and_undo_takes_them_back() {
    let mut scene = Scene::of(SCRIPT);
    assert!(
        scene.text("ana").contains("▸ ○ Somebody can convene"),
        "{}",
        scene.text("ana")
    );
    for answer in ["yes", "partly", "no", "yes"] {
        scene.press("ana", "<space>");
        assert_eq!(card(scene.seen(), "convene").text_of(field::ANSWER), answer);
    }
    scene.press("ana", "uuuu");
    assert_eq!(
        scene.seen().all_cards().count(),
        0,
        "the question is open again"
    );
    assert!(scene.text("ana").contains("▸ ○ Somebody can convene"));
}

#[test]
fn a_question_can_be_answered_by_its_form_and_put_in_the_rooms_words() {
    let mut scene = Scene::of(SCRIPT);
    scene.press("ana", "<down><down><enter>y<tab><tab>Ana<enter>");
    let known = card(scene.seen(), "time");
    assert_eq!(
        (known.text_of(field::ANSWER), known.text_of(field::WHO)),
        ("yes", "Ana")
    );
    assert_eq!(known.text(), "Leaders have set time aside");
    assert_eq!(known.column(), None);
    scene.press("ana", "<enter><shift-tab>, every month<enter>");
    assert!(scene.text("ana").contains("time aside, every month"));
    // What is deleted is a question again.
    scene.press("ana", "d");
    assert!(
        scene
            .text("ana")
            .contains("○ Leaders have set time aside\n"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "<end>1");
    assert!(scene.text("ana").contains("Choose a question first"));
    scene.press("ana", "<home>4");
    assert!(scene.text("ana").contains("There are 3 answers here"));
}

#[test]
fn what_is_not_there_yet_asks_for_an_owner_without_colour() {
    let mut scene = answered();
    let text = scene.text("ana");
    let line = |words: &str| {
        text.lines()
            .find(|line| line.contains(words))
            .unwrap_or_default()
            .to_owned()
    };
    assert!(line("Leaders have").contains("??"), "{text}");
    assert!(
        line("The data").contains("Lee") && !line("The data").contains("??"),
        "{text}"
    );
    assert!(
        text.contains("3 of 4 answered · 1 yes · 1 partly · 1 no"),
        "{text}"
    );
}

#[test]
fn hundreds_of_questions_and_wide_characters_fit() {
    let mut scene = answered();
    let ana = scene.seen().members().next().expect("somebody").id;
    let add = |n: u128| Command::AddCard {
        card: CardId(uuid::Uuid::from_u128(1_000_000 + n)),
        author: None,
        step: "check".into(),
        parent: None,
        column: None,
        after: crate::model::After::Last,
        fields: vec![(
            field::TEXT.into(),
            format!("市議会にバスの再開を求める {n}").as_str().into(),
        )],
        from: None,
    };
    scene
        .ask(ana, Command::Several((0..500).map(add).collect()))
        .expect("questions");
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40)] {
        scene.resize("ana", columns, rows);
        scene.press("ana", "<end><up><up>");
        for line in scene.text("ana").lines() {
            assert!(crate::cells::width(line) <= usize::from(columns), "{line}");
        }
        assert!(scene.text("ana").contains("498"), "{}", scene.text("ana"));
    }
}

#[test]
fn ascii_draws_the_same_list() {
    let mut scene = answered();
    scene.ascii("ana");
    scene.press("ana", "<home>");
    let text = scene.text("ana");
    assert!(
        text.contains("> x Somebody") && text.contains("! Leaders"),
        "{text}"
    );
}

#[test]
fn every_key_of_a_checklist_does_something() {
    for binding in keys::kinds::checklist::KEYS
        .bindings
        .iter()
        .chain(keys::CARDS.bindings)
    {
        for chord in binding.chords {
            let mut scene = answered();
            scene.press("ana", "<home><down>");
            let before = scene.trace("ana");
            scene.press("ana", &chord_keys(chord));
            let after = scene.trace("ana");
            assert_ne!(before, after, "{chord} ({:?})", binding.action);
        }
    }
}
