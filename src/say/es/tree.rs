//! What trees say, and the connections between cards.

words! {
    // Trees.
    TitleProblem = "El problema";
    TitleWhyOf = "¿Por qué? {0}";
    TitleBesideOf = "Otra razón. ¿Por qué? {0}";
    PromptBecause = "porque …";
    EmptyTree = "Presione Enter y escriba el problema. Después pregunte por qué, y otra vez por qué.";
    TitleEvidenceOf = "¿Cómo lo sabemos? {0}";
    TitleLensOf = "¿De qué lado? {0}";
    TitleStopOf = "¿Por qué termina aquí? {0}";
    TitleResearch = "¿Va la pregunta abierta a la agenda de investigación?";
    ResearchYes = "sí, alguien lo averigua";
    ResearchNo = "no, queda como está";
    TitleNotOurs = "No nos toca. ¿A quién sí?";
    NoChoice = "(nada)";
    TitleUnderOf = "¿Debajo de qué causa? {0}";
    TopOfTree = "(debajo de ninguna: un problema aparte)";
    MarkRoot = "RAÍZ";
    MarkResearch = "por averiguar";
    TitleReadBack = "Releer";
    ReadDown = "DEL PROBLEMA HACIA ABAJO";
    ReadUp = "DE LA CAUSA HACIA ARRIBA";
    ReadTests = "¿SE SOSTIENE?";
    TestEachLink = "Tome cada eslabón por separado. Si necesita otra causa para sostenerse, ahí falta una.";
    TestRemoval = "Si la última causa desapareciera: ¿el problema se iría, sería menor o seguiría igual?";
    TestSibling = "¿Basta por sí sola o solo hace daño junto con una causa de al lado?";
    NothingToReadBack = "Pregunte primero por qué ({w=tree.new-under}): una sola cosa no se puede releer.";
    AtTheTop = "Esto ya está hasta arriba.";
    NothingToGoUnder = "Antes no hay ninguna causa en este nivel debajo de la cual ponerla.";
    CauseGone = "La tarjeta de la que se trataba ya no está.";

    // Levels of a driver diagram.
    TitleLevelUnder = "{0}, para: {1}";
    ChainThrough = "{0}, por medio de {1}";
    EmptyLevels = "Presione Enter y escriba lo primero: {0}. Después baje con {w=tree.new-under}.";
    StandsLevels = "{0}";
    AskTooDeep = "“{0}” está más hondo que “{1}”, el último nivel. ¿Va más arriba o es un paso del plan?";
    AskNothingUnder = "{0} × “{1}” todavía sin “{2}”.";

    // Tests of links.
    KeyTestChain = "¿se sostiene?";
    ScopeAnswering = "SÍ O NO";
    KeyAnswerYes = "sí";
    KeyAnswerNo = "no";
    KeyAnswerUnsure = "no se sabe";
    KeyAnswerSkip = "saltar";
    KeyAnswerStop = "parar";
    TitleTest = "¿Se sostiene? {0} de {1}";
    TestReadAloud = "LEAN EN VOZ ALTA";
    AskThereforeTest = "¿Lo uno lleva por sí solo a lo otro? (no: falta algo entre los dos)";
    ReadRemoval = "Imaginen que esto ya no estuviera: {0}. Y ahora miren: {1}.";
    AskRemovalTest = "¿También se iría o sería claramente menor?";
    AnsweredBefore = "Respuesta anterior: {0}.";
    NothingToTest = "Pregunte primero por qué ({w=tree.new-under}): todavía no hay eslabón que probar.";
    MarkHolds = "se sostiene";
    MarkLinkBroken = "no se sigue";
    MarkLinkUnsure = "no se sabe si se sigue";
    MarkStaysWithout = "sigue igual sin ella";
    MarkWithoutUnsure = "no se sabe sin ella";
    AskLinkBroken = "“{0}” no lleva por sí solo a “{1}”. ¿Qué falta entre los dos?";
    AskStaysWithout = "Sin “{0}” seguiría como está. ¿Es una causa o solo viene junto?";
    AskLinkUnsure = "Nadie está seguro de que “{0}” lleve a “{1}”. ¿Cómo podría averiguarlo la sala?";
    AskUntested = "{0} {0?raíz sin probar|raíces sin probar} todavía ({Y=tree.test-chain}): ¿se sostiene cada eslabón y estaría mejor sin eso?";

    // Lenses, and for whom it is worse.
    KeySweep = "mirar desde cada lado";
    TitleSweep = "Mirar desde cada lado: Enter escribe una causa de “{0}”";
    SweepUnused = "Nadie ha mirado desde: {0}.";
    SweepAllUsed = "La sala ya miró desde cada lado.";
    SweepNone = "todavía nadie";
    SweepCauses = "{0} {0?causa|causas}";
    TitleWhyFrom = "¿Por qué, visto desde “{1}”? {0}";
    KeyWorseFor = "¿peor para quién?";
    TitleWorseFor = "¿Para quién es peor? {0}";
    AnotherGroup = "+ otro grupo";
    LabelForWhom = "Para quién";
    HintForWhom = "un grupo de personas, como ellas se nombran";
    DefaultWorseFor = "¿Por qué es peor para este grupo?";
    ForGroup = "para {0}";
    AskUnusedLenses = "Todavía nadie ha mirado desde {0}. (%)";
    AskWorseFor = "{0} ({F=tree.worse-for})";

    // Connections.
    ChainsNone = "Todavía sin conexiones. Enter conecta; lo que está antes en la sesión es de donde viene lo de después.";
    ChainsTitle = "De dónde viene y adónde lleva:";
    ChainFrom = "de {0}";
    ChainTo = "a {0}";
}
