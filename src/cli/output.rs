//! Standard output, for people who have seen enough: `upturn list | head -1` ends without a word.
//!
//! What is written is text, often on a terminal: whatever a session holds that was stored by other means, no control
//! character of it comes out.

use std::io::{self, ErrorKind, StdoutLock, Write};

/// Standard output. Once its reader is gone, what is written goes nowhere and is no error.
pub struct Output {
    to: StdoutLock<'static>,
    gone: bool,
    plain: Plain,
}

/// Takes control characters out of text in UTF-8, which may come in any pieces.
#[derive(Debug, Default)]
struct Plain {
    /// The last byte may begin a control character of two bytes (U+0080 to U+009F), and is held back.
    begun: bool,
}

impl Plain {
    const BEGINS: u8 = 0xc2;

    fn text(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::with_capacity(bytes.len() + 1);
        for &byte in bytes {
            if std::mem::take(&mut self.begun) {
                if (0x80..0xa0).contains(&byte) {
                    continue;
                }
                out.push(Self::BEGINS);
            }
            match byte {
                b'\n' | b'\t' | b' '..=b'~' => out.push(byte),
                0..=0x7f => {}
                Self::BEGINS => self.begun = true,
                _ => out.push(byte),
            }
        }
        out
    }
}

impl Output {
    /// Takes standard output.
    pub fn new() -> Self {
        Self {
            to: io::stdout().lock(),
            gone: false,
            plain: Plain::default(),
        }
    }

    fn unless_gone<T>(
        &mut self,
        otherwise: T,
        write: impl FnOnce(&mut StdoutLock<'static>) -> io::Result<T>,
    ) -> io::Result<T> {
        if self.gone {
            return Ok(otherwise);
        }
        match write(&mut self.to) {
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {
                self.gone = true;
                Ok(otherwise)
            }
            written => written,
        }
    }
}

impl Default for Output {
    fn default() -> Self {
        Self::new()
    }
}

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let text = self.plain.text(bytes);
        self.unless_gone((), |to| to.write_all(&text))?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_gone((), Write::flush)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_keeps_its_letters_and_loses_its_controls() {
        let of = |pieces: &[&[u8]]| {
            let mut plain = Plain::default();
            let all: Vec<u8> = pieces.iter().flat_map(|piece| plain.text(piece)).collect();
            String::from_utf8(all).unwrap()
        };
        let text = "Buses cut — é ¿公? £5\n\tthe east side";
        assert_eq!(of(&[text.as_bytes()]), text);
        let bytes: Vec<&[u8]> = text.as_bytes().chunks(1).collect();
        assert_eq!(of(&bytes), text);
        let evil = "a\u{1b}]52;c;aGk=\u{7}b\u{9b}2Jc\u{7f}\r\u{0}";
        assert_eq!(of(&[evil.as_bytes()]), "a]52;c;aGk=b2Jc");
        let bytes: Vec<&[u8]> = evil.as_bytes().chunks(1).collect();
        assert_eq!(of(&bytes), "a]52;c;aGk=b2Jc");
    }
}
