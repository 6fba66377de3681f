//! Which keys do what at one seat: the table as it ships, a preset over it, and what somebody chose over that.
//!
//! Made once for a seat. Handling, hints, help and palette ask it and nothing else, so that a key that was moved is moved
//! everywhere.

use std::{
    collections::HashMap,
    sync::{Arc, LazyLock},
};

use super::{
    Action, Active, Binding, EXPORT_MENU, Facts, GO_MENU, MOVE_MENU, Scope, all, preset::Preset,
};
use crate::{say::MsgId, ui::input::Chord};

/// The menus, and what opens each.
const MENUS: [(Action, &Scope); 3] = [
    (Action::Go, &GO_MENU),
    (Action::MoveMenu, &MOVE_MENU),
    (Action::ExportMenu, &EXPORT_MENU),
];

/// The keys of one seat.
#[derive(Debug)]
pub struct Keymap {
    preset: Preset,
    /// The keys of each binding of a scope, in the order of the table.
    chords: HashMap<&'static str, Vec<Vec<Chord>>>,
}

/// Two actions of one scope on one key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The scope, as settings call it.
    pub scope: String,
    /// The key.
    pub chord: Chord,
    /// The actions, in the order of the table.
    pub actions: [Action; 2],
}

impl Keymap {
    /// The keys as they ship.
    pub fn standard() -> Arc<Self> {
        static STANDARD: LazyLock<Arc<Keymap>> =
            LazyLock::new(|| Arc::new(Keymap::of(Preset::Standard)));
        Arc::clone(&STANDARD)
    }

    /// The keys of a preset.
    pub fn of(preset: Preset) -> Self {
        let own = |scope: &'static Scope| {
            let keys = scope.bindings.iter();
            let keys = keys.map(|binding| preset.chords(scope, binding)).collect();
            (scope.id, keys)
        };
        Self {
            preset,
            chords: all().map(own).collect(),
        }
    }

    /// Gives an action of a scope other keys; false where the scope has no such action.
    pub fn bind(&mut self, scope: &Scope, action: Action, chords: &[Chord]) -> bool {
        let at = scope
            .bindings
            .iter()
            .position(|binding| binding.action == action);
        let keys = self.chords.get_mut(scope.id);
        match at.and_then(|at| keys?.get_mut(at)) {
            Some(keys) => {
                chords.clone_into(keys);
                true
            }
            None => false,
        }
    }

    /// The preset it was made from.
    pub fn preset(&self) -> Preset {
        self.preset
    }

    /// The keys of a scope, each with its binding.
    pub fn keys<'m>(
        &'m self,
        scope: &'static Scope,
    ) -> impl Iterator<Item = (&'static Binding, &'m [Chord])> {
        let own = self.chords.get(scope.id).map_or(&[][..], Vec::as_slice);
        scope
            .bindings
            .iter()
            .zip(own)
            .map(|(binding, chords)| (binding, chords.as_slice()))
    }

    /// The scope of a binding, and the keys that it has.
    pub fn place_of(&self, binding: &Binding) -> Option<(&'static Scope, &[Chord])> {
        all().find_map(|scope| {
            let mut keys = self.keys(scope);
            let (_, chords) = keys.find(|(known, _)| std::ptr::eq(*known, binding))?;
            Some((scope, chords))
        })
    }

    /// Where one key of a scope would do two things.
    pub fn clashes(&self, scope: &'static Scope) -> Vec<Clash> {
        let mut seen: HashMap<Chord, Action> = HashMap::new();
        let mut found = Vec::new();
        for (binding, chords) in self.keys(scope) {
            for chord in chords {
                if let Some(before) = seen.insert(*chord, binding.action) {
                    found.push(Clash {
                        scope: scope.called(),
                        chord: *chord,
                        actions: [before, binding.action],
                    });
                }
            }
        }
        found
    }

    /// All bindings that apply, the topmost scope first; keys shadowed from above are left out. While something is being
    /// written, every key that the scope on top does not take belongs to the text.
    pub fn active(&self, stack: &[&'static Scope], facts: &Facts) -> Vec<Active> {
        let mut taken: Vec<Chord> = Vec::new();
        let mut found = Vec::new();
        let depth = if facts.typing { 1 } else { stack.len() };
        for (depth, scope) in stack.iter().rev().take(depth).enumerate() {
            for (binding, chords) in self.keys(scope) {
                let chord = chords.iter().find(|chord| !taken.contains(chord)).copied();
                if chord.is_none() && !chords.is_empty() {
                    continue;
                }
                found.push(Active {
                    binding,
                    chord,
                    last: chords.last().copied(),
                    menu: None,
                    scope: scope.name,
                    on_top: depth == 0,
                    off: (binding.off)(facts),
                });
            }
            taken.extend(self.keys(scope).flat_map(|(_, chords)| chords));
        }
        found
    }

    /// The first key that reaches an action through these scopes, the topmost last; whether it works now is not asked.
    pub fn reaching(&self, stack: &[&'static Scope], action: Action) -> Option<Chord> {
        let has = |scope: &&'static Scope, chord: &Chord| {
            self.keys(scope).any(|(_, chords)| chords.contains(chord))
        };
        stack.iter().enumerate().rev().find_map(|(at, scope)| {
            let mut own = self.keys(scope);
            let (_, chords) = own.find(|(binding, _)| binding.action == action)?;
            let above = &stack[at + 1..];
            let free = |chord: &&Chord| !above.iter().any(|scope| has(scope, chord));
            chords.iter().find(free).copied()
        })
    }

    /// What stands in the menus that these scopes open, each with the key of its menu. A menu that does not open offers nothing.
    pub fn in_menus(&self, stack: &[&'static Scope], facts: &Facts) -> Vec<Active> {
        let opened = self.active(stack, facts);
        let mut found = Vec::new();
        for (opens, menu) in MENUS {
            let Some(by) = opened.iter().find(|one| one.binding.action == opens) else {
                continue;
            };
            let items = self.active(&[menu], facts).into_iter();
            found.extend(items.map(|item| Active {
                menu: by.chord,
                scope: by.scope,
                on_top: false,
                off: by.off.or(item.off),
                ..item
            }));
        }
        found
    }

    /// The key that is shown for what a scope does; none where only the palette offers it.
    pub(super) fn key_of(&self, scope: &'static Scope, binding: &Binding) -> Option<Chord> {
        let mut keys = self.keys(scope);
        let (_, chords) = keys.find(|(known, _)| std::ptr::eq(*known, binding))?;
        chords.first().copied()
    }

    /// What a key does now; `Err` says why it does nothing. `None` where no binding knows the key.
    pub fn resolve(
        &self,
        stack: &[&'static Scope],
        facts: &Facts,
        chord: Chord,
    ) -> Option<Result<Action, MsgId>> {
        let depth = if facts.typing { 1 } else { stack.len() };
        for scope in stack.iter().rev().take(depth) {
            let mut first_off = None;
            for (binding, chords) in self.keys(scope) {
                if !chords.contains(&chord) {
                    continue;
                }
                match (binding.off)(facts) {
                    None => return Some(Ok(binding.action)),
                    Some(why) => first_off = first_off.or(Some(why)),
                }
            }
            if let Some(why) = first_off {
                return Some(Err(why));
            }
        }
        None
    }

    /// Whether a letter that means nothing where nothing is written begins a line.
    pub fn letters_write(&self) -> bool {
        self.preset == Preset::Simple
    }
}
