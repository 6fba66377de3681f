//! The side of a guest: lends this process's own terminal to the one that holds the store.
//!
//! Bytes are copied both ways and nothing is understood. The terminal is given back whatever happens: when the seat ends,
//! when the other process does, on a panic, and on SIGTERM, SIGHUP and SIGINT.

use std::{
    io::{self, Read as _, Write as _},
    net::Shutdown,
    os::unix::net::UnixStream,
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicI32, Ordering},
    },
    thread,
    time::Duration,
};

use rustix::{
    event::{PollFd, PollFlags, Timespec, poll},
    io::Errno,
};
use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGTERM, SIGWINCH},
    iterator::Signals,
};

use super::{
    Ending, Hello,
    frame::{GREETING, HEAD, Piece, head},
    place,
};
use crate::term::local::{self, Bare, LocalError, Output};

/// How long the other process has to answer a greeting.
const ANSWER: Duration = Duration::from_secs(2);
/// How long the reader waits for a key before it looks whether it should stop.
const GLANCE: Timespec = Timespec {
    tv_sec: 0,
    tv_nsec: 100_000_000,
};

/// Somebody listens at the socket of a store, and speaks this version.
#[derive(Debug)]
pub struct Host {
    stream: UnixStream,
}

/// How it ended.
#[derive(Debug, PartialEq, Eq)]
pub enum Ended {
    /// The seat ended, as the host says.
    Left(Ending),
    /// This process was told to end.
    Signal(i32),
    /// The host is gone.
    Lost,
}

impl Host {
    /// Calls whoever holds a store. `None` where nobody listens, or another version does.
    pub fn call(folder: &Path, store: &Path) -> Option<Self> {
        if !place::is_ours(folder) {
            tracing::debug!("the folder of sockets is not ours alone");
            return None;
        }
        let path = place::of(folder, store).ok()?;
        let answered = UnixStream::connect(path).and_then(|mut stream| {
            stream.set_read_timeout(Some(ANSWER))?;
            stream.write_all(&GREETING)?;
            let mut greeting = [0; GREETING.len()];
            stream.read_exact(&mut greeting)?;
            stream.set_read_timeout(None)?;
            Ok((greeting == GREETING).then_some(Self { stream }))
        });
        answered
            .inspect_err(|error| tracing::debug!(%error, "nobody answers at the private socket"))
            .ok()
            .flatten()
    }

    /// Lends the terminal to the host until the seat ends. What was typed already comes first.
    ///
    /// # Errors
    /// Where there is no terminal, or it cannot be had.
    pub fn sit(self, hello: Hello, typed: &[u8]) -> Result<Ended, LocalError> {
        if !local::is_there() {
            return Err(LocalError::NotATerminal);
        }
        let Ok(write) = self.stream.try_clone() else {
            return Ok(Ended::Lost);
        };
        let guest = Arc::new(Guest {
            to: Mutex::new(write),
            leaving: AtomicBool::new(false),
            signal: AtomicI32::new(0),
        });
        if guest.send(&Piece::Hello(hello)).is_err() {
            return Ok(Ended::Lost);
        }
        if !typed.is_empty() && guest.send(&Piece::Input(typed.to_vec())).is_err() {
            return Ok(Ended::Lost);
        }
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT, SIGWINCH])?;
        let handle = signals.handle();
        let told = Arc::clone(&guest);
        let watching = thread::Builder::new()
            .name("signals".to_owned())
            .spawn(move || told.heed(&mut signals))?;
        let ended = guest.copy(self.stream);
        guest.leaving.store(true, Ordering::SeqCst);
        handle.close();
        let _ = watching.join();
        ended
    }
}

/// What the threads of a guest share.
struct Guest {
    to: Mutex<UnixStream>,
    leaving: AtomicBool,
    signal: AtomicI32,
}

impl Guest {
    fn send(&self, piece: &Piece) -> io::Result<()> {
        let mut to = self.to.lock().unwrap_or_else(PoisonError::into_inner);
        to.write_all(&piece.write())
    }

    fn size(&self) -> io::Result<()> {
        let size = local::size();
        self.send(&Piece::Size(size.width, size.height))
    }

    /// Tells sizes on, and ends on any other signal.
    fn heed(&self, signals: &mut Signals) {
        for number in signals.forever() {
            if number == SIGWINCH {
                let _ = self.size();
            } else {
                self.signal.store(number, Ordering::SeqCst);
                // The copying sees an end, and gives the terminal back.
                let to = self.to.lock().unwrap_or_else(PoisonError::into_inner);
                let _ = to.shutdown(Shutdown::Both);
                return;
            }
        }
    }

    /// Writes what the host draws to the terminal, which is taken with the first frame: a refusal leaves it alone.
    fn copy(self: &Arc<Self>, mut from: UnixStream) -> Result<Ended, LocalError> {
        let mut held: Option<(Bare, thread::JoinHandle<()>)> = None;
        let ended = loop {
            match next(&mut from) {
                Ok(Piece::Frame(bytes)) => {
                    if held.is_none() {
                        let bare = Bare::enter()?;
                        let guest = Arc::clone(self);
                        let reading = thread::Builder::new()
                            .name("terminal".to_owned())
                            .spawn(move || guest.read())?;
                        held = Some((bare, reading));
                    }
                    if Output.write_all(&bytes).is_err() {
                        break Ended::Lost;
                    }
                }
                Ok(Piece::End(ending)) => break Ended::Left(ending),
                Ok(_) => break Ended::Lost,
                Err(_) => break Ended::Lost,
            }
        };
        let signal = self.signal.load(Ordering::SeqCst);
        let ended = if signal == 0 {
            ended
        } else {
            Ended::Signal(signal)
        };
        self.leaving.store(true, Ordering::SeqCst);
        if let Some((bare, reading)) = held {
            match ended {
                // Waited for, so that no key typed after leaving is swallowed.
                Ended::Left(Ending { code: 0, .. }) => {
                    let _ = reading.join();
                    bare.leave_in_order();
                }
                // The terminal may be gone, and the reader stuck in it.
                Ended::Signal(_) => drop(bare),
                // Whoever drew on it may not have put it in order.
                Ended::Left(_) | Ended::Lost => {
                    let _ = reading.join();
                    drop(bare);
                }
            }
        }
        Ok(ended)
    }

    /// Sends what is typed, until the seat ends or the terminal is gone.
    fn read(&self) {
        let mut bytes = [0; 4096];
        while !self.leaving.load(Ordering::SeqCst) {
            let stdin = rustix::stdio::stdin();
            let mut waits = [PollFd::new(&stdin, PollFlags::IN)];
            match poll(&mut waits, Some(&GLANCE)) {
                Ok(0) | Err(Errno::INTR) => continue,
                Ok(_) => {}
                Err(_) => break,
            }
            match rustix::io::read(stdin, &mut bytes) {
                Ok(n @ 1..) => {
                    if self.send(&Piece::Input(bytes[..n].to_vec())).is_err() {
                        return;
                    }
                }
                Err(Errno::INTR | Errno::AGAIN) => {}
                Ok(0) | Err(_) => break,
            }
        }
        if !self.leaving.load(Ordering::SeqCst) {
            // The terminal is gone: so is the guest.
            let to = self.to.lock().unwrap_or_else(PoisonError::into_inner);
            let _ = to.shutdown(Shutdown::Both);
        }
    }
}

fn next(from: &mut UnixStream) -> io::Result<Piece> {
    let mut bytes = [0; HEAD];
    from.read_exact(&mut bytes)?;
    let (kind, length) = head(bytes)?;
    let mut body = vec![0; length];
    from.read_exact(&mut body)?;
    Piece::read(kind, body)
}
