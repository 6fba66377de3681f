//! Upturn leads a group from a curve that is going the wrong way to a plan that turns it.
//!
//! People write cards and measures in a session; every screen is a lens over them; every change is an
//! event, durable before anyone sees it; every terminal is a seat at the same table. `ARCHITECTURE.md`
//! draws the floors of the house; a module may use those below it and nothing above.

pub mod cells;
pub mod cli;
pub mod content;
pub mod document;
pub mod insight;
pub mod intake;
pub mod journal;
pub mod model;
pub mod problem;
pub mod report;
pub mod room;
pub mod say;
pub mod ssh;
pub mod term;
pub mod ui;
