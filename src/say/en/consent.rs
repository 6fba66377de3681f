//! What proposals and rounds of fist-to-five say.

macro_rules! consent {
    ($($known:tt)*) => { catalogue! { $($known)*
        // Where the room stands, what a round leaves, and what the facilitator is asked.
        StandsHands = "hands are being counted";
        StandsProposed = "proposed";
        StandsChanged = "changed since it was asked";
        StandsConsensus = "consensus";
        StandsUnder = "{0} under 3";
        Fingers0 = "blocks it";
        Fingers1 = "has serious concerns";
        Fingers2 = "has questions first";
        Fingers3 = "can live with it";
        Fingers4 = "supports it";
        Fingers5 = "is ready to lead it";
        HeadFingers = "Fingers";
        HeadHands = "Hands";
        RoundNobody = "Round {0}: no hand was counted.";
        RoundConsensus = "Round {0}: consensus. All {1} at 3 or above.";
        RoundUnder = "Round {0}: {1} {1?person|people}, {2} of them under 3.";
        WordsOfStep = "The words of “{0}”, as they stand there.";
        ChangedSince = "The proposal was changed after round {0}; it was not asked again.";
        VoiceOf = "{0} {0?finger|fingers}";
        VoiceOfNamed = "{0}, {1} {1?finger|fingers}";
        VoiceNamed = "{0}";
        VoiceSomebody = "somebody";
        AskUnheard = "{0} {0?person|people} under 3 not heard yet. What would they need, to go along? ({n=consent.new} keeps their words)";
        AskAgain = "The proposal reads otherwise than in round {0}. Does the room ask for hands again? ({v=consent.ballot})";
        AskNewVersion = "All under 3 were heard. Can the proposal take up what they said? (Enter)";
        AskHandsMissing = "{0} of {1} people showed a hand. Whose is missing?";

        // The page.
        EmptyConsent = "Press Enter and write what is proposed.";
        OfferedFrom = "From “{0}”; Enter takes it as the proposal, to be changed as you like:";
        ProposalVersion = "Version {0}";
        ReadyForHands = "{v=consent.ballot} asks for hands: 0 blocks, 5 leads.";
        ChangedShort = "Changed since round {0}: {v=consent.ballot} asks for hands again.";
        HearThem = "{0} still to be heard: {n=consent.new} keeps their words.";
        HandsCounted = "{0} {0?hand|hands}";
        HandsCountedOf = "{0} of {1} hands";
        CountByLine = "How many show each number? {Tab=hands.next-pane}: one by one.";
        CountOneByOne = "Which number does each person show? {Tab=hands.next-pane}: by line.";
        CountOwn = "Press the number of fingers that you show.";
        TitleProposal = "Proposal";
        TitleUnderThree = "What would have to change?";
        TitleRounds = "Rounds and earlier words";
        LabelFingers = "Fingers shown";
        LabelWho = "Who";
        LabelWhatTheySay = "In their words";
        LabelRound = "Round";
        PromptVoice = "I could go along if …";
        NeedsProposal = "Write the proposal first (Enter).";
        NeedsRound = "First ask for hands ({v=consent.ballot}). Whoever shows under 3 is heard then.";
        CloseHandsSure = "{0} counted. Press {v=hands.ballot} again to close the round.";
        CloseHandsSureOf = "{0} of {1} counted. Press {v=hands.ballot} again to close the round.";
        LastLine = "That was the last line. {v=hands.ballot} closes the round.";
        OnlyToFive = "There are 0 to 5 fingers.";
        KeyOpenHands = "ask for hands";
        KeyCloseHands = "close the round";
        KeyNewVoice = "keep a voice";
        KeyRounds = "rounds and versions";
        KeyHand = "how many, or fingers";
        KeyAddHand = "one more";
        KeyTakeHand = "one less";
        KeyNextLine = "next line";
        KeyOtherWay = "one by one";
        ScopeConsent = "PROPOSAL";
        ScopeHands = "WHILE HANDS ARE COUNTED";
    } };
}
