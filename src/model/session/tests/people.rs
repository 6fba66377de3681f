//! Who may do what, closed sessions, and records of a newer version.

use uuid::Uuid;

use super::{
    super::Session,
    table::{Table, beginning, check, member, request, script},
};
use crate::{
    model::{After, CardId, Command, Member, Record, Role, SessionId, Value},
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
fn who_takes_part_changes_what_is_theirs() {
    check(
        r#"
        ana: add "a" in works
        bo: add "b" in works
        bo: set text of "a" to "A" -> That is somebody else’s. They, the facilitator or a scribe can change it; n adds your own.
        bo: move "a" to story/helps -> That is somebody else’s. They, the facilitator or a scribe can change it; n adds your own.
        bo: delete "a" -> That is somebody else’s. They, the facilitator or a scribe can change it; n adds your own.
        bo: group "a", "b" as "Both" -> Only the facilitator can do that.
        bo: set evidence of "b" to hunch
        bo: move "b" to story/helps
        bo: move "b" to works
        bo: delete "b"
        bo: restore "b"
        bo: link "b" "a"
        di: set text of "b" to "B"
        "#,
        "works a\nworks B <- a",
    );
}

#[test]
fn a_card_of_who_takes_part_is_theirs_and_a_scribe_says_whose() {
    let table = Table::with("bo: add \"b\" in works\ndi: add \"d\" in works");
    assert_eq!(table.the("b").author, Some(member("bo")));
    assert_eq!(table.the("d").author, None);
}

#[test]
fn a_scribe_writes_for_somebody_by_their_name_and_for_a_table_of_several_too() {
    let mut table = Table::with("bo: seat bo called \"Bo B\"");
    let written_for = |table: &mut Table, words: &str, whose: &str| {
        let text = |id: &str, words: &str| (id.into(), Value::Text(words.into()));
        let card = CardId(Uuid::from_u128(0xabc0 + whose.len() as u128));
        let command = Command::AddCard {
            card,
            author: None,
            step: "works".into(),
            parent: None,
            column: None,
            after: After::Last,
            fields: vec![text("text", words), text("table", whose)],
            from: None,
        };
        table.ask("di", command).unwrap();
        let seen = table.seen("ana");
        let card = seen.card(card).unwrap();
        (
            card.author().map(|one| one.id),
            card.text_of("table").to_owned(),
        )
    };
    let bo = Some(member("bo"));
    assert_eq!(written_for(&mut table, "a", "bo b"), (bo, String::new()));
    assert_eq!(
        written_for(&mut table, "b", "red table"),
        (None, "red table".into())
    );
    table.does("bo: seat bo people 4");
    assert_eq!(written_for(&mut table, "c", " Bo B"), (bo, "Bo B".into()));
}

#[test]
fn who_is_muted_sent_away_or_before_a_locked_board_changes_nothing() {
    check(
        r#"
        bo: add "b" in works
        ana: lock
        ana: lock -> nothing
        bo: set text of "b" to "B" -> The board is locked for the moment: everybody looks and listens. Your words are kept.
        bo: undo -> The board is locked for the moment: everybody looks and listens. Your words are kept.
        di: add "d" in works
        ana: unlock
        bo: set text of "b" to "B"
        ana: seat bo muted
        bo: undo -> The facilitator has asked this seat to watch for now. Your words are kept; ask for the word aloud.
        bo: seat bo heard -> The facilitator has asked this seat to watch for now. Your words are kept; ask for the word aloud.
        ana: seat bo heard
        bo: undo
        ana: seat bo out
        bo: add "c" in works -> The facilitator has asked this seat to leave. What was said here is kept.
        "#,
        "works b\nworks d",
    );
}

#[test]
fn a_seat_says_its_own_name_and_number_and_whoever_leads_the_rest() {
    let mut table = Table::with(
        r#"
        bo: seat bo people 4
        bo: seat bo called " Table of Bo "
        bo: seat bo people 0 -> Between 1 and 200 people can share a seat.
        bo: seat bo called " " -> A seat needs a name.
        bo: seat bo leads -> Only the facilitator can do that.
        bo: seat di people 2 -> Only the facilitator can do that.
        di: lock -> Only the facilitator can do that.
        di: seat bo muted -> Only the facilitator can do that.
        ana: seat ana scribe -> Somebody has to lead: give the lead to another first.
        ana: seat ana out -> Somebody has to lead: give the lead to another first.
        ana: seat di leads
        ana: seat ana scribe
        di: lock
        "#,
    );
    let bo = table.seen("ana").member(member("bo")).unwrap().clone();
    assert_eq!((&*bo.name, bo.people), ("Table of Bo", 4));
    // The lead that was given away comes back with whoever holds the store, or a key named for it.
    table
        .ask(
            "ana",
            Command::Join {
                member: Member::new(member("ana"), "Ana", Role::Facilitator),
            },
        )
        .unwrap();
    table.does("ana: unlock");
    // Nor does whoever it was given to, and who leads still, keep it from them.
    for kept_out in ["muted", "out"] {
        table.does(&format!("di: seat ana {kept_out}"));
        let join = |role| Command::Join {
            member: Member::new(member("ana"), "Ana", role),
        };
        let without = table.ask("ana", join(Role::Participant));
        assert_eq!(without.is_ok(), kept_out == "muted");
        table.ask("ana", join(Role::Facilitator)).unwrap();
        table.does("ana: lock\nana: unlock");
    }
}

#[test]
fn all_of_one_person_is_taken_back_but_for_what_others_built_on() {
    let mut table = Table::with(
        r#"
        ana: add "a" in works
        bo: add "b" in works
        bo: add "c" in works
        bo: set text of "c" to "C"
        bo: add "d" in works
        di: set text of "d" to "D"
        ana: undo-all cy -> There is nothing of theirs to take back: others have built on all of it, or there was nothing.
        ana: undo-all bo
        "#,
    );
    assert_eq!(table.page(), "works a\nworks D\n");
    let told = table
        .seen("ana")
        .history()
        .next()
        .map(|(.., msg)| msg.render(Lang::En));
    assert_eq!(told.as_deref(), Some("took back 3 changes of one person"));
    // What was taken back is theirs to do again, and nobody else's.
    table.does("ana: undo\nbo: redo");
    assert_eq!(table.page(), "works b\nworks D\n");
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
        let you = Member::new(member(you), "Ana", role);
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
