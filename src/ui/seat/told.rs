//! What a seat is told, and how it looks: what whoever drives it hands in.

use uuid::Uuid;

use crate::{
    model::{At, Seen},
    say::{Lang, Msg},
    ui::{home::Sessions, theme::Theme},
};

/// What lies before the seat.
#[derive(Clone, Copy, Debug)]
pub enum World<'a> {
    /// The home screen.
    Home(&'a Sessions),
    /// A session.
    Table(Seen<'a>),
}

/// What a seat is told along with an input.
pub struct Told<'a> {
    /// What lies before it.
    pub world: World<'a>,
    /// The time.
    pub now: At,
    /// Makes ids.
    pub ids: &'a mut dyn FnMut() -> Uuid,
}

/// How a seat looks: its theme, its language, what its terminal can show.
#[derive(Clone, Debug)]
pub struct Looks {
    /// How meanings look.
    pub theme: Theme,
    /// The language.
    pub lang: Lang,
    /// Only ASCII can be shown.
    pub ascii: bool,
    /// Thick blocks instead of fine dots.
    pub thick: bool,
}

/// What was just said to this seat alone.
#[derive(Clone, Debug, PartialEq)]
pub struct Notice {
    /// The words.
    pub msg: Msg,
    /// Whether something went wrong.
    pub wrong: bool,
    /// When it was said.
    pub at: At,
}

impl Notice {
    /// How long what is no error stands, in milliseconds. An error stays until a key is pressed.
    const STANDS: i64 = 12_000;

    /// When it goes by itself; an error does not.
    pub(super) fn until(&self) -> Option<At> {
        (!self.wrong).then_some(At(self.at.0 + Self::STANDS))
    }

    /// Whether it is still to be read.
    pub(super) fn stands(&self, now: At) -> bool {
        self.until().is_none_or(|until| now < until)
    }
}
