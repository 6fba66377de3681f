//! What the local terminal may do beyond a session: files, reports, an editor of the person's own.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command as Process,
    sync::{Arc, Weak},
};

use uuid::Uuid;

use super::{
    doors::Doors,
    files::open_to_read,
    look, settings,
    store::{Paths, call_me, me, minutes_east, now},
};
use crate::{
    content::{Library, demo, library::Shelved, theme::Themes},
    intake::{csv, points::import_command},
    model::{
        At, Command, MeasureId, Member, Request, Script, Seen, Session, SessionId, StepId, Viewer,
    },
    problem::Problem,
    report,
    room::{Room, lobby::Listing, stream},
    say,
    say::{Lang, Msg},
    term::driver::{Answer, Desk},
    ui::{
        home::{BrokenScript, ScriptLine, Sessions},
        seat::{DoorAsk, Habits, Report},
    },
};

mod guest;

pub use guest::GuestDesk;

/// The desk of the local terminal.
pub struct LocalDesk {
    library: Library,
    /// What it has in common with the desk of any guest.
    own: GuestDesk,
    broken: Arc<[BrokenScript]>,
    troubles: Vec<String>,
    habits: Habits,
    paths: Paths,
}

impl LocalDesk {
    /// The desk for a store, and the doors of the process that holds it, with what is to be said at the top of the home
    /// screen.
    pub fn new(paths: &Paths, doors: Weak<Doors>, troubles: Vec<String>) -> Self {
        let library = Library::with_folder(&paths.scripts);
        let mut broken: Vec<BrokenScript> = Vec::new();
        for problem in library.problems() {
            let path = Path::new(&problem.place.file);
            let name = path
                .file_name()
                .unwrap_or(path.as_os_str())
                .to_string_lossy();
            match broken.iter_mut().find(|known| *known.file == *name) {
                Some(known) => known.problems += 1,
                None => broken.push(BrokenScript {
                    file: name.into(),
                    problem: problem.to_string().into(),
                    problems: 1,
                }),
            }
        }
        Self {
            broken: broken.into(),
            library,
            own: GuestDesk::new(paths, doors),
            troubles,
            habits: settings::habits(&settings::load(paths).0, &paths.store),
            paths: paths.clone(),
        }
    }

    /// Leaves the mouse to the terminal, whatever the settings say.
    #[must_use]
    pub fn without_mouse(mut self, without: bool) -> Self {
        self.habits.mouse &= !without;
        self
    }

    /// The desk of another seat of the same person, who may be writing at both.
    #[must_use]
    pub fn beside(mut self, number: usize) -> Self {
        self.own.beside(number);
        self
    }

    /// Takes what was left half-written at other seats of this person to this one. To be called while there are none.
    pub fn gather_drafts(&self, member: &Member) {
        self.own.gather_drafts(member);
    }
}

impl Desk for LocalDesk {
    fn now(&self) -> At {
        now()
    }

    fn minutes_east(&self) -> i32 {
        minutes_east()
    }

    fn habits(&self) -> Habits {
        self.habits.clone()
    }

    fn sessions(&self, listing: Listing, lang: Lang) -> Sessions {
        let line =
            |Shelved { script, file }: &Shelved| ScriptLine::of(script, file.is_some(), lang);
        Sessions {
            sessions: listing.sessions.into(),
            scripts: self.library.iter().map(line).collect(),
            broken: Arc::clone(&self.broken),
            minutes_east: minutes_east(),
            name: me(&self.paths.store).map_or_else(|_| "".into(), |me| me.name),
            doors: Vec::new(),
            troubles: self
                .troubles
                .iter()
                .cloned()
                .chain(listing.troubles)
                .collect(),
        }
    }

    fn call_me(&self, name: &str) -> Result<Arc<str>, Msg> {
        call_me(&self.paths.store, name)
    }

    fn script(&self, id: &str) -> Option<Arc<Script>> {
        self.library.get(id).cloned()
    }

    fn themes(&self) -> Themes {
        look::themes(&self.paths).0
    }

    fn keep_theme(&self, id: &str) -> Result<(), String> {
        settings::keep_theme(&self.paths, id).map_err(|error| error.to_string())
    }

    fn demo(&self, you: &Member) -> Option<(SessionId, Vec<Request>)> {
        Some((demo::SESSION, demo::demo_requests(you)))
    }

    fn export(&self, session: &Session, what: Report, path: &str, lang: Lang) -> Result<Msg, Msg> {
        let viewer = if what == Report::Archive {
            Viewer::Archive
        } else {
            Viewer::Minutes
        };
        let seen = Seen::new(session, viewer).in_lang(lang);
        let mut options = report::Options::new(now(), minutes_east());
        let format = match what {
            Report::OnePage => {
                options.one_page = true;
                // At the read-out of a sitting its own page is meant; elsewhere that of the whole.
                options.step = seen
                    .step(seen.current())
                    .filter(|step| step.sitting.is_some() && step.kind.name() == "recap")
                    .map(|step| step.id.clone());
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
        // An earlier report may be what a room has agreed on: it stays, and this one is numbered.
        let path = super::files::free_beside(&path);
        super::files::write_atomically(&path, &bytes, super::export::readers(format))
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
        self.own.import_text(seen, text, step, measure)
    }

    fn door<'a>(&'a self, room: &'a Room, ask: DoorAsk) -> Answer<'a> {
        self.own.door(room, ask)
    }

    fn drafts(&self, session: SessionId, member: &Member) -> String {
        self.own.drafts(session, member)
    }

    fn keep_drafts(&self, session: SessionId, member: &Member, text: &str) -> bool {
        self.own.keep_drafts(session, member, text)
    }
}

/// Reads a file of points, with all that is wrong with it in one text.
///
/// # Errors
/// What is wrong, a line for each of the first few problems.
pub fn read_points(path: &Path, name: &str) -> Result<csv::Table, String> {
    let file = open_to_read(path).map_err(|error| format!("{name}: {error}"))?;
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

/// Words that came back from an editor, and the file in which they lie until they are kept elsewhere.
pub struct Words {
    /// What was written; bytes that are no text are shown as such.
    pub text: String,
    file: PathBuf,
}

impl Words {
    /// The words are kept elsewhere now: the file goes. One that stays is as private as any draft.
    pub fn kept(self) {
        remove(&self.file);
    }
}

fn remove(file: &Path) {
    if let Err(error) = fs::remove_file(file) {
        tracing::warn!(%error, "the file of an editor stays");
    }
}

impl LocalDesk {
    /// Lets the person write in `$VISUAL` or `$EDITOR`, which must have the terminal meanwhile. The words lie among the
    /// drafts of their session, so that they survive whatever ends either program, and are erased with it.
    ///
    /// # Errors
    /// What to tell the person, where there is no editor, or it failed. What it wrote by then is kept, and its file named.
    pub fn edit(&self, session: SessionId, text: &str) -> Result<Words, Msg> {
        let set = |name: &str| env::var(name).ok().filter(|value| !value.trim().is_empty());
        let Some(editor) = set("VISUAL").or_else(|| set("EDITOR")) else {
            return Err(say!(NoEditor));
        };
        let file = self
            .own
            .drafts
            .lend(stream(session), text)
            .map_err(|error| say!(EditorFailed, error.to_string()))?;
        in_editor(&editor, file, text)
    }
}

/// An editor as `$VISUAL` names it, with its arguments. What is quoted in it is read by a shell, as git does; a plain name is
/// not, so that one that is missing is told as such.
fn editing(editor: &str, file: &Path) -> Process {
    let plain = |c: char| c.is_alphanumeric() || " \t-_./=+:,@%".contains(c);
    if editor.chars().all(plain) {
        let mut words = editor.split_whitespace();
        let mut process = Process::new(words.next().unwrap_or_default());
        process.args(words).arg(file);
        process
    } else {
        let mut process = Process::new("sh");
        process
            .args(["-c", &format!("{editor} \"$@\""), "editor"])
            .arg(file);
        process
    }
}

fn in_editor(editor: &str, file: PathBuf, text: &str) -> Result<Words, Msg> {
    let ended = editing(editor, &file).status();
    let written = fs::read(&file);
    match (ended, written) {
        (Ok(ended), Ok(bytes)) if ended.success() => Ok(Words {
            text: String::from_utf8_lossy(&bytes).into_owned(),
            file,
        }),
        (ended, Ok(bytes)) if bytes == text.as_bytes() => {
            remove(&file);
            let why = ended.map_or_else(|error| error.to_string(), |ended| ended.to_string());
            Err(say!(EditorFailed, why))
        }
        (_, Ok(_)) => Err(say!(EditorKept, file.display().to_string())),
        (_, Err(error)) => Err(say!(EditorFailed, error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What came back from an editor that was lent a file with some words, and what lies in the file then.
    fn edited(editor: &str) -> (Result<String, String>, Option<String>) {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("words.txt");
        fs::write(&file, "as they were").unwrap();
        let words = in_editor(editor, file.clone(), "as they were");
        let words = words
            .map(|words| words.text)
            .map_err(|msg| msg.render(Lang::En));
        (words, fs::read_to_string(file).ok())
    }

    #[test]
    fn an_editor_may_have_arguments_and_quotes() {
        let (words, _) = edited("sed -i s/were/are/");
        assert_eq!(words.as_deref(), Ok("as they are"));
        let (words, _) = edited("sh -c 'printf \"%s\" \"new words\" > \"$1\"' x");
        assert_eq!(words.as_deref(), Ok("new words"));
    }

    #[test]
    fn an_editor_that_is_not_there_or_fails_loses_no_word() {
        let (words, left) = edited("no-such-editor-anywhere");
        assert!(words.is_err());
        assert_eq!(left, None, "nothing was written, and nothing stays");
        let (words, left) = edited("sh -c 'printf half > \"$1\"; exit 3' x");
        assert!(words.unwrap_err().contains("words.txt"));
        assert_eq!(left.as_deref(), Some("half"));
    }
}
