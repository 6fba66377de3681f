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
    assert!(home.contains("2 No bus. What hurts.\nEverything"), "{home}");
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
    command.cwd(house.path(""));
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

/// One evening of one group, with words of its own script.
const EVENING: &str = r#"{"id": "evening", "title": "An evening", "framework": "F", "minutes": 40, "steps": [
    {"id": "story", "kind": "cards", "minutes": 10, "title": "The story", "ask": "What is the story behind the curve?"},
    {"id": "first", "kind": "vote", "minutes": 10, "title": "The vote", "ask": "Which first?", "draws_from": ["story"], "dots": 3},
    {"id": "plan", "kind": "plan", "minutes": 10, "title": "The plan", "ask": "Who does what?", "fields": [
        {"id": "who", "label": "Who"}, {"id": "due", "label": "Due", "type": "date"}]},
    {"id": "end", "kind": "recap", "minutes": 10, "title": "Read out", "ask": "What do we take home?"}]}"#;

/// What is heard is fit for a screen reader: nothing is told by where it stands, by how far it is set in or by a colour, and
/// every line says something.
#[track_caller]
fn assert_fit_to_be_read(text: &str) {
    for line in text.lines() {
        let spoken = line.strip_prefix("> ").unwrap_or(line);
        let collapsed = spoken.split_whitespace().collect::<Vec<_>>().join(" ");
        assert_eq!(collapsed, spoken, "spaces that nobody hears");
        assert!(!spoken.is_empty(), "a line that says nothing in:\n{text}");
        let drawn = spoken.chars().find(|c| "│─┌└▸●○█·✓…".contains(*c));
        assert_eq!(drawn, None, "drawn, not said: {spoken}");
    }
}

#[test]
fn an_evening_in_line_mode_from_silent_writing_over_a_vote_to_three_actions_and_the_report() {
    let house = House::new();
    house.write("home/config/upturn/sessions/evening.json", EVENING);
    let lines = [
        // Silent writing, and the reveal.
        "silence",
        "1",
        "Buses cut on the east side",
        "Parents on night shift",
        "reveal",
        "yes",
        "list",
        // The vote: opened with what it suggests, dots for the room, closed and counted.
        "next",
        "vote",
        "/cancel",
        "vote",
        "12",
        "",
        "",
        "",
        "",
        "1 20",
        "2",
        "vote",
        "yes",
        "time",
        // Three actions, with who and until when.
        "next",
        "Ask the district for one bus",
        "who: Devi",
        "due: 2027-03-01",
        "Walk in groups",
        "who: Eli",
        "Count the days again",
        "list",
        "next",
        "report",
        "more",
        "quit",
    ];
    let said = typed(
        &house,
        &["--plain", "new", "evening", "--title", "Evening"],
        &(lines.join("\n") + "\n"),
    );
    let said = heard(&said);
    assert_fit_to_be_read(&said);
    for words in [
        "Step 1 of 4: The story.",
        "Began silent writing.",
        "Revealed what was written.",
        "2 Parents on night shift.",
        "1 Private until the reveal. Names after that.",
        "You have 36 dots left.",
        "Closed and counted a round.",
        "Counted: Buses cut on the east side, 20 dots; Parents on night shift, 1 dot.",
        "1 now says: Ask the district for one bus. Who: Devi. Due: 2027-03-01.",
        "2 now says: Walk in groups. Who: Eli.",
        "Step 4 of 4: Read out.",
        "Everything is saved.",
    ] {
        assert!(said.contains(words), "{words:?} was not said:\n{said}");
    }
    let report = house.ok(&["show", "Evening"]);
    for words in [
        "12 people voted",
        "Ask the district for one bus",
        "Walk in groups",
        "Eli",
    ] {
        assert!(report.contains(words), "{report}");
    }
}

mod over_lines {
    //! Two seats in one process, each at the end of a line of bytes, as an SSH channel carries them.

    use tokio::time::{Duration, timeout};
    use upturn::{
        cli::{
            desk::LocalDesk,
            store::{Opened, Paths, open},
        },
        model::{At, Command, CommandId, Member, MemberId, Request, Role},
        say::Lang,
        term::{
            driver::{Ended, Start},
            line::{FarEnd, FromAfar, line},
            plain::PlainDriver,
        },
    };
    use uuid::Uuid;

    use super::House;

    const PATIENCE: Duration = Duration::from_secs(30);

    /// The far end of a line: somebody's client.
    struct Client {
        far: FarEnd,
        heard: String,
    }

    impl Client {
        async fn sends(&self, bytes: &[u8]) {
            self.far
                .to
                .send(FromAfar::Bytes(bytes.to_vec()))
                .await
                .unwrap();
        }

        /// Waits until these words were heard; answers what came up to then, and forgets it.
        async fn hears(&mut self, words: &str) -> String {
            while !self.heard.contains(words) {
                let frame = timeout(PATIENCE, self.far.frames.next()).await;
                let frame =
                    frame.unwrap_or_else(|_| panic!("{words:?} never came:\n{}", self.heard));
                self.heard += std::str::from_utf8(&frame.unwrap()).unwrap();
            }
            std::mem::take(&mut self.heard)
        }
    }

    #[test]
    fn two_seats_hear_each_other_between_lines_and_never_within_one() {
        let house = House::new();
        let id = house.ok(&["new", "turn-the-curve", "--no-open", "--title", "Pool"]);
        let id = id.trim().parse().unwrap();
        let paths = Paths::new(Some(&house.store())).unwrap();
        let Opened { lobby, store, me } = open(&paths).unwrap();
        let desk = LocalDesk::new(&paths, std::sync::Weak::new(), Vec::new());
        let bo = Member::new(MemberId(Uuid::now_v7()), "Bo", Role::Participant);
        let (mut near_ana, ana) = line();
        let (mut near_bo, far_bo) = line();
        let mut leads = PlainDriver::new(&desk, lobby.clone(), me, Lang::En, near_ana.to, true);
        let mut joins =
            PlainDriver::new(&desk, lobby.clone(), bo, Lang::Es, near_bo.to, true).of_guest();
        let talk = async {
            let mut ana = Client {
                far: ana,
                heard: String::new(),
            };
            let mut bo = Client {
                far: far_bo,
                heard: String::new(),
            };
            ana.hears("Step 1 of 10").await;
            bo.hears("Paso 1 de 10").await;
            ana.sends(b"go 5\n").await;
            ana.hears("Step 5 of 10").await;
            let moved = bo.hears("Paso 5 de 10").await;
            assert!(moved.contains("El grupo"), "{moved}");
            // Half a line has come, with half a letter: nothing is told into it.
            bo.sends(b"La alberca es gratis los vi\xc3").await;
            ana.sends(b"No bus on Fridays\n").await;
            ana.hears("now says: No bus on Fridays.").await;
            let silence = timeout(Duration::from_millis(1_500), bo.far.frames.next()).await;
            assert!(silence.is_err(), "told into a line: {silence:?}");
            // The rest of it: it is kept, and what was held back is told behind it.
            bo.sends(b"\xa9rnes\r\n").await;
            let told = bo.hears("No bus on Fridays").await;
            assert!(told.contains("La alberca es gratis los viérnes."), "{told}");
            assert!(
                !told.chars().any(|c| c.is_control() && c != '\n'),
                "{told:?}"
            );
            ana.hears("La alberca es gratis los viérnes").await;
            // A guest has no home to go to: they leave.
            bo.sends(b"inicio\n").await;
            ana.sends(b"\x04").await;
            // To ask for more says that what came was taken; only then is the next line read.
            let _ = timeout(Duration::from_secs(1), bo.far.frames.next()).await;
            bo
        };
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        let (ended, ended_bo) = runtime.block_on(async {
            leads.start(Start::Session(id, None)).await.unwrap();
            joins.start(Start::Session(id, None)).await.unwrap();
            let (ended, ended_bo, _bo) = tokio::join!(
                leads.run(&mut near_ana.from),
                joins.run(&mut near_bo.from),
                talk
            );
            (ended.unwrap(), ended_bo.unwrap())
        });
        assert_eq!((ended, ended_bo), (Ended::Gone, Ended::Left));
        assert!(leads.all_kept() && joins.all_kept());
        drop((leads, joins, lobby, runtime));
        drop(store);
        assert!(house.ok(&["show", "Pool"]).contains("La alberca es gratis"));
    }

    #[test]
    fn who_was_sent_away_is_read_nothing_when_they_come_again() {
        let house = House::new();
        let id = house.ok(&["new", "turn-the-curve", "--no-open", "--title", "Pool"]);
        let id = id.trim().parse().unwrap();
        let paths = Paths::new(Some(&house.store())).unwrap();
        let Opened { lobby, store, me } = open(&paths).unwrap();
        let desk = LocalDesk::new(&paths, std::sync::Weak::new(), Vec::new());
        let bo = Member::new(MemberId(Uuid::now_v7()), "Bo", Role::Participant);
        let (mut near, mut far) = line();
        let mut joins =
            PlainDriver::new(&desk, lobby.clone(), bo.clone(), Lang::En, near.to, true).of_guest();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .unwrap();
        let ended = runtime.block_on(async {
            let room = lobby.open(id).await.unwrap();
            room.join(CommandId(Uuid::now_v7()), At(1), bo.clone())
                .await
                .unwrap();
            let away = Member {
                out: true,
                ..bo.clone()
            };
            room.ask(Request {
                id: CommandId(Uuid::now_v7()),
                by: me.id,
                at: At(2),
                command: Command::ChangeMember { member: away },
            })
            .await
            .unwrap();
            joins.start(Start::Session(id, None)).await.unwrap();
            joins.run(&mut near.from).await.unwrap()
        });
        assert_eq!(ended, Ended::SentAway);
        let heard =
            runtime.block_on(async { timeout(Duration::from_millis(50), far.frames.next()).await });
        assert!(heard.is_err(), "they were told something: {heard:?}");
        drop((joins, lobby, runtime));
        drop(store);
    }
}

#[test]
fn a_name_of_ones_own_is_kept_from_start_to_start() {
    let house = House::new();
    let first = typed(
        &house,
        &["--plain"],
        "name\n\nname\nquit Ada\nname\n  \nquit\n",
    );
    let said = heard(&first);
    assert!(said.contains("You are quit Ada in every session"), "{said}");
    assert!(
        said.contains("You are quit Ada. Type another name"),
        "{said}"
    );
    // Another program, another day: a session that is begun then has that name in it.
    let second = typed(
        &house,
        &["--plain", "new", "turn-the-curve", "--title", "Pool"],
        "who\nquit\n",
    );
    let said = heard(&second);
    assert!(said.contains("quit Ada: "), "{said}");
    let third = typed(
        &house,
        &["--plain"],
        "name\nAda\n1\nwho\nhome\nname\n\nquit\n",
    );
    let said = heard(&third);
    // Where they have been they are called as they were, and at home as they want to be.
    assert!(said.contains("quit Ada: "), "{said}");
    assert!(
        said.ends_with("upturn` opens it again.\n") && said.contains("You are Ada. Type"),
        "{said}"
    );
}
