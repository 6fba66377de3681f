//! The outline as it is drawn: what lies behind what, and beside each cause how it is known and what was decided.

use ratatui::{buffer::Buffer, layout::Rect, style::Modifier};

use super::{
    TreeScreen,
    lay::{LEAD, Laid, TreeView},
    rows::Row,
};
use crate::{
    cells,
    content::slot::Slot,
    model::{
        Seen, Step,
        card::field,
        seen::CardSeen,
        step::tree::{Reading, Tree, read_back},
    },
    say,
    say::MsgId,
    ui::hits::Hit,
    ui::paint::{Paint, below, row},
};

impl TreeScreen {
    pub(super) fn draw_page(
        &mut self,
        step: &Step,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        let found = self.rows.iter().filter(|row| row.fit).count();
        let area = paint.filtered(buf, area, &self.filter, found);
        if self.rows.is_empty() && self.filter.trim().is_empty() {
            let first = Tree::of(step).and_then(|tree| tree.level(0));
            let words = match first {
                Some(level) => paint.say(&say!(EmptyLevels, level.label.get(seen.lang()))),
                None => paint.text(MsgId::EmptyTree).to_owned(),
            };
            paint.wrapped(buf, area, &words, Slot::Placeholder);
        }
        // The sentence has its room whether or not there is one now: the tree must not jump as the cursor moves.
        let told = match area.height {
            0..8 => 0,
            8..13 => 1,
            _ => 3,
        };
        let page = Rect {
            height: area.height - told,
            ..area
        };
        self.draw_rows(&TreeView::new(step, seen, paint, page), buf);
        if told > 0 && !self.rows.is_empty() {
            self.draw_sentence(
                Tree::down(step),
                seen,
                paint,
                buf,
                Rect {
                    y: page.bottom(),
                    height: told,
                    ..area
                },
            );
        }
    }

    fn draw_rows(&mut self, view: &TreeView<'_>, buf: &mut Buffer) {
        let height = usize::from(view.area.height);
        let (seen, cursor) = (view.seen, self.at);
        let lay = |at: usize| {
            seen.card(self.rows[at].id)
                .map(|card| view.lay(&self.rows[at], &card, at == cursor))
        };
        let tall = |at: usize| lay(at).map_or(0, |laid| laid.height());
        // Causes are of different heights: the window moves until the cursor's is whole in it.
        let mut first = self.first.min(cursor).max(cursor.saturating_sub(height));
        let mut used: usize = if self.rows.is_empty() {
            0
        } else {
            (first..=cursor).map(tall).sum()
        };
        while first < cursor && used > height {
            used -= tall(first);
            first += 1;
        }
        // No empty room below while there are lines above.
        let mut last = cursor;
        while used < height && last + 1 < self.rows.len() {
            last += 1;
            used += tall(last);
        }
        while first > 0 && last + 1 >= self.rows.len() && used + tall(first - 1) <= height {
            first -= 1;
            used += tall(first);
        }
        let mut rest = view.area;
        let mut shown = 0;
        for at in first..self.rows.len() {
            if rest.height == 0 {
                break;
            }
            let (line, Some(card)) = (&self.rows[at], seen.card(self.rows[at].id)) else {
                continue;
            };
            let laid = view.lay(line, &card, at == cursor);
            let marked = self.marked.contains(&card.id());
            let tall = u16::try_from(laid.height()).unwrap_or(u16::MAX);
            let whole = Rect {
                height: tall.min(rest.height),
                ..rest
            };
            view.paint.hit(whole, Hit::Card(card.id()));
            view.draw(line, &card, &laid, at == cursor, marked, buf, rest);
            rest = below(rest, tall);
            shown += 1;
        }
        (self.first, self.page) = (first, shown);
    }

    /// The chain of the cursor as a sentence; its end, where it is longer than its room.
    fn draw_sentence(
        &self,
        way: Reading,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        let Some(said) = self.cursor.and_then(|id| read_back(&seen, id, way)) else {
            return;
        };
        let said = paint.say(&said);
        let room = area.height.min(2);
        let at = Rect {
            y: area.bottom() - room,
            height: room,
            x: area.x + 2,
            width: area.width.saturating_sub(2),
        };
        let width = usize::from(at.width);
        let mark = paint.glyph("… ", "~ ");
        let mut lines = cells::wrap(&said, width);
        let long = lines.len() > usize::from(room);
        if long {
            lines = cells::wrap(&said, width.saturating_sub(2));
            lines.drain(..lines.len() - usize::from(room));
        }
        let at = below(
            at,
            room.saturating_sub(u16::try_from(lines.len()).unwrap_or(room)),
        );
        paint.line(
            buf,
            Rect {
                x: area.x,
                width: 1,
                ..row(at, 0)
            },
            paint.glyph("›", ">"),
            Slot::Accent,
        );
        for (y, line) in lines.into_iter().enumerate() {
            let text = if long && y == 0 {
                format!("{mark}{line}")
            } else {
                line.to_owned()
            };
            paint.line(
                buf,
                row(at, u16::try_from(y).unwrap_or(0)),
                &text,
                Slot::Muted,
            );
        }
    }
}

impl TreeView<'_> {
    /// What stands before a cause: which branches go on past it, and that it hangs on one. A branch that rests on
    /// hunches alone hangs on a dotted line.
    fn guides(&self, line: &Row, first: bool) -> String {
        let paint = self.paint;
        let wide = self.indent == 3;
        let mut text = String::new();
        let skipped = line.depth.saturating_sub(self.deepest);
        for level in 1 + skipped..=line.depth {
            let goes_on = line.more >> level.min(63) & 1 == 1;
            let piece = match (level == line.depth && first, goes_on) {
                (true, on) => {
                    let corner = if on {
                        paint.glyph("├", "|")
                    } else {
                        paint.glyph("└", "`")
                    };
                    let stroke = match (line.hunch, wide) {
                        (false, true) => paint.glyph("─ ", "- "),
                        (true, true) => paint.glyph("┄ ", ". "),
                        (false, false) => paint.glyph("─", "-"),
                        (true, false) => paint.glyph("┄", "."),
                    };
                    format!("{corner}{stroke}")
                }
                (false, true) => {
                    format!("{}{}", paint.glyph("│", "|"), if wide { "  " } else { " " })
                }
                (false, false) => (if wide { "   " } else { "  " }).to_owned(),
            };
            text.push_str(&piece);
        }
        if skipped > 0 && first {
            // Levels left out at the left edge are said, so that no cause looks higher than it is.
            let mark = format!("{skipped}{}", paint.glyph("»", ">"));
            let rest = cells::width(&text).saturating_sub(cells::width(&mark));
            text = format!("{mark}{}", cells::tail(&text, rest));
        }
        text
    }

    #[expect(clippy::too_many_arguments, reason = "one stroke, drawn in one place")]
    fn draw(
        &self,
        line: &Row,
        card: &CardSeen<'_>,
        laid: &Laid<'_>,
        selected: bool,
        marked: bool,
        buf: &mut Buffer,
        area: Rect,
    ) {
        let paint = self.paint;
        let slot = match (selected, marked) {
            (true, _) => Slot::Selected,
            (false, true) => Slot::Marked,
            (false, false) if !line.fit => Slot::Muted,
            (false, false) if line.depth == 0 => Slot::Title,
            (false, false) if card.flag(field::ROOT) => Slot::Root,
            (false, false) => Slot::Card,
        };
        let lead = u16::try_from(laid.lead).unwrap_or(0).min(area.width);
        let known = u16::try_from(self.known).unwrap_or(0);
        let words = Rect {
            x: area.x + lead,
            width: area
                .width
                .saturating_sub(lead + known + u16::from(known > 0)),
            ..area
        };
        for (y, text) in laid.lines.iter().enumerate() {
            let at = row(area, u16::try_from(y).unwrap_or(u16::MAX));
            if y == 0 {
                let pointer = if selected {
                    paint.glyph("▸", ">")
                } else {
                    " "
                };
                paint.line(buf, Rect { width: 1, ..at }, pointer, Slot::Accent);
                let mark = if marked { paint.glyph("●", "*") } else { " " };
                paint.line(
                    buf,
                    Rect {
                        x: at.x + 1,
                        width: 1,
                        ..at
                    },
                    mark,
                    Slot::Marked,
                );
            }
            self.draw_guides(line, y == 0, buf, at, lead);
            let place = Rect {
                y: at.y,
                height: at.height,
                ..words
            };
            let cut = laid.clipped && y + 1 == laid.lines.len();
            let text = if cut {
                format!(
                    "{}{}",
                    cells::head(text, usize::from(words.width).saturating_sub(1)),
                    paint.glyph("…", "~")
                )
            } else {
                (*text).to_owned()
            };
            let mut style = paint.style(slot);
            if line.hunch && !selected {
                style = style.add_modifier(Modifier::ITALIC);
            }
            paint.styled(buf, place, &text, style);
        }
        if known > 0 {
            let at = Rect {
                x: area.right() - known,
                width: known,
                ..row(area, 0)
            };
            paint.line(buf, at, &self.evidence_of(card), Slot::CardMeta);
        }
        let mut y = u16::try_from(laid.lines.len()).unwrap_or(0);
        let meta_slot = if card.flag(field::ROOT) {
            Slot::Root
        } else {
            Slot::CardMeta
        };
        if laid.meta_below {
            self.draw_guides(line, false, buf, row(area, y), lead);
            paint.line(
                buf,
                row(
                    Rect {
                        y: words.y,
                        ..words
                    },
                    y,
                ),
                &laid.meta,
                meta_slot,
            );
            y += 1;
        } else if !laid.meta.is_empty() {
            paint.right(buf, row(words, y.saturating_sub(1)), &laid.meta, meta_slot);
        }
        for text in &laid.detail {
            self.draw_guides(line, false, buf, row(area, y), lead);
            paint.line(buf, row(words, y), text, Slot::Muted);
            y += 1;
        }
    }

    fn draw_guides(&self, line: &Row, first: bool, buf: &mut Buffer, at: Rect, lead: u16) {
        let x = at.x + u16::try_from(LEAD).unwrap_or(0);
        let width = lead.saturating_sub(u16::try_from(LEAD).unwrap_or(0));
        self.paint.line(
            buf,
            Rect { x, width, ..at },
            &self.guides(line, first),
            Slot::CardBorder,
        );
    }
}
