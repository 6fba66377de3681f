//! The pure core: scripts, cards, measures, events, commands and the session they make.

pub mod text;
