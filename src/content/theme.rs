//! Themes: the files, what is wrong with them, and the looks they come to.
//!
//! A theme file gives colours names, and slots looks. `extends` names another theme from which everything
//! that is not given is taken, its colour names included, so that a theme can be nothing but other colours.
//! What comes out, a [`ThemeSpec`], has a look for every slot: a lookup cannot miss. Depth of colour and
//! the drawing library are none of this module's business; see [`crate::ui::theme`].

use std::collections::BTreeMap;

use super::color::{ANSI, Ink, Rgb, ansi};
use super::located::{Entry, Kind, Node, read, suggest};
use super::slot::{Emphasis, Slot};
use crate::problem::{Place, Problem};

pub mod rules;
mod schema;

pub use schema::schema;

const THEME_KEYS: [&str; 5] = ["id", "title", "extends", "colors", "slots"];
const LOOK_KEYS: [&str; 6] = ["fg", "bg", "bold", "italic", "underline", "reverse"];
const COLOR_KEYS: [&str; 2] = ["rgb", "ansi"];

const SHIPPED: [(&str, &str); 8] = [
    (
        "themes/terminal.json",
        include_str!("../../themes/terminal.json"),
    ),
    ("themes/night.json", include_str!("../../themes/night.json")),
    ("themes/paper.json", include_str!("../../themes/paper.json")),
    (
        "themes/projector.json",
        include_str!("../../themes/projector.json"),
    ),
    (
        "themes/high-contrast.json",
        include_str!("../../themes/high-contrast.json"),
    ),
    (
        "themes/hearth.json",
        include_str!("../../themes/hearth.json"),
    ),
    ("themes/dawn.json", include_str!("../../themes/dawn.json")),
    ("themes/mono.json", include_str!("../../themes/mono.json")),
];

/// The theme for a ground that is dark.
pub const ON_DARK: &str = "night";
/// The theme for a ground that is light.
pub const ON_LIGHT: &str = "paper";
/// The theme for a ground of which nothing is known.
pub const ON_UNKNOWN: &str = "terminal";

/// How a slot looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    /// The colour of text and lines.
    pub fg: Ink,
    /// The ground.
    pub bg: Ink,
    /// Emphasis beside colour.
    pub emphasis: Emphasis,
}

/// A theme with a look for every slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ThemeSpec {
    /// What it is called in settings and on the command line.
    pub id: String,
    /// What people call it: pairs of language and title.
    pub title: Vec<(String, String)>,
    /// One look for each of [`Slot::ALL`], in that order.
    looks: Vec<Look>,
}

impl ThemeSpec {
    /// The look of a slot.
    pub fn look(&self, slot: Slot) -> Look {
        // `looks` is built from `Slot::ALL` and the enum is numbered in that order.
        self.looks.get(slot as usize).copied().unwrap_or(BARE)
    }

    /// The look of a slot in a window over the screen: what has the ground of the screen has that of the window there.
    pub fn look_in_windows(&self, slot: Slot) -> Look {
        let mut look = self.look(slot);
        if look.bg == self.look(Slot::Text).bg {
            look.bg = self.look(Slot::Overlay).bg;
        }
        look
    }

    /// What people who read that language call it.
    pub fn name(&self, lang: &str) -> &str {
        let of = |wanted: &str| self.title.iter().find(|(known, _)| known == wanted);
        let found = of(lang).or_else(|| of("en")).or(self.title.first());
        found.map_or(&*self.id, |(_, title)| title)
    }

    /// The terminal's own colours: the theme of a seat about which nothing is known.
    pub fn terminal() -> Self {
        let chain: [&RawTheme; 0] = [];
        let looks = resolve(&chain, &mut Vec::new());
        Self {
            id: "terminal".to_owned(),
            title: vec![("en".to_owned(), "Terminal colours".to_owned())],
            looks,
        }
    }
}

const BARE: Look = Look {
    fg: Ink::Default,
    bg: Ink::Default,
    emphasis: Emphasis {
        bold: false,
        italic: false,
        underline: false,
        reverse: false,
    },
};

/// The themes that can be chosen.
#[derive(Debug, Clone)]
pub struct Themes {
    list: Vec<ThemeSpec>,
}

impl Themes {
    /// The themes that ship with the program.
    pub fn shipped() -> Self {
        Self::with(&[]).0
    }

    /// The shipped themes and those in `files` (name and text). A file with the id of a shipped theme takes
    /// its place. What is wrong leaves that theme out and is told; the others stand.
    pub fn with(files: &[(String, String)]) -> (Self, Vec<Problem>) {
        let mut raw: Vec<RawTheme> = SHIPPED
            .iter()
            .filter_map(|(file, text)| parse(file, text).ok())
            .collect();
        let shipped = raw.len();
        let mut problems = Vec::new();
        let mut own: Vec<RawTheme> = Vec::new();
        for (file, text) in files {
            match parse(file, text) {
                Ok(theme) => match own.iter().find(|other| other.id == theme.id) {
                    Some(other) => problems.push(Problem {
                        message: format!(
                            "a theme “{}” is already in {}",
                            theme.id, other.place.file
                        ),
                        place: theme.place,
                        hint: "give one of them another id".to_owned(),
                    }),
                    None => own.push(theme),
                },
                Err(found) => problems.extend(found),
            }
        }
        raw.retain(|theme| !own.iter().any(|mine| mine.id == theme.id));
        debug_assert_eq!(shipped, SHIPPED.len(), "a shipped theme does not read");
        raw.append(&mut own);
        let mut list = Vec::new();
        for theme in &raw {
            match spec(theme, &raw) {
                Ok(spec) => list.push(spec),
                Err(found) => problems.extend(found),
            }
        }
        problems.sort_by(|a, b| a.place.cmp(&b.place));
        problems.dedup();
        (Self { list }, problems)
    }

    /// The theme of that id among the same, where it is sound. Of the shipped ones no other is read than it builds on, because a
    /// screen that begins waits for it; a file may be called otherwise than its theme.
    pub fn one(id: &str, files: &[(String, String)]) -> Option<ThemeSpec> {
        let own = files
            .iter()
            .filter_map(|(file, text)| parse(file, text).ok());
        let own: Vec<RawTheme> = own.collect();
        let mut raw: Vec<RawTheme> = Vec::new();
        let mut wanted = Some(id.to_owned());
        while let Some(id) = wanted.take_if(|id| raw.iter().all(|theme| theme.id != *id)) {
            let mine = own.iter().find(|theme| theme.id == id).cloned();
            let theme = mine.or_else(|| shipped(&id))?;
            wanted = theme.extends.as_ref().map(|(parent, _)| parent.clone());
            raw.push(theme);
        }
        spec(raw.first()?, &raw).ok()
    }

    /// The theme of that id.
    pub fn get(&self, id: &str) -> Option<&ThemeSpec> {
        self.list.iter().find(|theme| theme.id == id)
    }

    /// All of them, the shipped ones first.
    pub fn iter(&self) -> impl Iterator<Item = &ThemeSpec> {
        self.list.iter()
    }
}

fn shipped(id: &str) -> Option<RawTheme> {
    let (file, text) = SHIPPED.iter().find(|(file, _)| {
        let name = file.strip_prefix("themes/");
        name.and_then(|name| name.strip_suffix(".json")) == Some(id)
    })?;
    parse(file, text).ok()
}

/// A theme with what it takes from those that it builds on.
fn spec(theme: &RawTheme, all: &[RawTheme]) -> Result<ThemeSpec, Vec<Problem>> {
    let chain = chain(theme, all)?;
    let mut found = Vec::new();
    let looks = resolve(&chain, &mut found);
    if !found.is_empty() {
        return Err(found);
    }
    Ok(ThemeSpec {
        id: theme.id.clone(),
        title: theme.title.clone(),
        looks,
    })
}

/// Everything that is wrong with theme files that may build on each other and on the shipped themes, what not everybody
/// can read included.
pub fn check(files: &[(String, String)]) -> Vec<Problem> {
    let (themes, mut problems) = Themes::with(files);
    for (file, text) in files {
        let Ok(raw) = parse(file, text) else { continue };
        let Some(theme) = themes.get(&raw.id) else {
            continue;
        };
        problems.extend(rules::faults(theme).iter().map(|fault| Problem {
            place: raw.place.clone(),
            message: fault.message(),
            hint: fault.hint().to_owned(),
        }));
    }
    problems
}

/// A theme as its file gives it, names not yet looked up.
#[derive(Clone, Debug)]
struct RawTheme {
    id: String,
    place: Place,
    title: Vec<(String, String)>,
    extends: Option<(String, Place)>,
    colors: BTreeMap<String, Ink>,
    looks: BTreeMap<Slot, RawLook>,
}

#[derive(Clone, Debug, Default)]
struct RawLook {
    fg: Option<ColorRef>,
    bg: Option<ColorRef>,
    bold: Option<bool>,
    italic: Option<bool>,
    underline: Option<bool>,
    reverse: Option<bool>,
}

#[derive(Clone, Debug)]
enum ColorRef {
    Ink(Ink),
    Named(String, Place),
}

fn parse(file: &str, text: &str) -> Result<RawTheme, Vec<Problem>> {
    read(file, text, theme)
}

fn theme(root: Node<'_>) -> Option<RawTheme> {
    let object = root.object(&THEME_KEYS)?;
    let id = object.need("id").and_then(theme_id);
    let title = object.need("title").and_then(Node::words);
    let extends = object
        .get("extends")
        .and_then(|node| Some((theme_id(node)?, node.place())));
    let entries = |key| object.get(key).and_then(Node::entries).unwrap_or_default();
    let colors = entries("colors").iter().filter_map(color).collect();
    let looks = entries("slots").iter().filter_map(look).collect();
    Some(RawTheme {
        id: id?,
        place: root.place(),
        title: title?,
        extends,
        colors,
        looks,
    })
}

fn theme_id(node: Node<'_>) -> Option<String> {
    let id = node.text()?;
    let fine = (1..=40).contains(&id.len())
        && id
            .bytes()
            .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-');
    if !fine {
        node.problem_with(
            format!("“{id}” cannot be the id of a theme"),
            "an id has 1 to 40 small letters, digits and dashes",
        );
    }
    fine.then(|| id.to_owned())
}

fn color(entry: &Entry<'_>) -> Option<(String, Ink)> {
    if Ink::parse(entry.name).is_some() {
        entry.problem_with(
            format!(
                "“{}” is a colour already and cannot be given another",
                entry.name
            ),
            "choose another name",
        );
        return None;
    }
    let ink = match entry.value.kind() {
        Kind::Text => {
            let text = entry.value.text()?;
            Ink::parse(text).or_else(|| bad_color(entry.value, text))?
        }
        Kind::Object => {
            let object = entry.value.object(&COLOR_KEYS)?;
            let node = object.need("rgb")?;
            let text = node.text()?;
            let rgb = Rgb::parse(text).or_else(|| bad_color(node, text));
            let ansi = match object.get("ansi") {
                Some(node) => {
                    let name = node.text()?;
                    if ansi(name).is_none() {
                        node.problem_with(
                            format!("“{name}” is none of the sixteen colours"),
                            suggest(name, ANSI.into_iter()),
                        );
                    }
                    ansi(name)
                }
                None => None,
            };
            Ink::Rgb(rgb?, ansi)
        }
        _ => {
            entry.value.expected("a colour");
            return None;
        }
    };
    Some((entry.name.to_owned(), ink))
}

fn bad_color<T>(node: Node<'_>, text: &str) -> Option<T> {
    node.problem_with(
        format!("“{text}” is no colour"),
        "write #RRGGBB, “default” or one of the sixteen names such as “bright-blue”",
    );
    None
}

fn look(entry: &Entry<'_>) -> Option<(Slot, RawLook)> {
    let Some(slot) = Slot::named(entry.name) else {
        entry.problem_with(
            format!("“{}” is no slot", entry.name),
            suggest(entry.name, Slot::ALL.iter().map(|slot| slot.name())),
        );
        return None;
    };
    let look = match entry.value.kind() {
        Kind::Text => RawLook {
            fg: color_ref(entry.value),
            ..RawLook::default()
        },
        Kind::Object => {
            let object = entry.value.object(&LOOK_KEYS)?;
            let flag = |key| object.get(key).and_then(Node::flag);
            RawLook {
                fg: object.get("fg").and_then(color_ref),
                bg: object.get("bg").and_then(color_ref),
                bold: flag("bold"),
                italic: flag("italic"),
                underline: flag("underline"),
                reverse: flag("reverse"),
            }
        }
        _ => {
            entry
                .value
                .expected("a colour, or an object with fg, bg and emphasis,");
            return None;
        }
    };
    Some((slot, look))
}

fn color_ref(node: Node<'_>) -> Option<ColorRef> {
    let text = node.text()?;
    if text.starts_with('#') {
        return Rgb::parse(text)
            .map(|rgb| ColorRef::Ink(Ink::Rgb(rgb, None)))
            .or_else(|| bad_color(node, text));
    }
    Some(Ink::parse(text).map_or_else(
        || ColorRef::Named(text.to_owned(), node.place()),
        ColorRef::Ink,
    ))
}

/// A theme and those it extends, nearest first.
fn chain<'t>(theme: &'t RawTheme, all: &'t [RawTheme]) -> Result<Vec<&'t RawTheme>, Vec<Problem>> {
    let mut chain = vec![theme];
    let mut last = theme;
    while let Some((parent, place)) = &last.extends {
        let problem = |message, hint| {
            Err(vec![Problem {
                place: place.clone(),
                message,
                hint,
            }])
        };
        if chain.iter().any(|member| member.id == *parent) {
            let mut path: Vec<&str> = chain.iter().map(|member| member.id.as_str()).collect();
            path.push(parent);
            return problem(
                format!(
                    "these themes extend each other in a circle: {}",
                    path.join(" → ")
                ),
                "let one of them stand on its own".to_owned(),
            );
        }
        let Some(found) = all.iter().find(|other| other.id == *parent) else {
            let known = all.iter().map(|other| other.id.as_str());
            return problem(
                format!("there is no theme “{parent}” to extend"),
                suggest(parent, known),
            );
        };
        chain.push(found);
        last = found;
    }
    Ok(chain)
}

fn resolve(chain: &[&RawTheme], problems: &mut Vec<Problem>) -> Vec<Look> {
    let mut looks: Vec<Look> = Vec::with_capacity(Slot::ALL.len());
    for &slot in Slot::ALL {
        let mut look = slot
            .parent()
            .and_then(|parent| looks.get(parent as usize))
            .copied()
            .unwrap_or(BARE);
        let own = slot.emphasis();
        let emphasis = &mut look.emphasis;
        emphasis.bold |= own.bold;
        emphasis.italic |= own.italic;
        emphasis.underline |= own.underline;
        emphasis.reverse |= own.reverse;
        // The furthest ancestor first, so that the nearest has the last word.
        for raw in chain
            .iter()
            .rev()
            .filter_map(|theme| theme.looks.get(&slot))
        {
            let mut ink = |reference: &Option<ColorRef>, into: &mut Ink| match reference {
                Some(ColorRef::Ink(ink)) => *into = *ink,
                Some(ColorRef::Named(name, place)) => {
                    match chain.iter().find_map(|theme| theme.colors.get(name)) {
                        Some(ink) => *into = *ink,
                        None => problems.push(unknown_color(name, place, chain)),
                    }
                }
                None => {}
            };
            ink(&raw.fg, &mut look.fg);
            ink(&raw.bg, &mut look.bg);
            let emphasis = &mut look.emphasis;
            emphasis.bold = raw.bold.unwrap_or(emphasis.bold);
            emphasis.italic = raw.italic.unwrap_or(emphasis.italic);
            emphasis.underline = raw.underline.unwrap_or(emphasis.underline);
            emphasis.reverse = raw.reverse.unwrap_or(emphasis.reverse);
        }
        looks.push(look);
    }
    looks
}

fn unknown_color(name: &str, place: &Place, chain: &[&RawTheme]) -> Problem {
    let own = chain
        .iter()
        .flat_map(|theme| theme.colors.keys().map(String::as_str));
    let hint = suggest(name, own.chain(ANSI).chain(["default"]));
    Problem {
        place: place.clone(),
        message: format!("there is no colour “{name}” here"),
        hint,
    }
}

#[cfg(test)]
mod tests;
