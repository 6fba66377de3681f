//! `upturn erase`: the one thing that cannot be undone. Its title has to be typed.

use std::io::{self, BufRead as _, Write};

use clap::Args;

use super::{CliError, find, open::runtime, store, store::Paths};
use crate::{journal::Journal as _, model::SessionId, room::stream};

/// What `upturn erase` is asked.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Examples:\n  upturn erase smoking                      (asks for its title)\n  upturn erase 0193a1b2 --title \"Smoking\"    (for scripts)\n\nIts bytes leave the store: both copies, drafts, summaries and the snapshot. Reports, archives and backups that you made are yours to delete."
)]
pub struct EraseArgs {
    /// An id, the beginning of one, or words of the title
    pub session: String,
    /// The whole title, so that nobody is asked
    #[arg(long, value_name = "TITLE")]
    pub title: Option<String>,
}

/// Erases a session for good, once its title was given.
///
/// # Errors
/// Where no session or several fit, the title is another, or the store cannot be written.
pub fn run(args: &EraseArgs, paths: &Paths, out: &mut dyn Write) -> Result<(), CliError> {
    let opened = store::open(paths)?;
    let runtime = runtime()?;
    let (id, title) = runtime.block_on(async {
        let listing = opened.lobby.list().await?;
        if let Ok(id) = args.session.trim().parse::<SessionId>()
            && !listing.sessions.iter().any(|summary| summary.id == id)
        {
            // One that cannot be read any more has no title to type; its id stands for it.
            let streams = opened.store.streams().await?;
            let known = streams.iter().any(|info| info.stream == stream(id));
            return if known {
                Ok((id, id.to_string()))
            } else {
                Err(CliError::NoSession {
                    asked: args.session.clone(),
                })
            };
        }
        let id = find::which(&listing.sessions, &args.session)?;
        let summary = listing.sessions.iter().find(|summary| summary.id == id);
        let title = summary.map_or_else(|| id.to_string(), |summary| summary.title.to_string());
        Ok::<_, CliError>((id, title))
    })?;
    let typed = match &args.title {
        Some(title) => title.clone(),
        None => ask(&title, out)?,
    };
    if typed.trim() != title.trim() {
        return Err(CliError::Refused(format!(
            "Nothing was erased: the title is “{title}”, and what was given is another."
        )));
    }
    // The summary goes first: should the rest fail, it is worked out again.
    let forgotten = opened.lobby.forget(id);
    forgotten.map_err(|error| CliError::Folder {
        path: store::summaries(&paths.store),
        error,
    })?;
    runtime.block_on(opened.store.erase(stream(id)))?;
    writeln!(out, "“{title}” is erased. Only that it was is kept.")?;
    Ok(())
}

fn ask(title: &str, out: &mut dyn Write) -> io::Result<String> {
    write!(
        out,
        "This erases “{title}” for good: its words, its curve, its drafts. It cannot be undone.\nType its title to erase it: "
    )?;
    out.flush()?;
    let mut typed = String::new();
    io::stdin().lock().read_line(&mut typed)?;
    Ok(typed)
}
