//! Time as a room holds it: what was spent where, since when the clock runs or stands still, and when the plan ends.
//!
//! All of it follows from records and the moments at which they were accepted, so it survives whatever the program does not.
//! Nothing in here moves on by itself, and nothing is an alarm.
//!
//! **What counts as held.** The clock runs from the moment somebody starts it until somebody stops it or closes the session,
//! and what runs is counted to the step that the room is at. Where nothing was written for an hour (or for the whole time box
//! of the step, where that is longer), nobody was there: the clock has stood still since the last thing that was written, and
//! stands until somebody starts it again. So a session that is opened on the next day is not 23 hours late. The moments of a
//! secret round are told to nobody, so they count as nothing written.
//!
//! **What the plan is.** It ends when it was going to end on the day the clock was first started: then plus the minutes of
//! the step that the room was at and of all behind it. A break costs time, as it does in life. Standing still for an hour or more is another meeting, and the plan
//! moves on by as long. A programme has one plan for each sitting.

use imbl::OrdMap;
use serde::{Deserialize, Serialize};

use super::{
    ids::{At, StepId},
    pairs,
    script::{Script, Step},
};

/// A minute in milliseconds.
pub const MINUTE: i64 = 60_000;

/// How long nothing is written until nobody is there, and how long the clock stands still until it is another meeting.
const QUIET: i64 = 60 * MINUTE;

/// The most minutes that a step, a part of one or a break takes.
pub const MOST_MINUTES: u32 = 600;

/// The time box of a step, where the room has set it anew.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TimeBox {
    /// All of its minutes.
    pub minutes: u32,
    /// What each part of its recipe has of them.
    pub parts: Vec<u32>,
}

/// What the clock of a session knows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Times {
    /// Since when it runs, as far as it was not counted to a step yet.
    runs: Option<At>,
    /// That it stands still, and since when, once it ran.
    stands: Option<Stand>,
    #[serde(with = "pairs")]
    spent: OrdMap<StepId, Spent>,
    /// The plan of each sitting, by its first step.
    #[serde(with = "pairs")]
    plans: OrdMap<StepId, Plan>,
    /// When something was written last.
    told: At,
}

/// A clock that stands still.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stand {
    /// Since when.
    pub since: At,
    /// When the room is back, where that was said.
    pub back: Option<At>,
    /// Nobody stopped it: nothing was written any more.
    pub by_itself: bool,
}

/// What was spent at a step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Spent {
    millis: i64,
    /// The part of the recipe that the room is in.
    phase: usize,
    /// What was spent in each part.
    parts: Vec<i64>,
}

/// When a sitting began and when it is to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    /// When the clock was first started.
    pub began: At,
    /// When it is to end.
    pub ends: At,
}

impl Times {
    /// Since when nobody is there any more, where that is so at this moment: nothing was written for longer than the room
    /// can be silent at a step of so many minutes.
    pub fn left_alone(&self, now: At, minutes: u32) -> Option<At> {
        let quiet = QUIET.max(i64::from(minutes) * MINUTE);
        (self.runs.is_some() && now.0.saturating_sub(self.told.0) > quiet).then_some(self.told)
    }

    /// Takes in that something is written at this moment, before it is known what: whether anybody was there until now.
    pub fn notice(&mut self, at: At, step: &StepId, minutes: u32) {
        if let Some(since) = self.left_alone(at, minutes) {
            self.count(since, step);
            self.runs = None;
            self.stands = Some(Stand {
                since,
                back: None,
                by_itself: true,
            });
        }
        self.told = self.told.max(at);
    }

    /// Counts what ran up to a moment to the step that the room is at.
    pub fn count(&mut self, to: At, step: &StepId) {
        let Some(since) = self.runs else { return };
        let ran = to.0.saturating_sub(since.0).max(0);
        self.runs = Some(since.max(to));
        let spent = self.spent.entry(step.clone()).or_default();
        spent.millis = spent.millis.saturating_add(ran);
        let phase = spent.phase;
        if spent.parts.len() <= phase {
            spent.parts.resize(phase + 1, 0);
        }
        if let Some(part) = spent.parts.get_mut(phase) {
            *part = part.saturating_add(ran);
        }
    }

    /// Starts the clock. `sitting` is the first step of the sitting that the room is in, `minutes` what its plan takes.
    pub fn start(&mut self, at: At, sitting: &StepId, minutes: u32) {
        if self.runs.is_some() {
            return;
        }
        self.runs = Some(at);
        let stood = self.stands.take();
        if let Some(plan) = self.plans.get_mut(sitting) {
            plan.ends.0 = plan
                .ends
                .0
                .saturating_add(stood.map_or(0, |one| one.moves(at)));
        }
        self.plan(at, sitting, minutes);
    }

    /// Makes the plan of a sitting, where it has none.
    pub fn plan(&mut self, at: At, sitting: &StepId, minutes: u32) {
        if self.runs.is_some() && !self.plans.contains_key(sitting) {
            let ends = At(at.0.saturating_add(i64::from(minutes) * MINUTE));
            self.plans.insert(sitting.clone(), Plan { began: at, ends });
        }
    }

    /// Stops the clock, for a break of so many minutes where that was said.
    pub fn stop(&mut self, at: At, step: &StepId, minutes: u32) {
        self.count(at, step);
        self.runs = None;
        let since = self.stands.map_or(at, |before| before.since);
        let back = (minutes > 0).then(|| At(at.0.saturating_add(i64::from(minutes) * MINUTE)));
        self.stands = Some(Stand {
            since,
            back,
            by_itself: false,
        });
    }

    /// Goes to a part of a step's recipe.
    pub fn begin(&mut self, step: &StepId, phase: usize) {
        self.spent.entry(step.clone()).or_default().phase = phase;
    }

    /// Lets the plan of a sitting end at another time.
    pub fn move_plan(&mut self, sitting: &StepId, ends: At) {
        if let Some(plan) = self.plans.get_mut(sitting) {
            plan.ends = ends;
        }
    }

    /// Whether the clock runs, as far as it was told.
    pub fn runs(&self) -> bool {
        self.runs.is_some()
    }

    /// That it stands still, where it once ran or a break was called.
    pub fn stands(&self) -> Option<Stand> {
        self.stands
    }

    /// The plan of a sitting.
    pub fn plan_of(&self, sitting: &StepId) -> Option<Plan> {
        self.plans.get(sitting).copied()
    }

    /// Whether any time was spent at a step.
    pub fn was_spent(&self, step: &StepId) -> bool {
        self.spent.get(step).is_some_and(|spent| spent.millis > 0)
    }

    /// The part of its recipe that a step is in.
    pub fn phase(&self, step: &StepId) -> usize {
        self.spent.get(step).map_or(0, |spent| spent.phase)
    }

    /// What was spent at a step until now and what in the part that it is in, in milliseconds; `here` where the room is
    /// there.
    pub fn spent(&self, step: &StepId, here: bool, now: At) -> (i64, i64) {
        let since = self.runs.filter(|_| here);
        let runs = since.map_or(0, |since| now.0.saturating_sub(since.0).max(0));
        let spent = self.spent.get(step);
        let whole = spent.map_or(0, |spent| spent.millis);
        let part = spent.and_then(|spent| spent.parts.get(spent.phase));
        (
            whole.saturating_add(runs),
            part.map_or(0, |part| *part).saturating_add(runs),
        )
    }
}

impl Stand {
    /// How far standing still until then moves the plan: by as long, where it is another meeting.
    pub fn moves(&self, until: At) -> i64 {
        let stood = until.0.saturating_sub(self.since.0);
        if stood >= QUIET { stood } else { 0 }
    }
}

/// The steps of the sitting that a step belongs to: of a script that is no programme, all.
pub fn sitting<'a>(script: &'a Script, step: &StepId) -> &'a [Step] {
    let Some((at, here)) = script.step(step) else {
        return &[];
    };
    let other = |step: &Step| step.sitting != here.sitting;
    let from = script.steps[..at].iter().rposition(other);
    let to = script.steps[at..].iter().position(other);
    let from = from.map_or(0, |before| before + 1);
    &script.steps[from..to.map_or(script.steps.len(), |behind| at + behind)]
}

/// Spreads whole minutes in proportion to what each had, none under `least` or under what it had where that was less. What
/// the proportion leaves over goes to those that were rounded down most, the first first. Where there are not enough for the
/// least of all, each gets that and the sum is more.
pub fn spread(whole: u32, had: &[u32], least: u32) -> Vec<u32> {
    let lowest = |had: u32| least.min(had);
    let mut shares: Vec<Option<u32>> = vec![None; had.len()];
    let mut left = u64::from(whole);
    // Whoever would fall under the least gets that, which leaves less for the others: until nobody does.
    loop {
        let open = || (0..had.len()).filter(|at| shares[*at].is_none());
        let sum: u64 = open().map(|at| u64::from(had[at])).sum();
        let low = open().find(|at| left * u64::from(had[*at]) < u64::from(lowest(had[*at])) * sum);
        let Some(at) = low else { break };
        shares[at] = Some(lowest(had[at]));
        left = left.saturating_sub(u64::from(lowest(had[at])));
    }
    let open: Vec<usize> = (0..had.len()).filter(|at| shares[*at].is_none()).collect();
    let sum: u64 = open.iter().map(|at| u64::from(had[*at])).sum();
    let share = |at: usize| (left * u64::from(had[at])).checked_div(sum).unwrap_or(0);
    let rest = |at: usize| (left * u64::from(had[at])).checked_rem(sum).unwrap_or(0);
    let given: u64 = open.iter().map(|at| share(*at)).sum();
    let mut more: Vec<usize> = open.clone();
    more.sort_by_key(|at| std::cmp::Reverse(rest(*at)));
    let over = usize::try_from(left.saturating_sub(given)).unwrap_or(0);
    more.truncate(if sum == 0 { 0 } else { over });
    for at in open {
        let all = share(at) + u64::from(more.contains(&at));
        shares[at] = Some(u32::try_from(all).unwrap_or(u32::MAX));
    }
    shares
        .into_iter()
        .map(|share| share.unwrap_or(0).min(MOST_MINUTES))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minutes_are_spread_in_proportion_and_add_up() {
        // 40 of 60: a third less each.
        assert_eq!(spread(40, &[30, 15, 15], 2), [20, 10, 10]);
        // 50 of 60: 25, 12.5 and 12.5; the one over goes to the first that was rounded down.
        assert_eq!(spread(50, &[30, 15, 15], 2), [25, 13, 12]);
        // More than they had: 70 of 60 are 35, 17.5 and 17.5.
        assert_eq!(spread(70, &[30, 15, 15], 2), [35, 18, 17]);
        // 7 of 45 would be 4.7, 1.6 and 0.8: the two that fall under 2 get 2, and 3 are left for the first.
        assert_eq!(spread(7, &[30, 10, 5], 2), [3, 2, 2]);
        // Not enough for the least: each keeps it.
        assert_eq!(spread(3, &[30, 15, 1], 2), [2, 2, 1]);
        assert_eq!(spread(0, &[30], 2), [2]);
        assert_eq!(spread(9, &[], 2), [0; 0]);
        assert_eq!(spread(9, &[0, 3], 1), [0, 9]);
        // Nothing is longer than a step can be.
        assert_eq!(spread(5_000, &[1, 1], 1), [600, 600]);
    }
}
