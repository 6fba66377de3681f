use crate::{
    model::{CardId, Command, MemberId, Role, card::field},
    ui::{keys, scene::Scene, step::tree::tests::chord_keys},
};

/// Ideas, a matrix that judges them, one of candidate indicators, one of problems, one of yes and no, and a plan.
const SCRIPT: &str = r#"{
    "id": "t", "title": "T", "framework": "F", "minutes": 60,
    "steps": [
        {"id": "works", "kind": "cards", "minutes": 10, "title": "What works", "ask": "What works?"},
        {"id": "judge", "kind": "matrix", "minutes": 10, "title": "Choose", "ask": "Which of these do we do?",
            "draws_from": ["works"], "keep": 2, "prompt": "Another idea", "criteria": [
                {"id": "spec", "label": "Specific", "hint": "Could someone start on Monday?"},
                {"id": "lever", "label": "Leverage", "hint": "Will it bend the curve?"},
                {"id": "values", "label": "Values", "hint": "Does it fit who we are?"},
                {"id": "reach", "label": "Reach", "hint": "Can we really do it?"}
            ]},
        {"id": "candidates", "kind": "matrix", "minutes": 10, "ask": "Which few numbers?", "verdict": "indicators",
            "criteria": [{"id": "communication", "label": "Communication power"},
                {"id": "proxy", "label": "Proxy power"}, {"id": "data", "label": "Data power"}]},
        {"id": "problems", "kind": "matrix", "minutes": 10, "ask": "Which first?", "verdict": "hanlon",
            "scale": "zero-to-ten", "criteria": [{"id": "size", "label": "Size"},
                {"id": "seriousness", "label": "Seriousness"}, {"id": "effectiveness", "label": "Effectiveness"},
                {"id": "pearl", "label": "PEARL", "scale": "yes-no"}]},
        {"id": "tests", "kind": "matrix", "minutes": 10, "ask": "Is it the right result?", "scale": "yes-no",
            "criteria": [{"id": "urgent", "label": "Urgent"}, {"id": "alone", "label": "Nobody can alone"}]},
        {"id": "plan", "kind": "plan", "minutes": 10, "ask": "Who does what?", "draws_from": ["judge"]}
    ]
}"#;

/// Four ideas, judged from the keyboard alone: by the room, by hands, and with words of how they know.
fn judged() -> Scene {
    let mut scene = Scene::of(SCRIPT);
    scene.press(
        "ana",
        "nSummer tutoring at twelve sites<enter>Attendance calls and rides<enter>Home reading packs<enter>Replace the air units in both schools<enter><enter>]",
    );
    scene.press("ana", "3323");
    scene.press(
        "ana",
        "3<enter>4<tab>1<tab>4<tab>they did it in Dover<enter><tab>22",
    );
    scene.press("ana", "3133");
    scene.press("ana", "233");
    scene
}

fn ana(scene: &Scene) -> MemberId {
    scene.seen().members().next().expect("somebody").id
}

fn line(scene: &mut Scene, words: &str) -> String {
    let text = scene.text("ana");
    text.lines()
        .find(|line| line.contains(words))
        .unwrap_or_else(|| panic!("no “{words}” in\n{text}"))
        .to_owned()
}

/// A line with one space between its words.
fn flat(scene: &mut Scene, words: &str) -> String {
    let line = line(scene, words);
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The order in which ideas stand on the screen.
fn order(scene: &mut Scene) -> Vec<&'static str> {
    let text = scene.text("ana");
    let mut found: Vec<(usize, &str)> = ["Summer", "Attendance", "Home", "Replace"]
        .into_iter()
        .filter_map(|word| Some((text.find(&format!(" {word} "))?, word)))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, word)| word).collect()
}

#[test]
fn a_matrix_is_filled_from_the_keyboard_alone() {
    let mut scene = judged();
    scene.press("ana", "<home><down><tab>");
    insta::assert_snapshot!("matrix_80x24", scene.text("ana"));
    insta::assert_snapshot!("matrix_80x24_styles", scene.styles("ana"));
    scene.press("ana", "<enter>");
    insta::assert_snapshot!("matrix_form_80x24", scene.text("ana"));
}

#[test]
fn a_matrix_fits_every_size() {
    let mut scene = judged();
    scene.press("ana", "<home><down> ");
    for (columns, rows) in [(40, 12), (60, 20), (120, 40)] {
        scene.resize("ana", columns, rows);
        insta::assert_snapshot!(format!("matrix_{columns}x{rows}"), scene.text("ana"));
    }
}

#[test]
fn a_digit_judges_and_goes_on_to_the_next_cell() {
    let mut scene = judged();
    assert!(flat(&mut scene, "Summer").contains("high high medium high"));
    assert!(flat(&mut scene, "Replace").contains("medium high high ·"));
    assert!(
        flat(&mut scene, "Summer").ends_with("2.8"),
        "{}",
        scene.text("ana")
    );
    assert!(
        line(&mut scene, "▸").contains("Replace"),
        "the cursor waits at what is open"
    );
    // A digit without a mark says so, 0 takes a mark away, and undo brings it back.
    scene.press("ana", "7");
    assert!(scene.text("ana").contains("There is no mark 7 here"));
    scene.press("ana", "<home><shift-tab><shift-tab><shift-tab>0");
    assert!(
        flat(&mut scene, "Summer").contains("· high"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "u");
    assert!(flat(&mut scene, "Summer").contains("high high"));
    scene.press("ana", "<backspace>");
    assert!(flat(&mut scene, "Summer").contains("· high"));
}

#[test]
fn a_show_of_hands_is_typed_in_seconds() {
    let mut scene = judged();
    scene.press("ana", "<home><down><shift-tab><shift-tab>");
    assert!(
        flat(&mut scene, "Attendance").contains("medium ‼"),
        "{}",
        scene.text("ana")
    );
    let told = line(&mut scene, "4 high");
    assert!(
        told.contains("4 high, 1 medium, 4 low · “they did it in Dover” · ‼ Divided"),
        "{told}"
    );
    // What the room says after talking replaces the count, keeps the evidence, and says how to get it back.
    scene.press("ana", "3");
    assert!(scene.text("ana").contains("count of 9 people was replaced"));
    scene.press("ana", "<shift-tab>");
    assert!(line(&mut scene, "1 high").contains("Dover"));
}

#[test]
fn people_are_counted_one_by_one() {
    let mut scene = judged();
    scene.press("ana", "v");
    assert!(scene.text("ana").contains("ONE BY ONE"));
    scene.press("ana", "331132");
    assert!(line(&mut scene, "3 high, 1 medium, 2 low").contains("Divided"));
    scene.press("ana", "u");
    assert!(scene.text("ana").contains("3 high, 2 low"));
    scene.press("ana", "<backspace>3v");
    assert!(scene.text("ana").contains(" 1 high"));
    assert!(!scene.text("ana").contains("ONE BY ONE"));
}

#[test]
fn words_where_numbers_belong_are_kept_in_the_form() {
    let mut scene = judged();
    scene.press("ana", "<enter>many<enter>");
    assert!(
        scene.text("ana").contains("“many” is not a number"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "<esc>]]<esc>nAsthma<enter><enter><enter>7 11<enter>");
    let text = scene.text("ana");
    assert!(
        text.contains("“11” cannot be given here") && text.contains("7 11"),
        "{text}"
    );
}

#[test]
fn marks_to_ten_are_typed_as_they_are_written() {
    let mut scene = judged();
    scene.press("ana", "]]nAsthma<enter>Falls<enter><enter><home>");
    scene.press("ana", "8<tab>10<tab>6<tab>1");
    assert!(
        flat(&mut scene, "Asthma").contains("8 10 6"),
        "{}",
        scene.text("ana")
    );
    // (8 + 10) · 6 / 3
    assert!(
        flat(&mut scene, "Asthma").ends_with("yes 36"),
        "{}",
        scene.text("ana")
    );
    assert!(
        line(&mut scene, "▸").contains("Falls"),
        "yes and no go on to the next card"
    );
    scene.press("ana", "0");
    assert!(
        flat(&mut scene, "Falls").contains(" 0 "),
        "a zero alone is a zero"
    );
    // One by one: 10, 10, 1.
    scene.press("ana", "<backspace>v10101v");
    assert!(
        scene.text("ana").contains("2 × 10, 1 × 1"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "<enter> 4 7<enter>");
    assert!(
        scene.text("ana").contains("2 × 10, 1 × 7, 1 × 4, 1 × 1"),
        "{}",
        scene.text("ana")
    );
    // Many of one number are counted, not spelled out.
    scene.press("ana", "<enter> 7x24 4×2<enter>");
    assert!(
        scene.text("ana").contains("2 × 10, 25 × 7, 3 × 4, 1 × 1"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "<enter>");
    assert!(
        scene.text("ana").contains("7×25") && !scene.text("ana").contains("7 7"),
        "{}",
        scene.text("ana")
    );
    // A count of nothing is kept in the form, as any word that is no number.
    scene.press("ana", " 8x<enter>");
    assert!(scene.text("ana").contains("8x"), "{}", scene.text("ana"));
    scene.press("ana", "<backspace><backspace><backspace><esc>");
    scene.press("ana", "W");
    assert!(scene.text("ana").contains("counts nothing by weight"));
}

#[test]
fn yes_no_and_not_sure_ask_how_we_know() {
    let mut scene = judged();
    scene.press(
        "ana",
        "]]]nReading at nine<enter>Jobs<enter><enter><home>132",
    );
    assert!(
        flat(&mut scene, "Reading").contains("yes not sure"),
        "{}",
        scene.text("ana")
    );
    assert!(flat(&mut scene, "Reading").ends_with("1 of 2"));
    scene.press("ana", "<home><shift-tab><enter>county data, 2025<enter>");
    assert!(
        line(&mut scene, "1 yes").contains("“county data, 2025”"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn weights_change_the_order_and_are_taken_back() {
    let mut scene = judged();
    scene.press("ana", "s");
    assert_eq!(
        order(&mut scene),
        ["Summer", "Home", "Attendance", "Replace"]
    );
    assert!(scene.text("ana").contains("SCORE ▾"));
    scene.press("ana", "W<tab>19<enter>");
    let text = scene.text("ana");
    assert!(
        text.contains("between 1 and 9") && text.contains("19"),
        "{text}"
    );
    scene.press("ana", "<backspace><backspace>9<enter>");
    assert!(
        scene.text("ana").contains("LEVERAGE×9") && scene.text("ana").contains("weights 1·9·1·1")
    );
    assert!(
        !scene.text("ana").contains("SCORE ▾"),
        "what stands there is not sorted by it any more"
    );
    scene.press("ana", "s");
    assert_eq!(
        order(&mut scene),
        ["Summer", "Attendance", "Home", "Replace"]
    );
    scene.press("ana", "u");
    assert!(!scene.text("ana").contains("weights 1·9"));
    assert!(scene.seen().history().any(|(_, _, _, did)| {
        did.render(crate::say::Lang::En)
            .contains("how much a criterion counts")
    }));
}

#[test]
fn a_card_that_is_judged_does_not_jump_and_sorting_is_of_this_seat() {
    let mut scene = judged();
    let version = scene.seen().version();
    scene.press("ana", "ss");
    assert_eq!(order(&mut scene)[0], "Attendance", "the most divided");
    assert!(scene.text("ana").contains("CARD ▾"));
    assert_eq!(scene.seen().version(), version);
    scene.press("ana", "<home>2");
    assert_eq!(order(&mut scene)[0], "Attendance");
    scene.press("ana", "s");
    assert_eq!(
        order(&mut scene),
        ["Summer", "Attendance", "Home", "Replace"]
    );
}

#[test]
fn what_goes_on_is_what_the_plan_draws_from() {
    let mut scene = judged();
    scene.press("ana", "<home> <down> ");
    assert!(flat(&mut scene, "Summer").contains("● Summer"));
    assert!(line(&mut scene, "4 cards").contains("2 of 2 go on"));
    let plan = scene.seen().step(&"plan".into()).expect("the plan").clone();
    let handed: Vec<&str> = scene
        .seen()
        .handed_to(&plan)
        .iter()
        .map(|card| card.text())
        .collect();
    assert_eq!(
        handed,
        ["Summer tutoring at twelve sites", "Home reading packs"]
    );
    scene.press("ana", "<home> ");
    assert!(line(&mut scene, "4 cards").contains("1 of 2"));
}

#[test]
fn the_data_development_agenda_takes_what_people_put_there() {
    let mut scene = judged();
    scene.press(
        "ana",
        "]nHope<enter>Reading at nine<enter><enter><home>331333",
    );
    assert!(
        line(&mut scene, "Hope").ends_with("needs data"),
        "{}",
        scene.text("ana")
    );
    assert!(flat(&mut scene, "Reading at").ends_with("headline"));
    let flagged = |scene: &Scene| {
        let card = scene.seen().all_cards().find(|card| card.text() == "Hope");
        card.is_some_and(|card| card.flag(field::DATA_NEEDED))
    };
    assert!(!flagged(&scene));
    scene.press("ana", "<home>#");
    assert!(flagged(&scene));
    assert!(
        flat(&mut scene, "Hope  ").ends_with("needs data ✓"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "#");
    assert!(!flagged(&scene));
}

#[test]
fn whoever_sits_at_a_screen_of_their_own_speaks_for_themselves() {
    let mut scene = judged();
    scene.join("ben", Role::Participant, 80, 24);
    scene.press("ben", "<home>1");
    assert!(
        flat(&mut scene, "Summer").contains("low–high ‼"),
        "{}",
        scene.text("ana")
    );
    scene.press("ben", "<shift-tab><enter>");
    assert!(scene.text("ben").contains("Mark"), "{}", scene.text("ben"));
    scene.press("ben", "<right><right><tab>I teach there<enter>");
    assert!(
        flat(&mut scene, "Summer").contains("high"),
        "{}",
        scene.text("ana")
    );
    for keys in ["<home> ", "W"] {
        let version = scene.seen().version();
        scene.press("ben", keys);
        assert!(
            scene.text("ben").contains("Whoever leads does this"),
            "{}",
            scene.text("ben")
        );
        assert_eq!(scene.seen().version(), version);
    }
}

#[test]
fn a_filter_looks_for_words() {
    let mut scene = judged();
    scene.press("ana", "/home<enter>");
    assert_eq!(order(&mut scene), ["Home"]);
    assert!(line(&mut scene, "of 2").contains("4 cards"));
    scene.press("ana", "<esc>");
    assert_eq!(order(&mut scene).len(), 4);
}

#[test]
fn wide_and_joined_characters_do_not_break_the_columns() {
    let mut scene = judged();
    scene.press("ana", "n");
    scene.paste("ana", "市議会にバスの再開を求める 👩‍🏫👩‍🏫");
    scene.press(
        "ana",
        "<enter><enter><home><shift-tab><shift-tab><shift-tab>33",
    );
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40)] {
        scene.resize("ana", columns, rows);
        let text = scene.text("ana");
        for line in text.lines() {
            assert!(crate::cells::width(line) <= usize::from(columns), "{line}");
        }
        assert!(text.contains("市議会"), "{text}");
    }
    scene.resize("ana", 80, 24);
    let column = |text: &str| text.find("high").map(|at| crate::cells::width(&text[..at]));
    let (wide, plain) = (line(&mut scene, "市議会"), line(&mut scene, "Summer"));
    assert_eq!(column(&wide), column(&plain), "{wide}\n{plain}");
}

#[test]
fn tab_brings_every_criterion_into_sight_at_every_width() {
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40)] {
        let mut scene = judged();
        scene.resize("ana", columns, rows);
        scene.press("ana", "<home><shift-tab><shift-tab><shift-tab><shift-tab>");
        for head in ["SPECIFIC", "LEVERAGE", "VALUES", "REACH"] {
            let text = scene.text("ana");
            assert!(text.contains(head), "{head} at {columns}:\n{text}");
            assert!(
                text.contains("SCORE"),
                "the verdict stays at {columns}:\n{text}"
            );
            scene.press("ana", "<tab>");
        }
    }
}

#[test]
fn a_thousand_cards_are_paged_through_and_judged() {
    let mut scene = Scene::of(SCRIPT);
    let ana = ana(&scene);
    let add = |n: u128| Command::AddCard {
        card: CardId(uuid::Uuid::from_u128(1_000_000 + n)),
        author: None,
        step: "works".into(),
        parent: None,
        column: None,
        after: crate::model::After::Last,
        fields: vec![(field::TEXT.into(), format!("idea {n}").as_str().into())],
        from: None,
    };
    scene
        .ask(ana, Command::Several((0..1_000).map(add).collect()))
        .expect("ideas");
    scene.press("ana", "]<end>3");
    assert!(
        line(&mut scene, "▸").contains("idea 999"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "s");
    scene.press("ana", "<home>");
    assert!(
        line(&mut scene, "▸").contains("idea 999"),
        "{}",
        scene.text("ana")
    );
    for _ in 0..100 {
        scene.press("ana", "<pagedown>");
    }
    assert!(line(&mut scene, "▸").contains("idea 998"));
}

#[test]
fn ascii_draws_the_same_matrix() {
    let mut scene = judged();
    scene.ascii("ana");
    scene.press("ana", "<home> ");
    let text = scene.text("ana");
    assert!(
        text.contains("* Summer") && text.contains("> ") && text.contains("medium !!"),
        "{text}"
    );
    assert!(
        text.contains("2.7~"),
        "what is not judged through says so: {text}"
    );
}

#[test]
fn every_key_of_a_matrix_does_something() {
    // What another scope of the same page takes over is pressed there.
    for scope in [&keys::kinds::matrix::KEYS, &keys::CARDS] {
        for binding in scope.bindings {
            for chord in binding.chords {
                let mut scene = judged();
                // In the middle of the page and of a row, on a card of this page, judged once already.
                scene.press(
                    "ana",
                    "nOne<enter>Two<enter>Three<enter><enter><home><down><shift-tab><shift-tab>1<shift-tab>",
                );
                let before = scene.trace("ana");
                scene.press("ana", &chord_keys(chord));
                let after = scene.trace("ana");
                assert_ne!(before, after, "{chord} ({:?})", binding.action);
            }
        }
    }
}

#[test]
fn advice_stands_in_the_guidance_and_never_on_the_page() {
    let mut scene = judged();
    assert!(!scene.text("ana").contains("Ask the lowest"));
    scene.press("ana", "o");
    let text: Vec<String> = scene
        .text("ana")
        .lines()
        .map(|line| line.trim_matches(['│', ' ']).to_owned())
        .collect();
    assert!(
        text.join(" ")
            .contains("Ask the lowest and the highest to speak"),
        "{text:?}"
    );
}

#[test]
fn an_empty_matrix_says_how_to_begin() {
    let mut scene = Scene::of(SCRIPT);
    scene.press("ana", "]");
    assert!(scene.text("ana").contains("Press n and write"));
    scene.press("ana", "<enter>");
    assert!(scene.text("ana").contains("Another idea"));
    scene.press("ana", "Rides<enter><enter>3");
    assert!(line(&mut scene, "Rides").contains("high"));
}

#[test]
fn a_criterion_longer_than_its_column_goes_on_in_a_second_line() {
    let mut scene = judged();
    scene.press("ana", "]nHospital stays<enter><enter>");
    let text = scene.text("ana");
    assert!(text.contains("COMMUNICATION"), "{text}");
    assert_eq!(
        text.lines().filter(|line| line.trim() == "POWER").count(),
        1,
        "{text}"
    );
    assert!(!text.contains("COMMUNICATIO…"), "{text}");
}

#[test]
fn what_a_script_gives_to_be_judged_is_laid_down_by_one_key() {
    let mut scene = Scene::of(
        r#"{"id": "t", "title": "T", "framework": "F", "minutes": 10, "steps": [
            {"id": "skills", "kind": "matrix", "minutes": 10, "ask": "How well?", "scale": "one-to-five", "verdict": "spread",
             "items": [{"id": "listen", "ask": "We listen first"}, {"id": "test", "ask": "We try things small"}],
             "criteria": [{"id": "today", "label": "Today"}]}]}"#,
    );
    let words = |scene: &Scene| -> Vec<String> {
        let seen = scene.seen();
        let all = seen.tops(&"skills".into());
        all.map(|card| card.text().to_owned()).collect()
    };
    assert!(scene.text("ana").contains("Press i"));
    scene.press("ana", "i");
    assert_eq!(words(&scene), ["We listen first", "We try things small"]);
    scene.press("ana", "i");
    assert_eq!(words(&scene).len(), 2, "nothing is laid down twice");
    scene.press("ana", "u");
    assert!(words(&scene).is_empty(), "one key takes them all back");
    scene.press("ana", "i<end>d");
    assert_eq!(words(&scene).len(), 1);
    scene.press("ana", "i");
    assert_eq!(
        words(&scene).len(),
        2,
        "one that was taken away is offered again"
    );
}
