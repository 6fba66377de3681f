use crate::{
    model::{CardId, Command, MemberId, Seen, card::field, seen::CardSeen},
    ui::{keys, scene::Scene, step::tree::tests::chord_keys},
};

/// A page of causes, one of ideas, and a plan with everything that it can ask for.
const SCRIPT: &str = r#"{
    "id": "t", "title": "T", "framework": "F", "minutes": 30,
    "steps": [
        {"id": "whys", "kind": "tree", "minutes": 10, "title": "Ask why", "ask": "Why?"},
        {"id": "works", "kind": "cards", "minutes": 10, "title": "What works", "ask": "What works?"},
        {"id": "plan", "kind": "plan", "minutes": 10, "title": "Who does what", "ask": "What do we do?",
            "prompt": "The first thing that somebody will do",
            "fields": [
                {"id": "who", "label": "Who", "type": "person"},
                {"id": "due", "label": "Due", "type": "date"},
                {"id": "with", "label": "With"},
                {"id": "start", "label": "Start", "type": "date"},
                {"id": "status", "label": "Status", "choice": ["new", "on track", "late", "done", "dropped"]},
                {"id": "cost", "label": "Cost", "choice": [{"id": "none", "label": "no cost"}, "high"]},
                {"id": "strategy", "label": "Strategy"},
                {"id": "measure", "label": "How we will know"}
            ]}
    ]
}"#;

/// Four actions, three of them made from an idea that comes from a cause; by keys alone.
fn planned() -> Scene {
    let mut scene = Scene::of(SCRIPT);
    scene.press(
        "ana",
        "wSick days<enter>Buses cut on the east side<enter><enter>",
    );
    scene.press(
        "ana",
        "]nSummer tutoring at twelve sites<enter>Rides to school<enter><enter>cbuses<enter><esc>",
    );
    scene.press(
        "ana",
        "aAsk the council for route nine<tab>Ana<tab>2024-03-20<tab>Rides<enter>",
    );
    scene.press(
        "ana",
        "<up>aSign leases for twelve sites<tab>Devi<tab>2023-01-30<tab>Tutoring<enter>",
    );
    scene.press(
        "ana",
        "aHire twenty-four tutors<tab>Tomas<tab><tab>Tutoring<enter>",
    );
    scene.press("ana", "]nName a person for each site<enter><enter>");
    scene
}

fn card<'a>(seen: Seen<'a>, words: &str) -> CardSeen<'a> {
    seen.all_cards()
        .find(|card| card.text() == words)
        .unwrap_or_else(|| panic!("no card “{words}”"))
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

/// The order in which actions stand on the screen.
fn order(scene: &mut Scene) -> Vec<&'static str> {
    let text = scene.text("ana");
    let mut found: Vec<(usize, &str)> = ["Ask", "Sign", "Hire", "Name"]
        .into_iter()
        .filter_map(|word| Some((text.find(&format!(" {word} "))?, word)))
        .collect();
    found.sort_unstable();
    found.into_iter().map(|(_, word)| word).collect()
}

#[test]
fn a_plan_is_written_from_the_keyboard_alone() {
    let mut scene = planned();
    insta::assert_snapshot!("plan_80x24", scene.text("ana"));
    insta::assert_snapshot!("plan_80x24_styles", scene.styles("ana"));
}

#[test]
fn the_plan_fits_every_size() {
    let mut scene = planned();
    scene.press("ana", "<home>");
    for (columns, rows) in [(40, 12), (60, 20), (120, 40)] {
        scene.resize("ana", columns, rows);
        insta::assert_snapshot!(format!("plan_{columns}x{rows}"), scene.text("ana"));
    }
}

#[test]
fn what_is_missing_and_what_is_late_is_seen_without_colour() {
    let mut scene = planned();
    assert!(line(&mut scene, "Name a person").contains("??"));
    assert!(line(&mut scene, "Hire").contains("??"));
    assert!(line(&mut scene, "Sign").contains("! 2023-01-30"));
    assert!(!line(&mut scene, "Ask the").contains('!'));
    assert!(line(&mut scene, "4 actions").contains("1 without owner · 2 without date · 1 late"));
    // What is done is neither late nor missed.
    scene.press("ana", "<home><down><space><space><space>");
    assert_eq!(
        card(scene.seen(), "Sign leases for twelve sites").text_of(field::STATUS),
        "done"
    );
    let text = line(&mut scene, "Sign");
    assert!(text.contains("✓ done") && !text.contains('!'), "{text}");
    assert!(line(&mut scene, "4 actions").contains("1 done"));
}

#[test]
fn space_goes_through_the_status() {
    let mut scene = planned();
    let words = "Ask the council for route nine";
    for status in ["on track", "late", "done", "dropped", "new", "on track"] {
        scene.press("ana", "<home><space>");
        assert_eq!(card(scene.seen(), words).text_of(field::STATUS), status);
    }
    scene.press("ana", "u");
    assert_eq!(card(scene.seen(), words).text_of(field::STATUS), "new");
}

#[test]
fn enter_writes_the_cell_with_the_cursor() {
    let mut scene = planned();
    scene.press("ana", "<end><tab><enter>Lee<enter>");
    assert_eq!(
        card(scene.seen(), "Name a person for each site").text_of(field::WHO),
        "Lee"
    );
    scene.press("ana", "<tab><enter>2027-05-15<enter>");
    assert_eq!(
        card(scene.seen(), "Name a person for each site").text_of(field::DUE),
        "2027-05-15"
    );
    scene.press("ana", "<shift-tab><shift-tab>e!<enter>");
    assert_eq!(
        card(scene.seen(), "Name a person for each site!").text_of(field::WHO),
        "Lee"
    );
}

#[test]
fn a_date_that_is_none_keeps_the_words_and_says_so() {
    let mut scene = planned();
    scene.press("ana", "<end><tab><tab><enter>soon<enter>");
    let text = scene.text("ana");
    assert!(
        text.contains("not a date") && text.contains("soon"),
        "{text}"
    );
}

#[test]
fn what_an_action_comes_from_is_connected_from_its_cell() {
    let mut scene = planned();
    scene.press("ana", "<end><tab><tab><tab><tab><enter>");
    let text = scene.text("ana");
    assert!(text.contains("Connect: Name a person"), "{text}");
    scene.press("ana", "rides<enter>");
    let text = scene.text("ana");
    assert!(
        text.contains("Buses cut on the east side → Rides to school → Name a person"),
        "{text}"
    );
    scene.press("ana", "<esc>");
    assert!(line(&mut scene, "Name a person").contains("Rides"));
}

#[test]
fn a_chain_is_read_from_every_end_of_it() {
    let mut scene = planned();
    let chain = "Buses cut on the east side → Rides to school → Ask the council";
    let joined = |scene: &mut Scene| {
        scene
            .text("ana")
            .lines()
            .map(|line| line.trim_matches(['│', ' ']))
            .collect::<Vec<_>>()
            .join(" ")
    };
    scene.press("ana", "<home>c");
    assert!(joined(&mut scene).contains(chain), "{}", scene.text("ana"));
    scene.press("ana", "<esc>[<end>c");
    assert!(joined(&mut scene).contains(chain), "{}", scene.text("ana"));
    scene.press("ana", "<esc>[<end>c");
    assert!(joined(&mut scene).contains(chain), "{}", scene.text("ana"));
    assert!(
        scene.text("ana").contains("to What works"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn sorting_is_of_this_seat_alone_and_drops_the_strategies() {
    let mut scene = planned();
    assert_eq!(order(&mut scene), ["Ask", "Sign", "Hire", "Name"]);
    assert!(
        scene.text("ana").contains("■ Tutoring (2)")
            && scene.text("ana").contains("■ Without a strategy (1)")
    );
    let version = scene.seen().version();
    scene.press("ana", "s");
    assert_eq!(
        order(&mut scene),
        ["Sign", "Ask", "Hire", "Name"],
        "by date, those without one last"
    );
    assert!(!scene.text("ana").contains("Without a strategy"));
    assert!(scene.text("ana").contains("DUE ▾"));
    scene.press("ana", "s");
    assert_eq!(
        order(&mut scene),
        ["Ask", "Sign", "Hire", "Name"],
        "by owner"
    );
    scene.press("ana", "ss");
    assert!(scene.text("ana").contains("In the order of the room"));
    assert_eq!(scene.seen().version(), version);
}

#[test]
fn actions_change_places_within_their_strategy() {
    let mut scene = planned();
    scene.press("ana", "<home><down>J");
    assert_eq!(order(&mut scene), ["Ask", "Hire", "Sign", "Name"]);
    scene.press("ana", "K");
    assert_eq!(order(&mut scene), ["Ask", "Sign", "Hire", "Name"]);
    let version = scene.seen().version();
    scene.press("ana", "K");
    assert_eq!(
        scene.seen().version(),
        version,
        "nothing stands above it there"
    );
}

#[test]
fn tab_brings_every_column_into_sight_at_every_width() {
    let heads = [
        "ACTION",
        "WHO",
        "DUE",
        "STATUS",
        "COMES FROM",
        "WITH",
        "START",
        "COST",
        "STRATEGY",
        "HOW WE",
    ];
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40)] {
        let mut scene = planned();
        scene.resize("ana", columns, rows);
        scene.press("ana", "<home>");
        for head in heads {
            let text = scene.text("ana");
            assert!(text.contains(head), "{head} at {columns}:\n{text}");
            scene.press("ana", "<tab>");
        }
        for head in heads.iter().rev() {
            let text = scene.text("ana");
            assert!(
                text.contains(head),
                "{head} at {columns}, going back:\n{text}"
            );
            scene.press("ana", "<shift-tab>");
        }
    }
}

#[test]
fn a_filter_looks_into_every_cell() {
    let mut scene = planned();
    scene.press("ana", "/devi<enter>");
    assert_eq!(order(&mut scene), ["Sign"]);
    scene.press("ana", "<esc>");
    assert_eq!(order(&mut scene).len(), 4);
}

#[test]
fn wide_and_joined_characters_do_not_break_the_columns() {
    let mut scene = planned();
    scene.press("ana", "n");
    scene.paste("ana", "市議会にバスの再開を求める 👩‍🏫👩‍🏫");
    scene.press("ana", "<tab>");
    scene.paste("ana", "アナ・ルイス・デ・ラ・クルス");
    scene.press("ana", "<enter><enter>");
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40)] {
        scene.resize("ana", columns, rows);
        let text = scene.text("ana");
        for line in text.lines() {
            assert!(crate::cells::width(line) <= usize::from(columns), "{line}");
        }
        assert!(text.contains("アナ"), "{text}");
    }
    // The dates of two lines stand one below the other, whatever stands before them.
    scene.resize("ana", 80, 24);
    let column =
        |text: &str, words: &str| text.find(words).map(|at| crate::cells::width(&text[..at]));
    let (wide, plain) = (line(&mut scene, "アナ"), line(&mut scene, "Hire"));
    assert_eq!(column(&wide, "??"), column(&plain, "??"), "{wide}\n{plain}");
}

#[test]
fn two_thousand_actions_are_paged_through() {
    let mut scene = Scene::of(SCRIPT);
    let ana = ana(&scene);
    let add = |n: u128| Command::AddCard {
        card: CardId(uuid::Uuid::from_u128(1_000_000 + n)),
        author: None,
        step: "plan".into(),
        parent: None,
        column: None,
        after: crate::model::After::Last,
        fields: vec![
            (field::TEXT.into(), format!("action {n}").as_str().into()),
            (
                "strategy".into(),
                format!("strategy {}", n % 7).as_str().into(),
            ),
        ],
        from: None,
    };
    scene
        .ask(ana, Command::Several((0..2_000).map(add).collect()))
        .expect("actions");
    scene.press("ana", "]]<end>");
    assert!(
        line(&mut scene, "▸ action").contains("action 1"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "<home>");
    assert!(line(&mut scene, "▸").contains("action 0"));
    assert!(scene.text("ana").contains("■ strategy 0 (286)"));
    for _ in 0..200 {
        scene.press("ana", "<pagedown>");
    }
    assert!(
        line(&mut scene, "▸ action").contains("action 1"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn ascii_draws_the_same_plan() {
    let mut scene = planned();
    scene.ascii("ana");
    let text = scene.text("ana");
    assert!(
        text.contains("# Tutoring (2)") && text.contains("> Name a person"),
        "{text}"
    );
}

#[test]
fn every_key_of_a_plan_does_something() {
    for binding in keys::kinds::plan::KEYS
        .bindings
        .iter()
        .chain(keys::CARDS.bindings)
    {
        for chord in binding.chords {
            let mut scene = planned();
            // In the middle of its strategy and of its line, so that every way is open.
            scene.press("ana", "<home><down><end>nLast<tab><tab><tab>Tutoring<enter><enter><home><down><down><tab>");
            let before = scene.trace("ana");
            scene.press("ana", &chord_keys(chord));
            let after = scene.trace("ana");
            assert_ne!(before, after, "{chord} ({:?})", binding.action);
        }
    }
}

#[test]
fn advice_stands_in_the_guidance_and_never_on_the_page() {
    let mut scene = planned();
    assert!(!scene.text("ana").contains("Who takes it"));
    scene.press("ana", "o");
    assert!(
        scene.text("ana").contains("has no owner"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn an_empty_plan_says_how_to_begin() {
    let mut scene = Scene::of(SCRIPT);
    scene.press("ana", "]]");
    assert!(scene.text("ana").contains("Press n and write"));
    scene.press("ana", "<enter>");
    assert!(
        scene
            .text("ana")
            .contains("The first thing that somebody will do")
    );
}

#[test]
fn an_idea_that_the_room_votes_on_and_judges_first_becomes_an_action_in_its_own_words() {
    const LONG: &str = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 50, "steps": [
        {"id": "works", "kind": "cards", "minutes": 10, "title": "What works", "ask": "What?", "hands_on": ["vote"]},
        {"id": "vote", "kind": "vote", "minutes": 10, "title": "Vote", "ask": "Which?", "draws_from": ["works"],
            "hands_on": ["weigh"]},
        {"id": "weigh", "kind": "matrix", "minutes": 10, "title": "Weigh", "ask": "Which?", "draws_from": ["vote"],
            "criteria": [{"id": "reach", "label": "Reach"}], "hands_on": ["plan"]},
        {"id": "missing", "kind": "roster", "minutes": 5, "title": "Who is missing", "ask": "Who?", "hands_on": ["plan"]},
        {"id": "plan", "kind": "plan", "minutes": 10, "title": "Who does what", "ask": "Who?",
            "draws_from": ["weigh", "missing"]}]}"#;
    let mut scene = Scene::of(LONG);
    scene.press("ana", "nRides to school<enter><esc>a");
    scene.press("ana", "<enter>");
    let made: Vec<String> = (scene.seen().cards_on(&"plan".into()))
        .map(|card| card.text().to_owned())
        .collect();
    assert_eq!(made, ["Rides to school"]);
    let idea = card_on(scene.seen(), "works");
    assert_eq!(scene.seen().leads_to(idea).count(), 1);
}

fn card_on(seen: Seen<'_>, step: &str) -> CardId {
    seen.cards_on(&step.into()).next().expect("a card").id()
}

#[test]
fn an_action_that_names_what_was_chosen_is_connected_to_it() {
    let script = SCRIPT.replace(
        r#"{"id": "plan", "kind": "plan","#,
        r#"{"id": "plan", "draws_from": ["works"], "kind": "plan","#,
    );
    let mut scene = Scene::of(&script);
    scene.press(
        "ana",
        "]nSummer tutoring<enter>Rides to school<enter><enter>]",
    );
    // An idea is taken as it stands with →, and offered no more; or it is named as the strategy.
    scene.press("ana", "n<right>");
    let words = scene
        .form("ana")
        .map(|form| form.field().editor.text().to_owned());
    assert_eq!(words.as_deref(), Some("Summer tutoring"));
    scene.press(
        "ana",
        "<enter>Ask for route nine<tab><tab><tab>r<right><enter><esc>",
    );
    let seen = scene.seen();
    let from = |words: &str| -> Vec<String> {
        let plan = "plan".into();
        let action = seen.children(&plan, None).find(|one| one.text() == words);
        let action = action.expect("an action");
        let from = seen.comes_from(action.id());
        from.map(|card| card.text().to_owned()).collect()
    };
    assert_eq!(from("Summer tutoring"), ["Summer tutoring"]);
    assert_eq!(from("Ask for route nine"), ["Rides to school"]);
}
