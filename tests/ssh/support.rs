//! A door with a house behind it that is a stand-in: its seats echo. And a client that does what it is told.

use std::{
    future::Future,
    io::Write as _,
    net::SocketAddr,
    path::PathBuf,
    pin::Pin,
    sync::{Arc, Mutex},
    time::Duration,
};

use russh::{
    Channel, ChannelMsg, MethodKind,
    client::{self, KeyboardInteractiveAuthResponse as Answer, Msg},
    keys::{
        HashAlg, PrivateKey, PrivateKeyWithHashAlg, PublicKeyOrCertificate,
        ssh_key::private::Ed25519Keypair,
    },
};
use tokio::sync::watch;
use upturn::{
    journal::{Journal, Memory},
    model::{MemberId, SessionId},
    say::Lang,
    ssh::{Asked, ConnectionId, Door, DoorConfig, Guest, Limits, Reception},
    term::line::{FromAfar, Line, Surface as _},
};
use uuid::Uuid;

/// Longer than anything takes here; what is waited for longer does not happen.
pub const LONG: Duration = Duration::from_secs(20);

/// Waits for what is named, or fails with its name.
#[track_caller]
pub fn within<T>(what: &str, future: impl Future<Output = T>) -> impl Future<Output = T> {
    let at = std::panic::Location::caller();
    async move {
        tokio::time::timeout(LONG, future)
            .await
            .unwrap_or_else(|_| panic!("never happened: {what} ({at})"))
    }
}

/// What happened at the seats.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Seen {
    Sat(ConnectionId),
    Took(ConnectionId, usize),
    Resized(ConnectionId, u16, u16),
    Drew(ConnectionId, usize),
    Waits(ConnectionId),
    Left(ConnectionId),
}

/// A house whose seats echo. Some keys do something: `q` leaves with 7, `!` fails, `#` draws without end, `w` waits without reading.
pub struct House {
    pub guests: Mutex<Vec<(Guest, Asked)>>,
    seen: watch::Sender<Vec<Seen>>,
}

impl House {
    pub fn new() -> Arc<Self> {
        Arc::new(Self {
            guests: Mutex::default(),
            seen: watch::channel(Vec::new()).0,
        })
    }

    pub fn guest(&self, n: usize) -> Guest {
        self.guests.lock().unwrap()[n].0.clone()
    }

    pub fn asked(&self, n: usize) -> Asked {
        self.guests.lock().unwrap()[n].1.clone()
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.borrow().clone()
    }

    /// Waits until this was seen.
    pub async fn until(&self, what: &str, is: impl FnMut(&Seen) -> bool + Clone) {
        let mut seen = self.seen.subscribe();
        let all = seen.wait_for(|all| all.iter().any(is.clone()));
        within(what, all).await.unwrap();
    }

    fn note(&self, seen: Seen) {
        self.seen.send_modify(|all| all.push(seen));
    }
}

/// The handle that a door gets.
pub struct Echoes(pub Arc<House>);

impl Reception for Echoes {
    fn seat(
        &self,
        guest: Guest,
        terminal: Asked,
        line: Line,
    ) -> Pin<Box<dyn Future<Output = u32> + Send>> {
        let house = Arc::clone(&self.0);
        Box::pin(async move {
            let id = guest.connection;
            house.guests.lock().unwrap().push((guest, terminal));
            house.note(Seen::Sat(id));
            let status = echo(&house, id, line).await;
            house.note(Seen::Left(id));
            status
        })
    }
}

async fn echo(house: &House, id: ConnectionId, mut line: Line) -> u32 {
    while let Some(came) = line.from.recv().await {
        let out = match came {
            FromAfar::Bytes(bytes) => {
                house.note(Seen::Took(id, bytes.len()));
                match bytes.as_slice() {
                    b"q" => {
                        let _ = line.to.write_all(b"bye");
                        return 7;
                    }
                    b"!" => panic!("a seat fails in a test"),
                    b"#" => return draw_without_end(house, id, line).await,
                    b"w" => {
                        house.note(Seen::Waits(id));
                        // Cut from outside, or never.
                        std::future::pending::<()>().await;
                        return 0;
                    }
                    _ => bytes,
                }
            }
            FromAfar::Resize(size) => {
                house.note(Seen::Resized(id, size.width, size.height));
                format!("[{}x{}]", size.width, size.height).into_bytes()
            }
        };
        line.to.freed().await;
        if line.to.write_all(&out).is_err() {
            break;
        }
    }
    0
}

async fn draw_without_end(house: &House, id: ConnectionId, mut line: Line) -> u32 {
    let frame = vec![b'x'; 8 * 1024];
    let mut drawn = 0;
    loop {
        tokio::select! {
            came = line.from.recv() => if came.is_none() { return 0 },
            () = line.to.freed() => {
                if line.to.write_all(&frame).is_err() {
                    return 0;
                }
                drawn += 1;
                house.note(Seen::Drew(id, drawn));
            }
        }
    }
}

/// A door and what is around it.
pub struct Place {
    pub door: Door,
    pub house: Arc<House>,
    pub journal: Arc<dyn Journal>,
    pub folder: tempfile::TempDir,
}

impl Place {
    pub fn host_key(&self) -> PathBuf {
        self.folder.path().join("host_key")
    }

    pub fn facilitators(&self) -> PathBuf {
        self.folder.path().join("facilitators")
    }

    pub fn address(&self) -> SocketAddr {
        self.door.address()
    }

    /// Waits until the door stands so.
    pub async fn until(&self, what: &str, is: impl FnMut(&upturn::model::door::DoorState) -> bool) {
        let mut state = self.door.watch();
        within(what, state.wait_for(is)).await.unwrap();
    }

    /// The door is opened again, as after a restart.
    pub async fn restart(self, limits: Limits) -> Self {
        let Self {
            door,
            journal,
            folder,
            ..
        } = self;
        door.take_down().await;
        open_in(folder, journal, limits).await
    }
}

/// Limits as they are, but nobody waits for a rejection, or for a client that does not hang up.
pub fn limits() -> Limits {
    Limits {
        rejection: Duration::ZERO,
        linger: Duration::from_millis(100),
        ..Limits::default()
    }
}

pub async fn open(limits: Limits) -> Place {
    let folder = tempfile::tempdir().unwrap();
    open_in(folder, Arc::new(Memory::new()), limits).await
}

pub async fn open_in(
    folder: tempfile::TempDir,
    journal: Arc<dyn Journal>,
    limits: Limits,
) -> Place {
    let house = House::new();
    let config = DoorConfig {
        listen: ([127, 0, 0, 1], 0).into(),
        session: SessionId(Uuid::from_u128(42)),
        host_key: folder.path().join("host_key"),
        facilitators: Some(folder.path().join("facilitators")),
        lang: Lang::En,
        limits,
    };
    let reception = Arc::new(Echoes(Arc::clone(&house)));
    let door = Door::open(config, reception, Arc::clone(&journal))
        .await
        .unwrap();
    Place {
        door,
        house,
        journal,
        folder,
    }
}

pub fn key(seed: u8) -> Arc<PrivateKey> {
    Arc::new(PrivateKey::from(Ed25519Keypair::from_seed(&[seed; 32])))
}

/// A client that takes any host key.
pub struct Trusting;

impl client::Handler for Trusting {
    type Error = russh::Error;

    async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, russh::Error> {
        Ok(true)
    }
}

/// A client at the door.
pub struct Client {
    pub handle: client::Handle<Trusting>,
}

pub async fn connect(place: &Place) -> Client {
    connect_with(place, client::Config::default()).await
}

pub async fn connect_with(place: &Place, config: client::Config) -> Client {
    let config = client::Config {
        nodelay: true,
        ..config
    };
    let connecting = client::connect(Arc::new(config), place.address(), Trusting);
    let handle = within("a connection", connecting).await.unwrap();
    Client { handle }
}

/// What a question says, or how it ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Turn {
    In,
    Refused {
        partial: bool,
        methods: Vec<MethodKind>,
    },
    Asked {
        says: String,
        prompt: String,
    },
    Cut,
}

fn turn(answer: Result<Answer, russh::Error>) -> Turn {
    match answer {
        Err(_) => Turn::Cut,
        Ok(Answer::Success) => Turn::In,
        Ok(Answer::Failure {
            remaining_methods,
            partial_success,
        }) => Turn::Refused {
            partial: partial_success,
            methods: remaining_methods.to_vec(),
        },
        Ok(Answer::InfoRequest {
            name,
            instructions,
            prompts,
        }) => Turn::Asked {
            says: format!("{name}{instructions}"),
            prompt: prompts
                .into_iter()
                .map(|prompt| prompt.prompt)
                .collect::<Vec<_>>()
                .join("|"),
        },
    }
}

impl Client {
    /// Begins to be asked.
    pub async fn begin(&mut self, user: &str) -> Turn {
        let asking = self
            .handle
            .authenticate_keyboard_interactive_start(user, None);
        turn(within("a question", asking).await)
    }

    /// Answers what was asked.
    pub async fn say(&mut self, answer: &str) -> Turn {
        let asking = self
            .handle
            .authenticate_keyboard_interactive_respond(vec![answer.to_owned()]);
        turn(within("the next question", asking).await)
    }

    /// Goes in with a code, and the name that was suggested.
    pub async fn enter(&mut self, user: &str, code: &str) {
        assert!(matches!(self.begin(user).await, Turn::Asked { .. }));
        match self.say(code).await {
            Turn::Asked { prompt, .. } if prompt.contains("name") => {
                assert_eq!(self.say("").await, Turn::In);
            }
            Turn::In => {}
            other => panic!("not let in with a code: {other:?}"),
        }
    }

    /// Shows a key and proves it.
    pub async fn prove(&mut self, user: &str, key: &Arc<PrivateKey>) -> Turn {
        let key = PrivateKeyWithHashAlg::new(Arc::clone(key), Some(HashAlg::Sha256));
        let proving = self.handle.authenticate_publickey(user, key);
        match within("an answer to a key", proving).await {
            Err(_) => Turn::Cut,
            Ok(client::AuthResult::Success) => Turn::In,
            Ok(client::AuthResult::Failure {
                remaining_methods,
                partial_success,
            }) => Turn::Refused {
                partial: partial_success,
                methods: remaining_methods.to_vec(),
            },
        }
    }

    pub async fn channel(&self) -> Channel<Msg> {
        within("a channel", self.handle.channel_open_session())
            .await
            .unwrap()
    }

    /// Takes a seat with a screen.
    pub async fn sit(&self, columns: u32, rows: u32) -> Channel<Msg> {
        let channel = self.channel().await;
        channel
            .request_pty(true, "xterm-256color", columns, rows, 0, 0, &[])
            .await
            .unwrap();
        channel.request_shell(true).await.unwrap();
        channel
    }
}

/// What a channel said until it was closed.
#[derive(Debug, Default)]
pub struct Said {
    pub out: String,
    pub err: String,
    pub status: Option<u32>,
    pub successes: usize,
    pub failures: usize,
    pub closed: bool,
}

/// Reads until the channel is closed, or the text holds what is waited for.
pub async fn read_until(channel: &mut Channel<Msg>, text: Option<&str>) -> Said {
    let mut said = Said::default();
    let reading = async {
        while let Some(came) = channel.wait().await {
            match came {
                ChannelMsg::Data { data } => said.out.push_str(&String::from_utf8_lossy(&data)),
                ChannelMsg::ExtendedData { data, .. } => {
                    said.err.push_str(&String::from_utf8_lossy(&data));
                }
                ChannelMsg::ExitStatus { exit_status } => said.status = Some(exit_status),
                ChannelMsg::Success => said.successes += 1,
                ChannelMsg::Failure => said.failures += 1,
                ChannelMsg::Close => said.closed = true,
                _ => {}
            }
            if text.is_some_and(|text| said.out.contains(text)) {
                return;
            }
        }
    };
    within("a channel that ends or says it", reading).await;
    said
}

pub async fn read_all(channel: &mut Channel<Msg>) -> Said {
    read_until(channel, None).await
}

/// Types, and waits until it comes back.
pub async fn echo_of(channel: &mut Channel<Msg>, text: &str) {
    channel.data_bytes(text.as_bytes().to_vec()).await.unwrap();
    let said = read_until(channel, Some(text)).await;
    assert!(said.out.contains(text), "{said:?}");
}

/// Lets somebody in by code, seats them, and tells who they are.
pub async fn seated(place: &Place, user: &str) -> (Client, Channel<Msg>, MemberId) {
    let before = place.house.guests.lock().unwrap().len();
    let mut client = connect(place).await;
    client.enter(user, &place.door.codes().join).await;
    let mut channel = client.sit(80, 24).await;
    echo_of(&mut channel, "hello").await;
    let guests = place.house.guests.lock().unwrap();
    let found = guests[before..]
        .iter()
        .find(|(guest, _)| guest.name == user);
    let member = found.unwrap().0.member;
    drop(guests);
    (client, channel, member)
}
