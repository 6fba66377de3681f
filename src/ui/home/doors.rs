//! What the home screen says of doors that are open: who is behind them, how others join, how nobody new comes in.

use ratatui::{buffer::Buffer, layout::Rect};

use super::OpenDoor;
use crate::{
    content::slot::Slot,
    say,
    ui::paint::{Paint, below},
};

/// Draws a line or two for each door, two doors at the most; answers what is left of the page.
pub(super) fn draw(doors: &[OpenDoor], paint: &Paint<'_>, buf: &mut Buffer, area: Rect) -> Rect {
    let mut rest = area;
    for door in doors.iter().take(2) {
        let words = paint.say(&if door.open {
            say!(HomeDoor, &*door.title, door.people, &*door.command)
        } else {
            say!(HomeDoorShut, &*door.title, door.people)
        });
        let at = Rect {
            height: rest.height.min(2),
            ..rest
        };
        rest = below(rest, paint.wrapped(buf, at, &words, Slot::Accent));
    }
    rest
}
