use std::sync::Arc;

use crate::{
    model::{
        After, CardId, Command, MemberId, Role, Seen, Value, Voice, opinion::Tally, seen::CardSeen,
    },
    ui::{keys, scene::Scene, step::tree::tests::chord_keys},
};

/// Who is here, a page of causes, a vote over them, and a plan of what was picked.
const SCRIPT: &str = r#"{
    "id": "t", "title": "T", "framework": "F", "minutes": 30,
    "steps": [
        {"id": "who", "kind": "roster", "minutes": 5, "title": "Who is here", "ask": "Who is here?",
            "fields": [{"id": "role", "choice": ["facilitator", "scribe", "coach"]},
                {"id": "constituency", "choice": [{"id": "res", "label": "residents"}, {"id": "inst", "label": "institutions"}]}]},
        {"id": "causes", "kind": "cards", "minutes": 10, "title": "Causes", "ask": "What stands in the way?"},
        {"id": "whys", "kind": "tree", "minutes": 10, "title": "Whys", "ask": "Why?"},
        {"id": "dots", "kind": "vote", "minutes": 10, "title": "Dots", "ask": "Which causes matter most for children?",
            "draws_from": ["causes", "whys"], "keep": 2, "prompt": "Another cause"},
        {"id": "next", "kind": "cards", "minutes": 10, "title": "Next", "ask": "And now?", "draws_from": ["dots"]},
        {"id": "read", "kind": "recap", "minutes": 5, "title": "Read-out", "ask": "Is this what we said?"}
    ]
}"#;

const CAUSES: [&str; 6] = [
    "Missed school days doubled",
    "Buses cut on the east side",
    "Parents on night shift",
    "Asthma in two schools",
    "Tutors leave within a year",
    "Library closes at four",
];

fn ana(scene: &Scene) -> MemberId {
    scene.seen().members().next().expect("somebody").id
}

fn add(scene: &mut Scene, n: u128, step: &str, words: &str, more: &[(&str, Value)]) -> CardId {
    add_under(scene, n, step, None, words, more)
}

fn add_under(
    scene: &mut Scene,
    n: u128,
    step: &str,
    parent: Option<CardId>,
    words: &str,
    more: &[(&str, Value)],
) -> CardId {
    let card = CardId(uuid::Uuid::from_u128(5_000_000 + n));
    let mut fields = vec![("text".into(), Value::from(words))];
    fields.extend(more.iter().map(|(id, value)| ((*id).into(), value.clone())));
    let ana = ana(scene);
    let add = Command::AddCard {
        card,
        author: None,
        step: step.into(),
        parent,
        column: None,
        after: After::Last,
        fields,
        from: None,
    };
    scene.ask(ana, add).expect("a card");
    card
}

/// Six causes lie ready, twelve people are here with a coach, and the room stands at the vote.
fn ready() -> Scene {
    let mut scene = Scene::of(SCRIPT);
    for (n, words) in CAUSES.iter().enumerate() {
        add(&mut scene, n as u128, "causes", words, &[]);
    }
    for n in 0..12 {
        add(&mut scene, 100 + n, "who", &format!("Person {n}"), &[]);
    }
    add(
        &mut scene,
        120,
        "who",
        "Coach Lee",
        &[("role", "coach".into())],
    );
    let missing = [("missing", Value::Flag(true))];
    add(&mut scene, 121, "who", "A landlord", &missing);
    scene.press("ana", "]]]");
    scene
}

/// A vote that is open, with two dots for each of the twelve.
fn open() -> Scene {
    let mut scene = ready();
    scene.press("ana", "v<enter>");
    scene
}

/// A vote that was counted: paper dots of the whole room, typed card by card.
fn counted() -> Scene {
    let mut scene = open();
    scene.press("ana", "9<enter>7<enter>3<enter>1<enter>0<enter>4<enter>vv");
    scene
}

fn card<'a>(seen: Seen<'a>, words: &str) -> CardSeen<'a> {
    seen.all_cards()
        .find(|card| card.text() == words)
        .unwrap_or_else(|| panic!("no card “{words}”"))
}

fn total(scene: &Scene) -> Vec<(String, u32)> {
    let seen = scene.seen();
    let rounds = seen.ballots_on(&"dots".into());
    let total = rounds
        .last()
        .and_then(|round| round.total())
        .expect("a total");
    let name = |id: &Arc<str>| {
        seen.card(id.parse().expect("a card"))
            .expect("it")
            .text()
            .to_owned()
    };
    total
        .marks
        .iter()
        .map(|(id, dots)| (name(id), *dots))
        .collect()
}

fn line(scene: &mut Scene, words: &str) -> String {
    let text = scene.text("ana");
    text.lines()
        .find(|line| line.contains(words))
        .unwrap_or_else(|| panic!("no “{words}” in\n{text}"))
        .to_owned()
}

fn shows(scene: &mut Scene, words: &str) {
    let text = scene.text("ana");
    assert!(text.contains(words), "no “{words}” in\n{text}");
}

#[test]
fn paper_dots_of_the_whole_room_are_typed_card_by_card() {
    let mut scene = ready();
    scene.press("ana", "v");
    // Twelve people on the roster: neither the coach nor who is missing. A third of six options is two dots.
    assert!(
        line(&mut scene, "How many people").ends_with("12        │")
            || line(&mut scene, "How many people").contains("12")
    );
    assert!(line(&mut scene, "Dots for each").contains('2'));
    scene.press("ana", "<enter>");
    shows(&mut scene, "24 of 24 dots left");
    scene.press("ana", "12<enter>");
    shows(&mut scene, "12 of 24 dots left");
    scene.press("ana", "7<enter>3<enter>");
    insta::assert_snapshot!("vote_open_80x24", scene.text("ana"));
    scene.press("ana", "vv");
    assert_eq!(
        total(&scene),
        [
            (CAUSES[0].to_owned(), 12),
            (CAUSES[1].to_owned(), 7),
            (CAUSES[2].to_owned(), 3)
        ]
    );
    shows(&mut scene, "Round 1 · 12 people · 22 dots");
}

#[test]
fn the_result_is_sorted_with_bars_and_fits_every_size() {
    let mut scene = counted();
    scene.press("ana", "<space><space>");
    insta::assert_snapshot!("vote_80x24", scene.text("ana"));
    insta::assert_snapshot!("vote_80x24_styles", scene.styles("ana"));
    for (columns, rows) in [(40, 12), (60, 20), (120, 40)] {
        scene.resize("ana", columns, rows);
        insta::assert_snapshot!(format!("vote_{columns}x{rows}"), scene.text("ana"));
    }
}

#[test]
fn the_vote_before_it_opens_and_while_it_is_open_fits_every_size() {
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40)] {
        let mut scene = ready();
        add(&mut scene, 50, "dots", "The libary closes at 4", &[]);
        scene.resize("ana", columns, rows);
        insta::assert_snapshot!(format!("vote_before_{columns}x{rows}"), scene.text("ana"));
        scene.press("ana", "v<enter>9<enter>7<enter>");
        insta::assert_snapshot!(format!("vote_entry_{columns}x{rows}"), scene.text("ana"));
    }
}

#[test]
fn what_is_picked_goes_on_with_the_most_dots_first() {
    let mut scene = counted();
    scene.press("ana", "<home><down><space>");
    scene.press("ana", "<home><space>");
    shows(&mut scene, "2 of 2 picked");
    let seen = scene.seen();
    let next = seen.step(&"next".into()).expect("a step");
    let words: Vec<&str> = seen.at_hand(next).iter().map(|card| card.text()).collect();
    assert_eq!(words, [CAUSES[0], CAUSES[1]]);
    scene.press("ana", "<home><space>");
    shows(&mut scene, "1 of 2 picked");
    scene.press("ana", "u");
    shows(&mut scene, "2 of 2 picked");
}

#[test]
fn too_many_dots_are_not_taken_and_say_why() {
    let mut scene = open();
    scene.press("ana", "37");
    // At most three of a person on one card, and no person has more than two: 24 in all.
    shows(
        &mut scene,
        "At most 2 dots of a person may lie on one card: 24 from 12",
    );
    assert!(line(&mut scene, CAUSES[0]).ends_with('3'));
    scene.press("ana", "9<down>20");
    shows(&mut scene, "That is 29 dots; 12 people have 24.");
    assert!(line(&mut scene, CAUSES[1]).ends_with('2'));
    // The number that was refused is forgotten: the next digit begins a new one.
    scene.press("ana", "8");
    assert!(line(&mut scene, CAUSES[1]).ends_with('8'));
}

#[test]
fn one_person_after_another_lays_dots_that_nobody_sees_later() {
    let mut scene = open();
    scene.press("ana", "n<right><right><enter>");
    shows(&mut scene, "Person 1 · 0 of 12 done");
    scene.press("ana", "<space><down><space>");
    shows(&mut scene, "0 of 2 dots left");
    assert!(
        line(&mut scene, CAUSES[0]).ends_with("●      1"),
        "{}",
        line(&mut scene, CAUSES[0])
    );
    scene.press("ana", "<space>");
    shows(&mut scene, "That is 3 dots; 1 person has 2.");
    scene.press("ana", "<backspace><space><enter>");
    shows(&mut scene, "Person 2 · 1 of 12 done");
    assert!(
        line(&mut scene, CAUSES[0]).ends_with('·'),
        "what the first gave is not shown"
    );
    scene.press("ana", "2<enter><tab>");
    shows(&mut scene, "Nothing else was entered yet");
    // What was done is told, never what was given.
    scene.press("ana", ":history<enter>");
    shows(&mut scene, "cast a ballot");
    let text = scene.text("ana");
    assert!(!text.contains("Missed"), "{text}");
}

#[test]
fn one_persons_dots_are_not_shown_again_under_their_number() {
    let mut scene = open();
    scene.press("ana", "n<right><right><enter><space><enter>");
    shows(&mut scene, "Person 2");
    scene.press("ana", "n<right>");
    scene.press("ana", "<tab>Person 1<enter>");
    shows(&mut scene, "has laid dots already");
    scene.press("ana", "<esc>");
    assert!(line(&mut scene, CAUSES[0]).ends_with('·'));
}

#[test]
fn undo_takes_back_the_dot_that_was_laid_last() {
    let mut scene = open();
    scene.press("ana", "<space><down><space><space>u");
    assert!(line(&mut scene, CAUSES[1]).ends_with('1'));
    scene.press("ana", "uu");
    shows(&mut scene, "24 of 24 dots left");
    scene.press("ana", "UUU");
    assert!(line(&mut scene, CAUSES[1]).ends_with('2'));
    assert!(line(&mut scene, CAUSES[0]).ends_with('1'));
}

#[test]
fn what_was_counted_stands_whatever_is_taken_back() {
    let mut scene = counted();
    let before = total(&scene);
    scene.press("ana", "uuuUUU");
    assert_eq!(total(&scene), before);
}

#[test]
fn tables_enter_their_sheets_and_go_back_to_them() {
    let mut scene = open();
    scene.press("ana", "n<right><tab>Table 1<tab>6<enter>");
    shows(&mut scene, "Table 1 · 6 people · 0 of 12 done");
    scene.press("ana", "6<enter>4<enter>");
    scene.press("ana", "n<right><tab>Table 2<tab>6<enter>");
    scene.press("ana", "0<enter>2<enter>10");
    shows(&mut scene, "Table 2 · 6 people · 12 of 12 done");
    assert!(line(&mut scene, CAUSES[0]).ends_with('·'));
    scene.press("ana", "<tab>");
    shows(&mut scene, "Table 1 · 6 people");
    assert!(line(&mut scene, CAUSES[0]).ends_with('6'));
    scene.press("ana", "5vv");
    assert_eq!(
        total(&scene),
        [
            (CAUSES[0].to_owned(), 5),
            (CAUSES[1].to_owned(), 6),
            (CAUSES[2].to_owned(), 10)
        ]
    );
}

#[test]
fn a_table_needs_a_name_and_a_number() {
    let mut scene = open();
    scene.press("ana", "n<right><enter>");
    shows(&mut scene, "A table needs a name");
    scene.press("ana", "<tab>Table 1<enter>");
    scene.press("ana", "4");
    shows(&mut scene, "How many people lay these dots? Say so first.");
    scene.press("ana", "x<enter>");
    shows(&mut scene, "“x” is not a number.");
    scene.press("ana", "<backspace>5<enter>4");
    shows(&mut scene, "Table 1 · 5 people · 5 of 12 done");
}

#[test]
fn how_many_people_a_sheet_has_is_changed_with_its_dots() {
    let mut scene = open();
    scene.press("ana", "9e");
    assert!(line(&mut scene, "How many people").contains("12"));
    scene.press("ana", "<backspace><backspace>20<enter>");
    shows(&mut scene, "All dots of the room · 20 people");
    shows(&mut scene, "31 of 40 dots left");
    // Not so few that there would be more dots than they have.
    scene.press("ana", "e<backspace><backspace>4<enter>");
    shows(&mut scene, "That is 9 dots; 4 people have 8.");
}

#[test]
fn constituencies_are_told_only_where_nobody_can_be_worked_out() {
    let sheet = |scene: &mut Scene, name: &str, people: &str, group: &str, dots: &str| {
        scene.press(
            "ana",
            &format!("n<right><tab>{name}<tab>{people}<tab>{group}<enter>{dots}"),
        );
    };
    let mut scene = open();
    sheet(&mut scene, "Green", "6", "r", "6");
    sheet(&mut scene, "Blue", "5", "i", "<down>5");
    shows(&mut scene, "Blue · 5 people · institutions");
    scene.press("ana", "vv");
    assert!(line(&mut scene, CAUSES[0]).ends_with('6'));
    scene.press("ana", "s");
    shows(&mut scene, "Round 1 · institutions: 5 people");
    assert!(line(&mut scene, CAUSES[1]).ends_with('5'));
    assert!(line(&mut scene, CAUSES[0]).ends_with('0'));
    scene.press("ana", "s");
    shows(&mut scene, "Round 1 · residents: 6 people");
    scene.press("ana", "s");
    shows(&mut scene, "Round 1 · 11 people");

    let mut scene = open();
    sheet(&mut scene, "Green", "8", "r", "6");
    sheet(&mut scene, "Blue", "4", "i", "<down>5");
    scene.press("ana", "vvs");
    shows(&mut scene, "not broken down by group");
    let seen = scene.seen();
    assert!(seen.ballots_on(&"dots".into())[0].by_group().is_empty());
    let step = seen.step(&"dots".into()).expect("a step");
    let words = format!("{:?}", seen.recap(step));
    assert!(
        !words.contains("residents") && !words.contains("institutions"),
        "{words}"
    );
}

#[test]
fn nobody_sees_what_others_cast_while_a_vote_is_open() {
    let mut scene = open();
    scene.join("bo", Role::Participant, 80, 24);
    scene.press("ana", "9<enter>7");
    let text = scene.text("bo");
    assert!(text.contains("Your dots left: 2 of 2  ● ●"), "{text}");
    assert!(!text.contains(" 9\n") && !text.contains(" 7\n"), "{text}");
    scene.press("bo", "<space><down><space><enter>");
    let text = scene.text("bo");
    assert!(
        text.contains("Your dots left: 0 of 2") && text.contains("You can move dots"),
        "{text}"
    );
    let text = scene.text("ana");
    assert!(line(&mut scene, CAUSES[0]).ends_with('9'), "{text}");
    // Whoever takes part opens and closes nothing, and speaks for nobody else.
    scene.press("bo", "v");
    assert!(scene.text("bo").contains("Only the facilitator"));
    scene.press("bo", "n");
    assert!(scene.form("bo").is_none());
    scene.press("ana", "vv");
    // Bo laid one each on the first two of an order of Bo's own.
    let dots: u32 = total(&scene).iter().map(|(_, dots)| dots).sum();
    assert_eq!(dots, 9 + 7 + 2);
    assert!(scene.text("bo").contains("13 people"));
}

#[test]
fn options_are_frozen_while_a_vote_is_open() {
    let mut scene = open();
    // On the page of causes the same cards are met with the keys of cards.
    scene.press("ana", "[[<home>d");
    shows(&mut scene, "In an open round a card stays as it is.");
    scene.press("ana", "mp");
    shows(&mut scene, "In an open round a card stays as it is.");
    scene.press("ana", "e!<enter>");
    shows(&mut scene, "In an open round a card stays as it is.");
    scene.press("ana", "<esc>]]");
    add(&mut scene, 60, "dots", "Too late", &[]);
    let text = scene.text("ana");
    assert!(!text.contains("Too late"), "{text}");
    scene.press("ana", "vv");
    shows(&mut scene, "Too late");
}

#[test]
fn look_alikes_are_put_together_with_one_key_and_taken_apart_by_undo() {
    let mut scene = ready();
    add(&mut scene, 50, "causes", "bus cuts on east side", &[]);
    shows(&mut scene, "1 pair looks alike");
    assert!(line(&mut scene, "bus cuts").contains('≈'));
    scene.press("ana", "<end>&");
    shows(&mut scene, "Put together. u takes them apart.");
    let text = scene.text("ana");
    assert!(!text.contains("looks alike"), "{text}");
    assert!(line(&mut scene, CAUSES[1]).contains("(2 cards)"), "{text}");
    shows(&mut scene, "With it: bus cuts on east side");
    let seen = scene.seen();
    let (first, second) = (card(seen, CAUSES[1]), card(seen, "bus cuts on east side"));
    assert_eq!(second.parent(), Some(first.id()));
    assert_eq!(second.step().as_str(), "causes");
    scene.press("ana", "u");
    shows(&mut scene, "1 pair looks alike");
}

#[test]
fn cards_of_different_pages_are_put_together_and_stay_where_they_lie() {
    let mut scene = ready();
    // A card made for the vote goes under the one it repeats.
    add(&mut scene, 50, "dots", "The libary closes at 4", &[]);
    scene.press("ana", "<home>&");
    let library = card(scene.seen(), CAUSES[5]).id();
    assert_eq!(
        card(scene.seen(), "The libary closes at 4").parent(),
        Some(library)
    );
    // One of a tree stays a cause of its own there; it is connected, and out of this vote.
    let problem = add(&mut scene, 51, "whys", "Children miss school", &[]);
    let words = "Parents on the night shift";
    add_under(&mut scene, 52, "whys", Some(problem), words, &[]);
    scene.press("ana", "<end>&");
    let seen = scene.seen();
    let shift = card(seen, "Parents on the night shift");
    assert_eq!(
        (shift.step().as_str(), shift.parent()),
        ("whys", Some(problem))
    );
    assert!(
        seen.comes_from(shift.id())
            .any(|card| card.text() == CAUSES[2])
    );
    assert!(line(&mut scene, "Parents on night shift").contains("(2 cards)"));
    let text = scene.text("ana");
    assert!(text.contains("6 options"), "{text}");
    scene.press("ana", "u");
    shows(&mut scene, "7 options");
}

#[test]
fn any_two_can_be_put_together() {
    let mut scene = ready();
    scene.press("ana", "<home>&");
    shows(
        &mut scene,
        "Which one says the same as “Missed school days doubled”?",
    );
    scene.press("ana", "asthma<enter>");
    assert!(line(&mut scene, CAUSES[0]).contains("(2 cards)"));
    shows(&mut scene, "5 options");
}

#[test]
fn a_second_round_is_over_those_picked() {
    let mut scene = counted();
    scene.press("ana", "<home><space><space><space>v");
    assert!(line(&mut scene, "Dots for each").contains('1'));
    shows(&mut scene, "those picked");
    scene.press("ana", "<enter>");
    let text = scene.text("ana");
    assert!(!text.contains("Asthma"), "{text}");
    shows(&mut scene, "12 of 12 dots left");
    scene.press("ana", "2<enter>8<enter>2vv");
    shows(&mut scene, "Round 2 · 12 people · 12 dots");
    shows(&mut scene, "Asthma");
    scene.press("ana", "<left>");
    shows(&mut scene, "Round 1 · 12 people · 24 dots");
    scene.press("ana", "<right>");
    shows(&mut scene, "Round 2");
}

#[test]
fn the_rule_for_letting_go_is_advice_for_whoever_leads() {
    let mut scene = counted();
    scene.press("ana", "o");
    shows(&mut scene, "2 options have fewer than 3 dots");
    shows(&mut scene, "2 go on");
    scene.press("ana", "<esc>");
    let text = scene.text("ana");
    assert!(!text.contains("let go"), "{text}");
}

#[test]
fn a_tie_at_the_cut_is_pointed_out() {
    let mut scene = open();
    scene.press("ana", "9<enter>5<enter>5<enter>vvo");
    shows(&mut scene, "Place 2 and the next have 5 dots each");
}

#[test]
fn the_recap_says_how_it_was_held_and_what_was_counted() {
    let mut scene = counted();
    scene.press("ana", "<home><space>]]");
    scene.resize("ana", 80, 50);
    insta::assert_snapshot!("vote_recap", scene.text("ana"));
}

#[test]
fn a_filter_shows_what_holds_the_words() {
    let mut scene = counted();
    scene.press("ana", "/library<enter>");
    let text = scene.text("ana");
    assert!(
        text.contains("Library") && !text.contains("Asthma"),
        "{text}"
    );
    scene.press("ana", "<esc>");
    shows(&mut scene, "Asthma");
}

#[test]
fn an_empty_vote_says_how_to_begin() {
    let mut scene = Scene::of(SCRIPT);
    scene.press("ana", "]]]");
    shows(&mut scene, "Press n and write the first option.");
    scene.press("ana", "n");
    shows(&mut scene, "Another cause");
    scene.press("ana", "One<enter><enter>v");
    shows(&mut scene, "One option is no choice");
}

#[test]
fn hundreds_of_options_are_paged_through() {
    let mut scene = Scene::of(SCRIPT);
    for n in 0..400 {
        add(
            &mut scene,
            1_000 + n,
            "causes",
            &format!("cause {n} of {}", n * 7919 % 400),
            &[],
        );
    }
    scene.press("ana", "]]]v15<enter><end>30");
    assert!(line(&mut scene, "▸").contains("cause 399"));
    shows(&mut scene, "270 of 300 dots left");
    scene.press("ana", "vv");
    assert!(
        line(&mut scene, "▸").contains("cause 399"),
        "the most dots stand first"
    );
    scene.press("ana", "<end>");
    assert!(line(&mut scene, "▸").contains("cause 398"));
}

#[test]
fn wide_characters_keep_the_columns() {
    let mut scene = ready();
    add(
        &mut scene,
        70,
        "dots",
        "市議会にバスの再開を求める 👩‍🏫👩‍🏫 東側の子どもたち、毎朝の長い待ち時間",
        &[],
    );
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40)] {
        scene.resize("ana", columns, rows);
        for text in [scene.text("ana")] {
            for line in text.lines() {
                assert!(crate::cells::width(line) <= usize::from(columns), "{line}");
            }
        }
    }
    scene.resize("ana", 80, 24);
    scene.press("ana", "v<enter><home>5vv");
    let (wide, plain) = (line(&mut scene, "市議会"), line(&mut scene, "Buses"));
    assert_eq!(
        crate::cells::width(&wide),
        crate::cells::width(&plain),
        "{wide}\n{plain}"
    );
}

#[test]
fn ascii_draws_the_same_vote() {
    let mut scene = counted();
    scene.press("ana", "<space>");
    scene.ascii("ana");
    let text = scene.text("ana");
    assert!(
        text.contains("> ") && text.contains("###") && text.contains("* Missed"),
        "{text}"
    );
}

fn state(scene: &mut Scene) -> (String, usize, u64) {
    scene.trace("ana")
}

#[test]
fn every_key_of_a_vote_does_something() {
    let still = || {
        let mut scene = counted();
        scene.press("ana", "<home><space><space><space>v<enter>");
        scene.press(
            "ana",
            "n<right><tab>A<tab>6<tab>r<enter>4n<right><tab>B<tab>6<tab>i<enter>4vv<down>",
        );
        scene
    };
    let voting = || {
        let mut scene = open();
        scene.press("ana", "8n<right><tab>A<tab>6<enter><down>11");
        scene
    };
    let scopes: [(&keys::Scope, &dyn Fn() -> Scene); 2] = [
        (&keys::kinds::vote::KEYS, &still),
        (&keys::kinds::vote::VOTING, &voting),
    ];
    for (scope, make) in scopes {
        let cards = if scope.name == keys::kinds::vote::KEYS.name {
            keys::CARDS.bindings
        } else {
            &[]
        };
        for binding in scope.bindings.iter().chain(cards) {
            for chord in binding.chords {
                let mut scene = make();
                let before = state(&mut scene);
                scene.press("ana", &chord_keys(chord));
                let after = state(&mut scene);
                assert_ne!(before, after, "{chord} ({:?})", binding.action);
            }
        }
    }
}

#[test]
fn what_was_entered_is_gone_on_with_at_another_seat_of_the_same_person() {
    let mut scene = open();
    scene.press("ana", "9<enter>7");
    // The program was started again: the sheet is taken up with all that lies on it.
    let ana = ana(&scene);
    let marks = |scene: &Scene| -> Tally {
        let seen = Seen::new(&scene.session, crate::model::Viewer::Member(ana));
        let rounds = seen.ballots_on(&"dots".into());
        let mut entered = rounds[0].entered();
        entered
            .find(|(voice, _)| **voice == Voice::room())
            .expect("a sheet")
            .1
            .marks
            .clone()
    };
    assert_eq!(marks(&scene).len(), 2);
    scene.press("ana", "[]<end>4");
    assert_eq!(marks(&scene).len(), 3);
}

#[test]
fn how_a_vote_is_held_and_whose_dots_come_first_are_asked_once() {
    let mut scene = ready();
    scene.press("ana", "v");
    shows(&mut scene, "Whose dots");
    // How many there are, dots for each, at most on one: then whose.
    scene.press("ana", "<tab><tab><tab>one<enter>");
    shows(&mut scene, "Person 1 · 0 of 12 done");
    scene.press("ana", "<space><enter>vv");

    let mut scene = ready();
    scene.press("ana", "v5<tab><tab><tab>a<enter>");
    shows(&mut scene, "A table needs a name");
    scene.press("ana", "<tab>red table<enter>");
    shows(&mut scene, "red table");
    shows(&mut scene, "10 of 10 dots left");
    scene.press("ana", "9<enter>");
    // Nothing else is asked.
    assert!(scene.form("ana").is_none());
}

#[test]
fn dots_of_a_room_are_not_begun_without_knowing_how_many_it_is() {
    let mut scene = ready();
    scene.press("ana", "v<ctrl-u><enter>");
    shows(&mut scene, "How many people lay these dots?");
    scene.press("ana", "7<enter><space>");
    assert!(scene.form("ana").is_none());
    shows(&mut scene, "13 of 14 dots left");
}
