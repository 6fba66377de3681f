//! Screens of step kinds, what they share, and what every step can do.
//!
//! To add one: a file beside these, and its line in [`screen`]. A kind without a screen does not compile.

use std::{collections::BTreeSet, sync::Arc};

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use uuid::Uuid;

use super::{
    form::{Form, Target},
    keys::{Action, Facts, Scope},
    overlay::Overlay,
    paint::Paint,
    seat::Effect,
};
use crate::{
    model::{
        At, CardId, Command, MeasureId, Presence, Seen, Step, StepId, Value, Voice,
        opinion::{PICKED, Score, ScoreKey, Tally, YES},
        script::Phase,
        step::Kind,
    },
    say,
    say::{Lang, Msg, MsgId},
};

mod chosen;
mod closing;
mod connect;
mod copied;
mod forms;
mod groups;
mod offers;
mod on_card;
mod on_session;
pub mod places;
mod sight;
pub mod silent;
mod tags;
mod windows;

pub mod cards;
pub mod checklist;
pub mod consent;
pub mod curve;
pub mod enough;
pub mod go_round;
pub mod grid;
pub mod matrix;
pub mod plan;
pub mod recap;
pub mod roster;
pub mod sections;
pub mod text;
pub mod timed;
pub mod tree;
pub mod vote;

pub use chosen::chosen;
pub use connect::refresh;
pub use forms::{doubt, form_for, keep, mend, writing_for_form};
pub use offers::look_up_offers;
pub use on_card::act_on_card;
pub use on_session::act_on_session;
pub use tags::{searched, tags};

/// The screen of one step: what only this seat knows of it, and how it is drawn.
pub trait StepScreen: std::fmt::Debug + Send {
    /// The keys of this kind, the most general first.
    fn scopes(&self) -> &'static [&'static Scope];

    /// Adds what keys may ask about.
    fn facts(&self, facts: &mut Facts, step: &Step, seen: Seen<'_>);

    /// Runs an action; false where it means nothing here, and every step's meaning holds.
    fn act(&mut self, action: Action, step: &Step, cx: &mut Cx<'_>) -> bool;

    /// Draws the step; answers where the cursor stands, where it is not in a form.
    fn draw(
        &mut self,
        step: &Step,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) -> Option<Position>;

    /// The form for a new card where the cursor is; `None` where nothing can be added.
    fn new_form(&self, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        let _ = (step, seen, id);
        None
    }

    /// The form for a new card whose place is known: a draft is taken up, or another page made it.
    fn card_form(&self, target: &Target, step: &Step, seen: Seen<'_>, id: Uuid) -> Form {
        let lang = seen.lang();
        let title = MsgId::TitleNewCard.text(lang);
        Form::for_new_card(id, target.clone(), title, step, lang, "")
    }

    /// The form for a card that is there, where this page asks of it what its own page does not; `None` where the form of
    /// its own page will do.
    fn edit_form(&self, card: CardId, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        let _ = (card, step, seen, id);
        None
    }

    /// What keeping a form about a card asks of the room, where this page has more to say than the form's fields.
    ///
    /// # Errors
    /// What was written cannot be read; the form is still to be mended.
    fn command(&self, form: &Form, step: &Step, seen: Seen<'_>) -> Result<Option<Command>, Msg> {
        let _ = (step, seen);
        Ok(form.card_command())
    }

    /// The form that follows when this one was kept, and where the cursor goes.
    fn next_form(&mut self, kept: &Form, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        let _ = (kept, step, seen, id);
        None
    }

    /// Brings the cursor to a card of this page, as soon as it is there.
    fn show(&mut self, card: CardId) {
        let _ = card;
    }

    /// What pasted lines are, where they are not cards; `None` where they are.
    fn paste(&mut self, text: &str, step: &Step, seen: Seen<'_>) -> Option<Overlay> {
        let _ = (text, step, seen);
        None
    }

    /// Whether it needs every line of a low screen, so that what explains the step stands back.
    fn is_dense(&self) -> bool {
        false
    }

    /// Brings the cursor to a place that was clicked, as [`Hit::Spot`](crate::ui::hits::Hit::Spot) names it; answers what is
    /// to be said of it.
    fn point(&mut self, part: u8, at: usize, step: &Step, seen: Seen<'_>) -> Option<Msg> {
        let _ = (part, at, step, seen);
        None
    }

    /// The cards that this seat marked, where they can be marked.
    fn marks(&mut self) -> Option<&mut BTreeSet<CardId>> {
        None
    }

    /// Says who else is here.
    fn meet(&mut self, presence: &Arc<Presence>) {
        let _ = presence;
    }

    /// Shows only what holds these words; everything where there are none.
    fn filter(&mut self, words: &str) {
        let _ = words;
    }
}

/// The screen of a step kind.
pub fn screen(kind: &Kind) -> Box<dyn StepScreen> {
    match kind {
        Kind::Text(_) => Box::<text::TextScreen>::default(),
        Kind::Cards(cards) if !cards.sections.is_empty() => {
            Box::<sections::SectionsScreen>::default()
        }
        Kind::Cards(_) => Box::<cards::CardsScreen>::default(),
        Kind::Tree(_) => Box::<tree::TreeScreen>::default(),
        Kind::Curve(_) => Box::<curve::CurveScreen>::default(),
        Kind::Plan(_) => Box::<plan::PlanScreen>::default(),
        Kind::Recap(_) => Box::<recap::RecapScreen>::default(),
        Kind::Matrix(_) => Box::<matrix::MatrixScreen>::default(),
        Kind::Vote(_) => Box::<vote::VoteScreen>::default(),
        Kind::Consent(_) => Box::<consent::ConsentScreen>::default(),
        Kind::Grid(_) => Box::<grid::GridScreen>::default(),
        Kind::Enough(_) => Box::<enough::EnoughScreen>::default(),
        Kind::Roster(_) => Box::<roster::RosterScreen>::default(),
        Kind::Checklist(_) => Box::<checklist::ChecklistScreen>::default(),
        Kind::GoRound(_) => Box::<go_round::GoRoundScreen>::default(),
    }
}

/// What an action works with.
pub struct Cx<'a> {
    /// The step that is shown.
    pub step: StepId,
    /// What the seat may see.
    pub seen: Seen<'a>,
    /// Makes ids.
    pub ids: &'a mut dyn FnMut() -> Uuid,
    /// What goes out.
    pub out: &'a mut Vec<Effect>,
    /// The time.
    pub now: At,
    /// How many minutes east of UTC the seat is.
    pub east: i32,
    /// What the key types that was pressed; nothing where the action was chosen in a window.
    pub typed: Option<char>,
    /// Who else is here.
    pub presence: Arc<Presence>,
    /// The same was asked with the key before, and asked back: now it is meant.
    pub sure: bool,
    /// It asks back: the same key once more means it, any other takes it back.
    pub asks_back: bool,
    /// A form to open.
    pub form: Option<Form>,
    /// A window to open.
    pub overlay: Option<Overlay>,
    /// The form that is opened goes to the person's own editor at once.
    pub editor: bool,
    /// Something to say to this seat.
    pub notice: Option<Msg>,
    /// A card to bring the cursor to, on its page.
    pub show: Option<(StepId, CardId)>,
    /// A step that this seat alone goes to.
    pub roam: Option<StepId>,
}

impl Cx<'_> {
    /// The digit that was pressed. Where the action was chosen in a window there is none, and the seat is told to press
    /// one.
    pub fn digit(&mut self) -> Option<u32> {
        let digit = self.typed.and_then(|c| c.to_digit(10));
        if digit.is_none() {
            self.notice = Some(say!(TypeADigit));
        }
        digit
    }

    /// Asks the room.
    pub fn send(&mut self, command: Command) {
        let id = (self.ids)();
        self.out.push(Effect::Send {
            id,
            command,
            form: None,
        });
    }

    /// Goes to a step: whoever enters for the room takes it along, others look around by themselves.
    pub fn go(&mut self, step: &StepId) {
        if self.seen.enters_for_others() {
            self.send(Command::Enter { step: step.clone() });
        } else {
            self.roam = Some(step.clone());
        }
    }

    /// Sets one field of a card, or empties it.
    pub fn set(&mut self, card: CardId, field: &str, value: Option<Value>) {
        let Some(known) = self.seen.card(card) else {
            return;
        };
        self.send(Command::SetField {
            card,
            field: field.into(),
            from: known.version(field),
            value,
        });
    }

    /// Lets a card go on from a step, or no longer: the room says so, and whoever leads enters it.
    pub fn pick(&mut self, step: &StepId, card: CardId) {
        let tally = if self.seen.is_picked(step, card) {
            Tally::new()
        } else {
            self.remark_on_many(step);
            vec![(YES.into(), 1)]
        };
        self.send(Command::Score {
            key: ScoreKey {
                step: step.clone(),
                card,
                criterion: PICKED.into(),
                voice: Voice::room(),
            },
            score: Score {
                tally,
                note: "".into(),
            },
        });
    }

    /// Says so where one more is picked than the script suggests; the room may.
    fn remark_on_many(&mut self, step: &StepId) {
        let Some(known) = self.seen.step(step) else {
            return;
        };
        let keep = match &known.kind {
            Kind::Vote(vote) => vote.keep,
            Kind::Matrix(matrix) => matrix.keep,
            _ => None,
        };
        let at_hand = self.seen.at_hand(known).into_iter();
        let picked = at_hand.filter(|card| self.seen.is_picked(step, card.id()));
        let now = picked.count() + 1;
        if let Some(keep) = keep.filter(|keep| now > *keep as usize) {
            self.notice = Some(say!(MoreThanKept, now, keep));
        }
    }

    /// Turns a flag of a card on or off.
    pub fn toggle(&mut self, card: CardId, field: &str) {
        let on = self.seen.card(card).is_some_and(|card| card.flag(field));
        self.set(card, field, (!on).then_some(Value::Flag(true)));
    }

    /// Sets one field of a measure, or empties it.
    pub fn describe(&mut self, measure: MeasureId, field: &str, value: Option<Value>) {
        self.send(Command::Describe {
            measure,
            field: field.into(),
            value,
        });
    }

    /// The words of a message in the seat's language.
    pub fn text(&self, id: MsgId) -> &'static str {
        id.text(self.seen.lang())
    }
}

/// How a sentence may begin, said so that nobody takes it for one that stands there already; empty for none.
pub fn example(starter: &str, lang: Lang) -> String {
    if starter.is_empty() {
        return String::new();
    }
    say!(HintBegins, starter).render(lang)
}

/// What is done in a part of the time, for how long and how.
pub fn phase(phase: Phase) -> Msg {
    say!(PhaseOf, phase.minutes(), phase.name(), phase.how())
}
