use super::*;
use crate::{
    model::{
        At, Record, Request, Role, Seen, Session, SessionId, Viewer,
        ids::{CommandId, MemberId},
        step::plan::chains,
    },
    say::Lang,
};

fn member() -> Member {
    Member::new(MemberId(Uuid::from_u128(1)), "Ana", Role::Facilitator)
}

fn commands() -> Vec<Command> {
    let mut next = 100;
    let mut new_uuid = || {
        next += 1;
        Uuid::from_u128(next)
    };
    demo_commands(&mut new_uuid, member())
}

/// The example, each command having been accepted and having changed something.
fn told() -> Session {
    let mut session = Session::new(SessionId(Uuid::from_u128(2)));
    for (n, command) in (0_u32..).zip(commands()) {
        let request = Request {
            id: CommandId(Uuid::from_u128(10_000 + u128::from(n))),
            by: member().id,
            at: At(904_000_000_000 + i64::from(n) * 60_000),
            command,
        };
        let ev = session
            .decide(&request)
            .unwrap_or_else(|no| panic!("{n}: {}: {:?}", no.0.render(Lang::En), request.command));
        assert!(!ev.is_empty(), "{n} changes nothing: {:?}", request.command);
        session.apply(Record {
            v: Record::VERSION,
            id: request.id,
            at: request.at,
            by: request.by,
            ev,
        });
    }
    session
}

#[test]
fn every_step_has_something_to_show() {
    let session = told();
    let seen = Seen::new(&session, Viewer::Member(member().id));
    assert!(!seen.is_closed());
    assert_eq!(seen.current().as_str(), "report");
    for step in &seen.script().steps {
        assert!(seen.was_at(&step.id), "{}", step.id);
        if step.kind.name() != "recap" {
            assert!(seen.standing(step).is_some(), "{}", step.id);
        }
    }
    let purpose = seen.cards_on(&"purpose".into()).next().unwrap();
    assert!(purpose.text().contains("invented"));
}

#[test]
fn what_the_script_asks_for_is_there() {
    let session = told();
    let seen = Seen::new(&session, Viewer::Member(member().id));
    let mut open = Vec::new();
    for step in &seen.script().steps {
        let asked = seen
            .advice(step)
            .into_iter()
            .map(|advice| advice.msg.render(Lang::En));
        open.extend(asked.map(|words| format!("{}: {words}", step.id)));
    }
    // Two are left on purpose, to show what a room is asked: who could, and how could we find out.
    assert_eq!(open.len(), 2, "{open:#?}");
    assert!(
        open[0].contains("they are alone at the counter"),
        "{open:#?}"
    );
    assert!(open[1].contains("rests on a hunch alone"), "{open:#?}");
}

#[test]
fn causes_lead_to_ideas_and_ideas_to_actions() {
    let session = told();
    let seen = Seen::new(&session, Viewer::Member(member().id));
    let roots = seen
        .cards_on(&"whys".into())
        .filter(|card| card.flag(field::ROOT))
        .count();
    assert_eq!(roots, 2);
    for action in seen.cards_on(&"plan".into()) {
        for chain in chains(&seen, action.id()) {
            let steps: Vec<&str> = chain.iter().map(|card| card.step().as_str()).collect();
            assert_eq!(steps, ["whys", "works", "plan"], "{}", action.text());
        }
    }
    assert_eq!(seen.parked().count(), 1);
    assert_eq!(seen.research_agenda().count(), 2);
    assert_eq!(
        seen.all_cards()
            .filter(crate::model::seen::CardSeen::is_heading)
            .count(),
        1
    );
    let result = seen.cards_on(&"result".into()).next().unwrap();
    assert_eq!(result.earlier(field::TEXT).len(), 1);
    assert!(result.rival(field::TEXT).is_none());
}

#[test]
fn the_curve_ends_in_1997_with_the_forecast_of_that_time() {
    let session = told();
    let seen = Seen::new(&session, Viewer::Member(member().id));
    let measure = seen.measures_on(&"curve".into()).next().unwrap();
    let last = measure
        .series("")
        .filter(|(_, point)| point.value.is_some())
        .last()
        .unwrap();
    assert_eq!((last.0.first_year(), last.1.value), (1997, Some(36.4)));
    let frozen = &measure.frozen[0].forecast;
    // By hand: the slope is 1.55 a year through a mean of 32.3 in 1994.
    let values: Vec<(i32, f64)> = frozen
        .points
        .iter()
        .map(|p| (p.period.first_year(), (p.value * 100.0).round() / 100.0))
        .collect();
    assert_eq!(values, [(1999, 40.05), (2001, 43.15), (2003, 46.25)]);
    assert_eq!((&*frozen.method, frozen.n), ("line", 4));
}

#[test]
fn the_numbers_are_those_of_the_published_table() {
    let table = include_str!("../../../tests/data/us-high-school-smoking.csv");
    let published: Vec<(i32, f64)> = table
        .lines()
        .skip(1)
        .map(|row| {
            let mut cells = row.split(',');
            let mut cell = || cells.next().unwrap();
            (cell().parse().unwrap(), cell().parse().unwrap())
        })
        .collect();
    assert_eq!([HISTORY.as_slice(), LATER.as_slice()].concat(), published);
    let note = commands().into_iter().find_map(|command| match command {
        Command::Note { text, .. } => Some(text),
        _ => None,
    });
    assert!(note.unwrap().contains("2013  15.7"));
}
