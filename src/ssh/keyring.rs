//! The keys that give the lead: a file in the form of `authorized_keys`, named by whoever runs the door.
//!
//! It is read anew for every key that is shown, so that a key which is struck from it opens nothing more from then on.

use std::{
    fs::File,
    io::{self, Read as _},
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::PathBuf,
};

use russh::keys::{PublicKey, ssh_key::AuthorizedKeys};
use rustix::process::geteuid;

use super::DoorError;

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

    /// Refuses a file that others than its owner can write: whoever can add a line gives themselves the lead.
    pub(super) fn check(&self) -> Result<(), DoorError> {
        match self.read() {
            Err(Unread::Writable { mode }) => Err(DoorError::KeysAreWritable {
                path: self.path.clone().unwrap_or_default(),
                mode,
            }),
            _ => Ok(()),
        }
    }

    /// Whether this key gives the lead.
    ///
    /// A line with options is passed over: an option narrows what a key may do, and reading past it would widen it.
    pub(super) fn holds(&self, key: &PublicKey) -> bool {
        match self.read() {
            Ok(text) => AuthorizedKeys::new(&text).flatten().any(|entry| {
                entry.config_opts().is_empty() && entry.public_key().key_data() == key.key_data()
            }),
            Err(Unread::None) => false,
            Err(Unread::Writable { .. }) => {
                tracing::warn!("others can write the file of facilitators' keys; it was not read");
                false
            }
            Err(Unread::Failed(kind)) => {
                tracing::warn!(?kind, "the file of facilitators' keys cannot be read");
                false
            }
        }
    }

    /// How many lines of the file give the lead, and how many hold something else; `None` where it cannot be read.
    pub(super) fn count(&self) -> Option<(usize, usize)> {
        let text = self.read().ok()?;
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

    /// The file as it is now. It is opened once and asked about itself then, so that it cannot become another in between.
    fn read(&self) -> Result<String, Unread> {
        let failed = |error: io::Error| Unread::Failed(error.kind());
        let path = self.path.as_ref().ok_or(Unread::None)?;
        let about = std::fs::metadata(path).map_err(failed)?;
        if !about.is_file() {
            // A pipe would be waited for.
            return Err(Unread::Failed(io::ErrorKind::InvalidInput));
        }
        let file = File::open(path).map_err(failed)?;
        let about = file.metadata().map_err(failed)?;
        let mode = about.permissions().mode() & 0o777;
        let ours = about.uid() == geteuid().as_raw() || about.uid() == 0;
        if mode & 0o022 != 0 || !ours {
            return Err(Unread::Writable { mode });
        }
        let mut text = String::new();
        file.take(LONGEST + 1)
            .read_to_string(&mut text)
            .map_err(failed)?;
        if text.len() as u64 > LONGEST {
            return Err(Unread::Failed(io::ErrorKind::FileTooLarge));
        }
        Ok(text)
    }
}

/// Why the file was not read.
enum Unread {
    /// No file is named.
    None,
    /// Others can write it.
    Writable { mode: u32 },
    /// The system says no, or it is no such file.
    Failed(io::ErrorKind),
}

#[cfg(test)]
mod tests {
    use std::fs;

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

    #[test]
    fn a_file_that_others_can_write_gives_nobody_the_lead() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("facilitators");
        fs::write(&path, key(1).to_openssh().unwrap()).unwrap();
        let ring = Keyring::new(Some(path.clone()));
        for (mode, good) in [
            (0o600, true),
            (0o644, true),
            (0o664, false),
            (0o646, false),
            (0o400, true),
        ] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            assert_eq!(ring.holds(&key(1)), good, "{mode:o}");
            assert_eq!(ring.check().is_ok(), good, "{mode:o}");
        }
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        let many = format!("{}\n", key(1).to_openssh().unwrap()).repeat(2_000);
        fs::write(&path, many).unwrap();
        assert!(!ring.holds(&key(1)) && ring.count().is_none(), "too large");
        assert!(!Keyring::new(Some(folder.path().into())).holds(&key(1)));
        // A file that is not there is no reason not to open.
        assert!(
            Keyring::new(Some(folder.path().join("none")))
                .check()
                .is_ok()
        );
    }
}
