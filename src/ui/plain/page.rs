//! The commands of line mode as a table, for `docs/plain.md`, made from the one table of commands.

use std::fmt::Write as _;

use super::{
    tell::told,
    words::{HOME, TABLE},
};
use crate::say::Lang;

/// Every command as a line of Markdown, those of a session before those of the home screen.
pub fn commands(lang: Lang) -> [String; 2] {
    [TABLE, HOME].map(|table| {
        table.iter().fold(String::new(), |mut out, word| {
            let _ = writeln!(out, "- {}", told(word, lang).replace('*', "\\*"));
            out
        })
    })
}
