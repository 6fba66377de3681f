//! `upturn replay`: a session played again, from an archive or from the store, without opening it. Only reads.

use std::{
    io::{self, IsTerminal as _, Read as _, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use chrono::NaiveTime;
use clap::Args;

use super::{
    CliError,
    files::open_to_read,
    look::looks,
    open::{LookArgs, exit_code, runtime},
    shelf::Shelf,
    store::{Paths, minutes_east, now},
    tell,
};
use crate::{
    intake::archive::{LARGEST, read_archive},
    model::{MemberId, Past, Script, Seen, Session, Viewer},
    say::MsgId,
    term::{local, local::Local, replay},
    ui::{replay::Replay, seat::Seat},
};

/// What `upturn replay` is asked.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Examples:\n  upturn replay smoking\n  upturn replay smoking.json --speed 4\n  upturn replay smoking --from story\n  upturn replay smoking.json --plain | less\n\nIt shows what everybody could see: no notes, nothing before it was revealed, nothing that was hidden since. It reads beside an\nUpturn that has the session open, and an archive needs no store. Where the output is no terminal, or with --plain, it prints\nwhat was done as sentences.\n\nExit code: 0 done, 1 the session is damaged and was played as far as it can be read"
)]
pub struct ReplayArgs {
    /// An archive that `upturn export` wrote; or a session: an id, the beginning of one, or words of the title
    #[arg(value_name = "FILE|SESSION")]
    pub what: String,
    /// Where to begin: a time such as 14:07, or a step by its id or its number
    #[arg(long, value_name = "WHERE")]
    pub from: Option<String>,
    /// How many times as fast as two minutes for all of it
    #[arg(long, value_name = "TIMES", default_value = "1", value_parser = SPEEDS)]
    pub speed: String,
}

/// The speeds, each twice the one before.
const SPEEDS: [&str; 7] = ["0.25", "0.5", "1", "2", "4", "8", "16"];

/// Plays a session again.
///
/// # Errors
/// Where there is none such, it cannot be read, or the terminal cannot be had.
pub fn run(args: &ReplayArgs, paths: &Paths, look: &LookArgs) -> Result<ExitCode, CliError> {
    let lang = look.lang();
    let (session, warning) = taken(&args.what, paths)?;
    let east = minutes_east();
    let past = Seen::new(&session, Viewer::Projector).past();
    let past = past.filter(|past| !past.stops().is_empty());
    let past = past.ok_or_else(|| CliError::Refused(MsgId::ReplayEmpty.text(lang).to_owned()))?;
    let script = Seen::new(&session, Viewer::Projector).script();
    let from = match &args.from {
        None => None,
        Some(asked) => Some(place(asked, &past, script, east)?),
    };
    let ended = if look.is_plain() || !io::stdout().is_terminal() {
        let mut out = super::output::Output::new();
        writeln!(out, "{}", past.title())?;
        for line in Replay::new(past, east).lines(from.unwrap_or(0), lang) {
            writeln!(out, "{line}")?;
        }
        out.flush()?;
        ExitCode::SUCCESS
    } else {
        on_screen(args, past, from, paths, look)?
    };
    Ok(match warning {
        Some(warning) => {
            tell(&warning);
            ExitCode::FAILURE
        }
        None => ended,
    })
}

/// The session of an archive or of the store, and what is wrong with it.
fn taken(what: &str, paths: &Paths) -> Result<(Session, Option<String>), CliError> {
    let path = Path::new(what);
    let names_a_file = path.extension().is_some_and(|ending| ending == "json");
    if path.is_file() || names_a_file {
        let fail = |error| CliError::Unreadable {
            path: PathBuf::from(path),
            error,
        };
        let mut bytes = Vec::new();
        let file = open_to_read(path).map_err(fail)?;
        file.take(LARGEST as u64 + 1)
            .read_to_end(&mut bytes)
            .map_err(fail)?;
        let archive = read_archive(what, &bytes).map_err(|problems| {
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            CliError::Data(lines.join("\n"))
        })?;
        return Ok((Session::replay(archive.session, archive.records), None));
    }
    let taken = Shelf::open(paths)?.session(what)?;
    let warning = taken.warning();
    Ok((taken.session, warning))
}

/// The change at which to begin.
fn place(asked: &str, past: &Past, script: &Script, east: i32) -> Result<usize, CliError> {
    let stops = past.stops();
    let last = stops.len().saturating_sub(1);
    if let Ok(time) = NaiveTime::parse_from_str(asked, "%H:%M") {
        // The first time that the clock shows it: a session seldom lasts longer than a day.
        let later = |at: crate::model::At| {
            let local = at.local(east);
            let first = stops.first().and_then(|stop| stop.at.local(east));
            let due = first.map(|first| {
                let due = first.date().and_time(time);
                if first.time() > time {
                    due + chrono::Days::new(1)
                } else {
                    due
                }
            });
            // What was done within the minute that was named counts.
            local.zip(due).is_some_and(|(local, due)| local >= due)
        };
        let minute = |at: crate::model::At| at.local(east).map(|at| at.format("%H:%M").to_string());
        let named = stops
            .iter()
            .position(|stop| minute(stop.at).as_deref() == Some(asked));
        let found = named.or_else(|| stops.iter().position(|stop| later(stop.at)));
        return Ok(found.unwrap_or(last));
    }
    let number = asked.parse::<usize>().ok().and_then(|n| n.checked_sub(1));
    let step = match number {
        Some(at) => script.steps.get(at),
        None => script.step(&asked.into()).map(|(_, step)| step),
    };
    let step = step.ok_or_else(|| CliError::NoStep {
        asked: asked.to_owned(),
        known: script
            .steps
            .iter()
            .map(|step| step.id.as_str().to_owned())
            .collect(),
    })?;
    let room = stops.iter().position(|stop| stop.room == step.id);
    let page = || stops.iter().position(|stop| stop.step == step.id);
    Ok(room.or_else(page).unwrap_or(last))
}

fn on_screen(
    args: &ReplayArgs,
    past: Past,
    from: Option<usize>,
    paths: &Paths,
    look: &LookArgs,
) -> Result<ExitCode, CliError> {
    let (looks, capabilities, heard) = looks(paths, look)?;
    let mut local = Local::enter_after(&heard)?;
    let mut terminal = local.terminal(&capabilities);
    let size = local::size();
    let nobody = MemberId(uuid::Uuid::nil());
    let mut seat = Seat::new(nobody, looks, size.width, size.height).in_zone(minutes_east());
    // There is no session behind it in which anything could be done.
    seat.of_guest();
    seat.replay(past, now());
    let plain = SPEEDS.iter().position(|speed| *speed == "1");
    let wanted = SPEEDS.iter().position(|speed| *speed == args.speed);
    let turns = wanted.zip(plain).map_or(0, |(wanted, plain)| {
        i32::try_from(wanted).unwrap_or(0) - i32::try_from(plain).unwrap_or(0)
    });
    seat.replay_from(from, turns, now());
    let shown = runtime()?.block_on(replay::show(&mut seat, local.inputs(), &mut terminal, &now));
    let signal = local.signal();
    drop(terminal);
    let _ = local.leave("");
    shown?;
    Ok(exit_code(signal))
}
