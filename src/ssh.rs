//! The door: people come in over SSH, with nothing but `ssh`, and get a seat.
//!
//! Owns the server, its host key, who gets in and by what, the limits, and the bytes between an SSH channel and the far end of a
//! [`Line`]. It knows nothing of sessions or screens: whoever was let in is handed to the [`Reception`], which seats them. What
//! somebody may do there is decided where commands are decided; here they only come out as who they are.
//!
//! ```text
//! listen ─ accept ─▶ places (who is connected) ─▶ russh ─▶ visitor ─ entering: key, code, name ─▶ access (who was here before)
//!                                                             └─ channel: pty, env, shell ─▶ seating ─▶ Reception::seat
//! ```
//!
//! A client never makes anybody wait: what it sends stops at a gate, what it does not take is one frame, and to end a connection
//! is to shut its socket down. It must never log a code, a key, an address or what people wrote.

use std::{
    future::Future,
    net::{IpAddr, SocketAddr, UdpSocket},
    path::PathBuf,
    pin::Pin,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use ratatui::layout::Size;
use tokio::{net::TcpListener, sync::watch, task::JoinHandle};

use crate::{
    journal::{Journal, JournalError},
    model::{
        MemberId, Role, SessionId,
        door::{Codes, DoorState},
    },
    say::Lang,
    term::line::Line,
};

mod access;
mod codes;
mod entering;
mod exchanges;
mod guessing;
mod host_key;
mod keyring;
mod listen;
mod places;
mod seating;
mod showing_out;
mod socket;
mod visitor;

pub use guessing::Guessing;

use access::Access;
use codes::{Code, Purpose};
use exchanges::Exchanges;
use guessing::Guesses;
use host_key::HostKey;
use keyring::Keyring;
use places::{Place, Places};

/// What the door asks of the house.
pub trait Reception: Send + Sync + 'static {
    /// Seats somebody who was let in; comes back when they leave, with the exit status for their client.
    ///
    /// The line is cut when they are gone: then [`Line::from`] ends, and so must this. It has to take what comes in also while a
    /// frame is under way, because a client may have to be heard before it can take more. A line is let go when this is done.
    fn seat(
        &self,
        guest: Guest,
        terminal: Asked,
        line: Line,
    ) -> Pin<Box<dyn Future<Output = u32> + Send>>;
}

/// One connection, in the order in which they came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ConnectionId(pub u64);

/// Somebody who was let in.
#[derive(Clone, PartialEq, Eq)]
pub struct Guest {
    /// Who they are; the same whenever they come back to this session.
    pub member: MemberId,
    /// What they called themselves, cleaned. Of somebody who comes back it is only what their client suggests: the session knows
    /// their name.
    pub name: String,
    /// Facilitator by a configured key, participant, or observer by the observers' code.
    pub role: Role,
    /// They were let in before.
    pub returning: bool,
    /// By which connection.
    pub connection: ConnectionId,
    /// What they can come back with, to be shown once on their screen.
    pub return_code: Option<String>,
}

impl std::fmt::Debug for Guest {
    /// Without name and code, which do not belong into logs.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Guest")
            .field("role", &self.role)
            .field("returning", &self.returning)
            .field("connection", &self.connection)
            .finish_non_exhaustive()
    }
}

/// The terminal that somebody asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Its size, within bounds that can be drawn. `None`: no terminal, so plain lines.
    pub pty: Option<Size>,
    /// What kind of terminal it is: `xterm-256color`. Empty where it did not say.
    pub term: String,
    /// Its language, its colours: what is let through of its environment.
    pub env: Vec<(String, String)>,
}

/// How the door is set up.
#[derive(Clone, Debug)]
pub struct DoorConfig {
    /// Where to listen; port 0 takes any that is free.
    pub listen: SocketAddr,
    /// What is shared. What lets somebody into one session lets them into no other.
    pub session: SessionId,
    /// Where the host key is, or will be: private, and kept for ever.
    pub host_key: PathBuf,
    /// Keys that give the lead, in the form of `authorized_keys`.
    pub facilitators: Option<PathBuf>,
    /// In which language people are asked for code and name.
    pub lang: Lang,
    /// How many, how long, how often.
    pub limits: Limits,
}

/// How many, how long, how often.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections that were not let in yet.
    pub entering: usize,
    /// Connections in all.
    pub connections: usize,
    /// How many of them are kept for those who lead.
    pub kept_for_facilitators: usize,
    /// How many new people may come in within a minute.
    pub newcomers: usize,
    /// How often keys are exchanged with one address: at once, and then each second.
    pub exchanges_at_once: u32,
    /// The same, each second.
    pub exchanges_a_second: u32,
    /// How long it may take to compare the fingerprint, type a code and say a name; and then to ask for a seat.
    pub grace: Duration,
    /// After so long without a word a client is asked whether it is there.
    pub keepalive: Duration,
    /// How often it may fail to answer.
    pub keepalives: u32,
    /// How long a client may take nothing of a frame.
    pub stalled: Duration,
    /// How long somebody who is asked to go has for their last line.
    pub farewell: Duration,
    /// How long a client may take to hang up after it had its answer.
    pub linger: Duration,
    /// Within this time changes of size are one.
    pub resize: Duration,
    /// How long a rejection takes at least.
    pub rejection: Duration,
    /// Wrong codes of one connection.
    pub wrong_codes: u32,
    /// Wrong codes of one address, and of all.
    pub guessing: Guessing,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            entering: 128,
            connections: 256,
            kept_for_facilitators: 4,
            newcomers: 256,
            exchanges_at_once: 60,
            exchanges_a_second: 10,
            grace: Duration::from_mins(2),
            keepalive: Duration::from_secs(15),
            keepalives: 3,
            stalled: Duration::from_mins(1),
            farewell: Duration::from_millis(400),
            linger: Duration::from_millis(800),
            resize: Duration::from_millis(50),
            rejection: Duration::from_millis(300),
            wrong_codes: 5,
            guessing: Guessing::default(),
        }
    }
}

/// Why the door does not open.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DoorError {
    /// It cannot listen there.
    #[error(
        "nobody can come in: {address} cannot be listened on: {reason}; choose another with --listen"
    )]
    Listen {
        /// Where.
        address: SocketAddr,
        /// The system's reason.
        reason: String,
    },
    /// The host key cannot be read or made.
    #[error("nobody can come in: the host key {} cannot be used: {reason}. It was left as it is; mend it, or move it away for a new one, which everybody's `ssh` will ask about", path.display())]
    HostKey {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// Others than its owner can read it.
    #[error("nobody can come in: the host key {path} can be read by others (mode {mode:o}). If nobody did, make it private with `chmod 600`; if somebody may have, move it away for a new one", path = path.display())]
    HostKeyIsReadable {
        /// The file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// Others than its owner can write the file of keys that give the lead.
    #[error("nobody can come in: others can write {path} (mode {mode:o}), and whoever writes a line in it leads. If nobody did, run `chmod go-w` on it", path = path.display())]
    KeysAreWritable {
        /// The file.
        path: PathBuf,
        /// Its permissions.
        mode: u32,
    },
    /// Who was let in before cannot be read.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// The system has no random numbers.
    #[error(
        "nobody can come in: the system gives no random numbers to make codes and keys with; restart it"
    )]
    Chance,
}

/// The codes that open the door now.
#[derive(Clone, Debug)]
struct CodePair {
    join: Code,
    observe: Code,
    /// Which pair it is: somebody who typed one of the last pair and still looks for their name has to type the new one.
    epoch: u64,
}

impl CodePair {
    fn new(epoch: u64) -> Result<Self, DoorError> {
        Ok(Self {
            join: Code::random(Purpose::Join)?,
            observe: Code::random(Purpose::Observe)?,
            epoch,
        })
    }
}

/// What all connections share.
struct House {
    lang: Lang,
    limits: Limits,
    reception: Arc<dyn Reception>,
    access: Access,
    guesses: Arc<Guesses>,
    exchanges: Exchanges,
    places: Places,
    keyring: Keyring,
    codes: Mutex<CodePair>,
    open: AtomicBool,
    state: watch::Sender<DoorState>,
    fingerprint: String,
}

impl House {
    fn codes(&self) -> MutexGuard<'_, CodePair> {
        self.codes.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn is_open(&self) -> bool {
        self.open.load(Ordering::Acquire)
    }

    /// Tells whoever watches how the door stands.
    fn tell(&self) {
        let counts = self.places.counts();
        let open = self.is_open();
        let paused = self.guesses.paused_until().is_some();
        let codes = self.codes().epoch;
        self.state.send_if_modified(|state| {
            let new = DoorState {
                open,
                inside: counts.inside,
                entering: counts.entering,
                paused,
                turned_away: counts.turned_away,
                codes,
                ..state.clone()
            };
            let changed = *state != new;
            *state = new;
            changed
        });
    }
}

/// The door of a session, open while this is kept.
pub struct Door {
    house: Arc<House>,
    protocol: Arc<russh::server::Config>,
    /// The loop that takes in whoever comes. One move at a time.
    listening: tokio::sync::Mutex<JoinHandle<()>>,
}

impl std::fmt::Debug for Door {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Door").finish_non_exhaustive()
    }
}

impl Door {
    /// Makes the door and opens it. It needs a tokio runtime with IO and time, and goes on in tasks of its own.
    ///
    /// # Errors
    /// The host key cannot be used, the address is taken, or the journal cannot say who was here before.
    pub async fn open(
        config: DoorConfig,
        reception: Arc<dyn Reception>,
        journal: Arc<dyn Journal>,
    ) -> Result<Self, DoorError> {
        let HostKey {
            key,
            fingerprint,
            secret,
        } = HostKey::keep(&config.host_key)?;
        let access = Access::open(journal, config.session, secret).await?;
        let keyring = Keyring::new(config.facilitators);
        keyring.check()?;
        let (listener, address) = bind(config.listen).await?;
        if let Some((good, other)) = keyring.count() {
            tracing::info!(good, other, "keys that give the lead");
        }
        let state = DoorState {
            open: true,
            address,
            fingerprint: fingerprint.as_str().into(),
            inside: 0,
            entering: 0,
            paused: false,
            turned_away: 0,
            codes: 1,
        };
        let house = Arc::new(House {
            lang: config.lang,
            limits: config.limits,
            reception,
            access,
            guesses: Guesses::new(config.limits.guessing),
            exchanges: Exchanges::new(&config.limits),
            places: Places::new(config.limits),
            keyring,
            codes: Mutex::new(CodePair::new(1)?),
            open: AtomicBool::new(true),
            state: watch::channel(state).0,
            fingerprint,
        });
        let protocol = listen::protocol(key, &config.limits);
        let listening = listen::listen(listener, Arc::clone(&protocol), Arc::clone(&house));
        Ok(Self {
            house,
            protocol,
            listening: tokio::spawn(listening).into(),
        })
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.house.state.borrow().address
    }

    /// Listens elsewhere from now on: on the network instead of this machine alone, or back. Those inside stay where they are, and
    /// the codes are the same.
    ///
    /// # Errors
    /// It cannot listen there; then it goes on where it was.
    pub async fn move_to(&self, listen: SocketAddr) -> Result<(), DoorError> {
        let mut listening = self.listening.lock().await;
        let before = self.address();
        // The old place has to be given up first: the same port on all addresses is the usual move. Where neither could be had
        // last time, nothing listens, and what has ended must not be waited for again.
        if !listening.is_finished() {
            listening.abort();
            let _ = (&mut *listening).await;
        }
        let (bound, moved) = match bind(listen).await {
            Ok(bound) => (bound, Ok(())),
            Err(error) => (bind(before).await?, Err(error)),
        };
        let (listener, address) = bound;
        let house = Arc::clone(&self.house);
        *listening = tokio::spawn(listen::listen(listener, Arc::clone(&self.protocol), house));
        self.house
            .state
            .send_modify(|state| state.address = address);
        moved
    }

    /// Whether anybody can knock: a move may have lost the old place and not got the new one.
    pub async fn is_listening(&self) -> bool {
        !self.listening.lock().await.is_finished()
    }

    /// What the host key is known by: `SHA256:…`.
    pub fn fingerprint(&self) -> &str {
        &self.house.fingerprint
    }

    /// The codes, for whoever leads.
    pub fn codes(&self) -> Codes {
        let codes = self.house.codes();
        Codes {
            join: codes.join.shown().into(),
            observer: codes.observe.shown().into(),
        }
    }

    /// Makes new codes. The old ones open nothing any more; those inside stay.
    ///
    /// # Errors
    /// The system has no random numbers; then the door is closed, so that the old codes open nothing either.
    pub fn rotate(&self) -> Result<Codes, DoorError> {
        let made = {
            // Held all the while: of two at once each makes a pair of its own, or what was typed of one would do for the other.
            let mut codes = self.house.codes();
            CodePair::new(codes.epoch + 1).map(|pair| *codes = pair)
        };
        if let Err(error) = made {
            self.close();
            return Err(error);
        }
        self.house.tell();
        Ok(self.codes())
    }

    /// Lets nobody in who was not here before. Those inside stay, and may come back.
    pub fn close(&self) {
        self.house.open.store(false, Ordering::Release);
        self.house.tell();
    }

    /// Lets people in again.
    pub fn reopen(&self) {
        self.house.open.store(true, Ordering::Release);
        self.house.tell();
    }

    /// How the door stands, now and whenever that changes.
    pub fn watch(&self) -> watch::Receiver<DoorState> {
        self.house.state.subscribe()
    }

    /// Takes the door down: everybody gets a last line, and then every connection ends.
    pub async fn take_down(self) {
        self.listening.lock().await.abort();
        self.house.places.close();
        let places = self.house.places.ask_all_to_go();
        part(&places, self.house.limits.farewell).await;
    }
}

impl Drop for Door {
    fn drop(&mut self) {
        self.listening.get_mut().abort();
        self.house.places.close();
        for place in self.house.places.ask_all_to_go() {
            place.cut();
        }
    }
}

async fn bind(listen: SocketAddr) -> Result<(TcpListener, SocketAddr), DoorError> {
    let failed = |error: std::io::Error| DoorError::Listen {
        address: listen,
        reason: error.to_string(),
    };
    let listener = TcpListener::bind(listen).await.map_err(failed)?;
    let address = listener.local_addr().map_err(failed)?;
    Ok((listener, address))
}

/// Gives connections that were asked to go the time for it, and then cuts them off.
async fn part(places: &[Place], farewell: Duration) {
    let all_gone = async {
        for place in places {
            place.gone().await;
        }
    };
    let _ = tokio::time::timeout(farewell, all_gone).await;
    for place in places {
        place.cut();
    }
}

/// The addresses that people on the network can reach this one by, best first; itself where it names one.
///
/// Nothing is sent: the system is only asked which of its addresses it would send from.
pub fn reachable(listening: SocketAddr) -> Vec<IpAddr> {
    if !listening.ip().is_unspecified() {
        return vec![listening.ip()];
    }
    // Addresses that are kept for documentation: any route will do, and nobody is there.
    let outside = [("0.0.0.0:0", "192.0.2.1:9"), ("[::]:0", "[2001:db8::1]:9")];
    let mut found = Vec::new();
    for (from, to) in outside {
        let address = UdpSocket::bind(from).and_then(|socket| {
            socket.connect(to)?;
            socket.local_addr()
        });
        if let Ok(address) = address
            && !address.ip().is_loopback()
            && !address.ip().is_unspecified()
            && (listening.is_ipv6() || address.is_ipv4())
        {
            found.push(address.ip());
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::journal::Memory;

    struct Nobody;

    impl Reception for Nobody {
        fn seat(&self, _: Guest, _: Asked, _: Line) -> Pin<Box<dyn Future<Output = u32> + Send>> {
            Box::pin(async { 0 })
        }
    }

    async fn door(folder: &tempfile::TempDir) -> Door {
        let config = DoorConfig {
            listen: ([127, 0, 0, 1], 0).into(),
            session: SessionId(uuid::Uuid::from_u128(1)),
            host_key: folder.path().join("host_key"),
            facilitators: None,
            lang: Lang::En,
            limits: Limits::default(),
        };
        Door::open(config, Arc::new(Nobody), Arc::new(Memory::new()))
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn a_door_that_lost_its_place_moves_again() {
        let folder = tempfile::tempdir().unwrap();
        let door = door(&folder).await;
        {
            // As after a move that could have neither the new place nor the old one.
            let mut listening = door.listening.lock().await;
            listening.abort();
            let _ = (&mut *listening).await;
        }
        assert!(!door.is_listening().await);
        door.move_to(([127, 0, 0, 1], 0).into()).await.unwrap();
        assert!(door.is_listening().await);
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn each_pair_of_codes_is_a_pair_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let door = Arc::new(door(&folder).await);
        let all: Vec<_> = (0..50)
            .map(|_| {
                let door = Arc::clone(&door);
                tokio::spawn(async move { door.rotate().unwrap() })
            })
            .collect();
        for one in all {
            one.await.unwrap();
        }
        assert_eq!(door.house.codes().epoch, 51);
    }
}
