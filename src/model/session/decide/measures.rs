//! Commands about measures: bringing, describing, writing points, freezing a forecast, guessing.

use std::{
    collections::{BTreeSet, HashMap},
    sync::Arc,
};

use super::{
    super::{Session, accept},
    Decision, accepted, unless,
};
use crate::{
    insight::{
        number,
        period::{Period, PeriodKind},
    },
    model::{
        card::Value,
        command::Rejection,
        event::Event,
        ids::{FieldId, MeasureId, StepId},
        measure::{Frozen, GuessKey, Measure, Point, PointKey, about},
        text,
    },
    say,
};

impl Session {
    pub(super) fn decide_add_measure(
        &self,
        measure: MeasureId,
        step: &StepId,
        fields: &[(FieldId, Value)],
        points: &[(PointKey, Point)],
    ) -> Decision {
        if self.measures.contains_key(&measure) {
            return Err(say!(MeasureExists).into());
        }
        self.the_step(step)?;
        let fields = accepted(fields, |id, value| accept::measure_value(id, Some(value)))?;
        let field = |wanted: &str| {
            let found = fields.iter().find(|(id, _)| id.as_str() == wanted);
            found.map(|(_, value)| value)
        };
        if field(about::NAME).is_none() {
            return Err(say!(WordsMissing).into());
        }
        same_kind(points.iter().map(|(key, _)| key.period))?;
        let unit = field(about::UNIT).map(|unit| unit.display().to_string());
        for (_, point) in points {
            no_year(unit.as_deref().unwrap_or(""), [point.value, point.target])?;
        }
        let mut lines: Vec<(PointKey, Arc<Point>)> = Vec::with_capacity(points.len());
        let mut places: HashMap<PointKey, usize> = HashMap::new();
        for (key, point) in points {
            let (key, point) = (clean_key(key), Arc::new(clean_point(point)?));
            if let Some(at) = places.get(&key) {
                lines[*at].1 = point;
            } else {
                places.insert(key.clone(), lines.len());
                lines.push((key, point));
            }
        }
        if let Some(Value::Text(group)) = field(about::COMPARE_TO)
            && !lines.iter().any(|(key, _)| key.group == *group)
        {
            return Err(say!(GroupUnknown, group).into());
        }
        let mut events = vec![Event::MeasureAdded {
            measure,
            step: step.clone(),
            fields,
        }];
        events.extend(lines.into_iter().map(|(key, point)| Event::PointSet {
            measure,
            key,
            point,
        }));
        Ok(events)
    }

    pub(super) fn decide_describe(
        &self,
        measure: MeasureId,
        field: &FieldId,
        value: Option<&Value>,
    ) -> Decision {
        let known = self.the_measure(measure)?;
        let now = accept::measure_value(field, value)?;
        if now.is_none() && field.as_str() == about::NAME {
            return Err(say!(WordsMissing).into());
        }
        if let (about::COMPARE_TO, Some(Value::Text(group))) = (field.as_str(), &now)
            && !known.groups().contains(group)
        {
            return Err(say!(GroupUnknown, group).into());
        }
        let event = || Event::MeasureDescribed {
            measure,
            field: field.clone(),
            now: now.clone(),
        };
        Ok(unless(known.get(field.as_str()) == now.as_ref(), event))
    }

    pub(super) fn decide_points(
        &self,
        measure: MeasureId,
        points: &[(PointKey, Option<Point>)],
    ) -> Decision {
        let known = self.the_measure(measure)?;
        // The last word on a line counts, so that one command never writes a place twice.
        let mut lines: HashMap<PointKey, usize> = HashMap::new();
        let mut events: Vec<Option<Event>> = Vec::new();
        for (key, point) in points {
            let key = clean_key(key);
            let was = known.points.get(&key).and_then(|kept| kept.value.as_ref());
            let event = match point {
                Some(point) => {
                    no_year(known.text_of(about::UNIT), [point.value, point.target])?;
                    let point = clean_point(point)?;
                    (was.map(|was| &**was) != Some(&point)).then(|| Event::PointSet {
                        measure,
                        key: key.clone(),
                        point: Arc::new(point),
                    })
                }
                None => was.map(|_| Event::PointRemoved {
                    measure,
                    key: key.clone(),
                }),
            };
            if let Some(earlier) = lines.insert(key, events.len()) {
                events[earlier] = None;
            }
            events.push(event);
        }
        // Checked as it will stand: taking all years away and writing months is one command.
        let gone = events.iter().flatten().filter_map(|event| match event {
            Event::PointRemoved { key, .. } => Some(key),
            _ => None,
        });
        let gone: BTreeSet<&PointKey> = gone.collect();
        let stay = known
            .points
            .iter()
            .filter(|(key, kept)| kept.value.is_some() && !gone.contains(key))
            .map(|(key, _)| key.period)
            .take(1);
        let guessed = known.guesses.iter();
        let guessed = guessed.filter(|(_, kept)| kept.value.is_some());
        let set = events.iter().flatten().filter_map(|event| match event {
            Event::PointSet { key, .. } => Some(key.period),
            _ => None,
        });
        let stays_as_is = set.clone().next().is_none();
        if !stays_as_is {
            same_kind(stay.chain(guessed.map(|(key, _)| key.period)).chain(set))?;
        }
        Ok(events.into_iter().flatten().collect())
    }

    pub(super) fn decide_freeze(&self, measure: MeasureId, forecast: &Frozen) -> Decision {
        let known = self.the_measure(measure)?;
        let group: Arc<str> = text::clean_line(&forecast.group).into_string().into();
        if !known.groups().contains(&group) {
            return Err(say!(GroupUnknown, group).into());
        }
        let finite = |n: Option<f64>| n.is_none_or(f64::is_finite);
        let sound = forecast.n >= 2
            && !forecast.points.is_empty()
            && forecast
                .points
                .iter()
                .all(|p| p.value.is_finite() && finite(p.low) && finite(p.high));
        if !sound {
            return Err(say!(FreezeNeedsPoints).into());
        }
        Ok(vec![Event::ForecastFrozen {
            measure,
            forecast: Frozen {
                group,
                method: text::clean_line(&forecast.method).into_string().into(),
                ..forecast.clone()
            },
        }])
    }

    pub(super) fn decide_guess(
        &self,
        measure: MeasureId,
        scenario: &str,
        period: Period,
        value: Option<f64>,
    ) -> Decision {
        let known = self.the_measure(measure)?;
        if let Some(value) = value {
            if !number::is_counted(value) {
                return Err(say!(NotANumber, value).into());
            }
            no_year(known.text_of(about::UNIT), [Some(value)])?;
            same_kind(periods(known).chain([period]))?;
        }
        let scenario: Arc<str> = accept::whole(text::clean_line(scenario))?.trim().into();
        let key = GuessKey {
            scenario: Arc::clone(&scenario),
            period,
        };
        let was = known.guesses.get(&key).and_then(|kept| kept.value);
        Ok(unless(was == value, || Event::GuessGiven {
            measure,
            scenario,
            period,
            value,
        }))
    }
}

/// A year where a share in percent belongs is a slip: it is asked about rather than drawn.
fn no_year(unit: &str, values: impl IntoIterator<Item = Option<f64>>) -> Result<(), Rejection> {
    let mut years = values
        .into_iter()
        .flatten()
        .filter(|value| number::is_a_year(*value));
    match years.next().filter(|_| unit.contains('%')) {
        Some(year) => Err(say!(ShareIsYear, year).into()),
        None => Ok(()),
    }
}

fn clean_key(key: &PointKey) -> PointKey {
    PointKey {
        group: text::clean_line(&key.group).into_string().into(),
        period: key.period,
    }
}

fn clean_point(point: &Point) -> Result<Point, Rejection> {
    let finite = |n: Option<f64>| match n {
        Some(n) if !number::is_counted(n) => Err(Rejection::from(say!(NotANumber, n))),
        n => Ok(n),
    };
    let words = |text: &Option<Arc<str>>| -> Option<Arc<str>> {
        let clean = text::clean_line(text.as_deref()?).into_string();
        (!clean.is_empty()).then(|| clean.into())
    };
    Ok(Point {
        value: finite(point.value)?,
        target: finite(point.target)?,
        n: finite(point.n)?,
        note: words(&point.note),
        source: words(&point.source),
        definition: words(&point.definition),
    })
}

/// Every period that a measure says something about.
fn periods(measure: &Measure) -> impl Iterator<Item = Period> {
    let points = measure.points.iter();
    let points = points.filter(|(_, kept)| kept.value.is_some());
    let guesses = measure.guesses.iter();
    let guesses = guesses.filter(|(_, kept)| kept.value.is_some());
    points
        .map(|(key, _)| key.period)
        .chain(guesses.map(|(key, _)| key.period))
}

/// Whether the periods of a measure are all of one kind.
pub(in crate::model::session) fn in_one_kind(measure: &Measure) -> bool {
    same_kind(periods(measure)).is_ok()
}

/// Years do not mix with months in one series.
fn same_kind(periods: impl Iterator<Item = Period>) -> Result<(), Rejection> {
    let mut first: Option<PeriodKind> = None;
    for period in periods {
        if *first.get_or_insert(period.kind()) != period.kind() {
            return Err(say!(PeriodKinds, period.to_string()).into());
        }
    }
    Ok(())
}
