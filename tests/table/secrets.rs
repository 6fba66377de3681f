//! What nobody is to see before it is shown, and what nobody is to see at all.

use crate::served::{Served, TRUE, none_was_sent};

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
    ana.shows("Show 2 cards to all?").await;
    ana.step("r").await;
    for seat in [&ana, &bo, &cy, &oz] {
        seat.shows("Quiet buses").await;
        seat.shows("Kids are tired").await;
    }
    served.stop(&["Quiet buses", "Kids are tired"]);
}
