//! The keys of `go_round`.

use crate::ui::keys::off::{always, numbers, open};

scope! {
    /// Keys of a round, before those of cards.
    KEYS, ScopeGoRound, [
        ["<enter>", "e"] => Edit, KeyTakeTurn, open, 1;
        ["n"] => New, KeyNew, open, 2;
        ["P"] => Pass, KeyPassTurn, open, 3;
        ["0"] => Digit0, KeyGiveNumber, numbers, 0;
        ["1"] => Digit1, KeyGiveNumber, numbers, 4;
        ["2"] => Digit2, KeyGiveNumber, numbers, 0;
        ["3"] => Digit3, KeyGiveNumber, numbers, 0;
        ["4"] => Digit4, KeyGiveNumber, numbers, 0;
        ["5"] => Digit5, KeyGiveNumber, numbers, 0;
        ["6"] => Digit6, KeyGiveNumber, numbers, 0;
        ["7"] => Digit7, KeyGiveNumber, numbers, 0;
        ["8"] => Digit8, KeyGiveNumber, numbers, 0;
        ["9"] => Digit9, KeyGiveNumber, numbers, 0;
        ["<tab>", "<space>"] => NextPane, KeyDown, always, 0;
        ["<shift-tab>"] => PrevPane, KeyUp, always, 0;
    ]
}
