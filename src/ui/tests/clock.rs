//! Time at a seat: the clock is started, paused and planned anew by keys, and shown where it has to be.

use crate::{
    model::{
        Presence, Role,
        presence::{How, SeatId, Sitting, Standing},
    },
    ui::scene::Scene,
};

const SCRIPT: &str = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 60, "steps": [
    {"id": "story", "kind": "cards", "title": "Story", "minutes": 15, "ask": "Why is it so?", "privacy": "private",
     "recipe": [{"silent": 5}, {"round": 6}, {"talk": 4}]},
    {"id": "works", "kind": "cards", "title": "What works", "minutes": 30, "ask": "What works?"},
    {"id": "plan", "kind": "plan", "title": "Plan", "minutes": 15, "ask": "Who does what?"}]}"#;

const MINUTE: i64 = 60_000;

fn room() -> Scene {
    let mut scene = Scene::of(SCRIPT);
    scene.join("bo", Role::Participant, 80, 24);
    scene
}

#[track_caller]
fn shows(scene: &mut Scene, name: &str, words: &str) {
    let text = scene.text(name);
    assert!(text.contains(words), "{words} is not in\n{text}");
}

#[track_caller]
fn hides(scene: &mut Scene, name: &str, words: &str) {
    let text = scene.text(name);
    assert!(!text.contains(words), "{words} is in\n{text}");
}

#[test]
fn the_clock_is_started_paused_and_goes_on_by_a_key() {
    let mut scene = room();
    shows(&mut scene, "ana", "15 min");
    assert_eq!(scene.ticks_in("ana"), None, "nothing moves");
    scene.press("ana", "t");
    insta::assert_snapshot!("clock_menu_80x24", scene.text("ana"));
    scene.press("ana", "t");
    shows(&mut scene, "ana", "The clock runs.");
    shows(&mut scene, "ana", "silent writing: 5:00 left");
    scene.pass(0);
    assert_eq!(scene.ticks_in("ana"), Some(1_000));
    scene.pass(80_500);
    shows(&mut scene, "ana", "silent writing: 3:40 left");
    shows(&mut scene, "bo", "silent writing: 3:40 left");
    shows(
        &mut scene,
        "bo",
        "Now silent writing: each writes, nobody talks",
    );
    assert_eq!(scene.ticks_in("ana"), Some(500));
    // Over is said in words, and nothing goes on.
    scene.pass(4 * MINUTE);
    shows(&mut scene, "ana", "silent writing: over by 0:20");
    // Silence is begun by whoever leads, and only said.
    scene.press("ana", "tn");
    shows(
        &mut scene,
        "ana",
        "Now go-round, 6 min: one after the other",
    );
    shows(&mut scene, "ana", "go-round: 6:00 left");
    scene.press("ana", "tp");
    shows(&mut scene, "ana", "r hides what each writes");
    assert!(scene.seen().silence(&"story".into()).is_none());
    scene.press("ana", "rtn");
    shows(
        &mut scene,
        "ana",
        "What was written is still unseen: r shows it.",
    );
    scene.press("ana", "tt");
    shows(&mut scene, "ana", "paused, ");
    assert_eq!(scene.ticks_in("bo"), None);
    scene.press("ana", "tb");
    shows(&mut scene, "ana", "How long is the break?");
    scene.press("ana", "10<enter>");
    shows(&mut scene, "bo", "break, back at ");
    assert!(
        scene.ticks_in("bo").is_some_and(|wait| wait > 9 * MINUTE),
        "one look, when it is over"
    );
    scene.pass(11 * MINUTE);
    shows(&mut scene, "bo", "break is over");
    // Who takes part has no say in it.
    scene.press("bo", "t");
    shows(&mut scene, "bo", "Only the facilitator can do that.");
}

#[test]
fn what_is_being_written_stays_while_the_clock_is_asked() {
    let mut scene = room();
    scene.press("ana", "nBuses<f5>");
    shows(&mut scene, "ana", "start the clock");
    scene.press("ana", "t");
    shows(&mut scene, "ana", "silent writing: ");
    scene.press("ana", " cut<enter>");
    assert_eq!(
        scene
            .seen()
            .all_cards()
            .next()
            .map(|card| card.text().to_owned()),
        Some("Buses cut".into())
    );
}

#[test]
fn minutes_are_added_and_taken_and_the_agenda_says_what_comes_of_it() {
    let mut scene = room();
    scene.resize("ana", 120, 40);
    scene.resize("bo", 120, 40);
    shows(&mut scene, "ana", "Takes 60 min (t starts)");
    hides(&mut scene, "bo", "Takes 60");
    scene.press("ana", "tt");
    shows(&mut scene, "ana", "on time");
    scene.press("ana", "++");
    shows(&mut scene, "ana", "Story has 17 min now. u takes it back.");
    shows(&mut scene, "ana", "2 min late (T re-plan)");
    scene.press("ana", "-u");
    shows(&mut scene, "ana", "2 min late");
    hides(&mut scene, "bo", "late");
    scene.press("ana", "tn");
    scene.pass(8 * MINUTE);
    insta::assert_snapshot!("clock_agenda_120x40", scene.text("ana"));
    scene.press("ana", "]");
    scene.pass(35 * MINUTE);
    shows(&mut scene, "ana", "What works");
    scene.press("ana", "T");
    insta::assert_snapshot!("clock_replan_120x40", scene.text("ana"));
    scene.press("ana", "<esc>");
    assert_eq!(
        scene.seen().minutes(&scene.seen().script().steps[2]),
        15,
        "only looked at"
    );
    scene.press("ana", "T<enter>");
    shows(&mut scene, "ana", "have new minutes");
    assert!(scene.seen().minutes(&scene.seen().script().steps[2]) != 15);
    scene.press("ana", "u");
    assert_eq!(
        scene.seen().minutes(&scene.seen().script().steps[2]),
        15,
        "one step back"
    );
    scene.press("ana", "T<down><enter>");
    shows(&mut scene, "ana", "The plan ends ");
    shows(&mut scene, "ana", "on time");
}

#[test]
fn before_the_clock_is_started_planning_is_about_the_minutes_of_a_step() {
    let mut scene = room();
    scene.press("ana", "T<ctrl-u>20<enter>");
    shows(&mut scene, "ana", "20 min");
    let minutes = scene
        .seen()
        .parts(&scene.seen().script().steps[0])
        .map(|(_, minutes)| minutes);
    assert_eq!(
        minutes.collect::<Vec<_>>(),
        [7, 8, 5],
        "each part as much more"
    );
}

#[test]
fn many_seats_are_shown_whole_minutes_until_the_last_and_whoever_leads_the_seconds() {
    let mut scene = room();
    let seat = |n: u64| Sitting {
        member: scene.member_of("bo"),
        name: "bo".into(),
        how: How::Afar,
        standing: Standing::Here,
        at: None,
        writing: false,
        done: (n == 0).then(|| "story".into()),
    };
    let presence = Presence {
        seats: (0..200).map(|n| (SeatId(n), seat(n))).collect(),
        ..Presence::default()
    };
    let presence = std::sync::Arc::new(presence);
    scene.present("ana", std::sync::Arc::clone(&presence));
    scene.present("bo", presence);
    scene.press("ana", "tt");
    scene.pass(30_000);
    shows(&mut scene, "bo", "5 min left");
    assert_eq!(scene.ticks_in("bo"), Some(30_000));
    shows(&mut scene, "ana", "4:30 left");
    assert_eq!(scene.ticks_in("ana"), Some(1_000));
    scene.pass(4 * MINUTE);
    shows(&mut scene, "bo", "0:30 left");
    assert_eq!(scene.ticks_in("bo"), Some(1_000));
    scene.pass(2 * MINUTE);
    shows(&mut scene, "bo", "over by 1 min");
}

#[test]
fn a_session_that_is_opened_on_the_next_day_says_since_when_its_clock_stands() {
    let mut scene = room();
    scene.resize("ana", 120, 40);
    scene.press("ana", "tt");
    scene.pass(24 * 60 * MINUTE);
    shows(&mut scene, "ana", "clock stands still");
    shows(&mut scene, "ana", "Still since 22:13 (t t)");
    hides(&mut scene, "ana", "late");
    scene.press("ana", "tt");
    shows(&mut scene, "ana", "silent writing: 5:00 left");
}

#[test]
fn what_was_passed_over_takes_no_time_and_is_said_to_be_so() {
    let mut scene = room();
    scene.resize("ana", 120, 40);
    scene.press("ana", "tt");
    scene.pass(5 * MINUTE);
    hides(&mut scene, "ana", "passed over");
    // From the first step to the third: the second was never held.
    scene.press("ana", "gg<down><down><enter>");
    scene.pass(2 * MINUTE);
    shows(&mut scene, "ana", "ahead");
    shows(&mut scene, "ana", "1 passed over: 30 min");
    scene.press("ana", "[");
    hides(&mut scene, "ana", "passed over");
}
