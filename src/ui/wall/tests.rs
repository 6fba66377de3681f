//! The wall at every size, and what never comes to it.

use std::sync::Arc;

use super::*;
use crate::{
    model::{
        Command, MemberId, Privacy, Role, StepId, Value, Viewer,
        door::{Codes, DoorState},
        presence::{Door, How, SeatId, Sitting, Standing},
    },
    say::Lang,
    ui::{
        scene::{self, Scene},
        theme::{Depth, Theme},
    },
};

fn wall(lang: Lang) -> Wall {
    Wall::new(Looks {
        theme: Theme::terminal(Depth::Mono),
        lang,
        ascii: false,
        thick: false,
    })
}

fn shown(wall: &mut Wall, scene: &Scene, presence: &Presence, columns: u16, rows: u16) -> String {
    shown_at(wall, scene, presence, (columns, rows), At(0))
}

fn shown_at(
    wall: &mut Wall,
    scene: &Scene,
    presence: &Presence,
    (columns, rows): (u16, u16),
    now: At,
) -> String {
    let mut buf = Buffer::empty(Rect::new(0, 0, columns, rows));
    let seen = Seen::new(&scene.session, Viewer::Projector).in_lang(wall.looks.lang);
    wall.draw(seen, presence, now, &mut buf);
    scene::rows(&buf, |cell| cell.symbol().to_owned())
}

fn story() -> Scene {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.press("ana", "ggstory<enter>nBuses cut on the east side<enter>");
    scene.press("ana", "Rent went up<enter><esc>");
    scene
}

fn door() -> Door {
    Door {
        command: "ssh -p 2222 YOUR-NAME@10.0.0.20".into(),
        link: "ssh://10.0.0.20:2222".into(),
        state: DoorState {
            open: true,
            address: ([10, 0, 0, 20], 2222).into(),
            fingerprint: "SHA256:q7XcabcdefghijklmnopqrstuvwxyzABCDEFGHIJKLM".into(),
            inside: 2,
            entering: 0,
            paused: false,
            turned_away: 0,
            codes: 1,
        },
        codes: Some(Codes {
            join: "KTX-4M9".into(),
            observer: "KTX-4M9-PRA".into(),
        }),
    }
}

fn present(scene: &mut Scene, names: &[&str]) -> Presence {
    let mut presence = Presence {
        door: Some(door()),
        ..Presence::default()
    };
    for (at, name) in (0..).zip(names) {
        scene.join(name, Role::Participant, 80, 24);
        let sitting = Sitting {
            member: scene.member_of(name),
            name: (*name).into(),
            how: How::Afar,
            standing: Standing::Here,
            at: None,
            writing: false,
            done: (at == 0).then(|| StepId::from("story")),
        };
        presence.seats.insert(SeatId(at), sitting);
    }
    presence
}

#[test]
fn the_wall_at_every_size() {
    let mut scene = story();
    let presence = present(&mut scene, &["bo", "cy"]);
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40)] {
        let text = shown(&mut wall(Lang::En), &scene, &presence, columns, rows);
        insta::assert_snapshot!(format!("wall_{columns}x{rows}"), text);
    }
    // However small, it draws.
    for (columns, rows) in [(1, 1), (20, 5), (7, 40), (300, 2)] {
        shown(&mut wall(Lang::Es), &scene, &presence, columns, rows);
    }
}

#[test]
fn the_wall_is_sent_nothing_that_is_not_for_everybody() {
    let mut scene = story();
    let ana: MemberId = scene.member_of("ana");
    let note = Command::Note {
        step: "story".into(),
        text: "quartz".into(),
    };
    scene.ask(ana, note).unwrap();
    let presence = present(&mut scene, &["bo", "zephyrine"]);
    // Written and not shown yet, written by nobody knows whom, and hidden by whoever leads.
    let lay = |scene: &mut Scene, who: &str, keys: &str| scene.press(who, keys);
    lay(&mut scene, "ana", "ggworks<enter>");
    let begin = |n: u128, step: &str, privacy| Command::BeginSilence {
        round: crate::model::RoundId(uuid::Uuid::from_u128(n)),
        step: step.into(),
        privacy,
    };
    scene
        .ask(ana, begin(900, "works", Privacy::Anonymous))
        .unwrap();
    lay(&mut scene, "zephyrine", "nNight buses<enter><esc>");
    scene
        .ask(
            ana,
            Command::Reveal {
                step: "works".into(),
            },
        )
        .unwrap();
    scene
        .ask(ana, begin(901, "works", Privacy::Private))
        .unwrap();
    lay(&mut scene, "bo", "nsapphire<enter><esc>");
    scene
        .ask(ana, begin(902, "story", Privacy::Private))
        .unwrap();
    lay(&mut scene, "ana", "ggstory<enter>nsapphire too<enter><esc>");
    let buses = scene
        .seen()
        .all_cards()
        .find(|card| card.text().starts_with("Rent"));
    let hide = Command::SetField {
        card: buses.expect("a card").id(),
        field: "hidden".into(),
        from: 0,
        value: Some(Value::Flag(true)),
    };
    scene.ask(ana, hide).unwrap();
    let mut shown_anonymous = false;
    for lang in [Lang::En, Lang::Es] {
        for step in scene.seen().script().steps.clone() {
            scene
                .ask(
                    ana,
                    Command::Enter {
                        step: step.id.clone(),
                    },
                )
                .unwrap();
            let text = shown(&mut wall(lang), &scene, &presence, 120, 100);
            for private in step.guide.all().map(|words| words.get(lang)) {
                assert!(!text.contains(private.as_ref()), "{private}");
            }
            assert!(!text.contains("quartz") && !text.contains("PRA"), "{text}");
            for never in ["sapphire", "zephyrine", "Rent went up"] {
                assert!(!text.contains(never), "{never} in\n{text}");
            }
            shown_anonymous |= text.contains("Night buses");
            assert!(
                !text.contains("KTX"),
                "the code only where it was asked for"
            );
        }
    }
    assert!(shown_anonymous, "what was revealed is on the wall");
    let joins = Presence {
        wall_joins: true,
        ..presence
    };
    let text = shown(&mut wall(Lang::En), &scene, &joins, 80, 24);
    assert!(text.contains("KTX-4M9") && !text.contains("PRA"), "{text}");
}

#[test]
fn it_is_blank_when_told_and_its_keys_only_move_it() {
    let mut scene = story();
    for n in 0..40 {
        scene.press("ana", &format!("nCause {n}<enter><esc>"));
    }
    let mut wall = wall(Lang::En);
    let presence = Presence::default();
    let top = shown(&mut wall, &scene, &presence, 80, 24);
    assert!(
        top.contains("Buses cut") && top.contains("more lines"),
        "{top}"
    );
    let press = |wall: &mut Wall, key: &str| wall.update(&Input::Key(key.parse().unwrap()));
    for _ in 0..9 {
        assert!(!press(&mut wall, "<pagedown>"));
    }
    let end = shown(&mut wall, &scene, &presence, 80, 24);
    assert!(
        !end.contains("Buses cut") && !end.contains("more lines"),
        "{end}"
    );
    assert!(end.contains("Cause 39"), "{end}");
    assert!(!press(&mut wall, "n") && press(&mut wall, "q"));
    let blank = Presence {
        wall: presence::Wall::Blank,
        ..presence
    };
    assert_eq!(
        shown(&mut wall, &scene, &blank, 80, 24).trim(),
        "Mill Valley"
    );
    // The next step begins at its top.
    let ana = scene.member_of("ana");
    let step = StepId::from("plan");
    scene.ask(ana, Command::Enter { step }).unwrap();
    let presence = Arc::new(Presence::default());
    let next = shown(&mut wall, &scene, &presence, 80, 24);
    assert!(next.contains("Nothing is on this page yet"), "{next}");
}

/// A minute and a half after the clock was started at the story, which is to be written in silence.
fn timed() -> (Scene, Presence) {
    let mut scene = story();
    let presence = present(&mut scene, &["bo", "cy"]);
    scene.press("ana", "tt");
    scene.press("ana", "r");
    (scene, presence)
}

fn later(scene: &Scene, seconds: i64) -> At {
    At(scene.now().0 + seconds * 1_000)
}

#[test]
fn the_time_stands_in_blocks_and_the_wall_says_when_it_is_another_picture() {
    let (mut scene, presence) = timed();
    for (columns, rows) in [(40, 12), (80, 24), (120, 40)] {
        let mut wall = wall(Lang::En);
        let now = later(&scene, 80);
        let text = shown_at(&mut wall, &scene, &presence, (columns, rows), now);
        insta::assert_snapshot!(format!("wall_time_{columns}x{rows}"), text);
        let tick = wall.ticks_at().expect("it moves");
        assert!(tick > now && tick.0 - now.0 <= 1_000, "every second");
    }
    let mut plain = wall(Lang::En);
    plain.looks.ascii = true;
    let now = later(&scene, 1_000);
    let text = shown_at(&mut plain, &scene, &presence, (80, 24), now);
    insta::assert_snapshot!("wall_over_ascii", text);
    assert!(!text.contains(['█', '▓', '─', '•']), "{text}");
    // Held, the picture says so and does not move.
    let held = Presence {
        wall: presence::Wall::Frozen,
        ..presence.clone()
    };
    let mut wall = wall(Lang::En);
    let text = shown_at(&mut wall, &scene, &held, (80, 24), now);
    assert!(text.contains("the picture is held"), "{text}");
    assert_eq!(wall.ticks_at(), None);
    // A break: until when, and nothing else.
    scene.press("ana", "tb15<enter>");
    let now = later(&scene, 60);
    for (columns, rows) in [(40, 12), (80, 24)] {
        let text = shown_at(&mut wall, &scene, &presence, (columns, rows), now);
        insta::assert_snapshot!(format!("wall_break_{columns}x{rows}"), text);
    }
    let text = shown_at(&mut wall, &scene, &presence, (80, 24), later(&scene, 1_000));
    assert!(
        !text.contains("Buses") && wall.ticks_at().is_some(),
        "{text}"
    );
}

#[test]
fn while_a_round_is_open_nothing_of_an_earlier_one_is_shown() {
    let mut scene = Scene::of(
        r#"{"id": "t", "title": "T", "framework": "F", "minutes": 20, "steps": [
        {"id": "story", "kind": "cards", "minutes": 10, "ask": "What happened?"},
        {"id": "dots", "kind": "vote", "minutes": 10, "ask": "What matters most?", "draws_from": ["story"]}]}"#,
    );
    scene.press("ana", "nBuses cut<enter>Rent went up<enter><esc>");
    let presence = present(&mut scene, &["bo", "cy"]);
    let ana = scene.member_of("ana");
    let cards: Vec<_> = scene.seen().all_cards().map(|card| card.id()).collect();
    let step = StepId::from("dots");
    let open = |n: u128| Command::OpenBallot {
        ballot: crate::model::BallotId(uuid::Uuid::from_u128(n)),
        step: step.clone(),
        asks: crate::model::opinion::Asks::Dots {
            options: cards.clone(),
            each: 3,
            most: 3,
            secret: false,
        },
    };
    let cast = |n: u128, who: MemberId, card: usize| Command::Cast {
        ballot: crate::model::BallotId(uuid::Uuid::from_u128(n)),
        voice: crate::model::Voice::Member(who),
        people: 1,
        group: None,
        marks: vec![(cards[card].to_string().into(), 3)],
    };
    let close = |n: u128| Command::CloseBallot {
        ballot: crate::model::BallotId(uuid::Uuid::from_u128(n)),
    };
    scene
        .ask(ana, Command::Enter { step: step.clone() })
        .unwrap();
    scene.ask(ana, open(500)).unwrap();
    let bo = scene.member_of("bo");
    scene.ask(bo, cast(500, bo, 0)).unwrap();
    let first = shown(&mut wall(Lang::En), &scene, &presence, 80, 24);
    insta::assert_snapshot!("wall_round_open", first);
    scene.ask(ana, close(500)).unwrap();
    let counted = shown(&mut wall(Lang::En), &scene, &presence, 80, 24);
    insta::assert_snapshot!("wall_round_counted", counted);
    scene.ask(ana, open(501)).unwrap();
    scene.ask(bo, cast(501, bo, 1)).unwrap();
    let second = shown(&mut wall(Lang::En), &scene, &presence, 80, 24);
    assert!(
        second.contains("Round 2 is open · 1 of 2 people"),
        "{second}"
    );
    for never in ["Dots", "●", " 3 ", "3 dots", "round 1", "Round 1"] {
        assert!(!second.contains(never), "{never} in\n{second}");
    }
}
