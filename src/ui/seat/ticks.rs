//! Time at a seat: it never reads a clock, it is told; and it says when time alone will make another picture of it.

use super::{Notice, Place, Seat, World};
use crate::model::At;

impl Seat {
    /// Says what time it is, before it is drawn.
    pub fn tell_time(&mut self, now: At) {
        self.now = now;
        if let Place::Table(table) = &mut self.at {
            table.tell_time(now, self.east);
        }
    }

    /// Time has gone on to where the picture is another: a clock says another number, a menu shows itself, what was said goes, or
    /// a session that is played again goes on.
    pub fn tick(&mut self, now: At) {
        self.tell_time(now);
        self.wake(now);
        self.notice.take_if(|notice| !notice.stands(now));
        if self.replay_due().is_some_and(|due| due <= now) {
            self.tick_replay(now);
        }
        self.stale = true;
    }

    /// When time alone makes another picture of it than was drawn last; `None` while nothing moves.
    pub fn ticks_at(&self) -> Option<At> {
        let said = self.notice.as_ref().and_then(Notice::until);
        let all = [self.tick, self.veiled, said, self.replay_due()];
        all.into_iter().flatten().min()
    }

    pub(super) fn next_tick(&self, world: &World<'_>) -> Option<At> {
        match (&self.at, world) {
            _ if self.replay.is_some() || self.is_too_small() => None,
            (Place::Table(table), World::Table(seen)) => {
                table.next_tick(*seen, self.presence.seats.len())
            }
            _ => None,
        }
    }
}
