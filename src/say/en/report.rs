//! What reports say.

macro_rules! report {
    ($($known:tt)*) => { catalogue! { $($known)*
        ReportVerbatim = "{0}";
        ReportRoot = "root cause";
        ReportTree = "Tree of causes";
        ReportTreeSays = "{0} {0?cause|causes}, {1} {1?root cause|root causes}. {2}";
        ReportMore = "and {0} more";
        ReportMade = "Made with Upturn on {0}. Last changed on {1}.";
        SittingFar = "Something was said at {0} of {1} steps.";
        ReportShortened = "Shortened to fit one page: the full report holds every word.";
        ReportNotShown = "Not on this page: {0}.";
        ReportEmpty = "Nothing has been said yet.";
        ReportNoRoot = "No cause is marked as a root yet.";
        ReportTagNoCost = "no cost";
        ReportTagLowCost = "low cost";
        ReportTagOffWall = "off the wall";
        ReportTagPlanned = "in the plan";
    } };
}
