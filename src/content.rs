//! Scripts and themes: those that ship with the program, those of the user, and what is wrong with them, with its place.

pub mod color;
pub mod demo;
pub mod folder;
pub mod library;
pub mod located;
pub mod script;
pub mod slot;
pub mod theme;

pub use library::Library;
pub use script::{read_programme, read_script};
