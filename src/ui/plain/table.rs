//! A session in line mode: what a line does at the step where the room is.
//!
//! Under it lies the same table as under a screen, with its forms, windows and keys: what an action does is written once.
//! What is written here is what only words need: which line a number means, and what a sentence is at each kind of step.

use std::collections::HashMap;

use super::{
    Do,
    ask::{Asking, Sure, WIDTH, write, written},
    lines::{self, Numbers, On, Row},
    opinions,
    read::{Reading, one_line, sentences},
    words::{Does, Said, TABLE, read},
};
use crate::{
    insight::Period,
    model::{
        CardId, Command, Seen, Seq, Step, StepId,
        card::field,
        ids::ColumnId,
        presence::Whereabouts,
        seen::CardSeen,
        step::{Kind, consent::Consent, text::Text},
    },
    say,
    say::{Msg, MsgId},
    ui::{
        form::{Form, Target},
        input::Chord,
        keys::{self, Action},
        overlay::Overlay,
        seat::{Effect, RoomAsk},
        step,
        table::Table,
    },
};

/// From how many places on they are asked for in two steps: nobody keeps forty numbers in mind.
const MANY_PLACES: usize = 9;

/// A session in line mode.
#[derive(Debug)]
pub struct AtTable {
    pub(super) table: Table,
    pub(super) asking: Option<Asking>,
    pub(super) numbers: Numbers,
    reading: Reading,
    /// The card that was spoken of last.
    pub(super) last: Option<CardId>,
    /// The column that new cards go into.
    column: HashMap<StepId, usize>,
    /// The card whose causes are being written.
    under: Option<CardId>,
    /// The question that is being answered.
    question: Option<std::sync::Arc<str>>,
    /// The version of the session up to which this seat was told what happened.
    pub(super) told: Seq,
    /// The step this seat was told about last.
    pub(super) told_step: StepId,
}

impl AtTable {
    /// Sits down, with what was being written there.
    pub fn new(seen: Seen<'_>, drafts: &str) -> Self {
        Self {
            table: Table::new(seen, drafts),
            asking: None,
            numbers: Numbers::default(),
            reading: Reading::default(),
            last: None,
            column: HashMap::new(),
            under: None,
            question: None,
            told: seen.version(),
            told_step: seen.current().clone(),
        }
    }

    /// Says where the room is, on coming in.
    pub fn greet(&mut self, cx: &mut Do<'_, '_>) {
        let title = cx.seen.title();
        cx.say(&say!(PlainAtTable, title));
        self.intro(cx);
        cx.say(&say!(PlainHelpIs, MsgId::PlainHelp.text(cx.seen.lang())));
        if self.table.form().is_some() {
            cx.say(&say!(TakenUp));
            self.ask_form(false, cx);
        }
    }

    /// Says what the step asks, and what to type.
    pub(super) fn intro(&mut self, cx: &mut Do<'_, '_>) {
        let lang = cx.seen.lang();
        let script = cx.seen.script();
        let Some((at, step)) = script.step(self.table.step()) else {
            return;
        };
        self.told_step = step.id.clone();
        cx.say(&say!(
            PlainStepIs,
            at + 1,
            script.steps.len(),
            step.name(lang)
        ));
        cx.said(&sentences([step.ask.get(lang), step.why.get(lang)]));
        let lines = lines::rows(step, cx.seen, &mut self.numbers).len();
        if lines > 0 {
            cx.say(&say!(PlainLines, lines, list_word(cx)));
        }
        self.hint(step, cx);
    }

    /// Says what to type at this step.
    pub(super) fn hint(&mut self, step: &Step, cx: &mut Do<'_, '_>) {
        let seen = cx.seen;
        let lang = seen.lang();
        if seen.is_closed() {
            cx.say(&say!(PlainClosed));
            return;
        }
        let msg = match &step.kind {
            Kind::Cards(cards) if !cards.sections.is_empty() => {
                let asked = self.asked(step);
                let words = asked.map(|item| item.ask.get(lang).to_string());
                say!(PlainHintQuestion, words.unwrap_or_default())
            }
            Kind::Cards(_) if step.kind.lens().columns().len() > 1 => {
                let columns = step.kind.lens().columns();
                let labels = columns.iter().enumerate();
                let labels =
                    labels.map(|(at, column)| format!("{} {}", at + 1, column.label.get(lang)));
                let all = labels.collect::<Vec<_>>().join(", ");
                let now = columns.get(self.column_at(step));
                let now = now.map_or_else(String::new, |column| column.label.get(lang).to_string());
                say!(PlainHintColumns, now, all)
            }
            Kind::Cards(_) => say!(PlainHintCards),
            Kind::Text(_) => say!(PlainHintText),
            Kind::Tree(_) => match self.under_here(step, seen).and_then(|id| seen.card(id)) {
                Some(card) => say!(PlainHintWhy, one_line(card.text())),
                None => say!(PlainHintTree),
            },
            Kind::Curve(_) => match seen.measures_on(&step.id).next() {
                None => say!(PlainHintMeasure),
                Some(_) => say!(PlainHintPoints),
            },
            Kind::Plan(_) => say!(PlainHintPlan),
            Kind::Recap(_) => say!(PlainHintRecap),
            Kind::Matrix(_) => say!(PlainHintMatrix),
            Kind::Vote(_) => match opinions::dots_left(step, seen) {
                Some(left) => say!(PlainHintDots, left),
                None if seen.leads() => say!(PlainHintOpenVote),
                None => say!(PlainHintNoVote),
            },
            Kind::Consent(_) => match (
                opinions::open_round(step, seen),
                Consent::proposal(step, &seen),
            ) {
                (Some(_), _) if opinions::counts(seen) => {
                    say!(PlainHintCount, opinions::meanings(seen))
                }
                (Some(_), _) => say!(PlainHintFingers, opinions::meanings(seen)),
                (None, None) => say!(PlainHintProposal),
                (None, Some(_)) if Consent::rounds(step, &seen).is_empty() => say!(PlainHintHands),
                (None, Some(_)) => say!(PlainHintVoice),
            },
            Kind::Grid(grid) if grid.places().count() > MANY_PLACES => say!(PlainHintLargeGrid),
            Kind::Grid(grid) => {
                let places = grid.places().enumerate();
                let places =
                    places.map(|(at, place)| format!("{} {}", at + 1, grid.name(place, lang)));
                say!(PlainHintGrid, places.collect::<Vec<_>>().join(", "))
            }
            Kind::Enough(_) => say!(PlainHintEnough),
            Kind::Roster(_) => say!(PlainHintRoster),
            Kind::Checklist(list) => {
                let answers = list.answers().iter().enumerate();
                let answers = answers
                    .map(|(at, choice)| format!("{} {}", at + 1, list.label(&choice.id, lang)));
                say!(PlainHintChecklist, answers.collect::<Vec<_>>().join(", "))
            }
            Kind::GoRound(round) if round.asks_numbers() => {
                let (low, high) = round.range();
                say!(PlainHintNumber, low, high)
            }
            Kind::GoRound(_) => say!(PlainHintRound),
        };
        cx.say(&msg);
        self.offer_fields(step, cx);
    }

    /// The fields that can be filled by name.
    fn offer_fields(&self, step: &Step, cx: &mut Do<'_, '_>) {
        let lang = cx.seen.lang();
        let declared = step.kind.lens().fields().iter();
        let names: Vec<String> = declared
            .filter(|field| ![field::TEXT, field::NUMBER, field::PASS].contains(&field.id.as_str()))
            .take(6)
            .map(|field| format!("{}:", field.name(lang)))
            .collect();
        if !names.is_empty() {
            cx.say(&say!(PlainFieldsAre, names.join(", ")));
        }
    }

    /// A line was typed.
    pub fn line(&mut self, text: &str, cx: &mut Do<'_, '_>) {
        self.table.follow(cx.seen, cx.presence.gathered);
        let lang = cx.seen.lang();
        let words = text.trim();
        if let Some(asking) = self.asking.take() {
            if !words.starts_with('/') {
                let words = words.strip_prefix('=').map_or(words, str::trim);
                self.answer(asking, words, cx);
                return;
            }
            match read(words, TABLE, lang) {
                Said::Command(Does::More, _) => {
                    self.asking = Some(asking);
                    self.more(cx);
                    return;
                }
                Said::Command(Does::Help | Does::Step, _) => {
                    cx.say(&say!(PlainHowToAnswer));
                    self.ask_anew(asking, cx);
                    return;
                }
                Said::Command(Does::Cancel, _) => {
                    self.table.stash();
                    cx.say(&say!(PlainNotDone));
                    return;
                }
                _ => {
                    // What was half answered is kept as a draft, and taken up when the same is begun again.
                    self.table.stash();
                }
            }
        }
        match read(words, TABLE, lang) {
            Said::Nothing => self.nothing(cx),
            Said::Words(words) => self.words(words, cx),
            Said::Command(does, number) => self.command(does, number, cx),
            Said::Key(chord, number) => self.key(chord, number, cx),
            Said::Numbers(number, count) => self.number(number, count, words, cx),
            Said::Unknown(what) => cx.say(&say!(PlainUnknown, what)),
        }
    }

    fn ask_anew(&mut self, asking: Asking, cx: &mut Do<'_, '_>) {
        if let Asking::Form { fields, begun } = asking {
            self.ask_fields(fields, begun, cx);
        } else {
            self.asking = Some(asking);
        }
    }

    /// An empty line: where one is, in a sentence.
    fn nothing(&mut self, cx: &mut Do<'_, '_>) {
        if let Some(step) = cx.seen.step(self.table.step()) {
            self.hint(step, cx);
        }
    }

    /// Reads lines, the first part at once.
    pub(super) fn read(&mut self, lines: Vec<String>, cx: &mut Do<'_, '_>) {
        self.reading = Reading::of(lines);
        for line in self.reading.part(cx.seen.lang()) {
            cx.said(&line);
        }
    }

    pub(super) fn more(&mut self, cx: &mut Do<'_, '_>) {
        if self.reading.is_over() {
            cx.say(&say!(PlainNoMore));
        }
        for line in self.reading.part(cx.seen.lang()) {
            cx.said(&line);
        }
    }

    pub(super) fn rows(&mut self, cx: &Do<'_, '_>) -> Vec<(usize, Row)> {
        let step = cx.seen.step(self.table.step());
        step.map_or_else(Vec::new, |step| {
            lines::rows(step, cx.seen, &mut self.numbers)
        })
    }

    /// The line of a number; the one spoken of last where none was typed. Says so where there is none.
    pub(super) fn which(&mut self, number: Option<usize>, cx: &mut Do<'_, '_>) -> Option<On> {
        let rows = self.rows(cx);
        let Some(number) = number else {
            let last = self.last.map(On::Card);
            let only = (rows.len() == 1).then(|| rows[0].1.on.clone());
            let found = last
                .filter(|on| rows.iter().any(|(_, row)| row.on == *on))
                .or(only);
            if found.is_none() {
                cx.say(&say!(PlainWhichLine));
            }
            return found;
        };
        let found = self.numbers.line(self.table.step(), number).cloned();
        let there = found.filter(|on| rows.iter().any(|(_, row)| row.on == *on));
        match &there {
            Some(On::Card(card)) => self.last = Some(*card),
            Some(_) => {}
            None => cx.say(&say!(PlainNoLine, number)),
        }
        there
    }

    /// Runs what a key of the full screen does, on a line where one is meant.
    fn key(&mut self, chord: Chord, number: Option<usize>, cx: &mut Do<'_, '_>) {
        let on = match number {
            None => None,
            Some(_) => match self.which(number, cx) {
                None => return,
                on => on,
            },
        };
        self.aim(on.as_ref(), cx);
        let facts = self.table.facts(cx.seen);
        match keys::resolve(&self.table.scopes(), &facts, chord) {
            Some(Ok(action)) => self.run(action, None, Some(chord), cx),
            Some(Err(why)) => cx.say(&why.into()),
            None => cx.say(&say!(PlainUnknown, chord.label(true, cx.seen.lang()))),
        }
    }

    /// Brings the cursor that the screen of this step would have to a line.
    fn aim(&mut self, on: Option<&On>, cx: &mut Do<'_, '_>) {
        let last = self.last.map(On::Card);
        if let Some(On::Card(card)) = on.or(last.as_ref()) {
            let step = self.table.step().clone();
            self.table.show(&step, *card, cx.seen);
        }
        // Nothing is done: the screen only learns what there is.
        let _ = self
            .table
            .act(Action::AlreadySaved, cx.seen, WIDTH, cx.ids, cx.out);
    }

    /// Does what an action of the full screen does, on a line where one is named.
    pub(super) fn run(
        &mut self,
        action: Action,
        on: Option<On>,
        typed: Option<Chord>,
        cx: &mut Do<'_, '_>,
    ) {
        self.aim(on.as_ref(), cx);
        let facts = self.table.facts(cx.seen);
        let active = keys::active(&self.table.scopes(), &facts);
        let known = active.iter().find(|one| one.binding.action == action);
        let others = [&keys::MOVE_MENU, &keys::EXPORT_MENU];
        let off = match known {
            Some(known) => known.off,
            None => {
                let mut menus = others.iter().flat_map(|scope| scope.bindings);
                let found = menus.find(|binding| binding.action == action);
                match found {
                    Some(binding) => (binding.off)(&facts),
                    None if action == Action::EditNote => None,
                    None => Some(MsgId::PlainNotHere),
                }
            }
        };
        if let Some(why) = off {
            cx.say(&why.into());
            return;
        }
        match action {
            Action::People => return self.who(cx),
            Action::Share => return self.joining(cx),
            Action::SayDone => return self.say_done(cx),
            Action::Gather => {
                cx.out.push(Effect::Room(RoomAsk::Gather));
                cx.say(&say!(EverybodyCalled));
                return;
            }
            _ => {}
        }
        self.table.asked_with(typed);
        let before = cx.out.len();
        let (overlay, notice) = self.table.act(action, cx.seen, WIDTH, cx.ids, cx.out);
        let sent = cx.out.len() > before;
        self.after(overlay, notice, sent, false, cx);
    }

    /// What came of an action: a window, a form, or a word. What was sent is told when it is so.
    pub(super) fn after(
        &mut self,
        overlay: Option<Overlay>,
        notice: Option<Msg>,
        sent: bool,
        all: bool,
        cx: &mut Do<'_, '_>,
    ) {
        if let Some(notice) = notice.filter(|_| !sent) {
            cx.say(&notice);
        }
        if let Some(overlay) = overlay {
            self.offer(overlay, cx);
        }
        if self.table.form().is_some() && self.asking.is_none() {
            self.ask_form(all, cx);
        }
    }

    fn command(&mut self, does: Does, number: Option<usize>, cx: &mut Do<'_, '_>) {
        let Some(step) = cx.seen.step(self.table.step()) else {
            return;
        };
        match does {
            Does::Help => self.help(step, cx),
            Does::Keys => self.keys(cx),
            Does::List => self.list(step, cx),
            Does::More => self.more(cx),
            Does::Step => self.intro(cx),
            Does::Details => self.details(number, step, cx),
            Does::Column => self.turn_to(number, step, cx),
            Does::Up => {
                self.under = self.under.and_then(|id| cx.seen.card(id)?.parent());
                self.hint(step, cx);
            }
            Does::Why => self.why(number, step, cx),
            Does::Vote => self.vote(step, cx),
            Does::Score => self.score(number, step, cx),
            Does::Go => self.go(number, cx),
            Does::Find => {
                cx.say(&say!(PlainFindWhat));
                self.asking = Some(Asking::Find);
            }
            Does::Time => self.time(step, cx),
            Does::Who => self.who(cx),
            Does::Report => self.report(step, cx),
            Does::Cancel => cx.say(&say!(PlainNothingOpen)),
            Does::Close => {
                cx.say(&say!(PlainCloseSession));
                self.ask_sure(Sure::CloseSession, cx);
            }
            Does::Do(Action::Delete) => self.remove(number, cx),
            Does::Do(Action::Edit) => self.edit(number, step, cx),
            Does::Do(action) => {
                let on = match number {
                    None => None,
                    Some(_) => match self.which(number, cx) {
                        None => return,
                        on => on,
                    },
                };
                self.run(action, on, None, cx);
            }
            Does::New | Does::Quit => {}
        }
    }

    /// Says that this seat is done with the step, or takes that back.
    fn say_done(&mut self, cx: &mut Do<'_, '_>) {
        let step = self.table.step();
        let me = cx.seen.me().map(|me| me.id);
        let done = me.map(|me| cx.presence.whereabouts(me, step)) == Some(Whereabouts::Done);
        cx.out.push(Effect::Done((!done).then(|| step.clone())));
        cx.say(&if done {
            say!(PlainNotDoneYet)
        } else {
            say!(PlainDone)
        });
    }

    fn edit(&mut self, number: Option<usize>, step: &Step, cx: &mut Do<'_, '_>) {
        match self.which(number, cx) {
            Some(On::Card(card)) => {
                let target = Target::Card { card };
                let form = step::form_for(&target, (cx.ids)(), cx.seen);
                self.open(form, false, cx);
            }
            Some(on) => self.begin_line(&on, step, cx),
            None => {}
        }
    }

    /// Opens a form and asks it; a session that cannot be changed says why.
    fn open(&mut self, form: Option<Form>, all: bool, cx: &mut Do<'_, '_>) {
        if self.is_off(cx) {
            return;
        }
        self.table.open(form);
        if self.table.was_taken_up() {
            cx.say(&say!(TakenUp));
        }
        self.ask_form(all, cx);
    }

    fn is_off(&self, cx: &mut Do<'_, '_>) -> bool {
        let off = keys::when_open(&self.table.facts(cx.seen));
        if let Some(why) = off {
            cx.say(&why.into());
        }
        off.is_some()
    }

    fn remove(&mut self, number: Option<usize>, cx: &mut Do<'_, '_>) {
        match self.which(number, cx) {
            Some(On::Card(card)) => {
                let step = self.table.step();
                let under = cx.seen.children(step, Some(card)).count();
                let words = cx
                    .seen
                    .card(card)
                    .map_or_else(String::new, |card| one_line(card.text()));
                if under > 0 {
                    cx.say(&say!(PlainDeleteBranch, words, under));
                    self.ask_sure(Sure::Delete(card), cx);
                } else {
                    self.run(Action::Delete, Some(On::Card(card)), None, cx);
                }
            }
            Some(On::Point(measure, group, period)) => {
                cx.send(Command::SetPoints {
                    measure,
                    points: vec![(crate::model::measure::PointKey { group, period }, None)],
                });
            }
            Some(_) => cx.say(&say!(PlainNothingThere)),
            None => {}
        }
    }

    /// Asks for all that can be said of a line.
    fn details(&mut self, number: Option<usize>, step: &Step, cx: &mut Do<'_, '_>) {
        match self.which(number, cx) {
            Some(On::Card(card)) => {
                let form = step::form_for(&Target::Card { card }, (cx.ids)(), cx.seen);
                self.open(form, true, cx);
            }
            Some(on) => self.begin_line(&on, step, cx),
            None => {}
        }
    }

    /// Begins what a line asks for that is not written yet.
    fn begin_line(&mut self, on: &On, step: &Step, cx: &mut Do<'_, '_>) {
        match on {
            On::Card(_) => {}
            On::Question(item) if matches!(step.kind, Kind::Checklist(_)) => {
                let form = self.card_form(&item_target(step, item), step, cx);
                self.open(Some(form), true, cx);
            }
            On::Question(item) => {
                self.question = Some(std::sync::Arc::clone(item));
                self.hint(step, cx);
            }
            On::Turn(name) => cx.say(&say!(PlainTurnOf, name)),
            On::Point(measure, group, period) => {
                let target = Target::Point {
                    measure: *measure,
                    group: std::sync::Arc::clone(group),
                    period: Some(*period),
                };
                let form = step::form_for(&target, (cx.ids)(), cx.seen);
                self.open(form, true, cx);
            }
        }
    }

    fn turn_to(&mut self, number: Option<usize>, step: &Step, cx: &mut Do<'_, '_>) {
        let columns = step.kind.lens().columns().len();
        if columns < 2 {
            cx.say(&MsgId::OffNoColumns.into());
            return;
        }
        let next = (self.column_at(step) + 1) % columns;
        let at = number
            .and_then(|number| number.checked_sub(1))
            .unwrap_or(next);
        self.column.insert(step.id.clone(), at.min(columns - 1));
        self.hint(step, cx);
    }

    fn column_at(&self, step: &Step) -> usize {
        self.column.get(&step.id).copied().unwrap_or(0)
    }

    fn why(&mut self, number: Option<usize>, step: &Step, cx: &mut Do<'_, '_>) {
        let Some(on) = self.which(number, cx) else {
            return;
        };
        match (&step.kind, on) {
            (Kind::Tree(_), On::Card(card)) => {
                self.under = Some(card);
                self.hint(step, cx);
            }
            (_, On::Card(card)) => {
                let is_tree = |one: &CardSeen<'_>| {
                    let page = cx.seen.step(one.step());
                    page.is_some_and(|page| matches!(page.kind, Kind::Tree(_)))
                };
                let mut linked = cx.seen.leads_to(card).chain(cx.seen.comes_from(card));
                let grown = linked.find(is_tree).map(|one| one.id());
                self.run(Action::Why, Some(On::Card(card)), None, cx);
                // What is typed next are the causes of what was just taken there.
                let made = cx.out.iter().find_map(|effect| match effect {
                    Effect::Send {
                        command: Command::AddCard { card, .. },
                        ..
                    } => Some(*card),
                    _ => None,
                });
                self.under = made.or(grown).or(self.under);
            }
            (_, on) => self.begin_line(&on, step, cx),
        }
    }

    /// The card whose causes are being written, where it lies on the page of this step.
    fn under_here(&self, step: &Step, seen: Seen<'_>) -> Option<CardId> {
        let under = self.under.filter(|_| matches!(step.kind, Kind::Tree(_)))?;
        let card = seen.card(under)?;
        (*card.step() == step.id).then_some(under)
    }

    fn vote(&mut self, step: &Step, cx: &mut Do<'_, '_>) {
        match opinions::closing(step, cx.seen) {
            Some((ballot, said)) if cx.seen.leads() => {
                cx.said(&said);
                self.ask_sure(Sure::CloseRound(ballot), cx);
            }
            _ => self.run(Action::Ballot, None, None, cx),
        }
    }

    fn score(&mut self, number: Option<usize>, step: &Step, cx: &mut Do<'_, '_>) {
        let Kind::Matrix(matrix) = &step.kind else {
            cx.say(&MsgId::PlainNotHere.into());
            return;
        };
        if self.is_off(cx) {
            return;
        }
        let cards: Vec<CardId> = match number {
            Some(_) => match self.which(number, cx) {
                Some(On::Card(card)) => vec![card],
                _ => return,
            },
            None => {
                let open = |card: &CardId| {
                    let mut criteria = matrix.criteria.iter();
                    criteria.any(|one| !opinions::is_judged(*card, one, step, cx.seen))
                };
                let all = matrix.rows(step, &cx.seen).into_iter();
                all.map(|row| row.card).filter(open).collect()
            }
        };
        cx.say(&say!(PlainHowToScore));
        self.ask_score(cards, 0, step, cx);
    }

    fn go(&mut self, number: Option<usize>, cx: &mut Do<'_, '_>) {
        let Some(number) = number else {
            self.run(Action::Go, None, None, cx);
            return;
        };
        let script = cx.seen.script();
        match number.checked_sub(1).and_then(|at| script.steps.get(at)) {
            // Who leads takes the room along; others look around by themselves.
            Some(step) if cx.seen.enters_for_others() => cx.send(Command::Enter {
                step: step.id.clone(),
            }),
            Some(step) => self.table.roam(&step.id, cx.seen),
            None => cx.say(&say!(PlainNoStep, number, script.steps.len())),
        }
    }

    /// A number, and how many where that was typed.
    fn number(&mut self, number: i64, count: Option<u32>, words: &str, cx: &mut Do<'_, '_>) {
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
                opinions::lay(*card, number > 0, count, step, cx);
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
            On::Question(item) => Some(self.card_form(&item_target(step, item), step, cx)),
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
    fn asked<'s>(&self, step: &'s Step) -> Option<&'s crate::model::script::Item> {
        let Kind::Cards(cards) = &step.kind else {
            return None;
        };
        let mut all = cards.sections.iter().flat_map(|section| &section.items);
        let first = all.clone().next();
        let wanted = self.question.as_deref().unwrap_or("");
        all.find(|item| *item.id == *wanted).or(first)
    }

    fn card_form(&self, target: &Target, step: &Step, cx: &mut Do<'_, '_>) -> Form {
        step::screen(&step.kind).card_form(target, step, cx.seen, (cx.ids)())
    }

    /// A sentence: what it is depends on the step.
    fn words(&mut self, words: &str, cx: &mut Do<'_, '_>) {
        let Some(step) = cx.seen.step(self.table.step()) else {
            return;
        };
        if self.is_off(cx) || self.named(words, step, cx) {
            return;
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
                None => self.add(Target::new_on(&step.id), words, step, cx),
            },
            Kind::Consent(_) => self.speak(words, step, cx),
            Kind::GoRound(_) => self.take_turn(words, step, cx),
            _ => {
                let target = self.new_card(step, cx.seen);
                self.add(target, words, step, cx);
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
    fn add(&mut self, target: Target, words: &str, step: &Step, cx: &mut Do<'_, '_>) {
        let mut form = self.card_form(&target, step, cx);
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
        let turns = crate::model::step::go_round::GoRound::turns(step, &cx.seen);
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
            None => Some(self.card_form(&Target::new_on(&step.id), step, cx)),
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
        let (_, notice) = self.table.act(Action::Keep, cx.seen, WIDTH, cx.ids, cx.out);
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
            self.add(target, value, step, cx);
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

fn list_word(cx: &Do<'_, '_>) -> &'static str {
    let words = MsgId::PlainList.text(cx.seen.lang());
    words.split(',').next().unwrap_or(words)
}

/// A new card that answers this question of a checklist.
fn item_target(step: &Step, item: &std::sync::Arc<str>) -> Target {
    Target::NewCard {
        step: step.id.clone(),
        parent: None,
        column: Some(ColumnId(std::sync::Arc::clone(item))),
        after: None,
        from: None,
    }
}
