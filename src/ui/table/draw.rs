//! The frame around a step: title, agenda, guidance, what is being written.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{AGENDA, Around, GUIDE, Table, WIDE, form_page};
use crate::{
    cells,
    content::slot::Slot,
    model::{Role, Seen, Step},
    say,
    say::{Msg, MsgId},
    ui::{
        paint::{Paint, below, inset, row},
        step,
    },
};

/// That whoever sits here can only watch for now.
fn watches(seen: Seen<'_>) -> Option<Msg> {
    let me = seen.me()?;
    if me.muted {
        Some(say!(AskedToWatch))
    } else if seen.is_locked() && me.role == Role::Participant {
        Some(say!(LockedForNow))
    } else {
        None
    }
}

/// That one only watches, that something is unseen here, and how much there is; answers how many lines that took.
fn draw_standing(
    seen: Seen<'_>,
    step: &Step,
    around: &Around<'_>,
    compact: bool,
    paint: &Paint<'_>,
    buf: &mut Buffer,
    area: Rect,
) -> u16 {
    let told: Vec<Msg> = around
        .lead
        .cloned()
        .into_iter()
        .chain(watches(seen))
        .chain(step::silent::told(step, seen, around.presence))
        .collect();
    if told.is_empty() {
        return 0;
    }
    // Each of them whole, in as few lines as hold them.
    let mut lines: Vec<String> = Vec::new();
    for words in told.iter().map(|msg| paint.say(msg)) {
        match lines.last_mut() {
            Some(line)
                if cells::width(line) + cells::width(&words) + 3 <= usize::from(area.width) =>
            {
                line.push_str(" · ");
                line.push_str(&words);
            }
            _ => lines.push(words),
        }
    }
    lines.truncate(if compact && area.height < 12 { 1 } else { 3 });
    for (line, at) in lines.iter().zip(0..area.height) {
        paint.line(buf, row(area, at), line, Slot::Accent);
    }
    u16::try_from(lines.len()).unwrap_or(0).min(area.height)
}

impl Table {
    /// Draws the session; answers where the cursor stands.
    pub fn draw(
        &mut self,
        seen: Seen<'_>,
        around: &Around<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) -> Option<Position> {
        let step = seen.step(&self.step)?;
        self.draw_title(seen, step, around, paint, buf, row(area, 0));
        paint.rule(buf, row(area, 1));
        let mut page = below(area, 2);
        if area.width >= WIDE {
            let agenda = Rect {
                width: AGENDA,
                ..page
            };
            self.agenda.draw(&self.step, seen, paint, buf, agenda);
            page = Rect {
                x: page.x + AGENDA,
                width: page.width - AGENDA,
                ..page
            };
            if self.guided {
                let guide = Rect {
                    x: page.right() - GUIDE,
                    width: GUIDE,
                    ..page
                };
                paint.upright(buf, guide);
                self.guide.draw(step, seen, paint, buf, inset(guide, 2));
                page.width -= GUIDE;
            }
        }
        let page = inset(page, 1);
        let dense = self
            .screens
            .get(&self.step)
            .is_some_and(|screen| screen.is_dense());
        let compact = page.height < if dense { 24 } else { 14 };
        let mut used = paint.wrapped(
            buf,
            Rect {
                height: 2.min(page.height),
                ..page
            },
            step.ask.get(seen.lang()),
            Slot::Question,
        );
        if !compact && !step.why.is_empty() {
            let at = Rect {
                height: 2.min(page.height.saturating_sub(used)),
                ..below(page, used)
            };
            used += paint.wrapped(buf, at, step.why.get(seen.lang()), Slot::Muted);
        }
        used += draw_standing(seen, step, around, compact, paint, buf, below(page, used));
        let rest = below(page, used + u16::from(!compact));
        let form_height = self
            .form
            .as_mut()
            .map_or(0, |form| form_page::height(form, rest));
        let filter_height = u16::from(self.filter.is_some());
        let body = Rect {
            height: rest.height - form_height - filter_height,
            ..rest
        };
        let screen = self.screens.get_mut(&self.step)?;
        let cursor = screen.draw(step, seen, paint, buf, body);
        let low = Rect {
            y: body.bottom(),
            height: form_height.max(filter_height),
            ..rest
        };
        if let Some(form) = &mut self.form {
            return form_page::draw(form, self.today, paint, buf, low);
        }
        if let Some(filter) = &mut self.filter {
            let taken = paint.line(buf, low, paint.text(MsgId::LabelFilter), Slot::Muted) + 1;
            let field = Rect {
                x: low.x + taken,
                width: low.width.saturating_sub(taken),
                ..low
            };
            return paint.editor(buf, field, filter, "");
        }
        cursor
    }

    fn draw_title(
        &mut self,
        seen: Seen<'_>,
        step: &Step,
        around: &Around<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        line: Rect,
    ) {
        let line = inset(line, 1);
        let at = seen.script().step(&self.step).map_or(0, |(at, _)| at + 1);
        let saved = match around.not_saved {
            Some(_) => say!(NotSaved),
            None if seen.is_closed() => say!(IsClosed),
            None => say!(Saved),
        };
        let slot = if around.not_saved.is_some() {
            Slot::Error
        } else {
            Slot::Status
        };
        let left = paint.right(buf, line, &paint.say(&saved), slot);
        let left = match self.company.said(around.presence, seen, step) {
            Some(others) => {
                paint.right(buf, left, &format!("{}  ", paint.say(others)), Slot::Status)
            }
            None => left,
        };
        let minutes = paint.say(&say!(TimeBoxOf, seen.minutes(step)));
        let left = paint.right(buf, left, &format!("{minutes}  "), Slot::Status);
        let left = Rect {
            width: left.width.saturating_sub(2),
            ..left
        };
        let place = say!(
            StepOf,
            at,
            seen.script().steps.len(),
            step.name(seen.lang())
        );
        let mut place = format!(" {} {}", paint.glyph("›", ">"), paint.say(&place));
        if !self.writing_for.is_empty() {
            let whose = paint.say(&say!(WritingFor, &*self.writing_for));
            place = format!("{place} · {whose}");
        }
        let room = usize::from(left.width).saturating_sub(cells::width(&place));
        let taken = paint.line(
            buf,
            left,
            &cells::clip(seen.title(), room.max(8)),
            Slot::Title,
        );
        paint.line(
            buf,
            Rect {
                x: left.x + taken,
                width: left.width.saturating_sub(taken),
                ..left
            },
            &place,
            Slot::Accent,
        );
    }
}
