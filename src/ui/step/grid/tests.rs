use crate::{
    model::{CardId, Command, MemberId, Seen, card::field, seen::CardSeen},
    ui::{keys, scene::Scene, step::tree::tests::chord_keys},
};

/// People that were heard of, a grid with names and an aim, and one that is too large for boxes and digits.
const SCRIPT: &str = r#"{
    "id": "t", "title": "T", "framework": "F", "minutes": 30,
    "steps": [
        {"id": "heard", "kind": "cards", "minutes": 10, "title": "Heard", "ask": "Who is around?"},
        {"id": "people", "kind": "grid", "minutes": 10, "title": "Who has a say", "draws_from": ["heard"],
            "ask": "Who has power here, and who has an interest?", "prompt": "Somebody with a stake",
            "across": "interest", "down": "power", "shows": "affected", "crowded": 2,
            "aim": {"across": "high", "down": "high"},
            "cells": [
                {"across": "high", "down": "high", "label": "Decide with us", "ask": "Who decides this with us?"},
                {"across": "low", "down": "high", "label": "Keep satisfied", "ask": "Who could stop this?"},
                {"across": "high", "down": "low", "label": "Keep informed"}],
            "fields": [
                {"id": "interest", "label": "Interest", "choice": [{"id": "low", "label": "little interest"}, {"id": "high", "label": "much interest"}]},
                {"id": "power", "label": "Power", "choice": [{"id": "high", "label": "much power"}, {"id": "low", "label": "little power"}]},
                {"id": "affected", "label": "most affected", "type": "flag"}]},
        {"id": "assets", "kind": "grid", "minutes": 10, "title": "What is there", "ask": "What do we have already?",
            "across": "kind", "down": "sector",
            "fields": [
                {"id": "kind", "label": "Kind", "choice": ["people", "places", "money", "groups", "knowledge"]},
                {"id": "sector", "label": "Sector", "choice": ["schools", "health", "faith and culture", "business", "government", "neighborhoods"]}]}
    ]
}"#;

const HEARD: [&str; 5] = [
    "The school board",
    "Parents of the children who miss school",
    "The bus company",
    "The mayor",
    "Pediatricians",
];

/// Five cards of an earlier page that look for their places.
fn heard() -> Scene {
    let mut scene = Scene::of(SCRIPT);
    let lines = HEARD.join("<enter>");
    scene.press("ana", &format!("n{lines}<enter><enter>]"));
    scene
}

/// The same, each at its place; by keys alone.
fn placed() -> Scene {
    let mut scene = heard();
    scene.press("ana", "24112");
    scene
}

fn card<'a>(seen: Seen<'a>, words: &str) -> CardSeen<'a> {
    seen.all_cards()
        .find(|card| card.text() == words)
        .unwrap_or_else(|| panic!("no card “{words}”"))
}

/// Where a card lies, by its two fields.
fn spot(scene: &Scene, words: &str) -> [String; 2] {
    let card = card(scene.seen(), words);
    ["power", "interest"].map(|id| card.text_of(id).to_owned())
}

fn ana(scene: &Scene) -> MemberId {
    scene.seen().members().next().expect("somebody").id
}

#[test]
fn cards_of_an_earlier_page_are_placed_by_a_digit_each() {
    let mut scene = heard();
    insta::assert_snapshot!("loose_80x24", scene.text("ana"));
    scene.press("ana", "24112");
    assert_eq!(spot(&scene, HEARD[0]), ["high", "high"]);
    assert_eq!(spot(&scene, HEARD[1]), ["low", "high"]);
    assert_eq!(spot(&scene, HEARD[2]), ["high", "low"]);
    assert_eq!(spot(&scene, HEARD[3]), ["high", "low"]);
    assert_eq!(spot(&scene, HEARD[4]), ["high", "high"]);
    assert_eq!(card(scene.seen(), HEARD[0]).step().to_string(), "heard");
    insta::assert_snapshot!("placed_80x24", scene.text("ana"));
    insta::assert_snapshot!("placed_80x24_styles", scene.styles("ana"));
}

#[test]
fn a_placed_card_is_taken_back_as_one_thing() {
    let mut scene = heard();
    scene.press("ana", "2u");
    assert_eq!(spot(&scene, HEARD[0]), ["", ""]);
    assert!(scene.text("ana").contains("WITHOUT A PLACE (5)"));
}

#[test]
fn the_grid_fits_every_size() {
    let mut scene = placed();
    scene.press("ana", "<tab>");
    for (columns, rows) in [(40, 12), (60, 20), (120, 40)] {
        scene.resize("ana", columns, rows);
        insta::assert_snapshot!(format!("grid_{columns}x{rows}"), scene.text("ana"));
    }
}

#[test]
fn a_card_is_taken_up_and_put_down_with_arrows() {
    let mut scene = heard();
    scene.press("ana", "<space>");
    let text = scene.text("ana");
    assert!(text.contains("Where does “The school board” go?"), "{text}");
    scene.press("ana", "<right><down><enter>");
    assert_eq!(spot(&scene, HEARD[0]), ["low", "high"]);
    // The next card goes to the same place with two keys.
    scene.press("ana", "<space><enter>");
    assert_eq!(spot(&scene, HEARD[1]), ["low", "high"]);
    scene.press("ana", "<space><up><esc>");
    assert_eq!(spot(&scene, HEARD[2]), ["", ""], "let go");
    assert!(!scene.text("ana").contains("Where does"));
}

#[test]
fn a_new_card_lies_in_the_place_with_the_cursor_and_the_next_one_too() {
    let mut scene = placed();
    // From the school board to the place below it.
    scene.press("ana", "<tab><tab><down><down><down>");
    scene.press("ana", "nGrandparents<enter>Teens<enter><enter>");
    for words in ["Grandparents", "Teens"] {
        assert_eq!(
            spot(&scene, words),
            ["low", "high"],
            "{}",
            scene.text("ana")
        );
        assert_eq!(card(scene.seen(), words).step().to_string(), "people");
    }
}

#[test]
fn a_card_moves_to_the_place_beside_and_leaves_the_grid() {
    let mut scene = placed();
    scene.press("ana", "<home>");
    let at = |scene: &Scene| spot(scene, HEARD[4]);
    let before = at(&scene);
    assert_eq!(before, ["high", "high"]);
    scene.press("ana", "<end><shift-down>");
    assert_eq!(at(&scene), ["low", "high"]);
    scene.press("ana", "<shift-left>");
    assert_eq!(at(&scene), ["low", "low"]);
    scene.press("ana", "<shift-left>");
    assert!(scene.text("ana").contains("edge of the grid"));
    scene.press("ana", "<backspace>");
    assert_eq!(at(&scene), ["", ""]);
    assert!(scene.text("ana").contains("WITHOUT A PLACE (1)"));
}

#[test]
fn the_flag_is_a_glyph_with_a_word_and_asks_for_those_without_power() {
    let mut scene = placed();
    scene.press("ana", "/parents<enter>");
    scene.press("ana", "<down>");
    while !scene.text("ana").contains("▸•Parents") && !scene.text("ana").contains("▸• Parents")
    {
        scene.press("ana", "<down>");
    }
    scene.press("ana", "*<esc>");
    let text = scene.text("ana");
    assert!(
        text.contains("◆ Parents") && text.contains("◆ most affected"),
        "{text}"
    );
    assert!(!text.contains("little power here"));
    scene.press("ana", "o");
    let text = scene.text("ana").replace('│', " ");
    let words: Vec<&str> = text.split_whitespace().collect();
    assert!(words.join(" ").contains("has little power here"), "{text}");
}

#[test]
fn gaps_and_crowds_are_said_in_words() {
    let mut scene = placed();
    let text = scene.text("ana");
    assert!(
        text.contains("Gaps, nothing yet: “little power · little interest”."),
        "{text}"
    );
    assert!(
        text.contains("Crowded, perhaps overlapping: “Keep satisfied” (2)"),
        "{text}"
    );
}

#[test]
fn a_large_grid_takes_two_digits_and_says_the_first() {
    let mut scene = heard();
    scene.press("ana", "]");
    scene.paste("ana", "Retired teachers\nThe gym at Oak School");
    // What is pasted lies in the place with the cursor, as what is written there does.
    scene.press("ana", "<enter><backspace><backspace><home>");
    let text = scene.text("ana");
    assert!(text.contains("WITHOUT A PLACE (2)"), "{text}");
    scene.press("ana", "1");
    assert!(
        scene.text("ana").contains("Column 1, “people”"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "6");
    let teachers = card(scene.seen(), "Retired teachers");
    assert_eq!(
        [teachers.text_of("kind"), teachers.text_of("sector")],
        ["people", "neighborhoods"]
    );
    scene.press("ana", "21");
    let gym = card(scene.seen(), "The gym at Oak School");
    assert_eq!(
        [gym.text_of("kind"), gym.text_of("sector")],
        ["places", "schools"]
    );
    scene.press("ana", "9");
    assert!(scene.text("ana").contains("There is no place 9 here"));
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40)] {
        scene.resize("ana", columns, rows);
        insta::assert_snapshot!(format!("large_{columns}x{rows}"), scene.text("ana"));
    }
}

#[test]
fn the_cursor_reaches_every_card_and_every_place() {
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        let mut scene = placed();
        scene.resize("ana", columns, rows);
        scene.press("ana", "<up><up><up><up><up><left><left><left>");
        let mut seen = String::new();
        for _ in 0..8 {
            seen.push_str(&scene.text("ana"));
            scene.press("ana", "<down>");
        }
        scene.press("ana", "<up><up><up><up><up><up><up><up><right>");
        for _ in 0..8 {
            seen.push_str(&scene.text("ana"));
            scene.press("ana", "<down>");
        }
        for words in [
            "▸• The school",
            "▸• Parents of",
            "▸• The bus",
            "▸• The mayor",
            "▸• Pediatricians",
        ] {
            assert!(seen.contains(words), "{words} at {columns}:\n{seen}");
        }
    }
}

#[test]
fn an_empty_grid_says_what_belongs_where_and_how_to_begin() {
    let mut scene = Scene::of(SCRIPT);
    scene.press("ana", "]");
    let text = scene.text("ana");
    assert!(
        text.contains("Who could stop this?") && text.contains("n writes a card"),
        "{text}"
    );
    scene.press("ana", "<right><enter>");
    let text = scene.text("ana");
    assert!(
        text.contains("New card: Decide with us") && text.contains("Somebody with a stake"),
        "{text}"
    );
    scene.press("ana", "The mayor<enter><enter>");
    assert_eq!(spot(&scene, "The mayor"), ["high", "high"]);
}

#[test]
fn ascii_and_wide_characters_keep_the_frames() {
    let mut scene = placed();
    scene.press("ana", "n");
    scene.paste("ana", "市議会にバスの再開を求める保護者の会 👩‍🏫👩‍🏫");
    scene.press("ana", "<enter><enter>");
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40)] {
        scene.resize("ana", columns, rows);
        let text = scene.text("ana");
        assert!(text.contains("市議会"), "{text}");
        for line in text.lines() {
            assert!(crate::cells::width(line) <= usize::from(columns), "{line}");
        }
    }
    scene.resize("ana", 80, 24);
    scene.ascii("ana");
    let text = scene.text("ana");
    assert!(
        text.contains("* aim") && text.contains("#==") && !text.contains('┃'),
        "{text}"
    );
}

#[test]
fn two_thousand_cards_are_paged_through() {
    let mut scene = Scene::of(SCRIPT);
    let ana = ana(&scene);
    let add = |n: u128| Command::AddCard {
        card: CardId(uuid::Uuid::from_u128(1_000_000 + n)),
        author: None,
        step: "people".into(),
        parent: None,
        column: None,
        after: crate::model::After::Last,
        fields: vec![
            (field::TEXT.into(), format!("card {n}").as_str().into()),
            ("power".into(), "high".into()),
            (
                "interest".into(),
                if n < 1_000 { "low" } else { "high" }.into(),
            ),
        ],
        from: None,
    };
    scene
        .ask(ana, Command::Several((0..2_000).map(add).collect()))
        .expect("cards");
    scene.press("ana", "]<end>");
    assert!(
        scene.text("ana").contains("▸• card 999"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "<right><end><pageup>");
    assert!(scene.text("ana").contains("(1,000)") || scene.text("ana").contains("(1000)"));
    assert!(
        scene.text("ana").contains("▸• card 19"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn every_key_of_a_grid_does_something() {
    let scopes = keys::kinds::grid::KEYS.bindings.iter();
    for binding in scopes.chain(keys::CARDS.bindings) {
        for chord in binding.chords {
            let mut scene = placed();
            // On the second card of a place with a neighbor on each side, and another that has no place.
            scene.press("ana", "<tab><tab>/<esc>");
            let before = look(&mut scene);
            scene.press("ana", &chord_keys(chord));
            assert_ne!(before, look(&mut scene), "{chord} ({:?})", binding.action);
        }
    }
    for binding in keys::kinds::grid::PLACING.bindings {
        for chord in binding.chords {
            let mut scene = heard();
            scene.press("ana", "<space>");
            let before = look(&mut scene);
            scene.press("ana", &chord_keys(chord));
            assert_ne!(before, look(&mut scene), "{chord} ({:?})", binding.action);
        }
    }
}

fn look(scene: &mut Scene) -> (String, usize, u64) {
    scene.trace("ana")
}
