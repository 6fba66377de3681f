//! Arithmetic over plain slices: trends, forecasts, run charts, gaps, likeness.
//!
//! Pure: no clock, no IO, no finished sentences. What comes out are facts; the words for them stand
//! where they are shown. Nothing here crosses a change of definition: [`series::Series`] hands out one
//! segment at a time and every figure is computed from one segment.

pub mod period;
pub mod series;

pub use period::{Period, PeriodError, PeriodKind};
pub use series::{Point, Reading, Series, SeriesError};
