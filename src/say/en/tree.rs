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
        NothingToReadBack = "Ask why first (w): one thing alone cannot be read back.";
        AtTheTop = "This stands at the top already.";
        NothingToGoUnder = "No cause stands before it on this level to go under.";
        CauseGone = "The card that this was about is gone.";

        // Connections.
        ChainsNone = "Connected to nothing yet. Enter connects; what stands earlier in the session is where the later comes from.";
        ChainsTitle = "Where it comes from, and where it leads:";
        ChainFrom = "from {0}";
        ChainTo = "to {0}";
    } };
}
