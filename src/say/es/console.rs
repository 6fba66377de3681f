//! The facilitator's console: its parts, a screen that others see too, the golden thread and what hangs loose.

words! {
    // The private column.
    TitleAsk = "Pregunte y diga";
    TitleQuiet = "Si hay silencio";
    TitleWatch = "Esté pendiente de";
    TitleForYou = "SOLO USTED VE ESTO";
    TitleParked = "Apartadas ({0})";
    TitleLoose = "Cabos sueltos ({0}): {O=table.loose-ends}";
    GuideMore = "+ {0} más";

    // Tabs.
    TabWork = "Trabajo";
    TabAgenda = "Agenda";
    TabPrivate = "Privado";

    // A screen that others see too.
    NothingPrivate = "aquí no hay nada privado";
    NowShared = "Se puede compartir: aquí no hay nada privado. {B=table.share-safe} lo devuelve.";
    NowPrivate = "La pantalla vuelve a ser suya: lo privado está de nuevo.";
    OffShared = "Esta pantalla se puede compartir y eso es privado. {B=table.share-safe} lo devuelve.";
    OffSharedVotes = "Esta pantalla se puede compartir, y los votos no los ve nadie. Presione {B=table.share-safe} primero.";

    // The golden thread.
    TitleThread = "El hilo conductor: de dónde viene y qué sale de ahí";
    ThreadHere = "{0}, esta: {1}";
    NoThread = "Esto ya no está aquí.";
    TitleLooseEnds = "Cabos sueltos ({0})";
    NothingLoose = "No hay cabos sueltos, hasta donde ha llegado la sala.";
    LooseCauses = "{0} {0?causa|causas} sin idea";
    LooseIdeas = "{0} {0?idea|ideas} sin causa";
    LooseOwners = "{0} {0?acción|acciones} sin responsable";
    LooseDates = "{0} {0?acción|acciones} sin fecha";
    LooseMeasures = "{0} {0?acción|acciones} sin medida";
    LooseVoices = "{0} {0?voz|voces} que {0?falta|faltan}";
    LooseHunches = "{0} {0?rama|ramas} solo con corazonadas";

    // Keys.
    KeyNextTab = "otra parte";
    KeyPrevTab = "parte anterior";
    KeyShareSafe = "compartir sin nada privado";
    KeyLoose = "cabos sueltos";
    KeyThread = "hilo conductor de esta tarjeta";
    KeyJump = "ir ahí";
    KeyGoToStep = "ir a este paso";
    KeyPutAway = "guardar";
    KeyToWork = "volver al trabajo";
    ScopeAgenda = "EN LA AGENDA";
    ScopePrivate = "EN LA PARTE PRIVADA";
    ScopeThread = "HILO CONDUCTOR";
}
