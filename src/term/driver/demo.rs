//! The example of the store.

use super::Desk;
use crate::{
    journal::JournalError,
    model::{Member, Session, SessionId},
    room::{RoomError, lobby::Lobby, stream},
};

/// Adds the example, once, and answers with its session. All of it is decided before anything is
/// saved; where an earlier call was cut off while saving, this one goes on from there.
///
/// # Errors
/// Where it cannot be saved, or was erased.
pub async fn demo(lobby: &Lobby, desk: &dyn Desk, you: &Member) -> Result<SessionId, RoomError> {
    let (id, requests) = desk.demo(you).ok_or(RoomError::NoExample)?;
    let stored = lobby.journal().read(stream(id), 0).await;
    let stored = stored.map_err(|error| match error {
        JournalError::Erased { .. } => RoomError::ExampleErased,
        other => other.into(),
    })?;
    let mut session = Session::new(id);
    let mut records = Vec::with_capacity(requests.len());
    for request in requests {
        let ev = session.decide(&request).map_err(RoomError::NotBegun)?;
        let record = request.becomes(ev);
        session.apply(record.clone());
        records.push(record);
    }
    // What people went on with, or what another version told otherwise, is theirs and stays as it is.
    let begins_so = stored
        .iter()
        .zip(&records)
        .all(|(stored, record)| record.encode().is_ok_and(|body| body == stored.body));
    if begins_so && stored.len() < records.len() {
        lobby.take_in(id, &records).await?;
    }
    Ok(id)
}
