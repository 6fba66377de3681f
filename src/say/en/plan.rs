//! What plans say.

macro_rules! plan {
    ($($known:tt)*) => { catalogue! { $($known)*
        TitleAction = "New action";
        EmptyPlan = "Press {n=plan.new} and write the first thing that somebody will do.";
        PlanActions = "{0} {0?action|actions}";
        PlanNoOwner = "{0} without owner";
        PlanNoDate = "{0} without date";
        PlanLate = "{0} late";
        PlanDone = "{0} done";
        NoStrategy = "Without a strategy";
        SortedOwn = "In the order of the room.";
        SortedBy = "Sorted by: {0}. On this screen alone.";
    } };
}
