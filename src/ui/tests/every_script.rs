//! Every shipped script from its first step to its last, as a room would run it: keys alone, and what it leaves.

use crate::{
    cells,
    content::library::Library,
    document::{
        chart::Glyphs,
        page::{self, PageLine},
    },
    model::{Command, Seen, Step, StepId, card::field, step::Kind, step::recap},
    say::Lang,
    ui::scene::Scene,
};

mod clicks;
mod drive;
mod views;
mod words;

use drive::Drive;

/// A session of a script as the library puts it together, sittings and all.
fn scene(id: &str) -> Scene {
    let library = Library::shipped();
    let script = library.get(id).expect("a shipped script");
    Scene::of(&serde_json::to_string(&**script).expect("a script as text"))
}

/// What the session leaves, as lines of text.
fn left(seen: &Seen<'_>) -> String {
    let look = page::Look {
        width: 100,
        glyphs: Glyphs::Braille,
        chart_height: 8,
    };
    let mut text = String::new();
    for line in page::lay(&recap::document(seen), Lang::En, look) {
        let words = match &line {
            PageLine::Words(_) => line.text(),
            PageLine::Chart(row) => row
                .iter()
                .map(|cell| cell.glyph)
                .filter(|c| *c != '\0')
                .collect(),
        };
        text.push_str(words.trim_end());
        text.push('\n');
    }
    text
}

/// Runs a script to its end, and looks at what must hold of every one.
fn run(id: &str) {
    let mut drive = Drive::of(scene(id));
    let steps: Vec<Step> = drive.scene.seen().script().steps.clone();
    for (at, step) in steps.iter().enumerate() {
        assert_eq!(drive.scene.seen().current(), &step.id, "{id}");
        flows(id, step, &drive);
        drive.fill_step(step);
        let standing = drive.scene.seen().standing(step);
        // A read-out says again what was said elsewhere, and asks for nothing.
        assert!(
            standing.is_some() || matches!(step.kind, Kind::Recap(_)),
            "{id}, {}: nothing stands\n{}",
            step.id,
            drive.scene.text("ana")
        );
        works_on(id, step, &drive);
        if at + 1 < steps.len() {
            drive.keys("]");
        }
    }
    let text = left(&drive.scene.seen());
    for line in text.lines() {
        assert!(cells::width(line) <= 110, "{id}: {line}");
    }
    drive.keys("uuuu");
    assert_ne!(
        left(&drive.scene.seen()),
        text,
        "{id}: undo takes something back"
    );
    drive.keys("UUUU");
    assert_eq!(left(&drive.scene.seen()), text, "{id}: redo brings it back");
    insta::assert_snapshot!(format!("every_{}", id.replace('-', "_")), text);
}

/// What a step draws from hands something on, once the steps before it were filled.
fn flows(script: &str, step: &Step, drive: &Drive) {
    let seen = drive.scene.seen();
    let lays = |id: &StepId| {
        seen.step(id)
            .is_some_and(|from| from.kind.lens().takes_cards())
    };
    if step.draws_from.iter().any(lays) {
        assert!(
            !seen.handed_to(step).is_empty(),
            "{script}, {}: draws from {:?} and nothing comes",
            step.id,
            step.draws_from
        );
    }
}

/// A step that weighs, chooses, places or counts has cards to do it with.
fn works_on(script: &str, step: &Step, drive: &Drive) {
    let seen = drive.scene.seen();
    let at_hand = seen.at_hand(step);
    let least = match &step.kind {
        Kind::Matrix(_) | Kind::Vote(_) => 2,
        Kind::Grid(_) | Kind::Consent(_) | Kind::Enough(_) => 1,
        _ => return,
    };
    assert!(
        at_hand.len() >= least,
        "{script}, {}: {} cards at hand",
        step.id,
        at_hand.len()
    );
    if let Kind::Grid(grid) = &step.kind {
        let loose = at_hand.iter().filter(|card| {
            card.text_of(grid.across.as_str()).is_empty()
                || card.text_of(grid.down.as_str()).is_empty()
        });
        assert_eq!(
            loose.count(),
            0,
            "{script}, {}: cards without a place",
            step.id
        );
    }
    assert!(
        at_hand
            .iter()
            .all(|card| !card.text_of(field::TEXT).is_empty())
    );
}

/// All that was done at the screens of a whole session is taken back to an empty script, and done again to the same end.
#[test]
fn a_whole_session_is_taken_back_and_done_again() {
    let mut drive = Drive::of(scene("turn-the-curve"));
    let steps: Vec<Step> = drive.scene.seen().script().steps.clone();
    let empty = drive.scene.session.clone();
    for step in &steps {
        drive.fill_step(step);
        drive.keys("]");
    }
    let ana = drive.scene.member_of("ana");
    let full = drive.scene.session.clone();
    assert!(!full.same_content(&empty));
    let mut count = 0;
    while drive.scene.ask(ana, Command::Undo).is_ok() {
        count += 1;
        assert!(count < 2_000, "there is no end to it");
    }
    assert!(count > 30, "only {count} were taken back");
    // A forecast that was frozen stays so, as the room decided it; nothing else is left of all that was said.
    for step in steps
        .iter()
        .filter(|step| !matches!(step.kind, Kind::Curve(_)))
    {
        let standing = drive.scene.seen().standing(step);
        assert!(
            standing.is_none(),
            "{} stands still:\n{}",
            step.id,
            left(&drive.scene.seen())
        );
    }
    for at in 0..count {
        let again = drive.scene.ask(ana, Command::Redo);
        assert!(again.is_ok(), "{at} of {count}: {again:?}");
    }
    assert!(drive.scene.session.same_content(&full));
}

macro_rules! every {
    ($($test:ident = $id:literal;)*) => {
        $(#[test] fn $test() { run($id); })*

        #[test]
        fn all_that_ship_are_driven() {
            let library = Library::shipped();
            let shipped: Vec<&str> = library.iter().map(|one| &*one.script.id).collect();
            assert_eq!(shipped, [$($id),*]);
        }
    };
}

every! {
    turn_the_curve = "turn-the-curve";
    whole_population = "whole-population";
    whole_distance = "whole-distance";
    performance = "performance";
    review = "review";
    choose_a_result = "choose-a-result";
    enough_strategies = "enough-strategies";
    readiness = "readiness";
    five_whys = "five-whys";
    see_the_whole_picture = "see-the-whole-picture";
    community_profile = "community-profile";
    listening = "listening";
    scorecard = "scorecard";
    mission_vision_values = "mission-vision-values";
    assets_and_stakeholders = "assets-and-stakeholders";
    working_team = "working-team";
    assumptions = "assumptions";
    community_pilot = "community-pilot";
    who_we_are = "who-we-are";
    theory_of_change = "theory-of-change";
    equity = "equity";
    sustainability = "sustainability";
}
