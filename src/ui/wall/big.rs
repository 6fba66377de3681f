//! Big type: words with air between their letters, digits made of blocks, and a bar. Read from the back of a room.

use ratatui::{buffer::Buffer, layout::Rect};

use crate::{
    cells,
    content::slot::Slot,
    ui::paint::{Paint, row},
};

/// How many lines a digit takes.
pub const HEIGHT: u16 = 5;

/// Digits and the colon, a bit for each block, the leftmost the highest.
const DIGITS: [[u8; 5]; 10] = [
    [0b111, 0b101, 0b101, 0b101, 0b111],
    [0b010, 0b110, 0b010, 0b010, 0b111],
    [0b111, 0b001, 0b111, 0b100, 0b111],
    [0b111, 0b001, 0b111, 0b001, 0b111],
    [0b101, 0b101, 0b111, 0b001, 0b001],
    [0b111, 0b100, 0b111, 0b001, 0b111],
    [0b111, 0b100, 0b111, 0b101, 0b111],
    [0b111, 0b001, 0b001, 0b001, 0b001],
    [0b111, 0b101, 0b111, 0b101, 0b111],
    [0b111, 0b101, 0b111, 0b001, 0b111],
];
const COLON: [u8; 5] = [0, 1, 0, 1, 0];

/// The lines of `12:05` in blocks; what is neither digit nor colon is left out.
pub fn blocks(clock: &str, ascii: bool) -> [String; 5] {
    let block = if ascii { "##" } else { "██" };
    let mut lines: [String; 5] = Default::default();
    for c in clock.chars() {
        let (shape, wide) = match (c, c.to_digit(10)) {
            (':', _) => (COLON, 1),
            (_, Some(digit)) => (DIGITS[digit as usize % 10], 3),
            _ => continue,
        };
        for (line, bits) in lines.iter_mut().zip(shape) {
            if !line.is_empty() {
                line.push_str("  ");
            }
            for at in (0..wide).rev() {
                line.push_str(if bits & (1 << at) == 0 { "  " } else { block });
            }
        }
    }
    lines
}

/// Words in capitals with air between their letters, in as few lines as hold them, each line as it is drawn; `None` where
/// they take more than `most` lines.
pub fn spaced(words: &str, width: usize, most: usize) -> Option<Vec<String>> {
    let mut lines: Vec<String> = Vec::new();
    for word in words.split_whitespace() {
        let letters: Vec<String> = word.to_uppercase().chars().map(String::from).collect();
        let word = letters.join(" ");
        match lines.last_mut() {
            Some(line) if cells::width(line) + 3 + cells::width(&word) <= width => {
                line.push_str("   ");
                line.push_str(&word);
            }
            _ => lines.push(word),
        }
    }
    let fits = lines.len() <= most && lines.iter().all(|line| cells::width(line) <= width);
    fits.then_some(lines)
}

/// Words in the middle of the area's lines, no wider than `widest`; answers how many lines they took.
pub fn centered(
    paint: &Paint<'_>,
    buf: &mut Buffer,
    area: Rect,
    widest: u16,
    words: &str,
    slot: Slot,
) -> u16 {
    let width = usize::from(area.width.min(widest)).max(8);
    let lines = cells::wrap(words, width);
    let lines = lines.into_iter().take(usize::from(area.height));
    (0..)
        .zip(lines)
        .map(|(at, line)| middle(paint, buf, row(area, at), line, slot))
        .sum()
}

/// One line in the middle of the area's first; answers 1 where there is one.
pub fn middle(paint: &Paint<'_>, buf: &mut Buffer, area: Rect, line: &str, slot: Slot) -> u16 {
    let wide = u16::try_from(cells::width(line)).unwrap_or(u16::MAX);
    let at = Rect {
        x: area.x + area.width.saturating_sub(wide) / 2,
        width: wide.min(area.width),
        ..area
    };
    paint.line(buf, at, line, slot);
    area.height.min(1)
}

/// How much of a whole there is, as a bar of so many cells.
pub fn bar(part: u32, whole: u32, width: usize, paint: &Paint<'_>) -> String {
    let whole = usize::try_from(whole.max(1)).unwrap_or(usize::MAX);
    let part = usize::try_from(part).unwrap_or(0).min(whole);
    let full = width.saturating_mul(part) / whole;
    let (on, off) = (paint.glyph("▓", "#"), paint.glyph("░", "."));
    format!("{}{}", on.repeat(full), off.repeat(width - full))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_made_of_blocks_and_words_have_air() {
        let shown = blocks("10:42", true).join("\n");
        let expected = "
  ##    ######      ##  ##  ######
####    ##  ##  ##  ##  ##      ##
  ##    ##  ##      ######  ######
  ##    ##  ##  ##      ##  ##
######  ######          ##  ######";
        let trimmed: Vec<&str> = shown.lines().map(str::trim_end).collect();
        assert_eq!(trimmed.join("\n"), expected[1..]);
        let words = spaced("What is it?", 40, 2);
        assert_eq!(
            words.as_deref(),
            Some(&["W H A T   I S   I T ?".to_owned()][..])
        );
        let words = spaced("What is it?", 15, 2);
        assert_eq!(words.map(|lines| lines.len()), Some(2));
        assert_eq!(
            spaced("What is it?", 6, 3),
            None,
            "a word that is cut is worse"
        );
        assert_eq!(spaced("What is it?", 15, 1), None);
    }
}
