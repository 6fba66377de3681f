//! The page of a round: whose turn it is stands large, and what was said stands below.
//!
//! Enter keeps a turn and opens the next one; a dash passes. Nobody has to say anything, and nobody is told who passed
//! once the room has gone on: the report counts them.

use std::sync::Arc;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use uuid::Uuid;

use super::{Cx, StepScreen, act_on_card};
use crate::{
    model::{
        After, CardId, Command, FieldId, Privacy, Seen, Seq, Step, Value,
        card::field,
        script::FieldKind,
        seen::CardSeen,
        step::{
            Kind,
            go_round::{GoRound, Numbers, Turn, others},
        },
    },
    say,
    say::{Msg, MsgId},
    ui::{
        form::{Form, FormField, Target},
        keys::{self, Action, Facts, Scope},
        paint::{Paint, below},
    },
};

mod draw;
#[cfg(test)]
mod tests;

/// A turn on the page.
#[derive(Clone, Debug)]
struct Row {
    name: Arc<str>,
    card: Option<CardId>,
    said: Arc<str>,
    /// What else the turn holds, in small words.
    more: String,
    passed: bool,
}

/// The page of a round.
#[derive(Debug, Default)]
pub struct GoRoundScreen {
    rows: Vec<Row>,
    numbers: Option<Numbers>,
    rows_of: Option<Seq>,
    /// Whether an earlier step knows who is here.
    named: bool,
    at: usize,
    wanted: Option<CardId>,
    first: usize,
    page: usize,
}

fn params(step: &Step) -> Option<&GoRound> {
    match &step.kind {
        Kind::GoRound(round) => Some(round),
        _ => None,
    }
}

/// Whether these words say that somebody passes.
fn passes(words: &str) -> bool {
    matches!(words.trim(), "-" | "–" | "—")
}

/// What a turn says: its words, and the number or the pass among its fields.
fn given(
    round: &GoRound,
    words: &str,
    seen: Seen<'_>,
) -> Result<[(FieldId, Option<Value>); 3], Msg> {
    let with = |text: &str, number: Option<u32>, pass: bool| {
        [
            (field::TEXT.into(), Some(text.into())),
            (
                field::NUMBER.into(),
                number.map(|number| Value::Number(number.into())),
            ),
            (field::PASS.into(), pass.then_some(Value::Flag(true))),
        ]
    };
    if passes(words) {
        return Ok(with(MsgId::TurnPassed.text(seen.lang()), None, true));
    }
    if !round.asks_numbers() {
        return Ok(with(words, None, false));
    }
    let (low, high) = round.range();
    let number = round
        .number(words)
        .ok_or_else(|| say!(NumberOutside, low, high))?;
    Ok(with(&number.to_string(), Some(number), false))
}

impl GoRoundScreen {
    /// Computes the turns; only where the session changed since.
    fn sync(&mut self, step: &Step, seen: Seen<'_>) {
        let Some(round) = params(step) else { return };
        if self.rows_of != Some(seen.version()) {
            let turns = GoRound::turns(step, &seen);
            let row = |turn: &Turn<'_>| Row {
                name: Arc::clone(&turn.name),
                card: turn.card.map(|card| card.id()),
                said: turn.card.map_or("", |card| card.text()).into(),
                more: turn
                    .card
                    .map_or_else(String::new, |card| others(&card, step, &seen)),
                passed: turn.card.is_some_and(|card| card.flag(field::PASS)),
            };
            self.rows = turns.iter().map(row).collect();
            self.numbers = round.numbers(&turns).filter(|_| round.asks_numbers());
            self.named = !GoRound::people(step, &seen).is_empty();
            self.rows_of = Some(seen.version());
        }
        if let Some(at) = self
            .wanted
            .and_then(|id| self.rows.iter().position(|row| row.card == Some(id)))
        {
            // The cursor goes on to whoever is next.
            let open = |at: &usize| self.rows[*at].card.is_none();
            self.at = (at..self.rows.len()).find(open).unwrap_or(at);
            self.wanted = None;
        }
        self.at = self.at.min(self.rows.len().saturating_sub(1));
    }

    /// Whose turn it is: whoever has the cursor and has not had one, or else the first who has not.
    fn turn(&self) -> Option<usize> {
        let open = |at: &usize| self.rows.get(*at).is_some_and(|row| row.card.is_none());
        Some(self.at)
            .filter(open)
            .or_else(|| (0..self.rows.len()).find(open))
    }

    /// Whose turn is written: whoever speaks for themselves has their own, without a name where none is ever told.
    fn name(&self, step: &Step, seen: Seen<'_>) -> Arc<str> {
        if let Some(me) = seen.me().filter(|me| !me.role.enters_for_others()) {
            let named = seen
                .silence(&step.id)
                .is_none_or(|silence| silence.privacy() == Privacy::Private);
            return if named {
                Arc::clone(&me.name)
            } else {
                "".into()
            };
        }
        self.turn()
            .map(|at| self.rows[at].name.clone())
            .unwrap_or_default()
    }

    /// Whose turn comes when the one at hand is kept: the next who has not had one.
    fn after(&self, at: Option<usize>) -> Arc<str> {
        let open = |other: &usize| Some(*other) != at && self.rows[*other].card.is_none();
        let from = at.unwrap_or(0);
        let next = (from..self.rows.len())
            .find(open)
            .or_else(|| (0..from).find(open));
        next.map(|at| self.rows[at].name.clone())
            .unwrap_or_default()
    }

    fn move_by(&mut self, by: isize) {
        self.wanted = None;
        self.at = self
            .at
            .saturating_add_signed(by)
            .min(self.rows.len().saturating_sub(1));
    }

    /// Takes the turn at once, without a form.
    fn take(&mut self, words: &str, step: &Step, cx: &mut Cx<'_>) {
        let Some(round) = params(step) else { return };
        let fields = match given(round, words, cx.seen) {
            Ok(fields) => fields,
            Err(why) => {
                cx.notice = Some(why);
                return;
            }
        };
        let name = self.name(step, cx.seen);
        let card = CardId((cx.ids)());
        self.wanted = Some(card);
        if passes(words) {
            cx.notice = Some(if name.is_empty() {
                say!(PassUnnamed)
            } else {
                say!(PassIsFine, &name)
            });
        }
        cx.send(add(card, step, &name, fields));
    }

    fn digit(&mut self, digit: u32, step: &Step, cx: &mut Cx<'_>) {
        let Some(round) = params(step) else { return };
        if round.range().1 < 10 {
            self.take(&digit.to_string(), step, cx);
            return;
        }
        // Where numbers have two digits, the first one begins to write.
        cx.form = self.new_form(step, cx.seen, (cx.ids)());
        if let Some(form) = &mut cx.form {
            form.field_mut().editor.insert(&digit.to_string());
        }
    }

    fn form(
        name: &str,
        target: Target,
        words: &str,
        step: &Step,
        seen: Seen<'_>,
        id: Uuid,
    ) -> Form {
        let lang = seen.lang();
        let (label, hint) = match params(step) {
            Some(round) if round.asks_numbers() => {
                let (low, high) = round.range();
                (
                    say!(LabelNumber, low, high).render(lang),
                    MsgId::HintNumber.text(lang).to_owned(),
                )
            }
            Some(round) if !round.prompt.is_empty() => (
                MsgId::LabelWord.text(lang).to_owned(),
                round.prompt.get(lang).to_string(),
            ),
            _ => (
                MsgId::LabelWord.text(lang).to_owned(),
                MsgId::HintWord.text(lang).to_owned(),
            ),
        };
        let title = if name.is_empty() {
            MsgId::TitleTurnOpen.text(lang).to_owned()
        } else {
            name.to_owned()
        };
        let who = FormField::new(
            field::WHO,
            MsgId::LabelName.text(lang),
            FieldKind::Person,
            name,
        );
        let mut fields = vec![
            who.hinting(MsgId::HintName.text(lang)),
            FormField::new(field::TEXT, label, FieldKind::Text, words).hinting(hint),
        ];
        fields.extend(
            step.kind
                .lens()
                .fields()
                .iter()
                .filter(|declared| {
                    ![field::WHO, field::TEXT, field::NUMBER, field::PASS]
                        .contains(&declared.id.as_str())
                })
                .map(|declared| FormField::declared(declared, String::new(), 0, lang)),
        );
        let mut form = Form::new(id, target, title, fields);
        form.at = usize::from(!name.is_empty());
        form
    }
}

fn add(card: CardId, step: &Step, name: &str, fields: [(FieldId, Option<Value>); 3]) -> Command {
    let who = (field::WHO.into(), (!name.is_empty()).then(|| name.into()));
    Command::AddCard {
        card,
        author: None,
        step: step.id.clone(),
        parent: None,
        column: None,
        after: After::Last,
        fields: std::iter::once(who)
            .chain(fields)
            .filter_map(|(id, value)| Some((id, value?)))
            .collect(),
        from: None,
    }
}

fn new_target(step: &Step) -> Target {
    Target::new_on(&step.id)
}

impl StepScreen for GoRoundScreen {
    fn scopes(&self) -> &'static [&'static Scope] {
        static SCOPES: [&Scope; 2] = [&keys::CARDS, &keys::kinds::go_round::KEYS];
        &SCOPES
    }

    fn facts(&self, facts: &mut Facts, step: &Step, _seen: Seen<'_>) {
        facts.numbers = params(step).is_some_and(GoRound::asks_numbers);
        facts.card = self.rows.get(self.at).is_some_and(|row| row.card.is_some());
    }

    fn act(&mut self, action: Action, step: &Step, cx: &mut Cx<'_>) -> bool {
        self.sync(step, cx.seen);
        if action == Action::Digit {
            if let Some(digit) = cx.digit() {
                self.digit(digit, step, cx);
            }
            return true;
        }
        let page = isize::try_from(self.page.max(1)).unwrap_or(1);
        let card = self.rows.get(self.at).and_then(|row| row.card);
        match action {
            Action::Up | Action::PrevPane => self.move_by(-1),
            Action::Down | Action::NextPane => self.move_by(1),
            Action::PageUp => self.move_by(-page),
            Action::PageDown => self.move_by(page),
            Action::First => self.move_by(isize::MIN),
            Action::Last => self.move_by(isize::MAX),
            Action::Pass => self.take("-", step, cx),
            Action::New => cx.form = self.new_form(step, cx.seen, (cx.ids)()),
            Action::Edit => {
                let id = (cx.ids)();
                cx.form = match card {
                    Some(card) => self.edit_form(card, step, cx.seen, id),
                    None => self.new_form(step, cx.seen, id),
                };
            }
            Action::Import => cx.notice = Some(say!(PasteHere)),
            _ => return act_on_card(action, card, &[], step, cx),
        }
        true
    }

    fn new_form(&self, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        let name = self.name(step, seen);
        let mut form = Self::form(&name, new_target(step), "", step, seen, id);
        if !seen.enters_for_others() {
            form.at = 1;
        }
        Some(form)
    }

    fn card_form(&self, target: &Target, step: &Step, seen: Seen<'_>, id: Uuid) -> Form {
        Self::form("", target.clone(), "", step, seen, id)
    }

    fn edit_form(&self, card: CardId, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        let known = seen.card(card).filter(|card| *card.step() == step.id)?;
        let words = if known.flag(field::PASS) {
            "-"
        } else {
            known.text()
        };
        let mut form = Self::form(
            known.text_of(field::WHO),
            Target::Card { card },
            words,
            step,
            seen,
            id,
        );
        for one in &mut form.fields {
            one.from = known.version(one.id.as_str());
        }
        form.at = 1;
        Some(form)
    }

    fn command(&self, form: &Form, step: &Step, seen: Seen<'_>) -> Result<Option<Command>, Msg> {
        let Some(round) = params(step) else {
            return Ok(form.card_command());
        };
        let fields = given(round, form.words(field::TEXT), seen)?;
        let command = form.card_command();
        Ok(match (&form.target, command) {
            (
                Target::NewCard { .. },
                Some(Command::AddCard {
                    fields: written,
                    card,
                    ..
                }),
            ) => {
                let mut command = add(card, step, form.words(field::WHO), fields);
                if let Command::AddCard { fields, .. } = &mut command {
                    let known = |id: &FieldId| [field::WHO, field::TEXT].contains(&id.as_str());
                    fields.extend(written.into_iter().filter(|(id, _)| !known(id)));
                }
                Some(command)
            }
            (Target::Card { card }, _) => {
                let Some(known) = seen.card(*card).filter(|card| *card.step() == step.id) else {
                    return Ok(form.card_command());
                };
                let set = |(field, value): (FieldId, Option<Value>)| Command::SetField {
                    card: *card,
                    from: known.version(field.as_str()),
                    field,
                    value,
                };
                let who = form
                    .get(field::WHO)
                    .map(|who| (who.id.clone(), who.value()));
                Some(Command::Several(
                    who.into_iter().chain(fields).map(set).collect(),
                ))
            }
            (_, command) => command,
        })
    }

    fn next_form(&mut self, kept: &Form, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        let Target::NewCard { step: there, .. } = &kept.target else {
            return None;
        };
        if *there != step.id {
            return None;
        }
        self.wanted = Some(CardId(kept.id));
        if !seen.enters_for_others() {
            // A seat of several has as many turns; the one that is kept now is not among them yet.
            let mine = seen.cards_on(&step.id).filter(CardSeen::is_mine).count();
            let more =
                u32::try_from(mine).unwrap_or(u32::MAX).saturating_add(1) < seen.speaks_for();
            let name = self.name(step, seen);
            let mut form = Self::form(&name, new_target(step), "", step, seen, id);
            form.at = 1;
            return more.then_some(form);
        }
        let whose = |row: &Row| row.card.is_none() && *row.name == *kept.words(field::WHO);
        let at = self.rows.iter().position(whose);
        let name = self.after(at);
        // When all who are known have had their turn, the round is over; without a roster it ends with an empty line.
        (!self.named || !name.is_empty())
            .then(|| Self::form(&name, new_target(step), "", step, seen, id))
    }

    fn show(&mut self, card: CardId) {
        if let Some(at) = self.rows.iter().position(|row| row.card == Some(card)) {
            self.at = at;
        }
    }

    fn draw(
        &mut self,
        step: &Step,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) -> Option<Position> {
        self.sync(step, seen);
        let round = params(step)?;
        let used = self.draw_turn(paint, buf, area);
        let mut rest = below(area, used);
        if let Some(numbers) = &self.numbers {
            let lines = u16::from(rest.height > 3) + u16::from(rest.height > 5);
            let body = Rect {
                height: rest.height.saturating_sub(lines),
                ..rest
            };
            draw::draw_numbers(numbers, round, paint, buf, below(rest, body.height));
            rest = body;
        }
        self.draw_rows(paint, buf, rest);
        None
    }
}
