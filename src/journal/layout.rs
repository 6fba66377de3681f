//! Where everything is in a store's folder, which format it has, and who holds it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{Read, Write};
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::chain::{FORMAT, checksum};
use super::disk::Disk;
use super::{JournalError, StreamId};

/// The paths in a store's folder.
#[derive(Debug, Clone)]
pub(super) struct Layout {
    pub root: PathBuf,
}

impl Layout {
    pub fn new(root: &Path) -> Self {
        Self {
            root: root.to_path_buf(),
        }
    }
    pub fn lock(&self) -> PathBuf {
        self.root.join("LOCK")
    }
    pub fn format(&self) -> PathBuf {
        self.root.join("format")
    }
    pub fn journal(&self) -> PathBuf {
        self.root.join("journal")
    }
    pub fn index(&self) -> PathBuf {
        self.root.join("index")
    }
    pub fn new_index(&self) -> PathBuf {
        self.root.join("index.new")
    }
    pub fn catalogue(&self) -> PathBuf {
        self.root.join("catalogue")
    }
    pub fn repairs(&self) -> PathBuf {
        self.root.join("repairs.jsonl")
    }
    pub fn drafts(&self) -> PathBuf {
        self.root.join("drafts")
    }
    pub fn rounds_of(&self, stream: StreamId) -> PathBuf {
        self.root.join("rounds").join(stream.to_string())
    }
    pub fn key_of(&self, stream: StreamId, round: Uuid) -> PathBuf {
        self.rounds_of(stream)
            .join(format!("{}.key", round.hyphenated()))
    }
    pub fn snapshots(&self) -> PathBuf {
        self.root.join("snapshots")
    }
    pub fn snapshot_of(&self, stream: StreamId) -> PathBuf {
        self.snapshots().join(stream.to_string())
    }
    pub fn drafts_of(&self, stream: StreamId) -> PathBuf {
        self.drafts().join(stream.to_string())
    }
}

/// A name for a damaged folder or file that nothing has yet.
pub(super) fn damaged_name(path: &Path, seconds: u64) -> PathBuf {
    let named = |suffix: String| {
        let mut name = path.as_os_str().to_owned();
        name.push(format!(".damaged-{seconds}{suffix}"));
        PathBuf::from(name)
    };
    let mut candidate = named(String::new());
    let mut again = 1;
    while candidate.exists() {
        again += 1;
        candidate = named(format!("-{again}"));
    }
    candidate
}

#[derive(Serialize, Deserialize)]
struct FormatShape {
    upturn_store: u32,
    sum: String,
}

/// What the format file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Current,
    Missing,
    Unreadable,
}

/// Reads the format file and refuses a store from a newer version.
pub(super) fn read_format(layout: &Layout) -> Result<Format, JournalError> {
    let text = match fs::read(layout.format()) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Format::Missing),
        Err(error) => return Err(JournalError::io("read", &layout.format(), &error)),
    };
    match serde_json::from_slice::<FormatShape>(&text) {
        Ok(shape) if shape.sum != checksum(&shape.upturn_store.to_string()) => {
            Ok(Format::Unreadable)
        }
        Ok(shape) if shape.upturn_store > FORMAT => Err(JournalError::Newer {
            path: layout.root.clone(),
            found: shape.upturn_store,
            known: FORMAT,
        }),
        Ok(_) => Ok(Format::Current),
        Err(_) => Ok(Format::Unreadable),
    }
}

/// Writes the format file.
pub(super) fn write_format(layout: &Layout, disk: &Disk) -> Result<(), JournalError> {
    let sum = checksum(&FORMAT.to_string());
    let text = format!("{{\"upturn_store\":{FORMAT},\"sum\":\"{sum}\"}}\n");
    disk.replace(&layout.format(), text.as_bytes())
}

/// Holds the store for this process until it is dropped.
pub(super) struct Lock {
    file: File,
    path: PathBuf,
}

impl Lock {
    /// Takes the lock or names the process that has it, after a moment at most.
    pub fn take(layout: &Layout) -> Result<Self, JournalError> {
        let path = layout.lock();
        let failed = |error: &std::io::Error| JournalError::io("lock", &path, error);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .mode(0o600)
            .open(&path)
            .map_err(|error| failed(&error))?;
        match try_for_a_moment(&file) {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                let pid = file
                    .read_to_string(&mut text)
                    .ok()
                    .and_then(|_| text.trim().parse().ok());
                let folder = layout.root.clone();
                return Err(JournalError::Locked { folder, pid });
            }
            Err(TryLockError::Error(error)) => return Err(failed(&error)),
        }
        // The process id is only for people; the lock holds without it, also on a disk that is full.
        let named = file
            .set_len(0)
            .and_then(|()| writeln!(file, "{}", std::process::id()));
        if let Err(error) = named {
            tracing::debug!(%error, "the lock file could not name its holder");
        }
        Ok(Self { file, path })
    }

    /// Whether the file of that name is still the one that is locked.
    pub fn is_held(&self) -> bool {
        match (self.file.metadata(), fs::metadata(&self.path)) {
            (Ok(ours), Ok(there)) => (ours.dev(), ours.ino()) == (there.dev(), there.ino()),
            _ => false,
        }
    }
}

/// Tries to lock a file for 50 ms: a holder that has just ended may have a child of its own that has not quite begun,
/// and shares its lock until then.
fn try_for_a_moment(file: &File) -> Result<(), TryLockError> {
    for _ in 0..10 {
        match file.try_lock() {
            Err(TryLockError::WouldBlock) => std::thread::sleep(Duration::from_millis(5)),
            other => return other,
        }
    }
    file.try_lock()
}

/// Bytes that this user can still write where `path` is.
pub(super) fn free_space(path: &Path) -> Result<u64, JournalError> {
    rustix::fs::statvfs(path)
        .map(|space| space.f_bavail.saturating_mul(space.f_frsize))
        .map_err(|error| JournalError::io("measure the free space of", path, &error.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_holder_is_told_who_has_it() {
        let folder = tempfile::tempdir().expect("a folder");
        let layout = Layout::new(folder.path());
        let held = Lock::take(&layout).expect("free");
        assert!(held.is_held());
        let error = Lock::take(&layout).err().expect("taken");
        assert!(
            error.to_string().contains(&std::process::id().to_string()),
            "{error}"
        );
        fs::remove_file(layout.lock()).expect("removed");
        assert!(!held.is_held());
        drop(held);
        assert!(Lock::take(&layout).is_ok());
    }

    #[test]
    fn a_newer_store_is_refused_and_a_damaged_format_is_not_mistaken_for_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let layout = Layout::new(folder.path());
        assert_eq!(read_format(&layout), Ok(Format::Missing));
        write_format(&layout, &Disk::default()).expect("written");
        assert_eq!(read_format(&layout), Ok(Format::Current));
        let text = fs::read_to_string(layout.format()).expect("text");
        fs::write(layout.format(), text.replace(":1,", ":9,")).expect("written");
        assert_eq!(read_format(&layout), Ok(Format::Unreadable));
        let newer = format!("{{\"upturn_store\":9,\"sum\":\"{}\"}}", checksum("9"));
        fs::write(layout.format(), newer).expect("written");
        assert!(matches!(
            read_format(&layout),
            Err(JournalError::Newer { found: 9, .. })
        ));
    }
}
