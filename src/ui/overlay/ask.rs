//! A window that asks yes, no or unsure, one question after the other, each answered with one key.

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Pick, Pressed, Then};
use crate::{
    cells,
    content::slot::Slot,
    document::Line,
    model::{CardId, card::TESTED},
    say,
    ui::{
        keys::Action,
        paint::{Paint, below, inset, middle},
    },
};

/// One question.
#[derive(Clone, Debug)]
pub struct Question {
    /// The card that it is about.
    pub card: CardId,
    /// The field that holds the answer.
    pub field: &'static str,
    /// What is read and asked, from the top down.
    pub lines: Vec<(Slot, Line)>,
}

/// Questions, one after the other.
#[derive(Debug)]
pub struct Ask {
    questions: Vec<Question>,
    at: usize,
}

impl Ask {
    pub(super) fn new(questions: Vec<Question>) -> Self {
        Self { questions, at: 0 }
    }

    /// The questions, in their order.
    pub fn questions(&self) -> &[Question] {
        &self.questions
    }

    /// Whether another question follows; the window closes behind the last.
    pub(super) fn goes_on(&self) -> bool {
        self.at < self.questions.len()
    }

    pub(super) fn act(&mut self, action: Action) -> Pressed {
        let [yes, no, unsure] = TESTED;
        let answer = match action {
            Action::AnswerYes => Some(yes),
            Action::AnswerNo => Some(no),
            Action::AnswerUnsure => Some(unsure),
            Action::Down => None,
            _ => return Pressed::Stay,
        };
        let asked = self.questions.get(self.at);
        self.at += 1;
        match (asked, answer) {
            (Some(asked), Some(answer)) => Pressed::Chosen(
                Then::Field(asked.card, asked.field),
                Pick::Word(answer.into()),
            ),
            _ if self.goes_on() => Pressed::Stay,
            _ => Pressed::Close,
        }
    }

    pub(super) fn draw(&self, paint: &Paint<'_>, buf: &mut Buffer, area: Rect) {
        let Some(asked) = self.questions.get(self.at) else {
            return;
        };
        let width = usize::from(area.width.min(78)).saturating_sub(4).max(1);
        let tall: usize = asked
            .lines
            .iter()
            .map(|(_, line)| cells::wrap(&paint.words(line), width).len().max(1))
            .sum();
        let title = say!(TitleTest, self.at + 1, self.questions.len());
        let at = middle(area, 78, u16::try_from(tall + 2).unwrap_or(u16::MAX));
        let inside = paint.window(buf, at, &paint.say(&title), Slot::OverlayBorder);
        let mut rest = inset(inside, 1);
        for (slot, line) in &asked.lines {
            let used = paint.document_line(buf, rest, line, *slot).max(1);
            rest = below(rest, used);
        }
    }
}
