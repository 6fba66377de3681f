//! What rosters say: who is here, who is missing.

macro_rules! roster {
    ($($known:tt)*) => { catalogue! { $($known)*
        StandsHere = "{0} here";
        StandsHereMissing = "{0} here, {1} missing";
        AskNoResident = "Nobody here has “{0}”: those who live with this are not at the table. Who asks them, and what makes it easy to come?";
        AskNobodyHere = "“{0}”: nobody here yet for {1}. Who could bring somebody?";
        AskOneSide = "{0} of {1} here are of one side, {2}. How do the others get their half of the talk?";
        AskRolesOpen = "Nobody took this yet: {0}. Who does?";
        AskWhoBrings = "“{0}” is missing, and nobody brings them yet. Who asks them, and until when?";
        HeadMissing = "Missing";
        RosterNoVote = "(does not vote)";
        RosterCounted = "{0} ({1})";
        RosterCountedHats = "{0} ({1}, and {2} as a second hat)";
        RosterNobody = "nobody yet: {0}";
        RosterOpen = "still open: {0}";
        RosterBrings = "{0} brings them";
        RosterNobodyBrings = "nobody brings them yet";
        RosterFor = "missing for: {0}";
        // The screen.
        ScopeRoster = "WHO IS HERE";
        KeyNewPerson = "new person";
        KeyNewMissing = "missing voice";
        KeyHere = "here or missing";
        KeyChoices = "choose";
        KeyClearCell = "empty the cell";
        OffNoChoice = "Go to a column with choices first ({Tab=roster.next-pane}).";
        TitlePerson = "Who is here: a name, Enter, and the next";
        TitleVoice = "A voice that is missing: who is it?";
        LabelMissing = "Missing";
        LabelBrings = "Who brings them";
        EmptyRoster = "Press {n=roster.new} and write a name, Enter, and the next. {N=roster.new-missing} writes down a voice that is missing.";
        RosterTitleHere = "HERE ({0})";
        RosterTitleMissing = "MISSING ({0})";
        RosterTitleView = "FOR THESE ({0})";
        RosterVoters = "{0} here, {1} may vote";
        RosterNowHere = "“{0}” is here.";
        RosterNowMissing = "“{0}” is missing. Who brings them?";
        RosterNotAPerson = "“{0}” comes from another page; it is here to be looked at.";
        RosterNameStays = "A name stays. Enter writes it anew, {d=cards.delete} deletes the line.";
        HeadName = "Name";
        RosterNoSuchChoice = "“{0}” has no choice {1}.";
        RosterInView = "Asked with these in view: {0}.";
    } };
}
