//! The card: the atom of what people say.

use std::{fmt, sync::Arc};

use serde::{Deserialize, Serialize, de};

use super::fields::Fields;
use super::ids::{At, CardId, ColumnId, MemberId, RoundId, Seq, StepId};
pub use super::rank::Rank;

/// Fields that the program itself knows. A script may declare any others.
pub mod field {
    /// The words on the card; every card has them.
    pub const TEXT: &str = "text";
    /// More words, where one line is not enough.
    pub const DETAIL: &str = "detail";
    /// How we know: one of [`super::EVIDENCE`].
    pub const EVIDENCE: &str = "evidence";
    /// The side from which a cause was seen.
    pub const LENS: &str = "lens";
    /// Marks a root cause.
    pub const ROOT: &str = "root";
    /// Why a branch ends here: one of [`super::STOPS`].
    pub const STOP: &str = "stop";
    /// Set aside for later; the card keeps the step it came from.
    pub const PARKED: &str = "parked";
    /// Hidden by whoever leads from all but its author: it and what hangs under it. Set by nobody else.
    pub const HIDDEN: &str = "hidden";
    /// The card names a group and holds others.
    pub const HEADING: &str = "heading";
    /// Who does it; of a partner, their name.
    pub const WHO: &str = "who";
    /// When it begins.
    pub const START: &str = "start";
    /// When it is due.
    pub const DUE: &str = "due";
    /// How far it is: one of [`super::STATUS`].
    pub const STATUS: &str = "status";
    /// What it costs.
    pub const COST: &str = "cost";
    /// Marks an idea nobody would dare to propose, which the method asks for.
    pub const OFF_WALL: &str = "off-wall";
    /// A question that evidence cannot answer yet: on the research agenda.
    pub const RESEARCH: &str = "research";
    /// A number that is missing: on the data development agenda.
    pub const DATA_NEEDED: &str = "data-needed";
    /// The table at which it was said, where small groups worked side by side.
    pub const TABLE: &str = "table";
    /// The question of the script that it answers: an item's id.
    pub const ITEM: &str = "item";
    /// The answer to that question: a choice's id.
    pub const ANSWER: &str = "answer";
    /// Names a voice that should be here and is not.
    pub const MISSING: &str = "missing";
    /// Whoever had the turn passed.
    pub const PASS: &str = "pass";
    /// A number that somebody gave: fingers, or a number of a round.
    pub const NUMBER: &str = "number";
    /// In which round it was said; counted from 1.
    pub const ROUND: &str = "round";
    /// How many people there are, of whom a rate is taken.
    pub const COHORT: &str = "cohort";
    /// The rate now, in the unit of its page.
    pub const NOW: &str = "now";
    /// The rate aimed at.
    pub const GOAL: &str = "goal";
    /// The rate to expect if nothing changes.
    pub const EXPECTED: &str = "expected";
    /// Which way is good: `higher` or `lower`.
    pub const BETTER: &str = "better";
    /// How many people a strategy reaches.
    pub const REACH: &str = "reach";
    /// Of a hundred people reached, for how many it makes the difference.
    pub const EFFECT: &str = "effect";
    /// Of a hundred people reached, how many another strategy reaches too.
    pub const OVERLAP: &str = "overlap";
    /// Where an assumption comes from.
    pub const SOURCE: &str = "source";
    /// Whether a cause passes the test of reading it with “therefore”.
    pub const THEREFORE: &str = "therefore";
    /// Whether the problem would be gone without this cause.
    pub const REMOVAL: &str = "removal";
    /// The group of people for whom it is so, or worse.
    pub const GROUP: &str = "group";
    /// Marks a heading whose group has no name yet: its words are a number until somebody writes others.
    pub const UNNAMED: &str = "unnamed";
    /// Those that every card can have, whatever its step declares.
    pub const EVERYWHERE: [&str; 31] = [
        TEXT,
        DETAIL,
        EVIDENCE,
        LENS,
        ROOT,
        STOP,
        PARKED,
        HEADING,
        RESEARCH,
        DATA_NEEDED,
        TABLE,
        ITEM,
        ANSWER,
        MISSING,
        PASS,
        NUMBER,
        ROUND,
        COHORT,
        NOW,
        GOAL,
        EXPECTED,
        BETTER,
        REACH,
        EFFECT,
        OVERLAP,
        SOURCE,
        WHO,
        THEREFORE,
        REMOVAL,
        UNNAMED,
        GROUP,
    ];
}

/// How we know something, from the best kept to the least. One vocabulary everywhere; lived experience is
/// evidence and is never flagged, a hunch standing alone is.
pub const EVIDENCE: [&str; 5] = [
    "data",
    "record",
    "lived experience",
    "heard from others",
    "hunch",
];

/// Why a branch of whys ends.
pub const STOPS: [&str; 4] = ["actionable", "evidence ran out", "beyond us", "not ours"];

/// The sides from which a cause can be seen, where a script names none of its own: those of the fishbone diagram as it
/// is drawn for social conditions. The last is the one that a branch should not end at.
pub const LENSES: [&str; 10] = [
    "policy and rules",
    "money",
    "services",
    "place and environment",
    "economy and housing",
    "education",
    "social networks and norms",
    "history and power",
    "information",
    "what individuals know",
];

/// How a test of a cause ended.
pub const TESTED: [&str; 3] = ["yes", "no", "unsure"];

/// How far an action is.
pub const STATUS: [&str; 5] = ["new", "on track", "late", "done", "dropped"];

/// What a field of a card holds. Dates are ISO text, choices the choice's id, flags are true or absent.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words, a choice, a date, a person or a link.
    Text(Arc<str>),
    /// A finite number.
    Number(f64),
    /// Yes or no.
    Flag(bool),
}

impl Value {
    /// As a person would read it in a table; a flag is `✓` or empty.
    pub fn display(&self) -> Arc<str> {
        match self {
            Self::Text(text) => Arc::clone(text),
            Self::Number(n) => crate::say::number(*n, 4).into(),
            Self::Flag(true) => "✓".into(),
            Self::Flag(false) => "".into(),
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl Serialize for Value {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => to.serialize_str(text),
            Self::Number(n) => to.serialize_f64(*n),
            Self::Flag(flag) => to.serialize_bool(*flag),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        /// Reads without buffering, which `untagged` would do: a replay reads a hundred thousand of these.
        struct Scalar;

        impl de::Visitor<'_> for Scalar {
            type Value = Value;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("text, a number, true or false")
            }

            fn visit_str<E>(self, text: &str) -> Result<Value, E> {
                Ok(Value::Text(text.into()))
            }

            fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
                Ok(Value::Flag(flag))
            }

            fn visit_f64<E>(self, n: f64) -> Result<Value, E> {
                Ok(Value::Number(n))
            }

            #[expect(
                clippy::cast_precision_loss,
                reason = "JSON numbers are floating point"
            )]
            fn visit_i64<E>(self, n: i64) -> Result<Value, E> {
                Ok(Value::Number(n as f64))
            }

            #[expect(
                clippy::cast_precision_loss,
                reason = "JSON numbers are floating point"
            )]
            fn visit_u64<E>(self, n: u64) -> Result<Value, E> {
                Ok(Value::Number(n as f64))
            }
        }
        from.deserialize_any(Scalar)
    }
}

/// Where a card lies: in which step, under which card, in which column, between which neighbours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// The step whose page it lies on.
    pub step: StepId,
    /// The heading it is grouped under, or the cause that it explains.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<CardId>,
    /// The column, where the step has columns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub column: Option<ColumnId>,
    /// Its order among its neighbours. A key between any two others can always be made.
    pub rank: Rank,
}

/// A value, and the record that wrote it last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Kept<T> {
    /// What stands now.
    pub value: T,
    /// Which record wrote it. An undo gives back the writer along with the value.
    pub by: Seq,
}

/// One field of a card, with the version that lost where two people wrote at once.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FieldState {
    /// What stands now; `None` where it was emptied.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// Which record wrote it.
    pub by: Seq,
    /// What someone else had written meanwhile, kept and shown until either is edited again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rival: Option<Value>,
}

/// What one person said, once: an idea, a cause, a partner, an action, a sentence written together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Card {
    /// Global.
    pub id: CardId,
    /// Whose words; `None` where the room spoke.
    pub author: Option<MemberId>,
    /// When it was first said.
    pub at: At,
    /// Who pressed the key, where that is known: somebody may enter what another wrote on paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub entered: Option<MemberId>,
    /// The silence in which it was written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub silence: Option<RoundId>,
    /// Where it lies.
    pub place: Kept<Place>,
    /// Deleted: a tombstone, which can be brought back.
    pub removed: Kept<bool>,
    /// Everything it says. [`field::TEXT`] is among them.
    pub fields: Fields,
    /// The records that touched it, oldest first.
    pub touched: Vec<Seq>,
}

impl Card {
    /// What a field holds now.
    pub fn get(&self, field: &str) -> Option<&Value> {
        self.fields
            .get(field)
            .and_then(|state| state.value.as_ref())
    }

    /// The words of a field, empty where it holds none.
    pub fn text_of(&self, field: &str) -> &str {
        match self.get(field) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    /// The words on the card.
    pub fn text(&self) -> &str {
        self.text_of(field::TEXT)
    }

    /// Whether these are somebody's own words, or what they entered for another.
    pub fn is_by(&self, member: Option<MemberId>) -> bool {
        member.is_some() && (self.author == member || self.entered == member)
    }

    /// Whether a flag is set.
    pub fn flag(&self, field: &str) -> bool {
        matches!(self.get(field), Some(Value::Flag(true)))
    }

    /// Which record wrote a field last; 0 where none did, since record 0 begins the session.
    pub fn version(&self, field: &str) -> Seq {
        self.fields.get(field).map_or(0, |state| state.by)
    }
}
