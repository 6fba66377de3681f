//! A live session: one task that owns it, decides, persists and publishes.
//!
//! The order in which commands are taken here is the order of truth. An event is on disk before anyone sees it; a command
//! that could not be saved changed nothing, and says so to the seat that sent it. A room never draws and never waits for
//! a screen: it publishes the newest session, and whoever is slow sees the newest later.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot, watch};

use crate::{
    journal::{Journal, JournalError, NewRecord, StreamId},
    model::{Command, Member, Record, Rejection, Request, Session, SessionId, event::NotARecord},
};

pub mod lobby;

/// How many commands may wait for the room before those who send them wait too.
const INBOX: usize = 256;

/// A handle on a live session. The room ends when the last handle is gone.
#[derive(Clone, Debug)]
pub struct Room {
    inbox: mpsc::Sender<Ask>,
    session: watch::Receiver<Arc<Session>>,
}

#[derive(Debug)]
struct Ask {
    request: Request,
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
    /// The example was here, and was erased.
    #[error(
        "The example was erased here, and what was erased does not come back. `upturn --store DIR demo` adds it to another store."
    )]
    ExampleErased,
    /// A command that a new session begins with was refused.
    #[error("The session could not begin: {}", .0.0.render(crate::say::Lang::En))]
    NotBegun(Rejection),
}

/// The stream of a session.
pub fn stream(session: SessionId) -> StreamId {
    StreamId::session(session.0)
}

/// Replays a session from what is stored.
///
/// # Errors
/// Where the store cannot be read, or holds what is no record.
pub async fn load(journal: &dyn Journal, id: SessionId) -> Result<Session, RoomError> {
    let mut session = Session::new(id);
    for stored in journal.read(stream(id), 0).await? {
        let record = Record::decode(&stored.body).map_err(|error| RoomError::Record {
            session: id,
            seq: stored.seq,
            error,
        })?;
        session.apply(record);
    }
    Ok(session)
}

impl Room {
    /// Opens a stored session.
    ///
    /// # Errors
    /// Where there is no such session, or it cannot be read.
    pub async fn open(journal: Arc<dyn Journal>, id: SessionId) -> Result<Self, RoomError> {
        let session = load(&*journal, id).await?;
        if session.is_empty() {
            return Err(RoomError::Unknown(id));
        }
        let session = Arc::new(session);
        let (publish, published) = watch::channel(Arc::clone(&session));
        let (inbox, asks) = mpsc::channel(INBOX);
        tokio::spawn(
            Actor {
                journal,
                session,
                publish,
            }
            .run(asks),
        );
        Ok(Self {
            inbox,
            session: published,
        })
    }

    /// The session as it stands.
    pub fn session(&self) -> Arc<Session> {
        Arc::clone(&self.session.borrow())
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
    session: Arc<Session>,
    publish: watch::Sender<Arc<Session>>,
}

impl Actor {
    async fn run(mut self, mut asks: mpsc::Receiver<Ask>) {
        while let Some(Ask { request, reply }) = asks.recv().await {
            let answer = self.take(&request).await;
            // Whoever asked may be gone: what was accepted stands all the same.
            drop(reply.send(answer));
        }
    }

    async fn take(&mut self, request: &Request) -> Result<(), Refused> {
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
            let body = record
                .encode()
                .map_err(|error| Refused::NotSaved(error.to_string()))?;
            let seq = self.session.len();
            let new = NewRecord {
                id: request.id.0,
                body,
            };
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
        Arc::make_mut(&mut self.session).apply(record);
        self.publish.send_replace(Arc::clone(&self.session));
    }

    async fn catch_up(&mut self) -> Result<(), RoomError> {
        let id = self.session.id();
        for stored in self.journal.read(stream(id), self.session.len()).await? {
            let record = Record::decode(&stored.body).map_err(|error| RoomError::Record {
                session: id,
                seq: stored.seq,
                error,
            })?;
            self.apply(record);
        }
        Ok(())
    }
}
