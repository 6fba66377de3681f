//! A process without a file descriptor left: the door goes on when there are some again. It has a process of its own, because the
//! limit is the process's.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use std::{
    io::Write,
    sync::{Arc, Mutex},
};

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
use tokio::sync::watch;

#[path = "ssh/support.rs"]
#[expect(dead_code, reason = "shared with the tests of the door")]
mod support;

use support::*;

/// Counts the times that a connection could not be accepted.
#[derive(Clone)]
struct Refusals(Arc<Mutex<watch::Sender<usize>>>);

impl Write for Refusals {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        if String::from_utf8_lossy(bytes).contains("could not be accepted") {
            self.0.lock().unwrap().send_modify(|n| *n += 1);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[tokio::test]
async fn the_loop_outlives_a_process_without_descriptors() {
    let (count, mut refusals) = watch::channel(0);
    let notes = Refusals(Arc::new(Mutex::new(count)));
    let subscriber = tracing_subscriber::fmt()
        .with_writer(move || notes.clone())
        .finish();
    let _guard = tracing::subscriber::set_default(subscriber);

    let place = open(limits()).await;
    let (_ana, mut anas, _) = seated(&place, "ana").await;
    let before = getrlimit(Resource::Nofile);
    setrlimit(
        Resource::Nofile,
        Rlimit {
            current: Some(64),
            ..before
        },
    )
    .unwrap();
    let mut flood = Vec::new();
    while let Ok(stream) = std::net::TcpStream::connect(place.address()) {
        flood.push(stream);
    }
    within(
        "accepting fails, again and again",
        refusals.wait_for(|n| *n >= 3),
    )
    .await
    .unwrap();
    // Those inside notice nothing.
    echo_of(&mut anas, "still here").await;
    drop(flood);
    let line = key(7).public_key().to_openssh().unwrap();
    place
        .until("the flood is gone", |state| state.entering == 0)
        .await;
    std::fs::write(place.facilitators(), line).unwrap();
    let mut lead = connect(&place).await;
    assert_eq!(lead.prove("lead", &key(7)).await, Turn::In);
    seated(&place, "bo").await;
}
