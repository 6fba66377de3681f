//! The ways from a stream to a session: all of its records, or a snapshot of a long one and what came after it.
//!
//! A snapshot never decides anything: whoever opens from one has the records read behind, and goes on with what they make.

use std::sync::Arc;

use super::{RoomError, Sealing, stream};
use crate::{
    journal::{Journal, Record as Stored, Snapshot},
    model::{Record, Session, SessionId},
};

/// A session of fewer records opens at once without a snapshot, and gets none.
const LONG: u64 = 10_000;

/// So many records after the last snapshot the next is made; they are what an opening has to apply at most.
const STRIDE: u64 = 2_000;

/// Replays a session from what is stored.
///
/// # Errors
/// Where the store cannot be read, or holds what is no record.
pub async fn load(journal: &dyn Journal, id: SessionId) -> Result<Session, RoomError> {
    let sealing = Sealing::new(journal.keys(), id);
    replay(&sealing, id, &journal.read(stream(id), 0).await?)
}

/// The session as it stands, as soon as may be: made from its snapshot where it has one, and then without its history
/// ([`Session::is_whole`]), good to be looked at.
///
/// # Errors
/// As [`load`].
pub async fn glance(journal: &dyn Journal, id: SessionId) -> Result<Session, RoomError> {
    Ok(open(journal, id).await?.0)
}

/// The session as [`glance`] answers it, and how many records its snapshot was made of; 0 where it has none that can be used.
pub(super) async fn open(
    journal: &dyn Journal,
    id: SessionId,
) -> Result<(Session, u64), RoomError> {
    match from_snapshot(journal, id).await {
        Some(opened) => Ok(opened),
        // What stands in the way is met again, and told of where it counts.
        None => Ok((load(journal, id).await?, 0)),
    }
}

async fn from_snapshot(journal: &dyn Journal, id: SessionId) -> Option<(Session, u64)> {
    let Snapshot { next, body } = journal.snapshot(stream(id)).await.ok()??;
    let sealing = Sealing::new(journal.keys(), id);
    let mut session = Session::thaw(id, &body).filter(|session| session.len() == next)?;
    for stored in journal.read(stream(id), next).await.ok()? {
        let record = sealing.open(Record::decode(&stored.body).ok()?);
        session.follow(record).then_some(())?;
    }
    Some((session, next))
}

/// Reads and replays all of a session aside, while its room is already looked at.
pub(super) async fn load_aside(
    journal: Arc<dyn Journal>,
    id: SessionId,
) -> Result<Session, RoomError> {
    let stored = journal.read(stream(id), 0).await?;
    let sealing = Sealing::new(journal.keys(), id);
    let replayed = tokio::task::spawn_blocking(move || replay(&sealing, id, &stored)).await;
    replayed.unwrap_or(Err(RoomError::CutOff))
}

fn replay(sealing: &Sealing, id: SessionId, stored: &[Stored]) -> Result<Session, RoomError> {
    let mut session = Session::new(id);
    for stored in stored {
        session.apply(decode(sealing, id, stored)?);
    }
    Ok(session)
}

/// Reads one stored record, and what was sealed in it where its key is there.
pub(super) fn decode(
    sealing: &Sealing,
    session: SessionId,
    stored: &Stored,
) -> Result<Record, RoomError> {
    let read = Record::decode(&stored.body).map_err(|error| RoomError::Record {
        session,
        seq: stored.seq,
        error,
    })?;
    Ok(sealing.open(read))
}

/// Whether a session has grown enough past its last snapshot for another; `kept` is 0 where it has none.
pub(super) fn is_due(next: u64, kept: u64) -> bool {
    next >= LONG && next.saturating_sub(kept) >= STRIDE
}

/// Keeps a snapshot of a session. Should it fail, the next opening takes longer, and that is all.
pub(super) async fn keep(journal: Arc<dyn Journal>, session: Arc<Session>) {
    let (id, next) = (session.id(), session.len());
    let frozen = tokio::task::spawn_blocking(move || session.freeze()).await;
    let Ok(Some(body)) = frozen else { return };
    let snapshot = Snapshot { next, body };
    if let Err(error) = journal.keep_snapshot(stream(id), snapshot).await {
        tracing::debug!(%error, "no snapshot kept");
    }
}
