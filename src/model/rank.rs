//! The key of order between neighbours: between any two others a third can always be made.
//!
//! A key is a whole number whose first letter says how many digits follow, and a fraction behind it, all in digits that
//! ASCII puts in order. Laying card after card at either end counts the whole number on, so that keys stay a few letters
//! long however many there are; only a card between two others asks for a digit of fraction.

use std::fmt;

use compact_str::CompactString;
use serde::{Deserialize, Serialize, de};

const DIGITS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// A key of order between neighbours. It holds its letters itself, because keys are compared more than anything else.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct Rank(CompactString);

impl Rank {
    /// A key between two others; either end may be open. Where the two are equal or crossed, which only a damaged
    /// history holds, it lies behind the lower one.
    pub fn between(low: Option<&Self>, high: Option<&Self>) -> Self {
        let made = match (low, high) {
            (None, None) => "a0".to_owned(),
            (None, Some(high)) => before(&high.0),
            (Some(low), Some(high)) if low < high => amid(&low.0, &high.0),
            (Some(low), _) => after(&low.0),
        };
        Self(made.into())
    }

    /// Reads a key; `None` where the text is none.
    fn read(text: &str) -> Option<Self> {
        let whole = whole_length(*text.as_bytes().first()?)?;
        let sound = text.len() >= whole
            && text.bytes().all(|b| b.is_ascii_alphanumeric())
            && (text.len() == whole || !text.ends_with('0'));
        sound.then(|| Self(text.into()))
    }
}

impl fmt::Debug for Rank {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Rank {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Key;

        impl de::Visitor<'_> for Key {
            type Value = Rank;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a key of order")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Rank, E> {
                Rank::read(text).ok_or_else(|| E::invalid_value(de::Unexpected::Str(text), &self))
            }
        }
        from.deserialize_str(Key)
    }
}

/// How many letters the whole number has, its first included: `a` has one digit and `b` two, `Z` one below zero.
fn whole_length(first: u8) -> Option<usize> {
    match first {
        b'a'..=b'z' => Some(usize::from(first - b'a') + 2),
        b'A'..=b'Z' => Some(usize::from(b'Z' - first) + 2),
        _ => None,
    }
}

/// The whole number of a key, and the fraction behind it.
fn parts(key: &str) -> (&str, &str) {
    let length = key.bytes().next().and_then(whole_length).unwrap_or(0);
    key.split_at_checked(length).unwrap_or((key, ""))
}

fn after(low: &str) -> String {
    let (whole, fraction) = parts(low);
    counted_on(whole).unwrap_or_else(|| format!("{whole}{}", middle(fraction, None)))
}

fn before(high: &str) -> String {
    let (whole, fraction) = parts(high);
    if !fraction.is_empty() {
        return whole.to_owned();
    }
    counted_back(whole).unwrap_or_else(|| {
        // Below the least whole number there is no room; a neighbour in the order of ids is all that is left.
        whole.to_owned()
    })
}

fn amid(low: &str, high: &str) -> String {
    let (whole, fraction) = parts(low);
    let (above, ceiling) = parts(high);
    if whole == above {
        return format!("{whole}{}", middle(fraction, Some(ceiling)));
    }
    match counted_on(whole) {
        Some(next) if *next < *high => next,
        _ => format!("{whole}{}", middle(fraction, None)),
    }
}

fn digit(letter: u8) -> usize {
    DIGITS.iter().position(|d| *d == letter).unwrap_or(0)
}

/// The next whole number; `None` behind the last of 26 digits.
fn counted_on(whole: &str) -> Option<String> {
    let mut letters = whole.as_bytes().to_vec();
    let (first, digits) = letters.split_first_mut()?;
    for letter in digits.iter_mut().rev() {
        match DIGITS.get(digit(*letter) + 1) {
            Some(next) => {
                *letter = *next;
                return String::from_utf8(letters).ok();
            }
            None => *letter = b'0',
        }
    }
    let (first, digits) = match *first {
        b'Z' => (b'a', 1),
        b'z' => return None,
        other => (other + 1, whole_length(other + 1)? - 1),
    };
    Some(filled(first, digits, '0'))
}

/// The whole number before; `None` before the first of 26 digits.
fn counted_back(whole: &str) -> Option<String> {
    let mut letters = whole.as_bytes().to_vec();
    let (first, digits) = letters.split_first_mut()?;
    for letter in digits.iter_mut().rev() {
        match digit(*letter).checked_sub(1) {
            Some(less) => {
                *letter = DIGITS[less];
                return String::from_utf8(letters).ok();
            }
            None => *letter = b'z',
        }
    }
    let (first, digits) = match *first {
        b'a' => (b'Z', 1),
        b'A' => return None,
        other => (other - 1, whole_length(other - 1)? - 1),
    };
    Some(filled(first, digits, 'z'))
}

fn filled(first: u8, digits: usize, with: char) -> String {
    std::iter::once(char::from(first))
        .chain(std::iter::repeat_n(with, digits))
        .collect()
}

/// A fraction between two others, as short as may be and without zeros at its end; no ceiling means one.
fn middle(low: &str, high: Option<&str>) -> String {
    let mut out = String::new();
    let mut low = low.bytes();
    let mut high = high.map(str::bytes);
    loop {
        let floor = low.next().map_or(0, digit);
        let ceiling = match &mut high {
            Some(digits) => digits.next().map_or(0, digit),
            None => DIGITS.len(),
        };
        if ceiling > floor + 1 {
            out.push(char::from(DIGITS[usize::midpoint(floor, ceiling + 1)]));
            return out;
        }
        if ceiling == floor + 1 {
            if high.as_mut().is_some_and(|rest| rest.len() > 0) {
                out.push(char::from(DIGITS[ceiling]));
                return out;
            }
            high = None;
        } else if high.as_ref().is_some_and(|rest| rest.len() == 0) {
            // Equal all along, which sound keys in order never are: any digit lies behind.
            high = None;
        }
        out.push(char::from(DIGITS[floor]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ten_thousand_at_either_end_stay_short_and_in_order() {
        let mut last = Rank::between(None, None);
        let mut first = last.clone();
        for _ in 0..10_000 {
            let next = Rank::between(Some(&last), None);
            assert!(next > last && next.0.len() <= 5, "{next:?} after {last:?}");
            last = next;
            let next = Rank::between(None, Some(&first));
            assert!(
                next < first && next.0.len() <= 5,
                "{next:?} before {first:?}"
            );
            first = next;
        }
    }

    #[test]
    fn a_text_that_is_no_key_is_refused() {
        for bad in ["", "a", "é0", "a0é", "a00", "a0-", "0", "b1", "a\u{0}"] {
            let text = serde_json::to_string(bad).unwrap();
            assert!(serde_json::from_str::<Rank>(&text).is_err(), "{bad:?}");
        }
    }

    proptest! {
        /// The same gap filled again and again, at random: every key lies strictly between its neighbours, and reads back.
        #[test]
        fn there_is_always_room_between(places in proptest::collection::vec(any::<proptest::sample::Index>(), 1..300)) {
            let mut all: Vec<Rank> = Vec::new();
            for place in places {
                let at = place.index(all.len() + 1);
                let low = at.checked_sub(1).map(|i| all[i].clone());
                let made = Rank::between(low.as_ref(), all.get(at));
                let text = serde_json::to_string(&made).unwrap();
                prop_assert_eq!(&serde_json::from_str::<Rank>(&text).unwrap(), &made);
                all.insert(at, made);
            }
            prop_assert!(all.is_sorted_by(|a, b| a < b), "{:?}", all);
        }

        #[test]
        fn any_two_keys_that_read_have_one_between(a in "[A-Za-z][0-9A-Za-z]{1,30}", b in "[A-Za-z][0-9A-Za-z]{1,30}") {
            if let (Some(a), Some(b)) = (Rank::read(&a), Rank::read(&b)) {
                let (low, high) = if a < b { (a, b) } else { (b, a) };
                let made = Rank::between(Some(&low), Some(&high));
                prop_assert!(low < made && (made < high || low == high), "{:?} {:?} {:?}", low, made, high);
                prop_assert!(Rank::between(Some(&low), None) > low);
            }
        }
    }
}
