//! What the door notes about itself: never a code, a key, an address, a name or what people wrote. In a process of its
//! own: which notes are taken at all is settled for a process by whoever listens first.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::{
    io::Write,
    sync::{Arc, Mutex},
};

use tracing_subscriber::fmt::MakeWriter;

#[path = "ssh/support.rs"]
#[expect(dead_code, reason = "shared with the tests of the door")]
mod support;

use support::*;

#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<u8>>>);

impl Write for Notes {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Notes {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        self.clone()
    }
}

#[tokio::test]
async fn a_log_names_nobody_and_opens_nothing() {
    let notes = Notes::default();
    let subscriber = tracing_subscriber::fmt()
        .with_max_level(tracing::Level::DEBUG)
        .with_writer(notes.clone())
        .finish();
    // For this thread, on which the whole door runs.
    let _guard = tracing::subscriber::set_default(subscriber);
    let place = open(limits()).await;
    let codes = place.door.codes();
    let mut ana = connect(&place).await;
    ana.prove("anastasia", &key(1)).await;
    ana.begin("anastasia").await;
    ana.say("KKK-444").await;
    ana.say(&codes.join).await;
    assert_eq!(ana.say("Anastasia").await, Turn::In);
    let mut seat = ana.sit(80, 24).await;
    echo_of(&mut seat, "the card that nobody may read").await;
    let guest = place.house.guest(0);
    place.door.kick(guest.member).await.unwrap();
    let address = place.address();
    let fingerprint = place.door.fingerprint().to_owned();
    let _place = place.restart(limits()).await;

    let log = String::from_utf8(notes.0.lock().unwrap().clone()).unwrap();
    assert!(
        log.contains("somebody was let in") && log.contains("shown out"),
        "{log}"
    );
    let flat = log.to_lowercase().replace('-', "");
    let back = guest.return_code.unwrap();
    let keys = key(1).public_key().to_openssh().unwrap();
    let keys = keys.split(' ').nth(1).unwrap().to_owned();
    for secret in [
        &*codes.join,
        &*codes.observer,
        &*back,
        "KKK-444",
        "anastasia",
        "card that nobody",
        "127.0.0.1",
        &address.port().to_string(),
        &keys,
        &fingerprint,
        &guest.member.to_string(),
    ] {
        let secret = secret.to_lowercase().replace('-', "");
        assert!(!flat.contains(&secret), "{secret} in {log}");
    }
}
