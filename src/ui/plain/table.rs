//! A session in line mode: what a line does at the step where the room is.
//!
//! Under it lies the same table as under a screen, with its forms, windows and keys: what an action does is written once.
//! What is written here is what only words need: which line a number means, and what a sentence is at each kind of step.

use std::collections::HashMap;

use super::{
    Do,
    ask::{Asking, Sure},
    lines::{self, Numbers, On, Row},
    opinions,
    read::{Reading, one_line},
    take::item_target,
    words::{Does, Said, TABLE, read},
};
use crate::{
    model::{
        CardId, Command, Seen, Seq, Step, StepId, presence::Whereabouts, seen::CardSeen, step::Kind,
    },
    say,
    say::{Msg, MsgId},
    ui::{
        form::{Form, Target},
        input::Chord,
        keys::{self, Action, Keymap},
        overlay::{History, Overlay},
        seat::{Effect, RoomAsk, leaders},
        step,
        table::Table,
    },
};

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
    pub(super) column: HashMap<StepId, usize>,
    /// The card whose causes are being written.
    pub(super) under: Option<CardId>,
    /// The vote that was opened here, and for how many people.
    pub(super) opened: Option<opinions::Opened>,
    /// The question that is being answered.
    pub(super) question: Option<std::sync::Arc<str>>,
    /// The version of the session up to which this seat was told what happened.
    pub(super) told: Seq,
    /// The step this seat was told about last.
    pub(super) told_step: StepId,
    /// Who led when that was told last.
    pub(super) leaders: Vec<std::sync::Arc<str>>,
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
            opened: None,
            question: None,
            told: seen.version(),
            told_step: seen.current().clone(),
            leaders: leaders(seen),
        }
    }

    /// A line was typed.
    pub fn line(&mut self, text: &str, cx: &mut Do<'_, '_>) {
        self.table.follow(cx.seen, cx.presence);
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
            Self::unseen(step, cx);
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
        match Keymap::standard().resolve(&self.table.scopes(), &facts, chord) {
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
            .act(Action::AlreadySaved, cx.seen, cx.ids, cx.out);
    }

    /// Does what an action of the full screen does, on a line where one is named.
    pub(super) fn run(
        &mut self,
        action: Action,
        on: Option<&On>,
        typed: Option<Chord>,
        cx: &mut Do<'_, '_>,
    ) {
        self.aim(on, cx);
        let facts = self.table.facts(cx.seen);
        let active = Keymap::standard().active(&self.table.scopes(), &facts);
        let known = active.iter().find(|one| one.binding.action == action);
        let others = [&keys::MOVE_MENU, &keys::EXPORT_MENU, &keys::GO_MENU];
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
            Action::Share => return Self::joining(cx),
            Action::History => {
                return self.read(History::new(cx.seen, self.table.east()).lines(), cx);
            }
            Action::Replay => {
                cx.out.push(Effect::ReplayHere { from: None });
                return;
            }
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
        let (overlay, notice) = self.table.act(action, cx.seen, cx.ids, cx.out);
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
            Does::Silence => self.silence(step, cx),
            Does::Score => self.score(number, step, cx),
            Does::Go => self.go(number, cx),
            Does::Find => {
                cx.say(&say!(PlainFindWhat));
                self.asking = Some(Asking::Find);
            }
            Does::Time => self.time(step, cx),
            Does::Who => self.who(cx),
            Does::Lead if cx.seen.leads() => cx.say(&say!(PlainYouLead)),
            Does::Lead => cx.out.push(Effect::TakeLead),
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
                self.run(action, on.as_ref(), None, cx);
            }
            Does::New | Does::Quit | Does::Wait => {}
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
    pub(super) fn open(&mut self, form: Option<Form>, all: bool, cx: &mut Do<'_, '_>) {
        if self.is_off(cx) {
            return;
        }
        self.table.open(form);
        if self.table.was_taken_up() {
            cx.say(&say!(TakenUp));
        }
        self.ask_form(all, cx);
    }

    pub(super) fn is_off(&self, cx: &mut Do<'_, '_>) -> bool {
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
                    self.run(Action::Delete, Some(&On::Card(card)), None, cx);
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
    pub(super) fn begin_line(&mut self, on: &On, step: &Step, cx: &mut Do<'_, '_>) {
        match on {
            On::Card(_) => {}
            On::Question(item) if matches!(step.kind, Kind::Checklist(_)) => {
                let form = Self::card_form(&item_target(step, item), step, cx);
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

    pub(super) fn column_at(&self, step: &Step) -> usize {
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
                self.run(Action::Why, Some(&On::Card(card)), None, cx);
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
    pub(super) fn under_here(&self, step: &Step, seen: Seen<'_>) -> Option<CardId> {
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

    /// Begins silent writing, or asks whether to show what was written: here nobody presses a key once more.
    fn silence(&mut self, step: &Step, cx: &mut Do<'_, '_>) {
        if cx.seen.leads() && cx.seen.silence(&step.id).is_some() {
            Self::unseen(step, cx);
            cx.say(&say!(PlainReveal));
            self.ask_sure(Sure::Reveal(step.id.clone()), cx);
        } else {
            self.run(Action::Silence, None, None, cx);
        }
    }

    pub(super) fn score(&mut self, number: Option<usize>, step: &Step, cx: &mut Do<'_, '_>) {
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
            self.run(Action::GoList, None, None, cx);
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
}
