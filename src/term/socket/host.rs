//! The listening side: lets programs of the same user in, and seats each at a line of its own.

use std::{
    fs, io,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
    pin::Pin,
    sync::Arc,
    time::Duration,
};

use ratatui::layout::Size;
use rustix::process::geteuid;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::{
        UnixListener, UnixStream,
        unix::{OwnedReadHalf, OwnedWriteHalf},
    },
    sync::{mpsc, watch},
    task::JoinSet,
    time::{sleep, timeout},
};

use super::{
    Ending, Hello,
    frame::{GREETING, HEAD, MOST, Piece, head, piece},
    place,
};
use crate::term::line::{Frames, FromAfar, Line, line};

/// Most guests at once: they are all the same person's.
const GUESTS: usize = 32;
/// How long a guest has to say what it wants.
const HELLO: Duration = Duration::from_secs(5);
/// How long a terminal may take nothing before it is given up.
const STALLED: Duration = Duration::from_mins(1);
/// How long guests have to keep what they were writing when the host ends.
const GRACE: Duration = Duration::from_secs(2);

/// Who seats guests of the socket.
pub trait Host: Send + Sync + 'static {
    /// Seats a guest at a line; comes back when they leave, or at once where what they want cannot be had. The line ends
    /// when the host does.
    fn seat(&self, hello: Hello, line: Line) -> Pin<Box<dyn Future<Output = Ending> + Send>>;
}

/// The socket of a store, which this process holds. The file goes with it.
#[derive(Debug)]
pub struct Listening {
    listener: UnixListener,
    path: PathBuf,
    /// Which file it is, so that nobody else's is removed.
    inode: u64,
}

impl Listening {
    /// Listens for guests of a store. To be called by whoever has the lock of the store and by nobody else: a socket that
    /// lies there was left behind by a process that was killed, and is replaced.
    ///
    /// # Errors
    /// Where the folder cannot be made private, or the system refuses.
    pub fn open(folder: &Path, store: &Path) -> io::Result<Self> {
        place::prepare(folder)?;
        let path = place::of(folder, store)?;
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let listener = UnixListener::bind(&path)?;
        // The folder is closed already; this is for those who look at the file.
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600))?;
        let inode = fs::symlink_metadata(&path)?.ino();
        Ok(Self {
            listener,
            path,
            inode,
        })
    }

    /// Lets guests in until `ends` says so, and then until they have put away what they were writing.
    pub async fn serve(self, host: Arc<dyn Host>, mut ends: watch::Receiver<bool>) {
        let mut guests = JoinSet::new();
        let until = ends.clone();
        loop {
            tokio::select! {
                () = ended(&mut ends) => break,
                Some(_) = guests.join_next() => {}
                came = self.listener.accept(), if guests.len() < GUESTS => match came {
                    Ok((stream, _)) => {
                        guests.spawn(receive(stream, Arc::clone(&host), until.clone()));
                    }
                    Err(error) => {
                        // Too many open files, for one, and that passes.
                        tracing::debug!(%error, "the private socket let nobody in");
                        sleep(Duration::from_millis(50)).await;
                    }
                }
            }
        }
        drop(self);
        let all = async { while guests.join_next().await.is_some() {} };
        if timeout(GRACE, all).await.is_err() {
            tracing::debug!("a guest of the private socket did not leave in time");
        }
    }
}

impl Drop for Listening {
    fn drop(&mut self) {
        if fs::symlink_metadata(&self.path).is_ok_and(|found| found.ino() == self.inode) {
            let _ = fs::remove_file(&self.path);
        }
    }
}

async fn ended(ends: &mut watch::Receiver<bool>) {
    // An error is a host that is gone, which is an end too.
    let _ = ends.wait_for(|ends| *ends).await;
}

/// One guest, from their greeting to their end.
async fn receive(stream: UnixStream, host: Arc<dyn Host>, ends: watch::Receiver<bool>) {
    let whose = stream.peer_cred().map(|whose| whose.uid());
    if !whose.is_ok_and(|uid| uid == geteuid().as_raw()) {
        tracing::warn!("somebody else's program was turned away from the private socket");
        return;
    }
    let (mut from, mut to) = stream.into_split();
    let hello = match timeout(HELLO, greet(&mut from, &mut to)).await {
        Ok(Ok(hello)) => hello,
        Ok(Err(error)) => return tracing::debug!(%error, "a guest could not be understood"),
        Err(_) => return tracing::debug!("a guest said nothing"),
    };
    let (near, far) = line();
    let seat = host.seat(hello, near);
    let carry_in = carry_in(from, far.to, ends.clone());
    let carry_out = carry_out(far.frames, to);
    // The seat ends by itself, or because the line does; what it draws last is still carried.
    let sitting = async {
        let (ending, carried) = tokio::join!(seat, carry_out);
        carried.map(|to| (to, ending))
    };
    tokio::pin!(sitting);
    let ended = tokio::select! {
        ended = &mut sitting => ended,
        () = carry_in => sitting.await,
    };
    // Where the host ends, nobody has left: it hangs up, and the guest says so in its own words.
    let host_ends = *ends.borrow();
    if let Ok((mut to, ending)) = ended
        && !host_ends
    {
        let _ = timeout(GRACE, to.write_all(&Piece::End(ending).write())).await;
    }
}

async fn greet(from: &mut OwnedReadHalf, to: &mut OwnedWriteHalf) -> io::Result<Hello> {
    to.write_all(&GREETING).await?;
    let mut greeting = [0; GREETING.len()];
    from.read_exact(&mut greeting).await?;
    match (greeting == GREETING).then_some(next(from).await?) {
        Some(Piece::Hello(hello)) => Ok(hello),
        _ => Err(io::ErrorKind::InvalidData.into()),
    }
}

async fn next(from: &mut OwnedReadHalf) -> io::Result<Piece> {
    let mut bytes = [0; HEAD];
    from.read_exact(&mut bytes).await?;
    let (kind, length) = head(bytes)?;
    let mut body = vec![0; length];
    from.read_exact(&mut body).await?;
    Piece::read(kind, body)
}

/// Hands on what is typed, until the guest is gone or the host ends. The line is cut with it.
async fn carry_in(
    mut from: OwnedReadHalf,
    to: mpsc::Sender<FromAfar>,
    mut ends: watch::Receiver<bool>,
) {
    loop {
        let piece = tokio::select! {
            piece = next(&mut from) => piece,
            () = ended(&mut ends) => return,
        };
        let happens = match piece {
            Ok(Piece::Input(bytes)) => FromAfar::Bytes(bytes),
            Ok(Piece::Size(columns, rows)) => FromAfar::Resize(Size::new(columns, rows)),
            Ok(_) | Err(_) => return,
        };
        if to.send(happens).await.is_err() {
            // The seat is gone, and what it draws last is on its way: that ends this too.
            std::future::pending::<()>().await;
        }
    }
}

async fn carry_out(mut frames: Frames, mut to: OwnedWriteHalf) -> io::Result<OwnedWriteHalf> {
    while let Some(frame) = frames.next().await {
        for bytes in frame.chunks(MOST) {
            let written = timeout(STALLED, to.write_all(&piece(b'F', bytes))).await;
            written.map_err(io::Error::from)??;
        }
    }
    Ok(to)
}
