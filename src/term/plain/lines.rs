//! Bytes become lines: whatever comes, and however it is cut up.

use std::collections::VecDeque;

/// The longest line that is read, in bytes; more is somebody's mistake, and is said to be.
const LONGEST: usize = 16 * 1024;

/// A line that was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Typed {
    /// What it says, with every byte that is no text left out.
    pub text: String,
    /// Whether its end was cut off.
    pub cut: bool,
}

/// Lines out of bytes.
#[derive(Debug, Default)]
pub struct Lines {
    begun: Vec<u8>,
    cut: bool,
    /// A carriage return was just read: a line feed behind it ends no second line.
    after_return: bool,
    whole: VecDeque<Typed>,
    over: bool,
}

impl Lines {
    /// Takes bytes in; answers whether they say that nothing more will come (Ctrl-D on a line of its own).
    pub fn take(&mut self, bytes: &[u8]) -> bool {
        for byte in bytes {
            if self.over {
                break;
            }
            match byte {
                b'\n' if self.after_return => self.after_return = false,
                b'\n' | b'\r' => {
                    self.after_return = *byte == b'\r';
                    self.finish();
                }
                // Where nobody edits the line for us, these come as they are typed.
                0x04 if self.begun.is_empty() => self.over = true,
                0x08 | 0x7f => self.rub_out(),
                byte => {
                    self.after_return = false;
                    if self.begun.len() < LONGEST {
                        self.begun.push(*byte);
                    } else {
                        self.cut = true;
                    }
                }
            }
        }
        self.over
    }

    /// Nothing more will come: what was typed last is a line too.
    pub fn end(&mut self) {
        if !self.begun.is_empty() {
            self.finish();
        }
    }

    /// The next whole line.
    pub fn pop(&mut self) -> Option<Typed> {
        self.whole.pop_front()
    }

    /// Whether no line is half typed, as far as is known here.
    pub fn is_between(&self) -> bool {
        self.begun.is_empty()
    }

    fn rub_out(&mut self) {
        while let Some(byte) = self.begun.pop() {
            // Bytes that go on with a character are no character of their own.
            if byte & 0xc0 != 0x80 {
                break;
            }
        }
    }

    fn finish(&mut self) {
        let mut bytes = std::mem::take(&mut self.begun);
        let cut = std::mem::take(&mut self.cut);
        if cut {
            // A character that was cut through is none.
            while bytes.last().is_some_and(|byte| byte & 0xc0 == 0x80) {
                bytes.pop();
            }
            if bytes.last().is_some_and(|byte| *byte >= 0xc0) {
                bytes.pop();
            }
        }
        let text = String::from_utf8_lossy(&bytes);
        let text = text
            .chars()
            .map(|c| if c == '\t' { ' ' } else { c })
            .filter(|c| !c.is_control() && *c != char::REPLACEMENT_CHARACTER)
            .collect();
        self.whole.push_back(Typed { text, cut });
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn all(lines: &mut Lines) -> Vec<String> {
        std::iter::from_fn(|| lines.pop())
            .map(|line| line.text)
            .collect()
    }

    #[test]
    fn lines_end_as_terminals_and_files_end_them() {
        let mut lines = Lines::default();
        lines.take(b"one\ntwo\r\nthree\rfour\n\nfive");
        assert_eq!(all(&mut lines), ["one", "two", "three", "four", ""]);
        assert!(!lines.is_between());
        lines.end();
        assert_eq!(all(&mut lines), ["five"]);
        assert!(lines.is_between());
    }

    #[test]
    fn a_character_may_come_in_two_parts_and_what_is_no_text_is_left_out() {
        let mut lines = Lines::default();
        lines.take(&"señ".as_bytes()[..3]);
        lines.take(&"señ".as_bytes()[3..]);
        lines.take(b"al \x1b[31m\xff\x07red\n");
        assert_eq!(all(&mut lines), ["señal [31mred"]);
        lines.take("niñ\u{7f}o\n".as_bytes());
        assert_eq!(all(&mut lines), ["nio"]);
    }

    #[test]
    fn a_line_that_is_too_long_is_cut_between_characters_and_says_so() {
        let mut lines = Lines::default();
        lines.take(&vec![b'a'; LONGEST - 1]);
        lines.take("ñandú\nnext\n".as_bytes());
        let cut = lines.pop().unwrap();
        assert!(cut.cut && cut.text.len() == LONGEST - 1);
        assert_eq!(all(&mut lines), ["next"]);
    }

    #[test]
    fn control_d_on_its_own_ends_and_within_a_line_does_not() {
        let mut lines = Lines::default();
        assert!(!lines.take(b"a\x04b\n"));
        assert_eq!(all(&mut lines), ["ab"]);
        assert!(lines.take(b"\x04after"));
        assert_eq!(all(&mut lines), Vec::<String>::new());
    }

    proptest! {
        #[test]
        fn however_bytes_are_cut_up_the_lines_are_the_same(
            bytes in prop::collection::vec(any::<u8>(), 0..200),
            at in prop::collection::vec(0usize..200, 0..6),
        ) {
            let mut whole = Lines::default();
            whole.take(&bytes);
            let mut parts = Lines::default();
            let mut cuts: Vec<usize> = at.into_iter().map(|at| at.min(bytes.len())).collect();
            cuts.push(0);
            cuts.push(bytes.len());
            cuts.sort_unstable();
            for pair in cuts.windows(2) {
                parts.take(&bytes[pair[0]..pair[1]]);
            }
            let whole = all(&mut whole);
            prop_assert_eq!(&whole, &all(&mut parts));
            for line in whole {
                prop_assert!(!line.chars().any(char::is_control));
            }
        }
    }
}
