//! Keys that sentences name: `{n=cards.new}` is put into words here, by the keys of the seat that reads it.

use std::{collections::HashMap, sync::LazyLock};

use super::{
    Action, Binding, CLOCK_RUNS, CLOCK_STILL, EXPORT_MENU, GO_MENU, Keymap, MOVE_MENU, Scope, all,
};
use crate::say::{Keys, Lang};

/// Every action by the name that settings and sentences have for it: its scope, a point, and the action.
static NAMED: LazyLock<HashMap<String, (&'static Scope, &'static Binding)>> = LazyLock::new(|| {
    let mut named = HashMap::new();
    for scope in all() {
        for binding in scope.bindings {
            let name = format!("{}.{}", scope.called(), binding.action.called());
            named.entry(name).or_insert((scope, binding));
        }
    }
    named
});

/// The menus, and what opens each.
const MENUS: [(&Scope, &str); 5] = [
    (&GO_MENU, "table.go"),
    (&MOVE_MENU, "cards.move-menu"),
    (&EXPORT_MENU, "table.export-menu"),
    (&CLOCK_RUNS, "table.clock"),
    (&CLOCK_STILL, "table.clock"),
];

/// What does what a sentence names; `None` where nothing is called that.
pub fn named(what: &str) -> Option<(&'static Scope, &'static Binding)> {
    NAMED.get(what).copied()
}

/// The keys of one seat, as its screen can show them.
#[derive(Clone, Copy, Debug)]
pub struct Called<'a> {
    /// Which keys do what.
    pub keys: &'a Keymap,
    /// Only ASCII can be shown.
    pub ascii: bool,
}

/// What opens the menu in which a scope's keys stand, by name; `None` for what is no menu.
pub fn opens(scope: &Scope) -> Option<&'static str> {
    let mut menus = MENUS.iter();
    let (_, by) = menus.find(|(menu, _)| menu.id == scope.id)?;
    Some(by)
}

impl Keys for Called<'_> {
    /// The key; behind that of its menu where it stands in one; where it has none, how it is found among the commands.
    fn called(&self, what: &str, lang: Lang) -> Option<String> {
        let (scope, binding) = named(what)?;
        let key = self.keys.key_of(scope, binding);
        let Some(key) = key.map(|key| key.label(self.ascii, lang)) else {
            let label = binding.words(lang);
            let palette = (binding.action != Action::Palette)
                .then(|| self.called("table.palette", lang))
                .flatten();
            return Some(palette.map_or_else(String::new, |key| format!("{key} “{label}”")));
        };
        Some(match opens(scope).and_then(|by| self.called(by, lang)) {
            Some(opens) => format!("{opens} {key}"),
            None => key,
        })
    }
}
