//! What the local terminal may do beyond a session: files, reports, an editor of the person's own.

use std::{
    env, fs, io,
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
    process::Command as Process,
    sync::Arc,
};

use uuid::Uuid;

use super::store::{Paths, minutes_east, now};
use crate::{
    content::{Library, demo::demo_commands},
    intake::{csv, points::import_command},
    journal::Drafts,
    model::{At, Command, MeasureId, Member, Script, Seen, Session, SessionId, StepId, Viewer},
    problem::Problem,
    report,
    room::{lobby::Listing, stream},
    say,
    say::{Lang, Msg, MsgId},
    term::driver::Desk,
    ui::{
        home::{ScriptLine, Sessions},
        seat::Report,
    },
};

/// The desk of the local terminal.
pub struct LocalDesk {
    library: Library,
    drafts: Drafts,
    troubles: Vec<String>,
}

/// The name under which all drafts of one seat are kept.
const DRAFTS: &str = "seat";

impl LocalDesk {
    /// The desk for a store, with what is to be said at the top of the home screen.
    pub fn new(paths: &Paths, troubles: Vec<String>) -> Self {
        let library = Library::with_folder(&paths.scripts);
        let broken = library.problems().iter().map(ToString::to_string);
        let troubles = troubles.into_iter().chain(broken).collect();
        Self {
            library,
            drafts: Drafts::new(&paths.store),
            troubles,
        }
    }
}

impl Desk for LocalDesk {
    fn now(&self) -> At {
        now()
    }

    fn minutes_east(&self) -> i32 {
        minutes_east()
    }

    fn sessions(&self, listing: Listing) -> Sessions {
        let line = |script: &Arc<Script>| ScriptLine {
            id: Arc::clone(&script.id),
            title: Arc::clone(script.title.get(Lang::En)),
            framework: Arc::clone(&script.framework),
            minutes: script.minutes,
            about: Arc::clone(script.about.get(Lang::En)),
        };
        Sessions {
            sessions: listing.sessions.into(),
            scripts: self
                .library
                .iter()
                .map(|shelved| line(&shelved.script))
                .collect(),
            minutes_east: minutes_east(),
            troubles: self
                .troubles
                .iter()
                .cloned()
                .chain(listing.troubles)
                .collect(),
        }
    }

    fn script(&self, id: &str) -> Option<Arc<Script>> {
        self.library.get(id).cloned()
    }

    fn demo(&self, you: &Member) -> Vec<Command> {
        demo_commands(&mut Uuid::now_v7, you.clone())
    }

    fn export(&self, session: &Session, what: Report, path: &str) -> Result<Msg, Msg> {
        let viewer = if what == Report::Archive {
            Viewer::Archive
        } else {
            Viewer::Minutes
        };
        let seen = Seen::new(session, viewer);
        let mut options = report::Options::new(now(), minutes_east());
        let format = match what {
            Report::OnePage => {
                options.one_page = true;
                report::Format::Html
            }
            Report::Page => report::Format::Html,
            Report::Markdown => report::Format::Markdown,
            Report::Chart | Report::Tree => {
                let name = if what == Report::Chart {
                    "curve"
                } else {
                    "tree"
                };
                options.step = seen
                    .script()
                    .steps
                    .iter()
                    .find(|step| step.kind.name() == name)
                    .map(|step| step.id.clone());
                report::Format::Svg
            }
            Report::Archive => report::Format::Json,
        };
        let path = expand(path);
        let bytes = report::render(&seen, format, &options)
            .map_err(|error| say!(NotExported, error.to_string()))?;
        super::files::write_atomically(&path, &bytes)
            .map_err(|error| say!(NotExported, error.to_string()))?;
        let whole = fs::canonicalize(&path).unwrap_or(path);
        Ok(say!(Exported, whole.display().to_string()))
    }

    fn import(
        &self,
        seen: Seen<'_>,
        path: &str,
        step: &StepId,
        measure: Option<MeasureId>,
    ) -> Result<Command, Msg> {
        let path = expand(path);
        let name = path.display().to_string();
        let table = read_points(&path, &name).map_err(|error| say!(NotImported, error))?;
        let measure = measure.and_then(|id| seen.measure(id));
        Ok(import_command(
            &table,
            step,
            measure,
            MeasureId(Uuid::now_v7()),
            &measure_name(&path),
        ))
    }

    fn import_text(
        &self,
        seen: Seen<'_>,
        text: &str,
        step: &StepId,
        measure: Option<MeasureId>,
    ) -> Result<Command, Msg> {
        let name = MsgId::PastedTable.text(seen.lang());
        let table = csv::read(name, text.as_bytes())
            .map_err(|problems| say!(NotImported, listed(&problems)))?;
        let measure = measure.and_then(|id| seen.measure(id));
        let new = MeasureId(Uuid::now_v7());
        Ok(import_command(&table, step, measure, new, name))
    }

    fn drafts(&self, session: SessionId, member: &Member) -> String {
        let kept = self.drafts.read(stream(session), member.id.0, DRAFTS);
        kept.ok().flatten().unwrap_or_default()
    }

    fn keep_drafts(&self, session: SessionId, member: &Member, text: String) {
        let kept = if text.is_empty() {
            self.drafts.remove(stream(session), member.id.0, DRAFTS)
        } else {
            // The ids of the commands to come stand in the text, one for each form.
            self.drafts
                .write(stream(session), member.id.0, DRAFTS, &text)
        };
        if let Err(error) = kept {
            tracing::warn!(%error, "what is being written could not be kept");
        }
    }
}

/// Reads a file of points, with all that is wrong with it in one text.
///
/// # Errors
/// What is wrong, a line for each of the first few problems.
pub fn read_points(path: &Path, name: &str) -> Result<csv::Table, String> {
    let file = fs::File::open(path).map_err(|error| format!("{name}: {error}"))?;
    csv::read_from(name, file).map_err(|problems| listed(&problems))
}

fn listed(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().take(5).map(ToString::to_string).collect();
    lines.join("\n")
}

/// What a measure is called until the room says: the name of its file, in words.
pub fn measure_name(path: &Path) -> String {
    let name = path
        .file_stem()
        .map(|name| name.to_string_lossy().replace(['-', '_'], " "));
    name.filter(|name| !name.trim().is_empty())
        .unwrap_or_else(|| "curve".to_owned())
}

/// A path as people type it: `~` is their home.
fn expand(path: &str) -> PathBuf {
    match (path.strip_prefix("~/"), etcetera::home_dir()) {
        (Some(rest), Ok(home)) => home.join(rest),
        _ => PathBuf::from(path),
    }
}

/// Lets the person write in `$VISUAL` or `$EDITOR`, which must have the terminal meanwhile; `None` where neither is set
/// or the editor gave up.
///
/// # Errors
/// What to tell the person, where there is no editor or it could not be run.
pub fn edit(text: &str) -> Result<Option<String>, Msg> {
    let set = |name: &str| env::var(name).ok().filter(|value| !value.trim().is_empty());
    let Some(editor) = set("VISUAL").or_else(|| set("EDITOR")) else {
        return Err(say!(NoEditor));
    };
    in_editor(&editor, text).map_err(|error| say!(EditorFailed, error.to_string()))
}

/// The words pass through a private folder that is gone afterwards, whatever happens.
fn in_editor(editor: &str, text: &str) -> io::Result<Option<String>> {
    let folder = env::temp_dir().join(format!("upturn-{}", Uuid::now_v7()));
    fs::DirBuilder::new().mode(0o700).create(&folder)?;
    let path = folder.join("words.txt");
    let words = (|| {
        fs::write(&path, text)?;
        let mut words = editor.split_whitespace();
        let program = words.next().unwrap_or_default();
        if !Process::new(program)
            .args(words)
            .arg(&path)
            .status()?
            .success()
        {
            return Ok(None);
        }
        fs::read_to_string(&path).map(Some)
    })();
    fs::remove_dir_all(&folder)?;
    words
}
