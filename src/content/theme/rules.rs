//! What a theme must keep so that everybody can read it: contrast, and good told apart from bad.
//!
//! Shipped themes keep all of it, which tests hold; one's own are told by `upturn check`, and can be used all the same.

use super::{Look, ThemeSpec};
use crate::content::{
    color::{Ink, sight::Sight},
    slot::Slot,
};

/// How far apart what is good and what is bad must look, in ΔE of CIE 1976.
const APART: f64 = 25.0;

/// What must be told apart.
const OPPOSITES: [(Slot, Slot); 2] = [(Slot::Good, Slot::Bad), (Slot::Done, Slot::Late)];

/// Something that not everybody can read.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fault {
    /// A slot is too faint on its ground.
    Faint {
        /// Which.
        slot: Slot,
        /// Whether it is so in windows alone, whose ground is another.
        in_windows: bool,
        /// The contrast.
        is: f64,
    },
    /// Two slots that mean the opposite look alike to some.
    Alike {
        /// Which.
        slots: (Slot, Slot),
        /// To whom.
        to: Sight,
        /// How different they look.
        is: f64,
    },
}

/// Everything that is wrong with the exact colours of a theme. What a slot has from its parent is told of the parent
/// alone. Of the terminal's own colours nothing is known.
pub fn faults(theme: &ThemeSpec) -> Vec<Fault> {
    let mut found = Vec::new();
    for &slot in Slot::ALL {
        for in_windows in [false, true] {
            if in_windows
                && matches!(found.last(), Some(Fault::Faint { slot: last, .. }) if *last == slot)
            {
                continue;
            }
            let look = look(theme, slot, in_windows);
            let Some(is) = contrast(look).filter(|is| *is < slot.purpose().contrast()) else {
                continue;
            };
            let told_already = slot.parent().is_some_and(|parent| {
                let parent_look = self::look(theme, parent, in_windows);
                parent_look.fg == look.fg
                    && parent_look.bg == look.bg
                    && is < parent.purpose().contrast()
            });
            let on_the_screen = in_windows && look == self::look(theme, slot, false);
            if !told_already && !on_the_screen {
                found.push(Fault::Faint {
                    slot,
                    in_windows,
                    is,
                });
            }
        }
    }
    let mut told = Vec::new();
    for slots in OPPOSITES {
        let (a, b) = (theme.look(slots.0).fg, theme.look(slots.1).fg);
        if let (Ink::Rgb(a, _), Ink::Rgb(b, _)) = (a, b)
            && !told.contains(&(a, b))
        {
            told.push((a, b));
            let alike = Sight::ALL
                .into_iter()
                .map(|to| (to, to.difference(a, b)))
                .filter(|(_, is)| *is < APART);
            found.extend(alike.map(|(to, is)| Fault::Alike { slots, to, is }));
        }
    }
    found
}

fn look(theme: &ThemeSpec, slot: Slot, in_windows: bool) -> Look {
    if in_windows {
        theme.look_in_windows(slot)
    } else {
        theme.look(slot)
    }
}

fn contrast(look: Look) -> Option<f64> {
    match (look.fg, look.bg) {
        (Ink::Rgb(fg, _), Ink::Rgb(bg, _)) => Some(fg.contrast(bg)),
        _ => None,
    }
}

impl Fault {
    /// What is wrong, in words for whoever wrote the file.
    pub fn message(&self) -> String {
        match self {
            Self::Faint {
                slot,
                in_windows,
                is,
            } => format!(
                "“{}” has a contrast of {is:.1}:1 {}, and needs {}:1",
                slot.name(),
                if *in_windows {
                    "on the ground of windows"
                } else {
                    "on its ground"
                },
                slot.purpose().contrast(),
            ),
            Self::Alike { slots, to, is } => format!(
                "“{}” and “{}” look alike to people with {}: ΔE {is:.0}, and {APART:.0} is needed",
                slots.0.name(),
                slots.1.name(),
                to.name(),
            ),
        }
    }

    /// What to do about it.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Faint { .. } => {
                "move its colour away from the ground; the theme can be used meanwhile"
            }
            Self::Alike { .. } => {
                "let them differ in lightness or in blue, as teal and orange do; the theme can be used meanwhile"
            }
        }
    }
}
