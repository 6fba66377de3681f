//! Which session is meant: an id, the beginning of one, or words of its title.

use super::{CliError, open::step_ids};
use crate::{
    model::{Session, SessionId, StepId, Summary},
    room::{self, lobby::Lobby},
};

/// The one session that is meant.
///
/// # Errors
/// Where none fits, or more than one does.
pub async fn session(lobby: &Lobby, asked: &str) -> Result<(SessionId, Session), CliError> {
    let listing = lobby.list().await?;
    let id = which(&listing.sessions, asked)?;
    Ok((id, room::load(&**lobby.journal(), id).await?))
}

/// Which of these sessions is meant. An id or the beginning of one comes before words; a title said whole comes before
/// one that only holds the words.
///
/// # Errors
/// Where none fits, or more than one does.
pub fn which(sessions: &[Summary], asked: &str) -> Result<SessionId, CliError> {
    let asked = asked.trim();
    let words: Vec<String> = asked.split_whitespace().map(str::to_lowercase).collect();
    let by_id = |summary: &&Summary| {
        !asked.is_empty() && summary.id.to_string().starts_with(&asked.to_lowercase())
    };
    let by_title = |summary: &&Summary| summary.title.to_lowercase() == asked.to_lowercase();
    let by_words = |summary: &&Summary| {
        let title = summary.title.to_lowercase();
        !words.is_empty() && words.iter().all(|word| title.contains(word.as_str()))
    };
    let rules: [&dyn Fn(&&Summary) -> bool; 3] = [&by_id, &by_title, &by_words];
    for rule in rules {
        let found: Vec<&Summary> = sessions.iter().filter(|summary| rule(summary)).collect();
        match found.as_slice() {
            [] => {}
            [one] => return Ok(one.id),
            several => {
                let lines = several
                    .iter()
                    .map(|summary| format!("{}  {}", summary.id, summary.title))
                    .collect();
                return Err(CliError::SeveralSessions {
                    asked: asked.to_owned(),
                    found: lines,
                });
            }
        }
    }
    Err(CliError::NoSession {
        asked: asked.to_owned(),
    })
}

/// A session, and the step of it that is named.
///
/// # Errors
/// Where none fits, or more than one does, or it has no such step.
pub async fn place(
    lobby: &Lobby,
    asked: &str,
    at: Option<&str>,
) -> Result<(SessionId, Option<StepId>), CliError> {
    let id = which(&lobby.list().await?.sessions, asked)?;
    let Some(at) = at else { return Ok((id, None)) };
    let session = room::glance(&**lobby.journal(), id).await?;
    Ok((id, Some(step(&session, at)?)))
}

/// A step of a session, by its id.
///
/// # Errors
/// Where there is no such step; the error names those that there are.
pub fn step(session: &Session, asked: &str) -> Result<StepId, CliError> {
    let known = step_ids(session);
    known
        .iter()
        .find(|id| id.as_str() == asked)
        .cloned()
        .ok_or_else(|| CliError::NoStep {
            asked: asked.to_owned(),
            known: known.iter().map(ToString::to_string).collect(),
        })
}
