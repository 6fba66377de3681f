//! The agenda beside the page: every step with where the room stands there, what is left of its time, and when it all ends.
//!
//! Standings are asked for when the session has changed, never while a key only moves a cursor or types a letter, and never
//! because time goes on: a step counts its cards for them. Times are asked for with every frame, and cost a step each.

use std::{ops::Range, sync::Arc};

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    cells,
    content::slot::Slot,
    model::{
        Seen, Seq, Step, StepId,
        clock::MINUTE,
        seen::{Clock, ClockState},
    },
    say,
    say::{Lang, Msg, MsgId},
    ui::{
        clock,
        hits::Hit,
        paint::{Paint, row},
        step::timed,
    },
};

/// The agenda of a seat.
#[derive(Debug, Default)]
pub struct Agenda {
    of: Option<(Seq, Lang)>,
    says: Arc<Says>,
}

/// What the agenda says, as of a version of the session; all seats share it.
#[derive(Debug, Default)]
struct Says {
    /// Where the room stands at each step of the script.
    standing: Vec<Option<Msg>>,
    /// Whether a step is done.
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
    /// A part of the step that the room is at.
    Phase(usize),
    Standing(usize),
}

/// What a line is drawn from.
#[derive(Clone, Copy)]
struct Now<'a> {
    /// The step that is shown.
    here: usize,
    /// The step that the room is at.
    room: usize,
    seen: Seen<'a>,
    clock: &'a Clock,
    /// How often a time is to be right.
    every: i64,
}

impl Agenda {
    fn sync(&mut self, seen: Seen<'_>) {
        let now = Some((seen.version(), seen.lang()));
        if self.of != now {
            self.says = seen.once(&StepId::default(), Says::of);
            self.of = now;
        }
    }
}

impl Says {
    fn of(seen: Seen<'_>) -> Self {
        let steps = seen.script().steps.iter();
        let done = steps.clone().map(|step| seen.is_done(step)).collect();
        let standing = steps.map(|step| seen.standing(step)).collect();
        let sittings = seen
            .sittings()
            .into_iter()
            .map(|one| (one.steps.clone(), say!(OfAll, one.said, one.asked)))
            .collect();
        Self {
            standing,
            done,
            sittings,
            parked: seen.parked().count(),
        }
    }

    /// The lines that there are room for, the step that is shown among them: every step with its parts and with where it
    /// stands, or without what would be too much; of a programme, the steps of one sitting alone.
    fn lines(&self, now: Now<'_>, room: usize) -> Vec<Line> {
        let steps = 0..self.standing.len();
        let mut lines: Vec<Line> = if self.sittings.is_empty() {
            steps.map(Line::Step).collect()
        } else {
            let own = self.sittings.iter().map(|(steps, _)| steps.end).max();
            let mut lines = Vec::new();
            for (at, (steps, _)) in self.sittings.iter().enumerate() {
                lines.push(Line::Sitting(at));
                if steps.contains(&now.here) {
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
        let begun = now.clock.state != ClockState::Idle;
        if let Some(phase) = now.clock.phase.filter(|_| begun)
            && let Some(at) = lines
                .iter()
                .position(|line| matches!(line, Line::Step(at) if *at == now.room))
        {
            // All parts, or the one that the room is in.
            let all = lines.len() + phase.of <= room;
            let phases = if all {
                0..phase.of
            } else {
                phase.at..phase.at + 1
            };
            let behind = lines.split_off(at + 1);
            lines.extend(phases.map(Line::Phase).chain(behind.iter().copied()));
        }
        let at = lines
            .iter()
            .position(|line| matches!(line, Line::Step(at) if *at == now.here))
            .unwrap_or(0);
        let first = at
            .saturating_sub(room / 2)
            .min(lines.len().saturating_sub(room));
        lines.drain(..first);
        lines.truncate(room);
        lines
    }
}

impl Agenda {
    /// Draws the agenda with `current` as the step that is shown. What is late is for whoever enters for the room.
    pub fn draw(
        &mut self,
        current: &StepId,
        seen: Seen<'_>,
        every: i64,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        self.sync(seen);
        let says = &self.says;
        let title = paint.text(MsgId::TitleAgenda);
        paint.line(buf, row(area, 0), title, Slot::Heading);
        let script = seen.script();
        let at = |step: &StepId| script.step(step).map_or(0, |(at, _)| at);
        let clock = seen.clock(paint.now);
        let now = Now {
            here: at(current),
            room: at(seen.current()),
            seen,
            clock: &clock,
            every,
        };
        let mut low = ends(seen, &clock, paint);
        if says.parked > 0 {
            low.push((paint.say(&say!(ParkedCount, says.parked)), Slot::Parked));
        }
        // The head and an empty line, and what stands below with an empty line before it.
        let taken = 2 + low.len() + usize::from(!low.is_empty());
        let room = usize::from(area.height).saturating_sub(taken);
        let mut y = 2;
        for line in says.lines(now, room) {
            says.line(line, now, paint, buf, row(area, y));
            y += 1;
        }
        for (words, slot) in low {
            y += 1;
            if y < area.height {
                paint.line(buf, row(area, y), &words, slot);
            }
        }
    }
}

impl Says {
    fn line(&self, line: Line, now: Now<'_>, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
        let Now { here, seen, .. } = now;
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
                let done = self.done.get(at).is_some_and(|done| *done);
                let (mark, slot) = match (at == here, done) {
                    (true, _) => (paint.glyph("▸", ">"), Slot::Selected),
                    (false, true) => (paint.glyph("✓", "+"), Slot::Done),
                    (false, false) => (" ", Slot::Muted),
                };
                let first = self.sittings.iter().find(|(steps, _)| steps.contains(&at));
                let number = at + 1 - first.map_or(0, |(steps, _)| steps.start);
                let name = format!("{number} {}", step.name(seen.lang()));
                say(
                    mark,
                    &name,
                    &of_step(step, at == now.room, now, paint),
                    slot,
                );
            }
            Line::Phase(at) => {
                let step = script.steps.get(now.room);
                let found = step.and_then(|step| seen.parts(step).nth(at));
                let (Some((phase, minutes)), Some(running)) = (found, now.clock.phase) else {
                    return;
                };
                let (mark, end, slot) = match at.cmp(&running.at) {
                    std::cmp::Ordering::Less => {
                        (paint.glyph("✓", "+"), minute(minutes), Slot::Done)
                    }
                    std::cmp::Ordering::Equal => {
                        let left = left(running.left, now.every, paint);
                        (paint.glyph("▸", ">"), left, Slot::Title)
                    }
                    std::cmp::Ordering::Greater => (" ", minute(minutes), Slot::Muted),
                };
                let indented = format!("  {mark}");
                say(&indented, phase.name().text(paint.lang), &end, slot);
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

/// A step's time: what is left where the room is, what it took of its minutes where the room was, and else its minutes.
fn of_step(step: &Step, is_room: bool, now: Now<'_>, paint: &Paint<'_>) -> String {
    let time = now.seen.time_of(step, paint.now);
    let spent = (time.spent + MINUTE / 2) / MINUTE;
    match now.clock.state {
        ClockState::Idle => minute(time.minutes),
        _ if is_room => left(time.left, now.every, paint),
        _ if time.spent > 0 => format!("{spent}/{}", minute(time.minutes)),
        _ => minute(time.minutes),
    }
}

fn minute(minutes: u32) -> String {
    format!("{minutes}′")
}

/// What is left, as short as it can be said; what is over has a plus before it.
fn left(millis: i64, every: i64, paint: &Paint<'_>) -> String {
    let words = if every >= MINUTE {
        let minutes = millis.saturating_add(MINUTE - 1).div_euclid(MINUTE);
        format!("{}′", minutes.unsigned_abs())
    } else {
        clock::digits(millis)
    };
    if clock::is_over(millis) {
        paint.say(&say!(AgendaOver, words))
    } else {
        words
    }
}

/// When the sitting ends, as planned and at this pace, for whoever enters for the room.
fn ends(seen: Seen<'_>, clock: &Clock, paint: &Paint<'_>) -> Vec<(String, Slot)> {
    if !seen.enters_for_others() || seen.is_closed() {
        return Vec::new();
    }
    let hour = |at| clock::of_day(at, paint.east);
    if let Some(plan) = clock.plan {
        let mut lines = vec![
            (paint.say(&say!(AgendaEnds, hour(plan.ends))), Slot::Muted),
            (paint.say(&say!(AgendaPace, hour(plan.pace))), Slot::Text),
            (paint.say(&timed::late(plan)), Slot::Text),
        ];
        let (passed, minutes) = timed::passed_over(seen, clock.now);
        if passed > 0 {
            let words = say!(AgendaPassed, passed, minutes);
            lines.push((paint.say(&words), Slot::Muted));
        }
        return lines;
    }
    match clock.state {
        ClockState::Idle => {
            let steps = seen.sitting().iter();
            let steps = steps.skip_while(|step| step.id != *seen.current());
            let minutes: u32 = steps.map(|step| seen.minutes(step)).sum();
            vec![(paint.say(&say!(AgendaTakes, minutes)), Slot::Muted)]
        }
        ClockState::Stands(stand) => {
            let words = say!(AgendaStill, hour(stand.since));
            vec![(paint.say(&words), Slot::Muted)]
        }
        ClockState::Runs => Vec::new(),
    }
}
