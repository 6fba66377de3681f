//! Whatever anyone asks, in whatever order: nothing panics, nothing tears, and the history says it all.

use proptest::{prelude::*, sample::select};
use uuid::Uuid;

use super::{
    super::Session,
    table::{PEOPLE, assert_sound, beginning, forecast, member, record, request, script},
};
use crate::{
    insight::period::Period,
    model::{
        After, At, BallotId, CardId, Command, Event, MeasureId, Member, MemberId, Point, Privacy,
        Record, Role, RoundId, Seen, SessionId, StepId, Value, Viewer, Voice,
        measure::PointKey,
        opinion::{Asks, Score, ScoreKey, Tally},
        script::Part,
    },
};

fn card() -> impl Strategy<Value = CardId> {
    (1..9_u128).prop_map(|n| CardId(Uuid::from_u128(n)))
}

fn measure() -> impl Strategy<Value = MeasureId> {
    (1..3_u128).prop_map(|n| MeasureId(Uuid::from_u128(n)))
}

pub(super) fn someone() -> impl Strategy<Value = MemberId> {
    select(vec!["ana", "ana", "bo", "di", "cy", "stranger"]).prop_map(member)
}

fn step() -> impl Strategy<Value = StepId> {
    let steps = vec![
        "result", "story", "whys", "whys", "works", "plan", "curve", "nowhere", "dots", "agree",
    ];
    select(steps).prop_map(StepId::from)
}

fn column() -> impl Strategy<Value = Option<crate::model::ids::ColumnId>> {
    select(vec![None, None, Some("helps"), Some("hurts"), Some("x")])
        .prop_map(|column| column.map(Into::into))
}

fn after() -> impl Strategy<Value = After> {
    prop_oneof![
        Just(After::First),
        Just(After::Last),
        card().prop_map(After::Card)
    ]
}

fn value() -> impl Strategy<Value = Value> {
    prop_oneof![
        select(vec![
            "a",
            "b",
            "hunch",
            " ",
            "\u{1b}[2J",
            "2027-01-02",
            "12,5",
            "done"
        ])
        .prop_map(Value::from),
        any::<bool>().prop_map(Value::Flag),
        any::<f64>().prop_map(Value::Number),
    ]
}

fn field() -> impl Strategy<Value = crate::model::FieldId> {
    let fields = vec![
        "text", "text", "evidence", "heading", "parked", "root", "reach", "due", "x",
    ];
    select(fields).prop_map(Into::into)
}

fn period() -> impl Strategy<Value = Period> {
    select(vec!["2016", "2017", "2016-03", "2016/17"]).prop_map(|text| text.parse().unwrap())
}

fn key() -> impl Strategy<Value = PointKey> {
    (select(vec!["", "boys", " boys"]), period()).prop_map(|(group, period)| PointKey {
        group: group.into(),
        period,
    })
}

fn point() -> impl Strategy<Value = Point> {
    (
        any::<Option<f64>>(),
        select(vec![None, Some("note\n"), Some("")]),
    )
        .prop_map(|(value, note)| Point {
            value: value.map(|n| if n.is_finite() { n.trunc() } else { n }),
            note: note.map(Into::into),
            ..Point::default()
        })
}

fn about_cards() -> impl Strategy<Value = Command> {
    let add = (
        (card(), step(), proptest::option::weighted(0.4, card())),
        (
            column(),
            after(),
            value(),
            proptest::option::weighted(0.2, card()),
        ),
    );
    let add =
        add.prop_map(
            |((card, step, parent), (column, after, value, from))| Command::AddCard {
                card,
                author: None,
                step,
                parent,
                column,
                after,
                fields: vec![("text".into(), "said".into()), ("text".into(), value)],
                from,
            },
        );
    let go = (
        card(),
        step(),
        proptest::option::weighted(0.6, card()),
        column(),
        after(),
    );
    let go = go.prop_map(|(card, step, parent, column, after)| Command::MoveCard {
        card,
        step,
        parent,
        column,
        after,
    });
    let set = (card(), field(), 0..40_u64, proptest::option::of(value()));
    let set = set.prop_map(|(card, field, from, value)| Command::SetField {
        card,
        field,
        from,
        value,
    });
    let group = (card(), proptest::collection::vec(card(), 0..4));
    let group = group.prop_map(|(heading, cards)| Command::Group {
        heading,
        text: "Group".into(),
        cards,
    });
    prop_oneof![
        5 => add,
        4 => go,
        2 => set,
        2 => group,
        2 => card().prop_map(|card| Command::RemoveCard { card }),
        2 => card().prop_map(|card| Command::RestoreCard { card }),
        1 => (card(), card()).prop_map(|(one, other)| Command::Link { one, other }),
        1 => (card(), card()).prop_map(|(one, other)| Command::Unlink { one, other }),
    ]
}

fn about_measures() -> impl Strategy<Value = Command> {
    let lines = proptest::collection::vec((key(), point()), 0..4);
    let add = (measure(), step(), lines).prop_map(|(measure, step, points)| Command::AddMeasure {
        measure,
        step,
        fields: vec![
            ("name".into(), "Wait".into()),
            ("name".into(), "Late".into()),
        ],
        points,
    });
    let set = proptest::collection::vec((key(), proptest::option::of(point())), 0..4);
    let set = (measure(), set).prop_map(|(measure, points)| Command::SetPoints { measure, points });
    let describe = (
        measure(),
        select(vec![
            "name",
            "better",
            "compare-to",
            "ok",
            "population",
            "x",
        ]),
        proptest::option::of(value()),
    );
    let describe = describe.prop_map(|(measure, field, value)| Command::Describe {
        measure,
        field: field.into(),
        value,
    });
    prop_oneof![
        2 => add,
        3 => set,
        1 => describe,
        1 => measure().prop_map(|measure| Command::Freeze { measure, forecast: forecast("") }),
        1 => (measure(), prop_oneof![Just(""), Just("with rides")], period(), any::<Option<f64>>())
            .prop_map(|(measure, scenario, period, value)| {
                Command::Guess { measure, scenario: scenario.into(), period, value }
            }),
    ]
}

fn ballot() -> impl Strategy<Value = BallotId> {
    (1..4_u128).prop_map(|n| BallotId(Uuid::from_u128(n)))
}

fn voice() -> impl Strategy<Value = Voice> {
    prop_oneof![
        someone().prop_map(Voice::Member),
        select(vec!["", "Table 2", " Table 2\u{1b}"]).prop_map(|name| Voice::For(name.into())),
    ]
}

fn tally() -> impl Strategy<Value = Tally> {
    let mark = prop_oneof![
        card().prop_map(|card| card.to_string()),
        select(vec!["yes", "no", "0", "2", "5", "x"]).prop_map(str::to_owned),
    ];
    let one = (mark, select(vec![0_u32, 1, 2, 3, 7, u32::MAX]));
    proptest::collection::vec(one.prop_map(|(mark, count)| (mark.into(), count)), 0..4)
}

/// What can be taken back: scores and other words for a step.
fn about_scores() -> impl Strategy<Value = Command> {
    let criterion = select(vec!["picked", "picked", "left-out", "x"]);
    let key = (step(), card(), criterion, voice());
    let key = key.prop_map(|(step, card, criterion, voice)| ScoreKey {
        step,
        card,
        criterion: criterion.into(),
        voice,
    });
    let tally = prop_oneof![
        (0..4_u32).prop_map(|count| vec![("yes".into(), count)]),
        tally()
    ];
    let score = (tally, select(vec!["", "they said so"])).prop_map(|(tally, note)| Score {
        tally,
        note: note.into(),
    });
    let part = select(vec![Part::Title, Part::Ask, Part::Why]);
    let words = select(vec!["In other words?", "Otherwise", "", " \u{7}"]);
    prop_oneof![
        3 => (key, score).prop_map(|(key, score)| Command::Score { key, score }),
        1 => (step(), part, words).prop_map(|(step, part, words)| Command::Reword {
            step,
            part,
            words: words.into()
        }),
    ]
}

fn about_rounds() -> impl Strategy<Value = Command> {
    let dots = (
        proptest::collection::vec(card(), 0..5),
        0..22_u32,
        0..4_u32,
        any::<bool>(),
    );
    let dots = dots.prop_map(|(options, each, most, secret)| Asks::Dots {
        options,
        each,
        most,
        secret,
    });
    let fist = card().prop_map(|about| Asks::Fist {
        about,
        words: "".into(),
    });
    let asks = prop_oneof![3 => dots, 1 => fist];
    let open = (ballot(), step(), asks);
    let group = select(vec![
        None,
        None,
        Some("residents"),
        Some(" "),
        Some("institutions"),
    ]);
    let people = select(vec![0_u32, 1, 3, 8, 20_000]);
    let cast = (ballot(), voice(), people, group, tally());
    prop_oneof![
        2 => open.prop_map(|(ballot, step, asks)| Command::OpenBallot { ballot, step, asks }),
        4 => cast.prop_map(|(ballot, voice, people, group, marks)| Command::Cast {
            ballot,
            voice,
            people,
            group: group.map(Into::into),
            marks
        }),
        1 => ballot().prop_map(|ballot| Command::CloseBallot { ballot }),
    ]
}

fn about_the_session() -> impl Strategy<Value = Command> {
    prop_oneof![
        select(vec!["A", "B", ""]).prop_map(|title| Command::Retitle {
            title: title.into()
        }),
        step().prop_map(|step| Command::Enter { step }),
        (step(), 0..700_u32).prop_map(|(step, minutes)| Command::AdjustTime { step, minutes }),
        Just(Command::StartTime),
        (0..700_u32).prop_map(|minutes| Command::StopTime { minutes }),
        (step(), 0..4_u32).prop_map(|(step, phase)| Command::BeginPhase { step, phase }),
        (0..99_i64).prop_map(|n| Command::MovePlan {
            ends: At(n * 60_000)
        }),
        (step(), select(vec!["x", "y", ""])).prop_map(|(step, text)| Command::Note {
            step,
            text: text.into()
        }),
        Just(Command::Close),
        Just(Command::Reopen),
        Just(Command::Reopen),
        someone().prop_map(|id| Command::Begin {
            script: script(),
            title: "Again".into(),
            you: Member::new(id, "x", Role::Facilitator),
        }),
    ]
}

fn about_silence() -> impl Strategy<Value = Command> {
    let step = || select(vec!["story", "whys", "works", "dots", "agree"]).prop_map(StepId::from);
    let privacy = select(vec![Privacy::Private, Privacy::Anonymous, Privacy::Secret]);
    let begin = (50..54_u128, step(), privacy);
    prop_oneof![
        2 => begin.prop_map(|(round, step, privacy)| Command::BeginSilence {
            round: RoundId(Uuid::from_u128(round)),
            step,
            privacy,
        }),
        1 => step().prop_map(|step| Command::Reveal { step }),
    ]
}

pub(super) fn any_command() -> impl Strategy<Value = Command> {
    prop_oneof![
        2 => about_silence(),
        12 => about_cards(),
        4 => about_measures(),
        3 => about_scores(),
        5 => about_rounds(),
        1 => about_the_session(),
        6 => Just(Command::Undo),
        3 => Just(Command::Redo),
    ]
}

/// Asks all of it in turn, as a room would, and answers the session with its records.
pub(super) fn run(asked: Vec<(MemberId, Command)>) -> (Session, Vec<Record>) {
    let mut records = beginning();
    let id = SessionId(Uuid::from_u128(7));
    let mut session = Session::replay(id, records.iter().cloned());
    for (n, (by, command)) in asked.into_iter().enumerate() {
        let asked = request(by, 100 + n as u128, command);
        if let Ok(events) = session.decide(&asked)
            && !events.is_empty()
        {
            let record = record(&asked, events);
            session.apply(record.clone());
            records.push(record);
            assert_sound(&session);
        }
    }
    (session, records)
}

fn ask(session: &mut Session, by: MemberId, command: Command) -> bool {
    let asked = request(by, u128::from(session.len()) + 9000, command);
    match session.decide(&asked) {
        Ok(events) => {
            session.apply(record(&asked, events));
            assert_sound(session);
            true
        }
        Err(_) => false,
    }
}

fn read_all(session: &Session) {
    let members = PEOPLE.iter().map(|(name, _)| Viewer::Member(member(name)));
    for viewer in members.chain([Viewer::Projector, Viewer::Minutes, Viewer::Archive]) {
        let seen = Seen::new(session, viewer);
        let _ = crate::model::step::recap::document(&seen);
        for step in &seen.script().steps {
            let _ = (seen.advice(step), seen.standing(step), seen.recap(step));
        }
        for (.., msg) in seen.history() {
            assert!(!msg.render(crate::say::Lang::En).is_empty());
        }
        for card in seen.all_cards() {
            let _ = (
                card.earlier("text"),
                crate::model::step::plan::chains(&seen, card.id()),
            );
        }
    }
}

/// What pages show of all cards, and the agenda of all pages.
fn shown(seen: Seen<'_>) -> Vec<String> {
    let of = |step: &crate::model::Step| {
        let cards = seen.walk(&step.id, None, |_| true);
        let cards: Vec<_> = cards
            .map(|(depth, card)| (depth, card.id(), card.text().to_owned()))
            .collect();
        let handed = seen.handed_to(step).len();
        format!(
            "{cards:?} {handed} {:?} {:?}",
            seen.standing(step),
            seen.recap(step)
        )
    };
    seen.script().steps.iter().map(of).collect()
}

/// What is computed once for all says for each of them what would be computed for them alone.
fn shows_to_each_what_is_theirs(session: &Session) -> Result<(), TestCaseError> {
    let members = PEOPLE.iter().map(|(name, _)| name);
    let members = members.flat_map(|name| {
        let id = member(name);
        [Viewer::Member(id), Viewer::Shared(id)]
    });
    for viewer in [Viewer::Projector].into_iter().chain(members) {
        let seen = Seen::new(session, viewer);
        let once = seen.once(&"".into(), shown);
        prop_assert_eq!(&*once, &shown(seen), "{:?}", viewer);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn the_records_make_the_same_session(asked in proptest::collection::vec((someone(), any_command()), 0..80)) {
        let (session, records) = run(asked);
        let lines: Vec<String> = records.iter().map(|record| record.encode().unwrap()).collect();
        let read: Vec<Record> = lines.iter().map(|line| Record::decode(line).unwrap()).collect();
        prop_assert_eq!(&read, &records);
        let again = Session::replay(session.id(), read);
        prop_assert!(again.same_content(&session));
        prop_assert_eq!(again.len(), session.len());
        for (name, _) in PEOPLE {
            prop_assert_eq!(again.undoable(member(name)), session.undoable(member(name)));
            prop_assert_eq!(again.redoable(member(name)), session.redoable(member(name)));
        }
        read_all(&session);
    }

    #[test]
    fn what_is_computed_for_all_is_what_each_may_see(asked in proptest::collection::vec((someone(), any_command()), 0..60)) {
        let (end, records) = run(asked);
        let mut session = Session::new(end.id());
        for (at, record) in records.into_iter().enumerate() {
            session.apply(record);
            if at % 8 == 0 {
                shows_to_each_what_is_theirs(&session)?;
            }
        }
        shows_to_each_what_is_theirs(&session)?;
    }

    /// What is left on disk of secret rounds that were closed says nothing, and makes the same session as the one that
    /// lived through them; nobody can take back what is forgotten.
    #[test]
    fn a_closed_secret_round_leaves_nothing(asked in proptest::collection::vec((someone(), any_command()), 0..100)) {
        let (session, records) = run(asked);
        let mut live = Session::new(session.id());
        let mut rounds = Vec::new();
        for record in &records {
            rounds.push(live.seals(&record.ev));
            live.apply(record.clone());
        }
        let open = session.secret_rounds();
        let left: Vec<Record> = records.iter().zip(&rounds).map(|(record, round)| match round {
            Some(round) if !open.contains(round) => Record {
                id: crate::model::CommandId(Uuid::nil()),
                by: MemberId(Uuid::nil()),
                ev: vec![Event::Sealed { round: *round, bytes: "AAAA".into() }],
                ..record.clone()
            },
            _ => record.clone(),
        }).collect();
        let again = Session::replay(session.id(), left);
        prop_assert!(again.same_content(&session));
        prop_assert_eq!(again.changed, session.changed);
        for (name, _) in PEOPLE {
            prop_assert_eq!(again.undoable(member(name)), session.undoable(member(name)));
            prop_assert_eq!(again.redoable(member(name)), session.redoable(member(name)));
            let seen = |session| -> Vec<String> {
                let seen = Seen::new(session, Viewer::Member(member(name)));
                seen.history().map(|(seq, at, by, did)| format!("{seq} {at:?} {by:?} {did:?}")).collect()
            };
            prop_assert_eq!(seen(&again), seen(&session));
        }
    }

    /// A snapshot of any moment and what came after it make what all records make; and whoever looks at it before the
    /// history is at hand is told nothing about the past rather than something wrong.
    #[test]
    fn a_snapshot_and_what_follows_make_the_same_session(
        asked in proptest::collection::vec((someone(), any_command()), 0..80),
        cut in any::<proptest::sample::Index>(),
    ) {
        let (session, records) = run(asked);
        let (early, late) = records.split_at(1 + cut.index(records.len()));
        let frozen = Session::replay(session.id(), early.iter().cloned()).freeze();
        // While a secret round is open there is none.
        let Some(frozen) = frozen else { return Ok(()) };
        let mut quick = Session::thaw(session.id(), &frozen).unwrap();
        prop_assert_eq!(quick.len(), early.len() as u64);
        prop_assert_eq!(quick.freeze().unwrap(), frozen);
        let mut whole = Session::replay(session.id(), early.iter().cloned());
        for record in late {
            let behind = record.ev.iter().any(|event| {
                matches!(event, Event::Undone { seq } | Event::Redone { seq } if *seq < early.len() as u64)
            });
            if !quick.follow(record.clone()) {
                break;
            }
            prop_assert!(!behind);
            whole.apply(record.clone());
        }
        prop_assert!(quick.same_content(&whole));
        prop_assert_eq!(quick.freeze(), whole.freeze());
        for (name, _) in PEOPLE {
            let (quick, whole) = (
                Seen::new(&quick, Viewer::Member(member(name))),
                Seen::new(&whole, Viewer::Member(member(name))),
            );
            prop_assert_eq!(quick.can_undo(), whole.can_undo());
            prop_assert_eq!(quick.can_redo(), whole.can_redo());
            prop_assert!(quick.undo_label().is_none() && quick.history().next().is_none());
            prop_assert!(quick.all_cards().all(|card| card.earlier("text").is_empty()));
        }
        read_all(&quick);
        let undo = request(member("ana"), 9000, Command::Undo);
        prop_assert_eq!(quick.decide(&undo), Err(crate::say!(StillReading).into()));
    }

    /// One person alone can always go back to the blank table, and forth again.
    #[test]
    fn everything_can_be_taken_back_and_done_again(
        asked in proptest::collection::vec(prop_oneof![3 => about_cards(), 1 => about_measures(), 1 => about_scores()], 0..60)
    ) {
        let frozen = |command: &Command| matches!(command, Command::Freeze { .. });
        let asked = asked.into_iter().filter(|command| !frozen(command));
        let (mut session, _) = run(asked.map(|command| (member("ana"), command)).collect());
        let whole = session.clone();
        while session.undoable(member("ana")).is_some() {
            prop_assert!(ask(&mut session, member("ana"), Command::Undo));
        }
        let blank = Session::replay(session.id(), beginning());
        prop_assert!(session.same_content(&blank));
        while session.redoable(member("ana")).is_some() {
            prop_assert!(ask(&mut session, member("ana"), Command::Redo));
        }
        prop_assert!(session.same_content(&whole));
    }

    #[test]
    fn a_damaged_record_is_refused_or_read_but_never_a_panic(
        asked in proptest::collection::vec(any_command(), 1..20),
        at in any::<proptest::sample::Index>(),
        byte in any::<proptest::sample::Index>(),
        with in "\\PC{0,3}",
    ) {
        let (_, mut records) = run(asked.into_iter().map(|command| (member("ana"), command)).collect());
        let at = at.index(records.len());
        let mut line = records[at].encode().unwrap();
        let mut from = byte.index(line.len());
        while !line.is_char_boundary(from) {
            from -= 1;
        }
        let to = line[from..].chars().next().map_or(from, |c| from + c.len_utf8());
        line.replace_range(from..to, &with);
        if let Ok(damaged) = Record::decode(&line) {
            records[at] = damaged;
            let mut session = Session::replay(SessionId(Uuid::from_u128(7)), records);
            read_all(&session);
            for _ in 0..5 {
                let asked = request(member("ana"), 5000, Command::Undo);
                if let Ok(events) = session.decide(&asked) {
                    session.apply(record(&asked, events));
                }
            }
        }
    }
}
