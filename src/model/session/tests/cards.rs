//! Cards, trees, groups and connections.

use super::table::{Table, check};

#[test]
fn a_card_is_moved_and_the_move_taken_back() {
    check(
        r#"
        ana: add "Buses cut" in story/hurts
        di: add "New line" in story
        ana: move "Buses cut" to works
        ana: undo
        "#,
        "
        story/hurts Buses cut
        story/helps New line
        ",
    );
}

#[test]
fn cards_go_first_behind_another_and_last() {
    let laid = r#"
        ana: add "b" in works
        ana: add "a" in works first
        ana: add "d" in works
        ana: add "c" in works after "b"
        "#;
    check(laid, "works a\nworks b\nworks c\nworks d");
    let moved = format!(
        r#"{laid}
        ana: move "d" to works first
        ana: move "a" to works after "c"
        ana: move "a" to works after "c" -> nothing
        ana: move "a" to works -> nothing
        ana: move "b" to works after "b" -> nothing
        ana: move "d" to works first -> nothing
        "#
    );
    check(&moved, "works d\nworks b\nworks c\nworks a");
}

#[test]
fn behind_a_card_that_was_just_deleted_is_where_it_lay() {
    check(
        r#"
        ana: add "a" in works
        ana: add "b" in works
        ana: add "c" in works
        di: delete "b"
        ana: add "d" in works after "b"
        di: move "a" to story
        ana: add "e" in works after "a"
        "#,
        "
        story/helps a
        works d
        works c
        works e
        ",
    );
}

#[test]
fn a_column_is_named_or_the_first_and_must_exist() {
    check(
        r#"
        ana: add "a" in story
        ana: add "b" in story/hurts
        ana: add "c" in story/sideways -> “What is the story?” has no column “sideways”.
        ana: add "c" in works/helps -> “What works?” has no column “helps”.
        ana: move "a" to story/hurts
        ana: add "c" in curve -> “How are we doing?” has no cards. Your words are kept; choose another page.
        ana: add "c" in nowhere -> This session has no step “nowhere”.
        "#,
        "
        story/hurts b
        story/hurts a
        ",
    );
}

#[test]
fn words_are_edited_and_never_emptied() {
    let table = check(
        r#"
        ana: add "Buses cut" in works
        ana: set text of "Buses cut" to "Night buses cut"
        ana: set text of "Buses cut" to "Night buses cut" -> nothing
        ana: set text of "Buses cut" to nothing -> Nothing written yet.
        ana: set text of "Buses cut" to "   " -> Nothing written yet.
        ana: add " " in works -> Nothing written yet.
        "#,
        "works Night buses cut",
    );
    let seen = table.seen("di");
    let card = seen.card(table.card("Buses cut")).expect("a card");
    let earlier = card.earlier("text");
    assert_eq!(earlier.len(), 1);
    assert_eq!(&*earlier[0].2, "Buses cut");
}

#[test]
fn a_card_tells_how_it_was_newest_first() {
    let mut table = Table::with(
        r#"
        ana: add "Buses cut" in story/hurts
        di: set text of "Buses cut" to "Night buses cut"
        ana: set evidence of "Buses cut" to hunch
        di: set text of "Buses cut" to "Undone"
        di: undo
        ana: set evidence of "Buses cut" to nothing
        "#,
    );
    let versions = |table: &Table| {
        let seen = table.seen("cy");
        let card = seen.card(table.card("Buses cut")).expect("a card");
        let told = card.versions().into_iter().map(|was| {
            let wrote = was.wrote.map(|(id, value)| match value {
                Some(value) => format!(", {id}: {}", value.display()),
                None => format!(", no {id}"),
            });
            let by = was.by.map_or("nobody", |by| &by.name);
            format!("{by}: {}{}", was.text, wrote.unwrap_or_default())
        });
        told.collect::<Vec<_>>()
    };
    let first = [
        "Ana: Night buses cut, evidence: hunch",
        "di: Night buses cut",
        "Ana: Buses cut",
    ];
    assert_eq!(versions(&table), first);
    // How it is now is not among them, and is when it has become something else.
    table.does("ana: move \"Buses cut\" to works");
    assert_eq!(versions(&table)[0], "Ana: Night buses cut, no evidence");
    assert_eq!(versions(&table)[1..], first);
}

#[test]
fn text_is_cleaned_at_the_door() {
    check(
        "
        ana: add \"\u{1b}[31mRed\u{202e} \u{7}alert\tnow\" in works
        ana: add \"\u{1b}\u{200b}\u{202e}\" in works -> Nothing written yet.
        ana: call \"\u{7}\" -> A session needs a title.
        ",
        "works [31mRed alert now",
    );
    let mut table = Table::with("ana: add \"one\" in result");
    let mut write = |words: &str| {
        let card = table.card("one");
        table.ask(
            "ana",
            crate::model::Command::SetField {
                card,
                field: "text".into(),
                from: 4,
                value: Some(words.into()),
            },
        )
    };
    assert_eq!(write("first\r\nsecond\u{1b}"), Ok(1));
    assert_eq!(write("\n \n"), Err("Nothing written yet.".into()));
    assert_eq!(table.the("one").text(), "first\nsecond");
}

#[test]
fn a_deleted_card_comes_back_where_it_was() {
    let laid = r#"
        ana: add "a" in works
        ana: add "b" in works
        ana: add "c" in works
        ana: delete "b"
        "#;
    check(laid, "works a\nworks c");
    let back = format!("{laid}\ndi: restore \"b\"\ndi: restore \"b\" -> nothing");
    check(&back, "works a\nworks b\nworks c");
    let gone = format!(
        "{laid}\ndi: set text of \"b\" to x -> That card is gone. Its words are in the history."
    );
    check(&gone, "works a\nworks c");
}

const BRANCH: &str = r#"
    ana: add "Late" in whys
    ana: add "Bus" in whys under "Late"
    ana: add "Cuts" in whys under "Bus"
    ana: add "Walk" in whys under "Late"
    "#;

#[test]
fn a_branch_grows_moves_and_is_deleted_whole() {
    check(
        BRANCH,
        "
        whys Late
            Bus
              Cuts
            Walk
        ",
    );
    check(
        &format!(
            r#"{BRANCH}
            ana: move "Bus" to whys
            ana: move "Late" to whys under "Cuts"
            "#
        ),
        "
        whys Bus
            Cuts
              Late
                Walk
        ",
    );
    check(
        &format!("{BRANCH}\nana: delete \"Bus\""),
        "whys Late\n    Walk",
    );
}

#[test]
fn a_deleted_branch_comes_back_with_what_was_deleted_with_it() {
    let deleted = format!(
        r#"{BRANCH}
        ana: delete "Walk"
        ana: delete "Bus"
        "#
    );
    check(
        &format!("{deleted}\ndi: restore \"Bus\""),
        "
        whys Late
            Bus
              Cuts
        ",
    );
    check(
        &format!("{deleted}\ndi: restore \"Cuts\""),
        "
        whys Late
            Cuts
        ",
    );
    check(
        &format!("{deleted}\nana: delete \"Late\"\ndi: restore \"Cuts\"\ndi: undo\ndi: redo"),
        "whys Cuts",
    );
}

#[test]
fn a_card_never_hangs_under_itself_nor_elsewhere() {
    check(
        &format!(
            r#"{BRANCH}
            ana: move "Late" to whys under "Late" -> A card cannot go under itself.
            ana: move "Late" to whys under "Cuts" -> A card cannot go under itself.
            ana: group "Late" as "Cuts" -> A card cannot go under itself.
            ana: move "Walk" to works under "Bus" -> That card is gone. Its words are in the history.
            "#
        ),
        "
        whys Late
            Bus
              Cuts
            Walk
        ",
    );
}

#[test]
fn a_branch_has_a_deepest_card() {
    let mut steps = String::from("ana: add \"1\" in whys\n");
    for n in 2..=40 {
        steps += &format!("ana: add \"{n}\" in whys under \"{}\"\n", n - 1);
    }
    steps += r#"
        ana: add "41" in whys under "40" -> That branch is 40 deep already. Start a new tree from its last cause.
        ana: add "a" in whys
        ana: add "b" in whys under "a"
        ana: move "a" to whys under "39" -> That branch is 39 deep already. Start a new tree from its last cause.
        ana: group "a" as "39" -> That branch is 39 deep already. Start a new tree from its last cause.
        ana: move "b" to whys under "39"
        "#;
    Table::with(&steps);
}

#[test]
fn a_branch_keeps_its_shape_where_there_are_branches_and_is_laid_out_flat_elsewhere() {
    check(
        &format!(
            r#"{BRANCH}
            ana: add "last" in story/hurts
            ana: add "before" in story/hurts first
            ana: move "Late" to story/hurts after "before"
            "#
        ),
        "
        story/hurts before
        story/hurts Late
        story/hurts Bus
        story/hurts Walk
        story/hurts Cuts
        story/hurts last
        ",
    );
}

const GROUP: &str = r#"
    ana: add "a" in story/hurts
    ana: add "b" in story/helps
    ana: add "c" in story/hurts
    ana: group "a", "b", "b" as "Both"
    "#;

#[test]
fn cards_are_grouped_under_a_heading_in_its_column() {
    check(
        GROUP,
        "
        story/hurts Both [heading]
            a
            b
        story/hurts c
        ",
    );
    check(
        &format!("{GROUP}\nana: undo\nana: redo\nana: undo"),
        "
        story/hurts a
        story/helps b
        story/hurts c
        ",
    );
    check(
        &format!("{GROUP}\nana: group \"c\" as \"Both\"\nana: move \"Both\" to story/helps"),
        "
        story/helps Both [heading]
            a
            b
            c
        ",
    );
}

#[test]
fn a_group_goes_to_another_page_as_a_group() {
    check(
        &format!("{GROUP}\nana: move \"Both\" to works"),
        "
        story/hurts c
        works Both [heading]
            a
            b
        ",
    );
    check(
        &format!("{GROUP}\nana: add \"w\" in works\nana: group \"w\" as \"Both\" -> nothing"),
        "
        story/hurts Both [heading]
            a
            b
        story/hurts c
        works w
        ",
    );
}

#[test]
fn a_heading_taken_away_leaves_its_cards_where_they_are() {
    let table = check(
        &format!("{GROUP}\nana: delete \"Both\""),
        "
        story/hurts a
        story/hurts b
        story/hurts c
        ",
    );
    let undo = table.seen("ana").undo_label().expect("a label");
    assert_eq!(undo.render(crate::say::Lang::En), "deleted “Both”");
    check(
        &format!("{GROUP}\nana: delete \"Both\"\nana: undo"),
        "
        story/hurts Both [heading]
            a
            b
        story/hurts c
        ",
    );
}

#[test]
fn a_parked_card_stays_on_its_page_but_is_not_read_there() {
    let table = check(
        r#"
        ana: add "a" in works
        ana: add "b" in works
        di: set parked of "a" to yes
        "#,
        "
        works a [parked]
        works b
        ",
    );
    let seen = table.seen("di");
    let words: Vec<_> = seen
        .cards_on(&"works".into())
        .map(|card| card.text())
        .collect();
    assert_eq!(words, ["b"]);
    assert_eq!(
        seen.parked().map(|card| card.text()).collect::<Vec<_>>(),
        ["a"]
    );
}

#[test]
fn the_later_thought_comes_from_the_earlier_one() {
    check(
        r#"
        ana: add "Cuts" in story/hurts
        ana: add "Restore" in works
        ana: add "Ask" in plan from "Restore"
        ana: link "Cuts" "Restore"
        ana: link "Restore" "Cuts" -> These two are connected already.
        ana: link "Cuts" "Cuts" -> A card cannot be connected to itself.
        ana: unlink "Cuts" "Ask" -> These two are not connected.
        "#,
        "
        story/hurts Cuts
        works Restore <- Cuts
        plan Ask <- Restore
        ",
    );
    // Once its cards have changed places, a connection is still the same one.
    check(
        r#"
        ana: add "Cuts" in story/hurts
        ana: add "Restore" in works
        ana: link "Restore" "Cuts"
        ana: move "Cuts" to plan
        ana: link "Restore" "Cuts" -> These two are connected already.
        ana: unlink "Cuts" "Restore"
        ana: undo
        ana: delete "Cuts"
        ana: undo
        ana: unlink "Restore" "Cuts"
        "#,
        "
        works Restore
        plan Cuts
        ",
    );
}

#[test]
fn each_kind_of_field_takes_what_fits_it() {
    let table = Table::with(
        r#"
        ana: add "a" in works
        ana: set reach of "a" to "1,500"
        ana: set off-wall of "a" to yes
        ana: set off-wall of "a" to maybe -> “maybe” is neither yes nor no.
        ana: set by of "a" to "2027-3-31"
        ana: set by of "a" to "27-03-31" -> “27-03-31” is not a date. Write 2027-03-31, 31 March or next Friday.
        ana: set by of "a" to soon -> “soon” is not a date. Write 2027-03-31, 31 March or next Friday.
        ana: set reach of "a" to many -> “many” is not a number.
        ana: set colour of "a" to red -> “What works?” has no field “colour”.
        ana: set friend of "a" to " Bo  "
        ana: add "s" in story
        ana: set evidence of "s" to rumour -> “rumour” is not one of the choices: data, record, lived experience, heard from others, hunch.
        ana: set evidence of "s" to "hunch"
        ana: set stop of "s" to tired -> “tired” is not one of the choices: actionable, evidence ran out, beyond us, not ours.
        "#,
    );
    let shown = |field: &str| {
        table
            .the("a")
            .get(field)
            .map(|value| value.display().to_string())
    };
    assert_eq!(shown("reach").as_deref(), Some("1500"));
    assert_eq!(shown("by").as_deref(), Some("2027-03-31"));
    assert_eq!(shown("friend").as_deref(), Some("Bo"));
    assert_eq!(table.the("s").text_of("evidence"), "hunch");
}

#[test]
fn numbers_are_read_as_people_type_them() {
    for (typed, meant) in [
        ("12.5", Some("12.5")),
        ("12.5 %", Some("12.5")),
        ("12,5", Some("12.5")),
        ("0,125", Some("0.125")),
        ("$ 1,234,567.5", Some("1,234,567.5")),
        ("−3", Some("−3")),
        ("-1,500", Some("−1500")),
        ("1.234,5", Some("1234.5")),
        ("1,234", Some("1234")),
        ("1.234", Some("1.234")),
        ("2e15", None),
        ("1,5e3", None),
        (",", None),
        ("inf", None),
    ] {
        let mut table = Table::with("ana: add \"a\" in works");
        let said = table.ask(
            "ana",
            crate::model::Command::SetField {
                card: table.card("a"),
                field: "reach".into(),
                from: 0,
                value: Some(typed.into()),
            },
        );
        assert_eq!(said.is_ok(), meant.is_some(), "{typed}: {said:?}");
        let kept = table
            .the("a")
            .get("reach")
            .map(crate::model::card::Value::display);
        assert_eq!(kept.as_deref(), meant, "{typed}");
    }
}
