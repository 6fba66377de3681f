//! The finished example: high-school smoking in the United States as a group in 1998 would have seen it.
//!
//! The numbers are real and end in 1997; what the group says about them is invented and says so in its first
//! sentence. Pure: ids come from whoever asks, and the commands go through the same door as those of any person.

use std::sync::Arc;

use uuid::Uuid;

use super::library::Library;
use crate::{
    insight::{Method, Period, Reading, Scale, forecasts},
    model::{
        After, At, CardId, Command, CommandId, FieldId, MeasureId, Member, Point, Request,
        SessionId, StepId, Value, field,
        ids::ColumnId,
        measure::{Frozen, PointKey, about},
    },
};

mod answers;
mod causes;

/// What the session is called.
pub const TITLE: &str = "Example: fewer young people smoke (1998)";

/// Percent of high-school students in the United States who smoked in the 30 days before they were asked: Youth Risk
/// Behavior Survey, Centers for Disease Control and Prevention.
const HISTORY: [(i32, f64); 4] = [(1991, 27.5), (1993, 30.5), (1995, 34.8), (1997, 36.4)];

/// What came later, by the same survey; the group of 1998 cannot know it.
const LATER: [(i32, f64); 8] = [
    (1999, 34.8),
    (2001, 28.5),
    (2003, 21.9),
    (2005, 23.0),
    (2007, 20.0),
    (2009, 19.5),
    (2011, 18.1),
    (2013, 15.7),
];

/// What the group expects if nothing changes.
const GUESSES: [(i32, f64); 3] = [(1999, 38.0), (2001, 39.0), (2003, 40.0)];

/// What the group aims at: back to where it began.
const AIM: (i32, f64) = (2003, 27.5);

/// Students in grades 9 to 12 in 1997, rounded to a million.
const STUDENTS: f64 = 14_000_000.0;

/// The session of the example, the same in every store, so that it is known again whatever it is called by now. Its UUID
/// has version 8: the letters `upturn`, then zeros.
pub const SESSION: SessionId = SessionId(named(0));

/// The UUID of that number within the example.
const fn named(number: u128) -> Uuid {
    Uuid::from_u128(0x7570_7475_726e_8000_8000_0000_0000_0000 | number)
}

/// When the group of the example sat down: 9 September 1998, in the afternoon. Its forecast carries the date it was
/// made on.
const BEGAN: At = At(905_350_000_000);
/// How long it took over each thing it said, in milliseconds.
const PACE: i64 = 47_000;

/// What is asked of an empty session so that it becomes the example, in order. All ids and times are the same whenever
/// this is called, so that an example of which a part is stored can be gone on with.
pub fn demo_requests(facilitator: &Member) -> Vec<Request> {
    let mut number = 0;
    let mut new_uuid = || {
        number += 1;
        named(number)
    };
    let commands = demo_commands(&mut new_uuid, facilitator.clone());
    let mut at = BEGAN;
    commands
        .into_iter()
        .map(|command| {
            at.0 += PACE;
            Request {
                id: CommandId(new_uuid()),
                by: facilitator.id,
                at,
                command,
            }
        })
        .collect()
}

/// The commands that make the example, in order, `facilitator` being who sends them. Each is accepted by the session
/// that the ones before it have made, as the record of its own place in this list. The session is left open at its
/// last step, so that later points can be entered.
pub fn demo_commands(new_uuid: &mut dyn FnMut() -> Uuid, facilitator: Member) -> Vec<Command> {
    let library = Library::shipped();
    let Some(script) = library.get("turn-the-curve") else {
        return Vec::new();
    };
    let mut talk = Talk {
        new_uuid,
        commands: vec![Command::Begin {
            script: Arc::clone(script),
            title: TITLE.into(),
            you: facilitator,
        }],
    };
    causes::purpose_and_result(&mut talk);
    curve(&mut talk);
    let forces = causes::story(&mut talk);
    let roots = causes::whys(&mut talk, &forces);
    answers::partners(&mut talk, &roots);
    let ideas = answers::works(&mut talk, &roots);
    answers::plan(&mut talk, &ideas);
    talk.enter("report");
    talk.commands
}

/// The example as it is being told.
struct Talk<'a> {
    new_uuid: &'a mut dyn FnMut() -> Uuid,
    commands: Vec<Command>,
}

/// A card to lay down: what it says, and where it hangs.
#[derive(Default)]
struct Said<'a> {
    step: &'a str,
    column: Option<&'a str>,
    parent: Option<CardId>,
    from: Option<CardId>,
    text: &'a str,
    /// Field and value; the value `✓` sets a flag.
    fields: &'a [(&'a str, &'a str)],
}

impl Talk<'_> {
    fn enter(&mut self, step: &str) {
        self.commands.push(Command::Enter { step: step.into() });
    }

    fn say(&mut self, said: &Said<'_>) -> CardId {
        let card = CardId((self.new_uuid)());
        let mut fields: Vec<(FieldId, Value)> = vec![(field::TEXT.into(), said.text.into())];
        fields.extend(said.fields.iter().map(|&(id, value)| {
            let value = if value == "✓" {
                Value::Flag(true)
            } else {
                value.into()
            };
            (FieldId::from(id), value)
        }));
        self.commands.push(Command::AddCard {
            card,
            author: None,
            step: said.step.into(),
            parent: said.parent,
            column: said.column.map(ColumnId::from),
            after: After::Last,
            fields,
            from: said.from,
        });
        card
    }

    /// Says something otherwise, as somebody who read the words just laid down.
    fn say_better(&mut self, card: CardId, text: &str) {
        let first = self.commands.iter().position(
            |command| matches!(command, Command::AddCard { card: added, .. } if *added == card),
        );
        self.commands.push(Command::SetField {
            card,
            field: field::TEXT.into(),
            // Every command before this one became one record, so its place in the list is its version.
            from: first.unwrap_or_default() as u64,
            value: Some(text.into()),
        });
    }

    fn group(&mut self, heading: &str, cards: Vec<CardId>) {
        self.commands.push(Command::Group {
            heading: CardId((self.new_uuid)()),
            text: heading.into(),
            cards,
        });
    }

    fn link(&mut self, one: CardId, other: CardId) {
        self.commands.push(Command::Link { one, other });
    }
}

fn curve(talk: &mut Talk<'_>) {
    talk.enter("curve");
    let measure = MeasureId((talk.new_uuid)());
    let line = |year: i32, point: Point| {
        let key = |period| PointKey {
            group: "".into(),
            period,
        };
        Period::year(year).map(|period| (key(period), point))
    };
    let known = HISTORY.iter().filter_map(|&(year, value)| {
        let point = Point {
            value: Some(value),
            ..Point::default()
        };
        line(year, point)
    });
    talk.commands.push(Command::AddMeasure {
        measure,
        step: "curve".into(),
        fields: [
            (
                about::NAME,
                "High-school students who smoked in the last 30 days".into(),
            ),
            (about::UNIT, "%".into()),
            (about::BETTER, "lower".into()),
            (
                about::SOURCE,
                "Youth Risk Behavior Survey, Centers for Disease Control and Prevention; \
                 population: grades 9 to 12, rounded to a million"
                    .into(),
            ),
            (about::POPULATION, Value::Number(STUDENTS)),
        ]
        .map(|(id, value): (&str, Value)| (id.into(), value))
        .into(),
        points: known.collect(),
    });
    for (year, value) in GUESSES {
        if let Some(period) = Period::year(year) {
            talk.commands.push(Command::Guess {
                measure,
                scenario: "".into(),
                period,
                value: Some(value),
            });
        }
    }
    let aim = Point {
        target: Some(AIM.1),
        note: Some("Our aim: back to where we began in 1991".into()),
        ..Point::default()
    };
    let aim = line(AIM.0, aim).map(|(key, point)| (key, Some(point)));
    talk.commands.push(Command::SetPoints {
        measure,
        points: aim.into_iter().collect(),
    });
    if let Some(forecast) = forecast() {
        talk.commands.push(Command::Freeze { measure, forecast });
    }
    let described = [
        (about::OK, "no"),
        (
            about::OK_WHY,
            "Four surveys, and up every time. On this course almost every other student smokes by 2003. \
             Nobody in the room can live with that.",
        ),
    ];
    for (id, value) in described {
        talk.commands.push(Command::Describe {
            measure,
            field: id.into(),
            value: Some(value.into()),
        });
    }
    let later: Vec<String> = LATER
        .iter()
        .map(|(year, value)| format!("{year}  {value:.1}"))
        .collect();
    talk.commands.push(Command::Note {
        step: StepId::from("curve"),
        text: format!(
            "What the same survey found later. Enter it into the data table, point by point, and see the curve turn:\n\n{}",
            later.join("\n")
        )
        .into(),
    });
}

/// The straight line through the four points, three surveys ahead, as it stood in 1998.
fn forecast() -> Option<Frozen> {
    let readings: Vec<Reading> = HISTORY
        .iter()
        .filter_map(|&(year, value)| {
            Some(Reading {
                period: Period::year(year)?,
                value,
            })
        })
        .collect();
    let line = forecasts(&readings, GUESSES.len(), Scale::Percent)
        .into_iter()
        .find(|forecast| forecast.method == Method::Line)?;
    Some(Frozen::of(&line, "".into()))
}

#[cfg(test)]
mod tests;
