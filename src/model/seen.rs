//! Reading: the only way from a session to a screen, a recap, a report or a search.
//!
//! A [`Seen`] borrows the session and knows who looks. What a viewer may not see does not come out of it, so no screen
//! can leak by forgetting to ask. Facilitator guidance and advice are for whoever leads; notes are for whoever wrote
//! them, and for the archive, which restores a session whole.

use std::sync::Arc;

use imbl::OrdMap;

use super::{
    advice::{self, Advice},
    card::{Card, field},
    ids::{At, CardId, MeasureId, MemberId, Seq, SessionId, StepId},
    measure::Measure,
    member::{Member, Role},
    script::{Guidance, Script, Step, Words},
    session::Session,
};
use crate::{
    document::Block,
    say::{Lang, Msg},
};

mod card;
mod clock;
mod common;
mod hand;
mod opinions;
mod past;
mod programme;
mod silence;

pub use card::Version;
pub use clock::{Clock, ClockState, PhaseSeen, PlanSeen, Replan, StepTime};
pub use opinions::BallotSeen;
pub use past::Done;
pub use programme::SittingSeen;
pub use silence::SilenceSeen;

/// Who looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewer {
    /// Someone in the room.
    Member(MemberId),
    /// Someone in the room, at a screen that others look at too: they act as themselves, and see what the wall sees.
    Shared(MemberId),
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

/// The members of a session as they stood once. Nothing comes out of it but whether they still do.
#[derive(Clone, Debug)]
pub struct Membership(OrdMap<MemberId, Arc<Member>>);

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

    /// Whether the room has been at a step.
    pub fn was_at(&self, step: &StepId) -> bool {
        self.session.visited.contains(step)
    }

    /// The people in the room, in the order they came.
    pub fn members(&self) -> impl Iterator<Item = &'a Member> + use<'a> {
        self.session.members.values().map(|member| &**member)
    }

    /// The members as they stand, to be asked later whether they still do.
    pub fn membership(&self) -> Membership {
        Membership(self.session.members.clone())
    }

    /// Whether the members are still those.
    pub fn has_members(&self, known: &Membership) -> bool {
        self.session.members.ptr_eq(&known.0)
    }

    /// A member by id.
    pub fn member(&self, id: MemberId) -> Option<&'a Member> {
        self.session.members.get(&id).map(|member| &**member)
    }

    /// Whether the viewer leads.
    pub fn leads(&self) -> bool {
        self.me().is_some_and(|me| me.role == Role::Facilitator)
    }

    /// Whether others look at this screen too, so that nothing private comes out of here.
    pub fn is_shared(&self) -> bool {
        matches!(self.viewer, Viewer::Shared(_))
    }

    /// Whether guidance, advice and what hangs loose are for this viewer: they lead, and nobody looks over their shoulder.
    pub fn is_confidant(&self) -> bool {
        self.leads() && !self.is_shared()
    }

    /// The viewer's own note for a step.
    pub fn note(&self, step: &StepId) -> Option<&'a Arc<str>> {
        let id = self.looker()?;
        let note = self
            .session
            .notes
            .get(&(id, step.clone()))
            .map(|kept| &kept.value);
        note.filter(|note| !note.is_empty())
    }

    /// The script's private guidance for a step; nothing for anyone who does not lead, and on a shared screen.
    pub fn guide(&self, step: &'a Step) -> &'a Guidance {
        static NONE: Guidance = Guidance {
            ask: Vec::new(),
            quiet: Vec::new(),
            watch: Vec::new(),
        };
        if self.is_confidant() {
            &step.guide
        } else {
            &NONE
        }
    }

    /// What the script and the lens ask the facilitator about a step; nothing for anyone who does not lead, and on a
    /// shared screen.
    pub fn advice(&self, step: &Step) -> Vec<Advice> {
        if !self.is_confidant() {
            return Vec::new();
        }
        let mut all = advice::of_rules(step, self);
        all.extend(step.kind.lens().advice(step, self));
        all
    }

    /// What the script asks of a step and is so already, in a few words each; for those who are told the rest.
    pub fn met(&self, step: &Step) -> Vec<Msg> {
        if !self.is_confidant() {
            return Vec::new();
        }
        advice::met(step, self)
    }

    /// What a step leaves, for the read-out and for reports.
    pub fn recap(&self, step: &Step) -> Vec<Block> {
        step.kind.lens().recap(step, self)
    }

    /// Where the room stands at a step, in a few words; `None` where nothing was said yet.
    pub fn standing(&self, step: &Step) -> Option<Msg> {
        step.kind.lens().standing(step, self)
    }

    /// Whether a step is done, as far as that can be seen: the room was at it or a card lies on its page, and what it is for
    /// has happened. That cards have come from earlier steps is no reason, and neither is a vote that nobody has counted.
    pub fn is_done(&self, step: &Step) -> bool {
        let begun = self.was_at(&step.id) || self.children(&step.id, None).next().is_some();
        begun && step.kind.lens().is_settled(step, self)
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

    fn see(self, card: &'a Arc<Card>) -> CardSeen<'a> {
        CardSeen { card, seen: self }
    }
}
