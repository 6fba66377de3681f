//! Loads a server with people who type, and measures what the others see; beside it OpenSSH with a shared tmux session.
//!
//! ```text
//! cargo build --release --bin upturn
//! cargo run --release --example load                          # 2, 10, 25, 50, 100 and 200 seats, and the peer
//! cargo run --release --example load -- --seats 2,25 --json   # a line of JSON for each row
//! cargo run --release --example load -- --address 127.0.0.1:2222 --code CODE --pid PID
//! ```
//!
//! A seat joins by code, alternately 120 × 40 and 80 × 24, and lays a card of its own on a checklist. A *change* is a key
//! that answers a question: a command that is on disk before anybody sees it. Rows:
//!
//! - `upturn`: one seat changes something, every 100 ms on average, while nobody else does; until it is on the screen of the
//!   second, and on all screens.
//! - `upturn, load`: the same, while each of the others makes a change a second at random times (Poisson; `--rate`).
//! - `upturn, load, one stalled, one slow`: two more seats of which one reads nothing and one 1,000 bytes a second. They
//!   are not waited for.
//! - `tmux + OpenSSH`: a key to `cat` in a shared tmux session, through the same client. Nothing of it is saved. It is left
//!   out where `sshd` or `tmux` is not there (`apt install openssh-server tmux`).
//!
//! What is watched is the line that counts the answers, on all screens; under load, where it changes all the time, the line
//! of the question that the first seat answers, on the screens of the first nine, who have it in sight.
//!
//! Screens are those of a terminal in memory; a time is that at which the bytes came out of the SSH stream of the client. Bytes
//! are those that came in over TCP, encrypted, counted at the socket of the client: without headers of TCP and IP. Clients and
//! server share the machine: with many seats the clients' half of the encryption is in the figures. The raw sync is an 80-byte
//! append and an `fdatasync` in the folder of the store; a record in both copies is what the disk takes of every change: what
//! the peer does not do. Everything is bounded, and only 127.0.0.1 is talked to.

use std::{
    error::Error,
    fs::{self, OpenOptions},
    io::Write as _,
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use clap::Parser;
use tokio::time::sleep;
use upturn::journal::{Journal as _, NewRecord, Options, Store, StreamId, wait};
use uuid::Uuid;

#[path = "load/client.rs"]
mod client;
#[path = "load/server.rs"]
mod server;

use client::{Client, Reads};
use server::{IN_SIGHT, Server};

type Fallible<T> = Result<T, Box<dyn Error + Send + Sync>>;

/// How long a change may take until it counts as lost.
const LOST: Duration = Duration::from_secs(5);

/// Loads a server, and measures what the others see.
#[derive(Parser)]
struct Args {
    /// How many seats, in turn
    #[arg(long, value_delimiter = ',', default_values_t = [2, 10, 25, 50, 100, 200])]
    seats: Vec<usize>,
    /// Changes that are timed in each row
    #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u32).range(1..=10_000))]
    changes: u32,
    /// Changes a second of each other seat under load
    #[arg(long, default_value_t = 1.0)]
    rate: f64,
    /// The program to be measured
    #[arg(long, default_value = "target/release/upturn")]
    program: PathBuf,
    /// The folder whose disk is written to; that of temporary files where it is left out
    #[arg(long)]
    disk: Option<PathBuf>,
    /// A server that runs already, with a fresh session of the script that this example makes
    #[arg(long, requires_all = ["code", "pid"])]
    address: Option<SocketAddr>,
    /// Its code
    #[arg(long)]
    code: Option<String>,
    /// Its process
    #[arg(long)]
    pid: Option<u32>,
    /// Leave OpenSSH and tmux out
    #[arg(long)]
    alone: bool,
    /// A line of JSON for each row
    #[arg(long)]
    json: bool,
}

/// Times of which most are alike.
#[derive(Default)]
struct Times(Vec<Duration>);

impl Times {
    fn at(&self, part: f64) -> f64 {
        let mut all = self.0.clone();
        all.sort_unstable();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            clippy::cast_precision_loss,
            reason = "a place in a list of some thousands"
        )]
        let at = (all.len().saturating_sub(1) as f64 * part).round() as usize;
        all.get(at)
            .map_or(f64::NAN, |time| time.as_secs_f64() * 1e3)
    }

    fn row(&self) -> [f64; 3] {
        [self.at(0.5), self.at(0.95), self.at(0.99)]
    }
}

/// A row of the table.
#[derive(serde::Serialize)]
struct Row {
    what: &'static str,
    seats: usize,
    /// Milliseconds until the second has it: half, 95 and 99 of a hundred.
    second: [f64; 3],
    /// Until all have it.
    all: [f64; 3],
    lost: usize,
    /// TCP bytes for each change and client.
    bytes: f64,
    /// TCP bytes for a letter that the client itself types.
    letter: Option<f64>,
    /// Megabytes of the server for each client.
    memory: f64,
    /// Milliseconds of processor time for 1,000 changes.
    cpu: f64,
}

fn main() -> Fallible<()> {
    let args = Args::parse();
    let threads = tokio::runtime::Builder::new_multi_thread();
    let mut threads = threads;
    let runtime = threads.worker_threads(2).enable_all().build()?;
    let disk = args.disk.clone().unwrap_or_else(std::env::temp_dir);
    let (sync, saved) = (raw_sync(&disk)?, saved(&disk)?);
    if args.json {
        let both = serde_json::json!({"raw_sync_ms": sync.row(), "record_saved_ms": saved.row()});
        say(&both.to_string())?;
    } else {
        for (what, times) in [("raw fdatasync", sync), ("a record in both copies", saved)] {
            let [half, most, nearly_all] = times.row();
            let folder = disk.display();
            say(&format!(
                "{what} in {folder}: p50 {half:.2} ms, p95 {most:.2}, p99 {nearly_all:.2}"
            ))?;
        }
        say(&format!(
            "\n{:>5} {:38} {:>22} {:>22} {:>4} {:>6} {:>6} {:>6} {:>7}",
            "seats",
            "",
            "on B's screen, ms",
            "on all screens, ms",
            "lost",
            "bytes",
            "letter",
            "MB",
            "CPU ms"
        ))?;
        say(&format!(
            "{:>5} {:38} {:>22} {:>22} {:>4} {:>6} {:>6} {:>6} {:>7}",
            "", "", "p50 p95 p99", "p50 p95 p99", "", "change", "", "/client", "/1,000"
        ))?;
    }
    for seats in args.seats.iter().map(|seats| (*seats).clamp(2, 250)) {
        runtime.block_on(upturn(&args, seats))?;
        if !args.alone && args.address.is_none() {
            match Server::peer() {
                Ok(peer) => runtime.block_on(tmux(&args, &peer, seats))?,
                Err(missing) => say(&format!("{seats:>5} tmux + OpenSSH left out: {missing}"))?,
            }
        }
    }
    Ok(())
}

fn say(line: &str) -> Fallible<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

fn print(args: &Args, row: &Row) -> Fallible<()> {
    if args.json {
        return say(&serde_json::to_string(row)?);
    }
    let three = |[half, most, nearly_all]: [f64; 3]| format!("{half:.2} {most:.2} {nearly_all:.2}");
    let letter = row
        .letter
        .map_or(String::new(), |letter| format!("{letter:.0}"));
    say(&format!(
        "{:>5} {:38} {:>22} {:>22} {:>4} {:>6.0} {:>6} {:>6.2} {:>7.0}",
        row.seats,
        row.what,
        three(row.second),
        three(row.all),
        row.lost,
        row.bytes,
        letter,
        row.memory,
        row.cpu
    ))
}

/// What the disk takes for a small write that is synced.
fn raw_sync(folder: &Path) -> Fallible<Times> {
    let folder = tempfile::tempdir_in(folder)?;
    let path = folder.path().join("sync");
    let mut file = OpenOptions::new().create(true).append(true).open(&path)?;
    let mut times = Times::default();
    for _ in 0..100 {
        let begin = Instant::now();
        file.write_all(&[b'x'; 80])?;
        file.sync_data()?;
        times.0.push(begin.elapsed());
    }
    fs::remove_file(path)?;
    Ok(times)
}

/// What it takes until a record is on disk as every change is, both copies of it; as seldom as changes come here.
fn saved(folder: &Path) -> Fallible<Times> {
    let folder = tempfile::tempdir_in(folder)?;
    let store = Store::open(folder.path(), Options { floor: 0 })?;
    let mut times = Times::default();
    for n in 0..60 {
        std::thread::sleep(Duration::from_millis(50));
        let record = NewRecord {
            id: Uuid::now_v7(),
            body: serde_json::json!({"v": 1, "ev": "x".repeat(200)}).to_string(),
        };
        let begin = Instant::now();
        wait(store.append(StreamId::SCORECARD, n, record))?;
        times.0.push(begin.elapsed());
    }
    Ok(times)
}

fn size(n: usize) -> (u16, u16) {
    if n.is_multiple_of(2) {
        (120, 40)
    } else {
        (80, 24)
    }
}

async fn upturn(args: &Args, seats: usize) -> Fallible<()> {
    let server = match (args.address, &args.code, args.pid) {
        (Some(address), Some(code), Some(pid)) if address.ip().is_loopback() => {
            Server::at(address, code, pid)
        }
        (Some(_), ..) => return Err("only a server on this machine is loaded".into()),
        _ => Server::upturn(&args.program, args.disk.as_deref())?,
    };
    let empty = server.used().memory;
    let mut clients = Vec::new();
    for n in 0..seats {
        clients.push(Arc::new(sit(&server, n).await?));
    }
    for client in &clients {
        client.watch("answered").await?;
    }
    // What is drawn for those who came last is through.
    sleep(Duration::from_millis(500)).await;
    let seated = server.used().memory;
    #[expect(clippy::cast_precision_loss, reason = "megabytes")]
    let memory = seated.saturating_sub(empty) as f64 / 1e6 / seats as f64;
    let all: Vec<_> = clients.iter().collect();
    let mut row = Row {
        what: "upturn",
        memory,
        ..quiet(args, &server, &all, [b" ", b" "]).await?
    };
    row.letter = Some(letters(&clients[1]).await?);
    print(args, &row)?;
    let row = Row {
        what: "upturn, load",
        memory,
        ..loaded(args, &server, &clients).await?
    };
    print(args, &row)?;
    for (n, how) in [(seats, Reads::Nothing), (seats + 1, Reads::Slowly)] {
        let lame = sit(&server, n).await?;
        lame.tap.reads(how);
        clients.push(Arc::new(lame));
    }
    let lame = clients.split_off(seats);
    let row = Row {
        what: "upturn, load, one stalled, one slow",
        memory,
        ..loaded(args, &server, &clients).await?
    };
    drop(lame);
    print(args, &row)
}

/// Joins, and lays a card that is this seat's own.
async fn sit(server: &Server, n: usize) -> Fallible<Client> {
    let client = Client::join(
        server.address,
        &format!("seat{n:03}"),
        &server.pass,
        size(n),
    )
    .await?;
    client.sees("return code").await?;
    client.keys(b"\x1b").await?;
    client.sees("Question 000").await?;
    if n < IN_SIGHT {
        client.keys(&b"j".repeat(n)).await?;
        client.keys(b" ").await?;
    } else {
        client.keys(b"n").await?;
        client.keys(format!("Own {n:03}").as_bytes()).await?;
        client.keys(b"\r").await?;
        client.sees(&format!("Own {n:03}")).await?;
        // A form for the next one stands open.
        client.keys(b"\x1b").await?;
        sleep(Duration::from_millis(60)).await;
        client.keys(b" ").await?;
    }
    Ok(client)
}

/// Changes of the first while nobody else does anything, with these two keys by turns.
async fn quiet(
    args: &Args,
    server: &Server,
    clients: &[&Arc<Client>],
    keys: [&[u8]; 2],
) -> Fallible<Row> {
    // The first is drawn from nothing and is not timed.
    timed(clients, keys[0]).await?;
    sleep(Duration::from_millis(300)).await;
    let (before, cpu) = (carried(clients), server.used().cpu);
    let mut seen = Seen::default();
    let mut rhythm = Rhythm::new(7);
    for n in 0..args.changes {
        sleep(rhythm.next(10.0)).await;
        seen.take(timed(clients, keys[(n as usize + 1) % 2]).await?);
    }
    sleep(Duration::from_millis(200)).await;
    let changes = f64::from(args.changes);
    Ok(seen.row(
        clients.len(),
        changes,
        carried(clients) - before,
        server.used().cpu.saturating_sub(cpu),
    ))
}

/// Changes of the first while each of the others makes some too.
async fn loaded(args: &Args, server: &Server, clients: &[Arc<Client>]) -> Fallible<Row> {
    let over = Arc::new(AtomicBool::new(false));
    let made = Arc::new(AtomicU64::new(0));
    let mut typing = Vec::new();
    for (n, client) in clients.iter().enumerate().skip(1) {
        let (client, over, made) = (Arc::clone(client), Arc::clone(&over), Arc::clone(&made));
        let mut rhythm = Rhythm::new(n as u64 * 7_919 + 1);
        let rate = args.rate;
        typing.push(tokio::spawn(async move {
            loop {
                sleep(rhythm.next(rate)).await;
                if over.load(Ordering::Relaxed) || client.keys(b" ").await.is_err() {
                    return;
                }
                made.fetch_add(1, Ordering::Relaxed);
            }
        }));
    }
    sleep(Duration::from_secs(2)).await;
    let clients: Vec<_> = clients.iter().collect();
    let in_sight = &clients[..clients.len().min(IN_SIGHT)];
    for client in in_sight {
        client.watch("Question 000").await?;
    }
    let (before, cpu, others) = (
        carried(&clients),
        server.used().cpu,
        made.load(Ordering::Relaxed),
    );
    let mut seen = Seen::default();
    let mut rhythm = Rhythm::new(7);
    for _ in 0..args.changes {
        sleep(rhythm.next(4.0)).await;
        seen.take(timed(in_sight, b" ").await?);
    }
    #[expect(clippy::cast_precision_loss, reason = "some thousands")]
    let changes = (made.load(Ordering::Relaxed) - others) as f64 + f64::from(args.changes);
    let row = seen.row(
        clients.len(),
        changes,
        carried(&clients) - before,
        server.used().cpu.saturating_sub(cpu),
    );
    over.store(true, Ordering::Relaxed);
    for one in typing {
        one.abort();
    }
    sleep(Duration::from_millis(500)).await;
    Ok(row)
}

/// Times of changes as they were seen.
#[derive(Default)]
struct Seen {
    second: Times,
    all: Times,
    lost: usize,
}

impl Seen {
    fn take(&mut self, (second, all): (Option<Duration>, Option<Duration>)) {
        self.lost += usize::from(all.is_none());
        self.second.0.extend(second);
        self.all.0.extend(all);
    }

    #[expect(clippy::cast_precision_loss, reason = "bytes and seats")]
    fn row(&self, seats: usize, changes: f64, bytes: u64, cpu: Duration) -> Row {
        Row {
            what: "",
            seats,
            second: self.second.row(),
            all: self.all.row(),
            lost: self.lost,
            bytes: bytes as f64 / changes / seats as f64,
            letter: None,
            memory: 0.0,
            cpu: cpu.as_secs_f64() * 1e6 / changes,
        }
    }
}

fn carried(clients: &[&Arc<Client>]) -> u64 {
    clients.iter().map(|client| client.tap.bytes()).sum()
}

/// One change of the first: until the second has it, and until all have.
async fn timed(
    clients: &[&Arc<Client>],
    keys: &[u8],
) -> Fallible<(Option<Duration>, Option<Duration>)> {
    let before: Vec<String> = clients.iter().map(|client| client.line().words).collect();
    let begin = Instant::now();
    clients[0].keys(keys).await?;
    let mut times = Vec::new();
    for (client, before) in clients.iter().zip(&before) {
        let left = LOST.saturating_sub(begin.elapsed());
        times.push(
            client
                .changed(before, left)
                .await
                .map(|at| at.saturating_duration_since(begin)),
        );
    }
    for ((n, client), _) in (0..)
        .zip(clients)
        .zip(&times)
        .filter(|(_, time)| time.is_none())
    {
        let (was, is, first) = (&before[n], client.line().words, clients[0].line().words);
        let mut out = std::io::stderr().lock();
        writeln!(
            out,
            "lost at seat {n}: was {was:?}, is {is:?}; at the first it was {:?}, is {first:?}",
            before[0]
        )?;
    }
    let all = times.iter().copied().collect::<Option<Vec<_>>>();
    Ok((times[1], all.and_then(|all| all.into_iter().max())))
}

/// TCP bytes that a client gets for a letter that it types where nothing else on its screen changes.
async fn letters(client: &Client) -> Fallible<f64> {
    client.keys(b"n").await?;
    sleep(Duration::from_millis(300)).await;
    client.keys(b"a").await?;
    sleep(Duration::from_millis(700)).await;
    let before = client.tap.bytes();
    for letter in b"bcdefghijklmnopqrstu" {
        client.keys(&[*letter]).await?;
        sleep(Duration::from_millis(50)).await;
    }
    sleep(Duration::from_millis(200)).await;
    #[expect(clippy::cast_precision_loss, reason = "some hundreds")]
    let each = (client.tap.bytes() - before) as f64 / 20.0;
    client.keys(b"\x1b").await?;
    sleep(Duration::from_millis(200)).await;
    Ok(each)
}

async fn tmux(args: &Args, server: &Server, seats: usize) -> Fallible<()> {
    let user = std::env::var("USER").unwrap_or_else(|_| "root".to_owned());
    let empty = server.used().memory;
    let mut clients = Vec::new();
    for _ in 0..seats {
        let client = Client::join(server.address, &user, &server.pass, (80, 24)).await?;
        client.watch("").await?;
        clients.push(Arc::new(client));
    }
    sleep(Duration::from_millis(500)).await;
    #[expect(clippy::cast_precision_loss, reason = "megabytes")]
    let memory = server.used().memory.saturating_sub(empty) as f64 / 1e6 / seats as f64;
    let all: Vec<_> = clients.iter().collect();
    // A letter, and the key that takes it away.
    let row = Row {
        what: "tmux + OpenSSH",
        memory,
        ..quiet(args, server, &all, [b"x", b"\x7f"]).await?
    };
    print(args, &row)
}

/// Random pauses whose number in a second is as asked: a Poisson process.
struct Rhythm(u64);

impl Rhythm {
    fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    fn next(&mut self, rate: f64) -> Duration {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        #[expect(
            clippy::cast_precision_loss,
            reason = "a random number between 0 and 1"
        )]
        let part = ((self.0 >> 11) as f64 + 1.0) / (1_u64 << 53) as f64;
        Duration::from_secs_f64((-part.ln() / rate.clamp(0.01, 1_000.0)).min(10.0))
    }
}
