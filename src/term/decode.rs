//! Raw bytes of any terminal, turned into [`Input`].
//!
//! Owns the framing: where a key, a reply of the terminal or a paste begins and ends, however the bytes were split on
//! their way. It is pure: time is handed in, and whoever feeds it asks [`Decoder::due`] when to look again. What a framed
//! sequence means stands in `keys`.
//!
//! Nothing that arrives makes it keep more than a paste's worth of bytes, and nothing that was begun eats what is typed
//! later: a key, a sequence or a paste that does not go on is given up after a while.

mod keys;
mod letters;
mod paste;
#[cfg(test)]
mod tests;

use std::time::{Duration, Instant};

use letters::Letters;
use paste::{Bracketed, Run};

use crate::ui::input::{Chord, Input, Key};

/// How long Escape may be the beginning of something longer.
const LONE: Duration = Duration::from_millis(50);
/// How long a sequence or a letter of several bytes may wait for its rest.
const UNFINISHED: Duration = Duration::from_secs(1);
/// How long a paste may wait for more of it.
const UNFINISHED_PASTE: Duration = Duration::from_secs(2);
/// Most bytes between the beginning of a sequence and its end; a longer one is passed over.
const SEQUENCE_BYTES: usize = 64;

const ESC: u8 = 0x1b;

/// What the byte that comes next belongs to.
#[derive(Debug)]
enum State {
    /// Nothing.
    Ground,
    /// An Escape, or what it begins.
    Escape {
        /// Another Escape stands before it: a key of its own, or Alt in front of a sequence.
        twice: bool,
    },
    /// A key or a reply after `ESC [` or `ESC O`; what has come of it is in [`Decoder::body`].
    Sequence {
        introducer: Introducer,
        alt: bool,
        /// It is too long to mean anything.
        over: bool,
    },
    /// A reply of any length that ends with `ESC \`; nothing of it is kept.
    Reply {
        introducer: u8,
        /// Something has followed the introducer.
        begun: bool,
        /// An Escape stands before the next byte.
        escape: bool,
    },
    /// Bytes of a mouse report in the oldest form, which is not asked for.
    OldMouse { left: u8 },
    /// Text between the marks of a paste.
    Paste(Bracketed),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Introducer {
    Csi,
    Ss3,
}

/// Turns bytes into inputs. See the module's description.
#[derive(Debug)]
pub struct Decoder {
    state: State,
    body: Vec<u8>,
    letters: Letters,
    /// The letter under way is typed with Alt.
    alt: bool,
    run: Run,
    due: Option<Instant>,
}

impl Default for Decoder {
    fn default() -> Self {
        Self::new()
    }
}

impl Decoder {
    /// A decoder for a terminal that has sent nothing yet.
    pub fn new() -> Self {
        Self {
            state: State::Ground,
            body: Vec::new(),
            letters: Letters::default(),
            alt: false,
            run: Run::default(),
            due: None,
        }
    }

    /// Takes in one packet of bytes, as it came, and answers what they mean.
    pub fn feed(&mut self, bytes: &[u8], now: Instant) -> Vec<Input> {
        let mut out = self.elapsed(now);
        if bytes.is_empty() {
            return out;
        }
        for &byte in bytes {
            self.take(byte, &mut out);
        }
        self.run.packet_ends(&mut out);
        self.due = self.patience().map(|wait| now + wait);
        out
    }

    /// When to call [`Decoder::elapsed`] at the latest, unless more bytes come first.
    pub fn due(&self) -> Option<Instant> {
        self.due
    }

    /// Answers what was begun and not gone on with until `now`: a lone Escape, a paste without its end.
    pub fn elapsed(&mut self, now: Instant) -> Vec<Input> {
        let mut out = Vec::new();
        if self.due.is_some_and(|due| due <= now) {
            self.give_up(&mut out);
        }
        out
    }

    /// How long what was begun may go on without a byte.
    fn patience(&self) -> Option<Duration> {
        match &self.state {
            State::Ground if self.run.is_open() => Some(LONE),
            State::Ground if self.letters.under_way() => Some(UNFINISHED),
            State::Ground => None,
            State::Escape { .. } => Some(LONE),
            // What follows comes in one packet: an introducer alone is a key with Alt.
            State::Sequence { over: false, .. } if self.body.is_empty() => Some(LONE),
            State::Reply { begun: false, .. } => Some(LONE),
            State::Sequence { .. } | State::Reply { .. } | State::OldMouse { .. } => {
                Some(UNFINISHED)
            }
            State::Paste(_) => Some(UNFINISHED_PASTE),
        }
    }

    fn give_up(&mut self, out: &mut Vec<Input>) {
        self.due = None;
        self.broken_letter(out);
        self.run.end(out);
        match std::mem::replace(&mut self.state, State::Ground) {
            State::Escape { twice } => {
                for _ in 0..=u8::from(twice) {
                    out.push(escape());
                }
            }
            State::Sequence {
                introducer,
                alt,
                over: false,
            } if self.body.is_empty() => {
                if alt {
                    out.push(escape());
                }
                out.push(with_alt(match introducer {
                    Introducer::Csi => '[',
                    Introducer::Ss3 => 'O',
                }));
            }
            State::Reply {
                introducer,
                begun: false,
                ..
            } => out.push(with_alt(char::from(introducer))),
            // Not the end of the reply, which comes in one piece: somebody pressed it.
            State::Reply { escape: true, .. } => out.push(escape()),
            State::Paste(paste) => out.extend(paste.end()),
            State::Ground | State::Sequence { .. } => {}
            State::Reply { .. } | State::OldMouse { .. } => {}
        }
        self.body.clear();
    }

    fn take(&mut self, byte: u8, out: &mut Vec<Input>) {
        match &mut self.state {
            State::Ground => self.on_ground(byte, out),
            State::Escape { twice } => {
                let twice = *twice;
                self.after_escape(byte, twice, out);
            }
            State::Sequence { .. } => self.in_sequence(byte, out),
            State::Reply {
                introducer,
                begun,
                escape,
            } => {
                *begun = true;
                match byte {
                    b'\\' if *escape => self.state = State::Ground,
                    0x07 if *introducer == b']' => self.state = State::Ground,
                    // Another sequence begins, so this one was cut off.
                    _ if *escape && byte != ESC => {
                        self.state = State::Escape { twice: false };
                        self.take(byte, out);
                    }
                    _ => *escape = byte == ESC,
                }
            }
            State::OldMouse { left } => match byte {
                0..0x20 => self.abandon(byte, out),
                _ if *left > 1 => *left -= 1,
                _ => self.state = State::Ground,
            },
            State::Paste(paste) => {
                if paste.take(byte, out) {
                    self.state = State::Ground;
                }
            }
        }
    }

    /// What was begun is broken off by a byte that cannot belong to it, and that means what it always means.
    fn abandon(&mut self, byte: u8, out: &mut Vec<Input>) {
        self.body.clear();
        self.state = State::Ground;
        self.on_ground(byte, out);
    }

    fn on_ground(&mut self, byte: u8, out: &mut Vec<Input>) {
        match byte {
            0x80.. => {
                let mut found = Vec::new();
                self.letters.take(byte, |letter| found.push(letter));
                for letter in found {
                    self.letter(letter, out);
                }
            }
            ESC => {
                self.broken_letter(out);
                self.run.end(out);
                self.state = State::Escape { twice: false };
            }
            b'\r' | b'\n' | b'\t' | b' '..=b'~' => {
                self.broken_letter(out);
                self.run.take(char::from(byte), out);
            }
            _ => {
                self.broken_letter(out);
                self.run.end(out);
                out.push(keys::control(byte, false).into());
            }
        }
    }

    fn letter(&mut self, letter: char, out: &mut Vec<Input>) {
        let alt = std::mem::take(&mut self.alt);
        // Control characters of eight bits: nobody types them, and as text they are no letters.
        if letter.is_control() {
            return;
        }
        if alt {
            self.run.end(out);
            out.push(with_alt(letter));
        } else {
            self.run.take(letter, out);
        }
    }

    /// A letter whose last bytes never came.
    fn broken_letter(&mut self, out: &mut Vec<Input>) {
        if self.letters.give_up() {
            self.letter(char::REPLACEMENT_CHARACTER, out);
        }
    }

    fn after_escape(&mut self, byte: u8, twice: bool, out: &mut Vec<Input>) {
        let introducer = match byte {
            b'[' => Some(Introducer::Csi),
            b'O' => Some(Introducer::Ss3),
            _ => None,
        };
        if let Some(introducer) = introducer {
            self.body.clear();
            self.state = State::Sequence {
                introducer,
                alt: twice,
                over: false,
            };
            return;
        }
        if twice {
            out.push(escape());
        }
        self.state = State::Ground;
        match byte {
            ESC => self.state = State::Escape { twice: true },
            b']' | b'P' | b'_' | b'^' | b'X' => {
                self.state = State::Reply {
                    introducer: byte,
                    begun: false,
                    escape: false,
                };
            }
            // The end of a reply that was given up.
            b'\\' => {}
            b' '..=b'~' => out.push(with_alt(char::from(byte))),
            0x80.. => {
                self.alt = true;
                self.on_ground(byte, out);
            }
            _ => out.push(keys::control(byte, true).into()),
        }
    }

    fn in_sequence(&mut self, byte: u8, out: &mut Vec<Input>) {
        let State::Sequence {
            introducer,
            alt,
            over,
        } = &mut self.state
        else {
            return;
        };
        let (introducer, alt) = (*introducer, *alt);
        match byte {
            // A control, or a letter beyond ASCII: the sequence was cut off.
            0..0x20 | 0x7f.. => return self.abandon(byte, out),
            // The console of Linux has `ESC [ [ A` for its first function keys.
            b'[' if introducer == Introducer::Csi && self.body.is_empty() && !*over => {
                self.body.push(byte);
                return;
            }
            // rxvt ends a key that is held with Shift with a character that ends nothing elsewhere.
            b'$' if introducer == Introducer::Csi && keys::is_numbered(&self.body) => {}
            b' '..=b'?' => {
                if self.body.len() < SEQUENCE_BYTES {
                    self.body.push(byte);
                } else {
                    *over = true;
                }
                return;
            }
            _ => {}
        }
        let over = *over;
        self.state = State::Ground;
        let body = std::mem::take(&mut self.body);
        if over {
            return;
        }
        match (introducer, body.as_slice(), byte) {
            (Introducer::Csi, b"200", b'~') => self.state = State::Paste(Bracketed::default()),
            (Introducer::Csi, b"", b'M') => self.state = State::OldMouse { left: 3 },
            (Introducer::Csi, body, last) => out.extend(keys::csi(body, last, alt)),
            (Introducer::Ss3, body, last) => out.extend(keys::ss3(body, last, alt)),
        }
        // The room of a short sequence is used again.
        self.body = body;
        self.body.clear();
    }
}

fn escape() -> Input {
    Chord::plain(Key::Esc).into()
}

fn with_alt(letter: char) -> Input {
    Chord::new(Key::Char(letter), false, true, false).into()
}
