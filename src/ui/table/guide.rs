//! The facilitator's side of the table: what to ask, what helps when it goes quiet, what to watch for, their own note,
//! what is asked before the next step, what was parked, and what hangs loose. Nobody else's seat has it.
//!
//! Advice looks at every card of a step, and loose ends at every card there is: they are asked for when the session has
//! changed, never for a key alone.

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    cells,
    content::slot::Slot,
    document::Line,
    model::{
        Seen, Seq, Step, StepId,
        script::{Guidance, Words},
        thread,
    },
    say,
    say::{Keys, Lang, Msg, MsgId},
    ui::{
        keys::Action,
        overlay::{Overlay, slack_count},
        paint::{Paint, below, row, scrolled},
        step,
    },
};

/// What it says of one step, as of a version of the session.
#[derive(Debug, Default)]
pub struct Guide {
    of: Option<(Seq, StepId, Lang)>,
    parts: Vec<Part>,
    /// What fitted beside the page, and into how many columns and lines; none once what it says has changed.
    fitted: Option<((usize, usize, bool), Vec<Laid>)>,
    /// All of it in lines of a width; none once what it says has changed.
    whole: Option<((usize, bool), Vec<Laid>)>,
    /// The first line shown, where it is gone through.
    first: usize,
    /// How many lines there were, and how many of them fitted, when it was drawn last.
    tall: (usize, usize),
}

/// One heading, with what stands under it.
#[derive(Clone, Debug)]
struct Part {
    title: Msg,
    rows: Vec<Row>,
    /// How many of its rows stay, however low the column is.
    least: usize,
    /// Whether it is left out beside the page.
    only_whole: bool,
}

#[derive(Clone, Debug)]
struct Row {
    mark: Mark,
    slot: Slot,
    line: Line,
    /// Whether it is cut to one line beside the page.
    short: bool,
}

/// What stands before a row.
#[derive(Clone, Copy, Debug)]
enum Mark {
    None,
    Point,
    Asked,
    Met,
}

/// One line of the screen.
#[derive(Debug)]
struct Laid {
    slot: Slot,
    mark: &'static str,
    words: String,
}

impl Guide {
    fn sync(&mut self, step: &Step, seen: Seen<'_>) {
        let now = (seen.version(), step.id.clone(), seen.lang());
        if self.of.as_ref() == Some(&now) {
            return;
        }
        if self.of.as_ref().is_none_or(|(_, of, _)| *of != step.id) {
            self.first = 0;
        }
        self.parts = parts(step, seen);
        (self.fitted, self.whole) = (None, None);
        self.of = Some(now);
    }

    /// Draws it beside the page: as much as there is room for, the headings first; and where it has the keys, all of it.
    pub fn draw(
        &mut self,
        step: &Step,
        seen: Seen<'_>,
        has_keys: bool,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        self.sync(step, seen);
        let title = row(area, 0);
        let key = paint.called().called("table.guide", paint.lang);
        let left = paint.right(buf, title, &key.unwrap_or_default(), Slot::HintKey);
        let slot = if has_keys {
            Slot::Selected
        } else {
            Slot::PrivateTitle
        };
        paint.line(buf, left, paint.text(MsgId::TitleOnlyYou), slot);
        let body = below(area, if area.height > 20 { 2 } else { 1 });
        if has_keys {
            self.draw_whole(step, seen, paint, buf, body);
            return;
        }
        let room = (
            usize::from(body.width),
            usize::from(body.height),
            paint.ascii,
        );
        if self.fitted.as_ref().is_none_or(|(known, _)| *known != room) {
            let lines = squeezed(&self.parts, paint, room.0, room.1);
            self.fitted = Some((room, lines));
        }
        if let Some((_, lines)) = &self.fitted {
            put(lines, paint, buf, body);
        }
    }

    /// Draws all of it, from the line on to which it was gone.
    pub fn draw_whole(
        &mut self,
        step: &Step,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        self.sync(step, seen);
        let room = (usize::from(area.width), paint.ascii);
        if self.whole.as_ref().is_none_or(|(known, _)| *known != room) {
            self.whole = Some((room, laid(&self.parts, true, false, paint, room.0)));
        }
        let lines = self.whole.as_ref().map_or(&[][..], |(_, lines)| lines);
        let height = usize::from(area.height);
        self.tall = (lines.len(), height);
        self.first = scrolled(self.first, self.first, height, lines.len());
        put(lines.get(self.first..).unwrap_or(&[]), paint, buf, area);
        let below = lines.len().saturating_sub(self.first + height);
        if below > 0 && area.height > 2 {
            let words = paint.say(&say!(MoreBelow, below + 1));
            let at = row(area, area.height - 1);
            paint.clear(buf, at, Slot::Text);
            paint.line(buf, at, &words, Slot::Muted);
        }
    }

    /// Goes through it; false where the action does something else.
    pub fn act(&mut self, action: Action) -> bool {
        let (all, height) = self.tall;
        let last = all.saturating_sub(height);
        let page = height.saturating_sub(2).max(1);
        self.first = match action {
            Action::Up => self.first.saturating_sub(1),
            Action::Down => self.first + 1,
            Action::PageUp => self.first.saturating_sub(page),
            Action::PageDown => self.first + page,
            Action::First => 0,
            Action::Last => last,
            _ => return false,
        }
        .min(last);
        true
    }
}

/// One's own note as a window, for those who do not lead; and all of it where there is no screen to share.
pub fn window(step: &Step, seen: Seen<'_>) -> Overlay {
    let mut lines = Vec::new();
    for part in parts(step, seen) {
        if !lines.is_empty() {
            lines.push((Slot::Private, Line::default()));
        }
        lines.push((Slot::PrivateTitle, Line::msg(part.title)));
        lines.extend(part.rows.into_iter().map(|row| {
            let mark = match row.mark {
                Mark::None => "",
                Mark::Point => "• ",
                Mark::Asked => "! ",
                Mark::Met => "✓ ",
            };
            let mut line = Line::said(mark);
            line.0.extend(row.line.0);
            (row.slot, line)
        }));
    }
    let title = if seen.leads() {
        MsgId::TitleOnlyYou
    } else {
        MsgId::TitleForYou
    };
    Overlay::read(title.text(seen.lang()), lines)
}

fn parts(step: &Step, seen: Seen<'_>) -> Vec<Part> {
    let mut parts = Vec::new();
    if seen.is_confidant() {
        let known = seen.step(&step.id).map(|step| seen.guide(step));
        parts.extend(known.map(|guide| of_guidance(guide, seen.lang())));
    }
    let mut parts: Vec<Part> = parts.into_iter().flatten().collect();
    if seen.is_confidant() && !step.recipe.is_empty() {
        let phases = step.recipe.iter();
        parts.push(Part {
            rows: phases
                .map(|phase| Row::point(Line::msg(step::phase(*phase))))
                .collect(),
            only_whole: true,
            ..Part::new(say!(TitleRecipe))
        });
    }
    parts.push(of_note(step, seen));
    if seen.is_confidant() {
        parts.push(of_checks(step, seen));
        parts.extend(of_parked(seen));
        parts.extend(of_loose(seen));
    }
    parts
}

fn of_guidance(guide: &Guidance, lang: Lang) -> Vec<Part> {
    let part = |title: Msg, all: &[Words]| {
        let rows = all.iter();
        Part {
            rows: rows
                .map(|words| Row::point(Line::said(words.get(lang).clone())))
                .collect(),
            least: 1,
            ..Part::new(title)
        }
    };
    // A plain list says everything under one heading.
    let plain = guide.quiet.is_empty() && guide.watch.is_empty();
    let ask = if plain {
        say!(TitleGuide)
    } else {
        say!(TitleAsk)
    };
    let parts = vec![
        part(ask, &guide.ask),
        part(say!(TitleQuiet), &guide.quiet),
        part(say!(TitleWatch), &guide.watch),
    ];
    parts
        .into_iter()
        .filter(|part| !part.rows.is_empty())
        .collect()
}

fn of_note(step: &Step, seen: Seen<'_>) -> Part {
    let rows = match seen.note(&step.id) {
        Some(note) => note
            .lines()
            .map(|line| Row::plain(Slot::Private, Line::said(line)))
            .collect(),
        None => vec![Row::plain(Slot::Placeholder, Line::msg(MsgId::NoNote))],
    };
    Part {
        rows,
        least: 1,
        ..Part::new(say!(TitleNote))
    }
}

fn of_checks(step: &Step, seen: Seen<'_>) -> Part {
    let row = |mark, slot, msg| Row {
        mark,
        slot,
        line: Line::msg(msg),
        short: false,
    };
    let asked = seen.advice(step).into_iter();
    let mut rows: Vec<Row> = asked
        .map(|advice| row(Mark::Asked, Slot::Advice, advice.msg))
        .collect();
    let open = rows.len();
    let met = seen.met(step).into_iter();
    rows.extend(met.map(|msg| row(Mark::Met, Slot::Done, msg)));
    if rows.is_empty() {
        // Nothing to ask is no praise: what is not done yet is in no shape.
        let words = if seen.is_done(step) {
            MsgId::NoAdvice
        } else {
            MsgId::NoAdviceYet
        };
        rows.push(Row::plain(Slot::Private, Line::msg(words)));
    }
    Part {
        least: open.clamp(1, 2),
        rows,
        ..Part::new(say!(TitleAdvice))
    }
}

fn of_parked(seen: Seen<'_>) -> Option<Part> {
    let rows: Vec<Row> = seen
        .parked()
        .map(|card| Row {
            short: true,
            ..Row::point(Line::said(card.text()))
        })
        .collect();
    (!rows.is_empty()).then(|| {
        let title = say!(TitleParked, rows.len());
        Part {
            rows,
            ..Part::new(title)
        }
    })
}

fn of_loose(seen: Seen<'_>) -> Option<Part> {
    let loose = thread::loose(&seen);
    let all: usize = loose.iter().map(|one| one.ends.len()).sum();
    (all > 0).then(|| {
        let rows = loose
            .iter()
            .map(|one| Row::point(Line::msg(slack_count(one.slack, one.ends.len()))));
        Part {
            rows: rows.collect(),
            ..Part::new(say!(TitleLoose, all))
        }
    })
}

impl Part {
    fn new(title: Msg) -> Self {
        Self {
            title,
            rows: Vec::new(),
            least: 0,
            only_whole: false,
        }
    }
}

impl Row {
    fn point(line: Line) -> Self {
        Self {
            mark: Mark::Point,
            ..Self::plain(Slot::Private, line)
        }
    }

    fn plain(slot: Slot, line: Line) -> Self {
        Self {
            mark: Mark::None,
            slot,
            line,
            short: false,
        }
    }

    fn mark(&self, paint: &Paint<'_>) -> &'static str {
        match self.mark {
            Mark::None => "",
            Mark::Point => paint.glyph("• ", "- "),
            Mark::Asked => "! ",
            Mark::Met => paint.glyph("✓ ", "+ "),
        }
    }

    /// As lines of the screen; what is wrapped goes on under its first word.
    fn lay(&self, cut: bool, paint: &Paint<'_>, width: usize, lines: &mut Vec<Laid>) {
        let mark = self.mark(paint);
        let room = width.saturating_sub(cells::width(mark)).max(1);
        let words = paint.words(&self.line);
        let mut laid = |mark, words: &str| {
            lines.push(Laid {
                slot: self.slot,
                mark,
                words: words.to_owned(),
            });
        };
        if cut && self.short {
            laid(mark, &cells::clip_with(&words, room, paint.glyph("…", "~")));
            return;
        }
        for (at, line) in cells::wrap(&words, room).into_iter().enumerate() {
            laid(if at == 0 { mark } else { blank(mark) }, line);
        }
    }
}

/// As much room as a mark takes.
fn blank(mark: &str) -> &'static str {
    if mark.is_empty() { "" } else { "  " }
}

/// Everything as lines of the screen, with an empty line before each heading where there is room.
fn laid(parts: &[Part], gaps: bool, beside: bool, paint: &Paint<'_>, width: usize) -> Vec<Laid> {
    let mut lines = Vec::new();
    for part in parts.iter().filter(|part| !(beside && part.only_whole)) {
        if gaps && !lines.is_empty() {
            lines.push(Laid {
                slot: Slot::Private,
                mark: "",
                words: String::new(),
            });
        }
        let title = Row::plain(Slot::PrivateTitle, Line::msg(part.title.clone()));
        title.lay(false, paint, width, &mut lines);
        for row in &part.rows {
            row.lay(beside, paint, width, &mut lines);
        }
    }
    lines
}

/// What there is room for: first the gaps give way, then of the longest part its last rows, and how many went is said.
fn squeezed(parts: &[Part], paint: &Paint<'_>, width: usize, height: usize) -> Vec<Laid> {
    // What is longer than the column by itself need not be looked at whole.
    let rows = |part: &Part| Part {
        title: part.title.clone(),
        rows: part.rows.iter().take(height).cloned().collect(),
        ..*part
    };
    let mut gone: usize = parts
        .iter()
        .map(|part| part.rows.len().saturating_sub(height))
        .sum();
    let mut parts: Vec<Part> = parts
        .iter()
        .filter(|part| !part.only_whole)
        .map(rows)
        .collect();
    let whole = laid(&parts, true, true, paint, width);
    if gone == 0 && whole.len() <= height {
        return whole;
    }
    loop {
        let mut lines = laid(&parts, false, true, paint, width);
        let room = height.saturating_sub(usize::from(gone > 0));
        if lines.len() <= room {
            // What was won may be enough for the gaps.
            let airy = laid(&parts, true, true, paint, width);
            if airy.len() <= room {
                lines = airy;
            }
            if gone > 0 {
                lines.push(Laid {
                    slot: Slot::Muted,
                    mark: "",
                    words: paint.say(&say!(GuideMore, gone)),
                });
            }
            return lines;
        }
        let tall = |part: &Part| {
            let mut lines = Vec::new();
            for row in &part.rows {
                row.lay(true, paint, width, &mut lines);
            }
            lines.len()
        };
        let longest = parts
            .iter_mut()
            .filter(|part| part.rows.len() > part.least)
            .max_by_key(|part| tall(part));
        let Some(part) = longest else {
            lines.truncate(height);
            return lines;
        };
        part.rows.pop();
        gone += 1;
    }
}

fn put(lines: &[Laid], paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
    for (line, y) in lines.iter().zip(0..area.height) {
        let at = row(area, y);
        let words = format!("{}{}", line.mark, line.words);
        paint.line(buf, at, &words, line.slot);
    }
}
