//! The house of whoever holds the store: other programs of the same user come to it through the private socket.

use std::{
    collections::BTreeSet,
    pin::Pin,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use ratatui::layout::Size;
use tokio::{sync::watch, task::JoinHandle};

use super::{
    CliError,
    desk::LocalDesk,
    doors::Doors,
    find,
    look::looks_of,
    open::farewell,
    store::{Paths, minutes_east, now},
};
use crate::{
    model::{At, Member, Seen, Viewer, presence::How},
    room::{Room, lobby::Lobby},
    say::Lang,
    term::{
        afar,
        capabilities::Capabilities,
        driver::Start,
        guest,
        line::Line,
        socket::{
            Ending, Hello, Wants,
            host::{Host, Listening},
        },
        wall,
    },
};

/// Seats programs of the same user: they are the person who uses the store here.
#[derive(Clone)]
pub(super) struct House {
    paths: Paths,
    lobby: Lobby,
    me: Member,
    doors: Arc<Doors>,
    numbers: Numbers,
}

/// The numbers of the seats that are taken.
#[derive(Clone, Default)]
struct Numbers(Arc<Mutex<BTreeSet<usize>>>);

impl Numbers {
    fn taken(&self) -> MutexGuard<'_, BTreeSet<usize>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The lowest number that is free, for as long as it is held.
    fn take(&self) -> Number {
        let mut taken = self.taken();
        let number = (1..1_000).find(|number| taken.insert(*number)).unwrap_or(0);
        Number {
            number,
            of: self.clone(),
        }
    }
}

struct Number {
    number: usize,
    of: Numbers,
}

impl Drop for Number {
    fn drop(&mut self) {
        self.of.taken().remove(&self.number);
    }
}

/// The socket of a house, for as long as this is held.
pub(super) struct Socket {
    ends: watch::Sender<bool>,
    serving: Option<JoinHandle<()>>,
}

impl Socket {
    /// Sends everybody home, with what they were writing kept.
    pub async fn close(self) {
        self.ends.send_replace(true);
        if let Some(serving) = self.serving {
            let _ = serving.await;
        }
    }
}

impl House {
    pub fn new(paths: &Paths, lobby: Lobby, me: Member, lang: Lang) -> Self {
        Self {
            doors: Doors::new(paths, lobby.clone(), lang),
            paths: paths.clone(),
            lobby,
            me,
            numbers: Numbers::default(),
        }
    }

    /// The doors through which others come in.
    pub fn doors(&self) -> Arc<Doors> {
        Arc::clone(&self.doors)
    }

    /// Opens the socket. Nobody's work waits for it: where it cannot be opened, others are told that the store is in use.
    pub fn open(self) -> Socket {
        let (ends, until) = watch::channel(false);
        let listening = Listening::open(&self.paths.sockets, &self.paths.store)
            .inspect_err(|error| tracing::warn!(%error, "no private socket"));
        let serving = listening
            .ok()
            .map(|listening| tokio::spawn(listening.serve(Arc::new(self), until)));
        Socket { ends, serving }
    }

    async fn welcome(self, hello: Hello, line: Line) -> Result<Ending, CliError> {
        let capabilities = Capabilities::from(hello.shows);
        let looks = looks_of(&self.paths, &hello.theme, hello.lang(), capabilities)?;
        let size = afar::believed(Size::new(hello.columns, hello.rows));
        let start = match hello.wants {
            Wants::Home => Start::Home,
            Wants::Open { session, at } => {
                let (id, step) = find::place(&self.lobby, &session, at.as_deref()).await?;
                Start::Session(id, step)
            }
            Wants::Projector { session } => {
                let room = self.room(session.as_deref()).await?;
                let time: (&(dyn Fn() -> At + Sync), i32) = (&now, minutes_east());
                let shown = wall::show(&room, &self.me, looks, capabilities, size, line, time);
                // A terminal that is gone is no error.
                let _ = shown.await;
                return Ok(Ending::default());
            }
        };
        // The same person may be writing at both seats: what is half-written at one is nothing to the other.
        let number = self.numbers.take();
        let desk = LocalDesk::new(&self.paths, Arc::downgrade(&self.doors), Vec::new())
            .beside(number.number);
        let guest = guest::Guest {
            lobby: self.lobby,
            desk: Arc::new(desk),
            me: self.me,
            how: How::Here,
            looks,
            wire: capabilities.wire(),
            size,
            start,
            welcome: None,
        };
        // The last line is told by the program whose terminal it is, once that is its own again.
        let left = guest::sit(guest, line, |_| String::new()).await?;
        Ok(Ending {
            code: 0,
            said: farewell(left.all_kept).text(left.lang).to_owned(),
        })
    }

    /// The room whose wall is wanted. Where none is named it is what the facilitator has open: of several, the one that was
    /// changed last.
    async fn room(&self, session: Option<&str>) -> Result<Room, CliError> {
        let Some(asked) = session else {
            let changed = |room: &Room| Seen::new(&room.session(), Viewer::Projector).changed();
            let open = self.lobby.live().await;
            return open
                .into_iter()
                .max_by_key(changed)
                .ok_or(CliError::NothingOpen);
        };
        let (id, _) = find::place(&self.lobby, asked, None).await?;
        Ok(self.lobby.open(id).await?)
    }
}

impl Host for House {
    fn seat(&self, hello: Hello, line: Line) -> Pin<Box<dyn Future<Output = Ending> + Send>> {
        let house = self.clone();
        Box::pin(async move {
            house
                .welcome(hello, line)
                .await
                .unwrap_or_else(|error| Ending {
                    code: error.exit_code(),
                    said: error.to_string(),
                })
        })
    }
}
