//! The page of a checklist: a line for each question, answered by a key, with what shows it and who sees to it.
//!
//! A question of the script is on the page before anybody answered it; its card is laid with the first answer. The form
//! for a new answer names its question where a form names a column, since a checklist has no columns.

use std::sync::Arc;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use uuid::Uuid;

use super::{Cx, StepScreen, act_on_card};
use crate::{
    model::{
        After, CardId, Command, FieldId, Seen, Seq, Step, Value,
        card::field,
        ids::ColumnId,
        script::FieldKind,
        step::{Kind, checklist::Checklist},
    },
    say,
    say::{Lang, Msg, MsgId},
    ui::{
        form::{Form, FormField, Target},
        keys::{self, Action, Facts, Scope},
        paint::{Paint, below, row},
    },
};

mod draw;
#[cfg(test)]
mod tests;

/// A question on the page.
#[derive(Clone, Debug)]
struct Row {
    item: Option<Arc<str>>,
    card: Option<CardId>,
    words: Arc<str>,
    answer: Arc<str>,
    label: Arc<str>,
    shows: String,
    owner: Arc<str>,
    hint: Arc<str>,
}

/// The page of a checklist.
#[derive(Debug, Default)]
pub struct ChecklistScreen {
    rows: Arc<Vec<Row>>,
    rows_of: Option<(Seq, String)>,
    /// The line with the cursor; behind the last question a line where one can be added.
    at: usize,
    wanted: Option<CardId>,
    filter: String,
    first: usize,
    page: usize,
}

fn params(step: &Step) -> Option<&Checklist> {
    match &step.kind {
        Kind::Checklist(list) => Some(list),
        _ => None,
    }
}

impl ChecklistScreen {
    /// Computes the lines; only where the session or the filter changed since.
    fn sync(&mut self, step: &Step, seen: Seen<'_>) {
        let Some(list) = params(step) else { return };
        let wanted = (seen.version(), self.filter.clone());
        if self.rows_of.as_ref() != Some(&wanted) {
            let needle = self.filter.trim().to_lowercase();
            let fits = |row: &Row| {
                let all = format!("{} {} {} {}", row.words, row.label, row.shows, row.owner);
                all.to_lowercase().contains(&needle)
            };
            let was = self.row().map(|row| (row.item.clone(), row.card));
            let all = seen.once(&step.id, |seen| rows(list, step, seen));
            self.rows = if needle.is_empty() {
                all
            } else {
                Arc::new(all.iter().filter(|row| fits(row)).cloned().collect())
            };
            self.rows_of = Some(wanted);
            // The cursor stays on its question, also when that gets its card.
            let same = |row: &Row| {
                was.as_ref().is_some_and(|(item, card)| match card {
                    Some(_) if row.card == *card => true,
                    _ => item.is_some() && row.item == *item,
                })
            };
            if let Some(at) = self.rows.iter().position(same) {
                self.at = at;
            }
        }
        if let Some(at) = self
            .wanted
            .and_then(|id| self.rows.iter().position(|row| row.card == Some(id)))
        {
            self.at = at;
            self.wanted = None;
        }
        self.at = self.at.min(self.rows.len());
    }

    fn row(&self) -> Option<&Row> {
        self.rows.get(self.at)
    }

    fn move_by(&mut self, by: isize) {
        self.wanted = None;
        self.at = self.at.saturating_add_signed(by).min(self.rows.len());
    }

    /// Gives an answer to the question with the cursor; its card is laid where it has none yet.
    fn answer(&self, answer: &Arc<str>, step: &Step, cx: &mut Cx<'_>) {
        let Some(row) = self.row() else {
            cx.notice = Some(say!(NothingToAnswer));
            return;
        };
        let value = Value::Text(Arc::clone(answer));
        if let Some(card) = row.card {
            cx.set(card, field::ANSWER, Some(value));
            return;
        }
        let card = CardId((cx.ids)());
        let mut fields: Vec<(FieldId, Value)> = vec![
            (field::TEXT.into(), Value::Text(Arc::clone(&row.words))),
            (field::ANSWER.into(), value),
        ];
        fields.extend(
            row.item
                .clone()
                .map(|item| (field::ITEM.into(), Value::Text(item))),
        );
        cx.send(Command::AddCard {
            card,
            author: None,
            step: step.id.clone(),
            parent: None,
            column: None,
            after: After::Last,
            fields,
            from: None,
        });
    }

    fn next_answer(&self, step: &Step, cx: &mut Cx<'_>) {
        let (Some(list), Some(row)) = (params(step), self.row()) else {
            cx.notice = Some(say!(NothingToAnswer));
            return;
        };
        let answers = list.answers();
        let now = answers.iter().position(|one| one.id == row.answer);
        if let Some(next) = answers.get(now.map_or(0, |at| (at + 1) % answers.len())) {
            self.answer(&next.id, step, cx);
        }
    }

    /// A digit answers and goes on to the next question: a list is answered as fast as it is read out.
    fn nth_answer(&mut self, nth: u32, step: &Step, cx: &mut Cx<'_>) {
        let Some(list) = params(step) else { return };
        let at = (nth as usize).checked_sub(1);
        match at.and_then(|at| list.answers().get(at)) {
            Some(choice) if self.row().is_some() => {
                self.answer(&choice.id, step, cx);
                // The card of the answer is not there yet: the lines are counted anew before the cursor moves.
                self.rows_of = None;
                self.at += 1;
            }
            Some(_) => cx.notice = Some(say!(NothingToAnswer)),
            None => cx.notice = Some(say!(NoSuchAnswer, list.answers().len())),
        }
    }

    fn edit(&self, step: &Step, cx: &mut Cx<'_>) {
        let id = (cx.ids)();
        cx.form = match self.row() {
            None => self.new_form(step, cx.seen, id),
            Some(Row {
                card: Some(card), ..
            }) => self.edit_form(*card, step, cx.seen, id),
            Some(row) => Some(self.card_form(&target(step, row.item.clone()), step, cx.seen, id)),
        };
        // The question stands there already: what is written first is what shows the answer.
        if self.row().is_some()
            && let Some(form) = &mut cx.form
        {
            form.at = 1;
        }
    }
}

/// The lines of all questions.
fn rows(list: &Checklist, step: &Step, seen: Seen<'_>) -> Vec<Row> {
    let lang = seen.lang();
    let questions = list.questions(step, &seen);
    let labels: Vec<(&str, Arc<str>)> = list
        .answers()
        .iter()
        .map(|one| (&*one.id, list.label(&one.id, lang)))
        .collect();
    let label = |answer: &str| match labels.iter().find(|(id, _)| *id == answer) {
        Some((_, label)) => Arc::clone(label),
        None => answer.into(),
    };
    let row = |one: &crate::model::step::checklist::Question<'_>| Row {
        item: one.item.map(|item| item.id.clone()),
        card: one.card.map(|card| card.id()),
        words: one.words(lang),
        answer: one.answer().into(),
        label: label(one.answer()),
        shows: one
            .card
            .map_or("", |card| card.text_of(field::DETAIL))
            .replace('\n', " "),
        owner: one.card.map_or("", |card| card.text_of(field::WHO)).into(),
        hint: one
            .item
            .map(|item| item.hint.get(lang).clone())
            .unwrap_or_default(),
    };
    questions.iter().map(row).collect()
}

/// A new card that answers this question of the script; one of the room's own where none is named.
fn target(step: &Step, item: Option<Arc<str>>) -> Target {
    Target::NewCard {
        step: step.id.clone(),
        parent: None,
        column: item.map(ColumnId),
        after: None,
        from: None,
    }
}

fn fields(list: &Checklist, lang: Lang, stored: &dyn Fn(&str) -> (String, Seq)) -> Vec<FormField> {
    let of = |id: &str, label: MsgId, kind: FieldKind| {
        let (text, from) = stored(id);
        let mut one = FormField::new(id, label.text(lang), kind, text);
        one.from = from;
        one
    };
    let choices = list
        .answers()
        .iter()
        .map(|choice| (choice.id.clone(), list.label(&choice.id, lang)));
    let mut all = vec![
        of(field::TEXT, MsgId::LabelQuestion, FieldKind::Text)
            .hinting(list.prompt.get(lang).clone()),
        of(field::ANSWER, MsgId::LabelChecked, FieldKind::Text).choosing(choices),
        of(field::DETAIL, MsgId::LabelShows, FieldKind::Long).hinting(MsgId::HintShows.text(lang)),
        of(field::WHO, MsgId::LabelOwner, FieldKind::Person).hinting(MsgId::HintOwner.text(lang)),
    ];
    all.extend(list.extra().map(|declared| {
        let (text, from) = stored(declared.id.as_str());
        FormField::declared(declared, text, from, lang)
    }));
    all
}

impl StepScreen for ChecklistScreen {
    fn scopes(&self) -> &'static [&'static Scope] {
        static SCOPES: [&Scope; 2] = [&keys::CARDS, &keys::kinds::checklist::KEYS];
        &SCOPES
    }

    fn facts(&self, facts: &mut Facts, _step: &Step, _seen: Seen<'_>) {
        facts.card = self.row().is_some_and(|row| row.card.is_some());
    }

    fn act(&mut self, action: Action, step: &Step, cx: &mut Cx<'_>) -> bool {
        self.sync(step, cx.seen);
        let page = isize::try_from(self.page.max(1)).unwrap_or(1);
        match action {
            Action::Digit => {
                if let Some(nth) = cx.digit() {
                    self.nth_answer(nth, step, cx);
                }
            }
            Action::Up | Action::PrevPane => self.move_by(-1),
            Action::Down | Action::NextPane => self.move_by(1),
            Action::PageUp => self.move_by(-page),
            Action::PageDown => self.move_by(page),
            Action::First => self.move_by(isize::MIN),
            Action::Last => self.move_by(isize::MAX),
            Action::Mark => self.next_answer(step, cx),
            Action::New => cx.form = self.new_form(step, cx.seen, (cx.ids)()),
            Action::Edit => self.edit(step, cx),
            Action::Import => cx.notice = Some(say!(PasteHere)),
            _ => return act_on_card(action, self.row().and_then(|row| row.card), &[], step, cx),
        }
        true
    }

    fn new_form(&self, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        Some(self.card_form(&target(step, None), step, seen, id))
    }

    fn card_form(&self, target: &Target, step: &Step, seen: Seen<'_>, id: Uuid) -> Form {
        let lang = seen.lang();
        let item = match target {
            Target::NewCard { column, .. } => column.as_ref(),
            _ => None,
        };
        let list = params(step);
        let item = list.and_then(|list| {
            list.items
                .iter()
                .find(|one| item.is_some_and(|id| id.0 == one.id))
        });
        let title = if item.is_some() {
            MsgId::TitleAnswer
        } else {
            MsgId::TitleOwnQuestion
        };
        let stored = |id: &str| {
            let words = item
                .filter(|_| id == field::TEXT)
                .map(|item| item.ask.get(lang).to_string());
            (words.unwrap_or_default(), 0)
        };
        let fields = list
            .map(|list| fields(list, lang, &stored))
            .unwrap_or_default();
        Form::new(id, target.clone(), title.text(lang), fields)
    }

    fn edit_form(&self, card: CardId, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        let known = seen.card(card).filter(|card| *card.step() == step.id)?;
        let stored = |id: &str| {
            let text = known
                .get(id)
                .map_or_else(String::new, |value| value.display().to_string());
            (text, known.version(id))
        };
        let lang = seen.lang();
        let fields = fields(params(step)?, lang, &stored);
        Some(Form::new(
            id,
            Target::Card { card },
            MsgId::TitleAnswer.text(lang),
            fields,
        ))
    }

    fn command(&self, form: &Form, step: &Step, _seen: Seen<'_>) -> Result<Option<Command>, Msg> {
        let mut command = form.card_command();
        if let Some(Command::AddCard { column, fields, .. }) = &mut command
            && let Some(ColumnId(item)) = column.take()
            && params(step).is_some_and(|list| list.items.iter().any(|one| one.id == item))
        {
            fields.push((field::ITEM.into(), Value::Text(item)));
        }
        Ok(command)
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
        // A run goes on with questions of the room's own; an answer is one answer.
        if column.is_some() {
            None
        } else {
            self.new_form(step, seen, id)
        }
    }

    fn point(&mut self, _part: u8, at: usize, step: &Step, seen: Seen<'_>) -> Option<Msg> {
        self.sync(step, seen);
        self.wanted = None;
        self.at = at.min(self.rows.len());
        None
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
        let list = params(step)?;
        let mut area = area;
        if area.height > 5 {
            self.draw_progress(list, paint, buf, row(area, 0));
            area = below(area, 2);
        }
        self.draw_rows(list, paint, buf, area);
        None
    }
}
