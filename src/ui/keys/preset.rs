//! Presets: the table of keys as other people expect it. Each says only in what it differs from the one that ships.

use super::{Action, Binding, Scope, windows};
use crate::ui::input::Chord;

/// Keys that suit a kind of person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Preset {
    /// As they ship.
    #[default]
    Standard,
    /// For fingers that know vi: half pages, `G`, `i` to edit, `o` for a new line.
    Vim,
    /// For people who write and do not command: on a page, letters never run anything. Every letter begins a line.
    Simple,
}

impl Preset {
    /// All of them, by the names they have in settings.
    pub const ALL: [(&'static str, Self); 3] = [
        ("standard", Self::Standard),
        ("vim", Self::Vim),
        ("simple", Self::Simple),
    ];

    /// What it is called in settings.
    pub fn name(self) -> &'static str {
        let known = Self::ALL.iter().find(|(_, preset)| *preset == self);
        known.map_or("", |(name, _)| name)
    }

    /// The keys of a binding.
    pub fn chords(self, scope: &Scope, binding: &Binding) -> Vec<Chord> {
        let own = read(binding.chords);
        match self {
            Self::Standard => own,
            Self::Vim => match vim(scope, binding.action) {
                Some(chords) => read(chords),
                None => own,
            },
            Self::Simple if windows().any(|window| window.id == scope.id) => own,
            Self::Simple => {
                let letter = |chord: &Chord| chord.typed().is_some_and(char::is_alphabetic);
                let own = own.into_iter().filter(|chord| !letter(chord));
                own.chain(read(simple(scope, binding.action))).collect()
            }
        }
    }
}

fn read(chords: &[&str]) -> Vec<Chord> {
    let chords = chords.iter().filter_map(|chord| chord.parse().ok());
    chords.collect()
}

/// What differs for fingers that know vi.
fn vim(scope: &Scope, action: Action) -> Option<&'static [&'static str]> {
    Some(match (scope.id, action) {
        ("ScopeTable", Action::Redo) => &["ctrl-r", "U", "ctrl-y"],
        ("ScopeTable", Action::Guide) => &["ctrl-o"],
        ("ScopeMoving", Action::PageUp) => &["<pageup>", "ctrl-u", "ctrl-b"],
        ("ScopeMoving", Action::PageDown) => &["<pagedown>", "ctrl-d", "ctrl-f"],
        ("ScopeMoving", Action::Last) => &["<end>", "G"],
        ("ScopeCards", Action::New) => &["n", "o"],
        ("ScopeCards", Action::Edit) => &["<enter>", "e", "i"],
        ("ScopeCards", Action::Import) => &["I"],
        ("ScopeCards", Action::GroupLater) => &["alt-g"],
        ("ScopeChoosing" | "ScopeCommands", Action::Up) => &["<up>", "ctrl-k"],
        ("ScopeChoosing" | "ScopeCommands", Action::Down) => &["<down>", "ctrl-j"],
        _ => return None,
    })
}

/// What people reach without letters beside the keys that type nothing; all else stands among the commands.
fn simple(scope: &Scope, action: Action) -> &'static [&'static str] {
    match (scope.id, action) {
        ("ScopeTable", Action::Find) => &["ctrl-f"],
        ("ScopeTable", Action::Go) => &["ctrl-g"],
        ("ScopeTable", Action::Guide) => &["<f7>"],
        ("ScopeTable", Action::ExportMenu) => &["<f8>"],
        ("ScopeTable", Action::People) => &["<f9>"],
        ("ScopeTable" | "ScopeGuest", Action::GoHome) | ("ScopeDoor", Action::Leave) => &["ctrl-q"],
        ("ScopeCards", Action::New) => &["<f2>"],
        ("ScopeCards", Action::MoveMenu) => &["<f3>"],
        _ => &[],
    }
}
