//! Who sits in a room, and what whoever leads has said to all of them. None of it is stored.
//!
//! A seat is there for as long as its [`Seated`] is held. Everybody watches one value and sees its newest state; nothing
//! queues, and a change that changes nothing wakes nobody.

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

use tokio::sync::watch;

use crate::model::{
    Member, Presence, SessionId, StepId,
    presence::{Door, How, SeatId, Sitting, Standing, Wall},
};

/// Who sits in a room, as whoever leads is told it and as all others are. It is made once for all of them.
#[derive(Clone, Debug, Default)]
pub struct Told {
    all: Arc<Presence>,
    others: Arc<Presence>,
}

impl Told {
    /// Who is here: what opens the door is told to nobody but whoever leads.
    pub fn to(&self, leads: bool) -> &Arc<Presence> {
        if leads { &self.all } else { &self.others }
    }
}

/// The people of a room.
#[derive(Clone, Debug)]
pub struct People {
    now: Arc<watch::Sender<Told>>,
    next: Arc<AtomicU64>,
}

impl Default for People {
    fn default() -> Self {
        Self {
            now: Arc::new(watch::Sender::new(Told::default())),
            next: Arc::default(),
        }
    }
}

impl People {
    /// Who is here, now and whenever it changes.
    pub fn watch(&self) -> watch::Receiver<Told> {
        self.now.subscribe()
    }

    /// Who is here now.
    pub fn now(&self) -> Arc<Presence> {
        Arc::clone(&self.now.borrow().all)
    }

    /// Somebody sits down; they wait first where there is a waiting room and they do not lead.
    pub fn sit(&self, member: &Member, how: How, waits: bool) -> Seated {
        let id = SeatId(self.next.fetch_add(1, Ordering::Relaxed));
        self.change(|presence| {
            let standing = if waits && presence.waiting_room {
                Standing::Waiting
            } else {
                Standing::Here
            };
            let sitting = Sitting {
                member: member.id,
                name: Arc::clone(&member.name),
                how,
                standing,
                at: None,
                writing: false,
                done: None,
            };
            presence.seats.insert(id, sitting);
        });
        Seated {
            id,
            people: self.clone(),
        }
    }

    /// Lets somebody in who waits.
    pub fn admit(&self, seat: SeatId) {
        self.change(|presence| {
            if let Some(seat) = presence.seats.get_mut(&seat) {
                seat.standing = Standing::Here;
            }
        });
    }

    /// Turns somebody away who waits: their seat is gone.
    pub fn turn_away(&self, seat: SeatId) {
        self.change(|presence| {
            presence.seats.remove(&seat);
        });
    }

    /// Whether who comes waits to be let in. Where they no longer do, all who wait come in.
    pub fn waiting_room(&self, on: bool) {
        self.change(|presence| {
            presence.waiting_room = on;
            if !on {
                let waiting: Vec<SeatId> = presence.waiting().map(|(id, _)| id).collect();
                for id in waiting {
                    if let Some(seat) = presence.seats.get_mut(&id) {
                        seat.standing = Standing::Here;
                    }
                }
            }
        });
    }

    /// Calls everybody to the room's step.
    pub fn gather(&self) {
        self.change(|presence| presence.gathered += 1);
    }

    /// Something new is asked of everybody: nobody is done with that yet.
    pub fn nobody_is_done(&self) {
        self.change(|presence| {
            let done = presence
                .seats
                .iter()
                .filter(|(_, seat)| seat.done.is_some());
            let done: Vec<SeatId> = done.map(|(id, _)| *id).collect();
            for id in done {
                if let Some(seat) = presence.seats.get_mut(&id) {
                    seat.done = None;
                }
            }
        });
    }

    /// What the wall shows.
    pub fn wall(&self, wall: Wall) {
        self.change(|presence| presence.wall = wall);
    }

    /// Whether the wall tells how to join.
    pub fn wall_joins(&self, on: bool) {
        self.change(|presence| presence.wall_joins = on);
    }

    /// Whoever came from elsewhere goes along to another session; or nobody does.
    pub fn go_along(&self, to: Option<SessionId>) {
        self.change(|presence| presence.goes_to = to);
    }

    /// How the door stands.
    pub fn door(&self, door: Option<Door>) {
        self.change(|presence| presence.door = door);
    }

    fn change(&self, change: impl FnOnce(&mut Presence)) {
        self.now.send_if_modified(|now| {
            let mut next = (*now.all).clone();
            change(&mut next);
            if next == *now.all {
                return false;
            }
            let others = next.for_others();
            // Who is told nothing new keeps what they have.
            if others != *now.others {
                now.others = Arc::new(others);
            }
            now.all = Arc::new(next);
            true
        });
    }
}

/// One seat of a room. The seat is empty when this is dropped.
#[derive(Debug)]
pub struct Seated {
    id: SeatId,
    people: People,
}

impl Seated {
    /// Which seat.
    pub fn id(&self) -> SeatId {
        self.id
    }

    /// How it stands with the room; `None` where it was turned away.
    pub fn standing(&self) -> Option<Standing> {
        let now = self.people.now();
        now.seats.get(&self.id).map(|seat| seat.standing)
    }

    /// Tells what the seat is doing: the step it looks at where that is not the room's, and whether something is written.
    pub fn tell(&self, at: Option<&StepId>, writing: bool) {
        self.with(|seat| {
            seat.at = at.cloned();
            seat.writing = writing;
        });
    }

    /// Says for which step they are done.
    pub fn done(&self, step: Option<StepId>) {
        self.with(|seat| seat.done = step);
    }

    /// Says whether the terminal takes what is written to it. Who waits goes on waiting.
    pub fn lags(&self, lags: bool) {
        self.with(|seat| match (seat.standing, lags) {
            (Standing::Here, true) => seat.standing = Standing::Lagging,
            (Standing::Lagging, false) => seat.standing = Standing::Here,
            _ => {}
        });
    }

    fn with(&self, change: impl FnOnce(&mut Sitting)) {
        self.people.change(|presence| {
            if let Some(seat) = presence.seats.get_mut(&self.id) {
                change(seat);
            }
        });
    }
}

impl Drop for Seated {
    fn drop(&mut self) {
        self.people.turn_away(self.id);
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::model::{MemberId, Role};

    fn bo() -> Member {
        Member::new(MemberId(Uuid::from_u128(7)), "Bo", Role::Participant)
    }

    #[test]
    fn a_seat_is_there_for_as_long_as_it_is_held() {
        let people = People::default();
        let seen = people.watch();
        let seat = people.sit(&bo(), How::Afar, true);
        assert_eq!(seat.standing(), Some(Standing::Here));
        assert!(seen.has_changed().unwrap());
        drop(seat);
        assert!(people.now().seats.is_empty());
    }

    #[test]
    fn who_waits_is_let_in_one_by_one_or_all_at_once() {
        let people = People::default();
        people.waiting_room(true);
        let one = people.sit(&bo(), How::Afar, true);
        let two = people.sit(&bo(), How::Afar, true);
        let known = people.sit(&bo(), How::Afar, false);
        assert_eq!(known.standing(), Some(Standing::Here));
        assert_eq!(people.now().waiting().count(), 2);
        one.lags(true);
        assert_eq!(one.standing(), Some(Standing::Waiting));
        people.admit(one.id());
        assert_eq!(one.standing(), Some(Standing::Here));
        people.waiting_room(false);
        assert_eq!(two.standing(), Some(Standing::Here));
        people.turn_away(two.id());
        assert_eq!(two.standing(), None);
    }

    #[test]
    fn what_changes_nothing_wakes_nobody() {
        let people = People::default();
        let seat = people.sit(&bo(), How::Afar, false);
        let mut seen = people.watch();
        seen.mark_unchanged();
        seat.tell(None, false);
        seat.lags(false);
        assert!(!seen.has_changed().unwrap());
        seat.tell(None, true);
        assert!(seen.has_changed().unwrap());
    }
}
