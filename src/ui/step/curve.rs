//! PLACE

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{Cx, StepScreen};
use crate::{
    model::{Seen, Step},
    ui::{
        keys::{self, Action, Facts, Scope},
        paint::Paint,
    },
};

/// The screen.
#[derive(Debug, Default)]
pub struct CurveScreen;

impl StepScreen for CurveScreen {
    fn scopes(&self) -> &'static [&'static Scope] {
        static SCOPES: [&Scope; 1] = [&keys::CURVE];
        &SCOPES
    }

    fn facts(&self, _facts: &mut Facts, _step: &Step, _seen: Seen<'_>) {}

    fn act(&mut self, _action: Action, _step: &Step, _cx: &mut Cx<'_>) -> bool {
        false
    }

    fn draw(
        &mut self,
        _step: &Step,
        _seen: Seen<'_>,
        _paint: &Paint<'_>,
        _buf: &mut Buffer,
        _area: Rect,
    ) -> Option<Position> {
        None
    }
}

/// What keeping a form about a measure asks of the session.
pub fn form_command(
    _form: &crate::ui::form::Form,
    _seen: Seen<'_>,
    _ids: &mut dyn FnMut() -> uuid::Uuid,
) -> Option<crate::model::Command> {
    None
}

/// The form for a target about a measure.
pub fn form_for(
    _target: &crate::ui::form::Target,
    _id: uuid::Uuid,
    _seen: Seen<'_>,
) -> Option<crate::ui::form::Form> {
    None
}
