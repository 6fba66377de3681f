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
