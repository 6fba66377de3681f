//! Round numbers for an axis, and values as short text.

/// A value with as many places as matter at its size: three significant digits and no idle zeros.
pub fn plain(value: f64) -> String {
    let places = match value.abs() {
        size if size >= 100.0 => 0,
        size if size >= 10.0 => 1,
        _ => 2,
    };
    trimmed(value, places)
}

/// A value with at most `places` decimal places, without idle zeros and without a minus before zero.
fn trimmed(value: f64, places: usize) -> String {
    let text = format!("{value:.places$}");
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        &text
    };
    if text == "-0" {
        "0".to_owned()
    } else {
        text.to_owned()
    }
}

/// Round values from at or below `low` to at or above `high`, about `wanted` of them, with their text. The
/// step is 1, 2 or 5 times a power of ten. Never fewer than two.
pub(super) fn round_values(low: f64, high: f64, wanted: usize) -> Vec<(f64, String)> {
    let (low, high) = if high - low > f64::EPSILON * high.abs().max(low.abs()) {
        (low, high)
    } else {
        // A level line still needs an axis around it.
        let room = if high.abs() > 0.0 {
            high.abs() * 0.1
        } else {
            1.0
        };
        (low - room, high + room)
    };
    #[expect(clippy::cast_precision_loss, reason = "an axis has a handful of ticks")]
    let rough = (high - low) / wanted.max(1) as f64;
    let power = 10_f64.powf(rough.log10().floor());
    let step = [1.0, 2.0, 5.0, 10.0]
        .into_iter()
        .map(|m| m * power)
        .find(|step| *step >= rough * 0.999)
        .unwrap_or(power * 10.0);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "places of a step, clamped to 0..=12"
    )]
    let places = (-step.log10().floor()).clamp(0.0, 12.0) as usize;
    let first = (low / step + 1e-9).floor();
    let last = (high / step - 1e-9).ceil();
    let mut values = Vec::new();
    let mut at = first;
    while at <= last && values.len() < 64 {
        let value = at * step;
        values.push((
            value,
            format!(
                "{:.places$}",
                if value.abs() < step / 1e6 { 0.0 } else { value }
            ),
        ));
        at += 1.0;
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(low: f64, high: f64, wanted: usize) -> Vec<String> {
        round_values(low, high, wanted)
            .into_iter()
            .map(|(_, text)| text)
            .collect()
    }

    #[test]
    fn ticks_are_round_and_cover_the_values() {
        assert_eq!(texts(0.0, 46.25, 5), ["0", "10", "20", "30", "40", "50"]);
        assert_eq!(texts(4.4, 11.0, 4), ["4", "6", "8", "10", "12"]);
        assert_eq!(texts(5.03, 5.8, 4), ["5.0", "5.2", "5.4", "5.6", "5.8"]);
        assert_eq!(texts(-0.3, 0.3, 3), ["-0.4", "-0.2", "0.0", "0.2", "0.4"]);
        assert!(texts(7.0, 7.0, 3).len() >= 2 && texts(0.0, 0.0, 3).len() >= 2);
    }

    #[test]
    fn values_are_short() {
        assert_eq!(
            [
                plain(46.25),
                plain(5.03),
                plain(16.0),
                plain(1234.4),
                plain(-0.001)
            ],
            ["46.2", "5.03", "16", "1234", "0"]
        );
    }
}
