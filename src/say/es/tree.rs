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
    NothingToReadBack = "Pregunte primero por qué (w): una sola cosa no se puede releer.";
    AtTheTop = "Esto ya está hasta arriba.";
    NothingToGoUnder = "Antes no hay ninguna causa en este nivel debajo de la cual ponerla.";
    CauseGone = "La tarjeta de la que se trataba ya no está.";

    // Connections.
    ChainsNone = "Todavía sin conexiones. Enter conecta; lo que está antes en la sesión es de donde viene lo de después.";
    ChainsTitle = "De dónde viene y adónde lleva:";
    ChainFrom = "de {0}";
    ChainTo = "a {0}";
}
