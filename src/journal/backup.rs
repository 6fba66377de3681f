//! One file that holds a whole store, and taking one in.
//!
//! A backup is JSON lines. The first is `{"upturn_backup":1}`. Then, for each stream, a line
//! `{"stream":…,"records":…,"lines":…,"head":…}` and the stream's lines as they stand in its segments, chain and all.
//! The last is `{"end":true,"sha256":…}`, the checksum of every byte before it. The access stream and erased
//! sessions are never in it.

use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::chain::{FORMAT, Head, Line, hex};
use super::disk::Disk;
use super::reader::Verified;
use super::store::Installed;
use super::{JournalError, Reader, Store, StreamId, base64, wait};

/// What a backup holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct BackedUp {
    /// Streams in it.
    pub streams: usize,
    /// Records in it.
    pub records: u64,
    /// Its length.
    pub bytes: u64,
}

/// What became of the streams of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Restored {
    /// Those that were absent and are there now.
    pub added: Vec<StreamId>,
    /// Those that were there already and were left as they are.
    pub present: Vec<StreamId>,
    /// Those among `present` of which the backup has more records than the store.
    pub longer: Vec<StreamId>,
    /// Those that were erased here, and stay so.
    pub erased: Vec<StreamId>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct First {
    upturn_backup: u32,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct StreamLine {
    stream: Uuid,
    records: u64,
    lines: u64,
    head: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Last {
    end: bool,
    sha256: String,
}

/// Writes everything in the store in `folder` to the new file `to`, also while the store is open elsewhere. Each
/// stream is in it as it was at one moment.
///
/// # Errors
/// [`JournalError::Exists`]; [`JournalError::Damaged`] if anything in the readable copy is, and then there is no
/// file; or an input/output error.
pub fn backup(folder: &Path, to: &Path) -> Result<BackedUp, JournalError> {
    if to.exists() {
        return Err(JournalError::Exists {
            path: to.to_path_buf(),
        });
    }
    let reader = Reader::open(folder)?;
    let disk = Disk::default();
    let mut beside = to.as_os_str().to_owned();
    beside.push(".new");
    let beside = PathBuf::from(beside);
    disk.remove(&beside)?;
    let written = write(&reader, folder, &disk, &beside).and_then(|backed_up| {
        disk.rename(&beside, to)?;
        Ok(backed_up)
    });
    if written.is_err() {
        disk.remove(&beside)?;
    }
    written
}

struct Out<'a> {
    disk: &'a Disk,
    path: &'a Path,
    file: File,
    buffer: Vec<u8>,
    hasher: Sha256,
    bytes: u64,
}

impl Out<'_> {
    fn flush(&mut self) -> Result<(), JournalError> {
        self.hasher.update(&self.buffer);
        self.bytes += self.buffer.len() as u64;
        self.disk.write(&mut self.file, self.path, &self.buffer)?;
        self.buffer.clear();
        Ok(())
    }

    fn json(&mut self, value: &impl Serialize) -> Result<(), JournalError> {
        serde_json::to_writer(&mut self.buffer, value)
            .map_err(|error| JournalError::io("write", self.path, &error.into()))?;
        self.buffer.push(b'\n');
        Ok(())
    }
}

fn write(
    reader: &Reader,
    folder: &Path,
    disk: &Disk,
    path: &Path,
) -> Result<BackedUp, JournalError> {
    let mut out = Out {
        disk,
        path,
        file: disk.create(path)?,
        buffer: Vec::new(),
        hasher: Sha256::new(),
        bytes: 0,
    };
    let mut backed_up = BackedUp::default();
    out.json(&First {
        upturn_backup: FORMAT,
    })?;
    for stream in reader.all()? {
        if stream == StreamId::ACCESS {
            continue;
        }
        let Verified {
            lines,
            head,
            trouble,
        } = reader.lines(stream)?;
        if let Some(what) = trouble {
            return Err(JournalError::Damaged {
                path: folder.to_path_buf(),
                what: format!("{stream}: {what}"),
                advice: "No backup was written; run `upturn doctor`, which repairs it from the other copy, then try again",
            });
        }
        if head.next == 0 {
            continue;
        }
        out.json(&StreamLine {
            stream: stream.uuid(),
            records: head.next,
            lines: lines.len() as u64,
            head: base64::write(&head.hash),
        })?;
        for line in &lines {
            line.write_to(&mut out.buffer);
            if out.buffer.len() > 1 << 20 {
                out.flush()?;
            }
        }
        backed_up.streams += 1;
        backed_up.records += head.next;
    }
    out.flush()?;
    let sha256 = hex(&out.hasher.clone().finalize());
    out.json(&Last { end: true, sha256 })?;
    out.flush()?;
    disk.sync(&out.file, path)?;
    backed_up.bytes = out.bytes;
    Ok(backed_up)
}

/// Takes in the streams of a backup that an open store does not have; none is overwritten. The file is verified
/// from end to end first, and one that is damaged is refused whole.
///
/// # Errors
/// [`JournalError::Damaged`] or [`JournalError::Newer`] before anything is changed; or an error of the store, after
/// which the streams that were taken in are whole and the restore can be repeated.
pub fn restore(store: &Store, from: &Path) -> Result<Restored, JournalError> {
    read(from, |_, _, _| Ok(()))?;
    let mut restored = Restored::default();
    read(from, |stream, head, lines| {
        match wait(store.install((stream, lines)))? {
            Installed::Added => restored.added.push(stream),
            Installed::ErasedHere => restored.erased.push(stream),
            Installed::Present(next) => {
                restored.present.push(stream);
                if head.next > next {
                    restored.longer.push(stream);
                }
            }
        }
        Ok(())
    })?;
    Ok(restored)
}

/// Reads a backup, giving each stream to `take` once its chain is verified.
fn read(
    path: &Path,
    mut take: impl FnMut(StreamId, Head, Vec<Line>) -> Result<(), JournalError>,
) -> Result<(), JournalError> {
    let failed = |error: std::io::Error| JournalError::io("read", path, &error);
    let damaged = |what: String| JournalError::Damaged {
        path: path.to_path_buf(),
        what,
        advice: "Nothing was restored; use another backup",
    };
    let cut = || damaged("it ends too early".into());
    let mut file = BufReader::new(File::open(path).map_err(failed)?);
    let mut hasher = Sha256::new();
    let mut buffer = Vec::new();
    let mut next = |buffer: &mut Vec<u8>| {
        buffer.clear();
        file.read_until(b'\n', buffer).map_err(failed)
    };
    next(&mut buffer)?;
    match serde_json::from_slice::<First>(&buffer) {
        Ok(First {
            upturn_backup: FORMAT,
        }) => {}
        Ok(First {
            upturn_backup: found,
        }) if found > FORMAT => {
            return Err(JournalError::Newer {
                path: path.to_path_buf(),
                found,
                known: FORMAT,
            });
        }
        _ => return Err(damaged("it does not begin as a backup of Upturn".into())),
    }
    hasher.update(&buffer);
    loop {
        if next(&mut buffer)? == 0 {
            return Err(cut());
        }
        if let Ok(last) = serde_json::from_slice::<Last>(&buffer) {
            if last.sha256 != hex(&hasher.finalize()) {
                return Err(damaged("its checksum does not match".into()));
            }
            return match next(&mut buffer)? {
                0 => Ok(()),
                _ => Err(damaged("something follows its end".into())),
            };
        }
        hasher.update(&buffer);
        let Ok(header) = serde_json::from_slice::<StreamLine>(&buffer) else {
            return Err(damaged("a line in it cannot be read".into()));
        };
        let stream = StreamId(header.stream);
        if stream == StreamId::ACCESS {
            return Err(damaged(
                "it says who may come in, which is in no backup".into(),
            ));
        }
        let mut lines = Vec::new();
        for _ in 0..header.lines {
            if next(&mut buffer)? == 0 {
                return Err(cut());
            }
            hasher.update(&buffer);
            let line = buffer.strip_suffix(b"\n").and_then(Line::parse);
            lines
                .push(line.ok_or_else(|| damaged(format!("a record of {stream} cannot be read")))?);
        }
        let head = Head {
            next: header.records,
            hash: base64::read(&header.head)
                .ok_or_else(|| damaged(format!("the head of {stream} cannot be read")))?,
        };
        if super::chain::verify(Head::start(stream), &lines) != Some(head) {
            return Err(damaged(format!(
                "the records of {stream} do not match their checksums"
            )));
        }
        take(stream, head, lines)?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::testing::{open, record, session};
    use crate::journal::{Journal, NewRecord};

    fn filled(folder: &Path) -> Store {
        let store = open(folder);
        for n in 0..9 {
            wait(store.append(session(n % 2), n / 2, record(n))).expect("saved");
        }
        let long = NewRecord {
            body: format!("\"{}\"", "long ".repeat(40_000)),
            ..record(50)
        };
        wait(store.append(StreamId::SCORECARD, 0, long)).expect("saved");
        wait(store.append(StreamId::ACCESS, 0, record(60))).expect("saved");
        store
    }

    #[test]
    fn who_may_come_in_is_taken_from_no_backup() {
        let folder = tempfile::tempdir().expect("a folder");
        let head = Head::start(StreamId::ACCESS);
        let begins = [
            serde_json::to_string(&First {
                upturn_backup: FORMAT,
            }),
            serde_json::to_string(&StreamLine {
                stream: StreamId::ACCESS.uuid(),
                records: head.next,
                lines: 0,
                head: base64::write(&head.hash),
            }),
        ];
        let text = begins.map(|line| line.expect("a line") + "\n").concat();
        let sha256 = hex(&Sha256::digest(text.as_bytes()));
        let last = serde_json::to_string(&Last { end: true, sha256 }).expect("a line");
        let file = folder.path().join("all.backup");
        std::fs::write(&file, format!("{text}{last}\n")).expect("written");
        let refused = restore(&open(&folder.path().join("a")), &file);
        assert!(
            matches!(&refused, Err(JournalError::Damaged { what, .. }) if what.contains("who may come in")),
            "{refused:?}"
        );
    }

    #[test]
    fn a_backup_fills_an_empty_store_and_overwrites_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = filled(&folder.path().join("a"));
        let file = folder.path().join("all.backup");
        let backed_up = backup(store.folder(), &file).expect("written");
        assert_eq!((backed_up.streams, backed_up.records), (3, 10));
        assert_eq!(
            backed_up.bytes,
            std::fs::metadata(&file).expect("there").len()
        );
        assert!(matches!(
            backup(store.folder(), &file),
            Err(JournalError::Exists { .. })
        ));

        let other = open(&folder.path().join("b"));
        wait(other.append(session(1), 0, record(77))).expect("saved");
        wait(other.erase(session(0))).expect("erased");
        let restored = restore(&other, &file).expect("restored");
        assert_eq!(restored.added, [StreamId::SCORECARD]);
        assert_eq!(
            (restored.present, restored.longer),
            (vec![session(1)], vec![session(1)])
        );
        assert_eq!(restored.erased, [session(0)]);
        assert_eq!(
            wait(other.read(session(1), 0)).map(|read| read.len()),
            Ok(1)
        );

        let empty = open(&folder.path().join("c"));
        assert_eq!(restore(&empty, &file).expect("restored").added.len(), 3);
        for stream in [session(0), session(1), StreamId::SCORECARD] {
            assert_eq!(wait(empty.read(stream, 0)), wait(store.read(stream, 0)));
        }
        wait(empty.append(session(0), 5, record(80))).expect("goes on");
        drop(empty);
        let empty = open(&folder.path().join("c"));
        assert_eq!(
            wait(empty.read(session(0), 0)).map(|read| read.len()),
            Ok(6)
        );
        assert_eq!(empty.verification().borrow().findings, []);
    }

    #[test]
    fn a_damaged_backup_is_refused_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = filled(&folder.path().join("a"));
        let file = folder.path().join("all.backup");
        backup(store.folder(), &file).expect("written");
        let bytes = std::fs::read(&file).expect("read");
        let empty = open(&folder.path().join("c"));
        let refuse = |damaged: &[u8], what: &str| {
            std::fs::write(&file, damaged).expect("written");
            let refused = restore(&empty, &file);
            assert!(
                matches!(refused, Err(JournalError::Damaged { .. })),
                "{what}: {refused:?}"
            );
            assert_eq!(wait(empty.streams()), Ok(vec![]), "{what}");
        };
        for at in (0..bytes.len())
            .step_by(997)
            .chain(bytes.len() - 90..bytes.len() - 1)
        {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1;
            refuse(&damaged, &format!("byte {at}"));
            refuse(&bytes[..at], &format!("cut at {at}"));
        }
        std::fs::write(&file, "{\"upturn_backup\":2}\n").expect("written");
        assert!(matches!(
            restore(&empty, &file),
            Err(JournalError::Newer { found: 2, .. })
        ));
    }

    #[test]
    fn a_damaged_store_is_not_backed_up() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = filled(folder.path());
        let segment = folder
            .path()
            .join(format!("journal/{}/00000001.jsonl", session(1)));
        let text = std::fs::read_to_string(&segment).expect("read");
        std::fs::write(&segment, text.replace("person 3", "person X")).expect("written");
        let file = folder.path().join("all.backup");
        let refused = backup(store.folder(), &file);
        assert!(
            matches!(refused, Err(JournalError::Damaged { .. })),
            "{refused:?}"
        );
        assert!(!file.exists());
    }
}
