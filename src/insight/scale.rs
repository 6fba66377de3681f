//! What the values of a series mean: their scale, and which way is better.

use serde::{Deserialize, Serialize};

/// Which direction of a curve the room wants. There is no default: a room says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Better {
    /// More is better, as with graduation.
    Higher,
    /// Less is better, as with infant deaths.
    Lower,
}

impl Better {
    /// Whether `actual` is better than `than`; a tie is not.
    pub fn beats(self, actual: f64, than: f64) -> bool {
        match self {
            Self::Higher => super::compare(actual, than).is_gt(),
            Self::Lower => super::compare(actual, than).is_lt(),
        }
    }
}

/// What a value is a number of.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Scale {
    /// Per cent of a whole: from 0 to 100, with differences in percentage points.
    Percent,
    /// Cases per so many, say per 1,000: never under 0.
    Per(f64),
    /// A number of people or things: never under 0.
    Count,
    /// Anything else; it may go under 0.
    Free,
}

impl Scale {
    /// Reads the scale from a unit as people write it: `%`, `percent`, `per 1,000 births`, `children`.
    ///
    /// `values` decide where the unit does not: a series without a value under 0 is taken for a count.
    pub fn of(unit: &str, values: impl IntoIterator<Item = f64>) -> Self {
        let unit = unit.to_lowercase();
        if unit.contains('%')
            || unit.contains("percent")
            || unit.contains("per cent")
            || unit.contains("por ciento")
        {
            return Self::Percent;
        }
        if let Some(base) = per(&unit) {
            return Self::Per(base);
        }
        if values.into_iter().all(|v| v >= 0.0) {
            Self::Count
        } else {
            Self::Free
        }
    }

    /// The lowest and highest value that can be; a forecast is kept within them.
    pub fn bounds(self) -> (f64, f64) {
        match self {
            Self::Percent => (0.0, 100.0),
            Self::Per(_) | Self::Count => (0.0, f64::MAX),
            Self::Free => (f64::MIN, f64::MAX),
        }
    }

    /// `value`, or the nearest that can be.
    pub fn clamp(self, value: f64) -> f64 {
        let (low, high) = self.bounds();
        value.clamp(low, high)
    }
}

/// The base of a rate: the number after "per" (or "por"), with its separators of thousands.
fn per(unit: &str) -> Option<f64> {
    let at = unit
        .match_indices("per ")
        .chain(unit.match_indices("por "))
        .map(|(at, word)| at + word.len())
        .next()?;
    let digits: String = unit[at..]
        .trim_start()
        .chars()
        .take_while(|c| {
            c.is_ascii_digit() || matches!(c, ',' | '.' | ' ' | '\u{a0}' | '\u{202f}' | '\'')
        })
        .filter(char::is_ascii_digit)
        .collect();
    digits
        .parse()
        .ok()
        .filter(|base: &f64| *base >= 1.0 && base.is_finite())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_read_as_people_write_them() {
        let of = |unit| Scale::of(unit, [1.0]);
        assert_eq!(of("%"), Scale::Percent);
        assert_eq!(of("percent of pupils"), Scale::Percent);
        assert_eq!(of("per 1,000 live births"), Scale::Per(1000.0));
        assert_eq!(of("deaths per 100 000"), Scale::Per(100_000.0));
        assert_eq!(of("por 1.000 nacidos"), Scale::Per(1000.0));
        assert_eq!(of("children"), Scale::Count);
        assert_eq!(of("kg per household"), Scale::Count);
        assert_eq!(Scale::of("degrees", [-3.0]), Scale::Free);
    }

    #[test]
    fn a_tie_beats_nothing() {
        assert!(Better::Lower.beats(34.8, 40.05));
        assert!(!Better::Higher.beats(34.8, 40.05));
        assert!(!Better::Higher.beats(0.1 + 0.2, 0.3));
        assert!(!Better::Lower.beats(0.3, 0.1 + 0.2));
    }

    #[test]
    fn percentages_stay_within_the_whole() {
        assert!((Scale::Percent.clamp(104.0) - 100.0).abs() < f64::EPSILON);
        assert!(Scale::Per(1000.0).clamp(-2.0).abs() < f64::EPSILON);
        assert!((Scale::Free.clamp(-2.0) + 2.0).abs() < f64::EPSILON);
    }
}
