//! What people ask of a session, and how a session says no.

use std::sync::Arc;

use super::{
    card::Value,
    event::{Event, Record},
    ids::{
        At, BallotId, CardId, ColumnId, CommandId, FieldId, MeasureId, MemberId, RoundId, Seq,
        StepId,
    },
    measure::{Frozen, Point, PointKey},
    member::Member,
    opinion::{Asks, Score, ScoreKey, Tally, Voice},
    script::{Part, Script},
    silence::Privacy,
};
use crate::{insight::period::Period, say::Msg};

/// A command with everything the core may not find out by itself: who, when, and under which id.
#[derive(Clone, Debug)]
pub struct Request {
    /// Sent again under the same id it changes nothing twice.
    pub id: CommandId,
    /// Who pressed the key.
    pub by: MemberId,
    /// When.
    pub at: At,
    /// What is asked.
    pub command: Command,
}

impl Request {
    /// The record that it becomes with what was decided on it.
    pub fn becomes(&self, ev: Vec<Event>) -> Record {
        Record {
            v: Record::VERSION,
            id: self.id,
            at: self.at,
            by: self.by,
            ev,
        }
    }
}

/// Where a card goes among its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum After {
    /// Before all others.
    First,
    /// Right behind this card.
    Card(CardId),
    /// Behind all others.
    Last,
}

/// What people ask of a session.
#[derive(Clone, Debug)]
pub enum Command {
    /// Begin: the first command of every session.
    Begin {
        /// The script, which the session keeps.
        script: Arc<Script>,
        /// What the session is called.
        title: Arc<str>,
        /// Who leads; the request must be theirs.
        you: Member,
    },
    /// Come into the room. Whoever opens the door has seen to the role.
    Join {
        /// Who comes; the request must be theirs.
        member: Member,
    },
    /// Change what is known of someone in the room, or what they may do. Others' seats are for whoever leads.
    ChangeMember {
        /// As they are to stand.
        member: Member,
    },
    /// Lock the board, so that those who take part only watch, or unlock it.
    Lock {
        /// Locked, or not.
        on: bool,
    },
    /// Take back all that someone did and nobody has built on; for whoever leads.
    UndoAll {
        /// Whose.
        of: MemberId,
    },
    /// Give the session another title.
    Retitle {
        /// The new title.
        title: Arc<str>,
    },
    /// Go to a step.
    Enter {
        /// Which.
        step: StepId,
    },
    /// Give a step another time box.
    AdjustTime {
        /// Which step.
        step: StepId,
        /// In minutes.
        minutes: u32,
    },
    /// Start the clock, or let it go on.
    StartTime,
    /// Let the clock stand still.
    StopTime {
        /// For a break of so many minutes; 0 for as long as it takes.
        minutes: u32,
    },
    /// Go to a part of a step's recipe.
    BeginPhase {
        /// Which step.
        step: StepId,
        /// Which part, from 0.
        phase: u32,
    },
    /// Let the sitting that the room is in end at another time than was planned.
    MovePlan {
        /// When it is to end.
        ends: At,
    },
    /// Close the session.
    Close,
    /// Open a closed session again.
    Reopen,
    /// Write a note of one's own for a step.
    Note {
        /// Which step.
        step: StepId,
        /// All of the note; empty for none.
        text: Arc<str>,
    },
    /// Lay down a card.
    AddCard {
        /// Its id, made by whoever asks.
        card: CardId,
        /// Whose words; `None` where the room speaks.
        author: Option<MemberId>,
        /// On which step's page.
        step: StepId,
        /// Under which card.
        parent: Option<CardId>,
        /// In which column; the first where the step has columns and none is named.
        column: Option<ColumnId>,
        /// Between which neighbours.
        after: After,
        /// What it says; [`super::field::TEXT`] must be among them.
        fields: Vec<(FieldId, Value)>,
        /// What it comes from; a card of another step.
        from: Option<CardId>,
    },
    /// Write a field of a card.
    SetField {
        /// Which card.
        card: CardId,
        /// Which field.
        field: FieldId,
        /// The version the writer had before their eyes, from [`super::Card::version`].
        from: Seq,
        /// The new value; `None` empties it.
        value: Option<Value>,
    },
    /// Take a card elsewhere: another place, column, parent or step. Its branch goes with it.
    MoveCard {
        /// Which card.
        card: CardId,
        /// To which step.
        step: StepId,
        /// Under which card.
        parent: Option<CardId>,
        /// To which column.
        column: Option<ColumnId>,
        /// Between which neighbours.
        after: After,
    },
    /// Put cards under a heading, which is made where it does not exist.
    Group {
        /// The heading's id, made by whoever asks.
        heading: CardId,
        /// Its words.
        text: Arc<str>,
        /// Which cards, all of one step.
        cards: Vec<CardId>,
    },
    /// Delete a card and its branch; cards under a heading only lose the heading.
    RemoveCard {
        /// Which card.
        card: CardId,
    },
    /// Bring back a deleted card.
    RestoreCard {
        /// Which card.
        card: CardId,
    },
    /// Connect two cards. The one of the later step comes from the one of the earlier.
    Link {
        /// One.
        one: CardId,
        /// The other.
        other: CardId,
    },
    /// Take a connection away.
    Unlink {
        /// One.
        one: CardId,
        /// The other.
        other: CardId,
    },
    /// Bring a measure to a step, with points it already has.
    AddMeasure {
        /// Its id, made by whoever asks.
        measure: MeasureId,
        /// Which step.
        step: StepId,
        /// What describes it: [`super::measure::about`].
        fields: Vec<(FieldId, Value)>,
        /// Its data table.
        points: Vec<(PointKey, Point)>,
    },
    /// Write a field of a measure.
    Describe {
        /// Which measure.
        measure: MeasureId,
        /// Which field: [`super::measure::about`].
        field: FieldId,
        /// The new value; `None` empties it.
        value: Option<Value>,
    },
    /// Write or take away lines of a measure's data table, all or none.
    SetPoints {
        /// Which measure.
        measure: MeasureId,
        /// The lines; `None` takes one away.
        points: Vec<(PointKey, Option<Point>)>,
    },
    /// Keep a forecast as it stands today.
    Freeze {
        /// Of which measure.
        measure: MeasureId,
        /// The forecast.
        forecast: Frozen,
    },
    /// Say what the room expects for a period if nothing changes.
    Guess {
        /// Of which measure.
        measure: MeasureId,
        /// Under which name, where it is another way that things could go; empty for the room's own guess.
        scenario: Arc<str>,
        /// For when.
        period: Period,
        /// In the measure's unit; `None` takes the guess back.
        value: Option<f64>,
    },
    /// Give a part of a step other words, for this session alone.
    Reword {
        /// Which step.
        step: StepId,
        /// Which of its words.
        part: Part,
        /// The new words; empty ones give back those of the script.
        words: Arc<str>,
    },
    /// Judge a card on a criterion, for one voice.
    Score {
        /// Where the score lies.
        key: ScoreKey,
        /// What it is; an empty one takes it back.
        score: Score,
    },
    /// Open a round of dots or fingers.
    OpenBallot {
        /// Its id, made by whoever asks.
        ballot: BallotId,
        /// On which step.
        step: StepId,
        /// What is asked.
        asks: Asks,
    },
    /// Cast a ballot, or cast it anew.
    Cast {
        /// Which round.
        ballot: BallotId,
        /// Whose.
        voice: Voice,
        /// How many people it speaks for.
        people: u32,
        /// Their constituency.
        group: Option<Arc<str>>,
        /// What they give; nothing takes the ballot back.
        marks: Tally,
    },
    /// Close a round and count it.
    CloseBallot {
        /// Which.
        ballot: BallotId,
    },
    /// Begin silent writing on a step.
    BeginSilence {
        /// Its id, made by whoever asks.
        round: RoundId,
        /// On which step.
        step: StepId,
        /// How private it is.
        privacy: Privacy,
    },
    /// Show what was written in silence on a step.
    Reveal {
        /// On which step.
        step: StepId,
    },
    /// Several at once: all or none, one record, one undo. Made for a form with several fields and for a paste.
    Several(Vec<Command>),
    /// Take back one change: one's own, or for whoever leads anybody's.
    UndoOne {
        /// The record that made it.
        of: Seq,
    },
    /// Take back one's own last change.
    Undo,
    /// Do again what one took back last.
    Redo,
}

impl Command {
    /// Whether something new is asked of everybody behind it, so that whoever said they were done is no longer.
    pub fn begins_anew(&self) -> bool {
        match self {
            Self::Enter { .. }
            | Self::OpenBallot { .. }
            | Self::CloseBallot { .. }
            | Self::BeginSilence { .. }
            | Self::Reveal { .. } => true,
            Self::Several(all) => all.iter().any(Self::begins_anew),
            _ => false,
        }
    }
}

/// The room says no, for a reason a person understands. Nothing was changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Rejection(pub Msg);

impl From<Msg> for Rejection {
    fn from(msg: Msg) -> Self {
        Self(msg)
    }
}
