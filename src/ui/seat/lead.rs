//! Who leads: whoever is given the lead is told so until they have read it, and everybody sees when it goes to another.

use std::sync::Arc;

use super::Seat;
use crate::{
    model::{Presence, Role, Seen, StepId, presence::Whereabouts},
    say,
    say::Msg,
    ui::input::{Chord, Key},
};

/// Who leads, as a seat knows it.
#[derive(Debug, Default)]
pub(super) struct Lead {
    /// Who led when this was looked at last; nobody before the first time.
    leaders: Option<Vec<Arc<str>>>,
    /// Whether whoever sits here led then.
    mine: bool,
    /// Whoever sits here leads since, and has not read it.
    unread: bool,
}

/// Those who lead a session and were not sent away, by name.
pub fn leaders(seen: Seen<'_>) -> Vec<Arc<str>> {
    let leads = seen
        .members()
        .filter(|one| one.role == Role::Facilitator && !one.out);
    leads.map(|one| Arc::clone(&one.name)).collect()
}

/// Whether nobody who leads is at a seat now, though others are: the session has nobody to go on with.
fn is_left_alone(seen: Seen<'_>, presence: &Presence, step: &StepId) -> bool {
    let mut leads = seen
        .members()
        .filter(|one| one.role == Role::Facilitator && !one.out);
    !presence.seats.is_empty()
        && leads.all(|one| presence.whereabouts(one.id, step) == Whereabouts::Gone)
}

impl Seat {
    /// Looks who leads now, and says so where it is somebody else than before.
    pub(super) fn follow_lead(&mut self, seen: Seen<'_>) {
        let (now, mine) = (leaders(seen), seen.leads());
        let Some(before) = self.lead.leaders.replace(now) else {
            self.lead.mine = mine;
            return;
        };
        let was_mine = std::mem::replace(&mut self.lead.mine, mine);
        if mine && !was_mine {
            self.lead.unread = true;
        } else if !mine {
            self.lead.unread = false;
        }
        let now = self.lead.leaders.clone().unwrap_or_default();
        if now != before && !mine && !now.is_empty() {
            self.tell(say!(LeadIs, now.len(), now.join(", ")), false);
        }
    }

    /// Esc takes away that one leads now: it was read.
    pub(super) fn read_lead(&mut self, chord: Chord) {
        if chord == Chord::plain(Key::Esc) {
            self.lead.unread = false;
        }
    }

    /// What stands over the page about the lead, until it is read or somebody leads again.
    pub(super) fn lead_told(&self, seen: Seen<'_>) -> Option<Msg> {
        if self.lead.unread {
            return Some(say!(YouLeadNow));
        }
        let alone = !self.guest && !seen.leads();
        let alone = alone && is_left_alone(seen, &self.presence, seen.current());
        alone.then(|| say!(NobodyLeads, leaders(seen).join(", ")))
    }
}
