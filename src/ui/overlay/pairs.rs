//! The window of look-alike cards: a pair at a time, put together with one key, passed over with another.
//!
//! Nothing is ever decided here: what looks alike is offered, and people say whether it is the same.

use std::collections::HashSet;

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Pick, Pressed, Then};
use crate::{
    content::slot::Slot,
    model::{CardId, Seen, Seq, StepId, card::field, likeness},
    say,
    say::MsgId,
    ui::{
        keys::Action,
        paint::{Paint, below, inset, middle, row},
    },
};

/// One of a pair: the card, its words, and where it comes from.
#[derive(Debug)]
struct Side {
    id: CardId,
    words: String,
    about: String,
}

/// Look-alike cards of a step.
#[derive(Debug)]
pub struct Pairs {
    step: StepId,
    found: Vec<[Side; 2]>,
    of: Option<Seq>,
    /// Pairs of which somebody said that they are not the same.
    passed: HashSet<[CardId; 2]>,
    at: usize,
    /// Whether the second stays on top.
    swapped: bool,
    /// How many were put together since the window opened.
    done: usize,
}

impl Pairs {
    pub(super) fn new(step: StepId) -> Self {
        Self {
            step,
            found: Vec::new(),
            of: None,
            passed: HashSet::new(),
            at: 0,
            swapped: false,
            done: 0,
        }
    }

    /// Looks for pairs, where the session has changed since.
    pub fn refresh(&mut self, seen: Seen<'_>) {
        if self.of == Some(seen.version()) {
            return;
        }
        self.of = Some(seen.version());
        let Some(step) = seen.step(&self.step) else {
            return;
        };
        let cards = likeness::compared(step, &seen);
        let side = |id: CardId| {
            let card = seen.card(id)?;
            let mut about: Vec<String> = Vec::new();
            let table = card.text_of(field::TABLE);
            if !table.is_empty() {
                about.push(format!("@{table}"));
            }
            let of = seen.step(card.step())?;
            if of.id != self.step {
                about.push(of.name(seen.lang()).to_string());
            }
            let column = card.column().and_then(|column| of.column(column));
            about.extend(column.map(|column| column.label.get(seen.lang()).to_string()));
            let above = card.parent().and_then(|id| seen.card(id));
            about.extend(above.map(|above| above.text().to_owned()));
            let under = seen.children(card.step(), Some(id)).count();
            if under > 0 {
                about.push(say!(PairUnder, under).render(seen.lang()));
            }
            Some(Side {
                id,
                words: card.text().to_owned(),
                about: about.join(" · "),
            })
        };
        let passed = &self.passed;
        self.found = likeness::alike(&seen, &cards)
            .into_iter()
            .map(|pair| likeness::stays_on_top(step, &seen, [pair.one, pair.other]))
            .filter(|pair| !passed.contains(pair))
            .filter_map(|[one, other]| Some([side(one)?, side(other)?]))
            .collect();
        self.at = self.at.min(self.found.len().saturating_sub(1));
    }

    /// The words of the pair that is offered now, the one that stays on top first.
    pub fn shown(&self) -> Option<[&str; 2]> {
        let pair = self.found.get(self.at)?;
        Some(pair.each_ref().map(|side| &*side.words))
    }

    pub(super) fn act(&mut self, action: Action) -> Pressed {
        let last = self.found.len().saturating_sub(1);
        match action {
            Action::Down => self.go(self.at.saturating_add(1).min(last)),
            Action::Up => self.go(self.at.saturating_sub(1)),
            Action::NextPane => self.swapped = !self.swapped,
            Action::Delete if !self.found.is_empty() => {
                let [one, other] = self.found.remove(self.at);
                self.passed.insert([one.id, other.id]);
                self.go(self.at.min(last.saturating_sub(1)));
            }
            Action::Undo => {
                self.done = self.done.saturating_sub(1);
                return Pressed::Through(Action::Undo);
            }
            Action::Open => {
                let Some([one, other]) = self.found.get(self.at) else {
                    return Pressed::Close;
                };
                let (keep, other) = if self.swapped {
                    (other.id, one.id)
                } else {
                    (one.id, other.id)
                };
                self.swapped = false;
                self.done += 1;
                let step = self.step.clone();
                return Pressed::Chosen(Then::PutTogether { step, keep }, Pick::Card(other));
            }
            _ => {}
        }
        Pressed::Stay
    }

    fn go(&mut self, at: usize) {
        self.at = at;
        self.swapped = false;
    }

    pub(super) fn draw(&self, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
        let title = if self.found.is_empty() {
            say!(TitleNoPairs)
        } else {
            say!(TitlePairs, self.at + 1, self.found.len())
        };
        let at = middle(area, 78, 13);
        let inside = paint.window(buf, at, &paint.say(&title), Slot::OverlayBorder);
        let mut rest = inset(inside, 1);
        let Some([one, other]) = self.found.get(self.at) else {
            let none = if self.done > 0 {
                say!(PairsDone, self.done)
            } else {
                say!(PairsNone)
            };
            paint.wrapped(buf, rest, &paint.say(&none), Slot::Overlay);
            return;
        };
        let sides = if self.swapped {
            [other, one]
        } else {
            [one, other]
        };
        let tall = rest.height >= 9;
        for (side, head) in sides.into_iter().zip([MsgId::PairStays, MsgId::PairGoes]) {
            paint.line(buf, row(rest, 0), paint.text(head), Slot::Heading);
            rest = below(rest, 1);
            let most = if tall { 3 } else { 2 };
            let words = Rect {
                height: most.min(rest.height),
                ..rest
            };
            let used = paint.wrapped(buf, words, &side.words, Slot::Title);
            rest = below(rest, used);
            if !side.about.is_empty() {
                paint.line(buf, row(rest, 0), &side.about, Slot::Muted);
                rest = below(rest, 1);
            }
            rest = below(rest, u16::from(tall));
        }
    }
}
