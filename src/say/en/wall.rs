//! The wall, which shows a session to everybody, and programs that sit at the store of another.

macro_rules! wall {
    ($($known:tt)*) => { catalogue! { $($known)*
        ScopeWall = "The wall";
        WallHere = "{0} {0?person|people} here";
        WallDone = "{0} of {1} {1?person|people} done";
        WallMore = "{0} more {0?line|lines}: PgDn";
        WallJoin = "Join:   {0}";
        WallCode = "Code:   {0}";
        WallKey = "First time: type yes if you see  {0}";
        WallHeld = "the picture is held";
        WallRoundOpen = "Round {0} is open";
        WallCast = "{0} of {1} {1?person|people} have given theirs";
        WallCounted = "{0} {0?person|people} counted";
        WallWritten = "{0} {0?card|cards} written";
        WallUnseen = "Nobody sees what you write until it is shown to all.";
        WallUnnamed = "Names are hidden in this step.";
        WallOver = "time is over by";
        WallNothing = "Nothing is on this page yet.";
    } };
}
