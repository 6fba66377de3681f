//! The file of settings: where it is read, and what is said where it cannot be. A mistake in it never keeps anybody from
//! their session.

use std::{fs, io, path::Path};

use super::{
    files::{Readers, WriteError, write_atomically},
    look,
    open::LookArgs,
    store::Paths,
};
use crate::{
    content::folder,
    say,
    say::Msg,
    ui::{
        seat::Habits,
        settings::{Learning, Settings, read},
    },
};

/// In how many sessions on a machine keys explain themselves.
const LEARNS: u32 = 3;

/// Reads the settings of this user; what ships where there are none, and where they cannot be used, with why not.
pub fn load(paths: &Paths) -> (Settings, Option<Msg>) {
    let file = paths.settings.display().to_string();
    let text = match folder::text(&paths.settings) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return (Settings::default(), None);
        }
        Err(error) => {
            let why = say!(SettingsUnreadable, file, error.to_string());
            return (Settings::default(), Some(why));
        }
    };
    match read(&file, &text) {
        Ok(settings) => known_theme(settings, paths),
        Err(problems) => {
            let first = problems.first().map(ToString::to_string);
            let why = say!(SettingsNotUsed, first.unwrap_or_default(), problems.len());
            (Settings::default(), Some(why))
        }
    }
}

/// Leaves a theme out that there is not, and says so: how a screen looks is no reason to have none.
fn known_theme(settings: Settings, paths: &Paths) -> (Settings, Option<Msg>) {
    let theme = settings.theme.as_deref().unwrap_or_default();
    if theme.is_empty() || look::theme_of(paths, theme).is_some() {
        return (settings, None);
    }
    let why = say!(SettingsNoTheme, theme);
    let settings = Settings {
        theme: None,
        ..settings
    };
    (settings, Some(why))
}

/// Takes from the settings what the command line leaves open.
pub fn settle(look: &mut LookArgs, paths: &Paths) {
    let (settings, _) = load(paths);
    let settled = look.theme.take().or(settings.theme);
    look.theme = settled.or_else(|| chosen_theme(paths));
    look.lang = look.lang.or(settings.lang);
}

/// What whoever sits here is used to.
pub fn habits(settings: &Settings, store: &Path) -> Habits {
    let learning = match settings.learning {
        Learning::On => true,
        Learning::Off => false,
        Learning::Auto => starts(store) < LEARNS,
    };
    Habits {
        keys: settings.keys.clone(),
        mouse: settings.mouse,
        learning,
    }
}

/// Keeps the theme that was chosen on the screen for the next start. Where the settings or the command line name one, that one
/// comes first.
///
/// # Errors
/// It could not be written.
pub fn keep_theme(paths: &Paths, id: &str) -> Result<(), WriteError> {
    write_atomically(&theme_file(paths), id.as_bytes(), Readers::Owner)
}

/// The theme that was chosen on the screen before, as long as there is one of that name.
fn chosen_theme(paths: &Paths) -> Option<String> {
    let id = fs::read_to_string(theme_file(paths)).ok()?;
    let known = look::theme_of(paths, id.trim()).is_some();
    known.then(|| id.trim().to_owned())
}

fn theme_file(paths: &Paths) -> std::path::PathBuf {
    paths.store.join("theme")
}

fn counted(store: &Path) -> std::path::PathBuf {
    store.join("starts")
}

/// How often a session was opened at this store's own terminal.
fn starts(store: &Path) -> u32 {
    let text = fs::read_to_string(counted(store)).unwrap_or_default();
    text.trim().parse().unwrap_or(0)
}

/// Counts one more start, as far as it matters. It is no harm where that cannot be written: keys explain themselves once more.
pub fn count_start(store: &Path) {
    let so_far = starts(store);
    if so_far < LEARNS {
        let text = format!("{}\n", so_far + 1);
        if let Err(error) = write_atomically(&counted(store), text.as_bytes(), Readers::Owner) {
            tracing::warn!(%error, "the start was not counted");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(folder: &Path) -> Paths {
        let mut paths = Paths::new(Some(folder)).unwrap();
        paths.settings = folder.join("config.toml");
        paths
    }

    #[test]
    fn a_theme_that_was_chosen_is_there_at_the_next_start_unless_the_settings_name_one() {
        let folder = tempfile::tempdir().unwrap();
        let paths = paths(folder.path());
        let settled = |asked: Option<&str>| {
            let mut look = LookArgs {
                theme: asked.map(str::to_owned),
                ..LookArgs::default()
            };
            settle(&mut look, &paths);
            look.theme
        };
        assert_eq!(settled(None), None);
        keep_theme(&paths, "dawn").unwrap();
        assert_eq!(settled(None).as_deref(), Some("dawn"));
        assert_eq!(settled(Some("paper")).as_deref(), Some("paper"));
        fs::write(&paths.settings, "theme = \"hearth\"\n").unwrap();
        assert_eq!(settled(None).as_deref(), Some("hearth"));
        fs::remove_file(&paths.settings).unwrap();
        keep_theme(&paths, "gone since").unwrap();
        assert_eq!(settled(None), None);
    }

    #[test]
    fn a_broken_file_is_told_with_its_place_and_what_ships_is_used() {
        let folder = tempfile::tempdir().unwrap();
        let paths = paths(folder.path());
        assert_eq!(load(&paths).1, None);
        fs::write(&paths.settings, "mouse = 5\nkeys = 1\n").unwrap();
        let (settings, why) = load(&paths);
        assert!(settings.mouse);
        let why = why.unwrap().render(say::Lang::En);
        assert!(
            why.contains("config.toml:1:9: true or false is expected here"),
            "{why}"
        );
        fs::write(&paths.settings, "mouse = false\n").unwrap();
        let (settings, why) = load(&paths);
        assert_eq!((settings.mouse, why), (false, None));
        fs::write(&paths.settings, "theme = \"nigth\"\nmouse = false\n").unwrap();
        let (settings, why) = load(&paths);
        assert_eq!((settings.theme, settings.mouse), (None, false));
        let why = why.unwrap().render(say::Lang::En);
        assert!(why.contains("nigth"), "{why}");
    }

    #[test]
    fn keys_explain_themselves_in_the_first_three_sessions() {
        let folder = tempfile::tempdir().unwrap();
        let store = folder.path();
        let learns = |learning| {
            let settings = Settings {
                learning,
                ..Settings::default()
            };
            habits(&settings, store).learning
        };
        for _ in 0..3 {
            assert!(learns(Learning::Auto));
            assert!(!learns(Learning::Off));
            count_start(store);
        }
        assert!(!learns(Learning::Auto));
        assert!(learns(Learning::On));
        count_start(store);
        assert_eq!(starts(store), 3);
    }
}
