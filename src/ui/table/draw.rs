//! The frame around a step: title, agenda, guidance, what is being written.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    Around, Table,
    console::{AGENDA, PRIVATE, Pane},
    form_page,
};
use crate::{
    cells,
    content::slot::Slot,
    model::{Role, Seen, Step},
    say,
    say::{Msg, MsgId},
    ui::{
        clock,
        hits::Hit,
        keys::Action,
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
        .chain(step::timed::told(step, seen, paint.now).filter(|_| !compact))
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

/// Draws that nothing private is here; answers what is left of the line.
fn draw_share_safe(paint: &Paint<'_>, buf: &mut Buffer, line: Rect) -> Rect {
    let words = format!(" {} ", paint.text(MsgId::NothingPrivate));
    paint.right(buf, line, &words, Slot::Notice)
}

/// Where the sign stands that nothing private is here, whatever is drawn over the page: answers what is left for that.
pub fn keep_share_safe(paint: &Paint<'_>, buf: &mut Buffer, area: Rect) -> Rect {
    draw_share_safe(paint, buf, inset(row(area, 1), 1));
    below(area, 2)
}

/// How often the clock of this screen is told anew, in milliseconds.
fn pace(seen: Seen<'_>, around: &Around<'_>, paint: &Paint<'_>) -> i64 {
    let clock = seen.clock(paint.now);
    clock::pace(&clock, seen.leads(), around.presence.seats.len())
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
        self.console.set_columns(area.width);
        self.pane = self.console.pane(seen);
        self.draw_title(seen, step, around, paint, buf, row(area, 0));
        self.draw_rule(seen, paint, buf, row(area, 1));
        let page = self.draw_beside(step, seen, around, paint, buf, below(area, 2));
        let page = inset(page, 1);
        let dense = self
            .screens
            .get(&self.step)
            .is_some_and(|screen| screen.is_dense());
        let compact = page.height < if dense { 24 } else { 14 };
        if self.console.is_tabbed() && self.pane != Pane::Work {
            return self.draw_tab(step, seen, around, paint, buf, page);
        }
        let mut used = paint.wrapped(
            buf,
            Rect {
                height: 2.min(page.height),
                ..page
            },
            step.ask.get(seen.lang()),
            Slot::Question,
        );
        // Where there is room, all of it: a purpose that ends in the middle serves nobody.
        let why_lines = if page.height >= 24 { 4 } else { 2 };
        if !compact && !step.why.is_empty() {
            let at = Rect {
                height: why_lines.min(page.height.saturating_sub(used)),
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
        let today = self.today();
        if let Some(form) = &mut self.form {
            return form_page::draw(form, today, paint, buf, low);
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

    /// The rule under the title: which part is shown, where the parts are tabs, and that nothing private is here, where the
    /// screen was made safe to share.
    fn draw_rule(&self, seen: Seen<'_>, paint: &Paint<'_>, buf: &mut Buffer, line: Rect) {
        paint.rule(buf, line);
        let mut left = inset(line, 1);
        if seen.is_shared() {
            left = draw_share_safe(paint, buf, left);
        }
        let panes = self.console.panes(seen);
        if !self.console.is_tabbed() || panes.len() < 2 {
            return;
        }
        // The key that turns to the next stands behind them: on pages with panes of their own it is another.
        let next = paint.keys.reaching(&self.scopes(), Action::NextTab);
        for (at, pane) in panes.into_iter().enumerate() {
            let (name, slot) = (
                match pane {
                    Pane::Work => MsgId::TabWork,
                    Pane::Agenda => MsgId::TabAgenda,
                    Pane::Private => MsgId::TabPrivate,
                },
                if pane == self.pane {
                    Slot::Selected
                } else {
                    Slot::Status
                },
            );
            let words = format!(" {} ", paint.text(name));
            let taken = paint.line(buf, left, &words, slot) + 1;
            let width = taken.saturating_sub(1);
            paint.hit(Rect { width, ..left }, Hit::Part(at));
            left = Rect {
                x: left.x + taken.min(left.width),
                width: left.width.saturating_sub(taken),
                ..left
            };
        }
        if let Some(next) = next {
            let words = format!(" {} ", next.label(paint.ascii, paint.lang));
            let width = paint.line(buf, left, &words, Slot::HintKey);
            paint.hit(Rect { width, ..left }, Hit::Key(next));
        }
    }

    /// The agenda and the private column, where they stand beside the page; answers what is left for the page.
    fn draw_beside(
        &mut self,
        step: &Step,
        seen: Seen<'_>,
        around: &Around<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) -> Rect {
        let mut page = area;
        if self.console.has_agenda(seen) {
            let side = Rect {
                x: page.x + AGENDA - 1,
                width: 1,
                ..page
            };
            paint.upright(buf, side);
            let agenda = Rect {
                x: page.x + 1,
                width: AGENDA - 3,
                ..page
            };
            let pointed = self.pointed.as_ref().unwrap_or(&self.step);
            let every = pace(seen, around, paint);
            self.agenda.draw(pointed, seen, every, paint, buf, agenda);
            page = Rect {
                x: page.x + AGENDA,
                width: page.width - AGENDA,
                ..page
            };
        }
        if self.console.has_private(seen) {
            let private = Rect {
                x: page.right() - PRIVATE,
                width: PRIVATE,
                ..page
            };
            paint.upright(buf, private);
            let inside = inset(private, 2);
            let has_keys = self.pane == Pane::Private;
            self.guide.draw(step, seen, has_keys, paint, buf, inside);
            page.width -= PRIVATE;
        }
        page
    }

    /// The part of the console that has the whole screen, and under it the note where that is written.
    fn draw_tab(
        &mut self,
        step: &Step,
        seen: Seen<'_>,
        around: &Around<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) -> Option<Position> {
        let form_height = self
            .form
            .as_mut()
            .map_or(0, |form| form_page::height(form, area));
        let body = Rect {
            height: area.height - form_height,
            ..area
        };
        match self.pane {
            Pane::Agenda => {
                let pointed = self.pointed.as_ref().unwrap_or(&self.step);
                let every = pace(seen, around, paint);
                self.agenda.draw(pointed, seen, every, paint, buf, body);
            }
            _ => self.guide.draw_whole(step, seen, paint, buf, body),
        }
        let low = Rect {
            y: body.bottom(),
            height: form_height,
            ..area
        };
        let today = self.today();
        form_page::draw(self.form.as_mut()?, today, paint, buf, low)
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
        let (time, slot) = self.title_time(seen, step, around.presence, line.width);
        let left = paint.right(buf, left, &format!("{}  ", paint.say(&time)), slot);
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
