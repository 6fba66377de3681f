//! The archive: one JSON file that holds every record of a session as it is stored, and restores an identical one.
//!
//! It is private and whole: notes are in it. A digest over the records tells a damaged file from a sound one, however the
//! file was indented meanwhile.

use serde_json::{Value, json};

use super::ReportError;
use crate::model::{
    archive::{FORMAT, VERSION, digest},
    event::Event,
    ids::At,
    seen::Seen,
};

/// A session as an archive. `seen` must be the archive's own view.
///
/// # Errors
/// [`ReportError::NotWhole`] for any other view, [`ReportError::Newer`] where the session holds what this version cannot
/// write out again.
pub fn archive(seen: &Seen<'_>, at: At) -> Result<String, ReportError> {
    let mut records = Vec::new();
    for record in seen.records() {
        if record
            .ev
            .iter()
            .any(|event| matches!(event, Event::Unknown(_)))
        {
            return Err(ReportError::Newer);
        }
        let line = record.encode().map_err(|_| ReportError::Newer)?;
        records.push(line);
    }
    if records.is_empty() || records.len() as u64 != seen.version() {
        return Err(ReportError::NotWhole);
    }
    let values: Vec<Value> = records
        .iter()
        .map(|line| serde_json::from_str(line))
        .collect::<Result<_, _>>()
        .map_err(|_| ReportError::Newer)?;
    let session = seen.id().to_string();
    // Written by hand, so that each record is a line of its own and two archives can be compared line by line.
    let mut out = format!(
        "{{\n\"format\": {},\n\"v\": {VERSION},\n\"session\": {},\n\"title\": {},\n\"exported_at\": {},\n\"count\": {},\n\"sha256\": {},\n\"records\": [\n",
        json!(FORMAT),
        json!(session),
        json!(&**seen.title()),
        at.0,
        records.len(),
        json!(digest(&session, values.iter())),
    );
    out.push_str(&records.join(",\n"));
    out.push_str("\n]\n}\n");
    Ok(out)
}
