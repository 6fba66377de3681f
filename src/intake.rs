//! Reads what came from outside: files of values, and archives of sessions.

pub mod archive;
pub mod csv;
pub mod points;

pub use points::import_command;
