//! The languages that the program speaks.

/// A language the program speaks. Adding one is a variant here and a catalogue beside `say/en`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Lang {
    /// American English.
    #[default]
    En,
    /// Spanish, as it is spoken in Latin America.
    Es,
}

impl Lang {
    /// Every language there is.
    pub const ALL: [Self; 2] = [Self::En, Self::Es];

    /// The BCP 47 code that scripts use as key for this language.
    pub fn code(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Es => "es",
        }
    }

    /// The language that a locale names, as in `es_MX.UTF-8` or `es-419`; `None` for any that the program does not speak.
    pub fn of_locale(locale: &str) -> Option<Self> {
        let code = locale
            .split(|c: char| !c.is_ascii_alphanumeric())
            .next()?
            .to_ascii_lowercase();
        Self::ALL.into_iter().find(|lang| lang.code() == code)
    }

    /// The language after this one, and after the last the first.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::En => Self::Es,
            Self::Es => Self::En,
        }
    }
}

impl std::str::FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::of_locale(text).ok_or(UnknownLang)
    }
}

/// A language that the program does not speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Upturn speaks en (English) and es (Spanish)")]
pub struct UnknownLang;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locale_names_a_language_by_its_first_part() {
        for (locale, lang) in [
            ("es", Some(Lang::Es)),
            ("es_MX.UTF-8", Some(Lang::Es)),
            ("ES-419", Some(Lang::Es)),
            ("en_US", Some(Lang::En)),
            ("C.UTF-8", None),
            ("est_EE", None),
            ("", None),
        ] {
            assert_eq!(Lang::of_locale(locale), lang, "{locale}");
        }
    }

    #[test]
    fn after_the_last_comes_the_first() {
        let mut lang = Lang::En;
        for known in Lang::ALL {
            assert_eq!(lang, known);
            lang = lang.next();
        }
        assert_eq!(lang, Lang::En);
    }
}
