//! Going through a stream's segments from its first record on, checking every link.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use super::super::chain::{FORMAT, Hash, Head, Header, HeaderRead, Line};
use super::super::{JournalError, StreamId};

/// How a walk ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    /// With the last line of the last segment.
    Clean,
    /// Before a line or record that was being written and that nobody was told is saved.
    Unfinished,
    /// Where something that should be there is not.
    Broken(String),
}

struct Stretch {
    path: PathBuf,
    from: Head,
    until: u64,
}

/// Goes through the lines of a stream as long as the chain holds.
pub struct Walk {
    /// The stretches still to come, the next one last.
    ahead: Vec<Stretch>,
    reading: Option<(BufReader<File>, Stretch)>,
    /// The end of the last whole record.
    pub head: Head,
    link: Hash,
    part: u32,
    bad_header: Option<PathBuf>,
    end: Option<End>,
    buffer: Vec<u8>,
}

impl Walk {
    pub(super) fn new(
        stream: StreamId,
        segments: Vec<(u32, PathBuf)>,
    ) -> Result<Self, JournalError> {
        let head = Head::start(stream);
        let mut ahead = Vec::new();
        let mut until = u64::MAX;
        let mut bad_header = None;
        let empty = segments.is_empty();
        for (segment, path) in segments.into_iter().rev() {
            match read_header(&path)? {
                HeaderRead::Newer(found) => return Err(newer(&path, found)),
                HeaderRead::Good(header)
                    if header.stream == stream && header.segment == segment =>
                {
                    let from = header.from;
                    if from.next < until || ahead.is_empty() {
                        ahead.push(Stretch { path, from, until });
                        until = from.next;
                    }
                }
                _ if ahead.is_empty() => bad_header = Some(path),
                _ => {}
            }
        }
        let broken = ahead.last().is_none_or(|first| first.from != head) && !empty;
        Ok(Self {
            ahead,
            reading: None,
            head,
            link: head.hash,
            part: 0,
            end: broken.then(|| {
                End::Broken("its first segment is missing or has a damaged first line".into())
            }),
            bad_header,
            buffer: Vec::new(),
        })
    }

    /// The next line, or none at the end, which [`Walk::end`] explains.
    pub fn next_line(&mut self) -> Result<Option<Line>, JournalError> {
        while self.end.is_none() {
            let Some((reader, stretch)) = &mut self.reading else {
                self.enter_next()?;
                continue;
            };
            if self.head.next >= stretch.until {
                self.reading = None;
                continue;
            }
            self.buffer.clear();
            reader
                .read_until(b'\n', &mut self.buffer)
                .map_err(|error| JournalError::io("read", &stretch.path, &error))?;
            let newest = stretch.until == u64::MAX;
            let Some(bytes) = self.buffer.strip_suffix(b"\n") else {
                self.end = Some(match (newest, self.buffer.is_empty() && self.part == 0) {
                    (true, true) => self.bad_header.take().map_or(End::Clean, |path| {
                        End::Broken(format!("the first line of {} is damaged", path.display()))
                    }),
                    (true, false) => End::Unfinished,
                    (false, _) => End::Broken(format!(
                        "{} ends before record {}",
                        stretch.path.display(),
                        stretch.until
                    )),
                });
                break;
            };
            match Line::parse(bytes) {
                Some(line) if fits(&line, self.head.next, self.part, &self.link) => {
                    self.link = line.hash;
                    self.part = line.part + 1;
                    if line.is_last() {
                        self.part = 0;
                        self.head = Head {
                            next: line.seq + 1,
                            hash: line.hash,
                        };
                    }
                    return Ok(Some(line));
                }
                _ => {
                    let (at, path) = (self.head.next, stretch.path.display());
                    self.end = Some(End::Broken(format!(
                        "record {at} in {path} does not match its checksum"
                    )));
                }
            }
        }
        Ok(None)
    }

    fn enter_next(&mut self) -> Result<(), JournalError> {
        let Some(stretch) = self.ahead.pop() else {
            self.end = Some(End::Clean);
            return Ok(());
        };
        if stretch.from != self.head {
            let path = stretch.path.display();
            self.end = Some(End::Broken(format!(
                "{path} does not go on where the segment before it ends"
            )));
            return Ok(());
        }
        // Parts of a record that a later segment begins anew are void.
        self.link = self.head.hash;
        self.part = 0;
        let failed = |error: std::io::Error| JournalError::io("read", &stretch.path, &error);
        let mut reader =
            BufReader::with_capacity(64 * 1024, File::open(&stretch.path).map_err(failed)?);
        reader.skip_until(b'\n').map_err(failed)?;
        self.reading = Some((reader, stretch));
        Ok(())
    }

    /// How the walk ended, once [`Walk::next_line`] has answered none.
    pub fn end(&self) -> End {
        self.end.clone().unwrap_or(End::Clean)
    }

    /// The lines of the whole records that are left, and how the stream ends.
    pub fn rest(mut self) -> Result<(Vec<Line>, Head, End), JournalError> {
        let mut lines = Vec::new();
        while let Some(line) = self.next_line()? {
            lines.push(line);
        }
        while lines.last().is_some_and(|line| line.seq >= self.head.next) {
            lines.pop();
        }
        let end = self.end();
        Ok((lines, self.head, end))
    }
}

/// Whether a line is the next one of its stream.
fn fits(line: &Line, seq: u64, part: u32, before: &Hash) -> bool {
    (line.seq, line.part) == (seq, part) && line.link(before) == line.hash
}

fn read_header(path: &Path) -> Result<HeaderRead, JournalError> {
    let failed = |error: std::io::Error| JournalError::io("read", path, &error);
    let mut line = Vec::new();
    // A header is about 250 bytes; a damaged file may have no line break for a long way.
    BufReader::new(File::open(path).map_err(failed)?.take(1024))
        .read_until(b'\n', &mut line)
        .map_err(failed)?;
    Ok(line
        .strip_suffix(b"\n")
        .map_or(HeaderRead::Bad, Header::parse))
}

/// Refuses a segment in a format that this version does not know.
pub(super) fn newer(path: &Path, found: u32) -> JournalError {
    JournalError::Newer {
        path: path.to_path_buf(),
        found,
        known: FORMAT,
    }
}
