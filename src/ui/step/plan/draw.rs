//! The table as it is drawn: what is missing and what is late set off by more than colour.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    PlanScreen,
    table::{self, Column, Line, Order, columns},
};
use crate::{
    cells,
    content::demo,
    content::slot::Slot,
    model::{At, Seen, Step, card::field, seen::CardSeen},
    say,
    say::MsgId,
    ui::{
        hits::Hit,
        paint::{Paint, below, row, scrolled},
        step::{
            connect,
            sight::{GAP, LEAD, Sight},
        },
    },
};

/// What every line of one drawing shares.
struct PlanView<'a> {
    columns: Vec<Column<'a>>,
    sight: Sight,
    seen: Seen<'a>,
    paint: &'a Paint<'a>,
    /// An ISO date, which compares as text.
    today: String,
    /// Lines that the words of an action may take; of the one with the cursor.
    most: (usize, usize),
}

impl PlanScreen {
    pub(super) fn draw_page(
        &mut self,
        step: &Step,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        let cards = self.lines.iter();
        let found = cards.filter(|line| matches!(line, Line::Card(..))).count();
        let area = paint.filtered(buf, area, &self.filter, found);
        if self.lines.is_empty() && self.filter.trim().is_empty() {
            paint.wrapped(
                buf,
                area,
                &paint.say(&MsgId::EmptyPlan.into()),
                Slot::Placeholder,
            );
        }
        if self.lines.is_empty() {
            return;
        }
        // The seat is told the time with every key; a session is never older than what was last done in it.
        let now = judged_at(seen, paint.now);
        let today = now
            .day(paint.east)
            .map(|day| day.to_string())
            .unwrap_or_default();
        let wanted = (seen.version(), today.clone());
        if self.totals_of.as_ref() != Some(&wanted) {
            self.totals = table::totals(step, seen, &today);
            self.totals_of = Some(wanted);
        }
        let foot = match area.height {
            0..5 => 0,
            5..9 => 1,
            _ => 3,
        };
        let sight = Sight::of(
            self.widths.at(area.height),
            usize::from(area.width),
            self.from_column,
            self.column,
        );
        self.from_column = sight.from();
        let columns = columns(step);
        let mut view = PlanView {
            columns,
            sight,
            seen,
            paint,
            today,
            most: (1, 3),
        };
        let over = view
            .sight
            .head_lines(area.height, |index| self.head(&view, index));
        let top = Rect {
            height: area.height - foot,
            ..area
        };
        let body = below(top, over);
        if self.fits(&view, body.height) {
            view.most = (2, 4);
        }
        let at = Rect {
            height: over,
            ..area
        };
        let head = |index| self.head(&view, index);
        view.sight.draw_head(paint, buf, at, head);
        self.draw_lines(&view, buf, body);
        if foot > 1 {
            self.draw_cell_in_full(
                &view,
                buf,
                Rect {
                    y: body.bottom() + 1,
                    height: 1,
                    ..area
                },
            );
        }
        if foot > 0 {
            self.draw_totals(
                step,
                paint,
                buf,
                Rect {
                    y: area.bottom() - 1,
                    height: 1,
                    ..area
                },
            );
        }
    }

    /// Whether all of the plan is in sight with more than one line for its words.
    fn fits(&self, view: &PlanView<'_>, height: u16) -> bool {
        let height = usize::from(height);
        let tall = |(at, line): (usize, &Line)| match line {
            Line::Group(..) => 1,
            Line::Card(id, _) => view.seen.card(*id).map_or(0, |card| {
                cells::wrap(card.text(), view.sight.words)
                    .len()
                    .min(if at == self.at { 4 } else { 2 })
            }),
        };
        self.lines.len() <= height
            && self.lines.iter().enumerate().map(tall).sum::<usize>() <= height
    }

    /// What stands over a column, and whether the cursor is in it.
    fn head(&self, view: &PlanView<'_>, index: usize) -> Option<(String, bool)> {
        let column = view.columns.get(index)?;
        let name = column.head(view.seen).to_uppercase();
        let sorted = self.order != Order::Own && column.field() == self.order.field();
        let name = if sorted {
            format!("{name} {}", view.paint.glyph("▾", "v"))
        } else {
            name
        };
        Some((name, index == self.column))
    }

    fn draw_lines(&mut self, view: &PlanView<'_>, buf: &mut Buffer, area: Rect) {
        let paint = view.paint;
        let words = self
            .cursor
            .and_then(|id| view.seen.card(id))
            .map_or("", |card| card.text());
        let opened = cells::wrap(words, view.sight.words)
            .len()
            .clamp(1, view.most.1);
        let height = usize::from(area.height).saturating_sub(opened - 1).max(1);
        let mut first = if view.most.0 > 1 {
            0
        } else {
            scrolled(self.first, self.at, height, self.lines.len())
        };
        // The name of its strategy stays in sight over the first action.
        if first > 0
            && first == self.at
            && height > 1
            && matches!(self.lines[first - 1], Line::Group(..))
        {
            first -= 1;
        }
        self.first = first;
        let mut rest = area;
        let mut shown = 0;
        for (at, line) in self.lines.iter().enumerate().skip(first) {
            if rest.height == 0 {
                break;
            }
            shown += 1;
            let used = match line {
                Line::Group(name, count) => {
                    let name = if name.is_empty() {
                        paint.text(MsgId::NoStrategy)
                    } else {
                        name
                    };
                    let text = format!("{} {name} ({count})", paint.glyph("■", "#"));
                    paint.line(buf, row(rest, 0), &text, Slot::Heading);
                    1
                }
                Line::Card(id, depth) => {
                    let Some(card) = view.seen.card(*id) else {
                        continue;
                    };
                    let cursor = (at == self.at).then_some(self.column);
                    view.draw_action(&card, cursor, *depth, buf, rest)
                }
            };
            rest = below(rest, used);
        }
        self.page = shown;
    }

    /// What the cell with the cursor holds, where it does not fit its column; otherwise where the action comes from.
    fn draw_cell_in_full(&self, view: &PlanView<'_>, buf: &mut Buffer, area: Rect) {
        let PlanView { paint, seen, .. } = view;
        let Some(card) = self.cursor.and_then(|id| seen.card(id)) else {
            return;
        };
        let column = view.columns[self.column];
        let wide = view
            .sight
            .others
            .iter()
            .find(|(index, _)| *index == self.column);
        let words = column.words(&card, *seen);
        let clipped = wide.is_some_and(|(_, wide)| cells::width(&words) > *wide);
        let text = if clipped && matches!(column, Column::Field(_)) {
            format!("{}: {words}", column.head(*seen))
        } else {
            let lines = connect::chain_lines(card.id(), *seen);
            let Some(line) = lines.first() else { return };
            let line = paint.words(line);
            if lines.len() > 1 {
                format!("{line}  (+{})", lines.len() - 1)
            } else {
                line
            }
        };
        paint.line(
            buf,
            Rect { width: 1, ..area },
            paint.glyph("›", ">"),
            Slot::Accent,
        );
        let at = Rect {
            x: area.x + 2,
            width: area.width.saturating_sub(2),
            ..area
        };
        paint.line(
            buf,
            at,
            &middle_out(&text, usize::from(at.width), paint),
            Slot::Muted,
        );
    }

    fn draw_totals(&self, step: &Step, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
        let totals = &self.totals;
        let mut words = vec![paint.say(&say!(PlanActions, totals.actions))];
        let parts = [
            (totals.no_owner, say!(PlanNoOwner, totals.no_owner)),
            (totals.no_date, say!(PlanNoDate, totals.no_date)),
            (totals.late, say!(PlanLate, totals.late)),
            (totals.done, say!(PlanDone, totals.done)),
        ];
        words.extend(
            parts
                .into_iter()
                .filter(|(count, _)| *count > 0)
                .map(|(_, msg)| paint.say(&msg)),
        );
        if let Some(declared) = self.order.field().and_then(|id| step.field(id)) {
            words.push(format!(
                "{} {}",
                paint.glyph("▾", "v"),
                declared.name(paint.lang)
            ));
        }
        paint.line(buf, area, &words.join(" · "), Slot::Status);
    }
}

impl PlanView<'_> {
    /// Draws an action, with the cursor on one of its cells where it has it; answers how many lines it took.
    fn draw_action(
        &self,
        card: &CardSeen<'_>,
        cursor: Option<usize>,
        depth: usize,
        buf: &mut Buffer,
        area: Rect,
    ) -> u16 {
        let paint = self.paint;
        let line = row(area, 0);
        if cursor.is_some() {
            paint.line(
                buf,
                Rect { width: 1, ..line },
                paint.glyph("▸", ">"),
                Slot::Accent,
            );
        }
        let used = self.draw_words(card, cursor, depth, buf, area);
        let mut x = area.x + u16::try_from(LEAD + self.sight.words + GAP).unwrap_or(0);
        for (index, wide) in &self.sight.others {
            let width = u16::try_from(*wide)
                .unwrap_or(0)
                .min(area.right().saturating_sub(x));
            let (text, slot) = self.cell(card, self.columns[*index]);
            let (text, slot) = if cursor == Some(*index) {
                (cells::fit(&text, usize::from(width)), Slot::Selected)
            } else {
                (text, slot)
            };
            paint.line(buf, Rect { x, width, ..line }, &text, slot);
            x += width + u16::try_from(GAP).unwrap_or(0);
        }
        let whole = Rect {
            height: used.max(1).min(area.height),
            ..area
        };
        paint.hit(whole, Hit::Card(card.id()));
        used.max(1)
    }

    fn draw_words(
        &self,
        card: &CardSeen<'_>,
        cursor: Option<usize>,
        depth: usize,
        buf: &mut Buffer,
        area: Rect,
    ) -> u16 {
        let paint = self.paint;
        let slot = match (cursor, card.is_heading(), card.text_of(field::STATUS)) {
            (Some(0), ..) => Slot::Selected,
            (_, true, _) => Slot::Heading,
            (_, false, "done") => Slot::Done,
            (_, false, "dropped") => Slot::Muted,
            _ => Slot::Card,
        };
        let indent = 2 * depth.min(4);
        let wide = self.sight.words.saturating_sub(indent).max(1);
        let words = cells::wrap(card.text(), wide);
        let most = if cursor.is_some() {
            self.most.1
        } else {
            self.most.0
        }
        .min(usize::from(area.height));
        let mut used = 0;
        for (y, text) in words.iter().take(most).enumerate() {
            let at = row(area, used);
            let cut = y + 1 == most && words.len() > most;
            let text = if cut {
                format!(
                    "{}{}",
                    cells::head(text, wide.saturating_sub(1)),
                    paint.glyph("…", "~")
                )
            } else {
                (*text).to_owned()
            };
            let x = area.x + u16::try_from(LEAD + indent).unwrap_or(0);
            let width = u16::try_from(wide)
                .unwrap_or(0)
                .min(area.right().saturating_sub(x));
            paint.line(buf, Rect { x, width, ..at }, &text, slot);
            used += 1;
        }
        used
    }

    /// A cell as it is shown: `??` where somebody must still say, `!` before what is late.
    fn cell(&self, card: &CardSeen<'_>, column: Column<'_>) -> (String, Slot) {
        let id = column.field().unwrap_or_default();
        if table::is_missed(card, id) {
            return ("??".to_owned(), Slot::Late);
        }
        if card.is_heading() {
            return (String::new(), Slot::Card);
        }
        let words = column.words(card, self.seen).to_string();
        let passed =
            || table::is_late(card, &self.today) && *card.text_of(field::DUE) < *self.today;
        match (id, card.text_of(id)) {
            (field::DUE, due) if !due.is_empty() && passed() => (format!("! {words}"), Slot::Late),
            (field::STATUS, "late") => (format!("! {words}"), Slot::Late),
            (field::STATUS, "done") => (
                format!("{} {words}", self.paint.glyph("✓", "x")),
                Slot::Done,
            ),
            (field::STATUS, "") => (words, Slot::Muted),
            _ if column.field().is_none() => (words, Slot::CardMeta),
            _ => (words, Slot::Card),
        }
    }
}

/// Text that is too long loses its middle: of a chain, its ends say the most.
fn middle_out(text: &str, width: usize, paint: &Paint<'_>) -> String {
    if cells::width(text) <= width {
        return text.to_owned();
    }
    let mark = paint.glyph(" … ", " ~ ");
    let room = width.saturating_sub(3);
    let (head, tail) = (
        cells::head(text, room - room / 2),
        cells::tail(text, room / 2),
    );
    format!("{}{mark}{}", head.trim_end(), tail.trim_start())
}

/// The moment that dates are judged at. A session is never older than what was last done in it; the example plays in the
/// autumn of 1998, where its plan is not late yet.
fn judged_at(seen: Seen<'_>, now: At) -> At {
    if seen.id() == demo::SESSION {
        seen.began()
    } else {
        now.max(seen.changed())
    }
}
