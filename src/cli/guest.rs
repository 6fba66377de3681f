//! A verb that finds the store in use: it sits at the Upturn that holds it, through the private socket.

use std::process::ExitCode;

use super::{
    CliError,
    look::{capabilities, theme},
    open::LookArgs,
    store::Paths,
    tell,
};
use crate::{
    journal::JournalError,
    say::Lang,
    term::{
        local,
        socket::{
            Hello, Wants,
            join::{Ended, Host},
        },
    },
};

/// Whether a store cannot be opened because another program has it.
pub(super) fn is_held(error: &CliError) -> bool {
    matches!(error, CliError::Journal(JournalError::Locked { .. }))
}

/// Lends this terminal to the Upturn that holds the store. Where that one does not listen, or is of another version, `held`
/// says what to do.
///
/// # Errors
/// Where there is no terminal, the other says no, or it ends.
pub(super) fn join(
    paths: &Paths,
    look: &LookArgs,
    wants: Wants,
    held: CliError,
) -> Result<ExitCode, CliError> {
    let host = Host::call(&paths.sockets, &paths.store).ok_or(held)?;
    let size = local::size();
    let shows = capabilities(look);
    let (theme, heard) = theme(look, shows);
    let hello = Hello {
        wants,
        columns: size.width,
        rows: size.height,
        shows: shows.into(),
        theme,
        lang: match look.lang() {
            Lang::En => "en",
            Lang::Es => "es",
        }
        .to_owned(),
    };
    match host.sit(hello, &heard.typed)? {
        Ended::Left(ending) if ending.code == 0 => {
            if !ending.said.is_empty() {
                tell(&ending.said);
            }
            Ok(ExitCode::SUCCESS)
        }
        Ended::Left(ending) => Err(CliError::Host {
            said: ending.said,
            code: ending.code,
        }),
        Ended::Signal(number) => Ok(ExitCode::from(u8::try_from(128 + number).unwrap_or(128))),
        Ended::Lost => Err(CliError::HostGone),
    }
}
