//! A table with people around it, told what to do in lines such as `ana: add "Buses cut" in story/hurts`.

use std::{collections::BTreeMap, fmt::Write as _, sync::Arc};

use uuid::Uuid;

use super::super::{Session, order_key};
use crate::{
    model::{
        After, At, BallotId, Card, CardId, Command, CommandId, Event, Measure, MeasureId, Member,
        MemberId, Point, Privacy, Record, Request, Role, RoundId, Script, Seen, SessionId, StepId,
        Value, Viewer, Voice,
        measure::{Frozen, FrozenPoint, PointKey},
        opinion::{Asks, Score, ScoreKey},
        script::Part,
        session::decide::in_one_kind,
    },
    say::Lang,
};

pub(super) const SCRIPT: &str = r#"{
  "id": "bus", "title": "Buses", "framework": "RBA", "minutes": 60,
  "steps": [
    {"id": "result", "kind": "text", "minutes": 10, "ask": "What do we want?", "plain_language": true},
    {"id": "curve", "kind": "curve", "minutes": 10, "ask": "How are we doing?"},
    {"id": "story", "kind": "cards", "minutes": 10, "ask": "What is the story?", "guide": ["Causes, not solutions"],
     "columns": ["helps", "hurts"],
     "fields": [{"id": "evidence", "choice": ["data", "record", "lived experience", "heard from others", "hunch"]}],
     "advice": [{"each_column_has": 1}, {"at_least": 2}]},
    {"id": "whys", "kind": "tree", "minutes": 10, "ask": "Why?", "advice": [{"each_has": "evidence"}]},
    {"id": "works", "kind": "cards", "minutes": 10, "ask": "What works?",
     "fields": [{"id": "off-wall", "type": "flag"}, {"id": "reach", "type": "number"}, {"id": "why", "type": "long"},
                {"id": "friend", "type": "person"}, {"id": "link", "type": "link"}, {"id": "by", "type": "date"}],
     "advice": [{"one_with": {"field": "off-wall", "is": ["true"], "ask": "One nobody would dare?"}}, {"each_from": "story"}]},
    {"id": "plan", "kind": "plan", "minutes": 5, "ask": "Who does what?",
     "fields": [{"id": "who", "type": "person"}, {"id": "start", "type": "date"}, {"id": "due", "type": "date"},
                {"id": "status", "choice": ["new", "on track", "late", "done", "dropped"]}]},
    {"id": "dots", "kind": "vote", "minutes": 5, "ask": "Which matter most?", "draws_from": ["works"]},
    {"id": "rate", "kind": "matrix", "minutes": 5, "ask": "How good is each?", "draws_from": ["works"], "scale": "one-to-five",
     "criteria": [{"id": "rank", "label": "Rank"}]},
    {"id": "agree", "kind": "consent", "minutes": 5, "ask": "Can we go along?"},
    {"id": "read", "kind": "recap", "minutes": 5, "ask": "What did we say?"}
  ]
}"#;

/// Who sits at the table: Ana leads, Bo takes part, Cy watches, Di writes for the room.
pub(super) const PEOPLE: [(&str, Role); 4] = [
    ("ana", Role::Facilitator),
    ("bo", Role::Participant),
    ("cy", Role::Observer),
    ("di", Role::Scribe),
];

pub(super) fn member(name: &str) -> MemberId {
    let at = PEOPLE.iter().position(|(known, _)| *known == name);
    MemberId(Uuid::from_u128(at.map_or(99, |at| at as u128) + 1))
}

pub(super) fn script() -> Arc<Script> {
    Arc::new(serde_json::from_str(SCRIPT).expect("the script reads"))
}

/// A session that has begun, and nobody in it but who leads.
pub(super) fn request(by: MemberId, number: u128, command: Command) -> Request {
    Request {
        id: CommandId(Uuid::from_u128(number)),
        by,
        at: At(i64::try_from(number).unwrap_or(0)),
        command,
    }
}

pub(super) fn record(request: &Request, ev: Vec<Event>) -> Record {
    Record {
        v: Record::VERSION,
        id: request.id,
        at: request.at,
        by: request.by,
        ev,
    }
}

/// The first records of every session here: it began, and all have joined.
pub(super) fn beginning() -> Vec<Record> {
    let you = Member::new(member("ana"), "Ana", Role::Facilitator);
    let begin = Command::Begin {
        script: script(),
        title: "Buses".into(),
        you,
    };
    let begin = request(member("ana"), 0, begin);
    let fresh = Session::new(SessionId(Uuid::from_u128(7)));
    let mut records = vec![record(&begin, fresh.decide(&begin).expect("it begins"))];
    for (name, role) in PEOPLE.into_iter().skip(1) {
        let joined = Event::Joined {
            member: Member::new(member(name), name, role),
        };
        let asked = request(member(name), 0, Command::Close);
        records.push(record(&asked, vec![joined]));
    }
    records
}

pub(super) struct Table {
    pub session: Session,
    pub records: Vec<Record>,
    pub cards: BTreeMap<String, CardId>,
    measures: BTreeMap<String, MeasureId>,
    ballots: BTreeMap<String, BallotId>,
    next: u128,
}

impl Table {
    pub fn new() -> Self {
        let records = beginning();
        let session = Session::replay(SessionId(Uuid::from_u128(7)), records.iter().cloned());
        Self {
            session,
            records,
            cards: BTreeMap::new(),
            measures: BTreeMap::new(),
            ballots: BTreeMap::new(),
            next: 1000,
        }
    }

    /// Does what each line says. Behind `->` stands why it is refused, or `nothing` where all is so already.
    pub fn with(steps: &str) -> Self {
        let mut table = Self::new();
        table.does(steps);
        table
    }

    pub fn does(&mut self, steps: &str) {
        for line in steps.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let (asked, expected) = match line.split_once(" -> ") {
                Some((asked, expected)) => (asked, Some(expected)),
                None => (line, None),
            };
            let (who, asked) = asked.split_once(": ").expect("who: what");
            let command = self.command(asked);
            let outcome = match self.ask(who, command) {
                Ok(0) => Some("nothing".to_owned()),
                Ok(_) => None,
                Err(why) => Some(why),
            };
            assert_eq!(outcome.as_deref(), expected, "{line}");
        }
    }

    /// Asks something; how many events came of it, or why not.
    pub fn ask(&mut self, who: &str, command: Command) -> Result<usize, String> {
        self.ask_as(member(who), command)
    }

    /// The same, by anybody's id.
    pub fn ask_as(&mut self, who: MemberId, command: Command) -> Result<usize, String> {
        self.next += 1;
        let asked = request(who, self.next, command);
        let events = self
            .session
            .decide(&asked)
            .map_err(|why| why.0.render(Lang::En))?;
        let count = events.len();
        if count > 0 {
            let record = record(&asked, events);
            self.records.push(record.clone());
            self.session.apply(record);
            assert_sound(&self.session);
        }
        Ok(count)
    }

    pub fn card(&self, name: &str) -> CardId {
        *self
            .cards
            .get(name)
            .unwrap_or_else(|| panic!("no card {name}"))
    }

    pub fn the(&self, name: &str) -> &Card {
        self.session.cards.get(&self.card(name)).expect("a card")
    }

    pub fn measure(&self, name: &str) -> &Measure {
        self.session
            .measures
            .get(&self.measures[name])
            .expect("a measure")
    }

    pub fn seen(&self, who: &str) -> Seen<'_> {
        Seen::new(&self.session, Viewer::Member(member(who)))
    }

    fn fresh(&mut self) -> Uuid {
        self.next += 1;
        Uuid::from_u128(self.next)
    }

    #[expect(
        clippy::too_many_lines,
        reason = "one arm for each verb of the little language"
    )]
    fn command(&mut self, asked: &str) -> Command {
        let mut words = Line::new(asked);
        let verb = words.word();
        match verb.as_str() {
            "add" => {
                let text = words.word();
                let card = CardId(self.fresh());
                let (step, column) = words.place("in");
                let lies = self.lies(&mut words);
                let from = words.after("from").map(|name| self.card(&name));
                self.cards.insert(text.clone(), card);
                Command::AddCard {
                    card,
                    author: None,
                    step,
                    parent: lies.0,
                    column,
                    after: lies.1,
                    fields: vec![("text".into(), Value::Text(text.into()))],
                    from,
                }
            }
            "move" => {
                let card = self.card(&words.word());
                let (step, column) = words.place("to");
                let lies = self.lies(&mut words);
                Command::MoveCard {
                    card,
                    step,
                    parent: lies.0,
                    column,
                    after: lies.1,
                }
            }
            // `set evidence of "Buses cut" to hunch`, with `seen 7` where an older version was looked at.
            "set" => {
                let field = words.word();
                let name = words.after("of").expect("of which card");
                let value = words.after("to").expect("to what");
                let known = self.session.cards.get(&self.card(&name));
                let version = known.map_or(0, |card| card.version(&field));
                let from = words.after("seen");
                let value = match value.as_str() {
                    "nothing" => None,
                    "yes" => Some(Value::Flag(true)),
                    "no" => Some(Value::Flag(false)),
                    words => Some(Value::Text(words.into())),
                };
                Command::SetField {
                    card: self.card(&name),
                    field: field.as_str().into(),
                    from: from.map_or(version, |from| from.parse().expect("a version")),
                    value,
                }
            }
            "group" => {
                let mut cards = Vec::new();
                while let Some(word) = words.next_unless("as") {
                    cards.push(self.card(&word));
                }
                let text = words.word();
                let known = self.cards.get(&text).copied();
                let heading = known.unwrap_or_else(|| CardId(self.fresh()));
                self.cards.insert(text.clone(), heading);
                Command::Group {
                    heading,
                    text: text.into(),
                    cards,
                }
            }
            "delete" => Command::RemoveCard {
                card: self.card(&words.word()),
            },
            "restore" => Command::RestoreCard {
                card: self.card(&words.word()),
            },
            "link" => Command::Link {
                one: self.card(&words.word()),
                other: self.card(&words.word()),
            },
            "unlink" => Command::Unlink {
                one: self.card(&words.word()),
                other: self.card(&words.word()),
            },
            "undo" => Command::Undo,
            "redo" => Command::Redo,
            "lock" => Command::Lock { on: true },
            "unlock" => Command::Lock { on: false },
            "undo-all" => Command::UndoAll {
                of: member(&words.word()),
            },
            // `seat bo muted`, `seat bo out`, `seat bo scribe`, `seat bo people 4`, `seat bo called "Bo B"`
            "seat" => {
                let id = member(&words.word());
                let known = self.session.members.get(&id).map(|known| (**known).clone());
                let mut now = known.unwrap_or_else(|| Member::new(id, "", Role::Observer));
                match words.word().as_str() {
                    "muted" => now.muted = true,
                    "heard" => now.muted = false,
                    "out" => now.out = true,
                    "leads" => now.role = Role::Facilitator,
                    "scribe" => now.role = Role::Scribe,
                    "people" => now.people = words.word().parse().expect("how many"),
                    "called" => now.name = words.word().into(),
                    other => panic!("a seat is not {other}"),
                }
                Command::ChangeMember { member: now }
            }
            // `silence story anonymous`
            "silence" => Command::BeginSilence {
                round: RoundId(self.fresh()),
                step: words.word().as_str().into(),
                privacy: match words.rest().first().map_or("", |word| word) {
                    "anonymous" => Privacy::Anonymous,
                    "secret" => Privacy::Secret,
                    _ => Privacy::Private,
                },
            },
            "reveal" => Command::Reveal {
                step: words.word().as_str().into(),
            },
            "close" => Command::Close,
            "reopen" => Command::Reopen,
            "enter" => Command::Enter {
                step: words.word().as_str().into(),
            },
            "call" => Command::Retitle {
                title: words.word().into(),
            },
            "time" => Command::AdjustTime {
                step: words.word().as_str().into(),
                minutes: words.word().parse().expect("minutes"),
            },
            "note" => Command::Note {
                step: words.word().as_str().into(),
                text: words.word().into(),
            },
            // `measure Wait in curve 2016=40 2017=42 boys@2017=12`
            "measure" => {
                let name = words.word();
                let measure = MeasureId(self.fresh());
                let (step, _) = words.place("in");
                self.measures.insert(name.clone(), measure);
                let lines = words.rest().into_iter().map(|line| line_of_table(&line));
                let points = lines.map(|(key, point)| (key, point.expect("a value")));
                Command::AddMeasure {
                    measure,
                    step,
                    fields: vec![("name".into(), Value::Text(name.into()))],
                    points: points.collect(),
                }
            }
            "describe" => Command::Describe {
                measure: self.measures[&words.word()],
                field: words.word().as_str().into(),
                value: Some(words.word().as_str().into()).filter(|value| *value != "".into()),
            },
            "points" => Command::SetPoints {
                measure: self.measures[&words.word()],
                points: words
                    .rest()
                    .iter()
                    .map(|line| line_of_table(line))
                    .collect(),
            },
            "guess" => {
                let measure = self.measures[&words.word()];
                let (key, point) = line_of_table(&words.word());
                Command::Guess {
                    measure,
                    scenario: key.group,
                    period: key.period,
                    value: point.and_then(|point| point.value),
                }
            }
            "freeze" => {
                let measure = self.measures[&words.word()];
                let group = words.rest().first().cloned().unwrap_or_default();
                Command::Freeze {
                    measure,
                    forecast: forecast(&group),
                }
            }
            // `judge "Buses cut" on picked in works as yes=1`, with `for "Table 2"` where it is not one's own.
            "judge" => {
                let card = self.card(&words.word());
                let criterion = words.after("on").expect("on what").as_str().into();
                let (step, _) = words.place("in");
                let voice = voice_of(&mut words);
                let key = ScoreKey {
                    step,
                    card,
                    criterion,
                    voice,
                };
                let tally = words.after("as").map_or_else(Vec::new, |first| {
                    let all = std::iter::once(first).chain(words.rest());
                    all.map(|mark| mark_of(&mark)).collect()
                });
                let note = "".into();
                Command::Score {
                    key,
                    score: Score { tally, note },
                }
            }
            // `dots first in dots each 3 most 2 over "a" "b"`
            "dots" => {
                let ballot = BallotId(self.fresh());
                self.ballots.insert(words.word(), ballot);
                let (step, _) = words.place("in");
                let each = words.after("each").map_or(3, |n| n.parse().expect("dots"));
                let most = words.after("most").map_or(2, |n| n.parse().expect("dots"));
                let secret = words.after("secret").is_some();
                words
                    .after("over")
                    .inspect(|first| words.0.push_front(first.clone()));
                let options = words.rest().iter().map(|name| self.card(name)).collect();
                Command::OpenBallot {
                    ballot,
                    step,
                    asks: Asks::Dots {
                        options,
                        each,
                        most,
                        secret,
                    },
                }
            }
            "fist" => {
                let ballot = BallotId(self.fresh());
                self.ballots.insert(words.word(), ballot);
                let (step, _) = words.place("in");
                let about = self.card(&words.after("about").expect("about what"));
                let words = "".into();
                Command::OpenBallot {
                    ballot,
                    step,
                    asks: Asks::Fist { about, words },
                }
            }
            // `cast first people 6 "a"=2 3=1`, with `for "Table 2"` and `of residents`.
            "cast" => {
                let ballot = self.ballots[&words.word()];
                let voice = voice_of(&mut words);
                let people = words
                    .after("people")
                    .map_or(1, |n| n.parse().expect("people"));
                let group = words.after("of").map(Into::into);
                let marks = words.rest();
                let mark = |mark: &String| {
                    let (name, count) = mark_of(mark);
                    let card = self.cards.get(&*name);
                    (card.map_or(name, |id| id.to_string().into()), count)
                };
                Command::Cast {
                    ballot,
                    voice,
                    people,
                    group,
                    marks: marks.iter().map(mark).collect(),
                }
            }
            "count" => Command::CloseBallot {
                ballot: self.ballots[&words.word()],
            },
            "reword" => Command::Reword {
                step: words.word().as_str().into(),
                part: Part::Ask,
                words: words.word().into(),
            },
            other => panic!("nobody knows how to {other}"),
        }
    }

    fn lies(&self, words: &mut Line) -> (Option<CardId>, After) {
        let parent = words.after("under").map(|name| self.card(&name));
        let after = if words.has("first") {
            After::First
        } else {
            words
                .after("after")
                .map_or(After::Last, |name| After::Card(self.card(&name)))
        };
        (parent, after)
    }

    /// What was counted in a round, all together: `a 5, b 2 by 6 people`.
    pub fn counted(&self, round: &str) -> Option<String> {
        let seen = self.seen("bo");
        let steps = seen.script().steps.iter();
        let mut rounds = steps.flat_map(|step| seen.ballots_on(&step.id));
        let total = rounds
            .find(|one| one.id() == self.ballots[round])?
            .total()?;
        let mark = |(mark, count): &(Arc<str>, u32)| {
            let card = mark.parse().ok().and_then(|id| seen.card(id));
            format!("{} {count}", card.map_or(&**mark, |card| card.text()))
        };
        let marks: Vec<String> = total.marks.iter().map(mark).collect();
        Some(format!("{} by {} people", marks.join(", "), total.people))
    }

    /// What lies on the table, a line for each card, parked ones marked, and what it comes from.
    pub fn page(&self) -> String {
        let mut page = String::new();
        let script = self.session.script.as_ref().expect("a script");
        for step in &script.steps {
            self.lines(&mut page, &step.id, None, 1);
        }
        page
    }

    fn lines(&self, page: &mut String, step: &StepId, parent: Option<CardId>, depth: usize) {
        for card in self.session.children(step, parent) {
            if parent.is_none() {
                let _ = write!(page, "{step}");
                if let Some(column) = &card.place.value.column {
                    let _ = write!(page, "/{column}");
                }
            }
            let _ = write!(
                page,
                "{:indent$}{}",
                "",
                card.text(),
                indent = depth * 2 - usize::from(parent.is_none())
            );
            for flag in ["parked", "root", "heading"] {
                if card.flag(flag) {
                    let _ = write!(page, " [{flag}]");
                }
            }
            let seen = self.seen("ana");
            let from: Vec<_> = seen.comes_from(card.id).map(|from| from.text()).collect();
            if !from.is_empty() {
                let _ = write!(page, " <- {}", from.join(", "));
            }
            page.push('\n');
            self.lines(page, step, Some(card.id), depth + 1);
        }
    }
}

/// What people do, and what then lies on the table.
pub(super) fn check(steps: &str, expect: &str) -> Table {
    let table = Table::with(steps);
    let tidy = |text: &str| {
        let lines = text.lines().filter(|line| !line.trim().is_empty());
        let lines: Vec<&str> = lines.collect();
        let indents = lines
            .iter()
            .map(|line| line.len() - line.trim_start().len());
        let indent = indents.min().unwrap_or(0);
        let lines = lines.iter().map(|line| line[indent..].trim_end());
        lines.collect::<Vec<_>>().join("\n")
    };
    assert_eq!(tidy(&table.page()), tidy(expect), "after {steps}");
    table
}

/// `2016=40`, `boys@2016=40`; `2016=gap` for a line without a number, `2016` to take the line away.
fn line_of_table(line: &str) -> (PointKey, Option<Point>) {
    let (key, value) = match line.split_once('=') {
        Some((key, value)) => (key, Some(value)),
        None => (line, None),
    };
    let (group, period) = key.split_once('@').unwrap_or(("", key));
    let key = PointKey {
        group: group.into(),
        period: period.parse().expect("a period"),
    };
    let point = value.map(|value| Point {
        value: value.parse().ok(),
        ..Point::default()
    });
    (key, point)
}

/// `yes=3`
fn mark_of(mark: &str) -> (Arc<str>, u32) {
    let (mark, count) = mark.split_once('=').expect("a mark and how many");
    (mark.into(), count.parse().expect("how many"))
}

/// Whose opinion: one's own where a name is given behind `by`, and otherwise of those behind `for`; of the room.
fn voice_of(words: &mut Line) -> Voice {
    if let Some(name) = words.after("by") {
        return Voice::Member(member(&name));
    }
    words
        .after("for")
        .map_or_else(Voice::room, |name| Voice::For(name.into()))
}

pub(super) fn forecast(group: &str) -> Frozen {
    let period = |text: &str| text.parse().expect("a period");
    Frozen {
        group: group.into(),
        method: "line".into(),
        n: 3,
        from: period("2014"),
        to: period("2016"),
        points: vec![FrozenPoint {
            period: period("2017"),
            value: 41.5,
            low: None,
            high: Some(50.0),
        }],
    }
}

/// The words of one line; what stands in quotes is one.
struct Line(std::collections::VecDeque<String>);

impl Line {
    fn new(line: &str) -> Self {
        let mut words = std::collections::VecDeque::new();
        for (at, part) in line.split('"').enumerate() {
            if at % 2 == 1 {
                words.push_back(part.to_owned());
            } else {
                let bare = part.split(|c: char| c.is_whitespace() || c == ',');
                words.extend(bare.filter(|word| !word.is_empty()).map(str::to_owned));
            }
        }
        Self(words)
    }

    fn word(&mut self) -> String {
        self.0.pop_front().expect("another word")
    }

    fn has(&mut self, word: &str) -> bool {
        let found = self.0.front().is_some_and(|next| next == word);
        if found {
            self.0.pop_front();
        }
        found
    }

    fn after(&mut self, word: &str) -> Option<String> {
        self.has(word).then(|| self.word())
    }

    fn next_unless(&mut self, end: &str) -> Option<String> {
        if self.has(end) {
            None
        } else {
            self.0.pop_front()
        }
    }

    fn place(&mut self, before: &str) -> (StepId, Option<crate::model::ids::ColumnId>) {
        let place = self.after(before).expect("where");
        match place.split_once('/') {
            Some((step, column)) => (step.into(), Some(column.into())),
            None => (place.as_str().into(), None),
        }
    }

    fn rest(&mut self) -> Vec<String> {
        self.0.drain(..).collect()
    }
}

/// What must be so whatever people do: every index says what the cards say, and every card can be reached.
pub(super) fn assert_sound(session: &Session) {
    let live = || session.cards.values().filter(|card| !card.removed.value);
    let order = live().map(|card| order_key(&card.place.value, card.id));
    assert!(
        session
            .order
            .iter()
            .cloned()
            .eq(order.collect::<std::collections::BTreeSet<_>>())
    );
    let keys: std::collections::HashSet<_> = live()
        .map(|card| {
            let place = &card.place.value;
            (&place.step, place.parent, format!("{:?}", place.rank))
        })
        .collect();
    assert_eq!(keys.len(), live().count(), "two cards share a key of order");
    for card in live() {
        let place = &card.place.value;
        if let Some(parent) = place.parent {
            let parent = session
                .live(parent)
                .expect("the card above is on the table");
            assert_eq!(parent.place.value.step, place.step);
            assert_eq!(parent.place.value.column, place.column);
        }
        assert!(
            session.above(card).all(|above| above.id != card.id),
            "a ring"
        );
        assert!(session.depth(card) <= 40, "too deep");
        assert!(!card.text().is_empty());
        assert!(card.touched.is_sorted_by(|a, b| a < b));
    }
    let links = session.links.iter().filter(|(_, kept)| kept.value);
    let back: std::collections::BTreeSet<_> = links.map(|((from, to), _)| (*to, *from)).collect();
    assert!(session.linked_to.iter().copied().eq(back));
    for measure in session.measures.values() {
        assert!(in_one_kind(measure));
    }
    for ballot in session.ballots.values() {
        // What was counted stays counted, and everybody has no more than they may give.
        if let Some((_, counted)) = &ballot.closed {
            // Of a secret one nothing else is left.
            if ballot.asks.is_secret() {
                assert!(ballot.cast.is_empty());
            } else {
                assert_eq!(*counted, ballot.count());
            }
        }
        for cast in ballot.cast.values().map(|kept| &kept.value) {
            let sum: u32 = cast.marks.iter().map(|(_, count)| count).sum();
            let (each, most) = match ballot.asks {
                Asks::Dots { each, most, .. } => (each, most),
                Asks::Fist { .. } => (1, 1),
            };
            assert!(sum <= each * cast.people);
            assert!(cast.marks.iter().all(|(mark, count)| {
                ballot.place_of(mark).is_some() && *count > 0 && *count <= most * cast.people
            }));
        }
        if ballot.is_open()
            && let Asks::Dots { options, .. } = &ballot.asks
        {
            assert!(options.iter().all(|card| session.live(*card).is_some()));
        }
    }
    let open = session.ballots.values().filter(|ballot| ballot.is_open());
    let steps: Vec<_> = open.map(|ballot| &ballot.step).collect();
    let once: std::collections::HashSet<_> = steps.iter().collect();
    assert_eq!(once.len(), steps.len(), "two rounds are open on one step");
}
