//! What matrices say: marks, verdicts, questions, and what stands on their page.

words! {
    // Marks and verdicts.
    MarkHigh = "alto";
    MarkMedium = "medio";
    MarkLow = "bajo";
    MarkYes = "sí";
    MarkNo = "no";
    MarkUnsure = "no se sabe";
    MarkNumber = "{0}";
    MarkBetween = "{0}–{1}";
    MarkDivided = " (dividida)";
    CountedMark = "{0} {1}";
    CountedTimes = "{0} × {1}";
    CountedAll = "{0}";
    VerdictPercent = "{0}%";
    VerdictYes = "{0} de {1}";
    VerdictHeadline = "principal";
    VerdictSecondary = "secundario";
    VerdictNeedsData = "faltan datos";
    VerdictNotPearl = "0 (de {0})";
    VerdictPearlOpen = "¿{0}?";
    HeadVerdictMean = "Puntaje";
    HeadVerdictStands = "Queda";
    HeadVerdictPriority = "Prioridad";
    HeadVerdictSpread = "De–a";
    TimesWeight = " ×{0}";

    // Where the room stands, and what the facilitator is asked.
    StandsMatrix = "{0} de {1} con valoración, {2} {2?sigue|siguen}";
    StandsIndicators = "principales: {0}, secundarios: {1}, con datos por desarrollar: {2}";
    AskJudge = "Todavía no se valora nada. Lleven una tarjeta por todos los criterios, o un criterio por todas las tarjetas.";
    AskUnjudged = "{0} {0?tarjeta no tiene|tarjetas no tienen} todavía valor en todos los criterios.";
    AskApart = "“{0}”: la sala está dividida en {1} ({2}). Pida que hablen quien dio lo más bajo y quien dio lo más alto, y valoren otra vez.";
    AskItemsLeft = "Aquí {0?viene|vienen} {0} {0?cosa|cosas} para valorar que todavía no {0?tiene|tienen} tarjeta ({i=cards.import} {0?la|las} pone). ¿Cuáles quiere la sala?";
    ItemsLaid = "{0} {0?tarjeta puesta|tarjetas puestas}. Valore cada una con una cifra; Enter cuenta manos y recoge un ejemplo.";
    AskWeakest = "“{0}” parece menos firme aquí: {1}. ¿La sala lo ve así? ¿Y qué haría más firme ese lado?";
    HeadWeakest = "Donde quizá es menos firme";
    WeakestOf = "{0}: ¿{1}?";
    AskUnsure = "“{0}”: nadie está seguro de {1}. ¿Quién podría averiguarlo y para cuándo?";
    AskEvidence = "{0} {0?sí no tiene|síes no tienen} evidencia anotada (Enter). ¿Cómo lo sabemos?";
    AskDataNeeded = "“{0}” le habla a la gente y representa mucho, pero sus datos son débiles. ¿Va a la agenda de datos por desarrollar? ({#=cards.data-needed})";
    AskHeadlines = "Serían {0} indicadores principales. Lo usual es de tres a cinco: ¿cuáles son los pocos?";
    AskWhich = "Todo está valorado. ¿Cuáles siguen? ({Espacio=matrix.pick})";
    AskWhichOf = "Todo está valorado. ¿Cuáles siguen, de un total de {0}? ({Espacio=matrix.pick})";
    AskFewer = "Siguen {0}; el guion sugiere {1}. ¿Cuáles podrían esperar?";

    // Keys.
    ScopeMatrix = "VALORAR";
    KeyJudge = "valorar";
    KeyJudgeZero = "vaciar, o cero de diez";
    KeyClearMark = "vaciar";
    KeyCountHands = "contar manos, anotar por qué";
    KeyOneByOne = "de uno en uno";
    KeyWeights = "pesos";
    OffNoWeights = "Este veredicto no cuenta nada por peso.";

    // The page.
    EmptyMatrixItems = "Presione {i=cards.import}: se pone lo que hay que valorar aquí. Después un número lo valora, y {n=cards.new} agrega lo que falta.";
    EmptyMatrix = "Presione {n=cards.new} y escriba lo que se va a valorar; después, un número lo valora.";
    TitleScore = "{0}: {1}";
    TitleWeights = "Cuánto cuenta cada criterio";
    HintWeight = "de 1 a 9; {0} en el guion";
    LabelNote = "¿Cómo lo sabemos?";
    LabelSaid = "Se dijo";
    HintSaid = "cada número que se dijo, con espacios: 7 8 8 10";
    LabelMark = "Valor";
    NotAMark = "“{0}” no se puede dar aquí. No se guardó nada.";
    NobodyJudged = "Todavía sin valorar.";
    CellDivided = "Dividida: que hablen lo más bajo y lo más alto, y valoren otra vez.";
    OneMark = "{0} {1}";
    ManyMarks = "{0}–{1}";
    MarksClear = "0 vacía";
    MarksTen = "0–10, tal como se escribe; {Retroceso=matrix.clear-mark} vacía";
    NowOneByOne = "DE UNO EN UNO: cada número suma una persona, {Retroceso=matrix.clear-mark} quita todo, {v=matrix.one-by-one} termina";
    CountReplaced = "Se reemplazó la cuenta de {0} personas; {u=table.undo} la recupera.";
    MarkTooHigh = "Aquí no hay valor {0}.";
    MatrixCards = "{0} {0?tarjeta|tarjetas}";
    MatrixPicked = "{0} {0?sigue|siguen}";
    MatrixPickedOf = "siguen {0} de {1}";
    MatrixDivided = "divididas: {0}";
    MatrixNeeded = "en la agenda de datos por desarrollar: {0}";
    MatrixWeights = "pesos {0}";
    SortedByVerdict = "En orden de veredicto, lo mejor primero. Solo en esta pantalla.";
    SortedBySpread = "En orden de distancia en la sala, la mayor primero. Solo en esta pantalla.";
    NowDataNeeded = "Ahora en la agenda de datos por desarrollar: {0}";
    NotDataNeeded = "Ya no está en la agenda de datos por desarrollar: {0}";

    // What a matrix leaves.
    HeadCard = "Tarjeta";
    HeadGoesOn = "Sigue";
    HeadHeadline = "Indicadores principales";
    HeadSecondary = "Indicadores secundarios";
    HeadNeedsData = "Serían principales si tuvieran mejores datos";
    HeadDataNeeded = "Agenda de datos por desarrollar";
    HeadDivided = "Donde la sala estuvo dividida";
    HeadEvidence = "Cómo lo sabe la sala";
    DividedOn = "{0}: {1} ({2})";
    EvidenceOf = "{0}: {1}: {2}";
    WeightOf = "{0} ×{1}";
    WeightsChanged = "La sala cambió cuánto cuentan los criterios: {0}.";
    WeightsFirst = " Con los pesos del guion, “{0}” quedaría primero.";
}
