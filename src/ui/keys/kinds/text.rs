//! The keys of `text`.

use crate::ui::keys::off::{in_editor, on_card, on_open_card, open};

scope! {
    /// Keys of a text step.
    KEYS, ScopeText, [
        ["<enter>", "e", "n"] => Edit, KeyWrite, open, 1;
        ["<f4>"] => EditLong, KeyEditLong, in_editor, 2;
        ["V"] => Versions, KeyVersions, on_card, 3;
        ["d", "<delete>"] => Delete, KeyDelete, on_open_card, 0;
        ["m"] => MoveMenu, KeyMove, on_open_card, 0;
    ]
}
