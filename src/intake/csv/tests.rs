use super::*;

fn good(text: &str) -> Table {
    read("a.csv", text.as_bytes()).unwrap_or_else(|problems| panic!("{problems:?}"))
}

fn bad(text: &str) -> Vec<String> {
    read("a.csv", text.as_bytes())
        .unwrap_err()
        .iter()
        .map(ToString::to_string)
        .collect()
}

/// The one problem of a file: its place and message, without the hint.
fn only(text: &str) -> String {
    let problems = bad(text);
    assert_eq!(problems.len(), 1, "{problems:?}");
    let (first, hint) = problems[0].split_once('\n').unwrap();
    assert!(hint.trim().len() > 10, "a hint that helps");
    first.to_owned()
}

fn values(table: &Table) -> Vec<Option<f64>> {
    table.rows.iter().map(|row| row.value).collect()
}

#[test]
fn columns_in_any_order_and_case() {
    let table = good("Note,VALUE,Period\n\"fell, at last\",27.5,1991\n,30.5,1993\n");
    assert_eq!(values(&table), [Some(27.5), Some(30.5)]);
    assert_eq!(table.rows[0].note.as_deref(), Some("fell, at last"));
    assert_eq!(table.rows[1].line, 3);
    assert!(!table.percent && table.ignored.is_empty());
}

#[test]
fn what_spreadsheets_write_is_read() {
    let plain = good("period,value\n2011,79\n2012,80\n");
    assert_eq!(
        good("\u{feff}period,value\r\n2011,79\r\n2012,80\r\n").series,
        plain.series
    );
    assert_eq!(good("period;value\n2011;79\n2012;80").series, plain.series);
    assert_eq!(
        good("sep=;\r\nperiod;value\r\n2011;79\r\n2012;80\r\n").series,
        plain.series
    );
    assert_eq!(
        good("period\tvalue\n2011\t79\n\n2012\t80\n\t\n").series,
        plain.series
    );
    assert_eq!(good("period,value\r2011,79\r2012,80").series, plain.series);
    let little: Vec<u8> = "\u{feff}period\tvalue\r\n2011\t79\r\n2012\t80\r\n"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    assert_eq!(read("a.csv", &little).unwrap().series, plain.series);
    let big: Vec<u8> = "\u{feff}period,value\n2011,79\n2012,80\n"
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    assert_eq!(read("a.csv", &big).unwrap().series, plain.series);
    let percent = good("period;value\n2011;79,5 %\n2012;80 %\n");
    assert_eq!(
        (values(&percent), percent.percent),
        (vec![Some(79.5), Some(80.0)], true)
    );
}

#[test]
fn empty_cells_are_gaps_and_unknown_columns_are_told() {
    let table = good("period,value,district\n2011,79,East\n2012,,East\n2013\n2014,82,West\n");
    assert_eq!(values(&table), [Some(79.0), None, None, Some(82.0)]);
    assert_eq!(table.ignored, ["district"]);
    assert_eq!(table.series(None).unwrap().points().len(), 4);
}

#[test]
fn groups_are_series_of_their_own() {
    let table = good(
        "period,group,value,target\n2017,White,4.7,\n2017,All,5.8,\n2018,all,5.7,5.0\n2018,White,4.6,\n",
    );
    assert_eq!(table.series.len(), 2);
    assert_eq!(
        table.whole().unwrap().0.as_deref(),
        Some("All"),
        "called so, though not the first"
    );
    assert_eq!(table.series(Some("ALL")).unwrap().points().len(), 2);
    assert_eq!(table.target(Some("All")).unwrap().1.to_string(), "5");
    assert!(table.series(None).is_none());
}

#[test]
fn a_definition_breaks_the_series() {
    let table = good("period,value,definition\n2015,5.9,\n2016,5.9,new\n2017,5.8,\n");
    assert_eq!(table.series(None).unwrap().breaks().count(), 1);
}

#[test]
fn a_missing_column_is_named_with_what_is_there() {
    assert_eq!(
        only("year,value\n2011,79\n"),
        "a.csv:1:1: there is no column “period”"
    );
    assert!(bad("year,value\n2011,79\n")[0].ends_with("year, value"));
    assert_eq!(
        bad("2011,79\n2012,80\n").len(),
        2,
        "neither column is named"
    );
    assert_eq!(
        only("period,value,Value\n2011,1,2\n"),
        "a.csv:1:14: the column “value” is there twice"
    );
}

#[test]
fn every_problem_is_found_with_its_place() {
    let problems = bad("period,value\n2011,many\n2012,80\n2012,81\nlast year,82\n2013,1,234\n");
    let starts: Vec<&str> = problems
        .iter()
        .map(|p| p.split(": ").next().unwrap())
        .collect();
    assert_eq!(starts, ["a.csv:2:6", "a.csv:4:1", "a.csv:5:1", "a.csv:6:8"]);
    assert!(problems[1].contains("2012 is there twice; the other is in line 3"));
}

#[test]
fn two_rows_for_one_period_and_group() {
    assert_eq!(
        only("period,value,group\n2011,79,East\n2011,80,West\n2011,81,east\n"),
        "a.csv:4:1: 2011 for “east” is there twice; the other is in line 2"
    );
}

#[test]
fn what_can_mean_two_things_is_refused() {
    assert_eq!(
        only("period,value\n2011,\"1,234\"\n"),
        "a.csv:2:6: “1,234” can be read as a decimal number or as thousands"
    );
    assert_eq!(
        values(&good("period,value\n2011,\"1,234\"\n2012,\"1,240.5\"\n")),
        [Some(1234.0), Some(1240.5)]
    );
    assert_eq!(
        values(&good("period;value\n2011;27,5\n2012;28,125\n")),
        [Some(27.5), Some(28.125)]
    );
    assert_eq!(
        only("period,value\n2011,27%\n2012,28\n"),
        "a.csv:3:6: this value has no %, others have"
    );
}

#[test]
fn kinds_of_periods_do_not_mix() {
    assert!(
        only("period,value\n2011-12,79\n2012-13,80\n")
            .starts_with("a.csv:3:1: 2012/13 is not the same kind of period as 2011-12")
    );
    assert!(bad("period,value\n2011-12,79\n2012-13,80\n")[0].contains("2016/17 for school years"));
    assert_eq!(
        good("period,value\n2011/12,79\n2012-13,80\n")
            .series(None)
            .unwrap()
            .points()
            .len(),
        2
    );
}

#[test]
fn an_empty_file_and_one_with_a_header_only() {
    assert_eq!(only(""), "a.csv: the file is empty");
    assert_eq!(only("\u{feff}\n \n"), "a.csv: the file is empty");
    assert_eq!(
        only("period,value\n"),
        "a.csv: there is no value in the file"
    );
}

#[test]
fn a_huge_file_is_refused_without_reading_it_all() {
    struct Endless(u64);
    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            self.0 += buffer.len() as u64;
            buffer.fill(b'1');
            Ok(buffer.len())
        }
    }
    let mut source = Endless(0);
    let problems = read_from("huge.csv", &mut source).unwrap_err();
    assert!(problems[0].to_string().contains("larger than 8 MB"));
    assert!(source.0 < 4 * MOST_BYTES, "read {} bytes", source.0);
}

#[test]
fn too_many_rows_are_refused() {
    use std::fmt::Write as _;
    let mut text = String::from("period,value,group\n");
    for i in 0..=MOST_ROWS {
        writeln!(text, "2011,1,{i}").unwrap();
    }
    assert_eq!(
        only(&text),
        "a.csv: the file has 50001 rows; 50000 can be read"
    );
}

#[test]
fn a_file_wrong_throughout_does_not_flood() {
    let text = format!("period,value\n{}", "2011,x\n".repeat(1000));
    let problems = bad(&text);
    assert_eq!(problems.len(), MOST_PROBLEMS + 1);
    assert!(problems[MOST_PROBLEMS].contains("more problems"));
}

#[test]
fn what_cannot_be_seen_is_refused_with_its_place() {
    assert_eq!(
        only("period,value,note\n2011,1,a\u{1b}[31m\n"),
        "a.csv:2:9: a character that cannot be seen (U+001B) stands here"
    );
    assert_eq!(
        only("period,value,note\n2011,1,\u{202e}abc\n"),
        "a.csv:2:8: a character that cannot be seen (U+202E) stands here"
    );
    assert!(
        only(&format!(
            "period,value,note\n2011,1,e{}\n",
            "\u{301}".repeat(5000)
        ))
        .contains("more than 2000 characters")
    );
}

#[test]
fn what_is_no_text_is_refused() {
    let first = |bytes: &[u8]| read("a.csv", bytes).unwrap_err()[0].to_string();
    assert!(first(b"PK\x03\x04rest").starts_with("a.csv: this is a spreadsheet, not a CSV file"));
    assert!(
        first(b"period,value,note\n2011,1,caf\xe9\n")
            .starts_with("a.csv:2:11: a letter here is not written in UTF-8")
    );
    assert!(first(b"period\0,value").starts_with("a.csv: this is not a text file"));
    assert!(first(b"\xff\xfep").starts_with("a.csv: the file is damaged UTF-16"));
}

#[test]
fn an_open_quotation_mark_is_found() {
    assert_eq!(
        only("period,value,note\n2011,1,\"never closed\n2012,2,\n"),
        "a.csv:2:8: a quotation mark is opened here and never closed"
    );
    let table = good(
        "period,value,note\n2011,1,\"said \"\"no\"\"\ntwice\"\n2012,x5,\n"
            .replace("x5", "5")
            .as_str(),
    );
    assert_eq!(table.rows[0].note.as_deref(), Some("said \"no\"\ntwice"));
    assert_eq!(table.rows[1].line, 4);
}

proptest::proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
        let _ = read("a.csv", &bytes);
    }

    #[test]
    fn no_text_panics(text in "(period|value|group|[,;\t\"\n]|2011|1,234|.){0,40}") {
        if let Ok(table) = read("a.csv", format!("period,value\n{text}").as_bytes()) {
            assert!(table.rows.iter().all(|row| row.value.is_none_or(f64::is_finite)));
        }
    }
}
