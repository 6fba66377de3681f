//! What the tests of this module share.

use std::path::Path;

use uuid::Uuid;

use super::{NewRecord, Options, Store, StreamId};

/// The `n`th session.
pub(super) fn session(n: u64) -> StreamId {
    StreamId::session(Uuid::from_u128(0x7000_0000 + u128::from(n)))
}

/// The `n`th record.
pub(super) fn record(n: u64) -> NewRecord {
    NewRecord {
        id: Uuid::from_u128(0x1_0000 + u128::from(n)),
        body: format!(
            "{{\"v\":1,\"kind\":\"card_added\",\"text\":\"what person {n} said about it\",\"n\":{n}}}"
        ),
    }
}

/// Opens a store that uses the disk to its end.
pub(super) fn open(folder: &Path) -> Store {
    Store::open(folder, Options { floor: 0 }).expect("the store opens")
}

/// Whether any file in a folder, or below, has these bytes.
pub(super) fn holds(folder: &Path, text: &str) -> bool {
    std::fs::read_dir(folder).expect("listed").any(|entry| {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            return holds(&path, text);
        }
        let bytes = std::fs::read(&path).expect("read");
        bytes
            .windows(text.len())
            .any(|window| window == text.as_bytes())
    })
}
