//! How a screen of this process looks: what its terminal shows, which theme fits its ground, and what was asked for.

use super::{CliError, open::LookArgs, store::Paths};
use crate::{
    content::{
        folder,
        theme::{ThemeSpec, Themes},
    },
    problem::Problem,
    say::Lang,
    term::{
        capabilities::Capabilities,
        ground::{Ground, Heard},
        local,
    },
    ui::{seat::Looks, theme::Theme},
};

/// What this terminal shows, as far as it was not said otherwise.
pub(super) fn capabilities(look: &LookArgs) -> Capabilities {
    let mut shows = local::capabilities(look.color);
    shows.utf8 &= !look.ascii;
    shows
}

/// The theme that was asked for, or else the one that fits the terminal's ground, and what was heard when it was asked.
pub(super) fn theme(look: &LookArgs, shows: Capabilities) -> (String, Heard) {
    if let Some(theme) = &look.theme {
        return (theme.clone(), Heard::default());
    }
    let heard = local::ask_ground(shows);
    let told = || {
        let told = std::env::var("COLORFGBG").ok()?;
        Ground::told(&told)
    };
    let ground = heard.ground.or_else(told);
    (Ground::theme(ground).to_owned(), heard)
}

/// How a seat looks at this terminal, what the terminal shows, and what it said when it was asked.
pub(super) fn looks(
    paths: &Paths,
    look: &LookArgs,
) -> Result<(Looks, Capabilities, Heard), CliError> {
    let shows = capabilities(look);
    let (theme, heard) = theme(look, shows);
    let looks = looks_of(paths, &theme, look.lang(), shows)?;
    Ok((looks, shows, heard))
}

/// The shipped themes and the person's own, with what is wrong with these.
pub(super) fn themes(paths: &Paths) -> (Themes, Vec<Problem>) {
    let (files, _) = folder::json_files(&paths.themes);
    Themes::with(&files)
}

/// The theme of that name, shipped or the person's own; of the others nothing is read that need not be.
pub(super) fn theme_of(paths: &Paths, id: &str) -> Option<ThemeSpec> {
    let (files, _) = folder::json_files(&paths.themes);
    Themes::one(id, &files)
}

/// How a seat looks on a terminal that shows this.
pub(super) fn looks_of(
    paths: &Paths,
    theme: &str,
    lang: Lang,
    shows: Capabilities,
) -> Result<Looks, CliError> {
    let spec = theme_of(paths, theme).ok_or_else(|| {
        let (themes, problems) = themes(paths);
        CliError::NoTheme {
            asked: theme.to_owned(),
            known: themes.iter().map(|theme| theme.id.clone()).collect(),
            broken: problems.iter().map(ToString::to_string).collect(),
        }
    })?;
    Ok(Looks {
        theme: Theme::new(&spec, shows.depth),
        lang,
        ascii: !shows.utf8,
        thick: false,
    })
}
