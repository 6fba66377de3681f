//! What lies where on the screen: filled while a frame is drawn, asked when somebody clicks.
//!
//! What is highlighted can be clicked, and a click does what a key would: it knows no action of its own.

use std::cell::RefCell;

use ratatui::layout::{Position, Rect};

use super::input::Chord;
use crate::model::{CardId, StepId};

/// What a click on a place means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hit {
    /// It presses this key.
    Key(Chord),
    /// It brings the cursor to this card; once more opens it.
    Card(CardId),
    /// It goes to this step.
    Step(StepId),
    /// It brings the cursor to this line of the list or menu on top; once more chooses it.
    Row(usize),
    /// It brings the cursor to this field of what is being written.
    Field(usize),
    /// It chooses this one of the field with the cursor.
    Choice(usize),
    /// It brings the cursor to this place of this part of the page, as the page counts them; once more opens it.
    Spot(u8, usize),
    /// It turns to this part of the console.
    Part(usize),
    /// Nothing: something lies over what was there before.
    Nothing,
}

/// The places of one frame; what was drawn last lies on top.
#[derive(Debug, Default)]
pub struct Hits(RefCell<Vec<(Rect, Hit)>>);

impl Hits {
    /// Forgets the frame before.
    pub fn clear(&mut self) {
        self.0.get_mut().clear();
    }

    /// Something that can be clicked was drawn here.
    pub fn add(&self, area: Rect, hit: Hit) {
        if !area.is_empty() {
            self.0.borrow_mut().push((area, hit));
        }
    }

    /// What lies at a cell.
    pub fn at(&self, column: u16, row: u16) -> Option<Hit> {
        let at = Position { x: column, y: row };
        let all = self.0.borrow();
        let found = all.iter().rev().find(|(area, _)| area.contains(at));
        found.map(|(_, hit)| hit.clone())
    }

    /// All of them, for a test that clicks each.
    #[cfg(test)]
    pub fn all(&self) -> Vec<(Rect, Hit)> {
        self.0.borrow().clone()
    }
}
