//! The seat, driven by keys alone.

mod every_script;
mod keys;
mod pages;
mod programme;
mod together;
