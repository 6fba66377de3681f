//! Menus under a key, settings, the mouse, the clipboard, and keys that explain themselves.

macro_rules! keyboard {
    ($($known:tt)*) => { catalogue! { $($known)*
        OffNoSuchStep = "This script has no such step.";
        ScopeGo = "Go to";
        KeyGoHome = "home: your sessions";
        KeyGoCurve = "the curve";
        KeyGoStory = "the story behind it";
        KeyGoWhys = "the five whys";
        KeyGoPartners = "partners";
        KeyGoWorks = "what works";
        KeyGoActions = "the action plan";
        KeyGoList = "any step, from a list";
        SettingsNotUsed = "Your settings are not used, because {1?this is|one of {1} things is} wrong in them: {0}";
        SettingsUnreadable = "Your settings are not used: {0} cannot be read: {1}";
        NotInMenu = "{0} is not in this menu. Esc closes it.";
    } };
}
