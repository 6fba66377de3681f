//! Time in line mode: nothing ticks; a line is said where time alone makes something to be said.

use tokio::time::Instant;

use super::{PlainDriver, Surface};
use crate::term::driver::frames::between;

impl<W: Surface> PlainDriver<'_, W> {
    /// When something is to be said because time goes on.
    pub(super) fn tick_due(&mut self) -> Option<Instant> {
        let now = self.desk.now();
        let at = self.told(|seat, told| seat.ticks_at(told))?;
        Some(Instant::now() + between(now, at))
    }
}
