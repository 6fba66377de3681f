//! Identities and times. Ids of cards, measures, people and commands are global (`UUIDv7`, made outside the core), so that
//! two copies of a session can be told apart and a scorecard can adopt what a session made.

use std::{cell::RefCell, cmp::Ordering, fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, de};
use uuid::Uuid;

macro_rules! uuid_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::parse_str(text).map(Self)
            }
        }
    )*};
}

uuid_ids! {
    /// One run of a script by a group; also the journal stream that holds it.
    SessionId;
    /// One card.
    CardId;
    /// One indicator or performance measure.
    MeasureId;
    /// One round of dots or fingers.
    BallotId;
    /// One round that is unseen while it is open: a ballot, under the ballot's own id, or a time of silent writing.
    RoundId;
    /// One person, or one table that shares a seat.
    MemberId;
    /// One command; sent again under the same id it changes nothing twice.
    CommandId;
}

impl From<BallotId> for RoundId {
    fn from(ballot: BallotId) -> Self {
        Self(ballot.0)
    }
}

/// The longest name that is shared, in bytes; those of a script are shorter.
const LONGEST_SHARED: usize = 32;

thread_local! {
    /// Names read lately. A history of a hundred thousand records says the same dozen again and again.
    static NAMES: RefCell<[Option<Arc<str>>; 64]> = const { RefCell::new([const { None }; 64]) };
}

/// A name that shares its text with one read before, where that is still at hand.
fn shared(name: &str) -> Arc<str> {
    if name.len() > LONGEST_SHARED {
        return name.into();
    }
    let mix = |sum: u32, byte| (sum ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let slot = name.bytes().fold(0x811c_9dc5, mix) >> 26;
    NAMES.with_borrow_mut(|names| match names.get_mut(slot as usize) {
        Some(Some(known)) if **known == *name => Arc::clone(known),
        Some(slot) => Arc::clone(slot.insert(name.into())),
        None => name.into(),
    })
}

struct Name;

impl de::Visitor<'_> for Name {
    type Value = Arc<str>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a name")
    }

    fn visit_str<E>(self, name: &str) -> Result<Arc<str>, E> {
        Ok(shared(name))
    }
}

macro_rules! name_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Default, PartialEq, Eq, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub Arc<str>);

        impl Ord for $name {
            fn cmp(&self, other: &Self) -> Ordering {
                // Most ids that are compared are one and the same text.
                if Arc::ptr_eq(&self.0, &other.0) {
                    return Ordering::Equal;
                }
                self.0.cmp(&other.0)
            }
        }

        impl PartialOrd for $name {
            fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
                Some(self.cmp(other))
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                from.deserialize_str(Name).map(Self)
            }
        }

        impl $name {
            /// The id as written in the script.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(shared(text))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{:?}", self.0)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }
    )*};
}

name_ids! {
    /// A step of a script, unique within it.
    StepId;
    /// A column of a step.
    ColumnId;
    /// A declared field of a card.
    FieldId;
}

/// The place of a record in its session's stream, from 0. Order is this, never the clock.
pub type Seq = u64;

/// A moment, in milliseconds since 1970 UTC. Told to the core, never asked for by it.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct At(pub i64);

impl At {
    /// The calendar day in a place that is this many minutes east of UTC; `None` outside the calendar's range.
    pub fn day(self, minutes_east: i32) -> Option<chrono::NaiveDate> {
        self.local(minutes_east).map(|t| t.date())
    }

    /// The first day of a month that is so many months later, at midnight in UTC; `None` outside the calendar's range.
    pub fn months_on(self, months: u32) -> Option<Self> {
        use chrono::Datelike as _;
        let first = self.day(0)?.with_day(1)?;
        let then = first.checked_add_months(chrono::Months::new(months))?;
        Some(Self(
            then.and_time(chrono::NaiveTime::MIN)
                .and_utc()
                .timestamp_millis(),
        ))
    }

    /// Date and time in a place that is this many minutes east of UTC; `None` outside the calendar's range.
    pub fn local(self, minutes_east: i32) -> Option<chrono::NaiveDateTime> {
        let millis = self.0.checked_add(i64::from(minutes_east) * 60_000)?;
        chrono::DateTime::from_timestamp_millis(millis).map(|t| t.naive_utc())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_read_twice_share_their_text_and_all_stay_what_they_were() {
        let read = |name: &str| -> StepId {
            serde_json::from_value(serde_json::Value::from(name)).unwrap()
        };
        assert!(Arc::ptr_eq(&read("story").0, &read("story").0));
        let names: Vec<String> = (0..500)
            .map(|n| format!("{n}{}", "-".repeat(n % 40)))
            .collect();
        let ids: Vec<StepId> = names.iter().map(|name| read(name)).collect();
        for (name, id) in names.iter().zip(&ids) {
            assert_eq!(id.as_str(), name);
        }
        let mut sorted = ids.clone();
        sorted.sort();
        assert!(sorted.is_sorted_by(|a, b| a.as_str() < b.as_str()));
    }
}
