//! The wall, which shows a session to everybody, and programs that sit at the store of another.

words! {
    ScopeWall = "La pared";
    WallHere = "{0} aquí";
    WallDone = "{0} de {1} {1?persona lista|personas listas}";
    WallMore = "{0} {0?línea|líneas} más: AvPág";
    WallJoin = "Para unirse:   {0}";
    WallCode = "Código:   {0}";
    WallKey = "La primera vez: escriba yes si ve  {0}";
    WallNothing = "Todavía no hay nada en esta página.";
}
