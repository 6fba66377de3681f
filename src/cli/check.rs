//! `upturn check`: what is wrong with scripts, themes and settings, with file, line, column and a hint.
//!
//! Only reads. Nothing of the store is touched.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::Args;

use crate::{
    content::{Library, folder, read_programme, read_script, theme},
    model::Script,
    problem::Problem,
};

/// What `upturn check` is asked.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Example:\n  upturn check sessions/our-talk.json themes/our-colours.json\n\nExit code: 0 nothing wrong, 1 problems, 2 a file that cannot be read"
)]
pub struct CheckArgs {
    /// Scripts, themes, and settings (config.toml); themes given together may build on each other
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
}

/// Why the check does not end well.
#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    /// Something is wrong with the files; it has been printed.
    #[error("{}", found(*.problems, *.broken, *.files))]
    Found {
        /// How many problems.
        problems: usize,
        /// In how many files.
        broken: usize,
        /// Of how many.
        files: usize,
    },
    /// Some of the files cannot be read at all.
    #[error("{}", unreadable(.0))]
    Unreadable(Vec<(PathBuf, io::Error)>),
    /// The answer could not be printed.
    #[error("The output could not be written: {0}")]
    Output(#[from] io::Error),
}

impl CheckError {
    /// The exit code: 1 for problems, 2 for files that cannot be read, 74 for output that cannot be written.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Found { .. } => 1,
            Self::Unreadable(_) => 2,
            Self::Output(_) => 74,
        }
    }
}

fn found(problems: usize, broken: usize, files: usize) -> String {
    let s = |n: usize| if n == 1 { "" } else { "s" };
    format!(
        "{problems} problem{} in {broken} of {files} file{}.",
        s(problems),
        s(files)
    )
}

fn unreadable(files: &[(PathBuf, io::Error)]) -> String {
    files
        .iter()
        .map(|(path, error)| format!("{} cannot be read: {error}", path.display()))
        .collect::<Vec<_>>()
        .join("\n")
}

/// What is wrong with scripts; a programme may name the shipped ones and those given with it.
fn wrong_with(files: &[(String, String)]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut scripts: Vec<Arc<Script>> = Vec::new();
    let mut programmes = Vec::new();
    for (file, text) in files {
        match read_script(file, text) {
            Ok(script) if script.sittings.is_empty() => scripts.push(Arc::new(script)),
            Ok(_) => programmes.push((file, text)),
            Err(found) => problems.extend(found),
        }
    }
    let library = Library::shipped();
    scripts.extend(library.iter().map(|shelved| Arc::clone(&shelved.script)));
    let known: Vec<&str> = scripts.iter().map(|script| &*script.id).collect();
    let find = |id: &str| scripts.iter().find(|script| *script.id == *id).cloned();
    for (file, text) in programmes {
        problems.extend(
            read_programme(file, text, &known, &find)
                .err()
                .into_iter()
                .flatten(),
        );
    }
    problems
}

/// Checks the files and prints every problem, or that there is none.
///
/// # Errors
/// There are problems, a file cannot be read, or `out` cannot be written.
pub fn run(args: &CheckArgs, out: &mut dyn Write) -> Result<(), CheckError> {
    let mut scripts = Vec::new();
    let mut themes = Vec::new();
    let mut settings = Vec::new();
    let mut unreadable = Vec::new();
    for path in &args.files {
        match folder::text(path) {
            Ok(text) => {
                let file = (path.display().to_string(), text);
                if path.extension().is_some_and(|ending| ending == "toml") {
                    settings.push(file);
                } else if is_theme(path, &file.1) {
                    themes.push(file);
                } else {
                    scripts.push(file);
                }
            }
            Err(error) => unreadable.push((path.clone(), error)),
        }
    }
    let mut problems = wrong_with(&scripts);
    problems.extend(theme::check(&themes));
    for (file, text) in &settings {
        let found = crate::ui::settings::read(file, text);
        problems.extend(found.err().into_iter().flatten());
    }
    for problem in &problems {
        writeln!(out, "{problem}")?;
    }
    if !unreadable.is_empty() {
        return Err(CheckError::Unreadable(unreadable));
    }
    let files = args.files.len();
    if problems.is_empty() {
        let plural = if files == 1 { "" } else { "s" };
        writeln!(out, "{files} file{plural} checked, no problems.")?;
        return Ok(());
    }
    let mut broken: Vec<&str> = problems
        .iter()
        .map(|problem| problem.place.file.as_str())
        .collect();
    broken.sort_unstable();
    broken.dedup();
    Err(CheckError::Found {
        problems: problems.len(),
        broken: broken.len(),
        files,
    })
}

/// Whether a file means to be a theme: by the keys it has, and where those do not tell, by the folder it lies in.
fn is_theme(path: &Path, text: &str) -> bool {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let keys: serde_json::Map<String, serde_json::Value> =
        serde_json::from_str(text).unwrap_or_default();
    let has = |names: &[&str]| {
        names
            .iter()
            .filter(|name| keys.contains_key(**name))
            .count()
    };
    let theme = has(&["extends", "colors", "slots"]);
    let script = has(&["steps", "minutes", "framework"]);
    if theme == script {
        let folder = path.parent().and_then(Path::file_name);
        return folder.is_some_and(|folder| folder == "themes");
    }
    theme > script
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is printed, what is said about it, and the exit code, with the folder's own name left out.
    fn checked(files: &[(&str, &str)], ask: &[&str]) -> (String, String, u8) {
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, text).unwrap();
        }
        let args = CheckArgs {
            files: ask.iter().map(|name| folder.path().join(name)).collect(),
        };
        let mut out = Vec::new();
        let result = run(&args, &mut out);
        let short = |text: String| text.replace(&format!("{}/", folder.path().display()), "");
        let (said, code) = match result {
            Ok(()) => (String::new(), 0),
            Err(error) => (short(error.to_string()), error.exit_code()),
        };
        (short(String::from_utf8(out).unwrap()), said, code)
    }

    const SCRIPT: &str = include_str!("../../sessions/five-whys.json");
    const THEME: &str = include_str!("../../themes/night.json");

    #[test]
    fn sound_files_are_said_to_be_sound() {
        let (out, said, code) = checked(
            &[("a.json", SCRIPT), ("b.json", THEME)],
            &["a.json", "b.json"],
        );
        assert_eq!(
            (out.as_str(), said.as_str(), code),
            ("2 files checked, no problems.\n", "", 0)
        );
    }

    #[test]
    fn every_problem_is_printed_with_its_place_and_counted() {
        let script = SCRIPT.replacen("\"kind\": \"tree\"", "\"kind\": \"tee\"", 1);
        let line = 1
            + (script.lines())
                .position(|line| line.contains("\"tee\""))
                .unwrap();
        let theme = r#"{"id": "mine", "title": "Mine", "extends": "nigth", "slots": {}}"#;
        let (out, said, code) = checked(
            &[("a.json", &script), ("b.json", theme)],
            &["a.json", "b.json"],
        );
        assert_eq!(
            out,
            format!(
                "a.json:{line}:15: “tee” cannot stand here\n  did you mean “tree”?\n\
                 b.json:1:44: there is no theme “nigth” to extend\n  did you mean “night”?\n"
            )
        );
        assert_eq!((said.as_str(), code), ("2 problems in 2 of 2 files.", 1));
    }

    #[test]
    fn a_file_that_cannot_be_read_is_told_after_the_problems_of_the_others() {
        let (out, said, code) = checked(&[("a.json", "{")], &["a.json", "none.json"]);
        assert!(out.starts_with("a.json:1:1: this is not JSON"), "{out}");
        assert!(said.starts_with("none.json cannot be read: "), "{said}");
        assert_eq!(code, 2);
    }

    #[test]
    fn settings_are_checked_by_their_ending() {
        let (out, said, code) = checked(&[("config.toml", "mouse = 1\n")], &["config.toml"]);
        assert_eq!(
            out,
            "config.toml:1:9: true or false is expected here, not a number\n"
        );
        assert_eq!((said.as_str(), code), ("1 problem in 1 of 1 file.", 1));
    }

    #[test]
    fn a_file_without_telling_keys_is_judged_by_its_folder() {
        let (out, ..) = checked(
            &[("themes/a.json", "{}"), ("b.json", "{}")],
            &["themes/a.json", "b.json"],
        );
        assert!(
            out.contains("b.json:1:1: “framework” is missing here"),
            "{out}"
        );
        assert!(!out.contains("a.json:1:1: “framework”"), "{out}");
    }
}
