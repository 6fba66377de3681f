//! The lobby: which sessions there are and where they stand, and the way into each.
//!
//! Where a session stands is worked out from its records and kept in a file of the store, so that a list of hundreds
//! opens at once. The file is a convenience: an entry that does not match its stream is worked out anew, and a missing or
//! damaged file costs nothing but time.

use std::{
    collections::HashMap, fs, io::Write as _, os::unix::fs::OpenOptionsExt as _, path::PathBuf,
    sync::Arc,
};

use serde::{Deserialize, Serialize};

use tokio::sync::Mutex;

use super::{Room, RoomError, WeakRoom, glance, stream};
use crate::{
    journal::{Journal, NewRecord},
    model::{
        Command, FieldId, Record, Request, Seen, Session, SessionId, Summary, Value, Viewer, field,
    },
};

/// The sessions of a store.
#[derive(Clone)]
pub struct Lobby {
    journal: Arc<dyn Journal>,
    /// Where summaries are kept; nowhere for a store without a folder.
    file: Option<PathBuf>,
    /// The sessions that are live: whoever opens one of them comes into the same room.
    live: Arc<Mutex<HashMap<SessionId, WeakRoom>>>,
}

/// A summary, and how many records it was made from.
#[derive(Debug, Serialize, Deserialize)]
struct Kept {
    next: u64,
    summary: Summary,
}

/// A list of sessions, with those that cannot be read.
#[derive(Debug, Default)]
pub struct Listing {
    /// The last changed first.
    pub sessions: Vec<Summary>,
    /// What is wrong with the others.
    pub troubles: Vec<String>,
}

impl Lobby {
    /// The lobby of a journal; summaries are kept in this file.
    pub fn new(journal: Arc<dyn Journal>, file: Option<PathBuf>) -> Self {
        Self {
            journal,
            file,
            live: Arc::default(),
        }
    }

    /// The journal behind it.
    pub fn journal(&self) -> &Arc<dyn Journal> {
        &self.journal
    }

    /// The sessions with where they stand.
    ///
    /// # Errors
    /// Where the journal does not answer. A session that cannot be read is told of and does not hide the others.
    pub async fn list(&self) -> Result<Listing, RoomError> {
        let mut kept = self.kept();
        let mut listing = Listing::default();
        let mut fresh = HashMap::new();
        let mut stale = false;
        for info in self
            .journal
            .streams()
            .await?
            .into_iter()
            .filter(|info| info.stream.is_session())
        {
            let id = SessionId(info.stream.uuid());
            let known = kept.remove(&id).filter(|kept| kept.next == info.next);
            let summary = match known {
                Some(kept) => Ok(kept.summary),
                None => {
                    stale = true;
                    glance(&*self.journal, id)
                        .await
                        .map(|session| summary(&session))
                }
            };
            match summary {
                Ok(summary) => {
                    fresh.insert(
                        id,
                        Kept {
                            next: info.next,
                            summary: summary.clone(),
                        },
                    );
                    listing.sessions.push(summary);
                }
                Err(error) => listing.troubles.push(error.to_string()),
            }
        }
        if stale || !kept.is_empty() {
            self.keep(&fresh);
        }
        listing
            .sessions
            .sort_by_key(|summary| (std::cmp::Reverse(summary.changed), summary.id));
        Ok(listing)
    }

    /// Opens a session, or comes into the room where it is live.
    ///
    /// # Errors
    /// As [`Room::open`].
    pub async fn open(&self, id: SessionId) -> Result<Room, RoomError> {
        // Held until the room is there: two who come at once must not make two of it.
        let mut live = self.live.lock().await;
        if let Some(room) = live.get(&id).and_then(WeakRoom::upgrade) {
            return Ok(room);
        }
        let room = Room::open(Arc::clone(&self.journal), id).await?;
        live.retain(|_, room| room.upgrade().is_some());
        live.insert(id, room.downgrade());
        Ok(room)
    }

    /// The rooms that are open now.
    pub async fn live(&self) -> Vec<Room> {
        let live = self.live.lock().await;
        live.values().filter_map(WeakRoom::upgrade).collect()
    }

    /// Begins a session with `begin` and `with`, all of it or nothing, and lays down what it can hold of `taken_up`.
    ///
    /// # Errors
    /// Where it cannot be saved, has no title, or one of `with` is refused.
    pub async fn begin(
        &self,
        id: SessionId,
        begin: Request,
        taken_up: Vec<Request>,
        with: Vec<Request>,
    ) -> Result<(), RoomError> {
        let mut session = Session::new(id);
        let ev = session.decide(&begin).map_err(RoomError::NotBegun)?;
        let mut records = Vec::with_capacity(1 + taken_up.len() + with.len());
        let mut keep = |session: &mut Session, request: &Request, ev| {
            let record = request.becomes(ev);
            session.apply(record.clone());
            records.push(record);
        };
        keep(&mut session, &begin, ev);
        for request in taken_up {
            // What the new session cannot hold stays where it was.
            if let Ok(ev) = session.decide(&without_refused(&session, &request))
                && !ev.is_empty()
            {
                keep(&mut session, &request, ev);
            }
        }
        for request in with {
            let ev = session.decide(&request).map_err(RoomError::NotBegun)?;
            keep(&mut session, &request, ev);
        }
        self.take_in(id, &records).await
    }

    /// Takes in a session from its records, as an archive holds them.
    ///
    /// # Errors
    /// Where it cannot be saved. What was saved before then is a beginning of it and stays; the same call goes on from
    /// there.
    pub async fn take_in(&self, id: SessionId, records: &[Record]) -> Result<(), RoomError> {
        let lines = (0..).zip(records).map(|(seq, record)| {
            let encoded = record.encode();
            let body = encoded.map_err(|error| RoomError::Record {
                session: id,
                seq,
                error: error.into(),
            })?;
            let id = record.id.0;
            Ok((seq, NewRecord { id, body }))
        });
        let lines = lines.collect::<Result<Vec<_>, RoomError>>()?;
        // All are queued before the first is waited for, so that the journal saves them together. Behind one that is not
        // saved, none finds its place free.
        let mut before = None;
        let answers: Vec<_> = lines
            .into_iter()
            .map(|(seq, line)| {
                let behind = before.replace(line.id);
                self.journal.append_behind(stream(id), seq, behind, line)
            })
            .collect();
        for answer in answers {
            answer.await?;
        }
        Ok(())
    }

    fn kept(&self) -> HashMap<SessionId, Kept> {
        let text = self.file.as_ref().and_then(|file| fs::read(file).ok());
        text.and_then(|text| serde_json::from_slice(&text).ok())
            .unwrap_or_default()
    }

    /// Keeps the summaries. Should it fail, the next list is slower, and that is all.
    fn keep(&self, summaries: &HashMap<SessionId, Kept>) {
        let Some(file) = &self.file else { return };
        let Ok(text) = serde_json::to_vec(summaries) else {
            return;
        };
        let beside = file.with_extension("new");
        let written = fs::OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .mode(0o600)
            .open(&beside);
        let written = written
            .and_then(|mut to| to.write_all(&text))
            .and_then(|()| fs::rename(&beside, file));
        if let Err(error) = written {
            tracing::debug!(%error, "summaries not kept");
        }
    }

    /// Forgets what is kept of a session that was erased.
    ///
    /// # Errors
    /// Where the file can neither be written nor removed.
    pub fn forget(&self, id: SessionId) -> std::io::Result<()> {
        let Some(file) = &self.file else {
            return Ok(());
        };
        let mut kept = self.kept();
        kept.remove(&id);
        self.keep(&kept);
        match fs::read_to_string(file) {
            Ok(text) if text.contains(&id.to_string()) => fs::remove_file(file),
            _ => Ok(()),
        }
    }
}

fn summary(session: &Session) -> Summary {
    Summary::of(&Seen::new(session, Viewer::Minutes))
}

/// The same request with the fields of a new card that the session would refuse left out: a word of an earlier script may
/// be no choice of this one, and the card matters more.
fn without_refused(session: &Session, request: &Request) -> Request {
    let mut request = request.clone();
    if session.decide(&request).is_ok() {
        return request;
    }
    let Command::AddCard { fields, .. } = &request.command else {
        return request;
    };
    let all = fields.clone();
    let with = |request: &Request, kept: Vec<(FieldId, Value)>| {
        let mut request = request.clone();
        if let Command::AddCard { fields, .. } = &mut request.command {
            *fields = kept;
        }
        request
    };
    let text = |(id, _): &&(FieldId, Value)| id.as_str() == field::TEXT;
    let mut kept: Vec<(FieldId, Value)> = all.iter().filter(text).cloned().collect();
    for one in all.iter().filter(|one| !text(one)) {
        let tried: Vec<_> = kept.iter().cloned().chain([one.clone()]).collect();
        if session.decide(&with(&request, tried.clone())).is_ok() {
            kept = tried;
        }
    }
    request = with(&request, kept);
    request
}
