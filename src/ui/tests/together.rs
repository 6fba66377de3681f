//! What a room does together with its cards: groups that are named last, tables side by side, agendas, other words.

use crate::{
    model::{StepId, Viewer, card::field, seen::CardSeen, step::recap},
    report::{Look, text},
    say::Lang,
    ui::scene::Scene,
};

const SCRIPT: &str = r#"{
    "id": "t", "title": "T", "framework": "F", "minutes": 30,
    "steps": [
        {"id": "heard", "kind": "cards", "minutes": 10, "title": "What we heard", "ask": "What did people say?"},
        {"id": "themes", "kind": "cards", "minutes": 10, "title": {"en": "Themes", "es": "Temas"}, "ask": "What do they have in common?",
            "draws_from": ["heard"]},
        {"id": "read", "kind": "recap", "minutes": 10, "ask": "Is this what we said?"}
    ]
}"#;

fn heard() -> Scene {
    let mut scene = Scene::of(SCRIPT);
    scene.press(
        "ana",
        "nBuses cut on the east side<enter>Library closes at four<enter>bus cuts on east side<enter>Rent went up<enter><enter>",
    );
    scene
}

fn card<'a>(scene: &'a Scene, words: &str) -> CardSeen<'a> {
    let found = scene.seen().all_cards().find(|card| card.text() == words);
    found.unwrap_or_else(|| panic!("no card “{words}”"))
}

fn above(scene: &Scene, words: &str) -> Option<String> {
    let parent = card(scene, words).parent()?;
    Some(scene.seen().card(parent)?.text().to_owned())
}

fn report(scene: &Scene) -> String {
    let seen = crate::model::Seen::new(&scene.session, Viewer::Minutes);
    text(&recap::document(&seen), Lang::En, Look::default())
}

#[test]
fn cards_are_put_together_first_and_the_group_is_named_last() {
    let mut scene = heard();
    scene.press("ana", "<home><space><down><space>G");
    assert_eq!(
        above(&scene, "bus cuts on east side").as_deref(),
        Some("Group 1")
    );
    assert!(
        scene.text("ana").contains("not named yet"),
        "{}",
        scene.text("ana")
    );
    let advice = |scene: &Scene| {
        let step = scene.seen().step(&StepId::from("heard")).expect("a step");
        let asked = scene.seen().advice(step);
        asked
            .iter()
            .any(|one| one.msg.render(Lang::En).contains("no name yet"))
    };
    assert!(advice(&scene));
    assert!(
        report(&scene).contains("Group 1 not named yet"),
        "{}",
        report(&scene)
    );

    scene.press("ana", "<home><enter>");
    assert!(
        scene.text("ana").contains("Name of the group"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "Getting around<enter>");
    assert_eq!(
        above(&scene, "bus cuts on east side").as_deref(),
        Some("Getting around")
    );
    assert!(!scene.text("ana").contains("not named yet") && !advice(&scene));
    scene.press("ana", "u");
    assert!(
        scene.text("ana").contains("not named yet"),
        "an undone name is none"
    );
    scene.press("ana", "u");
    assert_eq!(
        above(&scene, "bus cuts on east side"),
        None,
        "one undo takes the group apart"
    );
}

#[test]
fn a_group_left_without_a_name_in_its_form_is_named_later() {
    let mut scene = heard();
    scene.press("ana", "<home>mg<enter><enter>");
    assert!(card(&scene, "Group 1").is_unnamed());
    scene.press("ana", "<end>mg<enter><enter>");
    assert!(
        card(&scene, "Group 2").is_unnamed(),
        "the next has another number"
    );
}

#[test]
fn one_idea_in_two_groups_is_a_copy_that_stays_connected() {
    let mut scene = heard();
    scene.press(
        "ana",
        "<home>mg<enter>Roads<enter><end>mg<enter>Money<enter>",
    );
    scene.press("ana", "<home><down>myMoney<enter>");
    let copies: Vec<_> = scene
        .seen()
        .all_cards()
        .filter(|card| card.text() == "Buses cut on the east side")
        .map(|card| (card.parent(), card.id()))
        .collect();
    assert_eq!(copies.len(), 2);
    assert_ne!(copies[0].0, copies[1].0);
    assert!(
        scene
            .seen()
            .comes_from(copies[1].1)
            .chain(scene.seen().leads_to(copies[1].1))
            .count()
            == 1
    );
}

#[test]
fn what_is_written_for_a_table_carries_its_name_until_that_ends() {
    let mut scene = Scene::of(SCRIPT);
    scene.press("ana", ":writing for<enter>Blue<enter>");
    assert!(
        scene.text("ana").contains("writing for Blue"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "nBuses cut<enter>Rent went up<enter><enter>");
    scene.paste("ana", "One pasted\nTwo pasted");
    scene.press("ana", "<enter>");
    for words in ["Buses cut", "Rent went up", "One pasted", "Two pasted"] {
        assert_eq!(card(&scene, words).text_of(field::TABLE), "Blue", "{words}");
    }
    assert!(scene.text("ana").contains("@Blue"));
    scene.press(
        "ana",
        ":writing for<enter><ctrl-u><enter>nSaid by all<enter><enter>",
    );
    assert_eq!(card(&scene, "Said by all").text_of(field::TABLE), "");
    scene.press("ana", "/blue<enter>");
    let screen = scene.text("ana");
    assert!(
        screen.contains("Rent went up") && !screen.contains("Said by all"),
        "{screen}"
    );
    assert!(report(&scene).contains("@Blue"));
}

#[test]
fn tables_report_back_and_look_alikes_are_put_together_with_one_key() {
    let mut scene = heard();
    scene.press("ana", "ma");
    let screen = scene.text("ana");
    assert!(screen.contains("Do these say the same? 1 of 1"), "{screen}");
    scene.press("ana", "<enter>");
    assert!(
        scene.text("ana").contains("Nothing else here looks alike"),
        "{}",
        scene.text("ana")
    );
    assert_eq!(
        above(&scene, "bus cuts on east side").as_deref(),
        Some("Buses cut on the east side")
    );
    // Undo without leaving the window, and the other way round.
    scene.press("ana", "u");
    assert_eq!(above(&scene, "bus cuts on east side"), None);
    scene.press("ana", "<tab><enter><esc>");
    assert_eq!(
        above(&scene, "Buses cut on the east side").as_deref(),
        Some("bus cuts on east side")
    );
    scene.press("ana", "uma");
    scene.press("ana", "d");
    assert!(
        scene.text("ana").contains("Nothing here looks alike"),
        "{}",
        scene.text("ana")
    );
    assert_eq!(scene.seen().all_cards().count(), 4, "nothing is lost");
}

#[test]
fn look_alikes_fit_every_size() {
    let mut scene = heard();
    scene.press("ana", "ma");
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40)] {
        scene.resize("ana", columns, rows);
        insta::assert_snapshot!(format!("pairs_{columns}x{rows}"), scene.text("ana"));
    }
}

#[test]
fn open_questions_and_missing_numbers_go_on_agendas_from_any_page() {
    let mut scene = heard();
    scene.press("ana", "<home>R<down>#");
    let screen = scene.text("ana");
    assert!(
        screen.contains("? to find out") && screen.contains("# number missing"),
        "{screen}"
    );
    let written = report(&scene);
    assert!(written.contains("Data development agenda"), "{written}");
    assert_eq!(scene.seen().data_agenda().count(), 1);
    assert_eq!(scene.seen().research_agenda().count(), 1);
    scene.press("ana", "#");
    assert_eq!(
        scene.seen().data_agenda().count(),
        0,
        "the same key takes it off"
    );
}

#[test]
fn a_page_shows_what_it_builds_on() {
    let mut scene = heard();
    scene.press("ana", "H");
    assert!(
        scene
            .text("ana")
            .contains("This step draws on no earlier one.")
    );
    scene.press("ana", "]");
    assert!(
        scene
            .text("ana")
            .contains("4 cards from earlier steps: H shows them"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "H");
    let screen = scene.text("ana");
    assert!(
        screen.contains("From earlier steps") && screen.contains("• Rent went up"),
        "{screen}"
    );
}

#[test]
fn the_words_of_a_step_are_changed_for_this_session_and_given_back() {
    let mut scene = heard();
    scene.press("ana", "]:change the words<enter><ctrl-u>What holds it together<tab><ctrl-u>Which of these belong together?<enter>");
    let screen = scene.text("ana");
    assert!(
        screen.contains("What holds it together")
            && screen.contains("Which of these belong together?"),
        "{screen}"
    );
    scene.press("ana", "nRoads<enter><enter>");
    assert!(
        report(&scene).contains("What holds it together"),
        "{}",
        report(&scene)
    );
    scene.press(
        "ana",
        ":change the words<enter><ctrl-u><tab><ctrl-u><enter>",
    );
    let screen = scene.text("ana");
    assert!(
        screen.contains("Themes") && screen.contains("What do they have in common?"),
        "{screen}"
    );
    let step = scene.seen().step(&StepId::from("themes")).expect("a step");
    assert!(
        step.title.holds("Temas"),
        "the other languages come back too"
    );
    scene.press("ana", "u");
    assert!(
        scene.text("ana").contains("What holds it together"),
        "one undo takes it back"
    );
}

#[test]
fn only_who_leads_changes_the_words_of_a_step() {
    let mut scene = heard();
    scene.join("bo", crate::model::Role::Participant, 80, 24);
    scene.press("bo", ":change the words");
    assert!(
        scene.text("bo").contains("Only the facilitator can do"),
        "{}",
        scene.text("bo")
    );
}
