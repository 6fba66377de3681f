//! One person alone leads a session in line mode, from its first step to its last.

use super::*;

#[test]
#[expect(clippy::too_many_lines, reason = "one evening, told in one piece")]
fn one_person_runs_turn_the_curve_from_its_first_step_to_its_last() {
    let mut scene = Scene::shipped("turn-the-curve");
    let mut ana = Typist::leading(&scene);
    holds(
        &ana.transcript(),
        &["Step 1 of 10", "help says what can be typed."],
    );
    let mut say = |lines: &[&str]| -> String {
        lines
            .iter()
            .map(|line| ana.types(&mut scene, line))
            .collect::<Vec<_>>()
            .join("\n")
    };
    // Two statements; the second is written anew after a question.
    holds(
        &say(&["All children in Mill Valley read well"]),
        &["1 now says: All children in Mill Valley read well."],
    );
    holds(
        &say(&["Every child in Mill Valley reads well by ten"]),
        &[
            "It says now: “All children in Mill Valley read well”.",
            "Type yes or no.",
        ],
    );
    holds(
        &say(&["yes"]),
        &["1 now says: Every child in Mill Valley reads well by ten."],
    );
    holds(&say(&["next"]), &["Step 2 of 10"]);
    say(&["Children read with joy"]);
    holds(&say(&["next"]), &["Step 3 of 10"]);
    holds(
        &say(&["I see fewer children in the library"]),
        &["1 now says: I see fewer children in the library."],
    );
    holds(&say(&["next"]), &["Step 4 of 10", "Type what is measured"]);
    // The curve: a measure, asked field by field, then its points, one a line.
    holds(&say(&["Fourth graders who read well"]), &["Unit"]);
    holds(
        &say(&["%", "1", "", "State test"]),
        &["Type a period and its value"],
    );
    say(&[
        "2015 68", "2016 66", "2017 65", "2018 63", "2019 60", "2020 58", "2021 57", "2022 55",
        "2023 54", "2024 52",
    ]);
    holds(
        &say(&["list"]),
        &["1 2015: 68.", "2 more lines: type more."],
    );
    holds(&say(&["more"]), &["10 2024: 52."]);
    holds(&say(&["report"]), &["2024"]);
    holds(&say(&["freeze"]), &["Type a number"]);
    say(&["1"]);
    holds(&say(&["okay"]), &["1 yes, 2 no"]);
    say(&["no", "It goes the wrong way"]);
    // Causes in two columns, evidence by name.
    holds(
        &say(&["next"]),
        &["Step 5 of 10", "Columns: 1 What helps, 2 What hurts"],
    );
    holds(
        &say(&["Volunteers read aloud"]),
        &["1 now says: Volunteers read aloud. What helps."],
    );
    holds(
        &say(&["What hurts: Buses cut on the east side"]),
        &["2 now says: Buses cut on the east side. What hurts."],
    );
    holds(
        &say(&["Parents on night shift"]),
        &["3 now says: Parents on night shift. What hurts."],
    );
    holds(
        &say(&["evidence 2: data"]),
        &["2 now says: Buses cut on the east side. What hurts."],
    );
    // A word that is a command can be said.
    say(&["=help"]);
    holds(&say(&["remove 4"]), &["Deleted"]);
    // Five whys: into the tree from the story, down and back.
    holds(&say(&["why 2"]), &["Buses cut on the east side"]);
    holds(
        &say(&["The contract ended"]),
        &["2 now says: The contract ended. A cause of 1."],
    );
    say(&["why 2"]);
    holds(
        &say(&["Nobody asked for it again", "root 3"]),
        &["Root cause."],
    );
    holds(
        &say(&["list"]),
        &[
            "1 Buses cut on the east side.",
            "3 Nobody asked for it again. A cause of 2. Root cause.",
        ],
    );
    holds(
        &say(&["chain 3"]),
        &["Buses cut on the east side", "The contract ended"],
    );
    holds(&say(&["up", "up"]), &["Type what is to be explained"]);
    holds(&say(&["next"]), &["Step 7 of 10"]);
    say(&[
        "The school district",
        "next",
        "A walking bus",
        "Reading on the ride",
    ]);
    holds(
        &say(&["list"]),
        &["1 A walking bus", "2 Reading on the ride"],
    );
    // Actions with owner and date, from an idea and by themselves.
    holds(&say(&["action 1"]), &["Now: A walking bus."]);
    holds(&say(&[""]), &["On the page Who does what: A walking bus."]);
    holds(&say(&["next"]), &["Step 9 of 10"]);
    holds(
        &say(&["Ask the district for a bus"]),
        &["now says: Ask the district for a bus."],
    );
    holds(
        &say(&["who: Devi", "due: 2027-03-01"]),
        &["Devi", "2027-03-01"],
    );
    holds(&say(&["status"]), &["now says"]);
    holds(
        &say(&["next"]),
        &["Step 10 of 10", "Nothing is written here"],
    );
    holds(&say(&["list"]), &["lines: type more."]);
    let mut all = String::new();
    for _ in 0..20 {
        let part = say(&["more"]);
        let over = part.contains("That was all.");
        all += &part;
        if over {
            break;
        }
    }
    holds(&all, &["Ask the district for a bus", "Devi", "2027-03-01"]);
    holds(&say(&["next"]), &["This is the last step."]);
    holds(&say(&["save"]), &["Write a report", "1 one-page report"]);
    holds(&say(&["1"]), &["Now: mill-valley.html"]);
    say(&[""]);
    assert!(
        matches!(ana.effects.last(), Some(Effect::Export { path, .. }) if path == "mill-valley.html")
    );
    holds(&ana.types(&mut scene, "close"), &["Close this session?"]);
    ana.types(&mut scene, "yes");
    assert!(scene.seen().is_closed());
    assert_eq!(cards(&scene, "result"), ["Children read with joy"]);
    assert_eq!(
        value(&scene, "plan", "Ask the district for a bus", field::WHO),
        "Devi"
    );
    assert_eq!(
        value(&scene, "plan", "Ask the district for a bus", field::DUE),
        "2027-03-01"
    );
    let hurts = scene.seen();
    let action = hurts.cards_on(&"plan".into()).count();
    assert_eq!(action, 2);
}

#[test]
fn a_key_of_the_full_screen_is_no_sentence() {
    let mut scene = Scene::shipped("turn-the-curve");
    let mut ana = Typist::leading(&scene);
    for key in ["h", "n", "q", ":"] {
        let said = ana.types(&mut scene, key);
        holds(&said, &[&format!("A key is typed as /{key}")]);
    }
    assert_eq!(scene.seen().all_cards().count(), 0);
}
