//! What the program writes down about itself, where somebody asked for it: into one file of theirs, never on the screen.
//!
//! What people wrote may only be logged at the level `trace`.

use std::{
    fs::{DirBuilder, OpenOptions},
    io,
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _},
    path::Path,
    sync::Mutex,
};

use tracing::level_filters::LevelFilter;

/// Begins to write to the file, which only its owner may read. What is there already stays.
///
/// # Errors
/// Where it cannot be written, or something else logs in this process already.
pub fn begin(path: &Path, level: LevelFilter) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
    }
    let file = OpenOptions::new()
        .append(true)
        .create(true)
        .mode(0o600)
        .open(path)?;
    let subscriber = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_max_level(level)
        .with_writer(Mutex::new(file))
        .finish();
    tracing::subscriber::set_global_default(subscriber).map_err(io::Error::other)
}
