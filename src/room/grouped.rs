//! Commands that come while the disk is busy: what they are decided on, when they are seen, and what becomes of them
//! when the disk says no.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex},
};

use super::{Refused, Room, load, stream};
use crate::{
    journal::{
        Answer, Appended, Health, Journal, JournalError, Memory, NewRecord, Record, RoundKey,
        RoundKeys, Snapshot, StreamId, StreamInfo,
    },
    model::{
        At, Command, CommandId, Privacy, Request, RoundId, Seen, Session, Viewer,
        testing::Room as Talk,
    },
};
use tokio::sync::{oneshot, watch};
use uuid::Uuid;

/// A journal whose disk takes its time: each append waits until the test lets it go on.
#[derive(Clone, Default)]
struct Slow {
    memory: Memory,
    waiting: Arc<Mutex<VecDeque<Waiting>>>,
    came: Arc<tokio::sync::Notify>,
    looking: Arc<Looking>,
}

/// Looks, whenever the key of a round goes, at what is on disk and at what the room shows.
#[derive(Default)]
struct Looking {
    room: Mutex<Option<watch::Receiver<Arc<Session>>>>,
    /// How many records were stored and how many were shown, each time.
    found: Mutex<Vec<(u64, u64)>>,
}

/// The keys of a memory, and who looks when one goes.
struct Keys {
    memory: Memory,
    looking: Arc<Looking>,
}

impl RoundKeys for Keys {
    fn key(&self, stream: StreamId, round: Uuid) -> Result<Option<RoundKey>, JournalError> {
        self.memory.keys().key(stream, round)
    }

    fn make(&self, stream: StreamId, round: Uuid) -> Result<RoundKey, JournalError> {
        self.memory.keys().make(stream, round)
    }

    fn destroy(&self, stream: StreamId, round: Uuid) -> Result<(), JournalError> {
        let stored = *self.memory.watch(stream).borrow();
        if let Some(room) = &*self.looking.room.lock().unwrap() {
            let shown = room.borrow().len();
            self.looking.found.lock().unwrap().push((stored, shown));
        }
        self.memory.keys().destroy(stream, round)
    }

    fn rounds(&self, stream: StreamId) -> Result<Vec<Uuid>, JournalError> {
        self.memory.keys().rounds(stream)
    }
}

type Saved = Result<Appended, JournalError>;

struct Waiting {
    stream: StreamId,
    expected: u64,
    behind: Option<Uuid>,
    record: NewRecord,
    answer: oneshot::Sender<Saved>,
}

impl Slow {
    /// Waits until so many are under way.
    async fn under_way(&self, n: usize) {
        loop {
            let came = self.came.notified();
            if self.waiting.lock().unwrap().len() >= n {
                return;
            }
            came.await;
        }
    }

    /// The first that waits is written, or cannot be.
    async fn goes_on(&self) {
        let one = self.waiting.lock().unwrap().pop_front().unwrap();
        let saved = self
            .memory
            .append_behind(one.stream, one.expected, one.behind, one.record);
        let _ = one.answer.send(saved.await);
    }
}

impl Journal for Slow {
    fn append_behind(
        &self,
        stream: StreamId,
        expected: u64,
        behind: Option<Uuid>,
        record: NewRecord,
    ) -> Answer<Appended> {
        let (answer, saved) = oneshot::channel();
        let one = Waiting {
            stream,
            expected,
            behind,
            record,
            answer,
        };
        self.waiting.lock().unwrap().push_back(one);
        self.came.notify_waiters();
        Box::pin(async { saved.await.unwrap_or(Err(JournalError::Closed)) })
    }

    fn read(&self, stream: StreamId, from: u64) -> Answer<Vec<Record>> {
        self.memory.read(stream, from)
    }

    fn streams(&self) -> Answer<Vec<StreamInfo>> {
        self.memory.streams()
    }

    fn snapshot(&self, stream: StreamId) -> Answer<Option<Snapshot>> {
        self.memory.snapshot(stream)
    }

    fn keep_snapshot(&self, stream: StreamId, snapshot: Snapshot) -> Answer<()> {
        self.memory.keep_snapshot(stream, snapshot)
    }

    fn watch(&self, stream: StreamId) -> watch::Receiver<u64> {
        self.memory.watch(stream)
    }

    fn erase(&self, stream: StreamId) -> Answer<()> {
        self.memory.erase(stream)
    }

    fn keys(&self) -> Arc<dyn RoundKeys> {
        Arc::new(Keys {
            memory: self.memory.clone(),
            looking: Arc::clone(&self.looking),
        })
    }

    fn health(&self) -> watch::Receiver<Health> {
        self.memory.health()
    }
}

/// A room over a slow disk.
struct Place {
    talk: Talk,
    disk: Slow,
    room: Room,
}

type Asked = tokio::task::JoinHandle<Result<(), Refused>>;

impl Place {
    async fn new() -> Self {
        let talk = Talk::talk("Smoking");
        let disk = Slow::default();
        let seen = Seen::new(talk.session(), Viewer::Archive);
        for (seq, record) in (0..).zip(seen.records()) {
            let (id, body) = (record.id.0, record.encode().unwrap());
            let new = NewRecord { id, body };
            let at = stream(talk.session().id());
            disk.memory.append(at, seq, new).await.unwrap();
        }
        let journal = Arc::new(disk.clone());
        let room = Room::open(journal, talk.session().id()).await.unwrap();
        Self { talk, disk, room }
    }

    fn retitle(&mut self, title: &str) -> Request {
        let title = title.into();
        self.request(Command::Retitle { title })
    }

    fn request(&mut self, command: Command) -> Request {
        Request {
            id: CommandId(self.talk.id()),
            by: self.talk.you(),
            at: At(1_800_000_000_000),
            command,
        }
    }

    /// Another process stores this.
    async fn theirs(&self, request: &Request) {
        let session = self.stored().await;
        let record = crate::model::Record {
            v: crate::model::Record::VERSION,
            id: request.id,
            at: request.at,
            by: request.by,
            ev: session.decide(request).unwrap(),
        };
        let (id, body) = (record.id.0, record.encode().unwrap());
        let (at, new) = (stream(session.id()), NewRecord { id, body });
        let appended = self.disk.memory.append(at, session.len(), new).await;
        appended.unwrap();
    }

    /// Asks, and comes back when it is on its way to the disk as the `n`th.
    async fn ask(&self, request: &Request, n: usize) -> Asked {
        let (room, request) = (self.room.clone(), request.clone());
        let asked = tokio::spawn(async move { room.ask(request).await });
        self.disk.under_way(n).await;
        asked
    }

    fn title(&self) -> String {
        title(&self.room.session())
    }

    async fn stored(&self) -> Session {
        load(&self.disk, self.talk.session().id()).await.unwrap()
    }
}

fn title(session: &Session) -> String {
    Seen::new(session, Viewer::Projector).title().to_string()
}

#[tokio::test]
async fn what_is_under_way_shares_a_sync_and_is_seen_in_order_when_it_is_durable() {
    let mut place = Place::new().await;
    let (one, two) = (place.retitle("One"), place.retitle("Two"));
    let before = place.room.session().len();
    let first = place.ask(&one, 1).await;
    let second = place.ask(&two, 2).await;
    // Both are with the journal, and nobody sees either.
    assert_eq!(place.title(), "Smoking");
    place.disk.goes_on().await;
    first.await.unwrap().unwrap();
    assert_eq!(place.title(), "One");
    assert!(!second.is_finished());
    place.disk.goes_on().await;
    second.await.unwrap().unwrap();
    assert_eq!(place.title(), "Two");
    assert_eq!(place.room.session().len(), before + 2);
    assert!(place.stored().await.same_content(&place.room.session()));
}

#[tokio::test]
async fn a_command_that_is_asked_twice_is_answered_when_it_is_durable_and_stored_once() {
    let mut place = Place::new().await;
    let one = place.retitle("One");
    let before = place.room.session().len();
    let first = place.ask(&one, 1).await;
    let mut again = soon(place.room.ask(one.clone())).await;
    assert!(again.is_none(), "answered before it was durable");
    place.disk.goes_on().await;
    first.await.unwrap().unwrap();
    again = soon(place.room.ask(one)).await;
    assert!(again.is_some_and(|answer| answer.is_ok()));
    assert_eq!(place.room.session().len(), before + 1);
}

/// What a future says after everything else that can go on has gone on.
async fn soon<T>(future: impl Future<Output = T>) -> Option<T> {
    let others = async {
        for _ in 0..50 {
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        biased;
        said = future => Some(said),
        () = others => None,
    }
}

#[tokio::test]
async fn nothing_behind_a_record_that_was_not_saved_stands() {
    let mut place = Place::new().await;
    let requests: Vec<_> = ["One", "Two", "Three"]
        .map(|title| place.retitle(title))
        .into();
    let mut asked = Vec::new();
    for (n, request) in requests.iter().enumerate() {
        asked.push(place.ask(request, n + 1).await);
    }
    place.disk.goes_on().await;
    let reason = "the disk is full".to_owned();
    place.disk.memory.set_health(Health::ReadOnly { reason });
    place.disk.goes_on().await;
    // Well again before the third is written: its place is not where it thinks.
    place.disk.memory.set_health(Health::Well);
    place.disk.goes_on().await;
    let mut answers = Vec::new();
    for one in asked {
        answers.push(one.await.unwrap());
    }
    assert!(answers[0].is_ok());
    for answer in &answers[1..] {
        assert!(matches!(answer, Err(Refused::NotSaved(reason)) if reason.contains("full")));
    }
    assert_eq!(place.title(), "One");
    assert!(place.stored().await.same_content(&place.room.session()));
    // Sent again, they are taken.
    let again = place.ask(&requests[1], 1).await;
    place.disk.goes_on().await;
    again.await.unwrap().unwrap();
    assert_eq!(place.title(), "Two");
}

#[tokio::test]
async fn where_another_process_wrote_all_that_is_under_way_is_decided_anew_in_its_order() {
    // Also where it wrote a single record, behind which the second that is under way would find its place.
    for theirs in [&["Theirs"][..], &["Theirs", "And theirs"]] {
        let mut place = Place::new().await;
        let (one, two) = (place.retitle("One"), place.retitle("Two"));
        let before = place.room.session().len();
        let mut asked = vec![place.ask(&one, 1).await, place.ask(&two, 2).await];
        for title in theirs {
            let request = place.retitle(title);
            place.theirs(&request).await;
        }
        for _ in 0..2 {
            place.disk.goes_on().await;
        }
        for one in asked.drain(..) {
            place.disk.under_way(1).await;
            place.disk.goes_on().await;
            one.await.unwrap().unwrap();
        }
        let stored = place.stored().await;
        assert_eq!(stored.len(), before + theirs.len() as u64 + 2);
        assert_eq!(place.title(), "Two", "behind {theirs:?}");
        assert!(stored.same_content(&place.room.session()));
    }
}

#[tokio::test]
async fn what_was_under_way_when_the_last_handle_went_is_written() {
    let mut place = Place::new().await;
    let one = place.retitle("One");
    let asked = place.ask(&one, 1).await;
    asked.abort();
    // What was asked holds a handle until it is gone.
    assert!(asked.await.is_err());
    let Place { talk, disk, room } = place;
    let mut watched = room.watch();
    drop(room);
    // The room notices that nobody holds it, while the disk is still busy.
    assert!(soon(watched.changed()).await.is_none(), "the room is gone");
    disk.goes_on().await;
    let written = watched.wait_for(|session| title(session) == "One").await;
    assert!(written.is_ok(), "the room did not stay for it");
    drop(written);
    let stored = load(&disk, talk.session().id()).await.unwrap();
    assert_eq!(title(&stored), "One");
}

#[tokio::test]
async fn the_key_of_a_round_goes_when_its_end_is_on_disk_and_before_anybody_sees_it() {
    let mut place = Place::new().await;
    *place.disk.looking.room.lock().unwrap() = Some(place.room.watch());
    // Answered in order, after another process wrote, and closed by another process.
    for way in ["alone", "behind theirs", "by them"] {
        let round = RoundId(place.talk.id());
        let begin = place.request(Command::BeginSilence {
            round,
            step: "story".into(),
            privacy: Privacy::Secret,
        });
        let begun = place.ask(&begin, 1).await;
        place.disk.goes_on().await;
        begun.await.unwrap().unwrap();
        let reveal = place.request(Command::Reveal {
            step: "story".into(),
        });
        let (title, before) = (place.retitle(way), place.room.session().len());
        let ask = match way {
            "by them" => {
                place.theirs(&reveal).await;
                title
            }
            "behind theirs" => {
                place.theirs(&title).await;
                reveal
            }
            _ => reveal,
        };
        let asked = place.ask(&ask, 1).await;
        place.disk.goes_on().await;
        if way != "alone" {
            place.disk.under_way(1).await;
            place.disk.goes_on().await;
        }
        asked.await.unwrap().unwrap();
        let found = std::mem::take(&mut *place.disk.looking.found.lock().unwrap());
        let shown = before + u64::from(way == "behind theirs");
        assert_eq!(found, [(shown + 1, shown)], "{way}");
        let id = stream(place.talk.session().id());
        let left = place.disk.memory.keys().rounds(id).unwrap();
        assert!(left.is_empty(), "{way}");
    }
}
