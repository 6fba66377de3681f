//! Plain text for a terminal or a letter: nothing but characters, wrapped to a width.
//!
//! The page lays it out, as for a screen; what colours say there is said here by a rule under the title.

use super::escape;
use crate::{
    cells,
    document::{
        Document,
        chart::Glyphs,
        page::{self, Ink, PageLine},
    },
    say::Lang,
};

/// How many lines a curve takes.
const CHART_LINES: u16 = 18;

/// How plain text looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// In cells of a terminal; at least 20 are used.
    pub width: usize,
    /// Only the letters that every terminal has.
    pub ascii: bool,
}

impl Default for Look {
    fn default() -> Self {
        Self {
            width: 80,
            ascii: false,
        }
    }
}

/// A document as plain text; every line fits the width.
pub fn text(document: &Document, lang: Lang, look: Look) -> String {
    let (glyphs, rule, spell): (_, _, &dyn Fn(&str) -> String) = if look.ascii {
        (Glyphs::Ascii, "=", &escape::ascii)
    } else {
        (Glyphs::Braille, "═", &str::to_owned)
    };
    let page_look = page::Look {
        width: look.width,
        glyphs,
        chart_height: CHART_LINES,
    };
    let lines = page::lay_spelled(document, lang, page_look, spell);
    let title: Vec<String> = lines
        .iter()
        .take_while(|line| is_title(line))
        .map(PageLine::text)
        .collect();
    let longest = title.iter().map(|line| cells::width(line)).max();
    let under = rule.repeat(longest.unwrap_or(0));
    let rest = lines.iter().skip(title.len()).map(|line| match line {
        PageLine::Words(_) => line.text(),
        PageLine::Chart(row) => {
            let glyphs = row.iter().map(|cell| cell.glyph);
            spell(&glyphs.filter(|glyph| *glyph != '\0').collect::<String>())
        }
    });
    let mut out = String::new();
    for line in title.iter().cloned().chain([under]).chain(rest) {
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

fn is_title(line: &PageLine) -> bool {
    matches!(line, PageLine::Words(pieces) if pieces.first().is_some_and(|(ink, _)| *ink == Ink::Heading(0)))
}
