//! The keys that give the lead: a file in the form of `authorized_keys`, named by whoever runs the door.
//!
//! It is read anew for every key that is shown, so that a key which is struck from it opens nothing more from then on.

use std::{fs, path::PathBuf};

use russh::keys::{PublicKey, ssh_key::AuthorizedKeys};

/// The most of such a file that is read: some hundreds of keys.
const LONGEST: u64 = 64 * 1024;

/// The file with the facilitators' keys, if there is one.
#[derive(Clone, Debug, Default)]
pub(super) struct Keyring {
    path: Option<PathBuf>,
}

impl Keyring {
    pub(super) fn new(path: Option<PathBuf>) -> Self {
        Self { path }
    }

    /// Whether this key gives the lead.
    ///
    /// A line with options is passed over: an option narrows what a key may do, and reading past it would widen it.
    pub(super) fn holds(&self, key: &PublicKey) -> bool {
        let Some(path) = &self.path else {
            return false;
        };
        let text = match fs::metadata(path) {
            Ok(about) if about.len() <= LONGEST => fs::read_to_string(path),
            Ok(_) => {
                tracing::warn!("the file of facilitators' keys is too large and was not read");
                return false;
            }
            Err(error) => Err(error),
        };
        match text {
            Ok(text) => AuthorizedKeys::new(&text).flatten().any(|entry| {
                entry.config_opts().is_empty() && entry.public_key().key_data() == key.key_data()
            }),
            Err(error) => {
                tracing::warn!(kind = ?error.kind(), "the file of facilitators' keys cannot be read");
                false
            }
        }
    }

    /// How many lines of the file give the lead, and how many hold something else; `None` where it cannot be read.
    pub(super) fn count(&self) -> Option<(usize, usize)> {
        let text = fs::read_to_string(self.path.as_ref()?).ok()?;
        let good = AuthorizedKeys::new(&text)
            .flatten()
            .filter(|entry| entry.config_opts().is_empty())
            .count();
        let lines = text
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty() && !line.starts_with('#'))
            .count();
        Some((good, lines.saturating_sub(good)))
    }
}

#[cfg(test)]
mod tests {
    use russh::keys::{PrivateKey, ssh_key::private::Ed25519Keypair};

    use super::*;

    fn key(seed: u8) -> PublicKey {
        PrivateKey::from(Ed25519Keypair::from_seed(&[seed; 32]))
            .public_key()
            .clone()
    }

    #[test]
    fn a_key_gives_the_lead_while_its_plain_line_is_there() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("facilitators");
        let line = |seed| key(seed).to_openssh().unwrap();
        fs::write(
            &path,
            format!(
                "# ours\n\nno key at all\n{} ana@home\nfrom=\"10.0.0.0/8\" {}\n{}\n",
                line(1),
                line(2),
                line(3)
            ),
        )
        .unwrap();
        let ring = Keyring::new(Some(path.clone()));
        assert!(ring.holds(&key(1)) && ring.holds(&key(3)));
        assert!(!ring.holds(&key(2)), "its option was read past");
        assert!(!ring.holds(&key(4)));
        assert_eq!(ring.count(), Some((2, 2)));
        fs::write(&path, line(3)).unwrap();
        assert!(!ring.holds(&key(1)) && ring.holds(&key(3)));
        fs::remove_file(&path).unwrap();
        assert!(!ring.holds(&key(3)));
        assert!(!Keyring::default().holds(&key(3)));
    }
}
