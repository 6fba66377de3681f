//! Tests of a chain: each link read up with “therefore”, and the problem imagined without the cause.
//!
//! A test is an answer of people: yes, no or unsure. What failed is marked and asked about, never taken away.

use super::{chain, trimmed};
use crate::{
    model::{
        advice::Advice,
        card::{TESTED, field},
        ids::CardId,
        script::Step,
        seen::{CardSeen, Seen},
    },
    say,
    say::{Msg, MsgId},
};

/// One question about one link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Test {
    /// The cause that is tested.
    pub card: CardId,
    /// Where the answer is kept: [`field::THEREFORE`] or [`field::REMOVAL`].
    pub field: &'static str,
}

impl Test {
    /// What is read aloud, and what is asked; `None` where a card is gone.
    pub fn question(&self, seen: &Seen<'_>) -> Option<(Msg, Msg)> {
        let card = seen.card(self.card)?;
        let cause = trimmed(card.text());
        if self.field == field::THEREFORE {
            let above = trimmed(seen.card(card.parent()?)?.text());
            let read = say!(ChainTherefore, say!(ChainStart, cause), above);
            return Some((say!(ChainEnd, read), say!(AskThereforeTest)));
        }
        let top = trimmed(chain(seen, self.card).first()?.text());
        Some((say!(ReadRemoval, cause, top), say!(AskRemovalTest)))
    }

    /// What was answered; empty where nothing was.
    pub fn answer<'a>(&self, seen: &Seen<'a>) -> &'a str {
        seen.card(self.card)
            .map_or("", |card| card.text_of(self.field))
    }
}

/// The tests of a chain from this cause up to the problem, the nearest first: those that were not answered yet, and where
/// all were, those of this cause again.
pub fn tests(seen: &Seen<'_>, id: CardId) -> Vec<Test> {
    let of = |card: CardId| [field::THEREFORE, field::REMOVAL].map(|field| Test { card, field });
    let mut links = chain(seen, id);
    links.reverse();
    links.pop();
    let all: Vec<Test> = links.iter().flat_map(|card| of(card.id())).collect();
    let open: Vec<Test> = all
        .iter()
        .filter(|test| test.answer(seen).is_empty())
        .copied()
        .collect();
    if open.is_empty() {
        all.into_iter().filter(|test| test.card == id).collect()
    } else {
        open
    }
}

/// What the tests of a cause came to, where one of them failed or nobody is sure.
pub fn marks(card: &CardSeen<'_>) -> Vec<MsgId> {
    let [_, no, unsure] = TESTED;
    let mut marks = Vec::new();
    match card.text_of(field::THEREFORE) {
        answer if answer == no => marks.push(MsgId::MarkLinkBroken),
        answer if answer == unsure => marks.push(MsgId::MarkLinkUnsure),
        _ => {}
    }
    match card.text_of(field::REMOVAL) {
        answer if answer == no => marks.push(MsgId::MarkStaysWithout),
        answer if answer == unsure => marks.push(MsgId::MarkWithoutUnsure),
        _ => {}
    }
    marks
}

/// Whether one of the tests of a cause failed.
pub fn failed(card: &CardSeen<'_>) -> bool {
    let [_, no, _] = TESTED;
    card.text_of(field::THEREFORE) == no || card.text_of(field::REMOVAL) == no
}

/// Whether both tests of a cause were passed.
pub fn holds(card: &CardSeen<'_>) -> bool {
    let [yes, ..] = TESTED;
    card.text_of(field::THEREFORE) == yes && card.text_of(field::REMOVAL) == yes
}

/// What is asked about links that failed; where the script asks for the tests, about roots that nobody tested too.
pub(super) fn advice(wanted: bool, step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
    let [_, no, unsure] = TESTED;
    let mut advice = Vec::new();
    let mut untested = 0;
    for card in seen.cards_on(&step.id) {
        let Some(above) = card.parent().and_then(|id| seen.card(id)) else {
            continue;
        };
        let (words, above) = (card.text(), above.text());
        let (link, without) = (card.text_of(field::THEREFORE), card.text_of(field::REMOVAL));
        let msg = match (link, without) {
            (link, _) if link == no => Some(say!(AskLinkBroken, words, above)),
            (_, without) if without == no => Some(say!(AskStaysWithout, words)),
            (link, without) if link == unsure || without == unsure => {
                Some(say!(AskLinkUnsure, words, above))
            }
            _ => None,
        };
        advice.extend(msg.map(|msg| Advice::about(card.id(), msg)));
        untested += usize::from(card.flag(field::ROOT) && (link.is_empty() || without.is_empty()));
    }
    if wanted && untested > 0 {
        advice.push(Advice::new(say!(AskUntested, untested)));
    }
    advice
}
