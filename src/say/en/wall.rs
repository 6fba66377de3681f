//! The wall, which shows a session to everybody, and programs that sit at the store of another.

macro_rules! wall {
    ($($known:tt)*) => { catalogue! { $($known)*
        ScopeWall = "The wall";
        WallHere = "{0} here";
        WallDone = "{0} of {1} {1?person|people} done";
        WallMore = "{0} more {0?line|lines}: PgDn";
        WallJoin = "Join:   {0}";
        WallCode = "Code:   {0}";
        WallKey = "First time: type yes if you see  {0}";
        WallNothing = "Nothing is on this page yet.";
    } };
}
