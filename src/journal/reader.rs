//! Reading a store without its lock, from the readable copy alone: while it is open elsewhere, or on a read-only disk.

use std::path::Path;

use super::catalogue;
use super::chain::{Head, Line, assemble};
use super::disk::Disk;
use super::layout::{Layout, read_format};
use super::segments::{End, Segments, Tail};
use super::{JournalError, Record, StreamId, StreamInfo};

/// Reads what is in a store's `journal/` folder and changes nothing.
pub struct Reader {
    layout: Layout,
    segments: Segments,
}

/// What could be read of a stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The records from the first on, as far as the chain holds.
    pub records: Vec<Record>,
    /// What is wrong with those that should follow, if any should.
    pub trouble: Option<String>,
}

/// The lines that could be read of a stream.
pub(super) struct Verified {
    pub lines: Vec<Line>,
    pub head: Head,
    pub trouble: Option<String>,
}

impl Reader {
    /// Looks into the store in `folder`.
    ///
    /// # Errors
    /// An input/output error if there is no store, or [`JournalError::Newer`].
    pub fn open(folder: &Path) -> Result<Self, JournalError> {
        let layout = Layout::new(folder);
        read_format(&layout)?;
        std::fs::read_dir(layout.journal())
            .map_err(|error| JournalError::io("open the store in", folder, &error))?;
        let segments = Segments::new(layout.journal(), Disk::default());
        Ok(Self { layout, segments })
    }

    /// The streams with their lengths, without reading all of them.
    ///
    /// # Errors
    /// An input/output error.
    pub fn streams(&self) -> Result<Vec<StreamInfo>, JournalError> {
        let mut all = Vec::new();
        for stream in self.segments.known()?.live {
            let next = match self.segments.tail(stream)? {
                Tail::Whole { head, .. } => head.next,
                Tail::Unsure => self.lines(stream)?.head.next,
            };
            if next > 0 {
                all.push(StreamInfo { stream, next });
            }
        }
        Ok(all)
    }

    /// The records of a stream. A last line that is still being written is left out without a word.
    ///
    /// # Errors
    /// [`JournalError::Erased`] or an input/output error; damage is not an error but [`Reading::trouble`].
    pub fn read(&self, stream: StreamId) -> Result<Reading, JournalError> {
        if self.segments.known()?.erased.contains(&stream) {
            return Err(JournalError::Erased { stream });
        }
        let Verified { lines, trouble, .. } = self.lines(stream)?;
        let records = assemble(lines);
        Ok(Reading { records, trouble })
    }

    /// The verified lines of a stream. The catalogue, read first, may say that there should be more.
    pub(super) fn lines(&self, stream: StreamId) -> Result<Verified, JournalError> {
        let claim = catalogue::read(&self.layout.catalogue())?.remove(&stream);
        let (lines, head, end) = self.segments.walk(stream)?.rest()?;
        let claimed = claim.map_or(0, |claim| claim.next);
        let trouble = match end {
            End::Broken(what) => Some(what),
            End::Clean | End::Unfinished if head.next < claimed => Some(format!(
                "records {} to {} are missing at its end",
                head.next,
                claimed - 1
            )),
            End::Clean | End::Unfinished => None,
        };
        Ok(Verified {
            lines,
            head,
            trouble,
        })
    }

    /// All streams that the folder or the catalogue know and that were not erased, also those of which nothing can be
    /// read any more.
    ///
    /// # Errors
    /// An input/output error.
    pub fn all(&self) -> Result<Vec<StreamId>, JournalError> {
        let known = self.segments.known()?;
        let mut all = known.live;
        all.extend(catalogue::read(&self.layout.catalogue())?.keys());
        Ok(all
            .into_iter()
            .filter(|stream| !known.erased.contains(stream))
            .collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::testing::{open, record, session};
    use crate::journal::{Journal, wait};

    #[test]
    fn reads_beside_a_writer_and_passes_over_an_unfinished_line() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = open(folder.path());
        for n in 0..3 {
            wait(store.append(session(1), n, record(n))).expect("saved");
        }
        let segment = folder
            .path()
            .join(format!("journal/{}/00000001.jsonl", session(1)));
        let mut bytes = std::fs::read(&segment).expect("read");
        bytes.extend_from_slice(b"{\"n\":3,\"id\":\"0000");
        std::fs::write(&segment, bytes).expect("written");
        let reader = Reader::open(folder.path()).expect("opened");
        let reading = reader.read(session(1)).expect("read");
        assert_eq!((reading.records.len(), reading.trouble), (3, None));
        assert_eq!(reading.records[2].body, record(2).body);
        let listed = reader.streams().expect("listed");
        assert_eq!(listed, wait(store.streams()).expect("listed"));
    }

    #[test]
    fn says_where_the_damage_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = open(folder.path());
        for n in 0..9 {
            wait(store.append(session(1), n, record(n))).expect("saved");
        }
        drop(store);
        let segment = folder
            .path()
            .join(format!("journal/{}/00000001.jsonl", session(1)));
        let text = std::fs::read_to_string(&segment).expect("read");
        std::fs::write(&segment, text.replace("person 5", "person X")).expect("written");
        let reading = Reader::open(folder.path())
            .and_then(|reader| reader.read(session(1)))
            .expect("read");
        assert_eq!(reading.records.len(), 5);
        assert!(reading.trouble.expect("trouble").contains("record 5"));
        let cut: String = text.split_inclusive('\n').take(8).collect();
        std::fs::write(&segment, cut).expect("written");
        let reading = Reader::open(folder.path())
            .and_then(|reader| reader.read(session(1)))
            .expect("read");
        assert_eq!(reading.records.len(), 7);
        assert!(reading.trouble.expect("trouble").contains("7 to 8"));
    }

    #[test]
    fn no_store_is_an_error_and_makes_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let nowhere = folder.path().join("nowhere");
        assert!(Reader::open(&nowhere).is_err());
        assert!(!nowhere.exists());
    }
}
