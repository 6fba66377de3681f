//! Looking over a whole store: both chains, their equality, and whether every record can be read.

use std::path::Path;

use super::finding::Finding;
use super::layout::{Layout, free_space};
use super::{Journal, JournalError, Options, Reader, Record, Store, StreamId, wait};

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

/// Checks the store in `folder` and repairs what one copy can give back to the other. Where it is open elsewhere or
/// cannot be written, only the readable copy is checked and nothing is changed.
///
/// `decode` is asked about every record, because only the caller knows what is in one.
///
/// # Errors
/// If there is no store, or it is from a newer version, or reading fails.
pub fn doctor(
    folder: &Path,
    options: Options,
    mut decode: impl FnMut(StreamId, &Record) -> Result<(), String>,
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
            examine(&store, &mut diagnosis, &mut decode)?;
        }
        Err(error @ (JournalError::Locked { .. } | JournalError::Io { .. })) => {
            let note =
                format!("only the readable copy was checked, and nothing was changed: {error}");
            diagnosis.findings.push(Finding::Note(note));
            look(&reader?, &mut diagnosis, &mut decode)?;
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

type Decode<'a> = &'a mut dyn FnMut(StreamId, &Record) -> Result<(), String>;

fn examine(
    store: &Store,
    diagnosis: &mut Diagnosis,
    decode: Decode<'_>,
) -> Result<(), JournalError> {
    if let Err(error) = wait(store.verify(true)) {
        let what = error.to_string();
        diagnosis
            .findings
            .push(Finding::Unrepaired { stream: None, what });
    }
    for info in wait(store.streams())? {
        let records = wait(store.read(info.stream, 0))?;
        count(info.stream, &records, diagnosis, decode);
    }
    let verification = store.verification().borrow().findings.clone();
    diagnosis.findings.extend(verification);
    Ok(())
}

fn look(
    reader: &Reader,
    diagnosis: &mut Diagnosis,
    decode: Decode<'_>,
) -> Result<(), JournalError> {
    for stream in reader.all()? {
        let reading = reader.read(stream)?;
        count(stream, &reading.records, diagnosis, decode);
        if let Some(what) = reading.trouble {
            let stream = Some(stream);
            diagnosis
                .findings
                .push(Finding::Unrepaired { stream, what });
        }
    }
    Ok(())
}

fn count(stream: StreamId, records: &[Record], diagnosis: &mut Diagnosis, decode: Decode<'_>) {
    diagnosis.streams += 1;
    diagnosis.records += records.len() as u64;
    for record in records {
        if let Err(why) = decode(stream, record) {
            let seq = record.seq;
            diagnosis
                .findings
                .push(Finding::Undecoded { stream, seq, why });
        }
    }
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

    fn ask(folder: &Path) -> Diagnosis {
        doctor(folder, Options { floor: 0 }, |_, _| Ok(())).expect("examined")
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
    fn records_that_the_caller_cannot_read_are_named() {
        let folder = filled();
        let decode = |_, record: &Record| {
            if record.seq == 3 {
                Err("odd".into())
            } else {
                Ok(())
            }
        };
        let diagnosis = doctor(folder.path(), Options { floor: 0 }, decode).expect("examined");
        assert_eq!(diagnosis.exit_code(), 2);
        assert!(matches!(
            diagnosis.findings[..],
            [Finding::Undecoded { seq: 3, .. }]
        ));
    }

    #[test]
    fn where_there_is_no_store_none_is_made() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(doctor(folder.path(), Options::default(), |_, _| Ok(())).is_err());
        assert_eq!(std::fs::read_dir(folder.path()).expect("listed").count(), 0);
    }
}
