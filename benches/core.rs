//! What the core costs: replaying a long history, and one edit in a large session. Run by hand, never in the test suite.

#![expect(
    clippy::expect_used,
    reason = "a benchmark that cannot begin has nothing to measure"
)]

use std::{hint::black_box, sync::Arc};

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use upturn::model::{
    After, At, CardId, Command, CommandId, Member, MemberId, Record, Request, Role, Script, Seen,
    Session, SessionId, Value, Viewer,
};
use uuid::Uuid;

const SCRIPT: &str = r#"{"id": "b", "title": "Bench", "framework": "RBA", "minutes": 20, "steps": [
  {"id": "story", "kind": "cards", "minutes": 10, "ask": "Why?", "columns": ["helps", "hurts"]},
  {"id": "whys", "kind": "tree", "minutes": 10, "ask": "And why?"}]}"#;

fn request(n: u128, command: Command) -> Request {
    Request {
        id: CommandId(Uuid::from_u128(n)),
        by: MemberId(Uuid::from_u128(1)),
        at: At(1_700_000_000_000),
        command,
    }
}

fn card(n: usize) -> CardId {
    CardId(Uuid::from_u128(1 << 70 | n as u128))
}

fn add(n: usize) -> Command {
    Command::AddCard {
        card: card(n),
        author: Some(MemberId(Uuid::from_u128(1))),
        step: "story".into(),
        parent: None,
        column: Some("hurts".into()),
        after: After::Last,
        fields: vec![("text".into(), Value::from("The night bus was cut in March"))],
        from: None,
    }
}

fn edit(session: &Session, n: usize) -> Command {
    let seen = Seen::new(session, Viewer::Projector);
    let version = seen.card(card(n)).map_or(0, |card| card.version("text"));
    Command::SetField {
        card: card(n),
        field: "text".into(),
        from: version,
        value: Some(Value::Text(format!("Said again, {}", session.len()).into())),
    }
}

/// A session of so many cards and so many events, and its records as lines.
fn session(cards: usize, events: usize) -> (Session, Vec<String>) {
    let script: Script = serde_json::from_str(SCRIPT).expect("the script reads");
    let you = Member::new(MemberId(Uuid::from_u128(1)), "Ana", Role::Facilitator);
    let begin = Command::Begin {
        script: Arc::new(script),
        title: "Bench".into(),
        you,
    };
    let mut session = Session::new(SessionId(Uuid::from_u128(1)));
    let mut lines = Vec::with_capacity(events);
    for n in 0..events {
        let command = match n {
            0 => begin.clone(),
            n if n <= cards => add(n),
            n if n % 5 == 0 => Command::MoveCard {
                card: card(n % cards + 1),
                step: "story".into(),
                parent: None,
                column: Some("helps".into()),
                after: After::Card(card(n * 7 % cards + 1)),
            },
            n => edit(&session, n % cards + 1),
        };
        let asked = request(n as u128 + 10, command);
        let ev = session.decide(&asked).expect("accepted");
        let record = Record {
            v: Record::VERSION,
            id: asked.id,
            at: asked.at,
            by: asked.by,
            ev,
        };
        lines.push(record.encode().expect("encodes"));
        session.apply(record);
    }
    (session, lines)
}

fn core(c: &mut Criterion) {
    let (_, lines) = session(10_000, 100_000);
    let mut replay = c.benchmark_group("replay of 100,000 records");
    replay.sample_size(10);
    replay.throughput(Throughput::Elements(lines.len() as u64));
    replay.bench_function("decode and apply", |b| {
        // A room keeps its session; what it costs to throw one away is not measured.
        b.iter_with_large_drop(|| {
            let records = lines.iter().filter_map(|line| Record::decode(line).ok());
            Session::replay(SessionId(Uuid::from_u128(1)), records)
        });
    });
    replay.bench_function("decode alone", |b| {
        b.iter(|| {
            lines
                .iter()
                .filter(|line| Record::decode(line).is_ok())
                .count()
        });
    });
    replay.finish();

    let (large, _) = session(10_000, 10_001);
    let mut one = c.benchmark_group("one command among 10,000 cards of one step");
    let commands = [
        ("edit", edit(&large, 5_000)),
        ("add at the end", add(20_000)),
        (
            "move between two",
            Command::MoveCard {
                card: card(3),
                step: "story".into(),
                parent: None,
                column: None,
                after: After::Card(card(5_000)),
            },
        ),
    ];
    for (name, command) in commands {
        let asked = request(1 << 80, command);
        one.bench_function(name, |b| {
            b.iter_batched(
                || large.clone(),
                |mut session| {
                    let ev = session.decide(black_box(&asked)).expect("accepted");
                    session.apply(Record {
                        v: Record::VERSION,
                        id: asked.id,
                        at: asked.at,
                        by: asked.by,
                        ev,
                    });
                    session
                },
                BatchSize::SmallInput,
            );
        });
    }
    one.finish();
}

criterion_group!(benches, core);
criterion_main!(benches);
