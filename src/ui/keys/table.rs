//! The keys that hold whatever the step: of the session, of every page of cards, of windows and of the home screen.
//!
//! One line is one key: chords, action, words, when it works, and how early it stands among the hints.

use super::{
    Scope,
    off::{
        action, always, can_redo, can_undo, card_in_editor, clock_running, clock_still, confided,
        drawing, entering, exporting, exporting_curve, exporting_tree, has_curve, has_partners,
        has_plan, has_story, has_tree, has_works, in_tree, is_closed, is_open, lead, leading,
        leading_on_card, leads, long, long_in_editor, next, next_phase, noting_alone, on_anyone,
        on_card, on_entry, on_entry_of_card, on_entry_to_take_back, on_open_card, on_other,
        on_person, on_seat, on_session, on_waiting, open, previous, previous_phase, roaming,
        taking_part, timed, to_group, unshared, welcomed, why, with_columns, with_door,
        with_open_door, without_door,
    },
};

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
        ["ctrl-o"] => ShutDoors, KeyShutDoors, with_open_door, 5;
        ["<esc>"] => Back, KeyClearSearch, always, 0;
        ["?", "<f1>"] => Help, KeyHelp, always, 71;
        [":", "ctrl-p"] => Palette, KeyPalette, always, 70;
        ["ctrl-q"] => Leave, KeyQuit, always, 72;
        ["ctrl-c"] => Cancel, KeyCancel, always, 0;
        [] => MyName, KeyMyName, always, 0;
        [] => Language, KeyLanguage, always, 0;
        [] => ToggleMouse, KeyToggleMouse, always, 0;
        [] => ToggleLearning, KeyToggleLearning, always, 0;
        [] => Replay, KeyReplay, on_session, 0;
        [] => Theme, KeyTheme, always, 0;
    ]
}

scope! {
    /// Keys of the running session, whatever the step.
    TABLE, ScopeTable, [
        ["[", "<alt-left>"] => StepBack, KeyStepBack, previous, 60;
        ["]", "<alt-right>"] => StepForward, KeyStepForward, next, 69;
        ["u", "ctrl-z"] => Undo, KeyUndo, can_undo, 50;
        ["U", "ctrl-y"] => Redo, KeyRedo, can_redo, 0;
        ["r"] => Silence, KeySilence, leading, 0;
        ["g"] => Go, KeyGo, always, 62;
        ["o"] => Guide, KeyGuide, unshared, 63;
        ["x"] => ExportMenu, KeyExport, exporting, 64;
        ["X"] => ExportOnePage, KeyOnePage, exporting, 0;
        ["/"] => Find, KeyFilter, always, 58;
        [":", "ctrl-p"] => Palette, KeyPalette, always, 70;
        ["?", "<f1>"] => Help, KeyHelp, always, 71;
        ["<esc>"] => Back, KeyBack, always, 0;
        ["q"] => GoHome, KeyLeaveTable, always, 72;
        ["ctrl-c"] => Cancel, KeyCancel, always, 0;
        ["ctrl-s"] => AlreadySaved, KeySaved, always, 0;
        ["z"] => Thick, KeyThick, always, 0;
        ["t", "<f5>"] => Clock, KeyClock, leading, 67;
        ["+"] => MinuteMore, KeyMinuteMore, leading, 0;
        ["-"] => MinuteLess, KeyMinuteLess, leading, 0;
        ["T"] => Replan, KeyReplan, leading, 0;
        ["p"] => People, KeyPeople, always, 65;
        ["f"] => Gather, KeyGather, leads, 0;
        ["D"] => SayDone, KeySayDone, taking_part, 59;
        ["S"] => Share, KeyShare, leads, 66;
        ["b"] => NextWall, KeyNextWall, leads, 0;
        ["B"] => ShareSafe, KeyShareSafe, always, 0;
        ["O"] => LooseEnds, KeyLoose, confided, 0;
        ["<tab>", "<f6>"] => NextTab, KeyNextTab, always, 67;
        ["<shift-tab>"] => PrevTab, KeyPrevTab, always, 0;
        [] => Thread, KeyThread, on_card, 0;
        [] => EditNote, KeyEditNote, noting_alone, 0;
        [] => Replay, KeyReplay, always, 0;
        [] => History, KeyHistory, always, 0;
        [] => Theme, KeyTheme, always, 0;
        [] => Language, KeyLanguage, always, 0;
        [] => CopyTable, KeyCopyTable, always, 0;
        [] => CopyChart, KeyCopyChart, has_curve, 0;
        [] => CopyTree, KeyCopyTree, has_tree, 0;
        [] => ToggleMouse, KeyToggleMouse, always, 0;
        [] => ToggleLearning, KeyToggleLearning, always, 0;
        [] => Retitle, KeyRetitle, entering, 0;
        [] => Reword, KeyReword, leading, 0;
        [] => SilenceAs, KeySilenceAs, leading, 0;
        [] => StartClock, KeyStartClock, clock_still, 0;
        [] => StopClock, KeyStopClock, clock_running, 0;
        [] => CallBreak, KeyCallBreak, leading, 0;
        [] => NextPhase, KeyNextPhase, next_phase, 0;
        [] => PrevPhase, KeyPrevPhase, previous_phase, 0;
        [] => TimeBox, KeyTimeBox, entering, 0;
        [] => WriteFor, KeyWriteFor, entering, 0;
        [] => ReportBack, KeyReportBack, open, 0;
        [] => Restore, KeyRestore, open, 0;
        [] => ExportReport, KeyExportReport, exporting, 0;
        [] => ExportPage, KeyExportPage, exporting, 0;
        [] => ExportChart, KeyExportChart, exporting_curve, 0;
        [] => ExportTree, KeyExportTree, exporting_tree, 0;
        [] => ExportArchive, KeyExportArchive, exporting, 0;
        [] => CloseSession, KeyClose, is_open, 0;
        [] => ReopenSession, KeyReopen, is_closed, 0;
    ]
}

scope! {
    /// Keys of a step that is meant to be and is not yet.
    QUIET, ScopeQuiet, [
        ["r"] => Silence, KeySilence, leading, 13;
    ]
}

scope! {
    /// Keys of a step that is silent.
    SILENT, ScopeSilent, [
        ["r"] => Silence, KeyReveal, leading, 3;
    ]
}

scope! {
    /// Keys of the agenda, where it has them.
    AGENDA, ScopeAgenda, [
        ["<enter>"] => Open, KeyGoToStep, always, 1;
        ["<up>", "k"] => Up, KeyUp, always, 0;
        ["<down>", "j"] => Down, KeyDown, always, 0;
        ["<pageup>"] => PageUp, KeyPageUp, always, 0;
        ["<pagedown>"] => PageDown, KeyPageDown, always, 0;
        ["<home>"] => First, KeyFirst, always, 0;
        ["<end>"] => Last, KeyLast, always, 0;
        ["<tab>", "<f6>"] => NextTab, KeyNextTab, always, 2;
        ["<shift-tab>"] => PrevTab, KeyPrevTab, always, 0;
        ["<esc>"] => Back, KeyToWork, always, 3;
    ]
}

scope! {
    /// Keys of what only whoever leads sees, where it has them.
    PRIVATE, ScopePrivate, [
        ["<up>", "k"] => Up, KeyUp, always, 0;
        ["<down>", "j"] => Down, KeyDown, always, 0;
        ["<pageup>"] => PageUp, KeyPageUp, always, 0;
        ["<pagedown>", "<space>"] => PageDown, KeyPageDown, always, 0;
        ["<home>"] => First, KeyFirst, always, 0;
        ["<end>"] => Last, KeyLast, always, 0;
        ["e"] => EditNote, KeyEditNote, noting_alone, 1;
        ["O", "<enter>"] => LooseEnds, KeyLoose, confided, 2;
        ["o"] => Guide, KeyPutAway, always, 3;
        ["<tab>", "<f6>"] => NextTab, KeyNextTab, always, 4;
        ["<shift-tab>"] => PrevTab, KeyPrevTab, always, 0;
        ["<esc>"] => Back, KeyToWork, always, 5;
    ]
}

scope! {
    /// Keys of the windows of the golden thread.
    THREAD, ScopeThread, [
        ["<up>", "k"] => Up, KeyUp, always, 0;
        ["<down>", "j"] => Down, KeyDown, always, 0;
        ["<pageup>"] => PageUp, KeyPageUp, always, 0;
        ["<pagedown>", "<space>"] => PageDown, KeyPageDown, always, 0;
        ["<home>"] => First, KeyFirst, always, 0;
        ["<end>"] => Last, KeyLast, always, 0;
        ["<enter>"] => Open, KeyJump, always, 1;
        ["<esc>", "q", "O", "ctrl-c"] => Back, KeyCloseWindow, always, 2;
    ]
}

scope! {
    /// Keys of the wall, which shows a session and asks nothing.
    WALL, ScopeWall, [
        ["<up>", "k"] => Up, KeyUp, always, 0;
        ["<down>", "j"] => Down, KeyDown, always, 0;
        ["<pageup>"] => PageUp, KeyPageUp, always, 0;
        ["<pagedown>", "<space>"] => PageDown, KeyPageDown, always, 0;
        ["z"] => Thick, KeyThick, always, 0;
        ["q", "<esc>", "ctrl-c", "ctrl-q"] => Leave, KeyQuit, always, 0;
    ]
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
    /// Keys of every page of cards.
    CARDS, ScopeCards, [
        ["n"] => New, KeyNew, open, 1;
        ["<enter>", "e"] => Edit, KeyEdit, on_open_card, 2;
        ["<f4>"] => EditLong, KeyEditLong, card_in_editor, 0;
        ["d", "<delete>"] => Delete, KeyDelete, on_open_card, 12;
        ["m"] => MoveMenu, KeyMove, on_open_card, 4;
        ["<shift-up>", "K"] => MoveUp, KeyMoveUp, on_open_card, 0;
        ["<shift-down>", "J"] => MoveDown, KeyMoveDown, on_open_card, 0;
        ["<space>"] => Mark, KeyMark, on_card, 0;
        ["w"] => Why, KeyWhy, why, 5;
        ["c"] => Connect, KeyConnect, on_card, 6;
        ["a"] => MakeAction, KeyMakeAction, action, 7;
        ["V"] => Versions, KeyVersions, on_card, 0;
        ["y"] => CopyCard, KeyCopyCard, on_card, 0;
        ["i"] => Import, KeyPasteList, open, 0;
        ["G"] => GroupLater, KeyGroupLater, to_group, 0;
        ["R"] => Research, KeyResearch, on_open_card, 0;
        ["#"] => DataNeeded, KeyDataNeeded, on_open_card, 0;
        ["H"] => AtHand, KeyAtHand, drawing, 0;
    ]
}

scope! {
    /// The menu under `g`.
    GO_MENU, ScopeGo, [
        ["h"] => GoHome, KeyGoHome, always, 1;
        ["c"] => GoCurve, KeyGoCurve, has_curve, 2;
        ["s"] => GoStory, KeyGoStory, has_story, 3;
        ["w"] => GoWhys, KeyGoWhys, has_tree, 4;
        ["p"] => GoPartners, KeyGoPartners, has_partners, 5;
        ["k"] => GoWorks, KeyGoWorks, has_works, 6;
        ["a"] => GoActions, KeyGoActions, has_plan, 7;
        ["l"] => History, KeyHistory, always, 8;
        ["t"] => Thread, KeyThread, on_card, 9;
        ["g"] => GoList, KeyGoList, always, 9;
    ]
}

scope! {
    /// The menu under `m`.
    MOVE_MENU, ScopeMove, [
        ["k"] => MoveUp, KeyMoveUp, on_open_card, 1;
        ["j"] => MoveDown, KeyMoveDown, on_open_card, 2;
        ["u"] => MoveUnder, KeyMoveUnder, in_tree, 3;
        ["c"] => MoveColumn, KeyMoveColumn, with_columns, 3;
        ["s"] => MoveStep, KeyMoveStep, on_open_card, 4;
        ["p"] => Park, KeyPark, on_open_card, 5;
        ["g"] => Group, KeyGroup, to_group, 6;
        ["y"] => CopyToGroup, KeyCopyToGroup, to_group, 7;
        ["a"] => ReportBack, KeyReportBack, to_group, 8;
        ["t"] => WriteFor, KeyWriteFor, entering, 9;
        ["h"] => Hide, KeyHide, leading_on_card, 10;
    ]
}

scope! {
    /// The menu under `t` while the clock runs.
    CLOCK_RUNS, ScopeClock, [
        ["t"] => StopClock, KeyStopClock, clock_running, 1;
        ["n"] => NextPhase, KeyNextPhase, next_phase, 2;
        ["p"] => PrevPhase, KeyPrevPhase, previous_phase, 3;
        ["b"] => CallBreak, KeyCallBreak, leading, 4;
        ["+"] => MinuteMore, KeyMinuteMore, leading, 5;
        ["-"] => MinuteLess, KeyMinuteLess, leading, 6;
        ["m"] => TimeBox, KeyTimeBox, open, 7;
        ["r", "T"] => Replan, KeyReplan, timed, 8;
    ]
}

scope! {
    /// The menu under `t` while the clock stands still.
    CLOCK_STILL, ScopeClockStill, [
        ["t"] => StartClock, KeyStartClock, clock_still, 1;
        ["n"] => NextPhase, KeyNextPhase, next_phase, 2;
        ["p"] => PrevPhase, KeyPrevPhase, previous_phase, 3;
        ["b"] => CallBreak, KeyCallBreak, leading, 4;
        ["+"] => MinuteMore, KeyMinuteMore, leading, 5;
        ["-"] => MinuteLess, KeyMinuteLess, leading, 6;
        ["m"] => TimeBox, KeyTimeBox, open, 7;
        ["r", "T"] => Replan, KeyReplan, timed, 8;
    ]
}

scope! {
    /// The menu under `x`.
    EXPORT_MENU, ScopeExport, [
        ["o", "X"] => ExportOnePage, KeyOnePage, exporting, 1;
        ["h"] => ExportPage, KeyExportPage, exporting, 2;
        ["m"] => ExportReport, KeyExportReport, exporting, 3;
        ["c"] => ExportChart, KeyExportChart, exporting_curve, 4;
        ["t"] => ExportTree, KeyExportTree, exporting_tree, 5;
        ["a"] => ExportArchive, KeyExportArchive, exporting, 6;
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
        ["<f4>"] => EditLong, KeyEditLong, long_in_editor, 0;
        ["<f1>"] => Help, KeyHelp, always, 9;
        ["<f5>"] => Clock, KeyClock, leading, 0;
        ["ctrl-c"] => Cancel, KeyCancel, always, 0;
        ["ctrl-s"] => AlreadySaved, KeySaved, always, 0;
        ["ctrl-p"] => Palette, KeyPalette, always, 0;
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
    /// Keys of the windows of commands and of help. What is typed searches.
    COMMANDS, ScopeCommands, [
        ["<up>"] => Up, KeyUp, always, 0;
        ["<down>"] => Down, KeyDown, always, 0;
        ["<pageup>"] => PageUp, KeyPageUp, always, 0;
        ["<pagedown>"] => PageDown, KeyPageDown, always, 0;
        ["<enter>"] => Open, KeyRun, always, 1;
        ["<tab>"] => NextPane, KeyDetails, always, 2;
        ["<esc>", "ctrl-c"] => Back, KeyCloseWindow, always, 3;
    ]
}

scope! {
    /// Keys of a window that asks one question after the other.
    ANSWERING, ScopeAnswering, [
        ["y"] => AnswerYes, KeyAnswerYes, open, 1;
        ["n"] => AnswerNo, KeyAnswerNo, open, 2;
        ["u", "?"] => AnswerUnsure, KeyAnswerUnsure, open, 3;
        ["<down>", "<space>", "<enter>", "j"] => Down, KeyAnswerSkip, always, 4;
        ["<esc>", "q", "ctrl-c"] => Back, KeyAnswerStop, always, 5;
    ]
}

scope! {
    /// Keys of the window that offers look-alike cards in pairs.
    PAIRING, ScopePairing, [
        ["<enter>"] => Open, KeyPutTogether, open, 1;
        ["<tab>"] => NextPane, KeySwap, always, 2;
        ["d", "n"] => Delete, KeyNotTheSame, always, 3;
        ["<down>", "j"] => Down, KeyNextPair, always, 4;
        ["<up>", "k"] => Up, KeyPrevPair, always, 0;
        ["u", "ctrl-z"] => Undo, KeyUndo, can_undo, 5;
        ["<esc>", "q", "ctrl-c"] => Back, KeyCloseWindow, always, 6;
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
        ["e"] => Edit, KeyEditNote, noting_alone, 2;
    ]
}

scope! {
    /// Keys of a window that must be read: no key closes it that is pressed all the time.
    READING_WELL, ScopeReadWell, [
        ["<up>", "k"] => Up, KeyUp, always, 0;
        ["<down>", "j"] => Down, KeyDown, always, 0;
        ["<pageup>"] => PageUp, KeyPageUp, always, 0;
        ["<pagedown>"] => PageDown, KeyPageDown, always, 0;
        ["<esc>"] => Back, KeyIHaveIt, always, 1;
    ]
}

scope! {
    /// Keys while somebody waits to be let in.
    AT_THE_DOOR, ScopeDoor, [
        ["q"] => Leave, KeyQuit, always, 1;
        ["ctrl-c"] => Cancel, KeyCancel, always, 0;
    ]
}

scope! {
    /// Keys of a seat that has this session alone, and no home screen.
    GUEST, ScopeGuest, [
        ["q"] => GoHome, KeyQuit, always, 72;
    ]
}

scope! {
    /// Keys of a seat that looks around by itself.
    ROAMING, ScopeRoaming, [
        ["f"] => ComeBack, KeyComeBack, roaming, 57;
    ]
}

scope! {
    /// Keys of the window of people.
    PEOPLE, ScopePeople, [
        ["<up>", "k"] => Up, KeyUp, always, 0;
        ["<down>", "j"] => Down, KeyDown, always, 0;
        ["<pageup>"] => PageUp, KeyPageUp, always, 0;
        ["<pagedown>"] => PageDown, KeyPageDown, always, 0;
        ["<enter>", "a"] => Admit, KeyAdmit, on_waiting, 1;
        ["e"] => EditSeat, KeyEditSeat, on_seat, 2;
        ["m"] => Mute, KeyMute, on_other, 3;
        ["s"] => MakeScribe, KeyMakeScribe, on_other, 4;
        ["l"] => GiveLead, KeyGiveLead, lead, 5;
        ["u"] => UndoAll, KeyUndoAll, on_person, 6;
        ["d"] => SendAway, KeySendAway, on_anyone, 7;
        ["L"] => LockBoard, KeyLockBoard, leads, 8;
        ["w"] => WaitingRoom, KeyWaitingRoom, leads, 9;
        ["S"] => Share, KeyShare, leads, 10;
        ["c"] => ReturnCode, KeyReturnCode, welcomed, 10;
        ["<esc>", "q", "p", "ctrl-c"] => Back, KeyCloseWindow, always, 11;
    ]
}

scope! {
    /// Keys of the join screen.
    JOINING, ScopeJoining, [
        ["o"] => OpenDoor, KeyOpenDoor, leads, 1;
        ["l"] => OpenDoorHere, KeyOpenDoorHere, without_door, 2;
        ["n"] => NewCodes, KeyNewCodes, with_door, 2;
        ["b"] => JoinOnWall, KeyJoinOnWall, with_door, 3;
        ["p"] => People, KeyPeople, always, 4;
        ["<esc>", "q", "S", "<enter>", "ctrl-c"] => Back, KeyCloseWindow, always, 5;
    ]
}

scope! {
    /// Keys of the history. What is typed searches.
    HISTORY, ScopeHistory, [
        ["<up>"] => Up, KeyUp, always, 0;
        ["<down>"] => Down, KeyDown, always, 0;
        ["<pageup>"] => PageUp, KeyPageUp, always, 0;
        ["<pagedown>"] => PageDown, KeyPageDown, always, 0;
        ["<enter>"] => Open, KeyGoThere, on_entry, 1;
        ["ctrl-r"] => AsItWas, KeyAsItWas, on_entry_of_card, 2;
        ["ctrl-t"] => TakeBack, KeyTakeBack, on_entry_to_take_back, 3;
        ["ctrl-o"] => Replay, KeyReplayFrom, on_entry, 4;
        ["<esc>", "ctrl-c"] => Back, KeyCloseWindow, always, 5;
    ]
}

scope! {
    /// Keys of a session that is played again.
    REPLAY, ScopeReplay, [
        ["<space>"] => PlayPause, KeyPlayPause, always, 1;
        ["<left>", "h"] => Left, KeyOneBack, always, 2;
        ["<right>", "l"] => Right, KeyOneOn, always, 3;
        ["<pageup>", "["] => PageUp, KeyStepBefore, always, 4;
        ["<pagedown>", "]"] => PageDown, KeyStepAfter, always, 5;
        ["+"] => Faster, KeyFaster, always, 6;
        ["-"] => Slower, KeySlower, always, 7;
        ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] => Digit, KeyTenths, always, 8;
        ["<enter>"] => Open, KeyFromHere, always, 9;
        ["<up>", "k"] => Up, KeyUp, always, 0;
        ["<down>", "j"] => Down, KeyDown, always, 0;
        ["<home>"] => First, KeyFirst, always, 0;
        ["<end>"] => Last, KeyLast, always, 0;
        ["z"] => Thick, KeyThick, always, 0;
        ["?", "<f1>"] => Help, KeyHelp, always, 71;
        ["<esc>", "q"] => Back, KeyStopReplay, always, 72;
        ["ctrl-c"] => Cancel, KeyCancel, always, 0;
    ]
}

/// Keys of screens, in the order of the key reference.
pub(super) static SCREENS: [&Scope; 13] = [
    &HOME,
    &AT_THE_DOOR,
    &TABLE,
    &QUIET,
    &SILENT,
    &GUEST,
    &ROAMING,
    &AGENDA,
    &PRIVATE,
    &MOVING,
    &CARDS,
    &WALL,
    &REPLAY,
];

/// Keys of windows and of what is being written, in the order of the key reference.
pub(super) static WINDOWS: [&Scope; 16] = [
    &GO_MENU,
    &MOVE_MENU,
    &EXPORT_MENU,
    &CLOCK_RUNS,
    &CLOCK_STILL,
    &TYPING,
    &CHOOSING,
    &COMMANDS,
    &PAIRING,
    &ANSWERING,
    &READING,
    &THREAD,
    &READING_WELL,
    &PEOPLE,
    &JOINING,
    &HISTORY,
];
