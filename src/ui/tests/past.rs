//! The history, a card as it once was, and a session played again: by keys, as people see it.

use uuid::Uuid;

use crate::{
    model::{Command, Member, MemberId, Privacy, Role, RoundId, Seen, Session, SessionId, Viewer},
    say::Lang,
    ui::{input::Input, scene::Scene, seat::Effect},
};

/// Ana and Bo say a few things; one is taken back.
fn said() -> Scene {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.join("bo", Role::Participant, 80, 24);
    scene.press("ana", "ggstory<enter>");
    scene.press("ana", "nBuses cut<enter>Rent went up<enter><esc>");
    scene.press("bo", "nNo shade at the stops<enter><esc>");
    scene.press("ana", "u");
    scene
}

fn open(scene: &mut Scene, who: &str, command: &str) {
    scene.press(who, &format!(":{command}<enter>"));
}

#[test]
fn the_history_at_two_sizes() {
    let mut scene = said();
    open(&mut scene, "ana", "history of");
    insta::assert_snapshot!("history_80x24", scene.text("ana"));
    scene.resize("ana", 120, 40);
    insta::assert_snapshot!("history_120x40", scene.text("ana"));
    scene.resize("ana", 80, 24);
    scene.press("ana", "bo added");
    let text = scene.text("ana");
    assert!(text.contains("bo") && text.contains("No shade"), "{text}");
    assert!(!text.contains("Ana "), "{text}");
    scene.press("ana", " nothing such");
    assert!(
        scene
            .text("ana")
            .contains("Nothing here is called “bo added nothing such”"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn whoever_leads_takes_back_what_somebody_did_and_the_window_shows_it() {
    let mut scene = said();
    open(&mut scene, "ana", "history of");
    scene.press("ana", "shade<ctrl-t>");
    let text = scene.text("ana");
    assert!(text.contains("taken back"), "{text}");
    assert!(
        !scene
            .seen()
            .all_cards()
            .any(|card| card.text().contains("shade"))
    );
    // Others take back what is theirs, and hear why not the rest.
    open(&mut scene, "bo", "history of");
    scene.press("bo", "buses<ctrl-t>");
    assert!(
        scene.text("bo").contains("taken back by whoever leads"),
        "{}",
        scene.text("bo")
    );
    assert!(
        scene
            .seen()
            .all_cards()
            .any(|card| card.text() == "Buses cut")
    );
}

#[test]
fn enter_goes_to_the_card_and_takes_nobody_along() {
    let mut scene = said();
    scene.press("ana", "ggwho does<enter>");
    open(&mut scene, "ana", "history of");
    scene.press("ana", "added shade<enter>");
    let text = scene.text("ana");
    assert!(text.contains("5/10 The story"), "{text}");
    assert!(text.contains("No shade at the stops"), "{text}");
    assert_eq!(scene.seen().current().as_str(), "plan");
}

#[test]
fn a_card_comes_back_as_it_was_from_the_history_and_from_its_versions() {
    let mut scene = said();
    let buses = |scene: &Scene| {
        scene
            .seen()
            .all_cards()
            .find(|card| card.text().contains("uses"))
            .map(|card| card.text().to_owned())
    };
    scene.press("ana", "<home><enter> on the east side<enter>");
    assert_eq!(buses(&scene).as_deref(), Some("Buses cut on the east side"));
    open(&mut scene, "ana", "history of");
    scene.press("ana", "added buses<ctrl-r>");
    assert_eq!(buses(&scene).as_deref(), Some("Buses cut"));
    scene.press("ana", "<esc>u");
    assert_eq!(buses(&scene).as_deref(), Some("Buses cut on the east side"));
    scene.press("ana", "<home>V");
    let text = scene.text("ana");
    assert!(
        text.contains("Earlier") && text.contains("Buses cut"),
        "{text}"
    );
    scene.press("ana", "<enter>");
    assert_eq!(buses(&scene).as_deref(), Some("Buses cut"));
    // What was deleted comes back too.
    scene.press("ana", "<home>d");
    assert_eq!(buses(&scene), None);
    open(&mut scene, "ana", "history of");
    scene.press("ana", "deleted<enter>");
    assert!(
        scene.text("ana").contains("deleted since"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "<ctrl-r>");
    assert_eq!(buses(&scene).as_deref(), Some("Buses cut"));
}

#[test]
fn a_session_is_played_again_on_its_own_screens() {
    let mut scene = said();
    open(&mut scene, "ana", "play this");
    insta::assert_snapshot!("replay_begins_80x24", scene.text("ana"));
    scene.press("ana", "<space><end>");
    scene.resize("ana", 120, 40);
    insta::assert_snapshot!("replay_ends_120x40", scene.text("ana"));
    scene.resize("ana", 80, 24);
    // One change back, Bo's card is there and Ana's second one as well.
    scene.press("ana", "<left>");
    let text = scene.text("ana");
    assert!(text.contains("bo added “No shade at the stops”"), "{text}");
    assert!(text.contains("Rent went up"), "{text}");
    scene.press("ana", "<left>");
    assert!(
        !scene.text("ana").contains("No shade"),
        "{}",
        scene.text("ana")
    );
    scene.press("ana", "<home>");
    let begin = scene.text("ana");
    assert!(
        begin.contains("began the session") && !begin.contains("Buses"),
        "{begin}"
    );
    scene.press("ana", "5");
    let half = scene.text("ana");
    assert!(half.contains(" of ") && half != begin, "{half}");
    let version = scene.seen().version();
    scene.press("ana", "<pageup><pagedown>+-zn");
    assert_eq!(scene.seen().version(), version, "nothing is done in it");
    scene.press("ana", "q");
    let back = scene.text("ana");
    assert!(
        back.contains("Buses cut") && !back.contains("Played again"),
        "{back}"
    );
}

#[test]
fn time_plays_it_and_it_stops_at_the_end() {
    let mut scene = said();
    open(&mut scene, "ana", "play this");
    let first = scene.text("ana");
    let end = scene.play("ana");
    let last = scene.text("ana");
    assert!(first != last && last.contains("paused"), "{last}");
    assert!(
        last.contains("took back") || last.contains("Rent went up"),
        "{last}"
    );
    assert!(end <= 120_000, "{end}");
}

#[test]
fn a_click_on_the_bar_goes_there() {
    let mut scene = said();
    open(&mut scene, "ana", "play this");
    let text = scene.text("ana");
    let (row, bar) = (0..)
        .zip(text.lines())
        .find(|(_, line)| line.contains("1 of 7"))
        .expect("a bar");
    let end = bar
        .chars()
        .take_while(|cell| "●┃─ ".contains(*cell))
        .count()
        - 3;
    let end = u16::try_from(end).unwrap();
    scene.input("ana", Input::Click { column: end, row });
    assert!(
        scene.text("ana").contains("7 of 7"),
        "{}",
        scene.text("ana")
    );
    scene.input("ana", Input::Click { column: 1, row });
    assert!(
        scene.text("ana").contains("1 of 7"),
        "{}",
        scene.text("ana")
    );
    scene.input("ana", Input::Click { column: 5, row: 2 });
    assert!(
        scene.text("ana").contains("1 of 7"),
        "{}",
        scene.text("ana")
    );
}

#[test]
fn a_copy_from_a_moment_is_a_session_of_its_own() {
    let mut scene = said();
    open(&mut scene, "ana", "play this");
    scene.press("ana", "<space><end><left><enter>");
    insta::assert_snapshot!("replay_from_here_80x24", scene.text("ana"));
    scene.press("ana", "<enter>");
    let made = scene.effects.pop();
    let Some(Effect::Copy { session, records }) = made else {
        panic!("{made:?}")
    };
    assert_ne!(session, scene.session.id());
    let copy = Session::replay(session, records);
    let seen = Seen::new(&copy, Viewer::Projector);
    assert!(
        seen.title().contains("as of 2023-11-14"),
        "{}",
        seen.title()
    );
    assert!(seen.all_cards().any(|card| card.text() == "Rent went up"));
    // Who takes part plays it too, and makes none.
    open(&mut scene, "bo", "play this");
    scene.press("bo", "<space><end><enter>");
    assert!(
        !scene.text("bo").contains("Make a copy"),
        "{}",
        scene.text("bo")
    );
}

#[test]
fn there_is_no_copy_from_inside_a_secret_round() {
    let mut scene = said();
    let ana = scene.member_of("ana");
    let round = RoundId(Uuid::from_u128(900));
    let begin = Command::BeginSilence {
        round,
        step: "works".into(),
        privacy: Privacy::Secret,
    };
    scene.ask(ana, begin).unwrap();
    scene.press("ana", "nOpenly<enter><esc>");
    open(&mut scene, "ana", "play this");
    scene.press("ana", "<space><end><enter><enter>");
    let text = scene.text("ana");
    assert!(text.contains("A secret round was open then"), "{text}");
    assert!(scene.effects.is_empty());
}

/// Whatever is done in a talk: every moment of it can be drawn at every size, in both languages.
#[test]
fn every_moment_of_the_example_can_be_drawn() {
    let ana = Member::new(MemberId(Uuid::from_u128(1)), "Ana", Role::Facilitator);
    let mut session = Session::new(SessionId(Uuid::from_u128(2)));
    for request in crate::content::demo::demo_requests(&ana) {
        let ev = session.decide(&request).unwrap();
        session.apply(request.becomes(ev));
    }
    let mut scene = Scene::around(session);
    for (columns, rows, lang) in [(40, 10, Lang::Es), (80, 24, Lang::En), (120, 40, Lang::Es)] {
        scene.resize("ana", columns, rows);
        scene.speak("ana", lang);
        let play = if lang == Lang::En {
            "play this"
        } else {
            "reproducir esta"
        };
        open(&mut scene, "ana", play);
        scene.press("ana", "<space><home>");
        let mut seen = std::collections::BTreeSet::new();
        loop {
            let text = scene.text("ana");
            if !seen.insert(text) {
                break;
            }
            scene.press("ana", "<right>");
        }
        assert!(seen.len() > 40, "{}", seen.len());
        scene.press("ana", "q");
    }
}

#[test]
fn earlier_words_and_rounds_stand_under_the_time_of_the_seat() {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.in_zone("ana", 330);
    scene.press("ana", "gsnBuses cut<enter><enter>");
    let wrote = scene.seen().changed();
    scene.press("ana", "e on the east side<enter><esc>V");
    let (text, local) = (scene.text("ana"), crate::ui::clock::moment(wrote, 330));
    assert!(text.contains(&local), "no {local} in\n{text}");
}
