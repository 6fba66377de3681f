//! What the door says to people who come in over SSH, before they have a seat.

words! {
    DoorWelcome = "Le damos la bienvenida a Upturn.";
    DoorCodeIsShown = "El código está en la pantalla. ¿Ya estuvo aquí? Entonces escriba su código de regreso.";
    DoorCodePrompt = "Código: ";
    DoorCodeWrong = "Ese código no abre esta puerta. Revíselo, por favor: {0?queda|quedan} {0} {0?intento|intentos}.";
    DoorCodeTooOften = "Demasiados códigos equivocados. Pida el código a quien facilita y conéctese de nuevo.";
    DoorCodePaused = "Llegaron muchos códigos equivocados y por ahora no se acepta ninguno. Conéctese de nuevo en {0} {0?segundo|segundos}.";
    DoorNameIsAsked = "¿Cómo quiere que le digan los demás? Con solo Enter queda el nombre entre corchetes.";
    DoorNamePrompt = "Su nombre [{0}]: ";
    DoorNamePromptBare = "Su nombre: ";
    DoorIsClosed = "La puerta está cerrada por ahora. Pida a quien facilita que la abra y conéctese de nuevo.";
    DoorIsFull = "Todos los lugares están ocupados. Intente más tarde o siéntese con alguien que ya esté dentro.";
    DoorGuest = "Visita";
    // What is not a seat.
    DoorHelp = "Esto es Upturn, no una consola. `ssh -t` le da un lugar con pantalla; `ssh -T`, uno con líneas sencillas para un lector de pantalla.\nÓrdenes: help, fingerprint.";
    DoorFingerprint = "La llave (Ed25519) de esta puerta: {0}";
    DoorNoCommands = "Esto es Upturn, no una consola: conéctese sin ninguna orden para tomar su lugar, o con `help` para saber más.";
    // The last line on a terminal.
    DoorSeatFailed = "Algo falló en este lugar. Lo guardado está a salvo: conéctese de nuevo y siga.";
    DoorElsewhere = "Usted entró desde otra terminal, así que esta quedó libre.";
    DoorShownOut = "Quien facilita dio por terminado su lugar.";
    DoorTakenDown = "Quien tiene la sesión la cerró; ya no se comparte. Lo guardado está a salvo.";
}
