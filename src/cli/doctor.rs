//! `upturn doctor`: looks over the whole store and says what is wrong and what is safe.

use std::{collections::BTreeSet, io::Write, process::ExitCode};

use clap::Args;

use super::{CliError, shelf, store::Paths};
use crate::{
    journal::{self, Diagnosis, Examiner, Finding, Options, StreamId},
    model::{Event, Record, Seen, Session, SessionId, Viewer},
};

/// What `upturn doctor` is asked.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Example:\n  upturn doctor && upturn backup ~/upturn.backup\n\nExit code: 0 nothing is wrong, 1 something was repaired and nothing is missing, 2 something is missing or still damaged"
)]
pub struct DoctorArgs {}

/// Replays what is stored, one session after the other.
#[derive(Default)]
struct Replay {
    session: Option<Session>,
    newer: BTreeSet<StreamId>,
}

impl Examiner for Replay {
    fn record(&mut self, stream: StreamId, stored: &journal::Record) -> Result<(), String> {
        if !stream.is_session() {
            return Ok(());
        }
        let record = Record::decode(&stored.body).map_err(|error| error.to_string())?;
        if record.id.0 != stored.id {
            return Err("it is kept under another id than it names".to_owned());
        }
        let begins = matches!(record.ev.first(), Some(Event::Began { .. }));
        if record
            .ev
            .iter()
            .any(|event| matches!(event, Event::Unknown(_)))
        {
            self.newer.insert(stream);
        } else if begins != (stored.seq == 0) {
            return Err(if begins {
                "the session begins in it once more".to_owned()
            } else {
                "the session does not begin with it".to_owned()
            });
        }
        let id = SessionId(stream.uuid());
        let session = match self.session.take() {
            Some(session) if session.id() == id => session,
            _ => Session::new(id),
        };
        let session = self.session.insert(session);
        session.apply(record);
        let version = Seen::new(session, Viewer::Minutes).version();
        if version == stored.seq + 1 {
            Ok(())
        } else {
            Err(format!(
                "replayed, the session stands at {version} instead of {}",
                stored.seq + 1
            ))
        }
    }

    fn snapshot(&mut self, stream: StreamId, body: &[u8]) -> bool {
        let id = SessionId(stream.uuid());
        let replayed = self.session.as_ref().filter(|session| session.id() == id);
        let frozen = replayed.and_then(Session::freeze);
        frozen.as_deref() == Some(body) || Session::thaw(id, body).is_none()
    }

    fn open_rounds(&self, stream: StreamId) -> Option<Vec<(uuid::Uuid, u32)>> {
        // What a newer version wrote may have closed a round, or opened another.
        let known = stream.is_session() && !self.newer.contains(&stream);
        let session = self.session.as_ref().filter(|_| known)?;
        let rounds = (session.id() == SessionId(stream.uuid())).then(|| session.unread())?;
        Some(
            rounds
                .into_iter()
                .map(|(round, sealed)| (round.0, sealed))
                .collect(),
        )
    }
}

/// Checks the store, repairs what one copy can give back to the other, and prints what was found.
///
/// # Errors
/// Where there is no store, it is from a newer version, or it cannot be read.
pub fn run(paths: &Paths, out: &mut dyn Write) -> Result<ExitCode, CliError> {
    if !shelf::exists(&paths.store) {
        return Err(CliError::NoStore {
            path: paths.store.clone(),
        });
    }
    let mut replay = Replay::default();
    let diagnosis = journal::doctor(&paths.store, Options::default(), &mut replay)?;
    print(paths, &diagnosis, &replay.newer, out)?;
    Ok(ExitCode::from(diagnosis.exit_code()))
}

fn print(
    paths: &Paths,
    diagnosis: &Diagnosis,
    newer: &BTreeSet<StreamId>,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let Diagnosis {
        findings,
        streams,
        records,
        free,
        both,
    } = diagnosis;
    let s = |n: u64| if n == 1 { "" } else { "s" };
    writeln!(out, "Store    {}", paths.store.display())?;
    writeln!(
        out,
        "Checked  {streams} session{}, {records} change{}, {}",
        s(*streams as u64),
        s(*records),
        if *both {
            "both copies"
        } else {
            "the readable copy only"
        }
    )?;
    writeln!(out, "Free     {} MB", free / 1_000_000)?;
    for stream in newer {
        writeln!(
            out,
            "Note     {stream} was written by a newer Upturn; it is safe, and opens here to be read"
        )?;
    }
    for finding in findings {
        let word = match finding {
            Finding::Note(_) => "Note    ",
            Finding::Repaired { .. } => "Repaired",
            Finding::Lost { .. } => "Lost    ",
            Finding::Unrepaired { .. } => "Damaged ",
            Finding::Undecoded { .. } => "Unclear ",
        };
        writeln!(out, "{word} {finding}")?;
    }
    let verdict = match diagnosis.exit_code() {
        0 => "Nothing is wrong. Everything saved is safe.",
        1 => "Everything saved is safe: what was damaged has been repaired from the other copy.",
        _ if !both => {
            "What could be read is safe. Close the other Upturn, or make the folder writable, and run `upturn doctor` \
             again: it then repairs what the other copy still has."
        }
        _ => {
            "What is not named above is safe. What is missing may be in a backup: `upturn --store DIR restore FILE` puts \
             it into a store of its own."
        }
    };
    writeln!(out, "\n{verdict}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::testing::Room;

    fn stored(seq: u64, record: &Record) -> journal::Record {
        journal::Record {
            seq,
            id: record.id.0,
            body: record.encode().unwrap(),
        }
    }

    #[test]
    fn a_session_that_was_really_held_replays() {
        let room = Room::talk("Smoking");
        let stream = crate::room::stream(room.session().id());
        let mut replay = Replay::default();
        for (seq, record) in (0..).zip(room.seen(Viewer::Archive).records()) {
            assert_eq!(replay.record(stream, &stored(seq, record)), Ok(()));
        }
        assert!(replay.session.unwrap().same_content(room.session()));
        assert!(replay.newer.is_empty());
    }

    #[test]
    fn a_snapshot_is_held_against_the_replay() {
        let mut room = Room::talk("Smoking");
        let stream = crate::room::stream(room.session().id());
        let sound = room.session().freeze().unwrap();
        let mut replay = Replay::default();
        for (seq, record) in (0..).zip(room.seen(Viewer::Archive).records()) {
            replay.record(stream, &stored(seq, record)).unwrap();
        }
        assert!(replay.snapshot(stream, &sound));
        // What no opening would use does no harm.
        assert!(replay.snapshot(stream, b"{}"));
        room.card("story", "A card that no record tells of");
        let other = room.session().freeze().unwrap();
        assert!(!replay.snapshot(stream, &other));
    }

    #[test]
    fn what_is_no_record_and_what_begins_in_the_middle_is_named() {
        let room = Room::talk("Smoking");
        let stream = crate::room::stream(room.session().id());
        let first = room.seen(Viewer::Archive).records().next().unwrap().clone();
        let mut replay = Replay::default();
        assert_eq!(replay.record(stream, &stored(0, &first)), Ok(()));
        let again = replay.record(stream, &stored(1, &first)).unwrap_err();
        assert!(again.contains("once more"), "{again}");
        let odd = journal::Record {
            body: "{}".to_owned(),
            ..stored(2, &first)
        };
        assert!(replay.record(stream, &odd).is_err());
        let mut newer = first.clone();
        newer.ev = vec![Event::Unknown("{\"sung\":1}".into())];
        assert_eq!(replay.record(stream, &stored(1, &newer)), Ok(()));
        assert_eq!(replay.newer.len(), 1);
    }
}
