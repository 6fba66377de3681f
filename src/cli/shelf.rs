//! Reading sessions beside whoever works in them: from the readable copy of the store alone.
//!
//! Takes no lock, writes nothing and mends nothing, so that it also works while the store is open elsewhere and on a disk
//! that cannot be written. A last line that is still being written is passed over.

use std::path::{Path, PathBuf};

use super::{CliError, find, store::Paths};
use crate::{
    journal::{JournalError, Reader, StreamId},
    model::{Record, Seen, Session, SessionId, Summary, Viewer},
    room::{RoomError, lobby::Listing, stream},
};

/// The sessions of a store, to be read.
pub struct Shelf {
    /// None where there is no store yet.
    reader: Option<Reader>,
}

/// A session as far as it could be read.
#[derive(Debug)]
pub struct Taken {
    /// The session.
    pub session: Session,
    /// What is wrong with the records that should follow, if any should.
    pub trouble: Option<String>,
}

impl Taken {
    /// What to tell whoever reads a session that is not whole; none where it is.
    pub fn warning(&self) -> Option<String> {
        self.trouble.as_ref().map(|what| {
            let read = match self.session.len() {
                0 => "Nothing".to_owned(),
                changes => format!("Only the first {changes} changes"),
            };
            format!(
                "{read} of this session could be read: {what}. Nothing was changed. `upturn doctor` repairs what the \
                 other copy still has."
            )
        })
    }
}

impl Shelf {
    /// Looks into the store; there need not be one yet.
    ///
    /// # Errors
    /// Where it is from a newer version, or cannot be read.
    pub fn open(paths: &Paths) -> Result<Self, CliError> {
        let reader = if exists(&paths.store) {
            Some(Reader::open(&paths.store)?)
        } else {
            None
        };
        Ok(Self { reader })
    }

    /// The sessions with where they stand, the last changed first. One that cannot be read does not hide the others.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub fn list(&self) -> Result<Listing, CliError> {
        let mut listing = Listing::default();
        let Some(reader) = &self.reader else {
            return Ok(listing);
        };
        // Not only those that have records: a session of which nothing can be read must not vanish without a word.
        for stream in reader.all()? {
            if !stream.is_session() {
                continue;
            }
            match read(reader, stream) {
                Ok(taken) if taken.session.is_empty() => {
                    let warning = taken.warning();
                    let trouble = warning.map(|warning| format!("{stream}: {warning}"));
                    listing.troubles.extend(trouble);
                }
                Ok(taken) => {
                    let seen = Seen::new(&taken.session, Viewer::Minutes);
                    let summary = Summary::of(&seen);
                    if let Some(warning) = taken.warning() {
                        listing
                            .troubles
                            .push(format!("{}: {warning}", summary.title));
                    }
                    listing.sessions.push(summary);
                }
                Err(CliError::Room(error)) => listing.troubles.push(error.to_string()),
                // Erased between the two looks.
                Err(CliError::Journal(JournalError::Erased { .. })) => {}
                Err(error) => return Err(error),
            }
        }
        listing
            .sessions
            .sort_by_key(|summary| (std::cmp::Reverse(summary.changed), summary.id));
        Ok(listing)
    }

    /// The one session that is meant.
    ///
    /// # Errors
    /// Where none fits or several do, or it cannot be read at all.
    pub fn session(&self, asked: &str) -> Result<Taken, CliError> {
        let no_session = || CliError::NoSession {
            asked: asked.to_owned(),
        };
        let Some(reader) = &self.reader else {
            return Err(no_session());
        };
        // A whole id needs no list, and a session that the list cannot hold can still be named so.
        let id = match asked.trim().parse::<SessionId>() {
            Ok(id) => id,
            Err(_) => find::which(&self.list()?.sessions, asked)?,
        };
        let taken = read(reader, stream(id))?;
        if taken.session.is_empty() && taken.trouble.is_none() {
            return Err(no_session());
        }
        Ok(taken)
    }
}

/// Whether there is a store in a folder, whole or not.
pub fn exists(store: &Path) -> bool {
    let parts: [PathBuf; 3] = ["journal", "index", "format"].map(|name| store.join(name));
    parts.iter().any(|part| part.exists())
}

fn read(reader: &Reader, stream: StreamId) -> Result<Taken, CliError> {
    let id = SessionId(stream.uuid());
    let reading = reader.read(stream)?;
    let mut session = Session::new(id);
    for stored in reading.records {
        let record = Record::decode(&stored.body).map_err(|error| RoomError::Record {
            session: id,
            seq: stored.seq,
            error,
        })?;
        session.apply(record);
    }
    Ok(Taken {
        session,
        trouble: reading.trouble,
    })
}
