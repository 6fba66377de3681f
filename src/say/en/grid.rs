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

        // The screen.
        ScopeGrid = "GRID";
        ScopePlacing = "A CARD LOOKS FOR ITS PLACE";
        KeyNewAtPlace = "new, right there";
        KeyTakeUp = "take up";
        KeyToPlaces = "put it there";
        KeyOffGrid = "off the grid";
        KeyFlag = "mark";
        KeyToLoose = "without a place";
        KeyPlaceUp = "a place up";
        KeyPlaceDown = "a place down";
        KeyPlaceLeft = "a place to the left";
        KeyPlaceRight = "a place to the right";
        KeyPutDown = "put it here";
        KeyLetGo = "let go";
        OffNoFlag = "This grid shows no mark on its cards.";
        TitleNewAt = "New card: {0}";
        GridAim = "aim";
        GridCount = "{0} ({1})";
        GridLooseTitle = "WITHOUT A PLACE ({0})";
        GridLooseLeft = "Without a place: {0}. {Tab=grid.next-pane} goes there.";
        GridEmpty = "Nothing here yet. {n=grid.new} writes a card into the place with the cursor.";
        GridNothingAt = "Nothing here yet.";
        GridWhereTo = "Where does “{0}” go? Arrows choose, Enter puts it down, Esc lets go.";
        GridRowNext = "Column {0}, “{1}”. Now the number of the row.";
        GridNoSuchPlace = "There is no place {0} here.";
        GridPutAt = "“{0}” is at “{1}”.";
        GridTakenOff = "“{0}” has no place now.";
        GridNotThere = "“{0}” has no place yet.";
        GridAllPlaced = "Every card has a place.";
        GridAtEdge = "This is the edge of the grid.";
        GridNoAxes = "This grid has no choices to place cards by. Its script must name them.";
    } };
}
