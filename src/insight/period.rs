//! Periods of a series: what a point is *for*. Owns their reading, writing, order and steps.
//!
//! A period is a kind (year, school year, quarter, month, day) and a count of that kind's own units, so
//! that stepping from one to the next is whole-number arithmetic. Never consults a clock or a locale.

use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// First and last year that can be written: four digits, so that text sorts and reads as expected.
const YEARS: std::ops::RangeInclusive<i32> = 1000..=9999;

/// How long a period is. The points of one series are all of one kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeriodKind {
    /// A calendar year, `2016`.
    Year,
    /// A year that begins in one calendar year and ends in the next, `2016/17`.
    SchoolYear,
    /// A quarter, `2016-Q1`.
    Quarter,
    /// A month, `2016-03`.
    Month,
    /// A day, `2016-03-14`.
    Day,
}

/// A year, school year, quarter, month or day.
///
/// Ordered by where it begins; where two kinds begin together, the longer comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    kind: PeriodKind,
    /// Units of the kind: years; quarters or months since year 0; days since 0000-03-01.
    count: i32,
}

/// Why a text is not a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PeriodError {
    /// Nothing is written there.
    #[error("a period is missing")]
    Empty,
    /// It has none of the shapes of a period.
    #[error("not a period: write 2016, 2016/17, 2016-Q1, 2016-03 or 2016-03-14")]
    Shape,
    /// The year does not have four digits.
    #[error("a year has four digits")]
    Year,
    /// The second half of a school year does not follow the first.
    #[error("the second year of a school year follows the first, as in 2016/17")]
    SchoolYear,
    /// There is no such quarter.
    #[error("quarters are Q1 to Q4")]
    Quarter,
    /// There is no such month.
    #[error("months are 01 to 12")]
    Month,
    /// The month has no such day.
    #[error("that month has no such day")]
    Day,
}

impl Period {
    /// A calendar year, if it has four digits.
    pub fn year(year: i32) -> Option<Self> {
        YEARS.contains(&year).then_some(Self {
            kind: PeriodKind::Year,
            count: year,
        })
    }

    /// What kind of period this is.
    pub fn kind(self) -> PeriodKind {
        self.kind
    }

    /// Position in units of its own kind: two periods of one kind lie `a.count() - b.count()` units apart.
    pub fn count(self) -> i32 {
        self.count
    }

    /// Where it begins, in years: `2016-Q2` is 2016.25. For axes; sums and fits use [`Period::count`].
    pub fn at(self) -> f64 {
        let count = f64::from(self.count);
        match self.kind {
            PeriodKind::Year | PeriodKind::SchoolYear => count,
            PeriodKind::Quarter => count / 4.0,
            PeriodKind::Month => count / 12.0,
            PeriodKind::Day => {
                let (year, _, _) = civil_from_days(self.count);
                let start = days_from_civil(year, 1, 1);
                let length = days_from_civil(year + 1, 1, 1) - start;
                f64::from(year) + f64::from(self.count - start) / f64::from(length)
            }
        }
    }

    /// The period `steps` of its own units later (earlier where negative), unless that leaves the years
    /// that can be written.
    pub fn next(self, steps: i32) -> Option<Self> {
        let moved = Self {
            kind: self.kind,
            count: self.count.checked_add(steps)?,
        };
        YEARS.contains(&moved.first_year()).then_some(moved)
    }

    /// The calendar year in which it begins.
    pub fn first_year(self) -> i32 {
        match self.kind {
            PeriodKind::Year | PeriodKind::SchoolYear => self.count,
            PeriodKind::Quarter => self.count.div_euclid(4),
            PeriodKind::Month => self.count.div_euclid(12),
            PeriodKind::Day => civil_from_days(self.count).0,
        }
    }

    /// The day on which it begins, counted; a school year is taken to begin with its first calendar year.
    fn first_day(self) -> i32 {
        match self.kind {
            PeriodKind::Year | PeriodKind::SchoolYear => days_from_civil(self.count, 1, 1),
            PeriodKind::Quarter => days_from_civil(
                self.count.div_euclid(4),
                self.count.rem_euclid(4) * 3 + 1,
                1,
            ),
            PeriodKind::Month => {
                days_from_civil(self.count.div_euclid(12), self.count.rem_euclid(12) + 1, 1)
            }
            PeriodKind::Day => self.count,
        }
    }
}

/// Days since 0000-03-01 of a date of the proleptic Gregorian calendar; a year is taken to begin in March,
/// so that the leap day comes last.
fn days_from_civil(year: i32, month: i32, day: i32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year
}

/// The year, month and day of a count made by [`days_from_civil`].
fn civil_from_days(days: i32) -> (i32, i32, i32) {
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 {
        march_month + 3
    } else {
        march_month - 9
    };
    let year = era * 400 + year_of_era + i32::from(month <= 2);
    (year, month, day)
}

fn days_in_month(year: i32, month: i32) -> i32 {
    let (next_year, next_month) = if month == 12 {
        (year + 1, 1)
    } else {
        (year, month + 1)
    };
    days_from_civil(next_year, next_month, 1) - days_from_civil(year, month, 1)
}

impl PartialOrd for Period {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Period {
    fn cmp(&self, other: &Self) -> Ordering {
        self.first_day()
            .cmp(&other.first_day())
            .then(self.kind.cmp(&other.kind))
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self.kind {
            PeriodKind::Year => format!("{:04}", self.count),
            PeriodKind::SchoolYear => format!("{:04}/{:02}", self.count, (self.count + 1) % 100),
            PeriodKind::Quarter => {
                format!(
                    "{:04}-Q{}",
                    self.count.div_euclid(4),
                    self.count.rem_euclid(4) + 1
                )
            }
            PeriodKind::Month => {
                format!(
                    "{:04}-{:02}",
                    self.count.div_euclid(12),
                    self.count.rem_euclid(12) + 1
                )
            }
            PeriodKind::Day => {
                let (year, month, day) = civil_from_days(self.count);
                format!("{year:04}-{month:02}-{day:02}")
            }
        };
        f.pad(&text)
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    /// Reads a period as people write it. `2016-17` is a school year because there is no month 17;
    /// `2011-12` is a month, because nothing in it says otherwise.
    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let text = text.trim();
        if text.is_empty() {
            return Err(PeriodError::Empty);
        }
        if let Some((year, second)) = text.split_once('/') {
            return school_year(four_digits(year)?, second);
        }
        if let Some((year, quarter)) = text.split_once(['Q', 'q']) {
            let year = four_digits(year.trim_end_matches(['-', ' ']))?;
            let quarter = match quarter {
                "1" => 0,
                "2" => 1,
                "3" => 2,
                "4" => 3,
                _ => return Err(PeriodError::Quarter),
            };
            return Ok(Self {
                kind: PeriodKind::Quarter,
                count: year * 4 + quarter,
            });
        }
        let mut parts = text.split('-');
        let year = four_digits(parts.next().unwrap_or_default())?;
        match (parts.next(), parts.next(), parts.next()) {
            (None, ..) => Ok(Self {
                kind: PeriodKind::Year,
                count: year,
            }),
            (Some(second), None, _) => {
                if second.len() == 4 || digits(second, 2).is_some_and(|n| n > 12) {
                    return school_year(year, second);
                }
                let month = month(second)?;
                Ok(Self {
                    kind: PeriodKind::Month,
                    count: year * 12 + month - 1,
                })
            }
            (Some(second), Some(third), None) => {
                let month = month(second)?;
                let day = digits(third, 2).ok_or(PeriodError::Shape)?;
                if day < 1 || day > days_in_month(year, month) {
                    return Err(PeriodError::Day);
                }
                Ok(Self {
                    kind: PeriodKind::Day,
                    count: days_from_civil(year, month, day),
                })
            }
            _ => Err(PeriodError::Shape),
        }
    }
}

/// A number of exactly `length` ASCII digits.
fn digits(text: &str, length: usize) -> Option<i32> {
    (text.len() == length && text.bytes().all(|b| b.is_ascii_digit()))
        .then(|| text.parse().ok())
        .flatten()
}

fn four_digits(text: &str) -> Result<i32, PeriodError> {
    if text.is_empty() || !text.bytes().all(|b| b.is_ascii_digit()) {
        return Err(PeriodError::Shape);
    }
    digits(text, 4)
        .filter(|year| YEARS.contains(year))
        .ok_or(PeriodError::Year)
}

fn month(text: &str) -> Result<i32, PeriodError> {
    let month = digits(text, 2)
        .or_else(|| digits(text, 1))
        .ok_or(PeriodError::Shape)?;
    if (1..=12).contains(&month) {
        Ok(month)
    } else {
        Err(PeriodError::Month)
    }
}

fn school_year(first: i32, second: &str) -> Result<Period, PeriodError> {
    let follows = match second.len() {
        2 => digits(second, 2).map(|n| n == (first + 1) % 100),
        4 => digits(second, 4).map(|n| n == first + 1),
        _ => None,
    };
    match follows {
        Some(true) => Ok(Period {
            kind: PeriodKind::SchoolYear,
            count: first,
        }),
        Some(false) => Err(PeriodError::SchoolYear),
        None => Err(PeriodError::Shape),
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<'de, str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn p(text: &str) -> Period {
        text.parse().unwrap()
    }

    #[test]
    fn every_kind_is_read_and_written_the_same() {
        for text in [
            "2016",
            "2016/17",
            "1999/00",
            "2016-Q1",
            "2016-03",
            "2016-12",
            "2016-03-14",
            "2000-02-29",
        ] {
            assert_eq!(p(text).to_string(), text);
            assert_eq!(
                serde_json::to_string(&p(text)).unwrap(),
                format!("\"{text}\"")
            );
            assert_eq!(
                serde_json::from_str::<Period>(&format!("\"{text}\"")).unwrap(),
                p(text)
            );
        }
    }

    #[test]
    fn other_spellings_are_understood() {
        assert_eq!(p("2016-17"), p("2016/17"));
        assert_eq!(p("2016/2017"), p("2016/17"));
        assert_eq!(p(" 2016Q3 "), p("2016-Q3"));
        assert_eq!(p("2016-3"), p("2016-03"));
        assert_eq!(
            p("2011-12").kind(),
            PeriodKind::Month,
            "nothing says that it is a school year"
        );
    }

    #[test]
    fn nonsense_is_refused_with_its_reason() {
        let why = |text: &str| text.parse::<Period>().unwrap_err();
        assert_eq!(why(""), PeriodError::Empty);
        assert_eq!(why("last year"), PeriodError::Shape);
        assert_eq!(why("16"), PeriodError::Year);
        assert_eq!(why("2016-00"), PeriodError::Month);
        assert_eq!(why("2016-19"), PeriodError::SchoolYear);
        assert_eq!(why("2016/18"), PeriodError::SchoolYear);
        assert_eq!(why("2016-Q5"), PeriodError::Quarter);
        assert_eq!(why("2015-02-29"), PeriodError::Day);
        assert_eq!(why("14/03/2016"), PeriodError::Year);
        assert_eq!(why("2016-03-14-2"), PeriodError::Shape);
        assert_eq!(why("٢٠١٦"), PeriodError::Shape);
    }

    #[test]
    fn steps_go_in_the_periods_own_units() {
        assert_eq!(p("2016-Q4").next(1), Some(p("2017-Q1")));
        assert_eq!(p("2016-01").next(-1), Some(p("2015-12")));
        assert_eq!(p("2016-02-28").next(2), Some(p("2016-03-01")));
        assert_eq!(p("1999/00").next(1), Some(p("2000/01")));
        assert_eq!(p("9999").next(1), None);
        assert_eq!(p("2016").next(i32::MAX), None);
    }

    #[test]
    fn order_follows_the_beginning() {
        let mut all = [
            p("2017"),
            p("2016-03-02"),
            p("2016-03"),
            p("2016"),
            p("2016-Q2"),
        ];
        all.sort();
        assert_eq!(
            all.map(|x| x.to_string()),
            ["2016", "2016-03", "2016-03-02", "2016-Q2", "2017"]
        );
        assert!((p("2016-Q2").at() - 2016.25).abs() < 1e-12);
        assert!((p("2016-07").at() - 2016.5).abs() < 1e-12);
        assert!((p("2015-01-01").at() - 2015.0).abs() < 1e-12);
    }

    proptest! {
        #[test]
        fn days_come_back_and_go_up(year in 1000i32..9999, step in 0i32..4000) {
            let first = p(&format!("{year}-01-01"));
            if let Some(later) = first.next(step) {
                prop_assert_eq!(p(&later.to_string()), later);
                prop_assert!(step == 0 || (first < later && first.at() < later.at()));
            }
        }

        #[test]
        fn no_text_panics(text in "\\PC{0,12}") {
            let _ = text.parse::<Period>();
        }
    }
}
