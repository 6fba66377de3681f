//! What nobody is to see before it is shown, and what nobody is to see at all.

use crate::{
    door::at,
    served::{Seat, Served, TRUE, none_was_sent},
};

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_in_silence_is_sent_to_nobody_before_the_reveal() {
    let served = Served::begin();
    let ana = served.ana().await;
    let bo = served.joins("bo", TRUE, 80, 24).await;
    let cy = served.joins("cy", TRUE, 60, 20).await;
    let oz = served.watches("oz").await;
    ana.step("]").await;
    bo.shows("What is behind the curve?").await;
    ana.step("r").await;
    ana.shows("Silence: each writes unseen").await;
    bo.adds("Quiet buses").await;
    cy.adds("Kids are tired").await;
    ana.shows("2 cards written unseen").await;
    none_was_sent(&[&ana, &cy, &oz], "Quiet buses");
    none_was_sent(&[&ana, &bo, &oz], "Kids are tired");
    ana.step("r").await;
    ana.shows("Once more r reveals").await;
    ana.step("r").await;
    for seat in [&ana, &bo, &cy, &oz] {
        seat.shows("Quiet buses").await;
        seat.shows("Kids are tired").await;
    }
    served.stop(&["Quiet buses", "Kids are tired"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_wrote_anonymously_is_never_told() {
    let served = Served::begin();
    let ana = served.ana().await;
    let bo = served.joins("Zebulon", TRUE, 80, 24).await;
    let cy = served.joins("cy", TRUE, 60, 20).await;
    let oz = served.watches("oz").await;
    ana.step("]").await;
    ana.shows("What is behind the curve?").await;
    ana.step("]").await;
    bo.shows("How is this for you?").await;
    ana.step("r").await;
    ana.shows("who wrote what is never shown").await;
    bo.adds("Tired of it").await;
    ana.shows("1 card written unseen").await;
    none_was_sent(&[&ana, &cy, &oz], "Tired of it");
    ana.step("r").await;
    ana.shows("Once more r reveals").await;
    ana.step("r").await;
    for seat in [&ana, &cy, &oz] {
        seat.shows("Tired of it").await;
        assert!(!seat.was_sent("Zebulon"), "{}", seat.text());
    }
    served.stop(&["Tired of it"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn dots_are_ones_own_and_a_table_has_those_of_all_at_it() {
    let served = Served::begin();
    let ana = served.ana().await;
    ana.adds("Buses").await;
    ana.adds("Shifts").await;
    let bo = served.joins("bo", TRUE, 80, 24).await;
    let cy = served.joins("cy", TRUE, 60, 20).await;
    // Bo's seat is a table of four.
    at(&bo, "bo").await;
    bo.step("e").await;
    bo.shows("How many share it").await;
    bo.step("\t").await;
    bo.step("\x7f").await;
    bo.step("4").await;
    bo.step("\r").await;
    at(&ana, "bo").await;
    ana.shows("seat of 4").await;
    ana.escapes().await;
    for ask in [
        "behind the curve",
        "for you?",
        "nobody say?",
        "each weigh?",
        "matter most?",
    ] {
        ana.step("]").await;
        ana.shows(ask).await;
    }
    bo.shows("Which matter most?").await;
    ana.step("v").await;
    ana.shows("each at their own seat").await;
    ana.step("\r").await;
    bo.shows("Your dots left: 4 of 4").await;
    cy.shows("1 of 1").await;
    bo.step(" ").await;
    bo.shows("Your dots left: 3 of 4").await;
    cy.shows("1 of 1").await;
    for other in [&ana, &cy] {
        assert!(!other.was_sent("left: 3 of 4"), "{}", other.text());
    }
    cy.step(" ").await;
    cy.shows("0 of 1").await;
    // It is closed, and asked once more; then all see what came of it, and a table counts for all who share it.
    ana.step("v").await;
    ana.shows("again to close").await;
    ana.step("v").await;
    for seat in [&ana, &bo, &cy] {
        seat.shows("5 people").await;
    }
    let house = served.stop(&["Buses"]);
    let report = house.ok(&["show", "Table"]);
    assert!(report.contains("5 people voted"), "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn scores_are_given_blind_until_the_reveal() {
    let served = Served::begin();
    let ana = served.ana().await;
    ana.adds("Buses").await;
    let bo = served.joins("bo", TRUE, 80, 24).await;
    let cy = served.joins("cy", TRUE, 60, 20).await;
    for ask in ["behind the curve", "for you?", "nobody say?", "each weigh?"] {
        ana.step("]").await;
        ana.shows(ask).await;
    }
    bo.shows("How much does each weigh?").await;
    ana.step("r").await;
    ana.shows("unseen").await;
    bo.step("5").await;
    ana.shows("1 score").await;
    let weight = |seat: &Seat| {
        let text = seat.text();
        let line = text.lines().find(|line| line.contains("Buses  "));
        let cells = line.map(|line| line.split_whitespace().skip_while(|word| *word != "Buses"));
        cells.and_then(|mut cells| cells.nth(1).map(str::to_owned))
    };
    bo.until("the score", |_| weight(&bo).as_deref() == Some("5"))
        .await;
    for other in [&ana, &cy] {
        assert_eq!(weight(other).as_deref(), Some("·"), "{}", other.text());
    }
    cy.step("1").await;
    ana.shows("2 scores").await;
    ana.step("r").await;
    ana.shows("Once more r reveals").await;
    ana.step("r").await;
    for seat in [&ana, &bo, &cy] {
        seat.shows("1 × 5, 1 × 1").await;
        seat.shows("1–5 ‼").await;
    }
    served.stop(&["Buses"]);
}
