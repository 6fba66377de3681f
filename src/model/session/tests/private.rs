//! What is private stays private: who may ask what, what a refusal tells, and what is left of a secret round.

use uuid::Uuid;

use super::table::{PEOPLE, Table, forecast, member, script};
use crate::{
    model::{
        After, At, BallotId, CardId, Command, Event, MeasureId, Member, MemberId, Privacy, Role,
        RoundId, Seen, Value, Viewer, Voice,
        card::field,
        opinion::{Asks, Score, ScoreKey},
        script::Part,
    },
    say::Lang,
};

/// What somebody is refused because of who they are, and not because of what they ask.
const NOT_FOR_YOU: [&str; 8] = [
    "Only the facilitator can do that.",
    "Only the facilitator or a scribe enters for others.",
    "An observer watches; ask the facilitator for a seat to take part.",
    "That is somebody else’s. They, the facilitator or a scribe can change it; n adds your own.",
    "The facilitator has asked this seat to watch for now. Your words are kept; ask for the word aloud.",
    "The facilitator has asked this seat to leave. What was said here is kept.",
    "The board is locked for the moment: everybody looks and listens. Your words are kept.",
    "This session is closed. Reopen it to go on; nothing is lost.",
];

/// Which card, by whom, and another card: what a sample is made of.
struct Of {
    card: CardId,
    other: CardId,
    by: MemberId,
}

fn card(n: u128) -> CardId {
    CardId(Uuid::from_u128(n))
}

/// For each command: who may ask it. `f` leads, `s` writes for the room, `p` takes part, `o` only watches; `m` in the place of
/// `p` says that the card must be theirs. Then when: `l` also on a locked board, where they take part, `c` also when closed.
/// A command that has no line here does not compile.
macro_rules! who_may {
    ($($pattern:pat => $who:literal, $when:literal, $sample:expr;)*) => {
        #[deny(unreachable_patterns)]
        fn thought_of(command: &Command) {
            match command { $($pattern => {})* }
        }

        type Row = (&'static str, &'static str, &'static str, fn(&Of) -> Command);

        fn rows() -> Vec<Row> {
            let of = Of { card: card(1), other: card(2), by: member("ana") };
            $(
                let sample: fn(&Of) -> Command = $sample;
                assert!(matches!(sample(&of), $pattern), "{}", stringify!($pattern));
                thought_of(&sample(&of));
            )*
            vec![$((stringify!($pattern), $who, $when, $sample as fn(&Of) -> Command)),*]
        }
    };
}

who_may! {
    // The two that are asked before anybody is in the room; they are decided apart.
    Command::Begin { .. } => "fspo", "lc", |of| Command::Begin {
        script: script(), title: "T".into(), you: Member::new(of.by, "X", Role::Facilitator),
    };
    Command::Join { .. } => "fspo", "lc", |of| Command::Join { member: Member::new(of.by, "X", Role::Observer) };
    // About people: of oneself, and no more than name, number and place; see `people.rs`.
    Command::ChangeMember { .. } => "f", "c", |_| Command::ChangeMember {
        member: Member { muted: true, ..Member::new(member("bo"), "bo", Role::Participant) },
    };
    Command::Lock { .. } => "f", "", |_| Command::Lock { on: true };
    Command::UndoAll { .. } => "f", "", |_| Command::UndoAll { of: member("bo") };
    // About the session, for the room.
    Command::Retitle { .. } => "fs", "", |_| Command::Retitle { title: "New".into() };
    Command::Enter { .. } => "fs", "c", |_| Command::Enter { step: "works".into() };
    Command::AdjustTime { .. } => "fs", "", |_| Command::AdjustTime { step: "story".into(), minutes: 3 };
    Command::StartTime => "fs", "", |_| Command::StartTime;
    Command::StopTime { .. } => "fs", "", |_| Command::StopTime { minutes: 5 };
    Command::BeginPhase { .. } => "fs", "", |_| Command::BeginPhase { step: "story".into(), phase: 1 };
    Command::MovePlan { .. } => "fs", "", |_| Command::MovePlan { ends: At(9_000_000) };
    Command::Close => "fs", "", |_| Command::Close;
    Command::Reopen => "fs", "c", |_| Command::Reopen;
    Command::Reword { .. } => "fs", "", |_| Command::Reword { step: "story".into(), part: Part::Ask, words: "So?".into() };
    Command::OpenBallot { .. } => "fs", "", |of| Command::OpenBallot {
        ballot: BallotId(Uuid::from_u128(70)), step: "dots".into(),
        asks: Asks::Dots { options: vec![of.card, of.other], each: 3, most: 3, secret: false },
    };
    Command::CloseBallot { .. } => "fs", "", |_| Command::CloseBallot { ballot: BallotId(Uuid::from_u128(71)) };
    Command::BeginSilence { .. } => "fs", "", |_| Command::BeginSilence {
        round: RoundId(Uuid::from_u128(72)), step: "story".into(), privacy: Privacy::Private,
    };
    Command::Reveal { .. } => "fs", "", |_| Command::Reveal { step: "story".into() };
    Command::Group { .. } => "fs", "", |of| Command::Group {
        heading: card(60), text: "Both".into(), cards: vec![of.card],
    };
    Command::AddMeasure { .. } => "fs", "", |_| Command::AddMeasure {
        measure: MeasureId(Uuid::from_u128(61)), step: "curve".into(), fields: vec![("name".into(), "Wait".into())], points: vec![],
    };
    Command::Describe { .. } => "fs", "", |_| Command::Describe {
        measure: MeasureId(Uuid::from_u128(62)), field: "name".into(), value: Some("W".into()),
    };
    Command::SetPoints { .. } => "fs", "", |_| Command::SetPoints { measure: MeasureId(Uuid::from_u128(62)), points: vec![] };
    Command::Freeze { .. } => "fs", "", |_| Command::Freeze {
        measure: MeasureId(Uuid::from_u128(62)), forecast: forecast(""),
    };
    Command::Guess { .. } => "fs", "", |_| Command::Guess {
        measure: MeasureId(Uuid::from_u128(62)), scenario: "".into(), period: "2017".parse().unwrap(), value: Some(1.0),
    };
    // What everybody who takes part says for themselves.
    Command::Note { .. } => "fsp", "lc", |_| Command::Note { step: "story".into(), text: "x".into() };
    Command::AddCard { .. } => "fsp", "", |of| Command::AddCard {
        card: card(63), author: Some(of.by), step: "works".into(), parent: None, column: None, after: After::Last,
        fields: vec![("text".into(), "New".into())], from: None,
    };
    Command::Score { .. } => "fsp", "", |of| Command::Score {
        key: ScoreKey { step: "rate".into(), card: of.card, criterion: "rank".into(), voice: Voice::Member(of.by) },
        score: Score { tally: vec![("4".into(), 1)], note: "".into() },
    };
    Command::Cast { .. } => "fsp", "", |of| Command::Cast {
        ballot: BallotId(Uuid::from_u128(71)), voice: Voice::Member(of.by), people: 1, group: None, marks: vec![],
    };
    Command::Undo => "fsp", "", |_| Command::Undo;
    Command::Redo => "fsp", "", |_| Command::Redo;
    // Of one's own changes; those of others are for whoever leads, see `past.rs`.
    Command::UndoOne { .. } => "fsp", "", |_| Command::UndoOne { of: 9_999 };
    // Of cards: what is theirs.
    Command::SetField { .. } => "fsm", "", |of| Command::SetField {
        card: of.card, field: "text".into(), from: 0, value: Some("Other".into()),
    };
    Command::MoveCard { .. } => "fsm", "", |of| Command::MoveCard {
        card: of.card, step: "story".into(), parent: None, column: None, after: After::First,
    };
    Command::RemoveCard { .. } => "fsm", "", |of| Command::RemoveCard { card: of.card };
    Command::RestoreCard { .. } => "fsm", "", |of| Command::RestoreCard { card: of.card };
    Command::Link { .. } => "fsm", "", |of| Command::Link { one: of.card, other: of.other };
    Command::Unlink { .. } => "fsm", "", |of| Command::Unlink { one: of.card, other: of.other };
    // What is in a bundle is asked one by one.
    Command::Several(_) => "fs", "", |of| Command::Several(vec![
        Command::AddCard {
            card: card(64), author: None, step: "works".into(), parent: None, column: None, after: After::Last,
            fields: vec![("text".into(), "First".into())], from: None,
        },
        Command::SetField { card: of.other, field: "text".into(), from: 0, value: Some("Not theirs".into()) },
    ]);
}

/// A table with a card of Bo's and one of Ana's.
fn table() -> Table {
    Table::with(
        r#"
        bo: add "b" in works
        ana: add "a" in works
        ana: add "a2" in works
        "#,
    )
}

/// Whether somebody is told that this is not for them, or not now.
fn is_refused(table: &mut Table, who: &str, command: Command) -> bool {
    let asked = table.ask(who, command);
    asked.is_err_and(|why| NOT_FOR_YOU.contains(&why.as_str()))
}

#[test]
fn each_command_is_for_those_whom_it_is_for_and_for_nobody_else() {
    for (name, who, when, sample) in rows() {
        let before_all = matches!(
            sample(&Of {
                card: card(1),
                other: card(2),
                by: member("ana")
            }),
            Command::Begin { .. } | Command::Join { .. }
        );
        for (letter, seat) in [('f', "ana"), ('s', "di"), ('p', "bo"), ('o', "cy")] {
            for theirs in [true, false] {
                let made = |table: &Table| {
                    let (card, other) = if theirs { ("b", "a") } else { ("a", "a2") };
                    let (card, other) = (table.card(card), table.card(other));
                    sample(&Of {
                        card,
                        other,
                        by: member(seat),
                    })
                };
                let may = who.contains(letter) || (letter == 'p' && theirs && who.contains('m'));
                let mut calm = table();
                let command = made(&calm);
                assert_eq!(
                    !is_refused(&mut calm, seat, command),
                    may,
                    "{name} {seat} theirs: {theirs}"
                );
                // Whoever is muted or was sent away changes nothing at all.
                for how in ["muted", "out"] {
                    let mut mute = table();
                    if seat != "ana" {
                        mute.does(&format!("ana: seat {seat} {how}"));
                        let command = made(&mute);
                        let no = is_refused(&mut mute, seat, command);
                        assert!(
                            no || (before_all && how == "muted") || name.contains("Begin"),
                            "{name} {seat} {how}"
                        );
                    }
                }
                let mut locked = table();
                locked.does("ana: lock");
                let command = made(&locked);
                let on_locked = may && (letter != 'p' || when.contains('l'));
                assert_eq!(
                    !is_refused(&mut locked, seat, command),
                    on_locked,
                    "{name} {seat} locked"
                );
                let mut closed = table();
                closed.does("ana: close");
                let command = made(&closed);
                let when_closed = may && when.contains('c');
                assert_eq!(
                    !is_refused(&mut closed, seat, command),
                    when_closed,
                    "{name} {seat} closed"
                );
            }
        }
    }
}

#[test]
fn a_refusal_is_the_same_for_what_is_not_there_and_what_is_not_shown() {
    let mut table = table();
    table.does("ana: silence works\nana: add \"Unseen\" in works\nana: add \"Gone\" in works\nana: delete \"Gone\"");
    let own = table.card("b");
    let of = |seat: &str, card: CardId| -> Vec<(&'static str, Command)> {
        let at = Of {
            card,
            other: own,
            by: member(seat),
        };
        let turned = Of {
            card: own,
            other: card,
            by: member(seat),
        };
        let mut all: Vec<(&str, Command)> = rows()
            .into_iter()
            .map(|(name, .., sample)| (name, sample(&at)))
            .collect();
        all.extend(
            rows()
                .into_iter()
                .map(|(name, .., sample)| (name, sample(&turned))),
        );
        for (parent, after, from) in [
            (Some(card), After::Last, None),
            (None, After::Card(card), None),
            (None, After::Last, Some(card)),
        ] {
            all.push((
                "AddCard beside",
                Command::AddCard {
                    card: CardId(Uuid::from_u128(640)),
                    author: None,
                    step: "works".into(),
                    parent,
                    column: None,
                    after,
                    fields: vec![("text".into(), "Probe".into())],
                    from,
                },
            ));
            all.push((
                "MoveCard beside",
                Command::MoveCard {
                    card: own,
                    step: "works".into(),
                    parent,
                    column: None,
                    after,
                },
            ));
        }
        for step in ["nowhere", "curve"] {
            all.push((
                "Score elsewhere",
                Command::Score {
                    key: ScoreKey {
                        step: step.into(),
                        card,
                        criterion: "x".into(),
                        voice: Voice::Member(member(seat)),
                    },
                    score: Score {
                        tally: vec![("9".into(), 1)],
                        note: "".into(),
                    },
                },
            ));
        }
        all.push((
            "Fist",
            Command::OpenBallot {
                ballot: BallotId(Uuid::from_u128(73)),
                step: "works".into(),
                asks: Asks::Fist {
                    about: card,
                    words: "".into(),
                },
            },
        ));
        all
    };
    let nowhere = CardId(Uuid::from_u128(98));
    for seat in ["bo", "di", "cy"] {
        for hidden in ["Unseen", "Gone"] {
            let hidden = table.card(hidden);
            for ((name, shut), (_, missing)) in of(seat, hidden).into_iter().zip(of(seat, nowhere))
            {
                let answers = [shut, missing].map(|command| {
                    let mut tried = Table::new();
                    tried.session = table.session.clone();
                    tried.ask(seat, command)
                });
                assert_eq!(answers[0], answers[1], "{name} by {seat}");
            }
        }
    }
}

#[test]
fn what_one_person_wrote_unseen_noted_or_cast_is_not_taken_back_by_another() {
    let mut table = Table::with(
        r#"
        ana: silence story
        bo: add "Unseen" in story/hurts
        bo: note story "mine"
        ana: undo-all bo -> There is nothing of theirs to take back: others have built on all of it, or there was nothing.
        bo: add "Said" in works
        ana: undo-all bo
        "#,
    );
    assert_eq!(
        table.seen("bo").note(&"story".into()).map(|note| &**note),
        Some("mine")
    );
    assert_eq!(
        table
            .seen("bo")
            .silence(&"story".into())
            .map(|one| one.cards()),
        Some(1)
    );
    table.does("ana: reveal story\nana: undo-all bo");
    assert_eq!(table.page(), "");
}

#[test]
fn what_a_secret_vote_leaves_names_no_small_group() {
    let mut table = Table::with("bo: add \"b\" in works\nana: add \"a\" in works");
    let ballot = BallotId(Uuid::from_u128(70));
    let (b, a) = (table.card("b"), table.card("a"));
    let asks = Asks::Dots {
        options: vec![b, a],
        each: 3,
        most: 3,
        secret: true,
    };
    table
        .ask(
            "ana",
            Command::OpenBallot {
                ballot,
                step: "dots".into(),
                asks,
            },
        )
        .unwrap();
    for (who, group, card) in [("bo", "North", b), ("ana", "South", a)] {
        let cast = Command::Cast {
            ballot,
            voice: Voice::Member(member(who)),
            people: 1,
            group: Some(group.into()),
            marks: vec![(card.to_string().into(), 2)],
        };
        table.ask(who, cast).unwrap();
    }
    table.ask("ana", Command::CloseBallot { ballot }).unwrap();
    let last = table.records.last().unwrap();
    let Some(Event::BallotClosed { counted, .. }) = last.ev.first() else {
        panic!("it is closed")
    };
    assert_eq!(
        counted
            .iter()
            .map(|one| (one.group.clone(), one.people))
            .collect::<Vec<_>>(),
        [(None, 2)]
    );
}

#[test]
fn a_vote_where_all_is_secret_is_secret_too() {
    let mut table =
        Table::with("bo: add \"b\" in works\nana: add \"a\" in works\nana: silence dots secret");
    let ballot = BallotId(Uuid::from_u128(70));
    let asks = Asks::Dots {
        options: vec![table.card("b"), table.card("a")],
        each: 3,
        most: 3,
        secret: false,
    };
    let step = "dots".into();
    let open = Command::OpenBallot { ballot, step, asks };
    table.ask("ana", open).unwrap();
    let cast = Command::Cast {
        ballot,
        voice: Voice::Member(member("bo")),
        people: 1,
        group: None,
        marks: vec![(table.card("b").to_string().into(), 2)],
    };
    table.ask("bo", cast).unwrap();
    let last = table.records.last().unwrap();
    assert_eq!(table.session.seals(&last.ev), Some(ballot.into()));
    table.ask("ana", Command::CloseBallot { ballot }).unwrap();
    table.does("ana: reveal dots");
    assert!(table.session.secret_rounds().is_empty());
}

#[test]
fn somebody_who_leads_can_always_speak() {
    let mut table = Table::with(
        "
        ana: seat ana muted -> Somebody has to lead: give the lead to another first.
        ana: seat di leads
        di: seat ana muted
        di: seat di muted -> Somebody has to lead: give the lead to another first.
        ",
    );
    table.does("di: seat ana heard");
}

/// Who of all is shown a card with these words, and what hangs under it.
fn see(table: &Table, words: &str) -> Vec<&'static str> {
    let sees = |viewer: Viewer| {
        let seen = Seen::new(&table.session, viewer);
        let all = seen.all_cards().any(|card| card.text().contains(words));
        let told = |did: crate::say::Msg| did.render(Lang::En).contains(words);
        let history = seen.history().any(|(.., did)| told(did));
        let labels = [
            seen.undo_label(),
            seen.redo_label(),
            seen.undo_passes_over(),
        ];
        let recaps = seen
            .script()
            .steps
            .iter()
            .any(|step| format!("{:?}", seen.recap(step)).contains(words));
        all || history || recaps || labels.into_iter().flatten().any(told)
    };
    let members = PEOPLE
        .iter()
        .map(|(name, _)| (*name, Viewer::Member(member(name))));
    let others = [("wall", Viewer::Projector), ("minutes", Viewer::Minutes)];
    members
        .chain(others)
        .filter(|(_, viewer)| sees(*viewer))
        .map(|(name, _)| name)
        .collect()
}

#[test]
fn what_all_see_is_computed_once_until_the_next_record_and_never_where_somebody_sees_more() {
    let mut table = Table::with("ana: add \"Why\" in whys");
    let words = |table: &Table, name: &str, made: &mut u32| {
        let seen = table.seen(name);
        let words = seen.once(&"whys".into(), |seen| {
            *made += 1;
            let all = seen.all_cards().map(|card| card.text().to_owned());
            all.collect::<Vec<_>>()
        });
        words.join(", ")
    };
    let mut made = 0;
    for name in ["ana", "bo", "di"] {
        assert_eq!(words(&table, name, &mut made), "Why");
    }
    assert_eq!(made, 1);
    table.does("bo: add \"Rude\" in whys");
    for name in ["ana", "bo", "di"] {
        assert_eq!(words(&table, name, &mut made), "Why, Rude");
    }
    assert_eq!(made, 2);
    table.does("ana: set hidden of \"Rude\" to yes");
    for (name, sees) in [("ana", "Why, Rude"), ("bo", "Why, Rude"), ("di", "Why")] {
        assert_eq!(words(&table, name, &mut made), sees);
    }
    assert_eq!(made, 5);
}

#[test]
fn a_card_that_whoever_leads_hides_is_seen_by_them_and_its_author_alone() {
    let mut table = Table::with(
        r#"
        ana: add "Why" in whys
        bo: add "Rude" in whys under "Why"
        di: add "Below" in whys under "Rude"
        di: set evidence of "Rude" to hunch
        bo: set hidden of "Rude" to yes -> Only the facilitator can do that.
        di: set hidden of "Rude" to yes -> Only the facilitator can do that.
        ana: set hidden of "Rude" to yes
        di: set evidence of "Rude" to data -> That card is gone. Its words are in the history.
        di: link "Why" "Rude" -> That card is gone. Its words are in the history.
        bo: set text of "Rude" to "Rude still"
        bo: set hidden of "Rude" to nothing -> Only the facilitator can do that.
        "#,
    );
    assert_eq!(see(&table, "Rude"), ["ana", "bo"]);
    // What hangs under it goes out of sight with it.
    assert_eq!(see(&table, "Below"), ["ana"]);
    assert!(
        table
            .seen("bo")
            .card(table.card("Rude"))
            .unwrap()
            .is_put_away()
    );
    let label = table
        .seen("di")
        .undo_label()
        .map(|label| label.render(Lang::En));
    assert_eq!(label.as_deref(), Some("changed a card that is hidden"));
    table.does("ana: undo");
    assert_eq!(see(&table, "Rude still").len(), 6);
    table.does("ana: redo");
    assert_eq!(see(&table, "Rude"), ["ana", "bo"]);
    // An open round is about the same cards for everybody, from first to last.
    let mut table = Table::with(
        r#"
        bo: add "b" in works
        ana: add "a" in works
        ana: dots first in dots over "a" "b"
        "#,
    );
    let hide = Command::SetField {
        card: table.card("b"),
        field: field::HIDDEN.into(),
        from: 0,
        value: Some(Value::Flag(true)),
    };
    assert!(table.ask("ana", hide).unwrap_err().contains("round"));
    let laid = Command::AddCard {
        card: card(65),
        author: None,
        step: "works".into(),
        parent: None,
        column: None,
        after: After::Last,
        fields: vec![
            ("text".into(), "x".into()),
            (field::HIDDEN.into(), Value::Flag(true)),
        ],
        from: None,
    };
    for who in ["bo", "di"] {
        assert_eq!(table.ask(who, laid.clone()), Err(NOT_FOR_YOU[0].into()));
    }
}

#[test]
fn nobody_is_told_who_writes_or_is_done_while_names_are_hidden() {
    use crate::model::presence::{How, Presence, SeatId, Sitting, Standing, Whereabouts};
    let at = |step: &str, writing: bool| {
        let sitting = Sitting {
            member: member("bo"),
            name: "bo".into(),
            how: How::Afar,
            standing: Standing::Here,
            at: None,
            writing,
            done: Some(step.into()),
        };
        Presence {
            seats: [(SeatId(1), sitting)].into_iter().collect(),
            ..Presence::default()
        }
    };
    for (privacy, told) in [("private", true), ("anonymous", false), ("secret", false)] {
        let table = Table::with(&format!("ana: silence story {privacy}"));
        let seen = table.seen("ana");
        for (presence, state) in [
            (at("story", true), Whereabouts::Writing),
            (at("story", false), Whereabouts::Done),
        ] {
            let known = seen.whereabouts(&presence, member("bo"), &"story".into());
            let all = seen.everywhere(&presence, &"story".into());
            assert_eq!(all, [(member("bo"), known)].into_iter().collect());
            assert_eq!(
                known,
                if told { state } else { Whereabouts::Here },
                "{privacy}"
            );
        }
    }
}
