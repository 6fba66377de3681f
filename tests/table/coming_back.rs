//! Who comes back is the same person, at the same step, with the same half-written words.

use crate::{
    client::{Turn, key},
    served::{COLORS, Seat, Served, TRUE},
};

#[tokio::test(flavor = "multi_thread")]
async fn after_a_lost_line_and_after_a_restart_people_go_on_where_they_were() {
    let served = Served::begin();
    let ana = served.ana().await;
    ana.step("]").await;
    let bo = served.joins("bo", TRUE, 80, 24).await;
    let code = bo.back.clone().unwrap();
    bo.shows("What is behind the curve?").await;
    bo.adds("Buses cut").await;
    bo.step("n").await;
    bo.types("Half said").await;
    served
        .until("a draft on disk", |served| {
            served.drafts().iter().any(|path| {
                std::fs::read_to_string(path).is_ok_and(|text| text.contains("Half said"))
            })
        })
        .await;
    bo.drops();

    // What the client suggests is not what they are called: the session knows that.
    let bo = served.comes_back("mallory", &code).await;
    bo.shows("Half said").await;
    bo.shows("What is behind the curve?").await;
    ana.step("p").await;
    ana.shows("bo ").await;
    assert!(!ana.text().contains("mallory"), "{}", ana.text());
    ana.escapes().await;

    let served = served.restart();
    assert!(bo.ends().await.is_some());
    let bo = served.comes_back("bo", &code).await;
    bo.shows("Half said").await;
    bo.shows("What is behind the curve?").await;
    bo.step("\r").await;
    let ana = served.ana().await;
    ana.shows("Half said").await;
    // It is theirs: they can take it back.
    bo.escapes().await;
    bo.step("u").await;
    ana.until("only the other card", |screen| {
        !screen.contents().contains("• Half said")
    })
    .await;
    ana.shows("Buses cut").await;
    served
        .until("no draft is left", |served| served.drafts().is_empty())
        .await;
    served.stop(&["Half said", "Buses cut", &code]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_was_shown_once_brings_its_owner_back() {
    let served = Served::begin();
    let ana = served.ana().await;
    let keys = key(9);
    let mut client = served.client().await;
    assert!(matches!(
        client.prove("bo", &keys).await,
        Turn::Refused { partial: true, .. }
    ));
    client.enter("bo", served.code()).await;
    let bo = Seat::sit("bo", client, TRUE, 80, 24).await;
    bo.shows("return code").await;
    bo.escapes().await;
    bo.adds("By key").await;
    ana.shows("By key").await;
    bo.drops();
    let served = served.restart();
    let bo = served.by_key("mallory", &keys).await;
    bo.shows("By key").await;
    bo.step("u").await;
    bo.shows("Nothing here yet").await;
    let ana = served.ana().await;
    ana.step("p").await;
    ana.shows("bo ").await;
    assert!(!ana.text().contains("mallory"), "{}", ana.text());
    served.stop(&["By key"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_of_a_secret_round_leaves_no_file_once_it_was_sent() {
    let served = Served::begin();
    let ana = served.ana().await;
    for _ in 0..3 {
        ana.step("]").await;
    }
    ana.shows("What does nobody say?").await;
    let bo = served.joins("bo", COLORS, 80, 24).await;
    bo.shows("What does nobody say?").await;
    ana.step("r").await;
    ana.shows("nothing will say who wrote what").await;
    bo.step("n").await;
    bo.types("Nobody pays").await;
    served
        .until("a draft on disk", |served| !served.drafts().is_empty())
        .await;
    bo.step("\r").await;
    bo.shows("Nobody sees it yet").await;
    bo.escapes().await;
    served
        .until("no draft is left", |served| served.drafts().is_empty())
        .await;
    ana.shows("1 card written unseen").await;
    assert_eq!(
        served.house.holding("Nobody pays"),
        Vec::<std::path::PathBuf>::new()
    );
    ana.step("r").await;
    ana.step("r").await;
    ana.shows("Nobody pays").await;
    bo.shows("Nobody pays").await;
    assert!(served.drafts().is_empty());
    served.stop(&["Nobody pays"]);
}
