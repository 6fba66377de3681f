//! What was tried while a curve was measured: a change and the day it began, so that the curve can be read with it.
//!
//! A mark says that two things happened at one time, never that one brought about the other.

use std::sync::Arc;

use super::Facts;
use crate::{
    insight::{Period, Series},
    model::{card::field, script::Step, seen::Seen, step::Kind},
    say,
    say::Msg,
};

/// Marks that can be told apart on one picture.
const MOST: usize = 9;

/// Something that was tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    /// When.
    pub at: Period,
    /// What, in the room's words.
    pub name: Arc<str>,
}

impl Facts {
    /// The same with what plans hand on to this step, where a day is said and lies within what was measured.
    #[must_use]
    pub fn with_marks(mut self, step: &Step, seen: &Seen<'_>) -> Self {
        let readings = self.main().map(Series::readings).unwrap_or_default();
        let (Some(first), Some(last)) = (readings.first(), readings.last()) else {
            return self;
        };
        let within = first.period.at()..=last.period.at();
        let planned = seen.handed_to(step).into_iter().filter(|card| {
            let of = seen.step(card.step());
            of.is_some_and(|of| matches!(of.kind, Kind::Plan(_)))
        });
        let mark = |card: crate::model::seen::CardSeen<'_>| {
            let at: Period = card.text_of(field::DUE).parse().ok()?;
            let name = card.text().into();
            within.contains(&at.at()).then_some(Mark { at, name })
        };
        let mut marks: Vec<Mark> = planned.filter_map(mark).collect();
        marks.sort_by(|a, b| a.at.at().total_cmp(&b.at.at()));
        marks.truncate(MOST);
        self.marks = marks;
        self
    }

    /// The marks by their signs on the picture, as a sentence; none where there are none.
    pub(super) fn tried_out(&self) -> Vec<Msg> {
        let one =
            |(at, mark): (usize, &Mark)| say!(TriedOn, at + 1, &mark.name, mark.at.to_string());
        let all: Vec<Msg> = self.marks.iter().enumerate().map(one).collect();
        if all.is_empty() {
            Vec::new()
        } else {
            vec![say!(TriedThen, all)]
        }
    }
}
