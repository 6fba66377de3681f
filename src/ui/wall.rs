//! The wall: a session as everybody in the room may see it, on a projector. It follows the room and asks nothing.
//!
//! It reads through a [`Seen`] of [`crate::model::Viewer::Projector`], so notes, guidance and what is not revealed never
//! come to it, and it shows what a step leaves rather than a screen to work on: no cursor, no hints.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    chart,
    input::{Chord, Input, Key, Wheel},
    keys::{self, Action, Facts},
    paint::{Paint, below, inset, row},
    seat::Looks,
    step::recap::draw_lines,
};
use crate::{
    cells,
    content::slot::Slot,
    document::{
        Document, Line,
        page::{Look, PageLine, lay},
    },
    model::{At, Presence, Seen, Seq, Step, StepId, presence},
    say,
    say::MsgId,
};

/// Lines wider than this are hard to read from the back of a room.
const WIDEST: u16 = 96;
/// The question stands in a narrower column still.
const QUESTION: u16 = 64;
/// From this height on there is room for air.
const AIRY: u16 = 30;

/// A projector.
#[derive(Debug)]
pub struct Wall {
    looks: Looks,
    /// The first line of the page that is shown.
    first: usize,
    /// How many fit.
    room: usize,
    lines: Vec<PageLine>,
    lines_of: Option<(Seq, StepId, Look)>,
}

impl Wall {
    /// A wall that looks so.
    pub fn new(looks: Looks) -> Self {
        Self {
            looks,
            first: 0,
            room: 0,
            lines: Vec::new(),
            lines_of: None,
        }
    }

    /// Takes in what happened at its own keyboard; true where somebody wants to leave.
    pub fn update(&mut self, input: &Input) -> bool {
        let chord = match input {
            Input::Key(chord) => *chord,
            Input::Scroll {
                wheel: Wheel::Up, ..
            } => Chord::plain(Key::Up),
            Input::Scroll { .. } => Chord::plain(Key::Down),
            _ => return false,
        };
        let page = isize::try_from(self.room.saturating_sub(1)).unwrap_or(1);
        match keys::resolve(&[&keys::WALL], &Facts::default(), chord) {
            Some(Ok(Action::Up)) => self.scroll(-1),
            Some(Ok(Action::Down)) => self.scroll(1),
            Some(Ok(Action::PageUp)) => self.scroll(-page),
            Some(Ok(Action::PageDown)) => self.scroll(page),
            Some(Ok(Action::Thick)) => self.looks.thick = !self.looks.thick,
            Some(Ok(Action::Leave)) => return true,
            _ => {}
        }
        false
    }

    fn scroll(&mut self, by: isize) {
        let last = self.lines.len().saturating_sub(self.room);
        self.first = self.first.saturating_add_signed(by).min(last);
    }

    /// Draws what everybody may see of a session, and who is there.
    pub fn draw(&mut self, seen: Seen<'_>, presence: &Presence, now: At, buf: &mut Buffer) {
        let looks = self.looks.clone();
        let paint = Paint {
            theme: &looks.theme,
            lang: looks.lang,
            ascii: looks.ascii,
            thick: looks.thick,
            now,
        };
        let paint = &paint;
        let area = buf.area;
        paint.clear(buf, area, Slot::Text);
        if presence.wall == presence::Wall::Blank {
            return;
        }
        let Some((at, step)) = seen.script().step(seen.current()) else {
            return;
        };
        let head = inset(row(area, 0), 1);
        let place = say!(
            StepOf,
            at + 1,
            seen.script().steps.len(),
            step.name(seen.lang())
        );
        let left = paint.right(buf, head, &paint.say(&place), Slot::Accent);
        paint.line(buf, left, seen.title(), Slot::Title);
        paint.rule(buf, row(area, 1));
        let airy = u16::from(area.height >= AIRY);
        let foot = self.foot(seen, step, presence, paint, buf);
        let middle = Rect {
            height: area.height.saturating_sub(2 + foot),
            ..below(area, 2)
        };
        let mut rest = below(middle, 1 + airy);
        for (words, slot) in [(&step.ask, Slot::Question), (&step.why, Slot::Muted)] {
            let words = words.get(seen.lang());
            if !words.is_empty() {
                let most = Rect {
                    height: rest.height.min(3),
                    ..rest
                };
                rest = below(rest, centered(paint, buf, most, words, slot) + airy);
            }
        }
        self.page(seen, step, paint, buf, below(rest, 1));
    }

    /// What the step leaves so far.
    fn page(
        &mut self,
        seen: Seen<'_>,
        step: &Step,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        let area = inset(area, (area.width.saturating_sub(WIDEST) / 2).max(2));
        if area.height == 0 {
            return;
        }
        let look = Look {
            width: usize::from(area.width),
            glyphs: chart::glyphs(paint),
            chart_height: area.height.saturating_sub(4).clamp(6, 24),
        };
        let wanted = (seen.version(), step.id.clone(), look);
        if self.lines_of.as_ref() != Some(&wanted) {
            if self
                .lines_of
                .as_ref()
                .is_none_or(|(_, of, _)| *of != step.id)
            {
                self.first = 0;
            }
            let document = Document {
                title: Line::default(),
                subtitle: Line::default(),
                blocks: seen.recap(step),
            };
            self.lines = lay(&document, seen.lang(), look);
            // The title is empty, and what stands under it is the heading of the step, which stands above.
            let blank = |line: &PageLine| line.text().trim().is_empty();
            let lead = self.lines.iter().take_while(|line| blank(line)).count();
            self.lines.drain(..lead);
            self.lines_of = Some(wanted);
        }
        if self.lines.is_empty() {
            centered(
                paint,
                buf,
                area,
                paint.text(MsgId::WallNothing),
                Slot::Placeholder,
            );
            return;
        }
        // What does not fit costs a line to say so.
        let whole = self.lines.len() <= usize::from(area.height);
        self.room = usize::from(area.height) - usize::from(!whole);
        self.scroll(0);
        let shown = Rect {
            height: u16::try_from(self.room).unwrap_or(area.height),
            ..area
        };
        draw_lines(&self.lines[self.first..], paint, buf, shown);
        let left = self.lines.len().saturating_sub(self.first + self.room);
        if left > 0 {
            let more = paint.say(&say!(WallMore, left));
            let more = format!("{} {more}", paint.glyph("▾", "v"));
            paint.line(buf, below(area, shown.height), &more, Slot::Muted);
        }
    }

    /// Where the room stands and how to join, at the bottom; answers how many lines it takes.
    fn foot(
        &self,
        seen: Seen<'_>,
        step: &Step,
        presence: &Presence,
        paint: &Paint<'_>,
        buf: &mut Buffer,
    ) -> u16 {
        let area = buf.area;
        let mut lines = Vec::new();
        let (done, here) = presence.done_of(seen.members(), &step.id);
        let mut counts: Vec<String> = seen
            .standing(step)
            .map(|msg| paint.say(&msg))
            .into_iter()
            .collect();
        if here > 0 {
            counts.push(paint.say(&if done > 0 {
                say!(WallDone, done, here)
            } else {
                say!(WallHere, here)
            }));
        }
        if !counts.is_empty() {
            lines.push((counts.join(" · "), Slot::Heading));
        }
        if let Some(door) = presence.door.as_ref().filter(|door| door.state.open) {
            lines.push((paint.say(&say!(WallJoin, &*door.command)), Slot::Title));
            if let Some(codes) = door.codes.as_ref().filter(|_| presence.wall_joins) {
                lines.push((paint.say(&say!(WallCode, &*codes.join)), Slot::Title));
            }
            let fingerprint = door.state.fingerprint_in_groups();
            lines.push((paint.say(&say!(WallKey, fingerprint)), Slot::Muted));
        }
        if lines.is_empty() {
            return 0;
        }
        let height = u16::try_from(lines.len()).unwrap_or(0) + 1;
        if height + 6 > area.height {
            return 0;
        }
        let foot = below(area, area.height - height);
        paint.rule(buf, foot);
        for (at, (words, slot)) in (1..).zip(&lines) {
            centered(paint, buf, row(foot, at), words, *slot);
        }
        height
    }
}

/// Words in the middle of the area's lines; answers how many they took.
fn centered(paint: &Paint<'_>, buf: &mut Buffer, area: Rect, words: &str, slot: Slot) -> u16 {
    let width = area.width.saturating_sub(4).min(if area.height == 1 {
        area.width
    } else {
        QUESTION
    });
    let mut used = 0;
    for line in cells::wrap(words, usize::from(width.max(8)))
        .into_iter()
        .take(usize::from(area.height))
    {
        let wide = u16::try_from(cells::width(line)).unwrap_or(u16::MAX);
        let at = row(area, used);
        let at = Rect {
            x: at.x + at.width.saturating_sub(wide) / 2,
            width: wide.min(at.width),
            ..at
        };
        paint.line(buf, at, line, slot);
        used += 1;
    }
    used
}
