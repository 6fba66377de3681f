//! The keys of `tree`.

use crate::ui::keys::off::{on_card, on_open_card, open};

scope! {
    /// Keys of a tree, before those of cards.
    KEYS, ScopeTree, [
        ["w"] => NewUnder, KeyWhyUnder, open, 1;
        ["n"] => New, KeyNewSibling, open, 2;
        ["<enter>", "e"] => Edit, KeyEdit, open, 3;
        ["<tab>"] => Evidence, KeyEvidence, on_open_card, 4;
        ["*"] => Root, KeyRoot, on_open_card, 5;
        ["!"] => Stop, KeyStop, on_open_card, 6;
        ["A"] => ReadBack, KeyReadBack, on_card, 7;
        ["Y"] => TestChain, KeyTestChain, on_open_card, 12;
        ["%"] => Sweep, KeySweep, on_open_card, 12;
        ["F"] => WorseFor, KeyWorseFor, on_open_card, 12;
        ["<left>", "h"] => Left, KeyFold, on_card, 9;
        ["<right>", "l"] => Right, KeyUnfold, on_card, 0;
        ["<lt>"] => LevelUp, KeyLevelUp, on_open_card, 10;
        [">"] => LevelDown, KeyLevelDown, on_open_card, 11;
        ["L"] => Lens, KeyLens, on_open_card, 0;
        ["R"] => Research, KeyResearch, on_open_card, 0;
        ["y"] => CopyTree, KeyCopyTree, on_card, 0;
        [] => CopyCard, KeyCopyCard, on_card, 0;
        ["P"] => MakePartner, KeyMakePartner, on_open_card, 0;
    ]
}
