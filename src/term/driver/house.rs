//! What every driver asks of the house, whatever its terminal looks like: the answer is a message or nothing.

use std::sync::Arc;

use uuid::Uuid;

use tokio::sync::watch;

use super::{Beginning, Desk, begin, begun_says, refused};
use crate::{
    model::{
        Command, CommandId, Member, MemberId, Request, Role, Seen, Session, SessionId, Viewer,
        presence::{How, Standing},
    },
    room::{
        Room, RoomError,
        lobby::Lobby,
        people::{self, Seated},
    },
    say,
    say::{Lang, Msg},
    ui::{home::OpenDoor, seat::RoomAsk},
};

/// Asks a room, as a member, now.
///
/// # Errors
/// What to say where the room says no, or it could not be saved.
pub async fn ask(
    room: &Room,
    desk: &dyn Desk,
    me: &Member,
    id: Uuid,
    command: Command,
) -> Result<(), Msg> {
    let request = Request {
        id: CommandId(id),
        by: me.id,
        at: desk.now(),
        command,
    };
    room.ask(request).await.map_err(refused)
}

/// Begins a session of a script, called as the script is, with the day behind it; answers which it is, and what to say of it.
/// `None` where there is no such script.
pub async fn begin_now(
    lobby: &Lobby,
    desk: &dyn Desk,
    me: &Member,
    script: &str,
    from: Option<SessionId>,
    lang: Lang,
) -> Option<Result<(SessionId, Msg), Msg>> {
    let script = desk.script(script)?;
    let id = SessionId(Uuid::now_v7());
    let at = desk.now();
    let day = at.day(desk.minutes_east());
    let day = day.map(|day| day.to_string()).unwrap_or_default();
    let title = format!("{} {day}", script.title.get(lang));
    let beginning = Beginning {
        script,
        title,
        from,
        with: Vec::new(),
    };
    let begun = begin(lobby, id, me, at, beginning).await;
    Some(match begun {
        Ok(left_out) => Ok((id, begun_says(&left_out, lang))),
        Err(error) => Err(say!(CannotOpen, error.to_string())),
    })
}

/// Gives the lead back to whoever holds the store, and to nobody else; answers with what to say of it.
///
/// # Errors
/// What to say where the room says no, or it could not be saved.
pub async fn take_lead(room: &Room, desk: &dyn Desk, me: &Member) -> Result<Msg, Msg> {
    room.join(CommandId(Uuid::now_v7()), desk.now(), me.clone())
        .await
        .map_err(refused)?;
    let session = room.session();
    let led = Seen::new(&session, Viewer::Minutes).members();
    let led = led.filter(|one| one.id != me.id && one.role == Role::Facilitator);
    let others = led.map(|one| Command::ChangeMember {
        member: Member {
            role: Role::Participant,
            ..one.clone()
        },
    });
    let others: Vec<Command> = others.collect();
    if !others.is_empty() {
        ask(room, desk, me, Uuid::now_v7(), Command::Several(others)).await?;
    }
    Ok(say!(LeadIsBack))
}

/// Says to all who sit in a room what whoever leads asks; it is asked of nobody else.
pub fn ask_people(room: &Room, ask: RoomAsk) {
    let people = room.people();
    match ask {
        RoomAsk::Gather => people.gather(),
        RoomAsk::Wall(wall) => people.wall(wall),
        RoomAsk::WallJoins(on) => people.wall_joins(on),
        RoomAsk::WaitingRoom(on) => people.waiting_room(on),
        RoomAsk::Admit(seat) => people.admit(seat),
        RoomAsk::TurnAway(seat) => people.turn_away(seat),
    }
}

/// A place in a room, or at its door.
pub(in crate::term) struct Arrival {
    /// The room.
    pub room: Room,
    /// Who else is there.
    pub people: watch::Receiver<people::Told>,
    /// The place.
    pub seated: Seated,
    /// Whether it is at the door, until somebody opens.
    pub waits: bool,
}

/// Brings somebody to a session: to a seat in its room, or to its door where it has a waiting room that is meant for them.
///
/// # Errors
/// Where the session cannot be opened.
pub(in crate::term) async fn arrive(
    lobby: &Lobby,
    me: &mut Member,
    how: How,
    id: SessionId,
    elsewhere: bool,
) -> Result<Arrival, RoomError> {
    let room = lobby.open(id).await?;
    let (seated, waits) = sit_down(&room, me, how, elsewhere);
    Ok(Arrival {
        people: room.people().watch(),
        room,
        seated,
        waits,
    })
}

/// What becomes of a seat by what others say to it.
pub(in crate::term) enum Turn {
    /// Nothing: it stays where it is.
    Stays,
    /// It was turned away.
    Goes,
    /// It waited, and comes in.
    ComesIn(Room),
    /// It comes along to another session; who waits does so there too.
    GoesAlong(SessionId, bool),
}

impl Turn {
    /// What becomes of this seat, in a room or at the door of one. It is asked after all that may have been read of the room
    /// or its people, also on another occasion: whoever waits for the next change then waits for nothing.
    pub(in crate::term) fn of(
        seated: Option<&Seated>,
        room: Option<&Room>,
        waits: &mut Option<Room>,
        goes_to: Option<SessionId>,
    ) -> Self {
        let Some(seated) = seated else {
            return Self::Stays;
        };
        let Some(standing) = seated.standing() else {
            return Self::Goes;
        };
        let waiting = standing == Standing::Waiting;
        let at = room.or(waits.as_ref()).map(|room| room.session().id());
        if let Some(session) = goes_to.filter(|to| at != Some(*to)) {
            return Self::GoesAlong(session, waiting);
        }
        match waits.take_if(|_| !waiting) {
            Some(room) => Self::ComesIn(room),
            None => Self::Stays,
        }
    }
}

fn sit_down(room: &Room, me: &mut Member, how: How, elsewhere: bool) -> (Seated, bool) {
    let session = room.session();
    let known = Seen::new(&session, Viewer::Minutes).member(me.id);
    if let Some(known) = known {
        // Of somebody who comes back the session knows the name; what a client suggests says nothing.
        me.name = Arc::clone(&known.name);
    }
    let waits = elsewhere && me.role != Role::Facilitator && known.is_none();
    let seated = room.people().sit(me, how, waits);
    let waiting = seated.standing() == Some(Standing::Waiting);
    (seated, waiting)
}

/// Gives a session of the home screen another title.
///
/// # Errors
/// What to say where it cannot be opened, or says no.
pub async fn retitle(
    lobby: &Lobby,
    desk: &dyn Desk,
    me: &Member,
    session: SessionId,
    title: String,
) -> Result<(), Msg> {
    let room = lobby
        .open(session)
        .await
        .map_err(|error| say!(CannotOpen, error.to_string()))?;
    room.join(CommandId(Uuid::now_v7()), desk.now(), me.clone())
        .await
        .map_err(refused)?;
    let command = Command::Retitle {
        title: title.into(),
    };
    ask(&room, desk, me, Uuid::now_v7(), command).await
}

/// How many seats of others there are in a room.
pub fn guests(room: &Room, me: MemberId) -> usize {
    room.people().now().others(Some(me)).count()
}

/// The doors of this house that let somebody in, or behind which somebody sits.
pub async fn open_doors(lobby: &Lobby, me: MemberId) -> Vec<OpenDoor> {
    let mut doors = Vec::new();
    for room in lobby.live().await {
        let (session, people) = (room.session(), guests(&room, me));
        let now = room.people().now();
        if let Some(door) = now
            .door
            .as_ref()
            .filter(|door| door.state.open || people > 0)
        {
            doors.push(OpenDoor {
                session: session.id(),
                title: Arc::clone(Seen::new(&session, Viewer::Minutes).title()),
                command: Arc::clone(&door.command),
                open: door.state.open,
                people,
            });
        }
    }
    doors.sort_by_key(|door| door.session);
    doors
}

/// Somebody as the session knows them that they leave for another: their name, how many they are, where they belong, what
/// they may do. The lead of one session is not that of the next.
pub fn as_known(session: &Session, me: &Member) -> Member {
    let known = Seen::new(session, Viewer::Minutes).member(me.id);
    let known = known.unwrap_or(me);
    let role = match (me.role, known.role) {
        (Role::Facilitator, _) => Role::Facilitator,
        (_, Role::Facilitator) => Role::Participant,
        (_, role) => role,
    };
    Member {
        role,
        muted: false,
        ..known.clone()
    }
}

/// How many seats of others there are in the sessions of this process, which would go with it. What else the same person has
/// open, a second window or the wall, is their own business.
pub async fn seats_of_others(lobby: &Lobby, me: MemberId) -> i64 {
    let mut others = 0;
    for room in lobby.live().await {
        others += guests(&room, me);
    }
    i64::try_from(others).unwrap_or(i64::MAX)
}
