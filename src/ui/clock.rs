//! The clock in words: what is left, what is over, when something ends. Seconds where somebody has to see them, whole minutes
//! elsewhere, so that a room of many seats is not drawn anew every second.

use crate::{
    model::{
        At, Seen,
        clock::MINUTE,
        seen::{Clock, ClockState},
    },
    say,
    say::{Msg, MsgId},
};

/// A second in milliseconds.
pub const SECOND: i64 = 1_000;

/// How many seats of people who take part are shown seconds; more of them are shown whole minutes until the last.
const SECONDS_AT: usize = 40;

/// A stretch of time as it stands on a clock, without its sign: what is left of a second counts as one.
pub fn digits(millis: i64) -> String {
    let seconds = up(millis, SECOND).unsigned_abs();
    let (minutes, seconds) = (seconds / 60, seconds % 60);
    if minutes < 60 {
        format!("{minutes}:{seconds:02}")
    } else {
        format!("{}:{:02}:{seconds:02}", minutes / 60, minutes % 60)
    }
}

/// Whether what is left is over: by a whole second at least.
pub fn is_over(millis: i64) -> bool {
    up(millis, SECOND) < 0
}

/// A time of day where the seat is: `16:30`.
pub fn of_day(at: At, east: i32) -> String {
    let local = at.local(east);
    local.map_or_else(String::new, |time| time.format("%H:%M").to_string())
}

/// A day and a time of day where the seat is: `2026-11-26 16:30`.
pub fn moment(at: At, east: i32) -> String {
    let day = at.day(east).map(|day| day.to_string());
    format!("{} {}", day.unwrap_or_default(), of_day(at, east))
}

/// What is left, in words: `12:05 left`, `over by 1:20`, or in whole minutes.
pub fn left(millis: i64, every: i64) -> Msg {
    let minutes = up(millis, MINUTE);
    let over = is_over(millis);
    match (over, every >= MINUTE && !(0..=1).contains(&minutes)) {
        (false, true) => say!(MinutesLeft, minutes),
        (false, false) => say!(TimeLeft, digits(millis)),
        (true, true) => say!(MinutesOver, -minutes),
        (true, false) => say!(TimeOver, digits(millis)),
    }
}

/// How often a seat is to be drawn anew where the clock runs: every second for whoever leads, for few, and around the end.
pub fn pace(clock: &Clock, leads: bool, seats: usize) -> i64 {
    let last = (1 - MINUTE..=MINUTE).contains(&clock.running_left());
    if leads || seats <= SECONDS_AT || last {
        SECOND
    } else {
        MINUTE
    }
}

/// When a seat has to be drawn anew because time has gone on; `None` while nothing moves.
pub fn next(seen: Seen<'_>, now: At, seats: usize) -> Option<At> {
    let clock = seen.clock(now);
    match clock.state {
        ClockState::Idle => None,
        ClockState::Runs => clock.next(pace(&clock, seen.leads(), seats)),
        ClockState::Stands(stand) => {
            let back = stand.back.filter(|back| *back > now);
            // Whoever leads sees how late it will be.
            let late = (clock.plan.is_some() && seen.leads()).then_some(At(now.0 + MINUTE));
            back.into_iter().chain(late).min()
        }
    }
}

/// The time as it stands in a title, with the name of the part that the room is in where there is room for it; the minutes
/// of the step where nobody has started the clock.
pub fn title(clock: &Clock, minutes: u32, every: i64, named: bool, east: i32) -> Msg {
    match clock.state {
        ClockState::Idle => say!(TimeBoxOf, minutes),
        ClockState::Runs => {
            let left = left(clock.running_left(), every);
            match clock.phase.filter(|_| named) {
                Some(phase) => say!(TimeOfPhase, phase.phase.name(), left),
                None => left,
            }
        }
        ClockState::Stands(stand) => match stand.back {
            _ if stand.by_itself => MsgId::ClockStill.into(),
            Some(back) if back > clock.now => say!(BreakBack, of_day(back, east)),
            Some(_) => MsgId::BreakOver.into(),
            None => say!(ClockPaused, left(clock.running_left(), every)),
        },
    }
}

/// Rounded up: what is left is told as if it were whole until less is left.
fn up(millis: i64, to: i64) -> i64 {
    millis.saturating_add(to - 1).div_euclid(to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::say::Lang;

    #[test]
    fn what_is_left_is_rounded_up_and_over_only_after_a_whole_second() {
        let said = |millis, every| left(millis, every).render(Lang::En);
        assert_eq!(said(300_000, SECOND), "5:00 left");
        assert_eq!(said(299_001, SECOND), "5:00 left");
        assert_eq!(said(299_000, SECOND), "4:59 left");
        assert_eq!(said(1, SECOND), "0:01 left");
        assert_eq!(said(0, SECOND), "0:00 left");
        assert_eq!(said(-999, SECOND), "0:00 left");
        assert_eq!(said(-80_000, SECOND), "over by 1:20");
        assert_eq!(said(3_725_000, SECOND), "1:02:05 left");
        assert_eq!(said(299_000, MINUTE), "5 min left");
        assert_eq!(said(59_000, MINUTE), "0:59 left");
        assert_eq!(said(-59_000, MINUTE), "over by 0:59");
        assert_eq!(said(-60_000, MINUTE), "over by 1 min");
        assert_eq!(said(-150_000, MINUTE), "over by 2 min");
    }
}
