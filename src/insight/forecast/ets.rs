//! Exponential smoothing (ETS), by the `augurs-ets` library, for ten or more evenly spaced readings.
//!
//! Only models with additive errors are searched: the bands of the others are simulated with random numbers,
//! and a forecast that is frozen must come out the same wherever it is computed.

use augurs_core::{Fit as _, Predict as _};
use augurs_ets::AutoETS;

use super::{Expected, Fit, MOST_AHEAD, student};

/// The chosen model and its values `ahead`, each with half its 80 % band; the library's band assumes a normal
/// distribution and is widened to Student's t. `None` where readings or `ahead` are not evenly spaced, where
/// readings do not vary, or where no model could be fitted.
pub(super) fn expect(fit: &Fit, ahead: &[f64]) -> Option<(String, Vec<Expected>)> {
    let even = fit.x.windows(2).all(|w| (w[1] - w[0] - 1.0).abs() < 1e-9);
    let (low, high) = fit.y.iter().fold((f64::MAX, f64::MIN), |(low, high), y| {
        (low.min(*y), high.max(*y))
    });
    // The library's sums of squares overflow, or lose the series altogether, far outside everyday numbers.
    let everyday =
        low.abs().max(high.abs()) < 1e12 && high - low > 1e-9 * high.abs().max(low.abs());
    let steps: Option<Vec<usize>> = ahead.iter().map(|steps| whole(*steps)).collect();
    let steps = steps?;
    let horizon = steps.iter().copied().max()?;
    if !even || !everyday || horizon > MOST_AHEAD {
        return None;
    }
    let fitted = AutoETS::new(1, "AZN").ok()?.fit(&fit.y).ok()?;
    let forecast = fitted.predict(horizon, 0.8).ok()?;
    let bands = forecast.intervals?;
    let wider = student::factor(fit.y.len().saturating_sub(2)) / student::NORMAL;
    let expected: Option<Vec<Expected>> = steps
        .iter()
        .map(|step| {
            let at = step - 1;
            let (value, low, high) = (
                *forecast.point.get(at)?,
                *bands.lower.get(at)?,
                *bands.upper.get(at)?,
            );
            let half = (high - low) / 2.0 * wider;
            (value.is_finite() && half.is_finite()).then_some((value, half.max(0.0)))
        })
        .collect();
    Some((fitted.model().model_type().to_string(), expected?))
}

/// A whole number of steps from 1 up.
fn whole(steps: f64) -> Option<usize> {
    let rounded = steps.round();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "checked to be a small whole number"
    )]
    let whole = ((steps - rounded).abs() < 1e-9 && (1.0..=1e6).contains(&rounded))
        .then_some(rounded as usize);
    whole
}
