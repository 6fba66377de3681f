//! Scripts and themes: those that ship with the program, those of the user, and what is wrong with them, with its place.

pub mod located;
pub mod color;
pub mod slot;
pub mod theme;
