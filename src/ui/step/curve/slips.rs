//! A year where a value belongs: whoever writes line after line begins with the period, where it may be written already.

use super::forms::line;
use crate::{
    insight::{Period, number},
    model::{Measure, MeasureId, Seen, measure::about},
    say,
    say::Msg,
    ui::form::{Form, FormField, Target},
};

/// What to ask before a form about a measure is kept: whether a year is meant as a value. Nothing where no value looks
/// like one, and where a share in percent does, which the room refuses.
pub fn doubt(form: &Form, seen: Seen<'_>) -> Option<Msg> {
    let (measure, guess): (MeasureId, bool) = match &form.target {
        Target::Point { measure, .. } => (*measure, false),
        Target::Guess { measure, .. } => (*measure, true),
        _ => return None,
    };
    let known = seen.measure(measure)?;
    let asked = |field: &&FormField| {
        let id = field.id.as_str();
        (guess || [line::VALUE, line::TARGET].contains(&id))
            && field.changed()
            && is_year(field, known)
    };
    let field = form.fields.iter().find(asked)?;
    if known.text_of(about::UNIT).contains('%') {
        return None;
    }
    let (value, at) = (field.editor.text().trim(), field.id.as_str());
    Some(if guess {
        say!(IsValueAYear, value, at)
    } else if is_written_ahead(form) && at == line::VALUE {
        say!(IsValueAPeriod, value, form.words(line::PERIOD))
    } else {
        say!(IsValueAYear, value, form.words(line::PERIOD))
    })
}

/// Puts a period that was written as the value where it belongs, when somebody goes on from it: the next thing written is
/// its value. Answers what is to be said of it.
pub fn mend(form: &mut Form, seen: Seen<'_>) -> Option<Msg> {
    let Target::Point { measure, .. } = &form.target else {
        return None;
    };
    let known = seen.measure(*measure)?;
    let field = form.field();
    if field.id.as_str() != line::VALUE || !is_written_ahead(form) {
        return None;
    }
    let period: Period = field.editor.text().parse().ok()?;
    let suggested: Period = form.words(line::PERIOD).parse().ok()?;
    let is_number = number::typed(field.editor.text()).is_some();
    if period.kind() != suggested.kind() || (is_number && !is_year(field, known)) {
        return None;
    }
    form.field_mut().editor.replace("");
    let written = form.fields.iter_mut();
    for field in written.filter(|field| field.id.as_str() == line::PERIOD) {
        field.editor.replace(&period.to_string());
    }
    Some(say!(WentToPeriod, period.to_string()))
}

/// Whether the period of a new line is the one that was suggested.
fn is_written_ahead(form: &Form) -> bool {
    form.is_new()
        && form
            .get(line::PERIOD)
            .is_some_and(|at| !at.changed() && !at.editor.is_blank())
}

/// Whether what is written is a year rather than a value. Whoever writes 2,028 counted something.
fn is_year(field: &FormField, known: &Measure) -> bool {
    let text = field.editor.text().trim();
    let bare = text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit());
    bare && number::typed(text).is_some_and(|value| known.is_likely_a_year(value))
}
