//! A terminal at the far end of a line: an SSH channel, or a socket on this machine.
//!
//! The seat has the near end ([`Line`]), whoever carries the bytes has the far end ([`FarEnd`]). What is drawn never
//! queues: there is one place for a frame, a seat draws its newest state only after the one before was taken whole, and
//! so a terminal that does not read owes one frame, however much it missed.

use std::{
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use ratatui::layout::Size;
use tokio::{
    sync::{Notify, mpsc},
    time::Instant,
};

/// How much may wait to be read before whoever carries it waits too: messages, not bytes.
const WAITING: usize = 16;

/// What comes from the far end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FromAfar {
    /// What was typed, as it came.
    Bytes(Vec<u8>),
    /// The terminal has another size, in cells.
    Resize(Size),
}

/// The near end: what happens at the terminal, and where frames go.
#[derive(Debug)]
pub struct Line {
    /// What happens there; it ends when the terminal is gone.
    pub from: mpsc::Receiver<FromAfar>,
    /// Where frames go.
    pub to: Outlet,
}

/// The far end: for whoever carries the bytes. The line is cut when it is dropped.
#[derive(Debug)]
pub struct FarEnd {
    /// Takes in what happens at the terminal. Full while the seat is busy: stop reading then.
    pub to: mpsc::Sender<FromAfar>,
    /// What is to be written to the terminal.
    pub frames: Frames,
}

/// A line with its two ends.
pub fn line() -> (Line, FarEnd) {
    let (to, from) = mpsc::channel(WAITING);
    let slot = Arc::new(Slot::default());
    let near = Line {
        from,
        to: Outlet {
            slot: Arc::clone(&slot),
        },
    };
    let far = FarEnd {
        to,
        frames: Frames { slot },
    };
    (near, far)
}

#[derive(Debug, Default)]
struct Slot {
    state: Mutex<State>,
    /// Something was put down, or the near end is gone.
    filled: Notify,
    /// What was put down was carried off whole, or the far end is gone.
    emptied: Notify,
}

#[derive(Debug, Default)]
struct State {
    frame: Vec<u8>,
    /// Since when a frame is under way.
    under_way: Option<Instant>,
    near_gone: bool,
    far_gone: bool,
}

impl Slot {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Where frames are written to, and whether the one before was taken: a terminal that is here takes every frame at once.
pub trait Surface: io::Write {
    /// Whether the next frame may be drawn.
    fn is_free(&self) -> bool {
        true
    }

    /// Waits until [`Surface::is_free`].
    fn freed(&self) -> impl Future<Output = ()> + Send {
        std::future::ready(())
    }

    /// Since when the terminal has not taken what was written to it; `None` where nothing waits.
    fn waiting_since(&self) -> Option<Instant> {
        None
    }
}

impl Surface for Vec<u8> {}

/// Where a seat puts its frames.
#[derive(Debug)]
pub struct Outlet {
    slot: Arc<Slot>,
}

impl Surface for Outlet {
    fn is_free(&self) -> bool {
        let state = self.slot.state();
        state.far_gone || (state.frame.is_empty() && state.under_way.is_none())
    }

    async fn freed(&self) {
        loop {
            let emptied = self.slot.emptied.notified();
            if self.is_free() {
                return;
            }
            emptied.await;
        }
    }

    fn waiting_since(&self) -> Option<Instant> {
        self.slot.state().under_way
    }
}

impl io::Write for Outlet {
    /// Puts a frame down. What is written while one still waits goes behind it.
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut state = self.slot.state();
        if state.far_gone {
            return Err(io::ErrorKind::BrokenPipe.into());
        }
        state.frame.extend_from_slice(bytes);
        drop(state);
        self.slot.filled.notify_one();
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Outlet {
    fn drop(&mut self) {
        self.slot.state().near_gone = true;
        self.slot.filled.notify_one();
    }
}

/// Where frames are taken from, to be carried to the terminal.
#[derive(Debug)]
pub struct Frames {
    slot: Arc<Slot>,
}

impl Frames {
    /// The next frame. To ask for it says that the one before was taken by the terminal whole. `None` when the seat is
    /// gone and all it wrote was handed out.
    pub async fn next(&mut self) -> Option<Vec<u8>> {
        self.done();
        loop {
            let filled = self.slot.filled.notified();
            {
                let mut state = self.slot.state();
                if !state.frame.is_empty() {
                    state.under_way = Some(Instant::now());
                    return Some(std::mem::take(&mut state.frame));
                }
                if state.near_gone {
                    return None;
                }
            }
            filled.await;
        }
    }

    fn done(&self) {
        self.slot.state().under_way = None;
        self.slot.emptied.notify_waiters();
    }
}

impl Drop for Frames {
    fn drop(&mut self) {
        self.slot.state().far_gone = true;
        self.done();
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    #[tokio::test]
    async fn the_next_frame_waits_until_the_one_before_was_taken_whole() {
        let (mut near, mut far) = line();
        assert!(near.to.is_free());
        near.to.write_all(b"one").unwrap();
        assert!(!near.to.is_free());
        assert_eq!(far.frames.next().await.as_deref(), Some(&b"one"[..]));
        // Taken out, but still on its way.
        assert!(!near.to.is_free() && near.to.waiting_since().is_some());
        let (took, ()) = tokio::join!(
            async { tokio::time::timeout(std::time::Duration::ZERO, far.frames.next()).await },
            near.to.freed()
        );
        assert!(took.is_err(), "nothing more was drawn");
        near.to.write_all(b"two").unwrap();
        drop(near);
        assert_eq!(far.frames.next().await.as_deref(), Some(&b"two"[..]));
        assert_eq!(far.frames.next().await, None);
    }

    #[tokio::test]
    async fn a_line_that_is_cut_frees_whoever_waits() {
        let (mut near, far) = line();
        near.to.write_all(b"one").unwrap();
        drop(far);
        near.to.freed().await;
        assert!(near.to.write_all(b"two").is_err());
        assert!(near.from.recv().await.is_none());
    }
}
