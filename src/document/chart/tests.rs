use super::*;
use crate::insight::{Method, Point, Scale, forecast};
use proptest::prelude::*;
use std::sync::Arc;

fn p(text: &str) -> Period {
    text.parse().unwrap()
}

fn points(text: &str) -> Vec<Point> {
    text.split_whitespace()
        .map(|pair| {
            let (period, value) = pair.split_once(':').unwrap();
            Point {
                period: p(period),
                value: value.parse().ok(),
                n: None,
                definition: None,
            }
        })
        .collect()
}

fn series(text: &str) -> Series {
    Series::new(points(text)).unwrap()
}

const SMOKING: &str = "1991:27.5 1993:30.5 1995:34.8 1997:36.4 1999:34.8 2001:28.5 2003:21.9 2005:23.0 2007:20.0 \
                       2009:19.5 2011:18.1 2013:15.7";

fn smoking() -> Chart {
    let history = series(SMOKING);
    let (fit, _) = history.split_at(p("1997"));
    let ahead: Vec<Period> = (1..=8).map(|i| p("1997").next(i * 2).unwrap()).collect();
    let line = forecast(Method::Line, &fit, &ahead, Scale::Percent).unwrap();
    Chart::new("High-school students who smoke", "%")
        .history("measured", &history)
        .frozen("if nothing changed", &line, &history)
        .target("target", Some(p("2013")), 16.0)
}

fn count(grid: &Grid, role: Role) -> usize {
    grid.rows()
        .flatten()
        .filter(|cell| cell.role == role && cell.glyph != ' ')
        .count()
}

#[test]
fn every_point_is_marked_and_every_line_is_there() {
    for (width, height) in [(78, 16), (118, 26)] {
        let grid = smoking().grid(width, height, Glyphs::Braille);
        let text = grid.to_string();
        assert!(text.matches('●').count() >= 12, "{text}");
        assert!(
            count(&grid, Role::Frozen) > 20 && count(&grid, Role::Target) > 10,
            "{text}"
        );
        assert!(
            text.contains("16 target 2013") && text.contains("if nothing changed"),
            "{text}"
        );
        assert!(
            text.contains("1991") && text.contains("High-school students who smoke, %"),
            "{text}"
        );
        assert!(text.lines().count() == usize::from(height));
    }
}

#[test]
fn ascii_is_ascii() {
    let text = smoking().grid(78, 16, Glyphs::Ascii).to_string();
    assert!(text.is_ascii(), "{text}");
    assert!(text.contains('#') && text.contains('*'), "{text}");
}

#[test]
fn lines_differ_without_colour() {
    let history = series("2016:70 2020:60");
    let one = |role: Role| {
        let mut chart = Chart::new("", "").history("", &history);
        chart.lines[0].role = role;
        chart.grid(60, 12, Glyphs::Braille).to_string()
    };
    let all = [
        Role::Forecast,
        Role::Frozen,
        Role::Guess,
        Role::Turn,
        Role::Target,
        Role::History,
    ]
    .map(one);
    for (i, a) in all.iter().enumerate() {
        assert!(
            all.iter().skip(i + 1).all(|b| a != b),
            "line {i} looks like another"
        );
    }
}

#[test]
fn gaps_and_changes_of_definition_break_the_line() {
    let whole = Chart::new("", "").history("", &series("2011:10 2012:10 2013:10 2014:10 2015:10"));
    let gap = Chart::new("", "").history("", &series("2011:10 2012:10 2013: 2014:10 2015:10"));
    let cells = |chart: &Chart| count(&chart.grid(60, 12, Glyphs::Braille), Role::History);
    assert!(cells(&gap) + 15 < cells(&whole));

    let mut changed = points("2011:10 2012:10 2013:12 2014:12");
    changed[2].definition = Some(Arc::from("new"));
    let chart = Chart::new("", "").history("", &Series::new(changed).unwrap());
    assert_eq!(chart.breaks, [(Some(p("2012")), p("2013"))]);
    assert!(count(&chart.grid(60, 12, Glyphs::Braille), Role::Break) > 3);
}

#[test]
fn labels_never_overlap() {
    let mut chart = Chart::new("Deaths", "per 1,000");
    for (name, values) in [
        ("All", "5.8"),
        ("White", "5.7"),
        ("Black", "5.75"),
        ("Hispanic", "5.79"),
    ] {
        chart = chart.group(name, &series(&format!("2017:{values} 2021:{values}")));
    }
    let text = chart.grid(78, 16, Glyphs::Braille).to_string();
    for label in ["5.8 All", "5.7 White", "5.75 Black", "5.79 Hispanic"] {
        assert_eq!(text.matches(label).count(), 1, "{text}");
    }
    let months: Vec<String> = (0..60)
        .map(|i| format!("{}:{i}", p("2016-01").next(i).unwrap()))
        .collect();
    let axis = Chart::new("", "")
        .history("", &series(&months.join(" ")))
        .grid(60, 12, Glyphs::Braille)
        .to_string();
    let names: Vec<&str> = axis
        .lines()
        .rev()
        .find(|l| l.contains("2016-01"))
        .unwrap()
        .split_whitespace()
        .collect();
    assert!(
        names.len() > 3 && names.iter().all(|name| name.parse::<Period>().is_ok()),
        "{axis}"
    );
}

#[test]
fn wide_letters_keep_their_columns() {
    let chart = Chart::new("吸烟的学生", "%").history("测量", &series("2016:70 2018:65 2020:60"));
    let grid = chart.grid(60, 12, Glyphs::Braille);
    assert!(grid.rows().all(|row| row.len() == 60));
    assert!(grid.to_string().contains("吸烟的学生") && grid.to_string().contains("60 测量"));
}

#[test]
fn svg_is_whole_and_escaped() {
    let mut chart = smoking();
    chart.title = "Smoking <b> & \"friends\" \u{1b}".into();
    let svg = chart.svg("c1", "Fell from 36.4 to 15.7 <since> 1997.");
    assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"));
    assert!(
        svg.contains("Smoking &lt;b&gt; &amp; &quot;friends&quot;")
            && svg.contains("&lt;since&gt;")
    );
    assert!(
        !svg.contains("<b>")
            && !svg.contains('\u{1b}')
            && !svg.contains("NaN")
            && !svg.contains("inf")
    );
    assert!(svg.contains(r#"id="c1-title""#) && svg.contains("stroke-dasharray"));
    assert_eq!(
        svg.matches("http").count(),
        1,
        "nothing from outside but the name of the format"
    );
    assert!(svg.matches("<circle").count() >= 12);
}

#[test]
fn round_values_stand_at_equal_distances_in_print() {
    let svg = smoking().svg("c1", "");
    let heights: Vec<f64> = svg
        .lines()
        .filter(|line| line.contains("#d5dae0"))
        .map(|line| line.split([' ', 'H']).nth(2).unwrap().parse().unwrap())
        .collect();
    let steps: Vec<f64> = heights.windows(2).map(|w| w[0] - w[1]).collect();
    assert!(
        steps.len() >= 2 && steps.iter().all(|step| (step - steps[0]).abs() < 0.3),
        "{heights:?}"
    );
}

#[test]
fn nothing_to_see_is_no_picture() {
    let empty = Chart::new("Title", "%");
    assert!(
        empty
            .grid(80, 20, Glyphs::Braille)
            .to_string()
            .trim()
            .is_empty()
    );
    assert!(empty.svg("a", "").contains("</svg>"));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn any_size_and_values_draw(
        values in proptest::collection::vec(prop_oneof![-1e9f64..1e9, Just(0.0), 0.0f64..1.0], 1..30),
        width in 0u16..140,
        height in 0u16..50,
        glyphs in prop_oneof![Just(Glyphs::Braille), Just(Glyphs::Blocks), Just(Glyphs::Ascii)],
    ) {
        let readings = values.iter().zip(0..).map(|(v, i)| Point::new(p("1990").next(i).unwrap(), *v)).collect();
        let history = Series::new(readings).unwrap();
        let chart = Chart::new("Title", "unit")
            .history("measured", &history)
            .guess("guess", &[(p("2030"), values[0])], &history)
            .target("target", None, 5.0);
        let grid = chart.grid(width, height, glyphs);
        prop_assert_eq!(grid.rows().flatten().count(), usize::from(width) * usize::from(height));
        prop_assert!(!chart.svg("x", "").contains("NaN"));
    }
}
