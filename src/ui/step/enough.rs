//! The page of `enough`: the gap, the strategies and the places as tables with a cursor on one cell, and the verdict at
//! the foot.
//!
//! Which strategies are left out to see what they are worth, and how the lines are sorted, is this seat's own: the sum of
//! the room stays as it is.

use std::collections::BTreeSet;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use uuid::Uuid;

use self::{
    forms::{form_for_row, new_row},
    page::{Line, Page, Section},
};
use super::{Cx, StepScreen, act_on_card};
use crate::{
    model::{
        After, CardId, Command, MeasureId, Seen, Seq, Step,
        ids::ColumnId,
        step::{
            Kind,
            enough::{Enough, GAP, PLACES, STRATEGIES, Sums, Taken},
        },
    },
    say,
    say::{Lang, Msg, MsgId},
    ui::{
        form::{Form, Target},
        keys::{self, Action, Facts, Scope},
        overlay::{Item, Overlay, Pick, Then},
        paint::Paint,
    },
};

mod draw;
mod forms;
mod page;
#[cfg(test)]
mod tests;

/// What the lines depend on: the session and the language, the width, the filter, the order, and what is left out.
type PageOf = ((Seq, Lang), usize, String, bool, BTreeSet<CardId>);

/// The page of `enough`.
#[derive(Debug, Default)]
pub struct EnoughScreen {
    page: Page,
    page_of: Option<PageOf>,
    /// The line with the cursor.
    at: usize,
    /// The card with the cursor; none on a line where something can be added.
    cursor: Option<CardId>,
    /// A card that gets the cursor as soon as it is on the page.
    wanted: Option<CardId>,
    /// The column with the cursor.
    column: usize,
    /// Strategies that this seat leaves out of the sum, to see what they are worth.
    left_out: BTreeSet<CardId>,
    /// Whether those with the most people stand first.
    sorted: bool,
    filter: String,
    width: usize,
    first: usize,
    height: usize,
}

fn params(step: &Step) -> Option<&Enough> {
    match &step.kind {
        Kind::Enough(enough) => Some(enough),
        _ => None,
    }
}

impl EnoughScreen {
    /// Computes the lines; only where the session, the language, the width, the filter or the order changed since.
    fn sync(&mut self, step: &Step, seen: Seen<'_>) {
        let Some(enough) = params(step) else { return };
        if let Some(id) = self.wanted.filter(|id| seen.card(*id).is_some()) {
            self.cursor = Some(id);
            self.wanted = None;
            self.page_of = None;
        }
        let wanted = (
            (seen.version(), seen.lang()),
            self.width,
            self.filter.clone(),
            self.sorted,
            self.left_out.clone(),
        );
        if self.page_of.as_ref() == Some(&wanted) {
            return;
        }
        let sums = Sums::of(enough, step, &seen);
        self.left_out
            .retain(|id| sums.strategies.iter().any(|one| one.card.id() == *id));
        self.page = Page::of(enough, step, seen, &sums, self);
        self.page_of = Some(wanted);
        let there = self.cursor.and_then(|id| self.page.line_of(id));
        self.put(there.unwrap_or(self.at), true);
    }

    /// Brings the cursor to a line, or to the next one from there that can have it.
    fn put(&mut self, at: usize, down: bool) {
        let last = self.page.lines.len().saturating_sub(1);
        let at = at.min(last);
        let takes = |at: &usize| self.page.lines.get(*at).is_some_and(Line::takes_cursor);
        let (ahead, behind) = ((at..=last).find(takes), (0..=at).rev().find(takes));
        let found = if down {
            ahead.or(behind)
        } else {
            behind.or(ahead)
        };
        self.at = found.unwrap_or(0);
        self.cursor = self.page.card_at(self.at);
        if let Some(section) = self.section() {
            self.column = self.column.min(section.columns().len() - 1);
        }
    }

    fn move_by(&mut self, by: isize) {
        self.wanted = None;
        self.put(self.at.saturating_add_signed(by), by > 0);
    }

    fn section(&self) -> Option<Section> {
        self.page.section_at(self.at)
    }

    fn turn(&mut self, by: isize) {
        let last = self
            .section()
            .map_or(0, |section| section.columns().len() - 1);
        self.column = self.column.saturating_add_signed(by).min(last);
    }

    /// What a new line belongs to: the part with the cursor. There is one gap: behind it come strategies.
    fn new_in(&self) -> Section {
        match self.section() {
            Some(Section::Gap) if self.page.has_gap => Section::Strategies,
            Some(section) => section,
            None => Section::Gap,
        }
    }

    fn edit(&self, step: &Step, cx: &mut Cx<'_>) {
        cx.form = match (self.cursor, self.section()) {
            (Some(card), Some(section)) => form_for_row(section, card, step, cx.seen, (cx.ids)())
                .map(|mut form| {
                    form.at = self.column.min(form.fields.len() - 1);
                    form
                }),
            _ => self.new_form(step, cx.seen, (cx.ids)()),
        };
    }

    /// A strategy becomes a place with a target of its own, or the other way round; the gap stays what it is.
    fn other_column(&self, step: &Step, cx: &mut Cx<'_>) {
        let Some(card) = self.cursor.and_then(|id| cx.seen.card(id)) else {
            return;
        };
        let column = match self.section() {
            Some(Section::Strategies) if *card.step() == step.id => PLACES,
            Some(Section::Places) => STRATEGIES,
            _ => {
                cx.notice = Some(say!(StaysHere, card.text()));
                return;
            }
        };
        cx.send(Command::MoveCard {
            card: card.id(),
            step: step.id.clone(),
            parent: None,
            column: Some(ColumnId(column.into())),
            after: After::Last,
        });
    }

    /// Takes the gap from the curve of an earlier step; asks which where there are several.
    fn take(step: &Step, cx: &mut Cx<'_>) {
        let measures = Enough::measures(step, &cx.seen);
        match measures.as_slice() {
            [] => cx.notice = Some(say!(TakeNoCurve)),
            [one] => take_from(*one, cx),
            several => {
                let item = |id: &MeasureId| Item {
                    pick: Pick::Word(id.to_string().into()),
                    label: cx
                        .seen
                        .measure(*id)
                        .map_or_else(String::new, |measure| measure.text_of("name").to_owned()),
                    detail: String::new(),
                    on: false,
                };
                let items = several.iter().map(item).collect();
                cx.overlay = Some(Overlay::choose(
                    cx.text(MsgId::TitleTake),
                    items,
                    Then::TakeGap,
                ));
            }
        }
    }

    fn leave_out(&mut self, cx: &mut Cx<'_>) {
        match (self.cursor, self.section()) {
            (Some(id), Some(Section::Strategies)) => {
                if !self.left_out.remove(&id) {
                    self.left_out.insert(id);
                }
            }
            _ => cx.notice = Some(say!(LeaveOutStrategies)),
        }
    }
}

/// Writes the gap as a measure knows it: onto the gap's card where there is one, else onto a new one.
pub(in crate::ui::step) fn take_from(measure: MeasureId, cx: &mut Cx<'_>) {
    let Some(step) = cx.seen.step(&cx.step) else {
        return;
    };
    let (Some(enough), Some(measure)) = (params(step), cx.seen.measure(measure)) else {
        return;
    };
    let taken = match Taken::of(measure, enough.per()) {
        Ok(taken) => taken,
        Err(why) => {
            cx.notice = Some(why);
            return;
        }
    };
    let fields = taken.fields(&taken.source().render(cx.seen.lang()));
    let gap = Sums::of(enough, step, &cx.seen).gap.map(|gap| gap.card);
    let command = match gap {
        Some(card) => {
            // What the curve does not know stays as the room said it.
            let set = |(field, value): (crate::model::FieldId, Option<crate::model::Value>)| {
                value.map(|value| Command::SetField {
                    card: card.id(),
                    from: card.version(field.as_str()),
                    field,
                    value: Some(value),
                })
            };
            cx.show = Some((step.id.clone(), card.id()));
            Command::Several(fields.into_iter().filter_map(set).collect())
        }
        None => {
            let card = CardId((cx.ids)());
            cx.show = Some((step.id.clone(), card));
            Command::AddCard {
                card,
                author: None,
                step: step.id.clone(),
                parent: None,
                column: Some(ColumnId(GAP.into())),
                after: After::First,
                fields: fields
                    .into_iter()
                    .filter_map(|(field, value)| Some((field, value?)))
                    .collect(),
                from: None,
            }
        }
    };
    cx.send(command);
    let lacks = taken.lacks();
    cx.notice = Some(if lacks.is_empty() {
        say!(TakenAll, taken.name)
    } else {
        say!(TakenLacks, taken.name, lacks)
    });
}

impl StepScreen for EnoughScreen {
    fn scopes(&self) -> &'static [&'static Scope] {
        static SCOPES: [&Scope; 2] = [&keys::CARDS, &keys::kinds::enough::KEYS];
        &SCOPES
    }

    fn facts(&self, facts: &mut Facts, _step: &Step, _seen: Seen<'_>) {
        facts.card = self.cursor.is_some();
        facts.columns = true;
    }

    fn act(&mut self, action: Action, step: &Step, cx: &mut Cx<'_>) -> bool {
        self.sync(step, cx.seen);
        let page = isize::try_from(self.height.max(1)).unwrap_or(1);
        match action {
            Action::Up => self.move_by(-1),
            Action::Down => self.move_by(1),
            Action::PageUp => self.move_by(-page),
            Action::PageDown => self.move_by(page),
            Action::First => self.move_by(isize::MIN),
            Action::Last => self.move_by(isize::MAX),
            Action::Left | Action::PrevPane => self.turn(-1),
            Action::Right | Action::NextPane => self.turn(1),
            Action::New => cx.form = self.new_form(step, cx.seen, (cx.ids)()),
            Action::Edit => self.edit(step, cx),
            Action::Import => Self::take(step, cx),
            Action::Mark => self.leave_out(cx),
            Action::MoveColumn => self.other_column(step, cx),
            Action::Sort => {
                self.sorted = !self.sorted;
                cx.notice = Some(if self.sorted {
                    say!(SortedByPeople)
                } else {
                    say!(SortedOwn)
                });
            }
            _ => return act_on_card(action, self.cursor, &[], step, cx),
        }
        true
    }

    fn new_form(&self, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        let section = self.new_in();
        let target = Target::NewCard {
            step: step.id.clone(),
            parent: None,
            column: Some(ColumnId(section.column().into())),
            after: None,
            from: None,
        };
        Some(new_row(section, target, step, seen, id))
    }

    fn card_form(&self, target: &Target, step: &Step, seen: Seen<'_>, id: Uuid) -> Form {
        let section = match target {
            Target::NewCard { column, .. } => Section::of(column.as_ref()),
            _ => Section::Strategies,
        };
        new_row(section, target.clone(), step, seen, id)
    }

    fn edit_form(&self, card: CardId, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        let known = seen.card(card)?;
        let section = if *known.step() == step.id {
            Section::of(known.column())
        } else {
            let enough = params(step)?;
            let sums = Sums::of(enough, step, &seen);
            sums.strategies.iter().find(|one| one.card.id() == card)?;
            Section::Strategies
        };
        form_for_row(section, card, step, seen, id)
    }

    fn next_form(&mut self, kept: &Form, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        let Target::NewCard {
            step: there,
            column,
            ..
        } = &kept.target
        else {
            return None;
        };
        if *there != step.id {
            return None;
        }
        self.wanted = Some(CardId(kept.id));
        // There is one gap: a second one is not asked for.
        let section = Section::of(column.as_ref());
        (section != Section::Gap).then(|| new_row(section, kept.target.clone(), step, seen, id))
    }

    fn point(&mut self, _part: u8, at: usize, step: &Step, seen: Seen<'_>) -> Option<Msg> {
        self.sync(step, seen);
        self.wanted = None;
        self.put(at, true);
        None
    }

    fn show(&mut self, card: CardId) {
        self.wanted = Some(card);
    }

    fn filter(&mut self, words: &str) {
        words.clone_into(&mut self.filter);
    }

    fn is_dense(&self) -> bool {
        true
    }

    fn draw(
        &mut self,
        step: &Step,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) -> Option<Position> {
        self.width = usize::from(area.width);
        self.sync(step, seen);
        self.draw_page(step, paint, buf, area);
        None
    }
}
