//! The figures of one series, together: what a screen, a report and the command line all say in words.

use super::change::{Change, Trend, change, median, trend};
use super::forecast::{Forecast, Method, forecasts_at};
use super::judge::{Judgement, judge};
use super::period::Period;
use super::runs::{RunChart, run_chart};
use super::scale::{Better, Scale};
use super::series::{Reading, Series, periods_ahead};

/// What is asked of a series.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Question {
    /// What its values are.
    pub scale: Scale,
    /// Which way is better, if anybody has said so.
    pub better: Option<Better>,
    /// Forecast as if nothing after this period were known, and judge the rest by it; `None`: from the end.
    pub forecast_from: Option<Period>,
    /// For how many periods to forecast; where later readings are judged, at least as far as they go.
    pub ahead: usize,
}

/// The figures of a series, all of its current definition.
#[derive(Debug, Clone, PartialEq)]
pub struct Figures {
    /// How many readings the figures rest on.
    pub n: usize,
    /// The baseline: the first of them.
    pub first: Option<Reading>,
    /// The latest of them.
    pub last: Option<Reading>,
    /// From the first to the last.
    pub change: Option<Change>,
    /// The current trend.
    pub trend: Option<Trend>,
    /// The middle value.
    pub median: Option<f64>,
    /// The run chart, from ten readings on.
    pub run_chart: Option<RunChart>,
    /// Periods at which the definition changed; the figures begin at the last of them.
    pub breaks: Vec<Period>,
    /// What is expected if nothing changes, by every method that the readings allow.
    pub forecasts: Vec<Forecast>,
    /// The later readings against the line, where the forecast was made from an earlier period.
    pub judgement: Judgement,
}

impl Figures {
    /// Computes the figures of a series.
    pub fn of(series: &Series, question: &Question) -> Self {
        let current = series.current();
        let (fit, later) = match question.forecast_from {
            Some(period) => series.split_at(period),
            None => (current.clone(), Vec::new()),
        };
        let mut periods = periods_ahead(&fit, question.ahead);
        periods.extend(later.iter().map(|reading| reading.period));
        periods.sort_unstable();
        periods.dedup();
        let forecasts = forecasts_at(&fit, &periods, question.scale);
        let judgement = forecasts
            .iter()
            .find(|f| f.method == Method::Line)
            .map(|line| judge(&line.points, &later, question.better))
            .unwrap_or_default();
        Self {
            n: current.len(),
            first: current.first().copied(),
            last: current.last().copied(),
            change: change(&current),
            trend: trend(&current),
            median: median(&current),
            run_chart: run_chart(&current),
            breaks: series.breaks().collect(),
            forecasts,
            judgement,
        }
    }

    /// The forecast by one method.
    pub fn by(&self, method: Method) -> Option<&Forecast> {
        self.forecasts.iter().find(|f| f.method == method)
    }
}

#[cfg(test)]
mod tests {
    use super::super::change::Direction;
    use super::super::series::Point;
    use super::super::series::tests::read;
    use super::*;
    use std::sync::Arc;

    const SMOKING: &str = "1991:27.5 1993:30.5 1995:34.8 1997:36.4 1999:34.8 2001:28.5 2003:21.9 2005:23.0 2007:20.0 \
                           2009:19.5 2011:18.1 2013:15.7";

    fn figures(text: &str, question: Question) -> Figures {
        let points = read(text)
            .into_iter()
            .map(|r| Point::new(r.period, r.value))
            .collect();
        Figures::of(&Series::new(points).unwrap(), &question)
    }

    fn ask(from: Option<&str>) -> Question {
        Question {
            scale: Scale::Percent,
            better: Some(Better::Lower),
            forecast_from: from.map(|p| p.parse().unwrap()),
            ahead: 3,
        }
    }

    #[test]
    fn high_school_smoking_turned() {
        let f = figures(SMOKING, ask(Some("1997")));
        assert_eq!(f.n, 12);
        assert!((f.change.unwrap().percent.unwrap().0 + 42.909).abs() < 1e-3);
        assert!((f.change.unwrap().difference + 11.8).abs() < 1e-9);
        assert_eq!(
            f.trend,
            Some(Trend {
                direction: Direction::Down,
                periods: 4
            })
        );
        assert!((f.median.unwrap() - 25.25).abs() < 1e-9);
        let runs = f.run_chart.unwrap();
        assert_eq!(
            (runs.runs, runs.longest_side, runs.longest_slope),
            (2, 6, 5)
        );
        assert!(runs.shift() && runs.trend() && runs.signal());
        assert_eq!(f.by(Method::Line).unwrap().n, 4);
        let (first, third) = (f.judgement.rows[0], f.judgement.rows[2]);
        assert!((first.forecast - 40.05).abs() < 1e-9 && (first.actual - 34.8).abs() < 1e-9);
        assert!((third.forecast - 46.25).abs() < 1e-9 && (third.actual - 21.9).abs() < 1e-9);
        assert_eq!(
            (
                f.judgement.beaten(),
                f.judgement.rows.len(),
                f.judgement.turned()
            ),
            (Some(8), 8, true)
        );
    }

    #[test]
    fn graduation_rises_steadily() {
        let f = figures(
            "2011:79 2012:80 2013:81 2014:82 2015:83 2016:84 2017:85",
            ask(None),
        );
        assert_eq!(
            f.trend,
            Some(Trend {
                direction: Direction::Up,
                periods: 6
            })
        );
        assert!((f.change.unwrap().difference - 6.0).abs() < 1e-9);
        assert!((f.change.unwrap().percent.unwrap().0 - 7.595).abs() < 1e-3);
        assert_eq!(f.run_chart, None);
        assert!(f.judgement.rows.is_empty() && !f.judgement.turned());
    }

    #[test]
    fn infant_mortality_is_flat_at_the_end() {
        let f = figures("2017:5.8 2018:5.7 2019:5.6 2020:5.4 2021:5.4", ask(None));
        assert_eq!(
            f.trend,
            Some(Trend {
                direction: Direction::Flat,
                periods: 1
            })
        );
        assert!((f.change.unwrap().percent.unwrap().0 + 6.897).abs() < 1e-3);
    }

    #[test]
    fn nothing_crosses_a_change_of_definition() {
        let mut points: Vec<Point> = read(SMOKING)
            .into_iter()
            .map(|r| Point::new(r.period, r.value))
            .collect();
        points[9].definition = Some(Arc::from("new questionnaire"));
        let series = Series::new(points.clone()).unwrap();
        let f = Figures::of(&series, &ask(None));
        assert_eq!(
            (f.n, f.first.unwrap().period.to_string().as_str()),
            (3, "2009")
        );
        assert_eq!(
            f.trend,
            Some(Trend {
                direction: Direction::Down,
                periods: 2
            })
        );
        assert!(f.run_chart.is_none() && f.forecasts.is_empty());
        let judged = Figures::of(&series, &ask(Some("1997"))).judgement;
        assert_eq!(judged.rows.last().unwrap().period.to_string(), "2007");

        // Whatever stood before the break, the figures are the same.
        for point in points.iter_mut().take(9) {
            point.value = Some(99.0);
        }
        let other = Figures::of(&Series::new(points).unwrap(), &ask(None));
        assert_eq!(other, f);
    }

    #[test]
    fn an_empty_series_has_no_figures() {
        let f = Figures::of(&Series::default(), &ask(Some("1997")));
        assert_eq!(
            (f.n, f.first, f.change, f.trend, f.median),
            (0, None, None, None, None)
        );
    }
}
