//! Verbs of the command line: what each is asked, what it prints, how it ends.

pub mod curve;
pub mod export;
pub mod files;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Lead a group from a curve that is going the wrong way to a plan that turns it.
#[derive(Debug, Parser)]
#[command(name = "upturn", version, about)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub verb: Verb,
}

/// What can be asked of the program.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Draw the chart and the figures of a CSV file, without a session
    Curve(curve::CurveArgs),
}

/// Does what the command line asks, and answers with the exit code.
pub fn run(cli: &Cli) -> ExitCode {
    let mut out = io::stdout().lock();
    let result = match &cli.verb {
        Verb::Curve(args) => curve::run(args, &mut out),
    };
    match result.and_then(|()| out.flush().map_err(curve::CurveError::Output)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Where not even this can be said, the exit code still says it.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::from(error.exit_code())
        }
    }
}
