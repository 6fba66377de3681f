//! The keys of `recap`.

use crate::ui::keys::off::always;

scope! {
    /// Keys of the read-out.
    KEYS, ScopeRecap, [
        ["X"] => ExportOnePage, KeyOnePage, always, 1;
        ["x"] => ExportMenu, KeyExport, always, 2;
        ["<space>"] => PageDown, KeyReadOn, always, 3;
        ["<tab>"] => NextPane, KeyNextPart, always, 4;
        ["<shift-tab>"] => PrevPane, KeyPrevPart, always, 5;
    ]
}
