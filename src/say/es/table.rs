//! What is said around a shared table: where words go, who leads, the door while another session is open.

words! {
    TitleNewInOr = "Tarjeta nueva: {0}   {1} {2}";
    WordsCarried = "Ninguna opción empieza así. Sus palabras siguen en “{0}”.";
    OffEntering = "Esto lo hace quien dirige, o quien escribe por la sala.";
    YouLeadNow = "Ahora dirige usted. ] sigue para todos, p muestra a las personas, S la puerta. Esc: leído.";
    LeadIs = "Ahora {0?dirige|dirigen} {1}.";
    LeadIsBack = "Usted dirige otra vez.";
    NobodyLeads = "Quien dirige no está ({0}). p y luego l recuperan la dirección.";
    TitleSendAway = "¿Despedir a {0}?";
    SendAwayNo = "No, que se quede";
    SendAwayYes = "Sí: su puesto se cierra y los códigos cambian; lo que dijo {0} queda, y d le deja volver";
    WasLetBack = "{0} puede volver, con su propia llave o código de regreso, o con el código nuevo.";
    Leads = "{1?dirige|dirigen} {0}";
}
