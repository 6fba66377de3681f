//! What proposals and rounds of fist-to-five say.

words! {
    // Where the room stands, what a round leaves, and what the facilitator is asked.
    StandsHands = "se cuentan las manos";
    StandsProposed = "propuesto";
    StandsChanged = "cambió desde que se preguntó";
    StandsConsensus = "consenso";
    StandsUnder = "{0} por debajo de 3";
    Fingers0 = "lo bloquea";
    Fingers1 = "tiene objeciones serias";
    Fingers2 = "antes tiene preguntas";
    Fingers3 = "puede vivir con eso";
    Fingers4 = "lo apoya";
    Fingers5 = "está listo para encabezarlo";
    HeadFingers = "Dedos";
    HeadHands = "Manos";
    RoundNobody = "Ronda {0}: no se contó ninguna mano.";
    RoundConsensus = "Ronda {0}: consenso. Todos, {1}, en 3 o más.";
    RoundUnder = "Ronda {0}: {1} {1?persona|personas}, {2} por debajo de 3.";
    WordsOfStep = "Las palabras de “{0}”, tal como están allí.";
    ChangedSince = "La propuesta cambió después de la ronda {0}; no se volvió a preguntar.";
    VoiceOf = "{0} {0?dedo|dedos}";
    VoiceOfNamed = "{0}, {1} {1?dedo|dedos}";
    VoiceNamed = "{0}";
    VoiceSomebody = "alguien";
    AskUnheard = "{0} {0?persona|personas} por debajo de 3 sin escuchar todavía. ¿Qué necesitarían para ir con los demás? ({n=consent.new} guarda sus palabras)";
    AskAgain = "La propuesta ya no dice lo mismo que en la ronda {0}. ¿Pide la sala manos otra vez? ({v=consent.ballot})";
    AskNewVersion = "Ya se escuchó a todos los de menos de 3. ¿Puede la propuesta recoger lo que dijeron? (Enter)";
    AskHandsMissing = "{0} de {1} personas mostraron la mano. ¿La de quién falta?";

    // The page.
    EmptyConsent = "Presione Enter y escriba lo que se propone.";
    OfferedFrom = "De “{0}”; Enter lo toma como propuesta, para cambiarlo como quieran:";
    ProposalVersion = "Versión {0}";
    ReadyForHands = "{v=consent.ballot} pide manos: 0 bloquea, 5 encabeza.";
    ChangedShort = "Cambió desde la ronda {0}: {v=consent.ballot} pide manos otra vez.";
    HearThem = "{0} por escuchar: {n=consent.new} guarda sus palabras.";
    HandsCounted = "{0} {0?mano|manos}";
    HandsCountedOf = "{0} de {1} manos";
    CountByLine = "¿Cuántos muestran cada número? {Tab=hands.next-pane}: de uno en uno.";
    CountOneByOne = "¿Qué número muestra cada persona? {Tab=hands.next-pane}: por línea.";
    CountOwn = "Presione el número de dedos que usted muestra.";
    TitleProposal = "Propuesta";
    TitleUnderThree = "¿Qué tendría que cambiar?";
    TitleRounds = "Rondas y palabras anteriores";
    LabelFingers = "Dedos que mostró";
    LabelWho = "Quién";
    LabelWhatTheySay = "En sus palabras";
    LabelRound = "Ronda";
    PromptVoice = "Podría ir con los demás si …";
    NeedsProposal = "Escriba primero la propuesta (Enter).";
    NeedsRound = "Pida primero las manos ({v=consent.ballot}). Después se escucha a quien muestre menos de 3.";
    CloseHandsSure = "Van {0}. Presione {v=hands.ballot} otra vez para cerrar la ronda.";
    CloseHandsSureOf = "Van {0} de {1}. Presione {v=hands.ballot} otra vez para cerrar la ronda.";
    LastLine = "Esa era la última línea. {v=hands.ballot} cierra la ronda.";
    OnlyToFive = "Hay de 0 a 5 dedos.";
    KeyOpenHands = "pedir manos";
    KeyCloseHands = "cerrar la ronda";
    KeyNewVoice = "guardar una voz";
    KeyRounds = "rondas y versiones";
    KeyHand = "a 9: cuántas, o dedos";
    KeyAddHand = "una más";
    KeyTakeHand = "una menos";
    KeyNextLine = "línea siguiente";
    KeyOtherWay = "de uno en uno";
    ScopeConsent = "PROPUESTA";
    ScopeHands = "MIENTRAS SE CUENTAN MANOS";
}
