//! What is said while everybody has a turn.

macro_rules! go_round {
    ($($known:tt)*) => { catalogue! { $($known)*
        TurnOf = "It is the turn of";
        TurnNext = "then {0}";
        TurnsDone = "Everybody had a turn. Thank you.";
        TurnsBegin = "Press {n=go-round.new}: a name, a word, the next. Names come by themselves where an earlier step knows who is here.";
        TurnsOpen = "{0} so far. {n=go-round.new}: the next person.";
        TurnPassed = "passes";
        TurnWaits = "–";
        TurnsCount = "{0} of {1}";
        PassIsFine = "{0} passes. That is always fine; the turn can still be taken later.";
        PassUnnamed = "Passed. That is always fine.";
        LabelName = "Name";
        LabelWord = "Says";
        LabelNumber = "From {0} to {1}";
        HintWord = "A word or two. A dash passes, which is always fine";
        HintNumber = "A number. A dash passes, which is always fine";
        HintName = "May stay empty";
        TitleTurnOpen = "The next person";
        NumberOutside = "A whole number from {0} to {1}, or a dash to pass.";
        NobodyNamed = "somebody";
        NumberTotal = "{0} all together";
        NumberMedian = "middle {0}";
        NumberSpread = "from {0} to {1}";
        NumberAgree = "all said {0}";
        PassedCount = "{0} passed";
        RoundSummary = "{0} gave a number: middle {1}, from {2} to {3}.";
        RoundSummaryAgree = "{0} gave a number: all said {1}.";
        StandsTurns = "{0} of {1} had a turn";
        StandsTurnsOpen = "{0} had a turn";
        StandsTotal = "{0}, {1} all together";
        RoundTotal = "{0} all together.";
        StandsMedian = "{0}, middle {1}";
        AskTurnsLeft = "{0} {0?person has|people have} not had a turn yet. Passing is a turn too.";
        AskWideSpread = "The numbers go from {0} to {1}. Ask the lowest and the highest what they see, without asking anybody to change.";
        AskNoNames = "No names yet. Is everybody heard who wants to be?";
        ScopeGoRound = "ROUND";
        KeyTakeTurn = "take the turn";
        KeyPassTurn = "pass";
        KeyGiveNumber = "give a number";
        OffNoNumbers = "In this round each person gives a word.";
    } };
}
