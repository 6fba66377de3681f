//! What is so about a measure: the figures of one of its groups, forecasts, judgements, gaps and people.
//!
//! Computed once for a version of the session, never while drawing. No words and no rounding here.

use std::sync::Arc;

use super::Mark;
use crate::{
    insight::{
        Better, Figures, Forecast, ForecastPoint, GapAt, Judgement, Method, Period, Point,
        Question, Reading, Scale, Series, forecast::MOST_AHEAD, forecast::forecast, gaps,
        groups::is_everybody, judge, people, people_to_target, series::periods_ahead,
    },
    model::{
        At,
        measure::{Frozen, FrozenOn, FrozenPoint, Measure, about, place},
    },
};

/// How far a forecast looks at least when it is frozen, in periods: it is to judge for years after the last look ahead.
pub const FROZEN_AHEAD: usize = 10;

/// Another way that it could go: its name, and its values in order of their periods.
pub type Scenario = (Arc<str>, Vec<(Period, f64)>);

/// What is so about a measure, with one of its groups looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// What it is called.
    pub name: Arc<str>,
    /// Its unit, as it was written; may be empty.
    pub unit: Arc<str>,
    /// What its values are.
    pub scale: Scale,
    /// Which way is better, where the room said so.
    pub better: Option<Better>,
    /// The group that is looked at; empty for everyone.
    pub shown: Arc<str>,
    /// Every group with its series, everyone first.
    pub series: Vec<(Arc<str>, Series)>,
    /// The figures of the group that is looked at.
    pub figures: Figures,
    /// The method that judges.
    pub method: Method,
    /// What is expected from today, by every method that the points allow.
    pub expected: Vec<Forecast>,
    /// The forecast from today by the method that judges, far enough to be frozen.
    pub to_freeze: Option<Forecast>,
    /// Forecasts that were frozen, newest first, with what came of them.
    pub tried: Vec<Tried>,
    /// The room's own guess.
    pub guesses: Vec<(Period, f64)>,
    /// Other ways that it could go, each with its name.
    pub scenarios: Vec<Scenario>,
    /// The working baseline in the room's words: now, lately, how fast, and later; `None` where nothing was said.
    pub baseline: Option<[Arc<str>; 4]>,
    /// What is aimed at, and when: the latest one given.
    pub target: Option<(Period, f64)>,
    /// The group that others are compared with, where the room chose one.
    pub reference: Option<Arc<str>>,
    /// How the groups stand; empty where there is one.
    pub groups: Vec<GroupFacts>,
    /// What it means in people, where the population is known.
    pub people: Option<InPeople>,
    /// What was tried while it was measured, in the order of the days.
    pub marks: Vec<Mark>,
    /// The fewest people that a value in use rests on, where that is known.
    pub smallest: Option<(Period, f64)>,
}

/// A forecast that was frozen, and what came.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// When it was frozen.
    pub at: At,
    /// The forecast, as it was.
    pub forecast: Forecast,
    /// Later points beside it.
    pub judgement: Judgement,
}

/// How a group stands.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupFacts {
    /// Which; empty for everyone.
    pub name: Arc<str>,
    /// Its latest value.
    pub last: Option<Reading>,
    /// To the group the room compares with, oldest first; empty for that group, and where none was chosen.
    pub gaps: Vec<GapAt>,
}

/// A value that is expected, and its number of people.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Expected {
    /// For when.
    pub period: Period,
    /// How many people.
    pub people: f64,
}

/// The arithmetic in numbers of people.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct InPeople {
    /// Of how many.
    pub population: f64,
    /// Today.
    pub today: Expected,
    /// If nothing changes: at the target's period, or as far as was looked.
    pub heading: Option<Expected>,
    /// What is aimed at.
    pub target: Option<Expected>,
    /// People between today and the target: above 0 while there is some way to go.
    pub gap_today: Option<f64>,
    /// People between where the curve is heading and the target: the one a plan must close.
    pub gap_heading: Option<f64>,
}

impl Facts {
    /// What is so about a measure. `shown` names the group that is looked at; where it has no such group, everyone is,
    /// or else the first.
    pub fn of(measure: &Measure, shown: Option<&str>, ahead: usize) -> Self {
        let unit: Arc<str> = measure.text_of(about::UNIT).into();
        let names = measure.groups();
        let series: Vec<(Arc<str>, Series)> = names
            .iter()
            .map(|name| (Arc::clone(name), series_of(measure, name)))
            .collect();
        let shown = shown
            .and_then(|wanted| names.iter().find(|name| ***name == *wanted))
            .or_else(|| whole(&names))
            .cloned()
            .unwrap_or_default();
        let none = Series::default();
        let main = find(&series, &shown).unwrap_or(&none);
        let values = measure
            .points
            .iter()
            .filter_map(|(_, kept)| kept.value.as_ref()?.value);
        let scale = Scale::of(&unit, values);
        let better = match measure.text_of(about::BETTER) {
            "higher" => Some(Better::Higher),
            "lower" => Some(Better::Lower),
            _ => None,
        };
        let method = method_of(measure.text_of(about::METHOD));
        let figures = Figures::of(
            main,
            &Question {
                scale,
                better,
                forecast_from: None,
                ahead: 0,
            },
        );
        let target = measure
            .series(&shown)
            .filter_map(|(period, point)| Some((period, point.target?)))
            .last();
        let guesses: Vec<(Period, f64)> = measure.scenario("").collect();
        let scenario = |name: Arc<str>| {
            let values = measure.scenario(&name).collect();
            (name, values)
        };
        let scenarios = measure.scenarios().into_iter().map(scenario).collect();
        let said: [Arc<str>; 4] = about::BASELINE.map(|field| Arc::from(measure.text_of(field)));
        let baseline = said.iter().any(|words| !words.is_empty()).then_some(said);
        let current = main.current();
        let periods = looked_at(&current, ahead, target.map(|(period, _)| period));
        let expected: Vec<Forecast> = Method::ALL
            .into_iter()
            .filter_map(|method| forecast(method, &current, &periods, scale))
            .collect();
        let far = looked_at(
            &current,
            ahead.max(FROZEN_AHEAD),
            target.map(|(period, _)| period),
        );
        let to_freeze = forecast(method, &current, &far, scale)
            .or_else(|| forecast(Method::Line, &current, &far, scale));
        let tried = measure
            .frozen
            .iter()
            .rev()
            .filter(|frozen| frozen.forecast.group == shown)
            .map(|frozen| try_out(frozen, main, better))
            .collect();
        let reference: Option<Arc<str>> = Some(measure.text_of(about::COMPARE_TO))
            .filter(|name| !name.is_empty() && place(name).is_none())
            .and_then(|name| names.iter().find(|known| ***known == *name).cloned());
        let mut facts = Self {
            name: measure.text_of(about::NAME).into(),
            unit,
            scale,
            better,
            groups: group_facts(&series, reference.as_ref()),
            figures,
            method,
            expected,
            to_freeze,
            tried,
            guesses,
            scenarios,
            baseline,
            target,
            reference,
            people: None,
            marks: Vec::new(),
            smallest: smallest(main),
            shown,
            series,
        };
        facts.people = facts.in_people(measure.number_of(about::POPULATION));
        facts
    }

    /// The series that is looked at.
    pub fn main(&self) -> Option<&Series> {
        find(&self.series, &self.shown)
    }

    /// The forecast from today that stands for all: by the method that judges, or by the line where that method needs
    /// more points.
    pub fn current(&self) -> Option<&Forecast> {
        let by = |method| {
            self.expected
                .iter()
                .find(|forecast| forecast.method == method)
        };
        by(self.method).or_else(|| by(Method::Line))
    }

    /// The frozen forecast that judges: of the judging method where there is one, the newest that has been tried, or
    /// else the newest.
    pub fn judging(&self) -> Option<&Tried> {
        let tried = |by_method: bool, with_rows: bool| {
            self.tried.iter().find(|tried| {
                (!by_method || tried.forecast.method == self.method)
                    && (!with_rows || !tried.judgement.rows.is_empty())
            })
        };
        tried(true, true)
            .or_else(|| tried(false, true))
            .or_else(|| tried(true, false))
            .or_else(|| tried(false, false))
    }

    /// Whether the forecast from today was frozen already, on the same points.
    pub fn is_frozen(&self) -> bool {
        self.to_freeze.as_ref().is_some_and(|now| {
            self.tried
                .iter()
                .any(|tried| same_forecast(&tried.forecast, now))
        })
    }

    /// The forecast from today as it is kept.
    pub fn frozen(&self) -> Option<Frozen> {
        let forecast = self.to_freeze.as_ref()?;
        Some(Frozen::of(forecast, Arc::clone(&self.shown)))
    }

    fn in_people(&self, population: Option<f64>) -> Option<InPeople> {
        let population = population.filter(|people| *people > 0.0)?;
        // The population is everybody's; a group's own size is not known.
        let own = self.series.iter().filter(|(name, _)| place(name).is_none());
        let everyone = place(&self.shown).is_none() && own.count() == 1
            || whole_of(&self.series) == Some(&self.shown);
        let shares = matches!(self.scale, Scale::Percent | Scale::Per(_));
        let last = self.figures.last.filter(|_| everyone && shares)?;
        let count = |value| people(self.scale, value, population);
        let ahead = self.current().and_then(|forecast| match self.target {
            Some((period, _)) => forecast.at(period).or(forecast.points.last()),
            None => forecast.points.last(),
        });
        let to_target = |from: f64| {
            let (_, target) = self.target?;
            people_to_target(self.scale, self.better?, from, target, population)
        };
        Some(InPeople {
            population,
            today: Expected {
                period: last.period,
                people: count(last.value)?,
            },
            heading: ahead.and_then(|point| {
                Some(Expected {
                    period: point.period,
                    people: count(point.value)?,
                })
            }),
            target: self.target.and_then(|(period, value)| {
                Some(Expected {
                    period,
                    people: count(value)?,
                })
            }),
            gap_today: to_target(last.value),
            gap_heading: ahead.and_then(|point| to_target(point.value)),
        })
    }
}

/// The group that is everybody: the empty name, or else one that is called so, or else the first.
fn whole(names: &[Arc<str>]) -> Option<&Arc<str>> {
    let everyone = names.iter().find(|name| name.is_empty());
    everyone
        .or_else(|| names.iter().find(|name| is_everybody(name)))
        .or_else(|| names.iter().find(|name| place(name).is_none()))
        .or(names.first())
}

fn whole_of(series: &[(Arc<str>, Series)]) -> Option<&Arc<str>> {
    let called = |name: &&Arc<str>| name.is_empty() || is_everybody(name);
    series.iter().map(|(name, _)| name).find(called)
}

fn find<'a>(series: &'a [(Arc<str>, Series)], name: &str) -> Option<&'a Series> {
    series
        .iter()
        .find(|(known, _)| **known == *name)
        .map(|(_, series)| series)
}

/// A group of a measure as a series. The session keeps one line for a period and one kind of period, so that the lines
/// of a group always make a series.
fn series_of(measure: &Measure, group: &str) -> Series {
    let points = measure.series(group).map(|(period, point)| Point {
        period,
        value: point.value,
        n: point.n,
        definition: point.definition.clone(),
    });
    Series::new(points.collect()).unwrap_or_default()
}

fn method_of(id: &str) -> Method {
    Method::ALL
        .into_iter()
        .find(|method| method.id() == id)
        .unwrap_or(Method::Line)
}

/// The periods that are looked at: so many ahead, and the target's.
fn looked_at(current: &[Reading], ahead: usize, target: Option<Period>) -> Vec<Period> {
    let Some(last) = current.last() else {
        return Vec::new();
    };
    let steps = |ahead| periods_ahead(current, ahead);
    let mut periods = steps(ahead.min(MOST_AHEAD));
    if let Some(target) = target.filter(|target| *target > last.period) {
        // What lies between is asked too, so that the line to the target has no hole.
        let between = steps(MOST_AHEAD)
            .into_iter()
            .filter(|period| *period <= target);
        periods.extend(between);
        periods.push(target);
    }
    periods.sort_unstable();
    periods.dedup();
    periods
}

fn try_out(frozen: &FrozenOn, main: &Series, better: Option<Better>) -> Tried {
    let Frozen {
        method,
        n,
        from,
        to,
        points,
        ..
    } = &frozen.forecast;
    let point = |point: &FrozenPoint| ForecastPoint {
        period: point.period,
        value: point.value,
        low: point.low.unwrap_or(point.value),
        high: point.high.unwrap_or(point.value),
    };
    let forecast = Forecast {
        method: method_of(method),
        model: None,
        n: *n as usize,
        from: *from,
        to: *to,
        flat_despite_trend: false,
        points: points.iter().map(point).collect(),
    };
    let (_, later) = main.split_at(*to);
    let judgement = judge(&forecast.points, &later, better);
    Tried {
        at: frozen.at,
        forecast,
        judgement,
    }
}

fn same_forecast(one: &Forecast, other: &Forecast) -> bool {
    (one.method, one.n, one.from, one.to) == (other.method, other.n, other.from, other.to)
        && one.points.first().map(|point| point.value)
            == other.points.first().map(|point| point.value)
}

fn group_facts(series: &[(Arc<str>, Series)], reference: Option<&Arc<str>>) -> Vec<GroupFacts> {
    // Another place is no group of our own people: it has no gap to anybody here.
    let own = || series.iter().filter(|(name, _)| place(name).is_none());
    if own().count() < 2 {
        return Vec::new();
    }
    let other = reference.and_then(|name| find(series, name));
    let facts = |(name, own): &(Arc<str>, Series)| GroupFacts {
        name: Arc::clone(name),
        last: own.current().last().copied(),
        gaps: other
            .filter(|_| Some(name) != reference)
            .map(|other| gaps(own, other))
            .unwrap_or_default(),
    };
    own().map(facts).collect()
}

/// The latest of the values in use that rests on the fewest people.
fn smallest(main: &Series) -> Option<(Period, f64)> {
    let segment = main.segments().next_back()?;
    segment
        .iter()
        .filter(|point| point.value.is_some())
        .filter_map(|point| Some((point.period, point.n?)))
        .min_by(|a, b| a.1.total_cmp(&b.1))
}
