//! What happens to what was picked in a window.

use std::sync::Arc;

use super::{Cx, closing, curve, enough, forms::form_for, groups, silent, timed, tree};
use crate::{
    model::{After, CardId, Command, Step, StepId, Value, card, likeness},
    say,
    ui::{
        form::Target,
        overlay::{Pick, Then},
        seat::Effect,
        table::{self, PastePlace},
    },
};

/// What happens to what was chosen in a window.
pub fn chosen(then: &Then, pick: &Pick, cx: &mut Cx<'_>) {
    match pick {
        Pick::Home if *then == Then::Go => cx.out.push(Effect::GoHome),
        Pick::Home => {}
        Pick::Step(there) => chose_step(then, there, cx),
        Pick::Card(card) => chose_card(then, *card, cx),
        Pick::Word(word) => chose_word(then, word, cx),
    }
    match then {
        Then::Silence(step) => {
            if let Pick::Word(word) = pick {
                silent::chose(step, word, cx);
            }
        }
        Then::Break => {
            if let Pick::Word(word) = pick {
                timed::chose_break(word, cx);
            }
        }
        Then::Replan(steps, pace) => {
            if let Pick::Word(word) = pick {
                timed::chose_plan(word, steps, *pace, cx);
            }
        }
        Then::From(card) => tree::from_lens(*card, pick, cx),
        Then::MoveUnder(cards) => tree::move_under(cards, pick, cx),
        _ => {}
    }
}

fn chose_step(then: &Then, there: &StepId, cx: &mut Cx<'_>) {
    match then {
        Then::Go | Then::Jump => cx.go(there),
        Then::MoveTo(cards) => move_to(cards, there, cx),
        _ => {}
    }
}

fn chose_card(then: &Then, card: CardId, cx: &mut Cx<'_>) {
    match then {
        Then::Jump => jump(card, cx),
        Then::Connect(one) => toggle_link(*one, card, cx),
        Then::Restore if cx.seen.card(card).is_some() => cx.set(card, card::field::PARKED, None),
        Then::Restore => cx.send(Command::RestoreCard { card }),
        Then::GroupUnder(cards) => cx.send(Command::Group {
            heading: card,
            text: "".into(),
            cards: cards.clone(),
        }),
        Then::CopyTo(cards) => groups::copy(cards, card, cx),
        Then::PutTogether { step, keep } => {
            if let Some(step) = cx.seen.step(step) {
                put_together(step, *keep, card, cx);
            }
        }
        Then::SameAs(step, one) => {
            if let Some(step) = cx.seen.step(step) {
                let [keep, other] = likeness::stays_on_top(step, &cx.seen, [*one, card]);
                put_together(step, keep, other, cx);
            }
        }
        _ => {}
    }
}

fn chose_word(then: &Then, word: &Arc<str>, cx: &mut Cx<'_>) {
    let text = || (!word.is_empty()).then(|| Value::Text(Arc::clone(word)));
    match then {
        Then::GroupUnder(cards) if word.is_empty() => {
            let target = Target::Group {
                cards: cards.clone(),
            };
            cx.form = form_for(&target, (cx.ids)(), cx.seen);
        }
        Then::WorseFor(card) => tree::worse(*card, word, cx),
        Then::Field(card, field) => {
            cx.set(*card, field, text());
            if *field == card::field::STOP {
                tree::stopped(*card, word, cx);
            }
        }
        Then::Flag(card, field) => {
            let on = (!word.is_empty()).then_some(Value::Flag(true));
            cx.set(*card, field, on);
        }
        Then::Version(card) => version(*card, word, cx),
        Then::Close => closing::chose(word, cx),
        Then::Paste(place) => paste(place, &**word == "each", cx),
        _ => chose_of_measure(then, word, cx),
    }
}

fn version(card: CardId, seq: &str, cx: &mut Cx<'_>) {
    let Ok(seq) = seq.parse() else { return };
    match cx.seen.as_it_was(card, seq) {
        Ok(command) => {
            cx.notice = Some(say!(BroughtBack, cx.seen.words_of(card)));
            cx.send(command);
        }
        Err(no) => cx.notice = Some(no.0),
    }
}

fn chose_of_measure(then: &Then, word: &Arc<str>, cx: &mut Cx<'_>) {
    match then {
        Then::Describe(measure, field) => {
            let value = (!word.is_empty()).then(|| Value::Text(Arc::clone(word)));
            cx.describe(*measure, field, value);
        }
        Then::Guess(measure) => {
            let target = Target::Guess {
                measure: *measure,
                scenario: word.strip_prefix('=').map(Into::into),
            };
            cx.form = form_for(&target, (cx.ids)(), cx.seen);
        }
        Then::Freeze(measure, own, every) => match (&**word, own) {
            ("freeze", Some(own)) => curve::freeze(*measure, std::slice::from_ref(own), cx),
            ("every", _) => curve::freeze(*measure, every, cx),
            _ => {}
        },
        Then::TakeGap => {
            if let Ok(measure) = word.parse() {
                enough::take_from(measure, cx);
            }
        }
        Then::PastePoints {
            step,
            measure,
            table,
        } => cx.out.push(Effect::ImportText {
            text: table.clone(),
            step: step.clone(),
            measure: *measure,
        }),
        _ => {}
    }
}

fn paste(place: &PastePlace, each: bool, cx: &mut Cx<'_>) {
    let command = table::paste_command(place, each, cx.ids);
    cx.send(command);
    let step = cx.seen.step(&place.step);
    let name = step.map_or_else(|| "".into(), |step| step.name(cx.seen.lang()).clone());
    let cards = if each { place.lines.len() } else { 1 };
    cx.notice = Some(say!(AddedCards, cards, name));
}

/// Puts a card together with the one that is kept, and says so.
pub(super) fn put_together(step: &Step, keep: CardId, other: CardId, cx: &mut Cx<'_>) {
    if let Some(command) = likeness::put_together(step, &cx.seen, keep, other) {
        cx.send(command);
        cx.notice = Some(say!(PutTogether));
    }
}

/// Brings the cursor to a card, on its page.
fn jump(card: CardId, cx: &mut Cx<'_>) {
    let Some(page) = cx.seen.card(card).map(|card| card.step().clone()) else {
        return;
    };
    if page != cx.step {
        cx.go(&page);
    }
    cx.show = Some((page, card));
}

fn move_to(cards: &[CardId], step: &StepId, cx: &mut Cx<'_>) {
    let to = |card: &CardId| Command::MoveCard {
        card: *card,
        step: step.clone(),
        parent: None,
        column: None,
        after: After::Last,
    };
    cx.send(Command::Several(cards.iter().map(to).collect()));
    if let Some(step) = cx.seen.step(step) {
        cx.notice = Some(say!(MovedTo, step.name(cx.seen.lang())));
    }
}

/// Connects two cards, or takes the connection away.
fn toggle_link(one: CardId, other: CardId, cx: &mut Cx<'_>) {
    let mut around = cx.seen.comes_from(one).chain(cx.seen.leads_to(one));
    let command = if around.any(|card| card.id() == other) {
        Command::Unlink { one, other }
    } else {
        Command::Link { one, other }
    };
    cx.send(command);
}
