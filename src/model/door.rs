//! The door of a session as a screen shows it: plain data, so that whoever draws it needs to know nothing of networks.

use std::{net::SocketAddr, sync::Arc};

/// How the door stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DoorState {
    /// New people are let in. Those inside stay, and may come back, where it is closed.
    pub open: bool,
    /// Where it listens.
    pub address: SocketAddr,
    /// What the host key is known by, as SSH clients show it: `SHA256:…`.
    pub fingerprint: Arc<str>,
    /// Connections that were let in.
    pub inside: usize,
    /// Connections that were not let in yet: somebody compares the fingerprint or types a code.
    pub entering: usize,
    /// Codes are not taken for a moment, because too many wrong ones came in.
    pub paused: bool,
    /// Connections that found no place, since the door was made.
    pub turned_away: u64,
    /// Which codes open it now: another number when they were changed, and whoever shows them has to ask for the new ones.
    pub codes: u64,
}

impl DoorState {
    /// The fingerprint in groups of four, to be compared aloud or by eye.
    pub fn fingerprint_in_groups(&self) -> String {
        in_groups(&self.fingerprint)
    }
}

/// A fingerprint in groups of four: `SHA256: hCqb FKZ4 …`.
pub fn in_groups(fingerprint: &str) -> String {
    let (kind, letters) = fingerprint.split_once(':').unwrap_or(("", fingerprint));
    let mut out = String::with_capacity(fingerprint.len() * 5 / 4 + 2);
    if !kind.is_empty() {
        out.push_str(kind);
        out.push(':');
    }
    for (at, letter) in letters.chars().enumerate() {
        if at % 4 == 0 && !out.is_empty() {
            out.push(' ');
        }
        out.push(letter);
    }
    out
}

/// The codes that open the door now, for whoever leads and for nobody else's screen.
#[derive(Clone, PartialEq, Eq)]
pub struct Codes {
    /// Lets people take part: `KTX-4M9`.
    pub join: Arc<str>,
    /// Lets people watch.
    pub observer: Arc<str>,
}

impl std::fmt::Debug for Codes {
    /// Keeps the codes out of logs and panics.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Codes(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_read_in_groups_of_four() {
        assert_eq!(in_groups("SHA256:abcdefghij"), "SHA256: abcd efgh ij");
        assert_eq!(in_groups("abcdef"), "abcd ef");
    }

    #[test]
    fn codes_do_not_show_in_logs() {
        let codes = Codes {
            join: "KTX-4M9".into(),
            observer: "KTX-4M9-PRA".into(),
        };
        assert!(!format!("{codes:?}").contains("KTX"));
    }
}
