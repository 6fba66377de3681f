//! What people think of cards, in a snapshot; cards, measures and the rest are in the tests of any commands.

use uuid::Uuid;

use super::table::{beginning, member, record, request};
use crate::model::{
    CardId, Command, Event, Session, SessionId, StepId,
    ids::BallotId,
    opinion::{Asks, Cast, Counted, Score, ScoreKey, Voice},
    script::{Part, Words},
};

fn opinions() -> Vec<Event> {
    let step = || StepId::from("story");
    let card = CardId(Uuid::from_u128(1));
    let (dots, fist) = (BallotId(Uuid::from_u128(2)), BallotId(Uuid::from_u128(3)));
    let marks = vec![(card.to_string().into(), 2)];
    let cast = |by| Cast {
        people: 2,
        group: Some("parents".into()),
        marks: marks.clone(),
        by: member(by),
    };
    let scored = |voice| Event::Scored {
        key: ScoreKey {
            step: step(),
            card,
            criterion: "leverage".into(),
            voice,
        },
        score: Score {
            tally: vec![("high".into(), 3)],
            note: "we saw it".into(),
        },
    };
    let cast_by = |voice, by| Event::BallotCast {
        ballot: dots,
        voice,
        cast: cast(by),
    };
    vec![
        Event::StepReworded {
            step: step(),
            part: Part::Ask,
            words: "What pulls, what pushes?".into(),
        },
        scored(Voice::room()),
        scored(Voice::Member(member("ana"))),
        Event::BallotOpened {
            ballot: dots,
            step: step(),
            asks: Asks::Dots {
                options: vec![card],
                each: 3,
                most: 2,
                secret: false,
            },
        },
        cast_by(Voice::room(), "ana"),
        cast_by(Voice::Member(member("bo")), "bo"),
        Event::BallotClosed {
            ballot: dots,
            counted: vec![Counted {
                group: None,
                people: 4,
                marks: marks.clone(),
            }],
        },
        Event::BallotOpened {
            ballot: fist,
            step: step(),
            asks: Asks::Fist {
                about: card,
                words: "Night buses".into(),
            },
        },
    ]
}

#[test]
fn opinions_and_words_of_the_room_are_in_it() {
    let mut session = Session::replay(SessionId(Uuid::from_u128(7)), beginning());
    for (n, event) in (900..).zip(opinions()) {
        let asked = request(member("ana"), n, Command::Undo);
        session.apply(record(&asked, vec![event]));
        let frozen = session.freeze().unwrap();
        let thawed = Session::thaw(session.id(), &frozen).unwrap();
        assert!(thawed.same_content(&session));
        assert_eq!(thawed.reworded, session.reworded);
        assert_eq!(thawed.freeze().unwrap(), frozen);
    }
    assert_eq!((session.scores.len(), session.ballots.len()), (2, 2));
    let cast = session.ballots.values().map(|ballot| ballot.cast.len());
    assert!(cast.eq([2, 0]) && session.reworded.len() == 1);
}

#[test]
fn words_of_a_step_are_neither_changed_nor_given_back_without_the_script_that_began() {
    let mut session = Session::replay(SessionId(Uuid::from_u128(7)), beginning());
    let (step, part) = (StepId::from("story"), Part::Ask);
    let reword = |words: &str| Command::Reword {
        step: step.clone(),
        part,
        words: words.into(),
    };
    let of = |session: &Session| session.words_of(&step, part).expect("a step");
    let own = of(&session);
    let asked = request(member("ana"), 900, reword("What pulls?"));
    let events = session.decide(&asked).expect("changed");
    session.apply(record(&asked, events));
    let mut thawed = Session::thaw(session.id(), &session.freeze().unwrap()).unwrap();
    let asked = request(member("ana"), 901, reword(""));
    assert!(thawed.decide(&asked).is_err(), "it decides nothing");
    let given_back = record(&asked, session.decide(&asked).expect("given back"));
    assert!(!thawed.follow(given_back.clone()), "all is read instead");
    assert_eq!(of(&thawed), Words::from("What pulls?"));
    session.apply(given_back);
    assert_eq!(of(&session), own);
}

#[test]
fn a_question_whose_words_were_taken_away_is_the_same_in_a_snapshot() {
    let id = SessionId(Uuid::from_u128(1));
    let mut session = Session::replay(id, beginning());
    for (at, words) in [(1, "In other words?"), (2, "")] {
        let (step, part) = ("whys".into(), Part::Why);
        let words = words.into();
        let asked = request(member("ana"), at, Command::Reword { step, part, words });
        let events = session.decide(&asked).expect("it may be");
        session.apply(asked.becomes(events));
    }
    let thawed = Session::thaw(id, &session.freeze().expect("a snapshot")).expect("it reads");
    assert!(thawed.same_content(&session));
}
