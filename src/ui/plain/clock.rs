//! Time in line mode: told when somebody asks, and once each at five minutes, at one and at none. Nothing ticks.

use super::{Do, Place, Plain, table::AtTable};
use crate::{
    model::{
        At,
        clock::MINUTE,
        seen::{Clock, ClockState},
    },
    say,
    say::Msg,
    ui::{
        clock,
        seat::{Told, World},
        step::timed,
    },
};

/// The minutes left at which it is said how many they are.
const SAID_AT: [i64; 3] = [5, 1, 0];

/// How long after such a moment it is said, so that it is surely over.
const AFTER: i64 = 50;

impl Plain {
    /// Says how many minutes east of UTC the seat is.
    #[must_use]
    pub fn in_zone(mut self, minutes_east: i32) -> Self {
        self.east = minutes_east;
        self
    }

    pub(super) fn tell_time(&mut self, now: At) {
        if let Place::Table(table) = &mut self.at {
            table.table.tell_time(now, self.east);
        }
    }

    /// When time alone makes something to be said; `None` while nothing runs, or all of it was said.
    pub fn ticks_at(&self, told: &Told<'_>) -> Option<At> {
        let (Place::Table(_), World::Table(seen)) = (&self.at, told.world) else {
            return None;
        };
        let clock = seen.clock(told.now);
        if !clock.runs() {
            return None;
        }
        let left = clock.running_left();
        let at = SAID_AT.map(|minutes| told.now.0 + left - minutes * MINUTE + AFTER);
        // One that passed just now, while something else was read or written, is still to be said.
        let past = |at: &i64| {
            told.now.0 - at < SECONDS_NEAR && self.said_at.is_none_or(|said| said.0 < *at)
        };
        let next = at
            .into_iter()
            .filter(|at| *at > told.now.0 || past(at))
            .min()?;
        Some(At(next))
    }

    /// Time has gone on: says how many minutes are left, where it is one of those at which that is said.
    pub fn tick(&mut self, told: &mut Told<'_>) {
        let (Place::Table(_), World::Table(seen)) = (&self.at, told.world) else {
            return;
        };
        let clock = seen.clock(told.now);
        self.said_at = Some(told.now);
        let left = clock.running_left();
        let near = SAID_AT.into_iter().find(|minutes| {
            let since = minutes * MINUTE - left;
            (0..SECONDS_NEAR).contains(&since)
        });
        let Some(minutes) = near.filter(|_| clock.runs()) else {
            return;
        };
        let name = match (clock.phase, seen.step(seen.current())) {
            (Some(phase), _) => Msg::from(phase.phase.name()),
            (None, Some(step)) => say!(PlainStepNamed, step.named()),
            (None, None) => return,
        };
        self.tell(&match minutes {
            0 => say!(PlainTimeUp, name),
            minutes => say!(PlainTimeLeft, minutes, name),
        });
    }
}

/// How long after such a moment it is still worth saying.
const SECONDS_NEAR: i64 = 20 * clock::SECOND;

impl AtTable {
    /// Says what the clock says; false where nobody has started it.
    pub(super) fn clock(cx: &mut Do<'_, '_>, east: i32) -> bool {
        let Clock {
            state,
            left,
            phase,
            plan,
            ..
        } = cx.seen.clock(cx.now);
        match state {
            ClockState::Idle => return false,
            ClockState::Runs => {}
            ClockState::Stands(stand) => match stand.back {
                Some(back) if back > cx.now => {
                    cx.say(&say!(PlainBreakUntil, clock::of_day(back, east)));
                }
                _ => cx.say(&say!(PlainStill, clock::of_day(stand.since, east))),
            },
        }
        if let Some(phase) = phase {
            let left = clock::left(phase.left, clock::SECOND);
            cx.say(&say!(
                PlainPhaseIs,
                phase.phase.name(),
                left,
                phase.phase.how()
            ));
        }
        cx.say(&say!(PlainStepHas, clock::left(left, clock::SECOND)));
        if let Some(plan) = plan.filter(|_| cx.seen.enters_for_others()) {
            let (ends, pace) = (
                clock::of_day(plan.ends, east),
                clock::of_day(plan.pace, east),
            );
            cx.say(&say!(PlainPlanIs, ends, pace, timed::late(plan)));
            let (passed, minutes) = timed::passed_over(cx.seen, cx.now);
            if passed > 0 {
                cx.say(&say!(PassedOver, passed, minutes));
            }
        }
        true
    }
}
