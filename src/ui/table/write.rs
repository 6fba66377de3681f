//! Words that were typed before any line was open: where on the page they go.

use std::collections::BTreeSet;

use uuid::Uuid;

use super::Table;
use crate::{
    model::{CardId, Seen, StepId, script::FieldKind},
    ui::{
        form::{Draft, Form, Target},
        step,
    },
};

/// Where words went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrote {
    /// Into a new line of the page.
    Line,
    /// Into one's own note, because the page has no lines of words.
    Note,
    /// Nowhere: nothing can be written here.
    Nothing,
}

/// What lay at a table before letters came that may be words: what was put away, and the cards that were marked on a page.
#[derive(Debug, Default)]
pub struct Before {
    drafts: Vec<Draft>,
    marks: Option<(StepId, BTreeSet<CardId>)>,
}

impl Table {
    /// Whether nothing is being written.
    pub fn is_quiet(&self) -> bool {
        self.form.is_none() && self.filter.is_none()
    }

    /// Whether letters are being written: into a field of words, or to look for something.
    pub fn takes_letters(&self) -> bool {
        let words = |form: &Form| !matches!(form.field().kind, FieldKind::Number | FieldKind::Flag);
        self.filter.is_some() || self.form.as_ref().is_some_and(words)
    }

    /// What keys change here that no undo of the room takes back.
    pub fn before(&mut self) -> Before {
        let screen = self.screens.get_mut(&self.step);
        let marks = screen.and_then(|screen| screen.marks().cloned());
        Before {
            drafts: self.drafts.clone(),
            marks: marks.map(|marks| (self.step.clone(), marks)),
        }
    }

    /// Writes words that were typed as if a line were open; what was opened by their letters closes, and what was put away and what was
    /// marked is as it was before them.
    pub fn write(
        &mut self,
        words: &str,
        before: Before,
        seen: Seen<'_>,
        ids: &mut dyn FnMut() -> Uuid,
    ) -> Wrote {
        (self.form, self.filter, self.drafts) = (None, None, before.drafts);
        if let Some((step, marks)) = before.marks
            && let Some(now) = self
                .screens
                .get_mut(&step)
                .and_then(|screen| screen.marks())
        {
            *now = marks;
        }
        self.refilter();
        if seen.is_closed() || seen.is_newer() {
            return Wrote::Nothing;
        }
        let line = seen.step(&self.step).and_then(|step| {
            let form = self.screens.get(&self.step)?.new_form(step, seen, ids())?;
            let lines = matches!(form.target, Target::NewCard { .. } | Target::Card { .. });
            lines.then_some(form)
        });
        let wrote = if line.is_some() {
            Wrote::Line
        } else {
            Wrote::Note
        };
        let note = Target::Note {
            step: self.step.clone(),
        };
        let Some(mut form) = line.or_else(|| step::form_for(&note, ids(), seen)) else {
            return Wrote::Nothing;
        };
        form.goes_on_to_words();
        self.put_table(&mut form, self.lang);
        let editor = &mut form.field_mut().editor;
        if wrote == Wrote::Note && !editor.is_blank() {
            editor.insert("\n");
        } else if !editor.is_blank() && !editor.text().ends_with(char::is_whitespace) {
            editor.insert(" ");
        }
        editor.insert(words);
        // No draft is taken up: these words are no end of another sentence.
        self.form = Some(form);
        wrote
    }
}
