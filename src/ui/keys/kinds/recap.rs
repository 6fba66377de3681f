//! The keys of `recap`.

use crate::ui::keys::off::{always, exporting};

scope! {
    /// Keys of the read-out.
    KEYS, ScopeRecap, [
        ["X"] => ExportOnePage, KeyOnePage, exporting, 1;
        ["x"] => ExportMenu, KeyExport, exporting, 2;
        ["<space>"] => PageDown, KeyReadOn, always, 3;
        ["<tab>"] => NextPane, KeyNextPart, always, 4;
        ["<shift-tab>"] => PrevPane, KeyPrevPart, always, 5;
    ]
}
