//! The keys of `checklist`.

use crate::ui::keys::off::{always, open};

scope! {
    /// Keys of a checklist, before those of cards.
    KEYS, ScopeChecklist, [
        ["<space>"] => Mark, KeyNextAnswer, open, 1;
        ["1"] => Digit1, KeyFirstAnswer, open, 2;
        ["2"] => Digit2, KeySecondAnswer, open, 3;
        ["3"] => Digit3, KeyThirdAnswer, open, 4;
        ["4"] => Digit4, KeyOtherAnswer, open, 0;
        ["5"] => Digit5, KeyOtherAnswer, open, 0;
        ["6"] => Digit6, KeyOtherAnswer, open, 0;
        ["<enter>", "e"] => Edit, KeyHowAnswered, open, 5;
        ["n"] => New, KeyNew, open, 6;
        ["<tab>"] => NextPane, KeyDown, always, 0;
        ["<shift-tab>"] => PrevPane, KeyUp, always, 0;
    ]
}
