//! Screens of step kinds, what they share, and what every step can do.
//!
//! To add one: a file beside these, and its line in [`screen`]. A kind without a screen does not compile.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use uuid::Uuid;

use super::{
    form::{Form, FormField, Target},
    keys::{self, Action, Facts, Scope},
    overlay::{Item, Overlay, Pick, Then},
    paint::Paint,
    seat::{Effect, Report},
    table,
};
use crate::{
    content::slot::Slot,
    document::Line,
    model::{
        After, CardId, Command, MeasureId, Seen, Step, StepId, Value, card,
        script::{FieldKind, Phase},
        step::Kind,
    },
    say,
    say::{Msg, MsgId},
};

pub mod cards;
mod connect;
pub mod curve;
pub mod plan;
pub mod recap;
pub mod text;
pub mod tree;

pub use connect::refresh;

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

    /// Shows only what holds these words; everything where there are none.
    fn filter(&mut self, words: &str) {
        let _ = words;
    }
}

/// The screen of a step kind.
pub fn screen(kind: &Kind) -> Box<dyn StepScreen> {
    match kind {
        Kind::Text(_) => Box::<text::TextScreen>::default(),
        Kind::Cards(_) => Box::<cards::CardsScreen>::default(),
        Kind::Tree(_) => Box::<tree::TreeScreen>::default(),
        Kind::Curve(_) => Box::<curve::CurveScreen>::default(),
        Kind::Plan(_) => Box::<plan::PlanScreen>::default(),
        Kind::Recap(_) => Box::<recap::RecapScreen>::default(),
        Kind::Matrix(_) => Box::<cards::CardsScreen>::default(),
        Kind::Vote(_) => Box::<cards::CardsScreen>::default(),
        Kind::Consent(_) => Box::<cards::CardsScreen>::default(),
        Kind::Grid(_) => Box::<cards::CardsScreen>::default(),
        Kind::Enough(_) => Box::<cards::CardsScreen>::default(),
        Kind::Roster(_) => Box::<cards::CardsScreen>::default(),
        Kind::Checklist(_) => Box::<cards::CardsScreen>::default(),
        Kind::GoRound(_) => Box::<cards::CardsScreen>::default(),
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
}

impl Cx<'_> {
    /// Asks the room.
    pub fn send(&mut self, command: Command) {
        let id = (self.ids)();
        self.out.push(Effect::Send {
            id,
            command,
            form: None,
        });
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

/// How a part of the time is called.
pub fn phase(phase: Phase) -> Msg {
    match phase {
        Phase::Silent(minutes) => say!(PhaseSilent, minutes),
        Phase::Reveal(minutes) => say!(PhaseReveal, minutes),
        Phase::Group(minutes) => say!(PhaseGroup, minutes),
        Phase::Talk(minutes) => say!(PhaseTalk, minutes),
        Phase::Round(minutes) => say!(PhaseRound, minutes),
        Phase::Pairs(minutes) => say!(PhasePairs, minutes),
    }
}

/// What every step can do, whatever its kind.
pub fn act_on_session(action: Action, step: &Step, cx: &mut Cx<'_>) {
    match action {
        Action::StepBack => go_by(-1, cx),
        Action::StepForward => go_by(1, cx),
        Action::Go => cx.overlay = Some(go_window(cx.seen)),
        Action::GoHome => cx.out.push(Effect::GoHome),
        Action::Undo => undo(cx, Command::Undo, cx.seen.undo_label()),
        Action::Redo => undo(cx, Command::Redo, cx.seen.redo_label()),
        Action::History => cx.overlay = Some(history_window(cx.seen)),
        Action::Restore => cx.overlay = Some(restore_window(cx.seen)),
        Action::ExportMenu => {
            let facts = Facts {
                curve: true,
                tree: true,
                ..Facts::default()
            };
            cx.overlay = Some(Overlay::menu(&keys::EXPORT_MENU, &facts));
        }
        Action::ExportOnePage => export(Report::OnePage, cx),
        Action::ExportPage => export(Report::Page, cx),
        Action::ExportReport => export(Report::Markdown, cx),
        Action::ExportChart => export(Report::Chart, cx),
        Action::ExportTree => export(Report::Tree, cx),
        Action::ExportArchive => export(Report::Archive, cx),
        Action::Retitle => cx.form = Some(table::title_form((cx.ids)(), cx.seen)),
        Action::TimeBox => {
            cx.form = form_for(
                &Target::TimeBox {
                    step: step.id.clone(),
                },
                (cx.ids)(),
                cx.seen,
            )
        }
        Action::EditNote => {
            cx.form = form_for(
                &Target::Note {
                    step: step.id.clone(),
                },
                (cx.ids)(),
                cx.seen,
            )
        }
        Action::CloseSession => cx.send(Command::Close),
        Action::ReopenSession => cx.send(Command::Reopen),
        _ => {}
    }
}

fn export(what: Report, cx: &mut Cx<'_>) {
    cx.form = Some(table::export_form((cx.ids)(), what, cx.seen));
}

fn undo(cx: &mut Cx<'_>, command: Command, label: Option<Msg>) {
    if let Some(label) = label {
        cx.notice = Some(match (&command, cx.seen.undo_passes_over()) {
            (Command::Undo, Some(stays)) => say!(TookBackEarlier, label, stays),
            (Command::Undo, None) => say!(TookBack, label),
            _ => say!(DidAgain, label),
        });
        cx.send(command);
    }
}

fn go_by(by: isize, cx: &mut Cx<'_>) {
    let script = cx.seen.script();
    let here = script.step(&cx.step).map_or(0, |(at, _)| at);
    let there = here
        .checked_add_signed(by)
        .and_then(|at| script.steps.get(at));
    if let Some(step) = there {
        cx.send(Command::Enter {
            step: step.id.clone(),
        });
    }
}

fn go_window(seen: Seen<'_>) -> Overlay {
    let lang = seen.lang();
    let item = |(at, step): (usize, &Step)| Item {
        pick: Pick::Step(step.id.clone()),
        label: format!("{} {}", at + 1, step.name(lang)),
        detail: seen
            .standing(step)
            .map(|msg| msg.render(lang))
            .unwrap_or_default(),
        on: step.id == *seen.current(),
    };
    let mut items: Vec<Item> = seen.script().steps.iter().enumerate().map(item).collect();
    let home = MsgId::TitleHome.text(lang).to_owned();
    items.push(Item {
        pick: Pick::Home,
        label: home,
        detail: String::new(),
        on: false,
    });
    Overlay::choose(MsgId::TitleGo.text(lang), items, Then::Go)
}

fn history_window(seen: Seen<'_>) -> Overlay {
    let lines = seen.history().take(1000).map(|(_, at, member, did)| {
        let name = member.map_or("", |member| &member.name);
        (
            Slot::Overlay,
            Line::said(format!("{}  {name} ", stamp(at))).and_msg(did),
        )
    });
    Overlay::read(MsgId::KeyHistory.text(seen.lang()), lines.collect())
}

/// A moment as it stands in a history, in UTC: the same wherever it is read.
pub fn stamp(at: crate::model::At) -> String {
    at.local(0)
        .map(|time| time.format("%Y-%m-%d %H:%M").to_string())
        .unwrap_or_default()
}

fn restore_window(seen: Seen<'_>) -> Overlay {
    let item = |card: crate::model::seen::CardSeen<'_>| Item {
        pick: Pick::Card(card.id()),
        label: card.text().to_owned(),
        detail: seen
            .step(card.step())
            .map(|step| step.name(seen.lang()).to_string())
            .unwrap_or_default(),
        on: false,
    };
    let parked = seen.parked().map(|card| Item {
        detail: MsgId::LabelParked.text(seen.lang()).to_owned(),
        ..item(card)
    });
    let items = seen.removed().map(item).chain(parked).collect();
    Overlay::choose(MsgId::KeyRestore.text(seen.lang()), items, Then::Restore)
}

/// What happens to what was chosen in a window.
pub fn chosen(then: &Then, pick: &Pick, cx: &mut Cx<'_>) {
    match (then, pick) {
        (Then::Go, Pick::Home) => cx.out.push(Effect::GoHome),
        (Then::Go, Pick::Step(step)) => cx.send(Command::Enter { step: step.clone() }),
        (Then::MoveTo(cards), Pick::Step(step)) => {
            let to = |card: &CardId| Command::MoveCard {
                card: *card,
                step: step.clone(),
                parent: None,
                column: None,
                after: After::Last,
            };
            cx.send(Command::Several(cards.iter().map(to).collect()));
            if let Some(step) = cx.seen.step(step) {
                cx.notice = Some(say!(MovedTo, step.name(cx.seen.lang())));
            }
        }
        (Then::Connect(one), Pick::Card(other)) => {
            toggle_link(*one, *other, cx);
        }
        (Then::Restore, Pick::Card(card)) => {
            if cx.seen.card(*card).is_some() {
                cx.set(*card, card::field::PARKED, None);
            } else {
                cx.send(Command::RestoreCard { card: *card });
            }
        }
        (Then::GroupUnder(cards), Pick::Card(heading)) => {
            cx.send(Command::Group {
                heading: *heading,
                text: "".into(),
                cards: cards.clone(),
            });
        }
        (Then::GroupUnder(cards), Pick::Word(word)) if word.is_empty() => {
            let label = cx.text(MsgId::LabelGroup);
            let field = FormField::new(card::field::TEXT, label, FieldKind::Text, "");
            cx.form = Some(Form::new(
                (cx.ids)(),
                Target::Group {
                    cards: cards.clone(),
                },
                label,
                vec![field],
            ));
        }
        (Then::MoveUnder(cards), pick) => tree::move_under(cards, pick, cx),
        (Then::Field(card, field), Pick::Word(word)) => {
            let value = (!word.is_empty()).then(|| Value::Text(word.clone()));
            cx.set(*card, field, value);
            if *field == card::field::STOP {
                tree::stopped(*card, word, cx);
            }
        }
        (Then::Flag(card, field), Pick::Word(word)) => {
            cx.set(
                *card,
                field,
                (!word.is_empty()).then_some(Value::Flag(true)),
            );
        }
        (Then::Describe(measure, field), Pick::Word(word)) => {
            let value = (!word.is_empty()).then(|| Value::Text(word.clone()));
            cx.describe(*measure, field, value);
        }
        (
            Then::PastePoints {
                step,
                measure,
                table,
            },
            Pick::Word(_),
        ) => {
            cx.out.push(Effect::ImportText {
                text: table.clone(),
                step: step.clone(),
                measure: *measure,
            });
        }
        (Then::Paste(place), Pick::Word(word)) => {
            let each = &**word == "each";
            let command = table::paste_command(place, each, cx.ids);
            cx.send(command);
            let name = cx
                .seen
                .step(&place.step)
                .map_or_else(|| "".into(), |step| step.name(cx.seen.lang()).clone());
            cx.notice = Some(say!(
                AddedCards,
                if each { place.lines.len() } else { 1 },
                name
            ));
        }
        _ => {}
    }
}

/// Connects two cards, or takes the connection away.
fn toggle_link(one: CardId, other: CardId, cx: &mut Cx<'_>) {
    let mut around = cx.seen.comes_from(one).chain(cx.seen.leads_to(one));
    let command = if around.any(|card| card.id() == other) {
        Command::Unlink { one, other }
    } else {
        Command::Link { one, other }
    };
    cx.send(command);
}

/// Sends what a form asks for.
///
/// # Errors
/// What was written cannot be read; nothing was sent, and the form is still to be mended.
pub fn keep(form: &Form, seen: Seen<'_>, out: &mut Vec<Effect>) -> Result<(), Msg> {
    let text = form.words(card::field::TEXT).to_owned();
    let id = form.id;
    let command = match &form.target {
        Target::NewCard { .. } | Target::Card { .. } | Target::Group { .. } => form.card_command(),
        Target::Note { step } => Some(Command::Note {
            step: step.clone(),
            text: text.into(),
        }),
        Target::Title => Some(Command::Retitle { title: text.into() }),
        Target::TimeBox { step } => Some(Command::AdjustTime {
            step: step.clone(),
            minutes: text.parse().unwrap_or(0),
        }),
        Target::ExportFile { what } => {
            out.push(Effect::Export {
                what: *what,
                path: text,
            });
            None
        }
        Target::ImportFile { step, measure } => {
            out.push(Effect::Import {
                path: text,
                step: step.clone(),
                measure: *measure,
            });
            None
        }
        Target::Measure { .. }
        | Target::Point { .. }
        | Target::Guess { .. }
        | Target::ForecastOk { .. } => curve::form_command(form, seen)?,
    };
    if let Some(command) = command {
        out.push(Effect::Send {
            id,
            command,
            form: Some(Box::new(form.clone())),
        });
    }
    Ok(())
}

/// The form for a target, as it is opened anew or from a draft; `None` where what it wrote to is gone.
pub fn form_for(target: &Target, id: Uuid, seen: Seen<'_>) -> Option<Form> {
    let lang = seen.lang();
    match target {
        Target::NewCard { step, parent, .. } => {
            let step = seen.step(step)?;
            match &step.kind {
                Kind::Tree(_) => {
                    let parent = parent.and_then(|parent| seen.card(parent));
                    let words = parent.map(|parent| parent.text());
                    return Some(tree::cause_form(id, target.clone(), words, step, lang));
                }
                Kind::Plan(_) => return Some(plan::action_form(id, target.clone(), step, lang)),
                _ => {}
            }
            let title = MsgId::TitleNewCard.text(lang);
            Some(Form::for_new_card(
                id,
                target.clone(),
                title,
                step,
                lang,
                "",
            ))
        }
        Target::Card { card } => {
            let step = seen.step(seen.card(*card)?.step())?;
            Form::for_card(id, *card, &**step.name(lang), step, &seen)
        }
        Target::Group { .. } => {
            let label = MsgId::LabelGroup.text(lang);
            Some(Form::new(
                id,
                target.clone(),
                label,
                vec![FormField::new(
                    card::field::TEXT,
                    label,
                    FieldKind::Text,
                    "",
                )],
            ))
        }
        Target::Note { step } => {
            let note = seen.note(step).map_or("", |note| note);
            let title = MsgId::TitleNote.text(lang);
            Some(Form::new(
                id,
                target.clone(),
                title,
                vec![FormField::new(
                    card::field::TEXT,
                    title,
                    FieldKind::Long,
                    note,
                )],
            ))
        }
        Target::Title => Some(table::title_form(id, seen)),
        Target::TimeBox { step } => {
            let minutes = seen.minutes(seen.step(step)?).to_string();
            let label = MsgId::LabelMinutes.text(lang);
            Some(Form::new(
                id,
                target.clone(),
                label,
                vec![FormField::new(
                    card::field::TEXT,
                    label,
                    FieldKind::Number,
                    minutes,
                )],
            ))
        }
        Target::ExportFile { what } => Some(table::export_form(id, *what, seen)),
        Target::Measure { .. }
        | Target::Point { .. }
        | Target::Guess { .. }
        | Target::ForecastOk { .. }
        | Target::ImportFile { .. } => curve::form_for(target, id, seen),
    }
}

/// What every page with cards can do to the card under the cursor and the ones that are marked.
pub fn act_on_card(
    action: Action,
    card: Option<CardId>,
    marked: &[CardId],
    step: &Step,
    cx: &mut Cx<'_>,
) -> bool {
    let Some(id) = card else { return false };
    let Some(known) = cx.seen.card(id) else {
        return false;
    };
    let all = if marked.is_empty() {
        vec![id]
    } else {
        marked.to_vec()
    };
    match action {
        Action::Edit | Action::EditLong => {
            cx.form = form_for(&Target::Card { card: id }, (cx.ids)(), cx.seen);
            if action == Action::EditLong {
                cx.editor = true;
            }
        }
        Action::Delete => {
            let remove = all
                .iter()
                .map(|card| Command::RemoveCard { card: *card })
                .collect();
            cx.send(Command::Several(remove));
            cx.notice = Some(say!(DeletedUndo, all.len()));
        }
        Action::MoveMenu => {
            let lens = step.kind.lens();
            let (columns, branches) = (lens.columns().len() > 1, lens.branches());
            let facts = Facts {
                card: true,
                columns,
                branches,
                ..Facts::default()
            };
            cx.overlay = Some(Overlay::menu(&keys::MOVE_MENU, &facts));
        }
        Action::MoveUp => reorder(id, false, step, cx),
        Action::MoveDown => reorder(id, true, step, cx),
        Action::MoveColumn => move_column(&all, step, cx),
        Action::MoveStep => cx.overlay = Some(move_window(all, cx.seen)),
        Action::Park => {
            let park = |card: &CardId| Command::SetField {
                card: *card,
                field: card::field::PARKED.into(),
                from: cx
                    .seen
                    .card(*card)
                    .map_or(0, |card| card.version(card::field::PARKED)),
                value: Some(Value::Flag(true)),
            };
            let command = Command::Several(all.iter().map(park).collect());
            cx.send(command);
            cx.notice = Some(say!(ParkedHere, all.len()));
        }
        Action::Group => cx.overlay = Some(group_window(all, step, cx.seen)),
        Action::Why => connect::why(id, cx),
        Action::Connect => cx.overlay = Some(connect::window(id, cx.seen)),
        Action::MakeAction => connect::make_action(id, cx),
        Action::MakePartner => connect::make_partner(id, cx),
        Action::Versions => {
            let line = |(at, member, words): (
                crate::model::At,
                Option<&crate::model::Member>,
                std::sync::Arc<str>,
            )| {
                let name = member.map_or("", |member| &member.name);
                (
                    Slot::Overlay,
                    Line::said(format!("{}  {name}: {words}", stamp(at))),
                )
            };
            let mut lines = vec![
                (Slot::Title, Line::said(known.text())),
                (Slot::Overlay, Line::default()),
            ];
            lines.extend(known.earlier(card::field::TEXT).into_iter().map(line));
            cx.overlay = Some(Overlay::read(cx.text(MsgId::KeyVersions), lines));
        }
        _ => return false,
    }
    true
}

fn reorder(id: CardId, down: bool, step: &Step, cx: &mut Cx<'_>) {
    let Some(card) = cx.seen.card(id) else { return };
    let column = card.column();
    let beside: Vec<CardId> = cx
        .seen
        .children(&step.id, card.parent())
        .filter(|other| other.column() == column && !other.flag(card::field::PARKED))
        .map(|other| other.id())
        .collect();
    let Some(at) = beside.iter().position(|other| *other == id) else {
        return;
    };
    let after = match (down, at) {
        (true, at) => beside.get(at + 1).map(|next| After::Card(*next)),
        (false, 0) => None,
        (false, 1) => Some(After::First),
        (false, at) => beside.get(at - 2).map(|before| After::Card(*before)),
    };
    if let Some(after) = after {
        let (parent, column) = (card.parent(), column.cloned());
        cx.send(Command::MoveCard {
            card: id,
            step: step.id.clone(),
            parent,
            column,
            after,
        });
    }
}

fn move_column(cards: &[CardId], step: &Step, cx: &mut Cx<'_>) {
    let columns = step.kind.lens().columns();
    let to = |id: &CardId| {
        let card = cx.seen.card(*id)?;
        let now = columns
            .iter()
            .position(|column| Some(&column.id) == card.column())
            .unwrap_or(0);
        let column = columns.get((now + 1) % columns.len().max(1))?.id.clone();
        Some(Command::MoveCard {
            card: *id,
            step: step.id.clone(),
            parent: None,
            column: Some(column),
            after: After::Last,
        })
    };
    let moves = cards.iter().filter_map(to).collect();
    cx.send(Command::Several(moves));
}

fn move_window(cards: Vec<CardId>, seen: Seen<'_>) -> Overlay {
    let lang = seen.lang();
    let steps = seen
        .script()
        .steps
        .iter()
        .filter(|step| step.kind.lens().takes_cards());
    let item = |step: &Step| Item {
        pick: Pick::Step(step.id.clone()),
        label: step.name(lang).to_string(),
        detail: String::new(),
        on: false,
    };
    Overlay::choose(
        MsgId::TitleMoveTo.text(lang),
        steps.map(item).collect(),
        Then::MoveTo(cards),
    )
}

fn group_window(cards: Vec<CardId>, step: &Step, seen: Seen<'_>) -> Overlay {
    let lang = seen.lang();
    let headings = seen
        .children(&step.id, None)
        .filter(|card| card.is_heading());
    let item = |card: crate::model::seen::CardSeen<'_>| Item {
        pick: Pick::Card(card.id()),
        label: card.text().to_owned(),
        detail: String::new(),
        on: false,
    };
    let mut items = vec![Item {
        pick: Pick::Word("".into()),
        label: MsgId::NewGroup.text(lang).to_owned(),
        detail: String::new(),
        on: false,
    }];
    items.extend(headings.map(item));
    Overlay::choose(
        say!(TitleGroup, cards.len()).render(lang),
        items,
        Then::GroupUnder(cards),
    )
}
