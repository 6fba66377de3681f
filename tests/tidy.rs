//! The house rules that a compiler does not know: which floor may use which, what lies where, and that what ships is sound.
//!
//! Every rule says why it is there, and every exception carries its reason. An exception that is no longer needed fails too.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a rule that cannot be looked at is broken"
)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Which modules a module may use, from the ground up: those of its own floor only where they are named here.
const FLOORS: &[(&str, &[&str])] = &[
    ("cells", &[]),
    ("problem", &[]),
    ("say", &[]),
    ("insight", &["say"]),
    ("document", &["insight", "cells", "say"]),
    ("model", &["insight", "document", "say", "problem", "cells"]),
    (
        "content",
        &["model", "insight", "document", "say", "problem", "cells"],
    ),
    (
        "journal",
        &["model", "insight", "document", "say", "problem", "cells"],
    ),
    (
        "report",
        &["model", "insight", "document", "say", "problem", "cells"],
    ),
    (
        "intake",
        &["model", "insight", "document", "say", "problem", "cells"],
    ),
    ("room", &["journal", "model", "say"]),
    (
        "ui",
        &[
            "content", "model", "insight", "document", "say", "problem", "cells",
        ],
    ),
    // The journal only for its health, which the seat is told; the desk does what touches files.
    (
        "term",
        &[
            "ui", "room", "journal", "content", "model", "insight", "document", "say", "problem",
            "cells",
        ],
    ),
    // The journal for who was let in before; the model for who that is, and for what a screen shows of the door.
    ("ssh", &["term", "journal", "model", "say"]),
    (
        "cli",
        &[
            "ssh", "term", "ui", "room", "journal", "report", "intake", "content", "model",
            "insight", "document", "say", "problem", "cells",
        ],
    ),
    ("lib", &[]),
    ("main", &["cli"]),
];

/// From this many lines on, a file is to be split by idea. Tests at its end do not count.
const LONGEST: usize = 600;

/// Files that are longer, and why each is one idea still.
const LONG: &[(&str, &str)] = &[];

/// One file of the program.
struct Source {
    /// From the root of the project.
    path: String,
    /// The whole text.
    text: String,
    /// The text without its tests, its comments and what stands between quotes; as many lines as it has outside tests.
    code: String,
}

impl Source {
    /// The module at the root that it belongs to.
    fn floor(&self) -> &str {
        let inside = self.path.trim_start_matches("src/");
        inside.split(['/', '.']).next().unwrap_or(inside)
    }

    /// Whether its path starts with any of these.
    fn within(&self, places: &[&str]) -> bool {
        places.iter().any(|place| self.path.starts_with(place))
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, ending, found);
        } else if path.extension().is_some_and(|known| known == ending) {
            found.push(path);
        }
    }
}

/// The program's own files; those that only tests use are left out.
fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    files(&root().join("src"), "rs", &mut found);
    let sources: Vec<Source> = found
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let path = path
                .strip_prefix(root())
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            let code = code_of(outside_tests(&text));
            Source { path, text, code }
        })
        .filter(|source| !only_for_tests(&source.path))
        .collect();
    assert!(sources.len() > 50, "the sources were not found");
    sources
}

/// A file that is behind `#[cfg(test)]` as a whole.
fn only_for_tests(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    path.contains("/tests/") || matches!(name, "tests.rs" | "testing.rs" | "scene.rs")
}

/// The text up to the tests at its end.
fn outside_tests(text: &str) -> &str {
    let tests = [
        "\n#[cfg(test)]\nmod tests {",
        "\n#[cfg(test)]\npub(super) mod tests {",
    ];
    let end = tests.iter().filter_map(|start| text.find(start)).min();
    end.map_or(text, |end| &text[..=end])
}

/// Blanks comments and what stands between quotes, so that a word in a sentence is not taken for code.
fn code_of(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let skip = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some(hashes) = raw_string(rest) {
            let end = format!("\"{}", "#".repeat(hashes));
            let from = hashes + 2;
            rest[from..]
                .find(&end)
                .map_or(rest.len(), |at| from + at + end.len())
        } else if c == '"' {
            string_end(rest)
        } else if rest.starts_with("'\"'") || rest.starts_with("'\\\"'") {
            rest[1..].find('\'').map_or(rest.len(), |at| at + 2)
        } else {
            0
        };
        if skip == 0 {
            out.push(c);
            rest = &rest[c.len_utf8()..];
        } else {
            out.extend(rest[..skip].chars().filter(|c| *c == '\n'));
            rest = &rest[skip..];
        }
    }
    out
}

/// How many `#` a raw string that starts here has.
fn raw_string(text: &str) -> Option<usize> {
    let after = text.strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].starts_with('"').then_some(hashes)
}

fn string_end(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The modules at the root that some code names after `crate::`, groups in braces among them.
fn used(code: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, start) in code.match_indices("crate::") {
        let before = code[..at].chars().next_back();
        if before.is_some_and(|c| c.is_alphanumeric() || c == '_') {
            continue;
        }
        let after = &code[at + start.len()..];
        let Some(group) = after.strip_prefix('{') else {
            names.insert(first_word(after));
            continue;
        };
        let (mut depth, mut item) = (0, true);
        for (at, c) in group.char_indices() {
            match c {
                '}' if depth == 0 => break,
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => item = true,
                c if item && !c.is_whitespace() => {
                    names.insert(first_word(&group[at..]));
                    item = false;
                }
                _ => {}
            }
        }
    }
    names.remove("");
    names
}

fn first_word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

/// Whether some code names a path: `env::` is in `std::env::var` and in `env::var`, not in `my_env::var`.
fn names(code: &str, path: &str) -> bool {
    code.match_indices(path).any(|(at, _)| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|c| c.is_alphanumeric() || c == '_')
    })
}

/// Fails with every sentence at once.
#[track_caller]
fn none(why: &str, problems: &[String]) {
    assert!(problems.is_empty(), "{why}\n  {}", problems.join("\n  "));
}

/// What code outside these places may not name.
#[track_caller]
fn only_in(why: &str, places: &[&str], paths: &[&str]) {
    let mut problems = Vec::new();
    for source in sources().iter().filter(|source| !source.within(places)) {
        for path in paths.iter().filter(|path| names(&source.code, path)) {
            problems.push(format!("{} names {path}", source.path));
        }
    }
    none(why, &problems);
}

#[test]
fn this_reader_sees_what_the_compiler_sees() {
    let code = code_of(
        "use crate::{\n    cells, // crate::comment\n    model::{Seen, ids::{A, B}},\n    say,\n};\n\
         fn f() { crate::report::render(\"crate::text\"); let c = '\"'; crate::intake::x(r#\"crate::raw\"#); mycrate::no() }",
    );
    let expected = ["cells", "intake", "model", "report", "say"];
    assert!(used(&code).iter().eq(expected.iter()), "{:?}", used(&code));
    assert_eq!(outside_tests("a\n\n#[cfg(test)]\nmod tests {\n}"), "a\n\n");
    assert!(names("std::env::var", "env::") && !names("my_env::var", "env::"));
}

#[test]
fn dependencies_point_down() {
    let mut problems = Vec::new();
    for source in sources() {
        let floor = source.floor();
        let Some((_, below)) = FLOORS.iter().find(|(name, _)| *name == floor) else {
            problems.push(format!(
                "{}: `{floor}` stands on no floor of the table",
                source.path
            ));
            continue;
        };
        for name in used(&source.code) {
            let known = FLOORS.iter().any(|(floor, _)| *floor == name);
            // Macros and what `lib.rs` itself declares are no floors.
            if known && name != floor && !below.contains(&name.as_str()) {
                problems.push(format!("{}: {floor} uses {name}", source.path));
            }
        }
    }
    none("A module uses only those below it; see FLOORS.", &problems);
}

#[test]
fn modules_are_files_with_their_name() {
    let sources = sources();
    let named: Vec<String> = sources
        .iter()
        .filter(|source| source.path.ends_with("/mod.rs"))
        .map(|source| source.path.clone())
        .collect();
    none(
        "A module is `foo.rs` with `foo/` beside it: ten open tabs called mod.rs help nobody.",
        &named,
    );
}

#[test]
fn every_module_opens_with_what_it_owns() {
    let sources = sources();
    let silent: Vec<String> = sources
        .iter()
        .filter(|source| !source.text.starts_with("//! "))
        .map(|source| source.path.clone())
        .collect();
    none(
        "A reader who opens a file is told first what it is for.",
        &silent,
    );
}

#[test]
fn files_are_short_enough_to_read() {
    let mut problems = Vec::new();
    for source in sources() {
        let lines = source.code.lines().count();
        let excused = LONG.iter().any(|(path, _)| *path == source.path);
        if lines > LONGEST && !excused {
            problems.push(format!(
                "{} has {lines} lines outside tests: split it by idea",
                source.path
            ));
        }
    }
    none("About 400 lines are the aim, 600 the end.", &problems);
}

#[test]
fn every_message_is_said_somewhere() {
    let sources = sources();
    let (catalogue, others): (Vec<_>, Vec<_>) = sources
        .iter()
        .partition(|source| source.path.starts_with("src/say/en"));
    let said: BTreeSet<&str> = others
        .iter()
        .flat_map(|source| {
            source
                .code
                .split(|c: char| !c.is_alphanumeric() && c != '_')
        })
        .collect();
    let all: Vec<&str> = catalogue
        .iter()
        .flat_map(|source| source.text.lines())
        .filter_map(|line| line.strip_suffix(';')?.trim_start().split_once(" = \""))
        .map(|(id, _)| id)
        .collect();
    assert!(all.len() > 400, "the catalogue was not found");
    let silent: Vec<String> = all
        .iter()
        .filter(|id| !said.contains(*id))
        .map(ToString::to_string)
        .collect();
    none(
        "A sentence that nobody says is translated for nothing.",
        &silent,
    );
}

#[test]
fn colors_come_from_the_theme() {
    only_in(
        "Screens name a slot of the theme, never a colour; only the theme maps and only the pen encodes.",
        &[
            "src/ui/theme",
            "src/content/color.rs",
            "src/content/theme.rs",
            "src/term/pen.rs",
        ],
        &["Color::", "style::Color", "Stylize"],
    );
}

#[test]
fn nothing_prints_over_a_screen() {
    only_in(
        "A line printed anywhere lands on a drawn screen, or in a pipe; the command line writes to the handle it was given.",
        &[],
        &["println!", "eprintln!", "print!", "eprint!", "dbg!"],
    );
}

#[test]
fn nothing_is_left_to_be_done_later() {
    let later = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("X", "XX"),
    ];
    let mut found = Vec::new();
    for folder in ["src", "tests", "benches"] {
        files(&root().join(folder), "rs", &mut found);
    }
    let mut problems = Vec::new();
    for path in found {
        let text = fs::read_to_string(&path).unwrap();
        for (at, line) in text.lines().enumerate() {
            if later.iter().any(|word| line.contains(word)) {
                problems.push(format!("{}:{}", path.display(), at + 1));
            }
        }
    }
    for source in sources() {
        for stub in ["todo!", "unimplemented!"]
            .iter()
            .filter(|stub| names(&source.code, stub))
        {
            problems.push(format!("{} has {stub}", source.path));
        }
    }
    none("What is not built is not pretended.", &problems);
}

#[test]
fn only_the_command_line_and_the_terminal_look_around() {
    only_in(
        "A library that reads its user's home or environment cannot be tested, nor serve two users.",
        &["src/cli", "src/term", "src/main.rs"],
        &["env::", "etcetera", "home_dir"],
    );
}

#[test]
fn only_what_waits_knows_the_runtime() {
    only_in(
        "Screens, model and reports are plain functions.",
        &["src/room", "src/journal", "src/term", "src/ssh", "src/cli"],
        &["tokio"],
    );
}

#[test]
fn the_core_has_no_clock_no_chance_and_no_disk() {
    let outside = [
        "src/journal",
        "src/room",
        "src/term",
        "src/ssh",
        "src/cli",
        "src/main.rs",
    ];
    only_in(
        "Time and ids come in with the command, so that a replay makes the same session.",
        &outside,
        &[
            "Instant::now",
            "SystemTime::now",
            "Utc::now",
            "Local::now",
            "now_v7",
            "new_v4",
            "rand::",
        ],
    );
    // Content reads the user's own scripts and themes; intake is given its reader.
    let readers = [&outside[..], &["src/content"]].concat();
    only_in(
        "Pure modules are given text and answer text.",
        &readers,
        &["fs::", "File::"],
    );
}

#[test]
fn what_ships_is_sound() {
    let mut problems = Vec::new();
    let mut checked = 0;
    for (folder, is_script) in [("sessions", true), ("themes", false)] {
        let mut found = Vec::new();
        files(&root().join(folder), "json", &mut found);
        for path in found {
            let name = path.strip_prefix(root()).unwrap().display().to_string();
            let text = fs::read_to_string(&path).unwrap();
            let found = if is_script {
                upturn::content::read_script(&name, &text)
                    .err()
                    .unwrap_or_default()
            } else {
                upturn::content::theme::check(&[(name, text)])
            };
            problems.extend(found.iter().map(ToString::to_string));
            checked += 1;
        }
    }
    none("Scripts and themes that ship have no problem.", &problems);
    assert!(checked >= 6, "only {checked} scripts and themes were found");
}

/// The tables of dependencies in the manifest: heading, then name and comment of each line.
fn dependencies() -> Vec<(String, Vec<(String, String)>)> {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let mut tables: Vec<(String, Vec<(String, String)>)> = Vec::new();
    let mut comment = String::new();
    for line in manifest.lines() {
        if line.starts_with('[') {
            tables.push((line.to_owned(), Vec::new()));
            comment.clear();
        } else if let Some(words) = line.strip_prefix("# ") {
            words.clone_into(&mut comment);
        } else if let (Some((name, _)), Some((_, table))) =
            (line.split_once(" = "), tables.last_mut())
        {
            table.push((name.to_owned(), std::mem::take(&mut comment)));
        }
    }
    tables.retain(|(heading, _)| heading.contains("dependencies]"));
    tables
}

#[test]
fn every_dependency_has_its_reason_and_is_used() {
    let mut all = Vec::new();
    for folder in ["src", "tests", "benches"] {
        files(&root().join(folder), "rs", &mut all);
    }
    let code: String = all
        .iter()
        .map(|path| code_of(&fs::read_to_string(path).unwrap()))
        .collect();
    let mut problems = Vec::new();
    let tables = dependencies();
    assert_eq!(tables.len(), 2, "the tables of dependencies were not found");
    for (heading, lines) in tables {
        if !lines.is_sorted_by(|(one, _), (other, _)| one < other) {
            problems.push(format!("{heading} is not sorted"));
        }
        for (name, comment) in lines {
            if comment.is_empty() {
                problems.push(format!("{name}: nothing above it says why it is needed"));
            }
            let path = format!("{}::", name.replace('-', "_"));
            if !names(&code, &path) {
                problems.push(format!("{name} is used nowhere"));
            }
        }
    }
    none(
        "Each dependency is weight and trust: it says what for.",
        &problems,
    );
}

#[test]
fn no_exception_outlives_its_reason() {
    let sources = sources();
    for (path, why) in LONG {
        assert!(!why.is_empty(), "{path} has no reason");
        let lines = sources
            .iter()
            .find(|source| source.path == *path)
            .map_or(0, |source| source.code.lines().count());
        assert!(
            lines > LONGEST,
            "{path} has {lines} lines now: strike it from LONG"
        );
    }
}
