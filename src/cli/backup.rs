//! `upturn backup` and `upturn restore`: a whole store in one file, and back.

use std::{io::Write, path::PathBuf, process::ExitCode};

use clap::Args;

use super::{CliError, files::open_to_read, shelf, store, store::Paths};
use crate::{
    journal::{self, StreamId},
    model::SessionId,
    room,
};

/// What `upturn backup` is asked.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Example:\n  upturn backup ~/upturn-2026-11-21.backup\n\nHolds every session whole, private notes included; no drafts and nothing that was erased. Works while the store is open elsewhere."
)]
pub struct BackupArgs {
    /// The file to write; one that is there is never overwritten
    pub file: PathBuf,
}

/// What `upturn restore` is asked.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Example:\n  upturn --store ~/from-backup restore ~/upturn-2026-11-21.backup\n\nSessions that are in the store already are left as they are, and what was erased stays erased.\n\nExit code: 0 done, 1 the backup has later changes of sessions that are here, which were left out"
)]
pub struct RestoreArgs {
    /// A file that `upturn backup` wrote
    pub file: PathBuf,
}

fn plural(n: usize, one: &str) -> String {
    format!("{n} {one}{}", if n == 1 { "" } else { "s" })
}

/// Writes the whole store to a file.
///
/// # Errors
/// Where the file is there already or cannot be written, or the store is damaged. There is no file then.
pub fn backup(args: &BackupArgs, paths: &Paths, out: &mut dyn Write) -> Result<(), CliError> {
    if !shelf::exists(&paths.store) {
        return Err(CliError::NoStore {
            path: paths.store.clone(),
        });
    }
    let made = journal::backup(&paths.store, &args.file)?;
    writeln!(
        out,
        "{} with {} changes, {} KB, are in {}.",
        plural(made.streams, "session"),
        made.records,
        made.bytes.div_ceil(1000),
        args.file.display()
    )?;
    Ok(())
}

/// Takes in the sessions of a backup that the store does not have.
///
/// # Errors
/// Where the file cannot be read or is damaged, or the store cannot be written. Nothing was changed, or whole sessions
/// were added.
pub fn restore(
    args: &RestoreArgs,
    paths: &Paths,
    out: &mut dyn Write,
) -> Result<ExitCode, CliError> {
    open_to_read(&args.file).map_err(|error| CliError::Unreadable {
        path: args.file.clone(),
        error,
    })?;
    let opened = store::open(paths)?;
    let restored = journal::restore(&opened.store, &args.file)?;
    let sessions = |streams: &[StreamId]| plural(streams.len(), "session");
    writeln!(out, "{} restored.", sessions(&restored.added))?;
    if !restored.present.is_empty() {
        writeln!(
            out,
            "{} already here, left as they are.",
            sessions(&restored.present)
        )?;
    }
    if !restored.erased.is_empty() {
        writeln!(
            out,
            "{} erased here, and not brought back.",
            sessions(&restored.erased)
        )?;
    }
    for stream in &restored.longer {
        writeln!(
            out,
            "The backup has later changes of {stream}. To see them: upturn --store DIR restore {}",
            args.file.display()
        )?;
    }
    for stream in restored.added.iter().filter(|stream| stream.is_session()) {
        let id = SessionId(stream.uuid());
        let session = super::open::runtime()?.block_on(room::load(&*opened.store, id))?;
        if session.lost() > 0 {
            writeln!(
                out,
                "In {stream} a secret round was open when the backup was made. What was sealed in it is in no backup: close the round with what is known, and ask again.",
            )?;
        }
    }
    Ok(ExitCode::from(u8::from(!restored.longer.is_empty())))
}
