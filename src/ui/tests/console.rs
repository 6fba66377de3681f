//! The facilitator's console: what stands beside the work, what becomes of it on a narrow screen, and a screen that others
//! look at too.

use crate::{
    model::{Role, StepId, Viewer, card::field},
    say::Lang,
    ui::{scene::Scene, seat::Effect},
};

/// A story with cards, a note, something parked, and a step whose guidance is short enough to be read in a test.
const SCRIPT: &str = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 60, "steps": [
    {"id": "story", "kind": "cards", "minutes": 10, "title": "Story", "ask": "What is behind the curve?",
     "guide": {"ask": ["Which of these is data?", "Who is missing from this room?"], "quiet": ["One minute in silence, then pairs."],
               "watch": ["“We need an app” is a solution. Park it."]},
     "fields": [{"id": "evidence", "label": "how we know", "choice": ["data", "hunch"]}],
     "advice": [{"at_least": 2}, {"each_has": "evidence"}], "hands_on": ["whys"]},
    {"id": "whys", "kind": "tree", "minutes": 20, "title": "Why, and why again", "ask": "Why?", "draws_from": ["story"], "hands_on": ["works"],
     "guide": ["Ask why, and why again."]},
    {"id": "works", "kind": "cards", "minutes": 10, "title": "What works", "ask": "What works?", "draws_from": ["whys"], "hands_on": ["plan"]},
    {"id": "plan", "kind": "plan", "minutes": 10, "title": "Action plan", "ask": "Who does what?", "draws_from": ["works"],
     "fields": [{"id": "who", "label": "Who", "type": "person"}, {"id": "due", "label": "Due", "type": "date"}]},
    {"id": "vote", "kind": "vote", "minutes": 10, "title": "Vote", "ask": "Which first?", "draws_from": ["works"]}]}"#;

fn scene(columns: u16, rows: u16) -> Scene {
    let mut scene = Scene::of(SCRIPT);
    scene.press(
        "ana",
        "nBuses cut on the east side<enter>Missed days doubled<enter>buy a reading app<enter><enter>mp",
    );
    scene.press("ana", "oeDevi lost the grant vote<enter><esc>");
    scene.resize("ana", columns, rows);
    scene
}

fn at(scene: &mut Scene, step: &str) {
    let ana = scene.member_of("ana");
    let step = StepId::from(step);
    scene
        .ask(ana, crate::model::Command::Enter { step })
        .expect("a step");
}

/// What the guidance, the note and the checks of the story say.
const PRIVATE: [&str; 5] = [
    "Which of these is data?",
    "One minute in silence",
    "We need an app",
    "grant vote",
    "FOR WHOEVER LEADS",
];

#[test]
fn whoever_leads_has_all_that_is_private_beside_the_work_and_closes_it_for_good() {
    let mut scene = scene(120, 40);
    let text = scene.text("ana");
    for words in PRIVATE.into_iter().chain([
        "Ask and say",
        "If it goes quiet",
        "Watch for",
        "My note",
        "Checks before the next step",
        "✓ At least 2 cards",
        "! 2 cards have no “how we know”",
        "Parked (1)",
        "• buy a reading app",
    ]) {
        assert!(text.contains(words), "{words} in\n{text}");
    }
    insta::assert_snapshot!("console_120x40", text);
    scene.press("ana", "oo]");
    assert!(!scene.text("ana").contains("FOR WHOEVER LEADS"));
    scene.press("ana", "[");
    assert!(
        !scene.text("ana").contains("Which of these"),
        "it stays closed"
    );
    scene.press("ana", "o");
    assert!(scene.text("ana").contains("Which of these is data?"));
}

#[test]
fn nobody_else_has_it_at_any_width() {
    let mut scene = scene(120, 40);
    for (name, role) in [
        ("bo", Role::Participant),
        ("cy", Role::Scribe),
        ("di", Role::Observer),
    ] {
        scene.join(name, role, 120, 40);
        for keys in ["", "o", "<esc>", "<f6>", "<f6>", "<f6>", "O"] {
            scene.press(name, keys);
            let text = scene.text(name);
            for words in PRIVATE
                .into_iter()
                .filter(|words| *words != "FOR WHOEVER LEADS")
            {
                assert!(!text.contains(words), "{name} {keys}: {words}\n{text}");
            }
        }
        scene.press(name, "<esc><esc>");
        scene.resize(name, 80, 24);
        assert!(
            !scene.text(name).contains("Private"),
            "{}",
            scene.text(name)
        );
    }
}

#[test]
fn on_a_middling_screen_it_opens_in_place_of_the_agenda() {
    let mut scene = scene(100, 30);
    let closed = scene.text("ana");
    assert!(
        closed.contains("AGENDA") && !closed.contains("FOR WHOEVER LEADS"),
        "{closed}"
    );
    scene.press("ana", "o");
    let open = scene.text("ana");
    assert!(
        !open.contains("AGENDA") && open.contains("Which of these is data?"),
        "{open}"
    );
    insta::assert_snapshot!("console_100x30", open);
}

#[test]
fn on_a_narrow_screen_its_parts_are_tabs_and_each_has_all_of_it() {
    let mut scene = scene(80, 24);
    let work = scene.text("ana");
    assert!(
        work.contains("Work") && work.contains("Private") && work.contains("Buses cut"),
        "{work}"
    );
    scene.press("ana", "<tab>");
    let agenda = scene.text("ana");
    assert!(
        agenda.contains("Action plan") && !agenda.contains("Buses cut"),
        "{agenda}"
    );
    insta::assert_snapshot!("console_agenda_80x24", agenda);
    // What is behind the tab takes no keys.
    scene.press("ana", "d");
    assert_eq!(scene.seen().cards_on(&StepId::from("story")).count(), 2);
    scene.press("ana", "<tab>");
    let private = scene.text("ana");
    for words in PRIVATE
        .into_iter()
        .filter(|words| *words != "FOR WHOEVER LEADS")
    {
        assert!(private.contains(words), "{words} in\n{private}");
    }
    insta::assert_snapshot!("console_private_80x24", private);
    scene.press("ana", "<tab>");
    assert_eq!(scene.text("ana"), work);
    scene.press("ana", "<shift-tab>");
    assert_eq!(scene.text("ana"), private);
    // What is private is one key away from anywhere, and one key back.
    scene.press("ana", "o");
    assert_eq!(scene.text("ana"), work);
    // Esc leaves the cursor of the agenda where the room is.
    scene.press("ana", "<tab><down><esc>");
    assert_eq!(scene.text("ana"), work);
    scene.resize("ana", 120, 40);
    assert!(
        scene.text("ana").contains("▸ 1 Story"),
        "{}",
        scene.text("ana")
    );
    scene.resize("ana", 80, 24);
    // From the agenda Enter goes to a step, and the page of it is there.
    scene.press("ana", "<tab><down><down><enter>");
    assert_eq!(scene.seen().current().as_str(), "works");
    assert!(
        scene.text("ana").contains("What works?"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn on_pages_with_panes_of_their_own_tab_stays_theirs_and_f6_turns_to_the_other_parts() {
    let mut scene = scene(80, 24);
    at(&mut scene, "plan");
    scene.press("ana", "nAsk the mayor<enter><enter>");
    scene.press("ana", "<tab>");
    let text = scene.text("ana");
    assert!(text.contains("Ask the mayor"), "{text}");
    assert!(text.contains("Private ─ F6"), "{text}");
    scene.press("ana", "<f6>");
    assert!(
        !scene.text("ana").contains("Ask the mayor"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "<tab><tab>");
    assert!(scene.text("ana").contains("Ask the mayor"));
}

#[test]
fn a_note_is_written_where_it_is_read_and_a_card_on_its_page() {
    let mut scene = scene(80, 24);
    scene.press("ana", "oe");
    let text = scene.text("ana");
    assert!(
        text.contains("Which of these is data?") && text.contains("Devi lost"),
        "{text}"
    );
    scene.press("ana", " - ask her<enter>");
    assert!(
        scene
            .text("ana")
            .contains("Devi lost the grant vote - ask her")
    );
    scene.resize("ana", 40, 12);
    insta::assert_snapshot!("console_private_40x12", scene.text("ana"));
    scene.press("ana", "<end>");
    let end = scene.text("ana");
    assert!(end.contains("buy a reading app"), "{end}");
    scene.press("ana", "o");
    insta::assert_snapshot!("console_work_40x12", scene.text("ana"));
}

#[test]
fn in_a_low_column_the_headings_stay_and_what_is_left_out_is_counted() {
    let mut scene = scene(120, 24);
    for n in 0..8 {
        scene.press("ana", &format!("nPark {n}<enter><enter>mp"));
    }
    let text = scene.text("ana");
    for words in [
        "Ask and say",
        "Watch for",
        "My note",
        "Checks before",
        "Parked (9)",
        " more",
    ] {
        assert!(text.contains(words), "{words} in\n{text}");
    }
    // With the keys it is gone through to its end.
    scene.press("ana", "<f6><f6><end>");
    assert!(
        scene.text("ana").contains("Park 7"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "<esc>");
    assert!(scene.text("ana").contains(" more"), "{}", scene.text("ana"));
}

/// Everything that must be on no screen that others look at: guidance, notes, checks, what is unseen, who wrote what.
fn is_safe(scene: &mut Scene, what: &str) {
    let text = scene.text("ana");
    for never in PRIVATE.into_iter().chain([
        "Ask why, and why again.",
        "no “how we know”",
        "At least 2 cards",
        "sapphire",
        "obsidian",
        "quartz",
        "Zephyrine wrote",
        "Hanging loose",
        "without an owner",
    ]) {
        assert!(!text.contains(never), "{what}: {never}\n{text}");
    }
}

#[test]
fn a_screen_that_is_safe_to_share_shows_nothing_private_on_any_page_and_in_any_window() {
    for (columns, rows) in [(120, 40), (100, 30), (80, 24), (40, 12)] {
        let mut scene = scene(columns, rows);
        scene.join("bo", Role::Participant, 80, 24);
        at(&mut scene, "works");
        // What is written in silence, by whoever leads too, and a card that they hid.
        scene.press("ana", "nopal<enter><enter>mh");
        let ana = scene.member_of("ana");
        let silence = crate::model::Command::BeginSilence {
            step: "works".into(),
            round: crate::model::RoundId(uuid::Uuid::from_u128(9)),
            privacy: crate::model::Privacy::Private,
        };
        scene.ask(ana, silence).expect("a silence");
        scene.press("ana", "nsapphire<enter><enter>");
        scene.press("bo", "nobsidian<enter><enter>");
        assert!(
            scene.text("ana").contains("sapphire"),
            "{}",
            scene.text("ana")
        );
        at(&mut scene, "whys");
        scene.press("ana", ":write a note<enter>quartz<enter><esc>");
        scene.press("ana", "B");
        is_safe(&mut scene, "at once");
        for step in ["story", "whys", "works", "plan", "vote"] {
            at(&mut scene, step);
            scene.press("ana", "<up>");
            is_safe(&mut scene, step);
            assert!(scene.text("ana").contains("nothing private here"));
            assert!(!scene.text("ana").contains("opal"), "{}", scene.text("ana"));
            // Windows, by their keys and by their names.
            for keys in [
                "o",
                "O",
                "p",
                "S",
                "g",
                "x",
                "?",
                ":",
                ":write a note<enter>",
                ":history<enter>",
                ":loose<enter>",
                ":thread<enter>",
                ":bring<enter>",
                ":earlier<enter>",
                "c",
                "v",
                "m",
                "H",
                "<f6>",
                "<f6><f6>",
                "/sapph",
            ] {
                scene.press("ana", keys);
                is_safe(&mut scene, &format!("{step} {keys}"));
                scene.press("ana", "<esc><esc><esc><esc>");
            }
            // Words typed on a page without lines do not become a note that others read.
            scene.write("ana", "zzqx");
            is_safe(&mut scene, step);
            scene.press("ana", "<esc><esc>");
        }
        // What is done there is done by whoever sits there.
        at(&mut scene, "plan");
        scene.press("ana", "nAsk the mayor<enter><enter>");
        let asked = |scene: &Scene| {
            let mut cards = scene.seen().all_cards();
            cards.any(|card| card.text().ends_with("Ask the mayor"))
        };
        assert!(asked(&scene), "{}", scene.text("ana"));
        let by = scene.seen().history().next().and_then(|(_, _, by, _)| by);
        assert_eq!(by.map(|by| &*by.name), Some("Ana"));
        scene.press("ana", "u");
        assert!(!asked(&scene));
        at(&mut scene, "works");
        scene.press("ana", "B");
        let text = scene.text("ana");
        assert!(
            text.contains("sapphire") && !text.contains("nothing private"),
            "{text}"
        );
    }
}

#[test]
fn keys_of_what_is_private_say_why_they_are_off_and_a_shared_screen_stays_one_in_the_next_session()
{
    let mut scene = scene(120, 40);
    scene.press("ana", "B");
    insta::assert_snapshot!("console_shared_120x40", scene.text("ana"));
    for keys in ["o", "O"] {
        scene.press("ana", keys);
        assert!(
            scene.text("ana").contains("safe to share; that is private"),
            "{}",
            scene.text("ana")
        );
    }
    scene.press("ana", "q");
    assert!(
        scene
            .effects
            .iter()
            .any(|effect| matches!(effect, Effect::GoHome))
    );
    scene.leave_and_come_back("ana");
    is_safe(&mut scene, "in the next session");
    scene.speak("ana", Lang::Es);
    assert!(scene.text("ana").contains("aquí no hay nada privado"));
}

#[test]
fn a_vote_that_is_open_is_entered_on_no_shared_screen() {
    let mut scene = scene(120, 40);
    at(&mut scene, "works");
    scene.press("ana", "nA carpool<enter>A bus<enter><enter>");
    at(&mut scene, "vote");
    scene.press("ana", "v5<enter>");
    scene.press("ana", "2");
    scene.press("ana", "B3");
    let text = scene.text("ana");
    assert!(text.contains("votes are nobody’s to see"), "{text}");
    insta::assert_snapshot!("console_shared_vote_120x40", text);
}

#[test]
fn the_thread_of_a_card_is_read_in_a_window_and_enter_goes_along_it() {
    let mut scene = scene(80, 24);
    // A tree from the card of the story, an idea for its root, and an action.
    scene.press("ana", "<home>w");
    scene.press("ana", "n<esc><esc>");
    let tree = StepId::from("whys");
    let top = scene
        .seen()
        .cards_on(&tree)
        .next()
        .map(|card| card.text().to_owned());
    assert_eq!(top.as_deref(), Some("Buses cut on the east side"));
    scene.press(
        "ana",
        "wRoute money came from one grant<enter><enter><enter>*",
    );
    at(&mut scene, "works");
    scene.press(
        "ana",
        "nA standing bus group<enter><enter>croute<enter><esc>",
    );
    scene.press("ana", "a<enter><enter><esc>");
    scene.press("ana", ":golden thread<enter>");
    let text = scene.text("ana");
    insta::assert_snapshot!("thread_80x24", text);
    let lines: Vec<&str> = text.lines().filter(|line| line.contains('│')).collect();
    let line = |words: &str| lines.iter().position(|line| line.contains(words));
    assert!(
        line("Buses cut") < line("Route money") && line("Route money") < line("standing bus"),
        "{text}"
    );
    scene.press("ana", "<up><enter>");
    assert_eq!(scene.seen().current().as_str(), "whys");
    let text = scene.text("ana");
    assert!(text.contains("Route money came from one grant"), "{text}");
    scene.resize("ana", 40, 12);
    scene.press("ana", ":golden thread<enter>");
    insta::assert_snapshot!("thread_40x12", scene.text("ana"));
}

#[test]
fn what_hangs_loose_is_counted_listed_and_gone_to_and_goes_away_when_it_is_done() {
    let mut scene = scene(120, 40);
    at(&mut scene, "plan");
    scene.press("ana", "nAsk the mayor<enter>叫市长<enter><enter>");
    assert!(
        scene.text("ana").contains("Hanging loose (4): O"),
        "{}",
        scene.text("ana")
    );
    at(&mut scene, "story");
    scene.press("ana", "O");
    let text = scene.text("ana");
    insta::assert_snapshot!("loose_120x40", text);
    assert!(
        text.contains("What hangs loose (4)") && text.contains("2 actions without an owner"),
        "{text}"
    );
    scene.press("ana", "<down><enter>");
    assert_eq!(scene.seen().current().as_str(), "plan");
    // Somebody takes it while the window is open: it is live.
    scene.press("ana", "O");
    let card = scene
        .seen()
        .all_cards()
        .find(|card| card.text() == "Ask the mayor")
        .map(|card| card.id());
    let ana = scene.member_of("ana");
    scene
        .ask(
            ana,
            crate::model::Command::SetField {
                card: card.expect("an action"),
                field: field::WHO.into(),
                from: 0,
                value: Some("Devi".into()),
            },
        )
        .expect("an owner");
    assert!(
        scene.text("ana").contains("1 action without an owner"),
        "{}",
        scene.text("ana")
    );
    // A session that is closed is looked through like any other.
    scene.press("ana", "<esc>");
    scene
        .ask(ana, crate::model::Command::Close)
        .expect("an end");
    scene.press("ana", "O");
    for (columns, rows) in [(80, 24), (40, 12)] {
        scene.resize("ana", columns, rows);
        assert!(
            scene.text("ana").contains("without a date"),
            "{}",
            scene.text("ana")
        );
    }
    let seen = crate::model::Seen::new(&scene.session, Viewer::Projector);
    assert!(crate::model::thread::loose(&seen).is_empty());
}

#[test]
fn that_nothing_private_is_here_stands_at_every_size_and_over_every_window() {
    let mut scene = scene(120, 40);
    scene.press("ana", "nBuses<enter><enter>B");
    for (columns, rows) in [(120, 40), (80, 24), (40, 10), (30, 6)] {
        scene.resize("ana", columns, rows);
        for keys in [
            "",
            "O",
            "p",
            "g",
            "x",
            "?",
            ":",
            "n",
            "/b",
            "t",
            "<f6>",
            ":history<enter>",
            ":loose<enter>",
            ":play this session<enter>",
            ":thread<enter>",
            ":theme<enter>",
            ":keys<enter>",
        ] {
            scene.press("ana", keys);
            // A menu shows itself a little later.
            scene.pass(1_000);
            let text = scene.text("ana");
            assert!(
                text.contains("nothing private here"),
                "{keys} at {columns}×{rows}:\n{text}"
            );
            scene.press("ana", "<esc><esc><esc>");
            // What keys do to the wall or to files is no matter here.
            scene.effects.clear();
        }
    }
}
