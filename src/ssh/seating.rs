//! A seat at the far end of an SSH channel: what is typed goes in, frames come out, one at a time.
//!
//! The next frame is asked for only after the kernel took the one before: neither russh nor a channel in between holds more than
//! one, however long a client does not read. What comes in is held back at the socket while the seat is busy.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use ratatui::layout::Size;
use russh::{ChannelWriteHalf, server::Msg};
use tokio::{
    sync::{Notify, mpsc, watch},
    task::JoinHandle,
    time::{Instant, sleep, sleep_until, timeout},
};

use super::{
    Asked, Guest, House,
    places::{Parting, Place, Stage},
    socket::Shared,
};
use crate::{
    say::{Lang, MsgId},
    term::{
        line::{FarEnd, Frames, FromAfar, line},
        modes,
    },
};

/// From so many bytes on, nothing more is read from the socket until the seat has taken half of them.
const FULL: usize = 64 * 1024;
/// What is handed to the seat at once, at most, and gathered while it is busy.
const AT_ONCE: usize = 4 * 1024;
/// What is written at once: a frame is nearly always less, and so it is one packet.
const PIECE: usize = 16 * 1024;
/// How long a seat may take to end after its line was cut. It has a draft to keep.
const TO_END: Duration = Duration::from_secs(10);
/// The exit status of a seat that failed (`EX_SOFTWARE`).
const FAILED: u32 = 70;

/// What came in and was not taken by the seat yet.
#[derive(Debug)]
pub(super) struct Feed {
    socket: Arc<Shared>,
    held: Mutex<Held>,
    changed: Notify,
}

#[derive(Debug, Default)]
struct Held {
    chunks: VecDeque<Vec<u8>>,
    bytes: usize,
    ended: bool,
    hung_up: bool,
}

impl Feed {
    pub(super) fn new(socket: Arc<Shared>) -> Self {
        Self {
            socket,
            held: Mutex::default(),
            changed: Notify::new(),
        }
    }

    fn held(&self) -> MutexGuard<'_, Held> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Something came in.
    pub(super) fn push(&self, bytes: &[u8]) {
        let mut held = self.held();
        if held.ended || bytes.is_empty() {
            return;
        }
        held.bytes += bytes.len();
        match held.chunks.back_mut() {
            Some(last) if last.len() + bytes.len() <= AT_ONCE => last.extend_from_slice(bytes),
            _ => held.chunks.push_back(bytes.to_vec()),
        }
        // The gate goes with what is held, under its lock: a seat that takes all of it in between would open the gate before it
        // is shut, and then nobody would.
        if held.bytes >= FULL {
            self.socket.gate(true);
        }
        drop(held);
        self.changed.notify_waiters();
    }

    /// Nothing more will come.
    pub(super) fn end(&self) {
        self.held().ended = true;
        self.changed.notify_waiters();
    }

    /// The client closed the channel.
    pub(super) fn hang_up(&self) {
        let mut held = self.held();
        held.ended = true;
        held.hung_up = true;
        held.chunks.clear();
        drop(held);
        self.stop();
        self.changed.notify_waiters();
    }

    /// The seat takes nothing more; what comes is let fall.
    fn stop(&self) {
        let mut held = self.held();
        held.ended = true;
        held.bytes = 0;
        held.chunks.clear();
        self.socket.gate(false);
    }

    async fn next(&self) -> Option<Vec<u8>> {
        loop {
            let changed = self.changed.notified();
            {
                let mut held = self.held();
                if let Some(chunk) = held.chunks.pop_front() {
                    held.bytes -= chunk.len();
                    if held.bytes <= FULL / 2 {
                        self.socket.gate(false);
                    }
                    return Some(chunk);
                }
                if held.ended {
                    return None;
                }
            }
            changed.await;
        }
    }

    async fn hung_up(&self) {
        loop {
            let changed = self.changed.notified();
            if self.held().hung_up {
                return;
            }
            changed.await;
        }
    }
}

/// Why frames are not carried any further.
enum Broken {
    /// The client took nothing for too long.
    Stalled,
    /// The connection is gone.
    Gone,
}

/// A seat that is to be taken.
pub(super) struct Seating {
    pub(super) house: Arc<House>,
    pub(super) place: Place,
    pub(super) write: ChannelWriteHalf<Msg>,
    pub(super) feed: Arc<Feed>,
    pub(super) size: Option<watch::Receiver<Size>>,
}

impl Seating {
    /// Carries bytes both ways until one side goes.
    pub(super) async fn run(self, guest: Guest, asked: Asked) {
        let lang = lang_of(&asked.env).unwrap_or(self.house.lang);
        let (near, far) = line();
        let FarEnd { to, mut frames } = far;
        let reception = Arc::clone(&self.house.reception);
        // All of it in a task of its own: what fails there fails for this seat alone.
        let mut seat = tokio::spawn(async move { reception.seat(guest, asked, near).await });
        let resizes = resize(self.size.clone(), to.clone(), self.house.limits.resize);
        let input = input(&self.feed, to);
        let output = self.output(&mut frames);
        let all = async {
            tokio::pin!(resizes, input, output);
            let mut typing = true;
            let mut resizing = true;
            // The house tells the seat of somebody who is shown out, and it says that what they said is kept: it has half of the
            // time for a last line to end by itself.
            let mut shown_out = None;
            loop {
                tokio::select! {
                    end = &mut output => return End::Carried(end),
                    why = self.place.parting(), if shown_out.is_none() => match why {
                        Parting::ShownOut => {
                            shown_out = Some(Instant::now() + self.house.limits.farewell / 2);
                        }
                        why => return End::Parting(why),
                    },
                    () = sleep_until(shown_out.unwrap_or_else(Instant::now)), if shown_out.is_some() => {
                        return End::Parting(Parting::ShownOut);
                    }
                    () = self.place.gone() => return End::Carried(Err(Broken::Gone)),
                    () = self.feed.hung_up() => return End::Carried(Err(Broken::Gone)),
                    () = &mut input, if typing => typing = false,
                    () = &mut resizes, if resizing => resizing = false,
                }
            }
        };
        let end = all.await;
        // The line is cut here: the seat that is still there sees its end.
        drop(frames);
        self.feed.stop();
        match end {
            End::Carried(Ok(())) => {
                let (status, failed) = status(&mut seat).await;
                let words = failed.then_some(MsgId::DoorSeatFailed);
                self.leave(words, lang, status).await;
            }
            End::Parting(why) => {
                let words = match why {
                    Parting::Elsewhere => MsgId::DoorElsewhere,
                    Parting::ShownOut => MsgId::DoorShownOut,
                    Parting::Closing => MsgId::DoorTakenDown,
                };
                let last = self.leave(Some(words), lang, 0);
                let _ = timeout(self.house.limits.farewell, last).await;
                self.place.reached(Stage::Leaving);
            }
            End::Carried(Err(Broken::Stalled)) => {
                tracing::info!(
                    connection = self.place.id.0,
                    "a client took nothing for too long"
                );
                self.place.cut();
            }
            End::Carried(Err(Broken::Gone)) => self.place.reached(Stage::Leaving),
        }
        if !seat.is_finished() && timeout(TO_END, &mut seat).await.is_err() {
            tracing::warn!("a seat did not end with its line");
            seat.abort();
        }
    }

    /// Carries frames to the client until the seat is done with them.
    async fn output(&self, frames: &mut Frames) -> Result<(), Broken> {
        while let Some(frame) = frames.next().await {
            self.carry(&frame).await?;
        }
        Ok(())
    }

    async fn carry(&self, frame: &[u8]) -> Result<(), Broken> {
        let patience = self.house.limits.stalled;
        let socket = &self.place.socket;
        for piece in frame.chunks(PIECE) {
            // At least its own bytes go over the wire for a piece: nothing is compressed.
            let before = socket.written();
            let taken = async {
                self.write
                    .data_bytes(piece.to_vec())
                    .await
                    .map_err(|_| Broken::Gone)?;
                socket.wrote(before + piece.len() as u64).await;
                Ok(())
            };
            match timeout(patience, taken).await {
                Ok(taken) => taken?,
                Err(_) => return Err(Broken::Stalled),
            }
        }
        Ok(())
    }

    /// Gives the terminal back where the seat could not, says a last line, and closes the channel.
    async fn leave(&self, words: Option<MsgId>, lang: Lang, status: u32) {
        let saying = async {
            if let Some(words) = words {
                let mut last = String::new();
                if self.size.is_some() {
                    last.push_str(modes::LEAVE);
                }
                last.push_str("\r\n");
                last.push_str(words.text(lang));
                last.push_str("\r\n");
                self.carry(last.as_bytes()).await?;
            }
            let gone = |_| Broken::Gone;
            self.write.exit_status(status).await.map_err(gone)?;
            self.write.eof().await.map_err(gone)?;
            self.write.close().await.map_err(gone)
        };
        tokio::select! {
            // Where it cannot be said, the connection is gone already, or will be.
            _ = saying => {}
            () = self.place.gone() => {}
        }
        self.place.reached(Stage::Leaving);
    }
}

/// Why a seat is left.
enum End {
    /// All was carried that the seat wrote, or it could not be.
    Carried(Result<(), Broken>),
    /// Whoever sits there was asked to go.
    Parting(Parting),
}

/// The exit status of a seat that let its line go, and whether it failed.
async fn status(seat: &mut JoinHandle<u32>) -> (u32, bool) {
    match timeout(TO_END, &mut *seat).await {
        Ok(Ok(status)) => (status, false),
        Ok(Err(_)) => {
            // The hook has told of the panic; it is this seat's alone.
            tracing::error!("a seat failed");
            (FAILED, true)
        }
        Err(_) => (0, false),
    }
}

/// Hands what comes in to the seat. When nothing more comes and all is taken, the seat is told so.
async fn input(feed: &Feed, to: mpsc::Sender<FromAfar>) {
    while let Some(bytes) = feed.next().await {
        if to.send(FromAfar::Bytes(bytes)).await.is_err() {
            feed.stop();
            return;
        }
    }
}

/// Hands on the newest size, at most once in a while: dragging a window's edge is a storm of sizes.
async fn resize(size: Option<watch::Receiver<Size>>, to: mpsc::Sender<FromAfar>, gather: Duration) {
    // A strong sender would hide the end of what comes in from the seat.
    let to_seat = to.downgrade();
    drop(to);
    let Some(mut size) = size else {
        return;
    };
    // What was said before the seat began is in what it was asked for.
    size.mark_unchanged();
    while size.changed().await.is_ok() {
        sleep(gather).await;
        let newest = *size.borrow_and_update();
        let Some(to) = to_seat.upgrade() else {
            return;
        };
        if to.send(FromAfar::Resize(newest)).await.is_err() {
            return;
        }
    }
}

/// The language that a terminal says it speaks.
fn lang_of(env: &[(String, String)]) -> Option<Lang> {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| env.iter().find(|(known, _)| known == name))
        .and_then(|(_, value)| Lang::of_locale(value))
}
