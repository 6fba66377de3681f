//! What the person at a seat is used to: their keys, and whether letters command at all.

use std::sync::Arc;

use super::{Effect, Place, Seat, Told, World};
use crate::{
    model::Command,
    say,
    ui::{
        input::Chord,
        keys::{Action, Facts, Keymap},
        table::Wrote,
    },
};

/// What the person at a seat is used to.
#[derive(Clone, Debug)]
pub struct Habits {
    /// Which keys do what.
    pub keys: Arc<Keymap>,
    /// The mouse is the program's: a click on what is highlighted does it.
    pub mouse: bool,
    /// Each key that is pressed is explained.
    pub learning: bool,
}

impl Default for Habits {
    fn default() -> Self {
        Self {
            keys: Keymap::standard(),
            mouse: false,
            learning: false,
        }
    }
}

impl Seat {
    /// Explains the key that was just pressed, where somebody still learns them and nothing else is to be said: what it does,
    /// and what takes it back where it changed something for all.
    pub(super) fn explain(
        &mut self,
        chord: Chord,
        action: Action,
        in_window: bool,
        did: &[Effect],
        told: &Told<'_>,
    ) {
        if !self.habits.learning || in_window || action.is_moving() || self.notice.is_some() {
            return;
        }
        let facts = Facts {
            typing: false,
            ..self.facts(&told.world)
        };
        let scopes = self.scopes();
        let all = self.habits.keys.active(&scopes, &facts);
        let label = |action: Action| {
            let found = all.iter().find(|one| one.binding.action == action)?;
            Some(found.key(self.looks.ascii, self.looks.lang))
        };
        let mut bindings = scopes.iter().rev().flat_map(|scope| scope.bindings);
        let Some(words) = bindings
            .find(|binding| binding.action == action)
            .map(|binding| binding.words(self.looks.lang))
        else {
            return;
        };
        // A name that asks is no question here.
        let words = words.trim_matches(['?', '¿']);
        let key = chord.label(self.looks.ascii, self.looks.lang);
        let sent = did.iter().any(|effect| {
            matches!(effect, Effect::Send { command, .. }
            if !command.begins_anew() && !matches!(command, Command::Undo | Command::Redo))
        });
        let msg = match label(Action::Undo).filter(|_| sent) {
            Some(undo) => say!(LearnKeyUndo, key, words, undo),
            None => say!(LearnKey, key, words),
        };
        self.tell(msg, false);
    }

    /// Whether this letter begins a line: where letters command nothing, every one does, however slowly the next comes.
    pub(super) fn begins_line(&mut self, chord: Chord, facts: &Facts, told: &mut Told<'_>) -> bool {
        let letter = chord.typed().filter(|c| c.is_alphabetic());
        let Some(letter) = letter.filter(|_| self.habits.keys.letters_write()) else {
            return false;
        };
        let free = self.overlays.is_empty() && self.means_here(facts, chord).is_none();
        let (Place::Table(table), World::Table(seen)) = (&mut self.at, &told.world) else {
            return false;
        };
        if !free || !table.is_quiet() {
            return false;
        }
        let before = table.before();
        let msg = match table.write(&letter.to_string(), before, *seen, told.ids) {
            Wrote::Line => return true,
            Wrote::Note => say!(WroteNote),
            Wrote::Nothing => say!(WroteNothing),
        };
        self.tell(msg, false);
        true
    }
}
