//! The list as it is drawn: each question with its mark, its answer and its owner.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{ChecklistScreen, Row};
use crate::{
    cells,
    content::slot::Slot,
    model::step::checklist::Checklist,
    say,
    say::MsgId,
    ui::hits::Hit,
    ui::paint::{Paint, below, row, scrolled},
};

/// Cells before the words: the cursor and the mark of the answer.
const LEAD: u16 = 4;

impl ChecklistScreen {
    /// How many are answered, and which digit gives which answer.
    pub(super) fn draw_progress(
        &self,
        list: &Checklist,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        line: Rect,
    ) {
        let answered = self
            .rows
            .iter()
            .filter(|row| !row.answer.is_empty())
            .count();
        let mut words = vec![paint.say(&say!(StandsChecked, answered, self.rows.len()))];
        let count = |id: &str| self.rows.iter().filter(|row| *row.answer == *id).count();
        let counted = list
            .answers()
            .iter()
            .map(|choice| (count(&choice.id), choice));
        words.extend(
            counted
                .filter(|(count, _)| *count > 0)
                .map(|(count, choice)| {
                    paint.say(&say!(CheckCount, count, list.label(&choice.id, paint.lang)))
                }),
        );
        let keys: Vec<String> = (1..)
            .zip(list.answers())
            .map(|(nth, choice): (usize, _)| {
                paint.say(&say!(CheckKeys, nth, list.label(&choice.id, paint.lang)))
            })
            .collect();
        let left = paint.right(buf, line, &keys.join("  "), Slot::Muted);
        let left = Rect {
            width: left.width.saturating_sub(2),
            ..left
        };
        paint.line(buf, left, &words.join(" · "), Slot::Status);
    }

    pub(super) fn draw_rows(
        &mut self,
        list: &Checklist,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        // The answers stand in a column of their own, and the owners where there is room.
        let labels = list
            .answers()
            .iter()
            .map(|choice| cells::width(&list.label(&choice.id, paint.lang)));
        let answers = labels.max().unwrap_or(0).clamp(3, 16);
        let owners = if area.width >= 56 { 14 } else { 0 };
        let right = answers + owners + 2;
        let wide = usize::from(area.width)
            .saturating_sub(usize::from(LEAD) + right)
            .max(8);
        let height = usize::from(area.height);
        // Lines are of different heights: of those before the cursor, as many stay as leave its own whole.
        let tall = |at: usize| {
            self.rows
                .get(at)
                .map_or(1, |row| self.lines_of(row, at, wide).len())
        };
        let mut first = scrolled(self.first, self.at, height, self.rows.len() + 1).min(self.at);
        while first < self.at && (first..=self.at).map(tall).sum::<usize>() > height {
            first += 1;
        }
        self.first = first;
        let mut rest = area;
        let mut shown = 0;
        for at in first..=self.rows.len() {
            if rest.height == 0 {
                break;
            }
            shown += 1;
            let used = match self.rows.get(at) {
                Some(one) => self.draw_row(one, at, (wide, answers), list, paint, buf, rest),
                None => {
                    let slot = if at == self.at {
                        Slot::Selected
                    } else {
                        Slot::Placeholder
                    };
                    let line = row(rest, 0);
                    paint.hit(line, Hit::Spot(0, at));
                    if at == self.at {
                        paint.line(
                            buf,
                            Rect { width: 1, ..line },
                            paint.glyph("▸", ">"),
                            Slot::Accent,
                        );
                    }
                    let place = Rect {
                        x: line.x + 2,
                        width: line.width.saturating_sub(2),
                        ..line
                    };
                    paint.line(
                        buf,
                        place,
                        &format!("+ {}", paint.text(MsgId::AddQuestion)),
                        slot,
                    );
                    1
                }
            };
            rest = below(rest, used);
        }
        self.page = shown;
    }

    /// The lines of a question: its words, and under them what shows the answer; with the cursor its word of help.
    fn lines_of<'r>(&self, one: &'r Row, at: usize, wide: usize) -> Vec<(&'r str, Slot)> {
        let cursor = at == self.at;
        let words = cells::wrap(&one.words, wide);
        let most = if cursor { 5 } else { 2 };
        let mut lines: Vec<(&str, Slot)> = words
            .into_iter()
            .take(most)
            .map(|line| (line, Slot::Card))
            .collect();
        let under = if one.shows.is_empty() && cursor {
            &*one.hint
        } else {
            &*one.shows
        };
        if !under.is_empty() {
            let most = if cursor { 3 } else { 1 };
            lines.extend(
                cells::wrap(under, wide)
                    .into_iter()
                    .take(most)
                    .map(|line| (line, Slot::Muted)),
            );
        }
        lines
    }

    #[expect(
        clippy::too_many_arguments,
        reason = "a row is drawn with all that its page knows"
    )]
    fn draw_row(
        &self,
        one: &Row,
        at: usize,
        (wide, answers): (usize, usize),
        list: &Checklist,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) -> u16 {
        let cursor = at == self.at;
        let line = row(area, 0);
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
        let well = list.is_well(&one.answer);
        let (mark, slot) = match (&*one.answer, well, list.is_no(&one.answer)) {
            ("", ..) => (paint.glyph("○", "."), Slot::Muted),
            (_, true, _) => (paint.glyph("✓", "x"), Slot::Done),
            (_, _, true) => ("!", Slot::Late),
            _ => ("~", Slot::Title),
        };
        let cell = |from: u16, width: usize| {
            let x = line.x.saturating_add(from);
            Rect {
                x,
                width: u16::try_from(width).unwrap_or(0),
                ..line
            }
            .intersection(line)
        };
        paint.line(buf, cell(2, 1), mark, slot);
        let right = LEAD + u16::try_from(wide).unwrap_or(0) + 1;
        paint.line(buf, cell(right, answers), &one.label, slot);
        let owner = right + u16::try_from(answers).unwrap_or(0) + 1;
        let missed = one.owner.is_empty() && !one.answer.is_empty() && !well;
        if missed {
            paint.line(buf, cell(owner, 14), "??", Slot::Late);
        } else {
            paint.line(buf, cell(owner, 14), &one.owner, Slot::CardMeta);
        }
        let mut used = 0;
        for (text, slot) in self.lines_of(one, at, wide) {
            let slot = if cursor && slot == Slot::Card {
                Slot::Selected
            } else {
                slot
            };
            let at = row(area, used);
            let place = Rect {
                x: at.x + LEAD.min(at.width),
                width: u16::try_from(wide).unwrap_or(0),
                ..at
            };
            paint.line(buf, place.intersection(at), text.trim_end(), slot);
            used += 1;
        }
        let used = used.clamp(1, area.height);
        let hit = one.card.map_or(Hit::Spot(0, at), Hit::Card);
        paint.hit(
            Rect {
                height: used,
                ..area
            },
            hit,
        );
        used
    }
}
