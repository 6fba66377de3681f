//! The local terminal on a real pty: what it is told, and that it is given back however the program ends.
//!
//! Each test starts this test program again, on a pty of its own, as a small program that takes the
//! terminal, shows a word and ends in one of several ways.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

#[path = "support/pty.rs"]
mod pty;

use std::fmt::Write as _;

use portable_pty::CommandBuilder;
use pty::Program;
use ratatui::{buffer::Cell, style::Style};
use rustix::process::Signal;
use upturn::term::capabilities::ColorChoice;
use upturn::term::local::{Local, capabilities};
use upturn::ui::input::{Chord, Input};

const ENDING: &str = "UPTURN_TEST_ENDING";

/// The program on the pty. Without the variable it is an ordinary, empty test.
#[test]
fn program() {
    let Ok(ending) = std::env::var(ENDING) else {
        return;
    };
    let mut local = Local::enter().unwrap();
    let mut terminal = local.terminal(&capabilities(ColorChoice::Auto));
    terminal
        .draw(Cell::EMPTY, |sheet| {
            sheet.set_string(2, 1, "ready", Style::new());
            None
        })
        .unwrap();
    let mut seen = String::new();
    while let Some(input) = local.inputs().blocking_recv() {
        match input {
            Input::Key(key) if key == Chord::char('q') => break,
            Input::Key(key) if key == Chord::char('p') => panic!("told to panic"),
            Input::Key(key) => seen.push_str(&key.to_string()),
            Input::Paste { text, .. } => write!(seen, "[{text}]").unwrap(),
            Input::Resize { columns, rows } => write!(seen, "{columns}x{rows}").unwrap(),
            _ => {}
        }
        let shown = seen.replace('\n', "/");
        terminal
            .draw(Cell::EMPTY, |sheet| {
                sheet.set_string(2, 1, &shown, Style::new());
                None
            })
            .unwrap();
    }
    let signal = local.signal().unwrap_or(0);
    local
        .leave(&format!("goodbye, {ending}, signal {signal}"))
        .unwrap();
    std::process::exit(7);
}

fn started() -> Program {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args(["--exact", "program", "--nocapture", "--test-threads=1"]);
    command.env(ENDING, "friend");
    let mut program = Program::start(command, 80, 24);
    program.shows(&["ready"]);
    assert!(program.screen().alternate_screen() && program.screen().bracketed_paste());
    program
}

#[test]
fn keys_pastes_and_sizes_arrive_and_quitting_gives_the_terminal_back() {
    let mut program = started();
    program.press("é\x03\x1b[Z\x1b[200~a\r\nb\x1b[201~".as_bytes());
    program.wait_for("the keys", |s| {
        s.contents().contains("éctrl-c<shift-tab>[a/b]")
    });
    program.resize(100, 30);
    program.wait_for("the size", |s| s.contents().contains("100x30"));
    program.press(b"q");
    program.wait_for("the farewell", |s| {
        s.contents().contains("goodbye, friend, signal 0")
    });
    program.assert_given_back();
    assert_eq!(program.ended(), 7);
}

#[test]
fn a_panic_gives_the_terminal_back_and_can_be_read() {
    let mut program = started();
    program.press(b"p");
    program.wait_for("the message", |s| s.contents().contains("told to panic"));
    program.assert_given_back();
}

#[test]
fn signals_give_the_terminal_back() {
    for signal in [Signal::TERM, Signal::HUP, Signal::INT] {
        let mut program = started();
        program.signal(signal);
        let farewell = format!("goodbye, friend, signal {}", signal.as_raw());
        program.wait_for("the farewell", |s| s.contents().contains(&farewell));
        program.assert_given_back();
    }
}
