//! `go_round`: a word or a number from each person, and everybody may pass.
//!
//! A turn is a card: `who` had it, its words or its `number`, or `pass`. Whose turn it is comes from the people that
//! earlier `roster` steps hand on, in their order; whoever is not among them can take a turn all the same.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Kind, StepKind};
use crate::{
    document::{Block, Item, Line, Phrase, Weight},
    insight::change::median_of,
    model::{
        advice::Advice,
        card::{Value, field},
        script::{Field, Step, Words, shape},
        seen::{CardSeen, Seen},
    },
    say,
    say::{Arg, Msg},
};

/// One turn for each person.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GoRound {
    /// What a card of this page holds beside its words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// What each person gives.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub answer: Option<Answer>,
    /// The smallest number; 0 where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<u32>,
    /// The largest number; 5 where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<u32>,
    /// Whether the numbers add up to something: hours that people have, yes; how sure they are, no.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub total: bool,
    /// What stands in an empty line.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub prompt: Words,
}

impl GoRound {
    /// The keys of this kind.
    pub const KEYS: &'static [shape::Key] = &[
        shape::FIELDS,
        shape::may(
            "answer",
            shape::Shape::OneOf(&["word", "number"]),
            "What each person gives; a word where it is left out.",
        ),
        shape::may(
            "min",
            shape::Shape::Count { min: 0, max: 1000 },
            "The smallest number; 0 where it is left out.",
        ),
        shape::may(
            "max",
            shape::Shape::Count { min: 1, max: 1000 },
            "The largest number; 5 where it is left out.",
        ),
        shape::may(
            "total",
            shape::Shape::Flag,
            "Whether the numbers add up to something, as hours do: then their sum is said.",
        ),
        shape::PROMPT,
    ];
}

/// What each person gives.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// A word or a sentence.
    #[default]
    Word,
    /// A number.
    Number,
}

/// A person's turn.
#[derive(Clone, Debug)]
pub struct Turn<'a> {
    /// Whose; empty where no name was given.
    pub name: Arc<str>,
    /// What was given; none while the turn is still to come.
    pub card: Option<CardSeen<'a>>,
}

/// What the numbers of a round come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Numbers {
    /// How many gave one.
    pub given: usize,
    /// The middle one; between the two in the middle where their number is even.
    pub median: f64,
    /// The smallest.
    pub low: u32,
    /// The largest.
    pub high: u32,
    /// All together.
    pub total: u32,
    /// How many gave each number, from the smallest that can be given to the largest.
    pub each: Vec<usize>,
}

impl GoRound {
    /// Whether each person gives a number.
    pub fn asks_numbers(&self) -> bool {
        self.answer == Some(Answer::Number)
    }

    /// Whether the numbers add up to something.
    pub fn adds_up(&self) -> bool {
        self.total && self.asks_numbers()
    }

    /// The smallest and the largest number that can be given.
    pub fn range(&self) -> (u32, u32) {
        let (one, other) = (self.min.unwrap_or(0), self.max.unwrap_or(5));
        (one.min(other), one.max(other))
    }

    /// The number that somebody wrote; `None` where it is no whole number within the range.
    pub fn number(&self, written: &str) -> Option<u32> {
        let (low, high) = self.range();
        let number: u32 = written.trim().parse().ok()?;
        (low..=high).contains(&number).then_some(number)
    }

    /// The number that a turn gave.
    pub fn number_of(&self, card: &CardSeen<'_>) -> Option<u32> {
        match card.get(field::NUMBER)? {
            Value::Number(number) => self.number(&number.to_string()),
            other => self.number(&other.display()),
        }
    }

    /// The people who are known to be here: those that earlier rosters hand on, without the voices that are missing.
    pub fn people(step: &Step, seen: &Seen<'_>) -> Vec<Arc<str>> {
        let from_roster = |card: &CardSeen<'_>| {
            let of = seen.step(card.step());
            of.is_some_and(|step| matches!(step.kind, Kind::Roster(_)))
        };
        let all = seen.handed_to(step).into_iter();
        all.filter(|card| from_roster(card) && !card.flag(field::MISSING))
            .map(|card| card.text().into())
            .collect()
    }

    /// Every turn: of the people who are here, in their order, then of whoever else took one.
    pub fn turns<'a>(step: &Step, seen: &Seen<'a>) -> Vec<Turn<'a>> {
        let mut cards: Vec<CardSeen<'a>> = seen
            .tops(&step.id)
            .filter(|card| !card.is_heading())
            .collect();
        let mut turns: Vec<Turn<'a>> = Vec::new();
        for name in Self::people(step, seen) {
            // Two people of one name have a turn each.
            let of = |card: &CardSeen<'a>| same(card.text_of(field::WHO), &name);
            let card = cards.iter().position(of).map(|at| cards.remove(at));
            turns.push(Turn { name, card });
        }
        turns.extend(cards.into_iter().map(|card| Turn {
            name: card.text_of(field::WHO).into(),
            card: Some(card),
        }));
        turns
    }

    /// What the numbers come to; `None` where nobody gave one.
    pub fn numbers(&self, turns: &[Turn<'_>]) -> Option<Numbers> {
        let (least, most) = self.range();
        let given = turns.iter().filter_map(|turn| turn.card);
        let mut given: Vec<u32> = given.filter_map(|card| self.number_of(&card)).collect();
        given.sort_unstable();
        let (low, high) = (*given.first()?, *given.last()?);
        let mut values: Vec<f64> = given.iter().map(|one| f64::from(*one)).collect();
        let median = median_of(&mut values)?;
        let count = |number: u32| given.iter().filter(|one| **one == number).count();
        Some(Numbers {
            given: given.len(),
            median,
            low,
            high,
            total: given.iter().sum(),
            each: (least..=most).map(count).collect(),
        })
    }
}

fn same(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// What else a turn holds, field by field as the script names them: “Due: 2026-12-04”. Empty where it holds nothing more.
pub fn others(card: &CardSeen<'_>, step: &Step, seen: &Seen<'_>) -> String {
    let own = [field::WHO, field::TEXT, field::NUMBER, field::PASS];
    let told = |declared: &Field| {
        let id = declared.id.as_str();
        let name = declared.name(seen.lang());
        match card.get(id).filter(|_| !own.contains(&id))? {
            Value::Flag(on) => on.then(|| name.to_string()),
            value => {
                let words = declared.shown(value.display(), seen.lang());
                Some(format!("{name}: {words}"))
            }
        }
    };
    let fields = step.kind.lens().fields().iter();
    fields.filter_map(told).collect::<Vec<_>>().join(" · ")
}

/// What a turn gave, in words; none where the person passed.
fn given(round: &GoRound, card: &CardSeen<'_>) -> Option<Arc<str>> {
    if card.flag(field::PASS) {
        return None;
    }
    match round.number_of(card) {
        Some(number) if round.asks_numbers() => Some(number.to_string().into()),
        _ => Some(card.text().into()),
    }
}

impl StepKind for GoRound {
    fn fields(&self) -> &[Field] {
        &self.fields
    }

    fn standing(&self, step: &Step, seen: &Seen<'_>) -> Option<Msg> {
        seen.cards_on(&step.id).next()?;
        let turns = Self::turns(step, seen);
        let had = turns.iter().filter(|turn| turn.card.is_some()).count();
        let msg = if Self::people(step, seen).is_empty() {
            say!(StandsTurnsOpen, had)
        } else {
            say!(StandsTurns, had, turns.len())
        };
        Some(match self.numbers(&turns) {
            Some(numbers) if self.adds_up() => say!(StandsTotal, msg, numbers.total),
            Some(numbers) if self.asks_numbers() => say!(StandsMedian, msg, numbers.median),
            _ => msg,
        })
    }

    fn advice(&self, step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
        let turns = Self::turns(step, seen);
        let left = turns.iter().filter(|turn| turn.card.is_none()).count();
        let mut advice = Vec::new();
        if left > 0 && left < turns.len() {
            advice.push(Advice::new(say!(AskTurnsLeft, left)));
        }
        if turns.is_empty() {
            advice.push(Advice::new(say!(AskNoNames)));
        }
        let (least, most) = self.range();
        if let Some(numbers) = self.numbers(&turns)
            && self.asks_numbers()
            && !self.total
            // More than half of what can be said lies between them.
            && (numbers.high - numbers.low) * 2 > most - least
        {
            advice.push(Advice::new(say!(AskWideSpread, numbers.low, numbers.high)));
        }
        advice
    }

    fn recap(&self, step: &Step, seen: &Seen<'_>) -> Vec<Block> {
        let turns = Self::turns(step, seen);
        let cards = || {
            turns
                .iter()
                .filter_map(|turn| Some((&turn.name, turn.card?)))
        };
        if cards().next().is_none() {
            return Vec::new();
        }
        let mut blocks = Vec::new();
        if let Some(numbers) = self.numbers(&turns)
            && self.asks_numbers()
        {
            let mut line = Line::msg(summary(&numbers));
            if self.adds_up() {
                line = line.and_said(" ").and_msg(say!(RoundTotal, numbers.total));
            }
            blocks.push(Block::Para(line.weigh(Weight::Strong)));
        }
        // Who passed is nobody's business later: the report tells how many.
        let item = |(name, card): (&Arc<str>, CardSeen<'_>)| {
            let mut line = Line::said(given(self, &card)?);
            let more = others(&card, step, seen);
            if !more.is_empty() {
                line = line.and_said(format!(" · {more}"));
            }
            if !name.is_empty() {
                line = line.and(Phrase::Said(format!(" ({name})").into()), Weight::Quiet);
            }
            Some(Item::new(line))
        };
        let items: Vec<Item> = cards().filter_map(item).collect();
        if !items.is_empty() {
            blocks.push(Block::List(items));
        }
        let passed = cards().filter(|(_, card)| card.flag(field::PASS)).count();
        if passed > 0 {
            blocks.push(Block::Para(
                Line::msg(say!(PassedCount, passed)).weigh(Weight::Quiet),
            ));
        }
        blocks
    }
}

fn summary(numbers: &Numbers) -> Msg {
    if numbers.low == numbers.high {
        say!(RoundSummaryAgree, numbers.given, numbers.low)
    } else {
        say!(
            RoundSummary,
            numbers.given,
            Arg::from(numbers.median),
            numbers.low,
            numbers.high
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        model::{Viewer, testing::Room},
        say::Lang,
    };

    const SCRIPT: &str = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 15, "steps": [
        {"id": "who", "kind": "roster", "minutes": 5, "title": "Who", "ask": "Who is here?"},
        {"id": "words", "kind": "go_round", "minutes": 5, "title": "Words", "ask": "One word?", "draws_from": ["who"]},
        {"id": "sure", "kind": "go_round", "minutes": 5, "title": "Sure", "ask": "How sure?", "answer": "number", "draws_from": ["who"]}
    ]}"#;

    fn room() -> Room {
        let mut room = Room::of(SCRIPT, "Mill Valley");
        for name in ["Devi", "Tomas", "Lee"] {
            room.card("who", name);
        }
        room.lay(
            "who",
            None,
            None,
            "A bus driver",
            &[(field::MISSING, Value::Flag(true))],
        );
        room
    }

    fn turn(room: &mut Room, step: &str, name: &str, number: Option<f64>) {
        let words = number.map_or_else(|| "passes".to_owned(), |number| number.to_string());
        let mut fields: Vec<(&str, Value)> = vec![(field::WHO, name.into())];
        match number {
            Some(number) => fields.push((field::NUMBER, Value::Number(number))),
            None => fields.push((field::PASS, Value::Flag(true))),
        }
        room.lay(step, None, None, &words, &fields);
    }

    fn of<'a>(seen: &'a Seen<'a>, at: usize) -> (&'a GoRound, &'a Step) {
        let step = &seen.script().steps[at];
        let Kind::GoRound(round) = &step.kind else {
            panic!("another kind")
        };
        (round, step)
    }

    fn text(blocks: &[Block]) -> String {
        let mut text = String::new();
        for block in blocks {
            match block {
                Block::Para(line) => text += &(line.render(Lang::En) + "\n"),
                Block::List(items) => items
                    .iter()
                    .for_each(|item| text += &(item.line.render(Lang::En) + "\n")),
                other => panic!("{other:?}"),
            }
        }
        text
    }

    #[test]
    fn turns_come_from_those_who_are_here_and_others_may_join() {
        let mut room = room();
        turn(&mut room, "sure", " tomas ", Some(4.0));
        turn(&mut room, "sure", "A guest", Some(1.0));
        let seen = room.seen(Viewer::Projector);
        let (_, step) = of(&seen, 2);
        let turns: Vec<(String, bool)> = GoRound::turns(step, &seen)
            .iter()
            .map(|turn| (turn.name.to_string(), turn.card.is_some()))
            .collect();
        let wanted = [
            ("Devi", false),
            ("Tomas", true),
            ("Lee", false),
            ("A guest", true),
        ];
        assert_eq!(turns, wanted.map(|(name, had)| (name.to_owned(), had)));
        let standing = seen.standing(step).expect("said").render(Lang::En);
        assert_eq!(standing, "2 of 4 had a turn, middle 2.5");
    }

    #[test]
    fn numbers_have_a_middle_a_spread_and_a_count_for_each() {
        let mut room = room();
        for (name, number) in [("Devi", Some(2.0)), ("Tomas", Some(5.0)), ("Lee", None)] {
            turn(&mut room, "sure", name, number);
        }
        turn(&mut room, "sure", "", Some(2.0));
        let seen = room.seen(Viewer::Member(room.you()));
        let (round, step) = of(&seen, 2);
        let numbers = round
            .numbers(&GoRound::turns(step, &seen))
            .expect("numbers");
        assert_eq!(
            numbers,
            Numbers {
                given: 3,
                median: 2.0,
                low: 2,
                high: 5,
                total: 9,
                each: vec![0, 0, 2, 0, 0, 1]
            }
        );
        assert_eq!(
            text(&seen.recap(step)),
            "3 gave a number: middle 2, from 2 to 5.\n2 (Devi)\n5 (Tomas)\n2\n1 passed\n"
        );
        let asked: Vec<String> = seen
            .advice(step)
            .iter()
            .map(|one| one.msg.render(Lang::En))
            .collect();
        assert!(asked[0].contains("from 2 to 5"), "{asked:?}");
    }

    #[test]
    fn numbers_that_add_up_are_summed() {
        let mut room = Room::of(
            &SCRIPT.replace(
                r#""answer": "number""#,
                r#""answer": "number", "max": 40, "total": true"#,
            ),
            "Mill Valley",
        );
        for (name, hours) in [("Devi", 2.0), ("Tomas", 30.0), ("Lee", 4.0)] {
            turn(&mut room, "sure", name, Some(hours));
        }
        let seen = room.seen(Viewer::Minutes);
        let (_, step) = of(&seen, 2);
        let told = text(&seen.recap(step));
        assert!(
            told.contains("middle 4, from 2 to 30. 36 all together."),
            "{told}"
        );
        let standing = seen.standing(step).expect("said").render(Lang::En);
        assert_eq!(standing, "3 had a turn, 36 all together");
        // That one has more hours than another is no disagreement.
        assert!(seen.advice(step).is_empty());
    }

    #[test]
    fn what_else_a_turn_holds_is_told_with_it() {
        const DUE: &str = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 5, "steps": [
            {"id": "will", "kind": "go_round", "minutes": 5, "title": "Will", "ask": "What will you do?", "fields": [
                {"id": "due", "label": "Due", "type": "date"}, {"id": "help", "label": "Needs help", "type": "flag"}]}]}"#;
        let mut room = Room::of(DUE, "Mill Valley");
        let fields = [
            (field::WHO, "Deb".into()),
            ("due", "2026-12-04".into()),
            ("help", Value::Flag(true)),
        ];
        room.lay("will", None, None, "Call Pastor Ruiz", &fields);
        let seen = room.seen(Viewer::Minutes);
        let (_, step) = of(&seen, 0);
        assert_eq!(
            text(&seen.recap(step)),
            "Call Pastor Ruiz · Due: 2026-12-04 · Needs help (Deb)\n"
        );
    }

    #[test]
    fn who_passed_is_not_named_in_the_report() {
        let mut room = room();
        turn(&mut room, "words", "Devi", None);
        let seen = room.seen(Viewer::Minutes);
        let (_, step) = of(&seen, 1);
        assert_eq!(text(&seen.recap(step)), "1 passed\n");
    }

    #[test]
    fn only_whole_numbers_within_the_range_are_taken() {
        let round = GoRound {
            answer: Some(Answer::Number),
            min: Some(1),
            max: Some(10),
            ..GoRound::default()
        };
        for (written, number) in [
            ("1", Some(1)),
            (" 10 ", Some(10)),
            ("0", None),
            ("11", None),
            ("2.5", None),
            ("many", None),
            ("", None),
        ] {
            assert_eq!(round.number(written), number, "{written}");
        }
    }
}
