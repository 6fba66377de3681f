//! The keys of `go_round`.

use crate::ui::keys::off::{always, numbers, open};

scope! {
    /// Keys of a round, before those of cards.
    KEYS, ScopeGoRound, [
        ["<enter>", "e"] => Edit, KeyTakeTurn, open, 1;
        ["n"] => New, KeyNew, open, 2;
        ["P"] => Pass, KeyPassTurn, open, 3;
        ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] => Digit, KeyGiveNumber, numbers, 4;
        ["<tab>", "<space>"] => NextPane, KeyDown, always, 0;
        ["<shift-tab>"] => PrevPane, KeyUp, always, 0;
    ]
}
