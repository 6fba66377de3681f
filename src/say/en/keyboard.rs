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
        SettingsNotUsed = "Your settings are not used, because {1} {1?thing is|things are} wrong in them: {0}";
        SettingsUnreadable = "Your settings are not used: {0} cannot be read: {1}";
        CopiesNothing = "There is nothing to copy here.";
        TooLongToCopy = "This is too long for a clipboard ({0} kB; {1} go). A report holds all of it: {x=table.export-menu}.";
        NotCopied = "Nothing was copied: {0}";
        Copied = "Copied, where your terminal allows it: {0}";
        CopiedCards = "{0} {0?card|cards}";
        CopiedTable = "{0}, as a table";
        CopiedChart = "{0}, as it is drawn";
        CopiedTree = "{0}, as Mermaid";
        KeyCopyCard = "copy card";
        KeyCopyTable = "copy this page as a table";
        KeyCopyChart = "copy the curve";
        KeyCopyTree = "copy the tree (Mermaid)";
        KeyToggleMouse = "mouse on or off";
        KeyToggleLearning = "explain each key, or no longer";
        MouseOn = "A click does what is highlighted. Hold Shift to select text.";
        MouseOff = "The mouse is your terminal’s again. For good: mouse = false in your settings.";
        LearningOn = "Each key that you press is explained.";
        LearningOff = "Keys are no longer explained.";
        LearnKey = "{0} – {1}.";
        LearnKeyUndo = "{0} – {1}. {2} takes it back.";
        PlainNoClipboard = "Line mode sends your terminal nothing but words, so nothing is copied. list and report read it out.";
        SettingsNoTheme = "Your settings name a theme “{0}”, and there is none. The palette lists those there are (theme).";
        Undoes = "{0} undoes: {1}";
        ScopeOffNow = "OFF NOW";
        HelpFoot = "upturn {0} · keys can be moved: upturn paths names the settings";
        ScopeClockStill = "Time, while no clock runs";
        NotInMenu = "{0} is not in this menu. Esc closes it.";
    } };
}
