//! Standard input and output as a terminal in line mode: read on a thread of its own, ended in order by a signal.

use std::{
    io::{self, Read as _, Write},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicI32, Ordering},
    },
};

use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGTERM},
    iterator::{Handle, Signals},
};
use tokio::sync::mpsc;

use crate::term::line::{FromAfar, Surface};

/// Reads that wait to be taken; more stay with the system.
const WAITING: usize = 16;

/// The input of this process, while it is read.
#[derive(Debug)]
pub struct Stdio {
    inputs: mpsc::Receiver<FromAfar>,
    signal: Arc<AtomicI32>,
    signals: Handle,
}

impl Stdio {
    /// Begins to read standard input.
    ///
    /// # Errors
    /// Where the system gives no thread or no signals.
    pub fn enter() -> io::Result<Self> {
        let (sender, inputs) = mpsc::channel(WAITING);
        let weak = sender.downgrade();
        // Held by neither thread alone: a reader that waits for a line must not keep the inputs open.
        let open = Arc::new(Mutex::new(Some(sender)));
        let shut = |open: &Mutex<Option<mpsc::Sender<FromAfar>>>| {
            drop(open.lock().unwrap_or_else(PoisonError::into_inner).take());
        };
        let signal = Arc::new(AtomicI32::new(0));
        let mut signals = Signals::new([SIGTERM, SIGHUP, SIGINT])?;
        let handle = signals.handle();
        let (received, signalled) = (Arc::clone(&signal), Arc::clone(&open));
        std::thread::Builder::new()
            .name("signals".to_owned())
            .spawn(move || {
                if let Some(number) = signals.forever().next() {
                    received.store(number, Ordering::SeqCst);
                    shut(&signalled);
                }
            })?;
        std::thread::Builder::new()
            .name("terminal".to_owned())
            .spawn(move || {
                let mut chunk = [0; 4096];
                while let Ok(read @ 1..) = read(&mut chunk) {
                    let Some(sender) = weak.upgrade() else { return };
                    let bytes = FromAfar::Bytes(chunk[..read].to_vec());
                    if sender.blocking_send(bytes).is_err() {
                        return;
                    }
                }
                shut(&open);
            })?;
        Ok(Self {
            inputs,
            signal,
            signals: handle,
        })
    }

    /// What is typed. When it ends, there is no more, or the process was told to end.
    pub fn inputs(&mut self) -> &mut mpsc::Receiver<FromAfar> {
        &mut self.inputs
    }

    /// The signal that told the process to end, if one did; the exit code is then 128 and this.
    pub fn signal(&self) -> Option<i32> {
        Some(self.signal.load(Ordering::SeqCst)).filter(|&number| number != 0)
    }
}

impl Drop for Stdio {
    fn drop(&mut self) {
        self.signals.close();
    }
}

/// Reads what there is, past the breaks that signals make.
fn read(chunk: &mut [u8]) -> io::Result<usize> {
    loop {
        match io::stdin().lock().read(chunk) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            read => return read,
        }
    }
}

/// Standard output, where each piece is written at once.
#[derive(Debug, Default)]
pub struct Output;

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        io::stdout().lock().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        io::stdout().lock().flush()
    }
}

impl Surface for Output {}
