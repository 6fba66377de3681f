//! Terminals: bytes in, frames out, and the terminal given back as it was.

mod ascii;
mod pen;
pub mod wire;
