//! The seat, driven by keys alone.

mod keys;
mod pages;
mod programme;
mod together;
