//! What is said of where a step stands: no praise before anything was done, and what was taken back by its name.

use crate::ui::scene::Scene;

const SCRIPT: &str = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 60, "steps": [
    {"id": "causes", "kind": "cards", "minutes": 10, "title": "Causes", "ask": "What is behind it?"},
    {"id": "dots", "kind": "vote", "minutes": 10, "title": "Dots", "ask": "Which matter most?", "keep": 6, "draws_from": ["causes"]},
    {"id": "say", "kind": "consent", "minutes": 10, "title": "Proposal", "ask": "Do we agree?"}]}"#;

fn voting() -> Scene {
    let mut scene = Scene::of(SCRIPT);
    scene.resize("ana", 120, 40);
    scene.press(
        "ana",
        "nBuses cut<enter>Night shifts<enter>Rent went up<enter>No one asks<enter><enter>]",
    );
    scene
}

fn ticked(scene: &mut Scene, step: &str) -> bool {
    let text = scene.text("ana");
    let line = text.lines().find(|line| line.contains(step));
    line.is_some_and(|line| line.contains('✓'))
}

fn shows(scene: &mut Scene, words: &str) {
    let text = scene.text("ana");
    assert!(text.contains(words), "no “{words}” in\n{text}");
}

#[test]
fn a_vote_is_done_when_it_was_counted_and_not_before() {
    let mut scene = voting();
    // From elsewhere: before it was opened, and while it is open.
    scene.press("ana", "]");
    assert!(ticked(&mut scene, "1 Causes"));
    assert!(!ticked(&mut scene, "2 Dots"), "{}", scene.text("ana"));
    scene.press("ana", "[");
    assert!(
        !scene.text("ana").contains("good shape"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "v4<enter>");
    assert!(!scene.text("ana").contains("good shape"));
    scene.press("ana", "]");
    assert!(!ticked(&mut scene, "2 Dots"), "{}", scene.text("ana"));
    scene.press("ana", "[1<enter>vv]");
    assert!(ticked(&mut scene, "2 Dots"), "{}", scene.text("ana"));
    // A proposal that is only written is no agreement.
    scene.press("ana", "<enter>We ask them<enter><esc>[");
    assert!(!ticked(&mut scene, "3 Proposal"), "{}", scene.text("ana"));
}

#[test]
fn a_script_does_not_suggest_that_more_go_on_than_there_are() {
    let mut scene = voting();
    scene.press("ana", "v<enter>3<enter>2<enter>vv");
    let text = scene.text("ana");
    assert!(text.contains("Round 1"), "{text}");
    assert!(
        !text.contains("that 6 go on") && !text.contains("of 6"),
        "{text}"
    );
    scene.press("ana", "<home><space>");
    shows(&mut scene, "1 picked");
}

#[test]
fn dots_that_are_left_are_told_before_a_vote_is_closed() {
    let mut scene = voting();
    scene.press("ana", "v4<tab>2<enter>3<enter>v");
    shows(&mut scene, "4 done, 5 dots not used. Press v again");
    scene.press("ana", "1<enter>2<enter>2<enter>v");
    let text = scene.text("ana");
    assert!(!text.contains("not used"), "{text}");
}

#[test]
fn what_was_hidden_parked_or_planned_anew_is_called_that() {
    let mut scene = voting();
    scene.press("ana", "[<home>mh");
    scene.press("ana", "u");
    shows(
        &mut scene,
        "Took back: hid “Buses cut” from others. All see it again.",
    );
    scene.press("ana", "U");
    shows(&mut scene, "Did again: a card is hidden from others.");
    scene.press("ana", "mhu");
    shows(&mut scene, "It is hidden again.");
    scene.press("ana", "Uglshowed");
    shows(&mut scene, "showed “Buses cut” again");
    scene.press("ana", "<esc>mp:history<enter>parked");
    shows(&mut scene, "parked “");
}

#[test]
fn who_is_missing_is_told_once_it_was_asked() {
    let mut scene = Scene::shipped("community-pilot");
    scene.resize("ana", 120, 40);
    scene.press("ana", "gg<down><down><enter>");
    let calm = |scene: &mut Scene| {
        let text = scene.text("ana");
        assert!(text.contains("Who is missing"), "{text}");
        let told = ["nobody yet", "voices missing", "Nobody here has"];
        let told = told.into_iter().find(|words| text.contains(words));
        assert_eq!(told, None, "{text}");
    };
    calm(&mut scene);
    scene.press("ana", "nMaria<enter><esc>");
    calm(&mut scene);
    // Of the side of one it was said: of that side, and of nothing else, somebody is missing.
    scene.press("ana", "<tab>1");
    shows(&mut scene, "From which side: institution (1); nobody yet:");
    let text = scene.text("ana");
    assert_eq!(text.matches("nobody yet").count(), 1, "{text}");
    assert!(!text.contains("voices missing"), "{text}");
    scene.press("ana", "]");
    shows(&mut scene, "2 voices missing");
}
