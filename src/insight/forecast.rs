//! "If nothing changes": computed forecasts, each with its method, its number of readings and an 80 % band.
//!
//! Three methods. `line` is always among them and is the one that judges unless the room chose another.
//! The damped trend is offered beside it, because few curves go on for ever as they went; exponential
//! smoothing from ten readings on, because below that it refuses, or answers a steadily falling series with
//! a flat line. Under [`FEWEST`] readings nothing is computed: there the room's own guess is all there is.
//! Owns no drawing and no words. Never leaves the bounds of the scale.

mod damped;
mod ets;
mod line;
mod student;

use serde::{Deserialize, Serialize};

use super::change::{Direction, trend};
use super::period::Period;
use super::scale::Scale;
use super::series::{Reading, periods_ahead, usual_interval};

/// Fewest readings from which a forecast is computed.
pub const FEWEST: usize = 4;
/// Fewest readings for exponential smoothing.
pub const FEWEST_ETS: usize = 10;
/// Most readings that the costlier methods are asked to fit.
const MOST: usize = 1_000;
/// Periods beyond which nobody should be told a number.
pub const MOST_AHEAD: usize = 100;

/// How a forecast is computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Method {
    /// Least squares through all readings, carried on.
    Line,
    /// The Theil–Sen line, its slope losing 15 % with each step.
    DampedTrend,
    /// Exponential smoothing with additive errors, the model chosen by the corrected Akaike criterion.
    Ets,
}

impl Method {
    /// All methods, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Line, Self::DampedTrend, Self::Ets];

    /// The name used in data files and on the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Line => "line",
            Self::DampedTrend => "damped_trend",
            Self::Ets => "ets",
        }
    }
}

/// What is expected of one period.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct ForecastPoint {
    /// The period it is for.
    pub period: Period,
    /// The expected value.
    pub value: f64,
    /// Lower end of the 80 % band.
    pub low: f64,
    /// Upper end of the 80 % band.
    pub high: f64,
}

/// A computed forecast with its basis; complete, so that it can be frozen as it is.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Forecast {
    /// How it was computed.
    pub method: Method,
    /// The model that was chosen, where the method chooses: error, trend and season, as in `AAN`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub model: Option<String>,
    /// How many readings it rests on.
    pub n: usize,
    /// The first of them.
    pub from: Period,
    /// The last of them.
    pub to: Period,
    /// Whether it stays flat although the readings rose or fell to the end: to be warned about.
    #[serde(default)]
    pub flat_despite_trend: bool,
    /// What it expects, oldest first.
    pub points: Vec<ForecastPoint>,
}

impl Forecast {
    /// What it expects of one period.
    pub fn at(&self, period: Period) -> Option<&ForecastPoint> {
        self.points.iter().find(|point| point.period == period)
    }
}

/// Expectation before it is kept within the scale: value and half the width of its band.
type Expected = (f64, f64);

/// Fits `method` to readings of one definition and asks it about `periods`, which follow them.
///
/// `None` under [`FEWEST`] readings, and where the numbers are too large to compute with. [`Method::Ets`] needs
/// [`FEWEST_ETS`] readings at even distances, and looks no further than [`MOST_AHEAD`] steps.
pub fn forecast(
    method: Method,
    readings: &[Reading],
    periods: &[Period],
    scale: Scale,
) -> Option<Forecast> {
    let (first, last) = (readings.first()?, readings.last()?);
    let later = periods
        .iter()
        .all(|p| p.kind() == last.period.kind() && *p > last.period);
    if readings.len() < FEWEST || periods.is_empty() || !later {
        return None;
    }
    let interval = f64::from(usual_interval(readings)?);
    let fit = Fit {
        x: readings
            .iter()
            .map(|r| f64::from(r.period.count() - last.period.count()) / interval)
            .collect(),
        y: readings.iter().map(|r| r.value).collect(),
    };
    let ahead: Vec<f64> = periods
        .iter()
        .map(|p| f64::from(p.count() - last.period.count()) / interval)
        .collect();
    let (model, expected) = match method {
        Method::Line => (None, line::expect(&fit, &ahead)?),
        Method::DampedTrend if readings.len() <= MOST => (None, damped::expect(&fit, &ahead)?),
        Method::Ets if (FEWEST_ETS..=MOST).contains(&readings.len()) => {
            let (model, expected) = ets::expect(&fit, &ahead)?;
            (Some(model), expected)
        }
        Method::DampedTrend | Method::Ets => return None,
    };
    let points: Vec<ForecastPoint> = periods
        .iter()
        .zip(expected)
        .map(|(&period, (value, half))| ForecastPoint {
            period,
            value: scale.clamp(value),
            low: scale.clamp(value - half),
            high: scale.clamp(value + half),
        })
        .collect();
    if points
        .iter()
        .any(|p| !(p.value.is_finite() && p.low.is_finite() && p.high.is_finite()))
    {
        return None;
    }
    let flat = points
        .iter()
        .all(|p| Direction::between(last.value, p.value) == Direction::Flat)
        || points
            .windows(2)
            .all(|w| Direction::between(w[0].value, w[1].value) == Direction::Flat)
            && points.len() > 1;
    let moving = trend(readings).is_some_and(|t| t.direction != Direction::Flat && t.periods >= 3);
    Some(Forecast {
        method,
        model,
        n: readings.len(),
        from: first.period,
        to: last.period,
        flat_despite_trend: flat && moving,
        points,
    })
}

/// Every method that these readings allow, asked about `periods`.
pub fn forecasts_at(readings: &[Reading], periods: &[Period], scale: Scale) -> Vec<Forecast> {
    Method::ALL
        .iter()
        .filter_map(|&method| forecast(method, readings, periods, scale))
        .collect()
}

/// Every method that these readings allow, asked about the next `ahead` periods at the series' own interval.
pub fn forecasts(readings: &[Reading], ahead: usize, scale: Scale) -> Vec<Forecast> {
    forecasts_at(
        readings,
        &periods_ahead(readings, ahead.min(MOST_AHEAD)),
        scale,
    )
}

/// Readings as coordinates: `x` in usual intervals before the last reading (which is 0), `y` in the unit.
struct Fit {
    x: Vec<f64>,
    y: Vec<f64>,
}

#[cfg(test)]
mod tests {
    use super::super::series::tests::read;
    use super::*;
    use proptest::prelude::*;

    fn at(forecast: &Forecast, period: &str) -> f64 {
        forecast.at(period.parse().unwrap()).unwrap().value
    }

    fn line(text: &str, ahead: usize, scale: Scale) -> Forecast {
        let readings = read(text);
        forecast(
            Method::Line,
            &readings,
            &periods_ahead(&readings, ahead),
            scale,
        )
        .unwrap()
    }

    #[test]
    fn least_squares_by_hand() {
        let smoking = line("1991:27.5 1993:30.5 1995:34.8 1997:36.4", 3, Scale::Percent);
        assert!((at(&smoking, "1999") - 40.05).abs() < 1e-9);
        assert!((at(&smoking, "2003") - 46.25).abs() < 1e-9);
        assert_eq!(
            (smoking.n, smoking.from.to_string(), smoking.to.to_string()),
            (4, "1991".into(), "1997".into())
        );

        let graduation = line(
            "2011:79 2012:80 2013:81 2014:82 2015:83 2016:84 2017:85",
            3,
            Scale::Percent,
        );
        assert!((at(&graduation, "2020") - 88.0).abs() < 1e-9);

        let deaths = line(
            "2017:5.8 2018:5.7 2019:5.6 2020:5.4 2021:5.4",
            3,
            Scale::Per(1000.0),
        );
        assert!((at(&deaths, "2024") - 5.03).abs() < 0.005);
    }

    #[test]
    fn the_band_of_a_line_by_hand() {
        // Residuals −0.15, −0.25, 0.95, −0.55: s² = 1.29/2; t(0.9, 2) = 1.886; at 1999 the factor is 1+1/4+6.25/5.
        let smoking = line("1991:27.5 1993:30.5 1995:34.8 1997:36.4", 1, Scale::Percent);
        let half = 1.886 * (1.29_f64 / 2.0).sqrt() * (1.0_f64 + 0.25 + 1.25).sqrt();
        assert!(
            (smoking.points[0].high - 40.05 - half).abs() < 0.002,
            "{:?}",
            smoking.points
        );
        assert!((40.05 - smoking.points[0].low - half).abs() < 0.002);
    }

    #[test]
    fn a_percentage_never_passes_the_whole() {
        let rise = line("2011:80 2012:85 2013:90 2014:95", 5, Scale::Percent);
        assert!(
            rise.points
                .iter()
                .all(|p| p.value <= 100.0 && p.high <= 100.0)
        );
        let fall = line("2011:20 2012:15 2013:10 2014:5", 5, Scale::Count);
        assert!(fall.points.iter().all(|p| p.value >= 0.0 && p.low >= 0.0));
    }

    #[test]
    fn too_few_readings_give_no_number() {
        assert!(forecasts(&read("2011:1 2012:2 2013:3"), 3, Scale::Free).is_empty());
        let methods = |text| {
            forecasts(&read(text), 3, Scale::Free)
                .iter()
                .map(|f| f.method)
                .collect::<Vec<_>>()
        };
        assert_eq!(
            methods("2011:1 2012:2 2013:3 2014:5"),
            [Method::Line, Method::DampedTrend]
        );
        let ten = "2011:71 2012:69 2013:69 2014:67 2015:66 2016:64 2017:63 2018:61 2019:60 2020:60";
        assert_eq!(methods(ten), Method::ALL);
        let uneven =
            "2010:71 2012:69 2013:69 2014:67 2015:66 2016:64 2017:63 2018:61 2019:60 2020:60";
        assert_eq!(
            methods(uneven),
            [Method::Line, Method::DampedTrend],
            "smoothing needs even steps"
        );
    }

    #[test]
    fn a_damped_trend_moves_on_but_less_and_less() {
        let readings = read("2011:80 2012:78 2013:76 2014:74 2015:72");
        let damped = forecast(
            Method::DampedTrend,
            &readings,
            &periods_ahead(&readings, 3),
            Scale::Percent,
        )
        .unwrap();
        assert!((at(&damped, "2016") - (72.0 - 2.0 * 0.85)).abs() < 1e-9);
        assert!((at(&damped, "2017") - (72.0 - 2.0 * (0.85 + 0.7225))).abs() < 1e-9);
        assert!(!damped.flat_despite_trend);
    }

    #[test]
    fn smoothing_a_steady_fall_does_not_stop_it_unsaid() {
        let ten = read(
            "2011:80 2012:78 2013:76 2014:74 2015:72 2016:70 2017:68 2018:66 2019:64 2020:62.5",
        );
        if let Some(ets) = forecast(Method::Ets, &ten, &periods_ahead(&ten, 3), Scale::Percent) {
            assert!(at(&ets, "2023") < 61.0 || ets.flat_despite_trend);
        }
    }

    #[test]
    fn what_was_frozen_is_read_back() {
        let frozen = line("1991:27.5 1993:30.5 1995:34.8 1997:36.4", 3, Scale::Percent);
        let text = serde_json::to_string(&frozen).unwrap();
        assert_eq!(serde_json::from_str::<Forecast>(&text).unwrap(), frozen);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]
        #[test]
        fn always_numbers_and_within_the_scale(
            values in proptest::collection::vec(prop_oneof![0.0f64..100.0, Just(50.0), Just(0.0)], 0..24),
            step in 1i32..4,
            ahead in 1usize..12,
        ) {
            let start: Period = "1990".parse().unwrap();
            let readings: Vec<Reading> = values.iter().zip(0..).map(|(&value, i)| Reading { period: start.next(i * step).unwrap(), value }).collect();
            let all = forecasts(&readings, ahead, Scale::Percent);
            prop_assert_eq!(all.is_empty(), readings.len() < FEWEST);
            for forecast in all {
                prop_assert_eq!(forecast.points.len(), ahead);
                for p in forecast.points {
                    prop_assert!(p.low <= p.value && p.value <= p.high, "{:?}", p);
                    prop_assert!((0.0..=100.0).contains(&p.low) && (0.0..=100.0).contains(&p.high));
                }
            }
        }

        #[test]
        fn huge_and_strange_values_never_panic(values in proptest::collection::vec(any::<f64>().prop_filter("finite", |v| v.is_finite()), 4..16)) {
            let start: Period = "1990".parse().unwrap();
            let readings: Vec<Reading> = values.iter().zip(0..).map(|(&value, i)| Reading { period: start.next(i).unwrap(), value }).collect();
            for forecast in forecasts(&readings, 3, Scale::Free) {
                prop_assert!(forecast.points.iter().all(|p| p.value.is_finite() && p.low.is_finite() && p.high.is_finite()));
            }
        }
    }
}
