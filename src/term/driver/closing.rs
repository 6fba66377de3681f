//! Leaving where others would lose their seats: it is told first, and asked again.

use std::time::Duration;

use tokio::time::Instant;

use super::seats_of_others;
use crate::{model::MemberId, room::lobby::Lobby, say, say::Msg};

/// How long the answer counts at a screen.
const ANSWER: Duration = Duration::from_secs(20);
/// How long it counts where the question is read aloud first.
const ANSWER_READ: Duration = Duration::from_mins(5);

/// Whether it was said that others lose their seats.
#[derive(Debug)]
pub(in crate::term) struct Closing {
    until: Option<Instant>,
    patience: Duration,
}

impl Closing {
    /// At a screen.
    pub(in crate::term) fn at_a_screen() -> Self {
        Self {
            until: None,
            patience: ANSWER,
        }
    }

    /// Where what is said is read aloud.
    pub(in crate::term) fn read_aloud() -> Self {
        Self {
            until: None,
            patience: ANSWER_READ,
        }
    }

    /// What it costs others that this person leaves, to be told before they are asked again; `None` where they may go: it
    /// costs nobody anything, or they were told just now.
    pub(in crate::term) async fn costs(&mut self, lobby: &Lobby, me: MemberId) -> Option<Msg> {
        let now = Instant::now();
        if self.until.is_some_and(|until| now < until) {
            return None;
        }
        let others = seats_of_others(lobby, me).await;
        if others == 0 {
            return None;
        }
        self.until = Some(now + self.patience);
        Some(say!(LeaveEndsSeats, others))
    }

    /// They did something else.
    pub(in crate::term) fn forget(&mut self) {
        self.until = None;
    }
}
