//! The wall, which shows a session to everybody, and programs that sit at the store of another.

words! {
    ScopeWall = "La pared";
    WallHere = "{0} {0?persona|personas} aquí";
    WallDone = "{0} de {1} {1?persona lista|personas listas}";
    WallMore = "{0} {0?línea|líneas} más: AvPág";
    WallJoin = "Para unirse:   {0}";
    WallCode = "Código:   {0}";
    WallKey = "La primera vez: escriba yes si ve  {0}";
    WallHeld = "la imagen está detenida";
    WallRoundOpen = "La ronda {0} está abierta";
    WallCast = "{0} de {1} {1?persona|personas} ya dieron lo suyo";
    WallCounted = "{0} {0?persona contada|personas contadas}";
    WallWritten = "{0} {0?tarjeta escrita|tarjetas escritas}";
    WallUnseen = "Nadie ve lo que usted escribe hasta que se muestre a todos.";
    WallUnnamed = "En este paso los nombres no se muestran.";
    WallOver = "el tiempo se pasó por";
    WallNothing = "Todavía no hay nada en esta página.";
}
