//! The keys of `grid`.

use crate::ui::keys::off::{always, flagging, on_open_card, open};

scope! {
    /// Keys of a grid, before those of cards. Digits are its places, as they stand in their frames.
    KEYS, ScopeGrid, [
        ["n"] => New, KeyNewAtPlace, open, 1;
        ["<enter>", "e"] => Edit, KeyEdit, open, 3;
        ["<space>"] => TakeUp, KeyTakeUp, on_open_card, 2;
        ["1", "2", "3", "4", "5", "6", "7", "8", "9"] => Digit, KeyToPlaces, on_open_card, 2;
        ["<backspace>", "0"] => ClearMark, KeyOffGrid, on_open_card, 9;
        ["*"] => Flag, KeyFlag, flagging, 5;
        ["<tab>"] => NextPane, KeyToLoose, always, 4;
        ["<shift-tab>"] => PrevPane, KeyToLoose, always, 0;
        ["<shift-up>", "K"] => MoveUp, KeyPlaceUp, on_open_card, 0;
        ["<shift-down>", "J"] => MoveDown, KeyPlaceDown, on_open_card, 0;
        ["<shift-left>", "<lt>"] => MoveLeft, KeyPlaceLeft, on_open_card, 0;
        ["<shift-right>", ">"] => MoveRight, KeyPlaceRight, on_open_card, 0;
    ]
}

scope! {
    /// Keys while a card is taken up and looks for its place.
    PLACING, ScopePlacing, [
        ["<enter>", "<space>"] => PutDown, KeyPutDown, open, 1;
        ["<esc>"] => LetGo, KeyLetGo, always, 2;
    ]
}
