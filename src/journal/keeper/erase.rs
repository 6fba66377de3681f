//! Erasing a stream so that its bytes leave both copies, and the whole restoring of one.

use super::super::chain::{Head, Line};
use super::super::disk::names;
use super::super::rounds::KeyFiles;
use super::super::{JournalError, StreamId};
use super::{Fault, Keeper, Sick};

impl Keeper {
    /// Removes every byte of a stream's content. Once the tombstone is durable, any later opening finishes the rest.
    pub fn erase(&mut self, stream: StreamId) -> Result<(), JournalError> {
        if self.erased.contains(&stream) {
            return Ok(());
        }
        if self.sick.is_some() {
            self.recover();
        }
        if self.sick.is_some() {
            return Err(self.refusal());
        }
        self.segments.bury(stream)?;
        self.erased.insert(stream);
        self.streams.remove(&stream);
        self.writers.remove(&stream);
        self.checking = None;
        self.board.set_length(stream, 0);
        let cleared = self.clear_away(stream);
        if cleared.is_err() && self.index.is_none() {
            self.fall_sick(
                Sick::Index { rebuild: true },
                "the index was being built anew",
            );
        }
        cleared
    }

    /// The folder goes last: as long as it is there, the erasure is not finished.
    fn clear_away(&mut self, stream: StreamId) -> Result<(), JournalError> {
        self.disk.remove(&self.layout.drafts_of(stream))?;
        self.drop_snapshot(stream)?;
        let keys = KeyFiles {
            layout: self.layout.clone(),
            disk: self.disk.clone(),
        };
        keys.clear(stream)?;
        for name in names(&self.layout.root)? {
            if name.starts_with("index.damaged-") {
                self.disk.remove(&self.layout.root.join(name))?;
            }
        }
        self.rebuild(None)?;
        self.segments.remove(stream)
    }

    /// Finishes erasures that were interrupted.
    pub(super) fn finish_erasures(&mut self) -> Result<(), JournalError> {
        let Some(index) = &self.index else {
            return Ok(());
        };
        let heads = index.heads().unwrap_or_default();
        let indexed = |stream: &StreamId| heads.iter().any(|(named, _)| named == stream);
        let unfinished: Vec<_> = self
            .erased
            .iter()
            .filter(|stream| indexed(stream) || self.segments.has(**stream))
            .copied()
            .collect();
        for stream in unfinished {
            self.clear_away(stream)?;
        }
        Ok(())
    }

    /// Takes in a whole stream that the store does not have. It appears whole or not at all.
    pub fn install(&mut self, stream: StreamId, lines: &[Line]) -> Result<(), JournalError> {
        if self.sick.is_some() {
            return Err(self.refusal());
        }
        self.check_space()?;
        self.segments.begin(stream, Head::start(stream), lines)?;
        match self.mend(stream) {
            Ok(()) => Ok(()),
            Err(Fault::Files(error)) => Err(error),
            Err(Fault::Index(trouble)) => {
                let rebuild = trouble.rebuild;
                self.fall_sick(Sick::Index { rebuild }, &trouble.reason);
                Err(self.refusal())
            }
        }
    }

    /// Whether a stream was erased here.
    pub fn is_erased(&self, stream: StreamId) -> bool {
        self.erased.contains(&stream)
    }
}
