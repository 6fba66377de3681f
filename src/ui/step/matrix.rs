//! The page of a matrix: cards and criteria, with a cursor on one cell that a digit judges.
//!
//! What one key says is what the room says; hands are counted in a form, or one by one. How it is sorted is this seat's
//! own; the order of the room stays as it is.

use fuzzy_matcher::skim::SkimMatcherV2;
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use uuid::Uuid;

pub use self::forms::{form_command, form_for, in_order as marks_in_order};
use super::{Cx, StepScreen, act_on_card};
use crate::{
    model::{
        After, CardId, Command, Seen, Seq, Step, Value,
        card::field,
        opinion::{self, Score, ScoreKey, Voice},
        script::Item,
        step::{
            Kind,
            matrix::{Cell, Criterion, Matrix, Row, Scale, in_order},
        },
    },
    say,
    ui::{
        form::{Form, Target},
        keys::{self, Action, Facts, Scope},
        overlay::fits,
        paint::Paint,
    },
};

mod draw;
mod forms;
#[cfg(test)]
mod tests;

/// The page of a matrix.
#[derive(Debug, Default)]
pub struct MatrixScreen {
    cursor: Option<CardId>,
    /// A card that gets the cursor as soon as it is on the page.
    wanted: Option<CardId>,
    /// The criterion with the cursor.
    column: usize,
    /// The first criterion shown, counted from 1 as [`super::sight`] does.
    from_column: usize,
    order: Order,
    /// The order that was asked for last: judging a card does not make it jump.
    sorted: Vec<CardId>,
    filter: String,
    rows: Vec<Row>,
    rows_of: Option<(Seq, String)>,
    /// How wide the words, each criterion and the verdict would like to be.
    widths: Vec<usize>,
    totals: Totals,
    /// The row with the cursor.
    at: usize,
    first: usize,
    page: usize,
    /// Each digit adds a person.
    one_by_one: bool,
    /// A 1 was just typed where marks go to ten: a 0 behind it makes it ten.
    typed_one: bool,
}

/// What the page adds up to, whatever the filter shows of it.
#[derive(Debug, Default)]
struct Totals {
    cards: usize,
    picked: usize,
    divided: usize,
    needed: usize,
    weights: Vec<u32>,
    /// Whether the rows stand as their order says: a card that was judged since does not jump.
    sorted: bool,
}

/// The order of the rows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Order {
    /// As the room laid them.
    #[default]
    Own,
    /// The best first.
    Verdict,
    /// The most divided first.
    Spread,
}

fn matrix(step: &Step) -> Option<&Matrix> {
    match &step.kind {
        Kind::Matrix(matrix) => Some(matrix),
        _ => None,
    }
}

/// Every card with all that is said of it.
struct Judged(Vec<Row>);

fn totals(matrix: &Matrix, step: &Step, rows: &[Row], seen: Seen<'_>) -> Totals {
    let needed = |row: &&Row| {
        seen.card(row.card)
            .is_some_and(|card| card.flag(field::DATA_NEEDED))
    };
    Totals {
        cards: rows.len(),
        picked: rows.iter().filter(|row| row.picked).count(),
        divided: rows
            .iter()
            .filter(|row| row.cells.iter().any(Cell::is_wide))
            .count(),
        needed: rows.iter().filter(needed).count(),
        weights: matrix.weights(step, &seen),
        sorted: true,
    }
}

impl Order {
    fn sort(self, rows: &mut [Row]) {
        match self {
            Self::Own => {}
            Self::Verdict => in_order(rows),
            Self::Spread => rows.sort_by(|a, b| b.apart().total_cmp(&a.apart())),
        }
    }
}

impl MatrixScreen {
    /// Computes the rows; only where the session or the filter changed since.
    fn sync(&mut self, step: &Step, seen: Seen<'_>) {
        let Some(matrix) = matrix(step) else { return };
        let wanted = (seen.version(), self.filter.clone());
        if self.rows_of.as_ref() != Some(&wanted) {
            let judged = seen.once(&step.id, |seen| Judged(matrix.rows(step, &seen)));
            self.rows.clone_from(&judged.0);
            self.totals = totals(matrix, step, &self.rows, seen);
            if !self.filter.trim().is_empty() {
                let matcher = SkimMatcherV2::default();
                let words = |row: &Row| seen.card(row.card).map_or("", |card| card.text());
                let filter = &self.filter;
                self.rows
                    .retain(|row| fits(&matcher, words(row), filter).is_some());
            }
            self.keep_order();
            self.totals.sorted = self.is_sorted();
            self.widths = draw::widths(matrix, &self.rows, seen);
            self.rows_of = Some(wanted);
            let at = self
                .rows
                .iter()
                .position(|row| Some(row.card) == self.cursor);
            self.put(at.unwrap_or(self.at));
        }
        self.column = self.column.min(matrix.criteria.len().saturating_sub(1));
        if let Some(at) = self
            .rows
            .iter()
            .position(|row| Some(row.card) == self.wanted)
        {
            self.wanted = None;
            self.put(at);
        }
    }

    /// Rows stand as they were sorted last, new ones behind them.
    fn keep_order(&mut self) {
        if self.order != Order::Own {
            let place: std::collections::HashMap<CardId, usize> = self
                .sorted
                .iter()
                .enumerate()
                .map(|(at, card)| (*card, at))
                .collect();
            self.rows
                .sort_by_key(|row| place.get(&row.card).copied().unwrap_or(usize::MAX));
        }
    }

    fn put(&mut self, at: usize) {
        self.at = at.min(self.rows.len().saturating_sub(1));
        self.cursor = self.rows.get(self.at).map(|row| row.card);
    }

    fn move_by(&mut self, by: isize) {
        self.wanted = None;
        self.put(self.at.saturating_add_signed(by));
    }

    /// The next criterion, and behind the last the first of the next card.
    fn move_on(&mut self, criteria: usize) {
        if self.column + 1 < criteria {
            self.column += 1;
        } else if self.at + 1 < self.rows.len() {
            self.column = 0;
            self.move_by(1);
        }
    }

    fn is_sorted(&self) -> bool {
        let mut fresh = self.rows.clone();
        self.order.sort(&mut fresh);
        fresh
            .iter()
            .map(|row| row.card)
            .eq(self.rows.iter().map(|row| row.card))
    }

    fn sort(&mut self, step: &Step, cx: &mut Cx<'_>) {
        // What was judged since is sorted in first, before another order is gone to.
        if self.order == Order::Own || self.totals.sorted {
            self.order = match self.order {
                Order::Own => Order::Verdict,
                Order::Verdict => Order::Spread,
                Order::Spread => Order::Own,
            };
        }
        let mut all = matrix(step).map_or_else(Vec::new, |matrix| matrix.rows(step, &cx.seen));
        self.order.sort(&mut all);
        self.sorted = all.iter().map(|row| row.card).collect();
        self.rows_of = None;
        self.sync(step, cx.seen);
        cx.notice = Some(match self.order {
            Order::Own => say!(SortedOwn),
            Order::Verdict => say!(SortedByVerdict),
            Order::Spread => say!(SortedBySpread),
        });
    }

    fn criterion<'a>(&self, step: &'a Step) -> Option<(&'a Matrix, &'a Criterion, Scale)> {
        let matrix = matrix(step)?;
        let criterion = matrix.criteria.get(self.column)?;
        Some((matrix, criterion, matrix.scale_of(criterion)))
    }

    /// A digit: the mark of that number.
    fn digit(&mut self, digit: u32, after_one: bool, step: &Step, cx: &mut Cx<'_>) {
        let Some((matrix, criterion, scale)) = self.criterion(step) else {
            return;
        };
        if scale == Scale::ZeroToTen {
            let ten = after_one && digit == 0;
            let value = if ten { 10 } else { digit as usize };
            self.give(value, ten, criterion, scale, cx);
            self.typed_one = digit == 1;
            return;
        }
        if digit == 0 {
            self.clear(criterion, cx);
            return;
        }
        let marks = forms::in_order(scale).nth(digit as usize - 1);
        let Some((rank, _)) = marks else {
            cx.notice = Some(say!(MarkTooHigh, digit));
            return;
        };
        let criteria = matrix.criteria.len();
        self.give(rank, false, criterion, scale, cx);
        if !self.one_by_one {
            self.move_on(criteria);
        }
    }

    /// Says what the room says of the card, or adds a person who says so. `instead` takes the 1 back of which it makes
    /// a ten.
    fn give(
        &self,
        rank: usize,
        instead: bool,
        criterion: &Criterion,
        scale: Scale,
        cx: &mut Cx<'_>,
    ) {
        let (Some(card), Some(voice)) = (self.cursor, cx.seen.voice()) else {
            return;
        };
        let Some(mark) = scale.marks().get(rank) else {
            return;
        };
        let was = cx.seen.score_of(&cx.step, card, &criterion.id, &voice);
        let mut tally = opinion::Tally::new();
        let several = voice == Voice::room() || cx.seen.speaks_for() > 1;
        if self.one_by_one && several {
            tally.clone_from(&was.tally);
            if instead && let Some((_, ones)) = tally.iter_mut().find(|(known, _)| **known == *"1")
            {
                *ones = ones.saturating_sub(1);
            }
        } else {
            let people: u32 = was.tally.iter().map(|(_, count)| *count).sum();
            if people > 1 {
                cx.notice = Some(say!(CountReplaced, people));
            }
        }
        opinion::add(&mut tally, &[((*mark).into(), 1)]);
        let key = ScoreKey {
            step: cx.step.clone(),
            card,
            criterion: criterion.id.clone(),
            voice,
        };
        let note = was.note;
        cx.send(Command::Score {
            key,
            score: Score { tally, note },
        });
    }

    fn clear(&self, criterion: &Criterion, cx: &mut Cx<'_>) {
        let (Some(card), Some(voice)) = (self.cursor, cx.seen.voice()) else {
            return;
        };
        let note = cx.seen.score_of(&cx.step, card, &criterion.id, &voice).note;
        let key = ScoreKey {
            step: cx.step.clone(),
            card,
            criterion: criterion.id.clone(),
            voice,
        };
        let tally = opinion::Tally::new();
        cx.send(Command::Score {
            key,
            score: Score { tally, note },
        });
    }

    /// The card goes on, or no longer: the room says so, and whoever leads enters it.
    fn pick(&mut self, cx: &mut Cx<'_>) {
        let Some(card) = self.cursor else { return };
        let step = cx.step.clone();
        cx.pick(&step, card);
        self.move_by(1);
    }

    fn count(&self, step: &Step, cx: &mut Cx<'_>) {
        let (Some(card), Some((_, criterion, _))) = (self.cursor, self.criterion(step)) else {
            cx.form = self.new_form(step, cx.seen, (cx.ids)());
            return;
        };
        let target = Target::Score {
            step: step.id.clone(),
            card,
            criterion: criterion.id.clone(),
        };
        cx.form = form_for(&target, (cx.ids)(), cx.seen);
    }
}

/// Lays down what the script gives to be judged; where all of it lies here, a list can be pasted.
fn lay_items(step: &Step, cx: &mut Cx<'_>) {
    let lang = cx.seen.lang();
    let left = matrix(step).map_or_else(Vec::new, |matrix| matrix.items_left(step, &cx.seen));
    if left.is_empty() {
        cx.notice = Some(say!(PasteHere));
        return;
    }
    let lay = |item: &Item| Command::AddCard {
        card: CardId((cx.ids)()),
        author: None,
        step: step.id.clone(),
        parent: None,
        column: None,
        after: After::Last,
        fields: vec![
            (field::TEXT.into(), Value::Text(item.ask.get(lang).clone())),
            (field::ITEM.into(), Value::Text(item.id.clone())),
        ],
        from: None,
    };
    let cards: Vec<Command> = left.into_iter().map(lay).collect();
    cx.notice = Some(say!(ItemsLaid, cards.len()));
    cx.send(Command::Several(cards));
}

impl StepScreen for MatrixScreen {
    fn scopes(&self) -> &'static [&'static Scope] {
        static SCOPES: [&Scope; 2] = [&keys::CARDS, &keys::kinds::matrix::KEYS];
        &SCOPES
    }

    fn facts(&self, facts: &mut Facts, step: &Step, _seen: Seen<'_>) {
        facts.card = self.cursor.is_some();
        facts.weights = matrix(step).is_some_and(Matrix::is_weighted);
    }

    fn act(&mut self, action: Action, step: &Step, cx: &mut Cx<'_>) -> bool {
        self.sync(step, cx.seen);
        let page = isize::try_from(self.page.max(1)).unwrap_or(1);
        let after_one = std::mem::take(&mut self.typed_one);
        let last = matrix(step).map_or(0, |matrix| matrix.criteria.len().saturating_sub(1));
        if action == Action::Digit {
            if let Some(digit) = cx.digit() {
                self.digit(digit, after_one, step, cx);
            }
            return true;
        }
        match action {
            Action::Up => self.move_by(-1),
            Action::Down => self.move_by(1),
            Action::PageUp => self.move_by(-page),
            Action::PageDown => self.move_by(page),
            Action::First => self.move_by(isize::MIN),
            Action::Last => self.move_by(isize::MAX),
            Action::Left | Action::PrevPane => self.column = self.column.saturating_sub(1),
            Action::Right | Action::NextPane => self.column = (self.column + 1).min(last),
            Action::ClearMark => {
                if let Some((_, criterion, _)) = self.criterion(step) {
                    self.clear(criterion, cx);
                }
            }
            Action::CountHands => self.count(step, cx),
            Action::OneByOne => self.one_by_one = !self.one_by_one,
            Action::Pick => self.pick(cx),
            Action::Sort => self.sort(step, cx),
            Action::Weights => {
                let target = Target::Weights {
                    step: step.id.clone(),
                };
                cx.form = form_for(&target, (cx.ids)(), cx.seen);
            }
            Action::DataNeeded => {
                if let Some(card) = self.cursor.and_then(|id| cx.seen.card(id)) {
                    cx.toggle(card.id(), field::DATA_NEEDED);
                    cx.notice = Some(if card.flag(field::DATA_NEEDED) {
                        say!(NotDataNeeded, card.text())
                    } else {
                        say!(NowDataNeeded, card.text())
                    });
                }
            }
            Action::New => cx.form = self.new_form(step, cx.seen, (cx.ids)()),
            Action::Import => lay_items(step, cx),
            _ => return act_on_card(action, self.cursor, &[], step, cx),
        }
        true
    }

    fn new_form(&self, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        let target = Target::new_on(&step.id);
        Some(self.card_form(&target, step, seen, id))
    }

    fn card_form(&self, target: &Target, step: &Step, seen: Seen<'_>, id: Uuid) -> Form {
        let lang = seen.lang();
        let prompt = matrix(step).map_or("", |matrix| matrix.prompt.get(lang));
        let title = say::MsgId::TitleNewCard.text(lang);
        Form::for_new_card(id, target.clone(), title, step, lang, prompt)
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
        if let Some(matrix) = matrix(step) {
            self.draw_page(matrix, step, seen, paint, buf, area);
        }
        None
    }
}
