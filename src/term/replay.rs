//! Plays a session again on a terminal that has nothing else before it: no store, no room, nothing to come back to.

use std::io;

use ratatui::layout::Size;
use tokio::{sync::mpsc, time::Instant};
use uuid::Uuid;

use super::{
    driver::{frames::between, until},
    line::Surface,
    screen::Screen,
};
use crate::{
    model::At,
    ui::{
        home::Sessions,
        input::Input,
        seat::{Effect, Seat, Told, World},
    },
};

/// Shows what a seat plays again until the person leaves it or the terminal is gone. `now` is the clock.
///
/// # Errors
/// Where nothing can be written to the terminal any more.
pub async fn show<W: Surface>(
    seat: &mut Seat,
    inputs: &mut mpsc::Receiver<Input>,
    terminal: &mut Screen<W>,
    now: &(dyn Fn() -> At + Sync),
) -> io::Result<()> {
    let nothing = Sessions::default();
    while seat.is_replaying() {
        if seat.is_stale() {
            terminal.draw(seat.ground(), |sheet| {
                seat.paint(World::Home(&nothing), sheet)
            })?;
        }
        let ticks = seat.ticks_at();
        let due = ticks.map(|at| Instant::now() + between(now(), at));
        tokio::select! {
            biased;
            input = inputs.recv() => {
                let Some(input) = input else { return Ok(()) };
                if let Input::Resize { columns, rows } = input {
                    let size = Size::new(columns.clamp(1, 500), rows.clamp(1, 200));
                    terminal.resize(size)?;
                }
                let mut told = Told {
                    world: World::Home(&nothing),
                    now: now(),
                    ids: &mut Uuid::now_v7,
                };
                let effects = seat.update(input, &mut told);
                if effects.iter().any(|effect| matches!(effect, Effect::Leave)) {
                    return Ok(());
                }
            }
            () = until(due) => seat.tick(now()),
        }
    }
    Ok(())
}
