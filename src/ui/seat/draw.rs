//! The seat as a frame: its screen, the hints, what was just said, and the window on top.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    Looks, Place, Seat, World,
    hints::{hint_lines, hints, is_for_a_guest},
};
use crate::{
    content::slot::Slot,
    say::MsgId,
    ui::{
        paint::{Paint, inset, middle, row},
        step,
        table::Around,
    },
};

impl Seat {
    /// Draws the seat; answers where the cursor stands. What is drawn depends on nothing but the seat and what it sees.
    pub fn draw(&mut self, world: World<'_>, buf: &mut Buffer) -> Option<Position> {
        self.stale = false;
        self.follow(&world);
        let Looks {
            theme,
            lang,
            ascii,
            thick,
        } = &self.looks;
        let paint = Paint {
            theme,
            lang: *lang,
            ascii: *ascii,
            thick: *thick,
            now: self.now,
        };
        let area = buf.area;
        paint.clear(buf, area, Slot::Text);
        if self.is_too_small() {
            let at = middle(area, area.width, 4);
            paint.wrapped(buf, at, paint.text(MsgId::TooSmall), Slot::Title);
            return None;
        }
        let footer = hint_lines(area.height);
        let body = Rect {
            height: area.height - footer - 1,
            ..area
        };
        let cursor = match (&mut self.at, &world) {
            (Place::Home(home), World::Home(sessions)) => home.draw(sessions, &paint, buf, body),
            (Place::Door, _) => {
                let at = middle(body, body.width.min(64), 6);
                paint.wrapped(buf, at, paint.text(MsgId::WaitsAtDoor), Slot::Title);
                None
            }
            (Place::Table(table), World::Table(seen)) => {
                let around = Around {
                    presence: &self.presence,
                    not_saved: self.not_saved.as_deref(),
                };
                table.draw(*seen, &around, &paint, buf, body)
            }
            _ => None,
        };
        let foot = Rect {
            y: body.bottom(),
            height: footer + 1,
            ..area
        };
        paint.rule(buf, foot);
        if let (Some(overlay), World::Table(seen)) = (self.overlays.last_mut(), world) {
            step::refresh(overlay, seen);
            overlay.present(seen, &self.presence);
        }
        // The screen has just learnt what it shows: only now is it known which keys work.
        let mut scopes = self.scopes();
        let facts = self.facts(&world);
        if self.veiled.is_some() {
            // The menu is not there yet for whoever looks.
            scopes.truncate(
                scopes.len() - self.overlays.last().map_or(0, |menu| menu.scopes().len()),
            );
        }
        let modal = facts.typing || (!self.overlays.is_empty() && self.veiled.is_none());
        let mut active = self.habits.keys.active(&scopes, &facts);
        active.retain(|active| active.on_top || !modal);
        if facts.takes_part || facts.watches {
            active.retain(is_for_a_guest);
        }
        hints(
            &active,
            &paint,
            buf,
            Rect {
                y: foot.y + 1,
                height: footer,
                ..foot
            },
        );
        if let Some(notice) = &self.notice {
            let at = row(foot, 0);
            let slot = if notice.wrong {
                Slot::Error
            } else {
                Slot::Notice
            };
            let mark = if notice.wrong { "! " } else { "" };
            let words = format!(" {mark}{} ", paint.say(&notice.msg));
            paint.line(buf, inset(at, 1), &words, slot);
        }
        match self.overlays.last_mut().filter(|_| self.veiled.is_none()) {
            Some(overlay) => overlay.draw(&paint, buf, body),
            None => cursor,
        }
    }
}
