//! Two of the real program at one store, each at a terminal of its own: the second sits at the first through the private
//! socket.

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
    fs,
    io::{Read as _, Write as _},
    os::unix::{fs::PermissionsExt as _, net::UnixStream},
    path::PathBuf,
};

use house::House;
use pty::Program;
use rustix::process::Signal;
use table::upturn;

/// A house with one session, open at a terminal.
fn open(house: &House) -> Program {
    house.ok(&["new", "turn-the-curve", "--no-open", "--title", "Pool"]);
    let mut first = upturn(house, &["open", "Pool", "--at", "story"], 100, 30);
    first.shows(&["What pushes this curve", "saved ✓"]);
    first
}

fn sockets(house: &House) -> Vec<PathBuf> {
    let folder = house.path("home/state/upturn/run");
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.map(|entry| entry.unwrap().path()).collect()
}

fn socket(house: &House) -> PathBuf {
    let all = sockets(house);
    assert_eq!(all.len(), 1, "{all:?}");
    all[0].clone()
}

#[test]
fn what_one_types_appears_at_the_other_and_either_leaves_alone() {
    let house = House::new();
    let mut first = open(&house);
    let mut second = upturn(&house, &["open", "Pool"], 80, 24);
    second.shows(&["What pushes this curve", "saved ✓"]);
    assert!(second.screen().alternate_screen() && second.screen().bracketed_paste());
    second.press("nThe pool");
    second.shows(&["The pool"]);
    second.press(" is f");
    second.press("ree\r");
    first.shows(&["WHAT HELPS (1)", "The pool is free"]);
    second.press("\x1b");
    second.shows(&["q home"]);
    first.press("nBuses cut\r");
    second.shows(&["WHAT HELPS (2)", "Buses cut"]);
    // Sizes are each seat's own.
    second.resize(120, 40);
    second.wait_for("the agenda beside the page", |screen| {
        let rows: Vec<String> = screen.rows(0, 120).collect();
        rows.len() == 40 && rows[2..].iter().any(|row| row.contains('│'))
    });
    // The second leaves; its terminal is as before, and the first goes on.
    second.press("\x11");
    second.press("q");
    second.shows(&["stored on this computer"]);
    second.press("\x11");
    second.shows(&["Everything is saved."]);
    second.assert_given_back();
    assert_eq!(second.ended(), 0);
    first.press("Rent went up\r");
    first.shows(&["WHAT HELPS (3)", "Rent went up"]);
    first.kill();
}

#[test]
fn the_same_person_writes_at_two_seats_and_both_are_kept() {
    let house = House::new();
    let mut first = open(&house);
    first.press("nOne half");
    first.shows(&["One half"]);
    first.wait_until("the draft", || house.holding("One half").len() == 1);
    let mut second = upturn(&house, &["open", "Pool"], 80, 24);
    second.shows(&["What pushes this curve", "q home"]);
    second.press("nOther");
    second.shows(&["Other"]);
    second.press(" half\r");
    first.shows(&["WHAT HELPS (1)", "Other half"]);
    second.press("Third");
    second.shows(&["Third"]);
    second.wait_until("the draft", || house.holding("Third").len() == 1);
    first.press(" of it\r");
    second.shows(&["One half of it"]);
    first.kill();
    second.shows(&["has ended."]);
    let mut again = upturn(&house, &["open", "Pool"], 80, 24);
    again.shows(&["Third", "WHAT HELPS (2)"]);
    again.kill();
}

#[test]
fn the_home_screen_is_shared_too() {
    let house = House::new();
    let mut first = open(&house);
    let mut second = upturn(&house, &[], 80, 24);
    second.shows(&["stored on this computer", "Pool"]);
    second.press("\r");
    second.shows(&["What pushes this curve"]);
    first.press("nBuses cut\r");
    second.shows(&["Buses cut"]);
    first.kill();
}

#[test]
fn where_the_first_ends_the_second_is_told_and_keeps_what_it_was_writing() {
    let house = House::new();
    let mut first = open(&house);
    let mut second = upturn(&house, &["open", "Pool"], 80, 24);
    second.shows(&["What pushes this curve"]);
    second.press("nHalf a");
    second.shows(&["Half a"]);
    first.press("q");
    first.shows(&["stored on this computer"]);
    first.press("\x11");
    first.shows(&["Everything is saved."]);
    assert_eq!(first.ended(), 0);
    second.shows(&["belonged to has ended.", "is saved"]);
    second.assert_given_back();
    assert_eq!(second.ended(), 69);
    assert_eq!(sockets(&house), Vec::<PathBuf>::new());
    let mut again = upturn(&house, &["open", "Pool"], 80, 24);
    again.shows(&["Half a"]);
    again.kill();
    assert_eq!(house.holding("Half a").len(), 1);
}

#[test]
fn a_killed_program_leaves_a_socket_that_the_next_replaces() {
    let house = House::new();
    let first = open(&house);
    let mut second = upturn(&house, &["open", "Pool"], 80, 24);
    second.shows(&["What pushes this curve"]);
    first.kill();
    second.shows(&["belonged to has ended."]);
    second.assert_given_back();
    assert_eq!(second.ended(), 69);
    let stale = socket(&house);
    // Nobody listens there any more, and the store is free.
    assert!(UnixStream::connect(&stale).is_err());
    let mut next = upturn(&house, &["open", "Pool", "--at", "story"], 100, 30);
    next.shows(&["What pushes this curve"]);
    assert_eq!(socket(&house), stale);
    let mut beside = upturn(&house, &["open", "Pool"], 80, 24);
    beside.shows(&["What pushes this curve"]);
    beside.kill();
    next.kill();
}

#[test]
fn signals_and_a_closed_window_end_the_second_alone() {
    let house = House::new();
    let mut first = open(&house);
    for (signal, code) in [(Signal::TERM, 143), (Signal::INT, 130), (Signal::HUP, 129)] {
        let mut second = upturn(&house, &["open", "Pool"], 80, 24);
        second.shows(&["What pushes this curve"]);
        second.signal(signal);
        second.assert_given_back();
        assert_eq!(second.ended(), code);
    }
    let mut second = upturn(&house, &["open", "Pool"], 80, 24);
    second.shows(&["What pushes this curve"]);
    assert_ne!(second.close_window(), 0);
    first.press("nBuses cut\r");
    first.shows(&["WHAT HELPS (1)", "Buses cut"]);
    first.kill();
}

#[test]
fn what_cannot_be_had_is_said_without_touching_the_screen() {
    let house = House::new();
    let first = open(&house);
    for (asked, said, code) in [
        (&["open", "Nowhere"][..], "No session fits “Nowhere”", 64),
        (&["open", "Pool", "--at", "moon"], "has no step “moon”", 64),
        (&["--theme", "pink", "open", "Pool"], "no theme “pink”", 64),
        (&["projector", "Nowhere"], "No session fits “Nowhere”", 64),
    ] {
        let mut second = upturn(&house, asked, 100, 24);
        second.shows(&[said]);
        second.assert_given_back();
        assert_eq!(second.ended(), code, "{asked:?}");
    }
    // Without a terminal there is nothing to lend.
    assert!(house.fails(64, &["open", "Pool"]).contains("terminal"));
    // What reads needs nobody; what writes says who has the store.
    assert!(house.ok(&["list"]).contains("Pool"));
    assert!(house.ok(&["show", "Pool"]).contains("Pool"));
    for writes in [
        &["new", "turn-the-curve", "--no-open"][..],
        &["demo", "--no-open"],
    ] {
        assert!(house.fails(69, writes).contains("close that one first"));
    }
    first.kill();
}

#[test]
fn the_socket_is_private_and_strangers_are_hung_up_on() {
    let house = House::new();
    let mut first = open(&house);
    let path = socket(&house);
    let mode = |path: &PathBuf| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&path), 0o600);
    assert_eq!(mode(&path.parent().unwrap().to_owned()), 0o700);
    for said in [
        &b"GET / HTTP/1.0\r\n\r\n"[..],
        b"upturn\0\x02H\0\0\0\x02{}",
        b"upturn\0\x01H\0\0\0\x02{}",
        b"upturn\0\x01H\xff\xff\xff\xff",
        b"upturn\0\x01I\0\0\0\x01x",
    ] {
        let mut stranger = UnixStream::connect(&path).unwrap();
        stranger.write_all(said).unwrap();
        let mut answer = Vec::new();
        // A greeting at the most; then it is over, whether or not all was read.
        let _ = stranger.read_to_end(&mut answer);
        assert!(b"upturn\0\x01".starts_with(&answer), "{answer:?}");
    }
    // Many who say nothing keep nobody out.
    let silent: Vec<_> = (0..20)
        .map(|_| UnixStream::connect(&path).unwrap())
        .collect();
    let mut second = upturn(&house, &["open", "Pool"], 80, 24);
    second.shows(&["What pushes this curve"]);
    drop(silent);
    first.press("nBuses cut\r");
    second.shows(&["Buses cut"]);
    second.kill();
    first.kill();
}

#[test]
fn another_version_or_nobody_who_listens_is_told_as_before() {
    let house = House::new();
    let first = open(&house);
    let path = socket(&house);
    fs::remove_file(&path).unwrap();
    assert!(
        house
            .fails(69, &["open", "Pool"])
            .contains("close that one first")
    );
    let other = std::os::unix::net::UnixListener::bind(&path).unwrap();
    let answers = std::thread::spawn(move || {
        let (mut stream, _) = other.accept().unwrap();
        stream.write_all(b"upturn\0\x09").unwrap();
    });
    assert!(
        house
            .fails(69, &["open", "Pool"])
            .contains("close that one first")
    );
    answers.join().unwrap();
    first.kill();
}

#[test]
fn the_wall_follows_the_room_and_shows_what_everybody_may_see() {
    let house = House::new();
    let mut first = open(&house);
    let mut wall = upturn(&house, &["projector"], 80, 24);
    wall.shows(&["Pool", "W H A T   P U S H E S"]);
    first.press("nBuses cut\r");
    wall.shows(&["Buses cut"]);
    first.shows(&["Buses cut", "Esc stop"]);
    // The facilitator's side stays with whoever leads.
    first.press("\x1b");
    first.shows(&["q home"]);
    first.press("o");
    first.shows(&["FOR WHOEVER LEADS", "Five quiet minutes"]);
    first.press("nRent went up\r");
    wall.shows(&["Rent went up"]);
    assert!(!wall.screen().contents().contains("quiet minutes"));
    first.shows(&["Rent went up", "Esc stop"]);
    first.press("\x1b");
    first.shows(&["q home"]);
    first.press("]");
    wall.wait_for("the next page", |screen| {
        !screen.contents().contains("Buses cut")
    });
    // It asks nothing: no key of its own changes the session.
    wall.press("nX");
    wall.press("q");
    wall.assert_given_back();
    assert_eq!(wall.ended(), 0);
    first.kill();
    assert!(!house.ok(&["show", "Pool"]).contains('X'));
}

#[test]
fn a_wall_without_anything_open_says_what_to_do() {
    let house = House::new();
    assert!(
        house
            .fails(64, &["projector"])
            .contains("upturn open SESSION")
    );
    house.ok(&["new", "turn-the-curve", "--no-open", "--title", "Pool"]);
    assert!(
        house
            .fails(64, &["projector"])
            .contains("upturn open SESSION")
    );
    let mut first = upturn(&house, &[], 80, 24);
    first.shows(&["stored on this computer"]);
    let mut wall = upturn(&house, &["projector"], 100, 24);
    wall.shows(&["upturn open SESSION"]);
    assert_eq!(wall.ended(), 64);
    first.kill();
}
