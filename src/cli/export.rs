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
}
