//! Text measured in terminal cells: how wide it is, how it is cut, filled and wrapped.
//!
//! Owns the one answer to “how many cells does this take”, shared by reports in plain text and by screens,
//! and equal to the one the drawing library gives, so that what is measured is what is drawn. It works on
//! graphemes, never inside one, and never looks at style.

use std::borrow::Cow;
use std::ops::Range;

use unicode_linebreak::{BreakOpportunity, linebreaks};
use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// Cells that text takes when drawn: the sum over its graphemes, since each is drawn in cells of its own.
pub fn width(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    if is_plain(text) {
        return text.chars().count();
    }
    text.graphemes(true).map(cell_width).sum()
}

/// Whether every character takes one cell and stands for itself, so that nothing has to be looked up. Nearly all text is like
/// that: what the languages here are written in, and what screens are drawn with.
pub fn is_plain(text: &str) -> bool {
    text.chars().all(|c| {
        matches!(
            c,
            // ASCII, and Latin letters with their marks, without the soft hyphen.
            ' '..='~' | '\u{A1}'..='\u{AC}' | '\u{AE}'..='\u{2FF}'
            // Dashes, quotation marks, dots and primes; arrows; lines, blocks and shapes; the tick.
            | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205E}' | '\u{2190}'..='\u{21FF}'
            | '\u{2500}'..='\u{25FC}' | '\u{2713}'
        )
    })
}

fn cell_width(grapheme: &str) -> usize {
    // The drawing library gives half-width voicing marks a cell of their own.
    grapheme.width()
        + grapheme
            .chars()
            .filter(|c| matches!(c, '\u{FF9E}' | '\u{FF9F}'))
            .count()
}

/// The longest start of `text` that takes at most `cells`, without splitting a character.
pub fn head(text: &str, cells: usize) -> &str {
    if text.is_ascii() {
        return &text[..text.len().min(cells)];
    }
    if is_plain(text) {
        let end = text.char_indices().nth(cells);
        return end.map_or(text, |(at, _)| &text[..at]);
    }
    let mut taken = 0;
    for (at, grapheme) in text.grapheme_indices(true) {
        taken += cell_width(grapheme);
        if taken > cells {
            return &text[..at];
        }
    }
    text
}

/// The longest end of `text` that takes at most `cells`: what a one-line field shows of a long line.
pub fn tail(text: &str, cells: usize) -> &str {
    let mut taken = 0;
    let mut start = text.len();
    for (at, grapheme) in text.grapheme_indices(true).rev() {
        taken += cell_width(grapheme);
        if taken > cells {
            break;
        }
        start = at;
    }
    &text[start..]
}

/// Text cut to at most `cells`, its last cell an ellipsis where something is missing.
pub fn clip(text: &str, cells: usize) -> Cow<'_, str> {
    clip_with(text, cells, "…")
}

/// As [`clip`], with a mark of the caller's choice, for terminals that cannot show `…`.
pub fn clip_with<'a>(text: &'a str, cells: usize, mark: &str) -> Cow<'a, str> {
    if width(text) <= cells {
        return Cow::Borrowed(text);
    }
    let room = cells.saturating_sub(width(mark));
    if room == 0 {
        return Cow::Owned(head(mark, cells).to_owned());
    }
    Cow::Owned(format!("{}{mark}", head(text, room)))
}

/// Text in exactly `cells`: clipped, or filled with spaces on the right.
pub fn fit(text: &str, cells: usize) -> String {
    let clipped = clip(text, cells);
    let gap = cells.saturating_sub(width(&clipped));
    format!("{clipped}{:gap$}", "")
}

/// Text in exactly `cells`: clipped, or filled with spaces on the left, as numbers stand in a column.
pub fn fit_right(text: &str, cells: usize) -> String {
    let clipped = clip(text, cells);
    let gap = cells.saturating_sub(width(&clipped));
    format!("{:gap$}{clipped}", "")
}

/// Text in exactly `cells`: clipped, or with the same room on both sides.
pub fn center(text: &str, cells: usize) -> String {
    let clipped = clip(text, cells);
    let gap = cells.saturating_sub(width(&clipped));
    let left = gap / 2;
    let right = gap - left;
    format!("{:left$}{clipped}{:right$}", "", "")
}

/// The lines of `text` when no line may take more than `cells`; see [`wrap_ranges`].
pub fn wrap(text: &str, cells: usize) -> Vec<&str> {
    wrap_ranges(text, cells)
        .into_iter()
        .map(|range| &text[range])
        .collect()
}

/// The byte ranges of the lines of `text` when no line may take more than `cells`.
///
/// Lines break where Unicode's line breaking rules (UAX #14) allow, so Chinese and Japanese break between
/// characters but never before a closing mark; a word longer than a line breaks between graphemes. Spaces
/// and the `\n` at a break belong to no line. There is always at least one line, and one after a final
/// `\n`, where a cursor can stand. A character wider than `cells` stands alone on its line.
pub fn wrap_ranges(text: &str, cells: usize) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    for paragraph in text.split('\n') {
        wrap_paragraph(paragraph, start, cells.max(1), &mut lines);
        start += paragraph.len() + 1;
    }
    lines
}

fn wrap_paragraph(paragraph: &str, offset: usize, cells: usize, lines: &mut Vec<Range<usize>>) {
    let mut push = |range: Range<usize>| lines.push(range.start + offset..range.end + offset);
    if width(paragraph) <= cells {
        push(0..paragraph.len());
        return;
    }
    let (mut line, mut line_width) = (0..0, 0);
    let mut from = 0;
    for (to, opportunity) in linebreaks(paragraph) {
        let last = to == paragraph.len() && opportunity == BreakOpportunity::Mandatory;
        let piece = &paragraph[from..to];
        // The last piece keeps its spaces: the cursor may stand behind them.
        let word = if last {
            piece
        } else {
            piece.trim_end_matches(' ')
        };
        if line_width + width(word) > cells && from > line.start {
            push(line.start..from - trailing_spaces(&paragraph[line.start..from]));
            line = from..from;
            line_width = 0;
        }
        if width(word) > cells {
            for (at, grapheme) in word.grapheme_indices(true) {
                let step = cell_width(grapheme);
                if line_width + step > cells && from + at > line.start {
                    push(line.start..from + at);
                    line = from + at..from + at;
                    line_width = 0;
                }
                line_width += step;
            }
            line_width += width(&piece[word.len()..]);
        } else {
            line_width += width(piece);
        }
        line.end = from + word.len();
        from = to;
    }
    push(line.start..paragraph.len());
}

fn trailing_spaces(text: &str) -> usize {
    text.len() - text.trim_end_matches(' ').len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn width_counts_cells_not_characters() {
        assert_eq!(width("abc"), 3);
        assert_eq!(width("公交车"), 6);
        assert_eq!(width("e\u{301}"), 1);
        assert_eq!(width("👩🏽‍🚒"), 2);
    }

    #[test]
    fn plain_text_is_a_cell_for_each_character() {
        let plain: Vec<char> = ('\0'..=char::MAX)
            .filter(|c| is_plain(c.encode_utf8(&mut [0; 4])))
            .collect();
        assert!(plain.len() > 1000);
        for c in plain {
            let text = format!("a{c}{c}▸{c}");
            assert_eq!(cell_width(&c.to_string()), 1, "{c:?}");
            assert_eq!(text.graphemes(true).count(), 5, "{c:?}");
        }
        for more in [
            "e\u{301}",
            "\u{AD}",
            "公",
            "👩",
            "❤\u{FE0F}",
            "▶\u{FE0F}",
            "\t",
        ] {
            assert!(!is_plain(more), "{more:?}");
        }
        assert_eq!(head("▸ Año", 3), "▸ A");
    }

    #[test]
    fn clipping_never_splits_a_character() {
        assert_eq!(clip("Buses cut", 9), "Buses cut");
        assert_eq!(clip("Buses cut", 6), "Buses…");
        assert_eq!(clip("公交车被取消", 6), "公交…");
        assert_eq!(clip("公交车", 1), "…");
        assert_eq!(clip("abc", 0), "");
        assert_eq!(clip_with("Buses cut on", 8, "..."), "Buses...");
        assert_eq!(clip_with("Buses cut on", 2, "..."), "..");
    }

    #[test]
    fn fitting_fills_to_the_cell() {
        assert_eq!(fit("公交车", 7), "公交车 ");
        assert_eq!(fit("公交车", 4), "公… ");
        assert_eq!(fit_right("60.2", 6), "  60.2");
        assert_eq!(center("ab", 5), " ab  ");
        assert_eq!(tail("Buses cut", 3), "cut");
        assert_eq!(tail("公交车", 3), "车");
    }

    #[test]
    fn words_wrap_and_spaces_at_a_break_vanish() {
        assert_eq!(
            wrap("the air units were never replaced", 10),
            ["the air", "units were", "never", "replaced"]
        );
        assert_eq!(wrap("a\n\nb", 5), ["a", "", "b"]);
        assert_eq!(wrap("", 5), [""]);
        assert_eq!(wrap("typed ", 5), ["typed", " "]);
    }

    #[test]
    fn long_words_and_scripts_without_spaces_wrap_too() {
        assert_eq!(
            wrap("incomprehensible no", 7),
            ["incompr", "ehensib", "le no"]
        );
        assert_eq!(wrap("公交车被取消了。", 8), ["公交车被", "取消了。"]);
        assert_eq!(wrap("孩子缺课。公交", 8), ["孩子缺", "课。公交"]);
        assert_eq!(wrap("公", 1), ["公"]);
    }

    proptest! {
        #[test]
        fn the_drawing_library_measures_the_same(text in "\\PC{0,20}|[ｶﾞﾟ👩❤\u{200D}\u{FE0F}é]{0,8}|[لا]{0,8}") {
            let area = ratatui::layout::Rect::new(0, 0, 200, 1);
            let mut buffer = ratatui::buffer::Buffer::empty(area);
            let (end, _) = buffer.set_stringn(0, 0, &text, usize::MAX, ratatui::style::Style::new());
            prop_assert_eq!(width(&text), usize::from(end));
        }

        #[test]
        fn wrapped_lines_fit_and_hold_everything_but_space(text in "[a-z 公交。é👩\n-]{0,60}", cells in 2usize..20) {
            let ranges = wrap_ranges(&text, cells);
            let mut end = 0;
            for range in &ranges {
                prop_assert!(width(&text[range.clone()]) <= cells.max(2), "{:?}", &text[range.clone()]);
                prop_assert!(text[end..range.start].chars().all(|c| c == ' ' || c == '\n'));
                end = range.end;
            }
            prop_assert_eq!(end, text.len());
        }

        #[test]
        fn clipped_text_fits(text in "\\PC{0,30}", cells in 0usize..12) {
            prop_assert!(width(&clip(&text, cells)) <= cells);
            prop_assert!(width(head(&text, cells)) <= cells);
            prop_assert!(width(tail(&text, cells)) <= cells);
        }
    }
}
