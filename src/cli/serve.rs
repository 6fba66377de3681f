//! `upturn serve`: a session whose door is open, without a screen.

use std::{io::Write, net::SocketAddr, process::ExitCode};

use clap::Args;
use serde::Serialize;
use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGTERM},
    iterator::Signals,
};
use tokio::sync::oneshot;

use super::{
    CliError, doors, find,
    open::{LookArgs, shared_runtime},
    store::{Opened, Paths},
};
use crate::say::{Lang, MsgId};

/// What `upturn serve` is asked.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Examples:\n  upturn serve 'mill valley'\n  upturn serve 0193 --listen 0.0.0.0:2222\n  upturn serve 0193 --json"
)]
pub struct ServeArgs {
    /// An id, the beginning of one, or words of the title
    pub session: String,
    /// Where to listen: this machine alone where it is left out, 0.0.0.0:2222 for everybody on the network
    #[arg(long, value_name = "ADDR:PORT", env = "UPTURN_LISTEN", default_value_t = SocketAddr::from(([127, 0, 0, 1], doors::PORT)))]
    pub listen: SocketAddr,
    /// Print one line of JSON when people can join: its address, port, codes and fingerprint
    #[arg(long)]
    pub json: bool,
}

/// What is printed when people can join.
#[derive(Serialize)]
struct Ready {
    address: String,
    port: u16,
    code: String,
    observer_code: String,
    fingerprint: String,
}

/// `upturn serve`.
///
/// # Errors
/// Where the store or the address cannot be had, and where no session or several fit.
pub fn serve(
    args: &ServeArgs,
    paths: &Paths,
    look: &LookArgs,
    out: &mut dyn Write,
) -> Result<ExitCode, CliError> {
    let Opened { lobby, store, me } = super::store::open(paths)?;
    let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP])?;
    let (ends, ended) = oneshot::channel();
    let handle = signals.handle();
    let watching = std::thread::Builder::new()
        .name("signals".to_owned())
        .spawn(move || {
            if let Some(number) = signals.forever().next() {
                let _ = ends.send(number);
            }
        })?;
    let runtime = shared_runtime()?;
    let served = runtime.block_on(async {
        let (session, _) = find::session(&lobby, &args.session).await?;
        let room = lobby.open(session).await?;
        let house = super::house::House::new(paths, lobby.clone(), me, look.lang());
        let doors = house.doors();
        let door = doors.open(&room, args.listen).await?;
        let socket = house.open();
        ready(&door, args.json, look.lang(), out)?;
        // It is told by a signal to end; where nobody could be told by one, it does not.
        let _ = ended.await;
        drop(door);
        doors.take_down().await;
        socket.close().await;
        Ok::<_, CliError>(())
    });
    handle.close();
    let _ = watching.join();
    drop(runtime);
    drop(store);
    served?;
    Ok(ExitCode::SUCCESS)
}

fn ready(
    door: &crate::ssh::Door,
    json: bool,
    lang: Lang,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let (host, port) = doors::host_and_port(door.address());
    let codes = door.codes();
    if json {
        let ready = Ready {
            address: host.to_string(),
            port,
            code: codes.join.to_string(),
            observer_code: codes.observer.to_string(),
            fingerprint: door.fingerprint().to_owned(),
        };
        writeln!(out, "{}", serde_json::to_string(&ready).unwrap_or_default())?;
    } else {
        let text = |id: MsgId| id.text(lang);
        let command = doors::command(text(MsgId::JoinNameWord), host, port);
        writeln!(out, "{}\n  {command}", text(MsgId::JoinType))?;
        writeln!(out, "{}\n  {}", text(MsgId::JoinCode), codes.join)?;
        let state = door.watch().borrow().clone();
        let fingerprint = state.fingerprint_in_groups();
        writeln!(out, "{}\n  {fingerprint}", text(MsgId::JoinFingerprint))?;
        let watching = crate::say!(JoinObserver, &*codes.observer).render(lang);
        writeln!(out, "{watching}")?;
        if door.address().ip().is_loopback() {
            writeln!(out, "{}", text(MsgId::ServesHereAlone))?;
        }
        writeln!(out, "{}", text(MsgId::ServesUntil))?;
    }
    out.flush()?;
    Ok(())
}
