//! What arrives from a terminal, whatever kind of terminal it is: keys, pastes, sizes, clicks.
//!
//! Owns the one spelling of a key, used by bindings, help, tests and the key reference. It knows nothing
//! of bytes, escape sequences or any terminal library; those who read terminals translate into this.

use std::fmt;
use std::str::FromStr;

use crate::{model::text, say::Lang};

/// A key, apart from what is held down with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Key {
    /// A character, space included; upper case carries its shift.
    Char(char),
    /// Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab; Shift-Tab is this with `shift`.
    Tab,
    /// Deletes to the left.
    Backspace,
    /// Deletes to the right.
    Delete,
    /// Insert.
    Insert,
    /// Arrow up.
    Up,
    /// Arrow down.
    Down,
    /// Arrow left.
    Left,
    /// Arrow right.
    Right,
    /// Start of the line or list.
    Home,
    /// End of the line or list.
    End,
    /// A screenful up.
    PageUp,
    /// A screenful down.
    PageDown,
    /// A function key, from 1.
    F(u8),
}

/// Named keys: as scripts and tests write them, and as people read them in Unicode and in ASCII.
const NAMES: [(Key, &str, &str, &str); 15] = [
    (Key::Char(' '), "space", "Space", "Space"),
    (Key::Enter, "enter", "Enter", "Enter"),
    (Key::Esc, "esc", "Esc", "Esc"),
    (Key::Tab, "tab", "Tab", "Tab"),
    (Key::Backspace, "backspace", "Backspace", "Backspace"),
    (Key::Delete, "delete", "Del", "Del"),
    (Key::Insert, "insert", "Ins", "Ins"),
    (Key::Up, "up", "↑", "Up"),
    (Key::Down, "down", "↓", "Down"),
    (Key::Left, "left", "←", "Left"),
    (Key::Right, "right", "→", "Right"),
    (Key::Home, "home", "Home", "Home"),
    (Key::End, "end", "End", "End"),
    (Key::PageUp, "pageup", "PgUp", "PgUp"),
    (Key::PageDown, "pagedown", "PgDn", "PgDn"),
];

/// Keys that Latin American keyboards and manuals call otherwise; all others keep their names.
const SPANISH: [(Key, &str); 7] = [
    (Key::Char(' '), "Espacio"),
    (Key::Backspace, "Retroceso"),
    (Key::Delete, "Supr"),
    (Key::Home, "Inicio"),
    (Key::End, "Fin"),
    (Key::PageUp, "RePág"),
    (Key::PageDown, "AvPág"),
];

/// A key with what is held down, in the one form in which it can be compared.
///
/// Its text form is `n`, `U`, `ctrl-z`, `<enter>`, `<shift-tab>`, `<ctrl-up>`; `<lt>` is the character `<`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Chord {
    /// The key itself.
    pub key: Key,
    /// Control is held.
    pub ctrl: bool,
    /// Alt, Option or Meta is held.
    pub alt: bool,
    /// Shift is held; never true for a character, whose case already says so.
    pub shift: bool,
}

impl Chord {
    /// The chord in its comparable form: shift folded into characters, control chords in lower case,
    /// however the terminal reported them.
    pub fn new(key: Key, ctrl: bool, alt: bool, shift: bool) -> Self {
        match key {
            Key::Char(c) => {
                let c = if ctrl {
                    c.to_ascii_lowercase()
                } else if shift {
                    one_char(c.to_uppercase()).unwrap_or(c)
                } else {
                    c
                };
                Self {
                    key: Key::Char(c),
                    ctrl,
                    alt,
                    shift: false,
                }
            }
            key => Self {
                key,
                ctrl,
                alt,
                shift,
            },
        }
    }

    /// A character typed alone.
    pub fn char(c: char) -> Self {
        Self::plain(Key::Char(c))
    }

    /// A key pressed alone.
    pub fn plain(key: Key) -> Self {
        Self::new(key, false, false, false)
    }

    /// A character with Control.
    pub fn ctrl(c: char) -> Self {
        Self::new(Key::Char(c), true, false, false)
    }

    /// The character this chord types into a text, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.key {
            Key::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// The chord as people read it in hints and help: `n`, `U`, `Ctrl-Z`, `Enter`, `↑`; arrows as words
    /// where the terminal cannot show them (`ascii`).
    pub fn label(self, ascii: bool, lang: Lang) -> String {
        let mut out = String::new();
        let shift = match lang {
            Lang::En => "Shift-",
            Lang::Es => "Mayús-",
        };
        for (held, name) in [
            (self.ctrl, "Ctrl-"),
            (self.alt, "Alt-"),
            (self.shift, shift),
        ] {
            if held {
                out.push_str(name);
            }
        }
        if lang == Lang::Es
            && let Some((_, name)) = SPANISH.iter().find(|(key, _)| *key == self.key)
        {
            out.push_str(name);
            return out;
        }
        match (self.key, NAMES.iter().find(|(key, ..)| *key == self.key)) {
            (_, Some((_, _, unicode, plain))) => out.push_str(if ascii { plain } else { unicode }),
            (Key::F(n), _) => out.extend(["F".to_owned(), n.to_string()]),
            (Key::Char(c), _) if self.ctrl => out.extend(c.to_uppercase()),
            (Key::Char(c), _) => out.push(c),
            // Every other key has a name in the table.
            (_, None) => {}
        }
        out
    }
}

fn one_char(mut chars: impl Iterator<Item = char>) -> Option<char> {
    let first = chars.next()?;
    chars.next().is_none().then_some(first)
}

impl fmt::Display for Chord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (name, named) = match (self.key, NAMES.iter().find(|(key, ..)| *key == self.key)) {
            (_, Some((_, name, ..))) => ((*name).to_owned(), true),
            (Key::F(n), _) => (format!("f{n}"), true),
            (Key::Char('<'), _) => ("lt".to_owned(), true),
            (Key::Char(c), _) => (c.to_string(), false),
            (_, None) => (String::new(), true),
        };
        if named {
            f.write_str("<")?;
        }
        for (held, modifier) in [
            (self.ctrl, "ctrl-"),
            (self.alt, "alt-"),
            (self.shift, "shift-"),
        ] {
            if held {
                f.write_str(modifier)?;
            }
        }
        f.write_str(&name)?;
        if named { f.write_str(">") } else { Ok(()) }
    }
}

/// Why a text names no key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum UnknownKey {
    /// Nothing of that name.
    #[error(
        "no key is called “{0}”: write n, U, ctrl-z, <enter>, <shift-tab>, <f1>, <up> or <lt> for <"
    )]
    Name(String),
    /// A `<` that is never closed.
    #[error("“{0}” opens a key name with < and never closes it: write <lt> for the character <")]
    Unclosed(String),
}

impl FromStr for Chord {
    type Err = UnknownKey;

    fn from_str(text: &str) -> Result<Self, UnknownKey> {
        let unknown = || UnknownKey::Name(text.to_owned());
        if let Some(c) = one_char(text.chars()) {
            return if c.is_control() {
                Err(unknown())
            } else {
                Ok(Self::char(c))
            };
        }
        let mut rest = text
            .strip_prefix('<')
            .and_then(|t| t.strip_suffix('>'))
            .unwrap_or(text);
        let (mut ctrl, mut alt, mut shift) = (false, false, false);
        loop {
            let (held, after) = match rest.split_once('-') {
                Some((name, after)) if !after.is_empty() => (name.to_ascii_lowercase(), after),
                _ => break,
            };
            match held.as_str() {
                "ctrl" => ctrl = true,
                "alt" => alt = true,
                "shift" => shift = true,
                _ => return Err(unknown()),
            }
            rest = after;
        }
        let key = match one_char(rest.chars()) {
            Some(c) if !c.is_control() => Key::Char(c),
            _ => named(rest).ok_or_else(unknown)?,
        };
        Ok(Self::new(key, ctrl, alt, shift))
    }
}

fn named(name: &str) -> Option<Key> {
    let name = name.to_ascii_lowercase();
    if let Some((key, ..)) = NAMES.iter().find(|(_, known, ..)| *known == name) {
        return Some(*key);
    }
    match name.as_str() {
        "lt" => Some(Key::Char('<')),
        "gt" => Some(Key::Char('>')),
        function => {
            let n = function.strip_prefix('f')?.parse().ok()?;
            (1..=24).contains(&n).then_some(Key::F(n))
        }
    }
}

/// Which way a wheel turned.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Wheel {
    /// Towards the top.
    Up,
    /// Towards the bottom.
    Down,
}

/// One thing that happened at a terminal. Columns and rows count cells from 0 at the top left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Input {
    /// A key was pressed or repeats.
    Key(Chord),
    /// Text was pasted; it is clean (see [`crate::model::text`]) and may hold line breaks.
    Paste {
        /// What was pasted.
        text: String,
        /// It was longer than is taken in; the end is missing, and the seat must say so.
        cut: bool,
    },
    /// The terminal has a new size, in cells.
    Resize {
        /// Cells across.
        columns: u16,
        /// Cells down.
        rows: u16,
    },
    /// The first mouse button was pressed on a cell.
    Click {
        /// Cells from the left.
        column: u16,
        /// Cells from the top.
        row: u16,
    },
    /// The wheel turned over a cell.
    Scroll {
        /// Which way.
        wheel: Wheel,
        /// Cells from the left.
        column: u16,
        /// Cells from the top.
        row: u16,
    },
    /// The terminal's window came to the front (`true`) or went behind others.
    Focus(bool),
}

impl Input {
    /// A paste, cleaned and capped.
    pub fn paste(raw: &str) -> Self {
        let cleaned = text::clean_paste(raw);
        Self::Paste {
            cut: cleaned.cut,
            text: cleaned.into_string(),
        }
    }
}

impl From<Chord> for Input {
    fn from(chord: Chord) -> Self {
        Self::Key(chord)
    }
}

/// Reads a run of keys as tests and walkthroughs write it: `n Buses cut<enter>`. `<…>` is a named key or a
/// chord (`<ctrl-z>`), `<lt>` a literal `<`, and everything else is typed as it stands, spaces included.
///
/// # Errors
/// A `<…>` that names no key, or one that is never closed.
pub fn parse_keys(keys: &str) -> Result<Vec<Chord>, UnknownKey> {
    let mut out = Vec::new();
    let mut rest = keys;
    while let Some(c) = rest.chars().next() {
        if c == '<' {
            let end = rest
                .find('>')
                .ok_or_else(|| UnknownKey::Unclosed(rest.to_owned()))?;
            let name = &rest[..=end];
            if name.len() == 2 {
                return Err(UnknownKey::Name(name.to_owned()));
            }
            out.push(name.parse()?);
            rest = &rest[end + 1..];
        } else if c.is_control() {
            return Err(UnknownKey::Name(c.escape_default().to_string()));
        } else {
            out.push(Chord::char(c));
            rest = &rest[c.len_utf8()..];
        }
    }
    Ok(out)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keys(text: &str) -> Vec<String> {
        parse_keys(text)
            .unwrap()
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn a_run_of_keys_is_typed_as_it_stands() {
        assert_eq!(
            keys("n Bus<enter>"),
            ["n", "<space>", "B", "u", "s", "<enter>"]
        );
        assert_eq!(
            keys("<ctrl-z><shift-tab><lt>a>"),
            ["ctrl-z", "<shift-tab>", "<lt>", "a", ">"]
        );
        assert_eq!(keys("né<f1>"), ["n", "é", "<f1>"]);
    }

    #[test]
    fn unknown_names_are_told() {
        for bad in [
            "<>",
            "<entre>",
            "<ctrl->",
            "<f0>",
            "<f99>",
            "a\nb",
            "<enter",
            "<super-a>",
        ] {
            assert!(parse_keys(bad).is_err(), "{bad:?}");
        }
        assert!(
            parse_keys("<entre>")
                .unwrap_err()
                .to_string()
                .contains("<entre>")
        );
    }

    #[test]
    fn one_chord_has_one_form() {
        assert_eq!(
            Chord::new(Key::Char('u'), false, false, true),
            Chord::char('U')
        );
        assert_eq!(
            Chord::new(Key::Char('U'), false, false, true),
            Chord::char('U')
        );
        assert_eq!(
            Chord::new(Key::Char('Z'), true, false, true),
            Chord::ctrl('z')
        );
        assert_eq!("ctrl-z".parse(), Ok(Chord::ctrl('z')));
        assert_eq!("<Ctrl-Z>".parse(), Ok(Chord::ctrl('z')));
        assert_eq!("-".parse(), Ok(Chord::char('-')));
        assert_eq!("<".parse(), Ok(Chord::char('<')));
        assert_eq!("ctrl--".parse(), Ok(Chord::ctrl('-')));
        assert_eq!(
            "<shift-tab>".parse(),
            Ok(Chord::new(Key::Tab, false, false, true))
        );
    }

    #[test]
    fn people_read_keys_as_on_their_keyboard() {
        assert_eq!(Chord::ctrl('z').label(false, Lang::En), "Ctrl-Z");
        assert_eq!(Chord::char('U').label(false, Lang::En), "U");
        assert_eq!(Chord::plain(Key::Up).label(false, Lang::En), "↑");
        assert_eq!(Chord::plain(Key::Up).label(true, Lang::En), "Up");
        assert_eq!(
            Chord::new(Key::Tab, false, false, true).label(true, Lang::En),
            "Shift-Tab"
        );
        assert_eq!(Chord::plain(Key::F(1)).label(false, Lang::En), "F1");
    }

    #[test]
    fn only_bare_characters_are_typed() {
        assert_eq!(Chord::char('é').typed(), Some('é'));
        assert_eq!(Chord::ctrl('a').typed(), None);
        assert_eq!(Chord::plain(Key::Enter).typed(), None);
    }

    #[test]
    fn a_paste_is_clean_and_capped() {
        let Input::Paste { text, cut } = Input::paste("a\r\nb\u{1b}[201~") else {
            panic!("a paste")
        };
        assert_eq!((text.as_str(), cut), ("a\nb[201~", false));
        let Input::Paste { text, cut } = Input::paste(&"x".repeat(text::PASTE_BYTES + 5)) else {
            panic!("a paste")
        };
        assert_eq!((text.len(), cut), (text::PASTE_BYTES, true));
    }

    fn any_key() -> impl Strategy<Value = Key> {
        prop_oneof![
            any::<char>()
                .prop_filter("printable", |c| !c.is_control())
                .prop_map(Key::Char),
            prop::sample::select(NAMES.map(|(key, ..)| key).to_vec()),
            (1u8..=24).prop_map(Key::F),
        ]
    }

    proptest! {
        #[test]
        fn every_chord_reads_back(key in any_key(), ctrl: bool, alt: bool, shift: bool) {
            let chord = Chord::new(key, ctrl, alt, shift);
            prop_assert_eq!(chord.to_string().parse(), Ok(chord));
        }

        #[test]
        fn any_typed_text_reads_back(text in "\\PC{0,20}") {
            let written = text.replace('<', "<lt>");
            let typed: String = parse_keys(&written).unwrap().iter().filter_map(|c| c.typed()).collect();
            prop_assert_eq!(typed, text);
        }
    }
}
