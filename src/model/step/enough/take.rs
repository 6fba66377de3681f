//! The gap as a curve of an earlier step knows it: latest value, target, forecast if nothing changes, population.
//!
//! What is taken is written on the gap's card, with where each number comes from, and is the room's from then on.

use std::sync::Arc;

use super::{
    super::curve::{Facts, method_name},
    Gap,
};
use crate::{
    insight::{Better, Period, Scale, compare},
    model::{
        card::{Value, field},
        ids::FieldId,
        measure::{Measure, about},
    },
    say,
    say::Msg,
};

/// The gap as a curve knows it, in the unit of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// What is measured.
    pub name: Arc<str>,
    /// How many people there are.
    pub cohort: Option<f64>,
    /// The latest value.
    pub now: (Period, f64),
    /// What is aimed at.
    pub goal: Option<(Period, f64)>,
    /// What is expected by then if nothing changes.
    pub expected: Option<(Period, f64)>,
    /// Which way is better, where the room said so.
    pub better: Option<Better>,
    /// How the forecast was made.
    by: Msg,
    /// Where the curve says that its numbers come from.
    source: Arc<str>,
}

impl Taken {
    /// What a measure knows, as rates per so many. What is expected is the forecast for the period of the target, or the
    /// room's own guess where there is none.
    ///
    /// # Errors
    /// The measure has no value yet, or is no rate of people.
    pub fn of(measure: &Measure, per: f64) -> Result<Self, Msg> {
        let facts = Facts::of(measure, None, 3);
        let base = match facts.scale {
            Scale::Percent => 100.0,
            Scale::Per(base) => base,
            Scale::Count | Scale::Free => return Err(say!(TakeNoRate, &facts.name)),
        };
        // A rate per 1,000 on a page that counts per 100 stays the same rate.
        let on_page = |value: f64| {
            if compare(base, per).is_eq() {
                value
            } else {
                value * per / base
            }
        };
        let last = facts
            .figures
            .last
            .ok_or_else(|| say!(TakeNoValue, &facts.name))?;
        let wanted = facts.target.map(|(period, _)| period);
        let computed = facts.current().and_then(|forecast| {
            let at = wanted.and_then(|period| forecast.at(period));
            let point = at.or(forecast.points.last())?;
            Some((
                point.period,
                point.value,
                say!(TakeBy, method_name(forecast.method), forecast.n),
            ))
        });
        let guessed = || {
            let at = facts
                .guesses
                .iter()
                .find(|(period, _)| Some(*period) == wanted);
            let (period, value) = at.or(facts.guesses.last())?;
            Some((*period, *value, say!(TakeByRoom)))
        };
        let expected = computed.or_else(guessed);
        Ok(Self {
            name: Arc::clone(&facts.name),
            cohort: measure
                .number_of(about::POPULATION)
                .filter(|people| *people > 0.0),
            now: (last.period, on_page(last.value)),
            goal: facts.target.map(|(period, value)| (period, on_page(value))),
            by: expected
                .as_ref()
                .map_or_else(|| say!(TakeByRoom), |(_, _, by)| by.clone()),
            expected: expected.map(|(period, value, _)| (period, on_page(value))),
            better: facts.better,
            source: measure.text_of(about::SOURCE).into(),
        })
    }

    /// Where each number comes from, in words.
    pub fn source(&self) -> Msg {
        let mut parts = vec![say!(TakeNow, self.now.0.to_string())];
        parts.extend(
            self.goal
                .map(|(period, _)| say!(TakeGoal, period.to_string())),
        );
        parts.extend(
            self.expected
                .map(|(period, _)| say!(TakeExpected, period.to_string(), self.by.clone())),
        );
        if self.source.is_empty() {
            say!(TakeSource, parts)
        } else {
            say!(TakeSourceFrom, parts, &self.source)
        }
    }

    /// What it does not know: to be said by the room.
    pub fn lacks(&self) -> Vec<Msg> {
        let mut lacks = Vec::new();
        if self.cohort.is_none() {
            lacks.push(say!(LackCohort));
        }
        if self.goal.is_none() {
            lacks.push(say!(LackGoal));
        }
        if self.expected.is_none() {
            lacks.push(say!(LackExpected));
        }
        lacks
    }

    /// The fields of the gap's card; `source` are the words of [`Taken::source`].
    pub fn fields(&self, source: &str) -> Vec<(FieldId, Option<Value>)> {
        let number = |value: f64| Value::Number(tidy(value));
        let better = self.better.map(|better| match better {
            Better::Higher => "higher".into(),
            Better::Lower => "lower".into(),
        });
        vec![
            (
                field::TEXT.into(),
                Some(Value::Text(Arc::clone(&self.name))),
            ),
            (field::COHORT.into(), self.cohort.map(number)),
            (field::NOW.into(), Some(number(self.now.1))),
            (
                field::GOAL.into(),
                self.goal.map(|(_, value)| number(value)),
            ),
            (
                field::EXPECTED.into(),
                self.expected.map(|(_, value)| number(value)),
            ),
            (field::BETTER.into(), better),
            (field::SOURCE.into(), Some(source.into())),
        ]
    }

    /// Whether the curve says something else by now than stands on the card. What the room added itself is no difference.
    pub fn differs(&self, gap: &Gap<'_>) -> bool {
        let other = |curve: Option<f64>, card: Option<f64>| matches!((curve, card), (Some(curve), Some(card)) if !compare(tidy(curve), card).is_eq());
        other(Some(self.now.1), gap.now)
            || other(self.goal.map(|(_, value)| value), gap.goal)
            || other(self.expected.map(|(_, value)| value), gap.expected)
            || other(self.cohort, gap.cohort)
    }
}

/// A forecast has more digits than anybody means; four places are as many as are ever shown.
fn tidy(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}
