//! Entering dots while a vote is open: whose they are, and what each key does to them.

use std::sync::Arc;

use super::{
    VoteScreen, forms,
    forms::{Asked, open_round, sheet_form},
};
use crate::{
    model::{
        BallotId, Command, Seen, Step, Voice,
        opinion::{Asks, Tally},
        seen::BallotSeen,
    },
    say,
    ui::{form::Form, keys::Action, step::Cx},
};

/// Whose dots are entered now.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) of: Option<BallotId>,
    pub(super) whose: Whose,
    pub(super) people: Option<u32>,
    pub(super) group: Option<Arc<str>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Whose {
    #[default]
    Room,
    Named(Arc<str>),
    /// Somebody at this keyboard, known by no more than a number.
    Person(Arc<str>),
    /// Whoever sits here has a seat of their own.
    Own(Voice),
}

impl Sheet {
    pub(super) fn voice(&self) -> Voice {
        match &self.whose {
            Whose::Room => Voice::room(),
            Whose::Named(name) | Whose::Person(name) => Voice::For(Arc::clone(name)),
            Whose::Own(voice) => voice.clone(),
        }
    }
}

impl VoteScreen {
    /// Whose dots are entered first, when a round is met that was not open before.
    pub(super) fn take_sheet(&mut self, round: BallotSeen<'_>, step: &Step, seen: Seen<'_>) {
        if self.sheet.of == Some(round.id()) {
            return;
        }
        let people = self.expected.or_else(|| seen.voters(step));
        self.expected = people;
        self.sheet = Sheet {
            of: Some(round.id()),
            ..Sheet::default()
        };
        let first = self.first_sheet.take();
        if seen.enters_for_others() {
            self.sheet.people = people;
            match first {
                Some((Asked::Named(name), people)) => {
                    self.sheet.whose = Whose::Named(name);
                    self.sheet.people = people;
                }
                Some((Asked::Person, _)) => self.next_person(round, seen),
                // Each lays dots at their own seat, and so does whoever leads: nobody's here are everybody's.
                Some((Asked::Seats, _)) => self.own_sheet(seen),
                None if forms::seated(seen).is_some() && !round.has_cast(&Voice::room()) => {
                    self.own_sheet(seen);
                }
                Some((Asked::Room, _)) | None => {}
            }
        } else {
            self.own_sheet(seen);
        }
        self.take_up(round);
    }

    /// The dots of whoever sits here.
    pub(super) fn own_sheet(&mut self, seen: Seen<'_>) {
        if let Some(me) = seen.me() {
            self.sheet.whose = Whose::Own(Voice::Member(me.id));
            self.sheet.people = Some(me.people);
            self.sheet.group.clone_from(&me.group);
        }
    }

    /// Goes on with what was cast with this voice before.
    pub(super) fn take_up(&mut self, round: BallotSeen<'_>) {
        let voice = self.sheet.voice();
        if let Some((_, cast)) = round.entered().find(|(known, _)| **known == voice) {
            if !matches!(self.sheet.whose, Whose::Own(_)) {
                self.sheet.people = Some(cast.people);
            }
            self.sheet.group.clone_from(&cast.group);
        }
    }

    /// What lies on the sheet that is entered.
    pub(super) fn marks(&self, round: BallotSeen<'_>) -> Tally {
        let voice = self.sheet.voice();
        let mut entered = round.entered();
        let cast = entered.find(|(known, _)| **known == voice);
        cast.map_or_else(Tally::new, |(_, cast)| cast.marks.clone())
    }

    /// The next person at this keyboard, known by a number that nobody has cast under.
    pub(super) fn next_person(&mut self, round: BallotSeen<'_>, seen: Seen<'_>) {
        let name = |n: usize| -> Arc<str> { say!(PersonNo, n).render(seen.lang()).into() };
        let free = (1..10_000)
            .map(name)
            .find(|name| !round.has_cast(&Voice::For(Arc::clone(name))));
        self.sheet.whose = Whose::Person(free.unwrap_or_default());
        self.sheet.people = Some(1);
        self.put(0);
    }

    /// Lays this many dots on the card with the cursor.
    pub(super) fn lay(&mut self, count: u32, typed: bool, step: &Step, cx: &mut Cx<'_>) {
        let (Some(round), Some(card)) = (open_round(step, cx.seen), self.cursor) else {
            return;
        };
        let Asks::Dots { each, most, .. } = round.asks() else {
            return;
        };
        let Some(people) = self.sheet.people else {
            cx.notice = Some(say!(HowManyPeople));
            cx.form = Some(sheet_form(
                (cx.ids)(),
                step,
                Some(&self.sheet.voice()),
                cx.seen,
            ));
            return;
        };
        let id = card.to_string();
        let mut marks = self.marks(round);
        marks.retain(|(mark, _)| **mark != *id);
        let sum = marks
            .iter()
            .fold(count, |sum, (_, count)| sum.saturating_add(*count));
        self.typing = None;
        if count > most.saturating_mul(people) {
            cx.notice = Some(if people > 1 {
                say!(TooManyOnOneOf, *most, people, most.saturating_mul(people))
            } else {
                say!(TooManyOnOne, *most)
            });
            return;
        }
        if sum > each.saturating_mul(people) {
            cx.notice = Some(say!(TooManyDots, sum, people, each.saturating_mul(people)));
            return;
        }
        self.typing = typed.then_some((card, count));
        marks.push((id.into(), count));
        cx.send(Command::Cast {
            ballot: round.id(),
            voice: self.sheet.voice(),
            people,
            group: self.sheet.group.clone(),
            marks,
        });
    }

    /// How many dots of this sheet lie on the card with the cursor.
    pub(super) fn laid(&self) -> u32 {
        let row = self.rows.get(self.at);
        row.and_then(|row| row.dots).unwrap_or(0)
    }

    pub(super) fn digit(&mut self, step: &Step, cx: &mut Cx<'_>) {
        let Some(digit) = cx.digit() else { return };
        let before = self.typing.filter(|(card, _)| Some(*card) == self.cursor);
        let before = before.map_or(0, |(_, number)| number);
        self.lay(
            before.saturating_mul(10).saturating_add(digit),
            true,
            step,
            cx,
        );
    }

    pub(super) fn take_dot(&mut self, step: &Step, cx: &mut Cx<'_>) {
        match self.typing.filter(|(card, _)| Some(*card) == self.cursor) {
            Some((_, number)) => self.lay(number / 10, true, step, cx),
            None => self.lay(self.laid().saturating_sub(1), false, step, cx),
        }
    }

    /// Enter: the next card of a sheet, or the next person at the keyboard.
    pub(super) fn done(&mut self, step: &Step, cx: &mut Cx<'_>) {
        match self.sheet.whose {
            Whose::Room | Whose::Named(_) | Whose::Own(_) if self.at + 1 < self.rows.len() => {
                self.move_by(1)
            }
            Whose::Room | Whose::Named(_) | Whose::Own(_) => cx.notice = Some(say!(AllEntered)),
            Whose::Person(_) => {
                if let Some(round) = open_round(step, cx.seen) {
                    self.next_person(round, cx.seen);
                    self.rows_of = None;
                }
                cx.notice = Some(say!(NextPerson));
            }
        }
    }

    /// The next sheet that was begun. What single people gave is not looked at again.
    pub(super) fn next_sheet(&mut self, step: &Step, cx: &mut Cx<'_>) {
        let Some(round) = open_round(step, cx.seen) else {
            return;
        };
        let mine = self.sheet.voice();
        let sheets = round.entered().filter(
            |(voice, cast)| matches!(voice, Voice::For(name) if name.is_empty() || cast.people > 1),
        );
        let own = cx.seen.me().filter(|_| forms::seated(cx.seen).is_some());
        let own = own.map(|me| Voice::Member(me.id));
        let others = sheets.map(|(voice, _)| voice.clone());
        let voices: Vec<Voice> = own.into_iter().chain(others).collect();
        let behind = voices.iter().position(|voice| *voice == mine);
        let next = behind.map_or(0, |at| at + 1) % voices.len().max(1);
        match voices.get(next).filter(|voice| **voice != mine) {
            None => {
                cx.notice = Some(say!(OnlyOneSheet));
                return;
            }
            Some(Voice::Member(_)) => self.own_sheet(cx.seen),
            Some(Voice::For(name)) if name.is_empty() => self.sheet.whose = Whose::Room,
            Some(Voice::For(name)) => self.sheet.whose = Whose::Named(Arc::clone(name)),
        }
        self.take_up(round);
        self.rows_of = None;
        self.put(0);
    }

    pub(super) fn act_while_open(&mut self, action: Action, step: &Step, cx: &mut Cx<'_>) -> bool {
        match action {
            Action::Digit => self.digit(step, cx),
            Action::AddDot => self.lay(self.laid().saturating_add(1), false, step, cx),
            Action::TakeDot => self.take_dot(step, cx),
            Action::Open => self.done(step, cx),
            Action::New if !cx.seen.enters_for_others() => cx.notice = Some(say!(NotYourVoice)),
            Action::New => cx.form = Some(sheet_form((cx.ids)(), step, None, cx.seen)),
            Action::Edit => {
                let voice = self.sheet.voice();
                let mut form = sheet_form((cx.ids)(), step, Some(&voice), cx.seen);
                self.prefill(&mut form);
                cx.form = Some(form);
            }
            Action::NextPane => self.next_sheet(step, cx),
            _ => return false,
        }
        true
    }

    /// A sheet without dots is known to this seat alone: its form says what was said of it.
    pub(super) fn prefill(&self, form: &mut Form) {
        for field in &mut form.fields {
            let words = match field.id.as_str() {
                forms::PEOPLE => self.sheet.people.map(|people| people.to_string()),
                _ => self.sheet.group.as_deref().map(str::to_owned),
            };
            if let Some(words) = words {
                field.was.clone_from(&words);
                field.editor = crate::ui::edit::Editor::line(words);
            }
        }
    }
}
