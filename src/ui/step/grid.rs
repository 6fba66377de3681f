//! The page of a grid: places with cards in them, and beside it the cards that still look for theirs.
//!
//! Where a card lies is said by its fields alone; this seat owns the cursor, and the card that was taken up.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use uuid::Uuid;

use self::sheet::{Focus, Sheet};
use super::{Cx, StepScreen, act_on_card};
use crate::{
    model::{
        CardId, Command, FieldId, Seen, Seq, Step, Value,
        step::{
            Kind,
            grid::{Grid, Place},
        },
    },
    say,
    say::{Msg, MsgId},
    ui::{
        edit::Editor,
        form::{Form, Target},
        keys::{self, Action, Facts, Scope},
        paint::Paint,
    },
};

mod boxes;
mod draw;
mod sheet;
mod table;
#[cfg(test)]
mod tests;

/// The page of a grid.
#[derive(Debug, Default)]
pub struct GridScreen {
    focus: Focus,
    /// The card with the cursor, where any lies at the focus.
    cursor: Option<CardId>,
    /// Where the cursor stood among the cards of its place, for when its card leaves.
    at: usize,
    /// A card that gets the cursor as soon as it is there.
    wanted: Option<CardId>,
    /// The card that was taken up, and where it would be put down.
    taken: Option<CardId>,
    target: Place,
    /// The column of a place of which only the first digit was typed.
    half: Option<usize>,
    filter: String,
    sheet: Sheet,
    sheet_of: Option<(Seq, String)>,
    /// The first card shown at the focus, and how many were shown.
    first: usize,
    page: usize,
}

/// The parameters of a grid; `None` for a step of another kind, which has no such screen.
fn grid_of(step: &Step) -> Option<&Grid> {
    match &step.kind {
        Kind::Grid(grid) => Some(grid),
        _ => None,
    }
}

/// Whether a place is named by one digit; otherwise by two, those of its column and its row.
fn has_numbers(grid: &Grid) -> bool {
    grid.columns().len() * grid.rows().len() <= 9
}

impl GridScreen {
    /// Computes where everything lies; only where the session or the filter changed since.
    fn sync(&mut self, step: &Step, seen: Seen<'_>) {
        let Some(grid) = grid_of(step) else { return };
        let now = (seen.version(), self.filter.clone());
        if self.sheet_of.as_ref() == Some(&now) {
            return;
        }
        self.sheet = Sheet::new(grid, step, seen, &self.filter);
        self.sheet_of = Some(now);
        if let Some(id) = self.wanted
            && let Some(focus) = self.sheet.find(id)
        {
            self.focus = focus;
            self.cursor = Some(id);
            self.wanted = None;
        }
        self.taken = self.taken.filter(|id| self.sheet.find(*id).is_some());
        // While nothing lies anywhere, the first thing to do is to place what waits.
        let waiting = self.sheet.placed() == 0 && self.loose().is_some();
        if waiting || self.sheet.is_flat() {
            self.focus = Focus::Loose;
        }
        if self.focus == Focus::Loose
            && self.sheet.at(Focus::Loose).is_empty()
            && !self.sheet.is_flat()
        {
            self.focus = Focus::At(self.target);
            self.at = usize::MAX;
        }
        self.settle();
    }

    /// Keeps the cursor on a card of its place: on its own, or on the one that took that one's room.
    fn settle(&mut self) {
        let here = self.sheet.at(self.focus);
        let own = here.iter().position(|id| Some(*id) == self.cursor);
        self.at = own.unwrap_or(self.at.min(here.len().saturating_sub(1)));
        self.cursor = here.get(self.at).copied();
    }

    /// Goes to a place, to its first card or its last.
    fn go(&mut self, focus: Focus, last: bool) {
        self.focus = focus;
        self.first = 0;
        self.at = if last { usize::MAX } else { 0 };
        self.cursor = None;
        self.settle();
        if let Focus::At(place) = focus {
            self.target = place;
        }
    }

    /// One card up or down, and over the edge into the next place.
    fn step_by(&mut self, down: bool) {
        let count = self.sheet.at(self.focus).len();
        let inside = if down {
            self.at + 1 < count
        } else {
            self.at > 0 && count > 0
        };
        if inside {
            self.put_at(if down { self.at + 1 } else { self.at - 1 });
            return;
        }
        let next = match (self.focus, down) {
            (Focus::At(place), true) => {
                let lower = Place {
                    row: place.row + 1,
                    ..place
                };
                if self.sheet.has(lower) {
                    Some(Focus::At(lower))
                } else {
                    self.loose()
                }
            }
            (Focus::At(place), false) => {
                let upper = place.row.checked_sub(1);
                upper.map(|row| Focus::At(Place { row, ..place }))
            }
            (Focus::Loose, false) if !self.sheet.is_flat() => {
                let row = self.sheet.rows.saturating_sub(1);
                Some(Focus::At(Place { row, ..self.target }))
            }
            (Focus::Loose, _) => None,
        };
        if let Some(focus) = next {
            self.go(focus, !down);
        }
    }

    /// A place to the left or to the right; the cards without one lie behind the last column.
    fn turn(&mut self, right: bool) {
        let next = match (self.focus, right) {
            (Focus::At(place), true) => {
                let beside = Place {
                    column: place.column + 1,
                    ..place
                };
                if self.sheet.has(beside) {
                    Some(Focus::At(beside))
                } else {
                    self.loose()
                }
            }
            (Focus::At(place), false) => {
                let beside = place.column.checked_sub(1);
                beside.map(|column| Focus::At(Place { column, ..place }))
            }
            (Focus::Loose, false) if !self.sheet.is_flat() => {
                let column = self.sheet.columns.saturating_sub(1);
                Some(Focus::At(Place {
                    column,
                    ..self.target
                }))
            }
            (Focus::Loose, _) => None,
        };
        if let Some(focus) = next {
            self.go(focus, false);
        }
    }

    fn loose(&self) -> Option<Focus> {
        (!self.sheet.at(Focus::Loose).is_empty()).then_some(Focus::Loose)
    }

    fn put_at(&mut self, at: usize) {
        self.at = at;
        self.cursor = None;
        self.settle();
    }

    fn page_by(&mut self, by: isize) {
        self.put_at(self.at.saturating_add_signed(by));
    }

    /// Puts a card at a place: both of its fields, as one thing that can be taken back.
    fn place(&mut self, card: CardId, place: Place, grid: &Grid, cx: &mut Cx<'_>) {
        let (Some(column), Some(line)) =
            (grid.columns().get(place.column), grid.rows().get(place.row))
        else {
            return;
        };
        self.target = place;
        let values = [
            (&grid.across, Some(&column.id)),
            (&grid.down, Some(&line.id)),
        ];
        send(card, values, cx);
        if let Some(known) = cx.seen.card(card) {
            let name = grid.name(place, cx.seen.lang());
            cx.notice = Some(say!(GridPutAt, known.text(), name));
        }
    }

    /// A digit: a place, or the first half of one.
    fn digit(&mut self, grid: &Grid, cx: &mut Cx<'_>) {
        let (Some(card), Some(digit)) = (self.cursor, cx.digit()) else {
            return;
        };
        let columns = grid.columns().len();
        let at = (digit as usize).saturating_sub(1);
        let place = match (has_numbers(grid), self.half.take()) {
            (true, _) => Place {
                row: at / columns.max(1),
                column: at % columns.max(1),
            },
            (false, Some(column)) => Place { row: at, column },
            (false, None) => {
                cx.notice = Some(match grid.columns().get(at) {
                    Some(choice) => {
                        self.half = Some(at);
                        say!(GridRowNext, digit, choice.label.get(cx.seen.lang()))
                    }
                    None => say!(GridNoSuchPlace, digit),
                });
                return;
            }
        };
        if self.sheet.has(place) {
            self.place(card, place, grid, cx);
        } else {
            cx.notice = Some(say!(GridNoSuchPlace, digit));
        }
    }

    /// Moves the card with the cursor to the place beside its own, and goes with it.
    fn shift(&mut self, action: Action, grid: &Grid, cx: &mut Cx<'_>) {
        let Some(card) = self.cursor else { return };
        let Focus::At(place) = self.focus else {
            let words = cx.seen.card(card).map_or("", |card| card.text());
            cx.notice = Some(say!(GridNotThere, words));
            return;
        };
        match beside(place, action).filter(|place| self.sheet.has(*place)) {
            Some(next) => {
                self.place(card, next, grid, cx);
                self.wanted = Some(card);
            }
            None => cx.notice = Some(say!(GridAtEdge)),
        }
    }

    fn take_off(&self, grid: &Grid, cx: &mut Cx<'_>) {
        let Some(card) = self.cursor.and_then(|id| cx.seen.card(id)) else {
            return;
        };
        let id = card.id();
        cx.notice = Some(if self.focus == Focus::Loose {
            say!(GridNotThere, card.text())
        } else {
            say!(GridTakenOff, card.text())
        });
        send(id, [(&grid.across, None), (&grid.down, None)], cx);
    }

    /// What an action means while a card looks for its place; false for what means the same as ever.
    fn act_while_taken(
        &mut self,
        action: Action,
        card: CardId,
        grid: &Grid,
        cx: &mut Cx<'_>,
    ) -> bool {
        match action {
            Action::Up | Action::Down | Action::Left | Action::Right => {
                if let Some(next) = beside(self.target, action).filter(|at| self.sheet.has(*at)) {
                    self.target = next;
                }
            }
            Action::PutDown => {
                self.taken = None;
                self.place(card, self.target, grid, cx);
            }
            Action::LetGo => self.taken = None,
            _ => return false,
        }
        true
    }
}

/// The place beside another.
fn beside(place: Place, action: Action) -> Option<Place> {
    let Place { row, column } = place;
    Some(match action {
        Action::Up | Action::MoveUp => Place {
            row: row.checked_sub(1)?,
            column,
        },
        Action::Down | Action::MoveDown => Place {
            row: row + 1,
            column,
        },
        Action::Left | Action::MoveLeft => Place {
            row,
            column: column.checked_sub(1)?,
        },
        _ => Place {
            row,
            column: column + 1,
        },
    })
}

/// Sets both fields of a place, leaving alone what stands there already.
fn send(card: CardId, values: [(&FieldId, Option<&std::sync::Arc<str>>); 2], cx: &mut Cx<'_>) {
    let Some(known) = cx.seen.card(card) else {
        return;
    };
    let changed = values.into_iter().filter(|(field, value)| {
        value.map_or("", |value| &**value) != known.text_of(field.as_str())
    });
    let commands: Vec<Command> = changed
        .map(|(field, value)| Command::SetField {
            card,
            field: field.clone(),
            from: known.version(field.as_str()),
            value: value.map(|value| Value::Text(value.clone())),
        })
        .collect();
    if !commands.is_empty() {
        cx.send(Command::Several(commands));
    }
}

impl StepScreen for GridScreen {
    fn scopes(&self) -> &'static [&'static Scope] {
        static SCOPES: [&Scope; 2] = [&keys::CARDS, &keys::kinds::grid::KEYS];
        static PLACING: [&Scope; 1] = [&keys::kinds::grid::PLACING];
        if self.taken.is_some() {
            &PLACING
        } else {
            &SCOPES
        }
    }

    fn facts(&self, facts: &mut Facts, step: &Step, _seen: Seen<'_>) {
        facts.card = self.cursor.is_some();
        facts.flag = grid_of(step).is_some_and(|grid| grid.shows.is_some());
    }

    fn act(&mut self, action: Action, step: &Step, cx: &mut Cx<'_>) -> bool {
        self.sync(step, cx.seen);
        let Some(grid) = grid_of(step) else {
            return false;
        };
        if let Some(card) = self.taken {
            return self.act_while_taken(action, card, grid, cx);
        }
        if action == Action::Digit {
            self.digit(grid, cx);
            return true;
        }
        self.half = None;
        let page = isize::try_from(self.page.max(1)).unwrap_or(1);
        match action {
            Action::Up => self.step_by(false),
            Action::Down => self.step_by(true),
            Action::Left => self.turn(false),
            Action::Right => self.turn(true),
            Action::PageUp => self.page_by(-page),
            Action::PageDown => self.page_by(page),
            Action::First => self.page_by(isize::MIN),
            Action::Last => self.page_by(isize::MAX),
            Action::NextPane | Action::PrevPane => match (self.focus, self.loose()) {
                (Focus::Loose, _) if !self.sheet.is_flat() => {
                    self.go(Focus::At(self.target), false);
                }
                (_, Some(loose)) => self.go(loose, false),
                _ => cx.notice = Some(say!(GridAllPlaced)),
            },
            Action::New => cx.form = self.new_form(step, cx.seen, (cx.ids)()),
            Action::Edit if self.cursor.is_none() => {
                cx.form = self.new_form(step, cx.seen, (cx.ids)());
            }
            Action::TakeUp => {
                self.taken = self.cursor.filter(|_| !self.sheet.is_flat());
                if let Focus::At(place) = self.focus {
                    self.target = place;
                }
            }
            Action::ClearMark => self.take_off(grid, cx),
            Action::MoveUp | Action::MoveDown | Action::MoveLeft | Action::MoveRight => {
                self.shift(action, grid, cx);
            }
            Action::Flag => {
                if let (Some(card), Some(flag)) = (self.cursor, &grid.shows) {
                    cx.toggle(card, flag.as_str());
                }
            }
            Action::Import => cx.notice = Some(say!(PasteHere)),
            _ => return act_on_card(action, self.cursor, &[], step, cx),
        }
        true
    }

    /// A new card lies in the place with the cursor: its two fields are filled in, and can be changed in the form.
    fn new_form(&self, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        let grid = grid_of(step)?;
        let lang = seen.lang();
        let place = match self.focus {
            Focus::At(place) => Some(place),
            Focus::Loose => None,
        };
        let title = match place {
            Some(place) => say!(TitleNewAt, grid.name(place, lang)).render(lang),
            None => MsgId::TitleNewCard.text(lang).to_owned(),
        };
        let target = Target::new_on(&step.id);
        let prompt = grid.prompt.get(lang);
        let mut form = Form::for_new_card(id, target, title, step, lang, prompt);
        let column = place.and_then(|place| grid.columns().get(place.column));
        let line = place.and_then(|place| grid.rows().get(place.row));
        for (field, choice) in [(&grid.across, column), (&grid.down, line)] {
            let Some(choice) = choice else { continue };
            let known = form.fields.iter_mut().find(|known| known.id == *field);
            if let Some(known) = known {
                known.editor = Editor::line(choice.id.to_string());
                known.was = choice.id.to_string();
            }
        }
        Some(form)
    }

    fn next_form(&mut self, kept: &Form, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        if !kept.target.is_new_on(&step.id) {
            return None;
        }
        self.wanted = Some(CardId(kept.id));
        self.new_form(step, seen, id)
    }

    fn show(&mut self, card: CardId) {
        self.wanted = Some(card);
    }

    fn point(&mut self, _part: u8, at: usize, step: &Step, seen: Seen<'_>) -> Option<Msg> {
        self.sync(step, seen);
        let place = self.sheet.place(at)?;
        if self.taken.is_some() {
            self.target = place;
        } else {
            self.go(Focus::At(place), false);
        }
        None
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
        let found = self.sheet.placed() + self.sheet.at(Focus::Loose).len();
        let area = paint.filtered(buf, area, &self.filter, found);
        if let Some(grid) = grid_of(step) {
            self.draw_page(grid, seen, paint, buf, area);
        }
        None
    }
}
