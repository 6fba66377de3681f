//! The keys of `roster`.

use crate::ui::keys::off::{on_card, on_choice, on_open_card, open};

scope! {
    /// Keys of a roster, before those of cards. Digits are the choices of the cell with the cursor.
    KEYS, ScopeRoster, [
        ["n"] => New, KeyNewPerson, open, 1;
        ["N"] => NewMissing, KeyNewMissing, open, 2;
        ["<enter>", "e"] => Edit, KeyEditCell, open, 3;
        ["<space>"] => Here, KeyHere, on_open_card, 4;
        ["<tab>", "<right>", "l"] => NextPane, KeyNextCell, on_card, 5;
        ["<shift-tab>", "<left>", "h"] => PrevPane, KeyPrevCell, on_card, 0;
        ["1"] => Digit1, KeyChoices, on_choice, 5;
        ["2"] => Digit2, KeyChoice, on_choice, 0;
        ["3"] => Digit3, KeyChoice, on_choice, 0;
        ["4"] => Digit4, KeyChoice, on_choice, 0;
        ["5"] => Digit5, KeyChoice, on_choice, 0;
        ["6"] => Digit6, KeyChoice, on_choice, 0;
        ["7"] => Digit7, KeyChoice, on_choice, 0;
        ["8"] => Digit8, KeyChoice, on_choice, 0;
        ["9"] => Digit9, KeyChoice, on_choice, 0;
        ["<backspace>", "0"] => ClearMark, KeyClearCell, on_open_card, 0;
    ]
}
