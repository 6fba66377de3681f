//! Who is in the room.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::ids::MemberId;

/// A person in a session, or a table that shares one seat.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// Global, so that the same person can be known in another session.
    pub id: MemberId,
    /// As the person wants to be called.
    pub name: Arc<str>,
    /// What they may do. Checked where commands are decided, never in a screen.
    pub role: Role,
    /// How many people share the seat: what is counted at it counts for that many, at least one.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub people: u32,
    /// The constituency they belong to, where it is counted by itself.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<Arc<str>>,
    /// They may watch and not change anything, until whoever leads says otherwise.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub muted: bool,
    /// They were sent away.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub out: bool,
}

/// The most people that one seat can speak for.
pub const MOST_AT_A_SEAT: u32 = 200;

fn one() -> u32 {
    1
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over a reference"
)]
fn is_one(people: &u32) -> bool {
    *people == 1
}

impl Member {
    /// One person with a seat of their own.
    pub fn new(id: MemberId, name: impl Into<Arc<str>>, role: Role) -> Self {
        Self {
            id,
            name: name.into(),
            role,
            people: 1,
            group: None,
            muted: false,
            out: false,
        }
    }
}

/// What a member may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Leads the session; sees guidance and advice.
    Facilitator,
    /// Enters for the room.
    Scribe,
    /// Takes part with words of their own.
    Participant,
    /// Only watches.
    Observer,
}

impl Role {
    /// Whether they may enter what others say, show or lay.
    pub fn enters_for_others(self) -> bool {
        matches!(self, Self::Facilitator | Self::Scribe)
    }
}
