//! Short lists as they are read: nearly every record holds one event, and nearly every card one field.
//!
//! A list that grows while it is read takes room for four at once. A history of a hundred thousand keeps that, or pays for
//! giving it back.

use std::{fmt, marker::PhantomData};

use serde::{Deserialize, Deserializer, de};

/// Reads a list that takes no more room than it needs.
///
/// # Errors
/// Where it is no such list.
pub fn deserialize<'de, T, D>(from: D) -> Result<Vec<T>, D::Error>
where
    T: Deserialize<'de>,
    D: Deserializer<'de>,
{
    struct Few<T>(PhantomData<T>);

    impl<'de, T: Deserialize<'de>> de::Visitor<'de> for Few<T> {
        type Value = Vec<T>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list")
        }

        fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
            let Some(first) = seq.next_element()? else {
                return Ok(Vec::new());
            };
            let Some(second) = seq.next_element()? else {
                return Ok(vec![first]);
            };
            let mut all = vec![first, second];
            while let Some(next) = seq.next_element()? {
                all.push(next);
            }
            all.shrink_to_fit();
            Ok(all)
        }
    }
    from.deserialize_seq(Few(PhantomData))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_any_length_are_read_and_take_what_they_need() {
        for many in 0..9 {
            let all: Vec<u8> = (0..many).collect();
            let text = serde_json::to_string(&all).unwrap();
            let read: Vec<u8> =
                deserialize(&mut serde_json::Deserializer::from_str(&text)).unwrap();
            assert_eq!(read, all);
            assert!(read.capacity() <= 1 || read.capacity() == usize::from(many));
        }
        assert!(deserialize::<u8, _>(&mut serde_json::Deserializer::from_str("{}")).is_err());
    }
}
