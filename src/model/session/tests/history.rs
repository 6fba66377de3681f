//! Undo, redo, and what the history says.

use super::table::{Table, check};
use crate::{model::Viewer, say::Lang};

#[test]
fn everyone_takes_back_their_own() {
    check(
        r#"
        ana: add "a" in works
        di: add "b" in works
        ana: undo
        ana: undo -> There is nothing of yours to undo.
        di: undo
        ana: redo
        di: redo
        di: redo -> There is nothing of yours to redo.
        "#,
        "works a\nworks b",
    );
}

#[test]
fn what_another_changed_since_stays() {
    check(
        r#"
        ana: add "a" in works
        di: set text of "a" to "b"
        ana: undo -> Your last change, “added “a””, was changed again by someone else. It stays.
        di: undo
        ana: undo
        "#,
        "",
    );
    check(
        r#"
        ana: add "a" in whys
        di: add "b" in whys under "a"
        ana: undo -> Your last change, “added “a””, was changed again by someone else. It stays.
        "#,
        "whys a\n    b",
    );
    check(
        r#"
        ana: add "a" in works
        di: add "b" in plan from "a"
        ana: undo -> Your last change, “added “a””, was changed again by someone else. It stays.
        "#,
        "works a\nplan b <- a",
    );
}

/// Each of these would once have lost a card from its page, or closed a ring.
#[test]
fn taking_back_never_tears_a_page_apart() {
    let branch = r#"
        di: add "a" in whys
        di: add "b" in whys under "a"
        "#;
    check(
        &format!(
            r#"{branch}
            ana: move "b" to whys
            di: move "a" to whys under "b"
            ana: undo -> Your last change, “moved “b””, was changed again by someone else. It stays.
            "#
        ),
        "whys b\n    a",
    );
    check(
        &format!(
            r#"{branch}
            ana: move "b" to whys
            di: delete "a"
            ana: undo -> Your last change, “moved “b””, was changed again by someone else. It stays.
            "#
        ),
        "whys b",
    );
    check(
        &format!(
            r#"{branch}
            ana: delete "b"
            di: delete "a"
            ana: undo -> Your last change, “deleted “b””, was changed again by someone else. It stays.
            di: undo
            ana: undo
            "#
        ),
        "whys a\n    b",
    );
    check(
        &format!(
            r#"{branch}
            ana: move "a" to works
            di: move "a" to whys
            di: undo
            di: add "c" in works under "a"
            ana: undo -> Your last change, “moved “a””, was changed again by someone else. It stays.
            "#
        ),
        "works a\n    c\nworks b",
    );
    check(
        &format!(
            r#"{branch}
            ana: delete "a"
            ana: undo
            ana: redo
            ana: restore "a"
            di: add "c" in whys under "a"
            ana: undo -> Your last change, “brought back “a””, was changed again by someone else. It stays.
            "#
        ),
        "whys a\n    b\n    c",
    );
}

#[test]
fn what_another_changed_bars_no_way_back() {
    let mut table = Table::with(
        r#"
        ana: add "a" in works
        ana: add "b" in works
        ana: call "Night buses"
        di: set text of "b" to "c"
        "#,
    );
    assert_eq!(table.seen("ana").undo_passes_over(), None);
    table.does("ana: undo");
    let over = table.seen("ana").undo_passes_over();
    assert_eq!(over.unwrap().render(Lang::En), "added “b”");
    table.does(
        r"
        ana: undo
        ana: undo -> Your last change, “added “b””, was changed again by someone else. It stays.
        ana: redo
        ana: undo
        di: undo
        ana: undo
        ana: undo -> There is nothing of yours to undo.
        ana: redo
        ana: redo
        ana: redo
        ",
    );
    assert_eq!(table.page(), "works a\nworks b\n");
    assert_eq!(&**table.seen("ana").title(), "Night buses");
}

/// In each of these the card that comes back finds its gap filled with the key of order that it had.
#[test]
fn no_two_cards_ever_share_a_key_of_order() {
    let gap = r#"
        di: add "a" in works
        di: add "b" in works
        di: add "c" in works
        "#;
    let between = r#"
        di: add "d" in works after "b"
        "#;
    for (away, back) in [
        (r#"ana: delete "b""#, "ana: undo"),
        (r#"ana: delete "b""#, r#"ana: restore "b""#),
        (r#"ana: move "b" to plan"#, "ana: undo"),
        (r#"ana: move "b" to works after "c""#, "ana: undo"),
    ] {
        check(
            &format!(
                r#"{gap}
                {away}
                di: add "x" in works after "a"
                {back}
                {between}
                "#
            ),
            "works a\nworks x\nworks b\nworks d\nworks c",
        );
    }
    check(
        &format!(
            r#"{gap}
            ana: add "e" in works
            ana: undo
            di: add "x" in works
            ana: redo
            di: add "d" in works after "x"
            "#
        ),
        "works a\nworks b\nworks c\nworks x\nworks d\nworks e",
    );
}

#[test]
fn a_new_change_ends_what_could_be_done_again_but_looking_around_does_not() {
    Table::with(
        r#"
        ana: add "a" in works
        ana: undo
        ana: enter works
        ana: redo
        ana: undo
        ana: call "Other"
        ana: redo -> There is nothing of yours to redo.
        "#,
    );
}

#[test]
fn titles_times_and_notes_are_taken_back() {
    let table = Table::with(
        r#"
        ana: call "Night buses"
        ana: call "Night buses" -> nothing
        ana: time story 25
        ana: time story 0 -> A step takes between 1 and 600 minutes.
        ana: time story 601 -> A step takes between 1 and 600 minutes.
        ana: time nowhere 5 -> This session has no step “nowhere”.
        ana: note story "watch the clock"
        "#,
    );
    let minutes = |table: &Table| {
        let seen = table.seen("ana");
        seen.minutes(seen.step(&"story".into()).unwrap())
    };
    assert_eq!(
        (&**table.seen("ana").title(), minutes(&table)),
        ("Night buses", 25)
    );
    let mut table = table;
    table.does("ana: undo\nana: undo\nana: undo");
    assert_eq!(
        (&**table.seen("ana").title(), minutes(&table)),
        ("Buses", 10)
    );
    assert_eq!(table.seen("ana").note(&"story".into()), None);
}

#[test]
fn two_who_write_at_once_lose_nothing() {
    let mut table = Table::with(
        r#"
        ana: add "a" in works
        ana: set text of "a" to "Ana's words"
        di: set text of "a" to "Bo's words" seen 4
        "#,
    );
    let rival = |table: &Table| {
        let seen = table.seen("ana");
        let card = seen.card(table.card("a")).unwrap();
        (
            card.text().to_owned(),
            card.rival("text").map(|value| value.display().to_string()),
        )
    };
    assert_eq!(
        rival(&table),
        ("Bo's words".to_owned(), Some("Ana's words".to_owned()))
    );
    // Writing what stands there settles it; so would any other words.
    table.does("ana: set text of \"a\" to \"Bo's words\"");
    assert_eq!(rival(&table).1, None);
    table.does("ana: undo");
    assert_eq!(rival(&table).1.as_deref(), Some("Ana's words"));
    table.does("di: undo");
    assert_eq!(rival(&table), ("Ana's words".to_owned(), None));
    // Nobody disagrees with themselves.
    table.does("ana: set text of \"a\" to \"Later words\" seen 4");
    assert_eq!(rival(&table), ("Later words".to_owned(), None));
}

#[test]
fn earlier_words_leave_out_what_was_taken_back() {
    let table = Table::with(
        r#"
        ana: add "one" in works
        ana: set text of "one" to "two"
        di: set why of "one" to "because"
        ana: undo
        ana: set text of "one" to "three"
        di: set why of "one" to nothing
        "#,
    );
    let seen = table.seen("ana");
    let card = seen.card(table.card("one")).unwrap();
    let words = |field: &str| -> Vec<String> {
        let earlier = card.earlier(field).into_iter();
        earlier.map(|(_, _, words)| words.to_string()).collect()
    };
    assert_eq!(words("text"), ["one"]);
    assert_eq!(words("why"), ["because"]);
}

fn told(table: &Table, viewer: Viewer) -> Vec<String> {
    let seen = crate::model::Seen::new(&table.session, viewer);
    let mut told: Vec<_> = seen
        .history()
        .map(|(_, _, who, what)| {
            format!(
                "{} {}",
                who.map_or("", |who| &who.name),
                what.render(Lang::En)
            )
        })
        .collect();
    told.reverse();
    told.split_off(4)
}

#[test]
fn the_history_names_what_was_done() {
    let table = Table::with(
        r#"
        ana: add "a" in whys
        ana: add "b" in whys under "a"
        ana: delete "a"
        ana: undo
        ana: redo
        di: measure Wait in curve 2016=40 2017=42
        di: points Wait 2016=41 2017=43
        di: points Wait 2016
        di: guess Wait 2018=44
        ana: close
        "#,
    );
    assert_eq!(
        told(&table, Viewer::Projector),
        [
            "Ana added “a”",
            "Ana added “b”",
            "Ana deleted “a”",
            "Ana took back: deleted “a”",
            "Ana did again: deleted “a”",
            "di added the measure “Wait”",
            "di set 2 points of “Wait”",
            "di set 2016 of “Wait”",
            "di gave a guess for 2018",
            "Ana closed the session",
        ]
    );
}

#[test]
fn nobody_reads_of_anothers_notes() {
    let table = Table::with(
        r#"
        di: note story "Ana talks too long"
        di: undo
        di: redo
        ana: add "a" in works
        "#,
    );
    for viewer in [
        Viewer::Member(super::table::member("ana")),
        Viewer::Projector,
        Viewer::Minutes,
        Viewer::Archive,
    ] {
        assert_eq!(told(&table, viewer), ["Ana added “a”"], "{viewer:?}");
    }
    let own = told(&table, Viewer::Member(super::table::member("di")));
    assert_eq!(own.len(), 4);
}
