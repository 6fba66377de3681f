//! The files of a folder that people keep their scripts or themes in.
//!
//! Which folder that is, is told by whoever calls: nothing here reads the environment.

use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
};

use super::located::FILE_BYTES;
use crate::problem::{Place, Problem};

/// The name and text of every `*.json` in a folder, by name, and what could not be read. A folder that does not
/// exist holds nothing.
pub fn json_files(folder: &Path) -> (Vec<(String, String)>, Vec<Problem>) {
    let mut files = Vec::new();
    let mut problems = Vec::new();
    let entries = match folder.read_dir() {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return (files, problems),
        Err(error) => {
            problems.push(unreadable(folder, &error));
            return (files, problems);
        }
    };
    for entry in entries {
        let path = match entry {
            Ok(entry) => entry.path(),
            Err(error) => {
                problems.push(unreadable(folder, &error));
                continue;
            }
        };
        let json = path.extension().is_some_and(|ending| ending == "json");
        // A pipe or a socket called *.json would be waited for without end.
        if !json || !path.is_file() {
            continue;
        }
        match text(&path) {
            Ok(text) => files.push((path.display().to_string(), text)),
            Err(error) => problems.push(unreadable(&path, &error)),
        }
    }
    files.sort();
    problems.sort_by(|a, b| a.place.cmp(&b.place));
    (files, problems)
}

/// The text of a file, up to a little more than the most that a reader takes, so that the reader can say so.
///
/// # Errors
/// Where the file cannot be read, or is not text in UTF-8.
pub fn text(path: &Path) -> io::Result<String> {
    let mut bytes = Vec::new();
    File::open(path)?
        .take(FILE_BYTES as u64 + 4)
        .read_to_end(&mut bytes)?;
    // The cut may go through a letter; whatever is over the limit is refused by its length alone.
    if bytes.len() > FILE_BYTES {
        return Ok(String::from_utf8_lossy(&bytes).into_owned());
    }
    String::from_utf8(bytes).map_err(|error| {
        let sound = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = sound.split(|&b| b == b'\n').count();
        io::Error::new(
            io::ErrorKind::InvalidData,
            format!("line {line} is not text in UTF-8; save the file as UTF-8"),
        )
    })
}

fn unreadable(path: &Path, error: &io::Error) -> Problem {
    Problem::new(
        Place::file(path.display().to_string()),
        format!("this cannot be read: {error}"),
        "",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_files_come_by_name_and_the_rest_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        std::fs::write(at("b.json"), "{}").unwrap();
        std::fs::write(at("a.json"), "[]").unwrap();
        std::fs::write(at("notes.txt"), "no").unwrap();
        std::fs::write(at("c.json"), b"{\n\xff}").unwrap();
        std::fs::create_dir(at("d.json")).unwrap();
        let (files, problems) = json_files(folder.path());
        let named = |name: &str| at(name).display().to_string();
        let expected = [("a.json", "[]"), ("b.json", "{}")];
        assert_eq!(
            files,
            expected.map(|(name, text)| (named(name), text.to_owned()))
        );
        assert_eq!(problems.len(), 1);
        assert!(
            problems[0].message.contains("line 2 is not text in UTF-8"),
            "{problems:?}"
        );
        assert_eq!(json_files(&at("nowhere")), (Vec::new(), Vec::new()));
    }

    #[test]
    fn a_huge_file_is_cut_where_its_reader_will_refuse_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("huge.json");
        std::fs::write(&path, "é".repeat(FILE_BYTES)).unwrap();
        let text = text(&path).unwrap();
        assert!((FILE_BYTES + 1..FILE_BYTES + 16).contains(&text.len()));
    }
}
