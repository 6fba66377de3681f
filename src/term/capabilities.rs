//! What a terminal can show, judged by the environment it is described in and by nothing else.

use std::str::FromStr;

use super::wire::WireOptions;
use crate::ui::theme::Depth;

/// What a person asks for with `--color`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ColorChoice {
    /// What the terminal shows, unless `NO_COLOR` says no.
    #[default]
    Auto,
    /// No colour.
    Never,
    /// What the terminal shows, sixteen colours at least, whatever `NO_COLOR` says.
    Always,
    /// Exactly this.
    Exactly(Depth),
}

/// A word for `--color` that means nothing.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("“{0}” is no choice of colour: write auto, never, always, 16, 256 or truecolor")]
pub struct UnknownColorChoice(String);

impl FromStr for ColorChoice {
    type Err = UnknownColorChoice;

    fn from_str(word: &str) -> Result<Self, UnknownColorChoice> {
        match word {
            "auto" => Ok(Self::Auto),
            "never" | "none" => Ok(Self::Never),
            "always" => Ok(Self::Always),
            "16" => Ok(Self::Exactly(Depth::Ansi16)),
            "256" => Ok(Self::Exactly(Depth::Ansi256)),
            "truecolor" | "24bit" => Ok(Self::Exactly(Depth::Truecolor)),
            _ => Err(UnknownColorChoice(word.to_owned())),
        }
    }
}

/// What a terminal can show.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capabilities {
    /// How many colours.
    pub depth: Depth,
    /// Characters beyond ASCII.
    pub utf8: bool,
    /// Screens at all: a place where the cursor can be moved about. Without it only lines make sense.
    pub screens: bool,
}

impl Capabilities {
    /// Judges a terminal by its environment (`env` looks a variable up), by whether it is a terminal at all,
    /// and by what the person asked for.
    ///
    /// `NO_COLOR` counts when it is set and not empty (<https://no-color.org>).
    pub fn detect(
        env: &dyn Fn(&str) -> Option<String>,
        is_terminal: bool,
        choice: ColorChoice,
    ) -> Self {
        let get = |name: &str| env(name).filter(|value| !value.is_empty());
        let term = get("TERM").unwrap_or_default();
        let screens = is_terminal && !term.is_empty() && term != "dumb";
        let shown = if screens {
            depth(&term, &get)
        } else {
            Depth::Mono
        };
        let depth = match choice {
            ColorChoice::Never => Depth::Mono,
            ColorChoice::Exactly(depth) => depth,
            ColorChoice::Always => shown.max(Depth::Ansi16),
            ColorChoice::Auto if get("NO_COLOR").is_some() => Depth::Mono,
            ColorChoice::Auto => shown,
        };
        // The first that is set decides, as in POSIX; where none is, the locale is plain C.
        let locale = get("LC_ALL")
            .or_else(|| get("LC_CTYPE"))
            .or_else(|| get("LANG"))
            .unwrap_or_default();
        let locale = locale.to_ascii_lowercase();
        let utf8 = locale.contains("utf-8") || locale.contains("utf8");
        Self {
            depth,
            utf8,
            screens,
        }
    }

    /// How frames are encoded for such a terminal.
    pub fn wire(&self) -> WireOptions {
        WireOptions {
            utf8: self.utf8,
            synchronised: self.screens,
        }
    }
}

fn depth(term: &str, get: &dyn Fn(&str) -> Option<String>) -> Depth {
    let colorterm = get("COLORTERM").unwrap_or_default();
    let program = get("TERM_PROGRAM").unwrap_or_default();
    if colorterm == "truecolor"
        || colorterm == "24bit"
        || term.ends_with("-direct")
        || [
            "kitty",
            "alacritty",
            "foot",
            "ghostty",
            "wezterm",
            "contour",
        ]
        .iter()
        .any(|name| term.contains(name))
        || ["iTerm.app", "WezTerm", "vscode", "ghostty"].contains(&program.as_str())
        || get("WT_SESSION").is_some()
    {
        Depth::Truecolor
    } else if term.contains("256") {
        Depth::Ansi256
    } else if ["vt100", "vt102", "vt220", "vt320"].contains(&term) {
        Depth::Mono
    } else {
        Depth::Ansi16
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn detect(vars: &[(&str, &str)], choice: ColorChoice) -> Capabilities {
        let env = |name: &str| {
            vars.iter()
                .find(|(key, _)| *key == name)
                .map(|(_, value)| (*value).to_owned())
        };
        Capabilities::detect(&env, true, choice)
    }

    fn depth_of(vars: &[(&str, &str)]) -> Depth {
        detect(vars, ColorChoice::Auto).depth
    }

    #[test]
    fn depth_follows_what_the_terminal_says() {
        assert_eq!(
            depth_of(&[("TERM", "xterm-256color"), ("COLORTERM", "truecolor")]),
            Depth::Truecolor
        );
        assert_eq!(depth_of(&[("TERM", "xterm-kitty")]), Depth::Truecolor);
        assert_eq!(depth_of(&[("TERM", "xterm-direct")]), Depth::Truecolor);
        assert_eq!(depth_of(&[("TERM", "screen-256color")]), Depth::Ansi256);
        assert_eq!(depth_of(&[("TERM", "linux")]), Depth::Ansi16);
        assert_eq!(depth_of(&[("TERM", "vt100")]), Depth::Mono);
        assert_eq!(depth_of(&[]), Depth::Mono);
        let dumb = detect(
            &[("TERM", "dumb"), ("COLORTERM", "truecolor")],
            ColorChoice::Auto,
        );
        assert_eq!((dumb.depth, dumb.screens), (Depth::Mono, false));
    }

    #[test]
    fn no_color_counts_when_it_says_something_and_a_flag_counts_more() {
        let vars = |no: &'static str| [("TERM", "xterm-256color"), ("NO_COLOR", no)];
        assert_eq!(depth_of(&vars("1")), Depth::Mono);
        assert_eq!(depth_of(&vars("")), Depth::Ansi256);
        assert_eq!(
            detect(&vars("1"), ColorChoice::Always).depth,
            Depth::Ansi256
        );
        assert_eq!(
            detect(&vars("1"), "16".parse().unwrap()).depth,
            Depth::Ansi16
        );
        assert_eq!(
            detect(&vars(""), "never".parse().unwrap()).depth,
            Depth::Mono
        );
        assert!(
            "pink"
                .parse::<ColorChoice>()
                .unwrap_err()
                .to_string()
                .contains("truecolor")
        );
    }

    #[test]
    fn the_first_locale_variable_that_is_set_decides() {
        let utf8 = |vars: &[(&str, &str)]| detect(vars, ColorChoice::Auto).utf8;
        assert!(utf8(&[("LANG", "en_US.UTF-8")]));
        assert!(utf8(&[("LC_CTYPE", "C.utf8"), ("LANG", "C")]));
        assert!(!utf8(&[("LC_ALL", "C"), ("LANG", "en_US.UTF-8")]));
        assert!(utf8(&[("LC_ALL", ""), ("LANG", "en_US.UTF-8")]));
        assert!(!utf8(&[]));
    }

    #[test]
    fn a_pipe_has_no_colour_and_no_screens() {
        let env = |name: &str| (name == "TERM").then(|| "xterm-256color".to_owned());
        let piped = Capabilities::detect(&env, false, ColorChoice::Auto);
        assert_eq!((piped.depth, piped.screens), (Depth::Mono, false));
    }
}
