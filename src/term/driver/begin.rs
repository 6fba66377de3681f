//! How a session begins, for the home screen and the command line alike.

use std::sync::Arc;

use uuid::Uuid;

use crate::{
    model::{At, Command, CommandId, Member, Request, Script, Seen, SessionId, Viewer, take_up},
    room::{RoomError, lobby::Lobby},
};

/// Begins a session; where it goes on from an earlier one, with what its script takes up from there.
///
/// # Errors
/// Where the earlier one cannot be read or the new one not be saved; then there is none.
pub async fn begin(
    lobby: &Lobby,
    id: SessionId,
    script: Arc<Script>,
    title: String,
    you: &Member,
    from: Option<SessionId>,
    at: At,
) -> Result<(), RoomError> {
    let more = match from {
        None => Vec::new(),
        Some(from) => {
            let earlier = lobby.open(from).await?;
            let earlier = earlier.session();
            let seen = Seen::new(&earlier, Viewer::Minutes);
            take_up::requests(&script, seen, you.id, at, &mut Uuid::now_v7)
        }
    };
    let command = Command::Begin {
        script,
        title: title.into(),
        you: you.clone(),
    };
    let begin = Request {
        id: CommandId(Uuid::now_v7()),
        by: you.id,
        at,
        command,
    };
    lobby.begin(id, begin, more).await
}
