//! `upturn list`: the sessions of the store with where they stand. Only reads.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use clap::Args;
use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use super::{
    CliError,
    shelf::Shelf,
    store::{Paths, minutes_east},
    tell, timestamp,
};
use crate::{
    model::Summary,
    say::{Lang, MsgId},
};

/// What `upturn list` is asked.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Examples:\n  upturn list\n  upturn list --json | jq -r '.[] | select(.open_actions > 0) | .title'\n\nExit code: 0 all could be read, 1 some could not"
)]
pub struct ListArgs {
    /// Print one JSON array instead of a table
    #[arg(long)]
    pub json: bool,
}

/// A session as `upturn list --json` shows it.
#[derive(Serialize)]
struct Line<'a> {
    id: String,
    title: &'a str,
    script: &'a str,
    /// From 1.
    step: usize,
    steps: usize,
    step_name: &'a str,
    changed: String,
    closed: bool,
    open_actions: usize,
    cards: usize,
}

/// Prints the sessions of the store, the last changed first.
///
/// # Errors
/// Where the store cannot be read or the output not be written.
pub fn run(
    args: &ListArgs,
    paths: &Paths,
    lang: Lang,
    out: &mut dyn Write,
) -> Result<ExitCode, CliError> {
    let listing = Shelf::open(paths)?.list()?;
    if args.json {
        let lines: Vec<Line<'_>> = listing.sessions.iter().map(line).collect();
        writeln!(
            out,
            "{}",
            serde_json::to_string_pretty(&lines).map_err(io::Error::from)?
        )?;
    } else if listing.sessions.is_empty() && listing.troubles.is_empty() {
        writeln!(
            out,
            "No sessions in {} yet. `upturn demo` adds an example, `upturn new turn-the-curve` begins one.",
            paths.store.display()
        )?;
    } else if !listing.sessions.is_empty() {
        table(&listing.sessions, lang, out)?;
    }
    for trouble in &listing.troubles {
        tell(trouble);
    }
    Ok(ExitCode::from(u8::from(!listing.troubles.is_empty())))
}

/// A session as data, which speak one language whatever the screen does.
fn line(summary: &Summary) -> Line<'_> {
    let lang = Lang::default();
    Line {
        id: summary.id.to_string(),
        title: &summary.title,
        script: summary.script.get(lang),
        step: summary.step,
        steps: summary.steps,
        step_name: summary.step_name.get(lang),
        changed: timestamp(summary.changed),
        closed: summary.closed,
        open_actions: summary.open_actions,
        cards: summary.cards,
    }
}

fn table(sessions: &[Summary], lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    let ids = short_ids(sessions);
    let rows: Vec<[String; 4]> = sessions
        .iter()
        .zip(ids)
        .map(|(summary, id)| {
            let day = summary.changed.day(minutes_east());
            let stands = if summary.closed {
                MsgId::IsClosed.text(lang).to_owned()
            } else {
                format!(
                    "{}/{} {}",
                    summary.step,
                    summary.steps,
                    summary.step_name.get(lang)
                )
            };
            let day = day.map(|day| day.to_string()).unwrap_or_default();
            [id, day, stands, summary.title.to_string()]
        })
        .collect();
    let head = ["SESSION", "CHANGED", "STANDS AT", "TITLE"].map(str::to_owned);
    let widths: Vec<usize> = (0..3)
        .map(|at| {
            let cells = rows.iter().chain([&head]).map(|row| row[at].width());
            cells.max().unwrap_or(0)
        })
        .collect();
    for row in [&head].into_iter().chain(&rows) {
        for (cell, width) in row.iter().zip(&widths) {
            let space = width.saturating_sub(cell.width());
            write!(out, "{cell}{}  ", " ".repeat(space))?;
        }
        writeln!(out, "{}", row[3])?;
    }
    Ok(())
}

/// The beginnings of ids that tell these sessions apart, all of one length.
fn short_ids(sessions: &[Summary]) -> Vec<String> {
    const SHORTEST: usize = 8;
    let whole: Vec<String> = sessions
        .iter()
        .map(|summary| summary.id.to_string())
        .collect();
    let mut sorted: Vec<&str> = whole.iter().map(String::as_str).collect();
    sorted.sort_unstable();
    let shared = |pair: &[&str]| {
        let same = pair[0].bytes().zip(pair[1].bytes());
        same.take_while(|(a, b)| a == b).count()
    };
    let longest = sorted.windows(2).map(shared).max().unwrap_or(0);
    let length = (longest + 1).max(SHORTEST);
    whole
        .iter()
        .map(|id| id.chars().take(length).collect())
        .collect()
}
