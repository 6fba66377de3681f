//! What is said of checklists.

words! {
    CheckYes = "sí";
    CheckPartly = "en parte";
    CheckNo = "no";
    LabelChecked = "Respuesta";
    LabelShows = "Qué lo muestra";
    LabelOwner = "Quién se ocupa";
    HeadQuestion = "Pregunta";
    HeadAnswer = "Respuesta";
    HeadShows = "Qué lo muestra";
    HeadOwner = "Quién";
    HintShows = "Un número, un documento, algo que alguien vio";
    HintOwner = "Un nombre";
    TitleAnswer = "Respuesta";
    TitleOwnQuestion = "Una pregunta propia";
    AddQuestion = "una pregunta propia";
    NotAnswered = "sin respuesta";
    CheckKeys = "{0} {1}";
    CheckCount = "{0} {1}";
    NothingToAnswer = "Elija primero una pregunta.";
    NoSuchAnswer = "Aquí hay {0} respuestas.";
    StandsChecked = "{0} de {1} con respuesta";
    StandsCheckedNo = "{0} de {1} con respuesta, {2} {3}";
    AskStillOpen = "{0} {0?pregunta sigue abierta|preguntas siguen abiertas}. ¿Qué tendría que saber la sala?";
    AskWhoFor = "“{0}” todavía no se cumple y nadie se ocupa. ¿Quién lo hará?";
    AskShows = "“{0}”: ¿qué muestra que es así?";
    ScopeChecklist = "LISTA DE CONTROL";
    KeyNextAnswer = "respuesta siguiente";
    KeyFirstAnswer = "primera respuesta";
    KeySecondAnswer = "segunda respuesta";
    KeyThirdAnswer = "tercera respuesta";
    KeyOtherAnswer = "otra respuesta";
    KeyHowAnswered = "evidencia y responsable";
}
