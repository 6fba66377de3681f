//! The English catalogue: every message of the program, one line each, grouped by who says it.

macro_rules! catalogue {
    ($($id:ident = $words:literal;)*) => {
        /// Names one message of the catalogue. What it says stands beside its name in `say/en.rs`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each variant is documented by its own English words")]
        pub enum MsgId { $($id,)* }

        impl MsgId {
            pub(super) fn english(self) -> &'static str {
                match self { $(Self::$id => $words,)* }
            }
        }
    };
}

catalogue! {
    // The room says no.
    NotBegun = "This session has not begun yet.";
    AlreadyBegun = "This session has begun already.";
    SessionClosed = "This session is closed. Reopen it to go on; nothing is lost.";
    FromNewerVersion = "This session was written by a newer Upturn. You can read it here; update Upturn to change it.";
    NotInRoom = "Only people in the room can do that.";
    ObserversWatch = "An observer watches; ask the facilitator for a seat to take part.";
    FacilitatorOnly = "Only the facilitator can do that.";
    StepUnknown = "This session has no step “{0}”.";
    StepTakesNoCards = "“{0}” has no cards. Your words are kept; choose another page.";
    CardGone = "That card is gone. Its words are in the history.";
    CardExists = "That card is there already.";
    WordsMissing = "Nothing written yet.";
    ColumnUnknown = "“{0}” has no column “{1}”.";
    FieldUnknown = "“{0}” has no field “{1}”.";
    NotANumber = "“{0}” is not a number.";
    NotADate = "“{0}” is not a date. Write it as 2027-03-31.";
    NotAChoice = "“{0}” is not one of the choices: {1}.";
    NotAFlag = "“{0}” is neither yes nor no.";
    UnderItself = "A card cannot go under itself.";
    TooDeep = "That branch is {0} deep already. Start a new tree from its last cause.";
    LinkToItself = "A card cannot be connected to itself.";
    LinkExists = "These two are connected already.";
    LinkGone = "These two are not connected.";
    MeasureGone = "That measure is gone.";
    MeasureExists = "That measure is there already.";
    PeriodKinds = "“{0}” does not fit the other periods of this series.";
    FreezeNeedsPoints = "A forecast needs at least two points to be frozen.";
    FrozenGone = "That forecast is gone.";
    GroupUnknown = "This measure has no group “{0}”.";
    NothingToUndo = "There is nothing of yours to undo.";
    NothingToRedo = "There is nothing of yours to redo.";
    UndoOvertaken = "Your last change, “{0}”, was changed again by someone else. It stays.";
    MinutesOutOfRange = "A step takes between 1 and 600 minutes.";
    OnlyAlone = "That can only be done by itself.";
    TitleMissing = "A session needs a title.";

    // What a change did, as undo names it.
    DidBegin = "began the session";
    DidRetitle = "changed the title";
    DidEnter = "went to another step";
    DidTime = "changed the time box";
    DidClose = "closed the session";
    DidReopen = "reopened the session";
    DidJoin = "joined";
    DidNote = "wrote a note";
    DidAdd = "added “{0}”";
    DidChange = "changed “{0}”";
    DidMove = "moved “{0}”";
    DidRemove = "deleted “{0}”";
    DidRestore = "brought back “{0}”";
    DidLink = "connected “{0}”";
    DidUnlink = "disconnected “{0}”";
    DidMeasure = "added the measure “{0}”";
    DidDescribe = "described “{0}”";
    DidPoint = "set {0} of “{1}”";
    DidPoints = "set {0} points of “{1}”";
    DidFreeze = "froze a forecast of “{0}”";
    DidGuess = "gave a guess for {0}";
    DidUnknown = "did something that this version does not know";
    DidUndo = "took back: {0}";
    DidRedo = "did again: {0}";

    // Where the room stands at a step.
    StandsWritten = "written";
    StandsCards = "{0} {0?card|cards}";
    StandsTree = "{0} {0?cause|causes}, {1} {1?root|roots}";
    StandsCurve = "{0}: {1} {1?point|points}";
    StandsPlan = "{0} {0?action|actions}, {1} done";

    // Questions to the facilitator.
    AskAtLeast = "Only {0} so far. Could the room find {1}?";
    AskEachColumn = "Nothing much under {0} yet. What would stand there?";
    AskEachHas = "{0} {0?card has|cards have} no “{1}” yet. Does somebody know?";
    AskInScriptWords = "{0}";
    AskEachFrom = "{0} {0?card is|cards are} connected to nothing under “{1}”. Where {0?does it|do they} come from?";
    AskMostlyHunches = "{0} of {1} cards rest on a hunch. Which of them could the room check?";
    AskServiceWords = "“{0}” says how work is done. What would people have or be, if it worked?";
    AskJargon = "Would a neighbour say “{0}”? What would they say instead?";
    AskDeficitWords = "“{0}” names people by what they lack. Can it be said by what we want for them?";
    AskNumbers = "“{0}” belongs to an indicator or a target. What is the condition itself?";
    AskWhoCould = "“{0}” is not ours. Who could? (a: add them as a partner)";
    AskMissingProgram = "“{0}” names a missing solution. What happens because it is missing?";
    AskNotKnowing = "“{0}” ends at what people do not know. What makes it hard even for those who know?";
    AskHunchAlone = "The branch to “{0}” rests on a hunch alone. How could the room find out?";
    AskResearch = "Evidence ran out at “{0}”. Does the question go on the research agenda?";
    AskRootYet = "“{0}” is deep already. Could somebody here change it? Then it may be a root.";
    AskOwnerAndDate = "“{0}” has no owner and no date. Who takes it, and until when?";
    AskOwner = "“{0}” has no owner. Who takes it?";
    AskDate = "“{0}” has no date. Until when?";
    AskDueBeforeStart = "“{0}” is due before it starts. Which date is right?";

    // What a step leaves.
    AlsoWritten = "Written at the same time: {0}";
    AlsoWrittenShort = " (also: {0})";
    ChainStart = "{0}";
    ChainBecause = "{0}, because {1}";
    ChainTherefore = "{0}, therefore {1}";
    ChainEnd = "{0}.";
    StoppedHere = "stops here: {0}";
    OnResearchAgenda = "research agenda";
    HeadAction = "Action";
    HeadComesFrom = "Comes from";
    HeadResearch = "Research agenda";
    HeadParked = "Parked";
    // The seat.
    TitleUpturn = "Upturn";
    TitleHome = "Home";
    TitleSessions = "YOUR SESSIONS";
    TitleBegin = "BEGIN SOMETHING NEW";
    TitleAgenda = "AGENDA";
    TitleHelp = "Help: type to search, Enter runs the line";
    TitleCommands = "Commands: type to search, Enter runs the line";
    TitleGo = "Go to";
    TitleGuide = "How to run this step";
    TitleRecipe = "How the time is spent";
    TitleAdvice = "Before you go on";
    TitleNote = "My note";
    TitleOnlyYou = "ONLY YOU SEE THIS";
    TitlePaste = "{0} lines were pasted";
    TitleMoveTo = "Which page does it belong on?";
    TitleGroup = "Group {0} {0?card|cards} under";
    TitleConnect = "Connect: {0}";
    TitleExport = "Write the report to";
    TitleNewCard = "New card";
    TitleNewIn = "New card: {0}";
    TitleNewAction = "New action from this";
    TitleNewPartner = "Who could? A new partner";
    LabelText = "Words";
    LabelTitle = "Title";
    LabelFile = "File";
    LabelFind = "Find:";
    LabelSearch = "Search:";
    LabelFilter = "Filter:";
    LabelGroup = "Name of the group";
    LabelMinutes = "Minutes";
    LabelParked = "parked";
    HintFind = "type to search";
    HintSearch = "type to search";
    Yes = "yes";
    No = "no";
    SpaceChanges = "(Space changes it)";
    NewGroup = "+ a new group";
    Saved = "saved ✓";
    NotSaved = "NOT SAVED";
    IsClosed = "closed";
    StoredHere = "stored on this computer";
    AlreadySaved = "Saved already: everything you keep is on disk at once.";
    AgainToLeave = "Ctrl-C again leaves. Your words are kept.";
    TooSmall = "This window is too small. Make it larger, or its letters smaller; nothing is lost.";
    PasteCut = "The paste was too long; its end is missing.";
    PasteEach = "{0} cards, one for each line";
    PasteOne = "one card";
    PasteHere = "Paste a list here: each line can become a card.";
    StepOf = "{0}/{1} {2}";
    StepOfShort = "{0}/{1} {2}";
    StandsAtStep = "at step {0} of {1}, {2}";
    OpenActions = "{0} {0?action is|actions are} not done yet";
    TimeBoxOf = "{0} min";
    ParkedCount = "{0} parked";
    SessionsFound = "{0} of {1} {1?session|sessions}";
    ChooseScript = "Choose what to begin, then press Enter.";
    AboutExample = "A finished example: high-school smoking in the United States, as a group in 1998 would have seen it. Look around, change anything, and enter the later points to see the curve turn.";
    NothingYet = "Nothing here yet. Press n and write.";
    NothingFound = "Nothing found.";
    NoAdvice = "Nothing: this step is in good shape.";
    NoNote = "nothing yet";
    MoreBelow = "+ {0} more below";
    FilteredBy = "Showing what holds “{0}”: {1}. Esc shows all.";
    PressEnterToWrite = "Press Enter and write it together.";
    EarlierVersions = "{0} earlier {0?version|versions}: v shows them";
    MovedTo = "Moved to “{0}”. u takes it back.";
    ParkedHere = "Parked {0} {0?card|cards}. They are kept for later; u takes it back.";
    DeletedUndo = "Deleted {0} {0?card|cards}. u brings {0?it|them} back.";
    TookBack = "Took back: {0}.";
    DidAgain = "Did again: {0}.";
    NoPartnerPage = "This script has no page for partners.";
    PhaseSilent = "{0} min: each writes in silence";
    PhaseReveal = "{0} min: read out what was written";
    PhaseGroup = "{0} min: put like with like";
    PhaseTalk = "{0} min: talk";
    PhaseRound = "{0} min: one after the other";
    PhasePairs = "{0} min: in pairs or small groups";

    // Trees.
    TitleProblem = "The problem";
    TitleWhyOf = "Why: {0}?";
    TitleBesideOf = "Another reason why: {0}?";
    PromptBecause = "because …";
    EmptyTree = "Press Enter and write the problem. Then ask why, and why again.";
    TitleEvidenceOf = "How do we know? {0}";
    TitleLensOf = "From which side? {0}";
    TitleStopOf = "Why does it end here? {0}";
    TitleResearch = "Does the open question go on the research agenda?";
    ResearchYes = "yes, somebody finds out";
    ResearchNo = "no, it stays as it is";
    TitleNotOurs = "Not ours. Who could?";
    NoChoice = "(nothing)";
    TitleUnderOf = "Under which cause? {0}";
    TopOfTree = "(under none: a problem of its own)";
    MarkRoot = "ROOT";
    MarkResearch = "to find out";
    TitleReadBack = "Read back";
    ReadDown = "FROM THE PROBLEM DOWN";
    ReadUp = "FROM THE CAUSE UP";
    ReadTests = "DOES IT HOLD?";
    TestEachLink = "Take each link by itself. A link that needs another cause to hold has one missing.";
    TestRemoval = "Were the last cause gone: would the problem be gone, or smaller, or just the same?";
    TestSibling = "Is it enough by itself, or does it do its harm only together with a cause beside it?";
    NothingToReadBack = "Ask why first (w): one thing alone cannot be read back.";
    AtTheTop = "This stands at the top already.";
    NothingToGoUnder = "No cause stands before it on this level to go under.";
    CauseGone = "The card that this was about is gone.";

    // Plans.
    TitleAction = "New action";
    EmptyPlan = "Press n and write the first thing that somebody will do.";
    HeadFrom = "Comes from";
    MarkLate = "late";
    PlanActions = "{0} {0?action|actions}";
    PlanNoOwner = "{0} without owner";
    PlanNoDate = "{0} without date";
    PlanLate = "{0} late";
    PlanDone = "{0} done";
    NoStrategy = "Without a strategy";
    SortedOwn = "In the order of the room.";
    SortedBy = "Sorted by: {0}. On this screen alone.";

    // Connections.
    ChainsNone = "Connected to nothing yet. Enter connects; what stands earlier in the session is where the later comes from.";
    ChainsTitle = "Where it comes from, and where it leads:";
    ChainFrom = "from {0}";
    ChainTo = "to {0}";

    // Why a key does nothing now.
    OffReadOnly = "This session is closed; it can be reopened from the commands (:).";
    OffNoCard = "Nothing is chosen here yet.";
    OffFirstStep = "This is the first step.";
    OffLastStep = "This is the last step.";
    OffNoColumns = "This page has one column.";
    OffNoTree = "This script asks no five whys.";
    OffNoPlan = "This script has no action plan.";
    OffNoCurve = "This script has no curve.";
    OffNoMeasure = "There is no curve yet. Press n to enter it, or i to read a file.";
    OffNoForecast = "A forecast needs more points.";
    OffNoGroups = "These figures are not broken down by group.";
    OffNoSession = "Choose one of your sessions first.";
    OffNotClosed = "This session is open.";
    OffTreeHasNoGroups = "Causes are not grouped: they go under one another (u).";
    OffOnlyInTrees = "Only causes go under one another.";
    OffNoStatus = "This plan keeps no status.";
    OffOneLine = "This field takes one line.";

    // What keys belong to.
    ScopeHome = "HOME";
    ScopeTable = "EVERYWHERE";
    ScopeMoving = "MOVING ABOUT";
    ScopeCards = "CARDS";
    ScopeMove = "Move";
    ScopeTree = "FIVE WHYS";
    ScopeText = "STATEMENT";
    ScopeCurve = "CURVE";
    ScopePlan = "ACTION PLAN";
    ScopeRecap = "READ-OUT";
    ScopeExport = "Write a report";
    ScopeTyping = "WHILE WRITING";
    ScopeChoosing = "CHOOSING";
    ScopeReading = "READING";

    // What keys do.
    KeyUp = "up";
    KeyDown = "down";
    KeyLeft = "left";
    KeyRight = "right";
    KeyPageUp = "a page up";
    KeyPageDown = "a page down";
    KeyFirst = "first";
    KeyLast = "last";
    KeyStepBack = "step back";
    KeyStepForward = "next step";
    KeyUndo = "undo";
    KeyRedo = "redo";
    KeyGo = "go to";
    KeyGuide = "guidance";
    KeyExport = "report";
    KeyOnePage = "one-page report";
    KeyExportPage = "whole report as a web page";
    KeyExportReport = "whole report as Markdown";
    KeyExportChart = "chart as a picture";
    KeyExportTree = "why-tree as a picture";
    KeyExportArchive = "archive: everything, to open elsewhere";
    KeyFilter = "filter";
    KeyPalette = "commands";
    KeyHelp = "help";
    KeyBack = "one step back";
    KeyLeaveTable = "home";
    KeyCancel = "cancel; twice: leave";
    KeySaved = "saved already";
    KeyThick = "thick lines for video calls";
    KeyTimeBox = "time box";
    KeyHistory = "history of this session";
    KeyRetitle = "change the title";
    KeyRestore = "bring back deleted or parked cards";
    KeyClose = "close this session";
    KeyReopen = "reopen this session";
    KeyNew = "new";
    KeyEdit = "edit";
    KeyEditLong = "write in your editor";
    KeyDelete = "delete";
    KeyMove = "move";
    KeyMoveUp = "up one place";
    KeyMoveDown = "down one place";
    KeyMoveColumn = "to the other column";
    KeyMoveUnder = "under another cause";
    KeyMoveStep = "to another page";
    KeyPark = "park for later";
    KeyGroup = "group under a heading";
    KeyMark = "mark";
    KeyWhy = "ask why";
    KeyConnect = "connect";
    KeyMakeAction = "make action";
    KeyMakePartner = "who could? add a partner";
    KeyVersions = "earlier words";
    KeyPasteList = "paste a list";
    KeyNewSibling = "cause beside";
    KeyWhyUnder = "why? (below)";
    KeyRoot = "root cause";
    KeyStop = "stop here";
    KeyEvidence = "how we know";
    KeyLens = "lens";
    KeyResearch = "research agenda";
    KeyLevelUp = "level up";
    KeyLevelDown = "level down";
    KeyFold = "fold";
    KeyUnfold = "unfold";
    KeyReadBack = "read back";
    KeyWrite = "write";
    KeyNewPoint = "new point";
    KeyEditPoint = "edit point";
    KeyDeletePoint = "delete point";
    KeyImport = "read a file";
    KeyDescribe = "describe";
    KeyGuess = "room’s guess";
    KeyFreeze = "freeze forecast";
    KeyForecastOk = "is it OK?";
    KeyNextGroup = "next group";
    KeyCompareTo = "compare with";
    KeyMethod = "method that judges";
    KeyNextPane = "other pane";
    KeyEditCell = "edit cell";
    KeyNextCell = "next column";
    KeyPrevCell = "column before";
    KeyStatus = "status";
    KeySort = "sort";
    KeyKeep = "keep";
    KeyNextField = "next field";
    KeyPrevField = "field before";
    KeyNewLine = "new line";
    KeyKeepDraft = "stop, words kept";
    KeyEditNote = "write a note";
    KeyChoose = "choose";
    KeyCloseWindow = "close";
    KeyOpenSession = "open";
    KeyNewSession = "new session";
    KeyDemo = "open the example";
    KeyClearSearch = "clear the search";
    KeyQuit = "quit";
}
