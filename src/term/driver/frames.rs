//! When a terminal gets a frame: at once for who types at it, at a pace for what others do, and one that is owed as soon as the
//! terminal takes it.

use std::{io, time::Duration};

use tokio::time::Instant;

use super::{Driver, Surface, World, look};
use crate::model::At;

/// How long a terminal may take nothing before others are told that it lags.
const LAGS: Duration = Duration::from_secs(10);

impl<W: Surface> Driver<'_, W> {
    /// Asks for a frame that nobody at this seat caused: at once where the last is long enough ago, and else as soon as it
    /// is, together with all that comes until then.
    pub(super) fn draw_soon(&mut self) -> io::Result<()> {
        if self.frame_due.is_some() || !self.seat.is_stale() {
            return Ok(());
        }
        self.frame_due = self.pace.due(self.seat.presence().seats.len());
        if self.frame_due.is_some() {
            return Ok(());
        }
        self.draw()
    }

    /// Whether something is to be drawn that waits for nothing but the terminal. It may have taken the frame before since it
    /// was asked last, so that is not asked again here: whoever waits for it then waits for nothing.
    pub(super) fn owes_a_frame(&self) -> bool {
        self.seat.is_stale() && self.frame_due.is_none()
    }

    /// When others are to be told that this terminal takes nothing.
    pub(super) fn lags_at(&self) -> Option<Instant> {
        if self.lagging {
            return None;
        }
        Some(self.terminal.backend().writer().waiting_since()? + LAGS)
    }

    pub(super) fn tell_lagging(&mut self, lags: bool) {
        if self.lagging != lags {
            self.lagging = lags;
            if let Some(seated) = &self.seated {
                seated.lags(lags);
            }
        }
    }

    /// Time has gone on: the picture is another, and nothing is read or written for it. Where the terminal has not taken the
    /// frame before, the next one says when it is time again.
    pub(super) fn tick(&mut self) -> io::Result<()> {
        self.tick_due = None;
        self.seat.tick(self.desk.now());
        self.draw_soon()
    }

    /// Draws the seat, where it has changed and its terminal takes a frame.
    pub(super) fn draw(&mut self) -> io::Result<()> {
        if !self.seat.is_stale() || !self.terminal.backend().writer().is_free() {
            return Ok(());
        }
        self.tell_lagging(false);
        // What was waited for is in this frame.
        self.frame_due = None;
        let begin = Instant::now();
        let now = self.desk.now();
        self.seat.tell_time(now);
        let world = match self.room {
            Some(_) => World::Table(look(&self.session, &self.seat)),
            None => World::Home(&self.home),
        };
        let seat = &mut self.seat;
        self.terminal
            .draw(seat.ground(), |sheet| seat.paint(world, sheet))?;
        let ticks = self.seat.ticks_at();
        self.tick_due = ticks.map(|at| Instant::now() + between(now, at));
        self.pace.drawn(begin);
        Ok(())
    }
}

/// How long it is until a moment; never nothing, whatever the clock of the machine does.
pub(in crate::term) fn between(now: At, then: At) -> Duration {
    let millis = then.0.saturating_sub(now.0).clamp(1, 3_600_000);
    Duration::from_millis(u64::try_from(millis).unwrap_or(1))
}
