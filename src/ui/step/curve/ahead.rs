//! What the room expects: its own guess, and the forecast that it freezes so that later points are judged by it.

use std::sync::Arc;

use super::{CurveScreen, open};
use crate::{
    document::Line,
    model::{Command, MeasureId, Seen, Step, measure::Frozen, step::curve::Facts},
    say,
    say::MsgId,
    ui::{
        form::Target,
        overlay::{Choose, Item, Overlay, Pick, Then},
        step::Cx,
    },
};

impl CurveScreen {
    /// The room's guess; where there is one already, that or another way it could go; where there is no number at all,
    /// four plain questions.
    pub(super) fn guess(&self, measure: MeasureId, cx: &mut Cx<'_>) {
        let Some(known) = &self.known else { return };
        let facts = &known.facts;
        if facts.figures.n == 0 && facts.guesses.is_empty() {
            open(&Target::Baseline { measure }, cx);
            return;
        }
        if facts.guesses.is_empty() && facts.scenarios.is_empty() {
            let scenario = None;
            open(&Target::Guess { measure, scenario }, cx);
            return;
        }
        let item = |word: Arc<str>, label: String| Item {
            pick: Pick::Word(word),
            label,
            detail: String::new(),
            on: false,
        };
        let own = cx.text(MsgId::ChartGuess).to_owned();
        let mut items = vec![item("".into(), own)];
        let named = facts.scenarios.iter();
        items.extend(named.map(|(name, _)| item(format!("={name}").into(), name.to_string())));
        items.push(item("=".into(), cx.text(MsgId::NewScenario).to_owned()));
        let title = cx.text(MsgId::TitleWhichGuess);
        cx.overlay = Some(Overlay::choose(title, items, Then::Guess(measure)));
    }

    /// Asks first: what is frozen stays, and no undo takes it back. Where there are several groups, each can have its own.
    pub(super) fn freeze(&self, step: &Step, cx: &mut Cx<'_>) {
        let Some(known) = &self.known else { return };
        let own = known.facts.frozen().filter(|_| !known.facts.is_frozen());
        let every = self.every_group(step, cx.seen);
        let Some(first) = own.clone().or_else(|| every.first().cloned()) else {
            if known.facts.frozen().is_some() {
                cx.notice = Some(say!(FrozenAlready));
            }
            return;
        };
        let (n, until) = (first.n, last_period(&first));
        let item = |word: &str, label: String| Item {
            pick: Pick::Word(word.into()),
            label,
            detail: String::new(),
            on: false,
        };
        let mut items = Vec::new();
        if own.is_some() {
            items.push(item("freeze", cx.text(MsgId::FreezeYes).to_owned()));
        }
        if every.len() > 1 || own.is_none() {
            let label = say!(FreezeEvery, every.len()).render(cx.seen.lang());
            items.push(item("every", label));
        }
        items.push(item("", cx.text(MsgId::FreezeNo).to_owned()));
        let then = Then::Freeze(known.measure, own.map(Box::new), every);
        let mut asked = Choose::new(cx.text(MsgId::TitleFreeze), items, then);
        asked.about = vec![Line::default().and_msg(say!(FreezeQuestion, n, until))];
        cx.overlay = Some(Overlay::Choose(asked));
    }

    /// The forecast of each group that is not frozen yet.
    fn every_group(&self, step: &Step, seen: Seen<'_>) -> Vec<Frozen> {
        let Some(measure) = self.measure(step, seen) else {
            return Vec::new();
        };
        let groups = measure.groups();
        let facts = groups.iter().map(|name| Facts::of(measure, Some(name), 0));
        facts
            .filter(|facts| !facts.is_frozen())
            .filter_map(|facts| facts.frozen())
            .collect()
    }
}

/// Freezes forecasts as the question told them, whatever was said since.
pub fn freeze(measure: MeasureId, forecasts: &[Frozen], cx: &mut Cx<'_>) {
    let Some(first) = forecasts.first() else {
        return;
    };
    cx.notice = Some(if forecasts.len() == 1 {
        say!(FrozenNow, first.n, last_period(first))
    } else {
        say!(FrozenEvery, forecasts.len(), last_period(first))
    });
    let command = |forecast: &Frozen| Command::Freeze {
        measure,
        forecast: forecast.clone(),
    };
    cx.send(match forecasts {
        [one] => command(one),
        all => Command::Several(all.iter().map(command).collect()),
    });
}

fn last_period(forecast: &Frozen) -> String {
    let last = forecast.points.last();
    last.map_or_else(String::new, |point| point.period.to_string())
}
