//! The page of questions: sections that fold, under each question its answers, and how many were answered.

use std::collections::BTreeSet;

use fuzzy_matcher::skim::SkimMatcherV2;
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use uuid::Uuid;

use super::{Cx, StepScreen, act_on_card, searched};
use crate::{
    model::{
        CardId, Seen, Seq, Step,
        card::field,
        script::{Item, Section},
        step::{
            Kind,
            cards::sections::{answered, answers, progress},
        },
    },
    say,
    say::{Lang, Msg, MsgId},
    ui::{
        form::{Form, FormField, Target},
        keys::{self, Action, Facts, Scope},
        overlay::{self, Overlay, Pick, Then, fits},
        paint::Paint,
    },
};

mod draw;
#[cfg(test)]
mod tests;

/// What a line of the page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum What {
    /// A section, by its place in the script; one behind the last is for cards that answer no question.
    Section(usize),
    /// A question: its section, and its place there.
    Question(usize, usize),
    /// An answer, and what hangs under one.
    Card(CardId),
}

/// A line of the page.
#[derive(Clone, Copy, Debug)]
struct Row {
    what: What,
    /// Of a card: how deep it lies.
    depth: usize,
    /// Of a section: answered questions; of a question: answers.
    count: usize,
    /// Of a section: its questions.
    of: usize,
}

/// The page of questions.
#[derive(Debug, Default)]
pub struct SectionsScreen {
    cursor: Option<What>,
    /// A card that gets the cursor as soon as it is on the page.
    wanted: Option<CardId>,
    folded: BTreeSet<usize>,
    folds: u64,
    marked: BTreeSet<CardId>,
    filter: String,
    rows: Vec<Row>,
    rows_of: Option<(Seq, String, u64)>,
    progress: (usize, usize),
    /// The line with the cursor.
    at: usize,
    first: usize,
    page: usize,
}

fn sections(step: &Step) -> &[Section] {
    match &step.kind {
        Kind::Cards(cards) => &cards.sections,
        _ => &[],
    }
}

fn question(step: &Step, section: usize, at: usize) -> Option<&Item> {
    sections(step).get(section)?.items.get(at)
}

impl SectionsScreen {
    /// Computes the lines; only where the session, the folds or the filter changed since.
    fn sync(&mut self, step: &Step, seen: Seen<'_>) {
        let found = self
            .wanted
            .and_then(|id| seen.card(id))
            .filter(|card| *card.step() == step.id);
        if let Some(card) = found {
            self.wanted = None;
            self.cursor = Some(What::Card(card.id()));
            // What is looked for must not stay hidden.
            self.folded.clear();
            self.rows_of = None;
        }
        let wanted = (seen.version(), self.filter.clone(), self.folds);
        if self.rows_of.as_ref() == Some(&wanted) {
            return;
        }
        self.rows = self.compute(step, seen);
        self.rows_of = Some(wanted);
        self.marked
            .retain(|id| seen.card(*id).is_some_and(|card| *card.step() == step.id));
        let there = |what: &What| self.rows.iter().position(|row| row.what == *what);
        let at = self.cursor.as_ref().and_then(there);
        // Nothing has the cursor at first: then it is the first question, where an answer can be written at once.
        let first = usize::from(self.cursor.is_none());
        self.put(at.unwrap_or(self.at.max(first)));
    }

    fn compute(&mut self, step: &Step, seen: Seen<'_>) -> Vec<Row> {
        let sections = sections(step);
        let answers = answers(sections, step, &seen);
        self.progress = progress(sections, &answers);
        let wanted = self.filter.trim().to_owned();
        let matcher = SkimMatcherV2::default();
        let fit = |words: &str| wanted.is_empty() || fits(&matcher, words, &wanted).is_some();
        let row = |what, count, of| Row {
            what,
            depth: 0,
            count,
            of,
        };
        let mut rows = Vec::new();
        let put_answers = |of: &str, all: bool, rows: &mut Vec<Row>| {
            for card in answers.get(of).into_iter().flatten() {
                if !all && !fit(&searched(card)) {
                    continue;
                }
                rows.push(row(What::Card(card.id()), 0, 0));
                let under = seen.walk(&step.id, Some(card.id()), |_| true);
                rows.extend(under.map(|(depth, card)| Row {
                    depth: depth + 1,
                    ..row(What::Card(card.id()), 0, 0)
                }));
            }
        };
        for (at, section) in sections.iter().enumerate() {
            let done = answered(&section.items, &answers);
            let head = rows.len();
            rows.push(row(What::Section(at), done, section.items.len()));
            if wanted.is_empty() && self.folded.contains(&at) {
                continue;
            }
            for (place, item) in section.items.iter().enumerate() {
                let given = answers.get(&*item.id).map_or(0, Vec::len);
                let all = fit(item.ask.get(seen.lang()));
                let begin = rows.len();
                rows.push(row(What::Question(at, place), given, 0));
                put_answers(&item.id, all, &mut rows);
                if !all && rows.len() == begin + 1 {
                    rows.pop();
                }
            }
            if !wanted.is_empty() && rows.len() == head + 1 {
                rows.pop();
            }
        }
        if let Some(loose) = answers.get("") {
            let head = row(What::Section(sections.len()), loose.len(), 0);
            rows.push(head);
            if !wanted.is_empty() || !self.folded.contains(&sections.len()) {
                put_answers("", false, &mut rows);
            }
        }
        rows
    }

    fn put(&mut self, at: usize) {
        self.at = at.min(self.rows.len().saturating_sub(1));
        self.cursor = self.rows.get(self.at).map(|row| row.what);
    }

    fn move_by(&mut self, by: isize) {
        self.wanted = None;
        self.put(self.at.saturating_add_signed(by));
    }

    fn card(&self) -> Option<CardId> {
        match self.cursor {
            Some(What::Card(id)) => Some(id),
            _ => None,
        }
    }

    /// The section of the line with the cursor.
    fn section(&self) -> Option<usize> {
        let above = self.rows.get(..=self.at)?.iter().rev();
        above.map(|row| row.what).find_map(|what| match what {
            What::Section(at) | What::Question(at, _) => Some(at),
            What::Card(_) => None,
        })
    }

    /// The question that an answer written now answers: the nearest above the cursor, or the first of its section.
    fn asked<'s>(&self, step: &'s Step) -> Option<&'s Item> {
        let above = self.rows.get(..=self.at)?.iter().rev();
        let nearest = above
            .map(|row| row.what)
            .find(|what| !matches!(what, What::Card(_)))?;
        match nearest {
            What::Question(section, at) => question(step, section, at),
            What::Section(section) => question(step, section, 0),
            What::Card(_) => None,
        }
    }

    fn fold(&mut self, section: usize, fold: bool) {
        let changed = if fold {
            self.folded.insert(section)
        } else {
            self.folded.remove(&section)
        };
        self.folds += u64::from(changed);
    }

    /// Folds the section, with the cursor on its heading.
    fn fold_here(&mut self, step: &Step, seen: Seen<'_>) {
        if let Some(section) = self.section() {
            self.fold(section, true);
            self.cursor = Some(What::Section(section));
            self.sync(step, seen);
        }
    }

    /// Goes to the next question without an answer, all around the page and into what is folded.
    fn next_open(&mut self, forward: bool, step: &Step, cx: &mut Cx<'_>) {
        if self.progress.0 == self.progress.1 {
            cx.notice = Some(say!(NothingOpen));
            return;
        }
        self.folded.clear();
        self.folds += 1;
        self.sync(step, cx.seen);
        let open = |at: &usize| {
            matches!(
                self.rows[*at],
                Row {
                    what: What::Question(..),
                    count: 0,
                    ..
                }
            )
        };
        let (behind, before) = (self.at + 1..self.rows.len(), 0..self.at);
        let found = if forward {
            behind.chain(before).find(open)
        } else {
            before.rev().chain(behind.rev()).find(open)
        };
        if let Some(at) = found {
            self.put(at);
        }
    }

    /// The form for an answer to a question. The question stands in it, and can be changed to another.
    fn form(target: &Target, asked: Option<&Item>, step: &Step, lang: Lang, id: Uuid) -> Form {
        let title = asked.map_or_else(
            || MsgId::TitleNewCard.text(lang).to_owned(),
            |item| item.ask.get(lang).to_string(),
        );
        let hint = asked.map_or("", |item| item.hint.get(lang));
        let prompt = match &step.kind {
            Kind::Cards(cards) if hint.is_empty() => cards.prompt.get(lang),
            _ => hint,
        };
        let mut form = Form::for_new_card(id, target.clone(), title, step, lang, prompt);
        let now = asked.map_or("", |item| &item.id);
        let label = MsgId::LabelQuestion.text(lang);
        let kind = crate::model::script::FieldKind::Choice;
        let choices = sections(step).iter().flat_map(|section| &section.items);
        form.fields.push(
            FormField::new(field::ITEM, label, kind, now)
                .choosing(choices.map(|item| (item.id.clone(), item.ask.get(lang).clone()))),
        );
        form
    }

    /// The questions that a card can go under.
    fn questions(card: CardId, step: &Step, seen: Seen<'_>) -> Overlay {
        let lang = seen.lang();
        let known = seen.card(card);
        let now = known.map_or("", |card| card.text_of(field::ITEM));
        let items = sections(step).iter().flat_map(|section| {
            section.items.iter().map(|item| overlay::Item {
                pick: Pick::Word(item.id.clone()),
                label: item.ask.get(lang).to_string(),
                detail: section.label.get(lang).to_string(),
                on: *item.id == *now,
            })
        });
        let words = known.map_or("", |card| card.text());
        let title = say!(TitleQuestionOf, words).render(lang);
        Overlay::choose(title, items.collect(), Then::Field(card, field::ITEM))
    }
}

impl StepScreen for SectionsScreen {
    fn scopes(&self) -> &'static [&'static Scope] {
        static SCOPES: [&Scope; 2] = [&keys::CARDS, &keys::kinds::sections::KEYS];
        &SCOPES
    }

    fn facts(&self, facts: &mut Facts, _step: &Step, _seen: Seen<'_>) {
        facts.card = self.card().is_some();
        facts.marked = !self.marked.is_empty();
    }

    fn act(&mut self, action: Action, step: &Step, cx: &mut Cx<'_>) -> bool {
        self.sync(step, cx.seen);
        let page = isize::try_from(self.page.max(1)).unwrap_or(1);
        match (action, self.cursor) {
            (Action::Up, _) => self.move_by(-1),
            (Action::Down, _) => self.move_by(1),
            (Action::PageUp, _) => self.move_by(-page),
            (Action::PageDown, _) => self.move_by(page),
            (Action::First, _) => self.move_by(isize::MIN),
            (Action::Last, _) => self.move_by(isize::MAX),
            (Action::NextPane, _) => self.next_open(true, step, cx),
            (Action::PrevPane, _) => self.next_open(false, step, cx),
            (Action::Left, _) => self.fold_here(step, cx.seen),
            (Action::Right, _) => {
                if let Some(section) = self.section() {
                    self.fold(section, false);
                }
            }
            (Action::Edit, Some(What::Section(section))) => {
                let fold = !self.folded.contains(&section);
                self.fold(section, fold);
            }
            (Action::New, _) | (Action::Edit | Action::EditLong, Some(What::Question(..))) => {
                cx.form = self.new_form(step, cx.seen, (cx.ids)());
                cx.editor = action == Action::EditLong;
            }
            (Action::Question, Some(What::Card(id))) => {
                cx.overlay = Some(Self::questions(id, step, cx.seen));
            }
            (Action::Mark, Some(What::Card(id))) => {
                if !self.marked.remove(&id) {
                    self.marked.insert(id);
                }
                self.move_by(1);
            }
            (Action::Import, _) => cx.notice = Some(say!(PasteHere)),
            _ => {
                let marked: Vec<CardId> = self.marked.iter().copied().collect();
                let taken = act_on_card(action, self.card(), &marked, step, cx);
                if taken && matches!(action, Action::Delete | Action::Park | Action::MoveStep) {
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
        let target = Target::new_on(&step.id);
        let asked = self.asked(step).or_else(|| question(step, 0, 0));
        Some(Self::form(&target, asked, step, seen.lang(), id))
    }

    fn card_form(&self, target: &Target, step: &Step, seen: Seen<'_>, id: Uuid) -> Form {
        Self::form(target, None, step, seen.lang(), id)
    }

    fn next_form(&mut self, kept: &Form, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        if !kept.target.is_new_on(&step.id) {
            return None;
        }
        self.wanted = Some(CardId(kept.id));
        let of = kept.words(field::ITEM);
        let mut all = sections(step).iter().flat_map(|section| &section.items);
        let asked = all.find(|item| *item.id == *of);
        Some(Self::form(&kept.target, asked, step, seen.lang(), id))
    }

    fn point(&mut self, _part: u8, at: usize, step: &Step, seen: Seen<'_>) -> Option<Msg> {
        self.sync(step, seen);
        self.wanted = None;
        self.put(at);
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
        self.draw_page(step, seen, paint, buf, area);
        None
    }
}
