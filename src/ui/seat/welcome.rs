//! What somebody is shown when they come in, their return code most of all: it closes by a key of its own, and is found again
//! in the window of people.

use super::Seat;
use crate::{content::slot::Slot, document::Line, say::Msg, ui::overlay::Overlay};

impl Seat {
    /// Shows what somebody is to read before all else, and keeps it for when they want it again.
    pub fn welcome(&mut self, title: &Msg, words: &[Msg]) {
        self.welcome = Some((title.clone(), words.to_vec()));
        self.open_welcome();
    }

    /// Shows it, over whatever is there.
    pub(super) fn open_welcome(&mut self) {
        let Some((title, words)) = &self.welcome else {
            return;
        };
        let lang = self.looks.lang;
        let mut lines = Vec::new();
        for words in words {
            lines.push((Slot::Overlay, Line::said(words.render(lang))));
            lines.push((Slot::Overlay, Line::default()));
        }
        self.overlays
            .push(Overlay::read_well(title.render(lang), lines));
        self.stale = true;
    }
}
