//! What is said at a step: a sentence, a number, or a field by its name.

use std::sync::Arc;

use super::{
    Do,
    ask::{Sure, write, written},
    lines::On,
    opinions,
    read::one_line,
    table::AtTable,
};
use crate::{
    insight::Period,
    model::{
        CardId, Seen, Step,
        card::field,
        ids::ColumnId,
        script::Item,
        step::{Kind, go_round::GoRound, text::Text},
    },
    say,
    say::MsgId,
    ui::{
        form::{Form, Target},
        keys::Action,
        step,
    },
};

impl AtTable {
    /// A number, and how many where that was typed.
    pub(super) fn number(
        &mut self,
        number: i64,
        count: Option<u32>,
        words: &str,
        cx: &mut Do<'_, '_>,
    ) {
        let Some(step) = cx.seen.step(self.table.step()) else {
            return;
        };
        match &step.kind {
            Kind::GoRound(round) if round.asks_numbers() => return self.words(words, cx),
            Kind::Consent(_) if opinions::open_round(step, cx.seen).is_some() => {
                opinions::show(number, count, step, cx);
                return;
            }
            // “2019 12.4” is a point; so is “2019 12”.
            Kind::Curve(_) if count.is_some() => return self.words(words, cx),
            _ => {}
        }
        let line = usize::try_from(number.unsigned_abs()).unwrap_or(0);
        let Some(on) = self.which(Some(line), cx) else {
            return;
        };
        let chosen = count.and_then(|count| usize::try_from(count).ok());
        match (&step.kind, &on, chosen) {
            (Kind::Vote(_), On::Card(card), _) if opinions::open_round(step, cx.seen).is_some() => {
                opinions::lay(*card, number > 0, count, step, self.opened, cx);
            }
            (Kind::Matrix(_), On::Card(_), None) => self.score(Some(line), step, cx),
            (Kind::Matrix(matrix), On::Card(card), Some(digit)) if matrix.criteria.len() == 1 => {
                if !opinions::judge(digit, *card, &matrix.criteria[0], matrix, cx) {
                    cx.say(&say!(PlainNotAChoice));
                }
            }
            (Kind::Grid(grid), On::Card(card), None) => {
                // Where it goes is asked: across, then down.
                let fields = [&grid.across, &grid.down].map(|id| id.as_str().to_owned());
                let form = step::form_for(&Target::Card { card: *card }, (cx.ids)(), cx.seen);
                if !self.is_off(cx) {
                    self.table.stash();
                    self.table.open(form);
                    self.ask_fields(fields.to_vec(), false, cx);
                }
            }
            (Kind::Grid(grid), On::Card(card), Some(place)) => {
                if !opinions::place(place, *card, grid, cx) {
                    cx.say(&say!(GridNoSuchPlace, place));
                }
            }
            (Kind::Checklist(_), on, Some(answer)) => self.check(on, answer, step, cx),
            (_, On::Card(card), _) => self.read_line(line, *card, step, cx),
            (_, on, _) => self.begin_line(on, step, cx),
        }
    }

    /// Answers a question of a checklist with one of its answers.
    fn check(&mut self, on: &On, answer: usize, step: &Step, cx: &mut Do<'_, '_>) {
        if self.is_off(cx) {
            return;
        }
        let form = match on {
            On::Card(card) => step::form_for(&Target::Card { card: *card }, (cx.ids)(), cx.seen),
            On::Question(item) => Some(Self::card_form(&item_target(step, item), step, cx)),
            _ => None,
        };
        let Some(mut form) = form else { return };
        let lang = cx.seen.lang();
        let found = form
            .fields
            .iter_mut()
            .find(|one| one.id.as_str() == field::ANSWER);
        let Some(asked) = found else { return };
        match written(asked, &answer.to_string(), lang) {
            Some(choice) => {
                write(asked, &choice);
                self.table.open(Some(form));
                self.keep(cx);
            }
            None => cx.say(&say!(PlainNotAChoice)),
        }
    }

    /// The question of a page of questions that a sentence answers now.
    pub(super) fn asked<'s>(&self, step: &'s Step) -> Option<&'s Item> {
        let Kind::Cards(cards) = &step.kind else {
            return None;
        };
        let mut all = cards.sections.iter().flat_map(|section| &section.items);
        let first = all.clone().next();
        let wanted = self.question.as_deref().unwrap_or("");
        all.find(|item| *item.id == *wanted).or(first)
    }

    pub(super) fn card_form(target: &Target, step: &Step, cx: &mut Do<'_, '_>) -> Form {
        step::screen(&step.kind).card_form(target, step, cx.seen, (cx.ids)())
    }

    /// A sentence: what it is depends on the step.
    pub(super) fn words(&mut self, words: &str, cx: &mut Do<'_, '_>) {
        let Some(step) = cx.seen.step(self.table.step()) else {
            return;
        };
        if self.is_off(cx) || self.named(words, step, cx) {
            return;
        }
        // Whoever is used to a full screen presses a key.
        if let [sign] = words.trim().as_bytes()
            && !sign.is_ascii_digit()
        {
            return cx.say(&say!(PlainOneSign, words.trim()));
        }
        match &step.kind {
            Kind::Recap(_) => cx.say(&say!(PlainHintRecap)),
            Kind::Curve(_) => self.point(words, step, cx),
            Kind::Vote(_) if opinions::open_round(step, cx.seen).is_some() => {
                self.hint(step, cx);
            }
            Kind::Text(_) => match Text::statement(step, &cx.seen) {
                Some(card) => {
                    cx.say(&say!(PlainReplace, one_line(card.text()), words));
                    self.ask_sure(Sure::Replace(card.id(), words.to_owned()), cx);
                }
                None => self.add(&Target::new_on(&step.id), words, step, cx),
            },
            Kind::Consent(_) => self.speak(words, step, cx),
            Kind::GoRound(_) => self.take_turn(words, step, cx),
            _ => {
                let target = self.new_card(step, cx.seen);
                self.add(&target, words, step, cx);
            }
        }
    }

    fn new_card(&self, step: &Step, seen: Seen<'_>) -> Target {
        let columns = step.kind.lens().columns();
        let column = (columns.len() > 1)
            .then(|| columns.get(self.column_at(step)))
            .flatten()
            .map(|column| column.id.clone());
        Target::NewCard {
            step: step.id.clone(),
            parent: self.under_here(step, seen),
            column,
            after: None,
            from: None,
        }
    }

    /// Lays down a card with these words.
    fn add(&mut self, target: &Target, words: &str, step: &Step, cx: &mut Do<'_, '_>) {
        let mut form = Self::card_form(target, step, cx);
        let question = self.asked(step);
        let item = form
            .fields
            .iter_mut()
            .find(|one| one.id.as_str() == field::ITEM);
        if let (Some(item), Some(question)) = (item, question) {
            write(item, &question.id);
        }
        self.say_in(form, words, cx);
    }

    /// Keeps a new card with these words, where nothing else is needed.
    fn say_in(&mut self, form: Form, words: &str, cx: &mut Do<'_, '_>) {
        let id = form.id;
        self.table.stash();
        self.table.reopen(form);
        let Some(form) = self.table.form_mut() else {
            return;
        };
        if let Some(text) = form
            .fields
            .iter_mut()
            .find(|one| one.id.as_str() == field::TEXT)
        {
            write(text, words);
        }
        let unsaid = form.fields.iter().find(|one| {
            matches!(one.id.as_str(), field::NUMBER | field::ANSWER)
                && !one.choices.is_empty()
                && one.editor.is_blank()
        });
        let unsaid = unsaid.map(|one| one.id.as_str().to_owned());
        match unsaid {
            Some(needed)
                if matches!(
                    cx.seen.step(self.table.step()).map(|step| &step.kind),
                    Some(Kind::Consent(_))
                ) =>
            {
                self.ask_fields(vec![needed], false, cx);
            }
            _ => self.keep(cx),
        }
        self.last = Some(CardId(id));
    }

    /// A sentence at a proposal: its words, or what somebody says who could not go along.
    fn speak(&mut self, words: &str, step: &Step, cx: &mut Do<'_, '_>) {
        if opinions::open_round(step, cx.seen).is_some() {
            self.hint(step, cx);
            return;
        }
        let screen = step::screen(&step.kind);
        match screen.new_form(step, cx.seen, (cx.ids)()) {
            Some(form) => self.say_in(form, words, cx),
            None => cx.say(&say!(PlainHintHands)),
        }
    }

    /// “Ana: tired”, or one's own word; of somebody who enters for the room, that of whoever comes next.
    fn take_turn(&mut self, words: &str, step: &Step, cx: &mut Do<'_, '_>) {
        let turns = GoRound::turns(step, &cx.seen);
        let said = words.split_once(':').and_then(|(name, rest)| {
            let name = name.trim();
            let turn = turns
                .iter()
                .find(|turn| turn.name.eq_ignore_ascii_case(name))?;
            Some((turn.name.to_string(), rest.trim()))
        });
        let me = cx.seen.me().filter(|_| !cx.seen.enters_for_others());
        let (name, words) = match (said, me) {
            (Some((name, words)), _) => (name, words),
            (None, Some(me)) => (me.name.to_string(), words),
            (None, None) => {
                let next = turns.iter().find(|turn| turn.card.is_none());
                (
                    next.map_or_else(String::new, |turn| turn.name.to_string()),
                    words,
                )
            }
        };
        let own = turns
            .iter()
            .find(|turn| *turn.name == *name && !name.is_empty());
        let form = match own.and_then(|turn| turn.card) {
            Some(card) => step::form_for(&Target::Card { card: card.id() }, (cx.ids)(), cx.seen),
            None => Some(Self::card_form(&Target::new_on(&step.id), step, cx)),
        };
        let Some(mut form) = form else { return };
        if let Some(who) = form
            .fields
            .iter_mut()
            .find(|one| one.id.as_str() == field::WHO)
        {
            write(who, &name);
        }
        self.say_in(form, words, cx);
    }

    /// “2019 12.4”: a point of the curve; the name of what is measured where there is none yet.
    fn point(&mut self, words: &str, step: &Step, cx: &mut Do<'_, '_>) {
        let Some(measure) = cx.seen.measures_on(&step.id).next() else {
            let target = Target::Measure {
                step: step.id.clone(),
                measure: None,
            };
            let form = step::form_for(&target, (cx.ids)(), cx.seen);
            let Some(mut form) = form else { return };
            if let Some(name) = form.fields.first_mut() {
                write(name, words);
            }
            let rest: Vec<String> = form
                .fields
                .iter()
                .skip(1)
                .map(|one| one.id.as_str().to_owned())
                .collect();
            self.table.stash();
            self.table.reopen(form);
            self.ask_fields(rest, false, cx);
            return;
        };
        let read = words
            .split_once([':', ' ', '\t', ',', ';'])
            .map(|(period, value)| (period.trim(), value.trim()))
            .filter(|(period, value)| period.parse::<Period>().is_ok() && !value.is_empty());
        let Some((period, value)) = read else {
            cx.say(&say!(PlainHintPoints));
            return;
        };
        let target = Target::Point {
            measure: measure.id,
            group: measure.groups().first().cloned().unwrap_or_default(),
            period: None,
        };
        let Some(mut form) = step::form_for(&target, (cx.ids)(), cx.seen) else {
            return;
        };
        for (field, words) in form.fields.iter_mut().zip([period, value]) {
            write(field, words);
        }
        self.table.stash();
        self.table.reopen(form);
        self.keep_point(cx);
    }

    /// Keeps a point that was typed whole; the next is typed as a line of its own.
    fn keep_point(&mut self, cx: &mut Do<'_, '_>) {
        let was = self.table.form().map(|form| form.id);
        let (_, notice) = self.table.act(Action::Keep, cx.seen, cx.ids, cx.out);
        if let Some(notice) = notice {
            cx.say(&notice);
        }
        if self.table.form().map(|form| form.id) == was {
            self.ask_form(true, cx);
        } else {
            self.table.stash();
        }
    }

    /// “who: Devi”, “due 2: 2027-03-01”, “What hurts: Buses cut”. Answers whether the line was one of these.
    fn named(&mut self, words: &str, step: &Step, cx: &mut Do<'_, '_>) -> bool {
        let Some((head, value)) = words.split_once(':') else {
            return false;
        };
        let (head, value) = (head.trim(), value.trim());
        let lang = cx.seen.lang();
        let columns = step.kind.lens().columns();
        let called = |label: &str, id: &str| {
            head.to_lowercase() == label.to_lowercase() || head.eq_ignore_ascii_case(id)
        };
        let column = columns
            .iter()
            .position(|column| called(column.label.get(lang), &column.id.0))
            .filter(|_| columns.len() > 1 && !value.is_empty());
        if let Some(at) = column {
            self.column.insert(step.id.clone(), at);
            let target = self.new_card(step, cx.seen);
            self.add(&target, value, step, cx);
            return true;
        }
        let (name, number) = match head.rsplit_once(' ') {
            Some((name, number)) => match number.parse::<usize>() {
                Ok(number) => (name.trim(), Some(number)),
                Err(_) => (head, None),
            },
            None => (head, None),
        };
        let declared = step.kind.lens().fields().iter().find(|one| {
            one.id.as_str() != field::TEXT
                && (name.to_lowercase() == one.name(lang).to_lowercase()
                    || name.eq_ignore_ascii_case(one.id.as_str()))
        });
        let Some(declared) = declared else {
            return false;
        };
        let Some(On::Card(card)) = self.which(number, cx) else {
            return true;
        };
        self.last = Some(card);
        let Some(mut form) = step::form_for(&Target::Card { card }, (cx.ids)(), cx.seen) else {
            return true;
        };
        let Some(asked) = form.fields.iter_mut().find(|one| one.id == declared.id) else {
            cx.say(&MsgId::PlainNotHere.into());
            return true;
        };
        let written = if value.is_empty() {
            Some(String::new())
        } else {
            written(asked, value, lang)
        };
        let Some(written) = written else {
            let id = declared.id.as_str().to_owned();
            cx.say(&say!(PlainNotAChoice));
            self.table.open(Some(form));
            self.ask_fields(vec![id], false, cx);
            return true;
        };
        write(asked, &written);
        self.table.stash();
        self.table.reopen(form);
        self.keep(cx);
        true
    }
}

/// A new card that answers this question of a checklist.
pub(super) fn item_target(step: &Step, item: &Arc<str>) -> Target {
    Target::NewCard {
        step: step.id.clone(),
        parent: None,
        column: Some(ColumnId(Arc::clone(item))),
        after: None,
        from: None,
    }
}
