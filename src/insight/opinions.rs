//! What marks of many people come to: the middle of a count, how far apart people are, and the arithmetic of verdicts.
//!
//! Marks are ranks on an ordered scale, counted from the lowest; what they are called is the caller's.

/// The mark in the middle of a count, by rank. With an even number of people two marks can share it; then `low` is less
/// than `high`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Middle {
    /// The lower of the two.
    pub low: usize,
    /// The higher of the two.
    pub high: usize,
}

impl Middle {
    /// The median as a rank: half way between the two.
    pub fn rank(self) -> f64 {
        f64::midpoint(super::number(self.low), super::number(self.high))
    }
}

/// The median of a count: how many people gave each rank, from the lowest. `None` where nobody said anything.
pub fn middle(counts: &[u32]) -> Option<Middle> {
    let people: u64 = counts.iter().copied().map(u64::from).sum();
    if people == 0 {
        return None;
    }
    // The person at that place, counted from 0, when all stand in a row from the lowest mark to the highest.
    let at = |place: u64| {
        let mut before = 0;
        counts
            .iter()
            .position(|count| {
                before += u64::from(*count);
                before > place
            })
            .unwrap_or(0)
    };
    Some(Middle {
        low: at((people - 1) / 2),
        high: at(people / 2),
    })
}

/// From this on people are far apart: more of them than not would have to move to agree.
pub const WIDE: f64 = 0.5;

/// How far apart people are on an ordered scale: 0 where all say the same, 1 where half stand at each end.
///
/// The ordinal dispersion of R. K. Leik, “A measure of ordinal consensus”, Pacific Sociological Review 9 (1966): of the
/// share of people at or below each mark but the last, the distance to 0 or 1, whichever is nearer; their sum, twice,
/// over the number of steps of the scale. `None` for fewer than two people, who cannot differ, and for a scale of one
/// mark.
pub fn apart(counts: &[u32]) -> Option<f64> {
    let people: f64 = counts.iter().copied().map(f64::from).sum();
    if people < 2.0 || counts.len() < 2 {
        return None;
    }
    let mut below = 0.0;
    let mut sum = 0.0;
    for count in &counts[..counts.len() - 1] {
        below += f64::from(*count);
        let share = below / people;
        sum += share.min(1.0 - share);
    }
    Some(2.0 * sum / super::number(counts.len() - 1))
}

/// Whether they are so far apart that the lowest and the highest should be heard.
pub fn is_wide(apart: f64) -> bool {
    super::compare(apart, WIDE).is_gt()
}

/// The mean of values by weight; `None` where nothing weighs anything.
pub fn weighted_mean(values: impl IntoIterator<Item = (f64, f64)>) -> Option<f64> {
    let (sum, weights) = values
        .into_iter()
        .fold((0.0, 0.0), |(sum, weights), (value, weight)| {
            (sum + value * weight, weights + weight)
        });
    (weights > 0.0).then(|| sum / weights)
}

/// The basic priority rating of J. J. Hanlon: `(A + B) · C / 3`, where `A` is how many a problem touches, `B` how serious
/// it is and `C` how well something can be done about it, each from 0 to 10. The whole runs from 0 to about 67.
pub fn basic_priority(size: f64, seriousness: f64, effectiveness: f64) -> f64 {
    (size + seriousness) * effectiveness / 3.0
}

/// The overall priority rating of Hanlon: the basic one where the problem passes PEARL (propriety, economics,
/// acceptability, resources, legality), and 0 where it does not.
pub fn overall_priority(basic: f64, pearl: bool) -> f64 {
    if pearl { basic } else { 0.0 }
}

/// What a candidate indicator becomes in Results-Based Accountability.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// One of the few by which the room is known.
    Headline,
    /// Worth following where the story is told.
    Secondary,
    /// It would be a headline, had it better data: for the data development agenda.
    NeedsData,
}

/// What a candidate becomes: high on communication, proxy and data power makes a headline; high on the first two
/// alone asks for data; all others are secondary. From M. Friedman, “Trying Hard Is Not Good Enough” (2005).
pub fn standing(communication: bool, proxy: bool, data: bool) -> Standing {
    match (communication && proxy, data) {
        (true, true) => Standing::Headline,
        (true, false) => Standing::NeedsData,
        (false, _) => Standing::Secondary,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn near(a: f64, b: f64) -> bool {
        crate::insight::compare(a, b).is_eq()
    }

    /// Counted by hand, each person written out in the comment.
    #[test]
    fn the_middle_of_a_show_of_hands() {
        let table: [(&[u32], usize, usize); 7] = [
            (&[0, 0, 1], 2, 2),       // H
            (&[1, 3, 4], 1, 2),       // L M M M | H H H H
            (&[1, 3, 5], 2, 2),       // L M M M H H H H H
            (&[4, 0, 4], 0, 2),       // L L L L | H H H H
            (&[0, 3, 1, 2, 4], 3, 3), // 2 2 2 3 4 4 5 5 5 5
            (&[0, 0, 2, 2, 0], 2, 3), // 3 3 | 4 4
            (&[5, 0, 0, 0, 0], 0, 0), // 1 1 1 1 1
        ];
        for (counts, low, high) in table {
            assert_eq!(middle(counts), Some(Middle { low, high }), "{counts:?}");
        }
        assert_eq!(middle(&[0, 0, 0]), None);
        assert!(near(middle(&[1, 3, 4]).expect("a middle").rank(), 1.5));
    }

    /// By hand: the shares at or below each mark, the nearer distance to 0 or 1, twice their sum over the steps.
    #[test]
    fn how_far_apart_people_are() {
        let table: [(&[u32], f64); 9] = [
            (&[0, 0, 6], 0.0),             // all high
            (&[4, 0, 4], 1.0),             // half at each end: .5 .5
            (&[0, 4, 4], 0.5),             // neighbours: 0 .5
            (&[1, 3, 4], 0.625),           // .125 .5
            (&[1, 1, 6], 0.375),           // .125 .25
            (&[0, 3, 1, 2, 4], 0.55),      // 0 .3 .4 .4 of ten people
            (&[2, 0, 0, 0, 2], 1.0),       // .5 .5 .5 .5
            (&[0, 2, 2, 2, 0], 1.0 / 3.0), // 0 1/3 1/3 0
            (&[3, 1], 0.5),                // three no, one yes: .25 · 2
        ];
        for (counts, expected) in table {
            let found = apart(counts).expect("two people at least");
            assert!(near(found, expected), "{counts:?}: {found}");
        }
        assert_eq!(apart(&[0, 1, 0]), None);
        assert_eq!(apart(&[7]), None);
        assert!(is_wide(0.55) && is_wide(0.625) && !is_wide(0.5) && !is_wide(0.1 + 0.4));
    }

    #[test]
    fn weighted_means_by_hand() {
        // 5, 4, 5 and 4 with weights 1, 1, 1, 1: 18 / 4. With weights 2, 1, 1, 3: (10 + 4 + 5 + 12) / 7.
        let marks = [5.0, 4.0, 5.0, 4.0];
        let with = |weights: [f64; 4]| weighted_mean(marks.into_iter().zip(weights));
        assert!(near(with([1.0; 4]).expect("a mean"), 4.5));
        assert!(near(
            with([2.0, 1.0, 1.0, 3.0]).expect("a mean"),
            31.0 / 7.0
        ));
        assert_eq!(weighted_mean([]), None);
        assert_eq!(weighted_mean([(3.0, 0.0)]), None);
    }

    /// Formula and ranges as the School of Public Health of the University of Illinois Chicago teaches them (PH 440).
    #[test]
    fn hanlon_by_hand() {
        let table = [
            (8.0, 9.0, 6.0, true, 34.0, 34.0),
            (10.0, 10.0, 10.0, true, 200.0 / 3.0, 200.0 / 3.0),
            (5.0, 7.0, 4.0, false, 16.0, 0.0),
            (2.0, 10.0, 0.0, true, 0.0, 0.0),
        ];
        for (size, seriousness, effectiveness, pearl, basic, overall) in table {
            let found = basic_priority(size, seriousness, effectiveness);
            assert!(near(found, basic), "{found}");
            assert!(near(overall_priority(found, pearl), overall));
        }
    }

    #[test]
    fn what_candidates_become() {
        assert_eq!(standing(true, true, true), Standing::Headline);
        assert_eq!(standing(true, true, false), Standing::NeedsData);
        for (communication, proxy, data) in [
            (true, false, true),
            (false, true, true),
            (false, false, true),
            (false, true, false),
        ] {
            assert_eq!(standing(communication, proxy, data), Standing::Secondary);
        }
    }

    proptest! {
        #[test]
        fn apart_is_between_none_and_all_and_knows_no_direction(
            counts in prop::collection::vec(0u32..20, 2..11),
        ) {
            let mut turned = counts.clone();
            turned.reverse();
            match (apart(&counts), apart(&turned)) {
                (Some(one), Some(other)) => {
                    prop_assert!((0.0..=1.0 + 1e-9).contains(&one));
                    prop_assert!(near(one, other));
                }
                (one, other) => prop_assert_eq!(one.is_none(), other.is_none()),
            }
        }

        #[test]
        fn the_middle_has_half_of_the_people_on_either_side(
            counts in prop::collection::vec(0u32..20, 1..11),
        ) {
            let people: u32 = counts.iter().sum();
            match middle(&counts) {
                None => prop_assert_eq!(people, 0),
                Some(middle) => {
                    let upto: u32 = counts[..=middle.high].iter().sum();
                    let from: u32 = counts[middle.low..].iter().sum();
                    prop_assert!(2 * upto >= people && 2 * from >= people);
                    prop_assert!(counts[middle.low] > 0 && counts[middle.high] > 0);
                }
            }
        }
    }
}
