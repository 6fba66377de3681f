//! What is said of checklists.

macro_rules! checklist {
    ($($known:tt)*) => { catalogue! { $($known)*
        CheckYes = "yes";
        CheckPartly = "partly";
        CheckNo = "no";
        LabelChecked = "Answer";
        LabelShows = "What shows it";
        LabelOwner = "Who sees to it";
        HeadQuestion = "Question";
        HeadAnswer = "Answer";
        HeadShows = "What shows it";
        HeadOwner = "Who";
        HintShows = "A number, a document, something somebody saw";
        HintOwner = "One name";
        TitleAnswer = "Answer";
        TitleOwnQuestion = "A question of your own";
        AddQuestion = "a question of your own";
        NotAnswered = "not answered";
        CheckKeys = "{0} {1}";
        CheckCount = "{0} {1}";
        NothingToAnswer = "Choose a question first.";
        NoSuchAnswer = "There are {0} answers here.";
        StandsChecked = "{0} of {1} answered";
        StandsCheckedNo = "{0} of {1} answered, {2} {3}";
        AskStillOpen = "{0} {0?question is|questions are} still open. What would the room need to know?";
        AskWhoFor = "“{0}” is not there yet, and nobody sees to it. Who will?";
        AskShows = "“{0}”: what shows that it is so?";
        ScopeChecklist = "CHECKLIST";
        KeyNextAnswer = "next answer";
        KeyAnswers = "answer";
        KeyHowAnswered = "evidence and owner";
    } };
}
