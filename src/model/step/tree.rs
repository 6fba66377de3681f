//! `tree`: asks why, again and again: branches, how we know, lenses, root marks, and chains read back.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::StepKind;

pub mod lenses;
pub mod links;

use crate::{
    document::{Block, Line, Node},
    model::{
        advice::Advice,
        card::{EVIDENCE, LENSES, field},
        ids::CardId,
        script::{Choice, Field, Step, Words, shape},
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
    /// What a node is called by its depth, as in a driver diagram; none where each is a cause of the one above.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub levels: Vec<Choice>,
    /// Whether each link is to be tested: by “therefore”, and by taking the cause away.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub tests: bool,
    /// Whether the room is to look from every side.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub sweep: bool,
    /// How it is asked why it is worse for a group; not asked for where it is empty.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub worse_for: Words,
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
        shape::may(
            "levels",
            shape::Shape::List(&shape::Shape::IdOr(shape::ID_AND_LABEL)),
            "What a node is called by its depth, as in a driver diagram: aim, primary driver, secondary driver, change idea.",
        ),
        shape::may(
            "tests",
            shape::Shape::Flag,
            "Whether each link is to be tested: read up with “therefore”, and asked whether the problem would be gone without it.",
        ),
        shape::may(
            "sweep",
            shape::Shape::Flag,
            "Whether the room is to look from every side; the sides are the choices of the field `lens`, or those of the program.",
        ),
        shape::may(
            "worse_for",
            shape::Shape::Words,
            "How it is asked why it is worse for a group. The answer starts a branch that names the group.",
        ),
    ];

    /// What a node at this depth is called; 0 is the top. `None` where the script names no levels, or none so deep.
    pub fn level(&self, depth: usize) -> Option<&Choice> {
        self.levels.get(depth)
    }

    /// The parameters of a tree step.
    pub fn of(step: &Step) -> Option<&Self> {
        match &step.kind {
            super::Kind::Tree(tree) => Some(tree),
            _ => None,
        }
    }

    /// How a chain of a tree is read from the top down.
    pub fn down(step: &Step) -> Reading {
        match Self::of(step) {
            Some(tree) if !tree.levels.is_empty() => Reading::Through,
            _ => Reading::Because,
        }
    }
}

/// Which way a chain is read back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// From the problem down: “… because …”.
    Because,
    /// From the aim down: “… through …”.
    Through,
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
        Reading::Through => say!(ChainThrough, so_far, next),
        Reading::Therefore => say!(ChainTherefore, so_far, next),
    };
    Some(say!(ChainEnd, rest.fold(first, link)))
}

/// Words without the full stop that would end a sentence too early.
fn trimmed(words: &str) -> Arc<str> {
    words.trim_end_matches(['.', ';', ',', ' ']).into()
}

/// Whether a branch ends at this card.
pub fn is_leaf(seen: &Seen<'_>, card: &CardSeen<'_>) -> bool {
    seen.children(card.step(), Some(card.id())).next().is_none()
}

/// Whether a branch ends at this card, and all that is known of it rests on a hunch.
pub fn rests_on_hunch(seen: &Seen<'_>, card: &CardSeen<'_>) -> bool {
    if card.parent().is_none() || !is_leaf(seen, card) {
        return false;
    }
    let hunch = EVIDENCE[EVIDENCE.len() - 1];
    let branch = chain(seen, card.id()).into_iter().skip(1);
    let mut known = branch
        .map(|card| card.text_of(field::EVIDENCE))
        .filter(|how| !how.is_empty())
        .peekable();
    known.peek().is_some() && known.all(|how| how == hunch)
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
        if !self.levels.is_empty() {
            return self.standing_by_level(step, seen);
        }
        let (mut causes, mut roots) = (0, 0);
        for card in seen.cards_on(&step.id) {
            causes += usize::from(card.parent().is_some());
            roots += usize::from(card.flag(field::ROOT));
        }
        (causes > 0).then(|| say!(StandsTree, causes, roots))
    }

    fn advice(&self, step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
        let mut advice = self.advice_on_levels(step, seen);
        advice.extend(links::advice(self.tests, step, seen));
        advice.extend(lenses::advice(self, step, seen));
        if self.levels.is_empty() {
            advice.extend(advice_on_causes(step, seen));
        }
        advice
    }

    fn recap(&self, step: &Step, seen: &Seen<'_>) -> Vec<Block> {
        let nodes = nodes(step, seen, None, 0);
        if nodes.is_empty() {
            return Vec::new();
        }
        let mut blocks = vec![Block::Tree(nodes)];
        let roots: Vec<_> = seen
            .cards_on(&step.id)
            .filter(|card| card.flag(field::ROOT))
            .collect();
        for root in roots {
            if let Some(sentence) = read_back(seen, root.id(), Self::down(step)) {
                blocks.push(Block::Para(Line::msg(sentence)));
            }
        }
        blocks
    }
}

/// What is asked of the causes of a why-tree, one by one.
fn advice_on_causes(step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
    let mut advice = Vec::new();
    for card in seen.cards_on(&step.id) {
        let words = card.text().to_lowercase();
        if card.text_of(field::STOP) == "not ours" {
            advice.push(Advice::about(card.id(), say!(AskWhoCould, card.text())));
        }
        if card.parent().is_some() && says(&words, MISSING_PROGRAM, &["", "s", "es", "me", "mes"]) {
            advice.push(Advice::about(
                card.id(),
                say!(AskMissingProgram, card.text()),
            ));
        }
        if card.parent().is_none() || !is_leaf(seen, &card) {
            continue;
        }
        if says(&words, NOT_KNOWING, &["", "t", "ce", "n", "as", "os", "s"])
            || card.text_of(field::LENS) == LENSES[LENSES.len() - 1]
        {
            advice.push(Advice::about(card.id(), say!(AskNotKnowing, card.text())));
        }
        if rests_on_hunch(seen, &card) {
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

impl Tree {
    /// How many nodes stand on each level.
    fn standing_by_level(&self, step: &Step, seen: &Seen<'_>) -> Option<Msg> {
        let mut counts = vec![0_usize; self.levels.len()];
        for (depth, _) in seen.walk(&step.id, None, |_| true) {
            if let Some(count) = counts.get_mut(depth) {
                *count += 1;
            }
        }
        let named = self
            .levels
            .iter()
            .zip(&counts)
            .filter(|(_, count)| **count > 0);
        let words: Vec<String> = named
            .map(|(level, count)| format!("{count} {}", level.label.get(seen.lang())))
            .collect();
        (!words.is_empty()).then(|| say!(StandsLevels, words.join(" · ")))
    }

    /// What stands deeper than the last level, and what has nothing under it yet.
    fn advice_on_levels(&self, step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
        let Some(last) = self.levels.len().checked_sub(1) else {
            return Vec::new();
        };
        let lang = seen.lang();
        let mut advice = Vec::new();
        let mut bare = vec![0_usize; self.levels.len()];
        for (depth, card) in seen.walk(&step.id, None, |_| true) {
            if depth > last {
                let level = self.levels[last].label.get(lang);
                let msg = say!(AskTooDeep, card.text(), level);
                advice.push(Advice::about(card.id(), msg));
            } else if depth < last && is_leaf(seen, &card) {
                bare[depth] += 1;
            }
        }
        for (at, count) in bare.into_iter().enumerate().filter(|(_, count)| *count > 0) {
            let (here, next) = (&self.levels[at].label, &self.levels[at + 1].label);
            let msg = say!(AskNothingUnder, count, here.get(lang), next.get(lang));
            advice.push(Advice::new(msg));
        }
        advice
    }
}

fn nodes(step: &Step, seen: &Seen<'_>, parent: Option<CardId>, depth: usize) -> Vec<Node> {
    let level = || {
        let level = Tree::of(step)?.level(depth)?;
        Some(Line::said(level.label.get(seen.lang()).clone()))
    };
    let on_page = seen
        .children(&step.id, parent)
        .filter(|card| !card.flag(field::PARKED));
    on_page
        .map(|card| Node {
            line: Line::said(card.text()),
            notes: level()
                .into_iter()
                .chain(notes(&card, step, seen))
                .collect(),
            root: card.flag(field::ROOT),
            under: nodes(step, seen, Some(card.id()), depth + 1),
        })
        .collect()
}

/// The small words behind a node: how we know, the lens, why the branch ends.
pub fn notes(card: &CardSeen<'_>, step: &Step, seen: &Seen<'_>) -> Vec<Line> {
    let label = |id: &str, value: &str| -> Arc<str> {
        let shown = |declared: &Field| declared.shown(value.into(), seen.lang());
        step.field(id).map_or_else(|| value.into(), shown)
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
    let group = card.text_of(field::GROUP);
    if !group.is_empty() {
        notes.push(Line::msg(say!(ForGroup, group)));
    }
    notes.extend(links::marks(card).into_iter().map(Line::msg));
    notes
}
