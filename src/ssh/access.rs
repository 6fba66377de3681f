//! Who was let in before, by key or by return code.
//!
//! Kept in the journal's private stream, which is neither exported nor backed up, and only as keyed sums: whoever reads the store
//! without the host key learns neither a key nor a code. Names are not here; a session has them. What opens one session opens
//! no other, but one to which all were brought along from there: who they are is the same in both.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use ring::hmac;
use russh::keys::{HashAlg, PublicKey};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::codes::Code;
use crate::{
    journal::{Journal, JournalError, NewRecord, StreamId},
    model::{MemberId, Role, SessionId},
};

/// How often a record is offered again after somebody else wrote to the stream.
const TRIES: usize = 4;

/// A keyed sum: what a key or a return code is known by.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Mark([u8; 32]);

impl std::fmt::Debug for Mark {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Mark(…)")
    }
}

impl Serialize for Mark {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        use std::fmt::Write as _;
        let mut hex = String::with_capacity(64);
        for byte in self.0 {
            let _ = write!(hex, "{byte:02x}");
        }
        to.serialize_str(&hex)
    }
}

impl<'de> Deserialize<'de> for Mark {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let hex = String::deserialize(from)?;
        let wrong = || serde::de::Error::custom("no sum of 64 hexadecimal digits");
        let mut bytes = [0; 32];
        if hex.len() != 64 || !hex.is_ascii() {
            return Err(wrong());
        }
        for (at, byte) in bytes.iter_mut().enumerate() {
            *byte = u8::from_str_radix(&hex[at * 2..at * 2 + 2], 16).map_err(|_| wrong())?;
        }
        Ok(Self(bytes))
    }
}

/// Who somebody is, and what they were let in for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pass {
    pub(super) member: MemberId,
    pub(super) role: Role,
}

/// One record of the stream. Older and newer versions of the program read it: fields are only ever added, with a default.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Line {
    v: u32,
    session: SessionId,
    member: MemberId,
    what: What,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum What {
    /// Was let in; from now on this key and this return code are theirs.
    LetIn {
        role: Role,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        key: Option<Mark>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        code: Option<Mark>,
    },
    /// Was shown out: what was theirs opens nothing any more.
    ShownOut {},
    /// May come back: what was theirs opens the door again.
    LetBack {},
    /// All who were let into that session are let in here too, as who they are there. Nobody in particular is meant.
    Along { from: SessionId },
}

#[derive(Debug, Default)]
struct Known {
    /// The sessions whose people are let in: the door's own, and those from which all were brought along to it.
    sessions: Vec<SessionId>,
    /// How many records of the stream are in here.
    read: u64,
    keys: HashMap<Mark, Pass>,
    codes: HashMap<Mark, Pass>,
    barred: HashSet<Mark>,
    /// What those had who were shown out, should they be let back.
    put_by: HashMap<MemberId, PutBy>,
}

/// What somebody could come in by.
#[derive(Debug, Default)]
struct PutBy {
    keys: Vec<(Mark, Pass)>,
    codes: Vec<(Mark, Pass)>,
}

impl Known {
    /// Nothing is known of these sessions yet.
    fn of(sessions: Vec<SessionId>) -> Self {
        Self {
            sessions,
            ..Self::default()
        }
    }

    fn take(&mut self, body: &str) {
        let Ok(line) = serde_json::from_str::<Line>(body) else {
            // A newer version wrote it. What it opens stays closed here, which does no harm.
            tracing::warn!("a record of who was let in is not understood and was passed over");
            return;
        };
        if !self.sessions.contains(&line.session) {
            return;
        }
        let member = line.member;
        match line.what {
            What::LetIn { role, key, code } => {
                let pass = Pass { member, role };
                if let Some(put_by) = self.put_by.get_mut(&member) {
                    // They came in by another connection while they were shown out, and this was written behind that.
                    self.barred.extend(key);
                    put_by.keys.extend(key.map(|key| (key, pass)));
                    put_by.codes.extend(code.map(|code| (code, pass)));
                    return;
                }
                if let Some(key) = key {
                    self.keys.insert(key, pass);
                }
                if let Some(code) = code {
                    self.codes.insert(code, pass);
                }
            }
            What::ShownOut {} => {
                let put_by = self.put_by.entry(member).or_default();
                let gone = self.keys.extract_if(|_, pass| pass.member == member);
                put_by.keys.extend(gone);
                self.barred.extend(put_by.keys.iter().map(|(key, _)| *key));
                let gone = self.codes.extract_if(|_, pass| pass.member == member);
                put_by.codes.extend(gone);
            }
            What::LetBack {} => {
                let put_by = self.put_by.remove(&member).unwrap_or_default();
                for (key, pass) in put_by.keys {
                    self.barred.remove(&key);
                    self.keys.entry(key).or_insert(pass);
                }
                self.codes.extend(put_by.codes);
            }
            // What stands before this of the other session was passed over: all is read once more.
            What::Along { from } if !self.sessions.contains(&from) => {
                let mut sessions = std::mem::take(&mut self.sessions);
                sessions.push(from);
                *self = Self::of(sessions);
            }
            What::Along { .. } => {}
        }
    }

    /// Whether this opens the door, or did until its owner was shown out.
    fn has(&self, mark: &Mark) -> bool {
        self.keys.contains_key(mark) || self.codes.contains_key(mark) || self.barred.contains(mark)
    }
}

/// Who was let in before.
pub(super) struct Access {
    journal: Arc<dyn Journal>,
    session: SessionId,
    secret: hmac::Key,
    known: Mutex<Known>,
    /// One record at a time: each names the place it goes to.
    writing: tokio::sync::Mutex<()>,
}

impl Access {
    pub(super) async fn open(
        journal: Arc<dyn Journal>,
        session: SessionId,
        secret: hmac::Key,
    ) -> Result<Self, JournalError> {
        let access = Self {
            journal,
            session,
            secret,
            known: Mutex::new(Known::of(vec![session])),
            writing: tokio::sync::Mutex::default(),
        };
        access.catch_up().await?;
        Ok(access)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn catch_up(&self) -> Result<(), JournalError> {
        loop {
            let from = self.known().read;
            let records = self.journal.read(StreamId::ACCESS, from).await?;
            let mut known = self.known();
            let sessions = known.sessions.len();
            for record in records {
                // Another task may have caught up meanwhile.
                if record.seq == known.read {
                    known.take(&record.body);
                    if known.sessions.len() > sessions {
                        break;
                    }
                    known.read += 1;
                }
            }
            if known.sessions.len() == sessions {
                return Ok(());
            }
        }
    }

    /// What a key is known by.
    pub(super) fn of_key(&self, key: &PublicKey) -> Mark {
        let fingerprint = key.fingerprint(HashAlg::Sha256);
        self.mark(b"key", fingerprint.as_bytes())
    }

    /// What a code is known by.
    pub(super) fn of_code(&self, code: &Code) -> Mark {
        self.mark(b"code", code.letters().as_bytes())
    }

    /// What it is known by in the session in which it is known; in the door's own where it is not.
    fn mark(&self, kind: &[u8], what: &[u8]) -> Mark {
        let known = self.known();
        let mut marks = known
            .sessions
            .iter()
            .map(|session| self.mark_in(*session, kind, what));
        marks
            .find(|mark| known.has(mark))
            .unwrap_or_else(|| self.mark_in(self.session, kind, what))
    }

    fn mark_in(&self, session: SessionId, kind: &[u8], what: &[u8]) -> Mark {
        let mut sum = hmac::Context::with_key(&self.secret);
        // The session is in it, so that nobody can tell that two sessions know one person.
        sum.update(kind);
        sum.update(&[0]);
        sum.update(session.0.as_bytes());
        sum.update(what);
        let mut bytes = [0; 32];
        bytes.copy_from_slice(sum.sign().as_ref());
        Mark(bytes)
    }

    /// Whose key this is.
    pub(super) fn by_key(&self, key: &Mark) -> Option<Pass> {
        self.known().keys.get(key).copied()
    }

    /// Whose return code this is.
    pub(super) fn by_code(&self, code: &Mark) -> Option<Pass> {
        self.known().codes.get(code).copied()
    }

    /// Whether this key was somebody's who was shown out.
    pub(super) fn is_barred(&self, key: &Mark) -> bool {
        self.known().barred.contains(key)
    }

    /// Keeps what somebody can come back by.
    pub(super) async fn let_in(
        &self,
        pass: Pass,
        key: Option<Mark>,
        code: Option<Mark>,
    ) -> Result<(), JournalError> {
        let Pass { member, role } = pass;
        self.write(member, What::LetIn { role, key, code }).await
    }

    /// Makes what somebody could come back by open nothing any more: here at once, and after a restart.
    pub(super) async fn show_out(&self, member: MemberId) -> Result<(), JournalError> {
        {
            // Before it is on disk: a disk that is full must not keep the door open.
            let line = Line {
                v: 1,
                session: self.session,
                member,
                what: What::ShownOut {},
            };
            let body = serde_json::to_string(&line).unwrap_or_default();
            self.known().take(&body);
        }
        self.write(member, What::ShownOut {}).await
    }

    /// Makes what somebody could come back by open the door again.
    pub(super) async fn let_back(&self, member: MemberId) -> Result<(), JournalError> {
        self.write(member, What::LetBack {}).await
    }

    /// Keeps that all who were let in here are let into another session too, as who they are.
    pub(super) async fn goes_along(&self, to: SessionId) -> Result<(), JournalError> {
        let from = self.session;
        let nobody = MemberId(Uuid::nil());
        self.write_for(to, nobody, What::Along { from }).await
    }

    async fn write(&self, member: MemberId, what: What) -> Result<(), JournalError> {
        self.write_for(self.session, member, what).await
    }

    async fn write_for(
        &self,
        session: SessionId,
        member: MemberId,
        what: What,
    ) -> Result<(), JournalError> {
        let line = Line {
            v: 1,
            session,
            member,
            what,
        };
        let body = serde_json::to_string(&line).map_err(|error| JournalError::Body {
            reason: error.to_string(),
        })?;
        let record = NewRecord {
            id: Uuid::now_v7(),
            body,
        };
        let _alone = self.writing.lock().await;
        for _ in 0..TRIES {
            let next = self.known().read;
            match self
                .journal
                .append(StreamId::ACCESS, next, record.clone())
                .await
            {
                Ok(_) => return self.catch_up().await,
                Err(JournalError::Conflict { .. }) => self.catch_up().await?,
                Err(error) => return Err(error),
            }
        }
        Err(JournalError::Unsaved {
            reason: "Too many people came in at once; try again".into(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{super::codes::Purpose, *};
    use crate::journal::Memory;

    fn id(n: u128) -> MemberId {
        MemberId(Uuid::from_u128(n))
    }

    async fn open(journal: &Arc<dyn Journal>, session: u128, secret: u8) -> Access {
        let secret = hmac::Key::new(hmac::HMAC_SHA256, &[secret; 32]);
        let session = SessionId(Uuid::from_u128(session));
        Access::open(Arc::clone(journal), session, secret)
            .await
            .unwrap()
    }

    #[tokio::test]
    async fn who_was_let_in_is_known_after_a_restart_and_in_that_session_alone() {
        let journal: Arc<dyn Journal> = Arc::new(Memory::new());
        let access = open(&journal, 10, 1).await;
        let ana = Pass {
            member: id(1),
            role: Role::Participant,
        };
        let code = Code::random(Purpose::Return).unwrap();
        let (key, mark) = (Mark([7; 32]), access.of_code(&code));
        access.let_in(ana, Some(key), Some(mark)).await.unwrap();

        let again = open(&journal, 10, 1).await;
        assert_eq!(again.by_key(&key), Some(ana));
        assert_eq!(again.by_code(&again.of_code(&code)), Some(ana));
        for (session, secret) in [(11, 1), (10, 2)] {
            let other = open(&journal, session, secret).await;
            assert_eq!(other.by_code(&other.of_code(&code)), None);
        }
        // Nothing that opens the door is in the stream.
        for record in journal.read(StreamId::ACCESS, 0).await.unwrap() {
            assert!(!record.body.contains(code.letters()), "{}", record.body);
        }
    }

    #[tokio::test]
    async fn who_was_brought_along_is_known_in_the_other_session_after_a_restart() {
        let journal: Arc<dyn Journal> = Arc::new(Memory::new());
        let pass = |n| Pass {
            member: id(n),
            role: Role::Participant,
        };
        let key = |seed| {
            let key = russh::keys::ssh_key::private::Ed25519Keypair::from_seed(&[seed; 32]);
            russh::keys::PrivateKey::from(key).public_key().clone()
        };
        let first = open(&journal, 10, 1).await;
        let code = Code::random(Purpose::Return).unwrap();
        let (anas, anas_code) = (first.of_key(&key(1)), first.of_code(&code));
        first
            .let_in(pass(1), Some(anas), Some(anas_code))
            .await
            .unwrap();
        // The door of the second session stands already, and then that of the first leads there.
        let second = open(&journal, 11, 1).await;
        let bos = second.of_key(&key(2));
        second.let_in(pass(2), Some(bos), None).await.unwrap();
        let third = SessionId(Uuid::from_u128(12));
        first
            .goes_along(SessionId(Uuid::from_u128(11)))
            .await
            .unwrap();
        second.goes_along(third).await.unwrap();
        // Who comes by the old door later comes to the second session as well.
        let cys = first.of_key(&key(3));
        first.let_in(pass(3), Some(cys), None).await.unwrap();
        first.show_out(id(3)).await.unwrap();
        second.catch_up().await.unwrap();
        for session in [
            second,
            open(&journal, 11, 1).await,
            open(&journal, 12, 1).await,
        ] {
            assert_eq!(session.by_key(&session.of_key(&key(1))), Some(pass(1)));
            assert_eq!(session.by_code(&session.of_code(&code)), Some(pass(1)));
            assert_eq!(session.by_key(&session.of_key(&key(2))), Some(pass(2)));
            assert!(session.is_barred(&session.of_key(&key(3))));
            assert_eq!(session.by_key(&session.of_key(&key(4))), None);
        }
        // Nobody of the second session is let into the first, or into any other.
        for session in [10, 13] {
            let session = open(&journal, session, 1).await;
            assert_eq!(session.by_key(&session.of_key(&key(2))), None);
        }
    }

    #[tokio::test]
    async fn who_was_shown_out_stays_out_after_a_restart() {
        let journal: Arc<dyn Journal> = Arc::new(Memory::new());
        let access = open(&journal, 10, 1).await;
        let pass = |n| Pass {
            member: id(n),
            role: Role::Participant,
        };
        let (anas, bos) = (Mark([1; 32]), Mark([2; 32]));
        let code = Mark([3; 32]);
        access
            .let_in(pass(1), Some(anas), Some(code))
            .await
            .unwrap();
        access.let_in(pass(2), Some(bos), None).await.unwrap();
        access.show_out(id(1)).await.unwrap();
        for access in [access, open(&journal, 10, 1).await] {
            assert_eq!(access.by_key(&anas), None);
            assert_eq!(access.by_code(&code), None);
            assert!(access.is_barred(&anas) && !access.is_barred(&bos));
            assert_eq!(access.by_key(&bos), Some(pass(2)));
        }
    }

    #[tokio::test]
    async fn what_is_kept_of_somebody_behind_their_being_shown_out_opens_nothing() {
        let journal: Arc<dyn Journal> = Arc::new(Memory::new());
        let access = open(&journal, 10, 1).await;
        let pass = Pass {
            member: id(1),
            role: Role::Participant,
        };
        let (key, code) = (Mark([1; 32]), Mark([2; 32]));
        access.let_in(pass, None, Some(code)).await.unwrap();
        access.show_out(id(1)).await.unwrap();
        // A connection that came in by the code just before binds its key now.
        access.let_in(pass, Some(key), Some(code)).await.unwrap();
        for access in [access, open(&journal, 10, 1).await] {
            assert_eq!(access.by_key(&key), None);
            assert_eq!(access.by_code(&code), None);
            assert!(access.is_barred(&key));
        }
    }

    #[tokio::test]
    async fn who_was_let_back_comes_in_by_what_was_theirs() {
        let journal: Arc<dyn Journal> = Arc::new(Memory::new());
        let access = open(&journal, 10, 1).await;
        let pass = Pass {
            member: id(1),
            role: Role::Participant,
        };
        let (key, code) = (Mark([1; 32]), Mark([2; 32]));
        access.let_in(pass, Some(key), Some(code)).await.unwrap();
        access.show_out(id(1)).await.unwrap();
        access.let_back(id(1)).await.unwrap();
        for access in [access, open(&journal, 10, 1).await] {
            assert_eq!(access.by_key(&key), Some(pass));
            assert_eq!(access.by_code(&code), Some(pass));
            assert!(!access.is_barred(&key));
            // Sent away again, all of it is barred as before.
            access.show_out(id(1)).await.unwrap();
            assert_eq!((access.by_key(&key), access.by_code(&code)), (None, None));
            access.let_back(id(1)).await.unwrap();
        }
    }

    #[tokio::test]
    async fn many_at_once_are_all_kept_and_what_is_newer_is_passed_over() {
        let journal: Arc<dyn Journal> = Arc::new(Memory::new());
        let newer = format!(
            r#"{{"v":9,"session":"{}","member":"{}","what":{{"moved_on":{{"x":1}}}}}}"#,
            Uuid::from_u128(10),
            Uuid::from_u128(1)
        );
        let record = NewRecord {
            id: Uuid::now_v7(),
            body: newer,
        };
        journal.append(StreamId::ACCESS, 0, record).await.unwrap();
        let access = Arc::new(open(&journal, 10, 1).await);
        let all: Vec<_> = (0..30_u8)
            .map(|n| {
                let access = Arc::clone(&access);
                tokio::spawn(async move {
                    let pass = Pass {
                        member: id(u128::from(n) + 5),
                        role: Role::Observer,
                    };
                    access.let_in(pass, Some(Mark([n; 32])), None).await
                })
            })
            .collect();
        for one in all {
            one.await.unwrap().unwrap();
        }
        let again = open(&journal, 10, 1).await;
        for n in 0..30_u8 {
            assert_eq!(
                again.by_key(&Mark([n; 32])).map(|pass| pass.member),
                Some(id(u128::from(n) + 5))
            );
        }
    }
}
