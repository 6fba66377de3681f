//! A session that is served, and people at it.

use std::{
    fs,
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Stdio},
    sync::{Arc, Mutex},
};

use russh::{
    ChannelMsg, ChannelWriteHalf,
    client::{self, Msg},
    keys::PrivateKey,
};
use rustix::process::{Pid, Signal, kill_process};
use serde::Deserialize;
use tokio::{sync::watch, task::JoinHandle};

use crate::{
    client::{Client, Turn, connect_to, key, within},
    house::House,
};

/// A page that is written in silence, one that is not, scores given blind, dots, and a secret vote.
pub const SCRIPT: &str = r#"{
    "id": "t", "title": "T", "framework": "F", "minutes": 60,
    "steps": [
        {"id": "talk", "kind": "cards", "minutes": 10, "title": "Talk", "ask": "What do we see?"},
        {"id": "causes", "kind": "cards", "minutes": 10, "title": "Causes", "ask": "What is behind the curve?",
            "recipe": [{"silent": 5}, {"reveal": 5}]},
        {"id": "feel", "kind": "cards", "minutes": 10, "title": "Feel", "ask": "How is this for you?", "privacy": "anonymous"},
        {"id": "hush", "kind": "cards", "minutes": 10, "title": "Hush", "ask": "What does nobody say?", "privacy": "secret"},
        {"id": "rate", "kind": "matrix", "minutes": 10, "title": "Rate", "ask": "How much does each weigh?", "draws_from": ["talk"],
            "scale": "one-to-five", "privacy": "private", "criteria": [{"id": "weight", "label": "Weight"}]},
        {"id": "dots", "kind": "vote", "minutes": 10, "title": "Dots", "ask": "Which matter most?", "draws_from": ["talk"]}
    ]
}"#;

/// Escape as newer terminals send it: what follows at once does not make another key of it.
pub const ESC: &str = "\x1b[27u";

/// Whose key leads.
const LEADS: u8 = 1;

/// What `serve --json` says when people can join.
#[derive(Debug, Deserialize)]
struct Ready {
    port: u16,
    code: String,
    observer_code: String,
}

/// The running server.
pub struct Served {
    pub house: Arc<House>,
    child: Child,
    ready: Ready,
}

impl Served {
    /// A new session of the script, served to this machine.
    pub fn begin() -> Self {
        let house = Arc::new(House::new());
        house.write("home/config/upturn/sessions/t.json", SCRIPT);
        let leads = key(LEADS).public_key().to_openssh().unwrap();
        house.write("home/config/upturn/facilitators", &leads);
        house.ok(&["new", "t", "--title", "Table", "--no-open"]);
        Self::serve(house)
    }

    fn serve(house: Arc<House>) -> Self {
        let mut child = house
            .command(&[
                "serve",
                "Table",
                "--listen",
                "127.0.0.1:0",
                "--json",
                "--log",
            ])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        let stdout = child.stdout.take().unwrap();
        BufReader::new(stdout).read_line(&mut line).unwrap();
        let ready = serde_json::from_str(&line).unwrap();
        Self {
            house,
            child,
            ready,
        }
    }

    pub fn address(&self) -> SocketAddr {
        ([127, 0, 0, 1], self.ready.port).into()
    }

    pub fn code(&self) -> &str {
        &self.ready.code
    }

    pub fn observer_code(&self) -> &str {
        &self.ready.observer_code
    }

    fn end(&mut self) {
        let pid = Pid::from_raw(self.child.id().cast_signed()).unwrap();
        kill_process(pid, Signal::TERM).unwrap();
        let ended = self.child.wait().unwrap();
        assert!(ended.success(), "the server ended with {ended}");
    }

    /// It is told to end, and served again.
    pub fn restart(mut self) -> Self {
        self.end();
        Self::serve(Arc::clone(&self.house))
    }

    /// It is told to end. All is well in its house then, and nothing is logged of codes, keys, addresses and these cards.
    pub fn stop(mut self, cards: &[&str]) -> Arc<House> {
        self.end();
        let said = self.house.run(&["doctor"]);
        assert_eq!(said.code, 0, "{said:?}");
        let log = self.house.path("home/state/upturn/upturn.log");
        let log = fs::read_to_string(log).unwrap();
        assert!(log.contains("somebody was let in"), "{log}");
        let key = key(LEADS).public_key().to_openssh().unwrap();
        let key = key.split(' ').nth(1).unwrap();
        for secret in [self.code(), self.observer_code(), "127.0.0.1", key]
            .into_iter()
            .chain(cards.iter().copied())
        {
            assert!(!log.contains(secret), "“{secret}” in the log:\n{log}");
        }
        Arc::clone(&self.house)
    }

    /// The files that hold what somebody writes and has not sent.
    pub fn drafts(&self) -> Vec<PathBuf> {
        let mut found = Vec::new();
        let mut folders = vec![self.house.store().join("drafts")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).into_iter().flatten() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    found.push(path);
                }
            }
        }
        found
    }

    /// How many records are on disk.
    pub fn records(&self) -> usize {
        let mut count = 0;
        for folder in fs::read_dir(self.house.store().join("journal")).unwrap() {
            let folder = folder.unwrap();
            for segment in fs::read_dir(folder.path()).unwrap() {
                let text = fs::read_to_string(segment.unwrap().path()).unwrap_or_default();
                count += text.lines().count();
            }
        }
        count
    }

    /// Waits until the files are so.
    pub async fn until(&self, what: &str, mut is: impl FnMut(&Self) -> bool) {
        let looking = async {
            while !is(self) {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
        };
        within(what, looking).await;
    }

    pub async fn client(&self) -> Client {
        connect_to(self.address(), client::Config::default()).await
    }

    /// The person who leads, on a large screen with all colours.
    pub async fn ana(&self) -> Seat {
        let mut client = self.client().await;
        assert_eq!(client.prove("ana", &key(LEADS)).await, Turn::In);
        Seat::sit("ana", client, TRUE, 120, 40).await
    }

    /// Somebody who takes part, by the code, with the name that their client suggests; they have read their return code.
    pub async fn joins(&self, name: &'static str, env: Env, columns: u16, rows: u16) -> Seat {
        let mut client = self.client().await;
        client.enter(name, self.code()).await;
        let mut seat = Seat::sit(name, client, env, columns, rows).await;
        seat.until("a return code", |screen| return_code(screen).is_some())
            .await;
        seat.back = return_code(seat.shown.borrow().screen.screen());
        seat.escapes().await;
        seat
    }

    /// Somebody who takes part, with their return code or key proved already.
    pub async fn comes_back(&self, name: &'static str, code: &str) -> Seat {
        let mut client = self.client().await;
        client.enter(name, code).await;
        Seat::sit(name, client, TRUE, 80, 24).await
    }

    pub async fn by_key(&self, name: &'static str, key: &Arc<PrivateKey>) -> Seat {
        let mut client = self.client().await;
        assert_eq!(client.prove(name, key).await, Turn::In);
        Seat::sit(name, client, TRUE, 80, 24).await
    }

    /// Somebody who only watches.
    pub async fn watches(&self, name: &'static str) -> Seat {
        let mut client = self.client().await;
        client.enter(name, self.observer_code()).await;
        Seat::sit(name, client, COLORS, 80, 24).await
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a client says of its terminal.
pub type Env = &'static [(&'static str, &'static str)];
pub const TRUE: Env = &[("LANG", "en_US.UTF-8"), ("COLORTERM", "truecolor")];
pub const COLORS: Env = &[("LANG", "en_US.UTF-8")];
pub const MONO: Env = &[("LANG", "en_US.UTF-8"), ("NO_COLOR", "1")];
pub const ASCII: Env = &[("LANG", "C")];

/// The return code on a screen: `ABCD-EFGH-…`, behind its sentence.
fn return_code(screen: &vt100::Screen) -> Option<String> {
    let text = screen.contents();
    let (_, rest) = text.split_once("return code is")?;
    let code: String = rest
        .chars()
        .skip_while(|c| !c.is_ascii_alphanumeric())
        .take_while(|c| c.is_ascii_alphanumeric() || *c == '-')
        .collect();
    code.contains('-').then_some(code)
}

/// What came to a seat.
pub struct Shown {
    pub screen: vt100::Parser,
    /// Every byte that was ever sent to it.
    pub bytes: Vec<u8>,
    pub status: Option<u32>,
    pub closed: bool,
}

/// A terminal at the table.
pub struct Seat {
    pub name: &'static str,
    pub client: Client,
    write: ChannelWriteHalf<Msg>,
    pub shown: watch::Receiver<Shown>,
    size: Arc<Mutex<(u16, u16)>>,
    /// What they can come back with.
    pub back: Option<String>,
    reading: JoinHandle<()>,
}

impl Seat {
    pub async fn sit(
        name: &'static str,
        client: Client,
        env: Env,
        columns: u16,
        rows: u16,
    ) -> Self {
        Self::take(name, client, env, Some((columns, rows))).await
    }

    /// A seat without a screen.
    pub async fn in_lines(name: &'static str, client: Client) -> Self {
        Self::take(name, client, COLORS, None).await
    }

    async fn take(name: &'static str, client: Client, env: Env, size: Option<(u16, u16)>) -> Self {
        let channel = client.channel().await;
        for (name, value) in env {
            channel.set_env(false, *name, *value).await.unwrap();
        }
        let (columns, rows) = size.unwrap_or((200, 500));
        if size.is_some() {
            channel
                .request_pty(
                    true,
                    "xterm-256color",
                    columns.into(),
                    rows.into(),
                    0,
                    0,
                    &[],
                )
                .await
                .unwrap();
        }
        channel.request_shell(true).await.unwrap();
        let (mut read, write) = channel.split();
        let screen = vt100::Parser::new(rows.try_into().unwrap(), columns.try_into().unwrap(), 0);
        let (tell, shown) = watch::channel(Shown {
            screen,
            bytes: Vec::new(),
            status: None,
            closed: false,
        });
        let size = Arc::new(Mutex::new((columns, rows)));
        let now = Arc::clone(&size);
        let reading = tokio::spawn(async move {
            while let Some(came) = read.wait().await {
                tell.send_modify(|shown| match came {
                    ChannelMsg::Data { data } => {
                        let (columns, rows) = *now.lock().unwrap();
                        let (columns, rows) =
                            (columns.try_into().unwrap(), rows.try_into().unwrap());
                        let screen = shown.screen.screen_mut();
                        if screen.size() != (rows, columns) {
                            screen.set_size(rows, columns);
                        }
                        shown.screen.process(&data);
                        shown.bytes.extend_from_slice(&data);
                    }
                    ChannelMsg::ExitStatus { exit_status } => shown.status = Some(exit_status),
                    _ => {}
                });
            }
            tell.send_modify(|shown| shown.closed = true);
        });
        Self {
            name,
            client,
            write,
            shown,
            size,
            back: None,
            reading,
        }
    }

    /// What the screen shows now.
    pub fn text(&self) -> String {
        self.shown.borrow().screen.screen().contents()
    }

    /// The return code that the screen shows.
    pub fn return_code(&self) -> String {
        return_code(self.shown.borrow().screen.screen()).unwrap()
    }

    /// Waits until the screen is so.
    pub async fn until(&self, what: &str, mut is: impl FnMut(&vt100::Screen) -> bool) {
        let mut shown = self.shown.clone();
        let waiting = shown.wait_for(|shown| is(shown.screen.screen()));
        let came = tokio::time::timeout(crate::client::LONG, waiting).await;
        if !matches!(came, Ok(Ok(_))) {
            drop(came);
            panic!(
                "never on {}'s screen: {what}; it shows:\n{}",
                self.name,
                self.text()
            );
        }
    }

    /// Waits until these words are on the screen.
    pub async fn shows(&self, words: &str) {
        self.until(words, |screen| screen.contents().contains(words))
            .await;
    }

    /// Presses keys, as one packet.
    pub async fn press(&self, keys: impl AsRef<[u8]>) {
        self.write.data_bytes(keys.as_ref().to_vec()).await.unwrap();
    }

    /// Presses a key, and waits until something on the screen is another.
    pub async fn step(&self, keys: impl AsRef<[u8]>) {
        let mut shown = self.shown.clone();
        let before = shown.borrow_and_update().bytes.len();
        self.press(&keys).await;
        let drawn = shown.wait_for(|shown| shown.bytes.len() > before);
        let came = tokio::time::timeout(crate::client::LONG, drawn).await;
        if !matches!(came, Ok(Ok(_))) {
            drop(came);
            let keys = String::from_utf8_lossy(keys.as_ref()).into_owned();
            panic!(
                "{keys:?} changed nothing on {}'s screen:\n{}",
                self.name,
                self.text()
            );
        }
    }

    /// Types words as hands do: a few letters at once would be a paste.
    pub async fn types(&self, words: &str) {
        for letters in words.chars().collect::<Vec<_>>().chunks(3) {
            self.step(letters.iter().collect::<String>()).await;
        }
    }

    /// Lays down a card.
    pub async fn adds(&self, words: &str) {
        self.step("n").await;
        self.types(words).await;
        self.step("\r").await;
        self.escapes().await;
    }

    /// Closes the form or the window that is open.
    pub async fn escapes(&self) {
        self.press(ESC).await;
        self.until("no window", |screen| {
            let text = screen.contents();
            !text.contains('┌') && !text.contains("+-")
        })
        .await;
    }

    pub async fn resize(&self, columns: u16, rows: u16) {
        *self.size.lock().unwrap() = (columns, rows);
        self.write
            .window_change(columns.into(), rows.into(), 0, 0)
            .await
            .unwrap();
    }

    /// Says a size that no terminal has.
    pub async fn claims(&self, columns: u32, rows: u32) {
        self.write.window_change(columns, rows, 0, 0).await.unwrap();
    }

    /// Whether these words were ever sent to it.
    pub fn was_sent(&self, words: &str) -> bool {
        // A cursor that moves between two words is no letter: all that is drawn is looked at, as it was drawn.
        let shown = self.shown.borrow();
        let plain = plain(&shown.bytes);
        let squeezed: String = words.split_whitespace().collect();
        plain.contains(&squeezed)
    }

    /// Waits until the seat is over; answers with the exit status.
    pub async fn ends(&self) -> Option<u32> {
        let mut shown = self.shown.clone();
        let closed = shown.wait_for(|shown| shown.closed);
        within("the end of a seat", closed).await.unwrap().status
    }

    /// The line drops: nothing is said, the connection is gone.
    pub fn drops(self) {
        self.reading.abort();
        drop(self);
    }
}

/// All letters that were ever drawn, without what moves and colours them, and without spaces.
fn plain(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut out = String::new();
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '\x1b' => {
                if letters.next() == Some('[') {
                    let _ = letters.find(|c| ('\x40'..='\x7e').contains(c));
                }
            }
            letter if letter.is_whitespace() || letter.is_control() => {}
            letter => out.push(letter),
        }
    }
    out
}

/// Whether nobody of these was ever sent these words.
#[track_caller]
pub fn none_was_sent(seats: &[&Seat], words: &str) {
    for seat in seats {
        assert!(
            !seat.was_sent(words),
            "“{words}” was sent to {}:\n{}",
            seat.name,
            seat.text()
        );
    }
}
