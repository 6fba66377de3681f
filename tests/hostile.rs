//! Archives that nobody's Upturn wrote: whatever stands in one that is read, no screen and no report of it fails or hangs.
//!
//! Their sums are right, as those of anybody are who wants them to be. What a session does with records that it would never
//! have accepted is not asked here; only that whoever took such a file in goes on working.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on must fail")]

use std::{
    collections::BTreeMap,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use ratatui::{buffer::Buffer, layout::Rect};
use serde_json::{Value, json};
use upturn::{
    content::demo,
    intake::archive::read_archive,
    model::{
        At, Event, Member, MemberId, Presence, Role, Seen, Session, SessionId, Summary, Viewer,
        archive::{FORMAT, VERSION, digest},
    },
    report::{self, Format, Options},
    say::Lang,
    ui::{
        input::{Input, parse_keys},
        seat::{Looks, Seat, Told, World},
        theme::{Depth, Theme},
        wall::Wall,
    },
};
use uuid::Uuid;

/// As many ways to spoil each history as are tried; more where somebody asks for it.
fn tries() -> u64 {
    let asked = std::env::var("UPTURN_HOSTILE").ok();
    asked.and_then(|n| n.parse().ok()).unwrap_or(3)
}

/// Numbers without a pattern, the same for the same seed.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(n.max(1)).unwrap()).unwrap()
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}

fn histories() -> Vec<Vec<Value>> {
    let mut all = Vec::new();
    let ana = Member::new(MemberId(Uuid::from_u128(7)), "Ana", Role::Facilitator);
    let mut session = Session::new(SessionId(Uuid::from_u128(1)));
    let mut records = Vec::new();
    for request in demo::demo_requests(&ana) {
        let ev = session.decide(&request).unwrap();
        let record = request.becomes(ev);
        session.apply(record.clone());
        records.push(serde_json::to_value(&record).unwrap());
    }
    all.push(records);
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals");
    let mut samples: Vec<_> = fs::read_dir(samples)
        .unwrap()
        .map(|entry| entry.unwrap().path().join("expected.jsonl"))
        .filter(|path| path.exists())
        .collect();
    samples.sort();
    for path in samples {
        let text = fs::read_to_string(path).unwrap();
        let mut of: BTreeMap<String, Vec<Value>> = BTreeMap::new();
        for line in text.lines() {
            let line: Value = serde_json::from_str(line).unwrap();
            of.entry(line["stream"].as_str().unwrap().to_owned())
                .or_default()
                .push(line["body"].clone());
        }
        let begins = |records: &Vec<Value>| records[0]["ev"][0].get("began").is_some();
        all.extend(of.into_values().filter(begins));
    }
    all
}

/// Every place in a value, by its path.
fn places(value: &Value, at: &str, out: &mut Vec<String>) {
    out.push(at.to_owned());
    match value {
        Value::Array(all) => {
            for (n, one) in all.iter().enumerate() {
                places(one, &format!("{at}/{n}"), out);
            }
        }
        Value::Object(all) => {
            for (name, one) in all {
                let name = name.replace('~', "~0").replace('/', "~1");
                places(one, &format!("{at}/{name}"), out);
            }
        }
        _ => {}
    }
}

/// Changes something in a history, as no Upturn would.
fn spoil(records: &mut Vec<Value>, chance: &mut Chance) {
    let many = records.len();
    let at = chance.below(many);
    match chance.below(12) {
        0 if at > 0 => {
            records.remove(at);
        }
        1 if at > 0 => {
            let other = 1 + chance.below(many - 1);
            records.swap(at, other);
        }
        2 => {
            let mut twice = chance.of(records).clone();
            twice["id"] = json!(Uuid::from_u128(u128::from(chance.next())));
            records.insert(1 + at.min(many - 1), twice);
        }
        3 if at > 0 => {
            // All of one in the place of another.
            let other = chance.of(records)["ev"].clone();
            records[at]["ev"] = other;
        }
        _ => {
            let mut paths = Vec::new();
            places(&records[at], "", &mut paths);
            let path = chance.of(&paths).clone();
            let (from, mut others) = (chance.below(many), Vec::new());
            places(&records[from], "", &mut others);
            let theirs = chance.of(&others).clone();
            let other = records[from].pointer(&theirs).cloned();
            let Some(place) = records[at].pointer_mut(&path) else {
                return;
            };
            spoil_value(place, other, chance);
        }
    }
}

fn spoil_value(place: &mut Value, other: Option<Value>, chance: &mut Chance) {
    *place = match (&*place, chance.below(4)) {
        (Value::Number(_), _) => chance
            .of(&[
                json!(0),
                json!(-1),
                json!(1),
                json!(255),
                json!(u32::MAX),
                json!(i32::MIN),
                json!(i64::MAX),
                json!(i64::MIN),
                json!(u64::MAX),
                json!(1e308),
                json!(-1e308),
                json!(5e-324),
                json!(0.5),
            ])
            .clone(),
        (Value::String(_), 0) => chance
            .of(&[
                json!(""),
                json!("\u{1b}]52;c;aGk=\u{7}\u{202e}\u{0}\n\r\t"),
                json!("x".repeat(5_000)),
                json!("👨‍👩‍👧‍👦".repeat(50)),
                json!("e\u{301}".repeat(10) + &"\u{301}".repeat(300)),
                json!("9999"),
                json!("1000-01-01"),
                json!("story"),
            ])
            .clone(),
        (Value::Array(all), 0 | 1) if !all.is_empty() => {
            let mut all = all.clone();
            let at = chance.below(all.len());
            let one = all[at].clone();
            all.extend(std::iter::repeat_n(one, chance.below(30)));
            Value::Array(all)
        }
        (Value::Array(all), 2) if !all.is_empty() => {
            let mut all = all.clone();
            all.remove(chance.below(all.len()));
            Value::Array(all)
        }
        (Value::Object(all), 0 | 1) if !all.is_empty() => {
            let mut all = all.clone();
            let name = all.keys().nth(chance.below(all.len())).unwrap().clone();
            all.remove(&name);
            Value::Object(all)
        }
        (_, 3) => Value::Null,
        (old, _) => other
            .filter(|other| std::mem::discriminant(other) == std::mem::discriminant(old))
            .unwrap_or(Value::Bool(true)),
    };
}

fn archive(records: &[Value]) -> String {
    let id = "00000000-0000-7000-8000-000000000001";
    json!({
        "format": FORMAT, "v": VERSION, "session": id, "title": "t", "count": records.len(),
        "sha256": digest(id, records), "records": records,
    })
    .to_string()
}

/// Everything that is shown of a session to whoever took it in.
fn shown(session: &Session) {
    let looks = |lang| Looks {
        theme: Theme::terminal(Depth::Ansi16),
        lang,
        ascii: false,
        thick: false,
    };
    let members: Vec<MemberId> = {
        let seen = Seen::new(session, Viewer::Minutes);
        let _ = Summary::of(&seen);
        let known: Vec<_> = seen.members().map(|one| one.id).take(1).collect();
        for format in [Format::Markdown, Format::Html, Format::Text, Format::Svg] {
            let _ = report::render(&seen, format, &Options::new(At(0), 0));
        }
        let one_page = Options {
            one_page: true,
            ..Options::new(At(0), 0)
        };
        let _ = report::render(&seen, Format::Html, &one_page);
        known
    };
    let archived = Seen::new(session, Viewer::Archive);
    let _ = report::render(&archived, Format::Json, &Options::new(At(0), 0));
    let mut buf = Buffer::empty(Rect::new(0, 0, 100, 30));
    let wall = Seen::new(session, Viewer::Projector);
    Wall::new(looks(Lang::En)).draw(wall, &Presence::default(), At(1), &mut buf);
    for me in members.into_iter().chain([MemberId(Uuid::from_u128(99))]) {
        let mut seat = Seat::new(me, looks(Lang::Es), 100, 30);
        let seen = || Seen::new(session, Viewer::Member(me)).in_lang(Lang::Es);
        seat.sit(seen(), "");
        let mut ids = || Uuid::from_u128(5);
        let keys = "down down right enter esc ? esc [ [ i esc ] ] ] j j space esc ] ] enter esc ] ] ] v esc";
        for chord in parse_keys(keys).unwrap() {
            let world = World::Table(seen());
            let told = &mut Told {
                world,
                now: At(1),
                ids: &mut ids,
            };
            let _ = seat.update(Input::Key(chord), told);
            let mut buf = Buffer::empty(Rect::new(0, 0, 100, 30));
            seat.draw(World::Table(seen()), &mut buf);
        }
        // Each step of the script, where somebody looks at it by themselves or the room goes there.
        let steps: Vec<_> = seen().script().steps.iter().map(|s| s.id.clone()).collect();
        for step in steps.into_iter().take(5) {
            let mut there = session.clone();
            let Some(record) = seen().records().next().cloned() else {
                continue;
            };
            there.apply(upturn::model::Record {
                ev: vec![Event::Entered { step }],
                ..record
            });
            let seen = || Seen::new(&there, Viewer::Member(me));
            let mut seat = Seat::new(me, looks(Lang::En), 80, 24);
            seat.sit(seen(), "");
            let mut buf = Buffer::empty(Rect::new(0, 0, 80, 24));
            seat.draw(World::Table(seen()), &mut buf);
        }
    }
}

#[test]
fn whatever_stands_in_an_archive_is_refused_or_can_be_looked_at() {
    let mut failed = BTreeMap::new();
    let (mut taken, mut refused) = (0, 0);
    for (n, history) in histories().iter().enumerate() {
        for seed in 1..=tries() {
            let mut chance = Chance(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (n as u64 + 1));
            let mut records = history.clone();
            for _ in 0..=chance.below(4) {
                spoil(&mut records, &mut chance);
            }
            let text = archive(&records);
            // The last one told is the one that never ends, should there be such.
            if std::env::var_os("UPTURN_HOSTILE").is_some() {
                eprintln!("{n} {seed}");
            }
            let done = catch_unwind(AssertUnwindSafe(|| {
                match read_archive("a.json", text.as_bytes()) {
                    Ok(archive) => {
                        shown(&Session::replay(archive.session, archive.records));
                        true
                    }
                    Err(_) => false,
                }
            }));
            match done {
                Ok(true) => taken += 1,
                Ok(false) => refused += 1,
                Err(why) => {
                    let why = why
                        .downcast_ref::<String>()
                        .cloned()
                        .or_else(|| why.downcast_ref::<&str>().map(ToString::to_string))
                        .unwrap_or_default();
                    failed.entry(why).or_insert((n, seed));
                }
            }
        }
    }
    eprintln!("{taken} taken in, {refused} refused");
    assert!(failed.is_empty(), "{failed:#?}");
    assert!(taken > refused / 10 && refused > 0, "{taken} {refused}");
}
