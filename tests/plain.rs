//! Line mode in the real program: lines from a pipe, a person at a terminal, and two seats over lines of bytes.

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

use std::{
    io::Write as _,
    process::{Output, Stdio},
};

use house::House;
use table::upturn;

/// Runs the program with these lines on its standard input.
fn typed(house: &House, args: &[&str], lines: &str) -> Output {
    let mut command = house.command(args);
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(lines.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

/// What was heard; it must be nothing but text that is added at the end.
#[track_caller]
fn heard(output: &Output) -> String {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    let moves = text.chars().find(|c| c.is_control() && *c != '\n');
    assert_eq!(moves, None, "{text:?}");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    text
}

#[test]
fn a_script_of_lines_begins_a_session_and_fills_it() {
    let house = House::new();
    let first = typed(
        &house,
        &["--plain", "new", "turn-the-curve", "--title", "Pool"],
        "Every child can swim\nnext\r\nChildren are safe in water\ngo 5\nThe pool is free\nWhat hurts: No bus\nlist\n=quit",
    );
    let first_said = heard(&first);
    assert!(first.status.success());
    assert!(first_said.contains("Step 1 of 10"), "{first_said}");
    assert!(
        first_said.contains("1 The pool is free. What helps.\n2 No bus. What hurts.\n"),
        "{first_said}"
    );
    // The last line had no end, and was a card.
    assert!(first_said.contains("3 now says: quit."), "{first_said}");
    assert!(
        first_said.ends_with("Everything is saved. `upturn` opens it again.\n"),
        "{first_said}"
    );
    assert!(
        !first_said.contains("> "),
        "a file has no prompt: {first_said}"
    );
    let home = typed(&house, &["--plain"], "list\n1\n2\nquit\nnever read\n");
    let home = heard(&home);
    assert!(
        home.contains("Home. 1 session on this computer.\n1 Pool. Step 5 of 10"),
        "{home}"
    );
    assert!(
        home.contains("2 No bus. What hurts. Said by Ana."),
        "{home}"
    );
    let shown = house.ok(&["show", "Pool"]);
    assert!(shown.contains("Every child can swim") && !shown.contains("never read"));
}

#[test]
fn somebody_types_at_a_terminal_and_leaves_with_control_d() {
    let house = House::new();
    let mut at = upturn(
        &house,
        &["--plain", "new", "turn-the-curve", "--title", "Pool"],
        100,
        40,
    );
    at.shows(&["Step 1 of 10", "> "]);
    assert!(!at.screen().alternate_screen());
    at.press("Every child can swim\n");
    at.shows(&[
        "> Every child can swim",
        "1 now says: Every child can swim.",
    ]);
    at.press("\x04");
    at.shows(&["Everything is saved."]);
    at.assert_given_back();
    assert_eq!(at.ended(), 0);
}

#[test]
fn accessible_asks_for_it_where_a_person_types_and_a_signal_ends_it_in_order() {
    use rustix::process::Signal;
    let house = House::new();
    house.ok(&["new", "turn-the-curve", "--no-open", "--title", "Pool"]);
    let mut command = portable_pty::CommandBuilder::new(env!("CARGO_BIN_EXE_upturn"));
    command.args(["open", "Pool"]);
    command.env_clear();
    for (name, value) in house.environment() {
        command.env(name, value);
    }
    command.env("ACCESSIBLE", "1");
    command.env("UPTURN_NAME", "Ana");
    let mut at = pty::Program::start(command, 100, 40);
    at.shows(&["Step 1 of 10", "> "]);
    at.press("Every child can swim\n");
    at.shows(&["1 now says: Every child can swim."]);
    at.signal(Signal::TERM);
    at.shows(&["Everything is saved."]);
    assert_eq!(at.ended(), 143);
    // What comes from a file is no person whose wish this could be.
    let mut command = house.command(&["open", "Pool"]);
    let refused = command.env("ACCESSIBLE", "1").output().unwrap();
    assert_eq!(refused.status.code(), Some(64));
}
