//! The script: a facilitated session before it is run. Data that a facilitator can read and write.
//!
//! The types here read and write the file format itself; [`shape`] says of each key what it may hold, so that the
//! reader with its located problems, the JSON Schema and the manual all come from one table.

use std::{collections::BTreeMap, fmt, sync::Arc};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de, ser};

use super::{
    ids::{ColumnId, FieldId, StepId},
    silence::Privacy,
    step::Kind,
};
use crate::say::{Arg, Lang};

mod guidance;
mod phase;
pub mod shape;

pub use guidance::Guidance;
pub use phase::Phase;

/// Words of a script: one text, or one for each language.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words(BTreeMap<Arc<str>, Arc<str>>);

impl Words {
    /// The words in a language; in English where that is missing; in any where that is missing too.
    pub fn get(&self, lang: Lang) -> &Arc<str> {
        static NONE: std::sync::LazyLock<Arc<str>> = std::sync::LazyLock::new(|| "".into());
        let any = || self.0.values().next().unwrap_or(&NONE);
        self.0
            .get(lang.code())
            .or_else(|| self.0.get(Lang::En.code()))
            .unwrap_or_else(any)
    }

    /// Whether these are the words in one of its languages.
    pub fn holds(&self, words: &str) -> bool {
        self.0.values().any(|known| **known == *words)
    }

    /// The words in each of its languages.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(|words| &**words)
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.values().all(|words| words.is_empty())
    }
}

impl From<&Words> for Arg {
    fn from(words: &Words) -> Self {
        Self::each(|lang| Arc::clone(words.get(lang)))
    }
}

impl From<&str> for Words {
    fn from(text: &str) -> Self {
        // No words are none in any language: so they are written down, and so they are read again.
        let said = !text.is_empty();
        Self(
            said.then(|| (Lang::En.code().into(), text.into()))
                .into_iter()
                .collect(),
        )
    }
}

impl Serialize for Words {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match (self.0.len(), self.0.get(Lang::En.code())) {
            (1, Some(english)) => english.serialize(to),
            _ => self.0.serialize(to),
        }
    }
}

impl<'de> Deserialize<'de> for Words {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> de::Visitor<'de> for Either {
            type Value = Words;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("words, or words for each language")
            }

            fn visit_str<E>(self, text: &str) -> Result<Words, E> {
                Ok(text.into())
            }

            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Words, A::Error> {
                let mut words = BTreeMap::new();
                while let Some((lang, text)) = map.next_entry()? {
                    words.insert(lang, text);
                }
                Ok(Words(words))
            }
        }
        from.deserialize_any(Either)
    }
}

/// A facilitated session before it is run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Script {
    /// Names the script on the command line.
    pub id: Arc<str>,
    /// What it is called.
    pub title: Words,
    /// The framework it belongs to.
    pub framework: Arc<str>,
    /// Where its steps come from.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub source: Words,
    /// What it is for, in a sentence.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub about: Words,
    /// The whole of its time; the minutes of its steps add up to it.
    pub minutes: u32,
    /// What the group brings.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub brings: Words,
    /// What comes out.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub leaves: Words,
    /// Who should be in the room.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub who: Words,
    /// The sittings of a programme, in order; none where the script is held in one go.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sittings: Vec<Sitting>,
    /// The questions, in order. Never locked: any can be gone back to.
    #[serde(default)]
    pub steps: Vec<Step>,
}

/// One sitting of a programme: a script of its own, held on a day of its own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Sitting {
    /// Unique within the programme; the ids of its steps begin with it.
    pub id: Arc<str>,
    /// The script that is held.
    pub script: Arc<str>,
    /// What it is called; the title of its script where none is given.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub title: Words,
    /// In which month of the programme, from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub month: Option<u32>,
    /// What people do before it.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub before: Words,
    /// What its steps draw from earlier sittings.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub brings: Vec<Brought>,
}

/// What a step of a sitting draws from an earlier sitting.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brought {
    /// A step of the sitting's script.
    pub into: StepId,
    /// A step of the programme.
    pub from: StepId,
}

impl Script {
    /// A step and its position, by its id.
    pub fn step(&self, id: &StepId) -> Option<(usize, &Step)> {
        self.steps
            .iter()
            .enumerate()
            .find(|(_, step)| step.id == *id)
    }
}

/// One question of a script.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Unique within the script.
    pub id: StepId,
    /// Its name on the agenda; the question where none is given.
    pub title: Words,
    /// Its time box.
    pub minutes: u32,
    /// The question.
    pub ask: Words,
    /// What the step is for.
    pub why: Words,
    /// Private guidance for the facilitator.
    pub guide: Guidance,
    /// How the time is spent.
    pub recipe: Vec<Phase>,
    /// How private silent writing is here; asked for when it begins, where nothing is said and nothing is silent in the
    /// recipe.
    pub privacy: Option<Privacy>,
    /// Steps whose cards are at hand here.
    pub draws_from: Vec<StepId>,
    /// Steps that work with what is said here.
    pub hands_on: Vec<StepId>,
    /// Steps of an earlier session whose cards and measures are here from the start, where a session goes on from one.
    pub takes_up: Vec<StepId>,
    /// What is asked of the cards before the room goes on.
    pub advice: Vec<Rule>,
    /// The sitting it belongs to, where the script is a programme.
    pub sitting: Option<Arc<str>>,
    /// Which lens the step is, with that lens's parameters.
    pub kind: Kind,
}

impl Step {
    /// How private silent writing is here, where the script says so: in a word, or by a silent part of its time, which is
    /// private until the reveal.
    pub fn silent_as(&self) -> Option<Privacy> {
        let silent = |phase: &Phase| matches!(phase, Phase::Silent(_));
        let by_recipe = self.recipe.iter().any(silent).then(Privacy::default);
        self.privacy.or(by_recipe)
    }

    /// The name on the agenda.
    pub fn name(&self, lang: Lang) -> &Arc<str> {
        self.named().get(lang)
    }

    /// What it is called, in every language of its script.
    pub fn named(&self) -> &Words {
        if self.title.is_empty() {
            &self.ask
        } else {
            &self.title
        }
    }

    /// A column by its id.
    pub fn column(&self, id: &ColumnId) -> Option<&Column> {
        self.kind
            .lens()
            .columns()
            .iter()
            .find(|column| column.id == *id)
    }

    /// A declared field by its id.
    pub fn field(&self, id: &str) -> Option<&Field> {
        self.kind
            .lens()
            .fields()
            .iter()
            .find(|field| field.id.as_str() == id)
    }
}

/// The keys that a step of any kind has. The lens's own keys lie beside them in the file.
#[derive(Serialize, Deserialize)]
struct Common {
    id: StepId,
    kind: Arc<str>,
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    title: Words,
    minutes: u32,
    ask: Words,
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    why: Words,
    #[serde(default, skip_serializing_if = "Guidance::is_empty")]
    guide: Guidance,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    recipe: Vec<Phase>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    privacy: Option<Privacy>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    draws_from: Vec<StepId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    hands_on: Vec<StepId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    takes_up: Vec<StepId>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    advice: Vec<Rule>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sitting: Option<Arc<str>>,
}

impl Serialize for Step {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let step = self.clone();
        let common = Common {
            id: step.id,
            kind: step.kind.name().into(),
            title: step.title,
            minutes: step.minutes,
            ask: step.ask,
            why: step.why,
            guide: step.guide,
            recipe: step.recipe,
            privacy: step.privacy,
            draws_from: step.draws_from,
            hands_on: step.hands_on,
            takes_up: step.takes_up,
            advice: step.advice,
            sitting: step.sitting,
        };
        let mut whole = serde_json::to_value(common).map_err(ser::Error::custom)?;
        let lens = self.kind.to_value().map_err(ser::Error::custom)?;
        if let (Some(whole), serde_json::Value::Object(lens)) = (whole.as_object_mut(), lens) {
            whole.extend(lens);
        }
        whole.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Step {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let whole = serde_json::Value::deserialize(from)?;
        let common = Common::deserialize(&whole).map_err(de::Error::custom)?;
        let kind = Kind::from_value(&common.kind, &whole).map_err(de::Error::custom)?;
        Ok(Self {
            id: common.id,
            title: common.title,
            minutes: common.minutes,
            ask: common.ask,
            why: common.why,
            guide: common.guide,
            recipe: common.recipe,
            privacy: common.privacy,
            draws_from: common.draws_from,
            hands_on: common.hands_on,
            takes_up: common.takes_up,
            advice: common.advice,
            sitting: common.sitting,
            kind,
        })
    }
}

/// The words of a step that a room can change for its own session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Its name on the agenda.
    Title,
    /// The question.
    Ask,
    /// What it is for.
    Why,
}

impl Step {
    /// One part of its words.
    pub fn part(&self, part: Part) -> &Words {
        match part {
            Part::Title => &self.title,
            Part::Ask => &self.ask,
            Part::Why => &self.why,
        }
    }

    /// One part of its words, to be changed.
    pub fn part_mut(&mut self, part: Part) -> &mut Words {
        match part {
            Part::Title => &mut self.title,
            Part::Ask => &mut self.ask,
            Part::Why => &mut self.why,
        }
    }
}

/// A column of a step.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Column {
    /// Unique within the step.
    pub id: ColumnId,
    /// What stands above it.
    pub label: Words,
}

impl<'de> Deserialize<'de> for Column {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (id, label) = id_and_label(from)?;
        Ok(Self {
            id: ColumnId(id),
            label,
        })
    }
}

/// A question that the script asks and a card answers, by its field [`super::field::ITEM`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Item {
    /// Unique within the step.
    pub id: Arc<str>,
    /// The question.
    pub ask: Words,
    /// A word of help.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub hint: Words,
}

/// A section of a page, with its questions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Section {
    /// Unique within the step.
    pub id: Arc<str>,
    /// Its heading.
    pub label: Words,
    /// Its questions.
    pub items: Vec<Item>,
}

/// One choice of a field.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Choice {
    /// What is stored.
    pub id: Arc<str>,
    /// What is shown.
    pub label: Words,
}

impl<'de> Deserialize<'de> for Choice {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let (id, label) = id_and_label(from)?;
        Ok(Self { id, label })
    }
}

/// `"helps"`, or `{"id": "helps", "label": "What helps"}`.
fn id_and_label<'de, D: Deserializer<'de>>(from: D) -> Result<(Arc<str>, Words), D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Either {
        Id(Arc<str>),
        Both { id: Arc<str>, label: Words },
    }
    Ok(match Either::deserialize(from)? {
        Either::Id(id) => {
            let label = Words::from(&*id);
            (id, label)
        }
        Either::Both { id, label } => (id, label),
    })
}

/// A declared field of a step's cards.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Field {
    /// Unique within the step; the same id means the same thing in every step.
    pub id: FieldId,
    /// What stands beside it; the id where none is given.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub label: Words,
    /// What it holds.
    #[serde(default, rename = "type", skip_serializing_if = "FieldKind::is_text")]
    pub kind: FieldKind,
    /// The choices, where it holds one of several.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choice: Vec<Choice>,
    /// A word of help.
    #[serde(default, skip_serializing_if = "Words::is_empty")]
    pub hint: Words,
}

impl Field {
    /// What stands beside it.
    pub fn name(&self, lang: Lang) -> Arc<str> {
        if self.label.is_empty() {
            Arc::clone(&self.id.0)
        } else {
            Arc::clone(self.label.get(lang))
        }
    }

    /// What it holds; a field with choices holds one of them.
    pub fn kind(&self) -> FieldKind {
        if self.choice.is_empty() {
            self.kind
        } else {
            FieldKind::Choice
        }
    }

    /// The choice that is stored under this id.
    pub fn chosen(&self, stored: &str) -> Option<&Choice> {
        self.choice.iter().find(|choice| *choice.id == *stored)
    }

    /// What is stored, as people read it: the label of a choice, and everything else as it is.
    pub fn shown(&self, stored: Arc<str>, lang: Lang) -> Arc<str> {
        let label = self.chosen(&stored);
        label.map_or(stored, |choice| Arc::clone(choice.label.get(lang)))
    }
}

/// What a field holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line.
    #[default]
    Text,
    /// Several lines.
    Long,
    /// One of several.
    Choice,
    /// A number.
    Number,
    /// A calendar day.
    Date,
    /// Someone's name.
    Person,
    /// Yes, or not.
    Flag,
    /// A web address or a place on paper.
    Link,
}

impl FieldKind {
    /// What a field holds where nothing is said of it; a file leaves it out.
    #[expect(
        clippy::trivially_copy_pass_by_ref,
        reason = "serde hands over a reference"
    )]
    fn is_text(&self) -> bool {
        *self == Self::Text
    }
}

/// What is asked of the cards of a step before the room goes on. It speaks up; it never locks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rule {
    /// At least so many cards in each column.
    EachColumnHas(u32),
    /// At least so many cards.
    AtLeast(u32),
    /// Every card has this field.
    EachHas(FieldId),
    /// At least one card holds one of these values.
    OneWith {
        /// In which field.
        field: FieldId,
        /// Any of these; for a flag, `true`.
        is: Vec<Arc<str>>,
        /// How it is asked for.
        ask: Words,
    },
    /// Every card is connected to one of this step.
    EachFrom(StepId),
}
