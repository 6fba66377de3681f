//! Time as a room holds it, with figures worked out by hand: seconds from nine o'clock.

use std::sync::Arc;

use uuid::Uuid;

use crate::{
    model::{
        At, Command, CommandId, Event, Member, MemberId, Record, Request, Role, Script, Seen,
        Session, SessionId, StepId, Viewer,
        clock::MINUTE,
        seen::{Clock, ClockState},
    },
    say::Lang,
};

/// 2026-11-21, 09:00 UTC.
const NINE: i64 = 1_795_251_600_000;

const SCRIPT: &str = r#"{"id": "t", "title": "T", "framework": "F", "minutes": 60, "steps": [
    {"id": "story", "kind": "cards", "minutes": 15, "ask": "Why?",
     "recipe": [{"silent": 5}, {"round": 6}, {"talk": 4}]},
    {"id": "works", "kind": "cards", "minutes": 30, "ask": "What works?", "recipe": [{"pairs": 10}, {"fours": 10}, {"talk": 10}]},
    {"id": "plan", "kind": "plan", "minutes": 15, "ask": "Who does what?"}]}"#;

/// A talk of which every moment is told.
struct Held {
    session: Session,
    records: Vec<Record>,
}

fn ana() -> MemberId {
    MemberId(Uuid::from_u128(1))
}

fn moment(seconds: i64) -> At {
    At(NINE + seconds * 1_000)
}

fn clocked(clock: &str) -> i64 {
    let (minutes, seconds) = clock.split_once(':').expect("minutes and seconds");
    minutes.parse::<i64>().expect("minutes") * 60 + seconds.parse::<i64>().expect("seconds")
}

impl Held {
    fn of(script: &str) -> Self {
        let script: Script = serde_json::from_str(script).expect("a script");
        let mut held = Self {
            session: Session::new(SessionId(Uuid::from_u128(9))),
            records: Vec::new(),
        };
        let begin = Command::Begin {
            script: Arc::new(script),
            title: "T".into(),
            you: Member::new(ana(), "Ana", Role::Facilitator),
        };
        held.at("0:00", begin);
        held
    }

    fn new() -> Self {
        Self::of(SCRIPT)
    }

    /// What is asked so many minutes and seconds after nine.
    fn at(&mut self, clock: &str, command: Command) -> usize {
        let request = Request {
            id: CommandId(Uuid::from_u128(self.records.len() as u128)),
            by: ana(),
            at: moment(clocked(clock)),
            command,
        };
        let events = self.session.decide(&request).expect("allowed");
        let count = events.len();
        if count > 0 {
            let record = request.becomes(events);
            self.records.push(record.clone());
            self.session.apply(record);
        }
        count
    }

    fn seen(&self) -> Seen<'_> {
        Seen::new(&self.session, Viewer::Member(ana()))
    }

    fn clock(&self, clock: &str) -> Clock {
        self.seen().clock(moment(clocked(clock)))
    }

    /// What is left of the step and of its part at a moment, in seconds.
    fn left(&self, clock: &str) -> (i64, Option<i64>) {
        let clock = self.clock(clock);
        (
            clock.left / 1_000,
            clock.phase.map(|phase| phase.left / 1_000),
        )
    }

    /// When it ends as planned, when at this pace, in minutes after nine, and how late that is.
    fn ends(&self, clock: &str) -> (i64, i64, i64) {
        let plan = self.clock(clock).plan.expect("a plan");
        let minutes = |at: At| (at.0 - NINE) / MINUTE;
        (minutes(plan.ends), minutes(plan.pace), plan.late())
    }
}

fn enter(step: &str) -> Command {
    Command::Enter { step: step.into() }
}

fn phase(step: &str, phase: u32) -> Command {
    Command::BeginPhase {
        step: step.into(),
        phase,
    }
}

fn adjust(step: &str, minutes: u32) -> Command {
    Command::AdjustTime {
        step: step.into(),
        minutes,
    }
}

fn note(text: &str) -> Command {
    Command::Note {
        step: "story".into(),
        text: text.into(),
    }
}

#[test]
fn nothing_runs_until_somebody_starts_the_clock() {
    let mut held = Held::new();
    assert_eq!(held.clock("40:00").state, ClockState::Idle);
    assert_eq!(held.left("40:00"), (900, Some(300)));
    assert_eq!(held.clock("40:00").plan, None);
    assert_eq!(held.at("40:00", Command::StartTime), 1);
    assert_eq!(held.at("40:01", Command::StartTime), 0, "it runs already");
    // It began at 9:40 and takes 60 minutes.
    assert_eq!(held.left("42:30"), (750, Some(150)));
    assert_eq!(held.ends("42:30"), (100, 100, 0));
}

#[test]
fn time_is_counted_to_the_step_the_room_is_at_over_several_visits() {
    let mut held = Held::new();
    held.at("0:00", Command::StartTime);
    held.at("10:00", enter("works"));
    held.at("14:00", enter("story"));
    // 10 minutes before, 3 now: 2 of 15 are left. 4 of 30 are gone at “works”.
    assert_eq!(held.left("17:00").0, 120);
    let time = |id: &str, clock: &str| {
        let step = held.seen().step(&StepId::from(id)).expect("a step");
        held.seen().time_of(step, moment(clocked(clock)))
    };
    assert_eq!(time("works", "17:00").left, 26 * MINUTE);
    // Over is over, and softly: 21 minutes of 15 at 9:25.
    assert_eq!(held.left("25:00").0, -360);
    // At this pace: now 9:25, 26 left at “works”, 15 for the plan: 10:06, six minutes late.
    assert_eq!(held.ends("25:00"), (60, 66, 6));
    // Whoever leaves a step early is ahead: at 9:16 one goes on to “plan” and leaves 3 and 26 minutes behind.
    held.at("26:00", enter("plan"));
    assert_eq!(held.ends("26:00"), (60, 41, -19));
}

#[test]
fn to_look_at_another_step_changes_nothing_about_when_the_room_is_through() {
    let mut held = Held::new();
    held.at("0:00", Command::StartTime);
    held.at("15:00", enter("works"));
    assert_eq!(held.ends("25:00"), (60, 60, 0));
    // Back to the story for two minutes: they are lost, and the 20 of “works” are still to come.
    held.at("25:00", enter("story"));
    assert_eq!(held.ends("25:00"), (60, 60, 0));
    assert_eq!(held.ends("27:00"), (60, 62, 2));
    held.at("27:00", enter("works"));
    assert_eq!(held.ends("27:00"), (60, 62, 2));
    // A look ahead from the first step is no lead, until the room stays there.
    let mut held = Held::new();
    held.at("0:00", Command::StartTime);
    held.at("5:00", enter("plan"));
    assert_eq!(held.ends("5:30"), (60, 60, 0));
    assert_eq!(held.ends("6:00"), (60, 20, -40));
}

#[test]
fn a_part_of_a_step_runs_by_itself_and_goes_on_when_somebody_says_so() {
    let mut held = Held::new();
    held.at("0:00", Command::StartTime);
    assert_eq!(held.left("6:00"), (540, Some(-60)), "it stays where it is");
    held.at("6:00", phase("story", 1));
    assert_eq!(
        held.left("6:00"),
        (540, Some(360)),
        "it has all of its time"
    );
    assert_eq!(held.at("6:05", phase("story", 1)), 0);
    assert_eq!(held.left("8:00").1, Some(240));
    held.at("8:00", phase("story", 0));
    assert_eq!(
        held.left("9:00").1,
        Some(-120),
        "6 minutes before and one now, of 5"
    );
    let seen = held.clock("9:00").phase.expect("a part");
    assert_eq!((seen.at, seen.of, seen.minutes), (0, 3, 5));
    let no = |command| {
        let request = Request {
            id: CommandId(Uuid::from_u128(99)),
            by: ana(),
            at: moment(600),
            command,
        };
        held.session
            .decide(&request)
            .expect_err("refused")
            .0
            .render(Lang::En)
    };
    assert_eq!(no(phase("story", 3)), "This step has no such part.");
    assert_eq!(no(phase("plan", 0)), "This step has no such part.");
    assert_eq!(
        no(Command::StopTime { minutes: 601 }),
        "A break takes at most 600 minutes."
    );
}

#[test]
fn a_minute_more_goes_to_the_part_that_runs_and_elsewhere_to_all() {
    let mut held = Held::new();
    let parts = |held: &Held, id: &str| {
        let seen = held.seen();
        let step = seen.step(&StepId::from(id)).expect("a step");
        seen.parts(step)
            .map(|(_, minutes)| minutes)
            .collect::<Vec<_>>()
    };
    held.at("0:00", Command::StartTime);
    held.at("5:00", phase("story", 1));
    held.at("6:00", adjust("story", 16));
    assert_eq!(parts(&held, "story"), [5, 7, 4]);
    assert_eq!(held.left("6:00"), (600, Some(360)));
    // A part keeps a minute at least.
    held.at("6:00", adjust("story", 8));
    assert_eq!(parts(&held, "story"), [5, 1, 4]);
    held.at("6:00", Command::Undo);
    held.at("6:00", Command::Undo);
    assert_eq!(
        (parts(&held, "story"), held.left("6:00").0),
        (vec![5, 6, 4], 540)
    );
    // 20 instead of 30, a third each: 6.67, so two of them are rounded up.
    held.at("6:00", adjust("works", 20));
    assert_eq!(parts(&held, "works"), [7, 7, 6]);
    // What a script planned for the whole stays promised.
    assert_eq!(held.ends("6:00"), (60, 50, -10));
}

#[test]
fn a_break_costs_time_and_another_meeting_moves_the_plan() {
    let mut held = Held::new();
    held.at("0:00", Command::StartTime);
    assert_eq!(held.at("10:00", Command::StopTime { minutes: 15 }), 1);
    let stand = held.clock("12:00").stands().expect("it stands");
    assert_eq!(
        (stand.since, stand.back),
        (moment(600), Some(moment(1_500)))
    );
    assert_eq!(held.left("20:00"), (300, Some(-300)), "nothing runs");
    // Back at 9:25, 5 + 30 + 15 minutes: 10:15, as 9:12 already knows.
    assert_eq!(held.ends("12:00"), (60, 75, 15));
    assert_eq!(held.at("26:00", Command::StartTime), 1);
    assert_eq!(held.ends("26:00"), (60, 76, 16));
    // The clock is stopped, and the room meets again three hours later: what was late stays, and not a minute more.
    held.at("30:00", Command::StopTime { minutes: 0 });
    assert_eq!(held.clock("100:00").plan, None, "nobody can say when");
    held.at("210:00", Command::StartTime);
    assert_eq!(held.ends("210:00"), (240, 256, 16));
    assert_eq!(held.left("210:00").0, 60);
}

#[test]
fn a_session_that_was_left_alone_is_not_a_day_late() {
    let mut held = Held::new();
    held.at("0:00", Command::StartTime);
    held.at("10:00", note("x"));
    // An hour without a word is still a talk.
    assert!(held.clock("70:00").runs());
    assert_eq!(held.left("70:00").0, (15 - 70) * 60);
    // Longer is not: the clock has stood since the last word.
    let day = "1450:00";
    let stand = held.clock(day).stands().expect("it stands");
    assert_eq!((stand.since, stand.by_itself), (moment(600), true));
    assert_eq!((held.left(day).0, held.clock(day).plan), (300, None));
    // The first word on the next day does not start it.
    held.at(day, note("y"));
    assert_eq!(held.left("1460:00").0, 300);
    assert!(
        held.clock("1460:00")
            .stands()
            .is_some_and(|stand| stand.by_itself)
    );
    // Somebody does, and the plan has moved on by as long as nobody was there: 1450 minutes after 9:10.
    held.at("1460:00", Command::StartTime);
    assert_eq!(held.ends("1460:00"), (60 + 1450, 1460 + 50, 0));
    assert_eq!(held.left("1462:00").0, 180);
}

#[test]
fn a_start_after_a_long_silence_is_a_start() {
    let mut held = Held::new();
    held.at("0:00", Command::StartTime);
    assert_eq!(held.at("300:00", Command::StartTime), 1);
    assert_eq!(held.left("301:00").0, 14 * 60);
}

#[test]
fn a_step_that_is_longer_than_an_hour_may_be_silent_for_as_long() {
    let mut held = Held::new();
    held.at("0:00", adjust("story", 90));
    held.at("0:00", Command::StartTime);
    assert!(held.clock("90:00").runs() && !held.clock("90:01").runs());
}

#[test]
fn a_closed_session_has_no_time() {
    let mut held = Held::new();
    held.at("0:00", Command::StartTime);
    held.at("5:00", Command::Close);
    assert_eq!(
        (held.left("20:00").0, held.clock("20:00").plan),
        (600, None)
    );
    held.at("20:00", Command::Reopen);
    assert!(!held.clock("21:00").runs(), "it is started again");
}

#[test]
fn what_is_left_is_spread_over_what_is_to_come() {
    let mut held = Held::new();
    held.at("0:00", Command::StartTime);
    held.at("25:00", enter("works"));
    // 9:27: 2 of 30 minutes are gone, 28 and 15 are wanted, 33 are left until 10:00. That is 21.49 and 11.51: 21 and 12. With
    // the two that are spent: 23 and 12.
    let found = held
        .seen()
        .replan(moment(clocked("27:00")))
        .expect("a proposal");
    let lines: Vec<(&str, u32, u32)> = found
        .steps
        .iter()
        .map(|(id, was, now)| (id.as_str(), *was, *now))
        .collect();
    assert_eq!(lines, [("works", 30, 23), ("plan", 15, 12)]);
    assert_eq!((found.ends, found.then), (moment(3_600), moment(3_600)));
    let all = found
        .steps
        .into_iter()
        .map(|(step, _, minutes)| Command::AdjustTime { step, minutes });
    held.at("27:00", Command::Several(all.collect()));
    assert_eq!(held.ends("27:00"), (60, 60, 0));
    held.at("27:10", Command::Undo);
    assert_eq!(held.ends("27:00").2, 10);
    // At 9:53:59 six minutes are left for what wants 2 (rounded up from 1:01) and 15: 0.7 and 5.3, so the first keeps two and
    // the other gets four. 28 of the first are spent.
    let found = held
        .seen()
        .replan(moment(clocked("53:59")))
        .expect("a proposal");
    let now: Vec<u32> = found.steps.iter().map(|(.., now)| *now).collect();
    assert_eq!(now, [30, 4]);
    held.at(
        "54:00",
        Command::MovePlan {
            ends: moment(4_200),
        },
    );
    assert_eq!(held.ends("54:00").0, 70);
}

#[test]
fn a_step_whose_time_is_over_gets_none_and_a_minute_is_too_little_for_two() {
    let mut held = Held::new();
    held.at("0:00", Command::StartTime);
    let at = moment(clocked("59:00"));
    let found = held.seen().replan(at).expect("a proposal");
    let lines: Vec<(&str, u32)> = found
        .steps
        .iter()
        .map(|(id, _, now)| (id.as_str(), *now))
        .collect();
    assert_eq!(lines, [("works", 2), ("plan", 2)]);
    assert_eq!((found.ends, found.then), (moment(3_600), moment(3_780)));
    // Of a last step that is over, nothing is left to be spread.
    held.at("59:00", enter("plan"));
    assert_eq!(held.seen().replan(moment(clocked("80:00"))), None);
}

#[test]
fn a_clock_that_is_started_in_the_middle_plans_what_is_to_come() {
    let mut held = Held::new();
    held.at("5:00", enter("works"));
    held.at("6:00", Command::StartTime);
    assert_eq!(held.ends("7:00"), (51, 51, 0));
}

#[test]
fn each_sitting_of_a_programme_has_a_plan_of_its_own() {
    let step = |id: &str, sitting: &str| {
        format!(
            r#"{{"id": "{id}", "kind": "cards", "minutes": 10, "ask": "?", "sitting": "{sitting}"}}"#
        )
    };
    let steps = [step("a.1", "a"), step("a.2", "a"), step("b.1", "b")].join(", ");
    let sitting = |id: &str| format!(r#"{{"id": "{id}", "script": "x", "title": "{id}"}}"#);
    let script = format!(
        r#"{{"id": "t", "title": "T", "framework": "F", "minutes": 30, "sittings": [{}, {}], "steps": [{steps}]}}"#,
        sitting("a"),
        sitting("b")
    );
    let mut held = Held::of(&script);
    held.at("0:00", Command::StartTime);
    assert_eq!(held.ends("1:00"), (20, 20, 0));
    held.at("15:00", enter("b.1"));
    assert_eq!(held.ends("16:00"), (25, 25, 0));
}

#[test]
fn time_is_replayed_and_frozen_as_it_was() {
    let mut held = Held::new();
    held.at("0:00", Command::StartTime);
    held.at("5:00", phase("story", 1));
    held.at("7:00", adjust("story", 18));
    held.at("8:00", Command::StopTime { minutes: 5 });
    held.at("14:00", Command::StartTime);
    held.at("20:00", enter("works"));
    held.at(
        "21:00",
        Command::MovePlan {
            ends: moment(5_000),
        },
    );
    for record in &held.records {
        let text = record.encode().expect("written");
        assert_eq!(&Record::decode(&text).expect("read"), record);
    }
    let again = Session::replay(held.session.id(), held.records.iter().cloned());
    assert_eq!(again.times, held.session.times);
    let frozen = held.session.freeze().expect("a snapshot");
    let thawed = Session::thaw(held.session.id(), &frozen).expect("it reads");
    let now = moment(1_500);
    let look = |session: &Session| Seen::new(session, Viewer::Projector).clock(now);
    assert_eq!(look(&thawed), look(&held.session));
    let did: Vec<String> = held
        .seen()
        .history()
        .map(|(.., did)| did.render(Lang::En))
        .take(7)
        .collect();
    assert_eq!(
        did,
        [
            "moved the end of the plan",
            "went to “What works?”",
            "started the clock",
            "called a break of 5 min",
            "gave “Why?” 18 min",
            "went on to “go-round”",
            "started the clock",
        ]
    );
    // A break without its minutes reads as one without an end.
    let stopped: Event = serde_json::from_str(r#"{"time_stopped":{}}"#).expect("an event");
    assert_eq!(stopped, Event::TimeStopped { minutes: 0 });
}

/// A clock of the machine that jumps back takes nothing away.
#[test]
fn time_never_runs_backwards() {
    let mut held = Held::new();
    held.at("10:00", Command::StartTime);
    held.at("12:00", enter("works"));
    held.at("5:00", enter("story"));
    assert_eq!(held.left("5:00").0, 13 * 60);
    assert_eq!(held.left("13:00").0, 12 * 60);
}
