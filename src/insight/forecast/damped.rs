//! The damped Theil–Sen trend: robust for four to nine readings, where one odd year bends a fitted line.
//!
//! Slope: the median of the slopes between all pairs of readings (Theil 1950, Sen 1968). Level: the median
//! line at the last reading. Each step adds 0.85 of the step before it, since damped trends forecast better
//! than straight ones over many series (Gardner and `McKenzie`, "Forecasting trends in time series", 1985).

use super::super::change::{mean, median_of};
use super::super::number;
use super::line::scatter;
use super::{Expected, Fit, student};

/// What is left of the slope after each step.
const PHI: f64 = 0.85;

/// Values of the damped trend `ahead`, each with half its 80 % band. The band is that of the undamped line:
/// an approximation on the wide side, as the scatter of few readings is known badly.
pub(super) fn expect(fit: &Fit, ahead: &[f64]) -> Option<Vec<Expected>> {
    let points: Vec<(f64, f64)> = fit.x.iter().copied().zip(fit.y.iter().copied()).collect();
    let mut slopes: Vec<f64> =
        Vec::with_capacity(points.len() * points.len().saturating_sub(1) / 2);
    for (i, (x1, y1)) in points.iter().enumerate() {
        slopes.extend(
            points
                .iter()
                .skip(i + 1)
                .map(|(x2, y2)| (y2 - y1) / (x2 - x1)),
        );
    }
    let slope = median_of(&mut slopes)?;
    let mut levels: Vec<f64> = points.iter().map(|(x, y)| y - slope * x).collect();
    // The last reading is at 0, so the median intercept is the level there.
    let level = median_of(&mut levels)?;

    let x_mean = mean(fit.x.iter().copied());
    let spread: f64 = fit.x.iter().map(|x| (x - x_mean).powi(2)).sum();
    if points.len() < 3 || spread <= 0.0 {
        return None;
    }
    let reach = student::factor(points.len() - 2) * scatter(fit, slope, level);
    let expected = ahead.iter().map(|steps| {
        // φ + φ² + … + φ^h, also for an h between whole steps.
        let damped = PHI * (1.0 - PHI.powf(*steps)) / (1.0 - PHI);
        let width = (1.0 + 1.0 / number(points.len()) + (steps - x_mean).powi(2) / spread).sqrt();
        (level + slope * damped, reach * width)
    });
    Some(expected.collect())
}
