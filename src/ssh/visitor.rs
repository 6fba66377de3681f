//! One connection as russh sees it: who asks to come in, and then what they ask of their one channel.
//!
//! A shell is a seat. Everything else gets its answer at once: see `docs/hosting.md` for the table.

use std::sync::Arc;

use ratatui::layout::Size;
use russh::{
    Channel, ChannelId, ChannelWriteHalf, MethodKind, Pty,
    keys::Certificate,
    server::{
        Auth, ChannelOpenHandle, Handler, Msg, PublicKeyOffer, Response, Session, VerifiedPublicKey,
    },
};
use tokio::sync::watch;

use super::{
    Asked, Guest, House,
    entering::{Entering, refuse},
    places::{Place, Stage},
    seating::{Feed, Seating},
};
use crate::{model::door::in_groups, say, say::MsgId};

/// The exit status of a command that was not one (`EX_USAGE`).
const USAGE: u32 = 64;
/// Most variables of an environment, and the longest value and name.
const MOST_VARIABLES: usize = 8;
const LONGEST_VALUE: usize = 64;
/// The longest answer that is looked at: a name with all its marks.
const LONGEST_ANSWER: usize = 4 * 1024;

/// Why a connection ends.
#[derive(Debug)]
pub(super) enum Ended {
    /// What came was no SSH, or it broke off. How exactly is nothing to tell: it may name what somebody typed.
    Protocol,
    /// It asked more than anybody needs.
    TooMuch,
}

impl From<russh::Error> for Ended {
    fn from(_: russh::Error) -> Self {
        Self::Protocol
    }
}

/// The one channel of a connection.
struct Desk {
    id: ChannelId,
    /// Until it is handed to the seat.
    write: Option<ChannelWriteHalf<Msg>>,
    pty: Option<watch::Sender<Size>>,
    term: String,
    env: Vec<(String, String)>,
    /// What comes in, once there is a seat.
    feed: Option<Arc<Feed>>,
    /// It has a seat, or had its answer.
    done: bool,
}

/// One connection.
pub(super) struct Visitor {
    house: Arc<House>,
    place: Place,
    entering: Entering,
    guest: Option<Guest>,
    desk: Option<Desk>,
}

impl Visitor {
    pub(super) fn new(house: Arc<House>, place: Place) -> Self {
        Self {
            entering: Entering::new(Arc::clone(&house), place.clone()),
            house,
            place,
            guest: None,
            desk: None,
        }
    }

    /// The channel, while it may still be asked for something.
    fn asking(&mut self, channel: ChannelId) -> Option<&mut Desk> {
        self.desk
            .as_mut()
            .filter(|desk| desk.id == channel && !desk.done)
    }

    /// Answers a request that is no seat, and ends the channel.
    fn answer(
        &mut self,
        channel: ChannelId,
        words: &str,
        status: u32,
        session: &mut Session,
    ) -> Result<(), Ended> {
        if let Some(desk) = self.desk.as_mut() {
            desk.done = true;
        }
        session.channel_success(channel)?;
        let words = words.replace('\n', "\r\n") + "\r\n";
        if status == 0 {
            session.data(channel, words.into_bytes())?;
        } else {
            session.extended_data(channel, 1, words.into_bytes())?;
        }
        session.exit_status_request(channel, status)?;
        session.eof(channel)?;
        session.close(channel)?;
        self.place.reached(Stage::Leaving);
        Ok(())
    }
}

impl Handler for Visitor {
    type Error = Ended;

    async fn authentication_banner(&mut self) -> Result<Option<String>, Ended> {
        // Keys are exchanged: whoever comes this far speaks SSH.
        self.place.reached(Stage::Asking);
        Ok(None)
    }

    async fn auth_none(&mut self, user: &str) -> Result<Auth, Ended> {
        self.entering.begin(user);
        Ok(refuse(&[
            MethodKind::PublicKey,
            MethodKind::KeyboardInteractive,
        ]))
    }

    async fn auth_publickey_offered(
        &mut self,
        user: &str,
        offer: PublicKeyOffer<'_>,
    ) -> Result<Auth, Ended> {
        Ok(self.entering.offered(user, offer.public_key))
    }

    async fn auth_publickey(
        &mut self,
        user: &str,
        key: VerifiedPublicKey<'_>,
    ) -> Result<Auth, Ended> {
        Ok(self.entering.proved(user, key.public_key).await)
    }

    async fn auth_openssh_certificate(
        &mut self,
        user: &str,
        _certificate: &Certificate,
    ) -> Result<Auth, Ended> {
        // Nobody here says whom to trust with certificates; their key alone does for the same purpose.
        self.entering.begin(user);
        Ok(refuse(&[MethodKind::KeyboardInteractive]))
    }

    async fn auth_keyboard_interactive<'a>(
        &'a mut self,
        user: &str,
        _submethods: &str,
        response: Option<Response<'a>>,
    ) -> Result<Auth, Ended> {
        let answer = response.map(|mut answers| {
            let first = answers.next().unwrap_or_default();
            let end = first.len().min(LONGEST_ANSWER);
            String::from_utf8_lossy(&first[..end]).into_owned()
        });
        self.entering
            .answered(user, answer)
            .await
            .map_err(|_| Ended::TooMuch)
    }

    async fn auth_succeeded(&mut self, _session: &mut Session) -> Result<(), Ended> {
        self.guest = self.entering.take_guest();
        Ok(())
    }

    async fn channel_open_session(
        &mut self,
        channel: Channel<Msg>,
        reply: ChannelOpenHandle,
        _session: &mut Session,
    ) -> Result<(), Ended> {
        // One connection is one seat: the second channel is refused by letting go of `reply`.
        if self.desk.is_none() && self.guest.is_some() {
            let id = channel.id();
            let (_, write) = channel.split();
            self.desk = Some(Desk {
                id,
                write: Some(write),
                pty: None,
                term: String::new(),
                env: Vec::new(),
                feed: None,
                done: false,
            });
            reply.accept().await;
        }
        Ok(())
    }

    async fn pty_request(
        &mut self,
        channel: ChannelId,
        term: &str,
        columns: u32,
        rows: u32,
        _width: u32,
        _height: u32,
        _modes: &[(Pty, u32)],
        session: &mut Session,
    ) -> Result<(), Ended> {
        match self.asking(channel) {
            Some(desk) if desk.pty.is_none() => {
                desk.pty = Some(watch::channel(size(columns, rows)).0);
                desk.term = known_characters(term).unwrap_or_default();
                session.channel_success(channel)?;
            }
            _ => session.channel_failure(channel)?,
        }
        Ok(())
    }

    async fn env_request(
        &mut self,
        channel: ChannelId,
        name: &str,
        value: &str,
        session: &mut Session,
    ) -> Result<(), Ended> {
        let taken = self
            .asking(channel)
            .is_some_and(|desk| take_variable(&mut desk.env, name, value));
        if taken {
            session.channel_success(channel)?;
        } else {
            session.channel_failure(channel)?;
        }
        Ok(())
    }

    async fn shell_request(
        &mut self,
        channel: ChannelId,
        session: &mut Session,
    ) -> Result<(), Ended> {
        let guest = self.guest.take();
        let feed = Arc::new(Feed::new(Arc::clone(&self.place.socket)));
        let Some((desk, guest)) = self.asking(channel).zip(guest) else {
            session.channel_failure(channel)?;
            return Ok(());
        };
        let Some(write) = desk.write.take() else {
            session.channel_failure(channel)?;
            return Ok(());
        };
        desk.done = true;
        desk.feed = Some(Arc::clone(&feed));
        let size = desk.pty.as_ref().map(watch::Sender::subscribe);
        let asked = Asked {
            pty: size.as_ref().map(|size| *size.borrow()),
            term: std::mem::take(&mut desk.term),
            env: std::mem::take(&mut desk.env),
        };
        session.channel_success(channel)?;
        self.place.reached(Stage::Seated);
        let seating = Seating {
            house: Arc::clone(&self.house),
            place: self.place.clone(),
            write,
            feed,
            size,
        };
        tokio::spawn(seating.run(guest, asked));
        Ok(())
    }

    async fn exec_request(
        &mut self,
        channel: ChannelId,
        command: &[u8],
        session: &mut Session,
    ) -> Result<(), Ended> {
        if self.asking(channel).is_none() {
            session.channel_failure(channel)?;
            return Ok(());
        }
        let lang = self.house.lang;
        let (words, status) = match command.trim_ascii() {
            b"help" | b"--help" => (MsgId::DoorHelp.text(lang).to_owned(), 0),
            b"fingerprint" => {
                let groups = in_groups(&self.house.fingerprint);
                (say!(DoorFingerprint, groups).render(lang), 0)
            }
            _ => (MsgId::DoorNoCommands.text(lang).to_owned(), USAGE),
        };
        self.answer(channel, &words, status, session)
    }

    async fn subsystem_request(
        &mut self,
        channel: ChannelId,
        _name: &str,
        session: &mut Session,
    ) -> Result<(), Ended> {
        session.channel_failure(channel)?;
        if let Some(desk) = self.asking(channel) {
            desk.done = true;
            session.close(channel)?;
            self.place.reached(Stage::Leaving);
        }
        Ok(())
    }

    async fn x11_request(
        &mut self,
        channel: ChannelId,
        _single: bool,
        _protocol: &str,
        _cookie: &str,
        _screen: u32,
        session: &mut Session,
    ) -> Result<(), Ended> {
        session.channel_failure(channel)?;
        Ok(())
    }

    async fn window_change_request(
        &mut self,
        channel: ChannelId,
        columns: u32,
        rows: u32,
        _width: u32,
        _height: u32,
        _session: &mut Session,
    ) -> Result<(), Ended> {
        let desk = self.desk.as_ref().filter(|desk| desk.id == channel);
        if let Some(now) = desk.and_then(|desk| desk.pty.as_ref()) {
            now.send_if_modified(|now| {
                let new = size(columns, rows);
                let changed = *now != new;
                *now = new;
                changed
            });
        }
        Ok(())
    }

    async fn data(
        &mut self,
        channel: ChannelId,
        data: &[u8],
        _session: &mut Session,
    ) -> Result<(), Ended> {
        let desk = self.desk.as_ref().filter(|desk| desk.id == channel);
        if let Some(feed) = desk.and_then(|desk| desk.feed.as_ref()) {
            feed.push(data);
        }
        Ok(())
    }

    async fn channel_eof(
        &mut self,
        channel: ChannelId,
        _session: &mut Session,
    ) -> Result<(), Ended> {
        let desk = self.desk.as_ref().filter(|desk| desk.id == channel);
        if let Some(feed) = desk.and_then(|desk| desk.feed.as_ref()) {
            feed.end();
        }
        Ok(())
    }

    async fn channel_close(
        &mut self,
        channel: ChannelId,
        _session: &mut Session,
    ) -> Result<(), Ended> {
        if let Some(desk) = self.desk.as_ref().filter(|desk| desk.id == channel) {
            if let Some(feed) = &desk.feed {
                feed.hang_up();
            }
            // There is nothing left to talk about; a client that goes on in silence would only keep a place.
            self.place.reached(Stage::Leaving);
        }
        Ok(())
    }
}

/// A size that can be drawn, of any that a client may send. `ssh -tt` without a terminal says 0 × 0.
fn size(columns: u32, rows: u32) -> Size {
    let within = |said: u32, usual: u16, least: u16, most: u16| match said {
        0 => usual,
        said => u16::try_from(said).unwrap_or(most).clamp(least, most),
    };
    Size::new(within(columns, 80, 20, 300), within(rows, 24, 5, 120))
}

/// Takes a variable that says something about the terminal, and no other.
fn take_variable(env: &mut Vec<(String, String)>, name: &str, value: &str) -> bool {
    let allowed = matches!(name, "LANG" | "COLORTERM" | "NO_COLOR") || name.starts_with("LC_");
    let (Some(name), Some(value)) = (known_characters(name), known_characters(value)) else {
        return false;
    };
    if !allowed {
        return false;
    }
    if let Some(known) = env.iter_mut().find(|(known, _)| *known == name) {
        known.1 = value;
        return true;
    }
    if env.len() >= MOST_VARIABLES {
        return false;
    }
    env.push((name, value));
    true
}

/// Text that is short and plain enough for a variable or the name of a terminal.
fn known_characters(text: &str) -> Option<String> {
    let plain = text
        .bytes()
        .all(|b| b.is_ascii_alphanumeric() || b"._-+@:=/".contains(&b));
    (plain && text.len() <= LONGEST_VALUE).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_size_becomes_one_that_can_be_drawn() {
        for (said, becomes) in [
            ((80, 24), (80, 24)),
            ((0, 0), (80, 24)),
            ((0, 50), (80, 50)),
            ((1, 1), (20, 5)),
            ((65_535, 65_535), (300, 120)),
            ((u32::MAX, u32::MAX), (300, 120)),
            ((65_536, 65_536), (300, 120)),
        ] {
            assert_eq!(
                size(said.0, said.1),
                Size::new(becomes.0, becomes.1),
                "{said:?}"
            );
        }
    }

    #[test]
    fn an_environment_is_small_and_about_the_terminal() {
        let mut env = Vec::new();
        assert!(take_variable(&mut env, "LANG", "es_MX.UTF-8"));
        assert!(take_variable(&mut env, "LANG", "en_US.UTF-8"));
        assert_eq!(env, [("LANG".to_owned(), "en_US.UTF-8".to_owned())]);
        for (name, value) in [
            ("PATH", "/bin"),
            ("LD_PRELOAD", "x"),
            ("LC_ALL", "\u{1b}[2J"),
            ("LC_ALL", &*"x".repeat(65)),
            (&*format!("LC_{}", "X".repeat(100)), "x"),
        ] {
            assert!(!take_variable(&mut env, name, value), "{name}");
        }
        for n in 0..100 {
            take_variable(&mut env, &format!("LC_{n}"), "x");
        }
        assert_eq!(env.len(), MOST_VARIABLES);
    }
}
