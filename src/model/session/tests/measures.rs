//! Measures: their data table, groups, guesses and frozen forecasts.

use super::table::Table;

const WAIT: &str = "ana: measure Wait in curve 2014=38 2015=gap 2016=40 boys@2016=44\n";

fn series(table: &Table, group: &str) -> String {
    let lines = table.measure("Wait").series(group).map(|(period, point)| {
        let value = point
            .value
            .map_or("gap".to_owned(), |value| value.to_string());
        format!("{period}={value}")
    });
    lines.collect::<Vec<_>>().join(" ")
}

#[test]
fn a_table_is_written_with_gaps_groups_and_lines_taken_away() {
    let mut table = Table::with(WAIT);
    assert_eq!(series(&table, ""), "2014=38 2015=gap 2016=40");
    assert_eq!(series(&table, "boys"), "2016=44");
    table.does(
        "
        di: points Wait 2015=39 2016=40
        di: points Wait 2015=39 -> nothing
        di: points Wait 2014 2013 2017=1 2017=42
        ",
    );
    assert_eq!(series(&table, ""), "2015=39 2016=40 2017=42");
    table.does("di: undo\ndi: undo");
    assert_eq!(series(&table, ""), "2014=38 2015=gap 2016=40");
    table.does("ana: points Wait 2014");
    assert_eq!(series(&table, ""), "2015=gap 2016=40");
}

#[test]
fn kinds_of_periods_do_not_mix() {
    let mut table = Table::with(WAIT);
    table.does(
        "
        ana: points Wait 2016-03=4 -> “2016-03” does not fit the other periods of this series.
        ana: points Wait girls@2016/17=4 -> “2016/17” does not fit the other periods of this series.
        ana: guess Wait 2016-Q1=4 -> “2016-Q1” does not fit the other periods of this series.
        ana: measure Other in curve 2016=1 2016-03=2 -> “2016-03” does not fit the other periods of this series.
        ana: points Wait 2014 2015 2016 boys@2016=44 2016-03=4 -> “2016-03” does not fit the other periods of this series.
        ana: points Wait 2014 2015 2016 boys@2016 2016-03=4
        ",
    );
    assert_eq!(series(&table, ""), "2016-03=4");
}

#[test]
fn taking_back_does_not_mix_them_either() {
    Table::with(&format!(
        "{WAIT}
        di: points Wait 2014 2015 2016 boys@2016
        ana: points Wait 2016-03=4
        di: undo -> Your last change, “set 4 points of “Wait””, was changed again by someone else. It stays.
        "
    ));
}

#[test]
fn the_group_to_compare_with_must_be_there() {
    let mut table = Table::with(WAIT);
    table.does(
        r#"
        ana: describe Wait compare-to girls -> This measure has no group “girls”.
        ana: describe Wait compare-to boys
        ana: describe Wait compare-to ""
        ana: describe Wait better higher
        ana: describe Wait better up -> “up” is not one of the choices: higher, lower.
        ana: describe Wait ok perhaps -> “perhaps” is not one of the choices: yes, no.
        ana: describe Wait population many -> “many” is not a number.
        ana: describe Wait population "12,000"
        ana: describe Wait name "" -> Nothing written yet.
        ana: describe Wait unit "%"
        ana: undo
        "#,
    );
    let wait = table.measure("Wait");
    assert_eq!(wait.text_of("better"), "higher");
    assert_eq!(wait.number_of("population"), Some(12000.0));
    assert_eq!(wait.get("unit"), None);
}

#[test]
fn guesses_are_given_and_taken_back() {
    let mut table = Table::with(WAIT);
    table.does(
        "
        di: guess Wait 2018=44
        di: guess Wait 2018=44 -> nothing
        di: guess Wait 2018
        di: undo
        di: guess Wait 2019=NaN -> “–” is not a number.
        ",
    );
    let guess = |table: &Table| {
        let period: crate::insight::period::Period = "2018".parse().expect("a period");
        let found = table
            .measure("Wait")
            .scenario("")
            .find(|(at, _)| *at == period);
        found.map(|(_, value)| value)
    };
    assert_eq!(guess(&table), Some(44.0));
    table.does("di: undo");
    assert_eq!(guess(&table), None);
}

#[test]
fn scenarios_stand_beside_the_rooms_guess_and_old_records_are_the_rooms() {
    let mut table = Table::with(WAIT);
    table.does(
        "
        di: guess Wait 2018=44
        di: guess Wait with-rides@2018=30
        di: guess Wait with-rides@2019=25
        ",
    );
    let values = |table: &Table, name: &str| -> Vec<f64> {
        table
            .measure("Wait")
            .scenario(name)
            .map(|(_, value)| value)
            .collect()
    };
    assert_eq!(values(&table, ""), [44.0]);
    assert_eq!(values(&table, "with-rides"), [30.0, 25.0]);
    assert_eq!(table.measure("Wait").scenarios(), ["with-rides".into()]);
    table.does("di: undo");
    assert_eq!(values(&table, "with-rides"), [30.0]);
    let old = r#"{"guess_given":{"measure":"0198f000-0000-7000-8000-000000000001","period":"2018","value":44.0}}"#;
    let event: crate::model::Event = serde_json::from_str(old).expect("an old record");
    assert!(
        matches!(&event, crate::model::Event::GuessGiven { scenario, .. } if scenario.is_empty()),
        "{event:?}"
    );
    assert_eq!(serde_json::to_string(&event).expect("a record"), old);
}

#[test]
fn a_frozen_forecast_is_never_undone_and_holds_its_measure() {
    let mut table = Table::with(WAIT);
    table.does(
        "
        di: freeze Wait
        di: freeze Wait girls -> This measure has no group “girls”.
        di: undo -> There is nothing of yours to undo.
        ana: undo -> Your last change, “added the measure “Wait””, was changed again by someone else. It stays.
        ana: points Wait 2016=99
        ",
    );
    let frozen: Vec<_> = table.measure("Wait").frozen.iter().collect();
    assert_eq!(frozen.len(), 1);
    assert!((frozen[0].forecast.points[0].value - 41.5).abs() < 1e-9);
}

#[test]
fn a_measure_is_unmade_and_made_again() {
    let mut table = Table::with(WAIT);
    let whole = table.session.clone();
    table.does("ana: undo");
    assert!(table.session.measures.is_empty());
    table.does("ana: redo");
    assert!(table.session.same_content(&whole));
}

#[test]
fn a_year_is_no_share_in_percent() {
    let mut table = Table::with("ana: measure Wait in curve 2014=38\n");
    table.does(
        "
        ana: points Wait 2016=2021
        ana: describe Wait unit %
        ana: points Wait 2017=2021 -> “2021 %” looks like a year: the year goes to the period, and its share beside it.
        ana: guess Wait 2018=2021 -> “2021 %” looks like a year: the year goes to the period, and its share beside it.
        ana: points Wait 2017=120
        ",
    );
    assert_eq!(series(&table, ""), "2014=38 2016=2021 2017=120");
}
