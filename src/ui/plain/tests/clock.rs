//! Time in line mode: said when somebody asks, and once each at five minutes, at one and at none.

use super::{Typist, holds};
use crate::{
    model::{At, Command, Role},
    ui::scene::Scene,
};

const SCRIPT: &str = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 25, "steps": [
    {"id": "story", "kind": "cards", "title": "Story", "minutes": 15, "ask": "Why?", "recipe": [{"silent": 7}, {"round": 8}]},
    {"id": "plan", "kind": "plan", "title": "Plan", "minutes": 10, "ask": "Who?"}]}"#;

#[test]
fn time_is_said_when_asked_and_at_three_moments() {
    let mut scene = Scene::of(SCRIPT);
    let mut bo = Typist::joins(&mut scene, "Bo", Role::Participant);
    let mut ana = Typist::leading(&scene);
    assert_eq!(bo.with(&scene, |plain, told| plain.ticks_at(told)), None);
    let leads = scene.member_of("ana");
    scene.ask(leads, Command::StartTime).expect("allowed");
    // A minute after the start.
    let heard = ana.types(&mut scene, "time");
    holds(
        &heard,
        &[
            "Now silent writing, 6:00 left",
            "This step: 14:00 left.",
            "The plan ends",
            "on time",
        ],
    );
    let heard = bo.types(&mut scene, "time");
    holds(&heard, &["This step: 14:00 left."]);
    assert!(!heard.contains("plan ends"), "{heard}");
    // Of 6 minutes, then of 5 and of 1: the next moment each time, and nothing in between.
    let start = At(scene.seen().changed().0);
    for (minutes, words) in [
        (2, "5 minutes left: silent writing."),
        (6, "1 minute left: silent writing."),
        (
            7,
            "The time is over: silent writing. Nothing goes on by itself.",
        ),
    ] {
        let due = At(start.0 + minutes * 60_000 + 50);
        let before = At(due.0 - 40_000);
        let next = bo.with_at(&scene, before, |plain, told| plain.ticks_at(told));
        assert_eq!(next, Some(due), "{words}");
        bo.with_at(&scene, before, |plain, told| plain.tick(told));
        assert_eq!(bo.hear(), "");
        bo.with_at(&scene, due, |plain, told| plain.tick(told));
        assert_eq!(bo.hear(), words);
    }
    let over = At(start.0 + 8 * 60_000);
    assert_eq!(
        bo.with_at(&scene, over, |plain, told| plain.ticks_at(told)),
        None
    );
    scene
        .ask(leads, Command::StopTime { minutes: 10 })
        .expect("allowed");
    let heard = bo.types(&mut scene, "time");
    holds(&heard, &["Break until "]);
}

#[test]
fn a_moment_that_passed_while_something_else_was_read_is_still_said_and_once() {
    let mut scene = Scene::of(SCRIPT);
    let mut bo = Typist::joins(&mut scene, "Bo", Role::Participant);
    let leads = scene.member_of("ana");
    scene.ask(leads, Command::StartTime).expect("allowed");
    let start = At(scene.seen().changed().0);
    let due = At(start.0 + 2 * 60_000 + 50);
    let late = |by: i64| At(due.0 + by);
    let next = bo.with_at(&scene, late(5_000), |plain, told| plain.ticks_at(told));
    assert_eq!(next, Some(due));
    bo.with_at(&scene, late(5_000), |plain, told| plain.tick(told));
    assert_eq!(bo.hear(), "5 minutes left: silent writing.");
    let next = bo.with_at(&scene, late(5_001), |plain, told| plain.ticks_at(told));
    assert_eq!(next, Some(late(4 * 60_000)));
    // Too late is not said any more: what it says would not be so.
    let next = bo.with_at(&scene, late(4 * 60_000 + 21_000), |plain, told| {
        plain.ticks_at(told)
    });
    assert_eq!(next, Some(late(5 * 60_000)));
}

#[test]
fn the_history_and_the_replay_tell_the_time_of_the_seat() {
    let mut scene = Scene::of(SCRIPT);
    scene.press("ana", "nBuses cut<enter><esc>");
    let at = scene.seen().changed();
    let mut ana = Typist::leading(&scene).in_zone(-330);
    let local = crate::ui::clock::of_day(at, -330);
    assert_ne!(local, crate::ui::clock::of_day(at, 0));
    for asked in ["history", "replay"] {
        let heard = ana.types(&mut scene, asked);
        assert!(heard.contains(&local), "{asked}: no {local} in {heard}");
    }
}
