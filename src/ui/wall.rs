//! The wall: a session as everybody in the room may see it, on a projector. It follows the room and asks nothing.
//!
//! It reads through a [`Seen`] of [`crate::model::Viewer::Projector`], so notes, guidance and what is not revealed never
//! come to it, and it shows what a step leaves rather than a screen to work on: no cursor, no hints. Few words, read from eight
//! metres: the question, the time in blocks, how many are done; and what was said, once it may be seen.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    chart, clock,
    input::{Chord, Input, Key, Wheel},
    keys::{self, Action, Facts, Keymap},
    paint::{Paint, below, inset, row},
    seat::Looks,
    step::recap::draw_lines,
};
use crate::{
    content::slot::Slot,
    document::{
        Block, Document, Item, Line,
        page::{Look, PageLine, lay},
    },
    model::{
        At, Presence, Seen, Seq, SessionId, Step, StepId, presence,
        seen::{Clock, ClockState},
    },
    say,
    say::{Msg, MsgId},
};

mod big;
mod foot;

/// Lines wider than this are hard to read from the back of a room.
const WIDEST: u16 = 96;
/// The question stands in a narrower column still.
const QUESTION: u16 = 64;
/// From this height on there is room for air.
const AIRY: u16 = 30;
/// From this height on the question stands in big type.
const TALL: u16 = 20;
/// How many lines of a page are worth being shown beside a clock of blocks.
const WORTH: u16 = 10;

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
    counted: Option<((SessionId, Seq, StepId), Counted)>,
    east: i32,
    tick: Option<At>,
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
            counted: None,
            east: 0,
            tick: None,
        }
    }

    /// Says how many minutes east of UTC the wall is.
    #[must_use]
    pub fn in_zone(self, east: i32) -> Self {
        Self { east, ..self }
    }

    /// When time alone makes another picture of it; `None` while nothing moves.
    pub fn ticks_at(&self) -> Option<At> {
        self.tick
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
        match Keymap::standard().resolve(&[&keys::WALL], &Facts::default(), chord) {
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
        let keys = Keymap::standard();
        let paint = Paint {
            theme: &looks.theme,
            lang: looks.lang,
            ascii: looks.ascii,
            thick: looks.thick,
            now,
            east: self.east,
            in_window: false,
            writes: false,
            hits: None,
            keys: &keys,
        };
        let paint = &paint;
        self.tick = None;
        paint.clear(buf, buf.area, Slot::Text);
        let head = inset(row(buf.area, 0), 1);
        if presence.wall == presence::Wall::Blank {
            paint.line(buf, head, seen.title(), Slot::Title);
            return;
        }
        let Some((at, step)) = seen.script().step(seen.current()) else {
            return;
        };
        let clock = seen.clock(now);
        if presence.wall == presence::Wall::Follows {
            self.tick = match clock.state {
                ClockState::Idle => None,
                ClockState::Runs | ClockState::Stands(_) => clock.next(clock::SECOND),
            };
        }
        let place = say!(
            StepOf,
            at + 1,
            seen.script().steps.len(),
            step.name(seen.lang())
        );
        let mut left = paint.right(buf, head, &paint.say(&place), Slot::Accent);
        if presence.wall == presence::Wall::Frozen {
            // A picture that does not move says so, or it is taken for what is so now.
            let held = format!("{}   ", paint.text(MsgId::WallHeld));
            left = paint.right(buf, left, &held, Slot::Title);
        }
        paint.line(buf, left, seen.title(), Slot::Title);
        paint.rule(buf, row(buf.area, 1));
        let foot = foot::draw(seen, step, presence, paint, buf);
        let middle = Rect {
            height: buf.area.height.saturating_sub(2 + foot),
            ..below(buf.area, 2)
        };
        if clock.stands().is_some_and(|stand| stand.back.is_some()) {
            draw_break(&clock, paint, buf, middle);
            return;
        }
        self.step(seen, step, &clock, presence, paint, buf, middle);
    }

    /// The question, the time, how many are done, and what was said.
    #[expect(clippy::too_many_arguments, reason = "what a wall is drawn from")]
    fn step(
        &mut self,
        seen: Seen<'_>,
        step: &Step,
        clock: &Clock,
        presence: &Presence,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        let airy = u16::from(buf.area.height >= AIRY);
        let mut rest = below(area, 1.min(area.height.saturating_sub(4)) + airy);
        rest = below(rest, question(seen, step, paint, buf, rest) + airy);
        let counts = self.counts(seen, step, presence, paint);
        let wide = Rect {
            width: area.width.saturating_sub(4).min(WIDEST),
            ..area
        };
        self.lay(seen, step, paint, wide);
        // What was said may be long; a clock of blocks stands beside it where both have room.
        let page = u16::try_from(self.lines.len()).unwrap_or(u16::MAX);
        let counted = counts.height() + u16::from(counts.height() > 0);
        let blocks = big::HEIGHT + 3 + counted;
        // While all write unseen, the time is what there is to be seen.
        let silent = seen.silence(&step.id).is_some();
        let wanted = if page == 0 || silent {
            0
        } else {
            page.min(WORTH) + 1
        };
        let tall = rest.height >= blocks + wanted;
        rest = below(rest, draw_clock(clock, tall, paint, buf, rest));
        rest = below(rest, counts.draw(paint, buf, rest));
        let nothing = page == 0 && (clock.state != ClockState::Idle || counts.open);
        let crowded = silent && rest.height < 4;
        if !nothing && !crowded {
            self.page(paint, buf, below(rest, 1.min(rest.height / 3)));
        }
    }

    /// What the step leaves so far, laid out. While a round is open that is what it is about, and nothing of an earlier one.
    fn lay(&mut self, seen: Seen<'_>, step: &Step, paint: &Paint<'_>, area: Rect) {
        let look = Look {
            width: usize::from(area.width),
            glyphs: chart::glyphs(paint),
            chart_height: area.height.saturating_sub(8).clamp(6, 24),
        };
        let wanted = (seen.version(), step.id.clone(), look);
        if self.lines_of.as_ref() == Some(&wanted) {
            return;
        }
        let before = self.lines_of.as_ref();
        if before.is_none_or(|(_, of, _)| *of != step.id) {
            self.first = 0;
        }
        let rounds = seen.ballots_on(&step.id);
        let blocks = match rounds.iter().find(|round| round.is_open()) {
            Some(open) => {
                let cards = open.options().into_iter().filter_map(|id| seen.card(id));
                let item = |text: &str| Item {
                    line: Line::said(text),
                    under: Vec::new(),
                };
                vec![Block::List(cards.map(|card| item(card.text())).collect())]
            }
            None => seen.recap(step),
        };
        let document = Document {
            title: Line::default(),
            subtitle: Line::default(),
            blocks,
        };
        self.lines = lay(&document, seen.lang(), look);
        // The title is empty, and what stands under it is the heading of the step, which stands above.
        let blank = |line: &PageLine| line.text().trim().is_empty();
        let lead = self.lines.iter().take_while(|line| blank(line)).count();
        self.lines.drain(..lead);
        self.lines_of = Some(wanted);
    }

    fn page(&mut self, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
        let area = inset(area, (area.width.saturating_sub(WIDEST) / 2).max(2));
        if area.height == 0 {
            return;
        }
        if self.lines.is_empty() {
            let words = paint.text(MsgId::WallNothing);
            big::centered(paint, buf, area, QUESTION, words, Slot::Placeholder);
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
}

/// The question in big type where it fits, and what it is for; answers how many lines they took.
fn question(seen: Seen<'_>, step: &Step, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) -> u16 {
    let tall = buf.area.height >= TALL;
    let ask = step.ask.get(seen.lang());
    let room = usize::from(area.width.saturating_sub(4));
    let most = if buf.area.height >= AIRY { 3 } else { 2 };
    let mut used = 0;
    match big::spaced(ask, room, most).filter(|_| tall) {
        Some(lines) => {
            for line in lines {
                used += big::middle(paint, buf, row(area, used), &line, Slot::Question);
            }
        }
        None => {
            let most = Rect {
                height: area.height.min(3),
                ..area
            };
            used = big::centered(paint, buf, most, QUESTION, ask, Slot::Question);
        }
    }
    let why = step.why.get(seen.lang());
    if tall && !why.is_empty() {
        let air = u16::from(buf.area.height >= AIRY);
        let most = Rect {
            height: 2.min(area.height.saturating_sub(used + air)),
            ..below(area, used + air)
        };
        used += air + big::centered(paint, buf, most, QUESTION, why, Slot::Muted);
    }
    used
}

/// How many have done what, in words and as a bar.
struct Counts {
    words: String,
    done: Option<(u32, u32)>,
    /// A round is open, whose options are all there is to be seen.
    open: bool,
}

/// What a step counts of the session itself, whoever is there.
#[derive(Debug)]
struct Counted {
    /// The open round: which it is, and how many voices it has.
    open: Option<(usize, u32)>,
    /// Where the room stands with the step.
    stands: Option<Msg>,
}

impl Counted {
    fn of(seen: Seen<'_>, step: &Step) -> Self {
        let rounds = seen.ballots_on(&step.id);
        let mut open = rounds.iter().enumerate();
        let open = open.find(|(_, round)| round.is_open());
        let unseen = seen.silence(&step.id).map(|silence| {
            let (cards, scores) = (silence.cards(), silence.scores());
            if scores > 0 {
                say!(SilentCountOf, cards, scores)
            } else {
                say!(WallWritten, cards)
            }
        });
        Self {
            open: open.map(|(at, round)| (at, round.people())),
            stands: unseen.or_else(|| seen.standing(step)),
        }
    }
}

impl Wall {
    /// How many have done what. The cards are counted when the session changes, and not as the time goes.
    fn counts(
        &mut self,
        seen: Seen<'_>,
        step: &Step,
        presence: &Presence,
        paint: &Paint<'_>,
    ) -> Counts {
        let (done, part) = presence.done_of(seen.members(), &step.id);
        let people = presence.people(seen.members());
        let now = (seen.id(), seen.version(), step.id.clone());
        if self.counted.as_ref().is_none_or(|(of, _)| *of != now) {
            self.counted = Some((now, Counted::of(seen, step)));
        }
        let (mut words, mut bar, mut open) = (Vec::new(), None, false);
        let counted = self.counted.as_ref().map(|(_, counted)| counted);
        match counted.and_then(|counted| counted.open) {
            Some((at, cast)) => {
                open = true;
                words.push(paint.say(&say!(WallRoundOpen, at + 1)));
                words.push(if part > 0 {
                    bar = Some((cast, part.max(cast)));
                    paint.say(&say!(WallCast, cast, part.max(cast)))
                } else {
                    paint.say(&say!(WallCounted, cast))
                });
            }
            None => {
                let stands = counted.and_then(|counted| counted.stands.as_ref());
                words.extend(stands.map(|msg| paint.say(msg)));
                if done > 0 {
                    bar = Some((done, part));
                    words.push(paint.say(&say!(WallDone, done, part)));
                } else if people > 0 {
                    words.push(paint.say(&say!(WallHere, people)));
                }
            }
        }
        Counts {
            words: words.join(" · "),
            done: bar,
            open,
        }
    }
}

impl Counts {
    fn height(&self) -> u16 {
        u16::from(!self.words.is_empty()) + u16::from(self.done.is_some())
    }

    fn draw(&self, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) -> u16 {
        if self.words.is_empty() || area.height == 0 {
            return 0;
        }
        let mut used = big::middle(paint, buf, row(area, 0), &self.words, Slot::Heading);
        // A bar is a picture of the words above it: the first to go where there is no room.
        if let Some((done, part)) = self.done.filter(|_| area.height > 2) {
            let bar = big::bar(done, part, usize::from(area.width / 2).min(40), paint);
            used += big::middle(paint, buf, row(area, used), &bar, Slot::Accent);
        }
        used
    }
}

/// The time, in blocks or in a line, with the part that the room is in and how it is done; answers how many lines it took.
/// Nobody started a clock: there is none.
fn draw_clock(clock: &Clock, tall: bool, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) -> u16 {
    let by_itself = clock.stands().is_some_and(|stand| stand.by_itself);
    if clock.state == ClockState::Idle || by_itself || area.height == 0 {
        return 0;
    }
    let left = clock.running_left();
    let mut words: Vec<String> = Vec::new();
    if let Some(phase) = clock.phase {
        words.push(paint.text(phase.phase.name()).to_owned());
    }
    if !clock.runs() {
        words.push(paint.text(MsgId::PausedIs).to_owned());
    }
    if !tall {
        words.push(paint.say(&clock::left(left, clock::SECOND)));
        return big::middle(paint, buf, row(area, 0), &words.join(" · "), Slot::Title);
    }
    if clock::is_over(left) {
        words.push(paint.text(MsgId::WallOver).to_owned());
    }
    if let Some(phase) = clock
        .phase
        .filter(|_| clock.runs() && !clock::is_over(left))
    {
        words.push(paint.text(phase.phase.how()).to_owned());
    }
    let mut used = 0;
    if !words.is_empty() {
        used += big::middle(paint, buf, row(area, 0), &words.join(" · "), Slot::Title);
    }
    used + draw_blocks(&clock::digits(left), paint, buf, below(area, used)) + 1
}

/// Digits in blocks, with a line of air above; a line of small ones where they do not fit.
fn draw_blocks(digits: &str, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) -> u16 {
    let lines = big::blocks(digits, paint.ascii);
    let wide = crate::cells::width(&lines[0]);
    if wide > usize::from(area.width) || area.height < big::HEIGHT + 1 {
        return big::middle(paint, buf, area, digits, Slot::Title);
    }
    for (at, line) in (1..).zip(&lines) {
        big::middle(paint, buf, row(area, at), line, Slot::Title);
    }
    big::HEIGHT + 1
}

/// A break: until when, and what is left of it.
fn draw_break(clock: &Clock, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
    let Some(back) = clock.stands().and_then(|stand| stand.back) else {
        return;
    };
    let left = back.0.saturating_sub(clock.now.0).max(0);
    let over = left == 0;
    let title = paint.text(if over {
        MsgId::BreakOver
    } else {
        MsgId::BreakIs
    });
    let when = paint.say(&say!(BackAt, clock::of_day(back, paint.east)));
    let air = area.height.saturating_sub(big::HEIGHT + 6) / 2;
    let mut rest = below(area, 1 + air);
    let room = usize::from(area.width.saturating_sub(4));
    let spaced = big::spaced(title, room, 1).and_then(|lines| lines.into_iter().next());
    let title = spaced.unwrap_or_else(|| title.to_owned());
    rest = below(
        rest,
        big::middle(paint, buf, rest, &title, Slot::Question) + 1,
    );
    rest = below(rest, big::middle(paint, buf, rest, &when, Slot::Title));
    if !over {
        draw_blocks(&clock::digits(left), paint, buf, rest);
    }
}

#[cfg(test)]
mod tests;
