//! A script file held against the table of shapes: what stands where, and everything that has the wrong form.
//!
//! Knows no key by name except `id`, by which the members of a list are told apart, and `kind`, which says what
//! other keys a step has. What the keys mean together is the business of [`super::sense`].

use crate::{
    content::located::{Entry, Kind as Written, Node, suggest},
    model::{
        script::shape::{self, Key, Shape, Side},
        step::Kind,
    },
};

/// A value of the file with its place, checked against its shape.
#[derive(Debug)]
pub(super) struct Found<'d> {
    pub node: Node<'d>,
    pub holds: Holds<'d>,
}

/// What a value of the file is.
#[derive(Debug)]
pub(super) enum Holds<'d> {
    /// Not what belongs here; that has been said.
    Wrong,
    Text(String),
    Words(Vec<(String, String)>),
    Count(u32),
    Flag(bool),
    StepRef(String, Side),
    FieldRef(String),
    List(Vec<Found<'d>>),
    Object(Vec<(&'static str, Found<'d>)>),
}

impl Found<'_> {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Self> {
        let Holds::Object(entries) = &self.holds else {
            return None;
        };
        entries
            .iter()
            .find(|(name, _)| *name == key)
            .map(|(_, found)| found)
    }

    /// The members of a list under a key; none where there is no such list.
    pub fn members(&self, key: &str) -> &[Self] {
        match self.get(key).map(|found| &found.holds) {
            Some(Holds::List(members)) => members,
            _ => &[],
        }
    }

    /// Text, a name, or a name that refers to something.
    pub fn text(&self) -> Option<&str> {
        match &self.holds {
            Holds::Text(text) | Holds::StepRef(text, _) | Holds::FieldRef(text) => Some(text),
            _ => None,
        }
    }

    /// A whole number.
    pub fn count(&self) -> Option<u32> {
        match self.holds {
            Holds::Count(n) => Some(n),
            _ => None,
        }
    }

    /// The name of a member of a list: itself, or its `id`.
    pub fn id(&self) -> Option<&str> {
        self.text().or_else(|| self.get("id")?.text())
    }

    /// Everything below this value and the value itself, in the order of the file.
    pub fn each<'f>(&'f self, visit: &mut dyn FnMut(&'f Self)) {
        visit(self);
        match &self.holds {
            Holds::List(members) => members.iter().for_each(|member| member.each(visit)),
            Holds::Object(entries) => entries.iter().for_each(|(_, found)| found.each(visit)),
            _ => {}
        }
    }

    /// As plain data, for serde.
    pub fn to_value(&self) -> serde_json::Value {
        match &self.holds {
            Holds::Wrong => serde_json::Value::Null,
            Holds::Text(text) | Holds::StepRef(text, _) | Holds::FieldRef(text) => {
                text.as_str().into()
            }
            Holds::Words(words) => words
                .iter()
                .map(|(lang, text)| (lang.clone(), text.as_str().into()))
                .collect::<serde_json::Map<_, _>>()
                .into(),
            Holds::Count(n) => (*n).into(),
            Holds::Flag(flag) => (*flag).into(),
            Holds::List(members) => members.iter().map(Self::to_value).collect(),
            Holds::Object(entries) => entries
                .iter()
                .map(|(name, found)| ((*name).to_owned(), found.to_value()))
                .collect::<serde_json::Map<_, _>>()
                .into(),
        }
    }
}

/// Holds a value against a shape.
pub(super) fn find<'d>(node: Node<'d>, shape: &'static Shape) -> Found<'d> {
    let holds = match shape {
        Shape::Id => id(node),
        Shape::Text => node.line().map(Holds::Text),
        Shape::Words => node.words().map(Holds::Words),
        Shape::Count { min, max } => node
            .integer(i64::from(*min)..=i64::from(*max))
            .and_then(|n| u32::try_from(n).ok())
            .map(Holds::Count),
        Shape::Flag => node.flag().map(Holds::Flag),
        Shape::OneOf(options) => one_of(node, options),
        Shape::StepRef(side) => node
            .text()
            .map(|name| Holds::StepRef(name.to_owned(), *side)),
        Shape::FieldRef => node.text().map(|name| Holds::FieldRef(name.to_owned())),
        Shape::List(member) => list(node, member),
        Shape::ListOr(member, keys) => list_or(node, member, keys),
        Shape::Object(keys) => object(node, &[keys]),
        Shape::OneKey(keys) => one_key(node, keys),
        Shape::IdOr(keys) => id_or(node, keys),
        Shape::Step => step(node),
    };
    Found {
        node,
        holds: holds.unwrap_or(Holds::Wrong),
    }
}

/// Most characters of a name.
pub(super) const ID_CHARS: usize = 40;

fn id(node: Node<'_>) -> Option<Holds<'_>> {
    let name = node.text()?;
    let fine = (1..=ID_CHARS).contains(&name.len())
        && name
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !fine {
        node.problem_with(
            format!("“{name}” cannot be an id"),
            format!("an id has 1 to {ID_CHARS} small letters, digits and dashes"),
        );
    }
    fine.then(|| Holds::Text(name.to_owned()))
}

fn one_of<'d>(node: Node<'d>, options: &[&str]) -> Option<Holds<'d>> {
    let word = node.text()?;
    let known = options.contains(&word);
    if !known {
        let hint = suggest(word, options.iter().copied());
        node.problem_with(format!("“{word}” cannot stand here"), hint);
    }
    known.then(|| Holds::Text(word.to_owned()))
}

fn list<'d>(node: Node<'d>, member: &'static Shape) -> Option<Holds<'d>> {
    let nodes = node.list()?;
    if nodes.is_empty() {
        node.problem_with(
            "this list is empty",
            "put something in, or leave the key out if it may be left out",
        );
    }
    let members: Vec<Found<'d>> = nodes.into_iter().map(|node| find(node, member)).collect();
    let mut lines = std::collections::HashMap::new();
    for found in &members {
        let Some(name) = found.id() else { continue };
        let at = found.get("id").unwrap_or(found).node;
        match lines.get(name) {
            None => {
                lines.insert(name, at.place().line);
            }
            Some(line) => at.problem_with(
                format!("“{name}” stands in this list a second time"),
                format!("it is already given on line {line}"),
            ),
        }
    }
    Some(Holds::List(members))
}

fn list_or<'d>(node: Node<'d>, member: &'static Shape, keys: &'static [Key]) -> Option<Holds<'d>> {
    match node.kind() {
        Written::List => list(node, member),
        Written::Object => {
            let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
            if node.entries()?.is_empty() {
                node.problem_with(
                    "this object is empty",
                    format!("put in one or more of: {}", names.join(", ")),
                );
            }
            object(node, &[keys])
        }
        _ => {
            let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
            node.expected(&format!("a list, or an object with {},", names.join(", ")));
            None
        }
    }
}

fn object<'d>(node: Node<'d>, tables: &[&'static [Key]]) -> Option<Holds<'d>> {
    let entries = node.entries()?;
    let found = known(&entries, tables, |_| None);
    needed(node, &entries, tables);
    Some(Holds::Object(found))
}

/// The values of the keys that are known; each other key is a problem. `elsewhere` may say where it belongs.
fn known<'d>(
    entries: &[Entry<'d>],
    tables: &[&'static [Key]],
    elsewhere: impl Fn(&str) -> Option<String>,
) -> Vec<(&'static str, Found<'d>)> {
    let keys = || tables.iter().flat_map(|keys| keys.iter());
    let mut found = Vec::with_capacity(entries.len());
    for entry in entries {
        match keys().find(|key| key.name == entry.name) {
            Some(key) => found.push((key.name, find(entry.value, &key.shape))),
            None => entry.problem_with(
                format!("“{}” is not known here", entry.name),
                elsewhere(entry.name)
                    .unwrap_or_else(|| suggest(entry.name, keys().map(|key| key.name))),
            ),
        }
    }
    found
}

fn needed(node: Node<'_>, entries: &[Entry<'_>], tables: &[&'static [Key]]) {
    for key in tables.iter().flat_map(|keys| keys.iter()) {
        if key.needed && !entries.iter().any(|entry| entry.name == key.name) {
            node.problem_with(
                format!("“{}” is missing here", key.name),
                format!("add \"{}\": …", key.name),
            );
        }
    }
}

fn one_key<'d>(node: Node<'d>, keys: &'static [Key]) -> Option<Holds<'d>> {
    let entries = node.entries()?;
    if entries.len() != 1 {
        let names: Vec<&str> = keys.iter().map(|key| key.name).collect();
        node.problem_with(
            format!("exactly one key is expected here, not {}", entries.len()),
            format!("one of: {}", names.join(", ")),
        );
    }
    Some(Holds::Object(known(&entries, &[keys], |_| None)))
}

fn id_or<'d>(node: Node<'d>, keys: &'static [Key]) -> Option<Holds<'d>> {
    match node.kind() {
        Written::Object => object(node, &[keys]),
        Written::Text => {
            let key = keys.iter().find(|key| key.name == "id")?;
            Some(find(node, &key.shape).holds)
        }
        _ => {
            node.expected("text, or an object with id and label,");
            None
        }
    }
}

fn step(node: Node<'_>) -> Option<Holds<'_>> {
    let entries = node.entries()?;
    let kind = entries
        .iter()
        .find(|entry| entry.name == "kind")
        .filter(|entry| entry.value.kind() == Written::Text)
        .and_then(|entry| entry.value.text())
        .filter(|name| Kind::NAMES.contains(name));
    // Where the kind itself is wrong, that is the thing to say: the keys of every kind are then let through.
    let tables: Vec<&'static [Key]> = std::iter::once(shape::STEP)
        .chain(match kind {
            Some(kind) => Kind::keys(kind).into_iter().collect::<Vec<_>>(),
            None => Kind::NAMES
                .iter()
                .filter_map(|name| Kind::keys(name))
                .collect(),
        })
        .collect();
    let elsewhere = |key: &str| {
        let has = |name: &&&str| {
            Kind::keys(name).is_some_and(|keys| keys.iter().any(|one| one.name == key))
        };
        let kinds: Vec<&str> = Kind::NAMES.iter().filter(has).copied().collect();
        (!kinds.is_empty()).then(|| {
            format!(
                "only steps of these kinds have it: {}; this one is “{}”",
                kinds.join(", "),
                kind.unwrap_or("?")
            )
        })
    };
    let found = known(&entries, &tables, elsewhere);
    needed(node, &entries, &tables[..1]);
    if kind.is_some() {
        needed(node, &entries, &tables[1..]);
    }
    Some(Holds::Object(found))
}
