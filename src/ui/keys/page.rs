//! The key reference as a page, `docs/keys.md`, made from the one table.

use std::fmt::Write as _;

use super::{Action, Binding, all};
use crate::{say::Lang, ui::input::Chord};

/// The page in Markdown: a table for each scope, with all keys of each binding.
pub fn markdown(lang: Lang) -> String {
    let mut out = String::from(
        "# Keys\n\n\
         Made by the program from its own table of keys; `?` shows those that work where you are.\n\
         Keys of a window on top come before those of the screen under it. While you type, keys that write a\n\
         letter write it. What has no key of its own stands among the commands, `:`. Words typed where no line is open are put into\n\
         a new one; a key that opens a line, as `n` does, is no letter of it.\n\n\
         A key can be moved: the last column is what it is called in your settings, `[keys.bind.…]` (see `settings.md`).\n",
    );
    for scope in all() {
        let name = scope.name.text(lang);
        let called = scope.called();
        let _ = writeln!(
            out,
            "\n## {name}\n\n| Key | What it does | `[keys.bind.{called}]` |\n|---|---|---|"
        );
        for binding in scope.bindings {
            let words = cell(binding.words(lang));
            let called = match binding.action {
                Action::Digit => String::new(),
                action => format!("`{}`", action.called()),
            };
            let _ = writeln!(out, "| {} | {words} | {called} |", keys(binding, lang));
        }
    }
    out
}

fn keys(binding: &Binding, lang: Lang) -> String {
    if binding.chords.is_empty() {
        return "`:` …".to_owned();
    }
    let label = |chord: &&str| {
        let label = chord
            .parse::<Chord>()
            .map(|chord| chord.label(false, lang))
            .unwrap_or_default();
        // A key that is itself a backtick needs two around it.
        if label.contains('`') {
            format!("`` {} ``", cell(&label))
        } else {
            format!("`{}`", cell(&label))
        }
    };
    let labels: Vec<String> = binding.chords.iter().map(label).collect();
    labels.join(" ")
}

/// Text in a cell: a bar would end it.
fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_fresh() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/keys.md");
        let fresh = markdown(Lang::En);
        if std::env::var_os("UPTURN_BLESS").is_some_and(|v| v == "1") {
            std::fs::write(path, &fresh).unwrap();
        }
        let written = std::fs::read_to_string(path).unwrap_or_default();
        assert_eq!(written, fresh, "run the tests once with UPTURN_BLESS=1");
    }

    #[test]
    fn every_binding_has_its_line() {
        let page = markdown(Lang::En);
        let lines = page.lines().filter(|line| line.starts_with("| `")).count();
        let bindings: usize = all().map(|scope| scope.bindings.len()).sum();
        assert_eq!(lines, bindings);
    }
}
