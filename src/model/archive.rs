//! What an archive file says of itself, for whoever writes and whoever reads one.

use std::fmt::Write as _;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// The name of the format.
pub const FORMAT: &str = "upturn-archive";

/// The version written today.
pub const VERSION: u64 = 1;

/// The SHA-256, in hexadecimal digits, of a session's id and its records in order. Each record counts as what it says: its
/// keys sorted and no spaces between them, so that indenting a file changes nothing.
pub fn digest<'a>(session: &str, records: impl IntoIterator<Item = &'a Value>) -> String {
    let mut sum = Sum::of(session);
    for record in records {
        sum.add(record);
    }
    sum.hex()
}

/// The same sum, made of one record after the other.
#[derive(Clone, Debug)]
pub struct Sum(Sha256);

impl Sum {
    /// The sum of a session before its first record.
    pub fn of(session: &str) -> Self {
        let mut hash = Sha256::new();
        hash.update(session.as_bytes());
        Self(hash)
    }

    /// Takes in the next record.
    pub fn add(&mut self, record: &Value) {
        self.0.update(b"\n");
        self.0.update(record.to_string().as_bytes());
    }

    /// The sum as it is written.
    pub fn hex(self) -> String {
        let mut out = String::with_capacity(64);
        for byte in self.0.finalize() {
            let _ = write!(out, "{byte:02x}");
        }
        out
    }
}
