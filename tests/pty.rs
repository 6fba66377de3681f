//! The real program at a real terminal: it starts, works, and gives the terminal back however it ends.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

#[path = "support/house.rs"]
mod house;
#[path = "support/pty.rs"]
mod pty;
#[path = "support/table.rs"]
mod table;

use house::House;
use rustix::process::Signal;
use table::{upturn, with_editor};

#[test]
fn from_home_to_a_card_of_the_example_and_back_to_the_shell() {
    let house = House::new();
    let mut at = upturn(&house, &[], 100, 30);
    at.shows(&[
        "stored on this computer",
        "BEGIN SOMETHING NEW",
        "Five whys",
    ]);
    assert!(at.screen().alternate_screen());
    at.press("\x04");
    at.shows(&["Example: fewer young people smoke", "saved ✓"]);
    at.press("ggstory\r");
    at.shows(&["5/10", "What pushes this curve", "WHAT HELPS (3)"]);
    at.press("nThe pool is free on Fridays\r");
    at.shows(&["WHAT HELPS (4)", "The pool is free on"]);
    at.press("\x1b");
    at.shows(&["q home"]);
    at.press("q");
    at.shows(&["stored on this computer", "1 of 1 session"]);
    at.press("\x11");
    at.shows(&["Everything is saved."]);
    at.assert_given_back();
    assert_eq!(at.ended(), 0);
    let shown = house.ok(&["show", "smoke", "--json"]);
    assert!(shown.contains("The pool is free on Fridays"));
}

#[test]
fn a_signal_gives_the_terminal_back_and_keeps_what_was_being_written() {
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::HUP, 129)] {
        let house = House::new();
        house.ok(&["new", "turn-the-curve", "--no-open", "--title", "Pool"]);
        let mut at = upturn(&house, &["open", "Pool", "--at", "story"], 100, 30);
        at.shows(&["What pushes this curve", "saved ✓"]);
        at.press("nHalf a thou");
        at.shows(&["Half a thou"]);
        at.signal(signal);
        at.assert_given_back();
        assert_eq!(at.ended(), code);
        let mut again = upturn(&house, &["open", "Pool"], 100, 30);
        again.shows(&["What pushes this curve", "Half a thou"]);
        again.kill();
    }
}

/// A small program that is called with the name of a file, as an editor is.
fn script(house: &House, text: &str) -> String {
    use std::os::unix::fs::PermissionsExt as _;
    let path = house.write("editor", &format!("#!/bin/sh\n{text}\n"));
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
    path
}

/// Files of editors in the store.
fn lent(house: &House) -> Vec<std::path::PathBuf> {
    let sessions = std::fs::read_dir(house.path("store/drafts")).unwrap();
    sessions
        .flat_map(|session| std::fs::read_dir(session.unwrap().path()).unwrap())
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_file())
        .collect()
}

#[test]
fn words_come_back_from_an_editor_whatever_their_bytes() {
    let house = House::new();
    house.ok(&["new", "turn-the-curve", "--no-open", "--title", "Pool"]);
    let editor = script(&house, r#"printf 'The pool is free\377 on Fridays' > "$1""#);
    let mut at = with_editor(&house, &["open", "Pool", "--at", "story"], &editor, 100, 30);
    at.shows(&["What pushes this curve", "saved ✓"]);
    at.press("nA pool\r");
    at.shows(&["WHAT HELPS (1)", "A pool"]);
    at.press("\x1b");
    at.shows(&["q home"]);
    at.press("\x1bOS");
    at.shows(&["The pool is free", "on Fridays"]);
    assert_eq!(lent(&house), Vec::<std::path::PathBuf>::new());
    // Kept before the terminal was taken again: even a kill loses nothing.
    at.kill();
    let mut again = upturn(&house, &["open", "Pool"], 100, 30);
    again.shows(&["The pool is free", "on Fridays"]);
    again.kill();
}

#[test]
fn what_a_failing_editor_wrote_is_kept_and_named_and_erased_with_its_session() {
    let house = House::new();
    house.ok(&["new", "turn-the-curve", "--no-open", "--title", "Pool"]);
    let editor = script(&house, r#"printf 'zanzibarquartz' > "$1"; exit 3"#);
    let mut at = with_editor(&house, &["open", "Pool", "--at", "story"], &editor, 200, 30);
    at.shows(&["What pushes this curve", "saved ✓"]);
    at.press("nA pool\r");
    at.shows(&["WHAT HELPS (1)", "A pool"]);
    at.press("\x1b");
    at.shows(&["q home"]);
    at.press("\x1bOS");
    at.shows(&["Kept in", "words-1.txt", "ended with an error"]);
    at.press("\x1b");
    at.kill();
    let kept = lent(&house);
    assert_eq!(kept.len(), 1);
    assert_eq!(std::fs::read(&kept[0]).unwrap(), b"zanzibarquartz");
    house.ok(&["erase", "Pool", "--title", "Pool"]);
    assert!(!kept[0].exists());
}

#[test]
fn closing_the_window_ends_the_program_and_loses_nothing() {
    let house = House::new();
    house.ok(&["new", "turn-the-curve", "--no-open", "--title", "Pool"]);
    let mut at = upturn(&house, &["open", "Pool", "--at", "story"], 100, 30);
    at.shows(&["What pushes this curve", "saved ✓"]);
    at.press("nThe pool is free\rHalf a thou");
    at.shows(&["WHAT HELPS (1)", "Half a thou"]);
    assert_ne!(at.close_window(), 0);
    assert!(house.ok(&["doctor"]).contains("Nothing is wrong"));
    assert!(house.ok(&["show", "Pool"]).contains("The pool is free"));
    let mut again = upturn(&house, &["open", "Pool"], 100, 30);
    again.shows(&["The pool is free", "Half a thou"]);
    again.kill();
}

#[test]
fn a_session_of_a_newer_version_opens_to_be_read() {
    let house = House::new();
    house.ok(&["new", "turn-the-curve", "--no-open", "--title", "Pool"]);
    house.add_from_the_future("Pool");
    let mut at = upturn(&house, &["open", "Pool"], 100, 30);
    at.shows(&["Pool", "written by a newer Upturn"]);
    // What does not fit on a line stands in a window, which is closed first.
    at.press("q");
    at.wait_for("the page alone", |s| {
        !s.contents().contains("What went wrong")
    });
    at.press("q");
    at.shows(&["stored on this computer"]);
    at.press("\x11");
    at.assert_given_back();
    assert_eq!(at.ended(), 0);
}

#[test]
fn a_window_that_is_too_small_says_so_and_grows() {
    let house = House::new();
    let mut at = upturn(&house, &[], 100, 30);
    at.shows(&["BEGIN SOMETHING NEW"]);
    at.resize(12, 4);
    at.wait_for("another screen", |s| {
        !s.contents().contains("BEGIN SOMETHING NEW")
    });
    at.resize(80, 24);
    at.shows(&["BEGIN SOMETHING NEW"]);
    at.press("\x11");
    at.assert_given_back();
}
