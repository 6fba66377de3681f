//! What happens when an operation on the disk fails: each one in turn, and all of them for a while.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use uuid::Uuid;

use super::disk::{Disk, Gate, Op, Refusal};
use super::testing::{open, record, session};
use super::{Finding, Health, Journal, JournalError, Options, Reader, Store, StreamId, wait};

/// Refuses operations number `from` to `until`, the first being number 0.
struct Fails {
    passed: AtomicUsize,
    from: usize,
    until: usize,
}

impl Fails {
    fn new(from: usize, until: usize) -> Arc<Self> {
        let passed = AtomicUsize::new(0);
        Arc::new(Self {
            passed,
            from,
            until,
        })
    }
}

impl Gate for Fails {
    fn pass(&self, _: Op, bytes: usize) -> Result<(), Refusal> {
        let number = self.passed.fetch_add(1, Ordering::SeqCst);
        if (self.from..self.until).contains(&number) {
            // An odd part of a write arrives, as it does on a real disk.
            let (error, written) = (io::Error::other("the disk failed"), bytes * 2 / 3);
            return Err(Refusal { error, written });
        }
        Ok(())
    }
}

/// What was acknowledged: for each stream the ids in their places.
type Acknowledged = BTreeMap<StreamId, Vec<Uuid>>;

/// A sitting on a disk that fails at times: opens, saves, rolls over an erasure, closes. Every refused record is sent
/// again under its own id.
fn sit(folder: &Path, disk: &Disk) -> Acknowledged {
    const PATIENCE: usize = 40;
    let opened =
        (0..PATIENCE).find_map(|_| Store::open_on(folder, Options { floor: 0 }, disk.clone()).ok());
    let store = opened.expect("the store opens in the end");
    let mut acknowledged = Acknowledged::new();
    let mut save = |stream: StreamId, numbers: std::ops::Range<u64>| {
        let waiting: Vec<_> = numbers
            .map(|n| (n, store.append(stream, n, record(n))))
            .collect();
        for (n, first) in waiting {
            let mut answer = wait(first);
            for _ in 0..PATIENCE {
                if answer.is_ok() {
                    break;
                }
                answer = wait(store.append(stream, n, record(n)));
            }
            assert_eq!(answer.map(|appended| appended.seq), Ok(n), "{stream}");
            acknowledged.entry(stream).or_default().push(record(n).id);
        }
    };
    for n in 0..3 {
        save(session(1), n..n + 1);
        save(session(2), n * 2..n * 2 + 2);
    }
    save(session(3), 0..1);
    let gone = session(3);
    let erased = (0..PATIENCE).any(|_| wait(store.erase(gone)).is_ok());
    assert!(erased);
    save(session(1), 3..5);
    acknowledged.remove(&gone);
    acknowledged
}

/// Asserts that all that was acknowledged is in both copies, once, and nothing else.
fn assert_kept(folder: &Path, acknowledged: &Acknowledged, when: &str) {
    let reader = Reader::open(folder).expect("readable");
    for (stream, ids) in acknowledged {
        let reading = reader.read(*stream).expect("read");
        let found: Vec<_> = reading.records.iter().map(|record| record.id).collect();
        assert_eq!((&found, reading.trouble), (ids, None), "{when}");
    }
    let store = open(folder);
    wait(store.verify(true)).expect("verified");
    for (stream, ids) in acknowledged {
        let records = wait(store.read(*stream, 0)).expect("read");
        let found: Vec<_> = records.iter().map(|record| record.id).collect();
        assert_eq!(&found, ids, "{when}");
    }
    let findings = store.verification().borrow().findings.clone();
    let lost = findings
        .iter()
        .any(|finding| matches!(finding, Finding::Lost { .. }));
    assert!(!lost, "{when}: {findings:?}");
    let gone = wait(store.read(session(3), 0));
    assert_eq!(
        gone,
        Err(JournalError::Erased { stream: session(3) }),
        "{when}"
    );
    assert!(
        !folder.join("journal").join(session(3).to_string()).exists(),
        "{when}: erased"
    );
}

fn fail_for(operations: usize, step: usize) {
    let quiet = tempfile::tempdir().expect("a folder");
    let count = Fails::new(usize::MAX, usize::MAX);
    sit(quiet.path(), &Disk::behind(count.clone()));
    let total = count.passed.load(Ordering::SeqCst);
    assert!(total > 50, "only {total} operations pass the gate");
    for at in (0..total).step_by(step) {
        let when = format!("{operations} failures from operation {at} of {total}");
        let folder = tempfile::tempdir().expect("a folder");
        let acknowledged = sit(
            folder.path(),
            &Disk::behind(Fails::new(at, at + operations)),
        );
        assert_kept(folder.path(), &acknowledged, &when);
    }
}

#[test]
fn one_failure_at_any_operation_loses_nothing() {
    fail_for(1, 1);
}

#[test]
fn a_disk_that_fails_for_a_while_loses_nothing() {
    fail_for(7, 5);
}

/// Takes so many bytes and no more, until it is emptied.
struct Full {
    left: AtomicUsize,
}

impl Gate for Full {
    fn pass(&self, op: Op, bytes: usize) -> Result<(), Refusal> {
        let needs = match op {
            Op::Write => bytes,
            Op::IndexFlush => 400,
            Op::Create | Op::IndexOpen => 1,
            _ => 0,
        };
        let left = self.left.load(Ordering::SeqCst);
        if needs > left {
            self.left.store(0, Ordering::SeqCst);
            let error = io::Error::from(io::ErrorKind::StorageFull);
            return Err(Refusal {
                error,
                written: left,
            });
        }
        if left != usize::MAX {
            self.left.store(left - needs, Ordering::SeqCst);
        }
        Ok(())
    }
}

#[test]
fn a_full_disk_refuses_and_goes_on_when_it_is_freed() {
    for space in (2000..9000).step_by(233) {
        let folder = tempfile::tempdir().expect("a folder");
        let left = AtomicUsize::new(usize::MAX);
        let gate = Arc::new(Full { left });
        let store = Store::open_on(
            folder.path(),
            Options { floor: 0 },
            Disk::behind(gate.clone()),
        )
        .expect("opened");
        gate.left.store(space, Ordering::SeqCst);
        let mut saved = 0;
        let refusal = loop {
            match wait(store.append(session(1), saved, record(saved))) {
                Ok(_) => saved += 1,
                Err(error) => break error,
            }
        };
        assert!(matches!(refusal, JournalError::Unsaved { .. }), "{refusal}");
        assert!(matches!(&*store.health().borrow(), Health::ReadOnly { .. }));
        assert!(wait(store.append(session(1), saved, record(saved))).is_err());
        let read = wait(store.read(session(1), 0)).expect("still readable");
        assert_eq!(read.len() as u64, saved, "after {space} bytes");
        gate.left.store(usize::MAX, Ordering::SeqCst);
        wait(store.append(session(1), saved, record(saved))).expect("taken again");
        assert_eq!(*store.health().borrow(), Health::Well);
        drop(store);
        let store = open(folder.path());
        let read = wait(store.read(session(1), 0)).expect("read");
        assert_eq!(read.len() as u64, saved + 1, "after {space} bytes");
        assert_eq!(store.verification().borrow().findings, []);
    }
}

#[test]
fn a_store_that_waits_recovers_by_itself() {
    let folder = tempfile::tempdir().expect("a folder");
    let left = AtomicUsize::new(usize::MAX);
    let gate = Arc::new(Full { left });
    let store = Store::open_on(
        folder.path(),
        Options { floor: 0 },
        Disk::behind(gate.clone()),
    )
    .expect("opened");
    wait(store.append(session(1), 0, record(0))).expect("saved");
    gate.left.store(0, Ordering::SeqCst);
    assert!(wait(store.append(session(1), 1, record(1))).is_err());
    let mut health = store.health();
    gate.left.store(usize::MAX, Ordering::SeqCst);
    let well = wait(health.wait_for(|health| *health == Health::Well)).map(|health| health.clone());
    assert_eq!(well.expect("the store lives"), Health::Well);
}
