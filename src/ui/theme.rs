//! The one place where roles become colours of a terminal.
//!
//! A [`Theme`] is made once for a seat, from what its theme file says and how many colours its terminal
//! shows; drawing then only looks styles up. No screen names a colour. No state is told by colour alone:
//! the emphasis of a slot stays where there is no colour, and glyphs and words are the screens' part.

use std::sync::Arc;

use ratatui::style::{Color, Modifier, Style};

use crate::content::color::{Ink, Rgb};
pub use crate::content::slot::Slot;
use crate::content::slot::{Purpose, slot_table};
use crate::content::theme::{Look, ThemeSpec};

/// How many colours a terminal shows, the fewest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Depth {
    /// None: emphasis only.
    Mono,
    /// The sixteen of the terminal's own palette.
    Ansi16,
    /// The fixed cube and greys of 256-colour terminals.
    Ansi256,
    /// Any.
    Truecolor,
}

/// A style for every slot at one depth; a copy of it shares them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    id: Arc<str>,
    depth: Depth,
    styles: Arc<[Style]>,
    /// The same in windows over the screen, which may have a ground of their own.
    in_windows: Arc<[Style]>,
}

impl Theme {
    /// The theme as a terminal of this depth can show it.
    pub fn new(spec: &ThemeSpec, depth: Depth) -> Self {
        let all = |look: &dyn Fn(Slot) -> Look| {
            Slot::ALL
                .iter()
                .map(|&slot| style(look(slot), slot.purpose(), depth))
                .collect()
        };
        Self {
            id: spec.id.as_str().into(),
            depth,
            styles: all(&|slot| spec.look(slot)),
            in_windows: all(&|slot| spec.look_in_windows(slot)),
        }
    }

    /// The terminal's own colours, for a seat about whose ground nothing is known.
    pub fn terminal(depth: Depth) -> Self {
        Self::new(&ThemeSpec::terminal(), depth)
    }

    /// The id of the theme it was made from.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The depth it was made for.
    pub fn depth(&self) -> Depth {
        self.depth
    }

    /// Whether its ground is light, as far as that is known: a terminal's own colours are taken for dark.
    pub fn is_light(&self) -> bool {
        match self.style(Slot::Text).bg {
            Some(Color::Rgb(r, g, b)) => Rgb(r, g, b).is_light(),
            Some(Color::White | Color::Gray) => true,
            _ => false,
        }
    }

    /// The style of a slot. It sets both colours and adds its emphasis; emphasis that is already there
    /// stays, so a selected row may hold styled words. Blank an area before drawing over others' cells.
    pub fn style(&self, slot: Slot) -> Style {
        self.styles.get(slot as usize).copied().unwrap_or_default()
    }

    /// The style of a slot in a window over the screen.
    pub fn style_in_windows(&self, slot: Slot) -> Style {
        let style = self.in_windows.get(slot as usize);
        style.copied().unwrap_or_default()
    }
}

macro_rules! methods {
    ($($slot:ident $method:ident $name:literal ($parent:ident) $purpose:ident [$($emphasis:ident)*] $about:literal;)*) => {
        impl Theme {
            $(
                #[doc = $about]
                pub fn $method(&self) -> Style {
                    self.style(Slot::$slot)
                }
            )*
        }
    };
}
slot_table!(methods);

fn style(look: Look, purpose: Purpose, depth: Depth) -> Style {
    let (fg, bg) = match depth {
        Depth::Mono => (Color::Reset, Color::Reset),
        Depth::Ansi16 => (sixteen(look.fg), sixteen(look.bg)),
        Depth::Ansi256 => cube(look.fg, look.bg, purpose),
        Depth::Truecolor => (exact(look.fg), exact(look.bg)),
    };
    let emphasis = [
        (look.emphasis.bold, Modifier::BOLD),
        (look.emphasis.italic, Modifier::ITALIC),
        (look.emphasis.underline, Modifier::UNDERLINED),
        (look.emphasis.reverse, Modifier::REVERSED),
    ];
    let modifier = emphasis
        .into_iter()
        .filter(|(has, _)| *has)
        .fold(Modifier::empty(), |all, (_, one)| all | one);
    Style::new().fg(fg).bg(bg).add_modifier(modifier)
}

fn exact(ink: Ink) -> Color {
    match ink {
        Ink::Rgb(Rgb(r, g, b), _) => Color::Rgb(r, g, b),
        other => sixteen(other),
    }
}

fn sixteen(ink: Ink) -> Color {
    match ink {
        Ink::Default => Color::Reset,
        Ink::Ansi(n) | Ink::Rgb(_, Some(n)) => NAMED
            .get(usize::from(n))
            .map_or(Color::Reset, |(color, _)| *color),
        Ink::Rgb(rgb, None) => NAMED
            .iter()
            .min_by_key(|(_, known)| known.distance(rgb))
            .map_or(Color::Reset, |(color, _)| *color),
    }
}

/// The sixteen colours with what they usually look like (xterm's palette; people change theirs).
const NAMED: [(Color, Rgb); 16] = [
    (Color::Black, Rgb(0, 0, 0)),
    (Color::Red, Rgb(205, 0, 0)),
    (Color::Green, Rgb(0, 205, 0)),
    (Color::Yellow, Rgb(205, 205, 0)),
    (Color::Blue, Rgb(0, 0, 238)),
    (Color::Magenta, Rgb(205, 0, 205)),
    (Color::Cyan, Rgb(0, 205, 205)),
    (Color::Gray, Rgb(229, 229, 229)),
    (Color::DarkGray, Rgb(127, 127, 127)),
    (Color::LightRed, Rgb(255, 0, 0)),
    (Color::LightGreen, Rgb(0, 255, 0)),
    (Color::LightYellow, Rgb(255, 255, 0)),
    (Color::LightBlue, Rgb(92, 92, 255)),
    (Color::LightMagenta, Rgb(255, 0, 255)),
    (Color::LightCyan, Rgb(0, 255, 255)),
    (Color::White, Rgb(255, 255, 255)),
];

/// Both colours of a look among the 240 fixed ones: the ground the nearest, and the text the nearest that
/// keeps the contrast the slot needs, where the exact pair has it.
fn cube(fg: Ink, bg: Ink, purpose: Purpose) -> (Color, Color) {
    let Ink::Rgb(ground, _) = bg else {
        return (fixed(fg, |_| true), sixteen(bg));
    };
    let shown = nearest(ground, |_| true);
    let bg = Color::Indexed(shown);
    let Ink::Rgb(text, _) = fg else {
        return (sixteen(fg), bg);
    };
    let needs = purpose.contrast();
    let kept = text.contrast(ground) < needs;
    (
        fixed(fg, |color| {
            kept || color.contrast(fixed_rgb(shown)) >= needs
        }),
        bg,
    )
}

fn fixed(ink: Ink, allowed: impl Fn(Rgb) -> bool) -> Color {
    match ink {
        Ink::Rgb(rgb, _) => Color::Indexed(nearest(rgb, allowed)),
        other => sixteen(other),
    }
}

/// The nearest of the fixed colours that is allowed, or the nearest of all.
fn nearest(rgb: Rgb, allowed: impl Fn(Rgb) -> bool) -> u8 {
    let by_distance = |n: &u8| fixed_rgb(*n).distance(rgb);
    (16..=255)
        .filter(|&n| allowed(fixed_rgb(n)))
        .min_by_key(by_distance)
        .or_else(|| (16..=255).min_by_key(by_distance))
        .unwrap_or(16)
}

/// What colour number `n`, from 16, looks like: a cube of six levels, then 24 greys.
fn fixed_rgb(n: u8) -> Rgb {
    if n >= 232 {
        let grey = 8 + 10 * (n - 232);
        return Rgb(grey, grey, grey);
    }
    let level = |i: u8| if i == 0 { 0 } else { 55 + 40 * i };
    let n = n.saturating_sub(16);
    Rgb(level(n / 36), level(n / 6 % 6), level(n % 6))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::content::{color::sight::Sight, theme::Themes};

    const DEPTHS: [Depth; 4] = [Depth::Mono, Depth::Ansi16, Depth::Ansi256, Depth::Truecolor];

    #[test]
    fn every_shipped_theme_resolves_at_every_depth() {
        for spec in Themes::shipped().iter() {
            for depth in DEPTHS {
                let theme = Theme::new(spec, depth);
                for &slot in Slot::ALL {
                    let style = theme.style(slot);
                    for color in [style.fg.unwrap(), style.bg.unwrap()] {
                        let fits = match color {
                            Color::Reset => {
                                depth == Depth::Mono || ["terminal", "mono"].contains(&&*spec.id)
                            }
                            Color::Rgb(..) => depth == Depth::Truecolor,
                            Color::Indexed(_) => depth == Depth::Ansi256,
                            _ => depth == Depth::Ansi16,
                        };
                        assert!(fits, "{} {slot:?} {depth:?}: {color:?}", spec.id);
                    }
                    assert!(
                        style.fg != style.bg || style.fg == Some(Color::Reset),
                        "{} {slot:?} {depth:?}",
                        spec.id
                    );
                }
            }
        }
    }

    #[test]
    fn contrast_survives_in_256_colours() {
        for spec in Themes::shipped().iter() {
            let theme = Theme::new(spec, Depth::Ansi256);
            for &slot in Slot::ALL {
                for style in [theme.style(slot), theme.style_in_windows(slot)] {
                    if let (Some(Color::Indexed(fg)), Some(Color::Indexed(bg))) =
                        (style.fg, style.bg)
                    {
                        let contrast = fixed_rgb(fg).contrast(fixed_rgb(bg));
                        assert!(
                            contrast >= slot.purpose().contrast(),
                            "{} {slot:?}: {contrast:.2}",
                            spec.id
                        );
                    }
                }
            }
        }
    }

    #[test]
    fn good_and_bad_stay_apart_in_256_colours() {
        for spec in Themes::shipped().iter() {
            let theme = Theme::new(spec, Depth::Ansi256);
            if let (Some(Color::Indexed(good)), Some(Color::Indexed(bad))) =
                (theme.good().fg, theme.bad().fg)
            {
                for sight in Sight::ALL {
                    let apart = sight.difference(fixed_rgb(good), fixed_rgb(bad));
                    assert!(apart >= 25.0, "{} {sight:?}: {apart:.1}", spec.id);
                }
            }
        }
    }

    #[test]
    fn sixteen_colours_keep_ground_text_and_opposites_apart() {
        for spec in Themes::shipped().iter() {
            let theme = Theme::new(spec, Depth::Ansi16);
            for &slot in Slot::ALL {
                for style in [theme.style(slot), theme.style_in_windows(slot)] {
                    if let (Some(fg), Some(bg)) = (named(style.fg), named(style.bg)) {
                        // By what xterm shows for them; people choose their own sixteen.
                        let contrast = fg.contrast(bg);
                        assert!(contrast >= 3.0, "{} {slot:?}: {contrast:.2}", spec.id);
                    }
                }
            }
            if let (Some(good), Some(bad)) = (named(theme.good().fg), named(theme.bad().fg)) {
                for sight in Sight::ALL {
                    let apart = sight.difference(good, bad);
                    assert!(apart >= 25.0, "{} {sight:?}: {apart:.1}", spec.id);
                }
            }
        }
    }

    fn named(color: Option<Color>) -> Option<Rgb> {
        let found = NAMED.iter().find(|(known, _)| Some(*known) == color);
        found.map(|(_, rgb)| *rgb)
    }

    #[test]
    fn states_can_be_told_without_colour() {
        for spec in Themes::shipped().iter() {
            let theme = Theme::new(spec, Depth::Mono);
            assert!(theme.selected().add_modifier.contains(Modifier::REVERSED));
            for slot in [
                Slot::Selected,
                Slot::Marked,
                Slot::Match,
                Slot::Error,
                Slot::Notice,
                Slot::Advice,
                Slot::Root,
                Slot::Late,
                Slot::Disabled,
                Slot::Parked,
                Slot::TimerOver,
                Slot::CardSelected,
                Slot::BorderFocus,
            ] {
                assert_ne!(theme.style(slot), theme.text(), "{} {slot:?}", spec.id);
            }
            assert_ne!(theme.timer(), theme.timer_low());
            assert_ne!(theme.timer_low(), theme.timer_over());
            assert_ne!(theme.card_border(), theme.card_selected());
        }
    }

    #[test]
    fn the_fixed_colours_are_where_terminals_have_them() {
        assert_eq!(fixed_rgb(16), Rgb(0, 0, 0));
        assert_eq!(fixed_rgb(231), Rgb(255, 255, 255));
        assert_eq!(fixed_rgb(67), Rgb(95, 135, 175));
        assert_eq!(fixed_rgb(255), Rgb(238, 238, 238));
        assert_eq!(nearest(Rgb(255, 255, 255), |_| true), 231);
    }
}
