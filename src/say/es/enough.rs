//! What is said of gaps, strategies and places: whether it is enough.

words! {
    // Heads and labels.
    HeadGap = "La brecha";
    HeadStrategies = "Estrategias";
    HeadPlaces = "Lugares";
    HeadStrategy = "Estrategia";
    HeadPlace = "Lugar";
    HeadCohort = "Personas";
    HeadNow = "Ahora";
    HeadGoal = "Meta";
    HeadExpected = "Se espera";
    HeadNeed = "Faltan";
    HeadReach = "Llega a";
    HeadEffect = "Efecto";
    HeadOverlap = "Se repite";
    HeadCounts = "Cuenta";
    HeadSource = "Fuente";
    LabelCohort = "Personas en total";
    LabelNow = "Tasa ahora";
    LabelGoal = "Meta";
    LabelExpected = "Si nada cambia";
    LabelWay = "Hacia dónde es mejor";
    LabelReach = "Llega a (personas)";
    LabelEffect = "Logra el cambio";
    LabelOverlap = "También las alcanza otra";
    LabelSays = "Quién lo dice";
    HintCohort = "Cuántos son: {0}";
    HintRate = "{0} (por cada {1})";
    HintExpected = "Dónde estará la curva para entonces";
    HintReach = "A cuántos llega: {0}";
    HintEffect = "Para cuántas de cada cien alcanzadas";
    HintOverlap = "A cuántas de cada cien alcanzadas llega también otra estrategia";
    HintSays = "De dónde salen estos números: un estudio, una prueba, una estimación";
    HintPlaceGoal = "Vacío: la meta de la brecha";
    EnoughPeople = "personas";
    RatePer = "por cada {0}";
    WayHigher = "más es mejor";
    WayLower = "menos es mejor";

    // The two gaps.
    GapToday = "De {0} hoy a {1}: {2} de {3} {4}, {5}.";
    GapHeading = "De {0} si nada cambia: {1}, {2}.";
    GapTodayThere = "{0} hoy: la meta de {1} ya se alcanzó.";
    GapHeadingThere = "{0} si nada cambia: la meta de {1} se alcanzará.";
    PeopleMore = "{0} más";
    PeopleFewer = "{0} menos";
    NumbersFrom = "Estos números: {0}";

    // The verdict.
    EnoughTitle = "¿ALCANZA?";
    CountedPlain = "cuentan {0}";
    CountedOverlap = "cuentan {0} − repetidas {1} = {2}";
    VerdictShort = "Hacen falta {0} {1} · {2} · no alcanza por {3}";
    VerdictEnough = "Hacen falta {0} {1} · {2} · alcanza";
    VerdictOver = "Hacen falta {0} {1} · {2} · alcanza y sobran {3}";
    BriefShort = "Cuentan {1} de {0} · no alcanza por {2}";
    BriefEnough = "Cuentan {1} de {0} · alcanza";
    VerdictNothing = "En la meta: no hace falta nadie más · {0}";
    ShortWays = "Sumen alcance, sumen efecto, sumen una estrategia, o digan en voz alta que {0} queda demasiado lejos.";
    ShortWaysBare = "Sumen alcance, sumen efecto, sumen una estrategia, o digan en voz alta que la meta queda demasiado lejos.";
    StaysHere = "“{0}” se queda donde está: solo las estrategias y los lugares de esta página cambian de parte.";
    LeaveOutStrategies = "De la suma solo se pueden dejar fuera estrategias.";
    SortedByPeople = "Primero donde hay más personas. Solo en esta pantalla.";
    EnoughIf = "Alcanza si estos supuestos se cumplen. {0} {0?estrategia descansa|estrategias descansan} en un número sin fuente.";
    EnoughSourced = "Alcanza si estos supuestos se cumplen.";
    EnoughTried = "Prueba sin {0} {0?estrategia|estrategias}, solo en esta pantalla. {Espacio=enough.mark} {0?la|las} cuenta otra vez.";
    EnoughNoGap = "Diga primero la brecha: cuántas personas, la tasa de ahora, la meta.";
    EnoughGapOnly = "Ahora las estrategias: a cuántas personas llega cada una y para cuántas logra el cambio.";
    NoSource = "todavía sin fuente";
    EffectMeans = "Efecto: de cien personas alcanzadas, para cuántas logra el cambio. Se repite: de cien alcanzadas, a cuántas llega también otra estrategia.";
    AtGoal = "en la meta";
    PlacesSum = "{0} {1} en total: {2} {3}.";
    PlacesSumGoal = "{0} {1} en total: {2} {3}. Ya en la meta: {4}.";

    // Empty lines and titles of forms.
    AddGap = "la brecha: cuántas personas, la tasa de ahora, la meta";
    AddGapCurve = "la brecha ({i=enough.import} la toma de la curva)";
    AddStrategy = "una estrategia";
    AddPlace = "un lugar con su propia meta: {0}";
    TitleGap = "La brecha en personas";
    TitleStrategy = "Lo que cuenta esta estrategia";
    TitleNewStrategy = "Estrategia nueva";
    TitlePlace = "Meta para uno de: {0}";
    TitleTake = "¿De qué curva tomar la brecha?";

    // Taken from a curve.
    TakeNow = "ahora {0}";
    TakeGoal = "meta {0}";
    TakeExpected = "si nada cambia {0}, {1}";
    TakeBy = "{0} con {1} puntos";
    TakeByRoom = "lo que estima la sala";
    TakeSource = "la curva: {0}";
    TakeSourceFrom = "la curva: {0}; {1}";
    TakeNoRate = "“{0}” no es un porcentaje ni una tasa de personas. Escriba la brecha a mano ({n=enough.new}).";
    TakeNoValue = "“{0}” todavía no tiene valor.";
    TakeNoCurve = "Ningún paso anterior tiene una curva. Escriba la brecha a mano ({n=enough.new}).";
    TakenAll = "Tomado de “{0}”. Aquí se puede cambiar cada número.";
    TakenLacks = "Tomado de “{0}”. Todavía falta: {1}.";
    LackCohort = "personas en total";
    LackGoal = "meta";
    LackExpected = "lo que se espera";

    // Standing and advice.
    StandsEnough = "alcanza: {0} de {1}";
    StandsShort = "hacen falta {0}, no alcanza por {1}";
    AskGapFirst = "¿Cuántas personas hay entre hoy y la meta? Diga primero la brecha ({n=enough.new}).";
    AskGapFromCurve = "¿Cuántas personas hay entre hoy y la meta? La curva lo sabe ({i=enough.import}).";
    AskGapNumbers = "A la brecha le falta un número: ¿cuántos son ({0}), la tasa de ahora o la meta?";
    AskGapRate = "Las tasas de la brecha deben estar entre 0 y {0}. ¿Por ciento, o por cada tantos?";
    AskWhichWay = "Unas tasas están por encima de su meta y otras por debajo, y nadie ha dicho qué es lo bueno. ¿Debe subir la tasa o bajar? Dígalo junto a la brecha.";
    AskExpected = "¿Dónde estará la tasa para entonces si nada cambia? Desde ahí el camino puede ser más largo.";
    AskGapSource = "¿De dónde salen los números de la brecha?";
    AskOneGap = "Aquí hay {0} {0?brecha más que no cuenta|brechas más que no cuentan}. ¿Cuál es la que vale?";
    AskCurveMoved = "La curva de “{0}” ya dice otra cosa. ¿La toma otra vez ({i=enough.import})?";
    AskOverlap = "{0} {0?estrategia no dice|estrategias no dicen} nada de lo que se repite. ¿Llegan a la misma gente?";
    AskNoReach = "{0} {0?estrategia no tiene|estrategias no tienen} números todavía. ¿A cuántas personas llegaría cada una?";
    AskShort = "Todavía no alcanza por {0} {1}. Sumen alcance, sumen efecto, sumen una estrategia, o digan que la meta queda demasiado lejos.";
    AskPlacesShort = "{0}: en total dan {1} de las {2} que hacen falta. ¿Dónde viven las demás?";
    AskPlaceNumbers = "{0} de {1} todavía sin un número o una meta.";
    AskOfHundred = "“{0}”: efecto y repetición son personas de cada cien, de 0 a 100.";
    AskReachAndEffect = "“{0}” cuenta cuando dice ambas cosas: a cuántas llega y para cuántas logra el cambio.";
    AskReachTooMany = "“{0}” llega a {1} de {2} {3}. ¿Son personas distintas?";
    AskAssumption = "“{0}” descansa en un número sin fuente. ¿Quién lo sabe, y cómo?";

    // Keys.
    ScopeEnough = "¿ALCANZA?";
    KeyTake = "tomar la brecha de la curva";
    KeyLeaveOut = "probar sin ella";
}
