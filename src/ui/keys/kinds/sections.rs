//! The keys of `cards` with sections of questions.

use crate::ui::keys::off::{always, on_open_card, open};

scope! {
    /// Keys of a page of questions, before those of cards.
    KEYS, ScopeSections, [
        ["n"] => New, KeyAnswerQuestion, open, 1;
        ["<enter>", "e"] => Edit, KeyEditAnswer, open, 2;
        ["<tab>"] => NextPane, KeyNextOpen, always, 3;
        ["<shift-tab>"] => PrevPane, KeyPrevOpen, always, 0;
        ["<left>", "h"] => Left, KeyFold, always, 8;
        ["<right>", "l"] => Right, KeyUnfold, always, 0;
        ["Q"] => Question, KeyQuestion, on_open_card, 0;
    ]
}
