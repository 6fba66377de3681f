//! The facilitator's console: its parts, a screen that others see too, the golden thread and what hangs loose.

macro_rules! console {
    ($($known:tt)*) => { catalogue! { $($known)*
        // The private column.
        TitleAsk = "Ask and say";
        TitleQuiet = "If it goes quiet";
        TitleWatch = "Watch for";
        TitleForYou = "ONLY YOU SEE THIS";
        TitleParked = "Parked ({0})";
        TitleLoose = "Hanging loose ({0}): {O=table.loose-ends}";
        GuideMore = "+ {0} more";

        // Tabs.
        TabWork = "Work";
        TabAgenda = "Agenda";
        TabPrivate = "Private";

        // A screen that others see too.
        NothingPrivate = "nothing private here";
        NowShared = "Safe to share: nothing private is on this screen. {B=table.share-safe} brings it back.";
        NowPrivate = "This screen is yours again: what is private is back.";
        OffShared = "This screen is safe to share; that is private. {B=table.share-safe} brings it back.";
        OffSharedVotes = "This screen is safe to share, and votes are nobody’s to see. Press {B=table.share-safe} first.";

        // The golden thread.
        TitleThread = "The golden thread: where it comes from, and what comes of it";
        ThreadHere = "{0}, this one: {1}";
        NoThread = "This is no longer here.";
        TitleLooseEnds = "What hangs loose ({0})";
        NothingLoose = "Nothing hangs loose, as far as the room has come.";
        LooseCauses = "{0} {0?cause|causes} without an idea";
        LooseIdeas = "{0} {0?idea|ideas} without a cause";
        LooseOwners = "{0} {0?action|actions} without an owner";
        LooseDates = "{0} {0?action|actions} without a date";
        LooseMeasures = "{0} {0?action|actions} without a measure";
        LooseVoices = "{0} {0?voice|voices} missing";
        LooseHunches = "{0} {0?branch|branches} on a hunch alone";

        // Keys.
        KeyNextTab = "other part";
        KeyPrevTab = "part before";
        KeyShareSafe = "safe to share: nothing private";
        KeyLoose = "what hangs loose";
        KeyThread = "golden thread of this card";
        KeyJump = "go there";
        KeyGoToStep = "go to this step";
        KeyPutAway = "put away";
        KeyToWork = "back to the work";
        ScopeAgenda = "IN THE AGENDA";
        ScopePrivate = "IN THE PRIVATE PART";
        ScopeThread = "GOLDEN THREAD";
    } };
}
