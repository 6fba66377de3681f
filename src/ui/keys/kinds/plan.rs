//! The keys of `plan`.

use crate::ui::keys::off::{on_card, open, with_status};

scope! {
    /// Keys of a plan, before those of cards.
    KEYS, ScopePlan, [
        ["n", "a"] => New, KeyNew, open, 1;
        ["<enter>", "e"] => Edit, KeyEditCell, open, 2;
        ["<tab>", "<right>", "l"] => NextPane, KeyNextCell, on_card, 3;
        ["<shift-tab>", "<left>", "h"] => PrevPane, KeyPrevCell, on_card, 0;
        ["<space>"] => Status, KeyStatus, with_status, 3;
        ["y"] => CopyTable, KeyCopyTable, on_card, 0;
        [] => CopyCard, KeyCopyCard, on_card, 0;
        ["s"] => Sort, KeySort, on_card, 8;
    ]
}
