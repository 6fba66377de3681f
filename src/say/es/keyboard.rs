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
    SettingsNotUsed = "No se usan sus ajustes, porque {1?esto está mal|una de {1} cosas está mal} en ellos: {0}";
    SettingsUnreadable = "No se usan sus ajustes: {0} no se puede leer: {1}";
    NotInMenu = "{0} no está en este menú. Esc lo cierra.";
}
