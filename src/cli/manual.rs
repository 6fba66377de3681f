//! `upturn paths`, `upturn completions`, `upturn man`: what the program says about itself. They touch no store.

use std::io::{self, Write};

use clap::{Args, CommandFactory as _};
use clap_complete::Shell;

use super::{Cli, CliError, store::Paths};

/// What `upturn completions` is asked.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Example:\n  upturn completions bash > ~/.local/share/bash-completion/completions/upturn"
)]
pub struct CompletionsArgs {
    /// Which shell
    pub shell: Shell,
}

/// What `upturn man` is asked.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:\n  upturn man | man -l -\n  upturn man export > upturn-export.1")]
pub struct ManArgs {
    /// The page of one verb; of the whole program where it is left out
    pub verb: Option<String>,
}

/// Prints where everything lies, a line for each: what it is, a tab, the path.
///
/// # Errors
/// Where the output cannot be written.
pub fn paths(paths: &Paths, out: &mut dyn Write) -> io::Result<()> {
    for (what, path) in [
        ("store", &paths.store),
        ("settings", &paths.settings),
        ("scripts", &paths.scripts),
        ("themes", &paths.themes),
        ("facilitators", &paths.facilitators),
        ("host key", &paths.host_key),
        ("log", &paths.log),
    ] {
        writeln!(out, "{what}\t{}", path.display())?;
    }
    Ok(())
}

/// Prints what a shell needs to complete the command line.
///
/// # Errors
/// Where the output cannot be written.
pub fn completions(args: &CompletionsArgs, out: &mut dyn Write) -> io::Result<()> {
    // Through memory, because the generator panics where its output cannot be written.
    let mut text = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "upturn", &mut text);
    out.write_all(&text)
}

/// Prints a manual page in the format of `man`.
///
/// # Errors
/// Where there is no such verb, or the output cannot be written.
pub fn man(args: &ManArgs, out: &mut dyn Write) -> Result<(), CliError> {
    let mut command = Cli::command();
    command.build();
    let page = match &args.verb {
        None => command,
        Some(verb) => {
            let known = command.find_subcommand(verb).cloned();
            known.ok_or_else(|| {
                CliError::Refused(format!(
                    "There is no verb “{verb}”. `upturn --help` lists them."
                ))
            })?
        }
    };
    clap_mangen::Man::new(page).render(out)?;
    Ok(())
}
