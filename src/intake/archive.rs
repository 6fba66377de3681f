//! Archives to sessions: reads whole what an export wrote, or refuses it whole, with the place and what to do.
//!
//! Nothing is mended here: an archive is a promise that a session comes back as it was.

use serde::Deserialize;
use serde_json::Value;

use crate::{
    model::{
        Event, Record, SessionId,
        archive::{FORMAT, VERSION, digest},
    },
    problem::{Place, Problem},
};

/// The largest archive that is read, in bytes: several times what the longest session known has made.
pub const LARGEST: usize = 256 * 1024 * 1024;

/// A session as an archive holds it.
#[derive(Clone, Debug, PartialEq)]
pub struct Archive {
    /// Which session.
    pub session: SessionId,
    /// What it was called.
    pub title: String,
    /// Its records, oldest first; the first begins it.
    pub records: Vec<Record>,
}

/// The file, before it is believed.
#[derive(Deserialize)]
struct Envelope {
    session: String,
    #[serde(default)]
    title: String,
    count: usize,
    sha256: String,
    records: Vec<Value>,
}

/// What every version says of itself.
#[derive(Deserialize)]
struct Label {
    #[serde(default)]
    format: String,
    #[serde(default)]
    v: u64,
}

/// Reads an archive; `name` is how the person named the file.
///
/// # Errors
/// Everything that is wrong with it. Nothing of a damaged archive is used.
pub fn read_archive(name: &str, bytes: &[u8]) -> Result<Archive, Vec<Problem>> {
    let whole = |message: String, hint: &str| vec![Problem::new(Place::file(name), message, hint)];
    if bytes.len() > LARGEST {
        let size = format!(
            "it has {} MB, and {} MB is the most",
            bytes.len() >> 20,
            LARGEST >> 20
        );
        return Err(whole(size, "Is this the archive that upturn export wrote?"));
    }
    let text = std::str::from_utf8(bytes).map_err(|bad| {
        let at = bad.valid_up_to();
        let line = bytes[..at].split(|byte| *byte == b'\n').count();
        vec![Problem::new(
            Place::at(name, line, 0),
            "this is not text in UTF-8",
            "Copy the file again, as it is and not as text, or export the session again.",
        )]
    })?;
    let text = text.trim_start_matches('\u{FEFF}');
    let label: Label = serde_json::from_str(text).map_err(|bad| broken(name, &bad))?;
    if label.format != FORMAT {
        return Err(whole(
            "this JSON is not an Upturn archive".to_owned(),
            "upturn export SESSION --to FILE.json writes one.",
        ));
    }
    if label.v != VERSION {
        return Err(whole(
            format!(
                "this archive has version {}, and this Upturn reads version {VERSION}",
                label.v
            ),
            "It was written by a newer Upturn: update, then import it again. The file is unharmed.",
        ));
    }
    let envelope: Envelope = serde_json::from_str(text).map_err(|bad| broken(name, &bad))?;
    opened(name, envelope)
}

/// A text that is no JSON, or not of the shape of an archive.
fn broken(name: &str, bad: &serde_json::Error) -> Vec<Problem> {
    let place = Place::at(name, bad.line(), bad.column());
    let (message, hint) = if bad.is_eof() {
        (
            "the file ends too early".to_owned(),
            "It was not copied whole. Copy it again, or export the session again.",
        )
    } else {
        (
            format!("this cannot be read: {bad}"),
            "The file was changed or damaged. Nothing was imported; export the session again.",
        )
    };
    vec![Problem::new(place, message, hint)]
}

fn opened(name: &str, envelope: Envelope) -> Result<Archive, Vec<Problem>> {
    const AGAIN: &str =
        "The file was changed or damaged. Nothing was imported; export the session again.";
    let problem = |message: String, hint: &str| Problem::new(Place::file(name), message, hint);
    let mut problems = Vec::new();
    if envelope.count != envelope.records.len() {
        let (count, found) = (envelope.count, envelope.records.len());
        problems.push(problem(
            format!("{found} records are here, and {count} were written"),
            AGAIN,
        ));
    } else if digest(&envelope.session, &envelope.records) != envelope.sha256.to_ascii_lowercase() {
        problems.push(problem(
            "the records are not those that were written: their SHA-256 differs".to_owned(),
            AGAIN,
        ));
    }
    let session = envelope.session.parse::<SessionId>();
    if session.is_err() {
        problems.push(problem(
            format!("“{}” is not the id of a session", envelope.session),
            AGAIN,
        ));
    }
    let mut records = Vec::with_capacity(envelope.records.len());
    let mut ids = std::collections::HashSet::new();
    for (at, value) in envelope.records.iter().enumerate() {
        match Record::decode(&value.to_string()) {
            Err(bad) => problems.push(problem(format!("record {at}: {bad}"), AGAIN)),
            Ok(record)
                if record
                    .ev
                    .iter()
                    .any(|event| matches!(event, Event::Unknown(_))) =>
            {
                problems.push(problem(
                    format!("record {at} was written by a newer Upturn"),
                    "Update, then import it again. The file is unharmed.",
                ))
            }
            Ok(record) if !ids.insert(record.id) => {
                problems.push(problem(format!("record {at} is there twice"), AGAIN));
            }
            Ok(record) => records.push(record),
        }
        // A damaged file repeats itself: the first few say enough.
        if problems.len() >= 20 {
            break;
        }
    }
    let begins = |record: &Record| matches!(record.ev.first(), Some(Event::Began { .. }));
    if problems.is_empty() && !records.first().is_some_and(begins) {
        problems.push(problem(
            "the session does not begin in it".to_owned(),
            AGAIN,
        ));
    }
    match session {
        Ok(session) if problems.is_empty() => Ok(Archive {
            session,
            title: envelope.title,
            records,
        }),
        _ => Err(problems),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Command, Session, Viewer, testing::Room};

    /// As `upturn export` wrote it; the tests of the report keep it fresh.
    const KEPT: &str = include_str!("../../tests/golden/report/small.json");

    fn refused(text: &str) -> String {
        let problems = read_archive("a.json", text.as_bytes()).expect_err("refused");
        let problems: Vec<String> = problems.iter().map(ToString::to_string).collect();
        problems.join("\n")
    }

    #[test]
    fn a_kept_archive_restores_the_session() {
        let archive = read_archive("small.json", KEPT.as_bytes()).expect("an archive");
        assert_eq!(archive.title, "Fewer teens smoke");
        let count = archive.records.len() as u64;
        let session = Session::replay(archive.session, archive.records);
        assert_eq!(session.len(), count);
        assert!(!session.is_empty());
    }

    #[test]
    fn an_indented_archive_is_as_good() {
        let value: Value = serde_json::from_str(KEPT).unwrap();
        let indented = serde_json::to_string_pretty(&value).unwrap();
        assert_eq!(
            read_archive("a", indented.as_bytes()),
            read_archive("a", KEPT.as_bytes())
        );
    }

    #[test]
    fn what_is_damaged_is_refused_whole_with_a_hint() {
        let changed = KEPT.replace("A pack costs less", "A pack costs more");
        assert!(refused(&changed).contains("SHA-256 differs"));
        let cut = &KEPT[..KEPT.len() - 40];
        assert!(refused(cut).contains("ends too early"));
        let mut value: Value = serde_json::from_str(KEPT).unwrap();
        value["records"].as_array_mut().unwrap().remove(3);
        assert!(refused(&value.to_string()).contains("were written"));
        value["count"] = (value["count"].as_u64().unwrap() - 1).into();
        assert!(refused(&value.to_string()).contains("SHA-256 differs"));
        let newer = KEPT.replace("\"v\": 1,\n\"session\"", "\"v\": 2,\n\"session\"");
        assert!(refused(&newer).contains("version 2"));
        assert!(refused("{}").contains("not an Upturn archive"));
        assert!(refused("").contains("ends too early"));
        assert!(refused("[1]").contains("cannot be read"));
        assert!(read_archive("a", b"\xFF\xFE").is_err());
    }

    #[test]
    fn any_cut_is_refused() {
        for end in (0..KEPT.len() - 3).step_by(97) {
            if KEPT.is_char_boundary(end) {
                assert!(read_archive("a", &KEPT.as_bytes()[..end]).is_err(), "{end}");
            }
        }
    }

    #[test]
    fn notes_and_undone_changes_come_back_too() {
        let mut room = Room::talk("Smoking");
        room.card("partners", "County health");
        room.run(Command::Undo);
        room.run(Command::Note {
            step: "story".into(),
            text: "mine".into(),
        });
        let records: Vec<Record> = room.seen(Viewer::Archive).records().cloned().collect();
        let values: Vec<Value> = records
            .iter()
            .map(|record| serde_json::to_value(record).unwrap())
            .collect();
        let id = room.session().id().to_string();
        let text = serde_json::json!({
            "format": FORMAT, "v": VERSION, "session": id, "count": values.len(),
            "sha256": digest(&id, &values), "records": values,
        });
        let archive = read_archive("a", text.to_string().as_bytes()).expect("an archive");
        let again = Session::replay(archive.session, archive.records);
        assert!(again.same_content(room.session()));
        assert_eq!(again.len(), room.session().len());
    }
}
