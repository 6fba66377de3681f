//! Colours as themes name them, and how far apart two of them are.

use std::fmt;

pub mod sight;

/// A colour by its parts in sRGB.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Rgb(pub u8, pub u8, pub u8);

impl Rgb {
    /// Reads `#RRGGBB`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#')?;
        if digits.len() != 6 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
            return None;
        }
        let part = |at: usize| u8::from_str_radix(&digits[at..at + 2], 16).ok();
        Some(Self(part(0)?, part(2)?, part(4)?))
    }

    /// The contrast of two colours, from 1 to 21, whichever is text and whichever ground
    /// (WCAG 2.2, “contrast ratio”).
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Whether black is read on it more easily than white.
    pub fn is_light(self) -> bool {
        self.contrast(Self(0, 0, 0)) > self.contrast(Self(255, 255, 255))
    }

    /// How bright a colour looks, from 0 to 1 (WCAG 2.2, “relative luminance”).
    fn luminance(self) -> f64 {
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// How different two colours look: weighted squares (the “redmean” approximation), larger is further.
    pub fn distance(self, other: Self) -> u32 {
        let mean = u32::midpoint(u32::from(self.0), u32::from(other.0));
        let square = |a: u8, b: u8| u32::from(a.abs_diff(b)).pow(2);
        (((512 + mean) * square(self.0, other.0)) >> 8)
            + 4 * square(self.1, other.1)
            + (((767 - mean) * square(self.2, other.2)) >> 8)
    }
}

/// How much light a part of a colour stands for, from 0 to 1.
fn linear(part: u8) -> f64 {
    let part = f64::from(part) / 255.0;
    if part <= 0.04045 {
        part / 12.92
    } else {
        ((part + 0.055) / 1.055).powf(2.4)
    }
}

impl fmt::Display for Rgb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02X}{:02X}{:02X}", self.0, self.1, self.2)
    }
}

/// The sixteen colours that every terminal has, by the names themes give them, in the order of their numbers.
pub const ANSI: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright-black",
    "bright-red",
    "bright-green",
    "bright-yellow",
    "bright-blue",
    "bright-magenta",
    "bright-cyan",
    "bright-white",
];

/// What a theme draws with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ink {
    /// The terminal's own text colour or ground.
    Default,
    /// One of the terminal's sixteen colours, from 0.
    Ansi(u8),
    /// An exact colour, with the one of the sixteen that stands for it where there are no more.
    Rgb(Rgb, Option<u8>),
}

impl Ink {
    /// Reads `default`, one of [`ANSI`] or `#RRGGBB`.
    pub fn parse(text: &str) -> Option<Self> {
        if text == "default" {
            return Some(Self::Default);
        }
        ansi(text)
            .map(Self::Ansi)
            .or_else(|| Rgb::parse(text).map(|rgb| Self::Rgb(rgb, None)))
    }
}

/// The number of one of the sixteen colours.
pub fn ansi(name: &str) -> Option<u8> {
    let at = ANSI.iter().position(|known| *known == name)?;
    u8::try_from(at).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_the_guidelines() {
        let of = |a: &str, b: &str| Rgb::parse(a).unwrap().contrast(Rgb::parse(b).unwrap());
        assert!((of("#000000", "#FFFFFF") - 21.0).abs() < 1e-9);
        assert!((of("#777777", "#FFFFFF") - 4.48).abs() < 0.01);
        assert!((of("#56B4E9", "#101418") - 8.0).abs() < 0.1);
    }

    #[test]
    fn colours_are_read_strictly() {
        assert_eq!(
            Ink::parse("#56b4E9"),
            Some(Ink::Rgb(Rgb(0x56, 0xB4, 0xE9), None))
        );
        assert_eq!(Ink::parse("bright-red"), Some(Ink::Ansi(9)));
        assert_eq!(Ink::parse("default"), Some(Ink::Default));
        for bad in ["#56b4E", "56b4E9", "#+6b4E9", "#é6b4E", "", "crimson"] {
            assert_eq!(Ink::parse(bad), None, "{bad}");
        }
        assert_eq!(Rgb(1, 2, 255).to_string(), "#0102FF");
    }
}
