//! `upturn`, `upturn open`, `upturn new`, `upturn demo`: the verbs that take the terminal.

use std::{
    io::{self, IsTerminal as _, Read as _, Write},
    path::{Path, PathBuf},
    process::ExitCode,
    sync::{Arc, Weak},
};

use clap::Args;
use uuid::Uuid;

use super::{
    CliError,
    desk::{self, LocalDesk},
    files::open_to_read,
    find, guest,
    house::House,
    look::looks,
    settings,
    store::{Opened, Paths, now},
    tell,
};
use crate::{
    intake::{csv, points::import_command},
    model::{After, CardId, Command, MeasureId, Script, SessionId, StepId},
    room::RoomError,
    say::{Lang, MsgId},
    term::{
        capabilities::ColorChoice,
        driver::{self, Beginning, Driver, Ended, Start},
        local::{self, Local},
        plain::{Output, PlainDriver, Stdio},
        socket::Wants,
    },
};

/// How the screen looks.
#[derive(Debug, Clone, Default, Args)]
pub struct LookArgs {
    /// The theme: night, paper, projector, high-contrast, hearth, dawn, mono, terminal, or one of your own; where it is left
    /// out, night or paper, as your terminal is dark or light
    #[arg(long, global = true, env = "UPTURN_THEME", value_name = "THEME")]
    pub theme: Option<String>,
    /// Colours: auto, never, always, 16, 256 or truecolor
    #[arg(long, global = true, default_value = "auto", value_name = "WHEN")]
    pub color: ColorChoice,
    /// Draw with ASCII alone, as where the locale is not UTF-8
    #[arg(long, global = true)]
    pub ascii: bool,
    /// Line mode: plain sentences, nothing drawn, for screen readers and terminals without a screen. ACCESSIBLE=1 asks for
    /// it too, where a person types
    #[arg(long, global = true)]
    pub plain: bool,
    /// Leave the mouse to the terminal. Without this a click does what is highlighted, and Shift still selects text
    #[arg(long, global = true)]
    pub no_mouse: bool,
    /// The language: en or es; that of your system where it is left out
    #[arg(long, global = true, env = "UPTURN_LANG", value_name = "LANG")]
    pub lang: Option<Lang>,
}

impl LookArgs {
    /// Whether line mode was asked for. What is read from a file is no person whose wish the environment could tell.
    pub(super) fn is_plain(&self) -> bool {
        let wished =
            std::env::var_os("ACCESSIBLE").is_some_and(|wish| !wish.is_empty() && wish != "0");
        self.plain || (wished && io::stdin().is_terminal())
    }

    /// The language that was asked for, or else that of the first locale that is set, as POSIX ranks them; English for any
    /// that the program does not speak.
    pub fn lang(&self) -> Lang {
        self.lang
            .unwrap_or_else(|| lang_of(|name| std::env::var(name).ok()))
    }
}

fn lang_of(var: impl Fn(&str) -> Option<String>) -> Lang {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .filter_map(var)
        .find(|locale| !locale.is_empty())
        .and_then(|locale| Lang::of_locale(&locale))
        .unwrap_or_default()
}

/// What `upturn open` is asked.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Examples:\n  upturn open smoking\n  upturn open 0193 --at plan")]
pub struct OpenArgs {
    /// An id, the beginning of one, or words of the title
    pub session: String,
    /// The step to go to
    #[arg(long, value_name = "STEP")]
    pub at: Option<String>,
}

/// What `upturn new` is asked.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Examples:\n  upturn new turn-the-curve --title 'Mill Valley reads' --curve reading.csv\n  upturn new review --from 'mill valley'\n  upturn new whole-population --cards sets/child-well-being.csv"
)]
pub struct NewArgs {
    /// The script: turn-the-curve, five-whys, or one of your own
    pub script: String,
    /// What the session is called
    #[arg(long)]
    pub title: Option<String>,
    /// Points of the curve, as a CSV file with the columns period and value
    #[arg(long, value_name = "FILE.csv")]
    pub curve: Option<PathBuf>,
    /// Cards to begin with, as a CSV file: a column text, and fields of the step they are for
    #[arg(long, value_name = "FILE.csv")]
    pub cards: Option<PathBuf>,
    /// The step for the cards; the first that has all of the file's columns where it is left out
    #[arg(long, value_name = "STEP", requires = "cards")]
    pub to: Option<String>,
    /// Go on from an earlier session: what the script takes up of it is there from the start
    #[arg(long, value_name = "SESSION")]
    pub from: Option<String>,
    /// Print the id and do not open it
    #[arg(long)]
    pub no_open: bool,
}

/// What `upturn demo` is asked.
#[derive(Debug, Clone, Args)]
#[command(after_help = "Example:\n  upturn demo")]
pub struct DemoArgs {
    /// Print the id and do not open it
    #[arg(long)]
    pub no_open: bool,
}

/// `upturn` alone: the home screen.
///
/// # Errors
/// Where the store or the terminal cannot be had.
pub fn home(paths: &Paths, look: &LookArgs) -> Result<ExitCode, CliError> {
    let opened = match super::store::open(paths) {
        Err(held) if guest::is_held(&held) && !look.is_plain() => {
            return guest::join(paths, look, Wants::Home, held);
        }
        opened => opened?,
    };
    sit_at(opened, paths, look, Start::Home)
}

/// `upturn open`.
///
/// # Errors
/// As [`home`], and where no session or several fit.
pub fn open(args: &OpenArgs, paths: &Paths, look: &LookArgs) -> Result<ExitCode, CliError> {
    let opened = match super::store::open(paths) {
        Err(held) if guest::is_held(&held) && !look.is_plain() => {
            let wants = Wants::Open {
                session: args.session.clone(),
                at: args.at.clone(),
            };
            return guest::join(paths, look, wants, held);
        }
        opened => opened?,
    };
    let (id, step) = runtime()?.block_on(find::place(
        &opened.lobby,
        &args.session,
        args.at.as_deref(),
    ))?;
    sit_at(opened, paths, look, Start::Session(id, step))
}

/// `upturn new`.
///
/// # Errors
/// As [`home`], and where there is no such script or the curve cannot be read.
pub fn new(
    args: &NewArgs,
    paths: &Paths,
    look: &LookArgs,
    out: &mut dyn Write,
) -> Result<ExitCode, CliError> {
    let library = crate::content::Library::with_folder(&paths.scripts);
    let script = library
        .get(&args.script)
        .cloned()
        .ok_or_else(|| CliError::NoScript {
            asked: args.script.clone(),
            known: library
                .iter()
                .map(|shelved| shelved.script.id.to_string())
                .collect(),
        })?;
    let points = match &args.curve {
        None => None,
        Some(path) => {
            let name = path.display().to_string();
            let step = script
                .steps
                .iter()
                .find(|step| step.kind.name() == "curve")
                .map(|step| step.id.clone());
            let step = step.ok_or_else(|| CliError::NoCurve {
                script: args.script.clone(),
            })?;
            // What cannot be opened is told apart from what cannot be understood.
            open_to_read(path).map_err(|error| CliError::Unreadable {
                path: path.clone(),
                error,
            })?;
            let table = desk::read_points(path, &name).map_err(CliError::Data)?;
            Some((table, step, desk::measure_name(path)))
        }
    };
    let cards = args
        .cards
        .as_ref()
        .map(|path| read_cards(path, args.to.as_deref(), &script));
    let cards = cards.transpose()?;
    let opened = super::store::open(paths)?;
    let day = now()
        .day(super::store::minutes_east())
        .map(|day| day.to_string())
        .unwrap_or_default();
    let title = args
        .title
        .clone()
        .unwrap_or_else(|| format!("{} {day}", script.title.get(look.lang())));
    let id = SessionId(Uuid::now_v7());
    let you = opened.me.clone();
    let left_out = runtime()?.block_on(async {
        let from = match &args.from {
            None => None,
            Some(from) => Some(find::session(&opened.lobby, from).await?.0),
        };
        let points = points.map(|(table, step, name)| {
            let new = MeasureId(Uuid::now_v7());
            import_command(&table, &step, None, new, &name)
        });
        let beginning = Beginning {
            script,
            title,
            from,
            with: points.into_iter().chain(cards).collect(),
        };
        let begun = driver::begin(&opened.lobby, id, &you, now(), beginning).await;
        begun.map_err(|error| match error {
            RoomError::NotBegun(no) => CliError::Refused(no.0.render(look.lang())),
            other => other.into(),
        })
    })?;
    let said = driver::begun_says(&left_out, look.lang());
    if args.no_open {
        if !left_out.is_empty() {
            // The id alone goes where programs read it.
            let mut err = std::io::stderr().lock();
            writeln!(err, "{}", said.render(look.lang()))?;
        }
        return begun(id, true, opened, paths, look, out);
    }
    sit_at(opened, paths, look, Start::Begun(id, said))
}

/// What lays down the cards of a file.
fn read_cards(path: &Path, to: Option<&str>, script: &Script) -> Result<Command, CliError> {
    let to = match to {
        None => None,
        Some(id) => Some(
            script
                .step(&id.into())
                .map(|(_, step)| step)
                .ok_or_else(|| CliError::NoStep {
                    asked: id.to_owned(),
                    known: script
                        .steps
                        .iter()
                        .map(|step| step.id.as_str().to_owned())
                        .collect(),
                })?,
        ),
    };
    let file = open_to_read(path).map_err(|error| CliError::Unreadable {
        path: path.to_owned(),
        error,
    })?;
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    file.take(csv::MOST_BYTES + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| CliError::Unreadable {
            path: path.to_owned(),
            error,
        })?;
    let (step, cards) =
        csv::cards::read(&name, &bytes, script, to, chrono::Local::now().date_naive()).map_err(
            |problems| {
                let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
                CliError::Data(told.join("\n"))
            },
        )?;
    let lay = |fields| Command::AddCard {
        card: CardId(Uuid::now_v7()),
        author: None,
        step: step.id.clone(),
        parent: None,
        column: None,
        after: After::Last,
        fields,
        from: None,
    };
    Ok(Command::Several(cards.into_iter().map(lay).collect()))
}

/// `upturn demo`.
///
/// # Errors
/// As [`home`].
pub fn demo(
    args: &DemoArgs,
    paths: &Paths,
    look: &LookArgs,
    out: &mut dyn Write,
) -> Result<ExitCode, CliError> {
    let opened = super::store::open(paths)?;
    let desk = LocalDesk::new(paths, Weak::new(), Vec::new());
    let id = runtime()?.block_on(driver::demo(&opened.lobby, &desk, &opened.me))?;
    begun(id, args.no_open, opened, paths, look, out)
}

fn begun(
    id: SessionId,
    no_open: bool,
    opened: Opened,
    paths: &Paths,
    look: &LookArgs,
    out: &mut dyn Write,
) -> Result<ExitCode, CliError> {
    if no_open {
        writeln!(out, "{id}")?;
        return Ok(ExitCode::SUCCESS);
    }
    sit_at(opened, paths, look, Start::Session(id, None))
}

/// Takes the terminal and drives it until the person leaves.
fn sit_at(
    opened: Opened,
    paths: &Paths,
    look: &LookArgs,
    start: Start,
) -> Result<ExitCode, CliError> {
    if look.is_plain() {
        return sit_in_lines(opened, paths, look, start);
    }
    let (looks, capabilities, heard) = looks(paths, look)?;
    let (_, trouble) = settings::load(paths);
    let Opened { lobby, store, me } = opened;
    let house = House::new(paths, lobby.clone(), me.clone(), look.lang());
    let doors = house.doors();
    let desk =
        LocalDesk::new(paths, Arc::downgrade(&doors), Vec::new()).without_mouse(look.no_mouse);
    settings::count_start(&paths.store);
    desk.gather_drafts(&me);
    let mut local = Local::enter_after(&heard)?;
    let terminal = local.terminal(&capabilities);
    let mut driver = Driver::new(&desk, lobby, me, looks, terminal);
    let runtime = shared_runtime()?;
    let ended = runtime.block_on(async {
        let socket = house.open();
        driver.start(start).await?;
        if let Some(trouble) = trouble {
            driver.say_first(trouble);
        }
        let ended = loop {
            match driver.run(local.inputs()).await? {
                Ended::Editor { session, text } => {
                    local.leave("")?;
                    // On a thread of its own: others sit at this table too.
                    let paths = paths.clone();
                    let edit = move || {
                        LocalDesk::new(&paths, Weak::new(), Vec::new()).edit(session, &text)
                    };
                    let words = tokio::task::spawn_blocking(edit)
                        .await
                        .map_err(io::Error::from)?;
                    if let Err(msg) = &words {
                        // It stands whole on the shell's screen too, where no line is cut.
                        tell(&msg.render(driver.lang()));
                    }
                    // Whether or not the terminal can be had again, the words are kept by then.
                    driver.edited(words.as_ref().map(|words| words.text.as_str()));
                    if let Ok(words) = words {
                        words.kept();
                    }
                    local = Local::enter()?;
                    driver.repaint(local::size())?;
                }
                ended => break (ended, local),
            }
        };
        tokio::join!(doors.take_down(), socket.close());
        Ok::<_, CliError>(ended)
    });
    // The room and the store end before the farewell: what it promises is then so.
    let (all_kept, lang) = (driver.all_kept(), driver.lang());
    drop(driver);
    drop(runtime);
    drop(store);
    let (_, local) = ended?;
    let signal = local.signal();
    // A terminal that is gone needs no farewell, and is no error.
    let _ = local.leave(farewell(all_kept).text(lang));
    Ok(exit_code(signal))
}

/// Reads lines and writes sentences until the person leaves, or there is nothing more to read.
fn sit_in_lines(
    opened: Opened,
    paths: &Paths,
    look: &LookArgs,
    start: Start,
) -> Result<ExitCode, CliError> {
    let Opened { lobby, store, me } = opened;
    let house = House::new(paths, lobby.clone(), me.clone(), look.lang());
    let doors = house.doors();
    let desk = LocalDesk::new(paths, Arc::downgrade(&doors), Vec::new());
    desk.gather_drafts(&me);
    let mut stdio = Stdio::enter()?;
    // Only who types has a prompt: a file that is read would answer it with nothing.
    let types = io::stdin().is_terminal();
    let mut driver = PlainDriver::new(&desk, lobby, me, look.lang(), Output, types);
    let runtime = shared_runtime()?;
    let ended = runtime.block_on(async {
        let socket = house.open();
        driver.start(start).await?;
        let ended = driver.run(stdio.inputs()).await;
        tokio::join!(doors.take_down(), socket.close());
        ended
    });
    let (all_kept, lang) = (driver.all_kept(), driver.lang());
    drop(driver);
    drop(runtime);
    drop(store);
    let ended = ended?;
    let signal = stdio.signal();
    let mut farewell = format!("{}\n", farewell(all_kept).text(lang));
    if types && ended == Ended::Gone {
        // The prompt still stands at the end of the line.
        farewell.insert(0, '\n');
    }
    // A terminal that is gone needs no farewell, and is no error.
    let _ = Output
        .write_all(farewell.as_bytes())
        .and_then(|()| Output.flush());
    Ok(exit_code(signal))
}

/// The exit code of a program that a signal may have ended.
pub(super) fn exit_code(signal: Option<i32>) -> ExitCode {
    match signal.and_then(|signal| u8::try_from(128 + signal).ok()) {
        Some(code) => ExitCode::from(code),
        None => ExitCode::SUCCESS,
    }
}

/// The runtime of this process: one thread is enough for one table.
pub(super) fn runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
}

/// The runtime of a process at which others may sit too: a thread for each core.
pub(super) fn shared_runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
}

/// A step by its id, so that `--at` can say which there are.
pub(super) fn step_ids(session: &crate::model::Session) -> Vec<StepId> {
    let seen = crate::model::Seen::new(session, crate::model::Viewer::Minutes);
    seen.script()
        .steps
        .iter()
        .map(|step| step.id.clone())
        .collect()
}

/// The last line, which promises only what is so.
pub(super) fn farewell(all_kept: bool) -> MsgId {
    if all_kept {
        MsgId::FarewellSaved
    } else {
        MsgId::FarewellUnsaved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_locale_that_is_set_says_the_language() {
        let of = |vars: &[(&str, &str)]| {
            lang_of(|name| {
                let found = vars.iter().find(|(known, _)| *known == name);
                found.map(|(_, value)| (*value).to_owned())
            })
        };
        assert_eq!(of(&[]), Lang::En);
        assert_eq!(of(&[("LANG", "es_MX.UTF-8")]), Lang::Es);
        assert_eq!(of(&[("LC_ALL", ""), ("LANG", "es")]), Lang::Es);
        assert_eq!(of(&[("LC_MESSAGES", "en_US"), ("LANG", "es")]), Lang::En);
        // A locale that the program does not speak is a choice too, and not a reason to look on.
        assert_eq!(of(&[("LC_ALL", "C.UTF-8"), ("LANG", "es")]), Lang::En);
    }
}
