//! The past of a session: its history, how a card once was, and the session played again.

words! {
    // Pages where nobody can do anything.
    ReadNothingYet = "Aún no hay nada aquí.";
    ReadNoCurve = "Todavía no hay curva.";
    ReadNoPoint = "Todavía no hay puntos.";
    ReadIsItOk = "¿Está bien este pronóstico?";
    ReadHands = "¿Cuántas personas muestran cada número?";
    ReadVoteReady = "{0} {0?opción|opciones} · {1} {1?punto|puntos} por persona";
    ReadOneOption = "Una sola opción no es una elección.";
    ReadLooseLeft = "Sin lugar: {0}.";
    ReadOfferedFrom = "De “{0}”:";
    ReadAgendaTakes = "Toma {0} min";

    // What was decided about somebody.
    DidGiveLead = "dio la dirección a {0}";
    DidTakeLead = "tomó la dirección";
    DidLetBack = "dejó entrar otra vez a {0}";
    DidMute = "pidió a {0} que solo mire";
    DidUnmute = "dejó participar otra vez a {0}";
    DidMakeScribe = "puso a {0} a escribir";
    DidMakeObserver = "puso a {0} a observar";
    DidMakeParticipant = "puso a {0} a participar";
    DidRename = "{0} ahora se llama {1}";

    // What is not taken back, and why.
    OnlyTheirOwn = "No se dice de quién es esto, así que solo esa persona puede deshacerlo. Usted puede borrar u ocultar la tarjeta.";
    TakenBackAlready = "Eso ya se deshizo.";
    NeverTakenBack = "Esto no se deshace aquí: se hace lo contrario.";
    BuiltOn = "No se deshizo nada. Otras personas siguieron a partir de “{0}”.";
    BuiltOnBy = "No se deshizo nada. “{0}” se queda, porque después alguien {1}: deshaga eso primero.";
    NotThereThen = "La tarjeta no estaba en ninguna página en ese momento.";
    AsItWasAlready = "La tarjeta está como estaba en ese momento.";
    NothingToCopy = "Todavía no hay nada que copiar.";
    CopyInSecret = "En ese momento había una ronda secreta abierta, y lo que se dijo en ella no se guarda en ninguna parte. Elija un momento antes de que empezara o después de que terminara.";

    // The history.
    TitleHistory = "Historia: quién hizo qué";
    ScopeHistory = "La historia";
    KeyGoThere = "ir allí";
    KeyAsItWas = "tarjeta como estaba";
    KeyTakeBack = "deshacer esto";
    KeyReplayFrom = "reproducir desde aquí";
    HistoryLine = "{0}  {1} {2}";
    HistoryUndone = "deshecho";
    HistoryStep = "{0} · {1}";
    HistoryNothing = "Todavía no se hizo nada.";
    OffNoEntry = "no hay nada bajo el cursor";
    OffNoCardHere = "esto no trata de ninguna tarjeta que esté en una página";
    OffNotYours = "los cambios de otras personas los deshace quien facilita";
    TookBackThat = "Deshecho: {0}. Quien lo hizo puede rehacerlo.";
    BroughtBack = "“{0}” está como estaba. {u=table.undo} lo deshace.";
    CardDeletedThen = "Esta tarjeta se borró después. {Ctrl-R=history.as-it-was} la recupera como estaba.";
    TitleVersions = "Antes: Entrar recupera una versión";
    VersionLine = "{0} · {1}";
    NoVersions = "Esta tarjeta nunca se cambió.";

    // Played again.
    PlainReplay = "reproducir";
    ScopeReplay = "Una sesión reproducida";
    KeyReplay = "reproducir esta sesión";
    KeyPlayPause = "reproducir o pausar";
    KeyOneBack = "un cambio atrás";
    KeyOneOn = "uno adelante";
    KeyStepBefore = "paso anterior";
    KeyStepAfter = "paso siguiente";
    KeyFaster = "más rápido";
    KeySlower = "más lento";
    KeyTenths = "a un décimo";
    KeyFromHere = "desde aquí …";
    KeyStopReplay = "volver";
    ReplayTitle = "Reproducida, como la vieron todas las personas";
    ReplayCaption = "{0}  {1} {2}";
    ReplayAt = "{0} de {1}";
    ReplaySpeed = "{0}×";
    ReplayPaused = "en pausa";
    ReadingPast = "Leyendo lo que se hizo …";
    ReplayEmpty = "En esta sesión no se hizo nada que se pueda reproducir.";
    TitleFromHere = "Desde este momento, {0}";
    FromHereCopy = "Hacer una copia de la sesión como estaba";
    FromHereCopyDetail = "una sesión nueva; esta queda como está";
    FromHereCard = "Devolver esta tarjeta a como estaba";
    FromHereNothing = "Seguir mirando";
    CopyTitle = "{0} al {1}";
    CopyMade = "Esta es una copia de la sesión como estaba. La original sigue como antes.";
    CopyOnlyHere = "Una copia se hace en la terminal que tiene las sesiones.";
}
