//! Identities and times. Ids of cards, measures, people and commands are global (`UUIDv7`, made outside the core), so that
//! two copies of a session can be told apart and a scorecard can adopt what a session made.

use std::{fmt, str::FromStr, sync::Arc};

use serde::{Deserialize, Serialize};
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
    /// One person, or one table that shares a seat.
    MemberId;
    /// One command; sent again under the same id it changes nothing twice.
    CommandId;
}

macro_rules! name_ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Arc<str>);

        impl $name {
            /// The id as written in the script.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(text.into())
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

    /// Date and time in a place that is this many minutes east of UTC; `None` outside the calendar's range.
    pub fn local(self, minutes_east: i32) -> Option<chrono::NaiveDateTime> {
        let millis = self.0.checked_add(i64::from(minutes_east) * 60_000)?;
        chrono::DateTime::from_timestamp_millis(millis).map(|t| t.naive_utc())
    }
}
