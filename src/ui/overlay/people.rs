//! The window of the people: who is here, who waits, what each may do; and for whoever leads, a key for each thing that can
//! be done about it.

use std::sync::Arc;

use ratatui::{buffer::Buffer, layout::Rect};

use super::Pressed;
use crate::{
    cells,
    content::slot::Slot,
    model::{
        Member, MemberId, Membership, Presence, Role, Seen, StepId,
        presence::{SeatId, Whereabouts},
    },
    say,
    say::{Lang, Msg, MsgId},
    ui::{
        hits::Hit,
        keys::{Action, Facts},
        paint::{Paint, below, inset, middle, row, scrolled},
    },
};

/// What was asked about somebody, or about all.
#[derive(Clone, Debug, PartialEq)]
pub enum PeopleAsk {
    /// Who waits comes in.
    Admit(SeatId),
    /// Who waits is turned away.
    TurnAway(SeatId),
    /// A member is to stand so.
    Change(Member),
    /// The form about a member's seat.
    Edit(MemberId),
    /// All that a member did is to be taken back, once that is confirmed.
    UndoAll(MemberId),
    /// A member is to be sent away, once that is confirmed.
    SendAway(MemberId),
    /// The lead goes to a member.
    GiveLead(MemberId),
    /// Whoever sits where the session is kept leads again.
    TakeLead,
    /// The board is locked, or not.
    Lock(bool),
    /// Who comes waits to be let in, or not.
    WaitingRoom(bool),
}

/// One line.
#[derive(Debug)]
struct Row {
    who: Who,
    name: Arc<str>,
    about: String,
    state: Msg,
    slot: Slot,
}

#[derive(Clone, Debug)]
enum Who {
    Waiting(SeatId),
    Member(Member),
}

/// What the rows were made of: they are made anew when somebody comes, goes, writes or is done, and not for each frame.
#[derive(Debug)]
struct Of {
    presence: Presence,
    members: Membership,
    step: StepId,
    /// Whether the step hides who does what.
    hides: bool,
    lang: Lang,
}

impl Of {
    fn new(seen: Seen<'_>, presence: &Presence) -> Self {
        let step = seen.current();
        Self {
            presence: presence.clone(),
            members: seen.membership(),
            step: step.clone(),
            hides: seen.hides_names_on(step),
            lang: seen.lang(),
        }
    }

    /// Whether rows made now would say the same.
    fn holds(&self, seen: Seen<'_>, presence: &Presence) -> bool {
        self.presence.seats.ptr_eq(&presence.seats)
            && seen.has_members(&self.members)
            && self.step == *seen.current()
            && self.hides == seen.hides_names_on(&self.step)
            && self.lang == seen.lang()
    }
}

/// The people of a session.
#[derive(Debug, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "what holds for a board is independent of each other"
)]
pub struct People {
    rows: Vec<Row>,
    /// What the rows say.
    of: Option<Of>,
    at: usize,
    first: usize,
    locked: bool,
    waiting_room: bool,
    /// There is a door through which others come.
    door: bool,
    leads: bool,
    me: Option<MemberId>,
}

impl People {
    /// Brings the cursor to a line.
    pub(super) fn point(&mut self, at: usize) -> bool {
        let there = at < self.rows.len();
        if there {
            self.at = at;
        }
        there
    }

    /// Says anew who is here. The cursor stays with whom it was.
    pub fn refresh(&mut self, seen: Seen<'_>, presence: &Presence) {
        self.locked = seen.is_locked();
        self.waiting_room = presence.waiting_room;
        self.door = presence.door.is_some();
        self.leads = seen.leads();
        self.me = seen.me().map(|me| me.id);
        if !self.of.as_ref().is_some_and(|of| of.holds(seen, presence)) {
            self.list(seen, presence);
            self.of = Some(Of::new(seen, presence));
        }
    }

    /// Makes the rows.
    fn list(&mut self, seen: Seen<'_>, presence: &Presence) {
        let was = self.rows.get(self.at).map(|row| row.who.clone());
        let lang = seen.lang();
        let everywhere = seen.everywhere(presence, seen.current());
        let at = |one: &Member| everywhere.get(&one.id).copied();
        let waiting = presence.waiting().map(|(id, seat)| Row {
            who: Who::Waiting(id),
            name: Arc::clone(&seat.name),
            about: String::new(),
            state: say!(StateWaiting),
            slot: Slot::Accent,
        });
        self.rows = waiting.collect();
        let mut members: Vec<&Member> = seen.members().collect();
        members.sort_by_key(|one| (one.out, at(one).is_none()));
        self.rows.extend(members.into_iter().map(|member| {
            let (state, slot) = state(member, at(member).unwrap_or(Whereabouts::Gone));
            Row {
                name: Arc::clone(&member.name),
                about: about(member, lang),
                who: Who::Member(member.clone()),
                state,
                slot,
            }
        }));
        let same = |row: &Row| match (&row.who, &was) {
            (Who::Member(one), Some(Who::Member(other))) => one.id == other.id,
            (Who::Waiting(one), Some(Who::Waiting(other))) => one == other,
            _ => false,
        };
        let last = self.rows.len().saturating_sub(1);
        self.at = self.rows.iter().position(same).unwrap_or(self.at.min(last));
    }

    /// What keys may ask about.
    pub fn facts(&self, facts: &mut Facts) {
        let row = self.rows.get(self.at).map(|row| &row.who);
        facts.waiting = matches!(row, Some(Who::Waiting(_)));
        facts.person = matches!(row, Some(Who::Member(_)));
        facts.myself = matches!(row, Some(Who::Member(member)) if Some(member.id) == self.me);
    }

    /// What an action asks.
    pub(super) fn act(&mut self, action: Action) -> Pressed {
        let last = self.rows.len().saturating_sub(1);
        match action {
            Action::Up => self.at = self.at.saturating_sub(1),
            Action::Down => self.at = (self.at + 1).min(last),
            Action::PageUp => self.at = self.at.saturating_sub(10),
            Action::PageDown => self.at = (self.at + 10).min(last),
            Action::LockBoard => return Pressed::People(PeopleAsk::Lock(!self.locked)),
            Action::WaitingRoom => {
                return Pressed::People(PeopleAsk::WaitingRoom(!self.waiting_room));
            }
            Action::Share => return Pressed::Run(Action::Share),
            Action::ReturnCode => return Pressed::Run(Action::ReturnCode),
            Action::GiveLead if !self.leads => return Pressed::People(PeopleAsk::TakeLead),
            action => {
                let asked = self
                    .rows
                    .get(self.at)
                    .and_then(|row| asked(action, &row.who));
                return asked.map_or(Pressed::Stay, Pressed::People);
            }
        }
        Pressed::Stay
    }

    pub(super) fn draw(&mut self, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
        let wanted = u16::try_from(self.rows.len() + 4)
            .unwrap_or(u16::MAX)
            .max(8);
        let at = middle(area, 78, wanted.min(area.height.saturating_sub(1)));
        let inside = paint.window(buf, at, paint.text(MsgId::TitlePeople), Slot::OverlayBorder);
        let inside = inset(inside, 1);
        let board = match (self.locked, self.waiting_room) {
            (true, true) => say!(BoardLockedAndWaiting),
            (true, false) => say!(BoardIsLocked),
            (false, true) => say!(WaitingRoomOn),
            (false, false) if self.door => say!(BoardIsOpen),
            (false, false) => say!(NobodyCanJoin),
        };
        paint.line(buf, row(inside, 0), &paint.say(&board), Slot::Muted);
        let rows = below(inside, 2);
        let height = usize::from(rows.height);
        self.first = scrolled(self.first, self.at, height, self.rows.len());
        let shown = self.rows.iter().enumerate().skip(self.first).take(height);
        for (y, (at, person)) in shown.enumerate() {
            let line = row(rows, u16::try_from(y).unwrap_or(0));
            let selected = at == self.at;
            paint.hit(line, Hit::Row(at));
            let mark = if selected {
                paint.glyph("▸", ">")
            } else {
                " "
            };
            let state = paint.say(&person.state);
            let width = usize::from(line.width);
            let name = width.saturating_sub(46).clamp(10, 28);
            let about = width.saturating_sub(name + cells::width(&state) + 6);
            let words = format!(
                "{mark} {}  {}  {state}",
                cells::fit(&person.name, name),
                cells::fit(&person.about, about)
            );
            let slot = if selected {
                Slot::Selected
            } else {
                person.slot
            };
            paint.line(buf, line, &cells::fit(&words, width), slot);
        }
    }
}

/// What an action asks about somebody.
fn asked(action: Action, who: &Who) -> Option<PeopleAsk> {
    Some(match (action, who) {
        (Action::Admit, Who::Waiting(seat)) => PeopleAsk::Admit(*seat),
        (Action::SendAway, Who::Waiting(seat)) => PeopleAsk::TurnAway(*seat),
        (_, Who::Waiting(_)) => return None,
        (Action::EditSeat, Who::Member(member)) => PeopleAsk::Edit(member.id),
        (Action::Mute, Who::Member(member)) => PeopleAsk::Change(Member {
            muted: !member.muted,
            ..member.clone()
        }),
        (Action::SendAway, Who::Member(member)) if member.out => PeopleAsk::Change(Member {
            out: false,
            ..member.clone()
        }),
        (Action::SendAway, Who::Member(member)) => PeopleAsk::SendAway(member.id),
        (Action::MakeScribe, Who::Member(member)) => PeopleAsk::Change(Member {
            role: match member.role {
                Role::Participant => Role::Scribe,
                Role::Scribe => Role::Observer,
                _ => Role::Participant,
            },
            ..member.clone()
        }),
        (Action::GiveLead, Who::Member(member)) => PeopleAsk::GiveLead(member.id),
        (Action::UndoAll, Who::Member(member)) => PeopleAsk::UndoAll(member.id),
        _ => return None,
    })
}

fn about(member: &Member, lang: Lang) -> String {
    let mut words = vec![role(member.role).text(lang).to_owned()];
    if member.people > 1 {
        words.push(say!(SeatOf, member.people).render(lang));
    }
    words.extend(member.group.as_ref().map(|group| group.to_string()));
    words.join(" · ")
}

/// What a role is called.
pub fn role(role: Role) -> MsgId {
    match role {
        Role::Facilitator => MsgId::RoleFacilitator,
        Role::Scribe => MsgId::RoleScribe,
        Role::Participant => MsgId::RoleParticipant,
        Role::Observer => MsgId::RoleObserver,
    }
}

fn state(member: &Member, whereabouts: Whereabouts) -> (Msg, Slot) {
    if member.out {
        return (say!(StateOut), Slot::Disabled);
    }
    if member.muted {
        return (say!(StateMuted), Slot::Late);
    }
    match whereabouts {
        Whereabouts::Here => (say!(StateHere), Slot::Overlay),
        Whereabouts::Writing => (say!(StateWriting), Slot::Accent),
        Whereabouts::Done => (say!(StateDone), Slot::Done),
        Whereabouts::Lagging => (say!(StateLagging), Slot::Late),
        Whereabouts::Gone => (say!(StateGone), Slot::Muted),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        Command, Privacy, RoundId, Viewer,
        presence::{How, Sitting, Standing},
        testing::Room,
    };

    #[test]
    fn rows_are_made_anew_when_what_they_say_has_changed_and_else_kept() {
        let mut room = Room::talk("Smoking");
        let step = crate::model::StepId::from("story");
        room.run(Command::Enter { step: step.clone() });
        let me = room.you();
        let sitting = |writing| {
            let seat = Sitting {
                member: me,
                name: "Ana".into(),
                how: How::Here,
                standing: Standing::Here,
                at: None,
                writing,
                done: None,
            };
            Presence {
                seats: [(SeatId(1), seat)].into_iter().collect(),
                ..Presence::default()
            }
        };
        let mut people = People::default();
        let mut states = |room: &Room, presence: &Presence| {
            people.refresh(room.seen(Viewer::Member(me)), presence);
            let says = |row: &Row| format!("{}: {}", row.name, row.state.render(Lang::En));
            let made = people.rows.as_ptr();
            (people.rows.iter().map(says).collect::<Vec<_>>(), made)
        };
        let (presence, writes) = (sitting(false), sitting(true));
        assert_eq!(states(&room, &presence).0, ["Ana: here"]);
        let (said, made) = states(&room, &writes);
        assert_eq!(said, ["Ana: writing"]);
        // A card is nothing that the rows say.
        room.card("story", "Cheap cigarettes");
        assert_eq!(states(&room, &writes), (said, made));
        let round = RoundId(room.id());
        let privacy = Privacy::Anonymous;
        room.run(Command::BeginSilence {
            round,
            step,
            privacy,
        });
        assert_eq!(states(&room, &writes).0, ["Ana: here"]);
        let member = Member::new(me, "Anna", Role::Facilitator);
        room.run(Command::ChangeMember { member });
        assert_eq!(states(&room, &writes).0, ["Anna: here"]);
    }
}
