//! The seat, driven by keys alone.

mod keys;
mod languages;
mod pages;
mod programme;
mod together;
