//! Driver diagrams, tests of links, the look from every side and for a group, as a facilitator types them.

use crate::{
    model::{Seen, Step, Viewer, card::field, seen::CardSeen, step::recap},
    report::{Look, text},
    say::Lang,
    ui::scene::Scene,
};

const SCRIPT: &str = r#"{
    "id": "t", "title": "T", "framework": "F", "minutes": 30,
    "steps": [
        {"id": "drivers", "kind": "tree", "minutes": 10, "title": "Drivers", "ask": "What drives it?",
            "prompt": "What by when", "tests": true,
            "levels": [{"id": "aim", "label": "Aim"}, {"id": "primary", "label": "Primary driver"},
                {"id": "secondary", "label": "Secondary driver"}, {"id": "idea", "label": "Change idea"}]},
        {"id": "whys", "kind": "tree", "minutes": 10, "title": "Whys", "ask": "Why is that so?",
            "tests": true, "sweep": true, "worse_for": "Why is it worse for them than for others?",
            "fields": [{"id": "lens", "label": "Side", "choice": [
                {"id": "rules", "label": "rules"}, {"id": "money", "label": "money"}, {"id": "place", "label": "place"}]}]},
        {"id": "read", "kind": "recap", "minutes": 10, "ask": "Is this what we said?"}
    ]
}"#;

fn drivers() -> Scene {
    let mut scene = Scene::of(SCRIPT);
    scene.press(
        "ana",
        "<enter>All children read by nine<enter>Children are in school<enter>They get there<enter>Route 9 runs again<enter><esc>",
    );
    scene
}

fn whys() -> Scene {
    let mut scene = Scene::of(SCRIPT);
    scene.press(
        "ana",
        "]<enter>Sick days doubled<enter>Damp rooms<enter>Repairs wait for months<enter><esc>",
    );
    scene
}

fn card<'a>(scene: &'a Scene, words: &str) -> CardSeen<'a> {
    let found = scene.seen().all_cards().find(|card| card.text() == words);
    found.unwrap_or_else(|| panic!("no card “{words}”"))
}

fn step<'a>(scene: &'a Scene, id: &str) -> &'a Step {
    scene.seen().step(&id.into()).expect("a step")
}

fn advice(scene: &Scene, id: &str) -> String {
    let asked = scene.seen().advice(step(scene, id));
    let words: Vec<String> = asked.iter().map(|one| one.msg.render(Lang::En)).collect();
    words.join("\n")
}

fn report(scene: &Scene) -> String {
    let seen = Seen::new(&scene.session, Viewer::Minutes);
    text(&recap::document(&seen), Lang::En, Look::default())
}

#[test]
fn a_driver_diagram_names_its_levels_everywhere() {
    let mut scene = Scene::of(SCRIPT);
    assert!(
        scene.text("ana").contains("write the first: Aim"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "<enter>All children read by nine<enter>");
    let screen = scene.text("ana");
    assert!(
        screen.contains("Primary driver, for: All children read by nine"),
        "{screen}"
    );
    let mut scene = drivers();
    let seen = scene.seen();
    let standing = seen.standing(step(&scene, "drivers")).expect("a standing");
    assert_eq!(
        standing.render(Lang::En),
        "1 Aim · 1 Primary driver · 1 Secondary driver · 1 Change idea"
    );
    assert!(
        report(&scene).contains("Secondary driver"),
        "{}",
        report(&scene)
    );
    insta::assert_snapshot!("drivers_80x24", scene.text("ana"));
    scene.resize("ana", 40, 12);
    insta::assert_snapshot!("drivers_40x12", scene.text("ana"));
}

#[test]
fn deeper_than_the_last_level_and_nothing_below_are_asked_about() {
    let mut scene = drivers();
    assert!(
        !advice(&scene, "drivers").contains("without any"),
        "{}",
        advice(&scene, "drivers")
    );
    scene.press(
        "ana",
        "<end>wAsk the council<enter><esc><home>wTeachers stay<enter><esc>",
    );
    let asked = advice(&scene, "drivers");
    assert!(
        asked.contains("“Ask the council” stands deeper than “Change idea”"),
        "{asked}"
    );
    assert!(
        asked.contains("1 × “Primary driver” without any “Secondary driver” yet"),
        "{asked}"
    );
}

#[test]
fn a_key_walks_the_chain_reads_it_aloud_and_asks() {
    let mut scene = whys();
    scene.press("ana", "*");
    assert!(advice(&scene, "whys").contains("1 root is not tested yet"));
    scene.press("ana", "Y");
    let screen = scene.text("ana");
    assert!(
        screen.contains("1 of 4")
            && screen.contains("Repairs wait for months, therefore Damp rooms."),
        "{screen}"
    );
    insta::assert_snapshot!("test_80x24", screen);
    scene.press("ana", "y");
    assert!(
        scene
            .text("ana")
            .contains("Imagine that this were gone: Repairs wait for months"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "yn");
    assert!(
        scene.text("ana").contains("4 of 4"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "u");
    let screen = scene.text("ana");
    assert!(
        screen.contains("✓ holds") && screen.contains("✗ does not follow"),
        "{screen}"
    );
    assert!(screen.contains("? unsure without it"), "{screen}");
    let asked = advice(&scene, "whys");
    assert!(
        asked.contains("“Damp rooms” does not lead to “Sick days doubled” by itself"),
        "{asked}"
    );
    assert!(!asked.contains("not tested yet"), "{asked}");
    assert!(report(&scene).contains("does not follow"));
    // Once all is answered, the cause with the cursor is asked again, and one undo takes an answer back.
    scene.press("ana", "Y");
    assert!(
        scene.text("ana").contains("Answered before: yes"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "<esc>u");
    assert_eq!(card(&scene, "Damp rooms").text_of(field::REMOVAL), "");
    scene.ascii("ana");
    assert!(scene.text("ana").contains("+ holds"));
}

#[test]
fn a_question_can_be_passed_over_and_a_lone_problem_has_none() {
    let mut scene = whys();
    scene.press("ana", "Y<down><down><down><down>");
    assert!(!scene.text("ana").contains("READ ALOUD"));
    assert_eq!(card(&scene, "Damp rooms").text_of(field::THEREFORE), "");
    scene.press("ana", "<home>Y");
    assert!(
        scene.text("ana").contains("there is no link to test yet"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn the_room_looks_from_every_side() {
    let mut scene = whys();
    scene.press("ana", "<home>wThird cause<enter><esc>");
    assert!(
        advice(&scene, "whys").contains("Nobody has looked from rules, money, place yet"),
        "{}",
        advice(&scene, "whys")
    );
    scene.press("ana", "<home>%");
    insta::assert_snapshot!("sweep_80x24", scene.text("ana"));
    scene.press("ana", "money<enter>");
    let screen = scene.text("ana");
    assert!(
        screen.contains("Why, seen from “money”: Sick days doubled?"),
        "{screen}"
    );
    scene.press("ana", "Heating is dear<enter><esc>%");
    let screen = scene.text("ana");
    assert!(
        screen.contains("Nobody has looked from: rules, place."),
        "{screen}"
    );
    assert!(screen.contains("Heating is dear"), "{screen}");
    let dear = card(&scene, "Heating is dear");
    assert_eq!(dear.text_of(field::LENS), "money");
    assert_eq!(dear.parent(), Some(card(&scene, "Sick days doubled").id()));
    // A cause in the list is gone to.
    scene.press("ana", "Heating<enter>");
    assert!(
        scene
            .text("ana")
            .lines()
            .any(|line| line.contains('▸') && line.contains("Heating is dear")),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn why_it_is_worse_for_a_group_starts_a_branch_of_its_own() {
    let mut scene = whys();
    assert!(advice(&scene, "whys").contains("Why is it worse for them than for others? (F)"));
    scene.press("ana", "<home>F");
    assert!(
        scene
            .text("ana")
            .contains("Why is it worse for them than for others?"),
        "{}",
        scene.text("ana")
    );
    // No group is known: it is asked first, and Enter goes on to the words.
    scene.press(
        "ana",
        "renters<enter>They cannot ask for repairs<enter><esc>",
    );
    let branch = card(&scene, "They cannot ask for repairs");
    assert_eq!(branch.text_of(field::GROUP), "renters");
    assert_eq!(
        branch.parent(),
        Some(card(&scene, "Sick days doubled").id())
    );
    assert!(
        scene.text("ana").contains("for renters"),
        "{}",
        scene.text("ana")
    );
    assert!(report(&scene).contains("for renters"));
    scene.press("ana", "<home>F");
    assert!(
        scene.text("ana").contains("+ another group"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "rent<enter>Leases end each year<enter><esc>");
    assert_eq!(
        card(&scene, "Leases end each year").text_of(field::GROUP),
        "renters"
    );
}
