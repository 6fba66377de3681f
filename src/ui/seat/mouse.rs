//! The mouse at a seat: a click does what a key would on what lies there, and the wheel moves what is on top.

use super::{Effect, Place, Seat, Told, World};
use crate::ui::{
    hits::Hit,
    input::{Chord, Key, Wheel},
    overlay::{Overlay, Pick, Then},
};

impl Seat {
    /// A click on a cell. Answers whether anything came of it.
    pub(super) fn click(
        &mut self,
        (column, row): (u16, u16),
        told: &mut Told<'_>,
        out: &mut Vec<Effect>,
    ) -> bool {
        if !self.habits.mouse || self.is_too_small() {
            return false;
        }
        let Some(hit) = self.hits.at(column, row) else {
            return false;
        };
        let covered = !self.overlays.is_empty() && self.veiled.is_none();
        if covered && !matches!(hit, Hit::Key(_) | Hit::Row(_)) {
            return false;
        }
        // A second click on the same is its Enter, however long after: there is nothing to be quick about.
        let again = self.clicked.take().as_ref() == Some(&hit);
        let enter = Chord::plain(Key::Enter);
        match &hit {
            Hit::Nothing => return false,
            Hit::Key(chord) => self.press(*chord, told, out),
            Hit::Row(at) => {
                let is_menu = self.overlays.last().is_some_and(Overlay::is_menu);
                let there = match (self.overlays.last_mut(), &mut self.at) {
                    (Some(overlay), _) => overlay.point(*at),
                    (None, Place::Home(home)) => home.point(*at),
                    (None, _) => return false,
                };
                if is_menu || (there && again) {
                    self.press(enter, told, out);
                }
            }
            Hit::Card(card) => {
                let (Place::Table(table), World::Table(seen)) = (&mut self.at, &told.world) else {
                    return false;
                };
                if !table.is_quiet() {
                    return false;
                }
                if again {
                    self.press(enter, told, out);
                    return true;
                }
                let step = table.step().clone();
                table.show(&step, *card, *seen);
                self.notice = None;
            }
            Hit::Spot(part, at) => {
                let (Place::Table(table), World::Table(seen)) = (&mut self.at, &told.world) else {
                    return false;
                };
                if !table.is_quiet() {
                    return false;
                }
                if again {
                    self.press(enter, told, out);
                    return true;
                }
                let said = table.point_at(*part, *at, *seen);
                self.notice = None;
                if let Some(said) = said {
                    self.tell(said, false);
                }
            }
            Hit::Part(at) => {
                let (Place::Table(table), World::Table(seen)) = (&mut self.at, &told.world) else {
                    return false;
                };
                if !table.is_quiet() {
                    return false;
                }
                table.turn_to(*at, *seen);
                self.notice = None;
            }
            Hit::Step(step) => {
                let (Place::Table(table), World::Table(seen)) = (&mut self.at, &told.world) else {
                    return false;
                };
                let pick = Pick::Step(step.clone());
                let _ = table.pick(&Then::Go, &pick, *seen, told.ids, out);
                self.notice = None;
            }
            Hit::Field(at) => match &mut self.at {
                Place::Table(table) => {
                    let Some(form) = table.form_mut() else {
                        return false;
                    };
                    form.at = (*at).min(form.fields.len() - 1);
                }
                _ => return false,
            },
            Hit::Choice(at) => match &mut self.at {
                Place::Table(table) => {
                    let Some(form) = table.form_mut() else {
                        return false;
                    };
                    form.field_mut().choose_at(*at);
                }
                _ => return false,
            },
        }
        self.clicked = Some(hit);
        true
    }

    /// The wheel: it moves the cursor of what is on top; in what is being written it would only leave the field.
    pub(super) fn scroll(&mut self, wheel: Wheel, told: &mut Told<'_>, out: &mut Vec<Effect>) {
        let writing = matches!(&self.at, Place::Table(table) if table.form().is_some());
        if writing && self.overlays.is_empty() {
            return;
        }
        let key = if wheel == Wheel::Up {
            Key::Up
        } else {
            Key::Down
        };
        self.press(Chord::plain(key), told, out);
    }
}
