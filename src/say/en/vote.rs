//! What votes say.

macro_rules! vote {
    ($($known:tt)*) => { catalogue! { $($known)*
        // Where the room stands, what a vote leaves, and what the facilitator is asked.
        OnePersonSheet = "“{0}” has laid dots already. What one person gave is not shown again while the vote is open.";
        StandsVoting = "vote open, {0} done";
        StandsVoted = "{0} voted, {1} picked";
        StandsOptions = "{0} {0?option|options}";
        VoteRound = "Round {0}";
        VoteHeld = "{0} {0?person|people} voted, with {1} {1?dot|dots} each and at most {2} of them on one card.";
        HeadOption = "Option";
        HeadDots = "Dots";
        PickedShort = " (goes on)";
        GroupsUntold = "{0} {0?group is|groups are} not told apart: behind each figure there must be at least {1} voters.";
        AskAlike = "“{0}” and “{1}” may say the same. Votes would split between them. Put them together first? (&)";
        AskLetGo = "{0} {0?option has|options have} fewer than {1} dots, which is few among {2} voters. Does the room let go of {0?it|them}?";
        AskTie = "Place {0} and the next have {1} {1?dot|dots} each. Does the room want a second round? (v)";
        AskPickSome = "The script suggests that {0} go on. Which ones? (Space picks)";
        AskPick = "Which of them go on? (Space picks; all do where none is picked)";
        AskNoDots = "No dot was counted. Was the vote closed by mistake? v opens another round.";

        // The page.
        EmptyVote = "Nothing to vote on yet. Press n and write the first option.";
        VoteReady = "{0} {0?option|options} · {1} {1?dot|dots} each · v opens the vote";
        VoteNeedsMore = "One option is no choice. Press n and write another.";
        VoteAlike = "{0} {0?pair looks|pairs look} alike: & puts together, so that votes do not split.";
        LooksLike = "Looks like: {0}";
        PutWith = "With it: {0}";
        FromPage = "from {0}";
        VoteResult = "Round {0} · {1} {1?person|people} · {2} {2?dot|dots}";
        VoteResultOf = "Round {0} · {1}: {2} {2?person|people}";
        VotePicked = "{0} picked";
        MoreThanKept = "{0} go on now; the script suggests {1}. Space takes one back.";
        VotePickedOf = "{0} of {1} picked";
        SheetRoom = "All dots of the room";
        SheetOwn = "Your dots";
        SheetPeople = "{0} {0?person|people}";
        SheetLeft = "{0} of {1} {1?dot|dots} left";
        VoteDone = "{0} done";
        VoteDoneOf = "{0} of {1} done";
        PersonNo = "Person {0}";
        LabelPeople = "How many people";
        LabelEach = "Dots for each";
        LabelMost = "At most on one card";
        LabelOver = "Which options";
        LabelWhose = "Whose dots";
        LabelSheetName = "Name (table, color)";
        LabelConstituency = "Constituency";
        OverAll = "all";
        OverPicked = "those picked";
        WhoseRoom = "the whole room at once";
        WhoseNamed = "a table or a sheet";
        WhosePerson = "one person after another";
        TitleOpenVote = "Open a vote";
        TitleSheet = "Whose dots are entered?";
        TitleTogether = "Which one says the same as “{0}”?";
        PutTogether = "Put together. u takes them apart.";
        CloseVoteSure = "{0} done. Press v again to close and count; what is counted stands.";
        CloseVoteSureOf = "{0} of {1} done. Press v again to close and count; what is counted stands.";
        NextPerson = "Kept. Next, please.";
        AllEntered = "That was the last card. v closes and counts.";
        OwnEntered = "Kept. You can move your dots until the vote is closed.";
        NameMissing = "A table needs a name, so that its dots can be found again.";
        HowManyPeople = "How many people lay these dots? Say so first.";
        OnlyOneSheet = "Nothing else was entered yet. n begins a sheet.";
        VoteOrder = "Options stand as on their own pages, and by their dots once these are counted.";
        OneRound = "There is one round so far.";
        KeyOpenVote = "open vote";
        KeyCloseVote = "close and count";
        KeyPick = "pick";
        KeyTogether = "put together";
        KeySplit = "by constituency";
        KeyRoundBefore = "round before";
        KeyRoundAfter = "round after";
        KeyDigit = "how many";
        KeyAddDot = "add dot";
        KeyTakeDot = "take dot";
        KeyDone = "done, next";
        KeyNewSheet = "whose dots";
        KeySheet = "people";
        KeyNextSheet = "next sheet";
        ScopeVote = "VOTE";
        ScopeVoting = "WHILE A VOTE IS OPEN";
    } };
}
