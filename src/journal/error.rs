//! What can go wrong with the log, said to people: what is safe, what happened, what to do.

use std::path::{Path, PathBuf};

use super::StreamId;

/// Why the journal did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// Another record has that place. Nothing was written; the caller reads what came and decides again.
    #[error(
        "nothing was lost: the session has moved on (to record {next}, not {expected}); load it again and repeat the change"
    )]
    Conflict {
        /// The stream that was written to.
        stream: StreamId,
        /// The place that was asked for.
        expected: u64,
        /// The next free place.
        next: u64,
    },
    /// This process no longer owns the store, so that it may not write any more.
    #[error("everything saved is safe in {}, but another program has taken it over; close this one and open the session there", folder.display())]
    Fenced {
        /// The store's folder.
        folder: PathBuf,
    },
    /// The stream was erased on request and cannot come back.
    #[error(
        "session {stream} was erased, and only that fact was kept; start a new one, or restore a backup into another store"
    )]
    Erased {
        /// The stream that was asked for.
        stream: StreamId,
    },
    /// Another process has the store open.
    #[error("the store is safe, but open in {}; close that one first, or choose another with --store: {}", holder(*pid), folder.display())]
    Locked {
        /// The store's folder.
        folder: PathBuf,
        /// The process that holds it, where its lock file says so.
        pid: Option<u32>,
    },
    /// This record was not saved, and the journal is making itself sure again before it takes more.
    #[error("this change is not saved; everything saved before is safe. {reason}")]
    Unsaved {
        /// What happened and what to do.
        reason: String,
    },
    /// Too little space is free.
    #[error("this change is not saved; everything saved before is safe. Only {} MB are free where {} is, and Upturn keeps {} MB in reserve: free some space, and writing goes on by itself", free / 1_000_000, folder.display(), floor / 1_000_000)]
    Full {
        /// The store's folder.
        folder: PathBuf,
        /// Bytes free for this user.
        free: u64,
        /// Bytes kept in reserve.
        floor: u64,
    },
    /// The body cannot be kept as it is.
    #[error(
        "this change is not saved; everything saved before is safe. Its record cannot be kept: {reason}"
    )]
    Body {
        /// What is wrong with it.
        reason: String,
    },
    /// The store or file was written by a later version of the program.
    #[error("{} is safe and was left alone: it is in format {found}, from a newer version, and this one knows formats up to {known}; open it with the newer version", path.display())]
    Newer {
        /// The store's folder or the backup's file.
        path: PathBuf,
        /// The format that was found.
        found: u32,
        /// The newest format that this version knows.
        known: u32,
    },
    /// Reading or writing a file failed.
    #[error("could not {doing} {}: {reason}. What was saved before is untouched; look at the disk and the folder's permissions, then try again", path.display())]
    Io {
        /// What was tried, as a verb.
        doing: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// The system's reason.
        reason: String,
        /// Whether the reason is that the disk is full.
        full: bool,
    },
    /// What was read does not match its checksums.
    #[error("{} is damaged and was left as it is: {what}. {advice}", path.display())]
    Damaged {
        /// The file or folder.
        path: PathBuf,
        /// What does not match.
        what: String,
        /// What to do now.
        advice: &'static str,
    },
    /// A file that must not be overwritten is there.
    #[error("{} exists already and was left as it is; choose another name", path.display())]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The journal was closed while the answer was awaited.
    #[error(
        "the store has been closed: what was acknowledged is safe, the rest was not saved; open it again"
    )]
    Closed,
}

impl JournalError {
    /// An input/output error with what was tried on which path.
    pub(super) fn io(doing: &'static str, path: &Path, error: &std::io::Error) -> Self {
        let full = matches!(
            error.kind(),
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded
        );
        Self::Io {
            doing,
            path: path.to_path_buf(),
            reason: error.to_string(),
            full,
        }
    }
}

/// Names the process that holds the lock, as far as it is known.
fn holder(pid: Option<u32>) -> String {
    pid.map_or_else(
        || "another program".into(),
        |pid| format!("another Upturn (process {pid})"),
    )
}
