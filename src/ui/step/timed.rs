//! What a seat asks of the clock: start and pause, breaks, parts of a step, minutes, and the plan made anew.

use super::{Cx, forms::form_for};
use crate::{
    document::Line,
    model::{
        Command, Seen, Step, StepId,
        clock::{MINUTE, MOST_MINUTES},
        ids::At,
        script::Phase,
        seen::PlanSeen,
    },
    say,
    say::{Msg, MsgId},
    ui::{
        clock,
        form::Target,
        keys::Action,
        overlay::{Item, Overlay, Pick, Then},
    },
};

/// The breaks that are offered, in minutes.
const BREAKS: [u32; 7] = [5, 10, 15, 20, 30, 45, 60];

/// The words of the two ways to plan anew.
const TAKE: &str = "take";
const MOVE: &str = "move";

/// Runs an action about the clock; false where it is about something else.
pub fn act(action: Action, cx: &mut Cx<'_>) -> bool {
    match action {
        Action::StartClock => {
            cx.send(Command::StartTime);
            cx.notice = Some(say!(ClockStarts));
        }
        Action::StopClock => {
            cx.send(Command::StopTime { minutes: 0 });
            cx.notice = Some(say!(ClockStops));
        }
        Action::CallBreak => cx.overlay = Some(breaks(cx)),
        Action::NextPhase => go_by(1, cx),
        Action::PrevPhase => go_by(-1, cx),
        Action::MinuteMore => add(1, cx),
        Action::MinuteLess => add(-1, cx),
        Action::Replan => replan(cx),
        _ => return false,
    }
    true
}

/// How the part is done that the room is in, once the clock runs or it is not the first; at the step that the room is at alone.
pub fn told(step: &Step, seen: Seen<'_>, now: At) -> Option<Msg> {
    if step.id != *seen.current() || seen.is_closed() {
        return None;
    }
    let clock = seen.clock(now);
    let phase = clock.phase?;
    let begun = clock.runs() || phase.at > 0;
    begun.then(|| say!(PhaseHow, phase.phase.name(), phase.phase.how()))
}

/// The room goes to another part of the step. What that part asks for is said, and begun by nobody but whoever leads.
fn go_by(by: isize, cx: &mut Cx<'_>) {
    let here = cx.seen.current().clone();
    let Some(step) = cx.seen.step(&here) else {
        return;
    };
    let at = cx.seen.clock(cx.now).phase.map_or(0, |phase| phase.at);
    let there = at.checked_add_signed(by);
    let found = there.and_then(|at| Some((at, cx.seen.parts(step).nth(at)?)));
    let Some((at, (phase, minutes))) = found else {
        cx.notice = Some(match by {
            1.. => say!(OffLastPhase),
            _ => say!(OffFirstPhase),
        });
        return;
    };
    let runs = cx.seen.clock(cx.now).runs();
    let silent = cx.seen.silence(&here).is_some();
    cx.notice = Some(match phase {
        Phase::Silent(_) if !silent => say!(PhaseWantsSilence, phase.name(), minutes),
        _ if silent && !matches!(phase, Phase::Silent(_)) => {
            say!(PhaseWantsReveal, phase.name(), minutes)
        }
        _ if runs => say!(PhaseBegins, phase.name(), minutes, phase.how()),
        _ => say!(PhaseBeginsStill, phase.name(), minutes, phase.how()),
    });
    cx.send(Command::BeginPhase {
        step: here,
        phase: u32::try_from(at).unwrap_or(0),
    });
}

/// Gives the step that the room is at a minute more or less.
fn add(by: i32, cx: &mut Cx<'_>) {
    let Some(step) = cx.seen.step(cx.seen.current()) else {
        return;
    };
    let minutes = cx.seen.minutes(step).saturating_add_signed(by);
    if !(1..=MOST_MINUTES).contains(&minutes) {
        cx.notice = Some(say!(MinutesOutOfRange));
        return;
    }
    cx.notice = Some(say!(MinutesNow, step.named(), minutes));
    cx.send(Command::AdjustTime {
        step: step.id.clone(),
        minutes,
    });
}

fn breaks(cx: &Cx<'_>) -> Overlay {
    let lang = cx.seen.lang();
    let item = |minutes: u32| {
        let back = At(cx.now.0 + i64::from(minutes) * MINUTE);
        Item {
            pick: Pick::Word(minutes.to_string().into()),
            label: say!(BreakMinutes, minutes).render(lang),
            detail: say!(BackAt, clock::of_day(back, cx.east)).render(lang),
            on: minutes == 15,
        }
    };
    let items = BREAKS.into_iter().map(item).collect();
    Overlay::choose(MsgId::TitleBreak.text(lang), items, Then::Break)
}

/// What was chosen in that window.
pub fn chose_break(word: &str, cx: &mut Cx<'_>) {
    let Ok(minutes) = word.parse::<u32>() else {
        return;
    };
    let back = At(cx.now.0 + i64::from(minutes) * MINUTE);
    cx.notice = Some(say!(BreakBegins, clock::of_day(back, cx.east)));
    cx.send(Command::StopTime { minutes });
}

/// How many steps the room passed over, and how many minutes they would have taken.
pub fn passed_over(seen: Seen<'_>, now: At) -> (usize, u32) {
    let passed = seen.passed_over(now);
    passed.fold((0, 0), |(steps, minutes), step| {
        (steps + 1, minutes + seen.minutes(step))
    })
}

/// How late it will be, in words.
pub fn late(plan: PlanSeen) -> Msg {
    match plan.late() {
        0 => MsgId::AgendaOnTime.into(),
        late @ 1.. => say!(AgendaLate, late),
        ahead => say!(AgendaAhead, -ahead),
    }
}

/// Shows what the steps that are left would get, before anything is changed.
fn replan(cx: &mut Cx<'_>) {
    let seen = cx.seen;
    let Some(plan) = seen.clock(cx.now).plan else {
        // Before the clock is started, planning is what a step has.
        let step = cx.step.clone();
        cx.form = form_for(&Target::TimeBox { step }, (cx.ids)(), seen);
        return;
    };
    let Some(found) = seen.replan(cx.now) else {
        cx.notice = Some(say!(ReplanNothing));
        return;
    };
    let lang = seen.lang();
    let hour = |at: At| clock::of_day(at, cx.east);
    // A whole minute that nobody has to be early for.
    let pace = At((plan.pace.0 + MINUTE - 1).div_euclid(MINUTE) * MINUTE);
    let mut about = vec![Line::default().and_msg(say!(
        ReplanEnds,
        hour(plan.ends),
        hour(plan.pace),
        late(plan)
    ))];
    if found.then.0 - found.ends.0 >= MINUTE {
        about.push(Line::default().and_msg(say!(ReplanTooShort, hour(found.then))));
    }
    for (id, was, now) in &found.steps {
        if let Some((at, step)) = seen.script().step(id) {
            let name = format!("{} {}", at + 1, step.name(lang));
            about.push(Line::default().and_msg(say!(ReplanLine, name, *was, *now)));
        }
    }
    let item = |word: &str, label: Msg| Item {
        pick: Pick::Word(word.into()),
        label: label.render(lang),
        detail: String::new(),
        on: false,
    };
    let ends = found.then.max(found.ends);
    let items = vec![
        item(TAKE, say!(ReplanTake, hour(ends))),
        item(MOVE, say!(ReplanMove, hour(pace))),
    ];
    let steps = found.steps.into_iter().map(|(id, _, now)| (id, now));
    let then = Then::Replan(steps.collect(), pace);
    let mut window = Overlay::choose(MsgId::TitleReplan.text(lang), items, then);
    if let Overlay::Choose(choose) = &mut window {
        choose.about = about;
    }
    cx.overlay = Some(window);
}

/// What was chosen in that window.
pub fn chose_plan(word: &str, steps: &[(StepId, u32)], pace: At, cx: &mut Cx<'_>) {
    match word {
        TAKE => {
            let adjust = |(step, minutes): &(StepId, u32)| Command::AdjustTime {
                step: step.clone(),
                minutes: *minutes,
            };
            cx.send(Command::Several(steps.iter().map(adjust).collect()));
            cx.notice = Some(say!(Replanned));
        }
        MOVE => {
            cx.send(Command::MovePlan { ends: pace });
            cx.notice = Some(say!(PlanEndsNow, clock::of_day(pace, cx.east)));
        }
        _ => {}
    }
}
