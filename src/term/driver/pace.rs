//! How soon a seat is drawn again for what others do.
//!
//! One that has been still for a while is drawn at once. Else it waits, and what comes meanwhile is in the same frame: so
//! long that all seats together, drawn as often as this one, ask about one processor of the machine. With two seats nobody
//! can tell; with 200 it is what keeps a room that all change at once from drawing frames that nobody could read.

use std::time::Duration;

use tokio::time::Instant;

/// No terminal is worth more frames than 250 a second.
const LEAST: Duration = Duration::from_millis(4);
/// However slow the machine is, all see what happens.
const MOST: Duration = Duration::from_millis(150);
/// One frame that took longer than this says that the machine did something else meanwhile.
const BELIEVED: Duration = Duration::from_millis(2);

/// When a seat was drawn, and what that takes.
#[derive(Debug, Default)]
pub(super) struct Pace {
    drawn: Option<Instant>,
    /// What a frame took of late.
    takes: Duration,
}

impl Pace {
    /// A frame was drawn, and begun at this time.
    pub(super) fn drawn(&mut self, begin: Instant) {
        self.took(begin, begin.elapsed());
    }

    fn took(&mut self, begin: Instant, took: Duration) {
        self.drawn = Some(begin);
        self.takes = (self.takes * 7 + took.min(BELIEVED)) / 8;
    }

    /// When the next frame is due that nobody at this seat caused, where there are so many seats; at once where that is
    /// past.
    pub(super) fn due(&self, seats: usize) -> Option<Instant> {
        let due = self.drawn? + self.least(seats);
        (due > Instant::now()).then_some(due)
    }

    fn least(&self, seats: usize) -> Duration {
        let seats = u32::try_from(seats).unwrap_or(u32::MAX);
        // A frame is drawn, and then sent: that takes half as long again.
        let all = self.takes.saturating_mul(seats);
        (all + all / 2).clamp(LEAST, MOST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pace(micros: u64) -> Pace {
        let mut pace = Pace::default();
        for _ in 0..100 {
            pace.took(Instant::now(), Duration::from_micros(micros));
        }
        pace
    }

    #[test]
    fn few_seats_wait_for_nothing_that_can_be_seen_and_many_share_a_processor() {
        assert_eq!(pace(200).least(2), LEAST);
        let many = pace(200).least(200).as_millis();
        assert!((50..=60).contains(&many), "{many}");
        assert_eq!(pace(60_000).least(1_000), MOST);
    }

    #[test]
    fn a_seat_that_was_still_is_drawn_at_once() {
        let mut pace = Pace::default();
        assert_eq!(pace.due(200), None);
        let now = Instant::now();
        pace.took(now, Duration::from_millis(1));
        assert!(pace.due(200).is_some());
        if let Some(earlier) = now.checked_sub(MOST) {
            pace.took(earlier, Duration::from_millis(1));
            assert_eq!(pace.due(200), None);
        }
    }
}
