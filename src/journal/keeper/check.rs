//! The check of both copies from first record to last, a little at a time between other work.

use super::super::StreamId;
use super::super::chain::Head;
use super::super::segments::Walk;
use super::{Fault, Keeper};

/// A stream whose check is under way.
pub(super) struct Check {
    stream: StreamId,
    until: Head,
    walk: Walk,
}

/// Lines that are compared before other work gets its turn: a few milliseconds.
const STRIDE: usize = 1000;

impl Keeper {
    /// Whether something is left to check and can be checked now.
    pub fn has_checks(&self) -> bool {
        self.sick.is_none() && (self.checking.is_some() || !self.unchecked.is_empty())
    }

    /// Checks every stream once more, from the next [`Keeper::check_some`] on.
    pub fn check_all_again(&mut self) {
        self.checking = None;
        self.unchecked = self.streams.keys().copied().collect();
        self.tell_remaining();
    }

    /// Checks the next lines, and mends the stream if they do not agree.
    pub fn check_some(&mut self) {
        let Some(mut check) = self.checking.take().or_else(|| self.next_check()) else {
            self.tell_remaining();
            return;
        };
        match self.compare(&mut check) {
            Ok(true) if check.walk.head.next < check.until.next => self.checking = Some(check),
            Ok(true) => {}
            Ok(false) | Err(Fault::Index(_)) => {
                if let Err(error) = self.mend_anyhow(check.stream) {
                    tracing::warn!(%error, stream = %check.stream, "a damaged session could not be mended");
                }
            }
            Err(Fault::Files(error)) => {
                tracing::warn!(%error, stream = %check.stream, "a session could not be checked");
            }
        }
        self.tell_remaining();
    }

    pub(super) fn tell_remaining(&self) {
        let remaining = self.unchecked.len() + usize::from(self.checking.is_some());
        self.board.verification.send_if_modified(|state| {
            let changed = state.remaining != remaining;
            state.remaining = remaining;
            changed
        });
    }

    fn next_check(&mut self) -> Option<Check> {
        loop {
            let stream = self.unchecked.pop_front()?;
            let Some(until) = self.streams.get(&stream).map(|kept| kept.head) else {
                continue;
            };
            match self.segments.walk(stream) {
                Ok(walk) => {
                    return Some(Check {
                        stream,
                        until,
                        walk,
                    });
                }
                Err(error) => tracing::warn!(%error, %stream, "a session could not be checked"),
            }
        }
    }

    fn compare(&self, check: &mut Check) -> Result<bool, Fault> {
        let Some(index) = &self.index else {
            return Ok(true);
        };
        let mut lines = Vec::new();
        while check.walk.head.next < check.until.next && lines.len() < STRIDE {
            match check.walk.next_line()? {
                Some(line) => lines.push(line),
                None => return Ok(false),
            }
        }
        if check.walk.head.next == check.until.next && check.walk.head != check.until {
            return Ok(false);
        }
        let Some(first) = lines.first() else {
            return Ok(true);
        };
        Ok(index.lines(check.stream, (first.seq, first.part), lines.len())? == lines)
    }
}
