//! What the room hears when something is over: a count, a reveal, an action that somebody took on.

use super::*;
use crate::model::{Command, Privacy};

const SCRIPT: &str = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 60, "steps": [
    {"id": "ideas", "kind": "cards", "minutes": 10, "ask": "What could work?"},
    {"id": "vote", "kind": "vote", "minutes": 10, "ask": "Which first?", "draws_from": ["ideas"], "dots": 3},
    {"id": "plan", "kind": "plan", "minutes": 10, "ask": "Who does what?", "fields": [
        {"id": "who", "label": "Who"}, {"id": "due", "label": "Due"}]}]}"#;

#[test]
fn a_count_is_heard_also_where_the_room_went_on_at_once() {
    let mut scene = Scene::of(SCRIPT);
    let mut devi = Typist::joins(&mut scene, "Devi", Role::Participant);
    let mut eli = Typist::joins(&mut scene, "Eli", Role::Participant);
    devi.types(&mut scene, "A walking bus");
    devi.types(&mut scene, "A carpool");
    scene.press("ana", "]v<enter>");
    devi.hears(&scene);
    eli.hears(&scene);
    devi.types(&mut scene, "1 2");
    eli.types(&mut scene, "2");
    scene.press("ana", "vv]");
    let heard = devi.hears(&scene);
    holds(
        &heard,
        &["Counted: A walking bus, 2 dots; A carpool, 1 dot. list reads all."],
    );
    let counted = heard.find("Counted").expect("heard");
    assert!(
        counted < heard.find("The room went on.").expect("heard"),
        "{heard}"
    );
}

#[test]
fn whoever_leads_in_line_mode_hears_the_count_and_what_is_asked_next() {
    let mut scene = Scene::of(SCRIPT);
    let mut ana = Typist::leading(&scene);
    ana.types(&mut scene, "A walking bus");
    ana.types(&mut scene, "next");
    holds(
        &ana.types(&mut scene, "vote"),
        &["One option is no choice. Type another."],
    );
    ana.types(&mut scene, "A carpool");
    // Twelve people in a room without seats of their own: their dots are laid here.
    ana.types(&mut scene, "vote");
    for answer in ["12", "", "", ""] {
        ana.types(&mut scene, answer);
    }
    let opened = ana.types(&mut scene, "");
    holds(&opened, &["Opened a vote.", "You have 36 dots left."]);
    holds(&ana.types(&mut scene, "1 20"), &["20 dots. 16 left."]);
    ana.types(&mut scene, "1 0");
    ana.types(&mut scene, "vote");
    let closed = ana.types(&mut scene, "yes");
    holds(
        &closed,
        &["Closed and counted a round.", "Nobody gave a dot."],
    );
}

#[test]
fn an_action_that_somebody_else_took_on_says_whose_it_is() {
    let mut scene = Scene::of(SCRIPT);
    let mut devi = Typist::joins(&mut scene, "Devi", Role::Participant);
    let mut eli = Typist::joins(&mut scene, "Eli", Role::Participant);
    scene.press("ana", "]]");
    devi.hears(&scene);
    eli.hears(&scene);
    devi.types(&mut scene, "Find six volunteers");
    holds(
        &eli.hears(&scene),
        &["Devi added “Find six volunteers”. It is line 1."],
    );
    devi.types(&mut scene, "who: Devi");
    holds(
        &eli.hears(&scene),
        &["1 now says: Find six volunteers. Who: Devi."],
    );
}

#[test]
fn silence_is_said_to_be_silence_and_the_reveal_says_what_there_is_to_read() {
    let mut scene = Scene::of(SCRIPT);
    let mut ana = Typist::leading(&scene);
    let mut devi = Typist::joins(&mut scene, "Devi", Role::Participant);
    holds(
        &devi.types(&mut scene, "reveal"),
        &["Only the facilitator can do that."],
    );
    let begun = ana.types(&mut scene, "silence");
    holds(&begun, &["1 Private until the reveal"]);
    let begun = ana.types(&mut scene, "1");
    holds(
        &begun,
        &["Began silent writing.", "Silent, private until the reveal."],
    );
    holds(
        &devi.hears(&scene),
        &["Ana began silent writing.", "Nobody sees it yet."],
    );
    devi.types(&mut scene, "A walking bus");
    assert_eq!(ana.hears(&scene).matches("walking").count(), 0);
    // An empty line says where one is, and that it is silent.
    holds(&devi.types(&mut scene, ""), &["Nobody sees it yet."]);
    let asked = ana.types(&mut scene, "reveal");
    holds(&asked, &["1 card written unseen.", "cannot be taken back"]);
    holds(&ana.types(&mut scene, "no"), &["Nothing was changed."]);
    ana.types(&mut scene, "reveal");
    let shown = ana.types(&mut scene, "yes");
    holds(&shown, &["Revealed what was written.", "1 line so far."]);
    holds(
        &devi.hears(&scene),
        &[
            "Ana revealed what was written.",
            "1 line so far. list reads it.",
        ],
    );
    for typist in [&ana, &devi] {
        let all = typist.transcript();
        assert!(!all.contains(" r "), "no key is spoken of: {all}");
    }
}

#[test]
fn what_is_written_in_secret_is_told_to_nobody_before_it_is_revealed() {
    let mut scene = Scene::of(SCRIPT);
    let ana = scene.member_of("ana");
    let mut devi = Typist::joins(&mut scene, "Devi", Role::Participant);
    let mut eli = Typist::joins(&mut scene, "Eli", Role::Participant);
    let begin = Command::BeginSilence {
        round: crate::model::RoundId(Uuid::from_u128(77)),
        step: "ideas".into(),
        privacy: Privacy::Private,
    };
    scene.ask(ana, begin).expect("begun");
    devi.hears(&scene);
    eli.hears(&scene);
    devi.types(&mut scene, "A walking bus");
    let heard = eli.hears(&scene) + &eli.types(&mut scene, "list");
    assert!(!heard.contains("walking"), "{heard}");
    // Nor does it say so when the vote of that step is over, or is asked for.
    let heard = eli.types(&mut scene, "report") + &eli.types(&mut scene, "find");
    assert!(!heard.contains("walking"), "{heard}");
}

#[test]
fn what_others_do_waits_for_the_next_line_where_somebody_asks_for_that() {
    let mut scene = Scene::of(SCRIPT);
    let mut devi = Typist::joins(&mut scene, "Devi", Role::Participant);
    assert!(!devi.plain.waits());
    holds(
        &devi.types(&mut scene, "wait"),
        &["What others do waits until you press Enter."],
    );
    assert!(devi.plain.waits());
    holds(
        &devi.types(&mut scene, "wait"),
        &["What others do is told at once again."],
    );
    assert!(!devi.plain.waits());
}
