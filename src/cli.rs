//! Verbs of the command line: what each is asked, what it prints, how it ends.
//!
//! The only floor that looks at the environment and at files people name. Whatever goes wrong is told on standard error,
//! for people, and by an exit code from `sysexits.h`, which `upturn --help` lists.

pub mod backup;
pub mod check;
pub mod curve;
pub mod desk;
pub mod doctor;
pub mod doors;
pub mod erase;
pub mod export;
pub mod files;
pub mod find;
pub mod guest;
pub mod house;
pub mod import;
pub mod list;
pub mod log;
mod look;
pub mod manual;
pub mod open;
pub mod output;
pub mod projector;
pub mod replay;
pub mod script;
pub mod serve;
pub mod settings;
pub mod shelf;
pub mod show;
pub mod store;

use std::{
    io::{self, Write as _},
    path::PathBuf,
    process::ExitCode,
};

use clap::{Parser, Subcommand};
use tracing::level_filters::LevelFilter;

use crate::{
    journal::{self, JournalError},
    model::{At, text::is_unwanted},
    room::RoomError,
    term::{driver::DriverError, local::LocalError},
};

/// Lead a group from a curve that is going the wrong way to a plan that turns it.
#[derive(Debug, Parser)]
#[command(
    name = "upturn",
    version,
    about,
    after_help = "A SESSION is an id, the beginning of one, or words of its title.

Examples:
  upturn                     the home screen
  upturn demo                a finished example to look around in
  upturn new turn-the-curve  begin a session

Exit codes:
   0  done
   1  done, and something was found that needs a look
   2  the command line was not understood; of doctor, something is missing
  64  not possible as it was asked
  65  a file or a session holds what it should not
  66  a file cannot be read
  69  the store is in use by another Upturn
  73  a file cannot be written
  74  the disk or the terminal failed"
)]
pub struct Cli {
    /// The store; your own data folder where it is left out
    #[arg(long, global = true, env = "UPTURN_STORE", value_name = "DIR")]
    pub store: Option<PathBuf>,
    /// How the screen looks
    #[command(flatten)]
    pub look: open::LookArgs,
    /// Write down what the program does, in the file that `upturn paths` names: error, warn, info, debug or trace. Only
    /// trace holds what people wrote
    #[arg(
        long,
        global = true,
        env = "UPTURN_LOG",
        value_name = "LEVEL",
        require_equals = true,
        num_args = 0..=1,
        default_missing_value = "info"
    )]
    pub log: Option<LevelFilter>,
    /// What to do; the home screen where it is left out
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// What can be asked of the program.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Open a session
    Open(open::OpenArgs),
    /// Show a session on a projector: what everybody may see, and nothing else
    Projector(projector::ProjectorArgs),
    /// Play a session again in two minutes, from an archive or from the store
    Replay(replay::ReplayArgs),
    /// Open a session's door without a screen, so that others join over SSH
    Serve(serve::ServeArgs),
    /// Begin a session from a script
    New(open::NewArgs),
    /// Add the finished example to the store, once, and open it
    Demo(open::DemoArgs),
    /// List the sessions with where they stand
    List(list::ListArgs),
    /// Print a whole session, as text or as data
    Show(show::ShowArgs),
    /// Write a session as a report, a picture or an archive
    Export(export::ExportArgs),
    /// Take in the session of an archive
    Import(import::ImportArgs),
    /// Draw the chart and the figures of a CSV file, without a session
    Curve(curve::CurveArgs),
    /// Find everything that is wrong with scripts, themes and settings
    Check(check::CheckArgs),
    /// List scripts, or begin one of your own
    Script(script::ScriptArgs),
    /// Look over the store; say what is wrong and what is safe
    Doctor(doctor::DoctorArgs),
    /// Write the whole store to one file
    Backup(backup::BackupArgs),
    /// Take in the sessions of a backup that are not here
    Restore(backup::RestoreArgs),
    /// Erase a session for good
    Erase(erase::EraseArgs),
    /// Print where everything lies
    #[command(after_help = "Example:\n  upturn paths | cut -f2")]
    Paths,
    /// Print what a shell needs to complete the command line
    Completions(manual::CompletionsArgs),
    /// Print a manual page
    Man(manual::ManArgs),
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
    /// There is no store to look at.
    #[error("There is no store in {} yet, so nothing is wrong with it. `upturn paths` says where things lie.", path.display())]
    NoStore {
        /// Where there is none.
        path: PathBuf,
    },
    /// The file that says who uses the store cannot be understood.
    #[error("Nothing was changed, and every session in the store is safe. {} is damaged: it says which member of your \
             sessions you are. Put a copy of it back. Without one, delete it and start again: you are then somebody new, \
             and the private notes, half-written words and undo of before stay with whom you were.", path.display())]
    Who {
        /// Which file.
        path: PathBuf,
    },
    /// A file of the store was not written.
    #[error("{}", sentence(.0))]
    Write(#[from] files::WriteError),
    /// A file that was named cannot be read.
    #[error("Nothing was changed. {} cannot be read: {error}.", path.display())]
    Unreadable {
        /// Which.
        path: PathBuf,
        /// Why.
        error: io::Error,
    },
    /// The store says no.
    #[error("{}", sentence(.0))]
    Journal(#[from] JournalError),
    /// A session cannot be opened.
    #[error("{}", sentence(.0))]
    Room(#[from] RoomError),
    /// Nothing was exported.
    #[error("{}", sentence(.0))]
    Export(#[from] export::ExportError),
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
    #[error("There is no theme “{asked}”. There are: {}.\n{}", known.join(", "), broken.join("\n"))]
    NoTheme {
        /// What was asked for.
        asked: String,
        /// Those that there are.
        known: Vec<String>,
        /// What is wrong with those that could not be read.
        broken: Vec<String>,
    },
    /// A file holds what it should not.
    #[error("Nothing was taken in.\n{0}")]
    Data(String),
    /// A file is there already.
    #[error("Nothing was written. {} is there already; name another file with --to, or move it away.", path.display())]
    FileThere {
        /// Which.
        path: PathBuf,
    },
    /// Nobody shows anything at this store.
    #[error(
        "No Upturn has this store open, so there is nothing to show. Open a session in another window first: `upturn open SESSION`."
    )]
    NothingOpen,
    /// The program that held the store is gone.
    #[error(
        "The Upturn that this window belonged to has ended. Everything said so far is saved; `upturn` opens it again."
    )]
    HostGone,
    /// What the program that holds the store said no to.
    #[error("{said}")]
    Host {
        /// Its words.
        said: String,
        /// Its exit code.
        code: u8,
    },
    /// A door could not be opened.
    #[error(transparent)]
    Door(#[from] crate::ssh::DoorError),
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
            | Self::NothingOpen
            | Self::Refused(_)
            | Self::Room(RoomError::ExampleErased)
            | Self::Export(export::ExportError::Report(_))
            | Self::Terminal(_) => 64,
            Self::Data(_) | Self::Who { .. } | Self::Room(RoomError::Record { .. }) => 65,
            Self::HostGone | Self::Door(_) => 69,
            Self::Host { code, .. } => *code,
            Self::NoStore { .. } | Self::Unreadable { .. } => 66,
            Self::Folder { .. }
            | Self::FileThere { .. }
            | Self::Write(_)
            | Self::Export(export::ExportError::Write(_)) => 73,
            Self::Journal(error)
            | Self::Room(RoomError::Journal(error))
            | Self::Driver(DriverError::Room(RoomError::Journal(error))) => of_journal(error),
            Self::Room(_) | Self::Export(_) | Self::Io(_) | Self::Driver(_) => 74,
            Self::Curve(error) => error.exit_code(),
            Self::Check(error) => error.exit_code(),
        }
    }
}

fn of_journal(error: &JournalError) -> u8 {
    match error {
        JournalError::Erased { .. } => 64,
        JournalError::Damaged { .. } | JournalError::Newer { .. } => 65,
        JournalError::Locked { .. } | JournalError::Fenced { .. } => 69,
        JournalError::Exists { .. } => 73,
        _ => 74,
    }
}

/// An error as a sentence of its own: many begin in the middle of one, to be quoted on a screen.
fn sentence(error: &impl std::fmt::Display) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    let Some(first) = letters.next() else {
        return text;
    };
    let end = if text.ends_with(['.', '\n', '”']) {
        ""
    } else {
        "."
    };
    // A path at the beginning stays as it is.
    let word = text.split_whitespace().next().unwrap_or_default();
    if word.contains(['/', '.', ':']) {
        return format!("{text}{end}");
    }
    format!("{}{}{end}", first.to_uppercase(), letters.as_str())
}

/// Tells the person something beside the answer. Where not even this can be said, the exit code still says it.
fn tell(text: &str) {
    // It may quote titles and names, whatever they hold.
    let plain = |c: &char| *c == '\n' || !is_unwanted(*c);
    let text: String = text.chars().filter(plain).collect();
    let _ = writeln!(io::stderr(), "{text}");
}

/// A moment as data: RFC 3339, in UTC, to the millisecond.
fn timestamp(at: At) -> String {
    let time = chrono::DateTime::from_timestamp_millis(at.0);
    time.map(|time| time.to_rfc3339_opts(chrono::SecondsFormat::Millis, true))
        .unwrap_or_default()
}

/// Does what the command line asks, and answers with the exit code.
pub fn run(cli: &Cli) -> ExitCode {
    quiet_the_journal();
    match act(cli) {
        Ok(code) => code,
        Err(error) => {
            // Only the kind of error: its words may name sessions.
            tracing::info!(code = error.exit_code(), "upturn ends with an error");
            tell(&error.to_string());
            ExitCode::from(error.exit_code())
        }
    }
}

/// A damaged index panics inside and is caught there, on the journal's own thread: people are told of the repair instead.
fn quiet_the_journal() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().name() != Some(journal::THREAD) {
            before(info);
        }
    }));
}

fn act(cli: &Cli) -> Result<ExitCode, CliError> {
    let paths = || store::Paths::new(cli.store.as_deref());
    if let Some(level) = cli.log {
        let log = paths()?.log;
        if let Err(error) = log::begin(&log, level) {
            // Nobody's work waits for a log.
            tell(&format!(
                "Nothing is logged: {} cannot be written: {error}.",
                log.display()
            ));
        }
        let version = env!("CARGO_PKG_VERSION");
        tracing::info!(version, process = std::process::id(), "upturn begins");
    }
    let mut out = output::Output::new();
    let done = |()| ExitCode::SUCCESS;
    let mut look = cli.look.clone();
    if let Ok(paths) = paths() {
        settings::settle(&mut look, &paths);
    }
    let look = &look;
    let lang = look.lang();
    let code = match &cli.verb {
        // The home screen and an open session write to the terminal themselves.
        None => {
            drop(out);
            return open::home(&paths()?, look);
        }
        Some(Verb::Open(args)) => {
            drop(out);
            return open::open(args, &paths()?, look);
        }
        Some(Verb::Serve(args)) => serve::serve(args, &paths()?, look, &mut out),
        Some(Verb::Projector(args)) => {
            drop(out);
            return projector::run(args, &paths()?, look);
        }
        Some(Verb::Replay(args)) => {
            drop(out);
            return replay::run(args, &paths()?, look);
        }
        Some(Verb::New(args)) => open::new(args, &paths()?, look, &mut out),
        Some(Verb::Demo(args)) => open::demo(args, &paths()?, look, &mut out),
        Some(Verb::List(args)) => list::run(args, &paths()?, lang, &mut out),
        Some(Verb::Show(args)) => show::run(args, &paths()?, lang, &mut out),
        Some(Verb::Export(args)) => export::run(args, &paths()?, lang, &mut out),
        Some(Verb::Import(args)) => import::run(args, &paths()?, &mut out).map(done),
        Some(Verb::Curve(args)) => curve::run(args, lang, &mut out)
            .map(done)
            .map_err(CliError::from),
        Some(Verb::Check(args)) => check::run(args, &mut out).map(done).map_err(CliError::from),
        Some(Verb::Script(args)) => script::run(args, &paths()?, lang, &mut out).map(done),
        Some(Verb::Doctor(_)) => doctor::run(&paths()?, &mut out),
        Some(Verb::Backup(args)) => backup::backup(args, &paths()?, &mut out).map(done),
        Some(Verb::Restore(args)) => backup::restore(args, &paths()?, &mut out),
        Some(Verb::Erase(args)) => erase::run(args, &paths()?, &mut out).map(done),
        Some(Verb::Paths) => manual::paths(&paths()?, &mut out)
            .map(done)
            .map_err(CliError::from),
        Some(Verb::Completions(args)) => manual::completions(args, &mut out)
            .map(done)
            .map_err(CliError::from),
        Some(Verb::Man(args)) => manual::man(args, &mut out).map(done),
    }?;
    out.flush()?;
    Ok(code)
}
