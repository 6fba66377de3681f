//! The agenda beside the page: every step with where the room stands there.
//!
//! Standings are asked for when the session has changed, never while a key only moves a cursor or types a letter: a step
//! counts its cards for them.

use std::ops::Range;

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    cells,
    content::slot::Slot,
    model::{Seen, Seq, StepId},
    say,
    say::{Msg, MsgId},
    ui::hits::Hit,
    ui::paint::{Paint, row},
};

/// What the agenda says, as of a version of the session.
#[derive(Debug, Default)]
pub struct Agenda {
    of: Option<Seq>,
    /// Where the room stands at each step of the script.
    standing: Vec<Option<Msg>>,
    /// Whether something was done there: the room was at it, or a card lies on its page. That cards have come from earlier
    /// steps is no reason for a tick.
    done: Vec<bool>,
    /// The sittings of a programme: the steps of each, what is asked and what was said.
    sittings: Vec<(Range<usize>, Msg)>,
    parked: usize,
}

/// One line of the agenda.
#[derive(Clone, Copy)]
enum Line {
    Sitting(usize),
    Step(usize),
    Standing(usize),
}

impl Agenda {
    fn sync(&mut self, seen: Seen<'_>) {
        if self.of.replace(seen.version()) == Some(seen.version()) {
            return;
        }
        let steps = seen.script().steps.iter();
        self.done = steps
            .clone()
            .map(|step| seen.was_at(&step.id) || seen.children(&step.id, None).next().is_some())
            .collect();
        self.standing = steps.map(|step| seen.standing(step)).collect();
        self.sittings = seen
            .sittings()
            .into_iter()
            .map(|one| (one.steps.clone(), say!(OfAll, one.said, one.asked)))
            .collect();
        self.parked = seen.parked().count();
    }

    /// The lines that there are room for, the step that is shown among them: every step with where it stands, or without
    /// where that would be too much; of a programme, the steps of one sitting alone.
    fn lines(&self, here: usize, room: usize) -> Vec<Line> {
        let steps = 0..self.standing.len();
        let mut lines: Vec<Line> = if self.sittings.is_empty() {
            steps.map(Line::Step).collect()
        } else {
            let own = self.sittings.iter().map(|(steps, _)| steps.end).max();
            let mut lines = Vec::new();
            for (at, (steps, _)) in self.sittings.iter().enumerate() {
                lines.push(Line::Sitting(at));
                if steps.contains(&here) {
                    lines.extend(steps.clone().map(Line::Step));
                }
            }
            lines.extend((own.unwrap_or(0)..steps.end).map(Line::Step));
            lines
        };
        if lines.len() * 2 <= room {
            lines = lines
                .into_iter()
                .flat_map(|line| match line {
                    Line::Step(at) => vec![line, Line::Standing(at)],
                    other => vec![other],
                })
                .filter(|line| !matches!(line, Line::Standing(at) if self.standing[*at].is_none()))
                .collect();
        }
        let at = lines
            .iter()
            .position(|line| matches!(line, Line::Step(at) if *at == here))
            .unwrap_or(0);
        let first = at
            .saturating_sub(room / 2)
            .min(lines.len().saturating_sub(room));
        lines.drain(..first);
        lines.truncate(room);
        lines
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
        let title = paint.text(MsgId::TitleAgenda);
        paint.line(buf, row(area, 0), title, Slot::Heading);
        let script = seen.script();
        let here = script.step(current).map_or(0, |(at, _)| at);
        let parked = self.parked > 0;
        let room = usize::from(area.height.saturating_sub(if parked { 4 } else { 2 }));
        let mut y = 2;
        for line in self.lines(here, room) {
            self.line(line, here, seen, paint, buf, row(area, y));
            y += 1;
        }
        if parked && y + 1 < area.height {
            let words = paint.say(&say!(ParkedCount, self.parked));
            paint.line(buf, row(area, y + 1), &words, Slot::Parked);
        }
    }

    fn line(
        &self,
        line: Line,
        here: usize,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        let script = seen.script();
        let mut say = |mark: &str, name: &str, end: &str, slot: Slot| {
            let room = usize::from(area.width).saturating_sub(cells::width(end) + 1);
            let words = cells::fit(&format!("{mark} {name}"), room);
            paint.line(buf, area, &format!("{words} {end}"), slot);
        };
        match line {
            Line::Sitting(at) => {
                let (Some(sitting), Some((steps, said))) =
                    (script.sittings.get(at), self.sittings.get(at))
                else {
                    return;
                };
                let open = steps.contains(&here);
                let mark = if open {
                    paint.glyph("▾", "v")
                } else {
                    paint.glyph("▸", ">")
                };
                let slot = if open { Slot::Heading } else { Slot::Muted };
                let name = sitting.title.get(seen.lang());
                say(mark, name, &paint.say(said), slot);
            }
            Line::Step(at) => {
                let Some(step) = script.steps.get(at) else {
                    return;
                };
                paint.hit(area, Hit::Step(step.id.clone()));
                let said = self.standing.get(at).is_some_and(Option::is_some)
                    && self.done.get(at).is_some_and(|done| *done);
                let (mark, slot) = match (at == here, said) {
                    (true, _) => (paint.glyph("▸", ">"), Slot::Selected),
                    (false, true) => (paint.glyph("✓", "+"), Slot::Done),
                    (false, false) => (" ", Slot::Muted),
                };
                let first = self.sittings.iter().find(|(steps, _)| steps.contains(&at));
                let number = at + 1 - first.map_or(0, |(steps, _)| steps.start);
                let name = format!("{number} {}", step.name(seen.lang()));
                let minutes = format!("{}′", seen.minutes(step));
                say(mark, &name, &minutes, slot);
            }
            Line::Standing(at) => {
                let Some(standing) = self.standing.get(at).and_then(Option::as_ref) else {
                    return;
                };
                let indented = Rect {
                    x: area.x + 4,
                    width: area.width.saturating_sub(4),
                    ..area
                };
                paint.line(buf, indented, &paint.say(standing), Slot::Muted);
            }
        }
    }
}
