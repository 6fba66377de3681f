//! Time at the table: what it was told of the clock on the wall of the room, and what its keys ask of the session's.

use chrono::NaiveDate;
use uuid::Uuid;

use super::Table;
use crate::{
    content::slot::Slot,
    model::{At, Presence, Seen, Step, seen::ClockState},
    say::Msg,
    ui::{
        clock,
        keys::{self, Action, Facts},
        overlay::Overlay,
        seat::Effect,
        step,
    },
};

/// From this width on, the title has room for the name of the part that the room is in.
const NAMED: u16 = 76;

impl Table {
    /// Says what time it is, and how many minutes east of UTC the seat is.
    pub fn tell_time(&mut self, now: At, east: i32) {
        (self.now, self.east) = (now, east);
    }

    /// How many minutes east of UTC the seat is.
    pub fn east(&self) -> i32 {
        self.east
    }

    /// Which day it is at the seat.
    pub(super) fn today(&self) -> NaiveDate {
        self.now.day(self.east).unwrap_or_default()
    }

    /// When it has to be drawn anew because time has gone on; `None` while nothing moves.
    pub fn next_tick(&self, seen: Seen<'_>, seats: usize) -> Option<At> {
        clock::next(seen, self.now, seats)
    }

    /// The time as it stands in the title: what is left of what the room does now.
    pub(super) fn title_time(
        &self,
        seen: Seen<'_>,
        step: &Step,
        presence: &Presence,
        width: u16,
    ) -> (Msg, Slot) {
        let clock = seen.clock(self.now);
        let every = clock::pace(&clock, seen.leads(), presence.seats.len());
        let named = width >= NAMED;
        let slot = if clock.state == ClockState::Idle {
            Slot::Status
        } else {
            Slot::Title
        };
        (
            clock::title(&clock, seen.minutes(step), every, named, self.east),
            slot,
        )
    }

    /// Adds what keys may ask about the clock.
    pub(super) fn clock_facts(&self, facts: &mut Facts, seen: Seen<'_>) {
        let clock = seen.clock(self.now);
        facts.clock_runs = clock.runs();
        facts.timed = clock.plan.is_some();
        facts.phases = clock.phase.is_some();
        facts.first_phase = clock.phase.is_some_and(|phase| phase.at == 0);
        facts.last_phase = clock.phase.is_some_and(|phase| phase.at + 1 == phase.of);
    }

    /// An action about the clock, which leaves what is being written as it is; `None` where it is about something else.
    pub(super) fn act_on_clock(
        &mut self,
        action: Action,
        seen: Seen<'_>,
        ids: &mut dyn FnMut() -> Uuid,
        out: &mut Vec<Effect>,
    ) -> Option<(Option<Overlay>, Option<Msg>)> {
        if action == Action::Clock {
            let scope = match seen.clock(self.now).state {
                ClockState::Runs => &keys::CLOCK_RUNS,
                ClockState::Idle | ClockState::Stands(_) => &keys::CLOCK_STILL,
            };
            return Some((Some(Overlay::menu(scope)), None));
        }
        let mut cx = self.cx(seen, ids, out);
        if !step::timed::act(action, &mut cx) {
            return None;
        }
        let (overlay, notice, form) = (cx.overlay.take(), cx.notice.take(), cx.form.take());
        self.open(form);
        Some((overlay, notice))
    }
}
