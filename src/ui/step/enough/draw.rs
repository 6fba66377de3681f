//! The page as it is drawn: tables with the people they come to at the right, the verdict with its bar at the foot.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    EnoughScreen,
    page::{Line, Row, Section, Tone},
};
use crate::{
    cells,
    content::slot::Slot,
    insight::enough::Balance,
    model::Step,
    say::MsgId,
    ui::hits::Hit,
    ui::paint::{Paint, below, inset, row, scrolled},
};

/// Cells before the words: the mark of the cursor, and that of what is left out.
const LEAD: usize = 2;
/// Cells of a number, and of the people it comes to.
const NUMBER: usize = 8;
const PEOPLE: usize = 8;
/// The fewest cells for words, and for where an assumption comes from.
const WORDS: usize = 14;
const SOURCE: usize = 12;

/// Which columns of a part are in sight, and how wide.
struct Sight {
    words: usize,
    /// Index and cells of the others.
    others: Vec<(usize, usize)>,
    /// Whether there are columns out of sight.
    more: bool,
}

impl Sight {
    /// Those that fit from the first on; where the cursor's is not among them, later ones.
    fn of(section: Section, width: usize, cursor: usize) -> Self {
        let columns = section.columns();
        let wanted = |at: usize| if columns[at].number { NUMBER } else { SOURCE };
        let room = width.saturating_sub(LEAD + WORDS + PEOPLE + 1);
        let mut from = 1;
        let others = loop {
            let mut left = room;
            let mut others = Vec::new();
            for at in from..columns.len() {
                let Some(rest) = left.checked_sub(wanted(at) + 1) else {
                    break;
                };
                others.push((at, wanted(at)));
                left = rest;
            }
            if cursor == 0
                || cursor < from
                || others.iter().any(|(at, _)| *at == cursor)
                || from >= cursor
            {
                break others;
            }
            from += 1;
        };
        let used: usize = others.iter().map(|(_, cells)| cells + 1).sum();
        let spare = room.saturating_sub(used);
        let mut sight = Self {
            words: WORDS + spare,
            more: others.len() + 1 < columns.len(),
            others,
        };
        // A source has more to say than a number: it gets a part of what the words can spare.
        if let Some((_, cells)) = sight.others.iter_mut().find(|(at, _)| !columns[*at].number) {
            let more = sight.words.saturating_sub(30).min(30);
            *cells += more;
            sight.words -= more;
        }
        sight
    }
}

impl EnoughScreen {
    pub(super) fn draw_page(
        &mut self,
        step: &Step,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        let rows = self.page.lines.iter();
        let found = rows.filter(|line| matches!(line, Line::Row(_))).count();
        let area = paint.filtered(buf, area, &self.filter, found);
        let foot = self.foot_height(area);
        let body = Rect {
            height: area.height - foot,
            ..area
        };
        let height = usize::from(body.height);
        let lines = &self.page.lines;
        self.first = scrolled(self.first, self.at, height, lines.len());
        // The head of a part stays in sight over its first line.
        if self.first > 0
            && self.first == self.at
            && height > 1
            && matches!(lines[self.first - 1], Line::Head(..))
        {
            self.first -= 1;
        }
        self.height = height;
        for (y, at) in (self.first..lines.len()).take(height).enumerate() {
            let line = row(body, u16::try_from(y).unwrap_or(u16::MAX));
            self.draw_line(at, step, paint, buf, line);
        }
        self.draw_foot(paint, buf, below(area, body.height));
    }

    fn draw_line(&self, at: usize, step: &Step, paint: &Paint<'_>, buf: &mut Buffer, line: Rect) {
        let cursor = at == self.at;
        if cursor {
            paint.line(
                buf,
                Rect {
                    width: 1.min(line.width),
                    ..line
                },
                paint.glyph("▸", ">"),
                Slot::Accent,
            );
        }
        let behind = Rect {
            x: line.x + 2.min(line.width),
            width: line.width.saturating_sub(2),
            ..line
        };
        match &self.page.lines[at] {
            Line::Head(section, name) => self.draw_head(*section, name, step, paint, buf, line),
            Line::Row(one) => self.draw_row(one, cursor, paint, buf, line),
            Line::Note(words) => {
                paint.line(buf, behind, words, Slot::Muted);
            }
            Line::Add(_, words) => {
                let words = format!("+ {}", paint.say(words));
                let slot = if cursor {
                    Slot::Selected
                } else {
                    Slot::Placeholder
                };
                paint.line(buf, behind, &words, slot);
                paint.hit(line, Hit::Spot(0, at));
            }
            Line::Blank => {}
        }
    }

    fn draw_head(
        &self,
        section: Section,
        name: &str,
        step: &Step,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        line: Rect,
    ) {
        let here = self.section() == Some(section);
        let sight = Sight::of(
            section,
            usize::from(line.width),
            if here { self.column } else { 0 },
        );
        let width = u16::try_from(LEAD + sight.words)
            .unwrap_or(0)
            .min(line.width);
        paint.line(
            buf,
            Rect { width, ..line },
            &name.to_uppercase(),
            Slot::Heading,
        );
        let mut x = line.x + width + 1;
        for (at, wide) in &sight.others {
            let column = &section.columns()[*at];
            let head = match step.field(column.field) {
                Some(declared) => declared.name(paint.lang).to_uppercase(),
                None => paint.text(column.head).to_uppercase(),
            };
            let slot = if here && *at == self.column {
                Slot::Heading
            } else {
                Slot::Muted
            };
            let head = if column.number {
                cells::fit_right(&head, *wide)
            } else {
                format!(" {head}")
            };
            x = put(paint, buf, line, x, *wide, &head, slot);
        }
        let people = cells::fit_right(&paint.text(section.people()).to_uppercase(), PEOPLE);
        paint.right(buf, line, &people, Slot::Muted);
        if sight.more {
            let at = Rect {
                x: line
                    .right()
                    .saturating_sub(u16::try_from(PEOPLE).unwrap_or(0) + 1),
                width: 1,
                ..line
            };
            paint.line(
                buf,
                at.intersection(line),
                paint.glyph("›", ">"),
                Slot::Accent,
            );
        }
    }

    fn draw_row(&self, one: &Row, cursor: bool, paint: &Paint<'_>, buf: &mut Buffer, line: Rect) {
        paint.hit(line, Hit::Card(one.card));
        let columns = one.section.columns();
        let here = self.section() == Some(one.section);
        let sight = Sight::of(
            one.section,
            usize::from(line.width),
            if here { self.column } else { 0 },
        );
        let out = one.tone == Tone::Out;
        if out {
            let at = Rect {
                x: line.x + 1,
                width: 1,
                ..line
            };
            paint.line(
                buf,
                at.intersection(line),
                paint.glyph("○", "o"),
                Slot::Muted,
            );
        }
        let slot = |at: usize, plain: Slot| {
            if cursor && at == self.column {
                Slot::Selected
            } else {
                plain
            }
        };
        let plain = if out { Slot::Parked } else { Slot::Card };
        let mut x = line.x + u16::try_from(LEAD).unwrap_or(0);
        let words = if cursor && self.column == 0 {
            cells::fit(
                &cells::clip_with(&one.cells[0], sight.words, paint.glyph("…", "~")),
                sight.words,
            )
        } else {
            one.cells[0].to_string()
        };
        x = put(paint, buf, line, x, sight.words, &words, slot(0, plain));
        for (at, wide) in &sight.others {
            let text = &one.cells[*at];
            let missed = text.is_empty() && one.cells.iter().skip(1).any(|cell| !cell.is_empty());
            let optional = matches!(
                (one.section, *at),
                (Section::Strategies, 3) | (Section::Gap, 4 | 5)
            );
            let (text, plain) = match (missed, optional, columns[*at].number) {
                (true, false, true) => ("??".into(), Slot::Late),
                (true, _, false) if one.tone == Tone::Doubt => ("??".into(), Slot::Late),
                (false, ..) => (text.clone(), plain),
                (true, ..) => (paint.glyph("–", "-").into(), Slot::Muted),
            };
            let text = if columns[*at].number {
                cells::fit_right(&text, *wide)
            } else {
                let room = wide.saturating_sub(1);
                cells::fit(
                    &format!(" {}", cells::clip_with(&text, room, paint.glyph("…", "~"))),
                    *wide,
                )
            };
            x = put(paint, buf, line, x, *wide, &text, slot(*at, plain));
        }
        let slot = match one.tone {
            Tone::There => Slot::Done,
            Tone::Out => Slot::Parked,
            Tone::Plain | Tone::Doubt => Slot::Title,
        };
        let people = if one.tone == Tone::Out && !one.people.is_empty() {
            format!("({})", one.people)
        } else {
            one.people.clone()
        };
        paint.right(buf, line, &cells::fit_right(&people, PEOPLE), slot);
    }

    fn foot_height(&self, area: Rect) -> u16 {
        let words = self
            .page
            .foot
            .as_ref()
            .map_or(self.page.begin.as_str(), |foot| foot.words.as_str());
        let tall = beside_title(words, area.width);
        let lines = u16::try_from(tall.len()).unwrap_or(1).min(2);
        match area.height {
            0..5 => 0,
            5..9 => lines,
            9..14 => lines + 1,
            _ => lines + 4,
        }
    }

    fn draw_foot(&self, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
        if area.height == 0 {
            return;
        }
        let mut rest = area;
        if area.height >= 4 {
            self.draw_cell_in_full(paint, buf, row(rest, 0));
            rest = below(rest, 1);
            paint.rule(buf, row(rest, 0));
            rest = below(rest, 1);
        }
        let title = paint.text(MsgId::EnoughTitle);
        paint.line(buf, row(rest, 0), title, Slot::Heading);
        let words = self
            .page
            .foot
            .as_ref()
            .map_or(&self.page.begin, |foot| &foot.words);
        let slot = match &self.page.foot {
            None => Slot::Placeholder,
            Some(foot) if foot.balance.is_enough() => Slot::Good,
            Some(_) => Slot::Title,
        };
        let behind = |line: Rect| Rect {
            x: line.x + 10.min(line.width),
            width: line.width.saturating_sub(10),
            ..line
        };
        for line in beside_title(words, area.width).iter().take(2) {
            paint.line(buf, behind(row(rest, 0)), line, slot);
            rest = below(rest, 1);
        }
        let Some(foot) = &self.page.foot else { return };
        if rest.height > 0 {
            draw_bar(&foot.balance, paint, buf, row(rest, 0));
            rest = below(rest, 1);
        }
        paint.line(buf, row(rest, 0), &paint.say(&foot.then), Slot::Muted);
    }

    /// What the cell with the cursor holds, where it is longer than its column shows.
    fn draw_cell_in_full(&self, paint: &Paint<'_>, buf: &mut Buffer, line: Rect) {
        let Some(one) = self.page.row_at(self.at) else {
            return;
        };
        let sight = Sight::of(one.section, usize::from(line.width), self.column);
        let wide = match self.column {
            0 => sight.words,
            at => sight
                .others
                .iter()
                .find(|(other, _)| *other == at)
                .map_or(0, |(_, wide)| *wide),
        };
        let text = one
            .cells
            .get(self.column)
            .filter(|text| cells::width(text) >= wide);
        // Where nothing is hidden, the source is what one wants to see.
        let source =
            one.section.columns().iter().position(|column| {
                !column.number && column.field != crate::model::card::field::TEXT
            });
        let text = text
            .or_else(|| source.and_then(|at| one.cells.get(at)))
            .filter(|text| !text.is_empty());
        let Some(text) = text else { return };
        paint.line(
            buf,
            Rect {
                width: 1.min(line.width),
                ..line
            },
            paint.glyph("›", ">"),
            Slot::Accent,
        );
        paint.line(buf, inset(line, 2), text, Slot::Muted);
    }
}

/// The verdict's lines beside its title.
fn beside_title(words: &str, width: u16) -> Vec<String> {
    cells::wrap(words, usize::from(width).saturating_sub(10).max(10))
        .into_iter()
        .map(|line| line.trim_end().to_owned())
        .collect()
}

/// Words in a column; answers where the next one begins. What does not fit is cut.
fn put(
    paint: &Paint<'_>,
    buf: &mut Buffer,
    line: Rect,
    x: u16,
    wide: usize,
    text: &str,
    slot: Slot,
) -> u16 {
    let width = u16::try_from(wide).unwrap_or(0);
    let at = Rect { x, width, ..line }.intersection(line);
    paint.line(buf, at, text, slot);
    x.saturating_add(width + 1)
}

/// How much of what is needed is counted; the per cent stand behind the bar, rounded down, so that a full bar is enough.
fn draw_bar(balance: &Balance, paint: &Paint<'_>, buf: &mut Buffer, line: Rect) {
    let room = line.width.saturating_sub(6);
    let (full, percent) = (balance.parts(room), balance.parts(100));
    let bar = |glyph: &str, count: u16| glyph.repeat(usize::from(count));
    let taken = paint.line(
        buf,
        Rect {
            width: room,
            ..line
        },
        &bar(paint.glyph("▓", "#"), full),
        Slot::Progress,
    );
    let rest = Rect {
        x: line.x + taken,
        width: room - taken,
        ..line
    };
    paint.line(
        buf,
        rest,
        &bar(paint.glyph("░", "."), room - taken),
        Slot::ProgressRest,
    );
    paint.right(buf, line, &format!("{percent} %"), Slot::Title);
}
