//! Standard output, for people who have seen enough: `upturn list | head -1` ends without a word.

use std::io::{self, ErrorKind, StdoutLock, Write};

/// Standard output. Once its reader is gone, what is written goes nowhere and is no error.
pub struct Output {
    to: StdoutLock<'static>,
    gone: bool,
}

impl Output {
    /// Takes standard output.
    pub fn new() -> Self {
        Self {
            to: io::stdout().lock(),
            gone: false,
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
        self.unless_gone(bytes.len(), |to| to.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_gone((), Write::flush)
    }
}
