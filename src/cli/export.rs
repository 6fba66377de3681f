//! `upturn export`: a session as a report, a picture or an archive; and as text, for `upturn show`. The store is only read.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::Args;

use super::{
    CliError,
    files::{Readers, WriteError, write_atomically},
    shelf::Shelf,
    store::Paths,
    tell,
};
use crate::{
    model::{At, Seen, Session, StepId, Viewer},
    report::{self, Format, Look, Options, ReportError},
    say::Lang,
};

/// What an export is asked.
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  upturn export smoking --to report.html
  upturn export smoking --to page.html --one-page
  upturn export smoking --to informe.html --lang es
  upturn export smoking --to tree.svg --step whys
  upturn export smoking --to smoking.json      (the archive; upturn import restores it)
  upturn export smoking --to - --format md     (to the terminal or a pipe)")]
pub struct ExportArgs {
    /// Which session: its id, the beginning of its id, or words of its title
    pub session: String,
    /// The file to write; its ending says the format. `-` writes to standard output
    #[arg(long, value_name = "FILE")]
    pub to: PathBuf,
    /// md, html, svg, json (the archive) or txt, where the ending does not say it
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<Format>,
    /// The one-page result, on one sheet of A4 or Letter (HTML)
    #[arg(long)]
    pub one_page: bool,
    /// Only what this step leaves
    #[arg(long, value_name = "STEP")]
    pub step: Option<String>,
}

/// Why nothing was exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The format cannot show what was asked for.
    #[error(transparent)]
    Report(#[from] ReportError),
    /// The file could not be written.
    #[error("the session is safe, but {0}")]
    Write(#[from] WriteError),
    /// Standard output could not be written.
    #[error("the session is safe, but nothing could be written to standard output: {0}")]
    Output(#[from] io::Error),
}

/// When and where an export is made.
#[derive(Clone, Copy, Debug)]
pub struct Now {
    /// The moment.
    pub at: At,
    /// The clock of the place, in minutes east of UTC.
    pub minutes_east: i32,
}

impl Now {
    /// This moment, here.
    pub fn here() -> Self {
        let now = chrono::Local::now();
        Self {
            at: At(now.timestamp_millis()),
            minutes_east: now.offset().local_minus_utc() / 60,
        }
    }
}

/// Exports a session of the store.
///
/// # Errors
/// Where no session or several fit, the format cannot show what was asked for, or the file cannot be written. An archive of
/// a damaged session is refused, because it would be taken for the whole.
pub fn run(
    args: &ExportArgs,
    paths: &Paths,
    lang: Lang,
    out: &mut dyn Write,
) -> Result<ExitCode, CliError> {
    let taken = Shelf::open(paths)?.session(&args.session)?;
    let warning = taken.warning();
    if let Some(warning) = &warning
        && format(args)? == Format::Json
    {
        return Err(CliError::Data(format!(
            "No archive was written, because it would not be whole. {warning}"
        )));
    }
    if let Some(path) = export(args, &taken.session, Now::here(), lang, out)? {
        writeln!(out, "{}", path.display())?;
    }
    Ok(match warning {
        None => ExitCode::SUCCESS,
        Some(warning) => {
            tell(&warning);
            ExitCode::FAILURE
        }
    })
}

/// The format that was named, or that the ending of the file says; text for a pipe.
fn format(args: &ExportArgs) -> Result<Format, ExportError> {
    Ok(match args.format {
        Some(format) => format,
        None if args.to == Path::new("-") => Format::Text,
        None => Format::from_path(&args.to)?,
    })
}

/// Who may read a file of this format: an archive holds everybody's private notes.
pub fn readers(format: Format) -> Readers {
    match format {
        Format::Json => Readers::Owner,
        _ => Readers::Usual,
    }
}

/// Writes a session to where it was asked for, and answers with the file; `None` where it went to `out`.
///
/// # Errors
/// An [`ExportError`]. A file that stood there before stands there still.
pub fn export(
    args: &ExportArgs,
    session: &Session,
    now: Now,
    lang: Lang,
    out: &mut dyn Write,
) -> Result<Option<PathBuf>, ExportError> {
    let piped = args.to == Path::new("-");
    let format = format(args)?;
    let viewer = if format == Format::Json {
        Viewer::Archive
    } else {
        Viewer::Minutes
    };
    let options = Options {
        one_page: args.one_page,
        step: args.step.as_deref().map(StepId::from),
        ..Options::new(now.at, now.minutes_east)
    };
    let bytes = report::render(&Seen::new(session, viewer).in_lang(lang), format, &options)?;
    if piped {
        out.write_all(&bytes)?;
        return Ok(None);
    }
    write_atomically(&args.to, &bytes, readers(format))?;
    Ok(Some(args.to.clone()))
}

/// Writes a session as text.
///
/// # Errors
/// Where `out` cannot be written.
pub fn show(
    session: &Session,
    now: Now,
    look: Look,
    lang: Lang,
    out: &mut dyn Write,
) -> Result<(), ExportError> {
    let options = Options {
        look,
        ..Options::new(now.at, now.minutes_east)
    };
    let seen = Seen::new(session, Viewer::Minutes).in_lang(lang);
    out.write_all(&report::render(&seen, Format::Text, &options)?)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;
    use crate::{intake::archive::read_archive, model::testing::Room};

    #[derive(Debug, Parser)]
    struct Line {
        #[command(flatten)]
        args: ExportArgs,
    }

    fn args(words: &[&str]) -> ExportArgs {
        Line::try_parse_from([&["export"], words].concat())
            .expect("arguments")
            .args
    }

    const NOW: Now = Now {
        at: At(1_795_255_200_000),
        minutes_east: 60,
    };

    #[test]
    fn an_archive_restores_an_identical_session() {
        let mut room = Room::talk("Smoking");
        let card = room.card("partners", "County health");
        room.run(crate::model::Command::RemoveCard { card });
        room.run(crate::model::Command::Undo);
        room.run(crate::model::Command::Note {
            step: "story".into(),
            text: "only mine".into(),
        });
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("smoking.json");
        let to = path.to_str().unwrap();
        let written = export(
            &args(&["smoking", "--to", to]),
            room.session(),
            NOW,
            Lang::En,
            &mut Vec::new(),
        );
        assert_eq!(written.unwrap(), Some(path.clone()));
        let bytes = std::fs::read(&path).unwrap();
        let archive = read_archive("smoking.json", &bytes).expect("an archive");
        let kept: Vec<_> = room.seen(Viewer::Archive).records().cloned().collect();
        assert_eq!(archive.records, kept);
        let again = Session::replay(archive.session, archive.records);
        assert!(again.same_content(room.session()));
        assert_eq!(again.len(), room.session().len());
    }

    #[test]
    fn the_ending_or_the_name_says_the_format() {
        let room = Room::talk("Smoking");
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        for (to, more, begins) in [
            (at("a.md"), &[][..], "# Smoking"),
            (at("a.html"), &["--one-page"], "<!DOCTYPE html>"),
            (at("a.page"), &["--format", "txt"], "Smoking"),
        ] {
            let words = [&["s", "--to", &to], more].concat();
            export(
                &args(&words),
                room.session(),
                NOW,
                Lang::En,
                &mut Vec::new(),
            )
            .expect("written");
            assert!(std::fs::read_to_string(to).unwrap().starts_with(begins));
        }
        let no = export(
            &args(&["s", "--to", &at("a.docx")]),
            room.session(),
            NOW,
            Lang::En,
            &mut Vec::new(),
        );
        assert!(no.unwrap_err().to_string().contains("--format"));
    }

    #[test]
    fn a_dash_is_standard_output() {
        let room = Room::talk("Smoking");
        let mut out = Vec::new();
        let none = export(
            &args(&["s", "--to", "-", "--format", "md"]),
            room.session(),
            NOW,
            Lang::En,
            &mut out,
        );
        assert_eq!(none.unwrap(), None);
        assert!(out.starts_with(b"# Smoking"));
        let mut text = Vec::new();
        show(room.session(), NOW, Look::default(), Lang::En, &mut text).unwrap();
        assert!(text.starts_with(b"Smoking\n"));
    }

    /// Everything that is taken home of a session, in every format there is, as one text.
    fn taken_home(session: &Session) -> String {
        let mut all = Vec::new();
        for lang in [Lang::En, Lang::Es] {
            let seen = Seen::new(session, Viewer::Minutes).in_lang(lang);
            let whole = Options::new(NOW.at, NOW.minutes_east);
            let steps = seen.script().steps.iter().map(|step| Options {
                step: Some(step.id.clone()),
                ..whole.clone()
            });
            let one_page = Options {
                one_page: true,
                ..whole.clone()
            };
            for options in steps.chain([whole.clone(), one_page]) {
                for (format, _) in Format::NAMES {
                    // What a format cannot show is refused.
                    if let Ok(bytes) = report::render(&seen, format, &options) {
                        all.extend(bytes);
                    }
                }
            }
            let summary = crate::model::Summary::of(&seen);
            all.extend(serde_json::to_vec(&summary).unwrap());
            all.extend(crate::cli::show::as_json(&seen).unwrap().into_bytes());
            show(session, NOW, Look::default(), lang, &mut all).unwrap();
        }
        String::from_utf8(all).unwrap()
    }

    #[test]
    fn nothing_that_is_not_for_everybody_is_taken_home_in_any_format() {
        use crate::{
            model::{Command, Privacy, Role, RoundId, Value},
            ui::scene::Scene,
        };
        let mut scene = Scene::shipped("turn-the-curve");
        for name in ["bo", "zephyrine"] {
            scene.join(name, Role::Participant, 80, 24);
        }
        let ana = scene.member_of("ana");
        let mut said = Vec::new();
        let steps: Vec<_> = scene.seen().script().steps.clone();
        let round = |n: usize| RoundId(uuid::Uuid::from_u128(9_000 + n as u128));
        for (n, step) in steps
            .iter()
            .enumerate()
            .filter(|(_, step)| step.kind.lens().takes_cards())
        {
            let zephyrine = scene.member_of("zephyrine");
            let lay = |scene: &mut Scene, by, words: &str, n: usize| {
                let add = Command::AddCard {
                    card: crate::model::CardId(uuid::Uuid::from_u128(50_000 + n as u128)),
                    author: None,
                    step: step.id.clone(),
                    parent: None,
                    column: None,
                    after: crate::model::After::Last,
                    fields: vec![("text".into(), words.into())],
                    from: None,
                };
                scene.ask(by, add).unwrap();
            };
            let silence = |n: usize, privacy| Command::BeginSilence {
                round: round(n),
                step: step.id.clone(),
                privacy,
            };
            let reveal = Command::Reveal {
                step: step.id.clone(),
            };
            lay(&mut scene, zephyrine, "hidden obsidian", 4 * n);
            let hide = Command::SetField {
                card: crate::model::CardId(uuid::Uuid::from_u128(50_000 + 4 * n as u128)),
                field: "hidden".into(),
                from: 0,
                value: Some(Value::Flag(true)),
            };
            scene.ask(ana, hide).unwrap();
            scene.ask(ana, silence(3 * n, Privacy::Anonymous)).unwrap();
            lay(&mut scene, zephyrine, "Said by no name", 4 * n + 1);
            scene.ask(ana, reveal.clone()).unwrap();
            scene
                .ask(ana, silence(3 * n + 1, Privacy::Private))
                .unwrap();
            lay(&mut scene, zephyrine, "unseen sapphire", 4 * n + 2);
            scene
                .ask(
                    zephyrine,
                    Command::Note {
                        step: step.id.clone(),
                        text: "quartz".into(),
                    },
                )
                .unwrap();
            said.extend(
                step.guide
                    .all()
                    .map(|words| words.get(Lang::En).to_string()),
            );
        }
        let text = taken_home(&scene.session);
        for never in ["obsidian", "sapphire", "quartz"] {
            assert!(!text.contains(never), "{never}");
        }
        for guide in said {
            assert!(!text.contains(&guide), "{guide}");
        }
        // The people of a session are in it; none of them as who wrote what nobody is to know.
        assert!(!text.contains("\"author\": \"zephyrine\""));
        assert!(text.contains("Said by no name"));
    }
}
