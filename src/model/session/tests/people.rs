//! Who may do what, closed sessions, and records of a newer version.

use uuid::Uuid;

use super::{
    super::Session,
    table::{Table, beginning, check, member, request, script},
};
use crate::{
    model::{Command, Member, Record, Role, SessionId},
    say::Lang,
};

#[test]
fn who_watches_only_watches_and_who_leads_leads() {
    check(
        r#"
        cy: add "a" in works -> An observer watches; ask the facilitator for a seat to take part.
        cy: note story "x" -> An observer watches; ask the facilitator for a seat to take part.
        eve: undo -> Only people in the room can do that.
        bo: add "b" in works
        bo: call "x" -> Only the facilitator can do that.
        bo: enter works -> Only the facilitator can do that.
        bo: time story 5 -> Only the facilitator can do that.
        bo: close -> Only the facilitator can do that.
        di: enter works
        di: call "Written by Di"
        "#,
        "works b",
    );
}

#[test]
fn a_closed_session_is_read_and_reopened() {
    check(
        r#"
        ana: add "a" in works
        ana: close
        ana: close -> This session is closed. Reopen it to go on; nothing is lost.
        ana: add "b" in works -> This session is closed. Reopen it to go on; nothing is lost.
        ana: undo -> This session is closed. Reopen it to go on; nothing is lost.
        ana: enter works
        ana: note works "later"
        ana: reopen
        ana: undo
        ana: undo
        "#,
        "",
    );
}

#[test]
fn a_session_begins_once_and_by_whoever_leads_it() {
    let begin = |by: &str, you: &str, role, title: &str| {
        let you = Member {
            id: member(you),
            name: "Ana".into(),
            role,
        };
        let command = Command::Begin {
            script: script(),
            title: title.into(),
            you,
        };
        request(member(by), 1, command)
    };
    let fresh = Session::new(SessionId(Uuid::from_u128(7)));
    let says = |session: &Session, request| {
        let said = session.decide(&request);
        said.map(|events| events.len())
            .map_err(|why| why.0.render(Lang::En))
    };
    assert_eq!(
        says(&fresh, begin("ana", "ana", Role::Facilitator, " Buses\n")),
        Ok(2)
    );
    assert_eq!(
        says(&fresh, begin("ana", "ana", Role::Facilitator, " ")),
        Err("A session needs a title.".into())
    );
    assert_eq!(
        says(&fresh, begin("ana", "bo", Role::Facilitator, "x")),
        Err("Only people in the room can do that.".into())
    );
    assert_eq!(
        says(&fresh, begin("ana", "ana", Role::Observer, "x")),
        Err("Only the facilitator can do that.".into())
    );
    let undo = request(member("ana"), 1, Command::Undo);
    assert_eq!(
        says(&fresh, undo),
        Err("This session has not begun yet.".into())
    );
    let running = Session::replay(fresh.id(), beginning());
    assert_eq!(
        says(&running, begin("ana", "ana", Role::Facilitator, "x")),
        Err("This session has begun already.".into())
    );
}

#[test]
fn what_a_newer_version_wrote_is_read_only_and_kept_as_written() {
    let table = Table::with("ana: add \"a\" in works\nana: add \"b\" in works");
    let mut lines: Vec<String> = table.records.iter().map(|r| r.encode().unwrap()).collect();
    let newer = lines[5].replace(
        "\"ev\":[",
        "\"ev\":[{\"danced\":{\"who\": \"Bo\",\"n\":1e3}},",
    );
    assert_ne!(newer, lines[5]);
    lines[5].clone_from(&newer);
    let version_2 = newer.replace("\"v\":1", "\"v\":2");
    lines.push(version_2.clone());

    let read_back: Vec<_> = lines
        .iter()
        .map(|line| Record::decode(line).unwrap())
        .collect();
    assert_eq!(read_back[5].encode().unwrap(), newer);
    assert_eq!(read_back[6].encode().unwrap(), version_2);

    let mut read = Table::new();
    read.session = Session::replay(table.session.id(), read_back);
    assert!(read.seen("ana").is_newer());
    assert_eq!(read.page(), "works a\nworks b\n");
    read.does(
        "ana: undo -> This session was written by a newer Upturn. You can read it here; update Upturn to change it.",
    );
}

#[test]
fn a_session_that_only_a_newer_version_understands_says_so() {
    let lines = beginning();
    let records = lines.iter().map(|record| {
        let line = record.encode().unwrap().replace("\"v\":1", "\"v\":2");
        Record::decode(&line).unwrap()
    });
    let session = Session::replay(SessionId(Uuid::from_u128(7)), records);
    let why = session
        .decide(&request(member("ana"), 9, Command::Undo))
        .unwrap_err();
    assert!(why.0.render(Lang::En).contains("newer Upturn"));
}
