//! Looking over a whole store: both chains, their equality, whether every record can be read, and whether snapshots say
//! what the records make.

use std::path::Path;

use uuid::Uuid;

use super::disk::Disk;
use super::finding::Finding;
use super::layout::{Layout, free_space};
use super::rounds::KeyFiles;
use super::{
    Journal, JournalError, Options, Reader, Record, RoundKeys, Snapshot, Store, StreamId, wait,
};

/// What the doctor found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    /// Everything that was found, the latest last.
    pub findings: Vec<Finding>,
    /// Streams that were read.
    pub streams: usize,
    /// Records that were read.
    pub records: u64,
    /// Bytes free where the store is.
    pub free: u64,
    /// Whether both copies were checked and could be repaired; otherwise only the readable one was read.
    pub both: bool,
}

impl Diagnosis {
    /// The code to exit with: 0 if all is well, 1 if something was repaired, 2 if something is missing or is still
    /// damaged.
    pub fn exit_code(&self) -> u8 {
        let weight = |finding: &Finding| match finding {
            Finding::Note(_) => 0,
            Finding::Repaired { .. } => 1,
            Finding::Lost { .. } | Finding::Unrepaired { .. } | Finding::Undecoded { .. } => 2,
        };
        self.findings.iter().map(weight).max().unwrap_or(0)
    }
}

/// What only the caller knows: what is in a record, and what records make.
pub trait Examiner {
    /// Takes in the next record of a stream; from the first to the last, one stream after the other.
    ///
    /// # Errors
    /// What is wrong with it.
    fn record(&mut self, stream: StreamId, record: &Record) -> Result<(), String>;

    /// Whether this snapshot says what the records taken in so far make. One in a form that the caller would pass over
    /// does no harm and counts as sound.
    fn snapshot(&mut self, stream: StreamId, body: &[u8]) -> bool;

    /// The secret rounds that are open after all records of a stream, and how many sealed records each has; `None` where
    /// that is not known, and then no key is touched.
    fn open_rounds(&self, stream: StreamId) -> Option<Vec<(Uuid, u32)>>;
}

/// Checks the store in `folder` and repairs what one copy can give back to the other. Where it is open elsewhere or
/// cannot be written, only the readable copy is checked and nothing is changed.
///
/// # Errors
/// If there is no store, or it is from a newer version, or reading fails.
pub fn doctor(
    folder: &Path,
    options: Options,
    examiner: &mut dyn Examiner,
) -> Result<Diagnosis, JournalError> {
    let layout = Layout::new(folder);
    let reader = Reader::open(folder);
    if let Err(error) = &reader
        && (matches!(error, JournalError::Newer { .. }) || !layout.index().is_dir())
    {
        return Err(error.clone());
    }
    let mut diagnosis = nothing_yet();
    diagnosis.findings = earlier(&layout)?;
    match Store::open(folder, options) {
        Ok(store) => {
            diagnosis.both = true;
            examine(&store, &mut diagnosis, examiner)?;
        }
        Err(error @ (JournalError::Locked { .. } | JournalError::Io { .. })) => {
            let note =
                format!("only the readable copy was checked, and nothing was changed: {error}");
            diagnosis.findings.push(Finding::Note(note));
            let files = KeyFiles {
                layout: layout.clone(),
                disk: Disk::default(),
            };
            look(&reader?, &files, &mut diagnosis, examiner)?;
        }
        Err(error) => return Err(error),
    }
    diagnosis.free = free_space(folder)?;
    Ok(diagnosis)
}

fn nothing_yet() -> Diagnosis {
    Diagnosis {
        findings: Vec::new(),
        streams: 0,
        records: 0,
        free: 0,
        both: false,
    }
}

/// Repairs and losses of earlier sittings.
fn earlier(layout: &Layout) -> Result<Vec<Finding>, JournalError> {
    let path = layout.repairs();
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(JournalError::io("read", &path, &error)),
    };
    let note = |line: &str| {
        let line: serde_json::Value = serde_json::from_str(line).ok()?;
        let (at, found) = (line["at"].as_str()?, line["found"].as_str()?);
        Some(Finding::Note(format!("earlier, {at}: {found}")))
    };
    Ok(text.lines().filter_map(note).collect())
}

fn examine(
    store: &Store,
    diagnosis: &mut Diagnosis,
    examiner: &mut dyn Examiner,
) -> Result<(), JournalError> {
    if let Err(error) = wait(store.verify(true)) {
        let what = error.to_string();
        diagnosis
            .findings
            .push(Finding::Unrepaired { stream: None, what });
    }
    for info in wait(store.streams())? {
        let records = wait(store.read(info.stream, 0))?;
        let snapshot = wait(store.snapshot(info.stream))?;
        if !count(
            info.stream,
            &records,
            snapshot.as_ref(),
            diagnosis,
            examiner,
        ) {
            wait(store.drop_snapshot(info.stream))?;
            diagnosis.findings.push(Finding::Repaired {
                stream: Some(info.stream),
                what: "its snapshot, which opens it sooner, said something else than its changes; it was removed".into(),
            });
        }
        keys(&*store.keys(), info.stream, true, diagnosis, examiner)?;
    }
    let verification = store.verification().borrow().findings.clone();
    diagnosis.findings.extend(verification);
    Ok(())
}

/// Holds the keys of secret rounds against the rounds that are open. One that outlived its round is destroyed, where
/// that may be done now: what was sealed under it was to be forgotten.
fn keys(
    keys: &dyn RoundKeys,
    stream: StreamId,
    mends: bool,
    diagnosis: &mut Diagnosis,
    examiner: &dyn Examiner,
) -> Result<(), JournalError> {
    // Where a record could not be read, it may be the one that opened a round.
    let unread = |finding: &Finding| matches!(finding, Finding::Undecoded { stream: of, .. } if *of == stream);
    let known = !diagnosis.findings.iter().any(unread);
    let Some(open) = examiner.open_rounds(stream).filter(|_| known) else {
        return Ok(());
    };
    let stream_of = Some(stream);
    for round in keys.rounds(stream)? {
        if open.iter().any(|(known, _)| *known == round) {
            continue;
        }
        let what = "the key of a secret round that is not open was still there".to_owned();
        diagnosis.findings.push(if mends {
            keys.destroy(stream, round)?;
            Finding::Repaired {
                stream: stream_of,
                what: format!("{what}; it was destroyed"),
            }
        } else {
            Finding::Note(format!("{stream}: {what}"))
        });
    }
    for (round, sealed) in open {
        if sealed > 0 && keys.key(stream, round)?.is_none() {
            let what = format!(
                "the key of a secret round that is open is not here, so {sealed} sealed changes cannot be read; close the \
                 round with what is known"
            );
            diagnosis.findings.push(Finding::Unrepaired {
                stream: stream_of,
                what,
            });
        }
    }
    Ok(())
}

fn look(
    reader: &Reader,
    keys_there: &dyn RoundKeys,
    diagnosis: &mut Diagnosis,
    examiner: &mut dyn Examiner,
) -> Result<(), JournalError> {
    for stream in reader.all()? {
        let reading = reader.read(stream)?;
        count(stream, &reading.records, None, diagnosis, examiner);
        keys(keys_there, stream, false, diagnosis, examiner)?;
        if let Some(what) = reading.trouble {
            let stream = Some(stream);
            diagnosis
                .findings
                .push(Finding::Unrepaired { stream, what });
        }
    }
    Ok(())
}

/// Shows the records of a stream to the examiner. Answers whether its snapshot says the same, if it has one.
fn count(
    stream: StreamId,
    records: &[Record],
    snapshot: Option<&Snapshot>,
    diagnosis: &mut Diagnosis,
    examiner: &mut dyn Examiner,
) -> bool {
    diagnosis.streams += 1;
    diagnosis.records += records.len() as u64;
    let mut sound = true;
    for record in records {
        let seq = record.seq;
        if let Err(why) = examiner.record(stream, record) {
            diagnosis
                .findings
                .push(Finding::Undecoded { stream, seq, why });
        }
        if let Some(snapshot) = snapshot
            && snapshot.next == seq + 1
        {
            sound = examiner.snapshot(stream, &snapshot.body);
        }
    }
    sound
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::testing::{open, record, session};

    fn filled() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        let store = open(folder.path());
        for n in 0..9 {
            wait(store.append(session(1), n, record(n))).expect("saved");
        }
        folder
    }

    fn segment(folder: &Path) -> std::path::PathBuf {
        folder.join(format!("journal/{}/00000001.jsonl", session(1)))
    }

    /// Knows nothing of records but those that it calls odd, and holds that a snapshot is the number of its records.
    #[derive(Default)]
    struct Eye {
        odd: Option<u64>,
        seen: u64,
        open: Vec<(Uuid, u32)>,
    }

    impl Examiner for Eye {
        fn record(&mut self, _: StreamId, record: &Record) -> Result<(), String> {
            self.seen += 1;
            match self.odd {
                Some(odd) if odd == record.seq => Err("odd".into()),
                _ => Ok(()),
            }
        }

        fn snapshot(&mut self, _: StreamId, body: &[u8]) -> bool {
            body == self.seen.to_string().as_bytes()
        }

        fn open_rounds(&self, _: StreamId) -> Option<Vec<(Uuid, u32)>> {
            Some(self.open.clone())
        }
    }

    fn ask(folder: &Path) -> Diagnosis {
        doctor(folder, Options { floor: 0 }, &mut Eye::default()).expect("examined")
    }

    #[test]
    fn a_snapshot_that_says_something_else_is_removed() {
        let folder = filled();
        for (body, code) in [("6", 0), ("7", 1), ("none left", 0)] {
            if code == 1 || body == "6" {
                let store = open(folder.path());
                let snapshot = Snapshot {
                    next: 6,
                    body: body.into(),
                };
                wait(store.keep_snapshot(session(1), snapshot)).expect("kept");
            }
            let found = ask(folder.path());
            assert_eq!(found.exit_code(), code, "{body}: {found:?}");
        }
        let file = folder.path().join(format!("snapshots/{}", session(1)));
        assert!(!file.exists());
    }

    #[test]
    fn clean_repaired_and_lost_have_codes_of_their_own() {
        let folder = filled();
        let clean = ask(folder.path());
        assert_eq!((clean.exit_code(), clean.streams, clean.records), (0, 1, 9));
        let text = std::fs::read_to_string(segment(folder.path())).expect("read");
        let damaged = text.replace("person 5", "person X");
        std::fs::write(segment(folder.path()), &damaged).expect("written");
        let repaired = ask(folder.path());
        assert_eq!(
            (repaired.exit_code(), repaired.records),
            (1, 9),
            "{repaired:?}"
        );
        let after = ask(folder.path());
        assert_eq!(after.exit_code(), 0);
        assert!(
            matches!(after.findings[..], [Finding::Note(_)]),
            "{after:?}"
        );

        let folder = filled();
        std::fs::write(segment(folder.path()), &damaged).expect("written");
        std::fs::remove_dir_all(folder.path().join("index")).expect("removed");
        let lost = ask(folder.path());
        assert_eq!((lost.exit_code(), lost.records), (2, 5), "{lost:?}");
        let known = Finding::Lost {
            stream: session(1),
            kept: 5,
            known: 9,
        };
        assert!(lost.findings.contains(&known), "{lost:?}");
    }

    #[test]
    fn a_store_that_is_open_elsewhere_is_only_read() {
        let folder = filled();
        let _store = open(folder.path());
        let diagnosis = ask(folder.path());
        assert_eq!(
            (diagnosis.both, diagnosis.exit_code(), diagnosis.records),
            (false, 0, 9)
        );
        let text = std::fs::read_to_string(segment(folder.path())).expect("read");
        std::fs::write(segment(folder.path()), text.replace("person 5", "person X"))
            .expect("written");
        assert_eq!(ask(folder.path()).exit_code(), 2);
    }

    #[test]
    fn a_key_without_its_round_is_destroyed_and_a_round_without_its_key_is_named() {
        let folder = filled();
        let (closed, open, bare) = (Uuid::from_u128(5), Uuid::from_u128(6), Uuid::from_u128(7));
        let files = KeyFiles {
            layout: Layout::new(folder.path()),
            disk: Disk::default(),
        };
        for round in [closed, open] {
            files.make(session(1), round).expect("made");
        }
        let looks = |open: Vec<(Uuid, u32)>| {
            let mut eye = Eye {
                open,
                ..Eye::default()
            };
            doctor(folder.path(), Options { floor: 0 }, &mut eye).expect("examined")
        };
        let mended = looks(vec![(open, 3)]);
        assert_eq!(mended.exit_code(), 1, "{mended:?}");
        assert_eq!(files.rounds(session(1)), Ok(vec![open]));
        // Nothing was sealed in it yet: nothing is missing.
        assert_eq!(looks(vec![(open, 3), (bare, 0)]).exit_code(), 0);
        let missing = looks(vec![(open, 3), (bare, 2)]);
        assert_eq!(missing.exit_code(), 2);
        assert!(
            format!("{missing:?}").contains("2 sealed changes"),
            "{missing:?}"
        );
    }

    #[test]
    fn records_that_the_caller_cannot_read_are_named() {
        let folder = filled();
        let mut eye = Eye {
            odd: Some(3),
            ..Eye::default()
        };
        let diagnosis = doctor(folder.path(), Options { floor: 0 }, &mut eye).expect("examined");
        assert_eq!(diagnosis.exit_code(), 2);
        assert!(matches!(
            diagnosis.findings[..],
            [Finding::Undecoded { seq: 3, .. }]
        ));
    }

    #[test]
    fn where_there_is_no_store_none_is_made() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(doctor(folder.path(), Options::default(), &mut Eye::default()).is_err());
        assert_eq!(std::fs::read_dir(folder.path()).expect("listed").count(), 0);
    }
}
