//! Days as people write them: `2026-12-15`, `12/15/2026`, `15 Dec`, `next friday`, in English and Spanish alike.
//!
//! Never guesses between two readings: what is written as `03/04/2026` in one country is another day in the next. Never
//! reads a clock; what hangs on today is told today.

use chrono::{Datelike as _, Days, Months, NaiveDate, Weekday};

/// What a text says as a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Read {
    /// This day.
    Day(NaiveDate),
    /// One of two days: the month may stand first, or the day.
    Either(NaiveDate, NaiveDate),
    /// No day.
    Unknown,
}

/// Beginnings of the months' names in both languages, three letters each; those that differ stand twice.
const MONTHS: [(&str, u32); 18] = [
    ("jan", 1),
    ("ene", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("abr", 4),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("ago", 8),
    ("sep", 9),
    ("set", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
    ("dic", 12),
    ("mayo", 5),
];

/// Beginnings of the weekdays' names in both languages, without accents.
const WEEKDAYS: [(&str, Weekday); 14] = [
    ("mon", Weekday::Mon),
    ("lun", Weekday::Mon),
    ("tue", Weekday::Tue),
    ("marte", Weekday::Tue),
    ("wed", Weekday::Wed),
    ("mie", Weekday::Wed),
    ("thu", Weekday::Thu),
    ("jue", Weekday::Thu),
    ("fri", Weekday::Fri),
    ("vie", Weekday::Fri),
    ("sat", Weekday::Sat),
    ("sab", Weekday::Sat),
    ("sun", Weekday::Sun),
    ("dom", Weekday::Sun),
];

/// Words that say nothing about which day it is.
const FILLERS: [&str; 14] = [
    "the", "of", "on", "by", "at", "el", "la", "los", "de", "del", "para", "en", "a", "que",
];

/// Words that put a day or a stretch of time behind today.
const NEXT: [&str; 8] = [
    "next", "this", "coming", "proximo", "proxima", "este", "esta", "viene",
];

/// Words that put a weekday into the week behind this one, for some who say them.
const WEEK_BEHIND: [&str; 4] = ["next", "proximo", "proxima", "viene"];

/// Reads a day. Where no year is said, it is the next such day from `today` on.
pub fn read(text: &str, today: NaiveDate) -> Read {
    let text = plain(text);
    if let Some(read) = in_figures(&text, today) {
        return read;
    }
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c == ',' || c == '.' || c == '-')
        .filter(|word| !word.is_empty())
        .collect();
    match in_words(&words, today) {
        None => Read::Unknown,
        // Nobody calls tomorrow “next Friday”; and “el próximo viernes” is for some the coming one, for others the one behind.
        Some(day)
            if words.iter().any(|word| WEEK_BEHIND.contains(word)) && names_weekday(&words) =>
        {
            let behind = day.checked_add_days(Days::new(7));
            match behind.filter(|_| day.iso_week() == today.iso_week()) {
                Some(behind) if words.contains(&"next") => Read::Day(behind),
                Some(behind) => Read::Either(day, behind),
                None => Read::Day(day),
            }
        }
        Some(day) => Read::Day(day),
    }
}

/// Whether a weekday is named, and nothing that counts.
fn names_weekday(words: &[&str]) -> bool {
    let names = |word: &&str| WEEKDAYS.iter().any(|(begins, _)| word.starts_with(begins));
    words.iter().any(names) && words.iter().all(|word| figure(word).is_none())
}

/// Lower case, without accents.
fn plain(text: &str) -> String {
    let bare = |c: char| match c {
        'á' => 'a',
        'é' => 'e',
        'í' => 'i',
        'ó' => 'o',
        'ú' => 'u',
        c => c,
    };
    text.trim().to_lowercase().chars().map(bare).collect()
}

/// Figures with signs between them; `None` where it is written otherwise.
fn in_figures(text: &str, today: NaiveDate) -> Option<Read> {
    let sign = text.chars().find(|c| !c.is_ascii_digit())?;
    if !"/.-".contains(sign) {
        return None;
    }
    let parts: Vec<&str> = text
        .trim_end_matches('.')
        .split(sign)
        .map(str::trim)
        .collect();
    let figures: Option<Vec<i32>> = parts.iter().map(|part| part.parse().ok()).collect();
    let figures = figures.filter(|_| parts.iter().all(|part| part.len() <= 4))?;
    let day = |year: i32, month: i32, day: i32| {
        NaiveDate::from_ymd_opt(year, month.try_into().ok()?, day.try_into().ok()?)
    };
    let (first, second, year) = match (&figures[..], parts[0].len()) {
        ([y, m, d], 4) => return Some(day(*y, *m, *d).map_or(Read::Unknown, Read::Day)),
        // 27-03-31 has three readings, and none of them is anybody's habit.
        ([_, _, y], _) if sign == '-' && *y < 100 => return Some(Read::Unknown),
        ([a, b, y], _) => (*a, *b, Some(if *y < 100 { 2000 + y } else { *y })),
        // 3-4 may be a stretch of something; 3/4 is a day.
        ([a, b], _) if sign != '-' => (*a, *b, None),
        _ => return None,
    };
    let on = |month: i32, of_month: i32| match year {
        Some(year) => day(year, month, of_month),
        None => (0..=4)
            .filter_map(|ahead| day(today.year() + ahead, month, of_month))
            .find(|day| *day >= today),
    };
    // Points stand behind the day alone.
    let month_first = on(first, second).filter(|_| sign != '.');
    Some(match (month_first, on(second, first)) {
        (Some(one), Some(other)) if one != other => Read::Either(one, other),
        (Some(day), _) | (_, Some(day)) => Read::Day(day),
        (None, None) => Read::Unknown,
    })
}

fn in_words(words: &[&str], today: NaiveDate) -> Option<NaiveDate> {
    let mut month = None;
    let mut weekday = None;
    let mut figures: Vec<i32> = Vec::new();
    let mut unit = None;
    let mut next = false;
    for word in words {
        if FILLERS.contains(word) || *word == "in" || *word == "dentro" {
            continue;
        }
        match *word {
            "today" | "hoy" if words.len() == 1 => return Some(today),
            "tomorrow" | "manana" | "mañana" if words.len() == 1 => return today.succ_opt(),
            word if NEXT.contains(&word) => next = true,
            "day" | "days" | "dia" | "dias" => unit = Some('d'),
            "week" | "weeks" | "semana" | "semanas" => unit = Some('w'),
            "month" | "months" | "mes" | "meses" => unit = Some('m'),
            word if figure(word).is_some() => figures.extend(figure(word)),
            word => {
                // Tuesday in Spanish begins as March does.
                let day = WEEKDAYS.iter().find(|(begins, _)| word.starts_with(begins));
                let of_year = MONTHS.iter().find(|(begins, _)| word.starts_with(begins));
                match (day, of_year) {
                    (Some((_, day)), _) if weekday.is_none() => weekday = Some(*day),
                    (None, Some((_, number))) if month.is_none() => month = Some(*number),
                    _ => return None,
                }
            }
        }
    }
    match (month, unit, weekday, &figures[..]) {
        (Some(month), None, _, [day]) => coming(today, month, *day),
        (Some(month), None, _, [day, year]) if *year > 31 => on(*year, month, *day),
        (Some(month), None, _, [year, day]) if *year > 31 => on(*year, month, *day),
        (None, Some(unit), None, [count]) => ahead(today, unit, *count),
        (None, Some(unit), None, []) if next => ahead(today, unit, 1),
        (None, None, Some(weekday), []) => (1..=7)
            .filter_map(|days| today.checked_add_days(Days::new(days)))
            .find(|day| day.weekday() == weekday),
        _ => None,
    }
}

/// A number, also as `1st`, `15th` or `1º`, or one that is written out.
fn figure(word: &str) -> Option<i32> {
    const WORDS: [(&str, i32); 10] = [
        ("one", 1),
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("six", 6),
        ("una", 1),
        ("un", 1),
        ("dos", 2),
        ("tres", 3),
        ("seis", 6),
    ];
    if let Some((_, number)) = WORDS.iter().find(|(name, _)| *name == word) {
        return Some(*number);
    }
    let digits = word.trim_end_matches(|c: char| !c.is_ascii_digit());
    let behind = &word[digits.len()..];
    let known = ["", "st", "nd", "rd", "th", "º", "°", "o", "ro"].contains(&behind);
    digits.parse().ok().filter(|_| known && digits.len() <= 4)
}

fn on(year: i32, month: u32, day: i32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day.try_into().ok()?)
}

/// The next such day from today on; leap days may be some years off.
fn coming(today: NaiveDate, month: u32, day: i32) -> Option<NaiveDate> {
    (0..=8)
        .filter_map(|ahead| on(today.year() + ahead, month, day))
        .find(|day| *day >= today)
}

fn ahead(today: NaiveDate, unit: char, count: i32) -> Option<NaiveDate> {
    let count = u32::try_from(count).ok().filter(|count| *count <= 1_000)?;
    match unit {
        'd' => today.checked_add_days(Days::new(count.into())),
        'w' => today.checked_add_days(Days::new(7 * u64::from(count))),
        _ => today.checked_add_months(Months::new(count)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// A Thursday.
    fn today() -> NaiveDate {
        day("2026-11-26")
    }

    #[test]
    fn days_are_read_as_people_write_them() {
        for (written, meant) in [
            ("2026-12-15", "2026-12-15"),
            ("2026/12/15", "2026-12-15"),
            ("12/15/2026", "2026-12-15"),
            ("15/12/2026", "2026-12-15"),
            ("15.12.2026", "2026-12-15"),
            ("15.12.26", "2026-12-15"),
            ("03.04.2026", "2026-04-03"),
            ("15.12.", "2026-12-15"),
            ("04/04/2026", "2026-04-04"),
            ("12/15", "2026-12-15"),
            ("1/31", "2027-01-31"),
            ("15 Dec", "2026-12-15"),
            ("dec 15", "2026-12-15"),
            ("15 dic", "2026-12-15"),
            ("Dec. 1st, 2027", "2027-12-01"),
            ("15 de diciembre de 2026", "2026-12-15"),
            ("1º de mayo", "2027-05-01"),
            ("3 March", "2027-03-03"),
            ("martes 1 de diciembre", "2026-12-01"),
            ("29 feb", "2028-02-29"),
            ("next friday", "2026-12-04"),
            ("this friday", "2026-11-27"),
            ("next monday", "2026-11-30"),
            ("Friday", "2026-11-27"),
            ("thursday", "2026-12-03"),
            ("el próximo lunes", "2026-11-30"),
            ("este viernes", "2026-11-27"),
            ("martes", "2026-12-01"),
            ("sábado", "2026-11-28"),
            ("today", "2026-11-26"),
            ("mañana", "2026-11-27"),
            ("in two weeks", "2026-12-10"),
            ("en 10 días", "2026-12-06"),
            ("3 months", "2027-02-26"),
            ("next week", "2026-12-03"),
            ("la semana que viene", "2026-12-03"),
        ] {
            assert_eq!(read(written, today()), Read::Day(day(meant)), "{written}");
        }
    }

    #[test]
    fn two_readings_are_never_guessed_between() {
        let either = Read::Either(day("2026-03-04"), day("2026-04-03"));
        assert_eq!(read("03/04/2026", today()), either);
        assert_eq!(read("3-4-2026", today()), either);
        let friday = Read::Either(day("2026-11-27"), day("2026-12-04"));
        assert_eq!(read("el próximo viernes", today()), friday);
        assert_eq!(read("el viernes que viene", today()), friday);
        let coming = Read::Either(day("2027-03-04"), day("2027-04-03"));
        assert_eq!(read("3/4", today()), coming);
    }

    #[test]
    fn what_is_no_day_stays_none() {
        for text in [
            "",
            "soon",
            "2026",
            "31.02.2026",
            "13/13/2026",
            "15",
            "spring 2027",
            "week",
            "March",
            "may be",
            "3-4",
            "99/99",
            "27-03-31",
        ] {
            assert_eq!(read(text, today()), Read::Unknown, "{text}");
        }
    }
}
