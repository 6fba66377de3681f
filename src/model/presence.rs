//! Who sits at a session now: plain facts that live as long as its room does, and are never stored.
//!
//! Nothing in here is what people wrote: that somebody writes is told, never what. The codes that open the door are for
//! whoever leads; [`Presence::for_others`] is what every other seat gets.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use imbl::OrdMap;

use super::{
    Member, MemberId, Role, SessionId, StepId,
    door::{Codes, DoorState},
};

/// One terminal at a session, for as long as it sits there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SeatId(pub u64);

/// What kind of terminal it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// On the machine that holds the session.
    Here,
    /// Elsewhere, a whole screen.
    Afar,
    /// Elsewhere or here, line by line.
    Lines,
    /// The wall: it shows and asks nothing.
    Wall,
}

/// How a seat stands with the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Waits to be let in.
    Waiting,
    /// In the room.
    Here,
    /// In the room, but its terminal takes nothing at the moment.
    Lagging,
}

/// One seat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sitting {
    /// Whose.
    pub member: MemberId,
    /// How they want to be called; who waits is no member yet.
    pub name: Arc<str>,
    /// What kind of terminal it is.
    pub how: How,
    /// How it stands with the room.
    pub standing: Standing,
    /// The step it looks at, where that is not the room's.
    pub at: Option<StepId>,
    /// Whether something is being written.
    pub writing: bool,
    /// The step for which they said that they are done.
    pub done: Option<StepId>,
}

impl Sitting {
    /// Where whoever sits there is; `None` while they wait to be let in.
    fn whereabouts(&self, step: &StepId) -> Option<Whereabouts> {
        Some(match self.standing {
            Standing::Waiting => return None,
            Standing::Lagging => Whereabouts::Lagging,
            Standing::Here if self.writing => Whereabouts::Writing,
            Standing::Here if self.done.as_ref() == Some(step) => Whereabouts::Done,
            Standing::Here => Whereabouts::Here,
        })
    }
}

/// What the wall shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wall {
    /// What the room is at.
    #[default]
    Follows,
    /// What it showed when it was told to hold still.
    Frozen,
    /// Nothing.
    Blank,
}

/// The door through which others come in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Door {
    /// What people type to join, without the code: `ssh -p 2222 NAME@10.0.0.20`.
    pub command: Arc<str>,
    /// The same as an address that a telephone can read: `ssh://10.0.0.20:2222`.
    pub link: Arc<str>,
    /// How it stands, and by what the server is known.
    pub state: DoorState,
    /// The codes that open it; none for those who must not know them.
    pub codes: Option<Codes>,
}

/// Who sits at a session now, and what holds for all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Presence {
    /// The seats, in the order they came.
    pub seats: OrdMap<SeatId, Sitting>,
    /// How often everybody was called to the room's step.
    pub gathered: u64,
    /// What the wall shows.
    pub wall: Wall,
    /// Whether the wall tells how to join.
    pub wall_joins: bool,
    /// Whether who comes waits to be let in.
    pub waiting_room: bool,
    /// The door, where there is one.
    pub door: Option<Door>,
    /// The session to which whoever leads takes along all who came from elsewhere.
    pub goes_to: Option<SessionId>,
}

/// What a room knows of one of its members now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whereabouts {
    /// At a seat.
    Here,
    /// At a seat, and writing.
    Writing,
    /// At a seat, and done with the step.
    Done,
    /// At a seat whose terminal takes nothing at the moment.
    Lagging,
    /// Was here, and has no seat now.
    Gone,
}

/// How many people take part at seats of their own. A seat that several share counts for all of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TakingPart {
    /// How many are here.
    pub here: u32,
    /// How many of them are done with the step.
    pub done: u32,
    /// At how many seats somebody writes.
    pub writing: usize,
}

impl Whereabouts {
    /// Whether it tells what somebody does at the step.
    pub(super) fn tells(self) -> bool {
        matches!(self, Self::Writing | Self::Done)
    }

    /// Of one person's two seats what counts.
    fn livelier(self, other: Self) -> Self {
        let lifeless = matches!(self, Self::Gone | Self::Lagging);
        if lifeless || other.tells() {
            other
        } else {
            self
        }
    }
}

impl Presence {
    /// The same without what opens the door and without those who wait before it: for everybody who does not lead.
    #[must_use]
    pub fn for_others(&self) -> Self {
        let mut others = self.clone();
        let inside = |(_, seat): &(&SeatId, &Sitting)| seat.standing != Standing::Waiting;
        let seats = self.seats.iter().filter(inside);
        others.seats = seats.map(|(id, seat)| (*id, seat.clone())).collect();
        if let Some(door) = &mut others.door {
            door.codes = None;
        }
        others
    }

    /// The seats of a member, walls left out.
    pub fn of(&self, member: MemberId) -> impl Iterator<Item = &Sitting> {
        let seats = self.seats.values();
        seats.filter(move |seat| seat.member == member && seat.how != How::Wall)
    }

    /// The seats of all others, seen from a member: walls are nobody, and who waits to be let in is not there yet.
    pub fn others(&self, me: Option<MemberId>) -> impl Iterator<Item = &Sitting> {
        self.inside().filter(move |seat| Some(seat.member) != me)
    }

    /// The seats in the room at which somebody sits.
    fn inside(&self) -> impl Iterator<Item = &Sitting> {
        let seats = self.seats.values();
        seats.filter(|seat| seat.how != How::Wall && seat.standing != Standing::Waiting)
    }

    /// Those who wait to be let in, in the order they came.
    pub fn waiting(&self) -> impl Iterator<Item = (SeatId, &Sitting)> {
        let waits = |(_, seat): &(&SeatId, &Sitting)| seat.standing == Standing::Waiting;
        self.seats
            .iter()
            .filter(waits)
            .map(|(id, seat)| (*id, seat))
    }

    /// Where a member is, and whether they are done with this step. Of several seats the liveliest counts.
    pub fn whereabouts(&self, member: MemberId, step: &StepId) -> Whereabouts {
        self.of(member)
            .filter_map(|seat| seat.whereabouts(step))
            .fold(Whereabouts::Gone, Whereabouts::livelier)
    }

    /// Where everybody is who has a seat, in one look at the seats: a room of 200 is not looked through for each of them.
    pub(super) fn everywhere(&self, step: &StepId) -> HashMap<MemberId, Whereabouts> {
        let mut all = HashMap::with_capacity(self.seats.len());
        for seat in self.inside() {
            if let Some(one) = seat.whereabouts(step) {
                let found = all.entry(seat.member).or_insert(Whereabouts::Gone);
                *found = found.livelier(one);
            }
        }
        all
    }

    /// How many people are in the room: everybody who has a seat, once, however many terminals they have; a seat that several
    /// share counts for all of them. Whoever waits to be let in is not there yet, and a wall is nobody.
    pub fn people<'a>(&self, members: impl Iterator<Item = &'a Member>) -> u32 {
        let inside: HashSet<MemberId> = self.inside().map(|seat| seat.member).collect();
        let here = members.filter(|one| !one.out && inside.contains(&one.id));
        here.fold(0, |sum, one| sum.saturating_add(one.people))
    }

    /// Of the people who take part at seats of their own: how many are done with this step, and how many are here.
    pub fn done_of<'a>(
        &self,
        members: impl Iterator<Item = &'a Member>,
        step: &StepId,
    ) -> (u32, u32) {
        let all = self.taking_part(members, step);
        (all.done, all.here)
    }

    /// The people who take part at seats of their own, counted.
    pub fn taking_part<'a>(
        &self,
        members: impl Iterator<Item = &'a Member>,
        step: &StepId,
    ) -> TakingPart {
        let all = self.everywhere(step);
        let mut counted = TakingPart::default();
        for member in members.filter(|one| one.role == Role::Participant && !one.out) {
            let Some(at) = all.get(&member.id) else {
                continue;
            };
            counted.here = counted.here.saturating_add(member.people);
            if *at == Whereabouts::Done {
                counted.done = counted.done.saturating_add(member.people);
            }
            counted.writing += usize::from(*at == Whereabouts::Writing);
        }
        counted
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn seat(member: u128, standing: Standing) -> Sitting {
        Sitting {
            member: MemberId(Uuid::from_u128(member)),
            name: "Bo".into(),
            how: How::Afar,
            standing,
            at: None,
            writing: false,
            done: None,
        }
    }

    fn with(seats: impl IntoIterator<Item = Sitting>) -> Presence {
        Presence {
            seats: (0..).map(SeatId).zip(seats).collect(),
            ..Presence::default()
        }
    }

    #[test]
    fn the_liveliest_seat_of_a_member_counts() {
        let story = StepId::from("story");
        let who = MemberId(Uuid::from_u128(1));
        let done = Sitting {
            done: Some(story.clone()),
            ..seat(1, Standing::Here)
        };
        let of = |presence: Presence| presence.whereabouts(who, &story);
        assert_eq!(of(with([])), Whereabouts::Gone);
        assert_eq!(of(with([seat(1, Standing::Waiting)])), Whereabouts::Gone);
        assert_eq!(
            of(with([seat(1, Standing::Lagging), seat(1, Standing::Here)])),
            Whereabouts::Here
        );
        assert_eq!(
            of(with([done.clone(), seat(1, Standing::Lagging)])),
            Whereabouts::Done
        );
        assert_eq!(
            with([done]).whereabouts(who, &"plan".into()),
            Whereabouts::Here
        );
    }

    #[test]
    fn a_table_that_is_done_counts_for_all_its_people() {
        let story = StepId::from("story");
        let mut table = Member::new(MemberId(Uuid::from_u128(1)), "Table 1", Role::Participant);
        table.people = 4;
        let bo = Member::new(MemberId(Uuid::from_u128(2)), "Bo", Role::Participant);
        let ana = Member::new(MemberId(Uuid::from_u128(3)), "Ana", Role::Facilitator);
        let done = Sitting {
            done: Some(story.clone()),
            ..seat(1, Standing::Here)
        };
        let presence = with([done, seat(2, Standing::Here), seat(3, Standing::Here)]);
        assert_eq!(
            presence.done_of([&table, &bo, &ana].into_iter(), &story),
            (4, 5)
        );
        // Everybody counts once: Ana too, who leads, however many terminals she has; not her wall, and not who waits.
        let wall = Sitting {
            how: How::Wall,
            ..seat(3, Standing::Here)
        };
        let waits = seat(4, Standing::Waiting);
        let seats = [
            seat(1, Standing::Here),
            seat(2, Standing::Here),
            seat(3, Standing::Here),
        ];
        let presence = with(
            seats
                .into_iter()
                .chain([seat(3, Standing::Lagging), wall, waits]),
        );
        let cy = Member::new(MemberId(Uuid::from_u128(4)), "Cy", Role::Participant);
        let all = [&table, &bo, &ana, &cy];
        assert_eq!(presence.people(all.into_iter()), 6);
    }

    #[test]
    fn the_others_are_all_seats_but_mine_and_walls_and_who_waits() {
        let wall = Sitting {
            how: How::Wall,
            ..seat(2, Standing::Here)
        };
        let presence = with([
            seat(1, Standing::Here),
            seat(2, Standing::Here),
            seat(2, Standing::Lagging),
            wall,
            seat(3, Standing::Waiting),
        ]);
        let others = |me: Option<u128>| {
            let me = me.map(|id| MemberId(Uuid::from_u128(id)));
            let found = presence.others(me);
            found
                .map(|seat| seat.member.0.as_u128())
                .collect::<Vec<_>>()
        };
        assert_eq!(others(Some(1)), [2, 2]);
        assert_eq!(others(Some(2)), [1]);
        assert_eq!(others(None), [1, 2, 2], "a guest who is no member yet");
    }

    #[test]
    fn codes_are_for_whoever_leads() {
        let door = Door {
            command: "ssh ana@host".into(),
            link: "ssh://host:2222".into(),
            state: DoorState {
                open: true,
                address: ([10, 0, 0, 20], 2222).into(),
                fingerprint: "SHA256:abcd".into(),
                inside: 0,
                entering: 0,
                paused: false,
                turned_away: 0,
                codes: 1,
            },
            codes: Some(Codes {
                join: "KTX-4M9".into(),
                observer: "WATCHERS".into(),
            }),
        };
        let all = Presence {
            door: Some(door),
            ..with([seat(1, Standing::Here), seat(2, Standing::Waiting)])
        };
        assert_eq!(
            all.for_others().seats.len(),
            1,
            "who waits is told to nobody else"
        );
        let others = all.for_others().door.unwrap();
        assert_eq!((&*others.command, others.codes), ("ssh ana@host", None));
        assert!(
            !format!("{all:?}").contains("KTX"),
            "no code stands in a log"
        );
    }
}
