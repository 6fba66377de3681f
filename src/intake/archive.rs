//! Archives to sessions: reads whole what an export wrote, or refuses it whole, with the place and what to do.
//!
//! Nothing is mended here: an archive is a promise that a session comes back as it was.

use std::fmt;

use serde::{Deserialize, Deserializer, de};
use serde_json::{Value, value::RawValue};

use crate::{
    model::{
        Event, Record, SessionId,
        archive::{FORMAT, Sum, VERSION},
        text::LONG_BYTES,
    },
    problem::{Place, Problem},
};

/// The largest archive that is read, in bytes: several times what the longest session known has made.
pub const LARGEST: usize = 256 * 1024 * 1024;

/// The most records, and the most of what happened in all of them: several times what the longest session known has. A file of
/// small things takes many times its own room once it is read, so that its size alone bounds nothing.
const MOST_RECORDS: usize = 1_000_000;
const MOST_EVENTS: usize = 2_000_000;
/// The largest record, in bytes: what a store keeps in one.
const LARGEST_RECORD: usize = 64 * 1024 * 1024;
/// The longest text in it, in bytes: several times the longest that a session takes. A screen lays out all of a text that it
/// shows the beginning of.
const LONGEST_TEXT: usize = 4 * LONG_BYTES;

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
struct Envelope<'a> {
    session: String,
    #[serde(default)]
    title: String,
    count: usize,
    sha256: String,
    // As they stand in the file, so that no more than one of them is ever taken apart at a time.
    #[serde(borrow, deserialize_with = "not_too_many")]
    records: Vec<&'a RawValue>,
}

fn not_too_many<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<&'de RawValue>, D::Error> {
    struct Records;

    impl<'de> de::Visitor<'de> for Records {
        type Value = Vec<&'de RawValue>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list of records")
        }

        fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
            let mut all = Vec::new();
            while let Some(record) = seq.next_element()? {
                if all.len() >= MOST_RECORDS {
                    let most = format_args!("more than {MOST_RECORDS} records");
                    return Err(de::Error::custom(most));
                }
                all.push(record);
            }
            Ok(all)
        }
    }
    from.deserialize_seq(Records)
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

fn opened(name: &str, envelope: Envelope<'_>) -> Result<Archive, Vec<Problem>> {
    const AGAIN: &str =
        "The file was changed or damaged. Nothing was imported; export the session again.";
    let problem = |message: String, hint: &str| Problem::new(Place::file(name), message, hint);
    let mut problems = Vec::new();
    let all_here = envelope.count == envelope.records.len();
    if !all_here {
        let (count, found) = (envelope.count, envelope.records.len());
        problems.push(problem(
            format!("{found} records are here, and {count} were written"),
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
    let mut sum = Sum::of(&envelope.session);
    let mut records = Vec::with_capacity(envelope.records.len());
    let mut ids = std::collections::HashSet::new();
    let (mut events, mut summed) = (0, true);
    for (at, raw) in envelope.records.iter().enumerate() {
        if raw.get().len() > LARGEST_RECORD {
            problems.push(problem(format!("record {at} is too long"), AGAIN));
            summed = false;
            break;
        }
        match serde_json::from_str::<Value>(raw.get()) {
            Ok(value) => {
                sum.add(&value);
                if longest(&value) > LONGEST_TEXT {
                    let message = format!("record {at} holds a text that is too long");
                    problems.push(problem(message, AGAIN));
                }
            }
            Err(_) => summed = false,
        }
        match Record::decode(raw.get()) {
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
            Ok(record) => {
                events += record.ev.len();
                records.push(record);
            }
        }
        if events > MOST_EVENTS {
            let most = format!("more than {MOST_EVENTS} changes are in it");
            problems.push(problem(most, AGAIN));
            summed = false;
            break;
        }
        // A damaged file repeats itself: the first few say enough.
        if problems.len() >= 20 {
            summed = false;
            break;
        }
    }
    if all_here && summed && sum.hex() != envelope.sha256.to_ascii_lowercase() {
        problems.push(problem(
            "the records are not those that were written: their SHA-256 differs".to_owned(),
            AGAIN,
        ));
    }
    if problems.is_empty() && !summed {
        problems.push(problem("a record is no JSON".to_owned(), AGAIN));
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

/// The longest text in a value, in bytes. How deep it may lie was seen to when it was read.
fn longest(value: &Value) -> usize {
    match value {
        Value::String(text) => text.len(),
        Value::Array(all) => all.iter().map(longest).max().unwrap_or(0),
        Value::Object(all) => {
            let named = all.iter().map(|(name, one)| name.len().max(longest(one)));
            named.max().unwrap_or(0)
        }
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Command, Session, Viewer, archive::digest, testing::Room};

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
    fn a_file_of_many_small_things_is_refused_before_it_takes_its_room() {
        let of = |records: &str| {
            format!(
                r#"{{"format":"{FORMAT}","v":{VERSION},"session":"00000000-0000-7000-8000-000000000001","count":1,"sha256":"","records":[{records}]}}"#
            )
        };
        let many = "0,".repeat(MOST_RECORDS + 5) + "0";
        assert!(refused(&of(&many)).contains("more than 1000000 records"));
        let closed = "\"closed\",".repeat(MOST_EVENTS) + "\"closed\"";
        let id = "00000000-0000-7000-8000-000000000002";
        let one = format!(r#"{{"v":1,"id":"{id}","at":1,"by":"{id}","ev":[{closed}]}}"#);
        assert!(refused(&of(&one)).contains("more than 2000000 changes"));
        let long = "x".repeat(LONGEST_TEXT + 1);
        let one = format!(
            r#"{{"v":1,"id":"{id}","at":1,"by":"{id}","ev":[{{"retitled":{{"title":"{long}"}}}}]}}"#
        );
        assert!(refused(&of(&one)).contains("a text that is too long"));
        let nested = "[".repeat(1_000_000) + &"]".repeat(1_000_000);
        assert!(refused(&of(&nested)).contains("record 0"));
        let at = |number: &str| {
            let one = format!(r#"{{"v":1,"id":"{id}","at":{number},"by":"{id}","ev":[]}}"#);
            refused(&of(&one))
        };
        // A number that is one leaves nothing to complain of but the sum, which none of these files has.
        let said = at("1");
        assert!(
            said.starts_with("a.json: the records are not those that were written"),
            "{said}"
        );
        for (number, why) in [
            ("1e999", "number out of range"),
            ("NaN", "expected value"),
            ("-Infinity", "invalid number"),
        ] {
            let said = at(number);
            assert!(said.contains(why) && !said.contains("SHA-256"), "{said}");
        }
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
