//! `upturn import`: the session of an archive, whole and as it was, or nothing.

use std::{
    io::{Read as _, Write},
    path::PathBuf,
};

use clap::Args;

use super::{CliError, files::open_to_read, open::runtime, store, store::Paths};
use crate::{
    intake::archive::{Archive, LARGEST, read_archive},
    journal::Journal as _,
    model::{Record, Seen, Session, Viewer},
    room::{RoomError, stream},
};

/// What `upturn import` is asked.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Example:\n  upturn export smoking --to smoking.json\n  upturn --store elsewhere import smoking.json\n\nA session that is here already is left as it is; where the archive holds more of the same session, the rest is added."
)]
pub struct ImportArgs {
    /// An archive that `upturn export SESSION --to FILE.json` wrote
    pub file: PathBuf,
}

/// How an archive and the session that is here already go together.
#[derive(Debug, PartialEq, Eq)]
enum Against {
    /// The archive has this many changes that are not here, behind all that are.
    Adds(usize),
    /// All of the archive is here, and this many changes more.
    Has(usize),
    /// They differ from this change on, counted from 1.
    Differs(usize),
}

fn against(archive: &[Record], here: &[Record]) -> Against {
    let same = archive.iter().zip(here).take_while(|(a, b)| a == b).count();
    if same == here.len() {
        Against::Adds(archive.len() - same)
    } else if same == archive.len() {
        Against::Has(here.len() - same)
    } else {
        Against::Differs(same + 1)
    }
}

/// Takes in an archive and prints the id of its session.
///
/// # Errors
/// Where the archive is damaged, or the session is here already and differs, or was erased here. Nothing was changed then.
pub fn run(args: &ImportArgs, paths: &Paths, out: &mut dyn Write) -> Result<(), CliError> {
    let archive = read(args)?;
    let id = archive.session;
    // The store keeps streams of its own among those of sessions: who may come in, for one.
    if !stream(id).is_session() {
        return Err(CliError::Data(format!(
            "{}: “{id}” is the id of no session. The file was changed or damaged; export the session again.",
            args.file.display()
        )));
    }
    // Its own title, whatever the head of the file says.
    let session = Session::replay(id, archive.records.iter().cloned());
    let title = Seen::new(&session, Viewer::Minutes).title();
    let opened = store::open(paths)?;
    let adds = runtime()?.block_on(async {
        let mut here = Vec::new();
        for stored in opened.store.read(stream(id), 0).await? {
            let record = Record::decode(&stored.body).map_err(|error| {
                CliError::Room(RoomError::Record {
                    session: id,
                    seq: stored.seq,
                    error,
                })
            })?;
            here.push(record);
        }
        let found = against(&archive.records, &here);
        if matches!(found, Against::Adds(1..)) {
            opened.lobby.take_in(id, &archive.records).await?;
        }
        Ok::<_, CliError>((found, here.len()))
    })?;
    match adds {
        (Against::Adds(0), _) => writeln!(
            out,
            "{id}\n“{title}” is here already, exactly as in the archive.",
        )?,
        (Against::Adds(added), 0) => {
            writeln!(
                out,
                "{id}\n“{title}” is here now, with all of its {added} changes.",
            )?;
        }
        (Against::Adds(added), _) => writeln!(
            out,
            "{id}\n“{title}” was here up to an earlier moment; its {added} later changes were added.",
        )?,
        (Against::Has(more), _) => writeln!(
            out,
            "{id}\n“{title}” is here already, with {more} later changes that the archive does not have. Nothing was changed.",
        )?,
        (Against::Differs(from), _) => {
            return Err(CliError::Refused(format!(
                "Nothing was changed. “{title}” is here already, and differs from the archive from change {from} on. To have \
                 both, import it into another store: upturn --store DIR import {}",
                args.file.display()
            )));
        }
    }
    Ok(())
}

fn read(args: &ImportArgs) -> Result<Archive, CliError> {
    let fail = |error| CliError::Unreadable {
        path: args.file.clone(),
        error,
    };
    let file = open_to_read(&args.file).map_err(fail)?;
    let mut bytes = Vec::new();
    // One byte more than the most, so that the reader sees that it is too long.
    file.take(LARGEST as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(fail)?;
    read_archive(&args.file.display().to_string(), &bytes).map_err(|problems| {
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        CliError::Data(lines.join("\n"))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::{
        journal::{StreamId, wait},
        model::archive::digest,
    };

    #[test]
    fn an_archive_writes_to_no_stream_that_is_not_a_session() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let paths = Paths {
            store: at("store"),
            settings: folder.path().join("config.toml"),
            scripts: at("scripts"),
            themes: at("themes"),
            log: at("log"),
            facilitators: at("facilitators"),
            host_key: at("host_key"),
            sockets: at("sockets"),
        };
        let kept = include_str!("../../tests/golden/report/small.json");
        for stream in [StreamId::ACCESS, StreamId::SCORECARD] {
            let mut archive: Value = serde_json::from_str(kept).unwrap();
            let id = stream.to_string();
            let sum = digest(&id, archive["records"].as_array().unwrap());
            archive["session"] = id.into();
            archive["sha256"] = sum.into();
            std::fs::write(at("a.json"), archive.to_string()).unwrap();
            let args = ImportArgs { file: at("a.json") };
            let refused = run(&args, &paths, &mut Vec::new());
            assert!(matches!(refused, Err(CliError::Data(_))), "{refused:?}");
            let opened = store::open(&paths).unwrap();
            assert!(wait(opened.store.read(stream, 0)).unwrap().is_empty());
        }
    }
}
