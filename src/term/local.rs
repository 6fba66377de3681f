//! This machine's own terminal: taken, read, and given back as it was, whatever happens.
//!
//! Owns the process-wide facts: raw mode, the panic hook, the signals that end a program. The terminal is
//! given back when [`Local`] is dropped, when any thread panics, and when the process is told to end
//! (SIGTERM, SIGHUP, SIGINT). It is a thin shell: what the terminal is told stands in [`super::modes`], what
//! its keys mean in `reader`, how frames are encoded in [`super::wire`].

use std::io::{self, IsTerminal as _, Write};
use std::panic;
use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};
use std::sync::{Arc, LazyLock, Mutex, Once, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use ratatui::layout::Size;
use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::Errno;
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::{Handle, Signals};
use tokio::sync::mpsc;

use super::capabilities::Capabilities;
use super::decode::Decoder;
use super::ground::{Answer, Heard, Late, QUESTION, can_be_asked};
use super::line::Surface;
use super::modes;
use super::reader;
use super::screen::Screen;
use super::wire::WireBackend;
use crate::ui::input::Input;
use crate::ui::theme::Depth;

/// Inputs that wait to be taken; more stay in the terminal's own buffer.
const WAITING: usize = 64;
/// How long a program that was told to end has to put things away.
const GRACE: Duration = Duration::from_secs(3);
/// How long the answer to a question is waited for. Terminals answer within a few milliseconds, or never.
const ANSWER: Duration = Duration::from_millis(100);

/// Whether the terminal is in the hands of others. Only one part of a process can hold it.
static AWAY: LazyLock<Arc<AtomicBool>> = LazyLock::new(|| Arc::new(AtomicBool::new(true)));

fn is_held() -> bool {
    !AWAY.load(Ordering::SeqCst)
}

/// Why the terminal could not be taken.
#[derive(Debug, thiserror::Error)]
pub enum LocalError {
    /// Input or output is a file or a pipe.
    #[error("this needs a terminal, and input or output is a file or a pipe")]
    NotATerminal,
    /// This process has it already.
    #[error("this program has the terminal already")]
    Held,
    /// The system refused.
    #[error("the terminal could not be prepared: {0}")]
    Refused(#[from] io::Error),
}

/// The terminal's side of standard output, without a buffer or a lock: a frame is one write.
///
/// It takes frames only while the terminal is held. Once a panic has given it back, what is still drawn
/// would only cover the panic's message.
#[derive(Debug, Default)]
pub struct Output;

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if is_held() {
            Raw.write(bytes)
        } else {
            Ok(bytes.len())
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Surface for Output {}

/// Standard output as the system has it, so that a panic can write whoever holds which lock.
struct Raw;

impl Write for Raw {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        loop {
            match rustix::io::write(rustix::stdio::stdout(), bytes) {
                Ok(written) => return Ok(written),
                // Another program that shares the terminal may have made it non-blocking.
                Err(Errno::AGAIN) => std::thread::sleep(Duration::from_millis(1)),
                Err(errno) => return Err(errno.into()),
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The terminal of this process, taken for as long as this value lives.
#[derive(Debug)]
pub struct Local {
    inputs: mpsc::Receiver<Input>,
    leaving: Arc<AtomicBool>,
    signal: Arc<AtomicI32>,
    signals: Handle,
    reader: Option<JoinHandle<()>>,
    /// Dropped last of all: tells the thread that watches signals that the terminal is back.
    _done: std::sync::mpsc::Sender<()>,
}

impl Local {
    /// Takes the terminal and begins to read it.
    ///
    /// # Errors
    /// When there is no terminal, when it is taken already, or when the system refuses; it is then as before.
    pub fn enter() -> Result<Self, LocalError> {
        Self::enter_after(&Heard::default())
    }

    /// The same after the terminal was asked for its ground: what was typed meanwhile comes first, and what it still
    /// answers is nobody's typing.
    ///
    /// # Errors
    /// As [`Local::enter`].
    pub fn enter_after(heard: &Heard) -> Result<Self, LocalError> {
        hold(|| Self::take(heard))
    }

    fn take(heard: &Heard) -> io::Result<Self> {
        let leaving = Arc::new(AtomicBool::new(false));
        let signal = Arc::new(AtomicI32::new(0));
        let (done, watch) = std::sync::mpsc::channel();
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT])?;
        let handle = signals.handle();
        Raw.write_all(modes::ENTER.as_bytes())?;
        let (told, received) = (Arc::clone(&leaving), Arc::clone(&signal));
        // Held by neither thread alone: a reader stuck in a terminal that is gone must not keep the inputs open.
        let (sender, inputs) = mpsc::channel(WAITING);
        for input in typed(&heard.typed) {
            // More than fits was never typed in so short a time.
            let _ = sender.try_send(input);
        }
        let mut late = Late::new(heard, Instant::now());
        let open = Arc::new(Mutex::new(Some(sender)));
        let shut = |open: &Mutex<Option<mpsc::Sender<Input>>>| {
            drop(open.lock().unwrap_or_else(PoisonError::into_inner).take());
        };
        let weak = {
            let sender = open.lock().unwrap_or_else(PoisonError::into_inner);
            sender.as_ref().map(mpsc::Sender::downgrade)
        };
        let signalled = Arc::clone(&open);
        std::thread::Builder::new()
            .name("signals".to_owned())
            .spawn(move || {
                if let Some(number) = signals.forever().next() {
                    received.store(number, Ordering::SeqCst);
                    told.store(true, Ordering::SeqCst);
                    shut(&signalled);
                    // The inputs are closed, and the program leaves in order; if it does not, it
                    // ends here as the signal would have ended it.
                    if watch.recv_timeout(GRACE) == Err(std::sync::mpsc::RecvTimeoutError::Timeout)
                    {
                        restore();
                        let _ = signal_hook::low_level::emulate_default_handler(number);
                    }
                }
            })?;
        let stop = Arc::clone(&leaving);
        let reader = std::thread::Builder::new()
            .name("terminal".to_owned())
            .spawn(move || {
                let next = |wait| {
                    if !is_held() {
                        return Err(io::Error::other("the terminal was given back"));
                    }
                    if crossterm::event::poll(wait)? {
                        crossterm::event::read().map(Some)
                    } else {
                        Ok(None)
                    }
                };
                if let Some(weak) = weak {
                    reader::pump(next, &mut late, &stop, &weak);
                }
                shut(&open);
            })?;
        Ok(Self {
            inputs,
            leaving,
            signal,
            signals: handle,
            reader: Some(reader),
            _done: done,
        })
    }

    /// What happens at the terminal. When it ends, the terminal is gone or the process was told to end:
    /// keep what there is to keep, and leave.
    pub fn inputs(&mut self) -> &mut mpsc::Receiver<Input> {
        &mut self.inputs
    }

    /// The signal that told the process to end, if one did; the exit code is then 128 and this.
    pub fn signal(&self) -> Option<i32> {
        Some(self.signal.load(Ordering::SeqCst)).filter(|&number| number != 0)
    }

    /// A drawing terminal on this one, of its present size.
    pub fn terminal(&self, capabilities: &Capabilities) -> Screen<Output> {
        Screen::new(WireBackend::new(Output, size(), capabilities.wire()))
    }

    /// Gives the terminal back and writes one last line under what stood there before.
    ///
    /// # Errors
    /// When the line cannot be written; the terminal is given back all the same.
    pub fn leave(self, farewell: &str) -> io::Result<()> {
        drop(self);
        if farewell.is_empty() {
            Ok(())
        } else {
            Raw.write_all(format!("{farewell}\n").as_bytes())
        }
    }
}

impl Drop for Local {
    fn drop(&mut self) {
        self.leaving.store(true, Ordering::SeqCst);
        self.inputs.close();
        // After a signal the terminal may be gone, and the reader stuck in it.
        let told_to_end = self.signal().is_some();
        if let Some(reader) = self.reader.take().filter(|_| !told_to_end) {
            // Waited for, so that no key typed after leaving is swallowed.
            let _ = reader.join();
        }
        restore();
        self.signals.close();
    }
}

/// The terminal of this process in raw mode and no more: somebody else draws on it, and its bytes are copied. Given back
/// whatever happens, as [`Local`] is.
#[derive(Debug)]
pub struct Bare(());

impl Bare {
    /// Takes the terminal, and leaves what it shows alone.
    ///
    /// # Errors
    /// As [`Local::enter`].
    pub fn enter() -> Result<Self, LocalError> {
        hold(|| Ok(Self(())))
    }

    /// Gives it back after whoever drew on it has put the screen in order.
    pub fn leave_in_order(self) {
        if !AWAY.swap(true, Ordering::SeqCst) {
            let _ = crossterm::terminal::disable_raw_mode();
        }
    }
}

impl Drop for Bare {
    fn drop(&mut self) {
        restore();
    }
}

/// Asks this process's terminal for the colour of its ground, where it can be asked, and waits a moment for the answer. The
/// terminal is as it was then.
pub fn ask_ground(shows: Capabilities) -> Heard {
    let term = std::env::var("TERM").unwrap_or_default();
    if !shows.screens || shows.depth == Depth::Mono || !can_be_asked(&term) {
        return Heard::default();
    }
    let Ok(bare) = Bare::enter() else {
        return Heard::default();
    };
    // Whoever is at the far end of a connection answers later.
    let afar = std::env::var_os("SSH_CONNECTION").is_some();
    let end = Instant::now() + if afar { 4 * ANSWER } else { ANSWER };
    let mut answer = Answer::default();
    if Raw.write_all(QUESTION).is_ok() {
        let mut bytes = [0; 512];
        while let Some(left) = end.checked_duration_since(Instant::now()) {
            let stdin = rustix::stdio::stdin();
            let wait = Timespec {
                tv_sec: 0,
                tv_nsec: left.subsec_nanos().into(),
            };
            let mut fds = [PollFd::new(&stdin, PollFlags::IN)];
            match poll(&mut fds, Some(&wait)) {
                Ok(0) | Err(Errno::INTR) => continue,
                Ok(_) => {}
                Err(_) => break,
            }
            match rustix::io::read(stdin, &mut bytes) {
                Ok(read @ 1..) => {
                    if answer.take(&bytes[..read]) {
                        break;
                    }
                }
                Err(Errno::INTR | Errno::AGAIN) => {}
                Ok(_) | Err(_) => break,
            }
        }
    }
    bare.leave_in_order();
    answer.heard()
}

/// Bytes that were typed before anybody read them, as inputs.
fn typed(bytes: &[u8]) -> Vec<Input> {
    let mut decoder = Decoder::new();
    let now = Instant::now();
    let mut inputs = decoder.feed(bytes, now);
    inputs.extend(
        decoder
            .due()
            .map(|due| decoder.elapsed(due))
            .into_iter()
            .flatten(),
    );
    inputs
}

/// Takes the terminal in raw mode, and gives it back where `then` fails.
fn hold<T>(then: impl FnOnce() -> io::Result<T>) -> Result<T, LocalError> {
    if !is_there() {
        return Err(LocalError::NotATerminal);
    }
    if !AWAY.swap(false, Ordering::SeqCst) {
        return Err(LocalError::Held);
    }
    give_back_on_panic();
    end_by_signal_when_away()
        .and_then(|()| crossterm::terminal::enable_raw_mode())
        .and_then(|()| then())
        .inspect_err(|_| restore())
        .map_err(LocalError::Refused)
}

/// Whether this process has a terminal to be taken.
pub fn is_there() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// A signal handler stays installed once it was. While the terminal is not held, SIGTERM and SIGHUP must end
/// the process as they would have without us; SIGINT is left to whichever program has the terminal then.
fn end_by_signal_when_away() -> io::Result<()> {
    static INSTALLED: AtomicBool = AtomicBool::new(false);
    if !INSTALLED.swap(true, Ordering::SeqCst) {
        for signal in [SIGTERM, SIGHUP] {
            signal_hook::flag::register_conditional_default(signal, Arc::clone(&AWAY))?;
        }
    }
    Ok(())
}

/// The terminal's size in cells; 80 by 24 where it will not say.
pub fn size() -> Size {
    match rustix::termios::tcgetwinsize(rustix::stdio::stdout()) {
        Ok(size) if size.ws_col > 0 && size.ws_row > 0 => Size::new(size.ws_col, size.ws_row),
        _ => Size::new(80, 24),
    }
}

/// What this process's terminal can show, with the person's choice of colour.
pub fn capabilities(choice: super::capabilities::ColorChoice) -> Capabilities {
    Capabilities::detect(&|name| std::env::var(name).ok(), is_there(), choice)
}

/// Gives the terminal back if it is held; once, from whichever thread comes first.
fn restore() {
    if !AWAY.swap(true, Ordering::SeqCst) {
        // Nothing more can be done where even this fails: the terminal is gone.
        let _ = Raw.write_all(modes::LEAVE.as_bytes());
        let _ = crossterm::terminal::disable_raw_mode();
    }
}

/// Lets a panic's message appear on the screen where it can be read. Panics on the journal's thread are caught there and
/// mean nothing to the screen.
fn give_back_on_panic() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if std::thread::current().name() != Some(crate::journal::THREAD) {
                restore();
                before(info);
            }
        }));
    });
}
