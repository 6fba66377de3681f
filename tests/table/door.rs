//! What whoever leads does about people, and what those who only watch cannot do.

use std::{
    process::Child,
    time::{Duration, Instant},
};

use russh::client;
use rustix::process::{Pid, Signal, kill_process};

use crate::{
    client::{Turn, connect_to, key, read_all},
    person::{Person, is_there},
    served::{COLORS, ESC, Seat, Served, TRUE},
};

/// Opens the window of people and moves to somebody.
pub async fn at(ana: &Seat, name: &str) {
    // A key that is no letter in between: what is typed quickly where nothing is open may be words.
    ana.press("\x1b[A").await;
    ana.step("p").await;
    let rows = |screen: &vt100::Screen| {
        let text = screen.contents();
        let row = |is: &dyn Fn(&str) -> bool| text.lines().position(is);
        let inside = |line: &str| {
            let line = line.trim_end();
            let in_window = line
                .ends_with('│')
                .then(|| line.split('│').nth_back(1))
                .flatten();
            in_window.unwrap_or_default().to_owned()
        };
        let of = row(&|line| {
            inside(line)
                .trim_start_matches([' ', '▸'])
                .starts_with(&format!("{name} "))
        });
        (row(&|line| inside(line).contains('▸')), of)
    };
    ana.until(name, |screen| rows(screen).1.is_some()).await;
    loop {
        let (at, of) = rows(ana.shown.borrow().screen.screen());
        match at.cmp(&of) {
            std::cmp::Ordering::Less => ana.step("\x1b[B").await,
            std::cmp::Ordering::Greater => ana.step("\x1b[A").await,
            std::cmp::Ordering::Equal => return,
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_only_watches_changes_nothing_in_any_way() {
    let served = Served::begin();
    let ana = served.ana().await;
    ana.adds("The card").await;
    let bo = served.joins("bo", TRUE, 80, 24).await;
    let cy = served.joins("cy", COLORS, 80, 24).await;
    let oz = served.watches("oz").await;
    oz.shows("The card").await;
    // Bo is muted.
    at(&ana, "bo").await;
    ana.step("m").await;
    ana.shows("only watches").await;
    ana.escapes().await;
    bo.shows("You only watch").await;
    let before = served.records();
    for seat in [&bo, &oz] {
        tries_everything(seat).await;
    }
    // The board is locked: then Cy changes nothing either.
    ana.step("p").await;
    ana.step("L").await;
    ana.shows("The board is locked").await;
    ana.escapes().await;
    cy.shows("The board is locked").await;
    tries_everything(&cy).await;
    assert_eq!(served.records(), before + 1);
    for seat in [&bo, &cy, &oz] {
        assert!(seat.client.handle.channel_open_session().await.is_err());
    }
    for code in [served.code(), served.observer_code()] {
        let mut client = served.client().await;
        client.enter("exec", code).await;
        let mut channel = client.channel().await;
        channel.exec(true, "export").await.unwrap();
        assert_eq!(read_all(&mut channel).await.status, Some(64));
    }
    let before = served.records();
    ana.adds("Ana can").await;
    for seat in [&bo, &cy, &oz] {
        seat.shows("Ana can").await;
    }
    assert_eq!(served.records(), before + 1);
    assert!(!ana.text().contains("hello"), "{}", ana.text());
    served.stop(&["The card"]);
}

/// A code as the join screen shows it.
pub fn spaced(code: &str) -> String {
    let letters: Vec<String> = code.chars().map(String::from).collect();
    letters.join(" ")
}

/// Whatever a terminal can send.
async fn tries_everything(seat: &Seat) {
    for keys in [
        "n",
        "h",
        "i",
        "\r",
        ESC,
        "e",
        "hello",
        "\r",
        ESC,
        "d",
        "u",
        "U",
        "K",
        "w",
        "*",
        " ",
        "v",
        "1",
        "r",
        "[",
        "]",
        "f",
        "T",
        "\x1b[200~hello\nhello two\x1b[201~",
        "\r",
        ESC,
        "\x1b[<0;5;6M",
        "\x1b[<0;5;6m",
        "\x1b[<64;5;6M",
        "p",
        "d",
        "L",
        "w",
        ESC,
        "S",
        "o",
        "n",
        ESC,
        ":",
        ESC,
        "\x1a",
        "\x19",
    ] {
        seat.press(keys).await;
    }
    // Behind all of them: help opens and shows that everything was taken.
    seat.press(ESC).await;
    seat.press(ESC).await;
    seat.press("?").await;
    seat.shows("Help:").await;
    seat.escapes().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_sent_away_is_out_within_a_second_and_nothing_brings_them_back() {
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
    let back = bo.return_code();
    bo.escapes().await;
    bo.adds("Bo was here").await;
    at(&ana, "bo").await;
    let begun = Instant::now();
    sends_away(&ana).await;
    bo.ends().await;
    assert!(
        begun.elapsed() < Duration::from_secs(2),
        "{:?}",
        begun.elapsed()
    );
    bo.shows("What you said is kept").await;
    ana.shows("sent away").await;
    let mut client = served.client().await;
    assert!(matches!(
        client.prove("bo", &keys).await,
        Turn::Refused { partial: false, .. }
    ));
    for code in [back.as_str(), served.code()] {
        let mut client = served.client().await;
        assert!(matches!(client.begin("bo").await, Turn::Asked { .. }));
        let Turn::Asked { says, .. } = client.say(code).await else {
            panic!("not asked again");
        };
        assert!(says.contains("does not open this door"), "{says}");
    }
    served.stop(&["Bo was here", &back]);
}

/// Sends away whoever the cursor is on; that is asked first.
async fn sends_away(ana: &Seat) {
    ana.step("d").await;
    ana.shows("words stay").await;
    ana.step("\x1b[B").await;
    ana.step("\r").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_let_back_is_the_same_person_by_their_own_key_and_code() {
    let served = Served::begin();
    let ana = served.ana().await;
    let keys = key(9);
    let mut client = served.client().await;
    client.prove("bo", &keys).await;
    client.enter("bo", served.code()).await;
    let bo = Seat::sit("bo", client, TRUE, 80, 24).await;
    bo.shows("return code").await;
    let back = bo.return_code();
    bo.escapes().await;
    bo.adds("Bo was here").await;
    at(&ana, "bo").await;
    sends_away(&ana).await;
    bo.ends().await;
    ana.shows("sent away").await;
    ana.step("d").await;
    ana.shows("may come back").await;
    for by_key in [true, false] {
        let bo = if by_key {
            served.by_key("bo", &keys).await
        } else {
            served.comes_back("bo", &back).await
        };
        // Their own words are theirs to change, which those of others are not.
        bo.shows("Bo was here").await;
        bo.step("e").await;
        bo.shows("Enter keep").await;
        bo.escapes().await;
        bo.drops();
    }
    served.stop(&["Bo was here", &back]);
}

/// A program that is ended with the test.
struct Ends(Child);

impl Drop for Ends {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_client_that_stands_still_is_sent_away_all_the_same() {
    if !is_there() {
        return;
    }
    let served = Served::begin();
    let ana = served.ana().await;
    let frost = Person::new(served.address().port(), served.code(), "frost");
    let child = frost.ssh(&["-tt", "frost@127.0.0.1"]).spawn();
    let child = Ends(child.unwrap());
    at(&ana, "frost").await;
    let pid = Pid::from_raw(child.0.id().cast_signed()).unwrap();
    kill_process(pid, Signal::STOP).unwrap();
    sends_away(&ana).await;
    ana.shows("sent away").await;
    ana.step("S").await;
    ana.shows("1 person here").await;
    served.stop(&[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_comes_waits_where_there_is_a_waiting_room() {
    let served = Served::begin();
    let ana = served.ana().await;
    ana.step("p").await;
    ana.step("w").await;
    ana.shows("waits here to be let in").await;
    ana.escapes().await;
    let mut client = served.client().await;
    client.enter("bo", served.code()).await;
    let bo = Seat::sit("bo", client, TRUE, 80, 24).await;
    bo.shows("return code").await;
    let back = bo.return_code();
    bo.escapes().await;
    bo.shows("lets you in in a moment").await;
    let mut client = served.client().await;
    client.enter("cy", served.code()).await;
    let cy = Seat::sit("cy", client, TRUE, 60, 20).await;
    cy.shows("return code").await;
    // Nothing of the session is to be seen from outside.
    ana.adds("Inside only").await;
    at(&ana, "bo").await;
    ana.step("a").await;
    bo.shows("Inside only").await;
    assert!(!cy.was_sent("Inside only"));
    ana.escapes().await;
    // Cy has not read the return code yet: it stays when they are let in.
    at(&ana, "cy").await;
    ana.step("a").await;
    cy.shows("3 people here").await;
    cy.shows("return code").await;
    cy.escapes().await;
    cy.shows("Inside only").await;
    ana.escapes().await;
    let mut client = served.client().await;
    client.enter("di", served.code()).await;
    let di = Seat::sit("di", client, TRUE, 60, 20).await;
    di.shows("return code").await;
    let dis = di.return_code();
    at(&ana, "di").await;
    ana.step("d").await;
    di.ends().await;
    di.shows("closed this seat").await;
    ana.shows("Turned away").await;
    // Nor do they come in behind, once nobody waits any more.
    let mut client = served.client().await;
    assert!(matches!(client.begin("di").await, Turn::Asked { .. }));
    let Turn::Asked { says, .. } = client.say(&dis).await else {
        panic!("not asked again");
    };
    assert!(says.contains("does not open this door"), "{says}");
    drop(client);
    ana.escapes().await;
    // Who was in before does not wait.
    bo.drops();
    let bo = served.comes_back("bo", &back).await;
    bo.shows("Inside only").await;
    served.stop(&["Inside only"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn people_look_around_are_called_back_and_the_lead_goes_to_another() {
    let served = Served::begin();
    let ana = served.ana().await;
    let bo = served.joins("bo", TRUE, 80, 24).await;
    let cy = served.joins("cy", TRUE, 60, 20).await;
    bo.step("]").await;
    bo.shows("What is behind the curve?").await;
    cy.shows("What do we see?").await;
    bo.step("f").await;
    bo.shows("What do we see?").await;
    bo.step("]").await;
    bo.shows("What is behind the curve?").await;
    ana.step("f").await;
    bo.shows("What do we see?").await;
    at(&ana, "bo").await;
    ana.step("l").await;
    ana.shows("bo leads now").await;
    ana.escapes().await;
    bo.step("]").await;
    cy.shows("What is behind the curve?").await;
    ana.shows("What is behind the curve?").await;
    at(&bo, "cy").await;
    bo.step("m").await;
    bo.shows("only watches").await;
    // Bo leads, also after a lost line; the codes are theirs to see.
    bo.escapes().await;
    bo.step("S").await;
    bo.shows(&spaced(served.code())).await;
    let back = bo.back.clone().unwrap();
    bo.drops();
    let bo = served.comes_back("bo", &back).await;
    bo.step("S").await;
    bo.shows(&spaced(served.code())).await;
    assert!(!cy.was_sent(served.code()) && bo.was_sent(served.code()));
    served.stop(&[]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_takes_nothing_is_told_as_slow_and_costs_the_others_nothing() {
    let served = Served::begin();
    let ana = served.ana().await;
    let bo = served.joins("bo", TRUE, 80, 24).await;
    let config = client::Config {
        window_size: 2_048,
        channel_buffer_size: 1,
        ..client::Config::default()
    };
    let mut client = connect_to(served.address(), config).await;
    client.enter("slow", served.code()).await;
    // Nothing is ever read from this one.
    let _stalled = client.sit(120, 40).await;
    at(&ana, "slow").await;
    for n in 0..20 {
        bo.adds(&format!("Card {n}")).await;
    }
    ana.shows("line is slow").await;
    ana.escapes().await;
    ana.shows("Card 19").await;
    served.stop(&[]);
}
