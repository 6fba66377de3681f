//! The English catalogue: every message of the program, one line each, grouped by who says it.

macro_rules! catalogue {
    ($($id:ident = $words:literal;)*) => {
        /// Names one message of the catalogue. What it says stands beside its name in `say/en.rs`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "each variant is documented by its own English words")]
        pub enum MsgId { $($id,)* }

        impl MsgId {
            /// Every message there is.
            #[cfg(test)]
            pub(crate) const ALL: &'static [Self] = &[$(Self::$id),*];

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
}
