//! Clicks: whatever is highlighted does what its key would, and nothing else does anything.

use crate::ui::{
    hits::Hit,
    input::{Input, Wheel},
    scene::Scene,
    seat::Habits,
};

fn shows(scene: &mut Scene, words: &str) {
    let text = scene.text("ana");
    assert!(text.contains(words), "no “{words}” in\n{text}");
}

/// Two cards on the page of the story, at a wide screen with the mouse on.
fn scene() -> Scene {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.resize("ana", 120, 40);
    scene.press("ana", "gsnPumps<enter>Wells<enter><enter>");
    scene.used_to(
        "ana",
        Habits {
            mouse: true,
            ..Habits::default()
        },
    );
    scene
}

#[test]
fn a_click_brings_the_cursor_and_one_more_opens() {
    let mut scene = scene();
    scene.press("ana", "<home>");
    shows(&mut scene, "▸• Pumps");
    scene.click("ana", "Wells");
    shows(&mut scene, "▸• Wells");
    assert!(scene.form("ana").is_none());
    scene.click("ana", "Wells");
    assert!(scene.form("ana").is_some(), "{}", scene.text("ana"));
    // In a form a click goes to a field, and to one of its choices.
    let all = scene.clickable("ana");
    let second = all.iter().find(|(_, hit)| *hit == Hit::Field(1));
    let (column, row) = second.map(|(area, _)| (area.x, area.y)).expect("a field");
    scene.input("ana", Input::Click { column, row });
    assert_eq!(scene.form("ana").map(|form| form.at), Some(1));
    scene.click("ana", "○ record");
    assert_eq!(
        scene
            .form("ana")
            .map(|form| form.field().editor.text().to_owned()),
        Some("record".to_owned())
    );
}

#[test]
fn hints_steps_menus_and_windows_are_clicked() {
    let mut scene = scene();
    scene.click("ana", "g go to");
    shows(&mut scene, "the five whys");
    scene.click("ana", "the five whys");
    assert_eq!(scene.seen().current().as_str(), "whys");
    scene.click("ana", "4 The curve");
    assert_eq!(scene.seen().current().as_str(), "curve");
    scene.press("ana", ":theme of none");
    scene.press("ana", "<esc>gg");
    // In a list the first click only brings the cursor.
    scene.click("ana", "5 The story");
    assert_eq!(scene.seen().current().as_str(), "curve");
    // The second click chooses.
    scene.press("ana", "<esc>ggThe story");
    let row = |scene: &mut Scene| {
        let rows = scene.clickable("ana");
        let row = rows.iter().find(|(_, hit)| matches!(hit, Hit::Row(0)));
        row.map(|(area, _)| (area.x + 3, area.y))
    };
    let (column, row) = row(&mut scene).expect("a row");
    scene.input("ana", Input::Click { column, row });
    scene.input("ana", Input::Click { column, row });
    assert_eq!(scene.seen().current().as_str(), "story");
}

#[test]
fn what_lies_under_a_window_is_not_clicked_through_it() {
    let mut scene = scene();
    scene.press("ana", "?");
    let before = scene.seen().version();
    let clickable = scene.clickable("ana");
    let card = clickable
        .iter()
        .find(|(_, hit)| matches!(hit, Hit::Card(_) | Hit::Step(_)));
    let (area, _) = card.expect("the page lies under it");
    let (column, row) = (area.x, area.y);
    scene.input("ana", Input::Click { column, row });
    assert_eq!(scene.seen().version(), before);
    assert!(!scene.offered("ana").is_empty(), "help is still open");
}

#[test]
fn without_the_mouse_a_click_does_nothing_and_nothing_is_kept_for_it() {
    let mut scene = scene();
    scene.used_to("ana", Habits::default());
    assert!(scene.clickable("ana").is_empty());
    let before = scene.trace("ana");
    for row in 0..40 {
        scene.input("ana", Input::Click { column: 40, row });
    }
    assert_eq!(scene.trace("ana"), before);
}

#[test]
fn the_wheel_moves_the_cursor_and_leaves_what_is_being_written() {
    let mut scene = scene();
    scene.press("ana", "<end>");
    let wheel = |scene: &mut Scene, wheel| {
        let (column, row) = (60, 20);
        scene.input("ana", Input::Scroll { wheel, column, row });
    };
    wheel(&mut scene, Wheel::Up);
    shows(&mut scene, "▸• Pumps");
    wheel(&mut scene, Wheel::Down);
    shows(&mut scene, "▸• Wells");
    scene.press("ana", "e");
    wheel(&mut scene, Wheel::Down);
    assert_eq!(scene.form("ana").map(|form| form.at), Some(0));
}

#[test]
fn tabs_turn_and_leave_what_is_being_written_alone() {
    let mut scene = scene();
    scene.resize("ana", 80, 24);
    scene.click("ana", "Agenda");
    shows(&mut scene, "AGENDA");
    scene.click("ana", "Work");
    shows(&mut scene, "▸• Wells");
    scene.press("ana", "nPipes");
    scene.click("ana", "Private");
    assert_eq!(
        scene
            .form("ana")
            .map(|form| form.field().editor.text().to_owned()),
        Some("Pipes".to_owned())
    );
    // Under a window they do nothing.
    scene.press("ana", "<esc>p");
    scene.click("ana", "Agenda");
    assert!(!scene.text("ana").contains("AGENDA"));
}

#[test]
fn an_empty_place_of_a_grid_is_chosen_and_one_more_click_writes_there() {
    let mut scene = Scene::of(
        r#"{"id": "talk", "title": "Talk", "framework": "ours", "minutes": 20, "steps": [
            {"id": "map", "title": "Map", "kind": "grid", "ask": "Where?", "minutes": 10, "across": "ease", "down": "gain",
             "fields": [{"id": "ease", "label": "Ease", "choice": [{"id": "hard", "label": "hard"}, {"id": "easy", "label": "easy"}]},
                        {"id": "gain", "label": "Gain", "choice": [{"id": "big", "label": "big"}, {"id": "small", "label": "small"}]}]}]}"#,
    );
    let mouse = true;
    scene.used_to(
        "ana",
        Habits {
            mouse,
            ..Habits::default()
        },
    );
    for (columns, rows) in [(120, 40), (40, 12)] {
        scene.resize("ana", columns, rows);
        let all = scene.clickable("ana");
        let last = all.iter().find(|(_, hit)| *hit == Hit::Spot(0, 3));
        let (column, row) = last
            .map(|(area, _)| (area.x, area.y))
            .expect("the fourth place");
        scene.input("ana", Input::Click { column, row });
        assert!(scene.form("ana").is_none());
        scene.input("ana", Input::Click { column, row });
        let form = scene.form("ana").expect("a form");
        assert_eq!((form.words("ease"), form.words("gain")), ("easy", "small"));
        scene.press("ana", "<esc>");
    }
}
