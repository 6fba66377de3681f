//! What the person at a seat is used to: their keys, and whether letters command at all.

use std::sync::Arc;

use super::{Place, Seat, Told, World};
use crate::{
    say,
    ui::{
        input::Chord,
        keys::{Facts, Keymap},
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
    /// Whether this letter begins a line: where letters command nothing, every one does, however slowly the next comes.
    pub(super) fn begins_line(
        &mut self,
        chord: Chord,
        facts: &Facts,
        told: &mut Told<'_>,
    ) -> bool {
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
        let drafts = table.drafts().to_vec();
        let msg = match table.write(&letter.to_string(), drafts, *seen, told.ids) {
            Wrote::Line => return true,
            Wrote::Note => say!(WroteNote),
            Wrote::Nothing => say!(WroteNothing),
        };
        self.tell(msg, false);
        true
    }
}
