//! Scripts and themes: those that ship with the program, those of the user, and what is wrong with them, with its place.

pub mod color;
pub mod located;
pub mod slot;
pub mod theme;
