//! What is said of scores and of rounds of dots or fingers.

words! {
    CriterionUnknown = "“{0}” no pregunta por “{1}”.";
    MarkUnknown = "“{0}” no se puede dar aquí.";
    TooManyPeople = "Una cuenta va de 1 a 10,000 personas.";
    OnePersonOneVoice = "Un puesto propio habla por una sola persona. Quien facilita anota lo que cuentan los demás.";
    SeatOfSo = "Este puesto habla por {0} personas, no más.";
    NotYourVoice = "Solo quien facilita o quien escribe anota por otros.";
    BallotOpenAlready = "Aquí ya hay una ronda abierta. Ciérrela primero.";
    BallotNotHere = "{0} no admite una ronda así: los puntos son de una votación y los dedos, de una propuesta.";
    BallotExists = "Esa ronda ya existe.";
    BallotGone = "Esa ronda ya no está.";
    BallotClosedNow = "Esa ronda está cerrada. Lo que se contó queda.";
    BallotNeedsOptions = "Una votación necesita al menos dos tarjetas para elegir.";
    DotsOutOfRange = "Cada persona tiene entre 1 y 20 puntos.";
    TooManyDots = "Son {0} {0?punto|puntos}; {1} {1?persona tiene|personas tienen} {2}.";
    TooManyOnOne = "Una persona puede poner a lo sumo {0} puntos en una tarjeta.";
    TooManyOnOneOf = "De una persona {0?puede|pueden} ir a lo sumo {0} {0?punto|puntos} en una tarjeta: {2} de {1} personas.";
    TooManyHands = "Son {0} {0?mano|manos} de {1} {1?persona|personas}.";
    FrozenWhileOpen = "Con la ronda abierta, la tarjeta queda como está. Cierre primero la ronda.";
    DidReword = "cambió las palabras de “{0}”";
    DidScore = "valoró “{0}”";
    DidWeigh = "cambió cuánto cuenta un criterio";
    WeightOutOfRange = "Un criterio cuenta entre 1 y 9.";
    DidOpenVote = "abrió una votación";
    DidOpenFist = "abrió una ronda de puño a cinco";
    DidCast = "emitió un voto";
    DidCloseBallot = "cerró y contó una ronda";
}
