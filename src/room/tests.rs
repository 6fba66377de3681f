//! A room that opens from a snapshot: soon, and in the end as right as one that read everything.

use std::sync::Arc;

use uuid::Uuid;

use super::{
    Refused, Room, RoomError, glance, load,
    opening::{is_due, keep},
    stream,
};
use crate::{
    journal::{Journal, Memory, NewRecord, Snapshot},
    model::{
        At, Command, CommandId, Event, Member, Record, Request, Role, Seen, Session, Viewer,
        testing::Room as Talk,
    },
};

/// A talk of some thirty records, all of them by Ana.
fn talk() -> Talk {
    let mut talk = Talk::talk("Smoking");
    for n in 0..30 {
        talk.card_in("story", "hurts", &format!("Cause {n}"));
    }
    talk
}

fn records(session: &Session) -> Vec<Record> {
    let seen = Seen::new(session, Viewer::Archive);
    seen.records().cloned().collect()
}

async fn store(journal: &dyn Journal, session: &Session, records: &[Record]) {
    for (seq, record) in (0..).zip(records) {
        let body = record.encode().unwrap();
        let id = record.id.0;
        let new = NewRecord { id, body };
        journal
            .append(stream(session.id()), seq, new)
            .await
            .unwrap();
    }
}

/// A journal that holds a session, with a snapshot of its first `at` records.
async fn stored(session: &Session, at: usize) -> Arc<dyn Journal> {
    let journal: Arc<dyn Journal> = Arc::new(Memory::new());
    let records = records(session);
    store(&*journal, session, &records).await;
    let early = Session::replay(session.id(), records[..at].iter().cloned());
    keep(Arc::clone(&journal), Arc::new(early)).await;
    journal
}

fn request(talk: &mut Talk, command: Command) -> Request {
    Request {
        id: CommandId(talk.id()),
        by: talk.you(),
        at: At(1_800_000_000_000),
        command,
    }
}

fn me(talk: &Talk) -> Member {
    Member::new(talk.you(), "Ana", Role::Facilitator)
}

#[tokio::test]
async fn a_session_is_looked_at_before_its_history_is_read_and_asked_after_that() {
    let mut talk = talk();
    let journal = stored(talk.session(), 20).await;
    let room = Room::open(Arc::clone(&journal), talk.session().id())
        .await
        .unwrap();
    let first = room.session();
    assert!(!first.is_whole());
    assert!(first.same_content(talk.session()));
    // Whoever is known only comes back, which changes nothing.
    let back = room.join(CommandId(talk.id()), At(0), me(&talk)).await;
    assert!(back.is_ok());

    let undo = request(&mut talk, Command::Undo);
    room.ask(undo).await.unwrap();
    talk.run(Command::Undo);
    let after = room.session();
    assert!(after.is_whole());
    assert!(after.same_content(talk.session()));
    let all = load(&*journal, talk.session().id()).await.unwrap();
    assert_eq!(records(&after), records(&all));
    for session in [&*after, &all] {
        let seen = Seen::new(session, Viewer::Member(talk.you()));
        assert_eq!(
            seen.history().count(),
            usize::try_from(session.len()).unwrap()
        );
        assert_eq!(
            seen.undo_label(),
            talk.seen(Viewer::Member(talk.you())).undo_label()
        );
    }
}

#[tokio::test]
async fn who_joins_before_the_history_is_read_is_in_it() {
    let mut talk = talk();
    let journal = stored(talk.session(), 20).await;
    let room = Room::open(Arc::clone(&journal), talk.session().id())
        .await
        .unwrap();
    let bo = Member::new(
        crate::model::MemberId(Uuid::from_u128(77)),
        "Bo",
        Role::Scribe,
    );
    room.join(CommandId(talk.id()), At(0), bo.clone())
        .await
        .unwrap();
    room.whole().await.unwrap();
    let session = room.session();
    assert!(session.is_whole());
    assert_eq!(session.len(), talk.session().len() + 1);
    let seen = Seen::new(&session, Viewer::Projector);
    assert!(seen.member(bo.id).is_some());
}

#[tokio::test]
async fn what_reaches_behind_the_snapshot_is_read_whole() {
    let mut talk = talk();
    let at = talk.session().len();
    talk.run(Command::Undo);
    let journal = stored(talk.session(), usize::try_from(at).unwrap()).await;
    let session = glance(&*journal, talk.session().id()).await.unwrap();
    assert!(session.is_whole());
    assert!(session.same_content(talk.session()));
}

#[tokio::test]
async fn a_snapshot_that_cannot_be_used_is_passed_over() {
    let talk = talk();
    let id = talk.session().id();
    let sound = talk.session().freeze().unwrap();
    let text = String::from_utf8(sound.clone()).unwrap();
    let other = Session::replay(
        crate::model::SessionId(Uuid::from_u128(5)),
        records(talk.session()),
    );
    let useless = [
        Vec::new(),
        b"{}".to_vec(),
        sound[..sound.len() / 2].to_vec(),
        text.replacen("\"v\":", "\"v\":9", 1).into_bytes(),
        text.replacen("\"newer\":", "\"sung\":1,\"newer\":", 1)
            .into_bytes(),
        text.replacen("\"closed\":false,", "", 1).into_bytes(),
        other.freeze().unwrap(),
    ];
    for body in useless {
        assert_ne!(body, sound);
        let journal = stored(talk.session(), 20).await;
        let next = talk.session().len();
        journal
            .keep_snapshot(stream(id), Snapshot { next, body })
            .await
            .unwrap();
        let session = glance(&*journal, id).await.unwrap();
        assert!(session.is_whole() && session.same_content(talk.session()));
    }
    // One of another length than it says would let records be applied twice.
    let journal = stored(talk.session(), 20).await;
    let short = Snapshot {
        next: 10,
        body: sound,
    };
    journal.keep_snapshot(stream(id), short).await.unwrap();
    assert!(glance(&*journal, id).await.unwrap().is_whole());
}

#[tokio::test]
async fn a_history_that_cannot_be_read_is_said_and_nothing_is_decided_without_it() {
    let mut talk = talk();
    let id = talk.session().id();
    let journal: Arc<dyn Journal> = Arc::new(Memory::new());
    for (seq, record) in (0..).zip(records(talk.session())) {
        let body = if seq == 9 {
            "{}".to_owned()
        } else {
            record.encode().unwrap()
        };
        let new = NewRecord {
            id: record.id.0,
            body,
        };
        journal.append(stream(id), seq, new).await.unwrap();
    }
    keep(Arc::clone(&journal), Arc::new(talk.session().clone())).await;
    let room = Room::open(Arc::clone(&journal), id).await.unwrap();
    let told = room.whole().await.unwrap_err();
    assert!(
        matches!(&told, RoomError::Unreadable(reason) if reason.contains("Record 9")),
        "{told}"
    );
    let undo = request(&mut talk, Command::Undo);
    let refused = room.ask(undo).await;
    assert!(matches!(refused, Err(Refused::NotSaved(reason)) if reason.contains("Record 9")));
    let length = *journal.watch(stream(id)).borrow();
    assert_eq!(length, talk.session().len());
}

#[tokio::test]
async fn a_long_session_gets_snapshots_and_a_short_one_none() {
    let mut talk = talk();
    let id = talk.session().id();
    let mut all = records(talk.session());
    let journal: Arc<dyn Journal> = Arc::new(Memory::new());
    store(&*journal, talk.session(), &all).await;
    let short = Room::open(Arc::clone(&journal), id).await.unwrap();
    let title = |talk: &mut Talk, n: usize| {
        let title = format!("Smoking, {n}").into();
        request(talk, Command::Retitle { title })
    };
    short.ask(title(&mut talk, 0)).await.unwrap();
    drop(short);
    assert_eq!(journal.snapshot(stream(id)).await, Ok(None));

    all = records(&load(&*journal, id).await.unwrap());
    for n in all.len()..10_000 {
        let made = Record {
            id: CommandId(talk.id()),
            ev: vec![Event::Retitled {
                title: format!("Smoking, {n}").into(),
            }],
            ..all[all.len() - 1].clone()
        };
        let new = NewRecord {
            id: made.id.0,
            body: made.encode().unwrap(),
        };
        journal.append(stream(id), n as u64, new).await.unwrap();
    }
    let long = Room::open(Arc::clone(&journal), id).await.unwrap();
    assert!(long.session().is_whole());
    let kept = loop {
        if let Some(kept) = journal.snapshot(stream(id)).await.unwrap() {
            break kept;
        }
        tokio::task::yield_now().await;
    };
    assert_eq!(kept.next, 10_000);
    drop(long);
    let again = Room::open(Arc::clone(&journal), id).await.unwrap();
    assert!(!again.session().is_whole());
    again.ask(title(&mut talk, 1)).await.unwrap();
    assert!(again.session().is_whole());
    assert!(!is_due(9_999, 0) && is_due(10_000, 0));
    assert!(!is_due(11_999, 10_000) && is_due(12_000, 10_000));
}
