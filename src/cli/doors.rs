//! The doors of this process: a session's own, through which people come in over SSH, and what happens behind it.
//!
//! How a door stands is told to its room whenever it changes, so that the screens of whoever leads show it. A door keeps its
//! session live, also while nobody here looks at it.

use std::{
    net::{IpAddr, Ipv4Addr, SocketAddr},
    pin::Pin,
    sync::{Arc, Weak},
    time::Duration,
};

use ratatui::layout::Size;
use tokio::{
    sync::{Mutex, watch},
    time::sleep,
};

use super::{desk::GuestDesk, settings, store::Paths};
use crate::{
    journal::Journal,
    model::{
        Member, MemberId, Seen, SessionId, Viewer,
        presence::{self, How},
    },
    room::{Room, lobby::Lobby},
    say,
    say::{Lang, Msg, MsgId},
    ssh::{Asked, Door, DoorConfig, DoorError, Guest, Limits, Reception, reachable},
    term::{
        capabilities::{Capabilities, ColorChoice},
        driver::{Ended, Start},
        guest::{self, Left},
        line::Line,
    },
    ui::{
        keys::preset::Preset,
        seat::{DoorAsk, Looks},
        theme::Theme,
    },
};

/// Where a door listens when nobody says otherwise.
pub const PORT: u16 = 2222;

/// How often a room is told at most how its door stands.
const PULSE: Duration = Duration::from_millis(200);

/// A door, and the session to which it leads now.
#[derive(Clone)]
struct Leading {
    door: Arc<Door>,
    to: watch::Sender<SessionId>,
}

impl Leading {
    fn leads_to(&self, session: SessionId) -> bool {
        *self.to.borrow() == session
    }
}

/// The doors of this process.
pub struct Doors {
    paths: Paths,
    lobby: Lobby,
    lang: Lang,
    /// The keys of those who come in, as the settings say at the start.
    keys: Preset,
    open: Mutex<Vec<Leading>>,
}

impl Doors {
    /// A house without a door yet; guests are asked for code and name in this language.
    pub fn new(paths: &Paths, lobby: Lobby, lang: Lang) -> Arc<Self> {
        Arc::new(Self {
            paths: paths.clone(),
            lobby,
            lang,
            keys: settings::load(paths).0.guests,
            open: Mutex::default(),
        })
    }

    /// What whoever leads asks of a session's door; answers with what to say of it.
    ///
    /// # Errors
    /// What to say where it could not be done.
    pub async fn ask(self: &Arc<Self>, room: &Room, ask: DoorAsk) -> Result<Msg, Msg> {
        let session = room.session().id();
        match ask {
            DoorAsk::Open | DoorAsk::OpenHere => {
                let from = if ask == DoorAsk::Open {
                    Ipv4Addr::UNSPECIFIED
                } else {
                    Ipv4Addr::LOCALHOST
                };
                let door = self.open(room, (from, PORT).into()).await;
                door.map_err(|error| say!(DoorFailed, error.to_string()))?;
                Ok(say!(DoorIsOpen))
            }
            DoorAsk::Shut => {
                for door in self.all_to(session).await? {
                    door.close();
                }
                Ok(say!(DoorIsShut))
            }
            DoorAsk::NewCodes => {
                for door in self.all_to(session).await? {
                    door.rotate()
                        .map_err(|error| say!(DoorFailed, error.to_string()))?;
                }
                Ok(say!(CodesChanged))
            }
            DoorAsk::Along(from) => self.bring_along(from, room).await,
            DoorAsk::LetBack(member) => {
                for door in self.leading_to(session).await {
                    door.let_back(member)
                        .await
                        .map_err(|error| say!(DoorFailed, error.to_string()))?;
                }
                Ok(say!(WasLetBack, name_of(room, member)))
            }
            DoorAsk::TurnAway(member) => {
                for door in self.leading_to(session).await {
                    door.turn_away(member)
                        .await
                        .map_err(|error| say!(DoorFailed, error.to_string()))?;
                }
                Ok(say!(WasTurnedAway))
            }
            DoorAsk::Cut(member) => {
                // Who came by no door has no line to be cut: their seat goes with their place in the room.
                for door in self.leading_to(session).await {
                    door.kick(member)
                        .await
                        .map_err(|error| say!(DoorFailed, error.to_string()))?;
                }
                Ok(say!(WasSentAway, name_of(room, member)))
            }
        }
    }

    /// All doors that lead to a session.
    async fn leading_to(&self, session: SessionId) -> Vec<Arc<Door>> {
        let open = self.open.lock().await;
        let leading = open.iter().filter(|one| one.leads_to(session));
        leading.map(|one| Arc::clone(&one.door)).collect()
    }

    /// The same, where there is one.
    async fn all_to(&self, session: SessionId) -> Result<Vec<Arc<Door>>, Msg> {
        let doors = self.leading_to(session).await;
        if doors.is_empty() {
            return Err(say!(OffNoDoor));
        }
        Ok(doors)
    }

    /// The door of a session, made where there is none, and opened. Where the port is taken and nobody asked for it in
    /// particular, any other will do.
    ///
    /// # Errors
    /// It cannot be made.
    pub async fn open(
        self: &Arc<Self>,
        room: &Room,
        listen: SocketAddr,
    ) -> Result<Arc<Door>, DoorError> {
        let session = room.session().id();
        let mut open = self.open.lock().await;
        if let Some(Leading { door, .. }) = open.iter().find(|one| one.leads_to(session)) {
            // From this machine alone to the network, or back: those inside stay where they are, and what people were told
            // to type goes on working where it can.
            let now = door.address();
            if now.ip() != listen.ip() || !door.is_listening().await {
                match door.move_to((listen.ip(), now.port()).into()).await {
                    Err(DoorError::Listen { .. }) => door.move_to((listen.ip(), 0).into()).await?,
                    moved => moved?,
                }
            }
            door.reopen();
            return Ok(Arc::clone(door));
        }
        let to = watch::Sender::new(session);
        let door = match self.make(session, &to, listen).await {
            Err(DoorError::Listen { .. }) if listen.port() == PORT => {
                self.make(session, &to, (listen.ip(), 0).into()).await
            }
            made => made,
        };
        let door = Arc::new(door?);
        let told = to.subscribe();
        let leading = Leading {
            door: Arc::clone(&door),
            to,
        };
        open.push(leading);
        room.people().go_along(None);
        tell(room, &door);
        tokio::spawn(tell_room(room.clone(), Arc::downgrade(&door), told));
        Ok(door)
    }

    async fn make(
        self: &Arc<Self>,
        session: SessionId,
        to: &watch::Sender<SessionId>,
        listen: SocketAddr,
    ) -> Result<Door, DoorError> {
        let config = DoorConfig {
            listen,
            session,
            host_key: self.paths.host_key.clone(),
            facilitators: Some(self.paths.facilitators.clone()),
            lang: self.lang,
            limits: Limits::default(),
        };
        let reception = AtTheDoor {
            doors: Arc::downgrade(self),
            paths: self.paths.clone(),
            lobby: self.lobby.clone(),
            session: to.subscribe(),
            lang: self.lang,
            keys: self.keys,
        };
        let journal: Arc<dyn Journal> = Arc::clone(self.lobby.journal());
        Door::open(config, Arc::new(reception), journal).await
    }

    /// The door of another session leads to this one from now on; all who came by it come along, and who comes by it later
    /// comes here. Those who were let in there come back here by what is theirs, also after a restart.
    async fn bring_along(self: &Arc<Self>, from: SessionId, room: &Room) -> Result<Msg, Msg> {
        let session = room.session().id();
        let left = self.lobby.open(from).await;
        let left = left.map_err(|error| say!(CannotOpen, error.to_string()))?;
        let mut open = self.open.lock().await;
        left.people().door(None);
        // A door of its own stays the one that this session shows, with those behind it; what leads here now is behind it, and is
        // shut, opened and given new codes with it.
        let has_own = open.iter().any(|one| one.leads_to(session));
        let (come, stay): (Vec<_>, Vec<_>) = std::mem::take(&mut *open)
            .into_iter()
            .partition(|one| one.leads_to(from));
        *open = stay;
        for (at, leading) in come.into_iter().enumerate() {
            leading.to.send_replace(session);
            if let Err(error) = leading.door.goes_along(session).await {
                // They come along all the same: a full disk must not end an evening.
                tracing::warn!(%error, "after a restart they will come to this session as new people");
            }
            if at == 0 && !has_own {
                let (door, told) = (Arc::downgrade(&leading.door), leading.to.subscribe());
                tell(room, &leading.door);
                tokio::spawn(tell_room(room.clone(), door, told));
            }
            open.push(leading);
        }
        drop(open);
        let (before, now) = (left.people().now(), room.people());
        now.waiting_room(before.waiting_room);
        now.go_along(None);
        left.people().go_along(Some(session));
        Ok(say!(BroughtAlong))
    }

    /// Takes all doors down: everybody gets a last line, and what they were writing is kept.
    pub async fn take_down(&self) {
        let doors = std::mem::take(&mut *self.open.lock().await);
        for Leading { door, .. } in doors {
            // Whoever asks it for something at this moment drops it, which cuts the lines too.
            if let Some(door) = Arc::into_inner(door) {
                door.take_down().await;
            }
        }
    }
}

/// How a member of a room is called.
fn name_of(room: &Room, member: MemberId) -> String {
    let session = room.session();
    let name = Seen::new(&session, Viewer::Minutes).member(member);
    name.map_or_else(String::new, |one| one.name.to_string())
}

/// Tells a room how its door stands, for as long as there is one.
async fn tell_room(room: Room, door: Weak<Door>, mut to: watch::Receiver<SessionId>) {
    let Some(mut state) = door.upgrade().map(|door| door.watch()) else {
        return;
    };
    let here = room.session().id();
    loop {
        tokio::select! {
            changed = state.changed() => {
                let Some(told) = door.upgrade().filter(|_| changed.is_ok()) else { break };
                if *to.borrow() != here {
                    return;
                }
                tell(&room, &told);
                drop(told);
                // A stranger who knocks a thousand times a second must not wake every seat as often.
                sleep(PULSE).await;
            }
            // It leads to another session from now on, whose room is told.
            Ok(()) = to.changed() => {
                if *to.borrow() != here {
                    return;
                }
            }
        }
    }
    // Where another door took its place, that one has told the room already.
    let address = state.borrow().address;
    let now = room.people().now();
    if now
        .door
        .as_ref()
        .is_some_and(|door| door.state.address == address)
    {
        room.people().door(None);
    }
}

fn tell(room: &Room, door: &Door) {
    let (host, port) = host_and_port(door.address());
    let state = door.watch().borrow().clone();
    let name = MsgId::JoinNameWord.text(Lang::default());
    room.people().door(Some(presence::Door {
        command: command(name, host, port).into(),
        link: link(host, port).into(),
        state,
        codes: Some(door.codes()),
    }));
}

/// The address that people on the network type, and the port.
pub fn host_and_port(listening: SocketAddr) -> (IpAddr, u16) {
    let host = reachable(listening).first().copied();
    (host.unwrap_or(listening.ip()), listening.port())
}

/// What people type to join.
pub fn command(name: &str, host: IpAddr, port: u16) -> String {
    if port == 22 {
        format!("ssh {name}@{host}")
    } else {
        format!("ssh -p {port} {name}@{host}")
    }
}

fn link(host: IpAddr, port: u16) -> String {
    match host {
        IpAddr::V4(host) => format!("ssh://{host}:{port}"),
        IpAddr::V6(host) => format!("ssh://[{host}]:{port}"),
    }
}

/// Behind the door of one session.
struct AtTheDoor {
    doors: Weak<Doors>,
    paths: Paths,
    lobby: Lobby,
    session: watch::Receiver<SessionId>,
    lang: Lang,
    keys: Preset,
}

impl Reception for AtTheDoor {
    fn seat(
        &self,
        guest: Guest,
        terminal: Asked,
        line: Line,
    ) -> Pin<Box<dyn Future<Output = u32> + Send>> {
        let Asked { pty, term, env } = terminal;
        let capabilities = capabilities(&term, &env);
        let lang = lang(&env).unwrap_or(self.lang);
        let me = Member::new(guest.member, guest.name.as_str(), guest.role);
        let welcome = guest.return_code.as_ref().map(|code| {
            let words = vec![
                say!(ReturnCodeIs, code.as_str()),
                say!(ReturnCodeWhy),
                say!(ReturnCodeClose),
            ];
            (say!(TitleReturnCode, guest.name.as_str()), words)
        });
        let seat = guest::Guest {
            lobby: self.lobby.clone(),
            desk: Arc::new(
                GuestDesk::new(&self.paths, Weak::clone(&self.doors)).with_keys(self.keys),
            ),
            me,
            how: if pty.is_some() { How::Afar } else { How::Lines },
            looks: Looks {
                // Of a terminal that is elsewhere the ground is not known: it keeps its own colours.
                theme: Theme::terminal(capabilities.depth),
                lang,
                ascii: !capabilities.utf8,
                thick: false,
            },
            wire: capabilities.wire(),
            size: pty.unwrap_or(Size::new(80, 24)),
            start: Start::Session(*self.session.borrow(), None),
            welcome,
        };
        Box::pin(async move {
            match guest::sit(seat, line, farewell).await {
                Ok(_) => 0,
                Err(error) => {
                    tracing::warn!(%error, "a guest could not be seated");
                    1
                }
            }
        })
    }
}

/// What the last line of a guest says: only what is so.
fn farewell(left: &Left) -> String {
    let id = match left {
        Left {
            all_kept: false, ..
        } => MsgId::FarewellUnsaved,
        Left {
            ended: Ended::SentAway,
            ..
        } => MsgId::FarewellAway,
        _ => MsgId::FarewellGuest,
    };
    id.text(left.lang).to_owned()
}

/// What a guest's terminal can show. Where its language is not said, as from many clients, it is of our time and shows all
/// letters.
fn capabilities(term: &str, env: &[(String, String)]) -> Capabilities {
    let get = |name: &str| {
        if name == "TERM" {
            return Some(term.to_owned());
        }
        let found = env.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.clone())
    };
    let says = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .any(|name| get(name).is_some_and(|value| !value.is_empty()));
    let mut found = Capabilities::detect(&get, true, ColorChoice::Auto);
    found.utf8 |= !says;
    found
}

/// The language that a guest's terminal asks for.
fn lang(env: &[(String, String)]) -> Option<Lang> {
    let get = |name: &str| {
        let found = env.iter().find(|(known, _)| known == name);
        found
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    };
    let locale = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(get)?;
    Lang::of_locale(locale)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{content::demo, journal::Memory, model::Role, ui::theme::Depth};

    #[tokio::test]
    async fn two_doors_that_lead_to_one_session_are_shut_and_get_new_codes_together() {
        let folder = tempfile::tempdir().unwrap();
        let mut paths = Paths::new(Some(folder.path())).unwrap();
        paths.host_key = folder.path().join("host_key");
        paths.facilitators = folder.path().join("facilitators");
        paths.settings = folder.path().join("config.toml");
        let lobby = Lobby::new(Arc::new(Memory::new()), None);
        let doors = Doors::new(&paths, lobby.clone(), Lang::En);
        let ana = Member::new(MemberId(uuid::Uuid::from_u128(1)), "Ana", Role::Facilitator);
        let mut rooms = Vec::new();
        for id in [11, 12] {
            let id = SessionId(uuid::Uuid::from_u128(id));
            let begin = demo::demo_requests(&ana).swap_remove(0);
            lobby
                .begin(id, begin, Vec::new(), Vec::new())
                .await
                .unwrap();
            rooms.push(lobby.open(id).await.unwrap());
        }
        let any = (Ipv4Addr::LOCALHOST, 0).into();
        let first = doors.open(&rooms[0], any).await.unwrap();
        let second = doors.open(&rooms[1], any).await.unwrap();
        let from = rooms[0].session().id();
        doors.ask(&rooms[1], DoorAsk::Along(from)).await.unwrap();
        let codes = [first.codes().join, second.codes().join];
        doors.ask(&rooms[1], DoorAsk::NewCodes).await.unwrap();
        assert_ne!(codes[0], first.codes().join);
        assert_ne!(codes[1], second.codes().join);
        doors.ask(&rooms[1], DoorAsk::Shut).await.unwrap();
        let open = |door: &Door| door.watch().borrow().open;
        assert!(!open(&first) && !open(&second));
        // Who goes back to the first session opens a door of its own there: the old one leads to the second.
        assert!(doors.ask(&rooms[0], DoorAsk::Shut).await.is_err());
        let again = doors.open(&rooms[0], any).await.unwrap();
        assert!(!Arc::ptr_eq(&again, &first) && open(&again) && !open(&first));
    }

    fn env(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        pairs.iter().map(own).collect()
    }

    #[test]
    fn a_guest_is_shown_what_their_terminal_can() {
        let of = |term: &str, pairs: &[(&str, &str)]| {
            let found = capabilities(term, &env(pairs));
            (found.depth, found.utf8)
        };
        assert_eq!(of("xterm-256color", &[]), (Depth::Ansi256, true));
        assert_eq!(of("xterm", &[("LANG", "C")]), (Depth::Ansi16, false));
        assert_eq!(
            of(
                "xterm-256color",
                &[("COLORTERM", "truecolor"), ("LANG", "es_MX.UTF-8")]
            ),
            (Depth::Truecolor, true)
        );
        assert_eq!(of("xterm-256color", &[("NO_COLOR", "1")]).0, Depth::Mono);
        assert_eq!(lang(&env(&[("LANG", "es_MX.UTF-8")])), Some(Lang::Es));
        assert_eq!(lang(&env(&[("LANG", "fr_FR.UTF-8")])), None);
    }

    #[test]
    fn what_people_type_names_the_port_only_where_it_must() {
        let host = Ipv4Addr::new(10, 0, 0, 20).into();
        assert_eq!(command("ana", host, 2222), "ssh -p 2222 ana@10.0.0.20");
        assert_eq!(command("ana", host, 22), "ssh ana@10.0.0.20");
        assert_eq!(link(host, 2222), "ssh://10.0.0.20:2222");
    }
}
