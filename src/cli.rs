//! Verbs of the command line: what each is asked, what it prints, how it ends.
//!
//! The only floor that looks at the environment and at files people name. Whatever goes wrong is told on standard error,
//! for people, and by an exit code from `sysexits.h`, which `upturn --help` lists.

pub mod check;
pub mod curve;
pub mod desk;
pub mod export;
pub mod files;
pub mod find;
pub mod open;
pub mod store;

use std::{
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Parser, Subcommand};

use crate::{
    journal::JournalError,
    room::RoomError,
    term::{driver::DriverError, local::LocalError},
};

/// Lead a group from a curve that is going the wrong way to a plan that turns it.
#[derive(Debug, Parser)]
#[command(
    name = "upturn",
    version,
    about,
    after_help = "A SESSION is an id, the beginning of one, or words of its title.\n\n\
        Exit codes: 0 done, 1 something was found, 2 not understood, 64 not possible as asked, 65 data that is wrong,\n\
        66 a file that cannot be read, 69 the store is busy, 73 a file that cannot be written, 74 a disk or terminal error"
)]
pub struct Cli {
    /// The store; your own data folder where it is left out
    #[arg(long, global = true, env = "UPTURN_STORE", value_name = "DIR")]
    pub store: Option<PathBuf>,
    /// How the screen looks
    #[command(flatten)]
    pub look: open::LookArgs,
    /// What to do; the home screen where it is left out
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// What can be asked of the program.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Open a session
    Open(open::OpenArgs),
    /// Begin a session from a script
    New(open::NewArgs),
    /// Add the finished example to the store, once, and open it
    Demo(open::DemoArgs),
    /// Draw the chart and the figures of a CSV file, without a session
    Curve(curve::CurveArgs),
    /// Find everything that is wrong with scripts and themes
    Check(check::CheckArgs),
}

/// Why a verb did not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// There is no home folder.
    #[error("There is no home folder to keep the store in. Name a folder with --store DIR.")]
    NoHome,
    /// A folder or file of the store cannot be made.
    #[error("Nothing was changed. {} cannot be written: {error}. Choose another folder with --store DIR.", path.display())]
    Folder {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The store says no.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A session cannot be opened.
    #[error(transparent)]
    Room(#[from] RoomError),
    /// The terminal cannot be had.
    #[error("{0}. `upturn --help` lists what works without one.")]
    Terminal(#[from] LocalError),
    /// The terminal or a file failed.
    #[error("Everything said so far is saved. {0}")]
    Io(#[from] io::Error),
    /// The driver stopped.
    #[error("Everything said so far is saved. {0}")]
    Driver(#[from] DriverError),
    /// No session fits.
    #[error("No session fits “{asked}”. `upturn list` shows those that are there.")]
    NoSession {
        /// What was asked for.
        asked: String,
    },
    /// Several sessions fit.
    #[error("Several sessions fit “{asked}”. Say more, or use the id:\n  {}", found.join("\n  "))]
    SeveralSessions {
        /// What was asked for.
        asked: String,
        /// Those that fit.
        found: Vec<String>,
    },
    /// No step is called so.
    #[error("This session has no step “{asked}”. It has: {}.", known.join(", "))]
    NoStep {
        /// What was asked for.
        asked: String,
        /// Those that there are.
        known: Vec<String>,
    },
    /// No script is called so.
    #[error("There is no script “{asked}”. There are: {}.", known.join(", "))]
    NoScript {
        /// What was asked for.
        asked: String,
        /// Those that there are.
        known: Vec<String>,
    },
    /// The script has no curve.
    #[error(
        "The script “{script}” has no curve to put points on. Leave out --curve, or choose another script."
    )]
    NoCurve {
        /// Which script.
        script: String,
    },
    /// No theme is called so.
    #[error("There is no theme “{asked}”. There are: {}.{broken}", known.join(", "))]
    NoTheme {
        /// What was asked for.
        asked: String,
        /// Those that there are.
        known: Vec<String>,
        /// What is wrong with those that could not be read.
        broken: String,
    },
    /// A file holds what it should not.
    #[error("Nothing was taken in.\n{0}")]
    Data(String),
    /// The session said no.
    #[error("{0}")]
    Refused(String),
    /// A curve could not be drawn.
    #[error(transparent)]
    Curve(#[from] curve::CurveError),
    /// Something is wrong with scripts or themes.
    #[error(transparent)]
    Check(#[from] check::CheckError),
}

impl CliError {
    /// The exit code, from `sysexits.h` where one fits.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::NoHome
            | Self::NoSession { .. }
            | Self::SeveralSessions { .. }
            | Self::NoStep { .. }
            | Self::NoScript { .. }
            | Self::NoCurve { .. }
            | Self::NoTheme { .. }
            | Self::Refused(_)
            | Self::Terminal(_) => 64,
            Self::Data(_) => 65,
            Self::Journal(JournalError::Locked { .. }) => 69,
            Self::Folder { .. } => 73,
            Self::Journal(_) | Self::Room(_) | Self::Io(_) | Self::Driver(_) => 74,
            Self::Curve(error) => error.exit_code(),
            Self::Check(error) => error.exit_code(),
        }
    }
}

/// Does what the command line asks, and answers with the exit code.
pub fn run(cli: &Cli) -> ExitCode {
    match act(cli) {
        Ok(code) => code,
        Err(error) => {
            // Where not even this can be said, the exit code still says it.
            let _ = writeln!(io::stderr(), "{error}");
            ExitCode::from(error.exit_code())
        }
    }
}

fn act(cli: &Cli) -> Result<ExitCode, CliError> {
    let mut out = io::stdout().lock();
    let paths = || store::Paths::new(cli.store.as_deref());
    match &cli.verb {
        // The home screen and an open session write to the terminal themselves.
        None => {
            drop(out);
            open::home(&paths()?, &cli.look)
        }
        Some(Verb::Open(args)) => {
            drop(out);
            open::open(args, &paths()?, &cli.look)
        }
        Some(Verb::New(args)) => open::new(args, &paths()?, &cli.look, &mut out),
        Some(Verb::Demo(args)) => open::demo(args, &paths()?, &cli.look, &mut out),
        Some(Verb::Curve(args)) => Ok(curve::run(args, &mut out).map(|()| ExitCode::SUCCESS)?),
        Some(Verb::Check(args)) => Ok(check::run(args, &mut out).map(|()| ExitCode::SUCCESS)?),
    }
}
