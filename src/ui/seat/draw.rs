//! The seat as a frame: its screen, the hints, what was just said, and the window on top.

use ratatui::{
    buffer::{Buffer, Cell},
    layout::{Position, Rect},
};

use super::{Looks, Place, Seat, World, hints::hint_lines};
use crate::{
    cells,
    content::slot::Slot,
    model::{Seen, Viewer},
    say,
    say::MsgId,
    ui::{
        hits::Hits,
        keys::Action,
        overlay::Overlay,
        paint::{Paint, inset, middle, row},
        step,
        table::{Around, keep_share_safe},
    },
};

/// From this width on it is said what an undo would take back.
const WIDE: u16 = 100;

impl Seat {
    /// How many lines the hints have: whoever decides about people has more keys than a page has.
    fn footer(&self, height: u16) -> u16 {
        let many = matches!(self.overlays.last(), Some(Overlay::People(_)));
        hint_lines(height) + u16::from(many && (16..30).contains(&height))
    }

    /// An empty cell of this seat: what it is drawn on.
    pub fn ground(&self) -> Cell {
        let mut ground = Cell::EMPTY;
        ground.set_style(self.theme().style(Slot::Text));
        ground
    }

    /// Draws the seat over whatever is there; answers where the cursor stands. What is drawn depends on nothing but the seat
    /// and what it sees.
    pub fn draw(&mut self, world: World<'_>, buf: &mut Buffer) -> Option<Position> {
        buf.content.fill(self.ground());
        self.paint(world, buf)
    }

    /// Draws the seat on a sheet that is empty, as [`Seat::draw`] does.
    pub fn paint(&mut self, world: World<'_>, buf: &mut Buffer) -> Option<Position> {
        self.hits.clear();
        // Out of the seat while it is drawn, and back with what lies where.
        let hits = std::mem::take(&mut self.hits);
        let cursor = self.paint_with(world, &hits, buf);
        self.hits = hits;
        cursor
    }

    fn paint_with(&mut self, world: World<'_>, hits: &Hits, buf: &mut Buffer) -> Option<Position> {
        self.stale = false;
        self.follow(&world);
        self.tick = self.next_tick(&world);
        let Looks {
            lang, ascii, thick, ..
        } = self.looks;
        // Out of the seat while it is drawn: screens keep what they show.
        let theme = self.theme().clone();
        let keys = std::sync::Arc::clone(&self.habits.keys);
        let paint = Paint {
            theme: &theme,
            lang,
            ascii,
            thick,
            now: self.now,
            east: self.east,
            in_window: false,
            hits: self.habits.mouse.then_some(hits),
            keys: &keys,
        };
        let area = buf.area;
        let at_table = matches!(self.at, Place::Table(_));
        let shared = at_table && self.viewer() == Viewer::Shared(self.me);
        if self.is_too_small() {
            let words = paint.text(MsgId::TooSmall);
            let lines = cells::wrap(words, usize::from(area.width.max(1))).len();
            let at = middle(area, area.width, u16::try_from(lines).unwrap_or(u16::MAX));
            paint.wrapped(buf, at, words, Slot::Title);
            if shared {
                keep_share_safe(&paint, buf, area);
            }
            return None;
        }
        let footer = self.footer(area.height);
        let body = Rect {
            height: area.height - footer - 1,
            ..area
        };
        let lead = match &world {
            World::Table(seen) => self.lead_told(*seen),
            World::Home(_) => None,
        };
        let cursor = match (&mut self.at, &world) {
            _ if self.replay.is_some() => self.draw_replay(&paint, buf, body),
            (Place::Home(home), World::Home(sessions)) => home.draw(sessions, &paint, buf, body),
            (Place::Door, _) => {
                let at = middle(body, body.width.min(64), 6);
                paint.wrapped(buf, at, paint.text(MsgId::WaitsAtDoor), Slot::Title);
                None
            }
            (Place::Table(table), World::Table(seen)) => {
                let around = Around {
                    presence: &self.presence,
                    lead: lead.as_ref(),
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
        self.hints.look_up(&keys, scopes, facts, modal);
        let free = self.hints.draw(
            &paint,
            buf,
            Rect {
                y: foot.y + 1,
                height: footer,
                ..foot
            },
        );
        if let (World::Table(seen), false) = (&world, modal) {
            self.draw_undo(*seen, &paint, buf, free);
        }
        self.draw_notice(&paint, buf, foot);
        // The sign that nothing private is here stands over windows and over a session that is played again.
        let over = if shared {
            keep_share_safe(&paint, buf, body)
        } else {
            body
        };
        match self.overlays.last_mut().filter(|_| self.veiled.is_none()) {
            Some(overlay) => overlay.draw(&paint.in_a_window(), buf, over),
            None => cursor,
        }
    }

    /// What an undo would take back, at the right end of the hints where a wide screen has room for it.
    fn draw_undo(&mut self, seen: Seen<'_>, paint: &Paint<'_>, buf: &mut Buffer, free: Rect) {
        let undo = self.hints.working(Action::Undo);
        let Some(undo) = undo.filter(|_| buf.area.width >= WIDE) else {
            return;
        };
        if self.undoes.as_ref().map(|(of, _)| *of) != Some(seen.version()) {
            self.undoes = Some((seen.version(), seen.undo_label()));
        }
        let Some((_, Some(did))) = &self.undoes else {
            return;
        };
        let key = undo.key(paint.ascii, paint.lang);
        let words = paint.say(&say!(Undoes, key, did.clone()));
        let at = inset(free, 1);
        if cells::width(&words) < usize::from(at.width) {
            paint.right(buf, at, &words, Slot::Muted);
        }
    }

    /// What was just said to this seat, over the rule above the hints.
    fn draw_notice(&self, paint: &Paint<'_>, buf: &mut Buffer, foot: Rect) {
        if let Some(notice) = self.notice.as_ref().filter(|told| told.stands(self.now)) {
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
    }
}
