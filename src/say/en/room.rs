//! What the room says to a command: why not, and what it did.

macro_rules! room {
    ($($known:tt)*) => { catalogue! { $($known)*
        // The room says no.
        NotBegun = "This session has not begun yet.";
        AlreadyBegun = "This session has begun already.";
        SessionClosed = "This session is closed. Reopen it to go on; nothing is lost.";
        FromNewerVersion = "This session was written by a newer Upturn. You can read it here; update Upturn to change it.";
        NotInRoom = "Only people in the room can do that.";
        ObserversWatch = "An observer watches; ask the facilitator for a seat to take part.";
        FacilitatorOnly = "Only the facilitator can do that.";
        MemberUnknown = "Nobody of that name is in the room.";
        SentAway = "The facilitator has asked this seat to leave. What was said here is kept.";
        Muted = "The facilitator has asked this seat to watch for now. Your words are kept; ask for the word aloud.";
        BoardLocked = "The board is locked for the moment: everybody looks and listens. Your words are kept.";
        NotYours = "That is somebody else’s. They, the facilitator or a scribe can change it; {n=cards.new} adds your own.";
        SomebodyLeads = "Somebody has to lead: give the lead to another first.";
        SeatNameMissing = "A seat needs a name.";
        PeopleAtASeat = "Between 1 and {0} people can share a seat.";
        NothingOfTheirs = "There is nothing of theirs to take back: others have built on all of it, or there was nothing.";
        StepUnknown = "This session has no step “{0}”.";
        StepTakesNoCards = "“{0}” has no cards. Your words are kept; choose another page.";
        CardGone = "That card is gone. Its words are in the history.";
        CardExists = "That card is there already.";
        WordsMissing = "Nothing written yet.";
        ColumnUnknown = "“{0}” has no column “{1}”.";
        FieldUnknown = "“{0}” has no field “{1}”.";
        NotANumber = "“{0}” is not a number.";
        NotADate = "“{0}” is not a date. Write 2027-03-31, 31 March or next Friday.";
        NotAChoice = "“{0}” is not one of the choices: {1}.";
        NotAPeriod = "“{0}” is not a period. Write 2027, 2026/27, 2027-Q1, 2027-03 or 2027-03-31.";
        PeriodTaken = "There is a value for {0} already. Esc keeps your words; choose that line and press Enter to change it.";
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
        GroupUnknown = "This measure has no group “{0}”.";
        NothingToUndo = "There is nothing of yours to undo.";
        NothingToRedo = "There is nothing of yours to redo.";
        StillReading = "The history of this session is still being read. Try again in a moment; your words are kept.";
        UndoOvertaken = "Your last change, “{0}”, was changed again by someone else. It stays.";
        MinutesOutOfRange = "A step takes between 1 and 600 minutes.";
        OnlyAlone = "That can only be done by itself.";
        TooLong = "That is longer than can be kept: {0} letters on a line, {1} KB in a long text. Nothing was cut; make it shorter, or two of it.";
        TitleMissing = "A session needs a title.";

        // What a change did, as undo names it.
        DidBegin = "began the session";
        DidRetitle = "changed the title";
        DidEnter = "went to “{0}”";
        DidTime = "gave “{0}” {1} min";
        DidClose = "closed the session";
        DidReopen = "reopened the session";
        DidJoin = "joined";
        DidChangeMember = "changed the seat of {0}";
        DidSendAway = "asked {0} to leave";
        DidLock = "locked the board";
        DidUnlock = "unlocked the board";
        DidUndoAll = "took back {0} changes of one person";
        DidNote = "wrote a note";
        DidAdd = "added “{0}”";
        DidChange = "changed “{0}”";
        DidMove = "moved “{0}”";
        DidPark = "parked “{0}”";
        DidUnpark = "took up “{0}” again";
        DidParkAll = "parked {0} cards";
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
    } };
}
