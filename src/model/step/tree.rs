//! `tree`: asks why, again and again: branches, how we know, lenses, root marks, and chains read back.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::StepKind;
use crate::{
    document::{Block, Line, Node},
    model::{
        advice::Advice,
        card::{EVIDENCE, field},
        ids::CardId,
        script::{Field, Step, Words, shape},
        seen::{CardSeen, Seen},
    },
    say,
    say::Msg,
};

/// A page of why-trees.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Tree {
    /// What a node holds beside its words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// What stands in an empty first line: the problem.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub prompt: Words,
}

impl Tree {
    /// The keys of this kind.
    pub const KEYS: &'static [shape::Key] = &[
        shape::FIELDS,
        shape::may(
            "prompt",
            shape::Shape::Words,
            "What stands in an empty first line, to help the problem along.",
        ),
    ];
}

/// Which way a chain is read back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// From the problem down: “… because …”.
    Because,
    /// From the cause up: “… therefore …”.
    Therefore,
}

/// A chain from the problem to this node, in people's own words.
pub fn chain<'a>(seen: &Seen<'a>, id: CardId) -> Vec<CardSeen<'a>> {
    // Far deeper than a branch may go; only a damaged history goes on for ever.
    let mut chain: Vec<_> = std::iter::successors(seen.card(id), |card| seen.card(card.parent()?))
        .take(100)
        .collect();
    chain.reverse();
    chain
}

/// A chain read back as one sentence; `None` where there is nothing to join yet.
pub fn read_back(seen: &Seen<'_>, id: CardId, reading: Reading) -> Option<Msg> {
    let mut words: Vec<Arc<str>> = chain(seen, id)
        .iter()
        .map(|card| trimmed(card.text()))
        .collect();
    if words.len() < 2 {
        return None;
    }
    if reading == Reading::Therefore {
        words.reverse();
    }
    let mut rest = words.into_iter();
    let first = say!(ChainStart, rest.next()?);
    let link = |so_far: Msg, next: Arc<str>| match reading {
        Reading::Because => say!(ChainBecause, so_far, next),
        Reading::Therefore => say!(ChainTherefore, so_far, next),
    };
    Some(say!(ChainEnd, rest.fold(first, link)))
}

/// Words without the full stop that would end a sentence too early.
fn trimmed(words: &str) -> Arc<str> {
    words.trim_end_matches(['.', ';', ',', ' ']).into()
}

/// Whether a branch ends at this card.
fn is_leaf(seen: &Seen<'_>, card: &CardSeen<'_>) -> bool {
    seen.children(card.step(), Some(card.id())).next().is_none()
}

/// Phrases in which a branch ends at what people do not know: a campaign follows, and the structure stays. In every
/// language of the program, because people write in theirs whatever the screen speaks.
const NOT_KNOWING: &[&str] = &[
    "don't know",
    "don’t know",
    "do not know",
    "unaware",
    "lack of awareness",
    "not aware",
    "lack of knowledge",
    "uneducated",
    "ignoran",
    "no sabe",
    "no sabemos",
    "no conoce",
    "no se dan cuenta",
    "no está informada",
    "no están informad",
    "falta de conciencia",
    "falta conciencia",
    "falta de información",
    "falta información",
    "falta de conocimiento",
    "desconoce",
    "desconocimiento",
    "desinformación",
    "ignora",
    "ignorancia",
];

/// Phrases that name a missing solution as a cause.
const MISSING_PROGRAM: &[&str] = &[
    "lack of a program",
    "no program",
    "lack of program",
    "need a program",
    "no app",
    "lack of our",
    "lack of funding for our",
    "no campaign",
    "no hay programa",
    "no hay un programa",
    "no hay campaña",
    "no hay una campaña",
    "no hay taller",
    "no hay app",
    "no hay una app",
    "no hay una aplicación",
    "falta un programa",
    "falta el programa",
    "faltan programa",
    "falta de programa",
    "falta de un programa",
    "falta una campaña",
    "faltan campaña",
    "falta de campaña",
    "faltan taller",
    "falta de taller",
    "se necesita un programa",
    "necesitamos un programa",
    "no hay dinero para nuestro",
    "no hay fondos para nuestro",
    "falta de fondos para nuestro",
];

/// Whether one of these phrases stands in the words, with one of these endings: “no app” is not in “no appointments”.
fn says(words: &str, phrases: &[&str], endings: &[&str]) -> bool {
    phrases.iter().any(|phrase| {
        words.match_indices(phrase).any(|(at, _)| {
            let begins = !words[..at].ends_with(char::is_alphanumeric);
            let rest = &words[at + phrase.len()..];
            let ending = rest.split(|c: char| !c.is_alphanumeric()).next();
            begins && ending.is_some_and(|ending| endings.contains(&ending))
        })
    })
}

impl StepKind for Tree {
    fn fields(&self) -> &[Field] {
        &self.fields
    }

    fn branches(&self) -> bool {
        true
    }

    /// The causes marked as roots, and where none is marked, every cause: the problems they explain stay behind.
    fn hands_on<'a>(&self, step: &Step, seen: &Seen<'a>) -> Vec<CardSeen<'a>> {
        let mut causes: Vec<_> = seen
            .cards_on(&step.id)
            .filter(|card| card.parent().is_some())
            .collect();
        if causes.iter().any(|card| card.flag(field::ROOT)) {
            causes.retain(|card| card.flag(field::ROOT));
        }
        causes
    }

    fn standing(&self, step: &Step, seen: &Seen<'_>) -> Option<Msg> {
        let (mut causes, mut roots) = (0, 0);
        for card in seen.cards_on(&step.id) {
            causes += usize::from(card.parent().is_some());
            roots += usize::from(card.flag(field::ROOT));
        }
        (causes > 0).then(|| say!(StandsTree, causes, roots))
    }

    fn advice(&self, step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
        let hunch = EVIDENCE[EVIDENCE.len() - 1];
        let mut advice = Vec::new();
        for card in seen.cards_on(&step.id) {
            let words = card.text().to_lowercase();
            if card.text_of(field::STOP) == "not ours" {
                advice.push(Advice::about(card.id(), say!(AskWhoCould, card.text())));
            }
            if card.parent().is_some()
                && says(&words, MISSING_PROGRAM, &["", "s", "es", "me", "mes"])
            {
                advice.push(Advice::about(
                    card.id(),
                    say!(AskMissingProgram, card.text()),
                ));
            }
            if card.parent().is_none() || !is_leaf(seen, &card) {
                continue;
            }
            if says(&words, NOT_KNOWING, &["", "t", "ce", "n", "as", "os", "s"]) {
                advice.push(Advice::about(card.id(), say!(AskNotKnowing, card.text())));
            }
            let known = |card: &CardSeen<'_>| card.text_of(field::EVIDENCE).to_owned();
            let branch: Vec<String> = chain(seen, card.id())
                .iter()
                .skip(1)
                .map(known)
                .filter(|how| !how.is_empty())
                .collect();
            if !branch.is_empty() && branch.iter().all(|how| how == hunch) {
                advice.push(Advice::about(card.id(), say!(AskHunchAlone, card.text())));
            }
            if card.text_of(field::STOP) == "evidence ran out" && !card.flag(field::RESEARCH) {
                advice.push(Advice::about(card.id(), say!(AskResearch, card.text())));
            }
            let ended = card.flag(field::ROOT) || !card.text_of(field::STOP).is_empty();
            if !ended && chain(seen, card.id()).len() >= 5 {
                advice.push(Advice::about(card.id(), say!(AskRootYet, card.text())));
            }
        }
        advice
    }

    fn recap(&self, step: &Step, seen: &Seen<'_>) -> Vec<Block> {
        let nodes = nodes(step, seen, None);
        if nodes.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![Block::Tree(nodes)];
        let roots: Vec<_> = seen
            .cards_on(&step.id)
            .filter(|card| card.flag(field::ROOT))
            .collect();
        for root in roots {
            if let Some(sentence) = read_back(seen, root.id(), Reading::Because) {
                blocks.push(Block::Para(Line::msg(sentence)));
            }
        }
        blocks
    }
}

fn nodes(step: &Step, seen: &Seen<'_>, parent: Option<CardId>) -> Vec<Node> {
    let on_page = seen
        .children(&step.id, parent)
        .filter(|card| !card.flag(field::PARKED));
    on_page
        .map(|card| Node {
            line: Line::said(card.text()),
            notes: notes(&card, step, seen),
            root: card.flag(field::ROOT),
            under: nodes(step, seen, Some(card.id())),
        })
        .collect()
}

/// The small words behind a node: how we know, the lens, why the branch ends.
pub fn notes(card: &CardSeen<'_>, step: &Step, seen: &Seen<'_>) -> Vec<Line> {
    let label = |id: &str, value: &str| -> Arc<str> {
        let choices = step.field(id).map(|declared| declared.choice.iter());
        let found = choices.and_then(|mut choices| choices.find(|choice| *choice.id == *value));
        found.map_or_else(
            || value.into(),
            |choice| choice.label.get(seen.lang()).clone(),
        )
    };
    let mut notes = Vec::new();
    for id in [field::EVIDENCE, field::LENS] {
        let value = card.text_of(id);
        if !value.is_empty() {
            notes.push(Line::said(label(id, value)));
        }
    }
    let end = card.text_of(field::STOP);
    if !end.is_empty() {
        notes.push(Line::msg(say!(StoppedHere, label(field::STOP, end))));
    }
    if card.flag(field::RESEARCH) {
        notes.push(Line::msg(say!(OnResearchAgenda)));
    }
    notes
}
