//! A room for tests: runs commands through `decide` and `apply` with a clock and ids of its own, so that a session in a
//! test is one that people could have made, and is the same each time.

use std::sync::Arc;

use uuid::Uuid;

use super::{
    At, CardId, Command, CommandId, Event, FieldId, MeasureId, Member, MemberId, Record, Rejection,
    Request, Role, Script, Seen, Session, SessionId, Value, Viewer, command::After,
    measure::PointKey,
};

/// The step ids and kinds of a turn-the-curve talk, short enough to read in a test.
const TALK: &str = r#"{
  "id": "turn-the-curve", "framework": "Results-Based Accountability", "minutes": 90,
  "title": "Turn the curve",
  "steps": [
    {"id": "result", "kind": "text", "plain_language": true, "minutes": 10, "title": "Result",
     "ask": "What do we want for people?", "guide": ["GUIDANCE-MARKER"]},
    {"id": "curve", "kind": "curve", "minutes": 10, "title": "The curve", "ask": "How are we doing?"},
    {"id": "story", "kind": "cards", "minutes": 15, "title": "Story behind the curve",
     "ask": "What is the story behind the curve?", "guide": ["GUIDANCE-MARKER"],
     "columns": [{"id": "helps", "label": "Helps"}, {"id": "hurts", "label": "Hurts"}],
     "fields": [{"id": "evidence", "choice": ["data", "record", "lived experience", "heard from others", "hunch"]}],
     "advice": [{"at_least": 90}]},
    {"id": "whys", "kind": "tree", "minutes": 20, "title": "Why, and why again", "ask": "Why?"},
    {"id": "partners", "kind": "cards", "minutes": 10, "title": "Partners", "ask": "Who has a part to play?",
     "fields": [{"id": "role", "label": "Role"}]},
    {"id": "works", "kind": "cards", "minutes": 15, "title": "What works", "ask": "What works?",
     "fields": [{"id": "cost", "choice": ["none", "low", "some", "high"]},
                {"id": "off-wall", "type": "flag", "label": "off the wall"}]},
    {"id": "plan", "kind": "plan", "minutes": 10, "title": "Action plan", "ask": "Who does what?",
     "fields": [{"id": "who", "label": "Who", "type": "person"}, {"id": "due", "label": "Due", "type": "date"},
                {"id": "status", "label": "Status", "choice": ["new", "on track", "late", "done", "dropped"]}]},
    {"id": "report", "kind": "recap", "minutes": 5, "title": "Read-out", "ask": "Is this what we said?"}
  ]
}"#;

/// A session, and everything the core may not find out by itself.
#[derive(Debug)]
pub struct Room {
    session: Session,
    made: u128,
    now: At,
    you: MemberId,
}

impl Room {
    /// A session of this script with Ana, who leads; every command is hers until another joins.
    ///
    /// # Panics
    /// Where the script is none.
    pub fn of(script: &str, title: &str) -> Self {
        let script: Script = serde_json::from_str(script).expect("a script");
        let mut room = Self {
            session: Session::new(SessionId(uuid(1))),
            made: 1,
            // 2026-11-21, 09:00 UTC.
            now: At(1_795_251_600_000),
            you: MemberId(uuid(2)),
        };
        let you = Member::new(room.you, "Ana", Role::Facilitator);
        room.made = 2;
        room.run(Command::Begin {
            script: Arc::new(script),
            title: title.into(),
            you,
        });
        room
    }

    /// A turn-the-curve talk in which nothing was said yet: result, curve, story (helps, hurts), whys, partners, works,
    /// plan, report.
    pub fn talk(title: &str) -> Self {
        Self::of(TALK, title)
    }

    /// The session as it stands.
    pub fn session(&self) -> &Session {
        &self.session
    }

    /// The session as one viewer may see it.
    pub fn seen(&self, viewer: Viewer) -> Seen<'_> {
        Seen::new(&self.session, viewer)
    }

    /// Who leads.
    pub fn you(&self) -> MemberId {
        self.you
    }

    /// A new id, the same in every run.
    pub fn id(&mut self) -> Uuid {
        self.made += 1;
        uuid(self.made)
    }

    /// Runs a command that the room must take, and answers what happened.
    ///
    /// # Panics
    /// Where the room refuses it.
    pub fn run(&mut self, command: Command) -> Vec<Event> {
        let asked = format!("{command:?}");
        match self.ask(command) {
            Ok(events) => events,
            Err(no) => panic!("the room refused {asked}: {no:?}"),
        }
    }

    /// Runs a command that the room may refuse.
    ///
    /// # Errors
    /// What the room says.
    pub fn ask(&mut self, command: Command) -> Result<Vec<Event>, Rejection> {
        self.now = At(self.now.0 + 1_000);
        let request = Request {
            id: CommandId(self.id()),
            by: self.you,
            at: self.now,
            command,
        };
        let events = self.session.decide(&request)?;
        if !events.is_empty() {
            self.session.apply(Record {
                v: Record::VERSION,
                id: request.id,
                at: request.at,
                by: request.by,
                ev: events.clone(),
            });
        }
        Ok(events)
    }

    /// Lays a card on a step's page, behind all others.
    pub fn card(&mut self, step: &str, text: &str) -> CardId {
        self.lay(step, None, None, text, &[])
    }

    /// Lays a card in a column.
    pub fn card_in(&mut self, step: &str, column: &str, text: &str) -> CardId {
        self.lay(step, Some(column), None, text, &[])
    }

    /// Lays a card under another.
    pub fn card_under(&mut self, step: &str, parent: CardId, text: &str) -> CardId {
        self.lay(step, None, Some(parent), text, &[])
    }

    /// Lays a card with a column, a parent and fields beside its words.
    pub fn lay(
        &mut self,
        step: &str,
        column: Option<&str>,
        parent: Option<CardId>,
        text: &str,
        fields: &[(&str, Value)],
    ) -> CardId {
        let card = CardId(self.id());
        let mut all = vec![(FieldId::from("text"), Value::from(text))];
        all.extend(
            fields
                .iter()
                .map(|(id, value)| (FieldId::from(*id), value.clone())),
        );
        self.run(Command::AddCard {
            card,
            author: None,
            step: step.into(),
            parent,
            column: column.map(|column| super::ids::ColumnId(column.into())),
            after: After::Last,
            fields: all,
            from: None,
        });
        card
    }

    /// Writes a field of a card, from the version that stands.
    pub fn set(&mut self, card: CardId, field: &str, value: Value) {
        let from = self
            .seen(Viewer::Projector)
            .card(card)
            .map_or(0, |card| card.version(field));
        self.run(Command::SetField {
            card,
            field: field.into(),
            from,
            value: Some(value),
        });
    }

    /// Connects two cards.
    pub fn link(&mut self, one: CardId, other: CardId) {
        self.run(Command::Link { one, other });
    }

    /// Brings a measure with values for everyone.
    ///
    /// # Panics
    /// Where a period cannot be read.
    pub fn measure(
        &mut self,
        step: &str,
        fields: &[(&str, Value)],
        points: &[(&str, f64)],
    ) -> MeasureId {
        let measure = MeasureId(self.id());
        let points = points.iter().map(|(period, value)| {
            let key = PointKey {
                group: "".into(),
                period: period.parse().expect("a period"),
            };
            let point = super::Point {
                value: Some(*value),
                ..super::Point::default()
            };
            (key, point)
        });
        self.run(Command::AddMeasure {
            measure,
            step: step.into(),
            fields: fields
                .iter()
                .map(|(id, value)| (FieldId::from(*id), value.clone()))
                .collect(),
            points: points.collect(),
        });
        measure
    }
}

fn uuid(n: u128) -> Uuid {
    // The version and variant bits of a UUIDv7, as real ids have them.
    Uuid::from_u128(0x7000_8000_0000_0000_0000_u128 | n)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_room_takes_what_people_say_and_two_rooms_are_the_same() {
        let say = || {
            let mut room = Room::talk("Smoking");
            let heard = room.card_in("story", "hurts", "Cheap cigarettes");
            let problem = room.card("whys", "Teens smoke");
            let cause = room.card_under("whys", problem, "It is easy to buy");
            room.set(cause, "root", Value::Flag(true));
            room.link(problem, heard);
            room
        };
        let (one, two) = (say(), say());
        assert!(one.session().same_content(two.session()));
        assert_eq!(one.session().len(), two.session().len());
        assert_eq!(one.seen(Viewer::Minutes).all_cards().count(), 3);
    }
}
