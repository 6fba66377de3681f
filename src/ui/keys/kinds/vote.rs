//! The keys of `vote`: before and after a round, and while one is open.

use crate::ui::keys::off::{
    always, casting, casting_on_card, entering_on_card, groups, leading, on_card, open,
};

scope! {
    /// Keys of a vote that is not open, before those of cards.
    KEYS, ScopeVote, [
        ["v"] => Ballot, KeyOpenVote, leading, 1;
        ["<space>"] => Pick, KeyPick, entering_on_card, 2;
        ["&"] => Together, KeyTogether, entering_on_card, 3;
        ["s"] => Split, KeySplit, groups, 8;
        ["<left>", "h"] => Left, KeyRoundBefore, always, 0;
        ["<right>", "l"] => Right, KeyRoundAfter, always, 0;
    ]
}

scope! {
    /// Keys of an open vote at a seat that speaks for itself.
    OWN, ScopeOwnDots, [
        ["<space>"] => AddDot, KeyAddDot, casting_on_card, 1;
        ["<backspace>"] => TakeDot, KeyTakeDot, casting_on_card, 2;
        ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] => Digit, KeyDigit, casting_on_card, 3;
        ["<enter>"] => SayDone, KeyOwnDone, open, 4;
        ["v"] => Ballot, KeyCloseVote, leading, 0;
        ["V"] => Versions, KeyVersions, on_card, 0;
    ]
}

scope! {
    /// Keys of an open vote, in place of those of cards, which stay as they are meanwhile.
    VOTING, ScopeVoting, [
        ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] => Digit, KeyDigit, casting_on_card, 1;
        ["<space>"] => AddDot, KeyAddDot, casting_on_card, 2;
        ["<backspace>"] => TakeDot, KeyTakeDot, casting_on_card, 3;
        ["<enter>"] => Open, KeyDone, casting, 4;
        ["v"] => Ballot, KeyCloseVote, leading, 5;
        ["n"] => New, KeyNewSheet, casting, 6;
        ["e"] => Edit, KeySheet, casting, 7;
        ["<tab>"] => NextPane, KeyNextSheet, casting, 0;
        ["V"] => Versions, KeyVersions, on_card, 0;
    ]
}
