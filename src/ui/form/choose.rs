//! Fields that are chosen or ticked: what keys do there, and where words go that choose nothing.

use std::sync::Arc;

use super::{Editor, Form, FormField, Target};
use crate::{
    model::script::FieldKind,
    ui::input::{Chord, Key},
};

impl FormField {
    /// Letters choose what begins with them, or has a word that does; one letter again and again goes through all those.
    /// Where they are the beginning of nothing, words are written that belong elsewhere: what was chosen before stays, and
    /// they are spilled, for the form to find them a place. One letter alone may be a slip, and is only remembered.
    pub(super) fn choose_or_not(&mut self, chord: Chord) -> bool {
        let Some(typed) = chord.typed() else {
            self.rest();
            return self.choose(chord);
        };
        if self.words {
            return false;
        }
        let was = self.lettered.take();
        if typed == ' ' && was.is_none() {
            return self.choose(chord);
        }
        let (mut run, before) =
            was.unwrap_or_else(|| (String::new(), self.editor.text().to_owned()));
        run.push(typed);
        let begins = run.to_lowercase();
        let first = begins.chars().next();
        let again = begins.chars().all(|c| Some(c) == first);
        let single = begins.chars().count() == 1;
        match self.beginning(&begins) {
            Some(id) if !single => self.editor = Editor::line(id),
            _ if again && self.choose(chord) => {}
            _ => {
                self.editor = Editor::line(before.clone());
                if single {
                    self.lettered = Some((run, before));
                } else {
                    (self.words, self.spilled) = (true, Some(run));
                }
                return false;
            }
        }
        self.lettered = Some((run, before));
        true
    }

    /// The first choice that begins so; else the first with a word that does.
    fn beginning(&self, begins: &str) -> Option<String> {
        let label = |at: usize| self.choices[at].1.to_lowercase();
        let whole = |at: &usize| label(*at).starts_with(begins);
        let word = |at: &usize| {
            let label = label(*at);
            let mut starts = label.match_indices(' ').map(|(space, _)| space + 1);
            starts.any(|start| label[start..].starts_with(begins))
        };
        let mut all = 0..self.choices.len();
        let found = all.clone().find(whole).or_else(|| all.find(word))?;
        Some(self.choices[found].0.to_string())
    }

    /// Chooses one of the choices, or none where it is chosen already.
    pub fn choose_at(&mut self, at: usize) {
        self.rest();
        let Some((id, _)) = self.choices.get(at) else {
            return;
        };
        let on = **id == *self.editor.text();
        self.editor = Editor::line(if on { "" } else { &**id });
    }

    /// What is typed next stands by itself.
    pub(super) fn rest(&mut self) {
        self.lettered = None;
        self.words = false;
    }

    /// Arrows and Space go through the choices; a letter jumps to the next one that begins with it.
    fn choose(&mut self, chord: Chord) -> bool {
        let now = self
            .choices
            .iter()
            .position(|(id, _)| **id == *self.editor.text());
        let len = self.choices.len();
        if len == 0 {
            return false;
        }
        let next = match chord.key {
            Key::Right | Key::Char(' ') => Some(now.map_or(0, |at| (at + 1) % (len + 1))),
            Key::Left => Some(now.map_or(len - 1, |at| at.checked_sub(1).unwrap_or(len))),
            Key::Backspace | Key::Delete => Some(len),
            Key::Char(c) if chord.typed().is_some() => {
                let c = c.to_lowercase().next();
                let first = |words: &str| words.chars().next() == c;
                let whole = |at: &usize| first(&self.choices[*at].1.to_lowercase());
                let word = |at: &usize| self.choices[*at].1.to_lowercase().split(' ').any(first);
                let mut order = (now.map_or(0, |at| at + 1)..len).chain(0..len);
                let Some(at) = order.clone().find(whole).or_else(|| order.find(word)) else {
                    return false;
                };
                Some(at)
            }
            _ => return false,
        };
        // One behind the last choice stands for none.
        let text = next
            .and_then(|at| self.choices.get(at))
            .map_or("", |(id, _)| &**id)
            .to_owned();
        self.editor = Editor::line(text);
        true
    }

    pub(super) fn tick(&mut self, chord: Chord) -> bool {
        let set = !self.editor.is_blank();
        let now = match chord.key {
            Key::Char(' ') | Key::Right | Key::Left => !set,
            Key::Char('y') => true,
            Key::Char('n') | Key::Backspace | Key::Delete => false,
            _ => return false,
        };
        self.editor = Editor::line(if now { "✓" } else { "" });
        true
    }

    /// Whether words can be written here.
    fn takes_words(&self) -> bool {
        matches!(
            self.kind,
            FieldKind::Text | FieldKind::Long | FieldKind::Person
        )
    }
}

impl Form {
    /// Text that comes at once: where one of several is chosen it chooses what begins so, or goes on in a field of words.
    pub fn insert(&mut self, text: &str) {
        let field = self.field_mut();
        if !matches!(field.kind, FieldKind::Choice | FieldKind::Flag) {
            field.editor.insert(text);
            return;
        }
        field.rest();
        let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
        match field.beginning(&words.to_lowercase()) {
            Some(id) if !words.is_empty() => field.editor = Editor::line(id),
            _ => drop(self.carry(&words)),
        }
    }

    /// Words that choose nothing go on in the first field of words, behind what stands there; false where there is none.
    pub(super) fn carry(&mut self, words: &str) -> bool {
        // First what the card itself says, where nothing can be put down under a name that was not meant.
        let mut others = (0..self.at).chain(self.at + 1..self.fields.len());
        let Some(at) = others.find(|at| self.fields[*at].takes_words()) else {
            return false;
        };
        self.field_mut().rest();
        self.at = at;
        let field = self.field_mut();
        let stands = field.editor.text().trim_end().to_owned();
        field.editor.replace(&if stands.is_empty() {
            words.to_owned()
        } else {
            format!("{stands} – {words}")
        });
        self.carried = Some(Arc::clone(&self.field().label));
        true
    }

    /// Where words went that were typed where one of several is chosen; said once.
    pub fn was_carried(&mut self) -> Option<Arc<str>> {
        self.carried.take()
    }

    /// Before the first word of a new card, ← and → choose the column it goes to.
    pub(super) fn turn_column(&mut self, chord: Chord) -> bool {
        let by = match chord.key {
            Key::Right if chord == Chord::plain(Key::Right) => 1,
            Key::Left if chord == Chord::plain(Key::Left) => self.columns.len().saturating_sub(1),
            _ => return false,
        };
        if self.columns.len() < 2 || self.at > 0 || !self.field().editor.text().is_empty() {
            return false;
        }
        let Target::NewCard { column, .. } = &mut self.target else {
            return false;
        };
        let known = |(id, _): &(_, _)| Some(id) == column.as_ref();
        let now = self.columns.iter().position(known).unwrap_or(0);
        *column = Some(self.columns[(now + by) % self.columns.len()].0.clone());
        true
    }

    /// The column that a new card goes to, and the one that → chooses instead, where there is a choice.
    pub fn column(&self) -> Option<(&str, &str)> {
        let Target::NewCard { column, .. } = &self.target else {
            return None;
        };
        let at = self
            .columns
            .iter()
            .position(|(id, _)| Some(id) == column.as_ref())?;
        let other = self.columns.get((at + 1) % self.columns.len())?;
        let now: &str = &self.columns[at].1;
        (self.columns.len() > 1).then_some((now, &*other.1))
    }
}
