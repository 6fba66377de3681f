//! Stores of every format that was ever shipped can be read, for ever, and the sessions in them say what they said.
//!
//! What is in `tests/journals/`, and how a sample is made, stands in the `README.md` there.
#![expect(clippy::expect_used, reason = "a test that cannot go on must fail")]

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use upturn::journal::{Journal, NewRecord, Options, Reader, Record, Store, StreamId, wait};
use upturn::model::command::After;
use upturn::model::ids::ColumnId;
use upturn::model::measure::{Frozen, FrozenPoint, PointKey};
use upturn::model::opinion::{Asks, PICKED, Score, ScoreKey, Tally, Voice, YES};
use upturn::model::script::Part;
use upturn::model::{
    At, BallotId, CardId, Command, CommandId, Event, MeasureId, Member, MemberId, Point, Privacy,
    Record as Body, Request, Role, RoundId, Script, Seen, Session, SessionId, Value, Viewer,
};
use uuid::Uuid;

#[derive(Serialize, Deserialize)]
struct Expected {
    stream: Uuid,
    seq: u64,
    id: Uuid,
    body: Box<RawValue>,
}

fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/journals");
    let entries = fs::read_dir(folder).expect("the samples");
    entries
        .map(|entry| entry.expect("a sample").path())
        .filter(|path| path.is_dir())
        .collect()
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("made");
    for entry in fs::read_dir(from).expect("listed") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::write(target, fs::read(&path).expect("read")).expect("written");
        }
    }
}

fn expected(sample: &Path) -> Vec<Expected> {
    let text = fs::read_to_string(sample.join("expected.jsonl")).expect("what is in the sample");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("a line"))
        .collect()
}

fn assert_same(found: &[Record], expected: &[&Expected]) {
    assert_eq!(found.len(), expected.len());
    for (found, expected) in found.iter().zip(expected) {
        assert_eq!((found.seq, found.id), (expected.seq, expected.id));
        assert_eq!(found.body, expected.body.get());
    }
}

#[test]
fn every_sample_opens_and_holds_what_it_held() {
    let samples = samples();
    assert!(!samples.is_empty());
    for sample in samples {
        let folder = tempfile::tempdir().expect("a folder");
        copy(&sample.join("journal"), &folder.path().join("journal"));
        let reader = Reader::open(folder.path()).expect("readable");
        let expected = expected(&sample);
        let of = |stream: StreamId| -> Vec<_> {
            expected
                .iter()
                .filter(|line| line.stream == stream.uuid())
                .collect()
        };
        let streams = reader.streams().expect("listed");
        let total: u64 = streams.iter().map(|info| info.next).sum();
        assert_eq!(total, expected.len() as u64);
        for info in &streams {
            let reading = reader.read(info.stream).expect("read");
            assert_eq!(reading.trouble, None);
            assert_same(&reading.records, &of(info.stream));
        }
        let store = Store::open(folder.path(), Options { floor: 0 }).expect("the store opens");
        wait(store.verify(true)).expect("verified");
        assert_eq!(wait(store.streams()).expect("listed"), streams);
        for info in streams {
            let records = wait(store.read(info.stream, 0)).expect("read");
            assert_same(&records, &of(info.stream));
            let more = NewRecord {
                id: Uuid::from_u128(1),
                body: "{}".into(),
            };
            wait(store.append(info.stream, info.next, more)).expect("goes on");
        }
    }
}

#[test]
fn the_sessions_of_every_sample_say_what_they_said() {
    for sample in samples() {
        let reader = Reader::open(&sample).expect("readable");
        let mut told = String::new();
        for info in reader.streams().expect("listed") {
            if info.stream.is_session() {
                let records = reader.read(info.stream).expect("read").records;
                told.push_str(&tell(&replay(info.stream, &records)));
            }
        }
        let expected = fs::read_to_string(sample.join("content.txt")).expect("what it says");
        assert_eq!(told, expected);
    }
}

/// The records are written again as they were read, so that what an old version wrote is not drifting.
#[test]
fn a_record_of_today_is_written_as_it_was_read() {
    for line in samples().iter().flat_map(|sample| expected(sample)) {
        if StreamId::session(line.stream).is_session() {
            let body = Body::decode(line.body.get()).expect("a record");
            assert_eq!(body.encode().expect("written"), line.body.get());
        }
    }
}

fn replay(stream: StreamId, records: &[Record]) -> Session {
    let bodies = records
        .iter()
        .map(|record| Body::decode(&record.body).expect("a record"));
    Session::replay(SessionId(stream.uuid()), bodies)
}

/// As the format on disk has it, which no change of wording or of types reaches.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).expect("JSON")
}

/// Everything that a session says, as lines for people, for each of its members and the table they share.
#[expect(
    clippy::too_many_lines,
    reason = "a line for each thing a session can say"
)]
fn tell(session: &Session) -> String {
    let mut out = String::new();
    let seen = Seen::new(session, Viewer::Archive);
    let _ = writeln!(out, "{} · {} records", seen.title(), session.len());
    let _ = writeln!(
        out,
        "at {}, closed {}, newer {}",
        seen.current(),
        seen.is_closed(),
        seen.is_newer()
    );
    for member in seen.members() {
        let own = Seen::new(session, Viewer::Member(member.id));
        let would = |command| {
            let asked = Request {
                id: CommandId(Uuid::nil()),
                by: member.id,
                at: At(0),
                command,
            };
            session
                .decide(&asked)
                .map_or("nothing".into(), |ev| json(&ev))
        };
        let (undo, redo) = (would(Command::Undo), would(Command::Redo));
        let _ = writeln!(
            out,
            "{} {:?}: undo {undo}, redo {redo}",
            member.name, member.role
        );
        for step in &seen.script().steps {
            if let Some(note) = own.note(&step.id) {
                let _ = writeln!(out, "  noted for {}: {note}", step.id);
            }
        }
    }
    let _ = writeln!(out, "{} cards", seen.all_cards().count());
    for step in &seen.script().steps {
        let _ = writeln!(out, "{} ({} min)", step.id, seen.minutes(step));
        for (depth, card) in seen.walk(&step.id, None, |_| true) {
            let column = card.column().map_or("", |column| column.as_str());
            let _ = write!(out, "  {}{column}", "  ".repeat(depth));
            for (field, value) in card.fields() {
                let words = value.display();
                let most: String = words.chars().take(60).collect();
                let _ = write!(out, " [{field} {}: {most}]", words.len());
            }
            for from in seen.comes_from(card.id()) {
                let _ = write!(out, " <- {}", from.text());
            }
            if let Some(rival) = card.rival("text") {
                let _ = write!(out, " or {}", rival.display());
            }
            let author = card.author().map_or("the room", |who| &who.name);
            let _ = writeln!(out, ", {author}");
        }
        for measure in seen.measures_on(&step.id) {
            for (field, state) in measure.fields.iter() {
                let _ = writeln!(out, "  {field} = {}", json(&state.value));
            }
            for (key, kept) in &measure.points {
                let _ = writeln!(out, "  {} {}", json(key), json(&kept.value));
            }
            for (key, kept) in &measure.guesses {
                let of = if key.scenario.is_empty() {
                    String::new()
                } else {
                    format!(" of {}", key.scenario)
                };
                let _ = writeln!(out, "  guess {}{of} {}", key.period, json(&kept.value));
            }
            for frozen in &measure.frozen {
                let _ = writeln!(out, "  frozen {} {}", frozen.at.0, json(&frozen.forecast));
            }
        }
    }
    for step in &seen.script().steps {
        for card in seen.at_hand(step) {
            for criterion in ["reach", "picked"] {
                // Whose they are is told to nobody; in the samples all were entered for the room.
                let voice = json(&Voice::room());
                for score in seen.scores(&step.id, card.id(), &criterion.into()) {
                    let score = json(score);
                    let _ = writeln!(out, "{criterion} of {}: {voice} {score}", card.text());
                }
            }
        }
        if let Some(silence) = seen.silence(&step.id) {
            let (privacy, cards) = (json(&silence.privacy()), silence.cards());
            let _ = writeln!(out, "{} is silent: {privacy}, {cards} unseen", step.id);
        }
        for ballot in seen.ballots_on(&step.id) {
            if ballot.lost() > 0 {
                let _ = writeln!(out, "{} sealed and lost", ballot.lost());
            }
            let (asks, people) = (json(ballot.asks()), ballot.people());
            let counted = ballot.total().map(|total| json(&total));
            let _ = writeln!(out, "{people} people on {asks}: {counted:?}");
        }
    }
    for card in seen.removed() {
        let _ = writeln!(out, "deleted: {}", card.text());
    }
    tell_clock(seen, &mut out);
    out
}

/// What the clock says a minute after the last word; nothing where it was never started.
fn tell_clock(seen: Seen<'_>, out: &mut String) {
    let now = At(seen.changed().0 + 60_000);
    let clock = seen.clock(now);
    let Some(plan) = clock.plan else { return };
    let stands = clock.stands().map(|stand| stand.since.0);
    let _ = writeln!(out, "the clock stands since {stands:?}");
    let _ = writeln!(out, "planned {}, at this pace {}", plan.ends.0, plan.pace.0);
    for step in &seen.script().steps {
        let parts: Vec<u32> = seen.parts(step).map(|(_, minutes)| minutes).collect();
        let spent = seen.time_of(step, now).spent;
        let _ = writeln!(out, "{}: {spent} ms spent, parts {parts:?}", step.id);
    }
}

const SCRIPT: &str = r#"{
  "id": "turn-the-curve", "framework": "Results-Based Accountability", "minutes": 60,
  "title": {"en": "Turn the curve", "es": "Cambiar la curva"},
  "brings": "one indicator with its history", "leaves": "a one-page plan",
  "steps": [
    {"id": "result", "kind": "text", "minutes": 8, "ask": "How do we want life to be for these people?",
     "starter": "All … are …", "recipe": [{"pairs": 3}, {"talk": 5}], "guide": ["No number here."]},
    {"id": "curve", "kind": "curve", "minutes": 12, "ask": "What is the curve, and where is it heading?"},
    {"id": "story", "kind": "cards", "minutes": 15, "ask": "What is the story behind the curve?",
     "columns": ["helps", "hurts"], "advice": [{"each_column_has": 1}],
     "fields": [{"id": "evidence", "choice": ["data", "record", "lived experience", "heard from others", "hunch"]}]},
    {"id": "whys", "kind": "tree", "minutes": 10, "ask": "And why is that?"},
    {"id": "plan", "kind": "plan", "minutes": 10, "ask": "Who does what by when?",
     "fields": [{"id": "who", "label": "Who", "type": "person"}, {"id": "due", "label": "Due", "type": "date"}]},
    {"id": "report", "kind": "recap", "minutes": 5, "ask": "Is this what we said?"}
  ]
}"#;

/// A room of two whose words are stored as they are accepted, with ids and times that are the same in every run.
struct Room<'a> {
    store: &'a Store,
    session: Session,
    ids: u128,
}

impl Room<'_> {
    fn id(&mut self) -> Uuid {
        self.ids += 1;
        Uuid::from_u128(0x0193_8f00_0000_7000_8000_0000_0001_0000 + self.ids)
    }

    fn run(&mut self, by: MemberId, command: Command) {
        let asked = Request {
            id: CommandId(self.id()),
            by,
            at: At(1_733_000_000_000 + i64::try_from(self.ids).expect("small") * 7_000),
            command,
        };
        let ev = self.session.decide(&asked).expect("the room takes it");
        assert!(!ev.is_empty(), "{asked:?} changes nothing");
        let body = Body {
            v: Body::VERSION,
            id: asked.id,
            at: asked.at,
            by,
            ev,
        };
        let stream = StreamId::session(self.session.id().0);
        let record = self.sealed(stream, &body);
        wait(self.store.append(stream, self.session.len(), record)).expect("saved");
        let closed = body.ev.iter().find_map(|event| self.session.closes(event));
        self.session.apply(body);
        if let Some(round) = closed {
            let keys = self.store.keys();
            keys.destroy(stream, round.0).expect("destroyed");
        }
    }

    /// A record as it is stored, under the key of its round where that is secret.
    fn sealed(&self, stream: StreamId, body: &Body) -> NewRecord {
        let keys = self.store.keys();
        for round in body.ev.iter().filter_map(Event::begins_secret) {
            keys.make(stream, round.0).expect("a key");
        }
        let text = body.encode().expect("written");
        let Some(round) = self.session.seals(&body.ev) else {
            return NewRecord {
                id: body.id.0,
                body: text,
            };
        };
        let key = keys.key(stream, round.0).expect("read").expect("a key");
        let bytes = key.seal(stream, round.0, &text).expect("sealed");
        let id = key.stored_as(body.id.0);
        let envelope = Body {
            v: Body::VERSION,
            id: CommandId(id),
            at: self.session.opened(round).expect("opened"),
            by: MemberId(Uuid::nil()),
            ev: vec![Event::Sealed {
                round,
                bytes: bytes.into(),
            }],
        };
        NewRecord {
            id,
            body: envelope.encode().expect("written"),
        }
    }

    fn card(
        &mut self,
        by: MemberId,
        place: (&str, Option<CardId>, Option<&str>),
        text: &str,
        from: Option<CardId>,
    ) -> CardId {
        let card = CardId(self.id());
        let (step, parent, column) = place;
        self.run(
            by,
            Command::AddCard {
                card,
                author: Some(by),
                step: step.into(),
                parent,
                column: column.map(ColumnId::from),
                after: After::Last,
                fields: vec![("text".into(), text.into())],
                from,
            },
        );
        card
    }

    fn set(&mut self, by: MemberId, card: CardId, field: &str, from: u64, value: Option<Value>) {
        let field = field.into();
        self.run(
            by,
            Command::SetField {
                card,
                field,
                from,
                value,
            },
        );
    }
}

fn person(n: u128, name: &str, role: Role) -> Member {
    Member::new(
        MemberId(Uuid::from_u128(
            0x0193_8f00_0000_7000_8000_0000_0000_1000 + n,
        )),
        name,
        role,
    )
}

/// One of every event that this version writes.
#[expect(
    clippy::too_many_lines,
    reason = "one talk, told from its beginning to its end"
)]
fn hold_a_talk(store: &Store, id: Uuid) {
    let (ana, bo) = (
        person(1, "Ana Núñez", Role::Facilitator),
        person(2, "Bo", Role::Scribe),
    );
    let mut room = Room {
        store,
        session: Session::new(SessionId(id)),
        ids: 0,
    };
    let script: Script = serde_json::from_str(SCRIPT).expect("a script");
    let begin = Command::Begin {
        script: Arc::new(script),
        title: "Smoking".into(),
        you: ana.clone(),
    };
    room.run(ana.id, begin);
    let (a, b) = (ana.id, bo.id);
    room.run(b, Command::Join { member: bo });
    room.run(
        a,
        Command::Retitle {
            title: "High-school smoking, 1998".into(),
        },
    );
    room.run(
        a,
        Command::AdjustTime {
            step: "story".into(),
            minutes: 20,
        },
    );
    room.run(
        a,
        Command::Note {
            step: "story".into(),
            text: "Bo knows the shop\nby the school.".into(),
        },
    );
    room.card(
        a,
        ("result", None, None),
        "All our young people are free of tobacco.",
        None,
    );
    measure(&mut room, a);
    room.run(
        a,
        Command::Enter {
            step: "story".into(),
        },
    );
    let cheap = room.card(
        b,
        ("story", None, Some("hurts")),
        "A pack costs less than lunch 🚬 \\ \"two dollars\" \u{202e}\u{7}",
        None,
    );
    let taught = room.card(
        a,
        ("story", None, Some("helps")),
        "Children learn about it in 7th grade",
        None,
    );
    let ads = room.card(
        b,
        ("story", None, Some("helps")),
        "Ads are everywhere",
        None,
    );
    room.set(b, cheap, "evidence", 0, Some("data".into()));
    let place = |step: &str, column: Option<&str>, after| Command::MoveCard {
        card: ads,
        step: step.into(),
        parent: None,
        column: column.map(ColumnId::from),
        after,
    };
    room.run(b, place("story", Some("hurts"), After::Card(cheap)));
    let heading = CardId(room.id());
    room.run(
        a,
        Command::Group {
            heading,
            text: "Easy to get".into(),
            cards: vec![cheap, ads],
        },
    );
    let version = Seen::new(&room.session, Viewer::Archive)
        .card(taught)
        .expect("there")
        .version("text");
    room.set(
        a,
        taught,
        "text",
        version,
        Some("Children learn about it at 12".into()),
    );
    room.set(
        b,
        taught,
        "text",
        version,
        Some("Children learn about it, once".into()),
    );
    room.set(
        a,
        taught,
        "detail",
        0,
        Some(Value::Text("a long account, é ".repeat(3_445).into())),
    );
    room.run(a, Command::RemoveCard { card: ads });
    room.run(b, Command::RestoreCard { card: ads });
    let gone = room.card(b, ("story", None, Some("helps")), "A slip of the pen", None);
    room.run(b, Command::RemoveCard { card: gone });
    let why = room.card(a, ("whys", None, None), "A pack is cheap", Some(cheap));
    let root = room.card(
        b,
        ("whys", Some(why), None),
        "The tax has not moved since 1983",
        None,
    );
    room.set(a, root, "root", 0, Some(Value::Flag(true)));
    let action = room.card(
        a,
        ("plan", None, None),
        "Ask the council for a higher tax",
        Some(root),
    );
    room.set(a, action, "due", 0, Some("1998-09-30".into()));
    room.run(
        a,
        Command::Link {
            one: action,
            other: ads,
        },
    );
    room.run(
        a,
        Command::Unlink {
            one: action,
            other: ads,
        },
    );
    room.set(a, action, "who", 0, Some("Bo".into()));
    room.run(a, Command::Undo);
    room.run(a, Command::Redo);
    room.run(a, Command::Undo);
    room.run(a, Command::Close);
    room.run(a, Command::Reopen);
    room.run(b, Command::Undo);
}

fn measure(room: &mut Room<'_>, by: MemberId) {
    let measure = MeasureId(room.id());
    let line = |group: &str, year: &str, value| {
        let key = PointKey {
            group: group.into(),
            period: year.parse().expect("a period"),
        };
        let point = Point {
            value,
            ..Point::default()
        };
        (key, point)
    };
    let mut points = vec![
        line("", "1991", Some(27.5)),
        line("", "1993", Some(30.5)),
        line("", "1995", Some(34.8)),
        line("", "1996", None),
        line("", "1997", Some(36.4)),
        line("boys", "1997", Some(37.7)),
    ];
    points[4].1 = Point {
        value: Some(36.4),
        target: Some(30.0),
        n: Some(16_262.0),
        note: Some("asked in spring".into()),
        source: Some("YRBS".into()),
        definition: Some("past 30 days".into()),
    };
    let fields = [("name", "High-school students who smoked"), ("unit", "%")];
    let fields = fields.map(|(field, words)| (field.into(), words.into()));
    let step = "curve".into();
    room.run(
        by,
        Command::AddMeasure {
            measure,
            step,
            fields: fields.to_vec(),
            points,
        },
    );
    room.run(
        by,
        Command::Describe {
            measure,
            field: "better".into(),
            value: Some("lower".into()),
        },
    );
    let (girls, point) = line("girls", "1997", Some(34.7));
    room.run(
        by,
        Command::SetPoints {
            measure,
            points: vec![(girls, Some(point))],
        },
    );
    let (boys, _) = line("boys", "1997", None);
    room.run(
        by,
        Command::SetPoints {
            measure,
            points: vec![(boys, None)],
        },
    );
    let year = |year: &str| year.parse().expect("a period");
    let expected = |period: &str, value, band: Option<(f64, f64)>| FrozenPoint {
        period: year(period),
        value,
        low: band.map(|band| band.0),
        high: band.map(|band| band.1),
    };
    let forecast = Frozen {
        group: "".into(),
        method: "line".into(),
        n: 4,
        from: year("1991"),
        to: year("1997"),
        points: vec![
            expected("1998", 38.3, Some((36.9, 39.7))),
            expected("1999", 39.8, None),
        ],
    };
    room.run(by, Command::Freeze { measure, forecast });
    room.run(
        by,
        Command::Guess {
            measure,
            scenario: "".into(),
            period: year("1999"),
            value: Some(38.0),
        },
    );
}

const CHOOSING: &str = r#"{
  "id": "choosing", "framework": "Ours", "minutes": 20, "title": "Choosing",
  "steps": [
    {"id": "ideas", "kind": "cards", "minutes": 5, "ask": "What works?"},
    {"id": "weigh", "kind": "matrix", "minutes": 5, "ask": "How far does each reach?", "draws_from": ["ideas"],
     "criteria": [{"id": "reach", "label": "Reach"}]},
    {"id": "vote", "kind": "vote", "minutes": 5, "ask": "Which?", "draws_from": ["weigh"]},
    {"id": "agree", "kind": "consent", "minutes": 5, "ask": "Can we all go along?"}
  ]
}"#;

/// One of every event that came with scores and rounds.
#[expect(
    clippy::too_many_lines,
    reason = "one talk, told from its beginning to its end"
)]
fn hold_rounds(store: &Store, id: Uuid) {
    let ana = person(1, "Ana Núñez", Role::Facilitator);
    let a = ana.id;
    let mut room = Room {
        store,
        session: Session::new(SessionId(id)),
        ids: 0x8000,
    };
    let script: Script = serde_json::from_str(CHOOSING).expect("a script");
    let begin = Command::Begin {
        script: Arc::new(script),
        title: "Which ideas".into(),
        you: ana,
    };
    room.run(a, begin);
    room.run(
        a,
        Command::Reword {
            step: "vote".into(),
            part: Part::Ask,
            words: "Which two would you start with?".into(),
        },
    );
    let bus = room.card(a, ("ideas", None, None), "A walking bus", None);
    let pack = room.card(a, ("ideas", None, None), "Reading packs", None);
    let score = |card, criterion: &str, marks: &[(&str, u32)], note: &str| Command::Score {
        key: ScoreKey {
            step: "weigh".into(),
            card,
            criterion: criterion.into(),
            voice: Voice::room(),
        },
        score: Score {
            tally: tally(marks),
            note: note.into(),
        },
    };
    room.run(
        a,
        score(
            bus,
            "reach",
            &[("high", 7), ("low", 2)],
            "asked at the gate",
        ),
    );
    room.run(a, score(pack, "reach", &[("medium", 9)], ""));
    room.run(a, score(pack, PICKED, &[(YES, 1)], ""));
    room.run(a, Command::Undo);
    room.run(a, Command::Redo);
    let dots = BallotId(room.id());
    let asks = Asks::Dots {
        options: vec![bus, pack],
        each: 2,
        most: 1,
        secret: true,
    };
    room.run(
        a,
        Command::OpenBallot {
            ballot: dots,
            step: "vote".into(),
            asks,
        },
    );
    let cast = |ballot, voice, people, group: Option<&str>, marks| Command::Cast {
        ballot,
        voice,
        people,
        group: group.map(Into::into),
        marks,
    };
    let (bus, pack) = (bus.to_string(), pack.to_string());
    let table = tally(&[(&bus, 5), (&pack, 6)]);
    room.run(
        a,
        cast(
            dots,
            Voice::For("Table 2".into()),
            6,
            Some("resident"),
            table,
        ),
    );
    let own = tally(&[(&pack, 1)]);
    room.run(a, cast(dots, Voice::Member(a), 1, None, own));
    room.run(a, Command::CloseBallot { ballot: dots });
    let proposal = room.card(
        a,
        ("agree", None, None),
        "We start with reading packs.",
        None,
    );
    let fist = BallotId(room.id());
    let asks = Asks::Fist {
        about: proposal,
        words: "".into(),
    };
    room.run(
        a,
        Command::OpenBallot {
            ballot: fist,
            step: "agree".into(),
            asks,
        },
    );
    let hands = tally(&[("2", 1), ("4", 8)]);
    room.run(a, cast(fist, Voice::room(), 9, None, hands));
}

const SILENT: &str = r#"{
  "id": "silent", "framework": "Ours", "minutes": 20, "title": "Silent",
  "steps": [
    {"id": "causes", "kind": "cards", "minutes": 5, "ask": "What is behind it?", "recipe": [{"silent": 3}]},
    {"id": "feel", "kind": "cards", "minutes": 5, "ask": "How is it for you?", "privacy": "anonymous"},
    {"id": "fears", "kind": "tree", "minutes": 5, "ask": "What are you afraid of?", "privacy": "secret"},
    {"id": "weigh", "kind": "matrix", "minutes": 5, "ask": "How far does each reach?", "draws_from": ["causes"],
     "criteria": [{"id": "reach", "label": "Reach"}]},
    {"id": "vote", "kind": "vote", "minutes": 5, "ask": "Which?", "draws_from": ["causes"], "secret": true},
    {"id": "again", "kind": "vote", "minutes": 5, "ask": "And now?", "draws_from": ["causes"], "secret": true}
  ]
}"#;

/// One of every event that came with several seats: people who change, silence in its three ways, secret rounds.
#[expect(
    clippy::too_many_lines,
    reason = "one talk, told from its beginning to its end"
)]
fn hold_silence(store: &Store, id: Uuid) {
    let (ana, bo) = (
        person(1, "Ana Núñez", Role::Facilitator),
        person(2, "Bo", Role::Participant),
    );
    let (a, b) = (ana.id, bo.id);
    let mut room = Room {
        store,
        session: Session::new(SessionId(id)),
        ids: 0xc000,
    };
    let script: Script = serde_json::from_str(SILENT).expect("a script");
    let begin = Command::Begin {
        script: Arc::new(script),
        title: "Unseen".into(),
        you: ana,
    };
    room.run(a, begin);
    room.run(b, Command::Join { member: bo.clone() });
    let two = Member {
        people: 2,
        group: Some("residents".into()),
        ..bo
    };
    room.run(b, Command::ChangeMember { member: two });
    room.run(a, Command::Lock { on: true });
    room.run(a, Command::Lock { on: false });
    let aloud = room.card(a, ("causes", None, None), "Said aloud", None);
    let silence = |room: &mut Room<'_>, step: &str, privacy| {
        let round = RoundId(room.id());
        let step = step.into();
        room.run(
            a,
            Command::BeginSilence {
                round,
                step,
                privacy,
            },
        );
    };
    let reveal = |room: &mut Room<'_>, step: &str| {
        room.run(a, Command::Reveal { step: step.into() });
    };
    silence(&mut room, "causes", Privacy::Private);
    let bus = room.card(b, ("causes", None, None), "Buses were cut", None);
    reveal(&mut room, "causes");
    silence(&mut room, "feel", Privacy::Anonymous);
    room.card(b, ("feel", None, None), "Tired", None);
    reveal(&mut room, "feel");
    silence(&mut room, "fears", Privacy::Secret);
    let fear = room.card(
        b,
        ("fears", None, None),
        "That nothing comes of it",
        Some(aloud),
    );
    room.card(b, ("fears", Some(fear), None), "It never did", None);
    room.set(
        b,
        fear,
        "text",
        0,
        Some("That nothing comes of this".into()),
    );
    room.run(b, Command::Undo);
    reveal(&mut room, "fears");
    silence(&mut room, "weigh", Privacy::Secret);
    let score = |voice, marks: &[(&str, u32)]| Command::Score {
        key: ScoreKey {
            step: "weigh".into(),
            card: bus,
            criterion: "reach".into(),
            voice,
        },
        score: Score {
            tally: tally(marks),
            note: "".into(),
        },
    };
    room.run(b, score(Voice::Member(b), &[("high", 2)]));
    room.run(a, score(Voice::room(), &[("low", 4)]));
    reveal(&mut room, "weigh");
    for (step, close) in [("vote", true), ("again", false)] {
        let ballot = BallotId(room.id());
        let asks = Asks::Dots {
            options: vec![aloud, bus],
            each: 2,
            most: 2,
            secret: true,
        };
        let step = step.into();
        room.run(a, Command::OpenBallot { ballot, step, asks });
        let cast = Command::Cast {
            ballot,
            voice: Voice::Member(b),
            people: 2,
            group: None,
            marks: tally(&[(&bus.to_string(), 3)]),
        };
        room.run(b, cast);
        if close {
            room.run(a, Command::CloseBallot { ballot });
        }
    }
    silence(&mut room, "causes", Privacy::Private);
    room.card(b, ("causes", None, None), "Not shown yet", None);
}

/// One of every event about the clock: started, stopped with and without a word of how long, a part of a step, the plan moved.
fn hold_clock(store: &Store, id: Uuid) {
    let ana = person(1, "Ana Núñez", Role::Facilitator);
    let a = ana.id;
    let mut room = Room {
        store,
        session: Session::new(SessionId(id)),
        ids: 0xd000,
    };
    let script: Script = serde_json::from_str(SCRIPT).expect("a script");
    let begin = Command::Begin {
        script: Arc::new(script),
        title: "Held in time".into(),
        you: ana,
    };
    room.run(a, begin);
    room.run(a, Command::StartTime);
    let step = "result".into();
    room.run(a, Command::BeginPhase { step, phase: 1 });
    let step = "result".into();
    room.run(a, Command::AdjustTime { step, minutes: 9 });
    room.run(a, Command::StopTime { minutes: 15 });
    room.run(a, Command::StartTime);
    let step = "curve".into();
    room.run(a, Command::Enter { step });
    let ends = At(1_733_004_000_000);
    room.run(a, Command::MovePlan { ends });
    room.run(a, Command::StopTime { minutes: 0 });
}

fn tally(marks: &[(&str, u32)]) -> Tally {
    marks
        .iter()
        .map(|(mark, count)| ((*mark).into(), *count))
        .collect()
}

#[test]
#[ignore = "writes a sample for a new format"]
fn write_a_sample() {
    let Some(sample) = std::env::var_os("UPTURN_SAMPLE").map(PathBuf::from) else {
        return;
    };
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(folder.path(), Options::default()).expect("the store opens");
    let talk = Uuid::from_u128(0x0193_8f00_0000_7000_8000_0000_0000_0001);
    hold_a_talk(&store, talk);
    hold_rounds(
        &store,
        Uuid::from_u128(0x0193_8f00_0000_7000_8000_0000_0000_0003),
    );
    hold_silence(
        &store,
        Uuid::from_u128(0x0193_8f00_0000_7000_8000_0000_0000_0004),
    );
    hold_clock(
        &store,
        Uuid::from_u128(0x0193_8f00_0000_7000_8000_0000_0000_0005),
    );
    let erased = StreamId::session(Uuid::from_u128(0x0193_8f00_0000_7000_8000_0000_0000_0002));
    // The scorecard has no records of its own yet: the journal keeps any JSON byte for byte.
    let texts = [
        "Buses were cut",
        "É \\u00e9 \\\\ \\\"quoted\\\"",
        "\u{202e}bidi and 🚌",
    ];
    for stream in [erased, StreamId::SCORECARD] {
        for (seq, text) in (0..).zip(texts) {
            let id = Uuid::from_u128(0x0193_8f00_0000_7000_8000_0000_0002_0000 + u128::from(seq));
            let body = format!("{{\"v\":1, \"text\":\"{text}\"}}");
            wait(store.append(stream, seq, NewRecord { id, body })).expect("saved");
        }
    }
    wait(store.erase(erased)).expect("erased");
    let mut said = String::new();
    let mut lines = String::new();
    for info in wait(store.streams()).expect("listed") {
        let records = wait(store.read(info.stream, 0)).expect("read");
        if info.stream.is_session() {
            said.push_str(&tell(&replay(info.stream, &records)));
        }
        for record in records {
            let line = Expected {
                stream: info.stream.uuid(),
                seq: record.seq,
                id: record.id,
                body: RawValue::from_string(record.body).expect("JSON"),
            };
            lines.push_str(&serde_json::to_string(&line).expect("a line"));
            lines.push('\n');
        }
    }
    copy(&folder.path().join("journal"), &sample.join("journal"));
    fs::write(sample.join("expected.jsonl"), lines).expect("written");
    fs::write(sample.join("content.txt"), said).expect("written");
}
