//! Scores, rounds of dots and of fingers, and reworded steps.

use super::table::Table;
use crate::{model::Viewer, say::Lang};

const OPTIONS: &str = r#"
    ana: add "a" in works
    ana: add "b" in works
    ana: add "c" in works
    ana: dots first in dots each 3 most 2 over "a" "b" "c"
    "#;

fn voting(then: &str) -> Table {
    Table::with(&format!("{OPTIONS}{then}"))
}

#[test]
fn a_show_of_hands_is_a_score_of_the_room() {
    let mut table = Table::with(
        r#"
        ana: add "a" in works
        ana: judge "a" on picked in dots as yes=1
        ana: judge "a" on picked in dots as yes=1 -> nothing
        ana: judge "a" on picked in dots as no=1 -> “no” cannot be given here.
        ana: judge "a" on taste in dots as yes=1 -> “Which matter most?” does not ask for “taste”.
        ana: judge "a" on picked in dots as yes=10001 -> A count is between 1 and 10,000 people.
        bo: judge "a" on picked in dots as yes=1 -> Only the facilitator or a scribe enters for others.
        bo: judge "a" on picked in dots by di as yes=1 -> Only the facilitator or a scribe enters for others.
        di: judge "a" on picked in dots for "Table 2" as yes=4
        cy: judge "a" on picked in dots as yes=1 -> An observer watches; ask the facilitator for a seat to take part.
        "#,
    );
    let sum = |table: &Table| {
        table
            .seen("bo")
            .tally(&"dots".into(), table.card("a"), &"picked".into())
    };
    assert_eq!(sum(&table), [("yes".into(), 5)]);
    table.does("ana: judge \"a\" on picked in dots");
    assert_eq!(sum(&table), [("yes".into(), 4)]);
    table.does("ana: undo\ndi: undo");
    assert_eq!(sum(&table), [("yes".into(), 1)]);
}

#[test]
fn a_card_that_others_judged_is_not_unmade() {
    let mut table = Table::with(
        r#"
        ana: add "a" in works
        di: judge "a" on picked in dots as yes=1
        "#,
    );
    let why = table
        .ask("ana", crate::model::Command::Undo)
        .expect_err("it was judged");
    assert!(why.contains("“a”"), "{why}");
    table.does("di: undo\nana: undo");
    assert_eq!(table.page(), "");
}

#[test]
fn nobody_gives_more_dots_than_they_have() {
    voting(
        r#"
        ana: cast first for "T" people 4 a=8 b=4
        ana: cast first for "T" people 4 a=8 b=5 -> That is 13 dots; 4 people have 12.
        ana: cast first for "T" people 4 a=9 -> At most 2 dots of a person may lie on one card: 8 from 4 people.
        ana: cast first for "T" people 4 x=1 -> “x” cannot be given here.
        ana: cast first people 0 a=1 -> A count is between 1 and 10,000 people.
        ana: cast first for "T" people 4 b=4 a=8 -> nothing
        bo: cast first by bo a=2 c=1
        bo: cast first by bo a=2 b=2 -> That is 4 dots; 1 person has 3.
        bo: cast first for "T" people 4 a=1 -> Only the facilitator or a scribe enters for others.
        "#,
    );
}

#[test]
fn what_was_cast_last_counts_and_what_was_counted_stands() {
    let mut table = voting(
        r#"
        ana: cast first for "T" people 4 a=8
        ana: cast first for "T" people 4 a=4 b=1
        bo: cast first by bo c=2
        di: cast first for "U" people 2 c=1
        di: cast first for "U" people 2
        "#,
    );
    assert_eq!(
        table.counted("first"),
        None,
        "nobody sees a count while it is open"
    );
    table.does("bo: count first -> Only the facilitator can do that.\nana: count first");
    assert_eq!(
        table.counted("first").as_deref(),
        Some("a 4, b 1, c 2 by 5 people")
    );
    table.does(
        r#"
        ana: cast first for "T" people 4 a=8 -> That round is closed. What was counted stands.
        ana: count first -> That round is closed. What was counted stands.
        bo: undo -> Your last change, “cast a ballot”, was changed again by someone else. It stays.
        "#,
    );
    assert_eq!(
        table.counted("first").as_deref(),
        Some("a 4, b 1, c 2 by 5 people")
    );
}

#[test]
fn a_ballot_taken_back_stays_back_once_the_round_is_counted() {
    let mut table = voting(
        "
        bo: cast first by bo c=2
        bo: undo
        ana: cast first people 3 a=1
        ana: count first
        ",
    );
    assert!(table.ask("bo", crate::model::Command::Redo).is_err());
    assert_eq!(table.counted("first").as_deref(), Some("a 1 by 3 people"));
}

#[test]
fn options_stay_as_they_are_while_a_round_is_open() {
    let no = "In an open round a card stays as it is. Close the round first.";
    let mut table = voting(&format!(
        r#"
        ana: set text of "a" to "A" -> {no}
        ana: set parked of "a" to yes -> {no}
        ana: move "a" to works after "c" -> {no}
        ana: delete "a" -> {no}
        ana: undo -> {no}
        ana: set evidence of "a" to data
        ana: add "d" in works
        ana: dots second in dots over "a" "b" -> A round is open here already. Close it first.
        ana: count first
        ana: set text of "a" to "A"
        ana: delete "b"
        "#
    ));
    // What was counted is still told by its words, also of a card that is gone.
    let seen = table.seen("bo");
    let round = seen.ballots_on(&"dots".into())[0];
    assert_eq!(round.words(table.card("b")), "b");
    table.does("ana: dots third in dots over \"a\" \"d\"");
}

#[test]
fn a_vote_needs_a_choice_and_a_person_dots() {
    Table::with(
        r#"
        ana: add "a" in works
        ana: add "b" in works
        ana: dots first in dots over "a" "a" -> A vote needs at least two cards to choose from.
        ana: dots first in dots each 21 over "a" "b" -> A person has between 1 and 20 dots.
        ana: dots first in dots each 0 over "a" "b" -> A person has between 1 and 20 dots.
        bo: dots first in dots over "a" "b" -> Only the facilitator can do that.
        ana: dots first in dots each 1 most 5 over "a" "b"
        ana: cast first people 2 a=2
        "#,
    );
}

#[test]
fn fingers_are_counted_and_the_words_kept_that_were_agreed_to() {
    let mut table = Table::with(
        r#"
        ana: add "We meet monthly." in agree
        ana: fist first in agree about "We meet monthly."
        ana: cast first people 6 5=2 3=3 1=1
        ana: cast first people 6 5=4 3=3 -> That is 7 hands of 6 people.
        ana: cast first people 6 6=1 -> “6” cannot be given here.
        ana: set text of "We meet monthly." to "Weekly." -> In an open round a card stays as it is. Close the round first.
        ana: count first
        "#,
    );
    assert_eq!(
        table.counted("first").as_deref(),
        Some("1 1, 3 3, 5 2 by 6 people")
    );
    table.does(r#"ana: set text of "We meet monthly." to "We meet weekly.""#);
    let seen = table.seen("bo");
    let round = seen.ballots_on(&"agree".into())[0];
    let crate::model::opinion::Asks::Fist { words, .. } = round.asks() else {
        panic!("a round of fingers");
    };
    assert_eq!(&**words, "We meet monthly.");
}

#[test]
fn history_says_that_somebody_cast_and_never_what() {
    let mut table = voting(
        r#"
        bo: cast first by bo c=2
        ana: cast first for "Table 7" people 4 a=3
        ana: undo
        "#,
    );
    let told = |table: &Table, viewer| -> Vec<String> {
        let seen = crate::model::Seen::new(&table.session, viewer);
        seen.history()
            .map(|(.., did)| did.render(Lang::En))
            .collect()
    };
    let bo = Viewer::Member(super::table::member("bo"));
    let of_bo = told(&table, bo);
    assert_eq!(
        of_bo
            .iter()
            .filter(|line| line.contains("cast a ballot"))
            .count(),
        1
    );
    for viewer in [
        bo,
        Viewer::Member(super::table::member("ana")),
        Viewer::Minutes,
    ] {
        assert!(
            told(&table, viewer)
                .iter()
                .all(|line| !line.contains("Table 7"))
        );
    }
    assert!(
        told(&table, Viewer::Projector)
            .iter()
            .all(|line| !line.contains("cast"))
    );
    // Whoever entered it sees it again while the round is open, and nobody afterwards.
    let entered = |table: &Table, who: &str| {
        let seen = table.seen(who);
        seen.ballots_on(&"dots".into())[0].entered().count()
    };
    assert_eq!(
        (
            entered(&table, "bo"),
            entered(&table, "ana"),
            entered(&table, "di")
        ),
        (1, 0, 0)
    );
    table.does("ana: count first");
    assert_eq!(entered(&table, "bo"), 0);
}

#[test]
fn a_step_is_asked_in_other_words_for_this_session_and_in_its_own_again() {
    let mut table = Table::with(
        r#"
        bo: reword works "What could work?" -> Only the facilitator can do that.
        ana: reword works "What could work?"
        ana: reword works "What could work?" -> nothing
        ana: reword works "What else?"
        ana: undo
        "#,
    );
    let ask = |table: &Table| {
        let seen = table.seen("bo");
        seen.step(&"works".into())
            .map(|step| step.ask.get(Lang::En).to_string())
    };
    assert_eq!(ask(&table).as_deref(), Some("What could work?"));
    table.does("ana: reword works \"\"");
    assert_eq!(ask(&table).as_deref(), Some("What works?"));
    table.does("ana: undo\nana: undo");
    assert_eq!(ask(&table).as_deref(), Some("What works?"));
}

#[test]
fn a_round_belongs_to_the_kind_of_page_that_shows_it() {
    use crate::model::{BallotId, Command, opinion::Asks};
    let mut table = Table::with(OPTIONS);
    let about = table.card("a");
    let ask = Command::OpenBallot {
        ballot: BallotId(uuid::Uuid::from_u128(77)),
        step: "works".into(),
        asks: Asks::Fist {
            about,
            words: "a".into(),
        },
    };
    let why = table.ask("ana", ask).expect_err("no page for it");
    assert!(why.contains("takes no such round"), "{why}");
}
