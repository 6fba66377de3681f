//! The page of a roster: who is here, who is missing, and how the table is made up; a cursor on one cell.
//!
//! What a later roster draws in beside its people stands here to be looked at, and has no cells.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use uuid::Uuid;

use self::table::{Column, Group, Line, columns};
use super::{Cx, StepScreen, act_on_card, form_for, sight::Widths};
use crate::{
    model::{
        CardId, Seen, Seq, Step, Value,
        card::field,
        script::FieldKind,
        step::{
            Kind,
            roster::{self, Roster},
        },
    },
    say,
    say::{Lang, Msg, MsgId},
    ui::{
        edit::Editor,
        form::{Form, FormField, Target},
        keys::{self, Action, Facts, Scope},
        paint::Paint,
    },
};

mod draw;
mod table;
#[cfg(test)]
mod tests;

/// The page of a roster.
#[derive(Debug, Default)]
pub struct RosterScreen {
    cursor: Option<CardId>,
    /// A card that gets the cursor as soon as it is on the page.
    wanted: Option<CardId>,
    /// The column with the cursor.
    column: usize,
    /// The first column shown behind the names.
    from_column: usize,
    filter: String,
    lines: Vec<Line>,
    widths: Widths,
    counts: Vec<crate::document::Line>,
    voters: Option<Msg>,
    lacks: Option<Msg>,
    /// Whether nobody was entered, and whether anybody is missed.
    nobody: bool,
    missed: bool,
    lines_of: Option<(Seq, String)>,
    /// The line with the cursor.
    at: usize,
    first: usize,
    page: usize,
}

/// The parameters of a roster; `None` for a step of another kind, which has no such screen.
fn roster_of(step: &Step) -> Option<&Roster> {
    match &step.kind {
        Kind::Roster(roster) => Some(roster),
        _ => None,
    }
}

/// The form for somebody. It has the same fields for people who are here and for voices that are missed, so that what was
/// half written is taken up whole.
fn person_form(id: Uuid, target: Target, missing: bool, step: &Step, lang: Lang) -> Form {
    let title = if missing {
        MsgId::TitleVoice
    } else {
        MsgId::TitlePerson
    };
    let prompt = roster_of(step).map_or("", |roster| roster.prompt.get(lang));
    let mut form = Form::for_new_card(id, target, title.text(lang), step, lang, prompt);
    form.fields.extend(more_fields(step, &form, lang));
    if missing {
        let flag = form
            .fields
            .iter_mut()
            .find(|known| known.id.as_str() == field::MISSING);
        if let Some(flag) = flag {
            flag.editor = Editor::line("✓");
            "✓".clone_into(&mut flag.was);
        }
        // Who brings them is what the room must say next.
        let brings = roster::brings_field(step);
        let at = form
            .fields
            .iter()
            .position(|known| known.id.as_str() == brings);
        if let Some(at) = at.filter(|at| *at > 1) {
            form.fields[1..=at].rotate_right(1);
        }
    }
    form
}

/// What every roster can say of somebody, where its script does not declare it: whether they are missed, and who brings
/// them.
fn more_fields(step: &Step, form: &Form, lang: Lang) -> Vec<FormField> {
    let brings = roster::brings_field(step);
    let all = [
        (field::MISSING, MsgId::LabelMissing, FieldKind::Flag),
        (brings, MsgId::LabelBrings, FieldKind::Person),
    ];
    all.into_iter()
        .filter(|(id, ..)| form.get(id).is_none())
        .map(|(id, label, kind)| FormField::new(id, label.text(lang), kind, ""))
        .collect()
}

/// Adds to the form of somebody what every roster can say of them, with what stands there now.
pub fn complete(form: &mut Form, card: CardId, step: &Step, seen: Seen<'_>) {
    let Some(known) = seen.card(card).filter(|_| roster_of(step).is_some()) else {
        return;
    };
    for mut more in more_fields(step, form, seen.lang()) {
        let id = more.id.as_str();
        let stored = known.get(id).map(|value| value.display().to_string());
        more.was = stored.unwrap_or_default();
        more.editor = Editor::line(more.was.clone());
        more.from = known.version(id);
        form.fields.push(more);
    }
}

impl RosterScreen {
    /// Computes the lines; only where the session or the filter changed since.
    fn sync(&mut self, step: &Step, seen: Seen<'_>) {
        let now = (seen.version(), self.filter.clone());
        if self.lines_of.as_ref() == Some(&now) && self.wanted.is_none() {
            return;
        }
        let Some(roster) = roster_of(step) else {
            return;
        };
        let people = roster::people(step, &seen);
        self.nobody = people.is_empty();
        self.missed = people.iter().any(|person| !roster::is_here(person));
        let columns = columns(step, self.missed);
        self.column = self.column.min(columns.len() - 1);
        self.widths = table::widths(&columns, &people, step, seen);
        self.lines = table::lines(step, seen, &people, &self.filter);
        self.counts = roster.count_lines(step, &seen);
        self.lacks = roster.lacks(step, &seen);
        let here = people
            .iter()
            .filter(|person| roster::is_here(person))
            .count();
        let coaches = people
            .iter()
            .filter(|person| roster::is_here(person) && roster::is_coach(person))
            .count();
        self.voters = (coaches > 0).then(|| say!(RosterVoters, here, here - coaches));
        self.lines_of = Some(now);
        let there = |id: &CardId, lines: &[Line]| {
            lines
                .iter()
                .any(|line| matches!(line, Line::Card(other, _) if other == id))
        };
        if let Some(id) = self.wanted.filter(|id| there(id, &self.lines)) {
            self.cursor = Some(id);
            self.wanted = None;
        }
        let with_cursor =
            |line: &Line| matches!(line, Line::Card(id, _) if Some(*id) == self.cursor);
        let at = self.lines.iter().position(with_cursor).unwrap_or(self.at);
        self.put(at, true);
    }

    /// Brings the cursor to a line, or to the next card from there.
    fn put(&mut self, at: usize, down: bool) {
        let last = self.lines.len().saturating_sub(1);
        let at = at.min(last);
        let is_card = |at: &usize| matches!(self.lines.get(*at), Some(Line::Card(..)));
        let (ahead, behind) = ((at..=last).find(is_card), (0..=at).rev().find(is_card));
        let found = if down {
            ahead.or(behind)
        } else {
            behind.or(ahead)
        };
        self.at = found.unwrap_or(0);
        self.cursor = match self.lines.get(self.at) {
            Some(Line::Card(id, _)) => Some(*id),
            _ => None,
        };
    }

    fn move_by(&mut self, by: isize) {
        self.wanted = None;
        self.put(self.at.saturating_add_signed(by), by > 0);
    }

    fn group(&self) -> Option<Group> {
        match self.lines.get(self.at) {
            Some(Line::Card(_, group)) => Some(*group),
            _ => None,
        }
    }

    /// The field of the cell with the cursor; none for the name.
    fn cell<'a>(&self, step: &'a Step) -> Option<Column<'a>> {
        columns(step, self.missed).get(self.column).copied()
    }

    fn edit(&self, step: &Step, cx: &mut Cx<'_>) {
        let Some(card) = self.cursor else {
            cx.form = Some(self.form(false, step, cx.seen, (cx.ids)()));
            return;
        };
        cx.form = form_for(&Target::Card { card }, (cx.ids)(), cx.seen);
        let id = self.cell(step).map(|column| column.field(step).to_owned());
        if let (Some(form), Some(id), true) = (&mut cx.form, id, self.group() != Some(Group::View))
        {
            let at = form.fields.iter().position(|one| one.id.as_str() == id);
            form.at = at.unwrap_or(0);
        }
    }

    /// Sets the cell with the cursor to one of its choices, and goes on to the next that can be chosen, as in every table:
    /// along the line, then to the next person.
    fn choose(&mut self, digit: usize, step: &Step, cx: &mut Cx<'_>) {
        let (Some(card), Some(Column::Field(declared))) = (self.cursor, self.cell(step)) else {
            return;
        };
        match declared.choice.get(digit.saturating_sub(1)) {
            Some(choice) => {
                let value = Value::Text(choice.id.clone());
                cx.set(card, declared.id.as_str(), Some(value));
                self.go_on(step);
            }
            None => {
                let name = declared.name(cx.seen.lang());
                cx.notice = Some(say!(RosterNoSuchChoice, name, digit));
            }
        }
    }

    fn go_on(&mut self, step: &Step) {
        let chosen = |column: &Column<'_>| matches!(column, Column::Field(field) if !field.choice.is_empty());
        let columns = columns(step, self.missed);
        let all = columns.iter().enumerate();
        let mut choices = all.filter(|(_, column)| chosen(column)).map(|(at, _)| at);
        let first = choices.clone().next();
        if let Some(next) = choices.find(|at| *at > self.column) {
            self.column = next;
        } else if let Some(first) = first.filter(|_| self.at + 1 < self.lines.len()) {
            self.column = first;
            self.move_by(1);
        }
    }

    fn clear(&self, step: &Step, cx: &mut Cx<'_>) {
        let (Some(card), Some(column)) = (self.cursor, self.cell(step)) else {
            return;
        };
        if matches!(column, Column::Name) {
            cx.notice = Some(MsgId::RosterNameStays.into());
        } else {
            cx.set(card, column.field(step), None);
        }
    }

    /// Somebody who was missed has come, or is missed after all.
    fn turn_up(&self, cx: &mut Cx<'_>) {
        let Some(person) = self.cursor.and_then(|id| cx.seen.card(id)) else {
            return;
        };
        let (id, name) = (person.id(), person.text());
        let was_here = roster::is_here(&person);
        cx.toggle(id, field::MISSING);
        cx.notice = Some(if was_here {
            say!(RosterNowMissing, name)
        } else {
            say!(RosterNowHere, name)
        });
    }

    /// The form for somebody new. A missed voice comes from the strategy with the cursor: that is what it is needed for.
    fn form(&self, missing: bool, step: &Step, seen: Seen<'_>, id: Uuid) -> Form {
        let from = self
            .cursor
            .filter(|_| missing && self.group() == Some(Group::View));
        let target = Target::NewCard {
            step: step.id.clone(),
            parent: None,
            column: None,
            after: None,
            from,
        };
        person_form(id, target, missing, step, seen.lang())
    }

    fn turn(&mut self, by: isize) {
        let last = self.widths.at(0).len().saturating_sub(1);
        self.column = self.column.saturating_add_signed(by).min(last);
    }
}

impl StepScreen for RosterScreen {
    fn scopes(&self) -> &'static [&'static Scope] {
        static SCOPES: [&Scope; 2] = [&keys::CARDS, &keys::kinds::roster::KEYS];
        &SCOPES
    }

    fn facts(&self, facts: &mut Facts, step: &Step, _seen: Seen<'_>) {
        facts.card = self.cursor.is_some();
        // Only the columns of the script have choices, and they stand right behind the name.
        let declared = self
            .column
            .checked_sub(1)
            .and_then(|at| roster::told(step).nth(at));
        facts.choice = declared.is_some_and(|declared| !declared.choice.is_empty());
    }

    fn act(&mut self, action: Action, step: &Step, cx: &mut Cx<'_>) -> bool {
        self.sync(step, cx.seen);
        let page = isize::try_from(self.page.max(1)).unwrap_or(1);
        let on_cell = matches!(action, Action::Digit | Action::ClearMark | Action::Here);
        if on_cell && self.group() == Some(Group::View) {
            let card = self.cursor.and_then(|id| cx.seen.card(id));
            cx.notice = card.map(|card| say!(RosterNotAPerson, card.text()));
            return true;
        }
        match action {
            Action::Digit => {
                if let Some(digit) = cx.digit() {
                    self.choose(digit as usize, step, cx);
                }
            }
            Action::Up => self.move_by(-1),
            Action::Down => self.move_by(1),
            Action::PageUp => self.move_by(-page),
            Action::PageDown => self.move_by(page),
            Action::First => self.move_by(isize::MIN),
            Action::Last => self.move_by(isize::MAX),
            Action::Left | Action::PrevPane => self.turn(-1),
            Action::Right | Action::NextPane => self.turn(1),
            Action::New => cx.form = Some(self.form(false, step, cx.seen, (cx.ids)())),
            Action::NewMissing => cx.form = Some(self.form(true, step, cx.seen, (cx.ids)())),
            Action::Edit => self.edit(step, cx),
            Action::Here => self.turn_up(cx),
            Action::ClearMark => self.clear(step, cx),
            Action::Import => cx.notice = Some(say!(PasteHere)),
            _ => return act_on_card(action, self.cursor, &[], step, cx),
        }
        true
    }

    fn new_form(&self, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        Some(self.form(false, step, seen, id))
    }

    fn card_form(&self, target: &Target, step: &Step, seen: Seen<'_>, id: Uuid) -> Form {
        person_form(id, target.clone(), false, step, seen.lang())
    }

    fn next_form(&mut self, kept: &Form, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        let Target::NewCard { step: there, .. } = &kept.target else {
            return None;
        };
        if *there != step.id {
            return None;
        }
        let missing = kept
            .get(field::MISSING)
            .is_some_and(|flag| !flag.editor.is_blank());
        // The next voice may be missed for the same strategy, so the cursor stays there.
        if self.group() != Some(Group::View) {
            self.wanted = Some(CardId(kept.id));
        }
        Some(self.form(missing, step, seen, id))
    }

    fn show(&mut self, card: CardId) {
        self.wanted = Some(card);
    }

    fn is_dense(&self) -> bool {
        true
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
