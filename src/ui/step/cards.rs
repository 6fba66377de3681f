//! The page of cards: columns of what was said, groups under their headings, a cursor that stays on its card.

use std::{collections::BTreeSet, sync::Arc};

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use uuid::Uuid;

use super::{Cx, StepScreen, act_on_card, tags};
use crate::{
    cells,
    content::slot::Slot,
    model::{CardId, Seen, Seq, Step, card::field, ids::ColumnId, seen::CardSeen, step::Kind},
    say,
    say::MsgId,
    ui::{
        form::{Form, Target},
        hits::Hit,
        keys::{self, Action, Facts, Scope},
        paint::{Paint, below, row, scrolled},
    },
};

mod laid;

use laid::Laid;

/// The page of cards.
#[derive(Debug, Default)]
pub struct CardsScreen {
    /// The column with the cursor.
    column: usize,
    /// The card with the cursor, in each column.
    cursor: Vec<Option<CardId>>,
    /// A card that gets the cursor as soon as it is on the page.
    wanted: Option<CardId>,
    /// The first card shown, in each column.
    first: Vec<usize>,
    marked: BTreeSet<CardId>,
    filter: String,
    /// What each column shows, as of a version of the session and a filter.
    laid: Arc<Laid>,
    laid_of: Option<(Seq, String)>,
    /// How many cards were shown last, for paging.
    page: usize,
}

impl CardsScreen {
    /// Computes what the columns show; only where the session or the filter changed since.
    fn sync(&mut self, step: &Step, seen: Seen<'_>) {
        let wanted = (seen.version(), self.filter.clone());
        if self.laid_of.as_ref() == Some(&wanted) {
            self.find_wanted();
            return;
        }
        let laid = if self.filter.trim().is_empty() {
            seen.once(&step.id, |seen| Laid::of(step, seen, ""))
        } else {
            Arc::new(Laid::of(step, seen, &self.filter))
        };
        let rows = &laid.columns;
        self.cursor.resize(rows.len(), None);
        self.first.resize(rows.len(), 0);
        self.column = self.column.min(rows.len() - 1);
        self.marked
            .retain(|id| seen.card(*id).is_some_and(|card| *card.step() == step.id));
        // A card that appeared at the cursor's command has the cursor; one that went leaves it to its neighbour.
        for (at, column) in rows.iter().enumerate() {
            let there = |id: &CardId| column.iter().any(|(_, other)| other == id);
            if !self.cursor[at].as_ref().is_some_and(there) {
                let was =
                    self.laid.columns.get(at).and_then(|old| {
                        old.iter().position(|(_, id)| Some(*id) == self.cursor[at])
                    });
                let near = was.unwrap_or(0).min(column.len().saturating_sub(1));
                self.cursor[at] = column.get(near).map(|(_, id)| *id);
            }
        }
        self.laid = laid;
        self.laid_of = Some(wanted);
        let rows = &self.laid.columns;
        if rows[self.column].is_empty()
            && let Some(other) = rows.iter().position(|column| !column.is_empty())
        {
            self.column = other;
        }
        self.find_wanted();
    }

    /// The card that is looked for gets the cursor, in its column.
    fn find_wanted(&mut self) {
        let Some(wanted) = self.wanted else { return };
        let holds = |rows: &Vec<(usize, CardId)>| rows.iter().any(|(_, id)| *id == wanted);
        if let Some(column) = self.laid.columns.iter().position(holds) {
            self.wanted = None;
            self.column = column;
            self.cursor[column] = Some(wanted);
        }
    }

    fn selected(&self) -> Option<CardId> {
        self.cursor.get(self.column).copied().flatten()
    }

    fn move_by(&mut self, by: isize) {
        self.wanted = None;
        let Some(rows) = self.laid.columns.get(self.column) else {
            return;
        };
        let now = rows
            .iter()
            .position(|(_, id)| Some(*id) == self.selected())
            .unwrap_or(0);
        let next = now
            .saturating_add_signed(by)
            .min(rows.len().saturating_sub(1));
        if let Some((_, id)) = rows.get(next) {
            self.cursor[self.column] = Some(*id);
        }
    }

    fn column_id(&self, step: &Step) -> Option<ColumnId> {
        step.kind
            .lens()
            .columns()
            .get(self.column)
            .map(|column| column.id.clone())
    }

    fn draw_column(
        &mut self,
        at: usize,
        step: &Step,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        let rows = &self.laid.columns[at];
        let cursor = rows
            .iter()
            .position(|(_, id)| Some(*id) == self.cursor[at])
            .unwrap_or(0);
        // Cards are of different heights: the window is moved until the cursor's card is whole in it.
        let height = |position: usize| {
            let (depth, id) = rows[position];
            seen.card(id).map_or(0, |card| {
                card_height(&card, depth, step, seen, area.width, position == cursor)
            })
        };
        let mut first = self.first[at].min(cursor);
        let fits_from =
            |first: usize| (first..=cursor).map(height).sum::<usize>() <= usize::from(area.height);
        if cursor.saturating_sub(first) > usize::from(area.height) {
            first = scrolled(first, cursor, usize::from(area.height), rows.len());
        }
        while first < cursor && !fits_from(first) {
            first += 1;
        }
        self.first[at] = first;
        let mut rest = area;
        let mut shown = 0;
        for (position, (depth, id)) in rows.iter().enumerate().skip(first) {
            if rest.height == 0 {
                break;
            }
            let Some(card) = seen.card(*id) else { continue };
            let look = Look {
                selected: at == self.column && position == cursor,
                open: position == cursor,
                marked: self.marked.contains(id),
                depth: *depth,
            };
            let used = draw_card(&card, look, step, seen, paint, buf, rest);
            rest = below(rest, used);
            shown += 1;
        }
        let hidden = rows.len().saturating_sub(first + shown);
        if hidden > 0 && area.height > 1 {
            let text = paint.say(&say!(MoreBelow, hidden));
            let line = row(area, area.height - 1);
            paint.line(
                buf,
                line,
                &cells::fit(&format!("  {text}"), usize::from(line.width)),
                Slot::Muted,
            );
        }
        if at == self.column {
            self.page = shown.max(1);
        }
    }
}

/// How a card is drawn among others.
#[derive(Clone, Copy)]
pub(super) struct Look {
    /// It has the cursor.
    pub selected: bool,
    /// All of it is shown.
    pub open: bool,
    /// It was chosen with Space.
    pub marked: bool,
    /// How far it is indented.
    pub depth: usize,
}

/// The small words behind a card: how we know it, and its other choices and names.
fn meta(card: &CardSeen<'_>, step: &Step, seen: Seen<'_>) -> String {
    let mut words = Vec::new();
    for declared in step.kind.lens().fields() {
        let id = declared.id.as_str();
        if matches!(id, field::TEXT | field::DETAIL) {
            continue;
        }
        if let Some(value) = card.get(id) {
            words.push(match value {
                crate::model::Value::Flag(_) => declared.name(seen.lang()).to_string(),
                value => declared.shown(value.display(), seen.lang()).to_string(),
            });
        }
    }
    words.extend(tags(card, step, seen.lang()));
    let links = seen.comes_from(card.id()).count() + seen.leads_to(card.id()).count();
    if links > 0 {
        words.push(format!("↔{links}"));
    }
    words.join(" · ")
}

/// What stands under the words of a card with the cursor: its detail, and what was written at the same time.
fn under(card: &CardSeen<'_>, seen: Seen<'_>) -> String {
    let mut text = card.text_of(field::DETAIL).replace('\n', " ");
    if let Some(rival) = card.rival(field::TEXT) {
        if !text.is_empty() {
            text.push_str("  ");
        }
        text.push_str(&say!(AlsoWritten, rival.display()).render(seen.lang()));
    }
    text
}

fn text_width(width: u16, depth: usize) -> usize {
    usize::from(width).saturating_sub(3 + 2 * depth).max(8)
}

fn card_lines<'a>(card: &CardSeen<'a>, width: usize, open: bool) -> Vec<&'a str> {
    let mut lines = cells::wrap(card.text(), width);
    lines.truncate(if open { 6 } else { 2 });
    lines
}

pub(super) fn card_height(
    card: &CardSeen<'_>,
    depth: usize,
    step: &Step,
    seen: Seen<'_>,
    width: u16,
    open: bool,
) -> usize {
    let width = text_width(width, depth);
    let lines = card_lines(card, width, open);
    let meta = meta(card, step, seen);
    let last = lines.last().map_or(0, |line| cells::width(line));
    let meta_line = usize::from(!meta.is_empty() && last + cells::width(&meta) + 2 > width);
    let detail = if open {
        cells::wrap(&under(card, seen), width)
            .iter()
            .filter(|line| !line.is_empty())
            .take(4)
            .count()
    } else {
        0
    };
    lines.len() + meta_line + detail
}

/// Draws a card, which can be clicked; answers how many lines it took.
pub(super) fn draw_card(
    card: &CardSeen<'_>,
    look: Look,
    step: &Step,
    seen: Seen<'_>,
    paint: &Paint<'_>,
    buf: &mut Buffer,
    area: Rect,
) -> u16 {
    let used = draw_lines(card, look, step, seen, paint, buf, area);
    let whole = Rect {
        height: used.min(area.height),
        ..area
    };
    paint.hit(whole, Hit::Card(card.id()));
    used
}

fn draw_lines(
    card: &CardSeen<'_>,
    look: Look,
    step: &Step,
    seen: Seen<'_>,
    paint: &Paint<'_>,
    buf: &mut Buffer,
    area: Rect,
) -> u16 {
    let indent = u16::try_from(2 * look.depth)
        .unwrap_or(0)
        .min(area.width / 2);
    let mark = match (look.marked, card.is_heading()) {
        (true, _) => paint.glyph("● ", "* "),
        (false, true) => paint.glyph("■ ", "# "),
        (false, false) => paint.glyph("• ", "- "),
    };
    let pointer = if look.selected {
        paint.glyph("▸", ">")
    } else {
        " "
    };
    let slot = match (look.selected, look.marked, card.is_heading()) {
        (true, ..) => Slot::Selected,
        (_, true, _) => Slot::Marked,
        (_, _, true) => Slot::Heading,
        _ => Slot::Card,
    };
    let width = text_width(area.width, look.depth);
    let meta = meta(card, step, seen);
    let mut y = 0;
    let lines = card_lines(card, width, look.open);
    let count = lines.len();
    let mut last_width = 0;
    for (at, line) in lines.into_iter().enumerate() {
        let lead = if at == 0 {
            format!("{pointer}{mark}")
        } else {
            "   ".to_owned()
        };
        let place = Rect {
            x: area.x + indent,
            width: area.width - indent,
            ..row(area, y)
        };
        paint.line(
            buf,
            place,
            &lead,
            if look.selected && at == 0 {
                Slot::Accent
            } else {
                Slot::CardMeta
            },
        );
        let words = Rect {
            x: place.x + 3,
            width: place.width.saturating_sub(3),
            ..place
        };
        last_width = cells::width(line);
        let clipped = at + 1 == count && cells::wrap(card.text(), width).len() > count;
        let line = if clipped {
            format!("{}…", cells::head(line, width.saturating_sub(1)))
        } else {
            line.to_owned()
        };
        paint.line(buf, words, &line, slot);
        y += 1;
    }
    if !meta.is_empty() {
        let fits = last_width + cells::width(&meta) + 2 <= width;
        let line = row(area, if fits { y.saturating_sub(1) } else { y });
        if fits {
            paint.right(buf, line, &meta, Slot::CardMeta);
        } else {
            let at = Rect {
                x: line.x + indent + 3,
                width: line.width.saturating_sub(indent + 3),
                ..line
            };
            paint.line(buf, at, &meta, Slot::CardMeta);
            y += 1;
        }
    }
    if look.open {
        for line in cells::wrap(&under(card, seen), width)
            .into_iter()
            .filter(|line| !line.is_empty())
            .take(4)
        {
            let at = row(area, y);
            paint.line(
                buf,
                Rect {
                    x: at.x + indent + 3,
                    width: at.width.saturating_sub(indent + 3),
                    ..at
                },
                line,
                Slot::Muted,
            );
            y += 1;
        }
    }
    y
}

impl StepScreen for CardsScreen {
    fn scopes(&self) -> &'static [&'static Scope] {
        static SCOPES: [&Scope; 1] = [&keys::CARDS];
        &SCOPES
    }

    fn facts(&self, facts: &mut Facts, step: &Step, _seen: Seen<'_>) {
        facts.card = self.selected().is_some();
        facts.columns = step.kind.lens().columns().len() > 1;
        facts.marked = !self.marked.is_empty();
    }

    fn act(&mut self, action: Action, step: &Step, cx: &mut Cx<'_>) -> bool {
        self.sync(step, cx.seen);
        let page = isize::try_from(self.page).unwrap_or(1);
        match action {
            Action::Up => self.move_by(-1),
            Action::Down => self.move_by(1),
            Action::PageUp => self.move_by(-page),
            Action::PageDown => self.move_by(page),
            Action::First => self.move_by(isize::MIN),
            Action::Last => self.move_by(isize::MAX),
            Action::Left | Action::PrevPane => self.column = self.column.saturating_sub(1),
            Action::Right | Action::NextPane => {
                self.column = (self.column + 1).min(self.laid.columns.len().saturating_sub(1))
            }
            Action::New => cx.form = self.new_form(step, cx.seen, (cx.ids)()),
            Action::Mark => {
                if let Some(id) = self.selected() {
                    if !self.marked.remove(&id) {
                        self.marked.insert(id);
                    }
                    self.move_by(1);
                    let count = self.marked.len();
                    cx.notice = (count > 0).then(|| say!(MarkedCount, count));
                }
            }
            Action::Import => cx.notice = Some(say!(PasteHere)),
            _ => {
                let marked: Vec<CardId> = self.marked.iter().copied().collect();
                let taken = act_on_card(action, self.selected(), &marked, step, cx);
                if taken
                    && matches!(
                        action,
                        Action::Delete
                            | Action::Park
                            | Action::MoveColumn
                            | Action::MoveStep
                            | Action::Group
                            | Action::GroupLater
                            | Action::CopyToGroup
                    )
                {
                    self.marked.clear();
                }
                return taken;
            }
        }
        true
    }

    fn marks(&mut self) -> Option<&mut BTreeSet<CardId>> {
        Some(&mut self.marked)
    }

    fn new_form(&self, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        let lang = seen.lang();
        let column = self.column_id(step);
        let prompt = match &step.kind {
            Kind::Cards(cards) => cards.prompt.get(lang).clone(),
            _ => "".into(),
        };
        let target = Target::NewCard {
            step: step.id.clone(),
            parent: None,
            column,
            after: None,
            from: None,
        };
        let title = MsgId::TitleNewCard.text(lang);
        let mut form = Form::for_new_card(id, target, title, step, lang, &prompt);
        let columns = step.kind.lens().columns().iter();
        let columns = columns.map(|one| (one.id.clone(), one.label.get(lang).clone()));
        form.columns = columns.collect();
        Some(form)
    }

    fn next_form(&mut self, kept: &Form, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        let Target::NewCard {
            step: there,
            column,
            from: None,
            ..
        } = &kept.target
        else {
            return None;
        };
        if *there != step.id {
            return None;
        }
        let columns = step.kind.lens().columns();
        self.column = columns
            .iter()
            .position(|known| Some(&known.id) == column.as_ref())
            .unwrap_or(self.column);
        if let Some(cursor) = self.cursor.get_mut(self.column) {
            *cursor = Some(CardId(kept.id));
        }
        self.new_form(step, seen, id)
    }

    fn show(&mut self, card: CardId) {
        self.wanted = Some(card);
    }

    fn filter(&mut self, words: &str) {
        words.clone_into(&mut self.filter);
    }

    fn draw(
        &mut self,
        step: &Step,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) -> Option<Position> {
        self.sync(step, seen);
        let columns = step.kind.lens().columns();
        let shown: usize = self.laid.columns.iter().map(Vec::len).sum();
        let mut area = paint.filtered(buf, area, &self.filter, shown);
        if self.filter.trim().is_empty() && self.laid.handed > 0 && area.height >= 8 {
            let text = paint.say(&say!(HandedOver, self.laid.handed));
            paint.line(buf, row(area, 0), &text, Slot::Muted);
            area = below(area, 1);
        }
        if columns.len() < 2 {
            if self.laid.columns[0].is_empty() {
                paint.wrapped(
                    buf,
                    area,
                    &paint.say(&MsgId::NothingYet.into()),
                    Slot::Placeholder,
                );
            }
            self.draw_column(0, step, seen, paint, buf, area);
            return None;
        }
        let shown: Vec<usize> = if area.width >= 50 {
            (0..columns.len()).collect()
        } else {
            vec![self.column]
        };
        let gap = 2;
        let count = u16::try_from(shown.len()).unwrap_or(1);
        let width = (area.width - gap * (count - 1)) / count;
        for (slot, at) in shown.into_iter().enumerate() {
            let x = area.x + u16::try_from(slot).unwrap_or(0) * (width + gap);
            let place = Rect { x, width, ..area };
            let label = columns[at].label.get(seen.lang());
            let title = format!("{} ({})", label.to_uppercase(), self.laid.columns[at].len());
            let slot = if at == self.column {
                Slot::Heading
            } else {
                Slot::Muted
            };
            paint.line(buf, row(place, 0), &title, slot);
            if self.laid.columns[at].is_empty() {
                paint.wrapped(
                    buf,
                    below(place, 1),
                    &paint.say(&MsgId::NothingYet.into()),
                    Slot::Placeholder,
                );
            }
            self.draw_column(at, step, seen, paint, buf, below(place, 1));
        }
        None
    }
}
