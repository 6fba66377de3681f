//! What a seat does about people and about the door: windows, and what is asked from them.

use super::{DoorAsk, Effect, Place, RoomAsk, Seat, Told, World};
use crate::{
    model::{
        Command, Member, Role, Seen, SessionId,
        presence::{How, Wall},
    },
    say,
    say::MsgId,
    ui::{
        form::Target,
        overlay::{Item, Join, JoinAsk, Overlay, People, PeopleAsk, Pick, Then},
        step,
    },
};

impl Seat {
    /// Opens the window of people.
    pub(super) fn open_people(&mut self, told: &Told<'_>) {
        if let World::Table(seen) = told.world {
            let mut people = People::default();
            people.refresh(seen, &self.presence);
            self.overlays.push(Overlay::People(people));
        }
    }

    /// Opens the join screen. The door opens from there: who may come in is said first.
    pub(super) fn open_door(&mut self, told: &Told<'_>) {
        let World::Table(seen) = told.world else {
            return;
        };
        let mut join = Join::default();
        join.refresh(seen, &self.presence);
        self.overlays.push(Overlay::Join(join));
    }

    /// Windows of people and of the door show what is so now, before a key acts on it.
    pub(super) fn present_overlay(&mut self, world: &World<'_>) {
        if let (Some(overlay), World::Table(seen)) = (self.overlays.last_mut(), world) {
            overlay.present(*seen, &self.presence);
        }
    }

    /// What the wall shows: what the room is at, that which it showed last, nothing, and round again.
    pub(super) fn next_wall(&mut self, out: &mut Vec<Effect>) {
        let next = match self.presence.wall {
            Wall::Follows => Wall::Frozen,
            Wall::Frozen => Wall::Blank,
            Wall::Blank => Wall::Follows,
        };
        out.push(Effect::Room(RoomAsk::Wall(next)));
        let has_wall = self
            .presence
            .seats
            .values()
            .any(|seat| seat.how == How::Wall);
        self.tell(
            match next {
                _ if !has_wall => say!(NoWallYet),
                Wall::Follows => say!(WallFollows),
                Wall::Frozen => say!(WallFrozen),
                Wall::Blank => say!(WallBlank),
            },
            false,
        );
    }

    /// Says that this seat is done with the step it looks at, or no longer.
    pub(super) fn say_done(&mut self, told: &Told<'_>, out: &mut Vec<Effect>) {
        let World::Table(seen) = told.world else {
            return;
        };
        let step = seen.here();
        let mine = seen.me().map(|me| me.id);
        let done = mine.is_some_and(|me| {
            self.presence
                .of(me)
                .any(|seat| seat.done.as_ref() == Some(step))
        });
        out.push(Effect::Done((!done).then(|| step.clone())));
        self.tell(if done { say!(NotDone) } else { say!(SaidDone) }, false);
    }

    /// What the window of people asks.
    pub(super) fn ask_people(
        &mut self,
        ask: PeopleAsk,
        told: &mut Told<'_>,
        out: &mut Vec<Effect>,
    ) {
        let World::Table(seen) = told.world else {
            return;
        };
        match ask {
            PeopleAsk::Admit(seat) => out.push(Effect::Room(RoomAsk::Admit(seat))),
            PeopleAsk::TurnAway(seat) => {
                // Without this they would come back by their own key or code, past a door that is shut.
                let waits = self.presence.seats.get(&seat).map(|seat| seat.member);
                out.extend(waits.map(|member| Effect::Door(DoorAsk::TurnAway(member))));
                out.push(Effect::Room(RoomAsk::TurnAway(seat)));
            }
            PeopleAsk::WaitingRoom(on) => out.push(Effect::Room(RoomAsk::WaitingRoom(on))),
            PeopleAsk::Lock(on) => send(Command::Lock { on }, told, out),
            PeopleAsk::Change(member) => {
                let was_out = seen.member(member.id).is_some_and(|known| known.out);
                let (id, back) = (member.id, was_out && !member.out);
                send(Command::ChangeMember { member }, told, out);
                if back {
                    out.push(Effect::Door(DoorAsk::LetBack(id)));
                }
            }
            PeopleAsk::SendAway(of) => self.overlays.extend(confirm(seen, of, true)),
            PeopleAsk::TakeLead => {
                self.overlays.pop();
                self.takes_lead();
                out.push(Effect::TakeLead);
            }
            PeopleAsk::GiveLead(to) => {
                let mut changes = Vec::new();
                if let (Some(other), Some(me)) = (seen.member(to), seen.me()) {
                    changes.push(with_role(other, Role::Facilitator));
                    // Who came to lead from a seat of their own has that again; at the keyboard of the room one writes on.
                    let after = if self.guest {
                        Role::Participant
                    } else {
                        Role::Scribe
                    };
                    changes.push(with_role(me, after));
                    let name = &*other.name;
                    self.tell(say!(LeadGiven, name), false);
                }
                send(Command::Several(changes), told, out);
            }
            PeopleAsk::UndoAll(of) => self.overlays.extend(confirm(seen, of, false)),
            PeopleAsk::Edit(member) => {
                let form = step::form_for(&Target::Seat { member }, (told.ids)(), seen);
                if let Place::Table(table) = &mut self.at {
                    self.overlays.clear();
                    table.open(form);
                }
            }
        }
    }

    /// Asks what becomes of those who sit in another session of this house.
    pub fn ask_along(&mut self, from: SessionId, title: &str, people: usize) {
        let lang = self.looks.lang;
        let item = |word: &str, label: MsgId| Item {
            pick: Pick::Word(word.into()),
            label: label.text(lang).to_owned(),
            detail: String::new(),
            on: false,
        };
        let items = vec![
            item("along", MsgId::AlongBring),
            item("", MsgId::AlongLeave),
            item("shut", MsgId::AlongShut),
        ];
        let title = say!(TitleAlong, people, title).render(lang);
        self.overlays
            .push(Overlay::choose(title, items, Then::Along(from)));
        self.stale = true;
    }

    /// What was chosen of those who sit in another session.
    pub(super) fn chose_along(from: SessionId, pick: &Pick, out: &mut Vec<Effect>) {
        match pick {
            Pick::Word(word) if &**word == "along" => out.push(Effect::BringAlong(from)),
            Pick::Word(word) if &**word == "shut" => out.push(Effect::ShutDoor(from)),
            _ => {}
        }
    }

    /// What was confirmed in a window about somebody.
    pub(super) fn confirmed(&mut self, then: &Then, told: &mut Told<'_>, out: &mut Vec<Effect>) {
        let World::Table(seen) = told.world else {
            return;
        };
        match then {
            Then::UndoAll(of) => send(Command::UndoAll { of: *of }, told, out),
            Then::SendAway(of) => {
                if let Some(known) = seen.member(*of) {
                    let (id, name) = (known.id, known.name.to_string());
                    let member = Member {
                        out: true,
                        ..known.clone()
                    };
                    send(Command::ChangeMember { member }, told, out);
                    out.push(Effect::Door(DoorAsk::Cut(id)));
                    self.tell(say!(WasSentAway, name), false);
                }
            }
            _ => {}
        }
    }

    /// What the join screen asks.
    pub(super) fn ask_door(ask: JoinAsk, out: &mut Vec<Effect>) {
        out.push(match ask {
            JoinAsk::Open(true) => Effect::Door(DoorAsk::Open),
            JoinAsk::Open(false) => Effect::Door(DoorAsk::Shut),
            JoinAsk::OpenHere => Effect::Door(DoorAsk::OpenHere),
            JoinAsk::NewCodes => Effect::Door(DoorAsk::NewCodes),
            JoinAsk::OnWall(on) => Effect::Room(RoomAsk::WallJoins(on)),
        });
    }
}

fn with_role(member: &Member, role: Role) -> Command {
    Command::ChangeMember {
        member: Member {
            role,
            ..member.clone()
        },
    }
}

/// Asks the room.
pub(super) fn send(command: Command, told: &mut Told<'_>, out: &mut Vec<Effect>) {
    out.push(Effect::Send {
        id: (told.ids)(),
        command,
        form: None,
    });
}

/// Asks once, and says what it means: it is about another's words or seat, and a slip of a key must not do it.
fn confirm(seen: Seen<'_>, of: crate::model::MemberId, send_away: bool) -> Option<Overlay> {
    let lang = seen.lang();
    let name = &*seen.member(of)?.name;
    let item = |word: &str, label: String, detail: &str| Item {
        pick: Pick::Word(word.into()),
        label,
        detail: detail.to_owned(),
        on: false,
    };
    let (title, no, yes, then) = if send_away {
        let yes = say!(SendAwayYes, name).render(lang);
        let title = say!(TitleSendAway, name);
        (title, MsgId::SendAwayNo, yes, Then::SendAway(of))
    } else {
        let yes = say!(UndoAllYes, name).render(lang);
        let title = say!(TitleUndoAll, name);
        (title, MsgId::UndoAllNo, yes, Then::UndoAll(of))
    };
    let items = vec![item("", no.text(lang).to_owned(), ""), item("yes", yes, "")];
    Some(Overlay::choose(title.render(lang), items, then))
}
