//! From bytes to text: byte order marks, UTF-16, and what no text may hold.

/// Why bytes are not text.
pub(super) struct Trouble {
    /// Line and column.
    pub place: (usize, usize),
    pub message: &'static str,
    pub hint: &'static str,
}

/// Decodes UTF-8 with or without a byte order mark, and UTF-16 with one.
pub(super) fn decode(bytes: &[u8]) -> Result<String, Trouble> {
    const SAVE: &str = "Save it from the spreadsheet as “CSV UTF-8”.";
    let whole = |message| {
        Err(Trouble {
            place: (0, 0),
            message,
            hint: SAVE,
        })
    };
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => utf8(rest),
        [0xFF, 0xFE, rest @ ..] => {
            utf16(rest, u16::from_le_bytes).map_or_else(|| whole("the file is damaged UTF-16"), Ok)
        }
        [0xFE, 0xFF, rest @ ..] => {
            utf16(rest, u16::from_be_bytes).map_or_else(|| whole("the file is damaged UTF-16"), Ok)
        }
        [b'P', b'K', 3, 4, ..] => whole("this is a spreadsheet, not a CSV file"),
        [0xD0, 0xCF, 0x11, 0xE0, ..] => whole("this is an old spreadsheet, not a CSV file"),
        _ if bytes.iter().take(4096).any(|b| *b == 0) => whole("this is not a text file"),
        _ => utf8(bytes),
    }
}

fn utf8(bytes: &[u8]) -> Result<String, Trouble> {
    std::str::from_utf8(bytes)
        .map(str::to_owned)
        .map_err(|error| {
            let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            Trouble {
                place: place_at_end(&good),
                message: "a letter here is not written in UTF-8",
                hint: "Save the file from the spreadsheet as “CSV UTF-8”.",
            }
        })
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Option<String> {
    let pairs = bytes.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return None;
    }
    let units: Vec<u16> = pairs.map(|pair| unit([pair[0], pair[1]])).collect();
    String::from_utf16(&units).ok()
}

/// The first character that must not come in: controls, which terminals obey, and overrides of the writing
/// direction, which show a text as what it is not. Tabs and line ends are text.
pub(super) fn forbidden(text: &str) -> Option<((usize, usize), char)> {
    let (at, found) = text.char_indices().find(|(_, c)| {
        c.is_control() && !matches!(c, '\n' | '\r' | '\t')
            || matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    })?;
    Some((place_at_end(&text[..at]), found))
}

/// Line and column of what follows `text`.
fn place_at_end(text: &str) -> (usize, usize) {
    let line = text.matches('\n').count() + 1;
    let column = text.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    (line, column)
}
