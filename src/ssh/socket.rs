//! A connection's socket, with what russh does not tell: how much the kernel took, when something was last heard, and a gate for
//! what comes in. It is shared, so that anybody can shut it down without a second descriptor.

use std::{
    io,
    pin::Pin,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
    task::{Context, Poll, Waker, ready},
};

use rustix::net::Shutdown;
use tokio::{
    io::{AsyncRead, AsyncWrite, ReadBuf},
    net::TcpStream,
    sync::Notify,
};

/// A socket that is shared.
#[derive(Debug)]
pub(super) struct Shared {
    stream: TcpStream,
    written: AtomicU64,
    heard: AtomicU64,
    sent: Notify,
    gate: Mutex<Gate>,
}

#[derive(Debug, Default)]
struct Gate {
    shut: bool,
    waiting: Option<Waker>,
}

impl Shared {
    pub(super) fn new(stream: TcpStream) -> Arc<Self> {
        Arc::new(Self {
            stream,
            written: AtomicU64::new(0),
            heard: AtomicU64::new(0),
            sent: Notify::new(),
            gate: Mutex::default(),
        })
    }

    /// Ends the connection now. The other side need not read, answer or run for it.
    pub(super) fn shut_down(&self) {
        // It fails where the connection is gone already.
        let _ = rustix::net::shutdown(&self.stream, Shutdown::Both);
        self.gate(false);
    }

    /// Bytes that the kernel took.
    pub(super) fn written(&self) -> u64 {
        self.written.load(Ordering::Relaxed)
    }

    /// Bytes that came in.
    pub(super) fn heard(&self) -> u64 {
        self.heard.load(Ordering::Relaxed)
    }

    /// Waits until the kernel took this many bytes in all.
    pub(super) async fn wrote(&self, at_least: u64) {
        loop {
            let sent = self.sent.notified();
            if self.written() >= at_least {
                return;
            }
            sent.await;
        }
    }

    /// Shuts the gate for what comes in, or opens it. Behind a shut gate the peer runs into its own full buffers, and nothing
    /// grows here.
    pub(super) fn gate(&self, shut: bool) {
        let mut gate = self.gate.lock().unwrap_or_else(PoisonError::into_inner);
        gate.shut = shut;
        let waiting = if shut { None } else { gate.waiting.take() };
        drop(gate);
        if let Some(waiting) = waiting {
            waiting.wake();
        }
    }

    fn is_shut(&self, cx: &Context<'_>) -> bool {
        let mut gate = self.gate.lock().unwrap_or_else(PoisonError::into_inner);
        if gate.shut {
            gate.waiting = Some(cx.waker().clone());
        }
        gate.shut
    }
}

/// The socket as russh reads and writes it.
#[derive(Debug)]
pub(super) struct Socket(pub(super) Arc<Shared>);

impl AsyncRead for Socket {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let shared = &self.0;
        if shared.is_shut(cx) {
            return Poll::Pending;
        }
        loop {
            ready!(shared.stream.poll_read_ready(cx))?;
            match shared.stream.try_read(buf.initialize_unfilled()) {
                Ok(n) => {
                    shared.heard.fetch_add(n as u64, Ordering::Relaxed);
                    buf.advance(n);
                    return Poll::Ready(Ok(()));
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }
}

impl AsyncWrite for Socket {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let shared = &self.0;
        loop {
            ready!(shared.stream.poll_write_ready(cx))?;
            match shared.stream.try_write(bytes) {
                Ok(n) => {
                    shared.written.fetch_add(n as u64, Ordering::Relaxed);
                    shared.sent.notify_waiters();
                    return Poll::Ready(Ok(n));
                }
                Err(error) if error.kind() == io::ErrorKind::WouldBlock => {}
                Err(error) => return Poll::Ready(Err(error)),
            }
        }
    }

    fn poll_flush(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let _ = rustix::net::shutdown(&self.0.stream, Shutdown::Write);
        Poll::Ready(Ok(()))
    }
}
