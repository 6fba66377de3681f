//! The keys of `enough`.

use crate::ui::keys::off::{always, on_card, open};

scope! {
    /// Keys of a page that asks whether it is enough, before those of cards.
    KEYS, ScopeEnough, [
        ["n"] => New, KeyNew, open, 1;
        ["<enter>", "e"] => Edit, KeyEditCell, open, 2;
        ["<tab>", "<right>", "l"] => NextPane, KeyNextCell, on_card, 3;
        ["<shift-tab>", "<left>", "h"] => PrevPane, KeyPrevCell, on_card, 0;
        ["i"] => Import, KeyTake, open, 4;
        ["<space>"] => Mark, KeyLeaveOut, on_card, 5;
        ["y"] => CopyTable, KeyCopyTable, on_card, 0;
        [] => CopyCard, KeyCopyCard, on_card, 0;
        ["s"] => Sort, KeySort, always, 8;
    ]
}
