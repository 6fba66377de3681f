//! Least squares: the straight line through all readings, carried on.

use super::super::change::mean;
use super::super::number;
use super::{Expected, Fit, student};

/// Values of the line `ahead`, each with half its 80 % prediction band,
/// `t · s · √(1 + 1/n + (x − x̄)² / Σ(x − x̄)²)`, the textbook form for one new observation.
pub(super) fn expect(fit: &Fit, ahead: &[f64]) -> Option<Vec<Expected>> {
    let n = fit.x.len();
    let (x_mean, y_mean) = (mean(fit.x.iter().copied()), mean(fit.y.iter().copied()));
    let spread: f64 = fit.x.iter().map(|x| (x - x_mean).powi(2)).sum();
    if n < 3 || spread <= 0.0 {
        return None;
    }
    let together: f64 = fit
        .x
        .iter()
        .zip(&fit.y)
        .map(|(x, y)| (x - x_mean) * (y - y_mean))
        .sum();
    let slope = together / spread;
    let scatter = scatter(fit, slope, y_mean - slope * x_mean);
    let factor = student::factor(n - 2);
    let expected = ahead.iter().map(|x| {
        let width = (1.0 + 1.0 / number(n) + (x - x_mean).powi(2) / spread).sqrt();
        (y_mean + slope * (x - x_mean), factor * scatter * width)
    });
    Some(expected.collect())
}

/// Standard error of readings about a line, with two degrees of freedom spent on it.
pub(super) fn scatter(fit: &Fit, slope: f64, intercept: f64) -> f64 {
    let squares: f64 = fit
        .x
        .iter()
        .zip(&fit.y)
        .map(|(x, y)| (y - intercept - slope * x).powi(2))
        .sum();
    (squares / number(fit.x.len().saturating_sub(2).max(1))).sqrt()
}
