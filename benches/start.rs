//! From the start of the program to the home screen with 500 sessions in the store, and what a search there costs for
//! each key. Run by hand, never in the test suite.
//!
//! All of it happens in this process: what the system needs to load a program is not measured.

#![expect(
    clippy::expect_used,
    reason = "a benchmark that cannot go on must fail"
)]
#![expect(clippy::print_stdout, reason = "the percentiles are its result")]

use std::{
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use ratatui::{buffer::Buffer, layout::Rect};
use upturn::{
    content::{Library, demo::demo_commands},
    journal::{Journal, NewRecord, Options, Store, wait},
    model::{At, CommandId, Member, MemberId, Record, Request, Role, Session, SessionId, Summary},
    room::{lobby::Lobby, stream},
    say::Lang,
    ui::{
        home::{ScriptLine, Sessions},
        input::{Chord, Input},
        seat::{Looks, Seat, Told, World},
        theme::{Depth, Theme},
    },
};
use uuid::Uuid;

const SESSIONS: u128 = 500;
const ME: MemberId = MemberId(Uuid::from_u128(1));
const AREA: Rect = Rect::new(0, 0, 120, 40);

/// The records of the example: a whole talk, as one that took two hours leaves it.
fn talk(id: SessionId) -> Vec<Record> {
    let mut made = id.0.as_u128() << 40;
    let mut ids = || {
        made += 1;
        Uuid::from_u128(made)
    };
    let you = Member::new(ME, "Ana", Role::Facilitator);
    let commands = demo_commands(&mut ids, you);
    let mut session = Session::new(id);
    let mut records = Vec::new();
    for (n, command) in (0..).zip(commands) {
        let request = Request {
            id: CommandId(ids()),
            by: ME,
            at: At(1_700_000_000_000 + n),
            command,
        };
        let ev = session.decide(&request).expect("accepted");
        let Request { id, by, at, .. } = request;
        let v = Record::VERSION;
        let record = Record { v, id, at, by, ev };
        records.push(record.clone());
        session.apply(record);
    }
    records
}

fn fill(folder: &Path) -> usize {
    let store = Store::open(folder, Options::default()).expect("a store");
    let mut saved = 0;
    for n in 0..SESSIONS {
        let id = SessionId(Uuid::from_u128(n + 10));
        let answers: Vec<_> = (0..)
            .zip(talk(id))
            .map(|(seq, record)| {
                let body = record.encode().expect("encodes");
                let id_of = record.id.0;
                store.append(stream(id), seq, NewRecord { id: id_of, body })
            })
            .collect();
        saved += answers.len();
        for answer in answers {
            wait(answer).expect("saved");
        }
    }
    saved
}

fn scripts(library: &Library) -> Arc<[ScriptLine]> {
    let line = |shelved: &upturn::content::library::Shelved| {
        ScriptLine::of(&shelved.script, false, Lang::En)
    };
    library.iter().map(line).collect()
}

fn seat() -> Seat {
    let looks = Looks {
        theme: Theme::terminal(Depth::Truecolor),
        lang: Lang::En,
        ascii: false,
        thick: false,
    };
    Seat::new(ME, looks, AREA.width, AREA.height)
}

fn tell(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    println!("{what}: p50 {:?}, p99 {:?}", at(50), at(99));
}

/// Opens the store, lists its sessions, reads scripts and theme, draws the home screen.
fn start(folder: &Path, kept: Option<&Path>) -> [Duration; 3] {
    let start = Instant::now();
    let store: Arc<dyn Journal> =
        Arc::new(Store::open(folder, Options::default()).expect("a store"));
    let opened = start.elapsed();
    let lobby = Lobby::new(store, kept.map(Path::to_path_buf));
    let listing = wait(lobby.list()).expect("listed");
    let listed = start.elapsed();
    assert_eq!(listing.sessions.len(), 500, "{:?}", listing.troubles);
    let sessions = Sessions {
        sessions: listing.sessions.into(),
        scripts: scripts(&Library::shipped()),
        ..Sessions::default()
    };
    let mut buf = Buffer::empty(AREA);
    seat().draw(World::Home(&sessions), &mut buf);
    [opened, listed.saturating_sub(opened), start.elapsed()]
}

/// Types words and takes them back, with a frame for each key.
fn search(entries: u32) {
    let titles = [
        "Reading by nine",
        "Smoking in school",
        "Buses to the east side",
        "Children in care",
        "Asthma and homes",
        "Missed days",
        "Jobs for the young",
        "Clean water",
        "Falls at home",
        "First-time mothers",
    ];
    let summary = |n: u32| Summary {
        id: SessionId(Uuid::from_u128(u128::from(n) + 1)),
        title: format!("{} in district {n}", titles[n as usize % titles.len()]).into(),
        script: "Turn the curve".into(),
        step: 4,
        steps: 10,
        step_name: "The curve".into(),
        changed: At(1_700_000_000_000 + i64::from(n)),
        closed: false,
        open_actions: 3,
        cards: 40,
    };
    let sessions = Sessions {
        sessions: (0..entries).map(summary).collect(),
        scripts: scripts(&Library::shipped()),
        ..Sessions::default()
    };
    let mut seat = seat();
    let mut buf = Buffer::empty(AREA);
    let begin = Instant::now();
    seat.draw(World::Home(&sessions), &mut buf);
    println!("{entries} entries: first frame {:?}", begin.elapsed());
    let mut times = Vec::new();
    let mut worst = (Duration::ZERO, String::new());
    for words in [
        "east bus 4",
        "smoking 17",
        "district",
        "e a i",
        "zzz",
        "asthma 99 homes",
    ] {
        for end in 0..words.len() {
            let c = words[end..].chars().next().unwrap_or(' ');
            let start = Instant::now();
            press(&mut seat, &sessions, Chord::char(c));
            seat.draw(World::Home(&sessions), &mut buf);
            times.push(start.elapsed());
            if start.elapsed() > worst.0 {
                worst = (start.elapsed(), words[..=end].to_owned());
            }
        }
        press(&mut seat, &sessions, Chord::ctrl('u'));
    }
    tell(&format!("{entries} entries: one key of a search"), times);
    println!(
        "{entries} entries: the slowest, {:?}, was “{}”",
        worst.0, worst.1
    );
}

fn press(seat: &mut Seat, sessions: &Sessions, chord: Chord) {
    let mut ids = Uuid::now_v7;
    let world = World::Home(sessions);
    let now = At(1_800_000_000_000);
    let mut told = Told {
        world,
        now,
        ids: &mut ids,
    };
    seat.update(Input::Key(chord), &mut told);
}

fn main() {
    search(10_000);
    search(100_000);
    let folder = tempfile::tempdir().expect("a folder");
    let saved = fill(folder.path());
    println!("{SESSIONS} sessions, {saved} records");
    let kept = folder.path().join("home.json");
    let starts = |what: &str, times: Vec<[Duration; 3]>| {
        let part = |at: usize| times.iter().map(|parts| parts[at]).collect();
        tell(&format!("{what}: opening the store"), part(0));
        tell(&format!("{what}: listing its sessions"), part(1));
        tell(&format!("{what}: start to home"), part(2));
    };
    starts(
        "nothing kept",
        (0..5).map(|_| start(folder.path(), None)).collect(),
    );
    start(folder.path(), Some(&kept));
    starts(
        "summaries kept",
        (0..20).map(|_| start(folder.path(), Some(&kept))).collect(),
    );
}
