//! How somebody gets in: a key that they proved, a code, a name.
//!
//! Bound and let in is only what was *proved*: that a key was offered says nothing. Whatever one user name has proved is forgotten
//! as soon as another is named.

use std::{borrow::Cow, sync::Arc};

use russh::{MethodKind, MethodSet, keys::PublicKey, server::Auth};
use unicode_segmentation::UnicodeSegmentation as _;
use uuid::Uuid;

use super::{
    Guest, House,
    access::{Mark, Pass},
    codes::{Code, Purpose},
    guessing::Paused,
    places::Place,
};
use crate::{
    model::{MemberId, Role, text::clean_line},
    say,
    say::{Msg, MsgId},
};

/// The longest name, in characters as readers see them.
const LONGEST_NAME: usize = 40;
/// Most conversations that one connection may begin: each costs an answer.
const MOST_CONVERSATIONS: u32 = 12;
/// How often a key may still be shown after one was proved that nobody knows; with the probe that every client begins with this
/// stays below the rejections that end a connection.
const MORE_KEYS: u32 = 4;
/// Most keys that one connection may show: an agent that is full, twice. Each costs a look at a file.
const MOST_KEYS: u32 = 32;
/// The longest user name that is looked at.
const LONGEST_USER: usize = 255;

/// Where the conversation stands.
#[derive(Debug, Default)]
enum Talk {
    #[default]
    NotBegun,
    /// A code was asked for.
    Code,
    /// The code was right; a name was asked for.
    Name { role: Role, epoch: u64 },
    /// Was told why not; the next answer, whatever it is, ends it.
    Over,
}

/// Somebody at the door.
pub(super) struct Entering {
    house: Arc<House>,
    place: Place,
    user: Option<String>,
    talk: Talk,
    /// A key that was proved, and that nobody is known by yet.
    proved: Option<Mark>,
    keys_after: u32,
    // What follows is of the connection, and stays when another user is named.
    wrong: u32,
    /// Mistakes that were not given back yet.
    owed: u32,
    conversations: u32,
    keys: u32,
    guest: Option<Guest>,
}

impl Entering {
    pub(super) fn new(house: Arc<House>, place: Place) -> Self {
        Self {
            house,
            place,
            user: None,
            talk: Talk::NotBegun,
            proved: None,
            keys_after: 0,
            wrong: 0,
            owed: 0,
            conversations: 0,
            keys: 0,
            guest: None,
        }
    }

    /// Who was let in, once.
    pub(super) fn take_guest(&mut self) -> Option<Guest> {
        self.guest.take()
    }

    /// A request names a user: with another name everything begins anew.
    pub(super) fn begin(&mut self, user: &str) {
        if self.user.as_deref() != Some(user) {
            self.talk = Talk::NotBegun;
            self.proved = None;
            self.keys_after = 0;
            self.user = Some(user.to_owned());
        }
    }

    /// Whether it is worth while to prove this key. Nothing is remembered of it.
    pub(super) fn offered(&mut self, user: &str, key: &PublicKey) -> Auth {
        self.begin(user);
        self.keys += 1;
        if self.keys > MOST_KEYS {
            return refuse(&[MethodKind::KeyboardInteractive]);
        }
        let mark = self.house.access.of_key(key);
        let opens = self.house.access.by_key(&mark).is_some() || self.house.keyring.holds(key);
        if opens {
            return Auth::Accept;
        }
        if self.house.access.is_barred(&mark) || user.len() > LONGEST_USER {
            return refuse(&[MethodKind::PublicKey, MethodKind::KeyboardInteractive]);
        }
        if self.proved.is_none() {
            return Auth::Accept;
        }
        // An agent may hold the right key behind one that is new here. But not for ever: the tries are numbered.
        self.keys_after += 1;
        if self.keys_after >= MORE_KEYS {
            refuse(&[MethodKind::KeyboardInteractive])
        } else {
            refuse(&[MethodKind::PublicKey, MethodKind::KeyboardInteractive])
        }
    }

    /// A key was proved.
    pub(super) async fn proved(&mut self, user: &str, key: &PublicKey) -> Auth {
        self.begin(user);
        let mark = self.house.access.of_key(key);
        let known = self.house.access.by_key(&mark);
        if self.house.keyring.holds(key) {
            let leads = known.filter(|pass| pass.role == Role::Facilitator);
            // Whoever took part by this key before is the same person.
            let pass = Pass {
                member: known.map_or_else(|| MemberId(Uuid::now_v7()), |pass| pass.member),
                role: Role::Facilitator,
            };
            if leads.is_none() {
                self.keep(pass, Some(mark), None).await;
            }
            return self.let_in(pass, None, known.is_some(), None);
        }
        match known {
            // Its line was struck from the file: what it gave is gone.
            Some(pass) if pass.role != Role::Facilitator => self.let_in(pass, None, true, None),
            None if !self.house.access.is_barred(&mark) && self.proved.is_none() => {
                self.proved = Some(mark);
                Auth::Reject {
                    proceed_with_methods: Some(MethodSet::from(
                        &[MethodKind::PublicKey, MethodKind::KeyboardInteractive][..],
                    )),
                    partial_success: true,
                }
            }
            _ => refuse(&[MethodKind::KeyboardInteractive]),
        }
    }

    /// The next turn of the conversation. `None` begins it; an error ends the connection.
    pub(super) async fn answered(
        &mut self,
        user: &str,
        answer: Option<String>,
    ) -> Result<Auth, TooMuch> {
        self.begin(user);
        let Some(answer) = answer else {
            self.conversations += 1;
            if self.conversations > MOST_CONVERSATIONS || user.len() > LONGEST_USER {
                return Err(TooMuch);
            }
            if self.wrong >= self.house.limits.wrong_codes {
                return Err(TooMuch);
            }
            self.talk = Talk::Code;
            return Ok(self.ask_code(&MsgId::DoorCodeIsShown.into()));
        };
        match std::mem::take(&mut self.talk) {
            Talk::NotBegun => Ok(refuse(&[])),
            Talk::Over => Ok(refuse(&[])),
            Talk::Code => Ok(self.code(&answer).await),
            Talk::Name { role, epoch } => Ok(self.name(&answer, role, epoch).await),
        }
    }

    async fn code(&mut self, typed: &str) -> Auth {
        let turn = tokio::select! {
            turn = self.house.guesses.turn(self.place.party, self.wrong) => turn,
            () = self.place.gone() => return refuse(&[]),
        };
        let turn = match turn {
            Ok(turn) => turn,
            Err(Paused(time)) => {
                let seconds = i64::try_from(time.as_secs()).unwrap_or(i64::MAX);
                return self.over(&say!(DoorCodePaused, seconds.saturating_add(1)));
            }
        };
        let code = Code::read(typed);
        let (role, epoch) = match &code {
            Some(code) if code.purpose == Purpose::Return => {
                match self.house.access.by_code(&self.house.access.of_code(code)) {
                    Some(pass) => {
                        turn.right(std::mem::take(&mut self.owed));
                        return self.returned(pass).await;
                    }
                    None => (None, 0),
                }
            }
            Some(code) => {
                let now = self.house.codes();
                let is = |other: &Code| {
                    // Compared as keyed sums, so that the time it takes says nothing about how much was right.
                    self.house.access.of_code(other) == self.house.access.of_code(code)
                };
                let role = if is(&now.join) {
                    Some(Role::Participant)
                } else if is(&now.observe) {
                    Some(Role::Observer)
                } else {
                    None
                };
                (role, now.epoch)
            }
            None => (None, 0),
        };
        let Some(role) = role else {
            let pause = turn.wrong();
            self.wrong += 1;
            self.owed += 1;
            if pause {
                self.paused();
            }
            let left = self.house.limits.wrong_codes.saturating_sub(self.wrong);
            if left == 0 {
                return self.over(&MsgId::DoorCodeTooOften.into());
            }
            self.talk = Talk::Code;
            return self.ask_code(&say!(DoorCodeWrong, i64::from(left)));
        };
        turn.right(std::mem::take(&mut self.owed));
        if !self.house.is_open() {
            return self.over(&MsgId::DoorIsClosed.into());
        }
        self.talk = Talk::Name { role, epoch };
        self.ask_name()
    }

    /// Codes are not taken for a while: whoever leads is told, and told again when it is over.
    fn paused(&self) {
        tracing::warn!("too many wrong codes: none is taken for a while");
        self.house.tell();
        if let Some(until) = self.house.guesses.paused_until() {
            let house = Arc::downgrade(&self.house);
            tokio::spawn(async move {
                tokio::time::sleep_until(until).await;
                if let Some(house) = house.upgrade() {
                    house.tell();
                }
            });
        }
    }

    async fn name(&mut self, typed: &str, role: Role, epoch: u64) -> Auth {
        let Some(name) = name(typed).or_else(|| self.suggested()) else {
            self.talk = Talk::Name { role, epoch };
            return self.ask_name();
        };
        if !self.house.is_open() {
            return self.over(&MsgId::DoorIsClosed.into());
        }
        if self.house.codes().epoch != epoch {
            self.talk = Talk::Code;
            return self.ask_code(&MsgId::DoorCodeIsShown.into());
        }
        let pass = Pass {
            member: MemberId(Uuid::now_v7()),
            role,
        };
        if self.house.places.newcomer().is_err() || self.settle(pass).is_err() {
            return self.over(&MsgId::DoorIsFull.into());
        }
        let code = (role == Role::Participant)
            .then(|| Code::random(Purpose::Return).ok())
            .flatten();
        let mark = code.as_ref().map(|code| self.house.access.of_code(code));
        let proved = self.proved.take();
        let kept = (mark.is_none() && proved.is_none()) || self.keep(pass, proved, mark).await;
        // A code that is not on disk would be a promise that a restart breaks.
        let code = code.filter(|_| kept).map(|code| code.shown());
        self.let_in(pass, Some(name), false, code)
    }

    /// Somebody came back by their code; a key that they proved is theirs from now on.
    async fn returned(&mut self, pass: Pass) -> Auth {
        if self.settle(pass).is_err() {
            return self.over(&MsgId::DoorIsFull.into());
        }
        if let Some(proved) = self.proved.take() {
            self.keep(pass, Some(proved), None).await;
        }
        self.let_in(pass, None, true, None)
    }

    async fn keep(&self, pass: Pass, key: Option<Mark>, code: Option<Mark>) -> bool {
        let kept = self.house.access.let_in(pass, key, code).await;
        if kept.is_err() {
            // They are let in all the same: a full disk must not end an evening. They need the code again next time.
            tracing::warn!("what somebody could come back by was not saved");
        }
        kept.is_ok()
    }

    fn settle(&self, pass: Pass) -> Result<(), super::places::Full> {
        let settled = self
            .house
            .places
            .settle(self.place.id, pass.member, pass.role);
        self.house.tell();
        settled
    }

    fn let_in(
        &mut self,
        pass: Pass,
        name: Option<String>,
        returning: bool,
        return_code: Option<String>,
    ) -> Auth {
        if self.settle(pass).is_err() {
            return refuse(&[MethodKind::KeyboardInteractive]);
        }
        let name = name
            .or_else(|| self.suggested())
            .unwrap_or_else(|| MsgId::DoorGuest.text(self.house.lang).to_owned());
        tracing::info!(
            connection = self.place.id.0,
            role = ?pass.role,
            returning,
            "somebody was let in"
        );
        self.guest = Some(Guest {
            member: pass.member,
            name,
            role: pass.role,
            returning,
            connection: self.place.id,
            return_code,
        });
        Auth::Accept
    }

    /// The name that the client suggests.
    fn suggested(&self) -> Option<String> {
        name(self.user.as_deref()?)
    }

    fn ask_code(&self, why: &Msg) -> Auth {
        let lang = self.house.lang;
        let first = self.conversations <= 1 && self.wrong == 0;
        Auth::Partial {
            name: if first {
                MsgId::DoorWelcome.text(lang).into()
            } else {
                Cow::Borrowed("")
            },
            instructions: why.render(lang).into(),
            // Shown while it is typed: it stands on the wall, and people who cannot see it type it three times.
            prompts: vec![(MsgId::DoorCodePrompt.text(lang).into(), true)].into(),
        }
    }

    fn ask_name(&self) -> Auth {
        let lang = self.house.lang;
        let prompt = match self.suggested() {
            Some(name) => say!(DoorNamePrompt, name).render(lang),
            None => MsgId::DoorNamePromptBare.text(lang).to_owned(),
        };
        Auth::Partial {
            name: Cow::Borrowed(""),
            instructions: MsgId::DoorNameIsAsked.text(lang).into(),
            prompts: vec![(prompt.into(), true)].into(),
        }
    }

    /// Says why not. Clients show this only as a question, so it is one without an answer.
    fn over(&mut self, why: &Msg) -> Auth {
        self.talk = Talk::Over;
        Auth::Partial {
            name: Cow::Borrowed(""),
            instructions: why.render(self.house.lang).into(),
            prompts: Cow::Borrowed(&[]),
        }
    }
}

/// One connection asks more than anybody needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooMuch;

/// No, and what else may be tried.
pub(super) fn refuse(methods: &[MethodKind]) -> Auth {
    Auth::Reject {
        proceed_with_methods: Some(MethodSet::from(methods)),
        partial_success: false,
    }
}

/// What somebody is called, cleaned as all text that people write; `None` where nothing is left of it.
fn name(raw: &str) -> Option<String> {
    let clean = clean_line(raw);
    let name: String = clean.text.graphemes(true).take(LONGEST_NAME).collect();
    let name = name.trim();
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use std::{future::Future, pin::Pin};

    use tokio::net::{TcpListener, TcpStream};

    use super::{super::*, *};
    use crate::journal::Memory;

    struct Nobody;

    impl Reception for Nobody {
        fn seat(&self, _: Guest, _: Asked, _: Line) -> Pin<Box<dyn Future<Output = u32> + Send>> {
            Box::pin(async { 0 })
        }
    }

    async fn door(folder: &tempfile::TempDir) -> Door {
        let config = DoorConfig {
            listen: ([127, 0, 0, 1], 0).into(),
            session: SessionId(Uuid::from_u128(1)),
            host_key: folder.path().join("host_key"),
            facilitators: None,
            lang: Lang::Es,
            limits: Limits::default(),
        };
        Door::open(config, Arc::new(Nobody), Arc::new(Memory::new()))
            .await
            .unwrap()
    }

    async fn at(door: &Door) -> Entering {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let stream = TcpStream::connect(listener.local_addr().unwrap()).await;
        let socket = socket::Shared::new(stream.unwrap());
        let party = IpAddr::from([127, 0, 0, 1]).into();
        let place = door.house.places.admit(party, socket).unwrap();
        Entering::new(Arc::clone(&door.house), place)
    }

    /// What is asked; nothing where it is over.
    fn prompt(auth: &Result<Auth, TooMuch>) -> &str {
        match auth {
            Ok(Auth::Partial { prompts, .. }) => prompts.first().map_or("", |(p, _)| p),
            other => panic!("nothing is asked: {other:?}"),
        }
    }

    #[tokio::test]
    async fn a_conversation_that_began_under_one_name_does_not_go_on_under_another() {
        let folder = tempfile::tempdir().unwrap();
        let door = door(&folder).await;
        let mut at = at(&door).await;
        let join = door.codes().join.to_string();
        assert_eq!(prompt(&at.answered("ana", None).await), "Código: ");
        let asked = at.answered("ana", Some(join)).await;
        assert_eq!(prompt(&asked), "Su nombre [ana]: ");
        // The answer that would let ana in comes from bo, to whom nothing was said.
        assert_eq!(
            at.answered("bo", Some(String::new())).await,
            Ok(refuse(&[]))
        );
        assert!(at.take_guest().is_none());
        assert_eq!(prompt(&at.answered("bo", None).await), "Código: ");
    }

    #[tokio::test]
    async fn beginning_anew_gives_no_tries_back_and_is_numbered_itself() {
        let folder = tempfile::tempdir().unwrap();
        let door = door(&folder).await;
        let mut at = at(&door).await;
        for n in 0..4 {
            let user = format!("u{n}");
            prompt(&at.answered(&user, None).await);
            let asked = at.answered(&user, Some("KKK-KKK".into())).await;
            assert_eq!(prompt(&asked), "Código: ");
        }
        prompt(&at.answered("u", None).await);
        let over = at.answered("u", Some("KKK-KKK".into())).await;
        assert_eq!(prompt(&over), "");
        assert_eq!(at.answered("u", None).await, Err(TooMuch));

        // Keys are numbered as well, whatever name they are shown under.
        let mut at = self::at(&door).await;
        let key = russh::keys::ssh_key::private::Ed25519Keypair::from_seed(&[1; 32]);
        let key = russh::keys::PrivateKey::from(key).public_key().clone();
        for n in 0..MOST_KEYS {
            assert_eq!(at.offered(&n.to_string(), &key), Auth::Accept);
        }
        assert_ne!(at.offered("u", &key), Auth::Accept);

        let mut at = self::at(&door).await;
        for _ in 0..MOST_CONVERSATIONS {
            prompt(&at.answered("u", None).await);
        }
        assert_eq!(at.answered("u", None).await, Err(TooMuch));
    }

    #[tokio::test]
    async fn whoever_knows_the_code_gives_their_own_mistakes_back_and_only_once() {
        let folder = tempfile::tempdir().unwrap();
        let door = door(&folder).await;
        let join = door.codes().join.to_string();
        let mut others = self::at(&door).await;
        prompt(&others.answered("bo", None).await);
        for _ in 0..4 {
            prompt(&others.answered("bo", Some("KKK-KKK".into())).await);
        }
        let mut at = at(&door).await;
        prompt(&at.answered("eve", None).await);
        for _ in 0..3 {
            prompt(&at.answered("eve", Some("KKK-KKK".into())).await);
        }
        assert_eq!(door.house.guesses.left(at.place.party), 20 - 7);
        for _ in 0..5 {
            prompt(&at.answered("eve", None).await);
            prompt(&at.answered("eve", Some(join.clone())).await);
        }
        assert_eq!(door.house.guesses.left(at.place.party), 20 - 4);
    }

    #[test]
    fn a_name_is_clean_and_short() {
        assert_eq!(
            name("  Ana\u{1b}[31m \u{202e}María "),
            Some("Ana[31m María".into())
        );
        assert_eq!(name(" \u{7}\r\n"), None);
        assert_eq!(
            name(&"ñ".repeat(500)).unwrap().chars().count(),
            LONGEST_NAME
        );
        let family = "👨‍👩‍👧‍👦".repeat(50);
        assert_eq!(name(&family).unwrap().graphemes(true).count(), LONGEST_NAME);
    }
}
