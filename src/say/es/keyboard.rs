//! Menus under a key, settings, the mouse, the clipboard, and keys that explain themselves.

words! {
    OffNoSuchStep = "Este guion no tiene un paso así.";
    ScopeGo = "Ir a";
    KeyGoHome = "inicio: sus sesiones";
    KeyGoCurve = "la curva";
    KeyGoStory = "la historia detrás de la curva";
    KeyGoWhys = "los cinco porqués";
    KeyGoPartners = "aliados";
    KeyGoWorks = "lo que funciona";
    KeyGoActions = "el plan de acción";
    KeyGoList = "cualquier paso, de una lista";
    SettingsNotUsed = "No se usan sus ajustes, porque {1} {1?cosa está mal|cosas están mal} en ellos: {0}";
    SettingsUnreadable = "No se usan sus ajustes: {0} no se puede leer: {1}";
    CopiesNothing = "Aquí no hay nada que copiar.";
    TooLongToCopy = "Es demasiado largo para el portapapeles ({0} kB; caben {1}). Un informe lo tiene todo: {x=table.export-menu}.";
    NotCopied = "No se copió nada: {0}";
    Copied = "Copiado, si su terminal lo permite: {0}";
    CopiedCards = "{0} {0?tarjeta|tarjetas}";
    CopiedTable = "{0}, como tabla";
    CopiedChart = "{0}, tal como se dibuja";
    CopiedTree = "{0}, como Mermaid";
    KeyCopyCard = "copiar tarjeta";
    KeyCopyTable = "copiar esta página como tabla";
    KeyCopyChart = "copiar la curva";
    KeyCopyTree = "copiar el árbol (Mermaid)";
    KeyToggleMouse = "ratón sí o no";
    KeyToggleLearning = "explicar cada tecla, o ya no";
    MouseOn = "Un clic hace lo que está resaltado. Mayús permite seleccionar texto.";
    MouseOff = "El ratón vuelve a ser de su terminal. Para siempre: mouse = false en sus ajustes.";
    LearningOn = "Se explica cada tecla que presione.";
    LearningOff = "Las teclas ya no se explican.";
    LearnKey = "{0} – {1}.";
    LearnKeyUndo = "{0} – {1}. {2} lo deshace.";
    PlainNoClipboard = "El modo de líneas solo envía palabras a su terminal, así que no se copia nada. lista e informe lo leen en voz alta.";
    SettingsNoTheme = "Sus ajustes nombran un tema “{0}”, y no hay ninguno así. Entre los comandos están los que hay (tema).";
    Undoes = "{0} deshace: {1}";
    ScopeOffNow = "AHORA NO";
    HelpFoot = "upturn {0} · las teclas se pueden cambiar: upturn paths nombra los ajustes";
    ScopeClockStill = "Tiempo, sin reloj en marcha";
    NotInMenu = "{0} no está en este menú. Esc lo cierra.";
}
