//! A client: an SSH connection with a terminal in memory behind it, whose socket counts, stalls or dawdles.

use std::{
    borrow::Cow,
    io,
    net::SocketAddr,
    num::NonZeroU16,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU8, AtomicU64, Ordering},
    },
    task::{Context, Poll},
    time::{Duration, Instant},
};

use russh::{
    ChannelMsg, ChannelWriteHalf, Preferred, cipher,
    client::{self, Handle, KeyboardInteractiveAuthResponse as Answer, Msg},
    keys::{PrivateKey, PrivateKeyWithHashAlg, PublicKeyOrCertificate},
};
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    sync::watch,
    time::{Sleep, sleep, timeout},
};

use crate::Fallible;

/// Longer than anything takes that goes well.
const LONG: Duration = Duration::from_secs(30);

/// How a client reads its socket.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
pub enum Reads {
    /// Whatever comes.
    All,
    /// 1,000 bytes a second.
    Slowly,
    /// Nothing.
    Nothing,
}

/// What a socket has carried, and how it is read.
pub struct Tap {
    bytes: AtomicU64,
    reads: AtomicU8,
}

impl Tap {
    /// Bytes that came in over TCP, as they were encrypted; without the headers of TCP and IP.
    pub fn bytes(&self) -> u64 {
        self.bytes.load(Ordering::Relaxed)
    }

    pub fn reads(&self, how: Reads) {
        self.reads.store(how as u8, Ordering::Relaxed);
    }
}

/// A socket that is tapped.
struct Tapped {
    stream: TcpStream,
    tap: Arc<Tap>,
    rest: Option<Pin<Box<Sleep>>>,
}

impl AsyncRead for Tapped {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let how = self.tap.reads.load(Ordering::Relaxed);
        if how == Reads::Nothing as u8 {
            return Poll::Pending;
        }
        if let Some(rest) = &mut self.rest {
            std::task::ready!(rest.as_mut().poll(cx));
            self.rest = None;
        }
        let most = if how == Reads::Slowly as u8 {
            100.min(buf.remaining())
        } else {
            buf.remaining()
        };
        let mut part = buf.take(most);
        std::task::ready!(Pin::new(&mut self.stream).poll_read(cx, &mut part))?;
        let n = part.filled().len();
        buf.advance(n);
        self.tap.bytes.fetch_add(n as u64, Ordering::Relaxed);
        if how == Reads::Slowly as u8 {
            self.rest = Some(Box::pin(sleep(Duration::from_millis(100))));
        }
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Tapped {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(cx, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// It only ever talks to servers of its own on this machine.
struct Trusting;

impl client::Handler for Trusting {
    type Error = russh::Error;

    async fn check_server_key(&mut self, _: &PublicKeyOrCertificate) -> Result<bool, russh::Error> {
        Ok(true)
    }
}

/// How somebody comes in.
#[derive(Clone)]
pub enum Pass {
    /// By a code, under the name of the user.
    Code(String),
    /// By a key, into a command.
    Key(Arc<PrivateKey>, String),
}

/// What the line of the screen that is watched says, and since when.
#[derive(Clone)]
pub struct Line {
    pub words: String,
    pub since: Instant,
}

/// A client at its seat.
pub struct Client {
    pub tap: Arc<Tap>,
    line: watch::Receiver<Line>,
    screen: watch::Receiver<String>,
    watched: watch::Sender<Option<String>>,
    write: ChannelWriteHalf<Msg>,
    _handle: Handle<Trusting>,
}

impl Client {
    pub async fn join(to: SocketAddr, user: &str, pass: &Pass, size: (u16, u16)) -> Fallible<Self> {
        timeout(LONG, Self::come_in(to, user, pass, size)).await?
    }

    async fn come_in(
        to: SocketAddr,
        user: &str,
        pass: &Pass,
        (columns, rows): (u16, u16),
    ) -> Fallible<Self> {
        let stream = TcpStream::connect(to).await?;
        stream.set_nodelay(true)?;
        let tap = Arc::new(Tap {
            bytes: AtomicU64::new(0),
            reads: AtomicU8::new(Reads::All as u8),
        });
        let tapped = Tapped {
            stream,
            tap: Arc::clone(&tap),
            rest: None,
        };
        // What OpenSSH's own client asks for first.
        let config = client::Config {
            preferred: Preferred {
                cipher: Cow::Borrowed(&[cipher::CHACHA20_POLY1305]),
                ..Preferred::DEFAULT
            },
            ..client::Config::default()
        };
        let mut handle = client::connect_stream(Arc::new(config), tapped, Trusting).await?;
        let command = match pass {
            Pass::Code(code) => {
                by_code(&mut handle, user, code).await?;
                None
            }
            Pass::Key(key, command) => {
                let key = PrivateKeyWithHashAlg::new(Arc::clone(key), None);
                if !handle.authenticate_publickey(user, key).await?.success() {
                    return Err("the key was not taken".into());
                }
                Some(command)
            }
        };
        let channel = handle.channel_open_session().await?;
        let (columns_asked, rows_asked) = (u32::from(columns), u32::from(rows));
        channel
            .request_pty(true, "xterm-256color", columns_asked, rows_asked, 0, 0, &[])
            .await?;
        match command {
            None => channel.request_shell(true).await?,
            Some(command) => channel.exec(true, command.as_bytes()).await?,
        }
        let cells = |n: u16| NonZeroU16::new(n).ok_or("a terminal without cells");
        let (rows_drawn, columns_drawn) = (cells(rows)?, cells(columns)?);
        let (mut read, write) = channel.split();
        let nothing = Line {
            words: String::new(),
            since: Instant::now(),
        };
        let (tell, line) = watch::channel(nothing);
        let (show, screen) = watch::channel(String::new());
        let (watched, mut watching) = watch::channel(None::<String>);
        tokio::spawn(async move {
            let mut terminal = vt100::Parser::new(rows_drawn, columns_drawn, 0);
            let mut at = 0;
            loop {
                let since = tokio::select! {
                    came = read.wait() => match came {
                        Some(ChannelMsg::Data { data }) => {
                            let since = Instant::now();
                            terminal.process(&data);
                            since
                        }
                        Some(_) => continue,
                        None => return,
                    },
                    // What is watched from now on stands there already: it is known before the next change, or the
                    // first byte that comes after would be taken for one.
                    Ok(()) = watching.changed() => Instant::now(),
                };
                let screen = terminal.screen();
                let wanted = watching.borrow_and_update().clone();
                let Some(wanted) = wanted else {
                    show.send_replace(screen.contents());
                    continue;
                };
                let Some(words) = found(screen, &wanted, &mut at) else {
                    continue;
                };
                tell.send_if_modified(|line| {
                    let changed = line.words != words;
                    if changed {
                        *line = Line { words, since };
                    }
                    changed
                });
            }
        });
        Ok(Self {
            tap,
            line,
            screen,
            watched,
            write,
            _handle: handle,
        })
    }

    pub async fn keys(&self, keys: &[u8]) -> Fallible<()> {
        Ok(self.write.data_bytes(keys.to_vec()).await?)
    }

    /// Waits until the screen holds these words.
    pub async fn sees(&self, words: &str) -> Fallible<()> {
        let mut screen = self.screen.clone();
        let seen = timeout(LONG, screen.wait_for(|all| all.contains(words))).await;
        match seen {
            Ok(seen) => drop(seen?),
            Err(_) => {
                let all = self.screen.borrow().clone();
                return Err(format!("no “{words}” on this screen:\n{all}").into());
            }
        }
        Ok(())
    }

    /// From now on only this line counts: the one that holds these words, or the first of all where they are none. It comes
    /// back when it is known what that line says now.
    pub async fn watch(&self, words: &str) -> Fallible<()> {
        self.watched.send_replace(Some(words.to_owned()));
        let mut line = self.line.clone();
        let known = line.wait_for(|line| line.words.contains(words));
        timeout(LONG, known)
            .await
            .map_err(|_| format!("no line with “{words}”"))??;
        Ok(())
    }

    /// What the watched line said last. A line that was never drawn since says nothing.
    pub fn line(&self) -> Line {
        self.line.borrow().clone()
    }

    /// Waits until the watched line says something else than this, and says when it came.
    pub async fn changed(&self, from: &str, within: Duration) -> Option<Instant> {
        let mut line = self.line.clone();
        let seen = timeout(within, line.wait_for(|line| line.words != from)).await;
        Some(seen.ok()?.ok()?.since)
    }
}

/// The line that holds these words, the first of all where they are none. It is looked for where it was last: clients that
/// read every line of every frame would take the processor from the server that is measured.
fn found(screen: &vt100::Screen, words: &str, at: &mut u16) -> Option<String> {
    let lines = std::iter::once(*at).chain(0..screen.size().0.get());
    let mut lines = lines.map(|row| (row, line(screen, row)));
    let (row, line) = lines.find(|(_, line)| line.contains(words))?;
    *at = row;
    Some(line)
}

/// What a line of the screen says.
fn line(screen: &vt100::Screen, row: u16) -> String {
    let cells = (0..screen.size().1.get()).filter_map(|column| screen.cell(row, column));
    let words = cells.filter(|cell| !cell.is_wide_continuation());
    words
        .map(|cell| match cell.contents() {
            "" => " ",
            letter => letter,
        })
        .collect()
}

async fn by_code(handle: &mut Handle<Trusting>, user: &str, code: &str) -> Fallible<()> {
    let mut answer = handle
        .authenticate_keyboard_interactive_start(user, None)
        .await?;
    for say in [code, ""] {
        if matches!(answer, Answer::InfoRequest { .. }) {
            answer = handle
                .authenticate_keyboard_interactive_respond(vec![say.to_owned()])
                .await?;
        }
    }
    match answer {
        Answer::Success => Ok(()),
        _ => Err(format!("{user} was not let in").into()),
    }
}
