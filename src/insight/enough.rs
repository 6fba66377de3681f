//! Whether strategies are enough: how many people a change of a rate means, and how many people strategies move.
//!
//! The arithmetic of sufficiency as it is asked of community indicators: from 60 % to 80 % are 20 *percentage points*,
//! which are 300 of a cohort of 1,500; a strategy that reaches 600 and makes the difference for 25 of a hundred of them
//! moves 150, less those whom another strategy moves too. Two gaps are told: from today, and from where the curve is
//! heading, which is the one that a plan must close.
//!
//! A rate is given *per* so many: 100 for per cent, 1,000 or 100,000. Differences of rates are points in that unit and
//! never per cent of one another. Owns no words and no rounding of what was said; [`whole`] rounds what is shown.

use super::{compare, scale::Better};

/// Of a hundred people, how many. A type of its own, so that a share is never taken for a difference in points.
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct OfHundred(f64);

impl OfHundred {
    /// A share between none and all; `None` for anything else.
    pub fn new(share: f64) -> Option<Self> {
        (0.0..=100.0).contains(&share).then_some(Self(share))
    }
}

/// Which way a change goes, read from its numbers: from now to the goal, or where these are the same, from what is
/// expected to the goal. `None` where all are the same.
pub fn direction(now: f64, goal: f64, expected: Option<f64>) -> Option<Better> {
    let from = |from: f64| match compare(goal, from) {
        std::cmp::Ordering::Greater => Some(Better::Higher),
        std::cmp::Ordering::Less => Some(Better::Lower),
        std::cmp::Ordering::Equal => None,
    };
    from(now).or_else(|| from(expected?))
}

/// How many people must come to be on the good side: `cohort × (goal − from) / per`, and for a rate that should fall,
/// `cohort × (from − goal) / per`. Above 0 while there is some way to go, at or under 0 at the goal.
///
/// `None` where a rate does not lie between 0 and `per`, or where nobody is counted: such numbers are not rates of
/// people.
pub fn needed(cohort: f64, per: f64, from: f64, goal: f64, better: Better) -> Option<f64> {
    let rate = |rate: f64| (0.0..=per).contains(&rate);
    if cohort.is_nan() || cohort <= 0.0 || !rate(from) || !rate(goal) {
        return None;
    }
    let points = match better {
        Better::Higher => goal - from,
        Better::Lower => from - goal,
    };
    // Multiplied first, so that whole numbers stay whole.
    let people = cohort * points / per;
    people.is_finite().then_some(people)
}

/// How many people a strategy moves: `reach × effect × (1 − overlap)`, where the effect is for how many of a hundred
/// reached it makes the difference, and the overlap is how many of a hundred reached another strategy reaches too.
///
/// `None` where the reach is no number of people.
pub fn moved(reach: f64, effect: OfHundred, overlap: OfHundred) -> Option<f64> {
    let people = reach * effect.0 * (100.0 - overlap.0) / 10_000.0;
    (reach >= 0.0 && people.is_finite()).then_some(people)
}

/// People as they are shown when they are needed: a part of a person is a person; what only rounding made is not.
pub fn whole(people: f64) -> f64 {
    let near = people.round();
    let people = if compare(people, near).is_eq() {
        near
    } else {
        people.ceil()
    };
    // No minus before a nought.
    people + 0.0
}

/// What is needed against what is counted, in whole people, so that what is shown adds up.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Balance {
    /// People needed, [`whole`].
    pub need: f64,
    /// People reached for whom it makes the difference, before overlaps are taken off; rounded.
    pub before: f64,
    /// People counted: the same without those counted twice; rounded to the nearest, since it is an estimate.
    pub counted: f64,
}

impl Balance {
    /// Weighs `need` against sums of [`moved`] before and after overlaps.
    pub fn new(need: f64, before: f64, counted: f64) -> Self {
        Self {
            need: whole(need).max(0.0),
            before: before.round(),
            counted: counted.round(),
        }
    }

    /// How many people are missing; 0 where it is enough.
    pub fn short(&self) -> f64 {
        (self.need - self.counted).max(0.0)
    }

    /// How many people more than needed are counted; 0 where none.
    pub fn over(&self) -> f64 {
        (self.counted - self.need).max(0.0)
    }

    /// Whether what is counted is enough.
    pub fn is_enough(&self) -> bool {
        self.counted >= self.need
    }

    /// How many whole parts of what is needed are counted, where all of it is `parts`: 100 for per cent. Rounded down, so
    /// that all parts are counted only where it is enough; multiplied first, so that 29 of 100 are 29 %.
    pub fn parts(&self, parts: u16) -> u16 {
        if self.is_enough() {
            return parts;
        }
        let counted = (self.counted * f64::from(parts) / self.need).floor();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is clamped to what the type holds"
        )]
        let counted = counted.clamp(0.0, f64::from(parts)) as u16;
        counted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of_hundred(share: f64) -> OfHundred {
        OfHundred::new(share).unwrap()
    }

    #[track_caller]
    fn exactly(got: f64, want: f64) {
        assert!((got - want).abs() < f64::EPSILON, "{got} is not {want}");
    }

    /// Worked by hand: cohort, per, from, goal, which way, people needed.
    #[test]
    fn a_change_in_points_is_a_number_of_people() {
        use Better::{Higher, Lower};
        let table = [
            // From 60 % to 80 % of third graders who read well: 1,500 × 20 / 100.
            (1_500.0, 100.0, 60.0, 80.0, Higher, 300.0),
            // The same from where the curve is heading: 1,500 × 27.4 / 100.
            (1_500.0, 100.0, 52.6, 80.0, Higher, 411.0),
            // Smoking from 20 % to 16 % of 10,000 students: 10,000 × 4 / 100 fewer.
            (10_000.0, 100.0, 20.0, 16.0, Lower, 400.0),
            // And where it is heading to 23.5 %: 10,000 × 7.5 / 100.
            (10_000.0, 100.0, 23.5, 16.0, Lower, 750.0),
            // Infant deaths from 5.4 to 5 per 1,000 of 20,000 births: 20,000 × 0.4 / 1,000.
            (20_000.0, 1_000.0, 5.4, 5.0, Lower, 8.0),
            // Suicides from 14 to 11.2 per 100,000 of 650,000 people: 650,000 × 2.8 / 100,000.
            (650_000.0, 100_000.0, 14.0, 11.2, Lower, 18.2),
            // Vaccinated children from 905 to 950 per 1,000 of 2,400: 2,400 × 45 / 1,000.
            (2_400.0, 1_000.0, 905.0, 950.0, Higher, 108.0),
            // At the goal, and beyond it.
            (1_500.0, 100.0, 80.0, 80.0, Higher, 0.0),
            (400.0, 100.0, 15.0, 16.0, Lower, -4.0),
        ];
        for (cohort, per, from, goal, better, want) in table {
            let got = needed(cohort, per, from, goal, better).unwrap();
            assert!(
                (got - want).abs() < 1e-9,
                "{from} to {goal} per {per}: {got}"
            );
        }
        // The example is exact, not near.
        exactly(needed(1_500.0, 100.0, 60.0, 80.0, Higher).unwrap(), 300.0);
        exactly(
            whole(needed(1_500.0, 100.0, 52.6, 80.0, Higher).unwrap()),
            411.0,
        );
    }

    #[test]
    fn points_are_not_per_cent() {
        // A third more than 60 % is 80 %: 33.3 per cent of what is, 20 points of everybody. 20 per cent more is 72 %.
        exactly(
            needed(1_500.0, 100.0, 60.0, 80.0, Better::Higher).unwrap(),
            300.0,
        );
        exactly(
            needed(1_500.0, 100.0, 60.0, 72.0, Better::Higher).unwrap(),
            180.0,
        );
    }

    #[test]
    fn what_is_no_rate_of_people_is_not_computed() {
        for (cohort, per, from, goal) in [
            (0.0, 100.0, 60.0, 80.0),
            (-5.0, 100.0, 60.0, 80.0),
            (f64::NAN, 100.0, 60.0, 80.0),
            (1_500.0, 100.0, 60.0, 120.0),
            (1_500.0, 100.0, -1.0, 80.0),
            (1_500.0, 1_000.0, 60.0, 1_001.0),
            (f64::INFINITY, 100.0, 60.0, 80.0),
        ] {
            assert_eq!(needed(cohort, per, from, goal, Better::Higher), None);
        }
        assert_eq!(OfHundred::new(101.0), None);
        assert_eq!(OfHundred::new(-1.0), None);
        assert_eq!(OfHundred::new(f64::NAN), None);
        assert_eq!(moved(-1.0, of_hundred(10.0), of_hundred(0.0)), None);
    }

    /// Worked by hand: reach, effect, overlap, people.
    #[test]
    fn a_strategy_moves_those_it_makes_the_difference_for_once() {
        for (reach, effect, overlap, want) in [
            (600.0, 25.0, 0.0, 150.0),
            (320.0, 20.0, 0.0, 64.0),
            (400.0, 12.0, 0.0, 48.0),
            (600.0, 25.0, 10.0, 135.0),
            (320.0, 20.0, 10.0, 57.6),
            (400.0, 12.0, 10.0, 43.2),
            (1_000.0, 100.0, 100.0, 0.0),
            (0.0, 50.0, 0.0, 0.0),
        ] {
            let got = moved(reach, of_hundred(effect), of_hundred(overlap)).unwrap();
            assert!(
                (got - want).abs() < 1e-9,
                "{reach} × {effect} − {overlap}: {got}"
            );
        }
    }

    #[test]
    fn the_plan_of_the_example_is_short_by_175() {
        // 150 + 64 + 48 = 262; less a tenth each 135 + 57.6 + 43.2 = 235.8; 411 are needed.
        let balance = Balance::new(411.0, 262.0, 235.8);
        exactly(balance.before, 262.0);
        exactly(balance.counted, 236.0);
        exactly(balance.short(), 175.0);
        exactly(balance.over(), 0.0);
        assert!(!balance.is_enough());
        assert_eq!(balance.parts(100), 57);
        let enough = Balance::new(200.0, 262.0, 235.8);
        assert!(enough.is_enough());
        exactly(enough.short(), 0.0);
        exactly(enough.over(), 36.0);
        assert_eq!(enough.parts(100), 100);
        // At the goal nothing is needed, and nothing is enough.
        let there = Balance::new(-30.0, 0.0, 0.0);
        assert!(there.is_enough());
        exactly(there.need, 0.0);
    }

    #[test]
    fn every_share_of_a_hundred_is_its_own_per_cent() {
        for counted in 0..=100_u16 {
            let balance = Balance::new(100.0, f64::from(counted), f64::from(counted));
            assert_eq!(balance.parts(100), counted);
        }
        // Nearly all is never shown as all.
        assert_eq!(Balance::new(1_000.0, 999.0, 999.0).parts(100), 99);
        assert_eq!(Balance::new(1_000.0, 999.0, 999.0).parts(40), 39);
    }

    /// Eighteen schools under 50 %, worked by hand: pupils, per cent now, pupils more until half of them read well. A
    /// school cannot reach a part of a child, so each is rounded up by itself.
    #[test]
    fn eighteen_schools_each_have_their_own_target() {
        let schools = [
            (60.0, 40.0, 6.0),
            (80.0, 45.0, 4.0),
            (50.0, 38.0, 6.0),
            (75.0, 48.0, 2.0),
            (90.0, 30.0, 18.0),
            (64.0, 47.0, 2.0),
            (100.0, 49.0, 1.0),
            (40.0, 25.0, 10.0),
            (55.0, 44.0, 4.0),
            (120.0, 35.0, 18.0),
            (85.0, 42.0, 7.0),
            (70.0, 46.0, 3.0),
            (66.0, 33.0, 12.0),
            (48.0, 36.0, 7.0),
            (95.0, 41.0, 9.0),
            (52.0, 28.0, 12.0),
            (110.0, 43.0, 8.0),
            (77.0, 39.0, 9.0),
        ];
        let mut sum = 0.0;
        for (pupils, now, want) in schools {
            let got = whole(needed(pupils, 100.0, now, 50.0, Better::Higher).unwrap());
            exactly(got, want);
            sum += got;
        }
        exactly(sum, 138.0);
    }

    #[test]
    fn people_are_whole_and_rounding_makes_none() {
        exactly(whole(3.3), 4.0);
        exactly(whole(0.1 + 0.2 + 2.7), 3.0);
        exactly(whole(-0.4), 0.0);
        assert!(whole(-0.4).is_sign_positive());
    }

    #[test]
    fn the_way_is_read_from_the_numbers() {
        assert_eq!(direction(60.0, 80.0, None), Some(Better::Higher));
        assert_eq!(direction(5.4, 5.0, Some(6.0)), Some(Better::Lower));
        assert_eq!(direction(60.0, 60.0, Some(52.0)), Some(Better::Higher));
        assert_eq!(direction(60.0, 60.0, Some(66.0)), Some(Better::Lower));
        assert_eq!(direction(60.0, 60.0, None), None);
    }
}
