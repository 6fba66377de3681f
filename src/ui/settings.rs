//! What a person set once for all sessions: keys, the mouse, how much is explained, how it looks. Read from TOML.
//!
//! A file with anything wrong in it is refused whole, with every mistake and its place: half of somebody's keys would be
//! worse than none. Who reads it goes on with what ships.

use std::sync::Arc;

use super::{
    input::Chord,
    keys::{self, Action, Keymap, Scope, preset::Preset},
};
use crate::{
    content::located::{Entry, Node, read_toml, suggest},
    problem::Problem,
    say::Lang,
};

/// What a person set once for all sessions.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The keys.
    pub keys: Arc<Keymap>,
    /// The keys of those who come in over the network.
    pub guests: Preset,
    /// The mouse is the program's.
    pub mouse: bool,
    /// Whether keys explain themselves.
    pub learning: Learning,
    /// The theme; the program's choice where nothing is set.
    pub theme: Option<String>,
    /// The language; that of the system where nothing is set.
    pub lang: Option<Lang>,
}

/// Whether keys explain themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Learning {
    /// In the first sessions.
    #[default]
    Auto,
    /// Always.
    On,
    /// Never.
    Off,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            keys: Keymap::standard(),
            guests: Preset::Standard,
            mouse: true,
            learning: Learning::Auto,
            theme: None,
            lang: None,
        }
    }
}

/// Keys that mean one thing to everybody, whatever else was moved.
const FIXED: [&str; 3] = ["<enter>", "<esc>", "ctrl-c"];

/// Reads settings from the text of `file`.
///
/// # Errors
/// Everything that is wrong with it, with its place.
pub fn read(file: &str, text: &str) -> Result<Settings, Vec<Problem>> {
    read_toml(file, text, |root| {
        let known = ["keys", "mouse", "learning", "theme", "language"];
        let all = root.object(&known)?;
        let mut settings = Settings::default();
        if let Some(keys) = all
            .get("keys")
            .and_then(|keys| keys.object(&["preset", "guests", "bind"]))
        {
            let preset = |name: &str| {
                let named = keys
                    .get(name)
                    .and_then(|node| node.pick("preset of keys", &Preset::ALL));
                named.unwrap_or_default()
            };
            settings.guests = preset("guests");
            let mut map = Keymap::of(preset("preset"));
            if let Some(bind) = keys.get("bind") {
                rebind(&mut map, bind);
            }
            settings.keys = Arc::new(map);
        }
        if let Some(mouse) = all.get("mouse") {
            settings.mouse = mouse.flag().unwrap_or_default();
        }
        if let Some(learning) = all.get("learning") {
            let options = [
                ("auto", Learning::Auto),
                ("on", Learning::On),
                ("off", Learning::Off),
            ];
            settings.learning = learning
                .pick("choice of learning", &options)
                .unwrap_or_default();
        }
        settings.theme = all.get("theme").and_then(Node::line);
        if let Some(lang) = all.get("language") {
            settings.lang = lang.pick("language", &[("en", Lang::En), ("es", Lang::Es)]);
        }
        Some(settings)
    })
}

/// Moves the keys that somebody moved, scope by scope, and says of what cannot be.
fn rebind(map: &mut Keymap, bind: Node<'_>) {
    let scopes: Vec<(String, &'static Scope)> =
        keys::all().map(|scope| (scope.called(), scope)).collect();
    for of in bind.entries().unwrap_or_default() {
        let Some((_, scope)) = scopes.iter().find(|(called, _)| *called == of.name) else {
            let names = scopes.iter().map(|(called, _)| called.as_str());
            of.problem_with(
                format!("there are no keys “{}”", of.name),
                suggest(of.name, names),
            );
            continue;
        };
        let before: Vec<(Chord, Action)> = fixed(map, scope);
        let entries = of.value.entries().unwrap_or_default();
        let moved: Vec<(Entry<'_>, Action)> = entries
            .into_iter()
            .filter_map(|entry| Some((entry, move_one(map, scope, &entry)?)))
            .collect();
        let at = |action: Action| moved.iter().find(|(_, moved)| *moved == action);
        for (chord, action) in before {
            let kept = map
                .keys(scope)
                .any(|(binding, chords)| binding.action == action && chords.contains(&chord));
            if let Some((entry, _)) = at(action).filter(|_| !kept) {
                entry.problem_with(
                    format!("“{chord}” means this to everybody and cannot be taken from it"),
                    format!("add \"{chord}\" to its keys"),
                );
            }
        }
        for clash in map.clashes(scope) {
            let [one, other] = clash.actions;
            if let Some((entry, _)) = at(other).or_else(|| at(one)) {
                let (mine, theirs) = if entry.name == one.called() {
                    (one, other)
                } else {
                    (other, one)
                };
                let fixed = FIXED.iter().any(|fixed| fixed.parse() == Ok(clash.chord));
                let hint = if fixed {
                    format!("it stays with {}: choose another", theirs.called())
                } else {
                    format!(
                        "give {} another key as well, or [] for none",
                        theirs.called()
                    )
                };
                entry.problem_with(
                    format!(
                        "“{}” would be {} and {}",
                        clash.chord,
                        mine.called(),
                        theirs.called()
                    ),
                    hint,
                );
            }
        }
        for action in [Action::Help, Action::Palette] {
            let lost = map.keys(scope).any(|(binding, chords)| {
                binding.action == action && chords.is_empty() && !binding.chords.is_empty()
            });
            if let Some((entry, _)) = at(action).filter(|_| lost) {
                entry.problem_with(
                    "this is how everything else is found",
                    "leave it one key at least",
                );
            }
        }
    }
}

/// Whether a key must not be given to what has it nowhere near: a scope on top takes a key from those below it, and with these
/// nobody could go on, leave, or find anything any more.
fn is_for_everybody(chord: Chord) -> bool {
    let found = ["<f1>", "ctrl-p"];
    let mut all = FIXED.iter().chain(&found);
    all.any(|fixed| fixed.parse() == Ok(chord))
}

/// Which fixed key does what in a scope.
fn fixed(map: &Keymap, scope: &'static Scope) -> Vec<(Chord, Action)> {
    let fixed: Vec<Chord> = FIXED
        .iter()
        .filter_map(|chord| chord.parse().ok())
        .collect();
    let held = map.keys(scope).flat_map(|(binding, chords)| {
        let held = chords.iter().filter(|chord| fixed.contains(chord));
        held.map(|chord| (*chord, binding.action))
            .collect::<Vec<_>>()
    });
    held.collect()
}

/// Gives one action the keys that stand behind its name; answers which it was.
fn move_one(map: &mut Keymap, scope: &'static Scope, entry: &Entry<'_>) -> Option<Action> {
    let movable = scope
        .bindings
        .iter()
        .map(|binding| binding.action)
        .filter(|action| *action != Action::Digit);
    let names: Vec<(String, Action)> = movable.map(|action| (action.called(), action)).collect();
    let Some((_, action)) = names.iter().find(|(called, _)| *called == entry.name) else {
        let known = names.iter().map(|(called, _)| called.as_str());
        entry.problem_with(
            format!("nothing of {} is called “{}”", scope.called(), entry.name),
            suggest(entry.name, known),
        );
        return None;
    };
    let one = entry.value.kind() == crate::content::located::Kind::Text;
    let nodes = if one {
        vec![entry.value]
    } else {
        entry.value.list()?
    };
    let held: Vec<Chord> = map
        .keys(scope)
        .flat_map(|(_, chords)| chords.to_vec())
        .collect();
    let writes = scope
        .bindings
        .iter()
        .any(|binding| binding.action == Action::KeepDraft);
    let mut chords = Vec::new();
    for node in nodes {
        match node.text()?.parse::<Chord>() {
            Ok(chord) if chord.typed().is_some_and(|c| c.is_ascii_digit()) => {
                node.problem_with("digits are values", "choose another key");
            }
            Ok(chord) if is_for_everybody(chord) && !held.contains(&chord) => node.problem_with(
                format!("“{chord}” means the same everywhere and is given to nothing else"),
                "choose another key",
            ),
            Ok(chord) if writes && chord.typed().is_some() => node.problem_with(
                "what is typed is written here",
                "choose a key with Ctrl, or an F-key",
            ),
            Ok(chord) if !chords.contains(&chord) => chords.push(chord),
            Ok(_) => {}
            Err(unknown) => node.problem(unknown.to_string()),
        }
    }
    map.bind(scope, *action, &chords);
    Some(*action)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(text: &str) -> Vec<String> {
        let problems = read("config.toml", text).unwrap_err();
        problems.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn nothing_set_is_what_ships() {
        for text in ["", "# nothing yet\n"] {
            let settings = read("config.toml", text).unwrap();
            assert!(settings.mouse && settings.learning == Learning::Auto);
            assert_eq!(settings.keys.preset(), Preset::Standard);
            assert_eq!((settings.theme, settings.lang), (None, None));
        }
    }

    #[test]
    fn the_example_of_the_documentation_can_be_used() {
        let page = include_str!("../../docs/settings.md");
        let (_, rest) = page.split_once("```toml\n").unwrap();
        let (example, _) = rest.split_once("```").unwrap();
        let settings = read("config.toml", example).unwrap();
        assert_eq!(settings.keys.preset(), Preset::Vim);
        assert_eq!(settings.guests, Preset::Simple);
        let delete = settings.keys.keys(&keys::CARDS);
        let mut delete = delete.filter(|(binding, _)| binding.action == Action::Delete);
        assert_eq!(
            delete.next().unwrap().1,
            [Chord::char('-'), "<delete>".parse().unwrap()]
        );
        assert!(!settings.mouse && settings.learning == Learning::Off);
        assert_eq!(settings.lang, Some(Lang::Es));
    }

    #[test]
    fn every_mistake_is_told_with_its_place() {
        let text = "mouse = \"no\"\nlearning = \"offf\"\nlangauge = \"es\"\n\
                    [keys]\npreset = \"vmi\"\n[keys.bind.card]\nnew = \"n\"\n\
                    [keys.bind.cards]\ndelet = \"d\"\nnew = [\"d\"]\nedit = [\"7\", \"<entre>\"]\n\
                    [keys.bind.table]\nhelp = []\n";
        assert_eq!(
            problems(text),
            [
                "config.toml:1:9: true or false is expected here, not text",
                "config.toml:2:12: “offf” is no choice of learning\n  did you mean “off”?",
                "config.toml:3:1: “langauge” is not known here\n  did you mean “language”?",
                "config.toml:5:10: “vmi” is no preset of keys\n  did you mean “vim”?",
                "config.toml:6:12: there are no keys “card”\n  did you mean “cards”?",
                "config.toml:9:1: nothing of cards is called “delet”\n  did you mean “delete”?",
                "config.toml:10:1: “d” would be new and delete\n  give delete another key as well, or [] for none",
                "config.toml:11:1: “<enter>” means this to everybody and cannot be taken from it\n  add \"<enter>\" to its keys",
                "config.toml:11:9: digits are values\n  choose another key",
                "config.toml:11:14: no key is called “<entre>”: write n, U, ctrl-z, <enter>, <shift-tab>, <f1>, <up> or <lt> for <",
                "config.toml:13:1: this is how everything else is found\n  leave it one key at least",
            ]
        );
        assert_eq!(
            problems("mouse = no\n").len(),
            1,
            "{:?}",
            problems("mouse = no\n")
        );
        assert!(problems("[keys\n")[0].starts_with("config.toml:1:6: this is not TOML"));
    }

    #[test]
    fn what_everybody_relies_on_is_taken_by_no_scope_and_what_is_written_by_no_key() {
        let text = "[keys.bind.cards]\nnew = [\"n\", \"ctrl-c\"]\nedit = [\"<enter>\", \"<f1>\"]\n\
                    [keys.bind.typing]\nnext-field = [\"<tab>\", \"j\"]\n";
        assert_eq!(
            problems(text),
            [
                "config.toml:2:13: “ctrl-c” means the same everywhere and is given to nothing else\n  choose another key",
                "config.toml:3:20: “<f1>” means the same everywhere and is given to nothing else\n  choose another key",
                "config.toml:5:24: what is typed is written here\n  choose a key with Ctrl, or an F-key",
            ]
        );
    }

    #[test]
    fn a_fixed_key_is_nobody_elses() {
        let text = "[keys.bind.cards]\nnew = [\"n\", \"<enter>\"]\n";
        assert_eq!(
            problems(text),
            [
                "config.toml:2:1: “<enter>” would be new and edit\n  it stays with edit: choose another"
            ]
        );
    }
}
