//! What is said of gaps, strategies and places: whether it is enough.

macro_rules! enough {
    ($($known:tt)*) => { catalogue! { $($known)*
        // Heads and labels.
        HeadGap = "The gap";
        HeadStrategies = "Strategies";
        HeadPlaces = "Places";
        HeadStrategy = "Strategy";
        HeadPlace = "Place";
        HeadCohort = "People";
        HeadNow = "Now";
        HeadGoal = "Goal";
        HeadExpected = "Expected";
        HeadNeed = "Need";
        HeadReach = "Reach";
        HeadEffect = "Effect";
        HeadOverlap = "Overlap";
        HeadCounts = "Counts";
        HeadSource = "Source";
        LabelCohort = "People in all";
        LabelNow = "Rate now";
        LabelGoal = "Goal";
        LabelExpected = "If nothing changes";
        LabelWay = "Which way is better";
        LabelReach = "Reaches (people)";
        LabelEffect = "Makes the difference";
        LabelOverlap = "Reached elsewhere too";
        LabelSays = "Says who";
        HintCohort = "How many {0} there are";
        HintRate = "{0} (per {1})";
        HintExpected = "Where the curve will be by then";
        HintReach = "How many {0} it reaches";
        HintEffect = "For how many of a hundred reached";
        HintOverlap = "How many of a hundred reached another strategy reaches too";
        HintSays = "Where these numbers come from: a study, a pilot, a guess";
        HintPlaceGoal = "Empty: the goal of the gap";
        EnoughPeople = "people";
        RatePer = "per {0}";
        WayHigher = "more is better";
        WayLower = "less is better";

        // The two gaps.
        GapToday = "From {0} today to {1}: {2} of {3} {4}, {5}.";
        GapHeading = "From {0} if nothing changes: {1}, {2}.";
        GapTodayThere = "{0} today: the goal of {1} is reached.";
        GapHeadingThere = "{0} if nothing changes: the goal of {1} will be reached.";
        PeopleMore = "{0} more";
        PeopleFewer = "{0} fewer";
        NumbersFrom = "These numbers: {0}";

        // The verdict.
        EnoughTitle = "ENOUGH?";
        CountedPlain = "counted {0}";
        CountedOverlap = "counted {0} − overlap {1} = {2}";
        VerdictShort = "Need {0} {1} · {2} · short by {3}";
        VerdictEnough = "Need {0} {1} · {2} · enough";
        VerdictOver = "Need {0} {1} · {2} · enough, {3} to spare";
        BriefShort = "Counted {1} of {0} · short by {2}";
        BriefEnough = "Counted {1} of {0} · enough";
        VerdictNothing = "At the goal: nobody more is needed · {0}";
        ShortWays = "Add reach, add effect, add a strategy, or say out loud that {0} is too far.";
        ShortWaysBare = "Add reach, add effect, add a strategy, or say out loud that the goal is too far.";
        StaysHere = "“{0}” stays where it is: only strategies and places of this page change their part.";
        LeaveOutStrategies = "Only strategies can be left out of the sum.";
        SortedByPeople = "Most people first. On this screen alone.";
        EnoughIf = "It is enough if these assumptions hold. {0} {0?strategy rests|strategies rest} on a number without a source.";
        EnoughSourced = "It is enough if these assumptions hold.";
        EnoughTried = "Tried without {0} {0?strategy|strategies}, on this screen alone. {Space=enough.mark} counts {0?it|them} again.";
        EnoughNoGap = "Say the gap first: how many people, the rate now, the goal.";
        EnoughGapOnly = "Now strategies: how many people each reaches, and for how many it makes the difference.";
        NoSource = "no source yet";
        EffectMeans = "Effect: of a hundred people reached, for how many it makes the difference. Overlap: of a hundred reached, how many another strategy reaches too.";
        AtGoal = "at goal";
        PlacesSum = "{0} {1} together: {2} {3}.";
        PlacesSumGoal = "{0} {1} together: {2} {3}. At the goal already: {4}.";

        // Empty lines and titles of forms.
        AddGap = "the gap: how many people, the rate now, the goal";
        AddGapCurve = "the gap ({i=enough.import} takes it from the curve)";
        AddStrategy = "a strategy";
        AddPlace = "a place with its own target: {0}";
        TitleGap = "The gap in people";
        TitleStrategy = "What this strategy counts";
        TitleNewStrategy = "New strategy";
        TitlePlace = "Target for one of: {0}";
        TitleTake = "Take the gap from which curve?";

        // Taken from a curve.
        TakeNow = "now {0}";
        TakeGoal = "goal {0}";
        TakeExpected = "if nothing changes {0}, {1}";
        TakeBy = "{0} through {1} points";
        TakeByRoom = "the room’s guess";
        TakeSource = "the curve: {0}";
        TakeSourceFrom = "the curve: {0}; {1}";
        TakeNoRate = "“{0}” is no percentage and no rate of people. Write the gap by hand ({n=enough.new}).";
        TakeNoValue = "“{0}” has no value yet.";
        TakeNoCurve = "No earlier step has a curve. Write the gap by hand ({n=enough.new}).";
        TakenAll = "Taken from “{0}”. Every number can be changed here.";
        TakenLacks = "Taken from “{0}”. Still missing: {1}.";
        LackCohort = "people in all";
        LackGoal = "goal";
        LackExpected = "what is expected";

        // Standing and advice.
        StandsEnough = "enough: {0} of {1}";
        StandsShort = "need {0}, short by {1}";
        AskGapFirst = "How many people stand between today and the goal? Say the gap first ({n=enough.new}).";
        AskGapFromCurve = "How many people stand between today and the goal? The curve knows ({i=enough.import}).";
        AskGapNumbers = "The gap still lacks a number: how many {0}, the rate now, or the goal?";
        AskGapRate = "The rates of the gap must lie between 0 and {0}. Percent, or per so many?";
        AskWhichWay = "Some rates lie above their goal and some below it, and nobody said which is good. Should the rate rise, or fall? Say so with the gap.";
        AskExpected = "Where will the rate be by then if nothing changes? From there the way may be longer.";
        AskGapSource = "Where do the numbers of the gap come from?";
        AskOneGap = "{0} more {0?gap lies|gaps lie} here and {0?does|do} not count. Which one is it?";
        AskCurveMoved = "The curve of “{0}” says something else by now. Take it again ({i=enough.import})?";
        AskOverlap = "{0} {0?strategy says|strategies say} nothing of overlap. Do they reach the same people?";
        AskNoReach = "{0} {0?strategy has|strategies have} no numbers yet. How many people would each reach?";
        AskShort = "Still short by {0} {1}. Add reach, add effect, add a strategy, or say that the goal is too far.";
        AskPlacesShort = "{0} together make {1} of the {2} needed. Where do the others live?";
        AskPlaceNumbers = "{0} of the {1} still {0?lacks|lack} a number or a goal.";
        AskOfHundred = "“{0}”: effect and overlap are people of a hundred, from 0 to 100.";
        AskReachAndEffect = "“{0}” counts once it says both how many it reaches and for how many it makes the difference.";
        AskReachTooMany = "“{0}” reaches {1} of {2} {3}. Are these different people?";
        AskAssumption = "“{0}” rests on a number without a source. Who knows, and how?";

        // Keys.
        ScopeEnough = "ENOUGH?";
        KeyTake = "take the gap from the curve";
        KeyLeaveOut = "try without it";
    } };
}
