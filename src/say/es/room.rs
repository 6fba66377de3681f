//! What the room says to a command: why not, and what it did.

words! {
    // The room says no.
    NotBegun = "Esta sesión todavía no ha comenzado.";
    AlreadyBegun = "Esta sesión ya comenzó.";
    SessionClosed = "Esta sesión está cerrada. Reábrala para seguir; no se perdió nada.";
    FromNewerVersion = "Esta sesión la escribió un Upturn más nuevo. Aquí puede leerla; actualice Upturn para cambiarla.";
    NotInRoom = "Eso solo lo puede hacer quien está en la sala.";
    ObserversWatch = "Quien observa solo mira; pida a quien facilita un lugar para participar.";
    FacilitatorOnly = "Eso solo lo puede hacer quien facilita.";
    StepUnknown = "Esta sesión no tiene el paso “{0}”.";
    StepTakesNoCards = "“{0}” no tiene tarjetas. Sus palabras están guardadas; elija otra página.";
    CardGone = "Esa tarjeta ya no está. Sus palabras quedan en la historia.";
    CardExists = "Esa tarjeta ya existe.";
    WordsMissing = "Todavía no hay nada escrito.";
    ColumnUnknown = "“{0}” no tiene la columna “{1}”.";
    FieldUnknown = "“{0}” no tiene el campo “{1}”.";
    NotANumber = "“{0}” no es un número.";
    NotADate = "“{0}” no es una fecha. Escríbala así: 2027-03-31.";
    NotAChoice = "“{0}” no es una de las opciones: {1}.";
    NotAPeriod = "“{0}” no es un período. Escriba 2027, 2026/27, 2027-Q1, 2027-03 o 2027-03-31.";
    PeriodTaken = "Ya hay un valor para {0}. Esc guarda sus palabras; elija esa línea y presione Enter para cambiarla.";
    NotAFlag = "“{0}” no es sí ni no.";
    UnderItself = "Una tarjeta no puede ir debajo de sí misma.";
    TooDeep = "Esa rama ya tiene {0} niveles. Empiece otro árbol desde su última causa.";
    LinkToItself = "Una tarjeta no se puede conectar consigo misma.";
    LinkExists = "Estas dos ya están conectadas.";
    LinkGone = "Estas dos no están conectadas.";
    MeasureGone = "Esa medida ya no está.";
    MeasureExists = "Esa medida ya existe.";
    PeriodKinds = "“{0}” no encaja con los otros períodos de esta serie.";
    FreezeNeedsPoints = "Un pronóstico necesita al menos dos puntos para congelarse.";
    GroupUnknown = "Esta medida no tiene el grupo “{0}”.";
    NothingToUndo = "No hay nada suyo que deshacer.";
    NothingToRedo = "No hay nada suyo que rehacer.";
    StillReading = "Todavía se está leyendo la historia de esta sesión. Pruebe otra vez en un momento; sus palabras están guardadas.";
    UndoOvertaken = "Su último cambio, “{0}”, lo volvió a cambiar otra persona. Se queda así.";
    MinutesOutOfRange = "Un paso dura entre 1 y 600 minutos.";
    OnlyAlone = "Eso solo se puede hacer por separado.";
    TooLong = "Es más largo de lo que se puede guardar: {0} letras en una línea, {1} KB en un texto largo. No se cortó nada; acórtelo o haga dos.";
    TitleMissing = "Una sesión necesita un título.";

    // What a change did, as undo names it.
    DidBegin = "comenzó la sesión";
    DidRetitle = "cambió el título";
    DidEnter = "fue a otro paso";
    DidTime = "cambió el tiempo del paso";
    DidClose = "cerró la sesión";
    DidReopen = "reabrió la sesión";
    DidJoin = "se sumó";
    DidNote = "escribió una nota";
    DidAdd = "agregó “{0}”";
    DidChange = "cambió “{0}”";
    DidMove = "movió “{0}”";
    DidRemove = "borró “{0}”";
    DidRestore = "recuperó “{0}”";
    DidLink = "conectó “{0}”";
    DidUnlink = "desconectó “{0}”";
    DidMeasure = "agregó la medida “{0}”";
    DidDescribe = "describió “{0}”";
    DidPoint = "puso {0} de “{1}”";
    DidPoints = "puso {0} puntos de “{1}”";
    DidFreeze = "congeló un pronóstico de “{0}”";
    DidGuess = "dio una estimación para {0}";
    DidUnknown = "hizo algo que esta versión no conoce";
    DidUndo = "deshizo: {0}";
    DidRedo = "rehizo: {0}";
}
