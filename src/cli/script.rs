//! `upturn script`: what scripts there are, and the beginning of one's own. Never touches the store.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use clap::{Args, Subcommand};

use super::{
    CliError,
    files::{Readers, write_atomically},
    store::Paths,
};
use crate::{
    content::{Library, read_script},
    say::Lang,
};

/// A script of five steps that runs as it is, to be made one's own.
const STARTER: &str = include_str!("../content/starter.json");

/// What `upturn script` is asked.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Examples:\n  upturn script list\n  upturn script new our-talk --title 'Our talk'\n  upturn script new our-curve --like turn-the-curve"
)]
pub struct ScriptArgs {
    /// What about scripts
    #[command(subcommand)]
    pub about: About,
}

/// What can be asked about scripts.
#[derive(Debug, Clone, Subcommand)]
pub enum About {
    /// List the scripts, with what is wrong with those of yours that cannot be used
    List,
    /// Write a script of your own into your folder, ready to be changed
    New(NewScript),
    /// Print the file of a script
    Show {
        /// Its id
        script: String,
    },
}

/// What `upturn script new` is asked.
#[derive(Debug, Clone, Args)]
#[command(
    after_help = "Examples:\n  upturn script new our-talk --title 'Our talk'\n  upturn script new our-curve --like turn-the-curve --to our-curve.json"
)]
pub struct NewScript {
    /// Its id: small letters, digits and dashes
    pub id: String,
    /// What it is called
    #[arg(long)]
    pub title: Option<String>,
    /// The script to begin with; a short one of five steps where it is left out
    #[arg(long, value_name = "SCRIPT")]
    pub like: Option<String>,
    /// The file; one in your folder for scripts where it is left out
    #[arg(long, value_name = "FILE")]
    pub to: Option<PathBuf>,
}

/// Does what was asked about scripts.
///
/// # Errors
/// There is no such script, the file exists or cannot be written, or the id is none.
pub fn run(
    args: &ScriptArgs,
    paths: &Paths,
    lang: Lang,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let library = Library::with_folder(&paths.scripts);
    match &args.about {
        About::List => list(&library, lang, out).map_err(CliError::from),
        About::New(new) => begin(new, &library, paths, out),
        About::Show { script } => {
            let text = source(&library, script)?;
            Ok(write!(out, "{text}")?)
        }
    }
}

fn list(library: &Library, lang: Lang, out: &mut dyn Write) -> io::Result<()> {
    for shelved in library.iter() {
        let script = &shelved.script;
        let yours = shelved.file.as_ref().map_or("", |_| " · yours");
        writeln!(
            out,
            "{:<24} {:>4} min  {} · {}{yours}",
            script.id,
            script.minutes,
            script.title.get(lang),
            script.framework,
        )?;
    }
    for problem in library.problems() {
        writeln!(out, "! {problem}")?;
    }
    Ok(())
}

fn begin(
    new: &NewScript,
    library: &Library,
    paths: &Paths,
    out: &mut dyn Write,
) -> Result<(), CliError> {
    let text = match &new.like {
        Some(like) => {
            let text = source(library, like)?;
            let text = text.replacen(&format!("\"{like}\""), &quoted(&new.id), 1);
            match &new.title {
                Some(title) => titled(&text, title),
                None => text,
            }
        }
        None => STARTER.replacen("\"ID\"", &quoted(&new.id), 1),
    };
    let title = new.title.as_deref().unwrap_or(&new.id);
    let text = text.replacen("\"TITLE\"", &quoted(title), 1);
    let path = new
        .to
        .clone()
        .unwrap_or_else(|| paths.scripts.join(format!("{}.json", new.id)));
    let name = path.display().to_string();
    // A script with sittings is put together where it is used; read alone it only has to be well formed.
    if let Err(problems) = read_script(&name, &text) {
        let told: Vec<String> = problems.iter().map(ToString::to_string).collect();
        return Err(CliError::Data(told.join("\n")));
    }
    if path.exists() {
        return Err(CliError::FileThere { path });
    }
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| CliError::Folder {
            path: folder.to_owned(),
            error,
        })?;
    }
    write_atomically(&path, text.as_bytes(), Readers::Usual)?;
    writeln!(out, "{name}")?;
    writeln!(
        out,
        "Change it in any editor. `upturn check` tells what is wrong with it, `upturn new {}` holds it.",
        new.id
    )?;
    Ok(())
}

/// A script's text with another title, in every language the old one had; all else stays as it was written.
fn titled(text: &str, title: &str) -> String {
    let Ok(whole) = serde_json::from_str::<serde_json::Value>(text) else {
        return text.to_owned();
    };
    let Some(was) = whole.get("title") else {
        return text.to_owned();
    };
    // As it stands in the file, where the title is one text or an object of languages on a line of its own.
    let old: Vec<&str> = match was {
        serde_json::Value::String(words) => vec![words],
        serde_json::Value::Object(langs) => {
            langs.values().filter_map(|words| words.as_str()).collect()
        }
        _ => Vec::new(),
    };
    old.into_iter().fold(text.to_owned(), |text, words| {
        text.replacen(&quoted(words), &quoted(title), 1)
    })
}

/// The text of a script's file.
fn source(library: &Library, id: &str) -> Result<String, CliError> {
    library.source(id).ok_or_else(|| CliError::NoScript {
        asked: id.to_owned(),
        known: library
            .iter()
            .map(|shelved| shelved.script.id.to_string())
            .collect(),
    })
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
