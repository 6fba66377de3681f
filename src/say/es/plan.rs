//! What plans say.

words! {
    TitleAction = "Acción nueva";
    EmptyPlan = "Presione {n=plan.new} y escriba lo primero que alguien hará.";
    PlanActions = "{0} {0?acción|acciones}";
    PlanNoOwner = "{0} sin responsable";
    PlanNoDate = "{0} sin fecha";
    PlanLate = "atrasadas: {0}";
    PlanDone = "hechas: {0}";
    NoStrategy = "Sin estrategia";
    SortedOwn = "En el orden de la sala.";
    SortedBy = "En orden de: {0}. Solo en esta pantalla.";
}
