//! `upturn curve`: the chart and the figures of a file of values, without a session.
//!
//! Only reads. Nothing of the store is touched.

mod data;
mod words;

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::files::open_to_read;
use crate::document::chart::{Chart, Glyphs};
use crate::insight::{Better, Figures, GapAt, Method, Period, Question, Scale, Series, gaps};
use crate::intake::csv::{self, Table};
use crate::problem::{Place, Problem};
use crate::say::{Lang, MsgId};

/// How many periods are forecast where nobody says.
const AHEAD: u8 = 3;

/// What `upturn curve` is asked.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Example:\n  upturn curve smoking.csv --better lower --unit % --forecast-from 1997"
)]
pub struct CurveArgs {
    /// File of values with the columns period,value and optionally group,target,n,note,source,definition
    pub file: PathBuf,
    /// Print one JSON object instead of the chart
    #[arg(long)]
    pub json: bool,
    /// Which way is better
    #[arg(long, value_enum)]
    pub better: Option<Way>,
    /// Unit of the values, as in "%" or "per 1,000"
    #[arg(long)]
    pub unit: Option<String>,
    /// Forecast from the points up to this period, and judge the later ones by it
    #[arg(long, value_name = "PERIOD")]
    pub forecast_from: Option<Period>,
    /// How many periods to forecast
    #[arg(long, value_name = "N", default_value_t = AHEAD, value_parser = clap::value_parser!(u8).range(1..=100))]
    pub ahead: u8,
    /// Group that the others are compared with
    #[arg(long, value_name = "GROUP")]
    pub compare_to: Option<String>,
    /// Draw with plain ASCII letters
    #[arg(long)]
    pub ascii: bool,
    /// Columns to draw in [default: the terminal's]
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(20..=400))]
    pub width: Option<u16>,
}

/// Which way is better, on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Way {
    /// More is better
    Higher,
    /// Less is better
    Lower,
}

impl From<Way> for Better {
    fn from(way: Way) -> Self {
        match way {
            Way::Higher => Self::Higher,
            Way::Lower => Self::Lower,
        }
    }
}

/// Why there is no curve to show.
#[derive(Debug, thiserror::Error)]
pub enum CurveError {
    /// The file cannot be read at all.
    #[error("{0}")]
    Unreadable(Problem),
    /// The file has problems; each is listed.
    #[error("{}", listed(.0))]
    Problems(Vec<Problem>),
    /// What was asked does not fit the file.
    #[error("{0}")]
    Question(String),
    /// The answer could not be printed.
    #[error("The output could not be written: {0}")]
    Output(#[source] io::Error),
}

impl CurveError {
    /// The exit code, after `sysexits.h`: 64 for the call, 65 for the data, 66 for a file that cannot be
    /// read, 74 for output that cannot be written.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Question(_) => 64,
            Self::Problems(_) => 65,
            Self::Unreadable(_) => 66,
            Self::Output(_) => 74,
        }
    }
}

fn listed(problems: &[Problem]) -> String {
    problems
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

/// One group's figures, and how it stands to the reference that was chosen.
struct Group {
    name: String,
    figures: Figures,
    /// Empty where no reference was chosen, and for the reference itself.
    gaps: Vec<GapAt>,
}

/// Everything there is to say about the file.
struct Findings {
    /// Name of the series that the figures are of; `None` where the file has no groups.
    about: Option<String>,
    unit: String,
    scale: Scale,
    better: Option<Better>,
    forecast_from: Option<Period>,
    target: Option<(Period, f64)>,
    figures: Figures,
    reference: Option<String>,
    groups: Vec<Group>,
    ignored: Vec<String>,
}

/// Reads the file and prints its chart and figures, or one JSON object.
///
/// # Errors
/// The file cannot be read or has problems, the question does not fit it, or `out` cannot be written.
pub fn run(args: &CurveArgs, lang: Lang, out: &mut dyn Write) -> Result<(), CurveError> {
    let table = read(&args.file)?;
    let Some((group, whole)) = table.whole() else {
        return Err(CurveError::Question(
            "There is no value in the file.".to_owned(),
        ));
    };
    check(args, &table, whole)?;
    let findings = find(args, &table, group.as_deref(), whole);
    let answer = if args.json {
        let json = serde_json::to_string_pretty(&data::answer(&findings));
        json.map_err(|error| CurveError::Output(error.into()))? + "\n"
    } else {
        let words = words::wrapped(
            &words::tell(&findings, lang),
            usize::from(columns(args)).min(100),
        );
        format!("{}{words}", picture(args, &table, &findings, whole, lang))
    };
    let printed = out.write_all(answer.as_bytes()).and_then(|()| out.flush());
    printed.or_else(|error| match error.kind() {
        // Whoever reads has read enough, as `head` does.
        io::ErrorKind::BrokenPipe => Ok(()),
        _ => Err(CurveError::Output(error)),
    })
}

fn read(path: &Path) -> Result<Table, CurveError> {
    let name: String = path
        .display()
        .to_string()
        .chars()
        .map(|c| if c.is_control() { '?' } else { c })
        .collect();
    let unreadable = |what: String| {
        CurveError::Unreadable(Problem::new(
            Place::file(name.clone()),
            what,
            "Check the name and that you may read it.",
        ))
    };
    let file = open_to_read(path)
        .map_err(|error| unreadable(format!("the file cannot be opened: {error}")))?;
    csv::read_from(&name, file).map_err(CurveError::Problems)
}

fn check(args: &CurveArgs, table: &Table, whole: &Series) -> Result<(), CurveError> {
    if let (Some(from), Some(first)) = (args.forecast_from, whole.points().first()) {
        let last = whole
            .points()
            .last()
            .map_or(first.period, |point| point.period);
        if from.kind() != first.period.kind() || from < first.period {
            return Err(CurveError::Question(format!(
                "--forecast-from {from} does not lie in the series, which goes from {} to {last}.",
                first.period
            )));
        }
    }
    if let Some(wanted) = &args.compare_to
        && table.series(Some(wanted)).is_none()
    {
        let names: Vec<&str> = table
            .series
            .iter()
            .filter_map(|(name, _)| name.as_deref())
            .collect();
        return Err(CurveError::Question(if names.is_empty() {
            format!("--compare-to {wanted}: the file has no column “group”.")
        } else {
            format!(
                "--compare-to {wanted}: there is no such group. The file has: {}.",
                names.join(", ")
            )
        }));
    }
    Ok(())
}

fn find(args: &CurveArgs, table: &Table, group: Option<&str>, whole: &Series) -> Findings {
    let unit = args.unit.clone().unwrap_or_else(|| {
        if table.percent {
            "%".to_owned()
        } else {
            String::new()
        }
    });
    let unit: String = unit.chars().filter(|c| !c.is_control()).collect();
    let scale = Scale::of(&unit, table.rows.iter().filter_map(|row| row.value));
    let better = args.better.map(Better::from);
    let question = Question {
        scale,
        better,
        forecast_from: args.forecast_from,
        ahead: usize::from(args.ahead),
    };
    let reference = args
        .compare_to
        .as_deref()
        .and_then(|wanted| table.series(Some(wanted)));
    let is_reference =
        |series: &Series| reference.is_some_and(|reference| std::ptr::eq(reference, series));
    let groups = table.series.iter().filter_map(|(name, series)| {
        Some(Group {
            name: name.as_ref()?.to_string(),
            figures: Figures::of(series, &question),
            gaps: reference
                .filter(|_| !is_reference(series))
                .map(|r| gaps(series, r))
                .unwrap_or_default(),
        })
    });
    Findings {
        about: group.map(str::to_owned),
        unit,
        scale,
        better,
        forecast_from: args.forecast_from,
        target: table.target(group),
        figures: Figures::of(whole, &question),
        reference: table
            .series
            .iter()
            .find(|(_, series)| is_reference(series))
            .and_then(|(name, _)| name.as_ref().map(ToString::to_string)),
        groups: groups.collect(),
        ignored: table.ignored.clone(),
    }
}

/// Columns to draw in: what was asked for, the terminal's, or 80.
fn columns(args: &CurveArgs) -> u16 {
    args.width.unwrap_or_else(|| {
        let terminal = if io::stdout().is_terminal() {
            crossterm::terminal::size().ok()
        } else {
            None
        };
        terminal.map_or(80, |(columns, _)| columns.clamp(20, 160))
    })
}

fn picture(
    args: &CurveArgs,
    table: &Table,
    findings: &Findings,
    whole: &Series,
    lang: Lang,
) -> String {
    let width = columns(args);
    let glyphs = if args.ascii || !utf8() {
        Glyphs::Ascii
    } else {
        Glyphs::Braille
    };
    let title = args
        .file
        .file_stem()
        .map(|stem| stem.to_string_lossy().replace(char::is_control, "?"))
        .unwrap_or_default();
    let label = findings
        .about
        .clone()
        .unwrap_or_else(|| MsgId::ChartMeasured.text(lang).to_owned());
    let mut chart = Chart::new(title, findings.unit.clone()).history(label, whole);
    for (name, series) in table
        .series
        .iter()
        .filter(|(_, series)| !std::ptr::eq(series, whole))
        .take(6)
    {
        chart = chart.group(name.as_deref().unwrap_or_default(), series);
    }
    if let Some(line) = findings.figures.by(Method::Line) {
        chart = match findings.forecast_from {
            Some(_) => chart.frozen(MsgId::FiguresHadChanged.text(lang), line, whole),
            None => chart.forecast(MsgId::ChartForecast.text(lang), line, whole),
        };
    }
    if let Some((period, value)) = findings.target {
        chart = chart.target(MsgId::ChartTarget.text(lang), Some(period), value);
    }
    chart
        .grid(width, (width / 4).clamp(14, 28), glyphs)
        .to_string()
}

/// Whether the locale asks for UTF-8. Only one that names another encoding asks for ASCII: where nothing is
/// set at all, as in containers, terminals still show UTF-8.
fn utf8() -> bool {
    let named = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .filter_map(|name| std::env::var(name).ok())
        .find(|v| !v.is_empty());
    named.is_none_or(|locale| {
        let locale = locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}
