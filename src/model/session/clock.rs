//! The clock: what may be asked of it, and what its events do. What it knows, and what counts as held, stands in
//! [`crate::model::clock`].

use super::{
    Before, Session,
    decide::{Decision, unless},
};
use crate::{
    model::{
        card::Kept,
        clock::{self, MOST_MINUTES, TimeBox},
        command::{Command, Request},
        event::{Event, Record},
        ids::{At, Seq, StepId},
        script::{Phase, Step},
    },
    say,
};

impl Session {
    /// What a request about the clock changes.
    pub(super) fn decide_clock(&self, request: &Request) -> Decision {
        match &request.command {
            Command::AdjustTime { step, minutes } => {
                self.the_step(step)?;
                if !(1..=MOST_MINUTES).contains(minutes) {
                    return Err(say!(MinutesOutOfRange).into());
                }
                Ok(unless(self.minutes_of(step) == *minutes, || {
                    Event::TimeAdjusted {
                        step: step.clone(),
                        minutes: *minutes,
                    }
                }))
            }
            Command::StartTime => {
                // One that runs, but at which nobody has been for long, stands still by the time this is accepted.
                let alone = self
                    .times
                    .left_alone(request.at, self.minutes_of(&self.step));
                let runs = self.times.runs() && alone.is_none();
                Ok(unless(runs, || Event::TimeStarted))
            }
            Command::StopTime { minutes } => {
                if *minutes > MOST_MINUTES {
                    return Err(say!(BreakTooLong).into());
                }
                let stands = !self.times.runs() && *minutes == 0;
                Ok(unless(stands, || Event::TimeStopped { minutes: *minutes }))
            }
            Command::BeginPhase { step, phase } => {
                self.the_step(step)?;
                if self.phase_of(step, *phase).is_none() {
                    return Err(say!(NoSuchPhase).into());
                }
                let there = usize::try_from(*phase) == Ok(self.times.phase(step));
                Ok(unless(there, || Event::PhaseBegun {
                    step: step.clone(),
                    phase: *phase,
                }))
            }
            Command::MovePlan { ends } => {
                let plan = self.sitting().first();
                let plan = plan.and_then(|first| self.times.plan_of(&first.id));
                let plan = plan.ok_or_else(|| say!(ClockNotStarted))?;
                Ok(unless(plan.ends == *ends, || Event::PlanMoved {
                    ends: *ends,
                }))
            }
            _ => Ok(Vec::new()),
        }
    }

    pub(super) fn perform_on_clock(
        &mut self,
        event: &Event,
        record: &Record,
        seq: Seq,
    ) -> Option<Before> {
        match event {
            Event::TimeAdjusted { step, minutes } => {
                let value = self.boxed(step, *minutes);
                let was = self.minutes.insert(step.clone(), Kept { value, by: seq });
                return Some(Before::Minutes(step.clone(), was));
            }
            Event::TimeStarted => {
                if let Some((sitting, minutes)) = self.planned() {
                    self.times.start(record.at, &sitting, minutes);
                }
            }
            Event::TimeStopped { minutes } => {
                let here = self.step.clone();
                self.times.stop(record.at, &here, *minutes);
            }
            Event::PhaseBegun { step, phase } => {
                self.times.count(record.at, &self.step);
                self.times.begin(step, usize::try_from(*phase).unwrap_or(0));
            }
            Event::PlanMoved { ends } => {
                if let Some((sitting, _)) = self.planned() {
                    self.times.move_plan(&sitting, *ends);
                }
            }
            _ => {}
        }
        None
    }

    /// Makes the plan of the sitting that the room has come to, where the clock runs and it has none.
    pub(super) fn plan(&mut self, at: At) {
        if let Some((sitting, minutes)) = self.planned() {
            self.times.plan(at, &sitting, minutes);
        }
    }

    /// The clock of a closed session stands still.
    pub(super) fn stop_clock(&mut self, at: At) {
        if self.times.runs() {
            let here = self.step.clone();
            self.times.stop(at, &here, 0);
        }
    }

    /// The steps of the sitting that the room is in.
    pub(in crate::model) fn sitting(&self) -> &[Step] {
        match &self.script {
            Some(script) => clock::sitting(script, &self.step),
            None => &[],
        }
    }

    /// The first step of that sitting, and the minutes of the one that the room is at and of all behind it: who starts the
    /// clock in the middle plans no time for what was left out.
    fn planned(&self) -> Option<(StepId, u32)> {
        let steps = self.sitting();
        let coming = steps.iter().skip_while(|step| step.id != self.step);
        let minutes = coming.map(|step| self.minutes_at(step)).sum();
        Some((steps.first()?.id.clone(), minutes))
    }

    /// The time box of a step, as adjusted; 0 where there is no such step.
    pub(in crate::model) fn minutes_of(&self, step: &StepId) -> u32 {
        self.adjusted(step)
            .unwrap_or_else(|| self.known(step).map_or(0, |step| step.minutes))
    }

    /// The time box of a step that one has at hand, as adjusted.
    pub(in crate::model) fn minutes_at(&self, step: &Step) -> u32 {
        self.adjusted(&step.id).unwrap_or(step.minutes)
    }

    /// What the time box of a step was adjusted to.
    fn adjusted(&self, step: &StepId) -> Option<u32> {
        self.minutes.get(step).map(|kept| kept.value.minutes)
    }

    /// The minutes of each part of a step's recipe, as adjusted.
    pub(in crate::model) fn parts_of(&self, step: &Step) -> Vec<u32> {
        let set = self.minutes.get(&step.id).map(|kept| &kept.value.parts);
        // A step that was reworded has the recipe that it had; what does not fit it is none of it.
        set.filter(|parts| parts.len() == step.recipe.len())
            .cloned()
            .unwrap_or_else(|| step.recipe.iter().map(|phase| phase.minutes()).collect())
    }

    /// A part of a step's recipe.
    pub(super) fn phase_of(&self, step: &StepId, phase: u32) -> Option<Phase> {
        let recipe = &self.known(step)?.recipe;
        recipe.get(usize::try_from(phase).ok()?).copied()
    }

    fn known(&self, step: &StepId) -> Option<&Step> {
        Some(self.script.as_ref()?.step(step)?.1)
    }

    /// A time box of so many minutes, with what each part has of them: at the step that the room has begun, the part that it
    /// is in gets what is new; elsewhere all do, in proportion.
    fn boxed(&self, step: &StepId, minutes: u32) -> TimeBox {
        let known = self.known(step);
        let mut parts = known.map_or_else(Vec::new, |step| self.parts_of(step));
        let begun = *step == self.step && (self.times.runs() || self.times.was_spent(step));
        if begun {
            let was = i64::from(self.minutes_of(step));
            if let Some(part) = parts.get_mut(self.times.phase(step)) {
                let now = i64::from(*part) + i64::from(minutes) - was;
                *part = u32::try_from(now.max(1)).unwrap_or(1);
            }
        } else {
            parts = clock::spread(minutes, &parts, 1);
        }
        TimeBox { minutes, parts }
    }
}
