//! A live session: one task that owns it, decides, persists and publishes.
//!
//! The order in which commands are taken here is the order of truth. An event is on disk before anyone sees it; a command
//! that could not be saved changed nothing, and says so to the seat that sent it. What comes while the disk is busy is decided
//! on what was accepted before it, and goes to the disk with it as one group (see `actor`). A room never draws and never waits for
//! a screen: it publishes the newest session, and whoever is slow sees the newest later.

use std::sync::Arc;

use tokio::sync::{mpsc, oneshot, watch};

use crate::{
    journal::{Journal, JournalError, StreamId},
    model::{Command, Member, Rejection, Request, Session, SessionId, event::NotARecord},
};

mod actor;
pub mod lobby;
mod opening;
pub mod people;
mod sealing;

use actor::Actor;
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
        let actor = Actor::new(journal, sealing, session, publish, coming, kept);
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
        let begins_anew = request.command.begins_anew();
        self.send(Some(request)).await?;
        if begins_anew {
            self.people.nobody_is_done();
        }
        Ok(())
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

#[cfg(test)]
mod grouped;
#[cfg(test)]
mod tests;
