//! The key that this door is known by: made once, kept for ever, read by nobody else.

use std::{
    fs,
    io::{self, Write as _},
    os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _, PermissionsExt as _},
    path::Path,
};

use ring::hmac;
use russh::keys::{
    HashAlg, PrivateKey,
    ssh_key::{
        LineEnding,
        private::{Ed25519Keypair, KeypairData},
    },
};

use super::{DoorError, codes::random_bytes};

/// The host key, and the secret that people's keys and return codes are summed with.
pub(super) struct HostKey {
    pub(super) key: PrivateKey,
    /// What SSH clients show when they ask whether to go on.
    pub(super) fingerprint: String,
    /// Comes from the host key, so that there is one secret file and not two, and a new host key makes void what was known.
    pub(super) secret: hmac::Key,
}

impl HostKey {
    /// Reads the key, or makes it at the first run.
    pub(super) fn keep(path: &Path) -> Result<Self, DoorError> {
        let failed = |error: &io::Error| DoorError::HostKey {
            path: path.to_owned(),
            reason: error.to_string(),
        };
        let key = match fs::read_to_string(path) {
            Ok(text) => {
                let mode = fs::metadata(path)
                    .map_err(|error| failed(&error))?
                    .permissions()
                    .mode()
                    & 0o777;
                if mode & 0o077 != 0 {
                    return Err(DoorError::HostKeyIsReadable {
                        path: path.to_owned(),
                        mode,
                    });
                }
                PrivateKey::from_openssh(&text).map_err(|error| DoorError::HostKey {
                    path: path.to_owned(),
                    reason: error.to_string(),
                })?
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let seed = random_bytes()?;
                let key = PrivateKey::from(Ed25519Keypair::from_seed(&seed));
                let text = key
                    .to_openssh(LineEnding::LF)
                    .map_err(|_| DoorError::Chance)?;
                write_once(path, text.as_bytes()).map_err(|error| failed(&error))?;
                key
            }
            Err(error) => return Err(failed(&error)),
        };
        let KeypairData::Ed25519(pair) = key.key_data() else {
            return Err(DoorError::HostKey {
                path: path.to_owned(),
                reason: "it is no Ed25519 key without a passphrase".into(),
            });
        };
        let of_key = hmac::Key::new(hmac::HMAC_SHA256, &pair.private.to_bytes());
        let secret = hmac::sign(&of_key, b"upturn: who was let in, 1");
        Ok(Self {
            fingerprint: key.fingerprint(HashAlg::Sha256).to_string(),
            secret: hmac::Key::new(hmac::HMAC_SHA256, secret.as_ref()),
            key,
        })
    }
}

/// Writes a private file whole or not at all: half a key would lock everybody out.
fn write_once(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    if let Some(folder) = folder {
        fs::DirBuilder::new()
            .recursive(true)
            .mode(0o700)
            .create(folder)?;
    }
    let mut half = path.as_os_str().to_owned();
    half.push(".new");
    let half = Path::new(&half);
    // Left behind by a run that was cut off.
    match fs::remove_file(half) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(half)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(half, path)?;
    fs::File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn the_key_is_made_once_and_stays_private() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("door/host_key");
        let first = HostKey::keep(&path).unwrap();
        assert_eq!(mode(&path), 0o600);
        assert_eq!(mode(path.parent().unwrap()), 0o700);
        assert!(first.fingerprint.starts_with("SHA256:"));
        let again = HostKey::keep(&path).unwrap();
        assert_eq!(first.fingerprint, again.fingerprint);
        let sum = |key: &HostKey| hmac::sign(&key.secret, b"x").as_ref().to_vec();
        assert_eq!(sum(&first), sum(&again));
        let other = HostKey::keep(&folder.path().join("other")).unwrap();
        assert_ne!(first.fingerprint, other.fingerprint);
        assert_ne!(sum(&first), sum(&other));
    }

    #[test]
    fn a_key_that_others_can_read_or_that_is_none_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("host_key");
        drop(HostKey::keep(&path).unwrap());
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        assert!(matches!(
            HostKey::keep(&path),
            Err(DoorError::HostKeyIsReadable { mode: 0o640, .. })
        ));
        fs::write(&path, "no key").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        assert!(matches!(
            HostKey::keep(&path),
            Err(DoorError::HostKey { .. })
        ));
        // What was there is still there: it is never made anew over another one.
        assert_eq!(fs::read_to_string(&path).unwrap(), "no key");
    }
}
