//! The lines of a step: what stands there, each under a number that it keeps for as long as this seat is at the session.
//!
//! A number is a name. Who hears “2 Buses cut” and types “edit 2” a minute later means that card, whatever others have
//! added in between; so numbers are given once, in the order in which lines came into sight.

use std::{collections::HashMap, sync::Arc};

use super::{
    opinions,
    read::{one_line, sentences},
};
use crate::{
    insight::Period,
    model::{
        CardId, MeasureId, Seen, Step, StepId,
        card::field,
        seen::CardSeen,
        step::{
            Kind,
            cards::sections::{answered, answers},
            checklist::Checklist,
            consent::{Consent, fingers_of},
            go_round::GoRound,
            roster, tree,
        },
    },
    say,
    ui::step::tags,
};

/// What a line is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum On {
    /// A card.
    Card(CardId),
    /// A question of the script, which a card answers.
    Question(Arc<str>),
    /// The turn of somebody who has not taken it yet.
    Turn(Arc<str>),
    /// A line of a measure's data table.
    Point(MeasureId, Arc<str>, Period),
}

/// A line of a step.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it is about.
    pub on: On,
    /// What it says.
    pub words: String,
}

/// The numbers that lines were given.
#[derive(Debug, Default)]
pub struct Numbers(HashMap<StepId, Vec<On>>);

impl Numbers {
    /// The number of a line, given now where it has none.
    pub fn of(&mut self, step: &StepId, on: &On) -> usize {
        let known = self.0.entry(step.clone()).or_default();
        let at = known.iter().position(|one| one == on).unwrap_or_else(|| {
            known.push(on.clone());
            known.len() - 1
        });
        at + 1
    }

    /// What has that number.
    pub fn line(&self, step: &StepId, number: usize) -> Option<&On> {
        self.0.get(step)?.get(number.checked_sub(1)?)
    }

    /// A question that was answered hands its number to the answer, and so does a turn that was taken.
    pub fn follow(&mut self, step: &Step, seen: Seen<'_>) {
        let Some(known) = self.0.get_mut(&step.id) else {
            return;
        };
        for on in known.iter_mut() {
            let id = match on {
                On::Question(item) if matches!(step.kind, Kind::Checklist(_)) => {
                    answer_to(item, step, seen)
                }
                On::Turn(name) => turn_of(name, step, seen),
                _ => None,
            };
            if let Some(id) = id {
                *on = On::Card(id);
            }
        }
    }
}

fn answer_to(item: &str, step: &Step, seen: Seen<'_>) -> Option<CardId> {
    let mut cards = seen.tops(&step.id);
    cards
        .find(|card| *card.text_of(field::ITEM) == *item)
        .map(|card| card.id())
}

fn turn_of(name: &str, step: &Step, seen: Seen<'_>) -> Option<CardId> {
    let turns = GoRound::turns(step, &seen);
    let turn = turns.into_iter().find(|turn| *turn.name == *name)?;
    turn.card.map(|card| card.id())
}

/// What stands at a step, in the order in which it is read. Numbers are given to what is new.
pub fn rows(step: &Step, seen: Seen<'_>, numbers: &mut Numbers) -> Vec<(usize, Row)> {
    numbers.follow(step, seen);
    let all = of_kind(step, seen, numbers);
    let by_number = !opinions::is_counted(step, seen);
    let mut all: Vec<(usize, Row)> = all
        .into_iter()
        .map(|row| (numbers.of(&step.id, &row.on), row))
        .collect();
    // The newest comes last, but for a result, where the most comes first.
    if by_number {
        all.sort_by_key(|(number, _)| *number);
    }
    all
}

fn of_kind(step: &Step, seen: Seen<'_>, numbers: &mut Numbers) -> Vec<Row> {
    match &step.kind {
        Kind::Recap(_) => Vec::new(),
        Kind::Cards(cards) if !cards.sections.is_empty() => sections(step, seen, numbers),
        Kind::Tree(_) => causes(step, seen, numbers),
        Kind::Curve(_) => points(step, seen),
        Kind::Matrix(_) | Kind::Vote(_) | Kind::Grid(_) => opinions::rows(step, seen),
        Kind::Consent(_) => proposal(step, seen),
        Kind::Checklist(list) => questions(list, step, seen),
        Kind::GoRound(round) => turns(round, step, seen),
        Kind::Roster(_) => people(step, seen),
        _ => {
            let cards = seen.walk(&step.id, None, |_| true);
            cards.map(|(_, card)| of_card(&card, step, seen)).collect()
        }
    }
}

/// A card as a line.
pub fn of_card(card: &CardSeen<'_>, step: &Step, seen: Seen<'_>) -> Row {
    Row {
        on: On::Card(card.id()),
        words: words(card, step, seen),
    }
}

/// What a card says: its words first, then its column, what it lies under, and its fields.
pub fn words(card: &CardSeen<'_>, step: &Step, seen: Seen<'_>) -> String {
    let lang = seen.lang();
    let mut said = vec![one_line(card.text())];
    if card.is_heading() {
        said = vec![say!(PlainHeading, one_line(card.text())).render(lang)];
    }
    if step.kind.lens().columns().len() > 1 {
        let column = card.column().and_then(|id| step.column(id));
        said.extend(column.map(|column| column.label.get(lang).to_string()));
    }
    let under = card.parent().and_then(|id| seen.card(id));
    if let Some(heading) = under.filter(CardSeen::is_heading) {
        said.push(say!(PlainUnder, one_line(heading.text())).render(lang));
    }
    said.extend(fields(card, step, seen));
    said.extend(tags(card, step, lang));
    sentences(said)
}

/// The declared fields of a card that hold something, each with its name.
fn fields(card: &CardSeen<'_>, step: &Step, seen: Seen<'_>) -> Vec<String> {
    let lang = seen.lang();
    let declared = step.kind.lens().fields().iter();
    declared
        .filter(|declared| declared.id.as_str() != field::TEXT)
        .filter_map(|declared| {
            let value = roster::shown(card, declared, &seen);
            let name = declared.name(lang);
            match &*value {
                "" => None,
                "✓" => Some(name.to_string()),
                value => Some(format!("{name}: {}", one_line(value))),
            }
        })
        .collect()
}

/// The people of a roster, and behind them what they are to be found for.
fn people(step: &Step, seen: Seen<'_>) -> Vec<Row> {
    let people = roster::people(step, &seen).into_iter().map(|card| {
        let mut row = of_card(&card, step, seen);
        if !roster::is_here(&card) {
            row.words = sentences([row.words, say!(PlainMissing).render(seen.lang())]);
        }
        row
    });
    let others = roster::in_view(step, &seen).into_iter();
    let others = others.map(|card| of_card(&card, step, seen));
    people.chain(others).collect()
}

fn sections(step: &Step, seen: Seen<'_>, numbers: &mut Numbers) -> Vec<Row> {
    let Kind::Cards(cards) = &step.kind else {
        return Vec::new();
    };
    let lang = seen.lang();
    let answers = answers(&cards.sections, step, &seen);
    let mut rows = Vec::new();
    for section in &cards.sections {
        for (at, item) in section.items.iter().enumerate() {
            let on = On::Question(item.id.clone());
            let given = answers.get(&*item.id).map_or(0, Vec::len);
            let state = if given == 0 {
                say!(PlainNoAnswer)
            } else {
                say!(PlainAnswers, given)
            };
            let mut said = vec![item.ask.get(lang).to_string(), state.render(lang)];
            if at == 0 {
                let done = answered(&section.items, &answers);
                let label = section.label.get(lang);
                let head = say!(PlainSection, label, done, section.items.len());
                said.push(head.render(lang));
            }
            rows.push(Row {
                on,
                words: sentences(said),
            });
        }
    }
    // Every question has its number before any answer.
    for row in &rows {
        numbers.of(&step.id, &row.on);
    }
    for (card, of) in seen.walk(&step.id, None, |_| true).map(|(_, card)| {
        let item: Arc<str> = card.text_of(field::ITEM).into();
        (card, item)
    }) {
        let mut row = of_card(&card, step, seen);
        if answers.contains_key(&*of) && !of.is_empty() {
            let number = numbers.of(&step.id, &On::Question(of));
            row.words = sentences([row.words, say!(PlainAnswerTo, number).render(lang)]);
        }
        rows.push(row);
    }
    rows
}

fn causes(step: &Step, seen: Seen<'_>, numbers: &mut Numbers) -> Vec<Row> {
    let lang = seen.lang();
    let cards = seen.walk(&step.id, None, |_| true);
    cards
        .map(|(_, card)| {
            let on = On::Card(card.id());
            numbers.of(&step.id, &on);
            let mut said = vec![one_line(card.text())];
            if let Some(parent) = card.parent() {
                let number = numbers.of(&step.id, &On::Card(parent));
                said.push(say!(PlainCauseOf, number).render(lang));
            }
            if card.flag(field::ROOT) {
                said.push(say!(PlainIsRoot).render(lang));
            }
            said.extend(
                tree::notes(&card, step, &seen)
                    .iter()
                    .map(|note| note.render(lang)),
            );
            let detail = card.text_of(field::DETAIL);
            said.push(one_line(detail));
            Row {
                on,
                words: sentences(said),
            }
        })
        .collect()
}

fn points(step: &Step, seen: Seen<'_>) -> Vec<Row> {
    let mut rows = Vec::new();
    for measure in seen.measures_on(&step.id) {
        for group in measure.groups() {
            for (period, point) in measure.series(&group) {
                let mut said = Vec::new();
                if let Some(value) = point.value {
                    said.push(say!(PlainPoint, period.to_string(), value));
                }
                if let Some(target) = point.target {
                    said.push(say!(PlainTarget, period.to_string(), target));
                }
                if !group.is_empty() {
                    said.push(say!(PlainOfGroup, Arc::clone(&group)));
                }
                let mut said: Vec<String> = said
                    .into_iter()
                    .map(|msg| msg.render(seen.lang()))
                    .collect();
                said.extend(point.note.as_deref().map(one_line));
                rows.push(Row {
                    on: On::Point(measure.id, Arc::clone(&group), period),
                    words: sentences(said),
                });
            }
        }
    }
    rows
}

fn proposal(step: &Step, seen: Seen<'_>) -> Vec<Row> {
    let lang = seen.lang();
    let proposal = Consent::proposal(step, &seen);
    let mut rows: Vec<Row> = proposal
        .iter()
        .map(|card| Row {
            on: On::Card(card.id()),
            words: sentences([
                say!(PlainProposal, one_line(card.text())).render(lang),
                opinions::hands_so_far(step, seen).unwrap_or_default(),
            ]),
        })
        .collect();
    for round in Consent::rounds(step, &seen) {
        for voice in &round.voices {
            let who = voice.text_of(field::WHO);
            let mut said = vec![one_line(voice.text())];
            if let Some(fingers) = fingers_of(voice) {
                said.push(say!(PlainShowed, fingers).render(lang));
            }
            said.push(who.to_owned());
            rows.push(Row {
                on: On::Card(voice.id()),
                words: sentences(said),
            });
        }
    }
    rows
}

fn questions(list: &Checklist, step: &Step, seen: Seen<'_>) -> Vec<Row> {
    let lang = seen.lang();
    let all = list.questions(step, &seen).into_iter();
    all.filter_map(|question| {
        let on = match (question.card, question.item) {
            (Some(card), _) => On::Card(card.id()),
            (None, Some(item)) => On::Question(item.id.clone()),
            (None, None) => return None,
        };
        let answer = question.answer();
        let said = if answer.is_empty() {
            say!(PlainNoAnswer).render(lang)
        } else {
            list.label(answer, lang).to_string()
        };
        let detail = question.card.map_or("", |card| card.text_of(field::DETAIL));
        let who = question.card.map_or("", |card| card.text_of(field::WHO));
        let words = [
            one_line(&question.words(lang)),
            said,
            one_line(detail),
            who.to_owned(),
        ];
        Some(Row {
            on,
            words: sentences(words),
        })
    })
    .collect()
}

fn turns(round: &GoRound, step: &Step, seen: Seen<'_>) -> Vec<Row> {
    let lang = seen.lang();
    let all = GoRound::turns(step, &seen).into_iter();
    all.map(|turn| {
        let Some(card) = turn.card else {
            return Row {
                words: sentences([turn.name.to_string(), say!(PlainTurnOpen).render(lang)]),
                on: On::Turn(turn.name),
            };
        };
        let given = match round.number_of(&card) {
            _ if card.flag(field::PASS) => say!(PlainPassed).render(lang),
            Some(number) if round.asks_numbers() => number.to_string(),
            _ => one_line(card.text()),
        };
        let words = if turn.name.is_empty() {
            given
        } else {
            format!("{}: {given}", turn.name)
        };
        Row {
            on: On::Card(card.id()),
            words: sentences([words]),
        }
    })
    .collect()
}
