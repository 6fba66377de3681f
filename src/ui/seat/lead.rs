//! Who leads: whoever is given the lead is told so until they have read it, and everybody sees when it goes to another.

use std::sync::Arc;

use super::Seat;
use crate::{
    model::{Membership, Presence, Role, Seen, StepId, presence::Whereabouts},
    say,
    say::Msg,
    ui::input::{Chord, Key},
};

/// Who leads, as a seat knows it.
#[derive(Debug, Default)]
pub(super) struct Lead {
    /// Who led when this was looked at last; nobody before the first time.
    leaders: Option<Vec<Arc<str>>>,
    /// The people of whom that was so.
    of: Option<Membership>,
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

/// Who leads now and did not before; where the lead was only taken from somebody, who still has it. Nothing where all is as
/// before, or nobody leads.
pub fn new_leaders(before: &[Arc<str>], now: &[Arc<str>]) -> Option<Msg> {
    if now == before || now.is_empty() {
        return None;
    }
    let new: Vec<Arc<str>> = now
        .iter()
        .filter(|name| !before.contains(name))
        .cloned()
        .collect();
    let said = if new.is_empty() { now } else { &new };
    Some(say!(LeadIs, said.len(), said.join(", ")))
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
        if self.lead.of.as_ref().is_some_and(|of| seen.has_members(of)) {
            return;
        }
        self.lead.of = Some(seen.membership());
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
        let now = self.lead.leaders.as_deref().unwrap_or_default();
        if let Some(who) = new_leaders(&before, now).filter(|_| !mine) {
            self.tell(who, false);
        }
    }

    /// Whoever takes the lead knows that they have it.
    pub(super) fn takes_lead(&mut self) {
        self.lead.mine = true;
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
