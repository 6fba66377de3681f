//! Writing that nobody else sees yet: until it is shown, and how private it stays after that.
//!
//! Three modes that are never mixed up. *Private*: each sees their own until the reveal, and then who wrote what is
//! known. *Anonymous*: who wrote it is kept, so that they can mend and take back their own, and is never shown.
//! *Secret*: once it is shown, nothing that is stored links a card to a person; until then its records are sealed on disk
//! ([`super::event::Event::Sealed`]).

use serde::{Deserialize, Serialize};

use super::{
    card::{Place, Value},
    few,
    ids::{At, CardId, FieldId, RoundId, Seq, StepId},
    opinion::{LEFT_OUT, PICKED, Score, ScoreKey},
};

/// How private what is written in silence stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Privacy {
    /// Nobody else sees it before the reveal; then who wrote it is known.
    #[default]
    Private,
    /// Who wrote it is never shown. It stays stored, so that they can take it back.
    Anonymous,
    /// Nothing that is stored says who wrote it, once it is shown.
    Secret,
}

impl Privacy {
    /// As scripts write it.
    pub const NAMES: &'static [&'static str] = &["private", "anonymous", "secret"];

    /// Whether it is what holds where nothing is said.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde hands over a reference"
    )]
    pub(super) fn is_plain(&self) -> bool {
        *self == Self::Private
    }
}

/// A time of silent writing on one step.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Silence {
    /// Its id; also that of the key under which a secret one is sealed.
    pub round: RoundId,
    /// On which step.
    pub step: StepId,
    /// How private it is.
    pub privacy: Privacy,
    /// The record that began it: what is laid down on the step after it is unseen by others.
    pub seq: Seq,
    /// When it began.
    pub at: At,
    /// The record that showed everything; absent until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revealed: Option<Seq>,
    /// How many sealed records of it could not be read here.
    #[serde(default, skip_serializing_if = "nothing")]
    pub lost: u32,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference"
)]
pub(super) fn nothing(count: &u32) -> bool {
    *count == 0
}

impl Silence {
    /// Whether what was written is still unseen.
    pub fn is_open(&self) -> bool {
        self.revealed.is_none()
    }

    /// Whether a record fell into it.
    pub fn covers(&self, seq: Seq) -> bool {
        self.seq < seq && self.revealed.is_none_or(|revealed| seq < revealed)
    }
}

/// Whether a score is what a voice thinks, and not something that the room has settled: what goes on, what stays aside,
/// what a criterion counts.
pub(super) fn is_voiced(key: &ScoreKey) -> bool {
    !key.is_weight() && !matches!(key.criterion.as_str(), PICKED | LEFT_OUT)
}

/// A card of a secret silence as it is laid down anew when all is shown: under another id, in another order, by nobody.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LaidAnew {
    /// Its new id.
    pub card: CardId,
    /// Where.
    pub place: Place,
    /// What it says.
    #[serde(deserialize_with = "few::deserialize")]
    pub fields: Vec<(FieldId, Value)>,
    /// What it comes from.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<CardId>,
    /// What comes from it, of what all see.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub into: Vec<CardId>,
}

/// All that a secret silence leaves when it is shown; nothing where it was not secret, since what was written stays as
/// it is then.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Leaves {
    /// The cards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cards: Vec<LaidAnew>,
    /// What people gave, all together under the room's own voice.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub scores: Vec<(ScoreKey, Score)>,
}

impl Leaves {
    /// Whether there is nothing.
    pub fn is_empty(&self) -> bool {
        self.cards.is_empty() && self.scores.is_empty()
    }
}
