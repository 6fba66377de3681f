//! Silent writing, blind scores and secret rounds: who sees what, when, and what is left.

use super::table::{PEOPLE, Table, member};
use crate::{
    model::{Event, Record, Seen, Session, Viewer, step::recap},
    say::Lang,
};

/// Everything that a viewer is told, as one text.
fn told(table: &Table, viewer: Viewer) -> String {
    let seen = Seen::new(&table.session, viewer);
    let lang = Lang::En;
    let mut out = format!("{:?}", recap::document(&seen));
    for step in &seen.script().steps {
        out += &format!("{:?}", seen.recap(step));
        out += &format!("{:?}{:?}", seen.advice(step), seen.standing(step));
        for (_, card) in seen.walk(&step.id, None, |_| true) {
            out += card.text();
            out += card.author().map_or("", |author| &author.name);
        }
        out += &format!(
            "{:?}",
            seen.at_hand(step)
                .iter()
                .map(|card| card.text())
                .collect::<Vec<_>>()
        );
    }
    for (.., by, did) in seen.history() {
        out += &format!(
            "{} {}\n",
            by.map_or("someone", |by| &by.name),
            did.render(lang)
        );
    }
    for card in seen.all_cards().chain(seen.removed()).chain(seen.parked()) {
        out += card.text();
        out += &format!("{:?}", card.earlier("text"));
        let around = seen.comes_from(card.id()).chain(seen.leads_to(card.id()));
        out += &around.map(|card| card.text()).collect::<String>();
    }
    for label in [
        seen.undo_label(),
        seen.redo_label(),
        seen.undo_passes_over(),
    ] {
        out += &label.map_or_else(String::new, |label| label.render(lang));
    }
    for step in &seen.script().steps {
        for ballot in seen.ballots_on(&step.id) {
            let cards = ballot.asks().cards().iter();
            out += &cards.map(|card| ballot.words(*card)).collect::<String>();
            out += &format!("{:?}", ballot.entered().collect::<Vec<_>>());
        }
    }
    out
}

fn viewers() -> Vec<Viewer> {
    let members = PEOPLE.iter().map(|(name, _)| Viewer::Member(member(name)));
    members
        .chain([Viewer::Projector, Viewer::Minutes, Viewer::Archive])
        .collect()
}

fn see(table: &Table, words: &str) -> Vec<Viewer> {
    viewers()
        .into_iter()
        .filter(|viewer| told(table, *viewer).contains(words))
        .collect()
}

#[test]
fn what_is_written_in_silence_is_seen_by_its_author_alone_until_the_reveal() {
    let mut table = Table::with(
        r#"
        ana: add "Before" in story/hurts
        ana: silence story
        ana: silence story -> This step is silent already.
        bo: add "Unseen" in story/hurts
        bo: set text of "Unseen" to "Unseen twice"
        bo: add "Gone" in story/hurts
        bo: delete "Gone"
        bo: add "Undone" in story/hurts
        bo: undo
        bo: link "Unseen" "Before"
        di: add "Paper" in story/hurts
        ana: set text of "Unseen" to "x" -> That card is gone. Its words are in the history.
        ana: delete "Unseen" -> That card is gone. Its words are in the history.
        ana: move "Unseen" to works -> That card is gone. Its words are in the history.
        ana: restore "Gone" -> That card is gone. Its words are in the history.
        ana: group "Before" as "G" -> Reveal first: somebody still writes unseen.
        di: move "Before" to story under "Paper" -> Reveal first: somebody still writes unseen.
        ana: dots first in dots over "Unseen" "Before" -> That card is gone. Its words are in the history.
        bo: add "Elsewhere" in works
        "#,
    );
    let bo = Viewer::Member(member("bo"));
    for words in ["Unseen", "Gone", "Undone"] {
        assert_eq!(see(&table, words), [bo], "{words}");
    }
    assert_eq!(see(&table, "Paper"), [Viewer::Member(member("di"))]);
    assert_eq!(see(&table, "Elsewhere").len(), viewers().len());
    let count = |table: &Table, who: &str| {
        let seen = table.seen(who);
        let silence = seen.silence(&"story".into()).expect("a silence");
        (silence.cards(), silence.mine().count())
    };
    assert_eq!(count(&table, "ana"), (2, 0));
    assert_eq!(count(&table, "bo"), (2, 1));
    // Nothing is taken home meanwhile.
    let archive = Seen::new(&table.session, Viewer::Archive);
    assert!(archive.is_holding_back() && archive.records().next().is_none());
    table.does("ana: reveal story\nana: reveal story -> Nothing is hidden here.");
    assert_eq!(see(&table, "Unseen twice").len(), viewers().len());
    assert_eq!(see(&table, "Undone"), [bo]);
    let card = table.seen("ana").card(table.card("Unseen")).expect("shown");
    assert_eq!(card.author().map(|author| &*author.name), Some("bo"));
    let archive = Seen::new(&table.session, Viewer::Archive);
    assert_eq!(archive.records().count(), table.records.len());
}

#[test]
fn nothing_that_others_write_is_taken_along_before_the_reveal() {
    let mut table = Table::with(
        r#"
        ana: add "Why" in whys
        ana: silence whys
        bo: add "Because" in whys under "Why"
        ana: delete "Why" -> Somebody still writes unseen under this card. It stays as it is until the reveal.
        ana: move "Why" to works -> Somebody still writes unseen under this card. It stays as it is until the reveal.
        bo: add "And that" in whys under "Because"
        ana: reveal whys
        ana: delete "Why"
        "#,
    );
    assert_eq!(table.page(), "");
    table.does("ana: undo");
    assert!(table.page().contains("And that"));
}

#[test]
fn who_wrote_anonymously_is_never_told_and_can_still_mend_it() {
    let mut table = Table::with(
        r#"
        ana: silence story anonymous
        bo: add "Mine" in story/hurts
        bo: add "Other" in story/hurts
        ana: reveal story
        bo: set text of "Mine" to "Mine, better"
        bo: delete "Other"
        bo: undo
        ana: move "Mine" to story/helps
        "#,
    );
    for viewer in viewers() {
        let seen = Seen::new(&table.session, viewer);
        let card = seen.card(table.card("Mine")).expect("shown");
        assert_eq!(card.text(), "Mine, better");
        assert_eq!(card.author(), None);
        assert!(card.earlier("text").iter().all(|(_, by, _)| by.is_none()));
        for (seq, _, by, did) in seen.history() {
            let did = did.render(Lang::En);
            let own = table.records[usize::try_from(seq).expect("small")].by == member("bo");
            if own && (did.contains("Mine") || did.contains("Other")) {
                assert_eq!(by.map(|by| &by.name), None, "{did}");
            }
        }
    }
    let moved = table.seen("di").history().next().expect("a move").2;
    assert_eq!(moved.map(|by| &*by.name), Some("Ana"));
    // Taking back all of Bo's would say which cards were theirs.
    table.does("ana: undo-all bo -> There is nothing of theirs to take back: others have built on all of it, or there was nothing.");
    table.does("bo: undo");
    assert_eq!(table.the("Mine").text(), "Mine");
}

#[test]
fn a_secret_silence_leaves_cards_that_nobody_wrote() {
    let mut table = Table::with(
        r#"
        ana: add "Seen" in whys
        ana: silence whys secret
        bo: add "Deep" in whys under "Seen"
        bo: add "Deeper" in whys under "Deep"
        di: add "From paper" in whys
        bo: add "Plain" in works
        bo: set text of "Deep" to "Deep down"
        bo: link "Seen" "Plain"
        "#,
    );
    let sealed = |table: &Table| {
        let mut live = Session::new(table.session.id());
        let mut count = 0;
        for record in &table.records {
            count += usize::from(live.seals(&record.ev).is_some());
            live.apply(record.clone());
        }
        count
    };
    assert_eq!(sealed(&table), 4);
    assert!(table.session.freeze().is_none());
    table.does("ana: reveal whys");
    assert!(table.session.freeze().is_some());
    let seen = table.seen("ana");
    let words: Vec<(usize, String)> = seen
        .walk(&"whys".into(), None, |_| true)
        .map(|(depth, card)| (depth, card.text().to_owned()))
        .collect();
    let mut sorted = words.clone();
    sorted.sort();
    let at = |depth, words: &str| (depth, words.to_owned());
    assert_eq!(
        sorted,
        [
            at(0, "From paper"),
            at(0, "Seen"),
            at(1, "Deep down"),
            at(2, "Deeper")
        ]
    );
    for card in seen
        .cards_on(&"whys".into())
        .filter(|card| card.text() != "Seen")
    {
        assert!(card.author().is_none() && !card.is_mine());
        assert!(!table.cards.values().any(|known| *known == card.id()));
    }
    // Bo takes back what was said aloud, and nothing of what was secret.
    table.does("bo: undo\nbo: undo\nbo: undo -> There is nothing of yours to undo.");
    let text = serde_json::to_string(&table.session.freeze().expect("a snapshot")).expect("text");
    assert!(!text.contains(&table.card("Deep").to_string()));
}

#[test]
fn a_card_that_a_secret_silence_left_keeps_its_first_words() {
    let mut table = Table::with(
        r#"
        ana: silence whys secret
        bo: add "Deep" in whys
        ana: reveal whys
        "#,
    );
    let reveal = table.session.len() - 1;
    let found = table.seen("di").all_cards().next();
    let card = found.expect("what was left").id();
    for (field, value) in [("text", "Deep down".into()), ("evidence", "hunch".into())] {
        let from = table.session.cards[&card].version(field);
        let write = crate::model::Command::SetField {
            card,
            field: field.into(),
            from,
            value: Some(value),
        };
        assert_eq!(table.ask("di", write), Ok(1));
    }
    let seen = table.seen("cy");
    let card = seen.card(card).expect("it is there");
    let name = |by: Option<&crate::model::Member>| by.map(|by| by.name.to_string());
    let versions: Vec<_> = card.versions().into_iter().collect();
    let words: Vec<_> = versions.iter().map(|was| (was.seq, &*was.text)).collect();
    assert_eq!(words, [(reveal + 1, "Deep down"), (reveal, "Deep")]);
    // Ana showed it, and wrote none of it.
    assert_eq!(name(versions[0].by).as_deref(), Some("di"));
    assert_eq!(versions[1].by, None);
    let earlier = card.earlier("text");
    let earlier: Vec<_> = earlier.iter().map(|(_, by, was)| (*by, &**was)).collect();
    assert_eq!(earlier, [(None, "Deep")]);
}

#[test]
fn nothing_that_all_see_comes_from_what_is_unseen() {
    let mut table = Table::with(
        r#"
        ana: silence story
        bo: add "Unseen" in story/hurts
        "#,
    );
    let from = table.card("Unseen");
    let lay = |table: &mut Table, step: &str, n: u128| {
        let card = crate::model::CardId(uuid::Uuid::from_u128(n));
        table.ask(
            "bo",
            crate::model::Command::AddCard {
                card,
                author: None,
                step: step.into(),
                parent: None,
                column: None,
                after: crate::model::After::Last,
                fields: vec![("text".into(), "Unseen".into())],
                from: Some(from),
            },
        )
    };
    assert_eq!(
        lay(&mut table, "whys", 77),
        Err("Reveal first: somebody still writes unseen.".to_owned())
    );
    // In the same silence it is as unseen as what it comes from.
    assert!(lay(&mut table, "story", 78).is_ok());
    table.does("ana: reveal story");
    assert!(lay(&mut table, "whys", 79).is_ok());
}

#[test]
fn what_is_secret_stands_alone_in_its_record() {
    let mut table = Table::with("ana: silence whys secret");
    let add = |n: u128, step: &str| crate::model::Command::AddCard {
        card: crate::model::CardId(uuid::Uuid::from_u128(n)),
        author: None,
        step: step.into(),
        parent: None,
        column: None,
        after: crate::model::After::Last,
        fields: vec![("text".into(), "x".into())],
        from: None,
    };
    let both = crate::model::Command::Several(vec![add(1, "whys"), add(2, "works")]);
    let why = table.ask("bo", both).expect_err("two rounds in one record");
    assert!(why.contains("secret"), "{why}");
    let one = crate::model::Command::Several(vec![add(1, "whys"), add(2, "whys")]);
    assert_eq!(table.ask("bo", one), Ok(2));
}

#[test]
fn scores_are_given_blind_and_heard_together() {
    let mut table = Table::with(
        r#"
        ana: add "a" in works
        ana: judge "a" on rank in rate as 5=1
        ana: silence rate
        bo: judge "a" on rank in rate by bo as 1=1
        ana: judge "a" on rank in rate as 4=3
        "#,
    );
    let tally = |table: &Table, viewer| {
        Seen::new(&table.session, viewer).tally(&"rate".into(), table.card("a"), &"rank".into())
    };
    let as_seen = |who: &str| Viewer::Member(member(who));
    assert_eq!(tally(&table, as_seen("bo")), [("1".into(), 1)]);
    assert_eq!(tally(&table, as_seen("ana")), [("4".into(), 3)]);
    assert_eq!(tally(&table, as_seen("di")), [("4".into(), 3)]);
    for viewer in [as_seen("cy"), Viewer::Projector, Viewer::Minutes] {
        assert_eq!(tally(&table, viewer), []);
    }
    assert_eq!(
        table
            .seen("cy")
            .silence(&"rate".into())
            .expect("one")
            .scores(),
        2
    );
    table.does("ana: reveal rate");
    let mut all = tally(&table, Viewer::Minutes);
    all.sort();
    assert_eq!(all, [("1".into(), 1), ("4".into(), 3)]);
}

#[test]
fn secret_scores_become_those_of_the_room() {
    let mut table = Table::with(
        r#"
        ana: add "a" in works
        ana: judge "a" on rank in rate as 5=1
        ana: silence rate secret
        bo: judge "a" on rank in rate by bo as 1=1
        di: judge "a" on rank in rate by di as 4=1
        ana: reveal rate
        "#,
    );
    let seen = table.seen("cy");
    let tally = seen.tally(&"rate".into(), table.card("a"), &"rank".into());
    assert_eq!(tally, [("1".into(), 1), ("4".into(), 1), ("5".into(), 1)]);
    assert!(
        table
            .session
            .scores
            .keys()
            .all(|key| key.voice == crate::model::Voice::room())
    );
    table.does("bo: undo -> There is nothing of yours to undo.");
}

#[test]
fn a_closed_secret_vote_is_counted_and_forgotten() {
    let mut table = Table::with(
        r#"
        ana: add "a" in works
        ana: add "b" in works
        ana: dots first in dots each 3 most 2 secret yes over "a" "b"
        bo: cast first by bo a=2
        bo: cast first by bo a=1 b=1
        bo: undo
        di: cast first for "Table 2" people 4 b=5
        "#,
    );
    let people = |table: &Table| table.seen("cy").ballots_on(&"dots".into())[0].people();
    assert_eq!(people(&table), 5);
    let before = table.records.len();
    table.does("ana: count first");
    assert_eq!(people(&table), 5);
    assert!(
        table
            .session
            .ballots
            .values()
            .all(|ballot| ballot.cast.is_empty())
    );
    assert!(!table.seen("bo").can_undo());
    let kept = table.session.log.iter().take(before).filter(|logged| {
        matches!(
            logged.record.ev.first(),
            Some(Event::BallotCast { .. } | Event::Undone { .. })
        )
    });
    assert_eq!(kept.count(), 0);
}

/// What cannot be opened is missed and said, and the round is closed with what is known.
#[test]
fn a_round_whose_key_is_gone_can_be_closed() {
    let table = Table::with(
        r#"
        ana: add "a" in works
        ana: add "b" in works
        ana: dots first in dots each 3 most 2 secret yes over "a" "b"
        bo: cast first by bo a=2
        "#,
    );
    let mut records = table.records.clone();
    let (cast, round) = (records.len() - 1, table.session.secret_rounds()[0]);
    records[cast] = Record {
        ev: vec![Event::Sealed {
            round,
            bytes: "AAAA".into(),
        }],
        ..records[cast].clone()
    };
    let lost = Session::replay(table.session.id(), records);
    assert_eq!(lost.lost(), 1);
    let seen = Seen::new(&lost, Viewer::Minutes);
    let ballot = seen.ballots_on(&"dots".into())[0];
    assert_eq!((ballot.lost(), ballot.people()), (1, 0));
    let line = lost.log.iter().next_back().expect("a record");
    assert!(line.record.by.0.is_nil() && !format!("{:?}", line.record).contains("AAAA"));
}

#[test]
fn a_seat_for_several_speaks_for_so_many() {
    Table::with(
        r#"
        ana: add "a" in works
        ana: add "b" in works
        ana: dots first in dots each 2 most 2 over "a" "b"
        bo: cast first by bo people 3 a=3 -> A seat of one's own speaks for one person. Whoever leads enters the counts of others.
        ana: seat bo people 3
        bo: cast first by bo people 3 a=3 b=3
        bo: cast first by bo people 4 a=3 -> This seat speaks for 3 people, no more.
        bo: judge "a" on rank in rate by bo as 1=2 2=1
        bo: judge "a" on rank in rate by bo as 1=2 2=2 -> This seat speaks for 3 people, no more.
        "#,
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { cases: 60, ..Default::default() })]

    /// Whatever people do, nobody is told a word of what others have not shown.
    #[test]
    fn nobody_is_told_what_is_not_shown(
        asked in proptest::collection::vec((super::any_commands::someone(), super::any_commands::any_command()), 0..80)
    ) {
        let mut table = Table::new();
        for (n, (by, command)) in asked.into_iter().enumerate() {
            let command = marked(command, n);
            table.ask_as(by, command).ok();
        }
        for viewer in viewers() {
            let me = match viewer {
                Viewer::Member(id) => Some(id),
                _ => None,
            };
            let told = told(&table, viewer);
            for card in table.session.cards.values() {
                if table.session.hides(card, me) {
                    proptest::prop_assert!(!told.contains(card.text()), "{} in {told}", card.text());
                    proptest::prop_assert!(!told.contains(&card.id.to_string()));
                }
            }
        }
    }
}

/// A card that is laid down says something that no other says.
fn marked(command: crate::model::Command, n: usize) -> crate::model::Command {
    use crate::model::Command;
    let words = |fields: &mut Vec<(crate::model::FieldId, crate::model::Value)>| {
        fields.retain(|(id, _)| id.as_str() != "text");
        fields.push(("text".into(), format!("said⁂{n}⁂").as_str().into()));
    };
    match command {
        Command::AddCard {
            card,
            author,
            step,
            parent,
            column,
            after,
            mut fields,
            from,
        } => {
            words(&mut fields);
            Command::AddCard {
                card,
                author,
                step,
                parent,
                column,
                after,
                fields,
                from,
            }
        }
        Command::SetField {
            card, field, from, ..
        } if field.as_str() == "text" => Command::SetField {
            card,
            field,
            from,
            value: Some(format!("written⁂{n}⁂").as_str().into()),
        },
        other => other,
    }
}
