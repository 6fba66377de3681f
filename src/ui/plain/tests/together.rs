//! A participant in line mode while the facilitator works at a full screen on the same session.

use super::*;
use crate::model::Voice;

const SCRIPT: &str = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 60, "steps": [
    {"id": "ideas", "kind": "cards", "minutes": 10, "ask": "What could work?"},
    {"id": "vote", "kind": "vote", "minutes": 10, "ask": "Which first?", "draws_from": ["ideas"], "dots": 3},
    {"id": "agree", "kind": "consent", "minutes": 10, "ask": "Can we go along?"},
    {"id": "plan", "kind": "plan", "minutes": 10, "ask": "Who does what?", "fields": [
        {"id": "who", "label": "Who"}, {"id": "due", "label": "Due"}]}]}"#;

#[test]
#[expect(clippy::too_many_lines, reason = "one evening, told in one piece")]
fn brainwriting_a_vote_consent_and_an_action_while_the_facilitator_sits_at_a_full_screen() {
    let mut scene = Scene::of(SCRIPT);
    let mut devi = Typist::joins(&mut scene, "Devi", Role::Participant);
    holds(&devi.transcript(), &["Step 1 of 4", "What could work?"]);
    // Brainwriting: a pasted list becomes several cards, each confirmed; others are heard at the prompt.
    devi.types(&mut scene, "A walking bus");
    holds(
        &devi.types(&mut scene, "A carpool"),
        &["2 now says: A carpool."],
    );
    scene.press("ana", "nBikes for everyone<enter><esc>");
    holds(
        &devi.hears(&scene),
        &["Ana added “Bikes for everyone”. It is line 3."],
    );
    scene.press("ana", "nOne<enter>Two<enter>Three<enter>Four<enter><esc>");
    holds(&devi.hears(&scene), &["4 new cards. list reads them."]);
    assert!(scene.text("ana").contains("A walking bus"));
    holds(
        &devi.types(&mut scene, "list"),
        &["1 A walking bus.", "7 Four."],
    );
    // The vote: opened at the full screen, dots of one's own by number.
    scene.press("ana", "]");
    holds(
        &devi.hears(&scene),
        &["The room went on.", "Step 2 of 4", "No vote is open yet."],
    );
    holds(
        &devi.types(&mut scene, "vote"),
        &["Only the facilitator can do that."],
    );
    scene.press("ana", "v<enter>");
    holds(
        &devi.hears(&scene),
        &["opened a vote", "You have 3 dots left."],
    );
    let list = devi.types(&mut scene, "list");
    holds(&list, &["2 A carpool. 0 dots."]);
    holds(&devi.types(&mut scene, "2"), &["A carpool. 1 dot. 2 left."]);
    holds(
        &devi.types(&mut scene, "2"),
        &["A carpool. 2 dots. 1 left."],
    );
    holds(
        &devi.types(&mut scene, "-2"),
        &["A carpool. 1 dot. 2 left."],
    );
    holds(
        &devi.types(&mut scene, "1 2"),
        &["A walking bus. 2 dots. 0 left."],
    );
    holds(&devi.types(&mut scene, "3"), &["No dot is left"]);
    holds(
        &devi.types(&mut scene, "99"),
        &["There is no line 99 here."],
    );
    scene.press("ana", "vv");
    holds(&devi.hears(&scene), &["closed and counted a round"]);
    let list = devi.types(&mut scene, "list");
    assert!(list.starts_with("1 A walking bus. 2 dots."), "{list}");
    // Consent: fingers, and what somebody says who could not go along.
    scene.press("ana", "]nWe begin with a walking bus<enter>");
    holds(&devi.hears(&scene), &["Step 3 of 4"]);
    scene.press("ana", "v");
    holds(
        &devi.hears(&scene),
        &[
            "opened a round of fist-to-five",
            "Type how many fingers you show",
        ],
    );
    holds(&devi.types(&mut scene, "7"), &["There are 0 to 5 fingers."]);
    holds(&devi.types(&mut scene, "4"), &["You show 4"]);
    holds(&devi.types(&mut scene, "2"), &["You show 2"]);
    scene.press("ana", "vv");
    devi.hears(&scene);
    let asked = devi.types(&mut scene, "Who walks with them in winter?");
    holds(&asked, &["now says: Who walks with them in winter?"]);
    // An action with its owner and its date.
    scene.press("ana", "]");
    holds(&devi.hears(&scene), &["Step 4 of 4"]);
    holds(
        &devi.types(&mut scene, "Find six volunteers"),
        &["1 now says: Find six volunteers."],
    );
    holds(
        &devi.types(&mut scene, "who: Devi"),
        &["1 now says: Find six volunteers. Who: Devi."],
    );
    holds(
        &devi.types(&mut scene, "due: 2027-03-01"),
        &["Due: 2027-03-01."],
    );
    assert!(scene.text("ana").contains("Find six volunteers"));
    holds(&devi.types(&mut scene, "undo"), &["Took back"]);
    holds(&devi.types(&mut scene, "redo"), &["Did again"]);
    assert_eq!(
        value(&scene, "plan", "Find six volunteers", field::WHO),
        "Devi"
    );
    assert_eq!(
        value(&scene, "plan", "Find six volunteers", field::DUE),
        "2027-03-01"
    );
    assert_eq!(cards(&scene, "ideas").len(), 7);
}

#[test]
fn who_is_given_the_lead_hears_so_and_the_others_who_it_is() {
    let mut scene = Scene::of(SCRIPT);
    let mut devi = Typist::joins(&mut scene, "Devi", Role::Participant);
    let mut cy = Typist::joins(&mut scene, "Cy", Role::Participant);
    devi.hears(&scene);
    cy.hears(&scene);
    scene.press("ana", "p<down>l");
    holds(&devi.hears(&scene), &["You lead now."]);
    holds(&cy.hears(&scene), &["Devi leads now."]);
}

#[test]
fn whoever_leads_in_line_mode_lays_their_own_dots_where_others_do_at_their_seats() {
    let mut scene = Scene::of(SCRIPT);
    let mut cy = Typist::joins(&mut scene, "Cy", Role::Participant);
    scene.press("ana", "nA walking bus<enter>A carpool<enter><esc>]v<enter>");
    let mut ana = Typist::leading(&scene);
    cy.hears(&scene);
    // Three dots of their own, not three for each of all who are here.
    for typist in [&mut ana, &mut cy] {
        holds(
            &typist.types(&mut scene, "2"),
            &["A carpool. 1 dot. 2 left."],
        );
    }
    let round = |scene: &Scene| {
        let seen = Seen::new(&scene.session, Viewer::Member(ana.me));
        let round = seen.ballots_on(&"vote".into())[0];
        let voices: Vec<Voice> = round.entered().map(|(voice, _)| voice.clone()).collect();
        voices
    };
    assert_eq!(round(&scene), [Voice::Member(ana.me)]);
}

#[test]
fn the_lead_is_taken_back_by_a_word() {
    let mut scene = Scene::of(SCRIPT);
    let mut ana = Typist::leading(&scene);
    holds(&ana.types(&mut scene, "lead"), &["You lead now."]);
    let mut cy = Typist::joins(&mut scene, "Cy", Role::Participant);
    cy.types(&mut scene, "lead");
    assert!(matches!(cy.effects.last(), Some(Effect::TakeLead)));
}
