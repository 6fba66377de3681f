//! Half-typed text: one private file per member and field, so that a kill loses at most what was typed in the last
//! second.
//!
//! A draft is no record: nobody else sees it, and it is in no backup. What it says is the caller's: a screen writes the
//! ids of the commands to come into it.

use std::fs;
use std::path::{Path, PathBuf};

use uuid::Uuid;

use super::disk::Disk;
use super::layout::Layout;
use super::{JournalError, StreamId};

/// The drafts of a store. Each call works on the disk and returns when it is done: about as long as one sync.
#[derive(Clone)]
pub struct Drafts {
    layout: Layout,
    disk: Disk,
}

impl Drafts {
    /// The drafts of the store in `folder`, which must be open.
    pub fn new(folder: &Path) -> Self {
        Self {
            layout: Layout::new(folder),
            disk: Disk::default(),
        }
    }

    fn path(&self, stream: StreamId, member: Uuid, field: &str) -> PathBuf {
        let member = member.hyphenated().to_string();
        self.layout
            .drafts_of(stream)
            .join(member)
            .join(file_name(field))
    }

    /// Puts a draft in the place of the one before.
    ///
    /// # Errors
    /// An input/output error; the draft before is then still there.
    pub fn write(
        &self,
        stream: StreamId,
        member: Uuid,
        field: &str,
        draft: &str,
    ) -> Result<(), JournalError> {
        let path = self.path(stream, member, field);
        if let Some(folder) = path.parent() {
            self.disk.create_folder(folder)?;
        }
        self.disk.replace(&path, draft.as_bytes())
    }

    /// The draft of a field, if there is one that can be read.
    ///
    /// # Errors
    /// An input/output error.
    pub fn read(
        &self,
        stream: StreamId,
        member: Uuid,
        field: &str,
    ) -> Result<Option<String>, JournalError> {
        read(&self.path(stream, member, field))
    }

    /// Makes a private file for another program to work on, with this text in it, among the drafts of a stream: whoever
    /// erases the stream erases it too. Nothing here removes or reads it otherwise, and one that is there is never
    /// written to.
    ///
    /// # Errors
    /// An input/output error.
    pub fn lend(&self, stream: StreamId, text: &str) -> Result<PathBuf, JournalError> {
        let folder = self.layout.drafts_of(stream);
        self.disk.create_folder(&folder)?;
        // Where every number is taken, making the file fails and names the folder.
        let free = (1..10_000)
            .map(|number| folder.join(format!("words-{number}.txt")))
            .find(|path| fs::symlink_metadata(path).is_err());
        let path = free.unwrap_or(folder);
        let mut file = self.disk.create(&path)?;
        self.disk.write(&mut file, &path, text.as_bytes())?;
        Ok(path)
    }

    /// Brings the drafts of a member's fields that begin so into one field, stream by stream. `join` is given what stands
    /// there and what comes to it; where it has no answer, both stay where they are.
    ///
    /// # Errors
    /// An input/output error; no draft is lost.
    pub fn gather(
        &self,
        member: Uuid,
        beginning: &str,
        into: &str,
        join: impl Fn(&str, &str) -> Option<String>,
    ) -> Result<(), JournalError> {
        let beginning = file_name(beginning);
        let member = member.hyphenated().to_string();
        for stream in entries(&self.layout.drafts())? {
            let folder = stream.join(&member);
            let into = folder.join(file_name(into));
            for path in entries(&folder)? {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let Some(more) = read(&path)?.filter(|_| name.starts_with(&beginning)) else {
                    continue;
                };
                let there = read(&into)?.unwrap_or_default();
                if let Some(all) = join(&there, &more) {
                    self.disk.replace(&into, all.as_bytes())?;
                    self.disk.remove(&path)?;
                }
            }
        }
        Ok(())
    }

    /// Removes the draft of a field, once its command is saved or it was given up.
    ///
    /// # Errors
    /// An input/output error.
    pub fn remove(&self, stream: StreamId, member: Uuid, field: &str) -> Result<(), JournalError> {
        self.disk.remove(&self.path(stream, member, field))
    }
}

/// What lies in a folder, in the order of the names; nothing where there is no such folder.
fn entries(folder: &Path) -> Result<Vec<PathBuf>, JournalError> {
    let found = match fs::read_dir(folder) {
        Ok(found) => found,
        Err(error)
            if matches!(
                error.kind(),
                std::io::ErrorKind::NotFound | std::io::ErrorKind::NotADirectory
            ) =>
        {
            return Ok(Vec::new());
        }
        Err(error) => return Err(JournalError::io("read", folder, &error)),
    };
    let mut paths: Vec<PathBuf> = found.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    Ok(paths)
}

fn read(path: &Path) -> Result<Option<String>, JournalError> {
    match fs::read(path) {
        Ok(bytes) => Ok(String::from_utf8(bytes).ok()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(JournalError::io("read", path, &error)),
    }
}

/// A file name for any field: letters, digits, `-` and `_` stand for themselves, other bytes are `%` and two digits.
fn file_name(field: &str) -> String {
    let mut name = String::from("f.");
    for byte in field.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') {
            name.push(char::from(byte));
        } else {
            name.push('%');
            name.push_str(&super::chain::hex(&[byte]));
        }
    }
    name
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::journal::testing::session;

    #[test]
    fn a_draft_is_private_and_replaced_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let drafts = Drafts::new(folder.path());
        let member = Uuid::from_u128(4);
        let field = "step/why..é";
        assert_eq!(drafts.read(session(1), member, field), Ok(None));
        drafts
            .write(session(1), member, field, "half")
            .expect("written");
        drafts
            .write(session(1), member, field, "half a card")
            .expect("written");
        assert_eq!(
            drafts.read(session(1), member, field),
            Ok(Some("half a card".to_owned()))
        );
        let path = drafts.path(session(1), member, field);
        let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(path.parent().expect("a folder")), 0o700);
        assert_eq!(mode(&folder.path().join("drafts")), 0o700);
        drafts.remove(session(1), member, field).expect("removed");
        assert_eq!(drafts.read(session(1), member, field), Ok(None));
    }

    #[test]
    fn drafts_of_several_fields_come_together_and_none_is_lost() {
        let folder = tempfile::tempdir().expect("a folder");
        let drafts = Drafts::new(folder.path());
        let (ana, bo) = (Uuid::from_u128(4), Uuid::from_u128(5));
        let write = |stream, member, field, draft| {
            drafts
                .write(session(stream), member, field, draft)
                .expect("written");
        };
        let read = |stream, member, field| {
            let found = drafts.read(session(stream), member, field);
            found.expect("read").unwrap_or_default()
        };
        write(1, ana, "seat", "a");
        write(1, ana, "seat-1", "b");
        write(1, ana, "seat-2", "stays");
        write(2, ana, "seat-1", "c");
        write(1, bo, "seat-1", "d");
        drafts.lend(session(1), "words").expect("lent");
        let join = |there: &str, more: &str| (more != "stays").then(|| format!("{there}{more}"));
        for _ in 0..2 {
            drafts.gather(ana, "seat-", "seat", join).expect("gathered");
            assert_eq!(read(1, ana, "seat"), "ab");
            assert_eq!(read(1, ana, "seat-1"), "");
            assert_eq!(read(1, ana, "seat-2"), "stays");
            assert_eq!(read(2, ana, "seat"), "c");
            assert_eq!(read(1, bo, "seat-1"), "d");
        }
    }

    #[test]
    fn what_is_lent_is_private_and_never_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let drafts = Drafts::new(folder.path());
        let first = drafts.lend(session(1), "one").expect("made");
        let second = drafts.lend(session(1), "two").expect("made");
        assert_eq!(fs::read(&first).expect("there"), b"one");
        assert_eq!(fs::read(&second).expect("there"), b"two");
        let mode = fs::metadata(&first).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }

    #[test]
    fn any_field_has_a_file_name() {
        let fields = ["", "..", "a/b", "%41", "A", "é\u{202e}", "card-1_x"];
        let mut names: Vec<String> = fields.iter().map(|field| file_name(field)).collect();
        for name in &names {
            let known = |c: char| c.is_ascii_alphanumeric() || "-_%.".contains(c);
            assert!(name.chars().all(known) && name.len() < 255, "{name}");
            assert!(name.rfind('.') == Some(1), "{name}");
        }
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), fields.len());
    }
}
