//! The page of questions as it is drawn: progress on top, sections with their counts, questions, answers.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Row, SectionsScreen, What, question, sections};
use crate::{
    cells,
    content::slot::Slot,
    model::{Seen, Step},
    say,
    say::MsgId,
    ui::{
        hits::Hit,
        paint::{Paint, below, row},
        step::cards::{Look, card_height, draw_card},
    },
};

/// How far answers stand in, in the steps of [`Look::depth`].
const ANSWERS: usize = 2;

/// Cells before the words of a question.
const ASK: u16 = 5;

/// Lines of a question without the cursor.
const QUESTION_LINES: usize = 2;

impl SectionsScreen {
    pub(super) fn draw_page(
        &mut self,
        step: &Step,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        let mut area = area;
        if self.filter.trim().is_empty() {
            self.draw_progress(paint, buf, row(area, 0));
        } else {
            let said = say!(FilteredBy, &*self.filter, self.rows.len());
            paint.line(buf, row(area, 0), &paint.say(&said), Slot::Muted);
        }
        area = below(area, 1);
        let height = usize::from(area.height);
        let tall = |at: usize| self.tall(at, step, seen, area.width);
        let cursor = self.at;
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
        let mut rest = area;
        let mut shown = 0;
        for (at, line) in self.rows.iter().enumerate().skip(first) {
            if rest.height == 0 {
                break;
            }
            let used = self.draw_row(line, at == cursor, step, seen, paint, buf, rest);
            rest = below(rest, used);
            shown += 1;
        }
        (self.first, self.page) = (first, shown);
    }

    fn draw_progress(&self, paint: &Paint<'_>, buf: &mut Buffer, line: Rect) {
        let (done, all) = self.progress;
        let words = paint.say(&say!(AnsweredOf, done, all));
        let taken = paint.line(buf, line, &words, Slot::Muted) + 2;
        let bar = Rect {
            x: line.x + taken,
            width: line.width.saturating_sub(taken).min(30),
            ..line
        };
        if bar.width < 6 || all == 0 {
            return;
        }
        let full = usize::from(bar.width) * done / all;
        let text = paint.glyph("█", "#").repeat(full);
        let filled = paint.line(buf, bar, &text, Slot::Progress);
        let empty = Rect {
            x: bar.x + filled,
            width: bar.width - filled,
            ..bar
        };
        let text = paint.glyph("░", ".").repeat(usize::from(empty.width));
        paint.line(buf, empty, &text, Slot::ProgressRest);
    }

    /// How many lines a row of the page takes.
    fn tall(&self, at: usize, step: &Step, seen: Seen<'_>, width: u16) -> usize {
        let Some(line) = self.rows.get(at) else {
            return 0;
        };
        let open = at == self.at;
        match line.what {
            What::Section(_) => 1,
            What::Question(section, place) => {
                ask_lines(step, seen, (section, place), width, open).len()
            }
            What::Card(id) => seen.card(id).map_or(0, |card| {
                card_height(&card, ANSWERS + line.depth, step, seen, width, open)
            }),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one stroke, drawn in one place")]
    fn draw_row(
        &self,
        line: &Row,
        selected: bool,
        step: &Step,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) -> u16 {
        let pointer = if selected {
            paint.glyph("▸", ">")
        } else {
            " "
        };
        let used = match line.what {
            What::Section(at) => {
                let folded = self.folded.contains(&at) && self.filter.trim().is_empty();
                let mark = if folded {
                    paint.glyph("▹", "+")
                } else {
                    paint.glyph("▿", "-")
                };
                let label = match sections(step).get(at) {
                    Some(section) => section.label.get(seen.lang()).to_uppercase(),
                    None => paint.text(MsgId::UnderNoQuestion).to_uppercase(),
                };
                let count = if line.of > 0 {
                    paint.say(&say!(StandsAnswered, line.count, line.of))
                } else {
                    line.count.to_string()
                };
                let left = paint.right(buf, row(area, 0), &count, Slot::Muted);
                paint.line(buf, left, pointer, Slot::Accent);
                let left = Rect {
                    x: left.x + 1,
                    width: left.width.saturating_sub(2),
                    ..left
                };
                let slot = if selected {
                    Slot::Selected
                } else {
                    Slot::Heading
                };
                paint.line(buf, left, &format!("{mark} {label}"), slot);
                1
            }
            What::Question(section, place) => {
                let lines = ask_lines(step, seen, (section, place), area.width, selected);
                let mark = if line.count > 0 {
                    paint.glyph("●", "*")
                } else {
                    paint.glyph("○", "o")
                };
                let slot = match (selected, line.count > 0) {
                    (true, _) => Slot::Selected,
                    (false, true) => Slot::Title,
                    (false, false) => Slot::Text,
                };
                for (y, words) in lines.iter().enumerate() {
                    let at = row(area, u16::try_from(y).unwrap_or(u16::MAX));
                    if y == 0 {
                        paint.line(buf, at, pointer, Slot::Accent);
                        let beside = Rect {
                            x: at.x + 3,
                            width: at.width.saturating_sub(3),
                            ..at
                        };
                        paint.line(buf, beside, mark, Slot::CardMeta);
                    }
                    let at = Rect {
                        x: at.x + ASK,
                        width: at.width.saturating_sub(ASK),
                        ..at
                    };
                    paint.line(buf, at, words, slot);
                }
                u16::try_from(lines.len()).unwrap_or(u16::MAX)
            }
            What::Card(id) => {
                let Some(card) = seen.card(id) else { return 0 };
                let look = Look {
                    selected,
                    open: selected,
                    marked: self.marked.contains(&id),
                    depth: ANSWERS + line.depth,
                };
                return draw_card(&card, look, step, seen, paint, buf, area);
            }
        };
        let spot = self.rows.iter().position(|row| row.what == line.what);
        if let Some(at) = spot {
            paint.hit(
                Rect {
                    height: used,
                    ..area
                }
                .intersection(area),
                Hit::Spot(0, at),
            );
        }
        used
    }
}

/// The lines of a question: all of them under the cursor.
fn ask_lines<'s>(
    step: &'s Step,
    seen: Seen<'_>,
    (section, place): (usize, usize),
    width: u16,
    open: bool,
) -> Vec<&'s str> {
    let Some(item) = question(step, section, place) else {
        return Vec::new();
    };
    let width = usize::from(width.saturating_sub(ASK)).max(8);
    let mut lines = cells::wrap(item.ask.get(seen.lang()), width);
    lines.truncate(if open { 4 } else { QUESTION_LINES });
    lines
}
