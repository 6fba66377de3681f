//! How alike two short texts are: offers cards that may say the same. It only offers; people merge.

use super::number;

/// From 0 (nothing shared) to 1 (the same words), whatever their order, case and punctuation.
///
/// Each word finds its best partner in the other text by the letter pairs they share (Dice's coefficient),
/// so that "bus" finds "buses" and a slip of the finger costs little; words weigh by their length, so that
/// "the" and "on" decide nothing. Pairs that share less than half of their letter pairs count as strangers.
/// Looks at the first 64 words of each.
pub fn likeness(a: &str, b: &str) -> f64 {
    let (a, b) = (&words(a), &words(b));
    let weight = weigh(a) + weigh(b);
    if weight <= 0.0 {
        return 0.0;
    }
    ((shared(a, b) + shared(b, a)) / weight).clamp(0.0, 1.0)
}

fn words(text: &str) -> Vec<Vec<char>> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .take(64)
        .map(|word| word.chars().flat_map(char::to_lowercase).take(64).collect())
        .collect()
}

/// A word weighs its letters beyond the second, and never nothing: scripts without spaces have one-letter words.
fn weight(word: &[char]) -> f64 {
    number(word.len().saturating_sub(2)).max(0.25)
}

fn weigh(words: &[Vec<char>]) -> f64 {
    words.iter().map(|word| weight(word)).sum()
}

/// The weight of the words of `a` that find a partner in `b`.
fn shared(a: &[Vec<char>], b: &[Vec<char>]) -> f64 {
    a.iter()
        .map(|word| {
            let best = b
                .iter()
                .map(|other| pairs_shared(word, other))
                .fold(0.0, f64::max);
            if best >= 0.5 {
                best * weight(word)
            } else {
                0.0
            }
        })
        .sum()
}

/// Dice's coefficient of letter pairs; equal words are 1 even where they are too short for a pair.
fn pairs_shared(a: &[char], b: &[char]) -> f64 {
    if a == b {
        return 1.0;
    }
    let pairs = a.len().saturating_sub(1) + b.len().saturating_sub(1);
    if a.len() < 2 || b.len() < 2 {
        return 0.0;
    }
    let mut left: Vec<&[char]> = b.windows(2).collect();
    let mut common = 0;
    for pair in a.windows(2) {
        if let Some(at) = left.iter().position(|other| *other == pair) {
            left.swap_remove(at);
            common += 2;
        }
    }
    number(common) / number(pairs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn order_case_and_punctuation_do_not_matter() {
        assert!((likeness("Buses cut!", "cut: BUSES") - 1.0).abs() < 1e-12);
    }

    #[test]
    fn what_says_the_same_is_nearer_than_what_does_not() {
        let alike = likeness("Buses cut on the east side", "bus cuts on east side");
        let strange = likeness("Buses cut on the east side", "Parents on the night shift");
        assert!(alike > 0.6, "{alike}");
        assert!(strange < 0.3, "{strange}");
        assert!(likeness("Libary closes at four", "Library closes at 4") > 0.6);
        assert!(likeness("", "word").abs() < f64::EPSILON);
        assert!(likeness("校车停了", "校车停了") > 0.99);
    }

    proptest! {
        #[test]
        fn symmetric_and_within_bounds(a in "\\PC{0,40}", b in "\\PC{0,40}") {
            let ab = likeness(&a, &b);
            prop_assert!((0.0..=1.0).contains(&ab));
            prop_assert!((ab - likeness(&b, &a)).abs() < 1e-9);
        }
    }
}
