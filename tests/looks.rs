//! How the real program looks at a real terminal: by its ground, by its colours, and with ASCII alone.

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
use pty::Program;
use table::command;

/// What asks a terminal for its ground, as far as it is the same for all.
const QUESTION: &[u8] = b"\x1b]11;?\x1b\\\x1b[c";
const KIND: &str = "\x1b[?62;22c";

fn started(house: &House, args: &[&str], env: &[(&str, &str)]) -> Program {
    let mut command = command(house, args);
    command.env("TERM", "xterm-256color");
    command.env("LC_ALL", "C.UTF-8");
    for (name, value) in env {
        command.env(name, value);
    }
    Program::start_as_it_is(command, 100, 30)
}

/// The ground that the first cell of the screen has.
fn ground(at: &Program) -> vt100::Color {
    let cell = at
        .screen()
        .cell(0.try_into().unwrap(), 0.try_into().unwrap());
    cell.unwrap().bgcolor()
}

const TRUECOLOR: (&str, &str) = ("COLORTERM", "truecolor");
const NIGHT: vt100::Color = vt100::Color::Rgb(0x10, 0x14, 0x18);
const PAPER: vt100::Color = vt100::Color::Rgb(0xFF, 0xFF, 0xFF);

#[test]
fn the_theme_fits_the_ground_of_the_terminal() {
    for (ground_said, is) in [("rgb:fdfd/f6f6/e3e3", PAPER), ("rgb:0000/2b2b/3636", NIGHT)] {
        let house = House::new();
        let mut at = started(&house, &[], &[TRUECOLOR]);
        at.is_asked(QUESTION);
        // What is typed meanwhile is not lost: it searches.
        at.press(format!("thr\x1b]11;{ground_said}\x1b\\ee{KIND}"));
        at.shows(&["Find: three"]);
        assert_eq!(ground(&at), is);
        at.press("\x11");
        at.assert_given_back();
    }
}

#[test]
fn a_terminal_that_says_nothing_keeps_its_own_colours_unless_the_environment_knows() {
    for (env, is) in [
        (&[TRUECOLOR][..], vt100::Color::Default),
        (&[TRUECOLOR, ("COLORFGBG", "0;15")], PAPER),
        (&[TRUECOLOR, ("COLORFGBG", "15;0")], NIGHT),
        // What was asked for counts more than what is found.
        (
            &[TRUECOLOR, ("COLORFGBG", "15;0"), ("UPTURN_THEME", "paper")],
            PAPER,
        ),
    ] {
        let house = House::new();
        let mut at = started(&house, &[], env);
        at.shows(&["BEGIN SOMETHING NEW"]);
        assert_eq!(ground(&at), is, "{env:?}");
        at.press("\x11");
        at.assert_given_back();
    }
}

#[test]
fn an_answer_that_comes_late_is_not_typed() {
    let house = House::new();
    let mut at = started(&house, &[], &[TRUECOLOR]);
    at.shows(&["BEGIN SOMETHING NEW"]);
    at.press(format!("\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\{KIND}"));
    at.press("three");
    at.shows(&["Find: three"]);
    assert_eq!(ground(&at), vt100::Color::Default);
    at.press("\x11");
    at.assert_given_back();

    // Half of it in time, half of it late.
    let mut at = started(&house, &[], &[TRUECOLOR]);
    at.is_asked(QUESTION);
    at.press("\x1b]11;rgb:fdfd/f6");
    at.shows(&["BEGIN SOMETHING NEW"]);
    at.press(format!("f6/e3e3\x07{KIND}"));
    at.press("three");
    at.shows(&["Find: three"]);
    at.press("\x11");
    at.assert_given_back();
}

/// The colours on a screen, and whether anything on it has emphasis.
fn colours_and_emphasis(screen: &vt100::Screen) -> (Vec<vt100::Color>, bool) {
    let (mut colours, mut emphasis) = (Vec::new(), false);
    for row in 0..30_u16 {
        for column in 0..100_u16 {
            let Some(cell) = screen.cell(row, column) else {
                continue;
            };
            // What is blank has no colour of letters.
            let letters = cell.has_contents() && cell.contents() != " ";
            let shown = [Some(cell.bgcolor()), letters.then(|| cell.fgcolor())];
            for colour in shown.into_iter().flatten() {
                if !colours.contains(&colour) {
                    colours.push(colour);
                }
            }
            emphasis |= cell.bold() || cell.inverse() || cell.underline();
        }
    }
    (colours, emphasis)
}

#[test]
fn the_ladder_of_colours_is_what_the_terminal_and_the_person_say() {
    use vt100::Color::{self, Default, Idx, Rgb};
    let house = House::new();
    let shows = |args: &[&str], env: &[(&str, &str)], all_are: fn(&Color) -> bool| {
        let args = [&["--theme", "night"], args].concat();
        let mut at = started(&house, &args, env);
        at.shows(&["BEGIN SOMETHING NEW", "Ctrl-Q"]);
        // Whatever the colours, the cursor in the list and the titles can be seen.
        at.wait_for(&format!("{args:?} {env:?}"), |screen| {
            let (colours, emphasis) = colours_and_emphasis(screen);
            emphasis && colours.iter().all(all_are)
        });
        at.press("\x11");
        at.assert_given_back();
    };
    let exact: fn(&Color) -> bool = |colour| matches!(colour, Rgb(..));
    let fixed: fn(&Color) -> bool = |colour| matches!(colour, Idx(16..));
    let sixteen: fn(&Color) -> bool = |colour| matches!(colour, Idx(0..=15));
    let none: fn(&Color) -> bool = |colour| matches!(colour, Default);
    shows(&[], &[TRUECOLOR], exact);
    shows(&[], &[], fixed);
    shows(&[], &[("TERM", "xterm")], sixteen);
    shows(&["--color", "16"], &[TRUECOLOR], sixteen);
    shows(&[], &[TRUECOLOR, ("NO_COLOR", "1")], none);
    shows(&[], &[TRUECOLOR, ("NO_COLOR", "")], exact);
    shows(
        &["--color", "always"],
        &[TRUECOLOR, ("NO_COLOR", "1")],
        exact,
    );
    shows(&["--color", "never"], &[TRUECOLOR], none);
    shows(&[], &[("TERM", "vt220")], none);
}

#[test]
fn ascii_is_drawn_where_the_locale_or_the_person_says_so() {
    for (args, env) in [(&["--ascii"][..], &[][..]), (&[], &[("LC_ALL", "C")])] {
        let house = House::new();
        let mut at = started(&house, args, env);
        at.shows(&["BEGIN SOMETHING NEW"]);
        let shown = at.screen().contents();
        assert!(shown.is_ascii() && shown.contains("----"), "{shown}");
        at.press("\x11");
        at.assert_given_back();
    }
}
