//! People's words, made safe for a format: so that what they wrote is shown and never becomes markup.

pub use crate::document::xml::{is_xml, xml};

/// Words as running text of Markdown, on one line. What stands at the start of a block needs [`markdown_start`] too.
pub fn markdown(words: &str) -> String {
    let mut out = String::with_capacity(words.len() + 8);
    let mut before = '\0';
    for (at, c) in words.char_indices() {
        let escaped = match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' | '&' | '@' | '$' | '^'
            | '{' | '}' => true,
            // An address by itself becomes a link in many readers, and a name between colons a little picture.
            ':' => words[at + 1..].starts_with(|c: char| c == '/' || c.is_ascii_lowercase()),
            '.' => out.len() >= 3 && out[..].to_ascii_lowercase().ends_with("www"),
            _ => false,
        };
        let c = if c.is_whitespace() { ' ' } else { c };
        if !is_xml(c) || (c == ' ' && before == ' ') {
            continue;
        }
        if escaped {
            out.push('\\');
        }
        out.push(c);
        before = c;
    }
    out
}

/// Escaped words that begin a block, so that they are no heading, list, rule or quotation.
pub fn markdown_start(escaped: &str) -> String {
    let escaped = escaped.trim();
    let digits = escaped.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 && escaped[digits..].starts_with(['.', ')']) {
        return format!("{}\\{}", &escaped[..digits], &escaped[digits..]);
    }
    if escaped.starts_with(['#', '-', '+', '=', ':', '"']) {
        return format!("\\{escaped}");
    }
    escaped.to_owned()
}

/// Words in the letters that every terminal has: typographic signs become plain ones, all others a question mark.
pub fn ascii(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '“' | '”' | '„' | '«' | '»' => out.push('"'),
            '‘' | '’' | '‚' => out.push('\''),
            '–' | '—' | '−' | '‐' | '‑' | '─' => out.push('-'),
            '…' => out.push_str("..."),
            '·' | '•' | '◆' => out.push('*'),
            '×' => out.push('x'),
            '→' => out.push_str("->"),
            '←' => out.push_str("<-"),
            '≥' => out.push_str(">="),
            '≤' => out.push_str("<="),
            '✓' => out.push('y'),
            '\u{A0}' | '\u{202F}' => out.push(' '),
            c if c.is_ascii() => out.push(c),
            c => decomposed(c, &mut out),
        }
    }
    out
}

/// A letter without its accents, or a question mark; a mark alone is dropped.
fn decomposed(c: char, out: &mut String) {
    use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};
    if is_combining_mark(c) {
        return;
    }
    let base = std::iter::once(c).nfkd().next().unwrap_or(c);
    out.push(if base.is_ascii_graphic() { base } else { '?' });
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(markdown: &str) -> (Vec<String>, String) {
        use pulldown_cmark::{Event, Options, Parser};
        let mut tags = Vec::new();
        let mut text = String::new();
        for event in Parser::new_ext(markdown, Options::all() - Options::ENABLE_SMART_PUNCTUATION) {
            match event {
                Event::Text(words) => text.push_str(&words),
                Event::SoftBreak | Event::HardBreak => text.push('\n'),
                Event::Start(tag) => tags.push(format!("{tag:?}")),
                Event::End(_) => {}
                other => tags.push(format!("{other:?}")),
            }
        }
        (tags, text)
    }

    #[test]
    fn words_never_become_markdown() {
        for words in [
            "# not a heading",
            "- not a list",
            "+ nor this",
            "1. nor this",
            "12) nor this",
            "* nor *this* and **that** and _those_",
            "> no quotation",
            "`no code` and ```no fence",
            "<script>alert(1)</script>",
            "a | b",
            "| a | b |",
            "[text](http://evil.example) ![x](y)",
            "=====",
            "-----",
            "~~~ and ~~gone~~",
            "&amp; &#35; stay",
            "back\\slash",
            "$x$ and {#id}",
            ": a definition",
            "-",
            "1.",
            "> [!NOTE]",
            "[^1]: a note",
            "--- title: x ---",
        ] {
            let (tags, text) = read(&markdown_start(&markdown(words)));
            assert_eq!(tags, ["Paragraph"], "{words}");
            assert_eq!(text, words, "{words}");
        }
    }

    #[test]
    fn addresses_do_not_become_links() {
        assert_eq!(
            markdown("http://a.example www.b.example a@b.example"),
            "http\\://a.example www\\.b.example a\\@b.example"
        );
        assert_eq!(markdown("at 10:30. Then"), "at 10:30. Then");
    }

    #[test]
    fn ascii_is_ascii() {
        assert_eq!(ascii("“Café” — 5 × 3 ≥ 14…"), "\"Cafe\" - 5 x 3 >= 14...");
        assert_eq!(ascii("子"), "?");
        assert_eq!(ascii("e\u{301}"), "e");
    }

    proptest! {
        #[test]
        fn any_words_are_one_paragraph_of_markdown(words in "[ -~é子\\n]{1,40}") {
            let plain = words.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assume!(!plain.is_empty());
            let (tags, text) = read(&markdown_start(&markdown(&words)));
            prop_assert_eq!(tags, ["Paragraph".to_owned()]);
            prop_assert_eq!(text, plain);
        }
    }
}
