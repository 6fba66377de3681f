//! What a seat asks of whoever drives it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    model::{
        Command, MeasureId, MemberId, Record, Seq, SessionId, StepId,
        presence::{SeatId, Wall},
    },
    say::Msg,
    ui::form::Form,
};

/// What a seat asks of whoever drives it.
#[derive(Debug)]
pub enum Effect {
    /// Ask the room. The answer comes back through [`Seat::answered`](super::Seat::answered); until then the form it came from is kept.
    Send {
        /// The id the command has, so that sent again it changes nothing twice.
        id: Uuid,
        /// What is asked.
        command: Command,
        /// What was being written, to be opened again should the room say no.
        form: Option<Box<Form>>,
    },
    /// Open a session.
    Open(SessionId),
    /// Begin a session from a script.
    Begin {
        /// The script's id.
        script: Arc<str>,
        /// The session it goes on from, where its script takes something up.
        from: Option<SessionId>,
    },
    /// Add the example, once, and open it.
    Demo,
    /// Give a session of the home screen another title.
    Retitle {
        /// Which session.
        session: SessionId,
        /// The new title.
        title: String,
    },
    /// Call whoever sits here so in the sessions that they begin from now on.
    CallMe(String),
    /// Play a session of the home screen again, as everybody saw it; it comes back through [`Seat::replay`](super::Seat::replay).
    Replay(SessionId),
    /// Play the session on the table again; it comes back through [`Seat::replay_here`](super::Seat::replay_here).
    ReplayHere {
        /// Beginning at this record, and not by itself; from the beginning where none is named.
        from: Option<Seq>,
    },
    /// Keep a session that was made of the past of another, and open it.
    Copy {
        /// The new session.
        session: SessionId,
        /// All of its records.
        records: Vec<Record>,
    },
    /// The seat speaks another language now: read again what is told in words.
    Spoken,
    /// Offer the themes there are; they come back through [`Seat::choose_theme`](super::Seat::choose_theme).
    Themes,
    /// This screen has another theme from now on; keep that, where it can be kept.
    ThemeChosen(String),
    /// Go back to the home screen.
    GoHome,
    /// Give the terminal back.
    Leave,
    /// Write a report.
    Export {
        /// Which.
        what: Report,
        /// Where to.
        path: String,
    },
    /// Read points from a file, for this step.
    Import {
        /// Where from.
        path: String,
        /// The step they are for.
        step: StepId,
        /// The measure they go to; a new one where none is named.
        measure: Option<MeasureId>,
    },
    /// Take points from a pasted table, for this step.
    ImportText {
        /// The table as a file of values, with its head.
        text: String,
        /// The step they are for.
        step: StepId,
        /// The measure they go to; a new one where none is named.
        measure: Option<MeasureId>,
    },
    /// Say that this seat is done with a step, or with none.
    Done(Option<StepId>),
    /// Take everybody along from another session of this house, and its door with them.
    BringAlong(SessionId),
    /// Let nobody new into a session of this house.
    ShutDoor(SessionId),
    /// Have the lead again, at a terminal where the session is kept.
    TakeLead,
    /// Say something to all who sit in the room; for whoever leads.
    Room(RoomAsk),
    /// Open or shut the door through which others join; for whoever leads.
    Door(DoorAsk),
    /// Put text on the clipboard of this terminal.
    Clip {
        /// The text.
        text: String,
        /// What it is, to be said.
        what: Msg,
    },
    /// Open what is being written in the person's own editor; the words come back through [`Seat::edited`](super::Seat::edited).
    Editor {
        /// The words as they stand.
        text: String,
    },
}

/// What whoever leads says to all who sit in the room. None of it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoomAsk {
    /// Everybody comes to the room's step.
    Gather,
    /// What the wall shows.
    Wall(Wall),
    /// Whether the wall tells how to join.
    WallJoins(bool),
    /// Whether who comes waits to be let in.
    WaitingRoom(bool),
    /// Who waits comes in.
    Admit(SeatId),
    /// Who waits is turned away.
    TurnAway(SeatId),
}

/// What whoever leads asks of the door.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DoorAsk {
    /// Let others join, from anywhere on the network.
    Open,
    /// Let others join from this machine alone.
    OpenHere,
    /// Let nobody new in; who is in stays.
    Shut,
    /// Other codes: the ones before open nothing any more.
    NewCodes,
    /// The seat of somebody who was sent away is cut off, whatever its terminal does.
    Cut(MemberId),
    /// Somebody who was sent away may come back, by their own key or return code.
    LetBack(MemberId),
    /// The door of another session leads here from now on, and all who came by it come along.
    Along(SessionId),
    /// Somebody who waits is turned away: what they came by opens nothing any more.
    TurnAway(MemberId),
}

/// A report that can be asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Report {
    /// One page, ready to print.
    OnePage,
    /// All that was said, as a web page.
    Page,
    /// All that was said, as Markdown.
    Markdown,
    /// The chart.
    Chart,
    /// The why-tree.
    Tree,
    /// The session whole, to be taken in elsewhere.
    Archive,
}

impl Report {
    /// The ending of its file.
    pub fn ending(self) -> &'static str {
        match self {
            Self::OnePage | Self::Page => "html",
            Self::Markdown => "md",
            Self::Chart | Self::Tree => "svg",
            Self::Archive => "json",
        }
    }
}
