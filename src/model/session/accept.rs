//! What a field accepts: cleaned, checked against its declaration, or refused with a reason.

use chrono::Datelike as _;

use crate::{
    insight::number,
    model::{
        card::{EVIDENCE, STOPS, TESTED, Value, field},
        command::Rejection,
        ids::FieldId,
        measure::about,
        script::{Field, FieldKind, Step},
        text,
    },
    say,
};

/// Checks and cleans a value for a field of a card on this step, with the field's declaration where a script gives one. `Ok(None)` empties the field.
pub(super) fn card_value(
    declared: Option<&Field>,
    step: &Step,
    id: &FieldId,
    value: Option<&Value>,
) -> Result<Option<Value>, Rejection> {
    let Some(value) = value else { return Ok(None) };
    match declared {
        Some(declared) => declared_value(declared, value),
        None => builtin_value(step, id, value),
    }
}

fn declared_value(field: &Field, value: &Value) -> Result<Option<Value>, Rejection> {
    if field.kind() != FieldKind::Choice {
        return of_kind(field.kind(), value);
    }
    let chosen = value.display();
    if chosen.trim().is_empty() {
        return Ok(None);
    }
    if let Some(choice) = field.chosen(chosen.trim()) {
        Ok(Some(Value::Text(choice.id.clone())))
    } else {
        let known: Vec<_> = field.choice.iter().map(|choice| &choice.label).collect();
        Err(say!(NotAChoice, told(&chosen), known).into())
    }
}

/// Fields every card can have, whatever its step declares.
fn builtin_value(step: &Step, id: &FieldId, value: &Value) -> Result<Option<Value>, Rejection> {
    match id.as_str() {
        field::TEXT if step.kind.lens().long_text() => of_kind(FieldKind::Long, value),
        field::TEXT
        | field::LENS
        | field::TABLE
        | field::ITEM
        | field::ANSWER
        | field::WHO
        | field::GROUP
        | field::SOURCE => of_kind(FieldKind::Text, value),
        field::NUMBER
        | field::ROUND
        | field::COHORT
        | field::NOW
        | field::GOAL
        | field::EXPECTED
        | field::REACH
        | field::EFFECT
        | field::OVERLAP => of_kind(FieldKind::Number, value),
        field::THEREFORE | field::REMOVAL => one_of(&TESTED, value),
        field::DETAIL => of_kind(FieldKind::Long, value),
        field::PARKED
        | field::HIDDEN
        | field::HEADING
        | field::ROOT
        | field::RESEARCH
        | field::DATA_NEEDED
        | field::MISSING
        | field::PASS
        | field::UNNAMED => of_kind(FieldKind::Flag, value),
        field::BETTER => one_of(&["higher", "lower"], value),
        field::EVIDENCE => one_of(&EVIDENCE, value),
        field::STOP => one_of(&STOPS, value),
        _ => Err(say!(FieldUnknown, step.named(), id.as_str()).into()),
    }
}

/// Checks and cleans a value that describes a measure. `Ok(None)` empties the field.
pub(super) fn measure_value(
    id: &FieldId,
    value: Option<&Value>,
) -> Result<Option<Value>, Rejection> {
    let Some(value) = value else { return Ok(None) };
    match id.as_str() {
        about::NAME
        | about::UNIT
        | about::SOURCE
        | about::COMPARE_TO
        | about::METHOD
        | about::BASE_NOW
        | about::BASE_LATER => of_kind(FieldKind::Text, value),
        about::BASE_LATELY => one_of(&["better", "worse", "same"], value),
        about::BASE_SPEED => one_of(&["fast", "slow"], value),
        about::OK_WHY => of_kind(FieldKind::Long, value),
        about::BETTER => one_of(&["higher", "lower"], value),
        about::OK => one_of(&["yes", "no"], value),
        about::POPULATION => of_kind(FieldKind::Number, value),
        _ => Err(say!(FieldUnknown, "", id.as_str()).into()),
    }
}

fn one_of(choices: &[&str], value: &Value) -> Result<Option<Value>, Rejection> {
    let chosen = value.display();
    match chosen.trim() {
        "" => Ok(None),
        word if choices.contains(&word) => Ok(Some(word.into())),
        word => Err(say!(NotAChoice, told(word), choices.to_vec()).into()),
    }
}

fn of_kind(kind: FieldKind, value: &Value) -> Result<Option<Value>, Rejection> {
    match kind {
        FieldKind::Long => Ok(words(whole(text::clean_long(&value.display()))?)),
        FieldKind::Number => number(value),
        FieldKind::Date => date(value),
        FieldKind::Flag => flag(value),
        FieldKind::Text | FieldKind::Person | FieldKind::Link | FieldKind::Choice => {
            Ok(words(whole(text::clean_line(&value.display()))?))
        }
    }
}

/// What was not accepted, fit to be shown to whoever wrote it.
fn told(text: &str) -> String {
    text::clean_line(text).into_string()
}

fn words(text: String) -> Option<Value> {
    (!text.trim().is_empty()).then(|| Value::Text(text.into()))
}

fn number(value: &Value) -> Result<Option<Value>, Rejection> {
    match value {
        Value::Number(n) if number::is_counted(*n) => Ok(Some(Value::Number(*n))),
        Value::Text(text) if text.trim().is_empty() => Ok(None),
        Value::Text(text) => match number::typed(text) {
            Some(n) => Ok(Some(Value::Number(n))),
            None => Err(say!(NotANumber, told(text)).into()),
        },
        other => Err(say!(NotANumber, other.display()).into()),
    }
}

fn date(value: &Value) -> Result<Option<Value>, Rejection> {
    let text = value.display();
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    match text.parse::<chrono::NaiveDate>() {
        // Four digits, so that text sorts as time does, and `27-03-31` is not the year 27.
        Ok(day) if (1000..=9999).contains(&day.year()) => {
            Ok(Some(Value::Text(day.to_string().into())))
        }
        _ => Err(say!(NotADate, told(text)).into()),
    }
}

fn flag(value: &Value) -> Result<Option<Value>, Rejection> {
    match value {
        Value::Flag(true) => Ok(Some(Value::Flag(true))),
        Value::Flag(false) => Ok(None),
        other => Err(say!(NotAFlag, other.display()).into()),
    }
}

/// Cleaned words, or a no where they are longer than is kept: nothing is ever cut without a word.
pub(super) fn whole(cleaned: text::Cleaned<'_>) -> Result<String, Rejection> {
    if cleaned.cut {
        return Err(say!(TooLong, text::LINE_CHARS, text::LONG_BYTES / 1024).into());
    }
    Ok(cleaned.into_string())
}
