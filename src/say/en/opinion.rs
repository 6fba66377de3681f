//! What is said of scores and of rounds of dots or fingers.

macro_rules! opinion {
    ($($known:tt)*) => { catalogue! { $($known)*
        CriterionUnknown = "“{0}” does not ask for “{1}”.";
        MarkUnknown = "“{0}” cannot be given here.";
        TooManyPeople = "A count is between 1 and 10,000 people.";
        OnePersonOneVoice = "A seat of one's own speaks for one person. Whoever leads enters the counts of others.";
        SeatOfSo = "This seat speaks for {0} people, no more.";
        NotYourVoice = "Only the facilitator or a scribe enters for others.";
        BallotOpenAlready = "A round is open here already. Close it first.";
        BallotNotHere = "{0} takes no such round: dots belong to a vote, fingers to a proposal.";
        BallotExists = "That round is there already.";
        BallotGone = "That round is gone.";
        BallotClosedNow = "That round is closed. What was counted stands.";
        BallotNeedsOptions = "A vote needs at least two cards to choose from.";
        DotsOutOfRange = "A person has between 1 and 20 dots.";
        TooManyDots = "That is {0} {0?dot|dots}; {1} {1?person has|people have} {2}.";
        TooManyOnOne = "At most {0} dots of a person may lie on one card.";
        TooManyOnOneOf = "At most {0} {0?dot|dots} of a person may lie on one card: {2} from {1} people.";
        TooManyHands = "That is {0} {0?hand|hands} of {1} {1?person|people}.";
        FrozenWhileOpen = "In an open round a card stays as it is. Close the round first.";
        DidReword = "changed the words “{0}”";
        DidScore = "judged “{0}”";
        DidWeigh = "changed how much a criterion counts";
        WeightOutOfRange = "A criterion counts between 1 and 9.";
        DidOpenVote = "opened a vote";
        DidOpenFist = "opened a round of fist-to-five";
        DidCast = "cast a ballot";
        DidCloseBallot = "closed and counted a round";
    } };
}
