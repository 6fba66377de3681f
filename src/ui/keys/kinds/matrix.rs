//! The keys of `matrix`.

use crate::ui::keys::off::{entering_on_card, on_card, on_open_card, open, with_weights};

scope! {
    /// Keys of a matrix, before those of cards.
    KEYS, ScopeMatrix, [
        ["1", "2", "3", "4", "5", "6", "7", "8", "9"] => Digit, KeyJudge, on_open_card, 1;
        ["0"] => Digit, KeyJudgeZero, on_open_card, 0;
        ["<backspace>"] => ClearMark, KeyClearMark, on_open_card, 0;
        ["<enter>"] => CountHands, KeyCountHands, open, 2;
        ["v"] => OneByOne, KeyOneByOne, on_open_card, 3;
        ["<space>"] => Pick, KeyPick, entering_on_card, 4;
        ["y"] => CopyTable, KeyCopyTable, on_card, 0;
        [] => CopyCard, KeyCopyCard, on_card, 0;
        ["s"] => Sort, KeySort, on_card, 5;
        ["W"] => Weights, KeyWeights, with_weights, 6;
        ["e"] => Edit, KeyEdit, on_open_card, 8;
        ["<tab>", "<right>", "l"] => NextPane, KeyNextCell, on_card, 0;
        ["<shift-tab>", "<left>", "h"] => PrevPane, KeyPrevCell, on_card, 0;
    ]
}
