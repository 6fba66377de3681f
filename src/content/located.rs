//! Reads JSON that people write by hand, and says of everything that is wrong where it stands.
//!
//! A reader is a function from a [`Node`] to what the file describes. Every accessor that finds something
//! else than it wants records a [`Problem`] with line, column and a hint and answers `None`, so that the
//! reader goes on and a person learns of all mistakes at once, not one a run. [`read`] answers with the
//! value only when nothing at all was wrong.
//!
//! Objects come in two kinds: those with known keys ([`Node::object`], where an unknown key is a problem
//! and the nearest known one is suggested) and those whose keys are names ([`Node::entries`]). Repeated
//! keys are problems in both. This module knows nothing of scripts or themes.
//!
//! ```
//! use upturn::content::located::{Node, read};
//!
//! fn minutes(root: Node<'_>) -> Option<i64> {
//!     root.object(&["minutes"])?.need("minutes")?.integer(1..=600)
//! }
//! assert_eq!(read("a.json", r#"{"minutes": 20}"#, minutes), Ok(20));
//! let problems = read("a.json", r#"{"minuts": 20}"#, minutes).unwrap_err();
//! assert_eq!(problems[1].to_string(), "a.json:1:2: “minuts” is not known here\n  did you mean “minutes”?");
//! ```

mod toml;

use std::cell::RefCell;
use std::ops::RangeInclusive;

use jsonc_parser::ast::{ObjectProp, Value};
use jsonc_parser::common::Ranged as _;
use jsonc_parser::errors::ParseErrorKind;
use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

use crate::model::text;
use crate::problem::{Place, Problem};

/// Most bytes of a file that is read; the longest script that makes sense is a twentieth of this.
pub const FILE_BYTES: usize = 1024 * 1024;

/// Strict JSON: what every other program reads too.
const STRICT: ParseOptions = ParseOptions {
    allow_comments: false,
    allow_loose_object_property_names: false,
    allow_trailing_commas: false,
    allow_missing_commas: false,
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: false,
    allow_extended_string_escapes: false,
};

/// Reads `text`, known to people as `file`, with `build`.
///
/// # Errors
/// Everything that is wrong, in the order of the file; never empty. A file that is not JSON has one problem.
pub fn read<T>(
    file: &str,
    text: &str,
    build: impl FnOnce(Node<'_>) -> Option<T>,
) -> Result<T, Vec<Problem>> {
    read_as(file, text, false, build)
}

/// Reads TOML as [`read`] reads JSON. What its tables hold is read as objects are.
///
/// # Errors
/// As [`read`].
pub fn read_toml<T>(
    file: &str,
    text: &str,
    build: impl FnOnce(Node<'_>) -> Option<T>,
) -> Result<T, Vec<Problem>> {
    read_as(file, text, true, build)
}

fn read_as<T>(
    file: &str,
    text: &str,
    is_toml: bool,
    build: impl FnOnce(Node<'_>) -> Option<T>,
) -> Result<T, Vec<Problem>> {
    // Editors on Windows mark the start of a file; the mark is no part of the text.
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let source = Source {
        file,
        text,
        problems: RefCell::new(Vec::new()),
    };
    if text.len() > FILE_BYTES {
        source.add(
            0,
            "this file is over 1 MB".to_owned(),
            Some("what Upturn reads is far smaller: is it the right file?".to_owned()),
        );
        return Err(source.problems.into_inner());
    }
    let parsed = if is_toml {
        toml::parse(text).map(Some).map_err(|(at, message)| {
            let hint = "a setting is written name = value, and text stands in double quotes";
            source.add(
                at,
                format!("this is not TOML: {message}"),
                Some(hint.to_owned()),
            );
        })
    } else {
        parse_to_ast(text, &CollectOptions::default(), &STRICT)
            .map(|parsed| parsed.value)
            .map_err(|error| {
                let (message, hint) = syntax(error.kind());
                source.add(error.range().start, message, hint.map(str::to_owned));
            })
    };
    let Ok(parsed) = parsed else {
        return Err(source.problems.into_inner());
    };
    let built = match &parsed {
        Some(value) => build(Node {
            source: &source,
            value,
        }),
        None => {
            source.add(
                0,
                "this file is empty".to_owned(),
                Some("a JSON object { … } is expected".to_owned()),
            );
            None
        }
    };
    let mut problems = source.problems.into_inner();
    match built {
        Some(value) if problems.is_empty() => Ok(value),
        _ => {
            if problems.is_empty() {
                let place = Place {
                    file: file.to_owned(),
                    line: 1,
                    column: 1,
                };
                problems.push(Problem {
                    place,
                    message: "this file could not be understood".to_owned(),
                    hint: String::new(),
                });
            }
            problems.sort_by(|a, b| a.place.cmp(&b.place));
            Err(problems)
        }
    }
}

fn syntax(kind: &ParseErrorKind) -> (String, Option<&'static str>) {
    let hint = match kind {
        ParseErrorKind::CommentsNotAllowed => "JSON has no comments: remove it",
        ParseErrorKind::TrailingCommasNotAllowed => "remove the comma before the closing bracket",
        ParseErrorKind::SingleQuotedStringsNotAllowed | ParseErrorKind::UnexpectedWord => {
            "text stands in double quotes: \"…\""
        }
        ParseErrorKind::ExpectedStringObjectProperty | ParseErrorKind::UnexpectedTokenInObject => {
            "a key stands in double quotes, then a colon and its value: \"key\": …"
        }
        ParseErrorKind::ExpectedComma => "put a comma between two values",
        ParseErrorKind::ExpectedColonAfterObjectKey | ParseErrorKind::ExpectedObjectValue => {
            "a key needs a colon and a value: \"key\": …"
        }
        ParseErrorKind::UnterminatedArray => "the list that opens here is never closed with ]",
        ParseErrorKind::UnterminatedObject => "the object that opens here is never closed with }",
        ParseErrorKind::MultipleRootJsonValues => {
            "a file holds one object; is there a bracket too many above?"
        }
        _ => {
            return (
                format!("this is not JSON: {}", lower_first(&kind.to_string())),
                None,
            );
        }
    };
    (
        format!("this is not JSON: {}", lower_first(&kind.to_string())),
        Some(hint),
    )
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(chars).collect()
    })
}

/// Most problems told at once: more say nothing new, and finding each place takes time.
const MOST_PROBLEMS: usize = 100;

#[derive(Debug)]
struct Source<'d> {
    file: &'d str,
    text: &'d str,
    problems: RefCell<Vec<Problem>>,
}

impl Source<'_> {
    fn is_full(&self) -> bool {
        self.problems.borrow().len() >= MOST_PROBLEMS
    }

    fn place(&self, at: usize) -> Place {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        Place {
            file: self.file.to_owned(),
            line: before.bytes().filter(|&b| b == b'\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }

    fn add(&self, at: usize, message: String, hint: Option<String>) {
        if self.is_full() {
            return;
        }
        self.problems.borrow_mut().push(Problem {
            place: self.place(at),
            message,
            hint: hint.unwrap_or_default(),
        });
    }
}

/// What kind of value stands at a place, for readers that accept more than one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `"…"`
    Text,
    /// `12.5`
    Number,
    /// `true` or `false`
    Flag,
    /// `null`
    Null,
    /// `[…]`
    List,
    /// `{…}`
    Object,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "a number",
            Self::Flag => "true or false",
            Self::Null => "null",
            Self::List => "a list",
            Self::Object => "an object",
        }
    }
}

/// A value in the file, with its place.
#[derive(Debug, Clone, Copy)]
pub struct Node<'d> {
    source: &'d Source<'d>,
    value: &'d Value<'d>,
}

impl<'d> Node<'d> {
    /// Where this value stands.
    pub fn place(self) -> Place {
        self.source.place(self.value.start())
    }

    /// Records that something is wrong with this value.
    pub fn problem(self, message: impl Into<String>) {
        self.source.add(self.value.start(), message.into(), None);
    }

    /// Records that something is wrong with this value, and what would put it right.
    pub fn problem_with(self, message: impl Into<String>, hint: impl Into<String>) {
        self.source
            .add(self.value.start(), message.into(), Some(hint.into()));
    }

    /// What kind of value this is; never a problem.
    pub fn kind(self) -> Kind {
        match self.value {
            Value::StringLit(_) => Kind::Text,
            Value::NumberLit(_) => Kind::Number,
            Value::BooleanLit(_) => Kind::Flag,
            Value::NullKeyword(_) => Kind::Null,
            Value::Array(_) => Kind::List,
            Value::Object(_) => Kind::Object,
        }
    }

    /// Records that another kind of value was expected; `wanted` reads like “a number” or “text or a list”.
    pub fn expected(self, wanted: &str) {
        let message = format!("{wanted} is expected here, not {}", self.kind().name());
        if self.kind() == Kind::Null {
            self.problem_with(message, "leave the key out instead of writing null");
        } else {
            self.problem(message);
        }
    }

    /// The text as it was written, not cleaned: for ids and names that are looked up.
    pub fn text(self) -> Option<&'d str> {
        match self.value {
            Value::StringLit(text) => Some(&text.value),
            _ => {
                self.expected("text");
                None
            }
        }
    }

    /// A line that people read, cleaned; an empty one is a problem, and one that is too long.
    pub fn line(self) -> Option<String> {
        let cleaned = text::clean_line(self.text()?);
        if cleaned.cut {
            self.problem(format!(
                "this text is longer than {} characters",
                text::LINE_CHARS
            ));
            return None;
        }
        if cleaned.text.is_empty() {
            self.problem_with("this text is empty", "write it, or leave the key out");
            return None;
        }
        Some(cleaned.into_string())
    }

    /// A line in one language or several: `"…"` or `{"en": "…", "es": "…"}`, as pairs of language and text.
    /// Text without a language is English. Languages are lower-case tags such as `en` or `pt-br`.
    pub fn words(self) -> Option<Vec<(String, String)>> {
        match self.kind() {
            Kind::Text => Some(vec![("en".to_owned(), self.line()?)]),
            Kind::Object => {
                let entries = self.entries()?;
                if entries.is_empty() {
                    self.problem_with("no language is given here", "write {\"en\": \"…\"}");
                    return None;
                }
                let mut words = Vec::new();
                for entry in entries {
                    if !is_language(entry.name) {
                        entry.problem_with(
                            format!("“{}” is not a language", entry.name),
                            "use a tag such as “en”, “es” or “pt-br”",
                        );
                        continue;
                    }
                    if let Some(line) = entry.value.line() {
                        words.push((entry.name.to_owned(), line));
                    }
                }
                Some(words)
            }
            _ => {
                self.expected("text, or text in several languages,");
                None
            }
        }
    }

    /// A whole number within bounds.
    pub fn integer(self, bounds: RangeInclusive<i64>) -> Option<i64> {
        let Value::NumberLit(number) = self.value else {
            self.expected("a whole number");
            return None;
        };
        match number.value.parse() {
            Ok(n) if bounds.contains(&n) => Some(n),
            _ => {
                self.problem(format!(
                    "a whole number from {} to {} is expected here, not {}",
                    bounds.start(),
                    bounds.end(),
                    number.value
                ));
                None
            }
        }
    }

    /// A number, finite.
    pub fn number(self) -> Option<f64> {
        let Value::NumberLit(number) = self.value else {
            self.expected("a number");
            return None;
        };
        match number.value.parse::<f64>() {
            Ok(n) if n.is_finite() => Some(n),
            _ => {
                self.problem(format!(
                    "{} is beyond any number that can be reckoned with",
                    number.value
                ));
                None
            }
        }
    }

    /// `true` or `false`.
    pub fn flag(self) -> Option<bool> {
        let Value::BooleanLit(flag) = self.value else {
            self.expected("true or false");
            return None;
        };
        Some(flag.value)
    }

    /// One of several names, for what it stands for. `what` reads like “kind of step”.
    pub fn pick<T: Copy>(self, what: &str, options: &[(&str, T)]) -> Option<T> {
        let name = self.text()?;
        let found = options.iter().find(|(option, _)| *option == name);
        if found.is_none() {
            self.problem_with(
                format!("“{name}” is no {what}"),
                suggest(name, options.iter().map(|(option, _)| *option)),
            );
        }
        found.map(|(_, value)| *value)
    }

    /// The values of a list.
    pub fn list(self) -> Option<Vec<Node<'d>>> {
        let Value::Array(array) = self.value else {
            self.expected("a list");
            return None;
        };
        Some(
            array
                .elements
                .iter()
                .map(|value| Node { value, ..self })
                .collect(),
        )
    }

    /// An object of which all keys are known; every other key is a problem.
    pub fn object(self, keys: &[&str]) -> Option<Object<'d>> {
        let entries = self.entries()?;
        for entry in &entries {
            if !keys.contains(&entry.name) {
                entry.problem_with(
                    format!("“{}” is not known here", entry.name),
                    suggest(entry.name, keys.iter().copied()),
                );
            }
        }
        Some(Object {
            node: self,
            entries,
        })
    }

    /// An object whose keys are names of the author's choice, in the order of the file. A name that stands
    /// twice is a problem and comes once.
    pub fn entries(self) -> Option<Vec<Entry<'d>>> {
        let Value::Object(object) = self.value else {
            self.expected("an object");
            return None;
        };
        let mut seen = std::collections::HashMap::new();
        let mut entries = Vec::with_capacity(object.properties.len());
        for property in &object.properties {
            let entry = Entry {
                name: property.name.as_str(),
                value: Node {
                    value: &property.value,
                    ..self
                },
                property,
            };
            match seen.insert(entry.name, property.start()) {
                None => entries.push(entry),
                Some(_) if self.source.is_full() => {}
                Some(first) => {
                    seen.insert(entry.name, first);
                    let line = self.source.place(first).line;
                    entry.problem_with(
                        format!("“{}” stands here a second time", entry.name),
                        format!("it is already given on line {line}"),
                    );
                }
            }
        }
        Some(entries)
    }
}

/// An object with known keys.
#[derive(Debug, Clone)]
pub struct Object<'d> {
    node: Node<'d>,
    entries: Vec<Entry<'d>>,
}

impl<'d> Object<'d> {
    /// The object itself, for problems that concern it as a whole.
    pub fn node(&self) -> Node<'d> {
        self.node
    }

    /// The value of a key that may be left out.
    pub fn get(&self, key: &str) -> Option<Node<'d>> {
        self.entries
            .iter()
            .find(|entry| entry.name == key)
            .map(|entry| entry.value)
    }

    /// The value of a key that must be there; its absence is a problem.
    pub fn need(&self, key: &str) -> Option<Node<'d>> {
        let value = self.get(key);
        if value.is_none() {
            self.node.problem_with(
                format!("“{key}” is missing here"),
                format!("add \"{key}\": …"),
            );
        }
        value
    }
}

/// A name and its value in an object whose keys are names.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'d> {
    /// The name, as written.
    pub name: &'d str,
    /// Its value.
    pub value: Node<'d>,
    property: &'d ObjectProp<'d>,
}

impl Entry<'_> {
    /// Records that something is wrong with the name, not with the value.
    pub fn problem_with(&self, message: impl Into<String>, hint: impl Into<String>) {
        self.value
            .source
            .add(self.property.start(), message.into(), Some(hint.into()));
    }

    /// Where the name stands.
    pub fn place(&self) -> Place {
        self.value.source.place(self.property.start())
    }
}

/// A hint for a name that is not known: the nearest known one, or all of them when none is near.
pub fn suggest<'k>(name: &str, known: impl Iterator<Item = &'k str> + Clone) -> String {
    let lower = name.to_lowercase();
    let allowed = 1 + name.chars().count() / 4;
    let nearest = known
        .clone()
        .map(|option| {
            (
                strsim::damerau_levenshtein(&lower, &option.to_lowercase()),
                option,
            )
        })
        .min_by_key(|(distance, _)| *distance);
    match nearest {
        Some((distance, option)) if distance <= allowed => format!("did you mean “{option}”?"),
        Some(_) => format!("known are: {}", known.collect::<Vec<_>>().join(", ")),
        None => "nothing is known here".to_owned(),
    }
}

fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts
        .next()
        .is_some_and(|p| matches!(p.len(), 2 | 3) && p.bytes().all(|b| b.is_ascii_lowercase()));
    first
        && parts.all(|p| {
            (2..=8).contains(&p.len())
                && p.bytes()
                    .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit())
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn problems(text: &str, build: impl FnOnce(Node<'_>) -> Option<()>) -> Vec<String> {
        read("x.json", text, build)
            .unwrap_err()
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn every_problem_is_told_with_its_place() {
        let text = "{\n  \"id\": 5,\n  \"titel\": \"é\", \"id\": \"b\",\n  \"minutes\": 700, \"on\": null\n}";
        let found = problems(text, |root| {
            let object = root.object(&["id", "title", "minutes", "on", "steps"])?;
            object.need("id").and_then(Node::text);
            object.get("minutes").and_then(|n| n.integer(1..=600));
            object.get("on").and_then(Node::flag);
            object.need("steps").and_then(Node::list);
            Some(())
        });
        assert_eq!(
            found,
            [
                "x.json:1:1: “steps” is missing here\n  add \"steps\": …",
                "x.json:2:9: text is expected here, not a number",
                "x.json:3:3: “titel” is not known here\n  did you mean “title”?",
                "x.json:3:17: “id” stands here a second time\n  it is already given on line 2",
                "x.json:4:14: a whole number from 1 to 600 is expected here, not 700",
                "x.json:4:25: true or false is expected here, not null\n  leave the key out instead of writing null",
            ]
        );
    }

    #[test]
    fn what_is_not_json_has_one_problem_with_a_hint() {
        for (text, place, hint) in [
            ("{\"a\": 1,}", "x.json:1:", "comma before"),
            ("{\"a\": 1 // why\n}", "x.json:1:9", "no comments"),
            ("{'a': 1}", "x.json:1:2", "double quotes"),
            ("{\"a\": 1 \"b\": 2}", "x.json:1:", "comma"),
            ("{\"a\": [1, 2}", "x.json:1:", ""),
            ("", "x.json:1:1", "object"),
            ("{} {}", "x.json:1:4", "one object"),
        ] {
            let found = problems(text, |_| Some(()));
            assert_eq!(found.len(), 1, "{text}");
            assert!(
                found[0].starts_with(place) && found[0].contains(hint),
                "{text}: {}",
                found[0]
            );
        }
        assert_eq!(problems(&"[".repeat(100_000), |_| Some(())).len(), 1);
        assert_eq!(problems(&" ".repeat(FILE_BYTES + 1), |_| Some(())).len(), 1);
    }

    #[test]
    fn words_come_in_languages() {
        let words = |text: &str| read("x.json", text, |node| node.words());
        let pair = |a: &str, b: &str| (a.to_owned(), b.to_owned());
        assert_eq!(words("\u{FEFF}\"Story\""), Ok(vec![pair("en", "Story")]));
        assert_eq!(
            words(r#"{"en": "Story", "pt-br": " História\u0007 "}"#),
            Ok(vec![pair("en", "Story"), pair("pt-br", "História")])
        );
        assert!(
            words(r#"{"English": "Story"}"#).unwrap_err()[0]
                .message
                .contains("not a language")
        );
        assert!(words("{}").is_err());
        assert!(words("\"  \"").is_err());
    }

    #[test]
    fn choices_suggest_the_nearest() {
        let kinds = [("cards", 1), ("curve", 2), ("tree", 3)];
        let kind = |text: &str| read("x.json", text, |node| node.pick("kind of step", &kinds));
        assert_eq!(kind("\"curve\""), Ok(2));
        let problem = kind("\"card\"").unwrap_err().remove(0);
        assert_eq!(problem.message, "“card” is no kind of step");
        assert_eq!(problem.hint, ("did you mean “cards”?"));
        assert_eq!(
            kind("\"zebra\"").unwrap_err()[0].hint,
            "known are: cards, curve, tree"
        );
    }

    #[test]
    fn numbers_stay_finite() {
        assert_eq!(read("x.json", "-1.5e1", |node| node.number()), Ok(-15.0));
        assert!(read("x.json", "1e999", |node| node.number()).is_err());
        assert!(read("x.json", "1.5", |n| n.integer(0..=9)).is_err());
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,40}|[\\[\\]{}\",:a1 \n]{0,40}") {
            fn walk(node: Node<'_>) {
                match node.kind() {
                    Kind::List => node.list().into_iter().flatten().for_each(walk),
                    Kind::Object => node.entries().into_iter().flatten().for_each(|e| walk(e.value)),
                    Kind::Text => { node.line(); }
                    _ => { node.number(); }
                }
            }
            if let Err(problems) = read("x.json", &text, |root| { walk(root); Some(()) }) {
                prop_assert!(!problems.is_empty());
                prop_assert!(problems.iter().all(|p| p.place.line >= 1 && p.place.column >= 1));
            }
        }
    }
}
