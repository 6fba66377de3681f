//! The head of each stream once more, in a file of its own, so that a tail cut from both copies shows.
//!
//! It is added to after each acknowledgement and not synced: it may lag behind, and never claims what is not so.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::path::PathBuf;

use uuid::Uuid;

use super::chain::{Head, checksum};
use super::disk::Disk;
use super::{JournalError, StreamId, base64};

/// The catalogue file, open to be added to.
pub(super) struct Catalogue {
    path: PathBuf,
    disk: Disk,
    file: Option<File>,
    bytes: usize,
    limit: usize,
}

/// Past this size, and twice what it was when written anew, the file is written anew with one line a stream.
const LONG: usize = 256 * 1024;

/// Reads the last head of each stream; lines that do not match their checksum are passed over.
pub(super) fn read(path: &std::path::Path) -> Result<BTreeMap<StreamId, Head>, JournalError> {
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(JournalError::io("read", path, &error)),
    };
    let line = |line: &[u8]| {
        let (text, sum) = std::str::from_utf8(line).ok()?.rsplit_once(' ')?;
        if sum != checksum(text) {
            return None;
        }
        let mut words = text.split(' ');
        let stream = StreamId(Uuid::try_parse(words.next()?).ok()?);
        let next = words.next()?.parse().ok()?;
        let hash = base64::read(words.next()?)?;
        Some((stream, Head { next, hash }))
    };
    Ok(bytes
        .split(|byte| *byte == b'\n')
        .filter_map(line)
        .collect())
}

fn write_line(stream: StreamId, head: Head, out: &mut Vec<u8>) {
    let text = format!("{stream} {} {}", head.next, base64::write(&head.hash));
    out.extend_from_slice(format!("{text} {}\n", checksum(&text)).as_bytes());
}

impl Catalogue {
    pub fn new(path: PathBuf, disk: Disk) -> Self {
        Self {
            path,
            disk,
            file: None,
            bytes: 0,
            limit: LONG,
        }
    }

    /// Writes the whole file anew.
    pub fn rewrite(
        &mut self,
        heads: impl Iterator<Item = (StreamId, Head)>,
    ) -> Result<(), JournalError> {
        self.file = None;
        let mut bytes = Vec::new();
        for (stream, head) in heads {
            write_line(stream, head, &mut bytes);
        }
        self.disk.replace(&self.path, &bytes)?;
        self.file = Some(self.disk.reopen(&self.path)?);
        self.bytes = bytes.len();
        self.limit = LONG.max(2 * self.bytes);
        Ok(())
    }

    /// Adds new heads. False means that the file should be written anew.
    pub fn add(&mut self, heads: impl Iterator<Item = (StreamId, Head)>) -> bool {
        let Some(file) = &mut self.file else {
            return false;
        };
        let mut bytes = Vec::new();
        for (stream, head) in heads {
            write_line(stream, head, &mut bytes);
        }
        self.bytes += bytes.len();
        let written = self.disk.write(file, &self.path, &bytes);
        if written.is_err() {
            self.file = None;
        }
        written.is_ok() && self.bytes <= self.limit
    }
}
