//! The page of a plan: a table of actions with a cursor on one cell.
//!
//! How it is sorted and which columns are in sight is this seat's own; the order of the room stays as it is.

use std::sync::Arc;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use uuid::Uuid;

pub(super) use self::table::STRATEGY;
use self::table::{Line, MEASURE, Order, Totals, columns};
use super::{Cx, StepScreen, act_on_card, form_for, sight::Widths};
use crate::{
    model::{
        After, CardId, Command, Seen, Seq, Step, Value,
        card::{STATUS, field},
        seen::CardSeen,
        step::{Kind, roster::is_person},
    },
    say,
    say::{Lang, Msg, MsgId},
    ui::{
        form::{Form, FormField, Target},
        keys::{self, Action, Facts, Scope},
        paint::Paint,
    },
};

mod draw;
mod table;
#[cfg(test)]
mod tests;

/// The page of a plan.
#[derive(Debug, Default)]
pub struct PlanScreen {
    cursor: Option<CardId>,
    /// A card that gets the cursor as soon as it is on the page.
    wanted: Option<CardId>,
    /// The column with the cursor.
    column: usize,
    /// The first column shown behind the words.
    from_column: usize,
    order: Order,
    filter: String,
    lines: Vec<Line>,
    widths: Widths,
    lines_of: Option<(Seq, String, Order)>,
    totals: Totals,
    totals_of: Option<(Seq, String)>,
    /// The line with the cursor.
    at: usize,
    first: usize,
    page: usize,
}

/// The form for a new action: what, who and until when, and what it serves; the rest is one key away in its cell.
fn action_form(id: Uuid, target: Target, step: &Step, lang: Lang) -> Form {
    let prompt = match &step.kind {
        Kind::Plan(plan) => Arc::clone(plan.prompt.get(lang)),
        _ => "".into(),
    };
    let mut form = Form::for_new_card(
        id,
        target,
        MsgId::TitleAction.text(lang),
        step,
        lang,
        &prompt,
    );
    form.fields.retain(|one| {
        matches!(
            one.id.as_str(),
            field::TEXT | field::WHO | field::DUE | STRATEGY | MEASURE
        )
    });
    form
}

/// What earlier steps hand on to a plan that can become action: people are whom it is done with.
pub(super) fn chosen<'a>(step: &Step, seen: &Seen<'a>) -> Vec<CardSeen<'a>> {
    let people = |card: &CardSeen<'a>| is_person(card, seen) || card.flag(field::MISSING);
    let handed = seen.handed_to(step).into_iter();
    handed
        .filter(|card| !card.is_heading() && !people(card))
        .collect()
}

fn is_same(one: &str, other: &str) -> bool {
    !other.is_empty() && one.trim().to_lowercase() == other.trim().to_lowercase()
}

impl PlanScreen {
    /// Computes the lines; only where the session, the filter or the order changed since.
    fn sync(&mut self, step: &Step, seen: Seen<'_>) {
        if let Some(id) = self
            .wanted
            .filter(|id| seen.card(*id).is_some_and(|card| *card.step() == step.id))
        {
            self.cursor = Some(id);
            self.wanted = None;
            self.lines_of = None;
        }
        let wanted = (seen.version(), self.filter.clone(), self.order);
        if self.lines_of.as_ref() == Some(&wanted) {
            return;
        }
        let columns = columns(step);
        self.column = self.column.min(columns.len() - 1);
        self.widths = table::widths(&columns, step, seen);
        self.lines = table::lines(step, seen, self.order, &self.filter);
        self.lines_of = Some(wanted);
        let with_cursor =
            |line: &Line| matches!(line, Line::Card(id, _) if Some(*id) == self.cursor);
        let at = self.lines.iter().position(with_cursor).unwrap_or(self.at);
        self.put(at, true);
    }

    /// Brings the cursor to a line, or to the next action from there.
    fn put(&mut self, at: usize, down: bool) {
        let last = self.lines.len().saturating_sub(1);
        let at = at.min(last);
        let is_card = |at: &usize| matches!(self.lines.get(*at), Some(Line::Card(..)));
        let (ahead, behind) = ((at..=last).find(is_card), (0..=at).rev().find(is_card));
        self.at = if down {
            ahead.or(behind)
        } else {
            behind.or(ahead)
        }
        .unwrap_or(0);
        self.cursor = match self.lines.get(self.at) {
            Some(Line::Card(id, _)) => Some(*id),
            _ => None,
        };
    }

    fn move_by(&mut self, by: isize) {
        self.wanted = None;
        self.put(self.at.saturating_add_signed(by), by > 0);
    }

    fn turn(&mut self, by: isize, step: &Step) {
        self.column = self
            .column
            .saturating_add_signed(by)
            .min(columns(step).len() - 1);
    }

    /// Opens the action at the cell with the cursor; what it comes from is connected, not written.
    fn edit(&self, step: &Step, cx: &mut Cx<'_>) {
        let Some(card) = self.cursor else {
            cx.form = self.new_form(step, cx.seen, (cx.ids)());
            return;
        };
        let Some(id) = columns(step)
            .get(self.column)
            .and_then(|column| column.field())
        else {
            act_on_card(Action::Connect, Some(card), &[], step, cx);
            return;
        };
        cx.form = form_for(&Target::Card { card }, (cx.ids)(), cx.seen);
        if let Some(form) = &mut cx.form {
            form.at = form
                .fields
                .iter()
                .position(|one| one.id.as_str() == id)
                .unwrap_or(0);
        }
    }

    /// The next status of those that the script names; what has none yet counts as the first.
    fn next_status(&self, step: &Step, cx: &mut Cx<'_>) {
        let Some(card) = self.cursor.and_then(|id| cx.seen.card(id)) else {
            return;
        };
        let declared = step.field(field::STATUS).map(|declared| &declared.choice);
        let all: Vec<Arc<str>> = match declared.filter(|choice| !choice.is_empty()) {
            Some(choices) => choices
                .iter()
                .map(|choice| Arc::clone(&choice.id))
                .collect(),
            None => STATUS.iter().map(|status| Arc::from(*status)).collect(),
        };
        let now = all
            .iter()
            .position(|status| **status == *card.text_of(field::STATUS));
        let unset = all
            .first()
            .is_some_and(|first| **first == *STATUS[0])
            .then_some(0);
        let next = now.or(unset).map_or(0, |at| (at + 1) % all.len());
        cx.set(
            card.id(),
            field::STATUS,
            all.get(next).map(|status| Value::Text(Arc::clone(status))),
        );
    }

    /// One place up or down among the lines as they stand here.
    fn reorder(&self, down: bool, step: &Step, cx: &mut Cx<'_>) {
        let Some(card) = self.cursor.and_then(|id| cx.seen.card(id)) else {
            return;
        };
        if self.order != Order::Own {
            cx.notice = Some(self.sorted(step, cx.seen));
            return;
        }
        let beside = if down {
            self.lines.get(self.at + 1)
        } else {
            self.at.checked_sub(1).and_then(|at| self.lines.get(at))
        };
        let Some(Line::Card(other, _)) = beside else {
            return;
        };
        let others = || {
            cx.seen
                .children(&step.id, card.parent())
                .filter(|one| one.id() != card.id())
        };
        let Some(at) = others().position(|one| one.id() == *other) else {
            return;
        };
        let after = match (down, at) {
            (true, _) => After::Card(*other),
            (false, 0) => After::First,
            (false, at) => others()
                .nth(at - 1)
                .map_or(After::First, |before| After::Card(before.id())),
        };
        let (parent, column) = (card.parent(), card.column().cloned());
        cx.send(Command::MoveCard {
            card: card.id(),
            step: step.id.clone(),
            parent,
            column,
            after,
        });
    }

    fn sorted(&self, step: &Step, seen: Seen<'_>) -> crate::say::Msg {
        match self.order.field().and_then(|id| step.field(id)) {
            Some(declared) => say!(SortedBy, declared.name(seen.lang())),
            None => say!(SortedOwn),
        }
    }
}

impl StepScreen for PlanScreen {
    fn scopes(&self) -> &'static [&'static Scope] {
        static SCOPES: [&Scope; 2] = [&keys::CARDS, &keys::kinds::plan::KEYS];
        &SCOPES
    }

    fn facts(&self, facts: &mut Facts, step: &Step, _seen: Seen<'_>) {
        facts.card = self.cursor.is_some();
        facts.status = step.field(field::STATUS).is_some();
    }

    fn act(&mut self, action: Action, step: &Step, cx: &mut Cx<'_>) -> bool {
        self.sync(step, cx.seen);
        let page = isize::try_from(self.page.max(1)).unwrap_or(1);
        match action {
            Action::Up => self.move_by(-1),
            Action::Down => self.move_by(1),
            Action::PageUp => self.move_by(-page),
            Action::PageDown => self.move_by(page),
            Action::First => self.move_by(isize::MIN),
            Action::Last => self.move_by(isize::MAX),
            Action::Left | Action::PrevPane => self.turn(-1, step),
            Action::Right | Action::NextPane => self.turn(1, step),
            Action::New => cx.form = self.new_form(step, cx.seen, (cx.ids)()),
            Action::Edit => self.edit(step, cx),
            Action::Status => self.next_status(step, cx),
            Action::Sort => {
                self.order = self.order.next(step);
                self.sync(step, cx.seen);
                cx.notice = Some(self.sorted(step, cx.seen));
            }
            Action::MoveUp => self.reorder(false, step, cx),
            Action::MoveDown => self.reorder(true, step, cx),
            Action::Import => cx.notice = Some(say!(PasteHere)),
            _ => return act_on_card(action, self.cursor, &[], step, cx),
        }
        true
    }

    fn new_form(&self, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        let target = Target::new_on(&step.id);
        Some(action_form(id, target, step, seen.lang()))
    }

    fn card_form(&self, target: &Target, step: &Step, seen: Seen<'_>, id: Uuid) -> Form {
        action_form(id, target.clone(), step, seen.lang())
    }

    /// An action that names what was chosen, as its strategy or in its own words, is connected to it without being asked to.
    fn command(&self, form: &Form, step: &Step, seen: Seen<'_>) -> Result<Option<Command>, Msg> {
        let command = form.card_command();
        let named = |words: &str| {
            let chosen = chosen(step, &seen).into_iter();
            let mut same = chosen.filter(|card| is_same(card.text(), words));
            same.next().map(|card| card.id())
        };
        Ok(match (command, &form.target) {
            (
                Some(Command::AddCard {
                    card,
                    author,
                    step: there,
                    parent,
                    column,
                    after,
                    fields,
                    from: None,
                }),
                _,
            ) if there == step.id => Some(Command::AddCard {
                card,
                author,
                step: there,
                parent,
                column,
                after,
                fields,
                from: named(form.words(STRATEGY)).or_else(|| named(form.words(field::TEXT))),
            }),
            (Some(command), Target::Card { card }) => {
                let changed = form.get(STRATEGY).is_some_and(FormField::changed);
                let serves = named(form.words(STRATEGY)).filter(|_| changed);
                let known = |other: &CardId| seen.comes_from(*card).any(|one| one.id() == *other);
                match serves.filter(|other| !known(other)) {
                    Some(other) => Some(Command::Several(vec![
                        command,
                        Command::Link { one: *card, other },
                    ])),
                    None => Some(command),
                }
            }
            (command, _) => command,
        })
    }

    fn next_form(&mut self, kept: &Form, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        let Target::NewCard { step: there, .. } = &kept.target else {
            return None;
        };
        if *there != step.id {
            return None;
        }
        self.wanted = Some(CardId(kept.id));
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
        self.draw_page(step, seen, paint, buf, area);
        None
    }
}
