//! A journal that lives as long as the process: for tests of everything above it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::future::ready;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::watch;
use uuid::Uuid;

use super::{
    Answer, Appended, Health, Journal, JournalError, NewRecord, Record, RoundKey, RoundKeys,
    Snapshot, StreamId, StreamInfo, check_body,
};

/// Keeps the contract of [`Journal`] in memory, with switches for what a disk does on a bad day.
///
/// A clone is another handle on the same records.
#[derive(Clone, Default)]
pub struct Memory {
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    streams: BTreeMap<StreamId, Kept>,
    erased: BTreeSet<StreamId>,
    lengths: HashMap<StreamId, watch::Sender<u64>>,
    health: watch::Sender<Health>,
    fenced: bool,
    keys: BTreeMap<(StreamId, Uuid), RoundKey>,
}

#[derive(Default)]
struct Kept {
    records: Vec<Record>,
    snapshot: Option<Snapshot>,
    places: HashMap<Uuid, u64>,
}

impl Memory {
    /// An empty journal.
    pub fn new() -> Self {
        Self::default()
    }

    /// Makes every later append fail with this reason, or succeed again, as a failing disk would.
    pub fn set_health(&self, health: Health) {
        self.with(|state| state.health.send_replace(health));
    }

    /// Makes every later append answer that another process took over, or not.
    pub fn set_fenced(&self, fenced: bool) {
        self.with(|state| state.fenced = fenced);
    }

    /// A panic elsewhere while the lock was held left at worst a record that was not acknowledged.
    fn with<T>(&self, act: impl FnOnce(&mut State) -> T) -> T {
        act(&mut self.state.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl RoundKeys for Memory {
    fn key(&self, stream: StreamId, round: Uuid) -> Result<Option<RoundKey>, JournalError> {
        Ok(self.with(|state| state.keys.get(&(stream, round)).cloned()))
    }

    fn make(&self, stream: StreamId, round: Uuid) -> Result<RoundKey, JournalError> {
        let key = RoundKey::new()?;
        Ok(self.with(|state| state.keys.entry((stream, round)).or_insert(key).clone()))
    }

    fn destroy(&self, stream: StreamId, round: Uuid) -> Result<(), JournalError> {
        self.with(|state| state.keys.remove(&(stream, round)));
        Ok(())
    }

    fn rounds(&self, stream: StreamId) -> Result<Vec<Uuid>, JournalError> {
        Ok(self.with(|state| {
            let of = state.keys.keys().filter(|(known, _)| *known == stream);
            of.map(|(_, round)| *round).collect()
        }))
    }
}

impl State {
    fn append(
        &mut self,
        stream: StreamId,
        expected: u64,
        behind: Option<Uuid>,
        record: NewRecord,
    ) -> Result<Appended, JournalError> {
        check_body(&record.body)?;
        if self.erased.contains(&stream) {
            return Err(JournalError::Erased { stream });
        }
        if self.fenced {
            return Err(JournalError::Fenced {
                folder: "memory".into(),
            });
        }
        let kept = self.streams.get(&stream);
        if let Some(seq) = kept.and_then(|kept| kept.places.get(&record.id)) {
            return Ok(Appended {
                seq: *seq,
                repeated: true,
            });
        }
        if let Health::ReadOnly { reason } = &*self.health.borrow() {
            return Err(JournalError::Unsaved {
                reason: reason.clone(),
            });
        }
        let next = kept.map_or(0, |kept| kept.records.len() as u64);
        let place = |id: Uuid| Some(kept?.places.get(&id)? + 1);
        if next != expected || behind.is_some_and(|id| place(id) != Some(expected)) {
            return Err(JournalError::Conflict {
                stream,
                expected,
                next,
            });
        }
        let kept = self.streams.entry(stream).or_default();
        kept.places.insert(record.id, next);
        kept.records.push(Record {
            seq: next,
            id: record.id,
            body: record.body,
        });
        if let Some(length) = self.lengths.get(&stream) {
            length.send_replace(next + 1);
        }
        Ok(Appended {
            seq: next,
            repeated: false,
        })
    }

    fn read(&self, stream: StreamId, from: u64) -> Result<Vec<Record>, JournalError> {
        if self.erased.contains(&stream) {
            return Err(JournalError::Erased { stream });
        }
        let records = self
            .streams
            .get(&stream)
            .map_or(&[][..], |kept| &kept.records);
        let from = usize::try_from(from)
            .unwrap_or(usize::MAX)
            .min(records.len());
        Ok(records[from..].to_vec())
    }
}

impl Journal for Memory {
    fn append_behind(
        &self,
        stream: StreamId,
        expected: u64,
        behind: Option<Uuid>,
        record: NewRecord,
    ) -> Answer<Appended> {
        let appended = self.with(|state| state.append(stream, expected, behind, record));
        Box::pin(ready(appended))
    }

    fn read(&self, stream: StreamId, from: u64) -> Answer<Vec<Record>> {
        Box::pin(ready(self.with(|state| state.read(stream, from))))
    }

    fn streams(&self) -> Answer<Vec<StreamInfo>> {
        let info = |(stream, kept): (&StreamId, &Kept)| StreamInfo {
            stream: *stream,
            next: kept.records.len() as u64,
        };
        Box::pin(ready(Ok(
            self.with(|state| state.streams.iter().map(info).collect())
        )))
    }

    fn snapshot(&self, stream: StreamId) -> Answer<Option<Snapshot>> {
        let kept = self.with(|state| {
            state.read(stream, u64::MAX)?;
            let kept = state.streams.get(&stream);
            Ok(kept.and_then(|kept| kept.snapshot.clone()))
        });
        Box::pin(ready(kept))
    }

    fn keep_snapshot(&self, stream: StreamId, snapshot: Snapshot) -> Answer<()> {
        let kept = self.with(|state| {
            let next = state.read(stream, 0)?.len() as u64;
            let expected = snapshot.next;
            match state.streams.get_mut(&stream) {
                Some(kept) if expected <= next => {
                    kept.snapshot = Some(snapshot);
                    Ok(())
                }
                _ => Err(JournalError::Conflict {
                    stream,
                    expected,
                    next,
                }),
            }
        });
        Box::pin(ready(kept))
    }

    fn watch(&self, stream: StreamId) -> watch::Receiver<u64> {
        self.with(|state| {
            let length = state
                .streams
                .get(&stream)
                .map_or(0, |kept| kept.records.len() as u64);
            state
                .lengths
                .entry(stream)
                .or_insert_with(|| watch::Sender::new(length))
                .subscribe()
        })
    }

    fn erase(&self, stream: StreamId) -> Answer<()> {
        self.with(|state| {
            state.streams.remove(&stream);
            state.erased.insert(stream);
            if let Some(length) = state.lengths.remove(&stream) {
                length.send_replace(0);
            }
        });
        Box::pin(ready(Ok(())))
    }

    fn keys(&self) -> Arc<dyn RoundKeys> {
        Arc::new(self.clone())
    }

    fn health(&self) -> watch::Receiver<Health> {
        self.with(|state| state.health.subscribe())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::wait;

    fn record(id: u128) -> NewRecord {
        NewRecord {
            id: Uuid::from_u128(id),
            body: format!("{{\"say\":{id}}}"),
        }
    }

    #[test]
    fn keeps_order_ids_and_conflicts() {
        let journal: Box<dyn Journal> = Box::new(Memory::new());
        let stream = StreamId::SCORECARD;
        let length = journal.watch(stream);
        let first = wait(journal.append(stream, 0, record(10))).expect("saved");
        assert_eq!((first.seq, first.repeated), (0, false));
        assert_eq!(*length.borrow(), 1);
        assert!(matches!(
            wait(journal.append(stream, 0, record(11))),
            Err(JournalError::Conflict { next: 1, .. })
        ));
        let again = wait(journal.append(stream, 0, record(10))).expect("known");
        assert_eq!((again.seq, again.repeated), (0, true));
        wait(journal.append(stream, 1, record(11))).expect("saved");
        let tail = wait(journal.read(stream, 1)).expect("read");
        assert_eq!(tail.len(), 1);
        assert_eq!(tail[0].body, "{\"say\":11}");
        assert!(wait(journal.read(stream, 99)).expect("read").is_empty());
    }

    #[test]
    fn what_is_erased_stays_erased() {
        let journal = Memory::new();
        let stream = StreamId::SCORECARD;
        wait(journal.append(stream, 0, record(1))).expect("saved");
        wait(journal.erase(stream)).expect("erased");
        assert_eq!(wait(journal.streams()), Ok(vec![]));
        let erased = JournalError::Erased { stream };
        assert_eq!(wait(journal.read(stream, 0)), Err(erased.clone()));
        assert_eq!(wait(journal.append(stream, 0, record(2))), Err(erased));
    }

    #[test]
    fn a_bad_day_acknowledges_nothing() {
        let journal = Memory::new();
        let stream = StreamId::SCORECARD;
        journal.set_health(Health::ReadOnly {
            reason: "no".into(),
        });
        assert!(wait(journal.append(stream, 0, record(1))).is_err());
        journal.set_health(Health::Well);
        journal.set_fenced(true);
        assert!(matches!(
            wait(journal.append(stream, 0, record(1))),
            Err(JournalError::Fenced { .. })
        ));
        journal.set_fenced(false);
        assert!(wait(journal.append(stream, 0, record(1))).is_ok());
    }
}
