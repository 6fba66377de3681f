//! Keys of secret rounds: what seals the records of a round while it is open, and is destroyed when it is closed.
//!
//! A key lies in a file of its own, private, outside the journal, its index, its snapshots and every backup, and is on
//! disk before the first record that it seals. What is sealed hides who, what and when, and is padded, so that not even its
//! length says which card it became. Once the key is gone, so is all of that; no other copy of it is ever made.

use std::fs::{self, OpenOptions};
use std::io::Write;

use chacha20poly1305::aead::{Aead, Generate, Key, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::disk::{Disk, names};
use super::layout::Layout;
use super::{JournalError, StreamId, base64};

/// Sealed texts are as long as a whole number of these.
const BLOCK: usize = 512;

/// The bytes of a nonce, which stand before what is sealed.
const NONCE: usize = 24;

/// The key of one secret round.
#[derive(Clone)]
pub struct RoundKey(Key<XChaCha20Poly1305>);

impl std::fmt::Debug for RoundKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RoundKey(…)")
    }
}

impl RoundKey {
    /// A new key, as nobody could guess it.
    ///
    /// # Errors
    /// Where the system gives no random bytes.
    pub(super) fn new() -> Result<Self, JournalError> {
        Key::<XChaCha20Poly1305>::try_generate()
            .map(Self)
            .map_err(|error| JournalError::Unsaved {
                reason: format!("the system gave no random bytes: {error}"),
            })
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        // A key that was being destroyed when the machine stopped is none any more.
        let zero = bytes.iter().all(|byte| *byte == 0);
        let key = Key::<XChaCha20Poly1305>::try_from(bytes).ok()?;
        (!zero).then_some(Self(key))
    }

    /// Seals a text for one round of one stream; `None` where the system gives no random bytes.
    pub fn seal(&self, stream: StreamId, round: Uuid, text: &str) -> Option<String> {
        let mut plain = u32::try_from(text.len()).ok()?.to_be_bytes().to_vec();
        plain.extend_from_slice(text.as_bytes());
        plain.resize(plain.len().next_multiple_of(BLOCK), 0);
        let nonce = XNonce::try_generate().ok()?;
        let payload = Payload {
            msg: &plain,
            aad: &bound_to(stream, round),
        };
        let sealed = XChaCha20Poly1305::new(&self.0).encrypt(&nonce, payload);
        let mut bytes = nonce.to_vec();
        bytes.extend(sealed.ok()?);
        Some(base64::letters(&bytes))
    }

    /// The text that was sealed; `None` where it was sealed under another key, for another round, or is damaged.
    pub fn open(&self, stream: StreamId, round: Uuid, sealed: &str) -> Option<String> {
        let bytes = base64::bytes(sealed)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE)?;
        let nonce = XNonce::try_from(nonce).ok()?;
        let payload = Payload {
            msg: sealed,
            aad: &bound_to(stream, round),
        };
        let plain = XChaCha20Poly1305::new(&self.0)
            .decrypt(&nonce, payload)
            .ok()?;
        let (length, text) = plain.split_at_checked(4)?;
        let length = u32::from_be_bytes(length.try_into().ok()?);
        let text = text.get(..usize::try_from(length).ok()?)?;
        String::from_utf8(text.to_vec()).ok()
    }

    /// The id under which a record is stored: the same each time for one command, and nothing follows from it without the
    /// key, while a command's own id would tell when it was made.
    pub fn stored_as(&self, command: Uuid) -> Uuid {
        let mut hash = Sha256::new();
        hash.update(b"upturn sealed record");
        hash.update(&self.0[..]);
        hash.update(command.as_bytes());
        let mut bytes = [0; 16];
        for (to, from) in bytes.iter_mut().zip(hash.finalize()) {
            *to = from;
        }
        uuid::Builder::from_custom_bytes(bytes).into_uuid()
    }
}

/// What a sealed text belongs to: it opens nowhere else.
fn bound_to(stream: StreamId, round: Uuid) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[..16].copy_from_slice(stream.uuid().as_bytes());
    bytes[16..].copy_from_slice(round.as_bytes());
    bytes
}

/// Where the keys of open secret rounds are kept.
pub trait RoundKeys: Send + Sync {
    /// The key of a round; `None` where there is none, or none any more.
    ///
    /// # Errors
    /// An input/output error.
    fn key(&self, stream: StreamId, round: Uuid) -> Result<Option<RoundKey>, JournalError>;

    /// The key of a round that is about to be opened: a new one, durable, or the one that is there.
    ///
    /// # Errors
    /// An input/output error.
    fn make(&self, stream: StreamId, round: Uuid) -> Result<RoundKey, JournalError>;

    /// Destroys the key of a round; one that is not there is no error.
    ///
    /// # Errors
    /// An input/output error. What is sealed can then still be read.
    fn destroy(&self, stream: StreamId, round: Uuid) -> Result<(), JournalError>;

    /// The rounds of a stream that have a key.
    ///
    /// # Errors
    /// An input/output error.
    fn rounds(&self, stream: StreamId) -> Result<Vec<Uuid>, JournalError>;
}

/// Keys in files: `rounds/<stream>/<round>.key`.
pub(super) struct KeyFiles {
    pub layout: Layout,
    pub disk: Disk,
}

impl KeyFiles {
    /// Destroys all keys of a stream.
    pub fn clear(&self, stream: StreamId) -> Result<(), JournalError> {
        for round in self.rounds(stream)? {
            self.destroy(stream, round)?;
        }
        self.disk.remove(&self.layout.rounds_of(stream))
    }
}

impl RoundKeys for KeyFiles {
    fn key(&self, stream: StreamId, round: Uuid) -> Result<Option<RoundKey>, JournalError> {
        let path = self.layout.key_of(stream, round);
        match fs::read(&path) {
            Ok(bytes) => Ok(RoundKey::read(&bytes)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(JournalError::io("read", &path, &error)),
        }
    }

    fn make(&self, stream: StreamId, round: Uuid) -> Result<RoundKey, JournalError> {
        if let Some(known) = self.key(stream, round)? {
            return Ok(known);
        }
        let key = RoundKey::new()?;
        self.disk.create_folder(&self.layout.rounds_of(stream))?;
        let path = self.layout.key_of(stream, round);
        self.disk.replace(&path, &key.0)?;
        Ok(key)
    }

    fn destroy(&self, stream: StreamId, round: Uuid) -> Result<(), JournalError> {
        let path = self.layout.key_of(stream, round);
        let overwritten = OpenOptions::new()
            .write(true)
            .open(&path)
            .and_then(|mut file| {
                file.write_all(&[0; 32])?;
                file.sync_all()
            });
        match overwritten {
            Ok(()) => {}
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            // It goes all the same; what is left of it lies where no name leads.
            Err(error) => tracing::debug!(%error, "a key was not overwritten"),
        }
        self.disk.remove(&path)?;
        // The folder goes with the last of them, and stays where there are others.
        drop(fs::remove_dir(self.layout.rounds_of(stream)));
        Ok(())
    }

    fn rounds(&self, stream: StreamId) -> Result<Vec<Uuid>, JournalError> {
        let names = names(&self.layout.rounds_of(stream))?;
        let round = |name: &String| Uuid::parse_str(name.strip_suffix(".key")?).ok();
        Ok(names.iter().filter_map(round).collect())
    }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;
    use crate::journal::testing::session;

    fn files(folder: &std::path::Path) -> KeyFiles {
        KeyFiles {
            layout: Layout::new(folder),
            disk: Disk::default(),
        }
    }

    #[test]
    fn a_sealed_text_opens_with_its_key_for_its_round_alone() {
        let (key, other) = (RoundKey::new().unwrap(), RoundKey::new().unwrap());
        let (round, next) = (Uuid::from_u128(5), Uuid::from_u128(6));
        let sealed = key.seal(session(1), round, "{\"say\":\"bus\"}").unwrap();
        let opened = |key: &RoundKey, stream, round| key.open(stream, round, &sealed);
        assert_eq!(
            opened(&key, session(1), round).as_deref(),
            Some("{\"say\":\"bus\"}")
        );
        assert_eq!(opened(&other, session(1), round), None);
        assert_eq!(opened(&key, session(2), round), None);
        assert_eq!(opened(&key, session(1), next), None);
        assert_eq!(key.open(session(1), round, ""), None);
        // Neither its length nor a second sealing says what is in it.
        let again = key.seal(session(1), round, "{\"say\":\"the buses were cut\"}");
        assert_eq!(again.map(|text| text.len()), Some(sealed.len()));
        assert_ne!(
            key.seal(session(1), round, "{\"say\":\"bus\"}"),
            Some(sealed)
        );
        let command = Uuid::from_u128(77);
        assert_eq!(key.stored_as(command), key.stored_as(command));
        assert_ne!(key.stored_as(command), other.stored_as(command));
        assert_eq!(format!("{key:?}"), "RoundKey(…)");
    }

    #[test]
    fn a_key_is_private_stays_over_a_restart_and_goes_for_good() {
        let folder = tempfile::tempdir().unwrap();
        let round = Uuid::from_u128(5);
        assert!(
            files(folder.path())
                .key(session(1), round)
                .unwrap()
                .is_none()
        );
        let key = files(folder.path()).make(session(1), round).unwrap();
        let again = files(folder.path()).make(session(1), round).unwrap();
        assert_eq!(key.0, again.0);
        assert_eq!(files(folder.path()).rounds(session(1)), Ok(vec![round]));
        let path = Layout::new(folder.path()).key_of(session(1), round);
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        // Another name for the same bytes shows that they are overwritten, and not only unlinked.
        let other = folder.path().join("other");
        fs::hard_link(&path, &other).unwrap();
        files(folder.path()).destroy(session(1), round).unwrap();
        assert_eq!(fs::read(&other).unwrap(), [0; 32]);
        assert!(!path.exists() && !path.parent().unwrap().exists());
        files(folder.path()).destroy(session(1), round).unwrap();
        // One that was being destroyed when the machine stopped is none.
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, [0; 32]).unwrap();
        assert!(
            files(folder.path())
                .key(session(1), round)
                .unwrap()
                .is_none()
        );
        files(folder.path()).clear(session(1)).unwrap();
        assert!(!path.parent().unwrap().exists());
    }
}
