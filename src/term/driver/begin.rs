//! How a session begins, for the home screen and the command line alike.

use std::sync::Arc;

use uuid::Uuid;

use crate::{
    model::{
        At, Command, CommandId, Member, Request, Script, Seen, SessionId, Viewer, script::Field,
        take_up,
    },
    room::{RoomError, lobby::Lobby},
    say,
    say::{Lang, Msg},
};

/// What a new session begins with.
#[derive(Debug)]
pub struct Beginning {
    /// The script it runs.
    pub script: Arc<Script>,
    /// What it is called.
    pub title: String,
    /// The session it goes on from, with what its script takes up from there.
    pub from: Option<SessionId>,
    /// What else lies there from the start; where one of these is refused, there is no session.
    pub with: Vec<Command>,
}

/// Begins a session, led by `you`; answers which fields of an earlier one stayed behind, because nothing asks for them here.
///
/// # Errors
/// Where the earlier one cannot be read, or the new one is refused or not saved; then there is none.
pub async fn begin(
    lobby: &Lobby,
    id: SessionId,
    you: &Member,
    at: At,
    beginning: Beginning,
) -> Result<Vec<Field>, RoomError> {
    let Beginning {
        script,
        title,
        from,
        with,
    } = beginning;
    let mut left_out = Vec::new();
    let taken_up = match from {
        None => Vec::new(),
        Some(from) => {
            let earlier = lobby.open(from).await?;
            let earlier = earlier.session();
            let seen = Seen::new(&earlier, Viewer::Minutes);
            left_out = take_up::left_out(&script, seen);
            take_up::requests(&script, seen, you.id, at, &mut Uuid::now_v7)
        }
    };
    let ask = |command| Request {
        id: CommandId(Uuid::now_v7()),
        by: you.id,
        at,
        command,
    };
    let begin = ask(Command::Begin {
        script,
        title: title.into(),
        you: you.clone(),
    });
    let with = with.into_iter().map(ask).collect();
    lobby.begin(id, begin, taken_up, with).await?;
    Ok(left_out)
}

/// What whoever began a session is told: that it is there, and which fields of an earlier one stayed behind.
pub fn begun_says(left_out: &[Field], lang: Lang) -> Msg {
    if left_out.is_empty() {
        return say!(BegunTitle);
    }
    let names: Vec<Arc<str>> = left_out.iter().map(|field| field.name(lang)).collect();
    say!(BegunWithout, names.join(", "))
}
