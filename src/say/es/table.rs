//! What is said around a shared table: where words go, who leads, the door while another session is open.

words! {
    TitleNewInOr = "Tarjeta nueva: {0}   {1} {2}";
    WordsCarried = "Ninguna opción empieza así. Sus palabras siguen en “{0}”.";
    OffEntering = "Esto lo hace quien dirige, o quien escribe por la sala.";
    YouLeadNow = "Ahora dirige usted. {]=table.step-forward} sigue para todos, {p=table.people}: personas, {S=table.share}: puerta. Esc: leído.";
    LeadIs = "Ahora {0?dirige|dirigen} {1}.";
    LeadIsBack = "Usted dirige otra vez.";
    NobodyLeads = "Quien dirige no está ({0}). {p=table.people} y luego {l=people.give-lead} recuperan la dirección.";
    TitleSendAway = "¿Despedir a {0}?";
    SendAwayNo = "No, que se quede";
    SendAwayYes = "Sí: se cierra el puesto, cambian los códigos; lo dicho por {0} queda, y puede volver";
    WasLetBack = "{0} puede volver, con su propia llave o código de regreso, o con el código nuevo.";
    KeyShutDoors = "que no entre nadie más";
    OffNoOpenDoor = "No hay ninguna puerta abierta.";
    HomeDoor = "La puerta de “{0}” está abierta, {1} {1?persona|personas} dentro: {2}. Con {Ctrl-O=home.shut-doors} no entra nadie más.";
    HomeDoorShut = "Todavía {1?hay|hay} {1} {1?persona|personas} en “{0}”; no entra nadie más.";
    TitleAlong = "Hay {0} {0?persona|personas} en “{1}”. ¿Qué hacen?";
    AlongBring = "Vienen a esta sesión, y la puerta lleva aquí";
    AlongLeave = "Se quedan donde están, y su puerta también";
    AlongShut = "Se quedan donde están, y allí no entra nadie más";
    CameAlong = "Vino con todos a otra sesión. Lo que dijo antes queda allí.";
    BroughtAlong = "Vienen con usted; la misma orden y el mismo código llevan aquí ahora.";
    TitleClose = "¿Cerrar esta sesión? Hay {0} {0?persona|personas} en ella, que solo podrán leer.";
    CloseNo = "No, seguir";
    CloseYes = "Cerrarla; se puede abrir otra vez";
    CloseAndShut = "Cerrarla, y que no entre nadie más";
    KeyIHaveIt = "ya lo tengo";
    KeyReturnCode = "su código para volver";
    OffNoReturnCode = "No hay código que mostrar: este puesto ya era conocido, o no lo necesita.";
    IsValueAYear = "¿{0} como valor de {1}? Enter otra vez lo acepta.";
    IsValueAPeriod = "¿{0} como valor de {1}? Enter otra vez lo acepta; {Tab=typing.next-field} lo pone como período.";
    WentToPeriod = "{0} es ahora el período: aquí va su valor.";
    ShareIsYear = "“{0} %” parece un año: el año va en el período, y su porcentaje al lado.";
    JoinHereAlone = "Solo puede entrar esta computadora; por eso no hay código cuadrado para teléfonos. {o=joining.open-door} la abre a todos.";
    JoinFingerprintIs = "Sí, solo a esta huella.";
    NoOwnerYet = "todavía sin responsable";
    PlainYouLead = "Ahora dirige usted. Escriba siguiente para seguir con todos, y ayuda para lo demás.";
    ScopeReadWell = "SU CÓDIGO PARA VOLVER";
}
