//! `text`: one statement, written together, with its earlier versions.

use serde::{Deserialize, Serialize};

use super::StepKind;
use crate::{
    document::{Block, Line},
    model::{
        advice::Advice,
        card::field,
        script::{Step, Words, shape},
        seen::{CardSeen, Seen},
    },
    say,
    say::Msg,
};

/// One statement, written together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Text {
    /// How the statement may begin.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub starter: Words,
    /// Whether the statement is a result in plain language, and is asked about words that are not.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub plain_language: bool,
}

impl Text {
    /// The keys of this kind.
    pub const KEYS: &'static [shape::Key] = &[
        shape::may(
            "starter",
            shape::Shape::Words,
            "How the statement may begin; shown while nothing is written.",
        ),
        shape::may(
            "plain_language",
            shape::Shape::Flag,
            "The statement is a result in plain language: the facilitator is asked about jargon, services and names in it.",
        ),
    ];

    /// Whether a step states the result that all the others serve.
    pub fn states_result(step: &Step) -> bool {
        matches!(&step.kind, super::Kind::Text(text) if text.plain_language)
    }

    /// The statement of a step. Where cards were moved here, the first is the statement and the others stay below it.
    pub fn statement<'a>(step: &Step, seen: &Seen<'a>) -> Option<CardSeen<'a>> {
        seen.cards_on(&step.id).next()
    }
}

/// Words that say how work is done, where a result says how people live; in every language of the program, because people
/// write in theirs whatever the screen speaks.
const SERVICE_WORDS: &[&str] = &[
    // English.
    "provide",
    "provides",
    "program",
    "programs",
    "programme",
    "programmes",
    "service",
    "services",
    "access",
    "implement",
    "deliver",
    "intervention",
    "interventions",
    "delivers",
    // Spanish.
    "acceso",
    "atención",
    "brindar",
    "brinda",
    "brindan",
    "capacitar",
    "capacitación",
    "implementar",
    "intervención",
    "intervenciones",
    "ofrecer",
    "ofrece",
    "programa",
    "programas",
    "proveer",
    "proporcionar",
    "servicio",
    "servicios",
    "taller",
    "talleres",
];
/// Words that only insiders weigh.
const JARGON: &[&str] = &[
    // English.
    "outcome",
    "outcomes",
    "output",
    "outputs",
    "indicator",
    "indicators",
    "measurable",
    "strategic",
    "stakeholder",
    "stakeholders",
    "capacity",
    "evidence-based",
    "holistic",
    "synergy",
    // Spanish.
    "articulación",
    "capacidades",
    "empoderamiento",
    "empoderar",
    "estratégica",
    "estratégico",
    "holística",
    "holístico",
    "indicador",
    "indicadores",
    "integral",
    "interinstitucional",
    "intersectorial",
    "medible",
    "medibles",
    "sinergia",
    "sinergias",
    "transversal",
];
/// Words that name people by what they lack.
const DEFICIT: &[&str] = &[
    // English.
    "at-risk",
    "vulnerable",
    "disadvantaged",
    "underserved",
    "deficit",
    "dysfunctional",
    // Spanish; “vulnerable” is the same in both.
    "carenciada",
    "carenciadas",
    "carenciado",
    "carenciados",
    "carencias",
    "desfavorecida",
    "desfavorecidas",
    "desfavorecido",
    "desfavorecidos",
    "déficit",
    "disfuncional",
    "disfuncionales",
    "marginada",
    "marginadas",
    "marginado",
    "marginados",
    "vulnerables",
];

/// Words in the order they were first written, each once.
fn once_each<'a>(words: impl Iterator<Item = &'a String>) -> Vec<String> {
    words.fold(Vec::new(), |mut found, word| {
        if !found.contains(word) {
            found.push(word.clone());
        }
        found
    })
}

impl StepKind for Text {
    fn long_text(&self) -> bool {
        true
    }

    fn standing(&self, step: &Step, seen: &Seen<'_>) -> Option<Msg> {
        Self::statement(step, seen).map(|_| say!(StandsWritten))
    }

    fn advice(&self, step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
        let Some(card) = Self::statement(step, seen).filter(|_| self.plain_language) else {
            return Vec::new();
        };
        let words: Vec<String> = card
            .text()
            .split(|c: char| !c.is_alphanumeric() && c != '-' && c != '%')
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let found = |list: &[&str]| -> Vec<String> {
            let named = words.iter().filter(|word| list.contains(&word.as_str()));
            once_each(named)
        };
        let mut advice = Vec::new();
        let mut ask = |hits: Vec<String>, msg: fn(Vec<String>) -> Msg| {
            if !hits.is_empty() {
                advice.push(Advice::about(card.id(), msg(hits)));
            }
        };
        ask(found(SERVICE_WORDS), |hits| say!(AskServiceWords, hits));
        ask(found(JARGON), |hits| say!(AskJargon, hits));
        ask(found(DEFICIT), |hits| say!(AskDeficitWords, hits));
        let numbers = words
            .iter()
            .filter(|word| word.chars().any(|c| c.is_ascii_digit()));
        ask(once_each(numbers), |hits| say!(AskNumbers, hits));
        advice
    }

    fn recap(&self, step: &Step, seen: &Seen<'_>) -> Vec<Block> {
        let mut cards = seen.cards_on(&step.id);
        let mut blocks = Vec::new();
        if let Some(statement) = cards.next() {
            for para in statement
                .text()
                .split('\n')
                .filter(|para| !para.trim().is_empty())
            {
                blocks.push(Block::Statement(Line::said(para)));
            }
            if let Some(rival) = statement.rival(field::TEXT) {
                blocks.push(Block::Para(Line::msg(say!(AlsoWritten, rival.display()))));
            }
        }
        blocks.extend(cards.map(|card| Block::Para(Line::said(card.text()))));
        blocks
    }
}
