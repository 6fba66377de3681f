//! `upturn curve` as a person calls it: the real binary, real files, figures that were checked by hand.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on must fail"
)]

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;

fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/data")
        .join(name)
}

fn upturn(file: &std::path::Path, args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_upturn"))
        .arg("curve")
        .arg(file)
        .args(args)
        .env_remove("LC_ALL")
        .env_remove("LC_CTYPE")
        .env("LANG", "C.UTF-8")
        .output()
        .unwrap()
}

fn text(file: &str, args: &[&str]) -> String {
    let output = upturn(&data(file), args);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).unwrap()
}

fn json(file: &str, args: &[&str]) -> Value {
    serde_json::from_str(&text(file, &[args, &["--json"]].concat())).unwrap()
}

fn near(value: &Value, wanted: f64, within: f64) {
    let got = value
        .as_f64()
        .unwrap_or_else(|| panic!("{value} is not a number"));
    assert!((got - wanted).abs() <= within, "{got} is not {wanted}");
}

/// The value that a method forecasts for a period.
fn forecast<'a>(answer: &'a Value, method: &str, period: &str) -> &'a Value {
    let one = answer["forecasts"]
        .as_array()
        .unwrap()
        .iter()
        .find(|f| f["method"] == method)
        .unwrap();
    &one["points"]
        .as_array()
        .unwrap()
        .iter()
        .find(|p| p["period"] == period)
        .unwrap()["value"]
}

#[test]
fn smoking_was_turned() {
    let answer = json(
        "us-high-school-smoking.csv",
        &[
            "--better",
            "lower",
            "--unit",
            "%",
            "--forecast-from",
            "1997",
        ],
    );
    assert_eq!(answer["n"], 12);
    near(&answer["first"], 27.5, 0.0);
    near(&answer["last"], 15.7, 0.0);
    near(&answer["change"], -11.8, 1e-9);
    near(&answer["change_percent"], -42.9, 0.05);
    assert_eq!(
        answer["trend"],
        serde_json::json!({"direction": "down", "periods": 4})
    );
    near(&answer["median"], 25.25, 1e-9);
    assert_eq!(answer["run_chart"]["verdict"], "signal");
    assert_eq!(
        (&answer["run_chart"]["shift"], &answer["run_chart"]["trend"]),
        (&true.into(), &true.into())
    );
    assert_eq!(answer["run_chart"]["runs"], 2);
    near(forecast(&answer, "line", "1999"), 40.05, 1e-9);
    near(forecast(&answer, "line", "2003"), 46.25, 1e-9);
    assert_eq!(answer["forecasts"][0]["n"], 4);
    let judged = answer["actual_against_forecast"].as_array().unwrap();
    assert_eq!(judged.len(), 8);
    assert_eq!(judged[0]["period"], "1999");
    near(&judged[0]["forecast"], 40.05, 1e-9);
    near(&judged[0]["actual"], 34.8, 0.0);
    assert!(judged.iter().all(|row| row["beats"] == true));
    assert_eq!(answer["turned"], true);
    assert_eq!(answer["groups"], serde_json::json!([]));
}

#[test]
fn graduation_rises() {
    let answer = json(
        "us-graduation-rate.csv",
        &["--better", "higher", "--unit", "%"],
    );
    near(forecast(&answer, "line", "2020"), 88.0, 1e-9);
    assert_eq!(
        answer["trend"],
        serde_json::json!({"direction": "up", "periods": 6})
    );
    near(&answer["change"], 6.0, 1e-9);
    near(&answer["change_percent"], 7.6, 0.05);
    assert_eq!(answer["run_chart"]["verdict"], Value::Null);
    assert_eq!(answer["actual_against_forecast"], serde_json::json!([]));
    assert_eq!(answer["turned"], Value::Null);
}

#[test]
fn infant_mortality_by_group() {
    let answer = json(
        "us-infant-mortality-by-group.csv",
        &["--unit", "per 1,000", "--compare-to", "white"],
    );
    assert_eq!((&answer["group"], &answer["n"]), (&"All".into(), &5.into()));
    assert_eq!(
        answer["trend"],
        serde_json::json!({"direction": "flat", "periods": 1})
    );
    near(&answer["change_percent"], -6.9, 0.05);
    near(forecast(&answer, "line", "2024"), 5.03, 0.005);
    let groups = answer["groups"].as_array().unwrap();
    assert_eq!(groups.len(), 4);
    let black = groups.iter().find(|g| g["name"] == "Black").unwrap();
    near(&black["ratio_to"], 2.39, 0.005);
    near(&black["gap_to"], 6.1, 1e-9);
    near(&black["over_time"][0]["ratio"], 2.34, 0.005);
    near(&black["over_time"][0]["gap"], 6.3, 1e-9);
    assert_eq!(black["compared_to"], "White");
    let white = groups.iter().find(|g| g["name"] == "White").unwrap();
    assert_eq!(white["ratio_to"], Value::Null);

    let unasked = json("us-infant-mortality-by-group.csv", &[]);
    assert!(
        unasked["groups"]
            .as_array()
            .unwrap()
            .iter()
            .all(|g| g["ratio_to"].is_null() && g["gap_to"].is_null())
    );
}

#[test]
fn the_figures_in_words() {
    let words = text(
        "us-high-school-smoking.csv",
        &[
            "--better",
            "lower",
            "--unit",
            "%",
            "--forecast-from",
            "1997",
            "--width",
            "118",
        ],
    );
    for sentence in [
        "From 27.5 % in 1991 to 15.7 % in 2013: down 11.8 percentage points. That is 42.9 per cent lower",
        "Target for 2013: 16 %, surpassed by 0.3 percentage points.",
        "Current trend: down for 4 periods.",
        "Median: 25.25.",
        "n = 4: 40.05 in 1999",
        "Better than forecast, 8 of 8. The curve has turned",
    ] {
        assert!(
            words.contains(sentence),
            "“{sentence}” is missing in\n{words}"
        );
    }
    assert!(
        words.contains('●') && words.lines().all(|line| line.chars().count() <= 118),
        "{words}"
    );
    let unjudged = text("us-high-school-smoking.csv", &["--forecast-from", "1997"]);
    assert!(
        unjudged.contains("--better higher or --better lower") && !unjudged.contains("  better\n")
    );
}

#[test]
fn ascii_on_request() {
    let drawn = text("us-high-school-smoking.csv", &["--ascii", "--unit", "%"]);
    assert!(drawn.is_ascii() && drawn.contains('#'), "{drawn}");
}

/// A file in a folder of its own.
fn file(content: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("values.csv");
    std::fs::write(&path, content).unwrap();
    (folder, path)
}

#[test]
fn nothing_crosses_a_change_of_definition() {
    let (_folder, path) = file(
        b"period,value,definition\n2011,90,\n2012,80,\n2013,70,\n2014,60,\n2015,20,new\n2016,21,\n2017,22,\n2018,23,\n",
    );
    let answer: Value =
        serde_json::from_slice(&upturn(&path, &["--json", "--ahead", "1"]).stdout).unwrap();
    assert_eq!(
        (&answer["n"], &answer["first_period"]),
        (&4.into(), &"2015".into())
    );
    assert_eq!(
        answer["trend"],
        serde_json::json!({"direction": "up", "periods": 3})
    );
    near(forecast(&answer, "line", "2019"), 24.0, 1e-9);
    assert_eq!(answer["definition_changes"], serde_json::json!(["2015"]));
}

#[test]
fn three_points_have_no_computed_forecast() {
    let (_folder, path) = file(b"period,value\n2016,1\n2017,2\n2018,3\n");
    let answer: Value = serde_json::from_slice(&upturn(&path, &["--json"]).stdout).unwrap();
    assert_eq!(answer["forecasts"], serde_json::json!([]));
    let words = String::from_utf8(upturn(&path, &["--width", "118"]).stdout).unwrap();
    assert!(
        words.contains("The room's own guess is all there is."),
        "{words}"
    );
}

#[test]
fn percentages_end_at_the_whole() {
    let (_folder, path) =
        file(b"period;value\r\n2016;85 %\r\n2017;90 %\r\n2018;95 %\r\n2019;99 %\r\n");
    let answer: Value = serde_json::from_slice(&upturn(&path, &["--json"]).stdout).unwrap();
    for one in answer["forecasts"].as_array().unwrap() {
        for point in one["points"].as_array().unwrap() {
            assert!(point["high"].as_f64().unwrap() <= 100.0);
        }
    }
}

#[test]
fn bad_files_and_questions_say_why() {
    let refused = |content: &[u8], args: &[&str]| {
        let (_folder, path) = file(content);
        let output = upturn(&path, args);
        assert!(output.stdout.is_empty());
        (
            output.status.code().unwrap(),
            String::from_utf8(output.stderr).unwrap(),
        )
    };
    let good = b"period,value,group\n2016,1,East\n2017,2,East\n";
    let (code, said) = refused(b"period,value\n2016,many\n2016,2\n", &[]);
    assert_eq!(code, 65);
    assert!(
        said.contains("values.csv:2:6: “many” is not a number")
            && said.contains("values.csv:3:1: 2016 is there twice")
    );
    assert_eq!(refused(b"", &[]).0, 65);
    let (code, said) = refused(good, &["--compare-to", "West"]);
    assert_eq!(code, 64);
    assert!(said.contains("The file has: East."), "{said}");
    assert_eq!(refused(good, &["--forecast-from", "1990"]).0, 64);
    assert_eq!(refused(good, &["--forecast-from", "2016-03"]).0, 64);
    assert_eq!(refused(good, &["--ahead", "0"]).0, 2);
    let output = upturn(&data("no-such-file.csv"), &[]);
    assert_eq!(output.status.code(), Some(66));
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("no-such-file.csv: the file cannot be opened")
    );
}
