//! What comes in from outside: CSV files to measures, archives to sessions.

pub mod archive;
pub mod csv;
