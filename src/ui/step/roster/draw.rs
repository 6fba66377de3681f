//! The roster as it is drawn: the table of people, beside it what they are found for, below it how the table is made up.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    RosterScreen,
    table::{self, Column, Group, columns},
};
use crate::{
    cells,
    content::slot::Slot,
    document::{Line, Weight},
    model::{Seen, Step, seen::CardSeen},
    say,
    say::MsgId,
    ui::{
        hits::Hit,
        paint::{Paint, below, row, scrolled},
        step::sight::{GAP, LEAD, Sight},
    },
};

/// From this width on, what people are found for stands beside them.
const BESIDE: u16 = 70;

/// What every line of one drawing shares.
struct View<'a> {
    columns: Vec<Column<'a>>,
    sight: Sight,
    step: &'a Step,
    seen: Seen<'a>,
    paint: &'a Paint<'a>,
}

impl RosterScreen {
    pub(super) fn draw_page(
        &mut self,
        step: &Step,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        let is_card = |line: &&table::Line| matches!(line, table::Line::Card(..));
        let found = self.lines.iter().filter(is_card).count();
        let mut area = paint.filtered(buf, area, &self.filter, found);
        if self.filter.trim().is_empty() && self.nobody {
            let used = paint.wrapped(
                buf,
                area,
                &paint.say(&MsgId::EmptyRoster.into()),
                Slot::Placeholder,
            );
            area = below(area, used + 1);
        }
        let foot = self.draw_foot(step, paint, buf, area);
        let body = Rect {
            height: area.height - foot,
            ..area
        };
        let view_at = self
            .lines
            .iter()
            .position(|line| matches!(line, table::Line::Head(Group::View, _)))
            .unwrap_or(self.lines.len());
        let beside = view_at < self.lines.len() && body.width >= BESIDE;
        let (left, right) = if beside {
            let width = (body.width * 2 / 5).min(44);
            let left = Rect {
                width: body.width - width - 2,
                ..body
            };
            let right = Rect {
                x: left.right() + 2,
                width,
                ..body
            };
            (left, Some(right))
        } else {
            (body, None)
        };
        let sight = Sight::of(
            self.widths.at(left.height),
            usize::from(left.width),
            self.from_column,
            self.column,
        );
        self.from_column = sight.from();
        let view = View {
            columns: columns(step, self.missed),
            sight,
            step,
            seen,
            paint,
        };
        let upto = if beside { view_at } else { self.lines.len() };
        let mut list = left;
        if view_at > 0 {
            let head = |index| self.head(&view, index);
            let height = view.sight.head_lines(left.height, head);
            let at = Rect { height, ..left };
            view.sight.draw_head(view.paint, buf, at, head);
            list = below(left, height);
        }
        let first = self.draw_lines(&view, 0..upto, self.first, buf, list);
        if let Some(right) = right {
            let in_view = self.at >= view_at;
            let at = if in_view { self.first } else { view_at };
            let at = self.draw_lines(&view, view_at..self.lines.len(), at, buf, right);
            self.first = if in_view { at } else { first };
        } else {
            self.first = first;
        }
    }

    /// What a digit would set in the cell with the cursor.
    fn digits(&self, step: &Step, paint: &Paint<'_>) -> Option<Line> {
        let Column::Field(declared) = self.cell(step).filter(|_| self.cursor.is_some())? else {
            return None;
        };
        let choices = declared.choice.iter().take(9).enumerate();
        let words: Vec<String> = choices
            .map(|(at, choice)| format!("{} {}", at + 1, choice.label.get(paint.lang)))
            .collect();
        (!words.is_empty()).then(|| Line::said(words.join("   ")).weigh(Weight::Quiet))
    }

    /// How the table is made up, what is lacking first; answers how many lines it took at the foot.
    fn draw_foot(&self, step: &Step, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) -> u16 {
        let most = match area.height {
            0..5 => 0,
            5..9 => 1,
            height => height * 2 / 5,
        };
        let lines: Vec<Line> = if most > 1 {
            let voters = self.voters.clone().map(Line::msg);
            let digits = self.digits(step, paint).into_iter();
            digits
                .chain(self.counts.iter().cloned())
                .chain(voters)
                .collect()
        } else {
            // One line says what matters most: whom the table lacks.
            self.lacks.clone().map(Line::msg).into_iter().collect()
        };
        let width = usize::from(area.width).max(1);
        let wanted: usize = lines
            .iter()
            .map(|line| cells::wrap(&paint.words(line), width).len())
            .sum();
        let height = u16::try_from(wanted).unwrap_or(u16::MAX).min(most);
        let mut rest = Rect {
            y: area.bottom() - height,
            height,
            ..area
        };
        for line in &lines {
            let used = paint.document_line(buf, rest, line, Slot::Status);
            rest = below(rest, used);
        }
        height
    }

    /// What stands over a column, and whether the cursor is in it.
    fn head(&self, view: &View<'_>, index: usize) -> Option<(String, bool)> {
        let column = view.columns.get(index)?;
        let name = column.head(view.step, view.seen).to_uppercase();
        Some((name, index == self.column))
    }

    /// Some of the lines, moved so that the one with the cursor is in sight; answers the first that was shown.
    fn draw_lines(
        &mut self,
        view: &View<'_>,
        range: std::ops::Range<usize>,
        first: usize,
        buf: &mut Buffer,
        area: Rect,
    ) -> usize {
        let height = usize::from(area.height);
        let (start, len) = (range.start, range.len());
        let here = range.contains(&self.at);
        let cursor = if here { self.at - start } else { 0 };
        let mut first = scrolled(first.saturating_sub(start).min(len), cursor, height, len);
        // The head of a group stays in sight over its first line.
        if first == 1 && cursor == 1 && height > 1 {
            first = 0;
        }
        if here {
            self.page = height.max(1);
        }
        let shown = self.lines[range]
            .iter()
            .enumerate()
            .skip(first)
            .take(height);
        for (line, (at, what)) in shown.enumerate() {
            let place = row(area, u16::try_from(line).unwrap_or(0));
            match what {
                table::Line::Head(group, count) => {
                    let words = match group {
                        Group::Here => say!(RosterTitleHere, *count),
                        Group::Missing => say!(RosterTitleMissing, *count),
                        Group::View => say!(RosterTitleView, *count),
                    };
                    view.paint
                        .line(buf, place, &view.paint.say(&words), Slot::Heading);
                }
                table::Line::Card(id, group) => {
                    let Some(card) = view.seen.card(*id) else {
                        continue;
                    };
                    let cursor = (here && at + start == self.at).then_some(self.column);
                    view.draw_card(&card, *group, cursor, buf, place);
                }
            }
        }
        first + start
    }
}

impl View<'_> {
    fn draw_card(
        &self,
        card: &CardSeen<'_>,
        group: Group,
        cursor: Option<usize>,
        buf: &mut Buffer,
        line: Rect,
    ) {
        let paint = self.paint;
        paint.hit(line, Hit::Card(card.id()));
        let lead = match (cursor, group) {
            (Some(_), _) => paint.glyph("▸", ">"),
            (None, Group::Missing) => paint.glyph("○", "o"),
            (None, _) => paint.glyph("•", "-"),
        };
        let slot = if cursor.is_some() {
            Slot::Accent
        } else {
            Slot::CardMeta
        };
        paint.line(buf, Rect { width: 1, ..line }, lead, slot);
        let lead = u16::try_from(LEAD).unwrap_or(0);
        let rest = Rect {
            x: line.x + lead,
            width: line.width.saturating_sub(lead),
            ..line
        };
        if group == Group::View {
            let slot = if cursor.is_some() {
                Slot::Selected
            } else {
                Slot::Card
            };
            paint.line(buf, rest, card.text(), slot);
            return;
        }
        let words = usize::from(rest.width).min(self.sight.words);
        let name = Rect {
            width: u16::try_from(words).unwrap_or(0),
            ..rest
        };
        let slot = match (cursor, group) {
            (Some(0), _) => Slot::Selected,
            (_, Group::Missing) => Slot::Parked,
            _ => Slot::Card,
        };
        paint.line(buf, name, card.text(), slot);
        let mut x = rest.x + u16::try_from(self.sight.words + GAP).unwrap_or(0);
        for (index, wide) in &self.sight.others {
            let width = u16::try_from(*wide)
                .unwrap_or(0)
                .min(line.right().saturating_sub(x));
            let Some(column) = self.columns.get(*index) else {
                continue;
            };
            let place = Rect { x, width, ..line };
            let (text, slot) = self.cell(card, group, *column);
            if cursor == Some(*index) {
                let text = cells::fit(&text, usize::from(width));
                paint.line(buf, place, &text, Slot::Selected);
            } else {
                paint.line(buf, place, &text, slot);
            }
            x += width + u16::try_from(GAP).unwrap_or(0);
        }
    }

    /// A cell as it is shown: `??` where somebody must still say who brings a missed voice.
    fn cell(&self, card: &CardSeen<'_>, group: Group, column: Column<'_>) -> (String, Slot) {
        let words = column.words(card, self.seen).to_string();
        match (column, group) {
            (Column::Brings, Group::Missing) if words.is_empty() => ("??".to_owned(), Slot::Late),
            (_, Group::Missing) => (words, Slot::CardMeta),
            _ => (words, Slot::Card),
        }
    }
}
