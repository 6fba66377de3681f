//! What peers that were not let in can make the server hold: a bounded little, however they come. In a process of its own, because
//! it weighs the process.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on has failed"
)]

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

#[path = "ssh/support.rs"]
#[expect(dead_code, reason = "shared with the tests of the door")]
mod support;

use support::*;

/// Bytes of memory that this process has; `None` where the system does not say.
fn weight() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    let kilobytes: u64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}

/// Packets that say more than they are.
fn lies(n: u32) -> Vec<u8> {
    let mut bytes = b"SSH-2.0-lies\r\n".to_vec();
    let length = [200_000, 32_768, u32::MAX, 35_000, 5, 0][n as usize % 6];
    let length = u32::wrapping_add(length, n % 8);
    bytes.extend_from_slice(&length.to_be_bytes());
    let noise = (0..1_000_u32).map(|k| k.wrapping_mul(n | 1).rotate_left(7));
    bytes.extend(noise.flat_map(u32::to_be_bytes));
    bytes
}

#[tokio::test]
async fn malformed_packets_before_anybody_is_let_in_do_not_pile_up() {
    let place = open(limits()).await;
    let (_ana, mut anas, _) = seated(&place, "ana").await;
    let mut before = None;
    for round in 0..12_u32 {
        let mut peers = Vec::new();
        for n in 0..200 {
            let mut peer = TcpStream::connect(place.address()).await.unwrap();
            // Some are thrown out while they still lie.
            let _ = peer.write_all(&lies(round * 200 + n)).await;
            let mut bytes = [0; 256];
            let _ = within("its first words", peer.read(&mut bytes)).await;
            peers.push(peer);
        }
        echo_of(&mut anas, "still here").await;
        drop(peers);
        place
            .until("they are gone", |state| state.entering == 0)
            .await;
        // The first rounds fill what is kept for the next ones.
        if round == 3 {
            before = weight();
        }
    }
    let (Some(before), Some(after)) = (before, weight()) else {
        return;
    };
    let grown = after.saturating_sub(before);
    assert!(
        grown < 16 * 1024 * 1024,
        "{grown} bytes after 1,600 more peers"
    );
}
