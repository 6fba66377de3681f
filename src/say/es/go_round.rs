//! What is said while everybody has a turn.

words! {
    TurnOf = "Es el turno de";
    TurnNext = "después {0}";
    TurnsDone = "Todos tuvieron su turno. Gracias.";
    TurnsBegin = "Presione {n=go-round.new}: un nombre, una palabra, el siguiente. Los nombres llegan solos si un paso anterior sabe quién está aquí.";
    TurnsOpen = "Van {0}. {n=go-round.new}: la siguiente persona.";
    TurnPassed = "pasa";
    TurnWaits = "–";
    TurnsCount = "{0} de {1}";
    PassIsFine = "{0} pasa. Siempre está bien; el turno se puede tomar después.";
    PassUnnamed = "Pasa. Siempre está bien.";
    LabelName = "Nombre";
    LabelWord = "Dice";
    LabelNumber = "De {0} a {1}";
    HintWord = "Una palabra o dos. Con un guion se pasa, y siempre está bien";
    HintNumber = "Un número. Con un guion se pasa, y siempre está bien";
    HintName = "Puede quedar vacío";
    TitleTurnOpen = "La siguiente persona";
    NumberOutside = "Un número entero de {0} a {1}, o un guion para pasar.";
    NobodyNamed = "alguien";
    NumberTotal = "{0} en total";
    NumberMedian = "al medio {0}";
    NumberSpread = "de {0} a {1}";
    NumberAgree = "todos dijeron {0}";
    PassedCount = "pasaron {0}";
    RoundSummary = "Dieron un número {0}: al medio {1}, de {2} a {3}.";
    RoundSummaryAgree = "Dieron un número {0}: todos dijeron {1}.";
    StandsTurns = "{0} de {1} tuvieron su turno";
    StandsTurnsOpen = "{0} tuvieron su turno";
    StandsTotal = "{0}, {1} en total";
    RoundTotal = "{0} en total.";
    StandsMedian = "{0}, al medio {1}";
    AskTurnsLeft = "{0} {0?persona no ha tenido|personas no han tenido} su turno todavía. Pasar también es un turno.";
    AskWideSpread = "Los números van de {0} a {1}. Pregunte a quien dijo lo más bajo y a quien dijo lo más alto qué ven, sin pedirle a nadie que cambie.";
    AskNoNames = "Todavía no hay nombres. ¿Se escuchó a todos los que quieren hablar?";
    ScopeGoRound = "RONDA";
    KeyTakeTurn = "tomar el turno";
    KeyPassTurn = "pasar";
    KeyGiveNumber = "dar un número";
    OffNoNumbers = "En esta ronda cada persona da una palabra.";
}
