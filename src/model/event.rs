//! What happened: the contract on disk. Events are few, and they name cards, measures and people, never screens.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::{
    card::{Place, Value},
    few,
    ids::{At, BallotId, CardId, CommandId, FieldId, MeasureId, MemberId, RoundId, Seq, StepId},
    measure::{Frozen, Point, PointKey},
    member::Member,
    opinion::{Asks, Cast, Counted, Score, ScoreKey, Voice},
    script::{Part, Script},
    silence::{Leaves, Privacy},
};
use crate::insight::period::Period;

/// One thing that happened. An event says what is so now; what was so before is known to the session that applies it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Event {
    /// The session began, with its whole script, so that it never depends on a file again.
    Began {
        /// As the script stood on that day.
        script: Arc<Script>,
        /// What the session is called.
        title: Arc<str>,
    },
    /// The session got another title.
    Retitled {
        /// The title now.
        title: Arc<str>,
    },
    /// The room went to a step. Not a change: it is not undone.
    Entered {
        /// The step now.
        step: StepId,
    },
    /// A step got another time box.
    TimeAdjusted {
        /// Which step.
        step: StepId,
        /// Minutes now.
        minutes: u32,
    },
    /// The clock was started, or goes on after a break. What runs is counted to the step that the room is at. Not a change: it is
    /// not undone.
    TimeStarted,
    /// The clock stands still from now on. Not a change: it is started again.
    TimeStopped {
        /// For a break of so many minutes; 0 where nobody said how long.
        #[serde(default, skip_serializing_if = "is_none")]
        minutes: u32,
    },
    /// The room went to a part of a step's recipe. Not a change: it goes to another.
    PhaseBegun {
        /// Which step.
        step: StepId,
        /// Which part, from 0.
        phase: u32,
    },
    /// The sitting that the room is in ends at another time than was planned. Not undone: it is moved again.
    PlanMoved {
        /// When it is to end.
        ends: At,
    },
    /// The session was closed.
    Closed,
    /// The session was opened again.
    Reopened,
    /// Someone joined.
    Joined {
        /// Who.
        member: Member,
    },
    /// What is known of someone in the room, or what they may do, is otherwise now. Not undone: it is set again.
    MemberChanged {
        /// As they stand now.
        member: Member,
    },
    /// The board was locked: those who take part only watch, until it is unlocked.
    Locked,
    /// The board was unlocked.
    Unlocked,
    /// A member's own note for a step, which only they ever see.
    Noted {
        /// Which step.
        step: StepId,
        /// The note now; empty for none.
        text: Arc<str>,
    },
    /// A card was laid down.
    CardAdded {
        /// Its id.
        card: CardId,
        /// Whose words; absent where the room spoke.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        author: Option<MemberId>,
        /// Where.
        place: Place,
        /// What it says.
        #[serde(deserialize_with = "few::deserialize")]
        fields: Vec<(FieldId, Value)>,
    },
    /// One field of a card changed.
    CardChanged {
        /// Which card.
        card: CardId,
        /// Which field.
        field: FieldId,
        /// The version that the writer had before their eyes.
        from: Seq,
        /// What it holds now; absent where it was emptied.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        now: Option<Value>,
    },
    /// A card went to another place.
    CardMoved {
        /// Which card.
        card: CardId,
        /// Where it lies now.
        place: Place,
    },
    /// A card was deleted: a tombstone.
    CardRemoved {
        /// Which card.
        card: CardId,
    },
    /// A deleted card came back.
    CardRestored {
        /// Which card.
        card: CardId,
    },
    /// A card was connected to what it comes from.
    Linked {
        /// The later thought.
        from: CardId,
        /// The earlier one.
        to: CardId,
    },
    /// A connection was taken away.
    Unlinked {
        /// The later thought.
        from: CardId,
        /// The earlier one.
        to: CardId,
    },
    /// A measure was brought to a step.
    MeasureAdded {
        /// Its id.
        measure: MeasureId,
        /// The step.
        step: StepId,
        /// What describes it.
        #[serde(deserialize_with = "few::deserialize")]
        fields: Vec<(FieldId, Value)>,
    },
    /// One field of a measure changed.
    MeasureDescribed {
        /// Which measure.
        measure: MeasureId,
        /// Which field.
        field: FieldId,
        /// What it holds now; absent where it was emptied.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        now: Option<Value>,
    },
    /// A line of a measure's data table was written.
    PointSet {
        /// Which measure.
        measure: MeasureId,
        /// Which line.
        key: PointKey,
        /// What it says now.
        point: Arc<Point>,
    },
    /// A line of a measure's data table was taken away.
    PointRemoved {
        /// Which measure.
        measure: MeasureId,
        /// Which line.
        key: PointKey,
    },
    /// A forecast was kept as it stood on this day. Never undone.
    ForecastFrozen {
        /// Of which measure.
        measure: MeasureId,
        /// The forecast.
        forecast: Frozen,
    },
    /// The room said what it expects for a period if nothing changes.
    GuessGiven {
        /// Of which measure.
        measure: MeasureId,
        /// Under which name, where it is another way that things could go; empty for the room's own guess.
        #[serde(default, skip_serializing_if = "str::is_empty")]
        scenario: Arc<str>,
        /// For when.
        period: Period,
        /// In the measure's unit; absent where the guess was taken back.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        value: Option<f64>,
    },
    /// A part of a step got other words for this session alone; the script of the session is changed, no file is.
    StepReworded {
        /// Which step.
        step: StepId,
        /// Which of its words.
        part: Part,
        /// What they are now, in every language.
        words: Arc<str>,
    },
    /// A voice judged a card on a criterion.
    Scored {
        /// Where the score lies.
        key: ScoreKey,
        /// What it is now; an empty one takes it back.
        score: Score,
    },
    /// A round of dots or fingers was opened. Not undone: it is closed.
    BallotOpened {
        /// Its id.
        ballot: BallotId,
        /// On which step.
        step: StepId,
        /// What is asked.
        asks: Asks,
    },
    /// A voice cast its ballot, or cast it anew.
    BallotCast {
        /// Which round.
        ballot: BallotId,
        /// Whose.
        voice: Voice,
        /// What it gave; without marks it is taken back.
        cast: Cast,
    },
    /// A round was closed, and what was cast was counted. Never undone.
    BallotClosed {
        /// Which round.
        ballot: BallotId,
        /// What was counted; empty where nobody had cast.
        counted: Vec<Counted>,
    },
    /// Silent writing began on a step: what is laid down there from now on is seen by nobody else until it is revealed.
    /// Not undone: it is revealed.
    SilenceBegun {
        /// Its id.
        round: RoundId,
        /// On which step.
        step: StepId,
        /// How private it is.
        #[serde(default, skip_serializing_if = "Privacy::is_plain")]
        privacy: Privacy,
    },
    /// What was written in silence was shown. Never undone.
    Revealed {
        /// Which silence.
        round: RoundId,
        /// What a secret one leaves.
        #[serde(default, skip_serializing_if = "Leaves::is_empty")]
        leaves: Arc<Leaves>,
    },
    /// A record of a secret round, sealed under the key of that round: who and when are inside. Without the key, which
    /// goes when the round is closed, it says nothing.
    Sealed {
        /// Which round.
        round: RoundId,
        /// The record, encrypted, in base64; empty where it was left out.
        #[serde(default, skip_serializing_if = "str::is_empty")]
        bytes: Arc<str>,
    },
    /// A command of the same actor was taken back.
    Undone {
        /// The record that was taken back.
        seq: Seq,
    },
    /// A command taken back was done again.
    Redone {
        /// The record that was done again.
        seq: Seq,
    },
    /// An event of a newer version: kept as it was written, never acted on. A session that holds one is read-only.
    #[serde(skip)]
    Unknown(Arc<str>),
}

/// Whether a number says nothing; a file leaves it out.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference"
)]
fn is_none(minutes: &u32) -> bool {
    *minutes == 0
}

impl Event {
    /// The secret round that it begins.
    pub fn begins_secret(&self) -> Option<RoundId> {
        match self {
            Self::BallotOpened { ballot, asks, .. } if asks.is_secret() => Some((*ballot).into()),
            Self::SilenceBegun {
                round,
                privacy: Privacy::Secret,
                ..
            } => Some(*round),
            _ => None,
        }
    }
}

/// One command as it was accepted: all of its events, or none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    /// Version of this format; see [`Record::VERSION`].
    pub v: u32,
    /// The command.
    pub id: CommandId,
    /// When it was accepted.
    pub at: At,
    /// Who pressed the key. Whose words they were stands on the card.
    pub by: MemberId,
    /// What happened.
    #[serde(deserialize_with = "few::deserialize")]
    pub ev: Vec<Event>,
}

/// Why a stored record cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("this is not a record of a session: {0}")]
pub struct NotARecord(#[from] serde_json::Error);

impl Record {
    /// The version written today.
    pub const VERSION: u32 = 1;

    /// The record as one line of JSON, what this version does not know in it as it was read.
    ///
    /// # Errors
    /// Where a number is not finite; the session never accepts one.
    pub fn encode(&self) -> Result<String, serde_json::Error> {
        if !self
            .ev
            .iter()
            .any(|event| matches!(event, Event::Unknown(_)))
        {
            return serde_json::to_string(self);
        }
        let raw = |event: &Event| match event {
            Event::Unknown(text) => RawValue::from_string(text.as_ref().to_owned()),
            known => serde_json::value::to_raw_value(known),
        };
        serde_json::to_string(&Verbatim {
            v: self.v,
            id: self.id,
            at: self.at,
            by: self.by,
            ev: self.ev.iter().map(raw).collect::<Result<_, _>>()?,
        })
    }

    /// Reads a stored record. Events that this version does not know become [`Event::Unknown`].
    ///
    /// # Errors
    /// Where the text is no record at all.
    pub fn decode(text: &str) -> Result<Self, NotARecord> {
        if let Ok(record) = serde_json::from_str::<Self>(text)
            && record.v == Self::VERSION
        {
            return Ok(record);
        }
        let Envelope { v, id, at, by, ev } = serde_json::from_str(text)?;
        let read = |raw: &RawValue| {
            let unknown = || Event::Unknown(raw.get().into());
            match v {
                Self::VERSION => serde_json::from_str(raw.get()).unwrap_or_else(|_| unknown()),
                _ => unknown(),
            }
        };
        Ok(Self {
            v,
            id,
            at,
            by,
            ev: ev.into_iter().map(read).collect(),
        })
    }
}

/// A record in which some events stand as they were read.
#[derive(Serialize)]
struct Verbatim {
    v: u32,
    id: CommandId,
    at: At,
    by: MemberId,
    ev: Vec<Box<RawValue>>,
}

/// The envelope alone, which every version keeps.
#[derive(Deserialize)]
struct Envelope<'a> {
    id: CommandId,
    at: At,
    by: MemberId,
    v: u32,
    #[serde(borrow)]
    ev: Vec<&'a RawValue>,
}
