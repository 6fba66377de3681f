//! The session in its users' words: what people do at the table, line by line, and what then lies on it.

#![expect(
    clippy::format_push_string,
    reason = "steps are put together as text, a few lines each"
)]

mod advice;
mod any_commands;
mod cards;
mod clock;
mod history;
mod measures;
mod opinions;
mod past;
mod people;
mod private;
mod reading;
mod silence;
mod snapshot;
mod table;
