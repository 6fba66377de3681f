//! What a curve asks the facilitator: never a rule, always a question.

use super::{Curve, facts::Facts};
use crate::{
    model::{
        advice::Advice,
        measure::{Measure, about},
        script::Step,
        seen::{CardSeen, Seen},
        step::Kind,
    },
    say,
    say::Msg,
};

pub(super) fn advice(curve: &Curve, step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
    let measures: Vec<&Measure> = seen.measures_on(&step.id).collect();
    if measures.is_empty() {
        return vec![Advice::new(say!(AskNoCurve))];
    }
    let several = measures.len() > 1;
    let of = |measure: &&Measure| {
        let name: std::sync::Arc<str> = measure.text_of(about::NAME).into();
        let asked = of_measure(measure, &Facts::of(measure, None, curve.periods_ahead()));
        // Where there are several, each question says which of them it is about.
        asked.into_iter().map(move |msg| {
            if several {
                say!(AskOfCurve, &name, msg)
            } else {
                msg
            }
        })
    };
    let mut asked: Vec<Msg> = measures.iter().flat_map(of).collect();
    let left = without_curve(step, seen);
    if (1..=MOST_LEFT).contains(&left.len()) {
        asked.insert(0, say!(AskCurveMissing, left));
    }
    asked.into_iter().map(Advice::new).collect()
}

/// How many cards without a curve are named: a page of ideas wants none for each.
const MOST_LEFT: usize = 4;

/// What earlier steps hand on here that no curve of this step is called by: candidates that are still to be looked at.
pub fn without_curve(step: &Step, seen: &Seen<'_>) -> Vec<std::sync::Arc<str>> {
    let has = |name: &str| {
        let mut all = seen.measures_on(&step.id);
        let same = |one: &str| one.trim().to_lowercase() == name.trim().to_lowercase();
        all.any(|measure| same(measure.text_of(about::NAME)))
    };
    let handed = seen.handed_to(step).into_iter();
    // What a plan hands on is a mark on the curve, and a result or a problem is what it is to tell of: no candidates.
    let no_candidate = |card: &CardSeen<'_>| {
        let of = seen.step(card.step());
        of.is_some_and(|of| matches!(of.kind, Kind::Plan(_) | Kind::Text(_)))
    };
    let names =
        handed.filter(|card| !card.is_heading() && !no_candidate(card) && !has(card.text()));
    names.map(|card| card.text().into()).collect()
}

fn of_measure(measure: &Measure, facts: &Facts) -> Vec<Msg> {
    let mut asked = Vec::new();
    let n = facts.figures.n;
    let mut ask = |so: bool, msg: Msg| {
        if so {
            asked.push(msg);
        }
    };
    ask(n == 0 && facts.baseline.is_none(), say!(AskNoPoints));
    ask(n == 0 && facts.baseline.is_some(), say!(AskBaselineNumbers));
    ask(n == 1 || n == 2, say!(AskFewPoints, n));
    ask(
        n > 0 && n < crate::insight::forecast::FEWEST && facts.guesses.is_empty(),
        say!(AskGuess),
    );
    ask(n > 0 && facts.better.is_none(), say!(AskBetter));
    ask(n > 0 && facts.target.is_none(), say!(AskTarget));
    ask(
        facts.to_freeze.is_some() && facts.tried.is_empty(),
        say!(AskFreeze),
    );
    ask(
        n > 1 && measure.text_of(about::OK).is_empty(),
        say!(AskForecastOk),
    );
    ask(
        !measure.text_of(about::OK).is_empty() && measure.text_of(about::OK_WHY).is_empty(),
        say!(AskForecastWhy),
    );
    ask(
        facts.series.len() > 1 && facts.reference.is_none(),
        say!(AskCompare),
    );
    if let Some(last) = facts.figures.breaks.last() {
        ask(true, say!(AskBreak, last.to_string()));
    }
    ask(facts.is_small(), say!(AskSmall));
    let sourced = measure
        .series(&facts.shown)
        .any(|(_, point)| point.source.is_some());
    ask(
        n > 0 && measure.text_of(about::SOURCE).is_empty() && !sourced,
        say!(AskSource),
    );
    asked
}
