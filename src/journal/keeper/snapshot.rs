//! Snapshots of streams, as far as the chain vouches for them.

use super::super::chain::Head;
use super::super::snapshot::{self, Snapshot};
use super::super::{JournalError, StreamId};
use super::Keeper;

impl Keeper {
    /// The snapshot of a stream, if it was made of the very records that are here.
    pub fn snapshot(&self, stream: StreamId) -> Result<Option<Snapshot>, JournalError> {
        if self.erased.contains(&stream) {
            return Err(JournalError::Erased { stream });
        }
        let kept = snapshot::read(&self.layout, stream);
        Ok(kept
            .filter(|(head, _)| self.head_at(stream, head.next) == Some(*head))
            .map(|(_, snapshot)| snapshot))
    }

    /// Keeps a snapshot in the place of the one before.
    pub fn keep_snapshot(&self, stream: StreamId, new: &Snapshot) -> Result<(), JournalError> {
        if self.erased.contains(&stream) {
            return Err(JournalError::Erased { stream });
        }
        self.state()?;
        if !self.lock.is_held() {
            let folder = self.layout.root.clone();
            return Err(JournalError::Fenced { folder });
        }
        self.enough_space()?;
        match self.head_at(stream, new.next) {
            Some(head) => snapshot::write(&self.layout, &self.disk, stream, head, &new.body),
            None => Err(JournalError::Conflict {
                stream,
                expected: new.next,
                next: self.head(stream).next,
            }),
        }
    }

    /// Removes the snapshot of a stream that turned out to be another than its records make.
    pub fn drop_snapshot(&self, stream: StreamId) -> Result<(), JournalError> {
        snapshot::remove(&self.layout, &self.disk, stream)
    }

    /// The head that a stream had after its first `next` records; none where it has fewer, or where the index cannot
    /// say.
    pub(super) fn head_at(&self, stream: StreamId, next: u64) -> Option<Head> {
        let head = self.head(stream);
        if next == 0 {
            return Some(Head::start(stream));
        }
        if next >= head.next {
            return (next == head.next).then_some(head);
        }
        let line = self.index.as_ref()?.line_before(stream, next).ok()??;
        (line.seq + 1 == next && line.is_last()).then_some(Head {
            next,
            hash: line.hash,
        })
    }
}
