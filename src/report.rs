//! Formats of what a session leaves: plain text, Markdown, HTML, SVG, and the archive that restores it.
//!
//! A format reads a [`Document`] and says how it looks; it never decides what is said, and what a viewer may not see
//! cannot reach it. The archive alone holds a session whole, private notes included.

use std::{fmt, path::Path, str::FromStr};

use crate::{
    document::{Block, Document, Line},
    model::{
        ids::{At, StepId},
        seen::Seen,
        step::recap,
        text::is_unwanted,
    },
};

mod archive;
mod escape;
mod html;
mod markdown;
mod measure;
mod one_page;
mod picture;
mod text;
mod tree;

pub use archive::archive;
pub use escape::ascii;
pub use text::{Look, text};

/// What a report is written as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Markdown, as most wikis and repositories read it.
    Markdown,
    /// One self-contained page that prints well.
    Html,
    /// A picture of a curve, or of a tree of causes.
    Svg,
    /// The archive: every record, to restore an identical session.
    Json,
    /// Plain text.
    Text,
}

impl Format {
    /// All of them with their names, the first of which is its file ending.
    pub const NAMES: [(Self, &'static [&'static str]); 5] = [
        (Self::Markdown, &["md", "markdown"]),
        (Self::Html, &["html", "htm"]),
        (Self::Svg, &["svg"]),
        (Self::Json, &["json", "archive"]),
        (Self::Text, &["txt", "text"]),
    ];

    /// The format that a file's ending names.
    ///
    /// # Errors
    /// [`ReportError::Ending`] where it names none.
    pub fn from_path(path: &Path) -> Result<Self, ReportError> {
        let ending = path.extension().and_then(|ending| ending.to_str());
        ending
            .and_then(|ending| ending.parse().ok())
            .ok_or_else(|| ReportError::Ending(path.display().to_string()))
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Self::NAMES.iter().find(|(format, _)| format == self);
        f.write_str(names.and_then(|(_, names)| names.first()).unwrap_or(&""))
    }
}

impl FromStr for Format {
    type Err = ReportError;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        let name = name.trim().trim_start_matches('.').to_ascii_lowercase();
        let known = Self::NAMES.iter();
        known
            .into_iter()
            .find(|(_, names)| names.contains(&&*name))
            .map(|(format, _)| *format)
            .ok_or(ReportError::Unknown(name))
    }
}

/// What of a session is written, and how.
#[derive(Clone, Debug)]
pub struct Options {
    /// The one-page result rather than everything; for HTML alone.
    pub one_page: bool,
    /// Only what this step leaves.
    pub step: Option<StepId>,
    /// When the report is made.
    pub at: At,
    /// The reader's clock, in minutes east of UTC.
    pub minutes_east: i32,
    /// How plain text looks.
    pub look: Look,
}

impl Options {
    /// Everything, as made at this moment in a place this many minutes east of UTC.
    pub fn new(at: At, minutes_east: i32) -> Self {
        Self {
            one_page: false,
            step: None,
            at,
            minutes_east,
            look: Look::default(),
        }
    }

    fn day(&self, at: At) -> String {
        at.day(self.minutes_east)
            .map(|day| day.to_string())
            .unwrap_or_default()
    }
}

/// Why there is no report.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// A file's ending names no format.
    #[error(
        "“{0}” does not say which format to write; end it in .md, .html, .svg, .json or .txt, or name one with --format"
    )]
    Ending(String),
    /// No format is called that.
    #[error("there is no format “{0}”; choose md, html, svg, json or txt")]
    Unknown(String),
    /// The script has no such step.
    #[error("this session has no step “{asked}”; its steps are {}", steps.join(", "))]
    NoStep {
        /// What was asked for.
        asked: String,
        /// What there is.
        steps: Vec<String>,
    },
    /// Nothing to draw was found.
    #[error(
        "there is no curve and no tree of causes to draw here yet; choose a step that has one with --step, or another format"
    )]
    NothingToDraw,
    /// Only HTML is laid out on a page.
    #[error(
        "the one-page result is laid out as HTML; write to a file that ends in .html, or leave out --one-page"
    )]
    OnePageIsHtml,
    /// An archive holds everything or is none.
    #[error("an archive always holds the whole session; leave out --step")]
    ArchiveIsWhole,
    /// Something in it is still unseen, and an archive would tell it or not be whole.
    #[error(
        "something in this session is still unseen: reveal the silent writing and close the secret vote, then take the archive"
    )]
    HoldsBack,
    /// The viewer does not see every record.
    #[error("only the archive's own view holds every record of a session")]
    NotWhole,
    /// A record could not be written as it is stored.
    #[error(
        "this session holds what a newer Upturn wrote, which this one cannot write out again whole; nothing is lost, export it with that version"
    )]
    Newer,
}

/// A session in a format.
///
/// # Errors
/// Where the format cannot show what was asked for; see [`ReportError`].
pub fn render(seen: &Seen<'_>, format: Format, options: &Options) -> Result<Vec<u8>, ReportError> {
    if options.one_page && format != Format::Html {
        return Err(ReportError::OnePageIsHtml);
    }
    let whole = match format {
        Format::Json if options.step.is_some() => return Err(ReportError::ArchiveIsWhole),
        Format::Json if seen.is_holding_back() => return Err(ReportError::HoldsBack),
        Format::Json => archive(seen, options.at)?,
        Format::Html if options.one_page => html::one_page(seen, options)?,
        Format::Html => html::whole(&document(seen, options)?, seen, options),
        Format::Markdown => markdown::markdown(&document(seen, options)?, seen.lang()),
        Format::Text => text(&document(seen, options)?, seen.lang(), options.look),
        Format::Svg => picture::first(&document(seen, options)?, seen.lang())
            .ok_or(ReportError::NothingToDraw)?,
    };
    // Archives keep words as they came, and so the session of one may hold signs that turn the order of what is read around:
    // they are in no text that was typed here, and no report has them. The archive has them as they are.
    let stays = |c: &char| format == Format::Json || *c == '\n' || !is_unwanted(*c);
    if whole.chars().all(|c| stays(&c)) {
        return Ok(whole.into_bytes());
    }
    Ok(whole.chars().filter(stays).collect::<String>().into_bytes())
}

/// What is written: everything, or what one step leaves.
///
/// # Errors
/// [`ReportError::NoStep`] where the step does not exist.
pub fn document(seen: &Seen<'_>, options: &Options) -> Result<Document, ReportError> {
    let mut document = recap::document(seen);
    let Some(asked) = &options.step else {
        return Ok(document);
    };
    let step = seen.step(asked).ok_or_else(|| ReportError::NoStep {
        asked: asked.to_string(),
        steps: seen
            .script()
            .steps
            .iter()
            .map(|step| step.id.to_string())
            .collect(),
    })?;
    let name = Line::said(step.name(seen.lang()).clone());
    document.blocks = std::iter::once(Block::Heading(2, name))
        .chain(seen.recap(step))
        .collect();
    Ok(document)
}

#[cfg(test)]
mod tests;
