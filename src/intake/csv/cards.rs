//! Files of cards: a line of columns, and a card on each line below it. A list that many communities share, a roster, the
//! partners of last year.
//!
//! The columns are `text` and fields of the step that the cards are for, by their ids or by their labels. A file is taken
//! whole or refused whole.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::reader::Reader;
use crate::{
    insight::{
        day::{self, Read},
        number,
    },
    model::{
        Script, Step, Value,
        card::field,
        ids::FieldId,
        script::{Field, FieldKind},
    },
    problem::Problem,
};

/// What one card of a file says.
pub type Said = Vec<(FieldId, Value)>;

/// Reads the cards of a file for a step; for the first step that knows all of its columns where none is named. A day without
/// a year is the next such day from `today` on.
///
/// # Errors
/// Every problem of the file, each with its place, up to a couple of dozen.
pub fn read<'s>(
    name: &str,
    bytes: &[u8],
    script: &'s Script,
    to: Option<&'s Step>,
    today: NaiveDate,
) -> Result<(&'s Step, Vec<Said>), Vec<Problem>> {
    let mut reader = Reader::of(name);
    let read = cards(&mut reader, bytes, script, to, today);
    reader.done(read)
}

fn cards<'s>(
    reader: &mut Reader<'_>,
    bytes: &[u8],
    script: &'s Script,
    to: Option<&'s Step>,
    today: NaiveDate,
) -> Option<(&'s Step, Vec<Said>)> {
    let rows = reader.cells(bytes, "text")?;
    let head: Vec<&str> = rows[0].iter().map(|cell| cell.text.trim()).collect();
    let fits = |step: &&Step| {
        let lens = step.kind.lens();
        lens.takes_cards() && head.iter().all(|title| column(step, title).is_some())
    };
    let Some(step) = to.or_else(|| script.steps.iter().find(fits)) else {
        reader.at(
            rows[0].first()?.place,
            format!(
                "no step of “{}” has all of these columns: {}",
                script.id,
                head.join(", ")
            ),
            "Name the step with --to to learn which of them it lacks.",
        );
        return None;
    };
    let mut columns: Vec<Option<Column<'s>>> = Vec::with_capacity(head.len());
    for cell in &rows[0] {
        let title = cell.text.trim();
        let found = column(step, title);
        if found.is_none() {
            let known: Vec<&str> = step
                .kind
                .lens()
                .fields()
                .iter()
                .map(|one| one.id.as_str())
                .collect();
            reader.at(
                cell.place,
                format!("the step “{}” has no field “{title}”", step.id.as_str()),
                format!("It has: text, {}.", known.join(", ")),
            );
        }
        columns.push(found);
    }
    if !columns
        .iter()
        .flatten()
        .any(|column| matches!(column, Column::Text))
    {
        reader.at(
            (1, 1),
            "there is no column “text”",
            "It holds the words of each card.",
        );
    }
    let mut all = Vec::with_capacity(rows.len());
    for row in &rows[1..] {
        let mut said: HashMap<&str, Value> = HashMap::new();
        for (cell, column) in row.iter().zip(&columns) {
            let words = cell.text.trim();
            let Some(column) = column.as_ref().filter(|_| !words.is_empty()) else {
                continue;
            };
            match column.value(words, today) {
                Ok(value) => {
                    said.insert(column.id(), value);
                }
                Err((message, hint)) => reader.at(cell.place, message, hint),
            }
        }
        if !said.contains_key(field::TEXT) {
            let place = row.first().map_or((1, 1), |cell| cell.place);
            reader.at(
                place,
                "this line has no text",
                "Every card has words, in the column “text”.",
            );
        }
        let mut said: Said = said
            .into_iter()
            .map(|(id, value)| (id.into(), value))
            .collect();
        said.sort_by(|(a, _), (b, _)| a.cmp(b));
        all.push(said);
    }
    if all.is_empty() {
        reader.whole(
            "there is no card in the file",
            "Below the line of columns goes one line for each card.",
        );
    }
    Some((step, all))
}

enum Column<'s> {
    Text,
    Field(&'s Field),
}

fn column<'s>(step: &'s Step, title: &str) -> Option<Column<'s>> {
    if title.eq_ignore_ascii_case(field::TEXT) {
        return Some(Column::Text);
    }
    let named = |one: &&Field| {
        let title = title.to_lowercase();
        one.id.as_str().to_lowercase() == title
            || one.label.all().any(|label| label.to_lowercase() == title)
    };
    step.kind
        .lens()
        .fields()
        .iter()
        .find(named)
        .map(Column::Field)
}

impl<'s> Column<'s> {
    fn id(&self) -> &'s str {
        match self {
            Self::Text => field::TEXT,
            Self::Field(field) => field.id.as_str(),
        }
    }

    fn value(&self, words: &str, today: NaiveDate) -> Result<Value, (String, String)> {
        let Self::Field(field) = self else {
            return Ok(words.into());
        };
        match field.kind() {
            FieldKind::Choice => {
                let said = words.to_lowercase();
                let named = field.choice.iter().find(|choice| {
                    *choice.id.to_lowercase() == *said
                        || choice.label.all().any(|label| label.to_lowercase() == said)
                });
                let known = || {
                    let ids: Vec<&str> = field.choice.iter().map(|choice| &*choice.id).collect();
                    format!("One of: {}.", ids.join(", "))
                };
                named
                    .map(|choice| Value::Text(choice.id.clone()))
                    .ok_or_else(|| (format!("“{words}” is not one of the choices"), known()))
            }
            FieldKind::Number => number::typed(words).map(Value::Number).ok_or_else(|| {
                let hint = "Write it as 1234.5".to_owned();
                (format!("“{words}” is not a number"), hint)
            }),
            // As in a form, and what has two readings is asked back.
            FieldKind::Date => match day::read(words, today) {
                Read::Day(day) => Ok(day.to_string().as_str().into()),
                Read::Either(one, other) => Err((
                    format!("“{words}” is {one} in one country and {other} in another"),
                    format!("Write the one that is meant: {one} or {other}."),
                )),
                Read::Unknown => Err((
                    format!("“{words}” is not a date"),
                    "Write it as 2027-03-31, 31 March 2027 or 3/31/2027.".to_owned(),
                )),
            },
            FieldKind::Flag => match words.to_lowercase().as_str() {
                "yes" | "true" | "x" | "1" | "✓" => Ok(Value::Flag(true)),
                "no" | "false" | "0" => Ok(Value::Flag(false)),
                _ => Err((
                    format!("“{words}” is neither yes nor no"),
                    "Write yes, or leave it empty.".to_owned(),
                )),
            },
            FieldKind::Text | FieldKind::Long | FieldKind::Person | FieldKind::Link => {
                Ok(words.into())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCRIPT: &str = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 20, "steps": [
        {"id": "story", "kind": "cards", "minutes": 10, "ask": "Why?"},
        {"id": "people", "kind": "roster", "minutes": 10, "ask": "Who?", "fields": [
            {"id": "sector", "label": "Where from", "choice": ["school", {"id": "health", "label": "a clinic"}]},
            {"id": "since", "type": "date"}]}]}"#;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day")
    }

    #[test]
    fn days_are_read_as_forms_read_them() {
        let script = script();
        for (written, day) in [
            ("2027-03-31", "2027-03-31"),
            ("3/31/2027", "2027-03-31"),
            ("31 de marzo de 2027", "2027-03-31"),
            ("Dec 15", "2026-12-15"),
        ] {
            let file = format!("text;since\nAna;{written}");
            let (_, cards) = read("p.csv", file.as_bytes(), &script, None, today()).expect("cards");
            assert_eq!(cards[0][0], ("since".into(), day.into()), "{written}");
        }
        let told = |written: &str| {
            let file = format!("text;since\nAna;{written}");
            let problems = read("p.csv", file.as_bytes(), &script, None, today());
            problems.expect_err("a problem")[0].to_string()
        };
        let twice = told("03/04/2027");
        assert!(
            twice.starts_with("p.csv:2:5: ")
                && twice.contains("2027-03-04")
                && twice.contains("2027-04-03"),
            "{twice}"
        );
        assert!(told("soon").contains("is not a date"));
    }

    fn script() -> Script {
        serde_json::from_str(SCRIPT).expect("a script")
    }

    #[test]
    fn the_columns_say_which_step_and_which_field() {
        let script = script();
        let file = "text;Where from;since\r\nAna;a clinic;2024-05-01\r\nDevi;;\r\n";
        let (step, cards) = read("p.csv", file.as_bytes(), &script, None, today()).expect("cards");
        assert_eq!(step.id.as_str(), "people");
        let ana: Said = vec![
            ("sector".into(), "health".into()),
            ("since".into(), "2024-05-01".into()),
            ("text".into(), "Ana".into()),
        ];
        assert_eq!(cards, [ana, vec![("text".into(), "Devi".into())]]);
        let (step, _) = read("p.csv", b"text\nBuses", &script, None, today()).expect("cards");
        assert_eq!(step.id.as_str(), "story", "the first that fits");
    }

    #[test]
    fn everything_wrong_is_told_with_its_place_and_nothing_is_taken() {
        let script = script();
        let told = |file: &str| -> Vec<String> {
            let problems =
                read("p.csv", file.as_bytes(), &script, None, today()).expect_err("problems");
            problems.iter().map(ToString::to_string).collect()
        };
        assert_eq!(
            told("text,sector\nAna,moon\n,school"),
            [
                "p.csv:2:5: “moon” is not one of the choices\n  One of: school, health.",
                "p.csv:3:1: this line has no text\n  Every card has words, in the column “text”."
            ]
        );
        assert!(told("text,color\nAna,red")[0].contains("all of these columns: text, color"));
        assert!(told("")[0].contains("the file is empty"));
        let to = script.step(&"people".into()).map(|(_, step)| step);
        let problems =
            read("p.csv", b"text,color\nAna,red", &script, to, today()).expect_err("problems");
        assert!(problems[0].to_string().contains("has no field “color”"));
    }
}
