//! What reports say.

words! {
    ReportVerbatim = "{0}";
    ReportRoot = "causa raíz";
    ReportTree = "Árbol de causas";
    ReportTreeSays = "{0} {0?causa|causas}, {1} {1?causa raíz|causas raíz}. {2}";
    ReportMore = "y {0} más";
    ReportMade = "Hecho con Upturn el {0}. Último cambio: {1}.";
    SittingFar = "Se dijo algo en {0} de {1} pasos.";
    ReportShortened = "Acortado para que quepa en una página: el informe completo tiene cada palabra.";
    ReportNotShown = "No están en esta página: {0}.";
    ReportEmpty = "Todavía no se ha dicho nada.";
    ReportNoRoot = "Todavía no hay ninguna causa marcada como raíz.";
    ReportTagNoCost = "sin costo";
    ReportTagLowCost = "bajo costo";
    ReportTagOffWall = "descabellada";
    ReportTagPlanned = "en el plan";
}
