//! The private socket: by it other programs of the same user, on this machine, sit at the store that one process holds.
//!
//! It carries the bytes of a terminal, its sizes, and what it wants to see; never a session. Whoever holds the store is the
//! one that listens ([`host`]); a second program lends its own terminal to it ([`join`]). Where the socket lies, and that
//! nobody else can come to it, is `place`'s.

mod frame;
pub mod host;
pub mod join;
pub mod place;

use serde::{Deserialize, Serialize};

use super::capabilities::Capabilities;
use crate::{say::Lang, ui::theme::Depth};

/// What a program wants of the one that holds the store.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Wants {
    /// The home screen.
    Home,
    /// A seat at a session, in the words of whoever asked for it.
    Open {
        /// An id, the beginning of one, or words of the title.
        session: String,
        /// The step to go to.
        at: Option<String>,
    },
    /// The wall of a session; of the one that is open where none is named.
    Projector {
        /// An id, the beginning of one, or words of the title.
        session: Option<String>,
    },
}

/// What a program says first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    /// What it wants.
    pub wants: Wants,
    /// Cells across.
    pub columns: u16,
    /// Cells down.
    pub rows: u16,
    /// What its terminal shows.
    pub shows: Shows,
    /// The theme that was asked for.
    pub theme: String,
    /// The language that was asked for, as people name it.
    pub lang: String,
}

impl Hello {
    /// The language, or the first where this program speaks no such.
    pub fn lang(&self) -> Lang {
        self.lang.parse().unwrap_or_default()
    }
}

/// What a terminal shows, as it is said on the socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Shows {
    colors: Colors,
    utf8: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Colors {
    Mono,
    Ansi16,
    Ansi256,
    Truecolor,
}

impl From<Capabilities> for Shows {
    fn from(capabilities: Capabilities) -> Self {
        let colors = match capabilities.depth {
            Depth::Mono => Colors::Mono,
            Depth::Ansi16 => Colors::Ansi16,
            Depth::Ansi256 => Colors::Ansi256,
            Depth::Truecolor => Colors::Truecolor,
        };
        Self {
            colors,
            utf8: capabilities.utf8,
        }
    }
}

impl From<Shows> for Capabilities {
    fn from(shows: Shows) -> Self {
        let depth = match shows.colors {
            Colors::Mono => Depth::Mono,
            Colors::Ansi16 => Depth::Ansi16,
            Colors::Ansi256 => Depth::Ansi256,
            Colors::Truecolor => Depth::Truecolor,
        };
        Self {
            depth,
            utf8: shows.utf8,
            screens: true,
        }
    }
}

/// How a seat ended.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Ending {
    /// The exit code for the program that lent its terminal.
    pub code: u8,
    /// What to tell the person there, once the terminal is theirs again; nothing where it is empty.
    pub said: String,
}
