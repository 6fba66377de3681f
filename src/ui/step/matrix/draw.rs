//! The table as it is drawn, and under it what the cell with the cursor holds and which keys judge it.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{MatrixScreen, Order, forms};
use crate::{
    cells,
    content::slot::Slot,
    model::{
        Seen, Step,
        card::field,
        seen::CardSeen,
        step::matrix::{Cell, Matrix, Row, Scale},
    },
    say,
    say::MsgId,
    ui::{
        hits::Hit,
        paint::{Paint, below, row, scrolled},
        step::sight::{GAP, LEAD, Sight},
    },
};

/// The most cells for what stands over a criterion.
const WIDEST: usize = 13;

/// How wide the words, each criterion and the verdict would like to be.
pub(super) fn widths(matrix: &Matrix, rows: &[Row], seen: Seen<'_>) -> Vec<usize> {
    let lang = seen.lang();
    let words = |row: &Row| {
        seen.card(row.card)
            .map_or(0, |card| cells::width(card.text()) + 2)
    };
    let widest = rows.iter().map(words).max().unwrap_or(0);
    let mut widths = vec![widest.clamp(4, 60)];
    for (at, criterion) in matrix.criteria.iter().enumerate() {
        let head = cells::width(criterion.label.get(lang)) + 2;
        let cell = |row: &Row| {
            let cell = row.cells.get(at)?;
            Some(cells::width(&cell.words()?.render(lang)) + if cell.is_wide() { 2 } else { 0 })
        };
        let cell = rows.iter().filter_map(cell).max().unwrap_or(0);
        widths.push(head.min(WIDEST).max(cell.max(6)));
    }
    let verdict = |row: &Row| Some(cells::width(&row.outcome?.words().render(lang)) + 2);
    let verdict = rows.iter().filter_map(verdict).max().unwrap_or(0);
    widths.push(verdict.max(cells::width(matrix.head().text(lang)) + 2));
    widths
}

/// What every row of one drawing shares.
struct View<'a> {
    sight: Sight,
    /// Where the verdicts stand.
    verdict: Rect,
    seen: Seen<'a>,
    paint: &'a Paint<'a>,
    /// Lines that the words of a card may take; of the one with the cursor.
    most: (usize, usize),
}

impl MatrixScreen {
    pub(super) fn draw_page(
        &mut self,
        matrix: &Matrix,
        step: &Step,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        let area = paint.filtered(buf, area, &self.filter, self.rows.len());
        if self.filter.trim().is_empty() && self.rows.is_empty() {
            let begin = if matrix.items.is_empty() {
                MsgId::EmptyMatrix
            } else {
                MsgId::EmptyMatrixItems
            };
            paint.wrapped(buf, area, &paint.say(&begin.into()), Slot::Placeholder);
        }
        if self.rows.is_empty() {
            return;
        }
        let foot = match area.height {
            0..4 => 0,
            4..7 => 1,
            7..10 => 2,
            _ => 4,
        };
        let gap = u16::from(area.height >= 12);
        let Some((verdict, others)) = self.widths.split_last() else {
            return;
        };
        let wide = u16::try_from(*verdict).unwrap_or(0).min(area.width / 3);
        let left = usize::from(area.width.saturating_sub(wide));
        let sight = Sight::of(others, left, self.from_column, self.column + 1);
        self.from_column = sight.from();
        let long = |(index, wide): &(usize, usize)| {
            let criterion = matrix.criteria.get(index.wrapping_sub(1));
            criterion.is_some_and(|one| cells::width(one.label.get(paint.lang)) > *wide)
        };
        // Words over a column that is narrower than they are go on in a second line, where the page is tall enough.
        let head = 1 + u16::from(area.height >= 12 && sight.others.iter().any(long));
        let body = below(
            Rect {
                height: area.height - foot - gap,
                ..area
            },
            head,
        );
        let mut view = View {
            sight,
            verdict: Rect {
                x: area.right() - wide,
                width: wide,
                ..area
            },
            seen,
            paint,
            most: (1, 2),
        };
        if usize::from(body.height) > self.rows.len() * 2 {
            view.most = (2, 3);
        }
        self.draw_head(
            matrix,
            &view,
            buf,
            Rect {
                height: head,
                ..area
            },
        );
        self.draw_rows(&view, buf, body);
        let foot = Rect {
            y: area.bottom() - foot,
            height: foot,
            ..area
        };
        self.draw_foot(matrix, step, paint, buf, foot);
    }

    fn draw_head(&self, matrix: &Matrix, view: &View<'_>, buf: &mut Buffer, at: Rect) {
        let View { paint, sight, .. } = view;
        let lang = paint.lang;
        let weights = &self.totals.weights;
        let down = if self.order != Order::Own && self.totals.sorted {
            paint.glyph("▾", "v")
        } else {
            ""
        };
        let words = Rect {
            x: at.x + u16::try_from(LEAD).unwrap_or(0),
            width: u16::try_from(sight.words).unwrap_or(0),
            ..at
        };
        let head = MsgId::HeadCard.text(lang).to_uppercase();
        let mark = if self.order == Order::Spread {
            down
        } else {
            ""
        };
        paint.line(buf, words, &format!("{head} {mark}"), Slot::Muted);
        let mut x = words.x + words.width + u16::try_from(GAP).unwrap_or(0);
        for (index, wide) in &sight.others {
            let Some(criterion) = matrix.criteria.get(index - 1) else {
                continue;
            };
            let label = criterion.label.get(lang).to_uppercase();
            let weight = weights.get(index - 1).copied().unwrap_or(1);
            let width = u16::try_from(*wide)
                .unwrap_or(0)
                .min(view.verdict.x.saturating_sub(x));
            let text = if matrix.is_weighted() && weight > 1 {
                let times = format!("{}{weight}", paint.glyph("×", "x"));
                let room = usize::from(width) * usize::from(at.height);
                let room = room.saturating_sub(cells::width(&times));
                let label = cells::clip_with(&label, room, paint.glyph("…", "~"));
                format!("{label}{times}")
            } else {
                label
            };
            let slot = if *index == self.column + 1 {
                Slot::Heading
            } else {
                Slot::Muted
            };
            let ranges = cells::wrap_ranges(&text, usize::from(width));
            let last = at.height.saturating_sub(1);
            for (y, range) in (0..=last).zip(ranges) {
                // The last line takes the rest, so that a cut shows.
                let line = &text[range.start..if y == last { text.len() } else { range.end }];
                paint.line(buf, row(Rect { x, width, ..at }, y), line, slot);
            }
            x += width + u16::try_from(GAP).unwrap_or(0);
        }
        let verdict = Rect {
            y: at.y,
            height: 1,
            ..view.verdict
        };
        let mark = if self.order == Order::Verdict {
            down
        } else {
            ""
        };
        let head = paint.text(matrix.head()).to_uppercase();
        paint.right(
            buf,
            verdict,
            format!("{head} {mark}").trim_end(),
            Slot::Muted,
        );
        // There are more criteria on either side: Tab goes there.
        let edge = |x: u16| Rect {
            x,
            width: 1,
            height: 1,
            ..at
        };
        if sight.behind {
            let x = view.verdict.x.saturating_sub(1);
            paint.line(buf, edge(x), paint.glyph("›", ">"), Slot::Accent);
        }
        if sight.before {
            paint.line(
                buf,
                edge(words.x + words.width),
                paint.glyph("‹", "<"),
                Slot::Accent,
            );
        }
    }

    fn draw_rows(&mut self, view: &View<'_>, buf: &mut Buffer, area: Rect) {
        let text = |at: usize| {
            let card = self.rows.get(at).and_then(|row| view.seen.card(row.card));
            card.map_or("", |card| card.text())
        };
        let opened = cells::wrap(text(self.at), view.sight.words.saturating_sub(2))
            .len()
            .clamp(1, view.most.1);
        let height = usize::from(area.height).saturating_sub(opened - 1).max(1);
        self.first = if view.most.0 > 1 {
            0
        } else {
            scrolled(self.first, self.at, height, self.rows.len())
        };
        let mut rest = area;
        let mut shown = 0;
        for (at, line) in self.rows.iter().enumerate().skip(self.first) {
            if rest.height == 0 {
                break;
            }
            shown += 1;
            let Some(card) = view.seen.card(line.card) else {
                continue;
            };
            let cursor = (at == self.at).then_some(self.column);
            rest = below(rest, view.draw_row(&card, line, cursor, buf, rest));
        }
        self.page = shown;
    }

    /// The criterion, the cell, the keys, and what it all adds up to: as many of these as there is room for.
    fn draw_foot(
        &self,
        matrix: &Matrix,
        step: &Step,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        let (Some(line), Some((_, criterion, scale))) =
            (self.rows.get(self.at), self.criterion(step))
        else {
            return;
        };
        let cell = line.cells.get(self.column);
        let asked = |paint: &Paint<'_>| {
            let label = criterion.label.get(paint.lang).to_uppercase();
            format!("{label}  {}", criterion.hint.get(paint.lang))
        };
        let lines: Vec<(String, Slot)> = match area.height {
            0 => Vec::new(),
            1 => vec![self.keys(scale, paint)],
            2 => vec![said(cell, paint), self.keys(scale, paint)],
            _ => vec![
                (asked(paint), Slot::Question),
                said(cell, paint),
                self.keys(scale, paint),
                (self.told(matrix, paint), Slot::Status),
            ],
        };
        for (at, (text, slot)) in lines.into_iter().enumerate() {
            paint.line(buf, row(area, u16::try_from(at).unwrap_or(0)), &text, slot);
        }
    }

    /// Which keys judge, with the marks they give.
    fn keys(&self, scale: Scale, paint: &Paint<'_>) -> (String, Slot) {
        if self.one_by_one {
            return (paint.say(&MsgId::NowOneByOne.into()), Slot::Notice);
        }
        let words = match scale {
            Scale::ZeroToTen => paint.say(&MsgId::MarksTen.into()),
            Scale::OneToFive => {
                let last = scale.marks().len();
                let marks = paint.say(&say!(ManyMarks, 1u32, last));
                format!("{marks}  {}", paint.text(MsgId::MarksClear))
            }
            Scale::HighLow | Scale::YesNo => {
                let mut parts: Vec<String> = forms::in_order(scale)
                    .enumerate()
                    .map(|(at, (rank, _))| paint.say(&say!(OneMark, at + 1, scale.name(rank))))
                    .collect();
                parts.push(paint.text(MsgId::MarksClear).to_owned());
                parts.join("  ")
            }
        };
        (words, Slot::HintKey)
    }

    fn told(&self, matrix: &Matrix, paint: &Paint<'_>) -> String {
        let totals = &self.totals;
        let mut words = vec![paint.say(&say!(MatrixCards, totals.cards))];
        let keep = matrix.keep.map(|keep| keep as usize);
        match keep.filter(|keep| *keep < totals.cards) {
            Some(keep) => words.push(paint.say(&say!(MatrixPickedOf, totals.picked, keep))),
            None if totals.picked > 0 => {
                words.push(paint.say(&say!(MatrixPicked, totals.picked)));
            }
            None => {}
        }
        if totals.divided > 0 {
            words.push(paint.say(&say!(MatrixDivided, totals.divided)));
        }
        if totals.needed > 0 {
            words.push(paint.say(&say!(MatrixNeeded, totals.needed)));
        }
        if matrix.is_weighted() && totals.weights.iter().any(|weight| *weight != 1) {
            let all: Vec<String> = totals.weights.iter().map(ToString::to_string).collect();
            words.push(paint.say(&say!(MatrixWeights, all.join("·"))));
        }
        words.join(" · ")
    }
}

/// What the cell with the cursor holds: how many said what, whether they are apart, and how they know.
fn said(cell: Option<&Cell>, paint: &Paint<'_>) -> (String, Slot) {
    let Some(cell) = cell.filter(|cell| cell.people() > 0 || !cell.notes.is_empty()) else {
        return (
            paint.text(MsgId::NobodyJudged).to_owned(),
            Slot::Placeholder,
        );
    };
    let mut parts = Vec::new();
    if cell.people() > 0 {
        parts.push(paint.say(&cell.counted()));
    }
    parts.extend(cell.notes.iter().map(|note| format!("“{note}”")));
    if cell.is_wide() {
        let mark = paint.glyph("‼", "!!");
        parts.push(format!("{mark} {}", paint.text(MsgId::CellDivided)));
        return (parts.join(" · "), Slot::Advice);
    }
    (parts.join(" · "), Slot::Card)
}

impl View<'_> {
    /// Draws a card with its cells; answers how many lines it took.
    fn draw_row(
        &self,
        card: &CardSeen<'_>,
        line: &Row,
        cursor: Option<usize>,
        buf: &mut Buffer,
        area: Rect,
    ) -> u16 {
        let paint = self.paint;
        let top = row(area, 0);
        paint.hit(top, Hit::Card(card.id()));
        if cursor.is_some() {
            let at = Rect { width: 1, ..top };
            paint.line(buf, at, paint.glyph("▸", ">"), Slot::Accent);
        }
        let used = self.draw_words(card, line.picked, cursor.is_some(), buf, area);
        let mut x = area.x + u16::try_from(LEAD + self.sight.words + GAP).unwrap_or(0);
        for (index, wide) in &self.sight.others {
            let width = u16::try_from(*wide)
                .unwrap_or(0)
                .min(self.verdict.x.saturating_sub(x));
            let Some(cell) = line.cells.get(index - 1) else {
                continue;
            };
            let words = cell.words().map(|msg| paint.say(&msg));
            let (text, slot) = match words {
                Some(words) if cell.is_wide() => {
                    (format!("{words} {}", paint.glyph("‼", "!!")), Slot::Advice)
                }
                Some(words) => (words, Slot::Card),
                None => (paint.glyph("·", ".").to_owned(), Slot::Muted),
            };
            let at = Rect { x, width, ..top };
            if cursor == Some(index - 1) {
                let text = cells::fit(&text, usize::from(width));
                paint.line(buf, at, &text, Slot::Selected);
            } else {
                paint.line(buf, at, &text, slot);
            }
            x += width + u16::try_from(GAP).unwrap_or(0);
        }
        if let Some(outcome) = line.outcome {
            let mut words = paint.say(&outcome.words());
            if card.flag(field::DATA_NEEDED) {
                words = format!("{words} {}", paint.glyph("✓", "x"));
            } else if !line.is_judged() {
                words = format!("{words}{}", paint.glyph("…", "~"));
            }
            let at = Rect {
                y: top.y,
                height: top.height,
                ..self.verdict
            };
            paint.right(buf, at, &words, Slot::Card);
        }
        used.max(1)
    }

    fn draw_words(
        &self,
        card: &CardSeen<'_>,
        picked: bool,
        cursor: bool,
        buf: &mut Buffer,
        area: Rect,
    ) -> u16 {
        let paint = self.paint;
        let slot = if picked { Slot::Marked } else { Slot::Card };
        let x = area.x + u16::try_from(LEAD).unwrap_or(0);
        if picked {
            let at = Rect {
                x,
                width: 1,
                ..row(area, 0)
            };
            paint.line(buf, at, paint.glyph("●", "*"), Slot::Marked);
        }
        let wide = self.sight.words.saturating_sub(2).max(1);
        let words = cells::wrap(card.text(), wide);
        let most = if cursor { self.most.1 } else { self.most.0 }.min(usize::from(area.height));
        let mut used = 0;
        for (y, text) in words.iter().take(most).enumerate() {
            let cut = y + 1 == most && words.len() > most;
            let text = if cut {
                let mark = paint.glyph("…", "~");
                format!("{}{mark}", cells::head(text, wide.saturating_sub(1)))
            } else {
                (*text).to_owned()
            };
            let at = Rect {
                x: x + 2,
                width: u16::try_from(wide).unwrap_or(0),
                ..row(area, used)
            };
            paint.line(buf, at, &text, slot);
            used += 1;
        }
        used
    }
}
