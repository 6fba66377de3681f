//! What is said of cards: groups, tables that write side by side, look-alikes, sections, agendas.

macro_rules! cards {
    ($($known:tt)*) => { catalogue! { $($known)*
        // Groups whose name comes last.
        KeyGroupLater = "put together, name later";
        KeyCopyToGroup = "copy to another group";
        GroupNumber = "Group {0}";
        NotNamedYet = "not named yet";
        HintGroupName = "what these cards have in common; empty: the name comes later";
        GroupedUnnamed = "Put {0} {0?card|cards} together. Enter on the heading names {0?it|them} later.";
        AskNameGroups = "{0} {0?group has|groups have} no name yet. What do the cards in {0?it|each} have in common? (Enter on the heading)";
        TitleCopyTo = "Copy {0} {0?card|cards} to which group?";
        NoOtherGroup = "There is no other group to copy to yet.";
        CopiedTo = "Copied {0} {0?card|cards} to “{1}”.";

        // Tables that write side by side.
        KeyWriteFor = "writing for a table or person …";
        LabelTable = "Table or person";
        TitleWriteFor = "For which table or person do you write?";
        HintWriteFor = "a name or a number; empty: the whole room";
        HintWriteForKnown = "so far: {0}; empty: the whole room";
        WritingFor = "writing for {0}";
        WritesFor = "What you write from now on carries “{0}”.";
        WritesForAll = "You write for the whole room again.";

        // Look-alikes.
        KeyReportBack = "put look-alikes together";
        ScopePairing = "LOOK-ALIKES";
        KeyPutTogether = "put together";
        KeySwap = "the other on top";
        KeyNotTheSame = "not the same";
        KeyNextPair = "next pair";
        KeyPrevPair = "pair before";
        TitlePairs = "Do these say the same? {0} of {1}";
        TitleNoPairs = "Do these say the same?";
        PairStays = "STAYS ON TOP";
        PairGoes = "GOES UNDER IT";
        PairsNone = "Nothing here looks alike.";
        PairsDone = "Nothing else here looks alike. Put together: {0}.";
        PairUnder = "{0} under it";
        AskReportBack = "{0} tables wrote here, and {1} {1?pair looks|pairs look} alike. Put them together when the tables report back ({m a=move.report-back}).";

        // Agendas of any step.
        KeyDataNeeded = "data agenda";
        MarkData = "number missing";
        HeadDataAgenda = "Data development agenda";

        // What a page builds on.
        KeyAtHand = "from earlier steps";
        OffDrawsNothing = "This step draws on no earlier one.";
        TitleAtHand = "From earlier steps";
        NothingAtHand = "Nothing was handed on to this step yet.";
        HandedOver = "{0} {0?card|cards} from earlier steps: {H=cards.at-hand} shows {0?it|them}";

        // Sections with questions.
        ScopeSections = "QUESTIONS";
        KeyAnswerQuestion = "answer";
        KeyEditAnswer = "answer, edit, fold";
        KeyNextOpen = "next open question";
        KeyPrevOpen = "open question before";
        KeyQuestion = "under another question";
        LabelQuestion = "Question";
        TitleQuestionOf = "Which question does it answer? {0}";
        StandsAnswered = "{0} of {1} answered";
        AnsweredOf = "{0} of {1} questions answered";
        AnsweredShort = " ({0} of {1})";
        NotAnsweredYet = "Not answered yet: {0}";
        UnderNoQuestion = "Under no question yet";
        NothingOpen = "Every question has an answer.";
        AskOpenQuestions = "{0} {0?question is|questions are} open, the first: “{1}” Who could know?";
        AskLooseAnswers = "{0} {0?card answers|cards answer} none of the questions. Which one {0?does it|do they} belong to? ({Q=sections.question})";
        AskSourcesUnused = "{0}: nothing yet from {1}. Who could bring it?";

        // The words of a step.
        KeyReword = "change the words of this step";
        TitleReword = "The words of this step, for this session";
        LabelStepTitle = "Name";
        LabelStepAsk = "Question";
        LabelStepWhy = "What it is for";
        HintReword = "empty: as the script has it";
    } };
}
