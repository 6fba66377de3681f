//! Floods, silence, and what is no SSH at all.

use std::time::Duration;

use russh::client;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};
use upturn::ssh::Limits;

use crate::support::*;

async fn raw(place: &Place) -> TcpStream {
    TcpStream::connect(place.address()).await.unwrap()
}

/// Waits until the other side hangs up.
async fn ends(stream: &mut TcpStream) {
    let mut bytes = [0; 4096];
    while !matches!(stream.read(&mut bytes).await, Ok(0) | Err(_)) {}
}

#[tokio::test]
async fn silent_slow_and_dripping_peers_are_ended() {
    let place = open(Limits {
        grace: Duration::from_millis(400),
        ..limits()
    })
    .await;
    let mut silent = raw(&place).await;
    within("silence ends", ends(&mut silent)).await;
    let mut half = raw(&place).await;
    half.write_all(b"SSH-2.0-half\r\n").await.unwrap();
    within("half a handshake ends", ends(&mut half)).await;
    // One byte now and then, for ever.
    let mut drips = raw(&place).await;
    let dripping = async {
        let mut bytes = [0; 4096];
        loop {
            let answer = tokio::time::timeout(Duration::from_millis(10), drips.read(&mut bytes));
            if matches!(answer.await, Ok(Ok(0) | Err(_))) || drips.write_all(b"x").await.is_err() {
                return;
            }
        }
    };
    within("dripping ends", dripping).await;
    // Who is asked for the code and says nothing.
    let mut mute = connect(&place).await;
    mute.begin("mute").await;
    place
        .until("a question without an answer ends", |state| {
            state.entering == 0
        })
        .await;
    // Who was let in and takes no seat.
    let mut idle = connect(&place).await;
    idle.enter("idle", &place.door.codes().join).await;
    within("no seat ends", idle.handle).await.ok();
    place
        .until("all are gone", |state| state.entering + state.inside == 0)
        .await;
}

#[tokio::test]
async fn a_flood_of_connections_keeps_nobody_out() {
    let place = open(Limits {
        entering: 16,
        connections: 32,
        ..limits()
    })
    .await;
    let (_ana, mut anas, _) = seated(&place, "ana").await;
    let mut flood = Vec::new();
    for _ in 0..300 {
        flood.push(raw(&place).await);
    }
    place
        .until("the flood throws itself out", |state| {
            state.turned_away >= 200
        })
        .await;
    let state = place.door.watch().borrow().clone();
    assert!(state.entering <= 16, "{state:?}");
    echo_of(&mut anas, "still here").await;
    seated(&place, "bo").await;
    let line = key(7).public_key().to_openssh().unwrap();
    std::fs::write(place.facilitators(), line).unwrap();
    let mut lead = connect(&place).await;
    assert_eq!(lead.prove("lead", &key(7)).await, Turn::In);
}

#[tokio::test]
async fn a_full_house_keeps_places_for_those_who_lead() {
    let place = open(Limits {
        connections: 5,
        kept_for_facilitators: 2,
        ..limits()
    })
    .await;
    let mut inside = Vec::new();
    for n in 0..3 {
        inside.push(seated(&place, &format!("n{n}")).await);
    }
    let mut late = connect(&place).await;
    late.begin("late").await;
    late.say(&place.door.codes().join).await;
    let Turn::Asked { says, prompt } = late.say("").await else {
        panic!("not told why");
    };
    assert!(says.contains("Every place") && prompt.is_empty(), "{says}");
    let line = key(7).public_key().to_openssh().unwrap();
    std::fs::write(place.facilitators(), line).unwrap();
    let mut lead = connect(&place).await;
    assert_eq!(lead.prove("lead", &key(7)).await, Turn::In);
}

/// What the server offers, as it comes over the wire.
async fn offer(place: &Place) -> String {
    let mut stream = raw(place).await;
    stream.write_all(b"SSH-2.0-probe\r\n").await.unwrap();
    let mut all = Vec::new();
    let reading = async {
        let mut bytes = [0; 4096];
        // The lists of names end with the languages; by then compression was said.
        while !String::from_utf8_lossy(&all).contains("none\0\0\0\u{4}none") {
            let n = stream.read(&mut bytes).await.unwrap();
            assert!(n > 0);
            all.extend_from_slice(&bytes[..n]);
        }
    };
    within("the offer", reading).await;
    String::from_utf8_lossy(&all).into_owned()
}

#[tokio::test]
async fn strict_key_exchange_is_offered_and_compression_is_not() {
    let place = open(limits()).await;
    let offer = offer(&place).await;
    assert!(offer.starts_with("SSH-2.0-Upturn\r\n"), "{offer}");
    assert!(offer.contains("kex-strict-s-v00@openssh.com"), "{offer}");
    assert!(offer.contains("curve25519-sha256") && offer.contains("ssh-ed25519"));
    for no in ["zlib", "ssh-rsa", "sha1", "cbc", "group"] {
        assert!(!offer.contains(no), "{no} in {offer}");
    }
}

#[tokio::test]
async fn what_is_no_ssh_ends_that_connection_and_nothing_else() {
    let place = open(limits()).await;
    let (_ana, mut anas, _) = seated(&place, "ana").await;
    let id = b"SSH-2.0-x\r\n".as_slice();
    let garbage: Vec<u8> = (0..16 * 1024_u32)
        .flat_map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes())
        .collect();
    for bytes in [
        b"GET / HTTP/1.1\r\n\r\n".to_vec(),
        b"SSH-1.5-old\r\n".to_vec(),
        vec![b'x'; 1024 * 1024],
        garbage.clone(),
        [id, &garbage].concat(),
        // A packet that says that it is 4 GB long.
        [id, &[0xff, 0xff, 0xff, 0xff, 10, 20, 0, 0]].concat(),
        // One that is all padding, and one that is empty.
        [id, &[0, 0, 0, 12, 255, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]].concat(),
        [id, &[0, 0, 0, 0]].concat(),
        // Key exchange without an end to its lists.
        [id, &[0, 0, 0, 28, 4, 20], &[0; 16], &[0xff; 8]].concat(),
    ] {
        let mut stream = raw(&place).await;
        // It may hang up before it has heard all.
        let _ = stream.write_all(&bytes).await;
        let _ = stream.shutdown().await;
        within("it hangs up", ends(&mut stream)).await;
    }
    place
        .until("they are gone", |state| state.entering == 0)
        .await;
    echo_of(&mut anas, "still here").await;
}

#[tokio::test]
async fn compression_is_refused_to_who_insists() {
    let place = open(limits()).await;
    let mut config = client::Config::default();
    config.preferred.kex = vec![russh::kex::DH_G14_SHA256].into();
    let connecting = client::connect(std::sync::Arc::new(config), place.address(), Trusting);
    assert!(within("an answer", connecting).await.is_err());
}
