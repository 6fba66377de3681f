//! What rosters say: who is here, who is missing.

words! {
    StandsHere = "{0} aquí";
    StandsHereMissing = "{0} aquí, faltan {1}";
    AskNoResident = "Nadie aquí tiene “{0}”: quienes lo viven no están en la mesa. ¿Quién les pregunta y qué les facilita venir?";
    AskNobodyHere = "“{0}”: todavía nadie por {1}. ¿Quién podría traer a alguien?";
    AskOneSide = "{0} de {1} aquí son de un mismo lado, {2}. ¿Cómo les toca a los demás su mitad de la conversación?";
    AskRolesOpen = "Nadie ha tomado esto todavía: {0}. ¿Quién?";
    AskWhoBrings = "Falta “{0}” y todavía nadie lo trae. ¿Quién le habla y para cuándo?";
    HeadMissing = "Faltan";
    RosterNoVote = "(no vota)";
    RosterCounted = "{0} ({1})";
    RosterCountedHats = "{0} ({1}, y {2} como segundo sombrero)";
    RosterNobody = "todavía nadie: {0}";
    RosterOpen = "por cubrir: {0}";
    RosterBrings = "{0} lo trae";
    RosterNobodyBrings = "todavía nadie lo trae";
    RosterFor = "falta para: {0}";
    // The screen.
    ScopeRoster = "QUIÉN ESTÁ AQUÍ";
    KeyNewPerson = "persona nueva";
    KeyNewMissing = "voz que falta";
    KeyHere = "aquí o falta";
    KeyChoices = "… 9 elegir";
    KeyClearCell = "vaciar la casilla";
    OffNoChoice = "Vaya primero a una columna con opciones ({Tab=roster.next-pane}).";
    TitlePerson = "Quién está aquí: un nombre, Enter, y el siguiente";
    TitleVoice = "Una voz que falta: ¿quién es?";
    LabelMissing = "Falta";
    LabelBrings = "Quién lo trae";
    EmptyRoster = "Presione {n=roster.new} y escriba un nombre, Enter, y el siguiente. {N=roster.new-missing} anota una voz que falta.";
    RosterTitleHere = "AQUÍ ({0})";
    RosterTitleMissing = "FALTAN ({0})";
    RosterTitleView = "PARA ESTAS ({0})";
    RosterVoters = "{0} aquí, {1} pueden votar";
    RosterNowHere = "“{0}” está aquí.";
    RosterNowMissing = "“{0}” falta. ¿Quién lo trae?";
    RosterNotAPerson = "“{0}” viene de otra página; está aquí para tenerlo a la vista.";
    RosterNameStays = "Un nombre no se borra así. Enter lo escribe de nuevo, {d=cards.delete} borra la línea.";
    HeadName = "Nombre";
    RosterNoSuchChoice = "“{0}” no tiene la opción {1}.";
    RosterInView = "Se preguntó con esto a la vista: {0}.";
}
