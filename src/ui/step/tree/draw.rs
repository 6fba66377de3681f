//! The outline as it is drawn: what lies behind what, and beside each cause how it is known and what was decided.

use std::sync::Arc;

use ratatui::{buffer::Buffer, layout::Rect, style::Modifier};

use super::{TreeScreen, rows::Row, windows::choices};
use crate::{
    cells,
    content::slot::Slot,
    model::{
        Seen, Step,
        card::{EVIDENCE, LENSES, STOPS, field},
        seen::CardSeen,
        step::tree::{Reading, read_back},
    },
    say,
    say::MsgId,
    ui::paint::{Paint, below, row},
};

/// From this width on, how a cause is known stands in a column of its own.
const COLUMN_FROM: u16 = 64;
/// Cells before the lines of the tree: the cursor's mark and the mark of what was chosen.
const LEAD: usize = 2;

/// What every line of one drawing shares.
struct Sheet<'a> {
    step: &'a Step,
    seen: Seen<'a>,
    paint: &'a Paint<'a>,
    area: Rect,
    /// Cells of a level.
    indent: usize,
    /// Levels that fit; deeper causes are drawn as if they were no deeper, with a mark.
    deepest: usize,
    /// Cells of the column that says how we know; 0 where there is none.
    known: usize,
    evidence: Vec<(Arc<str>, Arc<str>)>,
    lenses: Vec<(Arc<str>, Arc<str>)>,
    stops: Vec<(Arc<str>, Arc<str>)>,
}

/// A line of the tree, laid out.
struct Laid<'a> {
    lead: usize,
    lines: Vec<&'a str>,
    clipped: bool,
    meta: String,
    meta_below: bool,
    detail: Vec<String>,
}

impl Laid<'_> {
    fn height(&self) -> usize {
        self.lines.len() + usize::from(self.meta_below) + self.detail.len()
    }
}

impl TreeScreen {
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
            let found = self.rows.iter().filter(|row| row.fit).count();
            paint.line(
                buf,
                row(area, 0),
                &paint.say(&say!(FilteredBy, &*self.filter, found)),
                Slot::Muted,
            );
            area = below(area, 1);
        } else if self.rows.is_empty() {
            paint.wrapped(buf, area, paint.text(MsgId::EmptyTree), Slot::Placeholder);
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
        self.draw_rows(&Sheet::new(step, seen, paint, page), buf);
        if told > 0 && !self.rows.is_empty() {
            self.draw_sentence(
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

    fn draw_rows(&mut self, sheet: &Sheet<'_>, buf: &mut Buffer) {
        let height = usize::from(sheet.area.height);
        let (seen, cursor) = (sheet.seen, self.at);
        let lay = |at: usize| {
            seen.card(self.rows[at].id)
                .map(|card| sheet.lay(&self.rows[at], &card, at == cursor))
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
        let mut rest = sheet.area;
        let mut shown = 0;
        for at in first..self.rows.len() {
            if rest.height == 0 {
                break;
            }
            let (line, Some(card)) = (&self.rows[at], seen.card(self.rows[at].id)) else {
                continue;
            };
            let laid = sheet.lay(line, &card, at == cursor);
            let marked = self.marked.contains(&card.id());
            sheet.draw(line, &card, &laid, at == cursor, marked, buf, rest);
            rest = below(rest, u16::try_from(laid.height()).unwrap_or(u16::MAX));
            shown += 1;
        }
        (self.first, self.page) = (first, shown);
    }

    /// The chain of the cursor as a sentence; its end, where it is longer than its room.
    fn draw_sentence(&self, seen: Seen<'_>, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
        let Some(said) = self
            .cursor
            .and_then(|id| read_back(&seen, id, Reading::Because))
        else {
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

fn label<'a>(choices: &'a [(Arc<str>, Arc<str>)], value: &'a str) -> &'a str {
    choices
        .iter()
        .find(|(id, _)| **id == *value)
        .map_or(value, |(_, label)| label)
}

impl<'a> Sheet<'a> {
    fn new(step: &'a Step, seen: Seen<'a>, paint: &'a Paint<'a>, area: Rect) -> Self {
        let width = usize::from(area.width);
        let indent = if area.width < 56 { 2 } else { 3 };
        let evidence = choices(step, field::EVIDENCE, &EVIDENCE, seen);
        let widest = evidence
            .iter()
            .map(|(_, label)| cells::width(label))
            .max()
            .unwrap_or(0);
        Self {
            step,
            seen,
            paint,
            area,
            indent,
            deepest: (width / 2 / indent).max(1),
            known: if area.width >= COLUMN_FROM {
                widest.min(18) + 2
            } else {
                0
            },
            evidence,
            lenses: choices(step, field::LENS, &LENSES, seen),
            stops: choices(step, field::STOP, &STOPS, seen),
        }
    }

    fn lay<'c>(&self, line: &Row, card: &CardSeen<'c>, open: bool) -> Laid<'c> {
        let lead = LEAD + self.indent * line.depth.min(self.deepest);
        let width = usize::from(self.area.width)
            .saturating_sub(lead + self.known + usize::from(self.known > 0))
            .max(8);
        let mut lines = cells::wrap(card.text(), width);
        let most = if open { 4 } else { 2 };
        let clipped = lines.len() > most;
        lines.truncate(most);
        let meta = self.meta(line, card);
        let last = lines.last().map_or(0, |line| cells::width(line));
        let detail = if open {
            self.detail(card, width)
        } else {
            Vec::new()
        };
        let meta_below = !meta.is_empty() && last + 2 + cells::width(&meta) > width;
        Laid {
            lead,
            clipped,
            meta_below,
            meta,
            detail,
            lines,
        }
    }

    /// What was decided about a cause, in small words: every state has a glyph and a word.
    fn meta(&self, line: &Row, card: &CardSeen<'_>) -> String {
        let paint = self.paint;
        let mut words: Vec<String> = Vec::new();
        if line.hidden > 0 {
            words.push(format!("{} {}", paint.glyph("◂", "<"), line.hidden));
        }
        if card.flag(field::ROOT) {
            words.push(format!(
                "{} {}",
                paint.glyph("◆", "*"),
                paint.text(MsgId::MarkRoot)
            ));
        }
        let stop = card.text_of(field::STOP);
        if !stop.is_empty() {
            words.push(format!(
                "{} {}",
                paint.glyph("■", "#"),
                label(&self.stops, stop)
            ));
        }
        if card.flag(field::RESEARCH) {
            words.push(format!("? {}", paint.text(MsgId::MarkResearch)));
        }
        let lens = card.text_of(field::LENS);
        if !lens.is_empty() {
            words.push(label(&self.lenses, lens).to_owned());
        }
        let links = self.seen.comes_from(card.id()).count() + self.seen.leads_to(card.id()).count();
        if links > 0 {
            words.push(format!("{}{links}", paint.glyph("↔", "<>")));
        }
        let known = self.evidence_of(card);
        if self.known == 0 && !known.is_empty() {
            words.push(known);
        }
        words.join(" · ")
    }

    /// How a cause is known; a hunch has a hollow mark before it.
    fn evidence_of(&self, card: &CardSeen<'_>) -> String {
        let how = card.text_of(field::EVIDENCE);
        let hunch = how == EVIDENCE[EVIDENCE.len() - 1];
        let mark = match (how.is_empty(), hunch, self.known > 0) {
            (true, ..) => return String::new(),
            (_, true, _) => self.paint.glyph("○ ", "o "),
            (_, false, true) => "  ",
            (_, false, false) => "",
        };
        format!("{mark}{}", label(&self.evidence, how))
    }

    /// More words of the cause with the cursor, and what was written at the same time.
    fn detail(&self, card: &CardSeen<'_>, width: usize) -> Vec<String> {
        let mut text = card.text_of(field::DETAIL).replace('\n', " ");
        for declared in self.step.kind.lens().fields() {
            let id = declared.id.as_str();
            let known = [
                field::TEXT,
                field::DETAIL,
                field::EVIDENCE,
                field::LENS,
                field::STOP,
                field::RESEARCH,
                field::ROOT,
            ];
            if let Some(value) = card.get(id).filter(|_| !known.contains(&id)) {
                let gap = if text.is_empty() { "" } else { "  " };
                text = format!(
                    "{text}{gap}{}: {}",
                    declared.name(self.seen.lang()),
                    value.display()
                );
            }
        }
        if let Some(rival) = card.rival(field::TEXT) {
            text = format!(
                "{text} {}",
                self.paint.say(&say!(AlsoWritten, rival.display()))
            );
        }
        cells::wrap(text.trim(), width)
            .into_iter()
            .filter(|line| !line.is_empty())
            .take(3)
            .map(str::to_owned)
            .collect()
    }

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
