//! A programme as its group sees it: its sittings, and how far each has come.

use std::ops::Range;

use super::Seen;
use crate::model::{
    ids::At,
    script::{Sitting, Step},
    step::Kind,
};

/// A sitting of a programme, and how far it has come.
#[derive(Clone, Debug)]
pub struct SittingSeen<'a> {
    /// The sitting.
    pub sitting: &'a Sitting,
    /// Where its steps stand in the script.
    pub steps: Range<usize>,
    /// How many of its steps ask for something.
    pub asked: usize,
    /// At how many of those something was said.
    pub said: usize,
    /// The first day of the month it is meant for, counted from when the session began.
    pub month: Option<At>,
}

impl<'a> Seen<'a> {
    /// The sittings of a programme, in order; none where the script is held in one go. Looks at every step, so it is kept
    /// by whoever shows it until the session changes.
    pub fn sittings(&self) -> Vec<SittingSeen<'a>> {
        let script = self.script();
        let of = |sitting: &'a Sitting| {
            let mine = |step: &Step| step.sitting.as_ref() == Some(&sitting.id);
            let first = script.steps.iter().position(mine)?;
            let count = script.steps[first..]
                .iter()
                .take_while(|step| mine(step))
                .count();
            let steps = first..first + count;
            // A read-out says again what was said, and says nothing itself.
            let asks = script.steps[steps.clone()]
                .iter()
                .filter(|step| !matches!(step.kind, Kind::Recap(_)));
            let (asked, said) = asks.fold((0, 0), |(asked, said), step| {
                (asked + 1, said + usize::from(self.standing(step).is_some()))
            });
            Some(SittingSeen {
                sitting,
                steps,
                asked,
                said,
                month: sitting
                    .month
                    .and_then(|month| self.began().months_on(month - 1)),
            })
        };
        script.sittings.iter().filter_map(of).collect()
    }
}
