//! The facilitator's side of the table: guidance, recipe, advice and their own note. Nobody else's seat has it.
//!
//! Advice looks at every card of a step, so it is asked for when the session has changed, never for a key alone.

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    content::slot::Slot,
    document::Line,
    model::{Seen, Seq, Step, StepId},
    say::MsgId,
    ui::{
        overlay::Overlay,
        paint::{Paint, below},
        step,
    },
};

/// What it says of one step, as of a version of the session.
#[derive(Debug, Default)]
pub struct Guide {
    of: Option<(Seq, StepId)>,
    lines: Vec<(Slot, Line)>,
}

impl Guide {
    /// Draws it.
    pub fn draw(
        &mut self,
        step: &Step,
        seen: Seen<'_>,
        paint: &Paint<'_>,
        buf: &mut Buffer,
        area: Rect,
    ) {
        paint.line(
            buf,
            area,
            paint.text(MsgId::TitleOnlyYou),
            Slot::PrivateTitle,
        );
        let now = (seen.version(), step.id.clone());
        if self.of.as_ref() != Some(&now) {
            self.lines = lines(step, seen);
            self.of = Some(now);
        }
        paint.document(buf, below(area, 2), &self.lines);
    }
}

/// The same as a window, where the screen has no room for a side.
pub fn window(step: &Step, seen: Seen<'_>) -> Overlay {
    Overlay::read(MsgId::TitleOnlyYou.text(seen.lang()), lines(step, seen))
}

fn lines(step: &Step, seen: Seen<'_>) -> Vec<(Slot, Line)> {
    let mut lines = Vec::new();
    let guide = seen
        .step(&step.id)
        .map(|step| seen.guide(step))
        .unwrap_or_default();
    if !guide.is_empty() {
        lines.push((Slot::PrivateTitle, Line::msg(MsgId::TitleGuide)));
        lines.extend(guide.iter().map(|words| {
            (
                Slot::Private,
                Line::said(format!("• {}", words.get(seen.lang()))),
            )
        }));
        lines.push((Slot::Private, Line::default()));
    }
    if !step.recipe.is_empty() {
        lines.push((Slot::PrivateTitle, Line::msg(MsgId::TitleRecipe)));
        for phase in &step.recipe {
            lines.push((Slot::Private, Line::said("• ").and_msg(step::phase(*phase))));
        }
        lines.push((Slot::Private, Line::default()));
    }
    let advice = seen.advice(step);
    if seen.leads() {
        lines.push((Slot::PrivateTitle, Line::msg(MsgId::TitleAdvice)));
        if advice.is_empty() {
            lines.push((Slot::Private, Line::msg(MsgId::NoAdvice)));
        }
        lines.extend(
            advice
                .into_iter()
                .map(|advice| (Slot::Advice, Line::said("! ").and_msg(advice.msg))),
        );
        lines.push((Slot::Private, Line::default()));
    }
    lines.push((Slot::PrivateTitle, Line::msg(MsgId::TitleNote)));
    match seen.note(&step.id) {
        Some(note) => lines.extend(note.lines().map(|line| (Slot::Private, Line::said(line)))),
        None => lines.push((Slot::Placeholder, Line::msg(MsgId::NoNote))),
    }
    lines
}
