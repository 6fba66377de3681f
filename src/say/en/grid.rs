//! What grids say: places, gaps, crowds.

macro_rules! grid {
    ($($known:tt)*) => { catalogue! { $($known)*
        StandsGrid = "{0} of {1} placed";
        AskUnplaced = "{0} {0?card has|cards have} no place yet. Where {0?does it|do they} belong?";
        AskAimEmpty = "Nothing at {0} yet, where it matters most. What would stand there?";
        AskAimEmptyWith = "Nothing at {0} yet, where it matters most. {1}";
        AskGap = "Nothing at {0} yet. {1}";
        AskGaps = "Nothing yet at {0}. Is that a gap, or only not said?";
        AskGapsMore = "Nothing yet at {0}, and {1} {1?place|places} more. Which of these gaps matters?";
        AskCrowded = "{1} cards lie at “{0}”. Do some of them do the same, or reach the same people?";
        AskNoSay = "“{0}” ({1}) has little power here. How do they get a say, rather than only being told?";
        GapWhole = "“{0}” as a whole";
        GapCell = "“{0}”";
        GridAimMark = "(aim)";
        GridNothing = "nothing yet";
        GridGaps = "Gaps, nothing yet: {0}.";
        GridCrowds = "Crowded, perhaps overlapping: {0}.";
        GridCrowd = "“{0}” ({1})";
        GridLoose = "Without a place: {0}.";
        HeadGridCard = "Card";
    } };
}
