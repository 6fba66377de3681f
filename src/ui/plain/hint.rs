//! Where one is, and what to type there.

use super::{
    Do, lines, opinions,
    read::{one_line, sentences},
    table::AtTable,
};
use crate::{
    model::{
        Step,
        card::field,
        step::{Kind, consent::Consent},
    },
    say,
    say::{Lang, MsgId},
};

/// From how many places on they are asked for in two steps: nobody keeps forty numbers in mind.
const MANY_PLACES: usize = 9;

impl AtTable {
    /// Says where the room is, on coming in.
    pub fn greet(&mut self, cx: &mut Do<'_, '_>) {
        let title = cx.seen.title();
        cx.say(&say!(PlainAtTable, title));
        self.intro(cx);
        cx.say(&say!(PlainHelpIs, MsgId::PlainHelp.text(cx.seen.lang())));
        if self.table.form().is_some() {
            cx.say(&say!(TakenUp));
            self.ask_form(false, cx);
        }
    }

    /// Says what the step asks, and what to type.
    pub(super) fn intro(&mut self, cx: &mut Do<'_, '_>) {
        let lang = cx.seen.lang();
        let script = cx.seen.script();
        let Some((at, step)) = script.step(self.table.step()) else {
            return;
        };
        self.told_step = step.id.clone();
        cx.say(&say!(
            PlainStepIs,
            at + 1,
            script.steps.len(),
            step.name(lang)
        ));
        cx.said(&sentences([step.ask.get(lang), step.why.get(lang)]));
        Self::unseen(step, cx);
        let lines = lines::rows(step, cx.seen, &mut self.numbers).len();
        if lines > 0 {
            cx.say(&say!(PlainLines, lines, list_word(cx.seen.lang())));
        }
        self.hint(step, cx);
    }

    /// Says what to type at this step.
    pub(super) fn hint(&mut self, step: &Step, cx: &mut Do<'_, '_>) {
        let seen = cx.seen;
        let lang = seen.lang();
        if seen.is_closed() {
            cx.say(&say!(PlainClosed));
            return;
        }
        let msg = match &step.kind {
            Kind::Cards(cards) if !cards.sections.is_empty() => {
                let asked = self.asked(step);
                let words = asked.map(|item| item.ask.get(lang).to_string());
                say!(PlainHintQuestion, words.unwrap_or_default())
            }
            Kind::Cards(_) if step.kind.lens().columns().len() > 1 => {
                let columns = step.kind.lens().columns();
                let labels = columns.iter().enumerate();
                let labels =
                    labels.map(|(at, column)| format!("{} {}", at + 1, column.label.get(lang)));
                let all = labels.collect::<Vec<_>>().join(", ");
                let now = columns.get(self.column_at(step));
                let now = now.map_or_else(String::new, |column| column.label.get(lang).to_string());
                say!(PlainHintColumns, now, all)
            }
            Kind::Cards(_) => say!(PlainHintCards),
            Kind::Text(_) => say!(PlainHintText),
            Kind::Tree(_) => match self.under_here(step, seen).and_then(|id| seen.card(id)) {
                Some(card) => say!(PlainHintWhy, one_line(card.text())),
                None => say!(PlainHintTree),
            },
            Kind::Curve(_) => match seen.measures_on(&step.id).next() {
                None => say!(PlainHintMeasure),
                Some(_) => say!(PlainHintPoints),
            },
            Kind::Plan(_) => say!(PlainHintPlan),
            Kind::Recap(_) => say!(PlainHintRecap),
            Kind::Matrix(_) => say!(PlainHintMatrix),
            Kind::Vote(_) => match opinions::dots_left(step, seen, self.opened) {
                Some(left) => say!(PlainHintDots, left),
                None if seen.leads() => say!(PlainHintOpenVote),
                None => say!(PlainHintNoVote),
            },
            Kind::Consent(_) => match (
                opinions::open_round(step, seen),
                Consent::proposal(step, &seen),
            ) {
                (Some(_), _) if opinions::counts(seen) => {
                    say!(PlainHintCount, opinions::meanings(seen))
                }
                (Some(_), _) => say!(PlainHintFingers, opinions::meanings(seen)),
                (None, None) => say!(PlainHintProposal),
                (None, Some(_)) if Consent::rounds(step, &seen).is_empty() => say!(PlainHintHands),
                (None, Some(_)) => say!(PlainHintVoice),
            },
            Kind::Grid(grid) if grid.places().count() > MANY_PLACES => say!(PlainHintLargeGrid),
            Kind::Grid(grid) => {
                let places = grid.places().enumerate();
                let places =
                    places.map(|(at, place)| format!("{} {}", at + 1, grid.name(place, lang)));
                say!(PlainHintGrid, places.collect::<Vec<_>>().join(", "))
            }
            Kind::Enough(_) => say!(PlainHintEnough),
            Kind::Roster(_) => say!(PlainHintRoster),
            Kind::Checklist(list) => {
                let answers = list.answers().iter().enumerate();
                let answers = answers
                    .map(|(at, choice)| format!("{} {}", at + 1, list.label(&choice.id, lang)));
                say!(PlainHintChecklist, answers.collect::<Vec<_>>().join(", "))
            }
            Kind::GoRound(round) if round.asks_numbers() => {
                let (low, high) = round.range();
                say!(PlainHintNumber, low, high)
            }
            Kind::GoRound(_) => say!(PlainHintRound),
        };
        cx.say(&msg);
        Self::offer_fields(step, cx);
    }

    /// The fields that can be filled by name.
    fn offer_fields(step: &Step, cx: &mut Do<'_, '_>) {
        let lang = cx.seen.lang();
        let declared = step.kind.lens().fields().iter();
        let names: Vec<String> = declared
            .filter(|field| ![field::TEXT, field::NUMBER, field::PASS].contains(&field.id.as_str()))
            .take(6)
            .map(|field| format!("{}:", field.name(lang)))
            .collect();
        if !names.is_empty() {
            cx.say(&say!(PlainFieldsAre, names.join(", ")));
        }
    }
}

/// The command that reads the lines.
pub fn list_word(lang: Lang) -> &'static str {
    let words = MsgId::PlainList.text(lang);
    words.split(',').next().unwrap_or(words)
}
