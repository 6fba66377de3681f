//! What is said of silent writing, of the reveal and of rounds that are sealed.

words! {
    SilentAlready = "Este paso ya está en silencio.";
    NotSilent = "Aquí no hay nada oculto.";
    SilentFirst = "Primero revele: alguien todavía escribe sin que se vea.";
    SilentBeneath = "Alguien todavía escribe debajo de esta tarjeta sin que se vea. Queda como está hasta que se revele.";
    SecretApart = "Lo secreto se anota aparte. Haga lo demás en un segundo paso.";
    RoundKeyLost = "La clave de esta ronda secreta no está en este equipo: no se le puede agregar nada y lo sellado no se puede leer. Ciérrela con lo que se sabe y vuelva a preguntar.";
    HoldsBack = "Todavía hay algo sin mostrar: revele lo escrito en silencio y cierre la votación secreta; después exporte el archivo.";
    SilentPrivate = "en silencio, privado hasta revelar";
    SilentAnonymous = "en silencio, nunca se muestra quién escribió qué";
    SilentSecret = "secreto, nada de lo guardado dice quién escribió qué";
    SilentMine = "Nadie lo ve todavía";
    SilentMineUnnamed = "Nadie lo ve todavía, y a nadie se le dice de quién es";
    SilentCount = "{0} {0?tarjeta|tarjetas} en la sala";
    SilentEdit = "las suyas se pueden editar hasta revelar";
    SilentCountLeader = "{0} {0?tarjeta escrita|tarjetas escritas} sin mostrar";
    SilentCountOf = "{0} {0?tarjeta|tarjetas} y {1} {1?valoración|valoraciones} sin mostrar";
    SilentLost = "{0} {0?anotación sellada|anotaciones selladas} de esta ronda no se pueden leer aquí: la clave ya no está.";
    SilenceBegins = "Silencio: cada quien escribe sin que se vea. r muestra todo.";
    SilenceBeginsAnonymous = "Silencio: cada quien escribe sin que se vea, y nunca se muestra quién escribió qué. r muestra todo.";
    SilenceBeginsSecret = "Silencio: cada quien escribe sin que se vea, y nada dirá quién escribió qué. r muestra todo.";
    RevealSure = "¿Mostrar {0} {0?tarjeta|tarjetas} a todos? No se puede deshacer. Otra vez r revela.";
    RevealSureScores = "¿Mostrar lo que todos escribieron y dieron? No se puede deshacer. Otra vez r revela.";
    Revealed = "Ahora todos lo ven.";
    Someone = "alguien";
    DidSilence = "empezó la escritura en silencio";
    DidReveal = "reveló lo escrito";
    DidSealed = "anotó algo en una ronda secreta";
    KeySilence = "escribir en silencio";
    ScopeQuiet = "DONDE UNA PARTE ES EN SILENCIO";
    ScopeSilent = "MIENTRAS SE ESCRIBE SIN MOSTRAR";
    KeyReveal = "revelar";
    KeySilenceAs = "silencio: elegir qué tan privado es";
    TitleSilence = "¿Qué tan privado es?";
    PickPrivate = "Privado hasta revelar";
    PickPrivateWhy = "con nombres después";
    PickAnonymous = "Anónimo";
    PickAnonymousWhy = "nunca con nombres";
    PickSecret = "Secreto";
    PickSecretWhy = "no se guardan nombres";
}
