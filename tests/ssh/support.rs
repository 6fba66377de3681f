//! A door with a house behind it that is a stand-in: its seats echo. And clients at it.

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
    Channel,
    client::{self, Msg},
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

#[path = "../support/client.rs"]
mod client_of_tests;
pub use client_of_tests::*;

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

/// Limits as they are, but nobody waits for a rejection, for a client that does not hang up, or because all come from one
/// address.
pub fn limits() -> Limits {
    Limits {
        rejection: Duration::ZERO,
        linger: Duration::from_millis(100),
        exchanges_at_once: 100_000,
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

pub async fn connect(place: &Place) -> Client {
    connect_with(place, client::Config::default()).await
}

pub async fn connect_with(place: &Place, config: client::Config) -> Client {
    connect_to(place.address(), config).await
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
