//! Half-typed text: one private file per member and field, so that a kill loses at most what was typed in the last
//! second.
//!
//! A draft is no record: nobody else sees it, and it is in no backup. It carries the id of the command that it will
//! become, so that one which was sent in the last moment is known to be in the log and is not offered again.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::disk::{Disk, names};
use super::layout::Layout;
use super::{JournalError, StreamId};

/// Text that has not been sent yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The id that the command will have when it is sent.
    pub command: Uuid,
    /// What has been typed.
    pub text: String,
}

/// A draft and whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptDraft {
    /// The member who typed it.
    pub member: Uuid,
    /// The field in which it was typed, as the caller named it.
    pub field: String,
    /// What was typed.
    pub draft: Draft,
}

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
        draft: &Draft,
    ) -> Result<(), JournalError> {
        let path = self.path(stream, member, field);
        if let Some(folder) = path.parent() {
            self.disk.create_folder(folder)?;
        }
        let text = serde_json::to_vec(draft)
            .map_err(|error| JournalError::io("write", &path, &error.into()))?;
        self.disk.replace(&path, &text)
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
    ) -> Result<Option<Draft>, JournalError> {
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

    /// Removes the draft of a field, once its command is saved or it was given up.
    ///
    /// # Errors
    /// An input/output error.
    pub fn remove(&self, stream: StreamId, member: Uuid, field: &str) -> Result<(), JournalError> {
        self.disk.remove(&self.path(stream, member, field))
    }

    /// All drafts of a stream. Those whose command is in the log already are removed instead.
    ///
    /// # Errors
    /// An input/output error.
    pub fn of(
        &self,
        stream: StreamId,
        in_log: impl Fn(Uuid) -> bool,
    ) -> Result<Vec<KeptDraft>, JournalError> {
        let folder = self.layout.drafts_of(stream);
        let mut kept = Vec::new();
        for name in names(&folder)? {
            let Ok(member) = Uuid::try_parse(&name) else {
                continue;
            };
            for name in names(&folder.join(&name))? {
                let Some(field) = field_name(&name) else {
                    continue;
                };
                match self.read(stream, member, &field)? {
                    Some(draft) if in_log(draft.command) => self.remove(stream, member, &field)?,
                    Some(draft) => kept.push(KeptDraft {
                        member,
                        field,
                        draft,
                    }),
                    None => {}
                }
            }
        }
        Ok(kept)
    }
}

fn read(path: &Path) -> Result<Option<Draft>, JournalError> {
    match fs::read(path) {
        Ok(bytes) => Ok(serde_json::from_slice(&bytes).ok()),
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

fn field_name(name: &str) -> Option<String> {
    let mut bytes = Vec::new();
    let mut rest = name.strip_prefix("f.")?;
    while let Some(first) = rest.bytes().next() {
        if first == b'%' {
            bytes.push(u8::from_str_radix(rest.get(1..3)?, 16).ok()?);
            rest = rest.get(3..)?;
        } else if first == b'.' {
            return None;
        } else {
            bytes.push(first);
            rest = rest.get(1..)?;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::journal::testing::session;

    fn draft(command: u128, text: &str) -> Draft {
        Draft {
            command: Uuid::from_u128(command),
            text: text.into(),
        }
    }

    #[test]
    fn a_draft_is_private_and_replaced_whole() {
        let folder = tempfile::tempdir().expect("a folder");
        let drafts = Drafts::new(folder.path());
        let member = Uuid::from_u128(4);
        let field = "step/why..é";
        assert_eq!(drafts.read(session(1), member, field), Ok(None));
        drafts
            .write(session(1), member, field, &draft(1, "half"))
            .expect("written");
        drafts
            .write(session(1), member, field, &draft(1, "half a card"))
            .expect("written");
        assert_eq!(
            drafts.read(session(1), member, field),
            Ok(Some(draft(1, "half a card")))
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
    fn what_is_lent_is_private_and_never_written_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let drafts = Drafts::new(folder.path());
        let first = drafts.lend(session(1), "one").expect("made");
        let second = drafts.lend(session(1), "two").expect("made");
        assert_eq!(fs::read(&first).expect("there"), b"one");
        assert_eq!(fs::read(&second).expect("there"), b"two");
        let mode = fs::metadata(&first).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(drafts.of(session(1), |_| false), Ok(Vec::new()));
    }

    #[test]
    fn a_draft_that_is_in_the_log_is_not_offered_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let drafts = Drafts::new(folder.path());
        let member = Uuid::from_u128(4);
        drafts
            .write(session(1), member, "a", &draft(1, "sent"))
            .expect("written");
        drafts
            .write(session(1), member, "b/c", &draft(2, "not sent"))
            .expect("written");
        drafts
            .write(session(2), member, "a", &draft(3, "elsewhere"))
            .expect("written");
        let kept = drafts
            .of(session(1), |id| id == Uuid::from_u128(1))
            .expect("listed");
        let expected = KeptDraft {
            member,
            field: "b/c".into(),
            draft: draft(2, "not sent"),
        };
        assert_eq!(kept, [expected]);
        assert_eq!(drafts.read(session(1), member, "a"), Ok(None));
    }

    #[test]
    fn any_field_has_a_file_name() {
        for field in ["", "..", "a/b", "%41", "é\u{202e}", "card-1_x"] {
            let name = file_name(field);
            assert!(!name.contains('/') && name.len() < 255);
            assert_eq!(field_name(&name).as_deref(), Some(field));
        }
        assert_eq!(field_name("f.a.new"), None);
    }
}
