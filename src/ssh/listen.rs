//! The accept loop, and each connection from its first byte to its last.

use std::{borrow::Cow, net::SocketAddr, sync::Arc, time::Duration};

use russh::{
    MethodKind, MethodSet, Preferred, SshId, cipher, compression, kex,
    keys::{Algorithm, PrivateKey},
    mac,
    server::{self, Handle, run_stream},
};
use tokio::{
    net::{TcpListener, TcpStream},
    time::{Instant, MissedTickBehavior, interval_at, sleep, sleep_until, timeout},
};

use super::{
    House, Limits,
    places::{Place, Stage},
    socket::{Shared, Socket},
    visitor::Visitor,
};

/// What the kernel may hold for a client that does not read: a few frames.
const SEND_BUFFER: usize = 64 * 1024;
/// What a client may send before it has to wait.
const WINDOW: u32 = 128 * 1024;
/// How long the loop rests after it could not accept: shortest and longest.
const REST: (Duration, Duration) = (Duration::from_millis(20), Duration::from_millis(500));
/// How long a connection that was cut may take to end.
const TO_END: Duration = Duration::from_secs(5);

/// What is spoken: only what has no history of trouble, and nothing compressed.
pub(super) fn protocol(key: PrivateKey, limits: &Limits) -> Arc<server::Config> {
    Arc::new(server::Config {
        server_id: SshId::Standard(Cow::Borrowed("SSH-2.0-Upturn")),
        methods: MethodSet::from(&[MethodKind::PublicKey, MethodKind::KeyboardInteractive][..]),
        auth_rejection_time: limits.rejection,
        auth_rejection_time_initial: Some(Duration::ZERO),
        keys: vec![key],
        window_size: WINDOW,
        maximum_packet_size: 32 * 1024,
        channel_buffer_size: 4,
        event_buffer_size: 4,
        preferred: Preferred {
            kex: Cow::Borrowed(&[
                kex::MLKEM768X25519_SHA256,
                kex::CURVE25519,
                kex::CURVE25519_PRE_RFC_8731,
                kex::EXTENSION_SUPPORT_AS_SERVER,
                kex::EXTENSION_OPENSSH_STRICT_KEX_AS_SERVER,
            ]),
            key: Cow::Borrowed(&[Algorithm::Ed25519]),
            host_key_certificates: Cow::Borrowed(&[]),
            cipher: Cow::Borrowed(&[
                cipher::CHACHA20_POLY1305,
                cipher::AES_256_GCM,
                cipher::AES_256_CTR,
            ]),
            mac: Cow::Borrowed(&[mac::HMAC_SHA512_ETM, mac::HMAC_SHA256_ETM]),
            compression: Cow::Borrowed(&[compression::NONE]),
        },
        max_auth_attempts: 6,
        // Both would end people who are still comparing the fingerprint or looking for the code: russh asks for a sign of life while
        // somebody types, and OpenSSH takes such a question at that moment for an attack. `stay` does it, from the seat on.
        inactivity_timeout: None,
        keepalive_interval: None,
        ..server::Config::default()
    })
}

/// Takes whoever comes, and goes on whatever happens.
pub(super) async fn listen(
    listener: TcpListener,
    protocol: Arc<server::Config>,
    house: Arc<House>,
) {
    let mut rest = REST.0;
    loop {
        match listener.accept().await {
            Ok((stream, from)) => {
                rest = REST.0;
                tokio::spawn(serve(
                    stream,
                    from,
                    Arc::clone(&protocol),
                    Arc::clone(&house),
                ));
            }
            // Too many open files, or somebody who hung up in the queue: the next may be luckier.
            Err(error) => {
                tracing::warn!(kind = ?error.kind(), "a connection could not be accepted");
                sleep(rest).await;
                rest = (rest * 2).min(REST.1);
            }
        }
    }
}

/// Gives the place back, however the connection ends.
struct Leaves {
    house: Arc<House>,
    place: Place,
}

impl Drop for Leaves {
    fn drop(&mut self) {
        self.place.cut();
        self.house.places.left(self.place.id);
        self.house.tell();
    }
}

async fn serve(
    stream: TcpStream,
    from: SocketAddr,
    protocol: Arc<server::Config>,
    house: Arc<House>,
) {
    // Neither can be done for a connection that is gone already; then reading tells.
    let _ = stream.set_nodelay(true);
    let _ = rustix::net::sockopt::set_socket_send_buffer_size(&stream, SEND_BUFFER);
    let socket = Shared::new(stream);
    let Ok(place) = house.places.admit(from.ip().into(), Arc::clone(&socket)) else {
        socket.shut_down();
        house.tell();
        return;
    };
    let leaves = Leaves {
        house: Arc::clone(&house),
        place: place.clone(),
    };
    house.tell();
    let until = Instant::now() + house.limits.grace;
    let visitor = Visitor::new(Arc::clone(&house), place.clone());
    let begin = async {
        house.exchanges.turn(place.party).await;
        run_stream(protocol, Socket(socket), visitor).await
    };
    let running = tokio::select! {
        running = begin => running,
        () = sleep_until(until) => return,
        () = place.gone() => return,
    };
    let Ok(mut running) = running else {
        return;
    };
    let handle = running.handle();
    tokio::select! {
        // Why it ended is of no use to anybody, and may name things that do not belong into a log.
        _ = &mut running => return,
        () = stay(&house.limits, &place, &handle, until) => {}
    }
    place.cut();
    let _ = timeout(TO_END, running).await;
    drop(leaves);
}

/// Comes back when a connection is to end: it was cut, it took too long, or it does not answer.
async fn stay(limits: &Limits, place: &Place, handle: &Handle, until: Instant) {
    let mut stages = place.stage();
    let mut pulse = interval_at(Instant::now() + limits.keepalive, limits.keepalive);
    pulse.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut heard, mut missed) = (0, 0);
    loop {
        let (stage, since) = *stages.borrow_and_update();
        let end = match stage {
            Stage::Silent | Stage::Asking => Some(until),
            Stage::Inside => Some(since + limits.grace),
            Stage::Seated => None,
            Stage::Leaving => Some(since + limits.linger),
        };
        tokio::select! {
            () = place.gone() => return,
            // Its sender lives in the place.
            _ = stages.changed() => {}
            () = sleep_until(end.unwrap_or_else(Instant::now)), if end.is_some() => return,
            _ = pulse.tick(), if stage >= Stage::Inside => {
                let now = place.socket.heard();
                if now != heard {
                    (heard, missed) = (now, 0);
                    continue;
                }
                missed += 1;
                if missed > limits.keepalives {
                    tracing::info!(connection = place.id.0, "a client does not answer any more");
                    return;
                }
                ask_for_life(handle.clone(), limits.keepalive);
            }
        }
    }
}

/// Asks a client for any answer. Of the requests that can be sent from outside russh's own loop this one means least: to take back
/// a forwarding that never was. Every client refuses it, and a refusal is an answer.
fn ask_for_life(handle: Handle, within: Duration) {
    tokio::spawn(async move {
        let _ = timeout(within, handle.cancel_forward_tcpip(String::new(), 0)).await;
    });
}
