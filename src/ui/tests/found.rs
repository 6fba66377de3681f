//! Searching: what is said where nothing is found, what is told of a command, and where there is nothing to search.

use crate::{
    say::Lang,
    ui::{keys::preset::Preset, scene::Scene},
};

fn shows(scene: &mut Scene, words: &str) {
    let text = scene.text("ana");
    assert!(text.contains(words), "no “{words}” in\n{text}");
}

#[test]
fn a_search_that_finds_nothing_says_so_and_what_to_do() {
    let mut scene = Scene::shipped("turn-the-curve");
    for opens in [":", "?", "gg", ":history of<enter>"] {
        scene.press("ana", opens);
        scene.press("ana", "qqzz");
        shows(
            &mut scene,
            "Nothing here is called “qqzz”. Use fewer letters",
        );
        scene.press("ana", "<esc>");
        assert!(!scene.text("ana").contains("qqzz"), "{opens} is closed");
    }
    scene.speak("ana", Lang::Es);
    scene.press("ana", ":qqzz");
    shows(&mut scene, "Aquí nada se llama “qqzz”.");
}

#[test]
fn the_palette_tells_all_of_a_command() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.press("ana", ":one-page<tab>");
    insta::assert_snapshot!("palette_details_80x24", scene.text("ana"));
    shows(&mut scene, "Keys: o, X, in the menu under x");
    shows(&mut scene, "[keys.bind.export] export-one-page");
    // It stays while the cursor moves on, and says the reason whole that a line cuts.
    scene.press("ana", "<esc>:reopen<tab><down><down>");
    shows(&mut scene, "Does nothing now: This session is open.");
    scene.press("ana", "<tab>");
    assert!(!scene.text("ana").contains("Does nothing now"));
    scene.press("ana", "<esc>:theme<tab>");
    shows(&mut scene, "No key: it is run from here.");
    // The keys are those of the seat, and in a small window the list stays in sight.
    scene.press("ana", "<esc>");
    let keys = crate::ui::keys::Keymap::of(Preset::Simple);
    scene.used_to(
        "ana",
        crate::ui::seat::Habits {
            keys: std::sync::Arc::new(keys),
            ..Default::default()
        },
    );
    scene.press("ana", ":people<tab>");
    shows(&mut scene, "Keys: F9");
    scene.resize("ana", 40, 12);
    let text = scene.text("ana");
    assert!(text.contains("▸ F9"), "{text}");
}

#[test]
fn where_all_is_seen_at_a_glance_there_is_no_line_to_search_in() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.press("ana", ":silence: choose<enter>");
    let text = scene.text("ana");
    assert!(text.contains("How private is it?"), "{text}");
    assert!(!text.contains("Search:"), "{text}");
    // The first letter searches all the same.
    scene.press("ana", "zz");
    shows(&mut scene, "Search: zz");
    shows(&mut scene, "Nothing here is called “zz”");
    scene.press("ana", "<esc>gg");
    shows(&mut scene, "Search:");
}

#[test]
fn the_smallest_window_says_a_whole_sentence() {
    let mut scene = Scene::shipped("turn-the-curve");
    for (lang, last) in [(Lang::En, "Nothing is lost."), (Lang::Es, "pierde.")] {
        scene.speak("ana", lang);
        scene.resize("ana", 20, 5);
        shows(&mut scene, last);
    }
}
