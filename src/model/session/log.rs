//! The history of a session: every record with what its events found, or only the latest of them.
//!
//! A session that was opened from a snapshot knows the records behind it alone until the whole history has been read. Seen
//! from here the two differ in nothing but where they begin.

use std::sync::Arc;

use imbl::{OrdMap, Vector};
use smallvec::SmallVec;

use super::Before;
use crate::model::{
    event::Record,
    ids::{MemberId, RoundId, Seq},
    member::Member,
};

/// All who are known.
pub(super) type Members = OrdMap<MemberId, Arc<Member>>;

/// A record, and what each of its events found before it.
#[derive(Clone, Debug)]
pub(in crate::model) struct Logged {
    pub(in crate::model) record: Record,
    /// Nearly always one: held in place, because a history holds a hundred thousand of these.
    pub(super) before: SmallVec<[Before; 1]>,
    /// Who was known before it, where it changed what is known of somebody.
    pub(super) members: Option<Box<Members>>,
    /// The secret round it belongs to, while that is open.
    pub(super) round: Option<RoundId>,
}

/// The records from some place on.
#[derive(Clone, Debug, Default)]
pub(in crate::model) struct Log {
    from: Seq,
    logged: Vector<Arc<Logged>>,
}

impl Log {
    /// A history of which nothing is known up to this record.
    pub(super) fn behind(from: Seq) -> Self {
        Self {
            from,
            logged: Vector::new(),
        }
    }

    /// The first record that is known; 0 where all are.
    pub(super) fn from(&self) -> Seq {
        self.from
    }

    /// The number of the next record.
    pub(super) fn next(&self) -> Seq {
        self.from.saturating_add(self.logged.len() as Seq)
    }

    pub(super) fn push(&mut self, logged: Logged) {
        self.logged.push_back(Arc::new(logged));
    }

    /// One record; `None` where it is not in the history or not known yet.
    pub(in crate::model) fn get(&self, seq: Seq) -> Option<&Arc<Logged>> {
        let at = usize::try_from(seq.checked_sub(self.from)?).ok()?;
        self.logged.get(at)
    }

    /// Those that are known, oldest first.
    pub(in crate::model) fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<Logged>> {
        self.logged.iter()
    }
}
