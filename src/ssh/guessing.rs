//! How often a code may be wrong: for each address, and for the whole door.
//!
//! A community centre is one address. So an address that has used up its mistakes waits for its turn instead of being shut out, and
//! each person who gets in gives theirs back: thirty neighbours with typos get in one after the other, and who only guesses gets
//! one try in ten seconds. Who was wrong before and who comes new have their turns one after the other: the first have looked
//! again and are the likeliest to give mistakes back to all, and the others must not wait behind somebody who only guesses.

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
    /// Who waits for a turn, the longest first.
    waiting: Vec<Waiting>,
    /// The last turn was that of somebody who was wrong before.
    was_again: bool,
}

/// Somebody who waits for a turn.
#[derive(Clone, Copy, Debug)]
struct Waiting {
    ticket: u64,
    /// They were wrong before.
    again: bool,
}

impl Bucket {
    /// Whose turn is the next of those who wait.
    fn first(&self) -> Option<u64> {
        let other = self.waiting.iter().find(|one| one.again != self.was_again);
        other.or(self.waiting.first()).map(|one| one.ticket)
    }

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
    tickets: u64,
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
    ticket: u64,
}

impl Drop for InLine {
    fn drop(&mut self) {
        if let Some(bucket) = self.guesses.inner().parties.get_mut(&self.party) {
            bucket.waiting.retain(|one| one.ticket != self.ticket);
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

    /// Waits for the right to try a code.
    pub(super) async fn turn(
        self: &Arc<Self>,
        party: Party,
        wrong_before: u32,
    ) -> Result<Turn, Paused> {
        let again = wrong_before > 0;
        let mut waiting: Option<InLine> = None;
        loop {
            let changed = self.changed.notified();
            let ticket = waiting.as_ref().map(|one| one.ticket);
            let wait = match self.try_turn(party, again, ticket) {
                Ok(turn) => return Ok(turn),
                Err(No::Paused(paused)) => return Err(paused),
                Err(No::Wait(wait)) => wait,
            };
            if waiting.is_none() {
                waiting = Some(self.wait_in_line(party, again));
            }
            // Whichever comes first: time, or somebody who got in.
            let _ = timeout(wait, changed).await;
        }
    }

    fn try_turn(
        self: &Arc<Self>,
        party: Party,
        again: bool,
        ticket: Option<u64>,
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
            was_again: false,
        });
        bucket.fill(rules, now);
        if bucket.left == 0 {
            let wait = rules.another_after.saturating_sub(now - bucket.since);
            return Err(No::Wait(wait));
        }
        if bucket.first().is_some_and(|first| ticket != Some(first)) {
            // They were woken as well; nobody waits for ever behind one who went away.
            return Err(No::Wait(rules.another_after));
        }
        bucket.left -= 1;
        bucket.was_again = again;
        Ok(Turn {
            guesses: Arc::clone(self),
            party,
            used: false,
        })
    }

    fn wait_in_line(self: &Arc<Self>, party: Party, again: bool) -> InLine {
        let mut inner = self.inner();
        inner.tickets += 1;
        let ticket = inner.tickets;
        if let Some(bucket) = inner.parties.get_mut(&party) {
            bucket.waiting.push(Waiting { ticket, again });
        }
        InLine {
            guesses: Arc::clone(self),
            party,
            ticket,
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
    async fn whoever_comes_new_does_not_wait_behind_those_who_only_guess() {
        let guesses = Guesses::new(Guessing::default());
        for _ in 0..20 {
            guesses.turn(party(1), 0).await.unwrap().wrong();
        }
        // Ten connections that were wrong before, and are so again and again.
        for _ in 0..10 {
            let guesses = Arc::clone(&guesses);
            tokio::spawn(async move {
                while let Ok(turn) = guesses.turn(party(1), 4).await {
                    turn.wrong();
                }
            });
        }
        tokio::time::advance(Duration::from_secs(35)).await;
        let begin = Instant::now();
        let turn = timeout(Duration::from_mins(5), guesses.turn(party(1), 0)).await;
        turn.expect("a turn at all").unwrap().right(0);
        assert!(begin.elapsed().as_secs() <= 20, "{:?}", begin.elapsed());
        // Who mistook themselves once waits behind those who stood there, and for nobody who comes later.
        guesses.turn(party(1), 0).await.unwrap().wrong();
        let begin = Instant::now();
        guesses.turn(party(1), 1).await.unwrap().right(1);
        assert!(begin.elapsed().as_secs() <= 110, "{:?}", begin.elapsed());
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
