//! What the facilitator is asked, and when nothing is asked.

use super::table::Table;
use crate::say::Lang;

/// The questions about a step after these steps, in order.
fn asked(step: &str, steps: &str) -> Vec<String> {
    let table = Table::with(steps);
    let seen = table.seen("ana");
    let step = seen.step(&step.into()).expect("a step");
    let advice = seen.advice(step).into_iter();
    advice.map(|advice| advice.msg.render(Lang::En)).collect()
}

#[test]
fn too_few_cards_and_thin_columns_are_asked_about() {
    assert_eq!(
        asked("story", "ana: add \"a\" in story"),
        [
            "Nothing much under hurts yet. What would stand there?",
            "Only 1 so far. Could the room find 2?"
        ]
    );
    let enough = r#"
        ana: add "a" in story/helps
        ana: add "b" in story/hurts
        "#;
    assert!(asked("story", enough).is_empty());
    let parked = format!("{enough}\nana: set parked of \"a\" to yes");
    assert_eq!(asked("story", &parked).len(), 2);
    let heading = r#"
        ana: add "a" in story/helps
        ana: group "a" as "H"
        ana: move "H" to story/hurts
        "#;
    assert_eq!(asked("story", heading).len(), 2);
}

#[test]
fn a_field_that_each_card_should_have() {
    let steps = "ana: add \"a\" in whys\nana: add \"b\" in whys";
    assert_eq!(
        asked("whys", steps),
        ["2 cards have no “evidence” yet. Does somebody know?"]
    );
    let one = format!("{steps}\nana: set evidence of \"a\" to data");
    assert_eq!(
        asked("whys", &one),
        ["1 card has no “evidence” yet. Does somebody know?"]
    );
    assert!(
        asked(
            "whys",
            &format!("{one}\nana: set evidence of \"b\" to data")
        )
        .is_empty()
    );
}

#[test]
fn one_that_nobody_would_dare_and_where_each_comes_from() {
    let steps = "ana: add \"s\" in story\nana: add \"a\" in works";
    assert_eq!(
        asked("works", steps),
        [
            "One nobody would dare?",
            "1 card is connected to nothing under “What is the story?”. Where does it come from?"
        ]
    );
    let all = format!("{steps}\nana: set off-wall of \"a\" to yes\nana: link \"a\" \"s\"");
    assert!(asked("works", &all).is_empty());
}

fn hunches(evidence: &[&str]) -> Vec<String> {
    let mut steps = String::new();
    for (n, how) in evidence.iter().enumerate() {
        steps += &format!(
            "ana: add \"{n}\" in story/helps\nana: set evidence of \"{n}\" to \"{how}\"\n"
        );
        steps += &format!(
            "ana: add \"h{n}\" in story/hurts\nana: set evidence of \"h{n}\" to \"{how}\"\n"
        );
    }
    asked("story", &steps)
}

#[test]
fn lived_experience_is_evidence_and_mostly_hunches_are_asked_about() {
    assert!(hunches(&["lived experience", "lived experience"]).is_empty());
    assert!(hunches(&["heard from others"]).is_empty());
    assert!(hunches(&["hunch", "data"]).is_empty());
    assert_eq!(
        hunches(&["hunch", "hunch", "data"]),
        ["4 of 6 cards rest on a hunch. Which of them could the room check?"]
    );
}

/// The questions about a branch that ends in `cause`, known by `evidence`, apart from the script's own rule.
fn branch(cause: &str, more: &str) -> Vec<String> {
    let steps = format!(
        "ana: add \"Late\" in whys\nana: set evidence of \"Late\" to data\nana: add \"{cause}\" in whys under \"Late\"\n{more}"
    );
    let asked = asked("whys", &steps).into_iter();
    asked
        .filter(|msg| !msg.contains("no “evidence” yet"))
        .collect()
}

#[test]
fn a_hunch_alone_is_asked_about_and_lived_experience_never() {
    let known = |how: &str| branch("x", &format!("ana: set evidence of \"x\" to \"{how}\""));
    assert_eq!(
        known("hunch"),
        ["The branch to “x” rests on a hunch alone. How could the room find out?"]
    );
    for how in ["data", "record", "lived experience", "heard from others"] {
        assert!(known(how).is_empty(), "{how}");
    }
    let backed = r#"
        ana: set evidence of "x" to hunch
        ana: add "y" in whys under "x"
        ana: set evidence of "y" to "lived experience"
        "#;
    assert!(branch("x", backed).is_empty());
}

#[test]
fn a_branch_that_ends_at_what_people_do_not_know() {
    for cause in [
        "People don’t know the times",
        "Parents are unaware",
        "Sheer ignorance",
    ] {
        let asked = branch(cause, "");
        assert_eq!(asked.len(), 1, "{cause}");
        assert!(asked[0].contains("ends at what people do not know"));
        let deeper = format!("ana: add \"The board is broken\" in whys under \"{cause}\"");
        assert!(branch(cause, &deeper).is_empty());
    }
    assert!(branch("They know it well", "").is_empty());
}

#[test]
fn a_missing_solution_is_no_cause() {
    for cause in [
        "There is no program for it",
        "No programmes",
        "Lack of a program",
        "no app",
    ] {
        let asked = branch(cause, "");
        assert_eq!(asked.len(), 1, "{cause}: {asked:?}");
        assert!(asked[0].contains("names a missing solution"));
    }
    for cause in [
        "no appointments on Saturdays",
        "casino program closed",
        "no apparent reason",
    ] {
        assert!(branch(cause, "").is_empty(), "{cause}");
    }
}

#[test]
fn where_a_branch_stops() {
    assert_eq!(
        branch("x", "ana: set stop of \"x\" to \"not ours\""),
        ["“x” is not ours. Who could? (P: add them as a partner)"]
    );
    let out = "ana: set stop of \"x\" to \"evidence ran out\"";
    assert_eq!(
        branch("x", out),
        ["Evidence ran out at “x”. Does the question go on the research agenda?"]
    );
    assert!(branch("x", &format!("{out}\nana: set research of \"x\" to yes")).is_empty());
    assert!(branch("x", "ana: set stop of \"x\" to actionable").is_empty());
    let mut deep = String::new();
    for (above, below) in ["x", "1", "2", "3"].windows(2).map(|two| (two[0], two[1])) {
        deep += &format!("ana: add \"{below}\" in whys under \"{above}\"\n");
    }
    assert_eq!(
        branch("x", &deep),
        ["“3” is deep already. Could somebody here change it? Then it may be a root."]
    );
    assert!(branch("x", &format!("{deep}\nana: set root of \"3\" to yes")).is_empty());
}

#[test]
fn an_action_has_an_owner_and_a_date() {
    let add = "ana: add \"Ask\" in plan\n";
    let with = |more: &str| asked("plan", &format!("{add}{more}"));
    assert_eq!(
        with(""),
        ["“Ask” has no owner and no date. Who takes it, and until when?"]
    );
    assert_eq!(
        with("ana: set who of \"Ask\" to Bo"),
        ["“Ask” has no date. Until when?"]
    );
    assert_eq!(
        with("ana: set due of \"Ask\" to 2027-01-31"),
        ["“Ask” has no owner. Who takes it?"]
    );
    let whole = "ana: set who of \"Ask\" to Bo\nana: set due of \"Ask\" to 2027-01-31\n";
    assert!(with(whole).is_empty());
    assert_eq!(
        with(&format!("{whole}ana: set start of \"Ask\" to 2027-02-01")),
        ["“Ask” is due before it starts. Which date is right?"]
    );
    assert!(with(&format!("{whole}ana: set start of \"Ask\" to 2027-01-31")).is_empty());
    assert!(with("ana: set status of \"Ask\" to dropped").is_empty());
    assert!(with("ana: set status of \"Ask\" to done").is_empty());
}

#[test]
fn a_result_is_said_in_plain_words() {
    let said = |words: &str| asked("result", &format!("ana: add \"{words}\" in result"));
    assert!(said("All children arrive at school rested and on time").is_empty());
    assert_eq!(
        said("We provide services, and services"),
        ["“provide, services” says how work is done. What would people have or be, if it worked?"]
    );
    assert_eq!(
        said("Better Outcomes"),
        ["Would a neighbour say “outcomes”? What would they say instead?"]
    );
    assert_eq!(
        said("At-risk youth thrive"),
        ["“at-risk” names people by what they lack. Can it be said by what we want for them?"]
    );
    assert_eq!(
        said("90% on time by 2030"),
        ["“90%, 2030” belongs to an indicator or a target. What is the condition itself?"]
    );
}

#[test]
fn words_of_the_screens_other_language_are_asked_about_too() {
    let said = |words: &str| asked("result", &format!("ana: add \"{words}\" in result"));
    assert!(
        said("Todas las niñas y los niños llegan a la escuela descansados y a tiempo").is_empty()
    );
    assert!(
        said("Brindar servicios y talleres")[0].starts_with("“brindar, servicios, talleres” says")
    );
    assert!(said("Una meta medible")[0].contains("“medible”"));
    assert!(said("Jóvenes marginados")[0].starts_with("“marginados” names"));
}

#[test]
fn a_branch_that_ends_at_what_people_do_not_know_is_asked_about_in_spanish_too() {
    for cause in [
        "La gente no sabe",
        "Las familias no saben",
        "Falta de información",
        "Desconocen la clínica",
    ] {
        assert!(
            branch(cause, "")
                .iter()
                .any(|said| said.contains("what people do not know")),
            "{cause}"
        );
    }
    for cause in ["No hay un programa", "No hay talleres", "Falta una campaña"] {
        assert!(
            branch(cause, "")
                .iter()
                .any(|said| said.contains("missing solution")),
            "{cause}"
        );
    }
    for cause in ["El autobús no pasa", "No hay aparatos en la clínica"] {
        let said = branch(cause, "");
        assert!(
            !said
                .iter()
                .any(|said| said.contains("missing solution") || said.contains("do not know")),
            "{said:?}"
        );
    }
}
