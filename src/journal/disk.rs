//! The one door to the file system: every write, sync and rename of the store goes through here.
//!
//! It adds what was tried on which path to each error, and lets a test refuse any operation.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::JournalError;

/// What is about to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Op {
    Create,
    Write,
    Sync,
    SyncFolder,
    Rename,
    Remove,
    IndexOpen,
    IndexWrite,
    IndexFlush,
    IndexSync,
}

/// Why an operation is refused, and how much of a write still went through before that.
pub(super) struct Refusal {
    pub error: io::Error,
    pub written: usize,
}

/// Asked before each operation; tests refuse some.
pub(super) trait Gate: Send + Sync {
    fn pass(&self, op: Op, bytes: usize) -> Result<(), Refusal>;
}

/// The file system, or one that has a bad day.
#[derive(Clone, Default)]
pub(super) struct Disk {
    gate: Option<Arc<dyn Gate>>,
}

impl Disk {
    /// A disk that asks `gate` before each operation.
    #[cfg(test)]
    pub fn behind(gate: Arc<dyn Gate>) -> Self {
        Self { gate: Some(gate) }
    }

    /// Asks the gate for an operation that is done elsewhere, by sled for one.
    pub fn ask(&self, op: Op) -> io::Result<()> {
        self.pass(op, 0).map_err(|refusal| refusal.error)
    }

    fn pass(&self, op: Op, bytes: usize) -> Result<(), Refusal> {
        self.gate
            .as_ref()
            .map_or(Ok(()), |gate| gate.pass(op, bytes))
    }

    /// Makes a folder that only this user can open, with those above it, and makes the new names durable.
    pub fn create_folder(&self, path: &Path) -> Result<(), JournalError> {
        if path.is_dir() {
            return Ok(());
        }
        if let Some(above) = path.parent().filter(|above| !above.as_os_str().is_empty()) {
            self.create_folder(above)?;
        }
        let made = self
            .ask(Op::Create)
            .and_then(|()| fs::DirBuilder::new().mode(0o700).create(path));
        match made {
            Ok(()) => self.sync_parent(path),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
            Err(error) => Err(JournalError::io("create", path, &error)),
        }
    }

    /// Makes a new private file; one that exists is an error.
    pub fn create(&self, path: &Path) -> Result<File, JournalError> {
        self.ask(Op::Create)
            .and_then(|()| {
                OpenOptions::new()
                    .append(true)
                    .create_new(true)
                    .mode(0o600)
                    .open(path)
            })
            .map_err(|error| JournalError::io("create", path, &error))
    }

    /// Opens a file to add to its end.
    pub fn reopen(&self, path: &Path) -> Result<File, JournalError> {
        self.ask(Op::Create)
            .and_then(|()| OpenOptions::new().append(true).open(path))
            .map_err(|error| JournalError::io("open", path, &error))
    }

    /// Adds to the end of a file.
    pub fn write(&self, file: &mut File, path: &Path, bytes: &[u8]) -> Result<(), JournalError> {
        self.pass(Op::Write, bytes.len())
            .map_err(|refusal| {
                // What a full disk does: some of the bytes arrive before the error.
                let torn = file.write_all(&bytes[..refusal.written.min(bytes.len())]);
                torn.err().unwrap_or(refusal.error)
            })
            .and_then(|()| file.write_all(bytes))
            .map_err(|error| JournalError::io("write", path, &error))
    }

    /// Makes the content of a file durable. After an error this descriptor must not be synced again: the system
    /// may have forgotten what it failed to write.
    pub fn sync(&self, file: &File, path: &Path) -> Result<(), JournalError> {
        self.ask(Op::Sync)
            .and_then(|()| file.sync_data())
            .map_err(|error| JournalError::io("sync", path, &error))
    }

    /// Makes the names in a folder durable.
    pub fn sync_folder(&self, path: &Path) -> Result<(), JournalError> {
        self.ask(Op::SyncFolder)
            .and_then(|()| File::open(path)?.sync_all())
            .map_err(|error| JournalError::io("sync", path, &error))
    }

    fn sync_parent(&self, path: &Path) -> Result<(), JournalError> {
        match path.parent() {
            Some(above) if above.as_os_str().is_empty() => self.sync_folder(Path::new(".")),
            Some(above) => self.sync_folder(above),
            None => Ok(()),
        }
    }

    /// Gives a file or folder another name in the same folder, durably.
    pub fn rename(&self, from: &Path, to: &Path) -> Result<(), JournalError> {
        self.ask(Op::Rename)
            .and_then(|()| fs::rename(from, to))
            .map_err(|error| JournalError::io("rename", from, &error))?;
        self.sync_parent(to)
    }

    /// Removes a file or a whole folder, durably; one that is not there is no error.
    pub fn remove(&self, path: &Path) -> Result<(), JournalError> {
        let removed = self
            .ask(Op::Remove)
            .and_then(|()| match fs::symlink_metadata(path) {
                Ok(found) if found.is_dir() => fs::remove_dir_all(path),
                Ok(_) => fs::remove_file(path),
                Err(error) => Err(error),
            });
        match removed {
            Ok(()) => self.sync_parent(path),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(JournalError::io("remove", path, &error)),
        }
    }

    /// Puts a file with this content in place of any that is there: a reader sees the old or the new, never half.
    pub fn replace(&self, path: &Path, bytes: &[u8]) -> Result<(), JournalError> {
        let beside = Self::beside(path);
        self.remove(&beside)?;
        let mut file = self.create(&beside)?;
        self.write(&mut file, &beside, bytes)?;
        self.sync(&file, &beside)?;
        self.rename(&beside, path)
    }

    /// As [`Disk::replace`], for what may be lost or torn by a power cut: nothing is synced.
    pub fn replace_unsynced(&self, path: &Path, bytes: &[u8]) -> Result<(), JournalError> {
        let beside = Self::beside(path);
        self.remove(&beside)?;
        let mut file = self.create(&beside)?;
        self.write(&mut file, &beside, bytes)?;
        self.ask(Op::Rename)
            .and_then(|()| fs::rename(&beside, path))
            .map_err(|error| JournalError::io("rename", &beside, &error))
    }

    /// Where the new content of a file stands until it is whole.
    pub fn beside(path: &Path) -> PathBuf {
        let mut beside = path.as_os_str().to_owned();
        beside.push(".new");
        beside.into()
    }
}

/// The names in a folder that are UTF-8, sorted; none if it is not there.
pub(super) fn names(folder: &Path) -> Result<Vec<String>, JournalError> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(JournalError::io("list", folder, &error)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| JournalError::io("list", folder, &error))?;
        names.extend(entry.file_name().into_string());
    }
    names.sort_unstable();
    Ok(names)
}
