//! A session played again by the real program: from an archive, from a store that another holds, as sentences and on a screen.

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
use table::upturn;

const ARCHIVE: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/tests/golden/report/small.json"
);

#[test]
fn an_archive_is_read_as_sentences_and_needs_no_store() {
    let house = House::new();
    let told = house.ok(&["replay", ARCHIVE]);
    let lines: Vec<&str> = told.lines().collect();
    assert_eq!(lines[0], "Fewer teens smoke");
    assert!(
        lines[1].starts_with("Step 1 of ") || lines[1].contains("1/"),
        "{told}"
    );
    assert!(told.contains("began the session"), "{told}");
    assert!(told.contains("added “"), "{told}");
    assert!(!told.contains('\u{1b}'), "no escapes");
    assert!(!house.store().exists(), "nothing was made");
    assert_eq!(told, house.ok(&["replay", ARCHIVE, "--plain"]));
    let spanish = house.ok(&["--lang", "es", "replay", ARCHIVE]);
    assert!(spanish.contains("comenzó la sesión"), "{spanish}");
    let later = house.ok(&["replay", ARCHIVE, "--from", "2"]);
    assert!(later.lines().count() < told.lines().count(), "{later}");
    assert!(!later.contains("began the session"), "{later}");
    let wrong = house.run(&["replay", ARCHIVE, "--from", "nowhere"]);
    assert!(
        wrong.code == 64 && wrong.err.contains("no step “nowhere”"),
        "{wrong:?}"
    );
    house.fails(66, &["replay", "nothing.json"]);
    house.fails(64, &["replay", "nothing"]);
    let damaged = house.write("broken.json", "{\"format\": \"upturn-archive\", \"v\": 1");
    house.fails(65, &["replay", &damaged]);
}

#[test]
fn notes_are_not_played_and_the_store_may_be_open_elsewhere() {
    let house = House::new();
    house.ok(&["new", "turn-the-curve", "--no-open", "--title", "Pool"]);
    let mut at = upturn(&house, &["open", "Pool", "--at", "story"], 100, 30);
    at.shows(&["What pushes this curve", "saved ✓"]);
    at.press("nThe pool is free\r");
    at.shows(&["WHAT HELPS (1)"]);
    at.press("\x1b");
    at.shows(&["q home"]);
    let told = house.ok(&["replay", "Pool"]);
    assert!(told.contains("Ana added “The pool is free”"), "{told}");
    assert!(
        told.contains("Ana went to “The story behind the curve”"),
        "{told}"
    );
    at.kill();
}

#[test]
fn on_a_screen_it_plays_is_moved_about_and_gives_the_terminal_back() {
    let house = House::new();
    let mut at = upturn(&house, &["replay", ARCHIVE, "--speed", "16"], 100, 30);
    at.shows(&["Played again", "16×"]);
    // It comes to its end by itself.
    at.shows(&["paused"]);
    at.press("0");
    at.shows(&[" 1 of ", "began the session"]);
    at.press("?");
    at.shows(&["play or pause"]);
    at.press("\x03q");
    at.assert_given_back();
    assert_eq!(at.ended(), 0);
    assert!(!house.store().exists());
}
