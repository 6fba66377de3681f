//! A live session: one task that owns it, decides, persists and publishes.
//!
//! The order in which commands are taken here is the order of truth. An event is on disk before anyone sees it; a command
//! that could not be saved changed nothing, and says so to the seat that sent it. A room never draws and never waits for
//! a screen: it publishes the newest session, and whoever is slow sees the newest later.

use std::sync::Arc;

use tokio::{
    sync::{mpsc, oneshot, watch},
    task::JoinHandle,
};

use crate::{
    journal::{Journal, JournalError, StreamId},
    model::{Command, Member, Record, Rejection, Request, Session, SessionId, event::NotARecord},
};

pub mod lobby;
mod opening;
pub mod people;
mod sealing;

pub use opening::{glance, load};
use people::People;
use sealing::Sealing;

/// How many commands may wait for the room before those who send them wait too.
const INBOX: usize = 256;

/// A handle on a live session. The room ends when the last handle is gone.
#[derive(Clone, Debug)]
pub struct Room {
    inbox: mpsc::Sender<Ask>,
    session: watch::Receiver<Arc<Session>>,
    people: People,
}

/// A hold on a live session that does not keep it alive.
#[derive(Clone, Debug)]
struct WeakRoom {
    inbox: mpsc::WeakSender<Ask>,
    session: watch::Receiver<Arc<Session>>,
    people: People,
}

impl WeakRoom {
    /// The room, where somebody is still in it.
    fn upgrade(&self) -> Option<Room> {
        Some(Room {
            inbox: self.inbox.upgrade()?,
            session: self.session.clone(),
            people: self.people.clone(),
        })
    }
}

#[derive(Debug)]
struct Ask {
    /// Nothing but to have the whole history, where there is none.
    request: Option<Request>,
    reply: oneshot::Sender<Result<(), Refused>>,
}

/// Why a command changed nothing.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// The session said no.
    #[error("the session said no")]
    No(Rejection),
    /// It could not be saved.
    #[error("it could not be saved: {0}")]
    NotSaved(String),
    /// The room has ended.
    #[error("the session was closed meanwhile")]
    Gone,
}

/// Why a session cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum RoomError {
    /// No such session is stored here.
    #[error("There is no session {0} in this store. `upturn list` shows those that are.")]
    Unknown(SessionId),
    /// The store could not be read or written.
    #[error(transparent)]
    Journal(#[from] JournalError),
    /// A stored record cannot be read.
    #[error(
        "Record {seq} of session {session} cannot be read: {error}. Nothing was changed; `upturn doctor` says more."
    )]
    Record {
        /// Which session.
        session: SessionId,
        /// Which record.
        seq: u64,
        /// What is wrong with it.
        error: NotARecord,
    },
    /// It could be looked at, and its history cannot be read; the reason is a sentence.
    #[error("{0}")]
    Unreadable(String),
    /// The program ended, or failed, while it was read.
    #[error("Reading the session was cut off. What is saved is safe; open it again.")]
    CutOff,
    /// The example was here, and was erased.
    #[error(
        "The example was erased here, and what was erased does not come back. `upturn --store DIR demo` adds it to another store."
    )]
    ExampleErased,
    /// There is no example here.
    #[error("There is no example here.")]
    NoExample,
    /// A command that a new session begins with was refused.
    #[error("The session could not begin: {}", .0.0.render(crate::say::Lang::En))]
    NotBegun(Rejection),
}

/// The stream of a session.
pub fn stream(session: SessionId) -> StreamId {
    StreamId::session(session.0)
}

impl Room {
    /// Opens a stored session. A long one can be looked at before its whole history is read; what is asked of it
    /// meanwhile waits for that.
    ///
    /// # Errors
    /// Where there is no such session, or it cannot be read.
    pub async fn open(journal: Arc<dyn Journal>, id: SessionId) -> Result<Self, RoomError> {
        let (session, kept) = opening::open(&*journal, id).await?;
        if session.is_empty() {
            return Err(RoomError::Unknown(id));
        }
        let sealing = Sealing::new(journal.keys(), id);
        sealing.sweep(&session);
        let session = Arc::new(session);
        let (publish, published) = watch::channel(Arc::clone(&session));
        let (inbox, asks) = mpsc::channel(INBOX);
        let coming = (!session.is_whole())
            .then(|| tokio::spawn(opening::load_aside(Arc::clone(&journal), id)));
        let actor = Actor {
            journal,
            sealing,
            session,
            publish,
            coming,
            broken: None,
            kept,
        };
        tokio::spawn(actor.run(asks));
        Ok(Self {
            inbox,
            session: published,
            people: People::default(),
        })
    }

    /// The session as it stands.
    pub fn session(&self) -> Arc<Session> {
        Arc::clone(&self.session.borrow())
    }

    /// Who sits in it.
    pub fn people(&self) -> &People {
        &self.people
    }

    fn downgrade(&self) -> WeakRoom {
        WeakRoom {
            inbox: self.inbox.downgrade(),
            session: self.session.clone(),
            people: self.people.clone(),
        }
    }

    /// The session, now and whenever it changes.
    pub fn watch(&self) -> watch::Receiver<Arc<Session>> {
        self.session.clone()
    }

    /// Asks the room. When the answer is good, what was asked is on disk and published.
    ///
    /// # Errors
    /// Where the session said no or the command could not be saved; nothing was changed then.
    pub async fn ask(&self, request: Request) -> Result<(), Refused> {
        self.send(Some(request)).await
    }

    /// Waits until the whole history is at hand.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub async fn whole(&self) -> Result<(), RoomError> {
        self.send(None).await.map_err(|refusal| match refusal {
            Refused::NotSaved(reason) => RoomError::Unreadable(reason),
            Refused::No(_) | Refused::Gone => RoomError::CutOff,
        })
    }

    async fn send(&self, request: Option<Request>) -> Result<(), Refused> {
        let (reply, answer) = oneshot::channel();
        self.inbox
            .send(Ask { request, reply })
            .await
            .map_err(|_| Refused::Gone)?;
        answer.await.unwrap_or(Err(Refused::Gone))
    }

    /// Brings a member into the room, unless they are there already.
    ///
    /// # Errors
    /// As [`Room::ask`].
    pub async fn join(
        &self,
        id: crate::model::CommandId,
        at: crate::model::At,
        member: Member,
    ) -> Result<(), Refused> {
        let by = member.id;
        self.ask(Request {
            id,
            by,
            at,
            command: Command::Join { member },
        })
        .await
    }
}

/// The task that owns a session.
struct Actor {
    journal: Arc<dyn Journal>,
    sealing: Sealing,
    session: Arc<Session>,
    publish: watch::Sender<Arc<Session>>,
    /// The whole session, while it is being read behind one that was made from a snapshot.
    coming: Option<JoinHandle<Result<Session, RoomError>>>,
    /// Why the whole session could not be read.
    broken: Option<String>,
    /// How many records the last snapshot was made of.
    kept: u64,
}

impl Actor {
    async fn run(mut self, mut asks: mpsc::Receiver<Ask>) {
        self.keep_snapshot();
        loop {
            tokio::select! {
                biased;
                ask = asks.recv() => {
                    let Some(Ask { request, reply }) = ask else { return };
                    let answer = match &request {
                        Some(request) => self.take(request).await,
                        None => self.complete().await,
                    };
                    // Whoever asked may be gone: what was accepted stands all the same.
                    drop(reply.send(answer));
                }
                whole = arrived(&mut self.coming) => {
                    // Whether it could be read is told to whoever asks next.
                    drop(self.swap(whole).await);
                }
            }
        }
    }

    /// Waits for the whole session, where only a part is known.
    async fn complete(&mut self) -> Result<(), Refused> {
        if self.coming.is_some() {
            let whole = arrived(&mut self.coming).await;
            self.swap(whole).await?;
        }
        match &self.broken {
            Some(reason) => Err(Refused::NotSaved(reason.clone())),
            None => Ok(()),
        }
    }

    /// Goes on with the whole session, and with what was accepted while it was read.
    async fn swap(&mut self, whole: Result<Session, RoomError>) -> Result<(), Refused> {
        match self.caught_up(whole).await {
            Ok(whole) => {
                if !whole.same_content(&self.session) {
                    tracing::warn!(session = %whole.id(), "a snapshot said something else than the records");
                    self.kept = 0;
                }
                self.session = Arc::new(whole);
                self.publish.send_replace(Arc::clone(&self.session));
                self.keep_snapshot();
                Ok(())
            }
            Err(error) => {
                let reason = error.to_string();
                self.broken = Some(reason.clone());
                Err(Refused::NotSaved(reason))
            }
        }
    }

    async fn caught_up(&self, whole: Result<Session, RoomError>) -> Result<Session, RoomError> {
        let mut whole = whole?;
        let id = whole.id();
        for stored in self.journal.read(stream(id), whole.len()).await? {
            whole.apply(opening::decode(&self.sealing, id, &stored)?);
        }
        Ok(whole)
    }

    /// Keeps a snapshot of a session that has become long, aside.
    fn keep_snapshot(&mut self) {
        let next = self.session.len();
        if self.session.is_whole() && opening::is_due(next, self.kept) {
            self.kept = next;
            let (journal, session) = (Arc::clone(&self.journal), Arc::clone(&self.session));
            tokio::spawn(opening::keep(journal, session));
        }
    }

    async fn take(&mut self, request: &Request) -> Result<(), Refused> {
        if !self.session.is_whole() {
            // Someone who is known and comes back changes nothing, and waits for nothing.
            if self.session.decide(request).is_ok_and(|ev| ev.is_empty()) {
                return Ok(());
            }
            self.complete().await?;
        }
        // Another process can only have written where the store changed hands: read on and decide anew, once.
        let mut moved_on = String::new();
        for _ in 0..2 {
            let ev = self.session.decide(request).map_err(Refused::No)?;
            if ev.is_empty() {
                return Ok(());
            }
            let record = Record {
                v: Record::VERSION,
                id: request.id,
                at: request.at,
                by: request.by,
                ev,
            };
            let new = self.sealing.enclose(&self.session, &record)?;
            let seq = self.session.len();
            match self
                .journal
                .append(stream(self.session.id()), seq, new)
                .await
            {
                Ok(appended) if appended.repeated && appended.seq < seq => return Ok(()),
                Ok(_) => {
                    self.apply(record);
                    return Ok(());
                }
                Err(error @ JournalError::Conflict { .. }) => {
                    moved_on = error.to_string();
                    self.catch_up()
                        .await
                        .map_err(|error| Refused::NotSaved(error.to_string()))?;
                }
                Err(error) => return Err(Refused::NotSaved(error.to_string())),
            }
        }
        Err(Refused::NotSaved(moved_on))
    }

    fn apply(&mut self, record: Record) {
        let events = record.ev.iter();
        let closed: Vec<_> = events
            .filter_map(|event| self.session.closes(event))
            .collect();
        Arc::make_mut(&mut self.session).apply(record);
        self.publish.send_replace(Arc::clone(&self.session));
        for round in closed {
            self.sealing.destroy(round);
        }
        self.keep_snapshot();
    }

    async fn catch_up(&mut self) -> Result<(), RoomError> {
        let id = self.session.id();
        for stored in self.journal.read(stream(id), self.session.len()).await? {
            self.apply(opening::decode(&self.sealing, id, &stored)?);
        }
        Ok(())
    }
}

/// The whole session, once it is read; never where none is being read.
async fn arrived(
    coming: &mut Option<JoinHandle<Result<Session, RoomError>>>,
) -> Result<Session, RoomError> {
    let Some(reading) = coming else {
        return std::future::pending().await;
    };
    let whole = reading.await;
    *coming = None;
    whole.unwrap_or(Err(RoomError::CutOff))
}

#[cfg(test)]
mod tests;
