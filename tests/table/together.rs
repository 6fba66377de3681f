//! What one does is on the screens of all, and nothing more than that.

use crate::served::{ASCII, COLORS, MONO, Seat, Served, TRUE};

#[tokio::test(flavor = "multi_thread")]
async fn a_card_of_one_is_on_all_screens_and_who_writes_is_told_but_not_what() {
    let served = Served::begin();
    let ana = served.ana().await;
    let bo = served.joins("bo", TRUE, 80, 24).await;
    let cy = served.joins("cy", COLORS, 60, 20).await;
    let di = served.joins("di", MONO, 40, 12).await;
    let eve = served.joins("eve", ASCII, 80, 24).await;
    let oz = served.watches("oz").await;
    let mut client = served.client().await;
    client.enter("lin", served.code()).await;
    let lin = Seat::in_lines("lin", client).await;
    lin.shows("return code").await;

    bo.step("n").await;
    bo.types("Buses").await;
    ana.shows("1 is writing").await;
    ana.step("p").await;
    ana.until("bo is writing", |screen| {
        let text = screen.contents();
        text.lines()
            .any(|line| line.contains("bo ") && line.contains("writing"))
    })
    .await;
    ana.escapes().await;
    for other in [&ana, &cy, &di, &eve, &oz, &lin] {
        assert!(!other.was_sent("Buses"), "{}", other.text());
    }
    bo.types(" were cut").await;
    bo.step("\r").await;
    for seat in [&ana, &bo, &cy, &di, &eve, &oz, &lin] {
        seat.shows("Buses were cut").await;
    }
    // Who asked for no colour gets none, and who shows only ASCII gets only that.
    let colored = |seat: &Seat| {
        let shown = seat.shown.borrow();
        let text = String::from_utf8_lossy(&shown.bytes).into_owned();
        (
            text.contains("38;2;") || text.contains("48;2;"),
            text.contains(";5;"),
            text.is_ascii(),
        )
    };
    assert!(!colored(&di).0 && !colored(&di).1);
    assert!(colored(&eve).2);
    assert!(!colored(&cy).0);
    lin.press("add Lines work too\r\n").await;
    ana.shows("Lines work too").await;
    di.shows("Lines work").await;
    served.stop(&["Buses", "Lines work"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_stalls_and_who_is_dragged_about_cost_the_others_nothing() {
    let served = Served::begin();
    let ana = served.ana().await;
    let bo = served.joins("bo", TRUE, 80, 24).await;
    let cy = served.joins("cy", TRUE, 80, 24).await;
    let storm = async {
        for n in 0..400_u32 {
            bo.claims(n * 7 % 400, n * 3 % 150).await;
            if n % 50 == 0 {
                bo.claims(0, 0).await;
            }
        }
        bo.resize(60, 20).await;
    };
    let writing = async {
        for n in 0..10 {
            ana.adds(&format!("Card {n}")).await;
        }
    };
    tokio::join!(storm, writing);
    for seat in [&ana, &bo, &cy] {
        seat.shows("Card 9").await;
    }
    bo.resize(40, 12).await;
    bo.adds("Small").await;
    ana.shows("Small").await;
    served.stop(&["Card 9"]);
}
