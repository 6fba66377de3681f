//! The time of a session that is played again: which change is shown when, and when the next one is due.
//!
//! Each change gets time by what it is worth, so that a session of any length takes about two minutes, and a short one
//! no longer than it can be read in.

use crate::model::At;

/// How long a whole session takes at the plain speed, in milliseconds.
const WHOLE: u64 = 120_000;

/// The longest that one unit of worth is looked at, in milliseconds.
const LONGEST: u64 = 500;

/// The least time between two changes of the screen, in milliseconds: what comes sooner is shown together.
const FRAME: i64 = 40;

/// How many times as fast, in quarters.
const SPEEDS: [u64; 7] = [1, 2, 4, 8, 16, 32, 64];
const PLAIN: usize = 2;

/// Where the time of a played session stands.
#[derive(Clone, Debug)]
pub struct Player {
    /// When the time of each change is over, at the plain speed.
    ends: Vec<u64>,
    /// Where it stands.
    place: u64,
    /// Since when it plays, and from which place.
    playing: Option<(At, u64)>,
    speed: usize,
    /// When something was shown last.
    shown: At,
}

impl Player {
    /// Stands at the beginning of changes that are worth so much.
    pub fn new(weights: impl Iterator<Item = u32>) -> Self {
        let mut ends: Vec<u64> = weights
            .scan(0, |sum, weight| {
                *sum += u64::from(weight.max(1));
                Some(*sum)
            })
            .collect();
        let sum = ends.last().copied().unwrap_or(1).max(1);
        let whole = WHOLE.min(sum * LONGEST);
        for end in &mut ends {
            *end = *end * whole / sum;
        }
        Self {
            ends,
            place: 0,
            playing: None,
            speed: PLAIN,
            shown: At(0),
        }
    }

    /// The change that is shown.
    pub fn at(&self) -> usize {
        let over = self.ends.partition_point(|end| *end <= self.place);
        over.min(self.ends.len().saturating_sub(1))
    }

    /// How far it is, of `cells`.
    pub fn far(&self, cells: usize) -> usize {
        let last = self.ends.len().saturating_sub(1);
        self.cell_of(self.at().min(last), cells)
    }

    /// Where a change stands on a bar of so many cells: the first at its beginning, the last at its end.
    pub fn cell_of(&self, at: usize, cells: usize) -> usize {
        let begins = |at: usize| at.checked_sub(1).map_or(0, |before| self.ends[before]);
        let last = begins(self.ends.len().saturating_sub(1)).max(1);
        let place = begins(at.min(self.ends.len().saturating_sub(1)));
        let cells = cells.saturating_sub(1) as u64;
        usize::try_from(place * cells / last).unwrap_or(0)
    }

    /// Whether it plays.
    pub fn is_playing(&self) -> bool {
        self.playing.is_some()
    }

    /// How many quarters of the plain speed.
    pub fn speed(&self) -> f64 {
        let quarters = u32::try_from(SPEEDS[self.speed]).unwrap_or(4);
        f64::from(quarters) / 4.0
    }

    /// Plays on, or from the beginning where it had come to the end; or stops.
    pub fn toggle(&mut self, now: At) {
        self.tick(now);
        if self.playing.take().is_some() {
            return;
        }
        if self.at() + 1 >= self.ends.len() {
            self.place = 0;
        }
        self.playing = Some((now, self.place));
        self.shown = now;
    }

    /// Stops where it is.
    pub fn pause(&mut self, now: At) {
        self.tick(now);
        self.playing = None;
    }

    /// Plays faster or slower.
    pub fn turn(&mut self, faster: bool, now: At) {
        self.tick(now);
        let last = SPEEDS.len() - 1;
        self.speed = if faster {
            (self.speed + 1).min(last)
        } else {
            self.speed.saturating_sub(1)
        };
        self.playing = self.playing.map(|_| (now, self.place));
    }

    /// Goes to a change, playing on from there where it plays.
    pub fn go(&mut self, at: usize, now: At) {
        let at = at.min(self.ends.len().saturating_sub(1));
        self.place = at.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.playing = self.playing.map(|_| (now, self.place));
    }

    /// Takes in the time. At the end it stops by itself.
    pub fn tick(&mut self, now: At) {
        let Some((since, from)) = self.playing else {
            return;
        };
        let gone = u64::try_from(now.0.saturating_sub(since.0)).unwrap_or(0);
        self.place = from.saturating_add(gone.saturating_mul(SPEEDS[self.speed]) / 4);
        self.shown = now;
        if self.at() + 1 >= self.ends.len() {
            self.playing = None;
        }
    }

    /// When there is something else to show, where it plays.
    pub fn due(&self) -> Option<At> {
        let (since, from) = self.playing?;
        let end = *self.ends.get(self.at())?;
        let wait = (end.saturating_sub(from) * 4).div_ceil(SPEEDS[self.speed]);
        let next = since
            .0
            .saturating_add(i64::try_from(wait).unwrap_or(i64::MAX));
        Some(At(next.max(self.shown.0 + FRAME)))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Plays to the end as a driver would, and answers when it got there and what was shown.
    fn play(player: &mut Player, from: At) -> (At, Vec<usize>) {
        player.toggle(from);
        let (mut now, mut shown) = (from, vec![player.at()]);
        while let Some(due) = player.due() {
            assert!(due > now, "it waits");
            now = due;
            player.tick(now);
            shown.push(player.at());
        }
        (now, shown)
    }

    #[test]
    fn a_long_session_takes_two_minutes_and_a_short_one_no_longer_than_it_is_worth() {
        for count in [1_000, 100_000] {
            let mut player = Player::new(std::iter::repeat_n(4, count));
            let (end, shown) = play(&mut player, At(1_000));
            assert!(
                (115_000..=121_000).contains(&(end.0 - 1_000)),
                "{count}: {}",
                end.0
            );
            assert_eq!(shown.last(), Some(&(count - 1)));
            assert!(shown.len() <= 3_100, "no more frames than can be drawn");
        }
        let mut player = Player::new([4, 4, 2].into_iter());
        assert_eq!(player.ends, [2_000, 4_000, 5_000]);
        let (end, shown) = play(&mut player, At(0));
        assert_eq!((end, shown), (At(4_000), vec![0, 1, 2]));
        // From the end it begins again.
        assert_eq!(play(&mut player, At(9_000)).1, [0, 1, 2]);
    }

    #[test]
    fn twice_as_fast_takes_half_as_long_and_a_pause_stands() {
        let mut player = Player::new(std::iter::repeat_n(4, 1_000));
        player.turn(true, At(0));
        assert!((player.speed() - 2.0).abs() < 0.01);
        assert!((58_000..61_000).contains(&play(&mut player, At(0)).0.0));
        let mut player = Player::new([4; 9].into_iter());
        player.toggle(At(0));
        player.tick(At(4_100));
        assert_eq!(player.at(), 2);
        player.toggle(At(4_500));
        assert!(player.due().is_none());
        player.tick(At(90_000));
        assert_eq!(player.at(), 2);
        player.toggle(At(90_000));
        player.tick(At(91_600));
        assert_eq!(player.at(), 3, "it goes on where it stopped");
    }

    #[test]
    fn nothing_to_play_is_no_trouble() {
        let mut player = Player::new(std::iter::empty());
        assert_eq!((player.at(), player.far(10), player.due()), (0, 0, None));
        player.toggle(At(5));
        player.go(7, At(6));
        player.tick(At(7));
        assert_eq!((player.at(), player.due()), (0, None));
    }

    proptest! {
        /// To go to a change is to see that change, and its mark lies on the bar.
        #[test]
        fn one_comes_where_one_goes(weights in proptest::collection::vec(1..9_u32, 1..300), to in any::<proptest::sample::Index>(), cells in 1..200_usize) {
            let count = weights.len();
            let mut player = Player::new(weights.into_iter());
            let to = to.index(count);
            player.go(to, At(0));
            prop_assert_eq!(player.at(), to);
            prop_assert!(player.far(cells) < cells);
            prop_assert_eq!(player.cell_of(0, cells), 0);
        }
    }
}
