//! What trees say, and the connections between cards.

macro_rules! tree {
    ($($known:tt)*) => { catalogue! { $($known)*
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
        NothingToReadBack = "Ask why first ({w=tree.new-under}): one thing alone cannot be read back.";
        AtTheTop = "This stands at the top already.";
        NothingToGoUnder = "No cause stands before it on this level to go under.";
        CauseGone = "The card that this was about is gone.";

        // Levels of a driver diagram.
        TitleLevelUnder = "{0}, for: {1}";
        ChainThrough = "{0}, through {1}";
        EmptyLevels = "Press Enter and write the first: {0}. Then go deeper with {w=tree.new-under}.";
        StandsLevels = "{0}";
        AskTooDeep = "“{0}” stands deeper than “{1}”, the last level. Does it belong higher, or is it a step of the plan?";
        AskNothingUnder = "{0} × “{1}” without any “{2}” yet.";

        // Tests of links.
        KeyTestChain = "does it hold?";
        ScopeAnswering = "YES OR NO";
        KeyAnswerYes = "yes";
        KeyAnswerNo = "no";
        KeyAnswerUnsure = "unsure";
        KeyAnswerSkip = "skip";
        KeyAnswerStop = "stop";
        TitleTest = "Does it hold? {0} of {1}";
        TestReadAloud = "READ ALOUD";
        AskThereforeTest = "Does this follow by itself? (no: something is missing between the two)";
        ReadRemoval = "Imagine that this were gone: {0}. And now look at: {1}.";
        AskRemovalTest = "Would it be gone too, or clearly smaller?";
        AnsweredBefore = "Answered before: {0}.";
        NothingToTest = "Ask why first ({w=tree.new-under}): there is no link to test yet.";
        MarkHolds = "holds";
        MarkLinkBroken = "does not follow";
        MarkLinkUnsure = "unsure if it follows";
        MarkStaysWithout = "stays without it";
        MarkWithoutUnsure = "unsure without it";
        AskLinkBroken = "“{0}” does not lead to “{1}” by itself. What is missing between the two?";
        AskStaysWithout = "Without “{0}” it would stay as it is. Is it a cause, or does it only come along?";
        AskLinkUnsure = "Nobody is sure that “{0}” leads to “{1}”. How could the room find out?";
        AskUntested = "{0} {0?root is|roots are} not tested yet ({Y=tree.test-chain}): does each link hold, and would it be better without?";

        // Lenses, and for whom it is worse.
        KeySweep = "look from every side";
        TitleSweep = "Look from every side: Enter writes a cause of “{0}”";
        SweepUnused = "Nobody has looked from: {0}.";
        SweepAllUsed = "The room has looked from every side.";
        SweepNone = "nobody yet";
        SweepCauses = "{0} {0?cause|causes}";
        TitleWhyFrom = "Why, seen from “{1}”: {0}?";
        KeyWorseFor = "worse for whom?";
        TitleWorseFor = "For whom is it worse? {0}";
        AnotherGroup = "+ another group";
        LabelForWhom = "For whom";
        HintForWhom = "a group of people, in the words they use for themselves";
        DefaultWorseFor = "Why is it worse for this group?";
        ForGroup = "for {0}";
        AskUnusedLenses = "Nobody has looked from {0} yet. (%)";
        AskWorseFor = "{0} ({F=tree.worse-for})";

        // Connections.
        ChainsNone = "Connected to nothing yet. Enter connects; what stands earlier in the session is where the later comes from.";
        ChainsTitle = "Where it comes from, and where it leads:";
        ChainFrom = "from {0}";
        ChainTo = "to {0}";
    } };
}
