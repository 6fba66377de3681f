//! What the home screen says of doors that are open: who is behind them, how others join, how nobody new comes in.

use std::sync::Arc;

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    content::slot::Slot,
    model::SessionId,
    say,
    ui::paint::{Paint, below},
};

/// A door, and who is behind it.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenDoor {
    /// To which session it leads.
    pub session: SessionId,
    /// How that is called.
    pub title: Arc<str>,
    /// What people type to join.
    pub command: Arc<str>,
    /// Whether it lets somebody new in.
    pub open: bool,
    /// How many seats of others there are.
    pub people: usize,
}

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::SessionId,
        ui::{
            home::{Home, Sessions},
            keys::Action,
            seat::Effect,
        },
    };

    #[test]
    fn the_key_lets_nobody_new_into_any_session_that_is_open() {
        let door = |n, open| OpenDoor {
            session: SessionId(uuid::Uuid::from_u128(n)),
            title: "Table".into(),
            command: "ssh NAME@10.0.0.20".into(),
            open,
            people: 2,
        };
        let sessions = Sessions {
            doors: vec![door(1, true), door(2, false)],
            ..Sessions::default()
        };
        let mut out = Vec::new();
        Home::default().act(Action::ShutDoors, &sessions, &mut out);
        let [Effect::ShutDoor(session)] = out[..] else {
            panic!("{out:?}")
        };
        assert_eq!(session, sessions.doors[0].session);
    }
}
