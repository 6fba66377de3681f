//! The past of a session: its history, how a card once was, and the session played again.

macro_rules! past {
    ($($known:tt)*) => { catalogue! { $($known)*
        // Pages where nobody can do anything.
        ReadNothingYet = "Nothing here yet.";
        ReadNoCurve = "No curve yet.";
        ReadNoPoint = "No points yet.";
        ReadIsItOk = "Is this forecast OK?";
        ReadHands = "How many show each number?";
        ReadVoteReady = "{0} {0?option|options} · {1} {1?dot|dots} each";
        ReadOneOption = "One option is no choice.";
        ReadLooseLeft = "Without a place: {0}.";
        ReadOfferedFrom = "From “{0}”:";
        ReadAgendaTakes = "Takes {0} min";

        // What was decided about somebody.
        DidGiveLead = "gave the lead to {0}";
        DidTakeLead = "took the lead";
        DidLetBack = "let {0} in again";
        DidMute = "asked {0} only to watch";
        DidUnmute = "let {0} take part again";
        DidMakeScribe = "made {0} scribe";
        DidMakeObserver = "made {0} an observer";
        DidMakeParticipant = "made {0} a participant";
        DidRename = "{0} is called {1} now";

        // What is not taken back, and why.
        OnlyTheirOwn = "Nobody is told whose this is, so only they can take it back. You can delete or hide the card.";
        TakenBackAlready = "That was taken back already.";
        NeverTakenBack = "This is not taken back here: it is done the other way round.";
        BuiltOn = "Nothing was taken back. Others have built on “{0}” since.";
        BuiltOnBy = "Nothing was taken back. “{0}” stays, because somebody {1} after that: take that back first.";
        NotThereThen = "The card was not on a page then.";
        AsItWasAlready = "The card is as it was then.";
        NothingToCopy = "There is nothing to copy yet.";
        CopyInSecret = "A secret round was open then, and what was said in it is kept nowhere. Choose a moment before it began or after it ended.";

        // The history.
        TitleHistory = "History: who did what";
        ScopeHistory = "The history";
        KeyGoThere = "go there";
        KeyAsItWas = "card as it was then";
        KeyTakeBack = "take this back";
        KeyReplayFrom = "play from here";
        HistoryLine = "{0}  {1} {2}";
        HistoryUndone = "taken back";
        HistoryStep = "{0} · {1}";
        HistoryNothing = "Nothing was done yet.";
        OffNoEntry = "there is nothing under the cursor";
        OffNoCardHere = "this is about no card that is on a page";
        OffNotYours = "others’ changes are taken back by whoever leads";
        TookBackThat = "Taken back: {0}. Whoever did it can do it again.";
        BroughtBack = "“{0}” is as it was. {u=table.undo} takes that back.";
        CardDeletedThen = "This card was deleted since. {Ctrl-R=history.as-it-was} brings it back as it was then.";
        TitleVersions = "Earlier: Enter brings one back";
        VersionLine = "{0} · {1}";
        NoVersions = "This card was never changed.";

        // Played again.
        PlainReplay = "replay";
        ScopeReplay = "A session played again";
        KeyReplay = "play this session again";
        KeyPlayPause = "play or pause";
        KeyOneBack = "one change back";
        KeyOneOn = "one on";
        KeyStepBefore = "step before";
        KeyStepAfter = "step after";
        KeyFaster = "faster";
        KeySlower = "slower";
        KeyTenths = "to a tenth";
        KeyFromHere = "from here …";
        KeyStopReplay = "back";
        ReplayTitle = "Played again, as everybody saw it";
        ReplayCaption = "{0}  {1} {2}";
        ReplayAt = "{0} of {1}";
        ReplaySpeed = "{0}×";
        ReplayPaused = "paused";
        ReadingPast = "Reading what was done …";
        ReplayEmpty = "Nothing was done in this session that can be played.";
        TitleFromHere = "From this moment, {0}";
        FromHereCopy = "Make a copy of the session as it was then";
        FromHereCopyDetail = "a new session; this one stays as it is";
        FromHereCard = "Bring this card back to how it was then";
        FromHereNothing = "Go on looking";
        CopyTitle = "{0} as of {1}";
        CopyMade = "This is a copy of the session as it was. The one it was made from is as before.";
        CopyOnlyHere = "A copy is made at the terminal that holds the sessions.";
    } };
}
