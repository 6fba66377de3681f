//! What grids say: places, gaps, crowds.

words! {
    StandsGrid = "{0} de {1} en su lugar";
    AskUnplaced = "{0} {0?tarjeta no tiene|tarjetas no tienen} lugar todavía. ¿Dónde {0?va|van}?";
    AskAimEmpty = "Todavía nada en {0}, donde más importa. ¿Qué iría ahí?";
    AskAimEmptyWith = "Todavía nada en {0}, donde más importa. {1}";
    AskGap = "Todavía nada en {0}. {1}";
    AskGaps = "Todavía nada en {0}. ¿Es un hueco o solo no se ha dicho?";
    AskGapsMore = "Todavía nada en {0}, ni en {1} {1?lugar|lugares} más. ¿Cuál de estos huecos importa?";
    AskCrowded = "Hay {1} tarjetas en “{0}”. ¿Algunas hacen lo mismo o llegan a la misma gente?";
    AskNoSay = "“{0}” ({1}) tiene poco poder aquí. ¿Cómo logran opinar y decidir, en vez de que solo se les informe?";
    GapWhole = "“{0}” entero";
    GapCell = "“{0}”";
    GridAimMark = "(la meta)";
    GridNothing = "todavía nada";
    GridGaps = "Huecos, todavía nada: {0}.";
    GridCrowds = "Muy llenos, quizá se repiten: {0}.";
    GridCrowd = "“{0}” ({1})";
    GridLoose = "Sin lugar: {0}.";
    HeadGridCard = "Tarjeta";

    // The screen.
    ScopeGrid = "CUADRÍCULA";
    ScopePlacing = "UNA TARJETA BUSCA SU LUGAR";
    KeyNewAtPlace = "nueva, ahí mismo";
    KeyTakeUp = "tomar";
    KeyToPlaces = "… 9 ponerla ahí";
    KeyOffGrid = "sacarla de la cuadrícula";
    KeyFlag = "marcar";
    KeyToLoose = "sin lugar";
    KeyPlaceUp = "un lugar arriba";
    KeyPlaceDown = "un lugar abajo";
    KeyPlaceLeft = "un lugar a la izquierda";
    KeyPlaceRight = "un lugar a la derecha";
    KeyPutDown = "ponerla aquí";
    KeyLetGo = "soltarla";
    OffNoFlag = "Esta cuadrícula no muestra marcas en sus tarjetas.";
    TitleNewAt = "Tarjeta nueva: {0}";
    GridAim = "la meta";
    GridCount = "{0} ({1})";
    GridLooseTitle = "SIN LUGAR ({0})";
    GridLooseLeft = "Sin lugar: {0}. {Tab=grid.next-pane} va allá.";
    GridEmpty = "Todavía no hay nada aquí. {n=grid.new} escribe una tarjeta en el lugar del cursor.";
    GridNothingAt = "Todavía no hay nada aquí.";
    GridWhereTo = "¿Adónde va “{0}”? Las flechas eligen, Enter la pone, Esc la suelta.";
    GridRowNext = "Columna {0}, “{1}”. Ahora el número de la fila.";
    GridNoSuchPlace = "Aquí no hay lugar {0}.";
    GridPutAt = "“{0}” está en “{1}”.";
    GridTakenOff = "“{0}” ya no tiene lugar.";
    GridNotThere = "“{0}” todavía no tiene lugar.";
    GridAllPlaced = "Todas las tarjetas tienen lugar.";
    GridAtEdge = "Este es el borde de la cuadrícula.";
    GridNoAxes = "Esta cuadrícula no tiene opciones para ubicar tarjetas. Su guion debe nombrarlas.";
}
