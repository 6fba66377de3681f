//! How often a seat may ask the room: as often as people can, in bursts, and no more.

use tokio::time::Instant;

/// How many commands may come at once.
const BURST: f64 = 60.0;

/// How many more may come each second.
const A_SECOND: f64 = 20.0;

/// What a seat may still ask.
#[derive(Debug)]
pub(in crate::term) struct Throttle {
    left: f64,
    asked: Option<Instant>,
}

impl Default for Throttle {
    fn default() -> Self {
        Self {
            left: BURST,
            asked: None,
        }
    }
}

impl Throttle {
    /// Whether one more command may go to the room now.
    pub(in crate::term) fn allows(&mut self, now: Instant) -> bool {
        if let Some(asked) = self.asked.replace(now) {
            let since = now.saturating_duration_since(asked).as_secs_f64();
            self.left = (self.left + since * A_SECOND).min(BURST);
        }
        let allowed = self.left >= 1.0;
        if allowed {
            self.left -= 1.0;
        }
        allowed
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_burst_passes_and_a_flood_waits() {
        let mut throttle = Throttle::default();
        let now = Instant::now();
        let passed = (0..1_000).filter(|_| throttle.allows(now)).count();
        assert_eq!(passed, 60);
        let later = now + Duration::from_millis(500);
        assert_eq!((0..1_000).filter(|_| throttle.allows(later)).count(), 10);
    }
}
