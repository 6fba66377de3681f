//! Arithmetic over plain slices: trends, forecasts, run charts, gaps, likeness. Pure: no clock, no IO.
