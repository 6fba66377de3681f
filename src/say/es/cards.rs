//! What is said of cards: groups, tables that write side by side, look-alikes, sections, agendas.

words! {
    // Groups whose name comes last.
    KeyGroupLater = "juntar, nombre después";
    KeyCopyToGroup = "copiar a otro grupo";
    GroupNumber = "Grupo {0}";
    NotNamedYet = "todavía sin nombre";
    HintGroupName = "qué tienen en común estas tarjetas; vacío: el nombre llega después";
    GroupedUnnamed = "{0} {0?tarjeta junta|tarjetas juntas}. Enter en el encabezado {0?le|les} pone nombre después.";
    AskNameGroups = "{0} {0?grupo no tiene|grupos no tienen} nombre todavía. ¿Qué tienen en común las tarjetas {0?del grupo|de cada uno}? (Enter en el encabezado)";
    TitleCopyTo = "¿A qué grupo copiar {0} {0?tarjeta|tarjetas}?";
    NoOtherGroup = "Todavía no hay otro grupo adonde copiar.";
    CopiedTo = "Se {0?copió|copiaron} {0} {0?tarjeta|tarjetas} a “{1}”.";

    // Tables that write side by side.
    KeyWriteFor = "escribir por una mesa o persona …";
    LabelTable = "Mesa o persona";
    TitleWriteFor = "¿Por qué mesa o persona escribe usted?";
    HintWriteFor = "un nombre o un número; vacío: toda la sala";
    HintWriteForKnown = "hasta ahora: {0}; vacío: toda la sala";
    WritingFor = "escribe por {0}";
    WritesFor = "Lo que escriba de ahora en adelante lleva “{0}”.";
    WritesForAll = "Usted escribe otra vez por toda la sala.";

    // Look-alikes.
    KeyReportBack = "juntar las parecidas";
    ScopePairing = "PARECIDAS";
    KeyPutTogether = "juntar";
    KeySwap = "la otra arriba";
    KeyNotTheSame = "no son iguales";
    KeyNextPair = "siguiente par";
    KeyPrevPair = "par anterior";
    TitlePairs = "¿Dicen lo mismo? {0} de {1}";
    TitleNoPairs = "¿Dicen lo mismo?";
    PairStays = "QUEDA ARRIBA";
    PairGoes = "VA DEBAJO";
    PairsNone = "Aquí nada se parece.";
    PairsDone = "Nada más se parece aquí. Juntadas: {0}.";
    PairUnder = "{0} debajo";
    AskReportBack = "Aquí escribieron {0} mesas, y {1} {1?par se parece|pares se parecen}. Júntelos cuando las mesas cuenten lo suyo ({m a=move.report-back}).";

    // Agendas of any step.
    KeyDataNeeded = "datos por desarrollar";
    MarkData = "falta el número";
    HeadDataAgenda = "Agenda de datos por desarrollar";

    // What a page builds on.
    KeyAtHand = "de pasos anteriores";
    OffDrawsNothing = "Este paso no toma nada de otro anterior.";
    TitleAtHand = "De pasos anteriores";
    NothingAtHand = "Todavía no pasó nada a este paso.";
    HandedOver = "{0} {0?tarjeta|tarjetas} de pasos anteriores: {H=cards.at-hand} {0?la|las} muestra";

    // Sections with questions.
    ScopeSections = "PREGUNTAS";
    KeyAnswerQuestion = "responder";
    KeyEditAnswer = "responder, editar, plegar";
    KeyNextOpen = "siguiente pregunta abierta";
    KeyPrevOpen = "pregunta abierta anterior";
    KeyQuestion = "bajo otra pregunta";
    LabelQuestion = "Pregunta";
    TitleQuestionOf = "¿A qué pregunta responde? {0}";
    StandsAnswered = "{0} de {1} con respuesta";
    AnsweredOf = "{0} de {1} preguntas con respuesta";
    AnsweredShort = " ({0} de {1})";
    NotAnsweredYet = "Todavía sin respuesta: {0}";
    UnderNoQuestion = "Todavía bajo ninguna pregunta";
    NothingOpen = "Todas las preguntas tienen respuesta.";
    AskOpenQuestions = "{0} {0?pregunta está abierta|preguntas están abiertas}; la primera: “{1}”. ¿Quién podría saberlo?";
    AskLooseAnswers = "{0} {0?tarjeta no responde|tarjetas no responden} a ninguna pregunta. ¿A cuál {0?pertenece|pertenecen}? ({Q=sections.question})";
    AskSourcesUnused = "{0}: todavía nada de {1}. ¿Quién podría traerlo?";

    // The words of a step.
    KeyReword = "cambiar las palabras de este paso";
    TitleReword = "Las palabras de este paso, para esta sesión";
    LabelStepTitle = "Nombre";
    LabelStepAsk = "Pregunta";
    LabelStepWhy = "Para qué sirve";
    HintReword = "vacío: como lo dice el guion";
}
