//! How often keys are exchanged with one party: that costs this machine a hundred times what it costs to ask for it.
//!
//! Nobody is turned away for it. Who comes too often waits, as long as anybody may take to come in.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use tokio::time::{Instant, sleep};

use super::{Limits, guessing::Party};

/// From this many parties on, those that came seldom are forgotten.
const MANY: usize = 1_024;

/// What is known of exchanges.
#[derive(Debug)]
pub(super) struct Exchanges {
    each: Duration,
    at_once: u32,
    /// When each party may again exchange as many at once as anybody.
    parties: Mutex<HashMap<Party, Instant>>,
}

impl Exchanges {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            each: Duration::from_secs(1) / limits.exchanges_a_second.max(1),
            at_once: limits.exchanges_at_once.max(1),
            parties: Mutex::default(),
        }
    }

    /// Waits until keys may be exchanged with a party.
    pub(super) async fn turn(&self, party: Party) {
        while let Err(wait) = self.take(party) {
            sleep(wait).await;
        }
    }

    /// Takes one, or says how long it takes until there is one. Who only waits takes none: a flood that is cut off leaves none
    /// behind that its neighbours would have to wait for.
    fn take(&self, party: Party) -> Result<(), Duration> {
        let now = Instant::now();
        let mut parties = self.parties.lock().unwrap_or_else(PoisonError::into_inner);
        if parties.len() > MANY {
            parties.retain(|_, rested| *rested > now);
        }
        let rested = parties.entry(party).or_insert(now);
        let then = (*rested).max(now) + self.each;
        let over = (then - now).saturating_sub(self.each * self.at_once);
        if over > Duration::ZERO {
            return Err(over);
        }
        *rested = then;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::{net::IpAddr, sync::Arc};

    use super::*;

    fn party(last: u8) -> Party {
        IpAddr::from([10, 0, 0, last]).into()
    }

    #[tokio::test(start_paused = true)]
    async fn a_room_full_comes_at_once_and_a_flood_at_its_pace() {
        let exchanges = Arc::new(Exchanges::new(&Limits::default()));
        let begin = Instant::now();
        for _ in 0..60 {
            exchanges.turn(party(1)).await;
        }
        assert_eq!(begin.elapsed(), Duration::ZERO);
        for _ in 0..100 {
            let exchanges = Arc::clone(&exchanges);
            tokio::spawn(async move { exchanges.turn(party(1)).await }).abort();
        }
        // Those that went away before it was their turn are waited for by nobody.
        for _ in 0..20 {
            exchanges.turn(party(1)).await;
        }
        let took = begin.elapsed().as_millis();
        assert!((1_950..=2_050).contains(&took), "{took}");
        exchanges.turn(party(2)).await;
        assert_eq!(begin.elapsed().as_millis(), took);
        tokio::time::advance(Duration::from_secs(6)).await;
        for _ in 0..60 {
            exchanges.turn(party(1)).await;
        }
        assert!(begin.elapsed().as_secs() <= 8);
    }
}
