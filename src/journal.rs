//! The durable event log: what is acknowledged here survives.
//!
//! A journal holds *streams* of *records*: one stream per session, one for the scorecard, one for access.
//! A record is one command's outcome as one line of JSON that this module never looks into; it is numbered
//! `(stream, seq)` from 0, and its id makes it idempotent. [`Journal`] is the whole contract; [`Memory`] keeps
//! it for tests and [`Store`] on disk, read beside its owner by a [`Reader`].
//!
//! # The folder of a store
//!
//! | name | what it is |
//! |---|---|
//! | `LOCK` | held by the one process that writes; names its process id |
//! | `format` | the store's format, with a checksum; a newer one is refused |
//! | `journal/<stream>/00000001.jsonl` … | the readable copy: a header, then a line for each record, hash-chained and only ever added to; a later segment makes void what older ones hold from the place on that its header names |
//! | `journal/<stream>.erased` | the tombstone of an erased stream |
//! | `index/` | the indexed copy, in sled; written after the readable one |
//! | `catalogue` | the last head of each stream, so that a tail cut from both copies shows |
//! | `drafts/<stream>/<member>/<field>` | half-typed text, private, in no backup |
//! | `snapshots/<stream>` | a long session as it stood at one of its records, to open it sooner; private, in no backup, ignored unless it matches the chain |
//! | `drafts/<stream>/words-<number>.txt` | what another program works on, or left behind when it failed; as private |
//! | `rounds/<stream>/<round>.key` | the key of a secret round that is open; private, in no backup, destroyed when the round is closed |
//! | `repairs.jsonl` | a line for each repair and loss |
//! | `index.damaged-<seconds>` | an index that could not be used, kept until something is erased |
//!
//! A record is acknowledged when the readable copy and then the index have been written and synced. What damages
//! one copy is healed from the other; where both are damaged, what comes before is kept and the rest is named.
//!
//! On a damaged index sled may panic inside. Those panics are caught here and mean nothing, but a panic hook still
//! sees them: one that ends the program or draws on the terminal must pass over panics on the thread
//! [`THREAD`].
//!
//! This module must never decide anything about a session, read the environment, or acknowledge what is not
//! durable in both copies.

use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll, Wake, Waker};
use std::thread::Thread;

use tokio::sync::watch;
use uuid::Uuid;

mod backup;
mod base64;
mod catalogue;
mod chain;
mod disk;
mod doctor;
mod drafts;
mod error;
#[cfg(test)]
mod faults;
mod finding;
mod index;
mod keeper;
mod layout;
mod memory;
mod reader;
mod rounds;
mod segments;
mod snapshot;
mod store;
#[cfg(test)]
mod testing;

pub use backup::{BackedUp, Restored, backup, restore};
pub use doctor::{Diagnosis, Examiner, doctor};
pub use drafts::Drafts;
pub use error::JournalError;
pub use finding::{Finding, Verification};
pub use memory::Memory;
pub use reader::{Reader, Reading};
pub use rounds::{RoundKey, RoundKeys};
pub use snapshot::Snapshot;
pub use store::{Options, Store};

/// The name of the thread that owns a store.
pub const THREAD: &str = "upturn-journal";

/// The longest body that is taken, in bytes: past this a record is no longer one command of a person or one import.
pub const LONGEST_BODY: usize = 64 * 1024 * 1024;

/// Names one stream of records.
///
/// Sessions use their own UUID; two small numbers that no `UUIDv7` can have are reserved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StreamId(Uuid);

impl StreamId {
    /// What outlives a session: results, indicators, programs, measures, partners and commitments.
    pub const SCORECARD: Self = Self(Uuid::from_u128(1));
    /// Return codes and key fingerprints; private, and never exported or backed up.
    pub const ACCESS: Self = Self(Uuid::from_u128(2));

    /// The stream of the session with this id.
    pub const fn session(id: Uuid) -> Self {
        Self(id)
    }

    /// The UUID under which the stream is kept.
    pub const fn uuid(self) -> Uuid {
        self.0
    }

    /// Whether this is a session's stream, and not a reserved one.
    pub fn is_session(self) -> bool {
        self != Self::SCORECARD && self != Self::ACCESS
    }
}

impl std::fmt::Display for StreamId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

/// A record before it has a place in its stream.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRecord {
    /// The command's id. A second record with the same id in a stream is answered with the first one's place.
    pub id: Uuid,
    /// One line of JSON without surrounding white space, kept byte for byte.
    pub body: String,
}

/// A record that is in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    /// Its place in the stream, from 0 without gaps.
    pub seq: u64,
    /// The id of the command that made it.
    pub id: Uuid,
    /// The JSON text as it was given.
    pub body: String,
}

/// The answer to an append: the record is durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Appended {
    /// Where the record is in its stream.
    pub seq: u64,
    /// True when a record with this id was there already and nothing was written.
    pub repeated: bool,
}

/// One stream as the catalogue lists it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StreamInfo {
    /// Which stream.
    pub stream: StreamId,
    /// How many records it holds; also the `seq` the next one will get.
    pub next: u64,
}

/// Whether the journal takes records now.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Health {
    /// Records are taken.
    #[default]
    Well,
    /// Everything acknowledged can be read, nothing can be added; the journal keeps trying to go on by itself.
    ReadOnly {
        /// What happened and what would help, for people.
        reason: String,
    },
}

/// An answer that arrives later. The request itself is queued when the method is called, not when this is polled.
pub type Answer<T> = Pin<Box<dyn Future<Output = Result<T, JournalError>> + Send + 'static>>;

/// The durable log, as the rest of the program sees it.
///
/// Every method returns at once; the answer may be awaited on any runtime, or with [`wait`] where there is none.
pub trait Journal: Send + Sync {
    /// Adds a record at `expected`, which must be the stream's next free place. A stream begins with its first record.
    ///
    /// An `Ok` means that the record survives whatever the promise of the implementation names. After an error the
    /// same record may be sent again under the same id: it cannot be written twice.
    ///
    /// # Errors
    /// [`JournalError::Conflict`] and [`JournalError::Fenced`] say that somebody else wrote: read again. Others say
    /// that the record is not saved.
    fn append(&self, stream: StreamId, expected: u64, record: NewRecord) -> Answer<Appended> {
        self.append_behind(stream, expected, None, record)
    }

    /// The same, and right behind this record where one is named: what was decided on a record that is still under way must not
    /// take the place behind one that somebody else wrote meanwhile.
    ///
    /// # Errors
    /// As [`Journal::append`].
    fn append_behind(
        &self,
        stream: StreamId,
        expected: u64,
        behind: Option<Uuid>,
        record: NewRecord,
    ) -> Answer<Appended>;

    /// The records of a stream from place `from` on, verified from there to the last; none for a stream that has not
    /// begun.
    ///
    /// # Errors
    /// [`JournalError::Erased`], or an input/output error that healing could not answer.
    fn read(&self, stream: StreamId, from: u64) -> Answer<Vec<Record>>;

    /// All streams that have records, in the order of their ids.
    ///
    /// # Errors
    /// Only when the journal has been closed.
    fn streams(&self) -> Answer<Vec<StreamInfo>>;

    /// The snapshot of a stream, if one is kept that was made of the very records that are here.
    ///
    /// # Errors
    /// [`JournalError::Erased`]. A snapshot that cannot be used is none, and no error.
    fn snapshot(&self, stream: StreamId) -> Answer<Option<Snapshot>>;

    /// Keeps a snapshot of a stream in place of the one before. It is a convenience: it may be lost at any time.
    ///
    /// # Errors
    /// [`JournalError::Conflict`] where the stream has fewer records; or the reason why it could not be written.
    fn keep_snapshot(&self, stream: StreamId, snapshot: Snapshot) -> Answer<()>;

    /// The number of acknowledged records in a stream, now and whenever it grows.
    fn watch(&self, stream: StreamId) -> watch::Receiver<u64>;

    /// Removes a stream and every byte of its content for good, leaving only the fact that it was erased.
    ///
    /// # Errors
    /// An input/output error; the erasure is then finished when the journal is next opened.
    fn erase(&self, stream: StreamId) -> Answer<()>;

    /// Where the keys of open secret rounds are kept.
    fn keys(&self) -> Arc<dyn RoundKeys>;

    /// Whether records are taken, now and whenever that changes.
    fn health(&self) -> watch::Receiver<Health>;
}

/// Waits for an answer on a thread that has no runtime, as the command-line verbs do.
///
/// It must not be called on a thread that runs other tasks: it blocks it.
pub fn wait<F: Future>(answer: F) -> F::Output {
    struct Unpark(Thread);
    impl Wake for Unpark {
        fn wake(self: Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = Waker::from(Arc::new(Unpark(std::thread::current())));
    let mut answer = pin!(answer);
    loop {
        match answer.as_mut().poll(&mut Context::from_waker(&waker)) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park(),
        }
    }
}

/// Refuses a body that could not be kept byte for byte on one line.
fn check_body(body: &str) -> Result<(), JournalError> {
    let refuse = |reason: String| Err(JournalError::Body { reason });
    if body.len() > LONGEST_BODY {
        return refuse(format!(
            "it has {} bytes, and {LONGEST_BODY} is the most",
            body.len()
        ));
    }
    if body.contains(['\n', '\r']) {
        return refuse("it has a line break outside a string".into());
    }
    if body.trim() != body {
        return refuse("it has white space around it".into());
    }
    match serde_json::from_str::<&serde_json::value::RawValue>(body) {
        Ok(_) => Ok(()),
        Err(error) => refuse(format!("it is not JSON: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_one_line_of_json() {
        for good in ["{}", "1", "\"a\\nb\"", "{\"a\": [1, 2]}"] {
            assert!(check_body(good).is_ok(), "{good}");
        }
        for bad in ["", " {}", "{}\n", "{\n}", "{", "{} {}", "nul"] {
            assert!(check_body(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn reserved_streams_are_no_sessions() {
        assert!(!StreamId::SCORECARD.is_session());
        assert!(!StreamId::ACCESS.is_session());
        assert!(StreamId::session(Uuid::now_v7()).is_session());
    }

    #[test]
    fn waiting_needs_no_runtime() {
        let (tell, told) = tokio::sync::oneshot::channel();
        let teller = std::thread::spawn(move || tell.send(7));
        assert_eq!(wait(told), Ok(7));
        assert_eq!(teller.join().expect("the thread ends"), Ok(()));
    }
}
