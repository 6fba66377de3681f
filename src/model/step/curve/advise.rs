//! What a curve asks the facilitator: never a rule, always a question.

use super::{Curve, facts::Facts};
use crate::{
    model::{
        advice::Advice,
        measure::{Measure, about},
        script::Step,
        seen::Seen,
    },
    say,
    say::Msg,
};

pub(super) fn advice(curve: &Curve, step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
    let measures: Vec<&Measure> = seen.measures_on(&step.id).collect();
    if measures.is_empty() {
        return vec![Advice::new(say!(AskNoCurve))];
    }
    measures
        .into_iter()
        .flat_map(|measure| of_measure(measure, &Facts::of(measure, None, curve.periods_ahead())))
        .map(Advice::new)
        .collect()
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
