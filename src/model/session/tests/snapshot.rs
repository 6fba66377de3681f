//! What people think of cards, in a snapshot; cards, measures and the rest are in the tests of any commands.

use uuid::Uuid;

use super::table::{beginning, member, record, request};
use crate::model::{
    CardId, Command, Event, Session, SessionId, StepId,
    ids::BallotId,
    opinion::{Asks, Cast, Counted, Score, ScoreKey, Voice},
    script::Part,
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
                secret: true,
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
