//! The table as it is drawn: as many columns as fit, what is missing and what is late set off by more than colour.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{
    PlanScreen,
    table::{self, Column, Line, Order, columns},
};
use crate::{
    cells,
    content::slot::Slot,
    model::{Seen, Step, card::field, seen::CardSeen},
    say,
    say::MsgId,
    ui::{
        paint::{Paint, below, row, scrolled},
        step::connect,
    },
};

/// Cells before the words: the cursor's mark.
const LEAD: usize = 2;
/// Cells between columns.
const GAP: usize = 2;
/// The fewest cells in which a column that wants more can be read.
const SHORTEST: usize = 10;

/// Which columns are in sight, how wide.
struct Sight {
    /// Cells of the words.
    words: usize,
    /// Index and cells of the others.
    others: Vec<(usize, usize)>,
    /// Whether columns are left out before and behind these.
    before: bool,
    behind: bool,
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
        let mut area = area;
        if !self.filter.trim().is_empty() {
            let found = self
                .lines
                .iter()
                .filter(|line| matches!(line, Line::Card(..)))
                .count();
            paint.line(
                buf,
                row(area, 0),
                &paint.say(&say!(FilteredBy, &*self.filter, found)),
                Slot::Muted,
            );
            area = below(area, 1);
        } else if self.lines.is_empty() {
            paint.wrapped(buf, area, paint.text(MsgId::EmptyPlan), Slot::Placeholder);
        }
        if self.lines.is_empty() {
            return;
        }
        // The seat is told the time with every key; a session is never older than what was last done in it.
        let now = paint.now.max(seen.changed());
        let today = now.day(0).map(|day| day.to_string()).unwrap_or_default();
        let wanted = (seen.version(), today);
        if self.totals_of.as_ref() != Some(&wanted) {
            self.totals = table::totals(step, seen, &wanted.1);
            self.totals_of = Some(wanted.clone());
        }
        let columns = columns(step);
        let sight = self.sight(usize::from(area.width));
        self.draw_head(&columns, &sight, seen, paint, buf, row(area, 0));
        let foot = match area.height {
            0..5 => 0,
            5..9 => 1,
            _ => 3,
        };
        let body = below(
            Rect {
                height: area.height - foot,
                ..area
            },
            1,
        );
        self.draw_lines(&columns, &sight, seen, &wanted.1, paint, buf, body);
        if foot > 1 {
            self.draw_cell_in_full(
                &columns,
                &sight,
                seen,
                paint,
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

    /// The columns that fit with the cursor's among them. The words stand always; the last column in sight takes the
    /// room that is left, where that is enough to be read.
    fn sight(&mut self, width: usize) -> Sight {
        // The last cell says that there is more.
        let width = width.saturating_sub(LEAD + 1);
        let least = self.widths[0].clamp(14, (width / 3).max(14));
        let room = width.saturating_sub(least);
        let count = self.widths.len();
        let fitting = |from: usize| {
            let mut left = room;
            let mut others: Vec<(usize, usize)> = Vec::new();
            for at in from..count {
                let rest = left.saturating_sub(GAP);
                let wanted = self.widths[at];
                let cells = wanted.min(rest);
                if cells < wanted.min(SHORTEST) && !others.is_empty() {
                    break;
                }
                others.push((at, cells));
                left -= (cells + GAP).min(left);
            }
            others
        };
        let in_sight =
            |others: &[(usize, usize)], at: usize| others.iter().any(|(other, _)| *other == at);
        let mut from = self.from_column.clamp(1, count.saturating_sub(1).max(1));
        if self.column > 0 {
            from = from.min(self.column);
            while !in_sight(&fitting(from), self.column) && from < self.column {
                from += 1;
            }
        }
        // Nothing stays hidden on the left that has room.
        while from > 1 && in_sight(&fitting(from - 1), count - 1) {
            from -= 1;
        }
        self.from_column = from;
        let others = fitting(from);
        let used: usize = others.iter().map(|(_, cells)| cells + GAP).sum();
        Sight {
            words: width.saturating_sub(used),
            before: from > 1,
            behind: !in_sight(&others, count - 1),
            others,
        }
    }

    fn draw_head(
        &self,
        columns: &[Column<'_>],
        sight: &Sight,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        at: Rect,
    ) {
        let head = |index: usize, cells_wide: usize| {
            let column = columns[index];
            let name = column.head(seen).to_uppercase();
            let sorted = self.order != Order::Own && column.field() == self.order.field();
            let name = if sorted {
                format!("{name} {}", paint.glyph("▾", "v"))
            } else {
                name
            };
            cells::fit(&name, cells_wide)
        };
        let slot = |index: usize| {
            if index == self.column {
                Slot::Heading
            } else {
                Slot::Muted
            }
        };
        let mut x = at.x + u16::try_from(LEAD).unwrap_or(0);
        let mut put = |text: &str, wide: usize, slot: Slot, buf: &mut Buffer| {
            let width = u16::try_from(wide)
                .unwrap_or(0)
                .min(at.right().saturating_sub(x));
            paint.line(buf, Rect { x, width, ..at }, text, slot);
            x += width + u16::try_from(GAP).unwrap_or(0);
        };
        put(&head(0, sight.words), sight.words, slot(0), buf);
        for (index, wide) in &sight.others {
            put(&head(*index, *wide), *wide, slot(*index), buf);
        }
        // There is more on either side: Tab goes there.
        if sight.behind {
            paint.right(buf, at, paint.glyph("›", ">"), Slot::Accent);
        }
        if sight.before {
            let place = at.x + u16::try_from(LEAD + sight.words).unwrap_or(0);
            paint.line(
                buf,
                Rect {
                    x: place.min(at.right().saturating_sub(1)),
                    width: 1,
                    ..at
                },
                paint.glyph("‹", "<"),
                Slot::Accent,
            );
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one drawing, in one place")]
    fn draw_lines(
        &mut self,
        columns: &[Column<'_>],
        sight: &Sight,
        seen: Seen<'_>,
        today: &str,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        let cursor_words = self
            .cursor
            .and_then(|id| seen.card(id))
            .map(|card| card.text())
            .unwrap_or_default();
        let opened = cells::wrap(cursor_words, sight.words.max(1))
            .len()
            .clamp(1, 3)
            .min(usize::from(area.height).max(1));
        let height = usize::from(area.height).saturating_sub(opened - 1);
        let mut first = scrolled(self.first, self.at, height.max(1), self.lines.len());
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
            match line {
                Line::Group(name, count) => {
                    let name = if name.is_empty() {
                        paint.text(MsgId::NoStrategy)
                    } else {
                        name
                    };
                    let text = format!("{} {name} ({count})", paint.glyph("■", "#"));
                    paint.line(buf, row(rest, 0), &text, Slot::Heading);
                    rest = below(rest, 1);
                }
                Line::Card(id, depth) => {
                    let Some(card) = seen.card(*id) else { continue };
                    let used = self.draw_action(
                        &card,
                        at == self.at,
                        *depth,
                        columns,
                        sight,
                        seen,
                        today,
                        paint,
                        buf,
                        rest,
                    );
                    rest = below(rest, used);
                }
            }
        }
        self.page = shown;
    }

    #[expect(clippy::too_many_arguments, reason = "one stroke, drawn in one place")]
    fn draw_action(
        &self,
        card: &CardSeen<'_>,
        selected: bool,
        depth: usize,
        columns: &[Column<'_>],
        sight: &Sight,
        seen: Seen<'_>,
        today: &str,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) -> u16 {
        let line = row(area, 0);
        if selected {
            paint.line(
                buf,
                Rect { width: 1, ..line },
                paint.glyph("▸", ">"),
                Slot::Accent,
            );
        }
        let plain = match (card.is_heading(), card.text_of(field::STATUS)) {
            (true, _) => Slot::Heading,
            (false, "done") => Slot::Done,
            (false, "dropped") => Slot::Muted,
            _ => Slot::Card,
        };
        let lead = u16::try_from(LEAD + 2 * depth.min(4)).unwrap_or(0);
        let wide = u16::try_from(sight.words)
            .unwrap_or(0)
            .saturating_sub(lead - u16::try_from(LEAD).unwrap_or(0));
        let words = cells::wrap(card.text(), usize::from(wide).max(1));
        let most = if selected { 3 } else { 1 };
        let mut used = 0;
        for (y, text) in words.iter().take(most).enumerate() {
            let at = row(area, u16::try_from(y).unwrap_or(u16::MAX));
            if at.height == 0 {
                break;
            }
            let cut = y + 1 == most && words.len() > most;
            let text = if cut {
                format!(
                    "{}{}",
                    cells::head(text, usize::from(wide).saturating_sub(1)),
                    paint.glyph("…", "~")
                )
            } else {
                (*text).to_owned()
            };
            let slot = if selected && self.column == 0 {
                Slot::Selected
            } else {
                plain
            };
            paint.line(
                buf,
                Rect {
                    x: at.x + lead,
                    width: wide.min(at.width.saturating_sub(lead)),
                    ..at
                },
                &text,
                slot,
            );
            used += 1;
        }
        let mut x = area.x + u16::try_from(LEAD + sight.words + GAP).unwrap_or(0);
        for (index, wide) in &sight.others {
            let width = u16::try_from(*wide)
                .unwrap_or(0)
                .min(area.right().saturating_sub(x));
            let here = selected && *index == self.column;
            let (text, slot) = cell(card, columns[*index], seen, today, paint);
            let text = if here {
                cells::fit(&text, usize::from(width))
            } else {
                text
            };
            paint.line(
                buf,
                Rect { x, width, ..line },
                &text,
                if here { Slot::Selected } else { slot },
            );
            x += width + u16::try_from(GAP).unwrap_or(0);
        }
        used.max(1)
    }

    /// What the cell with the cursor holds, where it does not fit its column; otherwise where the action comes from.
    fn draw_cell_in_full(
        &self,
        columns: &[Column<'_>],
        sight: &Sight,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        let Some(card) = self.cursor.and_then(|id| seen.card(id)) else {
            return;
        };
        let column = columns[self.column];
        let wide = sight
            .others
            .iter()
            .find(|(index, _)| *index == self.column)
            .map(|(_, wide)| *wide);
        let words = column.words(&card, seen);
        let clipped = matches!(column, Column::Field(_))
            && wide.is_some_and(|wide| cells::width(&words) > wide);
        let text = if clipped {
            format!("{}: {words}", column.head(seen))
        } else {
            let lines = connect::chain_lines(card.id(), seen);
            let Some(line) = lines.first() else { return };
            let more = lines.len() - 1;
            let line = line.render(paint.lang);
            if more > 0 {
                format!("{line}  (+{more})")
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
        // Its end says where the chain arrives, its beginning where it starts: the middle is what can be missed.
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

/// A cell as it is shown: `??` where somebody must still say, `!` before a day that has passed.
fn cell(
    card: &CardSeen<'_>,
    column: Column<'_>,
    seen: Seen<'_>,
    today: &str,
    paint: &Paint<'_>,
) -> (String, Slot) {
    let id = column.field().unwrap_or_default();
    if table::is_missed(card, id) {
        return ("??".to_owned(), Slot::Late);
    }
    if card.is_heading() {
        return (String::new(), Slot::Card);
    }
    let words = column.words(card, seen).to_string();
    let late = table::is_late(card, today);
    match id {
        field::DUE if late && card.get(id).is_some_and(|due| *due.display() < *today) => {
            (format!("! {words}"), Slot::Late)
        }
        field::STATUS if late && words.is_empty() => {
            (paint.text(MsgId::MarkLate).to_owned(), Slot::Late)
        }
        field::STATUS if card.text_of(id) == "late" => (format!("! {words}"), Slot::Late),
        field::STATUS if card.text_of(id) == "done" => {
            (format!("{} {words}", paint.glyph("✓", "x")), Slot::Done)
        }
        field::STATUS if card.get(id).is_none() => (words, Slot::Muted),
        _ if column.field().is_none() => (words, Slot::CardMeta),
        _ => (words, Slot::Card),
    }
}

/// Text that is too long loses its middle.
fn middle_out(text: &str, width: usize, paint: &Paint<'_>) -> String {
    if cells::width(text) <= width {
        return text.to_owned();
    }
    let mark = paint.glyph(" … ", " ~ ");
    let room = width.saturating_sub(3);
    format!(
        "{}{mark}{}",
        cells::head(text, room - room / 2).trim_end(),
        cells::tail(text, room / 2).trim_start()
    )
}
