//! What a report says: headings, paragraphs, lists, tables, charts and trees; never how it looks.
//!
//! Step kinds write it, formats and screens read it. People's words stand in it verbatim, the program's as messages, so
//! that one document can be read in several languages.

use std::sync::Arc;

pub mod chart;
pub mod page;
pub mod xml;

use crate::say::{Keys, Lang, Msg, MsgId};

/// A report, or the part of it that one step leaves.
#[derive(Clone, Debug, PartialEq)]
pub struct Document {
    /// What it is called.
    pub title: Line,
    /// What stands under the title: when, who, how many.
    pub subtitle: Line,
    /// The rest, in order.
    pub blocks: Vec<Block>,
}

/// One part of a document.
#[derive(Clone, Debug, PartialEq)]
pub enum Block {
    /// A heading; 1 is the highest below the title.
    Heading(u8, Line),
    /// A paragraph.
    Para(Line),
    /// What the group wrote together, set apart from the rest.
    Statement(Line),
    /// A list.
    List(Vec<Item>),
    /// A table.
    Table(Table),
    /// A curve.
    Chart(Box<chart::Chart>),
    /// A tree of causes.
    Tree(Vec<Node>),
    /// Parts that stand side by side where there is room.
    Beside(Vec<Vec<Block>>),
}

/// A line of text, in pieces.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Line(pub Vec<Span>);

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub struct Span {
    /// The words.
    pub words: Phrase,
    /// How much they weigh.
    pub weight: Weight,
}

/// Whose words.
#[derive(Clone, Debug, PartialEq)]
pub enum Phrase {
    /// People's, or a script's: verbatim.
    Said(Arc<str>),
    /// The program's: rendered in the reader's language.
    Msg(Msg),
}

/// How much a piece weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Weight {
    /// Running text.
    #[default]
    Plain,
    /// What must not be missed.
    Strong,
    /// What only explains.
    Quiet,
}

/// One point of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// Its words.
    pub line: Line,
    /// Points under it.
    pub under: Vec<Item>,
}

/// A table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Table {
    /// The heads of its columns.
    pub head: Vec<Line>,
    /// Which columns hold numbers, and so stand to the right.
    pub numbers: Vec<bool>,
    /// Its rows; each as long as the head.
    pub rows: Vec<Vec<Line>>,
}

/// A cause and what lies behind it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Node {
    /// Its words.
    pub line: Line,
    /// Small words behind it: how we know, the lens, why the branch ends.
    pub notes: Vec<Line>,
    /// Marked as a root cause.
    pub root: bool,
    /// What lies behind it.
    pub under: Vec<Node>,
}

impl Line {
    /// A line in people's words.
    pub fn said(words: impl Into<Arc<str>>) -> Self {
        Self::default().and_said(words)
    }

    /// A line in the program's words.
    pub fn msg(msg: impl Into<Msg>) -> Self {
        Self::default().and_msg(msg)
    }

    /// Goes on in people's words.
    #[must_use]
    pub fn and_said(self, words: impl Into<Arc<str>>) -> Self {
        self.and(Phrase::Said(words.into()), Weight::Plain)
    }

    /// Goes on in the program's words.
    #[must_use]
    pub fn and_msg(self, msg: impl Into<Msg>) -> Self {
        self.and(Phrase::Msg(msg.into()), Weight::Plain)
    }

    /// Goes on.
    #[must_use]
    pub fn and(mut self, words: Phrase, weight: Weight) -> Self {
        self.0.push(Span { words, weight });
        self
    }

    /// The line with every piece at this weight.
    #[must_use]
    pub fn weigh(mut self, weight: Weight) -> Self {
        for span in &mut self.0 {
            span.weight = weight;
        }
        self
    }

    /// Whether nothing stands on it.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The line as plain words, with the keys as they ship.
    pub fn render(&self, lang: Lang) -> String {
        self.in_words(|phrase| phrase.render(lang))
    }

    /// The line as plain words, with the keys of whoever reads it.
    pub fn render_with(&self, lang: Lang, keys: &dyn Keys) -> String {
        self.in_words(|phrase| phrase.render_with(lang, keys))
    }

    fn in_words(&self, words: impl Fn(&Phrase) -> Arc<str>) -> String {
        self.0.iter().fold(String::new(), |mut line, span| {
            line.push_str(&words(&span.words));
            line
        })
    }
}

impl From<Msg> for Line {
    fn from(msg: Msg) -> Self {
        Self::msg(msg)
    }
}

impl From<MsgId> for Line {
    fn from(id: MsgId) -> Self {
        Self::msg(id)
    }
}

impl Phrase {
    /// The words in a language, with the keys as they ship.
    pub fn render(&self, lang: Lang) -> Arc<str> {
        self.in_words(|msg| msg.render(lang))
    }

    /// The words in a language, with the keys of whoever reads them.
    pub fn render_with(&self, lang: Lang, keys: &dyn Keys) -> Arc<str> {
        self.in_words(|msg| msg.render_with(lang, keys))
    }

    fn in_words(&self, words: impl FnOnce(&Msg) -> String) -> Arc<str> {
        match self {
            Self::Said(words) => Arc::clone(words),
            Self::Msg(msg) => words(msg).into(),
        }
    }
}

impl Item {
    /// A point without points under it.
    pub fn new(line: Line) -> Self {
        Self {
            line,
            under: Vec::new(),
        }
    }
}
