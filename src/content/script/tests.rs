use proptest::prelude::*;

use super::*;
use crate::model::{
    script::shape::{Key, STEP, Side},
    step::Kind,
};

const SHIPPED: [&str; 2] = [
    include_str!("../../../sessions/turn-the-curve.json"),
    include_str!("../../../sessions/five-whys.json"),
];

/// A sound script of three steps; tests break one thing in it.
const SOUND: &str = r#"{
  "id": "ours", "title": "Ours", "framework": "F", "minutes": 30,
  "steps": [
    {"id": "story", "kind": "cards", "minutes": 10, "ask": "What?",
     "recipe": [{"silent": 4}, {"talk": 6}],
     "columns": ["helps", "hurts"],
     "fields": [{"id": "cost", "choice": ["low", "high"]}, {"id": "due", "type": "date"}],
     "advice": [{"each_has": "cost"}, {"one_with": {"field": "cost", "is": ["low"], "ask": "A cheap one?"}}],
     "hands_on": ["whys"]},
    {"id": "whys", "kind": "tree", "minutes": 10, "ask": "Why?", "draws_from": ["story"]},
    {"id": "report", "kind": "recap", "minutes": 10, "ask": "So?", "reads": ["story"]}
  ]
}"#;

fn told(text: &str) -> Vec<String> {
    match read_script("s.json", text) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(ToString::to_string).collect(),
    }
}

/// What stands in [`SOUND`], what is put in its place, and what is then told.
const BROKEN: &[(&str, &str, &[&str])] = &[
    // Form.
    (
        "\"F\",",
        "\"F\"",
        &["s.json:2:50: this is not JSON: expected comma\n  put a comma between two values"],
    ),
    (
        "\"minutes\": 30,",
        "\"minuts\": 30,",
        &[
            "s.json:1:1: “minutes” is missing here\n  add \"minutes\": …",
            "s.json:2:52: “minuts” is not known here\n  did you mean “minutes”?",
        ],
    ),
    (
        "\"ask\": \"Why?\", ",
        "",
        &["s.json:10:5: “ask” is missing here\n  add \"ask\": …"],
    ),
    (
        "\"title\": \"Ours\"",
        "\"title\": 7",
        &["s.json:2:26: text, or text in several languages, is expected here, not a number"],
    ),
    (
        "\"minutes\": 30",
        "\"minutes\": 0",
        &["s.json:2:63: a whole number from 1 to 6000 is expected here, not 0"],
    ),
    (
        "{\"silent\": 4}",
        "{\"silent\": 601}",
        &["s.json:5:28: a whole number from 1 to 600 is expected here, not 601"],
    ),
    (
        "{\"silent\": 4}",
        "{\"silense\": 4}",
        &["s.json:5:18: “silense” is not known here\n  did you mean “silent”?"],
    ),
    (
        "{\"silent\": 4}",
        "{\"silent\": 2, \"talk\": 2}",
        &[
            "s.json:5:17: exactly one key is expected here, not 2\n  one of: silent, reveal, group, talk, round, pairs, fours, dots, break",
        ],
    ),
    (
        "\"tree\"",
        "\"tre\"",
        &["s.json:10:28: “tre” cannot stand here\n  did you mean “tree”?"],
    ),
    (
        "\"ask\": \"Why?\"",
        "\"ask\": \"Why?\", \"columns\": [\"a\"]",
        &[
            "s.json:10:66: “columns” is not known here\n  only steps of these kinds have it: cards; this one is “tree”",
        ],
    ),
    (
        "\"id\": \"ours\"",
        "\"id\": \"Our talk\"",
        &[
            "s.json:2:9: “Our talk” cannot be an id\n  an id has 1 to 40 small letters, digits and dashes",
        ],
    ),
    (
        "\"title\": \"Ours\"",
        "\"title\": \"Ours\", \"title\": \"Mine\"",
        &["s.json:2:34: “title” stands here a second time\n  it is already given on line 2"],
    ),
    (
        "\"ask\": \"Why?\"",
        "\"ask\": \"  \"",
        &["s.json:10:58: this text is empty\n  write it, or leave the key out"],
    ),
    (
        "\"ask\": \"Why?\"",
        "\"ask\": null",
        &[
            "s.json:10:58: text, or text in several languages, is expected here, not null\n  leave the key out instead of writing null",
        ],
    ),
    (
        "[\"helps\", \"hurts\"]",
        "[]",
        &[
            "s.json:6:17: this list is empty\n  put something in, or leave the key out if it may be left out",
        ],
    ),
    // Names.
    (
        "[\"helps\", \"hurts\"]",
        "[\"helps\", \"helps\"]",
        &[
            "s.json:6:27: “helps” stands in this list a second time\n  it is already given on line 6",
        ],
    ),
    (
        "[\"low\", \"high\"]",
        "[\"low\", \"low\"]",
        &["s.json:7:50: “low” stands in this list a second time\n  it is already given on line 7"],
    ),
    (
        "{\"id\": \"due\", \"type\": \"date\"}",
        "{\"id\": \"cost\"}",
        &[
            "s.json:7:67: “cost” stands in this list a second time\n  it is already given on line 7",
            "s.json:7:67: “cost” is of type “text” here and “choice” on line 7\n  an id means the same in every step: choose another id, or the same type",
        ],
    ),
    (
        "\"id\": \"report\"",
        "\"id\": \"whys\"",
        &[
            "s.json:11:12: “whys” stands in this list a second time\n  it is already given on line 10",
        ],
    ),
    // References.
    (
        "\"draws_from\": [\"story\"]",
        "\"draws_from\": [\"stroy\"]",
        &["s.json:10:81: there is no step “stroy”\n  did you mean “story”?"],
    ),
    (
        "\"draws_from\": [\"story\"]",
        "\"draws_from\": [\"report\"]",
        &[
            "s.json:10:81: “report” comes later than this step\n  only an earlier step can be named here: its cards are there already",
        ],
    ),
    (
        "\"draws_from\": [\"story\"]",
        "\"hands_on\": [\"story\"]",
        &[
            "s.json:10:79: “story” comes earlier than this step\n  only a later step can be named here; an earlier one belongs to draws_from",
        ],
    ),
    (
        "\"draws_from\": [\"story\"]",
        "\"draws_from\": [\"whys\"]",
        &["s.json:10:81: a step cannot name itself here"],
    ),
    (
        "{\"each_has\": \"cost\"}",
        "{\"each_has\": \"csot\"}",
        &["s.json:8:30: no card of this step has a field “csot”\n  did you mean “cost”?"],
    ),
    (
        "\"is\": [\"low\"]",
        "\"is\": [\"lwo\"]",
        &["s.json:8:77: “cost” never holds “lwo”\n  did you mean “low”?"],
    ),
    // Sums.
    (
        "\"minutes\": 30",
        "\"minutes\": 45",
        &[
            "s.json:2:63: the steps take 30 minutes, not 45\n  write 30, or change the minutes of a step",
        ],
    ),
    (
        "{\"silent\": 4}",
        "{\"silent\": 5}",
        &[
            "s.json:5:16: the parts of this step take 11 minutes, the step has 10\n  shorten a part, or give the step more time",
        ],
    ),
    // Languages.
    (
        "\"title\": \"Ours\"",
        "\"title\": {\"es\": \"Lo nuestro\"}",
        &[
            "s.json:2:26: English is missing here\n  add \"en\": … ; it is read where another language is missing",
            "s.json:4:60: “es” is missing here\n  the script’s title has it, so all of its words need it",
            "s.json:8:92: “es” is missing here\n  the script’s title has it, so all of its words need it",
            "s.json:10:58: “es” is missing here\n  the script’s title has it, so all of its words need it",
            "s.json:11:61: “es” is missing here\n  the script’s title has it, so all of its words need it",
        ],
    ),
    (
        "\"ask\": \"Why?\"",
        "\"ask\": {\"en\": \"Why?\", \"fr\": \"Pourquoi ?\"}",
        &[
            "s.json:10:58: the script’s title has no “fr”\n  give all words of a script in the same languages",
        ],
    ),
    // Fields that the program knows.
    (
        "{\"id\": \"due\", \"type\": \"date\"}",
        "{\"id\": \"due\"}",
        &[
            "s.json:7:67: “due” is known to the program and is of type “date”\n  change its type, or choose another id",
        ],
    ),
    (
        "{\"id\": \"due\", \"type\": \"date\"}",
        "{\"id\": \"parked\", \"type\": \"flag\"}",
        &["s.json:7:67: the program itself keeps “parked”\n  choose another id for this field"],
    ),
    (
        "{\"id\": \"due\", \"type\": \"date\"}",
        "{\"id\": \"evidence\", \"choice\": [\"data\", \"rumor\"]}",
        &[
            "s.json:7:98: “rumor” is none of the program’s words for “evidence”\n  known are: data, record, lived experience, heard from others, hunch",
        ],
    ),
    (
        "{\"id\": \"due\", \"type\": \"date\"}",
        "{\"id\": \"size\", \"type\": \"choice\"}",
        &["s.json:7:83: a choice needs choices\n  add \"choice\": [\"…\", \"…\"]"],
    ),
    (
        "{\"id\": \"due\", \"type\": \"date\"}",
        "{\"id\": \"size\", \"type\": \"number\", \"choice\": [\"1\"]}",
        &[
            "s.json:7:83: a field with choices cannot be of type “number”\n  leave the type out, or the choices",
        ],
    ),
];

#[test]
fn every_broken_script_is_told_what_where_and_what_to_do() {
    assert_eq!(told(SOUND), Vec::<String>::new());
    let mut wrong = Vec::new();
    for (sound, broken, expected) in BROKEN {
        assert_eq!(SOUND.matches(sound).count(), 1, "{sound} is not unique");
        let told = told(&SOUND.replace(sound, broken));
        if told != *expected {
            wrong.push((broken, told));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_is_no_script_at_all_is_told_once() {
    assert_eq!(
        told(""),
        ["s.json:1:1: this file is empty\n  a JSON object { … } is expected"]
    );
    assert_eq!(
        told("[]"),
        ["s.json:1:1: an object is expected here, not a list"]
    );
    assert_eq!(told(&" ".repeat(located::FILE_BYTES + 1)).len(), 1);
    let empty = SOUND.split("\"steps\"").next().unwrap().to_owned() + "\"steps\": []}";
    assert_eq!(
        told(&empty),
        [
            "s.json:3:12: this list is empty\n  put something in, or leave the key out if it may be left out"
        ]
    );
}

#[test]
fn a_script_written_and_read_again_is_the_same() {
    for text in SHIPPED {
        let script = read_script("s.json", text).unwrap();
        assert_eq!(serde_json::from_str::<Script>(text).unwrap(), script);
        let written = serde_json::to_string_pretty(&script).unwrap();
        assert_eq!(read_script("s.json", &written).unwrap(), script);
    }
    let both = r#"{"id": "x", "title": {"en": "A", "es": "B"}, "framework": "F", "minutes": 1,
        "steps": [{"id": "a", "kind": "text", "minutes": 1, "ask": {"en": "A", "es": "B"}}]}"#;
    let script = read_script("s.json", both).unwrap();
    assert_eq!(
        read_script("s.json", &serde_json::to_string(&script).unwrap()).unwrap(),
        script
    );
}

/// A value that a shape allows: the smallest, or one with every key.
fn example(shape: &Shape, all: bool) -> serde_json::Value {
    let object = |keys: &[Key]| -> serde_json::Map<String, serde_json::Value> {
        let wanted = keys.iter().filter(|key| all || key.needed);
        wanted
            .map(|key| (key.name.to_owned(), example(&key.shape, all)))
            .collect()
    };
    match shape {
        Shape::Id | Shape::IdOr(_) => "here".into(),
        Shape::Text => "hunch".into(),
        Shape::Words => "Words".into(),
        Shape::Count { min, .. } => (*min).into(),
        Shape::Flag => true.into(),
        Shape::OneOf(options) => options[0].into(),
        Shape::StepRef(Side::Before) => "before".into(),
        Shape::StepRef(Side::After) => "after".into(),
        Shape::FieldRef => "evidence".into(),
        Shape::List(Shape::OneKey(keys)) => {
            let one = |key: &Key| serde_json::json!({ key.name: example(&key.shape, all) });
            keys.iter().map(one).collect()
        }
        Shape::List(member) => vec![example(member, all)].into(),
        Shape::OneKey(keys) => serde_json::json!({ keys[0].name: example(&keys[0].shape, all) }),
        Shape::Object(keys) | Shape::ListOr(_, keys) => object(keys).into(),
        Shape::Step => object(STEP).into(),
    }
}

#[test]
fn all_that_the_table_allows_is_what_the_program_understands() {
    for kind in Kind::NAMES {
        for all in [false, true] {
            let mut script = example(&WHOLE, all);
            let step = |id: &str, name: &str, minutes: u32| {
                let keys = STEP
                    .iter()
                    .chain(Kind::keys(name).unwrap())
                    .filter(|key| all || key.needed);
                let mut step: serde_json::Map<_, _> = keys
                    .map(|key| (key.name.to_owned(), example(&key.shape, all)))
                    .collect();
                step.insert("id".to_owned(), id.into());
                step.insert("kind".to_owned(), name.into());
                step.insert("minutes".to_owned(), minutes.into());
                step
            };
            let bare = |id: &str| serde_json::json!({"id": id, "kind": "text", "minutes": 1, "ask": "What?"});
            let mut middle = step("here", kind, 10);
            // Of type text and with choices at once: the one thing that the table alone would allow.
            for declared in middle
                .get_mut("fields")
                .and_then(|f| f.as_array_mut())
                .into_iter()
                .flatten()
            {
                declared.as_object_mut().unwrap().remove("type");
            }
            script["steps"] = vec![bare("before"), middle.into(), bare("after")].into();
            script["minutes"] = 12.into();
            let text = script.to_string();
            let read = read_script("s.json", &text);
            assert!(read.is_ok(), "{kind} {all}: {read:?}\n{text}");
            let written = serde_json::to_value(read.unwrap()).unwrap();
            let keys = |step: &serde_json::Value| step.as_object().unwrap().len();
            assert_eq!(
                keys(&written["steps"][1]),
                keys(&script["steps"][1]),
                "{kind}: a key was lost"
            );
        }
    }
}

fn fresh(path: &str, made: &str) {
    let path = format!("{}/{path}", env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPTURN_BLESS").is_some_and(|v| v == "1") {
        std::fs::write(&path, made).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == made,
        "{path} is stale: run the tests once with UPTURN_BLESS=1"
    );
}

#[test]
fn the_written_schema_is_fresh() {
    let made = serde_json::to_string_pretty(&describe::schema()).unwrap();
    fresh("docs/script.schema.json", &format!("{made}\n"));
}

const MANUAL: &str = include_str!("../../../docs/scripts.md");

#[test]
fn the_reference_of_the_manual_is_fresh() {
    let (head, rest) = MANUAL
        .split_once("<!-- reference: generated -->\n")
        .unwrap();
    let (_, tail) = rest.split_once("<!-- reference: end -->\n").unwrap();
    let made = format!(
        "{head}<!-- reference: generated -->\n\n{}<!-- reference: end -->\n{tail}",
        describe::reference()
    );
    fresh("docs/scripts.md", &made);
}

#[test]
fn the_examples_of_the_manual_are_sound() {
    let examples: Vec<&str> = MANUAL
        .split("```json\n")
        .skip(1)
        .filter_map(|rest| rest.split("```").next())
        .filter(|text| text.contains("\"steps\""))
        .collect();
    assert!(!examples.is_empty());
    for text in examples {
        assert_eq!(told(text), Vec::<String>::new(), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// A shipped script with pieces cut out, put in or exchanged: read or refused, never a panic.
    #[test]
    fn any_mutation_is_read_or_refused(
        which in 0..SHIPPED.len(),
        changes in prop::collection::vec((any::<prop::sample::Index>(), 0..40_usize, "[\\[\\]{}\",:a0\\\\ -]{0,6}|\\PC{0,3}"), 1..6),
    ) {
        let mut chars: Vec<char> = SHIPPED[which].chars().collect();
        for (at, cut, put) in changes {
            let at = at.index(chars.len());
            let end = (at + cut).min(chars.len());
            chars.splice(at..end, put.chars());
        }
        let text: String = chars.into_iter().collect();
        if let Err(problems) = read_script("s.json", &text) {
            prop_assert!(!problems.is_empty());
            for problem in &problems {
                prop_assert!(problem.message != "this file could not be understood", "{text}");
                prop_assert!(text.lines().count() >= problem.place.line - 1);
            }
        }
    }

    /// One value of a shipped script exchanged for another JSON value: still JSON, so the table decides.
    #[test]
    fn any_exchanged_value_is_read_or_refused(
        which in 0..SHIPPED.len(),
        at in any::<prop::sample::Index>(),
        put in prop::sample::select(vec!["null", "true", "1", "-1", "1e400", "\"\"", "\"x\"", "[]", "{}", "[1]", "{\"en\": \"x\"}", "{\"id\": \"x\"}"]),
    ) {
        fn places(value: &serde_json::Value, here: &str, into: &mut Vec<String>) {
            into.push(here.to_owned());
            match value {
                serde_json::Value::Array(list) => {
                    for (n, one) in list.iter().enumerate() { places(one, &format!("{here}/{n}"), into); }
                }
                serde_json::Value::Object(map) => {
                    for (key, one) in map { places(one, &format!("{here}/{key}"), into); }
                }
                _ => {}
            }
        }
        let mut script: serde_json::Value = serde_json::from_str(SHIPPED[which]).unwrap();
        let mut all = Vec::new();
        places(&script, "", &mut all);
        *script.pointer_mut(&all[at.index(all.len())]).unwrap() = "@@put@@".into();
        let text = script.to_string().replace("\"@@put@@\"", put);
        if let Err(problems) = read_script("s.json", &text) {
            for problem in &problems {
                prop_assert!(problem.message != "this file could not be understood", "{put} {text}");
            }
        }
    }
}
