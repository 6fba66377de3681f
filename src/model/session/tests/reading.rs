//! What each viewer may see.

use super::table::{Table, member};
use crate::{
    model::{
        Seen, Viewer,
        step::{recap, tree},
    },
    say::Lang,
};

#[test]
fn notes_guidance_and_advice_are_for_those_they_are_for() {
    let table = Table::with("ana: note story \"slow down\"\nbo: note story \"ask about buses\"");
    let read = |viewer| {
        let seen = Seen::new(&table.session, viewer);
        let step = seen.step(&"story".into()).expect("a step");
        (
            seen.note(&step.id).map(std::string::ToString::to_string),
            seen.guide(step).all().count(),
            seen.advice(step).len(),
            seen.records().count(),
        )
    };
    assert_eq!(
        read(Viewer::Member(member("ana"))),
        (Some("slow down".into()), 1, 2, 0)
    );
    assert_eq!(
        read(Viewer::Member(member("bo"))),
        (Some("ask about buses".into()), 0, 0, 0)
    );
    for other in [
        Viewer::Member(member("cy")),
        Viewer::Member(member("di")),
        Viewer::Member(member("eve")),
        Viewer::Projector,
        Viewer::Minutes,
    ] {
        assert_eq!(read(other), (None, 0, 0, 0), "{other:?}");
    }
    assert_eq!(read(Viewer::Archive), (None, 0, 0, 6));
}

#[test]
fn the_minutes_hold_what_was_said_and_no_note() {
    let table = Table::with(
        r#"
        bo: note works "secret"
        ana: add "All arrive on time" in result
        ana: add "a" in works
        ana: add "b" in works
        ana: add "c" in works
        ana: group "a" "b" as "Inner"
        ana: group "Inner" "c" as "Outer"
        ana: add "later" in works
        ana: group "later" as "Set aside"
        ana: set parked of "Set aside" to yes
        "#,
    );
    let seen = Seen::new(&table.session, Viewer::Minutes);
    let whole = format!("{:?}", recap::document(&seen));
    for said in [
        "All arrive on time",
        "Outer",
        "Inner",
        "\"a\"",
        "\"b\"",
        "\"c\"",
        "Set aside",
        "\"later\"",
    ] {
        assert!(whole.contains(said), "{said} in {whole}");
    }
    assert!(!whole.contains("secret") && !whole.contains("Causes, not solutions"));
}

#[test]
fn a_chain_is_read_back_in_peoples_own_words() {
    let table = Table::with(
        r#"
        ana: add "We're late." in whys
        ana: add "the {0} bus doesn't come" in whys under "We're late."
        ana: add "Drivers QUIT; " in whys under "the {0} bus doesn't come"
        "#,
    );
    let seen = table.seen("bo");
    let read = |name: &str, reading| {
        tree::read_back(&seen, table.card(name), reading).map(|msg| msg.render(Lang::En))
    };
    let last = "Drivers QUIT; ";
    assert_eq!(
        read(last, tree::Reading::Because).as_deref(),
        Some("We're late, because the {0} bus doesn't come, because Drivers QUIT.")
    );
    assert_eq!(
        read(last, tree::Reading::Therefore).as_deref(),
        Some("Drivers QUIT, therefore the {0} bus doesn't come, therefore We're late.")
    );
    assert_eq!(read("We're late.", tree::Reading::Because), None);
}
