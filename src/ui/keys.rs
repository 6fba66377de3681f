//! The one table of keys: handling, hints, help, the palette and `docs/keys.md` all read it.
//!
//! A binding is data. Whether it works now is a question to [`Facts`], a plain value; a scope on top of the stack
//! shadows the same key below it. No screen looks at a key by itself.

pub mod page;

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
    GoHome,
    StepBack,
    StepForward,
    Guide,
    EditNote,
    History,
    Thick,
    ExportMenu,
    ExportReport,
    ExportOnePage,
    ExportPage,
    ExportTree,
    ExportChart,
    ExportArchive,
    Retitle,
    TimeBox,
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
    Group,
    Why,
    Connect,
    MakeAction,
    MakePartner,
    Mark,
    Versions,
    // Trees.
    Root,
    LevelUp,
    LevelDown,
    Stop,
    Evidence,
    Lens,
    Research,
    ReadBack,
    // Curves.
    Import,
    Guess,
    Freeze,
    ForecastOk,
    Describe,
    CompareTo,
    NextGroup,
    Method,
    // Plans.
    Status,
    Sort,
    // While typing.
    Keep,
    KeepDraft,
    NextField,
    PrevField,
    NewLine,
    // Home.
    NewSession,
    Demo,
}

/// What a binding may ask about, computed once from the seat and what it sees.
#[derive(Clone, Copy, Debug, Default)]
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
    /// The measure has enough points to be forecast.
    pub forecast: bool,
    /// The measure is broken down by group.
    pub groups: bool,
    /// Some cards are marked.
    pub marked: bool,
    /// Cards of the page hang under one another.
    pub branches: bool,
    /// Cards of the page have a status.
    pub status: bool,
    /// The script has a step where why is asked.
    pub tree: bool,
    /// The script has a step with actions.
    pub plan: bool,
    /// The script has a step with a curve.
    pub curve: bool,
    /// A session of the list has the cursor.
    pub session: bool,
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
    /// What they belong to, for help.
    pub name: MsgId,
    /// The keys.
    pub bindings: &'static [Binding],
}

/// A binding that applies now, with whether it works.
#[derive(Clone, Copy, Debug)]
pub struct Active {
    /// The binding.
    pub binding: &'static Binding,
    /// The first of its keys that reaches it; none for what only the palette offers.
    pub chord: Option<&'static str>,
    /// What it belongs to.
    pub scope: MsgId,
    /// Whether it is in the scope on top, where hints look first.
    pub on_top: bool,
    /// Why it does nothing now.
    pub off: Off,
}

impl Active {
    /// The key as people read it; empty for what only the palette offers.
    pub fn key(&self, ascii: bool) -> String {
        let chord = self.chord.and_then(|chord| chord.parse::<Chord>().ok());
        chord.map(|chord| chord.label(ascii)).unwrap_or_default()
    }
}

/// All bindings that apply, the topmost scope first; keys shadowed from above are left out. While something is being
/// written, every key that the scope on top does not take belongs to the text.
pub fn active(stack: &[&'static Scope], facts: &Facts) -> Vec<Active> {
    let mut taken: Vec<&str> = Vec::new();
    let mut found = Vec::new();
    let depth = if facts.typing { 1 } else { stack.len() };
    for (depth, scope) in stack.iter().rev().take(depth).enumerate() {
        for binding in scope.bindings {
            let chord = binding
                .chords
                .iter()
                .find(|chord| !taken.contains(chord))
                .copied();
            if chord.is_none() && !binding.chords.is_empty() {
                continue;
            }
            let off = (binding.off)(facts);
            found.push(Active {
                binding,
                chord,
                scope: scope.name,
                on_top: depth == 0,
                off,
            });
        }
        taken.extend(scope.bindings.iter().flat_map(|binding| binding.chords));
    }
    found
}

/// What a key does now; `Err` says why it does nothing. `None` where no binding knows the key.
pub fn resolve(
    stack: &[&'static Scope],
    facts: &Facts,
    chord: Chord,
) -> Option<Result<Action, MsgId>> {
    let depth = if facts.typing { 1 } else { stack.len() };
    for scope in stack.iter().rev().take(depth) {
        let says = |text: &&str| text.parse::<Chord>() == Ok(chord);
        let mut first_off = None;
        for binding in scope
            .bindings
            .iter()
            .filter(|binding| binding.chords.iter().any(&says))
        {
            match (binding.off)(facts) {
                None => return Some(Ok(binding.action)),
                Some(why) => first_off = first_off.or(Some(why)),
            }
        }
        if let Some(why) = first_off {
            return Some(Err(why));
        }
    }
    None
}

/// Works always.
pub const fn always(_: &Facts) -> Off {
    None
}

const fn unless(so: bool, why: MsgId) -> Off {
    if so { None } else { Some(why) }
}

/// Needs a session that can be changed.
pub const fn open(facts: &Facts) -> Off {
    unless(!facts.read_only, MsgId::OffReadOnly)
}

/// Needs a card under the cursor.
pub const fn on_card(facts: &Facts) -> Off {
    unless(facts.card, MsgId::OffNoCard)
}

/// Needs a card under the cursor of a session that can be changed.
pub const fn on_open_card(facts: &Facts) -> Off {
    match open(facts) {
        None => on_card(facts),
        off => off,
    }
}

const fn can_undo(facts: &Facts) -> Off {
    match open(facts) {
        None => unless(facts.can_undo, MsgId::NothingToUndo),
        off => off,
    }
}

const fn can_redo(facts: &Facts) -> Off {
    match open(facts) {
        None => unless(facts.can_redo, MsgId::NothingToRedo),
        off => off,
    }
}

const fn previous(facts: &Facts) -> Off {
    unless(facts.has_previous, MsgId::OffFirstStep)
}

const fn next(facts: &Facts) -> Off {
    unless(facts.has_next, MsgId::OffLastStep)
}

const fn with_columns(facts: &Facts) -> Off {
    match on_open_card(facts) {
        None => unless(facts.columns, MsgId::OffNoColumns),
        off => off,
    }
}

const fn why(facts: &Facts) -> Off {
    match on_open_card(facts) {
        None => unless(facts.tree, MsgId::OffNoTree),
        off => off,
    }
}

const fn action(facts: &Facts) -> Off {
    match on_open_card(facts) {
        None => unless(facts.plan, MsgId::OffNoPlan),
        off => off,
    }
}

const fn measure(facts: &Facts) -> Off {
    match open(facts) {
        None => unless(facts.measure, MsgId::OffNoMeasure),
        off => off,
    }
}

const fn forecast(facts: &Facts) -> Off {
    match open(facts) {
        None => unless(facts.forecast, MsgId::OffNoForecast),
        off => off,
    }
}

const fn groups(facts: &Facts) -> Off {
    match open(facts) {
        None => unless(facts.groups, MsgId::OffNoGroups),
        off => off,
    }
}

const fn on_session(facts: &Facts) -> Off {
    unless(facts.session, MsgId::OffNoSession)
}

const fn is_open(facts: &Facts) -> Off {
    unless(!facts.closed, MsgId::SessionClosed)
}

const fn is_closed(facts: &Facts) -> Off {
    unless(facts.closed, MsgId::OffNotClosed)
}

const fn has_tree(facts: &Facts) -> Off {
    unless(facts.tree, MsgId::OffNoTree)
}

const fn has_curve(facts: &Facts) -> Off {
    unless(facts.curve, MsgId::OffNoCurve)
}

const fn to_group(facts: &Facts) -> Off {
    match on_open_card(facts) {
        None => unless(!facts.branches, MsgId::OffTreeHasNoGroups),
        off => off,
    }
}

const fn in_tree(facts: &Facts) -> Off {
    match on_open_card(facts) {
        None => unless(facts.branches, MsgId::OffOnlyInTrees),
        off => off,
    }
}

const fn with_status(facts: &Facts) -> Off {
    match on_open_card(facts) {
        None => unless(facts.status, MsgId::OffNoStatus),
        off => off,
    }
}

macro_rules! scope {
    ($(#[$doc:meta])* $name:ident, $title:ident, [$($chords:expr => $action:ident, $label:ident, $off:expr, $hint:literal;)*]) => {
        $(#[$doc])*
        pub static $name: Scope = Scope {
            name: MsgId::$title,
            bindings: &[$(Binding { chords: &$chords, action: Action::$action, label: MsgId::$label, off: $off, hint: $hint },)*],
        };
    };
}

scope! {
    /// Keys of a list or page: moving about.
    MOVING, ScopeMoving, [
        ["<up>", "k"] => Up, KeyUp, always, 0;
        ["<down>", "j"] => Down, KeyDown, always, 0;
        ["<left>", "h"] => Left, KeyLeft, always, 0;
        ["<right>", "l"] => Right, KeyRight, always, 0;
        ["<pageup>"] => PageUp, KeyPageUp, always, 0;
        ["<pagedown>"] => PageDown, KeyPageDown, always, 0;
        ["<home>"] => First, KeyFirst, always, 0;
        ["<end>"] => Last, KeyLast, always, 0;
    ]
}

scope! {
    /// Keys of the running session, whatever the step.
    TABLE, ScopeTable, [
        ["[", "<alt-left>"] => StepBack, KeyStepBack, previous, 60;
        ["]", "<alt-right>"] => StepForward, KeyStepForward, next, 69;
        ["u", "ctrl-z"] => Undo, KeyUndo, can_undo, 50;
        ["U", "ctrl-y"] => Redo, KeyRedo, can_redo, 0;
        ["g"] => Go, KeyGo, always, 62;
        ["o"] => Guide, KeyGuide, always, 63;
        ["x"] => ExportMenu, KeyExport, always, 64;
        ["X"] => ExportOnePage, KeyOnePage, always, 0;
        ["/"] => Find, KeyFilter, always, 58;
        [":", "ctrl-p"] => Palette, KeyPalette, always, 70;
        ["?", "<f1>"] => Help, KeyHelp, always, 71;
        ["<esc>"] => Back, KeyBack, always, 0;
        ["q"] => GoHome, KeyLeaveTable, always, 72;
        ["ctrl-c"] => Cancel, KeyCancel, always, 0;
        ["ctrl-s"] => AlreadySaved, KeySaved, always, 0;
        ["z"] => Thick, KeyThick, always, 0;
        ["T"] => TimeBox, KeyTimeBox, open, 0;
    ]
}

scope! {
    /// What the palette and the menus offer beyond keys of their own.
    TABLE_MORE, ScopeTable, [
        [] => History, KeyHistory, always, 0;
        [] => Retitle, KeyRetitle, open, 0;
        [] => Restore, KeyRestore, open, 0;
        [] => ExportReport, KeyExportReport, always, 0;
        [] => ExportPage, KeyExportPage, always, 0;
        [] => ExportChart, KeyExportChart, has_curve, 0;
        [] => ExportTree, KeyExportTree, has_tree, 0;
        [] => ExportArchive, KeyExportArchive, always, 0;
        [] => CloseSession, KeyClose, is_open, 0;
        [] => ReopenSession, KeyReopen, is_closed, 0;
    ]
}

scope! {
    /// Keys of every page of cards.
    CARDS, ScopeCards, [
        ["n"] => New, KeyNew, open, 1;
        ["<enter>", "e"] => Edit, KeyEdit, on_open_card, 2;
        ["E", "<f4>"] => EditLong, KeyEditLong, on_open_card, 0;
        ["d", "<delete>"] => Delete, KeyDelete, on_open_card, 12;
        ["m"] => MoveMenu, KeyMove, on_open_card, 4;
        ["<shift-up>", "K"] => MoveUp, KeyMoveUp, on_open_card, 0;
        ["<shift-down>", "J"] => MoveDown, KeyMoveDown, on_open_card, 0;
        ["<space>"] => Mark, KeyMark, on_card, 0;
        ["w"] => Why, KeyWhy, why, 5;
        ["c"] => Connect, KeyConnect, on_card, 6;
        ["a"] => MakeAction, KeyMakeAction, action, 7;
        ["v"] => Versions, KeyVersions, on_card, 0;
        ["i"] => Import, KeyPasteList, open, 0;
    ]
}

scope! {
    /// The menu under `m`.
    MOVE_MENU, ScopeMove, [
        ["<up>", "k"] => MoveUp, KeyMoveUp, on_open_card, 1;
        ["<down>", "j"] => MoveDown, KeyMoveDown, on_open_card, 2;
        ["u"] => MoveUnder, KeyMoveUnder, in_tree, 3;
        ["c"] => MoveColumn, KeyMoveColumn, with_columns, 3;
        ["s"] => MoveStep, KeyMoveStep, on_open_card, 4;
        ["p"] => Park, KeyPark, on_open_card, 5;
        ["g"] => Group, KeyGroup, to_group, 6;
    ]
}

scope! {
    /// The menu under `x`.
    EXPORT_MENU, ScopeExport, [
        ["o", "X"] => ExportOnePage, KeyOnePage, always, 1;
        ["h"] => ExportPage, KeyExportPage, always, 2;
        ["m"] => ExportReport, KeyExportReport, always, 3;
        ["c"] => ExportChart, KeyExportChart, has_curve, 4;
        ["t"] => ExportTree, KeyExportTree, has_tree, 5;
        ["a"] => ExportArchive, KeyExportArchive, always, 6;
    ]
}

scope! {
    /// Keys of a tree, before those of cards.
    TREE, ScopeTree, [
        ["w"] => NewUnder, KeyWhyUnder, open, 1;
        ["n"] => New, KeyNewSibling, open, 2;
        ["<enter>", "e"] => Edit, KeyEdit, open, 3;
        ["<tab>"] => Evidence, KeyEvidence, on_open_card, 4;
        ["*"] => Root, KeyRoot, on_open_card, 5;
        ["s"] => Stop, KeyStop, on_open_card, 6;
        ["b"] => ReadBack, KeyReadBack, on_card, 7;
        ["<left>", "h"] => Left, KeyFold, on_card, 9;
        ["<right>", "l"] => Right, KeyUnfold, on_card, 0;
        ["<lt>"] => LevelUp, KeyLevelUp, on_open_card, 10;
        [">"] => LevelDown, KeyLevelDown, on_open_card, 11;
        ["L"] => Lens, KeyLens, on_open_card, 0;
        ["R"] => Research, KeyResearch, on_open_card, 0;
        ["p"] => MakePartner, KeyMakePartner, on_open_card, 0;
    ]
}

scope! {
    /// Keys of a text step.
    TEXT, ScopeText, [
        ["<enter>", "e", "n"] => Edit, KeyWrite, open, 1;
        ["E", "<f4>"] => EditLong, KeyEditLong, open, 2;
        ["v"] => Versions, KeyVersions, on_card, 3;
        ["d", "<delete>"] => Delete, KeyDelete, on_open_card, 0;
        ["m"] => MoveMenu, KeyMove, on_open_card, 0;
    ]
}

scope! {
    /// Keys of a curve.
    CURVE, ScopeCurve, [
        ["n"] => New, KeyNewPoint, open, 1;
        ["<enter>", "e"] => Edit, KeyEditPoint, on_open_card, 2;
        ["d", "<delete>"] => Delete, KeyDeletePoint, on_open_card, 12;
        ["i"] => Import, KeyImport, open, 3;
        ["D"] => Describe, KeyDescribe, open, 4;
        ["="] => Guess, KeyGuess, measure, 5;
        ["F"] => Freeze, KeyFreeze, forecast, 6;
        ["y"] => ForecastOk, KeyForecastOk, measure, 7;
        ["s"] => NextGroup, KeyNextGroup, groups, 8;
        ["c"] => CompareTo, KeyCompareTo, groups, 9;
        ["M"] => Method, KeyMethod, forecast, 11;
        ["<tab>"] => NextPane, KeyNextPane, always, 10;
        ["<shift-tab>"] => PrevPane, KeyPrevPane, always, 0;
        ["<left>", "h"] => Left, KeyEarlier, on_card, 0;
        ["<right>", "l"] => Right, KeyLater, on_card, 0;
    ]
}

scope! {
    /// Keys of a plan, before those of cards.
    PLAN, ScopePlan, [
        ["n", "a"] => New, KeyNew, open, 1;
        ["<enter>", "e"] => Edit, KeyEditCell, open, 2;
        ["<tab>", "<right>", "l"] => NextPane, KeyNextCell, on_card, 3;
        ["<shift-tab>", "<left>", "h"] => PrevPane, KeyPrevCell, on_card, 0;
        ["<space>"] => Status, KeyStatus, with_status, 3;
        ["s"] => Sort, KeySort, on_card, 8;
    ]
}

scope! {
    /// Keys of the read-out.
    RECAP, ScopeRecap, [
        ["X"] => ExportOnePage, KeyOnePage, always, 1;
        ["x"] => ExportMenu, KeyExport, always, 2;
        ["<space>"] => PageDown, KeyReadOn, always, 3;
        ["<tab>"] => NextPane, KeyNextPart, always, 4;
        ["<shift-tab>"] => PrevPane, KeyPrevPart, always, 5;
    ]
}

scope! {
    /// Keys while something is being written.
    TYPING, ScopeTyping, [
        ["<enter>"] => Keep, KeyKeep, always, 1;
        ["<tab>"] => NextField, KeyNextField, always, 2;
        ["<shift-tab>"] => PrevField, KeyPrevField, always, 0;
        ["ctrl-j"] => NewLine, KeyNewLine, long, 3;
        ["<esc>"] => KeepDraft, KeyKeepDraft, always, 4;
        ["<f4>"] => EditLong, KeyEditLong, long, 0;
        ["<f1>"] => Help, KeyHelp, always, 9;
        ["ctrl-c"] => Cancel, KeyCancel, always, 0;
        ["ctrl-s"] => AlreadySaved, KeySaved, always, 0;
        ["ctrl-p"] => Palette, KeyPalette, always, 0;
    ]
}

const fn long(facts: &Facts) -> Off {
    unless(facts.long, MsgId::OffOneLine)
}

scope! {
    /// Keys of the home screen. What is typed searches, so commands are on Control and on the keys that type nothing.
    HOME, ScopeHome, [
        ["<enter>"] => Open, KeyOpenSession, on_session, 1;
        ["<up>"] => Up, KeyUp, always, 0;
        ["<down>"] => Down, KeyDown, always, 0;
        ["<pageup>"] => PageUp, KeyPageUp, always, 0;
        ["<pagedown>"] => PageDown, KeyPageDown, always, 0;
        ["ctrl-n"] => NewSession, KeyNewSession, always, 2;
        ["ctrl-d"] => Demo, KeyDemo, always, 3;
        ["ctrl-e"] => Retitle, KeyRetitle, on_session, 4;
        ["<esc>"] => Back, KeyClearSearch, always, 0;
        ["?", "<f1>"] => Help, KeyHelp, always, 71;
        [":", "ctrl-p"] => Palette, KeyPalette, always, 70;
        ["ctrl-q"] => Leave, KeyQuit, always, 72;
        ["ctrl-c"] => Cancel, KeyCancel, always, 0;
    ]
}

scope! {
    /// Keys of a window over the screen that lists things to choose from.
    CHOOSING, ScopeChoosing, [
        ["<up>"] => Up, KeyUp, always, 0;
        ["<down>"] => Down, KeyDown, always, 0;
        ["<pageup>"] => PageUp, KeyPageUp, always, 0;
        ["<pagedown>"] => PageDown, KeyPageDown, always, 0;
        ["<enter>"] => Open, KeyChoose, always, 1;
        ["<esc>", "ctrl-c"] => Back, KeyCloseWindow, always, 2;
    ]
}

scope! {
    /// Keys of a window over the screen that is only read.
    READING, ScopeReading, [
        ["<up>", "k"] => Up, KeyUp, always, 0;
        ["<down>", "j"] => Down, KeyDown, always, 0;
        ["<pageup>"] => PageUp, KeyPageUp, always, 0;
        ["<pagedown>", "<space>"] => PageDown, KeyPageDown, always, 0;
        ["<esc>", "q", "<enter>", "o", "?", "<f1>", "ctrl-c"] => Back, KeyCloseWindow, always, 1;
        ["e"] => Edit, KeyEditNote, open, 2;
    ]
}

/// Every scope, for the key reference and its tests.
pub static ALL: [&Scope; 15] = [
    &HOME,
    &TABLE,
    &TABLE_MORE,
    &MOVING,
    &CARDS,
    &MOVE_MENU,
    &TREE,
    &TEXT,
    &CURVE,
    &PLAN,
    &RECAP,
    &EXPORT_MENU,
    &TYPING,
    &CHOOSING,
    &READING,
];
