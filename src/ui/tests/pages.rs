//! Pages of cards and statements, as a facilitator types them.

use crate::{
    model::{Command, StepId, card::field},
    ui::scene::Scene,
};

/// The cards of a step, each with its depth and its column.
fn page(scene: &Scene, step: &str) -> Vec<String> {
    let step = StepId::from(step);
    let line = |(depth, card): (usize, crate::model::seen::CardSeen<'_>)| {
        let column = card
            .column()
            .map_or("", |column| column.as_str())
            .to_owned();
        format!("{}{} {column}", "  ".repeat(depth), card.text())
            .trim_end()
            .to_owned()
    };
    scene.seen().walk(&step, None, |_| true).map(line).collect()
}

fn story() -> Scene {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.press("ana", "]]]]");
    scene
}

#[test]
fn enter_keeps_a_card_and_opens_the_next() {
    let mut scene = story();
    scene.press("ana", "nBuses cut<enter>Night shifts<enter><enter>");
    assert_eq!(
        page(&scene, "story"),
        ["Buses cut helps", "Night shifts helps"]
    );
    assert!(
        scene.text("ana").contains("▸• Night shifts"),
        "the cursor is on the last card"
    );
    assert!(
        !scene.text("ana").contains("New card"),
        "an empty line ends the run"
    );
}

#[test]
fn fields_are_filled_by_tab_and_arrows() {
    let mut scene = story();
    scene.press("ana", "n<right>Buses cut<tab><right><right><enter><enter>");
    let card = scene.seen().all_cards().next().expect("a card");
    assert_eq!(
        (card.text(), card.text_of(field::EVIDENCE)),
        ("Buses cut", "record")
    );
}

#[test]
fn cards_move_between_columns_and_pages_are_parked_and_come_back() {
    let mut scene = story();
    scene.press("ana", "nBuses cut<enter>An app<enter><enter>mc");
    assert_eq!(page(&scene, "story"), ["Buses cut helps", "An app hurts"]);
    scene.press("ana", "<right>msWhat works<enter>");
    assert_eq!(page(&scene, "story"), ["Buses cut helps"]);
    assert_eq!(page(&scene, "works"), ["An app"]);
    scene.press("ana", "<left>mp");
    assert_eq!(page(&scene, "story"), Vec::<String>::new());
    assert_eq!(scene.seen().parked().count(), 1);
    scene.press("ana", "uu");
    assert_eq!(page(&scene, "story"), ["Buses cut helps", "An app hurts"]);
}

#[test]
fn marked_cards_go_under_a_heading_and_stay_when_it_goes() {
    let mut scene = story();
    scene.press(
        "ana",
        "nOne<enter>Two<enter>Three<enter><enter><home><space><space>mg<enter>Roads<enter>",
    );
    assert_eq!(
        page(&scene, "story"),
        ["Roads helps", "  One helps", "  Two helps", "Three helps"]
    );
    scene.press("ana", "<home>d");
    assert_eq!(
        page(&scene, "story").len(),
        3,
        "{:?}",
        page(&scene, "story")
    );
    scene.press("ana", "uu");
    assert_eq!(
        page(&scene, "story"),
        ["One helps", "Two helps", "Three helps"]
    );
}

#[test]
fn cards_are_put_in_order() {
    let mut scene = story();
    scene.press("ana", "nOne<enter>Two<enter>Three<enter><enter>KK");
    assert_eq!(
        page(&scene, "story"),
        ["Three helps", "One helps", "Two helps"]
    );
    scene.press("ana", "JJ");
    assert_eq!(
        page(&scene, "story"),
        ["One helps", "Two helps", "Three helps"]
    );
}

#[test]
fn editing_changes_only_what_was_changed_and_one_undo_takes_it_back() {
    let mut scene = story();
    scene.press(
        "ana",
        "nBuses cut<enter><enter>e in June<tab><right><enter>",
    );
    let card = scene.seen().all_cards().next().expect("a card");
    assert_eq!(
        (card.text(), card.text_of(field::EVIDENCE)),
        ("Buses cut in June", "data")
    );
    scene.press("ana", "u");
    let card = scene.seen().all_cards().next().expect("a card");
    assert_eq!(
        (card.text(), card.text_of(field::EVIDENCE)),
        ("Buses cut", "")
    );
    scene.press("ana", "U");
    assert_eq!(page(&scene, "story"), ["Buses cut in June helps"]);
}

#[test]
fn esc_keeps_the_draft_and_n_takes_it_up_again() {
    let mut scene = story();
    scene.press("ana", "nHalf a thou<esc>");
    assert!(!scene.text("ana").contains("Half a thou"));
    scene.press("ana", "n");
    assert!(scene.text("ana").contains("Half a thou"));
    scene.press("ana", "ght<enter>");
    assert_eq!(page(&scene, "story"), ["Half a thought helps"]);
}

#[test]
fn ctrl_c_once_closes_and_keeps_twice_leaves() {
    let mut scene = story();
    scene.press("ana", "nHalf a thou<ctrl-c>");
    assert!(scene.text("ana").contains("Ctrl-C again leaves"));
    assert!(scene.effects.is_empty());
    scene.press("ana", "<ctrl-c>");
    assert!(matches!(
        scene.effects.as_slice(),
        [crate::ui::seat::Effect::Leave]
    ));
    scene.press("ana", "n");
    assert!(scene.text("ana").contains("Half a thou"));
}

#[test]
fn a_refused_form_opens_again_with_every_word() {
    let mut scene = Scene::of(
        r#"{"id": "s", "title": "S", "framework": "F", "minutes": 5, "steps": [
            {"id": "a", "kind": "plan", "minutes": 5, "ask": "Who?",
             "fields": [{"id": "due", "type": "date"}]}]}"#,
    );
    scene.press("ana", "nSign leases<tab>in spring<enter>");
    let screen = scene.text("ana");
    assert!(screen.contains("is not a date"), "{screen}");
    assert!(
        screen.contains("Sign leases") && screen.contains("in spring"),
        "{screen}"
    );
    scene.press("ana", "<ctrl-u>2027-04-30<enter>");
    let card = scene.seen().all_cards().next().expect("a card");
    assert_eq!(card.text_of("due"), "2027-04-30");
}

#[test]
fn pasted_lines_become_cards_or_one() {
    let mut scene = story();
    scene.paste("ana", "Buses cut\nNight shifts\n\nAsthma\n");
    assert!(scene.text("ana").contains("3 cards, one for each line"));
    scene.press("ana", "<enter>");
    assert_eq!(
        page(&scene, "story"),
        ["Buses cut helps", "Night shifts helps", "Asthma helps"]
    );
    scene.press("ana", "u");
    assert_eq!(
        page(&scene, "story"),
        Vec::<String>::new(),
        "one paste is one change"
    );
    scene.paste("ana", "one line");
    assert!(scene.text("ana").contains("New card") && scene.text("ana").contains("one line"));
}

#[test]
fn the_filter_shows_what_fits_in_any_order_of_words() {
    let mut scene = story();
    scene.press(
        "ana",
        "nBuses cut in June<enter>Night shifts<enter><enter>/june bus",
    );
    let screen = scene.text("ana");
    assert!(
        screen.contains("Buses cut") && !screen.contains("Night shifts"),
        "{screen}"
    );
    scene.press("ana", "<enter>");
    assert!(scene.text("ana").contains("Showing what holds"));
    scene.press("ana", "<esc>");
    assert!(scene.text("ana").contains("Night shifts"));
}

#[test]
fn a_statement_keeps_its_earlier_versions() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.press("ana", "]<enter>All children read<enter>");
    scene.press("ana", "<enter> well<enter>V");
    let screen = scene.text("ana");
    assert!(
        screen.contains("All children read well") && screen.contains("▸   All children read "),
        "{screen}"
    );
    scene.press("ana", "<enter>");
    let statement = scene.seen().all_cards().next().expect("a statement");
    assert_eq!(statement.text(), "All children read");
}

#[test]
fn a_story_card_and_an_idea_are_connected_both_ways() {
    let mut scene = story();
    scene.press(
        "ana",
        "nBuses cut<enter><enter>]]]nRides to school<enter><enter>cbuses<enter><esc>",
    );
    let step = StepId::from("works");
    let idea = scene.seen().cards_on(&step).next().expect("an idea").id();
    let from: Vec<_> = scene
        .seen()
        .comes_from(idea)
        .map(|card| card.text().to_owned())
        .collect();
    assert_eq!(from, ["Buses cut"]);
    scene.press("ana", "[[[c");
    let screen = scene.text("ana");
    assert!(screen.contains("Buses cut → Rides to school"), "{screen}");
}

#[test]
fn screens_of_every_size_hold() {
    let mut scene = story();
    scene.press("ana", "nBuses cut on the east side, 公共汽车停运 🚌, and no one said why<enter>Night shifts<enter><enter>mc");
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40), (20, 5), (300, 120)] {
        scene.resize("ana", columns, rows);
        let text = scene.text("ana");
        if columns < 40 {
            assert!(text.contains("small"), "{text}");
            continue;
        }
        assert!(text.contains("Buses cut"), "{columns}x{rows}\n{text}");
        if columns <= 120 {
            insta::assert_snapshot!(format!("cards_{columns}x{rows}"), text);
        }
    }
    insta::assert_snapshot!("cards_styles", {
        scene.resize("ana", 80, 24);
        scene.styles("ana")
    });
}

#[test]
fn words_that_are_too_long_are_refused_whole_and_stay_in_the_form() {
    let mut scene = story();
    let long = "word ".repeat(500);
    scene.press("ana", "n");
    scene.paste("ana", &long);
    scene.press("ana", "<enter>");
    assert_eq!(page(&scene, "story"), Vec::<String>::new());
    let screen = scene.text("ana");
    assert!(screen.contains("Nothing was cut"), "{screen}");
    scene.press("ana", "<esc>");
    assert!(
        scene.text("ana").contains("word word"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn a_suggested_file_name_is_taken_as_it_stands() {
    let mut scene = story();
    scene.press("ana", "X<enter>");
    let asked = scene.effects.iter().any(|effect| {
        matches!(effect, crate::ui::seat::Effect::Export { path, .. } if path == "mill-valley.html")
    });
    assert!(asked, "{:?}", scene.effects);
}

#[test]
fn an_idea_becomes_an_action_in_its_own_words_and_a_paste_into_it_stays_words() {
    let mut scene = story();
    scene.press("ana", "]]]nRides to school<enter><enter>a");
    scene.paste("ana", " with\nthe library");
    scene.press("ana", "<enter>");
    assert_eq!(page(&scene, "plan"), ["Rides to school with the library"]);
    assert!(
        scene.text("ana").contains("Kept on"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn drafts_of_two_columns_are_both_kept() {
    let mut scene = story();
    scene.press("ana", "nfirst half<esc><right>nsecond half<esc><left>n");
    assert!(
        scene.text("ana").contains("first half"),
        "{}",
        scene.text("ana")
    );
    assert!(scene.text("ana").contains("kept from before"));
    scene.press("ana", "<esc><right>n");
    assert!(
        scene.text("ana").contains("second half"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn letters_that_choose_nothing_say_how_to_choose() {
    let mut scene = story();
    scene.press("ana", "nBuses cut<tab>z");
    assert!(
        scene.text("ana").contains("Arrows choose here"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn a_hidden_page_takes_no_keys() {
    let mut scene = story();
    scene.press("ana", "nHalf a thou");
    scene.resize("ana", 30, 8);
    scene.press("ana", "<esc>x");
    scene.resize("ana", 80, 24);
    assert!(
        scene.text("ana").contains("Half a thou"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn words_for_a_title_are_kept_until_somebody_gives_it_another() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.press("ana", ":title<enter> reads<esc>");
    scene.press("ana", ":title<enter>");
    assert_eq!(
        scene.form("ana").expect("a form").words("text"),
        "Mill Valley reads"
    );
    scene.press("ana", "<esc>");
    let ana = scene.member_of("ana");
    let title = "Millbrook".into();
    scene.ask(ana, Command::Retitle { title }).expect("a title");
    scene.press("ana", ":title<enter>");
    assert_eq!(
        scene.form("ana").expect("a form").words("text"),
        "Millbrook"
    );
    assert!(!scene.text("ana").contains("kept from before"));
}

#[test]
fn a_long_label_is_read_whole_where_it_is_written() {
    let fields = [
        ("people", "How many people would this reach in a year"),
        ("place", "Neighborhoods-and-schools"),
        ("who", "Who"),
    ];
    let declared = fields.map(|(id, label)| format!(r#"{{"id": "{id}", "label": "{label}"}}"#));
    let script = format!(
        r#"{{"id": "talk", "title": "Talk", "framework": "ours", "minutes": 20, "steps": [
            {{"id": "ideas", "title": "Ideas", "kind": "cards", "ask": "What works?", "minutes": 10, "fields": [{}]}}]}}"#,
        declared.join(",")
    );
    // Words of a label fall on several lines, with what is written beside them.
    let whole = |text: &str, label: &str| label.split(' ').all(|word| text.contains(word));
    for (columns, rows, all) in [
        (80, 24, true),
        (120, 40, true),
        (60, 20, true),
        (40, 12, false),
    ] {
        let mut scene = Scene::of(&script);
        scene.resize("ana", columns, rows);
        scene.press("ana", "nBuses");
        for (at, (id, label)) in fields.iter().enumerate() {
            scene.press("ana", "<tab>");
            assert_eq!(scene.form("ana").map(|form| form.at), Some(at + 1));
            scene.press("ana", id);
            let text = scene.text("ana");
            let told = fields.map(|(_, label)| whole(&text, label));
            assert!(told[at], "{label} at {columns}×{rows}:\n{text}");
            assert!(text.contains(id), "{text}");
            assert!(
                !all || told.iter().all(|told| *told),
                "{columns}×{rows}:\n{text}"
            );
        }
    }
}
