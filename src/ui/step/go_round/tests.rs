use crate::{
    model::{CardId, Command, Seen, Value, card::field, seen::CardSeen},
    ui::{keys, scene::Scene, step::tree::tests::chord_keys},
};

const SCRIPT: &str = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 20, "steps": [
    {"id": "who", "kind": "roster", "minutes": 5, "title": "Who", "ask": "Who is here?"},
    {"id": "words", "kind": "go_round", "minutes": 5, "title": "One word", "ask": "One word: how do you leave?", "draws_from": ["who"]},
    {"id": "sure", "kind": "go_round", "minutes": 5, "title": "How sure", "ask": "How sure are you?", "answer": "number", "draws_from": ["who"]},
    {"id": "open", "kind": "go_round", "minutes": 5, "title": "Guests", "ask": "Who else?", "answer": "number", "max": 12}
]}"#;

/// Three people who are here, whatever the page of the roster looks like.
fn gathered() -> Scene {
    let mut scene = Scene::of(SCRIPT);
    let ana = scene.seen().members().next().expect("somebody").id;
    let add = |(n, name): (u128, &str)| Command::AddCard {
        card: CardId(uuid::Uuid::from_u128(5_000 + n)),
        author: None,
        step: "who".into(),
        parent: None,
        column: None,
        after: crate::model::After::Last,
        fields: vec![(field::TEXT.into(), name.into())],
        from: None,
    };
    let people = (1..).zip(["Devi", "Tomas", "Lee"]).map(add).collect();
    scene.ask(ana, Command::Several(people)).expect("people");
    scene.press("ana", "]");
    scene
}

fn turns<'a>(seen: Seen<'a>, step: &str) -> Vec<CardSeen<'a>> {
    seen.cards_on(&step.into()).collect()
}

#[test]
fn enter_keeps_a_turn_and_the_next_person_is_asked() {
    let mut scene = gathered();
    assert!(
        scene.text("ana").contains("D E V I"),
        "{}",
        scene.text("ana")
    );
    assert!(scene.text("ana").contains("then Tomas"));
    insta::assert_snapshot!("go_round_words_80x24", scene.text("ana"));
    // A dash passes; Lee speaks; then everybody had a turn, and no further form opens.
    scene.press(
        "ana",
        "<enter>hopeful<enter>-<enter>a bit tired, and glad<enter>",
    );
    let said: Vec<(&str, &str, bool)> = turns(scene.seen(), "words")
        .iter()
        .map(|card| {
            (
                card.text_of(field::WHO),
                card.text(),
                card.flag(field::PASS),
            )
        })
        .collect();
    assert_eq!(
        said,
        [
            ("Devi", "hopeful", false),
            ("Tomas", "passes", true),
            ("Lee", "a bit tired, and glad", false)
        ]
    );
    let text = scene.text("ana");
    assert!(
        text.contains("Everybody had a turn") && text.contains("hopeful"),
        "{text}"
    );
    // Somebody who passed may take the turn later.
    scene.press("ana", "<home><down><enter><backspace>curious<enter>");
    let card = turns(scene.seen(), "words")[1];
    assert_eq!((card.text(), card.flag(field::PASS)), ("curious", false));
    scene.press("ana", "u");
    assert!(turns(scene.seen(), "words")[1].flag(field::PASS));
}

#[test]
fn a_digit_is_a_turn_and_numbers_have_a_middle_and_a_spread() {
    let mut scene = gathered();
    scene.press("ana", "]2P5");
    let given: Vec<Option<Value>> = turns(scene.seen(), "sure")
        .iter()
        .map(|card| card.get(field::NUMBER).cloned())
        .collect();
    assert_eq!(
        given,
        [Some(Value::Number(2.0)), None, Some(Value::Number(5.0))]
    );
    let text = scene.text("ana");
    assert!(
        text.contains("middle 3.5 · from 2 to 5") && text.contains("2 ██"),
        "{text}"
    );
    insta::assert_snapshot!("go_round_numbers_80x24", text);
    insta::assert_snapshot!("go_round_numbers_80x24_styles", scene.styles("ana"));
    // A guest who is on no roster.
    scene.press("ana", "nA guest<tab>7<enter>");
    assert!(
        scene.text("ana").contains("A whole number from 0 to 5"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "<backspace>4<enter>");
    assert_eq!(turns(scene.seen(), "sure").len(), 4);
    for (columns, rows) in [(40, 12), (60, 20), (120, 40)] {
        scene.resize("ana", columns, rows);
        insta::assert_snapshot!(format!("go_round_{columns}x{rows}"), scene.text("ana"));
    }
}

#[test]
fn that_somebody_passed_is_not_handed_on() {
    let mut scene = gathered();
    scene.press("ana", "<enter>hopeful<enter>-<enter><esc>");
    let seen = scene.seen();
    let step = seen.step(&"words".into()).expect("a step");
    let on = step.kind.lens().hands_on(step, &seen);
    let words: Vec<&str> = on.iter().map(|card| card.text()).collect();
    assert_eq!(words, ["hopeful"]);
}

#[test]
fn passing_is_told_kindly() {
    let mut scene = gathered();
    scene.press("ana", "P");
    assert!(
        scene
            .text("ana")
            .contains("Devi passes. That is always fine"),
        "{}",
        scene.text("ana")
    );
    assert!(scene.text("ana").contains("T O M A S"));
    // A word round takes no numbers at once.
    scene.press("ana", "3");
    assert!(scene.text("ana").contains("each person gives a word"));
}

#[test]
fn somebody_may_go_out_of_order() {
    let mut scene = gathered();
    scene.press("ana", "<end><enter>last first<enter><esc>");
    assert_eq!(turns(scene.seen(), "words")[0].text_of(field::WHO), "Lee");
    assert!(
        scene.text("ana").contains("D E V I"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn without_a_roster_names_come_as_one_goes_and_may_stay_empty() {
    let mut scene = gathered();
    scene.press("ana", "]]");
    assert!(
        scene.text("ana").contains("Press n: a name"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "nMaya<tab>12<enter><tab>3<enter><enter>");
    let given: Vec<(&str, &str)> = turns(scene.seen(), "open")
        .iter()
        .map(|card| (card.text_of(field::WHO), card.text()))
        .collect();
    assert_eq!(given, [("Maya", "12"), ("", "3")]);
    assert!(
        scene.text("ana").contains("somebody"),
        "{}",
        scene.text("ana")
    );
    // Numbers of two digits begin to be written with the first.
    scene.press("ana", "1");
    assert!(
        scene.text("ana").contains("From 0 to 12"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn many_people_and_wide_names_fit() {
    let mut scene = gathered();
    let ana = scene.seen().members().next().expect("somebody").id;
    let add = |n: u128| Command::AddCard {
        card: CardId(uuid::Uuid::from_u128(1_000_000 + n)),
        author: None,
        step: "who".into(),
        parent: None,
        column: None,
        after: crate::model::After::First,
        fields: vec![(
            field::TEXT.into(),
            format!("アナ・ルイス {n} 👩‍🏫").as_str().into(),
        )],
        from: None,
    };
    scene
        .ask(ana, Command::Several((0..300).map(add).collect()))
        .expect("people");
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40)] {
        scene.resize("ana", columns, rows);
        scene.press("ana", "<home><pagedown>");
        for line in scene.text("ana").lines() {
            assert!(crate::cells::width(line) <= usize::from(columns), "{line}");
        }
        assert!(scene.text("ana").contains("アナ"), "{}", scene.text("ana"));
    }
}

#[test]
fn ascii_draws_the_same_round() {
    let mut scene = gathered();
    scene.ascii("ana");
    scene.press("ana", "]24");
    let text = scene.text("ana");
    assert!(
        text.contains("2 :1") && text.contains("> Lee") && !text.contains('█'),
        "{text}"
    );
}

#[test]
fn every_key_of_a_round_does_something() {
    for binding in keys::kinds::go_round::KEYS
        .bindings
        .iter()
        .chain(keys::CARDS.bindings)
    {
        for chord in binding.chords {
            let mut scene = gathered();
            // Three turns of people on no roster, so that every way is open.
            scene.press(
                "ana",
                "]]1<tab><esc>nA<tab>1<enter>B<tab>2<enter>C<tab>3<enter><esc><home><down>",
            );
            let before = scene.trace("ana");
            scene.press("ana", &chord_keys(chord));
            let after = scene.trace("ana");
            assert_ne!(before, after, "{chord} ({:?})", binding.action);
        }
    }
}

#[test]
fn what_else_a_turn_holds_stands_beside_its_words() {
    const DUE: &str = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 5, "steps": [
        {"id": "will", "kind": "go_round", "minutes": 5, "title": "Will", "ask": "What will you do?", "fields": [
            {"id": "due", "label": "Due", "type": "date"}]}]}"#;
    let mut scene = Scene::of(DUE);
    scene.press(
        "ana",
        "nDeb<tab>Call Pastor Ruiz<tab>2026-12-04<enter><esc>",
    );
    let text = scene.text("ana");
    assert!(text.contains("Call Pastor Ruiz  Due: 2026-12-04"), "{text}");
}
