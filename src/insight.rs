//! Arithmetic over plain slices: trends, forecasts, run charts, gaps, likeness.
//!
//! Pure: no clock, no IO, no finished sentences. What comes out are facts; the words for them stand
//! where they are shown. Nothing here crosses a change of definition: [`Series`] hands out one segment
//! at a time and every figure is computed from one segment. No function returns a number that is not
//! finite.

pub mod change;
pub mod day;
pub mod dots;
pub mod enough;
pub mod figures;
pub mod forecast;
pub mod groups;
pub mod judge;
pub mod likeness;
pub mod number;
pub mod opinions;
pub mod people;
pub mod period;
pub mod runs;
pub mod scale;
pub mod series;

pub use change::{Change, Direction, Percent, Trend, change, median, trend};
pub use figures::{Figures, Question};
pub use forecast::{Forecast, ForecastPoint, Method, forecast, forecasts};
pub use groups::{GapAt, gaps};
pub use judge::{Judged, Judgement, judge};
pub use likeness::likeness;
pub use people::{people, people_to_target};
pub use period::{Period, PeriodError, PeriodKind};
pub use runs::{RunChart, run_chart};
pub use scale::{Better, Scale};
pub use series::{Point, Reading, Series, SeriesError};

use std::cmp::Ordering;

/// Compares two values, taking a difference that only rounding can have made for none: 0.1 + 0.2 ties 0.3.
///
/// Two values tie within a billionth of the larger one (or of 1).
pub fn compare(a: f64, b: f64) -> Ordering {
    let tolerance = 1e-9 * a.abs().max(b.abs()).max(1.0);
    if (a - b).abs() <= tolerance {
        Ordering::Equal
    } else {
        a.total_cmp(&b)
    }
}

/// A count as a number to compute with; counts here stay far below 2^52.
#[expect(
    clippy::cast_precision_loss,
    reason = "counts of points and words stay far below 2^52"
)]
fn number(count: usize) -> f64 {
    count as f64
}
