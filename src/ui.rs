//! Screens: pure functions from a seat and what it may see to a drawn frame.

pub mod chart;
pub mod clock;
pub mod edit;
pub mod form;
pub mod hits;
pub mod home;
pub mod input;
pub mod keys;
pub mod overlay;
pub mod paint;
pub mod plain;
pub mod replay;
#[cfg(test)]
#[expect(
    clippy::missing_panics_doc,
    clippy::missing_errors_doc,
    reason = "a test that cannot go on panics"
)]
pub mod scene;
pub mod seat;
pub mod settings;
pub mod step;
pub mod table;
pub mod theme;
pub mod wall;

#[cfg(test)]
mod tests;
