//! The agenda beside the page: every step with where the room stands there.
//!
//! Standings are asked for when the session has changed, never while a key only moves a cursor or types a letter: a step
//! counts its cards for them.

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    cells,
    content::slot::Slot,
    model::{Seen, Seq, StepId},
    say,
    say::{Msg, MsgId},
    ui::paint::{Paint, row},
};

/// What the agenda says, as of a version of the session.
#[derive(Debug, Default)]
pub struct Agenda {
    of: Option<Seq>,
    /// Where the room stands at each step of the script.
    standing: Vec<Option<Msg>>,
    parked: usize,
}

impl Agenda {
    fn sync(&mut self, seen: Seen<'_>) {
        if self.of.replace(seen.version()) == Some(seen.version()) {
            return;
        }
        let steps = seen.script().steps.iter();
        self.standing = steps.map(|step| seen.standing(step)).collect();
        self.parked = seen.parked().count();
    }

    /// Draws the agenda with `current` as the step that is shown.
    pub fn draw(
        &mut self,
        current: &StepId,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        self.sync(seen);
        paint.upright(
            buf,
            Rect {
                x: area.right() - 1,
                width: 1,
                ..area
            },
        );
        let area = Rect {
            x: area.x + 1,
            width: area.width - 3,
            ..area
        };
        paint.line(
            buf,
            row(area, 0),
            paint.text(MsgId::TitleAgenda),
            Slot::Heading,
        );
        let mut y = 2;
        for (at, step) in seen.script().steps.iter().enumerate() {
            let here = step.id == *current;
            let standing = self.standing.get(at).and_then(Option::as_ref);
            let mark = match (here, standing.is_some()) {
                (true, _) => paint.glyph("▸", ">"),
                (false, true) => paint.glyph("✓", "+"),
                (false, false) => " ",
            };
            let slot = match (here, standing.is_some()) {
                (true, _) => Slot::Selected,
                (false, true) => Slot::Done,
                (false, false) => Slot::Muted,
            };
            let minutes = format!("{}′", seen.minutes(step));
            let width = usize::from(area.width);
            let name = format!("{mark} {} {}", at + 1, step.name(seen.lang()));
            let room = width.saturating_sub(cells::width(&minutes) + 1);
            paint.line(
                buf,
                row(area, y),
                &format!("{} {minutes}", cells::fit(&name, room)),
                slot,
            );
            y += 1;
            if let Some(standing) = standing.filter(|_| area.height > 26) {
                let at = Rect {
                    x: area.x + 4,
                    width: area.width.saturating_sub(4),
                    ..row(area, y)
                };
                paint.line(buf, at, &paint.say(standing), Slot::Muted);
                y += 1;
            }
            if y >= area.height {
                break;
            }
        }
        let parked = self.parked;
        if parked > 0 && y + 1 < area.height {
            paint.line(
                buf,
                row(area, y + 1),
                &paint.say(&say!(ParkedCount, parked)),
                Slot::Parked,
            );
        }
    }
}
