use crate::{
    model::{After, CardId, Command, Role, Value},
    ui::{keys, scene::Scene, step::tree::tests::chord_keys},
};

const SCRIPT: &str = r#"{
    "id": "t", "title": "T", "framework": "F", "minutes": 30,
    "steps": [
        {"id": "who", "kind": "roster", "minutes": 5, "title": "Who is here", "ask": "Who is here?", "fields": [{"id": "role"}]},
        {"id": "result", "kind": "text", "minutes": 5, "title": "Result", "ask": "What do we want?"},
        {"id": "agree", "kind": "consent", "minutes": 10, "title": "Agree", "ask": "Can all of us go along?", "draws_from": ["result"]},
        {"id": "next", "kind": "cards", "minutes": 10, "title": "Next", "ask": "And now?", "draws_from": ["agree"]},
        {"id": "read", "kind": "recap", "minutes": 5, "title": "Read-out", "ask": "Is this what we said?"}
    ]
}"#;

fn add(scene: &mut Scene, n: u128, step: &str, words: &str, role: &str) {
    let ana = scene.seen().members().next().expect("somebody").id;
    let mut fields = vec![("text".into(), Value::from(words))];
    if !role.is_empty() {
        fields.push(("role".into(), role.into()));
    }
    let add = Command::AddCard {
        card: CardId(uuid::Uuid::from_u128(5_000_000 + n)),
        author: None,
        step: step.into(),
        parent: None,
        column: None,
        after: After::Last,
        fields,
        from: None,
    };
    scene.ask(ana, add).expect("a card");
}

/// Twelve people and their coach, and a proposal.
fn proposed() -> Scene {
    let mut scene = Scene::of(SCRIPT);
    for n in 0..12 {
        add(&mut scene, n, "who", &format!("Person {n}"), "");
    }
    add(&mut scene, 20, "who", "Lee", "coach, scribe");
    scene.press("ana", "]]<enter>We meet every second Tuesday at the library<ctrl-j>and bring one number each.<enter>");
    scene
}

/// A round with two under three, of whom one was heard.
fn heard() -> Scene {
    let mut scene = proposed();
    scene.press("ana", "v4<enter>3<enter>3<enter>1<enter>1v");
    scene.press(
        "ana",
        "nThe library closes at four on Tuesdays<tab><tab>Devi<enter><esc>",
    );
    scene
}

fn shows(scene: &mut Scene, words: &str) {
    let text = scene.text("ana");
    assert!(text.contains(words), "no “{words}” in\n{text}");
}

fn line(scene: &mut Scene, words: &str) -> String {
    let text = scene.text("ana");
    let found = text.lines().find(|line| line.contains(words));
    found
        .unwrap_or_else(|| panic!("no “{words}” in\n{text}"))
        .to_owned()
}

#[test]
fn hands_are_typed_line_by_line_and_make_a_consensus() {
    let mut scene = proposed();
    scene.press("ana", "v");
    shows(&mut scene, "0 of 12 hands");
    scene.press("ana", "10<enter>1<enter>1");
    shows(&mut scene, "12 of 12 hands");
    scene.press("ana", "v");
    shows(&mut scene, "Round 1: consensus. All 12 at 3 or above.");
    // Only the proposal goes on.
    let seen = scene.seen();
    let next = seen.step(&"next".into()).expect("a step");
    assert_eq!(seen.at_hand(next).len(), 1);
}

#[test]
fn hands_are_counted_one_person_after_another() {
    let mut scene = proposed();
    scene.press("ana", "v<tab>5544433");
    shows(&mut scene, "7 of 12 hands");
    assert!(
        line(&mut scene, "supports it").contains(" 3 "),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "7");
    shows(&mut scene, "There are 0 to 5 fingers.");
    scene.press("ana", "u");
    shows(&mut scene, "6 of 12 hands");
    scene.press("ana", "v");
    shows(
        &mut scene,
        "6 of 12 counted. Press v again to close the round.",
    );
    scene.press("ana", "v");
    shows(&mut scene, "Round 1: consensus. All 6");
}

#[test]
fn whoever_is_under_three_is_heard_and_their_words_are_kept() {
    let mut scene = heard();
    shows(&mut scene, "Round 1: 12 people, 2 of them under 3.");
    shows(&mut scene, "1 still to be heard: n keeps their words.");
    shows(
        &mut scene,
        "1. Devi, 1 finger: The library closes at four on Tuesdays",
    );
    // The other showed two fingers: the form says so, and how many rounds there were.
    scene.press("ana", "n");
    shows(&mut scene, "2 has questions first");
    scene.press("ana", "Who takes the notes?<enter>");
    let text = scene.text("ana");
    assert!(
        !text.contains("still to be heard") && text.contains("2 fingers: Who takes the notes?"),
        "{text}"
    );
    insta::assert_snapshot!("consent_80x24", text);
    insta::assert_snapshot!("consent_80x24_styles", scene.styles("ana"));
    scene.press("ana", "<end>e<tab><tab>Tomas<enter>");
    shows(&mut scene, "Tomas, 2 fingers");
}

#[test]
fn the_next_voice_is_asked_with_the_fingers_that_are_left() {
    let mut scene = proposed();
    // Ten at 4, one at 2, one at 0.
    scene.press("ana", "v<tab>444444444420v");
    scene.press("ana", "n");
    shows(&mut scene, "0 blocks it");
    scene.press("ana", "The library is closed<enter>");
    let asked = line(&mut scene, "Fingers shown");
    assert!(asked.contains("2 has questions first"), "{asked}");
    scene.press("ana", "Who takes notes?<enter>");
    let text = scene.text("ana");
    assert!(
        !text.contains("Fingers shown") && !text.contains("still to be heard"),
        "{text}"
    );
    assert!(text.contains("2 fingers: Who takes notes?"), "{text}");
}

#[test]
fn a_round_closes_at_once_only_where_everybody_is_known_to_have_shown_a_hand() {
    // Nobody said who is here.
    let mut scene = Scene::of(SCRIPT);
    scene.press("ana", "]]<enter>We meet on Tuesdays.<enter>v4v");
    shows(&mut scene, "4 counted. Press v again to close the round.");
    scene.press("ana", "v");
    shows(&mut scene, "Round 1: consensus. All 4");
    // One person is here, and one hand is counted.
    let mut scene = Scene::of(SCRIPT);
    add(&mut scene, 0, "who", "Devi", "");
    scene.press("ana", "]]<enter>We meet on Tuesdays.<enter>v1v");
    shows(&mut scene, "1 of 1 counted. Press v again");
}

#[test]
fn a_changed_proposal_is_a_new_version_and_asks_for_hands_again() {
    let mut scene = heard();
    scene.press("ana", "<home>e Unless it is closed.<enter>");
    shows(&mut scene, "Version 2");
    shows(&mut scene, "Changed since round 1: v asks for hands again.");
    scene.press("ana", "o");
    shows(&mut scene, "reads otherwise than in round 1");
    scene.press("ana", "<esc>v4<enter>4<enter>4v");
    shows(&mut scene, "Round 2: consensus");
    scene.press("ana", "V");
    insta::assert_snapshot!("consent_rounds_80x24", scene.text("ana"));
    scene.press("ana", "<esc>]]");
    scene.resize("ana", 80, 60);
    insta::assert_snapshot!("consent_recap", scene.text("ana"));
}

#[test]
fn the_page_fits_every_size() {
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40)] {
        let mut scene = heard();
        scene.resize("ana", columns, rows);
        insta::assert_snapshot!(format!("consent_{columns}x{rows}_heard"), scene.text("ana"));
        scene.press("ana", "v4<enter>2<enter>");
        insta::assert_snapshot!(format!("consent_{columns}x{rows}_hands"), scene.text("ana"));
        for line in scene.text("ana").lines() {
            assert!(crate::cells::width(line) <= usize::from(columns), "{line}");
        }
    }
}

#[test]
fn what_an_earlier_step_states_is_offered_as_the_proposal() {
    let mut scene = Scene::of(SCRIPT);
    scene.press("ana", "]]v");
    shows(&mut scene, "Write the proposal first (Enter).");
    shows(&mut scene, "Press Enter and write what is proposed.");
    scene.press("ana", "[<enter>All children are ready for school.<enter>]");
    shows(&mut scene, "From “Result”; Enter takes it as the proposal");
    scene.press("ana", "<enter> By 2030.<enter>");
    shows(&mut scene, "All children are ready for school. By 2030.");
    let seen = scene.seen();
    let step = seen.step(&"agree".into()).expect("a step");
    let proposal = crate::model::step::consent::Consent::proposal(step, &seen).expect("a proposal");
    assert_eq!(seen.comes_from(proposal.id()).count(), 1);
}

#[test]
fn voices_come_after_a_round_and_cards_stay_while_hands_are_counted() {
    let mut scene = proposed();
    scene.press("ana", "n");
    shows(&mut scene, "First ask for hands (v).");
    scene.press("ana", "ve");
    let text = scene.text("ana");
    assert!(!text.contains("─ Agree ─"), "{text}");
}

#[test]
fn somebody_with_a_seat_shows_their_own_fingers() {
    let mut scene = proposed();
    scene.join("bo", Role::Participant, 80, 24);
    scene.press("ana", "v4<enter>2");
    scene.press("bo", "52");
    let text = scene.text("bo");
    assert!(
        text.contains("1 of 12 hands") && text.contains("Press the number of fingers"),
        "{text}"
    );
    // On a line where their hand is not, there is nothing to take.
    scene.press("bo", "<up><backspace>");
    assert!(
        scene.text("bo").contains("1 of 12 hands"),
        "{}",
        scene.text("bo")
    );
    scene.press("bo", "v");
    assert!(scene.text("bo").contains("Only the facilitator"));
    scene.press("ana", "vv");
    shows(&mut scene, "Round 1: 7 people, 1 of them under 3.");
}

#[test]
fn ascii_and_wide_characters_keep_to_the_page() {
    let mut scene = heard();
    scene.press("ana", "<home>e");
    scene.paste("ana", " 市議会にバスの再開を求める 👩‍🏫 東側の子どもたち");
    scene.press("ana", "<enter>");
    scene.ascii("ana");
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40)] {
        scene.resize("ana", columns, rows);
        let text = scene.text("ana");
        for line in text.lines() {
            assert!(crate::cells::width(line) <= usize::from(columns), "{line}");
        }
        assert!(!text.contains('▸') && !text.contains('█'), "{text}");
    }
}

#[test]
fn every_key_of_a_proposal_does_something() {
    let still = || {
        let mut scene = heard();
        // In the middle, so that every way is open.
        scene.press(
            "ana",
            "nWho takes the notes?<enter>nAnd who pays?<enter><home><down><down>",
        );
        scene
    };
    let hands = || {
        let mut scene = proposed();
        scene.press("ana", "v11<enter>11");
        scene.press("ana", "<up>");
        scene
    };
    let state = |scene: &mut Scene| {
        let text = scene.text("ana") + &scene.styles("ana");
        (text, scene.effects.len(), scene.seen().version())
    };
    let scopes: [(&keys::Scope, &dyn Fn() -> Scene); 3] = [
        (&keys::kinds::consent::KEYS, &still),
        (&keys::CARDS, &still),
        (&keys::kinds::consent::HANDS, &hands),
    ];
    for (scope, make) in scopes {
        for binding in scope.bindings {
            for chord in binding.chords {
                let mut scene = make();
                let before = state(&mut scene);
                scene.press("ana", &chord_keys(chord));
                assert_ne!(before, state(&mut scene), "{chord} ({:?})", binding.action);
            }
        }
    }
}

#[test]
fn the_page_is_looked_up_once_for_each_version() {
    let mut scene = proposed();
    let mut screen = super::ConsentScreen::default();
    let look = |scene: &Scene, screen: &mut super::ConsentScreen| {
        let seen = scene.seen();
        screen.sync(seen.step(&"agree".into()).expect("a step"), seen);
        screen.sight.proposal
    };
    let proposal = look(&scene, &mut screen);
    assert!(proposal.is_some());
    // What is not looked up again cannot come back by itself.
    screen.sight.proposal = None;
    assert_eq!(look(&scene, &mut screen), None);
    add(&mut scene, 30, "who", "Person 30", "");
    assert_eq!(look(&scene, &mut screen), proposal);
}
