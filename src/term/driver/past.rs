//! A session's past: it is read here, beside the thread of the seats, and a copy of it is kept here; the seat plays it.

use std::sync::Arc;

use super::{Driver, aside, look};
use crate::{
    model::{Past, Record, Seen, Seq, Session, SessionId, Viewer},
    room::{RoomError, lobby::Lobby},
    say,
    term::line::Surface,
};

impl<W: Surface> Driver<'_, W> {
    /// Shows a session of the home screen as it went on, without coming into it.
    pub(super) async fn replay(&mut self, id: SessionId) {
        self.says_that_it_reads();
        match past_of(&self.lobby, id).await {
            Ok(Some(past)) => self.seat.replay(past, self.desk.now()),
            Ok(None) => self.seat.tell(say!(StillReading), true),
            Err(error) => self.seat.tell(say!(CannotOpen, error.to_string()), true),
        }
    }

    /// Shows the session on the table as it went on.
    pub(super) async fn replay_here(&mut self, from: Option<Seq>) {
        self.says_that_it_reads();
        match read_past(&self.session).await {
            Some(past) => {
                let leads = look(&self.session, &self.seat).leads();
                self.seat.replay_here(past, from, leads, self.desk.now());
            }
            None => self.seat.tell(say!(StillReading), true),
        }
    }

    /// A long session takes a moment to be read, and the seat says so meanwhile.
    fn says_that_it_reads(&mut self) {
        self.seat.tell(say!(ReadingPast), false);
        // A terminal that is gone is met again with the next frame.
        let _ = self.draw();
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
    Ok(read_past(&room.session()).await)
}

async fn read_past(session: &Arc<Session>) -> Option<Past> {
    aside::read(session, |session| {
        Seen::new(session, Viewer::Projector).past()
    })
    .await
}
