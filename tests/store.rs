//! What the store promises, tried: killed processes, damaged files, cut power.
//!
//! Every round draws from a seed that is printed when it fails; `UPTURN_ROUNDS=1000 cargo test --release --test store`
//! runs the long loops, and `UPTURN_SEED` repeats one round.
#![expect(clippy::expect_used, reason = "a test that cannot go on must fail")]

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use upturn::journal::{
    Finding, Journal, JournalError, NewRecord, Options, Reader, Record, Store, StreamId, wait,
};
use uuid::Uuid;

/// A small generator that gives the same numbers for the same seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn roll(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.roll() % (end.max(1) as u64)).expect("small")
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

/// How many rounds of a loop to run: `everyday`, or the share of the long ones that is asked for.
fn rounds(everyday: u64, share: u64) -> u64 {
    number("UPTURN_ROUNDS").map_or(everyday, |rounds| rounds / share)
}

/// Runs a round for each seed and names the seed of one that fails.
fn each_seed(rounds: u64, round: impl Fn(u64)) {
    if let Some(seed) = number("UPTURN_SEED") {
        return round(seed);
    }
    for seed in 0..rounds {
        let failed =
            std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| round(seed))).is_err();
        assert!(!failed, "repeat this round with UPTURN_SEED={seed}");
    }
}

fn session(n: usize) -> StreamId {
    StreamId::session(Uuid::from_u128(0x7000 + n as u128))
}

fn record(stream: StreamId, seq: u64) -> NewRecord {
    let text = if seq == 17 {
        "long ".repeat(30_000)
    } else {
        format!("card {seq} ").repeat(9)
    };
    NewRecord {
        id: Uuid::from_u128(stream.uuid().as_u128() << 32 | u128::from(seq)),
        body: format!("{{\"v\":1,\"stream\":\"{stream}\",\"seq\":{seq},\"text\":\"{text}\"}}"),
    }
}

fn open(folder: &Path) -> Store {
    Store::open(folder, Options { floor: 0 }).expect("the store opens")
}

fn findings(store: &Store) -> Vec<Finding> {
    store.verification().borrow().findings.clone()
}

fn lost(findings: &[Finding]) -> bool {
    findings
        .iter()
        .any(|finding| matches!(finding, Finding::Lost { .. }))
}

/// Asserts that records are exactly the first ones of a stream, and counts them.
fn first_ones(stream: StreamId, records: &[Record]) -> u64 {
    for (seq, found) in (0..).zip(records) {
        let expected = record(stream, seq);
        assert_eq!(found.seq, seq);
        assert_eq!((found.id, &found.body), (expected.id, &expected.body));
    }
    records.len() as u64
}

fn fill(folder: &Path, streams: usize, records: u64) -> Store {
    let store = open(folder);
    for stream in (0..streams).map(session) {
        add(&store, stream, 0, records);
    }
    store
}

fn add(store: &Store, stream: StreamId, from: u64, until: u64) {
    // One after the other, so that the same seed meets the same files.
    for seq in from..until {
        wait(store.append(stream, seq, record(stream, seq))).expect("saved");
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).expect("listed") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            all.extend(files(&path));
        } else {
            all.push(path);
        }
    }
    all.sort();
    all
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    fs::write(path, bytes).expect("written");
}

fn copy(from: &Path, to: &Path) {
    for file in files(from) {
        let target = to.join(file.strip_prefix(from).expect("below"));
        write(&target, &fs::read(&file).expect("read"));
    }
}

/// Does to a file what disks, transfers and people do.
fn damage(path: &Path, dice: &mut Dice) -> &'static str {
    let mut bytes = fs::read(path).expect("read");
    let length = bytes.len();
    let at = dice.below(length);
    let end = length.min(at + 1 + dice.below(5000));
    let what = match dice.below(7) {
        0 | 1 if length > 0 => {
            bytes[at] ^= 1 << dice.below(8);
            "one bit changed"
        }
        2 if length > 0 => {
            bytes[at..end].fill(0);
            "a stretch of zeros"
        }
        3 if length > 0 => {
            bytes[at..end].fill_with(|| dice.roll().to_le_bytes()[0]);
            "a stretch of noise"
        }
        4 => {
            bytes.truncate(at);
            "cut short"
        }
        5 => {
            bytes.extend((0..100).map(|_| dice.roll().to_le_bytes()[0]));
            "noise at the end"
        }
        _ => {
            fs::remove_file(path).expect("removed");
            return "removed";
        }
    };
    fs::write(path, bytes).expect("written");
    what
}

#[test]
fn one_damaged_file_loses_nothing() {
    let base = tempfile::tempdir().expect("a folder");
    drop(fill(base.path(), 3, 40));
    each_seed(rounds(100, 1), |seed| {
        let mut dice = Dice(seed);
        let folder = tempfile::tempdir().expect("a folder");
        copy(base.path(), folder.path());
        let all = files(folder.path());
        let path = &all[dice.below(all.len())];
        let what = damage(path, &mut dice);
        println!("seed {seed}: {} {what}", path.display());
        for opening in 0..2 {
            let store = open(folder.path());
            wait(store.verify(true)).expect("verified");
            let found = findings(&store);
            for stream in (0..3).map(session) {
                let records = wait(store.read(stream, 0)).expect("read");
                assert_eq!(first_ones(stream, &records), 40, "{stream}: {found:?}");
            }
            assert!(!lost(&found), "{found:?}");
            assert!(opening == 0 || found.is_empty(), "{found:?}");
            if opening == 1 {
                add(&store, session(0), 40, 42);
            }
        }
    });
}

#[test]
fn two_damaged_copies_lose_nothing_in_silence() {
    let base = tempfile::tempdir().expect("a folder");
    drop(fill(base.path(), 3, 40));
    each_seed(rounds(50, 2), |seed| {
        let mut dice = Dice(seed ^ 0xb07);
        let folder = tempfile::tempdir().expect("a folder");
        copy(base.path(), folder.path());
        let indexed = files(&folder.path().join("index"));
        let readable = files(&folder.path().join("journal"));
        // Two times of three the file that matters.
        let index = match dice.below(3) {
            0 => indexed[dice.below(indexed.len())].clone(),
            _ => folder.path().join("index/db"),
        };
        for path in [&index, &readable[dice.below(readable.len())]] {
            let what = damage(path, &mut dice);
            println!("seed {seed}: {} {what}", path.display());
        }
        let store = open(folder.path());
        wait(store.verify(true)).expect("verified");
        for stream in (0..3).map(session) {
            let kept = first_ones(stream, &wait(store.read(stream, 0)).expect("read"));
            let told = Finding::Lost {
                stream,
                kept,
                known: 40,
            };
            let found = findings(&store);
            assert!(
                kept == 40 || found.contains(&told),
                "{stream} kept {kept}: {found:?}"
            );
            add(&store, stream, kept, kept + 1);
        }
    });
}

/// What may be on the disk when the power goes while a file goes from `old` to `new`: each block the one or the other.
fn half_written(old: &[u8], new: &[u8], dice: &mut Dice) -> Vec<u8> {
    let grown = new.len().saturating_sub(old.len());
    let length = old.len().min(new.len()) + dice.below(grown + 1);
    let mut mixed = new[..length].to_vec();
    for start in (0..length).step_by(512) {
        let end = length.min(start + 512);
        if dice.below(2) == 0 {
            let known = old.len().clamp(start, end);
            mixed[known..end].fill(0);
            if start < known {
                mixed[start..known].copy_from_slice(&old[start..known]);
            }
        }
    }
    mixed
}

#[test]
fn a_power_cut_loses_nothing_that_was_acknowledged() {
    each_seed(rounds(40, 10), |seed| {
        let mut dice = Dice(seed ^ 0xc07);
        let folder = tempfile::tempdir().expect("a folder");
        let [live, before, cut] = ["live", "before", "cut"].map(|name| folder.path().join(name));
        let saved = 5 + dice.below(20) as u64;
        let store = fill(&live, 2, saved);
        copy(&live, &before);
        let more = 1 + dice.below(5) as u64;
        for stream in (0..2).map(session) {
            add(&store, stream, saved, saved + more);
        }
        // The readable copy is durable before the index is written, and both before the catalogue is.
        let phases = ["journal", "index", "catalogue"];
        let writing = dice.below(3);
        for file in files(&live) {
            let name = file.strip_prefix(&live).expect("below");
            let new = fs::read(&file).expect("read");
            let old = fs::read(before.join(name)).unwrap_or_default();
            let phase = phases
                .iter()
                .position(|phase| name.starts_with(phase))
                .unwrap_or(0);
            match phase.cmp(&writing) {
                Ordering::Less => write(&cut.join(name), &new),
                Ordering::Equal => write(&cut.join(name), &half_written(&old, &new, &mut dice)),
                Ordering::Greater if before.join(name).exists() => write(&cut.join(name), &old),
                Ordering::Greater => {}
            }
        }
        drop(store);
        let store = open(&cut);
        wait(store.verify(true)).expect("verified");
        let found = findings(&store);
        for stream in (0..2).map(session) {
            let kept = first_ones(stream, &wait(store.read(stream, 0)).expect("read"));
            assert!(kept >= saved, "{stream} has {kept} of {saved}: {found:?}");
        }
        assert!(!lost(&found), "{found:?}");
    });
}

const CHILD_STORE: &str = "UPTURN_TEST_CHILD_STORE";

/// Not a test of its own: the process that others kill. It saves records and names each one that was acknowledged.
#[test]
#[ignore = "other tests start it in a process of its own"]
fn child() {
    let Some(folder) = std::env::var_os(CHILD_STORE) else {
        return;
    };
    let store = open(Path::new(&folder));
    let mut out = std::io::stdout().lock();
    writeln!(out, "open").expect("told");
    let mut next = [0, 1].map(|at| wait(store.read(session(at), 0)).expect("read").len() as u64);
    for turn in 0.. {
        let at = turn % 2;
        let until = next[at] + 1 + turn as u64 % 3;
        let group: Vec<_> = (next[at]..until)
            .map(|seq| store.append(session(at), seq, record(session(at), seq)))
            .collect();
        for answer in group {
            let seq = wait(answer).expect("saved").seq;
            writeln!(out, "saved {at} {seq}").expect("told");
        }
        next[at] = until;
    }
}

fn start_child(folder: &Path) -> (Child, BufReader<ChildStdout>) {
    let mut child = Command::new(std::env::current_exe().expect("this program"))
        .args(["--ignored", "--exact", "child", "--nocapture"])
        .env(CHILD_STORE, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("started");
    let said = BufReader::new(child.stdout.take().expect("a pipe"));
    (child, said)
}

/// The next whole line that the child said; one that the kill cut off does not count.
fn next_line(said: &mut BufReader<ChildStdout>) -> Option<String> {
    let mut line = String::new();
    said.read_line(&mut line).ok()?;
    line.strip_suffix('\n').map(str::to_owned)
}

/// Takes up an acknowledgement.
fn note(line: &str, saved: &mut BTreeMap<usize, u64>) {
    if let ["saved", at, seq] = line.split(' ').collect::<Vec<_>>()[..] {
        let (at, seq): (usize, u64) =
            (at.parse().expect("a stream"), seq.parse().expect("a place"));
        let count = saved.entry(at).or_default();
        *count = (*count).max(seq + 1);
    }
}

#[test]
fn killing_the_process_loses_nothing_that_was_acknowledged() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut saved = BTreeMap::new();
    for round in 0..rounds(200, 1) {
        let mut dice = Dice(round ^ 0x9111);
        let (mut child, mut said) = start_child(folder.path());
        if dice.below(4) == 0 {
            // Somewhere while it starts, opens and heals.
            std::thread::sleep(Duration::from_micros(dice.roll() % 30_000));
        } else {
            for _ in 0..4 + dice.below(12) {
                let Some(line) = next_line(&mut said) else {
                    break;
                };
                note(&line, &mut saved);
            }
        }
        child.kill().expect("killed");
        while let Some(line) = next_line(&mut said) {
            note(&line, &mut saved);
        }
        child.wait().expect("ended");
        for (at, count) in &saved {
            let reading = Reader::open(folder.path()).and_then(|reader| reader.read(session(*at)));
            let reading = reading.expect("read");
            let found = first_ones(session(*at), &reading.records);
            assert!(
                found >= *count,
                "round {round}: {found} of {count}, {:?}",
                reading.trouble
            );
        }
        if round % 5 == 4 {
            let store = open(folder.path());
            wait(store.verify(true)).expect("verified");
            for (at, count) in &saved {
                let records = wait(store.read(session(*at), 0)).expect("read");
                assert!(
                    first_ones(session(*at), &records) >= *count,
                    "round {round}"
                );
            }
            assert_eq!(findings(&store), [], "round {round}");
        }
    }
    assert!(saved.values().sum::<u64>() > 0, "the child saved nothing");
    println!("acknowledged {saved:?}");
}

#[test]
fn a_second_process_is_refused_and_told_who_has_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let (mut child, mut said) = start_child(folder.path());
    while next_line(&mut said).is_some_and(|line| !line.starts_with("saved")) {}
    let start = Instant::now();
    let refused = Store::open(folder.path(), Options { floor: 0 }).err();
    println!("refused after {:?}", start.elapsed());
    child.kill().expect("killed");
    child.wait().expect("ended");
    let Some(JournalError::Locked { pid, .. }) = refused else {
        panic!("not refused: {refused:?}");
    };
    assert_eq!(pid, Some(child.id()));
}
