//! Stores of every format that was ever shipped can be read, for ever.
//!
//! `tests/journals/<format>/` holds the `journal/` folder of a small store as that format's version wrote it, and
//! `expected.jsonl` what is in it. A sample is never written anew once its format has been shipped; a new format gets
//! a new folder with `UPTURN_SAMPLE=tests/journals/<format> cargo test --test journals -- --ignored`.
#![expect(clippy::expect_used, reason = "a test that cannot go on must fail")]

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use upturn::journal::{Journal, NewRecord, Options, Reader, Record, Store, StreamId, wait};
use uuid::Uuid;

#[derive(Serialize, Deserialize)]
struct Expected {
    stream: Uuid,
    seq: u64,
    id: Uuid,
    body: Box<RawValue>,
}

fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals");
    let entries = fs::read_dir(folder).expect("the samples");
    entries
        .map(|entry| entry.expect("a sample").path())
        .collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("listed") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::write(target, fs::read(&path).expect("read")).expect("written");
        }
    }
}

fn expected(sample: &Path) -> Vec<Expected> {
    let text = fs::read_to_string(sample.join("expected.jsonl")).expect("what is in the sample");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a line"))
        .collect()
}

fn assert_same(found: &[Record], expected: &[&Expected]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!((found.seq, found.id), (expected.seq, expected.id));
        assert_eq!(found.body, expected.body.get());
    }
}

#[test]
fn every_sample_opens_and_holds_what_it_held() {
    let samples = samples();
    assert!(!samples.is_empty());
    for sample in samples {
        let folder = tempfile::tempdir().expect("a folder");
        copy(&sample.join("journal"), &folder.path().join("journal"));
        let reader = Reader::open(folder.path()).expect("readable");
        let expected = expected(&sample);
        let of = |stream: StreamId| -> Vec<_> {
            expected
                .iter()
                .filter(|line| line.stream == stream.uuid())
                .collect()
        };
        let streams = reader.streams().expect("listed");
        let total: u64 = streams.iter().map(|info| info.next).sum();
        assert_eq!(total, expected.len() as u64);
        for info in &streams {
            let reading = reader.read(info.stream).expect("read");
            assert_eq!(reading.trouble, None);
            assert_same(&reading.records, &of(info.stream));
        }
        let store = Store::open(folder.path(), Options { floor: 0 }).expect("the store opens");
        wait(store.verify(true)).expect("verified");
        assert_eq!(wait(store.streams()).expect("listed"), streams);
        for info in streams {
            let records = wait(store.read(info.stream, 0)).expect("read");
            assert_same(&records, &of(info.stream));
            let more = NewRecord {
                id: Uuid::from_u128(1),
                body: "{}".into(),
            };
            wait(store.append(info.stream, info.next, more)).expect("goes on");
        }
    }
}

#[test]
#[ignore = "writes a sample for a new format"]
fn write_a_sample() {
    let Some(sample) = std::env::var_os("UPTURN_SAMPLE").map(PathBuf::from) else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(folder.path(), Options::default()).expect("the store opens");
    let session = StreamId::session(Uuid::from_u128(0x0193_8f00_0000_7000_8000_0000_0000_0001));
    let erased = StreamId::session(Uuid::from_u128(0x0193_8f00_0000_7000_8000_0000_0000_0002));
    let texts = [
        "Buses were cut",
        "É \\u00e9 \\\\ \\\"quoted\\\"",
        "\u{202e}bidi and 🚌",
    ];
    for stream in [session, erased, StreamId::SCORECARD] {
        for (seq, text) in (0..).zip(texts) {
            let id = Uuid::from_u128(0x0193_8f00_0000_7000_8000_0000_0001_0000 + u128::from(seq));
            let body = format!("{{\"v\":1, \"text\":\"{text}\"}}");
            wait(store.append(stream, seq, NewRecord { id, body })).expect("saved");
        }
    }
    let id = Uuid::from_u128(0x0193_8f00_0000_7000_8000_0000_0002_0000);
    let body = format!(
        "{{\"v\":1,\"text\":\"{}\"}}",
        "a long import, é ".repeat(6000)
    );
    wait(store.append(session, 3, NewRecord { id, body })).expect("saved");
    wait(store.erase(erased)).expect("erased");
    let mut lines = String::new();
    for info in wait(store.streams()).expect("listed") {
        for record in wait(store.read(info.stream, 0)).expect("read") {
            let line = Expected {
                stream: info.stream.uuid(),
                seq: record.seq,
                id: record.id,
                body: RawValue::from_string(record.body).expect("JSON"),
            };
            lines.push_str(&serde_json::to_string(&line).expect("a line"));
            lines.push('\n');
        }
    }
    copy(&folder.path().join("journal"), &sample.join("journal"));
    fs::write(sample.join("expected.jsonl"), lines).expect("written");
}
