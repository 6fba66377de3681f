//! Letters beyond ASCII, put together from bytes that may come one at a time.

/// The bytes of a letter that is not whole yet.
#[derive(Debug, Default)]
pub(super) struct Letters {
    bytes: [u8; 4],
    len: usize,
}

impl Letters {
    /// Takes the next byte, of those that are not ASCII, and tells the letters that are whole now. Bytes that make no
    /// letter are told as [`char::REPLACEMENT_CHARACTER`]: a terminal that speaks another encoding is seen, not guessed.
    pub fn take(&mut self, byte: u8, mut found: impl FnMut(char)) {
        // Four bytes are a letter or an error, so there is room for one more.
        self.bytes[self.len] = byte;
        self.len += 1;
        while self.len > 0 {
            match std::str::from_utf8(&self.bytes[..self.len]) {
                Ok(text) => {
                    text.chars().for_each(&mut found);
                    self.len = 0;
                }
                Err(error) => {
                    let Some(broken) = error.error_len() else {
                        return;
                    };
                    found(char::REPLACEMENT_CHARACTER);
                    self.bytes.copy_within(broken..self.len, 0);
                    self.len -= broken;
                }
            }
        }
    }

    /// Whether a letter was begun and is not whole.
    pub fn under_way(&self) -> bool {
        self.len > 0
    }

    /// Forgets a letter that is not whole, and answers whether there was one.
    pub fn give_up(&mut self) -> bool {
        std::mem::take(&mut self.len) > 0
    }
}
