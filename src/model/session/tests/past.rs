//! The past: one change of somebody else taken back, a card as it once was, the session as it stood, and a copy of it.

use proptest::{prelude::*, sample::Index};
use uuid::Uuid;

use super::{
    any_commands::{any_command, run, someone},
    table::{Table, assert_sound, member},
};
use crate::{
    model::{
        At, Command, CopyAs, Event, MemberId, Record, Seen, Seq, Session, SessionId, Viewer,
        step::recap,
    },
    say::Lang,
};

/// The record that did this, as the history tells it to Ana.
fn did(table: &Table, words: &str) -> Seq {
    let found = table
        .seen("ana")
        .log()
        .into_iter()
        .rfind(|done| done.did.render(Lang::En).starts_with(words));
    found.unwrap_or_else(|| panic!("nobody {words}")).seq
}

fn undo_one(table: &mut Table, who: &str, words: &str) -> Result<usize, String> {
    let of = did(table, words);
    table.ask(who, Command::UndoOne { of })
}

#[test]
fn whoever_leads_takes_back_what_others_did_and_they_can_do_it_again() {
    let mut table = Table::with(
        r#"
        bo: add "a" in works
        bo: add "b" in works
        bo: add "c" in works
        "#,
    );
    assert_eq!(undo_one(&mut table, "ana", "added “a”"), Ok(1));
    assert_eq!(table.page(), "works b\nworks c\n");
    let again = undo_one(&mut table, "ana", "added “a”");
    assert_eq!(again, Err("That was taken back already.".into()));
    table.does("bo: redo");
    assert_eq!(table.page(), "works a\nworks b\nworks c\n");
    // Everybody may take back what they did themselves, whatever they did since.
    assert_eq!(undo_one(&mut table, "bo", "added “b”"), Ok(1));
    let others = undo_one(&mut table, "di", "added “a”");
    assert_eq!(others, Err("Only the facilitator can do that.".into()));
}

#[test]
fn what_is_not_taken_back_says_why() {
    let mut table = Table::with(
        r#"
        bo: add "a" in works
        di: set text of "a" to "b"
        ana: enter works
        bo: add "kept" in works
        ana: link "kept" "a"
        "#,
    );
    let built = table.seen("ana").log();
    let first = built.iter().find(|done| done.card == Some(table.card("a")));
    let of = first.expect("the card").seq;
    let no = table.ask("ana", Command::UndoOne { of });
    assert_eq!(
        no,
        Err("Nothing was taken back. “added “a”” stays, because somebody changed “b” after that: take that back first.".into())
    );
    let no = undo_one(&mut table, "ana", "added “kept”");
    assert!(no.is_err_and(|why| why.starts_with("Nothing was taken back. Others have built on")));
    let no = undo_one(&mut table, "ana", "went to");
    assert!(no.is_err_and(|why| why.starts_with("This is not taken back here")));
    // What nobody is told of, nobody else takes back; and what is not seen is not there.
    table.does(
        r#"
        ana: silence story anonymous
        bo: add "mine" in story/hurts
        ana: reveal story
        bo: note story "private"
        "#,
    );
    let no = undo_one(&mut table, "ana", "added “mine”");
    assert!(no.is_err_and(|why| why.starts_with("Nobody is told whose this is")));
    let note = table.session.len() - 1;
    let no = table.ask("ana", Command::UndoOne { of: note });
    assert_eq!(no, Err("There is nothing of yours to undo.".into()));
    let no = table.ask("ana", Command::UndoOne { of: 9_999 });
    assert_eq!(no, Err("There is nothing of yours to undo.".into()));
}

#[test]
fn a_card_comes_back_as_it_was() {
    let mut table = Table::with(
        r#"
        ana: add "top" in whys
        ana: add "a" in whys under "top"
        ana: add "b" in whys under "top"
        di: set evidence of "b" to hunch
        "#,
    );
    let then = table.session.len() - 1;
    let whole = table.page();
    table.does(
        r#"
        di: set text of "b" to "other"
        di: set evidence of "b" to data
        di: set root of "b" to yes
        ana: move "b" to works
        ana: delete "b"
        "#,
    );
    let card = table.card("b");
    let bring = |table: &Table, who: &str| table.seen(who).as_it_was(card, then);
    let command = bring(&table, "ana").expect("it can come back");
    assert_eq!(table.ask("ana", command), Ok(5));
    assert_eq!(table.page(), whole);
    assert_eq!(table.the("b").text_of("evidence"), "hunch");
    assert!(!table.the("b").flag("root"));
    let still = bring(&table, "ana").expect_err("nothing to do");
    assert_eq!(still.0.render(Lang::En), "The card is as it was then.");
    // One undo, and it is as before.
    table.does("ana: undo");
    assert!(table.seen("ana").card(card).is_none());
    let early = table.seen("ana").as_it_was(card, 4).expect_err("not there");
    assert_eq!(early.0.render(Lang::En), "The card was not on a page then.");
}

#[test]
fn what_was_hidden_then_comes_back_for_nobody_else() {
    let mut table = Table::with(
        r#"
        ana: silence story
        bo: add "draft" in story/hurts
        "#,
    );
    let then = table.session.len() - 1;
    let card = table.card("draft");
    table.does(
        r#"
        bo: set text of "draft" to "said"
        ana: reveal story
        "#,
    );
    let ana = table.seen("ana").as_it_was(card, then);
    assert!(ana.is_err(), "what was unseen then is not shown now");
    let own = table.seen("bo").as_it_was(card, then).expect("their own");
    assert_eq!(table.ask("bo", own), Ok(1));
    assert_eq!(table.the("draft").text(), "draft");
    assert!(table.seen("cy").as_it_was(card, then).is_err());
}

#[test]
fn the_history_says_what_was_decided_about_people() {
    let mut table = Table::with(
        r#"
        ana: seat bo muted
        ana: seat bo heard
        ana: seat di scribe -> nothing
        ana: seat bo called "Robert"
        ana: seat bo scribe
        ana: seat di leads
        di: seat bo out
        "#,
    );
    let told = |table: &Table| -> Vec<String> {
        let log = table.seen("ana").log();
        let lines = log.iter().map(|done| {
            let name = done.by.map_or("someone", |by| &by.name);
            format!("{name} {}", done.did.render(Lang::En))
        });
        lines.skip(4).collect()
    };
    assert_eq!(
        told(&table),
        [
            "Ana asked bo only to watch",
            "Ana let bo take part again",
            "Ana bo is called Robert now",
            "Ana made Robert scribe",
            "Ana gave the lead to di",
            "di asked Robert to leave",
        ]
    );
    let back = table.session.members[&member("bo")].as_ref().clone();
    let back = crate::model::Member { out: false, ..back };
    table
        .ask("di", Command::ChangeMember { member: back })
        .expect("back");
    assert_eq!(
        told(&table).pop().as_deref(),
        Some("di let Robert in again")
    );
}

#[test]
fn the_history_marks_what_was_taken_back() {
    let table = Table::with(
        r#"
        ana: enter works
        bo: add "a" in works
        bo: add "b" in works
        bo: undo
        "#,
    );
    let log = table.seen("ana").log();
    let told: Vec<_> = log
        .iter()
        .skip(4)
        .map(|done| (done.step.as_str(), done.undone))
        .collect();
    assert_eq!(
        told,
        [
            ("works", false),
            ("works", false),
            ("works", true),
            ("works", false)
        ]
    );
    assert_eq!(log[5].card, Some(table.card("a")));
    assert_eq!(log[6].card, None, "it is gone altogether");
}

#[test]
fn the_history_does_not_say_whose_a_nameless_card_is_by_its_place() {
    let table = Table::with(
        r#"
        ana: silence story anonymous
        bo: add "zebra" in story/hurts
        di: add "between" in works
        ana: add "apple" in story/hurts
        ana: reveal story
        "#,
    );
    let log = table.seen("cy").log();
    let told: Vec<(Option<&str>, String, i64)> = log
        .iter()
        .skip(4)
        .map(|done| {
            (
                done.by.map(|by| &*by.name),
                done.did.render(Lang::En),
                done.at.0,
            )
        })
        .collect();
    let words: Vec<(Option<&str>, &str)> = told.iter().map(|(by, did, _)| (*by, &**did)).collect();
    assert_eq!(
        words,
        [
            (Some("Ana"), "began silent writing"),
            (Some("di"), "added “between”"),
            (None, "added “apple”"),
            (None, "added “zebra”"),
            (Some("Ana"), "revealed what was written"),
        ]
    );
    assert_eq!(told[2].2, told[4].2, "nor by its time");
}

/// Everything that everybody is told of a session.
fn wall(session: &Session) -> String {
    let seen = Seen::new(session, Viewer::Projector);
    let mut out = format!("{:?}", recap::document(&seen));
    for step in &seen.script().steps {
        out += &format!("{:?}{:?}", seen.recap(step), seen.standing(step));
        for (_, card) in seen.walk(&step.id, None, |_| true) {
            out += card.text();
            out += card.author().map_or("", |author| &author.name);
        }
        for ballot in seen.ballots_on(&step.id) {
            out += &format!("{}", ballot.lost());
        }
        out += &format!(
            "{}",
            seen.silence(&step.id).map_or(0, |silence| silence.lost())
        );
        assert!(seen.note(&step.id).is_none());
    }
    out
}

#[test]
fn played_again_nothing_is_told_before_it_was_shown_nor_what_is_hidden_now() {
    let table = Table::with(
        r#"
        ana: note story "quartz"
        ana: add "Rent doubled" in story/hurts
        ana: silence story
        bo: add "sapphire" in story/hurts
        ana: add "opal" in story/helps
        ana: reveal story
        ana: silence works anonymous
        bo: add "ruby" in works
        ana: reveal works
        ana: silence whys secret
        bo: add "emerald" in whys
        di: add "topaz" in whys
        ana: add "open" in plan
        ana: reveal whys
        bo: add "names a child" in story/hurts
        ana: set hidden of "names a child" to yes
        ana: silence plan
        bo: add "not yet" in plan
        "#,
    );
    let mut past = table.seen("cy").past().expect("a past");
    let stops = past.stops().to_vec();
    let revealed = |nth: usize| {
        let records = table.records.iter().enumerate();
        let mut shown = records.filter(|(_, one)| matches!(one.ev[0], Event::Revealed { .. }));
        shown.nth(nth).expect("a reveal").0 as Seq
    };
    let (mut seen_sapphire, mut seen_topaz) = (false, false);
    for (at, stop) in stops.iter().enumerate() {
        let (name, words) = past.did(at).expect("a change");
        let caption = format!("{name:?} {}", words.render(Lang::En));
        let told = wall(past.session(at)) + &caption;
        for never in ["quartz", "names a child", "not yet"] {
            assert!(!told.contains(never), "{never} at {}", stop.seq);
        }
        for (words, reveal) in [
            ("sapphire", 0),
            ("opal", 0),
            ("ruby", 1),
            ("emerald", 2),
            ("topaz", 2),
        ] {
            let shown = stop.seq >= revealed(reveal);
            assert_eq!(told.contains(words), shown, "{words} at {}", stop.seq);
        }
        for nameless in ["ruby", "emerald", "topaz"] {
            assert!(!caption.contains(nameless), "{caption}");
        }
        seen_sapphire |= told.contains("sapphire");
        seen_topaz |= told.contains("topaz");
    }
    assert!(seen_sapphire && seen_topaz, "and then it is told");
    // Not even how much was said in a secret round, or when.
    let secret = table.records.iter().enumerate().filter(|(_, one)| {
        matches!(&one.ev[0], Event::CardAdded { fields, .. }
            if fields.iter().any(|(_, value)| ["emerald", "topaz"].contains(&&*value.display())))
    });
    for (seq, _) in secret {
        assert!(stops.iter().all(|stop| stop.seq != seq as Seq));
    }
}

#[test]
fn a_copy_stands_as_the_session_stood_and_keeps_what_was_decided_since() {
    let mut table = Table::with(
        r#"
        ana: add "a" in works
        bo: add "names a child" in works
        bo: add "and another" in works
        ana: set text of "a" to "b"
        "#,
    );
    let then = table.session.len() - 1;
    table.does(
        r#"
        ana: delete "a"
        ana: move "names a child" to whys
        ana: move "and another" to whys under "names a child"
        ana: set hidden of "names a child" to yes
        ana: seat bo out
        ana: close
        "#,
    );
    let mut past = table.seen("ana").past().expect("a past");
    let at = past
        .stops()
        .iter()
        .position(|stop| stop.seq == then)
        .expect("a stop");
    let to = CopyAs {
        session: SessionId(Uuid::from_u128(70)),
        title: "Buses as of 14:07",
        by: member("ana"),
        at: At(5_000),
    };
    let mut made = 0;
    let mut ids = || {
        made += 1;
        Uuid::from_u128(90_000 + made)
    };
    let records = past.copy(at, &to, &mut ids).expect("a copy");
    let lines: Vec<String> = records
        .iter()
        .map(|record| record.encode().unwrap())
        .collect();
    let read = lines.iter().map(|line| Record::decode(line).unwrap());
    let copy = Session::replay(to.session, read);
    assert_sound(&copy);
    let seen = Seen::new(&copy, Viewer::Projector);
    assert_eq!(&**seen.title(), "Buses as of 14:07");
    assert!(!seen.is_closed());
    let cards: Vec<_> = seen.all_cards().map(|card| card.text()).collect();
    assert_eq!(cards, ["b"], "what was hidden since stays hidden");
    assert!(seen.member(member("bo")).is_some_and(|bo| bo.out));
    let then = usize::try_from(then).unwrap();
    assert_eq!(records[..=then], table.records[..=then]);
}

#[test]
fn there_is_no_copy_of_the_inside_of_a_secret_round() {
    let table = Table::with(
        r#"
        ana: silence story secret
        bo: add "mine" in story/hurts
        ana: add "open" in works
        ana: reveal story
        "#,
    );
    let mut past = table.seen("ana").past().expect("a past");
    let to = CopyAs {
        session: SessionId(Uuid::from_u128(70)),
        title: "Copy",
        by: member("ana"),
        at: At(5_000),
    };
    let stops = past.stops().len();
    let mut ids = || Uuid::from_u128(90_000);
    let inside = past.copy(stops - 2, &to, &mut ids).expect_err("inside");
    assert!(
        inside
            .0
            .render(Lang::En)
            .starts_with("A secret round was open then")
    );
    let after = past.copy(stops - 1, &to, &mut ids).expect("after it");
    let copy = Session::replay(to.session, after);
    let seen = Seen::new(&copy, Viewer::Projector);
    assert!(
        seen.all_cards()
            .any(|card| card.text() == "mine" && card.author().is_none())
    );
    let before = past.copy(stops - 4, &to, &mut ids);
    assert!(before.is_ok());
}

/// The session after each of these records, as it was then.
fn lived(id: SessionId, records: &[Record]) -> Vec<Session> {
    let mut session = Session::new(id);
    let each = records.iter().map(|record| {
        session.apply(record.clone());
        session.clone()
    });
    each.collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    /// Whatever was done: at every place to stop at, everybody is shown only what they were shown then and may see now,
    /// wherever one comes from; and where nothing was private, all of it.
    #[test]
    fn the_past_is_what_was_seen(
        asked in proptest::collection::vec((someone(), any_command()), 0..120),
        jumps in proptest::collection::vec(any::<Index>(), 0..12),
    ) {
        let (session, records) = run(asked);
        let then = lived(session.id(), &records);
        let now = Seen::new(&session, Viewer::Projector);
        let Some(mut past) = now.past() else { return Ok(()) };
        let stops = past.stops().to_vec();
        let private = records.iter().any(|record| record.ev.iter().any(|event| {
            matches!(event, Event::Noted { .. } | Event::SilenceBegun { .. } | Event::Sealed { .. })
                || event.begins_secret().is_some()
        })) || session.cards.values().any(|card| session.is_put_away(card));
        for at in jumps.iter().map(|jump| jump.index(stops.len().max(1))).chain(0..stops.len()) {
            let Some(stop) = stops.get(at) else { continue };
            let shown = past.session(at).clone();
            prop_assert_eq!(shown.len(), stop.seq + 1);
            let lived = &then[usize::try_from(stop.seq).unwrap()];
            if !private {
                prop_assert!(shown.same_content(lived));
            }
            let (shown, lived) = (Seen::new(&shown, Viewer::Projector), Seen::new(lived, Viewer::Projector));
            for card in shown.all_cards() {
                let was = lived.card(card.id());
                prop_assert!(was.is_some_and(|was| was.text() == card.text()));
                prop_assert!(session.cards.get(&card.id()).is_none_or(|card| !session.hides(card, None)));
            }
            // And what everybody was shown then and may see now is all there.
            for was in lived.all_cards() {
                let public = session.cards.get(&was.id()).is_some_and(|card| !session.hides(card, None));
                let again = shown.card(was.id());
                prop_assert!(!public || again.is_some_and(|card| card.text() == was.text()));
            }
            prop_assert!(past.did(at).is_some());
        }
    }

    /// A card that comes back is as it was, and one undo takes that back.
    #[test]
    fn what_comes_back_is_as_it_was(
        asked in proptest::collection::vec((someone(), any_command()), 0..80),
        seq in any::<Index>(),
    ) {
        let (mut session, records) = run(asked);
        let seq = seq.index(records.len()) as Seq;
        let ana = member("ana");
        let cards: Vec<_> = session.cards.keys().copied().collect();
        for card in cards {
            let Ok(command) = Seen::new(&session, Viewer::Member(ana)).as_it_was(card, seq) else { continue };
            let asked = super::table::request(ana, 80_000 + u128::from(session.len()), command);
            let before = session.clone();
            let Ok(events) = session.decide(&asked) else { continue };
            session.apply(asked.becomes(events));
            assert_sound(&session);
            let then = session.as_of(seq, card);
            let (now, was) = (&session.cards[&card], &then.cards[&card]);
            for (id, state) in was.fields.iter().filter(|(id, _)| id.as_str() != "hidden") {
                prop_assert_eq!(now.get(id.as_str()), state.value.as_ref());
            }
            prop_assert_eq!(&now.place.value.step, &was.place.value.step);
            let undo = super::table::request(ana, 90_000 + u128::from(session.len()), Command::Undo);
            let events = session.decide(&undo).unwrap();
            session.apply(undo.becomes(events));
            prop_assert!(session.same_content(&before) || session.links != before.links);
        }
    }

    /// What one change taken back leaves is sound, whoever asks for whichever.
    #[test]
    fn one_change_taken_back_tears_nothing(
        asked in proptest::collection::vec((someone(), any_command()), 0..60),
        which in proptest::collection::vec((someone(), any::<Index>()), 0..20),
    ) {
        let (mut session, _) = run(asked);
        for (who, of) in which {
            let of = of.index(usize::try_from(session.len()).unwrap()) as Seq;
            let asked = super::table::request(who, 80_000 + u128::from(session.len()), Command::UndoOne { of });
            if let Ok(events) = session.decide(&asked) {
                prop_assert_eq!(&events, &vec![Event::Undone { seq: of }]);
                let by: MemberId = session.log.get(of).unwrap().record.by;
                prop_assert!(who == by || who == member("ana"));
                session.apply(asked.becomes(events));
                assert_sound(&session);
            }
        }
    }
}
