//! Secret rounds in a room: what is on disk while one is open, what is left when it is closed, and what a restart finds.

use std::{fs, path::Path, sync::Arc};

use uuid::Uuid;

use super::super::{Refused, Room, load, stream};
use crate::{
    journal::{Journal, JournalError, Memory, NewRecord, Options, Store},
    model::{
        After, At, BallotId, CardId, Command, CommandId, Event, Member, MemberId, Privacy, Record,
        Request, Role, RoundId, Seen, Session, SessionId, Viewer, Voice, opinion::Asks,
        testing::Room as Talk,
    },
};

const SESSION: SessionId = SessionId(Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0009));
const BO: MemberId = MemberId(Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0b0b_0b0b));
const ROUND: BallotId = BallotId(Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0077));
const SILENCE: RoundId = RoundId(Uuid::from_u128(0x0193_0000_0000_7000_8000_0000_0000_0088));

/// A room with Ana, Bo and two cards, over any journal.
/// A page of causes, and dots on them.
const SCRIPT: &str = r#"{
  "id": "talk", "framework": "Results-Based Accountability", "minutes": 20, "title": "Talk",
  "steps": [
    {"id": "story", "kind": "cards", "minutes": 10, "ask": "What is behind it?",
     "columns": [{"id": "helps", "label": "Helps"}, {"id": "hurts", "label": "Hurts"}], "hands_on": ["dots"]},
    {"id": "dots", "kind": "vote", "minutes": 10, "ask": "What matters most?", "draws_from": ["story"]}
  ]
}"#;

struct Sealed {
    journal: Arc<dyn Journal>,
    room: Room,
    ana: MemberId,
    cards: Vec<CardId>,
    next: u128,
}

impl Sealed {
    async fn new(journal: Arc<dyn Journal>) -> Self {
        let mut talk = Talk::of(SCRIPT, "Buses");
        let cards = vec![
            talk.card_in("story", "hurts", "Buses cut"),
            talk.card_in("story", "hurts", "Night shifts"),
        ];
        let seen = Seen::new(talk.session(), Viewer::Archive);
        for (seq, record) in (0..).zip(seen.records()) {
            let new = NewRecord {
                id: record.id.0,
                body: record.encode().unwrap(),
            };
            journal.append(stream(SESSION), seq, new).await.unwrap();
        }
        let room = Room::open(Arc::clone(&journal), SESSION).await.unwrap();
        let mut sealed = Self {
            journal,
            room,
            ana: talk.you(),
            cards,
            next: 0x0193_0000_0000_7000_8000_0000_00aa_0000,
        };
        let member = Member::new(BO, "Bo", Role::Participant);
        sealed.ask(BO, Command::Join { member }).await.unwrap();
        sealed
    }

    /// The program ends and begins again.
    async fn again(&mut self) {
        self.room = Room::open(Arc::clone(&self.journal), SESSION)
            .await
            .unwrap();
        self.room.whole().await.unwrap();
    }

    fn request(&mut self, by: MemberId, command: Command) -> Request {
        self.next += 1;
        Request {
            id: CommandId(Uuid::from_u128(self.next)),
            by,
            at: At(1_800_000_000_000 + i64::try_from(self.next & 0xffff).unwrap() * 1_234_567),
            command,
        }
    }

    async fn ask(&mut self, by: MemberId, command: Command) -> Result<(), Refused> {
        let request = self.request(by, command);
        self.room.ask(request).await
    }

    async fn open(&mut self) {
        let asks = Asks::Dots {
            options: self.cards.clone(),
            each: 3,
            most: 2,
            secret: true,
        };
        let command = Command::OpenBallot {
            ballot: ROUND,
            step: "dots".into(),
            asks,
        };
        self.ask(self.ana, command).await.unwrap();
    }

    fn cast(&self, dots: u32) -> Command {
        Command::Cast {
            ballot: ROUND,
            voice: Voice::Member(BO),
            people: 1,
            group: None,
            marks: vec![(self.cards[0].to_string().into(), dots)],
        }
    }

    fn write(n: u128, words: &str) -> Command {
        Command::AddCard {
            card: CardId(Uuid::from_u128(
                0x0193_0000_0000_7000_8000_0000_cccc_0000 + n,
            )),
            author: None,
            step: "story".into(),
            parent: None,
            column: Some("hurts".into()),
            after: After::Last,
            fields: vec![("text".into(), words.into())],
            from: None,
        }
    }

    fn people(&self) -> u32 {
        let session = self.room.session();
        Seen::new(&session, Viewer::Minutes).ballots_on(&"dots".into())[0].people()
    }

    async fn bodies(&self) -> Vec<String> {
        let all = self.journal.read(stream(SESSION), 0).await.unwrap();
        all.into_iter().map(|record| record.body).collect()
    }

    /// What a reading without any key makes: what is left for ever.
    async fn left(&self) -> Session {
        let bodies = self.bodies().await;
        let records = bodies.iter().map(|body| Record::decode(body).unwrap());
        Session::replay(SESSION, records)
    }
}

fn texts(session: &Session, viewer: Viewer) -> Vec<String> {
    let seen = Seen::new(session, viewer);
    let cards = seen.cards_on(&"story".into());
    cards.map(|card| card.text().to_owned()).collect()
}

#[tokio::test]
async fn what_is_cast_is_sealed_read_after_a_restart_and_gone_after_the_close() {
    let mut sealed = Sealed::new(Arc::new(Memory::new())).await;
    sealed.open().await;
    let before = sealed.bodies().await.len();
    sealed.ask(BO, sealed.cast(1)).await.unwrap();
    let again = sealed.request(BO, sealed.cast(2));
    sealed.room.ask(again.clone()).await.unwrap();
    // Sent once more, it changes nothing; also after a restart.
    sealed.room.ask(again.clone()).await.unwrap();
    for body in &sealed.bodies().await[before..] {
        assert!(!body.contains(&BO.to_string()) && !body.contains(&again.id.to_string()));
        assert!(!body.contains(&again.at.0.to_string()) && body.contains("sealed"));
    }
    let live = sealed.room.session();
    sealed.again().await;
    assert!(sealed.room.session().same_content(&live));
    sealed.room.ask(again).await.unwrap();
    sealed.ask(BO, Command::Undo).await.unwrap();
    assert_eq!((sealed.people(), sealed.room.session().lost()), (1, 0));
    assert_eq!(sealed.bodies().await.len(), before + 3);

    sealed
        .ask(sealed.ana, Command::CloseBallot { ballot: ROUND })
        .await
        .unwrap();
    let keys = sealed.journal.keys();
    assert!(keys.key(stream(SESSION), ROUND.0).unwrap().is_none());
    let live = sealed.room.session();
    assert!(!format!("{live:?}").contains("BallotCast"));
    let total = Seen::new(&live, Viewer::Minutes).ballots_on(&"dots".into())[0].total();
    assert_eq!(
        total.unwrap().marks,
        [(sealed.cards[0].to_string().into(), 1)]
    );
    sealed.again().await;
    assert!(sealed.room.session().same_content(&live));
    assert!(sealed.left().await.same_content(&live));
    assert!(!Seen::new(&live, Viewer::Member(BO)).can_undo());
}

#[tokio::test]
async fn cards_of_a_secret_silence_come_out_shuffled_and_by_nobody() {
    let mut sealed = Sealed::new(Arc::new(Memory::new())).await;
    let begin = Command::BeginSilence {
        round: SILENCE,
        step: "story".into(),
        privacy: Privacy::Secret,
    };
    sealed.ask(sealed.ana, begin).await.unwrap();
    for (n, words) in ["Kids are tired", "No one reads", "Shame"]
        .iter()
        .enumerate()
    {
        sealed
            .ask(BO, Sealed::write(n as u128, words))
            .await
            .unwrap();
    }
    assert_eq!(texts(&sealed.room.session(), Viewer::Projector).len(), 2);
    assert_eq!(texts(&sealed.room.session(), Viewer::Member(BO)).len(), 5);
    sealed.again().await;
    assert_eq!(texts(&sealed.room.session(), Viewer::Member(BO)).len(), 5);
    sealed
        .ask(
            sealed.ana,
            Command::Reveal {
                step: "story".into(),
            },
        )
        .await
        .unwrap();
    let live = sealed.room.session();
    assert_eq!(texts(&live, Viewer::Projector).len(), 5);
    assert!(sealed.left().await.same_content(&live));
    sealed.again().await;
    assert!(sealed.room.session().same_content(&live));
}

#[tokio::test]
async fn a_lost_key_is_said_and_the_round_closes_with_what_is_known() {
    let mut sealed = Sealed::new(Arc::new(Memory::new())).await;
    sealed.open().await;
    sealed.ask(BO, sealed.cast(1)).await.unwrap();
    sealed
        .journal
        .keys()
        .destroy(stream(SESSION), ROUND.0)
        .unwrap();
    sealed.again().await;
    assert_eq!((sealed.people(), sealed.room.session().lost()), (0, 1));
    let refused = sealed.ask(BO, sealed.cast(2)).await;
    let Err(Refused::No(why)) = refused else {
        panic!("{refused:?}")
    };
    assert!(why.0.render(crate::say::Lang::En).contains("key"));
    sealed
        .ask(sealed.ana, Command::CloseBallot { ballot: ROUND })
        .await
        .unwrap();
    assert_eq!(sealed.people(), 0);
}

/// A crash may fall between the close and the destruction of its key, or between the key and the round it is for.
#[tokio::test]
async fn a_key_without_an_open_round_goes_when_the_session_is_next_opened() {
    let mut sealed = Sealed::new(Arc::new(Memory::new())).await;
    let keys = sealed.journal.keys();
    keys.make(stream(SESSION), ROUND.0).unwrap();
    sealed.again().await;
    assert!(keys.rounds(stream(SESSION)).unwrap().is_empty());
    sealed.open().await;
    sealed.again().await;
    assert_eq!(keys.rounds(stream(SESSION)), Ok(vec![ROUND.0]));
}

/// Every byte of every file below a folder.
fn bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(bytes(&path));
        } else {
            found.push((path.display().to_string(), fs::read(&path).unwrap()));
        }
    }
    found
}

fn holds(all: &[(String, Vec<u8>)], what: &[u8]) -> Vec<String> {
    let has = |(_, bytes): &&(String, Vec<u8>)| bytes.windows(what.len()).any(|part| part == what);
    all.iter()
        .filter(has)
        .map(|(name, _)| name.clone())
        .collect()
}

/// The promise, asked of the disk itself: no file of the store links a card or a ballot to a person.
#[tokio::test]
async fn no_file_of_a_store_says_who_cast_or_wrote_in_a_closed_secret_round() {
    let folder = tempfile::tempdir().unwrap();
    let store: Arc<dyn Journal> =
        Arc::new(Store::open(folder.path(), Options { floor: 0 }).unwrap());
    let mut sealed = Sealed::new(store).await;
    sealed.open().await;
    let cast = sealed.request(BO, sealed.cast(2));
    sealed.room.ask(cast.clone()).await.unwrap();
    let key = fs::read(
        folder
            .path()
            .join(format!("rounds/{SESSION}/{}.key", ROUND.0)),
    )
    .unwrap();
    sealed
        .ask(sealed.ana, Command::CloseBallot { ballot: ROUND })
        .await
        .unwrap();
    let begin = Command::BeginSilence {
        round: SILENCE,
        step: "story".into(),
        privacy: Privacy::Secret,
    };
    sealed.ask(sealed.ana, begin).await.unwrap();
    let written = sealed.request(BO, Sealed::write(1, "Kids are tired"));
    sealed.room.ask(written.clone()).await.unwrap();
    let open = bytes(folder.path());
    assert!(holds(&open, b"Kids are tired").is_empty());
    sealed
        .ask(
            sealed.ana,
            Command::Reveal {
                step: "story".into(),
            },
        )
        .await
        .unwrap();

    let all = bytes(folder.path());
    assert!(all.len() > 5, "the store is there");
    // The words are there, and nothing of how they came.
    assert!(!holds(&all, b"Kids are tired").is_empty());
    for of in [&cast, &written] {
        assert_eq!(holds(&all, of.id.to_string().as_bytes()), [""; 0]);
        assert_eq!(holds(&all, of.id.0.as_bytes()), [""; 0]);
        assert_eq!(holds(&all, of.at.0.to_string().as_bytes()), [""; 0]);
    }
    let Command::AddCard { card, .. } = &written.command else {
        panic!()
    };
    assert_eq!(holds(&all, card.to_string().as_bytes()), [""; 0]);
    assert_eq!(holds(&all, &key), [""; 0]);
    assert!(!folder.path().join(format!("rounds/{SESSION}")).exists());
    // In the records, Bo is named where they came in, and nowhere else.
    for body in sealed.bodies().await {
        let record = Record::decode(&body).unwrap();
        let joined = matches!(record.ev.first(), Some(Event::Joined { .. }));
        assert_eq!(body.contains(&BO.to_string()), joined, "{body}");
    }
}

#[tokio::test]
async fn an_erased_session_takes_its_keys_along() {
    let folder = tempfile::tempdir().unwrap();
    let store: Arc<dyn Journal> =
        Arc::new(Store::open(folder.path(), Options { floor: 0 }).unwrap());
    let mut sealed = Sealed::new(store).await;
    sealed.open().await;
    let keys = folder.path().join("rounds").join(SESSION.to_string());
    assert!(keys.is_dir());
    sealed.journal.erase(stream(SESSION)).await.unwrap();
    assert!(!keys.exists());
    let error = load(&*sealed.journal, SESSION).await.err().unwrap();
    let erased = super::super::RoomError::Journal(JournalError::Erased {
        stream: stream(SESSION),
    });
    assert_eq!(error.to_string(), erased.to_string());
}
