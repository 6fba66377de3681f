//! Sections of a page with the script's questions: what was answered, what is open, and how it reads in a report.

use std::collections::HashMap;

use super::item as point;
use crate::{
    document::{Block, Item as Point, Line, Phrase, Weight},
    model::{
        advice::Advice,
        card::field,
        script::{Field, FieldKind, Item, Section, Step},
        seen::{CardSeen, Seen},
    },
    say,
};

/// The answers to each question of a page, in the order of the page, by the question's id. Answers to nothing that the
/// script asks stand under the empty id.
pub type Answers<'a> = HashMap<&'a str, Vec<CardSeen<'a>>>;

/// The answers of a page: the cards at its top. What was put under one of them goes along with it.
pub fn answers<'a>(sections: &'a [Section], step: &Step, seen: &Seen<'a>) -> Answers<'a> {
    let asked: HashMap<&str, &'a str> = questions(sections)
        .map(|item| (&*item.id, &*item.id))
        .collect();
    let mut answers: Answers<'a> = HashMap::new();
    for card in seen
        .children(&step.id, None)
        .filter(|card| !card.flag(field::PARKED))
    {
        let of = asked.get(card.text_of(field::ITEM)).copied().unwrap_or("");
        answers.entry(of).or_default().push(card);
    }
    answers
}

fn questions(sections: &[Section]) -> impl Iterator<Item = &Item> {
    sections.iter().flat_map(|section| &section.items)
}

/// How many of these questions were answered.
pub fn answered(items: &[Item], answers: &Answers<'_>) -> usize {
    let has = |item: &&Item| answers.contains_key(&*item.id);
    items.iter().filter(has).count()
}

/// How many questions of a page were answered, and how many there are.
pub fn progress(sections: &[Section], answers: &Answers<'_>) -> (usize, usize) {
    let one = |section: &Section| (answered(&section.items, answers), section.items.len());
    sections
        .iter()
        .map(one)
        .fold((0, 0), |(a, b), (done, all)| (a + done, b + all))
}

/// What is asked of the facilitator: the first open questions, and the sources that no answer has yet.
pub(super) fn advice(
    sections: &[Section],
    fields: &[Field],
    step: &Step,
    seen: &Seen<'_>,
) -> Vec<Advice> {
    let answers = answers(sections, step, seen);
    let mut advice = Vec::new();
    let open: Vec<&Item> = questions(sections)
        .filter(|item| !answers.contains_key(&*item.id))
        .collect();
    if let Some(first) = open.first() {
        let ask = first.ask.get(seen.lang());
        advice.push(Advice::new(say!(AskOpenQuestions, open.len(), ask)));
    }
    if let Some(loose) = answers.get("") {
        advice.push(Advice::new(say!(AskLooseAnswers, loose.len())));
    }
    let sources = fields
        .iter()
        .find(|field| field.kind() == FieldKind::Choice);
    let given: usize = answers.values().map(Vec::len).sum();
    if let Some(sources) = sources
        && given >= 3
    {
        let used = |id: &str| {
            let mut all = answers.values().flatten();
            all.any(|card| card.text_of(sources.id.as_str()) == id)
        };
        let unused: Vec<_> = sources
            .choice
            .iter()
            .filter(|choice| !used(&choice.id))
            .map(|choice| choice.label.get(seen.lang()))
            .collect();
        if !unused.is_empty() {
            advice.push(Advice::new(say!(
                AskSourcesUnused,
                sources.name(seen.lang()),
                unused
            )));
        }
    }
    advice
}

/// Section, question, answers; what is open is listed shortly at the end of its section.
pub(super) fn recap(sections: &[Section], step: &Step, seen: &Seen<'_>) -> Vec<Block> {
    let lang = seen.lang();
    let answers = answers(sections, step, seen);
    if answers.is_empty() {
        return Vec::new();
    }
    let mut blocks = Vec::new();
    for section in sections {
        let done = answered(&section.items, &answers);
        let heading = Line::said(section.label.get(lang).clone());
        let count = say!(AnsweredShort, done, section.items.len());
        blocks.push(Block::Heading(
            3,
            heading.and(Phrase::Msg(count), Weight::Quiet),
        ));
        let mut open: Vec<String> = Vec::new();
        let mut points = Vec::new();
        for item in &section.items {
            let ask = item.ask.get(lang);
            let Some(given) = answers.get(&*item.id) else {
                open.push(ask.to_string());
                continue;
            };
            points.push(Point {
                line: Line::said(ask.clone()).weigh(Weight::Strong),
                under: given.iter().map(|card| point(card, step, seen)).collect(),
            });
        }
        if !points.is_empty() {
            blocks.push(Block::List(points));
        }
        if !open.is_empty() {
            let open = Line::msg(say!(NotAnsweredYet, open.join(" · ")));
            blocks.push(Block::Para(open.weigh(Weight::Quiet)));
        }
    }
    if let Some(loose) = answers.get("") {
        blocks.push(Block::Heading(3, Line::msg(say!(UnderNoQuestion))));
        let points = loose.iter().map(|card| point(card, step, seen)).collect();
        blocks.push(Block::List(points));
    }
    blocks
}
