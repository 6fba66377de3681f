//! Silent writing, the reveal and one's own dots, at several seats of one session: what each screen shows and never shows.

use crate::{
    model::{CardId, Command, Member, Privacy, Role, Seen, Viewer},
    ui::scene::Scene,
};

/// A page of causes that is meant to be silent, a scored list, a round, and a vote.
const SCRIPT: &str = r#"{
    "id": "t", "title": "T", "framework": "F", "minutes": 50,
    "steps": [
        {"id": "causes", "kind": "cards", "minutes": 10, "title": "Causes", "ask": "What is behind the curve?",
            "recipe": [{"silent": 5}, {"reveal": 5}]},
        {"id": "feel", "kind": "go_round", "minutes": 10, "title": "Round", "ask": "How is this for you?", "privacy": "anonymous"},
        {"id": "rate", "kind": "matrix", "minutes": 10, "title": "Rate", "ask": "How much does each weigh?", "draws_from": ["causes"],
            "scale": "one-to-five", "criteria": [{"id": "weight", "label": "Weight"}]},
        {"id": "dots", "kind": "vote", "minutes": 10, "title": "Dots", "ask": "Which causes matter most?", "draws_from": ["causes"]},
        {"id": "talk", "kind": "cards", "minutes": 10, "title": "Talk", "ask": "And now?"}
    ]
}"#;

/// Ana leads, Bo and Di take part, Sam writes for the room, and the wall looks on.
fn room() -> Scene {
    seats(Scene::of(SCRIPT))
}

fn seats(mut scene: Scene) -> Scene {
    scene.join("bo", Role::Participant, 80, 24);
    scene.join("di", Role::Participant, 80, 24);
    scene.join("sam", Role::Scribe, 80, 24);
    scene.join("wall", Role::Observer, 80, 24);
    scene
}

const EVERYBODY: [&str; 5] = ["ana", "bo", "di", "sam", "wall"];

/// Who sees these words on their screen.
fn who_sees(scene: &mut Scene, words: &str) -> Vec<&'static str> {
    let mut seen = Vec::new();
    for name in EVERYBODY {
        if scene.text(name).contains(words) {
            seen.push(name);
        }
    }
    seen
}

fn shows(scene: &mut Scene, name: &str, words: &str) {
    let text = scene.text(name);
    assert!(text.contains(words), "no “{words}” at {name} in\n{text}");
}

#[test]
fn each_sees_their_own_and_a_count_until_all_is_shown() {
    let mut scene = room();
    scene.press("ana", "nSaid aloud<enter><esc>r");
    shows(&mut scene, "ana", "Silence: each writes unseen.");
    scene.press("bo", "nBuses cut<enter>Night shifts<enter><esc>");
    scene.press("sam", "nFrom paper<enter><esc>");
    assert_eq!(who_sees(&mut scene, "Said aloud"), EVERYBODY);
    assert_eq!(who_sees(&mut scene, "Buses cut"), ["bo"]);
    assert_eq!(who_sees(&mut scene, "From paper"), ["sam"]);
    shows(&mut scene, "bo", "Nobody sees it yet · 3 cards in the room");
    shows(&mut scene, "ana", "3 cards written unseen");
    // One's own can be mended and taken back.
    scene.press("bo", "<end>eMany n<backspace><enter>");
    shows(&mut scene, "bo", "Night shiftsMany");
    scene.press("bo", "u");
    shows(&mut scene, "bo", "Took back");
    scene.press("di", "u");
    assert_eq!(who_sees(&mut scene, "Buses cut"), ["bo"]);
    // Asked once, since it cannot be hidden again.
    scene.press("ana", "r");
    shows(&mut scene, "ana", "Show 3 cards to all?");
    scene.press("ana", "<down>r");
    assert_eq!(who_sees(&mut scene, "Buses cut"), ["bo"]);
    scene.press("ana", "r");
    assert_eq!(who_sees(&mut scene, "Buses cut"), EVERYBODY);
    assert_eq!(who_sees(&mut scene, "unseen"), [""; 0]);
}

#[test]
fn whoever_leads_sees_how_many_write_and_how_many_are_done_and_never_who() {
    use crate::model::presence::{How, Presence, SeatId, Sitting, Standing};
    let mut scene = room();
    scene.press("ana", "r");
    let sitting = |scene: &Scene, name: &str, writing, done: Option<&str>| Sitting {
        member: scene.member_of(name),
        name: name.into(),
        how: How::Afar,
        standing: Standing::Here,
        at: None,
        writing,
        done: done.map(Into::into),
    };
    let seats = [
        sitting(&scene, "bo", true, None),
        sitting(&scene, "di", false, Some("causes")),
    ];
    let presence = Presence {
        seats: (0..).map(SeatId).zip(seats).collect(),
        ..Presence::default()
    };
    scene.present("ana", std::sync::Arc::new(presence));
    shows(&mut scene, "ana", "1 of 2 done, 1 writing");
}

#[test]
fn whoever_leads_hides_a_card_from_the_room() {
    let mut scene = room();
    scene.press("bo", "nRude words<enter><esc>");
    assert_eq!(who_sees(&mut scene, "Rude words"), EVERYBODY);
    scene.press("ana", "<home>mh");
    shows(&mut scene, "ana", "! hidden");
    assert_eq!(who_sees(&mut scene, "Rude words"), ["ana", "bo"]);
    scene.press("ana", "mh");
    assert_eq!(who_sees(&mut scene, "Rude words"), EVERYBODY);
    scene.press("ana", "u");
    assert_eq!(who_sees(&mut scene, "Rude words"), ["ana", "bo"]);
    scene.press("ana", "u");
    assert_eq!(who_sees(&mut scene, "Rude words"), EVERYBODY);
    // Nobody else has the key.
    scene.press("sam", "<home>mh<esc>");
    assert_eq!(who_sees(&mut scene, "Rude words"), EVERYBODY);
}

#[test]
fn a_silent_page_fits_every_size() {
    for (columns, rows) in [(40, 12), (60, 20), (80, 24), (120, 40)] {
        let mut scene = room();
        scene.press("ana", "r");
        scene.press(
            "bo",
            "nBuses cut on the east side<enter>Kids are tired<enter><esc>",
        );
        for name in ["ana", "bo"] {
            scene.resize(name, columns, rows);
            insta::assert_snapshot!(format!("silent_{name}_{columns}x{rows}"), scene.text(name));
        }
    }
}

#[test]
fn where_the_script_says_nothing_the_room_chooses_how_private_it_is() {
    let mut scene = room();
    scene.press("ana", "]]]]r");
    shows(&mut scene, "ana", "How private is it?");
    insta::assert_snapshot!("silence_choose_80x24", scene.text("ana"));
    scene.press("ana", "<down><down><enter>");
    let silence = scene.seen().silence(&"talk".into()).expect("a silence");
    assert_eq!(silence.privacy(), Privacy::Secret);
    scene.press("di", "nA secret thing<enter><esc>");
    shows(
        &mut scene,
        "di",
        "Nobody sees it yet, and nobody is told whose it is",
    );
    scene.press("ana", "rr");
    assert_eq!(who_sees(&mut scene, "A secret thing"), EVERYBODY);
    assert!(!scene.text("di").contains("Nobody sees"));
    let one = scene
        .seen()
        .cards_on(&"talk".into())
        .next()
        .expect("a card");
    assert!(one.author().is_none());
}

#[test]
fn a_round_that_is_anonymous_holds_no_name() {
    let mut scene = room();
    scene.press("ana", "]r");
    scene.press("bo", "nHeavy<enter>");
    scene.press("ana", "rr");
    let card = scene
        .seen()
        .cards_on(&"feel".into())
        .next()
        .expect("a turn");
    assert_eq!((card.text(), card.text_of("who")), ("Heavy", ""));
    assert!(card.author().is_none());
    for name in EVERYBODY {
        assert!(!scene.text(name).contains("bo "), "{}", scene.text(name));
    }
    scene.press("ana", ":history<enter>");
    shows(&mut scene, "ana", "someone added “Heavy”");
}

#[test]
fn a_list_is_scored_blind_and_heard_together() {
    let mut scene = room();
    scene.press("ana", "nBuses cut<enter><esc>]]r<enter>");
    // A frame shows the list before anybody types at it.
    scene.text("bo");
    scene.press("bo", "5");
    scene.text("di");
    scene.press("di", "1");
    let cell = |scene: &mut Scene, name: &str| {
        let text = scene.text(name);
        let line = text
            .lines()
            .find(|line| line.contains("Buses cut"))
            .expect("a row");
        line.to_owned()
    };
    assert!(cell(&mut scene, "bo").contains('5') && cell(&mut scene, "di").contains('1'));
    assert!(!cell(&mut scene, "ana").contains('5') && !cell(&mut scene, "wall").contains('5'));
    shows(&mut scene, "ana", "2 scores unseen");
    scene.press("ana", "r");
    shows(&mut scene, "ana", "Show what all have written and given?");
    scene.press("ana", "r");
    let both = cell(&mut scene, "wall");
    assert_eq!(both, cell(&mut scene, "ana"));
    assert!(both.contains('3'), "{both}");
}

/// A vote of Ana's room with four causes, open.
fn voting(mut scene: Scene) -> Scene {
    scene.press(
        "ana",
        "nBuses cut<enter>Night shifts<enter>Asthma<enter>Tutors leave<enter><esc>",
    );
    scene.press("ana", "]]]");
    scene.press("ana", "v");
    scene.press("ana", "<enter>");
    assert!(scene.form("ana").is_none(), "{}", scene.text("ana"));
    scene
}

#[test]
fn ones_own_dots_need_no_form_and_lie_in_an_order_of_ones_own() {
    let mut scene = voting(room());
    scene.press("bo", "<space><down><space>");
    insta::assert_snapshot!("own_dots_80x24", scene.text("bo"));
    for (columns, rows) in [(40, 12), (60, 20), (120, 40)] {
        scene.resize("bo", columns, rows);
        insta::assert_snapshot!(format!("own_dots_{columns}x{rows}"), scene.text("bo"));
    }
    let order = |scene: &Scene, viewer| -> Vec<CardId> {
        let seen = Seen::new(&scene.session, viewer);
        seen.ballots_on(&"dots".into())[0].options()
    };
    let members: Vec<_> = scene
        .seen()
        .members()
        .map(|member| (member.role, member.id))
        .collect();
    let of = |role| -> Vec<Viewer> {
        let with = members.iter().filter(|(known, _)| *known == role);
        with.map(|(_, id)| Viewer::Member(*id)).collect()
    };
    let written = order(&scene, of(Role::Facilitator)[0]);
    assert_eq!(order(&scene, of(Role::Scribe)[0]), written);
    assert_eq!(order(&scene, Viewer::Minutes), written);
    let [bo, di] = of(Role::Participant)[..] else {
        panic!("two take part")
    };
    let mut sorted = order(&scene, bo);
    assert!(sorted != written || order(&scene, di) != written);
    assert_eq!(order(&scene, bo), order(&scene, bo));
    sorted.sort();
    assert_eq!(sorted, {
        let mut all = written.clone();
        all.sort();
        all
    });
    // Each takes back their own last dot, and nobody else's.
    scene.text("di");
    scene.press("di", "<space>u");
    let people = scene.seen().ballots_on(&"dots".into())[0].people();
    assert_eq!(people, 1);
    scene.press("bo", "u");
    scene.resize("bo", 80, 24);
    shows(&mut scene, "bo", "Your dots left: 1 of 1");
    // Forms that ask whose dots these are belong to whoever enters for others.
    let before = scene.trace("bo");
    scene.press("bo", "n");
    assert!(scene.form("bo").is_none());
    assert_eq!(scene.trace("bo").2, before.2);
}

#[test]
fn a_secret_vote_is_told_and_forgotten_when_it_is_counted() {
    let secret = SCRIPT.replace(
        "\"kind\": \"vote\",",
        "\"kind\": \"vote\", \"secret\": true,",
    );
    let mut scene = voting(seats(Scene::of(&secret)));
    shows(
        &mut scene,
        "bo",
        "nothing that is kept says whose dots they are",
    );
    scene.press("bo", "<space>");
    assert!(Seen::new(&scene.session, Viewer::Archive).is_holding_back());
    scene.press("ana", ":archive<enter>");
    shows(&mut scene, "ana", "Something is still unseen");
    scene.press("ana", "<esc>vv");
    assert!(!format!("{:?}", scene.session).contains("BallotCast"));
    shows(&mut scene, "ana", "1 person · 1 dot");
    assert!(!Seen::new(&scene.session, Viewer::Archive).is_holding_back());
    // Nothing of it is theirs to take back.
    let undo = scene.trace("bo");
    scene.press("bo", "u");
    assert_eq!(scene.trace("bo").2, undo.2);
}

#[test]
fn a_table_seat_lays_dots_for_all_of_its_people() {
    let mut scene = room();
    let bo = scene
        .seen()
        .members()
        .find(|member| *member.name == *"bo")
        .expect("Bo")
        .clone();
    let member = Member {
        people: 3,
        ..bo.clone()
    };
    scene
        .ask(bo.id, Command::ChangeMember { member })
        .expect("three at a seat");
    let mut scene = voting(scene);
    shows(&mut scene, "bo", "Your dots left: 3 of 3 · 3 people");
    shows(
        &mut scene,
        "bo",
        "Most dots on one line: 3, which is 1 for each of you.",
    );
    // Each of the three has a dot, and no line takes more than one of each.
    scene.press("bo", "4");
    shows(
        &mut scene,
        "bo",
        "At most 1 dot of a person may lie on one card: 3 from 3 people.",
    );
    scene.press("bo", "3");
    shows(&mut scene, "bo", "Your dots left: 0 of 3");
    scene.text("di");
    scene.press("di", "<space>");
    scene.press("ana", "vv");
    shows(&mut scene, "ana", "4 people · 4 dots");
}
