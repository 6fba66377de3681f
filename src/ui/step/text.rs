//! The page of one statement: what the room has written together, and its earlier versions.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};
use uuid::Uuid;

use super::{Cx, StepScreen, act_on_card, example, form_for};
use crate::{
    content::slot::Slot,
    model::{
        CardId, Seen, Step,
        card::field,
        step::{Kind, text::Text},
    },
    say,
    say::MsgId,
    ui::{
        form::{Form, Target},
        keys::{self, Action, Facts, Scope},
        paint::{Paint, below, row},
    },
};

/// The page of one statement.
#[derive(Debug, Default)]
pub struct TextScreen {
    first: u16,
}

impl TextScreen {
    fn statement(step: &Step, seen: Seen<'_>) -> Option<CardId> {
        Text::statement(step, &seen).map(|card| card.id())
    }
}

impl StepScreen for TextScreen {
    fn scopes(&self) -> &'static [&'static Scope] {
        static SCOPES: [&Scope; 1] = [&keys::kinds::text::KEYS];
        &SCOPES
    }

    fn facts(&self, facts: &mut Facts, step: &Step, seen: Seen<'_>) {
        facts.card = Self::statement(step, seen).is_some();
    }

    fn act(&mut self, action: Action, step: &Step, cx: &mut Cx<'_>) -> bool {
        let statement = Self::statement(step, cx.seen);
        match action {
            Action::Up => self.first = self.first.saturating_sub(1),
            Action::Down => self.first = self.first.saturating_add(1),
            Action::Edit | Action::EditLong if statement.is_none() => {
                cx.form = self.new_form(step, cx.seen, (cx.ids)());
                if action == Action::EditLong {
                    cx.editor = true;
                }
            }
            Action::Edit => {
                cx.form =
                    statement.and_then(|card| form_for(&Target::Card { card }, (cx.ids)(), cx.seen))
            }
            _ => return act_on_card(action, statement, &[], step, cx),
        }
        true
    }

    fn new_form(&self, step: &Step, seen: Seen<'_>, id: Uuid) -> Option<Form> {
        if let Some(card) = Self::statement(step, seen) {
            return form_for(&Target::Card { card }, id, seen);
        }
        let lang = seen.lang();
        let starter = match &step.kind {
            Kind::Text(text) => example(text.starter.get(lang), lang),
            _ => String::new(),
        };
        let target = Target::new_on(&step.id);
        Some(Form::for_new_card(
            id,
            target,
            &**step.name(lang),
            step,
            lang,
            &starter,
        ))
    }

    fn draw(
        &mut self,
        step: &Step,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) -> Option<Position> {
        let Some(statement) = Text::statement(step, &seen) else {
            if let Kind::Text(text) = &step.kind {
                let starter = example(text.starter.get(paint.lang), paint.lang);
                let used = paint.wrapped(buf, area, &starter, Slot::Placeholder);
                let at = below(area, used + u16::from(used > 0));
                paint.wrapped(buf, at, paint.text(MsgId::PressEnterToWrite), Slot::Muted);
            }
            return None;
        };
        let inner = Rect {
            x: area.x + 2,
            width: area.width.saturating_sub(2),
            ..area
        };
        let lines = crate::cells::wrap(statement.text(), usize::from(inner.width));
        let last = u16::try_from(lines.len())
            .unwrap_or(u16::MAX)
            .saturating_sub(1);
        self.first = self.first.min(last);
        let mut y = 0;
        for line in lines
            .into_iter()
            .skip(usize::from(self.first))
            .take(usize::from(inner.height))
        {
            paint.upright(
                buf,
                Rect {
                    width: 1,
                    ..row(area, y)
                },
            );
            paint.line(buf, row(inner, y), line, Slot::Title);
            y += 1;
        }
        let mut rest = below(inner, y + 1);
        if let Some(rival) = statement.rival(field::TEXT) {
            let used = paint.wrapped(
                buf,
                rest,
                &paint.say(&say!(AlsoWritten, rival.display())),
                Slot::Advice,
            );
            rest = below(rest, used + 1);
        }
        for card in seen.cards_on(&step.id).skip(1) {
            let used = paint.wrapped(
                buf,
                rest,
                &format!("{} {}", paint.glyph("•", "-"), card.text()),
                Slot::Card,
            );
            rest = below(rest, used);
        }
        let earlier = statement.earlier(field::TEXT).len();
        if earlier > 0 && rest.height > 1 {
            paint.line(
                buf,
                row(rest, 0),
                &paint.say(&say!(EarlierVersions, earlier)),
                Slot::Muted,
            );
        }
        None
    }
}
