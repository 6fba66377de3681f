//! What a control byte or a whole sequence means: keys of xterm, vt220, rxvt, the Linux console and kitty, clicks, focus.
//!
//! Everything else that terminals send is an answer to a question that was never asked, and means nothing.

use crate::ui::input::{Chord, Input, Key, Wheel};

/// Most cells across or down that a click is believed to be at.
const MOST_CELLS: u32 = 1_000;
/// Most numbers of one sequence that are looked at.
const MOST_PARAMS: usize = 8;

/// A control byte: ASCII's names for Enter and its like, or a letter with Ctrl.
pub(super) fn control(byte: u8, alt: bool) -> Chord {
    let (key, ctrl) = match byte {
        b'\r' => (Key::Enter, false),
        b'\t' => (Key::Tab, false),
        0x08 | 0x7f => (Key::Backspace, false),
        0x00 => (Key::Char(' '), true),
        // `\x01` is Ctrl-A, `\x1c` Ctrl-\: the same five bits in a column further on.
        byte => (
            Key::Char(char::from(byte | 0x40).to_ascii_lowercase()),
            true,
        ),
    };
    Chord::new(key, ctrl, alt, false)
}

/// What is held with a key.
#[derive(Debug, Clone, Copy, Default)]
struct Held {
    ctrl: bool,
    alt: bool,
    shift: bool,
}

impl Held {
    /// As xterm and kitty count it: one more than the sum of 1 for Shift, 2 for Alt, 4 for Ctrl. Meta, of which each has
    /// a bit of its own, is Alt here; locks are nothing that is held.
    fn of(number: u32) -> Option<Self> {
        let bits = match number {
            0 => 0,
            1..=256 => number - 1,
            _ => return None,
        };
        Some(Self {
            shift: bits & 1 != 0,
            alt: bits & (2 | 8 | 32) != 0,
            ctrl: bits & 4 != 0,
        })
    }

    fn with(self, key: Key) -> Input {
        Chord::new(key, self.ctrl, self.alt, self.shift).into()
    }
}

/// The numbers between semicolons, each with two of those behind it after colons; 0 where one is left out.
fn params(text: &[u8]) -> Option<Vec<[u32; 3]>> {
    let text = std::str::from_utf8(text).ok()?;
    if text.is_empty() {
        return Some(Vec::new());
    }
    let number = |text: &str| match text {
        "" => Some(0),
        text if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
        _ => None,
    };
    let mut all = Vec::new();
    for param in text.split(';') {
        let mut numbers = [0; 3];
        for (place, text) in numbers.iter_mut().zip(param.split(':')) {
            *place = number(text)?;
        }
        all.push(numbers);
    }
    (all.len() <= MOST_PARAMS).then_some(all)
}

/// Whether a sequence is one small number so far, as rxvt sends it for a key on the edge of the keyboard.
pub(super) fn is_numbered(body: &[u8]) -> bool {
    matches!(body.len(), 1 | 2) && body.iter().all(|byte| byte.is_ascii_digit())
}

/// A whole sequence after `ESC [`.
pub(super) fn csi(body: &[u8], last: u8, alt: bool) -> Option<Input> {
    match body {
        b"[" => {
            // The console of Linux.
            let n = (b'A'..=b'E').contains(&last).then(|| last - b'A' + 1)?;
            return Some(
                Held {
                    alt,
                    ..Held::default()
                }
                .with(Key::F(n)),
            );
        }
        [b'<', rest @ ..] => return mouse(&params(rest)?, last),
        _ => {}
    }
    let params = params(body)?;
    let first = params.first().copied().unwrap_or_default();
    let second = params.get(1).copied().unwrap_or_default();
    let mut held = Held::of(second[0])?;
    held.alt |= alt;
    // kitty tells when a key is let go.
    if second[1] == 3 {
        return None;
    }
    let plain = params.is_empty();
    let key = match last {
        b'I' if plain => return Some(Input::Focus(true)),
        b'O' if plain => return Some(Input::Focus(false)),
        b'Z' => {
            held.shift = true;
            Key::Tab
        }
        // A report of the cursor ends alike, so it is a key only where it can be one.
        b'R' if !(plain || first[0] == 1 && (2..=8).contains(&second[0])) => return None,
        b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S' if first[0] <= 1 && params.len() <= 2 => {
            letter(last)?
        }
        // rxvt with Shift.
        b'a'..=b'd' if plain => {
            held.shift = true;
            letter(last.to_ascii_uppercase())?
        }
        b'~' if first[0] == 27 && params.len() == 3 => {
            return code(params[2][0], held);
        }
        b'~' => numbered(first[0])?,
        b'$' | b'^' | b'@' if params.len() == 1 => {
            held.shift |= last != b'^';
            held.ctrl |= last != b'$';
            numbered(first[0])?
        }
        b'u' if !plain => return kitty(first, params.get(2).copied(), held),
        _ => return None,
    };
    Some(held.with(key))
}

/// A whole sequence after `ESC O`.
pub(super) fn ss3(body: &[u8], last: u8, alt: bool) -> Option<Input> {
    let params = params(body)?;
    // What is held stands alone, or behind a 1.
    let mut held = Held::of(params.last().map_or(0, |numbers| numbers[0]))?;
    held.alt |= alt;
    let key = match last {
        b'a'..=b'd' => {
            held.ctrl = true;
            letter(last.to_ascii_uppercase())?
        }
        b'A'..=b'D' | b'F' | b'H' | b'P'..=b'S' => letter(last)?,
        b'M' => Key::Enter,
        b'I' => Key::Tab,
        // The keypad, where a terminal has it send keys of its own.
        b'j'..=b'y' => Key::Char(char::from(last - 0x40)),
        b'X' => Key::Char('='),
        _ => return None,
    };
    Some(held.with(key))
}

fn letter(last: u8) -> Option<Key> {
    Some(match last {
        b'A' => Key::Up,
        b'B' => Key::Down,
        b'C' => Key::Right,
        b'D' => Key::Left,
        b'F' => Key::End,
        b'H' => Key::Home,
        b'P'..=b'S' => Key::F(last - b'P' + 1),
        _ => return None,
    })
}

/// The keys to which vt220 gave numbers, and those that were added since.
fn numbered(number: u32) -> Option<Key> {
    let function = |first: u32, below: u32| u8::try_from(number - below + first).ok().map(Key::F);
    match number {
        1 | 7 => Some(Key::Home),
        2 => Some(Key::Insert),
        3 => Some(Key::Delete),
        4 | 8 => Some(Key::End),
        5 => Some(Key::PageUp),
        6 => Some(Key::PageDown),
        11..=15 => function(1, 11),
        17..=21 => function(6, 17),
        23..=26 => function(11, 23),
        28 | 29 => function(15, 28),
        31..=34 => function(17, 31),
        _ => None,
    }
}

/// A key by its code point, as xterm's `modifyOtherKeys` and kitty name it.
fn code(point: u32, held: Held) -> Option<Input> {
    let key = match point {
        9 => Key::Tab,
        13 | 57414 => Key::Enter,
        27 => Key::Esc,
        8 | 127 => Key::Backspace,
        57376..=57387 => Key::F(u8::try_from(point - 57376 + 13).ok()?),
        57399..=57408 => Key::Char(char::from_digit(point - 57399, 10)?),
        57409 => Key::Char('.'),
        57410 => Key::Char('/'),
        57411 => Key::Char('*'),
        57412 => Key::Char('-'),
        57413 => Key::Char('+'),
        57415 => Key::Char('='),
        57417 => Key::Left,
        57418 => Key::Right,
        57419 => Key::Up,
        57420 => Key::Down,
        57421 => Key::PageUp,
        57422 => Key::PageDown,
        57423 => Key::Home,
        57424 => Key::End,
        57425 => Key::Insert,
        57426 => Key::Delete,
        // Locks, media keys and modifiers on their own.
        0xE000..=0xF8FF => return None,
        _ => Key::Char(char::from_u32(point).filter(|c| !c.is_control())?),
    };
    Some(held.with(key))
}

/// A key in kitty's form: the key without Shift, what it is with Shift, and the text that it types.
fn kitty(key: [u32; 3], text: Option<[u32; 3]>, held: Held) -> Option<Input> {
    let [plain, shifted, _] = key;
    let typed = text.map_or(0, |[first, second, _]| if second == 0 { first } else { 0 });
    if typed != 0 && !held.ctrl && !held.alt {
        return code(
            typed,
            Held {
                shift: false,
                ..held
            },
        );
    }
    if held.shift && shifted != 0 {
        return code(shifted, held);
    }
    code(plain, held)
}

/// A click or a turn of the wheel, where it names a cell that can be.
fn mouse(params: &[[u32; 3]], last: u8) -> Option<Input> {
    let &[[button, ..], [column, ..], [row, ..]] = params else {
        return None;
    };
    let cell = |number: u32| {
        (1..=MOST_CELLS)
            .contains(&number)
            .then(|| u16::try_from(number - 1).ok())?
    };
    let (column, row) = (cell(column)?, cell(row)?);
    // Shift, Alt and Ctrl are bits of the button.
    match (button & !0b1_1100, last) {
        (0, b'M') => Some(Input::Click { column, row }),
        (64, b'M') => Some(Input::Scroll {
            wheel: Wheel::Up,
            column,
            row,
        }),
        (65, b'M') => Some(Input::Scroll {
            wheel: Wheel::Down,
            column,
            row,
        }),
        _ => None,
    }
}
