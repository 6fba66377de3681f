//! How a screen looks, and who somebody is called.

macro_rules! looks {
    ($($known:tt)*) => { catalogue! { $($known)*
        Welcome = "Welcome. Enter opens the example: look around, change anything.";
        KeyTheme = "theme: how this screen looks";
        TitleTheme = "How should this screen look?";
        AboutTheme = "The screen shows each at once. Enter keeps it, Esc goes back.";
        ThemeNow = "This screen has the theme “{0}” now. The others stay as they are.";
        ThemeNotKept = "This screen has the theme “{0}”, until it is closed: {1}";
    } };
}
