//! Screens: pure functions from a seat and what it may see to a drawn frame.

pub mod input;
pub mod theme;
