//! The keys of `consent`: around a proposal, and while hands are counted.

use crate::ui::keys::off::{always, leading, on_card, open};

scope! {
    /// Keys of a proposal, before those of cards.
    KEYS, ScopeConsent, [
        ["<enter>", "e"] => Edit, KeyEdit, open, 1;
        ["v"] => Ballot, KeyOpenHands, leading, 2;
        ["n"] => New, KeyNewVoice, open, 3;
        ["<space>"] => Down, KeyDown, on_card, 0;
        ["V"] => Versions, KeyRounds, on_card, 8;
    ]
}

scope! {
    /// Keys while hands are counted, in place of those of cards, which stay as they are meanwhile.
    HANDS, ScopeHands, [
        ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"] => Digit, KeyHand, open, 1;
        ["<space>"] => AddDot, KeyAddHand, open, 3;
        ["<backspace>"] => TakeDot, KeyTakeHand, open, 4;
        ["<enter>"] => Open, KeyNextLine, open, 2;
        ["<tab>"] => NextPane, KeyOtherWay, always, 5;
        ["v"] => Ballot, KeyCloseHands, leading, 1;
    ]
}
