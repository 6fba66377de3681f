//! The curve as a picture: which lines are on it, and what they are called.

use std::sync::Arc;

use super::facts::Facts;
use crate::{
    document::chart::{Chart, Line, Role},
    insight::{Forecast, Method, Period},
    model::measure::place,
    say,
    say::{Lang, Msg, MsgId},
};

/// Lines of groups that can still be told apart.
const MOST_GROUPS: usize = 7;

/// What a group is called; the whole population has no name of its own.
pub fn group_name(name: &Arc<str>) -> Msg {
    if name.is_empty() {
        say!(GroupEveryone)
    } else if let Some(place) = place(name) {
        say!(GroupPlace, place)
    } else {
        say!(InWords, name)
    }
}

/// What a method does, in plain words: what stands on the page and in reports.
pub fn method_name(method: Method) -> Msg {
    match method {
        Method::Line => say!(MethodLine),
        Method::DampedTrend => say!(MethodDamped),
        Method::Ets => say!(MethodEts),
    }
}

/// The same with what people who compute call it.
pub fn method_in_full(method: Method) -> Msg {
    let term = match method {
        Method::Line => say!(TermLine),
        Method::DampedTrend => say!(TermDamped),
        Method::Ets => say!(TermEts),
    };
    say!(MethodTerm, method_name(method), term)
}

impl Facts {
    /// The curve as a picture, without a title: whoever shows it says above what it is of.
    pub fn chart(&self, lang: Lang) -> Chart {
        let mut chart = Chart::default();
        let Some(main) = self.main() else {
            return chart;
        };
        let words = |msg: Msg| msg.render(lang);
        let alone = self.series.len() < 2;
        let label = if alone {
            words(say!(ChartMeasured))
        } else {
            words(group_name(&self.shown))
        };
        chart = chart.history(label, main);
        for (name, series) in self.beside() {
            chart = chart.group(words(group_name(name)), series);
        }
        let until = self.shown_until();
        if let Some(tried) = self.judging() {
            let clipped = clip(&tried.forecast, until);
            let label = words(say!(ChartFrozen, tried.forecast.to.to_string()));
            chart = chart.frozen(label, &clipped, main);
        }
        if let Some(forecast) = self.current().filter(|_| !self.same_as_judging()) {
            chart = chart.forecast(words(say!(ChartForecast)), forecast, main);
        }
        let guesses = &self.guesses;
        chart = chart.guess(words(say!(ChartGuess)), guesses, main);
        for (name, values) in &self.scenarios {
            chart = chart.guess(&**name, values, main);
        }
        if main.readings().is_empty() && guesses.len() > 1 {
            chart.lines.retain(|line: &Line| line.role != Role::History);
        }
        if let Some((period, target)) = self.target {
            chart = chart.target(MsgId::ChartTarget.text(lang), Some(period), target);
        }
        let marks = self.marks.iter().enumerate();
        chart.marks = marks
            .map(|(at, mark)| (mark.at, (at + 1).to_string()))
            .collect();
        chart
    }

    /// The groups that are drawn beside the one that is looked at: all of them beside everyone; beside one group, the
    /// one that it is compared with, or else everyone.
    fn beside(&self) -> Vec<&(Arc<str>, crate::insight::Series)> {
        let others = || self.series.iter().filter(|(name, _)| *name != self.shown);
        let places = || others().filter(|(name, _)| place(name).is_some());
        let first = self
            .series
            .first()
            .is_some_and(|(name, _)| *name == self.shown);
        if first || self.series.len() <= 2 {
            return others().take(MOST_GROUPS).collect();
        }
        let reference = self.reference.as_ref().filter(|name| **name != self.shown);
        match reference {
            Some(reference) => others()
                .filter(|(name, _)| name == reference)
                .chain(places())
                .collect(),
            None => others()
                .filter(|(name, _)| place(name).is_none())
                .take(1)
                .chain(places())
                .collect(),
        }
    }

    /// Whether the frozen forecast that judges says the same as the one from today.
    fn same_as_judging(&self) -> bool {
        let (Some(tried), Some(now)) = (self.judging(), self.current()) else {
            return false;
        };
        (tried.forecast.to, tried.forecast.n, tried.forecast.method) == (now.to, now.n, now.method)
    }

    /// The last period that is worth drawing: a frozen forecast may look further than anybody has come.
    fn shown_until(&self) -> Option<Period> {
        let readings = self
            .main()
            .and_then(|main| main.readings().last().map(|reading| reading.period));
        let ahead = self
            .current()
            .and_then(|forecast| forecast.points.last().map(|point| point.period));
        let guess = self.guesses.last().map(|(period, _)| *period);
        let target = self.target.map(|(period, _)| period);
        let named = self
            .scenarios
            .iter()
            .filter_map(|(_, values)| values.last());
        let named = named.map(|(period, _)| *period).max();
        [readings, ahead, guess, named, target]
            .into_iter()
            .flatten()
            .max()
    }
}

fn clip(forecast: &Forecast, until: Option<Period>) -> Forecast {
    let inside = |period: Period| until.is_none_or(|until| period <= until);
    let points = forecast
        .points
        .iter()
        .filter(|point| inside(point.period))
        .copied()
        .collect();
    Forecast {
        points,
        ..forecast.clone()
    }
}
