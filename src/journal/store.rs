//! The handle on a store: hands requests to the one thread that owns it.

use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::thread::JoinHandle;
use std::time::Duration;

use tokio::sync::{oneshot, watch};
use uuid::Uuid;

use super::chain::{Line, assemble};
use super::disk::Disk;
use super::finding::Verification;
use super::keeper::{Append, Board, Keeper};
use super::layout::Layout;
use super::rounds::KeyFiles;
use super::{
    Answer, Appended, Health, Journal, JournalError, NewRecord, Record, RoundKeys, Snapshot,
    StreamId, StreamInfo, THREAD,
};

/// How a store is opened.
#[derive(Debug, Clone, Copy)]
pub struct Options {
    /// Bytes that must stay free where the store is; with less, nothing is taken. So that a full disk is met with
    /// room left for closing in order.
    pub floor: u64,
}

impl Default for Options {
    fn default() -> Self {
        Self { floor: 32 << 20 }
    }
}

/// A stream to restore, with the answer to whether it was taken in.
pub(super) type Install = (StreamId, Vec<Line>);

/// What became of a stream that was to be restored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Installed {
    Added,
    Present(u64),
    ErasedHere,
}

enum Ask {
    Append(Append),
    Read(StreamId, u64, Reply<Vec<Record>>),
    Streams(Reply<Vec<StreamInfo>>),
    Snapshot(StreamId, Reply<Option<Snapshot>>),
    KeepSnapshot(StreamId, Snapshot, Reply<()>),
    DropSnapshot(StreamId, Reply<()>),
    Erase(StreamId, Reply<()>),
    Verify { again: bool, reply: Reply<()> },
    Install(Install, Reply<Installed>),
}

type Reply<T> = oneshot::Sender<Result<T, JournalError>>;

/// A durable journal in a folder.
///
/// One thread owns the folder until the last handle is dropped, which waits until everything asked for is done.
pub struct Store {
    folder: PathBuf,
    asks: Option<mpsc::Sender<Ask>>,
    thread: Option<JoinHandle<()>>,
    board: Arc<Board>,
}

impl Store {
    /// Opens the store in `folder`, or makes one.
    ///
    /// Heads and tails of both copies are verified before this returns, and what does not agree is healed; the
    /// rest is checked behind, which [`Store::verification`] tells of.
    ///
    /// # Errors
    /// [`JournalError::Locked`] at once if another process has it open, [`JournalError::Newer`], or an input/output
    /// error. A [`super::Reader`] can still read then.
    pub fn open(folder: &Path, options: Options) -> Result<Self, JournalError> {
        Self::open_on(folder, options, Disk::default())
    }

    pub(super) fn open_on(
        folder: &Path,
        options: Options,
        disk: Disk,
    ) -> Result<Self, JournalError> {
        let board = Arc::new(Board::default());
        let (asks, asked) = mpsc::channel();
        let (tell, opened) = mpsc::channel();
        let (path, shared) = (folder.to_path_buf(), Arc::clone(&board));
        let own = move || {
            match Keeper::open(&path, options.floor, disk, shared) {
                Ok(keeper) => {
                    // The opener waits for this; if it is gone, the channel of requests is closed too.
                    drop(tell.send(Ok(())));
                    serve(keeper, &asked);
                }
                Err(error) => drop(tell.send(Err(error))),
            }
        };
        let thread = std::thread::Builder::new()
            .name(THREAD.into())
            .spawn(own)
            .map_err(|error| JournalError::io("start the thread for", folder, &error))?;
        opened.recv().unwrap_or(Err(JournalError::Closed))?;
        Ok(Self {
            folder: folder.to_path_buf(),
            asks: Some(asks),
            thread: Some(thread),
            board,
        })
    }

    /// The folder that the store is in.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// What was found and repaired since opening, and how many streams are still to be checked behind.
    pub fn verification(&self) -> watch::Receiver<Verification> {
        self.board.verification.subscribe()
    }

    /// Finishes the check that runs behind at once, or begins it again from the first record; the findings are in
    /// [`Store::verification`].
    ///
    /// # Errors
    /// The reason if the store takes no records and therefore cannot be checked in full.
    pub fn verify(&self, again: bool) -> Answer<()> {
        self.ask(|reply| Ask::Verify { again, reply })
    }

    /// Removes the snapshot of a stream: it turned out to be another than its records make.
    pub(super) fn drop_snapshot(&self, stream: StreamId) -> Answer<()> {
        self.ask(|reply| Ask::DropSnapshot(stream, reply))
    }

    pub(super) fn install(&self, install: Install) -> Answer<Installed> {
        self.ask(|reply| Ask::Install(install, reply))
    }

    fn ask<T: Send + 'static>(&self, ask: impl FnOnce(Reply<T>) -> Ask) -> Answer<T> {
        let (reply, answer) = oneshot::channel();
        if let Some(asks) = &self.asks {
            // A send that fails drops the reply, which the answer below reports.
            drop(asks.send(ask(reply)));
        }
        Box::pin(async move { answer.await.unwrap_or(Err(JournalError::Closed)) })
    }
}

impl Journal for Store {
    fn append_behind(
        &self,
        stream: StreamId,
        expected: u64,
        behind: Option<Uuid>,
        record: NewRecord,
    ) -> Answer<Appended> {
        self.ask(|answer| {
            Ask::Append(Append {
                stream,
                expected,
                behind,
                record,
                answer,
            })
        })
    }

    fn read(&self, stream: StreamId, from: u64) -> Answer<Vec<Record>> {
        self.ask(|reply| Ask::Read(stream, from, reply))
    }

    fn streams(&self) -> Answer<Vec<StreamInfo>> {
        self.ask(Ask::Streams)
    }

    fn snapshot(&self, stream: StreamId) -> Answer<Option<Snapshot>> {
        self.ask(|reply| Ask::Snapshot(stream, reply))
    }

    fn keep_snapshot(&self, stream: StreamId, snapshot: Snapshot) -> Answer<()> {
        self.ask(|reply| Ask::KeepSnapshot(stream, snapshot, reply))
    }

    fn watch(&self, stream: StreamId) -> watch::Receiver<u64> {
        self.board.length(stream)
    }

    fn erase(&self, stream: StreamId) -> Answer<()> {
        self.ask(|reply| Ask::Erase(stream, reply))
    }

    fn keys(&self) -> Arc<dyn RoundKeys> {
        Arc::new(KeyFiles {
            layout: Layout::new(&self.folder),
            disk: Disk::default(),
        })
    }

    fn health(&self) -> watch::Receiver<Health> {
        self.board.health.subscribe()
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        self.asks = None;
        if let Some(thread) = self.thread.take()
            && thread.join().is_err()
        {
            tracing::error!("the journal's thread ended with a panic");
        }
    }
}

/// How often a store that takes no records tries again.
const RETRY: Duration = Duration::from_millis(500);
/// The most records that share one sync.
const GROUP: usize = 1024;

/// Answers requests in their order until all handles are gone; appends that are queued together share their syncs.
fn serve(mut keeper: Keeper, asked: &mpsc::Receiver<Ask>) {
    let mut held: Option<Ask> = None;
    loop {
        let ask = match held.take() {
            Some(ask) => ask,
            None => match next(&mut keeper, asked) {
                Some(ask) => ask,
                None => break,
            },
        };
        match ask {
            Ask::Append(first) => {
                let mut group = vec![first];
                while group.len() < GROUP {
                    match asked.try_recv() {
                        Ok(Ask::Append(append)) => group.push(append),
                        Ok(other) => {
                            held = Some(other);
                            break;
                        }
                        Err(_) => break,
                    }
                }
                keeper.commit(group);
            }
            Ask::Read(stream, from, reply) => {
                drop(reply.send(keeper.load(stream, from).map(assemble)));
            }
            Ask::Snapshot(stream, reply) => drop(reply.send(keeper.snapshot(stream))),
            Ask::KeepSnapshot(stream, snapshot, reply) => {
                drop(reply.send(keeper.keep_snapshot(stream, &snapshot)));
            }
            Ask::DropSnapshot(stream, reply) => drop(reply.send(keeper.drop_snapshot(stream))),
            Ask::Streams(reply) => drop(reply.send(Ok(keeper.list()))),
            Ask::Erase(stream, reply) => drop(reply.send(keeper.erase(stream))),
            Ask::Verify { again, reply } => drop(reply.send(verify(&mut keeper, again))),
            Ask::Install((stream, lines), reply) => {
                drop(reply.send(install(&mut keeper, stream, &lines)));
            }
        }
    }
    keeper.close();
}

/// Waits for the next request, checking or recovering meanwhile; none when all handles are gone.
fn next(keeper: &mut Keeper, asked: &mpsc::Receiver<Ask>) -> Option<Ask> {
    loop {
        if keeper.is_waiting() {
            match asked.recv_timeout(RETRY) {
                Ok(ask) => return Some(ask),
                Err(mpsc::RecvTimeoutError::Timeout) => keeper.recover(),
                Err(mpsc::RecvTimeoutError::Disconnected) => return None,
            }
        } else if keeper.has_checks() {
            match asked.try_recv() {
                Ok(ask) => return Some(ask),
                Err(mpsc::TryRecvError::Empty) => keeper.check_some(),
                Err(mpsc::TryRecvError::Disconnected) => return None,
            }
        } else {
            return asked.recv().ok();
        }
    }
}

fn verify(keeper: &mut Keeper, again: bool) -> Result<(), JournalError> {
    if keeper.is_waiting() {
        keeper.recover();
    }
    if again {
        keeper.check_all_again();
    }
    while keeper.has_checks() {
        keeper.check_some();
    }
    keeper.state()
}

fn install(
    keeper: &mut Keeper,
    stream: StreamId,
    lines: &[Line],
) -> Result<Installed, JournalError> {
    if keeper.is_erased(stream) {
        return Ok(Installed::ErasedHere);
    }
    if let Some(info) = keeper.list().into_iter().find(|info| info.stream == stream) {
        return Ok(Installed::Present(info.next));
    }
    keeper.install(stream, lines).map(|()| Installed::Added)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::testing::{open, record, session};
    use crate::journal::{Finding, wait};

    #[test]
    fn what_is_acknowledged_is_there_after_reopening() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = open(folder.path());
        let mut length = store.watch(session(1));
        for n in 0..20 {
            let appended = wait(store.append(session(1), n, record(n))).expect("saved");
            assert_eq!((appended.seq, appended.repeated), (n, false));
        }
        assert_eq!(*length.borrow_and_update(), 20);
        let long = NewRecord {
            body: format!("\"{}\"", "é".repeat(200_000)),
            ..record(20)
        };
        wait(store.append(session(1), 20, long.clone())).expect("saved");
        assert!(matches!(
            wait(store.append(session(1), 3, record(99))),
            Err(JournalError::Conflict { next: 21, .. })
        ));
        drop(store);
        let store = open(folder.path());
        let read = wait(store.read(session(1), 5)).expect("read");
        assert_eq!(read.len(), 16);
        assert_eq!(read[15].body, long.body);
        let again = wait(store.append(session(1), 0, record(7))).expect("known");
        assert_eq!((again.seq, again.repeated), (7, true));
        wait(store.verify(true)).expect("verified");
        assert_eq!(store.verification().borrow().findings, []);
        assert_eq!(
            wait(store.streams()),
            Ok(vec![StreamInfo {
                stream: session(1),
                next: 21
            }])
        );
    }

    #[test]
    fn what_was_decided_on_one_record_does_not_stand_behind_another() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = open(folder.path());
        let memory = crate::journal::Memory::new();
        for journal in [&store as &dyn Journal, &memory] {
            let behind = |n: u64| Some(record(n).id);
            let first = journal.append(session(1), 0, record(0));
            // Together with what it stands behind, and later.
            let second = journal.append_behind(session(1), 1, behind(0), record(1));
            let other = journal.append_behind(session(1), 2, behind(0), record(2));
            let none = journal.append_behind(session(1), 2, behind(9), record(2));
            assert_eq!(wait(first).map(|at| at.seq), Ok(0));
            assert_eq!(wait(second).map(|at| at.seq), Ok(1));
            for refused in [other, none] {
                let refused = wait(refused);
                assert!(matches!(
                    refused,
                    Err(JournalError::Conflict { next: 2, .. })
                ));
            }
            let third = journal.append_behind(session(1), 2, behind(1), record(2));
            assert_eq!(wait(third).map(|at| at.seq), Ok(2));
        }
    }

    #[test]
    fn appends_that_wait_together_are_saved_together() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = open(folder.path());
        let answers: Vec<_> = (0..300)
            .map(|n| store.append(session(n % 3), n / 3, record(n)))
            .collect();
        let same = store.append(session(0), 100, record(0));
        for (n, answer) in (0..300).zip(answers) {
            assert_eq!(wait(answer).map(|appended| appended.seq), Ok(n / 3));
        }
        assert_eq!(
            wait(same),
            Ok(Appended {
                seq: 0,
                repeated: true
            })
        );
    }

    #[test]
    fn answers_come_on_a_current_thread_runtime() {
        let folder = tempfile::tempdir().expect("a folder");
        let store: Arc<dyn Journal> = Arc::new(open(folder.path()));
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .expect("a runtime");
        runtime.block_on(async {
            let appended = store.append(session(1), 0, record(0)).await.expect("saved");
            assert_eq!(appended.seq, 0);
        });
    }

    #[test]
    fn a_second_opener_is_refused_at_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let _store = open(folder.path());
        let error = Store::open(folder.path(), Options::default())
            .err()
            .expect("refused");
        assert!(
            matches!(error, JournalError::Locked { pid: Some(_), .. }),
            "{error}"
        );
    }

    #[test]
    fn a_store_that_was_taken_over_is_not_written_to() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = open(folder.path());
        wait(store.append(session(1), 0, record(0))).expect("saved");
        std::fs::remove_file(folder.path().join("LOCK")).expect("removed");
        let refused = wait(store.append(session(1), 1, record(1)));
        assert!(
            matches!(refused, Err(JournalError::Fenced { .. })),
            "{refused:?}"
        );
        assert!(matches!(&*store.health().borrow(), Health::ReadOnly { .. }));
        assert_eq!(
            wait(store.read(session(1), 0)).map(|read| read.len()),
            Ok(1)
        );
    }

    #[test]
    fn with_too_little_space_nothing_is_taken_and_all_can_be_read() {
        let folder = tempfile::tempdir().expect("a folder");
        drop(open(folder.path()));
        let store = Store::open(folder.path(), Options { floor: u64::MAX }).expect("opened");
        let refused = wait(store.append(session(1), 0, record(0)));
        assert!(
            matches!(refused, Err(JournalError::Full { .. })),
            "{refused:?}"
        );
        assert!(wait(store.read(session(1), 0)).is_ok());
    }

    #[test]
    fn erasing_leaves_no_byte_of_the_content() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = open(folder.path());
        let secret = NewRecord {
            body: "{\"said\":\"zanzibarquartz\"}".into(),
            ..record(0)
        };
        for n in 0..50 {
            let record = NewRecord {
                id: record(n).id,
                ..secret.clone()
            };
            wait(store.append(session(1), n, record)).expect("saved");
            wait(store.append(session(2), n, super::super::testing::record(n))).expect("saved");
        }
        let damaged = folder.path().join("index.damaged-1");
        std::fs::create_dir(&damaged).expect("made");
        std::fs::write(damaged.join("db"), "zanzibarquartz").expect("written");
        let drafts = folder.path().join("drafts").join(session(1).to_string());
        std::fs::create_dir_all(&drafts).expect("made");
        std::fs::write(drafts.join("card"), "zanzibarquartz").expect("written");
        assert!(crate::journal::testing::holds(
            folder.path(),
            "zanzibarquartz"
        ));
        wait(store.erase(session(1))).expect("erased");
        assert!(!crate::journal::testing::holds(
            folder.path(),
            "zanzibarquartz"
        ));
        let gone = JournalError::Erased { stream: session(1) };
        assert_eq!(
            wait(store.append(session(1), 0, record(1))),
            Err(gone.clone())
        );
        assert_eq!(
            wait(store.read(session(2), 0)).map(|read| read.len()),
            Ok(50)
        );
        wait(store.append(session(2), 50, record(50))).expect("saved");
        drop(store);
        let store = open(folder.path());
        assert!(!crate::journal::testing::holds(
            folder.path(),
            "zanzibarquartz"
        ));
        assert_eq!(wait(store.read(session(1), 0)), Err(gone));
        assert_eq!(
            wait(store.read(session(2), 0)).map(|read| read.len()),
            Ok(51)
        );
        assert_eq!(store.verification().borrow().findings, []);
    }

    #[test]
    fn an_index_that_is_gone_is_built_anew() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = open(folder.path());
        for n in 0..5 {
            wait(store.append(session(1), n, record(n))).expect("saved");
        }
        drop(store);
        std::fs::remove_dir_all(folder.path().join("index")).expect("removed");
        let store = open(folder.path());
        assert_eq!(
            wait(store.read(session(1), 0)).map(|read| read.len()),
            Ok(5)
        );
        assert!(matches!(
            store.verification().borrow().findings[0],
            Finding::Repaired { .. }
        ));
    }
}
