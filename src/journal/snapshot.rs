//! Snapshots: what a caller made of a stream's first records, one private file a stream, kept to open it sooner.
//!
//! A snapshot is a convenience and never the truth. It names the link of the chain that it was taken at, so that it counts
//! only for the very records that it was made from; one that does not match in every point is passed over without a word.
//! It is not synced, because a torn one shows. It is in no backup, and an erasure takes it along.

use std::fs;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::chain::{Head, hex};
use super::disk::Disk;
use super::layout::Layout;
use super::{JournalError, StreamId, base64};

/// The form of the file that this version writes.
const FORM: u32 = 1;

/// What a caller made of a stream's first records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// How many records it was made of.
    pub next: u64,
    /// The caller's own bytes, which this module never looks into.
    pub body: Vec<u8>,
}

/// The first line of a file; the body follows.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct First {
    upturn_snapshot: u32,
    stream: Uuid,
    next: u64,
    after: String,
    sum: String,
}

impl First {
    fn of(stream: StreamId, head: Head, body: &[u8]) -> Self {
        let after = base64::write(&head.hash);
        let mut hasher = Sha256::new();
        hasher.update(format!("{FORM} {stream} {} {after}\n", head.next));
        hasher.update(body);
        Self {
            upturn_snapshot: FORM,
            stream: stream.uuid(),
            next: head.next,
            after,
            sum: hex(&hasher.finalize()),
        }
    }
}

/// Reads the snapshot of a stream with the head that it was taken at; none where any part of it is not as it was written.
pub(super) fn read(layout: &Layout, stream: StreamId) -> Option<(Head, Snapshot)> {
    let mut bytes = fs::read(layout.snapshot_of(stream)).ok()?;
    let end = bytes.iter().position(|byte| *byte == b'\n')?;
    let first: First = serde_json::from_slice(bytes.get(..end)?).ok()?;
    let body = bytes.split_off(end + 1);
    let hash = base64::read(&first.after)?;
    let next = first.next;
    let head = Head { next, hash };
    let known = First::of(stream, head, &body);
    let sound = first.upturn_snapshot == FORM
        && first.stream == stream.uuid()
        && next > 0
        && first.sum == known.sum;
    sound.then_some((head, Snapshot { next, body }))
}

/// Puts a snapshot in the place of the one before.
pub(super) fn write(
    layout: &Layout,
    disk: &Disk,
    stream: StreamId,
    head: Head,
    body: &[u8],
) -> Result<(), JournalError> {
    let path = layout.snapshot_of(stream);
    disk.create_folder(&layout.snapshots())?;
    let mut bytes = serde_json::to_vec(&First::of(stream, head, body))
        .map_err(|error| JournalError::io("write", &path, &error.into()))?;
    bytes.push(b'\n');
    bytes.extend_from_slice(body);
    disk.replace_unsynced(&path, &bytes)
}

/// Removes the snapshot of a stream, and one that was being written when the program was killed.
pub(super) fn remove(layout: &Layout, disk: &Disk, stream: StreamId) -> Result<(), JournalError> {
    let path = layout.snapshot_of(stream);
    disk.remove(&Disk::beside(&path))?;
    disk.remove(&path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::testing::{holds, open, record, session};
    use crate::journal::{Journal, NewRecord, Store, backup, restore, wait};
    use std::os::unix::fs::PermissionsExt as _;
    use std::path::{Path, PathBuf};

    const WORDS: &str = "what they said by then";

    fn snapshot(next: u64) -> Snapshot {
        Snapshot {
            next,
            body: WORDS.into(),
        }
    }

    fn file(folder: &Path) -> PathBuf {
        folder.join(format!("snapshots/{}", session(1)))
    }

    fn filled(store: &Store, records: std::ops::Range<u64>) {
        for n in records {
            wait(store.append(session(1), n, record(n))).expect("saved");
        }
    }

    #[test]
    fn it_is_private_and_counts_for_the_records_it_was_made_of_however_many_follow() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = open(folder.path());
        filled(&store, 0..9);
        assert_eq!(wait(store.snapshot(session(1))), Ok(None));
        wait(store.keep_snapshot(session(1), snapshot(5))).expect("kept");
        wait(store.keep_snapshot(session(1), snapshot(9))).expect("kept");
        wait(store.keep_snapshot(session(1), snapshot(10))).expect_err("there are nine");
        let mode = |path: PathBuf| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode(file(folder.path())), 0o600);
        assert_eq!(mode(folder.path().join("snapshots")), 0o700);
        assert_eq!(wait(store.snapshot(session(1))), Ok(Some(snapshot(9))));
        filled(&store, 9..20);
        drop(store);
        let store = open(folder.path());
        assert_eq!(wait(store.snapshot(session(1))), Ok(Some(snapshot(9))));
        let tail = wait(store.read(session(1), 9)).expect("read");
        assert_eq!(
            tail.iter().map(|tail| tail.seq).collect::<Vec<_>>(),
            (9..20).collect::<Vec<_>>()
        );
        assert_eq!(wait(store.read(session(1), 20)), Ok(Vec::new()));
    }

    #[test]
    fn one_that_is_damaged_in_any_byte_is_passed_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = open(folder.path());
        filled(&store, 0..5);
        wait(store.keep_snapshot(session(1), snapshot(4))).expect("kept");
        let whole = fs::read(file(folder.path())).expect("read");
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 1;
            fs::write(file(folder.path()), &damaged).expect("written");
            assert_eq!(wait(store.snapshot(session(1))), Ok(None), "byte {at}");
            fs::write(file(folder.path()), &whole[..at]).expect("written");
            assert_eq!(wait(store.snapshot(session(1))), Ok(None), "cut at {at}");
        }
        fs::write(file(folder.path()), &whole).expect("written");
        assert_eq!(wait(store.snapshot(session(1))), Ok(Some(snapshot(4))));
    }

    #[test]
    fn one_of_other_records_is_passed_over() {
        let (ours, theirs) = (
            tempfile::tempdir().expect("a folder"),
            tempfile::tempdir().expect("a folder"),
        );
        let (store, other) = (open(ours.path()), open(theirs.path()));
        filled(&store, 0..5);
        for n in 0..5 {
            let body = format!("{{\"other\":{n}}}");
            let record = NewRecord { body, ..record(n) };
            wait(other.append(session(1), n, record)).expect("saved");
        }
        wait(other.keep_snapshot(session(1), snapshot(3))).expect("kept");
        wait(store.keep_snapshot(session(1), snapshot(3))).expect("kept");
        fs::copy(file(theirs.path()), file(ours.path())).expect("copied");
        assert_eq!(wait(other.snapshot(session(1))), Ok(Some(snapshot(3))));
        assert_eq!(wait(store.snapshot(session(1))), Ok(None));
    }

    #[test]
    fn it_is_in_no_backup_and_an_erasure_takes_it_along() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = open(folder.path());
        filled(&store, 0..5);
        wait(store.keep_snapshot(session(1), snapshot(5))).expect("kept");
        let aside = folder.path().join("backup");
        backup(folder.path(), &aside).expect("written");
        assert!(!fs::read_to_string(&aside).expect("read").contains(WORDS));
        let elsewhere = tempfile::tempdir().expect("a folder");
        let restored = open(elsewhere.path());
        restore(&restored, &aside).expect("restored");
        assert_eq!(wait(restored.snapshot(session(1))), Ok(None));
        fs::remove_file(aside).expect("removed");

        fs::copy(file(folder.path()), Disk::beside(&file(folder.path()))).expect("copied");
        assert!(holds(folder.path(), WORDS));
        wait(store.erase(session(1))).expect("erased");
        assert!(!holds(folder.path(), WORDS));
        let erased = JournalError::Erased { stream: session(1) };
        assert_eq!(wait(store.snapshot(session(1))), Err(erased.clone()));
        assert_eq!(
            wait(store.keep_snapshot(session(1), snapshot(5))),
            Err(erased)
        );
        assert!(!holds(folder.path(), WORDS));
    }

    #[test]
    fn what_is_damaged_behind_it_is_healed_as_ever() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = open(folder.path());
        filled(&store, 0..20);
        drop(store);
        let segment = folder
            .path()
            .join(format!("journal/{}/00000001.jsonl", session(1)));
        let text = fs::read_to_string(&segment).expect("read");
        fs::write(&segment, text.replace("person 15", "person X")).expect("written");
        let store = open(folder.path());
        wait(store.verify(true)).expect("verified");
        let tail = wait(store.read(session(1), 10)).expect("read");
        assert!(
            tail.iter()
                .zip(10..)
                .all(|(tail, n)| tail.body == record(n).body)
        );
        assert_eq!(tail.len(), 10);
    }
}
