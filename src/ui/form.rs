//! A form: what someone is writing now, field by field, and what becomes of it when it is kept.
//!
//! A form is a draft until it is kept: it is written to disk as it is typed, under the id its command will have, so that
//! neither a crash nor a refusal loses a word, and nothing is said twice.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    edit::Editor,
    input::{Chord, Key},
};
use crate::{
    model::{
        After, CardId, Command, FieldId, Seen, Seq, StepId, Value, card,
        ids::ColumnId,
        script::{Choice, Field, FieldKind, Step},
    },
    say::{Lang, Msg, MsgId},
};

mod choose;
mod days;
mod offer;
mod target;

pub use offer::Offered;
pub use target::Target;

/// One field of a form.
#[derive(Clone, Debug)]
pub struct FormField {
    /// Which field it writes.
    pub id: FieldId,
    /// What stands beside it.
    pub label: Arc<str>,
    /// What it holds.
    pub kind: FieldKind,
    /// The choices, where it holds one of several: what is stored, and what is shown.
    pub choices: Vec<(Arc<str>, Arc<str>)>,
    /// What an empty field suggests.
    pub hint: Arc<str>,
    /// What it may be: → at the end goes through them.
    pub offers: Vec<Arc<str>>,
    /// What is being written.
    pub editor: Editor,
    /// The version that stood there when the form was opened.
    pub from: Seq,
    /// What stood there when the form was opened.
    pub was: String,
    /// Whether a key was typed into it.
    typed: bool,
    /// Of a field with choices: the letters that came one after the other, and what was chosen before them.
    lettered: Option<(String, String)>,
    /// They are the beginning of no choice: words that belong elsewhere, and choose nothing.
    words: bool,
    /// Those words, until they stand in a field that takes words.
    spilled: Option<String>,
}

/// What someone is writing now.
#[derive(Clone, Debug)]
pub struct Form {
    /// The id its command will have.
    pub id: Uuid,
    /// What it writes to.
    pub target: Target,
    /// What stands over it.
    pub title: String,
    /// Its fields; never empty.
    pub fields: Vec<FormField>,
    /// Which field has the keys.
    pub at: usize,
    /// Whether it was looked up what its fields may be.
    pub looked_up: bool,
    /// Of a new card on a page with several columns: those it may go to, and how they are called.
    pub columns: Vec<(ColumnId, Arc<str>)>,
    /// What was asked when it was to be kept: kept once more with the same to ask about, it is meant.
    pub(in crate::ui) asked: Option<Msg>,
    /// Where words went that were typed where one of several is chosen, to be said once.
    pub(in crate::ui) carried: Option<Arc<str>>,
}

/// A form as it is kept on disk while it is written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Draft {
    /// The id its command will have.
    pub id: Uuid,
    /// What it writes to.
    pub target: Target,
    /// The words of each field, as typed.
    pub fields: Vec<(FieldId, String)>,
    /// Whether it was open when it was kept.
    pub open: bool,
    /// Of a title: the one it was written over. When that is another by now, the words are of no use.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub over: Option<String>,
}

impl Draft {
    /// Words that stand alone, as a note of a step.
    pub fn of_words(step: &StepId, words: &str) -> Self {
        let target = Target::Note { step: step.clone() };
        let fields = vec![(card::field::TEXT.into(), words.to_owned())];
        Self {
            id: Uuid::nil(),
            target,
            fields,
            open: false,
            over: None,
        }
    }

    /// Whether it goes on in a form that was just opened; `None` where it is for another.
    pub fn fits(&self, form: &Form) -> Option<bool> {
        let stands = |over: &String| form.fields.first().is_some_and(|field| field.was == *over);
        (self.target == form.target).then(|| self.over.as_ref().is_none_or(stands))
    }
}

impl FormField {
    /// A field with a label and the words it begins with.
    pub fn new(
        id: &str,
        label: impl Into<Arc<str>>,
        kind: FieldKind,
        text: impl Into<String>,
    ) -> Self {
        let text = text.into();
        let editor = if kind == FieldKind::Long {
            Editor::page(text.clone())
        } else {
            Editor::line(text.clone())
        };
        Self {
            id: id.into(),
            label: label.into(),
            kind,
            choices: Vec::new(),
            hint: "".into(),
            offers: Vec::new(),
            editor,
            from: 0,
            was: text,
            typed: false,
            lettered: None,
            words: false,
            spilled: None,
        }
    }

    /// A field with choices.
    #[must_use]
    pub fn choosing(mut self, choices: impl IntoIterator<Item = (Arc<str>, Arc<str>)>) -> Self {
        self.kind = FieldKind::Choice;
        self.choices = choices.into_iter().collect();
        self
    }

    /// A field with a suggestion.
    #[must_use]
    pub fn hinting(mut self, hint: impl Into<Arc<str>>) -> Self {
        self.hint = hint.into();
        self
    }

    /// A field as a script declares it.
    pub fn declared(field: &Field, text: String, from: Seq, lang: Lang) -> Self {
        let label = |choice: &Choice| (Arc::clone(&choice.id), Arc::clone(choice.label.get(lang)));
        Self {
            choices: field.choice.iter().map(label).collect(),
            hint: Arc::clone(field.hint.get(lang)),
            from,
            ..Self::new(field.id.as_str(), field.name(lang), field.kind(), text)
        }
    }

    /// What is written now, as a value; nothing for an empty field.
    pub fn value(&self) -> Option<Value> {
        if self.editor.is_blank() {
            return None;
        }
        Some(match self.kind {
            FieldKind::Flag => Value::Flag(true),
            _ => Value::Text(self.editor.text().into()),
        })
    }

    /// Whether it was changed since the form was opened.
    pub fn changed(&self) -> bool {
        self.editor.text() != self.was
    }

    /// What is shown while the keys are elsewhere: the label of a choice, `✓` for a flag.
    pub fn shown(&self) -> Arc<str> {
        let text = self.editor.text();
        let chosen = self.choices.iter().find(|(id, _)| **id == *text);
        chosen.map_or_else(|| text.into(), |(_, label)| Arc::clone(label))
    }

    fn press(&mut self, chord: Chord) -> bool {
        if chord == Chord::plain(Key::Right) && self.take_offer() {
            return true;
        }
        match self.kind {
            FieldKind::Choice => self.choose_or_not(chord),
            FieldKind::Flag => self.tick(chord),
            FieldKind::Number => {
                // A number is typed anew: digits behind the one that stood there would make 88 of 8 and 8.
                let digit = chord.typed().is_some_and(|typed| typed.is_ascii_digit());
                let untouched =
                    !std::mem::replace(&mut self.typed, true) && self.editor.text() == self.was;
                if digit && untouched && !self.was.is_empty() {
                    self.editor.replace("");
                }
                self.editor.press(chord)
            }
            _ => self.editor.press(chord),
        }
    }
}

impl Form {
    /// A form with its fields.
    pub fn new(id: Uuid, target: Target, title: impl Into<String>, fields: Vec<FormField>) -> Self {
        Self {
            id,
            target,
            title: title.into(),
            fields,
            at: 0,
            looked_up: false,
            columns: Vec::new(),
            asked: None,
            carried: None,
        }
    }

    /// A form of one field, which is called as the form is.
    pub fn of_one(
        id: Uuid,
        target: Target,
        title: &str,
        kind: FieldKind,
        text: impl Into<String>,
    ) -> Self {
        let field = FormField::new(card::field::TEXT, title, kind, text);
        Self::new(id, target, title, vec![field])
    }

    /// The form for a new card of a step: its words, then the declared fields.
    pub fn for_new_card(
        id: Uuid,
        target: Target,
        title: impl Into<String>,
        step: &Step,
        lang: Lang,
        prompt: &str,
    ) -> Self {
        let kind = if step.kind.lens().long_text() {
            FieldKind::Long
        } else {
            FieldKind::Text
        };
        let mut fields = vec![
            FormField::new(card::field::TEXT, MsgId::LabelText.text(lang), kind, "")
                .hinting(prompt),
        ];
        let declared = step
            .kind
            .lens()
            .fields()
            .iter()
            .filter(|field| field.id.as_str() != card::field::TEXT);
        fields.extend(declared.map(|field| FormField::declared(field, String::new(), 0, lang)));
        Self::new(id, target, title, fields)
    }

    /// The form for a card that is there: its words, the declared fields, and what else it was given on other pages.
    pub fn for_card(
        id: Uuid,
        card: CardId,
        title: impl Into<String>,
        step: &Step,
        seen: &Seen<'_>,
    ) -> Option<Self> {
        let known = seen.card(card)?;
        let lang = seen.lang();
        let mut title = title.into();
        let stored = |id: &str| {
            known
                .get(id)
                .map_or_else(String::new, |value| value.display().to_string())
        };
        let kind = if step.kind.lens().long_text() {
            FieldKind::Long
        } else {
            FieldKind::Text
        };
        let mut words = FormField::new(
            card::field::TEXT,
            MsgId::LabelText.text(lang),
            kind,
            known.text(),
        );
        if known.is_unnamed() {
            words = FormField::new(card::field::TEXT, MsgId::LabelGroup.text(lang), kind, "")
                .hinting(MsgId::HintGroupName.text(lang));
            MsgId::LabelGroup.text(lang).clone_into(&mut title);
        }
        words.from = known.version(card::field::TEXT);
        let mut fields = vec![words];
        let declared = step
            .kind
            .lens()
            .fields()
            .iter()
            .filter(|field| field.id.as_str() != card::field::TEXT);
        fields.extend(declared.map(|field| {
            FormField::declared(
                field,
                stored(field.id.as_str()),
                known.version(field.id.as_str()),
                lang,
            )
        }));
        Some(Self::new(id, Target::Card { card }, title, fields))
    }

    /// The field that has the keys.
    pub fn field(&self) -> &FormField {
        &self.fields[self.at.min(self.fields.len() - 1)]
    }

    /// The field that has the keys, to be written.
    pub fn field_mut(&mut self) -> &mut FormField {
        let at = self.at.min(self.fields.len() - 1);
        &mut self.fields[at]
    }

    /// Another field, by its id.
    pub fn get(&self, id: &str) -> Option<&FormField> {
        self.fields.iter().find(|field| field.id.as_str() == id)
    }

    /// The words in a field, trimmed; empty where there is no such field.
    pub fn words(&self, id: &str) -> &str {
        self.get(id).map_or("", |field| field.editor.text().trim())
    }

    /// Types a key into the field that has the keys. Words that choose nothing go on in a field of words.
    pub fn press(&mut self, chord: Chord) -> bool {
        if self.turn_column(chord) || self.field_mut().press(chord) {
            return true;
        }
        let spilled = self.field_mut().spilled.take();
        spilled.is_some_and(|words| self.carry(&words))
    }

    /// Goes to the next or previous field.
    pub fn turn(&mut self, forward: bool) {
        self.field_mut().rest();
        let len = self.fields.len();
        self.at = if forward {
            (self.at + 1) % len
        } else {
            (self.at + len - 1) % len
        };
    }

    /// Whether nothing was written in any field.
    pub fn is_blank(&self) -> bool {
        self.fields.iter().all(|field| field.editor.is_blank())
    }

    /// Whether it changes what is there, so that keeping it unchanged asks for nothing. A suggested file name is kept as
    /// it stands, and means it.
    pub fn only_changes(&self) -> bool {
        matches!(
            self.target,
            Target::Card { .. }
                | Target::Note { .. }
                | Target::Title
                | Target::TimeBox { .. }
                | Target::Reword { .. }
                | Target::WritingFor
                | Target::Measure { .. }
                | Target::Baseline { .. }
                | Target::Score { .. }
                | Target::Weights { .. }
        )
    }

    /// Whether it is for something new, so that another one follows it.
    pub fn is_new(&self) -> bool {
        matches!(
            self.target,
            Target::NewCard { .. }
                | Target::Measure { measure: None, .. }
                | Target::Point { period: None, .. }
                | Target::OpenVote { .. }
                | Target::Sheet { .. }
        )
    }

    /// Whether what it is about was not said: an empty line ends a run.
    fn says_nothing(&self) -> bool {
        match self.target {
            Target::NewCard { .. } => self.words(card::field::TEXT).is_empty(),
            // What is suggested is meant as it stands.
            Target::OpenVote { .. } => false,
            _ => !self.changed(),
        }
    }

    /// Goes on to the words, where they are still to come; false where the keys are behind them already.
    pub fn goes_on_to_words(&mut self) -> bool {
        let words = |field: &FormField| field.id.as_str() == card::field::TEXT;
        let at = self.fields.iter().position(words);
        let Some(at) = at.filter(|at| self.at < *at) else {
            return false;
        };
        self.at = at;
        true
    }

    /// Goes on from the period of a line to its value, where nothing else is written yet: a gap is kept behind it.
    pub fn goes_on_to_value(&mut self) -> bool {
        let rest = self.fields.get(1..).unwrap_or_default();
        let goes = matches!(self.target, Target::Point { period: None, .. })
            && self.at == 0
            && !rest.iter().any(FormField::changed);
        self.at += usize::from(goes);
        goes
    }

    /// Whether it is an empty line that ends a run of new ones.
    pub fn ends_run(&self) -> bool {
        self.is_new() && self.says_nothing()
    }

    /// Whether anything differs from when it was opened.
    pub fn changed(&self) -> bool {
        self.fields.iter().any(FormField::changed)
    }

    /// The form as it is kept on disk.
    pub fn draft(&self, open: bool) -> Draft {
        let words = |field: &FormField| (field.id.clone(), field.editor.text().to_owned());
        Draft {
            id: self.id,
            target: self.target.clone(),
            fields: self.fields.iter().map(words).collect(),
            open,
            over: matches!(self.target, Target::Title).then(|| self.field().was.clone()),
        }
    }

    /// Puts back what a draft holds.
    pub fn fill(&mut self, draft: &Draft) {
        self.id = draft.id;
        for (id, words) in &draft.fields {
            if let Some(field) = self.fields.iter_mut().find(|field| field.id == *id) {
                field.editor = if field.kind == FieldKind::Long {
                    Editor::page(words.clone())
                } else {
                    Editor::line(words.clone())
                };
            }
        }
    }

    /// What keeping the form asks of the session, for forms about cards. The new card's id is the form's own.
    pub fn card_command(&self) -> Option<Command> {
        match &self.target {
            Target::NewCard {
                step,
                parent,
                column,
                after,
                from,
            } => {
                let value = |field: &FormField| Some((field.id.clone(), field.value()?));
                Some(Command::AddCard {
                    card: CardId(self.id),
                    author: None,
                    step: step.clone(),
                    parent: *parent,
                    column: column.clone(),
                    after: after.map_or(After::Last, After::Card),
                    fields: self.fields.iter().filter_map(value).collect(),
                    from: *from,
                })
            }
            Target::Card { card } => {
                let set = |field: &FormField| Command::SetField {
                    card: *card,
                    field: field.id.clone(),
                    from: field.from,
                    value: field.value(),
                };
                let mut changes: Vec<Command> = self
                    .fields
                    .iter()
                    .filter(|field| field.changed())
                    .map(set)
                    .collect();
                if changes.len() == 1 {
                    changes.pop()
                } else {
                    Some(Command::Several(changes))
                }
            }
            Target::Group { cards } => Some(Command::Group {
                heading: CardId(self.id),
                text: self.words(card::field::TEXT).into(),
                cards: cards.clone(),
            }),
            _ => None,
        }
    }
}
