//! The verbs of the command line as people and scripts call them: the real program, a store of its own for each test.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

#[path = "support/house.rs"]
mod house;

use std::fs;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::process::Stdio;

use house::{House, said};
use serde_json::Value;
use upturn::journal::{Journal as _, NewRecord, Options, Store, StreamId, wait};
use uuid::Uuid;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");

fn id(said: &str) -> String {
    let id = said.lines().next().unwrap().to_owned();
    Uuid::parse_str(&id).unwrap();
    id
}

#[test]
fn a_store_that_is_not_there_yet_is_no_error_to_list() {
    let house = House::new();
    assert!(house.ok(&["list"]).contains("upturn demo"));
    assert_eq!(house.json(&["list", "--json"]), Value::Array(vec![]));
    house.fails(66, &["doctor"]);
    house.fails(66, &["backup", "all.backup"]);
    assert!(!house.store().exists(), "reading made a store");
}

#[test]
fn the_example_is_added_once_and_shown_as_text_and_as_data() {
    let house = House::new();
    let first = id(&house.ok(&["demo", "--no-open"]));
    assert_eq!(id(&house.ok(&["demo", "--no-open"])), first);

    let listed = house.json(&["list", "--json"]);
    assert_eq!(listed.as_array().unwrap().len(), 1);
    assert_eq!(listed[0]["id"], first);
    assert_eq!(listed[0]["steps"], 10);
    let title = listed[0]["title"].as_str().unwrap();
    assert!(house.ok(&["list"]).contains(title));

    let text = house.ok(&["show", "smoke"]);
    let spanish = house.ok(&["--lang", "es", "show", "smoke"]);
    assert!(spanish.contains("La historia tras la curva"), "{spanish}");
    assert!(spanish.contains("Meta para 2003: 27.5 %."), "{spanish}");
    assert!(!spanish.contains("Target for"), "{spanish}");
    assert_eq!(
        house.json(&["--lang", "es", "show", "smoke", "--json"]),
        house.json(&["show", "smoke", "--json"]),
        "data speak one language"
    );
    assert!(text.starts_with(title), "{text}");
    assert!(
        text.lines().all(|line| line.chars().count() <= 80),
        "{text}"
    );
    assert!(!text.contains('\u{1b}'), "plain text has no escapes");

    let data = house.json(&["show", &first[..13], "--json"]);
    assert_eq!(data["format"], "upturn-session");
    assert_eq!(data["title"], title);
    let steps: Vec<&str> = data["steps"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| step["id"].as_str().unwrap())
        .collect();
    assert_eq!(
        steps,
        [
            "purpose",
            "result",
            "experience",
            "curve",
            "story",
            "whys",
            "partners",
            "works",
            "plan",
            "report"
        ]
    );
    let curve = &data["steps"][3]["measures"][0];
    assert_eq!(curve["fields"]["better"], "lower");
    let points = curve["points"].as_array().unwrap().iter();
    let mut measured = points.filter(|point| point["value"].is_number());
    assert_eq!(measured.next_back().unwrap()["period"], "1997");
    assert!(!curve["frozen"].as_array().unwrap().is_empty());
    let why = &data["steps"][5]["cards"];
    assert!(
        why.as_array()
            .unwrap()
            .iter()
            .any(|card| card["parent"].is_string())
    );
    let plan = &data["steps"][8]["cards"];
    assert!(
        plan.as_array()
            .unwrap()
            .iter()
            .any(|card| !card["comes_from"].is_null())
    );
}

#[test]
fn the_reference_of_the_data_names_every_key_that_is_printed() {
    fn keys(value: &Value, within: &str, found: &mut std::collections::BTreeSet<String>) {
        match value {
            Value::Array(all) => all.iter().for_each(|one| keys(one, within, found)),
            Value::Object(all) => {
                for (key, value) in all {
                    // What a card's fields are called is the script's affair.
                    if within != "fields" {
                        found.insert(key.clone());
                    }
                    keys(value, key, found);
                }
            }
            _ => {}
        }
    }
    let house = House::new();
    house.ok(&["demo", "--no-open"]);
    let mut found = std::collections::BTreeSet::new();
    keys(&house.json(&["show", "smoke", "--json"]), "", &mut found);
    keys(&house.json(&["list", "--json"]), "", &mut found);
    let reference =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/data.md")).unwrap();
    for key in found {
        assert!(
            reference.contains(&format!("`{key}`")),
            "docs/data.md does not explain `{key}`"
        );
    }
}

#[test]
fn every_format_is_written_and_an_archive_restores_an_identical_session() {
    let house = House::new();
    let example = id(&house.ok(&["demo", "--no-open"]));
    for (name, more, begins) in [
        ("a.md", &[][..], "# "),
        ("a.html", &[], "<!DOCTYPE html>"),
        ("b.html", &["--one-page"], "<!DOCTYPE html>"),
        ("a.svg", &["--step", "curve"], "<svg"),
        ("b.svg", &["--step", "whys"], "<svg"),
        ("a.txt", &[], "Example"),
        ("a.json", &[], "{\n\"format\": \"upturn-archive\""),
        ("page", &["--format", "md"], "# "),
    ] {
        let args = [&["export", "smoke", "--to", name], more].concat();
        assert_eq!(house.ok(&args), format!("{name}\n"));
        let text = fs::read_to_string(house.path(name)).unwrap();
        assert!(text.starts_with(begins), "{name}: {}", &text[..60]);
    }
    assert!(
        house
            .ok(&["export", "smoke", "--to", "-"])
            .starts_with("Example")
    );

    let other = House::new();
    let archive = house.path("a.json").display().to_string();
    assert_eq!(id(&other.ok(&["import", &archive])), example);
    let shown = house.ok(&["show", "smoke", "--json"]);
    assert_eq!(other.ok(&["show", "smoke", "--json"]), shown);
    other.ok(&["export", "smoke", "--to", "again.json"]);
    let without_time = |path: std::path::PathBuf| {
        let text = fs::read_to_string(path).unwrap();
        let lines = text
            .lines()
            .filter(|line| !line.starts_with("\"exported_at\""));
        lines.map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(
        without_time(other.path("again.json")),
        without_time(house.path("a.json"))
    );
    assert!(
        other
            .ok(&["import", &archive])
            .contains("exactly as in the archive")
    );
    assert!(other.ok(&["doctor"]).contains("Nothing is wrong"));
}

#[test]
fn an_archive_goes_on_where_the_store_stands_and_never_overwrites() {
    let house = House::new();
    house.ok(&["demo", "--no-open"]);
    house.ok(&["export", "smoke", "--to", "a.json"]);
    let archive = house.path("a.json").display().to_string();
    let whole: Value = serde_json::from_str(&fs::read_to_string(&archive).unwrap()).unwrap();
    let stream = StreamId::session(whole["session"].as_str().unwrap().parse().unwrap());
    let records = whole["records"].as_array().unwrap();
    let fill = |house: &House, change: Option<usize>| {
        fs::create_dir_all(house.store()).unwrap();
        let store = Store::open(&house.store(), Options { floor: 0 }).unwrap();
        for (seq, record) in (0..).zip(&records[..5]) {
            let mut record = record.clone();
            if change == Some(usize::try_from(seq).unwrap()) {
                record["at"] = Value::from(7);
            }
            let id = record["id"].as_str().unwrap().parse().unwrap();
            let body = record.to_string();
            wait(store.append(stream, seq, NewRecord { id, body })).unwrap();
        }
    };

    let behind = House::new();
    fill(&behind, None);
    assert!(
        behind
            .ok(&["import", &archive])
            .contains("later changes were added")
    );
    assert_eq!(
        behind.ok(&["show", "smoke", "--json"]),
        house.ok(&["show", "smoke", "--json"])
    );

    let other = House::new();
    fill(&other, Some(3));
    let before = other.ok(&["show", "smoke", "--json"]);
    let told = other.fails(64, &["import", &archive]);
    assert!(
        told.contains("Nothing was changed") && told.contains("from change 4 on"),
        "{told}"
    );
    assert_eq!(other.ok(&["show", "smoke", "--json"]), before);

    // The store has more than an older archive.
    let card = upturn::model::CommandId(Uuid::now_v7());
    let more = serde_json::json!({"v": 1, "id": card, "at": 1, "by": records[0]["by"], "ev": [{"retitled": {"title": "Later"}}]});
    let store = Store::open(&behind.store(), Options { floor: 0 }).unwrap();
    let next = u64::try_from(records.len()).unwrap();
    let new = NewRecord {
        id: card.0,
        body: more.to_string(),
    };
    wait(store.append(stream, next, new)).unwrap();
    drop(store);
    assert!(behind.ok(&["import", &archive]).contains("1 later changes"));
    assert_eq!(behind.json(&["show", "Later", "--json"])["title"], "Later");
}

#[test]
fn a_damaged_archive_is_refused_whole() {
    let house = House::new();
    house.ok(&["demo", "--no-open"]);
    house.ok(&["export", "smoke", "--to", "a.json"]);
    let whole = fs::read_to_string(house.path("a.json")).unwrap();
    let cut = whole[..whole.len() / 2].to_owned();
    let body = whole.find("\"records\"").unwrap();
    let changed = format!(
        "{}{}",
        &whole[..body],
        whole[body..].replacen("smoke", "smoka", 1)
    );
    for (name, text, said) in [
        ("cut.json", cut.as_str(), "ends too early"),
        ("changed.json", &changed, "SHA-256"),
        ("other.json", "{\"a\": 1}", "not an Upturn archive"),
        ("empty.json", "", "ends too early"),
    ] {
        let other = House::new();
        let file = other.write(name, text);
        let told = other.fails(65, &["import", &file]);
        assert!(told.contains(said) && told.contains(name), "{name}: {told}");
        assert!(!other.store().exists(), "{name} made a store");
    }
    let told = house.fails(66, &["import", "none.json"]);
    assert!(told.contains("none.json"), "{told}");
}

#[test]
fn a_backup_holds_everything_and_restores_it() {
    let house = House::new();
    house.ok(&["demo", "--no-open"]);
    house.ok(&["new", "five-whys", "--no-open", "--title", "Late buses"]);
    let told = house.ok(&["backup", "all.backup"]);
    assert!(told.starts_with("2 sessions"), "{told}");
    let mode = fs::metadata(house.path("all.backup"))
        .unwrap()
        .permissions();
    assert_eq!(mode.mode() & 0o077, 0, "a backup is private");
    let told = house.fails(73, &["backup", "all.backup"]);
    assert!(told.contains("exists already"), "{told}");

    let other = House::new();
    let file = house.path("all.backup").display().to_string();
    assert!(
        other
            .ok(&["restore", &file])
            .starts_with("2 sessions restored.")
    );
    assert_eq!(other.ok(&["list", "--json"]), house.ok(&["list", "--json"]));
    assert_eq!(
        other.ok(&["show", "smoke", "--json"]),
        house.ok(&["show", "smoke", "--json"])
    );
    let again = other.ok(&["restore", &file]);
    assert!(again.contains("0 sessions restored") && again.contains("2 sessions already here"));

    let text = fs::read_to_string(&file).unwrap();
    let damaged = other.write("damaged.backup", &text.replacen("Late", "Lats", 1));
    let third = House::new();
    let told = third.fails(65, &["restore", &damaged]);
    assert!(told.contains("Nothing was restored"), "{told}");
    assert_eq!(third.json(&["list", "--json"]), Value::Array(vec![]));
    third.fails(66, &["restore", "none.backup"]);
}

#[test]
fn an_erased_session_leaves_no_byte_behind_and_does_not_come_back() {
    let house = House::new();
    let keeps = id(&house.ok(&["demo", "--no-open"]));
    let marker = "Zanzibarquartz";
    let erased = id(&house.ok(&["new", "five-whys", "--no-open", "--title", marker]));
    let draft = house
        .store()
        .join("drafts")
        .join(&erased)
        .join(Uuid::now_v7().to_string());
    fs::create_dir_all(&draft).unwrap();
    fs::write(draft.join("f.seat"), marker).unwrap();
    house.ok(&["list"]);
    let archive = House::new();
    let file = archive.path("a.json").display().to_string();
    let backup = archive.path("a.backup").display().to_string();
    house.ok(&["export", marker, "--to", &file]);
    house.ok(&["backup", &backup]);
    assert!(
        house.holding(marker).len() >= 3,
        "{:?}",
        house.holding(marker)
    );

    let told = house.fails(64, &["erase", marker, "--title", "Another"]);
    assert!(told.contains("Nothing was erased"), "{told}");
    let told = house.fails(64, &["erase", marker]);
    assert!(
        told.contains("Nothing was erased"),
        "an empty answer is no title: {told}"
    );
    let mut command = house.command(&["erase", marker]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut typing = child.stdin.take().unwrap();
    typing.write_all(format!("{marker}\n").as_bytes()).unwrap();
    drop(typing);
    let told = said(&child.wait_with_output().unwrap());
    assert_eq!(told.code, 0, "{told:?}");
    assert!(told.out.contains("cannot be undone"), "{told:?}");

    assert_eq!(house.holding(marker), Vec::<std::path::PathBuf>::new());
    assert_eq!(house.json(&["list", "--json"])[0]["id"], keeps);
    house.fails(64, &["show", &erased]);
    assert!(house.ok(&["doctor"]).contains("Nothing is wrong"));
    let told = house.fails(64, &["import", &file]);
    assert!(told.contains("was erased"), "{told}");
    assert!(house.ok(&["restore", &backup]).contains("not brought back"));
    assert_eq!(house.holding(marker), Vec::<std::path::PathBuf>::new());
}

#[test]
fn a_session_is_named_by_id_by_its_beginning_or_by_words() {
    let house = House::new();
    let late = id(&house.ok(&[
        "new",
        "five-whys",
        "--no-open",
        "--title",
        "Late buses, east",
    ]));
    let west = id(&house.ok(&["new", "five-whys", "--no-open", "--title", "Late buses"]));
    house.ok(&["new", "turn-the-curve", "--no-open", "--title", "Reading"]);
    let shown = |asked: &str| house.json(&["show", asked, "--json"])["id"].clone();
    assert_eq!(shown(&late), late);
    assert_eq!(shown(&late.to_uppercase()), late);
    assert_eq!(shown(&late[..35]), late);
    assert_eq!(shown("east LATE"), late);
    assert_eq!(shown("late buses"), west, "a title said whole comes first");
    let told = house.fails(64, &["show", "buses"]);
    assert!(
        told.contains("Several") && told.contains(&late) && told.contains(&west),
        "{told}"
    );
    let told = house.fails(64, &["show", "trains"]);
    assert!(
        told.contains("trains") && told.contains("upturn list"),
        "{told}"
    );
    house.fails(64, &["show", &Uuid::now_v7().to_string()]);
    let told = house.fails(64, &["new", "six-whys", "--no-open"]);
    assert!(
        told.contains("five-whys") && told.contains("turn-the-curve"),
        "{told}"
    );
    let told = house.fails(64, &["open", "Reading", "--at", "nowhere"]);
    assert!(told.contains("purpose"), "{told}");
    let told = house.fails(64, &["open", "Reading"]);
    assert!(told.contains("terminal"), "{told}");
    // The ids of the list name their sessions.
    for line in house.ok(&["list"]).lines().skip(1) {
        let (short, rest) = line.split_once("  ").unwrap();
        assert!(
            rest.trim().ends_with(
                house.json(&["show", short, "--json"])["title"]
                    .as_str()
                    .unwrap()
            )
        );
    }
}

#[test]
fn a_curve_comes_with_a_new_session_and_a_faulty_one_makes_none() {
    let house = House::new();
    let smoking = format!("{DATA}/us-high-school-smoking.csv");
    house.ok(&[
        "new",
        "turn-the-curve",
        "--no-open",
        "--title",
        "S",
        "--curve",
        &smoking,
    ]);
    let shown = house.json(&["show", "S", "--json"]);
    let points = shown["steps"][3]["measures"][0]["points"]
        .as_array()
        .unwrap()
        .len();
    assert!(points > 10, "{points}");
    for (name, text, says) in [
        ("column.csv", "when,what\n2001,3\n", "period"),
        ("word.csv", "period,value\n2001,many\n", "word.csv:2"),
        ("twice.csv", "period,value\n2001,3\n2001,4\n", "2001"),
        ("empty.csv", "", "empty"),
    ] {
        let file = house.write(name, text);
        let told = house.fails(
            65,
            &["new", "turn-the-curve", "--no-open", "--curve", &file],
        );
        assert!(
            told.contains(says) && told.contains("Nothing"),
            "{name}: {told}"
        );
        house.fails(65, &["curve", &file]);
    }
    house.fails(
        66,
        &["new", "turn-the-curve", "--no-open", "--curve", "none.csv"],
    );
    assert_eq!(house.json(&["list", "--json"]).as_array().unwrap().len(), 1);
    for (name, text) in [
        (
            "bom.csv",
            "\u{feff}period;value\r\n2001;1.234,5\r\n2002;1.300,0\r\n",
        ),
        (
            "plain.csv",
            "period,value\n2001,\"1,234.5\"\n2002,\"1,300.0\"\n",
        ),
    ] {
        let file = house.write(name, text);
        let figures = house.json(&["curve", &file, "--json"]);
        assert_eq!(figures["first"], 1234.5, "{name}");
        assert_eq!(figures["n"], 2, "{name}");
    }
}

#[test]
fn faults_of_scripts_and_themes_are_all_named_with_their_place() {
    let house = House::new();
    let script = fs::read_to_string(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/sessions/turn-the-curve.json"
    ))
    .unwrap();
    for (name, from, to, says) in [
        ("typo.json", "\"minutes\":", "\"minuets\":", "minutes"),
        (
            "kind.json",
            "\"kind\": \"plan\"",
            "\"kind\": \"plam\"",
            "plan",
        ),
        (
            "twice.json",
            "\"id\": \"works\"",
            "\"id\": \"story\"",
            "story",
        ),
        (
            "dangling.json",
            "\"hands_on\": [\"",
            "\"hands_on\": [\"nowhere",
            "nowhere",
        ),
    ] {
        let text = script.replacen(from, to, 1);
        assert_ne!(text, script, "{name} changes nothing");
        let file = house.write(name, &text);
        let told = house.run(&["check", &file]);
        assert_eq!(told.code, 1, "{name}: {told:?}");
        let place = told.out.strip_prefix(&format!("{file}:")).unwrap();
        assert!(
            place.starts_with(|c: char| c.is_ascii_digit()),
            "{name}: {}",
            told.out
        );
        assert!(told.out.contains(says), "{name}: {}", told.out);
    }
    let a = house.write(
        "themes/a.json",
        r#"{"id": "a", "title": "A", "extends": "b"}"#,
    );
    let b = house.write(
        "themes/b.json",
        r#"{"id": "b", "title": "B", "extends": "a"}"#,
    );
    let told = house.run(&["check", &a, &b]);
    assert_eq!(told.code, 1, "{told:?}");
    assert!(told.out.contains("a.json:1:"), "{told:?}");
    house.fails(2, &["check", "none.json"]);
}

#[test]
fn a_broken_script_of_ones_own_hides_no_other() {
    let house = House::new();
    house.write("home/config/upturn/sessions/mine.json", "{\"id\": \"mine\"");
    house.ok(&["new", "five-whys", "--no-open", "--title", "X"]);
    house.fails(64, &["new", "mine", "--no-open"]);
}

#[test]
fn a_script_of_ones_own_is_begun_checked_and_held() {
    let house = House::new();
    let file = house.ok(&["script", "new", "our-talk", "--title", "Our “talk”"]);
    let file = file.lines().next().unwrap();
    assert!(file.ends_with("upturn/sessions/our-talk.json"), "{file}");
    house.ok(&["check", file]);
    let listed = house.ok(&["script", "list"]);
    assert!(listed.contains("Our “talk” · Ours · yours"), "{listed}");
    house.ok(&["new", "our-talk", "--no-open"]);
    // What is there already stays.
    house.fails(73, &["script", "new", "our-talk"]);
    house.fails(65, &["script", "new", "Our Talk"]);
    house.fails(64, &["script", "new", "other", "--like", "nothing"]);

    house.ok(&[
        "script",
        "new",
        "our-curve",
        "--like",
        "turn-the-curve",
        "--to",
        "c.json",
    ]);
    house.ok(&["check", "c.json"]);
    house.ok(&[
        "script",
        "new",
        "ours",
        "--like",
        "turn-the-curve",
        "--title",
        "Our “curve”",
        "--to",
        "o.json",
    ]);
    house.ok(&["check", "o.json"]);
    let ours: Value =
        serde_json::from_str(&fs::read_to_string(house.path("o.json")).unwrap()).unwrap();
    assert_eq!(ours["title"]["en"], "Our “curve”");
    assert_eq!(ours["title"]["es"], "Our “curve”");
    let copy = fs::read_to_string(house.path("c.json")).unwrap();
    assert_eq!(
        copy.replacen("our-curve", "turn-the-curve", 1),
        house.ok(&["script", "show", "turn-the-curve"])
    );
    // A broken one is listed with what is wrong.
    house.write("home/config/upturn/sessions/bad.json", "{\"id\": \"bad\"");
    let listed = house.ok(&["script", "list"]);
    assert!(
        listed.contains("! ") && listed.contains("bad.json:1:"),
        "{listed}"
    );
}

#[test]
fn a_shared_set_of_indicators_begins_a_session() {
    let house = House::new();
    let set = concat!(env!("CARGO_MANIFEST_DIR"), "/sets/child-well-being.csv");
    let new = id(&house.ok(&["new", "whole-population", "--cards", set, "--no-open"]));
    let text = house.ok(&["show", &new]);
    assert!(text.contains("Low birth weight"), "{text}");
    // A file that is wrong makes no session.
    house.write("bad.csv", "text,better\nBuses,purple\n");
    let said = house.fails(
        65,
        &["new", "whole-population", "--cards", "bad.csv", "--no-open"],
    );
    assert!(said.contains("bad.csv:2:7"), "{said}");
    // One that is too long makes none either.
    house.write("long.csv", &format!("text\nBuses\n{}\n", "x".repeat(5000)));
    house.fails(
        64,
        &[
            "new",
            "whole-population",
            "--cards",
            "long.csv",
            "--to",
            "indicators",
            "--no-open",
        ],
    );
    house.fails(
        64,
        &[
            "new",
            "whole-population",
            "--cards",
            set,
            "--to",
            "moon",
            "--no-open",
        ],
    );
    assert_eq!(house.json(&["list", "--json"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_session_goes_on_from_an_earlier_one() {
    let house = House::new();
    let demo = id(&house.ok(&["demo", "--no-open"]));
    house.write(
        "home/config/upturn/sessions/again.json",
        r#"{"id": "again", "title": "Again", "framework": "Ours", "minutes": 20, "steps": [
            {"id": "curve", "kind": "curve", "minutes": 10, "ask": "What is new?", "takes_up": ["curve"]},
            {"id": "plan", "kind": "plan", "minutes": 10, "ask": "What was done?", "takes_up": ["plan"],
             "fields": [{"id": "who", "type": "person"}]}]}"#,
    );
    let begun = house.run(&["new", "again", "--from", &demo, "--no-open"]);
    assert_eq!(begun.code, 0, "{begun:?}");
    assert!(
        begun
            .err
            .contains("stayed in the earlier session: Cost, Due"),
        "{begun:?}"
    );
    let again = id(&begun.out);
    let (was, is) = (
        house.json(&["show", &demo, "--json"]),
        house.json(&["show", &again, "--json"]),
    );
    let measure = |data: &Value| data["measures"][0].clone();
    assert_eq!(measure(&was)["points"], measure(&is)["points"]);
    assert_eq!(
        measure(&was)["frozen"],
        measure(&is)["frozen"],
        "with its own day"
    );
    house.fails(
        64,
        &["new", "again", "--from", "nothing like it", "--no-open"],
    );
}

#[test]
fn a_store_that_is_open_can_be_read_and_not_written() {
    let house = House::new();
    house.ok(&["demo", "--no-open"]);
    house.ok(&["export", "smoke", "--to", "a.json"]);
    let store = Store::open(&house.store(), Options { floor: 0 }).unwrap();
    house.ok(&["list"]);
    house.ok(&["show", "smoke"]);
    house.ok(&["export", "smoke", "--to", "a.md"]);
    house.ok(&["backup", "a.backup"]);
    let told = house.ok(&["doctor"]);
    assert!(told.contains("the readable copy only"), "{told}");
    for args in [
        &["new", "five-whys", "--no-open"][..],
        &["demo", "--no-open"],
        &["import", "a.json"],
        &["restore", "a.backup"],
        &["erase", "smoke", "--title", "x"],
        &["open", "smoke"],
    ] {
        let told = house.fails(69, args);
        let pid = format!("process {}", std::process::id());
        assert!(
            told.contains("is safe") && told.contains(&pid),
            "{args:?}: {told}"
        );
    }
    // A line that is being written is passed over.
    let stream = house.json(&["list", "--json"])[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let segment = house
        .store()
        .join(format!("journal/{stream}/00000001.jsonl"));
    let before = house.ok(&["show", "smoke", "--json"]);
    let mut file = fs::OpenOptions::new().append(true).open(&segment).unwrap();
    file.write_all(b"{\"n\":66,\"id\":\"0000").unwrap();
    assert_eq!(house.ok(&["show", "smoke", "--json"]), before);
    drop(store);
}

#[test]
fn a_damaged_store_is_shown_as_far_as_it_goes_then_repaired() {
    let house = House::new();
    let example = id(&house.ok(&["demo", "--no-open"]));
    let whole = house.ok(&["show", "smoke", "--json"]);
    let segment = house
        .store()
        .join(format!("journal/{example}/00000001.jsonl"));
    let text = fs::read_to_string(&segment).unwrap();
    let at = text
        .lines()
        .take(20)
        .map(|line| line.len() + 1)
        .sum::<usize>()
        + 40;
    let mut bytes = text.into_bytes();
    bytes[at] ^= 1;
    fs::write(&segment, &bytes).unwrap();

    let told = house.run(&["show", "smoke", "--json"]);
    assert_eq!(told.code, 1, "{told:?}");
    assert!(
        told.err.contains("Only the first") && told.err.contains("upturn doctor"),
        "{told:?}"
    );
    assert_eq!(house.run(&["list"]).code, 1);
    let told = house.fails(65, &["export", "smoke", "--to", "a.json"]);
    assert!(
        told.contains("No archive was written") && !house.path("a.json").exists(),
        "{told}"
    );
    let told = house.fails(65, &["backup", "a.backup"]);
    assert!(
        told.contains("upturn doctor") && !house.path("a.backup").exists(),
        "{told}"
    );

    let told = house.run(&["doctor"]);
    assert_eq!(told.code, 1, "{told:?}");
    assert!(
        told.out.contains("Repaired") && told.out.contains("Everything saved is safe"),
        "{told:?}"
    );
    assert_eq!(told.err, "");
    assert_eq!(house.ok(&["show", "smoke", "--json"]), whole);
}

#[test]
fn a_session_of_which_nothing_can_be_read_is_still_spoken_of() {
    let house = House::new();
    let example = id(&house.ok(&["demo", "--no-open"]));
    let segment = house
        .store()
        .join(format!("journal/{example}/00000001.jsonl"));
    let mut bytes = fs::read(&segment).unwrap();
    bytes[..400].fill(b'#');
    fs::write(&segment, bytes).unwrap();
    let told = house.run(&["list"]);
    assert_eq!(told.code, 1, "{told:?}");
    assert!(
        told.err.contains(&example) && told.err.contains("upturn doctor"),
        "{told:?}"
    );
    fs::remove_file(&segment).unwrap();
    assert_eq!(house.run(&["list"]).code, 1);
    assert_eq!(house.run(&["show", &example]).code, 1);
    assert_eq!(house.run(&["doctor"]).code, 1);
    house.ok(&["show", "smoke"]);
}

#[test]
fn what_both_copies_lost_is_named() {
    let house = House::new();
    let example = id(&house.ok(&["demo", "--no-open"]));
    let segment = house
        .store()
        .join(format!("journal/{example}/00000001.jsonl"));
    let mut bytes = fs::read(&segment).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(&segment, &bytes).unwrap();
    fs::remove_dir_all(house.store().join("index")).unwrap();
    let told = house.run(&["doctor"]);
    assert_eq!(told.code, 2, "{told:?}");
    assert!(
        told.out.contains("Lost") && told.out.contains("are missing"),
        "{told:?}"
    );
}

#[test]
fn an_index_of_rubbish_is_rebuilt_without_a_word_about_panics() {
    let house = House::new();
    house.ok(&["demo", "--no-open"]);
    let whole = house.ok(&["show", "smoke", "--json"]);
    for entry in fs::read_dir(house.store().join("index")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() {
            let length = usize::try_from(fs::metadata(&path).unwrap().len()).unwrap();
            fs::write(&path, vec![0xa5; length]).unwrap();
        }
    }
    let told = house.run(&["doctor"]);
    assert_eq!(told.code, 1, "{told:?}");
    assert_eq!(told.err, "");
    assert_eq!(house.ok(&["show", "smoke", "--json"]), whole);
}

#[test]
fn a_store_of_a_newer_version_is_left_alone() {
    let house = House::new();
    house.ok(&["demo", "--no-open"]);
    let newer = "{\"upturn_store\":2,\"sum\":\"d4735e3a265e16ee\"}\n";
    fs::write(house.store().join("format"), newer).unwrap();
    for args in [
        &["list"][..],
        &["show", "smoke"],
        &["doctor"],
        &["demo", "--no-open"],
    ] {
        let told = house.fails(65, args);
        assert!(
            told.contains("newer version") && told.contains("is safe"),
            "{args:?}: {told}"
        );
    }
    assert_eq!(
        fs::read_to_string(house.store().join("format")).unwrap(),
        newer
    );
}

#[test]
fn a_session_of_a_newer_version_is_shown_and_checked_and_never_rewritten() {
    let house = House::new();
    house.ok(&["demo", "--no-open"]);
    house.add_from_the_future("smoke");
    let told = house.ok(&["doctor"]);
    assert!(
        told.contains("newer Upturn") && told.contains("Nothing is wrong"),
        "{told}"
    );
    house.ok(&["show", "smoke"]);
    let told = house.fails(64, &["export", "smoke", "--to", "a.json"]);
    assert!(told.contains("newer"), "{told}");
    house.ok(&["backup", "a.backup"]);
}

#[test]
fn places_that_cannot_be_written_are_named() {
    let house = House::new();
    let file = house.write("file", "in the way");
    let within = format!("{file}/store");
    let told = house.fails(73, &["--store", &within, "demo", "--no-open"]);
    assert!(told.contains(&within) && told.contains("--store"), "{told}");
    house.ok(&["demo", "--no-open"]);
    let told = house.fails(73, &["export", "smoke", "--to", "none/a.md"]);
    assert!(told.contains("none"), "{told}");
    house.fails(73, &["export", "smoke", "--to", ".", "--format", "md"]);
    let told = house.fails(64, &["export", "smoke", "--to", "a.docx"]);
    assert!(told.contains("--format"), "{told}");
    house.fails(64, &["export", "smoke", "--to", "a.md", "--one-page"]);
    house.fails(
        64,
        &["export", "smoke", "--to", "a.md", "--step", "nowhere"],
    );
    assert!(!house.path("a.md").exists());
}

#[test]
fn a_reader_who_has_seen_enough_is_no_error() {
    let house = House::new();
    house.ok(&["demo", "--no-open"]);
    for args in [
        &["show", "smoke", "--json"][..],
        &["list"],
        &["completions", "bash"],
        &["man"],
    ] {
        let mut child = house
            .command(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut reader = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        drop(reader);
        let mut err = String::new();
        child
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut err)
            .unwrap();
        assert_eq!(
            (child.wait().unwrap().code(), err.as_str()),
            (Some(0), ""),
            "{args:?}"
        );
    }
}

#[test]
fn the_program_explains_itself() {
    let house = House::new();
    let paths = house.ok(&["paths"]);
    let store = house.store().display().to_string();
    assert!(
        paths.lines().any(|line| line == format!("store\t{store}")),
        "{paths}"
    );
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        assert!(
            house.ok(&["completions", shell]).contains("upturn"),
            "{shell}"
        );
    }
    assert!(house.ok(&["man"]).contains(".TH upturn"));
    assert!(house.ok(&["man", "export"]).contains("one\\-page"));
    house.fails(64, &["man", "sing"]);
    let help = house.ok(&["--help"]);
    let verbs = help
        .split("Commands:")
        .nth(1)
        .unwrap()
        .split("Options:")
        .next()
        .unwrap();
    let mut seen = 0;
    for line in verbs
        .lines()
        .filter(|line| line.starts_with("  ") && !line.starts_with("   "))
    {
        let verb = line.split_whitespace().next().unwrap();
        if verb != "help" {
            let help = house.ok(&[verb, "--help"]);
            assert!(
                help.contains(&format!("  upturn {verb}")) || help.contains("Example"),
                "{verb}: {help}"
            );
            assert!(help.contains("upturn "), "{verb}");
            seen += 1;
        }
    }
    assert!(seen >= 16, "{seen} verbs");
    house.fails(2, &["sing"]);
}

#[test]
fn a_log_is_private_and_holds_no_words_of_people() {
    let house = House::new();
    let marker = "Zanzibarquartz";
    house.ok(&[
        "--log=debug",
        "new",
        "five-whys",
        "--no-open",
        "--title",
        marker,
    ]);
    house.ok(&["--log", "list"]);
    let log = house.path("home/state/upturn/upturn.log");
    let mode = fs::metadata(&log).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let text = fs::read_to_string(&log).unwrap();
    assert!(text.matches("upturn begins").count() == 2, "{text}");
    assert!(!text.contains(marker));
    house.fails(2, &["--log=loud", "list"]);
}

#[test]
fn archives_and_backups_are_for_their_owner_alone() {
    let house = House::new();
    house.ok(&["demo", "--no-open"]);
    house.ok(&["export", "smoke", "--to", "a.json"]);
    house.ok(&["export", "smoke", "--to", "a.md"]);
    house.ok(&["backup", "a.backup"]);
    let mode = |name: &str| {
        let about = fs::metadata(house.path(name)).unwrap();
        about.permissions().mode() & 0o777
    };
    assert_eq!(mode("a.json"), 0o600);
    assert_eq!(mode("a.backup"), 0o600);
    assert_eq!(mode("store/me.json"), 0o600);
    assert_ne!(mode("a.md"), 0o600, "a report is there to be passed on");
}

#[test]
fn who_you_are_is_never_replaced() {
    let house = House::new();
    house.ok(&["demo", "--no-open"]);
    let me = house.store().join("me.json");
    let whole = fs::read(&me).unwrap();
    fs::write(&me, &whole[..whole.len() / 2]).unwrap();
    let told = house.fails(65, &["new", "five-whys", "--no-open"]);
    assert!(
        told.contains("me.json") && told.contains("is safe") && told.contains("copy"),
        "{told}"
    );
    assert_eq!(fs::read(&me).unwrap(), &whole[..whole.len() / 2]);
    fs::write(&me, &whole).unwrap();
    house.ok(&["new", "five-whys", "--no-open"]);
    assert_eq!(fs::read(&me).unwrap(), whole);
}

#[test]
fn what_is_no_file_is_refused_at_once() {
    let house = House::new();
    house.ok(&["demo", "--no-open"]);
    let made = std::process::Command::new("mkfifo")
        .arg(house.path("pipe"))
        .status();
    assert!(made.unwrap().success());
    for name in ["pipe", ".", "/dev/zero", "nothing"] {
        for args in [
            &["curve", name][..],
            &["new", "turn-the-curve", "--no-open", "--curve", name],
            &["import", name],
            &["restore", name],
        ] {
            let told = house.fails(66, args);
            assert!(told.contains(name), "{args:?}: {told}");
        }
    }
    assert!(house.fails(66, &["curve", "pipe"]).contains("a pipe"));
    assert_eq!(house.json(&["list", "--json"]).as_array().unwrap().len(), 1);
}

#[test]
fn an_example_that_was_cut_off_is_gone_on_with() {
    let whole = House::new();
    let example = id(&whole.ok(&["demo", "--no-open"]));
    let stream = StreamId::session(example.parse().unwrap());
    let store = Store::open(&whole.store(), Options { floor: 0 }).unwrap();
    let records = wait(store.read(stream, 0)).unwrap();
    drop(store);
    let half = House::new();
    fs::create_dir_all(half.store()).unwrap();
    fs::copy(whole.path("store/me.json"), half.path("store/me.json")).unwrap();
    let store = Store::open(&half.store(), Options { floor: 0 }).unwrap();
    for record in &records[..records.len() / 2] {
        let (id, body) = (record.id, record.body.clone());
        wait(store.append(stream, record.seq, NewRecord { id, body })).unwrap();
    }
    drop(store);
    let shown = |house: &House| house.json(&["show", &example, "--json"]);
    assert_ne!(shown(&half), shown(&whole));
    assert_eq!(id(&half.ok(&["demo", "--no-open"])), example);
    assert_eq!(shown(&half), shown(&whole));
}

#[test]
fn an_example_that_people_went_on_with_stays_as_it_is() {
    let house = House::new();
    let example = id(&house.ok(&["demo", "--no-open"]));
    house.add_from_the_future("smoke");
    let before = house.json(&["show", &example, "--json"]);
    assert_eq!(id(&house.ok(&["demo", "--no-open"])), example);
    assert_eq!(house.json(&["show", &example, "--json"]), before);
    assert_eq!(house.json(&["list", "--json"]).as_array().unwrap().len(), 1);
}

#[test]
fn an_example_that_was_erased_says_so() {
    let house = House::new();
    house.ok(&["demo", "--no-open"]);
    let title = house.json(&["list", "--json"])[0]["title"].clone();
    house.ok(&["erase", "smoke", "--title", title.as_str().unwrap()]);
    let told = house.fails(64, &["demo", "--no-open"]);
    assert!(
        told.contains("example was erased") && told.contains("--store"),
        "{told}"
    );
}
