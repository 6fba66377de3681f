//! The clock as one looks at it at a moment: what is left, what is over, and when all of it will end. Time is nobody's secret:
//! every viewer is told the same.

use super::Seen;
use crate::model::{
    clock::{self, MINUTE, Stand},
    ids::{At, StepId},
    script::{Phase, Step},
};

/// The least minutes that planning anew leaves a step, where it had as many.
const LEAST: u32 = 2;

/// Whether the clock runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClockState {
    /// Nobody started it.
    Idle,
    /// It runs.
    Runs,
    /// It stands still.
    Stands(Stand),
}

/// The clock at a moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The moment.
    pub now: At,
    /// Whether it runs.
    pub state: ClockState,
    /// What is left of the step that the room is at, in milliseconds; negative where its time is over.
    pub left: i64,
    /// The part of its recipe that the room is in, where it has more than one.
    pub phase: Option<PhaseSeen>,
    /// When the sitting ends, once the clock was started in it.
    pub plan: Option<PlanSeen>,
}

/// A part of a step's recipe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PhaseSeen {
    /// Which, from 0.
    pub at: usize,
    /// Of how many.
    pub of: usize,
    /// What is done.
    pub phase: Phase,
    /// Its minutes, as adjusted.
    pub minutes: u32,
    /// What is left of them, in milliseconds; negative where they are over.
    pub left: i64,
}

/// When a sitting ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlanSeen {
    /// As planned.
    pub ends: At,
    /// Where every step that is to come takes what it has.
    pub pace: At,
}

/// A step's time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StepTime {
    /// Its minutes, as adjusted.
    pub minutes: u32,
    /// What was spent there, in milliseconds.
    pub spent: i64,
    /// What is left; negative where it is over.
    pub left: i64,
}

/// A proposal: the steps that are to come in what is left until the plan ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replan {
    /// When the plan ends.
    pub ends: At,
    /// When it ends if the proposal is taken: later than planned where there is not enough time for the least of all.
    pub then: At,
    /// The steps, with the minutes that each has and would have.
    pub steps: Vec<(StepId, u32, u32)>,
}

impl PlanSeen {
    /// How many minutes late the room will be at this pace; negative where it is ahead.
    pub fn late(&self) -> i64 {
        let late = self.pace.0.saturating_sub(self.ends.0);
        late.saturating_add(MINUTE / 2).div_euclid(MINUTE)
    }
}

impl Clock {
    /// Whether it runs.
    pub fn runs(&self) -> bool {
        self.state == ClockState::Runs
    }

    /// That it stands still.
    pub fn stands(&self) -> Option<Stand> {
        match self.state {
            ClockState::Stands(stand) => Some(stand),
            ClockState::Idle | ClockState::Runs => None,
        }
    }

    /// What is left of what the room does now: of the part, and of the step where it has none.
    pub fn running_left(&self) -> i64 {
        self.phase.map_or(self.left, |phase| phase.left)
    }

    /// When what it says in seconds will be another, or in whole minutes where that is enough; `None` while nothing moves.
    pub fn next(&self, every: i64) -> Option<At> {
        let back = self.stands().and_then(|stand| stand.back);
        let left = match (self.runs(), back) {
            (true, _) => self.running_left(),
            (false, Some(back)) => back.0.saturating_sub(self.now.0),
            (false, None) => return None,
        };
        // What is left is told rounded up: it changes when a whole number is left.
        let rest = left.rem_euclid(every);
        Some(At(self.now.0 + if rest == 0 { every } else { rest }))
    }
}

impl<'a> Seen<'a> {
    /// The time box of a step, as adjusted.
    pub fn minutes(&self, step: &Step) -> u32 {
        self.session.minutes_at(step)
    }

    /// The parts of a step's recipe, with their minutes as adjusted.
    pub fn parts(&self, step: &'a Step) -> impl Iterator<Item = (Phase, u32)> + use<'a> {
        let minutes = self.session.parts_of(step);
        step.recipe.iter().copied().zip(minutes)
    }

    /// The steps of the sitting that the room is in; all, where the script is no programme.
    pub fn sitting(&self) -> &'a [Step] {
        self.session.sitting()
    }

    /// The clock at this moment.
    pub fn clock(&self, now: At) -> Clock {
        let (state, until) = self.clock_state(now);
        let here = self.current();
        let left = self
            .step(here)
            .map_or(0, |step| self.time_until(step, until).left);
        let phase = self.step(here).and_then(|step| {
            let at = self.session.times.phase(here);
            let (phase, minutes) = self.parts(step).nth(at)?;
            let (_, spent) = self.session.times.spent(here, true, until);
            (step.recipe.len() > 1).then_some(PhaseSeen {
                at,
                of: step.recipe.len(),
                phase,
                minutes,
                left: i64::from(minutes) * MINUTE - spent,
            })
        });
        Clock {
            now,
            state,
            left,
            phase,
            plan: self.plan(now, state, until),
        }
    }

    /// A step's time at this moment.
    pub fn time_of(&self, step: &Step, now: At) -> StepTime {
        self.time_until(step, self.clock_state(now).1)
    }

    /// A step's time, where what runs is counted until then.
    fn time_until(&self, step: &Step, until: At) -> StepTime {
        let here = step.id == *self.current();
        let (spent, _) = self.session.times.spent(&step.id, here, until);
        let minutes = self.minutes(step);
        StepTime {
            minutes,
            spent,
            left: i64::from(minutes) * MINUTE - spent,
        }
    }

    /// The steps that are to come in this sitting in what is left of it: what the step that the room is at has left, and what
    /// those behind it have, in proportion. `None` where there is no plan, or nothing is left to be spread.
    pub fn replan(&self, now: At) -> Option<Replan> {
        let (state, until) = self.clock_state(now);
        let plan = self.plan(now, state, until)?;
        let mut steps = Vec::new();
        // What is spent at a step stays spent there: only what it has left is spread.
        let mut spent = Vec::new();
        let mut had = Vec::new();
        for step in self.coming(until) {
            let time = self.time_until(step, until);
            let left = time.left.max(0).saturating_add(MINUTE - 1) / MINUTE;
            let left = u32::try_from(left).unwrap_or(0).min(time.minutes);
            if left > 0 {
                steps.push(step);
                spent.push(time.minutes - left);
                had.push(left);
            }
        }
        if steps.is_empty() {
            return None;
        }
        let left = plan.ends.0.saturating_sub(now.0).max(0) / MINUTE;
        let shares = clock::spread(u32::try_from(left).unwrap_or(u32::MAX), &had, LEAST);
        let then: i64 = shares.iter().map(|share| i64::from(*share)).sum();
        let lines = steps.into_iter().zip(spent).zip(shares);
        let lines = lines.map(|((step, spent), share)| {
            let now = (spent + share).clamp(1, clock::MOST_MINUTES);
            (step.id.clone(), self.minutes(step), now)
        });
        Some(Replan {
            ends: plan.ends,
            then: At(now.0.saturating_add(then * MINUTE)),
            steps: lines.collect(),
        })
    }

    /// The steps of this sitting that the room went past and was never at. They take no time any more, as who leaves one out
    /// to gain some expects; that they were not held is said.
    pub fn passed_over(&self, now: At) -> impl Iterator<Item = &'a Step> + use<'a> {
        let seen = *self;
        let steps = self.session.sitting();
        let coming = self.coming(self.clock_state(now).1).len();
        let past = steps.iter().take(steps.len().saturating_sub(coming));
        past.filter(move |step| {
            !seen.was_at(&step.id) && seen.children(&step.id, None).next().is_none()
        })
    }

    /// Whether the clock runs, and until when what runs is counted.
    fn clock_state(&self, now: At) -> (ClockState, At) {
        let times = &self.session.times;
        let alone = times.left_alone(now, self.session.minutes_of(self.current()));
        if let Some(since) = alone {
            let stand = Stand {
                since,
                back: None,
                by_itself: true,
            };
            return (ClockState::Stands(stand), since);
        }
        let state = match times.stands() {
            _ if times.runs() => ClockState::Runs,
            Some(stand) => ClockState::Stands(stand),
            None => ClockState::Idle,
        };
        (state, now)
    }

    /// When the sitting ends. Where it has been left alone for so long that it will be another meeting, there is no saying.
    fn plan(&self, now: At, state: ClockState, until: At) -> Option<PlanSeen> {
        if self.is_closed() {
            return None;
        }
        let first = self.session.sitting().first()?;
        let plan = self.session.times.plan_of(&first.id)?;
        let mut begins = now.0;
        if let ClockState::Stands(stand) = state {
            if stand.by_itself || stand.moves(now) > 0 {
                return None;
            }
            begins = begins.max(stand.back.map_or(begins, |back| back.0));
        }
        let coming = self.coming(until).iter();
        let left = coming.map(|step| self.time_until(step, until).left.max(0));
        let coming: i64 = left.sum();
        Some(PlanSeen {
            ends: plan.ends,
            pace: At(begins.saturating_add(coming)),
        })
    }

    /// What is still to come of this sitting: from the step that the room is at on. Only to look at a step is not to be there: who
    /// looks back still has to go on from where the room was, and who looks further ahead than to the next step is there after
    /// a minute.
    fn coming(&self, until: At) -> &'a [Step] {
        let steps = self.session.sitting();
        let stayed = |step: &Step| self.time_until(step, until).spent >= MINUTE;
        let here = steps.iter().position(|step| step.id == *self.current());
        let from = match (here, steps.iter().rposition(stayed)) {
            (Some(here), Some(reached)) if here < reached || here > reached + 1 => reached,
            (here, _) => here.unwrap_or(steps.len()),
        };
        steps.get(from..).unwrap_or_default()
    }
}
