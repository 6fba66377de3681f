//! A session's past: it is read here, and a copy of it is kept here; the seat plays it.

use super::Driver;
use crate::{
    model::{Past, Record, Seen, SessionId, Viewer},
    room::{RoomError, lobby::Lobby},
    say,
    term::line::Surface,
};

impl<W: Surface> Driver<'_, W> {
    /// Shows a session of the home screen as it went on, without coming into it.
    pub(super) async fn replay(&mut self, id: SessionId) {
        match past_of(&self.lobby, id).await {
            Ok(Some(past)) => self.seat.replay(past, self.desk.now()),
            Ok(None) => self.seat.tell(say!(StillReading), true),
            Err(error) => self.seat.tell(say!(CannotOpen, error.to_string()), true),
        }
    }

    /// Keeps a copy of how a session stood, and opens it.
    pub(super) async fn copy(&mut self, id: SessionId, records: &[Record]) {
        match self.lobby.take_in(id, records).await {
            Ok(()) => {
                self.open_or_tell(id).await;
                self.seat.tell(say!(CopyMade), false);
            }
            Err(error) => self.seat.tell(say!(CannotOpen, error.to_string()), true),
        }
    }
}

async fn past_of(lobby: &Lobby, id: SessionId) -> Result<Option<Past>, RoomError> {
    let room = lobby.open(id).await?;
    room.whole().await?;
    let session = room.session();
    Ok(Seen::new(&session, Viewer::Projector).past())
}
