//! The console: how the work, the agenda and what only whoever leads sees share one screen.
//!
//! From 120 columns on all three stand beside one another; from 100 on the private column takes the place of the agenda;
//! under that each has the whole screen, and a line of tabs says which. What a seat chose stays with the seat, whichever
//! session lies before it. Owns no words of any part and knows no key.

use crate::model::Seen;

/// From this width on, the agenda stands beside the page.
pub(super) const WIDE: u16 = 100;
/// From this width on, the private column stands beside both.
pub(super) const WIDEST: u16 = 120;
/// How wide the agenda is.
pub(super) const AGENDA: u16 = 27;
/// How wide the private column is.
pub(super) const PRIVATE: u16 = 36;

/// One part of the console.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Pane {
    /// The page of the step.
    #[default]
    Work,
    /// The steps, and where the room stands.
    Agenda,
    /// What only whoever leads sees.
    Private,
}

/// What a seat remembers of its console.
#[derive(Clone, Copy, Debug, Default)]
pub struct Console {
    /// How wide the screen is; 0 in line mode, which has no parts beside one another.
    columns: u16,
    /// The part that has the keys.
    pane: Pane,
    /// Whether the private column was opened or closed on purpose.
    open: Option<bool>,
    /// Whether others look at this screen too.
    shared: bool,
}

impl Console {
    /// The same on a screen so wide.
    pub(super) fn set_columns(&mut self, columns: u16) {
        self.columns = columns;
    }

    /// Whether it is on a screen at all.
    pub(super) fn is_drawn(self) -> bool {
        self.columns > 0
    }

    /// Whether its parts are tabs.
    pub(super) fn is_tabbed(self) -> bool {
        self.is_drawn() && self.columns < WIDE
    }

    /// Whether others look at this screen too.
    pub fn is_shared(self) -> bool {
        self.shared
    }

    /// Others look at this screen from now on, or no longer.
    pub(super) fn share(&mut self, on: bool) {
        self.shared = on;
        self.pane = Pane::Work;
    }

    /// Whether the private column stands beside the page.
    pub(super) fn has_private(self, seen: Seen<'_>) -> bool {
        self.columns >= WIDE && seen.is_confidant() && self.open.unwrap_or(self.columns >= WIDEST)
    }

    /// Whether the agenda stands beside the page.
    pub(super) fn has_agenda(self, seen: Seen<'_>) -> bool {
        self.columns >= WIDEST || (self.columns >= WIDE && !self.has_private(seen))
    }

    /// The parts that can have the keys, in their order.
    pub(super) fn panes(self, seen: Seen<'_>) -> Vec<Pane> {
        let tabbed = self.is_tabbed();
        let mut panes = vec![Pane::Work];
        // Where nobody sits, as at a session that is played again, nothing is turned to.
        if (tabbed && seen.me().is_some()) || self.has_agenda(seen) {
            panes.push(Pane::Agenda);
        }
        if (tabbed && seen.is_confidant()) || self.has_private(seen) {
            panes.push(Pane::Private);
        }
        panes
    }

    /// The part that has the keys now.
    pub(super) fn pane(self, seen: Seen<'_>) -> Pane {
        if self.pane == Pane::Work || self.panes(seen).contains(&self.pane) {
            self.pane
        } else {
            Pane::Work
        }
    }

    /// Gives the keys to a part.
    pub(super) fn go(&mut self, pane: Pane) {
        self.pane = pane;
    }

    /// Gives the keys to the next part, or to the one before.
    pub(super) fn turn(&mut self, forward: bool, seen: Seen<'_>) {
        let panes = self.panes(seen);
        let now = self.pane(seen);
        let at = panes.iter().position(|pane| *pane == now).unwrap_or(0);
        let by = if forward { 1 } else { panes.len() - 1 };
        self.pane = panes
            .get((at + by) % panes.len())
            .copied()
            .unwrap_or_default();
    }

    /// Goes to what only whoever leads sees, and opens it where it was put away; from there, puts it away.
    pub(super) fn toggle_private(&mut self, seen: Seen<'_>) {
        let away = self.pane(seen) == Pane::Private;
        if !self.is_tabbed() {
            self.open = Some(!away);
        }
        self.pane = if away { Pane::Work } else { Pane::Private };
    }
}
