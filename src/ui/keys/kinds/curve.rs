//! The keys of `curve`.

use crate::ui::keys::off::{
    always, curves, entering, entering_on_card, forecast, groups, measure, on_card,
};

scope! {
    /// Keys of a curve.
    KEYS, ScopeCurve, [
        ["n"] => New, KeyNewPoint, entering, 1;
        ["<enter>", "e"] => Edit, KeyEditPoint, entering_on_card, 2;
        ["d", "<delete>"] => Delete, KeyDeletePoint, entering_on_card, 12;
        ["i"] => Import, KeyImport, entering, 3;
        ["I"] => Describe, KeyDescribe, entering, 4;
        ["="] => Guess, KeyGuess, measure, 5;
        ["F"] => Freeze, KeyFreeze, forecast, 6;
        ["Y"] => ForecastOk, KeyForecastOk, measure, 7;
        ["s"] => NextGroup, KeyNextGroup, groups, 8;
        ["C"] => CompareTo, KeyCompareTo, groups, 9;
        [">"] => NextCurve, KeyNextCurve, curves, 8;
        ["<lt>"] => PrevCurve, KeyPrevCurve, curves, 0;
        ["N"] => NewCurve, KeyNewCurve, entering, 10;
        ["y"] => CopyChart, KeyCopyChart, always, 0;
        ["M"] => Method, KeyMethod, forecast, 11;
        ["<tab>"] => NextPane, KeyNextPane, always, 10;
        ["<shift-tab>"] => PrevPane, KeyPrevPane, always, 0;
        ["<left>", "h"] => Left, KeyEarlier, on_card, 0;
        ["<right>", "l"] => Right, KeyLater, on_card, 0;
    ]
}
