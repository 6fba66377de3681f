//! Dots: how many each person has, which options have too few to stay, and which groups may be told apart.
//!
//! Owns the rules of a fair dot vote. They suggest; whoever leads decides.

/// How many dots of one person may lie on one option: <http://freerangelearner.com/teaming/tools/multivot.html>.
pub const MOST_ON_ONE: u32 = 3;

/// The most dots one person has, by the same source.
pub const MOST_EACH: u32 = 20;

/// The fewest voters whose result may be told by itself: below, a result comes close to telling who gave what.
pub const LEAST_TOLD: u32 = 5;

/// How many dots each person has: a third of the number of options, rounded down, at least 1 and at most 20. Source as
/// for [`MOST_ON_ONE`].
pub fn each(options: usize) -> u32 {
    u32::try_from(options / 3)
        .unwrap_or(MOST_EACH)
        .clamp(1, MOST_EACH)
}

/// The fewest dots with which an option stays, where a group wants to let go of the others: 2 where fewer than five
/// people vote, 3 up to fifteen, 4 beyond: <http://directorpoint.com/blog/multivoting-technique/>. The source leaves out a
/// group of five; it counts with the smaller ones here, so that less is let go of.
pub fn least_to_stay(people: u32) -> u32 {
    match people {
        0..=5 => 2,
        6..=15 => 3,
        _ => 4,
    }
}

/// Which groups' results may be told, out of this many voters in all. A group is told where it and all the others have at
/// least [`LEAST_TOLD`] voters each; and because totals are told as well, so that what stays untold can be worked out by
/// taking away, groups are held back, the smallest first, until those untold are none or again as many.
pub fn told(groups: &[u32], all: u32) -> Vec<bool> {
    let big = |people: u32| people >= LEAST_TOLD;
    let mut told: Vec<bool> = groups
        .iter()
        .map(|people| big(*people) && big(all.saturating_sub(*people)))
        .collect();
    loop {
        let shown = groups.iter().zip(&told).filter(|(_, told)| **told);
        let sum: u32 = shown.fold(0, |sum, (people, _)| sum.saturating_add(*people));
        let rest = all.saturating_sub(sum);
        if rest == 0 || big(rest) {
            return told;
        }
        let still = (0..groups.len()).filter(|at| told[*at]);
        let Some(smallest) = still.min_by_key(|at| groups[*at]) else {
            return told;
        };
        told[smallest] = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Hand-checked from the rule as <http://freerangelearner.com/teaming/tools/multivot.html> states it: divide the number of
    /// items by three, drop the remainder, no more than twenty votes, no more than three on one item.
    #[test]
    fn fair_dots_are_a_third_of_the_options() {
        let table = [
            (0, 1),
            (1, 1),
            (2, 1),
            (3, 1),
            (5, 1),
            (6, 2),
            (7, 2),
            (8, 2),
            (9, 3),
            (12, 4),
            (15, 5),
            (17, 5),
            (18, 6),
            (20, 6),
            (30, 10),
            (59, 19),
            (60, 20),
            (61, 20),
            (90, 20),
            (300, 20),
        ];
        for (options, dots) in table {
            assert_eq!(each(options), dots, "{options} options");
        }
        assert_eq!((MOST_ON_ONE, MOST_EACH), (3, 20));
    }

    /// Hand-checked from <http://directorpoint.com/blog/multivoting-technique/>: items with two votes or fewer go in a group of
    /// five or fewer, and so on; what is held here is the fewest that stay.
    #[test]
    fn options_with_few_dots_are_let_go_of_by_the_size_of_the_group() {
        let table = [(1, 2), (4, 2), (5, 2), (6, 3), (15, 3), (16, 4), (40, 4)];
        for (people, least) in table {
            assert_eq!(least_to_stay(people), least, "{people} people");
        }
    }

    #[test]
    fn a_group_is_told_where_it_and_the_rest_have_five_voters() {
        // Group and rest: told.
        assert_eq!(told(&[5, 5], 10), [true, true]);
        assert_eq!(told(&[5, 7], 12), [true, true]);
        // A small group is not told, and neither is the only other one, whose rest it is.
        assert_eq!(told(&[4, 9], 13), [false, false]);
        // A group against people who named none.
        assert_eq!(told(&[6], 11), [true]);
        assert_eq!(told(&[6], 10), [false]);
        assert_eq!(told(&[12], 12), [false], "without a rest there is no group");
        // Two told groups would give away the two voters of the third by taking away.
        assert_eq!(told(&[6, 7, 2], 15), [false, true, false]);
        assert_eq!(told(&[6, 7, 2, 3], 18), [true, true, false, false]);
        assert_eq!(told(&[], 20), [false; 0]);
    }

    proptest! {
        #[test]
        fn nobody_is_told_by_taking_away(groups in proptest::collection::vec(0..12_u32, 0..6), others in 0..12_u32) {
            let all = groups.iter().sum::<u32>() + others;
            let told = told(&groups, all);
            let shown: u32 = groups.iter().zip(&told).filter(|(_, told)| **told).map(|(n, _)| n).sum();
            let rest = all - shown;
            prop_assert!(shown == 0 || rest == 0 || rest >= LEAST_TOLD);
            for (people, _) in groups.iter().zip(&told).filter(|(_, told)| **told) {
                prop_assert!(*people >= LEAST_TOLD && all - people >= LEAST_TOLD);
            }
        }
    }
}
