//! How often a code may be wrong: for each address, and for the whole door.
//!
//! A community centre is one address. So an address that has used up its mistakes waits for its turn instead of being shut out, and
//! each person who gets in gives theirs back: thirty neighbours with typos get in one after the other, and who only guesses gets
//! one try in ten seconds.

use std::{
    collections::{HashMap, VecDeque},
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    sync::Notify,
    time::{Instant, timeout},
};

/// From this many addresses on, those that have made no mistake lately are forgotten.
const MANY: usize = 1_024;

/// The rules.
#[derive(Clone, Copy, Debug)]
pub struct Guessing {
    /// Mistakes of one address, before it waits.
    pub mistakes: u32,
    /// How long it takes until one more is allowed.
    pub another_after: Duration,
    /// Mistakes of all addresses within [`Guessing::window`]; at this many no code is taken for as long.
    pub mistakes_of_all: usize,
    /// The time within which they are counted.
    pub window: Duration,
}

impl Default for Guessing {
    fn default() -> Self {
        Self {
            mistakes: 20,
            another_after: Duration::from_secs(10),
            mistakes_of_all: 120,
            window: Duration::from_mins(1),
        }
    }
}

/// One party that guesses: an IPv4 address, or the network that one subscriber of IPv6 has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Party {
    V4([u8; 4]),
    V6([u16; 4]),
}

impl From<IpAddr> for Party {
    fn from(address: IpAddr) -> Self {
        match address.to_canonical() {
            IpAddr::V4(address) => Self::V4(address.octets()),
            IpAddr::V6(address) => {
                let [one, two, three, four, ..] = address.segments();
                Self::V6([one, two, three, four])
            }
        }
    }
}

#[derive(Debug)]
struct Bucket {
    left: u32,
    since: Instant,
    /// How often each connection that waits for its turn was wrong before.
    waiting: Vec<u32>,
}

impl Bucket {
    fn fill(&mut self, rules: &Guessing, now: Instant) {
        while self.left < rules.mistakes && now.duration_since(self.since) >= rules.another_after {
            self.left += 1;
            self.since += rules.another_after;
        }
        if self.left >= rules.mistakes {
            self.since = now;
        }
    }
}

#[derive(Debug, Default)]
struct Inner {
    parties: HashMap<Party, Bucket>,
    wrong: VecDeque<Instant>,
    paused_until: Option<Instant>,
}

/// What is known of guesses.
#[derive(Debug)]
pub(super) struct Guesses {
    rules: Guessing,
    inner: Mutex<Inner>,
    /// A turn was given back, or a pause began.
    changed: Notify,
}

/// No code is taken for so long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Paused(pub(super) Duration);

/// The right to try one code. Dropped without a verdict it is given back.
#[derive(Debug)]
pub(super) struct Turn {
    guesses: Arc<Guesses>,
    party: Party,
    used: bool,
}

/// Why there is no turn now.
enum No {
    Wait(Duration),
    Paused(Paused),
}

/// A place in the line of those who wait for a turn.
struct InLine {
    guesses: Arc<Guesses>,
    party: Party,
    wrong_before: u32,
}

impl Drop for InLine {
    fn drop(&mut self) {
        if let Some(bucket) = self.guesses.inner().parties.get_mut(&self.party)
            && let Some(at) = bucket
                .waiting
                .iter()
                .position(|wrong| *wrong == self.wrong_before)
        {
            bucket.waiting.swap_remove(at);
        }
        // Whoever stood behind it may be the first now.
        self.guesses.changed.notify_waiters();
    }
}

impl Guesses {
    pub(super) fn new(rules: Guessing) -> Arc<Self> {
        Arc::new(Self {
            rules,
            inner: Mutex::default(),
            changed: Notify::new(),
        })
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Until when no code is taken, where it is so.
    pub(super) fn paused_until(&self) -> Option<Instant> {
        let mut inner = self.inner();
        let until = inner.paused_until.filter(|until| *until > Instant::now());
        inner.paused_until = until;
        until
    }

    /// Waits for the right to try a code. Who was wrong before comes first: they have looked again by now, so they are the likeliest
    /// to give their mistakes back to all who wait.
    pub(super) async fn turn(
        self: &Arc<Self>,
        party: Party,
        wrong_before: u32,
    ) -> Result<Turn, Paused> {
        let mut waiting = None;
        loop {
            let changed = self.changed.notified();
            let wait = match self.try_turn(party, wrong_before, waiting.is_some()) {
                Ok(turn) => return Ok(turn),
                Err(No::Paused(paused)) => return Err(paused),
                Err(No::Wait(wait)) => wait,
            };
            if waiting.is_none() {
                waiting = Some(self.wait_in_line(party, wrong_before));
            }
            // Whichever comes first: time, or somebody who got in.
            let _ = timeout(wait, changed).await;
        }
    }

    fn try_turn(
        self: &Arc<Self>,
        party: Party,
        wrong_before: u32,
        in_line: bool,
    ) -> Result<Turn, No> {
        let now = Instant::now();
        let mut inner = self.inner();
        if let Some(until) = inner.paused_until.filter(|until| *until > now) {
            return Err(No::Paused(Paused(until - now)));
        }
        let rules = &self.rules;
        if inner.parties.len() > MANY {
            inner.parties.retain(|_, bucket| {
                bucket.fill(rules, now);
                bucket.left < rules.mistakes || !bucket.waiting.is_empty()
            });
        }
        let bucket = inner.parties.entry(party).or_insert_with(|| Bucket {
            left: rules.mistakes,
            since: now,
            waiting: Vec::new(),
        });
        bucket.fill(rules, now);
        let first = bucket.waiting.iter().max().copied();
        let before_me =
            first.is_some_and(|first| first > wrong_before || (first == wrong_before && !in_line));
        if bucket.left == 0 {
            let wait = rules.another_after.saturating_sub(now - bucket.since);
            return Err(No::Wait(wait));
        }
        if before_me {
            // They were woken as well; nobody waits for ever behind one who went away.
            return Err(No::Wait(rules.another_after));
        }
        bucket.left -= 1;
        Ok(Turn {
            guesses: Arc::clone(self),
            party,
            used: false,
        })
    }

    fn wait_in_line(self: &Arc<Self>, party: Party, wrong_before: u32) -> InLine {
        if let Some(bucket) = self.inner().parties.get_mut(&party) {
            bucket.waiting.push(wrong_before);
        }
        InLine {
            guesses: Arc::clone(self),
            party,
            wrong_before,
        }
    }

    /// How many mistakes a party has left.
    #[cfg(test)]
    pub(super) fn left(&self, party: Party) -> u32 {
        self.inner()
            .parties
            .get(&party)
            .map_or(self.rules.mistakes, |bucket| bucket.left)
    }

    fn give_back(&self, party: Party, turns: u32) {
        if let Some(bucket) = self.inner().parties.get_mut(&party) {
            bucket.left = (bucket.left + turns).min(self.rules.mistakes);
        }
        self.changed.notify_waiters();
    }
}

impl Turn {
    /// The code was wrong. Answers whether codes are not taken from now on.
    pub(super) fn wrong(mut self) -> bool {
        self.used = true;
        let now = Instant::now();
        let rules = &self.guesses.rules;
        let mut inner = self.guesses.inner();
        while inner
            .wrong
            .front()
            .is_some_and(|at| now.duration_since(*at) >= rules.window)
        {
            inner.wrong.pop_front();
        }
        inner.wrong.push_back(now);
        let pause = inner.wrong.len() >= rules.mistakes_of_all;
        if pause {
            inner.wrong.clear();
            inner.paused_until = Some(now + rules.window);
        }
        drop(inner);
        if pause {
            self.guesses.changed.notify_waiters();
        }
        pause
    }

    /// The code was right: this turn is given back, and those that the same connection used before.
    pub(super) fn right(mut self, wrong_before: u32) {
        self.used = true;
        self.guesses.give_back(self.party, wrong_before + 1);
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        if !self.used {
            self.guesses.give_back(self.party, 1);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn party(last: u8) -> Party {
        IpAddr::from([10, 0, 0, last]).into()
    }

    #[tokio::test(start_paused = true)]
    async fn after_its_mistakes_an_address_has_one_try_in_ten_seconds() {
        let guesses = Guesses::new(Guessing::default());
        let begin = Instant::now();
        for _ in 0..20 {
            guesses.turn(party(1), 0).await.unwrap().wrong();
        }
        assert_eq!(begin.elapsed(), Duration::ZERO);
        for n in 1..=3 {
            guesses.turn(party(1), 0).await.unwrap().wrong();
            assert_eq!(begin.elapsed().as_secs(), n * 10);
        }
        // Another address does not wait for it, and a rest gives it all back.
        guesses.turn(party(2), 0).await.unwrap().right(0);
        assert_eq!(begin.elapsed().as_secs(), 30);
        tokio::time::advance(Duration::from_secs(200)).await;
        for _ in 0..20 {
            guesses.turn(party(1), 0).await.unwrap().wrong();
        }
        assert_eq!(begin.elapsed().as_secs(), 230);
    }

    #[tokio::test(start_paused = true)]
    async fn thirty_neighbours_get_in_within_a_minute_though_each_mistakes_themselves_at_once() {
        let guesses = Guesses::new(Guessing::default());
        let begin = Instant::now();
        let all: Vec<_> = (0..30)
            .map(|_| {
                let guesses = Arc::clone(&guesses);
                tokio::spawn(async move {
                    guesses.turn(party(1), 0).await.unwrap().wrong();
                    guesses.turn(party(1), 1).await.unwrap().right(1);
                })
            })
            .collect();
        for one in all {
            one.await.unwrap();
        }
        let took = begin.elapsed();
        assert!(took <= Duration::from_secs(20), "{took:?}");
        // All is given back, and nobody is left in the line.
        let bucket = &guesses.inner().parties[&party(1)];
        assert!(bucket.left == 20 && bucket.waiting.is_empty(), "{bucket:?}");
    }

    #[tokio::test(start_paused = true)]
    async fn nobody_waits_behind_one_who_went_away() {
        let guesses = Guesses::new(Guessing::default());
        for _ in 0..20 {
            guesses.turn(party(1), 0).await.unwrap().wrong();
        }
        let begin = Instant::now();
        let gone = timeout(Duration::from_secs(3), guesses.turn(party(1), 4)).await;
        assert!(gone.is_err());
        guesses.turn(party(1), 0).await.unwrap().right(0);
        assert_eq!(begin.elapsed().as_secs(), 10);
    }

    #[tokio::test(start_paused = true)]
    async fn too_many_mistakes_in_all_pause_the_codes_for_everybody() {
        let guesses = Guesses::new(Guessing::default());
        let mut paused = false;
        for n in 0..120_u8 {
            assert!(!paused);
            paused = guesses.turn(party(n), 0).await.unwrap().wrong();
        }
        assert!(paused && guesses.paused_until().is_some());
        assert_eq!(
            guesses.turn(party(200), 0).await.unwrap_err(),
            Paused(Duration::from_mins(1))
        );
        tokio::time::advance(Duration::from_mins(1)).await;
        assert!(guesses.paused_until().is_none());
        guesses.turn(party(200), 0).await.unwrap().right(0);
    }

    #[tokio::test(start_paused = true)]
    async fn a_turn_without_a_verdict_is_given_back() {
        let guesses = Guesses::new(Guessing::default());
        for _ in 0..100 {
            drop(guesses.turn(party(1), 0).await.unwrap());
        }
        assert_eq!(guesses.inner().parties[&party(1)].left, 20);
    }

    #[test]
    fn a_network_of_one_subscriber_is_one_party() {
        let of = |text: &str| Party::from(text.parse::<IpAddr>().unwrap());
        assert_eq!(of("2001:db8:1:2::3"), of("2001:db8:1:2:ffff::9"));
        assert_ne!(of("2001:db8:1:2::3"), of("2001:db8:1:3::3"));
        assert_eq!(of("::ffff:10.0.0.1"), of("10.0.0.1"));
    }
}
