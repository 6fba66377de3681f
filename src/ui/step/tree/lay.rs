//! A line of the outline, laid out: its words as they are wrapped, and in small words what was decided about it.

use std::sync::Arc;

use ratatui::layout::Rect;

use super::{rows::Row, windows::choices};
use crate::{
    cells,
    model::{
        Seen, Step,
        card::{EVIDENCE, LENSES, STOPS, field},
        script::Choice,
        seen::CardSeen,
        step::tree::{Tree, links},
    },
    say,
    say::MsgId,
    ui::{paint::Paint, step::tags},
};

/// From this width on, how a cause is known stands in a column of its own.
const COLUMN_FROM: u16 = 64;
/// Cells before the lines of the tree: the cursor's mark and the mark of what was chosen.
pub(super) const LEAD: usize = 2;

/// What every line of one drawing shares.
pub(super) struct TreeView<'a> {
    pub step: &'a Step,
    pub seen: Seen<'a>,
    pub paint: &'a Paint<'a>,
    pub area: Rect,
    /// Cells of a level.
    pub indent: usize,
    /// Levels that fit; deeper causes are drawn as if they were no deeper, with a mark.
    pub deepest: usize,
    /// Cells of the column that says how we know; 0 where there is none.
    pub known: usize,
    pub evidence: Vec<(Arc<str>, Arc<str>)>,
    pub lenses: Vec<(Arc<str>, Arc<str>)>,
    pub stops: Vec<(Arc<str>, Arc<str>)>,
    /// What a node is called by its depth.
    pub levels: &'a [Choice],
}

/// A line of the tree, laid out.
pub(super) struct Laid<'a> {
    pub lead: usize,
    pub lines: Vec<&'a str>,
    pub clipped: bool,
    pub meta: String,
    pub meta_below: bool,
    pub detail: Vec<String>,
}

impl Laid<'_> {
    pub(super) fn height(&self) -> usize {
        self.lines.len() + usize::from(self.meta_below) + self.detail.len()
    }
}

fn label<'a>(choices: &'a [(Arc<str>, Arc<str>)], value: &'a str) -> &'a str {
    choices
        .iter()
        .find(|(id, _)| **id == *value)
        .map_or(value, |(_, label)| label)
}

impl<'a> TreeView<'a> {
    pub(super) fn new(step: &'a Step, seen: Seen<'a>, paint: &'a Paint<'a>, area: Rect) -> Self {
        let width = usize::from(area.width);
        let indent = if area.width < 56 { 2 } else { 3 };
        let levels = Tree::of(step).map_or(&[][..], |tree| &tree.levels);
        // A driver diagram that does not ask how anything is known needs no column for it.
        let asked = levels.is_empty() || step.field(field::EVIDENCE).is_some();
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
            known: if area.width >= COLUMN_FROM && asked {
                widest.min(18) + 2
            } else {
                0
            },
            evidence,
            lenses: choices(step, field::LENS, &LENSES, seen),
            stops: choices(step, field::STOP, &STOPS, seen),
            levels,
        }
    }

    pub(super) fn lay<'c>(&self, line: &Row, card: &CardSeen<'c>, open: bool) -> Laid<'c> {
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
            lines,
            clipped,
            meta,
            meta_below,
            detail,
        }
    }

    /// What was decided about a cause, in small words: every state has a glyph and a word.
    fn meta(&self, line: &Row, card: &CardSeen<'_>) -> String {
        let paint = self.paint;
        let mut words: Vec<String> = Vec::new();
        if line.hidden > 0 {
            words.push(format!("{} {}", paint.glyph("◂", "<"), line.hidden));
        }
        if let Some(level) = self.levels.get(line.depth) {
            words.push(level.label.get(paint.lang).to_string());
        }
        words.extend(self.tested(card));
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
        let group = card.text_of(field::GROUP);
        if !group.is_empty() {
            words.push(paint.say(&say!(ForGroup, group)));
        }
        words.extend(tags(card, self.step, paint.lang));
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

    /// What the tests of a cause came to: a mark for each that failed or is open, one where both were passed.
    fn tested(&self, card: &CardSeen<'_>) -> Vec<String> {
        let paint = self.paint;
        if links::holds(card) {
            let mark = paint.glyph("✓", "+");
            return vec![format!("{mark} {}", paint.text(MsgId::MarkHolds))];
        }
        let mark = |id: MsgId| {
            let open = matches!(id, MsgId::MarkLinkUnsure | MsgId::MarkWithoutUnsure);
            let mark = if open { "?" } else { paint.glyph("✗", "x") };
            format!("{mark} {}", paint.text(id))
        };
        links::marks(card).into_iter().map(mark).collect()
    }

    /// How a cause is known; a hunch has a hollow mark before it.
    pub(super) fn evidence_of(&self, card: &CardSeen<'_>) -> String {
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
                field::GROUP,
                field::THEREFORE,
                field::REMOVAL,
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
}
