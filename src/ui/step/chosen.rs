//! What happens to what was picked in a window.

use super::{Cx, curve, enough, forms::form_for, groups, tree};
use crate::{
    model::{After, CardId, Command, StepId, Value, card, likeness, step::vote::Vote},
    say,
    ui::{
        form::Target,
        overlay::{Pick, Then},
        seat::Effect,
        table,
    },
};

/// What happens to what was chosen in a window.
pub fn chosen(then: &Then, pick: &Pick, cx: &mut Cx<'_>) {
    match (then, pick) {
        (Then::Go, Pick::Home) => cx.out.push(Effect::GoHome),
        (Then::Go, Pick::Step(step)) => cx.send(Command::Enter { step: step.clone() }),
        (Then::MoveTo(cards), Pick::Step(step)) => move_to(cards, step, cx),
        (Then::Connect(one), Pick::Card(other)) => {
            toggle_link(*one, *other, cx);
        }
        (Then::Restore, Pick::Card(card)) => {
            if cx.seen.card(*card).is_some() {
                cx.set(*card, card::field::PARKED, None);
            } else {
                cx.send(Command::RestoreCard { card: *card });
            }
        }
        (Then::GroupUnder(cards), Pick::Card(heading)) => {
            cx.send(Command::Group {
                heading: *heading,
                text: "".into(),
                cards: cards.clone(),
            });
        }
        (Then::GroupUnder(cards), Pick::Word(word)) if word.is_empty() => {
            let target = Target::Group {
                cards: cards.clone(),
            };
            cx.form = form_for(&target, (cx.ids)(), cx.seen);
        }
        (Then::CopyTo(cards), Pick::Card(heading)) => groups::copy(cards, *heading, cx),
        (Then::PutTogether { keep }, Pick::Card(other)) => {
            if let Some(command) = likeness::put_together(&cx.seen, *keep, *other) {
                cx.send(command);
            }
        }
        (Then::From(card), pick) => tree::from_lens(*card, pick, cx),
        (Then::WorseFor(card), Pick::Word(group)) => tree::worse(*card, group, cx),
        (Then::MoveUnder(cards), pick) => tree::move_under(cards, pick, cx),
        (Then::Field(card, field), Pick::Word(word)) => {
            let value = (!word.is_empty()).then(|| Value::Text(word.clone()));
            cx.set(*card, field, value);
            if *field == card::field::STOP {
                tree::stopped(*card, word, cx);
            }
        }
        (Then::Flag(card, field), Pick::Word(word)) => {
            cx.set(
                *card,
                field,
                (!word.is_empty()).then_some(Value::Flag(true)),
            );
        }
        (Then::Together(step, one), Pick::Card(other)) => {
            if let Some(step) = cx.seen.step(step)
                && let Some(command) = Vote::together(*one, *other, step, &cx.seen)
            {
                cx.send(command);
                cx.notice = Some(say!(PutTogether));
            }
        }
        (Then::Describe(measure, field), Pick::Word(word)) => {
            let value = (!word.is_empty()).then(|| Value::Text(word.clone()));
            cx.describe(*measure, field, value);
        }
        (Then::Guess(measure), Pick::Word(word)) => {
            let target = Target::Guess {
                measure: *measure,
                scenario: word.strip_prefix('=').map(Into::into),
            };
            cx.form = form_for(&target, (cx.ids)(), cx.seen);
        }
        (Then::Freeze(measure, forecast), Pick::Word(word)) if !word.is_empty() => {
            curve::freeze(*measure, forecast, cx);
        }
        (Then::TakeGap, Pick::Word(word)) => {
            if let Ok(measure) = word.parse() {
                enough::take_from(measure, cx);
            }
        }
        (
            Then::PastePoints {
                step,
                measure,
                table,
            },
            Pick::Word(_),
        ) => {
            cx.out.push(Effect::ImportText {
                text: table.clone(),
                step: step.clone(),
                measure: *measure,
            });
        }
        (Then::Paste(place), Pick::Word(word)) => {
            let each = &**word == "each";
            let command = table::paste_command(place, each, cx.ids);
            cx.send(command);
            let name = cx
                .seen
                .step(&place.step)
                .map_or_else(|| "".into(), |step| step.name(cx.seen.lang()).clone());
            cx.notice = Some(say!(
                AddedCards,
                if each { place.lines.len() } else { 1 },
                name
            ));
        }
        _ => {}
    }
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
