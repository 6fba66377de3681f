//! What was found wrong with a store, and what was done about it.

use std::fmt;

use super::StreamId;

/// One thing that was found. None of them holds any content of a session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Finding {
    /// Something was damaged and has been put right from the other copy; nothing is missing.
    Repaired {
        /// The stream, where it was only one.
        stream: Option<StreamId>,
        /// What was wrong.
        what: String,
    },
    /// Both copies of some records are damaged: what came before them is there, the rest is not.
    Lost {
        /// The stream.
        stream: StreamId,
        /// Records 0 to `kept − 1` are there.
        kept: u64,
        /// There were at least this many.
        known: u64,
    },
    /// Damage that could not be put right now, because the store was only read.
    Unrepaired {
        /// The stream, where it is only one.
        stream: Option<StreamId>,
        /// What is wrong.
        what: String,
    },
    /// A record is in order and its content cannot be read by this program.
    Undecoded {
        /// The stream.
        stream: StreamId,
        /// The record.
        seq: u64,
        /// Why.
        why: String,
    },
    /// Worth knowing, and no damage.
    Note(String),
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |stream: &Option<StreamId>| {
            stream.map_or(String::new(), |stream| format!("{stream}: "))
        };
        match self {
            Self::Repaired { stream, what } => {
                write!(f, "{}{what}. Repaired; nothing is missing", of(stream))
            }
            Self::Lost {
                stream,
                kept,
                known,
            } => write!(
                f,
                "{stream}: both copies are damaged. The first {kept} records are safe; {} of {known} are missing. The \
                 damaged files were kept",
                known.saturating_sub(*kept)
            ),
            Self::Unrepaired { stream, what } => write!(f, "{}{what}. Left as it is", of(stream)),
            Self::Undecoded { stream, seq, why } => write!(
                f,
                "{stream}: record {seq} is whole but cannot be read: {why}"
            ),
            Self::Note(text) => f.write_str(text),
        }
    }
}

/// How far the check of both copies has come.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Verification {
    /// Streams still to be checked from their first record to their last.
    pub remaining: usize,
    /// What was found since the store was opened, in that order.
    pub findings: Vec<Finding>,
}
