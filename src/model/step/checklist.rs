//! `checklist`: yes, partly or no to a list of questions, with evidence and an owner.
//!
//! A question of the script has no card until it is answered. Its card names it in `item`, holds its words, the `answer`,
//! what shows it in `detail`, and in `who` whoever sees to it. Cards without an item are questions of the room's own.
//! The first answer says that all is well; whatever else was answered needs an owner; the last one says no.

use std::sync::{Arc, LazyLock};

use serde::{Deserialize, Serialize};

use super::StepKind;
use crate::{
    document::{Block, Line, Table, Weight},
    model::{
        advice::Advice,
        card::field,
        script::{Choice, Field, Item, Step, Words, shape},
        seen::{CardSeen, Seen},
    },
    say,
    say::{Lang, Msg, MsgId},
};

/// The answers where a script names none.
static ANSWERS: LazyLock<[Choice; 3]> = LazyLock::new(|| {
    ["yes", "partly", "no"].map(|id| Choice {
        id: id.into(),
        label: Words::default(),
    })
});

/// Questions of the script, each answered by the room with a card.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Checklist {
    /// What a card of this page holds beside its words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// The questions; the room can add its own.
    pub items: Vec<Item>,
    /// The answers; yes, partly and no where they are left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub answers: Vec<Choice>,
    /// What stands in an empty line.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub prompt: Words,
}

impl Checklist {
    /// The keys of this kind.
    pub const KEYS: &'static [shape::Key] = &[
        shape::FIELDS,
        shape::needs(
            "items",
            shape::Shape::List(&shape::Shape::Object(shape::ITEM)),
            "The questions; the room can add its own.",
        ),
        shape::may(
            "answers",
            shape::Shape::List(&shape::Shape::IdOr(shape::CHOICE)),
            "The answers; yes, partly and no where they are left out.",
        ),
        shape::PROMPT,
    ];

    /// The answers that can be given, the best first.
    pub fn answers(&self) -> &[Choice] {
        if self.answers.is_empty() {
            &*ANSWERS
        } else {
            &self.answers
        }
    }

    /// How an answer is called; its id where it is none of these.
    pub fn label(&self, answer: &str, lang: Lang) -> Arc<str> {
        let choice = self.answers().iter().find(|choice| *choice.id == *answer);
        match (choice, answer) {
            (Some(choice), _) if !choice.label.is_empty() => choice.label.get(lang).clone(),
            (Some(_), "yes") => MsgId::CheckYes.text(lang).into(),
            (Some(_), "partly") => MsgId::CheckPartly.text(lang).into(),
            (Some(_), "no") => MsgId::CheckNo.text(lang).into(),
            _ => answer.into(),
        }
    }

    /// Whether this answer says that all is well.
    pub fn is_well(&self, answer: &str) -> bool {
        self.answers()
            .first()
            .is_some_and(|first| *first.id == *answer)
    }

    /// Whether this answer says no.
    pub fn is_no(&self, answer: &str) -> bool {
        self.answers().len() > 1
            && self
                .answers()
                .last()
                .is_some_and(|last| *last.id == *answer)
    }

    /// Every question with the card that answers it: those of the script in its order, then the room's own. Where two
    /// people answered the same question at once, both answers stand, one under the other.
    pub fn questions<'a>(&'a self, step: &Step, seen: &Seen<'a>) -> Vec<Question<'a>> {
        // Which question each card answers is looked up once, and not for every question.
        let cards: Vec<(Option<usize>, CardSeen<'a>)> = seen
            .tops(&step.id)
            .filter(|card| !card.is_heading())
            .map(|card| {
                let item = card.text_of(field::ITEM);
                (self.items.iter().position(|one| *one.id == *item), card)
            })
            .collect();
        let mut all = Vec::new();
        for (at, item) in self.items.iter().enumerate() {
            let before = all.len();
            let answers = cards.iter().filter(|(of, _)| *of == Some(at));
            all.extend(answers.map(|(_, card)| Question {
                item: Some(item),
                card: Some(*card),
            }));
            if all.len() == before {
                all.push(Question {
                    item: Some(item),
                    card: None,
                });
            }
        }
        let own = cards.iter().filter(|(of, _)| of.is_none());
        all.extend(own.map(|(_, card)| Question {
            item: None,
            card: Some(*card),
        }));
        all
    }
}

/// A question, and the card that answers it.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The question of the script; none for one of the room's own.
    pub item: Option<&'a Item>,
    /// The card that answers it, or that asks it.
    pub card: Option<CardSeen<'a>>,
}

impl<'a> Question<'a> {
    /// Its words, as the room has put them.
    pub fn words(&self, lang: Lang) -> Arc<str> {
        match (self.card, self.item) {
            (Some(card), _) => match card.get(field::TEXT) {
                Some(crate::model::Value::Text(words)) => Arc::clone(words),
                _ => card.text().into(),
            },
            (None, Some(item)) => item.ask.get(lang).clone(),
            (None, None) => "".into(),
        }
    }

    /// The answer; empty where there is none yet.
    pub fn answer(&self) -> &'a str {
        self.card.map_or("", |card| card.text_of(field::ANSWER))
    }
}

impl StepKind for Checklist {
    fn fields(&self) -> &[Field] {
        &self.fields
    }

    fn standing(&self, step: &Step, seen: &Seen<'_>) -> Option<Msg> {
        seen.cards_on(&step.id).next()?;
        let all = self.questions(step, seen);
        let answered = all.iter().filter(|one| !one.answer().is_empty()).count();
        let no = all.iter().filter(|one| self.is_no(one.answer())).count();
        let last = self.answers().last().map_or("", |last| &*last.id);
        Some(if no > 0 {
            say!(
                StandsCheckedNo,
                answered,
                all.len(),
                no,
                self.label(last, seen.lang())
            )
        } else {
            say!(StandsChecked, answered, all.len())
        })
    }

    fn advice(&self, step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
        let all = self.questions(step, seen);
        let mut advice = Vec::new();
        for card in all.iter().filter_map(|one| one.card) {
            let answer = card.text_of(field::ANSWER);
            if answer.is_empty() {
                continue;
            }
            if !self.is_well(answer) && card.text_of(field::WHO).is_empty() {
                advice.push(Advice::about(card.id(), say!(AskWhoFor, card.text())));
            } else if self.is_well(answer) && card.text_of(field::DETAIL).is_empty() {
                advice.push(Advice::about(card.id(), say!(AskShows, card.text())));
            }
        }
        let open = all.iter().filter(|one| one.answer().is_empty()).count();
        if open > 0 && open < all.len() {
            advice.push(Advice::new(say!(AskStillOpen, open)));
        }
        advice
    }

    fn recap(&self, step: &Step, seen: &Seen<'_>) -> Vec<Block> {
        if seen.cards_on(&step.id).next().is_none() {
            return Vec::new();
        }
        let lang = seen.lang();
        let all = self.questions(step, seen);
        let extra: Vec<&Field> = self
            .extra()
            .filter(|field| {
                all.iter().any(|one| {
                    one.card
                        .is_some_and(|card| card.get(field.id.as_str()).is_some())
                })
            })
            .collect();
        let mut head: Vec<Line> = [
            MsgId::HeadQuestion,
            MsgId::HeadAnswer,
            MsgId::HeadShows,
            MsgId::HeadOwner,
        ]
        .into_iter()
        .map(Line::msg)
        .collect();
        head.extend(extra.iter().map(|field| Line::said(field.name(lang))));
        let row = |one: &Question<'_>| {
            let of = |id: &str| {
                one.card
                    .map_or("", |card| card.text_of(id))
                    .replace('\n', " ")
            };
            let answer = match one.answer() {
                "" => Line::msg(say!(NotAnswered)).weigh(Weight::Quiet),
                answer => Line::said(self.label(answer, lang)),
            };
            let mut row = vec![
                Line::said(one.words(lang)),
                answer,
                Line::said(of(field::DETAIL)),
                Line::said(of(field::WHO)),
            ];
            row.extend(extra.iter().map(|field| {
                let value = one.card.and_then(|card| card.get(field.id.as_str()));
                let shown = value.map(crate::model::Value::display).unwrap_or_default();
                Line::said(field.shown(shown, lang))
            }));
            row
        };
        vec![Block::Table(Table {
            numbers: vec![false; head.len()],
            head,
            rows: all.iter().map(row).collect(),
        })]
    }
}

impl Checklist {
    /// The script's own fields, beside those that every checklist has.
    pub fn extra(&self) -> impl Iterator<Item = &Field> {
        let known = [
            field::TEXT,
            field::ITEM,
            field::ANSWER,
            field::DETAIL,
            field::WHO,
        ];
        self.fields
            .iter()
            .filter(move |field| !known.contains(&field.id.as_str()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Value, Viewer, testing::Room};

    const SCRIPT: &str = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 10, "steps": [
        {"id": "check", "kind": "checklist", "minutes": 10, "title": "Ready?", "ask": "Are we ready?", "items": [
            {"id": "convene", "ask": "Somebody can convene"}, {"id": "data", "ask": "Data by group"}, {"id": "time", "ask": "Time is set aside"}]}
    ]}"#;

    fn answer(room: &mut Room, item: &str, words: &str, answer: &str) -> crate::model::CardId {
        let fields: [(&str, Value); 2] =
            [(field::ITEM, item.into()), (field::ANSWER, answer.into())];
        room.lay("check", None, None, words, &fields)
    }

    fn advice(room: &Room) -> String {
        let seen = room.seen(Viewer::Member(room.you()));
        let asked = seen.advice(&seen.script().steps[0]);
        asked
            .iter()
            .map(|one| one.msg.render(Lang::En) + "\n")
            .collect()
    }

    #[test]
    fn the_scripts_questions_stand_until_they_are_answered_and_own_ones_follow() {
        let mut room = Room::of(SCRIPT, "Mill Valley");
        let standing = |room: &Room| {
            let seen = room.seen(Viewer::Projector);
            seen.standing(&seen.script().steps[0])
                .map(|msg| msg.render(Lang::En))
        };
        assert_eq!(standing(&room), None);
        answer(&mut room, "data", "Data by group and by street", "no");
        room.card("check", "A room is booked");
        let seen = room.seen(Viewer::Projector);
        let step = &seen.script().steps[0];
        let crate::model::step::Kind::Checklist(list) = &step.kind else {
            panic!("another kind")
        };
        let words: Vec<_> = list
            .questions(step, &seen)
            .iter()
            .map(|one| one.words(Lang::En))
            .collect();
        let words: Vec<&str> = words.iter().map(|words| &**words).collect();
        assert_eq!(
            words,
            [
                "Somebody can convene",
                "Data by group and by street",
                "Time is set aside",
                "A room is booked"
            ]
        );
        assert_eq!(standing(&room).as_deref(), Some("1 of 4 answered, 1 no"));
        answer(&mut room, "time", "Time is set aside", "yes");
        assert_eq!(standing(&room).as_deref(), Some("2 of 4 answered, 1 no"));
        // Two people answered at once: neither answer is lost.
        answer(&mut room, "time", "Time is set aside", "no");
        assert_eq!(standing(&room).as_deref(), Some("3 of 5 answered, 2 no"));
    }

    #[test]
    fn what_is_not_there_yet_needs_an_owner_and_what_is_there_something_that_shows_it() {
        let mut room = Room::of(SCRIPT, "Mill Valley");
        assert_eq!(advice(&room), "");
        let partly = answer(&mut room, "data", "Data by group", "partly");
        let well = answer(&mut room, "time", "Time is set aside", "yes");
        let said = advice(&room);
        assert!(
            said.contains("“Data by group” is not there yet, and nobody sees to it"),
            "{said}"
        );
        assert!(said.contains("“Time is set aside”: what shows"), "{said}");
        assert!(said.contains("1 question is still open"), "{said}");
        room.set(partly, field::WHO, "Lee".into());
        room.set(well, field::DETAIL, "Every second Tuesday".into());
        assert_eq!(
            advice(&room),
            "1 question is still open. What would the room need to know?\n"
        );
    }

    #[test]
    fn the_report_holds_every_question_with_what_was_answered() {
        let mut room = Room::of(SCRIPT, "Mill Valley");
        let seen = room.seen(Viewer::Minutes);
        assert!(seen.recap(&seen.script().steps[0]).is_empty());
        answer(&mut room, "data", "Data by group", "partly");
        let seen = room.seen(Viewer::Minutes);
        let blocks = seen.recap(&seen.script().steps[0]);
        let [Block::Table(table)] = blocks.as_slice() else {
            panic!("no table")
        };
        let cells: Vec<Vec<String>> = table
            .rows
            .iter()
            .map(|row| row.iter().map(|cell| cell.render(Lang::En)).collect())
            .collect();
        assert_eq!(cells[0], ["Somebody can convene", "not answered", "", ""]);
        assert_eq!(cells[1], ["Data by group", "partly", "", ""]);
    }
}
