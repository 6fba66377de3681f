//! `upturn show`: a whole session in the terminal, as text or as data. Only reads.

mod data;

use std::{
    io::{self, IsTerminal as _, Write},
    process::ExitCode,
};

use clap::Args;

use super::{
    CliError,
    export::{self, Now},
    shelf::Shelf,
    store::Paths,
    tell,
};
use crate::{
    model::{Seen, Viewer},
    report::Look,
    say::Lang,
    term::{capabilities::ColorChoice, local},
};

/// What `upturn show` is asked.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Examples:\n  upturn show smoking | less\n  upturn show smoking --json | jq -r '.steps[].cards[].text'\n\nExit code: 0 done, 1 the session is damaged and was shown as far as it can be read"
)]
pub struct ShowArgs {
    /// An id, the beginning of one, or words of the title
    pub session: String,
    /// Print one JSON object, as docs/data.md describes it
    #[arg(long)]
    pub json: bool,
}

/// Prints a session.
///
/// # Errors
/// Where no session or several fit, or it cannot be read at all.
pub fn run(
    args: &ShowArgs,
    paths: &Paths,
    lang: Lang,
    out: &mut dyn Write,
) -> Result<ExitCode, CliError> {
    let taken = Shelf::open(paths)?.session(&args.session)?;
    if args.json {
        let text = as_json(&Seen::new(&taken.session, Viewer::Minutes))?;
        writeln!(out, "{text}")?;
    } else {
        export::show(&taken.session, Now::here(), look(), lang, out)?;
    }
    Ok(match taken.warning() {
        None => ExitCode::SUCCESS,
        Some(warning) => {
            tell(&warning);
            ExitCode::FAILURE
        }
    })
}

/// A session as data.
pub(super) fn as_json(seen: &Seen<'_>) -> io::Result<String> {
    serde_json::to_string_pretty(&data::of(seen)).map_err(io::Error::from)
}

/// The terminal's width, or that of a letter where the text goes elsewhere.
fn look() -> Look {
    let mut look = Look {
        ascii: !local::capabilities(ColorChoice::Never).utf8,
        ..Look::default()
    };
    if io::stdout().is_terminal() {
        look.width = local::size().width.into();
    }
    look
}
