//! The round as it is drawn: the name of whoever has the turn as large as there is room, what was said, the numbers.

use ratatui::{buffer::Buffer, layout::Rect};

use super::GoRoundScreen;
use crate::{
    cells,
    content::slot::Slot,
    model::step::go_round::{GoRound, Numbers},
    say,
    say::{MsgId, number},
    ui::hits::Hit,
    ui::paint::{Paint, middle, row, scrolled},
};

impl GoRoundScreen {
    /// Whose turn it is, as large as there is room; answers how many lines it took.
    pub(super) fn draw_turn(&self, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) -> u16 {
        let Some(at) = self.turn() else {
            let words = match (self.rows.is_empty(), self.named) {
                (true, _) => paint.say(&MsgId::TurnsBegin.into()),
                (false, true) => paint.text(MsgId::TurnsDone).to_owned(),
                (false, false) => paint.say(&say!(TurnsOpen, self.rows.len())),
            };
            let height = 2.min(area.height);
            let used = paint.wrapped(buf, Rect { height, ..area }, &words, Slot::Heading);
            return (used + 1).min(area.height);
        };
        let name = self.rows[at].name.to_uppercase();
        let had = self.rows.iter().filter(|row| row.card.is_some()).count();
        let count = paint.say(&say!(TurnsCount, had, self.rows.len()));
        if area.height < 12 {
            let left = paint.right(buf, row(area, 0), &count, Slot::Status);
            let taken = paint.line(
                buf,
                left,
                &format!("{} ", paint.text(MsgId::TurnOf)),
                Slot::Muted,
            );
            let rest = Rect {
                x: left.x + taken,
                width: left.width.saturating_sub(taken),
                ..left
            };
            paint.line(buf, rest, &name, Slot::Title);
            return 1;
        }
        // Letters apart are the largest type that every terminal has.
        let apart: String = name.chars().flat_map(|c| [c, ' ']).collect();
        let room = usize::from(area.width).saturating_sub(8);
        let ascii = name.is_ascii() && apart.len() <= room;
        let large = if ascii {
            apart.trim_end().to_owned()
        } else {
            cells::clip(&name, room).into_owned()
        };
        let wide = u16::try_from(cells::width(&large) + 8).unwrap_or(area.width);
        let frame = middle(Rect { height: 5, ..area }, wide.max(30), 5);
        let inside = paint.window(buf, frame, paint.text(MsgId::TurnOf), Slot::BorderFocus);
        paint.line(
            buf,
            row(inside, 1),
            &cells::center(&large, usize::from(inside.width)),
            Slot::Title,
        );
        let line = row(area, 5);
        let left = paint.right(buf, line, &count, Slot::Status);
        let next = self.after(Some(at));
        if !next.is_empty() {
            paint.line(buf, left, &paint.say(&say!(TurnNext, next)), Slot::Muted);
        }
        7
    }

    pub(super) fn draw_rows(&mut self, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
        let height = usize::from(area.height);
        self.page = height;
        self.first = scrolled(self.first, self.at, height, self.rows.len());
        let widest = self
            .rows
            .iter()
            .map(|row| cells::width(&row.name))
            .max()
            .unwrap_or(0);
        let names = widest.clamp(8, (usize::from(area.width) / 3).max(8));
        let turn = self.turn();
        for (y, (at, one)) in self
            .rows
            .iter()
            .enumerate()
            .skip(self.first)
            .take(height)
            .enumerate()
        {
            let line = row(area, u16::try_from(y).unwrap_or(u16::MAX));
            if let Some(card) = one.card {
                paint.hit(line, Hit::Card(card));
            }
            let cell = |from: usize, width: usize| {
                let x = line.x.saturating_add(u16::try_from(from).unwrap_or(0));
                Rect {
                    x,
                    width: u16::try_from(width).unwrap_or(0),
                    ..line
                }
                .intersection(line)
            };
            if at == self.at {
                paint.line(buf, cell(0, 1), paint.glyph("▸", ">"), Slot::Accent);
            }
            let nobody = paint.text(MsgId::NobodyNamed);
            let (name, plain) = match (&*one.name, turn == Some(at)) {
                ("", _) => (nobody, Slot::Muted),
                (name, true) => (name, Slot::Title),
                (name, false) => (name, Slot::CardMeta),
            };
            let name = if at == self.at {
                cells::fit(name, names)
            } else {
                name.to_owned()
            };
            paint.line(
                buf,
                cell(2, names),
                &name,
                if at == self.at { Slot::Selected } else { plain },
            );
            let (said, slot) = match one.card {
                None => (paint.glyph(paint.text(MsgId::TurnWaits), "-"), Slot::Muted),
                Some(_) if one.passed => (paint.text(MsgId::TurnPassed), Slot::Muted),
                Some(_) => (&*one.said, Slot::Card),
            };
            let rest = cell(4 + names, usize::from(line.width));
            // What else the turn holds stays in sight beside long words.
            let more = cells::clip(&one.more, usize::from(rest.width) / 2).into_owned();
            let wide = u16::try_from(cells::width(&more)).unwrap_or(0);
            let gap = if wide == 0 { 0 } else { 2 };
            let words = Rect {
                width: rest.width.saturating_sub(wide + gap),
                ..rest
            };
            let used = paint.line(buf, words, said, slot);
            let behind = Rect {
                x: rest.x.saturating_add(used + gap),
                width: wide,
                ..rest
            };
            paint.line(buf, behind.intersection(rest), &more, Slot::CardMeta);
        }
    }
}

/// The middle, the spread, and how many gave each number.
pub(super) fn draw_numbers(
    numbers: &Numbers,
    round: &GoRound,
    paint: &Paint<'_>,
    buf: &mut Buffer,
    area: Rect,
) {
    let spread = if numbers.low == numbers.high {
        say!(NumberAgree, numbers.low)
    } else {
        say!(NumberSpread, numbers.low, numbers.high)
    };
    let middle = say!(NumberMedian, number(numbers.median, 1));
    let mut words = format!("{} · {}", paint.say(&middle), paint.say(&spread));
    if round.adds_up() {
        let total = paint.say(&say!(NumberTotal, numbers.total));
        words = format!("{total} · {words}");
    }
    paint.line(buf, row(area, 0), &words, Slot::Title);
    let most = numbers.each.iter().copied().max().unwrap_or(1).max(1);
    let steps = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"];
    let one = |(value, count): (u32, &usize)| {
        let bar = match (*count, paint.ascii) {
            (0, _) => " ".to_owned(),
            (count, true) => format!(":{count}"),
            (count, false) => steps[(count * 8).div_ceil(most).clamp(1, 8) - 1].repeat(2),
        };
        format!("{value} {bar}")
    };
    let line: Vec<String> = (round.range().0..).zip(&numbers.each).map(one).collect();
    let line = line.join("  ");
    // Many numbers do not fit one line: then the middle and the spread say it.
    if area.height > 1 && cells::width(&line) <= usize::from(area.width) {
        paint.line(buf, row(area, 1), &line, Slot::Progress);
    }
}
