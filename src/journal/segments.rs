//! The readable copy: `journal/<stream>/00000001.jsonl` and on, each a header and then one line a record.
//!
//! A segment is only ever added to. What must not count any more is made void by a later segment whose header
//! goes on from an earlier place; nothing is cut or overwritten.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::PathBuf;

use uuid::Uuid;

use super::chain::{Head, Header, HeaderRead, Line};
use super::disk::{Disk, names};
use super::{JournalError, StreamId};
use walk::newer;

mod walk;

pub(super) use walk::{End, Walk};

/// The `journal/` folder.
#[derive(Clone)]
pub(super) struct Segments {
    folder: PathBuf,
    disk: Disk,
}

/// An open segment and how long it is.
pub(super) struct Writer {
    file: File,
    path: PathBuf,
    pub bytes: u64,
}

/// The streams that the folder knows.
#[derive(Default)]
pub(super) struct Known {
    pub live: BTreeSet<StreamId>,
    pub erased: BTreeSet<StreamId>,
}

/// Where a stream's last segment ends, read without the rest.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Tail {
    /// With a whole record, or right after its header.
    Whole { head: Head, last: Option<Line> },
    /// In any other way; only walking the stream tells more.
    Unsure,
}

const ERASED: &str = ".erased";

impl Segments {
    pub fn new(folder: PathBuf, disk: Disk) -> Self {
        Self { folder, disk }
    }

    fn folder_of(&self, stream: StreamId) -> PathBuf {
        self.folder.join(stream.to_string())
    }

    /// The streams with a folder, and those with a tombstone, which wins.
    pub fn known(&self) -> Result<Known, JournalError> {
        let mut known = Known::default();
        for name in names(&self.folder)? {
            if let Some(stream) = name.strip_suffix(ERASED).and_then(parse_name) {
                known.erased.insert(stream);
            } else if let Some(stream) = parse_name(&name) {
                known.live.insert(stream);
            }
        }
        known.live.retain(|stream| !known.erased.contains(stream));
        Ok(known)
    }

    /// The segments of a stream in order.
    pub fn list(&self, stream: StreamId) -> Result<Vec<(u32, PathBuf)>, JournalError> {
        let folder = self.folder_of(stream);
        let number = |name: String| {
            Some((
                name.strip_suffix(".jsonl")?.parse().ok()?,
                folder.join(&name),
            ))
        };
        Ok(names(&folder)?.into_iter().filter_map(number).collect())
    }

    /// Begins a segment that goes on from `from` with `lines`. It appears whole or not at all.
    pub fn begin(
        &self,
        stream: StreamId,
        from: Head,
        lines: &[Line],
    ) -> Result<Writer, JournalError> {
        let folder = self.folder_of(stream);
        self.disk.create_folder(&folder)?;
        let segment = self
            .list(stream)?
            .last()
            .map_or(1, |(number, _)| number + 1);
        let mut bytes = Vec::new();
        Header {
            stream,
            segment,
            from,
        }
        .write_to(&mut bytes);
        for line in lines {
            line.write_to(&mut bytes);
        }
        let path = folder.join(format!("{segment:08}.jsonl"));
        self.disk.replace(&path, &bytes)?;
        let file = self.disk.reopen(&path)?;
        let bytes = bytes.len() as u64;
        Ok(Writer { file, path, bytes })
    }

    /// Opens the last segment of a stream that ends with a whole record.
    pub fn resume(&self, stream: StreamId) -> Result<Option<Writer>, JournalError> {
        let Some((_, path)) = self.list(stream)?.pop() else {
            return Ok(None);
        };
        let file = self.disk.reopen(&path)?;
        let bytes = file
            .metadata()
            .map_err(|error| JournalError::io("look at", &path, &error))?
            .len();
        Ok(Some(Writer { file, path, bytes }))
    }

    /// Adds lines to a segment and makes them durable. After an error the writer must be dropped.
    pub fn add(&self, writer: &mut Writer, bytes: &[u8]) -> Result<(), JournalError> {
        self.disk.write(&mut writer.file, &writer.path, bytes)?;
        self.disk.sync(&writer.file, &writer.path)?;
        writer.bytes += bytes.len() as u64;
        Ok(())
    }

    /// Leaves a tombstone, which says that the stream was erased and nothing about what it held.
    pub fn bury(&self, stream: StreamId) -> Result<(), JournalError> {
        let path = self.folder.join(format!("{stream}{ERASED}"));
        self.disk
            .replace(&path, format!("{{\"erased\":\"{stream}\"}}\n").as_bytes())
    }

    /// Removes a stream's folder.
    pub fn remove(&self, stream: StreamId) -> Result<(), JournalError> {
        self.disk.remove(&self.folder_of(stream))
    }

    /// Whether the stream has a folder.
    pub fn has(&self, stream: StreamId) -> bool {
        self.folder_of(stream).is_dir()
    }

    /// Looks at the end of the last segment.
    pub fn tail(&self, stream: StreamId) -> Result<Tail, JournalError> {
        let Some((segment, path)) = self.list(stream)?.pop() else {
            return Ok(Tail::Unsure);
        };
        let failed = |error: &std::io::Error| JournalError::io("read", &path, error);
        let mut file = BufReader::new(File::open(&path).map_err(|error| failed(&error))?);
        let mut first = Vec::new();
        file.read_until(b'\n', &mut first)
            .map_err(|error| failed(&error))?;
        let mut file = file.into_inner();
        let length = file.metadata().map_err(|error| failed(&error))?.len();
        let header = match first.strip_suffix(b"\n").map(Header::parse) {
            Some(HeaderRead::Newer(found)) => return Err(newer(&path, found)),
            Some(HeaderRead::Good(header))
                if (header.stream, header.segment) == (stream, segment) =>
            {
                header
            }
            _ => return Ok(Tail::Unsure),
        };
        let lines_from = first.len() as u64;
        if length == lines_from {
            let (head, last) = (header.from, None);
            return Ok(Tail::Whole { head, last });
        }
        let mut reach = 8 * 1024;
        loop {
            let from = length.saturating_sub(reach).max(lines_from);
            let mut bytes = Vec::new();
            file.seek(SeekFrom::Start(from))
                .and_then(|_| file.read_to_end(&mut bytes))
                .map_err(|error| failed(&error))?;
            let Some(whole) = bytes.strip_suffix(b"\n") else {
                return Ok(Tail::Unsure);
            };
            let start = whole
                .iter()
                .rposition(|byte| *byte == b'\n')
                .map(|at| at + 1);
            if let Some(start) = start.or((from == lines_from).then_some(0)) {
                return Ok(match Line::parse(&whole[start..]) {
                    Some(line) if line.is_last() => Tail::Whole {
                        head: Head {
                            next: line.seq.saturating_add(1),
                            hash: line.hash,
                        },
                        last: Some(line),
                    },
                    _ => Tail::Unsure,
                });
            }
            reach *= 8;
        }
    }

    /// Every line that can be read at all and is not void, the newest segment's first; their links are not checked.
    pub fn scraps(&self, stream: StreamId) -> Result<Vec<Line>, JournalError> {
        let mut scraps = Vec::new();
        let mut until = u64::MAX;
        for (_, path) in self.list(stream)?.into_iter().rev() {
            let bytes = fs::read(&path).map_err(|error| JournalError::io("read", &path, &error))?;
            let mut lines = bytes.split(|byte| *byte == b'\n');
            let header = lines.next().map(Header::parse);
            scraps.extend(
                lines
                    .filter_map(Line::parse)
                    .filter(|line| line.seq < until),
            );
            if let Some(HeaderRead::Good(header)) = header {
                until = until.min(header.from.next);
            }
        }
        Ok(scraps)
    }

    /// Walks a stream from its beginning, checking every link.
    pub fn walk(&self, stream: StreamId) -> Result<Walk, JournalError> {
        Walk::new(stream, self.list(stream)?)
    }
}

fn parse_name(name: &str) -> Option<StreamId> {
    let id = Uuid::try_parse(name).ok()?;
    (id.hyphenated().to_string() == name).then_some(StreamId(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::NewRecord;
    use crate::journal::chain::extend;

    fn stream() -> StreamId {
        StreamId::session(Uuid::from_u128(77))
    }

    fn lines(from: Head, count: u64) -> (Vec<Line>, Head) {
        let mut head = from;
        let mut all = Vec::new();
        for n in 0..count {
            let record = NewRecord {
                id: Uuid::from_u128(u128::from(head.next + n)),
                body: format!("{{\"n\":{n}}}"),
            };
            let (more, next) = extend(head, record);
            all.extend(more);
            head = next;
        }
        (all, head)
    }

    fn segments() -> (tempfile::TempDir, Segments) {
        let folder = tempfile::tempdir().expect("a folder");
        let segments = Segments::new(folder.path().join("journal"), Disk::default());
        (folder, segments)
    }

    #[test]
    fn a_later_segment_makes_lines_void() {
        let (_folder, segments) = segments();
        let (first, _) = lines(Head::start(stream()), 5);
        segments
            .begin(stream(), Head::start(stream()), &first)
            .expect("written");
        let at_three = Head {
            next: 3,
            hash: first[2].hash,
        };
        let (second, head) = lines(at_three, 4);
        segments
            .begin(stream(), at_three, &second)
            .expect("written");
        let (walked, end_head, end) = segments
            .walk(stream())
            .and_then(Walk::rest)
            .expect("walked");
        assert_eq!((end_head, end), (head, End::Clean));
        assert_eq!(walked[..3], first[..3]);
        assert_eq!(walked[3..], second[..]);
        assert_eq!(
            segments.tail(stream()),
            Ok(Tail::Whole {
                head,
                last: second.last().cloned()
            })
        );
        assert_eq!(segments.scraps(stream()).expect("read").len(), 7);
    }

    #[test]
    fn an_unfinished_last_line_is_no_damage_and_a_changed_one_is() {
        let (_folder, segments) = segments();
        let (all, _) = lines(Head::start(stream()), 5);
        segments
            .begin(stream(), Head::start(stream()), &all)
            .expect("written");
        let path = segments.list(stream()).expect("listed").remove(0).1;
        let bytes = fs::read(&path).expect("read");
        fs::write(&path, &bytes[..bytes.len() - 1]).expect("cut");
        let (walked, _, end) = segments
            .walk(stream())
            .and_then(Walk::rest)
            .expect("walked");
        assert_eq!((walked.len(), end), (4, End::Unfinished));
        assert_eq!(segments.tail(stream()), Ok(Tail::Unsure));
        let mut damaged = bytes.clone();
        let at = bytes.len() / 2;
        damaged[at] ^= 4;
        fs::write(&path, &damaged).expect("damaged");
        let (walked, _, end) = segments
            .walk(stream())
            .and_then(Walk::rest)
            .expect("walked");
        assert!(walked.len() < 5);
        assert!(matches!(end, End::Broken(_)));
    }

    #[test]
    fn a_tail_is_found_behind_long_lines() {
        let (_folder, segments) = segments();
        let record = NewRecord {
            id: Uuid::from_u128(1),
            body: format!("\"{}\"", "\\u0001".repeat(30_000)),
        };
        let (all, head) = extend(Head::start(stream()), record);
        segments
            .begin(stream(), Head::start(stream()), &all)
            .expect("written");
        assert!(
            matches!(segments.tail(stream()), Ok(Tail::Whole { head: found, .. }) if found == head)
        );
    }
}
