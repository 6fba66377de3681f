//! Cómo se ve una pantalla, y cómo se llama cada quien.

words! {
    Welcome = "¡Hola! Enter abre el ejemplo: mírelo y cambie lo que quiera.";
    KeyTheme = "tema: cómo se ve esta pantalla";
    TitleTheme = "¿Cómo debe verse esta pantalla?";
    AboutTheme = "La pantalla muestra cada uno enseguida. Enter lo deja, Esc vuelve.";
    ThemeNow = "Esta pantalla tiene ahora el tema “{0}”. Las demás quedan como están.";
    ThemeNotKept = "Esta pantalla tiene el tema “{0}”, hasta que se cierre: {1}";
}
