//! Letters typed where no line is open: no word is lost, and nothing runs.

use crate::ui::scene::Scene;

/// A session of two cards on a page, the cursor on one of them, and what the room says of it.
fn two_cards() -> Scene {
    let mut scene = Scene::of(
        r#"{"id": "talk", "title": "Talk", "framework": "ours", "minutes": 20, "steps": [
            {"id": "ideas", "title": "Ideas", "kind": "cards", "ask": "What works?", "minutes": 10},
            {"id": "result", "title": "Result", "kind": "text", "ask": "What for?", "minutes": 5},
            {"id": "report", "title": "Report", "kind": "recap", "ask": "What stands?", "minutes": 5}]}"#,
    );
    scene.press("ana", "nBuses run late<enter>Trains are full<enter><esc>");
    scene
}

fn cards(scene: &Scene) -> Vec<String> {
    let seen = scene.seen();
    let step = seen.current().clone();
    seen.children(&step, None)
        .map(|card| card.text().to_owned())
        .collect()
}

#[test]
fn words_begin_a_line_whatever_their_letters_would_do() {
    // The letters delete, undo, redo, mark, move, group, go home, open windows, menus and forms.
    for words in [
        "duplicate tickets",
        "unused seats",
        "Us first",
        "the bus",
        "jobs nearby",
        "Kids walk",
        "drivers quit",
        "quiet hours",
        "more stops",
        "rent is high",
        "los buses",
        "The 8 o'clock bus",
        "Rent control",
        "under 12 free",
        "ñandú",
        "du du da",
        "xylophones",
        "vivienda",
        "zone 2",
        "dinero",
        "Quotas",
        "every day",
        "keep walking",
        "jefes de barrio",
        "Xavier knows",
    ] {
        let mut scene = two_cards();
        let before = scene.seen().version();
        scene.write("ana", words);
        let form = scene
            .form("ana")
            .map(|form| form.field().editor.text().to_owned());
        assert_eq!(
            form.as_deref(),
            Some(words),
            "{words}:\n{}",
            scene.text("ana")
        );
        assert_eq!(
            cards(&scene),
            ["Buses run late", "Trains are full"],
            "{words}"
        );
        assert!(scene.seen().version() >= before);
        scene.press("ana", "<enter>");
        assert_eq!(cards(&scene).len(), 3, "{words}");
        assert!(cards(&scene).contains(&words.to_owned()), "{words}");
    }
}

#[test]
fn what_an_undo_took_back_is_there_again() {
    let mut scene = two_cards();
    scene.write("ana", "us");
    assert_eq!(cards(&scene), ["Buses run late", "Trains are full"]);
    scene.press("ana", "<esc><esc>u");
    assert_eq!(
        cards(&scene),
        ["Buses run late"],
        "one undo takes back one thing still"
    );
}

#[test]
fn commands_pressed_quickly_stay_commands() {
    let mut scene = two_cards();
    scene.write("ana", "kkjjd");
    assert_eq!(cards(&scene), ["Buses run late"]);
    scene.write("ana", "uuUU");
    assert_eq!(scene.form("ana").map(|form| form.title.clone()), None);
    scene.write("ana", "nWalking<enter>Cycling<enter><enter>");
    assert!(
        cards(&scene).contains(&"Cycling".to_owned()),
        "{:?}",
        cards(&scene)
    );
    scene.write("ana", "ggresult<enter>");
    assert!(
        scene.text("ana").contains("What for?"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn what_is_typed_slowly_is_a_key_and_one_that_means_nothing_says_so() {
    let mut scene = two_cards();
    scene.press("ana", "ñé");
    assert!(scene.form("ana").is_none());
    assert!(scene.text("ana").contains("does nothing here"));
}

#[test]
fn a_page_without_lines_takes_words_as_a_note_and_a_closed_talk_takes_none() {
    let mut scene = two_cards();
    scene.press("ana", "]]");
    scene.write("ana", "by whom?");
    let form = scene
        .form("ana")
        .map(|form| form.field().editor.text().to_owned());
    assert_eq!(form.as_deref(), Some("by whom?"), "{}", scene.text("ana"));
    scene.press("ana", "<enter>[[:close<enter>");
    let before = cards(&scene);
    scene.write("ana", "buses and drones");
    assert_eq!(cards(&scene), before);
    assert!(scene.form("ana").is_none());
}

#[test]
fn what_was_put_away_before_stays_put_away() {
    let mut scene = two_cards();
    scene.press("ana", "nHalf a thought<esc>");
    scene.write("ana", "dnever again");
    scene.press("ana", "<enter><esc>n");
    let form = scene
        .form("ana")
        .map(|form| form.field().editor.text().to_owned());
    assert_eq!(form.as_deref(), Some("Half a thought"));
}

#[test]
fn an_edit_that_goes_on_with_a_space_is_an_edit() {
    let mut scene = two_cards();
    scene.write("ana", "ke again<enter>");
    assert_eq!(cards(&scene), ["Buses run late again", "Trains are full"]);
    // Typed after a look at the line, a letter goes where the cursor stands.
    scene.press("ana", "e");
    scene.press("ana", "st<enter>");
    assert_eq!(cards(&scene)[0], "Buses run late against");
}

#[test]
fn the_key_that_opens_a_line_is_no_letter_of_it() {
    let mut scene = two_cards();
    scene.write("ana", "no buses<enter>");
    assert!(
        cards(&scene).contains(&"o buses".to_owned()),
        "{:?}",
        cards(&scene)
    );
}

#[test]
fn commands_one_after_the_other_that_open_a_menu_are_no_words() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.write("ana", "Bgg");
    assert!(scene.text("ana").contains("Go to"), "{}", scene.text("ana"));
    scene.write("ana", "story");
    scene.press("ana", "<enter>");
    assert!(
        scene.text("ana").contains("The story behind the curve"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn what_a_space_marked_among_letters_is_not_marked_and_what_was_marked_still_is() {
    for words in [
        " us first",
        "u s first",
        "j us",
        "k dust",
        " duplicate tickets",
    ] {
        for marked in ["", "<space>"] {
            let mut scene = two_cards();
            scene.press("ana", marked);
            scene.pass(1_000);
            let before = scene.text("ana").matches('●').count();
            assert_eq!(before, usize::from(!marked.is_empty()));
            scene.write("ana", words);
            let form = scene.form("ana").expect("a line");
            assert_eq!(form.field().editor.text(), words);
            scene.press("ana", "<esc>");
            let text = scene.text("ana");
            assert_eq!(
                text.matches('●').count(),
                before,
                "{words}{marked}:\n{text}"
            );
        }
    }
}
