//! What a durable record costs, next to what the disk takes for a sync in the same minutes, and what opening costs.
#![expect(
    clippy::expect_used,
    reason = "a benchmark that cannot go on must fail"
)]
#![expect(clippy::cast_precision_loss, reason = "a ratio for people to read")]
#![expect(clippy::print_stdout, reason = "the percentiles are its result")]

use std::fs::{self, File};
use std::hint::black_box;
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use criterion::{Criterion, criterion_group, criterion_main};
use upturn::journal::{Journal, NewRecord, Options, Store, StreamId, wait};
use uuid::Uuid;

const STREAM: StreamId = StreamId::SCORECARD;

fn record(n: u64) -> NewRecord {
    let text = "what somebody in the room said about it, in the words in which they said it";
    NewRecord {
        id: Uuid::from_u128(u128::from(n) + 1),
        body: format!(
            "{{\"v\":1,\"at\":1795305600000,\"actor\":\"01938f00-0000-7000-8000-000000000001\",\
             \"events\":[{{\"card_added\":{{\"card\":{n},\"step\":\"story\",\"text\":\"{text}\",\"column\":\"helps\"}}}}]}}"
        ),
    }
}

fn open(folder: &Path) -> Store {
    Store::open(folder, Options { floor: 0 }).expect("the store opens")
}

/// Appends many records that wait together.
fn fill(store: &Store, from: u64, until: u64) {
    let mut n = from;
    while n < until {
        let end = until.min(n + 1000);
        let answers: Vec<_> = (n..end)
            .map(|n| store.append(STREAM, n, record(n)))
            .collect();
        for answer in answers {
            wait(answer).expect("saved");
        }
        n = end;
    }
}

fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder)
        .expect("listed")
        .map(|entry| entry.expect("an entry"));
    let sizes = entries.map(|entry| {
        let path = entry.path();
        if path.is_dir() {
            size(&path)
        } else {
            entry.metadata().expect("there").len()
        }
    });
    sizes.sum()
}

fn percentiles(what: &str, mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    let at = |share: usize| times[(times.len() - 1) * share / 100];
    println!("{what}: p50 {:?}, p99 {:?}", at(50), at(99));
    at(50)
}

/// Alternates raw syncs and appends, so that both meet the same disk.
fn durable_append(criterion: &mut Criterion) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = open(folder.path());
    let mut raw = File::create(folder.path().join("raw")).expect("made");
    let line = record(0).body;
    let mut sync = || {
        raw.write_all(line.as_bytes()).expect("written");
        raw.sync_data().expect("synced");
    };
    let mut n = 0;
    let mut append = || {
        let appended = wait(store.append(STREAM, n, record(n))).expect("saved");
        n += 1;
        appended
    };
    let (mut raw_times, mut append_times) = (Vec::new(), Vec::new());
    for _ in 0..2000 {
        let start = Instant::now();
        sync();
        raw_times.push(start.elapsed());
        let start = Instant::now();
        append();
        append_times.push(start.elapsed());
    }
    let raw_p50 = percentiles("raw write and fdatasync", raw_times);
    let append_p50 = percentiles("durable append", append_times);
    println!(
        "ratio of p50: {:.2}",
        append_p50.as_secs_f64() / raw_p50.as_secs_f64()
    );
    criterion.bench_function("raw write and fdatasync", |bencher| bencher.iter(&mut sync));
    criterion.bench_function("durable append", |bencher| bencher.iter(&mut append));
}

fn hundred_thousand(criterion: &mut Criterion) {
    const RECORDS: u64 = 100_000;
    let folder = tempfile::tempdir().expect("a folder");
    let start = Instant::now();
    fill(&open(folder.path()), 0, RECORDS);
    println!("{RECORDS} records saved in {:?}", start.elapsed());
    let json: u64 = (0..RECORDS).map(|n| record(n).body.len() as u64).sum();
    let disk = size(folder.path());
    println!(
        "disk: {disk} bytes for {json} of JSON, {:.2} times",
        disk as f64 / json as f64
    );
    let mut group = criterion.benchmark_group("100,000 records");
    group.sample_size(10);
    group.bench_function("open", |bencher| {
        // Each sitting ends before the next begins, outside the measured time.
        bencher.iter_custom(|rounds| {
            let mut total = Duration::ZERO;
            for _ in 0..rounds {
                let start = Instant::now();
                let store = open(folder.path());
                total += start.elapsed();
                drop(store);
            }
            total
        });
    });
    let store = open(folder.path());
    group.bench_function("read all", |bencher| {
        bencher.iter(|| black_box(wait(store.read(STREAM, 0)).expect("read")).len());
    });
    let start = Instant::now();
    wait(store.verify(true)).expect("verified");
    println!("checking both copies: {:?}", start.elapsed());
    group.finish();
}

criterion_group!(benches, durable_append, hundred_thousand);
criterion_main!(benches);
