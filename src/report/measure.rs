//! How much room words take in print, judged without a font: so that a page can be planned and a picture wrapped.
//!
//! The reader's machine chooses the font. Widths here are those of a wide sans serif, so that what is planned fits.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

/// The width of words, in ems: multiples of the font size.
pub fn ems(words: &str) -> f64 {
    words.graphemes(true).map(grapheme).sum()
}

fn grapheme(cluster: &str) -> f64 {
    match cluster.as_bytes() {
        [b'i' | b'l' | b'j' | b'\'' | b'|' | b'.' | b',' | b':' | b';' | b'!' | b'I'] => 0.29,
        [b' ' | b'f' | b't' | b'r' | b'(' | b')' | b'[' | b']' | b'/' | b'-' | b'"'] => 0.36,
        [b'm' | b'w' | b'M' | b'W' | b'@' | b'%'] => 0.93,
        [b'A'..=b'Z' | b'&' | b'+' | b'=' | b'<' | b'>'] => 0.72,
        [_] => 0.565,
        _ => match cluster.width() {
            0 => 0.0,
            1 => 0.64,
            _ => 1.02,
        },
    }
}

/// Words broken into lines of at most this many ems, at spaces where there are any, within a word where there are none.
pub fn wrap(words: &str, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let (mut line, mut used) = (String::new(), 0.0);
    for word in words.split_whitespace() {
        let taken = ems(word);
        let space = if line.is_empty() { 0.0 } else { ems(" ") };
        if used + space + taken <= width {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
            used += space + taken;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        used = 0.0;
        for cluster in word.graphemes(true) {
            let taken = grapheme(cluster);
            if used + taken > width && !line.is_empty() {
                lines.push(std::mem::take(&mut line));
                used = 0.0;
            }
            line.push_str(cluster);
            used += taken;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Words cut to at most this many ems, at a word where one ends near; an ellipsis says so.
pub fn clip(words: &str, width: f64) -> Option<String> {
    if ems(words) <= width {
        return None;
    }
    let (mut used, mut end, mut word_end) = (ems("…"), 0, 0);
    for (at, cluster) in words.grapheme_indices(true) {
        used += grapheme(cluster);
        if used > width {
            break;
        }
        if cluster == " " {
            word_end = at;
        }
        end = at + cluster.len();
    }
    // A long word is cut inside rather than losing most of the line.
    let end = if word_end * 3 >= end * 2 {
        word_end
    } else {
        end
    };
    Some(format!(
        "{}…",
        words[..end].trim_end_matches([' ', ',', ';', '.', ':'])
    ))
}

/// Words cut so that they wrap to at most so many lines of this many ems; `None` where they do as they are.
pub fn clip_lines(words: &str, width: f64, lines: usize) -> Option<String> {
    if wrap(words, width).len() <= lines {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "a page has few lines")]
    let most_room = width * lines as f64;
    let cut = |room| clip(words, room).unwrap_or_else(|| words.to_owned());
    Some(most(most_room, cut, |short| {
        wrap(short, width).len() <= lines
    }))
}

/// The longest version that fits, where a version with less room is never longer: found by halving.
pub fn most<T>(room: f64, cut: impl Fn(f64) -> T, fits: impl Fn(&T) -> bool) -> T {
    const HALVINGS: usize = 7;
    let whole = cut(room);
    if fits(&whole) {
        return whole;
    }
    let (mut low, mut high) = (1.0, room.max(1.0));
    let mut best = cut(low);
    for _ in 0..HALVINGS {
        let middle = f64::midpoint(low, high);
        let tried = cut(middle);
        if fits(&tried) {
            low = middle;
            best = tried;
        } else {
            high = middle;
        }
    }
    best
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_wrapped_and_none_is_lost() {
        let words = "Cigarettes are cheap and sold near schools, 子どもにも売られている and averyveryverylongword";
        for width in [2.0, 5.0, 12.0, 80.0] {
            let lines = wrap(words, width);
            assert!(lines.iter().all(|line| ems(line) <= width), "{lines:?}");
            let letters = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            assert_eq!(letters(&lines.concat()), letters(words));
        }
        assert!(wrap("", 5.0).is_empty());
    }

    #[test]
    fn a_cut_is_always_shown() {
        assert_eq!(clip("short", 20.0), None);
        let cut = clip("Cigarettes are cheap and sold near schools", 10.0).unwrap();
        assert!(cut.ends_with('…') && ems(&cut) <= 10.3, "{cut}");
        assert!(clip(&"x".repeat(500), 10.0).unwrap().ends_with('…'));
        assert!(clip("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 2.0).unwrap().ends_with('…'));
    }
}
