//! `enough`: whether strategies add up: people needed against people reached.
//!
//! One page holds three sorts of cards, told apart by their column. In [`GAP`] lies the change that is wanted (`cohort`,
//! `now`, `goal`, `expected`, `better`, `source`); the first that lies there counts. In [`STRATEGIES`], which is the first
//! column and so takes whatever comes from other pages, lie strategies (`reach`, `effect`, `overlap`, `source`); those that
//! earlier steps hand on stand beside them and are given the same fields where they lie. In [`PLACES`] lie places or
//! groups with targets of their own (`cohort`, `now`, `goal`); where a place has no goal, that of the gap holds.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::StepKind;
use crate::{
    document::Block,
    model::{
        advice::Advice,
        ids::{ColumnId, MeasureId},
        measure::about,
        script::{Column, Field, Step, Words, shape},
        seen::{CardSeen, Seen},
    },
    say,
    say::{Lang, Msg, MsgId},
};

mod sums;
mod take;
mod words;

pub use sums::{Gap, Place, Strategy, Sums};
pub use take::Taken;
pub use words::{brief_verdict, places_sum, rate, sentences, verdict};

/// The column of strategies.
pub const STRATEGIES: &str = "strategies";
/// The column of places or groups with targets of their own.
pub const PLACES: &str = "places";
/// The column of the change that is wanted.
pub const GAP: &str = "gap";

static COLUMNS: LazyLock<[Column; 3]> = LazyLock::new(|| {
    let column = |id: &str, label: MsgId| Column {
        id: ColumnId(id.into()),
        label: label.text(Lang::En).into(),
    };
    [
        column(STRATEGIES, MsgId::HeadStrategies),
        column(PLACES, MsgId::HeadPlaces),
        column(GAP, MsgId::HeadGap),
    ]
});

/// The gap in people, the strategies that should close it, and what each place has to do.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Enough {
    /// What a card of this page holds beside its words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<Field>,
    /// Who is counted, in the plural.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub people: Words,
    /// What the rate is per: 100 for percent, where it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub per: Option<u32>,
    /// What a place is called, where targets are set for each; there are none where it is left out.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub places: Words,
    /// What stands in an empty line.
    #[serde(skip_serializing_if = "Words::is_empty")]
    pub prompt: Words,
}

impl Enough {
    /// The keys of this kind.
    pub const KEYS: &'static [shape::Key] = &[
        shape::FIELDS,
        shape::may(
            "people",
            shape::Shape::Words,
            "Who is counted, in the plural: “children”.",
        ),
        shape::may(
            "per",
            shape::Shape::Count {
                min: 1,
                max: 1_000_000,
            },
            "What the rate is per: 100 for percent, which it is where it is left out.",
        ),
        shape::may(
            "places",
            shape::Shape::Words,
            "What a place or group is called, in the plural (“schools”), where targets are set for each.",
        ),
        shape::PROMPT,
    ];

    /// What the rate is per: 100 for percent.
    pub fn per(&self) -> f64 {
        f64::from(self.per.unwrap_or(100).max(1))
    }

    /// Who is counted, in the plural.
    pub fn people_in(&self, lang: Lang) -> std::sync::Arc<str> {
        if self.people.is_empty() {
            MsgId::EnoughPeople.text(lang).into()
        } else {
            self.people.get(lang).clone()
        }
    }

    /// What places are called, in the plural.
    pub fn places_in(&self, lang: Lang) -> std::sync::Arc<str> {
        if self.places.is_empty() {
            MsgId::HeadPlaces.text(lang).into()
        } else {
            self.places.get(lang).clone()
        }
    }

    /// The measures from which the gap can be taken: those of the curves before this step, the nearest first.
    pub fn measures(step: &Step, seen: &Seen<'_>) -> Vec<MeasureId> {
        let script = seen.script();
        let here = script.step(&step.id).map_or(0, |(at, _)| at);
        let before = script.steps.iter().take(here).rev();
        before
            .flat_map(|step| seen.measures_on(&step.id).map(|measure| measure.id))
            .collect()
    }
}

impl StepKind for Enough {
    fn fields(&self) -> &[Field] {
        &self.fields
    }

    fn columns(&self) -> &[Column] {
        &*COLUMNS
    }

    /// The strategies: a gap or a place is nothing that a plan could do.
    fn hands_on<'a>(&self, step: &Step, seen: &Seen<'a>) -> Vec<CardSeen<'a>> {
        let all = sums::strategies_at_hand(step, seen);
        let picked: Vec<_> = all
            .iter()
            .filter(|card| seen.is_picked(&step.id, card.id()))
            .copied()
            .collect();
        if picked.is_empty() { all } else { picked }
    }

    fn standing(&self, step: &Step, seen: &Seen<'_>) -> Option<Msg> {
        let sums = Sums::of(self, step, seen);
        // What earlier pages hand on lies here before anybody said what it counts.
        let counts = |one: &sums::Strategy<'_>| one.reach.is_some();
        if seen.cards_on(&step.id).next().is_none() && !sums.strategies.iter().any(counts) {
            return None;
        }
        Some(match sums.balance() {
            Some(balance) if balance.is_enough() => {
                say!(StandsEnough, count(balance.counted), count(balance.need))
            }
            Some(balance) => say!(StandsShort, count(balance.need), count(balance.short())),
            None => say!(StandsCards, seen.cards_on(&step.id).count()),
        })
    }

    fn advice(&self, step: &Step, seen: &Seen<'_>) -> Vec<Advice> {
        let sums = Sums::of(self, step, seen);
        let mut advice = self.of_gap(step, seen, &sums);
        if sums.better.is_none() {
            let msg = say!(AskWhichWay);
            advice.push(match &sums.gap {
                Some(gap) => Advice::about(gap.card.id(), msg),
                None => Advice::new(msg),
            });
        }
        for strategy in &sums.strategies {
            advice.extend(self.of_strategy(strategy, &sums, seen));
        }
        let counted = sums.strategies.iter().filter(|one| one.counts.is_some());
        let alone = counted.clone().filter(|one| one.overlap.is_none()).count();
        if counted.count() > 1 && alone > 0 {
            advice.push(Advice::new(say!(AskOverlap, alone)));
        }
        let bare = sums.strategies.iter().filter(|one| one.is_bare()).count();
        if bare > 0 {
            advice.push(Advice::new(say!(AskNoReach, bare)));
        }
        if let Some(balance) = sums.balance() {
            if !sums.strategies.is_empty() && !balance.is_enough() {
                advice.push(Advice::new(say!(
                    AskShort,
                    count(balance.short()),
                    self.people_in(seen.lang())
                )));
            }
            let (needed, known) = sums.places_need();
            if known > 0 && needed < balance.need {
                advice.push(Advice::new(say!(
                    AskPlacesShort,
                    self.places_in(seen.lang()),
                    count(needed),
                    count(balance.need)
                )));
            }
        }
        let vague = sums
            .places
            .iter()
            .filter(|place| place.needed.is_none() && sums.better.is_some())
            .count();
        if vague > 0 {
            advice.push(Advice::new(say!(
                AskPlaceNumbers,
                vague,
                self.places_in(seen.lang())
            )));
        }
        advice
    }

    fn recap(&self, step: &Step, seen: &Seen<'_>) -> Vec<Block> {
        words::recap(self, step, seen)
    }
}

impl Enough {
    fn of_gap(&self, step: &Step, seen: &Seen<'_>, sums: &Sums<'_>) -> Vec<Advice> {
        let Some(gap) = &sums.gap else {
            let curve = !Self::measures(step, seen).is_empty();
            let msg = if curve {
                say!(AskGapFromCurve)
            } else {
                say!(AskGapFirst)
            };
            return vec![Advice::new(msg)];
        };
        let mut asked = Vec::new();
        let mut ask = |so: bool, msg: Msg| {
            if so {
                asked.push(Advice::about(gap.card.id(), msg));
            }
        };
        let known = gap.cohort.is_some() && gap.now.is_some() && gap.goal.is_some();
        ask(!known, say!(AskGapNumbers, self.people_in(seen.lang())));
        ask(
            known && gap.today.is_none() && sums.better.is_some(),
            say!(AskGapRate, curve_number(self.per())),
        );
        ask(known && gap.expected.is_none(), say!(AskExpected));
        ask(
            known
                && gap
                    .card
                    .text_of(crate::model::card::field::SOURCE)
                    .is_empty(),
            say!(AskGapSource),
        );
        ask(sums.more_gaps > 0, say!(AskOneGap, sums.more_gaps));
        if let Some(taken) = Self::measures(step, seen)
            .into_iter()
            .filter_map(|id| seen.measure(id))
            .find(|measure| {
                !gap.card.text().is_empty() && measure.text_of(about::NAME) == gap.card.text()
            })
            .and_then(|measure| Taken::of(measure, self.per()).ok())
            .filter(|taken| taken.differs(gap))
        {
            asked.push(Advice::about(
                gap.card.id(),
                say!(AskCurveMoved, taken.name),
            ));
        }
        asked
    }

    fn of_strategy(
        &self,
        strategy: &Strategy<'_>,
        sums: &Sums<'_>,
        seen: &Seen<'_>,
    ) -> Option<Advice> {
        let words = strategy.card.text();
        let cohort = sums.gap.as_ref().and_then(|gap| gap.cohort);
        let too_many = match (strategy.reach, cohort) {
            (Some(reach), Some(cohort)) if reach > cohort => Some((reach, cohort)),
            _ => None,
        };
        let msg = if strategy.is_bare() {
            return None;
        } else if strategy.is_off() {
            say!(AskOfHundred, words)
        } else if strategy.counts.is_none() {
            say!(AskReachAndEffect, words)
        } else if let Some((reach, cohort)) = too_many {
            say!(
                AskReachTooMany,
                words,
                count(reach),
                count(cohort),
                self.people_in(seen.lang())
            )
        } else if strategy.source.is_empty() {
            say!(AskAssumption, words)
        } else {
            return None;
        };
        Some(Advice::about(strategy.card.id(), msg))
    }
}

/// People as they are shown: whole.
fn count(people: f64) -> crate::say::Arg {
    crate::say::Arg::Number(people, 0)
}

/// A rate as it is shown.
fn curve_number(value: f64) -> crate::say::Arg {
    super::curve::number(value)
}

#[cfg(test)]
mod tests;
