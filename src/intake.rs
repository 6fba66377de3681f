//! Reads what others wrote: files of values.

pub mod csv;
pub mod points;

pub use points::import_command;
