//! Days in a form: read as people write them, shown back with their weekday, stored in the one form that sorts.

use chrono::{Datelike as _, NaiveDate};

use super::{Editor, Form, FormField};
use crate::{
    insight::day::{Read, read},
    model::script::FieldKind,
    say,
    say::{Msg, MsgId},
};

/// A day with its weekday, so that a wrong reading is seen.
fn with_weekday(day: NaiveDate) -> Msg {
    const NAMES: [MsgId; 7] = [
        MsgId::Monday,
        MsgId::Tuesday,
        MsgId::Wednesday,
        MsgId::Thursday,
        MsgId::Friday,
        MsgId::Saturday,
        MsgId::Sunday,
    ];
    let name = NAMES[day.weekday().num_days_from_monday() as usize % 7];
    say!(DayIs, Msg::from(name), day.to_string())
}

/// A day as it is read aloud.
fn in_words(day: NaiveDate) -> Msg {
    const NAMES: [MsgId; 12] = [
        MsgId::January,
        MsgId::February,
        MsgId::March,
        MsgId::April,
        MsgId::May,
        MsgId::June,
        MsgId::July,
        MsgId::August,
        MsgId::September,
        MsgId::October,
        MsgId::November,
        MsgId::December,
    ];
    let month = NAMES[day.month0() as usize % 12];
    say!(
        DayInWords,
        day.day(),
        Msg::from(month),
        day.year().to_string()
    )
}

impl FormField {
    /// How a day is read that is being written; nothing where none is.
    pub fn reading(&self, today: NaiveDate) -> Option<Msg> {
        if self.kind != FieldKind::Date {
            return None;
        }
        match read(self.editor.text(), today) {
            Read::Day(day) => Some(with_weekday(day)),
            Read::Either(one, other) => Some(say!(DayEither, in_words(one), in_words(other))),
            Read::Unknown => None,
        }
    }
}

impl Form {
    /// Puts every day that was written into the form that is stored, and says what was made of it. What cannot be read is
    /// left to the room, which says how days are written.
    ///
    /// # Errors
    /// A day has two readings; both are named, and the form is still to be mended.
    pub fn read_days(&mut self, today: NaiveDate) -> Result<Option<Msg>, Msg> {
        let mut said = None;
        let days = self.fields.iter_mut().enumerate();
        for (at, field) in
            days.filter(|(_, field)| field.kind == FieldKind::Date && field.changed())
        {
            match read(field.editor.text(), today) {
                Read::Day(day) if day.to_string() != field.editor.text().trim() => {
                    field.editor = Editor::line(day.to_string());
                    said = Some(say!(DayRead, &*field.label, with_weekday(day)));
                }
                Read::Day(_) | Read::Unknown => {}
                Read::Either(one, other) => {
                    let written = field.editor.text().to_owned();
                    self.at = at;
                    let (first, second) = (in_words(one), in_words(other));
                    return Err(say!(DayTwice, written, first, second, one.to_string()));
                }
            }
        }
        Ok(said)
    }
}
