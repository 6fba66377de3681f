//! The keys of `checklist`.

use crate::ui::keys::off::{always, open};

scope! {
    /// Keys of a checklist, before those of cards.
    KEYS, ScopeChecklist, [
        ["<space>"] => Mark, KeyNextAnswer, open, 1;
        ["1", "2", "3", "4", "5", "6"] => Digit, KeyAnswers, open, 2;
        ["<enter>", "e"] => Edit, KeyHowAnswered, open, 5;
        ["n"] => New, KeyNew, open, 6;
        ["<tab>"] => NextPane, KeyDown, always, 0;
        ["<shift-tab>"] => PrevPane, KeyUp, always, 0;
    ]
}
