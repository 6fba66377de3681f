//! Pastes: between the marks that terminals put around them, and those of terminals that know no marks.

use crate::ui::input::{Chord, Input, Key};

/// Most bytes taken in from one paste over a line: a page of cards. Nothing more is kept, whatever comes.
pub(super) const PASTE_BYTES: usize = 16 * 1024;
/// From this many letters in one packet on, nobody typed them.
const AS_PASTE: usize = 8;

const END: &[u8] = b"\x1b[201~";

/// A paste, clean, with what is known about its end.
fn pasted(text: &str, over: bool) -> Option<Input> {
    match Input::paste(text) {
        Input::Paste { text, cut } if !text.is_empty() || cut || over => Some(Input::Paste {
            text,
            cut: cut || over,
        }),
        _ => None,
    }
}

/// A paste between marks.
#[derive(Debug, Default)]
pub(super) struct Bracketed {
    bytes: Vec<u8>,
    /// How much of the end mark the last bytes are.
    matched: usize,
    /// It was too long: its beginning was handed out, the rest is passed over.
    over: bool,
}

impl Bracketed {
    /// Takes the next byte; answers whether the paste ends with it.
    pub fn take(&mut self, byte: u8, out: &mut Vec<Input>) -> bool {
        if END.get(self.matched) == Some(&byte) {
            self.matched += 1;
            if self.matched == END.len() {
                out.extend(std::mem::take(self).end());
                return true;
            }
            return false;
        }
        // The mark holds its first byte only once, so no other beginning of it can hide in what matched.
        for &lost in &END[..std::mem::take(&mut self.matched)] {
            self.keep(lost, out);
        }
        if byte == END[0] {
            self.matched = 1;
        } else {
            self.keep(byte, out);
        }
        false
    }

    fn keep(&mut self, byte: u8, out: &mut Vec<Input>) {
        if self.over {
            return;
        }
        if self.bytes.len() < PASTE_BYTES {
            self.bytes.push(byte);
            return;
        }
        self.over = true;
        let bytes = std::mem::take(&mut self.bytes);
        let text = String::from_utf8_lossy(&bytes);
        // The letter that the limit went through.
        out.extend(pasted(
            text.trim_end_matches(char::REPLACEMENT_CHARACTER),
            true,
        ));
    }

    /// Bytes that it keeps.
    #[cfg(test)]
    pub fn room(&self) -> usize {
        self.bytes.capacity()
    }

    /// What is left to hand out where it ends.
    pub fn end(self) -> Option<Input> {
        if self.over {
            return None;
        }
        pasted(&String::from_utf8_lossy(&self.bytes), false)
    }
}

/// Letters that came one after the other, tabs and line ends among them. Few are keys; many in one packet are a paste from a
/// terminal that does not mark them, which must not be taken for commands.
#[derive(Debug, Default)]
pub(super) struct Run {
    text: String,
    letters: usize,
    /// It was too long: its beginning was handed out, the rest is passed over.
    over: bool,
}

impl Run {
    /// Takes the next letter, or a tab, `\r` or `\n`.
    pub fn take(&mut self, letter: char, out: &mut Vec<Input>) {
        if self.over {
            return;
        }
        // Line ends without letters are keys that were pressed, however many.
        if self.letters < AS_PASTE && self.text.len() >= PASTE_BYTES {
            self.end(out);
        }
        if self.text.len() + letter.len_utf8() > PASTE_BYTES {
            out.extend(pasted(&self.text, true));
            self.text = String::new();
            self.over = true;
            return;
        }
        self.letters += usize::from(!letter.is_control());
        self.text.push(letter);
    }

    /// A packet ends: a few letters were typed, many may go on in the next packet.
    pub fn packet_ends(&mut self, out: &mut Vec<Input>) {
        if !self.is_open() {
            self.end(out);
        }
    }

    /// Whether it is a paste that may go on.
    pub fn is_open(&self) -> bool {
        self.letters >= AS_PASTE || self.over
    }

    /// Bytes that it keeps.
    #[cfg(test)]
    pub fn room(&self) -> usize {
        self.text.capacity()
    }

    /// Something else comes, or nothing for a while.
    pub fn end(&mut self, out: &mut Vec<Input>) {
        let (over, letters) = (
            std::mem::take(&mut self.over),
            std::mem::take(&mut self.letters),
        );
        if over {
            return;
        }
        if letters < AS_PASTE {
            out.extend(self.text.drain(..).map(typed));
            return;
        }
        let text = std::mem::take(&mut self.text);
        // One line with its Enter, or one field with its Tab, on a connection that gathers what is typed.
        let line = text
            .strip_suffix("\r\n")
            .or_else(|| text.strip_suffix(['\r', '\n', '\t']));
        match line {
            Some(line) if !line.contains(char::is_control) => {
                out.extend(pasted(line, false));
                out.push(typed(if text.ends_with('\t') { '\t' } else { '\r' }));
            }
            _ => out.extend(pasted(&text, false)),
        }
    }
}

/// What a letter, a tab or a line end is as a key.
fn typed(letter: char) -> Input {
    let chord = match letter {
        '\r' => Chord::plain(Key::Enter),
        '\n' => Chord::ctrl('j'),
        '\t' => Chord::plain(Key::Tab),
        letter => Chord::char(letter),
    };
    chord.into()
}
