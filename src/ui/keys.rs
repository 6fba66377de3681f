//! The one table of keys: handling, hints, help, the palette and `docs/keys.md` all read it.
//!
//! A binding is data. Whether it works now is a question to [`Facts`], a plain value; a scope on top of the stack
//! shadows the same key below it. No screen looks at a key by itself.

/// Lays out a scope: a line for each key.
macro_rules! scope {
    ($(#[$doc:meta])* $name:ident, $title:ident, [$($chords:expr => $action:ident, $label:ident, $off:expr, $hint:literal;)*]) => {
        $(#[$doc])*
        pub static $name: $crate::ui::keys::Scope = $crate::ui::keys::Scope {
            id: stringify!($title),
            name: $crate::say::MsgId::$title,
            bindings: &[$($crate::ui::keys::Binding { chords: &$chords, action: $crate::ui::keys::Action::$action, label: $crate::say::MsgId::$label, off: $off, hint: $hint },)*],
        };
    };
}

pub mod kinds;
mod map;
mod named;
mod off;
pub mod page;
pub mod preset;
mod table;

pub use map::{Clash, Keymap};
pub use named::{Called, named, opens};

pub use off::{always, open as when_open};
pub use table::{
    AGENDA, ANSWERING, AT_THE_DOOR, CARDS, CHOOSING, CLOCK_RUNS, CLOCK_STILL, COMMANDS,
    EXPORT_MENU, GO_MENU, GUEST, HISTORY, HOME, JOINING, MOVE_MENU, MOVING, PAIRING, PEOPLE,
    PRIVATE, QUIET, READING, READING_WELL, REPLAY, ROAMING, SILENT, TABLE, THREAD, TYPING, WALL,
};

use super::input::Chord;
use crate::say::{Lang, MsgId};

/// What a key can do. Screens say what it means for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(
    missing_docs,
    reason = "each action is documented by the label of its binding"
)]
pub enum Action {
    // Moving.
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    First,
    Last,
    NextPane,
    PrevPane,
    NextTab,
    PrevTab,
    // Everywhere.
    Open,
    Back,
    Undo,
    Redo,
    Help,
    Palette,
    Find,
    Leave,
    Cancel,
    AlreadySaved,
    Go,
    GoList,
    GoHome,
    GoCurve,
    GoStory,
    GoWhys,
    GoPartners,
    GoWorks,
    GoActions,
    StepBack,
    StepForward,
    Guide,
    EditNote,
    ShareSafe,
    LooseEnds,
    Thread,
    History,
    Thick,
    Language,
    Theme,
    ExportMenu,
    ExportReport,
    ExportOnePage,
    ExportPage,
    ExportTree,
    ExportChart,
    ExportArchive,
    CopyCard,
    CopyTable,
    CopyChart,
    CopyTree,
    ToggleMouse,
    ToggleLearning,
    Retitle,
    TimeBox,
    Clock,
    StartClock,
    StopClock,
    NextPhase,
    PrevPhase,
    CallBreak,
    MinuteMore,
    MinuteLess,
    Replan,
    Reword,
    WriteFor,
    ReportBack,
    AtHand,
    CloseSession,
    ReopenSession,
    // Cards.
    New,
    NewUnder,
    Edit,
    EditLong,
    Delete,
    Restore,
    MoveMenu,
    MoveUp,
    MoveDown,
    MoveColumn,
    MoveUnder,
    MoveStep,
    Park,
    Hide,
    Group,
    GroupLater,
    CopyToGroup,
    DataNeeded,
    Why,
    Connect,
    MakeAction,
    MakePartner,
    Mark,
    Versions,
    Question,
    // Trees.
    Root,
    LevelUp,
    LevelDown,
    Stop,
    Evidence,
    Lens,
    Research,
    ReadBack,
    TestChain,
    Sweep,
    WorseFor,
    AnswerYes,
    AnswerNo,
    AnswerUnsure,
    // Curves.
    Import,
    Guess,
    Freeze,
    ForecastOk,
    Describe,
    CompareTo,
    NextGroup,
    NextCurve,
    PrevCurve,
    NewCurve,
    Method,
    // Plans.
    Status,
    Sort,
    // Judging: a digit is a value, and which one says the key itself.
    Digit,
    ClearMark,
    // Grids.
    TakeUp,
    PutDown,
    LetGo,
    MoveLeft,
    MoveRight,
    Flag,
    // Rosters.
    Here,
    NewMissing,
    // Silence.
    Silence,
    SilenceAs,
    // Votes.
    Ballot,
    Pick,
    Together,
    Split,
    AddDot,
    TakeDot,
    // Matrices.
    CountHands,
    OneByOne,
    Weights,
    // Rounds.
    Pass,
    // While typing.
    Keep,
    KeepDraft,
    NextField,
    PrevField,
    NewLine,
    // People, and the door.
    People,
    Gather,
    ComeBack,
    SayDone,
    Share,
    NextWall,
    Admit,
    EditSeat,
    Mute,
    MakeScribe,
    GiveLead,
    UndoAll,
    SendAway,
    LockBoard,
    WaitingRoom,
    OpenDoor,
    OpenDoorHere,
    NewCodes,
    JoinOnWall,
    // The past.
    AsItWas,
    TakeBack,
    Replay,
    PlayPause,
    Faster,
    Slower,
    ReturnCode,
    // Home.
    ShutDoors,
    MyName,
    NewSession,
    Demo,
}

/// What a binding may ask about, computed once from the seat and what it sees.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "facts are independent of each other"
)]
pub struct Facts {
    /// Something is being written.
    pub typing: bool,
    /// The text being written takes several lines.
    pub long: bool,
    /// One of several is being chosen in a form.
    pub choosing: bool,
    /// A card has the cursor.
    pub card: bool,
    /// There is something of one's own to take back.
    pub can_undo: bool,
    /// There is something to do again.
    pub can_redo: bool,
    /// The page has more than one column.
    pub columns: bool,
    /// There is a step before this one.
    pub has_previous: bool,
    /// There is a step after this one.
    pub has_next: bool,
    /// The viewer leads the session.
    pub leads: bool,
    /// The session is closed, or otherwise cannot be changed.
    pub read_only: bool,
    /// The session is closed.
    pub closed: bool,
    /// The step has a measure.
    pub measure: bool,
    /// The step has more than one measure.
    pub measures: bool,
    /// The measure has enough points to be forecast.
    pub forecast: bool,
    /// The measure is broken down by group.
    pub groups: bool,
    /// Some cards are marked.
    pub marked: bool,
    /// Cards of the page hang under one another.
    pub branches: bool,
    /// The page shows a flag on its cards.
    pub flag: bool,
    /// The cell with the cursor holds one of several.
    pub choice: bool,
    /// Cards of the page have a status.
    pub status: bool,
    /// What criteria count makes a difference.
    pub weights: bool,
    /// The script has a step where why is asked.
    pub tree: bool,
    /// The script has a step with actions.
    pub plan: bool,
    /// Earlier steps hand cards on to this one.
    pub draws: bool,
    /// The script has a step with a curve.
    pub curve: bool,
    /// The script has a step for the story behind the curve.
    pub story: bool,
    /// The script has a step for partners.
    pub partners: bool,
    /// The script has a step for what works.
    pub works: bool,
    /// Each person of the round gives a number.
    pub numbers: bool,
    /// A session of the list has the cursor.
    pub session: bool,
    /// The viewer takes part with words of their own.
    pub takes_part: bool,
    /// The viewer only watches.
    pub watches: bool,
    /// The seat looks at another step than the room.
    pub roams: bool,
    /// Somebody who waits to be let in has the cursor.
    pub waiting: bool,
    /// A member has the cursor.
    pub person: bool,
    /// That member is the viewer.
    pub myself: bool,
    /// The seat was shown a return code when it came in.
    pub welcomed: bool,
    /// There is a door through which others join.
    pub door: bool,
    /// Others look at this screen too.
    pub shared: bool,
    /// The clock runs.
    pub clock_runs: bool,
    /// The step that the room is at has parts.
    pub phases: bool,
    /// It is in the last of them.
    pub last_phase: bool,
    /// It is in the first of them.
    pub first_phase: bool,
    /// The clock was started in this sitting, so that there is a plan.
    pub timed: bool,
    /// A line of the history has the cursor.
    pub entry: bool,
    /// It is about a card that can be seen.
    pub entry_card: bool,
    /// It is the viewer's own.
    pub entry_own: bool,
    /// The viewer enters what others say too.
    pub enters: bool,
    /// The viewer was asked to only watch for now.
    pub muted: bool,
    /// The board is locked, and the viewer takes part.
    pub locked: bool,
    /// The seat came through a door: files of the machine are none of its business.
    pub guest: bool,
    /// The terminal is where the session is kept, and can have the lead back.
    pub host: bool,
}

/// Why a key does nothing now.
pub type Off = Option<MsgId>;

/// One key of one scope.
#[derive(Debug)]
pub struct Binding {
    /// The keys that do it, as [`Chord`] writes them; the first is the one that is shown.
    pub chords: &'static [&'static str],
    /// What it does.
    pub action: Action,
    /// What it does, in a word or two.
    pub label: MsgId,
    /// Whether it works now, or why not.
    pub off: fn(&Facts) -> Off,
    /// How early it stands in the hints; 0 never.
    pub hint: u8,
}

impl Binding {
    /// What it does, in words.
    pub fn words(&self, lang: Lang) -> &'static str {
        self.label.text(lang)
    }
}

/// Keys that belong together.
#[derive(Debug)]
pub struct Scope {
    /// What tells it apart from every other.
    pub id: &'static str,
    /// What they belong to, for help.
    pub name: MsgId,
    /// The keys.
    pub bindings: &'static [Binding],
}

impl Scope {
    /// What it is called in settings: `table`, `own-dots`.
    pub fn called(&self) -> String {
        kebab(self.id.trim_start_matches("Scope"))
    }
}

impl Action {
    /// What it is called in settings: `new`, `step-back`.
    pub fn called(self) -> String {
        kebab(&format!("{self:?}"))
    }

    /// Whether it only moves about.
    pub const fn is_moving(self) -> bool {
        matches!(
            self,
            Self::Up
                | Self::Down
                | Self::Left
                | Self::Right
                | Self::PageUp
                | Self::PageDown
                | Self::First
                | Self::Last
        )
    }
}

/// Words run together, with capitals, as words with dashes.
fn kebab(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_uppercase() && !out.is_empty() {
            out.push('-');
        }
        out.push(c.to_ascii_lowercase());
    }
    out
}

/// A binding that applies now, with whether it works.
#[derive(Clone, Copy, Debug)]
pub struct Active {
    /// The binding.
    pub binding: &'static Binding,
    /// The first of its keys that reaches it; none for what only the palette offers.
    pub chord: Option<Chord>,
    /// The last of its keys.
    last: Option<Chord>,
    /// The key of the menu in which it stands; none for what a key does at once.
    pub menu: Option<Chord>,
    /// What it belongs to.
    pub scope: MsgId,
    /// Whether it is in the scope on top, where hints look first.
    pub on_top: bool,
    /// Why it does nothing now.
    pub off: Off,
}

impl Active {
    /// The key as people read it, of digits the first and the last; empty for what only the palette offers.
    pub fn key(&self, ascii: bool, lang: Lang) -> String {
        let label = |chord: Chord| chord.label(ascii, lang);
        let mut first = self.chord.map(label).unwrap_or_default();
        if let (Some(menu), Some(_)) = (self.menu, self.chord) {
            first = format!("{} {first}", label(menu));
        }
        let digits = self.binding.action == Action::Digit;
        match self.last.filter(|_| digits).map(label) {
            Some(last) if last != first => {
                let to = if ascii { "-" } else { "–" };
                format!("{first}{to}{last}")
            }
            _ => first,
        }
    }
}

/// Every scope, in the order of the key reference.
pub fn all() -> impl Iterator<Item = &'static Scope> {
    let scopes = table::SCREENS.iter().chain(kinds::ALL);
    scopes.chain(&table::WINDOWS).copied()
}

/// The scopes of windows and menus, in which no words are written where a letter is a key.
pub fn windows() -> impl Iterator<Item = &'static Scope> {
    table::WINDOWS.iter().copied()
}
