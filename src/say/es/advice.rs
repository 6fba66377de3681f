//! Where the room stands at a step, and what the facilitator is asked.

words! {
    // Where the room stands at a step.
    StandsWritten = "escrito";
    StandsCards = "{0} {0?tarjeta|tarjetas}";
    StandsTree = "{0} {0?causa|causas}, {1} {1?raíz|raíces}";
    StandsCurves = "{0} curvas";
    StandsCurve = "{0}: {1} {1?punto|puntos}";
    StandsPlan = "{0} {0?acción|acciones}, hechas: {1}";

    // Questions to the facilitator.
    AskAtLeast = "Por ahora solo {0}. ¿Podría la sala encontrar {1}?";
    AskEachColumn = "Todavía hay poco bajo {0}. ¿Qué iría ahí?";
    AskEachHas = "{0} {0?tarjeta no tiene|tarjetas no tienen} todavía “{1}”. ¿Alguien lo sabe?";
    AskInScriptWords = "{0}";
    AskEachFrom = "{0} {0?tarjeta no se conecta|tarjetas no se conectan} con nada de “{1}”. ¿De dónde {0?viene|vienen}?";
    MetAtLeast = "Al menos {0} {0?tarjeta|tarjetas}";
    MetEachColumn = "Al menos {0} en cada columna";
    MetEachHas = "Cada tarjeta tiene “{0}”";
    MetEachFrom = "Cada tarjeta se conecta con “{0}”";
    AskMostlyHunches = "{0} de {1} tarjetas descansan en una corazonada. ¿Cuáles podría comprobar la sala?";
    AskServiceWords = "“{0}” dice cómo se trabaja. ¿Qué tendría o cómo estaría la gente si eso funcionara?";
    AskJargon = "¿Un vecino diría “{0}”? ¿Qué diría en su lugar?";
    AskDeficitWords = "“{0}” nombra a la gente por lo que le falta. ¿Se puede decir con lo que queremos para ella?";
    AskNumbers = "“{0}” va en un indicador o en una meta. ¿Cuál es la condición misma?";
    AskWhoCould = "“{0}” no nos toca. ¿A quién sí? ({P=tree.make-partner}: anotarlo como aliado)";
    AskMissingProgram = "“{0}” nombra una solución que falta. ¿Qué pasa porque falta?";
    AskNotKnowing = "“{0}” termina en lo que la gente no sabe. ¿Qué lo hace difícil hasta para quien sí sabe?";
    AskHunchAlone = "La rama hasta “{0}” descansa solo en una corazonada. ¿Cómo podría averiguarlo la sala?";
    AskResearch = "En “{0}” se acabó la evidencia. ¿Va la pregunta a la agenda de investigación?";
    AskRootYet = "“{0}” ya está hondo. ¿Podría cambiarlo alguien de aquí? Entonces puede ser una raíz.";
    AskOwnerAndDate = "“{0}” no tiene responsable ni fecha. ¿Quién lo toma y para cuándo?";
    AskOwner = "“{0}” no tiene responsable. ¿Quién lo toma?";
    AskDate = "“{0}” no tiene fecha. ¿Para cuándo?";
    AskDueBeforeStart = "“{0}” vence antes de comenzar. ¿Cuál es la fecha correcta?";
    AskOfCurve = "{0}: {1}";
    AskCurveMissing = "Todavía no hay curva de {0}. ¿Se puede dibujar una? ({N=curve.new-curve})";
    AskNoCurve = "Todavía no hay curva. ¿Qué número le diría a la sala si la vida mejora?";
    AskNoPoints = "Hay una curva sin puntos. ¿Dónde estamos ahora y dónde estábamos hace unos años? Para empezar bastan cuatro preguntas sencillas. (=)";
    AskBaselineNumbers = "La línea de base descansa en lo que sabe la sala. ¿Qué número se podría pedir, y a quién?";
    AskFewPoints = "Solo {0} {0?punto|puntos}. ¿Antes estaba mejor o peor, y cambió rápido o despacio? Para empezar basta una línea de base de trabajo.";
    AskGuess = "Muy pocos puntos para calcular un pronóstico. ¿Qué espera la sala si nada cambia? (=)";
    AskBetter = "¿Hacia dónde es mejor, más alto o más bajo? ({I=curve.describe})";
    AskTarget = "Todavía no hay meta. ¿Qué sería suficiente y para cuándo? (va en la línea de un período futuro)";
    AskFreeze = "El pronóstico todavía no está congelado ({F=curve.freeze}). Con él se comparan los puntos que vengan.";
    AskForecastOk = "“¿Está bien este pronóstico?” sigue sin respuesta ({Y=curve.forecast-ok}). Ahí gira toda la conversación.";
    AskForecastWhy = "La sala dijo si el pronóstico está bien, pero no por qué ({Y=curve.forecast-ok}).";
    AskCompare = "Aquí hay grupos. ¿Con cuál quiere la sala comparar a los demás? ({C=curve.compare-to})";
    AskBreak = "La definición cambió en {0}. ¿Saben todos que nada se compara a través de ese cambio?";
    AskSmall = "Algunos valores salen de menos de 30 personas. ¿Dirían más varios años juntos?";
    AskSource = "¿De dónde salen estos números? ({I=curve.describe})";

    // What a step leaves.
    AlsoWritten = "Escrito al mismo tiempo: {0}";
    AlsoWrittenShort = " (también: {0})";
    ChainStart = "{0}";
    ChainBecause = "{0}, porque {1}";
    ChainTherefore = "{0}, por lo tanto {1}";
    ChainEnd = "{0}.";
    StoppedHere = "termina aquí: {0}";
    OnResearchAgenda = "agenda de investigación";
    HeadAction = "Acción";
    HeadComesFrom = "Viene de";
    HeadResearch = "Agenda de investigación";
    HeadParked = "Apartado para después";
}
