//! Numbers as people and spreadsheets of several countries write them.
//!
//! `27.5`, `27,5`, `1,234,567`, `1.234,5`, `1 234` and `$ 300` say what they are. `1,234` does not: in a file it is read
//! as the other numbers there are, and refused where they do not tell; typed alone it is 1234, and `1.234` is a little
//! more than one, as in English.

/// A number and whether `%` stood behind it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Number {
    /// Its value; `12 %` is 12.
    pub value: f64,
    /// Whether `%` stood behind it.
    pub percent: bool,
}

/// Why a text is not taken for a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// It is none.
    Word,
    /// It could be a decimal number or thousands.
    Ambiguous,
    /// It is beyond what anybody counts.
    Large,
}

/// The largest number that is taken, of either sign: beyond it, neighbouring whole numbers cannot be told apart for long.
const LARGEST: f64 = 1e15;

/// What the numbers of a file show about how it writes decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Numbers {
    point: bool,
    comma: bool,
}

/// What one number says about itself: which sign, if any, must be its decimal sign.
enum Form {
    /// Digits, perhaps with a decimal sign that cannot be anything else; already in plain form.
    Plain(String, Option<char>),
    /// One separator with three digits behind it, say `1,234`: the digits before, the sign, the digits after.
    Either(String, char, String),
}

impl Numbers {
    /// Looks at every number of a file.
    pub fn from_cells<'a>(cells: impl Iterator<Item = &'a str>) -> Self {
        let mut numbers = Self::default();
        for cell in cells {
            if let Some((_, body, _)) = peel(cell)
                && let Some(Form::Plain(_, Some(decimal))) = form(&body)
            {
                numbers.point |= decimal == '.';
                numbers.comma |= decimal == ',';
            }
        }
        numbers
    }

    /// Reads one number.
    ///
    /// # Errors
    /// Why it is not taken.
    pub fn read(self, text: &str) -> Result<Number, Why> {
        let (negative, body, percent) = peel(text).ok_or(Why::Word)?;
        let plain = match form(&body).ok_or(Why::Word)? {
            Form::Plain(plain, _) => plain,
            Form::Either(before, sign, after) => match (sign, self.point, self.comma) {
                ('.', true, false) | (',', false, true) => format!("{before}.{after}"),
                (',', true, false) | ('.', false, true) => format!("{before}{after}"),
                _ => return Err(Why::Ambiguous),
            },
        };
        let value: f64 = plain.parse().map_err(|_| Why::Word)?;
        if !is_counted(value) {
            return Err(Why::Large);
        }
        Ok(Number {
            value: if negative && value > 0.0 {
                -value
            } else {
                value
            },
            percent,
        })
    }
}

/// A number typed alone, without others to tell how its writer writes decimals: `1,234` is 1234, `1.234` is 1.234.
pub fn typed(text: &str) -> Option<f64> {
    let english = Numbers {
        point: true,
        comma: false,
    };
    english.read(text).ok().map(|number| number.value)
}

/// Whether a number is one that is taken: neither infinite nor none, and at most 10¹⁵ away from zero.
pub fn is_counted(number: f64) -> bool {
    number.abs() <= LARGEST
}

/// Whether a value looks like a year that went to the wrong place.
pub fn is_a_year(value: f64) -> bool {
    (1900.0..=2100.0).contains(&value) && value.fract() == 0.0
}

/// Takes the sign, `%` and a currency off, and spaces and apostrophes that stand between groups of three digits.
fn peel(text: &str) -> Option<(bool, String, bool)> {
    let text = text.replace(['$', '€', '£'], "");
    let text = text.trim();
    let (text, percent) = match text.strip_suffix('%') {
        Some(rest) => (rest.trim_end(), true),
        None => (text, false),
    };
    let (text, negative) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (rest, true),
        None => (text.strip_prefix('+').unwrap_or(text), false),
    };
    let gap = |c: char| {
        matches!(
            c,
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '\u{2019}'
        )
    };
    if !text.contains(gap) {
        return Some((negative, text.to_owned(), percent));
    }
    let whole_end = text.find(['.', ',']).unwrap_or(text.len());
    let (whole, rest) = text.split_at(whole_end);
    let groups: Vec<&str> = whole.split(gap).collect();
    (grouped(&groups) && !rest.contains(gap))
        .then(|| (negative, format!("{}{rest}", groups.concat()), percent))
}

/// One to three digits, then groups of exactly three.
fn grouped(groups: &[&str]) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    match groups {
        [first, rest @ ..] => {
            digits(first) && first.len() <= 3 && rest.iter().all(|g| digits(g) && g.len() == 3)
        }
        [] => false,
    }
}

fn form(body: &str) -> Option<Form> {
    let first_is_number = body.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ','));
    let known = body
        .bytes()
        .all(|b| b.is_ascii_digit() || b",.eE+-".contains(&b));
    if !first_is_number || !known || !body.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    if body.contains(['e', 'E']) {
        // Spreadsheets write long numbers as 1.2E+05, always with a point.
        return (!body.contains(',')).then(|| Form::Plain(body.to_owned(), None));
    }
    let points = body.matches('.').count();
    let commas = body.matches(',').count();
    let with_decimal = |decimal: char, group: char| {
        let (whole, fraction) = body.split_once(decimal)?;
        let groups: Vec<&str> = whole.split(group).collect();
        (grouped(&groups) && !fraction.contains([',', '.']))
            .then(|| Form::Plain(format!("{}.{fraction}", groups.concat()), Some(decimal)))
    };
    match (points, commas) {
        (0, 0) => Some(Form::Plain(body.to_owned(), None)),
        (1, 0) | (0, 1) => {
            let sign = if points == 1 { '.' } else { ',' };
            let (before, after) = body.split_once(sign)?;
            let could_be_thousands =
                after.len() == 3 && (1..=3).contains(&before.len()) && !before.starts_with('0');
            if could_be_thousands {
                return Some(Form::Either(before.to_owned(), sign, after.to_owned()));
            }
            Some(Form::Plain(format!("{before}.{after}"), Some(sign)))
        }
        // Several of one sign separate thousands; then the other one is the decimal sign.
        (_, 0) | (0, _) => {
            let (group, decimal) = if commas == 0 { ('.', ',') } else { (',', '.') };
            let groups: Vec<&str> = body.split(group).collect();
            grouped(&groups).then(|| Form::Plain(groups.concat(), Some(decimal)))
        }
        // Both: the last one is the decimal sign, and there is one of it.
        _ if points == 1 && body.rfind('.') > body.rfind(',') => with_decimal('.', ','),
        _ if commas == 1 && body.rfind(',') > body.rfind('.') => with_decimal(',', '.'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alone(text: &str) -> Result<f64, Why> {
        beside(text, &[])
    }

    fn beside(text: &str, others: &[&str]) -> Result<f64, Why> {
        Numbers::from_cells(others.iter().copied().chain([text]))
            .read(text)
            .map(|n| n.value)
    }

    #[test]
    fn what_can_mean_one_thing_is_taken() {
        for (text, value) in [
            ("27.5", 27.5),
            ("27,5", 27.5),
            ("-3", -3.0),
            ("\u{2212}3", -3.0),
            ("+3", 3.0),
            ("0.123", 0.123),
            ("0,123", 0.123),
            ("1,234,567", 1_234_567.0),
            ("1.234.567", 1_234_567.0),
            ("1.234,5", 1234.5),
            ("1,234.5", 1234.5),
            ("1 234", 1234.0),
            ("1\u{a0}234,5", 1234.5),
            ("1'234'567.25", 1_234_567.25),
            ("12 %", 12.0),
            ("1.2E+05", 120_000.0),
            ("1234.567", 1234.567),
            (".5", 0.5),
            ("-0", 0.0),
        ] {
            assert_eq!(alone(text), Ok(value), "{text}");
        }
        for (text, value) in [("$ 300", 300.0), ("-$5", -5.0), ("1 234,5 €", 1234.5)] {
            assert_eq!(alone(text), Ok(value), "{text}");
        }
        assert!(alone("-0").unwrap().is_sign_positive());
        assert!(Numbers::default().read("12 %").unwrap().percent);
    }

    #[test]
    fn what_can_mean_two_is_settled_by_the_file_or_refused() {
        assert_eq!(alone("1,234"), Err(Why::Ambiguous));
        assert_eq!(alone("1.234"), Err(Why::Ambiguous));
        assert_eq!(beside("1,234", &["12.5"]), Ok(1234.0));
        assert_eq!(beside("1,234", &["12,5"]), Ok(1.234));
        assert_eq!(beside("1.234", &["12,5"]), Ok(1234.0));
        assert_eq!(beside("1.234", &["12.5"]), Ok(1.234));
        assert_eq!(beside("1.234", &["12.5", "12,5"]), Err(Why::Ambiguous));
    }

    #[test]
    fn a_number_typed_alone_is_read_as_in_english() {
        for (text, value) in [
            ("1,234", 1234.0),
            ("1.234", 1.234),
            ("12,5", 12.5),
            ("1.234,5", 1234.5),
            ("-1,500", -1500.0),
            (" 12 % ", 12.0),
        ] {
            assert_eq!(typed(text), Some(value), "{text}");
        }
        for text in ["", "%", "$", "many", "1 23", "2e15", "-2e15"] {
            assert_eq!(typed(text), None, "{text}");
        }
    }

    #[test]
    fn words_and_monsters_are_refused() {
        for text in [
            "n/a", "-", "nan", "inf", "12a", "1 23", "1,23,456", "1.2.3", "--3", "1e", "%", "٣",
            "12-5", "0x10",
        ] {
            assert_eq!(alone(text), Err(Why::Word), "{text}");
        }
        assert_eq!(alone("1e300"), Err(Why::Large));
        assert_eq!(alone("-1e300"), Err(Why::Large));
        assert_eq!(alone("1e999"), Err(Why::Large));
    }
}
