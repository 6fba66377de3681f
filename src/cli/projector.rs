//! `upturn projector`: a session on the wall, from the Upturn that has it open.

use std::process::ExitCode;

use clap::Args;

use super::{CliError, guest, open::LookArgs, store, store::Paths};
use crate::term::socket::Wants;

/// The theme of a wall, where none was asked for.
const ON_A_WALL: &str = "projector";

/// What `upturn projector` is asked.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Open a session in one window, and run this in the window on the projector. It follows the room.\n\nExamples:\n  upturn projector\n  upturn projector 'mill valley' --theme high-contrast"
)]
pub struct ProjectorArgs {
    /// An id, the beginning of one, or words of the title; the session that is open where it is left out
    pub session: Option<String>,
}

/// Shows a session until somebody at the projector leaves.
///
/// # Errors
/// Where no Upturn has the store open, or it has not opened the session.
pub fn run(args: &ProjectorArgs, paths: &Paths, look: &LookArgs) -> Result<ExitCode, CliError> {
    if !paths.store.exists() {
        return Err(CliError::NothingOpen);
    }
    match store::open(paths) {
        // It is ours for a moment, so it is nobody else's.
        Ok(_) => Err(CliError::NothingOpen),
        Err(held) if guest::is_held(&held) => {
            let session = args.session.clone();
            // A wall is light: what is dark on a wall is what the lamp does not reach.
            let look = LookArgs {
                theme: look.theme.clone().or_else(|| Some(ON_A_WALL.to_owned())),
                ..look.clone()
            };
            guest::join(paths, &look, Wants::Projector { session }, held)
        }
        Err(error) => Err(error),
    }
}
