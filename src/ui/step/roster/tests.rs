use crate::{
    model::{CardId, Command, MemberId, Seen, Viewer, card::field, seen::CardSeen},
    ui::{keys, scene::Scene, step::tree::tests::chord_keys},
};

/// A roster, a page of strategies, and a roster that shows both again.
const SCRIPT: &str = r#"{
    "id": "t", "title": "T", "framework": "F", "minutes": 30,
    "steps": [
        {"id": "here", "kind": "roster", "minutes": 10, "title": "Who is here", "ask": "Who is here, and who is not?",
            "prompt": "A name",
            "fields": [
                {"id": "constituency", "label": "Side", "choice": ["institution", "connector", {"id": "resident", "label": "lives with it"}]},
                {"id": "generation", "label": "Age", "choice": ["under 25", "25 to 59", "over 60"]},
                {"id": "role", "label": "Task", "choice": ["facilitator", "timekeeper", "reporter", "scribe", "coach"]},
                {"id": "second-hat", "label": "Second hat"}]},
        {"id": "works", "kind": "cards", "minutes": 10, "title": "What works", "ask": "What works?"},
        {"id": "table", "kind": "roster", "minutes": 10, "title": "Who is missing", "ask": "For exactly these strategies: who is missing?",
            "draws_from": ["here", "works"],
            "fields": [{"id": "constituency", "label": "Side", "choice": ["institution", "connector", {"id": "resident", "label": "lives with it"}]}]}
    ]
}"#;

/// Five people, with their sides, ages and tasks typed along the lines, and a voice that is missing.
fn seated() -> Scene {
    let mut scene = Scene::of(SCRIPT);
    scene.press(
        "ana",
        "nAna Ruiz<enter>Devi<enter>Tomas<enter>Cora<enter>Grandmother Ito<enter><enter>",
    );
    // A digit goes along the line, and behind its last choice to the next person.
    scene.press(
        "ana",
        "<home><tab>12112<shift-tab><shift-tab><down>22<down>5<up>1",
    );
    scene.press("ana", "NTwo teenagers<tab>Devi<enter><enter>");
    scene
}

fn card<'a>(seen: Seen<'a>, words: &str) -> CardSeen<'a> {
    seen.all_cards()
        .find(|card| card.text() == words)
        .unwrap_or_else(|| panic!("no card “{words}”"))
}

fn line(scene: &mut Scene, words: &str) -> String {
    let text = scene.text("ana");
    text.lines()
        .find(|line| line.contains(words))
        .unwrap_or_else(|| panic!("no “{words}” in\n{text}"))
        .to_owned()
}

fn ana(scene: &Scene) -> MemberId {
    scene.seen().members().next().expect("somebody").id
}

#[test]
fn names_are_typed_and_lines_filled_by_digits() {
    let mut scene = seated();
    let said = |words: &str, id: &str| card(scene.seen(), words).text_of(id).to_owned();
    assert_eq!(said("Ana Ruiz", "constituency"), "institution");
    assert_eq!(said("Tomas", "constituency"), "connector");
    assert_eq!(said("Devi", "generation"), "25 to 59");
    assert_eq!(said("Ana Ruiz", "role"), "facilitator");
    assert_eq!(said("Cora", "role"), "coach");
    let teens = card(scene.seen(), "Two teenagers");
    assert!(teens.flag(field::MISSING));
    assert_eq!(teens.text_of(field::WHO), "Devi");
    let seen = Seen::new(&scene.session, Viewer::Projector);
    let table = seen.step(&"table".into()).expect("the later roster");
    assert_eq!(seen.voters(table), Some(4));
    insta::assert_snapshot!("seated_80x24", scene.text("ana"));
    insta::assert_snapshot!("seated_80x24_styles", scene.styles("ana"));
}

#[test]
fn the_roster_fits_every_size() {
    let mut scene = seated();
    for (columns, rows) in [(40, 12), (60, 20), (120, 40)] {
        scene.resize("ana", columns, rows);
        insta::assert_snapshot!(format!("roster_{columns}x{rows}"), scene.text("ana"));
    }
}

#[test]
fn what_the_table_lacks_is_said_in_words() {
    let mut scene = seated();
    let text = scene.text("ana");
    assert!(text.contains("nobody yet: lives with it"), "{text}");
    assert!(text.contains("nobody yet: under 25, over 60"), "{text}");
    assert!(
        text.contains("still open: timekeeper, reporter, scribe"),
        "{text}"
    );
    assert!(text.contains("5 here, 4 may vote"), "{text}");
}

#[test]
fn the_same_people_stand_beside_the_strategies_later() {
    let mut scene = seated();
    scene.press(
        "ana",
        "]nRides to school<enter>Tutors in the evening<enter><enter>]",
    );
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40)] {
        scene.resize("ana", columns, rows);
        scene.press("ana", "<home>");
        insta::assert_snapshot!(format!("later_{columns}x{rows}"), scene.text("ana"));
    }
    // The last line is a strategy: a voice that is missed now is missed for it.
    scene.resize("ana", 80, 24);
    scene.press("ana", "<end>");
    assert!(
        line(&mut scene, "Tutors").contains("▸ Tutors"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "NTeachers on night shift<enter><enter>");
    let teachers = card(scene.seen(), "Teachers on night shift").id();
    let from: Vec<&str> = scene
        .seen()
        .comes_from(teachers)
        .map(|card| card.text())
        .collect();
    assert_eq!(from, ["Tutors in the evening"]);
    scene.press("ana", "<end><space>");
    assert!(
        scene.text("ana").contains("comes from another page"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn whoever_has_come_is_missed_no_longer() {
    let mut scene = seated();
    scene.press("ana", "<end><space>");
    assert!(!card(scene.seen(), "Two teenagers").flag(field::MISSING));
    let text = scene.text("ana");
    assert!(
        text.contains("“Two teenagers” is here.") && text.contains("HERE (6)"),
        "{text}"
    );
    scene.press("ana", "u");
    assert!(card(scene.seen(), "Two teenagers").flag(field::MISSING));
}

#[test]
fn who_brings_them_can_be_changed_wherever_the_person_stands() {
    let mut scene = seated();
    scene.press("ana", "<end><tab><tab><tab><tab><tab><enter>");
    assert!(
        scene.text("ana").contains("Who brings them"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", " and Tomas<enter>");
    assert_eq!(
        card(scene.seen(), "Two teenagers").text_of(field::WHO),
        "Devi and Tomas"
    );
    scene.press("ana", "<backspace>");
    assert_eq!(card(scene.seen(), "Two teenagers").text_of(field::WHO), "");
    assert!(line(&mut scene, "Two teenagers").contains("??"));
}

#[test]
fn an_empty_roster_says_how_to_begin() {
    let mut scene = Scene::of(SCRIPT);
    assert!(scene.text("ana").contains("Press n and write a name"));
    scene.press("ana", "<enter>");
    assert!(scene.text("ana").contains("A name"));
}

#[test]
fn a_half_written_voice_is_missing_still_when_it_is_taken_up() {
    let mut scene = seated();
    scene.press("ana", "NA bus driver<esc>N");
    let text = scene.text("ana");
    assert!(
        text.contains("A bus driver") && text.contains("Missing"),
        "{text}"
    );
    scene.press("ana", "<enter><enter>");
    assert!(card(scene.seen(), "A bus driver").flag(field::MISSING));
}

#[test]
fn ascii_and_wide_characters_keep_the_columns() {
    let mut scene = seated();
    scene.press("ana", "n");
    scene.paste("ana", "アナ・ルイス・デ・ラ・クルス 👩‍🏫");
    scene.press("ana", "<enter><enter>");
    scene.ascii("ana");
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40)] {
        scene.resize("ana", columns, rows);
        for line in scene.text("ana").lines() {
            assert!(crate::cells::width(line) <= usize::from(columns), "{line}");
        }
    }
    let text = scene.text("ana");
    assert!(
        text.contains("o Two teenagers") && text.contains("- Devi"),
        "{text}"
    );
}

#[test]
fn three_hundred_people_are_paged_through() {
    let mut scene = Scene::of(SCRIPT);
    let ana = ana(&scene);
    let add = |n: u128| Command::AddCard {
        card: CardId(uuid::Uuid::from_u128(1_000_000 + n)),
        author: None,
        step: "here".into(),
        parent: None,
        column: None,
        after: crate::model::After::Last,
        fields: vec![(field::TEXT.into(), format!("person {n}").as_str().into())],
        from: None,
    };
    scene
        .ask(ana, Command::Several((0..300).map(add).collect()))
        .expect("people");
    scene.press("ana", "<end>");
    assert!(line(&mut scene, "▸").contains("person 299"));
    scene.press("ana", "<home>");
    assert!(line(&mut scene, "▸").contains("person 0") && scene.text("ana").contains("HERE (300)"));
    scene.press("ana", "/person 17<enter>");
    assert!(scene.text("ana").contains("Showing what holds"));
}

#[test]
fn every_key_of_a_roster_does_something() {
    for binding in keys::kinds::roster::KEYS
        .bindings
        .iter()
        .chain(keys::CARDS.bindings)
    {
        for chord in binding.chords {
            let mut scene = seated();
            // In the middle of the people and of the columns, on a choice that was made: the coach’s task.
            scene.press("ana", "<home><down><down><down><tab>");
            let look = |scene: &mut Scene| scene.trace("ana");
            let before = look(&mut scene);
            scene.press("ana", &chord_keys(chord));
            assert_ne!(before, look(&mut scene), "{chord} ({:?})", binding.action);
        }
    }
}
