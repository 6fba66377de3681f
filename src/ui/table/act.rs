//! What becomes of an action at the table: it goes to what is being written, to the filter, or to the screen of the step.

use std::sync::Arc;

use uuid::Uuid;

use super::{Table, console::Pane, guide};
use crate::{
    model::{CardId, Seen, StepId, card::field},
    say,
    say::Msg,
    ui::{
        edit::Editor,
        form::Target,
        keys::Action,
        overlay::{Overlay, Pick, Then},
        seat::Effect,
        step::{self, Cx},
    },
};

/// What an action did to the parts of the console.
enum Turned {
    /// Nothing: it means something else.
    No,
    /// It turned to another part, or moved about in one.
    Here,
    /// It goes to a step.
    To(StepId),
}

impl Table {
    /// What screens and windows act with.
    pub fn cx<'a>(
        &self,
        seen: Seen<'a>,
        ids: &'a mut dyn FnMut() -> Uuid,
        out: &'a mut Vec<Effect>,
    ) -> Cx<'a> {
        Cx {
            step: self.step.clone(),
            seen,
            ids,
            out,
            now: self.now,
            east: self.east,
            typed: self.typed,
            presence: Arc::clone(&self.presence),
            sure: false,
            asks_back: false,
            form: None,
            overlay: None,
            notice: None,
            editor: false,
            show: None,
            roam: None,
        }
    }

    /// What happens to what was chosen in a window; answers the next window, and what to say.
    pub fn pick(
        &mut self,
        then: &Then,
        pick: &Pick,
        seen: Seen<'_>,
        ids: &mut dyn FnMut() -> Uuid,
        out: &mut Vec<Effect>,
    ) -> (Option<Overlay>, Option<Msg>) {
        let mut cx = self.cx(seen, ids, out);
        step::chosen(then, pick, &mut cx);
        let (overlay, notice) = (cx.overlay.take(), cx.notice.take());
        let (form, show) = (cx.form.take(), cx.show.take());
        if let Some(step) = cx.roam.take() {
            self.roam(&step, seen);
        }
        if let Some((step, card)) = show {
            self.show(&step, card, seen);
        }
        self.open(form);
        (overlay, notice)
    }

    /// Runs an action.
    pub fn act(
        &mut self,
        action: Action,
        seen: Seen<'_>,
        ids: &mut dyn FnMut() -> Uuid,
        out: &mut Vec<Effect>,
    ) -> (Option<Overlay>, Option<Msg>) {
        if let Some(done) = self.act_on_clock(action, seen, ids, out) {
            return done;
        }
        let mut notice = None;
        if self.form.is_some() && self.act_on_form(action, seen, ids, out, &mut notice) {
            return (None, notice);
        }
        if self.filter.is_some() {
            match action {
                Action::Back => self.filter = None,
                Action::Open => {
                    let words = self
                        .filter
                        .take()
                        .map(|filter| filter.text().to_owned())
                        .unwrap_or_default();
                    if let Some(screen) = self.screens.get_mut(&self.step) {
                        screen.filter(&words);
                    }
                }
                Action::Up | Action::Down => {
                    self.act_on_screen(action, seen, ids, out);
                }
                _ => {}
            }
            self.refilter();
            return (None, None);
        }
        self.act_on_screen(action, seen, ids, out)
    }

    /// Brings the cursor to a card, on its page.
    pub fn show(&mut self, page: &StepId, card: CardId, seen: Seen<'_>) {
        if let Some(step) = seen.step(page) {
            self.screens
                .entry(page.clone())
                .or_insert_with(|| step::screen(&step.kind))
                .show(card);
        }
    }

    /// Brings the cursor to a place of the page; answers what is to be said of it.
    pub fn point_at(&mut self, part: u8, at: usize, seen: Seen<'_>) -> Option<Msg> {
        let step = seen.step(&self.step)?;
        self.screens
            .get_mut(&self.step)?
            .point(part, at, step, seen)
    }

    /// Turns to a part of the console.
    pub fn turn_to(&mut self, at: usize, seen: Seen<'_>) {
        if let Some(pane) = self.console.panes(seen).get(at) {
            self.console.go(*pane);
            self.pane = self.console.pane(seen);
        }
    }

    pub(super) fn refilter(&mut self) {
        if let (Some(filter), Some(screen)) = (&self.filter, self.screens.get_mut(&self.step)) {
            screen.filter(filter.text());
        }
    }

    /// An action on what is being written; false where it is not about that, and the form is put away.
    fn act_on_form(
        &mut self,
        action: Action,
        seen: Seen<'_>,
        ids: &mut dyn FnMut() -> Uuid,
        out: &mut Vec<Effect>,
        notice: &mut Option<Msg>,
    ) -> bool {
        let Some(form) = &mut self.form else {
            return false;
        };
        match action {
            Action::NextField => {
                *notice = step::mend(form, seen);
                if notice.is_none() {
                    form.turn(true);
                }
            }
            Action::PrevField => form.turn(false),
            Action::NewLine => form.field_mut().editor.insert("\n"),
            Action::EditLong => out.push(Effect::Editor {
                text: form.field().editor.text().to_owned(),
            }),
            Action::KeepDraft => self.stash(),
            Action::Keep => *notice = self.keep(seen, ids, out),
            _ => {
                self.stash();
                return false;
            }
        }
        true
    }

    /// Keeps what was written, and opens the next line where the form was for something new. What cannot be read stays
    /// open, with the reason.
    fn keep(
        &mut self,
        seen: Seen<'_>,
        ids: &mut dyn FnMut() -> Uuid,
        out: &mut Vec<Effect>,
    ) -> Option<Msg> {
        let mut form = self.form.take()?;
        if form.ends_run() && form.changed() && form.goes_on_to_words() {
            self.form = Some(form);
            return None;
        }
        if form.ends_run() {
            // What stands in other fields is kept as a draft, not dropped.
            if form.changed() {
                self.drafts.push(form.draft(false));
            }
            return None;
        }
        if form.only_changes() && !form.changed() {
            return None;
        }
        if form.target == Target::WritingFor {
            form.words(field::TEXT).clone_into(&mut self.writing_for);
            return Some(if self.writing_for.is_empty() {
                say!(WritesForAll)
            } else {
                say!(WritesFor, &*self.writing_for)
            });
        }
        if form.goes_on_to_value() {
            self.form = Some(form);
            return None;
        }
        let doubt = step::doubt(&form, seen);
        if doubt.is_some() && doubt != form.asked {
            form.asked.clone_from(&doubt);
            self.form = Some(form);
            return doubt;
        }
        let day = form.read_days(self.today());
        let day = match day.and_then(|day| step::keep(&form, seen, out).map(|()| day)) {
            Ok(day) => day,
            Err(why) => {
                self.form = Some(form);
                return Some(why);
            }
        };
        let screen = self.screens.get_mut(&self.step);
        let next = match (screen, seen.step(&self.step)) {
            (Some(screen), Some(step)) if form.is_new() => {
                screen.next_form(&form, step, seen, ids())
            }
            _ => None,
        };
        self.open(next);
        // What went to another page is not seen to appear: it is said.
        match &form.target {
            Target::NewCard { step, .. } if *step != self.step => {
                let name = seen.step(step)?.name(seen.lang());
                Some(say!(KeptOn, name))
            }
            _ => day,
        }
    }

    /// An action on the parts of the console, and in the part that has the keys.
    fn act_on_console(&mut self, action: Action, seen: Seen<'_>) -> Turned {
        let taken = |taken: bool| if taken { Turned::Here } else { Turned::No };
        match action {
            Action::Guide => self.console.toggle_private(seen),
            Action::NextTab | Action::PrevTab => {
                self.console.turn(action == Action::NextTab, seen);
            }
            Action::Back if self.pane != Pane::Work => self.console.go(Pane::Work),
            action if self.pane == Pane::Private => return taken(self.guide.act(action)),
            Action::Open if self.pane == Pane::Agenda => {
                self.console.go(Pane::Work);
                return self.pointed.take().map_or(Turned::Here, Turned::To);
            }
            action if self.pane == Pane::Agenda => return taken(self.point(action, seen)),
            _ => return Turned::No,
        }
        Turned::Here
    }

    /// Moves the cursor in the agenda; false where the action does something else.
    fn point(&mut self, action: Action, seen: Seen<'_>) -> bool {
        let steps = &seen.script().steps;
        let shown = self.pointed.as_ref().unwrap_or(&self.step);
        let at = seen.script().step(shown).map_or(0, |(at, _)| at);
        let last = steps.len().saturating_sub(1);
        let to = match action {
            Action::Up => at.saturating_sub(1),
            Action::Down => at + 1,
            Action::PageUp => at.saturating_sub(10),
            Action::PageDown => at + 10,
            Action::First => 0,
            Action::Last => last,
            _ => return false,
        };
        self.pointed = steps.get(to.min(last)).map(|step| step.id.clone());
        true
    }

    fn act_on_screen(
        &mut self,
        action: Action,
        seen: Seen<'_>,
        ids: &mut dyn FnMut() -> Uuid,
        out: &mut Vec<Effect>,
    ) -> (Option<Overlay>, Option<Msg>) {
        let Some(step) = seen.step(&self.step) else {
            return (None, None);
        };
        // Line mode has no parts beside one another, and those who do not lead have no part of their own but a note.
        if action == Action::Guide && !(self.console.is_drawn() && seen.is_confidant()) {
            return (Some(guide::window(step, seen)), None);
        }
        let turned = self.act_on_console(action, seen);
        if let Turned::To(step) = &turned {
            let mut cx = self.cx(seen, ids, &mut *out);
            cx.go(step);
            if let Some(step) = cx.roam {
                self.roam(&step, seen);
            }
        }
        if !matches!(turned, Turned::No) {
            self.pane = self.console.pane(seen);
            if self.pane != Pane::Agenda {
                self.pointed = None;
            }
            return (None, None);
        }
        let asked = (action, step.id.clone());
        let sure = self.sure_of.take().as_ref() == Some(&asked);
        let mut cx = self.cx(seen, ids, &mut *out);
        cx.sure = sure;
        match action {
            Action::Silence => step::silent::turn(step, &mut cx),
            Action::WriteFor => {
                cx.form = Some(step::writing_for_form((cx.ids)(), &self.writing_for, seen));
            }
            Action::Find => {
                self.console.go(Pane::Work);
                self.filter = Some(Editor::line(""));
            }
            Action::Back => {
                if let Some(screen) = self.screens.get_mut(&self.step) {
                    screen.filter("");
                }
            }
            _ => {
                let taken = self
                    .screens
                    .get_mut(&self.step)
                    .is_some_and(|screen| screen.act(action, step, &mut cx));
                if !taken {
                    step::act_on_session(action, step, &mut cx);
                }
            }
        }
        let Cx {
            form,
            overlay,
            notice,
            show,
            editor,
            roam,
            asks_back,
            ..
        } = cx;
        self.armed = asks_back.then_some(asked);
        if let Some(step) = roam {
            self.roam(&step, seen);
        }
        if let Some((step, card)) = show {
            self.show(&step, card, seen);
        }
        self.open(form);
        if editor && let Some(form) = &self.form {
            // What was taken up from before goes along: the editor sees the words that the form holds.
            out.push(Effect::Editor {
                text: form.field().editor.text().to_owned(),
            });
        }
        (overlay, notice)
    }
}
