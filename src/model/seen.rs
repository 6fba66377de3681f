//! Reading: the only way from a session to a screen, a recap, a report or a search.
//!
//! A [`Seen`] borrows the session and knows who looks. What a viewer may not see does not come out of it, so no screen
//! can leak by forgetting to ask. Facilitator guidance and advice are for whoever leads; notes are for whoever wrote
//! them, and for the archive, which restores a session whole.

use std::sync::Arc;

use super::{
    advice::{self, Advice},
    card::{Card, FieldState, Value, field},
    event::Record,
    ids::{At, CardId, ColumnId, MeasureId, MemberId, Seq, SessionId, StepId},
    measure::Measure,
    member::{Member, Role},
    script::{Script, Step, Words},
    session::Session,
};
use crate::{
    document::Block,
    say::{Lang, Msg},
};

mod hand;
mod opinions;
mod programme;
mod silence;

pub use opinions::BallotSeen;
pub use programme::SittingSeen;
pub use silence::SilenceSeen;

/// Who looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Someone in the room.
    Member(MemberId),
    /// The wall: what everybody may see.
    Projector,
    /// A report: what everybody may take home.
    Minutes,
    /// The archive, which restores a session whole.
    Archive,
}

/// A session as one viewer may see it.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    session: &'a Session,
    viewer: Viewer,
    lang: Lang,
    /// The step that the viewer looks at, where it is not the room's.
    here: Option<&'a StepId>,
}

/// A card as one viewer may see it.
#[derive(Clone, Copy, Debug)]
pub struct CardSeen<'a> {
    card: &'a Card,
    seen: Seen<'a>,
}

impl<'a> Seen<'a> {
    /// A session as this viewer may see it, in English.
    pub fn new(session: &'a Session, viewer: Viewer) -> Self {
        Self {
            session,
            viewer,
            lang: Lang::default(),
            here: None,
        }
    }

    /// The same, looking at a step of their own choice; at the room's where none is named, or none such is known.
    #[must_use]
    pub fn looking_at(self, step: Option<&StepId>) -> Self {
        let script = self.session.script.as_deref();
        let known = step.and_then(|step| script?.step(step));
        Self {
            here: known.map(|(_, step)| &step.id),
            ..self
        }
    }

    /// The step that the viewer looks at.
    pub fn here(&self) -> &'a StepId {
        self.here.unwrap_or(&self.session.step)
    }

    /// The same in another language.
    #[must_use]
    pub fn in_lang(self, lang: Lang) -> Self {
        Self { lang, ..self }
    }

    /// The language the viewer reads.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// Which session.
    pub fn id(&self) -> SessionId {
        self.session.id
    }

    /// The number of the next record. While it stays the same, nothing changed.
    pub fn version(&self) -> Seq {
        self.session.len()
    }

    /// The script of the session; one without steps before it began.
    pub fn script(&self) -> &'a Script {
        static NONE: std::sync::LazyLock<Script> = std::sync::LazyLock::new(|| Script {
            id: "".into(),
            title: Words::default(),
            framework: "".into(),
            source: Words::default(),
            about: Words::default(),
            minutes: 0,
            brings: Words::default(),
            leaves: Words::default(),
            who: Words::default(),
            sittings: Vec::new(),
            steps: Vec::new(),
        });
        self.session.script.as_deref().unwrap_or(&NONE)
    }

    /// What the session is called.
    pub fn title(&self) -> &'a Arc<str> {
        &self.session.title.value
    }

    /// When it began.
    pub fn began(&self) -> At {
        self.session.began
    }

    /// When it was last changed.
    pub fn changed(&self) -> At {
        self.session.changed
    }

    /// Whether its whole history is at hand; until then nothing that asks for the past has an answer.
    pub fn is_whole(&self) -> bool {
        self.session.is_whole()
    }

    /// Whether it is closed.
    pub fn is_closed(&self) -> bool {
        self.session.closed
    }

    /// Whether those who take part only watch for the moment.
    pub fn is_locked(&self) -> bool {
        self.session.locked
    }

    /// Whether it holds what a newer version wrote, and so cannot be changed here.
    pub fn is_newer(&self) -> bool {
        self.session.newer
    }

    /// The step the room is at.
    pub fn current(&self) -> &'a StepId {
        &self.session.step
    }

    /// A step by its id.
    pub fn step(&self, id: &StepId) -> Option<&'a Step> {
        self.script().step(id).map(|(_, step)| step)
    }

    /// The time box of a step, as adjusted.
    pub fn minutes(&self, step: &Step) -> u32 {
        self.session
            .minutes
            .get(&step.id)
            .map_or(step.minutes, |kept| kept.value)
    }

    /// Whether the room has been at a step.
    pub fn was_at(&self, step: &StepId) -> bool {
        self.session.visited.contains(step)
    }

    /// The people in the room, in the order they came.
    pub fn members(&self) -> impl Iterator<Item = &'a Member> + use<'a> {
        self.session.members.values().map(|member| &**member)
    }

    /// A member by id.
    pub fn member(&self, id: MemberId) -> Option<&'a Member> {
        self.session.members.get(&id).map(|member| &**member)
    }

    /// Whether the viewer leads: they see guidance and advice.
    pub fn leads(&self) -> bool {
        match self.viewer {
            Viewer::Member(id) => self
                .member(id)
                .is_some_and(|member| member.role == Role::Facilitator),
            Viewer::Projector | Viewer::Minutes | Viewer::Archive => false,
        }
    }

    /// The viewer's own note for a step.
    pub fn note(&self, step: &StepId) -> Option<&'a Arc<str>> {
        let Viewer::Member(id) = self.viewer else {
            return None;
        };
        let note = self
            .session
            .notes
            .get(&(id, step.clone()))
            .map(|kept| &kept.value);
        note.filter(|note| !note.is_empty())
    }

    /// The script's private guidance for a step; nothing for anyone who does not lead.
    pub fn guide(&self, step: &'a Step) -> &'a [Words] {
        if self.leads() { &step.guide } else { &[] }
    }

    /// What the script and the lens ask the facilitator about a step; nothing for anyone who does not lead.
    pub fn advice(&self, step: &Step) -> Vec<Advice> {
        if !self.leads() {
            return Vec::new();
        }
        let mut all = advice::of_rules(step, self);
        all.extend(step.kind.lens().advice(step, self));
        all
    }

    /// What a step leaves, for the read-out and for reports.
    pub fn recap(&self, step: &Step) -> Vec<Block> {
        step.kind.lens().recap(step, self)
    }

    /// Where the room stands at a step, in a few words; `None` where nothing was said yet.
    pub fn standing(&self, step: &Step) -> Option<Msg> {
        step.kind.lens().standing(step, self)
    }

    /// A card that is on a table.
    pub fn card(&self, id: CardId) -> Option<CardSeen<'a>> {
        let card = self.session.live(id)?;
        (!self.is_hidden(card)).then(|| self.see(card))
    }

    /// The cards at the top of a step's page, or right under a card, in order; parked ones among them.
    pub fn children(
        &self,
        step: &StepId,
        parent: Option<CardId>,
    ) -> impl DoubleEndedIterator<Item = CardSeen<'a>> + use<'a> {
        let seen = *self;
        self.session
            .children(step, parent)
            .filter(move |card| !seen.is_hidden(card))
            .map(move |card| seen.see(card))
    }

    /// All cards of a step's page from the top down, each branch behind its card. Parked ones are not on the page.
    pub fn cards_on(&self, step: &StepId) -> impl Iterator<Item = CardSeen<'a>> + use<'a> {
        self.walk(step, None, |_| true).map(|(_, card)| card)
    }

    /// The cards of a page from the top down with their depth, from 0; branches that `open` refuses are passed over.
    /// Parked ones are not on the page.
    pub fn walk<F: FnMut(CardId) -> bool>(
        &self,
        step: &StepId,
        top: Option<CardId>,
        open: F,
    ) -> impl Iterator<Item = (usize, CardSeen<'a>)> + use<'a, F> {
        let seen = *self;
        let step = step.clone();
        let mut open = open;
        // Most pages are flat: to look under each card that has nothing under it would cost more than all the rest.
        let branches = seen.session.branches(&step);
        let mut pending: Vec<(usize, CardSeen<'a>)> = Vec::new();
        pending.extend(seen.children(&step, top).rev().map(|card| (0, card)));
        std::iter::from_fn(move || {
            loop {
                let (depth, card) = pending.pop()?;
                if card.flag(field::PARKED) {
                    continue;
                }
                if open(card.id()) && branches.contains(&card.id()) {
                    pending.extend(
                        seen.children(&step, Some(card.id()))
                            .rev()
                            .map(|under| (depth + 1, under)),
                    );
                }
                return Some((depth, card));
            }
        })
    }

    /// Cards set aside, of all steps, in the order they were first said.
    pub fn parked(&self) -> impl Iterator<Item = CardSeen<'a>> + use<'a> {
        self.all_cards().filter(|card| card.flag(field::PARKED))
    }

    /// Cards with a question that evidence cannot answer yet, of all steps.
    pub fn research_agenda(&self) -> impl Iterator<Item = CardSeen<'a>> + use<'a> {
        self.all_cards().filter(|card| card.flag(field::RESEARCH))
    }

    /// Cards that say a number is missing, of all steps: the data development agenda.
    pub fn data_agenda(&self) -> impl Iterator<Item = CardSeen<'a>> + use<'a> {
        self.all_cards()
            .filter(|card| card.flag(field::DATA_NEEDED))
    }

    /// The tables that cards of the session name, in the order of their names.
    pub fn tables(&self) -> std::collections::BTreeSet<&'a str> {
        let named = self.all_cards().map(|card| card.text_of(field::TABLE));
        named.filter(|table| !table.is_empty()).collect()
    }

    /// Deleted cards, the last said first: any of them can be brought back.
    pub fn removed(&self) -> impl Iterator<Item = CardSeen<'a>> + use<'a> {
        let seen = *self;
        self.session
            .cards
            .values()
            .rev()
            .filter(move |card| card.removed.value && !seen.is_hidden(card))
            .map(move |card| seen.see(card))
    }

    /// Whether a command is in the history already: what was being written for it is said, then. To be asked where the
    /// whole history is at hand.
    pub fn knows(&self, command: uuid::Uuid) -> bool {
        self.session
            .log
            .iter()
            .rev()
            .any(|logged| logged.record.id.0 == command)
    }

    /// Every card on a table, in the order they were first said.
    pub fn all_cards(&self) -> impl Iterator<Item = CardSeen<'a>> + use<'a> {
        let seen = *self;
        self.session
            .cards
            .values()
            .filter(move |card| !card.removed.value && !seen.is_hidden(card))
            .map(move |card| seen.see(card))
    }

    /// What a card comes from.
    pub fn comes_from(&self, id: CardId) -> impl Iterator<Item = CardSeen<'a>> + use<'a> {
        let seen = *self;
        let links = self
            .session
            .links
            .range((id, CardId(uuid::Uuid::nil()))..=(id, CardId(uuid::Uuid::max())));
        links
            .filter(|(_, kept)| kept.value)
            .filter_map(move |((_, to), _)| seen.card(*to))
    }

    /// What comes from a card.
    pub fn leads_to(&self, id: CardId) -> impl Iterator<Item = CardSeen<'a>> + use<'a> {
        let seen = *self;
        let links = self
            .session
            .linked_to
            .range((id, CardId(uuid::Uuid::nil()))..=(id, CardId(uuid::Uuid::max())));
        links.filter_map(move |(_, from)| seen.card(*from))
    }

    /// The measures of a step, in the order they were brought.
    pub fn measures_on(&self, step: &StepId) -> impl Iterator<Item = &'a Measure> + use<'a> {
        let step = step.clone();
        self.session
            .measures
            .values()
            .map(|measure| &**measure)
            .filter(move |measure| measure.step == step)
    }

    /// A measure by its id.
    pub fn measure(&self, id: MeasureId) -> Option<&'a Measure> {
        self.session.measures.get(&id).map(|measure| &**measure)
    }

    /// All measures, in the order they were made.
    pub fn measures(&self) -> impl Iterator<Item = &'a Measure> + use<'a> {
        self.session.measures.values().map(|measure| &**measure)
    }

    /// Whether the viewer has anything to take back; cheap enough for every frame.
    pub fn can_undo(&self) -> bool {
        matches!(self.viewer, Viewer::Member(id) if self.session.last_done(id).is_some())
    }

    /// Whether the viewer has anything to do again; cheap enough for every frame.
    pub fn can_redo(&self) -> bool {
        matches!(self.viewer, Viewer::Member(id) if self.session.redoable(id).is_some())
    }

    /// What the viewer did last, where an undo passes over it because someone else has changed it again.
    pub fn undo_passes_over(&self) -> Option<Msg> {
        let Viewer::Member(id) = self.viewer else {
            return None;
        };
        let last = self.session.last_done(id)?;
        (self.session.undoable(id) != Some(last)).then(|| self.session.did_for(Some(id), last))
    }

    /// What the viewer's own undo would take back.
    pub fn undo_label(&self) -> Option<Msg> {
        let Viewer::Member(id) = self.viewer else {
            return None;
        };
        let seq = self.session.undoable(id)?;
        Some(self.session.did_for(Some(id), seq))
    }

    /// What the viewer's own redo would do again.
    pub fn redo_label(&self) -> Option<Msg> {
        let Viewer::Member(id) = self.viewer else {
            return None;
        };
        let seq = self.session.redoable(id)?;
        Some(self.session.did_for(Some(id), seq))
    }

    /// The history, newest first: when, who, and what in a few words; nobody where that is never told. Others' notes and
    /// ballots, and what was not shown yet, are not in it. None of it until all of it is at hand.
    pub fn history(&self) -> impl Iterator<Item = (Seq, At, Option<&'a Member>, Msg)> + use<'a> {
        let seen = *self;
        let known = if self.is_whole() {
            self.session.len()
        } else {
            0
        };
        (0..known).rev().filter_map(move |seq| {
            let record = &seen.session.log.get(seq)?.record;
            if seen.is_hidden_record(seq, record.by) {
                return None;
            }
            let by = seen.actor_of(seq, record.by);
            Some((seq, record.at, by, seen.session.did(seq)))
        })
    }

    /// Every record as it is stored, oldest first; for the archive alone, nothing for anyone else, of half a history, or
    /// while anything in it is unseen ([`Seen::is_holding_back`]).
    pub fn records(&self) -> impl Iterator<Item = &'a Record> + use<'a> {
        let all =
            matches!(self.viewer, Viewer::Archive) && self.is_whole() && !self.is_holding_back();
        self.session
            .log
            .iter()
            .filter(move |_| all)
            .map(|logged| &logged.record)
    }

    /// Who made a record, where that may be told.
    fn actor_of(&self, seq: Seq, by: MemberId) -> Option<&'a Member> {
        (!self.session.hides_actor(seq)).then(|| self.member(by))?
    }

    fn see(self, card: &'a Arc<Card>) -> CardSeen<'a> {
        CardSeen { card, seen: self }
    }
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
        let filled = |(id, state): (&'a super::FieldId, &'a FieldState)| {
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
            let written = logged.record.ev.iter().rev().find_map(|event| match event {
                super::Event::CardAdded { card, fields, .. } if *card == self.card.id => fields
                    .iter()
                    .find(|(id, _)| id.as_str() == field)
                    .map(|(_, value)| Some(value)),
                super::Event::CardChanged {
                    card,
                    field: id,
                    now,
                    ..
                } if *card == self.card.id && id.as_str() == field => Some(now.as_ref()),
                _ => None,
            });
            found.extend(written.map(|value| (*seq, logged, value)));
        }
        // The newest is what stands there now, be it words or nothing.
        let before = found.into_iter().skip(1);
        before
            .filter_map(|(seq, logged, value)| {
                let by = self.seen.actor_of(seq, logged.record.by);
                Some((logged.record.at, by, value?.display()))
            })
            .collect()
    }
}
