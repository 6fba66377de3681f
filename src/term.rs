//! Terminals: bytes in, frames out, and the terminal given back as it was.

pub mod afar;
pub(crate) mod ascii;
pub mod capabilities;
pub mod decode;
pub mod driver;
pub mod ground;
pub mod guest;
pub mod line;
pub mod local;
pub mod modes;
mod pen;
pub mod plain;
mod reader;
pub mod replay;
pub mod screen;
pub mod socket;
pub mod wall;
pub mod wire;
