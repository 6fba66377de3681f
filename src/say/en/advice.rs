//! Where the room stands at a step, and what the facilitator is asked.

macro_rules! advice {
    ($($known:tt)*) => { catalogue! { $($known)*
        // Where the room stands at a step.
        StandsWritten = "written";
        StandsCards = "{0} {0?card|cards}";
        StandsTree = "{0} {0?cause|causes}, {1} {1?root|roots}";
        StandsCurves = "{0} curves";
        StandsCurve = "{0}: {1} {1?point|points}";
        StandsPlan = "{0} {0?action|actions}, {1} done";

        // Questions to the facilitator.
        AskAtLeast = "Only {0} so far. Could the room find {1}?";
        AskEachColumn = "Nothing much under {0} yet. What would stand there?";
        AskEachHas = "{0} {0?card has|cards have} no “{1}” yet. Does somebody know?";
        AskInScriptWords = "{0}";
        AskEachFrom = "{0} {0?card is|cards are} connected to nothing under “{1}”. Where {0?does it|do they} come from?";
        MetAtLeast = "At least {0} {0?card|cards}";
        MetEachColumn = "At least {0} in each column";
        MetEachHas = "Every card has “{0}”";
        MetEachFrom = "Every card is connected to “{0}”";
        AskMostlyHunches = "{0} of {1} cards rest on a hunch. Which of them could the room check?";
        AskServiceWords = "“{0}” says how work is done. What would people have or be, if it worked?";
        AskJargon = "Would a neighbour say “{0}”? What would they say instead?";
        AskDeficitWords = "“{0}” names people by what they lack. Can it be said by what we want for them?";
        AskNumbers = "“{0}” belongs to an indicator or a target. What is the condition itself?";
        AskWhoCould = "“{0}” is not ours. Who could? ({P=tree.make-partner}: add them as a partner)";
        AskMissingProgram = "“{0}” names a missing solution. What happens because it is missing?";
        AskNotKnowing = "“{0}” ends at what people do not know. What makes it hard even for those who know?";
        AskHunchAlone = "The branch to “{0}” rests on a hunch alone. How could the room find out?";
        AskResearch = "Evidence ran out at “{0}”. Does the question go on the research agenda?";
        AskRootYet = "“{0}” is deep already. Could somebody here change it? Then it may be a root.";
        AskOwnerAndDate = "“{0}” has no owner and no date. Who takes it, and until when?";
        AskOwner = "“{0}” has no owner. Who takes it?";
        AskDate = "“{0}” has no date. Until when?";
        AskDueBeforeStart = "“{0}” is due before it starts. Which date is right?";
        AskOfCurve = "{0}: {1}";
        AskCurveMissing = "No curve yet for {0}. Is there one that can be drawn? ({N=curve.new-curve})";
        AskNoCurve = "No curve yet. Which number would tell the room whether life gets better?";
        AskNoPoints = "There is a curve without a point. Where are we now, and where were we some years ago? Four plain questions are enough to begin. (=)";
        AskBaselineNumbers = "The baseline rests on what the room knows. Which number could be asked for, and of whom?";
        AskFewPoints = "Only {0} {0?point|points}. Was it better or worse before, and fast or slow? A working baseline is enough to begin.";
        AskGuess = "Too few points to compute a forecast. What does the room expect if nothing changes? (=)";
        AskBetter = "Which way is better, higher or lower? ({I=curve.describe})";
        AskTarget = "No target yet. What would be good enough, and by when? (a line for a later period holds it)";
        AskFreeze = "The forecast is not frozen yet ({F=curve.freeze}). Later points are judged by it.";
        AskForecastOk = "“Is this forecast OK?” is not answered yet ({Y=curve.forecast-ok}). It is the hinge of the whole talk.";
        AskForecastWhy = "The room said whether the forecast is OK, and not why ({Y=curve.forecast-ok}).";
        AskCompare = "There are groups here. Which one does the room want to compare the others with? ({C=curve.compare-to})";
        AskBreak = "The definition changed in {0}. Does everybody know that nothing is compared across it?";
        AskSmall = "Some values rest on fewer than 30 people. Would several years together say more?";
        AskSource = "Where do these numbers come from? ({I=curve.describe})";

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
    } };
}
