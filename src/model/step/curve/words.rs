//! The figures as sentences: messages, the most telling first. Per cent and percentage points are never confused.

use std::sync::Arc;

use super::facts::{Facts, InPeople, Tried};
use super::picture::{group_name, method_name};
use crate::{
    insight::{
        Better, Direction, Forecast, ForecastPoint, GapAt, RunChart, Scale, forecast::FEWEST,
        forecast::FEWEST_ETS, runs,
    },
    model::measure::place,
    say,
    say::{Arg, Msg, MsgId},
};

/// What a sentence is about, so that whoever shows it can choose how much it weighs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Matter {
    /// A forecast against what came: better, not better, or not to be said.
    Verdict(Option<bool>),
    /// What is expected.
    Forecast,
    /// The target and what is left to it.
    Target,
    /// Numbers of people.
    People,
    /// How the curve has moved.
    Figure,
    /// One group beside another.
    Groups,
    /// What to doubt.
    Doubt,
}

/// One sentence about a measure.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// What it is about.
    pub matter: Matter,
    /// The words.
    pub msg: Msg,
}

/// Values of fewer people than this move by chance alone, and can give people away.
const SMALL_N: f64 = 30.0;

/// A number as it is shown: two places, four where it is small.
pub fn number(value: f64) -> Arg {
    let places = if value.abs() < 0.1 && value != 0.0 {
        4
    } else {
        2
    };
    Arg::Number(value, places)
}

/// A number of people: whole.
fn count(people: f64) -> Arg {
    Arg::Number(people, 0)
}

/// A value with its unit: `27.5 %`, `5.4 per 1,000`.
pub fn value(scale: Scale, unit: &Arc<str>, value: f64) -> Msg {
    match (scale, &**unit) {
        (Scale::Percent, _) => Msg::new(MsgId::ValuePercent, vec![number(value)]),
        (_, "") => Msg::new(MsgId::ValueBare, vec![number(value)]),
        (_, _) => Msg::new(MsgId::ValueUnit, vec![number(value), unit.into()]),
    }
}

/// A difference between two values, without its sign: `8.9 percentage points`, never per cent.
pub fn difference(scale: Scale, unit: &Arc<str>, difference: f64) -> Msg {
    let size = difference.abs();
    match scale {
        Scale::Percent => Msg::new(MsgId::ValuePoints, vec![number(size)]),
        _ => value(scale, unit, size),
    }
}

/// The four plain answers that stand where there are no numbers, those that were given.
fn working_baseline([now, lately, speed, later]: &[Arc<str>; 4]) -> Msg {
    let moved = match &**lately {
        "better" => Some(say!(BaseBetter)),
        "worse" => Some(say!(BaseWorse)),
        "same" => Some(say!(BaseSame)),
        _ => None,
    };
    let fast = match (&**lately, &**speed) {
        ("same", _) => None,
        (_, "fast") => Some(say!(BaseFast)),
        (_, "slow") => Some(say!(BaseSlow)),
        _ => None,
    };
    let mut parts: Vec<Msg> = Vec::new();
    if !now.is_empty() {
        parts.push(say!(BaseNow, now));
    }
    parts.extend(moved);
    parts.extend(fast);
    if !later.is_empty() {
        parts.push(say!(BaseLater, later));
    }
    say!(CurveBaseline, parts)
}

impl Facts {
    /// The figures in words, the most telling first.
    pub fn sentences(&self) -> Vec<Sentence> {
        let mut told = Vec::new();
        let mut say = |matter, msgs: Vec<Msg>| {
            told.extend(msgs.into_iter().map(|msg| Sentence { matter, msg }));
        };
        if let Some(tried) = self.judging() {
            let (good, msgs) = self.verdict(tried);
            say(Matter::Verdict(good), msgs);
        }
        say(Matter::Forecast, self.expectation());
        say(Matter::Target, self.to_target());
        say(
            Matter::People,
            self.people.iter().flat_map(in_numbers).collect(),
        );
        say(Matter::Groups, self.between_groups());
        say(Matter::Groups, self.other_places());
        say(Matter::Figure, self.movement());
        say(Matter::Figure, self.tried_out());
        say(Matter::Forecast, self.others());
        say(Matter::Doubt, self.doubts());
        told
    }

    fn value(&self, of: f64) -> Msg {
        value(self.scale, &self.unit, of)
    }

    fn difference(&self, of: f64) -> Msg {
        difference(self.scale, &self.unit, of)
    }

    fn verdict(&self, tried: &Tried) -> (Option<bool>, Vec<Msg>) {
        let (forecast, judgement) = (&tried.forecast, &tried.judgement);
        let frozen = say!(
            FrozenBasis,
            method_name(forecast.method),
            forecast.n,
            forecast.from.to_string(),
            forecast.to.to_string(),
            day(tried)
        );
        let Some(last) = judgement.rows.last() else {
            return (None, vec![say!(CurveFrozenWaits, frozen)]);
        };
        let Some(beaten) = judgement.beaten() else {
            return (None, vec![say!(CurveNoBetter)]);
        };
        let (streak, n) = (judgement.streak(), judgement.rows.len());
        let worsens = matches!(
            (self.figures.trend.map(|trend| trend.direction), self.better),
            (Some(Direction::Up), Some(Better::Lower))
                | (Some(Direction::Down), Some(Better::Higher))
        );
        let head = match (judgement.turned(), worsens) {
            (true, false) => say!(CurveTurned, beaten, n, streak),
            (true, true) => say!(CurveTurnedStill, beaten, n, streak),
            (false, _) if beaten > 0 => say!(CurveNotTurned, beaten, n),
            (false, _) => say!(CurveNotBeaten, beaten, n),
        };
        let beside = say!(
            CurveAgainst,
            last.period.to_string(),
            self.value(last.forecast),
            self.value(last.actual),
            frozen
        );
        (Some(judgement.turned()), vec![head, beside])
    }

    fn expectation(&self) -> Vec<Msg> {
        let mut said = Vec::new();
        match self.current() {
            Some(forecast) => {
                let listed = self.listed(forecast);
                let basis = say!(
                    ForecastBasis,
                    method_name(forecast.method),
                    forecast.n,
                    forecast.from.to_string(),
                    forecast.to.to_string()
                );
                said.push(say!(CurveForecast, listed, basis));
            }
            None if self.figures.n > 0 => said.push(say!(CurveTooFew, self.figures.n, FEWEST)),
            None => {}
        }
        if let Some((period, guess)) = self.guesses.last() {
            said.push(say!(CurveGuess, self.value(*guess), period.to_string()));
        }
        for (name, values) in &self.scenarios {
            if let Some((period, value)) = values.last() {
                said.push(say!(
                    CurveScenario,
                    name,
                    self.value(*value),
                    period.to_string()
                ));
            }
        }
        if let Some(baseline) = &self.baseline {
            said.push(working_baseline(baseline));
        }
        said
    }

    /// What a forecast says: every period of a short one, the next and the last of a long one.
    fn listed(&self, forecast: &Forecast) -> Vec<Msg> {
        let bare = |value| MsgId::ValueBare.with(vec![number(value)]);
        let said = |point: &ForecastPoint| match self.scale {
            Scale::Percent => say!(ValueIn, self.value(point.value), point.period.to_string()),
            _ => say!(ValueIn, bare(point.value), point.period.to_string()),
        };
        match forecast.points.as_slice() {
            [first, .., last] if forecast.points.len() > 3 => vec![said(first), said(last)],
            points => points.iter().map(said).collect(),
        }
    }

    fn to_target(&self) -> Vec<Msg> {
        let (Some((period, target)), Some(last)) = (self.target, self.figures.last) else {
            return Vec::new();
        };
        let way = |from: f64| match (Direction::between(from, target), self.better) {
            (Direction::Flat, _) => say!(TargetReached),
            (Direction::Up, Some(Better::Higher)) | (Direction::Down, Some(Better::Lower)) => {
                say!(TargetToGo, self.difference(target - from))
            }
            (_, Some(_)) => say!(TargetPassed, self.difference(target - from)),
            (_, None) => say!(TargetAway, self.difference(target - from)),
        };
        let heading = self.current().and_then(|forecast| forecast.at(period));
        vec![match heading {
            Some(point) => say!(
                CurveTargetHeading,
                period.to_string(),
                self.value(target),
                way(last.value),
                way(point.value)
            ),
            None => say!(
                CurveTarget,
                period.to_string(),
                self.value(target),
                way(last.value)
            ),
        }]
    }

    fn movement(&self) -> Vec<Msg> {
        let figures = &self.figures;
        let (Some(first), Some(last)) = (figures.first, figures.last) else {
            return vec![say!(CurveNoPoint)];
        };
        let Some(change) = figures.change else {
            return vec![say!(
                CurveOnePoint,
                self.value(last.value),
                last.period.to_string()
            )];
        };
        let way = Direction::between(first.value, last.value);
        let moved = match way {
            Direction::Up => say!(MovedUp, self.difference(change.difference)),
            Direction::Down => say!(MovedDown, self.difference(change.difference)),
            Direction::Flat => say!(MovedNot),
        };
        let moved = match (way, self.better) {
            (Direction::Up, Some(Better::Higher)) | (Direction::Down, Some(Better::Lower)) => {
                say!(MovedBetter, moved)
            }
            (Direction::Up | Direction::Down, Some(_)) => say!(MovedWorse, moved),
            _ => moved,
        };
        let (from, to) = (first.period.to_string(), last.period.to_string());
        let share = change.percent.filter(|percent| percent.0.abs() >= 0.05);
        let mut said = vec![match share {
            Some(percent) => {
                let share = Arg::Number(percent.0.abs(), 1);
                let share = if percent.0 > 0.0 {
                    MsgId::PercentMore
                } else {
                    MsgId::PercentLess
                }
                .with(vec![share]);
                say!(
                    CurveChangeShare,
                    self.value(first.value),
                    from,
                    self.value(last.value),
                    to,
                    moved,
                    share
                )
            }
            None => say!(
                CurveChange,
                self.value(first.value),
                from,
                self.value(last.value),
                to,
                moved
            ),
        }];
        said.push(match figures.trend {
            Some(trend) => match trend.direction {
                Direction::Up => say!(TrendUp, trend.periods),
                Direction::Down => say!(TrendDown, trend.periods),
                Direction::Flat => say!(TrendFlat, trend.periods),
            },
            None => say!(TrendNone, figures.n),
        });
        if let (Some(chart), Some(median)) = (&figures.run_chart, figures.median) {
            said.push(self.run_chart(chart, median));
            said.push(say!(RunLimits));
        } else if figures.n >= FEWEST {
            said.push(say!(RunNoVerdict, figures.n, runs::FEWEST));
        }
        said
    }

    fn run_chart(&self, chart: &RunChart, median: f64) -> Msg {
        let mut signals = Vec::new();
        if chart.shift() {
            signals.push(say!(RunShift, chart.longest_side));
        }
        if chart.trend() {
            signals.push(say!(RunTrend, chart.longest_slope));
        }
        if chart.too_few_runs() {
            signals.push(say!(RunFew, chart.runs, chart.expected.0, chart.expected.1));
        }
        if chart.too_many_runs() {
            signals.push(say!(
                RunMany,
                chart.runs,
                chart.expected.0,
                chart.expected.1
            ));
        }
        if let Some(far) = chart.far {
            signals.push(say!(RunFar, self.value(far.value), far.period.to_string()));
        }
        if signals.is_empty() {
            say!(RunNothing, self.value(median))
        } else {
            say!(RunSignal, self.value(median), signals)
        }
    }

    /// The latest of each other place, beside ours; it is compared, and counts for nothing here.
    fn other_places(&self) -> Vec<Msg> {
        let said = |(name, series): &(Arc<str>, crate::insight::Series)| {
            let last = series.current().last().copied()?;
            Some(say!(
                CurvePlace,
                place(name)?,
                self.value(last.value),
                last.period.to_string()
            ))
        };
        self.series.iter().filter_map(said).collect()
    }

    /// Ratio and gap, then and now: one can rise while the other falls. Where one group is looked at, only its own.
    fn between_groups(&self) -> Vec<Msg> {
        let Some(reference) = &self.reference else {
            return Vec::new();
        };
        let everyone = self.series.first().map(|(name, _)| name);
        let all = everyone == Some(&self.shown) || *reference == self.shown;
        self.groups
            .iter()
            .filter(|group| all && Some(&group.name) != everyone || group.name == self.shown)
            .filter_map(|group| Some((group, group.gaps.first()?, group.gaps.last()?)))
            .map(|(group, first, last)| {
                let (name, now) = (group_name(&group.name), last.period.to_string());
                if first.period == last.period {
                    return say!(
                        GroupNow,
                        name,
                        reference,
                        ratio(last),
                        signed(last.gap),
                        now
                    );
                }
                let then = first.period.to_string();
                let ratios = say!(WasIs, ratio(first), ratio(last));
                let gaps = say!(WasIs, signed(first.gap), signed(last.gap));
                say!(GroupThenNow, name, reference, ratios, gaps, then, now)
            })
            .collect()
    }

    /// What the other methods say of the last period.
    fn others(&self) -> Vec<Msg> {
        let Some(current) = self.current() else {
            return Vec::new();
        };
        let said: Vec<Msg> = self
            .expected
            .iter()
            .filter(|forecast| forecast.method != current.method)
            .filter_map(|forecast| {
                let last = forecast.points.last()?;
                let words = say!(
                    OtherMethod,
                    method_name(forecast.method),
                    self.value(last.value)
                );
                Some(if forecast.flat_despite_trend {
                    say!(FlatDespite, words)
                } else {
                    words
                })
            })
            .collect();
        let last = current.points.last();
        last.filter(|_| !said.is_empty())
            .map(|last| say!(CurveOthers, last.period.to_string(), said))
            .into_iter()
            .collect()
    }

    fn doubts(&self) -> Vec<Msg> {
        let mut said = Vec::new();
        if let Some(last) = self.figures.breaks.last() {
            said.push(say!(CurveBreak, last.to_string()));
        }
        if let Some((forecast, last)) = self
            .current()
            .and_then(|forecast| Some((forecast, forecast.points.last()?)))
        {
            let band = (self.value(last.low), self.value(last.high));
            said.push(if forecast.n < 2 * FEWEST_ETS {
                say!(
                    CurveFewBand,
                    forecast.n,
                    band.0,
                    band.1,
                    last.period.to_string()
                )
            } else {
                say!(CurveBand, band.0, band.1, last.period.to_string())
            });
            if forecast.flat_despite_trend {
                said.push(say!(CurveFlat));
            }
        }
        if let Some((period, n)) = self.smallest.filter(|(_, n)| *n < SMALL_N) {
            said.push(Msg::new(
                MsgId::CurveSmall,
                vec![period.to_string().into(), count(n)],
            ));
        }
        said
    }

    /// Whether some value in use rests on so few people that chance moves it.
    pub fn is_small(&self) -> bool {
        self.smallest.is_some_and(|(_, n)| n < SMALL_N)
    }
}

/// How many times as much, or a dash where the other is 0.
fn ratio(gap: &GapAt) -> Arg {
    gap.ratio
        .map_or_else(|| "–".into(), |ratio| Arg::Number(ratio, 2))
}

/// A gap with its sign.
fn signed(gap: f64) -> Msg {
    let size = number(gap);
    if gap > 0.0 {
        MsgId::SignPlus.with(vec![size])
    } else {
        MsgId::SignNone.with(vec![size])
    }
}

/// The day on which a forecast was frozen.
fn day(tried: &Tried) -> String {
    tried
        .at
        .local(0)
        .map(|time| time.format("%Y-%m-%d").to_string())
        .unwrap_or_default()
}

/// The same in numbers of people.
fn in_numbers(people: &InPeople) -> Vec<Msg> {
    let of = count(people.population);
    let today = count(people.today.people);
    let mut said = vec![match (&people.heading, &people.target) {
        (Some(heading), Some(target)) => Msg::new(
            MsgId::PeopleAll,
            vec![
                of,
                today,
                count(target.people),
                target.period.to_string().into(),
                count(heading.people),
            ],
        ),
        (Some(heading), None) => Msg::new(
            MsgId::PeopleHeading,
            vec![
                of,
                today,
                count(heading.people),
                heading.period.to_string().into(),
            ],
        ),
        (None, Some(target)) => Msg::new(
            MsgId::PeopleTarget,
            vec![
                of,
                today,
                count(target.people),
                target.period.to_string().into(),
            ],
        ),
        (None, None) => Msg::new(MsgId::PeopleToday, vec![of, today]),
    }];
    match (people.gap_today, people.gap_heading) {
        (Some(today), Some(heading)) if heading > 0.0 => {
            said.push(Msg::new(
                MsgId::PeopleGap,
                vec![count(today), count(heading)],
            ));
        }
        (Some(today), None) if today > 0.0 => {
            said.push(Msg::new(MsgId::PeopleGapToday, vec![count(today)]));
        }
        _ => {}
    }
    said
}
