//! A vote where each lays dots at their own seat: what whoever leads sees of it and may do, and who is done.

use std::sync::Arc;

use crate::{
    model::{
        Presence, Role, StepId,
        presence::{How, SeatId, Sitting, Standing},
    },
    ui::scene::Scene,
};

const SCRIPT: &str = r#"{
    "id": "t", "title": "T", "framework": "F", "minutes": 50,
    "steps": [
        {"id": "causes", "kind": "cards", "minutes": 10, "title": "Causes", "ask": "What is behind the curve?",
            "recipe": [{"silent": 5}]},
        {"id": "dots", "kind": "vote", "minutes": 10, "title": "Dots", "ask": "Which causes matter most?", "dots": 2, "draws_from": ["causes"]}
    ]
}"#;

/// Ana leads; Bo and Di take part. Two causes lie ready, and the vote is open with two dots for each.
fn voting(script: &str) -> Scene {
    let mut scene = Scene::of(script);
    scene.join("bo", Role::Participant, 80, 24);
    scene.join("di", Role::Participant, 80, 24);
    here(&mut scene, &[]);
    scene.press(
        "ana",
        "nBuses cut<enter>Night shifts<enter><enter>]v<enter>",
    );
    // A frame follows every change in the real program.
    for name in ["bo", "di"] {
        scene.text(name);
    }
    scene
}

/// All three sit here; these say that they are done with the vote.
fn here(scene: &mut Scene, done: &[&str]) {
    let mut presence = Presence::default();
    for (at, name) in (0..).zip(["ana", "bo", "di"]) {
        let sitting = Sitting {
            member: scene.member_of(name),
            name: name.into(),
            how: How::Afar,
            standing: Standing::Here,
            at: None,
            writing: false,
            done: done.contains(&name).then(|| StepId::from("dots")),
        };
        presence.seats.insert(SeatId(at), sitting);
    }
    for name in ["ana", "bo", "di"] {
        scene.present(name, Arc::new(presence.clone()));
    }
}

fn shows(scene: &mut Scene, name: &str, words: &str) {
    let text = scene.text(name);
    assert!(text.contains(words), "no “{words}” at {name} in\n{text}");
}

fn people(scene: &Scene) -> u32 {
    scene.seen().ballots_on(&"dots".into())[0].people()
}

#[test]
fn whoever_leads_sees_who_has_voted_and_lays_dots_of_their_own_alone() {
    let mut scene = voting(SCRIPT);
    assert!(!scene.text("ana").contains("All dots of the room"));
    shows(
        &mut scene,
        "ana",
        "0 of 2 people have laid dots, 0 are done.",
    );
    shows(&mut scene, "ana", "No dots yet: bo, di");
    scene.press("bo", "<space>");
    shows(&mut scene, "ana", "Dots laid, not done yet: bo");
    // Of those who have laid some, how many are left: a number, and at no other seat.
    let left = "1 dot of those who have laid some is not used.";
    shows(&mut scene, "ana", left);
    assert!(!scene.text("di").contains("not used"));
    here(&mut scene, &["bo"]);
    shows(
        &mut scene,
        "ana",
        "1 of 2 people have laid dots, 1 is done.",
    );
    shows(&mut scene, "bo", "1 of 2 people are done.");
    insta::assert_snapshot!("leads_a_vote_at_seats_80x24", scene.text("ana"));
    // A dot of whoever leads is one person's, and there are two to lay.
    scene.press("ana", "<space>");
    assert_eq!(people(&scene), 2);
    scene.press("ana", "9");
    shows(&mut scene, "ana", "At most 2 dots");
    assert_eq!(people(&scene), 2);
}

#[test]
fn dots_on_paper_are_asked_for_how_many_people_and_one_too_many_is_asked_about() {
    let mut scene = voting(SCRIPT);
    scene.press("bo", "<space>");
    scene.press("di", "<space>");
    here(&mut scene, &["bo", "di"]);
    scene.press("ana", "nt");
    shows(&mut scene, "ana", "those without a seat, on paper");
    scene.press("ana", "<enter>");
    shows(&mut scene, "ana", "Dots on paper, of those without a seat");
    scene.press("ana", "<space>");
    shows(&mut scene, "ana", "How many people lay these dots?");
    scene.press("ana", "<ctrl-u>3<enter><space>");
    assert_eq!(people(&scene), 5);
    scene.press("ana", "v");
    shows(&mut scene, "ana", "5 have dots in, 2 were expected");
    // Their own come again behind the paper ones.
    scene.press("ana", "<tab>");
    shows(&mut scene, "ana", "Your dots left: 2 of 2");
}

#[test]
fn a_vote_is_closed_by_two_keys_in_a_row_and_by_nothing_between() {
    let mut scene = voting(SCRIPT);
    scene.press("bo", "<space>");
    scene.press("ana", "v");
    shows(
        &mut scene,
        "ana",
        "2 of 2 not done yet, 1 dot not used. Press v again",
    );
    // A window between, and the question is asked anew.
    scene.press("ana", "p<esc>v");
    shows(&mut scene, "ana", "Press v again");
    assert!(scene.seen().ballots_on(&"dots".into())[0].is_open());
    scene.press("ana", "v");
    assert!(!scene.seen().ballots_on(&"dots".into())[0].is_open());
}

#[test]
fn of_a_secret_vote_numbers_are_told_and_no_names() {
    let secret = SCRIPT.replace("\"dots\": 2,", "\"dots\": 2, \"secret\": true,");
    let mut scene = voting(&secret);
    scene.press("bo", "<space>");
    shows(&mut scene, "ana", "1 of 2 people have laid dots");
    let text = scene.text("ana");
    assert!(!text.contains("bo") && !text.contains("di\n"), "{text}");
}

#[test]
fn the_form_of_a_vote_begins_anew_and_none_of_it_is_kept() {
    let mut scene = voting(SCRIPT);
    scene.press("ana", "vvv7<tab>9<esc>v");
    let form = scene.form("ana").expect("a form");
    assert_eq!((form.words("people"), form.words("each")), ("2", "2"));
}

#[test]
fn a_reveal_says_who_still_writes_and_who_is_not_done() {
    let mut scene = Scene::of(SCRIPT);
    scene.join("bo", Role::Participant, 80, 24);
    scene.join("di", Role::Participant, 80, 24);
    scene.press("ana", "r");
    let mut presence = Presence::default();
    for (at, (name, writing)) in (0..).zip([("bo", true), ("di", false)]) {
        let sitting = Sitting {
            member: scene.member_of(name),
            name: name.into(),
            how: How::Afar,
            standing: Standing::Here,
            at: None,
            writing,
            done: None,
        };
        presence.seats.insert(SeatId(at), sitting);
    }
    scene.present("ana", Arc::new(presence.clone()));
    scene.press("ana", "r");
    shows(&mut scene, "ana", "1 still writing, 2 of 2 not done.");
    scene.press("ana", "?<esc>r");
    assert!(scene.seen().silence(&"causes".into()).is_some());
    scene.press("ana", "r");
    assert!(scene.seen().silence(&"causes".into()).is_none());
}
