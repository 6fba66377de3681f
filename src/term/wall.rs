//! Drives a wall: what everybody may see of a session, drawn on a line, newest state only.

use std::{io, io::Write as _, sync::Arc, time::Duration};

use ratatui::{buffer::Cell, layout::Size};
use tokio::{
    sync::{mpsc, watch},
    time::{Instant, sleep_until},
};

use super::{
    afar,
    capabilities::Capabilities,
    driver::{frames::between, until},
    line::{Line, Outlet, Surface as _},
    modes,
    screen::Screen,
    wire::WireBackend,
};
use crate::{
    model::{At, Member, Presence, Seen, Session, Viewer, presence},
    room::{Room, people},
    ui::{input::Input, seat::Looks, wall::Wall},
};

/// The least time between two frames.
const FRAME: Duration = Duration::from_millis(33);

/// Shows a room on a line until somebody at the wall leaves or the line is cut. `whose` is who put the wall up, `now` the
/// clock, `east` how many minutes east of UTC it stands.
///
/// # Errors
/// Where nothing can be written to the line any more.
pub async fn show(
    room: &Room,
    whose: &Member,
    looks: Looks,
    capabilities: Capabilities,
    size: Size,
    line: Line,
    (now, east): (&(dyn Fn() -> At + Sync), i32),
) -> io::Result<()> {
    let Line { from, mut to } = line;
    let _seat = room.people().sit(whose, presence::How::Wall, false);
    to.write_all(modes::ENTER.as_bytes())?;
    let (sender, mut inputs) = mpsc::channel(16);
    let backend = WireBackend::new(to, afar::believed(size), capabilities.wire());
    let mut up = Up {
        terminal: Screen::new(backend),
        lang: looks.lang,
        wall: Wall::new(looks).in_zone(east),
        session: room.session(),
        sessions: room.watch(),
        presence: room.people().now(),
        people: room.people().watch(),
        stale: true,
        drawn: None,
        tick: None,
        now,
        shown: now(),
    };
    let ended = {
        let listening = afar::listen(from, sender);
        let shown = up.run(&mut inputs);
        tokio::pin!(listening, shown);
        tokio::select! {
            ended = &mut shown => ended,
            // The line was cut: the inputs end, and so does the wall.
            () = &mut listening => shown.await,
        }
    };
    let left = up.terminal.backend_mut().writer_mut();
    ended.and_then(|()| left.write_all(modes::LEAVE.as_bytes()))
}

/// A wall that is up.
struct Up<'a> {
    terminal: Screen<Outlet>,
    lang: crate::say::Lang,
    wall: Wall,
    /// What is shown: not the newest where the wall was told to hold still.
    session: Arc<Session>,
    sessions: watch::Receiver<Arc<Session>>,
    presence: Arc<Presence>,
    people: watch::Receiver<people::Told>,
    stale: bool,
    drawn: Option<Instant>,
    /// When time alone makes another picture.
    tick: Option<Instant>,
    now: &'a (dyn Fn() -> At + Sync),
    /// When what is shown was so.
    shown: At,
}

impl Up<'_> {
    async fn run(&mut self, inputs: &mut mpsc::Receiver<Input>) -> io::Result<()> {
        loop {
            let due = self.drawn.map(|at| at + FRAME);
            let outlet = self.terminal.backend_mut().writer_mut();
            let free = outlet.is_free();
            if self.stale && free && due.is_none_or(|due| due <= Instant::now()) {
                self.draw()?;
                continue;
            }
            let stale = self.stale;
            tokio::select! {
                biased;
                input = inputs.recv() => match input {
                    None => return Ok(()),
                    Some(Input::Resize { columns, rows }) => {
                        self.terminal.resize(Size::new(columns, rows))?;
                        self.stale = true;
                    }
                    Some(input) => {
                        if self.wall.update(&input) {
                            return Ok(());
                        }
                        self.stale = true;
                    }
                },
                Ok(()) = self.sessions.changed() => self.stale = true,
                Ok(()) = self.people.changed() => self.stale = true,
                () = until(self.tick), if !stale => {
                    self.tick = None;
                    self.stale = true;
                }
                () = outlet.freed(), if stale && !free => {}
                () = sleep_until(due.unwrap_or_else(Instant::now)), if stale && free => {}
            }
        }
    }

    fn draw(&mut self) -> io::Result<()> {
        self.stale = false;
        self.drawn = Some(Instant::now());
        let newest = Arc::clone(&self.sessions.borrow_and_update());
        let around = Arc::clone(self.people.borrow_and_update().to(true));
        if around.wall == presence::Wall::Frozen {
            // All of it is held, the time and the counts too; that it is held is said.
            let mut held = Presence::clone(&self.presence);
            held.wall = presence::Wall::Frozen;
            self.presence = Arc::new(held);
        } else {
            self.session = newest;
            self.presence = around;
            self.shown = (self.now)();
        }
        let seen = Seen::new(&self.session, Viewer::Projector).in_lang(self.lang);
        let (wall, presence, now) = (&mut self.wall, &*self.presence, self.shown);
        self.terminal.draw(Cell::EMPTY, |sheet| {
            wall.draw(seen, presence, now, sheet);
            None
        })?;
        let ticks = self.wall.ticks_at();
        self.tick = ticks.map(|at| Instant::now() + between((self.now)(), at));
        Ok(())
    }
}
