//! The measure: an indicator of a whole population, or a performance measure of a program, with its history.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    card::{Kept, Value},
    fields::Fields,
    ids::{At, MeasureId, Seq, StepId},
};
use crate::insight::{Forecast, number, period::Period};

/// Fields that describe a measure.
pub mod about {
    /// What is measured, in plain words.
    pub const NAME: &str = "name";
    /// `%`, `per 1,000`, `children`, …
    pub const UNIT: &str = "unit";
    /// Which way is good: `higher` or `lower`.
    pub const BETTER: &str = "better";
    /// How many people the measure is about, where it is known.
    pub const POPULATION: &str = "population";
    /// Where the numbers come from.
    pub const SOURCE: &str = "source";
    /// The group that others are compared with, chosen by the room.
    pub const COMPARE_TO: &str = "compare-to";
    /// The forecasting method that judges, where the room chose another than the line.
    pub const METHOD: &str = "method";
    /// “Is this forecast OK?”: `yes` or `no`.
    pub const OK: &str = "ok";
    /// Why it is, or is not.
    pub const OK_WHY: &str = "ok-why";
    /// The working baseline, where there are no numbers: where things are now, in the room's words.
    pub const BASE_NOW: &str = "base-now";
    /// Whether it got `better`, `worse` or stayed the `same` lately.
    pub const BASE_LATELY: &str = "base-lately";
    /// Whether it moved `fast` or `slow`.
    pub const BASE_SPEED: &str = "base-speed";
    /// Where it would be in several years if nothing changes, in the room's words.
    pub const BASE_LATER: &str = "base-later";
    /// All of the working baseline, in the order in which it is asked for.
    pub const BASELINE: [&str; 4] = [BASE_NOW, BASE_LATELY, BASE_SPEED, BASE_LATER];
}

/// A line of the data table: what was measured in one period.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Point {
    /// In the measure's unit; `None` is a gap.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// What the room aims at for this period.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<f64>,
    /// How many people were counted.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n: Option<f64>,
    /// What a reader must know about this number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<Arc<str>>,
    /// Where this number comes from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<Arc<str>>,
    /// The definition it was measured by; a change of it breaks the series.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub definition: Option<Arc<str>>,
}

/// Which line of the data table: the group (empty for everyone) and the period.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PointKey {
    /// Empty for the whole population.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub group: Arc<str>,
    /// When.
    pub period: Period,
}

/// Which value of a guess: the scenario (empty for the room's own guess of what comes if nothing changes) and the period.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct GuessKey {
    /// Empty for the room's own guess.
    pub scenario: Arc<str>,
    /// For when.
    pub period: Period,
}

/// What a group begins with that is another place: the state beside the county. It stands beside the curve and is part
/// of no gap and of no total.
pub const PLACE: char = '@';

/// The other place that a group is, by its name; `None` for a group of our own people.
pub fn place(group: &str) -> Option<&str> {
    group.strip_prefix(PLACE).map(str::trim_start)
}

/// A forecast as it was on the day it was made; later points are judged against it and never change it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Frozen {
    /// Empty for the whole population.
    #[serde(default, skip_serializing_if = "str::is_empty")]
    pub group: Arc<str>,
    /// The method that made it, by its id.
    pub method: Arc<str>,
    /// How many points it rests on.
    pub n: u32,
    /// The first period it rests on.
    pub from: Period,
    /// The last period it rests on; periods after it are judged.
    pub to: Period,
    /// What it says.
    pub points: Vec<FrozenPoint>,
}

impl Frozen {
    /// A forecast as it is kept, for a group; empty for the whole population.
    pub fn of(forecast: &Forecast, group: Arc<str>) -> Self {
        Self {
            group,
            method: forecast.method.id().into(),
            n: u32::try_from(forecast.n).unwrap_or(u32::MAX),
            from: forecast.from,
            to: forecast.to,
            points: forecast
                .points
                .iter()
                .map(|point| FrozenPoint {
                    period: point.period,
                    value: point.value,
                    low: Some(point.low),
                    high: Some(point.high),
                })
                .collect(),
        }
    }
}

/// One period of a frozen forecast.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrozenPoint {
    /// When.
    pub period: Period,
    /// The expected value, in the measure's unit.
    pub value: f64,
    /// The lower end of the 80 % band, where the method gives one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// The upper end of the 80 % band.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
}

/// A frozen forecast with its date.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrozenOn {
    /// When it was made.
    pub at: At,
    /// The record that made it; it names the forecast.
    pub by: Seq,
    /// The forecast itself.
    pub forecast: Frozen,
}

/// A measure with everything the room knows of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Measure {
    /// Global.
    pub id: MeasureId,
    /// The step it was brought to.
    pub step: StepId,
    /// When it was brought.
    pub at: At,
    /// Which record added it.
    pub by: Seq,
    /// Name, unit, polarity and the other fields of [`about`].
    pub fields: Fields,
    /// The data table. A line taken away is kept as `None`, with who took it.
    #[serde(with = "super::pairs")]
    pub points: imbl::OrdMap<PointKey, Kept<Option<Arc<Point>>>>,
    /// The room's own guess of what comes if nothing changes, and other ways it could go, each by its name.
    #[serde(with = "super::pairs")]
    pub guesses: imbl::OrdMap<GuessKey, Kept<Option<f64>>>,
    /// Forecasts as they were made, oldest first.
    pub frozen: imbl::Vector<Arc<FrozenOn>>,
}

impl Measure {
    /// What a field of [`about`] holds.
    pub fn get(&self, field: &str) -> Option<&Value> {
        self.fields
            .get(field)
            .and_then(|state| state.value.as_ref())
    }

    /// The words of a field, empty where it holds none.
    pub fn text_of(&self, field: &str) -> &str {
        match self.get(field) {
            Some(Value::Text(text)) => text,
            _ => "",
        }
    }

    /// The number in a field.
    pub fn number_of(&self, field: &str) -> Option<f64> {
        match self.get(field) {
            Some(Value::Number(n)) => Some(*n),
            _ => None,
        }
    }

    /// The groups of the data table, in order; the whole population is the empty name and comes first.
    pub fn groups(&self) -> Vec<Arc<str>> {
        let mut groups: Vec<Arc<str>> = Vec::new();
        for (key, kept) in &self.points {
            if kept.value.is_some() && groups.last() != Some(&key.group) {
                groups.push(Arc::clone(&key.group));
            }
        }
        groups
    }

    /// Whether a value is a year rather than what is measured: it looks like one, and nothing that is known of the measure
    /// is of its size.
    pub fn is_likely_a_year(&self, value: f64) -> bool {
        let points = self.points.values().filter_map(|kept| kept.value.as_ref());
        let points = points
            .flat_map(|point| [point.value, point.target])
            .flatten();
        let guesses = self.guesses.values().filter_map(|kept| kept.value);
        let of_its_size = |known: f64| (value / 2.0..=value * 2.0).contains(&known.abs());
        number::is_a_year(value) && !points.chain(guesses).any(of_its_size)
    }

    /// The values of one scenario, in order of their periods; of the room's own guess where it is empty.
    pub fn scenario<'a>(&'a self, scenario: &'a str) -> impl Iterator<Item = (Period, f64)> + 'a {
        self.guesses
            .iter()
            .filter(move |(key, _)| *key.scenario == *scenario)
            .filter_map(|(key, kept)| Some((key.period, kept.value?)))
    }

    /// The names of the scenarios that hold a value, in order, the room's own guess not among them.
    pub fn scenarios(&self) -> Vec<Arc<str>> {
        let mut names: Vec<Arc<str>> = Vec::new();
        for (key, kept) in &self.guesses {
            let named = !key.scenario.is_empty() && kept.value.is_some();
            if named && names.last() != Some(&key.scenario) {
                names.push(Arc::clone(&key.scenario));
            }
        }
        names
    }

    /// The lines of one group, in order of their periods.
    pub fn series<'a>(
        &'a self,
        group: &'a str,
    ) -> impl Iterator<Item = (Period, &'a Arc<Point>)> + 'a {
        self.points
            .iter()
            .filter(move |(key, _)| &*key.group == group)
            .filter_map(|(key, kept)| Some((key.period, kept.value.as_ref()?)))
    }
}
