//! The seat, driven by keys alone.

mod clock;
mod console;
mod every_script;
mod found;
mod helped;
mod keymap;
mod keys;
mod languages;
mod looks;
mod mouse;
mod named;
mod pages;
mod past;
mod programme;
mod seats;
mod silent;
mod standing;
mod stray;
mod together;
mod votes;
