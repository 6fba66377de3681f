//! Seats of several people at one session: who looks where, who is told what, and what whoever leads does about it.

use std::sync::Arc;

use crate::{
    model::{
        Presence, Role,
        door::{Codes, DoorState},
        presence::{Door, How, SeatId, Sitting, Standing, Wall},
    },
    ui::{
        scene::Scene,
        seat::{DoorAsk, Effect, RoomAsk},
    },
};

fn scene() -> Scene {
    let mut scene = Scene::shipped("turn-the-curve");
    scene.join("bo", Role::Participant, 80, 24);
    scene
}

fn sitting(scene: &Scene, name: &str, standing: Standing) -> Sitting {
    Sitting {
        member: scene.member_of(name),
        name: name.into(),
        how: How::Afar,
        standing,
        at: None,
        writing: false,
        done: None,
    }
}

fn door() -> Door {
    Door {
        command: "ssh -p 2222 NAME@10.0.0.20".into(),
        link: "ssh://10.0.0.20:2222".into(),
        state: DoorState {
            open: true,
            address: ([10, 0, 0, 20], 2222).into(),
            fingerprint: "SHA256:q7XcbT2w9fTe1aBcq7XcbT2w9fTe1aBcq7XcbT2w9fT".into(),
            inside: 1,
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

/// Shows every seat who is here, as the driver does it.
fn present(scene: &mut Scene, presence: &Presence) {
    scene.present("ana", Arc::new(presence.clone()));
    scene.present("bo", Arc::new(presence.for_others()));
}

#[test]
fn who_takes_part_looks_around_alone_and_comes_back_by_a_key_or_when_called() {
    let mut scene = scene();
    scene.press("bo", "]]]]");
    assert!(
        scene
            .text("bo")
            .contains("What pushes this curve, and what holds it back?")
    );
    assert!(scene.text("ana").contains("1/10"), "the room stays");
    assert!(scene.text("bo").contains("f back to the room"));
    scene.press("ana", "]");
    assert!(
        scene.text("bo").contains("What pushes this curve"),
        "who looks around is left alone"
    );
    scene.press("bo", "f");
    assert!(scene.text("bo").contains("2/10"));
    scene.press("bo", "]]");
    let mut presence = Presence::default();
    presence.gathered += 1;
    scene.press("ana", "f");
    assert!(matches!(
        scene.effects.last(),
        Some(Effect::Room(RoomAsk::Gather))
    ));
    present(&mut scene, &presence);
    assert!(
        scene.text("bo").contains("2/10"),
        "called back: {}",
        scene.text("bo")
    );
}

#[test]
fn what_is_edited_where_one_looks_around_is_of_that_page() {
    let mut scene = scene();
    scene.press("bo", "]]]]nBuses cut<enter><enter>");
    scene.press("bo", "e<end> in June<enter>");
    assert!(scene.text("bo").contains("Buses cut in June"));
    let card = scene.seen().all_cards().next().unwrap();
    assert_eq!(card.author().map(|author| &*author.name), Some("bo"));
}

#[test]
fn the_join_screen_shows_the_code_to_whoever_leads_alone() {
    let mut scene = scene();
    let presence = Presence {
        door: Some(door()),
        ..Presence::default()
    };
    scene.press("ana", "S");
    assert!(scene.text("ana").contains("The door is shut"));
    scene.press("ana", "o");
    assert!(matches!(
        scene.effects.last(),
        Some(Effect::Door(DoorAsk::Open))
    ));
    present(&mut scene, &presence);
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40)] {
        scene.resize("ana", columns, rows);
        let text = scene.text("ana");
        assert!(text.contains("K T X - 4 M 9"), "{columns}x{rows}\n{text}");
        insta::assert_snapshot!(format!("join_{columns}x{rows}"), text);
    }
    scene.press("bo", "S");
    assert!(scene.text("bo").contains("Only the facilitator"));
    assert!(!scene.text("bo").contains("4 M 9"));
    scene.press("ana", "n");
    assert!(matches!(
        scene.effects.last(),
        Some(Effect::Door(DoorAsk::NewCodes))
    ));
    scene.press("ana", "b");
    assert!(matches!(
        scene.effects.last(),
        Some(Effect::Room(RoomAsk::WallJoins(true)))
    ));
    scene.press("ana", "o");
    assert!(matches!(
        scene.effects.last(),
        Some(Effect::Door(DoorAsk::Shut))
    ));
}

#[test]
fn people_are_seen_by_all_and_led_by_whoever_leads() {
    let mut scene = scene();
    scene.join("cy", Role::Observer, 80, 24);
    let mut presence = Presence::default();
    let writing = Sitting {
        writing: true,
        ..sitting(&scene, "bo", Standing::Here)
    };
    let waiting = Sitting {
        member: crate::model::MemberId(uuid::Uuid::from_u128(77)),
        ..sitting(&scene, "bo", Standing::Waiting)
    };
    presence
        .seats
        .insert(SeatId(1), sitting(&scene, "ana", Standing::Here));
    presence.seats.insert(SeatId(2), writing);
    presence.seats.insert(
        SeatId(3),
        Sitting {
            name: "Devi".into(),
            ..waiting
        },
    );
    present(&mut scene, &presence);
    scene.press("ana", "p");
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40)] {
        scene.resize("ana", columns, rows);
        insta::assert_snapshot!(format!("people_{columns}x{rows}"), scene.text("ana"));
    }
    scene.resize("ana", 80, 24);
    // Who waits stands first.
    scene.press("ana", "<enter>");
    assert!(matches!(
        scene.effects.last(),
        Some(Effect::Room(RoomAsk::Admit(SeatId(3))))
    ));
    scene.press("ana", "d");
    let last = &scene.effects[scene.effects.len() - 2..];
    assert!(
        matches!(
            last,
            [
                Effect::Door(DoorAsk::TurnAway(_)),
                Effect::Room(RoomAsk::TurnAway(SeatId(3)))
            ]
        ),
        "{last:?}"
    );
    scene.press("ana", "<down><down>m");
    let muted = |scene: &Scene| {
        scene
            .seen()
            .members()
            .any(|one| &*one.name == "bo" && one.muted)
    };
    assert!(muted(&scene), "{}", scene.text("ana"));
    // A key that would be refused says why, and what was begun before is kept.
    scene.press("bo", "]]]]n");
    assert!(scene.form("bo").is_none());
    scene.press("ana", "m");
    assert!(!muted(&scene));
    scene.press("bo", "nWords");
    scene.press("ana", "m");
    scene.press("bo", "<enter>");
    assert!(
        scene.text("bo").contains("asked this seat to watch"),
        "{}",
        scene.text("bo")
    );
    scene.press("bo", "<esc>");
    scene.press("ana", "m");
    scene.press("bo", "n");
    assert!(scene.text("bo").contains("Words"), "the words are kept");
    scene.press("ana", "L");
    assert!(scene.seen().is_locked());
    scene.press("ana", "L<esc>");
    // Who takes part sees who is here and decides nothing about others.
    scene.press("bo", "<esc>p");
    assert!(scene.text("bo").contains("writing"), "{}", scene.text("bo"));
    scene.press("bo", "d");
    assert!(
        scene.text("bo").contains("Only the facilitator"),
        "{}",
        scene.text("bo")
    );
}

#[test]
fn a_table_says_how_many_it_is_and_who_is_sent_away_is_cut_off() {
    let mut scene = scene();
    scene.press("bo", "p<down>e<tab>4<tab>Residents<enter>");
    let bo = scene
        .seen()
        .members()
        .find(|one| &*one.name == "bo")
        .cloned()
        .unwrap();
    assert_eq!((bo.people, bo.group.as_deref()), (4, Some("Residents")));
    // It is asked first, and says what it means.
    scene.press("ana", "p<down>d");
    assert!(scene.text("ana").contains("Send bo away?"));
    assert!(scene.text("ana").contains("words stay"));
    scene.press("ana", "<enter>");
    assert!(
        !scene.seen().member(bo.id).unwrap().out,
        "the first line is no"
    );
    scene.press("ana", "d<down><enter>");
    assert!(matches!(scene.effects.last(), Some(Effect::Door(DoorAsk::Cut(id))) if *id == bo.id));
    assert!(scene.seen().member(bo.id).unwrap().out);
    scene.press("ana", "d");
    assert!(!scene.seen().member(bo.id).unwrap().out);
    assert!(
        matches!(scene.effects.last(), Some(Effect::Door(DoorAsk::LetBack(id))) if *id == bo.id)
    );
}

#[test]
fn all_of_one_person_is_taken_back_once_that_is_confirmed() {
    let mut scene = scene();
    scene.press("bo", "]]]]nOne<enter>Two<enter><enter>");
    assert_eq!(scene.seen().all_cards().count(), 2);
    scene.press("ana", "p<down>u<enter>");
    assert_eq!(scene.seen().all_cards().count(), 2, "the first line is no");
    scene.press("ana", "u<down><enter>");
    assert_eq!(scene.seen().all_cards().count(), 0);
}

#[test]
fn the_lead_is_given_and_the_one_who_gave_it_writes_on() {
    let mut scene = scene();
    scene.press("ana", "p<down>l");
    let role = |scene: &Scene, name: &str| {
        let mut members = scene.seen().members();
        members.find(|one| *one.name == *name).map(|one| one.role)
    };
    assert_eq!(role(&scene, "bo"), Some(Role::Facilitator));
    assert_eq!(role(&scene, "Ana"), Some(Role::Scribe));
    // Who has it now is told so until they have read it; all others, who it is.
    scene.press("bo", "<down><up>");
    assert!(scene.text("bo").contains("You lead now."));
    scene.press("bo", "<esc>");
    assert!(!scene.text("bo").contains("You lead now."));
    assert!(
        scene.text("ana").contains("bo leads now."),
        "{}",
        scene.text("ana")
    );
    // Who drops out leaves the lead to be taken back by one key, at the terminal of the house.
    let mut presence = Presence::default();
    presence
        .seats
        .insert(SeatId(1), sitting(&scene, "ana", Standing::Here));
    present(&mut scene, &presence);
    let text = scene.text("ana");
    assert!(text.contains("Nobody who leads is here (bo)"), "{text}");
    scene.press("ana", "<esc><esc>pl");
    assert!(matches!(scene.effects.last(), Some(Effect::TakeLead)));
}

#[test]
fn keys_that_would_be_refused_say_why_before_and_are_no_hints() {
    let mut scene = scene();
    let bo = scene.member_of("bo");
    scene.press("ana", "]]]]");
    let keys = |scene: &mut Scene| {
        let text = scene.text("bo");
        text.lines().rev().take(3).collect::<Vec<_>>().join(" ")
    };
    assert!(keys(&mut scene).contains("n new"));
    scene.press("ana", "pL<esc>");
    assert!(!keys(&mut scene).contains("n new"), "{}", keys(&mut scene));
    scene.press("bo", "n");
    assert!(scene.form("bo").is_none());
    assert!(scene.text("bo").contains("all look and listen"));
    scene.press("ana", "pL<esc>");
    let member = crate::model::Member {
        muted: true,
        ..scene.seen().member(bo).unwrap().clone()
    };
    let ana = scene.member_of("ana");
    scene
        .ask(ana, crate::model::Command::ChangeMember { member })
        .unwrap();
    scene.press("bo", "n");
    assert!(scene.form("bo").is_none());
    assert!(scene.text("bo").contains("You only watch"));
    // What is entered for the room is no key of theirs.
    scene.press("bo", "T");
    assert!(scene.form("bo").is_none());
}

#[test]
fn done_is_said_and_taken_back_and_the_wall_goes_round() {
    let mut scene = scene();
    scene.press("bo", "D");
    let first = scene.seen().current().clone();
    assert!(matches!(scene.effects.last(), Some(Effect::Done(Some(step))) if *step == first));
    let mut presence = Presence::default();
    let done = Sitting {
        done: Some(first),
        ..sitting(&scene, "bo", Standing::Here)
    };
    presence.seats.insert(SeatId(1), done);
    present(&mut scene, &presence);
    assert!(
        scene.text("ana").contains("1 of 1 done"),
        "{}",
        scene.text("ana")
    );
    scene.press("bo", "D");
    assert!(matches!(scene.effects.last(), Some(Effect::Done(None))));
    scene.press("ana", "D");
    assert!(scene.text("ana").contains("You enter for the room"));
    scene.press("ana", "b");
    assert!(matches!(
        scene.effects.last(),
        Some(Effect::Room(RoomAsk::Wall(Wall::Frozen)))
    ));
}

#[test]
fn who_waits_at_the_door_is_told_so_and_reads_nothing_of_the_session() {
    let mut scene = scene();
    scene.wait("bo");
    let text = scene.text("bo");
    assert!(text.contains("The facilitator lets you in"), "{text}");
    assert!(!text.contains("Mill Valley"));
    scene.press("bo", "]nabc<enter>");
    assert_eq!(scene.seen().all_cards().count(), 0);
}

#[test]
fn who_asks_why_at_their_own_seat_goes_there_alone() {
    let mut scene = scene();
    scene.press("bo", "]]]]nBuses cut<enter><enter>");
    scene.press("bo", "w");
    let text = scene.text("bo");
    assert!(
        text.contains("6/10") && text.contains("Buses cut"),
        "{text}"
    );
    assert!(scene.text("ana").contains("1/10"), "the room stays");
    assert_eq!(scene.seen().all_cards().count(), 2);
}

#[test]
fn words_typed_where_one_of_several_is_chosen_go_on_in_a_field_of_words() {
    let mut scene = scene();
    scene.press("bo", "]]]]nBuses cut<tab>");
    scene.write("bo", "we");
    let text = scene.text("bo");
    assert!(
        text.contains("No choice begins so. Your words go on under"),
        "{text}"
    );
    scene.write("bo", " counted");
    let field = scene.form("bo").map(|form| form.field().editor.text());
    assert_eq!(field, Some("Buses cut – we counted"));
    scene.press("bo", "<enter>");
    let said = |scene: &Scene| {
        let card = scene.seen().all_cards().last();
        card.map(|card| card.text_of("evidence").to_owned())
    };
    assert_eq!(said(&scene).as_deref(), Some(""));
    // One letter alone chooses, as before, and an arrow goes on from there.
    scene.press("bo", "Night shifts<tab>r<enter>");
    assert_eq!(said(&scene).as_deref(), Some("record"));
    // A letter that begins none is a slip, and says which keys choose.
    scene.press("bo", "Grants end<tab>x");
    assert!(scene.text("bo").contains("Arrows choose here"));
    scene.press("bo", "<right><enter>");
    assert_eq!(said(&scene).as_deref(), Some("data"));
}

#[test]
fn the_column_of_a_new_card_is_shown_and_chosen_before_the_first_word() {
    let mut scene = scene();
    scene.press("bo", "]]]]n");
    let text = scene.text("bo");
    assert!(
        text.contains("New card: What helps   → What hurts"),
        "{text}"
    );
    scene.press("bo", "<right>");
    let text = scene.text("bo");
    assert!(
        text.contains("New card: What hurts   → What helps"),
        "{text}"
    );
    scene.press("bo", "Buses cut");
    assert!(!scene.text("bo").contains("→ What helps"));
    // Within words the arrows move, and the next card goes to the same column.
    scene.press("bo", "<left><left>s<enter>");
    assert!(scene.text("bo").contains("New card: What hurts"));
    let card = scene.seen().all_cards().last().expect("a card");
    assert_eq!(card.text(), "Buses csut");
    assert!(
        card.column()
            .is_some_and(|column| column.as_str() == "hurts")
    );
}

#[test]
fn a_return_code_closes_by_a_key_of_its_own_and_is_found_again() {
    let mut scene = scene();
    scene.welcome("bo", "Your own return code is ABC-DEF.");
    scene.press("bo", "<enter>q ");
    assert!(scene.text("bo").contains("ABC-DEF"));
    scene.press("bo", "<esc>");
    assert!(!scene.text("bo").contains("ABC-DEF"));
    scene.press("bo", "pc");
    assert!(scene.text("bo").contains("ABC-DEF"));
    scene.press("bo", "<esc>");
    scene.press("ana", "pc");
    assert!(scene.text("ana").contains("no code to show"));
}

#[test]
fn a_door_to_this_machine_alone_shows_no_code_for_telephones() {
    let mut scene = scene();
    let mut here = door();
    here.state.address = ([127, 0, 0, 1], 2222).into();
    scene.resize("ana", 120, 40);
    scene.press("ana", "S");
    for (door, square) in [(door(), true), (here, false)] {
        let presence = Presence {
            door: Some(door),
            ..Presence::default()
        };
        present(&mut scene, &presence);
        let text = scene.text("ana");
        assert_eq!(text.contains('▀'), square, "{text}");
        assert_eq!(text.contains("Only this machine can join"), !square);
    }
}

#[test]
fn the_whole_fingerprint_is_read_on_the_smallest_screen() {
    let mut scene = scene();
    scene.resize("ana", 40, 12);
    scene.press("ana", "S");
    let presence = Presence {
        door: Some(door()),
        ..Presence::default()
    };
    present(&mut scene, &presence);
    let text = scene.text("ana");
    let shown: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
    let whole: String = door()
        .state
        .fingerprint
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    assert!(shown.contains(&whole), "{text}");
}

#[test]
fn a_session_with_others_in_it_is_closed_once_that_is_confirmed() {
    let mut scene = scene();
    let mut presence = Presence {
        door: Some(door()),
        ..Presence::default()
    };
    presence
        .seats
        .insert(SeatId(1), sitting(&scene, "bo", Standing::Here));
    present(&mut scene, &presence);
    scene.press("ana", ":close<enter>");
    assert!(scene.text("ana").contains("1 person is in it"));
    scene.press("ana", "<enter>");
    assert!(!scene.seen().is_closed());
    scene.press("ana", ":close<enter><down><down><enter>");
    assert!(scene.seen().is_closed());
    assert!(matches!(
        scene.effects.last(),
        Some(Effect::Door(DoorAsk::Shut))
    ));
}
