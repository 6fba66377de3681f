//! One card, as one viewer may see it.

use std::sync::Arc;

use super::CardSeen;
use crate::model::{
    card::{FieldState, Value, field},
    event::{Event, Record},
    ids::{At, CardId, ColumnId, FieldId, Seq, StepId},
    member::Member,
};

/// How a card was once.
#[derive(Clone, Debug, PartialEq)]
pub struct Version<'a> {
    /// The record that made it so.
    pub seq: Seq,
    /// When.
    pub at: At,
    /// Who; nobody where that is never told.
    pub by: Option<&'a Member>,
    /// Its words then.
    pub text: Arc<str>,
    /// What was written in another field, where the words were not what was written.
    pub wrote: Option<(FieldId, Option<Value>)>,
}

impl<'a> CardSeen<'a> {
    /// Its id.
    pub fn id(&self) -> CardId {
        self.card.id
    }

    /// Its words.
    pub fn text(&self) -> &'a str {
        self.card.text()
    }

    /// What a field holds.
    pub fn get(&self, field: &str) -> Option<&'a Value> {
        self.card.get(field)
    }

    /// The words of a field, empty where it holds none.
    pub fn text_of(&self, field: &str) -> &'a str {
        self.card.text_of(field)
    }

    /// Whether a flag is set.
    pub fn flag(&self, field: &str) -> bool {
        self.card.flag(field)
    }

    /// The fields it holds, by id.
    pub fn fields(&self) -> impl Iterator<Item = (&'a str, &'a Value)> + use<'a> {
        let filled = |(id, state): (&'a crate::model::FieldId, &'a FieldState)| {
            Some((id.as_str(), state.value.as_ref()?))
        };
        self.card.fields.iter().filter_map(filled)
    }

    /// The version of a field, to be named when it is written.
    pub fn version(&self, field: &str) -> Seq {
        self.card.version(field)
    }

    /// What someone else wrote in a field at the same time.
    pub fn rival(&self, field: &str) -> Option<&'a Value> {
        self.card
            .fields
            .get(field)
            .and_then(|state| state.rival.as_ref())
    }

    /// The step whose page it lies on.
    pub fn step(&self) -> &'a StepId {
        &self.card.place.value.step
    }

    /// The card it lies under.
    pub fn parent(&self) -> Option<CardId> {
        self.card.place.value.parent
    }

    /// Its column.
    pub fn column(&self) -> Option<&'a ColumnId> {
        self.card.place.value.column.as_ref()
    }

    /// Whether it names a group.
    pub fn is_heading(&self) -> bool {
        self.flag(field::HEADING)
    }

    /// Whether it names a group that has no name yet. A name written later settles it, whatever wrote it, since the mark
    /// and the words in its place come from one record.
    pub fn is_unnamed(&self) -> bool {
        let mark = field::UNNAMED;
        self.is_heading() && self.flag(mark) && self.version(mark) == self.version(field::TEXT)
    }

    /// Whose words; `None` where the room spoke, and where that is never told.
    pub fn author(&self) -> Option<&'a Member> {
        let author = self
            .card
            .author
            .filter(|_| !self.seen.session.is_unnamed(self.card));
        author.and_then(|id| self.seen.member(id))
    }

    /// Whether these are the viewer's own words, or what they entered for somebody.
    pub fn is_mine(&self) -> bool {
        self.card.is_by(self.seen.me().map(|me| me.id))
    }

    /// Whether nobody but its author and whoever entered it sees it yet.
    pub fn is_unseen(&self) -> bool {
        self.seen.session.is_unseen(self.card)
    }

    /// Whether whoever leads has hidden it from all but its author, or what it hangs under.
    pub fn is_put_away(&self) -> bool {
        self.seen.session.is_put_away(self.card)
    }

    /// When it was first said.
    pub fn at(&self) -> At {
        self.card.at
    }

    /// How it was before, newest first; how it is now is not among them, nor what was undone. None until the whole history is
    /// at hand.
    pub fn versions(&self) -> Vec<Version<'a>> {
        if !self.seen.is_whole() {
            return Vec::new();
        }
        let mut found = Vec::new();
        let mut text: Arc<str> = "".into();
        for seq in &self.card.touched {
            let Some(logged) = self.seen.session.log.get(*seq) else {
                continue;
            };
            let mut wrote = None;
            for written in self.wrote(&logged.record) {
                match written {
                    Wrote::All(fields) => {
                        let words = fields.iter().find(|(id, _)| id.as_str() == field::TEXT);
                        text = words.map_or_else(|| "".into(), |(_, value)| value.display());
                    }
                    Wrote::One(id, now) if id.as_str() == field::TEXT => {
                        text = now.map_or_else(|| "".into(), Value::display);
                    }
                    Wrote::One(id, now) if id.as_str() != field::HIDDEN => {
                        wrote = Some((id.clone(), now.cloned()));
                    }
                    Wrote::One(..) => {}
                }
            }
            found.push(Version {
                seq: *seq,
                at: logged.record.at,
                by: self.writer(*seq, &logged.record),
                text: Arc::clone(&text),
                wrote,
            });
        }
        found.pop();
        found.reverse();
        found
    }

    /// The words it had before, newest first: when, who, and what they were. One command may have written it or taken
    /// it back; what was undone is not among them. None until the whole history is at hand.
    pub fn earlier(&self, field: &str) -> Vec<(At, Option<&'a Member>, Arc<str>)> {
        let log = &self.seen.session.log;
        if !self.seen.is_whole() {
            return Vec::new();
        }
        let mut found = Vec::new();
        for seq in self.card.touched.iter().rev() {
            let Some(logged) = log.get(*seq) else {
                continue;
            };
            let mut newest_first = self.wrote(&logged.record).rev();
            let written = newest_first.find_map(|wrote| wrote.into_field(field));
            found.extend(written.map(|value| (*seq, logged, value)));
        }
        // The newest is what stands there now, be it words or nothing.
        let before = found.into_iter().skip(1);
        before
            .filter_map(|(seq, logged, value)| {
                let by = self.writer(seq, &logged.record);
                Some((logged.record.at, by, value?.display()))
            })
            .collect()
    }

    /// What a record wrote in this card, in the order in which it did.
    fn wrote<'r>(
        &self,
        record: &'r Record,
    ) -> impl DoubleEndedIterator<Item = Wrote<'r>> + use<'r> {
        let this = self.card.id;
        record.ev.iter().filter_map(move |event| match event {
            Event::CardAdded { card, fields, .. } if *card == this => Some(Wrote::All(fields)),
            Event::CardChanged {
                card, field, now, ..
            } if *card == this => Some(Wrote::One(field, now.as_ref())),
            Event::Revealed { leaves, .. } => {
                let laid = leaves.cards.iter().find(|laid| laid.card == this);
                laid.map(|laid| Wrote::All(&laid.fields))
            }
            _ => None,
        })
    }

    /// Who wrote what a record wrote; nobody where that is never told, and whoever shows what others wrote wrote none of it.
    fn writer(&self, seq: Seq, record: &Record) -> Option<&'a Member> {
        let shows = |event: &Event| matches!(event, Event::Revealed { .. });
        if record.ev.iter().any(shows) {
            return None;
        }
        self.seen.actor_of(seq, record.by)
    }
}

/// What one event wrote in a card.
enum Wrote<'r> {
    /// All that it held when it was laid down.
    All(&'r [(FieldId, Value)]),
    /// One field, or that it holds nothing any more.
    One(&'r FieldId, Option<&'r Value>),
}

impl<'r> Wrote<'r> {
    /// What it wrote in a field, be it that this holds nothing any more; `None` where it left it alone.
    #[expect(clippy::option_option, reason = "nothing written, or nothing left")]
    fn into_field(self, field: &str) -> Option<Option<&'r Value>> {
        match self {
            Self::All(fields) => {
                let held = fields.iter().find(|(id, _)| id.as_str() == field);
                held.map(|(_, value)| Some(value))
            }
            Self::One(id, now) => (id.as_str() == field).then_some(now),
        }
    }
}
