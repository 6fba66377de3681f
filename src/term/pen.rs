//! The style a terminal draws with, and the shortest way from one style to the next.

use std::io::Write as _;

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// What a terminal's next character looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pen {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

/// Modifiers with the codes that switch them on and off. Bold and dim share their off code.
const MODIFIERS: [(Modifier, &str, &str); 8] = [
    (Modifier::BOLD, "1", "22"),
    (Modifier::DIM, "2", "22"),
    (Modifier::ITALIC, "3", "23"),
    (Modifier::UNDERLINED, "4", "24"),
    (Modifier::SLOW_BLINK, "5", "25"),
    (Modifier::REVERSED, "7", "27"),
    (Modifier::HIDDEN, "8", "28"),
    (Modifier::CROSSED_OUT, "9", "29"),
];

impl Pen {
    /// A terminal's own colours and nothing else.
    pub(crate) const PLAIN: Self = Self {
        fg: Color::Reset,
        bg: Color::Reset,
        modifier: Modifier::empty(),
    };

    pub(crate) fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            modifier: cell.modifier,
        }
    }

    /// Whether a blank drawn with either pen looks the same.
    pub(crate) fn same_blank(self, other: Self) -> bool {
        let seen = Modifier::REVERSED | Modifier::UNDERLINED | Modifier::CROSSED_OUT;
        let (mine, theirs) = (self.modifier & seen, other.modifier & seen);
        mine == theirs && self.bg == other.bg && (mine.is_empty() || self.fg == other.fg)
    }

    /// Writes the sequence that turns `from` into this pen; `None` is a pen nobody knows.
    pub(crate) fn write(self, from: Option<Self>, out: &mut Vec<u8>) {
        if from == Some(self) {
            return;
        }
        let mut reset = Vec::from(*b"\x1b[0");
        self.changes(Self::PLAIN, &mut reset);
        let mut shortest = reset;
        if let Some(from) = from {
            let mut change = Vec::from(*b"\x1b[");
            self.changes(from, &mut change);
            // The first code follows the bracket without a separator.
            change.remove(2);
            if change.len() < shortest.len() {
                shortest = change;
            }
        }
        out.append(&mut shortest);
        out.push(b'm');
    }

    /// The codes that differ, each with a leading semicolon.
    fn changes(self, from: Self, out: &mut Vec<u8>) {
        let mut had = from.modifier;
        let gone = from.modifier - self.modifier;
        for (modifier, _, off) in MODIFIERS {
            if gone.contains(modifier) && had.contains(modifier) {
                push(out, off);
                had -= if off == "22" {
                    Modifier::BOLD | Modifier::DIM
                } else {
                    modifier
                };
            }
        }
        for (modifier, on, _) in MODIFIERS {
            if (self.modifier - had).contains(modifier) {
                push(out, on);
            }
        }
        if self.fg != from.fg {
            push_color(out, self.fg, 30);
        }
        if self.bg != from.bg {
            push_color(out, self.bg, 40);
        }
    }
}

fn push(out: &mut Vec<u8>, code: &str) {
    out.push(b';');
    out.extend_from_slice(code.as_bytes());
}

fn push_color(out: &mut Vec<u8>, color: Color, base: u8) {
    let named = match color {
        Color::Reset => Some(base + 9),
        Color::Black => Some(base),
        Color::Red => Some(base + 1),
        Color::Green => Some(base + 2),
        Color::Yellow => Some(base + 3),
        Color::Blue => Some(base + 4),
        Color::Magenta => Some(base + 5),
        Color::Cyan => Some(base + 6),
        Color::Gray => Some(base + 7),
        Color::DarkGray => Some(base + 60),
        Color::LightRed => Some(base + 61),
        Color::LightGreen => Some(base + 62),
        Color::LightYellow => Some(base + 63),
        Color::LightBlue => Some(base + 64),
        Color::LightMagenta => Some(base + 65),
        Color::LightCyan => Some(base + 66),
        Color::White => Some(base + 67),
        Color::Rgb(..) | Color::Indexed(_) => None,
    };
    // Writing to a vector cannot fail.
    let _ = match (named, color) {
        (Some(code), _) => write!(out, ";{code}"),
        (None, Color::Rgb(r, g, b)) => write!(out, ";{};2;{r};{g};{b}", base + 8),
        (None, Color::Indexed(n)) => write!(out, ";{};5;{n}", base + 8),
        (None, _) => Ok(()),
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(from: Option<Pen>, to: Pen) -> String {
        let mut out = Vec::new();
        to.write(from, &mut out);
        String::from_utf8(out).unwrap().replace('\x1b', "E")
    }

    #[test]
    fn the_shortest_change_is_written() {
        let bold = Pen {
            modifier: Modifier::BOLD,
            ..Pen::PLAIN
        };
        let dim = Pen {
            modifier: Modifier::DIM,
            ..Pen::PLAIN
        };
        let red = Pen {
            fg: Color::Red,
            modifier: Modifier::BOLD,
            bg: Color::Rgb(1, 2, 3),
        };
        assert_eq!(change(Some(bold), bold), "");
        assert_eq!(change(None, Pen::PLAIN), "E[0m");
        assert_eq!(change(Some(Pen::PLAIN), bold), "E[1m");
        assert_eq!(change(Some(bold), Pen::PLAIN), "E[0m");
        assert_eq!(change(Some(bold), dim), "E[0;2m");
        assert_eq!(
            change(
                Some(red),
                Pen {
                    fg: Color::Indexed(9),
                    ..red
                }
            ),
            "E[38;5;9m"
        );
        assert_eq!(change(Some(bold), red), "E[31;48;2;1;2;3m");
        assert_eq!(change(Some(red), Pen::PLAIN), "E[0m");
        assert_eq!(change(None, red), "E[0;1;31;48;2;1;2;3m");
        let both = Pen {
            modifier: Modifier::BOLD | Modifier::DIM,
            ..red
        };
        assert_eq!(change(Some(both), red), "E[22;1m");
    }
}
