//! What matrices say: marks, verdicts, questions, and what stands on their page.

macro_rules! matrix {
    ($($known:tt)*) => { catalogue! { $($known)*
        // Marks and verdicts.
        MarkHigh = "high";
        MarkMedium = "medium";
        MarkLow = "low";
        MarkYes = "yes";
        MarkNo = "no";
        MarkUnsure = "not sure";
        MarkNumber = "{0}";
        MarkBetween = "{0}–{1}";
        MarkDivided = " (divided)";
        CountedMark = "{0} {1}";
        CountedTimes = "{0} × {1}";
        CountedAll = "{0}";
        VerdictPercent = "{0}%";
        VerdictYes = "{0} of {1}";
        VerdictHeadline = "headline";
        VerdictSecondary = "secondary";
        VerdictNeedsData = "needs data";
        VerdictNotPearl = "0 (of {0})";
        VerdictPearlOpen = "{0}?";
        HeadVerdictMean = "Score";
        HeadVerdictStands = "Becomes";
        HeadVerdictPriority = "Priority";
        HeadVerdictSpread = "From–to";
        TimesWeight = " ×{0}";

        // Where the room stands, and what the facilitator is asked.
        StandsMatrix = "{0} of {1} judged, {2} {2?goes|go} on";
        StandsIndicators = "{0} headline, {1} secondary, {2} {2?needs|need} data";
        AskJudge = "Nothing is judged yet. Take one card through all criteria, or one criterion through all cards.";
        AskUnjudged = "{0} {0?card is|cards are} not judged on every criterion yet.";
        AskApart = "“{0}”: the room is divided on {1} ({2}). Ask the lowest and the highest to speak, then judge again.";
        AskItemsLeft = "{0} {0?thing is|things are} given to be judged here and {0?lies|lie} on no card yet ({i=cards.import} lays {0?it|them} down). Which of them does the room want?";
        ItemsLaid = "{0} {0?card|cards} laid down. Judge each with a digit; Enter counts hands and takes an example.";
        AskWeakest = "“{0}” seems to stand least firmly here: {1}. Does the room see it so, and what would make that side firmer?";
        HeadWeakest = "Where it may be least firm";
        WeakestOf = "{0}: {1}?";
        AskUnsure = "“{0}”: nobody is sure about {1}. Who could find out, and by when?";
        AskEvidence = "{0} {0?yes has|yeses have} no evidence noted (Enter). How do we know?";
        AskDataNeeded = "“{0}” speaks to people and stands for much, but its data are weak. Does it go on the data development agenda? ({#=cards.data-needed})";
        AskHeadlines = "{0} would be headline measures. Three to five are usual: which are the few?";
        AskWhich = "All is judged. Which go on? ({Space=matrix.pick})";
        AskWhichOf = "All is judged. Which {0} go on? ({Space=matrix.pick})";
        AskFewer = "{0} go on; the script suggests {1}. Which could wait?";

        // Keys.
        ScopeMatrix = "JUDGING";
        KeyJudge = "judge";
        KeyJudgeZero = "clear, or zero of ten";
        KeyClearMark = "clear";
        KeyCountHands = "count hands, note why";
        KeyOneByOne = "one by one";
        KeyWeights = "weights";
        OffNoWeights = "This verdict counts nothing by weight.";

        // The page.
        EmptyMatrixItems = "Press {i=cards.import}: what is to be judged here is laid down. Then a number judges it, and {n=cards.new} adds what is missing.";
        EmptyMatrix = "Press {n=cards.new} and write what is to be judged; then a number judges it.";
        TitleScore = "{0}: {1}";
        TitleWeights = "What each criterion counts";
        HintWeight = "1 to 9; {0} in the script";
        LabelNote = "How do we know?";
        LabelSaid = "Said";
        HintSaid = "every number that was said, with spaces: 7 8 8 10";
        LabelMark = "Mark";
        NotAMark = "“{0}” cannot be given here. Nothing was kept.";
        NobodyJudged = "Not judged yet.";
        CellDivided = "Divided: let the lowest and the highest speak, then judge again.";
        OneMark = "{0} {1}";
        ManyMarks = "{0}–{1}";
        MarksClear = "0 clears";
        MarksTen = "0–10, as it is written; {Backspace=matrix.clear-mark} clears";
        NowOneByOne = "ONE BY ONE: each number adds a person, {Backspace=matrix.clear-mark} takes all away, {v=matrix.one-by-one} ends";
        CountReplaced = "The count of {0} people was replaced; {u=table.undo} brings it back.";
        MarkTooHigh = "There is no mark {0} here.";
        MatrixCards = "{0} {0?card|cards}";
        MatrixPicked = "{0} {0?goes|go} on";
        MatrixPickedOf = "{0} of {1} go on";
        MatrixDivided = "{0} divided";
        MatrixNeeded = "{0} on the data development agenda";
        MatrixWeights = "weights {0}";
        SortedByVerdict = "Sorted by the verdict, the best first. On this screen alone.";
        SortedBySpread = "Sorted by how far the room is apart, the widest first. On this screen alone.";
        NowDataNeeded = "On the data development agenda now: {0}";
        NotDataNeeded = "Not on the data development agenda any more: {0}";

        // What a matrix leaves.
        HeadCard = "Card";
        HeadGoesOn = "Goes on";
        HeadHeadline = "Headline measures";
        HeadSecondary = "Secondary measures";
        HeadNeedsData = "Would be headline measures, had they better data";
        HeadDataNeeded = "Data development agenda";
        HeadDivided = "Where the room was divided";
        HeadEvidence = "How the room knows";
        DividedOn = "{0}: {1} ({2})";
        EvidenceOf = "{0}: {1}: {2}";
        WeightOf = "{0} ×{1}";
        WeightsChanged = "The room changed what the criteria count: {0}.";
        WeightsFirst = " As the script counts them, “{0}” would stand first.";
    } };
}
