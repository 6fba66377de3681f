//! From a value to a number of people: what a percentage, or a rate, means in a population.

use super::scale::{Better, Scale};

/// How many people `value` stands for in a population of `population`.
///
/// `None` where the scale counts no people, or where there is no population to take a share of.
pub fn people(scale: Scale, value: f64, population: f64) -> Option<f64> {
    let share = match scale {
        Scale::Percent => value / 100.0,
        Scale::Per(base) => value / base,
        Scale::Count => return Some(value),
        Scale::Free => return None,
    };
    let people = share * population;
    (population > 0.0 && people.is_finite()).then_some(people)
}

/// How many people lie between `from` and `target`: above 0 while there is some way to go, under 0 where the
/// target is surpassed. `from` is today's value, or the one that is forecast if nothing changes; the second
/// gap is the one a plan must close.
pub fn people_to_target(
    scale: Scale,
    better: Better,
    from: f64,
    target: f64,
    population: f64,
) -> Option<f64> {
    let more = people(scale, target, population)? - people(scale, from, population)?;
    Some(match better {
        Better::Higher => more,
        Better::Lower => -more,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(got: Option<f64>, want: f64) {
        assert!((got.unwrap() - want).abs() < 1e-9, "{got:?} is not {want}");
    }

    #[test]
    fn a_rising_target_in_children() {
        // 1,500 pupils: 60 % read well, 80 % is the target, 52.6 % is forecast if nothing changes.
        near(people(Scale::Percent, 60.0, 1500.0), 900.0);
        near(people(Scale::Percent, 52.6, 1500.0), 789.0);
        near(
            people_to_target(Scale::Percent, Better::Higher, 60.0, 80.0, 1500.0),
            300.0,
        );
        near(
            people_to_target(Scale::Percent, Better::Higher, 52.6, 80.0, 1500.0),
            411.0,
        );
    }

    #[test]
    fn a_falling_target_and_one_that_is_surpassed() {
        near(
            people_to_target(Scale::Percent, Better::Lower, 20.0, 16.0, 10_000.0),
            400.0,
        );
        near(
            people_to_target(Scale::Percent, Better::Lower, 15.7, 16.0, 10_000.0),
            -30.0,
        );
    }

    #[test]
    fn rates_and_counts() {
        near(people(Scale::Per(1000.0), 5.4, 20_000.0), 108.0);
        near(
            people_to_target(Scale::Per(1000.0), Better::Lower, 5.4, 5.0, 20_000.0),
            8.0,
        );
        near(people(Scale::Count, 12.0, 0.0), 12.0);
        assert_eq!(people(Scale::Percent, 12.0, 0.0), None);
        assert_eq!(people(Scale::Free, 12.0, 100.0), None);
    }
}
