//! The indexed copy: sled, kept at arm's length.
//!
//! Every call into sled is guarded, because a damaged store makes it panic; after any trouble the index must be
//! dropped and opened again. An `Ok` of sled's flush is not durable on Linux, so that the file is synced here too.

use std::collections::BTreeSet;
use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use uuid::Uuid;

use super::chain::{Hash, Head, Line};
use super::disk::{Disk, Op, names};
use super::{JournalError, StreamId};

/// What went wrong with the index, which says what has to be done about it.
#[derive(Debug, Clone)]
pub(super) struct Trouble {
    pub reason: String,
    /// It may hold anything now: build it anew.
    pub rebuild: bool,
}

impl Trouble {
    fn anew(reason: impl Into<String>) -> Self {
        Self {
            reason: reason.into(),
            rebuild: true,
        }
    }
}

/// An open index.
pub(super) struct Index {
    /// Taken out only to be dropped under guard.
    db: Option<sled::Db>,
    file: File,
    folder: PathBuf,
    blobs: BTreeSet<String>,
    disk: Disk,
}

const RECORD: u8 = b'r';
const HEAD: u8 = b'h';

/// What is kept of one stream.
pub(super) struct Change<'a> {
    pub stream: StreamId,
    pub lines: &'a [Line],
    pub head: Head,
}

impl Index {
    /// Opens the index or makes one.
    pub fn open(folder: &Path, disk: &Disk) -> Result<Self, Trouble> {
        let plain = |error: JournalError| Trouble {
            reason: error.to_string(),
            rebuild: false,
        };
        let fresh = !folder.is_dir();
        disk.create_folder(folder).map_err(plain)?;
        for name in names(folder).map_err(plain)? {
            // sled dies of a snapshot that was being written when it was killed.
            if name.starts_with("snap.") && name.ends_with(".generating") {
                disk.remove(&folder.join(name)).map_err(plain)?;
            }
        }
        disk.ask(Op::IndexOpen).map_err(|error| Trouble {
            reason: error.to_string(),
            rebuild: false,
        })?;
        let db = open_sled(folder)?;
        let path = folder.join("db");
        let file = File::open(&path).map_err(|error| Trouble::anew(error.to_string()))?;
        let mut index = Self {
            db: Some(db),
            file,
            folder: folder.to_path_buf(),
            blobs: BTreeSet::new(),
            disk: disk.clone(),
        };
        if fresh {
            index.flush()?;
            disk.sync_folder(folder)
                .map_err(|error| Trouble::anew(error.to_string()))?;
        }
        Ok(index)
    }

    /// Runs one piece of work on sled, catching its panics.
    fn guard<T>(
        &self,
        work: impl FnOnce(&sled::Db) -> Result<T, sled::Error>,
    ) -> Result<T, Trouble> {
        let Some(db) = &self.db else {
            return Err(Trouble::anew("the index is closed"));
        };
        match catch_unwind(AssertUnwindSafe(|| work(db))) {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(error)) => Err(trouble(&error)),
            Err(panic) => Err(Trouble::anew(panic_text(panic.as_ref()))),
        }
    }

    /// The heads of all streams. One that does not match its own checksum is left out.
    pub fn heads(&self) -> Result<Vec<(StreamId, Head)>, Trouble> {
        self.guard(|db| {
            let mut heads = Vec::new();
            for item in db.scan_prefix([HEAD]) {
                let (key, value) = item?;
                heads.extend(read_head(&key, &value));
            }
            Ok(heads)
        })
    }

    /// Up to `limit` lines of a stream from a place on. A line that cannot be decoded ends them.
    pub fn lines(
        &self,
        stream: StreamId,
        from: (u64, u32),
        limit: usize,
    ) -> Result<Vec<Line>, Trouble> {
        self.guard(|db| {
            let start = record_key(stream, from.0, from.1);
            let end = record_key(stream, u64::MAX, u32::MAX);
            let mut lines = Vec::new();
            for item in db.range(start..=end).take(limit) {
                let (key, value) = item?;
                match read_record(&key, &value) {
                    Some(line) => lines.push(line),
                    None => break,
                }
            }
            Ok(lines)
        })
    }

    /// One line.
    pub fn line(&self, stream: StreamId, seq: u64, part: u32) -> Result<Option<Line>, Trouble> {
        let key = record_key(stream, seq, part);
        self.guard(|db| Ok(db.get(key)?.and_then(|value| read_record(&key, &value))))
    }

    /// The last line before a place.
    pub fn line_before(&self, stream: StreamId, seq: u64) -> Result<Option<Line>, Trouble> {
        let (start, end) = (record_key(stream, 0, 0), record_key(stream, seq, 0));
        self.guard(|db| match db.range(start..end).next_back() {
            Some(item) => item.map(|(key, value)| read_record(&key, &value)),
            None => Ok(None),
        })
    }

    /// Adds lines and moves heads, all or nothing; durable only after [`Index::flush`].
    pub fn add(&self, changes: &[Change<'_>]) -> Result<(), Trouble> {
        let mut batch = sled::Batch::default();
        for change in changes {
            insert(&mut batch, change.stream, change.lines);
            batch.insert(
                &head_key(change.stream),
                head_value(change.stream, change.head),
            );
        }
        self.apply(batch)
    }

    fn apply(&self, batch: sled::Batch) -> Result<(), Trouble> {
        self.disk
            .ask(Op::IndexWrite)
            .map_err(|error| io_trouble(&error))?;
        self.guard(|db| db.apply_batch(batch))
    }

    /// Fills an index that nothing relies on yet with a whole stream, a part at a time.
    pub fn fill(&self, stream: StreamId, lines: &[Line], head: Head) -> Result<(), Trouble> {
        for lines in lines.chunks(1000) {
            let mut batch = sled::Batch::default();
            insert(&mut batch, stream, lines);
            self.apply(batch)?;
        }
        let lines = &[];
        self.add(&[Change {
            stream,
            lines,
            head,
        }])
    }

    /// Makes everything added so far durable.
    pub fn flush(&mut self) -> Result<(), Trouble> {
        self.disk
            .ask(Op::IndexFlush)
            .map_err(|error| io_trouble(&error))?;
        self.guard(|db| db.flush().map(drop))?;
        let failed = |error: JournalError| Trouble::anew(error.to_string());
        let path = self.folder.join("db");
        self.disk
            .ask(Op::IndexSync)
            .map_err(|error| Trouble::anew(error.to_string()))?;
        self.disk.sync(&self.file, &path).map_err(failed)?;
        // Large nodes go to files of their own, which sled does not sync either.
        let folder = self.folder.join("blobs");
        let mut fresh = false;
        for name in names(&folder).map_err(failed)? {
            if !self.blobs.contains(&name) {
                let path = folder.join(&name);
                match File::open(&path) {
                    Ok(file) => self.disk.sync(&file, &path).map_err(failed)?,
                    // sled collects blobs that it no longer needs at any time.
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => continue,
                    Err(error) => return Err(Trouble::anew(error.to_string())),
                }
                self.blobs.insert(name);
                fresh = true;
            }
        }
        if fresh {
            self.disk.sync_folder(&folder).map_err(failed)?;
        }
        Ok(())
    }
}

impl Drop for Index {
    fn drop(&mut self) {
        // sled may panic while it closes a damaged store; a second panic on this thread would end the program.
        let db = self.db.take();
        if catch_unwind(AssertUnwindSafe(|| drop(db))).is_err() {
            tracing::warn!(folder = %self.folder.display(), "the index could not be closed in order");
        }
    }
}

fn open_sled(folder: &Path) -> Result<sled::Db, Trouble> {
    let deadline = Instant::now() + Duration::from_secs(3);
    loop {
        let config = sled::Config::new()
            .path(folder)
            .flush_every_ms(None)
            .cache_capacity(16 << 20);
        match catch_unwind(AssertUnwindSafe(|| config.open())) {
            Ok(Ok(db)) => return Ok(db),
            // This process has closed it a moment ago, and sled's own threads are a little behind.
            Ok(Err(sled::Error::Io(error)))
                if error.to_string().contains("could not acquire lock")
                    && Instant::now() < deadline =>
            {
                std::thread::sleep(Duration::from_millis(5));
            }
            Ok(Err(error)) => {
                // What cannot be opened is built anew, unless only space or permission is missing.
                let rebuild = !matches!(&error, sled::Error::Io(error) if is_passing(error));
                let reason = error.to_string();
                return Err(Trouble { reason, rebuild });
            }
            Err(panic) => return Err(Trouble::anew(panic_text(panic.as_ref()))),
        }
    }
}

fn is_passing(error: &std::io::Error) -> bool {
    use std::io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
    matches!(
        error.kind(),
        StorageFull | QuotaExceeded | PermissionDenied | ReadOnlyFilesystem
    )
}

fn io_trouble(error: &std::io::Error) -> Trouble {
    Trouble {
        reason: error.to_string(),
        rebuild: !is_passing(error),
    }
}

fn trouble(error: &sled::Error) -> Trouble {
    match error {
        sled::Error::Io(error) => io_trouble(error),
        other => Trouble::anew(other.to_string()),
    }
}

fn panic_text(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
    let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
    text.unwrap_or_else(|| "it could not be read".into())
}

fn insert(batch: &mut sled::Batch, stream: StreamId, lines: &[Line]) {
    for line in lines {
        batch.insert(&record_key(stream, line.seq, line.part), record_value(line));
    }
}

fn record_key(stream: StreamId, seq: u64, part: u32) -> [u8; 29] {
    let mut key = [RECORD; 29];
    key[1..17].copy_from_slice(stream.uuid().as_bytes());
    key[17..25].copy_from_slice(&seq.to_be_bytes());
    key[25..].copy_from_slice(&part.to_be_bytes());
    key
}

fn read_record_key(key: &[u8]) -> Option<(u64, u32)> {
    let key: &[u8; 29] = key.try_into().ok()?;
    let seq = u64::from_be_bytes(key[17..25].try_into().ok()?);
    Some((seq, u32::from_be_bytes(key[25..].try_into().ok()?)))
}

fn record_value(line: &Line) -> Vec<u8> {
    let mut value = Vec::with_capacity(52 + line.text.len());
    value.extend_from_slice(&line.hash);
    value.extend_from_slice(line.id.as_bytes());
    value.extend_from_slice(&line.parts.to_be_bytes());
    value.extend_from_slice(line.text.as_bytes());
    value
}

fn read_record(key: &[u8], value: &[u8]) -> Option<Line> {
    let (seq, part) = read_record_key(key)?;
    let (hash, rest) = value.split_first_chunk::<32>()?;
    let (id, rest) = rest.split_first_chunk::<16>()?;
    let (parts, text) = rest.split_first_chunk::<4>()?;
    Some(Line {
        seq,
        part,
        parts: u32::from_be_bytes(*parts),
        id: Uuid::from_bytes(*id),
        text: std::str::from_utf8(text).ok()?.to_owned(),
        hash: *hash,
    })
}

fn head_key(stream: StreamId) -> [u8; 17] {
    let mut key = [HEAD; 17];
    key[1..].copy_from_slice(stream.uuid().as_bytes());
    key
}

fn head_sum(stream: StreamId, head: Head) -> Hash {
    let text = format!("{stream} {}", head.next);
    Line {
        seq: head.next,
        part: 0,
        parts: 1,
        id: stream.uuid(),
        text,
        hash: head.hash,
    }
    .link(&head.hash)
}

fn head_value(stream: StreamId, head: Head) -> Vec<u8> {
    let mut value = head.next.to_be_bytes().to_vec();
    value.extend_from_slice(&head.hash);
    value.extend_from_slice(&head_sum(stream, head)[..8]);
    value
}

fn read_head(key: &[u8], value: &[u8]) -> Option<(StreamId, Head)> {
    let stream = StreamId(Uuid::from_slice(key.get(1..)?).ok()?);
    let (next, rest) = value.split_first_chunk::<8>()?;
    let (hash, sum) = rest.split_first_chunk::<32>()?;
    let head = Head {
        next: u64::from_be_bytes(*next),
        hash: *hash,
    };
    (sum == &head_sum(stream, head)[..8]).then_some((stream, head))
}
