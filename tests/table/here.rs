//! On the machine that holds the store: other programs come in while it is served, and whoever holds it takes leave.

use std::net::SocketAddr;

use crate::{
    client::connect_to,
    house::House,
    pty::Program,
    served::{Seat, Served, TRUE},
    table::upturn,
};

#[tokio::test(flavor = "multi_thread")]
async fn while_it_is_served_the_store_is_held_and_a_second_program_and_a_wall_sit_at_the_same_table()
 {
    let served = Served::begin();
    let bo = served.joins("bo", TRUE, 80, 24).await;
    served
        .house
        .fails(69, &["serve", "Table", "--listen", "127.0.0.1:0", "--json"]);
    let mut here = upturn(&served.house, &["open", "Table"], 80, 24);
    here.shows(&["What do we see?"]);
    let mut wall = upturn(&served.house, &["projector", "Table"], 120, 40);
    wall.shows(&["W H A T   D O   W E   S E E"]);
    bo.adds("From afar").await;
    here.shows(&["From afar"]);
    wall.shows(&["From afar"]);
    here.press("n");
    here.shows(&["New card"]);
    for letter in "Here".chars() {
        here.press(letter.to_string());
    }
    here.press("\r");
    bo.shows("Here").await;
    wall.shows(&["Here"]);
    drop((here, wall));
    served.stop(&["From afar"]);
}

/// Opens the door of the session on screen to this machine; answers where it is, and its code.
fn opens_a_door(ana: &mut Program) -> (SocketAddr, String) {
    ana.shows(&["AGENDA"]);
    ana.press("S");
    ana.shows(&["The door is shut"]);
    ana.press("l");
    ana.shows(&["and then this code:"]);
    let text = ana.screen().contents();
    let port: u16 = text
        .split_once("ssh -p ")
        .and_then(|(_, rest)| rest.split(' ').next()?.parse().ok())
        .unwrap();
    let code = text
        .lines()
        .skip_while(|line| !line.contains("and then this code:"))
        // It stands there with a space between its letters.
        .flat_map(|line| line.split("  "))
        .map(|words| words.replace(' ', ""))
        .find(|word| word.len() == 7 && word.as_bytes()[3] == b'-')
        .unwrap();
    (([127, 0, 0, 1], port).into(), code)
}

#[tokio::test(flavor = "multi_thread")]
async fn who_opens_another_session_takes_everybody_along_with_the_door() {
    let house = House::new();
    house.ok(&["new", "five-whys", "--title", "Table", "--no-open"]);
    house.ok(&["new", "five-whys", "--title", "Second", "--no-open"]);
    let mut ana = upturn(&house, &["open", "Table"], 120, 40);
    let (address, code) = opens_a_door(&mut ana);
    let mut client = connect_to(address, russh::client::Config::default()).await;
    client.enter("bo", &code).await;
    let bo = Seat::sit("bo", client, TRUE, 80, 24).await;
    bo.shows("return code").await;
    bo.escapes().await;
    bo.shows("Table").await;
    ana.press("\x1b");
    ana.wait_for("the table", |screen| {
        !screen.contents().contains("and then this code")
    });
    ana.press("q");
    // Home says which door is open, for whom, and how it shuts.
    ana.shows(&["The door of “Table” is open, 1 person inside", "Ctrl-O"]);
    // A key that is no letter in between: what is typed right behind a key may be words.
    ana.press("\x1b[B");
    for letter in "Second".chars() {
        ana.press(letter.to_string());
    }
    ana.shows(&["1 of 2"]);
    ana.press("\r");
    ana.shows(&["1 person is in “Table”. What becomes of them?"]);
    ana.press("\r");
    bo.shows("Second").await;
    bo.shows("You came along to another session").await;
    bo.adds("Said in the second").await;
    ana.shows(&["Said in the second"]);
    // The same command and code lead there now, for whoever comes later.
    let mut client = connect_to(address, russh::client::Config::default()).await;
    client.enter("cy", &code).await;
    let cy = Seat::sit("cy", client, TRUE, 80, 24).await;
    cy.shows("return code").await;
    cy.escapes().await;
    cy.shows("Said in the second").await;
    drop((bo, cy, ana));
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_holds_the_session_is_told_who_loses_a_seat_before_they_leave() {
    let house = House::new();
    house.ok(&["new", "five-whys", "--title", "Table", "--no-open"]);
    let mut ana = upturn(&house, &["open", "Table"], 120, 40);
    let (address, code) = opens_a_door(&mut ana);
    let mut client = connect_to(address, russh::client::Config::default()).await;
    client.enter("bo", &code).await;
    let bo = Seat::sit("bo", client, TRUE, 80, 24).await;
    bo.shows("return code").await;
    ana.shows(&["2 people here"]);
    ana.press("\x1b");
    ana.wait_for("the table", |screen| {
        !screen.contents().contains("and then this code")
    });
    ana.press("q");
    ana.shows(&["YOUR SESSIONS"]);
    ana.press("\x11");
    ana.shows(&["1 other loses their seat when you leave"]);
    ana.press("\x11");
    ana.assert_given_back();
    assert_eq!(ana.ended(), 0);
    bo.ends().await;
    bo.shows("Whoever holds the session has closed it").await;
}
