//! Terminals: bytes in, frames out, and the terminal given back as it was.

mod ascii;
pub mod capabilities;
pub mod driver;
pub mod line;
pub mod local;
pub mod modes;
mod pen;
pub mod plain;
mod reader;
pub mod wire;
