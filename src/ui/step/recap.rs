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
pub struct RecapScreen;

impl StepScreen for RecapScreen {
    fn scopes(&self) -> &'static [&'static Scope] {
        static SCOPES: [&Scope; 1] = [&keys::RECAP];
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
