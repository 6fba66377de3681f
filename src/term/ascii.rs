//! What stands for a character on a terminal that shows ASCII only.

use unicode_normalization::UnicodeNormalization as _;

/// ASCII of exactly `width` cells in place of one drawn symbol: lines and marks by their shape, letters
/// without their accents, anything else as question marks.
pub(crate) fn replace(symbol: &str, width: usize) -> String {
    let first = symbol.nfd().next().unwrap_or('?');
    let stand_in = if first.is_ascii() && !first.is_ascii_control() {
        first
    } else {
        shape(first)
    };
    // A wide blank stays blank, a wide mark is repeated so that its room is filled.
    std::iter::repeat_n(stand_in, width).collect()
}

fn shape(c: char) -> char {
    match c {
        '─'
        | '━'
        | '═'
        | '╌'
        | '╍'
        | '┄'
        | '┅'
        | '┈'
        | '┉'
        | '‐'..='―'
        | '−'
        | '╴'
        | '╶'
        | '╸'
        | '╺' => '-',
        '│' | '┃' | '║' | '╎' | '╏' | '┆' | '┇' | '┊' | '┋' | '▏' | '▕' | '▎' | '▍' => {
            '|'
        }
        '\u{2500}'..='\u{257F}' => '+',
        '░' | '▒' | '⠀' => '.',
        '█' | '▓' | '▀' | '▄' | '▌' | '▐' | '▁'..='▇' | '■' | '▪' | '▮' => {
            '#'
        }
        '\u{2801}'..='\u{28FF}' => '*',
        '▸' | '▶' | '→' | '›' | '»' | '❯' | '▹' => '>',
        '◂' | '◀' | '←' | '‹' | '«' | '❮' => '<',
        '↑' | '▲' | '▴' => '^',
        '↓' | '▼' | '▾' => 'v',
        '●' | '•' | '◆' | '★' | '◉' => '*',
        '○' | '◦' | '◇' | '☆' | '◯' => 'o',
        '✓' | '✔' => '+',
        '✗' | '✘' | '×' => 'x',
        '…' => '~',
        '·' | '∙' => '.',
        '‘' | '’' | '′' => '\'',
        '“' | '”' | '″' => '"',
        '‼' => '!',
        '\u{A0}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{3000}' => ' ',
        '¢' => 'c',
        'ø' => 'o',
        'Ø' => 'O',
        'ł' => 'l',
        'Ł' => 'L',
        'ß' => 's',
        _ => '?',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_and_letters_stay_recognisable() {
        assert_eq!(replace("é", 1), "e");
        assert_eq!(replace("e\u{301}", 1), "e");
        assert_eq!(replace("─", 1), "-");
        assert_eq!(replace("┼", 1), "+");
        assert_eq!(replace("⣿", 1), "*");
        assert_eq!(replace("公", 2), "??");
        assert_eq!(replace("　", 2), "  ");
    }
}
