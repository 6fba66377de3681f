//! What a seat remembers of its console, and who looks from it.

use super::{Place, Seat};
use crate::{model::Viewer, say, ui::table::Console};

impl Seat {
    /// Who looks from this seat: whoever sits here, and others too where the screen was made safe to share.
    pub fn viewer(&self) -> Viewer {
        if self.console().is_shared() {
            Viewer::Shared(self.me)
        } else {
            Viewer::Member(self.me)
        }
    }

    fn console(&self) -> Console {
        match &self.at {
            Place::Table(table) => table.console(),
            Place::Home(_) | Place::Door => self.console,
        }
    }

    /// Keeps it for the session that lies before the seat next.
    pub(super) fn keep_console(&mut self) {
        self.console = self.console();
    }

    /// Makes the screen safe for others to look at, or one's own again.
    pub(super) fn share_safe(&mut self) {
        let Place::Table(table) = &mut self.at else {
            return;
        };
        let shared = !table.console().is_shared();
        table.share(shared);
        self.overlays.clear();
        let msg = if shared {
            say!(NowShared)
        } else {
            say!(NowPrivate)
        };
        self.tell(msg, false);
    }
}
