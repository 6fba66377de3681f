//! The keys of `roster`.

use crate::ui::keys::off::{on_card, on_choice, on_open_card, open};

scope! {
    /// Keys of a roster, before those of cards. Digits are the choices of the cell with the cursor.
    KEYS, ScopeRoster, [
        ["n"] => New, KeyNewPerson, open, 1;
        ["y"] => CopyTable, KeyCopyTable, on_card, 0;
        [] => CopyCard, KeyCopyCard, on_card, 0;
        ["N"] => NewMissing, KeyNewMissing, open, 2;
        ["<enter>", "e"] => Edit, KeyEditCell, open, 3;
        ["<space>"] => Here, KeyHere, on_open_card, 4;
        ["<tab>", "<right>", "l"] => NextPane, KeyNextCell, on_card, 5;
        ["<shift-tab>", "<left>", "h"] => PrevPane, KeyPrevCell, on_card, 0;
        ["1", "2", "3", "4", "5", "6", "7", "8", "9"] => Digit, KeyChoices, on_choice, 5;
        ["<backspace>", "0"] => ClearMark, KeyClearCell, on_open_card, 0;
    ]
}
