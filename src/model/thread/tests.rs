use super::{Bead, Slack, loose, of};
use crate::model::{
    CardId, Command, Role, Value, Viewer,
    command::After,
    opinion::{PICKED, Score, ScoreKey, Voice, YES},
    testing::Room,
};

const TALK: &str = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 80, "steps": [
    {"id": "here", "kind": "roster", "minutes": 10, "ask": "Who is here?",
     "fields": [{"id": "constituency", "choice": [{"id": "resident", "label": "residents"}, {"id": "school", "label": "schools"}]}]},
    {"id": "result", "kind": "text", "minutes": 10, "ask": "What do we want?", "hands_on": ["curve"]},
    {"id": "curve", "kind": "curve", "minutes": 10, "ask": "How are we doing?", "draws_from": ["result"]},
    {"id": "story", "kind": "cards", "minutes": 10, "ask": "What is behind it?", "draws_from": ["curve"]},
    {"id": "whys", "kind": "tree", "minutes": 10, "ask": "Why?", "draws_from": ["story"], "hands_on": ["works"],
     "fields": [{"id": "evidence", "choice": ["data", "record", "lived experience", "heard from others", "hunch"]}]},
    {"id": "works", "kind": "cards", "minutes": 10, "ask": "What works?", "draws_from": ["whys"], "hands_on": ["vote"]},
    {"id": "vote", "kind": "vote", "minutes": 10, "ask": "Which?", "draws_from": ["works"], "hands_on": ["plan"]},
    {"id": "plan", "kind": "plan", "minutes": 10, "ask": "Who does what?", "draws_from": ["vote"],
     "fields": [{"id": "who", "type": "person"}, {"id": "due", "type": "date"}, {"id": "measure"},
                {"id": "status", "choice": ["new", "done", "dropped"]}]}]}"#;

/// A thread as people would read it: two spaces for each step down, the card that was asked about between bars.
fn thread(room: &Room, bead: Bead) -> String {
    let strands = of(&room.seen(Viewer::Projector), bead);
    let lines = strands.iter().map(|strand| {
        let words = if strand.here {
            format!("|{}|", strand.text)
        } else {
            strand.text.to_string()
        };
        format!("{}{words}", "  ".repeat(strand.depth))
    });
    lines.collect::<Vec<_>>().join("\n")
}

/// What hangs loose, as people would read it.
fn hangs(room: &Room, slack: Slack) -> Vec<String> {
    let all = loose(&room.seen(Viewer::Member(room.you())));
    let ends = all.into_iter().filter(|one| one.slack == slack);
    ends.flat_map(|one| one.ends)
        .map(|end| end.text.to_string())
        .collect()
}

fn pick(room: &mut Room, step: &str, card: CardId) {
    let key = ScoreKey {
        step: step.into(),
        card,
        criterion: PICKED.into(),
        voice: Voice::room(),
    };
    let score = Score {
        tally: vec![(YES.into(), 1)],
        note: "".into(),
    };
    room.run(Command::Score { key, score });
}

#[test]
fn the_thread_runs_from_the_result_over_the_curve_to_the_action_whichever_bead_is_asked() {
    let mut room = Room::of(TALK, "Mill Valley");
    let result = room.card("result", "All children read");
    let measure = room.measure("curve", &[("name", "Reading, %".into())], &[("2020", 60.0)]);
    let story = room.card("story", "Children miss school");
    let problem = room.card("whys", "Children miss school, why?");
    room.link(problem, story);
    let cause = room.card_under("whys", problem, "Buses were cut");
    let root = room.card_under("whys", cause, "Nobody owned a plan");
    let idea = room.card("works", "A standing bus group");
    room.link(idea, root);
    let action = room.lay(
        "plan",
        None,
        None,
        "Ask the mayor",
        &[("who", "Devi".into()), ("due", "2027-03-01".into())],
    );
    room.link(action, idea);
    let other = room.card("works", "Parents drive");
    room.link(other, cause);
    assert_eq!(
        thread(&room, Bead::Card(root)),
        "All children read\n  Reading, %\n    Children miss school\n      Children miss school, why?\n        Buses were cut\n          |Nobody owned a plan|\n            A standing bus group\n              Ask the mayor"
    );
    // From the action all the way up, and nothing beside that way.
    let up = thread(&room, Bead::Card(action));
    assert!(up.starts_with("All children read"), "{up}");
    assert!(
        up.ends_with("              |Ask the mayor|") && !up.contains("Parents drive"),
        "{up}"
    );
    let seen = room.seen(Viewer::Projector);
    let says: Vec<_> = of(&seen, Bead::Card(root))
        .into_iter()
        .flat_map(|strand| strand.about)
        .collect();
    assert_eq!(says, ["Devi".into(), "2027-03-01".into()]);
    // From the curve everything that came of it, each once.
    let down = thread(&room, Bead::Measure(measure));
    assert_eq!(down.lines().count(), 9, "{down}");
    assert!(
        down.contains("  |Reading, %|") && down.contains("Parents drive"),
        "{down}"
    );
    assert!(thread(&room, Bead::Card(result)).starts_with("|All children read|\n  Reading, %"));
}

#[test]
fn an_idea_that_answers_two_causes_has_both_above_it_and_a_ring_ends() {
    let mut room = Room::of(TALK, "Mill Valley");
    let problem = room.card("whys", "Late");
    let one = room.card_under("whys", problem, "No bus");
    let two = room.card_under("whys", problem, "No boots");
    let idea = room.card("works", "A shared ride");
    room.link(idea, one);
    room.link(idea, two);
    assert_eq!(
        thread(&room, Bead::Card(idea)),
        "Late\n  No bus\n  No boots\n    |A shared ride|"
    );
    let another = room.card("story", "Rides get people there");
    room.link(another, idea);
    room.link(problem, another);
    let around = thread(&room, Bead::Card(idea));
    assert_eq!(around.matches('|').count(), 2, "{around}");
    // A card that hangs under a newer one and that the newer one comes from is above and below itself.
    let mut room = Room::of(TALK, "Mill Valley");
    let older = room.card("whys", "No drivers");
    let newer = room.card("whys", "Low pay");
    let idea = room.card("works", "Raise pay");
    room.link(newer, older);
    room.link(idea, older);
    room.run(Command::MoveCard {
        card: older,
        step: "whys".into(),
        parent: Some(newer),
        column: None,
        after: After::Last,
    });
    assert_eq!(
        thread(&room, Bead::Card(older)),
        "Low pay\n  |No drivers|\n    Raise pay"
    );
    assert_eq!(thread(&room, Bead::Card(newer)), "No drivers\n  |Low pay|");
    assert_eq!(
        thread(&room, Bead::Card(idea)),
        "Low pay\n  No drivers\n    |Raise pay|"
    );
}

#[test]
fn a_card_alone_is_a_thread_of_one_and_one_that_is_hidden_is_none() {
    let mut room = Room::of(TALK, "Mill Valley");
    let card = room.card("works", "A carpool");
    assert_eq!(thread(&room, Bead::Card(card)), "|A carpool|");
    room.set(card, "hidden", Value::Flag(true));
    assert_eq!(thread(&room, Bead::Card(card)), "");
    room.run(Command::RemoveCard { card });
    assert!(of(&room.seen(Viewer::Member(room.you())), Bead::Card(card)).is_empty());
}

#[test]
fn a_cause_hangs_loose_until_an_idea_answers_it_or_something_under_it() {
    let mut room = Room::of(TALK, "Mill Valley");
    let problem = room.card("whys", "Late buses");
    let cause = room.card_under("whys", problem, "No drivers");
    let deep = room.card_under("whys", cause, "Low pay");
    room.card_under("whys", problem, "Old buses");
    // Nobody was asked for ideas yet: nothing is missing.
    assert!(hangs(&room, Slack::Cause).is_empty());
    let idea = room.card("works", "Raise pay");
    assert_eq!(hangs(&room, Slack::Cause), ["Low pay", "Old buses"]);
    room.link(idea, cause);
    // No root is marked: each branch asks for an idea, wherever on it that is.
    assert_eq!(hangs(&room, Slack::Cause), ["Old buses"]);
    room.set(deep, "root", Value::Flag(true));
    // A root asks for one of its own.
    assert_eq!(hangs(&room, Slack::Cause), ["Low pay"]);
    room.link(idea, deep);
    assert!(hangs(&room, Slack::Cause).is_empty());
}

#[test]
fn an_idea_hangs_loose_that_answers_no_cause_and_of_chosen_ones_those_alone() {
    let mut room = Room::of(TALK, "Mill Valley");
    let loose = room.card("works", "An app");
    // Without any cause there is nothing that it could answer.
    assert!(hangs(&room, Slack::Idea).is_empty());
    let problem = room.card("whys", "Late buses");
    let cause = room.card_under("whys", problem, "No drivers");
    let idea = room.card("works", "Raise pay");
    room.link(idea, cause);
    let other = room.card("works", "A poster");
    assert_eq!(hangs(&room, Slack::Idea), ["An app", "A poster"]);
    pick(&mut room, "vote", idea);
    pick(&mut room, "vote", other);
    assert_eq!(hangs(&room, Slack::Idea), ["A poster"]);
    room.set(other, "parked", Value::Flag(true));
    assert!(hangs(&room, Slack::Idea).is_empty());
    pick(&mut room, "vote", loose);
    assert_eq!(hangs(&room, Slack::Idea), ["An app"]);
}

#[test]
fn an_action_hangs_loose_without_owner_date_or_measure_until_it_is_done() {
    let mut room = Room::of(TALK, "Mill Valley");
    let whole: [(&str, Value); 3] = [
        ("who", "Devi".into()),
        ("due", "2027-03-01".into()),
        ("measure", "rides a week".into()),
    ];
    room.lay("plan", None, None, "Call the depot", &whole);
    let bare = room.card("plan", "Ask the mayor");
    for slack in [Slack::Owner, Slack::Date, Slack::Measure] {
        assert_eq!(hangs(&room, slack), ["Ask the mayor"], "{slack:?}");
    }
    room.set(bare, "who", "Ana".into());
    assert!(hangs(&room, Slack::Owner).is_empty());
    assert_eq!(hangs(&room, Slack::Date), ["Ask the mayor"]);
    room.set(bare, "status", "done".into());
    assert!(hangs(&room, Slack::Date).is_empty() && hangs(&room, Slack::Measure).is_empty());
}

#[test]
fn a_voice_is_missing_by_name_or_as_a_side_that_nobody_comes_from() {
    let mut room = Room::of(TALK, "Mill Valley");
    assert!(hangs(&room, Slack::Voice).is_empty());
    room.lay(
        "here",
        None,
        None,
        "Devi",
        &[("constituency", "school".into())],
    );
    // While the room is there, names are still being said.
    assert!(hangs(&room, Slack::Voice).is_empty());
    let step = "result".into();
    room.run(Command::Enter { step });
    assert_eq!(hangs(&room, Slack::Voice), ["residents"]);
    let missed = [
        ("constituency", "resident".into()),
        ("missing", Value::Flag(true)),
    ];
    room.lay("here", None, None, "Somebody from Third Street", &missed);
    assert_eq!(hangs(&room, Slack::Voice), ["Somebody from Third Street"]);
    room.lay(
        "here",
        None,
        None,
        "Rosa",
        &[("constituency", "resident".into())],
    );
    // Rosa came; whom they miss besides is still missed.
    assert_eq!(hangs(&room, Slack::Voice), ["Somebody from Third Street"]);
}

#[test]
fn a_branch_hangs_loose_that_rests_on_a_hunch_alone() {
    let mut room = Room::of(TALK, "Mill Valley");
    let problem = room.card("whys", "Late buses");
    let hunch = [("evidence", "hunch".into())];
    let cause = room.lay("whys", None, Some(problem), "No drivers", &hunch);
    let deep = room.lay("whys", None, Some(cause), "Low pay", &hunch);
    assert_eq!(hangs(&room, Slack::Hunch), ["Low pay"]);
    room.set(deep, "evidence", "record".into());
    assert!(hangs(&room, Slack::Hunch).is_empty());
}

#[test]
fn what_hangs_loose_is_told_to_whoever_leads_and_on_no_shared_screen() {
    let mut room = Room::of(TALK, "Mill Valley");
    room.card("plan", "Ask the mayor");
    let guest = crate::model::Member::new(
        crate::model::MemberId(uuid::Uuid::from_u128(77)),
        "Bo",
        Role::Participant,
    );
    let told = |viewer| loose(&room.seen(viewer)).len();
    assert_eq!(told(Viewer::Member(room.you())), 3);
    for viewer in [
        Viewer::Shared(room.you()),
        Viewer::Member(guest.id),
        Viewer::Projector,
        Viewer::Minutes,
    ] {
        assert_eq!(told(viewer), 0, "{viewer:?}");
    }
}
