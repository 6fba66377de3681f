//! What a terminal is told beside its frames: whether it hands on the mouse, and what goes to its clipboard.

use std::io;

use super::{Driver, Surface};
use crate::{say, say::Msg, term::modes};

/// The longest text that goes to a clipboard, in bytes: terminals drop more than about a hundred thousand letters of base64.
const MOST_COPIED: usize = 64 * 1024;

impl<W: Surface> Driver<'_, W> {
    /// Tells the terminal whether it hands on the mouse, where that has changed.
    pub(super) fn tell_mouse(&mut self) -> io::Result<()> {
        let on = self.seat.has_mouse();
        if self.mouse != on {
            self.mouse = on;
            self.surface().write_all(modes::mouse(on).as_bytes())?;
        }
        Ok(())
    }

    /// Puts text on the clipboard of the terminal; answers what to say of it. Terminals do not tell whether they did.
    pub(super) fn clip(&mut self, text: &str, what: &Msg) -> Result<Msg, Msg> {
        if text.is_empty() {
            return Err(say!(CopiesNothing));
        }
        if text.len() > MOST_COPIED {
            return Err(say!(TooLongToCopy, text.len() / 1024, MOST_COPIED / 1024));
        }
        let told = self.surface().write_all(modes::copy(text).as_bytes());
        told.map_err(|error| say!(NotCopied, error.to_string()))?;
        Ok(say!(Copied, what.clone()))
    }
}
