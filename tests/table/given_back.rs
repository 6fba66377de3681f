//! However a seat ends, its terminal is as it was: the main screen, with a cursor, and pastes that are the shell's own again.

use crate::served::{Seat, Served, TRUE};

/// Waits until nothing of the seat is left on a terminal but a last line.
async fn is_given_back(seat: &Seat) {
    seat.until("the main screen, as it was", |screen| {
        !screen.alternate_screen()
            && !screen.hide_cursor()
            && !screen.bracketed_paste()
            && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None
            && !screen.bold()
            && !screen.inverse()
    })
    .await;
    assert!(seat.ends().await.is_some());
}

async fn has_a_screen(seat: &Seat) {
    seat.until("a screen of its own", |screen| {
        screen.alternate_screen() && screen.bracketed_paste()
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_terminal_is_given_back_when_its_seat_is_left_or_ended_with_the_server() {
    let served = Served::begin();
    let ana = served.ana().await;
    let bo = served.joins("bo", TRUE, 80, 24).await;
    has_a_screen(&bo).await;
    bo.press("q").await;
    is_given_back(&bo).await;
    let cy = served.joins("cy", TRUE, 80, 24).await;
    let di = served.joins("di", TRUE, 80, 24).await;
    has_a_screen(&cy).await;
    has_a_screen(&di).await;
    cy.press("\x03").await;
    cy.shows("again").await;
    cy.press("\x03").await;
    is_given_back(&cy).await;
    served.stop(&[]);
    is_given_back(&di).await;
    is_given_back(&ana).await;
}
