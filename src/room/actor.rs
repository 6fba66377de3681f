//! The task that owns a session: decides at once, publishes when it is durable.
//!
//! A command is decided on everything that was accepted before it, durable or not, and its record is handed to the journal
//! without waiting for those before: what comes while the disk is busy shares one sync. Nothing is seen and nothing is
//! answered, a refusal included, before all that it was decided on is durable. Where a record could not be saved, none
//! behind it stands: the session is again what is on disk.

use std::{
    collections::VecDeque,
    sync::Arc,
    task::{Context, Poll, Waker},
};

use tokio::{
    sync::{mpsc, oneshot, watch},
    task::JoinHandle,
};

use super::{Ask, Refused, RoomError, opening, sealing::Sealing, stream};
use uuid::Uuid;

use crate::{
    journal::{Answer, Appended, Journal, JournalError},
    model::{Record, Request, RoundId, Session},
};

/// How many commands may be on their way to the disk; whoever comes then waits in the inbox.
const UNDER_WAY: usize = 256;

/// How a record was saved, or why not.
type Saved = Result<Appended, JournalError>;

/// The task that owns a session.
pub(super) struct Actor {
    journal: Arc<dyn Journal>,
    sealing: Sealing,
    /// With everything that was accepted.
    session: Arc<Session>,
    /// With what is durable, and nothing else.
    durable: Arc<Session>,
    publish: watch::Sender<Arc<Session>>,
    /// What was decided and not answered yet, in order.
    under_way: VecDeque<Decided>,
    /// The whole session, while it is being read behind one that was made from a snapshot.
    coming: Option<JoinHandle<Result<Session, RoomError>>>,
    /// Why the whole session could not be read.
    broken: Option<String>,
    /// How many records the last snapshot was made of.
    kept: u64,
}

/// A command that was decided, and who waits to hear of it.
struct Decided {
    request: Request,
    reply: oneshot::Sender<Result<(), Refused>>,
    outcome: Outcome,
}

impl Decided {
    /// The id of the record that it becomes, where it becomes one.
    fn stands_as(&self) -> Option<Uuid> {
        match &self.outcome {
            Outcome::Accepted(one) => Some(one.stored),
            Outcome::Nothing(_) => None,
        }
    }
}

enum Outcome {
    /// It changes nothing, or was refused; and that holds once all before it is durable.
    Nothing(Result<(), Refused>),
    /// It is on its way to the disk.
    Accepted(Accepted),
}

struct Accepted {
    seq: u64,
    /// The id under which it is stored.
    stored: Uuid,
    saved: Answer<Appended>,
    /// The session with it.
    after: Arc<Session>,
    /// The secret rounds that it closes.
    closed: Vec<RoundId>,
}

/// Why a record does not stand where it was meant to.
enum Elsewhere {
    /// Its command was stored before.
    Known,
    /// Another process wrote there; the reason as the journal gives it.
    Taken(String),
    /// It could not be saved, and why.
    NotSaved(String),
}

impl Actor {
    pub fn new(
        journal: Arc<dyn Journal>,
        sealing: Sealing,
        session: Arc<Session>,
        publish: watch::Sender<Arc<Session>>,
        coming: Option<JoinHandle<Result<Session, RoomError>>>,
        kept: u64,
    ) -> Self {
        Self {
            journal,
            sealing,
            durable: Arc::clone(&session),
            session,
            publish,
            under_way: VecDeque::new(),
            coming,
            broken: None,
            kept,
        }
    }

    pub async fn run(mut self, mut asks: mpsc::Receiver<Ask>) {
        self.keep_snapshot();
        loop {
            tokio::select! {
                biased;
                saved = first(&mut self.under_way) => self.settle(saved).await,
                ask = asks.recv(), if self.under_way.len() < UNDER_WAY => {
                    let Some(Ask { request, reply }) = ask else { break };
                    match request {
                        Some(request) => self.take(request, reply).await,
                        // Whoever asked may be gone: what was accepted stands all the same.
                        None => drop(reply.send(self.complete().await)),
                    }
                }
                whole = arrived(&mut self.coming) => {
                    // Whether it could be read is told to whoever asks next.
                    drop(self.swap(whole).await);
                }
            }
        }
        while !self.under_way.is_empty() {
            let saved = first(&mut self.under_way).await;
            self.settle(saved).await;
        }
    }

    /// Waits for the whole session, where only a part is known. Nothing is under way then: it could not be decided.
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
        match caught_up(&*self.journal, &self.sealing, whole).await {
            Ok(whole) => {
                if !whole.same_content(&self.session) {
                    tracing::warn!(session = %whole.id(), "a snapshot said something else than the records");
                    self.kept = 0;
                }
                self.session = Arc::new(whole);
                self.durable = Arc::clone(&self.session);
                self.show();
                Ok(())
            }
            Err(error) => {
                let reason = error.to_string();
                self.broken = Some(reason.clone());
                Err(Refused::NotSaved(reason))
            }
        }
    }

    /// Shows everybody what is durable.
    fn show(&mut self) {
        self.publish.send_replace(Arc::clone(&self.durable));
        self.keep_snapshot();
    }

    /// Keeps a snapshot of a session that has become long, aside.
    fn keep_snapshot(&mut self) {
        let next = self.durable.len();
        if self.durable.is_whole() && opening::is_due(next, self.kept) {
            self.kept = next;
            let (journal, session) = (Arc::clone(&self.journal), Arc::clone(&self.durable));
            tokio::spawn(opening::keep(journal, session));
        }
    }

    async fn take(&mut self, request: Request, reply: oneshot::Sender<Result<(), Refused>>) {
        let outcome = self.decide(&request).await;
        self.under_way.push_back(Decided {
            request,
            reply,
            outcome,
        });
    }

    async fn decide(&mut self, request: &Request) -> Outcome {
        if !self.session.is_whole() {
            // Someone who is known and comes back changes nothing, and waits for nothing.
            if self.session.decide(request).is_ok_and(|ev| ev.is_empty()) {
                return Outcome::Nothing(Ok(()));
            }
            if let Err(refused) = self.complete().await {
                return Outcome::Nothing(Err(refused));
            }
        }
        self.accept(request)
            .map_or_else(Outcome::Nothing, Outcome::Accepted)
    }

    /// Decides a request and sends its record to the disk; `Err` where there is nothing to be saved.
    fn accept(&mut self, request: &Request) -> Result<Accepted, Result<(), Refused>> {
        let ev = self
            .session
            .decide(request)
            .map_err(|no| Err(Refused::No(no)))?;
        if ev.is_empty() {
            return Err(Ok(()));
        }
        let record = Record {
            v: Record::VERSION,
            id: request.id,
            at: request.at,
            by: request.by,
            ev,
        };
        let new = self.sealing.enclose(&self.session, &record).map_err(Err)?;
        let seq = self.session.len();
        let to = stream(self.session.id());
        let last = self.under_way.iter().rev().find_map(Decided::stands_as);
        let stored = new.id;
        let saved = self.journal.append_behind(to, seq, last, new);
        let closed = closed_by(&self.session, &record);
        Arc::make_mut(&mut self.session).apply(record);
        Ok(Accepted {
            seq,
            stored,
            saved,
            after: Arc::clone(&self.session),
            closed,
        })
    }

    /// Takes in how the first that is under way was saved, and those behind it that are saved too.
    async fn settle(&mut self, mut saved: Option<Saved>) {
        let mut answers = Vec::new();
        let failed = loop {
            let Some(Decided {
                request,
                reply,
                outcome,
            }) = self.under_way.pop_front()
            else {
                break None;
            };
            let answer = match (outcome, saved) {
                (Outcome::Nothing(answer), _) => answer,
                (Outcome::Accepted(one), saved) => {
                    let saved = saved.unwrap_or(Err(JournalError::Closed));
                    match self.saved(one, saved) {
                        Ok(()) => Ok(()),
                        Err(why) => break Some((request, reply, why)),
                    }
                }
            };
            answers.push((reply, answer));
            match self.under_way.front_mut().map(ready) {
                Some(Some(next)) => saved = next,
                _ => break None,
            }
        };
        // What is answered can be seen.
        if !Arc::ptr_eq(&self.durable, &self.publish.borrow()) {
            self.show();
        }
        for (reply, answer) in answers {
            drop(reply.send(answer));
        }
        if let Some((request, reply, why)) = failed {
            self.go_back(request, reply, why).await;
        }
    }

    /// What the journal's answer says of a record: it is durable now, or does not stand where it was meant to.
    fn saved(&mut self, one: Accepted, saved: Saved) -> Result<(), Elsewhere> {
        match saved {
            Ok(at) if !at.repeated || at.seq >= one.seq => {
                self.is_durable(one.after, one.closed);
                Ok(())
            }
            Ok(_) => Err(Elsewhere::Known),
            Err(error @ JournalError::Conflict { .. }) => Err(Elsewhere::Taken(error.to_string())),
            Err(error) => Err(Elsewhere::NotSaved(error.to_string())),
        }
    }

    /// Takes a session for what is on disk, not shown yet, and destroys the keys of the secret rounds that were closed in it.
    ///
    /// Not before it is on disk: were the program to end between the two, the round would be lost, ballots and all. And not
    /// after it is shown: whoever reads that a round is closed may rely on it that nobody can open it any more.
    fn is_durable(&mut self, session: Arc<Session>, closed: Vec<RoundId>) {
        self.durable = session;
        for round in closed {
            self.sealing.destroy(round);
        }
    }

    /// Goes back to what is durable, since a record was not saved where it was meant to be. What was decided on it does not
    /// stand either. Where another process wrote, or this command was there before, all are decided anew; else all failed.
    async fn go_back(
        &mut self,
        request: Request,
        reply: oneshot::Sender<Result<(), Refused>>,
        why: Elsewhere,
    ) {
        let mut behind = std::mem::take(&mut self.under_way);
        for one in &mut behind {
            // None of them may reach the disk later, behind what comes then: the journal has answered each before that is
            // sent. None fitted behind what another process wrote: each names the one before it.
            if let Outcome::Accepted(one) = &mut one.outcome {
                drop((&mut one.saved).await);
            }
        }
        self.session = Arc::clone(&self.durable);
        let mut again = Vec::new();
        match why {
            Elsewhere::Known => drop(reply.send(Ok(()))),
            Elsewhere::Taken(_) => again.push((request, reply)),
            Elsewhere::NotSaved(reason) => {
                drop(reply.send(Err(Refused::NotSaved(reason.clone()))));
                for one in behind {
                    drop(one.reply.send(Err(Refused::NotSaved(reason.clone()))));
                }
                return;
            }
        }
        again.extend(behind.into_iter().map(|one| (one.request, one.reply)));
        for (request, reply) in again {
            let answer = self.take_alone(&request).await;
            drop(reply.send(answer));
        }
    }

    /// Decides one request on all that is stored, and waits until it is saved.
    async fn take_alone(&mut self, request: &Request) -> Result<(), Refused> {
        let mut moved_on = String::new();
        // Another process can only have written where the store changed hands: read on and decide anew, once.
        for _ in 0..2 {
            self.catch_up()
                .await
                .map_err(|error| Refused::NotSaved(error.to_string()))?;
            let mut one = match self.accept(request) {
                Ok(one) => one,
                Err(answer) => return answer,
            };
            let saved = (&mut one.saved).await;
            let Err(why) = self.saved(one, saved) else {
                self.show();
                return Ok(());
            };
            self.session = Arc::clone(&self.durable);
            match why {
                Elsewhere::Known => return Ok(()),
                Elsewhere::Taken(reason) => moved_on = reason,
                Elsewhere::NotSaved(reason) => return Err(Refused::NotSaved(reason)),
            }
        }
        Err(Refused::NotSaved(moved_on))
    }

    /// Takes in what others stored. Nothing is under way.
    async fn catch_up(&mut self) -> Result<(), RoomError> {
        let id = self.session.id();
        let stored = self.journal.read(stream(id), self.session.len()).await?;
        if stored.is_empty() {
            return Ok(());
        }
        for stored in stored {
            let record = opening::decode(&self.sealing, id, &stored)?;
            let closed = closed_by(&self.session, &record);
            Arc::make_mut(&mut self.session).apply(record);
            self.is_durable(Arc::clone(&self.session), closed);
        }
        self.show();
        Ok(())
    }
}

/// A whole session with what was stored since it was read.
async fn caught_up(
    journal: &dyn Journal,
    sealing: &Sealing,
    whole: Result<Session, RoomError>,
) -> Result<Session, RoomError> {
    let mut whole = whole?;
    let id = whole.id();
    for stored in journal.read(stream(id), whole.len()).await? {
        whole.apply(opening::decode(sealing, id, &stored)?);
    }
    Ok(whole)
}

fn closed_by(session: &Session, record: &Record) -> Vec<RoundId> {
    let events = record.ev.iter();
    events.filter_map(|event| session.closes(event)).collect()
}

/// How the first that is under way was saved, once that is known; `None` for one that had nothing to save. Never where
/// nothing is under way.
async fn first(under_way: &mut VecDeque<Decided>) -> Option<Saved> {
    match under_way.front_mut().map(|one| &mut one.outcome) {
        None => std::future::pending().await,
        Some(Outcome::Nothing(_)) => None,
        Some(Outcome::Accepted(one)) => Some((&mut one.saved).await),
    }
}

/// The same without waiting: `None` where it is not known yet.
#[expect(clippy::option_option, reason = "not yet, nothing to save, or how")]
fn ready(one: &mut Decided) -> Option<Option<Saved>> {
    match &mut one.outcome {
        Outcome::Nothing(_) => Some(None),
        // Who waits for it then is `first`, which asks again.
        Outcome::Accepted(one) => {
            let asked = one
                .saved
                .as_mut()
                .poll(&mut Context::from_waker(Waker::noop()));
            match asked {
                Poll::Ready(saved) => Some(Some(saved)),
                Poll::Pending => None,
            }
        }
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
